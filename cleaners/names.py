"""How names of people and companies are made: a few words, each with a capital; and what people are called by."""

from __future__ import annotations

import re

from cleaners.lines import has_digit

_LONGEST, _FEWEST, _MOST = 80, 2, 7
_PARTICLES = frozenset("de da do dos das del della di du van von den der ter ten zu la le bin ibn al el y e i".split())
_OPENING = "„“\"'«("
_NO_END = (":", "：", "?", "!", "…", ";")
# What people are called by before their names, and degrees behind these: `Dr. Ir. Sari Holm, M.Si.`
_CALLED = re.compile(
    r"(?:(?:Dr|Drs|Ir|Prof|Mr|Mrs|Ms|Sr|Sra|Dott|Ing|Mgr|Hon)\.?|M\.|Mme|Mlle|Doña|Don|Herr|Frau|The (?:Rt )?Hon\S*) \S"
)
_DEGREE = re.compile(r", ?(?:[^\W\d_]{1,4}\.){2,3}$")


def is_name(text: str) -> bool:
    """Tell whether a line is made like a name: a few words, each with a capital or in a script without any.

    >>> [is_name(text) for text in ("Anna de Holm", "Tollen Ferries Ltd", "Licence to run ferries", "Pilot 2")]
    [True, True, False, False]
    """
    words = text.split()
    if len(text) > _LONGEST or not _FEWEST <= len(words) <= _MOST or has_digit(text) or text.endswith(_NO_END):
        return False
    return all(word in _PARTICLES or not word.lstrip(_OPENING)[:1].islower() for word in words)


def is_capital(text: str) -> bool:
    """Tell whether a line is made like a name in a script with capitals; without any, most short lines are."""
    return is_name(text) and text.lower() != text.upper()


def is_person(text: str) -> bool:
    """Tell whether a line is a name with what its bearer is called by: `Dr. Anna Holm`, `Sari Holm, S.H., M.H.`"""
    bare = _DEGREE.sub("", text)
    return is_name(text) and (bare != text or _CALLED.match(text) is not None)
