"""The headline of a record above its fields."""

import pytest

from cleaners import vocabulary
from cleaners.above_fields import headline
from cleaners.cuts import segments
from cleaners.dates import DateReader
from cleaners.reading import Reading

WORDS = vocabulary.join(vocabulary.load())
HEAD = ["Tollen Harbour", "Home / Vacancies / All", "Pilot (full time)"]
FIELDS = ["Reference: 2024-18", "Salary: by agreement", "Begins: 1 March 2024", "Apply by: 1 May 2024"]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ([*HEAD, *FIELDS], "Pilot (full time)"),
        ([*HEAD, *(field.replace(": ", "   ") for field in FIELDS)], "Pilot (full time)"),
        ([*HEAD, *(field.replace(": ", "\t") for field in FIELDS)], "Pilot (full time)"),
        ([*HEAD, *FIELDS[:3]], None),
        ([*HEAD, "Share", *FIELDS], None),
        ([*HEAD[:2], *FIELDS], None),
        (FIELDS, None),
        ([*HEAD, "概要 手続 様式", "概要", *FIELDS], "Pilot (full time)"),
        (
            [*HEAD[:2], "Harbour office: hours and fees", *(field.replace(": ", "\t") for field in FIELDS)],
            "Harbour office: hours and fees",
        ),
        ([*HEAD[:2], *FIELDS[:1], *(field.replace(": ", "\t") for field in FIELDS[:2])], None),
        ([*HEAD, *FIELDS[:3], "The board decides in May, once it has met everybody.", FIELDS[3]], None),
    ],
)
def test_the_line_above_the_fields(lines: list[str], found: str | None) -> None:
    page = Reading([part for part in segments("\n".join(lines)) if part.text], WORDS, DateReader.of(WORDS))
    index = headline(page)
    assert (None if index is None else page.text(index)) == found
