"""Days whose year has two digits, `21/05/24`, where a page has several of one make that tell day from month."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleaners.dates import DateReader, Found

_SHORT = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{2})")
SIZES = range(len("1/1/24"), len("21/05/24") + 1)
"""Code points of such a day."""
_SEVERAL = 3
_MONTHS = 12


def short_dates(texts: Sequence[str], dates: DateReader) -> dict[int, Found]:
    """Return the dates that are whole lines of a page, by line: three or more with the same sign, the day first.

    >>> from cleaners import vocabulary
    >>> reader = DateReader.of(vocabulary.join(vocabulary.load()))
    >>> found = short_dates(["21/05/24", "Fair", "9/05/24", "Ferries", "30/04/24"], reader)
    >>> {index: date.value for index, date in found.items()}
    {0: '2024-05-21', 2: '2024-05-09', 4: '2024-04-30'}
    """
    lines = {
        index: match
        for index, text in enumerate(texts)
        if len(text) in SIZES and (match := _SHORT.fullmatch(text)) is not None
    }
    days_first = any(int(match[1]) > _MONTHS for match in lines.values())
    months_second = all(int(match[3]) <= _MONTHS for match in lines.values())
    one_sign = len({match[2] for match in lines.values()}) == 1
    if len(lines) < _SEVERAL or not (days_first and months_second and one_sign):
        return {}
    found: dict[int, Found] = {}
    for index, match in lines.items():
        date = dates.whole(f"{match[1]}.{match[3]}.20{match[4]}", day_first=True)
        if date is not None and date.has_day:
            found[index] = date._replace(end=len(texts[index]), raw=texts[index])
    return found if len(found) == len(lines) else {}
