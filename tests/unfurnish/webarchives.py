"""Web archives to be read: written by warcio, then damaged if need be."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterable
from pathlib import Path

from schemas import Page, Reject
from unfurnish.sources import Asides, Source, each, find

# warcio ships no types; what is made here is bytes.
from warcio.statusandheaders import StatusAndHeaders  # isort: skip
from warcio.warcwriter import WARCWriter  # isort: skip

DATE = "2021-04-12T05:46:00Z"
HTML = "text/html; charset=utf-8"


def record(
    url: str,
    body: bytes = b"",
    content_type: str = HTML,
    *,
    kind: str = "response",
    status: str = "200 OK",
    http: Iterable[tuple[str, str]] = (),
    warc: Iterable[tuple[str, str]] = (),
) -> bytes:
    """Return a record of a WARC file, unpacked."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=False)
    headers = None
    if kind in ("response", "request", "revisit"):
        headers = StatusAndHeaders(status, [("Content-Type", content_type), *http], protocol="HTTP/1.1")
    made = writer.create_warc_record(
        url,
        kind,
        payload=io.BytesIO(body),
        length=len(body),
        http_headers=headers,
        warc_content_type="" if headers else content_type,
        warc_headers_dict={"WARC-Date": DATE, **dict(warc)},
    )
    writer.write_record(made)
    return out.getvalue()


def html(words: str) -> bytes:
    """Return an HTML page."""
    return f"<!doctype html><title>{words}</title><p>{words}</p>".encode()


def page(number: int, host: str = "example.org") -> bytes:
    """Return a record with an HTML page of its own."""
    return record(f"https://{host}/{number}", html(f"Words of page {number}"))


def packed(records: Iterable[bytes]) -> bytes:
    """Pack each record by itself, as web archives are."""
    return b"".join(map(gzip.compress, records))


def read(path: Path, asides: Asides | None = None) -> list[Source]:
    """Read all that is in a file."""
    return list(each(find([str(path)]).pages, asides))


def told(path: Path) -> list[tuple[int, str | None]]:
    """Return of each page in an archive its number and None, of each reject its number and reason."""
    found = [(source, source.content) for source in read(path)]
    assert all(source.path == f"{source.archive}#{source.path.rpartition('#')[2]}" for source, _ in found)
    return [
        (int(source.path.rpartition("#")[2]), content.reason if isinstance(content, Reject) else None)
        for source, content in found
    ]


def pages(path: Path) -> list[Page]:
    """Return the pages in an archive; nothing else may be in it."""
    found = [source.content for source in read(path)]
    assert all(isinstance(content, Page) for content in found), found
    return [content for content in found if isinstance(content, Page)]
