// The first of each sort of thing that had the focus: what is built and classed alike, in a place that is classed alike, looks alike.
(known) => {
  const found = {};
  for (const [at, element] of window.focusWalk.order.entries()) {
    const named = (e) => `${e.localName}.${[...e.classList].sort().join(".")}`;
    const sort = [element, element.parentElement, element.closest("header, nav, aside, footer, article, main") || document.body].map(named).join(" < ");
    if (!known.includes(sort) && !(sort in found)) found[sort] = at;
  }
  return found;
}
