"""Listings told by their days: the newest first, about equally far apart, with titles and facts of entries between."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median_low
from typing import NamedTuple

import numpy as np

from cleaners.endings import is_sentence
from cleaners.field_rows import has_fields
from cleaners.judges.classes import BODY, ENTRY, FURNITURE, TEASER
from cleaners.model.predict import KINDS, Prediction
from cleaners.reading import Reading
from cleaners.structure.entries import is_day

# Days that a run has at least, how many of them may be out of order, and code points of a line with one.
_DAYS, _DISORDER, _LONGEST_DATED = 5, 0.2, 100
# Segments from one day to the next, and by how many the steps may differ.
_NEAREST, _FARTHEST, _UNEVEN = 2, 8, 3
# Letters beside a day in a line that is no title: `Published: 3 July 2024 | Topic: licences`.
_BESIDE = 60
# Letters behind a day that are a title.
_TITLE = 20
# Letters before the day that tell the make of a line.
_MAKE = 12
_LETTERS = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d+")
_MONTH_AND_DAY = 2
_BULLETS = frozenset({"• ", "* ", "- ", "· ", "・ "})
# Of a clock.
_SECONDS = re.compile(r"\d:\d\d:\d\d")
# Code points of the longest teaser.
_TEASER = 300
# Share of the likely text that the run makes where it is what the page is about.
_SUBJECT = 0.5
# And where each day stands above items with a bullet, which no text and no record has.
_SUBJECT_IN_BULLETS = 0.33
# Sentences between the headline and the run.
_INTRODUCTION = 3
_LIKELY = 0.5
# Code points of a line below the run that is surely no entry.
_SHORT = 20
_LISTING = np.eye(len(KINDS))[KINDS.index("listing")]


class _Day(NamedTuple):
    """A day, and of what make its line is: the words before it, and whether a title stands behind it."""

    value: str
    make: tuple[str, bool]


class Run(NamedTuple):
    """The segments of such a run, of the first and the last entry those that belong to them as they do between days."""

    start: int
    end: int
    """One past the last."""


def listed(reading: Reading, prediction: Prediction, rows: Sequence[int]) -> tuple[Prediction, Run | None]:
    """Return what a model says of a page, and its run of days if that makes it a listing.

    `rows` of the prediction are the segments of the reading.
    """
    if prediction.kind in ("listing", "other") or has_fields(reading):
        return prediction, None
    content = prediction.content[rows]
    likely = (content >= _LIKELY).tolist()
    # Where the list is what the page is about, its summaries are none of another list.
    found = run(reading, (content + prediction.classes[rows, TEASER] >= _LIKELY).tolist())
    if found is None:
        return prediction, None
    inside = sum(likely[found.start : found.end])
    if inside < (_SUBJECT_IN_BULLETS if _is_bulleted(reading, found) else _SUBJECT) * sum(likely):
        return prediction, None
    classes = prediction.classes.copy()
    inner = rows[found.start : found.end]
    # Pages and menus; what is longer may be entries of another list, but not below items with bullets.
    below = range(found.end, len(reading))
    bulleted = _is_bulleted(reading, found)
    told = _introduction(reading, found.start, likely)
    outer = [rows[index] for index in range(found.start) if index not in told]
    outer += [rows[index] for index in below if bulleted or len(reading.text(index)) <= _SHORT]
    for column in (BODY, TEASER):
        classes[inner, ENTRY] += classes[inner, column]
        classes[inner, column] = 0
    for column in (BODY, ENTRY):
        classes[outer, FURNITURE] += classes[outer, column]
        classes[outer, column] = 0
    return replace(prediction, classes=classes, kinds=_LISTING), found


def run(reading: Reading, likely: Sequence[bool]) -> Run | None:
    """Return the longest run of days, the newest first, that a page has; `likely` tells which segments may be text.

    The days of a run all stand on lines of one make: alone, behind the same words, or before a title.
    """
    if len(reading.numbered) < _DAYS:
        return None
    days: defaultdict[tuple[str, bool], dict[int, str]] = defaultdict(dict)
    for index in reading.numbered:
        if (day := _day(reading, index)) is not None:
            days[day.make][index] = day.value
    runs = (_run(reading, likely, found, titled) for (_, titled), found in days.items() if len(found) >= _DAYS)
    return max((its for its in runs if its is not None), key=lambda its: its.end - its.start, default=None)


def _run(reading: Reading, likely: Sequence[bool], found: Mapping[int, str], titled: bool) -> Run | None:
    """Return the longest run of these days, `titled` where a title stands behind each."""
    days = sorted(found)
    steps = [below - above for above, below in pairwise(days)]
    nearest = 1 if titled else _NEAREST
    cuts = [0, *(at for at, step in enumerate(steps, 1) if not nearest <= step <= _FARTHEST), len(days)]
    longest = max((days[begin:end] for begin, end in pairwise(cuts)), key=len)
    steps = [below - above for above, below in pairwise(longest)]
    values = [found[index] for index in longest]
    rising = sum(above < below for above, below in pairwise(values))
    if len(longest) < _DAYS or len(set(values)) < _DAYS or rising > _DISORDER * len(longest):
        return None
    long = any(len(reading.text(index)) > _TEASER for index in range(longest[0], longest[-1]))
    if max(steps) - min(steps) > _UNEVEN or long:
        return None
    beside = median_low(steps) - 1
    below = 0
    while below < beside and _goes_on(reading, longest[-1], longest[-1] + below + 1, likely):
        below += 1
    if reading.text(longest[0] + 1)[:2] in _BULLETS:
        return Run(longest[0], longest[-1] + below + 1)
    start, head = longest[0], _head(reading, longest[0])
    while start > max(0, longest[0] - (beside - below)) and likely[start - 1] and start - 1 != head:
        start -= 1
    return Run(start, longest[-1] + below + 1)


def _introduction(reading: Reading, start: int, likely: Sequence[bool]) -> range:
    """Return the sentences right above a run that starts at a segment, as far as they are likely text."""
    first = start
    while first > max(0, start - _INTRODUCTION) and likely[first - 1] and is_sentence(reading.text(first - 1)):
        first -= 1
    return range(first, start)


def _is_bulleted(reading: Reading, found: Run) -> bool:
    """Tell whether the items of a run all have the same bullet, and its days have none."""
    at = range(found.start, found.end)
    bullet = reading.text(found.start + 1)[:2]
    return bullet in _BULLETS and all(
        reading.text(index).startswith(bullet) != (_day(reading, index) is not None) for index in at
    )


def _goes_on(reading: Reading, day: int, index: int, likely: Sequence[bool]) -> bool:
    """Tell whether a segment may belong to the last day: where the first item below it has a bullet, all have it."""
    if index >= len(reading) or not likely[index]:
        return False
    bullet = reading.text(day + 1)[:2]
    return bullet not in _BULLETS or reading.text(index).startswith(bullet)


def _head(reading: Reading, first: int) -> int | None:
    """Return the segment right below a trail, above the first day, that says again what the trail ends in."""
    path = reading.trail
    if path is None or not path.end < first <= path.end + _FARTHEST:
        return None
    return path.end if path.steps[-1] in reading.lower[path.end] else None


def _day(reading: Reading, index: int) -> _Day | None:
    """Return the day in a short line that has little besides, or before a title; None for any other line."""
    text = reading.text(index)
    if len(text) > _TEASER or _SECONDS.search(text[:_LONGEST_DATED]) is not None:
        return None
    found = reading.first_date(index)
    if found is None:
        value = _without_year(reading, index)
        return _Day(value, ("", False)) if value is not None else None
    if (day := found.day) is None:
        return None
    before = _LETTERS.findall(text[: found.start].casefold())
    beside = sum(map(str.isalpha, text)) - sum(map(str.isalpha, found.raw))
    titled = not before and beside > _TITLE
    if len(text) > _LONGEST_DATED and not titled:
        return None
    return _Day(day, (" ".join(before)[:_MAKE], titled)) if titled or beside <= _BESIDE else None


def _without_year(reading: Reading, index: int) -> str | None:
    """Return month and day of a segment that names nothing else: `August 30th`, `10月29日（金曜日）`."""
    if not is_day(reading, index):
        return None
    text = reading.lower[index]
    numbers = [int(number) for number in _NUMBER.findall(text)]
    months = [month for name in _LETTERS.findall(text) if (month := reading.words.months.get(name)) is not None]
    if len(numbers) == 1 and len(months) == 1:
        return f"{months[0]:02}-{numbers[0]:02}"
    return f"{numbers[0]:02}-{numbers[1]:02}" if len(numbers) == _MONTH_AND_DAY and not months else None
