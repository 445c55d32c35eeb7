"""One page scored: each line and each field of the answer held against the gold."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, groupby, repeat

from cleaners.lines import fold
from schemas import Cleaned, Document, Label, Reject, kept_labels
from unfurnish.errors import InputError
from unfurnish.scoring.gold import LABELS, GoldPage
from unfurnish.scoring.metrics import Tally, shared_words, words
from unfurnish.sources import printable

Fact = str | int | list[str] | list[int] | None
"""A field in the form that gold has it in."""


@dataclass(frozen=True)
class LineScore:
    """One line: what it should be, what was said of it, and why."""

    n: int
    wanted: Label
    given: Label
    reason: str
    score: float
    text: str

    @property
    def right(self) -> bool:
        """Tell whether the label is that of the gold."""
        return self.given == self.wanted


@dataclass(frozen=True)
class FieldScore:
    """One field: what it should be, and what came out."""

    wanted: Fact
    given: Fact
    right: bool

    @property
    def tally(self) -> Tally:
        """Count the field as found: nothing, no item and none are no finds."""
        return Tally(int(self.right and bool(self.wanted)), int(bool(self.given)), int(bool(self.wanted)))


@dataclass(frozen=True)
class PageScore:
    """What became of one page."""

    page: GoldPage
    lines: tuple[LineScore, ...]
    """Every line but those that the gold calls blank."""
    kept: Tally
    """Kept lines; those that the gold calls meta are not scored."""
    words: Tally
    """The words of the same lines."""
    fields: Mapping[str, FieldScore]

    @property
    def rightly(self) -> int:
        """How many lines have the label of the gold."""
        return sum(line.right for line in self.lines)


def score_page(page: GoldPage, answer: Cleaned | Reject, *, unscored: Collection[str] = ()) -> PageScore:
    """Score one answer; a reject is an answer that keeps nothing and knows nothing.

    `unscored` names fields that are left aside. Raises InputError if the gold has more or fewer labels than the page
    has lines.
    """
    gold = page.gold
    lines = [line for line in _lines(page, answer) if line.wanted != "blank"]
    document = None if isinstance(answer, Reject) else answer.document
    scored = [line for line in lines if line.wanted != "meta"]
    given = [line for line in scored if document is not None and line.given in kept_labels(document.kind)]
    wanted = [line for line in scored if line.wanted in kept_labels(gold.kind)]
    return PageScore(
        page,
        tuple(lines),
        Tally(len({line.n for line in given} & {line.n for line in wanted}), len(given), len(wanted)),
        shared_words((line.text for line in given), (line.text for line in wanted)),
        {name: field for name, field in _fields(page, lines, document) if name not in unscored},
    )


def facts(document: Document) -> dict[str, Fact]:
    """Return the fields of a document that gold may give, under its names and in its form."""
    published, captured, event = document.published, document.captured, document.event
    return {
        "kind": document.kind,
        "language": document.language,
        "title": document.title,
        "published": published.value[:10] if published else None,
        "published_time": published.value[11:16] or None if published else None,
        "event_date": event.value[:10] if event else None,
        "captured": captured.value[:10] if captured else None,
        "place": document.place,
        "counters": [counter.days for counter in document.counters],
        "section": document.section,
        "number": document.number,
        "source_url": document.source_url,
        "alt_titles": list(document.alt_titles),
        "authors": list(document.authors),
        "related": len(document.related),
        "translations": list(document.translations),
        "site": document.site,
    }


def _lines(page: GoldPage, answer: Cleaned | Reject) -> Iterator[LineScore]:
    """Yield each line with the answer of its longest segment, the first of equals."""
    labels = [LABELS[letter] for letter in page.gold.labels]
    if isinstance(answer, Reject):
        # Nobody could decode it, so this reading serves only to count what was lost.
        text = chain(page.read().decode(errors="replace").split("\n"), repeat(""))
        for n, (wanted, line) in enumerate(zip(labels, text, strict=False), 1):
            yield LineScore(n, wanted, "blank", f"reject/{answer.reason}", 1.0, line.strip())
        return
    lines = [list(parts) for _, parts in groupby(answer.lines, key=lambda part: part.n)]
    if len(lines) != len(labels):
        raise InputError(
            f"{printable(str(page.path))}: the page has {len(lines)} lines, its gold {len(labels)} labels;"
            " give each line one letter, blank lines too"
        )
    for wanted, parts in zip(labels, lines, strict=True):
        longest = max(parts, key=lambda part: len(answer.text[part.start : part.end].strip()))
        whole = answer.text[parts[0].start : parts[-1].end].strip()
        yield LineScore(longest.n, wanted, longest.label, longest.reason, longest.score, whole)


def _fields(page: GoldPage, lines: Iterable[LineScore], document: Document | None) -> Iterator[tuple[str, FieldScore]]:
    title = next((line.text for line in lines if line.wanted == "title"), None)
    said = page.gold.model_dump(include={"published", *page.gold.model_fields_set} - {"labels", "title_line"})
    given = facts(document) if document else {}
    for name, wanted in ({"title": title} | said).items():
        found = given.get(name)
        yield name, FieldScore(wanted, found, _comparable(name, found) == _comparable(name, wanted))


def _comparable(name: str, value: Fact) -> object:
    """Fold away what does not tell two values apart: white space, and in titles case and punctuation too."""
    if isinstance(value, list):
        return [_comparable(name, item) for item in value]
    if not isinstance(value, str):
        return value
    return words(fold(value)) if name == "title" else fold(value)
