"""Counts as word processors print them: digits, letters, Roman numerals, words."""

from __future__ import annotations

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth", "twelve": "twelfth"}
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"),
          (4, "iv"), (1, "i"))  # fmt: skip


def figure(count: int, shape: str) -> str:
    """A count in a number format of ECMA-376 (17.18.59); formats of other scripts are given as digits."""
    if shape in {"none", "bullet"}:
        return ""
    if shape in {"lowerLetter", "upperLetter"} and count > 0:
        letters = chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 30)
        return letters.upper() if shape == "upperLetter" else letters
    if shape in {"lowerRoman", "upperRoman"} and 0 < count < 4000:
        return roman(count).upper() if shape == "upperRoman" else roman(count)
    if shape == "decimalZero":
        return f"{count:02}"
    if shape == "ordinal":
        return f"{count}{'th' if 10 <= count % 100 <= 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(count % 10, 'th')}"
    if shape in {"cardinalText", "ordinalText"} and 0 < count < 100:
        words = _in_words(count)
        return (_ordinal(words) if shape == "ordinalText" else words).capitalize()
    return str(count)


def roman(count: int) -> str:
    """A count from 1 to 3999 in small Roman numerals."""
    out = ""
    for worth, sign in _ROMAN:
        while count >= worth:
            out, count = out + sign, count - worth
    return out


def _in_words(count: int) -> str:
    if count < 20:
        return _ONES[count]
    return _TENS[count // 10] + (f"-{_ONES[count % 10]}" if count % 10 else "")


def _ordinal(words: str) -> str:
    head, dash, last = words.rpartition("-")
    ending = _ORDINALS.get(last) or (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")
    return f"{head}{dash}{ending}"
