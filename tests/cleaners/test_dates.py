"""Date lines, from a table of cases; dates inside text; what goes into the record."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaners import Engine, vocabulary
from cleaners.dates import DateReader, counts_from_republic, day_after, proves_day_first
from cleaners.day_order import day_first
from schemas import Cleaned, Document, Page, precision_of
from schemas.dates import EARLIEST_YEAR, LATEST_YEAR

CASES = json.loads((Path(__file__).parent / "cases" / "dates.json").read_text(encoding="utf-8"))
WORDS = vocabulary.join(vocabulary.load())
READER = DateReader.of(WORDS)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_date_lines(case: dict[str, Any]) -> None:
    found = READER.whole(case["text"], day_first=case.get("day_first", False))
    assert (found.value if found else None) == case["value"]
    if found:
        assert (found.doubt is not None) == case.get("doubt", False)


@pytest.mark.parametrize(
    ("text", "proven"),
    [
        ("09/05/2016\n28/04/2016 A bridge opens", True),
        ("from 05-06-2020 to 30-06-2020", True),
        ("09/05/2016\n02/05/2016 A bridge opens", False),
        ("28/04/2016, printed 04/29/2016", False),
        ("number 1191-28-06-2024, 45/06/2024", False),
    ],
)
def test_one_date_of_a_page_shows_the_order_of_the_others(text: str, proven: bool) -> None:
    assert proves_day_first(text) is proven


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("10/09/2023\nاجتمع مجلس إدارة الميناء صباح اليوم لبحث أضرار العاصفة الأخيرة.", True),
        ("10/09/2023\nРада порту зібралася вранці, щоб поговорити про бурю та пошкоджений причал.", True),
        ("10/09/2023\nLe conseil du port s'est réuni pour parler de la tempête et des dégâts.", False),
        ("10/28/2023 10/09/2023\nРада порту зібралася вранці, щоб поговорити про бурю.", False),
        ("2023\nРада порту зібралася вранці, щоб поговорити про бурю та пошкоджений причал.", False),
        ("10/09/2023", False),
    ],
)
def test_the_script_shows_the_order_of_day_and_month(text: str, order: bool) -> None:
    assert day_first(text) is order


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("112-08-22", "2023-08-22"),
        ("113/9/3", "2024-09-03"),
        ("112.08.22 14:30", "2023-08-22T14:30"),
        ("113年9月3日", "2024-09-03"),
        ("101-13-40", None),
        ("112-08-2277", None),
        ("112.08.22.1", None),
    ],
)
def test_years_of_the_republic_of_china_are_read_where_the_page_counts_by_them(text: str, value: str | None) -> None:
    found = replace(READER, republican=True).whole(text)
    assert (found.value if found is not None else None) == value
    assert READER.whole(text) is None


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("港務局網站導覽　發布日期：112-08-22　點閱數：31\n總務處辦公室遷至新大樓，會員請於服務臺辦理登記。", True),
        ("港務局網站導覽　發布日期：2023-08-22　點閱數：31\n總務處辦公室遷至新大樓，會員請於服務臺辦理登記。", False),
        ("海事局网站导航　电话：112-08-22　点击数：31\n办公室迁至新大楼，请于服务台办理登记。", False),
    ],
)
def test_a_page_in_traditional_chinese_may_count_years_from_the_republic(text: str, counts: bool) -> None:
    assert counts_from_republic(text) is counts


@given(st.dates(date(EARLIEST_YEAR, 1, 1), date(LATEST_YEAR, 12, 31)), st.sampled_from(sorted(WORDS.stop_words)))
def test_every_day_in_words_of_every_language_comes_back(day: date, language: str) -> None:
    months = next(words.months for words in vocabulary.load() if words.language == language)
    for name in months[day.month - 1] if months else ():
        # A name may be another month's in another language; then the language read first keeps it.
        if WORDS.months[name.casefold()] == day.month and len(name) > 2 and name.isalpha():
            found = READER.whole(f"{day.day} {name} {day.year}")
            assert found is not None
            assert found.value == day.isoformat()


@given(st.text(alphabet="0123456789./-: JanuaryяварьUhr年月日,", max_size=40))
def test_whatever_is_found_is_a_date_of_the_calendar(text: str) -> None:
    for found in READER.find(text):
        assert precision_of(found.value) is not None
        assert text[found.start : found.end].strip() == found.raw


def document(engine: Engine, text: str, **facts: Any) -> Document:
    # A known site, so that what is tested is the reading of dates and not the search for the title.
    cleaned = engine.clean(Page(source="page", raw=text.encode(), **{"site": "rusemb.org.uk", **facts}))
    assert isinstance(cleaned, Cleaned)
    return cleaned.document


BANNER = "22 September 2020\nMoscow: 00:12\nLondon: 22:12\n\n"
COUNTER = "933 days have passed since the Salisbury incident - still no answer\n\n"
ITEM = "On the opening of a reading room\n\nThe reading room opens on weekdays.\n"


def test_the_banner_dates_the_capture(engine: Engine) -> None:
    captured = document(engine, BANNER + COUNTER + ITEM).captured
    assert captured is not None
    assert (captured.value, captured.source, captured.raw) == ("2020-09-22", "banner", "22 September 2020")


def test_a_counter_dates_the_capture_where_the_banner_is_missing(engine: Engine) -> None:
    captured = document(engine, COUNTER + ITEM).captured
    assert captured is not None
    assert (captured.value, captured.source) == ("2020-09-22", "counter")


def test_a_counter_contradicts_a_wrong_banner(engine: Engine) -> None:
    result = document(engine, BANNER.replace("2020", "2019") + COUNTER + ITEM)
    assert result.captured is not None
    assert result.captured.value == "2019-09-22"
    assert [note.code for note in result.notes] == ["clock", "capture_conflict"]
    assert "2020-09-22" in result.notes[1].detail


def test_http_comes_before_the_banner(engine: Engine) -> None:
    captured = document(engine, BANNER + ITEM, fetched_at="2020-09-22T05:00:00Z").captured
    assert captured is not None
    assert (captured.value, captured.source) == ("2020-09-22T05:00:00Z", "http")


@pytest.mark.parametrize(
    ("title", "event", "place"),
    [
        ("Statement by the Minister, Minsk, June 19, 2020", "2020-06-19", "Minsk"),
        ("Выступление министра, Москва, 25 января 2021 года", "2021-01-25", "Москва"),
        ("Rede des Ministers, Berlin, 3. März 2021", "2021-03-03", "Berlin"),
        ("Discours du ministre, Saint-Denis, 3 mars 2021", "2021-03-03", "Saint-Denis"),
        ("Remarks at the talks (New York, 3 March 2021)", "2021-03-03", None),
        ("Interview with the journal Polar Shelf, June 26, 2023", "2023-06-26", None),
        ("Talks held in Rostov-on-Don, 3 March 2021", "2021-03-03", None),
        ("Comment, Rostov-on-Don, 3 March 2021", "2021-03-03", "Rostov-on-Don"),
        ("Forum in Doha, 24-26 March 2021", "2021-03", None),
        ("On the results of 2025", None, None),
    ],
)
def test_the_title_gives_event_and_place(engine: Engine, title: str, event: str | None, place: str | None) -> None:
    result = document(engine, f"{title}\n\nLadies and gentlemen,\n\nwe met for talks on many questions today.\n")
    assert (result.event.value if result.event else None, result.place) == (event, place or result.place)
    if place is not None:
        assert result.place == place


def test_a_signature_dates_the_item(engine: Engine) -> None:
    result = document(engine, "A note\n\nThe Ministry sent a note to its partners.\n\nTskhinval, May 24, 2017\n")
    assert result.published is not None
    assert (result.published.value, result.published.source, result.place) == ("2017-05-24", "body", "Tskhinval")
    assert result.body.endswith("Tskhinval, May 24, 2017")


def test_what_cannot_be_told_apart_is_a_note(engine: Engine) -> None:
    result = document(engine, "A title\n\n10/09/2023\n\nThe text of the statement follows here.\n")
    assert result.published is not None
    assert (result.published.value, result.published.precision) == ("2023", "year")
    assert [note.code for note in result.notes] == ["ambiguous_date"]


def test_a_later_page_takes_its_day_from_the_number(engine: Engine) -> None:
    result = document(engine, "19:18\n\nOn a meeting of experts\n\n81-21-01-2021\n\nThe experts met.\n", site="mid.ru")
    assert result.published is not None
    assert (result.published.value, result.number) == ("2021-01-21T19:18", "81-21-01-2021")


def test_day_after_stays_in_the_calendar() -> None:
    assert day_after("2018-03-04", 10**9) is None
