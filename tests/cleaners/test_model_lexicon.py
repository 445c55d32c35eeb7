"""The vocabulary as tables of hashes."""

import io
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from cleaners.model import predict, tree
from cleaners.model.lexicon import LINE_LISTS, WORD_LISTS, known_languages, load_lexicon
from cleaners.model.lines import parse


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Read also", "related"),
        ("LAST UPDATED:", "meta"),
        ("Page views", "about_page"),
        ("Telephone", "contact"),
        ("Additional settings", "form"),
        ("The minister opened the bridge", None),
    ],
)
def test_a_whole_line_is_known_by_its_list(line: str, name: str | None) -> None:
    (found,) = load_lexicon().line_class(parse([line]).hash)
    assert found == (0 if name is None else 1 + list(LINE_LISTS).index(name))


def test_each_spelling_of_a_month_is_a_month() -> None:
    bits = load_lexicon().word_bits(parse(["march mar марта oktober"]).tokens.hash)
    assert np.all(bits & (1 << WORD_LISTS.index("months")))


def test_languages_that_came_after_the_training_are_left_to_the_rules(tmp_path: Path) -> None:
    for name in ("ga", "de"):
        (tmp_path / f"{name}.toml").write_text(f'stop_words = ["agus"]\n[labels]\nmenu = ["Zuvo {name}"]\n', "utf-8")
    lexicon = load_lexicon(["de", "gone"], tmp_path)
    assert lexicon.line_class(parse(["zuvo ga", "zuvo de"]).hash).astype(bool).tolist() == [False, True]


@pytest.mark.parametrize("packed", [predict.PACKED, tree.PACKED])
def test_a_packed_model_names_the_languages_that_it_knows(packed: str) -> None:
    with np.load(io.BytesIO(files("cleaners.model").joinpath(packed).read_bytes())) as arrays:
        assert {"en", "ru", "zh"} <= {*arrays["languages"].tolist()} <= {*known_languages()}


def test_the_first_of_two_lists_has_the_line(tmp_path: Path) -> None:
    for name, key in (("xa", "contact"), ("xb", "menu")):
        (tmp_path / f"{name}.toml").write_text(f'stop_words = ["ba"]\n[labels]\n{key} = ["Zuvo"]\n', "utf-8")
    lexicon = load_lexicon(folder=tmp_path)
    assert lexicon.line_class(parse(["zuvo", "ba"]).hash).tolist() == [1, 0]
