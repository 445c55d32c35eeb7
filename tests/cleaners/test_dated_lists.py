"""A page that lists dated items, and says that there are more, is a listing."""

import numpy as np
import pytest

from cleaners import vocabulary
from cleaners.cuts import segments
from cleaners.dates import DateReader
from cleaners.day_runs import beside_titles, first_title
from cleaners.judges.classes import BODY, ENTRY, TEASER
from cleaners.listed import going_on
from cleaners.model.predict import CLASSES, KINDS, Prediction
from cleaners.reading import Reading
from schemas import Kind

WORDS = vocabulary.join(vocabulary.load())
DATES = DateReader.of(WORDS)
TITLES = ["Dredging of the north channel", "New timetable of the ferry", "Pilots wanted", "Berth 7 closed", "Open day"]
DAYS = ["12 March 2024", "9 March 2024", "4 March 2024", "28 February 2024", "20 February 2024"]
ROWS = [line for day, title in zip(DAYS, TITLES, strict=True) for line in (title, day, "Harbour office")]
BY_TURNS = [line for line in ROWS if line != "Harbour office"]
TABLE = [f"HB {day[:2]}\t{title}\t{day}\tPDF" for day, title in zip(DAYS, TITLES, strict=True)]
FIELDS = [line for label in "abcdefg" for line in (f"Label {label}:", f"Value {label}")]
PAGES = ["1", "2", "3", "Next »"]


def reading(lines: list[str]) -> Reading:
    return Reading([part for part in segments("\n".join(lines)) if part.text], WORDS, DATES)


def kind(lines: list[str], said: Kind, listing: float = 0.0) -> str:
    page = reading(lines)
    size = len(page)
    kinds = (1 - listing) * np.eye(len(KINDS))[KINDS.index(said)] + listing * np.eye(len(KINDS))[KINDS.index("listing")]
    prediction = Prediction(np.zeros((size, len(CLASSES))), np.zeros(size), kinds, np.ones(size))
    return going_on(page, prediction, range(size)).kind


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (ROWS, range(1, 14)),
        ([*PAGES, *ROWS], range(5, 18)),
        # Of several days, the month counts.
        ([line.replace("9 March", "7 - 9 March") for line in ROWS], range(1, 14)),
        # Of two days below each other the first counts.
        ([line for row in ROWS for line in ((row, "1 April 2024") if row in DAYS else (row,))], range(1, 18)),
        # No order, no titles, too few, and a table of rates.
        ([ROWS[at] for at in (0, 4, 2, 3, 13, 5, 6, 1, 8, 9, 7, 11, 12, 10, 14)], range(0)),
        ([line for day in DAYS for line in (day, "Open", "Closed")], range(0)),
        (ROWS[:12], range(0)),
        ([f"{day} {title}" for day, title in zip(DAYS, TITLES, strict=True)], range(0)),
    ],
)
def test_dates_in_order_beside_titles_make_a_list(lines: list[str], found: range) -> None:
    assert beside_titles(reading(lines)) == found


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["Harbour news", *ROWS], 1),
        (["Harbour news", *BY_TURNS, *PAGES], 1),
        # The day stands above its title: what stands above all of them is their name.
        (["Harbour news", *BY_TURNS[1:], "Slipway 2 has been painted"], None),
        (["News of the harbour board", *BY_TURNS[1:], "Slipway 2 has been painted"], None),
        # Buttons right above the days.
        (["News of the harbour board", *[line for day in DAYS for line in (day, *TITLES[:1], "Read more")]], None),
        (ROWS[:12], None),
    ],
)
def test_the_first_title_stands_above_the_first_day(lines: list[str], found: int | None) -> None:
    assert first_title(reading(lines)) == found


@pytest.mark.parametrize(
    ("lines", "said", "listing", "expected"),
    [
        ([*ROWS, *PAGES], "record", 0.0, "listing"),
        (["214 results", *ROWS], "record", 0.0, "listing"),
        (["Найдено 214 документов", *ROWS], "article", 0.0, "listing"),
        (ROWS, "record", 0.2, "listing"),
        (ROWS, "record", 0.0, "record"),
        (ROWS, "article", 0.2, "article"),
        ([*ROWS[:9], *PAGES], "record", 0.2, "record"),
        ([*ROWS, *PAGES], "other", 0.0, "other"),
        # A column of days in a table.
        (["Number\tName\tDate", *TABLE, *PAGES], "record", 0.0, "listing"),
        (TABLE, "record", 0.2, "listing"),
        (TABLE, "record", 0.0, "record"),
        (TABLE[:4], "record", 0.2, "record"),
        ([TABLE[at] for at in (0, 4, 1, 3, 2)], "record", 0.2, "record"),
        ([f"{day}\t3.{at}\t4.{at}" for at, day in enumerate(DAYS)], "record", 0.2, "record"),
        # Steps below the fields of a record.
        ([*FIELDS, *ROWS, *PAGES], "record", 0.2, "record"),
        ([*FIELDS, *FIELDS, *ROWS, *PAGES], "record", 0.2, "listing"),
    ],
)
def test_a_list_with_more_behind_it_is_a_listing(lines: list[str], said: Kind, listing: float, expected: Kind) -> None:
    assert kind(lines, said, listing) == expected


def test_text_between_the_dates_of_a_list_is_entries() -> None:
    page = reading(["The board and what it does", *ROWS, *PAGES])
    classes = np.zeros((len(page), len(CLASSES)))
    classes[:, BODY] = 0.5
    classes[:, TEASER] = 0.3
    kinds = np.eye(len(KINDS))[KINDS.index("record")]
    told = going_on(page, Prediction(classes, np.zeros(len(page)), kinds, np.ones(len(page))), range(len(page)))
    assert told.classes[2:16, ENTRY].tolist() == [0.8] * 14
    assert told.classes[:2, BODY].tolist() == [0.5] * 2
