"""A page as arrays: its lines that have text, their characters and tokens."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from cleaners.model.characters import CLASS, CLASSES, LETTER, LOWER, WORD, Char, codes

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
    """Dense numbers from 0 for arbitrary keys."""
    return np.unique(keys, return_inverse=True)[1]


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
    kind: npt.NDArray[np.uint8]  # class of each character of the page
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
    text = "\n".join(line.replace("\n", " ") for line in lines)
    points = codes(text)
    kind = CLASS[points]
    breaks = kind == Char.NEWLINE
    visible = np.flatnonzero(~(breaks | (kind == Char.SPACE)))
    if not visible.size:
        return _empty(kind)
    line_of = np.cumsum(breaks)
    owner = line_of[visible]
    heads = np.flatnonzero(np.diff(owner, prepend=-1))
    number = owner[heads]
    n = heads.size
    start = visible[heads]
    end = visible[np.append(heads[1:], visible.size) - 1] + 1
    line_start = np.concatenate(([0], np.flatnonzero(breaks) + 1))[number]
    visible_of = np.diff(np.append(heads, visible.size))
    row = np.repeat(np.arange(n), visible_of)
    letters = LETTER[kind[visible]]
    # Inner white space counts too; it is what lies between start and end and is not visible.
    counts = np.bincount(row * CLASSES + kind[visible], minlength=n * CLASSES).reshape(n, CLASSES)
    counts[:, Char.SPACE] = end - start - visible_of
    lower = LOWER[points]
    tokens, first, width = _tokens(kind, lower, start, n)
    masked = np.where(tokens.digits, DIGITS, tokens.hash)
    return Page(
        n=n,
        number=number,
        before=_before(number),
        indent=start - line_start,
        start=start,
        end=end,
        counts=counts.astype(np.float64),
        kind=kind,
        lower=lower,
        letter=visible[letters],
        letter_row=row[letters],
        tokens=tokens,
        first=first,
        width=width,
        hash=sequence_hash(tokens.hash, tokens.rank, first, width),
        masked=sequence_hash(masked, tokens.rank, first, width),
    )


def hashes(line: str) -> Hashes:
    """Hashes of the tokens of one line, as `parse` has them."""
    points = codes(line)
    return _tokens(CLASS[points], LOWER[points], np.zeros(1, np.int64), 1)[0].hash


def _before(number: Ints) -> Ints:
    """Blank lines above each line, less those that four fifths of the page's lines have at least.

    Renderings differ in whether a blank line follows each line; so only what is more than usual tells something.
    """
    gaps = np.diff(number) - 1
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


def _tokens(
    kind: npt.NDArray[np.uint8], lower: npt.NDArray[np.uint16], start: Ints, n: int
) -> tuple[Tokens, Ints, Ints]:
    """Tokens of the page, index of each line's first one, and their number a line."""
    word = WORD[kind]
    ideograph = kind == Char.IDEOGRAPH
    before = np.concatenate(([False], word[:-1]))
    # A token begins where a word does, at each ideograph, and after one.
    after_ideograph = np.concatenate(([False], ideograph[:-1]))
    begin = word & (~before | ideograph | after_ideograph)
    begins = np.flatnonzero(begin)
    inside = np.flatnonzero(word)
    group = np.flatnonzero(begin[inside])
    size = np.diff(np.append(group, inside.size))
    place = np.arange(inside.size) - np.repeat(group, size)
    spread = mix(lower[inside].astype(np.uint64) + place.astype(np.uint64) * _B)
    hashes = mix(np.add.reduceat(spread, group)) if begins.size else np.zeros(0, np.uint64)
    ends = inside[group + size - 1] if begins.size else begins
    line = np.searchsorted(start, begins, "right") - 1
    first = np.searchsorted(line, np.arange(n))
    width = np.diff(np.append(first, begins.size))
    tokens = Tokens(
        hash=hashes,
        slot=ranks(hashes),
        line=line,
        rank=np.arange(begins.size) - first[line],
        size=size,
        digits=(kind[begins] == Char.DIGIT) & (kind[ends] == Char.DIGIT),
        upper=kind[begins] == Char.UPPER,
        ideograph=ideograph[begins],
    )
    return tokens, first, width


def sequence_hash(hashes: Hashes, rank: Ints, first: Ints, width: Ints) -> Hashes:
    """One hash a line from those of its tokens in order; 0 for a line without any."""
    spread = mix(hashes + rank.astype(np.uint64) * _B)
    total = np.concatenate((np.zeros(1, np.uint64), np.cumsum(spread, dtype=np.uint64)))
    return np.where(width > 0, total[first + width] - total[first], np.uint64(0))
