"""Which language a text is in: script first, then stop words, and langdetect only where both leave it open.

langdetect is wrong on short furniture ("Share" is Somali to it) and random unless seeded (PITFALLS of 1.0.9:
Mimino666/langdetect#3), so it sees body text only, at most 1,000 characters, with a fixed seed.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from string import ascii_letters

SAMPLE = 1_000
"""Characters of body text that are looked at. langdetect takes 1 ms for 1,000 and 11 ms for 7,000."""
PARAGRAPH_SAMPLE = 300
"""Characters of a paragraph that are looked at."""
MIN_LETTERS = 40
"""Letters below which a paragraph says nothing of its language."""

_DECISIVE_SHARE = 0.12
_DECISIVE_LEAD = 1.5
# Running text has a quarter of stop words and more; no other language reaches that with these words.
_PLAIN_SHARE = 0.25
_ASCII_LETTERS = dict.fromkeys(map(ord, ascii_letters))
_WORD = re.compile(r"[^\W\d_]+")

# Scripts that only one of the languages in question is written in; the others need words.
_SCRIPT_LANGUAGE = {
    "GREEK": "el", "HEBREW": "he", "HANGUL": "ko", "HIRAGANA": "ja", "KATAKANA": "ja", "GEORGIAN": "ka",
    "ARMENIAN": "hy", "THAI": "th", "DEVANAGARI": "hi",
}  # fmt: skip
# Letters that only one language of the Cyrillic script has among those before it is reached; Ossetian æ is written
# as Latin U+00E6 or as Cyrillic U+04D5. Each makes up at least one letter in a hundred of running text.
_OSSETIAN = re.compile("[ӕæӔÆ]")
_CYRILLIC_LETTERS = (
    ("os", _OSSETIAN),
    ("kk", re.compile("[әқңғ]")),
    ("be", re.compile("ў")),
    ("uk", re.compile("[їєґ]")),
    ("mk", re.compile("[ќѓѕ]")),
    ("sr", re.compile("[јћђ]")),
    ("ru", re.compile("[ыэ]")),
)
_LETTER_SHARE = 100
# Languages whose stop words may compete, by script.
_CYRILLIC = ("ru", "uk", "bg", "sr", "os")
_ARABIC = ("ar", "fa")
_LATIN = (
    "en", "de", "fr", "es", "pt", "it", "nl", "pl", "tr", "fi", "sv", "da", "cs", "hu", "ro", "id", "sr",
)  # fmt: skip
_SPACED = frozenset({*_CYRILLIC, *_ARABIC, *_LATIN})
# Codes of langdetect that are not ISO 639-1.
_ISO = {"zh-cn": "zh", "zh-tw": "zh"}


@lru_cache(maxsize=4096)
def script_of(character: str) -> str:
    """Return the script of a letter as the first word of its Unicode name: LATIN, CYRILLIC, CJK, ..."""
    return unicodedata.name(character, "UNKNOWN").partition(" ")[0]


def scripts(text: str) -> Counter[str]:
    """Count the letters of a text by script.

    >>> scripts("Мой mir")
    Counter({'CYRILLIC': 3, 'LATIN': 3})
    """
    counts: Counter[str] = Counter()
    if text.isascii():
        return Counter(LATIN=len(text) - len(text.translate(_ASCII_LETTERS)))
    for character, count in Counter(text).items():
        if character.isalpha():
            counts[script_of(character)] += count
    return counts


def main_script(text: str) -> str | None:
    """Return the script of most letters, or None if there are none or no script has over half of them."""
    counts = scripts(text)
    if not counts:
        return None
    script, count = counts.most_common(1)[0]
    return script if 2 * count > counts.total() else None


def alphabet(text: str) -> str | None:
    """Return the main script of a text; Ossetian, which adds one letter to the Russian alphabet, is told apart."""
    script = main_script(text)
    return "OSSETIAN" if script == "CYRILLIC" and _OSSETIAN.search(text) else script


@dataclass(frozen=True)
class LanguageJudge:
    """Tells languages apart with the stop words of all vocabularies (language -> words)."""

    stop_words: Mapping[str, frozenset[str]]

    @cached_property
    def _languages(self) -> Mapping[str, tuple[str, ...]]:
        """Stop word -> the languages that it marks."""
        languages: dict[str, tuple[str, ...]] = {}
        for language in sorted(self.stop_words):
            for word in self.stop_words[language]:
                languages[word] = (*languages.get(word, ()), language)
        return languages

    def of_text(self, text: str, *, expected: Sequence[str] = ()) -> str | None:
        """Return the ISO 639-1 code of a body text, or None where nothing decides.

        `expected` are the languages of the site; they settle what is left open between two of them.
        """
        sample = text[:SAMPLE]
        counts = scripts(sample)
        letters = counts.total()
        if letters < MIN_LETTERS:
            return None
        if (decided := self._by_signs(sample, counts)) is not None:
            return decided
        guess = _langdetect(sample, tuple(expected))
        if guess in _SPACED:
            # langdetect is sure of lists of names, too; running text has at least one frequent word of its language.
            own = self.stop_words.get(guess, frozenset())
            return guess if not own or not own.isdisjoint(_WORD.findall(sample.casefold())) else None
        return guess

    def of_paragraphs(self, paragraphs: Sequence[str], document: str | None) -> tuple[str | None, ...]:
        """Return a code for each paragraph: the document's, unless script or stop words speak against it."""
        return tuple(self._of_paragraph(paragraph[:PARAGRAPH_SAMPLE], document) for paragraph in paragraphs)

    def _of_paragraph(self, text: str, document: str | None) -> str | None:
        own = self.stop_words.get(document or "")
        if own is not None and len(text) >= MIN_LETTERS:
            # Between spaces, not letter by letter: a stop word beside a comma is missed, and enough are left.
            words = text.casefold().split()
            if sum(map(own.__contains__, words)) > _PLAIN_SHARE * len(words):
                return document
        counts = scripts(text)
        letters = counts.total()
        if letters < MIN_LETTERS:
            return document if letters == 0 or document is None or _could_be(document, counts) else None
        decided = self._by_signs(text, counts)
        if decided is not None:
            return decided
        return document if document is not None and _could_be(document, counts) else None

    def _by_signs(self, text: str, counts: Counter[str]) -> str | None:
        script, count = counts.most_common(1)[0]
        if 2 * count <= counts.total() and not counts["HIRAGANA"]:
            return None
        if counts["HIRAGANA"] + counts["KATAKANA"] > counts.total() // 10:
            return "ja"
        if script == "CJK":
            return "zh"
        if script in _SCRIPT_LANGUAGE:
            return _SCRIPT_LANGUAGE[script]
        if script == "CYRILLIC":
            for language, letters in _CYRILLIC_LETTERS:
                if _LETTER_SHARE * len(letters.findall(text)) > count:
                    return language
        rivals = {"LATIN": _LATIN, "CYRILLIC": _CYRILLIC, "ARABIC": _ARABIC}.get(script, ())
        return self._by_stop_words(text, rivals)

    def _by_stop_words(self, text: str, rivals: Sequence[str]) -> str | None:
        words = _WORD.findall(text.casefold())
        tally: Counter[str] = Counter(dict.fromkeys(rivals, 0))
        for word in words:
            for language in self._languages.get(word, ()):
                if language in tally:
                    tally[language] += 1
        if len(tally) < 2:
            return None
        (language, most), (_, second) = tally.most_common(2)
        decisive = most >= _DECISIVE_SHARE * len(words) and most >= _DECISIVE_LEAD * second and most >= 4
        return language if decisive else None


def _could_be(language: str, counts: Counter[str]) -> bool:
    """Tell whether most letters are of the script that the language is written in."""
    script = counts.most_common(1)[0][0]
    if language in ("ja", "zh") or script == "CJK":
        return language in ("ja", "zh") and script in ("CJK", "HIRAGANA", "KATAKANA")
    if script in _SCRIPT_LANGUAGE:
        return _SCRIPT_LANGUAGE[script] == language
    if script == "CYRILLIC":
        return language in (*_CYRILLIC, "mk", "be", "kk", "mn")
    if script == "ARABIC":
        return language in (*_ARABIC, "ur", "ps")
    if script == "LATIN":
        return language not in (*_SCRIPT_LANGUAGE.values(), "ru", "uk", "bg", "os", "mk", "be", "ar", "fa", "ur")
    return True


@lru_cache(maxsize=1)
def _detector_factory() -> object:
    # 0.4 s and 28 MB a process, so only when a text needs it.
    from langdetect import DetectorFactory
    from langdetect.detector_factory import PROFILES_DIRECTORY

    DetectorFactory.seed = 0
    factory = DetectorFactory()
    factory.load_profile(PROFILES_DIRECTORY)
    return factory


def _langdetect(sample: str, expected: tuple[str, ...]) -> str | None:
    from langdetect.lang_detect_exception import LangDetectException

    detector = _detector_factory().create()  # type: ignore[attr-defined]
    # All-caps text flips the answer (Mimino666/langdetect#74).
    detector.append(sample.lower() if sample.isupper() else sample)
    try:
        guesses = detector.get_probabilities()
    except LangDetectException:
        return None
    for guess in guesses:
        code = _ISO.get(guess.lang, guess.lang)
        if len(code) == 2 and (guess.prob >= 0.9 or (code in expected and guess.prob >= 0.5)):
            return str(code)
    return None
