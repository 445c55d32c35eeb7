"""What stands between the headline of a listing and its first entry: filters, orders, counts of what was found."""

from __future__ import annotations

from collections.abc import Sequence

from cleaners.lines import SENTENCE_ENDS
from cleaners.reading import Reading
from cleaners.rules import Verdict
from cleaners.scripts import ideographs
from cleaners.structure.entries import Item

_FILTER = Verdict("furniture", "structure/filter", 0.8)
# Labels of filters are as long, and no sentences; ideographs say more each.
_LONGEST = 60
_SURELY = 0.75
# A title of an entry is as long, and no count.
_TITLE, _IDEOGRAPHIC_TITLE = 25, 12
_MODEL = frozenset({"model/body", "model/entry"})


def drop(reading: Reading, verdicts: list[Verdict], title: int | None, items: Sequence[Item]) -> None:
    """Take short lines above the first entry, which only the model takes for text or entries, for filters."""
    if title is None or not items:
        return
    first = min((index for item in items for index in (item.title_at, *item.date_at)), default=0)
    for index in range(title + 1, first):
        text, (label, reason, score, _) = reading.text(index), verdicts[index]
        if label == "related" and _is_title(text):
            break  # The first entry begins above the line that was read as its title or its date.
        if reason not in _MODEL or (label == "related" and score >= _SURELY):
            continue
        if len(text) <= _LONGEST and not text.endswith(SENTENCE_ENDS):
            verdicts[index] = _FILTER


def _is_title(text: str) -> bool:
    """Tell whether a line may be the title of an entry: longer than names of filters, and no number first."""
    return len(text) >= (_IDEOGRAPHIC_TITLE if ideographs(text) else _TITLE) and not text[0].isdigit()
