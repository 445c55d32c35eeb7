"""What all writers of the archive say in SQL."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlite_utils import Database


def insert(table: str, columns: Iterable[str]) -> str:
    """Return the statement that inserts a row with these columns."""
    names = [f'"{column}"' for column in columns]
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"


def first(db: Database, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> Any:
    """Return the first row of an answer, or None."""
    return db.conn.execute(sql, parameters).fetchone()


def now() -> str:
    """Return the time, RFC 3339, UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def add_site(db: Database, site: str | None, names: Mapping[str, str]) -> None:
    """Add a site, unless it is there; `names` are names of sites by their ids."""
    if site is not None:
        db.conn.execute("INSERT OR IGNORE INTO sites (id, name) VALUES (?, ?)", (site, names.get(site, site)))
