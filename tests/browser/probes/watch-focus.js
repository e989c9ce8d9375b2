// Notes at each press of Tab where the focus is and how it looks; `window.focusWalk` is read when the walk is over.
() => {
  // The theme hides its boxes to tick and shows one label in their place.
  const shown = (element) => {
    if (element.localName !== "input" || element.getBoundingClientRect().width >= 2) return element;
    return [...element.parentElement.querySelectorAll("label")].find((label) => label.checkVisibility()) || element;
  };
  const look = (it) => {
    const element = shown(it), style = getComputedStyle(element);
    const outline = style.outlineStyle === "none" || parseFloat(style.outlineWidth) === 0 ? "none" : `${style.outlineStyle} ${style.outlineWidth} ${style.outlineColor}`;
    return { outline, rest: [style.boxShadow, style.backgroundColor, style.borderTopColor, style.borderBottomColor, style.textDecorationLine].join("|") };
  };
  // A reader sees a part of what has the focus: no corner of it need be free, but not all may lie beneath what is fixed.
  const hidden = (it) => {
    const element = shown(it);
    const boxes = [...element.getClientRects()].filter((b) => b.width > 0 && b.height > 0);
    if (!boxes.length) return "has no box";
    const free = boxes.some((box) => {
      const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth), top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
      if (right <= left || bottom <= top) return false;
      for (const x of [left + 1, (left + right) / 2, right - 1]) for (const y of [top + 1, (top + bottom) / 2, bottom - 1]) {
        const there = document.elementFromPoint(x, y);
        if (there && (element.contains(there) || there.contains(element))) return true;
      }
      return false;
    });
    return free ? "" : "lies beneath something or outside the window";
  };
  const walk = { order: [], looks: new Map(), hidden: [], left: false, trapped: null };
  window.focusWalk = walk;
  window.focusLook = look;
  window.focusShown = shown;
  window.focusHidden = hidden;
  document.addEventListener("keyup", (event) => {
    if (event.key !== "Tab") return;
    const here = document.activeElement;
    if (!here || here === document.body || here === document.documentElement) { walk.left = true; return; }
    // Headless, the focus goes from the end of the document to its beginning.
    if (here === walk.order[0]) { walk.left = true; return; }
    if (walk.left) return;
    if (walk.looks.has(here)) { walk.trapped = here; return; }
    walk.order.push(here);
    walk.looks.set(here, look(here));
    const why = hidden(here);
    if (why) walk.hidden.push([here, why]);
  }, true);
}
