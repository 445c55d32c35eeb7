"""What stands above the breadcrumb trail or the headline: banner, menu, section; never the text below it."""

from __future__ import annotations

from cleaners.reading import Reading
from cleaners.rules import Verdict
from schemas import Kind

_PARAGRAPH = 200
_ABOVE = Verdict("furniture", "structure/above-trail", 0.8)
_ABOVE_HEADLINE = Verdict("furniture", "structure/above-headline", 0.8)
_BY_MODEL = "model/body"
# Lines above a headline that is right.
_FEW = 4


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


def drop_above_headline(verdicts: list[Verdict], title: int | None, kind: Kind) -> None:
    """Take for furniture the few lines above the headline of an article or record that the model alone has for text.

    They are a section, a reference or a leap to the text. Where there are more of them, the headline may be wrong.
    """
    if title is None or kind not in ("article", "record"):
        return
    above = [index for index in range(title) if verdicts[index].label == "body"]
    below = sum(verdict.label == "body" for verdict in verdicts[title:])
    if len(above) <= _FEW and 2 * len(above) <= below:
        for index in above:
            if verdicts[index].reason == _BY_MODEL:
                verdicts[index] = _ABOVE_HEADLINE
