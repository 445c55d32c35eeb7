"""What the tree of an HTML page settles after the judges were weighed: parts that go together, files, entries, kind.

A model may doubt a short line in a quote or a line of code; the tree says what they are part of.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate, groupby

import numpy as np

from cleaners.decide import Decision
from cleaners.decisive import LEFT
from cleaners.facts import CODED, INSIDE
from cleaners.field_rows import pairs
from cleaners.label_value import label_value
from cleaners.naming import BIT
from cleaners.pages import HtmlPage
from cleaners.reading import Reading
from cleaners.rendered import Link
from cleaners.rules import Verdict
from cleaners.structure.contact import contact
from cleaners.structure.entries import Item
from cleaners.structure.labels import read_also
from cleaners.structure.published import dated
from cleaners.tree_copies import copies
from cleaners.tree_entries import FEWEST, TreeEntry
from schemas import precision_of

_QUOTE = Verdict("body", "html/quote", 0.9)
_CODE = Verdict("body", "html/code", 0.9)
_FILE = Verdict("body", "html/file", 0.8)
_ENTRY = Verdict("related", "html/entry", 0.9)
_DATELINE = Verdict("meta", "structure/dateline", 0.9, "published")
_COMMENTS = Verdict("furniture", "html/comments", 0.8)
_COPY = Verdict("furniture", "html/copy", 0.8)
_FIELD_ROW = Verdict("body", "structure/field-row", 0.9)
_BUTTON = Verdict("furniture", "html/button", 0.8)
_READ_ALSO = Verdict("related", "structure/read-also", 0.95)

# Old pages indent by quoting: only so many lines are a quote.
_LONGEST_QUOTE = 20
_FILES = re.compile(r"\.(?:pdf|docx?|odt|rtf|xlsx?|ods|pptx?|odp|zip|csv|epub)(?:[?#]|$)", re.IGNORECASE)
# What ends in a file's name or type, perhaps with its size: `minutes.pdf 88 kB`, `Minutes (PDF, 88 kB)`.
_FILE_TYPE = re.compile(
    r"[(（\[.](?:pdf|docx?|odt|rtf|xlsx?|ods|pptx?|zip)\b[^()（）\[\]]{0,40}[)）\]]?\s*$", re.IGNORECASE
)
_BESIDE = sum(INSIDE[name] for name in ("nav", "aside", "header", "footer", "form", "dialog", "button"))
_BESIDE_NAMES = sum(BIT[name] for name in ("menu", "side", "foot", "comments", "forum", "consent"))
_STOP = re.compile(r"[.!?…。！？؟।]['\"»”’)）」]*$")
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
# Characters of a sentence, and of prose that a listing may have beside its entries.
_SENTENCE, _SENTENCE_UNSPACED = 15, 8
_INTRODUCTION = 300
_HEADS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "dt"})
# Share of the lines kept that are fields from which a page is a record.
_RECORD = 0.4
# Rows of tables from which a page that is mostly made of fields, in lines and in letters, is one; sentences that it may
# have beside them.
_ROWS, _TOLD = 5, 2
# Characters of text above what readers wrote; posts that tell it, and lines that the first of them has at most.
_ARTICLE, _POSTS, _POST = 300, 3, 15
_CLOCK = re.compile(r"\d:\d\d")
_LONGEST_SIGNATURE, _LONGEST_LABEL = 120, 60
_COUNTED = " 0123456789()[]:.,"


def settle(page: HtmlPage, reading: Reading, decision: Decision) -> None:
    """Change the verdicts of a page that no profile knows, and its kind and entries, where the tree knows better."""
    lines = _Lines(page, reading, decision)
    if not len(page.rendered.facts):
        return
    if own := lines.own_entries():
        decision.items = decision.items if decision.kind == "listing" else []
        decision.kind = "listing"
        lines.list_entries(own)
    elif decision.kind != "listing":
        lines.list_entries([entry for entry in page.entries if not any(map(lines.kept, range(*entry[:2])))])
    lines.quotes()
    lines.code()
    lines.files()
    if decision.kind != "listing":
        lines.dateline()
        lines.kind()
        lines.read_also()
    if decision.kind == "record":
        lines.fields()
    if decision.kind == "article":
        lines.comments()
    lines.copies()


class _Lines:
    """The lines of a page that have text, by index, with the verdicts of their segments."""

    def __init__(self, page: HtmlPage, reading: Reading, decision: Decision) -> None:
        self.page, self.reading, self.decision = page, reading, decision
        self.facts = page.rendered.facts
        numbers = [segment.n - 1 for segment in reading.segments]
        first, last = (np.searchsorted(numbers, self.facts.number, side) for side in ("left", "right"))
        self.segments = [range(*ends) for ends in zip(first.tolist(), last.tolist(), strict=True)]
        self.title = page.headline.line if page.headline is not None else None
        self.aside = (self.facts.nodes.inside[self.facts.node] & _BESIDE > 0) | (
            self.facts.nodes.all_names[self.facts.node] & _BESIDE_NAMES > 0
        )

    def __len__(self) -> int:
        return len(self.facts)

    def text(self, line: int) -> str:
        segments = self.segments[line]
        if len(segments) == 1:
            return self.reading.text(segments[0])
        return " ".join(map(self.reading.text, segments))

    def first(self, line: int) -> int | None:
        """Return the first segment of a line; None if nothing on it is seen, but zero-width spaces and the like."""
        return next(iter(self.segments[line]), None)

    def kept(self, line: int) -> bool:
        return any(self.decision.verdicts[index].label in ("body", "title") for index in self.segments[line])

    def say(self, line: int, verdict: Verdict) -> None:
        """Label a line that is neither the headline nor labelled so already; a hidden one as furniture only."""
        if self.facts.hidden[line] and verdict.label != "furniture":
            return
        for index in self.segments[line]:
            if self.decision.verdicts[index].label not in ("title", verdict.label):
                self.decision.verdicts[index] = verdict

    def quotes(self) -> None:
        """Keep the attribution of a quote with it, inside it or as the caption of its figure."""
        for run in _runs([line for line, form in enumerate(self.facts.forms) if form[0] == ">"]):
            if len(run) > _LONGEST_QUOTE or not self._mostly_kept(run):
                continue
            for line in run:
                if 2 * self.facts.linked[line] < self.facts.size[line]:
                    self.say(line, _QUOTE)
            below = run[-1] + 1
            if below < len(self) and self.facts.forms[below] == "figcaption" and self._in_figure(run[-1]):
                self.say(below, _QUOTE)

    def code(self) -> None:
        """Keep the lines of a block of code together, and what holds code between lines that are kept."""
        for run in _runs([line for line, form in enumerate(self.facts.forms) if form.endswith("pre")]):
            around = [line for line in (run[0] - 1, run[-1] + 1) if 0 <= line < len(self)]
            if self._mostly_kept(run) or (len(around) == 2 and all(map(self.kept, around))):
                for line in run:
                    self.say(line, _CODE)
        for line in np.flatnonzero(self.facts.marks & CODED).tolist():
            if 0 < line < len(self) - 1 and self.kept(line - 1) and self.kept(line + 1):
                self.say(line, _CODE)

    def files(self) -> None:
        """Keep the files that stand right below text, or below a heading right below it."""
        for run in _runs(sorted(self._files())):
            if self.aside[run[0]]:
                continue
            above = self._above(run[0])
            heading = above if above is not None and above != self.title and self.facts.forms[above][0] == "h" else None
            text = self._above(heading) if heading is not None else above
            if text is not None and not self.aside[text] and self.kept(text):
                for line in run if heading is None else [heading, *run]:
                    self.say(line, _FILE)

    def _above(self, line: int) -> int | None:
        """Return the line above one, past hidden ones."""
        above = self._seen[line - 1] if line else -1
        return above if above >= 0 else None

    @cached_property
    def _seen(self) -> list[int]:
        """The nearest line from each one upwards that is seen, itself among them; -1 for none."""
        seen: list[int] = np.maximum.accumulate(np.where(self.facts.hidden, -1, np.arange(len(self)))).tolist()
        return seen

    def _files(self) -> set[int]:
        """Return the lines that are links to files, and no buttons to save the page."""
        found: set[int] = set()
        for link in self.page.rendered.links:
            if not _is_file(link):
                continue
            lines = range(link.first, min(link.last, len(self)))
            first = self.first(lines[0]) if lines else None
            if first is None or self.reading.line_class(first) is not None:
                continue
            if 2 * len(link.text) >= self.facts.size[lines[0] : lines[-1] + 1].sum():
                found.update(lines)
        return found

    def dateline(self) -> None:
        """Take a date right below the headline for what dates the item, or one right above it in the same block.

        Not where more dates alone part the text: that is a chronicle.
        """
        line = self.title
        if line is None:
            return
        nodes, node = self.facts.nodes, self.facts.node
        above = self._above(line)
        beside = above is not None and nodes.parent[node[above]] == nodes.parent[node[line]]
        for near in (line + 1, above if beside else None):
            index = self.first(near) if near is not None and near < len(self) else None
            if index is None or self.decision.verdicts[index].field == "published":
                continue
            found = self.reading.date(index) if near == line + 1 else dated(self.reading, index)
            if found is None or precision_of(found.value) in (None, "year", "month"):
                continue
            others = (other for other in range(index + 1, len(self.reading)) if self.reading.date(other) is not None)
            if not any(self.decision.verdicts[other].label == "body" for other in others):
                self.decision.verdicts[index] = _DATELINE
            return

    def kind(self) -> None:
        """Take a page of sentences for an article, and one that is a table with few of them for a record of fields."""
        labels = self.decision.verdicts
        paired = self._paired if self.decision.kind == "record" else frozenset()
        text = [verdict.label == "body" for verdict in labels]
        body = [line for line, at in enumerate(self.segments) if line in paired or True in text[at.start : at.stop]]
        lines = [line for line in body if self.facts.forms[line].lstrip(">")[:2] not in _HEADS]
        if self.decision.kind == "article":
            rows = [line for line in lines if self.facts.forms[line] in ("tr", "th")]
            if len(rows) >= _ROWS and 2 * sum(map(self._is_field, lines)) > len(lines):
                size, told = self.facts.size, list(filter(self._is_sentence, lines))
                if len(told) <= _TOLD and 2 * size[told].sum() < size[lines].sum():
                    self.decision.kind = "record"
            return
        unread = all(labels[index].reason == LEFT.reason for line in body for index in self.segments[line])
        if self.decision.kind == "record" or unread:
            fields = sum(line in paired or self._is_field(line) for line in lines)
            size, told = self.facts.size, list(filter(self._is_sentence, lines))
            few = fields <= len(told) or fields < _RECORD * len(lines)
            if told and few and 2 * size[told].sum() > size[lines].sum():
                self.decision.kind = "article"

    @cached_property
    def _paired(self) -> frozenset[int]:
        """Return the lines below the headline that are labels with a colon and the values below them."""
        found = frozenset(pairs(self.reading))
        # Some systems wrap whole pages in what is named as a dialog.
        wrapped = self.title is not None and bool(self.aside[self.title])
        below = range(0 if self.title is None else self.title + 1, len(self) if found else 0)
        return frozenset(
            line for line in below if (wrapped or not self.aside[line]) and not found.isdisjoint(self.segments[line])
        )

    def fields(self) -> None:
        """Keep labels and values of a record that stand in a row; a date or number of the document is kept as that."""
        for line in self._paired:
            if not any(self.decision.verdicts[index].field for index in self.segments[line]):
                self.say(line, _FIELD_ROW)

    def read_also(self) -> None:
        """Leave out links to other items behind a label that says so, however sure the model is of them."""
        for line in np.flatnonzero(2 * self.facts.linked > self.facts.size).tolist():
            if self.kept(line) and any(read_also(self.reading, index) for index in self.segments[line]):
                self.say(line, _READ_ALSO)

    def comments(self) -> None:
        """Leave out what readers wrote below an article: posts signed with day and time, under a label for comments."""
        below = range(0 if self.title is None else self.title + 1, len(self))
        short = np.flatnonzero(self.facts.size[below.start :] <= _LONGEST_LABEL) + below.start
        heads = list(filter(self._heads_comments, short.tolist()))
        if not heads:
            return
        signed = list(filter(self._is_signature, range(heads[0] + 1, len(self))))
        above = [0, *accumulate(int(self.facts.size[line]) * self.kept(line) for line in below)]
        for head in heads:
            first = bisect(signed, head)
            posts = signed[first : first + _POSTS]
            if above[head - below.start] >= _ARTICLE and len(posts) == _POSTS and posts[0] - head <= _POST:
                for line in filter(self.kept, range(head, len(self))):
                    self.say(line, _COMMENTS)
                return

    def copies(self) -> None:
        """Keep what the page holds twice once, where it stands first."""
        texts = ("body", "related") if self.decision.kind == "listing" else ("body",)
        verdicts, rows, nodes = self.decision.verdicts, self.page.rendered.rows, self.facts.nodes
        taken = [verdict.label in texts for verdict in verdicts]
        lines = [line for line, at in enumerate(self.segments) if True in taken[at.start : at.stop]]
        number, blocks = self.facts.number[lines].tolist(), nodes.parent[self.facts.node[lines]].tolist()
        for index in copies([rows[row] for row in number], blocks):
            self.say(lines[index], _COPY)
        self.decision.items = [item for item in self.decision.items if verdicts[item.title_at] is not _COPY]

    def _heads_comments(self, line: int) -> bool:
        """Tell whether a line is a label such as `Comments (12)`."""
        segments = self.segments[line]
        text = " ".join(self.reading.lower[segments.start : segments.stop])
        return self.reading.words.lines.get(text.strip(_COUNTED)) == "comments"

    def _is_signature(self, line: int) -> bool:
        """Tell whether a line says when a post was written: `Posted by Ada | 4 May 2021 18:05`."""
        text = self.text(line) if self.facts.size[line] <= _LONGEST_SIGNATURE else ""
        return _CLOCK.search(text) is not None and next(self.reading.dates.find(text), None) is not None

    def _is_field(self, line: int) -> bool:
        form, text = self.facts.forms[line].lstrip(">"), self.text(line)
        if form in ("tr", "th") or (form == "dd" and not self._is_sentence(line)):
            return True
        return label_value(text) is not None or any(contact(self.reading, index) for index in self.segments[line])

    def _is_sentence(self, line: int) -> bool:
        text = self.text(line)
        least = _SENTENCE_UNSPACED if _UNSPACED.search(text) is not None else _SENTENCE
        return len(text) >= least and 2 * self.facts.linked[line] < len(text) and _STOP.search(text) is not None

    def own_entries(self) -> Sequence[TreeEntry]:
        """Return the entries of a page that lists them and has neither date nor text of its own, else none."""
        entries = [entry for entry in self.page.entries if not self.aside[entry.first] or self._is_in_form(entry.first)]
        if not entries or self.page.metadata.published:
            return ()
        inside = {line for entry in entries for line in range(entry.first, entry.last)}
        prose = [
            line
            for line in range(len(self))
            if line not in inside and not self.facts.hidden[line] and self._is_sentence(line)
            and (self.kept(line) or not (self.aside[line] or self.facts.nodes.chrome[self.facts.node[line]]))
        ]  # fmt: skip
        listed = int(self.facts.size[sorted(inside)].sum())
        if self.facts.size[prose].sum() > max(_INTRODUCTION, listed / 2):
            return ()
        if self.decision.kind == "listing":
            return entries
        # A notice of one sentence may have the news of the day below it; under a heading that is a label it is none.
        heading = self.title
        if heading is None or self.reading.line_class(self.segments[heading][0]) is not None:
            return entries
        first = entries[0].first
        return () if heading >= first or any(heading < line < first for line in prose) else entries

    def list_entries(self, entries: Sequence[TreeEntry]) -> None:
        """Put these entries among those that were read."""
        inside = {
            index for entry in entries for line in range(entry.first, entry.last) for index in self.segments[line]
        }
        items = [item for item in self.decision.items if item.title_at not in inside]
        buttons = self._buttons(entries) if self.decision.kind == "listing" else set()
        for entry in entries:
            lines = [line for line in range(entry.first, entry.last) if not self.facts.hidden[line]]
            for line in lines:
                self.say(line, _ENTRY)
                for index in buttons.intersection(self.segments[line]):
                    self.decision.verdicts[index] = _BUTTON
            at = self.segments[entry.title_line][0]
            teaser = [
                index
                for line in lines
                if line > entry.title_line and 2 * self.facts.linked[line] < self.facts.size[line]
                for index in self.segments[line]
                if self.reading.date(index) is None
            ]
            items.append(Item(entry.date, entry.title, at, [], teaser))
        self.decision.items = sorted(items, key=lambda item: item.title_at)

    def _buttons(self, entries: Sequence[TreeEntry]) -> set[int]:
        """Return the segments with linked words that stand in most entries, below the title: `Read more`.

        A link around a whole entry makes a button of its last segment alone.
        """
        own = {link.first for link in self.page.rendered.links if link.last == link.first + 1}
        linked = [
            (entry, index, self.reading.text(index).casefold())
            for entry in entries
            for line in range(entry.title_line + 1, entry.last)
            if self.facts.linked[line] and self.facts.linked[line] >= self.facts.size[line]
            for index in (self.segments[line] if line in own else self.segments[line][-1:])
            if line in own or line == entry.last - 1
        ]
        said = Counter(text for _, text in {(entry.first, text) for entry, _, text in linked})
        return {index for _, index, text in linked if said[text] >= max(FEWEST, len(entries) / 2)}

    def _is_in_form(self, line: int) -> bool:
        """Tell whether a line is beside the text for no other reason than that it stands in a form, as results do."""
        node = self.facts.node[line]
        inside, names = self.facts.nodes.inside[node], self.facts.nodes.all_names[node]
        return not inside & (_BESIDE - INSIDE["form"]) and not names & _BESIDE_NAMES

    def _mostly_kept(self, run: Sequence[int]) -> bool:
        size = self.facts.size
        return bool(2 * sum(int(size[line]) for line in run if self.kept(line)) > int(size[list(run)].sum()))

    def _in_figure(self, line: int) -> bool:
        return bool(self.facts.nodes.inside[self.facts.node[line]] & INSIDE["figure"])


def _runs(lines: Iterable[int]) -> Iterator[list[int]]:
    """Yield the runs of lines that follow upon one another; `lines` go up."""
    for _, run in groupby(enumerate(lines), key=lambda pair: pair[1] - pair[0]):
        yield [line for _, line in run]


def _is_file(link: Link) -> bool:
    """Tell whether address or words of a link end in the type of a file."""
    if _FILES.search(link.address) is not None:
        return True
    # Few links have one of these, and a search for a class of characters takes ten times as long.
    marked = "(" in link.text or "." in link.text or "[" in link.text or "\uff08" in link.text
    return marked and _FILE_TYPE.search(link.text) is not None
