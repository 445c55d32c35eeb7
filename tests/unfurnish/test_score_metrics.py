"""Precision, recall and F1 from counts, against figures worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unfurnish.scoring.metrics import Figures, Tally, macro, micro, shared_words, words


@st.composite
def tallies(draw: st.DrawFn) -> Tally:
    """Draw counts that can be: nothing is right that was not both given and wanted."""
    given, wanted = draw(st.integers(0, 50)), draw(st.integers(0, 50))
    return Tally(draw(st.integers(0, min(given, wanted))), given, wanted)


@pytest.mark.parametrize(
    ("tally", "figures"),
    [
        (Tally(right=3, given=4, wanted=6), Figures(0.75, 0.5, 0.6)),
        (Tally(right=1, given=1, wanted=4), Figures(1.0, 0.25, 0.4)),
        (Tally(right=0, given=5, wanted=5), Figures(0.0, 0.0, 0.0)),
        (Tally(right=0, given=0, wanted=5), Figures(0.0, 0.0, 0.0)),
        (Tally(right=0, given=5, wanted=0), Figures(0.0, 0.0, 0.0)),
        (Tally(right=0, given=0, wanted=0), Figures(1.0, 1.0, 1.0)),
    ],
)
def test_figures_of_one_tally(tally: Tally, figures: Figures) -> None:
    assert tally.figures() == figures


def test_micro_weighs_by_counts_and_macro_by_pages() -> None:
    long, short = Tally(right=90, given=90, wanted=90), Tally(right=1, given=10, wanted=2)
    assert micro([long, short]) == Figures(91 / 100, 91 / 92, 182 / 192)
    assert macro([long, short]) == Figures(0.55, 0.75, (1 + 2 / 12) / 2)
    assert micro([]) == Figures(1.0, 1.0, 1.0)


@given(st.lists(tallies(), min_size=1))
def test_figures_stay_between_nothing_and_perfect(pages: list[Tally]) -> None:
    for average in (micro(pages), macro(pages)):
        assert 0 <= average.f1 <= 1
    for figures in (page.figures() for page in pages):
        assert min(figures.precision, figures.recall) - 1e-12 <= figures.f1
        assert figures.f1 <= max(figures.precision, figures.recall) + 1e-12


@given(tallies())
def test_f1_is_one_only_where_all_is_right(tally: Tally) -> None:
    assert (tally.figures().f1 == 1.0) == (tally.right == tally.given == tally.wanted)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" … — ", []),
        ("The 2nd NOTE, re-read", ["the", "2nd", "note", "re", "read"]),
        ("Ёлка_1", ["ёлка_1"]),
        ("2021年3月", ["2021", "年", "3", "月"]),
        ("カタカナ・ひらがな", list("カタカナひらがな")),
        ("정부 News", ["정", "부", "news"]),
        ("กขค", ["ก", "ข", "ค"]),
        ("မြန်", ["မ", "န"]),  # marks that hang on a letter are no letters
        ("السلام عليكم", ["السلام", "عليكم"]),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_a_word_counts_as_often_as_it_stands_in_both() -> None:
    assert shared_words(["a a b"], ["A b", "b c"]) == Tally(right=2, given=3, wanted=4)
    assert shared_words([], ["a"]) == Tally(wanted=1)


@given(st.lists(st.text()), st.lists(st.text()))
def test_bags_are_symmetrical_and_a_text_equals_itself(one: list[str], other: list[str]) -> None:
    tally, turned = shared_words(one, other), shared_words(other, one)
    assert tally == Tally(turned.right, turned.wanted, turned.given)
    assert shared_words(one, one).figures() == Figures(1.0, 1.0, 1.0)
