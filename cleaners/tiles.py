"""Dates that stand on three lines, as tiles beside entries do: day, month and year, or month, day and year."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from cleaners.dates import DateReader, Found

LINES = 3
"""Lines of a tile."""
# One day, or the first and the last.
_DAY = re.compile(r"(\d{1,2})\.?(?: ?[-–] ?\d{1,2}\.?)?")
_YEAR = re.compile(r"(?:19|20)\d\d")


def tiles(texts: Sequence[str], months: Mapping[str, int], dates: DateReader) -> dict[int, Found]:
    """Return the dates that stand on three lines of a page by the first of these; of several days the first counts.

    >>> from cleaners import vocabulary
    >>> words = vocabulary.join(vocabulary.load())
    >>> found = tiles(["18-19", "Apr.", "2024", "Fair"], words.months, DateReader.of(words))
    >>> {index: date.value for index, date in found.items()}
    {0: '2024-04-18'}
    """
    found: dict[int, Found] = {}
    for index, year in enumerate(texts):
        if len(year) != len("2024") or index < LINES - 1 or _YEAR.fullmatch(year) is None:
            continue
        pair = texts[index - 2 : index]
        day = next(filter(None, map(_DAY.fullmatch, pair)), None)
        month = next((text for text in pair if text.casefold().rstrip(".") in months), None)
        if day is None or month is None:
            continue
        date = dates.whole(f"{day[1]} {month.rstrip('.')} {year}")
        if date is not None and date.has_day:
            found[index - 2] = date
    return found
