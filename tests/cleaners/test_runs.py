"""Rows of the entries of a listing, and what chooses among these above them."""

import numpy as np
import pytest

from cleaners import vocabulary
from cleaners.cuts import segments
from cleaners.dates import DateReader
from cleaners.reading import Reading
from cleaners.runs import entry_rows, introduction

WORDS = vocabulary.join(vocabulary.load())
DATES = DateReader.of(WORDS)
KINDS = ["Notice", "Order", "Study", "Notice", "Order", "Study", "Notice"]
ENTRIES = [
    line
    for number, kind in enumerate(KINDS)
    for line in (f"{20 - number}.03.2024", f"Dredging of quay {'abcdefg'[number]}", kind)
]


@pytest.mark.parametrize(
    ("above", "kept"),
    [
        (["Notice", "Order", "Study", "Newest first"], 0),
        (["All kinds of items", "Notice", "Order"], 0),
        # One may be what the first entry is.
        (["Notice"], 1),
        ([], 0),
    ],
)
def test_choices_above_the_entries_are_none_of_them(above: list[str], kept: int) -> None:
    lines = ["Quays", *above, *ENTRIES, "Imprint"]
    page = Reading([part for part in segments("\n".join(lines)) if part.text], WORDS, DATES)
    sure = np.array([0.9 if line.startswith("Dredging") else 0.3 for line in lines])
    found = entry_rows(page, np.full(len(lines), 0.5), sure, 0)
    start = 1 + len(above)
    assert set(found) >= {index for index in range(start, start + len(ENTRIES)) if index % 3 != (start + 1) % 3}
    assert len([index for index in found if index < start]) == kept


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        (["Here you find what the harbour office told the press since the first of January."], 1),
        (["Journalists reach the harbour office on", "01632 960960", "from nine to five, but not on the quay."], 3),
        (["Journalists reach the harbour office on", "01632 960960", "Fees of the quay are the same as last year."], 0),
        (["Filters", "the harbour office answers all questions that you ask."], 0),
        (["Dredging of the north channel", "Search", "from nine to five the office answers questions."], 0),
        (["Filters.", "Dredging of the north channel"], 0),
    ],
)
def test_a_sentence_below_the_headline_introduces_a_list(lines: list[str], count: int) -> None:
    text = "\n".join(["Quays", *lines, *ENTRIES])
    page = Reading([part for part in segments(text) if part.text], WORDS, DATES)
    assert introduction(page, 1) == (range(1, 1 + count) if count else range(0))
