"""What other pages of the site say of a line."""

from __future__ import annotations

import numpy as np

from cleaners.decide import Decision
from cleaners.decisive import HELD
from cleaners.judges.classes import FURNITURE, Heard, content, odds, probability
from cleaners.model.lines import Floats
from cleaners.reading import Reading
from cleaners.rules import Verdict

# Odds of furniture for a line that all pages hold, at the edges of the page and where the text stands.
_REPEATED = 100.0
_REPEATED_INSIDE = 3.0


def heard(reading: Reading, classes: Floats, title: int | None) -> Heard:
    """Multiply what other pages of the site say into the classes; where none are known, nothing is said."""
    said: list[Verdict | None] = [None] * len(reading)
    if reading.snapshot is None:
        return Heard(classes, said)
    classes = classes.copy()
    text = np.flatnonzero(content(classes) > 0.5)
    again = _again(reading)
    first, last = (int(text[0]), int(text[-1])) if text.size else (len(reading), -1)
    for index in range(len(reading)):
        if index == title:
            continue
        inside = first <= index <= last + (index in again)
        said[index] = verdict = repetition(reading, index, inside=inside, again=index in again)
        if verdict is None:
            continue
        classes[index, FURNITURE] *= odds(verdict.score)
        classes[index] /= classes[index].sum()
    return Heard(classes, said)


def repetition(reading: Reading, index: int, *, inside: bool, again: bool = False) -> Verdict | None:
    """Return what other pages of the site say of a line: what they hold too is furniture.

    Frequency alone never decides. A title is repeated as a teaser, and a formula of speech is repeated where the text
    stands: there (`inside`) a repeated line counts for little. So does one that stood above already (`again`), since
    it is known of each page where the line stands first: the office in the banner signs the text too.

    That a line is new says nothing: teasers and dates are new as well (2026-11-23: odds of 1.2 to 1.4 for it cost .003
    of line F1 on invented pages with their siblings).
    """
    assert reading.snapshot is not None
    pages = reading.snapshot.pages
    counts = reading.repeated(index)
    if counts is None:
        return None
    head, middle, tail = counts
    factor = _REPEATED_INSIDE if inside and (again or middle >= max(head, tail)) else _REPEATED
    return Verdict("furniture", HELD, probability(1 + factor * (head + middle + tail) / pages))


def _again(reading: Reading) -> set[int]:
    """Return the segments whose line stands further above too."""
    first: dict[str, int] = {}
    return {index for index, text in enumerate(reading.texts) if first.setdefault(text, index) != index}


def less_repeated(reading: Reading, decision: Decision) -> Decision:
    """Take out of a page that the model does not read what other pages say surely enough, titles excepted."""
    verdicts = list(decision.verdicts)
    text = [index for index, verdict in enumerate(verdicts) if verdict.label in ("title", "body")]
    for index, verdict in enumerate(verdicts):
        inside = bool(text) and text[0] <= index <= text[-1]
        said = repetition(reading, index, inside=inside)
        if said is not None and verdict.label != "title" and said.score > verdict.score:
            verdicts[index] = said
    items = [item for item in decision.items if verdicts[item.title_at].label == "related"]
    return Decision(decision.kind, verdicts, items)
