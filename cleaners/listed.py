"""Pages told to be listings by the days of what they list, where a model takes them for something else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from cleaners.day_runs import beside_titles, in_column, is_bulleted, newest_first
from cleaners.endings import is_sentence
from cleaners.field_rows import has_fields
from cleaners.judges.classes import BODY, ENTRY, FURNITURE, TEASER
from cleaners.model.lines import Floats
from cleaners.model.predict import KINDS, Prediction
from cleaners.reading import Reading
from cleaners.structure.labels import pager, result_count

_LIKELY = 0.5
# Share of the likely text that the list makes where it is what the page is about; and where each day stands above items
# with a bullet, which no text and no record has, or where the page is as likely a listing.
_SUBJECT, _SURE_SUBJECT, _AS_LIKELY = 0.5, 0.33, 0.4
# Sentences between the headline and the list.
_INTRODUCTION = 3
# Code points of a line below the list that is surely no entry.
_SHORT = 20
# Segments below the last day: of its entry, and with the numbers of other pages.
_LAST, _BELOW = 2, 30
# So likely a listing, a page that has such a list is one.
_PERHAPS = 0.1
_LISTING = KINDS.index("listing")


def subject(reading: Reading, prediction: Prediction, rows: Sequence[int]) -> tuple[Prediction, range]:
    """Return what a model says of a page, and its list with the newest first if that makes it a listing.

    `rows` of the prediction are the segments of the reading.
    """
    if prediction.kind in ("listing", "other") or has_fields(reading):
        return prediction, range(0)
    content = prediction.content[rows]
    likely = (content >= _LIKELY).tolist()
    # Where the list is what the page is about, its summaries are none of another list.
    found = newest_first(reading, (content + prediction.classes[rows, TEASER] >= _LIKELY).tolist())
    bulleted = is_bulleted(reading, found) if found else False
    sure = bulleted or prediction.kinds[_LISTING] >= _AS_LIKELY
    least = _SURE_SUBJECT if sure else _SUBJECT
    if not found or sum(likely[found.start : found.stop]) < least * sum(likely):
        return prediction, range(0)
    classes = _entries(prediction, rows[found.start : found.stop])
    told = _introduction(reading, found.start, likely)
    outer = [rows[index] for index in range(found.start) if index not in told]
    # Pages and menus; what is longer may be entries of another list, but not below items with bullets.
    below = range(found.stop, len(reading))
    outer += [rows[index] for index in below if bulleted or len(reading.text(index)) <= _SHORT]
    for column in (BODY, ENTRY):
        classes[outer, FURNITURE] += classes[outer, column]
        classes[outer, column] = 0
    return _listing(prediction, classes), found


def going_on(reading: Reading, prediction: Prediction, rows: Sequence[int]) -> Prediction:
    """Return what a model says of a page, that it is a listing where a list on it goes on elsewhere, or may be one.

    `rows` of the prediction are the segments of the reading.
    """
    if prediction.kind in ("listing", "other"):
        return prediction
    found = beside_titles(reading) or in_column(reading)
    # What is listed below the fields of a record are its steps.
    if not found or has_fields(reading):
        return prediction
    perhaps = prediction.kind == "record" and prediction.kinds[_LISTING] >= _PERHAPS
    if not perhaps and not _goes_on(reading, found):
        return prediction
    return _listing(prediction, _entries(prediction, rows[found.start : found.stop + _LAST]))


def _entries(prediction: Prediction, inside: Sequence[int]) -> Floats:
    """Return the classes of a prediction, rows `inside` a list being entries where they were text or teasers."""
    classes = prediction.classes.copy()
    for column in (BODY, TEASER):
        classes[inside, ENTRY] += classes[inside, column]
        classes[inside, column] = 0
    return classes


def _listing(prediction: Prediction, classes: Floats) -> Prediction:
    return replace(prediction, classes=classes, kinds=np.eye(len(KINDS))[_LISTING])


def _introduction(reading: Reading, start: int, likely: Sequence[bool]) -> range:
    """Return the sentences right above a list that starts at a segment, as far as they are likely text."""
    first = start
    while first > max(0, start - _INTRODUCTION) and likely[first - 1] and is_sentence(reading.text(first - 1)):
        first -= 1
    return range(first, start)


def _goes_on(reading: Reading, found: range) -> bool:
    """Tell whether a page says how many items were found, or leads to more of them below those listed."""
    if any(result_count(reading, index) for index in reading.numbered):
        return True
    return any(pager(reading, index) for index in range(found.stop, min(len(reading), found.stop + _BELOW)))
