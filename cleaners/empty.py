"""Pages that say that they have nothing: a search without results, a page in place of one that is not there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from cleaners.judges.classes import BODY, FURNITURE
from cleaners.model.predict import CONTENT, KINDS, Prediction
from cleaners.reading import Reading
from cleaners.scripts import ideographs

# What a page with something of its own has: this many lines that are surely text, or so many code points in paragraphs
# that are likely text. Pages without have a sentence or two that help on.
_SOME, _SURELY = 6, 0.9
_PARAGRAPH, _PROSE, _LIKELY = 100, 250, 0.5
# Code points of a line that says that there is nothing.
_LONGEST = 160
_OTHER = np.eye(len(KINDS))[KINDS.index("other")]


def emptied(reading: Reading, prediction: Prediction, rows: Sequence[int]) -> Prediction:
    """Return what a model says of a page, `rows` of whose prediction are the segments of the reading.

    Where the page says that a search found nothing, nothing but this is text; where it says that there is no such
    page, nothing is, and there is no headline. What such pages lead to else is furniture, however much it reads like
    text.
    """
    content = prediction.content[rows]
    if (content >= _SURELY).sum() >= _SOME:
        return prediction
    lengths = [_length(reading.text(index)) for index in np.flatnonzero(content >= _LIKELY).tolist()]
    if sum(length for length in lengths if length >= _PARAGRAPH) >= _PROSE:
        return prediction
    if _says(reading, reading.words.missing) is not None:
        return replace(_without(prediction), titles=np.zeros_like(prediction.titles))
    said = _says(reading, reading.words.nothing_found) if prediction.kind != "listing" else None
    if said is None:
        return prediction
    left = _without(prediction)
    left.classes[rows[said]] = np.eye(left.classes.shape[1])[BODY]
    return left


def _length(text: str) -> int:
    """Return the code points of a text, an ideograph counted as the three letters that it stands for at least."""
    return len(text) + 2 * ideographs(text)


def _says(reading: Reading, parts: frozenset[str]) -> int | None:
    """Return the first short segment that has one of these parts."""
    return next(
        (at for at, line in enumerate(reading.lower) if len(line) <= _LONGEST and any(part in line for part in parts)),
        None,
    )


def _without(prediction: Prediction) -> Prediction:
    """Return the prediction with furniture for all that was text, on a page of no kind."""
    classes = prediction.classes.copy()
    classes[:, FURNITURE] += classes[:, :CONTENT].sum(1)
    classes[:, :CONTENT] = 0
    return replace(prediction, classes=classes, kinds=_OTHER)
