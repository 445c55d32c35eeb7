"""Items of a list in the text: one between two with the same mark is text as they are, whatever it says."""

from __future__ import annotations

import re

from cleaners.reading import Reading
from cleaners.rules import Verdict

_MARK = re.compile(r"([^\w\s]|[oㅇ○□]) ")
_ITEM = Verdict("body", "structure/list-item", 0.7)


def keep(reading: Reading, verdicts: list[Verdict]) -> None:
    """Keep items that the model alone took for furniture, of lists whose other items are text."""
    for index in range(1, len(verdicts) - 1):
        if verdicts[index].reason != "model/furniture":
            continue
        if verdicts[index - 1].label == "body" == verdicts[index + 1].label:
            above, own, below = (_MARK.match(reading.text(near)) for near in (index - 1, index, index + 1))
            if above and own and below and above[1] == own[1] == below[1]:
                verdicts[index] = _ITEM
