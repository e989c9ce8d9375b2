/* The key / leads to the search box: that of the search page, else that of the header. One key alone can be pressed by mistake, or by a
   voice that types, so it can be switched off on the search page (WCAG 2.1.4). Only that choice is stored, and only when it is made. */
(() => {
  "use strict";
  const NAME = "concordant-no-search-key";
  const off = () => { try { return window.localStorage.getItem(NAME) === "1"; } catch { return false; } };
  const typing = (element) => element.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(element.tagName);

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || typing(event.target) || off()) return;
    const box = ["#cx-q", ".cx-find input"].map((place) => document.querySelector(place)).find((input) => input?.checkVisibility());
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
  });

  const choice = document.querySelector("[data-slash]");
  if (!choice) return;
  const tick = choice.querySelector("input");
  tick.checked = !off();
  choice.hidden = false;
  tick.addEventListener("change", () => {
    try {
      if (tick.checked) window.localStorage.removeItem(NAME);
      else window.localStorage.setItem(NAME, "1");
    } catch { /* Where nothing may be stored, the choice cannot be kept. */ }
  });
})();
