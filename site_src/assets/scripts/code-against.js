/* A code held against another: only what differs stays, the rest folds to a line that says where it is the same. The choice stands in the
   address (?against=<code>&only=differs) and nowhere else. Each paragraph carries how other codes stand to it, as "0d 3w": the place of the
   code in the list, then w for the same words, r for the same rule in other words, d for something that differs; no entry, no equivalent. */
(() => {
  "use strict";
  const form = document.querySelector("form.cx-against");
  if (!form) return;
  const { against, only } = form.elements;
  const units = [...document.querySelectorAll(".cx-unit[data-against]")];
  const options = [...against.options].slice(1);
  const counted = form.querySelector(".cx-counted");
  const pair = form.querySelector("[data-pair]:not(option)");
  const SAME = { differs: "w", rule: "wr" };
  const WORDS = { w: "Says the same in", r: "Says the same in other words in", d: "Not the same in", "": "No equivalent in" };
  const number = (unit) => unit.querySelector("a.cx-number").textContent;
  const many = (n) => `${n} ${n === 1 ? "paragraph" : "paragraphs"}`;

  function standing(unit, place) {
    const found = unit.dataset.against.split(" ").find((entry) => entry.replace(/\D/g, "") === String(place));
    return found ? found.replace(/\d/g, "") : "";
  }

  function clear() {
    for (const made of document.querySelectorAll(".cx-same, .cx-held")) made.remove();
    for (const unit of units) unit.hidden = false;
  }

  function held(unit, how, option) {
    const line = document.createElement("p");
    line.className = "cx-held";
    line.textContent = `${WORDS[how]} ${option.text}.`;
    unit.querySelector(".cx-notes").prepend(line);
  }

  function fold(run, option) {
    const line = document.createElement("p");
    const text = document.createElement("span");
    const open = document.createElement("button");
    const [first, last] = [number(run[0]), number(run[run.length - 1])];
    line.className = "cx-same";
    const places = run.length === 1 ? first : `${first} ${run.length === 2 ? "and" : "to"} ${last}`;
    text.textContent = `Same in ${option.text}: ${places}`;
    open.type = "button";
    open.className = "cx-again";
    open.textContent = "Show";
    open.setAttribute("aria-label", `Show ${places}`);
    open.addEventListener("click", () => {
      for (const unit of run) unit.hidden = false;
      line.remove();
      run[0].querySelector("a.cx-number").focus();
    });
    line.append(text, open);
    run[0].before(line);
  }

  /* Neighbours fold together; a heading, or words that introduce a list, part them. */
  function runs(hidden) {
    const found = [];
    for (const unit of hidden) {
      const last = found.at(-1);
      if (last && last.at(-1).nextElementSibling === unit) last.push(unit);
      else found.push([unit]);
    }
    return found;
  }

  function tell(option, how, hidden) {
    const none = units.filter((unit) => how.get(unit) === "").length;
    const differ = units.length - hidden.length - none;
    const same = SAME[only.value] ? `${many(hidden.length)} the same and folded` : `${many(units.length)} shown`;
    if (!SAME[only.value]) return `Against ${option.text}: ${same}, ${none} without an equivalent there.`;
    return `Against ${option.text}: ${many(none + differ)} of ${units.length} shown, ${none} without an equivalent there, ${differ} not the same; ${same}.`;
  }

  function show() {
    clear();
    const option = options.find((one) => one.value === against.value);
    for (const part of form.querySelectorAll("[data-chosen]")) part.hidden = !option;
    counted.textContent = "";
    if (!option) return;
    const place = options.indexOf(option);
    const how = new Map(units.map((unit) => [unit, standing(unit, place)]));
    const hidden = units.filter((unit) => how.get(unit) && (SAME[only.value] ?? "").includes(how.get(unit)));
    for (const [unit, letter] of how) held(unit, letter, option);
    for (const run of runs(hidden)) fold(run, option);
    for (const unit of hidden) unit.hidden = true;
    pair.href = option.dataset.pair;
    counted.textContent = tell(option, how, hidden);
    reveal();
  }

  /* An address that names a paragraph leads to it, folded or not. */
  function reveal() {
    const wanted = document.getElementById(window.location.hash.slice(1));
    if (wanted?.hidden) wanted.hidden = false;
  }

  function write() {
    const here = new URL(window.location.href);
    here.searchParams.delete("against");
    here.searchParams.delete("only");
    if (against.value) here.searchParams.set("against", against.value);
    if (against.value && only.value) here.searchParams.set("only", only.value);
    window.history.replaceState(null, "", here.href.replace(/%2F/g, "/"));
    show();
  }

  function read() {
    const asked = new URLSearchParams(window.location.search);
    against.value = options.some((one) => one.value === asked.get("against")) ? asked.get("against") : "";
    only.value = asked.has("against") ? (asked.get("only") in SAME ? asked.get("only") : "") : "differs";
    show();
  }

  form.hidden = false;
  form.addEventListener("change", write);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.querySelector("[data-clear]").addEventListener("click", () => {
    against.value = "";
    only.value = "differs";
    write();
    against.focus();
  });
  window.addEventListener("popstate", read);
  window.addEventListener("hashchange", reveal);
  read();
})();
