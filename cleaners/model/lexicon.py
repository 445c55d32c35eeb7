"""The vocabulary of all languages as tables of hashes."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import numpy as np
import numpy.typing as npt

from cleaners.model.lines import Hashes, Ints, parse

# Word lists: one bit each. A word may be in several.
WORD_LISTS = (
    "stop_words",
    "months",
    "weekdays",
    "date_words",
    "language_names",
    "social",
    "consent",
    "copyright",
)
# Classes of whole lines, numbered from 1, with the lists they are made of; 0 is a line in no list.
LINE_LISTS = {
    "menu": ("menu",),
    "form": ("form", "settings"),
    "share": ("share",),
    "related": ("related", "read_also"),
    "legal": ("legal",),
    "pager": ("pager",),
    "advert": ("advert",),
    "comments": ("comments",),
    "meta": ("meta", "source", "bylines"),
    "language_names": ("language_names", "endonyms"),
    "about_page": ("about_page", "updated"),
    "contact": ("contact",),
}
BITS = 20
# Languages that came after the models were trained and share a script with others: what is a label there is a word
# of the text here, so the next training has to know them first. On 320 labelled dumps of institutions three titles
# more are right without them (2026-11-23).
LATER = frozenset(("af", "bs", "eu", "ga", "gl", "is", "ms", "mt", "so", "sw", "tk", "tl", "ur", "uz"))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Lookup by hash."""

    words: npt.NDArray[np.uint16]  # (2**BITS,) bits of WORD_LISTS by the hash's top bits
    lines: Hashes  # sorted hashes of whole lines
    classes: npt.NDArray[np.int64]  # 1 + index into LINE_LISTS, for each of `lines`

    def word_bits(self, hashes: Hashes) -> npt.NDArray[np.uint16]:
        """Bits of WORD_LISTS of each token."""
        return self.words[bucket(hashes, BITS)]

    def line_class(self, hashes: Hashes) -> Ints:
        """0, or 1 + index into LINE_LISTS, for each line."""
        at = np.minimum(np.searchsorted(self.lines, hashes), self.lines.size - 1)
        return np.asarray(np.where(self.lines[at] == hashes, self.classes[at], 0))


def bucket(hashes: Hashes, bits: int) -> Ints:
    """The top `bits` bits."""
    return (hashes >> np.uint64(64 - bits)).astype(np.int64)


def load_lexicon(folder: Traversable | None = None) -> Lexicon:
    """Reads every `<lang>.toml` of the packaged vocabulary, or of `folder`, but for those of LATER."""
    folder = folder or files("cleaners").joinpath("vocabulary")
    known = (path for path in folder.iterdir() if path.name.endswith(".toml") and path.name[:-5] not in LATER)
    paths = sorted(known, key=lambda path: path.name)
    tables = [tomllib.loads(path.read_text("utf-8")) for path in paths]
    words = np.zeros(1 << BITS, np.uint16)
    for bit, name in enumerate(WORD_LISTS):
        words[bucket(_token_hashes(_gather(tables, name)), BITS)] |= np.uint16(1 << bit)
    phrases: dict[int, int] = {}
    # Where two languages disagree about a phrase the first class wins.
    for index, names in enumerate(LINE_LISTS.values(), 1):
        page = parse(_gather(tables, *names))
        for value in page.hash[page.width > 0].tolist():
            phrases.setdefault(value, index)
    hashes = np.array(sorted(phrases), np.uint64)
    return Lexicon(words, hashes, np.array([phrases[value] for value in hashes.tolist()], np.int64))


def _gather(tables: Iterable[dict[str, Any]], *names: str) -> list[str]:
    return sorted(
        {
            entry
            for table in tables
            for name in names
            for entries in (*table.get(name, ()), *table.get("labels", {}).get(name, ()))
            for entry in ([entries] if isinstance(entries, str) else entries)
        }
    )


def _token_hashes(words: list[str]) -> Hashes:
    # A phrase among words ("bahasa indonesia") would mark each of its tokens: only single tokens count.
    page = parse(words)
    return np.asarray(page.tokens.hash[(page.width == 1)[page.tokens.line]])
