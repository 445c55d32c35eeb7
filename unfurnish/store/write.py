"""Writes the archive: a batch is a transaction, and what it adds depends on the archive and the batch alone."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlite_utils import Database

from unfurnish.store import counts
from unfurnish.store.packing import packed
from unfurnish.store.rows import Dropped, Known, Labelled, Refused, Seen, Version, Waiting
from unfurnish.store.schema import transaction
from unfurnish.store.spans import Span
from unfurnish.store.statements import add_site, first, insert, now

_SAME_BYTES = """
SELECT run, source, cleaned_by IS NOT NULL AND kind IS NULL, site, id, fetched_at FROM captures
WHERE sha256 = ? AND ifnull(url, '') = ?
"""
_NEW_CAPTURE = insert("captures", ("run", *Seen._fields[:-1]))
_SIGHTING = f"{insert('sightings', ('capture', 'fetched_at', 'source', 'run'))} ON CONFLICT DO NOTHING"
_NEW_VERSION = insert("versions", ("document", "n", "capture", *Version._fields))
_CLEANED = """
UPDATE captures SET cleaned_by = ?, document = ?, version = ?, kind = ?, language = ?,
    captured = ?, captured_precision = ?, captured_source = ?, captured_raw = ?,
    chars_kept = ?, chars_removed = ?, notes = ?, snapshot = ?, text = ?, renderer = ?
WHERE id = ?
"""
# One statement for a batch: FTS5 writes its index out for each statement that may have to be undone.
_SHOW = """
UPDATE documents SET kind = json_extract(new.value, '$[1]'), version = json_extract(new.value, '$[2]'),
    last_capture = json_extract(new.value, '$[3]')
FROM json_each(?) AS new WHERE documents.id = json_extract(new.value, '$[0]')
"""
_SPANS = insert("spans", ("capture", *Span._fields))
PARTS = {"related": ("date", "title", "teaser", "url", "title_key"), "counters": ("days", "event", "since")}
_REJECT = """
INSERT INTO rejects (run, source, sha256, reason, detail, raw, cut, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET run = excluded.run, reason = excluded.reason, detail = excluded.detail, at = excluded.at
WHERE (reason, detail) <> (excluded.reason, excluded.detail)
"""
# Of records of web archives that are no pages no bytes were kept once.
_KEPT_NOW = """
UPDATE OR IGNORE rejects SET sha256 = ?, raw = ?, cut = ? WHERE source = ? AND reason = ? AND cut AND raw = ?
"""
_NOTHING = packed(b"")
# A revisit is a page as soon as the archive is there that has its bytes; and what is read now is not unreadable.
_RESOLVED = "DELETE FROM rejects WHERE source = ? AND reason IN ('revisit', 'unreadable')"


ASIDE = 1_000_000
"""Added to the number of a version that reclean has not taken up again; see rewrite.py."""


@dataclass
class Tally:
    """What became of the inputs of a batch."""

    stored: int = 0
    unchanged: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    """Of those that were rejected."""
    elsewhere: Counter[str | None] = field(default_factory=Counter)
    """Of those that are unchanged and were now named another site, the sites that they stay under."""

    @property
    def rejected(self) -> int:
        """How many were rejected."""
        return self.reasons.total()

    def add(self, other: "Tally") -> None:
        """Add the numbers of another batch."""
        self.stored += other.stored
        self.unchanged += other.unchanged
        self.reasons += other.reasons
        self.elsewhere += other.elsewhere


class Shown(NamedTuple):
    """What a document is shown by."""

    kind: str
    version: int | None
    last_capture: int


def begin_run(db: Database, command: str, engine: str, arguments: Mapping[str, Any]) -> int:
    """Return the id of a new run; or of the last one like it, if that was never finished."""
    what = (command, engine, json.dumps(arguments, ensure_ascii=False))
    unfinished = "command = ? AND engine = ? AND arguments = ? AND finished_at IS NULL"
    with transaction(db):
        (run,) = first(db, f"SELECT max(id) FROM runs WHERE {unfinished}", what)
        if run is None:
            sql = "INSERT INTO runs (command, engine, arguments, started_at) VALUES (?, ?, ?, ?)"
            run = db.conn.execute(sql, (*what, now())).lastrowid
    return int(run)


def finish_run(db: Database, run: int, totals: Mapping[str, Any]) -> None:
    """Record that a run came to its end, and with what."""
    with transaction(db):
        sql = "UPDATE runs SET finished_at = ?, totals = ? WHERE id = ?"
        db.conn.execute(sql, (now(), json.dumps(totals, ensure_ascii=False), run))


def is_stored(db: Database, page: Known) -> bool:
    """Tell whether the bytes of a page are stored, under the same URL."""
    return first(db, _SAME_BYTES, (page.sha256, page.url or "")) is not None


def store(db: Database, run: int, batch: Sequence[Seen | Known | Refused], site_names: Mapping[str, str]) -> Tally:
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
                tally.reasons[item.reason] += 1
                continue
            db.conn.execute(_RESOLVED, (item.source,))
            known = first(db, _SAME_BYTES, (item.sha256, item.url or ""))
            if known is None:
                assert isinstance(item, Seen)
                add_site(db, item.site, site_names)
                db.conn.execute(_NEW_CAPTURE, (run, *item[:-1]))
                added.append(item)
                tally.stored += 1
            elif known[:2] == (run, item.source):
                tally.stored += 1
            elif known[2]:
                (reason,) = first(
                    db, "SELECT reason FROM rejects WHERE (source, sha256) = (?, ?)", (known[1], item.sha256)
                )
                tally.reasons[reason] += 1
            else:
                tally.unchanged += 1
                if item.fetched_at not in (None, known[5]):
                    db.conn.execute(_SIGHTING, (known[4], item.fetched_at, item.source, run))
                if item.named_site not in (None, known[3]):
                    tally.elsewhere[known[3]] += 1
        counts.count(db, ((item.site, item.lines) for item in added if item.site is not None))
    return tally


def capture(db: Database, run: int, page: Seen) -> tuple[int, bool]:
    """Store a page whose lines nobody has read yet; return its id, and whether it is new.

    Bytes that are stored already, under the same URL, are not stored again. To be called within a transaction.
    """
    known = first(db, "SELECT id FROM captures WHERE sha256 = ? AND ifnull(url, '') = ?", (page.sha256, page.url or ""))
    if known is not None:
        return int(known[0]), False
    return int(db.conn.execute(_NEW_CAPTURE, (run, *page[:-1])).lastrowid or 0), True


def waiting(db: Database, site: str | None = None) -> list[int]:
    """Return the ids of the captures of one site, or of all, that are still to be labelled.

    They come site by site, in the order of ingest.
    """
    sql = "SELECT id FROM captures WHERE cleaned_by IS NULL AND (:site IS NULL OR site = :site) ORDER BY site, id"
    return [id_ for (id_,) in db.execute(sql, {"site": site})]


def load(db: Database, captures: Iterable[int]) -> Iterator[Waiting]:
    """Yield the captures, one at a time."""
    sql = f"SELECT {', '.join(Waiting._fields)} FROM captures WHERE id = ?"
    for capture in captures:
        yield Waiting(*first(db, sql, (capture,)))


def label(db: Database, run: int, batch: Sequence[Labelled | Dropped]) -> None:
    """Write the labels of a batch of captures, and the documents that they show, in the order of the batch.

    A capture that another process has labelled in the meantime is left alone.
    """
    done: list[Labelled] = []
    shown: dict[int, Shown] = {}
    with transaction(db):
        for item in batch:
            site, cleaned_by = first(db, "SELECT site, cleaned_by FROM captures WHERE id = ?", (item.capture,))
            if cleaned_by is not None:
                continue
            if isinstance(item, Dropped):
                drop(db, run, item)
            else:
                attach(db, run, item, site, shown)
                done.append(item)
        finish(db, done, shown)


def attach(db: Database, run: int, item: Labelled, site: str | None, shown: dict[int, Shown]) -> None:
    """Write what a capture shows: its columns, its document and version, found or made.

    `shown` gathers what documents are shown by from now on, for `finish`.
    """
    document, version = _attach(db, item, site, shown)
    what = (run, document, version, item.kind, item.language, *item.captured)
    how = (item.chars_kept, item.chars_removed, item.notes, item.snapshot, item.text, item.renderer, item.capture)
    db.conn.execute(_CLEANED, (*what, *how))


def drop(db: Database, run: int, item: Dropped) -> None:
    """Record that a capture was rejected when it was cleaned; it stays, so that the same bytes are known again."""
    found = first(db, "SELECT source, sha256, raw FROM captures WHERE id = ?", (item.capture,))
    _reject(db, run, Refused(found[0], found[1], item.reason, item.detail, found[2]))
    db.conn.execute("UPDATE captures SET cleaned_by = ?, snapshot = ? WHERE id = ?", (run, item.snapshot, item.capture))


def finish(db: Database, done: Sequence[Labelled], shown: Mapping[int, Shown]) -> None:
    """Write the spans and other parts of captures that were attached, and what their documents are shown by."""
    db.conn.execute(_SHOW, (json.dumps([(document, *what) for document, what in shown.items()]),))
    db.conn.executemany(_SPANS, ((item.capture, *span) for item in done for span in item.spans))
    for table, columns in PARTS.items():
        rows = ((item.capture, n, *part) for item in done for n, part in enumerate(getattr(item, table)))
        db.conn.executemany(insert(table, ("capture", "n", *columns)), rows)


def _reject(db: Database, run: int, item: Refused) -> None:
    db.conn.execute(_KEPT_NOW, (item.sha256, item.raw, item.cut, item.source, item.reason, _NOTHING))
    db.conn.execute(_REJECT, (run, *item, now()))


def _attach(db: Database, item: Labelled, site: str | None, shown: dict[int, Shown]) -> tuple[int | None, int | None]:
    """Find or make the document and the version that a capture shows; return their ids.

    `shown` gathers what documents are shown by from now on.
    """
    if item.identity is None:
        return None, None
    columns = ("site", "identity", "url", "number", "kind", "first_capture", "last_capture")
    values = (site, item.identity, item.url, item.number, item.kind, item.capture, item.capture)
    db.conn.execute(f"{insert('documents', columns)} ON CONFLICT DO NOTHING", values)
    sql = "SELECT id, kind, version, last_capture FROM documents WHERE identity = ?"
    document, *before = first(db, sql, (item.identity,))
    version = _version(db, document, item)
    if _takes_over(db, item, version, shown.get(document, Shown(*before))):
        shown[document] = Shown(item.kind, version, item.capture)
    codes = ((document, code) for code in item.translations)
    db.conn.executemany("INSERT OR IGNORE INTO translations VALUES (?, ?)", codes)
    return document, version


def _version(db: Database, document: int, item: Labelled) -> int | None:
    if item.version is None:
        return None
    sql = f"SELECT id FROM versions WHERE document = ? AND body_sha256 = ? AND n < {ASIDE}"
    if (known := first(db, sql, (document, item.version.body_sha256))) is not None:
        return int(known[0])
    (last,) = first(db, f"SELECT ifnull(max(n), 0) FROM versions WHERE document = ? AND n < {ASIDE}", (document,))
    return db.conn.execute(_NEW_VERSION, (document, last + 1, item.capture, *item.version)).lastrowid


def _takes_over(db: Database, item: Labelled, version: int | None, shown: Shown) -> bool:
    """Tell whether a capture is the one to show its document by: it is, unless dates or kinds speak against it."""
    if shown.last_capture == item.capture:
        return True
    if (version is None) != (shown.version is None):
        return version is not None  # a text takes the place of a listing at the same address, never the reverse
    (before,) = first(db, "SELECT captured FROM captures WHERE id = ?", (shown.last_capture,))
    own = item.captured[0]
    return before is None or own is None or own[: len(before)] >= before[: len(own)]
