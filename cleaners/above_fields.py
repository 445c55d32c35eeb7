"""The headline of a record by its place: the line right above the first of its fields."""

from __future__ import annotations

import re

from cleaners.reading import Reading
from cleaners.rivals import is_tab
from cleaners.trailed import may_be

# Fields side by side, and a label with its value behind a colon or apart from it by more than one space.
_FIELDS = 4
_FIELD = re.compile(r"[^\W\d_][^:：.!?]{1,40}(?:[:：]\s*\S|(?: {2,}|\t)\S).*")
_APART = re.compile(r"\S(?: {2,}|\t)\S")
# Lines from the first part of a record up to the headline, all parts side by side between them.
_TAB = 2
# A notice, set in the same shape, is not as short.
_LONGEST = 200


def headline(reading: Reading) -> int | None:
    """Return the segment above the first run of fields, one a line, that may be the headline; None if there is none.

    `Harbour pilot` above `Reference: 2024-18`, `Salary: by agreement`, `Begins: 1 March`, `Apply by: 1 May`.
    """
    run = 0
    for index, segment in enumerate(reading.segments):
        run = run + 1 if len(segment.folded) <= _LONGEST and _FIELD.fullmatch(segment.text.strip()) else 0
        if run == _FIELDS:
            path = reading.trail
            begin = 0 if path is None else path.end
            above = index - _FIELDS
            if above + 1 == begin and path is not None and _is_other(reading, begin):
                above = begin
            if is_tab(reading, above):
                above -= _TAB
            return above if above >= begin and may_be(reading, above, "record") else None
    return None


def _is_other(reading: Reading, index: int) -> bool:
    """Tell whether a line has a colon where the fields below it have their values apart: `Harbour: hours and fees`."""
    below = range(index + 1, index + _FIELDS)
    return _APART.search(reading.segments[index].text.strip()) is None and all(
        at < len(reading) and _APART.search(reading.segments[at].text.strip()) is not None for at in below
    )
