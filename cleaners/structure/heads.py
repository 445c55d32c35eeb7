"""What stands around a headline: section head, dateline, time, document number, other title, caption."""

import re

from cleaners.dates import TIME
from cleaners.reading import Reading
from cleaners.scripts import alphabet

_NAME = r"[^\W\d_a-zа-яё][\w.'’-]*"
_ENDS = (".", "!", "?", "…", ":", ";", ",", "»", "”", '"', ")")
# "Bern, den 4. Mai 2021", "Paris, le 4 mai 2021": what may stand between a place and the day.
ARTICLE = r"(?:den|am|le|el|lì|li|addì|dnia|dne|dňa|em|on)"
_SIGNED_AT = re.compile(rf"(?:[^\W\d_]{{1,3}}\. ?)?{_NAME}(?:[ -][\w.'’-]+){{0,3}},(?: {ARTICLE})?")
_LONGEST_END, _AROUND_END = 30, " \t-–—*_#.~=/()（）[]【】"
_SEPARATOR = re.compile(r"[*＊•⁂·~_–—-](?: ?[*＊•⁂·~_–—-]){2,}")
# The publisher's number of a document, behind its sign, and that behind a word or two at most.
_NUMBER = re.compile(
    r"(?:[^\W\d_][^\d:：.!?]{0,35}[\s.]\s?)?(?:№|n\.?\s?[º°]\.?:?|no\b\.?|nr\b\.?|núm\.|č\.|br\.|n\.|sayı:|رقم|شماره|ref\.?:|reference:?)"
    r"\s*(?P<number>[^\s,;|]*\d[^\s,;|]*)",
    re.IGNORECASE,
)
# "SC/15447"; the number of a Chinese document, which bears the year in brackets.
_CODE = re.compile(
    r"[A-Z]{2,6}(?:/[A-Z]{1,6}){0,3}/(?:\d{4}/)?\d{2,6}|[\u4e00-\u9fff]{1,12}[〔［\[(（]\d{4}[〕］\])）]第?\d{1,5}号"
)
_KIND_NUMBER = re.compile(r"(?P<kind>[^\W\d_][^\d]{3,40}?)\s(?P<number>\d{1,5}(?:[/-]\d{2,4})?)")
_IS_YEAR = re.compile(r"(?:19|20)\d\d")
# Of a table, in a cell of its own between label and value.
_COLONS = (":", "：")
_MAX_NUMBER = 60
_MAX_SIGNATURE = 80
_MAX_SECTION = 60
_MAX_CAPTION = 160
_MIN_PROSE = 100
# Characters that tell an alphabet.
_SAMPLE = 200


def section(reading: Reading, index: int) -> bool:
    """A short line in capitals right before a date line."""
    text = reading.text(index)
    return len(text) <= _MAX_SECTION and text.isupper() and reading.date(index + 1) is not None


def is_kind(folded: str, reading: Reading) -> bool:
    """Tell whether a case-folded text names a kind of document and nothing else."""
    return len(folded) <= _MAX_SECTION and reading.words.doc_type.fullmatch(folded) is not None


def is_kind_of_item(folded: str, reading: Reading) -> bool:
    """Tell whether a case-folded text says what an item is: a kind of document, or a word for a kind of news."""
    return folded in reading.words.kinds or is_kind(folded, reading)


def dateline(reading: Reading, index: int) -> bool:
    """A date, with weekday and time or without, alone, and no label above it such as `Date of birth`."""
    return reading.date(index) is not None and not is_other_day(reading, index)


def is_other_day(reading: Reading, index: int) -> bool:
    """Tell whether a label stands above a segment that makes it a day of which the item tells, not the item's own."""
    above = index - 2 if reading.text(index - 1) in _COLONS else index - 1
    return reading.text(above).casefold().rstrip(" :：") in reading.words.other_days


def time(reading: Reading, index: int) -> bool:
    """A time of day right after a date."""
    return reading.date(index - 1) is not None and TIME.fullmatch(reading.text(index)) is not None


def number(reading: Reading, index: int) -> bool:
    """`No. 47/2024`, `Pressemitteilung Nr. 47/2024`, `Press release 47`."""
    text = reading.text(index)
    return document_number(text) is not None or kind_number(text, reading) is not None


def document_number(text: str) -> str | None:
    """Return the number that a folded line names and little else, or None."""
    if len(text) > _MAX_NUMBER:
        return None
    match = _NUMBER.fullmatch(text)
    return match["number"] if match is not None else text if _CODE.fullmatch(text) is not None else None


def kind_number(text: str, reading: Reading) -> str | None:
    """Return the number in a folded line that is the kind of a press release and a number: `Press release 47`."""
    match = _KIND_NUMBER.fullmatch(text) if len(text) <= _MAX_NUMBER else None
    if match is None or _IS_YEAR.fullmatch(match["number"]) is not None:
        return None
    kind = match["kind"].casefold()
    kinds = (pattern.fullmatch(kind) for pattern in reading.words.doc_types.values())
    return match["number"] if any(its is not None and its.lastgroup == "press_release" for its in kinds) else None


def signature(reading: Reading, index: int) -> bool:
    """`Minsk, 19 June 2020`: place and date that sign a text, and belong to it."""
    text = reading.text(index)
    if not is_signature(text, reading) or reading.date(index) is not None:
        return False
    place = text[: text.index(",")]
    if is_kind_of_item(place.casefold(), reading) or place.casefold() in reading.words.lines:
        return False
    # A text is signed once: what stands before several days says what other items are.
    return reading.begun_with(f"{place},") == reading.begun_with(text)


def is_signature(text: str, reading: Reading) -> bool:
    """Tell whether a folded line is a place and a date."""
    if len(text) > _MAX_SIGNATURE or "," not in text:
        return False
    found = next(reading.dates.find(text), None)
    if found is None or text[found.end :].strip(" ."):
        return False
    stem = text[: found.start].strip()
    # "Building permits, March 2024" is a title.
    return _SIGNED_AT.fullmatch(stem) is not None and (found.has_day or " " not in stem)


def separator(reading: Reading, index: int) -> bool:
    """`* * *` between the parts of a text."""
    return _SEPARATOR.fullmatch(reading.text(index)) is not None


def end_mark(reading: Reading, index: int) -> bool:
    """`- ENDS -`, `(End)`, `TAMAT`: what says in capitals or between signs that the text ends."""
    text = reading.text(index)
    if not 0 < len(text) <= _LONGEST_END:
        return False
    word = text.strip(_AROUND_END)
    return word.casefold() in reading.words.ends and (word != text or word.isupper())


def other_title(reading: Reading, index: int) -> bool:
    """A line in another alphabet than the title above it, where the text goes on in the title's."""
    if reading.title is None or len(reading.text(index)) > 500:
        return False
    own = alphabet(reading.text(index)[:_SAMPLE])
    expected = alphabet(reading.title.folded[:_SAMPLE])
    if own is None or own == expected:
        return False
    following = reading.text(index + 1) + reading.text(index + 2) + reading.text(index + 3)
    return alphabet(following[:_SAMPLE]) == expected


def contents(reading: Reading, index: int) -> bool:
    """`1. Summary`, one of three lines or more that come again as heads over text, or such a head."""
    found = reading.contents
    return index in found.heads or index in found.numbered


def caption(reading: Reading, index: int) -> bool:
    """A short line without an end mark between the title and a first paragraph."""
    text = reading.text(index)
    prose = reading.text(index + 1)
    return len(text) <= _MAX_CAPTION and not text.endswith(_ENDS) and len(prose) >= _MIN_PROSE
