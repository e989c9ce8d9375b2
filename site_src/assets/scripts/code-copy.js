/* Beside each paragraph of a code: copy its address, or its words with council, title, date and number. Where the browser gives no access to
   the clipboard (a folder opened as files, a site without https) what was asked for is shown in a field, selected. */
(() => {
  "use strict";
  const code = document.querySelector(".cx-code");
  if (!code) return;
  const heard = document.querySelector("[data-heard]");
  const said = (unit) => unit.querySelector(".cx-said")?.textContent.trim() ?? "";
  const number = (unit) => unit.querySelector("a.cx-number").textContent.replace(/\D/g, "");

  function address(unit) {
    const here = new URL(window.location.href);
    here.search = "";
    here.hash = unit.id;
    return here.href;
  }

  function quotation(unit) {
    const leads = (unit.dataset.lead ?? "").split(" ").filter(Boolean).map((id) => said(document.getElementById(id)));
    return `“${[...leads, said(unit)].join(" … ")}” (${code.dataset.cite} [${number(unit)}])`;
  }

  function show(tools, name, text) {
    tools.querySelector("label")?.remove();
    const label = document.createElement("label");
    const field = document.createElement("textarea");
    field.readOnly = true;
    field.value = text;
    label.append(`${name}, to copy: `, field);
    tools.append(label);
    tools.classList.add("cx-open");
    field.select();
  }

  async function copy(button, tools, name, text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      show(tools, name, text);
      heard.textContent = `${name} is selected in a field, ready to copy`;
      return;
    }
    heard.textContent = `Copied: ${name.toLowerCase()}`;
    const word = button.dataset.word;
    button.textContent = "Copied";
    window.setTimeout(() => { button.textContent = word; }, 2000);
  }

  function button(word, label, tools, name, text) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = word;
    made.dataset.word = word;
    made.setAttribute("aria-label", label);
    made.addEventListener("click", () => copy(made, tools, name, text()));
    return made;
  }

  for (const unit of code.querySelectorAll(".cx-unit")) {
    if (!unit.querySelector("a.cx-number")) continue;
    const tools = document.createElement("div");
    const n = number(unit);
    tools.className = "cx-tools";
    tools.append(
      button("Copy link", `Copy link to paragraph ${n}`, tools, `Link to paragraph ${n}`, () => address(unit)),
      button("Copy as quotation", `Copy as quotation: paragraph ${n}`, tools, `Quotation of paragraph ${n}`, () => quotation(unit)),
    );
    unit.querySelector(".cx-words").append(tools);
  }
})();
