"""Lines of fields that tell a record where a model takes them for entries: a label each, and its value beside it."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from cleaners.label_value import label_value
from cleaners.lines import has_digit
from cleaners.model.lines import Floats
from cleaners.reading import Reading

# Entries of a listing have the same few labels each, if they have any; no two fields of a record have one label.
_IN_A_ROW = 6
# Mean probability of such a row to be what a reader came for: contacts and choices of a form look like fields too.
_LIKELY = 0.5
_LONGEST_LABEL = 60


def are_subject(reading: Reading, sure: Floats) -> bool:
    """Tell whether a page has as many lines of fields in a row as a record has, each with a label of its own.

    `sure` is the probability of each segment that it is what a reader came for.
    """
    labels = [_label(reading, index) for index in range(len(reading))]
    counts = Counter(labels)
    for fields, row in groupby(range(len(labels)), key=lambda index: labels[index] is not None):
        run = [*row]
        own = fields and len(run) >= _IN_A_ROW and all(counts[labels[index]] == 1 for index in run)
        if own and sure[run].mean() >= _LIKELY:
            return True
    return False


def _label(reading: Reading, index: int) -> str | None:
    """Return the label of a field, folded: it ends with a colon, or its value stands in the second of two cells."""
    found = label_value(reading.text(index))
    cells = reading.segments[index].text.strip().split("\t")
    label = found.label if found is not None else cells[0].strip() if len(cells) == 2 else ""
    if not label[:1].isalpha() or len(label) > _LONGEST_LABEL or has_digit(label):
        return None
    return label.casefold()
