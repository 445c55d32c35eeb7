"""One page held against its gold: which lines count, which label a fused line has, when a field is right."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from schemas import Cleaned, Counter, Document, Kind, Label, Line, PartialDate, Reject, Related
from unfurnish.errors import InputError
from unfurnish.scoring.gold import LABELS, Gold, GoldPage
from unfurnish.scoring.metrics import Tally
from unfurnish.scoring.pages import facts, score_page

ROOT = Path(__file__).parents[2]
DAY = PartialDate(value="2021-03-25", precision="day", source="dateline", raw="25.03.2021")
MINUTE = PartialDate(value="2021-03-25T14:38", precision="minute", source="dateline", raw="25.03.2021, 14:38")
YEAR = PartialDate(value="2020", precision="year", source="title", raw="2020")


def gold_page(path: Path = Path("a/1.txt"), **given: Any) -> GoldPage:
    return GoldPage(path, "a/1.txt", Gold.model_validate(given), given)


def answer(parts: str, kind: Kind = "article", lines: Mapping[int, int] | None = None, **found: Any) -> Cleaned:
    """Return a page of segments given as `T some words|K others`; `lines` puts some, by index, on an earlier line."""
    segments: list[Line] = []
    text = ""
    for index, part in enumerate(parts.split("|")):
        letter, words = part[0], part[2:] + ("" if index + 1 in (lines or {}) else "\n")
        n = (lines or {}).get(index, segments[-1].n + 1 if segments else 1)
        label: Label = LABELS[letter]
        segments.append(
            Line(n=n, start=len(text), end=len(text + words), label=label, reason=f"test/{label}", score=1.0)
        )
        text += words
    document = Document(source="1.txt", url=None, site=None, kind=kind, title=found.pop("title", None), **found)
    return Cleaned(document=document, lines=tuple(segments), text=text, encoding="utf-8")


@pytest.mark.parametrize(
    ("labels", "kind", "parts", "said", "kept", "words"),
    [
        # One line of text lost, one menu kept.
        ("FTKKB", "article", "K menu|T the title|K one|F two three|B ", "article", Tally(2, 3, 3), Tally(3, 4, 5)),
        # The dateline is kept: no loss, no gain. The byline of the gold is lost: neither.
        ("MTKM", "article", "K 7 May|T title|K one|F by me", "article", Tally(2, 2, 2), Tally(2, 2, 2)),
        ("KF", "article", "M one two|M menu", "article", Tally(0, 0, 1), Tally(0, 0, 2)),
        # The same words from another line are the same words, but not the same line.
        ("KF", "article", "F one|K one", "article", Tally(0, 1, 1), Tally(1, 1, 1)),
        # Entries are kept on listings: by the gold's kind they should be, by the answer's kind they are.
        ("TR", "listing", "T all|R entry", "listing", Tally(2, 2, 2), Tally(2, 2, 2)),
        ("TR", "listing", "T all|R entry", "article", Tally(1, 1, 2), Tally(1, 1, 2)),
        ("TR", "article", "T all|R entry", "listing", Tally(1, 2, 1), Tally(1, 2, 1)),
        ("FB", "other", "F menu|B ", "other", Tally(0, 0, 0), Tally(0, 0, 0)),
    ],
)
def test_which_lines_and_words_count(
    labels: str, kind: Kind, parts: str, said: Kind, kept: Tally, words: Tally
) -> None:
    page = score_page(gold_page(labels=labels, kind=kind), answer(parts, said))
    assert (page.kept, page.words) == (kept, words)


def test_each_label_counts_but_blank_lines() -> None:
    page = score_page(gold_page(labels="BTMKF"), answer("B |T title|K byline|K text|B ~"))
    assert page.rightly == 2
    assert [(line.n, line.wanted, line.given, line.reason, line.text) for line in page.lines if not line.right] == [
        (3, "meta", "body", "test/body", "byline"),
        (5, "furniture", "blank", "test/blank", "~"),
    ]


@pytest.mark.parametrize(("parts", "label"), [("M 7 May|T a title", "title"), ("M 1 2|T one", "meta")])
def test_a_fused_line_has_the_label_of_its_longest_part_the_first_of_equals(parts: str, label: Label) -> None:
    (line, after) = score_page(gold_page(labels="TK"), answer(f"{parts}|K text", lines={1: 1})).lines
    assert (line.given, line.text) == (label, parts.replace("M ", "").replace("|T ", ""))
    assert (after.n, after.text) == (2, "text")


@pytest.mark.parametrize("labels", ["T", "TKB"])
def test_each_line_needs_a_label(labels: str) -> None:
    with pytest.raises(InputError, match=r"a/1\.txt: the page has 2 lines, its gold \d labels"):
        score_page(gold_page(labels=labels), answer("T title|K text"))


def test_a_reject_keeps_nothing_and_knows_nothing(tmp_path: Path) -> None:
    path = tmp_path / "1.txt"
    path.write_bytes(b"menu\n\nThe title\nwords \xff\n")
    gold = gold_page(path, labels="FBTK", language="en", counters=[])
    page = score_page(gold, Reject(source="1.txt", reason="binary", detail="Not text."))
    assert (page.kept, page.words, page.rightly) == (Tally(wanted=2), Tally(wanted=3), 0)
    assert {line.reason for line in page.lines} == {"reject/binary"}
    assert {name: field.right for name, field in page.fields.items()} == {
        "title": False,
        "published": True,
        "language": False,
        "counters": False,
    }


FOUND: dict[str, Any] = {
    "title": "The title",
    "published": MINUTE,
    "event": YEAR,
    "captured": DAY,
    "language": "en",
    "place": "Moscow",
    "section": "NEWS",
    "number": "12-03",
    "source_url": "https://example.org/1",
    "alt_titles": ("Titel",),
    "authors": ("A. Writer",),
    "translations": ("en", "ru"),
    "counters": (Counter(days=7, event="the start", since=None),),
    "related": (Related(date=None, title="Other", teaser=None, url=None),),
}
GOLD: dict[str, Any] = {
    "kind": "article",
    "language": "en",
    "title": "The title",
    "published": "2021-03-25",
    "published_time": "14:38",
    "event_date": "2020",
    "captured": "2021-03-25",
    "place": "Moscow",
    "counters": [7],
    "section": "NEWS",
    "number": "12-03",
    "source_url": "https://example.org/1",
    "alt_titles": ["Titel"],
    "authors": ["A. Writer"],
    "related": 1,
    "translations": ["en", "ru"],
    "site": False,
}


def test_each_key_of_the_gold_is_scored() -> None:
    page = score_page(gold_page(labels="TK", title_line=1, **GOLD), answer("T The title|K text", **FOUND))
    assert [name for name, field in page.fields.items() if not field.right] == []
    assert page.fields.keys() == GOLD.keys() == Gold.model_fields.keys() - {"labels", "title_line"}
    assert facts(answer("K text", **FOUND).document).keys() == GOLD.keys()


@pytest.mark.parametrize("name", sorted(GOLD.keys() - {"kind"}))
def test_each_field_can_be_wrong(name: str) -> None:
    gold = GOLD | {"site": "example.org"}
    found = {key: value for key, value in FOUND.items() if key not in (name, name.removesuffix("_date"))}
    if name == "published_time":
        found["published"] = DAY
    page = score_page(gold_page(labels="TK", **gold), answer("T The title|K text", **found))
    wrong = {name, "published_time", "site"} if name == "published" else {name, "site"}
    assert {name for name, field in page.fields.items() if not field.right} == wrong


@pytest.mark.parametrize(
    ("labels", "gold", "found", "right"),
    [
        # Not said: not scored, but for title and date.
        ("TK", {}, {"title": "first", "place": "Moscow"}, {"title": True, "published": True}),
        ("TK", {}, {"title": "Second", "published": DAY}, {"title": False, "published": False}),
        ("FK", {}, {"title": "first"}, {"title": False, "published": True}),
        ("FK", {}, {}, {"title": True, "published": True}),
        # Null: nothing must come out.
        ("FK", {"place": None}, {"place": "Moscow"}, {"title": True, "published": True, "place": False}),
        # What does not tell titles and other texts apart.
        ("TK", {"title": "FIRST \u00a0 - line!"}, {"title": "First: line"}, {"title": True, "published": True}),
        ("TK", {"title": "co\u00adop"}, {"title": "coop"}, {"title": True, "published": True}),
        (
            "FK",
            {"place": "New \u00a0York", "section": "News"},
            {"place": "New York", "section": "NEWS"},
            {"title": True, "published": True, "place": True, "section": False},
        ),
        # A date is as precise as the page gives it.
        ("FK", {"captured": "2021-03"}, {"captured": DAY}, {"title": True, "published": True, "captured": False}),
    ],
)
def test_when_a_field_is_right(labels: str, gold: Any, found: Any, right: dict[str, bool]) -> None:
    page = score_page(gold_page(labels=labels, **gold), answer("T first|K text", **found))
    assert {name: field.right for name, field in page.fields.items()} == right


@pytest.mark.parametrize("name", ["alt_titles", "authors", "counters", "related", "translations"])
def test_null_wants_an_empty_list(name: str) -> None:
    gold: dict[str, Any] = {"labels": "TK", name: None}
    page = gold_page(**gold)
    full = answer(
        "T a title|K one",
        alt_titles=("b",),
        authors=("c",),
        counters=(Counter(days=1, event="d", since=None),),
        related=(Related(date=None, title="e", teaser=None, url=None),),
        translations=("en",),
    )
    assert [score_page(page, found).fields[name].right for found in (answer("T a title|K one"), full)] == [True, False]


def test_a_field_can_be_left_aside() -> None:
    page = score_page(gold_page(labels="K", site="a.org"), answer("K text"), unscored=("site",))
    assert page.fields.keys() == {"title", "published"}


def test_the_guide_describes_each_key_and_letter() -> None:
    guide = (ROOT / "docs" / "gold.md").read_text(encoding="utf-8")
    assert [name for name in Gold.model_fields if f"`{name}`" not in guide] == []
    assert [letter for letter, label in LABELS.items() if f"| `{letter}` | {label} |" not in guide] == []
