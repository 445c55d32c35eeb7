"""The one way to open an archive, and what its errors say."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from sqlite_utils import Database

from unfurnish.errors import (
    ArchiveBusy,
    ArchiveDamaged,
    ArchiveError,
    ArchiveFull,
    ArchiveMissing,
    ArchiveUnwritable,
    NewerArchive,
    NotAnArchive,
)
from unfurnish.store.migrations import MIGRATIONS
from unfurnish.store.titles import title_key

APPLICATION_ID = 0x756E6675  # "unfu"


def open_archive(path: str | Path, *, create: bool = False) -> Database:
    """Open an archive for writing, bringing an older schema up to date.

    A missing file, or a database that is still empty, becomes a new archive when `create` is set.
    Raises one of the subclasses of ArchiveError.
    """
    path = Path(path)
    if not create and not path.exists():
        raise ArchiveMissing(f"{path}: no such archive; `unfurnish ingest {path} PATH...` makes one")
    with plain_errors(path):
        db = _connect(path, "rwc" if create else "rw")
        try:
            _check(db, path, may_be_new=create)
            db.enable_wal()
            db.execute("PRAGMA synchronous = NORMAL")
            _migrate(db, path)
        except BaseException:
            db.close()
            raise
        return db


def read_archive(path: str | Path) -> Database:
    """Open an archive for reading only, after an older schema has been brought up to date.

    Raises one of the subclasses of ArchiveError.
    """
    path = Path(path)
    if not path.exists():
        raise ArchiveMissing(f"{path}: no such archive; `unfurnish ingest {path} PATH...` makes one")
    with plain_errors(path):
        db = _connect(path, "ro")
        try:
            older = _check(db, path, may_be_new=False) < len(MIGRATIONS)
        except BaseException:
            db.close()
            raise
    if older:
        db.close()
        try:
            open_archive(path).close()
        except ArchiveUnwritable as error:
            raise ArchiveUnwritable(
                f"{path}: written by an older unfurnish, to be brought up to date before it is read, and it cannot be "
                "written; copy it to where it can"
            ) from error
        return read_archive(path)
    return db


@contextmanager
def trial_copy(path: str | Path, *, create: bool = False) -> Iterator[Path]:
    """Lend the path of a copy to try things on, which is thrown away; with `create`, also where there is no archive.

    Raises one of the subclasses of ArchiveError.
    """
    path = Path(path)
    with tempfile.TemporaryDirectory(prefix="unfurnish-") as folder:
        copy = Path(folder) / "copy.db"
        if path.exists() or not create:
            with read_archive(path) as source, plain_errors(copy), closing(sqlite3.connect(copy)) as target:
                source.conn.backup(target)
        yield copy


@contextmanager
def plain_errors(path: str | Path) -> Iterator[None]:
    """Turn what SQLite raises about the file into errors of ours that say what to do."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF  # the low byte is the primary code
        if code not in _ADVICE:
            raise
        kind, advice = _ADVICE[code]
        raise kind(f"{path}: {error}; {advice}") from error


_UNWRITABLE = (ArchiveUnwritable, "check the path, its permissions and the disk")
_BUSY = (ArchiveBusy, "another process is writing: wait for it and run the same command again")
_ADVICE: dict[int, tuple[type[ArchiveError], str]] = {
    sqlite3.SQLITE_FULL: (ArchiveFull, "make room and run the same command again: what is stored stays"),
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_CANTOPEN: _UNWRITABLE,
    sqlite3.SQLITE_READONLY: _UNWRITABLE,
    sqlite3.SQLITE_PERM: _UNWRITABLE,
    sqlite3.SQLITE_IOERR: _UNWRITABLE,
    sqlite3.SQLITE_NOTADB: (NotAnArchive, "name another file"),
    sqlite3.SQLITE_CORRUPT: (ArchiveDamaged, "restore it, or ingest the pages into a new file"),
}


@contextmanager
def transaction(db: Database) -> Iterator[None]:
    """Write all or nothing. The write lock is taken at once, so what is read inside stays true to the end."""
    db.conn.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.conn.execute("COMMIT")
    except BaseException:
        db.rollback()
        raise


def _connect(path: Path, mode: Literal["ro", "rw", "rwc"]) -> Database:
    path = path.absolute()
    uri = f"file:{quote(os.fsencode(path))}?mode={mode}"
    # Even to read, SQLite makes files beside a database in WAL mode, unless it is told that nobody is writing.
    log = path.with_name(f"{path.name}-wal")
    if mode == "ro" and not os.access(path.parent, os.W_OK) and not log.exists():
        uri += "&immutable=1"
    db = Database(sqlite3.connect(uri, uri=True))
    db.execute("PRAGMA foreign_keys = ON")
    return db


def _check(db: Database, path: Path, *, may_be_new: bool) -> int:
    """Return the schema's version, 0 for a database that is still empty; raise if it is not ours to use."""
    application = _pragma(db, "application_id")
    version = _pragma(db, "user_version")
    (tables,) = db.execute("SELECT count(*) FROM sqlite_master").fetchone()  # raises where the file is damaged
    if application == APPLICATION_ID:
        if version > len(MIGRATIONS):
            raise NewerArchive(
                f"{path}: written by a newer unfurnish (its schema is {version}, the last one known here is "
                f"{len(MIGRATIONS)}); upgrade unfurnish"
            )
        return version
    empty = application == 0 and tables == 0
    if empty and may_be_new:
        return 0
    what = "an empty database" if empty else "the database of something else"
    raise NotAnArchive(f"{path}: {what}, not an unfurnish archive; name another file")


def _migrate(db: Database, path: Path) -> None:
    if _pragma(db, "user_version") == len(MIGRATIONS):
        return
    with transaction(db):
        # Asked again under the lock: another process may have been faster.
        done = _check(db, path, may_be_new=True)
        db.conn.create_function("title_key", 1, title_key, deterministic=True)
        for step in MIGRATIONS[done:]:
            db.executescript(step)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")


def _pragma(db: Database, name: str) -> int:
    return int(db.execute(f"PRAGMA {name}").fetchone()[0])
