"""The headline of a record below a row of letters."""

import pytest

from cleaners import vocabulary
from cleaners.cuts import segments
from cleaners.dates import DateReader
from cleaners.letter_index import below_letter, headline
from cleaners.reading import Reading

WORDS = vocabulary.join(vocabulary.load())
ROW = "A B C D E F G H I K L M"


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["Harbour office", ROW, "Register a boat", "Boats are registered by the master."], "Register a boat"),
        (["A | B | C | D | E | F | G | H | I | K", "Register a boat"], "Register a boat"),
        (["А Б В Г Д Е Ж З И К Л", "Учёт лодок"], "Учёт лодок"),
        (["A B C Č D E F G H Ch I K L", "Zápis lodi"], "Zápis lodi"),
        (["A B C D E F G H I K X Y Z Å Ä Ö", "Registrera en båt"], "Registrera en båt"),
        (["K B A F E D C I H G L M", "Register a boat"], None),
        (["It is on us to do it at no fee", "Register a boat"], None),
        ([ROW, "Home > Services > Boats", "Register a boat"], "Register a boat"),
        (["Home > Services > Boats", "Boats", ROW, "Register a boat"], "Register a boat"),
        (["A B C D E", "Register a boat"], None),
        (["T O L L E N H A R B O U R", "Register a boat"], None),
        (["A B C D E F G H I", "K L M", "Register a boat"], None),
        ([ROW, "Imprint"], None),
        ([ROW], None),
    ],
)
def test_the_line_below_the_letters(lines: list[str], found: str | None) -> None:
    page = Reading([part for part in segments("\n".join(lines)) if part.text], WORDS, DateReader.of(WORDS))
    index = headline(page)
    assert (None if index is None else page.text(index)) == found


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ([ROW, "Services", "F", "Fishing licence", "What you need"], "Fishing licence"),
        ([ROW, "You are here", "Services of the harbour", "M", "Moorings"], "Moorings"),
        ([ROW, "Services", "F", "Moorings"], None),
        ([ROW, "Services", "Z", "Zones of the harbour"], None),
        ([ROW, "Fishing licence", "What you need"], None),
        (["F", "Fishing licence"], None),
        ([ROW, "F"], None),
    ],
)
def test_the_line_below_its_letter(lines: list[str], found: str | None) -> None:
    page = Reading([part for part in segments("\n".join(lines)) if part.text], WORDS, DateReader.of(WORDS))
    index = below_letter(page)
    assert (None if index is None else page.text(index)) == found
