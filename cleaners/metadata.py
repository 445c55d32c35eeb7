"""What a page says of itself beside its text: JSON-LD, OpenGraph, meta, microdata, `time`, `lang`, canonical.

Every fact keeps the place that it was read from. Nothing here looks at the text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

from cleaners.dates import DateReader, clock
from cleaners.lines import fold
from cleaners.rendered import Dated, Head, Rendered
from schemas import PartialDate, precision_of
from schemas.document import FactSource

# Larger scripts hold data of shops and maps; what describes an item has some kilobytes.
_LARGEST_SCRIPT = 2_000_000
_MOST_OBJECTS = 5_000
_ITEMS = re.compile(
    r"Article|Posting|Report|NewsItem|Event|Recipe|HowTo|QAPage|Question|Product|Dataset|Legislation|JobPosting"
)
_PAGES = re.compile(r"(?:Web|Item|About|Collection|FAQ|Profile)Page")
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_TAG = re.compile(r"<[^<>]{1,500}>")

_TITLES = (
    "og:title",
    "twitter:title",
    "dc.title",
    "dcterms.title",
    "citation_title",
    "parsely-title",
    "sailthru.title",
)
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "date.published",
    "dc.date.issued", "dcterms.issued", "dc.date.created", "dcterms.created", "citation_publication_date",
    "citation_date", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime",
    "publish-date", "publish_date", "publishdate", "published_time", "pubdate", "article.published",
    "dc.date", "dcterms.date", "date", "og:pubdate", "article_date_original", "datecreated", "created",
)  # fmt: skip
# "w-published-date", "t_omni_pubdate": what the systems of single publishers call it.
_CALLED_PUBLISHED = re.compile(
    r"(?!.*(?:last|modif|updat|expir|end))(?:.*[-_.:])?pub(?:lish(?:ed)?|lication)?[-_.:]?(?:date|time|on|at)"
)
_MODIFIED = (
    "article:modified_time", "og:updated_time", "og:modified_time", "datemodified", "last-modified", "dcterms.modified",
    "dc.date.modified", "lastmod", "modified",
)  # fmt: skip
_AUTHORS = ("author", "article:author", "dc.creator", "dcterms.creator", "citation_author", "parsely-author",
            "sailthru.author", "byl", "og:article:author")  # fmt: skip
_SECTIONS = ("article:section", "og:article:section", "parsely-section", "cxenseparse:recs:category")
_URL = re.compile(r"https?://|^www\.|/", re.IGNORECASE)
_LONGEST_NAME = 100
_BY = re.compile(r"^(?:by|von|par|por|di|av|af|door)\s+(?=\S)", re.IGNORECASE)
_AND = re.compile(r"\s*[;|]\s*|,\s+(?=\S+ \S)|\s+(?:and|und|et|y|e|og|och|en)\s+", re.IGNORECASE)

_ISO = re.compile(
    r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2})"
    r"(?:[T\s]+(?P<time>\d{1,2}:\d\d)(?P<second>:\d\d)?(?:[.,]\d+)?\s*(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d)?)?)?",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?Z?)?")
# What stands before a sign or a cell's end and has no digit in it: "Deadline for applications:".
_LABEL = re.compile(r"\W*([^\W\d][^\d:：\t]{1,58}?)\s*[:：\t]\s*")
_WEEKDAY = re.compile(r"^[^\W\d_]{2,12},?\s+(?=\d)")


class Fact(NamedTuple):
    """A value and where it was read."""

    value: str
    source: FactSource


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says of itself; the first of several values is the most trusted."""

    titles: tuple[Fact, ...] = ()
    authors: tuple[Fact, ...] = ()
    published: tuple[tuple[PartialDate, FactSource], ...] = ()
    other_days: frozenset[str] = frozenset()
    """ISO days that date something else: a change of the page, what a label other than of publication says."""
    language: Fact | None = None
    translations: tuple[str, ...] = ()
    canonical: str | None = None
    section: Fact | None = None
    site_name: str | None = None
    type: str | None = None
    """The main object's type in JSON-LD, else og:type."""
    article_body: str | None = None
    """The text in JSON-LD, if it is there."""
    description: str | None = None


def read(
    page: Rendered,
    address: str | None,
    dates: DateReader,
    listed: Collection[int] = (),
    labels: Collection[str] = (),
) -> Metadata:
    """Read the metadata of a page that came from `address`, if that is known.

    What dates the lines in `listed` (indices among those with text) dates other items; `labels` are the case-folded
    ones of days of publication.
    """
    head = page.head
    metas: dict[str, list[str]] = {}
    for name, content in head.metas:
        metas.setdefault(name, []).append(_clean(content))
    objects = _objects(head.scripts)
    main = _main(objects)
    microdata = _microdata(page, listed)
    stamps = [stamp for stamp in page.dates if stamp.line not in listed]
    others = [stamp for stamp in stamps if _says_another(page, stamp, labels)]
    changed = [_text(main.get("dateModified"))]
    changed += [text for name in _MODIFIED for text in metas.get(name, ())] + microdata.get("dateModified", [])
    changed += [stamp.value for stamp in others]
    return Metadata(
        titles=tuple(_titles(main, metas, microdata, head)),
        authors=tuple(_authors(main, objects, metas, microdata)),
        published=tuple(_published(main, metas, microdata, [own for own in stamps if own not in others], dates)),
        other_days=frozenset(date.value[:10] for text in changed if text and (date := date_of(text, dates))),
        language=_language(head, metas),
        translations=_translations(head),
        canonical=canonical(head, address),
        section=_section(main, metas),
        site_name=_first(metas, ("og:site_name", "application-name")),
        type=_type(main) or _first(metas, ("og:type",)),
        article_body=_text(main.get("articleBody")) or None,
        description=_first(metas, ("og:description", "description")),
    )


def date_of(text: str, dates: DateReader) -> PartialDate | None:
    """Read a date as machines write it, else as people do; None for what is no date of the calendar.

    Seconds and fractions are given by machines, not by publishers: the minute is kept.
    """
    raw = " ".join(text.split())[:80]
    if (match := _ISO.match(raw)) is not None:
        value = f"{match['year']}-{int(match['month']):02}"
        if match["day"] is not None:
            value += f"-{int(match['day']):02}"
            if match["time"] is not None:
                value += f"T{clock(match['time'])}{_zone(match['zone'])}"
    elif (compact := _COMPACT.fullmatch(raw)) is not None:
        value = "-".join(compact.groups()[:3])
        value += f"T{compact[4]}:{compact[5]}" if compact[4] else ""
    else:
        found = dates.leading(raw) or next(dates.find(_WEEKDAY.sub("", raw)), None)
        if found is None or found.doubt is not None:
            return None
        value = found.value
    precision = precision_of(value)
    if precision is None:
        value = value[:10]
        precision = precision_of(value)
    return PartialDate(value=value, precision=precision, source="metadata", raw=raw) if precision else None


def _zone(zone: str | None) -> str:
    if zone is None:
        return ""
    if not zone[-1].isdigit():
        return "Z"
    return zone if ":" in zone else f"{zone[:3]}:{zone[3:]}"


def _clean(text: str) -> str:
    return " ".join(_CONTROL.sub("", text).split())


def _text(value: Any) -> str:
    """Return the text of a JSON-LD value: a string, or the first of a list, without tags."""
    if isinstance(value, list):
        value = next((item for item in value if isinstance(item, str)), None)
    if isinstance(value, dict):
        value = value.get("@value")
    return _clean(_unescaped(_TAG.sub(" ", value))) if isinstance(value, str) else ""


def _unescaped(text: str) -> str:
    if "&" not in text:
        return text
    for entity, letter in (("&quot;", '"'), ("&#39;", "'"), ("&#039;", "'"), ("&nbsp;", " "), ("&amp;", "&")):
        text = text.replace(entity, letter)
    return text


def _objects(scripts: Iterable[str]) -> list[dict[str, Any]]:
    """Return all objects of the JSON-LD scripts, outer before inner."""
    objects: list[dict[str, Any]] = []
    for script in scripts:
        queue = [_loaded(script)]
        for value in queue:
            if len(objects) >= _MOST_OBJECTS:
                return objects
            if isinstance(value, dict):
                objects.append(value)
                queue += value.values()
            elif isinstance(value, list):
                queue += value
    return objects


def _loaded(script: str) -> Any:
    """Return what a script holds, forgiving what is often wrong in it; None for what cannot be read."""
    script = script[:_LARGEST_SCRIPT].strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    for forgiven in (False, True):
        try:
            return json.loads(_TRAILING_COMMA.sub("", script) if forgiven else script, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _type(item: Mapping[str, Any]) -> str | None:
    kind = item.get("@type")
    if isinstance(kind, list):
        kind = next((name for name in kind if isinstance(name, str)), None)
    return kind if isinstance(kind, str) else None


def _main(objects: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the object that describes the page's item, else the page, else an empty one."""
    for pattern in (_ITEMS, _PAGES):
        found = [item for item in objects if (kind := _type(item)) is not None and pattern.search(kind)]
        # Teasers of other items are described in few words, the item itself in more.
        if found:
            return max(
                found[:20],
                key=lambda item: (bool(item.get("datePublished") or item.get("datePosted")), "headline" in item),
            )
    return {}


def _first(metas: Mapping[str, list[str]], names: Iterable[str]) -> str | None:
    return next((value for name in names for value in metas.get(name, ()) if value), None)


def _microdata(page: Rendered, listed: Collection[int]) -> dict[str, list[str]]:
    """Return the properties that elements of the page bear; without a content attribute their line is the value."""
    found: dict[str, list[str]] = {}
    for line, name, content in page.properties[:2_000]:
        if line in listed:
            continue
        if content is None and line < len(page.facts):
            content = page.rows[page.facts.number[line]]
        if content:
            found.setdefault(name, []).append(_clean(content))
    return found


def _titles(
    main: Mapping[str, Any], metas: Mapping[str, list[str]], microdata: Mapping[str, list[str]], head: Head
) -> Iterator[Fact]:
    for key in ("headline", "name", "title"):
        if title := _text(main.get(key)):
            yield Fact(title, "json-ld")
            break
    for name in _TITLES:
        if given := _first(metas, (name,)):
            yield Fact(given, "opengraph" if name.startswith("og:") else "meta")
    for title in microdata.get("headline", ())[:1]:
        yield Fact(title, "microdata")
    if head.title:
        yield Fact(_clean(head.title), "html")


def _authors(
    main: Mapping[str, Any],
    objects: Iterable[Mapping[str, Any]],
    metas: Mapping[str, list[str]],
    microdata: Mapping[str, list[str]],
) -> Iterator[Fact]:
    by_id = {item["@id"]: item for item in objects if isinstance(item.get("@id"), str) and "name" in item}
    seen: set[str] = set()
    given: list[tuple[str, FactSource]] = [(name, "json-ld") for name in _named(main.get("author"), by_id)]
    if not given:
        given = [(name, "meta") for key in _AUTHORS for name in metas.get(key, ())]
    if not given:
        given = [(name, "microdata") for name in microdata.get("author", ())]
    for text, source in given:
        for name in _AND.split(_BY.sub("", text)):
            known = name.casefold()
            if name and known not in seen and len(name) <= _LONGEST_NAME and not _URL.search(name):
                seen.add(known)
                yield Fact(name, source)


def _named(author: Any, by_id: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    for item in author if isinstance(author, list) else [author]:
        if isinstance(item, str):
            yield _text(item)
        elif isinstance(item, dict):
            known = item if "name" in item else by_id.get(str(item.get("@id")), {})
            names = known.get("name")
            yield from (_text(name) for name in (names if isinstance(names, list) else [names]))


def _published(
    main: Mapping[str, Any],
    metas: Mapping[str, list[str]],
    microdata: Mapping[str, list[str]],
    stamps: Iterable[Dated],
    dates: DateReader,
) -> Iterator[tuple[PartialDate, FactSource]]:
    given: list[tuple[str, FactSource]] = [
        (text, "json-ld")
        for key in ("datePublished", "datePosted", "dateCreated", "uploadDate")
        if (text := _text(main.get(key)))
    ]
    given += [
        (text, "opengraph" if ":" in name else "meta") for name in _PUBLISHED for text in metas.get(name, ()) if text
    ]
    given += [(text, "microdata") for text in microdata.get("datePublished", ())]
    others = (name for name in metas if name not in _PUBLISHED and _CALLED_PUBLISHED.fullmatch(name))
    given += [(text, "meta") for text in sorted(text for name in others for text in metas[name] if text)]
    # A page that dates many items with `time` dates itself with the first at most.
    first = sorted(stamps, key=lambda stamp: (not _is_published(stamp), stamp.line))[:1]
    given += [(stamp.value, "time") for stamp in first if stamp.value]
    for text, source in given:
        if (date := date_of(text, dates)) is not None:
            yield date, source


def _is_published(stamp: Dated) -> bool:
    return "publish" in stamp.names.lower()


def _says_another(page: Rendered, stamp: Dated, labels: Collection[str]) -> bool:
    """Tell whether a label before a `time` element, or on the line above it, names another day than of publication.

    `Deadline: <time>` does, and so does a term whose definition it is.
    """
    facts, line = page.facts, stamp.line
    if _is_published(stamp) or line >= len(facts):
        return False
    label = _LABEL.match(page.rows[facts.number[line]])
    if label is None and line:
        above = page.rows[facts.number[line - 1]].strip()
        label = _LABEL.fullmatch(above if facts.forms[line - 1] != "dt" else f"{above.rstrip(':：')}:")
    return label is not None and fold(label[1]).casefold() not in labels


def _code(text: str | None) -> str | None:
    code = (text or "").strip().lower().replace("_", "-").split("-")[0]
    return code if len(code) == 2 and code.isascii() and code.isalpha() else None


def _language(head: Head, metas: Mapping[str, list[str]]) -> Fact | None:
    if (code := _code(head.language)) is not None:
        return Fact(code, "html")
    for name in ("og:locale", "dc.language", "language"):
        if (code := _code(_first(metas, (name,)))) is not None:
            return Fact(code, "opengraph" if name.startswith("og:") else "meta")
    return None


def _translations(head: Head) -> tuple[str, ...]:
    """Return the languages that the page says it is there in, its own among them; none if there is only one."""
    codes = {
        code
        for link in head.links
        if "alternate" in link.get("rel", "").lower() and (code := _code(link.get("hreflang"))) is not None
    }
    return tuple(sorted(codes)) if len(codes) > 1 else ()


def canonical(head: Head, url: str | None) -> str | None:
    """Return the address that a page from `url` gives itself, absolute; None if it gives none that can be one."""
    given = [link.get("href") for link in head.links if link.get("rel", "").lower() == "canonical"]
    given += [content for name, content in head.metas if name == "og:url"]
    for address in given[:3]:
        try:
            whole = urljoin(url or "", (address or "").strip())
            parts = urlsplit(whole)
        except ValueError:
            continue
        if parts.scheme in ("http", "https") and parts.hostname and fold(whole) == whole:
            return whole
    return None


def _section(main: Mapping[str, Any], metas: Mapping[str, list[str]]) -> Fact | None:
    if text := _text(main.get("articleSection")):
        return Fact(text, "json-ld")
    named = _first(metas, _SECTIONS) or ""
    return Fact(named, "opengraph") if named and not _URL.search(named) else None
