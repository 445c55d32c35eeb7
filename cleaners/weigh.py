"""The decision on a page of a site that has no profile: model, structure and repetition, weighed together.

The model gives each segment a probability for each class. A structure rule multiplies the odds of its label by those
of its own score, so that it settles what is doubtful and does not flip what is sure. Then title, cut-off and zones
are chosen for the page as a whole.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from cleaners.decide import GENERAL, Decision
from cleaners.model.lines import Floats
from cleaners.model.predict import CLASSES, CONTENT, KINDS, Prediction, keep_threshold
from cleaners.reading import Reading
from cleaners.rules import Verdict
from cleaners.structure.entries import read_items
from schemas import Kind, Label
from schemas.rules import Zone

_, _BODY, _ENTRY, _META, _TEASER, _FURNITURE = (CLASSES.index(name) for name in CLASSES)
_LABELS: dict[str, Label] = {
    "title": "title",
    "body": "body",
    "entry": "related",
    "meta": "meta",
    "teaser": "related",
    "furniture": "furniture",
}
# What a structure rule's label speaks for among the model's classes.
_CLASSES_OF: dict[Label, tuple[int, ...]] = {
    "body": (_BODY,),
    "meta": (_META,),
    "related": (_ENTRY, _TEASER),
    "furniture": (_FURNITURE,),
}
# The factors below were chosen on the invented pages of unknown sites in November 2026, in coarse steps.
_NEAR_TITLE = 8
_ALSO_IN_TEXT = frozenset({"structure/share", "structure/related-head", "structure/all-items", "structure/legal"})
# On a page of so few lines what no rule takes is text: it is a note, and the model has seen whole pages only.
_TINY = 4
# A page with fewer kept lines lists nothing.
_FEW_ENTRIES = 6
_RELATED_HEAD = "structure/related-head"
_NOT_YET_RELATED = 8.0
# With so many pages of the site at hand, a line that no three of them hold is new, and that speaks for text.
_MANY_PAGES = 5
_NEW: dict[Kind, float] = {"article": 4.0, "listing": 1.5, "record": 2.0, "other": 1.0}
# Odds of furniture for a line that all pages hold, at the edges of the page and where the text stands.
_REPEATED = 100.0
_REPEATED_INSIDE = 3.0
# Probability of text from which a line joins two kept neighbours, and up to which it leaves two that are not.
_ODD_OUT = 0.1
_ODD_IN = 0.35


def weigh(reading: Reading, prediction: Prediction, rows: Sequence[int], title: int | None) -> Decision:
    """Label every visible segment; `rows` are theirs in the prediction, `title` is the headline among them."""
    prediction = Prediction(prediction.classes[rows], prediction.titles[rows], prediction.kinds, prediction.words[rows])
    classes: Floats = prediction.classes.astype(np.float64)
    kind: Kind = KINDS[int(np.argmax(prediction.kinds))]  # type: ignore[assignment]
    hits = _structure(reading, classes, title)
    if kind == "article":
        _before_related(classes, hits, title)
    if reading.snapshot is not None:
        _repetition(reading, classes, title, kind)
    content = _content(classes)
    kept = _joined(content >= keep_threshold(content, prediction.words), content)
    if len(reading) <= _TINY:
        kept |= np.array([hit is None for hit in hits], dtype=np.bool_)
    if kind == "listing" and kept.sum() < _FEW_ENTRIES:
        kind = "article"
    verdicts: list[Verdict] = []
    for index in range(len(reading)):
        hit = hits[index]
        if index == title:
            verdicts.append(Verdict("title", "model/title", _score(prediction.titles[index])))
            continue
        choice = _choice(classes[index], bool(kept[index]), kind)
        label = _LABELS[CLASSES[choice]]
        score = _score(classes[index, choice])
        if hit is not None and hit.label == label:
            verdicts.append(Verdict(label, hit.reason, score, hit.field))
        else:
            verdicts.append(Verdict(label, f"model/{CLASSES[choice]}", score))
    related = [index for index, verdict in enumerate(verdicts) if verdict.label == "related"]
    if not any(verdict.label in ("title", "body") for verdict in verdicts) and not related:
        kind = "other"
    return Decision(kind, verdicts, read_items(reading, related))


def _structure(reading: Reading, classes: Floats, title: int | None) -> list[Verdict | None]:
    """Multiply the odds of what structure rules say into `classes`; return what they say."""
    text = np.flatnonzero(_content(classes) > 0.5)
    first = title if title is not None else int(text[0]) if text.size else len(reading)
    last = int(text[-1]) if text.size else -1
    hits: list[Verdict | None] = []
    for index in range(len(reading)):
        hit = None
        for zone in _zones(index, first, title):
            hit = GENERAL.verdict(reading, index, zone)
            if hit is not None:
                break
        hits.append(hit)
        if hit is not None and hit.label in _CLASSES_OF and index != title:
            columns = _CLASSES_OF[hit.label]
            odds = hit.score / (1 - hit.score)
            # Inside the text whole-line words are met as sub-heads too.
            inside = first <= index <= last
            classes[index, columns] *= odds**0.5 if inside and hit.reason in _ALSO_IN_TEXT else odds
            classes[index, columns] += 1e-6
            classes[index] /= classes[index].sum()
    return hits


def _before_related(classes: Floats, hits: Sequence[Verdict | None], title: int | None) -> None:
    """Divide the odds of teasers between the headline and the first head of a teaser list: teasers stand under one."""
    if title is None:
        return
    start = title + 1
    heads = (i for i, hit in enumerate(hits[start:], start) if hit is not None and hit.reason == _RELATED_HEAD)
    end = next(heads, start)
    classes[start:end, [_TEASER, _ENTRY]] /= _NOT_YET_RELATED
    classes[start:end] /= classes[start:end].sum(1, keepdims=True)


def _repetition(reading: Reading, classes: Floats, title: int | None, kind: Kind) -> None:
    """Multiply into `classes` what other pages of the site say: what they hold too is furniture, what is new is not.

    Frequency alone never decides. A title is repeated as a teaser, and a formula of speech is repeated where the text
    stands: there a repeated line counts for little. How much a line that is new counts depends on the kind of page.
    """
    assert reading.snapshot is not None
    pages = reading.snapshot.pages
    text = np.flatnonzero(_content(classes) > 0.5)
    first, last = (int(text[0]), int(text[-1])) if text.size else (len(reading), -1)
    for index in range(len(reading)):
        if index == title:
            continue
        counts = reading.repeated(index)
        if counts is None:
            classes[index, _FURNITURE] /= _NEW[kind] if pages >= _MANY_PAGES else 1
        else:
            head, middle, tail = counts
            share = (head + middle + tail) / pages
            inside = first <= index <= last and middle >= max(head, tail)
            classes[index, _FURNITURE] *= 1 + (_REPEATED_INSIDE if inside else _REPEATED) * share
        classes[index] /= classes[index].sum()


def _joined(kept: npt.NDArray[np.bool_], content: Floats) -> npt.NDArray[np.bool_]:
    """Let a line that is doubtful go with its neighbours where both are of one mind."""
    joined = kept.copy()
    for index in range(1, len(kept) - 1):
        if kept[index - 1] and kept[index + 1] and not kept[index]:
            joined[index] = content[index] >= _ODD_OUT
        elif not kept[index - 1] and not kept[index + 1] and kept[index]:
            joined[index] = content[index] >= 1 - _ODD_IN
    return joined


def _zones(index: int, first: int, title: int | None) -> Sequence[Zone]:
    if index <= first:
        return ("head",)
    if title is not None and index - title <= _NEAR_TITLE:
        return ("lead",)
    return ("tail", "body")


def _content(classes: Floats) -> Floats:
    """Return the probability of each segment to be what a reader came for."""
    return np.asarray(classes[:, :CONTENT].sum(1))


def _choice(row: Floats, kept: bool, kind: Kind) -> int:
    """Return the class of a segment that is kept or not on a page of this kind."""
    if kept:
        # On a listing the entries are the text; elsewhere a kept line is body.
        return _ENTRY if kind == "listing" and row[_ENTRY] > row[_BODY] else _BODY
    return int(_META + np.argmax(row[_META:]))


def _score(value: float) -> float:
    return round(min(1.0, max(0.0, float(value))), 3)
