"""Teasers below a text that have a summary each: headline, sentence, headline, sentence."""

from __future__ import annotations

from collections.abc import Iterator

from cleaners.endings import is_sentence
from cleaners.lines import SENTENCE_ENDS
from cleaners.reading import Reading
from cleaners.rules import Verdict
from cleaners.structure.labels import heads_others
from cleaners.structure.published import dated

_SUMMARY = Verdict("related", "structure/summary", 0.9)
# Code points of a headline and of a summary, and headlines that the model takes for such.
_HEADLINE, _LONGEST, _TEASERS = 160, 400, 2
# Lines from a head to the first headline below it: a day may stand between.
_ABOVE = (1, 2)
# Lines of an item that stands in full below another, and of what heads it.
_MOST, _HEAD_OF_ITEM = 6, 3
_MODEL = ("model/body", "model/furniture")
_ENDS = tuple(end for end in SENTENCE_ENDS if end not in "?？")


def complete(reading: Reading, verdicts: list[Verdict]) -> None:
    """Take for teasers the pairs of headline and sentence below a head of other items, of which some were met.

    Another item that ends the text in full, with its day below its headline, is one too.
    """
    _drop_item(reading, verdicts)
    met = [index for index, verdict in enumerate(verdicts) if verdict.label == "related"]
    for head in sorted({index - above for index in met[:-1] for above in _ABOVE if index >= above}):
        if verdicts[head].label == "furniture" and heads_others(reading, head):
            found = [*_pairs(reading, head + 1)]
            if sum(verdicts[headline].label == "related" for headline, _ in found) >= _TEASERS:
                for index in (line for pair in found for line in pair):
                    if verdicts[index].reason in _MODEL:
                        verdicts[index] = _SUMMARY


def _drop_item(reading: Reading, verdicts: list[Verdict]) -> None:
    """Take the last lines of the text for those of another item, if its head, headline and day stand above them.

    `Also of interest`, `Pilots get a boat`, `Published on 4 May 2023`, `The boat came on Monday.`
    """
    last = next((index for index in range(len(verdicts) - 1, -1, -1) if verdicts[index].label == "body"), 0)
    first = last
    while first > max(0, last - _MOST) and verdicts[first - 1].label == "body":
        first -= 1
    if first < _HEAD_OF_ITEM:
        return
    head, headline, day = range(first - _HEAD_OF_ITEM, first)
    if verdicts[headline].label != "related" or dated(reading, day) is None:
        return
    if verdicts[head].label != "furniture" or not heads_others(reading, head):
        return
    run = range(first, last + 1)
    if all(verdicts[index].reason == "model/body" for index in run):
        verdicts[first : last + 1] = [_SUMMARY] * len(run)


def _pairs(reading: Reading, start: int) -> Iterator[tuple[int, int]]:
    """Yield the lines of pairs that follow each other, and of which days may stand above, between and below."""
    lines = (index for index in range(start, len(reading)) if reading.date(index) is None)
    for headline, summary in zip(lines, lines, strict=False):
        text = reading.text(headline)
        if len(text) > _HEADLINE or text.endswith(_ENDS) or reading.line_class(headline) is not None:
            return
        if not is_sentence(reading.text(summary)) or len(reading.text(summary)) > _LONGEST:
            return
        yield headline, summary
