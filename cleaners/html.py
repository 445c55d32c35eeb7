"""HTML -> rendered lines with what the tree says of each.

A line is what stands between the borders of blocks and line breaks; a row of a plain table is one line, its cells
parted by tabs. Blank lines stand where a reader expects them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cleaners.decode import Undecodable
from cleaners.markup import Markup, parse
from cleaners.rendered import Rendered
from cleaners.walk import Walk

RENDERER = "4"
"""Raised by hand, and ENGINE_VERSION with it, whenever a page may be rendered to another text."""

MOST_LINES = 200_000
"""Lines of a page that are rendered; a longer page is cut there, and a note says so."""
_LINES_OF_ANY, _BYTES_OF_MORE = 10_000, 50
"""A page has so many lines and one more for so many bytes, or is cut too: no page of text has shorter lines."""

# Where so little text comes out, what stands under <noscript> is looked at.
_LITTLE = 600


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
    if not walk.forms and b"<noframes" in raw.lower():
        inner = parse(b"\n".join(_unframed(markup.root)), None)
        walk = _walked(inner, most, noscript=True) if isinstance(inner, Markup) else walk
    return walk.rendered(markup)


def _walked(markup: Markup, most: int, *, noscript: bool = False) -> Walk:
    walk = Walk(most, noscript)
    if markup.root is not None:
        walk.run(markup.root)
    return walk


def _unframed(root: Any) -> Iterator[bytes]:
    for element in root.iter("noframes"):
        yield "".join(element.itertext()).encode()
