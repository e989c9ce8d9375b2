/* "Compare any two codes": two lists and a button that leads to the pair. An address such as ?a=CODE&b=CODE&topic=TOPIC leads there too.
   Without this script the table of all pairs is the way in. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-compare]");
  if (!form) return;
  const status = document.querySelector("[data-compare-status]");
  const every = document.querySelector("[data-every]");
  const draws = "draw" in form.dataset;
  const query = new URLSearchParams(window.location.search);
  const say = (name) => { for (const one of status.querySelectorAll("[data-say]")) one.hidden = one.dataset.say !== name; };

  /* A code by its id, or by the name that its page has among the pairs. */
  const option = (select, name) => [...select.options].find((one) => one.value === name || one.dataset.name === name);

  function folder(a, b) {
    const [first, second] = a.index < b.index ? [a, b] : [b, a];
    return [first.dataset.name, second.dataset.name];
  }

  function address(a, b, others) {
    const asked = [["a", a.value], ["b", b.value], ...others].filter(([, value]) => value);
    const said = asked.map(([name, value]) => `${name}=${encodeURIComponent(value).replace(/%2F/g, "/")}`).join("&");
    if (draws) return `?${said}`;
    const index = window.location.protocol === "file:" ? "index.html" : "";
    return `${folder(a, b).join("--")}/${index}?${said}`;
  }

  function open(a, b) {
    const others = [...query].filter(([name]) => name !== "a" && name !== "b");
    if (!draws) {
      window.location.replace(address(a, b, others) + window.location.hash);
      return;
    }
    every.hidden = true;
    const [first, second] = folder(a, b);
    const ask = () => document.dispatchEvent(new CustomEvent("cx-asked", { detail: [first, second] }));
    document.addEventListener("cx-lost", () => say("lost"));
    if (window.concordantDraws) ask();
    else document.addEventListener("cx-ready", ask);
  }

  /* The lists never begin with one code on both sides. */
  function apart() {
    const { a, b } = form.elements;
    if (a.selectedIndex !== b.selectedIndex) return;
    const other = query.get("b") && !query.get("a") ? a : b;
    other.selectedIndex = other.selectedIndex === 0 ? 1 : 0;
  }

  function read() {
    const names = ["a", "b"].map((name) => query.get(name));
    const found = ["a", "b"].map((name, at) => names[at] && option(form.elements[name], names[at]));
    found.forEach((one) => { if (one) one.selected = true; });
    const topic = query.get("topic");
    if (topic && option(form.elements.topic, topic)) form.elements.topic.value = topic;
    const unknown = names.filter((name, at) => name && !found[at]);
    if (unknown.length) {
      status.querySelector("[data-unknown]").textContent = unknown.map((name) => `“${name}”`).join(" or ");
      say("unknown");
    } else if (found[0] && found[1]) {
      if (found[0].index === found[1].index) say("same");
      else open(...found);
    } else if (found[0] || found[1]) say("one");
    apart();
  }

  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const [a, b] = [form.elements.a.selectedOptions[0], form.elements.b.selectedOptions[0]];
    if (a.index === b.index) say("same");
    else window.location.assign(address(a, b, [["topic", form.elements.topic.value]]));
  });
  read();
})();
