"""What the other pages of a site tell of a page as a whole."""

import pytest

from cleaners import vocabulary
from cleaners.cuts import segments
from cleaners.dates import DateReader
from cleaners.judges.repetition import repetition
from cleaners.reading import Reading
from cleaners.repetition import Snapshot, line_keys
from cleaners.rules import Verdict
from cleaners.siblings import drop_others, no_headlines
from schemas import Label

WORDS = vocabulary.join(vocabulary.load())
DATES = DateReader.of(WORDS)
LABELS: dict[str, Label] = {"T": "title", "K": "body", "R": "related", "F": "furniture"}


def read(lines: list[str], held: dict[str, int], pages: int) -> Reading:
    """Read a page of a site of so many, of which some hold a line in their heads."""
    text = "\n".join(lines)
    page = Reading([part for part in segments(text) if part.text], WORDS, DATES)
    page.line_keys = line_keys(text)
    counts = [(line_keys(line)[0] or 0, count, 0, 0) for line, count in held.items()]
    page.snapshot = Snapshot.of("example.org", pages, counts)
    return page


@pytest.mark.parametrize(("pages", "expect"), [(5, ["Letters from the harbour"]), (4, [])])
def test_what_all_pages_hold_is_no_headline_but_where_it_stands_twice(pages: int, expect: list[str]) -> None:
    lines = ["Notices", "Letters from the harbour", "Notices", "What to do in a storm", "Stay on the quay."]
    page = read(lines, {"Notices": pages, "Letters from the harbour": pages}, pages)
    assert [page.text(index) for index in no_headlines(page)] == expect


ENTRIES = ["Pilots get a boat", "12 March 2024", "A well is dug", "4 May 2023"]


@pytest.mark.parametrize(
    ("held", "pages", "below", "expect"),
    [
        ("Pilots get a boat", 5, ENTRIES, "FRRRR"),
        ("Nothing of these", 5, ENTRIES, "KKKKK"),
        ("Pilots get a boat", 4, ENTRIES, "KKKKK"),
        ("Pilots get a boat", 5, ENTRIES[:2], "KKK"),
        ("Pilots get a boat", 5, [*ENTRIES, "She is married."], "KKKKKK"),
    ],
)
def test_a_list_that_ends_the_text_is_of_other_items_where_other_pages_hold_one(
    held: str, pages: int, below: list[str], expect: str
) -> None:
    lines = ["Anna Holm", "She was born in Tollen and has been a pilot since.", "Seen at", *below]
    page = read(lines, {held: 3}, pages)
    verdicts = [Verdict(LABELS[letter], f"model/{LABELS[letter]}", 0.9) for letter in "TKK" + "K" * len(below)]
    drop_others(page, verdicts, 0)
    assert "".join("K" if verdict.label == "body" else verdict.label[0].upper() for verdict in verdicts[2:]) == expect


def test_a_line_of_the_banner_counts_for_little_where_it_stands_again_in_the_text() -> None:
    page = read(["Harbour Board", "A letter to all pilots", "Thank you.", "Harbour Board"], {"Harbour Board": 6}, 6)
    above, below = (repetition(page, index, inside=True, again=index > 0) for index in (0, 3))
    assert above is not None
    assert below is not None
    assert above.score > 0.95 > 0.85 > below.score
