"""Nothing that a page says acts on the terminal; tables fit it, and are whole when piped."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from unfurnish.terminal import harmless, one_line, print_pairs, print_table


def console(width: int, terminal: bool) -> Console:
    return Console(
        file=io.StringIO(),
        width=width,
        height=50,
        force_terminal=terminal,
        color_system=None,
        soft_wrap=True,
        markup=False,
        emoji=False,
        highlight=False,
    )


def printed(to: Console) -> list[str]:
    assert isinstance(to.file, io.StringIO)
    return to.file.getvalue().splitlines()


@given(st.text())
def test_harmless_text_holds_nothing_that_acts(text: str) -> None:
    shown = harmless(text)
    assert len(shown) == len(text)
    assert all(character.isprintable() or character in "\n\t" or ord(character) > 0x9F for character in shown)
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029")
    shown.encode()


@given(st.text())
def test_one_line_is_one_line(text: str) -> None:
    assert len(one_line(text).splitlines()) <= 1
    assert one_line(one_line(text)) == one_line(text)


CELLS = st.text(st.sampled_from("ab [red]\x1b\n外交\u0301ش "), max_size=40)


@given(st.lists(st.tuples(CELLS, st.integers(0, 10**9), CELLS), max_size=5), st.integers(40, 120))
def test_a_table_fits_the_terminal(rows: list[tuple[str, int, str]], width: int) -> None:
    to = console(width, terminal=True)
    print_table(to, ("Name", "Number", "Words"), rows)
    lines = printed(to)
    assert len(lines) == len(rows) + 1
    assert all(cell_len(line) <= width for line in lines)


@given(st.lists(st.tuples(CELLS, st.integers(0, 10**9), CELLS), max_size=5))
def test_a_piped_table_is_whole(rows: list[tuple[str, int, str]]) -> None:
    to = console(20, terminal=False)
    print_table(to, ("Name", "Number", "Words"), rows)
    for line, (name, number, words) in zip(printed(to)[1:], rows, strict=True):
        assert line.startswith(one_line(name))
        assert f"{number:,}" in line
        assert line.endswith(one_line(words))


def test_numbers_stand_right_and_words_left() -> None:
    to = console(80, terminal=False)
    print_table(to, ("What", "Pages", "Share", "Why"), [("new", 1234, "9.5%", "first"), ("changed", 7, "10.0%", "")])
    assert printed(to) == [
        "What     Pages  Share  Why",
        "new      1,234   9.5%  first",
        "changed      7  10.0%",
    ]


@pytest.mark.parametrize("terminal", [True, False])
def test_pairs_stand_under_each_other(terminal: bool) -> None:
    to = console(80, terminal)
    print_pairs(to, [("site", "[b]a.org[/b]"), ("captured", "2021\x1b[2J")])
    assert printed(to) == ["  site      [b]a.org[/b]", "  captured  2021␛[2J"]
