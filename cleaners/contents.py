"""Tables of contents: runs of short lines that come again below, in the same order, as heads over text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from cleaners.scripts import ideographs

_ENOUGH = 3
_MAX_HEAD = 120
# A section is text if one of its lines is as long as this; ideographs say more each.
_PROSE = 60
_IDEOGRAPHIC_PROSE = 20
_NUMBER = re.compile(
    r"[•*–—-]?\s*(?:(?:\d+(?:\.\d+)*|[ivxlc]+|[一二三四五六七八九十]+)[.)．:]?\s|[一二三四五六七八九十]+、|第\S{1,3}[章节節条條]\s?)?"
)
_NUMBERED = re.compile(r"(?:\d+(?:\.\d+)*[.)．]?|[IVXLC]+\.|[一二三四五六七八九十]+、|第\S{1,3}[章节節条條])\s?\S")
# Letters that numbers begin with.
_NUMERALS = frozenset("ivxlc一二三四五六七八九十第")
_MARKS = frozenset("•*–—-")
_PAGE = re.compile(r"[\s.…·]{2,}\d{1,4}$")


class Contents(NamedTuple):
    """Indices of the lines of a page."""

    lines: frozenset[int]
    """Tables of contents."""
    heads: frozenset[int]
    """The heads in the text that they name."""
    numbered: frozenset[int]
    """Those of `lines` that number the heads, as a document does; others may be the links of a page to its parts."""


def contents(texts: Sequence[str], lower: Sequence[str]) -> Contents:
    """Return where the tables of contents of a page are; `lower` are its `texts` case folded.

    >>> text = "What stands in a section, over one line and more of it, however short the heads may be."
    >>> texts = ["Title", "1. Aim", "2. Means", "3. End", "Aim", text, "Means", text, "End", text]
    >>> found = contents(texts, [text.casefold() for text in texts])
    >>> sorted(found.lines), sorted(found.heads)
    ([1, 2, 3], [4, 6, 8])
    """
    first: dict[str, int] = {}
    again: list[int | None] = [None] * len(texts)
    extra: Counter[int] = Counter()
    for index, (text, key) in enumerate(zip(texts, lower, strict=True)):
        if not text or len(text) > _MAX_HEAD:
            continue
        # Most lines have neither number nor page, and need no search for them.
        if key[-1].isdigit() or not key[0].isalpha() or key[0] in _NUMERALS:
            key = _key(key)
        if key and (before := first.setdefault(key, index)) != index:
            if again[before] is None:
                again[before] = index
            else:
                extra[before] += 1
    lines: set[int] = set()
    heads: set[int] = set()
    if len(texts) - again.count(None) < _ENOUGH:
        return Contents(frozenset(), frozenset(), frozenset())
    prose = [index for index, text in enumerate(texts) if _is_prose(text)]
    at = 0
    while at < len(texts):
        run: list[int] = []
        while (below := again[at] if at < len(texts) else None) is not None and (not run or below > run[-1] + 1):
            run.append(below)
            at += 1
        if len(run) >= _ENOUGH and run[0] >= at:
            named = range(at - len(run), at)
            # Filters come again too, as the tags of entries: more often than heads and a second table would.
            filters = sum(extra[index] for index in named) > len(run)
            if not filters and not _goes_on(texts, again, named) and _have_text(prose, run, len(texts)):
                lines.update(named)
                heads.update(run)
        at += not run
    numbered = frozenset(index for index in lines if _NUMBERED.match(texts[index]))
    return Contents(frozenset(lines), frozenset(heads), numbered)


def _key(line: str) -> str:
    """Return a line, case folded, without its number and page."""
    if not line[0].isalpha() or line[0] in _NUMERALS:
        line = _NUMBER.sub("", line, count=1)
    return (_PAGE.sub("", line) if line[-1:].isdigit() else line).strip()


def _goes_on(texts: Sequence[str], again: Sequence[int | None], named: range) -> bool:
    """Tell whether more lines of the same make stand below these lines, none of which comes again: so menus go on."""
    mark, first = _mark(texts[named.start]), named.stop
    last = first + len(named)
    below = range(first, last) if last <= len(texts) else ()
    return bool(below) and all(
        again[index] is None and _mark(texts[index]) == mark and not _is_prose(texts[index]) for index in below
    )


def _mark(text: str) -> str:
    """Return what a line is marked with: a bullet, "1" for any number, "" for nothing."""
    return text[0] if text[:1] in _MARKS else "1" if _NUMBERED.match(text) else ""


def _have_text(prose: Sequence[int], heads: Sequence[int], size: int) -> bool:
    """Tell whether most heads stand over text, on a page of a size whose lines of `prose` are known."""
    ends = [*heads[1:], size]
    over = sum(bisect_right(prose, head) < bisect_right(prose, end - 1) for head, end in zip(heads, ends, strict=True))
    return 2 * over > len(heads)


def _is_prose(text: str) -> bool:
    return len(text) >= _PROSE or ideographs(text) >= _IDEOGRAPHIC_PROSE
