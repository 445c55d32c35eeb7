"""What the features say of a line by itself."""

import pytest

from cleaners.model.features import alone
from cleaners.model.lexicon import load_lexicon
from cleaners.model.lines import parse


@pytest.mark.parametrize(
    ("line", "dated"),
    [
        ("Updated 2019-03-12", True),
        ("12.03.2019", True),
        ("The ferry of 1/2/19 was late", True),
        ("2019년 3월 12일", True),
        ("2019 年 3 月 12 日", True),
        ("No. 417: ๑๒/๐๓/๒๕๖๒", True),
        ("417 boats, ١٢/٠٣/٢٠١٩", True),
        ("Built in 1912. It has 3,400 seats.", False),
        ("Rooms 12-14, 3rd floor", False),
        ("+44 20 7946 0018", False),
    ],
)
def test_numeric_dates(line: str, dated: bool) -> None:
    columns = alone(parse(["Harbour", line]), ["Harbour", line], load_lexicon())
    assert columns["dates"].tolist() == [0.0, float(dated)]
