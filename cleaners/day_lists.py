"""Calendars without hours: days in order, each above the titles of what is on that day."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from cleaners.lines import has_digit
from cleaners.reading import Reading

# Days that a calendar has at least, segments from one to the next, and code points of a line in it.
_DAYS, _APART, _LONGEST = 4, 9, 160
# Of one day, or of the first and last.
_LONGEST_DAY = 60
_TO = " -–—"
_SENTENCE, _ENDS = 40, (".", "!", "?", "…", "。")


def day_list(reading: Reading) -> range:
    """Return the segments from the first to the last of four days or more that rise or fall, with what stands below.

    No sentence stands between them; an empty range if there is no such run.
    """
    found = {index: day for index in reading.numbered if (day := _day(reading, index)) is not None}
    days = sorted(found)
    cuts = [0, *(at for at in range(1, len(days)) if not 1 < days[at] - days[at - 1] <= _APART), len(days)]
    run = max((days[begin:end] for begin, end in pairwise(cuts)), key=len)
    if len(run) < _DAYS:
        return range(0)
    values = [found[index] for index in run]
    if len(set(values)) < len(run) or values not in (sorted(values), sorted(values, reverse=True)):
        return range(0)
    if any(_is_text(reading.text(index)) for index in range(run[0], run[-1])):
        return range(0)
    end, last = run[-1] + 1, run[-1] + max(below - above for above, below in pairwise(run))
    # Blank lines part the days; what follows the last one is no more parted from it than others from theirs.
    while end < min(last, len(reading)) and reading.segments[end].n == reading.segments[end - 1].n + 1:
        end += 1
    return range(run[0], end)


def with_last(reading: Reading, rows: Sequence[int]) -> Sequence[int]:
    """Return `rows` of entries, with those of the last day too where they end in a calendar; all of one without any.

    What stands below the last day is its own where blank lines part the days, though nothing below it is like it.
    """
    days = day_list(reading)
    if not rows or not days:
        return rows or days
    parted = days.stop == len(reading) or reading.segments[days.stop].n > reading.segments[days.stop - 1].n + 1
    return [*rows, *range(rows[-1] + 1, days.stop)] if parted and rows[-1] in days else rows


def _day(reading: Reading, index: int) -> str | None:
    """Return the day that a segment names, the first one of a range, in ISO 8601; None for any other segment."""
    text = reading.text(index)
    if len(text) > _LONGEST_DAY or not has_digit(text):
        return None
    found = reading.date(index)
    if found is None:
        found = next(reading.dates.find(text, day_first=reading.day_first), None)
        if found is None or found.start or text[found.end : found.end + 1] not in _TO:
            return None
        until = reading.dates.whole(text[found.end :].strip(_TO), day_first=reading.day_first)
        if until is None or not until.has_day:
            return None
    return found.day if found.has_day else None


def _is_text(text: str) -> bool:
    return len(text) > _LONGEST or (len(text) >= _SENTENCE and text.endswith(_ENDS))
