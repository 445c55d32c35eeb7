"""What other pages of the site say of a line."""

from __future__ import annotations

import numpy as np

from cleaners.decide import Decision
from cleaners.decisive import HELD, NEW
from cleaners.judges.classes import FURNITURE, Heard, content, odds, probability
from cleaners.model.lines import Floats
from cleaners.reading import Reading
from cleaners.rules import Verdict
from schemas import Kind

# With so many pages of the site at hand, a line that no three of them hold is new, and that speaks for text.
_MANY_PAGES = 5
_NEW_ODDS: dict[Kind, float] = {"article": 1.4, "listing": 1.2, "record": 1.2, "other": 1.0}
# Odds of furniture for a line that all pages hold, at the edges of the page and where the text stands.
_REPEATED = 100.0
_REPEATED_INSIDE = 3.0


def heard(reading: Reading, classes: Floats, title: int | None, kind: Kind) -> Heard:
    """Multiply what other pages of the site say into the classes; where none are known, nothing is said."""
    said: list[Verdict | None] = [None] * len(reading)
    if reading.snapshot is None:
        return Heard(classes, said)
    classes = classes.copy()
    text = np.flatnonzero(content(classes) > 0.5)
    first, last = (int(text[0]), int(text[-1])) if text.size else (len(reading), -1)
    for index in range(len(reading)):
        if index == title:
            continue
        said[index] = verdict = repetition(reading, index, kind, inside=first <= index <= last)
        if verdict is None:
            continue
        factor = odds(verdict.score)
        classes[index, FURNITURE] *= factor if verdict.label == "furniture" else 1 / factor
        classes[index] /= classes[index].sum()
    return Heard(classes, said)


def repetition(reading: Reading, index: int, kind: Kind, *, inside: bool) -> Verdict | None:
    """Return what other pages of the site say of a line: what they hold too is furniture, what is new is not.

    Frequency alone never decides. A title is repeated as a teaser, and a formula of speech is repeated where the text
    stands: there (`inside`) a repeated line counts for little. How much a line that is new counts depends on the kind
    of page. None where it counts for nothing.
    """
    assert reading.snapshot is not None
    pages = reading.snapshot.pages
    counts = reading.repeated(index)
    if counts is None:
        # Labels of the site are furniture on the one page that has them too.
        if pages < _MANY_PAGES or _NEW_ODDS[kind] == 1 or _is_label(reading, index):
            return None
        return Verdict("related" if kind == "listing" else "body", NEW, probability(_NEW_ODDS[kind]))
    head, middle, tail = counts
    factor = _REPEATED_INSIDE if inside and middle >= max(head, tail) else _REPEATED
    return Verdict("furniture", HELD, probability(1 + factor * (head + middle + tail) / pages))


def _is_label(reading: Reading, index: int) -> bool:
    """Tell whether a line is a label word, or a label of a form with what is chosen there."""
    label, colon, _ = reading.lower[index].replace("\uff1a", ":").partition(":")
    return reading.line_class(index) is not None or (colon != "" and reading.words.lines.get(label.strip()) == "form")


def less_repeated(reading: Reading, decision: Decision) -> Decision:
    """Take out of a page that the model does not read what other pages say surely enough, titles excepted."""
    verdicts = list(decision.verdicts)
    text = [index for index, verdict in enumerate(verdicts) if verdict.label in ("title", "body")]
    for index, verdict in enumerate(verdicts):
        inside = bool(text) and text[0] <= index <= text[-1]
        said = repetition(reading, index, decision.kind, inside=inside)
        if said is not None and said.label == "furniture" and verdict.label != "title" and said.score > verdict.score:
            verdicts[index] = said
    items = [item for item in decision.items if verdicts[item.title_at].label == "related"]
    return Decision(decision.kind, verdicts, items)
