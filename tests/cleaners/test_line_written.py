"""The written pages that the line model learns from, and the dumps that are drawn from them."""

import random
import re
from collections import Counter
from pathlib import Path

import pytest

from bench.lines.invent import Invented
from bench.lines.written import FOLDER, load, varied, written
from bench.markup.dress import dress_written
from cleaners.html import render
from cleaners.rendered import Rendered

_WORD = re.compile(r"[^\W\d_]+")
PAGE = Invented("page-x", "en", "article", "Menu\nNews\n\n• Flood\n\nText.\n- One\nFooter", "FFBTBKKF")


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_every_page_can_be_read(path: Path) -> None:
    page = load(path)
    assert len(page.letters) == page.text.count("\n") + 1


def test_dumps_of_a_page_have_all_of_its_own_text() -> None:
    for seed in range(60):
        dump = varied(PAGE, random.Random(seed))
        rows = list(zip(dump.letters, dump.text.split("\n"), strict=True))
        own = [(letter, text.lstrip("•- ")) for letter, text in rows if letter in "TK"]
        assert own == [("T", "Flood"), ("K", "Text."), ("K", "One")]
        assert all((letter == "B") == (not text) for letter, text in rows)


def test_dumps_of_a_page_differ() -> None:
    assert len({varied(PAGE, random.Random(seed)).text for seed in range(60)}) > 10


def test_the_first_dump_of_a_page_is_the_page(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("kind: record\nlanguage: en\n\nT Fees\n\nK Visa: 20\nF Print\n", "utf-8")
    first, *others = written(tmp_path)
    assert (first.text, first.letters, first.kind) == ("Fees\n\nVisa: 20\nPrint", "TBKF", "record")
    assert {other.site for other in others} == {first.site}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("kind: story\nlanguage: en\n\nK Text\n", "no `kind: `"),
        ("kind: article\n\nT Head\n", "no `kind: `"),
        ("kind: article\nlanguage: en\n\nT Head\nText\n", "line 2 of the dump has no letter"),
        ("kind: article\nlanguage: en\n\nT Head\nT Head\n", "two headlines"),
        ("kind: record\nlanguage: en\n\nK Head\nE Entry\n", "entries of no listing"),
        ("kind: listing\nlanguage: en\n\nT Head\n", "nothing of a page of the kind"),
    ],
)
def test_a_file_that_is_no_page_says_why(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "page.txt"
    path.write_text(text, "utf-8")
    with pytest.raises(ValueError, match=says):
        load(path)


def test_a_page_in_markup_has_a_letter_for_each_rendered_line_and_all_words() -> None:
    for page in list(written(copies=1))[::8]:
        (dressed,) = dress_written([page])
        rendered = render(dressed.raw)
        assert isinstance(rendered, Rendered)
        rows = [line for line in rendered.text.split("\n") if line.strip()]
        assert len(rows) == len(dressed.letters), page.site
        assert Counter(_WORD.findall(rendered.text)) == Counter(_WORD.findall(page.text)), page.site
        headline = [row for row, letter in zip(rows, dressed.letters, strict=True) if letter == "T"]
        assert headline in ([], [dressed.title]), page.site
