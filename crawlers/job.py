"""One run of a crawl on an archive."""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path

from sqlite_utils import Database

from cleaners import Engine
from crawlers import starts
from crawlers.answers import Judged, counted
from crawlers.permits import Task
from crawlers.safety import REASONS, Guard
from crawlers.turn import Turn
from crawlers.warc import Warc
from schemas.crawl import PLACE, Start
from unfurnish.errors import BadProfile
from unfurnish.store import frontier, rows, write
from unfurnish.store.frontier import Entry, Found, Frontier, Role, Settled
from unfurnish.store.schema import open_archive

TAKEN_AT_ONCE = 500
"""Addresses of a range or a calendar that are queued together."""

_ROLES: dict[str, Role] = {"listing": "listing", "sitemap": "sitemap", "feed": "feed", "items": "item"}


class Job:
    """What one process does of a run: the archive, the frontier in it, and how much of the budget is used up.

    Raises BadProfile if it could ask for nothing at all, CrawlUnderway, or ArchiveError.
    """

    def __init__(self, path: Path, task: Task, *, warc: Path | None = None) -> None:
        _check(task)
        self.path = path
        self.task = task
        with ExitStack() as opened:
            self.db: Database = open_archive(path, create=True)
            opened.callback(self.db.close)
            opened.callback(Turn(path, task.site).end)
            self.warc = Warc(warc, task.site, task.agent) if warc is not None else None
            if self.warc is not None:
                opened.callback(self.warc.close)
            self._opened = opened.pop_all()
        crawl = task.crawl.model_dump_json(exclude={"permit", "delay", "max_pages", "max_bytes"})
        rules = hashlib.sha256(f"{task.since} {crawl}".encode()).hexdigest()[:16]
        given = {"site": task.site, "since": task.since, "max_pages": task.max_pages, "rules": rules}
        self.run = write.begin_run(self.db, "crawl", Engine.bundled().version, given)
        self.frontier = Frontier(self.db, self.run, task.site)
        self.frontier.begin(task.profile.name, rules, task.since, first_pages(task))
        totals = frontier.totals(self.db, self.run, task.site)
        self.pages = totals.bodies
        self.bytes = totals.bytes
        self.outcomes: Counter[str] = Counter(totals.outcomes)
        self._ranges = {start.url: start for start in task.crawl.start if is_range(start)}
        self._lefts: dict[str, Iterator[str]] = {}

    @property
    def spent(self) -> str | None:
        """Which budget of the run is used up, or None."""
        if self.pages >= self.task.max_pages:
            return f"max_pages = {self.task.max_pages:,}"
        if self.bytes >= self.task.crawl.max_bytes:
            return f"max_bytes = {self.task.crawl.max_bytes:,}"
        return None

    def refill(self) -> bool:
        """Queue more addresses of ranges and calendars; tell whether there were any."""
        for url, start in self._ranges.items():
            taken = self.frontier.taken(url)
            if url not in self._lefts:
                self._lefts[url] = islice(starts.expand(start, self.task.since_day, today()), taken, None)
            some = list(islice(self._lefts[url], TAKEN_AT_ONCE))
            if some:
                role = _ROLES[start.kind]
                found = [Found(address, role, start=url, place=taken + n) for n, address in enumerate(some)]
                self.frontier.take(url, found, taken + len(some))
                return True
        return False

    def settle(self, entry: Entry, judged: Judged, follow: frontier.Follow | None = None) -> Settled:
        """Write what became of an address."""
        page = rows.unread(judged.page) if judged.page is not None else None
        settled = self.frontier.settle(entry, judged.answer, page, judged.found, follow)
        self.outcomes[settled.outcome] += 1
        if judged.answer.bytes:
            self.pages += 1
            self.bytes += judged.answer.bytes
        return settled

    def finish(self, db: Database) -> None:
        """Record that the run came to its end."""
        write.finish_run(db, self.run, asdict(frontier.totals(db, self.run, self.task.site)))

    def close(self) -> None:
        """Close the archive, and the web archive if one is written."""
        self._opened.close()


def _check(task: Task) -> None:
    """Raise BadProfile if a crawl could ask for nothing at all."""
    try:
        guard = Guard(task.hosts, task.allowed)
    except ValueError as error:
        raise BadProfile(f"{task.site}: {error}") from error
    whys = [guard.refuses(PLACE.sub("1", start.url)) for start in task.crawl.start]
    if whys[0] is not None and all(whys):
        raise BadProfile(f"{task.crawl.start[0].url}: {REASONS[whys[0]]}")


def first_pages(task: Task) -> list[Found]:
    """Return where each start begins that is no range."""
    return [
        Found(counted(start, 0), _ROLES[start.kind], start=start.url, place=0)
        for start in task.crawl.start
        if not is_range(start)
    ]


def is_range(start: Start) -> bool:
    """Tell whether the addresses of a start are all known beforehand."""
    return start.calendar is not None or (start.kind == "items" and start.counts)


def today() -> date:
    """Return the day, UTC."""
    return datetime.now(UTC).date()


def now() -> float:
    """Return Unix time."""
    return time.time()
