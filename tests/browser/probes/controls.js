// WCAG 2.5.8: what one presses is 24 by 24 pixels, or a link in a line of text, or so far from the next that a circle of 24 pixels fits.
// WCAG 2.3.3 and a reader's own wish: nothing moves for whoever has asked for less motion.
() => {
  const say = (element) => {
    const text = (element.textContent || element.getAttribute("aria-label") || "").trim().replace(/\s+/g, " ").slice(0, 40);
    return `<${element.localName}${element.id ? ` id=${element.id}` : ""} class="${element.getAttribute("class") || ""}"> ${text}`;
  };
  const seen = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const out = { small: [], moving: [] };
  const shown = [...document.querySelectorAll("a[href], button, summary, input, select, textarea, [role=button], label[for]")].filter((e) => {
    const box = e.getBoundingClientRect();
    return seen(e) && box.width > 1 && box.height > 1;
  });
  const boxes = shown.map((e) => e.getBoundingClientRect());
  const inLine = (element) => {
    if (element.localName !== "a" || getComputedStyle(element).display !== "inline") return false;
    // Words beside the link in the same block make it part of a sentence or a list of links within a line.
    const block = element.closest("p, li, dd, dt, td, th, figcaption, blockquote, summary, caption, h1, h2, h3, h4, div");
    return block && block.textContent.trim().length > element.textContent.trim().length;
  };
  const near = (box, other) => {
    const x = box.left + box.width / 2, y = box.top + box.height / 2;
    const dx = Math.max(other.left - x, 0, x - other.right), dy = Math.max(other.top - y, 0, y - other.bottom);
    if (Math.hypot(dx, dy) < 12) return true;
    const small = other.width < 24 || other.height < 24;
    return small && Math.hypot(other.left + other.width / 2 - x, other.top + other.height / 2 - y) < 24;
  };
  shown.forEach((element, at) => {
    const box = boxes[at];
    if ((box.width >= 23.5 && box.height >= 23.5) || inLine(element)) return;
    // A box to tick is pressed by its label too.
    const label = element.closest("label") || (element.labels && element.labels[0]);
    if (element.localName === "label" && element.control && seen(element.control)) return;
    if (label && label !== element) {
      const large = label.getBoundingClientRect();
      if (large.width >= 23.5 && large.height >= 23.5) return;
    }
    const crowded = boxes.some((other, n) => n !== at && !shown[n].contains(element) && !element.contains(shown[n]) && near(box, other));
    if (crowded) out.small.push(`${Math.round(box.width)}x${Math.round(box.height)} ${say(element)}`);
  });

  const long = (times) => times.split(",").some((time) => parseFloat(time) * (time.trim().endsWith("ms") ? 1 : 1000) > 1);
  for (const animation of document.getAnimations()) {
    if (animation.playState === "running") out.moving.push(`running: ${say(animation.effect.target)}`);
  }
  for (const element of document.querySelectorAll("html, body, body *")) {
    for (const part of [null, "::before", "::after"]) {
      const style = getComputedStyle(element, part);
      if (part && style.content === "none") continue;
      if (style.scrollBehavior === "smooth") out.moving.push(`smooth scrolling: ${say(element)}`);
      if (style.transitionProperty !== "none" && long(style.transitionDuration)) out.moving.push(`transition${part || ""}: ${say(element)}`);
      if (style.animationName !== "none" && long(style.animationDuration)) out.moving.push(`animation${part || ""}: ${say(element)}`);
    }
  }
  out.moving = [...new Set(out.moving)].slice(0, 8);
  return out;
}
