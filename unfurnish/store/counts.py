"""Lines counted over the different pages of each site, and the snapshots of these counts that labels depend on."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlite_utils import Database

from cleaners.repetition import MIN_PAGES, ZONES, PageLine, Snapshot, page_signature
from unfurnish.store.rows import Counted
from unfurnish.store.schema import transaction
from unfurnish.store.statements import add_site, insert, now

OUTGROWN = 1.5
"""Pages now, for each page of the snapshot, from which the snapshot is worth taking anew."""

_LINES = """
INSERT INTO site_lines (site, line, head, middle, tail, text)
VALUES (?1, ?2, ?3, ?4, ?5, iif(?3 + ?4 + ?5 > 1, ?6, NULL))
ON CONFLICT DO UPDATE SET head = head + ?3, middle = middle + ?4, tail = tail + ?5, text = ifnull(text, ?6)
"""
_SCOPE = "(:site IS NULL OR site = :site)"
_ID = "(:site IS NULL OR id = :site)"


@dataclass(frozen=True, slots=True)
class Outgrown:
    """A site of which many more pages are known than its snapshot was taken of."""

    site: str
    pages: int
    """Different pages that are counted now."""
    snapshot: int
    """Different pages that the snapshot was taken of."""


def count(db: Database, pages: Iterable[tuple[str, Sequence[PageLine]]]) -> None:
    """Add the lines of pages, each with its site, to the counts; those of a page that was counted before are left out.

    To be called within a transaction.
    """
    counts: dict[tuple[str, int], list[Any]] = {}
    for site, lines in pages:
        row = (site, page_signature(lines))
        if db.conn.execute("INSERT OR IGNORE INTO site_pages VALUES (?, ?)", row).rowcount:
            for line in lines:
                count = counts.setdefault((site, line.key), [0, 0, 0, line.text])
                count[ZONES.index(line.zone)] += 1
    db.conn.executemany(_LINES, ((*key, *count) for key, count in sorted(counts.items())))


def forget(db: Database, engine: str, site: str | None = None) -> None:
    """Take back what another engine counted, of one site or of all, so that it is counted anew."""
    with transaction(db):
        sql = f"SELECT 1 FROM captures WHERE counted_by <> :engine AND {_SCOPE} LIMIT 1"
        if db.conn.execute(sql, {"engine": engine, "site": site}).fetchone():
            for table in ("site_lines", "site_pages"):
                db.conn.execute(f"DELETE FROM {table} WHERE {_SCOPE}", {"site": site})
            db.conn.execute(f"UPDATE captures SET counted_by = NULL WHERE {_SCOPE}", {"site": site})


def captures(db: Database, site: str | None = None) -> int:
    """Return how many captures there are of a site, or of all."""
    return int(db.conn.execute(f"SELECT count(*) FROM captures WHERE {_SCOPE}", {"site": site}).fetchone()[0])


def uncounted(db: Database, site: str | None = None, *, waiting: bool = False) -> list[int]:
    """Return the ids of the captures whose lines are not counted, of one site or of all, in the order of ingest.

    `waiting` leaves out those that are labelled.
    """
    # Said so that an index finds the few that wait: of the others every row would have to be read, up to its end.
    among = "cleaned_by IS NULL" if waiting else "true"
    sql = f"SELECT id FROM captures WHERE counted_by IS NULL AND {_SCOPE} AND {among} ORDER BY id"
    return [id_ for (id_,) in db.conn.execute(sql, {"site": site})]


def recount(db: Database, engine: str, batch: Sequence[Counted], site_names: Mapping[str, str]) -> None:
    """Count the lines of stored captures; their sites and encodings become those that the engine finds now."""
    sql = "UPDATE captures SET site = ?, encoding = ifnull(?, encoding), counted_by = ? WHERE id = ?"
    with transaction(db):
        for item in batch:
            add_site(db, item.site, site_names)
            db.conn.execute(sql, (item.site, item.encoding, engine, item.capture))
        count(db, ((item.site, item.lines) for item in batch if item.site is not None))


def snapshots(db: Database, site: str | None = None, *, missing: bool = False) -> list[Snapshot]:
    """Take snapshots of what is counted now, of one site or of all; with `missing`, only where there is none.

    Sites of which too few different pages are known get none. Nothing is written.
    """
    sql = f"""
    SELECT p.site, count(*) FROM site_pages AS p JOIN sites AS s ON s.id = p.site
    WHERE (:site IS NULL OR p.site = :site) AND (NOT :missing OR s.snapshot IS NULL)
    GROUP BY p.site HAVING count(*) >= {MIN_PAGES} ORDER BY p.site
    """
    lines = f"SELECT line, head, middle, tail FROM site_lines WHERE site = ? AND head + middle + tail >= {MIN_PAGES}"
    found = db.conn.execute(sql, {"site": site, "missing": missing}).fetchall()
    return [Snapshot.of(id_, pages, db.conn.execute(lines, (id_,))) for id_, pages in found]


def keep(db: Database, run: int, taken: Iterable[Snapshot]) -> None:
    """Store snapshots, which their sites are labelled with from now on."""
    for snapshot in taken:
        with transaction(db):
            row = (snapshot.id, snapshot.site, snapshot.pages, run, now())
            sql = insert("snapshots", ("id", "site", "pages", "run", "taken_at"))
            if db.conn.execute(f"{sql} ON CONFLICT DO NOTHING", row).rowcount:
                lines = ((snapshot.id, line, *counts) for line, counts in snapshot.lines.items())
                db.conn.executemany("INSERT INTO snapshot_lines VALUES (?, ?, ?, ?, ?)", lines)
            db.conn.execute("UPDATE sites SET snapshot = ? WHERE id = ?", (snapshot.id, snapshot.site))


def moved(db: Database, taken: Sequence[Snapshot], site: str | None = None) -> int:
    """Return how many sites, of one or of all, have another snapshot than those taken, or one and none is taken."""
    sql = f"SELECT id, snapshot FROM sites WHERE snapshot IS NOT NULL AND {_ID}"
    before = dict(db.conn.execute(sql, {"site": site}).fetchall())
    return len({id_ for id_, _ in {*before.items()} ^ {(snapshot.site, snapshot.id) for snapshot in taken}})


def drop(db: Database, taken: Sequence[Snapshot], site: str | None = None) -> None:
    """Take away the snapshots of sites, of one or of all, of which none is taken: too few pages are left of them."""
    sql = f"UPDATE sites SET snapshot = NULL WHERE {_ID} AND id NOT IN (SELECT value FROM json_each(:taken))"
    with transaction(db):
        db.conn.execute(sql, {"site": site, "taken": json.dumps([snapshot.site for snapshot in taken])})


def tidy(db: Database) -> None:
    """Remove sites without a page, and snapshots that no site and no capture refers to."""
    with transaction(db):
        db.conn.execute("DELETE FROM site_lines WHERE site NOT IN (SELECT site FROM site_pages)")
        tables = ("captures", "documents", "site_pages", "crawls")
        used = " UNION ".join(f"SELECT site FROM {table}" for table in tables)
        empty = f"id NOT IN (SELECT site FROM ({used}) WHERE site IS NOT NULL)"
        db.conn.execute(f"UPDATE sites SET snapshot = NULL WHERE {empty}")
        db.conn.execute(
            "DELETE FROM snapshots WHERE id NOT IN (SELECT snapshot FROM sites WHERE snapshot IS NOT NULL)"
            " AND NOT EXISTS (SELECT 1 FROM captures AS c WHERE c.snapshot = snapshots.id)"
        )
        db.conn.execute(f"DELETE FROM sites WHERE {empty} AND id NOT IN (SELECT site FROM snapshots)")


class Shelf:
    """Gives out the snapshots of sites, of which it holds one at a time."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._last: tuple[str, Snapshot | None] | None = None

    def of(self, site: str | None) -> Snapshot | None:
        """Return what the captures of a site are labelled with, or None."""
        if site is None:
            return None
        if self._last is None or self._last[0] != site:
            self._last = (site, _load(self._db, site))
        return self._last[1]


def outgrown(db: Database) -> list[Outgrown]:
    """Return the sites whose counts have outgrown their snapshots, or have become enough for one."""
    sql = """
    SELECT s.id AS site, count(*) AS pages, ifnull(t.pages, 0) AS snapshot
    FROM sites AS s JOIN site_pages AS p ON p.site = s.id LEFT JOIN snapshots AS t ON t.id = s.snapshot
    GROUP BY s.id HAVING count(*) >= max(:least, :factor * ifnull(t.pages, 0)) ORDER BY s.id
    """
    return [Outgrown(**found) for found in db.query(sql, {"least": MIN_PAGES, "factor": OUTGROWN})]


class _Head(NamedTuple):
    id: str
    site: str
    pages: int


def _load(db: Database, site: str) -> Snapshot | None:
    sql = "SELECT t.id, t.site, t.pages FROM sites AS s JOIN snapshots AS t ON t.id = s.snapshot WHERE s.id = ?"
    found = db.conn.execute(sql, (site,)).fetchone()
    if found is None:
        return None
    head = _Head(*found)
    rows = db.conn.execute("SELECT line, head, middle, tail FROM snapshot_lines WHERE snapshot = ?", (head.id,))
    return Snapshot(*head, {line: (top, middle, tail) for line, top, middle, tail in rows})
