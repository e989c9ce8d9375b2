/* Nothing is kept on a reader's computer but what the reader chose. The theme would note its colours on every visit; it may do so only
   once somebody has pressed the switch. Runs before the theme, which keeps everything through __md_set. */
(() => {
  "use strict";
  const keep = window.__md_set;
  if (!keep) return;
  let chosen = false;
  document.addEventListener("change", event => { chosen = chosen || event.target.name === "__palette"; }, true);
  window.__md_set = (key, ...rest) => { if (chosen || key !== "__palette") keep(key, ...rest); };
})();
