"""Text dumps with link marks: told once a page, and taken out of what is read, never out of what is stored.

What the judges read of such a page is the text without marks, line for line; `Unmarked` leads back to the page.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from cleaners.lines import Segment, lines, show
from cleaners.markings import Marking, marking

REASON = "structure/link-marks"
"""Of a line that is nothing but marks, and of the list of addresses below a page."""


@dataclass(frozen=True)
class Unmarked:
    """A text dump as it is read: as many lines as the page has, without the marks."""

    text: str
    page: str
    """The decoded text."""
    _addresses: Mapping[int, str]
    """Number of a line -> the address that the first link on it leads to, as the page has it."""
    _at: Sequence[int]
    """Where in `text` something was taken out, ascending."""
    _gone: Sequence[int]
    """How many code points were taken out up to there."""

    def restored(self, parts: Iterable[Segment]) -> list[Segment]:
        """Return the segments of `text` with the offsets that they have in the page."""
        return [Segment(part.n, self._back(part.start), self._back(part.end), part.text) for part in parts]

    def links(self, page_url: str | None) -> dict[int, str]:
        """Return the web address that the first link on a line leads to, by number of the line."""
        found = {n: _absolute(address, page_url or "") for n, address in self._addresses.items()}
        return {n: whole for n, whole in found.items() if whole is not None}

    def is_mark(self, part: Segment) -> bool:
        """Tell whether a restored segment in which nothing is read has marks."""
        return bool(show(self.page[part.start : part.end]))

    def _back(self, offset: int) -> int:
        if offset == len(self.text):
            return len(self.page)
        before = bisect_left(self._at, offset)
        return offset + (self._gone[before - 1] if before else 0)


def unmarked(text: str) -> Unmarked | None:
    """Return a decoded text without marks of links, None if it is no dump that has them."""
    found = marking(text)
    return _without(text, found) if found is not None else None


def readable(text: str) -> str:
    """Return a decoded text as it is read."""
    found = unmarked(text)
    return text if found is None else found.text


def _absolute(address: str, page_url: str) -> str | None:
    """Return what a link leads to; None for what is no web page, and where the page does not say of which site."""
    try:
        whole = urljoin(page_url, address)
        known = urlsplit(whole)
    except ValueError:
        return None
    web = known.scheme in ("http", "https") and known.netloc
    return whole if web and whole.isprintable() else None


def _without(text: str, found: Marking) -> Unmarked:
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
    return Unmarked(read, text, _by_line(text, found.addresses), at, gone)


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
