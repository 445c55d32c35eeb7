"""Lines as arrays."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaners.model.lines import parse

LINES = st.lists(st.text(max_size=60), max_size=30)


@given(LINES)
def test_rows_are_the_lines_with_something_visible(lines: list[str]) -> None:
    page = parse(lines)
    assert page.n == len(page.number) == len(page.width) == len(page.hash)
    assert np.all(np.diff(page.number) > 0)
    assert page.width.sum() == page.tokens.hash.size
    assert np.all(page.end > page.start)


@pytest.mark.parametrize(
    ("line", "width"),
    [
        ("Two words", 2),
        ("14:38", 2),
        ("日本語", 3),
        ("日本 2020", 3),
        ("...", 0),
        ("e-mail", 2),
        ("안녕 하세요", 2),
    ],
)
def test_tokens_of_a_line(line: str, width: int) -> None:
    assert parse([line]).width.tolist() == [width]


def test_hash_folds_case_and_punctuation_but_not_order() -> None:
    page = parse(["Read more", "READ MORE »", "more read", "Read", "more"])
    assert page.hash[0] == page.hash[1]
    assert page.hash[0] != page.hash[2]
    assert len(set(page.hash.tolist())) == 4


def test_masked_hash_folds_numbers() -> None:
    page = parse(["933 days have passed", "934 days have passed", "days have passed"])
    assert page.masked[0] == page.masked[1] != page.masked[2]
    assert page.hash[0] != page.hash[1]


def test_blank_lines_and_indent_are_counted() -> None:
    page = parse(["", "one", "", "\u00a0", "   two"])
    assert page.number.tolist() == [1, 4]
    assert page.before.tolist() == [3, 2]
    assert page.indent.tolist() == [0, 3]


def test_blank_lines_after_every_line_tell_nothing() -> None:
    lines = [f"line {number}" for number in range(12)]
    dense = parse([*lines[:6], "", *lines[6:]])
    airy = parse([part for line in lines[:6] for part in (line, "")] + [""] + [x for y in lines[6:] for x in (y, "")])
    assert airy.before.tolist() == dense.before.tolist() == [3, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0]
