"""What lines around the headline and fields of a record say of an item, on sites without a profile."""

import pytest

from cleaners import Engine
from schemas import Cleaned, Document, Page

TITLE = "The ferry line to the outer islands opens again"
TEXT = (
    "The harbour board met on Tuesday and spoke for two hours about the storm, the broken pier and the cost of both.",
    "It agreed to let the ferry sail from the old quay until the autumn, when the new one is to be ready for use.",
    "The next meeting will be held in the town hall, and everybody who lives on one of the islands may speak there.",
)


def read(engine: Engine, *lines: str) -> Document:
    cleaned = engine.clean(Page(source="page", raw="\n\n".join(lines).encode()))
    assert isinstance(cleaned, Cleaned)
    return cleaned.document


@pytest.mark.parametrize(
    ("line", "published", "place", "number"),
    [
        ("Tollen, 12 March 2024 -", "2024-03-12", "Tollen", None),
        ("12 March 2024, Tollen", "2024-03-12", "Tollen", None),
        ("12 March 2024 - Press release", "2024-03-12", None, None),
        ("12 March 2024 - Check against delivery", "2024-03-12", None, None),
        ("الثلاثاء ٢ رمضان ١٤٤٥ هـ - 12 مارس 2024", "2024-03-12", None, None),
        ("12 مارس 2024 م الموافق 2 رمضان 1445 هـ", "2024-03-12", None, None),
        ("Press release no. 47 of 12 March 2024", "2024-03-12", None, "47"),
        ("No. 47/2024 | 12 March 2024 | Harbours", "2024-03-12", None, "47/2024"),
        ("12 марта 2024 года, 15:20, Тихая Гавань", "2024-03-12T15:20", "Тихая Гавань", None),
        ("الميناء الكبير، 12 مارس 2024", "2024-03-12", "الميناء الكبير", None),
        ("2024年3月12日公表", "2024-03-12", None, None),
        ("12 March 2024 Published", "2024-03-12", None, None),
        ("12 March 2024 Ref. HB/18", "2024-03-12", None, None),
        ("12 March 2024 - The board meets in Tollen", None, None, None),
        ("File KGV.0013.12.3.2024", None, None, None),
    ],
)
def test_a_line_of_facts_below_the_headline_dates_places_and_numbers_the_item(
    engine: Engine, line: str, published: str | None, place: str | None, number: str | None
) -> None:
    document = read(engine, TITLE, line, *TEXT)
    assert (document.published.value if document.published else None) == published
    assert (document.place, document.number) == (place, number)


@pytest.mark.parametrize(
    ("opening", "published", "place"),
    [
        ("GENEVA, 12 March 2024 – ", "2024-03-12", "GENEVA"),
        ("GENEVA (12 March 2024) – ", "2024-03-12", "GENEVA"),
        ("(Tollen, 12 March 2024) ", "2024-03-12", "Tollen"),
        ("12 March 2024 - ", "2024-03-12", None),
        ("Tuesday, 12 March 2024 — ", "2024-03-12", None),
        ("12 March 2024 (Tollen) — ", "2024-03-12", "Tollen"),
        ("TOLLEN, March 12, 2024 /Harbour News/ -- ", "2024-03-12", "TOLLEN"),
        ("On 12 March 2024 ", None, None),
        ("12 March 2024 - 14 March 2024: ", None, None),
        ("The storm of 12 March 2024 – ", None, None),
    ],
)
def test_a_dateline_opens_the_text(engine: Engine, opening: str, published: str | None, place: str | None) -> None:
    document = read(engine, TITLE, opening + TEXT[0][0].lower() + TEXT[0][1:], *TEXT[1:])
    assert (document.published.value if document.published else None) == published
    assert document.published is None or (document.place == place and document.event is None)


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("No 58", "58"),
        ("Nota para la prensa N°: 58/24", "58/24"),
        ("Comunicado 058", "058"),
        ("Comunicado 2024", None),
        ("HB/PR/2058", "HB/PR/2058"),
        ("港务函〔2024〕58号", "港务函〔2024〕58号"),
        ("Reference: HB-58/24", "HB-58/24"),
        ("Expediente\nHB-58/24", "HB-58/24"),
        ("三、项目编号：HB2024-58", "HB2024-58"),
        ("案件番号：HB-58 公開日：2024年3月12日", "HB-58"),
        ("Telephone: 58 58 24", None),
    ],
)
def test_the_number_of_a_document_stands_alone_or_behind_its_label(
    engine: Engine, line: str, number: str | None
) -> None:
    assert read(engine, TITLE, line, *TEXT).number == number


@pytest.mark.parametrize(
    ("lines", "published"),
    [
        (("Date of document: 3 March 2024", "Published: 12 March 2024"), "2024-03-12"),
        (("Published: 12 March 2024", "Date of document: 3 March 2024"), "2024-03-12"),
        (("Date of document: 3 March 2024",), "2024-03-03"),
    ],
)
def test_a_label_of_publication_goes_before_one_that_other_dates_have_too(
    engine: Engine, lines: tuple[str, ...], published: str
) -> None:
    document = read(engine, TITLE, *lines, *TEXT)
    assert document.published is not None
    assert document.published.value == published


def test_date_and_place_among_the_fields_of_a_speech_are_those_of_the_event(engine: Engine) -> None:
    document = read(engine, TITLE, "Published: 13 March 2024", "Delivered on: 12 March 2024", "Location: Tollen", *TEXT)
    assert document.published is not None
    assert document.event is not None
    assert (document.published.value, document.event.value, document.place) == ("2024-03-13", "2024-03-12", "Tollen")


@pytest.mark.parametrize(
    ("lines", "published"),
    [
        (("Last updated: 12 March 2024",), None),
        (("Last updated: 12 March 2024", "Published: 3 March 2024"), "2024-03-03"),
        (("Gazetted on", "12 March 2024"), "2024-03-12"),
        (("Date of birth", "12 March 1964"), None),
        (("Bewerbungsschluss:", "12. März 2024"), None),
        (("Date of birth", "12 March 1964, Tollen"), None),
        (("2024-03-12 항만청",), "2024-03-12"),
        (("2024-03-12 항만청이 새 배를 띄운다고 모두에게 알렸다",), None),
    ],
)
def test_a_day_below_the_headline_is_the_items_unless_its_label_says_of_what_else(
    engine: Engine, lines: tuple[str, ...], published: str | None
) -> None:
    document = read(engine, TITLE, *lines, *TEXT)
    assert (document.published.value if document.published else None) == published


@pytest.mark.parametrize("line", ["Harbours | 12 March 2024", "No. 47/2024 | 12 March 2024 | Harbours"])
def test_a_row_of_facts_above_the_headline_dates_the_item(engine: Engine, line: str) -> None:
    document = read(engine, "Home", "Ferries", "Quays", "Contact", line, TITLE, *TEXT)
    assert (document.title, document.published.value if document.published else None) == (TITLE, "2024-03-12")


@pytest.mark.parametrize(
    ("below", "section"),
    [
        (("Press statement", "Anna Holm, Harbour Master", "12 March 2024"), "Press statement"),
        (("Toespraak | 22-03-2024 | 09:30",), "Toespraak"),
        (("12 March 2024 - Press release",), "Press release"),
        (("12 March 2024 - Check against delivery",), None),
        (("Pilot charts", "12 March 2024"), None),
    ],
)
def test_the_kind_of_item_above_or_beside_its_date_is_the_section(
    engine: Engine, below: tuple[str, ...], section: str | None
) -> None:
    assert read(engine, TITLE, *below, *TEXT).section == section


@pytest.mark.parametrize(
    ("above", "section"),
    [
        (("Home > Harbours > Ferries", "Ferries"), "Ferries"),
        (("Home > Harbours > Ferries", "Weather"), None),
        (("Press release",), "Press release"),
        (("News", "12 March 2024"), "News"),
        (("Home", "News", "Press release"), None),
        (("Pidato",), "Pidato"),
    ],
)
def test_a_kicker_above_the_headline_is_the_section_and_a_menu_is_not(
    engine: Engine, above: tuple[str, ...], section: str | None
) -> None:
    document = read(engine, *above, TITLE, *TEXT)
    assert (document.title, document.section) == (TITLE, section)


def test_a_banner_in_persian_says_when_the_page_was_captured(engine: Engine) -> None:
    banner = ("یکشنبه ۱۳ خرداد ۱۴۰۳", "Sunday, 2 June 2024", "تهران: ۰۹:۰۵", "۱۰۳۳ روز از بسته شدن بندر قدیم می‌گذرد")
    document = read(engine, "اداره بندر", *banner, "خانه", "تماس با ما", TITLE, "12 March 2024", *TEXT)
    assert document.captured is not None
    assert (document.captured.value, document.captured.source) == ("2024-06-02", "banner")
    assert [counter.days for counter in document.counters] == [1033]
