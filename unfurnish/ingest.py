"""Pages in, archive out, in two phases that can each be killed and resumed.

Phase 1 stores the raw pages and counts the lines of their sites. Each site that has none yet then gets a snapshot of
its counts, and phase 2 labels what is stored against these snapshots. Processes read, decode and clean; this one
alone writes, batch by batch in the order of the input. So the same command completes what was interrupted, and the
archive is the same as if nothing had happened.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal, Protocol

from sqlite_utils import Database

from cleaners import Engine
from cleaners.profiles import by_host
from schemas import Page, Reject
from unfurnish import labelling, sources
from unfurnish.labelling import Cleaner, Interrupted, batches
from unfurnish.sources import Asides, Meter, Source, printable
from unfurnish.store import counts, rows, write
from unfurnish.store.counts import Outgrown
from unfurnish.store.rows import Known, Refused, Seen
from unfurnish.store.schema import open_archive, plain_errors
from unfurnish.workers import Workers, usable_cores

UNKNOWN_LANGUAGE = "und"
"""ISO 639-2 for undetermined."""


class Progress(Protocol):
    """Told after each batch how many pages of a phase are done, and of how many; None where nobody knows.

    How many pages archives hold is estimated while they are read.
    """

    def __call__(self, phase: Literal["store", "clean"], done: int, total: int | None) -> None: ...


@dataclass(frozen=True)
class Report:
    """What an ingest did. Resumed, it tells of the whole run, as if that had not been interrupted."""

    run: int
    pages: int
    """Pages read; each is one of the next seven."""
    new: int
    """Pages that made a document."""
    changed: int
    """Pages that made another version of a known document."""
    seen_again: int
    """Pages that show a known version of a known document."""
    listings: int
    unchanged: int
    """Pages whose bytes were in the archive already."""
    rejected: int
    waiting: int
    """Pages that are stored but not labelled: none, unless the run was interrupted."""
    caught_up: int
    """Pages of other runs, interrupted ones, that this one labelled; nothing else here tells of them."""
    skipped: dict[str, int]
    """Files that are no pages, by extension."""
    chars_kept: int
    chars_removed: dict[str, dict[str, int]]
    """Code points by label and reason; white space around lines does not count."""
    languages: dict[str, int]
    """Pages by language, listings among them; `und` where it is not known."""
    published: int
    """Pages of documents with a date of publication, listings aside; likewise the next two."""
    event: int
    captured: int
    outgrown: list[Outgrown] = field(default_factory=list)
    """Sites of which so much more is known by now that `reclean` would label them better."""
    reasons: dict[str, int] = field(default_factory=dict)
    """Rejected pages by reason."""
    asides: dict[str, int] = field(default_factory=dict)
    """Records of web archives that tell about pages and are none, by kind; nothing else here tells of them."""
    sightings: int = 0
    """Unchanged pages that were fetched at a time that the archive did not know yet."""
    elsewhere: dict[str | None, int] = field(default_factory=dict)
    """Unchanged pages that were now named another site, by the site that they stay under; None for no site."""


def ingest(
    archive: str | Path,
    paths: Sequence[str],
    *,
    site: str | None = None,
    site_from_folder: bool = False,
    jobs: int | None = None,
    engine: Callable[[], Cleaner] = Engine.bundled,
    progress: Progress = lambda phase, done, total: None,
) -> Report:
    """Add pages to an archive, which is made if there is none.

    `jobs` processes do the work, by default one for each usable core. `engine` must be importable by name.
    Raises InputError, ArchiveError or WorkerDied; on Ctrl-C Interrupted, which holds the report so far.
    """
    found = sources.find(paths, site=site, site_from_folder=site_from_folder)
    given = {"paths": [printable(path) for path in paths], "site": site, "site_from_folder": site_from_folder}
    tally = write.Tally()
    asides = Asides()
    with (
        plain_errors(archive),
        open_archive(archive, create=True) as db,
        Workers(engine, jobs or usable_cores()) as workers,
    ):
        run = write.begin_run(db, "ingest", workers.tool.version, given)
        try:
            _store(db, run, found.pages, asides, workers, tally, progress)
            labelling.finish(db, run, workers, cleaned=lambda done, total: progress("clean", done, total))
        except KeyboardInterrupt as stop:
            raise Interrupted(_report(db, run, tally, found.skipped, asides)) from stop
        report = _report(db, run, tally, found.skipped, asides)
        write.finish_run(db, run, asdict(report))
    return report


def _store(
    db: Database,
    run: int,
    found: Sequence[Source],
    asides: Asides,
    workers: Workers[Cleaner],
    tally: write.Tally,
    progress: Progress,
) -> None:
    profiles = workers.tool.profiles
    names = {id_: profile.name for id_, profile in profiles.items()}
    hosts = by_host(profiles)
    done = 0
    meter = Meter(found)
    for batch in workers.map(_take_in, batches(_sized(db, sources.each(found, asides, meter), hosts))):
        tally.add(write.store(db, run, batch, names))
        done += len(batch)
        progress("store", done, meter.total)


def _take_in(engine: Cleaner, batch: Iterable[Source | Known]) -> list[Seen | Refused | Known]:
    return [item if isinstance(item, Known) else _taken_in(engine, sources.loaded(item)) for item in batch]


def _taken_in(engine: Cleaner, source: Source) -> Seen | Refused:
    page = source.content
    if not isinstance(page, Page):
        assert page is not None
        return rows.refused(page, source.raw, cut=source.cut)
    decoded = engine.decode(page)
    if isinstance(decoded, Reject):
        return rows.refused(decoded, page.raw)
    # The lines of a page without a site are counted nowhere.
    lines = engine.page_lines(decoded.text) if decoded.site is not None else []
    return rows.seen(page, decoded.site, decoded.encoding, lines, engine.version)


def _sized(db: Database, found: Iterable[Source], hosts: Mapping[str, str]) -> Iterator[tuple[Source | Known, int]]:
    """Yield each source with its bytes; in place of a page that this process has read and stored before, its mark.

    So an archive that was cut short, or is given again, costs no more than reading it. `hosts` lead to ids of sites.
    """
    for source in found:
        page = source.content
        if isinstance(page, Page):
            site = page.site and hosts.get(page.site.removeprefix("www."), page.site)
            if write.is_stored(db, known := rows.known(page, site)):
                yield known, 0
                continue
        yield source, sources.size(source) or 0


_MINE = "c.run = :run AND (c.cleaned_by = :run OR c.cleaned_by IS NULL)"
_OUTCOMES = f"""
SELECT CASE
        WHEN c.cleaned_by IS NULL THEN 'waiting'
        WHEN c.kind IS NULL THEN 'rejected'
        WHEN v.id IS NULL THEN 'listings'
        WHEN v.capture <> c.id THEN 'seen_again'
        WHEN v.n = 1 THEN 'new'
        ELSE 'changed'
    END,
    count(*), total(c.chars_kept), count(v.published), count(v.event), count(iif(v.id, c.captured, NULL))
FROM captures AS c LEFT JOIN versions AS v ON v.id = c.version
WHERE {_MINE} GROUP BY 1
"""
_LANGUAGES = f"""
SELECT ifnull(c.language, '{UNKNOWN_LANGUAGE}'), count(*) FROM captures AS c
WHERE {_MINE} AND c.kind IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1
"""
_REMOVED = f"""
SELECT r.label, r.reason, sum(r.chars) FROM captures AS c JOIN removed_lines AS r ON r.capture = c.id
WHERE {_MINE} GROUP BY 1, 2 ORDER BY 3 DESC, 2
"""
_DROPPED = f"""
SELECT r.reason, count(*) FROM captures AS c JOIN rejects AS r ON (r.source, r.sha256) = (c.source, c.sha256)
WHERE {_MINE} AND c.cleaned_by IS NOT NULL AND c.kind IS NULL GROUP BY 1
"""
_CAUGHT_UP = "SELECT count(*) FROM captures WHERE cleaned_by = :run AND run <> :run"


def _report(
    db: Database, run: int, tally: write.Tally, skipped: Mapping[str, int], asides: Mapping[str, int]
) -> Report:
    # From the archive, not from what this process did: a run that was resumed is one run.
    outcomes = {row[0]: row[1:] for row in db.execute(_OUTCOMES, {"run": run})}
    pages = {outcome: numbers[0] for outcome, numbers in outcomes.items()}
    kept, published, event, captured = (int(sum(numbers[i] for numbers in outcomes.values())) for i in range(1, 5))
    removed: dict[str, dict[str, int]] = {}
    for label, reason, chars in db.execute(_REMOVED, {"run": run}):
        removed.setdefault(label, {})[reason] = chars
    reasons = tally.reasons + Counter(dict(db.execute(_DROPPED, {"run": run}).fetchall()))
    (sightings,) = db.execute("SELECT count(*) FROM sightings WHERE run = :run", {"run": run}).fetchone()
    (caught_up,) = db.execute(_CAUGHT_UP, {"run": run}).fetchone()
    return Report(
        run=run,
        pages=tally.stored + tally.unchanged + tally.rejected,
        new=pages.get("new", 0),
        changed=pages.get("changed", 0),
        seen_again=pages.get("seen_again", 0),
        listings=pages.get("listings", 0),
        unchanged=tally.unchanged,
        rejected=tally.rejected + pages.get("rejected", 0),
        waiting=pages.get("waiting", 0),
        caught_up=caught_up,
        skipped=dict(sorted(skipped.items())),
        chars_kept=kept,
        chars_removed=removed,
        languages=dict(db.execute(_LANGUAGES, {"run": run}).fetchall()),
        published=published,
        event=event,
        captured=captured,
        outgrown=counts.outgrown(db),
        reasons=dict(sorted(reasons.items(), key=lambda item: (-item[1], item[0]))),
        asides=dict(sorted(asides.items())),
        sightings=sightings,
        elsewhere=dict(sorted(tally.elsewhere.items(), key=lambda item: (-item[1], item[0] or ""))),
    )
