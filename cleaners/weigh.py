"""The decision on a page of a site that has no profile: model, structure and repetition, weighed together.

The model gives each segment a probability for each class. A structure rule multiplies the odds of its label by those
of its own score, so that it settles what is doubtful and does not flip what is sure. Then title, cut-off and zones
are chosen for the page as a whole. The reason of a label is the word of the judge that was needed for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from cleaners import continued, dated_teasers, fact_rows, list_items, sign_offs, teasers
from cleaners.agenda import Agenda, agenda
from cleaners.decide import GENERAL, Decision
from cleaners.decisive import HELD, LEFT, NEW, decisive
from cleaners.field_rows import field_rows
from cleaners.kinds import settled
from cleaners.lines import has_digit
from cleaners.model.lines import Floats, Ints
from cleaners.model.predict import CLASSES, CONTENT, Prediction
from cleaners.reading import Reading
from cleaners.rules import Rules, Verdict
from cleaners.runs import entry_rows, is_introduction
from cleaners.structure.kicker import kicker
from cleaners.structure.periods import entries
from schemas import Kind, Label
from schemas.rules import Zone

Mask = npt.NDArray[np.bool_]

_TITLE, _BODY, _ENTRY, _META, _TEASER, _FURNITURE = (CLASSES.index(name) for name in CLASSES)
LABELS: dict[str, Label] = {
    "title": "title",
    "body": "body",
    "entry": "related",
    "meta": "meta",
    "teaser": "related",
    "furniture": "furniture",
}
# What the choice of a class is without other judges: label and reason.
_SAYS = [(LABELS[name], f"model/{name}") for name in CLASSES]
_LABEL_OF = np.array([LABELS[name] for name in CLASSES])
# What a structure rule's label speaks for among the model's classes.
_CLASSES_OF: dict[Label, tuple[int, ...]] = {
    "body": (_BODY,),
    "meta": (_META,),
    "related": (_ENTRY, _TEASER),
    "furniture": (_FURNITURE,),
}
# The factors below were chosen on the invented pages of unknown sites in November 2026, in coarse steps.
_NEAR_TITLE = 8
_ALSO_IN_TEXT = frozenset({
    "structure/share", "structure/related-head", "structure/all-items", "structure/legal", "structure/remark",
})  # fmt: skip
# On a page of so few lines what no rule takes is text: it is a note, and the model has seen whole pages only.
_TINY = 4
# From this score on a rule of what stands above a text settles that it has not begun.
_SURELY = 0.9
# Of a date alone right below the headline: it dates the item, wherever else dates may stand.
_BELOW_TITLE = 0.98
_BUTTONS = frozenset({"structure/button", "structure/share"})
# Of rows of entries and fields: what the model says of each of their lines has been heard.
_ENTRY_ROW = Verdict("related", "structure/entry-row", 0.9999)
_APPOINTMENT = Verdict("related", "structure/appointment", 0.9999)
_FIELD_ROW = Verdict("body", "structure/field-row", 0.9999)
_INTRODUCTION = Verdict("body", "structure/introduction", 0.9999)
# A section head stands above the headline, date and number at most between them.
_KICKER_REACH = 3
_KICKER = Verdict("meta", "structure/section", 0.9999, "section")
# A page with fewer kept lines lists nothing.
_FEW_ENTRIES = 6
# With so many pages of the site at hand, a line that no three of them hold is new, and that speaks for text.
_MANY_PAGES = 5
_NEW_ODDS: dict[Kind, float] = {"article": 1.4, "listing": 1.2, "record": 1.2, "other": 1.0}
# Odds of furniture for a line that all pages hold, at the edges of the page and where the text stands.
_REPEATED = 100.0
_REPEATED_INSIDE = 3.0
# Probability of text below which a line that would be kept goes with two neighbours that are not. Higher bounds, and
# keeping what stands between two kept lines, cost real pages more than they bring: the model's second look has read
# the neighbours already.
_ALONE = 0.5
# Lines of a record between two of its fields, and their mean probability from which on they are fields.
_BETWEEN_FIELDS, _FIELD = 8, 0.15
_SURELY_RECORD = 0.9
# Probabilities of text that are no doubt, and lines above and below the text where bylines, dates and sources stand.
_LEFT, _TAKEN = 0.05, 0.95
_ABOVE_TEXT, _BELOW_TEXT = 6, 6
# Lines above the first kept entry of a listing, and below the last, that may be dates of theirs.
_ENTRY_REACH = 2


@dataclass(frozen=True, slots=True)
class Weighed:
    """What each judge said of the visible segments of a page, before the decision joined them."""

    prediction: Prediction
    """The model's, a row a segment."""
    structure: Sequence[Verdict | None]
    repetition: Sequence[Verdict | None]
    threshold: float
    """Probability of content from which a segment is kept."""
    joined: Mask
    """Segments that went with their neighbours, not by the threshold."""


def weigh(
    reading: Reading,
    prediction: Prediction,
    rows: Sequence[int],
    title: int | None,
    labels: Sequence[int] = (),
    *,
    rules: Rules | None = GENERAL,
    sparing: bool = False,
    threshold_of: Callable[[Floats, Floats], float],
) -> Decision:
    """Label every visible segment; `rows` are theirs in the prediction, `title` is the headline among them.

    `labels` are those that the model may take for the headline, and rules for heads of sections and the like.

    Without `rules` none is asked; `sparing`, only about what the model doubts and where fields stand, for a
    model that is mostly right. `threshold_of` is the model's own: from probabilities of content and words.
    """
    prediction = Prediction(prediction.classes[rows], prediction.titles[rows], prediction.kinds, prediction.words[rows])
    model: Floats = prediction.classes.astype(np.float64)
    classes = model.copy()
    heads = np.array(labels, np.int64)
    classes[heads, _META] += classes[heads, _TITLE]
    classes[heads, _TITLE] = 0
    if title is not None and rules is not None:
        # A label above the headline is the menu's.
        menu = [index for index in range(title) if reading.line_class(index) is not None]
        classes[menu, _FURNITURE] += classes[menu, _TITLE]
        classes[menu, _TITLE] = 0
    kind = prediction.kind
    hits: list[Verdict | None] = [None] * len(reading)
    run: list[int] = []
    plan: Agenda | None = None
    unsettled: Floats = np.empty(0)
    if rules is not None:
        if not sparing:
            likely = np.flatnonzero(_content(model) > _ALONE).tolist()
            kind = settled(kind, [reading.text(index) for index in likely])
            plan = agenda(reading)
            if plan is not None and kind != "listing":
                kind, plan = ("listing", plan) if plan.is_subject(reading, likely) else (kind, None)
        _structure(reading, classes, title, hits, sparing, rules)
        unsettled = _content(classes)
        if kind in ("listing", "record") and not sparing:
            run = _runs(reading, model, classes, title, hits, kind, plan)
        if len(reading) <= _TINY:
            hits = [hit or LEFT for hit in hits]
    left = np.array([hit is LEFT for hit in hits], dtype=np.bool_)
    structured = classes.copy()
    repeated: list[Verdict | None] = [None] * len(reading)
    if reading.snapshot is not None:
        _repetition(reading, classes, title, kind, repeated)
    content = _content(classes)
    # What a rule settled as a whole does not make the other lines any less likely.
    doubted = content.copy()
    doubted[run] = unsettled[run]
    threshold = threshold_of(doubted, prediction.words)
    above = content >= threshold
    joined = _joined(above, above, content)
    # The kind is most often mistaken for forms and services, whose buttons stand between their texts.
    record = kind == "record" and prediction.kinds.max() >= _SURELY_RECORD
    between = _between(joined | left, content, hits) if record and rules is not None and not sparing else left
    kept = joined | left | between
    if kind == "listing" and kept.sum() < _FEW_ENTRIES:
        kind = "article"
    chosen = _choices(classes, kept, kind)

    def differs(classes: Floats, left: Mask | bool = False) -> list[bool]:
        """Tell of each segment whether it would have another label if `classes` were its own, its neighbours as is."""
        content = _content(classes)
        others = _choices(classes, _joined(content >= threshold, above, content) | left | between, kind)
        return (_LABEL_OF[others] != _LABEL_OF[chosen]).tolist()  # type: ignore[no-any-return]

    by_both = by_structure = differs(model)
    by_repetition = [False] * len(reading)
    if reading.snapshot is not None:
        factor = np.divide(classes, structured, out=np.ones_like(classes), where=structured > 0)
        by_structure, by_repetition = differs(model * factor), differs(structured, left)
    sure = np.where(kept, _content(model), model[np.arange(len(reading)), chosen]).tolist()
    scores = classes[np.arange(len(reading)), chosen].clip(0, 1).tolist()
    verdicts: list[Verdict] = []
    for index, (choice, score, hit, held) in enumerate(zip(chosen.tolist(), scores, hits, repeated, strict=True)):
        label, reason = _SAYS[choice]
        field = None
        if hit is not None or held is not None:
            others = ((hit, by_structure[index]), (held, by_repetition[index]))
            reason = decisive(Verdict(label, reason, sure[index]), not by_both[index], others).reason
            field = hit.field if hit is not None and hit.label == label else None
        verdicts.append(Verdict(label, reason, round(score, 3), field))
    if title is not None:
        verdicts[title] = Verdict("title", "model/title", _score(prediction.titles[title]))
    if kind != "listing":
        teasers.set_right(reading, verdicts, kind)
        if rules is not None:
            continued.keep(reading, verdicts, kind)
    if kind == "article" and rules is not None:
        dated_teasers.complete(reading, verdicts)
        list_items.keep(reading, verdicts)
        sign_offs.keep(reading, verdicts)
        if title is not None:
            fact_rows.label(reading, verdicts, title)
    related = [index for index, verdict in enumerate(verdicts) if verdict.label == "related"]
    if not any(verdict.label in ("title", "body") for verdict in verdicts) and not related:
        kind = "other"
    weighed = Weighed(prediction, hits, repeated, threshold, joined != above)
    items = [*plan.items(reading, related)] if plan is not None else entries(reading, related, kind)
    return Decision(kind, verdicts, items, weighed)


def _structure(
    reading: Reading, classes: Floats, title: int | None, hits: list[Verdict | None], sparing: bool, rules: Rules
) -> None:
    """Multiply the odds of what structure rules say into `classes`, and put it down in `hits`."""
    text = np.flatnonzero(_content(classes) > 0.5)
    first = title if title is not None else _begin(reading, text, rules)
    last = int(text[-1]) if text.size else -1
    # Gathered and multiplied at once: an operation on one row of an array costs as much as on thousands.
    factor, touched = np.ones_like(classes), np.zeros(len(reading), np.bool_)
    for index in _doubted(reading, classes, first, last) if sparing else range(len(reading)):
        hits[index] = hit = rules.verdict(reading, index, *_zones(index, first, title))
        if hit is not None and hit.label in _CLASSES_OF and index != title:
            columns = _CLASSES_OF[hit.label]
            if index - 1 == title and hit.reason == "structure/dateline":
                hits[index] = hit = hit._replace(score=_BELOW_TITLE)
            odds = hit.score / (1 - hit.score)
            # Inside the text whole-line words are met as sub-heads too.
            inside = first <= index <= last
            factor[index, columns] = odds**0.5 if inside and hit.reason in _ALSO_IN_TEXT else odds
            touched[index] = True
    if title is not None:
        for index in range(max(0, title - _KICKER_REACH), title):
            if kicker(reading, index, title):
                hits[index] = _KICKER
                factor[index], touched[index] = 1, True
                factor[index, _META] = _KICKER.score / (1 - _KICKER.score)
    raised = classes[touched] * factor[touched] + 1e-6 * (factor[touched] != 1)
    classes[touched] = raised / raised.sum(1, keepdims=True)


def _runs(
    reading: Reading, model: Floats, classes: Floats, title: int | None, hits: list[Verdict | None], kind: Kind,
    plan: Agenda | None,
) -> list[int]:  # fmt: skip
    """Multiply what a run of entries or fields says into `classes`, put it down in `hits`, return where it speaks."""
    sure = _content(model)
    if plan is not None:
        at = (index for index in range(plan.start, plan.end) if index != title)
        said = {index: _APPOINTMENT for index in at if not ((hit := hits[index]) and hit.reason in _BUTTONS)}
    elif kind == "listing":
        run = entry_rows(reading, 1 - model[:, _FURNITURE], sure, title)
        said = dict.fromkeys(run, _ENTRY_ROW)
        if run and title is not None and hits[title + 1] is None and is_introduction(reading, title + 1):
            said[title + 1] = _INTRODUCTION
    else:
        said = dict.fromkeys(field_rows(reading, sure), _FIELD_ROW)
        # A date or number among the fields is a field of the document too.
        said = {at: verdict for at, verdict in said.items() if at != title and not ((hit := hits[at]) and hit.field)}
    for index, verdict in said.items():
        hits[index] = verdict
        column = _ENTRY if verdict.label == "related" else _BODY
        classes[index] = model[index]
        classes[index, column] = (classes[index, column] + 1e-6) * verdict.score / (1 - verdict.score)
        classes[index] /= classes[index].sum()
    return [*said]


def _begin(reading: Reading, text: Ints, rules: Rules) -> int:
    """Return the first segment that is likely text, of those whose numbers are given, and surely no banner or menu."""
    for index in text.tolist():
        hit = rules.verdict(reading, index, "head")
        if hit is None or hit.label != "furniture" or hit.score < _SURELY:
            return int(index)
    return len(reading)


def _doubted(reading: Reading, classes: Floats, first: int, last: int) -> Iterator[int]:
    """Yield the segments that the model doubts, those near the text's ends, and what may be a clock or a count."""
    content = _content(classes)
    doubted = (content > _LEFT) & (content < _TAKEN)
    doubted[max(0, first - _ABOVE_TEXT) : first + _NEAR_TITLE + 1] = True
    doubted[max(0, last - 1) : last + _BELOW_TEXT + 1] = True
    for index, (doubt, segment) in enumerate(zip(doubted.tolist(), reading.segments, strict=True)):
        if doubt or (index < first and has_digit(segment.folded)):
            yield index


def _repetition(
    reading: Reading, classes: Floats, title: int | None, kind: Kind, repeated: list[Verdict | None]
) -> None:
    """Multiply what other pages of the site say into `classes`, and put it down in `repeated`."""
    text = np.flatnonzero(_content(classes) > 0.5)
    first, last = (int(text[0]), int(text[-1])) if text.size else (len(reading), -1)
    for index in range(len(reading)):
        if index == title:
            continue
        repeated[index] = verdict = repetition(reading, index, kind, inside=first <= index <= last)
        if verdict is None:
            continue
        odds = verdict.score / (1 - verdict.score)
        classes[index, _FURNITURE] *= odds if verdict.label == "furniture" else 1 / odds
        classes[index] /= classes[index].sum()


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
        if pages < _MANY_PAGES or _NEW_ODDS[kind] == 1:
            return None
        return Verdict("related" if kind == "listing" else "body", NEW, _probability(_NEW_ODDS[kind]))
    head, middle, tail = counts
    factor = _REPEATED_INSIDE if inside and middle >= max(head, tail) else _REPEATED
    return Verdict("furniture", HELD, _probability(1 + factor * (head + middle + tail) / pages))


def _joined(own: Mask, kept: Mask, content: Floats) -> Mask:
    """Let a doubtful segment between two that are not kept go with them, so that one odd line does not flip.

    `own` is what each segment itself would do, `kept` what its neighbours do.
    """
    joined = own.copy()
    joined[1:-1] &= kept[:-2] | kept[2:] | (content[1:-1] >= _ALONE)
    return joined


def _between(kept: Mask, content: Floats, hits: Sequence[Verdict | None]) -> Mask:
    """Return the segments between fields of a record that are fields too: no rule knows them, and they are likely so.

    The model doubts labels without a colon and short values, but each stands where only fields stand.
    """
    found = np.zeros_like(kept)
    rows = np.flatnonzero(kept).tolist()
    for above, below in pairwise(rows):
        gap = range(above + 1, below)
        if 0 < len(gap) <= _BETWEEN_FIELDS and content[gap].mean() >= _FIELD and not any(hits[at] for at in gap):
            found[gap] = True
    return found


def _zones(index: int, first: int, title: int | None) -> Sequence[Zone]:
    if index <= first:
        return ("head",)
    if title is not None and index - title <= _NEAR_TITLE:
        return ("lead",)
    return ("tail", "body")


def _content(classes: Floats) -> Floats:
    """Return the probability of each segment to be what a reader came for."""
    return np.asarray(classes[:, :CONTENT].sum(1))


def _choices(classes: Floats, kept: Mask, kind: Kind) -> Ints:
    """Return the class of each segment that is kept or not on a page of this kind."""
    if kind != "listing":
        return np.where(kept, _BODY, _META + classes[:, _META:].argmax(1))
    # The entries are the text, and their dates go with them; teasers of other lists are furniture here.
    text = np.where(classes[:, _ENTRY] > classes[:, _BODY], _ENTRY, _BODY)
    meta, furniture, teaser = classes[:, _META], classes[:, _FURNITURE], classes[:, _TEASER]
    other = np.where(meta > furniture + teaser, _META, _FURNITURE)
    if kept.any():
        at, rows = np.arange(len(kept)), np.flatnonzero(kept)
        near = (at >= rows[0] - _ENTRY_REACH) & (at <= rows[-1] + _ENTRY_REACH)
        other = np.where(near & (meta > furniture), _ENTRY, other)
    return np.where(kept, text, other)


def _probability(odds: float) -> float:
    return odds / (1 + odds)


def _score(value: float) -> float:
    return round(min(1.0, max(0.0, float(value))), 3)


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
