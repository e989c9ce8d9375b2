/* Runs before the theme and before the stylesheets.
   Nothing is kept on a reader's computer but what the reader chose: the theme would note its colours on every visit, and may do so only
   once somebody has pressed the switch. It keeps everything through __md_set, which it has yet to define.
   The typeface of every page is sent for at once, so that words do not move when it comes. Opened as a file, a browser refuses that. */
(() => {
  "use strict";
  let keep;
  let chosen = false;
  const careful = (key, ...rest) => { if (chosen || key !== "__palette") keep(key, ...rest); };
  Object.defineProperty(window, "__md_set", { configurable: true, get: () => keep && careful, set: given => { keep = given; } });
  document.addEventListener("change", event => { chosen = chosen || event.target.name === "__palette"; }, true);

  if (location.protocol === "file:") return;
  const link = document.createElement("link");
  link.href = new URL("../fonts/source-sans-3-latin-400-normal.woff2", document.currentScript.src);
  Object.assign(link, { rel: "preload", as: "font", type: "font/woff2", crossOrigin: "anonymous" });
  document.head.append(link);
})();
