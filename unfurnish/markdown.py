"""A document as Markdown: headings, lists, tables, quotes and code as the HTML page had them.

Of a text dump nothing of the kind is known, and its lines are paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

# An underscore inside a word is no emphasis.
_INLINE = re.compile(r"[\\`*\[\]<>]|(?<!\w)_|_(?!\w)")
# What opens a block at the start of a Markdown line: headings, list items, set-off lines, fences; and numbers of items.
_BLOCK = re.compile(r"^(\s*)(#{1,6}(?=\s|$)|[+~=-])", re.MULTILINE)
_NUMBER = re.compile(r"^(\s*\d{1,9})([.)])(?=\s|$)", re.MULTILINE)
_FENCE = re.compile("`{3,}")
_MARK = re.compile(r"^\s*• ")


def escaped(text: str) -> str:
    """Return text with a backslash before each sign that Markdown would take for its own."""
    return _NUMBER.sub(r"\1\\\2", _BLOCK.sub(r"\1\\\2", _INLINE.sub(r"\\\g<0>", text)))


def blocks(body: str, forms: Sequence[str]) -> str:
    """Return a body as Markdown; `forms` say what each of its paragraphs is, and are empty where that is not known."""
    paragraphs = body.split("\n\n")
    if len(forms) != len(paragraphs):
        return escaped(body)
    rows = list(zip(forms, paragraphs, strict=True))
    # Items of a list, rows of a table and lines of code make one block, as far as they are in one quote.
    groups = groupby(rows, key=lambda row: _group(row[0]))
    return "\n\n".join(part for key, group in groups for part in _block(key, list(group)))


def _group(form: str) -> tuple[str, str]:
    """Return the quotes that a paragraph stands in and the block that it is part of; "" for one of its own."""
    kind = form.lstrip(">")
    quotes = form[: len(form) - len(kind)]
    for name, kinds in (("list", ("ul", "ol")), ("table", ("tr", "th")), ("code", ("pre",)), ("terms", ("dt", "dd"))):
        if kind.startswith(kinds):
            return quotes, name
    return quotes, ""


def _block(key: tuple[str, str], rows: list[tuple[str, str]]) -> Iterator[str]:
    quotes, name = key
    rows = [(form.lstrip(">"), text) for form, text in rows]
    if name == "list":
        parts = ["\n".join(_items(rows))]
    elif name == "table":
        parts = ["\n".join(_table(rows))]
    elif name == "code":
        # A fence is longer than any in the code.
        fence = max(("`" * (len(ticks) + 1) for _, text in rows for ticks in _FENCE.findall(text)), default="```")
        parts = ["\n".join([fence, *(text for _, text in rows), fence])]
    elif name == "terms":
        parts = ["\n".join(f"**{escaped(text)}**" if form == "dt" else f": {escaped(text)}" for form, text in rows)]
    else:
        parts = [_paragraph(form, text) for form, text in rows]
    prefix = f"{'> ' * len(quotes)}"
    for part in parts:
        yield "\n".join(f"{prefix}{line}" for line in part.split("\n")) if prefix else part


def _paragraph(form: str, text: str) -> str:
    if form[0] == "h":
        # The document's own title is the only heading of the first level.
        return f"{'#' * max(2, int(form[1]))} {escaped(text)}"
    return f"*{escaped(text)}*" if form in ("figcaption", "caption") else escaped(text)


def _items(rows: list[tuple[str, str]]) -> Iterator[str]:
    """Yield the items of lists; a number out of turn has another sign behind it, for which a new list begins there."""
    last: dict[str, tuple[int, str]] = {}
    for form, text in rows:
        level, _, number = form[2:].partition(":")
        mark = "-"
        if number:
            before, sign = last.get(level, (int(number) - 1, "."))
            if int(number) != before + 1:
                sign = ")" if sign == "." else "."
            last[level] = int(number), sign
            mark = number + sign
        last = {known: state for known, state in last.items() if known < level or (number and known == level)}
        yield f"{'   ' * (int(level) - 1)}{mark} {escaped(_MARK.sub('', text))}"


def _table(rows: list[tuple[str, str]]) -> Iterator[str]:
    cells = [[escaped(cell).replace("|", "\\|") for cell in text.split("\t")] for _, text in rows]
    width = max(map(len, cells))
    if rows[0][0] != "th":
        cells.insert(0, [])
    for number, row in enumerate(cells):
        yield f"| {' | '.join([*row, *[''] * (width - len(row))])} |"
        if number == 0:
            yield f"|{' --- |' * width}"
