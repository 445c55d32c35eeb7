"""Lines of one form that head the parts of a text: days of a chronicle, time stamps of a transcript; years of a life.

Each for itself looks like a date beside the text, a clock or an entry.
"""

from __future__ import annotations

import re
from itertools import pairwise

from cleaners.endings import is_sentence
from cleaners.reading import Reading
from cleaners.rules import Verdict
from cleaners.structure.entries import is_day

_STEP = Verdict("body", "structure/step", 0.8)
# Heads of one form that a text has, and segments from one to the next.
_STEPS, _APART = 4, 12
_LONGEST_DAY = 40
_STAMP = re.compile(r"[\[(]?\d{1,2}:\d\d(?::\d\d)?[\])]?")
# "Master of Laws, University of Skerrand (1998)"
_OF_YEAR = re.compile(r".{8,150}[(（](?:19|20)\d\d(?: ?[-–] ?(?:(?:19|20)\d\d)?)?[)）]")
_BRACKETS = (")", "）")
_YEARS, _LONGEST_HEAD = 2, 60
_DOUBTED = "model/"


def keep(reading: Reading, verdicts: list[Verdict]) -> None:
    """Take for text what heads parts of it, and lists of what somebody did in which year, on a page of one item."""
    first = next((index for index, verdict in enumerate(verdicts) if verdict.label == "body"), len(verdicts))
    heads: dict[bool, list[int]] = {True: [], False: []}
    for index in reading.numbered:
        if index < first or not _is_text(reading, verdicts, index + 1):
            continue
        if (form := _form(reading, index)) is not None:
            heads[form].append(index)
    for run in heads.values():
        _keep_heads(reading, verdicts, run)
    _keep_years(reading, verdicts)


def _form(reading: Reading, index: int) -> bool | None:
    """Tell a time stamp (True) or a day (False) from other lines with a number."""
    text = reading.text(index)
    if len(text) > _LONGEST_DAY:
        return None
    if _STAMP.fullmatch(text) is not None:
        return True
    found = reading.date(index)
    return False if (found is not None and found.has_day and "T" not in found.value) or is_day(reading, index) else None


def _keep_heads(reading: Reading, verdicts: list[Verdict], heads: list[int]) -> None:
    """Keep heads that stand near each other, if a third of them is kept anyway, and sentences between two of them."""
    kept = sum(verdicts[index].label == "body" for index in heads)
    if len(heads) < _STEPS or 3 * kept < len(heads):
        return
    for above, below in pairwise(heads):
        if below - above > _APART:
            continue
        for index in (above, *range(above + 1, below), below):
            if _is_doubted(verdicts[index]) and (index in (above, below) or _is_teaser(reading, verdicts, index)):
                verdicts[index] = _STEP


def _keep_years(reading: Reading, verdicts: list[Verdict]) -> None:
    """Keep two lines or more that end with their year, below a head that is kept."""
    ends = ((index, text) for index, text in enumerate(reading.texts) if index and text.endswith(_BRACKETS))
    at = [index for index, text in ends if _OF_YEAR.fullmatch(text) is not None]
    for index in at:
        head = index
        while head in at:
            head -= 1
        text = reading.text(head)
        several = index - head >= _YEARS or index + 1 in at
        headed = verdicts[head].label == "body" and len(text) <= _LONGEST_HEAD and not is_sentence(text)
        if several and headed and _is_doubted(verdicts[index]):
            verdicts[index] = _STEP


def _is_text(reading: Reading, verdicts: list[Verdict], index: int) -> bool:
    return index < len(verdicts) and (verdicts[index].label == "body" or _is_teaser(reading, verdicts, index))


def _is_teaser(reading: Reading, verdicts: list[Verdict], index: int) -> bool:
    """Tell whether the model takes a sentence for the teaser of another item."""
    return verdicts[index].reason == "model/teaser" and is_sentence(reading.text(index))


def _is_doubted(verdict: Verdict) -> bool:
    return verdict.label not in ("body", "title") and verdict.reason.startswith(_DOUBTED)
