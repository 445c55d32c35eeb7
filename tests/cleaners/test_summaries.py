"""Teasers with a summary each below a text, of which the model took the summaries for text."""

import pytest

from cleaners import vocabulary
from cleaners.cuts import segments
from cleaners.dates import DateReader
from cleaners.reading import Reading
from cleaners.rules import Verdict
from cleaners.summaries import complete
from schemas import Label

WORDS = vocabulary.join(vocabulary.load())
DATES = DateReader.of(WORDS)
LABELS: dict[str, Label] = {"T": "title", "K": "body", "R": "related", "F": "furniture"}
TITLES = ("Pilots have a new boat", "Walks along the quay", "The storm is over")
LEADS = (
    "It is kept at the second pier and leaves at dawn.",
    "They begin at the lighthouse and last an hour.",
    "Two sheds lost their roofs on Tuesday night.",
)
PAIRS = [*sum(zip(TITLES, LEADS, strict=True), ())]


@pytest.mark.parametrize(
    ("lines", "labels", "expect"),
    [
        (["Read also", *PAIRS], "FRKRKFK", "FRRRRRR"),
        (["Read also", PAIRS[0], "3 June 2024", *PAIRS[1:]], "FRFKRKKK", "FRFRRRRR"),
        (["Read also", *PAIRS, "Share"], "FRKRKKKF", "FRRRRRRF"),
        (["Read also", *PAIRS], "FRKKKKK", "FRKKKKK"),
        (["Read also", *TITLES[:2], *LEADS], "FRRKKK", "FRRKKK"),
        (["Share", *PAIRS], "FRKRKRK", "FRKRKRK"),
        # An item in full, its day, and none of it above the rest of the text.
        (["Read also", TITLES[0], "Published: 3 June 2024", *LEADS, "Share"], "FRRKKKF", "FRRRRRF"),
        (["Read also", TITLES[0], "3 June 2024", *LEADS], "FRFKKK", "FRFRRR"),
        (["Read also", TITLES[0], *LEADS], "FRKKK", "FRKKK"),
        (["Share", TITLES[0], "3 June 2024", *LEADS], "FRFKKK", "FRFKKK"),
        (["Read also", TITLES[0], "3 June 2024", *LEADS * 3], "FRF" + "K" * 9, "FRF" + "K" * 9),
    ],
)
def test_summaries_go_with_their_headlines(lines: list[str], labels: str, expect: str) -> None:
    lines = ["Ferries sail again", "The board met on Tuesday and let them sail.", *lines]
    page = Reading([part for part in segments("\n".join(lines)) if part.text], WORDS, DATES)
    verdicts = [Verdict(LABELS[letter], "model/" + LABELS[letter], 0.7) for letter in "TK" + labels]
    complete(page, verdicts)
    met = "".join("K" if verdict.label == "body" else verdict.label[0].upper() for verdict in verdicts[2:])
    assert met == expect
