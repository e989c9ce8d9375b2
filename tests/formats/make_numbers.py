"""Word's automatic numbers: list definitions that compute just the numbers that the documents print.

Word counts per definition (w:abstractNum), and a paragraph names an instance of it (w:num). Instances of one definition go on counting
together unless an instance overrides the start of a level. So a list that starts again, or leaves a number out (2.6, then 2.8), gets an
instance with a start override, as Word itself writes it after "Set numbering value".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

BULLETS, OUTLINE, DECIMAL, LETTER, LETTER_PAREN, ROMAN, SECTION = range(7)
_ROMANS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
_FORMATS = {
    OUTLINE: ("decimal", ("%1.", "%1.%2", "%1.%2.%3")),
    DECIMAL: ("decimal", ("%1.",)),
    LETTER: ("lowerLetter", ("%1.",)),
    LETTER_PAREN: ("lowerLetter", ("%1)",)),
    ROMAN: ("lowerRoman", ("%1.",)),
    SECTION: ("decimal", ("Section %1",)),
}
_BULLET_MARKS = (("Symbol", "\uf0b7"), ("Courier New", "o"), ("Wingdings", "\uf0a7"))
_PARENTS = {LETTER: 1, ROMAN: 2, DECIMAL: 1, LETTER_PAREN: 1}


def scheme_of(printed: str, *, heading: bool) -> tuple[int, int, int]:
    """Which definition prints this number, at which level, and the value that the level then has."""
    if printed.startswith("Section "):
        return SECTION, 0, int(printed.split()[1])
    parts = re.findall(r"[0-9]+", printed)
    if len(parts) > 1 or (parts and heading):
        return OUTLINE, len(parts) - 1, int(parts[-1])
    if parts:
        return DECIMAL, 0, int(parts[0])
    letter = printed.strip("(.)")
    if printed.endswith(")"):
        return LETTER_PAREN, 0, ord(letter) - 96
    return (ROMAN, 0, _ROMANS[letter]) if letter in _ROMANS else (LETTER, 0, ord(letter) - 96)


@dataclass(slots=True)
class Numbers:
    """Hands out list instances in text order, then writes numbering.xml. `styled` are the definitions bound to Heading 1."""

    styled: frozenset[int] = frozenset()
    counters: dict[int, list[int]] = field(default_factory=dict)
    current: dict[int, int] = field(default_factory=dict)
    instances: list[tuple[int, int, int]] = field(default_factory=list)  # definition, level, start (0: as defined)

    def bullet(self) -> int:
        """The instance that all bullets share."""
        return self._instance(BULLETS)

    def number(self, printed: str, *, heading: bool) -> tuple[int, int]:
        """The instance and the level that make Word print `printed` here."""
        scheme, level, wanted = scheme_of(printed, heading=heading)
        counts = self.counters.setdefault(scheme, [0, 0, 0])
        counts[level] += 1
        counts[level + 1 :] = [0] * (2 - level)
        for above in range(level):
            counts[above] = counts[above] or 1  # Word counts a level that has not come yet as its start
        if level < self.instances[self._instance(scheme) - 1][1]:
            # An override holds at every restart of its level (17.9.26), so after the next heading it would print 3.8 for 3.1.
            self.current[scheme] = next(n for n, one in enumerate(self.instances, start=1) if one == (scheme, 0, 0))
        if counts[level] == wanted:
            return self._instance(scheme), level
        counts[level] = wanted
        self.instances.append((scheme, level, wanted))
        self.current[scheme] = len(self.instances)
        return len(self.instances), level

    def _instance(self, scheme: int) -> int:
        if scheme not in self.current:
            self.instances.append((scheme, 0, 0))
            self.current[scheme] = len(self.instances)
        return self.current[scheme]

    def of_style(self, scheme: int) -> int:
        """The instance that a heading style names."""
        return self._instance(scheme)

    def xml(self) -> list[str]:
        """The children of w:numbering, definitions first."""
        used = sorted({scheme for scheme, _, _ in self.instances})
        out = [_definition(scheme, style=scheme in self.styled) for scheme in used]
        for at, (scheme, level, start) in enumerate(self.instances, start=1):
            over = f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>' if start else ""
            out.append(f'<w:num w:numId="{at}"><w:abstractNumId w:val="{scheme}"/>{over}</w:num>')
        return out


def _definition(scheme: int, *, style: bool) -> str:
    kind = "singleLevel" if scheme in (SECTION,) else "hybridMultilevel" if scheme == BULLETS else "multilevel"
    if scheme == BULLETS:
        levels = [_level(n, "bullet", _BULLET_MARKS[n % 3][1], 360 * (n + 1) + 360, font=_BULLET_MARKS[n % 3][0]) for n in range(9)]
    else:
        shape, texts = _FORMATS[scheme]
        first = 720 * _PARENTS.get(scheme, 1)
        levels = [
            _level(n, shape, text, first, style="Heading1" if style and n == 0 else "", space=scheme == SECTION)
            for n, text in enumerate(texts)
        ]
    return (
        f'<w:abstractNum w:abstractNumId="{scheme}"><w:nsid w:val="1A2B3C0{scheme}"/><w:multiLevelType w:val="{kind}"/>'
        f'<w:tmpl w:val="5D6E7F0{scheme}"/>{"".join(levels)}</w:abstractNum>'
    )


def _level(at: int, shape: str, text: str, left: int, *, font: str = "", style: str = "", space: bool = False) -> str:
    hanging = 360 if shape == "bullet" else 720 if "%2" in text or style else 360
    indent = "" if space else f'<w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr>'
    face = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}" w:hint="default"/></w:rPr>' if font else ""
    bound = f'<w:pStyle w:val="{style}"/>' if style else ""
    after = '<w:suff w:val="space"/>' if space else ""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{shape}"/>{bound}{after}<w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/>{indent}{face}</w:lvl>'
    )
