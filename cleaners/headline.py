"""The headline of an HTML page: what its heading, its metadata and its `title` say, put to the vote.

Publishers write a headline several times: for readers (`h1`), for search engines (JSON-LD, `title`, with the site's
name behind it) and for networks (OpenGraph). Most say the same; where they differ, those that agree decide. What only
`title` says, and no line shows, may be the name of the site: then the heading that stands above the text is believed.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from functools import cached_property
from typing import NamedTuple

from cleaners.facts import BOLD
from cleaners.lines import fold
from cleaners.metadata import Metadata
from cleaners.naming import BIT
from cleaners.profiles import host_of
from cleaners.rendered import Rendered
from schemas.document import FactSource

_LONGEST = 500
_SHORTEST = 2
# With the name of the site, or of its sections; a longer title is none, and is not taken apart.
_LONGEST_GIVEN = 2_000
_UNSPACED_LETTER = "[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
_UNSPACED = re.compile(_UNSPACED_LETTER)
_SITE_WORDS = 5
# What parts a headline from the name of its site: where no heading tells, and where one does.
_PARTS = re.compile(
    rf"\s+[|•·»«–—-]\s+|\s*(?:\|\||::|\||｜)\s*|(?<={_UNSPACED_LETTER})_+|_+(?={_UNSPACED_LETTER})"
)  # fmt: skip
_BORDERS = re.compile(
    rf"\s+[|•·»«–—_/\\<>‹›~:-]+\s+|\s*[|｜]+\s*|(?<={_UNSPACED_LETTER})[–—_-]+|[–—_-]+(?={_UNSPACED_LETTER})"
)
# A title that is cut, and what kind of item it names before it: `【Interview】Snow`.
_CUT = re.compile(r"(.{20,}?)\s?(?:…|\.{3})")
_KIND = re.compile(r"[【［\[][^】］\]]{1,20}[】］\]]\s*")
_ROOT = re.compile(r"(?:https?:)?//(?:www\.)?([^/?#]+)/?", re.IGNORECASE)
_LONGEST_START = len("https://www./")
_WORD = re.compile(r"\w+")
_SHORT_WORD = 2
_QUOTES = str.maketrans("“”„«»‘’‚`´–—", "\"\"\"\"\"'''''--")
# Signs by which a heading links to itself.
_ANCHORS = " ¶#§"
_TITLE, _HIDDEN = BIT["title"], BIT["hidden"]
# How much each place is believed: what search engines show before what networks do. Chosen on the 125 news pages and
# every fourth page of WCXB's development split in November 2026, in coarse steps.
_WEIGHT: dict[FactSource, float] = {"json-ld": 1.0, "opengraph": 0.7, "meta": 0.3, "microdata": 0.5, "html": 0.6}
_HEADING = 2.0
# More than `title` alone, less than two places that agree.
_UNRELATED_HEADING = 1.0
# A heading that shares so few words with all that the page calls itself is the site's, or a section's.
_RELATED = 0.3
# One that shares so many says the same in other signs.
_SAME = 0.9
# More characters than these make a line that is no heading known as the headline by its words.
_TELLING, _TELLING_UNSPACED = 10, 4
# What is in bold and opens a text has so many characters at most, and a line of so many below it, within so many lines.
_LONGEST_BOLD, _PROSE, _OPENING = 150, 50, 2
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_NO_HEADLINE = re.compile(r"[.!?;,…]$|[:：](?:\s|$)")
# Linked lines below a line that make it a banner over a menu.
_MENU = 2
# Lines below a heading half of which are links where it is the site's name (2026-11-23: of 37 invented pages 3, all of
# them with another headline).
_BELOW = 8
# Lines of a page among the first of which it stands.
_TOP = 10
# A line as long that stands behind a border of `title` is no site's name.
_LONG = 30


class Headline(NamedTuple):
    """A headline, where it was read, and the line (index among those with text) that shows it."""

    title: str
    source: FactSource
    line: int | None
    sure: bool = True
    """False where no line of the text shows it, or it may be called so with its section: the lines may know better."""


def headline(page: Rendered, metadata: Metadata, url: str | None) -> Headline | None:
    """Return the headline of a page that came from `url`, or None if nothing on it claims to be one."""
    shown = _Shown(page)
    sites = _sites(page, metadata, url)
    titles = [(fold(html.unescape(title)), source) for title, source in metadata.titles if len(title) <= _LONGEST_GIVEN]
    given = [(_without_kind(_without_site(title, titles, shown, sites), shown), source) for title, source in titles]
    given = [(title, source) for title, source in given if _SHORTEST <= len(title) <= _LONGEST]
    if shown.headings.keys() - sites:  # What is called as the site or its first page is, has no headline of its own.
        given = [(title, source) for title, source in given if _key(title) not in sites or source == "html"]
    words = [_words(title) for title, _ in given]
    votes: dict[str, float] = {}
    first: dict[str, tuple[str, FactSource]] = {}
    for title, source in given:
        key = _key(title)
        votes[key] = votes.get(key, 0.0) + _WEIGHT[source]
        first.setdefault(key, (title, source))
    doubtful = all(_is_doubtful(page, shown.line(_key(title)), source, _key(title) in sites) for title, source in given)
    if not doubtful and shown.own is not None and _heads_text(page, shown.own):
        doubtful = not shown.linked.isdisjoint(votes) and shown.linked.issuperset(votes)
        votes = dict.fromkeys(votes, 0.0) if doubtful else votes
    headings = {key: line for key, line in shown.headings.items() if not given or key not in sites}
    tops = {line for line in headings.values() if line in shown.tops}
    if shown.tops and not tops:  # The name of the site is the h1: the headline is the h2 below it.
        tops = set([*headings.values()][:1])
    believed: set[str] = set()
    for key, line in headings.items():
        text, level = shown.texts[line], line in tops
        own = _words(text)
        if not given or max(_overlap(own, other) for other in words) >= _RELATED:
            vote = _HEADING
            believed.add(key)
        elif doubtful and level and _heads_text(page, line):
            vote = _UNRELATED_HEADING
        else:
            continue
        votes[key] = votes.get(key, 0.0) + (vote if level else 0.0)
        first.setdefault(key, (text, "html"))
    if not votes or max(votes.values()) <= 0:
        return None
    best = max(votes, key=lambda key: votes[key])
    title, source = first[best]
    at = shown.line(best)
    if at is None or (at not in tops and _is_link(page, at)):
        return _nearest(shown, title, source, at)
    # What only `title` says may stand in a banner.
    sure = best in believed if best in headings else source != "html" or _is_text(page, at)
    if given and at < _TOP and all(place == "html" for name, place in given if _key(name) == best):
        sure = sure and not _is_over_menu(page, at) and (votes[best] > _HEADING or not _is_over_heading(page, at))
    return Headline(title, source, at, sure)


def _nearest(shown: _Shown, title: str, source: FactSource, line: int | None) -> Headline:
    """Return a headline that no line shows, or only a link on `line`, and what readers see in its place.

    That is the heading that is nearest to it in words, if there is one.
    """
    words = _words(title)
    shares = {at: _overlap(_words(text), words) for at, text in shown.texts.items()}
    at = max(shares, key=shares.__getitem__, default=None)
    if at is None or shares[at] < _RELATED:
        return Headline(title, source, line, sure=False)
    heading = shown.texts[at]
    if source == "html" and _key(heading).startswith(f"{_key(title)} "):  # `title` says how the heading begins.
        return Headline(heading, source, at)
    sure = source != "html" or len(words & _words(heading)) >= _SAME * len(words)
    return Headline(title, source, at if sure else line, sure)


class _Shown:
    """The lines that may show a headline: its headings, and any other."""

    def __init__(self, page: Rendered) -> None:
        self._page = page
        self.texts: dict[int, str] = {}
        """Headings by line."""
        self.tops: set[int] = set()
        """Those of the first level."""
        self.headings: dict[str, int] = {}
        """Their lines by key."""
        for line, text, top in _headings(page) or _set_off(page):
            self.texts[line] = text
            self.headings.setdefault(_key(text), line)
            if top:
                self.tops.add(line)

    @property
    def own(self) -> int | None:
        """The only heading of the first level, if it is no link."""
        only = next(iter(self.tops)) if len(self.tops) == 1 else None
        return only if only is not None and not self._page.facts.linked[only] else None

    @cached_property
    def linked(self) -> frozenset[str]:
        """Keys of the words of links: of sections in a menu, of items in a list."""
        return frozenset(_key(link.text) for link in self._page.links)

    def line(self, key: str) -> int | None:
        """Return the line that shows a headline: the first heading, else the first line of its words."""
        telling = _TELLING_UNSPACED if _UNSPACED.search(key) is not None else _TELLING
        if key in self.headings or len(key) <= telling:
            return self.headings.get(key)
        return self._lines.get(key)

    def beginning(self, key: str) -> str | None:
        """Return the first line that goes on where a headline was cut, if it is no link."""
        line = next((line for text, line in self._lines.items() if text.startswith(key)), None)
        if line is None or _is_link(self._page, line):
            return None
        return fold(self._page.rows[self._page.facts.number[line]])

    @cached_property
    def _lines(self) -> Mapping[str, int]:
        rows = self._page.rows
        lines: dict[str, int] = {}
        for line, number in enumerate(self._page.facts.number.tolist()):
            if len(rows[number]) <= _LONGEST:
                lines.setdefault(_key(rows[number]), line)
        return lines


def _headings(page: Rendered) -> list[tuple[int, str, bool]]:
    """Return the headings of a page that may be its headline, h1 and h2: line, text, whether it is a h1."""
    facts = page.facts
    lines = [line for line, form in enumerate(facts.forms) if form in ("h1", "h2")]
    # Headings for screen readers name parts of the page; a h1 that stands alone may name the page.
    seen = [line for line in lines if not facts.nodes.names[facts.node[line]] & _HIDDEN]
    lines = seen or [line for line in lines if facts.forms[line] == "h1"]
    # What stands above the first h1 heads the site, or its menu.
    first = next((at for at, line in enumerate(lines) if facts.forms[line] == "h1"), 0)
    lines = lines[first:]
    return [(line, text, facts.forms[line] == "h1") for line, text in _texts(page, lines)]


def _heads_text(page: Rendered, line: int) -> bool:
    """Tell whether a line that is no link and no heading stands right below a heading."""
    below = line + 1
    return below < len(page.facts) and page.facts.forms[below][0] != "h" and not page.facts.linked[below]


def _set_off(page: Rendered) -> list[tuple[int, str, bool]]:
    """Return the line of a page without headings that its author named a title, or the first in bold above text."""
    facts = page.facts
    lines = [
        (line, text)
        for line, text in _texts(page, range(len(facts)))
        if not facts.linked[line] and _in_text(page, line)
    ]
    named = [(line, text) for line, text in lines if facts.nodes.names[facts.node[line]] & _TITLE]
    if len(named) != 1:
        named = [(line, text) for line, text in lines if facts.marks[line] & BOLD and _opens(page, line, text)]
    return [(line, text, True) for line, text in named[:1]]


def _opens(page: Rendered, line: int, text: str) -> bool:
    """Tell whether a line is short, no sentence and no label, and a longer one stands right below or one further.

    No other line in bold stands between; a line with a year, which dates the item, is not counted.
    """
    if len(text) > _LONGEST_BOLD or _NO_HEADLINE.search(text):
        return False
    facts = page.facts
    first = line + 1
    if first < len(facts) and _YEAR.search(page.rows[facts.number[first]]) is not None:
        first += 1
    for below in range(line + 1, min(first + _OPENING, len(facts))):
        if facts.marks[below] & BOLD:
            return False
        if facts.size[below] > max(_PROSE, len(text)):
            return True
    return False


def _texts(page: Rendered, lines: Iterable[int]) -> Iterator[tuple[int, str]]:
    """Yield the lines among these that are seen and as long as a headline may be."""
    rows, facts = page.rows, page.facts
    for line in lines:
        row = rows[facts.number[line]]
        if len(row) <= _LONGEST and not facts.hidden[line]:
            text = fold(row).rstrip(_ANCHORS)
            if len(text) >= _SHORTEST:
                yield line, text


def _sites(page: Rendered, metadata: Metadata, url: str | None) -> frozenset[str]:
    """Return keys of the names of the site: what it says that it is called, and what its links home say."""
    host = host_of(url or "") or ""
    # Nearly all links are longer than that to a first page.
    most = _LONGEST_START + len(host)
    short = [link for link in page.links if len(link.address) <= most]
    names = [metadata.site_name or "", *(link.text for link in short if _leads_home(link.address, host))]
    return frozenset(_key(name) for name in names if name)


def _leads_home(address: str, host: str) -> bool:
    """Tell whether a link leads to the first page of the site, or of the one that it is part of."""
    root = _ROOT.fullmatch(address)
    return address == "/" or (root is not None and (root[1] == host or host.endswith(f".{root[1]}")))


def _is_text(page: Rendered, line: int | None) -> bool:
    """Tell whether a line is there and no banner: no heading, right above a menu."""
    if line is None:
        return False
    facts, below = page.facts, slice(line + 1, line + 1 + _MENU)
    linked = facts.linked[below] >= facts.size[below]
    return facts.forms[line] != "p" or len(linked) < _MENU or not linked.all()


def _is_over_menu(page: Rendered, line: int) -> bool:
    """Tell whether half of the lines right below a line are links: then it may be the name of the site."""
    below = slice(line + 1, line + 1 + _BELOW)
    return bool(2 * (page.facts.linked[below] >= page.facts.size[below]).sum() >= _BELOW)


def _is_over_heading(page: Rendered, line: int) -> bool:
    """Tell whether another heading stands right below a line: then it may be the section."""
    return line + 1 < len(page.facts) and page.facts.forms[line + 1][0] == "h"


def _is_link(page: Rendered, line: int) -> bool:
    """Tell whether a line is nothing but a link."""
    return bool(page.facts.linked[line] >= page.facts.size[line])


def _is_doubtful(page: Rendered, line: int | None, source: FactSource, named: bool) -> bool:
    """Tell whether what a page calls itself, shown on `line`, may be the name of the site.

    `named`: its links home say so. Then only `title` says it, and no line of the text, or the line is a link.
    """
    if line is not None and _is_link(page, line):
        return True
    return source == "html" and (named or not _in_text(page, line))


def _in_text(page: Rendered, line: int | None) -> bool:
    """Tell whether a line is there, and neither a banner nor, if it is no heading, in what is named as furniture."""
    if line is None or not _is_text(page, line):
        return False
    # Old systems wrap whole pages in a form.
    chrome = page.facts.nodes.chrome[page.facts.node]
    return page.facts.forms[line][0] == "h" or bool(chrome[line] <= chrome.min())


def _without_site(title: str, others: Collection[tuple[str, FactSource]], shown: _Shown, sites: Collection[str]) -> str:
    """Return a title without the name of the site behind or before it.

    What a heading or another place says shows where it ends; else a name of the site does, then a line of the page.
    """
    headings = shown.headings.keys() - sites
    if _key(title) in headings:
        return title
    if (cut := _CUT.match(title)) is not None and (whole := shown.beginning(_key(cut[1]))) is not None:
        return whole
    known = headings | {_key(other) for other, _ in others if other != title}
    left = next(_bordered(title, headings, known, shown, sites), None)
    return left if left is not None else _cut(title)


def _without_kind(title: str, shown: _Shown) -> str:
    """Return a title without what kind of item it is, in brackets before it, if the page shows it so."""
    kind = _KIND.match(title)
    if kind is None or shown.line(_key(title)) is not None or shown.line(_key(title[kind.end() :])) is None:
        return title
    return title[kind.end() :]


def _bordered(
    title: str, headings: Set[str], known: Collection[str], shown: _Shown, sites: Collection[str]
) -> Iterator[str]:
    """Yield what is left of a title where the page itself shows that a name begins or ends, the surest first."""
    borders = [(title[: border.start()], title[border.end() :]) for border in _BORDERS.finditer(title)]
    both = ((before, behind) for before, behind in borders if {_key(before), _key(behind)} <= headings)
    # Of two headings the upper one is the site's.
    yield from (max(parts, key=lambda part: shown.headings[_key(part)]) for parts in both)
    yield from (before for before, _ in borders if _key(before) in known)
    yield from (behind for _, behind in reversed(borders) if _key(behind) in headings)
    yield from (behind for before, behind in borders if _key(before) in sites)
    yield from (before for before, behind in reversed(borders) if _key(behind) in sites)
    yield from (before for before, _ in borders if shown.line(_key(before)) is not None or _key(before) in shown.linked)
    yield from (behind for _, behind in borders if len(behind) > _LONG and shown.line(_key(behind)) is not None)


def _cut(title: str) -> str:
    """Return a title without the last of its parts, if that is as short as the name of a site."""
    marks = list(_PARTS.finditer(title))
    if not marks:
        return title
    if "_" in marks[0][0]:  # Chinese pages set section and site behind it, and headlines do without.
        return title[: marks[0].start()]
    before, behind = title[: marks[-1].start()], title[marks[-1].end() :]
    return before if len(behind.split()) <= _SITE_WORDS and len(behind) < len(before) else title


def _key(text: str) -> str:
    """Return what two writings of one headline have in common."""
    text = fold(text)
    if text.isascii():  # A quarter of the time, and all else would stay as it is.
        return text.replace("`", "'").lower()
    return " ".join(text.translate(_QUOTES).casefold().split())


def _words(text: str) -> frozenset[str]:
    # Scripts without spaces make one word of a clause: pairs of characters do.
    if _UNSPACED.search(text) is not None:
        return frozenset(text[at : at + 2] for at in range(len(text) - 1))
    words = _WORD.findall(text.casefold())
    # "de" and "of" say nothing of what is the same in two headlines.
    return frozenset([word for word in words if len(word) > _SHORT_WORD] or words)


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, min(len(one), len(other)))
