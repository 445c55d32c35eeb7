"""The decision where rules suffice: one walk along the page - head, title, lead, body, tail.

Rules hold only in their zones, so that a body sentence which looks like a counter or a teaser stays body.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal, get_args

from cleaners.profiles import Site
from cleaners.reading import Reading
from cleaners.rules import Rules, Verdict
from cleaners.structure import RULES
from cleaners.structure.entries import Item, dash_items, dated_items, lead_items, run_start
from cleaners.structure.pairs import Pairs, pairs
from schemas import Kind, Label

if TYPE_CHECKING:
    from cleaners.weigh import Weighed  # which imports this module, and numpy

Judge = Literal["profile", "structure", "repetition", "model"]
JUDGES: Final[frozenset[Judge]] = frozenset(get_args(Judge))

GENERAL = Rules(RULES)

_FRAME, _NAME, _PAIR = (
    Verdict("furniture", "structure/between", 0.5),
    Verdict("title", "structure/title", 0.7),
    Verdict("related", "structure/entry", 0.8),
)

_ITEMS = {"date-dash-title": dash_items, "date-above-title": dated_items, "title-and-lead": lead_items}
# How far below an unknown line of the head a clock or counter may stand for the line to be part of the banner.
_BANNER_REACH = 5
_BANNER_LINE = 60
_MAX_LEAD = 20
_KNOWN_HEAD = 2
_MAX_TITLE = 500
_LISTING_DATES = 3
_PAGER_HEAD = 20
_PAGER_TAIL = 5


@dataclass
class Decision:
    """A verdict for each visible segment, the kind of the page, and its entries."""

    kind: Kind
    verdicts: list[Verdict]
    items: list[Item]
    weighed: Weighed | None = None
    """What each judge said, where they were weighed; None where rules sufficed."""
    misfit: str | None = None
    """What showed that the page is not as its profile expects, where all judges were weighed for that."""


def decide(
    reading: Reading, site: Site | None, url: str | None, *, alone: bool = False, skip: range | None = None
) -> Decision | None:
    """Label every visible segment of a page; None for an unknown site whose head the rules cannot read to its end.

    `alone`: no other judge will read the page, so it is walked to its end in any case. `skip`: segments where the head
    would end, and that are furniture amid it.
    """
    if site is None and (listed := pairs(reading)) is not None:
        return _listed(reading, listed)
    walk = _Walk(reading, site)
    walk.head()
    if skip is not None:
        walk.skip(skip)
    if site is None and not alone and not walk.knows_head():
        return None
    entries = walk.listing_entries(url)
    return walk.listing(entries) if entries is not None else walk.article()


def _listed(reading: Reading, listed: Pairs) -> Decision:
    """Label a page that is nothing but dated titles between labels."""
    verdicts = [_FRAME] * len(reading)
    if listed.title is not None:
        verdicts[listed.title] = _NAME
    for item in listed.items:
        for index in (*item.date_at, item.title_at):
            verdicts[index] = _PAIR
    return Decision("listing", verdicts, listed.items)


class _Walk:
    """State of one walk: `at` is the first segment that has no verdict from the top, `end` the last from below."""

    def __init__(self, reading: Reading, site: Site | None) -> None:
        self.reading = reading
        self.site = site
        self.rules = site.rules if site else GENERAL
        self.verdicts: list[Verdict | None] = [None] * len(reading)
        self.at = 0
        self.end = len(reading)

    def head(self) -> None:
        """Label what stands before the title."""
        dated = False  # Once section head or dateline were met, the banner is over.
        while self.at < self.end:
            verdict = self.rules.verdict(self.reading, self.at, "head")
            if verdict is None and not dated and (banner := self._banner_below()) is not None:
                self._default(range(self.at, banner), "furniture", "banner", 0.7)
                self.at = banner
                continue
            if verdict is None:
                return
            self.verdicts[self.at] = verdict
            dated = dated or verdict.label == "meta"
            self.at += 1

    def skip(self, lines: range) -> None:
        """Take for furniture what stands between two parts of the head, and go on below."""
        self._default(lines, "furniture", "banner", 0.7)
        self.at = lines.stop
        self.head()

    def knows_head(self) -> bool:
        """Tell whether rules read the head to its end: furniture of two kinds at least, then what dates the item."""
        head = [verdict for verdict in self.verdicts[: self.at] if verdict is not None]
        furniture = {verdict.reason for verdict in head if verdict.label == "furniture"}
        return len(furniture) >= _KNOWN_HEAD and bool(head) and head[-1].label == "meta"

    def _banner_below(self) -> int | None:
        """Return where the banner goes on a few short lines below, if the lines between can be part of it."""
        for index in range(self.at + 1, min(self.at + _BANNER_REACH, self.end)):
            text = self.reading.text(index - 1)
            if len(text) > _BANNER_LINE or text.endswith((".", "!", "?")):
                return None
            verdict = self.rules.verdict(self.reading, index, "head")
            if verdict is not None and (
                verdict.field in ("captured", "clock", "counter")
                or verdict.reason.endswith(("/contact", "/breadcrumbs"))
            ):
                return index
        return None

    def listing_entries(self, url: str | None) -> str | None:
        """Return the shape of the page's entries if it is a listing, else None."""
        reading = self.reading
        shape = self.site.profile.listing if self.site else None
        if shape is not None and self.site is not None:
            if url is not None and shape.url is not None and re.search(shape.url, url):
                return shape.entries
            if self._is_listing_title(self.at) or self._is_listing_title(0):
                return shape.entries
            edges = self._edges()
            if any(any(map(line.fullmatch, edges)) for line in self.site.listing_lines):
                return shape.entries
        if self.at < self.end and reading.entry(self.at) is not None:
            return "date-dash-title"
        if shape is not None and shape.entries != "date-above-title":
            return None
        # The banner's date heads no entry.
        dates = [i for i in range(self.end) if reading.date(i) is not None and self._label(i) != "furniture"]
        if len(dates) >= _LISTING_DATES and dates[0] < self.at + 2 and all(b - a > 1 for a, b in pairwise(dates)):
            return "date-above-title"
        return None

    def _is_listing_title(self, index: int) -> bool:
        pattern = self.site.profile.listing.title if self.site and self.site.profile.listing else None
        return pattern is not None and re.fullmatch(pattern, self.reading.text(index)) is not None

    def _edges(self) -> list[str]:
        """Return the texts near both ends of the page, where pagers stand."""
        segments = self.reading.segments
        ends = segments[:_PAGER_HEAD] + segments[max(_PAGER_HEAD, len(segments) - _PAGER_TAIL) :]
        return [segment.folded for segment in ends]

    def listing(self, entries: str) -> Decision:
        """Label the rest of a page that lists other items."""
        if entries == "date-above-title":
            # The head took the first date for a dateline; it belongs to the first entry.
            while self.at > 0 and self.reading.date(self.at - 1) is not None:
                self.at -= 1
                self.verdicts[self.at] = None
        if self.at < self.end and (self._is_listing_title(self.at) or self._leads_in(entries)):
            self._default([self.at], "title", "title", 0.7)
            self.at += 1
            self._lead(listing=True)
        elif self.site is None and self._says(self.at - 1, "structure/related-head"):
            # What heads other items beside a text heads the list itself.
            self._default([self.at - 1], "title", "title", 0.7)
        self._tail(teasers=False)
        items = _ITEMS[entries](self.reading, self.at, self.end)
        for item in items:
            self._default([*item.date_at, item.title_at], "related", "entry", 0.8)
            for index in item.teaser_at:
                verdict = self.rules.verdict(self.reading, index, "body")
                self.verdicts[index] = verdict or self._say("related", "teaser", 0.7)
            item.teaser_at = [index for index in item.teaser_at if self._label(index) == "related"]
        self._default((i for i in range(self.at, self.end) if self.verdicts[i] is None), "furniture", "between", 0.5)
        return Decision("listing", self._all(), items)

    def _leads_in(self, entries: str) -> bool:
        """Tell whether the segment is a headline of its own before the first dated entry."""
        if entries == "title-and-lead" or len(self.reading.text(self.at)) > _MAX_TITLE:
            return False
        following = self.at + 1
        if entries == "date-dash-title":
            return (
                self.reading.entry(self.at) is None
                and following < self.end
                and self.reading.entry(following) is not None
            )
        return self.reading.date(self.at) is None and self.reading.date(following) is not None

    def article(self) -> Decision:
        """Label the rest of a page that shows one item, or nothing but furniture."""
        if self.at < self.end and len(self.reading.text(self.at)) <= _MAX_TITLE:
            self.reading.title = self.reading.segments[self.at]
            self._default([self.at], "title", "title", 0.7)
            self.at += 1
        self._lead()
        items = self._tail(teasers=True)
        body = self._say("body", "body", 0.6)
        if "body" in self.rules.zones:
            said = (self.rules.verdict(self.reading, index, "body") for index in range(self.at, self.end))
            self.verdicts[self.at : self.end] = [verdict or body for verdict in said]
        else:
            self.verdicts[self.at : self.end] = [body] * (self.end - self.at)
        has_text = any(verdict is not None and verdict.label in ("title", "body") for verdict in self.verdicts)
        return Decision("article" if has_text else "other", self._all(), items)

    def _lead(self, *, listing: bool = False) -> None:
        """Label what stands between title and text; a listing has furniture only there."""
        for _ in range(_MAX_LEAD):
            if self.at >= self.end:
                return
            verdict = self.rules.verdict(self.reading, self.at, "lead")
            if verdict is None or (listing and verdict.label != "furniture"):
                return
            self.verdicts[self.at] = verdict
            self.at += 1

    def _tail(self, *, teasers: bool) -> list[Item]:
        """Label what stands after the text, from the end upwards; return the entries of a teaser list there."""
        items: list[Item] = []
        while self.end > self.at:
            verdict = self.rules.verdict(self.reading, self.end - 1, "tail")
            if verdict is not None:
                self.end -= 1
                self.verdicts[self.end] = verdict
            elif teasers and not items and (start := self._run_start()) is not None:
                items = self._teasers(start)
                self.end = start
            else:
                break
        return items

    def _run_start(self) -> int | None:
        # After a label such as "all messages" a single entry makes a list; a known site needs fewer than others.
        closed = self.end < len(self.reading) and self.reading.line_class(self.end) == "pager"
        enough = 1 if closed else 2 if self.site else 3
        return run_start(self.reading, self.at, self.end, enough=enough)

    def _teasers(self, start: int) -> list[Item]:
        first = start
        if self.reading.entry(start) is None:
            self.verdicts[start] = self.rules.verdict(self.reading, start, "tail") or self._say(
                "furniture", "related-head", 0.8
            )
            first += 1
        items = dash_items(self.reading, first, self.end)
        for item in items:
            self._default([item.title_at], "related", "entry", 0.8)
            self._default(item.teaser_at, "related", "teaser", 0.7)
        return items

    def _default(self, indices: Iterable[int], label: Label, rule: str, score: float) -> None:
        verdict = self._say(label, rule, score)
        for index in indices:
            self.verdicts[index] = verdict

    def _say(self, label: Label, rule: str, score: float) -> Verdict:
        if self.site is not None:
            return Verdict(label, f"{self.site.profile.id}/{rule}", 1.0)
        return Verdict(label, f"structure/{rule}", score)

    def _says(self, index: int, reason: str) -> bool:
        verdict = self.verdicts[index] if index >= 0 else None
        return verdict is not None and verdict.reason == reason

    def _label(self, index: int) -> Label | None:
        verdict = self.verdicts[index]
        return verdict.label if verdict else None

    def _all(self) -> list[Verdict]:
        return [verdict or self._say("furniture", "between", 0.5) for verdict in self.verdicts]
