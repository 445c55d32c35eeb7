"""Rows of facts around the headline of an article: `Author`, `Department`, `News ID`, `Views`, each with its value."""

from __future__ import annotations

import re

from cleaners.reading import Reading
from cleaners.rules import Verdict
from cleaners.structure import bylines

_ABOVE, _BELOW = 4, 8
_SEVERAL = 2
_MAX_ROW = 80
_MAX_LABEL, _MAX_WORDS = 30, 5
_COLON = re.compile("[:：]")
_FACT_ROW = Verdict("meta", "structure/fact-row", 0.9)
_AUTHOR_ROW = _FACT_ROW._replace(field="author")
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
