"""The headline of a record of a person or a company."""

import numpy as np
import pytest

from cleaners import vocabulary
from cleaners.cuts import segments
from cleaners.dates import DateReader
from cleaners.names import is_name, is_person
from cleaners.persons import below_trail, life, named
from cleaners.reading import Reading
from cleaners.trailed import below_section

WORDS = vocabulary.join(vocabulary.load())
FIELDS = ["Born:", "12 March 1964", "Elected:", "2 May 2019"]


def _reading(lines: list[str]) -> Reading:
    return Reading([part for part in segments("\n".join(lines)) if part.text], WORDS, DateReader.of(WORDS))


@pytest.mark.parametrize(
    ("text", "name", "person"),
    [
        ("Anna de Holm", True, False),
        ("Tollen Ferries Ltd", True, False),
        ("سالم الحويطي", True, False),
        ("Mme Odile Vasseur-Holm", True, True),
        ("Dr. Ir. Sari Holm, M.Si.", True, True),
        ("Sari Holm, S.H., M.H.", True, True),
        ("Licence to run ferries", False, False),
        ("Pilot 2", False, False),
        ("Holm", False, False),
        ("Born In Tollen:", False, False),
    ],
)
def test_names_are_a_few_words_with_a_capital_each(text: str, name: bool, person: bool) -> None:
    assert (is_name(text), is_person(text)) == (name, person)


@pytest.mark.parametrize(
    ("lines", "likely", "found"),
    [
        (["Home > Court > Judges", "Mme Odile Vasseur", "President of the second chamber"], 0.0, "Mme Odile Vasseur"),
        (["Home > The Minister", "Anna Holm", "Minister of ports and ferries"], 0.2, "Anna Holm"),
        (["Home > The Minister", "Anna Holm", "Minister of ports and ferries"], 0.0, "Minister of ports and ferries"),
        (["Home > Board", "Anna Holm", "Head Of Board"], 0.8, "Anna Holm"),
        (["Home > Board", "Anna Holm", "Head Of Board"], 0.2, "Head Of Board"),
        (["Home > Permits", "Harbour Permits", "Permits (form 12)"], 0.2, "Permits (form 12)"),
        (["Home > Vacancies", "Department Of Ports", "Pilot (full time)"], 0.2, "Pilot (full time)"),
        (["Home > Staff > Anna Holm", "Anna Holm", "Member of the council"], 0.0, "Anna Holm"),
        (["Anna Holm", "Home > The Minister", "Minister of ports and ferries"], 0.2, "Minister of ports and ferries"),
        (["Anna Holm", "Minister of ports and ferries"], 0.2, "Minister of ports and ferries"),
    ],
)
def test_the_name_above_an_office_is_the_headline(lines: list[str], likely: float, found: str) -> None:
    page = _reading([*lines, *FIELDS])
    at, each = len(lines) - 1, np.zeros(len(page))
    each[at - 1 : at + 1] = likely, 0.5
    assert page.text(named(page, at, each)) == found


@pytest.mark.parametrize(
    ("lines", "likely", "found"),
    [
        (["Home > The Minister", "Anna Holm", "Minister of ports and ferries"], 0.2, "Anna Holm"),
        (["Home > The Minister", "Anna Holm", "Minister of ports and ferries"], 0.08, "Anna Holm"),
        (["Home > The Minister", "Anna Holm", "Minister of ports and ferries"], 0.05, "Minister of ports and ferries"),
        (["Home > The Minister", "Speech", "Anna Holm", "Minister of ports"], 0.2, "Minister of ports"),
        (["Home > Speeches > The Minister", "The Minister", "Minister opens a port"], 0.2, "Minister opens a port"),
        (["Home > Board Notes", "Board Notes", "Board sees eels return"], 0.2, "Board sees eels return"),
        (["Home > Board", "Anna Holm", "Eels return to the lock"], 0.2, "Eels return to the lock"),
        (["Anna Holm", "Minister of ports and ferries"], 0.2, "Minister of ports and ferries"),
    ],
)
def test_the_name_above_an_office_is_the_headline_of_a_life(lines: list[str], likely: float, found: str) -> None:
    page = _reading([*lines, "She was born in Tollen in the year of the great flood and went to sea early."])
    at, each = len(lines) - 1, np.zeros(len(page))
    each[at - 1 : at + 1] = likely, 0.5
    assert page.text(life(page, at, each)) == found


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["Home > Staff", "Head of pilots", "Anna Holm", "Photo of Anna Holm"], "Anna Holm"),
        (["Home > Staff", "Anna Holm", "Pilot", "Room 12", "anna.holm@harbour.example"], "Anna Holm"),
        (["Home > Staff", "Anna Holm", "Pilot", "Room 12", "office@harbour.example"], None),
        (["Home > Staff", "Anna Holm", "Anna Holm", "Pilot"], None),
        (["Home > Staff", "Anna Holm", "Since the spring it is Anna Holm who pilots the ferries."], None),
        (["Anna Holm", "Photo of Anna Holm", "Home > Staff", "Pilot"], None),
        (["Anna Holm", "Photo of Anna Holm"], None),
        (["윤하나 < 교수진 < 항만", "홈 > 교수진", "윤하나", "부교수"], "윤하나"),
        (["윤하나 < 항만", "홈 > 교수진", "윤하나", "부교수"], None),
    ],
)
def test_a_name_below_the_trail_is_told_by_its_picture_or_address(lines: list[str], found: str | None) -> None:
    page = _reading([*lines, *FIELDS])
    at = below_trail(page)
    assert (None if at is None else page.text(at)) == found


def test_the_name_with_a_degree_below_an_office_is_the_headline() -> None:
    lines = ["Home > Staff", "Head of the Office", "Sari Holm, S.H., M.H."]
    page = _reading([*lines, "Born", ":", "Tollen, 12 March 1964"])
    assert page.text(named(page, 1, np.zeros(6))) == lines[2]
    page = _reading([*lines, "She was elected in the spring.", *FIELDS])
    assert page.text(named(page, 1, np.zeros(8))) == lines[1]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["Home > Members > Anna Holm", "Anna Holm", "Previous member"], "Anna Holm"),
        (["Home > Register > Tollen Ferries Ltd", "Tollen Ferries Ltd", "Licence"], "Tollen Ferries Ltd"),
        (["Anna Holm", "Home > Anna Holm", "Anna Holm", "Previous member"], "Previous member"),
        (["Home > Open places", "Open places", "Pilot of the harbour"], "Pilot of the harbour"),
        # A label of menus, and a script without capitals.
        (["Home > Press Releases", "Press Releases", "Pilots have a new boat"], "Pilots have a new boat"),
        (["الرئيسية > أماكن شاغرة", "أماكن شاغرة", "مرشد الميناء 12"], "مرشد الميناء 12"),
    ],
)
def test_a_name_that_the_trail_ends_in_is_no_section(lines: list[str], found: str) -> None:
    page = _reading(lines)
    each = np.linspace(0.1, 0.9, len(page))
    each[-2] = each[-1] / 4
    assert page.text(below_section(page, len(page) - 2, each, each)) == found
