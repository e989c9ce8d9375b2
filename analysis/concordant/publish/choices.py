"""What a reader can choose by on the pages that list things: the values that each item carries, and the options made from the data.

An item's values are words without spaces, by the name of the control; the script of the page compares them and knows nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from concordant.compare.ties import firm
from concordant.model import ConcernEffect, Conflict, Gap, Policy, policy_id_of
from concordant.publish.concerned import Told, who
from concordant.publish.moved import all_moved
from concordant.publish.names import anchor, short
from concordant.publish.view import View
from concordant.rulebook.concern_words import concern_words
from concordant.rulebook.principles import principles

Options = list[tuple[str, str]]
Values = dict[str, tuple[str, ...]]
_YES = ("yes",)


@dataclass(frozen=True, kw_only=True)
class Choices:
    """Values and options over one analysis."""

    view: View

    @cached_property
    def codes(self) -> Options:
        """Every code that is compared, by the name that addresses use."""
        return [(anchor(policy), short(policy)) for policy in self.view.compared]

    @cached_property
    def topics(self) -> Options:
        """Every topic that some code speaks of."""
        return [(topic.id, topic.title) for topic in self.view.topics()]

    @cached_property
    def principles(self) -> Options:
        """The Seven Principles and freedom of expression."""
        return [(one.id, one.name) for one in principles()]

    @cached_property
    def speakers(self) -> Options:
        """Everybody who raised a concern, with title."""
        return list(dict.fromkeys((slug(c.councillor), who(c)) for c in self.view.analysis.concerns))

    @cached_property
    def kinds(self) -> Options:
        """What can be wrong in the eyes of who raised a concern."""
        return [(kind, f"{said[:1].upper()}{said[1:]}") for kind, said in concern_words()["kinds"].items()]

    @cached_property
    def motions(self) -> Options:
        """Every motion and draft that could be carried out, by its place and the name of its file."""
        return [(_motion(one.folder), one.motion.title) for one in all_moved(self.view.tabled) if one.review.applied]

    @cached_property
    def _topics_by_clause(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for tie in firm(self.view.analysis.ties):
            found[tie.clause][self.view.hub.provision(tie.provision).topic] = None
        return {clause: tuple(topics) for clause, topics in found.items()}

    def topics_of(self, clauses: Iterable[str | None]) -> tuple[str, ...]:
        """The topics that some of the clauses speak of, each once."""
        return _once(topic for clause in clauses for topic in self._topics_by_clause.get(clause or "", ()))

    def codes_of(self, clauses: Iterable[str | None]) -> tuple[str, ...]:
        """The codes in which the clauses stand, each once."""
        return _once(anchor(self.view.policy_of(clause)) for clause in clauses if clause)

    def finding(self, conflict: Conflict) -> Values:
        """What a finding can be chosen by."""
        ends = (conflict.a, conflict.b)
        standing = "exception" if conflict.type == "exception" and conflict.state == "open" else conflict.state
        raised = _once(slug(self.view.concern(one).councillor) for one in conflict.concerns)
        return {
            "between": (conflict.between,), "type": (conflict.type,), "code": self.codes_of(ends), "topic": self.topics_of(ends),
            "principle": (conflict.principle,) if conflict.principle else (), "raised": (*(_YES if raised else ()), *raised),
            "certain": _YES if conflict.sure else ("no",), "standing": (standing,),
        }  # fmt: skip

    def concern(self, told: Told) -> Values:
        """What a concern can be chosen by: who, about which code and topic, what is wrong, the test, and where it stands in each motion."""
        one = told.concern
        known = [target for target in one.targets if self.view.known(target)]
        stands = [(_motion(moved.folder), _stand(effect)) for moved, effect in told.tried if effect]
        return {
            "councillor": (slug(one.councillor),), "code": self.codes_of(known) or ("none",), "topic": self.topics_of(known),
            "objection": one.kinds or ("none",), "test": (one.test.kind if one.test else "none",),
            "stands": _once([*(stand for _, stand in stands), *(f"{stem}:{stand}" for stem, stand in stands)]) or ("untried",),
            "finding": _YES if told.raised else ("no",),
        }  # fmt: skip

    def gap(self, gap: Gap, policy: Policy) -> Values:
        """What a gap can be chosen by; `made` holds every number up to that of the codes that make the provision, for "at least"."""
        makers = len({policy_id_of(clause) for clause in gap.made_by})
        numbers = tuple(str(n) for n in range(2, makers + 1))
        return {"code": (anchor(policy),), "topic": (self.view.hub.provision(gap.provision).topic,), "made": numbers}

    def most_makers(self) -> int:
        """How many codes make the provision that most others lack."""
        return max((len({policy_id_of(clause) for clause in gap.made_by}) for gap in self.view.analysis.gaps), default=0)


def choices(view: View) -> Choices:
    """Values and options for the lists of a site."""
    return Choices(view=view)


def made_by_three(policy: Policy, view: View) -> int:
    """How many gaps of a code at least three other codes fill."""
    return sum(len({policy_id_of(clause) for clause in gap.made_by}) > 2 for gap in view.gaps(policy))


def slug(name: str) -> str:
    """A name as a word without spaces."""
    return "-".join(name.casefold().split())


def _motion(folder: str) -> str:
    return folder.strip("/").removeprefix("motions/").replace("/", "--")


def _stand(effect: ConcernEffect) -> str:
    return "worse" if effect.status == "worse" else effect.now.replace(" ", "-")


def _once(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found))
