"""The frontier of a crawl: what is still to be asked for, and what became of each address.

One transaction an answer: the page, what became of its address, and the links that it shows. So a process that is
killed at any instant has lost the answers that it had not written, and their addresses are still in the queue.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

from sqlite_utils import Database

from unfurnish.store import write
from unfurnish.store.addresses import same_address, without_session
from unfurnish.store.rows import Seen
from unfurnish.store.schema import transaction
from unfurnish.store.statements import add_site, first, insert, now

Role = Literal["item", "listing", "sitemap", "feed"]
Outcome = Literal["new", "changed", "unchanged", "links", "moved", "gone", "refused", "failed", "later"]

_USUAL = {"http": ":80", "https": ":443"}

FIRST, ITEMS, LISTS = -1, 0, 1
"""Ranks: where each start begins; items; the other pages of links."""

_STATES: dict[Outcome, str] = {
    "new": "done",
    "changed": "done",
    "unchanged": "done",
    "links": "done",
    "moved": "moved",
    "gone": "gone",
    "refused": "refused",
    "failed": "failed",
    "later": "queued",
}
_ENTRY = "SELECT id, url, host, role, start, place, listed, hops, attempts, etag, last_modified, capture FROM frontier"
_NEXT = f"""
{_ENTRY}
WHERE site = :site AND state = 'queued' AND host = :host AND ifnull(not_before, 0) <= :now
ORDER BY rank, id LIMIT 1
"""
# The hosts of the queue, each found by one look into the index.
_HOSTS = """
WITH RECURSIVE queued (host) AS (
    SELECT min(host) FROM frontier WHERE site = :site AND state = 'queued'
    UNION ALL
    SELECT (SELECT min(host) FROM frontier WHERE site = :site AND state = 'queued' AND host > queued.host)
    FROM queued WHERE queued.host IS NOT NULL
)
SELECT host FROM queued WHERE host IS NOT NULL
"""
# What was found gone, or moved for good, is asked for again where a page of a later run still links to it. An address
# that nothing links to, of a range, is so unless the server said 410: its item may only be still to come.
_ADD = """
INSERT INTO frontier (site, address, url, host, role, state, rank, start, place, found_on, listed, hops)
VALUES (?1, ?2, ?3, ?4, ?5, 'queued', ?6, ?7, ?8, ?9, ?10, ?11)
ON CONFLICT DO UPDATE SET listed = ifnull(excluded.listed, listed),
    state = iif(state IN ('gone', 'moved') AND run < ?12 AND (?9 IS NOT NULL OR status <> 410), 'queued', state),
    attempts = iif(run < ?12, 0, attempts)
RETURNING id
"""
_LINK = """
INSERT INTO frontier_links (page, target, run, listed) VALUES (?, ?, ?, ?)
ON CONFLICT DO UPDATE SET run = excluded.run, listed = ifnull(excluded.listed, listed)
"""
_SEEN_BEFORE = """
SELECT 1 FROM frontier_links AS l JOIN frontier AS p ON p.id = l.page
WHERE l.target = ? AND l.run = ? AND l.page <> ? AND p.start IS ? LIMIT 1
"""
_SETTLE = """
UPDATE frontier SET state = ?, url = ?, host = ?, attempts = ?, not_before = ?, run = ?, reason = ?, detail = ?,
    status = ?, etag = ?, last_modified = ?, capture = ?, asked_at = ?
WHERE id = ?
"""
_FETCH = insert("fetches", ("run", "frontier", "at", "outcome", "reason", "status", "bytes", "capture"))
# Dates are compared as far as both are known.
_OLD = """
role = 'item' AND :since IS NOT NULL AND (
    SELECT date < substr(:since, 1, length(date)) FROM (
        SELECT ifnull(listed, (
            SELECT v.published FROM captures AS c JOIN versions AS v ON v.id = c.version WHERE c.id = frontier.capture
        )) AS date
    )
) IS 1
"""
_AGAIN = "state = 'queued', attempts = 0, not_before = NULL, hops = 0"


class Found(NamedTuple):
    """An address to add."""

    url: str
    role: Role
    listed: str | None = None
    """ISO 8601, as it stands beside the link."""
    start: str | None = None
    place: int | None = None
    hops: int = 0

    @property
    def rank(self) -> int:
        """When its turn comes."""
        if self.role == "item":
            return ITEMS
        return FIRST if self.place == 0 else LISTS


class Entry(NamedTuple):
    """An address whose turn it is."""

    id: int
    url: str
    host: str
    role: Role
    start: str | None
    place: int | None
    listed: str | None
    hops: int
    attempts: int
    etag: str | None
    last_modified: str | None
    capture: int | None


@dataclass(frozen=True)
class Answer:
    """What became of an address."""

    outcome: Outcome
    """Of a page that is to be stored `new`, whatever the archive holds already."""
    reason: str | None = None
    detail: str | None = None
    status: int | None = None
    bytes: int = 0
    url: str | None = None
    """The address to ask for from now on, if it is another form of the same."""
    etag: str | None = None
    last_modified: str | None = None
    not_before: float | None = None
    """Unix time, for `later`."""
    for_good: bool = True
    """Whether what has moved is not asked for again."""


Follow = Callable[[int], Iterable["Found"]]
"""Returns what else to queue, given how many links to items no other page of the same start has shown in this run."""


class Settled(NamedTuple):
    """What was written."""

    outcome: Outcome
    fresh: int
    """Links to items that no other page of the same start has shown in this run."""


class Frontier:
    """The frontier of one site, for one run."""

    def __init__(self, db: Database, run: int, site: str) -> None:
        self._db = db
        self._run = run
        self._site = site

    def begin(self, name: str, rules: str, since: str | None, first_pages: Iterable[Found]) -> None:
        """Queue what this run is to ask for; nothing, if the run was begun before.

        That is what the run before has left in the queue, what has failed, and where each start begins; if nothing was
        left, all that is known but is not gone, items of before `since` aside. `rules` is a hash of what decides which
        links are followed: where it is another one, pages of links are read again even if they have not changed.
        """
        scope = {"site": self._site, "since": since}
        with transaction(self._db):
            add_site(self._db, self._site, {self._site: name})
            last = first(self._db, "SELECT rules FROM crawls WHERE site = :site ORDER BY run DESC LIMIT 1", scope)
            sql = "INSERT INTO crawls (run, site, rules) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
            if not self._db.conn.execute(sql, (self._run, self._site, rules)).rowcount:
                return
            if last is not None and last[0] != rules:
                forget = "UPDATE frontier SET etag = NULL, last_modified = NULL WHERE site = :site AND role <> 'item'"
                self._db.conn.execute(forget, scope)
            left = first(self._db, "SELECT 1 FROM frontier WHERE site = :site AND state = 'queued' LIMIT 1", scope)
            anew = "UPDATE frontier SET attempts = 0 WHERE site = :site AND state = 'queued' AND attempts > 0"
            self._db.conn.execute(anew, scope)
            again = f"UPDATE frontier SET {_AGAIN} WHERE site = :site AND state IN ('done', 'refused', 'failed')"
            if left is None:
                self._db.conn.execute(f"{again} AND NOT ({_OLD})", scope)
            else:
                self._db.conn.execute(f"{again} AND (rank = {FIRST} OR state = 'failed')", scope)
            if left is None or (last is not None and last[0] != rules):
                self._db.conn.execute("DELETE FROM frontier_starts WHERE site = :site", scope)
            self._add(first_pages, None)

    def take(self, start: str, found: Sequence[Found], total: int) -> None:
        """Queue addresses of a start, which makes it `total` of them in this run."""
        with transaction(self._db):
            self._add(found, None)
            sql = "INSERT INTO frontier_starts VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET taken = excluded.taken"
            self._db.conn.execute(sql, (self._site, start, total))

    def taken(self, start: str) -> int:
        """Return how many addresses of a start were queued."""
        found = first(self._db, "SELECT taken FROM frontier_starts WHERE (site, start) = (?, ?)", (self._site, start))
        return int(found[0]) if found else 0

    def hosts(self) -> list[str]:
        """Return the hosts of which something is in the queue."""
        return [host for (host,) in self._db.conn.execute(_HOSTS, {"site": self._site})]

    def next(self, host: str, at: float) -> Entry | None:
        """Return the address of a host whose turn it is at some time, or None."""
        row = first(self._db, _NEXT, {"site": self._site, "host": host, "now": at})
        return Entry(*row) if row else None

    def queue(self, limit: int) -> list[Entry]:
        """Return what is in the queue, in its order, as far as a limit."""
        sql = f"{_ENTRY} WHERE site = ? AND state = 'queued' ORDER BY rank, id LIMIT ?"
        return [Entry(*row) for row in self._db.conn.execute(sql, (self._site, limit))]

    def size(self) -> int:
        """Return how many addresses are in the queue."""
        sql = "SELECT count(*) FROM frontier WHERE site = ? AND state = 'queued'"
        return int(first(self._db, sql, (self._site,))[0])

    def next_time(self, hosts: Collection[str]) -> float | None:
        """Return the earliest Unix time before which some address of these hosts must wait."""
        sql = "SELECT min(not_before) FROM frontier WHERE site = ? AND state = 'queued' AND host = ?"
        times = [first(self._db, sql, (self._site, host))[0] for host in hosts]
        return min((time for time in times if time is not None), default=None)

    def last_asked(self, host: str) -> float | None:
        """Return the Unix time at which a host last answered, in whole seconds; None if it never did."""
        sql = """
        SELECT strftime('%s', f.at) FROM fetches AS f JOIN frontier AS e ON e.id = f.frontier
        WHERE f.status IS NOT NULL AND e.host = ? ORDER BY f.id DESC LIMIT 1
        """
        row = first(self._db, sql, (host,))
        return float(row[0]) if row and row[0] is not None else None

    def older(self, entry: Entry, since: str) -> bool:
        """Tell whether what is known of an item is that it is of before a day."""
        sql = f"SELECT {_OLD} FROM frontier WHERE id = :id"
        return bool(first(self._db, sql, {"since": since, "id": entry.id})[0])

    def settle(
        self,
        entry: Entry,
        answer: Answer,
        page: Seen | None = None,
        found: Iterable[Found] = (),
        follow: Follow | None = None,
    ) -> Settled:
        """Write what became of an address, with the page to store and the links to queue, all or nothing."""
        at = now()
        outcome = answer.outcome
        etag, last_modified, capture = answer.etag, answer.last_modified, entry.capture
        if outcome not in ("new", "links"):
            etag, last_modified = etag or entry.etag, last_modified or entry.last_modified
        with transaction(self._db):
            if page is not None:
                capture, is_new = write.capture(self._db, self._run, page)
                if not is_new:
                    outcome = "unchanged"
                elif entry.capture is not None:
                    outcome = "changed"
            attempts = entry.attempts + (outcome == "later")
            url = answer.url or entry.url
            state = _STATES[outcome] if answer.for_good else "done"
            how = (answer.not_before, self._run, answer.reason, answer.detail, answer.status)
            what = (etag, last_modified, capture, at, entry.id)
            self._db.conn.execute(_SETTLE, (state, url, server_of(url), attempts, *how, *what))
            shown = capture if page is not None else None
            row = (self._run, entry.id, at, outcome, answer.reason, answer.status, answer.bytes, shown)
            self._db.conn.execute(_FETCH, row)
            fresh = self._add(found, entry)
            if follow is not None:
                self._add(follow(fresh), None)
        return Settled(outcome, fresh)

    def _add(self, found: Iterable[Found], page: Entry | None) -> int:
        fresh = 0
        on = page.id if page else None
        for link in found:
            url = without_session(link.url)
            what = (self._site, same_address(url), url, server_of(url), link.role, link.rank)
            where = (link.start, link.place, on, link.listed, link.hops, self._run)
            (id_,) = first(self._db, _ADD, (*what, *where))
            if page is None or id_ == page.id:
                continue
            if link.role == "item":
                fresh += first(self._db, _SEEN_BEFORE, (id_, self._run, page.id, page.start)) is None
            self._db.conn.execute(_LINK, (page.id, id_, self._run, link.listed))
        return fresh


def server_of(url: str) -> str:
    """Return the host that a URL is asked of, one request at a time, with its port if that is no usual one.

    >>> server_of("https://www.example.org:443/news"), server_of("http://example.org:8080/")
    ('example.org', 'example.org:8080')
    """
    parts = urlsplit(url)
    return parts.netloc.lower().removesuffix(_USUAL.get(parts.scheme, "")).removeprefix("www.")


def fetched_at(db: Database, capture: int | None) -> str | None:
    """Return when a capture was fetched, RFC 3339."""
    row = first(db, "SELECT fetched_at FROM captures WHERE id = ?", (capture,)) if capture is not None else None
    return str(row[0]) if row and row[0] else None


@dataclass(frozen=True)
class Totals:
    """What a run has done so far."""

    outcomes: Mapping[str, int]
    reasons: Mapping[str, int]
    """Of what was refused or failed."""
    bodies: int
    """Answers with a body."""
    bytes: int
    queued: int


def totals(db: Database, run: int, site: str) -> Totals:
    """Count what a run has done so far."""
    outcomes = "SELECT outcome, count(*) FROM fetches WHERE run = ? GROUP BY 1 ORDER BY 2 DESC, 1"
    reasons = """
    SELECT reason, count(*) FROM fetches WHERE run = ? AND outcome IN ('refused', 'failed')
    GROUP BY 1 ORDER BY 2 DESC, 1
    """
    bodies = "SELECT count(*), total(bytes) FROM fetches WHERE run = ? AND bytes > 0"
    counted, size = first(db, bodies, (run,))
    return Totals(
        outcomes=dict(db.conn.execute(outcomes, (run,)).fetchall()),
        reasons=dict(db.conn.execute(reasons, (run,)).fetchall()),
        bodies=counted,
        bytes=int(size),
        queued=Frontier(db, run, site).size(),
    )


class Declined(NamedTuple):
    """An address that was not stored."""

    state: str
    reason: str | None
    status: int | None
    at: str | None
    url: str
    detail: str | None


def declined(db: Database, site: str) -> list[Declined]:
    """List the addresses of a site that were refused, failed or are gone, the latest first."""
    sql = """
    SELECT state, reason, status, asked_at, url, detail FROM frontier
    WHERE site = ? AND state IN ('refused', 'failed', 'gone') ORDER BY asked_at DESC, id DESC
    """
    return [Declined(*row) for row in db.conn.execute(sql, (site,))]
