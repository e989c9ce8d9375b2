/* Filters of lists and tables. A page has one form[data-filters] of selects, checkboxes and, for columns, a fieldset[data-columns]; every
   element with data-item is shown or hidden. An item passes a control when its data-<name of the control> holds the value chosen, one of
   several parted by spaces. The choice stands in the address of the page and nowhere else. Words come from the page; without this script
   the form stays hidden and everything is listed. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-filters]");
  if (!form) return;
  const article = form.closest("article") || document.body;
  const items = [...article.querySelectorAll("[data-item]")];
  const status = form.querySelector("[data-filters-status]");
  const empty = article.querySelector("[data-filters-empty]");
  const held = (item, name) => (item.getAttribute(`data-${name}`) || "").split(" ").filter(Boolean);

  /* One kind of control each: names, choice (what is chosen), set, passes, label (what a printed page says), and offers (what is left). */
  function ofSelect(select) {
    const { name } = select;
    const options = [...select.querySelectorAll("option")].map((option) => ({ option, words: option.textContent, into: option.parentElement }));
    const groups = [...select.querySelectorAll("optgroup")];
    const choice = () => select.value;
    const at = (value) => options.find((one) => one.option.value === value);
    function offers(left) {
      const found = new Map();
      for (const item of left) for (const value of new Set(held(item, name))) found.set(value, [...(found.get(value) || []), item]);
      const chosen = choice();
      let real = 0;
      const kept = options.filter(({ option, words }) => {
        if (!option.value) return true;
        const count = counted(found.get(option.value) || []);
        real += count > 0;
        option.textContent = `${words} (${count})`;
        return count > 0 || option.value === chosen;
      });
      for (const group of groups) {
        group.replaceChildren(...kept.filter((one) => one.into === group).map((one) => one.option));
      }
      const tops = kept.filter((one) => one.into === select).map((one) => one.option);
      select.replaceChildren(...tops, ...groups.filter((group) => group.children.length));
      select.value = chosen;
      select.closest("label").hidden = real < 2 && !chosen;
    }
    return {
      name, choice, offers,
      set: (value) => { if (!at(value)) return false; if (!at(value).option.isConnected) select.append(at(value).option); select.value = value; return true; },
      passes: (item) => !choice() || held(item, name).includes(choice()),
      label: () => `${select.dataset.label}: ${at(choice()).words}`,
    };
  }

  function ofBox(box) {
    const { name, value } = box;
    const label = box.closest("label");
    const sum = label.querySelector("[data-sum]");
    const choice = () => (box.checked ? value : "");
    return {
      name, choice,
      set: (wanted) => { box.checked = wanted === value; return !wanted || wanted === value; },
      passes: (item) => !choice() || held(item, name).includes(value),
      label: () => box.dataset.label,
      offers: (left) => {
        const has = left.filter((item) => held(item, name).includes(value));
        if (sum) sum.textContent = ` (${counted(has)})`;
        label.hidden = !box.checked && (has.length === 0 || has.length === left.length);
      },
    };
  }

  /* Columns: the cells of those not chosen are hidden, and items that belong to one of them. None chosen means all. */
  function ofColumns(set) {
    const boxes = [...set.querySelectorAll("input")];
    const cells = [...article.querySelectorAll("[data-column]")];
    const differ = form.querySelector("input[data-differ]");
    const { name } = boxes[0] || {};
    const on = () => boxes.filter((box) => box.checked);
    const choice = () => on().map((box) => box.value).join(",");
    return {
      name, choice,
      set: (value) => {
        const wanted = (value || "").split(",").filter(Boolean);
        for (const box of boxes) box.checked = wanted.includes(box.value);
        return wanted.every((one) => boxes.some((box) => box.value === one));
      },
      passes: (item) => !choice() || !item.hasAttribute(`data-${name}`) || on().some((box) => held(item, name).includes(box.value)),
      label: () => `${set.dataset.label}: ${on().map((box) => box.dataset.label).join(", ")}`,
      offers: () => {},
      before: () => {
        const all = on().length === 0;
        const shown = new Set(on().map((box) => box.value));
        for (const cell of cells) cell.hidden = !all && !shown.has(cell.dataset.column);
        for (const table of new Set(cells.map((cell) => cell.closest("table")).filter(Boolean))) {
          table.style.setProperty("--cx-codes", all ? boxes.length : shown.size);
          for (const head of table.querySelectorAll("[data-span]")) head.colSpan = 1 + (all ? boxes.length : shown.size);
        }
        if (!differ) return;
        const apart = new Set();
        for (const item of items) {
          const cells = [...item.querySelectorAll("[data-says]")].filter((cell) => !cell.hidden && cell.dataset.says !== "unknown");
          const says = new Set(cells.map((cell) => cell.dataset.says));
          if (says.size > 1) apart.add(item.dataset.item);
        }
        for (const item of items) item.setAttribute(`data-${differ.name}`, apart.has(item.dataset.item) ? differ.value : "");
      },
    };
  }

  const controls = [
    ...[...form.querySelectorAll("fieldset[data-columns]")].map(ofColumns),
    ...[...form.querySelectorAll("select")].map(ofSelect),
    ...[...form.querySelectorAll(":scope input[type=checkbox]")].filter((box) => !box.closest("[data-columns]")).map(ofBox),
  ];

  // Whether the address asked for something that this page does not know.
  let lost = false;
  /* An item that stands on the page twice has one name, and counts once. Those marked as aside are said apart. */
  const counted = (some) => new Set(some.map((item) => item.dataset.item || item)).size;
  const aside = (some) => some.filter((item) => item.dataset.aside !== undefined);
  const main = (some) => some.filter((item) => item.dataset.aside === undefined);

  const told = (words, values) => words.replace(/\{(\w+)\}/g, (_, key) => values[key]);
  function say(shown, on) {
    const extra = counted(aside(shown));
    const values = { shown: counted(main(shown)), all: counted(main(items)), aside: extra };
    const words = on.length ? status.dataset.some : status.dataset.every;
    const filters = on.map((control) => control.label()).join("; ");
    status.textContent = (lost ? `${status.dataset.lost} ` : "") + told(words, values) + (on.length && extra && status.dataset.also ? told(status.dataset.also, values) : "") + (on.length ? `. ${filters}.` : "");
  }

  /* A heading goes when everything under it is hidden, and comes back with any of it. So does what is marked as a group. */
  const headings = [...article.querySelectorAll("h2, h3")];
  const parts = headings.map((heading) => {
    const level = Number(heading.tagName[1]);
    const body = [];
    for (let next = heading.nextElementSibling; next && !(/^H[1-6]$/.test(next.tagName) && Number(next.tagName[1]) <= level); next = next.nextElementSibling) body.push(next);
    const own = items.filter((item) => body.some((part) => part.contains(item)));
    return { elements: [heading, ...body], own, link: document.querySelectorAll(`.md-nav--secondary a[href$="#${CSS.escape(heading.id)}"]`) };
  }).filter((part) => part.own.length);
  const groups = [...article.querySelectorAll("[data-group]")].map((group) => ({ group, own: items.filter((item) => group !== item && group.contains(item)) }));
  const asides = [...article.querySelectorAll("[data-unfiltered]")];

  function show() {
    for (const control of controls) control.before?.();
    const on = controls.filter((control) => control.choice());
    const passing = (item, but) => controls.every((control) => control === but || control.passes(item));
    const shown = items.filter((item) => passing(item));
    const visible = new Set(shown);
    for (const item of items) item.hidden = !visible.has(item);
    for (const { group, own } of groups) group.hidden = own.length > 0 && !own.some((item) => visible.has(item));
    const gone = new Set();
    for (const { elements, own, link } of parts) {
      const some = own.some((item) => visible.has(item));
      for (const element of elements) if (!some) gone.add(element);
      for (const one of link) one.closest("li").hidden = !some;
    }
    for (const { elements } of parts) {
      for (const element of elements) {
        if (!element.matches("[data-item], [data-group]")) element.hidden = gone.has(element);
      }
    }
    for (const element of asides) element.hidden = on.length > 0;
    for (const control of controls) control.offers(items.filter((item) => passing(item, control)));
    empty.hidden = shown.length > 0 || items.length === 0;
    form.toggleAttribute("data-on", on.length > 0);
    form.querySelector("[data-all]").hidden = on.length === 0;
    say(shown, on);
  }

  function address() {
    const query = new URLSearchParams(window.location.search);
    for (const { name, choice } of controls) {
      query.delete(name);
      if (choice()) query.set(name, choice());
    }
    return query.toString().replaceAll("%2C", ",");
  }

  const goTo = (query, hash) => window.history.pushState(null, "", window.location.pathname + (query ? `?${query}` : "") + (hash || ""));

  function read() {
    const query = new URLSearchParams(window.location.search);
    lost = false;
    for (const control of controls) {
      if (control.set(query.get(control.name) || "")) continue;
      control.set("");
      lost = true;
    }
    show();
  }

  function clear() {
    lost = false;
    for (const control of controls) control.set("");
    goTo(address(), window.location.hash);
    show();
  }

  /* A link to something that a filter hides shows it. */
  function reveal() {
    const id = decodeURIComponent(window.location.hash.slice(1));
    const target = id && document.getElementById(id);
    if (!target || target.checkVisibility()) return;
    for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    if (target.closest("[hidden]")) clear();
    target.scrollIntoView();
  }

  /* Links on this page that only choose filters need no new page. */
  function follow(event) {
    const link = event.target.closest("a[href^='?']");
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const to = new URL(link.href);
    event.preventDefault();
    goTo(to.search.slice(1), to.hash);
    read();
    const target = document.getElementById(to.hash.slice(1)) || form;
    target.scrollIntoView();
    form.querySelector("[data-all]").focus({ preventScroll: true });
  }

  form.hidden = items.length === 0;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", () => { lost = false; goTo(address(), ""); show(); });
  for (const button of article.querySelectorAll("[data-all]")) {
    button.addEventListener("click", () => {
      clear();
      (form.querySelector("select, input") || form).focus();
    });
  }
  article.addEventListener("click", follow);
  // The address does not change when a reader follows the same link twice.
  article.addEventListener("click", (event) => { if (event.target.closest("a[href^='#']")) window.setTimeout(reveal); });
  window.addEventListener("popstate", read);
  window.addEventListener("hashchange", reveal);
  read();
  // With nothing to choose from there is nothing to filter.
  const choices = [...form.querySelectorAll("select, input")].filter((one) => !one.closest("[hidden]:not(form)"));
  form.hidden = form.hidden || choices.length === 0;
  reveal();
})();
