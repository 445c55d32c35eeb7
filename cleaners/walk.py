"""The walk over the tree of a page, which writes its lines and notes what the tree says of each.

With a stack of its own: pages nest deeper than Python recurses.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from cleaners import naming
from cleaners.blocks import Blocks, columns
from cleaners.facts import LINKED, Facts
from cleaners.head import read_head
from cleaners.lines import show
from cleaners.list_numbers import item_number, numbering
from cleaners.markup import Markup
from cleaners.rendered import Dated, Head, Image, Link, Property, Rendered
from cleaners.table_row import plain_row
from cleaners.tags import (
    BLOCK,
    BREAK,
    CAPTIONS,
    FORMED,
    HEAD,
    HEADINGS,
    HIDING,
    IMAGE,
    INLINE,
    KINDS,
    MARKS,
    NAMING,
    SPACED,
    VOID,
    hides,
)  # fmt: skip

# A list item that is more of a link than this is of a menu, where marks say nothing.
_MENU_SHARE = 0.5
_LONGEST_ADDRESS = 4_000
_SHORTEST_SEEN = 8
_FACTS = 7  # numbers that are noted of a line


class _Full(Exception):
    """The page has as many lines as are rendered."""


class Walk:
    """State of one walk; at most `most` lines are written. With `noscript`, what stands under it is read too."""

    __slots__ = (
        "blocks", "buffer", "caption", "cut", "dates", "forms", "gap", "head", "heading", "images", "in_hidden",
        "in_link", "in_pre", "item", "kinds", "line_hidden", "line_linked", "line_marks", "line_names", "lines",
        "links", "lists", "most", "properties", "quotes", "told",
    )  # fmt: skip

    def __init__(self, most: int, noscript: bool) -> None:
        self.most = most
        self.kinds = {**KINDS, "noscript": BLOCK} if noscript else KINDS
        self.head = Head()
        self.links: list[Link] = []
        self.images: list[Image] = []
        self.dates: list[Dated] = []
        self.properties: list[Property] = []
        self.cut = False
        # Rendered lines; of those that have text: number, node, size, linked, names, marks, hidden, one line after the
        # other, since a list of tuples costs the garbage collector a look at each; and form.
        self.lines: list[str] = []
        self.told: list[int] = []
        self.forms: list[str] = []
        # The line that is being read.
        self.buffer: list[str] = []
        self.line_linked = self.line_names = self.line_marks = self.line_hidden = 0
        # Where in the tree it is read.
        self.blocks = Blocks()
        self.in_link = self.in_hidden = self.in_pre = self.quotes = self.heading = 0
        self.lists: list[list[Any]] = []
        self.item: str | None = None
        self.caption: str | None = None
        self.gap = False

    def size(self) -> int:
        """Characters of all lines."""
        return sum(self.told[2::_FACTS])

    def run(self, root: Any) -> None:
        """Walk over all below the root, or as far as a page may be long."""
        self.head.language = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")
        try:
            self._open(root, "html")
            self._walk(root)
            self._flush()
        except _Full:
            self.cut = True
        self.blocks.close_all(len(self.forms))

    def _walk(self, root: Any) -> None:
        # What is open around the element: its parent's other children, its parent, its kind, what its end restores.
        stack: list[tuple[Iterator[Any], Any, int, Any]] = []
        children = iter(root)
        kinds, buffer = self.kinds, self.buffer
        while True:
            for element in children:
                tag = element.tag
                kind = kinds.get(tag, BLOCK)
                if kind == BLOCK and tag == "tr" and self._row(element):
                    kind = VOID
                if kind <= INLINE:
                    saved = self._open(element, tag) if kind == BLOCK else self._enter(element, tag)
                    text = element.text
                    if text and (buffer or not text.isspace() or self.in_pre):
                        buffer.append(text)
                        if self.in_link or self.in_hidden:
                            self._weigh(text)
                    if len(element):
                        stack.append((children, element, kind, saved))
                        children = iter(element)
                        break
                    if kind == BLOCK:
                        self._close(tag, saved)
                    elif saved is not None:
                        self._leave(saved)
                elif kind == BREAK:
                    if not self._flush():
                        self.gap = True
                elif kind == HEAD:
                    read_head(self.head, element, tag)
                elif kind == IMAGE:
                    self._image(element)
                text = element.tail
                if text and (buffer or not text.isspace() or (kind == BLOCK and self.in_pre)):
                    buffer.append(text)
                    if self.in_link or self.in_hidden:
                        self._weigh(text)
            else:
                if not stack:
                    return
                children, element, kind, saved = stack.pop()
                if kind == BLOCK:
                    self._close(element.tag, saved)
                elif saved is not None:
                    self._leave(saved)
                text = element.tail
                if text and (buffer or not text.isspace() or self.in_pre):
                    buffer.append(text)
                    if self.in_link or self.in_hidden:
                        self._weigh(text)

    def _weigh(self, text: str) -> None:
        length = len(text.strip())
        if self.in_link:
            self.line_linked += length
        if self.in_hidden:
            self.line_hidden += length

    def _open(self, element: Any, tag: Any) -> Any:
        """Begin a block; return what its end has to restore, None for a block that makes nothing of its text."""
        if self.buffer:
            self._flush()
        hidden = 0
        label = ""
        for key, value in element.items():
            if key in NAMING:
                label = f"{label} {value}"
                if key == "itemprop":
                    self._property(element, value)
            elif key in HIDING and hides(key, value):
                hidden = 1
        self.blocks.open(tag, label, hidden, len(self.forms))
        if tag not in FORMED:
            return None
        saved = (self.heading, self.item, self.caption, len(self.lists))
        self._begin(element, tag)
        return saved

    def _begin(self, element: Any, tag: str) -> None:
        """Note what a block makes of the text in it."""
        if tag == "li":
            self.item = self._item(element)
            return
        inner = (tag == "p" and self.item is not None) or (tag in ("ul", "ol") and self.lists)
        if tag in SPACED and not inner:
            self.gap = True
        if tag in HEADINGS:
            self.heading = HEADINGS[tag]
        elif tag == "ul":
            self.lists.append([tag, 0, 1])
        elif tag == "ol":
            self.lists.append([tag, *numbering(element)])
        elif tag == "blockquote":
            self.quotes += 1
        elif tag == "pre":
            self.in_pre += 1
        elif tag in CAPTIONS:
            self.caption = tag

    def _item(self, element: Any) -> str:
        """Return the form of an item of the innermost list."""
        if not self.lists:
            return "ul1"
        kind, number, step = self.lists[-1]
        if kind == "ul":
            return f"ul{min(9, len(self.lists))}"
        self.lists[-1][1] = number = item_number(element, number + step)
        return f"ol{min(9, len(self.lists))}:{number}"

    def _close(self, tag: Any, saved: Any) -> None:
        """End a block."""
        if self.buffer:
            self._flush()
        self.blocks.close(len(self.forms))
        if saved is None:
            return
        self.heading, item, self.caption, lists = saved
        # An item whose mark is printed already gets no second one.
        self.item = item if tag != "li" and self.item is not None else None
        del self.lists[lists:]
        if tag == "blockquote":
            self.quotes -= 1
        elif tag == "pre":
            self.in_pre -= 1
        if tag in SPACED and not (tag in ("ul", "ol") and self.lists):
            self.gap = True

    def _enter(self, element: Any, tag: str) -> Any:
        """Begin an inline element; return what its end has to restore, None for nothing."""
        label, address, hidden = "", None, 0
        for key, value in element.items():
            if key in ("class", "id", "itemprop"):
                label = f"{label} {value}"
                if key == "itemprop":
                    self._property(element, value)
            elif key == "href":
                address = value
            elif key == "datetime" and tag == "time":
                self.dates.append(Dated(len(self.forms), value, label))
            elif key == "rel":
                if "author" in value:
                    self.properties.append(Property(len(self.forms), "author", None))
            elif key in HIDING and hides(key, value):
                hidden = 1
        if label:
            self.line_names |= naming.bits(label)
        if self.buffer and self.buffer[-1][-1:].isalnum():
            self._part(element)
        if tag in MARKS:
            self.line_marks |= MARKS[tag]
        if tag == "a":
            self.in_link += 1
        elif not hidden:
            return None
        self.in_hidden += hidden
        return tag == "a", address, len(self.forms), len(self.buffer), hidden

    def _part(self, element: Any) -> None:
        """Write a space between two inline elements that styles set apart: `12 May 2024` and `Anna Holm`.

        Only where a small letter or a digit ends the first and a capital with a small letter begins the second.
        """
        text, before = element.text or "", element.getprevious()
        if before is None or before.tail or not text[:1].isupper() or not text[1:2].islower():
            return
        if self.kinds.get(before.tag, BLOCK) == INLINE and not self.buffer[-1][-1].isupper():
            self.buffer.append(" ")
            self.line_linked += element.tag == before.tag == "a"

    def _leave(self, saved: Any) -> None:
        """End an inline element that is a link or hidden."""
        link, address, first, mark, hidden = saved
        self.in_hidden -= hidden
        if not link:
            return
        self.in_link -= 1
        if address is not None and len(address) <= _LONGEST_ADDRESS:
            own = first == len(self.forms)
            text = "".join(self.buffer[mark if own else 0 :])
            last = len(self.forms) + (own or bool(text.strip()))
            if not own:
                text = " ".join([*(self.lines[number] for number in self.told[_FACTS * first :: _FACTS]), text])
            self.links.append(Link(first, last, address, " ".join(text.split())))

    def _property(self, element: Any, name: str) -> None:
        content = element.get("content") or element.get("datetime")
        self.properties.append(Property(len(self.forms), name, content))

    def _image(self, element: Any) -> None:
        address = element.get("data-src") or element.get("src") or ""
        if address and not address.startswith("data:") and len(address) <= _LONGEST_ADDRESS:
            alt = " ".join((element.get("alt") or "").split())
            self.images.append(Image(len(self.forms), self.blocks.at, address, alt))

    def _row(self, element: Any) -> bool:
        """Render a row of a plain table as one line; False, and nothing done, for one that text is laid out with."""
        row = plain_row(element)
        if row is None:
            return False
        saved = self._open(element, "tr")
        if row.cells:
            at = len(self.forms)
            self.line_linked, self.line_marks = row.linked, LINKED if row.linked else 0
            self.links += [Link(at, at + 1, address, text) for address, text in row.links]
            self._put("\t".join(row.cells), "th" if row.header else "tr")
        self._close("tr", saved)
        return True

    def _flush(self) -> bool:
        """End the line that is being read; tell whether there was any."""
        if not self.buffer:
            return False
        text = "".join(self.buffer)
        self.buffer.clear()
        if self.in_pre:
            rows = text.expandtabs().splitlines()
            for row in rows:
                if row.strip():
                    self._put(row.rstrip(), "pre")
                elif self.lines and self.lines[-1]:
                    self.lines.append("")
            return True
        text = " ".join(text.split())
        # Zero-width spaces keep the blocks of some editors open; nobody sees them.
        if not text or (len(text) <= _SHORTEST_SEEN and not text.isprintable() and not show(text)):
            return False
        form, mark = "p", ""
        if self.heading:
            form = f"h{self.heading}"
        elif self.item is not None:
            form = self.item
            if form[0] == "u" and self.line_linked <= _MENU_SHARE * len(text):
                mark = "  " * (int(form[2:]) - 1) + "• "
        elif self.caption is not None:
            form = self.caption
        self.item = None
        self._put(text, form, mark)
        return True

    def _put(self, text: str, form: str, mark: str = "") -> None:
        if self.gap and self.lines and self.lines[-1]:
            self.lines.append("")
        self.gap = False
        size = len(text)
        self.told += (
            len(self.lines), self.blocks.at, size, self.line_linked, self.line_names, self.line_marks, self.line_hidden,
        )  # fmt: skip
        self.lines.append(mark + text)
        self.forms.append(">" * min(9, self.quotes) + form if self.quotes else form)
        self.line_linked = self.line_names = self.line_marks = self.line_hidden = 0
        if len(self.lines) >= self.most:
            raise _Full

    def rendered(self, markup: Markup) -> Rendered:
        """Return what was read, as arrays."""
        nodes = self.blocks.nodes()
        number, node, size, linked, names, marks, hidden = columns(self.told, _FACTS)
        facts = Facts(
            nodes=nodes,
            number=number,
            node=node,
            size=size,
            linked=np.minimum(linked, size),
            names=names,
            marks=marks,
            hidden=(2 * hidden > size) | nodes.hidden[node],
            forms=tuple(self.forms),
        )
        cut_short = f"only the first {self.most:,} lines were read" if self.cut else markup.cut_short
        return Rendered(
            text="\n".join([*self.lines, ""]) if self.lines else "",
            rows=tuple(self.lines),
            encoding=markup.decoded.encoding,
            damaged=markup.decoded.damaged,
            facts=facts,
            head=self.head,
            links=tuple(self.links),
            images=tuple(self.images),
            dates=tuple(self.dates),
            properties=tuple(self.properties),
            cut_short=cut_short,
        )
