"""From the paths on a command line to the files that hold pages."""

from __future__ import annotations

import glob
import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from schemas import Page, Reject
from unfurnish.errors import NoPages, NoSuchPath, OutputAmongPages
from unfurnish.sources.formats import HEAD, is_html, recognise
from unfurnish.sources.streams import Stream

STANDARD_INPUT = "-"
LINKED = "linked folder"

_TEXT = frozenset({".txt", ".text"})
_PACKED = frozenset({".gz"})
PAGE_EXTENSIONS = _TEXT | {".html", ".htm", ".xhtml", ".warc", ".wet", ".jsonl", ".ndjson"}
"""What is taken from a folder, packed with gzip too; other files if they begin as HTML or WARC does, packed or not.

A file that is named itself is taken whatever it is.
"""


class Source(NamedTuple):
    """Where pages are to be read from, and the site that the user named for them.

    A page of an archive, or of a stream, was read already: `content` is that page, or what was wrong with it.
    """

    path: str
    site: str | None
    content: Page | Reject | None = None
    raw: bytes = b""
    """What is kept of a reject."""
    cut: bool = False
    """Whether that is but the beginning."""
    archive: str | None = None
    """The file that the page is the N-th of; the path is then PATH#N."""

    @property
    def name(self) -> str:
        """The path as given, fit to be shown."""
        return printable(self.path)


class Sources(NamedTuple):
    """The files found, each path once, in the order of the arguments and within a folder by name."""

    pages: list[Source]
    skipped: Counter[str]
    """Files of folders that hold no pages, by extension in lower case ("" without one); hidden ones aside.

    Links to folders, which are not followed, count as LINKED.
    """


def find(paths: Iterable[str], *, site: str | None = None, site_from_folder: bool = False) -> Sources:
    """Find the files that are named: files, folders with all below them, globs, "-" for standard input.

    `site` names the site of every page; `site_from_folder` takes the name of the folder that a file lies in.
    Raises NoSuchPath, NoPages for a folder without a file of pages, or OutputAmongPages where standard output goes
    into one of the files: it would be read as it grows.
    """
    skipped: Counter[str] = Counter()
    found: dict[str, None] = {}
    for path in paths:
        for match in _matches(path):
            found.update(dict.fromkeys(_walk(match, skipped) if Path(match).is_dir() else [match]))
    _check_output(found)
    return Sources(
        [Source(path, _folder(path) if site_from_folder else site) for path in found],
        skipped,
    )


def size(source: Source) -> int | None:
    """Return the bytes of a page or file, 0 if it cannot be read; None for a stream, which can be read once."""
    if source.content is not None:
        return len(source.content.raw) if isinstance(source.content, Page) else len(source.raw)
    if source.path == STANDARD_INPUT:
        return None
    try:
        status = Path(source.path).stat()
    except OSError:
        return 0
    return status.st_size if stat.S_ISREG(status.st_mode) else None


def printable(path: str) -> str:
    r"""Return a path with \xNN for each byte that is no UTF-8."""
    return os.fsencode(path).decode(errors="backslashreplace")


def _matches(path: str) -> list[str]:
    if path == STANDARD_INPUT or os.path.lexists(path):
        return [path]
    # Path.glob takes no absolute pattern.
    matches = sorted(glob.glob(path, recursive=True)) if glob.has_magic(path) else []  # noqa: PTH207
    if not matches:
        raise NoSuchPath(f"{printable(path)}: no such file or folder; check the path")
    return matches


def _check_output(found: Iterable[str]) -> None:
    try:
        output = os.fstat(1)
    except OSError:  # closed
        return
    if not stat.S_ISREG(output.st_mode):
        return
    for path in found:
        with suppress(OSError):
            if os.path.samestat(Path(path).stat(), output):
                raise OutputAmongPages(
                    f"{printable(path)}: the output goes into this file, and would be read as a page; "
                    "send it to a file outside of the folder of pages"
                )


def _walk(folder: str, skipped: Counter[str]) -> Iterator[str]:
    # A folder that may not be listed goes on as a page, which reading then rejects with the reason.
    unreadable: list[str] = []
    pages = 0
    for here, folders, files in os.walk(folder, onerror=lambda error: unreadable.append(error.filename)):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        if linked := sum(Path(here, name).is_symlink() for name in folders):
            skipped[LINKED] += linked
        for name in sorted(name for name in files if not name.startswith(".")):
            path = Path(here, name)
            if _is_device(path):
                continue
            extensions = [extension.lower() for extension in path.suffixes[-2:]]
            packed = bool(extensions) and extensions[-1] in _PACKED
            if PAGE_EXTENSIONS & set(extensions[:-1] if packed else extensions[-1:]) or _is_clearly_pages(path):
                pages += 1
                yield str(path)
            else:
                skipped[path.suffix.lower()] += 1
    yield from unreadable
    if not pages and not unreadable:
        raise NoPages(
            f"{printable(folder)}: no page in this folder; pages are HTML, WARC, and files that end in .txt or .jsonl, "
            "packed with gzip or not (name a file itself to take it whatever it is, and a linked folder to enter it)"
        )


def _is_device(path: Path) -> bool:
    """Tell whether a name in a folder is a pipe or the like, which might keep a reader waiting for ever."""
    try:
        mode = path.stat().st_mode
    except OSError:  # reading will say why
        return False
    return not stat.S_ISREG(mode)


def _is_clearly_pages(path: Path) -> bool:
    """Tell whether a file whose name does not say so holds pages: HTML or WARC; text and JSON may be anything."""
    try:
        if not path.is_file():
            return False
        with Stream(path.open("rb")) as stream:
            head = stream.peek(HEAD)
    except OSError:
        return False
    return recognise(head) == "warc" or is_html(head)


def _folder(path: str) -> str | None:
    if path == STANDARD_INPUT:
        return None
    return printable(Path(path).absolute().parent.name) or None
