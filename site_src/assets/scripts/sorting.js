/* Tables that a reader can put in another order: every th[data-sort] gets a button. The order stands in the address (?sort=gaps, or
   ?sort=-gaps for the other way round). A cell sorts by its data-value, else by the number that its words begin with, else by its words. */
(() => {
  "use strict";
  const heads = [...document.querySelectorAll("table th[data-sort]")];
  if (heads.length === 0) return;
  const words = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  const said = (cell) => cell.dataset.value ?? cell.textContent.trim();

  function compare(a, b) {
    const [x, y] = [Number.parseFloat(a), Number.parseFloat(b)];
    return Number.isNaN(x) || Number.isNaN(y) ? words.compare(a, b) : x - y;
  }

  const tables = new Map();
  for (const head of heads) {
    const table = head.closest("table");
    if (!tables.has(table)) tables.set(table, [...table.tBodies].map((body) => ({ body, rows: [...body.rows] })));
  }

  /* Rows that begin with a heading for the rows below them stay where they are. */
  function sort(head, down) {
    const table = head.closest("table");
    const at = head.cellIndex;
    for (const one of table.querySelectorAll("th[data-sort]")) one.setAttribute("aria-sort", one === head ? (down ? "descending" : "ascending") : "none");
    for (const { body, rows } of tables.get(table)) {
      const fixed = rows.filter((row) => row.querySelector("[scope=rowgroup]"));
      const rest = rows.filter((row) => !fixed.includes(row));
      rest.sort((a, b) => (down ? -1 : 1) * compare(said(a.cells[at]), said(b.cells[at])));
      body.replaceChildren(...fixed, ...rest);
    }
  }

  function unsorted() {
    for (const head of heads) head.setAttribute("aria-sort", "none");
    for (const parts of tables.values()) for (const { body, rows } of parts) body.replaceChildren(...rows);
  }

  function read() {
    unsorted();
    const wanted = new URLSearchParams(window.location.search).get("sort") || "";
    const head = heads.find((one) => one.dataset.sort === wanted.replace(/^-/, ""));
    if (head) sort(head, wanted.startsWith("-"));
  }

  function choose(head) {
    const down = head.getAttribute("aria-sort") === "none" ? head.dataset.first === "down" : head.getAttribute("aria-sort") === "ascending";
    const query = new URLSearchParams(window.location.search);
    query.set("sort", (down ? "-" : "") + head.dataset.sort);
    window.history.pushState(null, "", `${window.location.pathname}?${query.toString().replaceAll("%2C", ",")}`);
    sort(head, down);
  }

  for (const head of heads) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "cx-sort";
    button.append(...head.childNodes);
    button.addEventListener("click", () => choose(head));
    head.append(button);
  }
  window.addEventListener("popstate", read);
  read();
})();
