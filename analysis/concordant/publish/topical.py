"""Who says what under a topic: how many codes speak of it, and for each provision the codes by the strength of their words."""

from __future__ import annotations

from dataclasses import dataclass

from concordant.model import Clause, Policy
from concordant.publish.names import HEAT, STATES
from concordant.publish.view import Stance, View
from concordant.rulebook.hub import Provision, Topic

# The columns of "who says what": the words of a stance that count as one strength.
STRENGTHS = (("must", ("must", "must not")), ("should", ("should", "should not")), ("may", ("may",)), ("states", (STATES,)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A topic in the list of topics: the provisions that some code makes, the codes that make one, the strongest word ("must not")."""

    topic: Topic
    provisions: tuple[Provision, ...]
    codes: tuple[Policy, ...]
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Says:
    """What one code says of a provision: its strongest word, and the paragraph to look at first."""

    policy: Policy
    stance: Stance
    first: Clause


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """A provision with the codes under each strength, and those in which nothing was found."""

    provision: Provision
    by_strength: dict[str, tuple[Says, ...]]
    silent: tuple[Policy, ...]


def spoken(view: View) -> tuple[Spoken, ...]:
    """Every topic that some code speaks of, in the order of the site."""
    return tuple(_spoken(topic, view) for topic in view.topics())


def _spoken(topic: Topic, view: View) -> Spoken:
    made = tuple(view.made(topic))
    stances = {(p.id, c.id): stance for p in made for c in view.compared if (stance := view.stance(p, c))}
    codes = tuple(c for c in view.compared if any(code == c.id for _, code in stances))
    words = [stance.word for stance in stances.values()]
    return Spoken(topic=topic, provisions=made, codes=codes, word=min(words, key=list(HEAT).index, default=STATES))


def who_says(topic: Topic, view: View) -> tuple[Who, ...]:
    """For each provision of a topic: who says must, should, may, or states it as a fact, and in whose code nothing was found."""
    return tuple(_who(provision, view) for provision in view.made(topic))


def _who(provision: Provision, view: View) -> Who:
    found = {policy.id: stance for policy in view.compared if (stance := view.stance(provision, policy))}
    said = [Says(policy=p, stance=found[p.id], first=view.makers(provision, p)[0]) for p in view.compared if p.id in found]
    return Who(
        provision=provision,
        by_strength={name: tuple(one for one in said if one.stance.word in words) for name, words in STRENGTHS},
        silent=tuple(policy for policy in view.compared if policy.id not in found),
    )
