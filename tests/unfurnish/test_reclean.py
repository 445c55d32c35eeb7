"""A reclean makes of an archive what ingesting its pages today would make; documents keep their ids."""

import multiprocessing
import os
import random
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from schemas import Cleaned, Page, Reject
from tests.unfurnish.archives import contents, many, said, watching
from tests.unfurnish.conftest import MakeFolder
from tests.unfurnish.fake_engine import FakeEngine, LaterEngine
from unfurnish import labelling
from unfurnish.errors import ArchiveMissing, NoSuchSite
from unfurnish.ingest import ingest
from unfurnish.labelling import Interrupted
from unfurnish.moves import Mark, Move
from unfurnish.reclean import Report, reclean
from unfurnish.store.migrations import MIGRATIONS
from unfurnish.store.schema import open_archive, read_archive

INSTANTS = 12

Files = dict[str, str | bytes]


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(labelling, "BATCH_PAGES", 5)


def put(archive: Path, *paths: Path, engine: type[FakeEngine] = FakeEngine) -> None:
    ingest(archive, [str(path) for path in paths], jobs=1, engine=engine)


def again(archive: Path, engine: type[FakeEngine] = LaterEngine, **options: Any) -> Report:
    return reclean(archive, jobs=options.pop("jobs", 1), engine=engine, **options)


def column(archive: Path, sql: str) -> list[Any]:
    with read_archive(archive) as db:
        return [row[0] for row in db.execute(sql)]


def more(count: int) -> Files:
    """Make pages of which a later engine makes other items, bodies, kinds, sites and rejects."""
    chance = random.Random(7)
    files = dict(many(count))
    for name in files:
        head = chance.choice(["", "", "", "!later\n", "!new c.org\n", "!site a.org\n", "!language en\n!days 4\n"])
        tail = chance.choice(["", "+ seen\n", f"+ clock {chance.randrange(9)}\n", "~ more\n"])
        page = files[name]
        if isinstance(page, str):
            files[name] = head + page + tail
    return files


@pytest.fixture
def pages(folder: MakeFolder) -> Path:
    return folder(more(40))


@pytest.fixture
def fresh(tmp_path: Path, pages: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return what the later engine makes of the pages."""
    archive = tmp_path / "fresh.db"
    put(archive, pages, engine=LaterEngine)
    return said(archive)


def test_the_archive_is_as_if_it_was_ingested_today(archive: Path, pages: Path, fresh: dict[str, Any]) -> None:
    put(archive, pages)
    before = said(archive)
    report = again(archive)
    assert said(archive) == fresh
    assert all(before[table] != fresh[table] for table in before if table not in ("counters", "sightings"))
    assert report.captures == len(fresh["captures"])
    assert report.accepted
    assert report.rejected


def test_there_and_back_again(archive: Path, pages: Path) -> None:
    put(archive, pages)
    before = said(archive)
    again(archive)
    again(archive, FakeEngine)
    assert said(archive) == before


@pytest.mark.parametrize("seed", range(6))
def test_what_is_labelled_in_many_ways_becomes_one(
    archive: Path, pages: Path, fresh: dict[str, Any], seed: int
) -> None:
    chance = random.Random(seed)
    files = sorted(pages.iterdir())
    cuts = sorted(chance.sample(range(1, len(files)), 3))
    for start, end in zip([0, *cuts], [*cuts, len(files)], strict=True):
        put(archive, *files[start:end], engine=chance.choice([FakeEngine, LaterEngine]))
        if chance.random() < 0.3:
            again(archive, chance.choice([FakeEngine, LaterEngine]))
    again(archive)
    assert said(archive) == fresh


def test_processes_and_batches_change_nothing(
    archive: Path, pages: Path, fresh: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    put(archive, pages)
    monkeypatch.setattr(labelling, "BATCH_PAGES", 3)
    again(archive, jobs=2)
    assert said(archive) == fresh


def test_once_more_changes_nothing(archive: Path, pages: Path) -> None:
    put(archive, pages)
    first = again(archive)
    before = contents(archive)
    assert again(archive) == Report("fake-2", skipped=first.captures)
    assert contents(archive) == before


def test_what_ingest_labelled_so_is_left_alone(archive: Path, pages: Path) -> None:
    put(archive, pages)
    before = contents(archive)
    assert again(archive, FakeEngine).captures == 0
    assert contents(archive) == before


# --- in place ----------------------------------------------------------------------------------------------------


def test_a_document_whose_body_changes_by_rules_alone_keeps_its_id_and_has_no_new_version(
    archive: Path, folder: MakeFolder
) -> None:
    put(archive, folder({"1.txt": "# One\nwords\n+ 12:30", "2.txt": "# Two\nwords"}))
    ids = "SELECT id FROM documents ORDER BY first_capture"
    assert column(archive, ids) == [1, 2]
    report = again(archive)
    assert column(archive, ids) == [1, 2]
    assert column(archive, "SELECT body FROM versions ORDER BY id") == ["words", "words"]
    assert column(archive, "SELECT rowid FROM documents_fts WHERE documents_fts MATCH '30'") == []
    assert (report.captures, report.pages_changed, report.documents_changed) == (2, 1, 1)


def test_items_that_differed_in_furniture_only_become_one(archive: Path, folder: MakeFolder) -> None:
    put(archive, folder({f"{n}.txt": f"# One\nwords\n+ 12:{n:02}" for n in range(3)}))
    assert column(archive, "SELECT count(*) FROM documents") == [3]
    again(archive)
    assert column(archive, "SELECT id FROM documents") == [1]
    assert column(archive, "SELECT document FROM captures") == [1, 1, 1]


def test_versions_that_differed_in_furniture_only_become_one(archive: Path, folder: MakeFolder) -> None:
    page = "!site a.org\n!number 1\n# One\n"
    bodies = ["words\n+ 1", "words\n+ 2", "other words", "words\n+ 3"]
    put(archive, folder({f"{n}.txt": page + body for n, body in enumerate(bodies)}))
    assert column(archive, "SELECT n FROM versions") == [1, 2, 3, 4]
    again(archive)
    versions = "SELECT n || ' ' || body FROM versions ORDER BY n"
    assert column(archive, versions) == ["1 words", "2 other words"]
    assert column(archive, "SELECT version FROM documents") == [1]


def test_a_text_that_becomes_a_listing_loses_its_version(archive: Path, folder: MakeFolder) -> None:
    class Lister(FakeEngine):
        version = "lister"

        def clean(self, page: Page) -> Cleaned | Reject:
            cleaned = super().clean(page)
            assert isinstance(cleaned, Cleaned)
            document = cleaned.document.model_copy(update={"kind": "listing"})
            return cleaned.model_copy(update={"document": document})

    put(archive, folder({"1.txt": "# One\nwords\n"}))
    again(archive, Lister)
    for table in ("documents", "versions", "documents_fts"):
        assert column(archive, f"SELECT count(*) FROM {table}") == [0]


# --- snapshots ---------------------------------------------------------------------------------------------------

FOOTER = "? all messages of the embassy"


def site(first: int, last: int) -> Files:
    return {f"{n}.txt": f"!site a.org\n# Item {n}\nwords of item {n}\n{FOOTER}\n" for n in range(first, last)}


REPEATED = "SELECT count(*) FROM spans WHERE reason = 'fake/repeated'"


def test_a_snapshot_moves_only_by_reclean(archive: Path, folder: MakeFolder) -> None:
    put(archive, folder(site(0, 2)))
    assert column(archive, REPEATED) == [0]
    assert column(archive, "SELECT snapshot FROM captures") == [None, None]
    put(archive, folder(site(2, 6)))
    assert column(archive, REPEATED) == [4]
    put(archive, folder(site(6, 20)))
    assert column(archive, "SELECT pages FROM snapshots") == [6]
    assert column(archive, REPEATED) == [18]
    report = again(archive, FakeEngine)
    assert (report.captures, report.snapshots, report.skipped) == (20, 1, 0)
    assert column(archive, "SELECT pages FROM snapshots") == [20]
    assert column(archive, REPEATED) == [20]
    assert len(set(column(archive, "SELECT snapshot FROM captures"))) == 1


def test_sites_that_did_not_grow_are_left_alone(archive: Path, folder: MakeFolder) -> None:
    other: Files = {f"b{n}.txt": f"!site b.org\n# Item {n}\nwords {n}\n{FOOTER}" for n in range(4)}
    put(archive, folder(site(0, 4) | other))
    put(archive, folder(site(4, 6)))
    report = again(archive, FakeEngine)
    assert (report.captures, report.skipped, report.snapshots) == (6, 4, 1)


def test_one_site_alone(archive: Path, folder: MakeFolder) -> None:
    other: Files = {f"b{n}.txt": f"!site b.org\n# Item {n}\nwords {n}\n+ {n}" for n in range(4)}
    put(archive, folder(site(0, 4) | other))
    before = said(archive)
    assert again(archive, site="a.org").captures == 4
    after = said(archive)
    others = [[row for row in rows["versions"] if row[4] and "words" in row[11]] for rows in (before, after)]
    assert others[0] == others[1]
    assert column(archive, "SELECT count(*) FROM captures WHERE counted_by = 'fake-2'") == [4]
    again(archive)
    put(archive.with_name("fresh.db"), archive.parent / "pages", engine=LaterEngine)
    assert said(archive) == said(archive.with_name("fresh.db"))


@pytest.mark.parametrize("dry_run", [False, True])
def test_an_unknown_site_is_refused(archive: Path, folder: MakeFolder, dry_run: bool) -> None:
    put(archive, folder(site(0, 1)))
    with pytest.raises(NoSuchSite, match=f"unfurnish stats {archive}"):
        again(archive, site="b.org", dry_run=dry_run)


def test_a_missing_archive_is_not_made(archive: Path) -> None:
    for dry_run in (True, False):
        with pytest.raises(ArchiveMissing):
            again(archive, dry_run=dry_run)
    assert not archive.exists()


def test_pages_that_were_only_stored_are_labelled_too(archive: Path, pages: Path, fresh: dict[str, Any]) -> None:
    put(archive, pages)
    with open_archive(archive) as db:
        for table in ("spans", "related", "counters"):
            db.execute(f"DELETE FROM {table} WHERE capture IN (SELECT id FROM captures WHERE document IS NULL)")
        db.execute("UPDATE captures SET cleaned_by = NULL, kind = NULL WHERE document IS NULL")
        db.execute("DELETE FROM rejects WHERE reason = 'invalid'")
        db.conn.commit()
    again(archive)
    assert said(archive) == fresh


def test_an_archive_of_the_first_schema_is_counted_and_linked(
    archive: Path, pages: Path, fresh: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    put(archive, pages)
    with open_archive(archive) as db:
        first_schema(db)
    before = column(archive, "SELECT title FROM versions ORDER BY id")
    assert column(archive, "SELECT count(*) FROM site_lines") == [0]
    assert column(archive, "SELECT title FROM versions WHERE title_key IS NOT NULL ORDER BY id") == before
    again(archive)
    assert said(archive) == fresh


def first_schema(db: Database) -> None:
    """Take an archive back to the first schema, but for the counts of captures that it had then."""
    db.execute("PRAGMA foreign_keys = OFF")
    for (trigger,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        db.execute(f"DROP TRIGGER {trigger}")
    db.executescript("DROP TABLE documents_fts; DROP VIEW searched_texts; DROP VIEW searched_versions")
    indexes = ("captures_by_snapshot", "versions_by_title", "related_by_title", "related_by_document")
    db.executescript(";".join(f"DROP INDEX {name}" for name in (*indexes, "documents_by_version")))
    # SQLite looks through all views when a column goes.
    dropped = (
        "rejects.cut",
        "captures.snapshot",
        "captures.counted_by",
        "captures.renderer",
        "sites.snapshot",
        "versions.title_key",
    )
    html = ("versions.forms", "versions.links", "versions.images", "versions.provenance")
    for name in (*dropped, *html, "related.title_key", "related.document", "captures.truncated"):
        table, column_ = name.split(".")
        db.execute(f"ALTER TABLE {table} DROP COLUMN {column_}")
    crawling = ("fetches", "frontier_links", "frontier_starts", "frontier", "crawls", "hosts")
    for table in ("snapshot_lines", "snapshots", "site_pages", "sightings", *crawling):
        db.execute(f"DROP TABLE {table}")
    first = MIGRATIONS[0]
    db.executescript(first[first.index("CREATE VIRTUAL TABLE") : first.index("CREATE VIEW items")])
    db.execute("PRAGMA user_version = 1")
    db.conn.commit()


# --- the report ----------------------------------------------------------------------------------------------------


def test_the_report_says_which_lines_moved_and_shows_some(archive: Path, folder: MakeFolder) -> None:
    texts: Files = {f"{n}.txt": f"# Item {n}\nwords {n}\n+ share {n}\n+ print\n~ other\n" for n in range(8)}
    put(archive, folder(texts | {"9.txt": "!drop\n# Nine\nwords"}))
    report = again(archive)
    body, plus = Mark("body", "fake/body"), Mark("furniture", "fake/plus")
    teaser = Mark("related", "fake/related")
    assert report.moves == {Move(body, plus): 16, Move(teaser, body): 8}
    assert report.examples == {Move(body, plus): "+ share 0", Move(teaser, body): "~ other"}
    assert [(sample.lost, sample.gained) for sample in report.samples] == [
        ([f"+ share {n}", "+ print"], ["~ other"]) for n in range(5)
    ]
    assert (report.pages_changed, report.documents_changed, report.accepted, report.rejected) == (8, 8, 1, 0)


def test_a_dry_run_writes_nothing_and_says_the_same(archive: Path, pages: Path) -> None:
    put(archive, pages)
    before = archive.read_bytes(), contents(archive)
    dry = again(archive, dry_run=True)
    assert (archive.read_bytes(), contents(archive)) == before
    assert again(archive) == dry


def test_progress_is_told_after_each_batch(archive: Path, folder: MakeFolder) -> None:
    put(archive, folder(site(0, 7)))
    told: list[tuple[str, int, int]] = []
    again(archive, progress=lambda *step: told.append(step))
    assert told == [("count", 5, 7), ("count", 7, 7), ("clean", 5, 7), ("clean", 7, 7)]


# --- interruptions -------------------------------------------------------------------------------------------------


@pytest.fixture
def stocked(archive: Path, pages: Path) -> Path:
    put(archive, pages)
    return archive


def watched(archive: Path, watch: Callable[[str], object]) -> Report:
    """Reclean in this process; `watch` is told of each SQL statement."""
    with watching(watch):
        return again(archive)


def killed(archive: Path, instant: int) -> None:
    """Reclean in a process that is killed when it is about to run its n-th statement."""
    left = iter(range(instant))

    def count(_: str) -> None:
        if next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    process = multiprocessing.get_context("fork").Process(target=watched, args=(archive, count))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL


def copy(archive: Path, name: str) -> Path:
    target = archive.with_name(name)
    with open_archive(archive) as db:
        db.execute("VACUUM INTO ?", [str(target)])
    return target


def test_killed_at_any_instant_it_is_completed_to_the_same_archive(stocked: Path, fresh: dict[str, Any]) -> None:
    statements: list[str] = []
    watched(copy(stocked, "whole.db"), statements.append)
    chance = random.Random(3)
    for n in range(INSTANTS):
        archive = copy(stocked, f"{n}.db")
        first, end = (part * len(statements) // INSTANTS for part in (n, n + 1))
        killed(archive, chance.randrange(first, end))
        contents(archive)
        again(archive)
        assert said(archive) == fresh


def test_killed_again_and_again_and_fed_in_between(
    stocked: Path, pages: Path, fresh: dict[str, Any], folder: MakeFolder
) -> None:
    chance = random.Random(4)
    for _ in range(4):
        killed(stocked, chance.randrange(50, 300))
        put(stocked, pages, engine=LaterEngine)
    again(stocked)
    assert said(stocked) == fresh


def test_ctrl_c_keeps_what_is_done(stocked: Path, fresh: dict[str, Any]) -> None:
    def stop(phase: str, done: int, total: int) -> None:
        if (phase, done) == ("clean", 10):
            signal.raise_signal(signal.SIGINT)

    with pytest.raises(Interrupted) as stopped:
        again(stocked, progress=stop)
    assert stopped.value.report.captures == 10
    rest = again(stocked)
    assert (rest.skipped, rest.captures) == (10, len(fresh["captures"]) - 10)
    assert said(stocked) == fresh
