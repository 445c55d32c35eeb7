"""What the rules of structure say of each segment by itself."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from cleaners.decisive import LEFT
from cleaners.judges.classes import BODY, ENTRY, FURNITURE, LABELS, LEAST, META, TEASER, Heard, Mask, content, odds
from cleaners.lines import has_digit
from cleaners.model.lines import Floats, Ints
from cleaners.reading import Reading
from cleaners.rules import Rules, Verdict
from cleaners.structure.kicker import kicker, kicker_below
from cleaners.structure.notices import years
from cleaners.structure.published import dated_row
from schemas import Label
from schemas.rules import Zone

# What a rule's label speaks for among the model's classes.
_CLASSES_OF: dict[Label, Mask] = {
    "body": np.isin(range(len(LABELS)), BODY),
    "meta": np.isin(range(len(LABELS)), META),
    "related": np.isin(range(len(LABELS)), (ENTRY, TEASER)),
    "furniture": np.isin(range(len(LABELS)), FURNITURE),
}
# The factors below were chosen on the invented pages of unknown sites in November 2026, in coarse steps.
_NEAR_TITLE = 8
_ALSO_IN_TEXT = frozenset({
    "structure/share", "structure/related-head", "structure/all-items", "structure/legal", "structure/remark",
})  # fmt: skip
# From this score on a rule of what stands above a text settles that it has not begun.
_SURELY = 0.9
# Of a date alone right below the headline, or with the time of day some lines below: it dates the item, wherever else
# dates may stand.
_BELOW_TITLE = 0.98
# So many segments above the headline its date may stand.
_ABOVE_TITLE = 3
# A section head stands above the headline, date and number at most between them.
_KICKER_REACH = 3
# `News | 12 March 2024` is looked for below the headline; right above it, it is nothing else either.
_DATED_ROW = Verdict("meta", "structure/dated-row", 0.98, "published")
_KICKER = Verdict("meta", "structure/section", 0.9999, "section")
# Section, number and day of the item in a row above its headline.
_DATED_ROW = Verdict("meta", "structure/dated-row", 0.9999, "published")
_YEARS = "structure/years"
_TRAIL = Verdict("furniture", "structure/breadcrumbs", 0.9999)
# On a page of so few lines what no rule takes is text: it is a note, and the model has seen whole pages only.
_TINY = 4
# Probabilities of text that are no doubt, and lines above and below the text where bylines, dates and sources stand.
_LEFT, _TAKEN = 0.05, 0.95
_ABOVE_TEXT, _BELOW_TEXT = 6, 6


def heard(reading: Reading, classes: Floats, title: int | None, rules: Rules, *, sparing: bool) -> Heard:
    """Multiply the odds of what the rules say into the classes.

    `sparing`: ask only about what the model doubts, about the ends of the text, and what may be a clock or a count.
    """
    text = np.flatnonzero(content(classes) > 0.5)
    first = title if title is not None else _begin(reading, text, rules)
    last = int(text[-1]) if text.size else -1
    said: list[Verdict | None] = [None] * len(reading)
    near = first if title is None else title + _NEAR_TITLE
    for index in _doubted(reading, classes, first, last) if sparing else range(len(reading)):
        zones: tuple[Zone, ...] = ("head",) if index <= first else ("lead",) if index <= near else ("tail", "body")
        verdict = rules.verdict(reading, index, *zones)
        if verdict is not None and title is not None and verdict.reason == "structure/dateline":
            verdict = _dateline(reading, index, title, verdict)
        said[index] = verdict
    for above, index in pairwise(range(len(reading))):
        # A run of years to choose from goes on, however far below the headline.
        verdict = said[above]
        if verdict is not None and verdict.reason == _YEARS and said[index] is None and years(reading, index):
            said[index] = verdict
    for index in _kickers(reading, title) if title is not None else ():
        said[index] = _KICKER
    for index in range(max(0, title - _KICKER_REACH), title) if title is not None else ():
        if dated_row(reading, index):
            said[index] = _DATED_ROW
    # The last step of a trail of a line a step looks like a section head.
    path = reading.trail if title is not None else None
    for index in range(path.start, path.end) if path is not None and path.end <= (title or 0) else ():
        said[index] = _TRAIL
    # Gathered and multiplied at once: an operation on one row of an array costs as much as on thousands.
    rows: list[int] = []
    its: list[Mask] = []
    strength: list[float] = []
    for index, verdict in enumerate(said):
        if verdict is not None and verdict.label in _CLASSES_OF and index != title:
            # Inside the text whole-line words are met as sub-heads too.
            unsure = verdict.reason in _ALSO_IN_TEXT and first <= index <= last
            rows.append(index)
            its.append(_CLASSES_OF[verdict.label])
            strength.append(odds(verdict.score) ** (0.5 if unsure else 1))
    if rows:
        factor = np.where(its, np.array(strength)[:, np.newaxis], 1.0)
        raised = classes[rows] * factor + LEAST * (factor != 1)
        classes = classes.copy()
        classes[rows] = raised / raised.sum(1, keepdims=True)
    return Heard(classes, [verdict or LEFT for verdict in said] if len(reading) <= _TINY else said)


def _begin(reading: Reading, text: Ints, rules: Rules) -> int:
    """Return the first segment that is likely text, of those whose numbers are given, and surely no banner or menu."""
    for index in text.tolist():
        hit = rules.verdict(reading, index, "head")
        if hit is None or hit.label != "furniture" or hit.score < _SURELY:
            return int(index)
    return len(reading)


def _doubted(reading: Reading, classes: Floats, first: int, last: int) -> Iterator[int]:
    """Yield the segments that the model doubts, those near the text's ends, and what may be a clock or a count."""
    likely = content(classes)
    doubted = (likely > _LEFT) & (likely < _TAKEN)
    doubted[max(0, first - _ABOVE_TEXT) : first + _NEAR_TITLE + 1] = True
    doubted[max(0, last - 1) : last + _BELOW_TEXT + 1] = True
    for index, (doubt, segment) in enumerate(zip(doubted.tolist(), reading.segments, strict=True)):
        if doubt or (index < first and has_digit(segment.folded)):
            yield index


def _dateline(reading: Reading, index: int, title: int, verdict: Verdict) -> Verdict:
    """Return the verdict on a date alone on its line, which is sure where it dates the item."""
    if index < title:
        # The time of day and the number stand between.
        near = index >= title - _ABOVE_TITLE and not any(map(_has_letter, reading.texts[index + 1 : title]))
        return verdict._replace(score=_BELOW_TITLE) if near else verdict
    found = reading.date(index)
    timed = found is not None and "T" in found.value
    return verdict._replace(score=_BELOW_TITLE) if timed or index - 1 == title else verdict


def _has_letter(text: str) -> bool:
    return any(map(str.isalpha, text))


def _kickers(reading: Reading, title: int) -> Iterator[int]:
    """Yield the segments right above the headline, or right below it, that name its section or kind."""
    yield from (index for index in range(max(0, title - _KICKER_REACH), title) if kicker(reading, index, title))
    below = range(title + 1, min(title + 1 + _KICKER_REACH, len(reading)))
    yield from (index for index in below if kicker_below(reading, index))
