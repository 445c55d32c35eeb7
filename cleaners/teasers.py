"""Teasers on a page with one item: headlines of others below their head, and sentences that are none."""

from __future__ import annotations

from collections.abc import Iterator

from cleaners.lines import SENTENCE_ENDS
from cleaners.reading import Reading
from cleaners.rules import Verdict
from cleaners.structure.contact import is_address, reaches
from cleaners.structure.labels import BELOW_HEAD, related_title
from schemas import Kind

_ENDS = (*SENTENCE_ENDS, ".)")
# Segments from one teaser to the next that is not near it.
_APART = 3
# From a button to the one below the headline that it leads to, and characters of such a headline.
_TURN, _LEAST = 2, 6
_ALONE_STANDING = Verdict("furniture", "structure/lone-sentence", 0.8)
_OFFICE = Verdict("furniture", "structure/foot", 0.8)
_OTHERS_TITLE = Verdict("related", "structure/related-title", 0.8)


def set_right(reading: Reading, verdicts: list[Verdict], kind: Kind) -> None:
    """Tell headlines of other items and the site's own sentences apart, of what is no text of a page with one item.

    What stands below a head of teasers beside an article is one, and so is what stands below each of two buttons; a
    sentence that stands alone is none.
    """
    others = {*_below_turns(reading)}
    if kind == "article":
        heads = (index for index, its in enumerate(reading.line_classes) if its == "related")
        near = (below for head in heads for below in range(head + 1, min(head + 1 + BELOW_HEAD, len(reading))))
        others.update(below for below in near if related_title(reading, below))
    for index in others:
        if verdicts[index].reason == "model/furniture":
            verdicts[index] = _OTHERS_TITLE
    at = [index for index, verdict in enumerate(verdicts) if verdict.label == "related"]
    for before, index, after in zip([-_APART, *at], at, [*at[1:], len(verdicts) + _APART], strict=False):
        alone = index - before >= _APART and after - index >= _APART
        if not alone or verdicts[index].reason != "model/teaser":
            continue
        if reading.text(index).endswith(_ENDS):
            verdicts[index] = _ALONE_STANDING
        elif is_address(reading.text(index)) or reaches(reading, min(index + 1, len(reading) - 1)):
            verdicts[index] = _OFFICE


def _below_turns(reading: Reading) -> Iterator[int]:
    """Yield the headlines below `Previous article` and `Next article`, one line each."""
    turns = {index for index, line_class in enumerate(reading.line_classes) if line_class == "pager"}
    for turn in turns:
        # Teasers have the same button below each.
        if turn + _TURN in turns and reading.text(turn) != reading.text(turn + _TURN):
            for below in (turn + 1, turn + _TURN + 1):
                if len(reading.text(below)) >= _LEAST and reading.line_class(below) is None:
                    yield below
