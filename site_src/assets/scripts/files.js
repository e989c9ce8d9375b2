/* Opened as files from a folder, an address that ends in "/" would show a list of files: here it is completed with the name of the page.
   On a web server this does nothing. */
(() => {
  "use strict";
  if (location.protocol !== "file:") return;

  /* The address of the page itself, or null where there is nothing to complete. */
  const completed = address => {
    const url = new URL(address, location.href);
    const last = url.pathname.split("/").pop();
    if (url.protocol !== "file:" || last.includes(".")) return null;
    url.pathname += last ? "/index.html" : "index.html";
    return url.href;
  };
  const complete = link => {
    const name = link.tagName === "FORM" ? "action" : "href";
    const given = link.getAttribute(name);
    const whole = given === null || given.startsWith("#") ? null : completed(given);
    if (whole) link.setAttribute(name, whole);
  };
  const all = () => document.querySelectorAll("a[href], form[action]").forEach(complete);

  all();
  document.addEventListener("DOMContentLoaded", all);
  /* Links that a script makes later are completed when they are reached. */
  for (const kind of ["click", "auxclick", "focusin", "pointerdown", "submit"]) {
    document.addEventListener(kind, event => {
      const link = event.target.closest && event.target.closest("a[href], form[action]");
      if (link) complete(link);
    }, true);
  }
})();
