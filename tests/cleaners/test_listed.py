"""What runs of entries and fields say of lines in them, and tables of contents of filters."""

import pytest

from cleaners import Engine, vocabulary
from cleaners.contents import contents
from cleaners.cuts import segments
from cleaners.dates import DateReader
from cleaners.day_runs import calendar
from cleaners.lines import casefold
from cleaners.reading import Reading
from schemas import Cleaned, Page

MENU = ("Skip to content", "Home", "About us", "Ministry", "Media", "Contacts", "Search")
FOOT = ("1 2 3 4 5 … 38", "Privacy policy", "Site map", "© 2024 Ministry of Harbours")
TITLES = (
    "Minister Oda Brunn opens the new lock at Tollen",
    "Harbour fees stay as they are until the end of next year",
    "Two rescue boats handed over to the northern coastguard",
    "Answer to the question on the state of the eastern pier",
    "Delegation from Halvia visits the pilot station at Skerrand",
    "Tender for the dredging of the outer channel is published",
    "Call for papers: conference on quiet ferries in November",
    "Statement on the grounding of the freighter Lisbeth",
)
KINDS = ("Press release", "Notice", "Press release", "Answer", "Notice", "Notice", "Press release", "Statement")
WORDS = vocabulary.join(vocabulary.load())
DATE_READER = DateReader.of(WORDS)
DATES = tuple(f"{day} March 2024" for day in (28, 27, 25, 21, 20, 14, 12, 5))
FILLER = "Berths, quays and channels are described here in one long sentence that makes a paragraph of the text."


def labels(engine: Engine, *lines: str) -> tuple[Cleaned, dict[str, set[str]]]:
    cleaned = engine.clean(Page(source="page", raw="\n".join(lines).encode()))
    assert isinstance(cleaned, Cleaned)
    found: dict[str, set[str]] = {}
    for line in cleaned.lines:
        found.setdefault(cleaned.text[line.start : line.end].strip(), set()).add(line.label)
    return cleaned, found


@pytest.mark.parametrize("kinds", [KINDS, ("Press release",) * 8, tuple(f"Notice {n}" for n in range(208, 200, -1))])
def test_a_row_above_every_title_belongs_to_the_entries(engine: Engine, kinds: tuple[str, ...]) -> None:
    entries = [line for entry in zip(kinds, TITLES, DATES, strict=True) for line in entry]
    cleaned, found = labels(engine, *MENU, "Press releases", *entries, *FOOT)
    assert cleaned.document.kind == "listing"
    assert all(found[line] == {"related"} for line in entries)


@pytest.mark.parametrize("button", ["Read more", "Basahin pa", "Soma zaidi »", "[Download]", "Xem chi tiết"])
def test_a_row_of_buttons_does_not(engine: Engine, button: str) -> None:
    entries = [line for title, date in zip(TITLES, DATES, strict=True) for line in (date, title, button)]
    _, found = labels(engine, *MENU, "Press releases", *entries, *FOOT)
    assert found[button] == {"furniture"}
    assert found[DATES[-1]] == found[TITLES[-1]] == {"related"}


def test_what_a_listing_says_of_itself_is_text(engine: Engine) -> None:
    entries = [line for entry in zip(DATES, TITLES, strict=True) for line in entry]
    introduction = "Here you find what the ministry told the press since the first of January."
    cleaned, _ = labels(engine, *MENU, "Press releases", introduction, *entries, *FOOT)
    assert introduction in cleaned.document.body.split("\n\n")


def test_labels_over_values_and_files_are_fields_of_a_record(engine: Engine) -> None:
    fields = [
        *("Contracting authority:", "Harbour office of Tollen", "Reference:", "TO-2024-118", "Procedure:", "open"),
        *(
            "Subject:",
            "Dredging of the outer channel",
            "Place of performance:",
            "Tollen",
            "Estimated value:",
            "214 000",
        ),
        *("Deadline for tenders:", "14 May 2024, 12:00", "Language of the tender:", "English"),
    ]
    files = ["Contract notice (PDF, 211 kB)", "Specification (PDF, 4.8 MB)", "Form of tender (DOCX, 44 kB)"]
    page = (*MENU, "Dredging of the outer channel: call for tenders", *fields, "Documents", *files, *FOOT)
    cleaned, found = labels(engine, *page)
    assert cleaned.document.kind == "record"
    assert all(found[line] == {"body"} for line in [*fields, *files])


def tables(lines: list[str]) -> frozenset[int]:
    """Return the lines of a page that are tables of contents."""
    return contents(lines, casefold(lines)).lines


def test_a_filter_is_no_table_of_contents() -> None:
    filters = ["Notice", "Answer", "Statement"]
    tags = ["Notice", "Notice", "Answer", "Notice", "Statement", "Notice", "Answer", "Notice"]
    assert tables([*filters, *(line for tag in tags for line in (tag, FILLER))]) == frozenset()
    assert tables([*filters, *(line for tag in filters for line in (tag, FILLER)), *filters]) == {0, 1, 2}


@pytest.mark.parametrize(
    ("form", "below", "lines"),
    [
        ("• {}", ["• Tenders", "• Vacancies", "• Contact"], set()),
        ("{}", ["Tenders", "Vacancies", "Contact"], set()),
        ("• {}", ["Print", "Save", "Share"], {0, 1, 2}),
        ("1. {}", ["Print", "Save", "Share"], {0, 1, 2}),
        ("{}", ["Print", FILLER, "Share"], {0, 1, 2}),
    ],
)
def test_a_menu_that_goes_on_is_no_table_of_contents(form: str, below: list[str], lines: set[int]) -> None:
    heads = ["Notices", "Answers", "Statements"]
    table = [form.format(head) for head in heads]
    again = heads if form.startswith("•") and not lines else table
    assert tables([*table, *below, *(line for head in again for line in (head, FILLER))]) == lines


@pytest.mark.parametrize("row", ["Image", "Print\tShare\tCopy link"])
def test_what_stands_beside_every_entry_is_none_of_it(engine: Engine, row: str) -> None:
    entries = [line for title, date in zip(TITLES, DATES, strict=True) for line in (row, date, title)]
    cleaned, found = labels(engine, *MENU, "Press releases", *entries, *FOOT)
    assert cleaned.document.kind == "listing"
    assert found[row] == {"furniture"}
    assert found[DATES[1]] == found[TITLES[1]] == {"related"}


CALENDAR = (
    ("Mon 4 March 2024", "Meeting of the pilots", "Pilots"),
    ("Wed 6 March 2024", "Board of the locks", "Boards", "Fees committee", "Committees"),
    ("Thu 7 March 2024 - Fri 8 March 2024", "Visit to the northern piers", "Visits"),
    ("Tue 12 March 2024", "Board of the ferries", "Boards"),
    ("Wed 20 March 2024", "Assembly of harbour masters", "Assemblies"),
)


@pytest.mark.parametrize(
    ("days", "first", "size"),
    [
        (CALENDAR, 1, 17),
        (CALENDAR[::-1], 1, 17),
        # The first of several days counts.
        ((CALENDAR[0], CALENDAR[2], CALENDAR[1], *CALENDAR[3:]), 0, 0),
        ((CALENDAR[1], CALENDAR[0], *CALENDAR[2:]), 0, 0),
        (CALENDAR[:3], 0, 0),
        ((*CALENDAR[:3], ("Tue 12 March 2024", FILLER), CALENDAR[4]), 0, 0),
    ],
)
def test_days_in_order_above_titles_are_a_calendar(days: tuple[tuple[str, ...], ...], first: int, size: int) -> None:
    lines = ["Meetings", "", *(line for day in days for line in (*day, "")), "Subscribe"]
    found = calendar(Reading([part for part in segments("\n".join(lines)) if part.text], WORDS, DATE_READER))
    assert (found.start, len(found)) == (first, size)


def test_a_calendar_without_hours_is_a_listing(engine: Engine) -> None:
    days = [line for day in CALENDAR for line in ("", *day)]
    cleaned, found = labels(engine, *MENU, "Filter by", "Month Year", "Apply filters", "Reset", *days, "", *FOOT)
    assert cleaned.document.kind == "listing"
    assert all(found[line] == {"related"} for line in days if line)


CASE = (
    *("Case number:", "HB 118/24", "Origin:", "Tollen", "Reporter:", "JUDGE ODA BRUNN", "Claimant:", "Pilots"),
    *("Counsel:", "A. HOLM", "Respondent:", "Harbour Board", "Subject:", "Dues | Berths", "Filed on:", "1 May 2023"),
)


def test_labels_above_values_make_a_record_of_a_page_with_dated_steps(engine: Engine) -> None:
    steps = [
        *("7 May 2024", "Judgment published", "22 April 2024", "Claim allowed in part", "11 December 2023"),
        *("Sent to the registrar", "18 September 2023", "Assigned to the reporter", "14 September 2023", "Filed"),
    ]
    cleaned, found = labels(engine, *MENU, "HB 118", *CASE, "Steps", *steps, *FOOT)
    assert cleaned.document.kind == "record"
    assert all(found[line] == {"body"} for line in CASE[:-1])
