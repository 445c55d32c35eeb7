"""Days whose year has two digits."""

import pytest

from cleaners import vocabulary
from cleaners.dates import DateReader
from cleaners.short_dates import short_dates

DATES = DateReader.of(vocabulary.join(vocabulary.load()))


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["21/05/24", "Fair", "9/05/24", "Ferries", "30/04/24"], {0: "2024-05-21", 2: "2024-05-09", 4: "2024-04-30"}),
        (["21.05.24", "19.5.24", "2.5.24"], {0: "2024-05-21", 1: "2024-05-19", 2: "2024-05-02"}),
        # Nothing tells day from month, a month comes first, too few, not alone, of two makes, no day.
        (["1/05/24", "9/05/24", "3/04/24"], {}),
        (["05/21/24", "05/09/24", "04/30/24"], {}),
        (["21/05/24", "Fair", "9/05/24"], {}),
        (["Fair on 21/05/24", "9/05/24", "30/04/24"], {}),
        (["21/05/24", "9.05.24", "30/04/24"], {}),
        (["21/05/24", "9/05/24", "45/04/24"], {}),
    ],
)
def test_days_of_short_years_are_read_where_several_stand_alone(lines: list[str], found: dict[int, str]) -> None:
    assert {index: date.value for index, date in short_dates(lines, DATES).items()} == found
