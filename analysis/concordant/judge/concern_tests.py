"""The test that a draft can be put to for a concern, and whether a text meets it.

`with_test` derives the test by rules (`rulebook/concern_tests.yml`); `met` holds it against a text. Both work on words: they show what
a text says, not whether the councillor would be content.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from concordant.compare.similarity import stems
from concordant.judge.passages import acts_in, contained, is_exact, readings, word_stems, words
from concordant.judge.stances import local_modality, taken_in
from concordant.model import Clause, Concern, ConcernResult, ConcernTest, Policy
from concordant.parse.sentences import sentences
from concordant.rulebook.concern_tests import DemandRule, demand_book
from concordant.rulebook.concerns import concern_book
from concordant.rulebook.conflicts import conflict_book

_DESCRIBED = "the-rule-described"
_SAME = 0.8  # share of the words from which on a text says them
_PART = 0.5  # share from which on it says part of them
_PHRASE = 12  # a quotation of so few words is the phrase in doubt
_ABOUT = 0.5  # more than this share of the words' stems must be common to a saving clause and what is to be left room for


def with_test(concern: Concern, clauses: dict[str, Clause]) -> Concern:
    """The concern with its test, or with the reason why it has none. `clauses` holds its targets by id."""
    target = _at_issue(concern, [clauses[t] for t in concern.targets if t in clauses])
    for rule in demand_book().tests:
        if (found := _applied(rule, concern, target)) is not None:
            return replace(concern, test=found, untested=None)
    return replace(concern, test=None, untested=_why_none(concern))


def _at_issue(concern: Concern, targets: Sequence[Clause]) -> Clause | None:
    """The paragraph that the test is about: the likeliest, or, of two that contradict each other, the one that forbids."""
    bans = [c for c in targets if any(n.modality == "prohibition" for n in c.norms)]
    if "self-contradiction" in concern.kinds and not concern.quote and len(targets) > 1 and bans:
        return bans[0]
    return targets[0] if targets else None


def _applied(rule: DemandRule, concern: Concern, target: Clause | None) -> ConcernTest | None:
    if rule.kinds and not set(rule.kinds) & set(concern.kinds):
        return None
    match = rule.find(concern.text.replace(concern.quote or "\0", " ")) if rule.cues else None
    if rule.cues and match is None:
        return None
    if rule.source == "wording":
        said = concern.proposal if concern.proposal and not concern_book().phrases["removes"].find(concern.proposal) else None
    elif rule.source == "named":
        said = match["words"] if match else None
        if "unclear" in rule.kinds and concern.quote and len(words(concern.quote)) <= _PHRASE:
            # "Who decides what is seen?" is about the phrase that is quoted, not about "seen".
            said = concern.quote
    else:
        said = _passage(concern, target)
    said = " ".join((said or "").split()).strip(" ,;:")
    if not words(said) or (rule.source == "named" and rule.gives == "must-not-say" and not _borne_out(said, target)):
        return None
    return ConcernTest(kind=rule.gives, words=said, clause=target.id if target else None, rule=rule.id)


def _borne_out(said: str, target: Clause | None) -> bool:
    """Words that the paragraph does not have in any form cannot tell whether a draft has got rid of its rule."""
    return target is None or bool(word_stems(said) & word_stems(target.text)) or bool(acts_in(said) & acts_in(target.text))


def _passage(concern: Concern, target: Clause | None) -> str | None:
    """What the speaker quotes; or the paragraph, where it is known that this one is meant and no whole page."""
    if concern.quote:
        return concern.quote
    named = concern.resolved not in {"", "not found"} and "whole-page" not in concern.reasons
    return target.text if target and named else None


def _why_none(concern: Concern) -> str:
    why = demand_book().untested
    if kinds := [kind for kind in why if kind in concern.kinds]:
        return why[kinds[0]]
    if "whole-code" in concern.reasons:
        return "whole-code"
    return "no-demand" if concern.targets else "passage-unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    """The sentence of a text that makes the rule at issue, with the share of the sought words in it."""

    clause: Clause
    words: str
    share: float


def met(concern: Concern, policy: Policy) -> ConcernResult:
    """Whether `policy` (with norms, for what reaches private life) meets the test of a concern, with the words that show it."""
    if concern.test is None:
        return ConcernResult(standing="cannot tell", why="no-test")
    test = concern.test
    judge = {
        "must-say": _must_say, "must-not-say": _must_not_say, "must-be-qualified-by": _must_be_qualified,
        "must-not-reach-private-capacity": _must_not_reach_private,
    }[test.kind]  # fmt: skip
    result = judge(test, concern, policy)
    if policy.meta.kind == "fragment" and not result.words:
        return ConcernResult(standing="cannot tell", why="fragment")
    return result


def _must_say(test: ConcernTest, concern: Concern, policy: Policy) -> ConcernResult:
    wanted = sentences(test.words)
    best = [_nearest(sentence, policy) for sentence in wanted]
    share = sum((b.share if b else 0.0) * len(words(s)) for b, s in zip(best, wanted, strict=True)) / max(1, len(words(test.words)))
    shown = max((b for b in best if b), key=lambda b: b.share, default=None)
    share = min(share, _matter(test.words, " ".join(b.words for b in best if b)))
    if shown is None or share < _PART:
        return ConcernResult(standing="not met", why="says-nothing")
    standing, why = ("met", "says-it") if share >= _SAME and _one_mind(wanted, best) else ("partly", "says-part")
    return _result(standing, why, shown)


def _matter(sought: str, text: str) -> float:
    """The share of the words with meaning that a text has: "councillors must not ... the council" is in every code."""
    wanted, there = set(stems(sought)), set(stems(text))
    return len(wanted & there) / len(wanted) if wanted else 1.0


def _one_mind(wanted: Sequence[str], best: Sequence[_Rule | None]) -> bool:
    """A sentence with a "not" more or less than the one asked for says its opposite."""
    return all(b and _negative(s) == _negative(b.words) for s, b in zip(wanted, best, strict=True))


def _negative(sentence: str) -> bool:
    return bool({"not", "never", "no", "cannot"} & set(words(sentence))) or "n't" in sentence.replace("’", "'")


def _must_not_say(test: ConcernTest, concern: Concern, policy: Policy) -> ConcernResult:
    near = _nearest(test.words, policy)
    if near and near.share >= _SAME and not _allows(near.words, test.words):
        if _saving(near.words) and not _saving(test.words):
            return _result("partly", "still-there-qualified", near)
        return _result("not met", "still-there", near)
    if same := _same_ban(test.words, policy):
        # A rule that was only described, never quoted, is there as long as there is a ban on what was described.
        return _result("not met" if test.rule == _DESCRIBED else "partly", "other-words", same)
    if near and min(near.share, _matter(test.words, near.words)) > _PART and not _allows(near.words, test.words):
        return _result("partly", "part-there", near)
    return ConcernResult(standing="met", why="gone")


def _must_be_qualified(test: ConcernTest, concern: Concern, policy: Policy) -> ConcernResult:
    rule = _rule_at_issue(test, concern, policy)
    here = [r for r in _savings(policy) if _about(r.words, test.words)]
    if rule is None:
        if not here and not (concern.quote or concern.targets or acts_in(test.words)):
            return ConcernResult(standing="cannot tell", why="says-nothing")
        return _result("met", "qualified-elsewhere", here[0]) if here else ConcernResult(standing="met", why="rule-gone")
    inside = next((r for r in here if r.clause.id == rule.clause.id), None)
    if inside:
        return _result("met", "qualified", inside)
    if here:
        return _result("met", "qualified-elsewhere", here[0])
    if _saving(rule.clause.text) and not _saving(concern.quote or ""):
        return _result("partly", "qualified-otherwise", rule)
    return _result("not met", "unqualified", rule)


def _must_not_reach_private(test: ConcernTest, concern: Concern, policy: Policy) -> ConcernResult:
    rule = _rule_at_issue(test, concern, policy)
    if rule is None:
        return ConcernResult(standing="met", why="rule-gone")
    reach = {norm.capacity for norm in rule.clause.norms}
    if reach and reach <= {"official"}:
        return _result("met", "keeps-to-office", rule)
    if reach & {"private", "both"}:
        return _result("not met", "reaches-private", rule)
    return _result("cannot tell", "capacity-unstated", rule)


def _rule_at_issue(test: ConcernTest, concern: Concern, policy: Policy) -> _Rule | None:
    """The rule of the text that the concern is about: the passage quoted, the paragraph itself, or a ban on the same act."""
    own = next((c for c in policy.clauses if c.id in concern.targets[:1]), None)
    for sought in (concern.quote, test.words if test.kind == "must-not-reach-private-capacity" else None):
        if sought and (near := _nearest(sought, policy)) and near.share >= _PART:
            return near
    if own is not None:
        return _Rule(clause=own, words=own.text, share=1.0)
    return _same_ban(f"{concern.quote or ''} {test.words}", policy)


def _nearest(sought: str, policy: Policy) -> _Rule | None:
    """The clause that holds most of the words sought, in their order, with the sentence of it that has most of them."""
    best: _Rule | None = None
    for clause in policy.clauses:
        # A sentence quoted after its lead-in is in the code as much as one quoted by itself.
        share = max(_held(sought, text) for text in readings(clause))
        if best is None or share > best.share:
            best = _Rule(clause=clause, words=max(sentences(clause.text), key=lambda s: _held(sought, s), default=clause.text), share=share)
    return best if best and best.share > 0 else None


@lru_cache(maxsize=50_000)
def _held(sought: str, text: str) -> float:
    if is_exact(sought, text):
        return 1.0
    return contained(sought, text) if len(words(sought)) > 2 else 0.0


def _bans(clause: Clause, act_ids: frozenset[str]) -> Iterator[_Rule]:
    """The sentences of a clause that forbid one of these acts, without a saving."""
    for sentence in sentences(clause.text):
        for act in conflict_book().acts:
            if act.id in act_ids and (found := act.find(sentence)):
                full = f"{clause.lead_in or ''} {sentence}"
                if local_modality(full, found.group()) == "prohibition" and _is_banned(full, found.group()):
                    yield _Rule(clause=clause, words=sentence, share=0.0)


def _is_banned(sentence: str, found: str) -> bool:
    """Whether the ban is on these words themselves: "must not delete critical comments" bans no criticism, but what is done to it."""
    return not taken_in(found, [hit.group() for act in conflict_book().acts if (hit := act.find(sentence))])


def _same_ban(said: str, policy: Policy) -> _Rule | None:
    acts = acts_in(said)
    return next((rule for clause in policy.clauses for rule in _bans(clause, acts)), None) if acts else None


def _allows(sentence: str, said: str) -> bool:
    """Whether a sentence lets people do what the words speak of: "members may criticise" is no ban on criticism."""
    saved = _saving(sentence)
    act = next((f.group() for a in conflict_book().acts if (f := a.find(sentence)) and a.id in acts_in(said)), "")
    modality = local_modality(sentence, act) if act else None
    return modality == "permission" or (saved is not None and modality != "prohibition" and not _negative(said))


def _saving(text: str) -> str | None:
    return next((s for s in sentences(text) if demand_book().savings.find(s)), None)


def _savings(policy: Policy) -> Iterator[_Rule]:
    for clause in policy.clauses:
        for sentence in sentences(clause.text):
            if demand_book().savings.find(sentence):
                yield _Rule(clause=clause, words=sentence, share=0.0)


def _about(saving: str, wanted: str) -> bool:
    """Whether a saving clause is about what is to be left room for: the same act, or most of the same words."""
    if acts_in(saving) & acts_in(wanted):
        return True
    sought = word_stems(wanted)
    return bool(sought) and len(sought & word_stems(saving)) / len(sought) > _ABOUT


def _result(standing: str, why: str, rule: _Rule) -> ConcernResult:
    return ConcernResult(standing=standing, why=why, words=rule.words, clause=rule.clause.id)  # type: ignore[arg-type]
