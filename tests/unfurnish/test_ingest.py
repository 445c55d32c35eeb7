"""Folders of pages become an archive; the report says what became of each page."""

from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from cleaners import Engine
from tests.unfurnish.archives import contents, many, watching
from tests.unfurnish.conftest import MakeFolder
from tests.unfurnish.fake_engine import FakeEngine
from unfurnish import labelling, sources
from unfurnish.errors import NoSuchPath
from unfurnish.ingest import Report, ingest
from unfurnish.store.schema import read_archive

FILES: dict[str, str | bytes] = {
    "a.txt": "!site a.org\n!number 1\n!published 2021-03-05\n!language en\n- menu\n# One\nwords\n",
    "b.txt": "!site a.org\n!number 1\n!captured 2021-04-12\n- menu, again\n# One\nwords\n",
    "c.txt": "!site a.org\n!number 1\n# One\nother words\n",
    "d.txt": "!site a.org\n!kind listing\n!language en\n~ One\n",
    "e.txt": "!site a.org\n!kind listing\n!language en\n~ One\n",
    "f.txt": b"\xff",
    "g.txt": b"",
    "h.txt": "!drop\nwords",
    "i.txt": "# No site\nwords\n~ other\n",
    "j.pdf": b"%PDF-",
}


def run(archive: Path, *paths: Path, **options: Any) -> Report:
    return ingest(archive, [str(path) for path in paths], engine=options.pop("engine", FakeEngine), **options)


def test_the_report_tells_of_each_page(archive: Path, folder: MakeFolder) -> None:
    assert run(archive, folder(FILES)) == Report(
        run=1,
        pages=9,
        new=2,
        changed=1,
        seen_again=1,
        listings=1,
        unchanged=1,
        rejected=3,
        waiting=0,
        caught_up=0,
        skipped={".pdf": 1},
        chars_kept=len("# Onewords# Onewords# Oneother words~ One# No sitewords"),
        chars_removed={
            "meta": {"fake/meta": sum(len(line) for text in list(FILES.values())[:4] for line in meta(text))},
            "furniture": {"fake/furniture": len("- menu- menu, again")},
            "related": {"fake/related": len("~ other")},
        },
        languages={"und": 3, "en": 2},
        published=2,
        event=0,
        captured=1,
        reasons={"empty": 1, "invalid": 1, "undecodable": 1},
    )


def meta(text: str | bytes) -> list[str]:
    assert isinstance(text, str)
    return [line for line in text.splitlines() if line.startswith("!")]


def test_the_same_folder_again_changes_nothing_and_says_so(archive: Path, folder: MakeFolder) -> None:
    pages = folder(FILES)
    run(archive, pages)
    before = contents(archive)
    again = run(archive, pages)
    after = contents(archive)
    assert [again.pages, again.unchanged, again.rejected] == [9, 6, 3]
    reasons = {"empty": 1, "invalid": 1, "undecodable": 1}
    assert again == Report(2, 9, 0, 0, 0, 0, 6, 3, 0, 0, {".pdf": 1}, 0, {}, {}, 0, 0, 0, reasons=reasons)
    assert len(after.pop("runs")) == len(before.pop("runs")) + 1
    assert after == before


def test_what_came_later_is_added_to_what_is_there(archive: Path, folder: MakeFolder) -> None:
    run(archive, folder({"a.txt": FILES["a.txt"]}))
    report = run(archive, folder({"b.txt": FILES["b.txt"], "c.txt": FILES["c.txt"]}))
    assert [report.new, report.seen_again, report.changed, report.unchanged] == [0, 1, 1, 1]


@pytest.mark.parametrize(
    ("options", "sites"),
    [({"site": "b.org"}, {"b.org"}), ({"site_from_folder": True}, {"pages", "in"}), ({}, {"a.org", None})],
)
def test_the_user_names_the_site(
    archive: Path, folder: MakeFolder, options: dict[str, Any], sites: set[str | None]
) -> None:
    pages = folder({"a.txt": "!site a.org\n# One\nwords", "in/b.txt": "# Two\nwords"})
    run(archive, pages, **options)
    with read_archive(archive) as db:
        assert {row["site"] for row in db["captures"].rows} == sites
        assert {row["site_named"] for row in db["captures"].rows} == {int(bool(options))}
        assert {row["site"] for row in db["items"].rows} == sites
        assert {row["id"] for row in db["sites"].rows} == sites - {None}


def test_a_wrong_path_makes_no_archive(archive: Path, tmp_path: Path) -> None:
    with pytest.raises(NoSuchPath):
        run(archive, tmp_path / "nowhere")
    assert not archive.exists()


def test_a_file_that_vanishes_is_rejected_and_the_rest_goes_on(
    archive: Path, folder: MakeFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = folder({"a.txt": "# One\nwords", "b.txt": "# Two\nwords", "c.txt": "# Three\nwords"})
    find = sources.find

    def find_and_lose(*args: Any, **options: Any) -> Any:
        found = find(*args, **options)
        (pages / "b.txt").unlink()
        return found

    monkeypatch.setattr(sources, "find", find_and_lose)
    report = run(archive, pages)
    assert (report.new, report.rejected) == (2, 1)
    with read_archive(archive) as db:
        (reject,) = db["rejects"].rows
    assert (reject["source"], reject["reason"]) == (str(pages / "b.txt"), "unreadable")


@pytest.mark.parametrize("content", ["# One\nwords", "# Other\nwords"])
def test_a_file_that_can_be_read_by_now_is_no_reject_any_more(archive: Path, folder: MakeFolder, content: str) -> None:
    pages = folder({"a.txt": "# One\nwords"})
    (pages / "b.txt").symlink_to(pages / "away")
    assert run(archive, pages).reasons == {"unreadable": 1}
    (pages / "away").write_text(content)
    assert run(archive, pages).rejected == 0
    with read_archive(archive) as db:
        assert list(db["rejects"].rows) == []


def test_the_same_pages_again_go_through_no_table_of_pages(archive: Path, folder: MakeFolder) -> None:
    pages = folder(many(20))
    run(archive, pages)
    asked: list[str] = []
    with watching(asked.append):
        run(archive, pages)
    with read_archive(archive) as db:
        plans = {
            sql: [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {sql}")]
            for sql in asked
            if sql.lstrip().startswith("SELECT")
        }
    assert any("USING COVERING INDEX captures_by_cleaning" in step for steps in plans.values() for step in steps)
    assert not [sql for sql, steps in plans.items() for step in steps if step in ("SCAN captures", "SCAN c")]


def test_processes_and_batches_change_nothing(
    archive: Path, folder: MakeFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = folder(many(60))
    whole = run(archive, pages, jobs=1)
    monkeypatch.setattr(labelling, "BATCH_PAGES", 3)
    for jobs in (1, 2):
        other = archive.with_name(f"{jobs}.db")
        assert run(other, pages, jobs=jobs) == whole
        assert contents(other) == contents(archive)


def test_progress_is_told_after_each_batch(archive: Path, folder: MakeFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(labelling, "BATCH_PAGES", 2)
    pages = folder({"a.txt": "# One\nwords", "b.txt": "# Two\nwords", "c.txt": "# Three\nwords", "d.txt": ""})
    told: list[tuple[str, int, int]] = []
    run(archive, pages, progress=lambda *step: told.append(step))
    assert told == [("store", 2, 4), ("store", 4, 4), ("clean", 2, 3), ("clean", 3, 3)]


def test_a_batch_of_large_files_is_small(archive: Path, folder: MakeFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(labelling, "BATCH_BYTES", 100)
    pages = folder({"a.txt": "x" * 30, "b.txt": "y" * 80, "c.txt": "z" * 200, "d.txt": "words"})
    told: list[tuple[str, int, int]] = []
    run(archive, pages, progress=lambda *step: told.append(step))
    assert [done for phase, done, _ in told if phase == "store"] == [2, 3, 4]


BAD: dict[str, tuple[bytes, str | None]] = {
    "empty": (b"", "empty"),
    "binary": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "binary"),
    "NULs": (b"Title\n\nBody with a \x00 in it, and some more words.\n", None),
    "lone surrogate": (b"Title\n\nBody with \xed\xa0\x80 in it, and some more words.\n", None),
    "mixed line ends": (b"Title\r\nBody.\rMore.\nEnd.\r\n\n\r", None),
    "marks that end no line": ("Title\u2028of two\x0c\n\nBody\x85.\n".encode(), None),
    "one long line": (b"word " * 200_000, None),
}


@pytest.mark.parametrize(("raw", "reason"), BAD.values(), ids=BAD)
def test_no_input_stops_the_real_engine(archive: Path, folder: MakeFolder, raw: bytes, reason: str | None) -> None:
    report = run(archive, folder({"a.txt": raw, "b.txt": "Title\n\nA body of words.\n"}), engine=Engine.bundled)
    assert report.new == (1 if reason else 2)
    with read_archive(archive) as db:
        assert [row["reason"] for row in db["rejects"].rows] == ([reason] if reason else [])
        check_spans(db)


def check_spans(db: Database) -> None:
    """Check that labels lie over the whole text of each capture, in order and within it."""
    for capture in db.query("SELECT id, raw_length FROM captures"):
        spans = list(db.query('SELECT "start", "end" FROM spans WHERE capture = ? ORDER BY n', [capture["id"]]))
        edges = [edge for span in spans for edge in (span["start"], span["end"])]
        assert spans
        assert edges == sorted(edges)
        assert edges[-1] <= capture["raw_length"]
