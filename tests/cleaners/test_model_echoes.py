"""Where lines come again on their page."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaners.model.echoes import FAR, repeats, shared
from cleaners.model.lines import parse

PAGE = [
    "Home » News » New bridge opens", "Menu", "New bridge opens", "14 March 2024",
    "The new bridge was opened on Thursday after years of work.", "New bridge opens", "New bridge opens | Ministry",
    "Ministry", "Why a new bridge opens doors",
]  # fmt: skip
HEAD = 2


@pytest.mark.parametrize(
    ("way", "above", "below", "near_above", "near_below"),
    [("as a line", 0, 1, FAR, 3), ("as an end", 1, 0, 2, FAR), ("as a start", 0, 1, FAR, 4), ("inside", 0, 1, FAR, 6)],
)
def test_a_line_is_found_again_in_others(way: str, above: int, below: int, near_above: int, near_below: int) -> None:
    ways = repeats(parse(PAGE), np.array([HEAD]))[0, :16].reshape(4, 4)
    names = ("as a line", "as an end", "as a start", "inside")
    assert ways[names.index(way)].tolist() == [above, below, near_above, near_below]


def test_a_line_is_found_to_hold_others() -> None:
    from_end, from_start = repeats(parse(PAGE), np.array([0, 6, 7]))[:, 16:].T
    assert from_end.tolist() == [0.6, 0.25, 0.0]
    assert from_start.tolist() == [0.0, 0.75, 0.0]


def test_words_shared_with_the_text() -> None:
    page = parse(PAGE)
    found = shared(page, np.array([HEAD, 1]), np.array([4]), np.zeros(page.n))
    assert found[0, 9] == pytest.approx(2 / 3)  # "new" and "bridge"
    assert found[1, 4:11].tolist() == [0.0] * 7


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(alphabet="ab cд文1.\n", max_size=12), min_size=1, max_size=12), st.data())
def test_whole_repeats_are_those_of_the_words(lines: list[str], data: st.DataObject) -> None:
    page = parse(lines)
    if not page.n:
        return
    row = data.draw(st.integers(0, page.n - 1))
    words = [page.tokens.hash[page.first[n] : page.first[n] + page.width[n]].tolist() for n in range(page.n)]
    same = [n for n in range(page.n) if n != row and words[n] == words[row] and words[row]]
    assert repeats(page, np.array([row]))[0, :2].tolist() == [sum(n < row for n in same), sum(n > row for n in same)]
    assert np.isfinite(shared(page, np.array([row]), np.arange(page.n), np.ones(page.n))).all()
