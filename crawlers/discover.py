"""What a sitemap and a feed point at. Nothing here raises, whatever the bytes, nor takes longer than they ask for."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple

from lxml import etree

from crawlers.links import absolute
from schemas.dates import precision_of

LARGEST = 64_000_000
"""Bytes of a sitemap or feed, unpacked, that are read: protocol and practice end at 50 MiB."""
MOST = 50_000
"""Entries that are read, as many as the protocol allows."""

_LONGEST_ADDRESS = 4_000
_PIECE = 65_536
_MOST_ELEMENTS = 1_000_000
# Elements within an entry; those beyond are dropped as they come.
_MOST_CHILDREN = 2_000
_DAY = re.compile(r"\s*(\d{4}(?:-\d\d(?:-\d\d)?)?)(?![\d-])", re.ASCII)
_GZIP = b"\x1f\x8b"
# Files may be packed one after the other; nobody packs many.
_MOST_MEMBERS = 16
# Of an entry of a feed, by local name.
_DATED = frozenset({"pubDate", "pubdate", "date", "published", "updated", "issued", "modified", "created"})

_Child = tuple[str, str, dict[str, str]]
"""Local name, text and attributes of an element within an entry."""


class Entry(NamedTuple):
    """An absolute URL and when it changed or appeared (ISO day, month or year), None where that is not said."""

    url: str
    date: str | None


class Sitemap(NamedTuple):
    """Pages, and further sitemaps."""

    pages: tuple[Entry, ...] = ()
    maps: tuple[Entry, ...] = ()


def surely_before(date: str | None, since: str) -> bool:
    """Tell whether a date, as far as it is known, lies before an ISO day.

    >>> [surely_before(date, "2021-03-25") for date in ("2021-02", "2021-03", None)]
    [True, False, False]
    """
    return date is not None and date[:10] < since[: len(date[:10])]


def sitemap(body: bytes, url: str = "") -> Sitemap:
    """Read a sitemap or sitemap index: XML, or plain text with an address a line; gzipped if its bytes are.

    `url` is the base of addresses that are not absolute.
    """
    raw = _unpacked(body)
    if not _is_markup(raw):
        return Sitemap(pages=_listed(raw, url))
    pages: list[Entry] = []
    maps: list[Entry] = []
    for name, children in _entries(raw, frozenset({"url", "sitemap"})):
        address = next((text for child, text, _ in children if child == "loc" and text), None)
        dates = [_day(text) for child, text, _ in children if child == "lastmod"]
        entry = _entry(address, max(filter(None, dates), default=None), url)
        if entry is not None:
            (pages if name == "url" else maps).append(entry)
    return Sitemap(_once(pages), _once(maps))


def feed(body: bytes, url: str = "") -> list[Entry]:
    """Read a feed: RSS of any version, Atom, or JSON Feed. Of several dates of an entry the latest counts."""
    raw = _unpacked(body)
    if not _is_markup(raw):
        return list(_once(_json_feed(raw, url)))
    found: list[Entry] = []
    for _, children in _entries(raw, frozenset({"item", "entry"})):
        dates = [_day(text) for name, text, _ in children if name in _DATED]
        entry = _entry(_linked(children), max(filter(None, dates), default=None), url)
        if entry is not None:
            found.append(entry)
    return list(_once(found))


def _linked(children: list[_Child]) -> str | None:
    """Return where an entry of a feed leads: an Atom link, the text of an RSS one, or an id that is an address."""
    for name, text, attributes in children:
        if name == "link" and attributes.get("rel", "alternate") == "alternate":
            address = attributes.get("href") or text
            if address:
                return address
    for name, text, attributes in children:
        if name in ("guid", "id", "@about") and attributes.get("isPermaLink") != "false" and _is_address(text):
            return text
    return None


def _entries(raw: bytes, names: frozenset[str]) -> Iterator[tuple[str, list[_Child]]]:
    """Yield the entries of an XML document with the texts of their children, as far as it can be read.

    Entities are left alone, and nothing is kept of what has been read.
    """
    parser = etree.XMLPullParser(
        events=("start", "end"), recover=True, resolve_entities=False, no_network=True, load_dtd=False,
        remove_comments=True, remove_pis=True, huge_tree=False,
    )  # fmt: skip
    seen = count = inside = kept = 0
    for piece in (raw[start : start + _PIECE] for start in range(0, len(raw) + _PIECE, _PIECE)):
        try:
            # What is left open at the end ends with it.
            parser.feed(piece) if piece else parser.close()
        except etree.LxmlError:
            return
        for event, element in parser.read_events():
            name = _local(element)
            if event == "start":
                seen += 1
                if seen > _MOST_ELEMENTS:
                    return
                kept = kept + 1 if inside else 0
                inside += name in names
                continue
            if name in names:
                inside -= 1
                yield name, _children(element)
                count += 1
                if count >= MOST:
                    return
            if not inside or kept > _MOST_CHILDREN:
                element.clear()
                parent = element.getparent()
                if parent is not None:
                    parent.remove(element)


def _local(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _children(element: Any) -> list[_Child]:
    about = element.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about")
    rows: list[_Child] = [("@about", about.strip(), {})] if about else []
    for child in element:
        text = " ".join((child.text or "").split()) if len(child.text or "") <= _LONGEST_ADDRESS else ""
        rows.append((_local(child), text, {str(key): str(value).strip() for key, value in child.items()}))
    return rows


def _json_feed(raw: bytes, url: str) -> list[Entry]:
    try:
        document = json.loads(raw)
    except (ValueError, RecursionError):
        return []
    items = document.get("items") if isinstance(document, dict) else None
    found: list[Entry] = []
    for item in items[:MOST] if isinstance(items, list) else []:
        if isinstance(item, dict):
            dates = [_day(str(item.get(name) or "")) for name in ("date_published", "date_modified")]
            address = item.get("url") or item.get("id")
            named = isinstance(address, str) and ("url" in item or _is_address(address))
            entry = _entry(address if named else None, max(filter(None, dates), default=None), url)
            if entry is not None:
                found.append(entry)
    return found


def _listed(raw: bytes, url: str) -> tuple[Entry, ...]:
    lines = raw.decode("utf-8-sig", errors="replace").split()
    return _once([entry for line in lines[:MOST] if _is_address(line) and (entry := _entry(line, None, url))])


def _entry(address: str | None, date: str | None, base: str) -> Entry | None:
    if not address or len(address) > _LONGEST_ADDRESS:
        return None
    url = absolute(address, base)
    return Entry(url, date) if url is not None else None


def _is_address(text: str) -> bool:
    return text[:8].lower().startswith(("http://", "https://"))


def _once(entries: list[Entry]) -> tuple[Entry, ...]:
    """Return each URL once, where it stood first, with its latest date."""
    found: dict[str, Entry] = {}
    for entry in entries:
        old = found.get(entry.url, entry)
        found[entry.url] = Entry(entry.url, max(filter(None, (old.date, entry.date)), default=None))
    return tuple(found.values())


def _day(text: str) -> str | None:
    """Return the day, or as much as is known of it, of a date of RFC 3339 or RFC 822."""
    if (match := _DAY.match(text)) is not None and precision_of(match[1]) is not None:
        return match[1]
    try:
        value = parsedate_to_datetime(text[:80]).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return value if precision_of(value) is not None else None


def _is_markup(raw: bytes) -> bool:
    return raw[:200].lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"<")


def _unpacked(body: bytes) -> bytes:
    """Return what was gzipped, up to LARGEST bytes and as far as it can be read; other bytes as they are."""
    if not body.startswith(_GZIP):
        return body[:LARGEST]
    parts: list[bytes] = []
    room = LARGEST
    for _ in range(_MOST_MEMBERS):
        packed = zlib.decompressobj(wbits=31)
        try:
            parts.append(packed.decompress(body, room))
        except zlib.error:
            break
        room -= len(parts[-1])
        body = packed.unused_data
        if room <= 0 or not body.startswith(_GZIP):
            break
    return b"".join(parts)
