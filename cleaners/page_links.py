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
    first: dict[int, int] = {}
    for index in sorted(contents.lines):
        first[index] = first.get(index - 1, index)
        # What stands above the list is no text: `On this page`.
        above = first[index] - 1
        if above < 0 or index in contents.numbered:
            continue
        if verdicts[above].reason == "model/body" and reading.line_class(above) == "menu":
            verdicts[above] = _LINK
        if verdicts[above].label == "furniture" and verdicts[index].reason == "model/body":
            verdicts[index] = _LINK
