"""Which language a text is in: letters first, then stop words, and langdetect only where both leave it open.

langdetect is wrong on short furniture ("Share" is Somali to it) and random unless seeded (PITFALLS of 1.0.9:
Mimino666/langdetect#3), so it sees body text only, at most 1,000 characters, with a fixed seed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from cleaners.scripts import language_by_letters, may_be_written, scripts

SAMPLE = 1_000
"""Characters of body text that are looked at. langdetect takes 1 ms for 1,000 and 11 ms for 7,000."""
_PAGE_SAMPLE = 3_000
PARAGRAPH_SAMPLE = 300
"""Characters of a paragraph that are looked at."""
MIN_LETTERS = 40
"""Letters below which a paragraph says nothing of its language."""

_DECISIVE_SHARE = 0.12
_DECISIVE_LEAD = 1.5
_DECISIVE_WORDS = 4
# Of two neighbours that have most words in common the others decide: so many, and so many times those of the second.
_TELLING_WORDS, _TELLING_LEAD = 3, 2
# Where endings say what other languages have small words for, these are few; then none but the one has any.
_SPARSE_SHARE, _SPARSE_LEAD = 0.06, 4
_FOREIGN_SHARE = 0.1
# Running text has a quarter of stop words and more; no other language reaches that with these words.
_PLAIN_SHARE = 0.25
# Characters of a text that langdetect is not asked about if the labels around it tell.
_SHORT = 100
# Draws of langdetect, each for itself, over which it takes the mean. Of 486 texts that came to it, four answer as seven
# do, but for eight that seven left open and four tell right, in three fifths of the time (2026-11-24).
_DRAWS = 4
_WORD = re.compile(r"[^\W\d_]+")

# Languages whose stop words may compete where letters leave it open, by script.
_CYRILLIC = ("ru", "uk", "bg", "sr", "mk", "be", "os")
_ARABIC = ("ar", "fa")
# Of the Latin ones: what they add to the letters of ASCII.
_LATIN = {
    "en": "", "de": "äöüß", "fr": "àâæçéèêëîïôœùûüÿ", "es": "áéíñóúü", "pt": "áàâãçéêíóôõúü", "it": "àèéìíîòóùú",
    "nl": "áéëèêíïóöü", "pl": "ąćęłńóśźż", "tr": "çğıöşüâîû\u0307", "fi": "äöå", "sv": "åäöé", "da": "åæøé",
    "no": "åæøéòôê", "cs": "áčďéěíňóřšťúůýž", "sk": "áäčďéíĺľňóôŕšťúýž", "hu": "áéíóöőúüű", "ro": "ăâîșțşţ",
    "id": "é", "ms": "é", "sr": "čćđšž", "hr": "čćđšž", "sl": "čšž", "et": "äõöüšž", "lv": "āčēģīķļņšūž",
    "lt": "ąčęėįšųūž", "sq": "çë", "ca": "àçèéíïòóúü", "az": "çəğıöşü\u0307", "uz": "ʻʼ", "tk": "äçňöşüýž",
    "is": "áæéíðóöúýþ", "ga": "áéíóú", "mt": "àċèġħìòùż", "eu": "ñ", "gl": "áéíñóúü", "af": "áäèéêëíîïóôöúûü",
    "bs": "čćđšž", "sw": "", "so": "", "tl": "ñ",
}  # fmt: skip
_RIVALS = {"LATIN": tuple(_LATIN), "CYRILLIC": _CYRILLIC, "ARABIC": _ARABIC}
_LATIN_ONLY = Counter(LATIN=1)
_SPACED = frozenset({*_CYRILLIC, *_ARABIC, *_LATIN})
# Languages that langdetect does not know, and takes for a neighbour: words that only one of the two has tell them.
_UNKNOWN = {"hr": ("sr", "bs"), "id": ("ms",)}
# Codes of langdetect that are not ISO 639-1.
_ISO = {"zh-cn": "zh", "zh-tw": "zh"}


@dataclass(frozen=True)
class LanguageJudge:
    """Tells languages apart with the stop words of all vocabularies (language -> words)."""

    stop_words: Mapping[str, frozenset[str]]

    @cached_property
    def _marks(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """Script -> stop word -> the languages of the script that it marks."""
        marks: dict[str, dict[str, tuple[str, ...]]] = {script: {} for script in _RIVALS}
        for script, rivals in _RIVALS.items():
            for language in sorted(self.stop_words.keys() & rivals):
                for word in self.stop_words[language]:
                    marks[script][word] = (*marks[script].get(word, ()), language)
        return marks

    def of_text(self, text: str, *, expected: Sequence[str] = (), page: Iterable[str] = ()) -> str | None:
        """Return the ISO 639-1 code of a body text, or None where nothing decides.

        `expected` are the languages of the site; they settle what is left open between two of them. Of a short text
        the lines of its `page` tell more than langdetect.
        """
        sample = text[:SAMPLE]
        counts = scripts(sample)
        if (decided := language_by_letters(sample, counts)) is not None:
            return decided
        if counts.total() < MIN_LETTERS:
            return None
        if (decided := self._by_words(sample, counts)) is not None:
            return decided
        if len(sample) < _SHORT and (decided := self.of_page(page)) is not None:
            return decided
        guess = _langdetect(sample, tuple(expected))
        if guess not in _SPACED:
            return guess
        # langdetect is sure of lists of names, too; running text has at least one frequent word of its language, and
        # few letters that the language does not have.
        words = _WORD.findall(sample.casefold())
        own = self.stop_words.get(guess, frozenset())
        foreign = sum(guess in _foreign_to(word) for word in words)
        if foreign > _FOREIGN_SHARE * len(words) or (own and own.isdisjoint(words)):
            return None
        met = Counter(words)
        rather = (other for other in _UNKNOWN.get(guess, ()) if self._telling(other, guess, met) > 0)
        return max(rather, key=lambda other: self._telling(other, guess, met), default=guess)

    def of_page(self, lines: Iterable[str]) -> str | None:
        """Return the language that the labels and menus of a page without text are in, or None.

        Letters and frequent words have to tell it: what is short misleads langdetect.
        """
        sample = "\n".join(lines)[:_PAGE_SAMPLE]
        counts = scripts(sample)
        if counts.total() < MIN_LETTERS:
            return None
        return language_by_letters(sample, counts) or self._by_words(sample, counts)

    def of_paragraphs(self, paragraphs: Sequence[str], document: str | None) -> tuple[str | None, ...]:
        """Return a code for each paragraph: the document's, unless script or stop words speak against it."""
        # What a paragraph of few letters of ASCII is taken for, without counting them; `document` if there are none.
        plain = document is None or may_be_written(document, _LATIN_ONLY)
        own = self.stop_words.get(document or "")
        return tuple(
            document
            if plain and len(paragraph) < MIN_LETTERS and paragraph.isascii()
            else self._of_paragraph(paragraph[:PARAGRAPH_SAMPLE], document, own)
            for paragraph in paragraphs
        )

    def _of_paragraph(self, text: str, document: str | None, own: frozenset[str] | None) -> str | None:
        if own is not None and len(text) >= MIN_LETTERS:
            # Between spaces, not letter by letter: a stop word beside a comma is missed, and enough are left.
            words = text.casefold().split()
            if sum(map(own.__contains__, words)) > _PLAIN_SHARE * len(words):
                return document
        counts = scripts(text)
        letters = counts.total()
        if letters < MIN_LETTERS:
            return document if letters == 0 or document is None or may_be_written(document, counts) else None
        decided = language_by_letters(text, counts) or self._by_words(text, counts)
        if decided is not None:
            return decided
        return document if document is not None and may_be_written(document, counts) else None

    def _telling(self, language: str, other: str, words: Counter[str]) -> int:
        """Return by how many a text has more words that the first of two languages has alone than of the second's."""
        its, others = (self.stop_words.get(code, frozenset()) for code in (language, other))
        return sum(words[word] for word in its - others) - sum(words[word] for word in others - its)

    def _by_words(self, text: str, counts: Counter[str]) -> str | None:
        """Return the language that has most of its frequent words in a text, by a clear lead, or None.

        A word that several languages share speaks for each of them the less; one with a letter that a language does not
        have speaks against it.
        """
        script = max(counts, key=counts.__getitem__)
        if script not in _RIVALS or 2 * counts[script] <= counts.total():
            return None
        words, rivals = _WORD.findall(text.casefold()), _RIVALS[script]
        marked = [its for its in map(self._marks[script].get, words) if its is not None]
        if len(marked) < max(_DECISIVE_WORDS, _SPARSE_SHARE * len(words)):
            return None
        met = dict.fromkeys(rivals, 0)
        score = dict.fromkeys(rivals, 0.0)
        for its in marked:
            share = 1 / len(its)
            for language in its:
                met[language] += 1
                score[language] += share
        if script == "LATIN" and not text.isascii():
            for word in words:
                for language in () if word.isascii() else _foreign_to(word):
                    score[language] -= 1
        language, second = sorted(rivals, key=score.__getitem__, reverse=True)[:2]
        lead = score[language] / max(1.0, score[second])
        if met[language] < max(_DECISIVE_WORDS, _DECISIVE_SHARE * len(words)):
            sparse = met[language] >= max(_DECISIVE_WORDS, _SPARSE_SHARE * len(words))
            return language if sparse and lead >= _SPARSE_LEAD else None
        if lead >= _DECISIVE_LEAD:
            return language
        telling = sum(language in its and second not in its for its in marked)
        against = sum(second in its and language not in its for its in marked)
        return language if telling >= max(_TELLING_WORDS, _TELLING_LEAD * against) else None


@lru_cache(maxsize=8192)
def _foreign_to(word: str) -> tuple[str, ...]:
    """Return the Latin languages that do not have all letters of a word in lower case."""
    beyond = [letter for letter in word if not letter.isascii()]
    return tuple(language for language, its in _LATIN.items() if any(letter not in its for letter in beyond))


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
    detector.n_trial = _DRAWS
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
