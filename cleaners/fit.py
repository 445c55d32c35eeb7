"""Whether a page is as the profile of its site expects; facts of the walk alone tell, no other judge is asked.

What a profile has no rule for is title or text by its place. That holds only where the rest stands as expected: one
unknown line above the headline, and everything shifts.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from cleaners.decide import Decision, decide
from cleaners.profiles import Site
from cleaners.reading import Reading
from schemas.rules import FieldName

# Classes of label words that stand under a text, none in it.
_BELOW_TEXT = frozenset({"share", "related", "pager", "legal", "comments"})
_DATING: frozenset[FieldName | None] = frozenset({"published", "time", "number"})
_ANCHORS = _DATING | {"section", "captured", "clock", "counter", "translations"}
_FEW_LABELS, _LABELS = 2, 3
_RUN = 6
_MENU_LINE = 50
_LONGEST_ANCHOR = 250
_STOPS = (".", "!", "…", "。")
_OPEN = (",", ":", "?", *_STOPS)
_MARKS = (*_STOPS, "?", ",", ";", ":", "»", "”", '"')


def keeps_labels(reading: Reading, decision: Decision) -> bool:
    """Tell whether a label word stands in the text: then the rules have not seen where the text ends."""
    return any(
        verdict.label == "body" and reading.line_class(index) in _BELOW_TEXT
        for index, verdict in enumerate(decision.verdicts)
    )


def misfit(reading: Reading, site: Site, decision: Decision) -> str | None:
    """Return what shows that the walk by a profile has not understood a page; None if nothing does."""
    verdicts = decision.verdicts
    if decision.kind == "listing":
        strange = sum(verdict.reason.endswith("/between") for verdict in verdicts)
        return "lines stand between the entries" if strange >= _RUN and 2 * strange > len(decision.items) else None
    text = [index for index, verdict in enumerate(verdicts) if verdict.label == "body"]
    if not text:
        return None
    title = next((index for index, verdict in enumerate(verdicts) if verdict.label == "title"), None)
    if title is None:
        return "nothing stands where the headline should"
    # A text without furniture, as it comes out of a cleaning, has nothing for a profile to find.
    if not any(verdict.reason in site.own for verdict in verdicts):
        labels = sum(reading.line_class(index) is not None for index in range(len(reading)))
        if labels >= _FEW_LABELS:
            return "no rule of the profile found its line"
    lead = list(takewhile(lambda verdict: verdict.label != "body", verdicts[title + 1 :]))
    if reading.line_class(title) is not None or (not lead and reading.text(title).endswith(_STOPS)):
        return "a label or sentence stands where the headline should"
    # What has its place above the headline as well is expected there.
    if title == 0 and any(
        verdict.field in _DATING and site.rules.verdict(reading, index, "head") == verdict
        for index, verdict in enumerate(lead, 1)
    ):
        return "the date stands below what should be the headline"
    return _in_text(reading, site, decision, text)


def anchored(reading: Reading, site: Site, url: str | None, decision: Decision) -> Decision | None:
    """Walk a page again with its head led on to what is expected by the headline; None if that makes no sense of it.

    For pages that have a menu or a line above the headline that the profile knows nothing of.
    """
    title = next((index for index, verdict in enumerate(decision.verdicts) if verdict.label == "title"), None)
    if title is None or decision.kind == "listing":
        return None
    above = {verdict.field for verdict in decision.verdicts[:title]}
    for index in range(title + 1, len(reading)):
        verdict = site.rules.verdict(reading, index, "head", "lead")
        if verdict is not None and verdict.field in _ANCHORS - above:
            break
    else:
        return None
    # What has its place above the headline leads on to it; what has it below stands right under it.
    leads = above.isdisjoint(_DATING) and site.rules.verdict(reading, index, "head") is not None
    skip = range(title, index if leads else index - 1)
    if not skip or sum(map(_is_sentence, map(reading.text, skip))) > 1:
        return None
    reading.title = None
    again = decide(reading, site, url, skip=skip)
    if again is None or misfit(reading, site, again) is not None:
        return None
    fields = [verdict.field for verdict in again.verdicts]
    head = next((index for index, verdict in enumerate(again.verdicts) if verdict.label == "title"), None)
    if head is None or _ANCHORS.isdisjoint(fields[head - 1 : head + 2]) or reading.text(head).endswith(_OPEN):
        return None
    return again


def _is_sentence(text: str) -> bool:
    return len(text) > _MENU_LINE or text.endswith(_STOPS)


def _in_text(reading: Reading, site: Site, decision: Decision, text: Sequence[int]) -> str | None:
    """Return what stands in the text that cannot be of it."""
    known = {verdict.field for verdict in decision.verdicts}
    undated = known.isdisjoint(_DATING)
    labels = 0
    for index in text:
        line_class = reading.line_class(index)
        labels += line_class is not None
        if line_class in _BELOW_TEXT or labels == _LABELS:
            return "labels stand in the text"
        if undated and reading.date(index) is not None:
            return "the date stands in the text"
        if len(reading.text(index)) <= _LONGEST_ANCHOR:
            verdict = site.rules.verdict(reading, index, "head", "lead")
            if verdict is not None and verdict.field in _ANCHORS - known and verdict.reason in site.own:
                return f"the {verdict.field} stands in the text"
    if len(text) > _RUN and all(
        len(line) <= _MENU_LINE and not line.endswith(_MARKS) for line in map(reading.text, text[:_RUN])
    ):
        return "a menu stands where the text should begin"
    return None
