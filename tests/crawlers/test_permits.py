"""What is crawled: a shipped profile with a permit laid over it, or a whole one of somebody's own."""

from pathlib import Path

import pytest

from cleaners import profiles
from crawlers import permits
from schemas.rules import Profile
from unfurnish.errors import BadProfile, CrawlError, NoSuchProfile, NotPermitted

PERMIT = """
[crawl.permit]
basis = "a letter of 3 May 2026"
reviewed = 2026-11-22
contact = "mailto:me@example.org"
"""
OWN = """
id = "tides.example"
name = "Ministry of Tides"
hosts = ["tides.example"]
languages = ["en"]
[crawl]
items = ['/item/']
start = [{ kind = "feed", url = "https://www.tides.example/feed" }]
"""


def written(folder: Path, text: str) -> Path:
    """Write a profile."""
    path = folder / "profile.toml"
    path.write_text(text)
    return path


@pytest.mark.parametrize("profile", profiles.load(), ids=lambda profile: profile.id)
def test_a_shipped_profile_says_how_and_never_that_one_may(tmp_path: Path, profile: Profile) -> None:
    assert profile.crawl is not None
    assert profile.crawl.permit is None
    with pytest.raises(NotPermitted, match=r"\[crawl\.permit\]"):
        permits.task(profile.id, None)
    task = permits.task(profile.id, written(tmp_path, f'id = "{profile.id}"\n{PERMIT}'))
    assert task.crawl.model_copy(update={"permit": None}) == profile.crawl
    assert task.profile.rules == profile.rules
    assert task.hosts == profile.hosts


def test_what_the_file_says_takes_the_place_of_what_is_shipped(tmp_path: Path) -> None:
    path = written(tmp_path, f'id = "mid.ru"\n[crawl]\ndelay = 60\nmax_pages = 9\n{PERMIT}')
    task = permits.task("mid.ru", path)
    assert (task.crawl.delay, task.max_pages) == (60, 9)
    assert task.crawl.start == permits.find("mid.ru", None).crawl.start  # type: ignore[union-attr]
    assert permits.task("mid.ru", path, max_pages=3).max_pages == 3


def test_the_user_agent_says_who_asks_and_where_he_is_reached(tmp_path: Path) -> None:
    agent = permits.task("tides.example", written(tmp_path, OWN + PERMIT)).agent
    assert agent.startswith("unfurnish/")
    assert agent.endswith(" (+mailto:me@example.org)")


@pytest.mark.parametrize(
    ("site", "text", "error", "words"),
    [
        ("tides.example", OWN, NotPermitted, "basis"),
        ("tides.example", OWN.partition("[crawl]")[0], NoSuchProfile, "no [crawl] part"),
        ("other.example", OWN + PERMIT, BadProfile, "tides.example"),
        ("tides.example", "id = 'tides.example'\n" + PERMIT, BadProfile, "name: missing"),
        ("tides.example", OWN.replace("www.tides", "www.waves") + PERMIT, BadProfile, "on none of the hosts"),
        ("tides.example", (OWN + PERMIT).replace("mailto:me", "me"), BadProfile, "contact"),
        ("tides.example", (OWN + PERMIT).replace("'/item/'", "'/(item/'"), BadProfile, "not a regular expression"),
        ("tides.example", OWN + PERMIT + "speed = 9", BadProfile, "profile.toml: crawl.permit.speed: no such key"),
        ("tides.example", OWN + PERMIT + "speed = 9", BadProfile, "there are basis, reviewed, contact, note;"),
        ("tides.example", OWN.replace("items =", "item ="), BadProfile, "crawl.item: no such key; there are hosts, "),
        ("tides.example", OWN.replace("kind", "sort"), BadProfile, "start.0.kind: missing; crawl.start.0.sort: no"),
        ("tides.example", OWN.replace("kind", "sort"), BadProfile, "there are kind, url, from, step, until, since;"),
        ("tides.example", OWN.replace('"feed"', '"rss"'), BadProfile, "start.0.kind: expected 'listing', 'sitemap'"),
        ("tides.example", "id = ", BadProfile, "TOML"),
        ("tides.example", PERMIT, BadProfile, "no site is named; begin with id = 'tides.example'"),
        ("nobody.example", None, NoSuchProfile, "--profile"),
        ("../mid.ru", None, NoSuchProfile, "no profile"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(
    tmp_path: Path, site: str, text: str | None, error: type[CrawlError], words: str
) -> None:
    path = written(tmp_path, text) if text is not None else None
    with pytest.raises(error) as caught:
        permits.task(site, path)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_since_must_be_a_day(tmp_path: Path) -> None:
    path = written(tmp_path, OWN + PERMIT)
    assert str(permits.task("tides.example", path, since="2026-11-01").since_day) == "2026-11-01"
    with pytest.raises(BadProfile, match="2026-11-01"):
        permits.task("tides.example", path, since="last week")


def test_a_range_that_nobody_could_crawl_is_said_and_not_cut(tmp_path: Path) -> None:
    start = 'start = [{ kind = "items", url = "https://tides.example/item/{n}", until = 10_000_001 }]\n'
    text = "".join(start if line.startswith("start") else line for line in OWN.splitlines(keepends=True))
    with pytest.raises(BadProfile, match="count 10,000,001 items, and 10,000,000 is the limit"):
        permits.find("tides.example", written(tmp_path, text))
