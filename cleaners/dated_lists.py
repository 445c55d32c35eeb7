"""Lists of items told by their dates: at the same place in each item, in order, each beside a title of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from cleaners.dated_tables import dated_table
from cleaners.dates import SEVERAL_DAYS
from cleaners.field_rows import has_fields
from cleaners.judges.classes import BODY, ENTRY, TEASER
from cleaners.model.predict import KINDS, Prediction
from cleaners.reading import Reading
from cleaners.structure.labels import pager, result_count

# Dates that such a list has at least, segments from one to the next, and code points of a line with a date in it.
_DATES, _LEAST_APART, _MOST_APART, _LONGEST = 5, 2, 9, 80
# Share of the dates that stand in order, of the steps that are as long as most, and of the titles that are met once.
_ORDER, _STEPS, _TITLES = 0.8, 0.6, 0.8
# Code points of a title; ideographs say more each.
_SHORTEST = 8
# Segments below the last date with the numbers of other pages.
_BELOW = 30
# So likely a listing, a page that has such a list is one.
_PERHAPS = 0.1
_LISTING = KINDS.index("listing")


def relisted(reading: Reading, prediction: Prediction, rows: Sequence[int]) -> Prediction:
    """Return what a model says of a page, that it is a listing where a list on it says so; its text there is entries.

    `rows` of the prediction are the segments of the reading.
    """
    if prediction.kind in ("listing", "other"):
        return prediction
    listed = dated_list(reading) or dated_table(reading)
    # What is listed below the fields of a record are its steps.
    if not listed or has_fields(reading):
        return prediction
    perhaps = prediction.kind == "record" and prediction.kinds[_LISTING] >= _PERHAPS
    if not perhaps and not _is_searched(reading, listed):
        return prediction
    classes = prediction.classes.copy()
    inside = rows[listed.start : listed.stop + _LEAST_APART]
    for column in (BODY, TEASER):
        classes[inside, ENTRY] += classes[inside, column]
        classes[inside, column] = 0
    return replace(prediction, classes=classes, kinds=np.eye(len(KINDS))[_LISTING])


def dated_list(reading: Reading) -> range:
    """Return the segments from the first to the last date of the longest list, an empty range if there is none.

    >>> from cleaners import vocabulary
    >>> from cleaners.cuts import segments
    >>> from cleaners.dates import DateReader
    >>> words = vocabulary.join(vocabulary.load())
    >>> lines = [line for day in (9, 8, 6, 5, 2) for line in (f"0{day}.05.2024", f"Dredging, day {day}", "Notice")]
    >>> dated_list(Reading([*segments(chr(10).join(lines))], words, DateReader.of(words)))
    range(0, 13)
    """
    if len(reading.numbered) < _DATES:
        return range(0)
    days = {index: day for index in reading.numbered if (day := _day(reading, index)) is not None}
    # Of days one below the other, such as when a tender begins and when it ends, the first counts.
    at = [index for index in sorted(days) if index - 1 not in days]
    cuts = [0, *(place for place in range(1, len(at)) if not _near(at[place] - at[place - 1])), len(at)]
    run = max((at[begin:end] for begin, end in pairwise(cuts)), key=len)
    if len(run) < _DATES:
        return range(0)
    values = [days[index] for index in run]
    # Days and months are compared by their months.
    pairs = [(above[: len(below)], below[: len(above)]) for above, below in pairwise(values)]
    falling = sum(above >= below for above, below in pairs)
    rising = sum(above <= below for above, below in pairs)
    steps = Counter(below - above for above, below in pairwise(run))
    ordered = max(falling, rising) >= _ORDER * (len(run) - 1) and len(set(values)) >= _DATES - 1
    if not ordered or steps.most_common(1)[0][1] < _STEPS * (len(run) - 1):
        return range(0)
    sides = range(1 - min(steps), min(steps))
    return range(run[0], run[-1] + 1) if any(_are_titles(reading, run, side) for side in sides if side) else range(0)


def _is_searched(reading: Reading, listed: range) -> bool:
    """Tell whether a page says how many items were found, or leads to more of them below those listed."""
    if any(result_count(reading, index) for index in range(len(reading))):
        return True
    return any(pager(reading, index) for index in range(listed.stop, min(len(reading), listed.stop + _BELOW)))


def _near(step: int) -> bool:
    return _LEAST_APART <= step <= _MOST_APART


def _day(reading: Reading, index: int) -> str | None:
    """Return the day that a short line holds, and nothing that is as long as a title besides; None for others.

    Of several days of a month, `24 - 26 June 2024`, it is the month.
    """
    text = reading.text(index)
    if len(text) > _LONGEST:
        return None
    found = reading.first_date(index)
    if found is None or not (found.has_day or found.doubt == SEVERAL_DAYS):
        return None
    return found.day or found.value


def _are_titles(reading: Reading, run: list[int], side: int) -> bool:
    """Tell whether the lines so far below the dates are titles: long enough, and nearly all met once."""
    texts = [reading.text(index + side) for index in run if 0 <= index + side < len(reading)]
    long = [text for text in texts if len(text) >= _SHORTEST and any(map(str.isalpha, text))]
    return len(texts) >= len(run) - 1 and len(set(long)) >= _TITLES * len(texts)
