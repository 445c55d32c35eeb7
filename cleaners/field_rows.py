"""What belongs to the fields of a record: labels with their values below, and the files that its last field names."""

from __future__ import annotations

from collections.abc import Set
from itertools import groupby

from cleaners.model.lines import Floats
from cleaners.reading import Reading
from cleaners.structure.labels import attachment

_COLONS = (":", "：")
_LONGEST_LABEL = 60
_PAIRS = 4
_FILES = 2
# A line from which on it is text.
_TEXT = 0.5


def field_rows(reading: Reading, sure: Floats) -> list[int]:
    """Return the segments of a record that are fields by the lines around them.

    `sure` is the probability of each segment that it is what a reader came for.
    """
    paired = frozenset(pairs(reading))
    return sorted(paired.union(_files(reading, sure, paired)))


def pairs(reading: Reading) -> list[int]:
    """Return labels that end with a colon and the values below them, four pairs in a row or more."""
    found: list[int] = []
    if sum(segment.folded.endswith(_COLONS) for segment in reading.segments) < _PAIRS:
        return found
    at = 0
    while at < len(reading):
        end = at
        while end + 1 < len(reading) and _is_label(reading.text(end)) and not _is_label(reading.text(end + 1)):
            end += 2
        if end - at >= 2 * _PAIRS:
            found += range(at, end)
        at = max(end, at + 1)
    return found


def _is_label(text: str) -> bool:
    return text.endswith(_COLONS) and len(text) <= _LONGEST_LABEL


def _files(reading: Reading, sure: Floats, paired: Set[int]) -> list[int]:
    """Return files below a line of the text, such as `Documents`, or a head that follows `paired`; two or more."""
    files = [index for index in range(1, len(reading)) if attachment(reading, index)]
    found: list[int] = []
    for _, group in groupby(enumerate(files), key=lambda pair: pair[1] - pair[0]):
        run = [index for _, index in group]
        head = run[0] - 1
        if len(run) >= _FILES and (sure[head] >= _TEXT or head - 1 in paired):
            found += [head, *run] if head - 1 in paired else run
    return found
