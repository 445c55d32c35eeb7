"""Lines that date the item and hold more than a date: `Published: 12 March 2024`, `News | 12 March 2024 | 14:15`."""

import re

from cleaners.dates import TIME, Found
from cleaners.reading import Reading
from cleaners.structure import dateline, heads
from cleaners.structure.values import is_labelled_number
from cleaners.vocabulary import LETTERS

_MAX_LINE = 160
_MAX_LABEL_WORDS = 5
_MAX_FACTS = 100
_MAX_PART = 40
_MAX_PARTS = 5
# Words of letters, up to four where they have capitals.
_NAME = re.compile(r"\s+(?=[^a-zа-яα-ω])[^\W\d_]+(?: [^\W\d_]+){0,3}")
# The year in four digits, of the Republic of China, of an era, or in Chinese numerals; all in one set of characters
# that it begins with, since the search takes three times as long where each way has its own (2026-11-23).
_YEAR = re.compile(r"[\d元〇○零一二三四五六七八九十](?:(?<=\d)\d{3}|(?<=1)(?<!\d1)[01]\d[-/.]\d|\s?年)")
_BEFORE_DIGIT = re.compile(r"[^\d]{1,30}(?=\d)")
_BEFORE_COLON = re.compile(r"[^:：]{1,30}[:：]\s*")
_COLON = re.compile("[:：]")
_ENDS_BEFORE = re.compile(r"[.!?]\s|。")
# The last sign before the first digit parts the office from the label.
_STEM = re.compile(r"[^\W\d_][^\d.!?:：]*(?P<sign>[,،|•·/]|\s[-–—]\s)\s*[^\d,،|•·/.!?]{3,40}(?=\d)")
_BARS = re.compile(r"\s*[|•·‧∙⋅●❘│]\s*|\s+/\s+")
_BRACKETED = re.compile(r"[(（\[【]\s*(.{6,60}?)\s*[)）\]】]")
# Until when, and where: "（令和4年3月15日（火）10時32分～10時50分 於：本省会見室）".
_HELD = re.compile(rf"\s*[-–—~〜～]\s*{TIME.pattern}(?:$|\s.*)|[\s、]*於\s?[:：]?.*")
# "... of the Islamic calendar, which is the 14th of April".
_CORRESPONDS = re.compile(r"الموافق|المصادف|مطابق با|برابر با|هـ\.?\s*[-–—/|،,]")
_SEPARATORS = ("|", "•", "·", "●", ",", ";", "/", "–", "—", "-", "(", "（", "[", "【")
_AROUND_NAME = " ,;|()-–"
_AROUND_DAY = " ,،;:|/()-–—"
_ENDS = (".", "!", "?", "…", ":")


def dated(reading: Reading, index: int) -> Found | None:
    """Return the date of a segment that is a date or a line that `published` or `dated_row` takes, or None."""
    if index not in reading.dated:
        found = reading.date(index)
        if found is None and _may_be(text := reading.text(index)):
            found = _labelled(text, reading) or _row(text, reading) or _below_label(reading, index)
        reading.dated[index] = found
    return reading.dated[index]


def labelled(reading: Reading, index: int) -> Found | None:
    """Return the date of a segment that is a date or one behind its label, `Published: 12 March 2024`, or None."""
    found = reading.date(index)
    if found is not None or not _may_be(text := reading.text(index)):
        return found
    return _labelled(text, reading)


def published(reading: Reading, index: int) -> bool:
    """`Published: 12 March 2024`, with other facts behind it or without, or a date under such a label."""
    if labelled_below(reading, index):
        return True
    text = reading.text(index)
    return _may_be(text) and _labelled(text, reading) is not None


def published_below(reading: Reading, index: int) -> bool:
    """`Published: 12 March 2024` below the text, and not once for each of several items."""
    if not published(reading, index):
        return False
    text = reading.text(index - 1 if labelled_below(reading, index) else index)
    label = (_BEFORE_DIGIT.match(text) or [text])[0].rstrip(" :：")
    return reading.begun_with(label) == 1


def published_label(reading: Reading, index: int) -> bool:
    """`Date of publication:` right above a date."""
    return _is_label(reading, index) and reading.date(index + 1) is not None


def labelled_below(reading: Reading, index: int) -> bool:
    """Tell whether the segment is a date, perhaps with a name behind it, and a label stands right above it."""
    return _below_label(reading, index) is not None


def dated_row(reading: Reading, index: int) -> bool:
    """`News | 12 March 2024`, `(12 March 2024)`, `Minsk, 12 March 2024`: a date with one or two facts around it."""
    text = reading.text(index)
    if not _may_be(text) or reading.date(index) is not None or _row(text, reading) is None:
        return False
    return not heads.is_other_day(reading, index)


def dated_name(reading: Reading, index: int) -> Found | None:
    """Return the day in a line that goes on with a name alone: `2024-03-12 Ministry of Roads`; else None."""
    text = reading.text(index)
    if not text[:1].isdigit() or not _may_be(text):
        return None
    found = reading.leading_date(text)
    return found if found is not None and found.has_day and _NAME.fullmatch(text[found.end :]) else None


def _may_be(text: str) -> bool:
    return len(text) <= _MAX_LINE and _YEAR.search(text) is not None


def _is_label(reading: Reading, index: int) -> bool:
    return 0 < len(reading.text(index)) <= _MAX_PART and reading.lower[index].rstrip(" :：") in reading.words.published


def _below_label(reading: Reading, index: int) -> Found | None:
    """Read a date below its label, with who published the item behind it or without."""
    if not _is_label(reading, index - 1):
        return None
    text = reading.text(index)
    if (found := reading.date(index)) is not None or not text[:1].isdigit() or len(text) > _MAX_FACTS:
        return found
    found = reading.leading_date(text)
    behind = text[found.end :].strip(_AROUND_NAME) if found is not None else ""
    return found if dateline.is_place(behind, reading) else None


def _labelled(text: str, reading: Reading) -> Found | None:
    """Read a date behind its label."""
    if reading.words.published_starts.isdisjoint(LETTERS.findall(text.casefold())):
        return None
    rest = None
    stems = (_BEFORE_DIGIT.match(text), _BEFORE_COLON.match(text))
    known = [stem for stem in stems if stem and stem[0].casefold().strip(" :：-–|(（") in reading.words.published]
    if known:
        rest = text[known[0].end() :]
    else:
        words = text.split(" ", _MAX_LABEL_WORDS)
        for size in range(min(len(words) - 1, _MAX_LABEL_WORDS), 0, -1):
            if " ".join(words[:size]).casefold().rstrip(":：") in reading.words.published:
                rest = text.split(" ", size)[size]
                break
    if rest is None:
        rest = _behind_facts(text, reading)
    if rest is None and (behind := _behind_office(text, reading)) is not None:
        return reading.dates.whole(behind, day_first=reading.day_first)
    if rest is None:
        found = reading.leading_date(text) if text[0].isdigit() else None
        return (
            found
            if found is not None and text[found.end :].casefold().strip(" )）") in reading.words.published
            else None
        )
    found = reading.leading_date(rest[:_MAX_LINE])
    behind = rest[found.end :].strip(" )）").removeprefix(". ") if found is not None else ""
    return found if is_facts(behind, reading) else None


def _behind_facts(text: str, reading: Reading) -> str | None:
    """Return what follows the label in `Number: K-0317 Published: 12 March 2024`, where other facts stand before it."""
    for colon in list(_COLON.finditer(text))[1:]:
        if _ENDS_BEFORE.search(text, 0, colon.start()) is not None:
            return None
        words = text[: colon.start()].rstrip().split(" ")
        for size in range(1, min(len(words), _MAX_LABEL_WORDS + 1)):
            label = " ".join(words[-size:]).casefold().strip("|｜・,;(（")
            # "Date" ends the names of other days too.
            if label in reading.words.published and label not in reading.words.dated:
                return text[colon.end() :].lstrip()
    return None


def _behind_office(text: str, reading: Reading) -> str | None:
    """Return what follows the label in `Ministry of Roads, published 12 March 2024`; None without office and label."""
    stem = _STEM.match(text)
    if stem is None:
        return None
    office, _, label = stem[0].rstrip(" :：").rpartition(stem["sign"])
    known = label.strip().casefold() in reading.words.published and len(office) <= _MAX_FACTS
    return text[stem.end() :] if known else None


def is_facts(text: str, reading: Reading) -> bool:
    """Tell whether what follows a date goes on with other facts, not with a sentence."""
    if not text.strip(" .,;|"):
        return True
    if len(text) > _MAX_FACTS or text.endswith(_ENDS):
        return False
    return text.startswith(_SEPARATORS) or begins_with_label(text, reading)


def begins_with_label(text: str, reading: Reading) -> bool:
    """Tell whether a text begins with a label: `Updated on ...`, `来源：...`."""
    words = reading.words
    label = re.split("[:：]", text, maxsplit=1)[0].strip().casefold()
    if len(label) < len(text) and (label in words.lines or label in words.bylines or label in words.credits):
        return True
    starts = text.casefold().split(" ", 4)
    heads_of = (" ".join(starts[:size]) for size in range(min(4, len(starts)), 0, -1))
    return any(words.lines.get(start) in ("updated", "about_page", "comments", "share", "meta") for start in heads_of)


def _row(text: str, reading: Reading) -> Found | None:
    """Read a date that other facts of the item stand beside, told from teasers by how short they are."""
    if (match := _BRACKETED.fullmatch(text)) is not None:
        held = _HELD.search(match[1])
        return reading.dates.whole(match[1][: held.start() if held else None], day_first=reading.day_first)
    if (other := _CORRESPONDS.search(text)) is not None:
        sides = (text[other.end() :].strip(_AROUND_DAY), text[: other.start()].strip(_AROUND_DAY))
        days = (reading.dates.whole(side, day_first=reading.day_first) for side in sides)
        return next(filter(None, days), None)
    if heads.is_signature(text, reading):
        return next(reading.dates.find(text), None)
    parts = _BARS.split(text)
    if 1 < len(parts) <= _MAX_PARTS and all(len(part) <= _MAX_PART for part in parts) and not text.endswith(_ENDS):
        read = [reading.dates.whole(part, day_first=reading.day_first) for part in parts]
        whole = [found for found in read if found is not None]
        if len(whole) == 1 and whole[0].has_day:
            return _with_time(whole[0], text, reading)
    found = reading.leading_date(text) if text[0].isdigit() else None
    if found is not None:
        behind = text[found.end :].lstrip(" ,;|")
        if begins_with_label(behind, reading) or is_labelled_number(behind.casefold(), reading):
            return found
    facts = dateline.read(text, reading)
    return facts.date if facts is not None else None


def _with_time(found: Found, text: str, reading: Reading) -> Found:
    """Return the date with the time that a bar parts from it: `12 March 2024 | 14:15`."""
    at = text.find(found.raw)
    rest = _BARS.sub(" ", text[at:], count=1) if at >= 0 else ""
    longer = reading.leading_date(rest)
    return longer if longer is not None and "T" in longer.value else found
