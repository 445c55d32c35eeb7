"""The decision on a page of a site that has no profile: model, structure and repetition, weighed together.

The model gives each segment a probability for each class. A structure rule multiplies the odds of its label by those
of its own score, so that it settles what is doubtful and does not flip what is sure. Then title, cut-off and zones
are chosen for the page as a whole. The reason of a label is the word of the judge that was needed for it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from cleaners import (
    above_trail,
    beyond_rows,
    continued,
    dated_teasers,
    empty,
    endings,
    entry_numbers,
    fact_rows,
    field_lines,
    filters,
    letterhead,
    list_ends,
    list_items,
    outside_links,
    page_links,
    played,
    record_gaps,
    same_block,
    siblings,
    sign_offs,
    steps,
    summaries,
    teasers,
)
from cleaners.agenda import Agenda, agenda
from cleaners.decide import GENERAL, Decision
from cleaners.decisive import LEFT, decisive
from cleaners.field_rows import are_subject, keep_labels
from cleaners.judges import repetition, structure, together
from cleaners.judges.classes import FURNITURE, LABELS, META, TITLE, Heard, Mask, content
from cleaners.judges.joining import Joining
from cleaners.kinds import settled
from cleaners.model.lines import Floats, Ints
from cleaners.model.predict import CLASSES, Prediction
from cleaners.reading import Reading
from cleaners.rules import Rules, Verdict
from cleaners.structure.periods import entries
from schemas import Kind

# What the choice of a class is without other judges: label and reason.
_SAYS = [(LABELS[name], f"model/{name}") for name in CLASSES]
_LABEL_OF = np.array([LABELS[name] for name in CLASSES])
_LIKELY = 0.5
# The kind is most often mistaken for forms and services, whose buttons stand between their texts.
_SURELY_RECORD = 0.9
# What is left to text of a line, all but the headline taken together, from which on it may be a head in the text.
_HARDLY = 0.2


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
    asked = rules is not None and not sparing
    kind, plan = _kind(reading, model, prediction.kind) if asked else (prediction.kind, None)

    known = _headed(reading, model, prediction.titles, title, labels, rules)
    by_rules = Heard(known, [None] * len(reading))
    if rules is not None:
        by_rules = structure.heard(reading, by_rules.classes, title, rules, sparing=sparing)
    in_rows = together.said(reading, model, by_rules.said, title, kind, plan) if asked else {}
    by_structure = together.heard(model, by_rules, in_rows)
    by_all = repetition.heard(reading, by_structure.classes, title)

    # What was settled as a whole does not make the other lines any less likely.
    doubted = content(by_all.classes)
    doubted[[*in_rows]] = content(by_rules.classes[[*in_rows]])
    left = np.array([verdict is LEFT for verdict in by_structure.said], np.bool_)
    joining = Joining.of(kind, by_all.classes, threshold_of(doubted, prediction.words), left)
    if asked and kind == "record" and prediction.kinds.max() >= _SURELY_RECORD:
        joining = joining.with_fields(by_all.classes, by_structure.said)

    verdicts = _named(joining, model, by_structure, by_all)
    if title is not None:
        verdicts[title] = Verdict("title", "model/title", _score(prediction.titles[title]))
    if asked:
        above_trail.drop(reading, verdicts, title, joining.kind)
        above_trail.drop_above_headline(verdicts, title, joining.kind)
    _set_right(reading, verdicts, joining.kind, title, rules, lists=not sparing)
    related = [index for index, verdict in enumerate(verdicts) if verdict.label == "related"]
    bare = asked and empty.drop_head(reading, verdicts)
    bare |= not related and not any(verdict.label in ("title", "body") for verdict in verdicts)
    kind = "other" if bare else joining.kind
    items = [*plan.items(reading, related)] if plan is not None else entries(reading, related, kind)
    if asked and kind == "listing" and plan is None:
        items = filters.drop(reading, verdicts, title, items)
    if asked and kind == "listing":
        entry_numbers.drop(reading, verdicts, items)
    went_along = joining.joined(by_all.classes) != joining.above
    weighed = Weighed(prediction, by_structure.said, by_all.said, joining.threshold, went_along)
    return Decision(kind, verdicts, items, weighed)


def _kind(reading: Reading, model: Floats, kind: Kind) -> tuple[Kind, Agenda | None]:
    """Return the kind of the page, which the model takes for `kind`, and its agenda if that is what it lists."""
    likely = np.flatnonzero(content(model) > _LIKELY).tolist()
    kind = settled(kind, [reading.text(index) for index in likely])
    if kind in ("article", "listing") and are_subject(reading, content(model)):
        kind = "record"
    if kind == "listing" and field_lines.are_subject(reading, content(model)):
        kind = "record"
    plan = agenda(reading)
    if plan is None or kind == "listing":
        return kind, plan
    told = plan.is_subject(reading, likely) and not (kind == "article" and plan.falls)
    return ("listing", plan) if told else (kind, None)


def _headed(
    reading: Reading, model: Floats, titles: Floats, title: int | None, labels: Sequence[int], rules: Rules | None
) -> Floats:
    """Return what the model says where it is known what is no headline: `labels`, and menus above the headline.

    So is every line but one, but most of those that look like it are heads in the text.
    """
    classes = model.copy()
    above = reading.line_classes[:title] if title is not None and rules is not None else ()
    menu = [index for index, line_class in enumerate(above) if line_class is not None]
    for lines, instead in (([*labels], META), (menu, FURNITURE)):
        classes[lines, instead] += classes[lines, TITLE]
        classes[lines, TITLE] = 0
    # Heads in the text look like the headline too, but not those that are hardly text besides.
    others = 1 - classes[:, TITLE]
    hardly = (classes[:, TITLE] > 0) & (content(classes) - classes[:, TITLE] < _HARDLY * others)
    if len(reading):
        hardly[titles.argmax() if title is None else title] = False
    classes[hardly] /= others[hardly, np.newaxis]
    classes[hardly, TITLE] = 0
    return classes


def _named(joining: Joining, model: Floats, by_structure: Heard, by_all: Heard) -> list[Verdict]:
    """Return the label of each segment, with the word of the judge that was needed for it as the reason."""
    at, chosen = np.arange(len(model)), joining.choices(by_all.classes)
    scores = by_all.classes[at, chosen].clip(0, 1).tolist()
    verdicts = []
    for choice, hit, score in zip(chosen.tolist(), by_structure.said, scores, strict=True):
        label, reason = _SAYS[choice]
        field = None
        if hit is not None and hit.label == label:
            reason, field = hit.reason, hit.field
        verdicts.append(Verdict(label, reason, round(score, 3), field))
    if by_all.classes is not by_structure.classes:  # Of several judges that agree one was needed.
        _tell_of_pages(verdicts, joining, model, by_structure, by_all, chosen)
    return verdicts


def _tell_of_pages(
    verdicts: list[Verdict], joining: Joining, model: Floats, by_structure: Heard, by_all: Heard, chosen: Ints
) -> None:
    """Name the judge that was needed where other pages of the site were heard too; `chosen` are the classes."""

    def differs(others: Floats) -> list[bool]:
        """Tell of each segment whether it would have another label by the word of these others alone."""
        return (_LABEL_OF[joining.choices(others)] != _LABEL_OF[chosen]).tolist()  # type: ignore[no-any-return]

    structured = by_structure.classes
    repeated = np.divide(by_all.classes, structured, out=np.ones_like(model), where=structured > 0)
    without_structure, without_repetition = differs(model * repeated), differs(structured)
    sure = np.where(joining.kept(by_all.classes), content(model), model[np.arange(len(model)), chosen]).tolist()
    for index, (choice, hit, held) in enumerate(zip(chosen.tolist(), by_structure.said, by_all.said, strict=True)):
        if held is not None:
            others = ((hit, without_structure[index]), (held, without_repetition[index]))
            label, reason = _SAYS[choice]
            verdicts[index] = verdicts[index]._replace(
                reason=decisive(Verdict(label, reason, sure[index]), others).reason
            )


def _set_right(
    reading: Reading, verdicts: list[Verdict], kind: Kind, title: int | None, rules: Rules | None, *, lists: bool
) -> None:
    """Let lines that belong to others have the label of these, where only the page as labelled shows it."""
    if rules is None:
        return
    if kind == "listing":
        filters.drop_orders(reading, verdicts, title)
        beyond_rows.drop(reading, verdicts, title)
        list_ends.go_on(reading, verdicts)
        list_ends.close(reading, verdicts)
        return
    teasers.set_right(reading, verdicts, kind)
    continued.keep(reading, verdicts, kind)
    steps.keep(reading, verdicts)
    same_block.keep(reading, verdicts)
    page_links.drop(reading, verdicts)
    endings.close(reading, verdicts, kind)
    siblings.drop_others(reading, verdicts, title)
    if kind == "record":
        keep_labels(reading, verdicts)
        continued.keep_contacts(reading, verdicts)
        record_gaps.keep(reading, verdicts, title)
    if kind != "article":
        return
    dated_teasers.complete(reading, verdicts)
    summaries.complete(reading, verdicts)
    list_items.keep(reading, verdicts, lists=lists)
    sign_offs.keep(reading, verdicts)
    outside_links.drop(reading, verdicts)
    if title is not None:
        letterhead.keep(reading, verdicts, title)
        played.drop(reading, verdicts, title)
        fact_rows.label_bulleted(reading, verdicts, title)
        fact_rows.label(reading, verdicts, title)
    fact_rows.label_pairs(reading, verdicts)


def _score(value: float) -> float:
    return round(min(1.0, max(0.0, float(value))), 3)
