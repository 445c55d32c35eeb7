"""What stands above the breadcrumb trail: banner, menu, weather; never the text that the trail leads to."""

from __future__ import annotations

from cleaners.reading import Reading
from cleaners.rules import Verdict
from schemas import Kind

_PARAGRAPH = 200
_ABOVE = Verdict("furniture", "structure/above-trail", 0.8)


def drop(reading: Reading, verdicts: list[Verdict], title: int | None, kind: Kind) -> None:
    """Take for furniture what the judges have for text above a trail whose headline stands below it.

    Some sites show news of theirs above the trail of an article: these are teasers still.
    """
    path = reading.trail if title is not None else None
    if path is None or title is None or title < path.end:
        return
    # Columns side by side: what looks like a trail stands beside the text.
    if any(verdicts[index].label == "body" and len(reading.text(index)) >= _PARAGRAPH for index in range(path.start)):
        return
    for index in range(path.start):
        label = verdicts[index].label
        if label == "body" or (label == "related" and kind == "listing"):
            verdicts[index] = _ABOVE
