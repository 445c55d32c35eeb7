"""What the tree of an HTML page says of each of its rendered lines, as arrays.

Nodes are the block elements, in document order, so that each holds an unbroken run of lines and what a container
holds is a difference of two prefix sums.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.floating[Any]]

TAGS = (
    "p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "div", "pre", "blockquote", "figcaption", "dt", "dd",
    "section", "article", "button", "body", "header", "footer", "caption", "summary", "label", "main", "aside", "nav",
    "tr", "ul", "other",
)  # fmt: skip
"""Tags of nodes that are told apart, by code."""
TAG = {name: code for code, name in enumerate(TAGS)}

WITHIN = (
    "nav", "header", "footer", "aside", "form", "article", "main", "table", "ul", "ol", "figure", "button", "section",
    "dl", "blockquote", "details", "dialog", "address", "td", "h1", "h2", "h3", "p", "li", "figcaption", "label", "tr",
    "pre",
)  # fmt: skip
"""Ancestors that are told apart, by bit."""
INSIDE = {name: 1 << bit for bit, name in enumerate(WITHIN)}

LINKED, BOLD, ITALIC, TIMED, CODED = 1, 2, 4, 8, 16
"""What a line has in it, by bit."""


@dataclass(frozen=True, slots=True)
class Nodes:
    """Block elements in document order; the first is the root and its own parent. Arrays of one value a node."""

    last: Ints
    """One past the last line of it, as index into the lines that have text."""
    hidden: npt.NDArray[np.bool_]
    parent: Ints
    tag: Ints
    """Code in TAGS."""
    names: Ints
    """Groups of its class, id, role and itemprop: naming.BIT."""
    all_names: Ints
    """The same with those of its ancestors but body and root."""
    inside: Ints
    """Itself and its ancestors, as bits of WITHIN."""
    depth: Ints
    chrome: Ints
    """How many of itself and its ancestors are named as furniture."""
    text: Ints
    """How many are named as text."""
    make: Ints
    """Equal for nodes of the same tag and names."""
    first: Ints
    """First line of it, likewise."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts of the lines that have text, one value a line."""

    nodes: Nodes
    number: Ints
    """0-based number of the line in the rendered text."""
    node: Ints
    """The block that the line stands in."""
    size: Ints
    """Characters, without list marks."""
    linked: Ints
    """Characters that are links."""
    names: Ints
    """Groups that inline elements of the line are named by."""
    marks: Ints
    """LINKED, BOLD, ITALIC, TIMED, CODED."""
    hidden: npt.NDArray[np.bool_]
    forms: tuple[str, ...]
    """What the line is in the structure of the text: see schemas.Form."""

    def __len__(self) -> int:
        return len(self.forms)
