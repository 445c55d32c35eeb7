"""Today's engine, and what is known of the sites today, over the captures of an archive.

Lines are counted anew where another engine counted them; each site gets a snapshot of its counts; then the captures
are labelled, batch by batch and in place. What is labelled already by this engine with these snapshots is left
alone, site by site; and what was interrupted is completed by the same command.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple, Protocol

from sqlite_utils import Database

from cleaners import Engine
from schemas import Reject
from unfurnish.labelling import Cleaner, Interrupted, Work, count, labelled, works
from unfurnish.moves import Move, Moves, compare
from unfurnish.store import counts, links, read, write
from unfurnish.store.rewrite import Rewriting, undone
from unfurnish.store.rows import Dropped, Labelled, Waiting
from unfurnish.store.schema import open_archive, plain_errors, trial_copy
from unfurnish.store.spans import expand
from unfurnish.workers import Workers, usable_cores

SAMPLES = 5
"""Pages that are shown before and after."""
SAMPLE_LINES = 3
"""Lines of each that are shown as lost, and as gained."""


class Progress(Protocol):
    """Told after each batch how many pages of a phase are done."""

    def __call__(self, phase: Literal["count", "clean"], done: int, total: int) -> None: ...


@dataclass(frozen=True)
class Sample:
    """Some lines of a page whose text changed."""

    source: str
    lost: list[str]
    gained: list[str]


@dataclass
class Report:
    """What a reclean did; resumed, only what it did since."""

    engine: str
    captures: int = 0
    """Captures that were labelled anew."""
    skipped: int = 0
    """Captures that are labelled so already."""
    snapshots: int = 0
    """Sites whose snapshot moved."""
    pages_changed: int = 0
    """Captures whose title or text has other lines than before."""
    documents_changed: int = 0
    """Documents that they show."""
    accepted: int = 0
    """Captures that were rejected before."""
    rejected: int = 0
    """Captures that are rejected now."""
    moves: Counter[Move] = field(default_factory=Counter)
    """Lines by the label and reason that they had and have."""
    examples: dict[Move, str] = field(default_factory=dict)
    samples: list[Sample] = field(default_factory=list)

    @property
    def totals(self) -> dict[str, int]:
        """The numbers."""
        return {name: value for name, value in vars(self).items() if isinstance(value, int)}


def reclean(
    archive: str | Path,
    *,
    site: str | None = None,
    dry_run: bool = False,
    jobs: int | None = None,
    engine: Callable[[], Cleaner] = Engine.bundled,
    progress: Progress = lambda phase, done, total: None,
) -> Report:
    """Label all captures of an archive, or of one site, as if they were ingested today.

    `dry_run` does it to a copy, which is then thrown away. `engine` must be importable by name.
    Raises ArchiveError, NoSuchSite or WorkerDied; on Ctrl-C Interrupted, which holds the report so far.
    """
    if site is not None:
        with read.reading(archive) as db:
            read.check_site(db, site, archive)
    if dry_run:
        with trial_copy(archive) as copy:
            return reclean(copy, site=site, jobs=jobs, engine=engine, progress=progress)
    with plain_errors(archive), open_archive(archive) as db, Workers(engine, jobs or usable_cores()) as workers:
        report = Report(workers.tool.version)
        try:
            _count(db, site, workers, progress)
            _label(db, site, workers, progress, report)
        except KeyboardInterrupt as stop:
            raise Interrupted(report) from stop
    return report


def _count(db: Database, site: str | None, workers: Workers[Cleaner], progress: Progress) -> None:
    counts.forget(db, workers.tool.version, site)
    count(db, counts.uncounted(db, site), workers, lambda done, total: progress("count", done, total))


def _label(db: Database, site: str | None, workers: Workers[Cleaner], progress: Progress, report: Report) -> None:
    version = workers.tool.version
    taken = counts.snapshots(db, site)
    report.snapshots = counts.moved(db, taken, site)
    if not report.snapshots and not undone(db, 0, version, site):
        report.skipped = counts.captures(db, site)
        return
    # An interrupted run goes on only if the snapshots are still those that it was begun with.
    digest = hashlib.sha256(" ".join(snapshot.id for snapshot in taken).encode()).hexdigest()[:12]
    run = write.begin_run(db, "reclean", version, {"site": site, "snapshots": digest})
    counts.keep(db, run, taken)
    counts.drop(db, taken, site)
    rewriting = Rewriting(db, run, version, site)
    todo = rewriting.captures
    report.skipped = counts.captures(db, site) - len(todo)
    documents: set[int] = set()
    for batch in workers.map(_clean, _works(db, todo)):
        rewriting.write([redone.row for redone in batch])
        for redone in batch:
            _add(report, redone)
            if redone.changed and (document := read.document_of(db, redone.row.capture)) is not None:
                documents.add(document)
        report.documents_changed = len(documents)
        progress("clean", report.captures, len(todo))
    links.link_all(db)
    counts.tidy(db)
    write.finish_run(db, run, report.totals)


class _Again(NamedTuple):
    """Work, and how its captures were labelled before."""

    work: Work
    before: list[read.Labels]


class _Redone(NamedTuple):
    """What is written of a capture, and how that differs from before."""

    row: Labelled | Dropped
    was_rejected: bool
    source: str
    moves: Moves

    @property
    def changed(self) -> bool:
        """Whether title or text has other lines than before."""
        return bool(self.moves.lost or self.moves.gained)


def _works(db: Database, captures: Iterable[int]) -> Iterator[_Again]:
    for work in works(db, captures):
        yield _Again(work, [read.labels(db, capture.id) for capture in work.captures])


def _clean(engine: Cleaner, again: _Again) -> list[_Redone]:
    work = again.work
    engine = engine.with_snapshots(work.snapshots)
    return [_redone(engine, capture, work, before) for capture, before in zip(work.captures, again.before, strict=True)]


def _redone(engine: Cleaner, capture: Waiting, work: Work, before: read.Labels) -> _Redone:
    answer = engine.clean(capture.page)
    moves = Moves()
    # A text that was rendered in another way has other lines.
    if not isinstance(answer, Reject) and before.kind is not None and before.renderer == answer.renderer:
        old = expand(before.spans, answer.text)
        moves = compare(answer.text, old, before.kind, answer.lines, answer.document.kind)
    row = labelled(capture, answer, work.snapshots)
    return _Redone(row, before.rejected, capture.source, moves)


def _add(report: Report, redone: _Redone) -> None:
    moves = redone.moves
    report.captures += 1
    report.accepted += redone.was_rejected and isinstance(redone.row, Labelled)
    report.rejected += isinstance(redone.row, Dropped) and not redone.was_rejected
    report.moves.update(moves.counts)
    for move, line in moves.examples.items():
        report.examples.setdefault(move, line)
    if redone.changed:
        report.pages_changed += 1
        if len(report.samples) < SAMPLES:
            sample = Sample(redone.source, moves.lost[:SAMPLE_LINES], moves.gained[:SAMPLE_LINES])
            report.samples.append(sample)
