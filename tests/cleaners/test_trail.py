"""Where the end of a breadcrumb trail stands below it as a line."""

import pytest

from cleaners import vocabulary
from cleaners.cuts import segments
from cleaners.dates import DateReader
from cleaners.reading import Reading
from cleaners.structure.trail import in_menu, trail_end

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
