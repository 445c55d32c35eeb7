"""Links that say where they lead: `Watch the film (opens in a new window)`."""

from __future__ import annotations

from cleaners.reading import Reading
from cleaners.rules import Verdict

_OUTSIDE = Verdict("furniture", "structure/outside-link", 0.8)
_OPENING, _CLOSING = ("(", "（", "[", "［"), (")", "）", "]", "］")
# Code points of what is linked; a longer line is a sentence with a link in it.
_LONGEST = 50


def drop(reading: Reading, verdicts: list[Verdict]) -> None:
    """Take short lines of an article that end so for furniture, if the model alone keeps them."""
    for index, verdict in enumerate(verdicts):
        line = reading.lower[index]
        if verdict.reason != "model/body" or not line.endswith(_CLOSING):
            continue
        start = max(map(line.rfind, _OPENING))
        if 0 < start <= _LONGEST and line[start + 1 : -1].strip() in reading.words.outside:
            verdicts[index] = _OUTSIDE
