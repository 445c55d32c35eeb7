"""What comes out of the engine: one label a segment, and the document that the labels make."""

from typing import Annotated, Literal

from pydantic import Field

from schemas.base import Record, Text
from schemas.dates import IsoDate, PartialDate

Label = Literal["title", "body", "meta", "related", "furniture", "blank"]
Kind = Literal["article", "listing", "record", "other"]
LanguageCode = Annotated[str, Field(pattern=r"^[a-z]{2}$")]
Form = Annotated[
    str, Field(pattern=r"^>*(?:p|h[1-6]|ul[1-9]|ol[1-9]:\d+|tr|th|pre|dt|dd|figcaption|caption)$", max_length=40)
]
"""What a paragraph is: `p`, heading `h2`, item `ul1` (its level) or `ol1:3` (its number), row `tr` or head row `th` of
a table (cells parted by tabs), `pre`, `dt`, `dd`, `figcaption`, `caption`; a `>` before it for each quote around it."""
_KEPT = frozenset[Label](("title", "body"))
FactSource = Literal["json-ld", "opengraph", "meta", "microdata", "time", "html", "hreflang", "canonical", "peer"]


def kept_labels(kind: Kind | None) -> frozenset[Label]:
    """Return the labels of the lines that are a page's title and text; the text of a listing is its entries.

    >>> sorted(kept_labels("listing") - kept_labels("article"))
    ['related']
    """
    return _KEPT | {"related"} if kind == "listing" else _KEPT


class Line(Record):
    """One segment of the decoded text: a line, or a part of one where a line is fused."""

    n: int = Field(ge=1, description="1-based number of the line that the segment stands on.")
    start: int = Field(ge=0, description="First code point of the segment in the decoded text.")
    end: int = Field(ge=0, description="One past its last code point; the line's end belongs to its last segment.")
    label: Label = Field(description="title, body, meta, related, furniture or blank.")
    reason: str = Field(min_length=1, description="Id of the rule that decided, such as rusemb.org.uk/clock.")
    score: float = Field(ge=0, le=1, description="Confidence of the label, 0 to 1; 1 where a site profile decided.")


class Related(Record):
    """A teaser of another item, or an entry of a listing."""

    date: IsoDate | None = Field(description="ISO 8601 date of the entry, if it has one.")
    title: Text = Field(min_length=1, description="Headline of the other item, white space folded.")
    teaser: Text | None = Field(description="Text under the headline, paragraphs joined by a line break.")
    url: Text | None = Field(description="Address of the other item, if known.")


class Counter(Record):
    """A day counter of the site: how many days have passed since an event."""

    days: int = Field(ge=0, description="Days shown on the page.")
    event: Text = Field(min_length=1, description="What the page counts from, in the words of page or profile.")
    since: IsoDate | None = Field(description="ISO 8601 day that the counter starts from, if the profile knows it.")


class Note(Record):
    """Something a reader of the record should know: a conflict, a doubt, a repair."""

    code: str = Field(pattern=r"^[a-z][a-z_]*$", description="Stable snake_case code.")
    detail: Text = Field(description="One sentence.")


class Provenance(Record):
    """Where a field was read that the lines of an HTML page did not say, or not as well."""

    field: str = Field(pattern=r"^[a-z_]+$", description="Name of the field.")
    source: FactSource = Field(
        description="json-ld, opengraph, meta, microdata, time, html (title, h1 or lang), hreflang, canonical; peer: "
        "trafilatura or htmldate, which are asked where all else is silent."
    )


class Link(Record):
    """A link in the body."""

    paragraph: int = Field(ge=0, description="0-based paragraph of the body that it stands in.")
    text: Text = Field(description="Its words, white space folded; may be empty.")
    url: Text = Field(min_length=1, description="Its address: absolute where the page's own is known.")


class Image(Record):
    """An image in the body."""

    paragraph: int = Field(ge=0, description="0-based paragraph of the body that it stands before.")
    url: Text = Field(min_length=1, description="Its address: absolute where the page's own is known.")
    alt: Text | None = Field(description="Alternative text.")
    caption: Text | None = Field(description="Its caption.")


class Document(Record):
    """The item that a page shows, without its site's furniture."""

    source: Text = Field(min_length=1, description="Path as given, or `PATH#N` inside an archive.")
    url: Text | None = Field(description="Address of the page, if known.")
    site: Text | None = Field(description="Id of the site: named by the user, from the URL's host, or recognised.")
    kind: Kind = Field(description="article, listing, record (a page of fields) or other.")
    title: Text | None = Field(description="The item's own headline, white space folded; null when unsure.")
    alt_titles: tuple[Text, ...] = Field(default=(), description="The headline in other languages.")
    authors: tuple[Text, ...] = Field(default=(), description="Bylines.")
    published: PartialDate | None = Field(default=None, description="From what dates the item itself, else null.")
    event: PartialDate | None = Field(default=None, description="Date that title or text gives to what is reported.")
    captured: PartialDate | None = Field(default=None, description="When the page was captured.")
    language: LanguageCode | None = Field(default=None, description="ISO 639-1 code of the body.")
    paragraph_languages: tuple[LanguageCode | None, ...] = Field(
        default=(), description="ISO 639-1 code of each paragraph of `body`, in order; null where it cannot be told."
    )
    translations: tuple[LanguageCode, ...] = Field(
        default=(), description="ISO 639-1 codes of the languages the item exists in, its own among them; sorted."
    )
    section: Text | None = Field(default=None, description="Section head, as printed.")
    place: Text | None = Field(default=None, description="Place that title or dateline gives, as printed.")
    doc_type: Text | None = Field(default=None, description="Kind of statement, such as press_release.")
    source_url: Text | None = Field(default=None, description="Source address that the page itself names.")
    body: Text = Field(
        default="",
        description="Paragraphs joined by a blank line, on a listing its entries in page order; may be empty.",
    )
    related: tuple[Related, ...] = Field(default=(), description="Teasers or listing entries, in page order.")
    counters: tuple[Counter, ...] = Field(default=(), description="Day counters, in page order.")
    notes: tuple[Note, ...] = Field(default=(), description="What a reader should know.")
    number: Text | None = Field(default=None, description="The publisher's own document number.")
    provenance: tuple[Provenance, ...] = Field(
        default=(), description="HTML only: where fields were read that no line of the text says, or not as well."
    )
    forms: tuple[Form, ...] = Field(
        default=(), description="HTML only: what each paragraph of `body` is: p, h2, ul1, ol1:3, tr, pre, >p (a quote)."
    )
    links: tuple[Link, ...] = Field(default=(), description="HTML only: links of the body, in page order.")
    images: tuple[Image, ...] = Field(default=(), description="HTML only: images of the body, in page order.")


class CleanedPage(Document):
    """One object of `clean --format jsonl`."""

    lines: tuple[Line, ...] = Field(description="Every segment of the text, in order.")
    text: Text | None = Field(default=None, description="The decoded text, only with --with-text.")


class Cleaned(Record):
    """A cleaned page: stand-off labels over the decoded text, and the document they make.

    `"".join(text[line.start:line.end] for line in lines)` is `text`, exactly.
    """

    document: Document = Field(description="The item that the labels make.")
    lines: tuple[Line, ...] = Field(description="Every segment of the text, in order.")
    text: str = Field(description="The decoded text; may hold any character.")
    encoding: str = Field(description="Python name of the encoding that the bytes were decoded with.")
    renderer: Text | None = Field(
        default=None, description="Version of the renderer that made the text of HTML; null where the page is text."
    )
