"""The register of concerns: what an officer writes counts, and nothing of it is lost when it is written again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from concordant.cli.commands import concordant
from concordant.judge.concern_register import registered
from concordant.judge.concerns import find_concerns
from concordant.model import Concern, Policy
from concordant.parse.norms import with_norms
from concordant.pipeline import analyse, load
from concordant.register import PLACE, BadRegister, Register, load_registers, read_register, unknown, written
from tests.test_concern_places import concerns_of, read

ROOT = Path(__file__).parents[1]
POLICIES: tuple[Policy, ...] = (read("code"), read("report"))
FOUND: tuple[Concern, ...] = concerns_of("code", "report")[0]
TEXT = written(FOUND, None)
VAGUE = next(c for c in FOUND if "too vague" in c.text)
FORMS = next(c for c in FOUND if "burdensome" in c.text)
EMPTY = "concerns: []\noffered: []\n"


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(concordant, [str(a) for a in args])


def register(text: str) -> Register:
    return read_register(text, body="example")


def counted(text: str, found: tuple[Concern, ...] = FOUND) -> dict[str, Concern]:
    return {c.id: c for c in registered(found, (register(text),), POLICIES)}


def entry(text: str, concern: Concern) -> str:
    """The lines of one entry."""
    return next(b for b in re.split(r"(?m)^(?=- id: |# Which)", text) if b.startswith(f"- id: {concern.id}\n"))


def mended(concern: Concern, old: str, new: str, text: str = TEXT) -> str:
    block = entry(text, concern)
    assert block.count(old) == 1
    return text.replace(block, block.replace(old, new))


def test_a_register_that_nobody_touched_changes_nothing_and_is_written_the_same_again() -> None:
    assert tuple(counted(TEXT).values()) == FOUND
    assert written(FOUND, register(TEXT)) == TEXT


def test_the_register_that_comes_with_the_policies_has_every_concern_and_names_only_what_is_there() -> None:
    folder = ROOT / "policies"
    (own,) = load_registers(folder)
    policies = load(folder)
    found = tuple(c for c in find_concerns(tuple(with_norms(p) for p in policies)) if c.unit.startswith(f"{own.body}/"))
    assert {entry.id for entry in own.entries} == {c.id for c in found} == own.offered
    assert unknown(own, frozenset(c.id for p in policies for c in p.clauses)) == ()


def test_kinds_targets_and_tests_that_an_officer_mends_count() -> None:
    text = mended(VAGUE, "- unclear\n  - unenforceable", "- poor-advice")
    text = mended(VAGUE, "certain: yes", "certain: no", text)
    text = mended(VAGUE, "words: may be seen as negative", "words: seen as negative", text)
    found = counted(text)[VAGUE.id]
    assert (found.kinds, found.sure, found.state) == (("poor-advice",), False, "mended")
    assert found.test is not None
    assert found.test.words == "seen as negative"
    assert found.targets == VAGUE.targets


def test_a_paragraph_that_an_officer_names_is_certain_and_the_test_follows_it() -> None:
    text = mended(FORMS, FORMS.targets[0] + "\n  certain", "example/code#quote-an-officer-by-name\n  certain")
    found = counted(text)[FORMS.id]
    assert (found.targets, found.sure, found.resolved) == (("example/code#quote-an-officer-by-name",), True, "named in the register")
    assert found.test is not None
    assert found.test.words == "quote an officer by name"


def test_a_note_is_shown_without_making_the_finding_the_officers() -> None:
    found = counted(mended(VAGUE, "  as_found", "  note: Discussed in June.\n  as_found"))[VAGUE.id]
    assert (found.note, found.state) == ("Discussed in June.", "found")


@pytest.mark.parametrize("how", ["deleted", "dropped"])
def test_a_concern_taken_out_stays_out(how: str) -> None:
    text = TEXT.replace(entry(TEXT, VAGUE), "") if how == "deleted" else mended(VAGUE, "  as_found", "  drop: yes\n  as_found")
    assert VAGUE.id not in counted(text)
    again = written(FOUND, register(text))
    assert VAGUE.id not in counted(again)
    assert again == text


ADDED = "- id: letter-of-june\n  councillor: Z\n  said: The font is dreadful.\n  kinds: [format]\n"


def test_a_concern_that_an_officer_adds_counts_and_stays() -> None:
    text = TEXT.replace("# Which concerns", f"{ADDED}# Which concerns")
    found = counted(text)["letter-of-june"]
    assert (found.councillor, found.kinds, found.state, found.unit) == ("Z", ("format",), "added", "")
    assert ADDED in written(FOUND, register(text))


def test_new_findings_are_added_and_marked_and_what_was_mended_stays() -> None:
    text = mended(VAGUE, "councillor: A", "councillor: Ada", written(FOUND[:-3], None)).replace("- id", "# Ask Ada.\n- id", 1)
    again = written(FOUND, register(text))
    assert entry(again, VAGUE) == entry(text, VAGUE)
    assert "# Ask Ada.\n" in again
    assert [c.state for c in counted(again).values()][-3:] == ["new"] * 3
    assert again.count("new: yes") == 3
    # A finding that no register has yet is shown as new as well.
    assert [c.state for c in counted(text).values()][-3:] == ["new"] * 3
    assert written(FOUND, register(again)) == again


def test_lines_that_nobody_touched_follow_what_is_found_now() -> None:
    earlier = tuple(c if c is not FORMS else type(c)(**{f: getattr(c, f) for f in c.__slots__} | {"kinds": ("format",)}) for c in FOUND)
    text = mended(FORMS, "certain: yes", "certain: no", written(earlier, None))
    now = counted(text)[FORMS.id]
    assert (now.kinds, now.sure) == (FORMS.kinds, False)
    again = entry(written(FOUND, register(text)), FORMS)
    assert "disproportionate" in again
    assert "certain: no" in again
    remark = mended(FORMS, "  certain", "  # She will speak to it.\n  certain", text)
    assert entry(written(FOUND, register(remark)), FORMS) == entry(remark, FORMS)


def test_an_entry_is_known_by_its_words_when_its_id_has_changed() -> None:
    other = VAGUE.id.replace("councillor", "cllr") + "-2"
    text = mended(VAGUE, "councillor: A", "councillor: Ada").replace(VAGUE.id, other)
    assert counted(text)[other].councillor == "Ada"
    assert VAGUE.id not in counted(text)


def test_a_mended_entry_whose_words_are_gone_from_the_report_still_counts() -> None:
    text = mended(VAGUE, "councillor: A", "councillor: Ada")
    found = tuple(c for c in FOUND if c is not VAGUE)
    assert counted(text, found)[VAGUE.id].councillor == "Ada"
    assert entry(written(found, register(text)), VAGUE) == entry(text, VAGUE)
    assert FORMS.id not in counted(text, tuple(c for c in found if c is not FORMS))


def test_every_problem_of_a_register_is_listed_with_its_place_and_mend() -> None:
    wrong = (
        "concerns:\n- id: Bad Id\n  councillor: A\n  said: x\n  kinds: [rude]\n  about: [nowhere]\n  colour: red\n"
        "- id: b\n  said: y\n  test: {kind: must-sing, words: la}\n"
    )
    with pytest.raises(BadRegister) as raised:
        register(wrong)
    said = [str(p) for p in raised.value.problems]
    assert all(s.startswith(f"example/{PLACE}, line ") for s in said)
    for wanted in (
        "line 2, entry 1, key `id`",
        "`rude` is not one of",
        "line 6",
        "unknown key",
        "`councillor` is missing",
        "`must-sing` is not one of",
    ):
        assert any(wanted in s for s in said), wanted


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("concerns:\n- id: a\n  councillor: A\n  said: x\n- id: a\n  councillor: B\n  said: y\n", "stands already on line 2"),
        ("concerns: [", "not valid YAML"),
        ("", "nothing stands here"),
    ],
)
def test_a_register_that_cannot_be_read_says_why(text: str, said: str) -> None:
    with pytest.raises(BadRegister, match=said):
        register(text)


def test_an_empty_register_takes_what_is_found() -> None:
    again = written(FOUND, register(EMPTY))
    assert len(yaml.safe_load(again)["concerns"]) == len(FOUND)
    assert [c.state for c in counted(again).values()] == ["new"] * len(FOUND)


def test_a_paragraph_that_is_not_there_is_named_and_not_followed() -> None:
    text = mended(FORMS, FORMS.targets[0] + "\n  certain", "example/code#gone\n  certain")
    clauses = frozenset(c.id for p in POLICIES for c in p.clauses)
    (problem,) = unknown(register(text), clauses)
    assert "example/code#gone" in problem.what
    found = counted(text)[FORMS.id]
    assert (found.targets, found.reasons) == ((), ("place-gone",))


def test_the_command_writes_the_register_and_the_analysis_heeds_it(tmp_path: Path) -> None:
    for name in ("code", "report"):
        (tmp_path / "example" / name).mkdir(parents=True)
        (tmp_path / "example" / name / "undated.md").write_text(
            (Path(__file__).parent / "concerns" / f"{name}.md").read_text(encoding="utf-8"), encoding="utf-8"
        )
    done = run("concerns", "--write", "--policies", tmp_path)
    assert done.exit_code == 0, done.output
    assert f"example/{PLACE}: {len(FOUND)} concerns written." in done.stdout
    path = tmp_path / "example" / PLACE
    path.write_text(mended(VAGUE, "councillor: A", "councillor: Ada", path.read_text(encoding="utf-8")), encoding="utf-8")
    assert "1 entries changed or added by you" in run("concerns", "--write", "--policies", tmp_path).stdout
    assert "Ada" in run("concerns", "--policies", tmp_path, "--format", "csv").stdout
    assert {c.councillor for c in analyse(load(tmp_path), (), load_registers(tmp_path)).concerns} >= {"Ada"}
    path.write_text("concerns: 3\n", encoding="utf-8")
    failed = run("check", "--policies", tmp_path)
    assert failed.exit_code == 1
    assert PLACE in failed.output
    assert path.read_text(encoding="utf-8") == "concerns: 3\n"
