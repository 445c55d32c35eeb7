"""A page as arrays: its lines that have text, their characters and tokens."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from cleaners.model.characters import CLASS, CLASSES, LOWER, Char, Classes, codes, letters, words

Ints = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]
Floats = npt.NDArray[np.floating[Any]]
Flags = npt.NDArray[np.bool_]
Columns = dict[str, Floats]  # named features, one value a line

_A = np.uint64(0x9E3779B97F4A7C15)
_B = np.uint64(0xD6E8FEB86659FD93)
_S = np.uint64(32)
FEW = 10  # lines after which one can say what is usual on a page
DIGITS = np.uint64(0x5851F42D4C957F2D)  # stands for any number where numbers are masked


def mix(values: Hashes) -> Hashes:
    """Scrambles 64-bit values so that near ones end far apart."""
    values = (values ^ (values >> _S)) * _A
    return values ^ (values >> _S)


def ranks(keys: Ints | Hashes) -> Ints:
    """Dense numbers from 0 for arbitrary keys, in their order."""
    order = keys.argsort()
    ordered = keys[order]
    out = np.empty(keys.size, np.int64)
    out[order[:1]] = 0
    out[order[1:]] = (ordered[1:] != ordered[:-1]).cumsum()
    return out


@dataclass(slots=True)
class Tokens:
    """Words, numbers and single ideographs, in page order. All arrays have one value a token."""

    hash: Hashes  # of the lower-cased token
    slot: Ints  # dense number of the hash on this page, from 0
    line: Ints  # row of its line
    rank: Ints  # place in its line, from 0
    size: Ints  # characters
    digits: Flags  # begins and ends with a digit
    upper: Flags  # begins with a capital
    ideograph: Flags


@dataclass(slots=True)
class Page:
    """The lines of a page that have text. `n` rows; all arrays have one value a row unless said otherwise."""

    n: int
    number: Ints  # index of the line among all lines given
    before: Ints  # blank lines above, beyond what stands above nearly every line; 3 above the first
    indent: Ints  # white space at its start
    start: Ints  # first visible character, as offset into `kind`
    end: Ints  # one past the last visible one
    counts: Floats  # (n, CLASSES) characters of each class, outer white space left out
    kind: Classes  # of each character of the page
    lower: npt.NDArray[np.uint16]  # lower-cased code points of the page
    letter: Ints  # offsets of the page's letters
    letter_row: Ints  # row of each of them
    tokens: Tokens
    first: Ints  # index of the line's first token
    width: Ints  # number of tokens
    hash: Hashes  # of the tokens in order; 0 where there are none
    masked: Hashes  # the same with numbers masked


def words_of(page: Page) -> Floats:
    """Length of each line in words; an ideograph is about half a word."""
    return np.maximum(0.5, page.width - 0.55 * page.counts[:, Char.IDEOGRAPH])


def parse(lines: Sequence[str]) -> Page:
    """Reads lines (without their ends) into arrays. A page without any text has `n == 0`."""
    text = "\n".join(lines)
    if text.count("\n") >= len(lines):
        text = "\n".join(line.replace("\n", " ") for line in lines)
    points = codes(text).astype(np.intp)
    kind = CLASS.take(points)
    breaks = kind == Char.NEWLINE
    visible = (~(breaks | (kind == Char.SPACE))).nonzero()[0]
    if not visible.size:
        return _empty(kind)
    line_start = np.concatenate(([0], breaks.nonzero()[0] + 1))
    heads = visible.searchsorted(line_start)
    visible_of = _lengths(heads, visible.size)
    number = visible_of.nonzero()[0]
    visible_of, heads = visible_of[number], heads[number]
    n = number.size
    start, end = visible[heads], visible[heads + visible_of - 1] + 1
    # Inner white space counts too; it is what lies between start and end and is not visible.
    cells = np.repeat(np.arange(n) * CLASSES, visible_of) + kind[visible]
    counts = np.bincount(cells, minlength=n * CLASSES).reshape(n, CLASSES)
    counts[:, Char.SPACE] = end - start - visible_of
    lower = LOWER.take(points)
    tokens, first, width = _tokens(kind, lower, start, n)
    hash_, masked = sequence_hashes(tokens, first, width)
    return Page(
        n=n,
        number=number,
        before=_before(number),
        indent=start - line_start[number],
        start=start,
        end=end,
        counts=counts.astype(np.float64),
        kind=kind,
        lower=lower,
        letter=letters(kind).nonzero()[0],
        letter_row=np.repeat(np.arange(n), counts[:, Char.LOWER : Char.IDEOGRAPH + 1].sum(1)),
        tokens=tokens,
        first=first,
        width=width,
        hash=hash_,
        masked=masked,
    )


def hashes(line: str) -> Hashes:
    """Hashes of the tokens of one line, as `parse` has them."""
    points = codes(line)
    return _cut(CLASS[points], LOWER[points])[2]


def _lengths(heads: Ints, end: int) -> Ints:
    """From each head to the next one, the last to `end`."""
    out = np.empty_like(heads)
    out[:-1] = heads[1:] - heads[:-1]
    out[-1:] = end - heads[-1:]
    return out


def _before(number: Ints) -> Ints:
    """Blank lines above each line, less those that four fifths of the page's lines have at least.

    Renderings differ in whether a blank line follows each line; so only what is more than usual tells something.
    """
    gaps = number[1:] - number[:-1] - 1
    usual = np.sort(gaps)[gaps.size // 5] if gaps.size >= FEW else 0
    return np.concatenate(([3], np.maximum(gaps - usual, 0)))


def _empty(kind: npt.NDArray[np.uint8]) -> Page:
    ints = np.zeros(0, np.int64)
    hashes = np.zeros(0, np.uint64)
    flags = np.zeros(0, np.bool_)
    none = Tokens(hashes, ints, ints, ints, ints, flags, flags, flags)
    counts = np.zeros((0, CLASSES))
    return Page(
        0,
        ints,
        ints,
        ints,
        ints,
        ints,
        counts,
        kind,
        np.zeros(0, np.uint16),
        ints,
        ints,
        none,
        ints,
        ints,
        hashes,
        hashes,
    )


def _cut(kind: Classes, lower: npt.NDArray[np.uint16]) -> tuple[Ints, Ints, Hashes]:
    """Where the tokens of the page begin, their characters, and their hashes."""
    word = words(kind)
    ideograph = kind == Char.IDEOGRAPH
    # A token begins where a word does, at each ideograph, and after one.
    begin = word.copy()
    begin[1:] &= ~word[:-1] | ideograph[1:] | ideograph[:-1]
    begins = begin.nonzero()[0]
    inside = word.nonzero()[0]
    group = begin[inside].nonzero()[0]
    size = _lengths(group, inside.size)
    place = np.arange(inside.size) - np.repeat(group, size)
    spread = mix(lower[inside].astype(np.uint64) + place.view(np.uint64) * _B)
    return begins, size, mix(np.add.reduceat(spread, group)) if begins.size else np.zeros(0, np.uint64)


def _tokens(kind: Classes, lower: npt.NDArray[np.uint16], start: Ints, n: int) -> tuple[Tokens, Ints, Ints]:
    """Tokens of the page, index of each line's first one, and their number a line."""
    begins, size, hashes = _cut(kind, lower)
    first_kind = kind[begins]
    first = begins.searchsorted(start)
    width = _lengths(first, begins.size)
    tokens = Tokens(
        hash=hashes,
        slot=ranks(hashes),
        line=np.repeat(np.arange(n), width),
        rank=np.arange(begins.size) - np.repeat(first, width),
        size=size,
        digits=(first_kind == Char.DIGIT) & (kind[begins + size - 1] == Char.DIGIT),
        upper=first_kind == Char.UPPER,
        ideograph=first_kind == Char.IDEOGRAPH,
    )
    return tokens, first, width


def sequence_hashes(tokens: Tokens, first: Ints, width: Ints) -> tuple[Hashes, Hashes]:
    """Two hashes a line from those of its tokens in order, as they are and with numbers masked; 0 without any token."""
    each = np.stack((tokens.hash, np.where(tokens.digits, DIGITS, tokens.hash)))
    total = np.zeros((2, tokens.hash.size + 1), np.uint64)
    np.cumsum(mix(each + tokens.rank.view(np.uint64) * _B), 1, out=total[:, 1:])
    # Nothing is between the ends of a line without tokens.
    whole, masked = total[:, first + width] - total[:, first]
    return whole, masked
