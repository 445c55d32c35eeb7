"""What the tree says of lines, as columns: sound for any page, and telling on one that anybody can read."""

import numpy as np
import pytest
from hypothesis import given, settings

from cleaners import pages as html_pages
from cleaners.dates import DateReader
from cleaners.html import render
from cleaners.model.dom import describe
from cleaners.model.lines import Columns
from cleaners.rendered import Rendered
from tests.cleaners.test_html import pages

SENTENCE = "The bridge was opened on Monday by the mayor, and all the town came down to the river to see it. "
PAGE = f"""<!doctype html><title>A bridge opens | Moor</title><body>
<nav class="main-nav"><ul><li><a href=/a>Home</a></li><li><a href=/b>News</a></li>
<li><a href=/c>Contact</a></li></ul></nav>
<article><h1>A bridge opens</h1><div class="article-body"><p>{SENTENCE}</p><p>{SENTENCE * 2}</p><p>{SENTENCE}</p></div>
</article><section class="comments"><h2>Comments</h2><p>Well done, all of you, and good luck to the town.</p></section>
<footer><a href=/d>Imprint</a></footer>"""


def described(html: str) -> tuple[Rendered, Columns] | None:
    rendered = render(html.encode("utf-8", "surrogatepass"))
    if not isinstance(rendered, Rendered) or not len(rendered.facts):
        return None
    lines = rendered.text.split("\n")
    own = [lines[number] for number in rendered.facts.number]
    words = np.array([len(line.split()) for line in own], np.float64)
    ends = np.array([line.endswith(".") for line in own], np.float64)
    page = html_pages.read(b"", rendered, None, DateReader({}, {}))
    return rendered, describe(page, words, ends)


@given(pages)
@settings(deadline=None)
def test_there_is_a_finite_number_for_each_line(html: str) -> None:
    found = described(f"<!doctype html>{html}")
    if found is not None:
        rendered, columns = found
        assert {values.shape for values in columns.values()} == {(len(rendered.facts),)}
        assert all(np.isfinite(values).all() for values in columns.values())


def test_the_columns_are_the_same_on_each_page() -> None:
    one, other = described(PAGE), described("<!doctype html><p>One line")
    assert one is not None
    assert other is not None
    assert list(one[1]) == list(other[1])


@pytest.mark.parametrize(
    ("column", "lines"),
    [
        ("in_nav", {"Home", "News", "Contact"}),
        ("is_headline", {"A bridge opens"}),
        ("in_footer", {"Imprint"}),
        ("named_comments", {"Comments", "Well done, all of you, and good luck to the town."}),
        ("in_top", {SENTENCE.strip(), (SENTENCE * 2).strip()}),
    ],
)
def test_columns_tell_the_lines_of_a_page(column: str, lines: set[str]) -> None:
    found = described(PAGE)
    assert found is not None
    rendered, columns = found
    own = [rendered.text.split("\n")[number] for number in rendered.facts.number]
    assert {line for line, value in zip(own, columns[column], strict=True) if value > 0} == lines


def test_prose_scores_above_all_else() -> None:
    found = described(PAGE)
    assert found is not None
    rendered, columns = found
    prose = np.array([size > 80 for size in rendered.facts.size])
    for column in ("make2_good", "score"):
        assert columns[column][prose].min() > columns[column][~prose].max()
