// WCAG 1.4.10: the page does not scroll sideways; what scrolls by itself is a region with a name that a keyboard reaches.
// WCAG 1.4.12: with wider spacing nothing is cut off. What is fixed to the window leaves room for the text.
() => {
  const say = (element) => {
    const text = (element.textContent || "").trim().replace(/\s+/g, " ").slice(0, 40);
    return `<${element.localName}${element.id ? ` id=${element.id}` : ""} class="${element.getAttribute("class") || ""}"> ${text}`;
  };
  const root = document.documentElement;
  const seen = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  // Text for screen readers alone is one pixel large on purpose.
  const real = (element) => element.clientWidth > 4 && element.clientHeight > 4;
  const wider = () => root.scrollWidth > root.clientWidth;
  const out = { sideways: [], regions: [], spacing: [], fixed: [] };

  if (wider()) {
    const far = [...document.body.querySelectorAll("*")].filter((e) => seen(e) && e.getBoundingClientRect().right > root.clientWidth + 1);
    out.sideways.push(far.length ? say(far[far.length - 1]) : "the page");
  }
  for (const element of document.body.querySelectorAll("*")) {
    const style = getComputedStyle(element);
    const held = style.position === "fixed" || (style.position === "sticky" && (style.top !== "auto" || style.bottom !== "auto"));
    if (held && seen(element) && element.getBoundingClientRect().height > innerHeight / 2) out.fixed.push(say(element));
    if (!/auto|scroll/.test(style.overflowX + style.overflowY) || !seen(element) || !real(element)) continue;
    const across = /auto|scroll/.test(style.overflowX) && element.scrollWidth > element.clientWidth + 1;
    const down = /auto|scroll/.test(style.overflowY) && element.scrollHeight > element.clientHeight + 1;
    if (!across && !down) continue;
    if (/^(textarea|select|input)$/.test(element.localName)) continue;
    const named = element.getAttribute("aria-label") || element.getAttribute("aria-labelledby");
    if (element.tabIndex !== 0 || !named || !element.getAttribute("role")) out.regions.push(say(element));
  }

  const spaced = new CSSStyleSheet();
  spaced.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }");
  document.adoptedStyleSheets = [spaced];
  if (wider() && !out.sideways.length) out.spacing.push("the page scrolls sideways");
  for (const element of document.body.querySelectorAll("*")) {
    const style = getComputedStyle(element);
    if (!/hidden|clip/.test(style.overflowX + style.overflowY) || !seen(element) || !real(element) || !element.textContent.trim()) continue;
    if (element.closest("svg") || /^(input|select)$/.test(element.localName)) continue;
    const cutAcross = /hidden|clip/.test(style.overflowX) && element.scrollWidth > element.clientWidth + 1;
    const cutDown = /hidden|clip/.test(style.overflowY) && element.scrollHeight > element.clientHeight + 1;
    if (cutAcross || cutDown) out.spacing.push(say(element));
  }
  document.adoptedStyleSheets = [];
  return out;
}
