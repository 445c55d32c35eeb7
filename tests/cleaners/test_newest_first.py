"""Listings that are told by their days."""

import numpy as np
import pytest

from cleaners import vocabulary
from cleaners.cuts import segments
from cleaners.dates import DateReader
from cleaners.judges.classes import BODY, ENTRY, FURNITURE
from cleaners.model.predict import CLASSES, KINDS, Prediction
from cleaners.newest_first import listed, run
from cleaners.reading import Reading

WORDS = vocabulary.join(vocabulary.load())
DATES = DateReader.of(WORDS)
DAYS = ["3 July 2024", "30 June 2024", "25 June 2024", "18 June 2024", "11 June 2024"]
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
        (entries(DAYS, "td"), (0, 10)),
        (entries(DAYS, "dtx"), (0, 15)),
        (entries(DAYS, "tlx"), (0, 15)),
        (["Board", *entries(DAYS, "tdx"), "Foot"], (1, 16)),
        (entries([DAYS[1], DAYS[0], *DAYS[2:]], "td"), (0, 10)),
        (["Home / Notices", "All notices", *entries(DAYS, "tdx")[:-1]], (2, 16)),
        (["Sunday, 7 July 2024, 8:04:51", "Board", "Board", *entries(DAYS, "td")], (3, 13)),
        (entries(DAYS, "r"), (0, 5)),
        (entries(DAYS, "rx"), (0, 10)),
        (entries(DAYS, "tdxl"), (0, 20)),
        (entries(DAYS[::-1], "r"), None),
        (entries(DAYS, "d"), None),
        (entries(DAYS[::-1], "td"), None),
        (entries([DAYS[0]] * 5, "td"), None),
        (entries(DAYS, "tdxxxxxxxx"), None),
        (entries(DAYS, "td")[:8], None),
        ([line + 30 * TEASER if line == TITLES[2] else line for line in entries(DAYS, "dt")], None),
    ],
)
def test_days_in_falling_order_make_a_run(lines: list[str], found: tuple[int, int] | None) -> None:
    likely = [line not in ("Board", "Foot") for line in lines]
    assert run(page(lines), likely) == found


YEARLESS = ["3 July", "30 June", "25 June", "18 June", "11 June"]
JAPANESE = ["7月3日（水曜日）", "6月30日（日曜日）", "6月25日", "6月18日", "6月11日"]
SEVERAL = [line for day, title in zip(YEARLESS, TITLES, strict=True) for line in (day, f"• {title}", "• A ferry")]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (entries(YEARLESS, "dtx"), (0, 15)),
        (entries(JAPANESE, "dt"), (0, 10)),
        (["Notices of the board", *SEVERAL, "Telephone"], (1, 16)),
        (["Notices of the board", *SEVERAL[:-1], "Telephone"], (1, 15)),
        (entries(YEARLESS[::-1], "dt"), None),
        (entries(["3 quays", "2 quays", "4 quays", "9 quays", "1 quay"], "dt"), None),
    ],
)
def test_days_may_do_without_their_year(lines: list[str], found: tuple[int, int] | None) -> None:
    assert run(page(lines), [True] * len(lines)) == found


def test_items_with_bullets_below_days_are_a_listing_among_other_text() -> None:
    told = "The board says here what it has told the papers."
    reading = page(["Board", told, *SEVERAL, *[f"Write to the clerk of quay {letter}" for letter in "abcdefghijkl"]])
    classes = np.zeros((len(reading), len(CLASSES)))
    classes[:, BODY], classes[:, FURNITURE] = 0.8, 0.2
    said = Prediction(classes, np.zeros(len(reading)), np.eye(len(KINDS))[KINDS.index("record")], np.ones(len(reading)))
    relisted, _ = listed(reading, said, range(len(reading)))
    assert relisted.kind == "listing"
    assert relisted.classes[:, BODY].tolist() == [0, 0.8, *[0] * 27]
    assert relisted.classes[:, ENTRY].tolist() == [0, 0, *[0.8] * 15, *[0] * 12]


@pytest.mark.parametrize(("menu", "kind"), [(2, "listing"), (20, "record")])
def test_a_page_of_such_a_run_is_a_listing_if_it_is_most_of_the_text(menu: int, kind: str) -> None:
    reading = page([*[f"Quay {letter}" for letter in "abcdefghijklmnopqrst"[:menu]], *entries(DAYS, "td")])
    classes = np.zeros((len(reading), len(CLASSES)))
    classes[:, BODY], classes[:, FURNITURE] = 0.8, 0.2
    said = Prediction(classes, np.zeros(len(reading)), np.eye(len(KINDS))[KINDS.index("record")], np.ones(len(reading)))
    told, _ = listed(reading, said, range(len(reading)))
    assert told.kind == kind
    if kind == "listing":
        assert told.classes[menu:, ENTRY].tolist() == [0.8] * 10
        assert told.classes[:menu, FURNITURE].tolist() == [1.0] * menu
