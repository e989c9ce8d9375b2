"""What is said of two clauses, in one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from concordant.judge.together.context import Words
from concordant.judge.together.frames import Frame, frames
from concordant.judge.together.verdict import Verdict, together
from concordant.parse.sentences import sentences
from concordant.rulebook.lexicon import lexicon
from concordant.rulebook.together import pair_rules, sayings

AnswerType = Literal["contradiction", "tension", "strength", "exception", "none"]
LONGEST = 26  # words of a clause that a sentence quotes


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """`type` is "none" where no rule found a conflict. `why` is one sentence, `rule` the id of the rule, `name` what it is called."""

    type: AnswerType
    why: str
    rule: str
    name: str
    doubt: str | None = None


def answer(a: Words, b: Words, *, same_body: bool = True) -> Answer:
    """How two clauses sit together, and why. Between two councils a conflict is a divergence, which the sentence says."""
    verdict = together(a, b)
    rule = pair_rules()[verdict.rule if verdict else "none"]
    if verdict is None:
        return Answer(type="none", why=" ".join((rule.why, *_unread(a, b))), rule="none", name=rule.name)
    why = sentence_of(verdict, a, b)
    if not same_body and verdict.type != "exception":
        why = f"{why} {sayings().between_councils}"
    return Answer(type=verdict.type, why=why, rule=rule.id, name=rule.name, doubt=rule.doubt)


def _unread(a: Words, b: Words) -> tuple[str, ...]:
    """What is said where a clause holds nothing that could be held against another."""
    unread = [side for side, words in (("a", a), ("b", b)) if all(frame.says == "none" or not frame.sure for frame in frames(words))]
    return (sayings().unread["both" if len(unread) == 2 else unread[0]],) if unread else ()


def sentence_of(verdict: Verdict, a: Words, b: Words) -> str:
    """The sentence of the rule, with the clauses' own words in it."""
    x, y = verdict.a, verdict.b
    return pair_rules()[verdict.rule].why.format(
        who=who(x, y), demands_a=demands(x), demands_b=demands(y), a=quoted(x, a), b=quoted(y, b),
        amount_a=verdict.amounts[0], amount_b=verdict.amounts[1], term=verdict.term,
    )  # fmt: skip


def demands(frame: Frame | None) -> str:
    """What a rule does, in words: "requires"."""
    return sayings().demands[frame.says if frame else "none"]


def who(x: Frame | None, y: Frame | None) -> str:
    """Whom both rules bind, in words."""
    groups = (x.people & y.people or x.people or y.people) if x and y else frozenset()
    return " or ".join(sorted(called for group in groups if (called := lexicon()[group].called))) or sayings().anybody


def quoted(frame: Frame | None, words: Words) -> str:
    """The sentence that the verdict rests on, after its lead-in, cut where it is long."""
    text = frame.sentence if frame else sentences(words.text)[0]
    if words.lead_in and words.text.startswith(text):
        text = f"{words.lead_in.rstrip()} {text}"
    parts = text.rstrip(".;: ").split()
    return " ".join(parts[:LONGEST]) + ("…" if len(parts) > LONGEST else "")
