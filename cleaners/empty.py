"""Pages that have nothing of their own: a search without results, a form, a page in place of one that is not there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from cleaners.day_runs import calendar
from cleaners.endings import is_sentence
from cleaners.forms import is_required, log_in, log_in_head
from cleaners.judges.classes import BODY, FURNITURE
from cleaners.lines import SENTENCE_ENDS, has_digit
from cleaners.model.predict import CONTENT, KINDS, Prediction
from cleaners.phrases import Parts
from cleaners.reading import Reading
from cleaners.rules import Verdict
from cleaners.scripts import ideographs

# What a page with something of its own has: this many lines that are surely text, or so many code points in paragraphs
# that are likely text. Pages without have a sentence or two that help on.
_SOME, _SURELY = 6, 0.9
# Code points of likely text from which on a page is of some kind, if that it is of none is no likelier than not.
_MUCH, _HALF = 500, 0.5
_PARAGRAPH, _PROSE, _LIKELY = 100, 250, 0.5
# Segments of a page from which on the model can tell that it is of no kind.
_LITTLE = 20
# So likely text is a sentence that tells what a form is for.
_TOLD = 0.85
# Right above its fields that is what likely text says, too.
_INTRODUCTION = 4
# Code points of a line that says that there is nothing.
_LONGEST = 160
# Code points of a head, and how sure the model may not be that it is text: `Temporarily closed` is.
_LONGEST_HEAD, _SURE = 25, 0.5
_HEAD = Verdict("furniture", "structure/lone-head", 0.9)
# Fields that have to be filled in tell a form if there are so many.
_FIELDS = 3
_OTHER, _LISTING = np.eye(len(KINDS))[[KINDS.index("other"), KINDS.index("listing")]]


def emptied(reading: Reading, prediction: Prediction, rows: Sequence[int]) -> Prediction:
    """Return what a model says of a page, `rows` of whose prediction are the segments of the reading.

    Where the page says that a search found nothing, nothing but this is text; where it says that there is no such
    page, nothing is, and there is no headline. What such pages lead to else is furniture, however much it reads like
    text. So it is on forms and maps of a site, but for sentences that tell what a form is for; a calendar is a listing.
    Where much reads like text, the page is of the likeliest kind if it is as likely of any as of none.
    """
    content = prediction.content[rows]
    short = len(reading) < _LITTLE or prediction.kind not in ("other", "record")
    end = None if short else log_in(reading.texts, reading.words)
    # Where the head says what one logs in to, what stands below the field for a password tells how to reach who helps.
    headed = end is not None and log_in_head(reading.texts, reading.words) is not None
    if (content[: end if headed else None] >= _SURELY).sum() >= _SOME:
        return prediction
    lengths = [_length(reading.text(index)) for index in np.flatnonzero(content >= _LIKELY).tolist()]
    if sum(length for length in lengths if length >= _PARAGRAPH) >= _PROSE:
        return prediction
    if is_missing(reading):
        return replace(_without(prediction), titles=np.zeros_like(prediction.titles))
    said = _says(reading, reading.words.nothing_found) if prediction.kind != "listing" else None
    if said is not None:
        # What was searched for stands in its field too.
        asked = [row for row, line in zip(rows, reading.lower, strict=True) if line in reading.lower[said]]
        titles = prediction.titles.copy()
        titles[asked] = 0
        return replace(_without(prediction, [rows[said]]), titles=titles)
    if prediction.kind == "other" and calendar(reading):
        return replace(prediction, kinds=_LISTING)
    if end is None and sum(lengths) >= _MUCH and _is_doubted(prediction) and not _is_form(reading):
        return replace(prediction, kinds=prediction.kinds * (1 - _OTHER))
    if not short and (prediction.kind == "other" or end is not None or _is_form(reading)):
        # What a page says below the field for a password is how to go about it: cookies, sessions, caution.
        sure = np.flatnonzero(content[:end] >= _TOLD).tolist()
        told = [index for index in sure if is_sentence(reading.text(index))]
        told.extend(index for index in _introduction(reading) if index not in sure and content[index] >= _LIKELY)
        return replace(_without(prediction, [rows[index] for index in told]), titles=np.zeros_like(prediction.titles))
    return prediction


def drop_head(reading: Reading, verdicts: list[Verdict]) -> bool:
    """Take the only line that is left of a page besides its headline for furniture, if it is a head; tell whether so.

    A head without anything below it is that of a box: `Address` on the map of a site.
    """
    kept = [index for index, verdict in enumerate(verdicts) if verdict.label in ("body", "related")]
    if len(kept) != 1 or len(reading) < _LITTLE:
        return False
    text, (_, reason, score, _) = reading.text(kept[0]), verdicts[kept[0]]
    says_more = len(text) > _LONGEST_HEAD or ideographs(text) or has_digit(text) or text.endswith(SENTENCE_ENDS)
    if reason != "model/body" or score >= _SURE or says_more:
        return False
    verdicts[kept[0]] = _HEAD
    return True


def is_missing(reading: Reading) -> bool:
    """Tell whether a page says that the one asked for is not there."""
    return _says(reading, reading.words.missing) is not None


def _introduction(reading: Reading) -> Iterator[int]:
    """Yield the sentences right above the line that says what the marks of the first fields mean, the last one first.

    What stands below that line tells how to fill them in.
    """
    first = next((at for at, text in enumerate(reading.texts) if is_required(text, reading.words)), 0)
    if not first or "*" not in reading.text(first - 1):
        return
    for index in range(first - 2, max(-1, first - 2 - _INTRODUCTION), -1):
        if not is_sentence(reading.text(index)):
            return
        yield index


def _is_doubted(prediction: Prediction) -> bool:
    """Tell whether a page is likely of no kind, but as likely of any of the others."""
    return prediction.kind == "other" and bool(prediction.kinds.max() < _HALF)


def _is_form(reading: Reading) -> bool:
    """Tell whether a page has fields to fill in: three lines say that theirs has to be."""
    return sum(is_required(text, reading.words) for text in reading.texts) >= _FIELDS


def _length(text: str) -> int:
    """Return the code points of a text, an ideograph counted as the three letters that it stands for at least."""
    return len(text) + 2 * ideographs(text)


def _says(reading: Reading, parts: Parts) -> int | None:
    """Return the first short segment that has one of these parts."""
    lines = [line if len(line) <= _LONGEST else "" for line in reading.lower]
    met = parts.on("\n".join(lines))
    return next((at for at, line in enumerate(lines) if any(part in line for part in met)), None) if met else None


def _without(prediction: Prediction, but: Sequence[int] = ()) -> Prediction:
    """Return the prediction with furniture for all that was text `but` for some rows, on a page of no kind."""
    classes = prediction.classes.copy()
    classes[:, FURNITURE] += classes[:, :CONTENT].sum(1)
    classes[:, :CONTENT] = 0
    classes[[*but]] = np.eye(classes.shape[1])[BODY]
    return replace(prediction, classes=classes, kinds=_OTHER)
