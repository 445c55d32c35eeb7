"""Lines that look like headlines and are none."""

import pytest

from cleaners import vocabulary
from cleaners.cuts import segments
from cleaners.dates import DateReader
from cleaners.reading import Reading
from cleaners.rivals import is_aside, is_headline
from cleaners.structure.bylines import are_writers
from schemas import Kind

WORDS = vocabulary.join(vocabulary.load())
MENU = [f"• Quay {number}" for number in range(8)]
TEXT = [f"On day {number} the board met and let the ferries sail again." for number in range(20)]
FOOT = ["Fish Quay", "Share", "Print", "Contact"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A.B. Holm and J. L. Reed-Moe", True),
        ("С.Т. Агаев и М. Р. Дзуева", True),
        ("A. Holm, B. Reed", True),
        ("A. Holm", False),
        ("Anna Holm and John Reed", False),
        ("A. Holm and the harbour", False),
    ],
)
def test_two_names_with_initials_are_writers(text: str, expected: bool) -> None:
    assert are_writers(text) is expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Board of Tollen", *MENU, "Ferries sail", *TEXT, "Board of Tollen", *FOOT], True),
        (["Board of Tollen", *MENU, "Ferries sail", *TEXT, *FOOT], False),
        (["Board of Tollen", *MENU, "Board of Tollen", *TEXT, "Board of Tollen", *FOOT], False),
        (["Board of Tollen", *TEXT, *TEXT, "Board of Tollen", *FOOT], False),
        (["Board of Tollen", *MENU, "Board of Tollen"], False),
        (["Ferries sail", *MENU, *TEXT, *FOOT, "Board of Tollen", "Board of Tollen"], False),
    ],
)
def test_what_stands_above_the_menu_and_at_the_foot_names_the_site(lines: list[str], expected: bool) -> None:
    page = Reading([part for part in segments("\n".join(lines)) if part.text], WORDS, DateReader.of(WORDS))
    at = next(index for index, line in enumerate(lines) if line == "Board of Tollen")
    assert is_aside(page, at) is expected


@pytest.mark.parametrize("text", ["بسم الله الرحمن الرحيم", "به نام خدا", "In the name of God,"])
def test_a_formula_that_opens_a_text_is_no_headline(text: str) -> None:
    page = Reading([*segments(text)], WORDS, DateReader.of(WORDS))
    assert is_aside(page, 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Valid from 1 March 2024", True),
        ("Em vigor a partir de 1 de março de 2024", True),
        ("Gildir frá 1. janúar 2024", True),
        ("Vérifié le 12 janvier 2024 - Service des quais", True),
        ("Действует с 1 марта 2024 года", True),
        ("Statement of 12 March 2024", False),
        ("New fees from 1 March 2024", False),
        ("Effective harbour walls", False),
    ],
)
def test_what_tells_of_another_day_is_no_headline(text: str, expected: bool) -> None:
    page = Reading(list(segments(text)), WORDS, DateReader.of(WORDS))
    assert is_aside(page, 0) is expected


@pytest.mark.parametrize(
    ("above", "kind", "expected"),
    [
        ("Home > Search results", "other", True),
        ("Home > News", "other", False),
        ("Home > Search results", "article", False),
        ("Home > Search", "other", True),
    ],
)
def test_a_label_over_labels_is_the_headline_where_the_trail_ends_in_it(above: str, kind: Kind, expected: bool) -> None:
    lines = [above, "Search results", "Search", "Contact", *TEXT]
    reading = Reading([part for part in segments("\n".join(lines)) if part.text], WORDS, DateReader.of(WORDS))
    assert is_headline(reading, 1, kind) is expected


@pytest.mark.parametrize(
    ("above", "kind", "expected"),
    [
        ("Home > News > June 2019", "listing", True),
        ("Home > News > June 2019", "article", False),
        ("Home > News", "listing", False),
    ],
)
def test_a_month_is_the_headline_of_its_news(above: str, kind: Kind, expected: bool) -> None:
    lines = [above, "June 2019", "The ferry line opens", "28/06/2019", "Ropes wanted", "12/06/2019"]
    reading = Reading([part for part in segments("\n".join(lines)) if part.text], WORDS, DateReader.of(WORDS))
    assert is_headline(reading, 1, kind) is expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Appointed to\tHigh Court, 3 March 2017", "Called\tBarrister, 1989", "Offices\tDeputy head"], True),
        (["Appointed to\tHigh Court, 3 March 2017", "Called\tBarrister, 1989", "Offices of the board"], False),
        (["Appointed to the High Court", "Called\tBarrister, 1989", "Offices\tDeputy head", "Ends\t2034"], False),
    ],
)
def test_a_field_among_fields_is_no_headline(lines: list[str], expected: bool) -> None:
    page = Reading(list(segments("\n".join(lines))), WORDS, DateReader.of(WORDS))
    assert is_aside(page, next(index for index, line in enumerate(lines) if "Appointed" in line)) is expected


@pytest.mark.parametrize(
    ("above", "text", "expected"),
    [
        ("Speech of the minister of ports", "№ 47-п", True),
        ("Speech of the minister of ports", "Nr. 47/2024", True),
        ("Speech of the minister of ports", "No. 47 sails", False),
        ("Decrees", "№ 47-п", False),
        ("Speeches of 12 March 2024", "№ 47-п", False),
    ],
)
def test_a_number_below_a_headline_is_none(above: str, text: str, expected: bool) -> None:
    page = Reading(list(segments(f"{above}\n{text}")), WORDS, DateReader.of(WORDS))
    assert is_aside(page, len(page) - 1) is expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["A B C Č D E F G H Ch I J"], True),
        (["А Б В Г Д Е Ж З И К"], True),
        (["A B C of the harbour"], False),
        (["港 口 的 开 放 时 间 表"], False),
        (["[Logo of Tollen Bank]", "Tollen Bank", *TEXT], True),
        (["[Tollen Bank]", "Tollen Bank", *TEXT], False),
        (["Logo of Tollen Bank", "Tollen Bank", *TEXT], False),
        ([*TEXT, "[Picture of Anna Holm]", "Anna Holm", *TEXT], False),
        (["概要 手続 様式 料金", "概要"], True),
        (["概要 手続 様式 料金", "手続"], False),
        (["概要 手続", "概要"], False),
        (["Overview Forms Fees", "Overview"], False),
        (["概要 手続 様式 料金"], True),
        (["概要 手続 様式"], False),
        (["鉄の急須 丸形 0.9L 鉄蓋 黒"], False),
        (["Overview Forms Fees Staff"], False),
        (["Harbour statistics", "——the head of the office explains"], True),
        (["——the head of the office explains"], False),
        (["Harbour statistics", "— the head of the office explains"], False),
    ],
)
def test_letters_the_name_beside_a_mark_parts_and_subtitles_are_no_headlines(lines: list[str], expected: bool) -> None:
    page = Reading([part for part in segments("\n".join(lines)) if part.text], WORDS, DateReader.of(WORDS))
    at = next((index for index, line in enumerate(lines) if line in {"Tollen Bank", "Anna Holm"}), len(lines) - 1)
    assert is_aside(page, at) is expected
