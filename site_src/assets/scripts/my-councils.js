/* "I sit on these councils": shows only what concerns the councils chosen. The choice stands in the address (?bodies=a,b) and nowhere else.
   Without this script the page lists every pair. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-councils]");
  if (!form) return;
  const status = document.querySelector(".cx-status");
  const boxes = [...form.querySelectorAll("input[name=bodies]")];
  const parts = [...document.querySelectorAll("[data-bodies]")];
  const silent = document.querySelector(".cx-silent");
  const say = (name, shown) => { status.querySelector(`[data-say=${name}]`).hidden = !shown; };
  const words = (name) => status.querySelector(`[data-count-${name}]`).textContent;

  const asked = () => (new URLSearchParams(window.location.search).get("bodies") || "").split(",").filter(Boolean);
  const chosen = () => boxes.filter((box) => box.checked);

  function counted(kind) {
    const open = parts.filter((part) => part.dataset.kind === kind && !part.hidden);
    const n = open.reduce((sum, part) => sum + part.querySelectorAll(".cx-findings > li").length, 0);
    return n === 0 ? words("none") : n === 1 ? words("one") : `${n} ${words("many")}`;
  }

  function listed(names) {
    return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names[names.length - 1]}`;
  }

  function show() {
    const boxesOn = chosen();
    const ids = boxesOn.map((box) => box.value);
    for (const part of parts) {
      part.hidden = ids.length > 0 && !part.dataset.bodies.split(" ").every((id) => ids.includes(id));
    }
    const quiet = [...silent?.querySelectorAll("li") ?? []].filter((item) => !item.hidden).length;
    if (silent) silent.hidden = quiet === 0;
    const found = parts.some((part) => part.dataset.kind === "between" && !part.hidden);
    document.querySelector("[data-between-head]").hidden = ids.length === 1 || (!found && quiet === 0);
    say("none", ids.length === 0);
    say("one", ids.length === 1);
    say("some", ids.length > 1);
    say("nothing", ids.length > 1 && !found);
    for (const place of status.querySelectorAll("[data-chosen]")) place.textContent = listed(boxesOn.map((box) => box.dataset.name));
    status.querySelector("[data-between]").textContent = counted("between");
    status.querySelector("[data-inside]").textContent = counted("inside").toLowerCase();
    form.querySelector("[data-link]").href = address(ids);
  }

  function address(ids) {
    return window.location.pathname + (ids.length ? `?bodies=${ids.map(encodeURIComponent).join(",")}` : "");
  }

  function choose() {
    window.history.replaceState(null, "", address(chosen().map((box) => box.value)));
    say("unknown", false);
    show();
  }

  function read() {
    const wanted = asked();
    for (const box of boxes) box.checked = wanted.includes(box.value);
    say("unknown", wanted.some((id) => !boxes.some((box) => box.value === id)));
    show();
  }

  form.hidden = boxes.length < 2;
  form.addEventListener("change", choose);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.querySelector("[data-clear]").addEventListener("click", () => {
    for (const box of boxes) box.checked = false;
    choose();
  });
  window.addEventListener("popstate", read);
  read();
})();
