"""Breadcrumb trails, and the headline below one: `Home > News > The ferry line opens`.

A trail stands on one line, or each of its steps has a line of its own, with signs between them or without. Most end in
the headline, cut or in full, or in the section's name, which the menu above has too.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import NamedTuple

from cleaners.reading import Reading

_PART = re.compile(r"\s*[>›»→]\s*|\s/\s")
_MARKS = ">›»→/"
CUTS = ("…", "...")
_LEAST = 4  # code points that are a headline, in any script
_MOST = 300
BULLETS = " *•·-–"
_REACH = 12  # segments below the trail: share buttons, a kicker and a date stand between
# Behind the name of the first page other signs part the steps too: `الرئيسية < الأخبار`, `Главная - Документы`.
_STEPS = re.compile(r"\s*(?:[>›»→]+|::)\s*|\s+(?:[<‹«←\\]+|[-–—])\s+|\s?/\s|(?<=\S)/(?=\S)")
_SIGN = re.compile(r"[>›»→<‹«←/\\|·•–-]{1,2}")
_EDGE_SIGN = re.compile(r"^[>›»→<‹«←/\\]+\s*|\s*[>›»→<‹«←/\\]+$")
_HERE = re.compile(r"[^:：]{1,30}[:：] ?")
_NUMBERED = re.compile(r"(\d)\. ?(?=\S)")
# Steps of a trail, and code points of a step.
_STEPS_MOST, _LONGEST_STEP = 6, 120
# Steps that the menu does not have, where the line below says the last one again.
_UNKNOWN = 3


class Trail(NamedTuple):
    """Where a trail stands, and its steps, case folded."""

    start: int
    end: int
    """One past its last segment."""
    steps: list[str]
    told: bool = True
    """False where only the menu shows what its steps are: one more may follow that the menu does not have."""


def trail_end(reading: Reading) -> int | None:
    """Return the first segment that the trail above it ends in, white space, case and a cut aside; None if none is."""
    for index, segment in enumerate(reading.segments):
        text = segment.folded
        if len(text) > _MOST or not any(mark in text for mark in _MARKS):
            continue
        *above, last = _PART.split(text)
        cut = last.endswith(CUTS)
        last = last.rstrip("….").rstrip().casefold() if cut else last.casefold()
        if not any(above) or len(last) < _LEAST or last in reading.words.lines:
            continue
        for below in islice(range(index + 1, len(reading)), _REACH):
            line = reading.text(below).casefold()
            if line == last or (cut and line.startswith(last)):
                return below
    return None


def in_menu(reading: Reading, end: int) -> list[int]:
    """Return the segments above the one that a trail ends in that say the same words, bullets aside."""
    text = reading.text(end).casefold()
    return [index for index in range(end) if reading.text(index).strip(BULLETS).casefold() == text]


def trail(reading: Reading) -> Trail | None:
    """Return the first trail of a page that begins with the name of the first page, on one line or on several."""
    home = reading.words.home
    for index, line in enumerate(reading.lower):
        if len(line) > _MOST:
            continue
        stem = _HERE.sub("", line, count=1) if _HERE.match(line) is not None else line
        steps = [step for step in _STEPS.split(stem) if step]
        if len(steps) > 1 and steps[0] in home:
            return Trail(index, index + 1, steps)
        bare = _EDGE_SIGN.sub("", _NUMBERED.sub("", stem, count=1)).strip()
        if bare in home and (found := _on_lines(reading, index)) is not None:
            return found
    return None


def _on_lines(reading: Reading, first: int) -> Trail | None:
    """Read a trail of a line a step that begins with this segment, the name of the first page."""
    return _numbered(reading, first) or _signed(reading, first) or _plain(reading, first)


def _signed(reading: Reading, first: int) -> Trail | None:
    """Read steps that have signs between them: `Home`, `>`, `News` or `Home /`, `News`."""
    lower = reading.lower
    steps, at = [_EDGE_SIGN.sub("", lower[first])], first + 1
    while at < len(lower) and len(steps) <= _STEPS_MOST:
        if _SIGN.fullmatch(lower[at]) is not None and at + 1 < len(lower):
            at += 1
        elif _EDGE_SIGN.search(lower[at - 1]) is None and _EDGE_SIGN.match(lower[at]) is None:
            break
        if len(lower[at]) > _LONGEST_STEP or reading.date(at) is not None:
            at -= _SIGN.fullmatch(lower[at - 1]) is not None
            break
        steps.append(_EDGE_SIGN.sub("", lower[at]))
        at += 1
    return Trail(first, at, steps) if 1 < len(steps) <= _STEPS_MOST else None


def _numbered(reading: Reading, first: int) -> Trail | None:
    """Read `1. Home`, `2. News`, `3. Statements`."""
    steps: list[str] = []
    for line in islice(reading.lower, first, first + _STEPS_MOST):
        match = _NUMBERED.match(line)
        if match is None or int(match[1]) != len(steps) + 1:
            break
        steps.append(_EDGE_SIGN.sub("", line[match.end() :]))
    return Trail(first, first + len(steps), steps) if len(steps) > 1 else None


def _plain(reading: Reading, first: int) -> Trail | None:
    """Read steps without any sign: the menu above has them, or the line below says the last one again."""
    lower = reading.lower
    above = {line.strip(BULLETS) for line in lower[:first]}
    at = first + 1
    while at < len(lower) and at - first <= _STEPS_MOST and lower[at] in above and lower[at] not in reading.words.home:
        at += 1
        if at < len(lower) and lower[at] == lower[at - 1]:
            break
    if at - first > _STEPS_MOST or at >= len(lower):
        return None
    again = (
        near
        for near in range(max(at - 1, first + 1), min(at + _UNKNOWN, len(lower) - 1))
        if lower[near] == lower[near + 1]
    )
    last = next(again, None)
    end = at if last is None else last + 1
    # "You are here:"
    told = last is not None or reading.text(first - 1).endswith((":", "："))
    return Trail(first, end, lower[first:end], told) if end - first > 1 else None
