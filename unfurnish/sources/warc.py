"""Pages in WARC files, and in WET files, which are WARC files of text.

What is broken is a reject, and what is no page is one too; the next record goes on. A revisit has no bytes of
its own: it is read as the record that it refers to, which is looked up where it stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from schemas import Page
from unfurnish.sources.found import (
    KEPT_OF_BROKEN,
    KEPT_OF_NO_PAGE,
    LARGEST,
    LONGEST_DETAIL,
    NO_PAGES,
    TRUNCATED,
    Asides,
    Found,
    Namer,
    instant,
    size_of,
    writable,
)
from unfurnish.sources.records import BEGIN_WITHIN, NEXT, Block, Record, Stray, next_record
from unfurnish.sources.responses import Declared, Headers, Refusal, kind_of, refused_type
from unfurnish.sources.revisits import Index, Place
from unfurnish.sources.streams import BLOCK, Stream

_PAGES = frozenset({"response", "resource", "conversion"})
_ABOUT_PAGES = frozenset({"warcinfo", "request", "metadata", "continuation"})
_ADDRESSES = frozenset({"http", "https", "ftp", "file", ""})
_HTTP = "application/http"
_NOT_MODIFIED = 304
_ROBOTS = "/robots.txt"


class _Within(NamedTuple):
    """What the records of one archive are read with."""

    namer: Namer
    asides: Asides
    path: str | None
    """Of the archive; None where it cannot be read again."""
    seen: Index
    whole: int | None
    """The number of a record of which all bytes are kept, page or not."""


def pages(
    stream: Stream, namer: Namer, asides: Asides, seen: Index, *, path: str | None = None, whole: int | None = None
) -> Iterator[Found]:
    """Yield the pages of a WARC file, and rejects for what is broken or no page; N is the number of the record.

    Records that tell about pages, such as requests, are counted in `asides`. Revisits are read as the records that
    they refer to where those were seen; those of this archive are added to them, and can be read again if it has a
    path. `whole` is the number of a record of which all bytes are kept, even if it is no page.
    """
    within = _Within(namer, asides, path, seen, whole)
    n = 1
    told = False
    while (record := next_record(stream, n)) is not None:
        if isinstance(record, Stray):
            yield _stray(namer, n, record)
        else:
            block = Block(stream, record.length)
            found, read = _found(record, block, within)
            block.skip()
            if found is None or isinstance(found.content, Page):
                found = _spoiled(stream, record, block, read, namer) or found
            if found is not None:
                if record.type != "revisit":
                    _note(record, found, within)
                yield found
            told = found is not None and found.is_reject("truncated")
        n += 1
    if stream.truncated and not told:
        yield namer.reject(n, *TRUNCATED)


def _found(record: Record, block: Block, within: _Within) -> tuple[Found | None, bytes]:
    """Return what is in a record, None if it tells about pages; and what was read of its block."""
    url = record.url
    scheme = (url or "").partition(":")[0].lower() if ":" in (url or "") else ""
    revisit = record.type == "revisit"
    if not (revisit or record.type in _PAGES) or scheme not in _ADDRESSES:
        known = record.type in _ABOUT_PAGES or revisit
        within.asides["dns" if scheme == "dns" else record.type if known else "other"] += 1
        return None, b""
    head = block.read(BLOCK)
    declared = Declared.of(record.get("Content-Type"))
    may_be_http = revisit or record.type == "response" or declared.media_type == _HTTP
    response = Headers.read(head) if may_be_http else None
    headers, start = response or (None, 0)
    if start == BLOCK:
        detail = f"the head of the response is longer than {size_of(BLOCK)}"
        return _reject(record, Refusal("broken_record", detail), head, within), head
    if headers is not None:
        declared = headers.declared
    elif revisit or declared.media_type == _HTTP:
        declared = Declared("", None)
    unmodified = revisit and headers is not None and headers.status == _NOT_MODIFIED
    refusal = None if unmodified or headers is None else headers.refusal
    refusal = refusal or _robots(url) or refused_type(declared)
    if revisit:
        return _reject(record, refusal, head, within) if refusal else _revisit(record, within), head
    as_page = refusal is None or record.n == within.whole
    read = head + block.read(LARGEST - len(head)) if as_page else head
    if as_page and block.left and not block.cut:
        detail = f"{size_of(record.length)}; a page has no more than {LARGEST // 1_000_000} MB"
        return _reject(record, refusal or Refusal("too_large", detail), read, within), read
    body = headers.content(read[start:], LARGEST) if headers else read
    if isinstance(body, Refusal):
        return _reject(record, refusal or body, read, within, more=block.left > 0), read
    media_type = refusal or kind_of(declared, body)
    if isinstance(media_type, Refusal):
        return _reject(record, media_type, body, within, more=block.left > 0), read
    charset = "utf-8" if record.type == "conversion" else declared.charset
    fetched_at = instant(record.date)
    truncated = writable(record.get("WARC-Truncated"))[:LONGEST_DETAIL].strip() or None
    page = within.namer.page(
        record.n, body, url=url, media_type=media_type, charset=charset, fetched_at=fetched_at, truncated=truncated
    )
    return page, read


def _reject(record: Record, refusal: Refusal, raw: bytes, within: _Within, *, more: bool = False) -> Found:
    """Refuse a record, of which `raw` was read, and `more` is there; little is kept of what is merely no page."""
    found = within.namer.reject(record.n, refusal.reason, _told(refusal.detail, record.url), raw)
    if record.n == within.whole:
        return found._replace(raw=raw, cut=more)
    kept = KEPT_OF_NO_PAGE if refusal.reason in NO_PAGES else KEPT_OF_BROKEN
    return found._replace(raw=raw[:kept], cut=more or len(raw) > kept)


def _note(record: Record, found: Found, within: _Within) -> None:
    """Note where a record stands that later ones may refer to; by its bytes only if these are a page."""
    place = Place(None, 0) if record.place is None else Place(within.path, record.place)
    if isinstance(found.content, Page):
        within.seen.note(chain(record.names, record.payload_names), place)
    elif found.content.reason in NO_PAGES:
        within.seen.note(record.names, place)


def _revisit(record: Record, within: _Within) -> Found:
    """Return the capture that a revisit stands for: what was found again, at the address and date of the revisit."""
    place = within.seen.find(record.refers_to)
    found = _read_again(record, place, within) if place is not None and place.path is not None else None
    if found is not None and place is not None:
        within.seen.note(record.names, place)
        return found
    address, date = record.original
    what = "the same bytes as" if record.payload else "not modified since"
    detail = f"{what} {address or 'another record'}{f' of {date}' if date else ''}, "
    if place is None:
        detail += "which is in no archive before this one; name the archive that has it first"
    elif place.path is None:
        detail += "which can be read only once; name a file in which records are plain or packed one by one"
    else:
        detail += "but something else stands there; get the archive again"
    return _reject(record, Refusal("revisit", detail), b"", within)


def _read_again(record: Record, place: Place, within: _Within) -> Found | None:
    """Read the record at a place as if a revisit had its bytes; None if they are others than those of the revisit."""
    assert place.path is not None
    try:
        with Path(place.path).open("rb") as file:
            file.seek(place.offset)
            stream = Stream(file, closes=False)
            original = next_record(stream, record.n)
            if not isinstance(original, Record) or original.type == "revisit":
                return None
            if record.payload and original.payload not in ("", record.payload):
                return None
            block = Block(stream, original.length)
            found, _ = _found(original._replace(url=record.url, date=record.date), block, within)
            return None if block.cut else found
    except OSError:
        return None


def _robots(url: str | None) -> Refusal | None:
    try:
        path = urlsplit(url or "").path
    except ValueError:
        return None
    return Refusal("robots", "what the site tells robots") if path.lower() == _ROBOTS else None


def _spoiled(stream: Stream, record: Record, block: Block, read: bytes, namer: Namer) -> Found | None:
    """Return a reject for a record that is not as long as it says, and go to where the next one begins."""
    if block.cut:
        stream.note_lost()
        at_end = not stream.peek(1)
        if at_end and (begin := BEGIN_WITHIN.search(read)):
            stream.unread(read[begin.start() :])
            block.left += len(read) - begin.start()
            read, at_end = read[: begin.start()], False
        if not at_end:
            detail = f"the next record begins {size_of(block.left)} before the end of this one"
            return namer.reject(record.n, "broken_record", _told(detail, record.url), read)
        detail = f"the file ends {size_of(block.left)} before this record does; get the file again"
        return namer.reject(record.n, "truncated", _told(detail, record.url), read)
    after = stream.peek(64)
    if len(read) < record.length or not read or after.startswith((b"\r\n\r\n", b"\n\n")) or not after.strip():
        return None
    if NEXT.match(after):
        return None
    if (begin := BEGIN_WITHIN.search(read + after)) and begin.start() < len(read):
        stream.unread(read[begin.start() :])
        read = read[: begin.start()]
    elif isinstance(stray := next_record(stream, record.n, read), Stray):
        read = stray.raw
    return namer.reject(record.n, "broken_record", _told("its Content-Length is wrong", record.url), read)


def _stray(namer: Namer, n: int, stray: Stray) -> Found:
    return namer.reject(n, "broken_record", f"{size_of(stray.size)} that belong to no record", stray.raw)


def _told(detail: str, url: str | None) -> str:
    return f"{detail} ({url})" if url else detail
