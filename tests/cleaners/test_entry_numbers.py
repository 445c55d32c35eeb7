"""Numbers alone on their lines in the entries of a listing."""

import pytest

from cleaners import vocabulary
from cleaners.cuts import segments
from cleaners.dates import DateReader
from cleaners.entry_numbers import drop
from cleaners.reading import Reading
from cleaners.rules import Verdict
from cleaners.structure.entries import Item

WORDS = vocabulary.join(vocabulary.load())
DATES = DateReader.of(WORDS)
TITLES = ["Dredging of the channel", "Pilots wanted", "Berth 7 closed", "Open day"]


@pytest.mark.parametrize(
    ("numbers", "dropped"),
    [
        (["412", "411", "410", "409"], 4),
        (["1 204", "988", "2.017", "31"], 4),
        (["412", "411", "Note", "Note"], 0),
        # Signs of an ordered list.
        (["1.", "2.", "3.", "4."], 0),
        (["Q 12", "Q 13", "Q 14", "Q 15"], 0),
    ],
)
def test_numbers_of_entries_are_none_of_their_words(numbers: list[str], dropped: int) -> None:
    lines = [line for pair in zip(numbers, TITLES, strict=True) for line in pair]
    page = Reading([part for part in segments("\n".join(lines)) if part.text], WORDS, DATES)
    verdicts = [Verdict("related", "structure/entry-row", 0.9)] * len(lines)
    items = [Item(None, title, 2 * at + 1, [2 * at], []) for at, title in enumerate(TITLES)]
    drop(page, verdicts, items)
    assert [verdict.label for verdict in verdicts[::2]].count("meta") == dropped
    assert {verdict.label for verdict in verdicts[1::2]} == {"related"}
    assert sum(len(item.date_at) for item in items) == len(items) - dropped


def test_a_day_on_three_lines_is_no_number() -> None:
    days = zip((7, 5, 3, 1), TITLES, strict=True)
    lines = [line for day, title in days for line in (str(day), "May", "2024", title)]
    page = Reading([part for part in segments("\n".join(lines)) if part.text], WORDS, DATES)
    verdicts = [Verdict("related", "structure/entry-row", 0.9)] * len(lines)
    drop(page, verdicts, [])
    assert {verdict.label for verdict in verdicts} == {"related"}
