"""The engine: a page in, a cleaned page out. Built once by the caller; then a pure function."""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Iterable, Mapping
from importlib import resources
from typing import NamedTuple

from pydantic import TypeAdapter

from cleaners import profiles as profiles_module
from cleaners import vocabulary
from cleaners.cuts import any_of, segments
from cleaners.dates import DateReader
from cleaners.decide import Decision, decide
from cleaners.decode import Decoded as DecodedText
from cleaners.decode import Undecodable, decode, is_html
from cleaners.document import assemble
from cleaners.language import LanguageJudge
from cleaners.lines import Segment, show
from cleaners.profiles import Site
from cleaners.reading import Reading
from cleaners.repetition import MIN_PAGES, PageLine, Snapshot, line_keys, page_lines
from cleaners.rules import Verdict
from cleaners.structure.banner import is_clock
from cleaners.structure.counters import is_counter
from schemas import Cleaned, Line, Page, Reject
from schemas.rules import Profile, Vocabulary

ENGINE_VERSION = "2"
"""Raised by hand whenever code, not a table, changes what a page is cleaned to."""

_BLANK = Verdict("blank", "blank", 1.0)
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


class Engine:
    """Cleans pages. No page changes it; of files it reads, after it is built, only the packed line model, once."""

    def __init__(self, profiles: Iterable[Profile], vocabularies: Iterable[Vocabulary]) -> None:
        vocabularies = tuple(vocabularies)
        self.profiles: Mapping[str, Profile] = {profile.id: profile for profile in profiles}
        self._words = vocabulary.join(vocabularies)
        self._sites = {id_: Site.compile(profile) for id_, profile in self.profiles.items()}
        self._hosts = profiles_module.by_host(self._sites)
        self._dates = DateReader(self._words.months, self._words.weekdays)
        self._judge = LanguageJudge(self._words.stop_words)
        self._snapshots: Mapping[str, Snapshot] = {}
        self._siteless: Snapshot | None = None
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

    def page_lines(self, text: str) -> list[PageLine]:
        """Return what a decoded page adds to the counts of its site, from which snapshots are taken."""
        return page_lines(text, self._changes)

    def decode(self, page: Page) -> Decoded | Reject:
        """Decode a page and tell its site; or say why it is no page."""
        decoded = self._text(page)
        if isinstance(decoded, Reject):
            return decoded
        return Decoded(decoded.text, decoded.encoding, self._site_of(page, _ends(decoded.text), decoded.text))

    def clean(self, page: Page) -> Cleaned | Reject:
        """Label every segment of a page and build its document; or say why it is no page. Never raises on any bytes."""
        decoded = self._text(page)
        if isinstance(decoded, Reject):
            return decoded
        text = decoded.text
        parts = list(segments(text))
        visible = [segment for segment in parts if segment.text]
        site_id = self._site_of(page, visible, text)
        site = self._sites.get(site_id) if site_id else None
        if site is not None and any_of(site.cuts, text):
            parts = list(segments(text, site.cuts))
            visible = [segment for segment in parts if segment.text]
        reading = Reading(visible, self._words, self._dates, day_first=site.profile.day_first if site else False)
        snapshot = self._siteless if site_id is None else self._snapshots.get(site_id)
        if site is None and snapshot is not None and snapshot.pages >= MIN_PAGES:
            reading.snapshot = snapshot
            reading.line_keys = line_keys(text, self._changes)
        decision = decide(reading, site, page.url)
        if decision is None:
            decision = self._weigh(reading, parts, text)
        document = assemble(
            page, site_id, site.profile if site else None, reading, decision, self._judge, decoded.damaged
        )
        verdicts = iter(decision.verdicts)
        return Cleaned(
            document=document,
            lines=_LINES.validate_python(tuple(_line(part, next(verdicts) if part.text else _BLANK) for part in parts)),
            text=text,
            encoding=decoded.encoding,
        )

    def _weigh(self, reading: Reading, parts: list[Segment], text: str) -> Decision:
        """Decide on a page that no profile knows; the model and its library are loaded when the first one comes."""
        from cleaners.model.predict import bundled, headline
        from cleaners.weigh import weigh

        lines = [text[part.start : part.end].rstrip("\r\n") for part in parts]
        prediction = bundled().predict(lines)
        rows = [row for row, part in enumerate(parts) if part.text]
        title = headline(prediction, lines)
        return weigh(reading, prediction, rows, rows.index(title) if title in rows else None)

    def _changes(self, line: str) -> bool:
        """Tell whether a line is a clock or a day counter, which says another number at each capture."""
        return is_clock(line) or is_counter(line, self._words)

    def _text(self, page: Page) -> DecodedText | Reject:
        if page.media_type in ("text/html", "application/xhtml+xml") or (page.media_type is None and is_html(page.raw)):
            detail = "this is HTML, which this version does not read; render it to text, or clean it with --as text"
            return Reject(source=page.source, reason="html", detail=detail)
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
        lines = list(dict.fromkeys(segment.n for segment in visible))
        ends = {*lines[:_FIRST_LINES], *lines[-_LAST_LINES:]}
        edges = [segment.folded for segment in visible if segment.whole and segment.n in ends]
        best, most = None, 0
        for id_, site in self._sites.items():
            if (weight := site.recognition(edges, text, above=most)) > 0:
                best, most = id_, weight
        return best


def _ends(text: str) -> Iterable[Segment]:
    """Yield the visible segments at both ends of a page, without cutting all that lies between."""
    mark = "\n" if "\n" in text else "\r"
    rows = [row for row in text.split(mark) if show(row)]
    ends = rows[:_FIRST_LINES] + rows[max(_FIRST_LINES, len(rows) - _LAST_LINES) :]
    return segments(mark.join([*ends, ""]))


def _line(part: Segment, verdict: Verdict) -> dict[str, object]:
    return {
        "n": part.n,
        "start": part.start,
        "end": part.end,
        "label": verdict.label,
        "reason": verdict.reason,
        "score": verdict.score,
    }


def _version(tables: Iterable[Profile | Vocabulary]) -> str:
    """Return a fingerprint of tables, model and the package's own version: it changes when an answer may change."""
    digest = hashlib.blake2b(ENGINE_VERSION.encode(), digest_size=6)
    digest.update(resources.files("cleaners.model").joinpath("lines.npz").read_bytes())
    for table in tables:
        digest.update(table.model_dump_json().encode())
    return f"{ENGINE_VERSION}+{digest.hexdigest()}"
