// After the walk with Tab: what can be used and was not reached, whose focus cannot be seen, what was hidden when it had the focus.
() => {
  const walk = window.focusWalk;
  const say = (element) => {
    const text = (element.textContent || element.getAttribute("aria-label") || "").trim().replace(/\s+/g, " ").slice(0, 40);
    return `<${element.localName}${element.id ? ` id=${element.id}` : ""} class="${element.getAttribute("class") || ""}"> ${text}`;
  };
  const luminance = (colour) => {
    const parts = colour.map((c) => (c / 255 <= 0.03928 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  };
  const parsed = (text) => (text.match(/[\d.]+/g) || []).map(Number);
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = parsed(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] > 0.9) return colour.slice(0, 3);
    }
    return [255, 255, 255];
  };
  const contrast = (a, b) => {
    const [x, y] = [luminance(a), luminance(b)].sort((m, n) => n - m);
    return (x + 0.05) / (y + 0.05);
  };
  const seen = (element) => {
    const box = element.getBoundingClientRect();
    return element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && box.width > 0 && box.height > 0 && !element.closest("[inert]");
  };
  // On a busy machine a page may not have come to rest when the key was let go: what seemed covered gets the focus once more.
  const hidden = walk.hidden.map(([element]) => {
    walk.order[walk.order.indexOf(element) - 1]?.focus();
    element.focus();
    return [element, window.focusHidden(element)];
  });
  if (document.activeElement) document.activeElement.blur();

  const unseen = [], faint = [];
  for (const [element, focused] of walk.looks) {
    const plain = window.focusLook(element);
    if (focused.outline !== "none" && focused.outline !== plain.outline) {
      if (focused.outline.startsWith("auto")) continue;
      const ratio = contrast(parsed(focused.outline.replace(/^\S+ \S+ /, "")).slice(0, 3), behind(window.focusShown(element).parentElement));
      if (ratio < 3) faint.push(`${ratio.toFixed(1)} ${say(element)}`);
    } else if (focused.rest === plain.rest) unseen.push(say(element));
  }
  const scrolls = (e) => {
    const style = getComputedStyle(e);
    return (/auto|scroll/.test(style.overflowX) && e.scrollWidth > e.clientWidth + 1) || (/auto|scroll/.test(style.overflowY) && e.scrollHeight > e.clientHeight + 1);
  };
  const usable = "a[href], area[href], button, input:not([type=hidden]), select, textarea, summary, iframe, [contenteditable], [onclick], [role=button], [role=link], [role=tab], [tabindex], label[for], .cx-scroll";
  const stoodFor = new Set(walk.order.map(window.focusShown));
  const missed = [...document.querySelectorAll(usable)].filter((e) => {
    if (!seen(e) || e.disabled || walk.looks.has(e)) return false;
    if (e.localName === "label") return !(stoodFor.has(e) || (e.control && (walk.looks.has(e.control) || seen(e.control))));
    // Of a group of radio buttons one stands for all.
    if (e.type === "radio") return ![...document.querySelectorAll("input[type=radio]")].some((r) => r.name === e.name && walk.looks.has(r));
    if (e.matches(".cx-scroll")) return scrolls(e);
    return !(e.hasAttribute("tabindex") && e.tabIndex < 0);
  });
  return {
    stops: walk.order.length,
    missed: missed.map(say),
    unseen, faint,
    hidden: hidden.filter(([, why]) => why).map(([element, why]) => `${why}: ${say(element)}`),
    trapped: walk.left && !walk.trapped ? [] : [say(walk.trapped || walk.order[walk.order.length - 1] || document.body)],
  };
}
