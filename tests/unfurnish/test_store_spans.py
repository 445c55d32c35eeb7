"""Labels as runs: nothing is lost, and ordinary pages need few rows."""

from collections.abc import Sequence
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaners import Engine
from schemas import Cleaned, Label, Line, Page
from unfurnish.store.spans import LONGEST_TEXT, expand, join, writable

DUMPS = Path(__file__).parents[2] / "fixtures" / "dumps"

Marks = tuple[Label, str, float]
BODY: Marks = ("body", "site/body", 1.0)
DOUBTFUL: Marks = ("body", "site/body", 0.5)
MENU: Marks = ("furniture", "site/menu", 1.0)
BLANK: Marks = ("blank", "blank", 1.0)
ANY: list[Marks] = [BODY, DOUBTFUL, MENU, BLANK, *((label, "rule", 1.0) for label in get_args(Label))]


@pytest.fixture(scope="module")
def engine() -> Engine:
    """Return the engine of the package, built once."""
    return Engine.bundled()


def lines_of(pieces: Sequence[tuple[str, Marks]]) -> tuple[str, list[Line]]:
    """Build segments from (text, (label, reason, score)); a text that ends a line has its end mark in it."""
    text = "".join(piece for piece, _ in pieces)
    mark = "\n" if "\n" in text else "\r"
    lines, n, start = [], 1, 0
    for piece, (label, reason, score) in pieces:
        lines.append(Line(n=n, start=start, end=start + len(piece), label=label, reason=reason, score=score))
        start += len(piece)
        n += piece.endswith(mark)
    return text, lines


@st.composite
def pages(draw: st.DrawFn) -> tuple[str, list[Line]]:
    mark = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    words = st.text(st.sampled_from("aé \t\x0c\u2028\u00a0\u200b\x00\ud800"), max_size=4)
    piece = st.tuples(st.builds(str.__add__, words, st.sampled_from(["", mark])), st.sampled_from(ANY))
    return lines_of([(text, marks) for text, marks in draw(st.lists(piece, max_size=25)) if text])


@given(pages())
def test_spans_give_the_segments_back(page: tuple[str, list[Line]]) -> None:
    text, lines = page
    assert list(expand(join(lines, text), text)) == lines


def test_paragraphs_and_the_blank_lines_between_them_are_one_span() -> None:
    end = ("\n", BLANK)
    text, lines = lines_of([("Home\n", MENU), end, ("One.\n", BODY), end, end, (" Two.\n", BODY), end])
    menu, body = join(lines, text)
    assert (menu.label, menu.first_line, menu.last_line, menu.text) == ("furniture", 1, 1, "Home")
    assert (body.label, body.first_line, body.last_line, body.chars) == ("body", 3, 6, 8)
    assert text[body.start : body.end] == "One.\n\n\n Two.\n"


def test_two_pieces_of_one_line_stay_two() -> None:
    text, lines = lines_of([("a", MENU), ("b\n", MENU), ("c\n", MENU)])
    assert [text[span.start : span.end] for span in join(lines, text)] == ["a", "b\nc\n"]


@pytest.mark.parametrize(
    ("label", "kept"),
    [("body", False), ("related", False), ("furniture", True), ("meta", True), ("title", True)],
)
def test_words_are_kept_where_no_other_table_has_them(label: Label, kept: bool) -> None:
    text, lines = lines_of([(" words \n", (label, "rule", 1.0))])
    assert join(lines, text)[0].text == ("words" if kept else None)


def test_kept_words_are_bounded_and_writable() -> None:
    text, lines = lines_of([("\x00\ud800" + "x" * 5_000, MENU)])
    (span,) = join(lines, text)
    assert span.text == "\ufffd\ufffd" + "x" * (LONGEST_TEXT - 2)
    assert span.chars == 5_002


@given(st.text(st.characters(exclude_categories=())))
def test_writable_text_can_be_written_and_changes_nothing_else(text: str) -> None:
    changed = writable(text)
    changed.encode()
    assert [b for a, b in zip(text, changed, strict=True) if a != b] == ["\ufffd"] * sum(
        c == "\x00" or "\ud800" <= c <= "\udfff" for c in text
    )


@pytest.mark.parametrize("path", sorted(DUMPS.rglob("*.txt")), ids=lambda path: str(path.relative_to(DUMPS)))
def test_the_labels_of_real_shapes_come_back_and_blank_lines_take_no_span(path: Path, engine: Engine) -> None:
    cleaned = engine.clean(Page(source=path.name, raw=path.read_bytes()))
    assert isinstance(cleaned, Cleaned)
    spans = join(cleaned.lines, cleaned.text)
    assert tuple(expand(spans, cleaned.text)) == cleaned.lines
    assert "blank" not in {span.label for span in spans}
