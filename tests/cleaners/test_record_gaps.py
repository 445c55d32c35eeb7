"""Fields of a record that the model doubts."""

import pytest

from cleaners import vocabulary
from cleaners.cuts import segments
from cleaners.dates import DateReader
from cleaners.reading import Reading
from cleaners.record_gaps import keep
from cleaners.rules import Verdict

WORDS = vocabulary.join(vocabulary.load())
TITLE, BODY = Verdict("title", "model/title", 0.9), Verdict("body", "model/body", 0.9)
DOUBTED, SURE = Verdict("furniture", "model/furniture", 0.7), Verdict("furniture", "model/furniture", 0.99)
RUN, LEGAL = Verdict("furniture", "structure/label-run", 0.9), Verdict("furniture", "structure/legal", 0.98)
CODE = Verdict("meta", "structure/number", 0.99, "number")
FILE, MAIL = Verdict("furniture", "structure/attachment", 0.99), Verdict("furniture", "structure/contact-block", 0.9)


@pytest.mark.parametrize(
    ("verdicts", "kept"),
    [
        ([TITLE, DOUBTED, DOUBTED, BODY], [1, 2, 3]),
        ([TITLE, SURE, DOUBTED, BODY], [2, 3]),
        ([TITLE, SURE, BODY], [2]),
        ([TITLE, SURE, SURE, DOUBTED, BODY], [4]),
        ([TITLE, SURE, FILE, DOUBTED, DOUBTED, BODY], [5]),
        ([TITLE, SURE, CODE, DOUBTED, BODY], [3, 4]),
        ([TITLE, *[DOUBTED] * 5, BODY], [1, 2, 3, 4, 5, 6]),
        ([TITLE, *[DOUBTED] * 6, BODY], [7]),
        ([DOUBTED, TITLE, BODY], [2]),
        ([DOUBTED, BODY], [1]),
        ([TITLE, BODY, DOUBTED, FILE, BODY], [1, 2, 3, 4]),
        ([TITLE, BODY, DOUBTED, SURE, BODY], [1, 4]),
        ([TITLE, BODY, RUN, BODY, LEGAL, BODY, CODE, BODY], [1, 2, 3, 4, 5, 6, 7]),
        ([TITLE, BODY, *[DOUBTED] * 6, MAIL, MAIL, BODY], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
        ([TITLE, BODY, *[MAIL] * 13, BODY], [1, 15]),
        ([TITLE, DOUBTED, RUN, BODY], [1, 2, 3]),
        ([TITLE, RUN, DOUBTED, BODY], [2, 3]),
        ([TITLE, RUN, RUN, BODY], [2, 3]),
        ([TITLE, BODY, *[DOUBTED] * 7, BODY], [1, 9]),
        ([TITLE, BODY, DOUBTED, DOUBTED, MAIL, DOUBTED], [1, 2, 3, 4]),
        ([TITLE, BODY, DOUBTED, MAIL, MAIL, DOUBTED], [1, 2, 3, 4]),
        ([TITLE, BODY, DOUBTED, DOUBTED, FILE], [1]),
        ([TITLE, BODY, *[DOUBTED] * 4, MAIL], [1]),
        ([TITLE, BODY, MAIL], [1]),
        ([TITLE, DOUBTED], []),
    ],
)
def test_a_record_is_one_piece(verdicts: list[Verdict], kept: list[int]) -> None:
    lines = [f"Berth {number} of the north quay" for number in range(len(verdicts))]
    page = Reading([part for part in segments("\n".join(lines)) if part.text], WORDS, DateReader.of(WORDS))
    keep(page, verdicts, verdicts.index(TITLE) if TITLE in verdicts else None)
    assert [index for index, verdict in enumerate(verdicts) if verdict.label == "body"] == kept


@pytest.mark.parametrize("line", ["Print", "Related notices", "A B C D E F G H I K L M", "A B C Č D E F G H Ch I K"])
def test_buttons_heads_of_others_and_letters_are_none_of_a_record(line: str) -> None:
    page = Reading(list(segments(f"Berths\n{line}\nThe north quay")), WORDS, DateReader.of(WORDS))
    verdicts = [TITLE, DOUBTED, BODY]
    keep(page, verdicts, 0)
    assert verdicts == [TITLE, DOUBTED, BODY]


def test_tabs_above_a_record_are_none_of_it() -> None:
    lines = ["The north quay", "Berths Fees Pilots", "Berths", "Twelve", "Fees", "None", "Pilots", "Two"]
    page = Reading(list(segments("\n".join(lines))), WORDS, DateReader.of(WORDS))
    verdicts = [TITLE, DOUBTED, *[BODY] * 6]
    keep(page, verdicts, 0)
    assert verdicts[1] == DOUBTED


def test_lines_above_a_record_that_head_its_sections_are_none_of_it() -> None:
    sections = ["Berths", "Fees of the quay", "Pilots on call"]
    page = Reading(list(segments("\n".join(["The quay", *sections, *sections, "Two"]))), WORDS, DateReader.of(WORDS))
    verdicts = [TITLE, *[DOUBTED] * 3, *[BODY] * 4]
    keep(page, verdicts, 0)
    assert verdicts[1:4] == [DOUBTED] * 3


@pytest.mark.parametrize(
    ("line", "kept"),
    [("Services", True), ("Print", False), ("Tides    Weirs    Pilots", False), ("Tides    3.20 m    3.40 m", True)],
)
def test_heads_that_menus_have_too_stand_amid_a_record(line: str, kept: bool) -> None:
    page = Reading(list(segments(f"The quay\nIt is long.\n{line}\nIt is wide.")), WORDS, DateReader.of(WORDS))
    verdicts = [TITLE, BODY, *[DOUBTED] * (len(page) - 3), BODY]
    keep(page, verdicts, 0)
    assert (verdicts[2].label == "body") is kept


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        (["Contact", "Anna Holm", "holm@harbour.example", "Tel. (02) 555 7714 int. 208", "Home"], 4),
        (["Contact", "holm@harbour.example", "Tel. (02) 555 7714 ext. 208", "Home"], 3),
        (["Contact", "Anna Holm", "holm@harbour.example", "Home"], 0),
        (["Contact", "Anna Holm", "Maps", "Home", "holm@harbour.example", "Tel. (02) 555 7714"], 0),
        (["Harbours", "Anna Holm", "holm@harbour.example", "Tel. (02) 555 7714", "Home"], 0),
    ],
)
def test_whom_to_ask_stands_below_a_record(lines: list[str], kept: int) -> None:
    page = Reading(list(segments("\n".join(["The north quay", "Twelve berths", *lines]))), WORDS, DateReader.of(WORDS))
    verdicts = [TITLE, BODY, *[SURE] * len(lines)]
    keep(page, verdicts, 0)
    assert [verdict.label for verdict in verdicts].count("body") == 1 + kept


BLOCKS = ["Berths", "Twelve", "", "Depth", "Nine feet", "", "Pilots", "Two"]


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        (["* boats", "* nets", "", "Lock", "The lock is closed.", "", "Home", "Press", "Map"], 4),
        (["", "Town", "Tollen", "", "Lock", "The lock is closed.", "", "Home", "Press", "Map"], 4),
        (["", "Town", "Tollen", "", "Home", "Press", "Map"], 0),
        (["* boats", "", "Home", "Press"], 1),
        (["", "Related notices", "The lock is closed."], 0),
        (["", "Lock", "The lock is closed.", "Map"], 0),
    ],
)
def test_a_record_of_blocks_goes_on(lines: list[str], kept: int) -> None:
    def keep_below(head: list[str]) -> int:
        text = "\n".join(["The north quay", "", *head, *lines])
        page = Reading([part for part in segments(text) if part.text], WORDS, DateReader.of(WORDS))
        known = sum(map(bool, head))
        verdicts = [TITLE, *[BODY] * known, *[SURE] * (len(page) - known - 1)]
        keep(page, verdicts, 0)
        return [verdict.label for verdict in verdicts].count("body") - known

    assert keep_below(BLOCKS) == kept
    assert keep_below(BLOCKS[3:]) == 0


def test_a_label_of_how_to_reach_somebody_amid_a_record_is_a_field() -> None:
    lines = ["The north quay", "Tollen", "Telephone", "+99 312 555 40 36", "Opening hours"]
    page = Reading(list(segments("\n".join(lines))), WORDS, DateReader.of(WORDS))
    verdicts = [TITLE, BODY, DOUBTED, DOUBTED, BODY]
    assert page.line_class(2) == "contact"
    keep(page, verdicts, 0)
    assert [verdict.label for verdict in verdicts] == ["title", *["body"] * 4]


def test_a_number_amid_a_record_is_still_its_number() -> None:
    page = Reading(list(segments("The north quay\nCode\nEMP/2024/47\nState")), WORDS, DateReader.of(WORDS))
    verdicts = [TITLE, BODY, CODE, BODY]
    keep(page, verdicts, 0)
    assert (verdicts[2].label, verdicts[2].field) == ("body", "number")
