"""Whether a page is as the profile of its site expects; facts of the walk alone tell, no other judge is asked.

What a profile has no rule for is title or text by its place. That holds only where the rest stands as expected: one
unknown line above the headline, and everything shifts.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from cleaners.decide import Decision, decide
from cleaners.profiles import ANCHORS, Site
from cleaners.reading import Reading
from cleaners.rules import Verdict
from schemas.rules import FieldName

# Classes of label words that stand under a text, none in it.
_BELOW_TEXT = frozenset({"share", "related", "pager", "legal", "comments"})
_DATING: frozenset[FieldName | None] = frozenset({"published", "time", "number"})
_FEW_LABELS, _LABELS = 2, 3
_RUN = 6
_BELOW_TITLE = 2
_MENU_LINE = 50
_LONGEST_ANCHOR = 120
_STOPS = (".", "!", "…", "。")
_OPEN = (",", ":", "?", *_STOPS)
_MARKS = (*_STOPS, "?", ",", ";", ":", "»", "”", '"')


def keeps_labels(reading: Reading, decision: Decision) -> bool:
    """Tell whether a label word stands in the text: then the rules have not seen where the text ends."""
    return any(
        verdict.label == "body" and reading.line_class(index) in _BELOW_TEXT
        for index, verdict in enumerate(decision.verdicts)
    )


def fitted(reading: Reading, site: Site, url: str | None, decision: Decision) -> tuple[Decision, str | None]:
    """Return the walk of a page by its profile, led anew where that mends it, and what shows that it still fails."""
    unfit = misfit(reading, site, decision)
    if unfit is None:
        return decision, None
    again = _led_on(reading, site, url, decision)
    if again is not None:
        return again, None
    reading.title = None  # What the walk took for it; the judges choose their own.
    return decision, unfit


def misfit(reading: Reading, site: Site, decision: Decision) -> str | None:
    """Return what shows that the walk by a profile has not understood a page; None if nothing does."""
    verdicts = decision.verdicts
    if decision.kind == "listing":
        strange = sum(verdict.reason.endswith("/between") for verdict in verdicts)
        return "lines stand between the entries" if strange >= _RUN and 2 * strange > len(decision.items) else None
    text = [index for index, verdict in enumerate(verdicts) if verdict.label == "body"]
    if not text:
        return None
    title = _title(decision)
    if title is None:
        return "nothing stands where the headline should"
    # A text without furniture, as it comes out of a cleaning, has nothing for a profile to find.
    if not any(verdict.reason in site.own for verdict in verdicts):
        labels = sum(reading.line_class(index) is not None for index in range(len(reading)))
        if labels >= _FEW_LABELS:
            return "no rule of the profile found its line"
    begins = title + 1 == len(verdicts) or verdicts[title + 1].label == "body"
    if reading.line_class(title) is not None or (begins and reading.text(title).endswith(_STOPS)):
        return "a label or sentence stands where the headline should"
    # What has its place above the headline as well is expected there.
    lead = takewhile(lambda verdict: verdict.label != "body", verdicts[1:] if title == 0 else ())
    if any(
        verdict.field in _DATING and site.rules.verdict(reading, index, "head") == verdict
        for index, verdict in enumerate(lead, 1)
    ):
        return "the date stands below what should be the headline"
    if _goes_on(reading, site, decision, title):
        return "the head goes on below what should be the headline"
    return _in_text(reading, site, decision, text)


def headline(site: Site, decision: Decision, *, reach: int = 1) -> int | None:
    """Return the headline of the walk, if the profile has a rule for a line right below or up to `reach` above."""
    verdicts = decision.verdicts
    title = _title(decision)
    if title is None or not any(verdict.reason in site.own for verdict in verdicts[max(0, title - reach) : title + 2]):
        return None
    return title


def _led_on(reading: Reading, site: Site, url: str | None, decision: Decision) -> Decision | None:
    """Walk a page again with its head led on to what is expected by the headline; None if that makes no sense of it.

    For pages that have a menu or a line above the headline that the profile knows nothing of.
    """
    title = _title(decision)
    if title is None or decision.kind == "listing":
        return None
    skip = range(title, _headed(reading, site, decision, title))
    if not skip or sum(map(_is_sentence, map(reading.text, skip))) > 1:
        return None
    reading.title = None
    again = decide(reading, site, url, skip=skip)
    if again is None or misfit(reading, site, again) is not None:
        return None
    head = headline(site, again, reach=2)
    return again if head is not None and not reading.text(head).endswith(_OPEN) else None


def _title(decision: Decision) -> int | None:
    return next((index for index, verdict in enumerate(decision.verdicts) if verdict.label == "title"), None)


def _headed(reading: Reading, site: Site, decision: Decision, title: int) -> int:
    """Return where the head goes on, or ends, if what was taken for the headline is of it."""
    above = {verdict.field for verdict in decision.verdicts[:title]}
    dated = not above.isdisjoint(_DATING)
    if _goes_on(reading, site, decision, title):
        return title + 1
    for index in range(title + 1, len(reading)):
        head, lead = (site.rules.verdict(reading, index, zone) for zone in ("head", "lead"))
        if lead is not None and lead.field in ANCHORS - above and (dated or head is None or _own(site, lead, head)):
            # The headline stands right above it.
            return index - 1
        if head is not None and head.field in ANCHORS - above and not dated:
            return index
    return title + dated


def _goes_on(reading: Reading, site: Site, decision: Decision, title: int) -> bool:
    """Tell whether what stands above the headline stands right below what was taken for it."""
    for index in range(title + 1, min(title + 1 + _BELOW_TITLE, len(reading))):
        if decision.verdicts[index].label == "body":
            if len(reading.text(index)) > _LONGEST_ANCHOR:
                return False
            verdict = site.rules.verdict(reading, index, "head")
            if verdict is not None and verdict.label == "furniture" and verdict.reason in site.own:
                return True
            if reading.text(index).endswith(_STOPS):
                return False
    return False


def _own(site: Site, verdict: Verdict, other: Verdict) -> bool:
    return verdict.reason in site.own and other.reason not in site.own


def _is_sentence(text: str) -> bool:
    return len(text) > _MENU_LINE or text.endswith(_STOPS)


def _in_text(reading: Reading, site: Site, decision: Decision, text: Sequence[int]) -> str | None:
    """Return what stands in the text that cannot be of it."""
    known = {verdict.field for verdict in decision.verdicts}
    undated = known.isdisjoint(_DATING)
    missing = [(field, rules) for field, rules in site.anchors.items() if field not in known]
    labels, below = 0, 0
    for index in text:
        line = reading.text(index)
        if line.endswith(_STOPS):
            missing = []  # The text has begun: what looks like a line above it may be of it.
        if len(line) > _LONGEST_ANCHOR:
            continue
        line_class = reading.line_class(index)
        labels += line_class is not None
        below += line_class in _BELOW_TEXT
        # One alone may be a sub-head.
        if below == _FEW_LABELS or labels == _LABELS:
            return "labels stand in the text"
        if undated and reading.date(index) is not None:
            return "the date stands in the text"
        for field, rules in missing:
            if rules.verdict(reading, index, "head", "lead") is not None:
                return f"the {field} stands in the text"
    if len(text) > _RUN and all(
        len(line) <= _MENU_LINE and not line.endswith(_MARKS) for line in map(reading.text, text[:_RUN])
    ):
        return "a menu stands where the text should begin"
    return None
