"""Documents as JSON: the one machine interface of `clean`, `show` and `export`. Keys are only ever appended."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from schemas import Document, Line

if TYPE_CHECKING:  # `clean` has no use for the database
    from unfurnish.store.read import Stored

# `number` came after `lines` was promised to be there, so it follows `lines`.
_APPENDED = ("number", "provenance", "forms", "links", "images")


def document_object(document: Document) -> dict[str, Any]:
    """Return the keys of a document in their promised order, without `lines` and what follows it."""
    return document.model_dump(mode="json", exclude=set(_APPENDED))


def page_object(document: Document, lines: Sequence[Line], text: str | None = None) -> dict[str, Any]:
    """Return the object of a cleaned page; with `text` if it is given."""
    page = document_object(document)
    page["lines"] = [line.model_dump(mode="json") for line in lines]
    page |= _appended(document)
    if text is not None:
        page["text"] = text
    return page


def stored_object(stored: Stored) -> dict[str, Any]:
    """Return the object of a document in an archive: no lines, but the ids of document, version and capture."""
    return document_object(stored.document) | _appended(stored.document) | ids(stored)


def ids(stored: Stored) -> dict[str, int | None]:
    """Return the ids under which an archive holds a document."""
    return {
        "document_id": stored.document_id,
        "version_id": stored.version_id,
        "capture_id": stored.capture_id,
    }


def json_line(value: object) -> bytes:
    r"""Return one line of JSON as UTF-8, its line end included; a lone surrogate stays as an escape.

    >>> json_line({"a": "\xe9\ud800"})
    b'{"a": "\xc3\xa9\\ud800"}\n'
    """
    return _encoded(json.dumps(value, ensure_ascii=False)) + b"\n"


def json_text(value: object) -> bytes:
    """Return indented JSON as UTF-8, without a line end."""
    return _encoded(json.dumps(value, ensure_ascii=False, indent=2))


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file that is there in the end, whole, or is left as it was. A device or a pipe is written to as it is."""
    if path.exists() and not path.is_file():
        with path.open("wb") as file:
            yield file
        return
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("wb") as file:
            yield file
        part.replace(path)
    except BaseException as error:
        part.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.filename == str(part):
            error.filename = str(path)  # the name that the user gave
        raise


def _appended(document: Document) -> dict[str, Any]:
    return document.model_dump(mode="json", include=set(_APPENDED))


def _encoded(text: str) -> bytes:
    # backslashreplace writes a lone surrogate just as JSON escapes it.
    return text.encode(errors="backslashreplace")
