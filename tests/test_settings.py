"""concordant.toml: what it may say, and what a person is told who wrote something else."""

from __future__ import annotations

from pathlib import Path

import pytest

from concordant.settings import BadConfig, Publisher, nearest, read_settings

POLICIES = 'policies = "policies"\n'


def _written(folder: Path, text: str) -> Path:
    path = folder / "concordant.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_with_everything_is_read_and_the_address_ends_in_a_slash(tmp_path: Path) -> None:
    text = f"""{POLICIES}site_url = "https://www.northwick.example/council/codes"
[publisher]
name = "Northwick Borough Council"
email = "democracy@northwick.example"
phone = "01234 567890"
response_days = 10
"""
    found = read_settings(_written(tmp_path, text))
    assert found.site_url == "https://www.northwick.example/council/codes/"
    assert found.publisher == Publisher(
        name="Northwick Borough Council", email="democracy@northwick.example", phone="01234 567890", response_days=10
    )


def test_one_line_is_enough(tmp_path: Path) -> None:
    found = read_settings(_written(tmp_path, POLICIES))
    assert (found.policies, found.site_url, found.publisher) == ("policies", None, Publisher())


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ('site_url = "www.northwick.example"\n', "key `site_url`: this is no full web address"),
        ('site_url = "https://northwick.example/?a=b"\n', "key `site_url`: this is no full web address"),
        ('site_url = "https://northwick.example/\\"><script>"\n', "key `site_url`: this is no full web address"),
        ("site_url = 4\n", "key `site_url`: this is no full web address"),
        ('site = "x"\n', "key `site`: unknown key. Known are policies = \"policies\", `site_url`"),
        ('publisher = "Northwick"\n', "key `publisher`: this is no table"),
        ('[publisher]\nemail = "nobody"\n', "key `publisher.email`: this is no email address"),
        ("[publisher]\nresponse_days = true\n", "key `publisher.response_days`: this is no number of days"),
        ("[publisher]\nresponse_days = 0\n", "key `publisher.response_days`: this is no number of days"),
        ('[publisher]\nname = " "\n', "key `publisher.name`: nothing is written here"),
        ('[publisher]\nfax = "1"\n', "key `publisher.fax`: unknown key"),
    ],
)
def test_what_is_wrong_is_named_with_its_place_and_what_to_do(more: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(BadConfig) as caught:
        read_settings(_written(tmp_path, POLICIES + more))
    assert f"concordant.toml, {says}" in str(caught.value)
    assert all(problem.mend for problem in caught.value.problems)


def test_all_problems_are_listed_together(tmp_path: Path) -> None:
    with pytest.raises(BadConfig) as caught:
        read_settings(_written(tmp_path, 'site_url = "x"\n[publisher]\nemail = "x"\nfax = "x"\n'))
    assert [problem.where for problem in caught.value.problems] == [
        "key `policies`", "key `site_url`", "key `publisher.email`", "key `publisher.fax`",
    ]  # fmt: skip


def test_the_nearest_file_upwards_is_found(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    path = _written(tmp_path, POLICIES)
    assert nearest(inner) == path.resolve()
