"""What lines of a record, a listing or an agenda say that are decided as a whole."""

import numpy as np
import pytest

from cleaners import vocabulary
from cleaners.agenda import agenda
from cleaners.cuts import segments
from cleaners.dates import DateReader
from cleaners.decide import GENERAL
from cleaners.judges import structure
from cleaners.judges.together import said
from cleaners.model.predict import CLASSES
from cleaners.reading import Reading
from cleaners.rules import Verdict

WORDS = vocabulary.join(vocabulary.load())
PUBLISHED = Verdict("meta", "structure/published", 0.98, "published")


@pytest.mark.parametrize(
    ("lines", "day", "expect"),
    [
        (["Number:", "HB-12", "Issued by:", "Board", "Published:", "12 March 2024", "Topic:", "Quays"], 5, "published"),
        (["Number:", "HB-12", "Issued by:", "Board", "Topic:", "Quays", "Published: 12 March 2024"], 6, None),
    ],
)
def test_a_day_below_its_label_is_a_field_and_dates_the_item(lines: list[str], day: int, expect: str | None) -> None:
    page = Reading([part for part in segments("\n".join(lines)) if part.text], WORDS, DateReader.of(WORDS))
    hits = [PUBLISHED if index == day else None for index in range(len(page))]
    found = said(page, np.full((len(page), len(CLASSES)), 1 / len(CLASSES)), hits, None, "record", None).get(day)
    assert (found.field if found is not None else None) == expect
    assert found is None or found.label == "body"


def test_what_stands_above_the_trail_is_no_field() -> None:
    fields = ["Number:", "HB-12", "Issued by:", "Board", "Topic:", "Quays", "Place:", "Tollen"]
    lines = [*fields, "Home > Acts", *fields]
    page = Reading([part for part in segments("\n".join(lines)) if part.text], WORDS, DateReader.of(WORDS))
    model = np.full((len(page), len(CLASSES)), 1 / len(CLASSES))
    assert min(said(page, model, [None] * len(page), None, "record", None)) > lines.index("Home > Acts")


def test_a_menu_that_runs_on_into_fields_across_the_headline_is_no_field() -> None:
    lines = ["Press:", "Map", "Pilot of the harbour:", "HB-12", "Issued by:", "Board", "Topic:", "Quays", "Place:", "A"]
    page = Reading([part for part in segments("\n".join(lines)) if part.text], WORDS, DateReader.of(WORDS))
    model = np.full((len(page), len(CLASSES)), 1 / len(CLASSES))
    assert sorted(said(page, model, [None] * len(page), 2, "record", None)) == [*range(3, 10)]
    assert min(said(page, model, [None] * len(page), None, "record", None)) == 0


@pytest.mark.parametrize(
    ("label", "kept"), [("Reset", False), ("Read more", False), ("Report", True), ("Mostra", True)]
)
def test_labels_between_entries_are_none_of_them_but_kinds_of_items_are(label: str, kept: bool) -> None:
    entries = [
        f"{day} March 2024\n{label}\nA weir of the river {letter} opens" for day, letter in enumerate("ABCDEF", 3)
    ]
    page = Reading([part for part in segments("\n".join(entries)) if part.text], WORDS, DateReader.of(WORDS))
    model = np.zeros((len(page), len(CLASSES)))
    model[:, CLASSES.index("entry")] = 0.9
    model[:, CLASSES.index("furniture")] = 0.1
    found = said(page, model, [None] * len(page), None, "listing", None)
    assert {found[index].label for index in (0, 2, 6)} == {"related"}
    assert (7 in found and found[7].label == "related") is kept


@pytest.mark.parametrize("sure", [0.9, 0.6])
def test_what_stands_again_amid_sure_entries_without_days_is_a_button(sure: float) -> None:
    below = ["On loan", "PDF, 2 MB"]
    entries = [[f"A guide to the {name} of weirs", f"It tells of {name}.", *below] for name in ("walls", "keys", "oil")]
    lines = [
        "Guides",
        "Here are the guides that the board of harbours has published.",
        *(x for y in entries for x in y),
    ]
    page = Reading([part for part in segments("\n".join(lines)) if part.text], WORDS, DateReader.of(WORDS))
    model = np.zeros((len(page), len(CLASSES)))
    entry, furniture = CLASSES.index("entry"), CLASSES.index("furniture")
    model[:, entry] = [0.2 if line in below else sure for line in lines]
    model[:, furniture] = 1 - model[:, entry]
    found = said(page, model, [None] * len(page), 0, "listing", None)
    buttons = [index for index, line in enumerate(lines) if line in below]
    assert sorted(found) == ([1, *buttons] if sure > 0.75 else [])
    assert {verdict.label for index, verdict in found.items() if index > 1} <= {"furniture"}


@pytest.mark.parametrize(("sure", "bullet", "kept"), [(0.9, "• ", True), (0.9, "- ", False), (0.4, "• ", False)])
def test_a_file_with_the_bullet_of_the_entries_is_one(sure: float, bullet: str, kept: bool) -> None:
    lines = [*(f"• A weir of the river {letter} opens" for letter in "ABCDEFG"), f"{bullet}Minutes (PDF, 88 kB)"]
    lines += ["• A quay is let", "• Ropes are wanted"]
    page = Reading([part for part in segments("\n".join(lines)) if part.text], WORDS, DateReader.of(WORDS))
    model = np.zeros((len(page), len(CLASSES)))
    model[:, CLASSES.index("entry")] = sure
    model[7, CLASSES.index("entry")] = 0.3
    model[:, CLASSES.index("furniture")] = 1 - model[:, CLASSES.index("entry")]
    file = Verdict("furniture", "structure/attachment", 0.9)
    hits = [file if "PDF" in line else None for line in lines]
    assert (7 in said(page, model, hits, None, "listing", None)) is kept


def test_buttons_of_an_agenda_are_no_appointments() -> None:
    lines = ["6 May 2024", "09:00", "Visit to a mill", "Read more", "11:30", "Lunch", "Read more", "14:15", "Talks"]
    page = Reading([part for part in segments("\n".join(lines)) if part.text], WORDS, DateReader.of(WORDS))
    model = np.full((len(page), len(CLASSES)), 1 / len(CLASSES))
    found = said(page, model, [None] * len(page), None, "listing", agenda(page))
    assert [index for index in range(len(page)) if index not in found] == [3, 6]


def test_below_its_last_appointment_an_agenda_ends_at_what_leads_on() -> None:
    lines = ["6 May 2024", "09:00", "Visit to a mill", "Oslo", "Photos, 3", "11:30", "Lunch", "Oslo", "Photos, 2"]
    lines += ["14:15", "Talks", "Photos, 8", "Show more", "Most read"]
    page = Reading([part for part in segments("\n".join(lines)) if part.text], WORDS, DateReader.of(WORDS))
    model = np.full((len(page), len(CLASSES)), 1 / len(CLASSES))
    found = said(page, model, [None] * len(page), None, "listing", agenda(page))
    assert [index for index, verdict in found.items() if verdict.label == "furniture"] == [4, 8, 11]
    assert not {12, 13}.intersection(found)


def test_no_row_of_entries_stands_below_their_pages() -> None:
    lines = [line for day in range(3, 9) for line in (f"A weir of the river {day} opens", f"{day} March 2024")]
    lines += ["« 1 2 3 »", "Calendar of the board", "9 March 2024", "Calendar of the quays", "10 March 2024"]
    page = Reading([part for part in segments("\n".join(lines)) if part.text], WORDS, DateReader.of(WORDS))
    model = np.zeros((len(page), len(CLASSES)))
    model[:, CLASSES.index("entry")] = 0.9
    model[:, CLASSES.index("furniture")] = 0.1
    hits = [Verdict("furniture", "structure/pager", 0.9) if "«" in line else None for line in lines]
    assert [*said(page, model, hits, None, "listing", None)] == [*range(13)]


def test_pages_below_entries_are_none_of_them() -> None:
    pages = Verdict("furniture", "structure/pager", 0.9)
    page = Reading(
        [part for part in segments("Notices\nWeir closed\n« 1 2 3 »") if part.text], WORDS, DateReader.of(WORDS)
    )
    model = np.full((len(page), len(CLASSES)), 1 / len(CLASSES))
    found = said(page, model, [None, None, pages], 0, "listing", None)
    assert found[2].score > pages.score


@pytest.mark.parametrize("between", [0, 12])
def test_a_run_of_years_is_furniture_to_its_end(between: int) -> None:
    lines = ["Notices", *[f"Quay {letter}" for letter in "abcdefghijkl"[:between]], "2024", "2023", "2022", "Wells"]
    page = Reading([part for part in segments("\n".join(lines)) if part.text], WORDS, DateReader.of(WORDS))
    model = np.full((len(page), len(CLASSES)), 1 / len(CLASSES))
    told = structure.heard(page, model, 0, GENERAL, sparing=False).said
    reasons = [verdict.reason if verdict is not None else "" for verdict in told]
    assert reasons[-4:-1] == (["structure/years"] * 3 if between == 0 else [""] * 3)


def test_a_run_of_years_that_begins_near_the_headline_goes_on() -> None:
    lines = ["Notices", *[f"Quay {letter}" for letter in "abcdef"], "2024", "2023", "2022", "2021", "Wells"]
    page = Reading([part for part in segments("\n".join(lines)) if part.text], WORDS, DateReader.of(WORDS))
    model = np.full((len(page), len(CLASSES)), 1 / len(CLASSES))
    told = structure.heard(page, model, 0, GENERAL, sparing=False).said
    assert [verdict.reason if verdict is not None else "" for verdict in told][-5:-1] == ["structure/years"] * 4
