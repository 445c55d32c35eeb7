"""What a page adds to the counts of its site's lines: each line once, by a key, and where it stands."""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import blake2b
from typing import Literal, NamedTuple

from cleaners import lines

Zone = Literal["head", "middle", "tail"]

EDGE = 20
"""Visible lines that are the head of a page, and that are its tail; each a third of the page at most."""

LONGEST = 1_000
"""Code points that are shown of a line; its key is that of the whole line."""

_DIGIT = re.compile(r"\d")


class PageLine(NamedTuple):
    """A line that a page holds."""

    key: int
    """Signed 64-bit hash of the folded line: the same in every process and on every machine."""
    zone: Zone
    """Where the line stands first."""
    text: str
    """The folded line, cut at 1,000 code points; with 0 for each digit where digits are masked."""


def unmasked(line: str) -> bool:
    """Mask no line."""
    return False


def page_lines(text: str, mask: Callable[[str], bool] = unmasked) -> list[PageLine]:
    r"""Return the distinct visible lines of a page in page order, white space folded.

    `mask` tells of a folded line whether it is a clock or a counter: there, one number is as good as another.

    >>> found = page_lines("Menu\n\n 12:30\nMenu \nText", mask=lambda line: ":" in line)
    >>> [(line.zone, line.text) for line in found]
    [('head', 'Menu'), ('middle', '00:00'), ('tail', 'Text')]
    """
    visible = [line for start, end in lines.lines(text) if (line := lines.fold(text[start:end].strip()))]
    edge = min(EDGE, len(visible) // 3)
    found: dict[int, PageLine] = {}
    for index, line in enumerate(visible):
        if mask(line):
            line = _DIGIT.sub("0", line)
        key = int.from_bytes(blake2b(line.encode(), digest_size=8).digest(), "big", signed=True)
        if key not in found:
            zone: Zone = "head" if index < edge else "tail" if index >= len(visible) - edge else "middle"
            found[key] = PageLine(key, zone, line[:LONGEST])
    return list(found.values())
