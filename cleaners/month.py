"""A month as a table of days: `Mo Tu We Th Fr Sa Su` over rows of numbers, or each of these on a line of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

_WEEK = 7
_MAX_ROW = 90
_MAX_DAY = 2
_LAST_DAYS = range(28, 32)
# Days on lines of their own below the names of seven weekdays: two weeks are shown by some pages.
_FEW_DAYS = 14


def month_tables(lines: Sequence[str], weekdays: Mapping[str, int]) -> frozenset[int]:
    """Return which lines of a page, case folded, are tables of days; `weekdays` are names with 0 for Monday."""
    return frozenset((*_rows(lines, weekdays), *_columns(lines, weekdays)))


def _rows(lines: Sequence[str], weekdays: Mapping[str, int]) -> Iterator[int]:
    """Yield a row of weekdays and the rows of days below it, if there are any."""
    for index, (line, below) in enumerate(pairwise(lines)):
        # Few lines begin with a number, and their row of weekdays is seven words.
        if below[:1].isdecimal() and line.count(" ") == _WEEK - 1 and len(line) <= _MAX_ROW:
            end = index + 1
            while end < len(lines) and _are_days(lines[end].split(" ", _WEEK)):
                end += 1
            if end > index + 1 and _are_weekdays(line.split(), weekdays):
                yield from range(index, end)


def _columns(lines: Sequence[str], weekdays: Mapping[str, int]) -> Iterator[int]:
    """Yield lines of a weekday each and the lines of a day each below them."""
    days = [index for index, line in enumerate(lines) if len(line) <= _MAX_DAY and line.isdecimal()]
    if len(days) < _FEW_DAYS:
        return
    first = days[0]
    for below, index in pairwise([*days, len(lines) + 1]):
        if index != below + 1:
            start = first - _WEEK
            long_enough = below - first >= _FEW_DAYS - 1 and start >= 0
            if long_enough and _are_days(lines[first : below + 1]) and _are_weekdays(lines[start:first], weekdays):
                yield from range(start, below + 1)
            first = index


def _are_days(parts: Sequence[str]) -> bool:
    """Tell whether parts are numbers of days that follow each other, over the ends of months too."""
    if not all(part.isdecimal() and len(part) <= _MAX_DAY for part in parts):
        return False
    days = list(map(int, parts))
    return max(days) <= _LAST_DAYS[-1] and all(b == a + 1 or (b == 1 and a in _LAST_DAYS) for a, b in pairwise(days))


def _are_weekdays(parts: Sequence[str], weekdays: Mapping[str, int]) -> bool:
    """Tell whether parts are the days of a week in order, however they are shortened."""
    return any(
        all(_is_weekday(part, (first + number) % _WEEK, weekdays) for number, part in enumerate(parts))
        for first in (0, 5, 6)
    )


def _is_weekday(part: str, number: int, weekdays: Mapping[str, int]) -> bool:
    part = part.strip(".,")
    return any(_shortens(part, name) for name, its in weekdays.items() if its == number)


def _shortens(part: str, name: str) -> bool:
    """Tell whether the letters of a part stand in a name in this order: `pn` for `poniedziałek`."""
    letters = iter(name)
    return bool(part) and all(letter in letters for letter in part)
