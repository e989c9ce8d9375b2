/* The outline of a code: open beside the text on a wide screen, with the section in view marked; and the full address on the print view. */
(() => {
  "use strict";
  const full = document.querySelector("[data-full-address]");
  if (full) full.textContent = new URL(full.dataset.fullAddress, window.location.href.replace(/[?#].*$/, "")).href;

  const outline = document.querySelector(".cx-beside details");
  if (!outline) return;
  const wide = window.matchMedia("(min-width: 76.25em)");
  const fit = () => { outline.open = wide.matches; };
  wide.addEventListener("change", fit);
  fit();

  const links = new Map([...outline.querySelectorAll("a")].map((link) => [link.hash.slice(1), link]));
  const heads = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);

  /* The section in view is the one whose heading went past the upper third last. */
  function mark() {
    const line = window.innerHeight / 3;
    const current = heads.filter((head) => head.getBoundingClientRect().top < line).pop();
    for (const [id, link] of links) {
      if (current && id === current.id) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    }
    const link = current && links.get(current.id);
    if (link && wide.matches) keepInView(link);
  }

  /* Only the outline scrolls, and at once: nothing glides. */
  function keepInView(link) {
    const box = outline.getBoundingClientRect();
    const at = link.getBoundingClientRect();
    if (at.top < box.top) outline.scrollTop -= box.top - at.top + 8;
    if (at.bottom > box.bottom) outline.scrollTop += at.bottom - box.bottom + 8;
  }

  let waiting = false;
  const later = () => {
    if (waiting) return;
    waiting = true;
    window.requestAnimationFrame(() => { waiting = false; mark(); });
  };
  window.addEventListener("scroll", later, { passive: true });
  window.addEventListener("resize", later);
  mark();
})();
