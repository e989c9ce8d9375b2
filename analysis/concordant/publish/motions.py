"""The motions and drafts of a folder of policies, each reviewed once, and what their pages say of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from markupsafe import Markup

from concordant.amend.combine import combined
from concordant.amend.effects import setting
from concordant.amend.explaining import explained
from concordant.amend.motionfile import is_motion, read_motion
from concordant.amend.review import refused
from concordant.compare.redline import redline
from concordant.corpus import read_text
from concordant.importing import read_draft
from concordant.model import AmendError, Analysis, Clause, ConcernEffect, Motion, Policy, Review, Step, WordingEffect
from concordant.publish.moved import Moved, Places, Tabled, principles_apart
from concordant.publish.paired import shown
from concordant.publish.reviewed import Told as Ledgered
from concordant.publish.tracked import Line, lines
from concordant.publish.verdict import verdict
from concordant.rulebook.principles import principles

FOLDER = "motions"
_READ = frozenset({".md", ".txt", ".docx", ".odt", ".pdf", ".html"})
_ASIDE = frozenset({"note", "metadata", "furniture"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Handed:
    """A motion or draft as it was handed in, with what is wrong with it."""

    path: Path
    motion: Motion
    errors: tuple[AmendError, ...] = ()
    draft: bool = False


def tabled(policies: Path, analysis: Analysis) -> tuple[Tabled, ...]:
    """What lies in `<council>/<policy>/motions/`, by policy. Raises BadMotion, BadPolicy and UnreadableFile."""
    return tuple(_tabled(policies, policy, analysis) for policy in analysis.policies if (policies / policy.id / FOLDER).is_dir())


def _tabled(policies: Path, policy: Policy, analysis: Analysis) -> Tabled:
    handed, texts = _handed(policies / policy.id / FOLDER, policy)
    held = setting(analysis.policies, policy.id, [ruling.decision for ruling in analysis.rulings], analysis.concerns)
    good = [one for one in handed if not one.errors]
    found = combined(policy, [one.motion for one in good], held, files=texts)
    reviews = {outcome.motions: outcome.review for outcome in found.outcomes}
    moved = [_moved(one, reviews[(at,)]) for at, one in enumerate(good, start=1)]
    moved += [_moved(one, refused(policy, one.errors, title=one.motion.title)) for one in handed if one.errors]
    return Tabled(policy=policy, moved=tuple(moved), combined=found if len(good) > 1 else None)


def _moved(one: _Handed, review: Review) -> Moved:
    return Moved(motion=one.motion, review=review, draft=one.draft, stem=one.path.stem)


def _handed(folder: Path, policy: Policy) -> tuple[list[_Handed], dict[str, Policy]]:
    """The motions of a folder, then its drafts, and the texts that motions take over by name, which are no drafts of their own."""
    paths = [path for path in sorted(folder.iterdir()) if path.suffix.lower() in _READ]
    motions = []
    for path in paths:
        if path.suffix.lower() == ".md" and is_motion(text := read_text(path, path.name)):
            motion, errors = read_motion(text, file=path.name, id=path.stem)
            motions.append(_Handed(path=path, motion=motion, errors=errors))
    others = [path for path in paths if path not in {one.path for one in motions}]
    texts = {path.name: read_draft(path, id=policy.id, like=policy.meta)[0] for path in others}
    taken = {step.file for one in motions for step in one.motion.steps}
    apart = [path for path in others if path.name not in taken]
    drafts = [_Handed(path=path, motion=_as_motion(path, policy, texts[path.name]), draft=True) for path in apart]
    return [*motions, *drafts], texts


def _as_motion(path: Path, policy: Policy, text: Policy) -> Motion:
    """A draft is a motion to put it in the place of the text. Its own title tells it apart where it has one, else its file name."""
    title = text.meta.title if text.meta.title != policy.meta.title else path.stem.replace("-", " ").capitalize()
    return Motion(title=title, against=policy.id, steps=(Step(number=1, kind="replace", file=path.name, said=path.name),), id=path.stem)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One paragraph of the redline: its number before and after ("" for none), its words with the changes marked."""

    was: str
    now: str
    words: Markup
    changed: bool
    heading: bool


@dataclass(frozen=True, kw_only=True)
class Told(Ledgered):
    """A motion or draft as its page tells it."""

    moved: Moved

    @cached_property
    def places(self) -> Places:
        return Places(review=self.review)

    @property
    def verdict(self) -> tuple[str, ...]:
        return verdict(self.review)

    @property
    def reasons(self) -> tuple[tuple[str, str], ...]:
        """Why it cannot be carried out, with what comes nearest, and the instruction as it was written, "" for the motion as a whole."""
        return tuple((explained(error), error.said) for error in self.review.errors)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The whole text with the changes marked, notes left out."""
        return tuple(_row(line) for line in lines(self.review) if (unit := line.new or line.old) and unit.kind not in _ASIDE)

    @property
    def principles(self) -> tuple[WordingEffect, ...]:
        return principles_apart(self.review)

    @staticmethod
    def lined(old: str, new: str) -> Markup:
        return shown(redline(old, new))

    @cached_property
    def names(self) -> dict[str, str]:
        """The names of the principles."""
        return {principle.id: principle.name for principle in principles()}

    @cached_property
    def settled(self) -> tuple[ConcernEffect, ...]:
        """The concerns that the words settle before or after."""
        return tuple(effect for effect in self.review.ledger.concerns if (effect.was, effect.now) != ("cannot tell", "cannot tell"))

    @property
    def unsettled(self) -> tuple[ConcernEffect, ...]:
        return tuple(effect for effect in self.review.ledger.concerns if effect not in self.settled)


def told(moved: Moved) -> Told:
    """A motion with everything that its page says."""
    return Told(review=moved.review, moved=moved)


def _row(line: Line) -> Row:
    unit = line.new or line.old
    old, new = (one.text if one else "" for one in (line.old, line.new))
    was, now = (f"[{one.number}]" if isinstance(one, Clause) else "" for one in (line.old, line.new))
    words = Markup.escape(new) if old == new else shown(redline(old, new))
    return Row(was=was, now=now, words=words, changed=old != new, heading=unit is not None and unit.kind in {"title", "heading"})
