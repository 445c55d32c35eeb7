"""Pages in WARC files, and in WET files, which are WARC files of text.

warcio reads the headers. It ends at the first thing that is not as it should be, though, and at the second record of a
file that was packed as a whole; here one broken record is a reject, and the next one goes on. What a record says of its
length is believed unless the next record shows that it is wrong.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParser

from schemas import Page
from unfurnish.sources.found import KEPT_OF_BROKEN, LARGEST, TRUNCATED, Asides, Found, Namer, instant, size_of
from unfurnish.sources.responses import Declared, Headers, Refusal, kind_of, refused_type
from unfurnish.sources.streams import BLOCK, Stream
from unfurnish.store.addresses import same_address

_LONGEST_LINE = 1 << 16
_LONGEST_HEAD = 1 << 18
_BEGIN = re.compile(rb"WARC/\d+\.\d+[ \t]*\r?\n\Z")
_BEGIN_WITHIN = re.compile(rb"(?<=\n)WARC/\d+\.\d+[ \t]*\r?\n(?=WARC-|Content-)")
_BEGIN_FITS_IN = 64
_NEXT = re.compile(rb"\s*WARC/\d")

_PAGES = frozenset({"response", "resource", "conversion"})
_ABOUT_PAGES = frozenset({"warcinfo", "request", "metadata", "continuation"})
_ADDRESSES = frozenset({"http", "https", "ftp", "file", ""})
_HTTP = "application/http"
_ROBOTS = "/robots.txt"


class _Record(NamedTuple):
    n: int
    headers: StatusAndHeaders
    length: int

    def get(self, name: str) -> str:
        value = self.headers.get_header(name)
        return "" if value is None else str(value).strip()

    @property
    def type(self) -> str:
        return self.get("WARC-Type").lower()

    @property
    def url(self) -> str | None:
        # Some versions of wget put the address between angle brackets.
        return self.get("WARC-Target-URI").removeprefix("<").removesuffix(">").strip() or None


class _Broken(NamedTuple):
    size: int
    raw: bytes


class _Block:
    """The block of a record: as long as its header says, or up to where the next record begins before that."""

    def __init__(self, stream: Stream, length: int) -> None:
        self._stream = stream
        self.left = length
        """Bytes that are still to come."""
        self.cut = False
        """Whether it ended early."""

    def read(self, most: int) -> bytes:
        """Return the next bytes, fewer than asked for only at the end of the block."""
        parts = []
        while most and (part := self._some(most)):
            parts.append(part)
            most -= len(part)
        return b"".join(parts)

    def skip(self) -> None:
        """Read to the end, or to where another record begins: the length of what is passed over may be wrong."""
        before = b""
        while part := self._some(BLOCK):
            seen = before + part
            if b"WARC/" in seen and (begin := _BEGIN_WITHIN.search(seen)):
                self._stream.unread(seen[begin.start() :])
                self.left += len(seen) - begin.start()
                self.cut = True
                return
            before = seen[-_BEGIN_FITS_IN:]

    def _some(self, most: int) -> bytes:
        if not self.left or self.cut:
            return b""
        # Where each record is packed by itself the pack ends it; in other files records go on in the next pack.
        if self._stream.at_member and _NEXT.match(self._stream.peek(16)):
            self.cut = True
            return b""
        part = self._stream.read(min(most, self.left))
        self.cut = not part
        self.left -= len(part)
        return part


def pages(stream: Stream, namer: Namer, asides: Asides) -> Iterator[Found]:
    """Yield the pages of a WARC file, and rejects for what is broken or no page; N is the number of the record.

    Records that tell about pages, such as requests, are counted in `asides`.
    """
    n = 1
    told = False
    while (record := _next(stream, n)) is not None:
        if isinstance(record, _Broken):
            yield _stray(namer, n, record)
        else:
            block = _Block(stream, record.length)
            found, read = _found(record, block, namer, asides)
            block.skip()
            if found is None or isinstance(found.content, Page):
                found = _spoiled(stream, record, block, read, namer) or found
            if found is not None:
                yield found
            told = found is not None and found.is_reject("truncated")
        n += 1
    if stream.truncated and not told:
        yield namer.reject(n, *TRUNCATED)


def _next(stream: Stream, n: int, before: bytes = b"") -> _Record | _Broken | None:
    """Read the head of the next record; or what lies before it, if anything does; None at the end of the file."""
    kept, size = bytearray(before), len(before)
    while line := stream.read_line(_LONGEST_LINE):
        begin = _BEGIN.search(line)
        if begin and (begin.start() or size or stream.lost):
            stream.unread(line[begin.start() :])
            kept += line[: begin.start()]
            size += begin.start()
            break
        if begin:
            line += _head(stream)
            if (record := _parsed(n, line)) is not None:
                return record
        if size or line.strip():
            kept += line[: max(0, KEPT_OF_BROKEN - len(kept))]
            size += len(line)
    size += stream.note_lost()
    return _Broken(size, bytes(kept)) if size else None


def _head(stream: Stream) -> bytes:
    """Read the headers of a record up to the blank line, or to where they can be none."""
    lines = b""
    while len(lines) < _LONGEST_HEAD and (line := stream.read_line(_LONGEST_LINE)):
        if _BEGIN.match(line):
            stream.unread(line)
            break
        lines += line
        if not line.strip():
            break
    return lines


def _parsed(n: int, head: bytes) -> _Record | None:
    """Parse the headers of a record; None if they do not say how long it is."""
    record = _Record(n, StatusAndHeadersParser([], verify=False).parse(io.BytesIO(head)), 0)
    length = record.get("Content-Length")
    return record._replace(length=int(length)) if length.isascii() and length.isdigit() and len(length) < 16 else None


def _found(record: _Record, block: _Block, namer: Namer, asides: Asides) -> tuple[Found | None, bytes]:
    """Return what is in a record, None if it tells about pages; and what was read of its block."""
    url = record.url
    scheme = (url or "").partition(":")[0].lower() if ":" in (url or "") else ""
    if record.type == "revisit":
        return _revisit(record, namer, asides), b""
    if record.type not in _PAGES or scheme not in _ADDRESSES:
        known = record.type in _ABOUT_PAGES
        asides["dns" if scheme == "dns" else record.type if known else "other"] += 1
        return None, b""
    head = block.read(BLOCK)
    declared = Declared.of(record.get("Content-Type"))
    response = Headers.read(head) if record.type == "response" or declared.media_type == _HTTP else None
    headers, start = response or (None, 0)
    if headers is not None:
        declared = headers.declared
    elif declared.media_type == _HTTP:
        declared = Declared("", None)
    refusal = (headers.refusal if headers else None) or _robots(url) or refused_type(declared)
    if refusal is not None:
        return namer.reject(record.n, refusal.reason, _told(refusal.detail, url)), head
    read = head + block.read(LARGEST - len(head))
    if block.left and not block.cut:
        detail = f"{size_of(record.length)}; a page has no more than {LARGEST // 1_000_000} MB"
        return namer.reject(record.n, "too_large", _told(detail, url)), read
    body = headers.content(read[start:], LARGEST) if headers else read
    if isinstance(body, Refusal):
        return namer.reject(record.n, body.reason, _told(body.detail, url)), read
    media_type = kind_of(declared, body)
    if isinstance(media_type, Refusal):
        return namer.reject(record.n, media_type.reason, _told(media_type.detail, url)), read
    charset = "utf-8" if record.type == "conversion" else declared.charset
    fetched_at = instant(record.get("WARC-Date"))
    page = namer.page(record.n, body, url=url, media_type=media_type, charset=charset, fetched_at=fetched_at)
    return page, read


def _revisit(record: _Record, namer: Namer, asides: Asides) -> Found | None:
    """Pass over a capture that found the page unchanged; the bytes of a page at another address are not at hand."""
    url, other = record.url or "", record.get("WARC-Refers-To-Target-URI")
    if not other or same_address(other) == same_address(url):
        asides["revisit"] += 1
        return None
    date = record.get("WARC-Refers-To-Date")
    detail = f"the same bytes as {other} had{f' on {date}' if date else ''}"
    return namer.reject(record.n, "revisit", _told(detail, url))


def _robots(url: str | None) -> Refusal | None:
    try:
        path = urlsplit(url or "").path
    except ValueError:
        return None
    return Refusal("robots", "what the site tells robots") if path.lower() == _ROBOTS else None


def _spoiled(stream: Stream, record: _Record, block: _Block, read: bytes, namer: Namer) -> Found | None:
    """Return a reject for a record that is not as long as it says, and go to where the next one begins."""
    if block.cut:
        stream.note_lost()
        at_end = not stream.peek(1)
        if at_end and (begin := _BEGIN_WITHIN.search(read)):
            stream.unread(read[begin.start() :])
            block.left += len(read) - begin.start()
            read, at_end = read[: begin.start()], False
        if not at_end:
            detail = f"the next record begins {size_of(block.left)} before its end"
            return namer.reject(record.n, "broken_record", _told(detail, record.url), read)
        detail = f"the file ends {size_of(block.left)} before its end; get the file again"
        return namer.reject(record.n, "truncated", _told(detail, record.url), read)
    after = stream.peek(64)
    if len(read) < record.length or not read or after.startswith((b"\r\n\r\n", b"\n\n")) or not after.strip():
        return None
    if _NEXT.match(after):
        return None
    if begin := _BEGIN_WITHIN.search(read):
        stream.unread(read[begin.start() :])
        read = read[: begin.start()]
    elif isinstance(stray := _next(stream, record.n, read), _Broken):
        read = stray.raw
    return namer.reject(record.n, "broken_record", _told("its Content-Length is wrong", record.url), read)


def _stray(namer: Namer, n: int, stray: _Broken) -> Found:
    return namer.reject(n, "broken_record", f"{size_of(stray.size)} that belong to no record", stray.raw)


def _told(detail: str, url: str | None) -> str:
    return f"{detail} ({url})" if url else detail
