"""What lines have that rules cannot do without: told once a page, so that most rules need not be tried on most lines.

A trait may be found where no rule takes the line, but is never missed where one does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from cleaners.calendars import numbered
from cleaners.vocabulary import BEGINNINGS, LETTERS, Words

LINE = 300
"""Code points from which on a line is a paragraph, which few rules take, whatever traits it has."""

TRAITS = ("long", "number", "label", "colon", "separator", "address", "copyright", "row", "caption", *BEGINNINGS)
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
- of BEGINNINGS: it begins with the first word of a label of the class
"""

LONG, _NUMBER, _LABEL, _COLON, _SEPARATOR, _ADDRESS, _COPYRIGHT, _ROW, _CAPTION = (1 << bit for bit in range(9))
_LANGUAGE = 1 << TRAITS.index("languages")
_SEPARATORS = ("|", "\uff5c", "•", "·", ">", "›", "»", "→", " / ")
# Also in the spellings against harvesters.
_ADDRESSES = ("@", "~", "[", "(at)", "://", "www.")
_OPENING, _CLOSING = ("(", "（", "[", "【"), (")", "）", "]", "】", ").", "].")
_COPYRIGHTS = ("©", "(c)", "copyr")


def traits(lines: Sequence[str], folded: Sequence[str], labels: Sequence[object], words: Words) -> list[int]:
    """Return the traits of each line of a page, as bits.

    `folded` are the lines case folded; `labels` are their classes, None for those that are no label words.
    """
    page = "\n".join(folded)
    # Most pages have few of these signs, and each line need be asked about no others.
    separators = [sign for sign in _SEPARATORS if sign in page]
    addresses = [sign for sign in _ADDRESSES if sign in page]
    found: list[int] = []
    for line, own, label in zip(lines, folded, labels, strict=True):
        if len(line) > LINE:
            found.append(LONG)
            continue
        its = _begin(own, words) | _NUMBER * numbered(line) | _COLON * line.endswith(":")
        if label is not None:
            its |= _LABEL
        if line.endswith(_CLOSING) or line.startswith(_OPENING) or (": " in line and ". " in line):
            its |= _CAPTION
        for sign in separators:
            if sign in line:
                its |= _SEPARATOR
        for sign in addresses:
            if sign in own:
                its |= _ADDRESS
        found.append(its)
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
