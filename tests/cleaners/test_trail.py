"""Where the end of a breadcrumb trail stands below it as a line."""

import numpy as np
import pytest

from cleaners import vocabulary
from cleaners.cuts import segments
from cleaners.dates import DateReader
from cleaners.reading import Reading
from cleaners.structure.trail import in_menu, steps_in_menu, trail_end
from cleaners.trailed import (
    above_number,
    again_below,
    below_section,
    below_steps,
    headline_below,
    is_section_above,
    is_told,
    named_below,
    over_section,
    own_head,
    own_step,
    quoted_above,
    whole_above,
)
from schemas import Kind

WORDS = vocabulary.join(vocabulary.load())
DATES = DateReader.of(WORDS)


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["Home > Registers > Wells of the north", "Share", "Wells of the North"], 2),
        (["You are here: Home » Wells", "Wells"], 1),
        (["Home / Registers / Wells", "12 March 2024", "Wells", "Wells"], 2),
        (["Start › Brunnen der nördlichen Inseln und…", "Brunnen der nördlichen Inseln und ihrer Küsten"], 1),
        (["首页 > 公开目录 > 北方水井名录", "北方水井名录"], 1),
        (["ホーム ＞ 港の案内 ＞ 北の井戸", "北の井戸"], 1),
        (["Wells of the north", "Home > Wells of the north"], None),
        (["Home > Registers > Wells", "Wells of the north"], None),
        (["Home > News", "News", "The ferry line opens"], None),
        (["> Wells", "Wells"], None),
        (["Home > Wells", *["Menu"] * 12, "Wells"], None),
    ],
)
def test_the_line_that_a_trail_ends_in_is_found(lines: list[str], found: int | None) -> None:
    page = Reading([part for part in segments("\n".join(lines)) if part.text], WORDS, DATES)
    assert trail_end(page) == found


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["Home", "• Wells", "Weirs", "Home > Wells", "Wells", "The northern well is open"], [1]),
        (["Home", "Weirs", "Home > Wells of the north", "Wells of the north"], []),
    ],
)
def test_menus_say_what_a_trail_ends_in(lines: list[str], found: list[int]) -> None:
    page = Reading([part for part in segments("\n".join(lines)) if part.text], WORDS, DATES)
    end = trail_end(page)
    assert end is not None
    assert in_menu(page, end) == found


def test_menus_name_the_steps_that_a_trail_leads_through() -> None:
    lines = ["Press", "• Notices", "Wells", "Home > Press > Notices > Wells", "Wells"]
    page = Reading([part for part in segments("\n".join(lines)) if part.text], WORDS, DATES)
    assert page.trail is not None
    assert steps_in_menu(page, page.trail) == [0, 1]


@pytest.mark.parametrize(
    ("lines", "steps", "end"),
    [
        (["Harbours", "Home > Press > Notices", "Notices"], ["home", "press", "notices"], 2),
        (["Главная - Документы - Указы"], ["главная", "документы", "указы"], 1),
        (["الرئيسية < الموانئ < إعلانات"], ["الرئيسية", "الموانئ", "إعلانات"], 1),
        (["Sie sind hier: Startseite / Häfen"], ["startseite", "häfen"], 1),
        (["Home", ">", "Press", ">", "Notices", "Wells"], ["home", "press", "notices"], 5),
        (["ホーム", "＞", "報道発表", "＞", "令和4年", "北の井戸"], ["ホーム", "報道発表", "令和4年"], 5),
        (["Beranda /", "Pelabuhan /", "Berita", "Berita Pelabuhan"], ["beranda", "pelabuhan", "berita"], 3),
        (["Home", "> Press", "> Notices", "Wells"], ["home", "press", "notices"], 3),
        (["港の案内 入札 研究 採用", "HOME", "入札", "北の井戸"], ["home", "入札"], 3),
        (["1. Home", "2. Press", "3. Wells", "Wells"], ["home", "press", "wells"], 3),
        (["1. Home /", "2. Press /", "Wells"], ["home", "press"], 2),
        (["Häfen", "Presse", "Suche", "Startseite", "Presse", "Brunnen"], ["startseite", "presse"], 5),
        (["Anasayfa", "Duyurular", "Duyurular", "Tümü"], ["anasayfa", "duyurular"], 2),
        (["Home", "Press", "Notices", "Wells"], None, 0),
        (["Home | Press | Notices"], None, 0),
        (["The home > the harbour"], None, 0),
        (["Harbours", "จัดซื้อจัดจ้าง >> ประกาศเชิญชวน", "Dredging"], ["จัดซื้อจัดจ้าง", "ประกาศเชิญชวน"], 2),
        (["Publications › Reports", "Home > Wells"], ["home", "wells"], 2),
        (["Publications › Reports ›"], None, 0),
        (["Embassy / News", "News and events"], ["embassy", "news"], 1),
        (["Embassy / News", "The ferries sail"], None, 0),
        (["TRAMITES Y PUERTOS", "Inicio", "Trámites y puertos", "Muelles"], ["inicio", "trámites y puertos"], 3),
        (
            ["Here: Home / Boats / Berths / Winter berths", "Search", "Home", "Boats", "Berths", "A berth for winter"],
            ["home", "boats", "berths"],
            5,
        ),
        (["Tollen >> Moor", "Berths >> Quays"], None, 0),
    ],
)
def test_a_trail_is_read_from_one_line_or_several(lines: list[str], steps: list[str] | None, end: int) -> None:
    page = Reading([part for part in segments("\n".join(lines)) if part.text], WORDS, DATES)
    found = page.trail
    assert (found.steps if found is not None else None) == steps
    assert found is None or found.end == end


MENU = ["Harbours", "Notices", "Wells and weirs", "Press"]


@pytest.mark.parametrize(
    ("lines", "kind", "found"),
    [
        (["Home > Press", "Harbour news", "Topic"], "listing", "Harbour news"),
        (["Home > Press > Notices", "Print", "Notices", "Harbours"], "listing", "Notices"),
        (["Notices", "Home > Press > Notices", "Wells open"], "listing", "Notices"),
        (["Quays", "Home > Press > Quays", "Wells open"], "listing", "Wells open"),
        (["Home > Notices", "Notices", "12 March 2024", "The wells of the north"], "record", "The wells of the north"),
        (["Home > Wells and weirs", "Share", "Press release", "The weir is closed"], "article", "The weir is closed"),
        (["Home > Quays", "Quays", "The quays are open to all ships at any time of the day."], "record", "Quays"),
        (["Home > Forms", "Code: QA-0417", "Licence for quays"], "record", "Licence for quays"),
        (["Home > Quays", "The quays are open to all ships at any time of the day."], "record", None),
        (
            [
                "Home > Acts",
                "Number:",
                "HB-12",
                "Issued by:",
                "Board",
                "Topic:",
                "Quays",
                "Subject:",
                "Dues",
                "Act on quay dues",
            ],
            "record",
            "Act on quay dues",
        ),
        (["首页 > 公开", "索引号：HB-12", "发布机构：港务局", "码头收费办法"], "record", "码头收费办法"),
        (
            ["Home > Stories", "Stories", "12 March 2024", "The old harbour in winter"],
            "article",
            "The old harbour in winter",
        ),
        (
            ["Home > Jobs > No. 2024-31", "No. 2024-31", "Master of the quays of the north"],
            "record",
            "Master of the quays of the north",
        ),
        (["Home > Lost things", "Lost things", "Opening hours: by day"], "record", "Lost things"),
        (["Home  Tides  Find a tide", "Tides", "Find by day"], "listing", "Tides"),
        (["Home  Tides  Find a tide", "Wells", "Find by day"], "listing", None),
        (["Pilots", "Wells", "Pilots", "/", "Notices", "Notices to pilots", "Sort by"], "listing", "Notices to pilots"),
        (["Pilots", "Wells", "Pilots", "/", "Notices", "The ferry line opens"], "listing", None),
        (["首页 > 服务", "个人服务 法人服务 部门服务 利企便民", "码头经营许可办理"], "record", "码头经营许可办理"),
        (["Wells", "The weir is closed"], "article", None),
        (
            ["Home > Supply of ropes", "Open call", "Supply of mooring ropes, 3 lots"],
            "record",
            "Supply of mooring ropes, 3 lots",
        ),
        (["Home > Quays", "Open call", "Supply of mooring ropes"], "record", "Open call"),
        (["Home > Site map", "Site map", "Quays of the north", "Locks"], "other", "Site map"),
        (["Home > Search", "Search results", "Search for", "weirs"], "other", "Search results"),
        (
            ["Начало > 2024", "Въжета и котви за кея на града през 2024 г."],
            "record",
            "Въжета и котви за кея на града през 2024 г.",
        ),
    ],
)
def test_the_headline_stands_below_the_trail(lines: list[str], kind: Kind, found: str | None) -> None:
    page = Reading([part for part in segments("\n".join([*MENU, *lines])) if part.text], WORDS, DATES)
    at = headline_below(page, kind)
    assert (page.text(at) if at is not None else None) == found


def test_a_row_of_tabs_below_a_section_is_no_headline() -> None:
    lines = [*MENU, "首页 > 部门服务 > 办事指南", "码头管理处", "基本信息 受理条件 申请材料 办理流程"]
    page = Reading([part for part in segments("\n".join(lines)) if part.text], WORDS, DATES)
    first = len(page) - 2
    assert below_steps(page, first, np.array([*[0.0] * first, 0.1, 0.8]), "record") == first


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["Published: 12 March 2024", "Pilot of the northern quays", "Print"], True),
        (["Published: 12 March 2024", "Pilot of the northern quays", "He is needed in May."], False),
        (["Job details", "Pilot of the northern quays", "Print"], False),
    ],
)
def test_a_line_between_day_and_buttons_is_told(lines: list[str], found: bool) -> None:
    page = Reading(
        [part for part in segments("\n".join([*MENU, "Home > Vacancies", *lines])) if part.text], WORDS, DATES
    )
    assert is_told(page, len(page) - 2, "record") == found


@pytest.mark.parametrize(
    ("below", "found"),
    [("Print", True), ("Share", True), ("The wells are open from spring on.", False)],
)
def test_buttons_stand_right_below_the_headline(below: str, found: bool) -> None:
    """Where only the menu tells the steps of the trail."""
    lines = [*MENU, "Home", "Press", "Wells of the north", below]
    page = Reading([part for part in segments("\n".join(lines)) if part.text], WORDS, DATES)
    assert headline_below(page, "record", sure=True) == (len(lines) - 2 if found else None)


@pytest.mark.parametrize(
    ("lines", "likely", "found"),
    [
        # A number, a name that the menu has, and one that the model doubts.
        (["Home > Vacancies > Reference 2024-31", "Reference 2024-31", "Pilot"], (0.1, 0.1), "Pilot"),
        (["Home > Notices", "Notices", "Order on pilots"], (0.4, 0.25), "Order on pilots"),
        (["Home > Civil status", "Civil status", "Birth certificate"], (0.1, 0.3), "Birth certificate"),
        (["Home > Anna Holm", "Anna Holm", "Former member"], (0.3, 0.4), "Anna Holm"),
        (["Home > Notices", "Notices", "Order on pilots"], (0.4, 0.1), "Notices"),
        (["Home > Civil status", "Civil status", "Birth certificate"], (0.2, 0.3), "Civil status"),
        # Only the trail, a line a step, has the name too.
        (["Home", ">", "Fees of the quay", "Fees of the quay", "All fees"], (0.3, 0.25), "Fees of the quay"),
        (["Home", ">", "Fees of the quay", "Fees of the quay", "Fees for boats"], (0.3, 0.4), "Fees for boats"),
        (["Home > Quays", "Reference 2024-31", "Pilot"], (0.1, 0.1), "Reference 2024-31"),
        (["Home > Notices", "Notices", "Pilots are ordered in writing by the master."], (0.4, 0.4), "Notices"),
        # A number that the trail does not name, and a step more of a trail that stands in a block.
        (["Home > Tenders", "Tender no. LP-2024-7", "Ropes for ferries"], (0.7, 0.6), "Ropes for ferries"),
        (["Home > Tenders", "Tender no. LP-2024-7", "Ropes for ferries"], (0.7, 0.4), "Tender no. LP-2024-7"),
        (["", "Home", "Press", "Find a harbour", "", "The harbour of Tollen"], (0.5, 0.4), "The harbour of Tollen"),
        (["", "Home", "Press", "Find a harbour", "The harbour of Tollen"], (0.5, 0.4), "Find a harbour"),
        (["", "Home", "Press", "Find a harbour", "", "The harbour of Tollen"], (0.5, 0.1), "Find a harbour"),
    ],
)
def test_the_headline_of_a_record_stands_below_its_section(
    lines: list[str], likely: tuple[float, float], found: str
) -> None:
    page = Reading([part for part in segments("\n".join([*MENU, *lines])) if part.text], WORDS, DATES)
    each = np.array([*[0.0] * (len(page) - 2), *likely])
    assert page.text(below_section(page, len(page) - 2, each, each)) == found


@pytest.mark.parametrize(
    ("lines", "likely", "found"),
    [
        (["Home > Notices", "Notices", "Print", "General notices"], (0.4, 0.0, 0.3), "Notices"),
        (["Home > Notices", "Notices", "Print", "General notices"], (0.3, 0.0, 0.4), "General notices"),
        (["Home > Notices", "News", "Print", "General notices"], (0.4, 0.0, 0.3), "General notices"),
        (["Home > Notice", "Notice", "Print", "Order on pilots"], (0.4, 0.0, 0.3), "Order on pilots"),
        (["Home > YL-2024-31", "YL-2024-31", "Print", "Order on pilots"], (0.4, 0.0, 0.3), "Order on pilots"),
        (["Home > Pilots", "Pilots", "Print", "Dr. Anna Holm"], (0.4, 0.0, 0.3), "Dr. Anna Holm"),
        (["Notices", "Print", "General notices"], (0.4, 0.0, 0.3), "General notices"),
    ],
)
def test_the_last_step_of_the_trail_heads_a_record(lines: list[str], likely: tuple[float, ...], found: str) -> None:
    page = Reading([part for part in segments("\n".join([*MENU, *lines])) if part.text], WORDS, DATES)
    each = np.array([*[0.0] * (len(page) - 3), *likely])
    assert page.text(own_head(page, len(page) - 1, each, each)) == found


@pytest.mark.parametrize(
    ("lines", "titles", "kind", "found"),
    [
        (["Home / Permits / Details", "Permit details", "Permit to keep terns"], (0.1, 0.6), "record", 1),
        (["Home / Permits / Details", "Permit details", "Permit to keep terns"], (0.1, 0.6), "article", 0),
        (["Home / Permits / Details", "Permit details", "Permit to keep terns"], (0.3, 0.6), "record", 0),
        (["Home / Permits / Details", "Permit to keep terns", "Open procedure"], (0.1, 0.6), "record", 0),
        (["Home / Permits / Details", "Rated 4.92 of 5 (1 204)", "Permit to keep terns"], (0.001, 0.05), "record", 1),
    ],
)
def test_the_headline_stands_below_a_section_that_no_trail_names(
    lines: list[str], titles: tuple[float, float], kind: Kind, found: int
) -> None:
    page = Reading([part for part in segments("\n".join([*MENU, *lines])) if part.text], WORDS, DATES)
    first = len(page) - 2
    each = np.array([*[0.0] * first, *titles])
    assert below_steps(page, first, each, kind) == first + found
    assert below_steps(page, first, each, kind, {first + 1}) == first


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["Home > Vacancies", "Pilot of the northern quays", "Reference 2024-31"], "Pilot of the northern quays"),
        (["Home > Vacancies", "Pilot of the northern quays", "Kennziffer: HB-12"], "Pilot of the northern quays"),
        (["Home > Vacancies > Open", "Vacancies", "Reference 2024-31"], "Reference 2024-31"),
        (["Home > Vacancies", "Reference 2024-31"], "Reference 2024-31"),
        (["Home > Orders", "Pilot of the northern quays", "Order 2024-31"], "Order 2024-31"),
    ],
)
def test_the_headline_of_a_record_stands_above_its_number(lines: list[str], found: str) -> None:
    page = Reading([part for part in segments("\n".join([*MENU, *lines])) if part.text], WORDS, DATES)
    assert page.text(above_number(page, len(page) - 1)) == found


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["Home > Procedures > Details", "Details of the procedure", "Permit to keep bees on roofs in town"], True),
        (["Home > Tenders", "Open call", "Supply of ropes for the quays", "Kind:", "Open call"], True),
        (["Home > Tenders", "Open call", "Supply of ropes for the quays"], False),
        (["Home > Permit to keep bees", "Permit to keep bees", "What a keeper of bees has to bring along"], False),
        (["Home > Procedures > Details", "Details of the permit to keep bees", "Keepers of bees"], False),
        (["Details of the procedure", "Permit to keep bees on a roof of the town"], False),
    ],
)
def test_a_line_below_the_trail_may_say_what_kind_of_thing_a_record_is_of(lines: list[str], found: bool) -> None:
    page = Reading([part for part in segments("\n".join(lines)) if part.text], WORDS, DATES)
    assert is_section_above(page, len(lines) > 2) == found


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["Home > Tenders > Supply of mooring ropes", "Open call", "Supply of mooring ropes, 3 lots"], True),
        (["Home > Tenders > Supply of mooring ropes", "Open call", "Lighthouse keepers"], False),
        (["Home > Tenders > Ropes", "Open call", "Ropes"], False),
        (["Wells of the north", "Home > Wells of the north", "Wells of the north"], False),
        (["Supply of mooring ropes", "Open call", "Supply of mooring ropes"], False),
    ],
)
def test_a_trail_tells_the_headline_by_most_of_its_words(lines: list[str], found: bool) -> None:
    page = Reading([part for part in segments("\n".join(lines)) if part.text], WORDS, DATES)
    assert is_told(page, 2, "record") is found


@pytest.mark.parametrize(
    ("lines", "kind", "found"),
    [
        (["News", "Home > News", "All news", "The ferry line opens"], "listing", True),
        (["Home", "Tenders", ">", "Open calls of ports", "Open calls of ports", "Ropes"], "listing", True),
        (["News", "Home > News", "All news", "The ferry line opens"], "article", False),
        (["News", "Home > News", "The newsroom of the harbour", "The ferry line opens"], "listing", False),
        (["News", "Home > News", "Share", "News", "The ferry line opens"], "listing", False),
    ],
)
def test_right_below_the_trail_of_a_listing_stands_its_name(lines: list[str], kind: Kind, found: bool) -> None:
    page = Reading([part for part in segments("\n".join(lines)) if part.text], WORDS, DATES)
    assert is_told(page, len(lines) - 2, kind) is found


@pytest.mark.parametrize(
    ("titles", "found"), [([0, 0.002, 0, 0, 0.3, 0.6], 4), ([0, 0.4, 0, 0, 0.3, 0.6], 1), ([0, 0, 0, 0, 0, 0], 1)]
)
def test_a_headline_below_a_menu_names_the_last_step_again(titles: list[float], found: int) -> None:
    lines = ["Home > Quay > Staff", "Staff", "History", "Contact", "Staff of the quay", "Anna Holm"]
    page = Reading([part for part in segments("\n".join(lines)) if part.text], WORDS, DATES)
    assert named_below(page, 1, np.array(titles)) == found


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["Home", ">", "News", ">", "Ports", "The ferry line opens", "12 March 2024"], 4),
        (["Home", ">", "News", ">", "Ports", "·", "The ferry line opens", "12 March 2024"], 4),
        (["Home > News > Ports", "The ferry line opens", "12 March 2024"], None),
        (["Ports", "The ferry line opens", "12 March 2024"], None),
    ],
)
def test_the_last_step_of_a_trail_may_be_the_name_of_a_listing(lines: list[str], found: int | None) -> None:
    page = Reading([part for part in segments("\n".join(lines)) if part.text], WORDS, DATES)
    assert own_step(page) == found


@pytest.mark.parametrize(
    ("lines", "likely", "found"),
    [
        (["Home > Statements", "Highlights", "Ropes wanted", "STATEMENTS", "On the algae in the lake"], 0.7, (1, 4)),
        (["Home > Statements", "Highlights", "Ropes wanted", "STATEMENTS", "On the algae in the lake"], 0.3, None),
        (["Home > Statements", "Highlights", "Ropes wanted", "On the algae in the lake"], 0.7, None),
        (["Home > Statements", "STATEMENTS", "On the algae in the lake", "The lake"], 0.7, None),
        (["Statements", "Highlights", "Ropes wanted", "STATEMENTS", "On the algae in the lake"], 0.7, None),
    ],
)
def test_highlights_stand_between_the_trail_and_its_section(
    lines: list[str], likely: float, found: tuple[int, int] | None
) -> None:
    page = Reading([part for part in segments("\n".join(lines)) if part.text], WORDS, DATES)
    assert over_section(page, np.full(len(page), likely)) == (range(*found) if found is not None else range(0))


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["Home > Acts", "Decree on the ferries of Tollen", "No. 12", "On the ferries of Tollen"], 1),
        (["Decree on the ferries of Tollen", "No. 12", "On the ferries of Tollen"], 0),
        (["Decree on the ferries of Tollen", "Home > Acts", "On the ferries of Tollen"], 2),
        (["Home > Acts", "More on the news on the ferries of Tollen", "On the ferries of Tollen"], 2),
        (["Home > Acts", "Decree on ferries", "Ferries"], 2),
        (["Home > Acts", "DECLARATION OF TOLLEN HARBOUR", "Third meeting of the ministers of ports"], 1),
        (["Home > Acts", "HARBOUR OF TOLLEN BAY", "Third meeting of the ministers of ports"], 2),
        (["Home > Acts", "DECLARATION OF TOLLEN HARBOUR", "THIRD MEETING OF THE MINISTERS"], 2),
        (["DECLARATION OF TOLLEN HARBOUR", "Third meeting of the ministers of ports"], 1),
        (
            ["DECLARATIONS, WORDS AND DEEDS", "Home > Acts", "Declarations, words and deeds", "Third meeting of ports"],
            3,
        ),
    ],
)
def test_the_headline_says_in_full_what_a_document_does_below(lines: list[str], found: int) -> None:
    page = Reading([part for part in segments("\n".join(lines)) if part.text], WORDS, DATES)
    assert whole_above(page, len(page) - 1) == found


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["Home > News", "“Ice is patient”", "Interview with the captain of the ferry"], 1),
        (["Home > News", "«Лёд терпелив»", "Разговор с капитаном парома"], 1),
        (["Home > News", "“Ice is patient”, he says", "Interview with the captain of the ferry"], 2),
        (["Home > News", "Ice is patient", "Interview with the captain of the ferry"], 2),
        (["Home > News", "Interviews", "“Ice is patient”", "Interview with the captain of the ferry"], 3),
        (["“Ice is patient”", "Interview with the captain of the ferry"], 1),
    ],
)
def test_what_somebody_said_heads_an_article_above_who_said_it(lines: list[str], found: int) -> None:
    page = Reading([part for part in segments("\n".join(lines)) if part.text], WORDS, DATES)
    assert quoted_above(page, len(page) - 1) == found


@pytest.mark.parametrize(
    ("lines", "last", "found"),
    [
        (["Berth 12", "Register", "Berth 12", "Depth"], 0.5, 2),
        (["Berth 12", "Register", "Berth 12", "Depth"], 0.1, 0),
        (["Berth 12", "Register", "Berth 13", "Depth"], 0.5, 0),
        (["Berth 12", *["Depth of the quay"] * 10, "Berth 12"], 0.5, 0),
    ],
)
def test_the_last_step_of_a_trail_stands_again_as_the_headline(lines: list[str], last: float, found: int) -> None:
    page = Reading([part for part in segments("\n".join(["Home > Berths", *lines])) if part.text], WORDS, DATES)
    titles = np.full(len(page), last)
    titles[1] = 0.2
    assert again_below(page, 1, titles) == 1 + found
    assert again_below(page, 2, titles) == 2


@pytest.mark.parametrize(
    ("lines", "kind", "found"),
    [
        (["Registration for berths", "User name", "Password", "Log in"], "other", "Registration for berths"),
        (["Registration for berths", "User name", "Number", "Log in"], "other", "Log in"),
        (["Log in", "User name", "Password", "Log in"], "other", "Log in"),
    ],
)
def test_the_button_below_the_field_for_a_password_is_no_headline(lines: list[str], kind: Kind, found: str) -> None:
    around = ["Ferries of the bay", "Berths of the bay", "Pilots of the bay", "Charts of the bay"]
    page = Reading(
        [part for part in segments("\n".join([*around, "Home > Log in", *lines, *around])) if part.text], WORDS, DATES
    )
    index = headline_below(page, kind)
    assert index is not None
    assert page.text(index) == found
