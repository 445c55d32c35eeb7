"""What lines have that rules cannot do without: told once a line, so that most rules need not be tried on it.

A trait may be found where no rule takes the line, but is never missed where one does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from cleaners.vocabulary import BEGINNINGS, LETTERS, Words

LINE = 300
"""Code points from which on a line is a paragraph, which few rules take, whatever traits it has."""

BELOW = 10
"""Lines that a rule may look up for what makes a line `marked`."""

TRAITS = (
    "long", "number", "label", "colon", "separator", "address", "copyright", "row", "caption", "marked", "signed",
    "file", "short", "captioned", *BEGINNINGS,
)  # fmt: skip
"""Names of the traits, by bit.

- `long`: over LINE code points; these lines have no other
- `number`: it may hold a date, a time or a count
- `label`: the whole line is a label word
- `colon`: it ends with one
- `separator`: it has a sign that parts labels, languages or the steps of a path
- `address`: it has signs of an address, of a page or of a person
- `copyright`: it begins like a copyright line
- `caption`: it has signs of the mark of a caption
- `row`: it begins like a label of a class of ROWS, which the next one may follow without a space
- `marked`: it is in or near what only the whole page tells, as `Reading.marked` says
- `signed`: it begins with a sign, neither letter nor digit
- `file`: it ends like the name of a file
- `short`: it is short, and has a slash or ends like letters of several sizes
- `captioned`: the line below has signs of a credit
- of BEGINNINGS: it begins with the first word of a label of the class
"""

LONG, NUMBER, LABEL, _COLON, _SEPARATOR, _ADDRESS, _COPYRIGHT = (1 << bit for bit in range(7))
_ROW, _CAPTION, MARKED, _SIGNED, _FILE, _SHORT, CAPTIONED = (1 << bit for bit in range(7, 14))
PLAIN = LONG | NUMBER | LABEL
"""Those that are told by next to nothing."""
CREDITED = _COPYRIGHT | _CAPTION | 1 << TRAITS.index("credits")
"""A line without any of these names neither who took a picture nor who holds the rights in it."""
_LANGUAGE = 1 << TRAITS.index("languages")
_SEPARATORS = ("|", "\uff5c", "•", "·", ">", "\uff1e", "›", "»", "→", " / ")
# Also in the spellings against harvesters.
_ADDRESSES = ("@", "~", "[", "://", "www.", "(at)")
_OPENING, _CLOSING = ("(", "（", "[", "【"), (")", "）", "]", "】", ").", "].")
_COPYRIGHTS = ("©", "(c)", "copyr")
# Code points of the longest line that is initials or sizes of letters, and what these end with.
_LONGEST_SHORT, _SIZES = 40, frozenset("+-aа小]")
# Where the point of a file's name is, from the end of its line.
_POINT = slice(-5, -1)


def plain(line: str, *, number: bool, label: bool) -> int:
    """Return those traits of a folded line that are PLAIN, as bits."""
    return LONG if len(line) > LINE else NUMBER * number | LABEL * label


class Signs(NamedTuple):
    """The signs of separators and addresses that a page has: most have few, and its lines are asked about no others."""

    separators: list[str]
    addresses: list[str]


def signs(lines: Iterable[str]) -> Signs:
    """Return the signs that a page of these case-folded lines has."""
    page = "\n".join(lines)
    return Signs([sign for sign in _SEPARATORS if sign in page], [sign for sign in _ADDRESSES if sign in page])


def traits(texts: Sequence[str], lower: Sequence[str], words: Words, signs: Signs) -> list[int]:
    """Return what each of some folded lines has by itself, as bits; `lower` are they case folded.

    `signs` are those of the page. Left out are `number`, `label`, `marked` and `captioned`, which `Reading` knows.
    """
    separators, addresses = signs
    rows, begins = words.rows, words.begins
    every = []
    for text, line in zip(texts, lower, strict=True):
        if len(text) > LINE:
            every.append(LONG)
            continue
        found = _ROW if line[:4] in rows or line[:3] in rows or line[:2] in rows else 0
        first = line.partition(" ")[0]
        # Most lines begin with a word and a space, and need no search for it: LETTERS would find the whole of what is
        # `isalpha`. A line without letters keeps what it begins with: `begins` has only words that LETTERS finds.
        if not first.isalpha() and (letters := LETTERS.search(line)) is not None:
            first = letters[0]
            # A locale such as `sw-KE` may be of a language without a vocabulary.
            if line.startswith("-", letters.end()):
                found |= _LANGUAGE
        if (classes := begins.get(first)) is not None:
            found |= bits(classes)
        if line and not line[0].isalnum():
            found |= _SIGNED
        if line.startswith(_COPYRIGHTS):
            found |= _COPYRIGHT
        if line.endswith(":"):
            found |= _COLON
        if "." in line[_POINT]:
            found |= _FILE
        if len(text) <= _LONGEST_SHORT and (line[-1:] in _SIZES or "/" in line):
            found |= _SHORT
        for sign in separators:
            if sign in line:
                found |= _SEPARATOR
        for sign in addresses:
            if sign in line:
                found |= _ADDRESS
        if (
            line.endswith(_CLOSING)
            or line.startswith(_OPENING)
            or (": " in line and ("©" in line or ". " in line or "– " in line or " - " in line))
        ):
            found |= _CAPTION
        every.append(found)
    return every


@cache
def bits(names: Iterable[str]) -> int:
    """Return traits by name as bits."""
    return sum(1 << TRAITS.index(name) for name in names)
