"""What lines say that are decided as a whole: rows of the entries of a listing, an agenda, the fields of a record."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set

import numpy as np

from cleaners.agenda import Agenda
from cleaners.day_runs import with_last
from cleaners.entry_buttons import entry_buttons
from cleaners.field_rows import field_rows
from cleaners.judges.classes import BODY, ENTRY, FURNITURE, TEASER, Heard, content
from cleaners.model.lines import Floats
from cleaners.reading import Reading
from cleaners.rules import Verdict
from cleaners.runs import entry_rows, introduction
from cleaners.structure.heads import is_kind_of_item
from cleaners.structure.notices import is_bare_picture
from schemas import Kind, Label

# What the model says of each of their lines has been heard.
_COLUMNS: dict[Label, int] = {"related": ENTRY, "body": BODY, "furniture": FURNITURE}
_ENTRY_ROW = Verdict("related", "structure/entry-row", 0.9999)
_APPOINTMENT = Verdict("related", "structure/appointment", 0.9999)
_ENTRY_BUTTON = Verdict("furniture", "structure/entry-button", 0.9999)
# Below the entries of a listing nothing else counts on so.
_PAGES = Verdict("furniture", "structure/pager", 0.9999)
_FIELD_ROW = Verdict("body", "structure/field-row", 0.9999)
_INTRODUCTION = Verdict("body", "structure/introduction", 0.9999)
# Added to odds that rows raise: what a row says is heard where the model knows better of single lines.
_LEAST_ROW = 1e-3
# So likely lines of entries, and so many of them, tell what is listed where no rows do.
_SURE, _SURE_ENTRIES = 0.75, 6
_BULLETS = frozenset({"• ", "* ", "- ", "· ", "+ "})
# Of lines with a bullet such a share is entries where all are.
_LIKELY, _NEARLY_ALL = 0.5, 0.8
_COLON = re.compile("[:：]")
_BUTTONS = frozenset({"structure/button", "structure/share", _PAGES.reason})
# What stands below all appointments only, besides buttons that none of them has.
_END_APPOINTMENTS = frozenset({"structure/all-items", "structure/related-head", "structure/result-count"})
# Classes of words that are buttons below single entries too.
_LABELS = frozenset({"form", "pager"})
_BESIDE_ENTRIES = _BUTTONS | {"structure/label-row", "structure/picture"}


def said(
    reading: Reading, model: Floats, hits: Sequence[Verdict | None], title: int | None, kind: Kind, plan: Agenda | None
) -> dict[int, Verdict]:
    """Return what is said of the segments that stand in rows; `hits` is what rules say of each by itself."""
    if plan is not None:
        return _appointments(reading, 1 - model[:, FURNITURE], hits, title, plan)
    if kind == "listing":
        likely = 1 - model[:, FURNITURE]
        pages = [at for at, hit in enumerate(hits) if hit is not None and hit.reason == _PAGES.reason]
        rows = _above(pages, with_last(reading, entry_rows(reading, likely, content(model), title), likely))
        found = {index: _ENTRY_ROW for index in rows if not _is_beside(reading, index, hits[index])}
        among = rows or _sure_entries(model, title)
        items = _bulleted(reading, among, content(model))
        found.update({index: _ENTRY_ROW for index in items if not _is_beside(reading, index, hits[index])})
        found.update(dict.fromkeys(entry_buttons(reading, among, likely), _ENTRY_BUTTON))
        found.update(dict.fromkeys(pages, _PAGES))
        told = introduction(reading, title + 1) if among and title is not None else ()
        if not any(hits[index] for index in told):
            found.update(dict.fromkeys(told, _INTRODUCTION))
        return found
    if kind == "record":
        path = reading.trail
        above = path.end if path is not None else 0
        rows = _below_headline(field_rows(reading, content(model)), title)
        at = (index for index in rows if index != title and index >= above)
        # A date or number among the fields is a field of the document too; with its label, it stands for itself.
        fields = {index: hit.field if (hit := hits[index]) is not None else None for index in at}
        return {
            index: _FIELD_ROW._replace(field=field)
            for index, field in fields.items()
            if field is None or not _COLON.search(reading.text(index))
        }
    return {}


def _appointments(
    reading: Reading, likely: Floats, hits: Sequence[Verdict | None], title: int | None, plan: Agenda
) -> dict[int, Verdict]:
    """Return what is said of the lines of an agenda: appointments down to its end, and buttons among them."""
    lines = [index for index in range(plan.start, plan.end) if index != title]
    buttons = {index for index in lines if _is_button(reading, index, hits[index])}
    again = entry_buttons(reading, lines, likely, len(plan.hours))
    buttons.update(again)
    last = max(plan.hours)
    own = {reading.lower[index] for index in lines if index <= last}
    end = next((index for index in lines if index > last and _ends(reading, index, hits[index], own)), plan.end)
    found = {index: _APPOINTMENT for index in lines if index < end and index not in buttons}
    found.update(dict.fromkeys((index for index in again if index < end), _ENTRY_BUTTON))
    return found


def _ends(reading: Reading, index: int, hit: Verdict | None, own: Set[str]) -> bool:
    """Tell whether an agenda ends above a line below its last hour: it leads on, and is not below other hours too."""
    if reading.lower[index] in own:
        return False
    return _is_button(reading, index, hit) or (hit is not None and hit.reason in _END_APPOINTMENTS)


def _above(pages: Sequence[int], rows: Sequence[int]) -> Sequence[int]:
    """Return the rows of entries above the first line with numbers of pages that stands below most of them."""
    ends = (bisect_left(rows, page) for page in pages)
    return rows[: next((end for end in ends if 2 * end > len(rows)), len(rows))]


def _below_headline(rows: list[int], title: int | None) -> list[int]:
    """Return fields without those right above the headline, if it stands among them: a menu runs on into them."""
    if title not in rows:
        return rows
    at = first = rows.index(title)
    while first and rows[first - 1] == rows[first] - 1:
        first -= 1
    return rows[:first] + rows[at:]


def _sure_entries(model: Floats, title: int | None) -> list[int]:
    """Return the segments below the headline that the model has for lines of entries, if these are enough to tell."""
    first = 0 if title is None else title + 1
    sure: list[int] = (np.flatnonzero(model[first:, ENTRY] >= _SURE) + first).tolist()
    return sure if len(sure) >= _SURE_ENTRIES else []


def _bulleted(reading: Reading, among: Sequence[int], likely: Floats) -> list[int]:
    """Return the segments from the first to the last of `among` that have one bullet, if nearly all are likely entries.

    What is said of files holds for their attachments: `• Minutes of the board (PDF, 88 kB)` is an entry as others are.
    """
    found: defaultdict[str, list[int]] = defaultdict(list)
    for index in range(among[0], among[-1] + 1) if among else ():
        if (bullet := reading.text(index)[:2]) in _BULLETS:
            found[bullet].append(index)
    return [index for at in found.values() if (likely[at] >= _LIKELY).mean() >= _NEARLY_ALL for index in at]


def _is_button(reading: Reading, index: int, hit: Verdict | None) -> bool:
    """Tell whether a line of an agenda is a button, below an appointment or below all of them: `Read more`."""
    return reading.line_class(index) == "pager" or (hit is not None and hit.reason in _BUTTONS)


def _is_beside(reading: Reading, index: int, hit: Verdict | None) -> bool:
    """Tell whether a line in a run of entries is a label of a form, a button or in place of a picture."""
    if reading.line_class(index) in _LABELS and not is_kind_of_item(reading.lower[index], reading):
        return True
    if hit is not None and hit.reason in _BESIDE_ENTRIES:
        return True
    return is_bare_picture(reading.text(index)) or reading.lower[index] in reading.words.credits


def heard(model: Floats, by_rules: Heard, said: Mapping[int, Verdict]) -> Heard:
    """Multiply the odds of what rows say into what the model says; what rules say of their lines counts no more."""
    classes, verdicts = by_rules.classes.copy(), by_rules.said.copy()
    for index, verdict in said.items():
        verdicts[index] = verdict
        column = _COLUMNS[verdict.label]
        classes[index] = model[index]
        if column == ENTRY:
            # Whether what is listed is the subject or stands beside it, the rows have told.
            classes[index, ENTRY] += classes[index, TEASER]
            classes[index, TEASER] = 0
        classes[index, column] = (classes[index, column] + _LEAST_ROW) * verdict.score / (1 - verdict.score)
        classes[index] /= classes[index].sum()
    return Heard(classes, verdicts)
