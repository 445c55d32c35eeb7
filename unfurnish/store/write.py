"""Writes the archive: a batch is a transaction, and what it adds depends on the archive and the batch alone."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlite_utils import Database

from unfurnish.store.rows import Dropped, Labelled, Refused, Seen, Version, Waiting
from unfurnish.store.schema import transaction
from unfurnish.store.spans import Span


def _insert(table: str, columns: Iterable[str]) -> str:
    names = [f'"{column}"' for column in columns]
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"


_SAME_BYTES = """
SELECT run, source, cleaned_by IS NOT NULL AND kind IS NULL FROM captures
WHERE sha256 = ? AND ifnull(url, '') = ?
"""
_NEW_CAPTURE = _insert("captures", ("run", *Seen._fields[:-1]))
_NEW_VERSION = _insert("versions", ("document", "n", "capture", *Version._fields))
_CLEANED = """
UPDATE captures SET cleaned_by = ?, document = ?, version = ?, kind = ?, language = ?,
    captured = ?, captured_precision = ?, captured_source = ?, captured_raw = ?,
    chars_kept = ?, chars_removed = ?, notes = ?
WHERE id = ?
"""
# One statement for a batch: FTS5 writes its index out for each statement that may have to be undone.
_SHOW = """
UPDATE documents SET kind = json_extract(new.value, '$[1]'), version = json_extract(new.value, '$[2]'),
    last_capture = json_extract(new.value, '$[3]')
FROM json_each(?) AS new WHERE documents.id = json_extract(new.value, '$[0]')
"""
_SPANS = _insert("spans", ("capture", *Span._fields))
_PARTS = {"related": ("date", "title", "teaser", "url"), "counters": ("days", "event", "since")}
_LINES = """
INSERT INTO site_lines (site, line, head, middle, tail, text)
VALUES (?1, ?2, ?3, ?4, ?5, iif(?3 + ?4 + ?5 > 1, ?6, NULL))
ON CONFLICT DO UPDATE SET head = head + ?3, middle = middle + ?4, tail = tail + ?5, text = ifnull(text, ?6)
"""
_REJECT = """
INSERT INTO rejects (run, source, sha256, reason, detail, raw, at) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT DO NOTHING
"""


@dataclass
class Tally:
    """What became of the inputs of a batch."""

    stored: int = 0
    unchanged: int = 0
    rejected: int = 0

    def add(self, other: "Tally") -> None:
        """Add the numbers of another batch."""
        self.stored += other.stored
        self.unchanged += other.unchanged
        self.rejected += other.rejected


def begin_run(db: Database, command: str, engine: str, arguments: Mapping[str, Any]) -> int:
    """Return the id of a new run; or of the last one like it, if that was never finished."""
    what = (command, engine, json.dumps(arguments, ensure_ascii=False))
    unfinished = "command = ? AND engine = ? AND arguments = ? AND finished_at IS NULL"
    with transaction(db):
        (run,) = _row(db, f"SELECT max(id) FROM runs WHERE {unfinished}", what)
        if run is None:
            sql = "INSERT INTO runs (command, engine, arguments, started_at) VALUES (?, ?, ?, ?)"
            run = db.conn.execute(sql, (*what, _now())).lastrowid
    return int(run)


def finish_run(db: Database, run: int, totals: Mapping[str, Any]) -> None:
    """Record that a run came to its end, and with what."""
    with transaction(db):
        sql = "UPDATE runs SET finished_at = ?, totals = ? WHERE id = ?"
        db.conn.execute(sql, (_now(), json.dumps(totals, ensure_ascii=False), run))


def store(db: Database, run: int, batch: Sequence[Seen | Refused], site_names: Mapping[str, str]) -> Tally:
    """Store the pages of a batch that are new, count their lines, and record the rejects.

    Bytes that are stored already, under the same URL, are unchanged; but stored if it was this very run that
    stored them from the same source, before it was interrupted. `site_names` are names of sites by their ids.
    """
    tally = Tally()
    added: list[Seen] = []
    with transaction(db):
        for item in batch:
            if isinstance(item, Refused):
                _reject(db, run, item)
                tally.rejected += 1
                continue
            known = _row(db, _SAME_BYTES, (item.sha256, item.url or ""))
            if known is None:
                _add_site(db, item.site, site_names)
                db.conn.execute(_NEW_CAPTURE, (run, *item[:-1]))
                added.append(item)
                tally.stored += 1
            elif known[:2] == (run, item.source):
                tally.stored += 1
            elif known[2]:
                tally.rejected += 1
            else:
                tally.unchanged += 1
        _count_lines(db, added)
    return tally


def waiting(db: Database) -> list[int]:
    """Return the ids of the captures that are still to be labelled: site by site, in the order of ingest."""
    return [id_ for (id_,) in db.execute("SELECT id FROM captures WHERE cleaned_by IS NULL ORDER BY site, id")]


def load(db: Database, captures: Iterable[int]) -> Iterator[Waiting]:
    """Yield the captures, one at a time."""
    sql = f"SELECT {', '.join(Waiting._fields)} FROM captures WHERE id = ?"
    for capture in captures:
        yield Waiting(*_row(db, sql, (capture,)))


def label(db: Database, run: int, batch: Sequence[Labelled | Dropped]) -> None:
    """Write the labels of a batch of captures, and the documents that they show, in the order of the batch.

    A capture that another process has labelled in the meantime is left alone.
    """
    done: list[Labelled] = []
    shown: dict[int, _Shown] = {}
    with transaction(db):
        for item in batch:
            site, cleaned_by = _row(db, "SELECT site, cleaned_by FROM captures WHERE id = ?", (item.capture,))
            if cleaned_by is not None:
                continue
            if isinstance(item, Dropped):
                _drop(db, run, item)
                continue
            document, version = _attach(db, item, site, shown)
            what = (run, document, version, item.kind, item.language, *item.captured)
            how = (item.chars_kept, item.chars_removed, item.notes, item.capture)
            db.conn.execute(_CLEANED, (*what, *how))
            done.append(item)
        db.conn.execute(_SHOW, (json.dumps([(document, *what) for document, what in shown.items()]),))
        db.conn.executemany(_SPANS, ((item.capture, *span) for item in done for span in item.spans))
        for table, columns in _PARTS.items():
            rows = ((item.capture, n, *part) for item in done for n, part in enumerate(getattr(item, table)))
            db.conn.executemany(_insert(table, ("capture", "n", *columns)), rows)


def _row(db: Database, sql: str, parameters: Sequence[Any]) -> Any:
    return db.conn.execute(sql, parameters).fetchone()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _add_site(db: Database, site: str | None, names: Mapping[str, str]) -> None:
    if site is not None:
        db.conn.execute("INSERT OR IGNORE INTO sites VALUES (?, ?)", (site, names.get(site, site)))


def _reject(db: Database, run: int, item: Refused) -> None:
    db.conn.execute(_REJECT, (run, *item, _now()))


def _drop(db: Database, run: int, item: Dropped) -> None:
    # The capture stays, so that the same bytes are known when they come again.
    row = _row(db, "SELECT source, sha256, raw FROM captures WHERE id = ?", (item.capture,))
    _reject(db, run, Refused(row[0], row[1], item.reason, item.detail, row[2]))
    db.conn.execute("UPDATE captures SET cleaned_by = ? WHERE id = ?", (run, item.capture))


def _count_lines(db: Database, pages: Iterable[Seen]) -> None:
    """Add the lines of new captures to the counts of their sites; lines of no known site say nothing."""
    counts: dict[tuple[str, int], list[Any]] = {}
    for page in pages:
        if page.site is not None:
            for line in page.lines:
                count = counts.setdefault((page.site, line.key), [0, 0, 0, line.text])
                count[("head", "middle", "tail").index(line.zone)] += 1
    db.conn.executemany(_LINES, ((*key, *count) for key, count in sorted(counts.items())))


class _Shown(NamedTuple):
    """What a document is shown by."""

    kind: str
    version: int | None
    last_capture: int


def _attach(db: Database, item: Labelled, site: str | None, shown: dict[int, _Shown]) -> tuple[int | None, int | None]:
    """Find or make the document and the version that a capture shows; return their ids.

    `shown` gathers what documents are shown by from now on.
    """
    if item.identity is None:
        return None, None
    columns = ("site", "identity", "url", "number", "kind", "first_capture", "last_capture")
    row = (site, item.identity, item.url, item.number, item.kind, item.capture, item.capture)
    db.conn.execute(f"{_insert('documents', columns)} ON CONFLICT DO NOTHING", row)
    sql = "SELECT id, kind, version, last_capture FROM documents WHERE identity = ?"
    document, *before = _row(db, sql, (item.identity,))
    version = _version(db, document, item)
    if _takes_over(db, item, version, shown.get(document, _Shown(*before))):
        shown[document] = _Shown(item.kind, version, item.capture)
    codes = ((document, code) for code in item.translations)
    db.conn.executemany("INSERT OR IGNORE INTO translations VALUES (?, ?)", codes)
    return document, version


def _version(db: Database, document: int, item: Labelled) -> int | None:
    if item.version is None:
        return None
    sql = "SELECT id FROM versions WHERE document = ? AND body_sha256 = ?"
    if (known := _row(db, sql, (document, item.version.body_sha256))) is not None:
        return int(known[0])
    (count,) = _row(db, "SELECT count(*) FROM versions WHERE document = ?", (document,))
    return db.conn.execute(_NEW_VERSION, (document, count + 1, item.capture, *item.version)).lastrowid


def _takes_over(db: Database, item: Labelled, version: int | None, shown: _Shown) -> bool:
    """Tell whether a capture is the one to show its document by: it is, unless dates or kinds speak against it."""
    if (version is None) != (shown.version is None):
        return version is not None  # a text takes the place of a listing at the same address, never the reverse
    (before,) = _row(db, "SELECT captured FROM captures WHERE id = ?", (shown.last_capture,))
    now = item.captured[0]
    return before is None or now is None or now[: len(before)] >= before[: len(now)]
