"""What hosts said to robots: robots.txt as it was received, and how long to wait."""

from typing import NamedTuple

from sqlite_utils import Database

from unfurnish.store.schema import transaction
from unfurnish.store.statements import first


class Said(NamedTuple):
    """The last robots.txt of a host."""

    status: int
    body: bytes
    at: float
    """Unix time."""


def said(db: Database, origin: str) -> Said | None:
    """Return the last robots.txt that was kept of an origin, such as https://example.org."""
    row = first(db, "SELECT robots_status, robots, robots_at FROM hosts WHERE host = ?", (origin,))
    return Said(*row) if row and row[0] is not None else None


def keep(db: Database, origin: str, answer: Said) -> None:
    """Keep a robots.txt."""
    sql = """
    INSERT INTO hosts (host, robots_status, robots, robots_at) VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET (robots_status, robots, robots_at) =
        (excluded.robots_status, excluded.robots, excluded.robots_at)
    """
    with transaction(db):
        db.conn.execute(sql, (origin, *answer))


def hold(db: Database, origin: str, until: float) -> None:
    """Ask nothing of an origin before a Unix time."""
    sql = "INSERT INTO hosts (host, not_before) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET not_before = ?2"
    with transaction(db):
        db.conn.execute(sql, (origin, until))


def held(db: Database, origin: str) -> float:
    """Return the Unix time before which nothing is to be asked of an origin, or 0."""
    row = first(db, "SELECT not_before FROM hosts WHERE host = ?", (origin,))
    return float(row[0]) if row and row[0] is not None else 0.0
