"""The terminal: page text made harmless, labels in colour, tables; plain and complete when piped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from schemas import Label

LABEL_STYLE: Final[dict[Label, str]] = {
    "title": "bold cyan",
    "body": "green",
    "meta": "yellow",
    "related": "magenta",
    "furniture": "red",
    "blank": "dim",
}
TEXT_STYLE: Final[dict[Label, str]] = {
    "title": "bold",
    "body": "",
    "meta": "",
    "related": "",
    "furniture": "dim",
    "blank": "dim",
}

_GAP = "  "
_MIN_COLUMN = 8

# A page's text may hold escape sequences that recolour, retitle or clear a terminal, and marks that make it show
# letters in another order. Each becomes one visible character.
_CONTROL_PICTURES = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n"} | {0x7F: 0x2421}
_HARMLESS: Final = _CONTROL_PICTURES | dict.fromkeys(
    [*range(0x80, 0xA0), 0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xD800, 0xE000)],
    0xFFFD,
)


def harmless(text: str) -> str:
    r"""Replace what would act on a terminal by visible stand-ins; line ends and tabs stay.

    >>> harmless("a\x1b[31mb\x00\u202ec\n")
    'a␛[31mb␀\ufffdc\n'
    """
    return text.translate(_HARMLESS)


def one_line(text: str, limit: int | None = None) -> str:
    r"""Fold white space, line ends among it, to single spaces and make the rest harmless.

    `limit` cuts the text to so many characters first, where more could not be shown anyway.

    >>> one_line(" day \xa0 by\r\n day\x07")
    'day by day␇'
    """
    return harmless(" ".join(text[:limit].split()))


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return a number with the word for what it counts; `many` is the plural where it is more than an s.

    >>> counted(1, "page"), counted(1200, "page"), counted(0, "body", "bodies")
    ('1 page', '1,200 pages', '0 bodies')
    """
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def open_console(*, stderr: bool = False) -> Console:
    """Return a console on stdout, or on stderr, that takes every text literally and cuts nothing to a width."""
    return Console(stderr=stderr, markup=False, emoji=False, highlight=False, soft_wrap=True)


def print_pairs(console: Console, pairs: Sequence[tuple[str, str]]) -> None:
    """Print names and values, one pair a line."""
    width = max((len(name) for name, _ in pairs), default=0)
    for name, value in pairs:
        console.print(Text.assemble((f"  {name:<{width}}  ", "dim"), one_line(value)))


def print_table(
    console: Console,
    headings: Sequence[str],
    rows: Sequence[Sequence[str | int]],
    *,
    styles: Sequence[str] = (),
) -> None:
    """Print rows under headings: numbers stand right, with thousands separators; long cells are cut on a terminal.

    `styles` are rich styles of the first columns; the others are plain.
    """
    cells = [[f"{cell:,}" if isinstance(cell, int) else one_line(cell) for cell in row] for row in (headings, *rows)]
    numeric = [isinstance(cell, int) or cell.endswith("%") for cell in rows[0]] if rows else [False] * len(headings)
    column_styles = [*styles, *[""] * (len(headings) - len(styles))]
    widths = [max(map(cell_len, column)) for column in zip(*cells, strict=True)]
    if console.is_terminal:
        widths = _fitted(widths, console.width - len(_GAP) * (len(widths) - 1))
    for number, row in enumerate(cells):
        line = Text(style="" if number else "bold")
        for cell, width, right, style in zip(row, widths, numeric, column_styles, strict=True):
            text = Text(cell, style)
            text.truncate(width, overflow="ellipsis")
            text.align("right" if right else "left", width)
            line.append(text).append(_GAP)
        line.rstrip()
        console.print(line)


def _fitted(widths: Sequence[int], available: int) -> list[int]:
    """Narrow the widest columns until all of them fit, but none to less than a few characters."""
    fitted = list(widths)
    while sum(fitted) > available and max(fitted) > _MIN_COLUMN:
        fitted[fitted.index(max(fitted))] -= 1
    return fitted
