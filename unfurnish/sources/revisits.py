"""Where the records of archives stand, so that a later record which only refers to one can be read as that."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from hashlib import blake2b
from types import TracebackType
from typing import NamedTuple, Self

Name = tuple[str, ...]
"""What a record may be called by a later one: its id, its address and date, the digest of its payload."""


class Place(NamedTuple):
    """Where a record begins."""

    path: str | None
    """None where it cannot be read again: standard input, a pipe, the midst of a file packed as a whole."""
    offset: int
    """Bytes of the file, packed if it is."""


class Index:
    """Names of records and their places, on disk once they are many: an archive may hold millions.

    As a context manager it is thrown away at the end.
    """

    def __init__(self) -> None:
        self._paths: list[str | None] = []
        # A file without a name, which SQLite keeps in memory while it is small.
        self._db = sqlite3.connect("")
        self._db.execute("PRAGMA journal_mode = OFF")
        self._db.execute("CREATE TABLE places (name INTEGER PRIMARY KEY, path INTEGER, place INTEGER)")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()

    def note(self, names: Iterable[Name], place: Place) -> None:
        """Note where a record begins; what another record was called before is its name no more."""
        if place.path not in self._paths[-1:]:
            self._paths.append(place.path)
        path = len(self._paths) - 1
        self._db.executemany(
            "INSERT OR REPLACE INTO places VALUES (?, ?, ?)", ((_key(name), path, place.offset) for name in names)
        )

    def find(self, names: Iterable[Name]) -> Place | None:
        """Return the place of the record that was noted under the first of these names that is known, or None."""
        for name in names:
            sql = "SELECT path, place FROM places WHERE name = ?"
            if (row := self._db.execute(sql, (_key(name),)).fetchone()) is not None:
                return Place(self._paths[row[0]], row[1])
        return None


def _key(name: Name) -> int:
    # 64 bits: of ten million names, two are taken for one another once in four hundred thousand archives.
    said = "\n".join(name).encode(errors="replace")
    return int.from_bytes(blake2b(said, digest_size=8).digest(), "big", signed=True)
