"""Documents as people read them."""

import io

import pytest
from rich.console import Console

from cleaners.explain import Explained, Opinion, Opinions
from schemas import Cleaned, Counter, Document, Line, Note, PartialDate, Related
from unfurnish.render import fields, grounds, markdown, plain, print_balance, print_explained, print_lines

DATE = PartialDate(value="2021-03-25", precision="day", source="dateline", raw="25.03.2021")


def document(**known: object) -> Document:
    return Document.model_validate(
        {"source": "a.txt", "url": None, "site": None, "kind": "article", "title": None} | known
    )


def console(terminal: bool = False, width: int = 60) -> Console:
    return Console(
        file=io.StringIO(), force_terminal=terminal, width=width, height=50, color_system=None, soft_wrap=True
    )


def printed(to: Console) -> str:
    assert isinstance(to.file, io.StringIO)
    return to.file.getvalue()


@pytest.mark.parametrize(
    ("known", "text"),
    [
        ({"title": "A title", "body": "One.\n\nTwo."}, "A title\n\nOne.\n\nTwo.\n"),
        ({"body": "One."}, "One.\n"),
        ({"title": "A title"}, "A title\n"),
        (
            {
                "kind": "listing",
                "title": "News",
                "related": (
                    Related(date="2021-03", title="First", teaser="Of\nall.", url=None),
                    Related(date=None, title="Second", teaser=None, url="https://a.org/2"),
                ),
            },
            "News\n\n2021-03 - First\nOf\nall.\n\nSecond\nhttps://a.org/2\n",
        ),
        ({"title": "A", "related": (Related(date=None, title="B", teaser=None, url=None),)}, "A\n"),
    ],
)
def test_plain_text_is_title_blank_line_body(known: dict[str, object], text: str) -> None:
    assert plain(document(**known)) == text


def test_fields_say_where_a_date_is_from() -> None:
    found = dict(
        fields(
            document(
                published=DATE,
                captured=PartialDate(value="2022", precision="year", source="http", raw="2022"),
                language="en",
                translations=("de", "en", "ru"),
                counters=(Counter(days=3, event="the start", since=None),),
                notes=(Note(code="odd", detail="It is."),),
            )
        )
    )
    assert found == {
        "published": "2021-03-25 (dateline: 25.03.2021)",
        "captured": "2022 (http)",
        "language": "en, also in de, ru",
        "kind": "article",
        "counter": "3 days: the start",
        "note": "odd: It is.",
    }


def test_translations_of_a_text_in_no_known_language() -> None:
    assert dict(fields(document(translations=("os",))))["language"] == "unknown, also in os"


@pytest.mark.parametrize(
    ("body", "escaped"),
    [
        ("# one\n1. two\n- three", "\\# one\n1\\. two\n\\- three"),
        ("a *b* _c_ [d](e) <f> `g`", "a \\*b\\* \\_c\\_ \\[d\\](e) \\<f\\> \\`g\\`"),
        ("press_release, no. 5 - done", "press_release, no. 5 - done"),
        ("In 2021. Then", "In 2021. Then"),
    ],
)
def test_markdown_shows_the_signs_of_the_text(body: str, escaped: str) -> None:
    assert markdown(document(title="T*", body=body)) == f"# T\\*\n\n- kind: article\n\n{escaped}\n"


TEXT = "Menu\nMenu\n\nA title\nWords of the body that go on and on until no terminal holds them all.\n"
LINES = tuple(
    Line.model_validate({"n": n, "start": start, "end": end, "label": label, "reason": reason, "score": score})
    for n, start, end, label, reason, score in (
        (1, 0, 5, "furniture", "x/menu", 1.0),
        (2, 5, 10, "furniture", "x/menu", 1.0),
        (3, 10, 11, "blank", "blank", 1.0),
        (4, 11, 19, "title", "structure/title", 0.5),
        (5, 19, len(TEXT), "body", "structure/body", 0.75),
    )
)


def test_lines_are_whole_when_piped() -> None:
    to = console()
    print_lines(to, TEXT, LINES)
    assert printed(to) == (
        "1  furniture  1.00  x/menu           Menu\n"
        "2  furniture  1.00  x/menu           Menu\n"
        "3  blank\n"
        "4  title      0.50  structure/title  A title\n"
        "5  body       0.75  structure/body   Words of the body that go on and on until no terminal holds them all.\n"
    )


@pytest.mark.parametrize("width", [60, 80])
def test_lines_are_cut_to_a_terminal(width: int) -> None:
    to = console(terminal=True, width=width)
    print_lines(to, TEXT, LINES)
    *_, last = printed(to).splitlines()
    assert len(last) == width
    assert last.endswith("…")


def explained(kind: str = "article", **known: object) -> Explained:
    """Return the page above, on which the judges did not agree."""
    told = {
        "cleaned": Cleaned(document=document(kind=kind), lines=LINES, text=TEXT, encoding="utf-8"),
        "lines": (
            Opinions(Opinion("profile", "furniture", "x/menu", 1.0), (), joined=False),
            Opinions(
                Opinion("profile", "furniture", "x/menu", 1.0),
                (
                    Opinion("structure", "furniture", "structure/share", 0.8),
                    Opinion("model", "furniture", "model/furniture", 0.7),
                    Opinion("structure", "body", "structure/body", 0.6),
                ),
                joined=True,
            ),
            None,
            Opinions(Opinion("place", "title", "structure/title", 0.5), (), joined=False),
            Opinions(
                Opinion("model", "body", "structure/body", 0.75),
                (Opinion("model", "related", "model/teaser", 0.25),),
                joined=False,
            ),
        ),
        "judges": frozenset({"structure", "model"}),
        "misfit": None,
        "pages": 0,
        "kinds": (("article", 0.9), ("listing", 0.08), ("other", 0.02)),
        "headlines": ((4, 0.91), (1, 0.02)),
        "threshold": 0.4,
        "headline_threshold": 0.6,
    }
    return Explained(**(told | known))  # type: ignore[arg-type]


def test_under_a_line_stands_who_was_for_another_label_and_which_rule_agreed() -> None:
    to = console()
    print_explained(to, explained())
    assert printed(to).splitlines()[:5] == [
        "1  furniture  1.00  x/menu           Menu",
        "2  furniture  1.00  x/menu           Menu",
        "   as its neighbours  furniture 0.80 structure/share  body 0.60 structure/body",
        "3  blank",
        "4  title      0.50  structure/title  A title",
    ]
    assert printed(to).splitlines()[-1] == "   related 0.25 model/teaser"


def test_what_stands_under_a_line_is_cut_to_a_terminal() -> None:
    to = console(terminal=True, width=60)
    print_explained(to, explained())
    assert max(map(len, printed(to).splitlines())) == 60


@pytest.mark.parametrize(
    ("known", "told"),
    [
        (
            {},
            {
                "decided by": "profile 2, place 1, model 1 of 4 lines",
                "kinds": "article 0.90, listing 0.08",
                "headlines": "line 4 0.91; taken from 0.60",
                "threshold": "0.40",
            },
        ),
        (
            {"judges": frozenset({"structure"}), "pages": 12},
            {
                "decided by": "profile 2, place 1, model 1 of 4 lines",
                "repetition": "counted 12 pages",
                "model": "has no say here; kind article 0.90, listing 0.08; headline line 4 0.91",
            },
        ),
        (
            {"kind": "other", "headlines": ()},
            {
                "decided by": "profile 2, place 1, model 1 of 4 lines",
                "kinds": "article 0.90, listing 0.08; but other: too few lines are kept for article",
                "headlines": "none; taken from 0.60",
                "threshold": "0.40",
            },
        ),
    ],
)
def test_the_grounds_of_a_page(known: dict[str, object], told: dict[str, str]) -> None:
    assert dict(grounds(explained(**known))) == told  # type: ignore[arg-type]


def test_the_grounds_tell_what_showed_that_a_profile_does_not_fit() -> None:
    told = dict(grounds(explained(misfit="the date stands in the text")))
    assert told["profile"] == "does not fit this page, so all judges were heard: the date stands in the text"
    assert "profile" not in dict(grounds(explained()))


@pytest.mark.parametrize(
    ("likeliest", "kind", "why"),
    [
        ("record", "article", "its text says so"),
        ("article", "record", "its text says so"),
        ("record", "listing", "its entries say so"),
        ("listing", "article", "too few lines are kept for listing"),
        ("record", "other", "too few lines are kept for record"),
    ],
)
def test_the_grounds_tell_why_the_kind_is_another(likeliest: str, kind: str, why: str) -> None:
    told = dict(grounds(explained(kind=kind, kinds=((likeliest, 0.7),))))
    assert told["kinds"] == f"{likeliest} 0.70; but {kind}: {why}"


def test_the_balance_tells_who_removed_how_much() -> None:
    to = console()
    print_balance(to, TEXT, LINES, "article")
    assert printed(to) == "kept     76 of 84 characters (90%)\nremoved   8 x/menu\n"


def test_the_balance_of_an_empty_page() -> None:
    to = console()
    print_balance(to, "\n", LINES[2:3], "other")
    assert printed(to) == "kept     0 of 0 characters\n"


@pytest.mark.parametrize(("kind", "kept"), [("listing", 5), ("article", 0)])
def test_related_lines_are_the_content_of_a_listing(kind: str, kept: int) -> None:
    line = Line(n=1, start=0, end=5, label="related", reason="x/entry", score=1.0)
    to = console()
    print_balance(to, "Entry", [line], "listing" if kind == "listing" else "article")
    assert printed(to).startswith(f"kept     {kept} of 5 ")
