"""What is a label with its value on one line."""

import pytest

from cleaners.label_value import label_value


@pytest.mark.parametrize(
    ("line", "label", "value"),
    [
        ("Reference: 2024-18", "Reference", "2024-18"),
        ("Rufnummer : 01632 960 114", "Rufnummer", "01632 960 114"),
        ("電話：03-1234-5678", "電話", "03-1234-5678"),
        ("• Opens: 9:30", "Opens", "9:30"),
        ("2019: 58 of 60 sittings", "2019", "58 of 60 sittings"),
    ],
)
def test_parts_a_field(line: str, label: str, value: str) -> None:
    assert label_value(line) == (label, value)


@pytest.mark.parametrize(
    "line",
    ["Harbour pilot", "Opens:", "9:30", "The pier is closed. Use the ferry: it goes on.", "Said: " + "on " * 60],
)
def test_other_lines_are_no_fields(line: str) -> None:
    assert label_value(line) is None
