/* The search page: reads the question and the filters from the address, shows what was found, and keeps the address true. Nothing is
   stored. All words that it shows stand in the page; without this script the page offers other ways in. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-search]");
  const data = window.concordantSearch;
  if (!form || !data || !window.MiniSearch) return;
  const { finder, marked } = window.concordantFind;
  const find = finder(data);
  const STEP = { paragraphs: 25, pages: 10 };
  const NAMES = ["q", "code", "topic", "word"];
  const FILTERS = NAMES.slice(1);
  const box = form.elements.q;
  const words = document.querySelector("[data-words]").dataset;
  const said = document.querySelector("[data-said]");
  const spoken = document.querySelector("[data-spoken]");
  const part = { paragraphs: document.querySelector("[data-paragraphs]"), pages: document.querySelector("[data-pages]") };
  const shown = { paragraphs: STEP.paragraphs, pages: STEP.pages };
  const root = "../";

  function made(tag, properties, ...inside) {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...inside);
    return element;
  }
  const marks = (text, found) => marked(text, found).map(([piece, hit]) => (hit ? made("mark", {}, piece) : piece));
  const say = (name, on) => { said.querySelector(`[data-say=${name}]`).hidden = !on; };

  /* What is asked: the words and the filters. */
  const chosen = () => Object.fromEntries(NAMES.map((name) => [name, form.elements[name].value.trim()]));
  const topicAt = (id) => data.topics.findIndex(([topic]) => topic === id);

  function allowed({ code, topic, word }) {
    const wanted = topic && topicAt(topic);
    return (id) => {
      const row = data.paragraphs[id];
      const of = data.codes[row[0]][0];
      const duties = row[8].map((at) => data.duties[at][0]);
      return (!code || of === code || of.startsWith(`${code}/`)) && (!topic || row[7].includes(wanted))
        && (!word || (word === "none" ? duties.length === 0 : duties.includes(word)));
    };
  }

  function paragraph(id, found) {
    const [at, number, slug, printed, leads, text, headings, topics, duties] = data.paragraphs[id];
    const [, name, council, title, folder] = data.codes[at];
    const lead = leads.length ? [made("span", { className: "cx-hit-lead" }, ...marks(leads.join(" "), found)), " "] : [];
    const own = printed ? [made("span", { className: "cx-printed" }, printed)] : [];
    const item = made("li", { className: "cx-hit" },
      made("p", { className: "cx-hit-place" }, made("a", { href: `${root}${folder}#${slug}` }, `${name} [${number}]`)),
      made("div", { className: "cx-words" }, made("p", {}, ...lead, ...own, ...marks(text, found))));
    if (duties.length) item.append(made("div", { className: "cx-norms" }, ...duties.map((duty) => norm(data.duties[duty]))));
    const notes = [made("p", {}, `${council}, ${title}`)];
    if (headings.length) notes.push(made("p", {}, ...marks(headings.join(" › "), found)));
    if (topics.length) notes.push(made("p", {}, `${words.topics} `, ...topics.flatMap((topic, i) => [i ? ", " : "", topicLink(data.topics[topic], found)])));
    item.append(made("div", { className: "cx-hit-notes" }, ...notes));
    return item;
  }

  function norm([mark, says]) {
    const bar = made("span", { className: "cx-bar" });
    bar.setAttribute("aria-hidden", "true");
    return made("span", { className: `cx-norm cx-${mark}` }, bar, says);
  }
  const topicLink = ([id, title], found) => made("a", { href: `${root}topics/${id}/` }, ...marks(title, found));

  function page(id, found) {
    const [kind, title, text, address] = data.pages[id];
    const link = made("a", { href: root + (address || "") }, ...marks(title, found));
    const about = text ? [made("p", { className: "cx-hit-text" }, ...marks(text, found))] : [];
    return made("li", { className: "cx-hit cx-hit-page" }, made("p", { className: "cx-hit-place" }, made("span", { className: "cx-hit-kind" }, words[kind]), " ", link), ...about);
  }

  function list(name, found, item) {
    const section = part[name];
    section.hidden = found.ids.length === 0;
    section.querySelector(".cx-hits").replaceChildren(...found.ids.slice(0, shown[name]).map((id) => item(id, found)));
    const more = section.querySelector("[data-more]");
    const left = found.ids.length - shown[name];
    more.hidden = left <= 0;
    more.firstElementChild.textContent = Math.min(left, STEP[name]);
  }

  const paragraphsIn = (n) => (n === 0 ? words.none : n === 1 ? words.one : `${n} ${words.many}`);

  function counted(found, pages) {
    const texts = new Set(found.ids.map((id) => data.paragraphs[id][0])).size;
    const more = pages.ids.length === 0 ? "" : `${words.and} ${pages.ids.length === 1 ? words.pagesOne : `${pages.ids.length} ${words.pagesMany}`}`;
    said.querySelector("[data-n]").textContent = paragraphsIn(found.ids.length);
    said.querySelector("[data-of]").textContent = [texts > 1 ? `${words.in} ${texts} ${words.texts}` : "", more].filter(Boolean).join(", ");
  }

  /* Nothing fits all filters: how many there are without each of them, and without any. */
  function less(asked) {
    const set = FILTERS.filter((name) => asked[name]);
    const without = set.map((name) => [{ ...asked, [name]: "" }, `${words.without} “${form.elements[name].selectedOptions[0].textContent}”`]);
    if (set.length > 1) without.push([{ q: asked.q, code: "", topic: "", word: "" }, words.withoutAll]);
    const rows = without.map(([fewer, name]) => [fewer, name, answer(fewer).ids.length]).filter(([, , n]) => n);
    said.querySelector("[data-less]").replaceChildren(...rows.map(([fewer, name, n]) =>
      made("li", {}, made("a", { href: address(fewer) }, `${paragraphsIn(n)} ${name}`))));
    return rows.length > 0;
  }

  const answer = (asked) => find.answered(asked.q, allowed(asked));

  function show() {
    const asked = chosen();
    const filtered = FILTERS.some((name) => asked[name]);
    const empty = !asked.q && !filtered;
    const nobody = { ids: [], how: "all", marks: new Set(), phrases: [] };
    const found = empty ? nobody : answer(asked);
    const pages = asked.q && !filtered ? find.answeredPages(asked.q) : nobody;
    list("paragraphs", found, paragraph);
    list("pages", pages, page);
    counted(found, pages);
    const none = found.ids.length === 0 && !empty;
    const fewer = none && filtered && less(asked);
    say("count", found.ids.length > 0 || pages.ids.length > 0);
    say("start", empty);
    say("alike", !none && found.how === "alike");
    say("some", !none && found.how === "some");
    say("filtered", fewer);
    say("nothing", none && !fewer);
    form.querySelector("[data-clear]").hidden = empty;
    later();
  }

  function address(asked) {
    const pairs = NAMES.filter((name) => asked[name]).map((name) => `${name}=${encodeURIComponent(asked[name]).replace(/%2F/g, "/").replace(/%20/g, "+")}`);
    return window.location.pathname + (pairs.length ? `?${pairs.join("&")}` : "");
  }

  /* Once the typing rests: the address is kept (browsers limit how often), and the count is said aloud. */
  let waiting;
  function later() {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(keep, 400);
  }
  function keep() {
    window.clearTimeout(waiting);
    window.history.replaceState(null, "", address(chosen()));
    const heard = [...said.querySelectorAll("[data-say]")].filter((line) => !line.hidden && line.dataset.say !== "start").map((line) => line.textContent.trim());
    spoken.textContent = heard.join(" ").replace(/\s+/g, " ");
  }

  function afresh() {
    Object.assign(shown, STEP);
    say("unknown", false);
    show();
  }

  function read() {
    const wanted = new URLSearchParams(window.location.search);
    for (const name of NAMES) {
      const field = form.elements[name];
      field.value = wanted.get(name) || "";
      if (field.selectedIndex === -1) field.value = "";
    }
    afresh();
    say("unknown", FILTERS.some((name) => wanted.get(name) && !form.elements[name].value));
  }

  for (const name of Object.keys(part)) {
    part[name].querySelector("[data-more]").addEventListener("click", () => {
      const at = shown[name];
      shown[name] += STEP[name];
      show();
      // The reader goes on where the list went on, instead of at a button that may be gone.
      part[name].querySelectorAll(".cx-hit")[at]?.querySelector("a").focus();
    });
  }
  box.addEventListener("input", afresh);
  form.addEventListener("change", (event) => { if (event.target !== box) afresh(); });
  form.addEventListener("submit", (event) => { event.preventDefault(); afresh(); keep(); });
  form.querySelector("[data-clear]").addEventListener("click", (event) => {
    event.preventDefault();
    for (const name of NAMES) form.elements[name].value = "";
    afresh();
    keep();
    box.focus();
  });
  window.addEventListener("popstate", read);
  document.querySelector("[data-without-search]").hidden = true;
  form.hidden = false;
  said.hidden = false;
  read();
})();
