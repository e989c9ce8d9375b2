/* Puts two codes side by side from data, where there are too many pairs for a page each. The data are scripts that register themselves,
   one for each code and one for the pair, so that this works from a folder opened as files too. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-compare][data-draw]");
  const place = document.querySelector("[data-drawing]");
  if (!form || !place) return;

  function loaded(name) {
    if (window.concordantData && name in window.concordantData) return Promise.resolve(window.concordantData[name]);
    return new Promise((done, lost) => {
      const script = document.createElement("script");
      script.src = `${form.dataset.draw}${name}.js`;
      script.onload = () => done(window.concordantData[name]);
      script.onerror = () => lost(new Error(name));
      document.head.append(script);
    });
  }

  /* The paragraph of a place: its HTML was made and escaped with the site. */
  function parsed(html) {
    const made = document.createElement("template");
    made.innerHTML = html;
    return made.content;
  }

  /* The words of a paragraph as they are compared: stored only where the page shows others. */
  const plain = ([html, text]) => (text === undefined ? parsed(html).querySelector(".cx-text").textContent : text);

  function fill(drawn, codes) {
    for (const hole of drawn.querySelectorAll("[data-clause]")) {
      const [name, number] = hole.dataset.clause.split("#");
      hole.replaceWith(parsed(codes[name][number][0]));
    }
  }

  function mark(drawn, one, two) {
    for (const hole of drawn.querySelectorAll(".cx-redline:empty")) {
      const [, left, right] = hole.closest(".cx-match").id.split("-");
      hole.innerHTML = window.concordantWords.html(plain(one[left]), plain(two[right]));
    }
  }

  async function draw(one, two) {
    const [a, b, pair] = await Promise.all([loaded(one), loaded(two), loaded(`${one}--${two}`)]);
    const drawn = parsed(pair);
    fill(drawn, { [one]: a, [two]: b });
    mark(drawn, a, b);
    place.replaceChildren(drawn);
    place.hidden = false;
    document.dispatchEvent(new CustomEvent("cx-drawn"));
  }

  document.addEventListener("cx-asked", (event) => {
    draw(...event.detail).catch(() => document.dispatchEvent(new CustomEvent("cx-lost")));
  });
  document.dispatchEvent(new CustomEvent("cx-ready"));
  window.concordantDraws = true;
})();
