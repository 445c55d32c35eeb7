"""Listings that are told by their days."""

import numpy as np
import pytest

from cleaners import vocabulary
from cleaners.cuts import segments
from cleaners.dates import DateReader
from cleaners.day_runs import newest_first
from cleaners.judges.classes import BODY, ENTRY, FURNITURE
from cleaners.listed import subject
from cleaners.model.predict import CLASSES, KINDS, Prediction
from cleaners.reading import Reading

WORDS = vocabulary.join(vocabulary.load())
DATES = DateReader.of(WORDS)
DAYS = ["3 July 2024", "30 June 2024", "25 June 2024", "18 June 2024", "11 June 2024"]
WEEKDAYS = ["Wednesday,", "Sunday,", "Tuesday,", "Tuesday,", "Tuesday,"]
TITLES = ["Jet skis", "Fines at the weekend", "Two members wanted", "Boat turned over", "Exams of the summer"]
TEASER = "The board tells what it has found out."


def page(lines: list[str]) -> Reading:
    return Reading([part for part in segments("\n".join(lines)) if part.text], WORDS, DATES)


def entries(days: list[str], shape: str) -> list[str]:
    parts = [
        {
            "t": title,
            "d": day,
            "r": f"{day} {title} of the harbour board, in full",
            "l": f"Published: {day} | Topic: boats",
            "x": TEASER,
        }
        for title, day in zip(TITLES, days, strict=True)
    ]
    return [part[letter] for part in parts for letter in shape]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (entries(DAYS, "td"), range(10)),
        (entries(DAYS, "dtx"), range(15)),
        (entries(DAYS, "tlx"), range(15)),
        (["Board", *entries(DAYS, "tdx"), "Foot"], range(1, 16)),
        (entries([DAYS[1], DAYS[0], *DAYS[2:]], "td"), range(10)),
        (["Home / Notices", "All notices", *entries(DAYS, "tdx")[:-1]], range(2, 16)),
        (["Sunday, 7 July 2024, 8:04:51", "Board", "Board", *entries(DAYS, "td")], range(3, 13)),
        (entries(DAYS, "r"), range(5)),
        (entries(DAYS, "rx"), range(10)),
        (entries([f"{name} {day}" for name, day in zip(WEEKDAYS, DAYS, strict=True)], "r"), range(5)),
        (entries(DAYS, "tdxl"), range(20)),
        (entries(DAYS[::-1], "r"), range(0)),
        (entries(DAYS, "d"), range(0)),
        (entries(DAYS[::-1], "td"), range(0)),
        (entries([DAYS[0]] * 5, "td"), range(0)),
        (entries(DAYS, "tdxxxxxxxx"), range(0)),
        (entries(DAYS, "td")[:8], range(0)),
        ([line + 30 * TEASER if line == TITLES[2] else line for line in entries(DAYS, "dt")], range(0)),
    ],
)
def test_days_in_falling_order_make_a_run(lines: list[str], found: range) -> None:
    likely = [line not in ("Board", "Foot") for line in lines]
    assert newest_first(page(lines), likely) == found


YEARLESS = ["3 July", "30 June", "25 June", "18 June", "11 June"]
JAPANESE = ["7月3日（水曜日）", "6月30日（日曜日）", "6月25日", "6月18日", "6月11日"]
SEVERAL = [line for day, title in zip(YEARLESS, TITLES, strict=True) for line in (day, f"• {title}", "• A ferry")]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (entries(YEARLESS, "dtx"), range(15)),
        (entries(JAPANESE, "dt"), range(10)),
        (["Notices of the board", *SEVERAL, "Telephone"], range(1, 16)),
        (["Notices of the board", *SEVERAL[:-1], "Telephone"], range(1, 15)),
        (entries(YEARLESS[::-1], "dt"), range(0)),
        (entries(["3 quays", "2 quays", "4 quays", "9 quays", "1 quay"], "dt"), range(0)),
    ],
)
def test_days_may_do_without_their_year(lines: list[str], found: range) -> None:
    assert newest_first(page(lines), [True] * len(lines)) == found


def test_items_with_bullets_below_days_are_a_listing_among_other_text() -> None:
    told = "The board says here what it has told the papers."
    reading = page(["Board", told, *SEVERAL, *[f"Write to the clerk of quay {letter}" for letter in "abcdefghijkl"]])
    classes = np.zeros((len(reading), len(CLASSES)))
    classes[:, BODY], classes[:, FURNITURE] = 0.8, 0.2
    said = Prediction(classes, np.zeros(len(reading)), np.eye(len(KINDS))[KINDS.index("record")], np.ones(len(reading)))
    listed, _ = subject(reading, said, range(len(reading)))
    assert listed.kind == "listing"
    assert listed.classes[:, BODY].tolist() == [0, 0.8, *[0] * 27]
    assert listed.classes[:, ENTRY].tolist() == [0, 0, *[0.8] * 15, *[0] * 12]


@pytest.mark.parametrize(
    ("menu", "likely", "kind"), [(2, 0, "listing"), (15, 0, "record"), (15, 0.45, "listing"), (24, 0.45, "record")]
)
def test_a_page_of_such_a_run_is_a_listing_if_it_is_most_of_the_text(menu: int, likely: float, kind: str) -> None:
    reading = page([*[f"Quay {letter}" for letter in "abcdefghijklmnopqrstuvwx"[:menu]], *entries(DAYS, "td")])
    classes = np.zeros((len(reading), len(CLASSES)))
    classes[:, BODY], classes[:, FURNITURE] = 0.8, 0.2
    kinds = np.zeros(len(KINDS))
    kinds[[KINDS.index("record"), KINDS.index("listing")]] = 1 - likely, likely
    said = Prediction(classes, np.zeros(len(reading)), kinds, np.ones(len(reading)))
    told, _ = subject(reading, said, range(len(reading)))
    assert told.kind == kind
    if kind == "listing":
        assert told.classes[menu:, ENTRY].tolist() == [0.8] * 10
        assert told.classes[:menu, FURNITURE].tolist() == [1.0] * menu
