"""Labelled lines -> the record: hostile text, paragraphs, counters, clocks, types, and what stays empty."""

import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaners import Engine, vocabulary
from schemas import Cleaned, Document, Page
from schemas.base import Record

ITEM = """22 September 2020
Moscow: 00:12
London: 22:12

Consular queries:
+44 20 7229 6412

933 days have passed since the Salisbury incident{gap}925 days have passed since the death of Nikolay Glushkov

PRESS RELEASES AND NEWS

21.09.2020

{title}

{body}

LATEST EVENTS

20.09.2020 - On ferries
The ferry line is open.
It runs every day.

19.09.2020 - On lighthouses

all messages
"""
GAP = "\u00a0" * 12
BODY = "The reading room opens on weekdays, and all of its visitors are welcome to it.\n\nIt has forty seats."


def clean(engine: Engine, text: str, **facts: Any) -> Document:
    page = {"source": "page", "site": "rusemb.org.uk", **facts}
    cleaned = engine.clean(Page(raw=text.encode(), **page))
    assert isinstance(cleaned, Cleaned)
    return cleaned.document


def item(engine: Engine, title: str = "On the opening of a reading room", body: str = BODY, gap: str = GAP) -> Document:
    return clean(engine, ITEM.format(title=title, body=body, gap=gap))


def strings(record: Record) -> Iterator[str]:
    """Yield every string of a record and of the records in it."""
    for value in dict(record).values():
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, Record):
                yield from strings(part)
            elif isinstance(part, str):
                yield part


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("A ti\x01tle\x7f of\x9f con\x00trols", "A title of controls"),
        ("\x1b[31mA red title\x1b[0m", "[31mA red title[0m"),
        ("[bold]A title[/bold]", "[bold]A title[/bold]"),
        ("A <b>title</b> &amp; <script>alert(1)</script>", "A <b>title</b> &amp; <script>alert(1)</script>"),
        ("=1+1;A title,\"with\" 'quotes' -- and {braces} %s", "=1+1;A title,\"with\" 'quotes' -- and {braces} %s"),
        ("\u200fA \u202eti\u202ctle\u2066 of bidi\u2069\u200e", "A title of bidi"),
        ("A\u00a0title \u00a0 of\u2003spaces\tand tabs", "A title of spaces and tabs"),
        ("A ti\u00adtle\u200b of\u2060 hidden\ufeff marks", "A title of hidden marks"),
        ("A title\u2028on two lines", "A title on two lines"),
        ("می‌کند", "می‌کند"),
        ("Cafe\u0301 \U0001f600 ﬁn", "Cafe\u0301 \U0001f600 ﬁn"),
        ("W" * 500, "W" * 500),
    ],
    ids=ascii,
)
def test_a_title_is_what_is_seen_of_it(engine: Engine, printed: str, title: str) -> None:
    assert item(engine, title=printed).title == title


def test_a_paragraph_in_the_place_of_the_title_is_none(engine: Engine) -> None:
    document = item(engine, title="Word " * 100 + "more.")
    assert document.title is None
    assert document.body.startswith("Word Word")


@pytest.mark.parametrize(
    ("printed", "body"),
    [
        ("One\x01 two\x7f three\x00.", "One two three."),
        ("One\u2028two\x0cthree\x0bfour\x85five\x1efour.", "One two three four five four."),
        ("100\u00a0km, \tno more.", "100\u00a0km, \tno more."),
        ("[red]One[/red] \x1b[31mtwo.", "[red]One[/red] [31mtwo."),
        ("<p>One</p> &lt;two&gt;.", "<p>One</p> &lt;two&gt;."),
        ("  One.  \u00a0", "One."),
        ("One.\n\n\n\n\u00a0\n\u200b\nTwo.", "One.\n\nTwo."),
        ("One\nTwo\n\nThree.", "One\n\nTwo\n\nThree."),
        ("One.\n\x01\x02\nTwo.", "One.\n\nTwo."),
        ("Left" + " " * 20 + "right.", "Left right."),
        ("Left" + GAP + "middle" + GAP + "right.", "Left middle right."),
        ("25.03.2021The sides met again.", "25.03.2021 The sides met again."),
        ("25.03.2021\n\nThe sides met.\n\n26.03.2021", "25.03.2021\n\nThe sides met.\n\n26.03.2021"),
    ],
    ids=ascii,
)  # fmt: skip
def test_a_body_keeps_its_text_and_loses_what_nothing_can_hold(engine: Engine, printed: str, body: str) -> None:
    document = item(engine, body=f"The reading room opens.\n\n{printed}\n\nIt has forty seats.")
    assert document.body == f"The reading room opens.\n\n{body}\n\nIt has forty seats."
    assert len(document.paragraph_languages) == document.body.count("\n\n") + 1


HOSTILE = "\x00\x01\x08\x0b\x0c\x0e\x1b\x1c\x1e\x7f\x85\x9f\u00ad\u200b\u200e\u202e\u2028\u2029\u2069\ufeff\ufffe"
PAGE = ITEM.format(title="Press release on the opening, Oslo, 20 September 2020", body=BODY, gap=GAP)
BUNDLED = Engine.bundled()


@given(st.lists(st.tuples(st.integers(0, len(PAGE)), st.sampled_from(HOSTILE)), min_size=1, max_size=30))
@settings(deadline=None)
def test_no_field_ever_holds_a_control_character(marks: list[tuple[int, str]]) -> None:
    text = PAGE
    for at, mark in sorted(marks, reverse=True):
        text = text[:at] + mark + text[at:]
    for value in strings(clean(BUNDLED, text)):
        odd = {c for c in value if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")}
        assert odd <= {"\n", "\t"}
        assert value == value.strip()


def test_every_field_of_a_whole_item(engine: Engine) -> None:
    document = clean(engine, PAGE)
    dates = {name: getattr(document, name) for name in ("published", "event", "captured")}
    assert {name: (date.value, date.source) for name, date in dates.items() if date} == {
        "published": ("2020-09-21", "dateline"),
        "event": ("2020-09-20", "title"),
        "captured": ("2020-09-22", "banner"),
    }
    assert (document.kind, document.section, document.place) == ("article", "PRESS RELEASES AND NEWS", "Oslo")
    assert (document.doc_type, document.language) == ("press_release", "en")
    assert [tuple(dict(entry).values()) for entry in document.related] == [
        ("2020-09-20", "On ferries", "The ferry line is open.\nIt runs every day.", None),
        ("2020-09-19", "On lighthouses", None, None),
    ]
    assert document.body == BODY


def test_what_the_page_does_not_say_stays_empty(engine: Engine) -> None:
    document = clean(engine, "On a meeting\n\nThey met.\n", url="https://rusemb.org.uk/fnapr/1")
    told = {"source", "url", "site", "kind", "title", "body", "paragraph_languages"}
    assert {name for name, value in dict(document).items() if value not in (None, ())} == told


def test_that_the_page_was_cut_short_is_noted(engine: Engine) -> None:
    text = "On a meeting\n\nThey met.\n"
    document = clean(engine, text, url="https://rusemb.org.uk/fnapr/1", truncated="length")
    assert [(note.code, "length" in note.detail) for note in document.notes] == [("cut_short", True)]


def test_two_clocks_are_one_note(engine: Engine) -> None:
    assert [(note.code, note.detail) for note in item(engine).notes] == [("clock", "Moscow: 00:12; London: 22:12")]


def test_two_counters_of_one_line_are_two_rows(engine: Engine) -> None:
    assert [tuple(dict(counter).values()) for counter in item(engine).counters] == [
        (933, "Salisbury incident", "2018-03-04"),
        (925, "death of Nikolay Glushkov", "2018-03-12"),
    ]


@pytest.mark.parametrize(
    ("line", "days", "event"),
    [
        ("12 days have passed since the opening of the harbour", 12, "the opening of the harbour"),
        ("1,135 days have passed since the storm - still no repair", 1135, "the storm"),
        ("0 days have passed since [b]the storm[/b]", 0, "[b]the storm[/b]"),
        ("Прошло 12 дней с открытия гавани", 12, "открытия гавани"),
    ],
)
@pytest.mark.parametrize("site", ["rusemb.org.uk", "cominf.org"])
def test_a_counter_of_unknown_start_dates_nothing(engine: Engine, site: str, line: str, days: int, event: str) -> None:
    document = clean(engine, f"{line}\n\nOn a meeting\n\nThey met.\n", site=site)
    assert [tuple(dict(counter).values()) for counter in document.counters] == [(days, event, None)]
    assert document.captured is None


def test_a_start_that_one_site_knows_says_nothing_elsewhere(engine: Engine) -> None:
    text = "933 days have passed since the Salisbury incident\n\nOn a meeting\n\nThey met.\n"
    document = clean(engine, text, site="cominf.org")
    assert [counter.since for counter in document.counters] == [None]
    assert document.captured is None


@pytest.mark.parametrize(
    ("banner", "conflicts"),
    [("22 September 2020", 0), ("21 September 2020", 0), ("23 September 2020", 0), ("25 September 2020", 2)],
)
def test_clocks_of_two_cities_may_stand_on_two_days(engine: Engine, banner: str, conflicts: int) -> None:
    document = clean(engine, PAGE.replace("22 September 2020", banner))
    assert [note.code for note in document.notes].count("capture_conflict") == conflicts


@pytest.mark.parametrize(
    ("title", "doc_type"),
    [
        ("Statement by the Ministry", "statement"),
        ("STATEMENT BY THE MINISTRY", "statement"),
        ("Interview with the author of a statement", "interview"),
        ("Remarks at a press conference", "speech"),
        ("On the understatement of risks", "press_release"),
        ("Заявление Министерства", "press_release"),
        ("On a meeting", "press_release"),
    ],
)
def test_the_title_names_the_type_before_the_section_does(engine: Engine, title: str, doc_type: str) -> None:
    assert clean(engine, PAGE.replace("Press release on the opening", title)).doc_type == doc_type


@pytest.mark.parametrize(
    ("language", "title", "doc_type"),
    [
        ("pt", "Discurso da ministra na abertura do porto", "speech"),
        ("it", "Conferenza stampa del ministro", "press_conference"),
        ("pl", "Oświadczenie w sprawie mostu", "statement"),
        ("tr", "Liman Kentleri Zirvesi’nde Yaptığı Konuşma", "speech"),
        ("uk", "Брифінг речниці міністерства", "briefing"),
        ("ar", "بيان صحفي حول نتائج الاجتماع", "statement"),
        ("ar", "كلمة السفير في اليوم الوطني", "speech"),
        ("zh", "2020年11月18日外交部发言人主持例行记者会", "press_conference"),
        ("zh", "部长在论坛上的讲话", "speech"),
        ("zh", "部长会见外宾", None),
        ("ja", "大島外務大臣会見記録（平成30年10月12日）", "press_conference"),
        ("ja", "外務大臣談話", "statement"),
    ],
)
def test_titles_name_types_in_many_languages(language: str, title: str, doc_type: str | None) -> None:
    found = vocabulary.join(vocabulary.load()).doc_types[language].search(title.casefold())
    assert (found.lastgroup if found else None) == doc_type


def test_words_of_another_language_name_no_type(engine: Engine) -> None:
    body = "Посольство сообщает, что читальный зал открыт для всех посетителей по будням и что пропуск не нужен."
    document = clean(engine, f"Заявление посольства (press release)\n\n{body}\n")
    assert (document.language, document.doc_type) == ("ru", "statement")
    assert clean(engine, "Statement by the embassy\n\nThey met.\n").doc_type is None


@pytest.mark.parametrize(
    ("toggle", "translations"),
    [
        (" • en-GB1 ru-RU1", ("en", "ru")),
        (" • ru-RU1 de-DE1 fr-FR1", ("de", "en", "fr", "ru")),
        (" • en-GB1 ru-RU0", ("en",)),
        ("ru-RU1 ru-RU1", ("en", "ru")),
        (None, ()),
    ],
)
def test_translations_are_sorted_and_hold_the_pages_own(
    engine: Engine, toggle: str | None, translations: tuple[str, ...]
) -> None:
    text = f"25 January 202114:38\n\nOn a meeting\n\n{f'{toggle}{chr(10) * 2}' if toggle else ''}{BODY}\n"
    assert clean(engine, text, site="mid.ru").translations == translations


def test_an_item_of_the_ministry_in_moscow(engine: Engine) -> None:
    text = f"16 November 202014:38\n\nOn a meeting\n\n2151-16-11-2020\n\n{BODY}\n\nAdditional materials\n"
    document = clean(engine, text, site="mid.ru")
    assert document.published is not None
    assert (document.published.value, document.published.raw) == ("2020-11-16T14:38", "16 November 202014:38")
    assert (document.number, document.body) == ("2151-16-11-2020", BODY)


def test_an_item_of_the_ministry_in_tskhinval(engine: Engine) -> None:
    text = f"On a meeting of librarians\n\nО встрече библиотекарей\n\n{BODY}\n\nSource: https://example.org/a\n\n24.05.2017\n"
    document = clean(engine, text, site="mfa.rsogov.org")
    assert (document.title, document.alt_titles) == ("On a meeting of librarians", ("О встрече библиотекарей",))
    assert (document.source_url, document.body) == ("https://example.org/a", BODY)
    assert document.published is not None
    assert document.published.value == "2017-05-24"


def test_a_byline_is_an_author_and_no_text(engine: Engine) -> None:
    document = item(engine, body=f"By Anna Holm and Peter Brandt\n\n{BODY}")
    assert (document.authors, document.body) == (("Anna Holm", "Peter Brandt"), BODY)


def test_a_listing_has_rows_and_their_text_and_no_date_of_its_own(engine: Engine) -> None:
    text = (
        "Archive - 5/2021\n\n30/05/2021 - 10:00\nOn ferries\nThe ferry line is open.\n\n29/05/2021 - 09:00\nOn lamps\n"
    )
    document = clean(engine, text, site="cominf.org")
    assert (document.kind, document.title) == ("listing", "Archive - 5/2021")
    assert (document.published, document.event, document.place) == (None, None, None)
    assert [(entry.date, entry.title, entry.teaser) for entry in document.related] == [
        ("2021-05-30T10:00", "On ferries", "The ferry line is open."),
        ("2021-05-29T09:00", "On lamps", None),
    ]
    paragraphs = document.body.split("\n\n")
    assert [text for text in paragraphs if text[0].isalpha()] == ["On ferries", "The ferry line is open.", "On lamps"]


def test_furniture_alone_is_a_record_without_text(engine: Engine) -> None:
    document = clean(engine, "22 September 2020\nMoscow: 00:12\nLondon: 22:12\n\nConsular queries:\n\nall messages\n")
    assert (document.kind, document.title, document.body, document.related) == ("other", None, "", ())
    assert document.captured is not None


@pytest.mark.xfail(reason="three dates that stand alone, none next to another, make a page a listing")
def test_a_chronicle_is_no_listing(engine: Engine) -> None:
    chronicle = "The talks went on.\n\n25 March 2021\n\nThe sides met.\n\n26 March 2021\n\nThey met again."
    document = clean(engine, f"27 March 202114:38\n\nA chronicle of the talks\n\n{chronicle}\n", site="mid.ru")
    assert (document.kind, document.body) == ("article", chronicle)
