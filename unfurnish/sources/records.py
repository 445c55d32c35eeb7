"""Records of WARC files: where one begins, what its head says, how long it is.

warcio reads the headers. It ends at the first thing that is not as it should be, though, and at the second record of a
file that was packed as a whole; here one broken record is told of, and the next one goes on. What a record says of its
length is believed unless the next record shows that it is wrong.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import NamedTuple

from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParser

from unfurnish.sources.found import KEPT_OF_BROKEN, instant
from unfurnish.sources.revisits import Name
from unfurnish.sources.streams import BLOCK, Stream

_LONGEST_LINE = 1 << 16
_LONGEST_HEAD = 1 << 18
_BEGIN = re.compile(rb"WARC/\d+\.\d+[ \t]*\r?\n\Z")
BEGIN_WITHIN = re.compile(rb"(?<=\n)WARC/\d+\.\d+[ \t]*\r?\n(?=WARC-|Content-)")
_BEGIN_FITS_IN = 64
NEXT = re.compile(rb"\s*WARC/\d")


class Record(NamedTuple):
    """The head of the N-th record."""

    n: int
    headers: StatusAndHeaders
    length: int
    """Bytes of its block."""
    url: str | None
    date: str
    """As it stands there."""
    place: int | None = None
    """Where in the file it begins, if it can be read again from there."""

    def get(self, name: str) -> str:
        """Return the value of a header, "" if there is none."""
        return _header(self.headers, name)

    @property
    def type(self) -> str:
        """Its kind, such as response, in lower case."""
        return self.get("WARC-Type").lower()

    @property
    def payload(self) -> str:
        """The digest of the page's bytes, as the crawler worked it out; "" if it did not."""
        # Where the server sent no page, some crawlers write the digest of nothing.
        not_modified = "server-not-modified" in self.get("WARC-Profile").lower()
        return "" if not_modified else self.get("WARC-Payload-Digest").lower()

    @property
    def names(self) -> Iterator[Name]:
        """What later records may call it."""
        if id_ := self.get("WARC-Record-ID"):
            yield ("id", id_)
        if self.url is not None:
            yield ("address", self.url, instant(self.date) or self.date)
            yield ("last at address", self.url)

    @property
    def payload_names(self) -> Iterator[Name]:
        """What records with the same bytes may call them."""
        if self.payload:
            yield ("payload", self.payload)

    @property
    def refers_to(self) -> Iterator[Name]:
        """What a revisit calls the record whose bytes it stands for, the surest name first."""
        address, date = self.original
        if id_ := self.get("WARC-Refers-To"):
            yield ("id", id_)
        if address is not None and date:
            yield ("address", address, instant(date) or date)
        yield from self.payload_names
        if not self.payload and address is not None:
            yield ("last at address", address)

    @property
    def original(self) -> tuple[str | None, str]:
        """Address and date of the record that a revisit refers to, as far as it tells them."""
        return _address(self.get("WARC-Refers-To-Target-URI")) or self.url, self.get("WARC-Refers-To-Date")


class Stray(NamedTuple):
    """Bytes that belong to no record, and the first of them."""

    size: int
    raw: bytes


class Block:
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
            if b"WARC/" in seen and (begin := BEGIN_WITHIN.search(seen)):
                self._stream.unread(seen[begin.start() :])
                self.left += len(seen) - begin.start()
                self.cut = True
                return
            before = seen[-_BEGIN_FITS_IN:]

    def _some(self, most: int) -> bytes:
        if not self.left or self.cut:
            return b""
        # Where each record is packed by itself the pack ends it; in other files records go on in the next pack.
        if self._stream.at_member and NEXT.match(self._stream.peek(16)):
            self.cut = True
            return b""
        part = self._stream.read(min(most, self.left))
        self.cut = not part
        self.left -= len(part)
        return part


def next_record(stream: Stream, n: int, before: bytes = b"") -> Record | Stray | None:
    """Read the head of the next record; or what lies before it, if anything does; None at the end of the file."""
    kept, size = bytearray(before), len(before)
    place = stream.place
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
                return record._replace(place=place)
        if size or line.strip():
            kept += line[: max(0, KEPT_OF_BROKEN - len(kept))]
            size += len(line)
        place = stream.place
    size += stream.note_lost()
    return Stray(size, bytes(kept)) if size else None


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


def _parsed(n: int, head: bytes) -> Record | None:
    """Parse the headers of a record; None if they do not say how long it is."""
    headers = StatusAndHeadersParser([], verify=False).parse(io.BytesIO(head))
    length = _header(headers, "Content-Length")
    if not (length.isascii() and length.isdigit() and len(length) < 16):
        return None
    address = _address(_header(headers, "WARC-Target-URI"))
    return Record(n, headers, int(length), address, _header(headers, "WARC-Date"))


def _header(headers: StatusAndHeaders, name: str) -> str:
    value = headers.get_header(name)
    return "" if value is None else str(value).strip()


def _address(value: str) -> str | None:
    # Some versions of wget put the address between angle brackets.
    return value.removeprefix("<").removesuffix(">").strip() or None
