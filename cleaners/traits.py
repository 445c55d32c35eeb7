"""What lines have that rules cannot do without: told once a line, so that most rules need not be tried on it.

A trait may be found where no rule takes the line, but is never missed where one does.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from cleaners.vocabulary import BEGINNINGS, LETTERS, Words

LINE = 300
"""Code points from which on a line is a paragraph, which few rules take, whatever traits it has."""

BELOW = 10
"""Lines that a rule may look up for what makes a line `marked`."""

TRAITS = (
    "long", "number", "label", "colon", "separator", "address", "copyright", "row", "caption", "marked", "signed",
    *BEGINNINGS,
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
- of BEGINNINGS: it begins with the first word of a label of the class
"""

LONG, _NUMBER, _LABEL, _COLON, _SEPARATOR, _ADDRESS, _COPYRIGHT, _ROW, _CAPTION, MARKED, _SIGNED = (
    1 << bit for bit in range(11)
)
PLAIN = LONG | _NUMBER | _LABEL
"""Those that are told by next to nothing."""
_LANGUAGE = 1 << TRAITS.index("languages")
_SEPARATORS = ("|", "\uff5c", "•", "·", ">", "\uff1e", "›", "»", "→", " / ")
# Also in the spellings against harvesters.
_ADDRESSES = ("@", "~", "[", "://", "www.", "(at)")
_OPENING, _CLOSING = ("(", "（", "[", "【"), (")", "）", "]", "】", ").", "].")
_COPYRIGHTS = ("©", "(c)", "copyr")


class Signs(NamedTuple):
    """The signs of separators and addresses that a page has: most have few, and its lines are asked about no others."""

    separators: list[str]
    addresses: list[str]


def signs(lines: Iterable[str]) -> Signs:
    """Return the signs that a page of these case-folded lines has."""
    page = "\n".join(lines)
    return Signs([sign for sign in _SEPARATORS if sign in page], [sign for sign in _ADDRESSES if sign in page])


def plain(line: str, *, number: bool, label: bool) -> int:
    """Return those traits of a folded line that are PLAIN, as bits."""
    return LONG if len(line) > LINE else _NUMBER * number | _LABEL * label


def traits(line: str, words: Words, signs: Signs) -> int:
    """Return the other traits of a case-folded line as bits; `signs` are those of the page."""
    found = _begin(line, words) | _COLON * line.endswith(":")
    if line and not line[0].isalnum():
        found |= _SIGNED
    for sign in signs.separators:
        if sign in line:
            found |= _SEPARATOR
    for sign in signs.addresses:
        if sign in line:
            found |= _ADDRESS
    if (
        line.endswith(_CLOSING)
        or line.startswith(_OPENING)
        or (": " in line and ("©" in line or ". " in line or "– " in line or " - " in line))
    ):
        found |= _CAPTION
    return found


def _begin(line: str, words: Words) -> int:
    """Return the traits that a case-folded line has by how it begins."""
    rows = words.rows
    found = _ROW if line[:4] in rows or line[:3] in rows or line[:2] in rows else 0
    if line.startswith(_COPYRIGHTS):
        found |= _COPYRIGHT
    first = LETTERS.search(line)
    if first is None:
        return found
    # A locale such as `sw-KE` may be of a language without a vocabulary.
    if line.startswith("-", first.end()):
        found |= _LANGUAGE
    classes = words.begins.get(first[0])
    return found if classes is None else found | bits(classes)


@cache
def bits(names: Iterable[str]) -> int:
    """Return traits by name as bits."""
    return sum(1 << TRAITS.index(name) for name in names)
