"""One page as the judges read it: its visible segments, with what was found out about them so far."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from cleaners.calendars import numbered
from cleaners.consent import notices, remarks
from cleaners.contents import Contents, contents
from cleaners.dates import DateReader, Found
from cleaners.forms import form_lines
from cleaners.lines import Segment, casefold
from cleaners.month import month_tables
from cleaners.repetition import Snapshot
from cleaners.short_dates import SIZES, short_dates
from cleaners.tiles import tiles
from cleaners.trails import Trail, menu_trail, section_trail, spaced_trail, trail
from cleaners.traits import BELOW, CAPTIONED, CREDITED, LABEL, LONG, MARKED, NUMBER, Signs, plain, signs, traits
from cleaners.visits import visit_lines
from cleaners.vocabulary import Words

_LONGEST_LABEL = 80
_COLONS = (":", "：")
# What links bear before or behind their words, and what else stands there.
_ARROWS = frozenset("«»‹›<>←→⇐⇒▶►▸◄▼▲↑↓↗⟶⟵")
_AROUND_LABEL = f" :.…{''.join(sorted(_ARROWS))}"
# Weekday, month in words, time and zone are under 60 characters.
_LONGEST_DATE = 60
_DASH = re.compile("[-–—|]")
_AFTER_DATE = re.compile(rf"\s*(?P<dash>{_DASH.pattern})\s*(?=\S)")
_LONGEST_START = 80
_LONGEST_DATED = 100
# Code points of the longest teaser.
_LONGEST_ITEM = 300
_OF_PAGE = frozenset({"about_page", "updated"})


@dataclass(frozen=True)
class Entry:
    """A `date - title` line of a teaser list or listing."""

    date: Found
    dash: str
    title: str


@dataclass
class Reading:
    """The visible segments of a page and the tables to read them with. Facts of a segment are computed once."""

    segments: list[Segment]
    words: Words
    dates: DateReader
    day_first: bool = False
    snapshot: Snapshot | None = None
    """What other pages of the site hold, if that is known."""
    line_keys: Sequence[int | None] = ()
    """Key of each line of the page, None for blank lines; only with a snapshot."""
    title: Segment | None = None
    """The headline, once the head of the page has been walked over."""
    links: Mapping[int, str] = field(default_factory=dict)
    """Number of a line -> what the first link on it leads to, of dumps that say so."""
    _beginnings: dict[str, int] = field(default_factory=dict, repr=False)
    _dates_in: dict[str, Found | None] = field(default_factory=dict, repr=False)
    _entries: dict[int, Entry | None] = field(default_factory=dict, repr=False)
    _leading_dates: dict[str, Found | None] = field(default_factory=dict, repr=False)
    _whole_dates: dict[int, Found | None] = field(default_factory=dict, repr=False)
    _first_dates: dict[int, Found | None] = field(default_factory=dict, repr=False)
    dated: dict[int, Found | None] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Filled by `structure.published` with what its `dated` has found: several rules ask for the same lines."""

    def __len__(self) -> int:
        return len(self.segments)

    def text(self, index: int) -> str:
        """Return the folded text of a segment, "" beyond either end of the page."""
        texts = self.texts
        return texts[index] if 0 <= index < len(texts) else ""

    @cached_property
    def texts(self) -> list[str]:
        """The folded texts of the segments."""
        return [segment.folded for segment in self.segments]

    @cached_property
    def numbered(self) -> Mapping[int, None]:
        """Segments that may hold a date, a time or a count, in order: rules ask four times about each."""
        return dict.fromkeys(index for index, text in enumerate(self.texts) if numbered(text))

    @cached_property
    def contents(self) -> Contents:
        """Segments of tables of contents, and the heads in the text that they name."""
        return contents(self.texts, self.lower)

    @cached_property
    def remarks(self) -> frozenset[int]:
        """Segments near the ends of the page that say what sites say of themselves."""
        return remarks(self.lower, self.words)

    @cached_property
    def notices(self) -> frozenset[int]:
        """Segments that are sentences which name cookies and consent."""
        return notices(self.lower, self.words)

    @cached_property
    def month_tables(self) -> frozenset[int]:
        """Segments of a month's table of days."""
        return month_tables(self.lower, self.words.weekdays)

    @cached_property
    def tiles(self) -> dict[int, Found]:
        """Dates that stand on three segments each, by the first of these."""
        return tiles(self.texts, self.words.months, self.dates)

    @cached_property
    def trail(self) -> Trail | None:
        """The breadcrumb trail of the page, if it begins with the name of the first page, or with a word of menus."""
        words = self.words
        found = trail(self.lower, words.home, words.home_starts, lambda index: self.date(index) is not None)
        return (
            found
            or spaced_trail([segment.text for segment in self.segments], self.lower, words.home)
            or section_trail(self.lower, words.lines)
            or menu_trail(self.lower)
        )

    @cached_property
    def form_lines(self) -> frozenset[int]:
        """Segments of forms to fill in."""
        return form_lines(self.texts, self.words)

    @cached_property
    def visits(self) -> frozenset[int]:
        """Segments that count the visitors of the site."""
        return visit_lines(self.lower, self.words.visits)

    @cached_property
    def lower(self) -> list[str]:
        """The folded texts of the segments, case folded."""
        return casefold(self.texts)

    @cached_property
    def signs(self) -> Signs:
        """The signs of separators and addresses that the page has."""
        return signs(self.lower)

    @cached_property
    def colons(self) -> list[int]:
        """Segments that end with a colon, as labels do."""
        return [index for index, text in enumerate(self.texts) if text.endswith(_COLONS)]

    def begun_with(self, beginning: str) -> int:
        """Return how many segments begin with a text."""
        if beginning not in self._beginnings:
            self._beginnings[beginning] = sum(segment.folded.startswith(beginning) for segment in self.segments)
        return self._beginnings[beginning]

    def line_class(self, index: int) -> str | None:
        """Return the vocabulary class of a segment whose whole text is a label word."""
        return self.line_classes[index]

    @cached_property
    def line_classes(self) -> list[str | None]:
        """The same of all segments."""
        known = self.words.lines.get
        # `Read more »`: a label is known beside an arrow too.
        return [
            known(lower.rstrip(" :"))
            or (known(lower.strip(_AROUND_LABEL)) if lower[-1:] in _ARROWS or lower[:1] in _ARROWS else None)
            if len(text) <= _LONGEST_LABEL
            else None
            for text, lower in zip(self.texts, self.lower, strict=True)
        ]

    @cached_property
    def _labels(self) -> frozenset[int]:
        """Those that are of any such class."""
        return frozenset(index for index, line_class in enumerate(self.line_classes) if line_class is not None)

    @cached_property
    def marked(self) -> frozenset[int]:
        """Segments of contents, forms, remarks and counts of visitors; those near a notice, a month or such a label."""
        near = [*self.notices, *self.month_tables]
        near += [index for index, found in enumerate(self.line_classes) if found in _OF_PAGE]
        around = (range(max(0, index - 1), min(index + BELOW + 1, len(self))) for index in near)
        contents = self.contents
        return contents.heads.union(contents.numbered, self.form_lines, self.remarks, self.visits, *around)

    def traits(self, index: int) -> int:
        """Return what a segment has that rules cannot do without, as bits."""
        return self._traits[index]

    @cached_property
    def _traits(self) -> list[int]:
        """Those of all segments: to tell them at once takes half the time of one by one."""
        found = traits(self.texts, self.lower, self.words, self.signs)
        captioned = [index - 1 for index, its in enumerate(found) if its & CREDITED and index]
        having = ((NUMBER, self.numbered), (LABEL, self._labels), (MARKED, self.marked), (CAPTIONED, captioned))
        for trait, indices in having:
            for index in indices:
                if found[index] != LONG:
                    found[index] |= trait
        return found

    def plain_traits(self, index: int) -> int:
        """Return those of the traits that cost next to nothing."""
        text = self.texts[index]
        return plain(text, number=numbered(text), label=self.line_classes[index] is not None)

    def repeated(self, index: int) -> tuple[int, int, int] | None:
        """Return how many pages of the site hold the segment's line in head, middle and tail, or None for too few."""
        if self.snapshot is None or (key := self.line_keys[self.segments[index].n - 1]) is None:
            return None
        return self.snapshot.lines.get(key)

    def date(self, index: int) -> Found | None:
        """Return the date that the whole segment is, or None (also beyond the ends of the page)."""
        if index not in self._whole_dates:
            text = self.text(index)
            found = self.leading_date(text) if len(text) < _LONGEST_DATE and numbered(text) else None
            whole = found if found is not None and found.is_all_of(text) else None
            if whole is None and len(text) in SIZES:
                whole = self._short_dates.get(index)
            self._whole_dates[index] = whole
        return self._whole_dates[index]

    def first_date(self, index: int) -> Found | None:
        """Return the date that a segment is or begins with, weekday and time included, or the first near its start."""
        if index not in self._first_dates:
            text = self.segments[index].folded[:_LONGEST_DATED]
            found = None
            if numbered(text):
                found = self.date(index) or self.leading_date(text)
                found = found or self.date_in(text)
            self._first_dates[index] = found
        return self._first_dates[index]

    def leading_date(self, text: str) -> Found | None:
        """Return the date that a text of the page begins with, weekday and time included, or None."""
        text = text[:_LONGEST_START]
        if text not in self._leading_dates:
            self._leading_dates[text] = self.dates.leading(text, day_first=self.day_first)
        return self._leading_dates[text]

    def date_in(self, text: str) -> Found | None:
        """Return the first date that stands in a text of the page, without weekday and time, or None."""
        if text not in self._dates_in:
            self._dates_in[text] = next(self.dates.find(text, day_first=self.day_first), None)
        return self._dates_in[text]

    @cached_property
    def days(self) -> dict[int, Found]:
        """The first dates of segments that may be items of a list, by segment, in order."""
        texts = self.texts
        at = (index for index in self.numbered if len(texts[index]) <= _LONGEST_ITEM)
        return {index: found for index in at if (found := self.first_date(index)) is not None}

    def is_parted(self, index: int) -> bool:
        """Tell whether blank lines stand right above a segment that is not the first."""
        return self.segments[index].n > self.segments[index - 1].n + 1

    @cached_property
    def _short_dates(self) -> dict[int, Found]:
        """Dates whose year has two digits, `21/05/24`, of pages with several alone on their lines."""
        return short_dates(self.texts, self.dates)

    def entry(self, index: int) -> Entry | None:
        """Return the `date - title` line that the segment is, or None."""
        text = self.segments[index].folded
        if not text[:1].isdigit():
            return None
        if index not in self._entries:
            self._entries[index] = self._read_entry(index, text) if _DASH.search(text) is not None else None
        return self._entries[index]

    def _read_entry(self, index: int, text: str) -> Entry | None:
        found = self.leading_date(text)
        if found is None or (dash := _AFTER_DATE.match(text, found.end)) is None:
            return None
        return Entry(found, dash["dash"], text[dash.end() :])
