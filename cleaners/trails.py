"""Breadcrumb trails: `Home > News > The ferry line opens` on one line, or a line a step, with signs or without.

Most end in the headline, cut or in full, or in the section's name, which the menu above has too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Container, Mapping, Sequence, Set
from itertools import islice
from typing import NamedTuple

from cleaners.scripts import ideographs

BULLETS = " *•·-–"
"""Signs around the lines of a menu."""
CUTS = ("…", "...")
"""Ends of a step that is cut."""

_LONGEST = 300
# Behind the name of the first page other signs part the steps too: `الرئيسية < الأخبار`, `Главная - Документы`.
_STEPS = re.compile(r"\s*(?:[>＞›»→]+|::)\s*|\s+(?:[<‹«←\\]+|[-–—])\s+|\s?/\s|(?<=\S)/(?=\S)")
_CHEVRON_SIGNS = (">", "＞", "›", "»", "→")
_EDGES = " >＞›»→<‹«←/\\:-–—"
_BEFORE_HOME = f"{_EDGES}.0123456789"
_SIGN = re.compile(r"[>＞›»→<‹«←/\\|·•–-]{1,2}")
_EDGE_SIGN = re.compile(r"^[>＞›»→<‹«←/\\]+\s*|\s*[>＞›»→<‹«←/\\]+$")
_SIGNS = (*">＞›»→<‹«←/\\",)
_HERE = re.compile(r"[^:：]{1,30}[:：] ?")
_COLONS = (":", "：")
_NUMBERED = re.compile(r"(\d)\. ?(?=\S)")
# Steps of a trail, code points of a step, and of a first one with what stands before it.
_MOST, _LONGEST_STEP, _LONGEST_HOME = 6, 120, 60
# Steps that the menu does not have, where the line below says the last one again.
_UNKNOWN = 3
# A trail without the first page: what parts its steps, its code points, and how none ends.
_CHEVRONS, _LONGEST_SECTIONS, _ENDS = re.compile(r"\s+(?:[＞›»→]|>{1,2})\s+"), 100, ".!?:›»→>＞"
_SLASH = " / "
# Between steps that no sign parts, and steps of such a trail: a menu on one line has more.
_GAP, _MOST_SPACED = re.compile(r"\s{2,}"), 4
# Items of a menu that stand side by side.
_ROW = 4


class Trail(NamedTuple):
    """Where a trail stands, and its steps, case folded."""

    start: int
    end: int
    """One past its last segment."""
    steps: list[str]
    told: bool = True
    """False where only the menu shows what its steps are: one more may follow that the menu does not have."""


def trail(lines: Sequence[str], home: Container[str], starts: Set[str], is_day: Callable[[int], bool]) -> Trail | None:
    """Return the first trail of a page that begins with one of the names of a first page, `home`.

    `lines` are its segments, case folded; `starts` are the first letters of the names, four at most; `is_day` tells
    which lines are dates, which are no steps.
    """
    menu: set[str] = set()
    read = 0
    for index, line in enumerate(lines):
        if len(line) > _LONGEST:
            continue
        stem = _HERE.sub("", line, count=1) if ":" in line or "：" in line else line
        # Nearly all lines begin otherwise; to look for signs in each took 1.7 times as long (2026-11-23).
        start = stem.lstrip(_BEFORE_HOME)[:4]
        if starts.isdisjoint((start, start[:3], start[:2], start[:1])):
            continue
        # No name of a first page is longer: the rest of a paragraph need not be searched.
        if _STEPS.split(stem.lstrip(_EDGES)[:_LONGEST_HOME], 1)[0] in home:
            steps = [step for step in _STEPS.split(stem) if step]
            if len(steps) > 1:
                return _again(lines, index, steps) or Trail(index, index + 1, steps)
        bare = _EDGE_SIGN.sub("", _NUMBERED.sub("", stem, count=1)).strip() if len(line) <= _LONGEST_HOME else ""
        if bare in home:
            menu.update(_bare(item) for above in lines[read:index] for item in _items(above))
            read = index
            found = _numbered(lines, index) or _signed(lines, index, is_day) or _plain(lines, index, home, menu)
            if found is not None:
                return found
    return None


def section_trail(lines: Sequence[str], words: Mapping[str, str]) -> Trail | None:
    """Return the first trail with chevrons that begins with a word of menus, in place of the first page.

    One of two steps may have a slash, where the line below says the last one: `embassy / news` above `news and events`.

    >>> section_trail(["harbour board", "tenders >> dredging", "dredging of the quay"], {"tenders": "menu"})
    Trail(start=1, end=2, steps=['tenders', 'dredging'], told=True)
    """
    page = "\n".join(lines)
    signs = [sign for sign in (*_CHEVRON_SIGNS, _SLASH) if sign in page]
    if not signs:
        return None
    for index, line in enumerate(lines):
        if len(line) > _LONGEST_SECTIONS or not any(map(line.__contains__, signs)):
            continue
        first, _, last = line.partition(_SLASH)
        if last and words.get(first) == "menu" and index + 1 < len(lines) and lines[index + 1].startswith(last):
            return Trail(index, index + 1, [first, last])
        if _CHEVRONS.search(line) is None:
            continue
        steps = _CHEVRONS.split(line)
        if len(steps) <= _MOST and words.get(steps[0]) == "menu" and line[-1] not in _ENDS:
            return Trail(index, index + 1, steps)
    return None


def menu_trail(lines: Sequence[str]) -> Trail | None:
    """Return the first trail of a line a step, a sign between, that begins with a word of the menu above it.

    The line below begins with the last step: `press room`, `/`, `notices`, and below them `notices to pilots`.

    >>> menu_trail(["press room", "pilots", "press room", "/", "notices", "notices to pilots"])
    Trail(start=2, end=5, steps=['press room', 'notices'], told=True)
    """
    above: set[str] = set()
    for index, line in enumerate(lines):
        if index + 1 < len(lines) and lines[index + 1] in _SIGNS and line in above:
            found = _signed(lines, index, lambda _: False)
            if found is not None and found.end < len(lines) and lines[found.end].startswith(found.steps[-1]):
                return found
        above.add(line)
    return None


def spaced_trail(texts: Sequence[str], lines: Sequence[str], home: Container[str]) -> Trail | None:
    """Return the first trail whose steps have only wide spaces between, where the line below says one of them again.

    `texts` are the segments as they stand on the page, `lines` the same folded. The trail ends for us in that step:
    `Home  News  Search news` above `News`.

    >>> spaced_trail(["Home  Tides  Find a tide", "Tides"], ["home tides find a tide", "tides"], {"home"})
    Trail(start=0, end=1, steps=['home', 'tides'], told=True)
    """
    for index, (text, below) in enumerate(zip(texts, lines[1:], strict=False)):
        # Most lines have no step of the line below in them.
        if len(text) > _LONGEST_SECTIONS or below not in lines[index]:
            continue
        steps = [step.casefold() for step in _GAP.split(text.strip())]
        if steps[0] in home and len(steps) <= _MOST_SPACED and below in steps[1:]:
            return Trail(index, index + 1, steps[: steps.index(below, 1) + 1])
    return None


def _again(lines: Sequence[str], first: int, steps: Sequence[str]) -> Trail | None:
    """Read a trail that stands once more below, a line a step and the last one left out for the headline."""
    own = [*steps[:-1]]
    if len(own) < _UNKNOWN:
        return None
    at = (index for index in range(first + 1, len(lines)) if lines[index] == own[0])
    start = next((index for index in at if [*lines[index : index + len(own)]] == own), None)
    return None if start is None else Trail(start, start + len(own), own)


def _numbered(lines: Sequence[str], first: int) -> Trail | None:
    """Read `1. Home`, `2. News`, `3. Statements`."""
    steps: list[str] = []
    for line in islice(lines, first, first + _MOST):
        match = _NUMBERED.match(line)
        if match is None or int(match[1]) != len(steps) + 1:
            break
        steps.append(_EDGE_SIGN.sub("", line[match.end() :]))
    return Trail(first, first + len(steps), steps) if len(steps) > 1 else None


def _signed(lines: Sequence[str], first: int, is_day: Callable[[int], bool]) -> Trail | None:
    """Read steps that have signs between them: `Home`, `>`, `News` or `Home /`, `News`."""
    steps, at, sign = [_EDGE_SIGN.sub("", lines[first])], first + 1, ""
    while at < len(lines) and len(steps) <= _MOST:
        if _SIGN.fullmatch(lines[at]) is not None and at + 1 < len(lines):
            if lines[at] != (sign or lines[at]):
                break  # Another sign is the bullet of what stands below.
            sign = lines[at]
            at += 1
        elif lines[at - 1][-1:] not in _SIGNS and _EDGE_SIGN.match(lines[at]) is None:
            break  # What stands behind the last sign is the last step, not the headline below it.
        if len(lines[at]) > _LONGEST_STEP or is_day(at):
            at -= _SIGN.fullmatch(lines[at - 1]) is not None
            break
        steps.append(_EDGE_SIGN.sub("", lines[at]))
        at += 1
    return Trail(first, at, steps) if 1 < len(steps) <= _MOST else None


def _items(line: str) -> list[str]:
    """Return the items of a menu that a line is: several where they stand side by side in a script without spaces."""
    words = line.split()
    return words if len(words) >= _ROW and len(line) <= _LONGEST and ideographs(line) else [line.strip(BULLETS)]


def _bare(line: str) -> str:
    """Return a line without accents, which menus set in capitals leave out."""
    if line.isascii():
        return line
    return "".join(sign for sign in unicodedata.normalize("NFD", line) if not unicodedata.combining(sign))


def _plain(lines: Sequence[str], first: int, home: Container[str], menu: Container[str]) -> Trail | None:
    """Read steps without any sign: `menu`, the lines above, has them, or the line below says the last one again."""
    at = first + 1
    while at < len(lines) and at - first <= _MOST and _bare(lines[at]) in menu and lines[at] not in home:
        at += 1
        if at < len(lines) and lines[at] == lines[at - 1]:
            break
    if at - first > _MOST or at >= len(lines):
        return None
    near = range(max(at - 1, first + 1), min(at + _UNKNOWN, len(lines) - 1))
    last = next((step for step in near if lines[step] == lines[step + 1]), None)
    end = at if last is None else last + 1
    # "You are here:"
    told = last is not None or (first > 0 and lines[first - 1].endswith(_COLONS))
    return Trail(first, end, [*lines[first:end]], told) if end - first > 1 else None
