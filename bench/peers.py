"""What others do with bare lines, for comparison: each peer says which lines of a page it keeps."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, Sequence

import justext
import trafilatura

Peer = Callable[[Sequence[str], str | None], list[bool]]
"""Lines of a page and its language (ISO 639-1, None if unknown) -> for each line whether it is kept."""

# ISO 639-1 -> jusText's name of its stop list, for languages that are met here.
STOP_LISTS = {
    "af": "Afrikaans", "ar": "Arabic", "bg": "Bulgarian", "ca": "Catalan", "cs": "Czech", "da": "Danish",
    "de": "German", "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian", "fa": "Persian",
    "fi": "Finnish", "fr": "French", "he": "Hebrew", "hr": "Croatian", "hu": "Hungarian", "id": "Indonesian",
    "it": "Italian", "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian", "nl": "Dutch", "no": "Norwegian_Bokmal",
    "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovenian",
    "sr": "Serbian", "sv": "Swedish", "tr": "Turkish", "uk": "Ukrainian", "vi": "Vietnamese",
}  # fmt: skip
# Raffel et al., "Exploring the Limits of Transfer Learning", JMLR 21 (2020), section 2.2: a line must end in a
# terminal punctuation mark and have five words; lines that name scripts or policies go, and short pages whole.
_C4_ENDS = (".", "!", "?", '"')
_C4_WORDS = 5
_C4_SENTENCES = 3
_C4_BAD = (
    "javascript",
    "terms of use",
    "privacy policy",
    "cookie policy",
    "uses cookies",
    "use of cookies",
    "use cookies",
)
_SENTENCE_END = re.compile(r"[.!?]+(?:\s|$)")


def keep_all(lines: Sequence[str], language: str | None) -> list[bool]:
    """Keep every line."""
    return [True] * len(lines)


def c4(lines: Sequence[str], language: str | None) -> list[bool]:
    """Keep what the line rules of C4 keep."""
    kept = [
        line.rstrip().endswith(_C4_ENDS)
        and len(line.split()) >= _C4_WORDS
        and not any(bad in line.lower() for bad in _C4_BAD)
        for line in lines
    ]
    sentences = sum(len(_SENTENCE_END.findall(line)) for line, keep in zip(lines, kept, strict=True) if keep)
    return kept if sentences >= _C4_SENTENCES else [False] * len(lines)


def just_text(lines: Sequence[str], language: str | None) -> list[bool]:
    """Keep what jusText calls good, each line as a paragraph of its own, with the stop list of the right language.

    Where it has no stop list it is run without one, as its authors advise.
    """
    name = STOP_LISTS.get(language or "")
    filled = [index for index, line in enumerate(lines) if line.strip()]
    page = "".join(f"<p>{html.escape(lines[index])}</p>" for index in filled)
    settings = {} if name else {"stopwords_low": 0, "stopwords_high": 0}
    found = justext.justext(
        f"<html><body>{page}</body></html>", justext.get_stoplist(name) if name else frozenset(), **settings
    )
    good = {" ".join(paragraph.text.split()) for paragraph in found if not paragraph.is_boilerplate}
    return [" ".join(line.split()) in good for line in lines]


def wrapped_trafilatura(lines: Sequence[str], language: str | None) -> list[bool]:
    """Keep what trafilatura extracts of the same lines, each in a `<p>`."""
    page = "".join(f"<p>{html.escape(line)}</p>" for line in lines if line.strip())
    found = trafilatura.extract(f"<html><body>{page}</body></html>") or ""
    good = {" ".join(line.split()) for line in found.split("\n")}
    return [bool(line.strip()) and " ".join(line.split()) in good for line in lines]


ALONE: Mapping[str, Peer] = {
    "keep all": keep_all,
    "C4's line rules": c4,
    "jusText": just_text,
    "trafilatura, lines as `<p>`": wrapped_trafilatura,
}
"""Peers that see one page."""


def infrequent(pages: Sequence[Sequence[str]]) -> list[list[bool]]:
    """Keep of each page the lines that fewer than three of the pages hold: line frequency, as corpora are cleaned."""
    counts: dict[str, int] = {}
    for page in pages:
        for line in {" ".join(line.split()) for line in page}:
            counts[line] = counts.get(line, 0) + 1
    return [[counts[" ".join(line.split())] < 3 for line in page] for page in pages]
