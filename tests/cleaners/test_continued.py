"""Lines that go on with what is text, and rows of the like that do not."""

import pytest

from cleaners import continued, vocabulary
from cleaners.cuts import segments
from cleaners.dates import DateReader
from cleaners.reading import Reading
from cleaners.rules import Verdict
from schemas import Kind, Label

WORDS = vocabulary.join(vocabulary.load())
DATES = DateReader.of(WORDS)
LABELS: dict[str, Label] = {"K": "body", "F": "furniture", "M": "meta", "R": "related", "T": "title"}

TABLE = ["Port\tShips\tTonnes", "Tollen\t12\t4,100", "Varn\t3\t900", "Source: Harbour office"]
STUDY = [
    "The board has counted the berths.", "The study is in", "Journal of Quiet Ferries",
    "and was paid for by the harbour of Tollen.", "The pier is open again.",
]  # fmt: skip
BARS = [
    "Post | Name | Phone", "Pilots | Anna Holm | 555 01 17", "Quays | Jan Brunn | 555 01 18",
    "Locks | Eva Lind | 555 01 19",
]  # fmt: skip
FIELDS = ["[Subject] Ports", "[Issued by] Harbour office", "[In force]", "[Valid] yes", "Rules of the new quay"]


@pytest.mark.parametrize(
    ("lines", "before", "after"),
    [
        pytest.param(TABLE, "KKFR", "KKKK", id="the last row of a table, and its source"),
        pytest.param(TABLE, "FFFF", "FFFF", id="a table that is no text"),
        pytest.param(["1\t2\t3", "4\t5\t6"], "KF", "KF", id="days of a month"),
        pytest.param(["", TABLE[0], "", TABLE[1]], "KF", "KF", id="rows apart"),
        pytest.param(["Board", *BARS, "Home"], "KFFFFF", "KKKKKF", id="cells between bars"),
        pytest.param(["Board", *BARS], "KFRRF", "KFRRF", id="lines of other items"),
        pytest.param(BARS[:3], "FFF", "FFF", id="too few rows"),
        pytest.param([f"| Berth {row} | {row}0 boats |" for row in range(4)], "FFFF", "KKKK", id="framed"),
        pytest.param([f"Berth {row} | {row}0 boats" for row in range(4)], "FFFF", "FFFF", id="not framed"),
        pytest.param([*BARS[:3], "Home | News"], "FFFF", "FFFF", id="rows of other sizes"),
        pytest.param(["Home | News | Contact", "Terms | Map | Help"] * 2, "FFFF", "FFFF", id="menus"),
        pytest.param(FIELDS, "FFFFT", "KKKKT", id="fields in brackets"),
        pytest.param(FIELDS[2:], "FFT", "FFT", id="two lines in brackets"),
    ],
)
@pytest.mark.parametrize("kind", ["article", "record"])
def test_rows_of_one_make_are_kept_together(lines: list[str], before: str, after: str, kind: Kind) -> None:
    assert said(lines, before, kind) == after


@pytest.mark.parametrize(
    ("lines", "before", "after"),
    [
        pytest.param(STUDY, "KKFFF", "KKKKF", id="a name and the end of the sentence"),
        pytest.param([*STUDY[:2], STUDY[3]], "KKR", "KKK", id="the end alone"),
        pytest.param([*STUDY[:2], ", which is to say, in a book."], "KKF", "KKK", id="behind a comma"),
        pytest.param([STUDY[0], STUDY[4], *STUDY[2:4]], "KKFF", "KKFF", id="below a whole sentence"),
        pytest.param([*STUDY[1:4]], "KFF", "KFF", id="the text has just begun"),
        pytest.param([*STUDY[:3], "and more about ferries"], "KKFF", "KKFF", id="no end of a sentence"),
        pytest.param([*STUDY[:3], "All rights are with the harbour."], "KKFF", "KKFF", id="a sentence of its own"),
    ],
)
def test_the_end_of_a_sentence_is_text_as_its_beginning(lines: list[str], before: str, after: str) -> None:
    assert said(lines, before, "article") == after


@pytest.mark.parametrize(
    ("lines", "before", "after"),
    [
        (["Harbour office", "Phone", "01632 960 114"], "KFK", "KKK"),
        (["Harbour office", "Phone", "01632 960 114"], "KFF", "KFF"),
        (["Harbour office", "Phone", "The telephone is broken."], "KFK", "KFK"),
        (["Harbour office", "Share", "01632 960 114"], "KFK", "KFK"),
        (["Harbour office", "E-mail", "pilots@tollen.example"], "KFK", "KKK"),
        (["Harbour office", "E-mail", "Write to pilots@tollen.example"], "KFK", "KFK"),
    ],
)
def test_labels_of_contacts_above_their_values_are_fields_of_a_record(
    lines: list[str], before: str, after: str
) -> None:
    assert said(lines, before, "record") == after
    assert said(lines, before, "article") == before


@pytest.mark.parametrize(
    ("lines", "before", "after"),
    [
        (["Clerk: Anna Holm", "Phone: 01632 960 114", "E-mail: holm@tollen.example"], "KCC", "KKK"),
        (["Where ships are counted", "Tel. 01632 960 114", "Hours"], "KCK", "KKK"),
        (["Where ships are counted", "Phone: 01632 960 114", "Home"], "KCF", "KCF"),
        (["Clerk: Anna Holm", "Phone: see above", "Home"], "KCF", "KCF"),
        (["Clerk: Anna Holm", "Phone: 01632 960 114", "Home"], "KFF", "KFF"),
    ],
)
def test_how_to_reach_somebody_is_a_field_below_others(lines: list[str], before: str, after: str) -> None:
    assert said(lines, before, "record", contacts=True) == after.replace("C", "F")


def test_nothing_is_taken_from_the_entries_of_a_listing() -> None:
    assert said(TABLE, "KKFR", "listing") == "KKFR"


def said(lines: list[str], before: str, kind: Kind, *, contacts: bool = False) -> str:
    page = Reading([part for part in segments("\n".join(lines)) if part.text], WORDS, DATES)
    reasons = {"F": "model/furniture", "R": "model/teaser", "C": "structure/contact-block"}
    verdicts = [Verdict(LABELS.get(letter, "furniture"), reasons.get(letter, "model/body"), 0.5) for letter in before]
    continued.keep(page, verdicts, kind)
    if contacts:
        continued.keep_contacts(page, verdicts)
    letters = {label: letter for letter, label in LABELS.items()}
    return "".join(letters[verdict.label] for verdict in verdicts)
