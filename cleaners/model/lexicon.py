"""The vocabulary of all languages as tables of hashes."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
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
VOCABULARY = files("cleaners").joinpath("vocabulary")


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


def known_languages(folder: Traversable = VOCABULARY) -> tuple[str, ...]:
    """Names of the tables of the packaged vocabulary, or of `folder`, in alphabetical order."""
    return tuple(sorted(path.name[:-5] for path in folder.iterdir() if path.name.endswith(".toml")))


def trained_with(arrays: Mapping[str, npt.NDArray[Any]]) -> Lexicon:
    """The lexicon that a packed model goes with: of those languages whose words it met in its training.

    A label in a language that came later is a word of the text in another of the same script, which a model has to
    learn first: with fourteen languages more, three titles in 435 were lost on labelled dumps (2026-11-23).
    """
    return _lexicon(tuple(arrays["languages"].tolist()))


@cache
def _lexicon(languages: tuple[str, ...]) -> Lexicon:
    return load_lexicon(languages)


def load_lexicon(languages: Iterable[str] | None = None, folder: Traversable = VOCABULARY) -> Lexicon:
    """Reads the tables of all languages of the packaged vocabulary, or of `folder`, or of those given that it has."""
    known = known_languages(folder)
    chosen = known if languages is None else sorted({*known}.intersection(languages))
    tables = [tomllib.loads(folder.joinpath(f"{name}.toml").read_text("utf-8")) for name in chosen]
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
