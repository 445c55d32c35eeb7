"""Counts of visitors: `Today: 41`, `This week: 388`, `Total: 204 118` below each other, and their head."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

_COUNT = r"\d{1,3}(?:[ .,\u00a0\u202f]?\d{2,3})*"
_NUMBER = re.compile(_COUNT)
_LABELLED = re.compile(rf"(?P<label>\D*[^\d\s:：(=-])\s*[:：(=-]?\s*(?:{_COUNT})\)?")
_LONGEST = 60
# Fields of a statistic have such labels too, but rarely so many of them and none else.
_ENOUGH = 3


def visit_lines(lines: Sequence[str], labels: Collection[str]) -> frozenset[int]:
    """Return those of the case-folded lines of a page that count its visitors; `labels` are known before the counts.

    >>> lines = ["contact", "visitors", "today : 41", "this week", "388", "total (204 118)", "imprint"]
    >>> sorted(visit_lines(lines, {"visitors", "today", "this week", "total"}))
    [1, 2, 3, 4, 5]
    """
    counts = [index for index, line in enumerate(lines) if line[-1:].isdigit() or line.endswith(")")]
    if len(counts) < _ENOUGH:
        return frozenset()
    near = {*counts, *(index - 1 for index in counts)}
    found: set[int] = set()
    run: list[range] = []
    index = 0
    while index <= len(lines):
        size = _size(lines, index, labels) if index in near else 0
        if size:
            run.append(range(index, index + size))
        elif run:
            if len({_label(lines[item.start]) for item in run}) >= _ENOUGH:
                first = run[0].start
                head = first > 0 and lines[first - 1].rstrip(" :") in labels
                found.update(range(first - head, run[-1].stop))
            run = []
        index += size or 1
    return frozenset(found)


def _size(lines: Sequence[str], index: int, labels: Collection[str]) -> int:
    """Return how many lines a label and its count take, 0 if a line is no such label."""
    line = lines[index]
    if not 0 < len(line) <= _LONGEST:
        return 0
    if line[-1].isdigit() or line[-1] == ")":
        return int(_label(line) in labels)
    if line.rstrip(" :：") not in labels or index + 1 >= len(lines):
        return 0
    below = lines[index + 1]
    return 2 * (len(below) <= _LONGEST and _NUMBER.fullmatch(below) is not None)


def _label(line: str) -> str:
    labelled = _LABELLED.fullmatch(line)
    return (labelled["label"] if labelled is not None else line).rstrip(" :：")
