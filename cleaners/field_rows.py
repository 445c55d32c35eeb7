"""What belongs to the fields of a record: labels with their values below, and the files that its last field names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from itertools import groupby

from cleaners.lines import has_digit
from cleaners.model.lines import Floats
from cleaners.reading import Reading
from cleaners.rules import Verdict
from cleaners.structure.labels import attachment
from cleaners.vocabulary import Words

_COLONS = (":", "：")
_LABEL = Verdict("body", "structure/field-row", 0.9)
_LONGEST_LABEL = 60
# Pairs in a row, and near such a row; labels that a page has once each whose subject its fields are.
_PAIRS, _PAIRS_NEAR, _NEAR, _LABELS = 4, 2, 6, 6
# Mean probability of such fields to be what a reader came for.
_LIKELY = 0.12
# Known labels among pairs without a colon, and segments to the next of them.
_KNOWN, _REACH = 2, 6
# And among pairs without a colon that make a record.
_SURELY_KNOWN = 4
_LONGEST_VALUE = 160
_NO_LABEL = (".", "!", "?", "…", ";", ",", ":")
_NO_FIELD = frozenset({"form", "share", "buttons", "pager", "legal", "settings", "about_page", "related", "comments"})
_FILES = 2
_FORMAT = re.compile("PDF|CSV|TSV|XLSX?|ODS|DOCX?|ODT|JSON|GeoJSON|XML|RDF|HTML|ZIP|SHP|KML|GPKG|WMS|WFS|TXT|API")
# A line from which on it is text.
_TEXT = 0.5
# And from which on it heads files if there are many, which the model doubts (invented pages, 2026-11-23).
_MANY_FILES, _DOUBTED = 3, 0.15


def field_rows(reading: Reading, sure: Floats) -> list[int]:
    """Return the segments of a record that are fields by the lines around them.

    `sure` is the probability of each segment that it is what a reader came for.
    """
    paired = frozenset((*pairs(reading), *_known_pairs(reading)))
    return sorted(paired.union(_files(reading, sure, paired), _formats(reading, sure)))


def pairs(reading: Reading) -> list[int]:
    """Return labels that end with a colon and the values below them, four pairs in a row or more, two near these."""
    labels = {index for index in reading.colons if len(reading.texts[index]) <= _LONGEST_LABEL}
    if len(labels) < _PAIRS:
        return []
    runs: list[range] = []
    end = 0
    for at in reading.colons:
        if at < end:
            continue
        end = at
        while end in labels and end + 1 not in labels and end + 1 < len(reading):
            end += 2
        if end - at >= 2 * _PAIRS_NEAR:
            runs.append(range(at, end))
    rows = [run for run in runs if len(run) >= 2 * _PAIRS]
    near = (run for run in runs if any(run.start - _NEAR <= row.stop and row.start <= run.stop + _NEAR for row in rows))
    return [index for run in near for index in run]


def keep_labels(reading: Reading, verdicts: list[Verdict]) -> None:
    """Take labels that end with a colon for text where what stands right below is text of a record."""
    for index in range(len(verdicts) - 1):
        text = reading.text(index)
        if verdicts[index].reason == "model/furniture" and _is_label(text) and verdicts[index + 1].label == "body":
            verdicts[index] = _LABEL


def has_fields(reading: Reading) -> bool:
    """Tell whether a page has as many labels above their values as a record has, none of them twice."""
    labels = [reading.lower[index] for index in pairs(reading)[::2]]
    return len(set(labels)) == len(labels) >= _LABELS


def are_subject(reading: Reading, sure: Floats) -> bool:
    """Tell whether a page is a record by its labels above values: many, and none of them twice.

    Labels without a colon need several among them that are known.
    """
    known = _known_pairs(reading)
    labels = [reading.lower[index] for index in known[::2]]
    if len(set(labels)) == len(labels) >= _LABELS and sum(_is_known(reading, at) for at in known[::2]) >= _SURELY_KNOWN:
        return True
    if not has_fields(reading):
        return False
    found = pairs(reading)
    values = (reading.text(index) for index in found[1::2])
    return all(len(value) <= _LONGEST_VALUE for value in values) and bool(sure[found].mean() >= _LIKELY)


def _known_pairs(reading: Reading) -> list[int]:
    """Return labels without a colon and the values below them, four pairs or more of which two labels are known.

    All their lines stand equally far apart, and no label more than three pairs from a known one.
    """
    met = {*reading.lower}
    labels = {label for known in _known(reading.words) for label in known & met}
    known = frozenset(index for index, line in enumerate(reading.lower) if line in labels) if labels else frozenset()
    found: list[int] = []
    for first in sorted(known) if len(known) >= _KNOWN else ():
        if found and first <= found[-1]:
            continue
        step = _step(reading, first)
        start = end = last = first
        while start > first - _REACH and _is_pair(reading, start - 2, step) and _step(reading, start - 1) == step:
            start -= 2
        while end <= last + _REACH and _is_pair(reading, end, step):
            last = end if end in known else last
            end += 2
            if _step(reading, end - 1) != step:
                break
        if end - start >= 2 * _PAIRS and len(known.intersection(range(start, end, 2))) >= _KNOWN:
            found += range(start, end)
    return found


def _is_known(reading: Reading, index: int) -> bool:
    """Tell whether a line is a label of a date, a number, a place, a person or an office, and nothing else."""
    return any(reading.lower[index] in labels for labels in _known(reading.words))


def _known(words: Words) -> tuple[frozenset[str], ...]:
    return words.published, words.numbers, words.other_days, words.bylines, words.places, words.offices, words.fields


def _is_pair(reading: Reading, index: int, step: int) -> bool:
    """Tell whether two lines so far apart can be a label and its value."""
    label, value = reading.text(index), reading.text(index + 1)
    if not label or not value or _step(reading, index) != step or len(value) > _LONGEST_VALUE:
        return False
    if len(label) > _LONGEST_LABEL or label.endswith(_NO_LABEL) or has_digit(label):
        return False
    return not any(reading.line_class(at) in _NO_FIELD for at in (index, index + 1))


def _step(reading: Reading, index: int) -> int:
    """Return how many lines a segment stands above the next one."""
    return reading.segments[index + 1].n - reading.segments[index].n if index + 1 < len(reading) else 0


def _is_label(text: str) -> bool:
    return text.endswith(_COLONS) and len(text) <= _LONGEST_LABEL


def _files(reading: Reading, sure: Floats, paired: Set[int]) -> list[int]:
    """Return files below a line of the text, such as `Documents`, or a head that follows `paired`; two or more.

    The model may doubt the line above three or more.
    """
    files = [index for index in range(1, len(reading)) if attachment(reading, index)]
    found: list[int] = []
    for _, group in groupby(enumerate(files), key=lambda pair: pair[1] - pair[0]):
        run = [index for _, index in group]
        head = run[0] - 1
        # Files in a table, right below a head of its own.
        table = head > 0 and sure[head - 1] >= _TEXT and all("\t" in reading.segments[index].text for index in run)
        headed = head - 1 in paired or table
        headed |= len(run) >= _MANY_FILES and _DOUBTED <= sure[head] < _TEXT
        if len(run) >= _FILES and (sure[head] >= _TEXT or headed):
            found += [head, *run] if headed else run
    return found


def _formats(reading: Reading, sure: Floats) -> Iterator[int]:
    """Yield names of formats alone on a line between two that are text: fields of a file, not buttons."""
    for index in range(1, len(reading) - 1):
        if _FORMAT.fullmatch(reading.text(index)) is not None and min(sure[index - 1], sure[index + 1]) >= _TEXT:
            yield index
