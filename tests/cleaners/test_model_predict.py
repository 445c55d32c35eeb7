"""The packed model."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaners.model.predict import CLASSES, KINDS, Prediction, headline, keep_threshold, predict

ARTICLE = [
    "Skip to content", "Home", "News", "Contact", "", "14 March 2024", "",
    "Minister opens the new bridge over the northern river", "",
    "The minister opened the bridge on Thursday, after four years of work, with the two mayors at his side.", "",
    "“We have waited long for this day, and so have the people who live on both of the banks,” he said.", "",
    "The bridge, which was designed in the capital, will carry two railway lines and a road from next week.", "",
    "Share", "Facebook", "Print", "© 2024 Ministry. All rights reserved",
]  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=80), max_size=40))
def test_any_lines_have_probabilities(lines: list[str]) -> None:
    found = predict(lines)
    assert found.classes.shape == (len(lines), len(CLASSES))
    total = found.classes.sum(1)
    assert np.all(np.isclose(total, 1) | (total == 0))
    assert found.kinds.shape == (len(KINDS),)
    assert np.isclose(found.kinds.sum(), 1)


def test_prose_is_content_and_chrome_is_not() -> None:
    found = predict(ARTICLE)
    kept = found.content >= keep_threshold(found.content, found.words, found.kind)
    assert [n for n, keep in enumerate(kept) if keep and len(ARTICLE[n]) > 60] == [9, 11, 13]
    assert not kept[[0, 1, 2, 3, 15, 16, 17, 18]].any()
    assert found.titles.argmax() == 7
    assert KINDS[found.kinds.argmax()] == "article"


@pytest.mark.parametrize("lines", [[], [""], ["", " "]])
def test_no_headline_where_nothing_stands_under_it(lines: list[str]) -> None:
    assert headline(predict(lines), lines) is None


def test_same_lines_same_answer() -> None:
    assert np.array_equal(predict(ARTICLE).classes, predict(list(ARTICLE)).classes)


@pytest.mark.parametrize("words", [[1.0, 10.0, 10.0], [5.0, 5.0, 5.0]])
def test_threshold_stays_within_bounds(words: list[float]) -> None:
    for content in ([0.9, 0.8, 0.01], [0.1, 0.05, 0.02], [1.0, 1.0, 1.0], [0.0, 0.0, 0.0]):
        assert 0.2 <= keep_threshold(np.array(content), np.array(words), "article") <= 1


def test_more_of_what_is_doubtful_is_kept_where_lines_are_short() -> None:
    content, words = np.array([0.9, 0.6, 0.5, 0.1]), np.full(4, 5.0)
    assert keep_threshold(content, words, "listing") < keep_threshold(content, words, "article")


def test_cleaners_does_not_import_numpy() -> None:
    code = "import sys, cleaners, cleaners.model; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def _prediction(titles: list[float]) -> Prediction:
    n = len(titles)
    return Prediction(np.zeros((n, len(CLASSES))), np.array(titles), np.eye(len(KINDS))[0], np.ones(n))


@pytest.mark.parametrize(
    ("titles", "lines", "expected"),
    [
        ([0.5, 0.45, 0.0], ["* A bridge opens", "A Bridge  Opens!", "Home"], 0),
        ([0.3, 0.6, 0.0], ["A bridge opens", "A bridge opens", "Home"], 1),
        ([0.5, 0.5, 0.0], ["A bridge opens", "A bridge closes", "Home"], None),
        # Together the copies are likelier than the line that is likeliest alone, but still not likely enough.
        ([0.3, 0.4, 0.3], ["A bridge opens", "Weather", "A bridge opens"], None),
        ([0.06, 0.94], ["***", "---"], 1),
        # A text in one line is no headline.
        ([1.0, 0.0], ["A bridge " * 200, "Home"], None),
        ([0.1, 0.9], ["A bridge " * 200, "A bridge opens"], 1),
    ],
)
def test_lines_of_the_same_words_speak_for_each_other(
    titles: list[float], lines: list[str], expected: int | None
) -> None:
    assert headline(_prediction(titles), lines) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Otwarcie mostu, Nowy Port, 1 września 2018 r.", 0),
        ("Об открытии моста, 2 декабря 2021 г.", 0),
        ("The bridge was opened in 2018.", None),
        ("Мост открыли в городе.", None),
    ],
)
def test_a_year_may_end_a_headline_with_a_full_stop(line: str, expected: int | None) -> None:
    assert headline(_prediction([0.9, 0.0]), [line, "Home"]) == expected


def test_of_copies_the_one_that_is_a_headline_by_its_class_is_taken() -> None:
    found = _prediction([0.7, 0.2])
    found.classes[1, 0] = 0.8
    assert headline(found, ["A bridge opens", "A bridge opens"]) == 1


@pytest.mark.parametrize(
    ("titles", "expected"),
    [([0.6, 0.36, 0.04], 1), ([0.6, 0.2, 0.2], None), ([0.01, 0.9, 0.09], 1), ([1.0, 0, 0], None)],
)
def test_a_line_that_is_known_to_be_none_leaves_its_share_to_the_others(
    titles: list[float], expected: int | None
) -> None:
    lines = ["For immediate release", "A bridge opens", "Weather"]
    assert headline(_prediction(titles), lines, {0}) == expected


@pytest.mark.parametrize(("chance", "expected"), [(0.7, 2), (0.95, 1)])
def test_a_trail_does_not_overrule_a_headline_that_is_certain(chance: float, expected: int) -> None:
    lines = ["Home", "A bridge opens", "Bridges"]
    assert headline(_prediction([0.0, chance, 0.01]), lines, named=2) == expected
