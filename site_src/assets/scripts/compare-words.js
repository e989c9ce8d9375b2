/* Which words of two paragraphs differ, as HTML. It follows compare/redline/words.py and publish/redlined.py step by step, so that a
   comparison drawn in the browser marks the very words that a page made beforehand marks; a test holds the two together.
   Loaded only where comparisons are drawn. Needs diff-match-patch. */
window.concordantWords = (() => {
  "use strict";
  const BLANK = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
  const SPACE = `[${BLANK}\\u200b\\ufeff]*`;
  const WORD = "[\\p{L}\\p{N}_]";
  const APOSTROPHES = "'’‘‛ʼ´`";
  const DASHES = "\\-‐‑‒–−—―";
  const TOKEN = new RegExp(`${SPACE}(?:\\p{Nd}+(?:[.,]\\p{Nd}+)+|${WORD}+(?:[${APOSTROPHES}]${WORD}+)*|[${DASHES}]+|[^\\p{L}\\p{N}_${BLANK}\\u200b\\ufeff])`, "gu");
  const COMMON = new Set("a an the of to in on at by for from with and or as is are be been was were it its this that these those their your his her our".split(" "));
  const COMMON_TOGETHER = 2;
  const STOPS = { ".": 3, ";": 3, ":": 3, "!": 3, "?": 3, ",": 2 };
  const MOST_PAIRS = 160000;
  const SURROGATES = [0xd800, 0x800];

  const signs = (text) => [...text].length;
  const tokens = (text) => text.match(TOKEN) || [];
  const escaped = (text) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

  function key(token) {
    const folded = token.replace(new RegExp(`^${SPACE}`, "u"), "").replace(new RegExp(`[${APOSTROPHES}]`, "gu"), "'")
      .replace(/[“”„«»]/gu, '"').replace(new RegExp(`[${DASHES}]`, "gu"), "-");
    return folded && !folded.replace(/-/g, "") ? "-" : folded;
  }

  /* One sign for each different word, so that a tool for signs compares words. */
  function asSigns(old, now) {
    const known = new Map();
    for (const word of [...old, ...now]) {
      if (known.has(word)) continue;
      const code = known.size + 1;
      known.set(word, String.fromCodePoint(code < SURROGATES[0] ? code : code + SURROGATES[1]));
    }
    return [old, now].map((words) => words.map((word) => known.get(word)).join(""));
  }

  function tool() {
    const made = new window.diff_match_patch();
    made.Diff_Timeout = 0;
    return made;
  }

  function compared(old, now) {
    if (old.length * now.length <= MOST_PAIRS) return old || now ? tool().diff_main(old, now, false) : [];
    const found = anchors(old, now);
    if (!found.length) return commonEnds(old, now);
    const out = [];
    let [i, j] = [-1, -1];
    for (const [nextI, nextJ] of [...found, [old.length, now.length]]) {
      out.push(...compared(old.slice(i + 1, nextI), now.slice(j + 1, nextJ)));
      if (nextI < old.length) out.push([0, old[nextI]]);
      [i, j] = [nextI, nextJ];
    }
    return out;
  }

  function anchors(old, now) {
    const once = (text) => {
      const count = new Map();
      for (const sign of text) count.set(sign, (count.get(sign) || 0) + 1);
      return (sign) => count.get(sign) === 1;
    };
    const [inOld, inNow] = [once(old), once(now)];
    const pairs = [...old].map((sign, i) => [i, inOld(sign) && inNow(sign) ? now.indexOf(sign) : -1]).filter(([, j]) => j >= 0);
    return inOrder(pairs.map(([, j]) => j)).map((index) => pairs[index]);
  }

  function commonEnds(old, now) {
    const head = tool().diff_commonPrefix(old, now);
    const tail = tool().diff_commonSuffix(old.slice(head), now.slice(head));
    return [[0, old.slice(0, head)], [-1, old.slice(head, old.length - tail)], [1, now.slice(head, now.length - tail)], [0, old.slice(old.length - tail)]];
  }

  /* The indices of a longest run of rising values. */
  function inOrder(values) {
    const ends = [];
    const last = [];
    const before = [];
    values.forEach((value, index) => {
      let at = 0;
      while (at < ends.length && ends[at] < value) at += 1;
      before.push(at ? last[at - 1] : -1);
      ends[at] = value;
      last[at] = index;
    });
    const kept = [];
    for (let at = last.length ? last[last.length - 1] : -1; at >= 0; at = before[at]) kept.push(at);
    return kept.reverse();
  }

  function runsOf(diff) {
    const found = [];
    let [i, j] = [0, 0];
    for (const part of diff) {
      const [kind, text] = [part[0], part[1]];
      const [toI, toJ] = [i + (kind <= 0 ? text.length : 0), j + (kind >= 0 ? text.length : 0)];
      if (text) add(found, { same: kind === 0, i0: i, i1: toI, j0: j, j1: toJ });
      [i, j] = [toI, toJ];
    }
    return found;
  }

  function add(runs, run) {
    if (run.i0 === run.i1 && run.j0 === run.j1) return;
    const end = runs[runs.length - 1];
    if (end && end.same === run.same) runs[runs.length - 1] = { ...end, i1: run.i1, j1: run.j1 };
    else runs.push(run);
  }

  /* Words that were only put in, or only taken out, are shown from one stop to the next where that comes to the same text. */
  function slid(runs, old, now) {
    const found = [];
    const rest = [...runs];
    for (let at = 0; at < rest.length; at += 1) {
      const run = rest[at];
      const after = rest[at + 1];
      const before = found[found.length - 1];
      if (run.same || (run.i0 !== run.i1 && run.j0 !== run.j1)) {
        add(found, run);
        continue;
      }
      const back = before && before.same ? before.i1 - before.i0 : 0;
      const on = after ? after.i1 - after.i0 : 0;
      const step = run.i0 !== run.i1 ? bestStep(old, run.i0, run.i1, back, on) : bestStep(now, run.j0, run.j1, back, on);
      if (step && before && before.same) {
        found.pop();
        add(found, { ...before, i1: before.i1 + step, j1: before.j1 + step });
      } else if (step) add(found, { same: true, i0: run.i0, i1: run.i0 + step, j0: run.j0, j1: run.j0 + step });
      add(found, { same: false, i0: run.i0 + step, i1: run.i1 + step, j0: run.j0 + step, j1: run.j1 + step });
      if (after && step) rest[at + 1] = { ...after, i0: after.i0 + step, j0: after.j0 + step };
      else if (step) add(found, { same: true, i0: run.i1 + step, i1: run.i1, j0: run.j1 + step, j1: run.j1 });
    }
    return found;
  }

  function bestStep(words, start, end, back, on) {
    let [lowest, highest] = [0, 0];
    while (-lowest < back && words[start + lowest - 1] === words[end + lowest - 1]) lowest -= 1;
    while (highest < on && words[start + highest] === words[end + highest]) highest += 1;
    const rank = (step) => [stop(words, start + step) + stop(words, end + step), -Math.abs(step), step];
    let best = lowest;
    for (let step = lowest + 1; step <= highest; step += 1) {
      const [one, two] = [rank(step), rank(best)];
      const differs = one.findIndex((value, place) => value !== two[place]);
      if (differs >= 0 && one[differs] > two[differs]) best = step;
    }
    return best;
  }

  const stop = (words, at) => (at === 0 || at === words.length ? 3 : STOPS[words[at - 1]] || 0);

  /* Words between two changes that weigh no more than either change become part of one change. */
  function readTogether(runs, old, now) {
    const found = [];
    const size = (run) => Math.max(length(old.slice(run.i0, run.i1)), length(now.slice(run.j0, run.j1)));
    for (const run of runs) {
      add(found, run);
      while (found.length > 2 && !found[found.length - 1].same && !found[found.length - 3].same) {
        const [first, middle, last] = found.slice(-3);
        if (weight(old.slice(middle.i0, middle.i1)) > Math.min(size(last), size(first))) break;
        found.splice(-3, 3, { ...first, i1: last.i1, j1: last.j1 });
      }
    }
    return found;
  }

  const length = (words) => words.reduce((sum, word) => sum + signs(word), 0);

  function weight(words) {
    const common = words.filter((word) => COMMON.has(word.toLowerCase()));
    const rare = words.filter((word) => /^[\p{L}\p{N}]/u.test(word) && !COMMON.has(word.toLowerCase()));
    return length(rare) + (common.length > COMMON_TOGETHER ? length(common) : 0) + 10 * words.filter((word) => /^[.;!?]$/.test(word)).length;
  }

  function pieces(old, now) {
    const [ofOld, ofNow] = [tokens(old), tokens(now)];
    const [oldKeys, nowKeys] = [ofOld.map(key), ofNow.map(key)];
    const runs = slid(runsOf(compared(...asSigns(oldKeys, nowKeys))), oldKeys, nowKeys);
    const out = [];
    for (const run of readTogether(runs, oldKeys, nowKeys)) {
      const [before, after] = [ofOld.slice(run.i0, run.i1).join(""), ofNow.slice(run.j0, run.j1).join("")];
      if (run.same) out.push({ kind: "same", text: after, old: before });
      else {
        if (before) out.push({ kind: "deleted", text: before, old: before });
        if (after) out.push({ kind: "inserted", text: after, old: "" });
      }
    }
    return out;
  }

  /* The words of the second text with the differences from the first marked; white space stays outside the marks. */
  function html(old, now) {
    const tags = { same: ["", ""], deleted: ["<del>", "</del>"], inserted: ["<ins>", "</ins>"] };
    const [front, ends] = [new RegExp(`^[${BLANK}]+`, "u"), new RegExp(`^[${BLANK}]+|[${BLANK}]+$`, "gu")];
    let [out, before, made] = ["", null, 0];
    for (const piece of pieces(old, now)) {
      const words = piece.text.replace(ends, "");
      let space = (piece.text.match(front) || [""])[0];
      if (before && before.kind === "deleted" && !space && (front.test(piece.old) || made === 1)) space = " ";
      out += space + (words ? tags[piece.kind][0] + escaped(words) + tags[piece.kind][1] : "");
      made += 1;
      before = piece;
    }
    return out.replace(ends, "");
  }

  return { html };
})();
