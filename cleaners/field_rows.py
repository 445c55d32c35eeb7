"""What belongs to the fields of a record: labels with their values below, and the files that its last field names."""

from __future__ import annotations

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
    return sorted({*_pairs(reading), *_files(reading, sure)})


def _pairs(reading: Reading) -> list[int]:
    """Return labels that end with a colon and the values below them, four pairs in a row or more."""
    found: list[int] = []
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


def _files(reading: Reading, sure: Floats) -> list[int]:
    """Return files that stand below a line of the text, such as `Documents`: two or more, one below the other."""
    found: list[int] = []
    at = 1
    while at < len(reading):
        end = at
        while end < len(reading) and attachment(reading, end):
            end += 1
        if end - at >= _FILES and sure[at - 1] >= _TEXT:
            found += range(at, end)
        at = max(end, at + 1)
    return found
