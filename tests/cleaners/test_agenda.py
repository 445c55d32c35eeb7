"""Agendas are listings, and their hours are the entries."""

import pytest

from cleaners import Engine, vocabulary
from cleaners.agenda import Agenda, agenda
from cleaners.cuts import segments
from cleaners.dates import DateReader
from cleaners.reading import Reading
from schemas import Cleaned, Page

WORDS = vocabulary.join(vocabulary.load())


def read(*lines: str) -> tuple[Reading, Agenda | None]:
    cut = [segment for segment in segments("\n".join(lines)) if segment.text]
    reading = Reading(cut, WORDS, DateReader.of(WORDS))
    return reading, agenda(reading)


def entries(*lines: str) -> list[tuple[str | None, str]]:
    reading, found = read(*lines)
    return [] if found is None else [(item.date, item.title) for item in found.items(reading, range(len(reading)))]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ["Monday, 6 May 2024", "09:00", "Visit to a mill", "Oslo", "11:30", "Lunch", "14:15", "Talks", "Bergen"],
            [("2024-05-06T09:00", "Visit to a mill"), ("2024-05-06T11:30", "Lunch"), ("2024-05-06T14:15", "Talks")],
        ),
        (
            ["6 maja", "9.00 sala 4", "Komisja Rybołówstwa", "10.30 sala 7", "Komisja Młynów", "12.00", "Obrady"],
            [(None, "Komisja Rybołówstwa"), (None, "Komisja Młynów"), (None, "Obrady")],
        ),
        (
            ["令和6年5月7日", "午前10時　式典", "午後1時30分　懇談", "午後4時　視察"],
            [("2024-05-07T10:00", "式典"), ("2024-05-07T13:30", "懇談"), ("2024-05-07T16:00", "視察")],
        ),
        (
            ["18:40 A weir is repaired", "16:05 Two mills merge", "12:10 Eels are counted", "08:00 Dawn at the lock"],
            [
                (None, "A weir is repaired"), (None, "Two mills merge"), (None, "Eels are counted"),
                (None, "Dawn at the lock"),
            ],
        ),
        (
            [
                "kl. 9.00-10.30", "Møde i udvalget", "kl. 11.00", "Frokost", "tirsdag den 7. maj 2024", "kl. 8.15",
                "Rejse", "onsdag den 8. maj 2024", "Besøg på øen", "torsdag den 9. maj 2024", "kl. 12.00", "Hjemrejse",
            ],
            [
                (None, "Møde i udvalget"), (None, "Frokost"), ("2024-05-07T08:15", "Rejse"),
                ("2024-05-08", "Besøg på øen"), ("2024-05-09T12:00", "Hjemrejse"),
            ],
        ),
    ],
)  # fmt: skip
def test_each_hour_is_an_entry(lines: list[str], expected: list[tuple[str | None, str]]) -> None:
    assert entries(*lines) == expected


@pytest.mark.parametrize(
    "lines",
    [
        ["09:00", "Mass", "07:30", "Bells", "18:00", "Organ", "12:00", "Bells", "06:00", "Bells", "17:00", "Song"],
        ["1. Summary", "2. Method", "3. Results", "4. Annex"],
        ["12.50 euros", "13.10 euros", "14.20 euros"],
        ["09:00", "Opening", "10:00", "Closing"],
        ["Tuesday, 7 May 2024", "09:00", "Talks", "Venue: town hall", "11:00", "Tour", "Venue: mill", "15:00", "Tea",
         "Venue: lock"],
    ],
)  # fmt: skip
def test_hours_without_order_few_hours_and_fields_make_no_agenda(lines: list[str]) -> None:
    assert read(*lines)[1] is None


def test_hours_at_the_ends_of_entries_make_no_agenda() -> None:
    """Each event has its own day above its title."""
    events = [("9 May 2024", "Open day", "Pier 3", "14:00"), ("12 May 2024", "Regatta", "Quay 1", "09:00")]
    last = ("15 May 2024", "Talk on tides", "Pier 3", "18:30")
    lines = [line for event in (*events, last) for line in event]
    assert read(*lines)[1] is None
    assert read(*[line for line in lines if line not in ("Pier 3", "Quay 1")])[1] is not None


def test_the_last_appointment_ends_with_its_paragraph() -> None:
    reading, found = read(
        "09:00", "Talks", "", "10:00", "Tour", "Mill", "", "11:00", "Tea", "", "13:00", "Rest", "", "End"
    )
    assert found is not None
    assert [reading.text(index) for index in range(found.start, found.end)][-1] == "Rest"


def test_a_page_of_hours_is_a_listing(engine: Engine) -> None:
    menu = "Home\nThe Regent\nBiography\nSpeeches\nAgenda\nVisits\nPress\nContact\nSearch\n"
    hours = [
        "Monday, 6 May 2024", "", "09:30 h.", "The Regent receives the keepers of the lighthouses", "Old Castle", "",
        "11:00 h.", "The Regent opens the bridge over the Ullen", "Ullenmouth", "", "13:15 h.",
        "Lunch with the members of the Fishery Board", "Old Castle", "", "16:45 h.",
        "The Regent hands over the prizes of the rowing clubs", "Boathouse of the northern basin", "", "19:00 h.",
        "Concert of the youth orchestra", "Town hall, Great Room", "",
    ]  # fmt: skip
    text = menu + "\nAgenda of the Regent\n\n" + "\n".join(hours) + "\nPrivacy\nLegal notice\nSite map\n© The Regency\n"
    cleaned = engine.clean(Page(source="page", raw=text.encode()))
    assert isinstance(cleaned, Cleaned)
    document = cleaned.document
    assert document.kind == "listing"
    assert [item.date for item in document.related] == [
        f"2024-05-06T{hour}" for hour in ("09:30", "11:00", "13:15", "16:45", "19:00")
    ]


def test_a_live_report_is_no_listing(engine: Engine) -> None:
    told = [
        "The committee votes for the new lock by nine votes to two, and the chairwoman closes the debate.",
        "The keeper of the weir answers that the gates hold, and that he has said so for eleven years.",
        "First questions from the benches: who pays for the second gate, and will the eels find a way past it?",
        "The minister opens the debate. The old lock, he says, has been repaired for the last time.",
        "The members take their seats, and the gallery is full of bargemen from the upper river.",
    ]
    times = ["19:40", "18:25", "17:10", "16:05", "15:00"]
    report = "\n\n".join(f"{time}\n{text}" for time, text in zip(times, told, strict=True))
    text = (
        "Home\nNews\nMembers\nContact\nSearch\n\nCommittee votes on the lock: live\n6 May 2024\n\n"
        "From three in the afternoon the committee on waterways debates the lock at Ullenmouth. We follow it here.\n\n"
        f"{report}\n\nShare\nPrint\n© The Diet\n"
    )
    cleaned = engine.clean(Page(source="page", raw=text.encode()))
    assert isinstance(cleaned, Cleaned)
    assert cleaned.document.kind == "article"
    assert all(line in cleaned.document.body for line in told)
    _, found = read(*text.split("\n"))
    assert found is not None
    assert found.falls
