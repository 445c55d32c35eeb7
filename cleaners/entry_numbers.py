"""Numbers alone in the entries of a listing, as columns of tables have them: they count entries or readers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleaners.reading import Reading
from cleaners.rules import Verdict
from cleaners.structure.entries import Item
from cleaners.tiles import LINES as TILE

# The sign of an item in an ordered list, `1.`, belongs to it.
_NUMBER = re.compile(r"\d{1,3}(?:[ .,]\d{3})+|\d{1,6}")
_ENTRY_NUMBER = Verdict("meta", "structure/entry-number", 0.8)
_SEVERAL = 3


def drop(reading: Reading, verdicts: list[Verdict], items: Sequence[Item]) -> None:
    """Take numbers alone on their lines, three or more, out of what entries say; they number the entries still."""
    titles = {item.title_at for item in items}
    of_tiles = {index + line for index in reading.tiles for line in range(TILE)}
    numbers = {
        index
        for index, verdict in enumerate(verdicts)
        if verdict.label == "related" and index not in titles and index not in of_tiles
        and _NUMBER.fullmatch(reading.text(index)) is not None
    }  # fmt: skip
    if len(numbers) < _SEVERAL:
        return
    for index in numbers:
        verdicts[index] = _ENTRY_NUMBER
    for item in items:
        item.date_at = [index for index in item.date_at if index not in numbers]
        item.teaser_at = [index for index in item.teaser_at if index not in numbers]
