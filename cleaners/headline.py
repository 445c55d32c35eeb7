"""The headline of an HTML page: what its heading, its metadata and its `title` say, put to the vote.

Publishers write a headline several times: for readers (`h1`), for search engines (JSON-LD, `title`, with the site's
name behind it) and for networks (OpenGraph). Most say the same; where they differ, those that agree decide.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from cleaners.lines import fold
from cleaners.metadata import Metadata
from cleaners.rendered import Rendered
from schemas.document import FactSource

_LONGEST = 500
_SHORTEST = 2
# What stands between a headline and the name of its site.
_PARTS = re.compile(r"\s+[|•·»«–—-]\s+|\s*(?:\|\||::|\||：)\s*")
_SITE_WORDS = 5
_WORD = re.compile(r"\w+")
_UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_QUOTES = str.maketrans("“”„«»‘’‚`´–—", "\"\"\"\"\"'''''--")
# How much each place is believed: what search engines show before what networks do. Chosen on the 125 news pages and
# every fourth page of WCXB's development split in November 2026, in coarse steps.
_WEIGHT: dict[FactSource, float] = {"json-ld": 1.0, "opengraph": 0.7, "meta": 0.3, "microdata": 0.5, "html": 0.6}
_HEADING = 2.0
# A heading that shares so few words with all that the page calls itself is the site's, or a section's.
_RELATED = 0.3
# Characters from which a line that is no heading is known as the headline by its words.
_TELLING = 10


class Headline(NamedTuple):
    """A headline, where it was read, and the line (index among those with text) that shows it."""

    title: str
    source: FactSource
    line: int | None


def headline(page: Rendered, metadata: Metadata) -> Headline | None:
    """Return the headline of a page, or None if nothing on it claims to be one."""
    headings = list(_headings(page))
    given = [(_stripped(html.unescape(title), metadata), source) for title, source in metadata.titles]
    given = [(title, source) for title, source in given if _SHORTEST <= len(title) <= _LONGEST]
    words = [_words(title) for title, _ in given]
    votes: dict[str, float] = {}
    first: dict[str, tuple[str, FactSource]] = {}
    for title, source in given:
        key = _key(title)
        votes[key] = votes.get(key, 0.0) + _WEIGHT[source]
        first.setdefault(key, (title, source))
    lines: dict[str, int] = {}
    for line, text in headings:
        key = _key(text)
        if key in lines:
            continue
        lines[key] = line
        own = _words(text)
        if not given or max(_overlap(own, other) for other in words) >= _RELATED:
            votes[key] = votes.get(key, 0.0) + (_HEADING if page.facts.forms[line].endswith("h1") else 0.0)
            first.setdefault(key, (text, "html"))
    if not votes or max(votes.values()) <= 0:
        return None
    best = max(votes, key=lambda key: votes[key])
    title, source = first[best]
    line_found = lines.get(best)
    if line_found is None and len(best) > _TELLING:
        line_found = _shown(page, best)
    if line_found is None:
        # What readers see in its place: the heading that is nearest to it in words.
        near = [(_overlap(_words(text), _words(title)), -line) for line, text in headings]
        share, line = max(near, default=(0.0, 0))
        line_found = -line if share >= _RELATED else None
    return Headline(title, source, line_found)


def _headings(page: Rendered) -> Iterator[tuple[int, str]]:
    """Yield the headings of a page that may be its headline: every h1, and the h2 before any."""
    rows = page.text.split("\n")
    for line, form in enumerate(page.facts.forms):
        if form in ("h1", "h2") and not page.facts.hidden[line]:
            text = fold(rows[page.facts.number[line]])
            if _SHORTEST <= len(text) <= _LONGEST:
                yield line, text


def _shown(page: Rendered, key: str) -> int | None:
    """Return the first line that shows a headline."""
    rows = page.text.split("\n")
    for line, number in enumerate(page.facts.number.tolist()):
        text = rows[number]
        if len(text) < 2 * len(key) + 10 and _key(text) == key:
            return line
    return None


def _stripped(title: str, metadata: Metadata) -> str:
    """Return a title without the name of the site behind or before it."""
    title = fold(title)
    site = _key(metadata.site_name or "")
    marks = list(_PARTS.finditer(title))
    if not marks:
        return title
    others = {_key(other) for other, _ in metadata.titles if other != title}
    for mark in marks:
        if _key(title[: mark.start()]) in others:
            return title[: mark.start()]
    first, last = marks[0], marks[-1]
    if site and _key(title[: first.start()]) == site:
        return title[first.end() :]
    behind = title[last.end() :]
    if _key(behind) == site or (
        len(behind.split()) <= _SITE_WORDS and len(behind) < last.start() and "-" not in last[0]
    ):
        return title[: last.start()]
    return title


def _key(text: str) -> str:
    """Return what two writings of one headline have in common."""
    return " ".join(fold(text).translate(_QUOTES).casefold().split())


def _words(text: str) -> frozenset[str]:
    # Scripts without spaces make one word of a clause: pairs of characters do.
    if _UNSPACED.search(text) is not None:
        return frozenset(text[at : at + 2] for at in range(len(text) - 1))
    return frozenset(_WORD.findall(text.casefold()))


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, min(len(one), len(other)))
