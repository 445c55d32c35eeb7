"""What other pages of a site say: how many different ones hold a line, and where it stands on them.

Each page is read into its distinct lines; `Counts` adds these up over the pages of a site, of which captures of one
page count once; a `Snapshot` is what the engine is given of the counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Literal, NamedTuple

from cleaners import lines

Zone = Literal["head", "middle", "tail"]
ZONES: tuple[Zone, ...] = ("head", "middle", "tail")

EDGE = 20
"""Visible lines that are the head of a page, and that are its tail; each a third of the page at most."""

LONGEST = 1_000
"""Code points that are shown of a line; its key is that of the whole line."""

MIN_PAGES = 3
"""Different pages without which a line, and a site, says nothing."""

_SIGNING = 3
# With its thousands apart, however these are set off.
_NUMBER = re.compile(r"\d+(?:[.,'’ ]\d{3}(?!\d))*")


class PageLine(NamedTuple):
    """A line that a page holds."""

    key: int
    """Signed 64-bit hash of the folded line: the same in every process and on every machine."""
    zone: Zone
    """Where the line stands first."""
    text: str
    """The folded line, cut at 1,000 code points; with 0 for each number where numbers are masked."""


@dataclass(frozen=True)
class Snapshot:
    """What the pages of a site held at one time."""

    id: str
    """Hash of all the rest: 12 hexadecimal digits."""
    site: str
    pages: int
    """Different pages that were counted."""
    lines: Mapping[int, tuple[int, int, int]]
    """Key of a line -> different pages that hold it in head, middle and tail; lines of three pages at least."""

    @classmethod
    def of(cls, site: str, pages: int, counts: Iterable[tuple[int, int, int, int]]) -> Snapshot:
        """Take a snapshot of counts: key of a line, pages that hold it in head, middle and tail."""
        held = sorted(count for count in counts if sum(count[1:]) >= MIN_PAGES)
        digest = blake2b(f"{site}\n{pages}".encode(), digest_size=6)
        for count in held:
            digest.update(("\n" + " ".join(map(str, count))).encode())
        return cls(digest.hexdigest(), site, pages, {key: (head, middle, tail) for key, head, middle, tail in held})


class Counts:
    """Adds up the lines of a site, page by page; holds its distinct lines, not its pages."""

    def __init__(self) -> None:
        self._lines: dict[int, list[int]] = {}
        self._signatures: set[int] = set()

    def add(self, page: Sequence[PageLine]) -> None:
        """Count the lines of a page, unless a capture of the same page was counted before."""
        signature = page_signature(page)
        if signature in self._signatures:
            return
        self._signatures.add(signature)
        for line in page:
            self._lines.setdefault(line.key, [0, 0, 0])[ZONES.index(line.zone)] += 1

    def snapshot(self, site: str) -> Snapshot:
        """Return what was counted so far."""
        counts = ((key, head, middle, tail) for key, (head, middle, tail) in self._lines.items())
        return Snapshot.of(site, len(self._signatures), counts)


def count(site: str, pages: Iterable[Sequence[PageLine]]) -> Snapshot:
    """Count the lines of the pages of a site."""
    counts = Counts()
    for page in pages:
        counts.add(page)
    return counts.snapshot(site)


def unmasked(line: str) -> bool:
    """Mask no line."""
    return False


def page_lines(text: str, mask: Callable[[str], bool] = unmasked) -> list[PageLine]:
    r"""Return the distinct visible lines of a page in page order, white space folded.

    `mask` tells of a folded line whether it is a clock or a counter: there, one number is as good as another.

    >>> found = page_lines("Menu\n\n 12:30\nMenu \nText", mask=lambda line: ":" in line)
    >>> [(line.zone, line.text) for line in found]
    [('head', 'Menu'), ('middle', '0:0'), ('tail', 'Text')]
    """
    visible = [line for line in _folded(text, mask) if line]
    edge = min(EDGE, len(visible) // 3)
    found: dict[int, PageLine] = {}
    for index, line in enumerate(visible):
        key = _key(line)
        if key not in found:
            zone: Zone = "head" if index < edge else "tail" if index >= len(visible) - edge else "middle"
            found[key] = PageLine(key, zone, line[:LONGEST])
    return list(found.values())


def line_keys(text: str, mask: Callable[[str], bool] = unmasked) -> list[int | None]:
    """Return the key of each line of a page in order, None for blank lines; `mask` as for `page_lines`."""
    return [_key(line) if line else None for line in _folded(text, mask)]


def page_signature(page: Sequence[PageLine]) -> int:
    """Return a signed 64-bit hash that captures of one page have in common: that of its three longest lines.

    Banner, counters and teasers change from one capture to the next; the longest paragraphs do not.
    """
    longest = sorted(page, key=lambda line: (-len(line.text), line.key))[:_SIGNING]
    return _key(" ".join(str(key) for key in sorted(line.key for line in longest)))


def _folded(text: str, mask: Callable[[str], bool]) -> Iterator[str]:
    for row in lines.lines(text):
        line = lines.fold(row.strip())
        yield _NUMBER.sub("0", line) if mask(line) else line


def _key(line: str) -> int:
    return int.from_bytes(blake2b(line.encode(), digest_size=8).digest(), "big", signed=True)
