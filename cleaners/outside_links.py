"""Links that say where they lead: `Watch the film (opens in a new window)`."""

from __future__ import annotations

import re

from cleaners.reading import Reading
from cleaners.rules import Verdict

_OUTSIDE = Verdict("furniture", "structure/outside-link", 0.8)
_OPENING = ("(", "（", "[", "［")
_SAYS = re.compile(
    r"[(（\[［](?:外部サイトへ(?:の)?リンク|外部リンク|外部サイト|別ウィンドウで開きます?|新しいウィンドウで開きます?"
    r"|(?:external (?:link|site|website))|(?:(?:link )?opens in (?:a )?new (?:window|tab)))[)）\]］]",
    re.IGNORECASE,
)


def drop(reading: Reading, verdicts: list[Verdict]) -> None:
    """Take lines of an article that end so for furniture, if the model alone keeps them."""
    for index, verdict in enumerate(verdicts):
        text = reading.text(index)
        if verdict.reason == "model/body" and text.endswith((")", "）", "]", "］")):
            start = max(text.rfind(mark) for mark in _OPENING)
            if start > 0 and _SAYS.fullmatch(text[start:]) is not None:
                verdicts[index] = _OUTSIDE
