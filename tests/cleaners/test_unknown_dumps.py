"""Short dumps of sites without a profile: what rules know of them whatever the line model makes of so few lines."""

import pytest

from cleaners import Engine, vocabulary
from cleaners.cuts import segments
from cleaners.dates import DateReader
from cleaners.reading import Reading
from cleaners.structure.entries import read_items
from cleaners.structure.periods import periods
from schemas import Cleaned, Page

SPEECHES = {
    "en": (
        "Remarks by the Minister for Harbours at the opening of the Tollen ferry terminal",
        "Thank you, Madam Chair, for inviting me to this beautiful harbour, which I have known since I was a child.",
        "When the first ferry left this quay in 1964, nobody thought that half a million passengers would follow.",
    ),
    "de": (
        "Rede des Ministers für Häfen zur Eröffnung des Fährterminals Tollen",
        "Sehr geehrte Damen und Herren, ich danke Ihnen für die Einladung in diesen schönen Hafen meiner Kindheit.",
        "Als die erste Fähre 1964 hier ablegte, dachte niemand, dass ihr eine halbe Million Fahrgäste folgen würden.",
    ),
    "fr": (
        "Discours de la ministre des Ports à l’inauguration de la gare maritime de Tollen",
        "Mesdames et Messieurs, je vous remercie de m’avoir invitée dans ce beau port que je connais depuis longtemps.",
        "Lorsque le premier bac a quitté ce quai en 1964, personne ne pensait qu’un million de gens suivraient.",
    ),
    "ru": (
        "Выступление министра портов на открытии паромного терминала «Толлен»",
        "Уважаемые дамы и господа, благодарю вас за приглашение в эту прекрасную гавань, которую я знаю с детства.",
        "Когда в 1964 году отсюда ушёл первый паром, никто не думал, что за ним последует полмиллиона пассажиров.",
    ),
}


def clean(engine: Engine, *lines: str) -> Cleaned:
    cleaned = engine.clean(Page(source="page", raw="\n".join(lines).encode()))
    assert isinstance(cleaned, Cleaned)
    return cleaned


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "FOR IMMEDIATE RELEASE"),
        ("en", "Embargoed until 10:00 on 12 March 2024"),
        ("de", "Es gilt das gesprochene Wort!"),
        ("de", "Sperrfrist: 12. März 2024, 10 Uhr"),
        ("fr", "Seul le prononcé fait foi"),
        ("ru", "Неофициальный перевод"),
    ],
)
@pytest.mark.parametrize("at", [0, 1, 3], ids=["above the headline", "below it", "at the end"])
def test_what_is_said_of_the_delivery_is_neither_headline_nor_text(
    engine: Engine, language: str, line: str, at: int
) -> None:
    title, *text = SPEECHES[language]
    lines = [title, *text]
    lines.insert(at, line)
    cleaned = clean(engine, *lines)
    assert cleaned.lines[at].label == "meta"
    assert (cleaned.document.title, cleaned.document.body) == (title, "\n\n".join(text))


NOTICES = {
    "ja": (
        "港湾図書館の開館時間の変更について",
        "港湾図書館は、四月から開館時間を午前九時から午後八時までに変更します。利用者の皆様のご理解をお願いいたします。",
        "詳しくは、図書館の窓口にお問い合わせください。",
    ),
    "zh": (
        "港口圖書館調整開放時間公告",
        "港口圖書館自四月一日起調整開放時間，每日上午九時至晚間八時向讀者開放，週一休館。",
        "請各位讀者合理安排閱覽時間，如有疑問請洽服務台人員。",
    ),
    "ar": (
        "إعلان بشأن مواعيد مكتبة الميناء",
        "تعلن مكتبة الميناء أنها ستفتح أبوابها للقراء من التاسعة صباحا حتى الثامنة مساء كل يوم ما عدا يوم الاثنين.",
        "وعلى القراء الذين يرغبون في الحصول على بطاقة أن يتوجهوا إلى مكتب الاستقبال في المكتبة.",
    ),
    "fa": (
        "اطلاعیه درباره ساعات کار کتابخانه بندر",
        "کتابخانه بندر اعلام کرد که از ابتدای سال آینده هر روز به جز دوشنبه از نه صبح تا هشت شب باز خواهد بود.",
        "خوانندگانی که کارت ندارند می‌توانند آن را از میز پذیرش دریافت کنند.",
    ),
    "th": (
        "ประกาศเวลาเปิดทำการของห้องสมุดท่าเรือ",
        "ห้องสมุดท่าเรือขอแจ้งให้ทราบว่าตั้งแต่เดือนเมษายนเป็นต้นไปจะเปิดให้บริการทุกวันยกเว้นวันจันทร์ตั้งแต่เวลาเก้านาฬิกา",
        "ผู้ที่ยังไม่มีบัตรสามารถขอรับได้ที่เคาน์เตอร์บริการของห้องสมุด",
    ),
}


@pytest.mark.parametrize(
    ("language", "line", "raw", "published"),
    [
        ("ja", "令和7年3月5日", "令和7年3月5日", "2025-03-05"),
        ("ja", "発表日：令和7年3月5日", "令和7年3月5日", "2025-03-05"),
        ("zh", "二〇二五年三月五日", "二〇二五年三月五日", "2025-03-05"),
        ("zh", "中華民國114年3月5日", "中華民國114年3月5日", "2025-03-05"),
        ("ar", "٥ كانون الثاني ٢٠٢٥", "٥ كانون الثاني ٢٠٢٥", "2025-01-05"),
        ("fa", "چهارشنبه ۱۵ اسفند ۱۴۰۳", "چهارشنبه ۱۵ اسفند ۱۴۰۳", "2025-03-05"),
        ("fa", "تاریخ انتشار: ۱۵ اسفند ۱۴۰۳ - ۱۴:۳۰", "۱۵ اسفند ۱۴۰۳ - ۱۴:۳۰", "2025-03-05T14:30"),
        ("th", "5 มีนาคม 2568", "5 มีนาคม 2568", "2025-03-05"),
    ],
)
def test_a_dateline_of_any_calendar_dates_the_item_and_is_no_text(
    engine: Engine, language: str, line: str, raw: str, published: str
) -> None:
    title, *text = NOTICES[language]
    document = clean(engine, title, line, *text).document
    assert document.published is not None
    assert (document.published.value, document.published.source, document.published.raw) == (published, "dateline", raw)
    assert (document.title, document.body) == (title, "\n\n".join(text))


MENUS = ["Home", "Tides", "Berths", "Search", "Home / Tides / Releases"]
FOOT = ["Share", "Facebook", "© 2024 Harbour Board"]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Ferries | 12 March 2024", "2024-03-12"),
        ("Samgöngur | 23. maí 2019", "2019-05-23"),
        ("12.03.2024 | Häfen | Nr. 18", "2024-03-12"),
    ],
)
def test_day_and_section_between_bars_right_above_the_headline_date_the_item(
    engine: Engine, line: str, day: str
) -> None:
    title, *text = SPEECHES["en"]
    cleaned = clean(engine, *MENUS, line, title, *text, *FOOT)
    assert cleaned.document.title == title
    assert cleaned.document.published is not None
    assert cleaned.document.published.value == day
    assert [it.label for it in cleaned.lines if cleaned.text[it.start : it.end].strip() == line] == ["meta"]


ENTRIES = {
    "en": [
        ("12 March 2024", "Ambassador meets the mayor of Tollen"),
        ("10 March 2024", "Consular section closed on Friday"),
        ("5 March 2024", "New ferry line to Norderhof opens in May"),
    ],
    "ru": [
        ("12 марта 2024", "Посол встретился с мэром Толлена"),
        ("10 марта 2024", "Консульский отдел закрыт в пятницу"),
        ("5 марта 2024", "Новая паромная линия откроется в мае"),
    ],
    "ja": [
        ("令和6年3月12日", "大使がトレン市長と会談"),
        ("令和6年3月10日", "金曜日の領事部休館について"),
        ("令和6年3月5日", "新しいフェリー航路が5月に開通"),
    ],
}
DAYS = ["2024-03-12", "2024-03-10", "2024-03-05"]
SHAPES = {
    "above": "{date}\n{title}",
    "below": "{title}\n{date}",
    "before": "{date} {title}",
    "dash": "{date} – {title}",
    "brackets": "{title} ({date})",
    "bar": "{title} | {date}",
}


@pytest.mark.parametrize("size", [2, 3])
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(
    ("language", "head"), [("en", "News"), ("ru", None), ("ja", "お知らせ"), ("en", "Port of Tollen")]
)
def test_a_page_of_dates_and_titles_is_a_listing(
    engine: Engine, language: str, head: str | None, shape: str, size: int
) -> None:
    entries = ENTRIES[language][:size]
    lines = [head] if head else []
    document = clean(
        engine, *lines, *(SHAPES[shape].format(date=date, title=title) for date, title in entries)
    ).document
    assert (document.kind, document.title, document.published) == ("listing", head, None)
    assert [(entry.date, entry.title) for entry in document.related] == [
        (day, title) for day, (_, title) in zip(DAYS, entries, strict=False)
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["A bridge opens", "12 March 2024", "The bridge over the Tollen was opened on Tuesday.", "11 March 2024"],
        ["Date of entry", "12 March 2024", "Date of decision", "10 March 2024"],
        ["Published", "12 March 2024", "Updated", "13 March 2024"],
        ["How the bridge was built", "1 March 2020 Work begins", "3 May 2021 The piers stand", "8 June 2023 It opens"],
        ["12 March 2024", "A single entry of a list"],
        ["12 March 2024", "The ferry line opens", "10 March 2024", "The ferry line opens"],
    ],
    ids=["text", "fields", "labels", "chronology", "one", "twice the same"],
)
def test_other_pages_with_dates_are_no_listing(engine: Engine, lines: list[str]) -> None:
    assert clean(engine, *lines).document.kind != "listing"


REPORTS = {
    "en": (
        "Report on the state of the harbours",
        "Contents",
        ["Summary", "Background", "Measures taken"],
        "The harbours of the north handled more ships than ever, and nearly all of their quays were repaired in time.",
    ),
    "de": (
        "Bericht über den Zustand der Häfen",
        "Inhalt",
        ["Zusammenfassung", "Hintergrund", "Maßnahmen"],
        "Die Häfen des Nordens fertigten mehr Schiffe ab als je zuvor, und fast alle ihre Kais wurden instand gesetzt.",
    ),
    "ru": (
        "Доклад о состоянии гаваней",
        "Содержание",
        ["Краткое изложение", "История вопроса", "Принятые меры"],
        "Гавани севера приняли больше судов, чем когда-либо, и почти все их причалы были отремонтированы в срок.",
    ),
}


@pytest.mark.parametrize("language", REPORTS)
def test_a_numbered_table_of_contents_belongs_to_the_text(engine: Engine, language: str) -> None:
    title, label, heads, prose = REPORTS[language]
    numbered = [f"{number}. {head}" for number, head in enumerate(heads, 1)]
    sections = [line for head in numbered for line in (head, f"{prose} ({head[0]})")]
    document = clean(engine, title, label, *numbered, *sections).document
    assert document.title in (title, None)
    assert {*numbered, *sections} <= {*document.body.split("\n\n")}


def test_parts_of_the_page_are_not_its_headline(engine: Engine) -> None:
    title, label, heads, prose = REPORTS["en"]
    sections = [line for head in heads for line in (head, f"{prose} ({head})")]
    document = clean(engine, title, label, *heads, *sections).document
    assert document.title in (title, None)
    assert {*sections} <= {*document.body.split("\n\n")}


@pytest.mark.parametrize(
    ("language", "line", "number"),
    [
        ("en", "Press release no. 47/2024", "47/2024"),
        ("de", "Pressemitteilung Nr. 47/2024", "47/2024"),
        ("ru", "№ 47-п", "47-п"),
    ],
)
def test_a_document_number_under_the_headline_is_a_fact(engine: Engine, language: str, line: str, number: str) -> None:
    title, *text = SPEECHES[language]
    document = clean(engine, title, line, *text).document
    assert (document.title, document.number, document.body) == (title, number, "\n\n".join(text))


def test_one_date_of_a_page_dates_the_others_with_it(engine: Engine) -> None:
    title, *text = SPEECHES["fr"]
    page = ("ACTUALITÉS", "09/05/2016", title, *text, "À lire aussi", "28/04/2016 Bourses d’études")
    published = clean(engine, *page).document.published
    assert published is not None
    assert published.value == "2016-05-09"
    assert (clean(engine, *page[:-2]).document.published or published).value == "2016"


def test_a_label_right_above_the_entries_of_a_list_names_it(engine: Engine) -> None:
    cleaned = clean(
        engine,
        *("Embassy of Tollen, Moor", "Home", "About us", "News", "Contact", "News archive"),
        *("12 May 2019", "Concert of the youth choir at the fish market"),
        *("7 May 2019", "Visit of the ambassador to the school of navigation"),
        *("29 April 2019", "Consular days in the town of Hale"),
        "Back to top",
    )
    assert (cleaned.document.kind, cleaned.document.title) == ("listing", "News archive")
    assert len(cleaned.document.related) == 3


@pytest.mark.parametrize(
    ("lines", "dates"),
    [
        (["14/06/2017", "A bridge opens", "02/06/2017", "The river is ratified"], ["2017-06-14", "2017-06-02"]),
        (["A bridge opens", "14.06.2017", "The river is ratified", "02.06.2017"], ["2017-06-14", "2017-06-02"]),
        (["A bridge opens", "Published 14.06.2017", "The river", "Published 02.06.2017"], ["2017-06-14", "2017-06-02"]),
        (
            ["News.", "A bridge opens", "14.06.2017", "It is open.", "The river", "02.06.2017", "It is", "long."],
            [None, "2017-06-14", "2017-06-02"],
        ),
        (["Undated", "14.06.2017", "A bridge opens", "02.06.2017", "The river"], [None, "2017-06-14", "2017-06-02"]),
        (
            ["A bridge opens", "It is open.", "14.06.2017", "The river", "It is.", "02.06.2017"],
            ["2017-06-14", "2017-06-02"],
        ),
        (["A bridge", "News", "14.06.2017", "The river", "News", "02.06.2017"], ["2017-06-14", "2017-06-02"]),
        (["14.06.2017 A bridge opens", "02.06.2017 The river is ratified"], ["2017-06-14", "2017-06-02"]),
        (["A bridge opens (14 June 2017)", "The river (2 June 2017)"], ["2017-06-14", "2017-06-02"]),
        (["大桥通车 2017-06-14", "河流协定生效 2017-06-02"], ["2017-06-14", "2017-06-02"]),
        (["A bridge opens", "The river is ratified"], [None, None]),
        (["A bridge", "News | 14.06.2017", "The river", "News | 02.06.2017"], [None, None, None, None]),
        # The headline's own day is no day of the entry.
        (["2017年6月14日大桥通车", "河流协定生效"], [None, None]),
        (["Remarks at the opening of a bridge, 14 June 2017", "The river is ratified"], [None, None]),
        (["March 2017 in figures", "April 2017 in figures"], [None, None]),
    ],
)
def test_entries_have_the_dates_that_stand_by_them(lines: list[str], dates: list[str | None]) -> None:
    cut = [segment for segment in segments("\n".join(lines)) if segment.text]
    words = vocabulary.join(vocabulary.load())
    reading = Reading(cut, words, DateReader.of(words), day_first=True)
    items = read_items(reading, range(len(cut)))
    assert [item.date for item in items] == dates
    assert all("2017" not in item.title for item in items if item.date is not None)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # Type and date above the title, the teaser below it; blank lines part the entries.
        (
            ["Notice 12.04.2024", "Weir closed", "Until May.", "", "Speech 11.04.2024", "On eels", "",
             "Notice 10.04.2024", "New lamps", "They burn longer."],
            [("2024-04-12", "Weir closed"), ("2024-04-11", "On eels"), ("2024-04-10", "New lamps")],
        ),
        # What stands above the first entry is none of them.
        (
            ["31 items", "", "Notice 12.04.2024", "Weir closed", "", "Speech 11.04.2024", "On eels", "",
             "Notice 10.04.2024", "New lamps"],
            [("2024-04-12", "Weir closed"), ("2024-04-11", "On eels"), ("2024-04-10", "New lamps")],
        ),
        # The date below the title, without blank lines.
        (
            ["Weir closed", "12.04.2024 / 10:12", "Until May.", "On eels", "11.04.2024 / 9:00", "All of it.",
             "New lamps", "10.04.2024 / 8:30", "They burn longer."],
            [("2024-04-12T10:12", "Weir closed"), ("2024-04-11T09:00", "On eels"), ("2024-04-10T08:30", "New lamps")],
        ),
        # Number, title, teaser or none, and the date at the end.
        (
            ["NOTE No. 12", "Weir closed", "Until May.", "published 12.04.2024", "NOTE No. 11", "On eels",
             "published 11.04.2024", "NOTE No. 10", "New lamps", "published 10.04.2024"],
            [("2024-04-12", "Weir closed"), ("2024-04-11", "On eels"), ("2024-04-10", "New lamps")],
        ),
        # The day without its year, with the hour: it dates nothing, and heads the entry.
        (
            ["12 апреля 10:12", "Weir closed", "Until May.", "11 апреля 09:00", "On eels", "All of it.",
             "10 апреля 08:30", "New lamps", "They burn longer."],
            [(None, "Weir closed"), (None, "On eels"), (None, "New lamps")],
        ),
        (
            ["• 12 april, kl. 10.12", "Weir closed", "• 11 april, kl. 9.00", "On eels", "• 10 april", "New lamps"],
            [(None, "Weir closed"), (None, "On eels"), (None, "New lamps")],
        ),
        # Numbered titles, whose rows name a day.
        (
            ["7. Weirs in spring", "Report no. 4 of 12 April 2024", "Fishery Board", "8. Eels",
             "Report no. 5 of 11 April 2024", "Fishery Board", "9. Lamps", "Report no. 6 of 10 April 2024", "Board"],
            [("2024-04-12", "7. Weirs in spring"), ("2024-04-11", "8. Eels"), ("2024-04-10", "9. Lamps")],
        ),
        # The day on three lines, a type behind its bullet, and what blank lines part is no entry each.
        (
            ["", "12", "", "Apr.", "", "2024", "", "• Repairs", "", "Weir closed", "", "• Tollen", "• Online",
             "", "10-11", "", "Apr.", "", "2024", "", "• Talk", "", "On eels", "", "• Tollen",
             "", "9", "", "Apr.", "", "2024", "", "• Fair", "", "New lamps", "", "• Hale"],
            [("2024-04-12", "Weir closed"), ("2024-04-10", "On eels"), ("2024-04-09", "New lamps")],
        ),
        # A day with several titles below it.
        (
            ["12.04.2024", "Weir closed", "On eels", "New lamps", "11.04.2024", "A mill burns", "10.04.2024", "Tolls"],
            None,
        ),
        (["Weir closed", "On eels", "New lamps", "A mill burns"], None),
    ],
)  # fmt: skip
def test_entries_of_several_lines_are_one_each(lines: list[str], expected: list[tuple[str | None, str]] | None) -> None:
    cut = [segment for segment in segments("\n".join(lines)) if segment.text]
    words = vocabulary.join(vocabulary.load())
    reading = Reading(cut, words, DateReader.of(words), day_first=True)
    found = periods(reading, range(len(cut)))
    read = [(item.date, item.title) for item in found] if found is not None else None
    assert read == expected


def test_a_greeting_below_the_date_names_no_author(engine: Engine) -> None:
    title, *text = SPEECHES["en"]
    cleaned = clean(engine, "Home", "News", "Contact", title, "4 May 2021", "Signor Direttore, cari amici,", *text)
    assert cleaned.document.authors == ()
