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
        if verdict.reason == "model/body" and leads_outside(reading, index):
            verdicts[index] = _OUTSIDE


def leads_outside(reading: Reading, index: int) -> bool:
    """Tell whether a short line says so in brackets behind what is linked."""
    line = reading.lower[index]
    if not line.endswith(_CLOSING):
        return False
    start = max(map(line.rfind, _OPENING))
    return 0 < start <= _LONGEST and line[start + 1 : -1].strip() in reading.words.outside
