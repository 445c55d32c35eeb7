"""What belongs to the entries of a listing: rows that come at the same place in each, whatever they say.

Date, type of item and office stand in every entry, and a model that has learned what repeats takes some for furniture.
Lines that are surely of entries are pillars; what stands between two of them, at the same place between two of the
same sort, is one row, and is decided as a whole. A row that the model nowhere takes for text is one of buttons.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise

import numpy as np

from cleaners.day_runs import newest_first
from cleaners.entry_buttons import is_file
from cleaners.even_days import BUTTONS, EvenDays, cuts, even_days
from cleaners.model.lines import Floats
from cleaners.reading import Reading
from cleaners.structure.entries import date_before, date_behind, is_day
from cleaners.structure.heads import is_kind_of_item
from cleaners.structure.labels import pager
from cleaners.tiles import LINES as TILE

# Chosen on the invented listings of unknown sites in November 2026: the rows of buttons that are there have .02 at
# most, the rows of entries .03 to 1. A button says the same under each entry.
_PILLAR = 0.75
_DATED_PILLAR = 0.2
_ROW = 0.04
_ROW_OF_ONE_TEXT = 0.1
_PILLARS = 6
_LINES_A_DATE = 5
_ENOUGH = 3
_DAYS = 4
_LIKELY = 0.5
# Alone on their lines they begin entries.
_BULLETS = frozenset("•·・*▪■●○◦►▸")
_GAP = 3
_LONGEST_DATED = 80
_LONGEST_ROW = 60
_SENTENCE, _IDEOGRAPHIC_SENTENCE = 40, 15
# Lines of a sentence that links break, and what the first of them has at least.
_PIECES, _PIECE = 4, 25
_ENDS = (".", "。", "।", "۔")
_WHEN = re.compile(r"(?<!\d)(?:\d{4}|\d{1,2}(?: ?h ?|[:時])\d\d)(?!\d)")
_DIGITS = re.compile(r"\d+")


def entry_rows(reading: Reading, likely: Floats, sure: Floats, title: int | None) -> list[int]:
    """Return the segments of a listing that stand in its run of entries, though each for itself is doubtful.

    `likely` is the probability of each segment to be no furniture, `sure` that it is what a reader came for.
    """
    first = 0 if title is None else title + 1
    dated = _dated(reading, first, likely, sure)
    even = even_days(reading, dated)
    pillars = dated.union((first + np.flatnonzero(sure[first:] >= _PILLAR)).tolist())
    run = _longest(reading, sorted(pillars), even)
    if len(run) < _PILLARS:
        return []
    evenly = even.rows(reading) if even is not None and even.days[0] in run and even.lines[0] >= first else ()
    span = range(run[0], run[-1] + 1)
    dates = sum(_tells_when(reading, index) for index in reading.numbered if index in span)
    # Shops, forums and collections of links repeat other things than offices do, and have no days as even as these.
    if not evenly and _LINES_A_DATE * dates < len(run):
        return []
    rows: defaultdict[tuple[bool, bool, int, int], list[int]] = defaultdict(list)
    for above, below in pairwise(run):
        for index in range(above + 1, below):
            rows[above in dated, below in dated, below - above, index - above].append(index)
    days = [index for index in run if index in dated]
    found = {*days, *_titles(reading, days, likely, sure)}
    for row in (*rows.values(), *evenly):
        least = _ROW_OF_ONE_TEXT if len({reading.text(index) for index in row}) == 1 else _ROW
        if len(row) >= _ENOUGH and likely[row].mean() >= least:
            found.update(row)
    found.update(_kinds(reading, range(run[0] + 1, run[-1]), dated))
    between = found.difference(run)
    again = Counter(_shape(reading, index) for index in run)
    shapes = {_shape(reading, index) for index in between} | {shape for shape, count in again.items() if count > 1}
    shapes = {shape for shape in shapes if len(shape) <= _LONGEST_ROW}
    found.update(index for index in range(run[0], run[-1]) if _shape(reading, index) in shapes)
    forms = Counter(_form(reading, index) for index in run)
    found.update(_last(reading, days))
    found.update(index for index in range(max(first, run[0] - 1), run[-1]) if reading.text(index) in _BULLETS)
    found.update(_on(reading, range(run[-1] + 1, len(reading)), shapes, forms))
    higher = set(_on(reading, range(run[0] - 1, first - 1, -1), shapes, forms))
    return sorted(found.union(higher).difference(_choices(reading, higher, found)))


def introduction(reading: Reading, first: int) -> range:
    """Return the segments below the headline of a listing that are a sentence which says what is listed.

    It may stand on several lines, where links break it: `The office answers on`, `01632 960960`, `from nine to five.`
    """
    size = 0
    for index in range(first, min(first + _PIECES, len(reading) - 1)):
        text = reading.text(index)
        size += len(text)
        if index in reading.notices:
            break
        least = _IDEOGRAPHIC_SENTENCE if text.endswith("。") else _SENTENCE
        if size >= least and text.endswith(_ENDS) and (index == first or text[0].islower()):
            return range(first, index + 1)
        if reading.line_class(index) is not None or text.endswith(_ENDS) or (index == first and len(text) < _PIECE):
            break
    return range(0)


def _dated(reading: Reading, first: int, likely: Floats, sure: Floats) -> frozenset[int]:
    """Return the short lines with a day in them, and those that a day stands on, from `first` on, if they are likely.

    Of a run of days, the newest first, all are where most are: no day among them is of the page.
    """
    at = {index + line for index in reading.tiles for line in range(TILE)}
    for index, found in reading.days.items():
        if len(reading.text(index)) <= _LONGEST_DATED and (found.has_day or reading.date(index) is not None):
            at.add(index)
    dated = frozenset(index for index in at if index >= first and likely[index] > _DATED_PILLAR)
    run = newest_first(reading, (sure >= _LIKELY).tolist()) if dated else range(0)
    days = at.intersection(run)
    return dated.union(days if 2 * len(days & dated) >= len(days) else ())


def _tells_when(reading: Reading, index: int) -> bool:
    """Tell whether a segment is short and holds a year, a time or a day, in whatever way they are written."""
    text = reading.text(index)
    return len(text) <= _LONGEST_DATED and (_WHEN.search(text) is not None or is_day(reading, index))


def _titles(reading: Reading, days: Sequence[int], likely: Floats, sure: Floats) -> list[int]:
    """Return the lines right below the days but the last, if they are surely titles, however long the entries are."""
    dated = frozenset(days)
    below = [index + 1 for index in days[:-1] if index + 1 not in dated]
    if not below or sure[below].mean() < _LIKELY or len({reading.text(index) for index in below}) < len(below):
        return []
    # Between two entries an advertisement may stand.
    return [index for index in below if likely[index] > _DATED_PILLAR]


def _kinds(reading: Reading, lines: range, dated: Set[int]) -> list[int]:
    """Return the lines right above days of entries, or below them, that say what kind of item each is.

    They say few things, some of which are known kinds: `News`, `Press release`, `News`, `News`.
    """
    days = [index for index in lines if index in dated]
    for side in (-1, 1):
        found = [index + side for index in days if index + side in lines and index + side not in dated]
        kinds = Counter(reading.lower[index] for index in found)
        if len(found) < _ENOUGH or 2 * len(kinds) > len(found):
            continue
        if 4 * sum(count for kind, count in kinds.items() if is_kind_of_item(kind, reading)) >= len(found):
            return found
    return []


def _last(reading: Reading, days: Sequence[int]) -> range:
    """Return the lines of the last entry below its day, where it ends as all others do: with the same button."""
    ends = [_button(reading, above, below) for above, below in pairwise(days)]
    texts = {reading.lower[end] for end in ends if end is not None}
    if len(days) < _DAYS or None in ends or len(texts) != 1:
        return range(0)
    longest = max(below - above for above, below in pairwise(days))
    end = _button(reading, days[-1], min(days[-1] + longest, len(reading)))
    return range(days[-1] + 1, end) if end is not None and reading.lower[end] in texts else range(0)


def _button(reading: Reading, above: int, below: int) -> int | None:
    """Return the first button between two lines."""
    return next((index for index in range(above + 1, below) if reading.line_class(index) in BUTTONS), None)


def _longest(reading: Reading, pillars: Sequence[int], even: EvenDays | None) -> Sequence[int]:
    """Return the longest stretch of pillars that stand near each other, with no numbers of other pages between them."""
    amid = range(pillars[0], pillars[-1]) if pillars else range(0)
    pages = [index for index in reading.numbered if index in amid and _are_pages(reading, index)]
    ends = {0, *cuts(pillars, even, _GAP), *(bisect_left(pillars, index) for index in pages), len(pillars)}
    return max((pillars[begin:end] for begin, end in pairwise(sorted(ends))), key=len, default=())


def _are_pages(reading: Reading, index: int) -> bool:
    """Tell whether a line has the numbers of several pages; one alone may be that of an entry."""
    return not reading.text(index).isdecimal() and pager(reading, index)


def _on(reading: Reading, indices: range, shapes: set[str], forms: Counter[str | None]) -> Iterator[int]:
    """Yield the segments beyond an end of the run that are like those in it; files of theirs may stand between."""
    for index in indices:
        form = _form(reading, index)
        if _shape(reading, index) in shapes or (form is not None and forms[form] >= _ENOUGH):
            yield index
        elif not is_file(reading.text(index)):
            return


def _choices(reading: Reading, above: Set[int], found: Set[int]) -> set[int]:
    """Return those of the lines above a run of entries that choose among them: kinds of items, one below the other.

    Entries say their kinds too, each its own.
    """
    kinds = Counter(reading.text(index) for index in found - above)
    known = {index for index in above if kinds[reading.text(index)] and reading.date(index) is None}
    last = max((index for index in known if index - 1 in known), default=-1)
    return {index for index in above if index <= last}


def _shape(reading: Reading, index: int) -> str:
    return _DIGITS.sub("0", reading.text(index))


def _form(reading: Reading, index: int) -> str | None:
    """Return where the date of a segment stands, None for one without a date."""
    text = reading.text(index)
    if reading.date(index) is not None:
        return "whole"
    if date_behind(reading, text) is not None:
        return "behind"
    return "before" if text[:1].isdigit() and date_before(reading, text) is not None else None
