"""Entries of a listing whose days stand equally far apart."""

import numpy as np
import pytest

from cleaners import vocabulary
from cleaners.cuts import segments
from cleaners.dates import DateReader
from cleaners.even_days import even_days
from cleaners.reading import Reading
from cleaners.runs import entry_rows

WORDS = vocabulary.join(vocabulary.load())
DATES = DateReader.of(WORDS)
DAYS = ["3 July 2024", "30 June 2024", "25 June 2024", "18 June 2024", "11 June 2024"]
QUAYS = ["north", "south", "old", "new", "long"]


def page(lines: list[str]) -> Reading:
    return Reading([part for part in segments("\n".join(lines)) if part.text], WORDS, DATES)


def entries(shape: str, days: list[str] = DAYS) -> list[str]:
    parts = [
        {
            "t": f"Dredging of the {quay} quay",
            "k": "Works | Harbour",
            "d": day,
            "x": f"The crane of the {quay} quay stands still while the mud is taken out.",
            "b": "Read more",
            "_": "",
        }
        for quay, day in zip(QUAYS, days, strict=True)
    ]
    return [part[letter] for part in parts for letter in shape]


@pytest.mark.parametrize(
    ("lines", "days", "whole"),
    [
        (entries("tkdx_"), range(2, 19, 4), range(20)),
        (entries("tkdxb"), range(2, 23, 5), range(25)),
        (["Works", *entries("dtx_")], range(1, 14, 3), range(1, 16)),
        # Nothing tells whether the day stands above or below.
        (["Works", *entries("tdx")], range(2, 15, 3), range(2, 15)),
        # Of first and last day, one counts.
        (["Works", *entries("tddx_")], range(2, 19, 4), range(1, 21)),
        (entries("td_"), None, None),
        (entries("tkdxb")[:15], None, None),
        ([*entries("tdx")[:9], "Quay", *entries("tdx")[9:]], None, None),
    ],
)
def test_days_equally_far_apart_make_a_run(lines: list[str], days: range | None, whole: range | None) -> None:
    reading = page(lines)
    dated = [index for index in range(len(reading)) if reading.date(index) is not None]
    found = even_days(reading, dated)
    assert (found and found.days, found and found.lines) == (days, whole)


def test_what_stands_in_the_same_place_below_each_day_is_of_the_entries() -> None:
    lines = ["Works", *entries("tkdxb"), "Imprint"]
    reading = page(lines)
    likely = np.array(
        [{"Imprint": 0.0, "Works": 0.0, "Works | Harbour": 0.02, "Read more": 0.0}.get(line, 0.4) for line in lines]
    )
    found = entry_rows(reading, likely, np.zeros(len(lines)), 0)
    assert found == []  # Days alone are too few.
    found = entry_rows(reading, likely, np.array([0.9 * line.startswith("The crane") for line in lines]), 0)
    assert [lines[index] for index in found] == entries("tdx")
