"""What says the same below each entry of a listing."""

import numpy as np
import pytest

from cleaners import vocabulary
from cleaners.cuts import segments
from cleaners.dates import DateReader
from cleaners.entry_buttons import entry_buttons
from cleaners.reading import Reading

WORDS = vocabulary.join(vocabulary.load())
DATES = DateReader.of(WORDS)
TITLES = ["Dredging of the channel", "Timetable of the ferry", "Pilots wanted", "Berth 7 closed", "Open day"]


@pytest.mark.parametrize(
    ("below", "likely", "expected"),
    [
        # Known words, whatever the model makes of them.
        (["Read more"] * 5, 0.9, 5),
        (["[Weiterlesen…]"] * 5, 0.9, 5),
        (["Consulter le document"] * 5, 0.9, 5),
        (["Скачать"] * 3 + ["", ""], 0.9, 3),
        (["Read more"] * 2 + [""] * 3, 0.1, 0),
        # An arrow.
        (["Book ›"] * 2 + ["Tell me ›", "", ""], 0.9, 2),
        (["Tollen ›", "Aske ›", "Lund ›", "", ""], 0.9, 0),
        # Files, each of its own format and size.
        (["Download (pdf, 48 KB)", "Download (docx, 1.2 MB)", "Download (xlsx, 7 KB)", "", ""], 0.9, 3),
        (["Файл PDF 343 КБ", "Файл PDF 12 КБ", "Файл DOCX 1,2 МБ", "", ""], 0.9, 3),
        (["Download (Excel)", "Download (PDF)", "Download (Word)", "", ""], 0.9, 3),
        (["Rapport annuel du port de Tollen (PDF - 3 Mo)", "Plan du quai (PDF - 3 Mo)", "Avis (PDF)", "", ""], 0.1, 0),
        (["PDF, 4 MB, file is not accessible", "PDF, 12 MB, file is accessible"] + ["PDF, 1 MB"] * 3, 0.9, 3),
        # Counts of what readers do, and of pictures; not what is numbered.
        (["Views: 41", "Views: 1,204", "Views: 7", "", ""], 0.9, 3),
        (["3 min read", "• 2 min read", "1 min read", "", ""], 0.9, 3),
        (["1024次浏览", "873次浏览", "655次浏览", "", ""], 0.9, 3),
        (["조회 712", "조회 1,105", "조회 256", "", ""], 0.9, 3),
        (["Фото, 3", "Фото, 11", "Фото, 8", "", ""], 0.9, 3),
        ([f"Views {number} harbours offer to whoever comes by ship" for number in "345"] + ["", ""], 0.9, 0),
        (["Quay 3", "Quay 4", "Quay 11", "", ""], 0.9, 0),
        (["첨부파일"] * 3 + ["", ""], 0.9, 3),
        # Links with numbers, as browsers without pictures show them.
        (["[25]Read more", "[26]Read more", "[27]Read more", "", ""], 0.9, 3),
        # Words that begin as other buttons do, of all entries.
        (["View tender"] * 5, 0.9, 5),
        (["Ver convocatoria"] * 5, 0.9, 5),
        (["View tender"] * 3 + ["", ""], 0.9, 0),
        (["Harbour tender"] * 5, 0.9, 0),
        (["View tender 4"] * 5, 0.9, 0),
        # The title again.
        ([f"More on {title}" for title in TITLES[:3]] + ["", ""], 0.9, 3),
        ([f"Mehr zu {title} »" for title in TITLES[:3]] + ["", ""], 0.9, 3),
        ([f"More on {title}" for title in TITLES[:2]] + ["", "", ""], 0.9, 0),
        ([f"News | {title}" for title in TITLES[:3]] + ["", ""], 0.9, 0),
        # What no list knows: of all entries, and by the word of the model.
        (["Picture of the item"] * 5, 0.2, 5),
        (["Picture of the item"] * 3 + ["", ""], 0.2, 0),
        # Of three, where the model is sure; words of other classes too.
        (["Picture of the item"] * 3 + ["", ""], 0.1, 3),
        (["Picture of the item"] * 2 + ["", "", ""], 0.1, 0),
        (["Mehr"] * 3 + ["", ""], 0.1, 3),
        (["Press release"] * 5, 0.6, 0),
        # Kinds of items, and bullets on their own lines, are no buttons.
        (["Press release"] * 5, 0.1, 0),
        (["Press release ›"] * 5, 0.1, 0),
        (["·"] * 5, 0.1, 0),
        (["Harbour office", "Pilot office", "Harbour office", "Pilot office", "Harbour office"], 0.2, 0),
    ],
)
def test_buttons_say_the_same_below_entries(below: list[str], likely: float, expected: int) -> None:
    lines = [
        line
        for number, (title, own) in enumerate(zip(TITLES, below, strict=True))
        for line in (f"{20 - number}.03.2024", title, own)
        if line
    ]
    page = Reading([part for part in segments("\n".join(lines)) if part.text], WORDS, DATES)
    found = entry_buttons(page, range(len(page) - 1), np.full(len(page), likely))
    assert len(found) == expected
    assert {page.text(index) for index in found} <= set(below)


def test_entries_with_two_days_each_are_counted_once() -> None:
    lines = [
        line
        for number, title in enumerate(TITLES)
        for line in (title, f"{20 - number}.03.2024", f"{28 - number}.04.2024", "Show")
    ]
    page = Reading([part for part in segments("\n".join(lines)) if part.text], WORDS, DATES)
    found = entry_buttons(page, range(len(page)), np.full(len(page), 0.2))
    assert [page.text(index) for index in found] == ["Show"] * 5


@pytest.mark.parametrize(("firsts", "buttons"), [("HHHPPP", 0), ("HHHHHH", 6)])
def test_what_differs_between_a_button_and_a_day_begins_an_entry(firsts: str, buttons: int) -> None:
    lines = ["Harbour life"]
    for number, first in enumerate(firsts):
        title = TITLES[number % len(TITLES)] + f" {number}"
        lines += [f"{20 - number}.03.2024", title, "Read more", {"H": "Harbour life", "P": "Pilots’ corner"}[first]]
    page = Reading([part for part in segments("\n".join([*lines, "13.03.2024"])) if part.text], WORDS, DATES)
    found = [page.text(index) for index in entry_buttons(page, range(1, len(page)), np.full(len(page), 0.1))]
    assert len(found) - found.count("Read more") == buttons
