"""What the tables get of one page, worked out before the database is touched, in any process.

Phase 1 makes a Seen, a Known or a Refused of each input, phase 2 a Labelled or a Dropped of each Waiting capture.
"""

import hashlib
import json
from typing import NamedTuple

from cleaners.repetition import PageLine
from schemas import Cleaned, Document, Kind, Page, PartialDate, Reject, kept_labels
from unfurnish.store.addresses import same_address
from unfurnish.store.packing import packed, unpacked
from unfurnish.store.spans import Span, join
from unfurnish.store.titles import title_key

DateColumns = tuple[str | None, str | None, str | None, str | None]
"""Value, precision, source, raw."""


class Seen(NamedTuple):
    """A page to store: the columns of `captures` that phase 1 knows, and the lines to count."""

    sha256: str
    source: str
    site: str | None
    site_named: bool
    url: str | None
    media_type: str | None
    charset: str | None
    encoding: str
    fetched_at: str | None
    truncated: str | None
    raw_length: int
    raw: bytes
    counted_by: str | None
    """Version of the engine that read the lines; None if nobody has yet."""
    lines: list[PageLine]

    @property
    def named_site(self) -> str | None:
        """The site, if the user named it."""
        return self.site if self.site_named else None


class Known(NamedTuple):
    """A page that is stored already, under the same URL."""

    sha256: str
    source: str
    url: str | None
    fetched_at: str | None
    named_site: str | None
    """The site that the user named now."""


class Refused(NamedTuple):
    """Input that is no page: the columns of `rejects`."""

    source: str
    sha256: str
    reason: str
    detail: str
    raw: bytes
    cut: bool = False
    """Whether `raw` is but the beginning."""


class Waiting(NamedTuple):
    """A stored capture that is still to be labelled."""

    id: int
    sha256: str
    source: str
    site: str | None
    site_named: bool
    url: str | None
    media_type: str | None
    charset: str | None
    fetched_at: str | None
    truncated: str | None
    raw: bytes

    @property
    def page(self) -> Page:
        """The page as the engine was first given it. Raises ArchiveDamaged."""
        return Page(
            source=self.source,
            raw=unpacked(self.raw, f"capture {self.id}"),
            url=self.url,
            site=self.site if self.site_named else None,
            media_type=self.media_type,
            charset=self.charset,
            fetched_at=self.fetched_at,
            truncated=self.truncated,
        )


class Version(NamedTuple):
    """One text of a document: the columns of `versions` but `id`, `document`, `n` and `capture`."""

    title: str | None
    body_sha256: str
    body_chars: int
    published: str | None
    published_precision: str | None
    published_source: str | None
    published_raw: str | None
    event: str | None
    event_precision: str | None
    event_source: str | None
    event_raw: str | None
    language: str | None
    section: str | None
    place: str | None
    doc_type: str | None
    source_url: str | None
    alt_titles: str
    authors: str
    paragraph_languages: str
    body: str
    title_key: int | None
    forms: str
    links: str
    images: str
    provenance: str


class Labelled(NamedTuple):
    """A cleaned capture: its columns, the document that it shows, and its rows in the other tables."""

    capture: int
    identity: str | None
    """None for a listing without a URL."""
    version: Version | None
    """None for a listing."""
    url: str | None
    number: str | None
    kind: Kind
    language: str | None
    captured: DateColumns
    chars_kept: int
    chars_removed: int
    notes: str
    spans: list[Span]
    related: list[tuple[str | None, str, str | None, str | None, int | None]]
    counters: list[tuple[int, str, str | None]]
    translations: tuple[str, ...]
    snapshot: str | None
    text: str | None
    """Rendered from HTML, else None."""
    renderer: str | None


class Dropped(NamedTuple):
    """A capture that the engine rejected only when it was cleaned."""

    capture: int
    reason: str
    detail: str
    snapshot: str | None


class Counted(NamedTuple):
    """A stored capture whose lines are to be counted anew."""

    capture: int
    site: str | None
    encoding: str | None
    """None where it can no longer be decoded."""
    lines: list[PageLine]


def seen(page: Page, site: str | None, encoding: str, lines: list[PageLine], counted_by: str | None) -> Seen:
    """Prepare a page for the table `captures`; `site` is the one that was named, or else recognised."""
    return Seen(
        sha256=hashlib.sha256(page.raw).hexdigest(),
        source=page.source,
        site=site,
        site_named=page.site is not None,
        url=page.url,
        media_type=page.media_type,
        charset=page.charset,
        encoding=encoding,
        fetched_at=page.fetched_at,
        truncated=page.truncated,
        raw_length=len(page.raw),
        raw=packed(page.raw),
        counted_by=counted_by,
        lines=lines,
    )


def unread(page: Page) -> Seen:
    """Prepare a page for the table `captures` that is to be stored at once, and read later."""
    return seen(page, page.site, "", [], None)


def known(page: Page, site: str | None) -> Known:
    """Return what a page is known again by; `site` is the id of the one that the user named."""
    return Known(hashlib.sha256(page.raw).hexdigest(), page.source, page.url, page.fetched_at, site)


def refused(reject: Reject, raw: bytes, *, cut: bool = False) -> Refused:
    """Prepare a reject; `raw` is what is kept of it, and but the beginning if it was `cut`."""
    return Refused(reject.source, hashlib.sha256(raw).hexdigest(), reject.reason, reject.detail, packed(raw), cut)


def labelled(capture: Waiting, cleaned: Cleaned, snapshot: str | None) -> Labelled:
    """Work out all rows of a cleaned capture; `snapshot` is the id of the one that it was cleaned with."""
    document = cleaned.document
    spans = join(cleaned.lines, cleaned.text)
    labels = kept_labels(document.kind)
    kept = sum(span.chars for span in spans if span.label in labels)
    body_sha256 = _digest(document.body)
    return Labelled(
        capture=capture.id,
        identity=identity(document, capture.site, body_sha256, capture.sha256),
        version=None if document.kind == "listing" else _version(document, body_sha256),
        url=document.url,
        number=document.number,
        kind=document.kind,
        language=document.language,
        captured=_date(document.captured),
        chars_kept=kept,
        chars_removed=sum(span.chars for span in spans if span.label != "blank") - kept,
        notes=_json([note.model_dump() for note in document.notes]),
        spans=spans,
        related=[
            (entry.date, entry.title, entry.teaser, entry.url, title_key(entry.title)) for entry in document.related
        ],
        counters=[(counter.days, counter.event, counter.since) for counter in document.counters],
        translations=document.translations,
        snapshot=snapshot,
        text=cleaned.text if cleaned.renderer is not None else None,
        renderer=cleaned.renderer,
    )


def identity(document: Document, site: str | None, body_sha256: str, page_sha256: str) -> str | None:
    """Return what two captures of the same item have in common, or None for a listing without a URL.

    The URL if it is known; else site and document number; else site, title, date and body. A page with neither
    title nor body is the same as its own bytes only.
    """
    if document.url is not None:
        return f"url:{same_address(document.url)}"
    if document.kind == "listing":
        return None
    if document.number is not None and site is not None:
        return f"number:{site}:{document.number}"
    if document.title is None and not document.body:
        return f"page:{page_sha256}"
    published = document.published.value if document.published else None
    return f"text:{_digest(_json([site, document.title, published, body_sha256]))}"


def _version(document: Document, body_sha256: str) -> Version:
    return Version(
        document.title,
        body_sha256,
        len(document.body),
        *_date(document.published),
        *_date(document.event),
        document.language,
        document.section,
        document.place,
        document.doc_type,
        document.source_url,
        _json(document.alt_titles),
        _json(document.authors),
        _json(document.paragraph_languages),
        document.body,
        title_key(document.title),
        _json(document.forms),
        _json([link.model_dump() for link in document.links]),
        _json([image.model_dump() for image in document.images]),
        _json([part.model_dump() for part in document.provenance]),
    )


def _date(date: PartialDate | None) -> DateColumns:
    return (date.value, date.precision, date.source, date.raw) if date else (None, None, None, None)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
