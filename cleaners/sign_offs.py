"""Lines that sign a text: place and date, date and office, or office, rank and name.

Between a text and a footer they look like both.
"""

from __future__ import annotations

import re
from itertools import takewhile

from cleaners.dates import days_between
from cleaners.decisive import MISSED
from cleaners.lines import SENTENCE_ENDS, has_digit
from cleaners.names import is_capital
from cleaners.reading import Reading
from cleaners.rules import Verdict
from cleaners.structure import bylines
from cleaners.structure.dateline import is_place
from cleaners.structure.published import dated

_SIGNED = Verdict("body", "structure/signature", 0.9)
_MAX_OFFICE = 60
# Days between the date that signs a text and the one that it bears, and lines that the model may miss between them.
_PLACED, _SAME = 31, 1
_GAP = 8
# Lines of a signature: two of the office, one of the rank, the name.
_SIGNATURE = 4
_ENDS = (*SENTENCE_ENDS, ":")
# Parties that sign together, and words before each: "For the Republic of ...".
_PARTIES, _LONGEST_PARTY = 2, 160
_FOR = re.compile(
    r"(?:(?:for the|on behalf of(?: the)?|por (?:el|las?|los)|pour (?:les?|la)|für (?:die|das|den)|per (?:il|la|lo)"
    r"|pel[oa]s?|voor (?:de|het)|за|від|от|عن) |(?:pour|per) l['’] ?)(?P<party>\w.*)",
    re.IGNORECASE,
)
_MISSED = frozenset({"furniture", "meta", "related"})
# Lines of office and name below the day that signs a text.
_BELOW_DAY = 3
# Spaces in a name below a text, and what is done with the page below that.
_NAMES, _BUTTONS = 3, frozenset({"structure/share", "structure/button"})
# Words of a sentence that closes a speech, and how it ends.
_CLOSING = 5
_STOP_SIGNS = ".!。！"
_STOPS = tuple(_STOP_SIGNS)


def keep(reading: Reading, verdicts: list[Verdict]) -> None:
    """Keep the lines that sign the text of an article, and those of a notice that stand above its date and office."""
    end = next((index for index in range(len(verdicts) - 1, -1, -1) if verdicts[index].label == "body"), None)
    if end is None or end + 2 >= len(verdicts):
        return
    parties = [*takewhile(bool, (_party(reading, verdicts, at) for at in range(end + 1, len(verdicts))))]
    # `For the Press` and `For the Public` are a menu.
    if len(parties) >= _PARTIES and any(" " in party for party in parties):
        verdicts[end + 1 : end + 1 + len(parties)] = [_SIGNED] * len(parties)
        return
    if (name := _signed(reading, verdicts, end)) is not None:
        verdicts[end + 1 : name + 1] = [_SIGNED] * (name - end)
        return
    if (last := _closing(reading, verdicts, end)) > end:
        verdicts[end + 1 : last + 1] = [_SIGNED] * (last - end)
        return
    if parties and _for_others(reading, verdicts, end):
        last = end + 1 + (end + 2 < len(verdicts) and _may_sign(reading, verdicts, end + 2))
        verdicts[end + 1 : last + 1] = [_SIGNED] * (last - end)
        return
    if (last := _ranked(reading, verdicts, end)) > end:
        verdicts[end + 1 : last + 1] = [_SIGNED] * (last - end)
        return
    if (name := _below_day(reading, verdicts, end)) > end:
        verdicts[end + 1 : name + 1] = [_SIGNED] * (name - end)
        return
    if _is_missed(verdicts, range(end + 1, end + 3)) and is_place(reading.text(end + 1), reading):
        if _is_near(reading, verdicts, end + 2, _PLACED) and _day(reading, end + 4) is None:
            verdicts[end + 1] = verdicts[end + 2] = _SIGNED
        return
    for at in range(end + 1, min(end + _GAP, len(verdicts) - 1)):
        if not _is_missed(verdicts, range(at, at + 2)):
            return
        if _day(reading, at) is not None:
            if _is_office(reading, at + 1) and _is_near(reading, verdicts, at, _SAME):
                verdicts[end + 1 : at + 2] = [_SIGNED] * (at + 1 - end)
            return


def _party(reading: Reading, verdicts: list[Verdict], index: int) -> str:
    """Return for whom a line says that somebody signs, "" if it does not: `For the Republic of Tollen, Anna Holm`."""
    text = reading.text(index)
    match = _FOR.match(text) if len(text) <= _LONGEST_PARTY and not text.endswith(_ENDS) else None
    if match is None or match["party"][0].islower() or reading.line_class(index) is not None:
        return ""
    return match["party"] if _is_missed(verdicts, range(index, index + 1)) else ""


def _signed(reading: Reading, verdicts: list[Verdict], end: int) -> int | None:
    """Return the segment that is the name below office and rank, with initials; None without such a signature."""
    for at in range(end + 1, min(end + 1 + _SIGNATURE, len(verdicts))):
        text = reading.text(at)
        if len(text) > _MAX_OFFICE or not _is_missed(verdicts, range(at, at + 1)) or text.endswith(_ENDS):
            return None
        if at > end + 1 and bylines.is_initialed(text):
            return at
        if reading.line_class(at) is not None or not text[:1].isalpha():
            return None
    return None


def _closing(reading: Reading, verdicts: list[Verdict], end: int) -> int:
    """Return the last segment of words that close a speech, and of its speaker's name, below the text; else `end`.

    `Thank you.`, `Anna Holm`: a sentence of a few words, and a name that a longer line above has too.
    """
    at = end
    text = reading.text(at + 1)
    if _is_left(verdicts, at + 1) and text.endswith(_STOPS) and text.count(" ") < _CLOSING and _has_words(text):
        at += 1
    text = reading.text(at + 1)
    if _is_left(verdicts, at + 1) and is_capital(text) and any(_names(reading, above, text) for above in range(end)):
        at += 1
    return at


def _is_left(verdicts: list[Verdict], index: int) -> bool:
    return index < len(verdicts) and verdicts[index].reason == "model/furniture"


def _has_words(text: str) -> bool:
    """Tell whether a line is two words or more, without numbers and other signs."""
    return " " in text and text.rstrip(_STOP_SIGNS).replace(" ", "").isalpha()


def _names(reading: Reading, index: int, name: str) -> bool:
    return len(reading.text(index)) > len(name) and name in reading.text(index)


def _ranked(reading: Reading, verdicts: list[Verdict], end: int) -> int:
    """Return the last of two lines that sign the text, a rank with a name and an office, `end` where nothing does.

    `judge Anna Holm`, `Speaker of the Court of Tollen`: a word in lower case before the name is no menu’s, and below
    the office stand buttons.
    """
    name, office, below = range(end + 1, end + 4)
    rank, _, person = reading.text(name).partition(" ")
    if not (rank.rstrip(".").islower() and rank[0].isalpha() and is_capital(person)) or person.count(" ") > _NAMES:
        return end
    if not _may_sign(reading, verdicts, name):
        return end
    if reading.segments[name].n - reading.segments[end].n == 1 and reading.is_parted(end) and reading.is_parted(office):
        # The office above, in a block with the name.
        return end if len(reading.text(end)) > _MAX_OFFICE or reading.text(end).endswith(_ENDS) else name
    if below >= len(verdicts) or verdicts[below].reason not in _BUTTONS:
        return end
    return office if _may_sign(reading, verdicts, office) else end


def _for_others(reading: Reading, verdicts: list[Verdict], end: int) -> bool:
    """Tell whether of the lines that end the text one says for whom another signs, its name below: `For the Isles`."""
    near = range(max(0, end - _SIGNATURE), end)
    return any(_FOR.match(reading.text(at)) is not None and verdicts[at].label == "body" for at in near)


def _below_day(reading: Reading, verdicts: list[Verdict], end: int) -> int:
    """Return the last segment of office and name below the day that ends the text, `end` where nothing signs it so.

    What some rule takes, or a blank line, stands below them.
    """
    if verdicts[end].reason != "structure/signature" and _day(reading, end) is None:
        return end
    at = end
    while at - end < _BELOW_DAY and at + 1 < len(verdicts) and _may_sign(reading, verdicts, at + 1):
        at += 1
        if at + 1 == len(verdicts) or reading.segments[at + 1].n - reading.segments[at].n > 1:
            return at
    below = verdicts[at + 1 : at + 2]
    return at if below and not below[0].reason.startswith("model/") else end


def _may_sign(reading: Reading, verdicts: list[Verdict], index: int) -> bool:
    text = reading.text(index)
    if len(text) > _MAX_OFFICE or text.endswith(SENTENCE_ENDS) or reading.line_class(index) is not None:
        return False
    # `Topics: ports, pilots` stands there too.
    if has_digit(text) or ":" in text or "：" in text:
        return False
    return text[:1].isalpha() and verdicts[index].reason in MISSED


def _is_missed(verdicts: list[Verdict], indices: range) -> bool:
    """Tell whether no rule but of dates took the lines."""
    of_dates = ("structure/dateline", "structure/dated-row", "structure/signature")
    return all(
        verdicts[index].label in _MISSED
        and (verdicts[index].reason.startswith("model/") or verdicts[index].reason in of_dates)
        for index in indices
    )


def _day(reading: Reading, index: int) -> str | None:
    found = reading.date(index)
    return found.day if found is not None else None


def _is_near(reading: Reading, verdicts: list[Verdict], at: int, most: int) -> bool:
    """Tell whether a line is a day near one that the item bears; without such a one, no day is far."""
    day = _day(reading, at)
    borne = (dated(reading, index) for index in range(at) if verdicts[index].label == "meta")
    days = [borne_on for found in borne if found is not None and (borne_on := found.day) is not None]
    return day is not None and (not days or any(days_between(day, other) <= most for other in days))


def _is_office(reading: Reading, index: int) -> bool:
    """Tell whether a line is the name that the page bears at its top too."""
    text = reading.text(index)
    if len(text) > _MAX_OFFICE or reading.line_class(index) is not None:
        return False
    return any(reading.text(above) == text for above in range(index // 2))
