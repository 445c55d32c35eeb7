"""No entry of a listing begins further above its rows, or goes on further below them, than the others are long."""

import pytest

from cleaners import beyond_rows, vocabulary
from cleaners.cuts import segments
from cleaners.dates import DateReader
from cleaners.reading import Reading
from cleaners.rules import Verdict

WORDS = vocabulary.join(vocabulary.load())
TITLE = Verdict("title", "model/title", 0.9)
ROW = Verdict("related", "structure/entry-row", 0.9)
ENTRY = Verdict("related", "model/entry", 0.9)
ROWS = [line for day in range(1, 7) for line in (f"{20 - day} March 2024", f"Ferry {day} sails again", "Pier office")]
BOX = ["Opening hours", "Monday", "Harbour square 4", "Newsletter"]


def left_out(above: list[str], below: list[str], rows: list[str] = ROWS) -> list[str]:
    lines = ["News of the harbour", *above, *rows, *below]
    page = Reading([part for part in segments("\n".join(lines)) if part.text], WORDS, DateReader.of(WORDS))
    verdicts = [TITLE, *[ENTRY] * len(above), *[ROW] * len(rows), *[ENTRY] * len(below)]
    beyond_rows.drop(page, verdicts, 0)
    return [line for line, verdict in zip(lines, verdicts, strict=True) if verdict.label == "furniture"]


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        # What is as near as the lines of an entry may be one.
        (["Ferries", "Quays"], [], []),
        (["Ferries", "Quays", "Pilots", "Tugs"], [], ["Ferries", "Quays"]),
        ([], BOX, BOX),
        # A sentence says what is listed, and an entry above the rows has its day or their bullet.
        (["All that happened at the harbour this year.", "Quays", "Pilots", "Tugs"], [], ["Quays"]),
        (["21 March 2024", "Weir opens", "Pier office", "20 March 2024", "Weir shut", "Pier office"], [], []),
        # The last entry has as many lines above its day as the first.
        ([], ["Harbour square 4"], ["Harbour square 4"]),
        # So much of it is a list of its own.
        ([], [f"The ferry number {number} sails to the island" for number in range(9)], []),
    ],
)
def test_what_is_too_far_from_the_rows_is_no_entry(above: list[str], below: list[str], expected: list[str]) -> None:
    assert left_out(above, below) == expected


def test_rows_that_have_few_days_or_are_long_tell_nothing() -> None:
    assert left_out([], BOX, ROWS[:9]) == []
    long = [line for row in ROWS for line in ((row,) if "2024" in row else (row,) * 6)]
    assert left_out([], BOX, long) == []


def test_lines_below_the_last_day_may_be_of_its_entry() -> None:
    rows = [line for row in zip(ROWS[1::3], ROWS[::3], ROWS[2::3], strict=True) for line in row][:-1]
    assert left_out([], ["Pier office", "Harbour square 4"], rows) == ["Harbour square 4"]


def test_entries_with_the_bullet_of_the_rows_are_kept() -> None:
    rows = [f"• Ferry {day} sails again, {20 - day} March 2024" for day in range(1, 7)]
    above = ["Ferries", "• Weir opens on 21 March 2024", "• Weir opens", "• Weir shut"]
    assert left_out(above, [], rows) == ["Ferries"]
