"""Text dumps with link marks or broken lines: told once a page, and mended in what is read, never in what is stored.

What the judges read of such a page is the text without marks, its wrapped lines whole; `AsRead` leads back to the page.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from cleaners import wrapped
from cleaners.lines import Segment, lines, show
from cleaners.markings import Marking, marking

REASON = "structure/link-marks"
"""Of a line that is nothing but marks, and of the list of addresses below a page."""


class _Shortened(NamedTuple):
    """A text out of which something was taken."""

    text: str
    size: int
    """Code points of the whole."""
    at: Sequence[int]
    """Where in `text` something was taken out, ascending."""
    gone: Sequence[int]
    """How many code points were taken out up to there."""

    def back(self, offset: int) -> int:
        """Return the offset in the whole."""
        if offset == len(self.text):
            return self.size
        before = bisect_left(self.at, offset)
        return offset + (self.gone[before - 1] if before else 0)


@dataclass(frozen=True)
class AsRead:
    """A text dump as it is read: without marks, and lines whole that were wrapped."""

    text: str
    page: str
    """The decoded text."""
    _addresses: Mapping[int, str]
    """Number of a line of `text` -> the address that the first link on it leads to, as the page has it."""
    _steps: Sequence[_Shortened]
    """From `text` back to the page."""
    _starts: Sequence[int]
    """Where the lines of the page begin; empty where `text` has the same lines."""

    def pieces(self, part: Segment) -> list[tuple[int, int, int]]:
        """Return a segment of `text` as number of the line, first and last code point in the page, by its lines."""
        start, end = self._back(part.start), self._back(part.end)
        if not self._starts:
            return [(part.n, start, end)]
        first, last = bisect_right(self._starts, start), bisect_left(self._starts, end)
        ends = [*self._starts[first:last], end]
        return [(first + at, *ends_of) for at, ends_of in enumerate(pairwise((start, *ends)))]

    def links(self, page_url: str | None) -> dict[int, str]:
        """Return the web address that the first link on a line of `text` leads to, by number of the line."""
        found = {n: _absolute(address, page_url or "") for n, address in self._addresses.items()}
        return {n: whole for n, whole in found.items() if whole is not None}

    def is_mark(self, start: int, end: int) -> bool:
        """Tell whether a piece of the page in which nothing is read has marks."""
        return bool(show(self.page[start:end]))

    def _back(self, offset: int) -> int:
        for step in self._steps:
            offset = step.back(offset)
        return offset


def as_read(text: str) -> AsRead | None:
    """Return a decoded text as it is read, None if that is how it stands."""
    broken = wrapped.gaps(text)
    whole = _joined(text, broken) if broken else None
    read = text if whole is None else whole.text
    found = marking(read)
    if found is not None:
        bare = _without(read, found)
        steps = (bare,) if whole is None else (bare, whole)
    elif whole is not None:
        steps = (whole,)
    else:
        return None
    addresses = _by_line(read, found.addresses) if found is not None else {}
    return AsRead(steps[0].text, text, addresses, steps, _starts(text) if whole is not None else ())


def readable(text: str) -> str:
    """Return a decoded text as it is read."""
    found = as_read(text)
    return text if found is None else found.text


def _starts(text: str) -> list[int]:
    return list(accumulate(map(len, lines(text)), initial=0))[:-1]


def _absolute(address: str, page_url: str) -> str | None:
    """Return what a link leads to; None for what is no web page, and where the page does not say of which site."""
    try:
        whole = urljoin(page_url, address)
        known = urlsplit(whole)
    except ValueError:
        return None
    web = known.scheme in ("http", "https") and known.netloc
    return whole if web and whole.isprintable() else None


def _joined(text: str, broken: Iterable[wrapped.Gap]) -> _Shortened:
    """Return a text with lines whole that were wrapped."""
    kept: list[str] = []
    at: list[int] = []
    gone: list[int] = []
    length = end = 0
    for gap in broken:
        kept.append(text[end : gap.start])
        length += gap.start - end
        if gap.spaced:
            kept.append(" ")
            length += 1
        at.append(length)
        gone.append((gone[-1] if gone else 0) + gap.end - gap.start - gap.spaced)
        end = gap.end
    kept.append(text[end:])
    return _Shortened("".join(kept), len(text), at, gone)


def _without(text: str, found: Marking) -> _Shortened:
    """Return a text without marks, line for line."""
    kept: list[str] = []
    at: list[int] = []
    gone: list[int] = []
    length = end = 0
    for first, last in _separate(text, found.spans):
        kept.append(text[end:first])
        length += first - end
        at.append(length)
        gone.append((gone[-1] if gone else 0) + last - first)
        end = last
    kept.append(text[end:])
    read = "".join(kept)
    # The last line is one also where nothing is left of it.
    if end == len(text) and read[-1:] in ("", "\n", "\r"):
        read += " "
    return _Shortened(read, len(text), at, gone)


def _separate(text: str, spans: Iterable[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    """Yield spans in order, none in two, without the line ends in them."""
    done = 0
    for first, last in sorted(spans):
        at = max(first, done)
        if at >= last:
            continue
        for row in text[at:last].splitlines(keepends=True):
            size = len(row.rstrip("\r\n"))
            if size:
                yield at, at + size
            at += len(row)
        done = last


def _by_line(text: str, addresses: Iterable[tuple[int, str]]) -> dict[int, str]:
    ends: list[int] = []
    for row in lines(text):
        ends.append((ends[-1] if ends else 0) + len(row))
    found: dict[int, str] = {}
    for offset, address in sorted(addresses):
        found.setdefault(bisect_left(ends, offset + 1) + 1, address)
    return found
