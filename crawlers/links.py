"""The links of a page, each with the date that is printed beside it where that is beyond doubt.

A page is walked once, as lines in blocks. A date that is a line of its own belongs to a link where they are alone in a
block, as in most lists; in a flat run of dates and links, where each date is followed by one link or each by a link
and its teaser followed. What could be read in two ways gives no date: an item that is thought older than it is would
be lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple
from urllib.parse import urljoin

from lxml import etree
from w3lib.url import safe_download_url

from cleaners import vocabulary
from cleaners.dates import DateReader
from cleaners.decode import Undecodable
from cleaners.markup import parse
from cleaners.tags import BLOCK, BREAK, INLINE, KINDS

MOST = 50_000
"""Links of a page that are read."""
LARGEST = 5_000_000
"""Bytes of a page that are read for links; a crawl waits meanwhile."""

_LONGEST_ADDRESS = 4_000
_LONGEST_TEXT = 500
_LONGEST_DATE = 80
_AROUND_DATE = " \t-–—|•·:,;()[]"
_AFTER_DATE = re.compile(r"\s*[-–—|:]\s*(?=\S)")
_REFRESH = re.compile(r"\s*[\d.]+\s*[;,]?\s*(?:url\s*=)?\s*[\"']?([^\"']+)", re.IGNORECASE)
# A path that stands for itself: nothing to encode, to resolve or to leave out. Most are, and the long way is long. That
# drops a slash above a slash, a semicolon that ends the path, and a query of nothing.
_PLAIN = re.compile(
    r"/(?!/)(?:[\w~=&:,!*()+-]|/(?!/)|;(?=[^?])|(?<=\w)\.(?=\w)|%(?!2E)[0-9A-F]{2})*+"
    r"(?:\?(?:[\w/~=&?:,;!*()+-]|(?<=\w)\.(?=\w)|%(?!2E)[0-9A-F]{2})++)?",
    re.ASCII,
)
# Years have four digits, but those of an era.
_YEAR = re.compile(r"\d{4}|[\d元]年")
_USUAL_PORT = re.compile(r"\A(?:(http://[^/?]*):80|(https://[^/?]*):443)(?=[/?])")
_HTTP = re.compile(r"https?://[^/]", re.IGNORECASE)
_SKIPPED = frozenset({"script", "style", "template", "textarea", "select", "svg"})


class Link(NamedTuple):
    """A link: absolute URL without fragment, its words, and the date beside it (ISO day, month or year) or None."""

    url: str
    text: str
    date: str | None


def links(html: bytes, url: str, charset: str | None = None, *, day_first: bool = False) -> list[Link]:
    """Return the http links of a page in order, each URL once. Never raises.

    `charset` is the one declared outside the page, `day_first` the order of its dates with slashes. Links that are
    `nofollow` are left out; the next page of a series, frames and refreshes are links too.
    """
    markup = parse(html[:LARGEST], charset)
    if isinstance(markup, Undecodable) or markup.root is None:
        return []
    walk = _Walk(day_first)
    walk.run(markup.root)
    resolve = _Resolver(_base(markup.root, url), markup.decoded.encoding)
    found: dict[str, Link] = {}
    for address, text, date in islice(walk.links(), MOST):
        absolute = resolve(address)
        if absolute is None:
            continue
        old = found.get(absolute, Link(absolute, "", None))
        # Of two dates the later one: it takes no item away.
        found[absolute] = Link(absolute, old.text or text, max(filter(None, (old.date, date)), default=None))
    return list(found.values())


def _base(root: Any, url: str) -> str:
    for element in root.iter("base"):
        try:
            return str(urljoin(url, (element.get("href") or "").strip()))
        except ValueError:
            return url
    return url


def absolute(address: str, base: str, encoding: str = "utf-8") -> str | None:
    """Return where an address leads from a page, as a browser would ask for it; None for what is none of http.

    Without fragment and usual port, with dots in the path resolved, encoded as UTF-8 but for the query.

    >>> absolute("HTTP://Example.org:80/a/%2e%2e/caf\u00e9 1#top", "https://example.org/"), absolute("b", "https://example.org/a/")
    ('http://example.org/caf%C3%A9%201', 'https://example.org/a/b')
    """
    path, mark, query = address.strip().partition("?")
    try:
        joined = urljoin(base, path.replace("\\", "/") + mark + query)
        if not _HTTP.match(joined):
            return None
        return _USUAL_PORT.sub(r"\1\2", safe_download_url(joined, encoding), count=1)
    except (ValueError, LookupError):
        return None


class _Resolver:
    """Addresses as written -> as a browser would ask for them, or None for what is none of http."""

    def __init__(self, base: str, encoding: str) -> None:
        self._base = base
        self._encoding = encoding
        self._root = self._asked("/") or ""

    def __call__(self, address: str) -> str | None:
        path = address.strip().removeprefix(self._root[:-1])
        return self._root[:-1] + path if self._root and _PLAIN.fullmatch(path) else self._asked(address)

    def _asked(self, address: str) -> str | None:
        return absolute(address, self._base, self._encoding)


@lru_cache(maxsize=1)
def _dates() -> DateReader:
    words = vocabulary.join(vocabulary.load())
    return DateReader.of(words)


class _Mark:
    """What stands in a block: a link, a date, or something else (with neither)."""

    __slots__ = ("address", "date")

    def __init__(self, address: str | None = None, date: str | None = None) -> None:
        self.address = address
        self.date = date

    @property
    def kind(self) -> str:
        """`L`, `D` or `T`."""
        return "L" if self.address is not None else "D" if self.date is not None else "T"


_OTHER = _Mark()
_FEW = 3


class _Walk:
    """One walk over a tree; its links are complete when it has ended."""

    def __init__(self, day_first: bool) -> None:
        self._day_first = day_first
        self._found: list[tuple[_Mark, str]] = []
        self._blocks: list[list[_Mark]] = [[]]
        # The line that is being read: all its text, that outside links, its links, a date from its markup.
        self._text: list[str] = []
        self._outside: list[str] = []
        self._linked: list[tuple[str, list[str]]] = []
        self._open = False
        self._time: str | None = None

    def links(self) -> Iterator[tuple[str, str, str | None]]:
        """Yield address as written, words and date."""
        for mark, text in self._found:
            yield mark.address or "", text, mark.date

    def run(self, root: Any) -> None:
        """Walk over all below the root, or as far as there may be links."""
        skipped = 0
        for event, element in etree.iterwalk(root, events=("start", "end")):
            tag = element.tag
            if tag in _SKIPPED:
                skipped += 1 if event == "start" else -1
            elif not skipped:
                if event == "start":
                    self._start(element, tag)
                else:
                    self._end(tag)
                    if len(self._found) >= MOST:
                        break
            if event == "end" and not skipped:
                self._add(element.tail)
        self._flush()
        while len(self._blocks) > 1:
            self._close()
        _settle(self._blocks[0])

    def _start(self, element: Any, tag: Any) -> None:
        kind = KINDS.get(tag, BLOCK)
        if tag == "a":
            self._open = False
            address = _address(element)
            if address is not None:
                self._linked.append((address, []))
                self._open = True
        elif kind == BLOCK:
            self._flush()
            self._blocks.append([])
        elif kind == BREAK:
            self._flush()
        elif kind == INLINE:
            if tag == "time":
                self._time = self._time or self._day(element.get("datetime") or "")
        elif tag in ("area", "frame", "link", "meta"):
            address = _aside(element, tag)
            if address is not None:
                self._found.append((_Mark(address), ""))
        if tag not in ("title", "option"):
            self._add(element.text)

    def _end(self, tag: Any) -> None:
        if tag == "a":
            self._open = False
        elif KINDS.get(tag, BLOCK) == BLOCK:
            self._flush()
            self._close()

    def _add(self, text: str | None) -> None:
        if text:
            self._text.append(text)
            (self._linked[-1][1] if self._open else self._outside).append(text)

    def _flush(self) -> None:
        """End the line, and note what it holds. A link that goes on into the next line goes on there."""
        going_on = self._linked[-1][0] if self._open else None
        text = _folded(self._text)
        if not self._linked:
            date = self._time or self._whole(text)
            if date is not None:
                self._blocks[-1].append(_Mark(date=date))
            elif text:
                self._note_other()
        elif text or going_on is None or len(self._linked) > 1:
            self._note_links(text)
        self._text, self._outside, self._time = [], [], None
        self._linked = [] if going_on is None else [(going_on, [])]

    def _note_links(self, text: str) -> None:
        marks = [_Mark(address) for address, _ in self._linked]
        self._found += [
            (mark, _folded(words)[:_LONGEST_TEXT]) for mark, (_, words) in zip(marks, self._linked, strict=True)
        ]
        if len({address for address, _ in self._linked}) > 1:
            self._note_other()
        else:
            marks[0].date = self._time or self._beside(text)
            self._blocks[-1].append(marks[0])

    def _note_other(self) -> None:
        block = self._blocks[-1]
        if not block or block[-1] is not _OTHER:
            block.append(_OTHER)

    def _close(self) -> None:
        """End a block: what it holds settled, what may still find its like outside handed up."""
        block = self._blocks.pop()
        if not block:
            return
        above = self._blocks[-1]
        addresses = {mark.address for mark in block if mark.address is not None}
        if not addresses:
            handed = block if len(block) <= _FEW else [_OTHER]
        elif len(addresses) == 1:
            dates = [mark.date for mark in block if mark.date is not None]
            first = next(mark for mark in block if mark.address is not None)
            if first.date is None and dates:
                first.date = max(dates)
            handed = [first]
        else:
            _settle(block)
            handed = [_OTHER]
        for mark in handed:
            if mark is _OTHER:
                self._note_other()
            else:
                above.append(mark)

    def _whole(self, text: str) -> str | None:
        text = text.strip(_AROUND_DATE)
        if len(text) > _LONGEST_DATE or not _YEAR.search(text):
            return None
        found = _dates().whole(text, day_first=self._day_first)
        return found.value[:10] if found is not None else None

    def _beside(self, text: str) -> str | None:
        """Return the date of a line with one link: all of it, all outside the link, or what stands before a dash."""
        if not _YEAR.search(text):
            return None
        date = self._whole(text) or self._whole(_folded(self._outside))
        if date is not None:
            return date
        found = _dates().leading(text[: 2 * _LONGEST_DATE], day_first=self._day_first)
        return found.value[:10] if found is not None and _AFTER_DATE.match(text, found.end) else None

    def _day(self, value: str) -> str | None:
        found = _dates().leading(value.strip()[:_LONGEST_DATE])
        return found.value[:10] if found is not None else None


def _settle(block: list[_Mark]) -> None:
    """Give the dates of a flat run to its links, where there is one way only."""
    kinds = "".join(mark.kind for mark in block)
    first, last = kinds.find("D"), kinds.rfind("D")
    if first < 0:
        return
    count = kinds.count("D")
    if "L" not in kinds[:first] and kinds.count("DL") == count:
        pairs = [(at, at + 1) for at in range(first, last + 1) if kinds[at] == "D"]
    elif "L" not in kinds[last:] and len(re.findall("LT?D", kinds)) == count:
        pairs = [(at, kinds.rfind("L", 0, at)) for at in range(first, last + 1) if kinds[at] == "D"]
    else:
        return
    for date, link in pairs:
        block[link].date = block[link].date or block[date].date


def _folded(parts: list[str]) -> str:
    return " ".join("".join(parts).split())


def _address(element: Any) -> str | None:
    """Return where an element leads, without fragment; None for nowhere else and for `nofollow`."""
    address = str(element.get("href") or "").partition("#")[0].strip()
    if not address or len(address) > _LONGEST_ADDRESS:
        return None
    return None if "nofollow" in (element.get("rel") or "").lower().split() else address


def _aside(element: Any, tag: str) -> str | None:
    """Return where an element leads that is no link of the text."""
    if tag == "area":
        return _address(element)
    if tag == "frame":
        return element.get("src") or None
    if tag == "link":
        return _address(element) if {"next", "prev"} & set((element.get("rel") or "").lower().split()) else None
    if (element.get("http-equiv") or "").strip().lower() == "refresh":
        found = _REFRESH.match((element.get("content") or "")[:_LONGEST_ADDRESS])
        return found[1] if found else None
    return None
