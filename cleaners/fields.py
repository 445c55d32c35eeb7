"""What the segments of a page say of the item: dates, place, number, authors, each from the lines that stand for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain

from cleaners.dates import Found, clock
from cleaners.decide import Decision
from cleaners.fact_rows import bulleted_date
from cleaners.lines import Segment
from cleaners.reading import Reading
from cleaners.structure import bylines, dateline, heads, values
from cleaners.structure.published import dated, dated_name, labelled_below
from schemas import Note, PartialDate, precision_of
from schemas.rules import FieldName

# Where a dateline stands, in visible segments from the headline, or from the first line of the text.
_NEAR_TITLE = 12
_ABOVE_TITLE = 4
_NEAR_TEXT = 4
# Where the fields of a record stand that number it, from the same.
_NEAR_NUMBER = 20
# Where time and place of an event stand, from its date.
_NEAR_EVENT = 2
# How far from the headline a line of facts stands that begins with the item's day, and characters that it has.
_BESIDE_TITLE, _LONGEST_FACTS = 2, 80
_READ_ANYWAY = frozenset({"author", "published"})
_SURE = 0.95


class Fields:
    """The segments that feed each field, and what is read in them."""

    def __init__(self, reading: Reading, decision: Decision) -> None:
        self.reading = reading
        self._kind = decision.kind
        self._walked = decision.weighed is None
        self._said = decision.weighed.structure if decision.weighed is not None else ()
        verdicts = decision.verdicts
        self.pairs = list(zip(reading.segments, verdicts, strict=True))
        self._by_field: dict[FieldName, list[int]] = {}
        for index, verdict in enumerate(verdicts):
            if verdict.field is not None:
                self._by_field.setdefault(verdict.field, []).append(index)
            elif decision.weighed is not None and verdict.label != "title":
                # What a label says of the item holds too where the line itself was taken for something else.
                hit = decision.weighed.structure[index]
                if hit is not None and hit.field in _READ_ANYWAY and hit.score >= _SURE:
                    self._by_field.setdefault(hit.field, []).append(index)

    def indices(self, name: FieldName) -> list[int]:
        return self._by_field.get(name, [])

    def of(self, name: FieldName) -> list[Segment]:
        return [self.reading.segments[index] for index in self.indices(name)]

    def authors(self) -> tuple[str, ...]:
        """Return who wrote the item, in the order of the page, each once."""
        names: dict[str, None] = {}
        lines = self.of("author")
        # Who edited the text counts where nobody is said to have written it.
        writers = [segment for segment in lines if not bylines.is_editor(segment.folded, self.reading)]
        for segment in writers or lines:
            found = bylines.byline_names(segment.folded, self.reading) or bylines.bare_names(
                segment.folded, self.reading
            )
            names.update(dict.fromkeys(found))
        for segment in self.of("published"):
            names.update(dict.fromkeys(bylines.dated_byline(segment.folded, self.reading)[0]))
        return tuple(names)

    def published(self, notes: list[Note]) -> PartialDate | None:
        """Return the date that the item itself bears, with the time that stands right behind it or in another line."""
        dates = [(index, found) for index in self._datelines if (found := self._date(index)) is not None]
        for index, nearest in dates:
            timed = (other for _, other in dates if other.value.startswith(nearest.value + "T"))
            found = next(timed, nearest)
            if found.doubt is not None:
                notes.append(Note(code="ambiguous_date", detail=f"{found.raw}: {found.doubt}."))
            value, raw = found.value, found.raw
            if found is nearest and index + 1 in self.indices("time") and precision_of(value) == "day":
                time = self.reading.text(index + 1)
                value += "T" + clock(time)
                fused = self.reading.segments[index].n == self.reading.segments[index + 1].n
                raw += time if fused else f" {time}"
            precision = precision_of(value)
            if precision is not None:
                return PartialDate(value=value, precision=precision, source="dateline", raw=raw)
        return self._numbered() or self._leading()

    def _date(self, index: int) -> Found | None:
        return (
            dated(self.reading, index)
            or bylines.dated_byline(self.reading.text(index), self.reading)[1]
            or dated_name(self.reading, index)
            or bulleted_date(self.reading, index)
        )

    def place(self) -> str | None:
        """Return the place that stands beside the date in the item's dateline: `Oslo, 12 March 2024`."""
        return next((facts.place for facts in self._read() if facts.place is not None), None)

    def section(self) -> str | None:
        """Return the section or the kind of item that a line of its own names, or that stands beside the date."""
        for segment in self.of("section"):
            return segment.folded.lstrip("•*-· ")
        if self._walked or self._kind == "listing":
            return None
        return next((facts.kind for facts in self._read() if facts.kind is not None), None)

    def number(self) -> str | None:
        """Return the number of the document: alone on its line, beside its date or behind a label."""
        for segment in self.of("number"):
            text = segment.folded
            return heads.document_number(text) or heads.kind_number(text, self.reading) or text.lstrip("№ ")
        if self._walked or self._kind == "listing":
            return None
        near = range(max(0, self._start - _ABOVE_TITLE), min(len(self.reading), self._start + _NEAR_NUMBER))
        behind = (values.number(self.reading, index) for index in near)
        beside = (facts.number for facts in self._read())
        alone = (self._alone(index) for index in near)
        return next((number for number in chain(behind, beside, alone) if number is not None), None)

    def _alone(self, index: int) -> str | None:
        """Return the number that a line of the item names and little else."""
        ours = self.pairs[index][1].label in ("body", "meta")
        return heads.document_number(self.reading.text(index)) if ours else None

    def event(self) -> tuple[PartialDate, str | None] | None:
        """Return date and place, if it is named, of an event whose fields the page shows: `Date: ...`, `Venue: ...`."""
        for index in () if self._walked else self._dated:
            found = dated(self.reading, index)
            if self._is_event(index) and found is not None and found.doubt is None and precision_of(found.value):
                near = range(index - _NEAR_EVENT, index + _NEAR_EVENT + 1)
                where = next((place for at in near if (place := values.place(self.reading, at)) is not None), None)
                return found.partial("body"), where
        if self._walked or self._kind != "record":
            return None
        # The day at the head of an agenda.
        near = range(self._start + 1, min(len(self.reading), self._start + _NEAR_TITLE))
        dates = (self.reading.date(index) for index in near)
        days = [found for found in dates if found is not None and found.doubt is None and found.has_day]
        if len(days) != 1 or not days[0].raw[:1].isalpha() or self._datelines:
            return None
        return days[0].partial("body"), None

    @cached_property
    def _title(self) -> int | None:
        return next((index for index, (_, verdict) in enumerate(self.pairs) if verdict.label == "title"), None)

    @cached_property
    def _start(self) -> int:
        """The headline; without one, the first line of the text."""
        if self._title is not None:
            return self._title
        return next((index for index, (_, verdict) in enumerate(self.pairs) if verdict.label == "body"), 0)

    def _read(self) -> Iterator[dateline.Dateline]:
        for index in self._datelines:
            text = self.reading.text(index)
            # A walk knows where the date stands, alone for the most part; a place is set off from it.
            if self._walked and "," not in text:
                continue
            if (facts := dateline.read(text, self.reading)) is not None:
                yield facts

    def _is_event(self, index: int) -> bool:
        """Tell whether a date, behind a label that any date may have, stands beside the place of an event."""
        reading = self.reading
        near = range(index - _NEAR_EVENT, index + _NEAR_EVENT + 1)
        return self._may_be_other(index) and any(values.labelled(reading, at, reading.words.places) for at in near)

    def _may_be_other(self, index: int) -> bool:
        label = index - 1 if labelled_below(self.reading, index) else index
        return values.labelled(self.reading, label, self.reading.words.dated)

    @cached_property
    def _dated(self) -> list[int]:
        """The segments that rules say date the item."""
        signed = (i for i in self.indices("author") if bylines.dated_byline(self.reading.text(i), self.reading)[1])
        return sorted({*self.indices("published"), *signed})

    @cached_property
    def _datelines(self) -> list[int]:
        """The segments that may date the item, the best first: that is the one nearest below the headline.

        A walk has met nothing but the dateline itself. Weighed pages may bear the day's date at the top, and dates of
        other items; a label makes up for the distance, if it is not one that other dates have too.
        """
        if self._walked:
            return self._dated
        reading = self.reading
        # A speech bears the day when it was held; a record of an event is of another day than the event.
        indices = [index for index in self._dated if self._kind != "record" or not self._is_event(index)]
        # A site's own rule of what dates an item knows where that stands.
        own = [index for index in indices if (said := self._said[index]) and not said.reason.startswith("structure/")]
        labelled = [index for index in indices if reading.date(index) is None or labelled_below(reading, index)]
        labelled += own
        start = self._start
        if self._title is None:
            around = range(max(0, start - _ABOVE_TITLE), start + _NEAR_TEXT)
            found = dict.fromkeys((*labelled, *self._facts(around)))
        else:
            below = [index for index in indices if 0 < index - start <= _NEAR_TITLE]
            above = [index for index in reversed(indices) if 0 < start - index <= _ABOVE_TITLE]
            facts = self._facts(
                (*range(start + 1, start + _NEAR_TITLE), *range(start - 1, start - _ABOVE_TITLE - 1, -1))
            )
            found = dict.fromkeys((*below, *above, *labelled, *facts))
        return sorted(found, key=self._may_be_other)

    def _facts(self, around: Iterable[int]) -> Iterator[int]:
        """Yield the lines of facts, a date among them, that were taken for such or name the document's number."""
        for index in around:
            label = self.pairs[index][1].label if 0 <= index < len(self.pairs) else None
            if label not in ("meta", "body"):
                continue
            found = dated(self.reading, index) or dated_name(self.reading, index)
            if found is None or found.doubt or heads.is_other_day(self.reading, index):
                continue
            facts = dateline.read(self.reading.text(index), self.reading) if label == "body" else None
            if label == "meta" or (facts is not None and facts.number is not None):
                yield index

    def _numbered(self) -> PartialDate | None:
        """Return the day that ends a document number (`2151-16-11-2020`), with the time that opens such a page."""
        for segment in self.of("number"):
            number = segment.folded.lstrip("№ ")
            day = "-".join(reversed(number.split("-")[-3:]))
            if precision_of(day) == "day":
                times = self.of("time")
                value = f"{day}T{clock(times[0].folded)}" if times else day
                raw = f"{times[0].folded} {number}" if times else number
                return PartialDate(value=value, precision="minute" if times else "day", source="dateline", raw=raw)
        return None

    def _leading(self) -> PartialDate | None:
        """Return the day that a line of facts next to the headline begins with: `12 March 2024 Ref. HB-18`."""
        if self._walked or self._kind == "listing":
            return None
        for index in range(max(0, self._start - _BESIDE_TITLE), min(len(self.pairs), self._start + _BESIDE_TITLE + 1)):
            segment, verdict = self.pairs[index]
            if verdict.label != "meta" or len(segment.folded) > _LONGEST_FACTS:
                continue
            if self.reading.date(index) is not None or heads.is_other_day(self.reading, index):
                continue
            found = self.reading.leading_date(segment.folded)
            if found is not None and found.has_day and found.doubt is None:
                return found.partial("dateline")
        return None
