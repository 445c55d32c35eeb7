"""Runs of dated teasers below a text, of which the model met a part."""

import pytest

from cleaners import vocabulary
from cleaners.cuts import segments
from cleaners.dated_teasers import complete
from cleaners.dates import DateReader
from cleaners.reading import Reading
from cleaners.rules import Verdict
from schemas import Label

WORDS = vocabulary.join(vocabulary.load())
DATES = DateReader.of(WORDS)
LABELS: dict[str, Label] = {"T": "title", "K": "body", "R": "related", "F": "furniture"}
DAYS = ("3 June 2024", "28 May 2024", "2 May 2024")
TITLES = ("The pilots have a new boat", "Walks along the old quay", "A storm is over")
LEADS = ("It is kept at the second pier.", "They begin at the lighthouse.", "Two sheds lost their roofs.")


@pytest.mark.parametrize(
    ("lines", "labels", "expect"),
    [
        ([*sum(zip(DAYS, TITLES, strict=True), ())], "FRFFRF", "RRRRRR"),
        ([*sum(zip(TITLES, DAYS, LEADS, strict=True), ()), "Harbour Board"], "RFFFFRRRFF", "RRRRRRRRRF"),
        (["Of the harbour", *sum(zip(TITLES, LEADS, DAYS, strict=True), ())], "FRFRFRFRRF", "FRRRRRRRRR"),
        ([DAYS[0], TITLES[0], "All news", DAYS[1], TITLES[1], LEADS[1]], "RFFFFF", "RRFRRR"),
        ([DAYS[0], TITLES[0], DAYS[1], TITLES[1]], "FFFF", "FFFF"),
        ([DAYS[0], TITLES[0], TITLES[1], DAYS[1], "Home", DAYS[2]], "RRFFFF", "RRFFFF"),
    ],
)
def test_lines_of_a_run_of_dated_teasers(lines: list[str], labels: str, expect: str) -> None:
    lines = ["Ferries sail again", "The board met on Tuesday and let them sail.", *lines]
    page = Reading([part for part in segments("\n".join(lines)) if part.text], WORDS, DATES)
    verdicts = [Verdict(LABELS[letter], "model/line", 0.7) for letter in "TK" + labels]
    complete(page, verdicts)
    assert "".join(verdict.label[0].upper() for verdict in verdicts[2:]) == expect
