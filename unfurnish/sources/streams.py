"""A file read forward, unpacked if it is gzip; whatever is damaged in it, reading goes on after the damage.

One that holds little in memory: a block of the file, and what was peeked at. zlib's own reader of gzip files gives up
at the first wrong byte; an archive of ten thousand pages is worth more than that.
"""

from __future__ import annotations

import re
import zlib
from collections import deque
from collections.abc import Iterator
from types import TracebackType
from typing import BinaryIO, NamedTuple, Self

GZIP = b"\x1f\x8b\x08"
_MEMBER = re.compile(rb"\x1f\x8b\x08[\x00-\x1f]")  # the flags that RFC 1952 leaves at zero are zero

BLOCK = 1 << 16
"""Bytes that are read, or unpacked, at a time."""


class _Block(NamedTuple):
    data: bytes
    begins: int | None
    """Where in the file the member of a gzip file that it begins does; 0 for the first of another file, else None."""
    lost: int
    """Packed bytes before it that could not be unpacked."""
    cut: bool = False
    """Whether the file ends within a member."""


class Stream:
    """See the module. As a context manager it closes the file, unless that is to stay open."""

    def __init__(self, file: BinaryIO, *, closes: bool = True) -> None:
        self._file = _Counted(file)
        self._closes = closes
        self._blocks = _blocks(self._file)
        self._buffer = bytearray()
        self._starts: deque[tuple[int, int]] = deque()
        self.offset = 0
        """Bytes read so far, counted unpacked."""
        self._losses: deque[tuple[int, int]] = deque()
        self.truncated = False
        """Whether the end of the file was reached and is no end of a gzip file."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._closes:
            self._file.close()

    @property
    def taken(self) -> int:
        """Bytes of the file that were read, packed if it is: a little ahead of `offset`."""
        return self._file.given

    @property
    def lost(self) -> int:
        """Packed bytes up to here that could not be unpacked, and that nobody has taken note of."""
        return sum(size for offset, size in self._losses if offset <= self.offset)

    def note_lost(self) -> int:
        """Take note of what could not be unpacked; return its bytes, packed."""
        noted = self.lost
        while self._losses and self._losses[0][0] <= self.offset:
            self._losses.popleft()
        return noted

    @property
    def at_member(self) -> bool:
        """Whether the next byte is the first of a member of a gzip file, or of the file."""
        self.peek(1)
        while self._starts and self._starts[0][0] < self.offset:
            self._starts.popleft()
        return bool(self._starts) and self._starts[0][0] == self.offset

    @property
    def place(self) -> int | None:
        """Where in the file the next byte is, if another stream can begin there; None within a member of gzip."""
        if self.at_member:
            return self._starts[0][1]
        return None if self._file.packed else self.offset

    def peek(self, size: int) -> bytes:
        """Return the next bytes, fewer only at the end of the file; they stay to be read."""
        while len(self._buffer) < size and self._fill():
            pass
        return bytes(self._buffer[:size])

    def read(self, size: int) -> bytes:
        """Return some of the next bytes, at least one and none beyond the member that they are in; b"" at the end."""
        if self.at_member:
            self._starts.popleft()
        if self._starts:
            size = min(size, self._starts[0][0] - self.offset)
        return self._take(min(size, len(self._buffer)))

    def read_line(self, limit: int) -> bytes:
        """Return the next line with its end, but no more bytes than the limit; b"" at the end of the file."""
        searched = 0
        while (end := self._buffer.find(b"\n", searched, limit)) < 0 and len(self._buffer) < limit:
            searched = len(self._buffer)
            if not self._fill():
                break
        return self._take(min(limit, end + 1 if end >= 0 else len(self._buffer)))

    def read_up_to(self, limit: int) -> bytes:
        """Return the next bytes, fewer than the limit only at the end of the file."""
        parts = []
        while limit and (part := self.read(min(limit, BLOCK))):
            parts.append(part)
            limit -= len(part)
        return b"".join(parts)

    def unread(self, data: bytes) -> None:
        """Put bytes back that were read last."""
        self._buffer[:0] = data
        self.offset -= len(data)

    def _take(self, size: int) -> bytes:
        data = bytes(self._buffer[:size])
        del self._buffer[:size]
        self.offset += size
        return data

    def _fill(self) -> bool:
        block = next(self._blocks, None)
        if block is None:
            return False
        if block.lost:
            self._losses.append((self.offset + len(self._buffer), block.lost))
        self.truncated |= block.cut
        if block.begins is not None:
            self._starts.append((self.offset + len(self._buffer), block.begins))
        self._buffer += block.data
        return True


class _Counted:
    """A file of which it is known how much was read."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.given = 0
        self.packed = False

    def read(self, size: int) -> bytes:
        data = self._file.read(size)
        self.given += len(data)
        return data

    def close(self) -> None:
        self._file.close()


def _blocks(file: _Counted) -> Iterator[_Block]:
    data = file.read(BLOCK)
    if data.startswith(GZIP):
        file.packed = True
        yield from _unpacked(file, data)
        return
    begins: int | None = 0
    while data:
        yield _Block(data, begins, 0)
        begins = None
        data = file.read(BLOCK)


def _unpacked(file: _Counted, packed: bytes) -> Iterator[_Block]:
    """Unpack the members of a gzip file, of which `packed` are the first bytes."""
    place = lost = 0
    while True:
        begins = _MEMBER.search(packed, place)
        # Zeros between members are padding, not damage.
        lost += len(packed[place : begins.start() if begins else max(place, len(packed) - len(GZIP))].strip(b"\x00"))
        if begins is None:
            rest = packed[max(place, len(packed) - len(GZIP)) :]
            more = file.read(BLOCK)
            if not more:
                yield _Block(b"", None, lost + len(rest.strip(b"\x00")))
                return
            packed, place = rest + more, 0
            continue
        place = begins.start()
        member = zlib.decompressobj(16 + zlib.MAX_WBITS)
        begins_at: int | None = file.given - len(packed) + place
        whole = True
        given = memoryview(packed)[place:]
        while not member.eof:
            try:
                data = member.decompress(given, BLOCK)
            except zlib.error:
                # The next member may begin anywhere behind the first byte of this one.
                if whole:
                    place, lost = place + 1, lost + 1
                else:
                    packed, place = bytes(given), 0
                break
            whole = False
            if data:
                yield _Block(data, begins_at, lost)
                begins_at, lost = None, 0
            given = memoryview(member.unused_data if member.eof else member.unconsumed_tail)
            if not given and not member.eof and not (given := memoryview(file.read(BLOCK))):
                yield _Block(b"", None, lost, cut=True)
                return
        else:
            packed, place = bytes(given), 0
