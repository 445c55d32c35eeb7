"""Rows of the entries of a listing, and what chooses among these above them."""

import numpy as np
import pytest

from cleaners import vocabulary
from cleaners.cuts import segments
from cleaners.dates import DateReader
from cleaners.filters import drop
from cleaners.list_ends import close
from cleaners.reading import Reading
from cleaners.rules import Verdict
from cleaners.runs import entry_rows, introduction
from cleaners.structure.entries import Item

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


def _found(lines: list[str], likely: dict[str, float], sure: float = 0.9) -> list[str]:
    """Return the lines that stand in the run of entries; those that begin with a word are as `likely` as it says."""
    page = Reading([part for part in segments("\n".join(lines)) if part.text], WORDS, DATES)
    all_likely = np.array([next((its for word, its in likely.items() if line.startswith(word)), 0.9) for line in lines])
    all_sure = np.array([sure if line.startswith("Dredging") else 0.1 for line in lines])
    return [lines[index] for index in entry_rows(page, all_likely, np.minimum(all_likely, all_sure), None)]


UNEVEN = [
    line
    for number, size in enumerate((1, 1, 0, 1, 1, 0, 1))
    for line in (
        "News" if number % 3 else "Press release",
        f"{20 - number} March 2024",
        f"Dredging of quay {'abcdefg'[number]}",
        *[f"The board tells {number}{part}." for part in range(size)],
        "Read more",
    )
]


def test_kinds_above_days_and_the_end_of_the_last_entry_are_of_the_entries() -> None:
    found = _found([*UNEVEN, "Harbour office", "Tollen"], {"News": 0.01, "Press": 0.02, "The board": 0.01})
    assert {"News", "Press release", "20 March 2024", "14 March 2024", "The board tells 60."} <= set(found)
    assert not {"Harbour office", "Tollen"} & set(found)


def test_all_days_of_a_run_are_of_the_entries_where_most_are() -> None:
    found = _found(UNEVEN, {"15": 0.05, "14": 0.05, "Dredging of quay c": 0.3})
    assert {"15 March 2024", "14 March 2024", "Dredging of quay c"} <= set(found)


def test_entries_end_at_the_numbers_of_other_pages() -> None:
    found = _found([*UNEVEN, "<< < 1 2 3 4 5 > >>", "All news: 361", "published 11 January 2012"], {})
    assert "14 March 2024" in found
    assert not {"All news: 361", "published 11 January 2012"} & set(found)


def test_files_part_no_entries_of_one_make() -> None:
    titles = [f"{10 + number}.03.2024 Dredging of quay {'abcdefg'[number]}" for number in (3, 6, 0, 5, 2, 4, 1)]
    lines = [line for number, title in enumerate(titles) for line in (title, f"PDF, {9 - number} kB")]
    lines[1] = "PDF, 2.1 MB"
    assert set(titles) <= set(_found(lines, {titles[0]: 0.01, "PDF": 0.01}))


def test_bullets_on_lines_of_their_own_are_of_the_entries() -> None:
    lines = [line for number, title in enumerate(ENTRIES[1::3]) for line in ("·", title, f"{20 - number}.03.2024")]
    assert _found(lines, {"·": 0.03}).count("·") == len(KINDS)


def test_the_first_entry_has_its_number_and_title_as_the_others_have() -> None:
    """They choose nothing, though a run of even days has them already."""
    lines = [
        line
        for number in range(7)
        for line in (f"Report no. {412 - number}", "Dredging of the quays", f"{20 - number} March 2024", "Read more")
    ]
    found = _found(["57 results", *lines], {"57": 0.3, "Report": 0.3, "Dredging": 0.5, "Read": 0.3}, 0.5)
    assert found[:3] == lines[:3]


CHOICES = ["Quays", "2024/3 2024/2 2024/1", "By topic", *ENTRIES]


@pytest.mark.parametrize(("heads", "dropped"), [(CHOICES[1:3], 2), ([], 0)])
def test_items_without_a_day_above_the_dated_ones_are_choices(heads: list[str], dropped: int) -> None:
    lines = ["Quays", *heads, *ENTRIES]
    page = Reading([part for part in segments("\n".join(lines)) if part.text], WORDS, DATES)
    verdicts = [Verdict("title", "model/title", 0.9), *[Verdict("related", "model/entry", 0.6)] * (len(lines) - 1)]
    start = 1 + len(heads)
    items = [Item(None, line, at, []) for at, line in enumerate(heads, 1)]
    items += [Item("2024-03-20", lines[at + 1], at + 1, [at]) for at in range(start, len(lines), 3)]
    left = drop(page, verdicts, 0, items)
    assert [verdict.label for verdict in verdicts[1:]].count("furniture") == dropped == len(items) - len(left)


@pytest.mark.parametrize(("other", "label"), [("Board of pilots", "furniture"), ("2 March 2024", "related")])
def test_entries_end_at_the_head_of_items_without_days(other: str, label: str) -> None:
    lines = [*ENTRIES, "Most read", other, "Berths of the north"]
    page = Reading([part for part in segments("\n".join(lines)) if part.text], WORDS, DATES)
    verdicts = [Verdict("related", "model/entry", 0.95)] * len(lines)
    verdicts[len(ENTRIES)] = Verdict("furniture", "structure/related-head", 0.9)
    close(page, verdicts)
    assert verdicts[-1].label == label
    assert verdicts[0].label == "related"
