"""Numbers of the items of ordered lists, as `start`, `reversed` and `value` give them."""

from __future__ import annotations

import re
from typing import Any

_INTEGER = re.compile(r"\s*[+-]?\d{1,9}(?!\d)")


def numbering(element: Any) -> tuple[int, int]:
    """Return the number before the first item of a list and the step to each next one."""
    first = _integer(element.get("start"))
    if element.get("reversed") is None:
        return (1 if first is None else first) - 1, 1
    return (sum(child.tag == "li" for child in element) if first is None else first) + 1, -1


def item_number(element: Any, following: int) -> int:
    """Return the number of an item, 0 at least: its own value, else the one that follows."""
    own = _integer(element.get("value"))
    return max(0, following if own is None else own)


def _integer(text: str | None) -> int | None:
    found = _INTEGER.match(text) if text else None
    return int(found[0]) if found is not None else None
