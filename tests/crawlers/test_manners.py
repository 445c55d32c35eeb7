"""What is kept of hosts, and for how long."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from crawlers import manners, permits, robots
from crawlers.manners import MOST_FAILURES, Manners, Reply
from crawlers.safety import Guard
from tests.crawlers.test_permits import OWN, PERMIT, written
from unfurnish.store.schema import open_archive

SITE = "https://tides.example"
RULES = b"User-agent: *\nDisallow: /drafts"


class Clock:
    """Time that passes when it is told to."""

    now = 1_800_000_000.0

    def time(self) -> float:
        """Return Unix time."""
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Stop the clock of the module."""
    clock = Clock()
    monkeypatch.setattr(manners, "time", clock)
    return clock


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    """Return an empty archive."""
    db = open_archive(tmp_path / "corpus.db", create=True)
    yield db
    db.close()


class Site:
    """Answers requests for robots.txt from a table, and logs them."""

    def __init__(self, replies: dict[str, Reply]) -> None:
        self.replies = replies
        self.asked: list[str] = []

    async def fetch(self, url: str) -> Reply | str:
        """Answer."""
        self.asked.append(url)
        return self.replies.get(url, Reply(404, b"", None, None))


def mannered(folder: Path, db: Database, site: Site) -> Manners:
    """Return the manners of a crawl of the site."""
    task = permits.task("tides.example", written(folder, OWN + PERMIT))
    return Manners(task, Guard(task.hosts), db, site.fetch, lambda host: None)


def allowed(manners: Manners, url: str) -> bool | None:
    """Tell whether a URL may be asked for."""
    return asyncio.run(manners.allows(url))


def test_robots_txt_is_kept_for_a_day_and_no_longer_however_long_a_crawl_takes(
    tmp_path: Path, db: Database, clock: Clock
) -> None:
    site = Site({f"{SITE}/robots.txt": Reply(200, RULES, None, None)})
    ours = mannered(tmp_path, db, site)
    assert allowed(ours, f"{SITE}/drafts/1") is False
    clock.now += robots.KEPT_FOR - 1
    assert allowed(ours, f"{SITE}/drafts/1") is False
    assert len(site.asked) == 1
    site.replies.clear()
    clock.now += 2
    assert allowed(ours, f"{SITE}/drafts/1") is True
    assert len(site.asked) == 2


def test_another_process_knows_what_robots_txt_said(tmp_path: Path, db: Database, clock: Clock) -> None:
    site = Site({f"{SITE}/robots.txt": Reply(200, RULES, None, None)})
    allowed(mannered(tmp_path, db, site), SITE)
    clock.now += 60
    assert allowed(mannered(tmp_path, db, site), f"{SITE}/drafts/1") is False
    assert len(site.asked) == 1


def test_robots_txt_is_followed_as_a_browser_would(tmp_path: Path, db: Database) -> None:
    site = Site(
        {
            f"{SITE}/robots.txt": Reply(302, b"", "/a/%2e%2e/rules for robots", None),
            f"{SITE}/rules%20for%20robots": Reply(200, RULES, None, None),
        }
    )
    assert allowed(mannered(tmp_path, db, site), f"{SITE}/drafts/1") is False


def test_nothing_is_asked_where_robots_txt_moved_to_nowhere(tmp_path: Path, db: Database) -> None:
    site = Site({f"{SITE}/robots.txt": Reply(302, b"", "http://[::1", None)})
    assert allowed(mannered(tmp_path, db, site), SITE) is None


def test_nothing_is_asked_where_robots_txt_cannot_be_read(
    tmp_path: Path, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr(robots, "of_response", broken)
    ours = mannered(tmp_path, db, Site({}))
    assert allowed(ours, SITE) is None
    assert "RecursionError" in ours.closed["tides.example"]


def test_with_and_without_www_is_one_host_that_is_held_at_once(tmp_path: Path, db: Database, clock: Clock) -> None:
    ours = mannered(tmp_path, db, Site({}))
    ours.hold("https://www.tides.example:443/item/1", clock.now + 60)
    assert ours.host("tides.example").not_before == clock.now + 60
    # The next process knows it, too.
    assert mannered(tmp_path, db, Site({})).host("tides.example").not_before == clock.now + 60


def test_a_host_is_left_in_peace_after_failures_in_a_row(tmp_path: Path, db: Database) -> None:
    ours = mannered(tmp_path, db, Site({}))
    for failed in [True] * (MOST_FAILURES - 1) + [False] + [True] * (MOST_FAILURES - 1):
        ours.note("tides.example", failed=failed)
    assert ours.closed == {}
    ours.note("tides.example", failed=True)
    assert list(ours.closed) == ["tides.example"]
