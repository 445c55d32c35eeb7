"""Teasers below a text that bear days: entries with as many lines each, and the day in the same place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cleaners.reading import Reading
from cleaners.rules import Verdict

_LINES = range(2, 5)
_SEVERAL, _MANY = 2, 3
_LONGEST = 300
_ENTRY_ROW = Verdict("related", "structure/entry-row", 0.9)
_TEXT = ("title", "body")
_NO_LABELS = ("structure/lone-sentence", "structure/dateline", "structure/dated-row")
_LEAST = 0.001


def complete(reading: Reading, verdicts: list[Verdict]) -> None:
    """Take for teasers all lines of a run of dated entries below the text, of which some were met."""
    end = next((index for index in range(len(verdicts) - 1, -1, -1) if verdicts[index].label in _TEXT), None)
    if end is None:
        return
    for days, lines in _runs(reading, end + 1):
        # Of the other lines of its entry, so many stand above the day.
        sides = [
            (*range(days[0] - above, days[0]), *range(days[-1] + 1, days[-1] + 1 + lines - above))
            for above in range(min(lines, days[0] - end - 1) + 1)
        ]
        likely = [_likely(reading, verdicts, side) for side in sides]
        entries = [*range(days[0], days[-1] + 1), *sides[likely.index(max(likely))]]
        met = any(verdicts[index].label == "related" for index in entries)
        if max(likely) > 0 and (met or len(days) >= _MANY):
            for index in entries:
                if verdicts[index].label != "related" and _may_be(reading, verdicts, index):
                    verdicts[index] = _ENTRY_ROW


def _runs(reading: Reading, start: int) -> Iterator[tuple[list[int], int]]:
    """Yield the days that follow each other at equal distances, and how many other lines an entry has."""
    run: list[int] = []
    for index in range(start, len(reading)):
        found = reading.date(index)
        if found is None or not found.has_day:
            continue
        if len(run) > 1 and index - run[-1] != run[1] - run[0]:
            yield from _run(run)
            run = run[-1:]
        run.append(index)
    yield from _run(run)


def _run(days: list[int]) -> Iterator[tuple[list[int], int]]:
    if len(days) >= _SEVERAL and days[1] - days[0] in _LINES:
        yield days, days[1] - days[0] - 1


def _likely(reading: Reading, verdicts: list[Verdict], side: Iterable[int]) -> float:
    """Return how likely lines beside days are of their entries: 0 if one is a label or beyond the page."""
    total = 0.0
    for index in side:
        if index >= len(verdicts) or len(reading.text(index)) > _LONGEST or not _may_be(reading, verdicts, index):
            return 0
        label, _, score, _ = verdicts[index]
        total += score if label == "related" else _LEAST + 1 - score
    return total


def _may_be(reading: Reading, verdicts: list[Verdict], index: int) -> bool:
    """Tell whether no rule takes a line for anything but a teaser, and no list of labels has it."""
    label, reason, _, _ = verdicts[index]
    ruled = label != "related" and reason.startswith("structure/") and reason not in _NO_LABELS
    return not ruled and reading.line_class(index) is None
