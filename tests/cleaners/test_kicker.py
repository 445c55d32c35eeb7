"""Which lines above a headline name its section."""

import pytest

from cleaners import vocabulary
from cleaners.cuts import segments
from cleaners.dates import DateReader
from cleaners.reading import Reading
from cleaners.structure.kicker import kicker, kicker_below

WORDS = vocabulary.join(vocabulary.load())
DATES = DateReader.of(WORDS)
TITLE = "The ferry line to the outer islands opens again"


@pytest.mark.parametrize(
    ("above", "line", "between", "expect"),
    [
        (["Start > Nyheter"], "Nyhet", [], True),
        (["Start > Nyheter"], "Väder", [], False),
        (["Port | Ferries"], "Ferries", [], True),
        (["• Port", "• Pilots", "• Ferries"], "Ferries", [], True),
        (["1. Port", "2. Ferries", f"3. {TITLE}"], "Ferries", [], True),
        (["• Port", "• Pilots"], "Ferries", [], False),
        ([], "Pidato", [], True),
        ([], "Home", [], False),
        ([], "Toespraak", ["Tollen, 12 March 2024"], True),
        ([], "Pilot charts", ["Tollen, 12 March 2024"], False),
        (["Home", "News"], "Press release", [], False),
        (["Home", "News"], "Speech by the Harbour Board", [], True),
        (["Home", "News"], "Walks by the harbour", [], False),
        (["Port", "Harbour tours", "Ferries", "Storm"], "Harbour tours", [], True),
        (["Port", "Harbour tours", "Ferries", "Port"], "Harbour tours", [], False),
        (["Port", TITLE, "Ferries"], TITLE, [], False),
    ],
)
def test_kicker(above: list[str], line: str, between: list[str], expect: bool) -> None:
    lines = [*above, line, *between, TITLE]
    page = Reading([part for part in segments("\n".join(lines)) if part.text], WORDS, DATES)
    assert kicker(page, len(above), len(lines) - 1) is expect


@pytest.mark.parametrize(
    ("lines", "expect"),
    [
        (["Nyhet", "Publicerad", "12 mars 2024"], True),
        (["Press statement", "Anna Holm, Harbour Master", "12 March 2024"], True),
        (["Press statement", TITLE], False),
        (["Pilot charts", "12 March 2024"], False),
        (["Nyhet", "12 mars 2024", "Färjan går igen", "Nyhet", "3 mars 2024"], False),
    ],
)
def test_kicker_below(lines: list[str], expect: bool) -> None:
    page = Reading([part for part in segments("\n".join([TITLE, *lines])) if part.text], WORDS, DATES)
    assert kicker_below(page, 1) is expect
