"""What an archive gives back: documents as their captures show them, the raw pages, the rejects."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from sqlite_utils import Database

from schemas import Counter, Document, Image, Kind, Line, Link, Note, PartialDate, Provenance, Related
from unfurnish.errors import NoSuchKind, NoSuchLanguage, NoSuchSite
from unfurnish.store.addresses import same_address
from unfurnish.store.packing import unpacked
from unfurnish.store.schema import plain_errors, read_archive
from unfurnish.store.spans import Span, expand

Part = TypeVar("Part", Link, Image, Provenance)

_BOMS = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
}

_DATES = ("published", "event", "captured")

_STORED = """
SELECT c.id AS capture, c.document, c.version, v.n AS version_number,
    (SELECT count(*) FROM versions WHERE document = c.document) AS versions,
    c.source, iif(c.renderer IS NULL, c.url, ifnull(d.url, c.url)) AS url, c.site, c.kind,
    c.language AS capture_language, c.notes,
    c.captured, c.captured_precision, c.captured_source, c.captured_raw,
    v.title, v.alt_titles, v.authors, v.language, v.paragraph_languages, v.section, v.place, v.doc_type, v.source_url,
    v.published, v.published_precision, v.published_source, v.published_raw,
    v.event, v.event_precision, v.event_source, v.event_raw, v.body, d.number,
    v.forms, v.links, v.images, v.provenance
FROM captures AS c LEFT JOIN documents AS d ON d.id = c.document LEFT JOIN versions AS v ON v.id = c.version
"""


@dataclass(frozen=True, slots=True)
class Stored:
    """A document as one capture of it shows it; ids are those of the tables."""

    document_id: int | None
    """None for a listing that has no URL."""
    version_id: int | None
    """None for a listing."""
    capture_id: int
    version_number: int | None
    """1, 2, ... in the order of ingest."""
    versions: int
    """How many the document has."""
    document: Document


@dataclass(frozen=True, slots=True)
class Capture:
    """One time that a document was seen."""

    id: int
    captured: str | None
    """ISO 8601 at the precision that is known."""
    version_number: int | None
    source: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """An input that was refused."""

    id: int
    reason: str
    source: str
    detail: str
    at: str
    """RFC 3339, UTC."""
    size: int
    """Bytes that are kept."""
    cut: bool
    """Whether these are but the beginning."""


@contextmanager
def reading(archive: str | Path) -> Iterator[Database]:
    """Open an archive for reading, all of it as it is at this moment, whoever else writes.

    Raises ArchiveError.
    """
    with plain_errors(archive), read_archive(archive) as db:
        db.conn.execute("BEGIN")
        yield db


def check_site(db: Database, site: str, archive: str | Path) -> None:
    """Raise NoSuchSite if an archive has no page of a site; `archive` is its path."""
    if _number(db, "SELECT 1 FROM captures WHERE site = ? LIMIT 1", (site,)) is None:
        raise NoSuchSite(f"{site}: no page of that site; `unfurnish stats {archive}` lists the sites")


def check_language(db: Database, language: str, archive: str | Path) -> None:
    """Raise NoSuchLanguage if an archive has no document in a language; `archive` is its path."""
    if _number(db, "SELECT 1 FROM versions WHERE language = ? LIMIT 1", (language,)) is None:
        raise NoSuchLanguage(
            f"{language}: no document in that language; `unfurnish stats {archive}` lists the languages, such as en"
        )


def check_kind(db: Database, kind: str, archive: str | Path) -> None:
    """Raise NoSuchKind if an archive has no document of a kind or type; `archive` is its path."""
    sql = "SELECT 1 FROM items WHERE ? IN (kind, doc_type) LIMIT 1"
    if _number(db, sql, (kind,)) is None:
        raise NoSuchKind(f"{kind}: no document of that kind or type; `unfurnish stats {archive}` lists the types")


def capture_of(db: Database, document: int) -> int | None:
    """Return the capture that shows the document as it was seen last, or None if there is no such document."""
    return _number(db, "SELECT last_capture FROM documents WHERE id = ?", (document,))


def capture_at(db: Database, url: str) -> int | None:
    """Return the capture that shows the page at this address as it was seen last, or None."""
    return _number(db, "SELECT last_capture FROM documents WHERE identity = ?", (f"url:{same_address(url)}",))


def document_of(db: Database, capture: int) -> int | None:
    """Return the document that a capture shows, or None."""
    return _number(db, "SELECT document FROM captures WHERE id = ?", (capture,))


def captures_of(db: Database, document: int) -> list[Capture]:
    """Return the captures of a document in the order of ingest."""
    sql = """
    SELECT c.id, c.captured, v.n AS version_number, c.source
    FROM captures AS c LEFT JOIN versions AS v ON v.id = c.version
    WHERE c.document = ? ORDER BY c.id
    """
    return [Capture(**row) for row in db.query(sql, [document])]


def sightings_of(db: Database, capture: int) -> list[str]:
    """Return the other times at which the bytes of a capture were met at its address, RFC 3339, the first first."""
    return list(_column(db, "SELECT fetched_at FROM sightings WHERE capture = ? ORDER BY fetched_at", capture))


def stored(db: Database, capture: int) -> Stored | None:
    """Return what a cleaned capture shows, or None if there is no such capture or it is not cleaned yet."""
    rows = db.query(f"{_STORED} WHERE c.id = ? AND c.kind IS NOT NULL", [capture])
    return next((_stored(db, row) for row in rows), None)


def current(db: Database, *, site: str | None = None, language: str | None = None) -> Iterator[Stored]:
    """Yield every document that has a text (a listing has none), by id, as it was seen last."""
    sql = f"""{_STORED}
    WHERE c.id = d.last_capture AND c.version IS NOT NULL
        AND (:site IS NULL OR c.site = :site) AND (:language IS NULL OR v.language = :language)
    ORDER BY d.id
    """
    for row in db.query(sql, {"site": site, "language": language}):
        yield _stored(db, row)


def raw(db: Database, capture: int) -> bytes | None:
    """Return the bytes of a capture as they came in, or None if there is no such capture."""
    row = db.execute("SELECT raw FROM captures WHERE id = ?", [capture]).fetchone()
    return None if row is None else unpacked(row[0], f"capture {capture}")


def text(db: Database, capture: int) -> str:
    """Return the text that a capture's labels lie over: that rendered from HTML, else the decoded bytes without BOM."""
    (rendered,) = db.execute("SELECT text FROM captures WHERE id = ?", [capture]).fetchone()
    return decoded(db, capture) if rendered is None else str(rendered)


def decoded(db: Database, capture: int) -> str:
    """Return the bytes of a capture as they were decoded, without BOM."""
    kept, encoding = db.execute("SELECT raw, encoding FROM captures WHERE id = ?", [capture]).fetchone()
    raw = unpacked(kept, f"capture {capture}")
    return raw.removeprefix(_BOMS.get(encoding, b"")).decode(encoding, errors="replace")


def lines(db: Database, capture: int, text: str) -> list[Line]:
    """Return the labelled segments of a capture; `text` is that of the capture."""
    return list(expand(_spans(db, capture), text))


@dataclass(frozen=True, slots=True)
class Labels:
    """How a capture was labelled."""

    kind: Kind | None
    """None where it was rejected, or is still to be cleaned."""
    rejected: bool
    spans: list[Span]
    renderer: str | None
    """What rendered the text that the spans lie over, None for a page that is text."""


def labels(db: Database, capture: int) -> Labels:
    """Return how a capture was labelled."""
    kind, rejected, renderer = db.execute(
        "SELECT kind, kind IS NULL AND cleaned_by IS NOT NULL, renderer FROM captures WHERE id = ?", [capture]
    ).fetchone()
    return Labels(kind, bool(rejected), _spans(db, capture), renderer)


def reject_of(db: Database, reject: int) -> Rejected | None:
    """Return the reject with this id, or None."""
    return next(_rejects(db, "id = ?", [reject], 1), None)


def rejected(db: Database, limit: int, reasons: Sequence[str] = ()) -> Iterator[Rejected]:
    """Yield rejects, the latest first; only those for one of the reasons, if any are given."""
    among = f"reason IN ({', '.join('?' * len(reasons))})" if reasons else "true"
    return _rejects(db, among, reasons, limit)


def reject_reasons(db: Database) -> dict[str, int]:
    """Return how many rejects there are for each reason, the most frequent first."""
    return dict(db.execute("SELECT reason, count(*) FROM rejects GROUP BY 1 ORDER BY 2 DESC, 1").fetchall())


def _rejects(db: Database, where: str, parameters: Sequence[Any], limit: int) -> Iterator[Rejected]:
    sql = f"SELECT id, reason, source, detail, at, raw, cut FROM rejects WHERE {where} ORDER BY id DESC LIMIT ?"
    for id_, reason, source, detail, at, kept, cut in db.execute(sql, [*parameters, limit]):
        yield Rejected(id_, reason, source, detail, at, len(unpacked(kept, f"reject {id_}")), bool(cut))


def rejected_raw(db: Database, reject: int) -> bytes | None:
    """Return the bytes of a reject, or None if there is no such reject."""
    row = db.execute("SELECT raw FROM rejects WHERE id = ?", [reject]).fetchone()
    return None if row is None else unpacked(row[0], f"reject {reject}")


def _spans(db: Database, capture: int) -> list[Span]:
    columns = ", ".join(f'"{name}"' for name in Span._fields)
    return [Span(*row) for row in db.execute(f"SELECT {columns} FROM spans WHERE capture = ? ORDER BY n", [capture])]


def _number(db: Database, sql: str, parameters: Sequence[Any]) -> int | None:
    row = db.execute(sql, parameters).fetchone()
    return None if row is None or row[0] is None else int(row[0])


def _stored(db: Database, row: dict[str, Any]) -> Stored:
    capture = row["capture"]
    listing = row["version"] is None
    document = Document(
        source=row["source"],
        url=row["url"],
        site=row["site"],
        kind=row["kind"],
        title=_words(db, capture, "title") if listing else row["title"],
        alt_titles=_tuple(row["alt_titles"]),
        authors=_tuple(row["authors"]),
        **{name: _date(row, name) for name in _DATES},
        language=row["capture_language"] if listing else row["language"],
        paragraph_languages=_tuple(row["paragraph_languages"]),
        translations=_column(
            db, "SELECT language FROM translations WHERE document = ? ORDER BY language", row["document"]
        ),
        section=row["section"],
        place=row["place"],
        doc_type=row["doc_type"],
        source_url=row["source_url"],
        body=row["body"] or "",
        related=tuple(Related(**entry) for entry in _rows(db, "date, title, teaser, url", "related", capture)),
        counters=tuple(Counter(**entry) for entry in _rows(db, "days, event, since", "counters", capture)),
        notes=tuple(Note(**note) for note in json.loads(row["notes"])),
        number=row["number"],
        provenance=_parts(Provenance, row["provenance"]),
        forms=_tuple(row["forms"]),
        links=_parts(Link, row["links"]),
        images=_parts(Image, row["images"]),
    )
    return Stored(row["document"], row["version"], capture, row["version_number"], row["versions"], document)


def _words(db: Database, capture: int, label: str) -> str | None:
    row = db.execute(
        "SELECT text FROM spans WHERE capture = ? AND label = ? ORDER BY n LIMIT 1", [capture, label]
    ).fetchone()
    return " ".join(row[0].split()) if row else None


def _date(row: dict[str, Any], name: str) -> PartialDate | None:
    if row[name] is None:
        return None
    return PartialDate(
        value=row[name], precision=row[f"{name}_precision"], source=row[f"{name}_source"], raw=row[f"{name}_raw"]
    )


def _tuple(array: str | None) -> tuple[Any, ...]:
    return tuple(json.loads(array)) if array else ()


def _parts(model: type[Part], array: str | None) -> tuple[Part, ...]:
    return tuple(model(**part) for part in json.loads(array or "[]"))


def _column(db: Database, sql: str, key: int | None) -> tuple[str, ...]:
    return tuple(row[0] for row in db.execute(sql, [key]))


def _rows(db: Database, columns: str, table: str, capture: int) -> list[dict[str, Any]]:
    return list(db.query(f"SELECT {columns} FROM {table} WHERE capture = ? ORDER BY n", [capture]))
