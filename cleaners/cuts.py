"""Cutting fused lines into segments, once, before any judge looks at them.

A cut never loses a character; two body segments of one line come out as one line again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from cleaners import run_together
from cleaners.lines import Segment, lines, show

_DATE = r"(?:\d{1,2}\.\d{1,2}\.\d{4}|\d{1,2}\.? [^\W\d_]{3,15}\.? \d{4})"
# "25 January 202114:38", "25.03.2021Statement": nothing stands between a date at the start and what follows it.
_GLUED_DATE = re.compile(rf"\s*{_DATE}(?=\d{{1,2}}:\d\d|[^\W\d_]{{2}})")
_GLUED_TIME = re.compile(r"\d{1,2}:\d\d(?=[^\W\d_]{2})")
# "12 March 2024, 15:20Comments (3)": the time closes the dateline, unless the letters behind it belong to it.
_DATED_TIME = re.compile(
    rf"\s*{_DATE}(?:\s*[^\W\d_]{{1,5}}\.?)?[\s,|–-]*\d{{1,2}}:\d\d(?=[^\W\d_]{{2}})(?!(?:am|pm|hrs|uhr)\b)",
    re.IGNORECASE,
)
# "Press releases12 March 2024": a kicker in front of a date that ends a short line.
_DATE_AT_END = re.compile(rf"(?<=[^\W\d_]{{2}})(?={_DATE}\s*$)")
_MAX_KICKER = 60
# Two day counters on one line stand apart by a long run of no-break spaces and spaces, and so do the cells of a table
# that a renderer laid out in columns: old pages have menu, text and news side by side.
_WIDE_GAP = re.compile(r"(?<=\S)\s{4,}(?=\S)")
_LIST_MARK = 3


def segments(text: str, cuts: Iterable[re.Pattern[str]] = (), *, of_blocks: bool = False) -> Iterator[Segment]:
    """Yield the segments of a decoded text, in order; `cuts` are the site's own, cutting where a match ends.

    Where lines are those `of_blocks` of a tree, no page was run together into one.

    >>> [segment.text for segment in segments("25 January 202114:38\\n\\nTitle")]
    ['25 January 2021', '14:38', '', 'Title']
    """
    cuts = tuple(cuts)
    spaced = "  " in text
    wide = "\u00a0" in text or (spaced and "    " in text)
    page = len(text) + 1 if of_blocks else run_together.SHORTEST
    start = 0
    for n, line in enumerate(lines(text), 1):
        end = start + len(line)
        shown = line.strip()
        # Nearly all lines: nothing is to be taken out of them.
        if plain := shown.isprintable():
            plain = not spaced or "  " not in shown
        else:
            shown = show(line)
        points = None
        # Most lines have nothing that a cut could be made at.
        if shown and (
            cuts
            or shown[0].isdigit()
            or ((size := len(shown)) <= _MAX_KICKER and shown[-1].isdigit())
            or size >= page
            or (wide and ("\u00a0" in line or "    " in line))
        ):
            points = _points(line, shown, cuts, of_blocks)
        if points:
            for at, point in pairwise((0, *points, len(line))):
                yield Segment(n, start + at, start + point, show(line[at:point]))
        else:
            yield Segment(n, start, end, shown, plain)
        start = end


def any_of(cuts: Iterable[re.Pattern[str]], text: str) -> bool:
    """Tell whether a cut of the site is found in any line of a text: hardly any page has one."""
    cuts = tuple(cuts)
    if not cuts:
        return False
    rows = lines(text)
    return any(any(map(cut.search, rows)) for cut in cuts)


def _points(line: str, shown: str, cuts: tuple[re.Pattern[str], ...], of_blocks: bool) -> list[int]:
    """Return the offsets at which a line is cut, ascending, never at its ends."""
    points: set[int] = set()
    if shown[0].isdigit() and (date := _GLUED_DATE.match(line)) is not None:
        points.add(date.end())
        if (time := _GLUED_TIME.match(line, date.end())) is not None:
            points.add(time.end())
    elif shown[0].isdigit():
        if ":" in line and (dateline := _DATED_TIME.match(line)) is not None:
            points.add(dateline.end())
    elif shown[-1].isdigit() and len(shown) <= _MAX_KICKER and (kicker := _DATE_AT_END.search(line)) is not None:
        points.add(kicker.start())
    if "    " in line or "\u00a0" in line:
        # What stands before the first gap may be the mark or number of a list item.
        marked = len(line) - len(line.lstrip()) + _LIST_MARK
        points.update(gap.end() for gap in _WIDE_GAP.finditer(line) if gap.start() > marked)
    for cut in cuts:
        points.update(match.end() for match in cut.finditer(line))
    if not of_blocks and len(line) >= run_together.SHORTEST:
        points.update(run_together.cuts(line))
    if not points:
        return []
    first, last = len(line) - len(line.lstrip()), len(line.rstrip())
    return sorted(point for point in points if first < point < last)
