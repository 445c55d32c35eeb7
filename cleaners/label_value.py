"""A label and its value on one line: `Reference: 2024-18`."""

from __future__ import annotations

import re
from typing import NamedTuple

# A label begins with a letter, or is a year. No end of a sentence stands in one; what is longer is a clause of one,
# and a longer line a paragraph.
_LABEL_VALUE = re.compile(r"(?:[•*·–-]\s)?(?P<label>[^\W\d_][^:：.!?。]{0,39}|\d{4})[:：]\s*(?P<value>\S.*)")
_LONGEST = 160


class LabelValue(NamedTuple):
    """A label without its colon, and its value."""

    label: str
    value: str


def label_value(text: str) -> LabelValue | None:
    """Part a folded line, perhaps one of a list, at its first colon; None for any other line."""
    if (":" not in text and "：" not in text) or len(text) > _LONGEST:
        return None
    found = _LABEL_VALUE.fullmatch(text)
    return LabelValue(found["label"].rstrip(), found["value"]) if found is not None else None
