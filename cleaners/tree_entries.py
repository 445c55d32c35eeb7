"""Entries of lists by the tree of an HTML page: blocks made alike, side by side, each with a date and a link.

Whether they are the page's own, as on a listing, or beside its text is for others to say.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from cleaners.dates import DateReader
from cleaners.lines import fold, has_digit
from cleaners.metadata import date_of
from cleaners.rendered import Link, Rendered

FEWEST = 3
"""Entries that make a list."""

_YEAR = re.compile(r"\d{4}|\d年")
_LONGEST_DATED = 200
_LEVELS = 5
_MOST_LINES, _MOST_DATES = 12, 2
# Characters of an entry that are no link: a teaser has so many at most, a post of a thread more.
_LONGEST_TEXT = 400
_SHORTEST_TITLE = 4
# Share of the blocks made alike that have to be entries.
_ENOUGH = 0.6
_AROUND_TITLE = " \t|•·–—-:,;()[]"

Range = tuple[int, int]


class TreeEntry(NamedTuple):
    """An entry: its lines [first, last) (indices among those with text), its date, title and address as written."""

    first: int
    last: int
    date: str
    title: str
    title_line: int
    address: str


def find(page: Rendered, dates: DateReader) -> list[TreeEntry]:
    """Return the entries of all lists of a page, in its order."""
    dated = _dated(page, dates)
    if len(dated) < FEWEST:
        return []
    links: defaultdict[int, list[Link]] = defaultdict(list)
    for link in page.links:
        if len(link.text) >= _SHORTEST_TITLE and not link.address.startswith(("#", "javascript:", "mailto:", "tel:")):
            links[link.first].append(link)
    found: dict[int, TreeEntry] = {}
    groups = [_entries(page, ranges, dated, links, dates) for ranges in _groups(page, sorted(dated))]
    for entries in sorted(groups, key=len, reverse=True):
        lines = {line: entry for entry in entries for line in range(entry.first, entry.last)}
        if found.keys().isdisjoint(lines):
            found |= lines
    return sorted(set(found.values()))


def _dated(page: Rendered, dates: DateReader) -> dict[int, str]:
    """Return the lines that a `time` element or their words date, each with its first date."""
    found: dict[int, str] = {}
    rows = page.rows
    for stamp in page.dates:
        if stamp.line < len(page.facts) and (value := date_of(stamp.value, dates)) is not None:
            found.setdefault(stamp.line, value.value)
    told = [
        (line, row)
        for line, number in enumerate(page.facts.number.tolist())
        if len(row := rows[number]) <= _LONGEST_DATED and has_digit(row) and _YEAR.search(row) and line not in found
    ]
    if len(found) + len(told) < FEWEST:
        return {}
    for line, row in told:
        text = fold(row)
        date = dates.leading(text.lstrip("•([ ")) or next(dates.find(text), None)
        if date is not None and (len(date.value) >= len("2021-03") or date.doubt is not None):
            found[line] = date.value
    return found


def _groups(page: Rendered, dated: Sequence[int]) -> Iterator[list[Range]]:
    """Yield the blocks made alike under one parent that hold dated lines, as ranges of lines; and what follows each.

    Dates stand in the entries' own blocks, or in blocks before them, or between line breaks of one block.
    """
    nodes = page.facts.nodes
    alike: defaultdict[tuple[int, int], dict[int, None]] = defaultdict(dict)
    together: defaultdict[int, list[int]] = defaultdict(list)
    for line in dated:
        node = int(page.facts.node[line])
        together[node].append(line)
        for _ in range(_LEVELS):
            parent = int(nodes.parent[node])
            if parent == node:
                break
            alike[parent, int(nodes.make[node])][node] = None
            node = parent
    for (parent, _), blocks in alike.items():
        if len(blocks) >= FEWEST:
            yield [(int(nodes.first[node]), int(nodes.last[node])) for node in blocks]
            yield _following([int(nodes.first[node]) for node in blocks], int(nodes.last[parent]))
    for node, lines in together.items():
        if len(lines) >= FEWEST:
            yield _following(lines, int(nodes.last[node]))


def _following(starts: Sequence[int], end: int) -> list[Range]:
    """Return the lines from each start to the next; from the last one as many as the longest of them has."""
    ranges = list(pairwise(starts))
    longest = max(last - first for first, last in ranges)
    return [*ranges, (starts[-1], min(end, starts[-1] + longest))]


def _entries(
    page: Rendered,
    ranges: Sequence[Range],
    dated: Mapping[int, str],
    links: Mapping[int, Sequence[Link]],
    dates: DateReader,
) -> list[TreeEntry]:
    """Read the entries of blocks made alike; none where too few of them are entries."""
    held = [
        [link for line in range(first, last) for link in links.get(line, ())] if last - first <= _MOST_LINES else []
        for first, last in ranges
    ]
    # "Read more" stands in each entry, its title in one.
    times = Counter(text for each in held for text in {link.text.casefold() for link in each})
    entries: list[TreeEntry] = []
    for (first, last), each in zip(ranges, held, strict=True):
        if not each:
            continue
        own = [dated[line] for line in range(first, last) if line in dated]
        text = int((page.facts.size[first:last] - page.facts.linked[first:last]).sum())
        if not 0 < len(own) <= _MOST_DATES or text > _LONGEST_TEXT:
            continue
        told = [link for link in each if times[link.text.casefold()] == 1]
        title = _title(page, range(first, last), told, dated, dates)
        if title is not None:
            entries.append(TreeEntry(first, last, own[0], title[0], title[1], (told or each)[0].address))
    titles = {entry.title for entry in entries}
    return entries if len(titles) >= max(FEWEST, _ENOUGH * len(ranges)) else []


def _title(
    page: Rendered, lines: range, links: Sequence[Link], dated: Mapping[int, str], dates: DateReader
) -> tuple[str, int] | None:
    """Return the title of an entry and its line: its heading, else its longest link, else its first line."""
    rows, facts = page.rows, page.facts
    seen = (line for line in lines if not facts.hidden[line])
    texts = {line: text for line in seen if (text := fold(rows[facts.number[line]]).removeprefix("• "))}
    heading = next((line for line in texts if facts.forms[line][0] == "h"), None)
    if heading is not None:
        return texts[heading], heading
    whole = [link for link in links if link.last - link.first == 1]
    if whole:
        longest = max(whole, key=lambda link: len(link.text))
        title = _undated(longest.text, dates)
        return (title, longest.first) if len(title) >= _SHORTEST_TITLE else None
    for line, text in texts.items():
        title = _undated(text, dates) if line in dated else text
        if len(title) >= _SHORTEST_TITLE and dates.whole(title) is None:
            return title, line
    return None


def _undated(text: str, dates: DateReader) -> str:
    """Return a text without the date that it begins or ends with."""
    text = fold(text)
    if _YEAR.search(text) is None:
        return text
    if (found := dates.leading(text)) is not None and text[found.end :].strip(_AROUND_TITLE):
        return text[found.end :].strip(_AROUND_TITLE)
    for found in dates.find(text):
        if not text[found.end :].strip(_AROUND_TITLE) and text[: found.start].strip(_AROUND_TITLE):
            return text[: found.start].strip(_AROUND_TITLE)
    return text
