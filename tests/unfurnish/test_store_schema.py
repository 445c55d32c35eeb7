"""The archive's file: what is opened, what is refused and why, and an index that stays in step."""

import os
import resource
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from tests.unfurnish.archives import check_index
from unfurnish.errors import (
    ArchiveBusy,
    ArchiveDamaged,
    ArchiveError,
    ArchiveMissing,
    ArchiveUnwritable,
    NewerArchive,
    NotAnArchive,
)
from unfurnish.store import schema
from unfurnish.store.migrations import MIGRATIONS
from unfurnish.store.schema import open_archive, plain_errors, read_archive, transaction, trial_copy
from unfurnish.store.search import Filter, search
from unfurnish.store.titles import title_key

Opening = Callable[[Path], Database]


def test_a_new_archive_says_what_it_is(archive: Path) -> None:
    open_archive(archive, create=True).close()
    with read_archive(archive) as db:
        pragmas = {
            name: db.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("application_id", "user_version", "journal_mode", "foreign_keys", "integrity_check")
        }
        assert pragmas == {
            "application_id": int.from_bytes(b"unfu"),
            "user_version": len(MIGRATIONS),
            "journal_mode": "wal",
            "foreign_keys": 1,
            "integrity_check": "ok",
        }
        assert all(table.strict for table in db.tables if not table.name.startswith("documents_fts"))


def test_an_archive_is_opened_again_as_it_was(archive: Path) -> None:
    with open_archive(archive, create=True) as db:
        db.execute("INSERT INTO sites (id, name) VALUES ('a.org', 'The A')")
    for opened in (open_archive(archive), open_archive(archive, create=True), read_archive(archive)):
        with opened as db:
            assert list(db["sites"].rows) == [{"id": "a.org", "name": "The A", "snapshot": None}]


def test_a_path_may_hold_what_means_something_in_a_uri(tmp_path: Path) -> None:
    path = tmp_path / "50% of?a=b#c é.db"
    open_archive(path, create=True).close()
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


def test_reading_changes_nothing(archive: Path, db: Database) -> None:
    with read_archive(archive) as reader, pytest.raises(sqlite3.OperationalError, match="readonly"):
        reader.execute("INSERT INTO sites (id, name) VALUES ('a.org', 'The A')")


@pytest.mark.parametrize("opening", [open_archive, read_archive])
def test_a_missing_archive_is_not_made_by_looking(archive: Path, opening: Opening) -> None:
    with pytest.raises(ArchiveMissing, match="unfurnish ingest"):
        opening(archive)
    assert not archive.exists()


def foreign(path: Path) -> None:
    with Database(path) as db:
        db["people"].insert({"name": "Ada"})


def foreign_with_id(path: Path) -> None:
    with Database(path) as db:
        db.execute("PRAGMA application_id = 1")


def newer(path: Path) -> None:
    with open_archive(path, create=True) as db:
        db.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")


def damaged(path: Path) -> None:
    open_archive(path, create=True).close()
    content = bytearray(path.read_bytes())
    content[100:4000] = b"\xff" * 3900
    path.write_bytes(content)


def creating(path: Path) -> Database:
    return open_archive(path, create=True)


CASES: list[tuple[Callable[[Path], object], type[ArchiveError], str]] = [
    (foreign, NotAnArchive, "database of something else"),
    (foreign_with_id, NotAnArchive, "database of something else"),
    (lambda path: path.write_text("Dear diary, " * 100), NotAnArchive, "not a database"),
    (newer, NewerArchive, "upgrade unfurnish"),
    (damaged, ArchiveDamaged, "malformed"),
    (Path.mkdir, ArchiveUnwritable, "check the path"),
]


@pytest.mark.parametrize("opening", [creating, open_archive, read_archive])
@pytest.mark.parametrize(("make", "error", "words"), CASES)
def test_what_is_no_archive_of_ours_is_refused_and_left_alone(
    archive: Path, make: Callable[[Path], object], error: type[ArchiveError], words: str, opening: Opening
) -> None:
    make(archive)
    before = archive.read_bytes() if archive.is_file() else None
    with pytest.raises(error, match=words) as caught:
        opening(archive)
    assert str(caught.value).startswith(f"{archive}: ")
    assert "\n" not in str(caught.value)
    assert (archive.read_bytes() if archive.is_file() else None) == before


def test_an_empty_file_becomes_an_archive_only_when_one_is_to_be_made(archive: Path) -> None:
    archive.touch()
    for opening in (open_archive, read_archive):
        with pytest.raises(NotAnArchive, match="empty"):
            opening(archive)
    open_archive(archive, create=True).close()
    read_archive(archive).close()


@pytest.mark.parametrize("opening", [open_archive, read_archive])
def test_an_older_archive_is_brought_up_to_date_step_by_step(
    archive: Path, monkeypatch: pytest.MonkeyPatch, opening: Opening
) -> None:
    open_archive(archive, create=True).close()
    steps = ("CREATE TABLE second (a); INSERT INTO second VALUES ('é;')", "INSERT INTO second VALUES (2)")
    monkeypatch.setattr(schema, "MIGRATIONS", (*MIGRATIONS, *steps))
    for _ in range(2):
        with opening(archive) as db:
            assert [row["a"] for row in db["second"].rows] == ["é;", 2]
            assert db.execute("PRAGMA user_version").fetchone()[0] == len(MIGRATIONS) + 2


def test_a_step_that_fails_leaves_the_older_archive(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_archive(archive, create=True).close()
    monkeypatch.setattr(schema, "MIGRATIONS", (*MIGRATIONS, "CREATE TABLE half (a); SELECT nonsense"))
    with pytest.raises(sqlite3.OperationalError, match="nonsense"):
        open_archive(archive)
    monkeypatch.undo()
    with read_archive(archive) as db:
        assert not db["half"].exists()


def test_an_older_archive_that_cannot_be_written_is_told_of_as_such(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_archive(archive, create=True).close()
    connect = schema._connect
    monkeypatch.setattr(schema, "_connect", lambda path, mode: connect(path, "ro"))
    read_archive(archive).close()
    monkeypatch.setattr(schema, "MIGRATIONS", (*MIGRATIONS, "CREATE TABLE second (a)"))
    with pytest.raises(ArchiveUnwritable, match=r"written by an older unfurnish.*copy it to where it can"):
        read_archive(archive)


def test_two_writers_do_not_wait_for_ever(archive: Path, db: Database) -> None:
    with open_archive(archive) as other:
        other.execute("PRAGMA busy_timeout = 0")
        busy = pytest.raises(ArchiveBusy, match="run the same command again")
        with transaction(db), busy, plain_errors(archive), transaction(other):
            pass


def test_a_transaction_is_all_or_nothing(db: Database) -> None:
    def stopped() -> None:
        with transaction(db):
            db.execute("INSERT INTO sites (id, name) VALUES ('a.org', 'The A')")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert db["sites"].count == 0


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_can_still_be_read_from(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    open_archive(closed / "a.db", create=True).close()
    closed.chmod(0o500)
    try:
        with read_archive(closed / "a.db") as db:
            assert db["items"].count == 0
        with pytest.raises(ArchiveUnwritable, match="permissions"):
            open_archive(closed / "b.db", create=True)
    finally:
        closed.chmod(0o700)


def test_a_copy_that_finds_no_room_is_told_of_by_its_own_name(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_archive(archive, create=True).close()
    (tmp_path / "small").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "small"))
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (archive.stat().st_size // 2, limits[1]))
    try:
        with pytest.raises(ArchiveError, match=f"^{tmp_path}/small/"), trial_copy(archive):
            pass
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert list((tmp_path / "small").iterdir()) == []


def test_what_refers_to_a_row_that_may_be_removed_is_found_by_an_index(db: Database) -> None:
    referring = [
        (table, key["from"])
        for table in db.table_names()
        for key in db.query(f"PRAGMA foreign_key_list({table})")
        if key["table"] in ("documents", "versions")
    ]
    assert ("documents", "version") in referring
    for table, column in referring:
        (plan,) = db.query(f"EXPLAIN QUERY PLAN SELECT 1 FROM {table} WHERE {column} = 1")
        assert plan["detail"].startswith("SEARCH"), (table, column)


# --- documents_fts ---------------------------------------------------------------------------------------------


def archive_with_two_documents() -> Database:
    db = Database(memory=True)
    db.execute("PRAGMA foreign_keys = ON")
    db.conn.create_function("title_key", 1, title_key)
    for step in MIGRATIONS:
        db.executescript(step)
    fill(db)
    return db


def fill(db: Database) -> None:
    db.execute("INSERT INTO runs VALUES (1, 'ingest', '', NULL, '', '{}', NULL)")
    for id_ in (1, 2):
        capture = {"id": id_, "run": 1, "sha256": str(id_), "source": "s", "site_named": 0, "encoding": "utf-8"}
        db.table("captures").insert(capture | {"raw_length": 0, "raw": b""})
        add_document(db, id_)


def add_document(db: Database, id_: int) -> None:
    document = {"id": id_, "identity": str(id_), "kind": "article", "first_capture": id_, "last_capture": id_}
    db.table("documents").insert(document)


def add_version(db: Database, document: int, words: str) -> int:
    n = db.execute("SELECT count(*) + 1 FROM versions WHERE document = ?", [document]).fetchone()[0]
    row = {"document": document, "n": n, "capture": document, "title": words[:3] or None, "body": words}
    row |= {"body_sha256": words, "body_chars": 0, "alt_titles": "", "authors": "", "paragraph_languages": ""}
    db.table("versions").insert(row)
    return int(db.execute("SELECT max(id) FROM versions").fetchone()[0])


def set_version(db: Database, document: int, version: int | None) -> None:
    db.execute("UPDATE documents SET version = ? WHERE id = ?", [version, document])


def test_the_check_of_the_index_can_fail() -> None:
    db = archive_with_two_documents()
    set_version(db, 1, add_version(db, 1, "peace"))
    db.execute("DROP TRIGGER versions_text_changed")
    db.execute("UPDATE versions SET body = 'war'")
    with pytest.raises(AssertionError):
        check_index(db)


WORDS = st.text(st.sampled_from("ab é大使"), max_size=6)
STEPS = st.one_of(
    st.tuples(st.just("new version"), st.sampled_from([1, 2]), WORDS),
    st.tuples(st.just("edit"), st.sampled_from([1, 2]), WORDS),
    st.tuples(st.just("back to"), st.sampled_from([1, 2]), st.integers(1, 3)),
    st.tuples(st.just("no version"), st.sampled_from([1, 2]), st.none()),
    st.tuples(st.just("delete"), st.sampled_from([1, 2]), st.none()),
    st.tuples(st.just("replace"), st.sampled_from([1, 2]), st.none()),
)


@given(st.lists(STEPS, max_size=12))
def test_the_index_stays_in_step_whatever_is_done(steps: list[tuple[str, int, object]]) -> None:
    db = archive_with_two_documents()
    for step, document, detail in steps:
        if step == "new version":
            set_version(db, document, add_version(db, document, str(detail)))
        elif step == "edit":
            db.execute("UPDATE versions SET title = ?, body = ? WHERE document = ?", ["t", detail, document])
        elif step == "back to":
            sql = "SELECT id FROM versions WHERE document = ? AND n = ?"
            row = db.execute(sql, [document, detail]).fetchone()
            set_version(db, document, row and row[0])
        elif step == "no version":
            set_version(db, document, None)
        else:
            # A version is deleted only after the document that points to it, and so on round: rules off for once.
            db.execute("PRAGMA foreign_keys = OFF")
            if step == "delete":
                db.execute("DELETE FROM documents WHERE id = ?", [document])
                db.execute("DELETE FROM versions WHERE document = ?", [document])
                add_document(db, document)
            else:
                sql = "REPLACE INTO documents (id, identity, kind, first_capture, last_capture)"
                db.execute(f"{sql} VALUES (?1, ?1, 'other', ?1, ?1)", [document])
            db.execute("PRAGMA foreign_keys = ON")
        check_index(db)
    assert db.execute("SELECT count(*) FROM current_texts").fetchone() == (
        db.execute("SELECT count(*) FROM documents WHERE version IS NOT NULL").fetchone()
    )
    db.close()


def test_words_are_found_without_their_accents_and_only_in_the_current_version() -> None:
    db = archive_with_two_documents()
    old, new = add_version(db, 1, "Café in Paris"), add_version(db, 1, "Совет в Москве")
    found = "SELECT rowid FROM documents_fts WHERE documents_fts MATCH ?"
    for version, word, other in ((old, "cafe", "СОВЕТ"), (new, "СОВЕТ", "cafe")):
        set_version(db, 1, version)
        assert db.execute(found, [word]).fetchall() == [(1,)]
        assert db.execute(found, [other]).fetchall() == []


UNSPACED = "外交部发言人会见Anna Kovač，谈2024年11月3日在G20峰会上的讲话。"


@pytest.mark.parametrize(
    ("text", "query", "shown"),
    [
        (UNSPACED, "发言人", "外交部[发言人]会见Anna Kovač，谈2024年11月3日在G20峰会上的讲话。"),
        (UNSPACED, "讲话 G20", "外交部发言人会见Anna Kovač，谈2024年11月3日在[G20]峰会上的[讲话]。"),
        (UNSPACED, "G20峰会", "外交部发言人会见Anna Kovač，谈2024年11月3日在[G20峰会]上的讲话。"),
        (UNSPACED, "11月3日", "外交部发言人会见Anna Kovač，谈2024年[11月3日]在G20峰会上的讲话。"),
        (UNSPACED, "anna", "外交部发言人会见[Anna] Kovač，谈2024年11月3日在G20峰会上的讲话。"),
        (UNSPACED, "kov*", "外交部发言人会见Anna [Kovač]，谈2024年11月3日在G20峰会上的讲话。"),
        (UNSPACED, "「会见Anna」", "外交部发言人[会见Anna] Kovač，谈2024年11月3日在G20峰会上的讲话。"),
        (UNSPACED, "发会", None),
        (UNSPACED, '"讲话 发言人"', None),
        ("灯台を訪問した。\n大使はハーバー協会の", "ハーバー", "灯台を訪問した。\n大使は[ハーバー]協会の"),
        ("정부는 항구를 열었다", "정부", "[정부]는 항구를 열었다"),
        ("รัฐบาลเปิดท่าเรือ", "ท่าเรือ", "รัฐบาลเปิด[ท่าเรือ]"),
        ("町の\U00020bb7田さん", "\U00020bb7田", "町の[\U00020bb7田]さん"),
        ('"quoted" \\ back\tslash', "slash", '"quoted" \\ back\t[slash]'),
    ],
)
def test_words_are_found_where_no_spaces_are_written(text: str, query: str, shown: str | None) -> None:
    db = archive_with_two_documents()
    set_version(db, 1, add_version(db, 1, text))
    found = [hit.snippet.replace("\x02", "[").replace("\x03", "]") for hit in search(db, query, Filter(), 5).hits]
    assert found == ([] if shown is None else [shown])


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
def test_an_archive_of_any_older_version_becomes_one_of_today(archive: Path, version: int) -> None:
    with Database(archive) as db:
        db.conn.create_function("title_key", 1, title_key)
        for step in MIGRATIONS[:version]:
            db.executescript(step)
        fill(db)
        set_version(db, 1, add_version(db, 1, UNSPACED))
        db.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {version}")
    with read_archive(archive) as db:
        assert search(db, "峰会", Filter(), 5).total == 1
    tables = "SELECT name, sql FROM sqlite_master"
    with open_archive(archive) as db, open_archive(archive.with_name("new.db"), create=True) as new:
        check_index(db)
        assert dict(db.execute(tables).fetchall()) == dict(new.execute(tables).fetchall())
