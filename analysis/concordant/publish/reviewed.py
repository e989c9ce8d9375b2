"""A review for people and programs: a short verdict on the terminal, the whole ledger as Markdown, a page of its own, or JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Literal

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from concordant.amend.combine import MOST_ORDERS
from concordant.amend.explaining import explained
from concordant.compare.redline import PieceKind, redline
from concordant.model import (
    AmendError,
    AppliedKind,
    AppliedStep,
    Clause,
    Combined,
    ConcernEffect,
    Conflict,
    ConflictEffect,
    DutyEffect,
    GapEffect,
    LengthEffect,
    LinkEffect,
    Outcome,
    Policy,
    Repair,
    Review,
    WordingEffect,
    policy_id_of,
)
from concordant.publish.names import RELATION, TYPE
from concordant.publish.redlined import marked
from concordant.publish.words import heading
from concordant.rulebook.principles import principles

ReviewFormat = Literal["text", "md", "html", "json"]
# How many lines of each part the terminal shows; the other forms show all.
BRIEF = 4
_ASIDE = {"note", "metadata", "furniture"}


@dataclass(frozen=True, kw_only=True)
class Told:
    """A review with what its templates ask for."""

    review: Review

    @cached_property
    def clauses(self) -> dict[str, Clause]:
        """Every clause by its id: of the text after, or before where it goes, and of the texts compared with."""
        sides = (self.review.before, *self.review.others, *((self.review.after,) if self.review.after else ()))
        return {clause.id: clause for policy in sides for clause in policy.clauses}

    @cached_property
    def policies(self) -> dict[str, Policy]:
        return {policy.id: policy for policy in (self.review.before, *self.review.others)}

    @cached_property
    def steps(self) -> tuple[AppliedStep, ...]:
        """The changes of words; what is only set another way is none, nor is what a printer put at the edge of a page."""
        return tuple(
            step for step in self.review.steps if step.kind != "set" and any(para.kind != "furniture" for para in (*step.old, *step.new))
        )

    @cached_property
    def counts(self) -> dict[AppliedKind, int]:
        """How many paragraphs and headings change in which way; a note goes with its paragraph and is not counted."""
        return dict(Counter(step.kind for step in self.steps if any(para.kind not in _ASIDE for para in (*step.old, *step.new))))

    @cached_property
    def own(self) -> tuple[ConflictEffect, ...]:
        """Conflicts within the council and with principles that open."""
        return tuple(effect for effect in self.review.ledger.opened if effect.own)

    def conflicts(self, which: str, *, own: bool = True) -> tuple[ConflictEffect, ...]:
        """The conflicts that are `opened`, `closed` or `changed`: the council's own, or differences from other councils' codes."""
        return tuple(effect for effect in getattr(self.review.ledger, which) if effect.own == own)

    def concerns(self, *statuses: str) -> tuple[ConcernEffect, ...]:
        return tuple(effect for effect in self.review.ledger.concerns if effect.status in statuses)

    @cached_property
    def bettered(self) -> tuple[ConcernEffect, ...]:
        """Concerns that the amendment meets, or meets in part, and the text before did not."""
        return tuple(e for e in self.review.ledger.concerns if e.status in {"met", "partly"} and e.was not in {e.now, "cannot tell"})

    def gaps(self, *, opened: bool) -> tuple[GapEffect, ...]:
        return tuple(effect for effect in self.review.ledger.gaps if effect.opened == opened)

    def repairs(self, conflict: Conflict) -> tuple[Repair, ...] | None:
        """The changes that clear a conflict; None where none were looked for."""
        return next((found for name, found in self.review.repairs if name == conflict.id), None)

    def place(self, id: str) -> str:
        """How a reader calls a clause: by its paragraph within the text, by its code elsewhere; with its date where that is known."""
        clause = self.clauses.get(id)
        if clause is None:
            return id
        if policy_id_of(id) == self.review.before.id:
            gone = self.review.after is not None and all(c.id != id for c in self.review.after.clauses)
            return f"[{clause.number}] of the current text" if gone else f"[{clause.number}]"
        policy = self.policies[policy_id_of(id)]
        return f"{policy.meta.council}, {policy.meta.short or policy.meta.title} [{clause.number}]"

    def source(self, id: str) -> str:
        """A clause of another code as one cites it: council, title, date, paragraph."""
        policy = self.policies[policy_id_of(id)]
        date = policy.meta.date or "date not known"
        return f"{policy.meta.council}, {policy.meta.title} ({date}), paragraph [{self.clauses[id].number}]"


def render(review: Review, format_: ReviewFormat) -> str:
    """The review as text that ends in a line break."""
    if format_ == "json":
        return json.dumps(data(review), ensure_ascii=False, indent=1) + "\n"
    return _template(f"review.{format_}.j2").render(it=Told(review=review), **_helpers(format_))


def render_combined(found: Combined, format_: ReviewFormat) -> str:
    """Several motions together: the table of outcomes, and what only arises when two pass."""
    if format_ == "json":
        return json.dumps(combined_data(found), ensure_ascii=False, indent=1) + "\n"
    told = {outcome.motions: Told(review=outcome.review) for outcome in found.outcomes}
    return _template(f"combined.{format_}.j2").render(it=found, told=told, orders=MOST_ORDERS, **_helpers(format_))


def brief(review: Review) -> str:
    """The main lines of a review as Markdown, for the summary under a proposed change."""
    return _template("review_brief.md.j2").render(it=Told(review=review), **_helpers("md"))


def _helpers(format_: ReviewFormat) -> dict[str, Any]:
    def plain(text: str) -> str:
        return text

    words: Callable[[str], str] = heading if format_ == "md" else plain
    marks = {"md": _markdown, "html": _html}.get(format_, _plain)

    def lined(old: str, new: str) -> str:
        text = marked(redline(old, new), marks)
        return Markup(text) if format_ == "html" else text

    names = {principle.id: principle.name for principle in principles()}
    return {
        "words": words, "lined": lined, "explained": explained, "names": names, "names_of": names, "types": TYPE, "relations": RELATION,
        "most": BRIEF,
    }  # fmt: skip


def _plain(kind: PieceKind, words: str) -> str:
    return {"same": words, "deleted": f"[-{words}-]", "inserted": f"{{+{words}+}}"}[kind]


def _markdown(kind: PieceKind, words: str) -> str:
    said = heading(words)
    return str(said) if kind == "same" else f"<del>{said}</del>" if kind == "deleted" else f"<ins>{said}</ins>"


def _html(kind: PieceKind, words: str) -> str:
    said = Markup.escape(words)
    return str(said) if kind == "same" else f"<del>{said}</del>" if kind == "deleted" else f"<ins>{said}</ins>"


def data(review: Review) -> dict[str, Any]:
    """The review as JSON: what an outside program reads. Nothing of it hangs on a clock or a path."""
    told, ledger = Told(review=review), review.ledger
    return {
        "title": review.title,
        "against": review.before.id,
        "applied": review.applied,
        "errors": [_error(error) for error in review.errors],
        "steps": [_step(step) for step in review.steps],
        "clauses": [
            {"id": c.id, "number": c.number, "printed": c.printed, "lead_in": c.lead_in, "text": c.text}
            for c in (review.after.clauses if review.after else ())
        ],
        "duties": [_duty(duty) for duty in ledger.duties],
        "conflicts": {
            "opened": [_conflict(effect, told) for effect in ledger.opened],
            "closed": [_conflict(effect, told) for effect in ledger.closed],
            "changed": [_conflict(effect, told) for effect in ledger.changed],
        },
        "exceptions": [_wording(effect) for effect in ledger.exceptions],
        "links": [_link(effect) for effect in ledger.links],
        "gaps": {"opened": [_gap(g) for g in ledger.gaps if g.opened], "filled": [_gap(g) for g in ledger.gaps if not g.opened]},
        "principles": [_wording(effect) for effect in ledger.principles],
        "concerns": [_concern(effect) for effect in ledger.concerns],
        "vague": {
            "in": [_wording(effect) for effect in ledger.vague if effect.came],
            "out": [_wording(effect) for effect in ledger.vague if not effect.came],
        },
        "length": _length(ledger.length) if ledger.length else None,
    }  # fmt: skip


def combined_data(found: Combined) -> dict[str, Any]:
    return {
        "motions": list(found.titles),
        "outcomes": [_outcome(outcome) for outcome in found.outcomes],
        "choices_not_looked_at": found.left_out,
        "orders_not_tried": found.orders_left_out,
    }


def _outcome(outcome: Outcome) -> dict[str, Any]:
    told = Told(review=outcome.review)
    return {
        "motions": list(outcome.motions),
        "applied": outcome.review.applied,
        "excluded": [list(pair) for pair in outcome.excluded],
        "order_matters": outcome.order_matters,
        "opened_together": [_conflict(effect, told) for effect in outcome.together],
        "review": data(outcome.review),
    }


def _length(length: LengthEffect) -> dict[str, Any]:
    return {
        which: {"words": length.words[at], "words_in_a_sentence": length.sentence[at], "reading_ease": length.ease[at]}
        for at, which in enumerate(("before", "after"))
    }


def _error(error: AmendError) -> dict[str, Any]:
    return {
        "instruction": error.instruction, "reason": error.reason, "said": error.said, "sought": error.sought, "nearest": error.nearest,
        "where": list(error.where), "other": error.other or None, "message": explained(error),
    }  # fmt: skip


def _step(step: AppliedStep) -> dict[str, Any]:
    return {
        "kind": step.kind, "instructions": list(step.instructions), "authors": list(step.authors), "old_ids": list(step.old_ids),
        "new_ids": list(step.new_ids), "old_numbers": list(step.old_numbers), "new_numbers": list(step.new_numbers),
        "old": list(step.old_texts), "new": list(step.new_texts),
    }  # fmt: skip


def _duty(duty: DutyEffect) -> dict[str, Any]:
    return {
        "clause": duty.clause, "number_before": duty.was_number, "number": duty.number, "act": duty.act, "kind": duty.rule,
        "rank": duty.rank, "from": duty.before or None, "to": duty.after or None, "was": duty.was or None, "now": duty.now or None,
        "why": duty.sentence, "before": duty.old or None, "after": duty.new or None, "sure": duty.sure,
    }  # fmt: skip


def _conflict(effect: ConflictEffect, told: Told) -> dict[str, Any]:
    now, was = effect.now, effect.before
    return {
        "id": now.id, "type": now.type, "was_type": was.type if was else None, "between": now.between, "why": now.why, "rule": now.rule,
        "sure": now.sure, "principle": now.principle,
        "a": {"clause": now.a, "before": effect.texts[0][0] or None, "after": effect.texts[0][1] or None, "quote": now.quote_a},
        "b": {"clause": now.b, "before": effect.texts[1][0] or None, "after": effect.texts[1][1] or None, "quote": now.quote_b},
        "repairs": [_repair(one, told) for one in told.repairs(now) or ()],
    }  # fmt: skip


def _repair(repair: Repair, told: Told) -> dict[str, Any]:
    source = told.source(repair.source) if repair.source else None
    return {
        "clause": repair.clause, "kind": repair.kind, "before": repair.old, "after": repair.new, "words_changed": repair.changed,
        "source": repair.source, "cited": source, "quote": repair.quote or None,
    }  # fmt: skip


def _wording(effect: WordingEffect) -> dict[str, Any]:
    return {
        "clause": effect.clause, "number": effect.number, "subject": effect.subject, "sort": effect.sort or None,
        "change": "in" if effect.came else "out", "words": effect.words, "quote": effect.quote, "rule": effect.rule, "why": effect.why,
    }  # fmt: skip


def _link(effect: LinkEffect) -> dict[str, Any]:
    return {
        "clause": effect.clause, "other": effect.other, "from": effect.before.relation if effect.before else None,
        "to": effect.after.relation if effect.after else None, "before": effect.old or None, "after": effect.new or None,
        "other_text": effect.other_text, "why": (effect.after or effect.before).why if effect.after or effect.before else "",  # type: ignore[union-attr]
    }  # fmt: skip


def _gap(effect: GapEffect) -> dict[str, Any]:
    return {
        "provision": effect.provision, "title": effect.title, "clauses": list(effect.clauses), "quotes": list(effect.quotes),
        "others": list(effect.others),
    }  # fmt: skip


def _concern(effect: ConcernEffect) -> dict[str, Any]:
    return {
        "id": effect.concern.id, "councillor": effect.concern.councillor, "said": effect.concern.text, "status": effect.status,
        "before": effect.was, "after": effect.now, "why": effect.why, "words": effect.words or None,
        "words_before": effect.words_before or None, "clause": effect.clause,
    }  # fmt: skip


def counted(steps: Sequence[AppliedStep]) -> int:
    """How many paragraphs a list of steps touches."""
    return sum(max(len(step.old), len(step.new)) for step in steps)


@cache
def _template(name: str) -> Template:
    loader = PackageLoader("concordant.publish")
    environment = Environment(
        loader=loader, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined, autoescape=name.endswith(".html.j2")
    )  # fmt: skip
    return environment.get_template(name)
