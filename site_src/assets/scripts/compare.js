/* Two codes side by side: filters, steps from difference to difference, sides swapped, differences marked in the text. What is chosen stands
   in the address and nowhere else: ?topic=..&relation=..&only=differences&duty=changed&words=marked&a=CODE&b=CODE. Without this script the
   page shows everything. A comparison that the browser draws announces itself and is then taken in hand like a page made beforehand. */
(() => {
  "use strict";
  const FIELDS = ["topic", "relation", "only", "duty", "words"];
  const NARROWING = ["topic", "relation", "only", "duty"];

  function begin() {
    const region = document.querySelector(".cx-comparison");
    if (!region || region.dataset.begun) return;
    region.dataset.begun = "yes";
    const whole = region.closest(".cx-compared") || document;
    const form = region.querySelector("form[data-comparison]");
    const shown = region.querySelector("[data-shown]");
    const nothing = region.querySelector("[data-nothing]");
    const table = region.querySelector("table.cx-side");
    const steps = region.querySelector("[data-steps]");
    const rows = [...table.tBodies[0].rows];
    const items = [...region.querySelectorAll("[data-relation]")];
    const say = (name, yes) => { shown.querySelector(`[data-say=${name}]`).hidden = !yes; };
    let swapped = false;

    /* What is chosen. */

    const field = (name) => form.elements[name];
    const ticks = (name) => field(name).type === "checkbox";
    const value = (name) => (ticks(name) ? (field(name).checked ? field(name).value : "") : field(name).value);

    function set(name, wanted) {
      if (ticks(name)) field(name).checked = wanted === field(name).value;
      else field(name).value = [...field(name).options].some((one) => one.value === wanted) ? wanted : "";
      return !wanted || value(name) === wanted;
    }

    function fits(item) {
      const { topics = "", relation, duty } = item.dataset;
      return (!value("topic") || topics.split(" ").includes(value("topic"))) && (!value("relation") || relation === value("relation"))
        && (!value("duty") || duty === "changed") && (!value("only") || "differs" in item.dataset);
    }

    /* What is shown. */

    function show() {
      const narrowed = NARROWING.some(value);
      for (const item of items) item.hidden = !fits(item);
      for (const row of rows) row.hidden = !(row.dataset.relation ? fits(row) : row.querySelector("[data-relation]:not([hidden])"));
      for (const fold of region.querySelectorAll(".cx-weaker")) folded(fold, narrowed);
      count(narrowed);
      inTheText(Boolean(value("words")));
      form.querySelector("[data-clear]").disabled = !FIELDS.some(value);
      at(null);
    }

    /* A fold names the weaker matches that fit. It opens where a row has nothing else to show. */
    function folded(fold, narrowed) {
      const open = [...fold.querySelectorAll(".cx-match:not([hidden])")];
      for (const name of fold.querySelectorAll("[data-weaker]")) name.hidden = !open.some((one) => one.id === name.dataset.weaker);
      fold.hidden = open.length === 0;
      const label = fold.querySelector("[data-weaker-count]");
      label.dataset.said = label.dataset.said || label.textContent;
      const all = fold.querySelectorAll(".cx-match").length;
      label.textContent = open.length === all ? label.dataset.said : `${open.length} of ${all} weaker matches`;
      const alone = narrowed && open.length > 0 && ![...fold.parentElement.children].some((one) => one.matches(".cx-match:not([hidden])"));
      if (alone && !fold.open) fold.dataset.opened = "yes";
      if (alone || fold.dataset.opened) fold.open = alone;
      if (!alone) delete fold.dataset.opened;
    }

    function count(narrowed) {
      const open = items.filter((item) => !item.hidden);
      const alone = open.filter((item) => item.matches("tr")).length;
      shown.querySelector("[data-pairs]").textContent = open.length - alone;
      shown.querySelector("[data-alone]").textContent = alone;
      shown.querySelector("[data-chosen]").textContent = NARROWING.filter(value).map(words).join("; ");
      say("all", !narrowed);
      say("some", narrowed);
      nothing.hidden = open.length > 0 || !narrowed;
      table.hidden = !nothing.hidden;
      steps.hidden = open.length === 0;
    }

    /* The words of a choice, as the form says them. */
    function words(name) {
      const label = field(name).closest("label");
      const chosen = ticks(name) ? label.textContent : field(name).selectedOptions[0].textContent.replace(/ \(\d+\)$/, "");
      return `“${chosen.trim()}”`;
    }

    /* The words that differ, in place of the paragraph. */
    function inTheText(yes) {
      say("marked", yes);
      region.classList.toggle("cx-in-text", yes);
      for (const found of region.querySelectorAll(".cx-match")) {
        const said = found.querySelector(":scope > .cx-said > .cx-text");
        const redline = found.querySelector(".cx-redline");
        if (!said || !redline) continue;
        const marked = found.querySelector(":scope > .cx-said > .cx-marked-text");
        if (marked) marked.remove();
        said.hidden = yes;
        if (!yes) continue;
        const copy = document.createElement("span");
        copy.className = "cx-marked-text";
        copy.append(...[...redline.childNodes].map((node) => node.cloneNode(true)));
        said.after(copy);
      }
    }

    /* The address. */

    function keep() {
      const query = new URLSearchParams(window.location.search);
      for (const name of FIELDS) {
        if (value(name)) query.set(name, value(name));
        else query.delete(name);
      }
      const sides = [region.dataset.a, region.dataset.b];
      if (swapped || query.has("a")) [["a", swapped ? 1 : 0], ["b", swapped ? 0 : 1]].forEach(([name, side]) => query.set(name, sides[side]));
      const said = query.toString().replace(/%2F/g, "/");
      window.history.replaceState(null, "", window.location.pathname + (said ? `?${said}` : "") + window.location.hash);
    }

    function read() {
      const query = new URLSearchParams(window.location.search);
      const known = FIELDS.map((name) => set(name, query.get(name) || ""));
      say("unknown", known.includes(false));
      const names = [region.dataset.b, region.dataset.b.replace(/\//g, "-")];
      if (names.includes(query.get("a")) !== swapped) swap();
      show();
      reveal();
    }

    /* Sides. What stands only on the left stays struck, what stands only on the right underlined. */

    function swap() {
      swapped = !swapped;
      for (const row of table.rows) row.append(row.cells[0]);
      for (const text of region.querySelectorAll(".cx-redline")) flip(text);
      const names = [...table.tHead.rows[0].cells].map((cell) => cell.textContent);
      for (const place of whole.querySelectorAll("[data-left]")) place.textContent = names[0];
      for (const place of whole.querySelectorAll("[data-right]")) place.textContent = names[1];
    }

    function flip(text) {
      for (const mark of [...text.querySelectorAll("del, ins")]) {
        const other = document.createElement(mark.matches("del") ? "ins" : "del");
        other.append(...mark.childNodes);
        mark.replaceWith(other);
      }
      for (const ins of text.querySelectorAll("ins")) {
        const next = ins.nextElementSibling;
        const between = next && ins.nextSibling !== next ? ins.nextSibling.textContent : "";
        if (!next || !next.matches("del") || between.trim()) continue;
        const space = ins.nextSibling;
        if (space !== next) ins.before(next, space);
        else ins.before(next);
      }
    }

    /* Steps from one difference to the next. */

    const differences = () => rows.filter((row) => !row.hidden && (row.dataset.relation || row.querySelector(".cx-match[data-differs]:not([hidden])")));

    function at(row) {
      const all = differences();
      const place = steps.querySelector("[data-at]");
      place.textContent = row ? `Difference ${all.indexOf(row) + 1} of ${all.length}.` : `${all.length} ${all.length === 1 ? "difference" : "differences"}.`;
      for (const button of steps.querySelectorAll("button")) button.disabled = all.length === 0;
    }

    let last = null;
    function step(by) {
      const all = differences();
      if (!all.length) return;
      const focused = document.activeElement.closest("tbody tr");
      const here = focused && rows.includes(focused) ? focused : last && !last.hidden ? last : null;
      const from = here ? rows.indexOf(here) : by > 0 ? -1 : rows.length;
      const next = by > 0 ? all.find((row) => rows.indexOf(row) > from) || all[0] : all.findLast((row) => rows.indexOf(row) < from) || all[all.length - 1];
      last = next;
      next.tabIndex = -1;
      next.focus({ preventScroll: true });
      const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
      next.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
      at(next);
    }

    /* A pair that the address names is opened, and shown even where it was filtered out. */
    function reveal() {
      const target = window.location.hash.startsWith("#pair-") && document.getElementById(window.location.hash.slice(1));
      if (!target || !region.contains(target)) return;
      if (target.hidden) clear();
      const fold = target.closest(".cx-weaker");
      if (fold) fold.open = true;
      target.scrollIntoView({ block: "start" });
    }

    function clear() {
      for (const name of FIELDS) set(name, "");
      say("unknown", false);
      show();
      keep();
    }

    form.addEventListener("change", () => { say("unknown", false); show(); keep(); });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.querySelector("[data-clear]").addEventListener("click", () => { clear(); field("topic").focus(); });
    form.querySelector("[data-swap]").addEventListener("click", () => { swap(); show(); keep(); });
    steps.addEventListener("click", (event) => {
      const button = event.target.closest("[data-step]");
      if (button) step(Number(button.dataset.step));
    });
    /* Only while the focus is inside, never while something is typed or chosen (WCAG 2.1.4). */
    region.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("select, textarea, input:not([type=checkbox])")) return;
      if (event.key === "n" || event.key === "p") {
        event.preventDefault();
        // Material's search also listens for n and p, as steps between pages.
        event.stopPropagation();
        step(event.key === "n" ? 1 : -1);
      }
    });
    window.addEventListener("popstate", read);
    window.addEventListener("hashchange", reveal);
    for (const part of [form, shown, steps]) part.hidden = false;
    read();
  }

  document.addEventListener("cx-drawn", begin);
  begin();
})();
