"""Templates of invented sites: the shipped ones give labelled pages, bad ones say where they are wrong."""

import random
from pathlib import Path

import pytest

from bench.lines.invent import invent
from bench.lines.template import FOLDER, MUST, Template, load, parse, real_words, shipped
from bench.lines.templates import Templated

MINIMAL = "language: en\n== article\nT {title}\nK {paragraphs}\n"


@pytest.fixture(autouse=True)
def whole_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bench.lines.templates.SMALL", 0)


def page(text: str, kind: str = "article", seed: int = 1) -> list[tuple[str, str]]:
    """Letter and line of a page after the template `text`, without blank lines."""
    made, letters = Templated(random.Random(seed), parse(text, "en-x", "x.txt"), {}).page(kind)
    return [(letter, line) for letter, line in zip(letters, made.split("\n"), strict=True) if letter != "B"]


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_a_shipped_template_gives_pages_whose_letters_fit_their_lines(path: Path) -> None:
    template = load(path)
    assert path.stem.startswith(f"{template.language}-")
    for kind in template.kinds:
        text, letters = Templated(random.Random(7), template, {}).page(kind)
        lines = text.split("\n")
        assert len(lines) == len(letters)
        assert [bool(line) for line in lines] == [letter != "B" for letter in letters]
        assert MUST.get(kind, "F") in letters


def test_sites_that_follow_a_template_are_named_for_it() -> None:
    made = invent(20, 3, {})
    names = {template.name for template in shipped()}
    assert {page.site in names for page in made} == {True, False}
    assert made == invent(20, 3, {})
    assert made != invent(20, 4, {})


def test_a_page_s_own_title_is_the_same_wherever_it_stands() -> None:
    lines = page("language: en\n== article\nM You are here: {own}\nT {title}\nK {paragraphs}\n{*2\nR {title}\n}\n")
    (title,) = [line for letter, line in lines if letter == "T"]
    assert f"You are here: {title}" in [line for _, line in lines]
    others = [line for letter, line in lines if letter == "R"]
    assert len({title, *others}) == 3


def test_the_frame_is_the_same_on_all_pages_of_a_site() -> None:
    template = parse(f"{MINIMAL}== tail\nM {{name}}, {{place}} {{n 1-99999}}, {{date}}\n", "x", "x.txt")
    first, second = (Templated(random.Random(seed), template, {}) for seed in (2, 3))

    def ends(site: Templated) -> set[str]:
        made = [site.page("article") for _ in range(9)]
        return {text.split("\n")[-1] for text, letters in made if letters[-1] == "M"}

    assert len(ends(first)) == len(ends(second)) == 1
    assert ends(first) != ends(second)


def test_a_page_with_little_on_it_begins_as_the_item_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bench.lines.templates.SMALL", 1)
    menu = "".join(f"F Section {number}\n" for number in range(50))
    for seed in range(20):
        letters = "".join(letter for letter, _ in page(f"{MINIMAL}== head\n{menu}== tail\n{menu}", seed=seed))
        assert "TK" in letters
        assert letters.count("F") + letters.count("R") <= 13


def test_a_site_does_without_some_lines_of_its_template() -> None:
    lines = [f"Section {number}" for number in range(100)]
    template = parse(MINIMAL + "".join(f"F {line}\n" for line in lines), "x", "x.txt")
    text = Templated(random.Random(5), template, {}).page("article")[0]
    assert 80 <= sum(line in text for line in lines) < 100


def test_bodies_use_words_of_the_templates() -> None:
    template = parse(MINIMAL, "x", "x.txt")
    text = " ".join(Templated(random.Random(seed), template, {}).page("article")[0] for seed in range(9))
    assert set(real_words("en")) & set(text.split())


def test_real_items_are_printed_where_there_are_any() -> None:
    paragraphs = [f"Paragraph {number} of the item." for number in range(3)]
    pool = {"en": [("Real headline", paragraphs)] * 3}
    pages = [Templated(random.Random(seed), parse(MINIMAL, "x", "x.txt"), pool).page("article") for seed in range(30)]
    real = [text for text, _ in pages if "Real headline" in text]
    assert 0 < len(real) < 30
    assert all(paragraph in text for text in real for paragraph in paragraphs)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("M {{date}|{own}}|x", None),
        ("M a {{literal}} brace", {"a {literal} brace"}),
        ("M {a|b{c|d}}", {"a", "bc", "bd"}),
        ("M {|x}y", {"y", "xy"}),
        ("*3 M x", {"x"}),
        ("M {n 5-5} of {n 7-7}", {"5 of 7"}),
    ],
)
def test_placeholders_and_alternatives(line: str, said: set[str] | None) -> None:
    found = {text for seed in range(30) for letter, text in page(f"{MINIMAL}{line}\n", seed=seed) if letter == "M"}
    assert said is None or found == said


def test_marks_say_how_often_a_line_is_there() -> None:
    counts = {
        sum(letter == "M" for letter, _ in page(f"{MINIMAL}?.5 *2-3 M x\n{{?.5*2\nM y\n}}\n", seed=seed))
        for seed in range(60)
    }
    assert counts == {0, 2, 3, 4, 5}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("T {title}\n", 1),
        ("language: tlh\n" + MINIMAL.split("\n", 1)[1], 1),
        ("language: en\nT {title}\n", 2),
        ("language: en\n== story\n", 2),
        (MINIMAL + "X what\n", 5),
        (MINIMAL + "F\n", 5),
        (MINIMAL + "F {nothing}\n", 5),
        (MINIMAL + "F {phrase}\n", 5),
        (MINIMAL + "F {n 9-1}\n", 5),
        (MINIMAL + "F {date|never}\n", 5),
        (MINIMAL + "F {a|b\n", 5),
        (MINIMAL + "F a}\n", 5),
        (MINIMAL + "*3-1 F a\n", 5),
        (MINIMAL + "F {paragraphs}\n", 5),
        (MINIMAL + "}\n", 5),
        (MINIMAL + "{*2\n}\n", 6),
        (MINIMAL + "{\nF a\n== tail\n", 7),
        (MINIMAL + "{\nF a\n", 6),
        (MINIMAL + "{ F a\n}\n", 5),
        ("language: en\n== listing\nT {title}\n", 3),
    ],
)
def test_a_bad_template_is_refused_with_file_and_line(text: str, line: int) -> None:
    with pytest.raises(ValueError, match=rf"^bad\.txt:{line}: "):
        parse(text, "bad", "bad.txt")


def test_a_template_knows_its_kinds() -> None:
    template: Template = parse(MINIMAL + "== other\nF Error 404\n== article\nT {title}\n", "x", "x.txt")
    assert template.kinds == ["article", "other"]
    assert len(template.pages) == 3
