"""HTML -> rendered lines with what the tree says of each.

A line is what stands between the borders of blocks and line breaks; a row of a plain table is one line, its cells
parted by tabs. Blank lines stand where a reader expects them. Walked with a stack of our own: pages nest deeper than
Python recurses.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

import numpy as np

from cleaners import naming
from cleaners.decode import Undecodable
from cleaners.facts import INSIDE, LINKED, TAG, Facts, Ints, Nodes
from cleaners.lines import show
from cleaners.list_numbers import item_number, numbering
from cleaners.markup import Markup, parse
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
    hides,
)  # fmt: skip

RENDERER = "2"
"""Raised by hand, and ENGINE_VERSION with it, whenever a page may be rendered to another text."""

MOST_LINES = 200_000
"""Lines of a page that are rendered; a longer page is cut there, and a note says so."""
_LINES_OF_ANY, _BYTES_OF_MORE = 10_000, 50
"""A page has so many lines and one more for so many bytes, or is cut too: no page of text has shorter lines."""

# Where so little text comes out, what stands under <noscript> is looked at.
_LITTLE = 600

# A list item that is more of a link than this is of a menu, where marks say nothing.
_MENU_SHARE = 0.5
_LONGEST_ADDRESS = 4_000
_SHORTEST_SEEN = 8


def render(raw: bytes, charset: str | None = None) -> Rendered | Undecodable:
    """Render the bytes of a page; `charset` is the one declared outside it. Never raises."""
    markup = parse(raw, charset)
    if isinstance(markup, Undecodable):
        return markup
    most = min(MOST_LINES, _LINES_OF_ANY + len(raw) // _BYTES_OF_MORE)
    walk = _walked(markup, most)
    if walk.size() < _LITTLE and b"<noscript" in raw.lower():
        opened = _walked(markup, most, noscript=True)
        if opened.size() > 2 * walk.size() + 200:
            walk = opened
    if not walk.rows and b"<noframes" in raw.lower():
        inner = parse(b"\n".join(_unframed(markup.root)), None)
        walk = _walked(inner, most, noscript=True) if isinstance(inner, Markup) else walk
    return walk.rendered(markup)


def _walked(markup: Markup, most: int, *, noscript: bool = False) -> _Walk:
    walk = _Walk(most, noscript)
    if markup.root is not None:
        walk.run(markup.root)
    return walk


def _unframed(root: Any) -> Iterator[bytes]:
    for element in root.iter("noframes"):
        yield "".join(element.itertext()).encode()


class _Full(Exception):
    """The page has as many lines as are rendered."""


class _Walk:
    """State of one walk over the tree."""

    __slots__ = (
        "at", "buffer", "caption", "cut", "dates", "ends", "forms", "gap", "head", "heading", "images", "in_hidden",
        "in_link", "in_pre", "item", "kinds", "line_hidden", "line_linked", "line_marks", "line_names", "lines",
        "links", "lists", "made", "makes", "most", "nodes", "properties", "quotes", "rows",
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
        # Rendered lines; of those that have text: number, node, size, linked, names, marks, hidden; and form.
        self.lines: list[str] = []
        self.rows: list[tuple[int, ...]] = []
        self.forms: list[str] = []
        # Rows of the nodes: parent, make, first, hidden; and last.
        self.nodes: list[tuple[int, int, int, int]] = []
        self.ends: list[int] = []
        # Blocks of one tag and one label by their make, and what is known of each: tag, names, all names, inside,
        # chrome, text.
        self.makes: dict[tuple[Any, str], int] = {}
        self.made: list[tuple[int, ...]] = []
        # The line that is being read.
        self.buffer: list[str] = []
        self.line_linked = self.line_names = self.line_marks = self.line_hidden = 0
        # Where in the tree it is read.
        self.at = -1
        self.in_link = self.in_hidden = self.in_pre = self.quotes = self.heading = 0
        self.lists: list[list[Any]] = []
        self.item: str | None = None
        self.caption: str | None = None
        self.gap = False

    def size(self) -> int:
        """Characters of all lines."""
        return sum(row[2] for row in self.rows)

    def run(self, root: Any) -> None:
        """Walk over all below the root, or as far as a page may be long."""
        try:
            self._walk(root)
            self._flush()
        except _Full:
            self.cut = True
        while self.at > 0:
            self.ends[self.at] = len(self.rows)
            self.at = self.nodes[self.at][0]
        if self.ends:
            self.ends[0] = len(self.rows)

    def _walk(self, root: Any) -> None:
        self.head.language = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")
        self._open(root, "html")
        stack: list[tuple[Iterator[Any], Any, int, Any]] = []
        children = iter(root)
        kinds, buffer = self.kinds, self.buffer
        while True:
            for element in children:
                tag = element.tag
                kind = kinds.get(tag, BLOCK)
                if kind == BLOCK:
                    if tag == "tr" and self._row(element):
                        saved = None
                    else:
                        saved = self._open(element, tag)
                        text = element.text
                        if text:
                            self._add(text)
                        stack.append((children, element, kind, saved))
                        children = iter(element)
                        break
                elif kind == INLINE:
                    saved = self._enter(element, tag)
                    text = element.text
                    if text:
                        self._add(text)
                    if len(element):
                        stack.append((children, element, kind, saved))
                        children = iter(element)
                        break
                    self._leave(tag, saved)
                elif kind == BREAK:
                    if not self._flush():
                        self.gap = True
                elif kind == HEAD:
                    self._read_head(element, tag)
                elif kind == IMAGE:
                    self._image(element)
                text = element.tail
                # What _add does, without the call for the most common cases.
                if text and (buffer or not text.isspace()):
                    buffer.append(text)
                    if self.in_link or self.in_hidden:
                        self._weigh(text)
            else:
                if not stack:
                    return
                children, element, kind, saved = stack.pop()
                if kind == BLOCK:
                    self._close(element.tag, saved)
                else:
                    self._leave(element.tag, saved)
                text = element.tail
                if text:
                    self._add(text)

    def _add(self, text: str) -> None:
        if not self.buffer and text.isspace() and not self.in_pre:
            return
        self.buffer.append(text)
        if self.in_link or self.in_hidden:
            self._weigh(text)

    def _weigh(self, text: str) -> None:
        length = len(text.strip())
        if self.in_link:
            self.line_linked += length
        if self.in_hidden:
            self.line_hidden += length

    def _open(self, element: Any, tag: Any) -> Any:
        """Begin a block; return what its end has to restore."""
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
        make = self.makes.get((tag, label))
        if make is None:
            make = self._make(tag, label)
        parent = self.at
        saved = (parent, self.heading, self.item, self.caption, len(self.lists))
        first = len(self.rows)
        self.at = len(self.nodes)
        self.nodes.append((max(0, parent), make, first, hidden))
        self.ends.append(first)
        if tag in FORMED:
            self._begin(element, tag)
        return saved

    def _make(self, tag: Any, label: str) -> int:
        """Look up what a tag and a label say, once a page."""
        names = naming.bits(label) if label else 0
        known = tag if isinstance(tag, str) else ""
        own = 0 if known == "body" else names
        self.made.append((
            TAG.get(known, TAG["other"]), names, own, INSIDE.get(known, 0),
            int(own & naming.CHROME > 0), int(own & naming.TEXT > 0),
        ))  # fmt: skip
        make = self.makes[tag, label] = len(self.makes)
        return make

    def _begin(self, element: Any, tag: str) -> None:
        """Note what a block makes of the text in it."""
        inner = (tag == "p" and self.item is not None) or (tag in ("ul", "ol") and self.lists)
        if tag in SPACED and not inner:
            self.gap = True
        if tag in HEADINGS:
            self.heading = HEADINGS[tag]
        elif tag == "ul" or tag == "ol":
            self.lists.append([tag, *numbering(element)])
        elif tag == "li":
            if self.lists:
                _, number, step = self.lists[-1]
                self.lists[-1][1] = item_number(element, number + step)
                self.item = f"{self.lists[-1][0]}{min(9, len(self.lists))}"
            else:
                self.item = "ul1"
        elif tag == "blockquote":
            self.quotes += 1
        elif tag == "pre":
            self.in_pre += 1
        elif tag in CAPTIONS:
            self.caption = tag

    def _close(self, tag: Any, saved: Any) -> None:
        """End a block."""
        if self.buffer:
            self._flush()
        self.ends[self.at] = len(self.rows)
        self.at, self.heading, item, self.caption, lists = saved
        # An item whose mark is printed already gets no second one.
        self.item = item if tag != "li" and self.item is not None else None
        if tag not in FORMED:
            return
        del self.lists[lists:]
        if tag == "blockquote":
            self.quotes -= 1
        elif tag == "pre":
            self.in_pre -= 1
        if tag in SPACED and not (tag in ("ul", "ol") and self.lists):
            self.gap = True

    def _enter(self, element: Any, tag: str) -> Any:
        """Begin an inline element; return what its end has to restore."""
        label, address, hidden = "", None, 0
        for key, value in element.items():
            if key in ("class", "id", "itemprop"):
                label = f"{label} {value}"
                if key == "itemprop":
                    self._property(element, value)
            elif key == "href":
                address = value
            elif key == "datetime" and tag == "time":
                self.dates.append(Dated(len(self.rows), value, label))
            elif key == "rel":
                if "author" in value:
                    self.properties.append(Property(len(self.rows), "author", None))
            elif key in HIDING and hides(key, value):
                hidden = 1
        if label:
            self.line_names |= naming.bits(label)
        self.line_marks |= MARKS.get(tag, 0)
        self.in_hidden += hidden
        if tag == "a":
            self.in_link += 1
        return address, len(self.rows), len(self.buffer), hidden

    def _leave(self, tag: str, saved: Any) -> None:
        """End an inline element."""
        address, first, mark, hidden = saved
        self.in_hidden -= hidden
        if tag != "a":
            return
        self.in_link -= 1
        if address is not None and len(address) <= _LONGEST_ADDRESS:
            own = first == len(self.rows)
            text = "".join(self.buffer[mark if own else 0 :])
            last = len(self.rows) + (own or bool(text.strip()))
            if not own:
                text = " ".join([*(self.lines[row[0]] for row in self.rows[first:]), text])
            self.links.append(Link(first, last, address, " ".join(text.split())))

    def _property(self, element: Any, name: str) -> None:
        content = element.get("content") or element.get("datetime")
        self.properties.append(Property(len(self.rows), name, content))

    def _image(self, element: Any) -> None:
        address = element.get("data-src") or element.get("src") or ""
        if address and not address.startswith("data:") and len(address) <= _LONGEST_ADDRESS:
            alt = " ".join((element.get("alt") or "").split())
            self.images.append(Image(len(self.rows), self.at, address, alt))

    def _read_head(self, element: Any, tag: str) -> None:
        head = self.head
        if tag == "meta":
            name = element.get("property") or element.get("name") or element.get("itemprop")
            content = element.get("content")
            if name and content:
                head.metas.append((name.strip().lower(), content.strip()))
        elif tag == "link":
            head.links.append(dict(element.items()))
        elif tag == "script":
            if "ld+json" in (element.get("type") or "").lower():
                head.scripts.append(element.text or "")
        elif tag == "title":
            head.title = head.title or " ".join((element.text or "").split())
        elif head.base is None:
            head.base = element.get("href")

    def _row(self, element: Any) -> bool:
        """Render a row of a plain table as one line; False, and nothing done, for one that text is laid out with."""
        row = plain_row(element)
        if row is None:
            return False
        saved = self._open(element, "tr")
        if row.cells:
            at = len(self.rows)
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
        if not text or (len(text) <= _SHORTEST_SEEN and not show(text)):
            return False
        form, mark = "p", ""
        if self.heading:
            form = f"h{self.heading}"
        elif self.item is not None:
            form = self.item
            level = int(form[2:])
            if form[0] == "u" and self.line_linked <= _MENU_SHARE * len(text):
                mark = "  " * (level - 1) + "• "
            elif form[0] == "o":
                form = f"{form}:{self.lists[-1][1]}"
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
        linked, hidden = min(self.line_linked, size), 2 * self.line_hidden > size
        self.rows.append((len(self.lines), self.at, size, linked, self.line_names, self.line_marks, hidden))
        self.lines.append(mark + text)
        self.forms.append(">" * min(9, self.quotes) + form if self.quotes else form)
        self.line_linked = self.line_names = self.line_marks = self.line_hidden = 0
        if len(self.lines) >= self.most:
            raise _Full

    def rendered(self, markup: Markup) -> Rendered:
        """Return what was read, as arrays."""
        nodes = self._nodes()
        number, node, size, linked, names, marks, hidden = _columns(self.rows, 7)
        facts = Facts(
            nodes=nodes,
            number=number,
            node=node,
            size=size,
            linked=linked,
            names=names,
            marks=marks,
            hidden=hidden.astype(np.bool_) | nodes.hidden[node],
            forms=tuple(self.forms),
        )
        cut_short = f"only the first {self.most:,} lines were read" if self.cut else markup.cut_short
        return Rendered(
            text="\n".join([*self.lines, ""]) if self.lines else "",
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

    def _nodes(self) -> Nodes:
        """Return the blocks as arrays, each with what it has of those around it."""
        parent, make, first, hidden = _columns(self.nodes or [(0, 0, 0, 0)], 4)
        tag, names, *own = _columns(self.made or [(0,) * 6], 6)[:, make]
        all_names, inside, chrome, text = own
        depth = np.ones_like(parent)
        for column in (all_names, inside, chrome, text, depth):
            column[0] = 0  # the root passes nothing on
        hidden = hidden.astype(np.bool_)
        # Each block is told by its parent, then by the one that its parent was told by, and so on: few rounds.
        above = parent
        while above.any():
            for column in (all_names, inside, hidden):
                column |= column[above]
            for column in (chrome, text, depth):
                column += column[above]
            above = above[above]
        last = np.array(self.ends or [0], dtype=np.int64)
        return Nodes(
            last=last, hidden=hidden | hidden[0], parent=parent, tag=tag, names=names, all_names=all_names,
            inside=inside, depth=depth, chrome=chrome, text=text, make=make, first=first,
        )  # fmt: skip


def _columns(rows: Sequence[tuple[int, ...]], width: int) -> Ints:
    """Return rows of so many numbers as columns."""
    flat = np.fromiter(chain.from_iterable(rows), np.int64, width * len(rows))
    return np.ascontiguousarray(flat.reshape(len(rows), width).T)
