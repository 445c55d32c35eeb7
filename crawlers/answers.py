"""What an answer means: a page to store, links to follow, or why there is neither. Nothing is asked or written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import NamedTuple

from scrapy.http import Headers

from crawlers import discover, retry, robots, starts
from crawlers.links import absolute, links
from crawlers.permits import Task
from crawlers.safety import REASONS, Guard
from crawlers.wire import MOVED, location
from schemas import Page
from schemas.crawl import Start
from schemas.dates import precision_of
from unfurnish.sources.responses import Declared, Refusal, kind_of, refused_type
from unfurnish.store.addresses import same_address, without_session
from unfurnish.store.frontier import Answer, Entry, Found, Role

MOST_ATTEMPTS = 3
"""Times that an address is asked for in a run while it fails."""
MOST_HOPS = 5
"""Redirects that are followed from one address."""
DELAYS = 3
"""Delays of its profile for which a host is left alone after the first answer that failed."""

_NOW_NOT = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 527})
_TOO_FAST = frozenset({429, 503})
_GONE = frozenset({404, 410})
_FOR_GOOD = frozenset({301, 308})
_PAGES = frozenset({200, 203})


class Came(NamedTuple):
    """An answer, unpacked."""

    at: str
    """RFC 3339, UTC."""
    time: float
    """Unix time."""
    status: int
    headers: Headers
    body: bytes
    size: int
    """Bytes of the body as received."""

    def header(self, name: str) -> str | None:
        """Return a header's value, or None."""
        value = self.headers.get(name)
        return value.decode("latin-1").strip() if value is not None else None


@dataclass(frozen=True)
class Judged:
    """What to write of an answer."""

    answer: Answer
    page: Page | None = None
    found: Sequence[Found] = ()
    hold: float | None = None
    """Unix time before which nothing is to be asked of the host."""


class Judge:
    """Judges the answers of one crawl."""

    def __init__(self, task: Task, guard: Guard) -> None:
        self._task = task
        self._guard = guard
        self._patterns: dict[Role, list[re.Pattern[str]]] = {
            "item": [re.compile(pattern) for pattern in task.crawl.items],
            "listing": [re.compile(pattern) for pattern in task.crawl.listings],
        }
        self._starts = {start.url: start for start in task.crawl.start}

    def role(self, url: str) -> Role | None:
        """Return what a URL is asked for, by the patterns of the profile; None if it is of no use."""
        forms = paths_of(url)
        for role, patterns in self._patterns.items():
            if any(pattern.search(path) for pattern in patterns for path in forms):
                return role
        return None

    def judge(self, entry: Entry, came: Came) -> Judged:
        """Judge an answer."""
        answer = Answer("new", status=came.status, bytes=came.size)
        if came.status == 304 and (entry.etag or entry.last_modified):
            return Judged(replace(answer, outcome="unchanged", bytes=0))
        if came.status in MOVED:
            return self._moved(entry, came, answer)
        if came.status in _GONE:
            return Judged(replace(answer, outcome="gone", reason="gone"))
        if came.status in _NOW_NOT:
            return self.again(entry, answer, f"http_{came.status}", came)
        if came.status not in _PAGES:
            detail = f"the server answered {came.status}"
            return Judged(replace(answer, outcome="refused", reason="http_status", detail=detail))
        answer = replace(answer, etag=came.header("ETag"), last_modified=came.header("Last-Modified"))
        return self._page(entry, came, answer) if entry.role == "item" else self._links(entry, came, answer)

    def again(self, entry: Entry, answer: Answer, reason: str, came: Came | None = None, at: float = 0) -> Judged:
        """Put an address back that failed, for a while; or give it up."""
        now = came.time if came else at
        asked = retry.retry_after(came.header("Retry-After"), datetime.fromtimestamp(now, UTC)) if came else None
        until = now + retry.backoff(entry.attempts + 1, asked, first=DELAYS * self._task.crawl.delay)
        hold = until if came and came.status in _TOO_FAST else None
        if entry.attempts + 1 >= MOST_ATTEMPTS:
            return Judged(replace(answer, outcome="failed", reason=reason), hold=hold)
        return Judged(replace(answer, outcome="later", reason=reason, not_before=until), hold=hold)

    def follow(self, entry: Entry, outcome: str, found: Sequence[Found]) -> Callable[[int], list[Found]]:
        """Return what makes the next page of a pager, if there is to be one, of how many of the items are new to it."""

        def then(fresh: int) -> list[Found]:
            start = self._starts.get(entry.start or "")
            if start is None or start.kind != "listing" or not start.counts or entry.place is None:
                return []
            if outcome == "later" or self._all_old(found):
                return []
            n = start.first + (entry.place + 1) * start.step
            if n > start.until if start.until is not None else not fresh:
                return []
            return [Found(counted(start, entry.place + 1), "listing", start=start.url, place=entry.place + 1)]

        return then

    def _all_old(self, found: Sequence[Found]) -> bool:
        since = self._task.since
        items = [link for link in found if link.role == "item"]
        return since is not None and bool(items) and all(discover.surely_before(link.listed, since) for link in items)

    def _moved(self, entry: Entry, came: Came, answer: Answer) -> Judged:
        refused = replace(answer, outcome="refused")
        named = location(came.headers)
        if not named:
            return Judged(replace(refused, reason="redirect", detail="it moved to nowhere"))
        target = absolute(named, entry.url)
        why = self._guard.refuses(named if target is None else target)
        if target is None or why is not None:
            why = why or "bad_url"
            return Judged(replace(refused, reason=why, detail=f"it moved to {target or named}: {REASONS[why]}"))
        if same_address(target) == same_address(entry.url):
            if target == entry.url or entry.attempts + 1 >= MOST_ATTEMPTS:
                return Judged(replace(refused, reason="redirect", detail="it moves in a circle"))
            return Judged(replace(answer, outcome="later", reason="redirect", url=target))
        if entry.hops >= MOST_HOPS:
            return Judged(replace(refused, reason="redirect", detail=f"it moved more than {MOST_HOPS} times"))
        ranged = entry.start is not None and self._starts.get(entry.start) is not None
        if entry.role == "item" and not ranged and self.role(target) != "item":
            return Judged(replace(refused, reason="moved_away", detail=f"moved to {target}, which is no item"))
        there = Found(target, entry.role, entry.listed, entry.start, entry.place, entry.hops + 1)
        answer = replace(answer, outcome="moved", detail=target, for_good=came.status in _FOR_GOOD)
        return Judged(answer, found=[there])

    def _page(self, entry: Entry, came: Came, answer: Answer) -> Judged:
        declared = Declared.of(came.header("Content-Type"))
        media_type = refused_type(declared) or kind_of(declared, came.body)
        if isinstance(media_type, Refusal):
            return Judged(replace(answer, outcome="refused", reason=media_type.reason, detail=media_type.detail))
        said = self._directives(came)
        if not said.store:
            word = "noarchive" if said.index else "noindex"
            return Judged(replace(answer, outcome="refused", reason=word, detail=f"the page says {word} to robots"))
        page = Page(
            source=entry.url,
            raw=came.body,
            url=entry.url,
            site=self._task.site,
            media_type=media_type,
            charset=declared.charset,
            fetched_at=came.at,
        )
        return Judged(answer, page)

    def _links(self, entry: Entry, came: Came, answer: Answer) -> Judged:
        found = list(self._found(entry, came))
        return Judged(replace(answer, outcome="links"), found=found)

    def _found(self, entry: Entry, came: Came) -> Iterator[Found]:
        for url, listed, map_ in self._listed(entry, came):
            listed = listed if listed is not None and precision_of(listed) is not None else None
            role = "sitemap" if map_ else self.role(url)
            if role is not None and self._guard.refuses(url) is None:
                yield Found(url, role, listed)

    def _listed(self, entry: Entry, came: Came) -> Iterator[tuple[str, str | None, bool]]:
        if entry.role == "listing":
            if self._directives(came).follow:
                charset = Declared.of(came.header("Content-Type")).charset
                for link in links(came.body, entry.url, charset, day_first=self._task.profile.day_first):
                    yield link.url, link.date, False
        elif entry.role == "sitemap":
            sitemap = discover.sitemap(came.body, entry.url)
            yield from ((map_.url, map_.date, True) for map_ in sitemap.maps)
            yield from ((page.url, page.date, False) for page in sitemap.pages)
        else:
            yield from ((item.url, item.date, False) for item in discover.feed(came.body, entry.url))

    def _directives(self, came: Came) -> robots.Directives:
        headers = [value.decode("latin-1") for value in came.headers.getlist("X-Robots-Tag")]
        return robots.directives(came.body, headers, self._task.agent)


def paths_of(url: str) -> tuple[str, str]:
    """Return path and query of a URL, as they stand and in their canonical form.

    >>> paths_of("https://www.example.org/news/?utm_source=feed#top")
    ('/news/?utm_source=feed', '/news')
    """
    return _path(without_session(url).partition("://")[2]), _path(same_address(url))


def _path(address: str) -> str:
    return f"/{address.partition('/')[2]}"


def counted(start: Start, place: int) -> str:
    """Return the address at some place, from 0, of a start that counts."""
    return starts.filled(start.url, {"n": start.first + place * start.step})
