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
    return "\n\n".join(_quoted(rows, 0))


def _quoted(rows: list[tuple[str, str]], depth: int) -> Iterator[str]:
    """Yield the blocks of what stands in so many quotes; those in one more are one block."""
    for inner, group in groupby(rows, key=lambda row: row[0].startswith(">" * (depth + 1))):
        if inner:
            text = "\n\n".join(_quoted(list(group), depth + 1))
            yield "\n".join(f"> {line}" if line else ">" for line in text.split("\n"))
        else:
            # Items of a list, rows of a table and lines of code make one block.
            for name, block in groupby(((form[depth:], text) for form, text in group), key=lambda row: _name(row[0])):
                yield from _block(name, list(block))


def _name(form: str) -> str:
    """Return the block that a paragraph is part of; "" for one of its own."""
    for name, kinds in (("list", ("ul", "ol")), ("table", ("tr", "th")), ("code", ("pre",)), ("terms", ("dt", "dd"))):
        if form.startswith(kinds):
            return name
    return ""


def _block(name: str, rows: list[tuple[str, str]]) -> Iterator[str]:
    if name == "list":
        yield "\n".join(_items(rows))
    elif name == "table":
        yield "\n".join(_table(rows))
    elif name == "code":
        # A fence is longer than any in the code.
        fence = max(("`" * (len(ticks) + 1) for _, text in rows for ticks in _FENCE.findall(text)), default="```")
        yield "\n".join([fence, *(text for _, text in rows), fence])
    elif name == "terms":
        yield "\n".join(f"**{escaped(text)}**" if form == "dt" else f": {escaped(text)}" for form, text in rows)
    else:
        yield from (_paragraph(form, text) for form, text in rows)


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
