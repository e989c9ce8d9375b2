/* One button for light and dark colours, in words. The theme's own switch stays hidden, for a key cannot press it; this presses it. */
(() => {
  "use strict";
  const button = document.querySelector("[data-colours]");
  const options = [...document.querySelectorAll("input[name=__palette]")];
  if (!button || options.length < 2) return;
  const now = () => document.body.dataset.mdColorScheme;
  const say = () => { button.textContent = button.dataset[now()] || ""; };
  button.addEventListener("click", () => options.find((option) => option.dataset.mdColorScheme !== now())?.click());
  new MutationObserver(say).observe(document.body, { attributeFilter: ["data-md-color-scheme"] });
  button.hidden = false;
  say();
})();
