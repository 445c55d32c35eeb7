"""The engine: a page in, a cleaned page out. Built once by the caller; then a pure function."""

from __future__ import annotations

import copy
import hashlib
import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

from pydantic import TypeAdapter

from cleaners import links, vocabulary
from cleaners import profiles as profiles_module
from cleaners.cuts import any_of, segments
from cleaners.dates import DateReader, counts_from_republic
from cleaners.day_order import day_first as writes_day_first
from cleaners.decide import GENERAL, JUDGES, Decision, Judge, decide
from cleaners.decode import Decoded as DecodedText
from cleaners.decode import Undecodable, decode, is_html
from cleaners.document import assemble
from cleaners.fit import fitted, headline, keeps_labels
from cleaners.language import LanguageJudge
from cleaners.lines import Segment, show
from cleaners.profiles import Site
from cleaners.reading import Reading
from cleaners.repetition import MIN_PAGES, PageLine, Snapshot, line_keys, page_lines
from cleaners.rules import Rules, Verdict
from cleaners.structure import RULES
from cleaners.structure.banner import is_clock
from cleaners.structure.counters import is_counter
from schemas import Cleaned, Line, Page, Reject
from schemas.rules import Profile, Vocabulary

if TYPE_CHECKING:  # numpy and lxml come with them
    from cleaners.explain import Explained
    from cleaners.model.predict import Model
    from cleaners.model.tree import TreeModel
    from cleaners.pages import HtmlPage
    from cleaners.rendered import Rendered

ENGINE_VERSION = "20"
"""Raised by hand whenever code, not a table, changes what a page is cleaned to."""

_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_BLANK = Verdict("blank", "blank", 1.0)
_MARKS = Verdict("furniture", links.REASON, 1.0)
_KEPT = Verdict("body", "structure/body", 0.5)  # Where no judge has a say.
# One call for all lines of a page: a third of the time of building each by itself.
_LINES = TypeAdapter(tuple[Line, ...])
# Fingerprints are looked for where banners and datelines stand, and where source lines and share labels do.
_FIRST_LINES = 12
_LAST_LINES = 6


class Decoded(NamedTuple):
    """A page as text: the text, the Python name of its encoding, and the id of its site if that is known."""

    text: str
    encoding: str
    site: str | None


@dataclass(frozen=True)
class _Read:
    """A page before the decision."""

    page: Page
    """With its own address, if it gives itself one."""
    decoded: DecodedText | Rendered
    html: HtmlPage | None
    site_id: str | None
    site: Site | None
    parts: list[Segment]
    reading: Reading
    text: str
    """What the judges read: the decoded text, of a dump without link marks and with wrapped lines whole."""
    as_read: links.AsRead | None

    def pieces(self) -> Iterator[tuple[int | None, int, int, int]]:
        """Yield the page by its lines: index of the visible segment, number of the line, first and last code point."""
        indices = itertools.count()
        for part in self.parts:
            index = next(indices) if part.text else None
            if self.as_read is None:
                yield index, part.n, part.start, part.end
                continue
            for piece in self.as_read.pieces(part):
                yield index, *piece


class Engine:
    """Cleans pages. No page changes it; of files it reads, after it is built, only the packed line model, once."""

    def __init__(self, profiles: Iterable[Profile], vocabularies: Iterable[Vocabulary]) -> None:
        vocabularies = tuple(vocabularies)
        self.profiles: Mapping[str, Profile] = {profile.id: profile for profile in profiles}
        self._words = vocabulary.join(vocabularies)
        self._sites = {id_: Site.compile(profile) for id_, profile in self.profiles.items()}
        fingerprints = ((signs, id_) for id_, site in self._sites.items() for signs in site.fingerprints)
        # Heaviest first, so that the first one on a page tells its site.
        self._fingerprints = sorted(fingerprints, key=lambda pair: -pair[0].weight)
        self._hosts = profiles_module.by_host(self.profiles)
        self._dates = DateReader.of(self._words)
        self._judge = LanguageJudge(self._words.stop_words)
        self._snapshots: Mapping[str, Snapshot] = {}
        self._siteless: Snapshot | None = None
        self._judges = JUDGES
        self._model: Model | None = None
        self._tree: TreeModel | None = None
        self.version = _version([*self.profiles.values(), *vocabularies])

    @classmethod
    def bundled(cls) -> Engine:
        """Build the engine from the profiles and vocabularies of the package."""
        return cls(profiles_module.load(), vocabulary.load())

    def with_snapshots(self, snapshots: Mapping[str, Snapshot], siteless: Snapshot | None = None) -> Engine:
        """Return an engine that knows what sites repeat, by their ids; `siteless` is for pages of no known site."""
        other = copy.copy(self)
        other._snapshots = snapshots
        other._siteless = siteless
        return other

    def with_model(self, model: Model) -> Engine:
        """Return an engine with another line model than the packaged one, to measure it; the version stays."""
        other = copy.copy(self)
        other._model = model
        return other

    def with_tree(self, model: TreeModel) -> Engine:
        """Return an engine with another model of HTML pages than the packaged one, to measure it; the version stays."""
        other = copy.copy(self)
        other._tree = model
        return other

    def with_judges(self, judges: Iterable[Judge]) -> Engine:
        """Return an engine in which only these judges have a say, to measure what each of them is worth.

        Without the model, the walk of the rules goes on where it would have given up; without structure too, every
        line is text. Then goes what repetition takes for furniture. The version stays that of the whole engine.
        """
        other = copy.copy(self)
        other._judges = frozenset(judges)
        if "structure" not in other._judges:
            every = tuple(rule.reason.removeprefix("structure/") for rule in RULES)
            own = {id_: profile.model_copy(update={"without": every}) for id_, profile in self.profiles.items()}
            other._sites = {id_: Site.compile(profile) for id_, profile in own.items()}
        return other

    def page_lines(self, text: str) -> list[PageLine]:
        """Return what a decoded page adds to the counts of its site, from which snapshots are taken."""
        return page_lines(links.readable(text), self._changes)

    def decode(self, page: Page) -> Decoded | Reject:
        """Decode a page and tell its site; or say why it is no page."""
        decoded = self._text(page)
        if isinstance(decoded, Reject):
            return decoded
        text = links.readable(decoded.text) if isinstance(decoded, DecodedText) else decoded.text
        site = self._site_of(_addressed(page, decoded), _ends(text), decoded.text)
        return Decoded(decoded.text, decoded.encoding, site)

    def clean(self, page: Page) -> Cleaned | Reject:
        """Label every segment of a page and build its document; or say why it is no page. Never raises on any bytes."""
        read = self._read(page)
        return read if isinstance(read, Reject) else self._cleaned(read, self._decide(read))

    def clean_with_peer(self, page: Page) -> Cleaned | Reject:
        """Clean an HTML page with trafilatura alone, for comparison; text is a reject, since it reads none."""
        from cleaners import peer

        if not _is_html(page):
            return Reject(source=page.source, reason="no_html", detail="trafilatura reads HTML only; name no --engine")
        return peer.clean(page, self._dates)

    def explain(self, page: Page) -> Explained | Reject:
        """Clean a page and say which judge decided on each line, and what the others say of it.

        The others are heard here also where rules suffice, so this is slower than `clean`.
        """
        from cleaners.explain import explain

        read = self._read(page)
        if isinstance(read, Reject):
            return read
        decision = self._decide(read)
        cleaned = self._cleaned(read, decision)
        read.reading.title = None  # The walk knows it before the text, the weighing does not.
        heard = decision.weighed or self._weigh(read, self._general()).weighed
        assert heard is not None
        return explain(cleaned, decision, heard, read.reading, read.site, [index for index, *_ in read.pieces()])

    def _read(self, page: Page) -> _Read | Reject:
        """Decode a page, tell its site and cut it."""
        decoded = self._text(page)
        if isinstance(decoded, Reject):
            return decoded
        page = _addressed(page, decoded)
        html = as_read = None
        if isinstance(decoded, DecodedText):
            as_read = links.as_read(decoded.text)
        else:
            from cleaners import pages

            html = pages.read(page.raw, decoded, page.url, self._dates, self._words.published)
        text = as_read.text if as_read is not None else decoded.text
        parts = list(segments(text, of_blocks=html is not None))
        visible = [segment for segment in parts if segment.text]
        site_id = self._site_of(page, visible, decoded.text)
        site = self._sites.get(site_id) if site_id and "profile" in self._judges else None
        if site is not None and any_of(site.cuts, text):
            parts = list(segments(text, site.cuts, of_blocks=html is not None))
            visible = [segment for segment in parts if segment.text]
        day_first = (site is not None and site.profile.day_first) or writes_day_first(text)
        dates = replace(self._dates, republican=True) if counts_from_republic(text) else self._dates
        reading = Reading(visible, self._words, dates, day_first=day_first)
        if as_read is not None:
            reading.links = as_read.links(page.url)
        return _Read(page, decoded, html, site_id, site, parts, reading, text, as_read)

    def _decide(self, read: _Read) -> Decision:
        """Have rules decide where they can, else all judges; those that are taken out have no say."""
        reading, judges = read.reading, self._judges
        decision = None
        # The walk reads dumps; of HTML it knows only the pages of sites that it has a profile of.
        walked = read.html is None or "model" not in judges
        if read.site is not None or ("structure" in judges and walked):
            decision = decide(reading, read.site, read.page.url, alone="model" not in judges)
        if decision is not None and "model" in judges:
            if read.site is not None:
                decision, unfit = fitted(reading, read.site, read.page.url, decision)
                if unfit is not None:
                    weighed = self._weigh(read, read.site.evidence, headline(read.site, decision))
                    return replace(weighed, misfit=unfit)
            elif keeps_labels(reading, decision):
                decision = None
        if decision is None and "model" in judges:
            return self._weigh(read, self._general())
        if decision is None:
            decision = Decision("article", [_KEPT] * len(reading), [])
        if "model" not in judges and read.site is None and self._recall(read):
            from cleaners.judges.repetition import less_repeated

            decision = less_repeated(reading, decision)
        return decision

    def _general(self) -> Rules | None:
        return GENERAL if "structure" in self._judges else None

    def _weigh(self, read: _Read, rules: Rules | None, walked: int | None = None) -> Decision:
        """Have all judges decide on a page; the model and its library are loaded when the first one comes.

        `walked` is the headline if the model finds none.
        """
        from cleaners.modelled import Modelled

        self._recall(read)
        page = Modelled(read.text, read.parts, read.reading, read.html, rules, walked, self._model, self._tree)
        return page.decide()

    def _recall(self, read: _Read) -> bool:
        """Look up what the site repeats; False if that is not known."""
        snapshot = self._siteless if read.site_id is None else self._snapshots.get(read.site_id)
        if snapshot is None or snapshot.pages < MIN_PAGES or "repetition" not in self._judges:
            return False
        read.reading.snapshot = snapshot
        read.reading.line_keys = line_keys(links.readable(read.decoded.text), self._changes)
        return True

    def _cleaned(self, read: _Read, decision: Decision) -> Cleaned:
        """Build the document of a page that is decided."""
        decoded, profile = read.decoded, read.site.profile if read.site else None
        document = assemble(read.page, read.site_id, profile, read.reading, decision, self._judge, decoded)
        renderer = None
        if read.html is not None:
            from cleaners import pages
            from cleaners.html import RENDERER

            renderer = RENDERER
            document = pages.complete(
                document, read.html, read.reading, decision, profile is not None and decision.weighed is None
            )
        marks = read.as_read
        lines = []
        for index, n, start, end in read.pieces():
            if index is not None:
                verdict = decision.verdicts[index]
            else:
                verdict = _MARKS if marks is not None and marks.is_mark(start, end) else _BLANK
            label, reason, score, _ = verdict
            lines.append({"n": n, "start": start, "end": end, "label": label, "reason": reason, "score": score})
        return Cleaned(
            document=document,
            # Unknown keys are no concern here, and looking for them took a fifth of the time (2026-11-23).
            lines=_LINES.validate_python(tuple(lines), extra="ignore"),
            text=decoded.text,
            encoding=decoded.encoding,
            renderer=renderer,
        )

    def _changes(self, line: str) -> bool:
        """Tell whether a line is a clock or a day counter, which says another number at each capture."""
        return is_clock(line) or is_counter(line, self._words)

    def _text(self, page: Page) -> DecodedText | Rendered | Reject:
        decoded: DecodedText | Rendered | Undecodable
        if _is_html(page):
            from cleaners.html import render

            decoded = render(page.raw, page.charset)
        else:
            decoded = decode(page.raw, page.charset)
        if isinstance(decoded, Undecodable):
            return Reject(source=page.source, reason=decoded.reason, detail=decoded.detail)
        return decoded

    def _site_of(self, page: Page, visible: Iterable[Segment], text: str) -> str | None:
        """Return the site's id: as the caller says, else by the URL's host, else by a profile's fingerprint."""
        if page.site is not None:
            return self._hosts.get(page.site.removeprefix("www."), page.site)
        if page.url is not None and (host := profiles_module.host_of(page.url)) is not None:
            return self._hosts.get(host, host)
        visible = list(visible)
        ends = (*_of_lines(visible, _FIRST_LINES), *_of_lines(reversed(visible), _LAST_LINES))
        edges = [segment.folded for segment in ends if segment.whole]
        return next((id_ for signs, id_ in self._fingerprints if signs.is_on(edges, text)), None)


def _is_html(page: Page) -> bool:
    return page.media_type in _HTML_TYPES or (page.media_type is None and is_html(page.raw))


def _addressed(page: Page, decoded: DecodedText | Rendered) -> Page:
    """Return a page with the address that its HTML gives itself, if that can be believed."""
    if isinstance(decoded, DecodedText):
        return page
    from cleaners import pages

    url = pages.address(decoded, page.url)
    return page if url == page.url else page.model_copy(update={"url": url})


def _ends(text: str) -> Iterable[Segment]:
    """Yield the visible segments at both ends of a page, without cutting all that lies between."""
    mark = "\n" if "\n" in text else "\r"
    rows = [row for row in text.split(mark) if show(row)]
    ends = rows[:_FIRST_LINES] + rows[max(_FIRST_LINES, len(rows) - _LAST_LINES) :]
    return segments(mark.join([*ends, ""]))


def _of_lines(visible: Iterable[Segment], most: int) -> Iterator[Segment]:
    """Yield the segments of the first lines, `most` of these."""
    last = None
    for segment in visible:
        if segment.n != last:
            if most == 0:
                return
            last, most = segment.n, most - 1
        yield segment


def _version(tables: Iterable[Profile | Vocabulary]) -> str:
    """Return a fingerprint of tables, model and the package's own version: it changes when an answer may change."""
    digest = hashlib.blake2b(ENGINE_VERSION.encode(), digest_size=6)
    for packed in ("lines.npz", "tree.npz"):
        digest.update(resources.files("cleaners.model").joinpath(packed).read_bytes())
    for table in tables:
        # How a site is crawled changes no answer.
        digest.update(table.model_dump_json(exclude={"crawl"}).encode())
    return f"{ENGINE_VERSION}+{digest.hexdigest()}"
