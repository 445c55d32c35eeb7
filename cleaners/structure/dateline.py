"""Lines around a headline that hold a date and nothing but facts: `Oslo, 12 March 2024 | Press release no. 47/2024`."""

from __future__ import annotations

import re
from typing import NamedTuple

from cleaners.dates import TIME, Found
from cleaners.lines import has_digit
from cleaners.reading import Reading
from cleaners.structure.heads import ARTICLE, document_number, is_kind, is_kind_of_item
from cleaners.structure.release import is_said
from schemas import precision_of

_MAX_LINE = 120
_MAX_FACT = 40
_MAX_PLACE = 30
_SIGNS = re.compile(r"\s*([|•·‧●;,،])\s*|\s+([-–—/])(?:\s+|$)|^([-–—/])\s+")
_FACTS = ("menu", "meta")
"""Classes of label words that name a section or a fact of the item."""
_COMMAS, _BARS, _DASHES = (",", "،"), ("|", "•", "·", "‧", "●"), ("-", "–", "—", "/")
_AROUND_LABEL = " .,:()0123456789"
_EDGES = " .:()（）"
# "Press release of 4 May", "от 4 мая": what may stand between a fact and the day.
BEFORE_DAY = re.compile(rf"(?:^|\s)(?:{ARTICLE}|on|am|vom|du|of|от|від|од|z dnia|de|del|di)$", re.IGNORECASE)
# "г. Москва": the word for city is not part of the name.
CITY = re.compile(r"(?:г|гор|м)\. ?")
# Capitalised, or of a script that has no capitals but parts its words.
_CASED = r"[^\W\d_a-zа-яёіїєґ\u0e00-\u0eff\u3040-\u9fff\uac00-\ud7a3][\w.'’]*"
_PLACE = re.compile(rf"{_CASED}(?:-{_CASED}|-(?:on|sur|am|an|на|upon|de|la|le)-{_CASED})?(?: {_CASED}){{0,2}}")


class Dateline(NamedTuple):
    """What a line says of the item: when, and where and under which number it came out, if it says so."""

    date: Found
    place: str | None
    number: str | None
    kind: str | None
    """The kind of document, as printed."""


def read(text: str, reading: Reading) -> Dateline | None:
    """Read a folded line of which every part is a fact: date, time, place, number, kind of document; else None."""
    if len(text) > _MAX_LINE:
        return None
    first = reading.date_in(text)
    if first is None or first.doubt is not None or precision_of(first.value) != "day":
        return None
    # A number may end like a date: "Nr KGW.0012.7.2024".
    if first.start and (text[first.start - 1].isalnum() or text[first.start - 1] in "./-"):
        return None
    date = reading.dates.timed(first, text, day_first=reading.day_first)
    stem = BEFORE_DAY.sub("", text[: first.start].rstrip())
    place = number = kind = None
    for part, sign in (*_parts(stem)[::-1], *_parts(text[date.end :], behind=True)):
        if number is None and (found := document_number(part)) is not None:
            number = found
        elif (
            place is None
            and (sign in _COMMAS or (not sign and _is_behind_time(part, text)))
            and is_place(part, reading)
        ):
            place = CITY.sub("", part)
        elif kind is None and sign in (*_BARS, *_DASHES) and is_kind_of_item(part.casefold(), reading):
            kind = part
        elif not (is_known(part, reading) or (sign in _BARS and len(part) <= _MAX_FACT and not has_digit(part))):
            return None
    return Dateline(date, place, number, kind)


def _parts(text: str, *, behind: bool = False) -> list[tuple[str, str]]:
    """Split what stands on one side of a date into facts, each with the sign between it and the date, "" for none."""
    found: list[tuple[str, str]] = []
    at, before = 0, ""
    for match in _SIGNS.finditer(text):
        sign = match[1] or match[2] or match[3]
        found.append((text[at : match.start()], before if behind else sign))
        at, before = match.end(), sign
    found.append((text[at:], before if behind else ""))
    return [(its, sign) for part, sign in found if (its := part.strip(_EDGES))]


def is_known(text: str, reading: Reading) -> bool:
    """Tell whether a text is a weekday, a time, a label word, a kind of document or a word about the delivery."""
    words, folded = reading.words, text.casefold()
    # "5 min read", "Views: 312": a label with its number.
    label = folded.strip(_AROUND_LABEL)
    if folded in words.weekdays or words.lines.get(label) in _FACTS or folded in words.published:
        return True
    return TIME.fullmatch(text) is not None or is_said(text, reading) or is_kind(folded, reading)


def _is_behind_time(part: str, text: str) -> bool:
    """`12 March 2024 14:15 Oslo`: scripts without capitals have zones there."""
    return part[0].isupper() and text.endswith(part) and TIME.search(text) is not None


def is_place(text: str, reading: Reading) -> bool:
    """Tell whether a text can be the name of a place and no list of words knows it as something else."""
    words, name = reading.words, CITY.sub("", text)
    if len(name) > _MAX_PLACE or _PLACE.fullmatch(name) is None or is_known(name, reading):
        return False
    if any(name.casefold() in known for known in (words.lines, words.credits, words.bylines)):
        return False
    # "By Anna Holm" names a person, "De Bilt" a town.
    first, *others = name.split(" ")
    return first.casefold() not in words.bylines or len(others) < 2
