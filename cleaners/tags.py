"""HTML's tags and attributes as the renderer takes them."""

from __future__ import annotations

from typing import Any

from cleaners.facts import BOLD, CODED, ITALIC, LINKED, TIMED

BLOCK, INLINE, SKIP, BREAK, IMAGE, VOID, HEAD = range(7)
KINDS: dict[Any, int] = {
    **dict.fromkeys(
        "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark math nobr q ruby rb rt rp s samp "
        "small span strike strong sub sup time tt u var picture label mi mn mo mrow msub msup mfrac mtext mstyle "
        "msqrt mover munder semantics o:p embed source track wbr".split(),
        INLINE,
    ),
    **dict.fromkeys(
        "annotation annotation-xml area audio canvas datalist frame iframe map noframes noscript optgroup option "
        "select style svg template textarea video".split(),
        SKIP,
    ),
    **dict.fromkeys(["input", "param", "col", "colgroup"], VOID),
    **dict.fromkeys(["meta", "link", "title", "script", "base"], HEAD),
    "br": BREAK,
    "img": IMAGE,
}
# Blocks that a reader sees space around.
SPACED = frozenset(
    "address article aside blockquote center dl fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr main nav ol p "
    "pre section table ul".split()
)
CAPTIONS = frozenset(["dt", "dd", "figcaption", "caption"])
FORMED = SPACED | CAPTIONS | {"li"}
HEADINGS = {f"h{level}": level for level in range(1, 7)}
MARKS = {
    "a": LINKED, "b": BOLD, "strong": BOLD, "i": ITALIC, "em": ITALIC, "time": TIMED, "code": CODED, "kbd": CODED,
    "samp": CODED,
}  # fmt: skip

NAMING = frozenset(["class", "id", "role", "itemprop"])
HIDING = frozenset(["style", "hidden", "aria-hidden"])


def hides(key: str, value: str) -> bool:
    """Tell whether an attribute hides its element."""
    if key == "style":
        return "none" in value and "display:none" in value.replace(" ", "").lower()
    return key == "hidden" or (key == "aria-hidden" and value == "true")
