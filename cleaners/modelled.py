"""The decision on a page that rules alone do not know: a model reads it, the headline is chosen, all judges weigh."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from cleaners import letter_index
from cleaners.above_fields import headline as headline_above
from cleaners.day_runs import first_title
from cleaners.decide import Decision
from cleaners.empty import emptied, is_missing
from cleaners.field_rows import pairs
from cleaners.forms import log_in_head
from cleaners.judges.classes import ENTRY
from cleaners.lines import Segment
from cleaners.listed import going_on, subject
from cleaners.model import predict, tree
from cleaners.model.lines import Floats
from cleaners.model.predict import TITLE, Prediction
from cleaners.persons import below_trail, life, named
from cleaners.reading import Reading
from cleaners.rivals import is_aside, is_headline
from cleaners.rules import Rules, Verdict
from cleaners.shown import shown
from cleaners.siblings import no_headlines
from cleaners.structure.trail import in_menu, steps_in_menu, trail_end
from cleaners.trailed import (
    above_number,
    again_below,
    below_section,
    below_steps,
    headline_below,
    is_told,
    named_below,
    over_section,
    own_head,
    own_step,
    quoted_above,
    whole_above,
)
from cleaners.weigh import weigh
from schemas import Kind

if TYPE_CHECKING:  # lxml comes with them
    from cleaners.pages import HtmlPage

# So far below the section's name stands a headline, and so likely is it one.
_NEAR, _LIKELY = 8, 0.5
# So likely of the class of headlines is a line that is believed over the metadata of an HTML page. From .45 to .57 the
# titles of 90 near-real pages and of 624 of the benchmarks are the same (2026-11-24).
_SURE = 0.5
_LITTLE = 40  # Segments of a page that has little on it.
_HEADLINE = Verdict("title", "html/headline", 0.9)  # Heading and metadata of an HTML page agreed on it.
_WALKED = Verdict("title", "structure/title", 0.7)  # The model found no headline, the walk did.


@dataclass
class Modelled:
    """A page as the models are asked about it."""

    text: str
    """What `parts` were cut from."""
    parts: Sequence[Segment]
    reading: Reading
    html: HtmlPage | None
    rules: Rules | None
    """None where structure has no say."""
    walked: int | None
    """The segment that is the headline if the model finds none."""
    line_model: predict.Model | None
    tree_model: tree.TreeModel | None
    """The packaged models are loaded, when they are first needed, where none are given."""

    def decide(self) -> Decision:
        """Have all judges decide."""
        if self.html is not None:
            seen = (self.tree_model or tree.bundled()).predict(self.html, [part.n for part in self.parts])
            if seen is not None:
                decision = self._decided(seen, True, tree.keep_threshold)
                # Pages with little on them are rare among those that this model learned from: the other one knows them.
                kept = any(verdict.label in ("body", "related") for verdict in decision.verdicts)
                if kept or len(self._rows) > _LITTLE:
                    return decision
        return self._decided(self._by_lines, False, partial(predict.keep_threshold, kind=self._by_lines.kind))

    @cached_property
    def _by_lines(self) -> Prediction:
        """What the line model says of the page."""
        titled = self.html is None or self.html.asks_headline
        return (self.line_model or predict.bundled()).predict(self._lines, titled=titled)

    def _heads(self, prediction: Prediction) -> Prediction | None:
        """Return what tells the headline: of HTML the line model, since the other one looks up to what heads the page.

        None where heading and metadata agree on it.
        """
        if self.html is None:
            return prediction
        if not self.html.asks_headline or not prediction.titles.any():
            return None
        return replace(self._by_lines, kinds=prediction.kinds)

    def _is_sure(self, heads: Prediction, title: int) -> bool:
        """Tell whether the headline that the lines tell is believed: on HTML metadata may say another."""
        told = self.html is not None and self.html.headline is not None
        return not told or bool(heads.classes[self._rows[title], TITLE] >= _SURE)

    @cached_property
    def _rows(self) -> list[int]:
        """The parts that segments of the reading are, in order."""
        return [row for row, part in enumerate(self.parts) if part.text]

    @cached_property
    def _at(self) -> dict[int, int]:
        """The segment of the reading that a part is, by its row."""
        return {row: index for index, row in enumerate(self._rows)}

    @cached_property
    def _lines(self) -> list[str]:
        """What the line model reads: nothing of most HTML pages, whose headline is sure."""
        each = [self.text[part.start : part.end].rstrip("\r\n") for part in self.parts]
        for index in self.reading.numbered if self.rules is not None else ():
            row = self._rows[index]
            each[row] = shown(self.reading, index, each[row])
        return each

    def _decided(self, prediction: Prediction, sparing: bool, threshold: Callable[[Floats, Floats], float]) -> Decision:
        listed = range(0)
        if self.rules is not None:
            prediction = emptied(self.reading, prediction, self._rows)
            prediction, listed = subject(self.reading, prediction, self._rows)
            if not listed and not sparing:
                prediction = going_on(self.reading, prediction, self._rows)
        heads = self._heads(prediction)
        title, labels = self._headline(heads, listed) if heads is not None else (None, [])
        if heads is not None and title is not None and not self._is_sure(heads, title):
            title, labels = None, []
        if heads is not None:
            prediction = replace(prediction, titles=heads.titles)  # What a headline is believed by.
        told = None
        if title is None:
            number = self.html.title_line if self.html is not None else None
            heading = next((at for at, row in enumerate(self._rows) if self.parts[row].n == number), None)
            title, told = (self.walked, _WALKED) if heading is None else (heading, _HEADLINE)
        decision = weigh(
            self.reading, prediction, self._rows, title, labels, rules=self.rules, sparing=sparing,
            threshold_of=threshold,
        )  # fmt: skip
        if told is not None and title is not None:
            decision.verdicts[title] = told
        if self.html is not None and self.rules is not None:
            from cleaners.tree_rules import settle

            settle(self.html, self.reading, decision)
        return decision

    def _headline(self, prediction: Prediction, listed: range) -> tuple[int | None, list[int]]:
        """Return the segment that is the headline, if one is, and likely ones that rules know as something else."""
        if self.rules is None:
            line = predict.headline(prediction, self._lines)
            return (None if line is None else self._at.get(line)), []
        rivals = [self._at[row] for row in predict.likely(prediction) if row in self._at]
        labels = [index for index in rivals if not is_headline(self.reading, index, prediction.kind, self.rules)]
        asides = {index for index in rivals if index in labels or is_aside(self.reading, index)}
        end = trail_end(self.reading)
        none = {self._rows[index] for index in asides.union(listed)}
        none.update(self._ruled_out(prediction, end))
        below = self._below_trail(prediction, none)
        if below is None and prediction.kind != "article":
            # Over an article the trail may end in a kicker; there the model knows better.
            below = end if end is None else named_below(self.reading, end, prediction.titles[self._rows])
        line = predict.headline(prediction, self._lines, none, None if below is None else self._rows[below])
        if line is None:
            return self._missed(prediction.kind, none), labels
        return (self._moved(prediction, self._at[line]) if line in self._at else None), labels

    def _ruled_out(self, prediction: Prediction, end: int | None) -> Iterator[int]:
        """Yield the rows of fields, trail, entries, sections, what all pages hold and what contents name: no headlines.

        The trail is told to end at `end`.
        """
        yield from (self._rows[index] for index in (*pairs(self.reading), *no_headlines(self.reading)))
        if self.html is not None:
            linked = self.html.linked
            yield from (row for row in self._rows if self.parts[row].n in linked)
        if (path := self.reading.trail) is not None:
            # The last step alone may be the headline, if no menu has it.
            again = prediction.kind != "listing" and in_menu(self.reading, path.end - 1)
            yield from (self._rows[index] for index in range(path.start, path.end if again else path.end - 1))
            if prediction.kind == "record":
                yield from (self._rows[index] for index in steps_in_menu(self.reading, path))
        if heads := self.reading.contents.heads:
            yield from self._rows[min(heads) :]
        if prediction.kind == "listing" and (entry := first_title(self.reading)) is not None:
            yield self._rows[entry]
        if prediction.kind == "article":
            if end is not None:
                yield from self._section(prediction, end)
            over = over_section(self.reading, prediction.classes[self._rows, TITLE])
            yield from (self._rows[index] for index in over)

    def _moved(self, prediction: Prediction, index: int) -> int:
        """Return the segment that is the headline by what stands around the one that the model takes for it."""
        if prediction.kind not in ("article", "record"):
            return index
        likely, titles = prediction.classes[self._rows, TITLE], prediction.titles[self._rows]
        if prediction.kind == "article":
            return life(self.reading, whole_above(self.reading, quoted_above(self.reading, index)), likely)
        index = again_below(self.reading, index, titles)
        own = named(self.reading, above_number(self.reading, index), likely)
        below = below_section(self.reading, own, likely, titles)
        return below if below != own else own_head(self.reading, own, likely, titles)

    def _missed(self, kind: Kind, none: set[int]) -> int | None:
        """Return the segment that is the headline by its place alone, where the model finds none."""
        if kind == "other":
            return log_in_head(self.reading.texts, self.reading.words)
        places = (below_trail, headline_above) if kind == "record" else ()
        found = (place(self.reading) for place in places)
        return next((index for index in found if index is not None and self._rows[index] not in none), None)

    def _below_trail(self, prediction: Prediction, none: set[int]) -> int | None:
        """Return the segment that is the headline by its place below the trail, if the model does not rule it out.

        Or below the letters of an index, on a record.

        On forms and maps of a site the model has no say; a page that is not there has no headline.
        """
        if prediction.kind == "record" and (told := letter_index.below_letter(self.reading)) is not None:
            return told
        lettered = letter_index.headline(self.reading) if prediction.kind == "record" else None
        if lettered is not None and self._may_be_headline(prediction, lettered):
            return lettered
        path = self.reading.trail
        if path is None:
            return None
        # Asked only where it counts: of a trail that is told it does not.
        sure = not path.told and predict.headline(prediction, self._lines, none) is not None
        end = headline_below(self.reading, prediction.kind, sure=sure)
        if end is None:
            return None
        if not prediction.titles.any():
            return None if is_missing(self.reading) else end
        if prediction.kind == "listing" and not is_told(self.reading, end, "listing"):
            step = own_step(self.reading)
            entry, title = prediction.classes[self._rows[end], [ENTRY, TITLE]]
            if step is not None and entry > title:
                return step
        at = {index for index, row in enumerate(self._rows) if row in none}
        end = below_steps(self.reading, end, prediction.titles[self._rows], prediction.kind, at)
        left = 1 - prediction.titles[[*none]].sum()
        possible = prediction.titles[self._rows[end]] >= predict.POSSIBLE * left
        return end if possible or is_told(self.reading, end, prediction.kind) else None

    def _may_be_headline(self, prediction: Prediction, index: int) -> bool:
        """Tell whether the model has a segment for a possible headline, and is sure of no other one."""
        likely, best = prediction.titles[self._rows[index]], prediction.titles.max()
        return bool(likely >= predict.POSSIBLE and (best < _LIKELY or likely == best))

    def _section(self, prediction: Prediction, end: int) -> list[int]:
        """Return the rows that say what the trail ends in, if that is the section: a menu and no headline says it."""
        menu = in_menu(self.reading, end)
        below = self._rows[end + 1 : end + 1 + _NEAR]
        if not menu or not (prediction.classes[below, TITLE] >= _LIKELY).any():
            return []
        return [self._rows[index] for index in (end, *menu)]
