"""One complete, valid example of every model: the tests change one value of it at a time."""

from typing import Any

import schemas
from schemas import rules
from schemas.base import Record

DATE = schemas.PartialDate(value="2021-03-25", precision="day", source="dateline", raw="25.03.2021")
LINE = schemas.Line(n=1, start=0, end=9, label="title", reason="structure/title", score=0.5)
DOCUMENT: dict[str, Any] = {
    "source": "pages/a.txt",
    "url": "https://example.org/a",
    "site": "example.org",
    "kind": "article",
    "title": "A title",
    "alt_titles": ("Ein Titel",),
    "authors": ("Anna Holm",),
    "published": DATE,
    "event": DATE,
    "captured": DATE,
    "language": "en",
    "paragraph_languages": ("en", None),
    "translations": ("de", "en"),
    "section": "NEWS",
    "place": "Oslo",
    "doc_type": "statement",
    "source_url": "https://example.org/b",
    "body": "One.\n\nTwo.",
    "related": (schemas.Related(date="2021-03", title="Another title", teaser=None, url=None),),
    "counters": (schemas.Counter(days=3, event="an event", since=None),),
    "notes": (schemas.Note(code="a_code", detail="A sentence."),),
    "number": "12-01-02-2021",
    "provenance": (schemas.Provenance(field="title", source="json-ld"),),
    "forms": ("h2", ">ol1:12"),
    "links": (schemas.Link(paragraph=0, text="One", url="https://example.org/c"),),
    "images": (schemas.Image(paragraph=1, url="https://example.org/d.png", alt=None, caption="A harbour"),),
}

# What flows: may be written to JSON and to SQLite.
FLOWING: dict[type[Record], dict[str, Any]] = {
    schemas.PartialDate: {"value": "2021-03", "precision": "month", "source": "title", "raw": "March 2021"},
    schemas.Line: {"n": 1, "start": 0, "end": 9, "label": "body", "reason": "structure/body", "score": 0.5},
    schemas.Related: {"date": "2021-03-25", "title": "A title", "teaser": "A lead.", "url": "https://example.org/c"},
    schemas.Counter: {"days": 1135, "event": "an event", "since": "2018-03-04"},
    schemas.Note: {"code": "capture_conflict", "detail": "A sentence."},
    schemas.Provenance: {"field": "published", "source": "time"},
    schemas.Link: {"paragraph": 0, "text": "A word", "url": "https://example.org/c"},
    schemas.Image: {"paragraph": 0, "url": "https://example.org/d.png", "alt": "A boat", "caption": "The harbour"},
    schemas.Document: DOCUMENT,
    schemas.CleanedPage: {**DOCUMENT, "lines": (LINE,), "text": "A title\n\nOne.\n\nTwo."},
    schemas.Cleaned: {
        "document": schemas.Document(**DOCUMENT),
        "lines": (LINE,),
        "text": "A title\n",
        "encoding": "utf-8",
        "renderer": "1",
    },
    schemas.Page: {
        "source": "a.warc#3",
        "raw": b"A title\n",
        "url": "https://example.org/a",
        "site": "example.org",
        "media_type": "text/plain",
        "charset": "utf-8",
        "fetched_at": "2021-04-12T05:46:00Z",
        "truncated": "length",
    },
    schemas.Reject: {"source": "a.pdf", "reason": "binary", "detail": "A sentence."},
}

# What people write by hand, as TOML.
TABLES: dict[type[Record], dict[str, Any]] = {
    rules.Rule: {"id": "clock", "label": "furniture", "zones": ["head"], "pattern": "12:00", "field": "clock"},
    rules.KnownCounter: {"event": "an event", "pattern": "event", "since": "2018-03-04"},
    rules.Listing: {"entries": "date-dash-title", "patterns": ["Pages: .*"], "url": "/archive/", "title": "News"},
    rules.Fingerprint: {"lines": ["Oslo: .*"], "words": ["harbour"]},
    rules.Profile: {"id": "example.org", "name": "An example", "hosts": ["example.org"], "languages": ["en"]},
}

SAMPLES = FLOWING | TABLES
