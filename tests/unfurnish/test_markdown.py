"""Bodies of HTML pages as Markdown."""

import pytest

from unfurnish.markdown import blocks


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        ([("p", "One *star*"), ("p", "- two")], "One \\*star\\*\n\n\\- two"),
        ([("h1", "Head"), ("h3", "# Sub"), ("p", "Text")], "## Head\n\n### \\# Sub\n\nText"),
        (
            [("ul1", "• One"), ("ul2", "  • Inner"), ("ul1", "• Two"), ("p", "After")],
            "- One\n   - Inner\n- Two\n\nAfter",
        ),
        ([("ol1:1", "One"), ("ol1:2", "Two")], "1. One\n2. Two"),
        # Of a list only the first number counts, and another sign begins another list.
        ([("ol1:3", "C"), ("ol1:4", "D"), ("ol1:7", "G")], "3. C\n4. D\n7) G"),
        ([("ol1:2", "B"), ("ol1:1", "A")], "2. B\n1) A"),
        (
            [("ol1:1", "A"), ("ol2:1", "a"), ("ol1:2", "B"), ("ol2:1", "b"), ("ol1:1", "C")],
            "1. A\n   1. a\n2. B\n   1. b\n1) C",
        ),
        ([("th", "Year\tShips"), ("tr", "2019\t1|4")], "| Year | Ships |\n| --- | --- |\n| 2019 | 1\\|4 |"),
        ([("tr", "a\tb"), ("tr", "c")], "|  |  |\n| --- | --- |\n| a | b |\n| c |  |"),
        ([(">p", "Said"), (">ul1", "• one"), ("p", "Who")], "> Said\n>\n> - one\n\nWho"),
        ([(">p", "a"), (">>p", "b"), (">>p", "c"), (">p", "d")], "> a\n>\n> > b\n> >\n> > c\n>\n> d"),
        ([("pre", "a  b"), ("pre", "  *c*")], "```\na  b\n  *c*\n```"),
        ([("pre", "```"), ("pre", "a")], "````\n```\na\n````"),
        ([("dt", "Who?"), ("dd", "The mayor.")], "**Who?**\n: The mayor."),
        ([("figcaption", "The bridge")], "*The bridge*"),
    ],
)
def test_structure_survives(paragraphs: list[tuple[str, str]], expected: str) -> None:
    assert blocks("\n\n".join(text for _, text in paragraphs), [form for form, _ in paragraphs]) == expected


def test_text_without_forms_is_paragraphs() -> None:
    assert blocks("# One\n\n1. two\n\n10.05.2012 was a Thursday", []) == (
        "\\# One\n\n1\\. two\n\n10.05.2012 was a Thursday"
    )
