"""What ingest and reclean have in common: batches of stored captures, and what other processes make of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, Protocol, TypeVar

from sqlite_utils import Database

from cleaners import Decoded
from cleaners.repetition import PageLine, Snapshot
from schemas import Cleaned, Page, Reject
from unfurnish.store import counts, rows, write
from unfurnish.store.rows import Dropped, Labelled, Waiting

T = TypeVar("T")

BATCH_PAGES = 64
BATCH_BYTES = 4_000_000
"""A batch ends at either; it is what a kill can cost, and what a process holds at a time."""


class _Named(Protocol):
    @property
    def name(self) -> str: ...


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


class Work(NamedTuple):
    """Captures to be labelled, and the snapshots of their sites."""

    captures: list[Waiting]
    snapshots: dict[str, Snapshot]


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
