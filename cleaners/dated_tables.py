"""Tables of items told by a column of days in order, each row with a title of its own."""

from __future__ import annotations

from itertools import pairwise

from cleaners.reading import Reading

# Rows that such a table has at least, with so many cells each, and code points of a title in one of them.
_ROWS, _CELLS, _TITLE = 5, 3, 8
# Share of the days that stand in order: rows are sorted by them, newest or oldest first.
_ORDER = 0.8


def dated_table(reading: Reading) -> range:
    """Return the segments of the longest table with a day in the same column of each row, an empty range without one.

    >>> from cleaners import vocabulary
    >>> from cleaners.cuts import segments
    >>> from cleaners.dates import DateReader
    >>> words = vocabulary.join(vocabulary.load())
    >>> rows = [f"HB {day}\\tPilots v Harbour Board {day}\\t{day} May 2024" for day in (19, 18, 16, 15, 12)]
    >>> dated_table(Reading([*segments(chr(10).join(("Number\\tName\\tDate", *rows)))], words, DateReader.of(words)))
    range(1, 6)
    """
    days = {index: found for index in range(len(reading)) if (found := _days(reading, index))}
    at = sorted(days)
    ends = [0, *(place for place in range(1, len(at)) if at[place] != at[place - 1] + 1), len(at)]
    rows = max((at[begin:end] for begin, end in pairwise(ends)), key=len)
    if len(rows) < _ROWS:
        return range(0)
    columns = {column for column in days[rows[0]] if all(column in days[row] for row in rows)}
    in_order = any(_in_order([days[row][column] for row in rows]) for column in columns)
    titles = {title for row in rows for title in _titles(reading, row)}
    return range(rows[0], rows[-1] + 1) if in_order and len(titles) >= len(rows) else range(0)


def _cells(reading: Reading, index: int) -> list[str]:
    return [cell.strip() for cell in reading.segments[index].text.split("\t")]


def _days(reading: Reading, index: int) -> dict[int, str]:
    """Return the days that cells of a row name and nothing else, by their columns."""
    if "\t" not in reading.segments[index].text or len(cells := _cells(reading, index)) < _CELLS:
        return {}
    found = ((column, reading.dates.whole(cell, day_first=reading.day_first)) for column, cell in enumerate(cells))
    return {column: date.day for column, date in found if date is not None and date.day is not None}


def _titles(reading: Reading, index: int) -> list[str]:
    days = _days(reading, index)
    return [cell for column, cell in enumerate(_cells(reading, index)) if column not in days and len(cell) >= _TITLE]


def _in_order(days: list[str]) -> bool:
    """Tell whether days fall or rise, all but a few, and are not the same throughout."""
    pairs = [*pairwise(days)]
    falling, rising = sum(above >= below for above, below in pairs), sum(above <= below for above, below in pairs)
    return max(falling, rising) >= _ORDER * len(pairs) and len(set(days)) > _ROWS // 2
