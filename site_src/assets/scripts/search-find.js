/* Answers a question about the paragraphs and pages of the site: rows of search/paragraphs.js in, places of rows out, best first. Knows
   nothing of the page it runs on. The index is MiniSearch's; here is what it leaves to us: the forms of an English word, exact words in
   quotation marks, and the numbers of paragraphs. */
(() => {
  "use strict";
  const COMMON = new Set(("a about all am an and any are as at be been but by can could do does for from had has have he her his how i if in "
    + "into is it its may me must my no nor not of on or our shall she should so such than that the their them then there these they this "
    + "those to us was we were what when where which who will with would you your").split(" "));
  // What people write before a number that they read in a text.
  const BEFORE_NUMBER = /^(?:paragraphs?|paras?|clauses?|numbers?|no|nos)$/;
  // How much a word counts by where it stands.
  const WEIGHT = { text: 1, lead: 0.4, headings: 0.5, topics: 0.5, place: 0.1 };
  const PAGE_WEIGHT = { title: 2, text: 1 };
  const WORD = /[\p{L}\p{N}]+(?:'\p{L}+)*(?:\.\p{N}+)*/gu;
  const LETTERS = { "’": "'", "‘": "'", "“": '"', "”": '"' };
  const SHORTEST = 3;

  /* Small letters, no accents, one kind of quotation mark; as long as what was given, so that places stay true. */
  const plain = (text) => text.replace(/[^\x00-\x7f]/g, (sign) => LETTERS[sign] || sign.toLowerCase().normalize("NFD")[0]).toLowerCase();
  const wordsOf = (text) => [...plain(text).matchAll(WORD)].map((m) => ({ word: m[0].replace(/'s$|'/g, ""), at: m.index, end: m.index + m[0].length }));
  const listed = (text) => wordsOf(text).map(({ word }) => word);
  const spaced = (text) => ` ${listed(text).join(" ")} `;

  /* What the forms of a word have in common: comment, comments, commented. Never shorter than three letters. */
  const stems = new Map();
  function stem(word) {
    let found = stems.get(word);
    if (found === undefined) stems.set(word, found = cutDown(word));
    return found;
  }
  function cutDown(word) {
    if (word.length <= SHORTEST || /\p{N}/u.test(word)) return word;
    let cut = /(?:ss|us|is)$/.test(word) ? word : word.replace(/ies$/, "y").replace(/(s|sh|ch|x)es$/, "$1").replace(/s$/, "");
    const longer = cut.replace(/(?:ation|ment|ness|ing|ed|ally|al|ly|er|or)$/, "");
    if (longer.length > SHORTEST) cut = longer;
    const shorter = cut.replace(/e$/, "").replace(/y$/, "i");
    if (shorter.length >= SHORTEST) cut = shorter;
    return cut.length > SHORTEST + 1 && cut.at(-1) === cut.at(-2) && !/[lsz]$/.test(cut) ? cut.slice(0, -1) : cut;
  }

  function indexed(rows, weights, fields) {
    const index = new window.MiniSearch({ fields: Object.keys(weights), tokenize: listed, processTerm: stem });
    index.addAll(rows.map((row, id) => ({ id, ...fields(row) })));
    return (words, options) => index.search(words.join(" "), { boost: weights, prefix: (term) => term.length >= SHORTEST, ...options });
  }

  /* All words; else all of them or words spelt much alike; else at least half of them. `how` says which. */
  function byWords(search, words, allowed) {
    const slips = (term) => (term.length < 5 ? 0 : term.length < 6 ? 1 : 2);
    const filter = ({ id }) => allowed(id);
    let found = search(words, { combineWith: "AND", filter });
    if (found.length) return { found, how: "all" };
    found = search(words, { combineWith: "AND", fuzzy: slips, filter });
    if (found.length) return { found, how: "alike" };
    found = search(words, { filter }).filter((hit) => hit.queryTerms.length * 2 >= words.length);
    return { found: found.sort((a, b) => b.queryTerms.length - a.queryTerms.length || b.score - a.score), how: "some" };
  }

  /* A question taken apart: exact phrases, a number (in brackets or by itself), the words that count. */
  function asked(question) {
    const phrases = [];
    let rest = plain(question).replace(/"([^"]*)"?/g, (_, phrase) => { if (listed(phrase).length) phrases.push(listed(phrase)); return " "; });
    const bracket = rest.match(/\[\s*([\p{N}.]+)\s*\]?/u);
    if (bracket) rest = rest.replace(bracket[0], " ");
    const typed = listed(rest);
    const digits = typed.filter((word) => /^\d/.test(word));
    const number = bracket ? bracket[1] : digits.length === 1 ? digits[0] : null;
    const beside = typed.filter((word) => word !== number && !BEFORE_NUMBER.test(word));
    const counting = typed.filter((word) => !COMMON.has(word));
    return { phrases, number, beside, bracket: Boolean(bracket), words: counting.length || phrases.length || bracket ? counting : typed };
  }

  /* Whether a paragraph carries a number: its own in brackets, or the one that the source prints. */
  function carries(row, number) {
    const printed = row[3].replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
    return String(row[1]) === number || printed === number || (number.includes(".") && printed.startsWith(`${number}.`));
  }

  function finder(data) {
    const place = (row) => data.codes[row[0]].slice(1, 4).join(" ");
    const topics = (row) => row[7].map((at) => data.topics[at][1]).join(" ");
    const paragraphs = indexed(data.paragraphs, WEIGHT, (row) => (
      { text: row[5], lead: row[4].join(" "), headings: row[6].join(" "), topics: topics(row), place: place(row) }));
    const pages = indexed(data.pages, PAGE_WEIGHT, ([, title, text]) => ({ title, text }));
    const ofCodes = data.codes.map((code) => listed(code.slice(1, 4).join(" ")));

    /* By number: "12", "[12]", "peterborough 12". Beside it only words of the name of a code may stand. */
    function byNumber({ number, beside }, allowed) {
      const meant = ofCodes.map((words) => beside.every((word) => words.some((other) => other.startsWith(word))));
      return data.paragraphs.flatMap((row, id) => (meant[row[0]] && carries(row, number) && allowed(id) ? [id] : []));
    }
    // Made when a phrase is first asked for: the words of each paragraph and page with single spaces.
    const kept = { paragraphs: new Map(), pages: new Map() };
    const said = (kind, id, text) => {
      if (!kept[kind].has(id)) kept[kind].set(id, spaced(text));
      return kept[kind].get(id);
    };
    const holds = (phrases, text) => phrases.every((phrase) => text.includes(` ${phrase.join(" ")} `));
    const paragraphHolds = (phrases, id) => holds(phrases, said("paragraphs", id, `${data.paragraphs[id][4].join(" ")} ${data.paragraphs[id][5]}`));
    const pageHolds = (phrases, id) => holds(phrases, said("pages", id, `${data.pages[id][1]} ${data.pages[id][2]}`));

    function answered(asking, allowed) {
      // Signs without a letter or a digit ask nothing: as if nothing had been typed.
      const question = /[\p{L}\p{N}]/u.test(asking) ? asking : "";
      const { words, phrases, bracket, ...rest } = asked(question);
      const fits = (id) => allowed(id) && (phrases.length === 0 || paragraphHolds(phrases, id));
      const numbered = rest.number ? byNumber(rest, fits) : [];
      const onlyNumber = numbered.length > 0 && (bracket || rest.beside.length > 0);
      const { found, how } = words.length && !onlyNumber ? byWords(paragraphs, words, fits) : { found: [], how: "all" };
      const ids = words.length || bracket ? [...numbered, ...found.map((hit) => hit.id).filter((id) => !numbered.includes(id))]
        : data.paragraphs.flatMap((_, id) => (fits(id) ? [id] : []));
      const marks = new Set(found.flatMap((hit) => hit.terms));
      return { ids, how: numbered.length ? "all" : how, marks, phrases };
    }

    function answeredPages(question) {
      const { words, phrases, bracket } = asked(question);
      if (bracket) return { ids: [], marks: new Set(), phrases };
      const all = [...words, ...phrases.flat()];
      const { found, how } = byWords(pages, all, (id) => phrases.length === 0 || pageHolds(phrases, id));
      // A page that has only some of the words is no help beside paragraphs.
      return { ids: how === "some" ? [] : found.map((hit) => hit.id), marks: new Set(found.flatMap((hit) => hit.terms)), phrases };
    }
    return { answered, answeredPages };
  }

  /* Pieces of a text as [words, marked?]: what was found by a word or as a phrase is marked, a phrase as one. */
  function marked(text, { marks, phrases }) {
    const words = wordsOf(text);
    const pieces = [];
    let done = 0;
    for (let i = 0; i < words.length; i++) {
      const phrase = phrases.find((wanted) => wanted.every((word, j) => words[i + j]?.word === word));
      if (!phrase && !marks.has(stem(words[i].word))) continue;
      const last = phrase ? i + phrase.length - 1 : i;
      pieces.push([text.slice(done, words[i].at), false], [text.slice(words[i].at, words[last].end), true]);
      done = words[last].end;
      i = last;
    }
    return [...pieces, [text.slice(done), false]].filter(([piece]) => piece);
  }

  window.concordantFind = { finder, marked };
})();
