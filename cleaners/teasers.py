"""Teasers on a page with one item: headlines of others below their head, and sentences that are none."""

from __future__ import annotations

from cleaners.reading import Reading
from cleaners.rules import Verdict
from cleaners.structure.labels import BELOW_HEAD, related_title
from schemas import Kind

_SENTENCE_ENDS = (".", "!", "?", "。", "！", "？", ".)", "؟")
# Segments from one teaser to the next that is not near it.
_APART = 3
_ALONE_STANDING = Verdict("furniture", "structure/lone-sentence", 0.8)
_OTHERS_TITLE = Verdict("related", "structure/related-title", 0.8)


def set_right(reading: Reading, verdicts: list[Verdict], kind: Kind) -> None:
    """Tell headlines of other items and the site's own sentences apart, of what is no text of a page with one item.

    What stands below a head of teasers beside an article is one; a sentence that stands alone is none.
    """
    heads = [index for index, its in enumerate(reading.line_classes) if its == "related"]
    for index in {near for head in heads for near in range(head + 1, min(head + 1 + BELOW_HEAD, len(reading)))}:
        if kind == "article" and verdicts[index].reason == "model/furniture" and related_title(reading, index):
            verdicts[index] = _OTHERS_TITLE
    at = [index for index, verdict in enumerate(verdicts) if verdict.label == "related"]
    for before, index, after in zip([-_APART, *at], at, [*at[1:], len(verdicts) + _APART], strict=False):
        alone = index - before >= _APART and after - index >= _APART
        if alone and verdicts[index].reason == "model/teaser" and reading.text(index).endswith(_SENTENCE_ENDS):
            verdicts[index] = _ALONE_STANDING
