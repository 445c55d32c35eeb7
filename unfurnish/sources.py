"""From the paths on a command line to the pages in them, one at a time."""

import glob
import os
import stat
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from schemas import Page, Reject
from unfurnish.errors import NoPages, NoSuchPath

STANDARD_INPUT = "-"

PAGE_EXTENSIONS = frozenset({".txt", ".text"})
"""What is taken from a folder; a file that is named itself is taken whatever its extension."""

LARGEST = 200_000_000
"""Bytes of the largest file that is taken for a page; SQLite could hold five times that."""


class Source(NamedTuple):
    """Where one page is to be read from, and the site that the user named for it."""

    path: str
    site: str | None

    @property
    def name(self) -> str:
        """The path as given, fit to be shown."""
        return printable(self.path)


class Sources(NamedTuple):
    """The pages found, each path once, in the order of the arguments and within a folder by name."""

    pages: list[Source]
    skipped: Counter[str]
    """Files of folders that are no pages, by extension in lower case ("" without one); hidden ones aside."""


def find(paths: Iterable[str], *, site: str | None = None, site_from_folder: bool = False) -> Sources:
    """Find the pages that are named: files, folders with all below them, globs, "-" for standard input.

    `site` names the site of every page; `site_from_folder` takes the name of the folder that a file lies in.
    Raises NoSuchPath, or NoPages for a folder without a `.txt` or `.text` file.
    """
    skipped: Counter[str] = Counter()
    found: dict[str, None] = {}
    for path in paths:
        for match in _matches(path):
            found.update(dict.fromkeys(_walk(match, skipped) if Path(match).is_dir() else [match]))
    return Sources(
        [Source(path, _folder(path) if site_from_folder else site) for path in found],
        skipped,
    )


def read(source: Source) -> Page | Reject:
    """Read one page. A file that cannot be read, or is too large to be a page, is a reject without bytes."""
    if (size(source) or 0) > LARGEST:
        detail = f"larger than {LARGEST // 1_000_000} MB; split it into its pages"
        return Reject(source=source.name, reason="too_large", detail=detail)
    try:
        raw = sys.stdin.buffer.read() if source.path == STANDARD_INPUT else Path(source.path).read_bytes()
    except OSError as error:
        detail = f"cannot be read: {(error.strerror or str(error)).lower()}"
        return Reject(source=source.name, reason="unreadable", detail=detail)
    return Page(source=source.name, raw=raw, site=source.site)


def printable(path: str) -> str:
    r"""Return a path with \xNN for each byte that is no UTF-8."""
    return os.fsencode(path).decode(errors="backslashreplace")


def size(source: Source) -> int | None:
    """Return the bytes of a file, 0 if it cannot be read; None for a stream, which one process can read, once."""
    if source.path == STANDARD_INPUT:
        return None
    try:
        status = Path(source.path).stat()
    except OSError:
        return 0
    return status.st_size if stat.S_ISREG(status.st_mode) else None


def _matches(path: str) -> list[str]:
    if path == STANDARD_INPUT or os.path.lexists(path):
        return [path]
    # Path.glob takes no absolute pattern.
    matches = sorted(glob.glob(path, recursive=True)) if glob.has_magic(path) else []  # noqa: PTH207
    if not matches:
        raise NoSuchPath(f"{printable(path)}: no such file or folder; check the path")
    return matches


def _walk(folder: str, skipped: Counter[str]) -> Iterator[str]:
    # A folder that may not be listed goes on as a page, which reading then rejects with the reason.
    unreadable: list[str] = []
    pages = 0
    for here, folders, files in os.walk(folder, onerror=lambda error: unreadable.append(error.filename)):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(name for name in files if not name.startswith(".")):
            extension = Path(name).suffix.lower()
            if extension in PAGE_EXTENSIONS:
                pages += 1
                yield str(Path(here, name))
            else:
                skipped[extension] += 1
    yield from unreadable
    if not pages and not unreadable:
        raise NoPages(
            f"{printable(folder)}: no page in this folder; pages are files that end in "
            f"{' or '.join(sorted(PAGE_EXTENSIONS))} (name a file itself to take it whatever its name)"
        )


def _folder(path: str) -> str | None:
    if path == STANDARD_INPUT:
        return None
    return printable(Path(path).absolute().parent.name) or None
