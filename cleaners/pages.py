"""An HTML page beside its text: what its metadata and its tree add to the document that the lines make."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from cleaners import metadata, tree_entries
from cleaners.dates import DateReader, days_between
from cleaners.decide import Decision
from cleaners.headline import Headline, headline
from cleaners.lines import fold
from cleaners.metadata import Metadata, canonical
from cleaners.reading import Reading
from cleaners.rendered import Rendered
from cleaners.tree_entries import TreeEntry
from schemas import Document, Image, Label, Link, Note, PartialDate, Provenance, Related
from schemas.document import FactSource

_LONGEST_ADDRESS = 2_000
# Addresses that lead to no page.
_NOWHERE = ("#", "javascript:", "mailto:", "tel:", "data:", "about:")
_MOST_LINKS = 2_000
# A link around a whole card holds its title among the first lines.
_LINKED_LINES = 20
# Characters of a line that may date the page; and the reasons of those that say when it was changed.
_LONGEST_DATED = 200
_OF_CHANGES = frozenset({"structure/about-page", "structure/about-page-below"})


@dataclass(frozen=True)
class HtmlPage:
    """A rendered page with what it says of itself."""

    raw: bytes
    rendered: Rendered
    metadata: Metadata
    headline: Headline | None
    entries: Sequence[TreeEntry]
    """Dated entries of its lists, its own or those of boxes beside its text."""

    @property
    def asks_headline(self) -> bool:
        """Whether the headline is for the lines to tell: heading and metadata of most pages agree on it."""
        return self.headline is None or not self.headline.sure

    @property
    def linked(self) -> frozenset[int]:
        """1-based numbers of the lines that are links and nothing else."""
        facts = self.rendered.facts
        return frozenset((facts.number[facts.linked >= facts.size] + 1).tolist())

    @property
    def title_line(self) -> int | None:
        """1-based number of the line that shows the headline."""
        if self.headline is None or self.headline.line is None:
            return None
        return int(self.rendered.facts.number[self.headline.line]) + 1


def read(raw: bytes, rendered: Rendered, url: str | None, dates: DateReader, labels: Collection[str] = ()) -> HtmlPage:
    """Read the metadata of a rendered page and choose its headline; `labels` are those of days of publication."""
    entries = tree_entries.find(rendered, dates)
    listed = {line for entry in entries for line in range(entry.first, entry.last)}
    facts = metadata.read(rendered, url, dates, listed, labels)
    return HtmlPage(raw, rendered, facts, headline(rendered, facts, url), entries)


def address(rendered: Rendered, url: str | None) -> str | None:
    """Return the address of a page: the one it gives itself if that is on the host it came from, else that."""
    own = canonical(rendered.head, url)
    if url is None or own is None:
        return own or url
    try:
        given, named = urlsplit(url), urlsplit(own)
    except ValueError:
        return url
    same = (given.hostname or "").removeprefix("www.") == (named.hostname or "").removeprefix("www.")
    # Broken templates call every page of a site by the name of its first.
    return own if same and (named.path.strip("/") or not given.path.strip("/")) else url


def complete(document: Document, page: HtmlPage, reading: Reading, decision: Decision, profiled: bool) -> Document:
    """Return the document with what metadata and tree know better than its lines, and where that was read.

    On a site with a profile (`profiled`) the lines are believed first.
    """
    addition = _Addition(document, page, profiled)
    addition.title()
    addition.published(reading, decision)
    addition.others()
    paragraphs = _paragraphs(page, reading, decision)
    addition.changes["forms"] = _forms(page, paragraphs)
    addition.changes["body"] = _indented(page, document.body, paragraphs)
    base = _Base(page, document.url)
    addition.changes["links"] = _links(page, paragraphs, base)
    addition.changes["images"] = _images(page, paragraphs, base)
    addition.changes["related"] = _addressed(document.related, decision, reading, page, base)
    notes = list(document.notes) + addition.notes
    if page.rendered.cut_short is not None:
        notes.append(
            Note(code="cut_short", detail=f"{page.rendered.cut_short[:1].upper()}{page.rendered.cut_short[1:]}.")
        )
    return document.model_copy(
        update=addition.changes | {"notes": tuple(notes), "provenance": tuple(addition.provenance)}
    )


@dataclass
class _Addition:
    """Fields that change, and where their values were read."""

    document: Document
    page: HtmlPage
    profiled: bool
    changes: dict[str, Any] = field(default_factory=dict)
    provenance: list[Provenance] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def set(self, name: str, value: object, source: FactSource) -> None:
        self.changes[name] = value
        self.provenance.append(Provenance(field=name, source=source))

    def title(self) -> None:
        best = self.page.headline
        told = self.profiled or self.page.asks_headline
        if best is None or (told and self.document.title is not None):
            return
        if self.document.title != best.title:
            self.set("title", best.title, best.source)

    def published(self, reading: Reading, decision: Decision) -> None:
        """Take the date of the metadata, unless the page prints an earlier one: systems are moved, statements not."""
        own = self.document.published
        found = next(iter(self.page.metadata.published), None)
        if self.document.kind == "listing" or (self.profiled and own is not None):
            return
        if found is None:
            if own is None and self.document.kind == "article" and (days := _days(self.page, reading, decision)):
                from cleaners import peer

                guess = peer.published(self.page.raw, self.page.rendered.encoding, reading.dates)
                if guess is not None and guess.value[:10] in days:
                    self.set("published", guess, "peer")
            return
        date, source = found
        if own is None or _known(own) < _known(date) or own.value[:10] == date.value[:10]:
            pass
        elif _comparable(own, date) and own.value[:10] < date.value[:10]:
            detail = f"The page prints {own.raw}, its metadata say {date.raw}; the earlier is taken."
            if days_between(own.value, date.value) > 1:
                self.notes.append(Note(code="date_conflict", detail=detail))
            return
        self.set("published", date, source)

    def others(self) -> None:
        document, facts = self.document, self.page.metadata
        if document.language is None and facts.language is not None:
            self.set("language", *facts.language)
        language = self.changes.get("language", document.language)
        if not document.translations and facts.translations:
            codes = {*facts.translations, *((language,) if language else ())}
            self.set("translations", tuple(sorted(codes)), "hreflang")
        if not document.authors and facts.authors and document.kind != "listing":
            self.set("authors", tuple(name for name, _ in facts.authors), facts.authors[0].source)
        if document.section is None and facts.section is not None:
            self.set("section", *facts.section)
        if document.url is not None and document.url == facts.canonical:
            self.provenance.append(Provenance(field="url", source="canonical"))


def _days(page: HtmlPage, reading: Reading, decision: Decision) -> set[str]:
    """Return the days that the page prints, but for those of other items and of changes.

    What stands in no line dates an offer, a film or a review: of 30 guesses at pages of WCXB without a date of
    publication, 16 stood in none (2026-11-23).
    """
    lines = ((reading.texts[index], decision.verdicts[index]) for index in reading.numbered)
    own = [
        text
        for text, verdict in lines
        if verdict.label != "related" and verdict.reason not in _OF_CHANGES and len(text) <= _LONGEST_DATED
    ]
    days = {found.day for text in own for found in reading.dates.find(text, day_first=reading.day_first)}
    days -= {entry.date[:10] for entry in page.entries} | page.metadata.other_days
    return {day for day in days if day is not None}


def _known(date: PartialDate) -> int:
    return min(len(date.value), 10)


def _comparable(one: PartialDate, other: PartialDate) -> bool:
    return len(one.value) >= 10 and len(other.value) >= 10


def _paragraphs(page: HtmlPage, reading: Reading, decision: Decision) -> dict[int, int]:
    """Return the paragraph of the body that each line makes: index among the lines with text -> paragraph."""
    labels: tuple[Label, ...] = ("body", "related") if decision.kind == "listing" else ("body",)
    pairs = zip(reading.segments, decision.verdicts, strict=True)
    kept = dict.fromkeys(segment.n - 1 for segment, verdict in pairs if verdict.label in labels)
    lines = {number: line for line, number in enumerate(page.rendered.facts.number.tolist())}
    return {lines[number]: paragraph for paragraph, number in enumerate(kept)}


def _forms(page: HtmlPage, paragraphs: Mapping[int, int]) -> tuple[str, ...]:
    return tuple(page.rendered.facts.forms[line] for line in paragraphs)


def _indented(page: HtmlPage, body: str, paragraphs: Mapping[int, int]) -> str:
    """Return the body with the indentation of its lines of code."""
    forms, number = page.rendered.facts.forms, page.rendered.facts.number
    code = [line for line in paragraphs if forms[line].endswith("pre")]
    if not code:
        return body
    rows, parts = page.rendered.rows, body.split("\n\n")
    for line in code:
        row = rows[number[line]]
        parts[paragraphs[line]] = row[: len(row) - len(row.lstrip())] + parts[paragraphs[line]]
    return "\n\n".join(parts)


class _Base:
    """What the addresses of a page are relative to."""

    def __init__(self, page: HtmlPage, url: str | None) -> None:
        self._url = url or ""
        self._origin: str | None = None
        self._url = self.absolute(page.rendered.head.base or "") or self._url
        try:
            parts = urlsplit(self._url)
        except ValueError:
            self._url, parts = "", urlsplit("")
        if parts.scheme and parts.netloc:
            self._origin = f"{parts.scheme}://{parts.netloc}"

    def absolute(self, given: str) -> str | None:
        """Return an address as the page means it, or None for one that leads nowhere or can be no address."""
        given = "".join(given.split())
        if not given or len(given) > _LONGEST_ADDRESS or given.lower().startswith(_NOWHERE):
            return None
        if given.startswith(("http://", "https://")):
            whole = given
        elif self._origin is not None and given[0] == "/" and given[:2] != "//" and "/." not in given:
            whole = self._origin + given
        else:
            try:
                whole = urljoin(self._url, given)
            except ValueError:
                return None
        return whole if whole.isprintable() or fold(whole) == whole else None


def _links(page: HtmlPage, paragraphs: Mapping[int, int], base: _Base) -> tuple[Link, ...]:
    links: list[Link] = []
    for link in page.rendered.links:
        line = link.first if link.first in paragraphs else None
        if line is None and link.last - link.first > 1:  # Few links stand on more lines than one.
            line = next(filter(paragraphs.__contains__, range(link.first, link.last)), None)
        if line is not None and len(links) < _MOST_LINKS and (whole := base.absolute(link.address)) is not None:
            links.append(Link(paragraph=paragraphs[line], text=fold(link.text), url=whole))
    return tuple(links)


def _images(page: HtmlPage, paragraphs: Mapping[int, int], base: _Base) -> tuple[Image, ...]:
    """Return the images that stand between the first and the last line of the body."""
    if not paragraphs or not page.rendered.images:
        return ()
    facts = page.rendered.facts
    # Caption and image stand in one figure, each perhaps in a block of its own.
    captions: dict[int, str] = {}
    for line, form in enumerate(facts.forms):
        if form.endswith("figcaption"):
            captions.setdefault(int(facts.nodes.parent[facts.node[line]]), fold(page.rendered.rows[facts.number[line]]))
    body = sorted(paragraphs)
    images: list[Image] = []
    for image in page.rendered.images:
        whole = base.absolute(image.address) if body[0] <= image.line <= body[-1] else None
        if whole is not None and len(images) < _MOST_LINKS:
            above = int(facts.nodes.parent[image.node])
            around = (image.node, above, int(facts.nodes.parent[above]))
            caption = next((captions[node] for node in around if node in captions), None)
            alt = fold(image.alt) or None
            following = paragraphs[body[bisect_left(body, image.line)]]
            images.append(Image(paragraph=following, url=whole, alt=alt, caption=caption))
    return tuple(images)


def _addressed(
    related: Sequence[Related], decision: Decision, reading: Reading, page: HtmlPage, base: _Base
) -> tuple[Related, ...]:
    """Give the entries the address that their title links to."""
    items = [item for item in decision.items if fold(item.title)]
    if not items or len(items) != len(related):
        return tuple(related)
    line_of = {number: line for line, number in enumerate(page.rendered.facts.number.tolist())}
    titles = [line_of[reading.segments[item.title_at].n - 1] for item in items]
    wanted = set(titles)
    found = {entry.title_line: whole for entry in page.entries if (whole := base.absolute(entry.address)) is not None}
    for link in page.rendered.links:
        linked = range(link.first, min(link.last, link.first + _LINKED_LINES))
        lines = [line for line in linked if line in wanted and line not in found]
        if lines and (whole := base.absolute(link.address)) is not None:
            found |= dict.fromkeys(lines, whole)
    return tuple(
        entry.model_copy(update={"url": found[line]}) if line in found else entry
        for entry, line in zip(related, titles, strict=True)
    )
