"""What ingest, crawl and reclean have in common: the second phase, and batches of stored captures.

Once pages are stored, their lines are counted, each site that has none yet gets a snapshot of its counts, and what is
not labelled yet is labelled against these snapshots. Killed at any instant, it goes on from there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Generic, NamedTuple, Protocol, TypeVar

from sqlite_utils import Database

from cleaners import Decoded
from cleaners.repetition import PageLine, Snapshot
from schemas import Cleaned, Page, Reject
from unfurnish.store import counts, links, rows, write
from unfurnish.store.rows import Counted, Dropped, Labelled, Waiting
from unfurnish.workers import Workers

T = TypeVar("T")
Report = TypeVar("Report")

BATCH_PAGES = 64
BATCH_BYTES = 4_000_000
"""A batch ends at either; it is what a kill can cost, and what a process holds at a time."""


class _Named(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def hosts(self) -> tuple[str, ...]: ...


class Cleaner(Protocol):
    """What is needed of an engine."""

    @property
    def version(self) -> str: ...
    @property
    def profiles(self) -> Mapping[str, _Named]: ...
    def with_snapshots(self, snapshots: Mapping[str, Snapshot]) -> Cleaner: ...
    def page_lines(self, text: str) -> list[PageLine]: ...
    def decode(self, page: Page) -> Decoded | Reject: ...
    def clean(self, page: Page) -> Cleaned | Reject: ...


class Interrupted(KeyboardInterrupt, Generic[Report]):
    """Ctrl-C. What was written before stays; the same command goes on from there."""

    def __init__(self, report: Report) -> None:
        """Take the report so far."""
        super().__init__()
        self.report = report


class Work(NamedTuple):
    """Captures to be labelled, and the snapshots of their sites."""

    captures: list[Waiting]
    snapshots: dict[str, Snapshot]


Told = Callable[[int, int], None]
"""Called after each batch with how many pages are done, and of how many."""


def finish(
    db: Database,
    run: int,
    workers: Workers[Cleaner],
    *,
    site: str | None = None,
    counted: Told = lambda done, total: None,
    cleaned: Told = lambda done, total: None,
) -> None:
    """Label the captures of one site, or of all, that are not labelled yet, and link their teasers."""
    count(db, counts.uncounted(db, site, waiting=True), workers, counted)
    counts.keep(db, run, counts.snapshots(db, site, missing=True))
    waiting = write.waiting(db, site)
    done = 0
    for batch in workers.map(_clean, works(db, waiting)):
        write.label(db, run, batch)
        done += len(batch)
        cleaned(done, len(waiting))
    links.link(db, run)


def count(db: Database, captures: Sequence[int], workers: Workers[Cleaner], told: Told) -> None:
    """Count the lines of stored captures."""
    names = {id_: profile.name for id_, profile in workers.tool.profiles.items()}
    found = batches((capture, len(capture.raw)) for capture in write.load(db, captures))
    done = 0
    for batch in workers.map(_counted, found):
        counts.recount(db, workers.tool.version, batch, names)
        done += len(batch)
        told(done, len(captures))


def works(db: Database, captures: Iterable[int]) -> Iterator[Work]:
    """Yield stored captures in batches; captures of one site best follow each other."""
    shelf = counts.Shelf(db)
    for batch in batches((capture, len(capture.raw)) for capture in write.load(db, captures)):
        found = {capture.site: shelf.of(capture.site) for capture in batch}
        yield Work(batch, {site: snapshot for site, snapshot in found.items() if site and snapshot})


def labelled(capture: Waiting, answer: Cleaned | Reject, snapshots: Mapping[str, Snapshot]) -> Labelled | Dropped:
    """Work out what is written of a capture that was cleaned with these snapshots."""
    snapshot = snapshots.get(capture.site) if capture.site is not None else None
    id_ = snapshot.id if snapshot else None
    if isinstance(answer, Reject):
        return Dropped(capture.id, answer.reason, answer.detail, id_)
    return rows.labelled(capture, answer, id_)


def batches(items: Iterable[tuple[T, int]]) -> Iterator[list[T]]:
    """Gather items, each given with its size in bytes, into batches."""
    batch: list[T] = []
    size = 0
    for item, bytes_ in items:
        batch.append(item)
        size += bytes_
        if len(batch) >= BATCH_PAGES or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _clean(engine: Cleaner, work: Work) -> list[Labelled | Dropped]:
    engine = engine.with_snapshots(work.snapshots)
    return [labelled(capture, engine.clean(capture.page), work.snapshots) for capture in work.captures]


def _counted(engine: Cleaner, batch: Iterable[Waiting]) -> list[Counted]:
    return [_read(engine, capture) for capture in batch]


def _read(engine: Cleaner, capture: Waiting) -> Counted:
    decoded = engine.decode(capture.page)
    if isinstance(decoded, Reject):
        return Counted(capture.id, capture.site, None, [])
    lines = engine.page_lines(decoded.text) if decoded.site is not None else []
    return Counted(capture.id, decoded.site, decoded.encoding, lines)
