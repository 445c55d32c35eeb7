"""Lines that look like headlines and are none."""

import pytest

from cleaners.structure.bylines import are_writers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A.B. Holm and J. L. Reed-Moe", True),
        ("С.Т. Агаев и М. Р. Дзуева", True),
        ("A. Holm, B. Reed", True),
        ("A. Holm", False),
        ("Anna Holm and John Reed", False),
        ("A. Holm and the harbour", False),
    ],
)
def test_two_names_with_initials_are_writers(text: str, expected: bool) -> None:
    assert are_writers(text) is expected
