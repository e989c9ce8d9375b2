"""Norms: the duties, bans and permissions in a clause, with the words that justify each.

A clause is cut into sentences and parts; cues of the rulebook are found in each part; each cue gives a norm, whose act,
condition, exception, bearer and capacity are the clause's own words. What a lead-in or heading asks is read into items that
have no verb of command of their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from concordant.errors import Problem
from concordant.model import Bearer, Clause, Modality, Norm, Policy, Strength
from concordant.parse.acts import act_after, act_before, condition_of, exception_of
from concordant.parse.bearers import bearer_of, capacity_of, default_bearer
from concordant.parse.cues import Found, find_cues
from concordant.parse.sentences import parts, sentences
from concordant.rulebook.modality import CueRule, StrengthRule, modality_book, strength_rules

_GERUND = re.compile(r"(?:[a-z]+ly\s+)?[a-z]{2,}ing\b", re.IGNORECASE)
# "The council uses its pages to:" wants a verb, but commands nothing.
_OPEN = re.compile(r"\b(?:to|by|that|which|who|we|you|helps?|helps? \w+|is|are|for|can|has|have|aims?)\W*$", re.IGNORECASE)
_NEGATED = re.compile(r"(?:do\s+)?(?:not|never|don['’]t)\b", re.IGNORECASE)

# A pause after which a sentence begins anew, and words that only describe what stands before them, or say when it holds.
_MARK = re.compile(r"\s[–—-]\s|[;:]\s")
_RELATIVE = re.compile(r"\b(?:that|which|who|whose|whom|what|where|when|if|as|because|unless)\b", re.IGNORECASE)
_CONDITION = re.compile(
    r"\b(?:unless|except(?: where| when| if)?|provided(?: that)?|only if|on condition that|if|where|when)\s*:?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What stands around a clause: what its lead-ins and headings ask, and whom the document binds."""

    audience: tuple[str, ...]
    headings: tuple[str, ...]
    lead_ins: tuple[str, ...]
    inherited: Norm | None
    heading_rule: StrengthRule | None
    advice: bool


def with_norms(policy: Policy) -> Policy:
    """The policy with the norms of each clause filled in; everything else as it was."""
    return replace(policy, units=tuple(_filled(u, policy) if isinstance(u, Clause) else u for u in policy.units))


def _filled(clause: Clause, policy: Policy) -> Clause:
    found = norms_of(
        clause.text,
        lead_in_path=clause.lead_in_path,
        heading_path=clause.heading_path,
        audience=policy.meta.audience,
        in_list=clause.in_list,
    )
    return replace(clause, norms=found)


def norms_of(
    text: str,
    *,
    lead_in_path: Sequence[str] = (),
    heading_path: Sequence[str] = (),
    audience: Sequence[str] = ("councillors",),
    in_list: bool = False,
) -> tuple[Norm, ...]:
    """The norms of one clause in the order of its words. Without context it reads a bare sentence."""
    return read_norms(text, tuple(lead_in_path), tuple(heading_path), tuple(audience), in_list)


@lru_cache(maxsize=20_000)
def read_norms(
    text: str, lead_in_path: tuple[str, ...], heading_path: tuple[str, ...], audience: tuple[str, ...], in_list: bool
) -> tuple[Norm, ...]:
    """The same; kept, because a text that is amended in one clause has all its other clauses unchanged."""
    context = _context(lead_in_path, heading_path, audience)
    said = [(sentence, _of_sentence(sentence, context)) for sentence in sentences(text)]
    later = any(own for _, own in said[1:])
    found: list[Norm] = []
    for index, (sentence, own) in enumerate(said):
        stands_alone = bool(own) or (later and not _wants_more(context))
        keep = _completed(sentence, own, context, in_list or bool(lead_in_path)) if index == 0 and (own or not stands_alone) else own
        found += [n for n in keep if n.rule != "carve-out" or any(f.modality == "prohibition" for f in found)]
    return tuple({(n.modality, n.act.lower()): n for n in reversed(found)}.values())[::-1]


def _wants_more(context: Context) -> bool:
    """Whether the lead-in breaks off in the middle ("Users must:"), so that the item completes it whatever else it says."""
    if not context.lead_ins:
        return True
    stem = context.lead_ins[-1].rstrip(" :-–—")
    cue = dict(context.inherited.words).get("modality", "") if context.inherited else ""
    return bool(_OPEN.search(stem)) or bool(cue and stem.endswith(cue))


def _context(lead_ins: tuple[str, ...], headings: tuple[str, ...], audience: tuple[str, ...]) -> Context:
    heads = [rule for rule in strength_rules() if rule.id.startswith("heading-")]
    near = headings[-1] if headings else ""
    bare = Context(audience=audience, headings=headings, lead_ins=(), inherited=None, heading_rule=None, advice=False)
    advice = any(rule.gives == "advisory" and rule.find(h) for rule in heads for h in headings)
    heading_rule = next((r for r in heads if r.gives != "advisory" and r.find(near)), None)
    bare = replace(bare, advice=advice, heading_rule=heading_rule)
    inherited: Norm | None = None
    for lead_in in lead_ins:
        stems = sentences(lead_in)
        own = _of_sentence(stems[-1], replace(bare, lead_ins=()), lead_in=True) if stems else []
        if own and not (inherited and inherited.modality == "prohibition"):
            inherited = own[-1]
        if own and own[-1].bearer == default_bearer(audience) and len(stems) > 1:
            bearer, words = bearer_of(stems[0], "", audience)
            inherited = replace(own[-1], bearer=bearer) if words and inherited else inherited
    if lead_ins and _CONDITION.search(lead_ins[-1]):
        # The items say when the rule above holds; they are no rules themselves.
        return replace(bare, lead_ins=lead_ins, inherited=None, heading_rule=None)
    return replace(bare, lead_ins=lead_ins, inherited=inherited)


def _of_sentence(sentence: str, context: Context, *, lead_in: bool = False) -> list[Norm]:
    found: list[Norm] = []
    for part in parts(sentence):
        cues = find_cues(part, lead_in=lead_in)
        for index, cue in enumerate(cues):
            until = cues[index + 1].start if index + 1 < len(cues) else len(part)
            since = cues[index - 1].end if index else 0
            if lead_in or part[cue.end :].strip(" :-–—") or cue.rule.act == "before":
                found += _norms(part, cue, (since, until), sentence, context)
    return found


def _norms(part: str, cue: Found, bounds: tuple[int, int], sentence: str, context: Context) -> list[Norm]:
    since, until = bounds
    before, after = part[since : cue.start], part[cue.end : until]
    act = act_before(before) if cue.rule.act == "before" else act_after(after, cue.rule.id == "command", part[cue.start : cue.end])
    strength, soft = _strength(cue, before, after, part, context)
    # The cue of leave takes in whoever has it: "Staff may".
    named = part[: cue.end] if cue.rule.modality == "permission" else part[: cue.start]
    bearer, bearer_words = bearer_of(named, after, context.audience, passive=cue.rule.act == "before")
    capacity, capacity_words = capacity_of(sentence, (*context.lead_ins, *context.headings))
    words = [("modality", part[cue.start : cue.end].strip()), ("strength", soft), ("bearer", bearer_words), ("capacity", capacity_words)]
    norm = Norm(
        modality=cue.rule.modality,  # type: ignore[arg-type]
        strength=strength,
        bearer=bearer,
        capacity=capacity,
        act=act or sentence.rstrip(".:;, "),
        condition=condition_of(part[:until], cue.start),
        exception=exception_of(part[cue.start :]),
        words=tuple((name, said) for name, said in words if said),
        rule=cue.rule.id,
        sure=cue.rule.sure and bool(act),
    )
    return [norm, replace(norm, modality=cue.rule.also)] if cue.rule.also else [norm]


def _strength(cue: Found, before: str, after: str, part: str, context: Context) -> tuple[Strength, str]:
    """The strength of a norm and the words that soften it. Permission is leave, whatever the heading; "must" stays "must"."""
    said = part[cue.start : cue.end].strip()
    if cue.rule.modality == "permission" or cue.rule.strong:
        return "mandatory", said
    if cue.rule.strength == "advisory":
        return "advisory", said
    for rule in strength_rules():
        near = (
            f"{said} {' '.join(after.split()[:4])}"
            if before.strip() == "" or cue.rule.id == "command"
            else f"{before} {said} {' '.join(after.split()[:3])}"
        )
        if rule.id.startswith("soft-") and (hit := rule.find(near)):
            return "advisory", hit.group()
    if context.advice:
        return "advisory", next(
            f"heading: {h}" for h in reversed(context.headings) if any(r.gives == "advisory" and r.find(h) for r in strength_rules())
        )
    return "mandatory", said


def _completed(sentence: str, own: list[Norm], context: Context, in_list: bool) -> list[Norm]:
    """The first sentence of an item read together with its lead-in, or of a bare item with its heading."""
    asked = context.inherited
    if asked is not None:
        return _with_lead_in(sentence, own, asked, context)
    if context.lead_ins and _OPEN.search(context.lead_ins[-1]):
        return [n for n in own if n.rule != "command"]
    rule = context.heading_rule
    bare = not own or (rule is not None and rule.gives in {"prohibition", "permission"} and own[0].rule == "command")
    begins = bool(_GERUND.match(sentence)) or (bool(own) and own[0].rule == "command") or in_list
    if rule is None or not bare or not begins or len(sentence.split()) > 40:
        return own
    said = next(hit.group() for hit in (rule.find(context.headings[-1]),) if hit)
    modality: Modality = rule.gives  # type: ignore[assignment]
    strength: Strength = "advisory" if context.advice and modality != "permission" else "mandatory"
    return [_read_in(sentence, context, modality=modality, strength=strength, said=f"heading: {said}", rule=rule.id)]


def _with_lead_in(sentence: str, own: list[Norm], asked: Norm, context: Context) -> list[Norm]:
    modality: Modality = asked.modality
    if modality == "obligation" and _NEGATED.match(sentence):
        modality = "prohibition"
    explicit = [n for n in own if n.rule != "command"]
    if modality == "obligation" and own:
        return [_under(n, asked, context) for n in own]
    said = f"lead-in: {dict(asked.words).get('modality', '')}"
    plain = _plainly(sentence, own, modality)
    strength = plain.strength if plain else asked.strength
    read = _read_in(sentence, context, modality=modality, strength=strength, said=said, rule=asked.rule)
    if plain:
        read = replace(read, words=(*read.words[:1], ("strength", dict(plain.words)["strength"]), *read.words[1:]))
    return [replace(read, bearer=asked.bearer), *(n for n in explicit if n.modality != modality)]


def _plainly(sentence: str, own: Sequence[Norm], modality: Modality) -> Norm | None:
    """The norm by which an item itself says "must not", whatever the words above it only advise; none that tells of a thing in it."""
    strong = {rule.id for rule in modality_book().rules if rule.strong}
    for norm in own:
        before, _, after = sentence.partition(dict(norm.words)["modality"])
        of_its_own = not _RELATIVE.search(_MARK.split(before)[-1]) and not after.lstrip().startswith("be ")
        if norm.modality == modality != "permission" and norm.rule in strong and of_its_own:
            return norm
    return None


def _under(norm: Norm, asked: Norm, context: Context) -> Norm:
    """A command in an item: the lead-in says whom it binds, and how strongly where it breaks off for the item to complete it."""
    bearer = asked.bearer if norm.bearer == default_bearer(context.audience) else norm.bearer
    completes = norm.rule in {"command", "avoid", "do-not"} and _wants_more(context)
    return replace(norm, bearer=bearer, strength="advisory" if completes and asked.strength == "advisory" else norm.strength)


def _read_in(sentence: str, context: Context, *, modality: Modality, strength: Strength, said: str, rule: str) -> Norm:
    capacity, words = capacity_of(sentence, (*context.lead_ins, *context.headings))
    bearer: Bearer = default_bearer(context.audience)
    act = act_after(sentence[negated.end() :] if (negated := _NEGATED.match(sentence)) else sentence, False, "")
    return Norm(
        modality=modality,
        strength=strength,
        bearer=bearer,
        capacity=capacity,
        act=act or sentence.rstrip(".;: "),
        condition=condition_of(sentence, 0),
        exception=exception_of(sentence),
        words=tuple((k, v) for k, v in (("modality", said), ("capacity", words)) if v),
        rule=rule,
    )


def check() -> tuple[Problem, ...]:
    """Every example of `modality.yml` must be read as its rule says, no counter-example by that rule."""
    found = []
    for rule in modality_book().rules:
        wrong = [(t, "an example is not read as the rule says") for t in rule.examples if not _as_ruled(rule, _tried(rule, t))]
        wrong += [(t, "a counter-example is read by the rule") for t in rule.counter_examples if not _not_ruled(rule, _tried(rule, t))]
        found += [
            Problem(file="modality.yml", where=f"rule `{rule.id}`", what=f"{what}: “{text}”.", mend="Correct the cue or the example.")
            for text, what in wrong
        ]
    return tuple(found)


def _tried(rule: CueRule, text: str) -> tuple[Norm, ...]:
    return norms_of("the use of the hall", lead_in_path=(text,)) if rule.at == "lead-in" else norms_of(text)


def _as_ruled(rule: CueRule, norms: tuple[Norm, ...]) -> bool:
    return not norms if rule.modality == "none" else rule.modality in {norm.modality for norm in norms}


def _not_ruled(rule: CueRule, norms: tuple[Norm, ...]) -> bool:
    return bool(norms) if rule.modality == "none" else rule.id not in {norm.rule for norm in norms}
