"""What stands between the headline of a listing and its first entry: filters, orders, counts of what was found."""

from __future__ import annotations

from collections import Counter
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
# Choices above the first entry look like items of their own, but have no date where the entries have it: so many of
# them at most, above so many items, of which such a share has a date.
_UNDATED, _ENOUGH, _DATED = 4, 4, 0.9
# Titles of entries that begin with a word or a bullet, and so does the first one, whatever it was taken for.
_ALIKE = 2
# Lines taken for entries that such a one may stand between: those of the first, and other filters.
_FIRST = 8
# Words of what is chosen, of which the first is one of forms: `Party: all parties`.
_CHOSEN = 2
_MODEL = frozenset({"model/body", "model/entry"})


def drop(reading: Reading, verdicts: list[Verdict], title: int | None, items: Sequence[Item]) -> list[Item]:
    """Take short lines above the first entry, which only the model takes for text or entries, for filters.

    Return the items that are left.
    """
    if title is None or not items:
        return [*items]
    first = min(index for item in _begin(items) for index in (item.title_at, *item.date_at))
    begins = Counter(_first_word(reading.text(item.title_at)) for item in items)
    for index in range(title + 1, first):
        text, (label, reason, score, _) = reading.text(index), verdicts[index]
        if label == "body" and _is_title(text) and begins[_first_word(text)] >= _ALIKE:
            break
        if label == "related" and _is_title(text):
            break  # The first entry begins above the line that was read as its title or its date.
        if reason not in _MODEL or (label == "related" and score >= _SURELY):
            continue
        if len(text) <= _LONGEST and not text.endswith(SENTENCE_ENDS) and not _is_cell(reading, index):
            verdicts[index] = _FILTER
    return [item for item in items if verdicts[item.title_at] is not _FILTER]


def drop_orders(reading: Reading, verdicts: list[Verdict], title: int | None) -> None:
    """Take labels of forms with what is chosen there for filters, below the headline down to the first entry.

    `Sort by: newest first` reads like an entry, and would be the title of the first.
    """
    entries = 0
    for index in range(len(reading) if title is None else title + 1, len(reading)):
        label, reason = verdicts[index].label, verdicts[index].reason
        entries += label == "related"
        if entries > _FIRST:
            return
        if reason in _MODEL and _is_order(reading, index):
            verdicts[index] = _FILTER


def _is_order(reading: Reading, index: int) -> bool:
    """Tell whether a line is the label of a form, a colon, and what is chosen: `Sort by: newest`, `Party: any`."""
    label, colon, chosen = reading.lower[index].replace("：", ":").partition(":")
    chosen = chosen.strip()
    if not (colon and chosen) or len(chosen) > _LONGEST or chosen.endswith(SENTENCE_ENDS):
        return False
    words = chosen.split(" ")
    known = reading.words.lines.get
    return known(label.strip()) == "form" or (len(words) <= _CHOSEN and known(words[0]) == "form")


def _first_word(text: str) -> str:
    return text.partition(" ")[0]


def _begin(items: Sequence[Item]) -> Sequence[Item]:
    """Return the items from the first with a date on, where nearly all have one below a few without any."""
    dated = [at for at, item in enumerate(items) if item.date is not None]
    if not dated or dated[0] > _UNDATED or len(dated) < max(_ENOUGH, _DATED * (dated[-1] - dated[0] + 1)):
        return items
    return items[dated[0] :]


def _is_cell(reading: Reading, index: int) -> bool:
    """Tell whether a line has other parts besides, as the head of a table has."""
    own = reading.segments[index].n
    return any(0 <= near < len(reading) and reading.segments[near].n == own for near in (index - 1, index + 1))


def _is_title(text: str) -> bool:
    """Tell whether a line may be the title of an entry: longer than names of filters, and no number first."""
    return len(text) >= (_IDEOGRAPHIC_TITLE if ideographs(text) else _TITLE) and not text[0].isdigit()
