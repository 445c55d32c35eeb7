"""What an archive holds, for comparing two; and pages that fill one with every kind of row."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from unfurnish.store import schema
from unfurnish.store.schema import open_archive, read_archive

TIMES = {"started_at", "finished_at", "taken_at", "at"}


def contents(archive: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table, but the times of runs; and check that the file is sound."""
    with read_archive(archive) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        rows = {}
        for table in db.tables:
            # How FTS5 cuts its index into segments depends on the transactions; what it finds does not.
            if not table.name.startswith("documents_fts_"):
                columns = ", ".join(f'"{name}"' for name in table.columns_dict if name not in TIMES)
                rows[table.name] = db.execute(f"SELECT {columns} FROM {table.name} ORDER BY 1, 2").fetchall()
        return rows


@contextmanager
def watching(watch: Callable[[str], object]) -> Iterator[None]:
    """Tell `watch` of each SQL statement in archives that this process opens, from those that make the tables on."""
    connect = schema._connect

    def connect_and_watch(*args: Any) -> Database:
        db = connect(*args)
        db.conn.set_trace_callback(watch)
        return db

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(schema, "_connect", connect_and_watch)
        yield


def many(count: int) -> dict[str, str | bytes]:
    """Make pages that meet in all the ways pages can: same item, same bytes, other version, listing, reject."""
    chance = random.Random(5)
    files: dict[str, str | bytes] = {}
    for n in range(count):
        site = chance.choice(["", "!site a.org\n", "!site b.org\n"])
        number = f"!number {chance.randrange(count // 3)}\n" if chance.random() < 0.7 else ""
        captured = f"!captured 2021-01-{chance.randrange(1, 30):02}\n" if chance.random() < 0.5 else ""
        kind = chance.choice(["", "", "", "", "!kind listing\n", "!drop\n"])
        # Held by every page, by half of them, by none other; and a teaser that is the title of another page.
        lines = f"? all messages\n? only now and then {n % 2}\n? {n}\n~ Title !number {n % 5}\n"
        body = f"- menu\n\n# Title {number}\nbody {chance.randrange(3)} of some length\n{lines}~ other {n % 4}\n"
        files[f"{n:03}.txt"] = b"\xff" if chance.random() < 0.1 else f"{site}{number}{captured}{kind}{body}"
    return files


# What each table says, with rows of other tables named by what they are, not by their ids.
_SAID = {
    "sites": "SELECT * FROM sites",
    "captures": """
        SELECT c.id, c.sha256, c.source, c.site, c.encoding, d.identity, v.n, c.kind, c.language, c.captured,
            c.captured_precision, c.captured_source, c.captured_raw, c.chars_kept, c.chars_removed, c.notes, c.snapshot,
            c.counted_by, c.cleaned_by IS NULL, r.engine
        FROM captures AS c LEFT JOIN documents AS d ON d.id = c.document LEFT JOIN versions AS v ON v.id = c.version
            LEFT JOIN runs AS r ON r.id = c.cleaned_by
    """,
    "documents": """
        SELECT d.identity, d.site, d.url, d.number, d.kind, v.n, d.first_capture, d.last_capture
        FROM documents AS d LEFT JOIN versions AS v ON v.id = d.version
    """,
    "versions": """
        SELECT d.identity, v.n, v.capture, v.title, v.body_sha256, v.body_chars, v.published, v.published_raw, v.event,
            v.language, v.authors, v.body, v.title_key
        FROM versions AS v JOIN documents AS d ON d.id = v.document
    """,
    "spans": "SELECT * FROM spans",
    "related": """
        SELECT r.capture, r.n, r.date, r.title, r.teaser, r.url, d.identity
        FROM related AS r LEFT JOIN documents AS d ON d.id = r.document
    """,
    "counters": "SELECT * FROM counters",
    "sightings": "SELECT capture, fetched_at, source FROM sightings",
    "translations": "SELECT d.identity, t.language FROM translations AS t JOIN documents AS d ON d.id = t.document",
    "rejects": "SELECT source, sha256, reason, detail, raw FROM rejects",
    "site_lines": "SELECT * FROM site_lines",
    "site_pages": "SELECT * FROM site_pages",
    "snapshots": "SELECT id, site, pages FROM snapshots",
    "snapshot_lines": "SELECT * FROM snapshot_lines",
    "documents_fts": """
        SELECT d.identity, f.title, f.body FROM documents_fts AS f JOIN documents AS d ON d.id = f.rowid
    """,
}


def said(archive: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return what an archive says, whatever the ids in it and the runs that made it; and check that it is sound."""
    contents(archive)
    with open_archive(archive) as db:
        check_index(db)
        return {table: sorted(db.execute(sql).fetchall(), key=repr) for table, sql in _SAID.items()}


def check_index(db: Database) -> None:
    """Fail if the index is unsound, or not what one that is made of the current texts now would be."""
    db.execute("INSERT INTO documents_fts (documents_fts) VALUES ('integrity-check')")
    db.executescript("""
        CREATE VIRTUAL TABLE temp.anew USING fts5 (
            title, body, content='', tokenize='unicode61 remove_diacritics 2'
        );
        INSERT INTO temp.anew (rowid, title, body) SELECT id, title, body FROM searched_texts;
        CREATE VIRTUAL TABLE temp.words_anew USING fts5vocab (temp, anew, instance);
        CREATE VIRTUAL TABLE temp.words USING fts5vocab (main, documents_fts, instance);
    """)
    words, words_anew = (
        sorted(db.execute(f"SELECT * FROM temp.{name}").fetchall()) for name in ("words", "words_anew")
    )
    db.executescript("DROP TABLE temp.words; DROP TABLE temp.words_anew; DROP TABLE temp.anew;")
    assert words == words_anew
