"""What is known of each line: its shape, its words, its place and its neighbours.

Each part adds named columns and may read those before it. No Python loop runs over lines, but for the search
of dates.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cleaners.model.arrays import best_segment, everywhere, group_mean, median
from cleaners.model.characters import CLASSES, Char
from cleaners.model.lexicon import LINE_LISTS, WORD_LISTS, Lexicon
from cleaners.model.lines import Columns, Flags, Floats, Ints, Page, mix, parse, ranks, words_of
from cleaners.model.place import entries, lines_alike, neighbours, standing

Bits = npt.NDArray[np.uint16]  # word lists that each token is in

NUMERIC_DATE = re.compile(
    r"\d{4}([-./])\d{1,2}\1\d{1,2}|\d{1,2}([-./])\d{1,2}\2(?:\d{4}|\d\d)(?!\d)|\d{4}\s?[年년]\s?\d{1,2}\s?[月월]"
)
_PAIR = np.uint64(0x7FB5D329728EA185)
_WEB = parse(["http", "https", "www", "html"]).tokens.hash
# Alphabets stand in blocks of 256 code points, but for Latin, which begins in four of them.
_SCRIPT = np.where(np.arange(0x10000) < 0x300, 0, np.arange(0x10000) >> 8)
_SCRIPT[0x1E00:0x1F00] = 0
_SCRIPT[0x3400:0xA000] = 0x4E
_SCRIPT[0xAC00:0xD7B0] = 0xAC
_SCRIPT = _SCRIPT.astype(np.uint8)
# Classes of characters that close a quotation or an aside, and that end a sentence.
_CLOSES, _ENDS = np.zeros((2, CLASSES), np.bool_)
_CLOSES[[Char.QUOTE, Char.BRACKET]] = True
_ENDS[[Char.STOP, Char.QUESTION]] = True


@dataclass(slots=True)
class Sheet:
    """Named columns of one page, in the order in which they were added."""

    columns: Columns

    def matrix(self) -> npt.NDArray[np.float32]:
        """(lines, columns); in memory column by column, as the trees read it."""
        return np.array(list(self.columns.values()), np.float32).T


def describe(page: Page, text: Sequence[str], lexicon: Lexicon, lexical: Floats) -> Sheet:
    """All features of a page with at least one line.

    `text` is the lines of the page that have text, `lexical` the lexical model's log-odds of each of them.
    """
    columns: Columns = {}
    _shape(columns, page)
    bits = lexicon.word_bits(page.tokens.hash)
    _words(columns, page, bits)
    _dates(columns, page, text, bits)
    _form(columns, page, lexicon, lexical)
    segment = _segment(columns, page)
    _affinity(columns, page, bits, segment)
    lines_alike(columns)
    standing(columns, page, segment)
    entries(columns, page)
    _makes(columns, page, segment)
    _whole(columns, page, segment)
    neighbours(columns)
    return Sheet(columns)


def alone(page: Page, text: Sequence[str], lexicon: Lexicon) -> Columns:
    """What each line is by itself and among its copies, for a page with at least one line; see `describe`."""
    columns: Columns = {}
    _shape(columns, page)
    bits = lexicon.word_bits(page.tokens.hash)
    _words(columns, page, bits)
    _dates(columns, page, text, bits)
    _form(columns, page, lexicon, np.zeros(page.n))
    del columns["lexical"]
    return columns


def affinity(columns: Columns, page: Page, lexicon: Lexicon, segment: Flags) -> None:
    """Add how much of a line's telling words the lines of `segment`, or its first paragraphs, have too."""
    _affinity(columns, page, lexicon.word_bits(page.tokens.hash), segment)


def _per_line(page: Page, flags: npt.NDArray[np.generic]) -> Floats:
    """Sums over the tokens of each line."""
    return np.asarray(np.bincount(page.tokens.line, flags, page.n))


def _listed(bits: Bits, name: str) -> Flags:
    """Tokens that a word list holds, by the bits of all lists."""
    return np.asarray((bits & np.uint16(1 << WORD_LISTS.index(name))) > 0)


def _letters(page: Page) -> Floats:
    return np.asarray(page.counts[:, Char.LOWER : Char.IDEOGRAPH + 1].sum(1))


def _ending(page: Page) -> tuple[npt.NDArray[np.uint8], Ints]:
    """Class of each line's last character, and offset of the last one before a closing quote or bracket."""
    last = page.kind[page.end - 1]
    return last, np.where(_CLOSES[last], np.maximum(page.end - 2, 0), page.end - 1)


def _shape(columns: Columns, page: Page) -> None:
    """Characters: how long, which kinds, how it begins and ends."""
    counts = page.counts
    length = (page.end - page.start).astype(np.float64)
    words = words_of(page)
    letters = _letters(page)
    some = np.maximum(1.0, letters)
    last, dot = _ending(page)
    columns |= {
        "size": np.log1p(length),
        "words": np.log1p(words),
        "word_size": letters / np.maximum(1.0, page.width),
        "ends": _ENDS[page.kind[dot]] * 1.0,
        "ends_colon": (last == Char.COLON) * 1.0,
        "ends_comma": (last == Char.COMMA) * 1.0,
        "last": last.astype(np.float64),
        "begins": page.kind[page.start].astype(np.float64),
        "commas": counts[:, Char.COMMA] / words,
        "comma_count": np.minimum(20, counts[:, Char.COMMA]),
        "sentences": np.minimum(20, counts[:, Char.STOP] + counts[:, Char.QUESTION]),
        "capitals": _per_line(page, page.tokens.upper) / np.maximum(1.0, page.width),
        "upper": counts[:, Char.UPPER] / some,
        "digits": counts[:, Char.DIGIT] / length,
        "numbers": np.minimum(20, _per_line(page, page.tokens.digits)),
        "spaces": counts[:, Char.SPACE] / length,
        "ideographs": counts[:, Char.IDEOGRAPH] / some,
        "caseless": counts[:, Char.CASELESS] / some,
        "symbols": counts[:, [Char.OTHER, Char.BULLET, Char.BRACKET, Char.DASH]].sum(1) / length,
        "bullets": counts[:, Char.BULLET],
        "brackets": counts[:, Char.BRACKET],
        "quotes": np.minimum(6, counts[:, Char.QUOTE]),
        "dashes": np.minimum(5, counts[:, Char.DASH]),
        "at": counts[:, Char.AT],
        "questions": counts[:, Char.QUESTION],
        "colons": counts[:, Char.COLON],
    }


def _words(columns: Columns, page: Page, bits: Bits) -> None:
    """Tokens: function words, words that the page repeats, words that give furniture away."""
    tokens = page.tokens
    width = np.maximum(1.0, page.width)
    stop = _per_line(page, _listed(bits, "stop_words"))
    seen = np.bincount(tokens.slot)[tokens.slot]
    frequent = (seen >= max(4.0, seen.size * 0.006)) & ~tokens.digits
    columns |= {
        "stop": stop / width,
        "stops": np.minimum(30, stop),
        "frequent": _per_line(page, frequent) / width,
        "long_words": _per_line(page, (tokens.size >= 7) & ~tokens.digits) / width,
        "consent": _per_line(page, _listed(bits, "consent")),
        "copyright": _per_line(page, _listed(bits, "copyright")) + page.counts[:, Char.MARK],
        "social": _per_line(page, _listed(bits, "social")),
        "languages": _per_line(page, _listed(bits, "language_names")),
    }


def _dates(columns: Columns, page: Page, text: Sequence[str], bits: Bits) -> None:
    """Dates in the line, lines that are little else, clocks."""
    tokens = page.tokens
    months = _listed(bits, "months")
    around = months | _listed(bits, "weekdays") | _listed(bits, "date_words") | tokens.digits
    numbers = _per_line(page, tokens.digits)
    in_months = _per_line(page, months) > 0
    # No date has fewer digits than three; most lines have none, or none that a date goes on from.
    printed = np.zeros(page.n)
    for row in ((page.counts[:, Char.DIGIT] >= 3) & _parted(page)).nonzero()[0].tolist():
        printed[row] = NUMERIC_DATE.search(text[row]) is not None
    has_date = (printed > 0) | (in_months & (numbers > 0))
    number_first = np.zeros(page.n, np.bool_)
    if tokens.digits.size:
        number_first = tokens.digits[np.minimum(page.first, tokens.digits.size - 1)] & (page.width > 0)
    columns |= {
        "dates": printed,
        "has_date": has_date * 1.0,
        "date_line": (has_date & (page.width - _per_line(page, around) <= 1) & (page.width <= 9)) * 1.0,
        "date_first": (has_date & number_first) * 1.0,
        "clock": ((page.width <= 4) & (numbers >= 2) & (page.counts[:, Char.COLON] >= 1)) * 1.0,
    }


def _parted(page: Page) -> Flags:
    """Lines in which a numeric date may stand: a point, dash or slash between two digits, or another script."""
    at = (page.kind[:-2] == Char.DIGIT).nonzero()[0]
    after = page.lower[at + 1]
    found = at[(after >= ord("-")) & (after <= ord("/")) & (page.kind[at + 2] == Char.DIGIT)]
    # Here years have marks of their own, or digits are of classes of their own.
    parted: Flags = np.asarray(page.counts[:, [Char.OTHER, Char.CASELESS, Char.IDEOGRAPH]].any(1))
    parted[np.searchsorted(page.start, found, "right") - 1] = True
    return parted


def _form(columns: Columns, page: Page, lexicon: Lexicon, lexical: Floats) -> None:
    """The line as a whole:

    Repeated, prose, a list item, a field, cut off, in a foreign script, a known label.
    """
    length = page.end - page.start
    words = words_of(page)
    same, alike = ranks(page.hash), ranks(page.masked)
    first = np.empty(page.n, np.int64)
    first[same[::-1]] = np.arange(page.n)[::-1]  # the last value put into a place stays
    begins = page.kind[page.start]
    before = np.minimum(page.before, 4).astype(np.float64)
    after = np.full(page.n, 3.0)
    after[:-1] = before[1:]

    # "Label: value", as records have it; a colon inside a time is none.
    colons = np.append((page.kind == Char.COLON).nonzero()[0], page.kind.size)
    colon = colons[np.searchsorted(colons, page.start)]
    follows = page.kind[np.minimum(colon + 1, page.kind.size - 1)]
    field = (colon < page.end - 1) & (colon - page.start <= 40) & (follows != Char.DIGIT)

    # A teaser is often cut: three dots, or the one character for them.
    _, dot = _ending(page)
    doubled = (page.kind[dot] == Char.STOP) & (page.kind[np.maximum(dot - 1, 0)] == Char.STOP)

    # Letters of the script that most of the page is in; a toggle or a foreign headline has none.
    script = _SCRIPT[page.lower[page.letter]]
    usual = script == np.bincount(script, minlength=1).argmax()
    native = np.bincount(page.letter_row, weights=usual, minlength=page.n)

    label = lexicon.line_class(page.hash)
    columns |= {
        "copies": np.minimum(20.0, np.bincount(same)[same]),
        "likes": np.minimum(20.0, np.bincount(alike)[alike]),
        "original": (first[same] == np.arange(page.n)) * 1.0,
        "prose": (((words >= 12) & (columns["ends"] > 0)) | (words >= 25)) * 1.0,
        "bullet": ((begins == Char.BULLET) | ((begins == Char.DASH) & (length > 2))) * 1.0,
        "indent": np.minimum(12.0, page.indent),
        "before": before,
        "after": after,
        "field": field * 1.0,
        "cut": ((page.lower[dot] == ord("…")) | doubled) * 1.0,
        "web": _per_line(page, (page.tokens.hash == _WEB[:, None]).any(0)),
        "native": native / np.maximum(1.0, _letters(page)),
        "lexical": lexical,
        "listed": (label > 0) * 1.0,
    }
    of_list = (label == np.arange(1, len(LINE_LISTS) + 1)[:, None]) * 1.0
    columns |= {f"is_{name}": flags for name, flags in zip(LINE_LISTS, of_list, strict=True)}


def _segment(columns: Columns, page: Page) -> Flags:
    """The main text: the stretch of lines that has most prose."""
    words = words_of(page)
    scores = np.where(columns["prose"] > 0, np.minimum(4, words / 12), np.where(words < 6, -0.45, -0.1))
    top, bottom = best_segment(scores)
    at = np.arange(page.n)
    return (at >= top) & (at <= bottom)


def _affinity(columns: Columns, page: Page, bits: Bits, segment: Flags) -> None:
    """How much of a line's telling words the main text, or its first paragraphs, have too."""
    tokens = page.tokens
    telling = (tokens.size >= 4) & ~tokens.digits & ~_listed(bits, "stop_words")
    slots = tokens.slot
    if tokens.ideograph.any():
        # Scripts without spaces: a pair of neighbouring characters does for a word.
        pair = np.zeros(slots.size, np.bool_)
        pair[:-1] = tokens.ideograph[:-1] & tokens.ideograph[1:] & (tokens.line[:-1] == tokens.line[1:])
        slots = ranks(np.where(pair, mix(tokens.hash + np.roll(tokens.hash, -1) * _PAIR), tokens.hash))
        telling |= pair
    kinds = int(slots.max(initial=0)) + 1
    main = segment[tokens.line] & telling
    # Words of the line itself do not count: it would be near to itself.
    in_main = np.bincount(slots[main], minlength=kinds)[slots] - main > 0
    opening = np.zeros(page.n, np.bool_)
    opening[np.flatnonzero(segment & (columns["prose"] > 0))[:3]] = True
    first = opening[tokens.line]
    in_first = (np.bincount(slots[first & telling], minlength=kinds)[slots] > 0) & ~first
    count = np.maximum(1.0, _per_line(page, telling))
    columns["affinity"] = _per_line(page, telling & in_main) / count
    columns["overlap"] = _per_line(page, telling & in_first) / count


def _makes(columns: Columns, page: Page, segment: Flags) -> None:
    """Lines of one make: where the DOM is gone, indent, mark and spacing are what is left of it."""
    words = words_of(page)
    number = page.kind[page.start] == Char.DIGIT
    make = np.minimum(page.indent, 15) * 4 + (columns["bullet"] > 0) * 2 + number
    make = make * 64 + np.minimum(page.before, 3) * 8 + columns["after"].astype(np.int64)
    sizes = np.minimum(columns["size"] * 1.5, 11).astype(np.int64)
    shape = make * 16 + sizes + (columns["ends"] > 0) * 100_000
    for name, group in (("make", ranks(make)), ("shape", ranks(shape))):
        columns[f"{name}_size"] = np.minimum(200.0, np.bincount(group)[group])
        columns[f"{name}_share"] = np.bincount(group, weights=words)[group] / words.sum()
        columns[f"{name}_lexical"] = group_mean(group, columns["lexical"], np.minimum(words, 30))
        columns[f"{name}_prose"] = group_mean(group, columns["prose"], np.ones(page.n))
        columns[f"{name}_inside"] = group_mean(group, segment * 1.0, words)


def _whole(columns: Columns, page: Page, segment: Flags) -> None:
    """The page as a whole, the same for each line."""
    words = words_of(page)
    # Summed up together: twenty rows of an array take hardly longer than one.
    rows: dict[str, npt.NDArray[np.generic]] = {
        **{name: columns[name] for name in ("prose", "has_date", "lexical", "bullet", "field", "ends_colon", "cut")},
        "prose_words": words * columns["prose"],
        "blanks": np.minimum(columns["before"], 3),
        "ideographs": page.counts[:, Char.IDEOGRAPH],
        "caseless": page.counts[:, Char.CASELESS],
        "letters": _letters(page),
        "stop": columns["stop"] * np.maximum(1.0, page.width),
        "width": page.width,
        "words": words,
        "inside": words * segment,
        "segment": segment,
        "questions": columns["questions"] > 0,
    }
    total = dict(zip(rows, np.array(list(rows.values()), np.float64).sum(1).tolist(), strict=True))
    letters = max(1.0, total["letters"])
    values = {
        "page_lines": page.n,
        "page_prose": total["prose"] / page.n,
        "page_prose_words": total["prose_words"] / total["words"],
        "page_dates": total["has_date"] / page.n,
        "page_blanks": total["blanks"] / page.n,
        "page_ideographs": total["ideographs"] / letters,
        "page_caseless": total["caseless"] / letters,
        "page_size": median(columns["size"]),
        "page_stop": total["stop"] / max(1, total["width"]),
        "page_lexical": total["lexical"] / page.n,
        "page_longest": words.max(),
        "page_inside": total["inside"] / total["words"],
        "page_segment": total["segment"],
        "page_questions": total["questions"] / page.n,
        "page_bullets": total["bullet"] / page.n,
        "page_fields": total["field"] / page.n,
        "page_labels": total["ends_colon"] / page.n,
        "page_cuts": total["cut"] / max(1.0, total["prose"]),
    }
    columns |= everywhere(values, page.n)
