"""The words of all languages, joined into the tables that rules look things up in."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cleaners import tables
from cleaners.phrases import Parts, Phrases
from schemas.rules import Vocabulary

LINE_CLASSES = (
    "buttons", "contact", "share", "related", "pager", "legal", "settings", "source", "updated", "about_page",
    "read_also", "menu", "form", "advert", "comments", "meta",
)  # fmt: skip
"""What a label line belongs to; where languages disagree about a line the earlier class wins."""

GLUED = ("legal", "pager", "share")
"""Classes whose words stand in rows, run together too."""

ROWS = ("legal", "share")
"""Those of them whose rows are nothing but such words."""

BEGINNINGS = (*LINE_CLASSES, "bylines", "published", "credits", "languages", "delivery", "ends")
"""Classes of labels that a line may begin with."""

WORD = re.compile(r"[^\W_]+")
LETTERS = re.compile(r"[^\W\d_]+")

# Dotted letters of Devanagari and Bengali are one character or two, and normal forms have the two only.
_DOTTED = {
    unicodedata.normalize("NFC", letter): letter
    for letter in map(chr, (*range(0x958, 0x960), 0x9DC, 0x9DD, 0x9DF))
}  # fmt: skip
_DOTS = ("\u093c", "\u09bc")

# Typed, set and modifier letters; each page has one of the first two, or tells the two letters of Uzbek apart.
_APOSTROPHES = frozenset("'’‘ʼʻ`´")
_AS_TYPED = (
    *(dict.fromkeys(map(ord, _APOSTROPHES), sign) for sign in ("'", "’", "`")),
    str.maketrans({"ʻ": "‘", "ʼ": "’", "'": "’"}),
    str.maketrans({"‘": "ʻ", "’": "ʼ"}),
)

# Buttons that begin with the same word where it tells what to do.
_SEVERAL = 3
_NUMBER_FIRST = re.compile(r"\(\?P<days>\\d\[[^\]]*\]\*\)")
_NUMBER = r"\d(?:[ ,.٬]?\d)*+"


@dataclass(frozen=True)
class Words:
    """Look-up tables over every language at once. Keys are case folded."""

    months: Mapping[str, int]
    """Name -> 1 to 12."""
    solar_months: Mapping[str, int]
    """The same of the Solar Hijri calendar."""
    weekdays: Mapping[str, int]
    """Name -> 0 (Monday) to 6."""
    languages: frozenset[str]
    """ISO 639-1 codes."""
    endonyms: Mapping[str, str]
    """Name of a language -> ISO 639-1 code."""
    lines: Mapping[str, str]
    """Whole line -> its class, one of LINE_CLASSES."""
    longest: Mapping[str, int]
    """First word of such lines, up to a space -> how many words the longest of them has."""
    verbs: frozenset[str]
    """First words of several buttons and links that lead on: `View`, `Download`."""
    glued: Mapping[str, Phrases]
    """Class of GLUED -> its words."""
    rows: frozenset[str]
    """The first letters of the words of ROWS, four at most."""
    begins: Mapping[str, frozenset[str]]
    """First run of letters in a label -> those of BEGINNINGS that have such labels."""
    fields: frozenset[str]
    """Labels of fields of tenders, vacancies and services."""
    home: frozenset[str]
    """Names of a site's first page, with which breadcrumb trails begin."""
    home_starts: frozenset[str]
    """The first letters of these, four at most."""
    back: tuple[str, ...]
    """Beginnings of what leads back to another page, case folded."""
    bylines: frozenset[str]
    """Labels before the names of authors, of several words too."""
    editors: frozenset[str]
    """Those of them before the names of who edited, not wrote."""
    kinds: frozenset[str]
    """What an item is, above its headline."""
    published: frozenset[str]
    """Labels before the date that an item bears."""
    published_starts: frozenset[str]
    """The first words of these: a line with none of them has no such label."""
    dated: frozenset[str]
    """Those of them that may stand before the date of an event or of a signature too."""
    other_days: frozenset[str]
    """Labels above days that do not date the item."""
    places: frozenset[str]
    """Labels before the place of an event."""
    numbers: frozenset[str]
    """Labels before the number of a document or case."""
    offices: frozenset[str]
    """Labels before the office or the subject of an item."""
    counted: frozenset[str]
    """Words beside the number of entries that were found."""
    nothing_found: Parts
    """Parts of what a search without results says."""
    menu_heads: frozenset[str]
    """Heads of menus, which are no headlines."""
    openings: frozenset[str]
    """Formulas that a text opens with."""
    ends: frozenset[str]
    """What says that a text ends."""
    tags: frozenset[str]
    """Labels above the tags of an item."""
    outside: frozenset[str]
    """What stands in brackets behind links that lead to another site."""
    today: Phrases
    """Before the day on which a page is shown."""
    visits: frozenset[str]
    """Labels before the counts of a site's visitors, and heads over them."""
    passwords: frozenset[str]
    """Labels of the field for the password."""
    required: frozenset[str]
    """What stands in brackets behind a field that has to be filled in."""
    missing: Parts
    """Parts of what a page says in place of one that is not there."""
    others: frozenset[str]
    """Words that heads of teasers begin or end with."""
    credits: frozenset[str]
    """Labels before the maker of a picture."""
    release: frozenset[str]
    """What a text says of its delivery or release, as a whole line."""
    embargo: frozenset[str]
    """Before the time until which a text was held back."""
    delivery: frozenset[str]
    """The longest word of each in `release` and `embargo`: a line with none of them says nothing of either."""
    cookies: Parts
    """What a consent notice names, case folded; none holds another."""
    notices: Phrases
    """Beginnings of the words that consent notices and their buttons use, in case-folded text."""
    sentences: Mapping[str, tuple[str, ...]]
    """Parts of sentences in which sites speak of themselves, by their first word, which is not all of them."""
    sentence_words: Parts
    """Those of one word."""
    counters: re.Pattern[str]
    """Day counters: groups `days` and `event`, or either with a number, of which the last group to match has one."""
    stop_words: Mapping[str, frozenset[str]]
    """Language -> its frequent words."""
    doc_type: re.Pattern[str]
    """What names a kind of document in any language, case folded."""
    doc_types: Mapping[str, re.Pattern[str]]
    """Language -> words of titles, case folded; the group that matches is named for the type of statement."""


def load() -> tuple[Vocabulary, ...]:
    """Read the packaged vocabularies, in order of their languages. Raises ValueError if a file breaks its schema."""
    return tables.load(Vocabulary, __name__)


def join(vocabularies: Iterable[Vocabulary]) -> Words:
    """Join vocabularies; where two languages read a word differently, the first one given keeps it."""
    every = tuple(vocabularies)
    endonyms: dict[str, str] = {}
    lines: dict[str, str] = {}
    for words in every:
        for name in words.endonyms:
            endonyms.setdefault(name.casefold(), words.language)
        for line_class in LINE_CLASSES:
            for line in _spelled(getattr(words.labels, line_class)):
                known = lines.setdefault(line.casefold(), line_class)
                if LINE_CLASSES.index(line_class) < LINE_CLASSES.index(known):
                    lines[line.casefold()] = line_class
    menu_heads = _labels(every, "menu_heads")
    for line in menu_heads:
        lines.setdefault(line, "menu")
    languages = frozenset(words.language for words in every)
    bylines = _labels(every, "authors").union(name.casefold() for words in every for name in words.bylines)
    published, credits = _labels(every, "published"), _labels(every, "credits")
    release, embargo = _labels(every, "release"), _labels(every, "embargo")
    cookies, ends, home, sentences = (_labels(every, name) for name in ("cookies", "ends", "home", "sentences"))
    return Words(
        months=_numbered((words.months for words in every), 1),
        solar_months=_numbered((words.solar_months for words in every), 1),
        weekdays=_numbered((words.weekdays for words in every), 0),
        languages=languages,
        endonyms=endonyms,
        lines=lines,
        verbs=_verbs(lines),
        longest=_longest(lines),
        glued={name: Phrases(line for line, its in lines.items() if its == name) for name in GLUED},
        rows=frozenset(line[:4] for line, its in lines.items() if its in ROWS and len(line) > 1),
        begins=_begins(
            *lines.items(),
            *((label, "pager") for label in _labels(every, "back")),
            *((label, "bylines") for label in bylines),
            *((label, "published") for label in published),
            *((label, "credits") for label in credits),
            *((name, "languages") for name in (*endonyms, *languages)),
            *((label, "delivery") for label in (*release, *embargo)),
            *((label, "ends") for label in ends),
        ),
        fields=_labels(every, "fields"),
        home=home,
        home_starts=frozenset(name[:4] for name in home),
        back=tuple(sorted(_labels(every, "back"))),
        bylines=bylines,
        editors=_labels(every, "editors"),
        kinds=_labels(every, "kinds"),
        published=published,
        published_starts=frozenset(word for label in published for word in LETTERS.findall(label)[:1]),
        dated=_labels(every, "dated"),
        other_days=_labels(every, "other_days"),
        places=_labels(every, "places"),
        numbers=_labels(every, "numbers"),
        offices=_labels(every, "offices"),
        counted=_labels(every, "counted"),
        nothing_found=Parts(_labels(every, "nothing_found")),
        menu_heads=menu_heads,
        openings=_labels(every, "openings"),
        ends=ends,
        tags=_labels(every, "tags"),
        outside=_labels(every, "outside"),
        today=Phrases(_labels(every, "today")),
        visits=_labels(every, "visits"),
        passwords=_labels(every, "passwords"),
        required=_labels(every, "required"),
        missing=Parts(_labels(every, "missing")),
        others=_labels(every, "others"),
        credits=credits,
        release=release,
        embargo=embargo,
        delivery=frozenset(max(WORD.findall(label), key=len, default="") for label in (*release, *embargo)),
        cookies=Parts(word for word in cookies if not any(other in word for other in cookies - {word})),
        notices=Phrases(_labels(every, "notices")),
        sentences=_by_first_word(part for part in sentences if " " in part),
        sentence_words=Parts(part for part in sentences if " " not in part),
        counters=_counters(pattern for words in every for pattern in words.counters),
        stop_words={words.language: frozenset(words.stop_words) for words in every if words.stop_words},
        doc_type=re.compile("|".join(pattern for words in every for pattern in words.doc_types.values()) or "(?!)"),
        doc_types={words.language: _doc_types(words.doc_types) for words in every if words.doc_types},
    )


def _labels(vocabularies: Iterable[Vocabulary], name: str) -> frozenset[str]:
    """Return one list of the labels of all languages, case folded."""
    return frozenset(label.casefold() for words in vocabularies for label in _spelled(getattr(words.labels, name)))


def _spelled(words: Iterable[str]) -> Iterator[str]:
    """Yield words, those with apostrophes in each of their forms, and those with dotted letters composed too."""
    for word in words:
        yield word
        if not _APOSTROPHES.isdisjoint(word):
            yield from (word.translate(table) for table in _AS_TYPED)
        if any(map(word.__contains__, _DOTS)):
            for two, one in _DOTTED.items():
                word = word.replace(two, one)
            yield word


def _numbered(languages: Iterable[Sequence[Sequence[str]]], first: int) -> dict[str, int]:
    """Number the names of months or weekdays, of which each language gives the forms of each in their order."""
    numbers: dict[str, int] = {}
    for names in languages:
        for number, forms in enumerate(names, first):
            for form in _spelled(forms):
                numbers.setdefault(form.casefold(), number)
    return numbers


def _verbs(lines: Mapping[str, str]) -> frozenset[str]:
    """Return the first words of several lines that are buttons or lead on."""
    its = Counter(line.split(" ")[0] for line, name in lines.items() if name in ("pager", "buttons") and " " in line)
    return frozenset(word for word, count in its.items() if count >= _SEVERAL)


def _by_first_word(parts: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for part in sorted(parts):
        found.setdefault(part.split(" ", 1)[0], []).append(part)
    return {first: tuple(those) for first, those in found.items()}


def _longest(lines: Iterable[str]) -> dict[str, int]:
    """Return how many words the longest line has that begins with a word."""
    longest: dict[str, int] = {}
    for line in lines:
        first = line.partition(" ")[0]
        longest[first] = max(longest.get(first, 0), line.count(" ") + 1)
    return longest


def _doc_types(patterns: Mapping[str, str]) -> re.Pattern[str]:
    types = "|".join(f"(?P<{name}>{pattern})" for name, pattern in patterns.items())
    return re.compile(rf"\b(?:{types})\b")


def _begins(*labels: tuple[str, str]) -> dict[str, frozenset[str]]:
    """Return which classes have labels that begin with a word; `labels` are pairs of a label and its class."""
    classes: dict[str, set[str]] = {}
    for label, its in labels:
        # Labels without letters, of which there are none, would be missed.
        for word in LETTERS.findall(label)[:1]:
            classes.setdefault(word, set()).add(its)
    # Of 20,000 sets some 500 differ; each is held once, since every full collection of garbage walks over all.
    shared = {its: its for its in map(frozenset, classes.values())}
    return {word: shared[frozenset(its)] for word, its in classes.items()}


def _counters(patterns: Iterable[str]) -> re.Pattern[str]:
    """Join patterns of day counters, those that begin with a number behind one number: most lines are none."""
    first: list[str] = []
    others: list[str] = []
    for number, pattern in enumerate(patterns):
        rest = _NUMBER_FIRST.sub("", pattern, count=1) if _NUMBER_FIRST.match(pattern) else None
        (others if rest is None else first).append(
            (rest or pattern).replace("<days>", f"<days{number}>").replace("<event>", f"<event{number}>")
        )
    return re.compile("|".join((rf"(?P<days>{_NUMBER})(?:{'|'.join(first) or '(?!)'})", *others)), re.IGNORECASE)
