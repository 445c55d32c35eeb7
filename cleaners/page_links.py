"""Links of a page to its own parts, above the text: the heads of its sections, before these come."""

from __future__ import annotations

from cleaners.reading import Reading
from cleaners.rules import Verdict

_LINK = Verdict("furniture", "structure/page-links", 0.9)


def drop(reading: Reading, verdicts: list[Verdict]) -> None:
    """Take the heads that come again below over text for links, where a head of their own stands above them.

    A document that lists its parts numbers them.
    """
    contents = reading.contents
    for index in sorted(contents.lines - contents.numbered):
        if verdicts[index].reason == "model/body" and _is_headed(reading, verdicts, index):
            verdicts[index] = _LINK


def _is_headed(reading: Reading, verdicts: list[Verdict], index: int) -> bool:
    """Tell whether what stands above the list of a line is no text: `On this page`."""
    above = index
    while above in reading.contents.lines:
        above -= 1
    return above >= 0 and verdicts[above].label == "furniture"
