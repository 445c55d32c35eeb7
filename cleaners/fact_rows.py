"""Rows of facts around the headline of an article: `Author`, `Department`, `News ID`, `Views`, each with its value."""

from __future__ import annotations

import re

from cleaners.dates import Found
from cleaners.lines import has_digit
from cleaners.reading import Reading
from cleaners.rules import Verdict
from cleaners.structure import bylines
from cleaners.structure.heads import is_kind_of_item
from cleaners.structure.published import dated, labelled_below

_ABOVE, _BELOW = 4, 8
_SEVERAL = 2
_MAX_ROW = 80
_MAX_LABEL, _MAX_WORDS = 30, 5
_COLON = re.compile("[:：]")
_FACT_ROW = Verdict("meta", "structure/fact-row", 0.9)
_AUTHOR_ROW = _FACT_ROW._replace(field="author")
_DATED_BULLET = Verdict("meta", "structure/fact-row", 0.95, "published")
_KIND_BULLET = Verdict("meta", "structure/fact-row", 0.9, "section")
_BULLETED, _BULLETS, _BULLET = 6, ("• ", "* ", "- ", "· "), "•*-· "
# Of a text that facts stand below; and the classes of heads over such facts: "Details".
_PARAGRAPH = 60
_TWO_PAIRS = 3
_HEADS = frozenset({"pager", "meta"})
_CLASSES = frozenset({"meta", "about_page"})
_ENDS = (".", "!", "?", "…", ":", "。")


def label(reading: Reading, verdicts: list[Verdict], title: int) -> None:
    """Label what stands in a row of such lines, two at least, the date that the item bears among them."""
    near = range(max(0, title - _ABOVE), min(len(verdicts), title + _BELOW))
    run: list[int] = []
    for index in (*near, near.stop):
        if index in near and (index == title or _is_row(reading, verdicts, index)):
            run.append(index)
            continue
        # Counts of views among the rows belong to the page.
        if index in near and run and verdicts[index].reason == "structure/about-page":
            continue
        rows = [at for at in run if at != title]
        if len(rows) >= _SEVERAL and any(verdicts[at].label == "meta" for at in rows):
            for at in rows:
                if verdicts[at].label != "meta":
                    author = bylines.byline_names(reading.text(at), reading)
                    verdicts[at] = _AUTHOR_ROW if author else _FACT_ROW
        run = []


def label_bulleted(reading: Reading, verdicts: list[Verdict], title: int) -> None:
    """Label a date alone behind its bullet right above the headline, the only one there, with what is listed around it.

    `• Statement`, `• 4 May 2021`, `• Office of the Board`, `• 2 minutes to read`: below the date all of it, above it
    the kind of item.
    """
    first = title
    while first > max(0, title - _BULLETED) and reading.text(first - 1).startswith(_BULLETS):
        first -= 1
    dates = [index for index in range(first, title) if bulleted_date(reading, index) is not None]
    if len(dates) != 1:
        return
    at = dates[0]
    verdicts[at] = _DATED_BULLET
    for index in range(at + 1, title):
        verdicts[index] = _FACT_ROW
    if at > first:
        kind, above = (reading.lower[index].lstrip(_BULLET) for index in (at - 1, at - 2))
        if is_kind_of_item(kind, reading) or (at > first + 1 and above == reading.lower[title]):
            verdicts[at - 1] = _KIND_BULLET


def bulleted_date(reading: Reading, index: int) -> Found | None:
    """Return the day that is all of a segment behind its bullet, or None."""
    text = reading.text(index)
    if not text.startswith(_BULLETS):
        return None
    found = reading.dates.whole(text.lstrip(_BULLET), day_first=reading.day_first)
    return found if found is not None and found.has_day else None


def label_pairs(reading: Reading, verdicts: list[Verdict]) -> None:
    """Label facts below the text of an article, labels and values by turns, the day of publication one of them.

    `Details`, `Published`, `4 May 2021`, `Author`, `Harbour Board`.
    """
    end = next((at for at in range(len(verdicts) - 1, -1, -1) if len(reading.text(at)) >= _PARAGRAPH), 0)
    borne = {found.day for at in range(end) if verdicts[at].field == "published" and (found := _date(reading, at))}

    def _is_again(index: int) -> bool:
        """Tell whether a segment is the day that the item bears above too, below what may be its label."""
        found = reading.date(index) if borne else None
        label = reading.text(index - 1)
        return found is not None and found.day in borne and 0 < len(label) <= _MAX_LABEL and not has_digit(label)

    for index in range(end + 2, len(verdicts)):
        told = verdicts[index].label == "meta" and labelled_below(reading, index)
        if not told and not _is_again(index):
            continue
        first, last = index - 1, index
        while last + 2 < len(verdicts) and _is_known(reading, last + 1) and _may_be_value(reading, last + 2):
            last += 2
        while first - 2 > end and _is_known(reading, first - 2) and _may_be_value(reading, first - 1):
            first -= 2
        # Office and day alone sign the text.
        if not told and last - first < _TWO_PAIRS:
            continue
        if first - 1 > end and reading.line_class(first - 1) in _HEADS:
            first -= 1
        for at in range(first, last + 1):
            if verdicts[at].label != "meta":
                verdicts[at] = _FACT_ROW
        return


def _date(reading: Reading, index: int) -> Found | None:
    return bulleted_date(reading, index) or dated(reading, index)


def _is_known(reading: Reading, index: int) -> bool:
    return _is_label(reading.lower[index].rstrip(" :"), reading)


def _may_be_value(reading: Reading, index: int) -> bool:
    text = reading.text(index)
    return len(text) <= _MAX_ROW and not text.endswith(_ENDS) and not _is_known(reading, index)


def _is_row(reading: Reading, verdicts: list[Verdict], index: int) -> bool:
    """Tell whether a line is a fact already, or a label with a value behind it."""
    label, reason, _, _ = verdicts[index]
    if label == "meta":
        return True
    if reason.startswith("structure/"):
        return False
    text = reading.text(index)
    if len(text) > _MAX_ROW or text.endswith(_ENDS) or reading.line_class(index) is not None:
        return False
    colon = _COLON.search(text, 0, _MAX_LABEL)
    if colon is not None:
        return _is_label(text[: colon.start()], reading)
    # Without a sign between, in scripts where no sentence begins so.
    words = text.split(" ")
    return 1 < len(words) <= _MAX_WORDS and not text[0].isupper() and _is_label(words[0], reading)


def _is_label(text: str, reading: Reading) -> bool:
    words, folded = reading.words, text.strip().casefold()
    known = (words.bylines, words.numbers, words.offices)
    return words.lines.get(folded) in _CLASSES or any(folded in labels for labels in known)
