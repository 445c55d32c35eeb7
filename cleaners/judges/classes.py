"""The classes that the model knows, their labels, and what the judges do to the odds of them."""

from __future__ import annotations

from functools import reduce
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cleaners.model.lines import Floats
from cleaners.model.predict import CLASSES, CONTENT
from cleaners.rules import Verdict
from schemas import Label

Mask = npt.NDArray[np.bool_]

TITLE, BODY, ENTRY, META, TEASER, FURNITURE = range(len(CLASSES))
LABELS: dict[str, Label] = {
    "title": "title",
    "body": "body",
    "entry": "related",
    "meta": "meta",
    "teaser": "related",
    "furniture": "furniture",
}
# Added to odds that are raised, so that a rule is heard where the model says 0.
LEAST = 1e-6


class Heard(NamedTuple):
    """The classes of a page's segments once a judge was heard, and what it said of each segment."""

    classes: Floats
    """(segments, len(CLASSES)) probabilities."""
    said: list[Verdict | None]


def content(classes: Floats) -> Floats:
    """Return the probability of each segment to be what a reader came for."""
    # Column by column: a sum over rows of three takes three times as long.
    return np.asarray(reduce(np.add, classes[:, :CONTENT].T))


def odds(probability: float) -> float:
    """Return the odds that a probability below 1 stands for."""
    return probability / (1 - probability)


def probability(odds: float) -> float:
    """Return the probability that odds stand for."""
    return odds / (1 + odds)
