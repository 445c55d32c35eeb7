"""Who wrote, asked or took the picture: bylines and credits."""

import re

from cleaners.dates import Found
from cleaners.lines import has_digit
from cleaners.reading import Reading
from cleaners.structure.dateline import BEFORE_DAY
from cleaners.structure.labels import label_row
from cleaners.structure.published import dated, is_facts
from cleaners.traits import CREDITED

_MAX_LINE = 120
_MAX_CREDIT = 150
_MAX_LABEL = 30
_MAX_LABEL_WORDS = 4
_COLON = re.compile("[:：／]|(?<=文)/")
_DASHED = re.compile(" [–—-] ")
_DASHES = "–—- "
_CASED = r"[^\W\d_a-zа-яёєіїα-ω][\w.'’ʼ-]*"
_PARTICLE = r"(?:de|da|do|dos|das|del|della|di|du|van|von|den|der|ter|ten|zu|la|le|bin|ibn|al|el)"
_CASED_NAME = re.compile(rf"{_CASED}(?:(?: {_PARTICLE}){{0,2}} {_CASED}){{1,3}}")
# Scripts without capitals: words of letters only, so a label before them has to tell that they name someone.
_OTHER_NAME = re.compile(r"[^\W\d_A-Za-zА-Яа-яΑ-ω]{2,16}(?:[ ·・][^\W\d_A-Za-zА-Яа-яΑ-ω]{2,16}){0,3}")
_AND = re.compile(r",\s+|;\s*|、|،\s*|\s+(?:and|und|et|y|e|и|та|й|i|a|og|och|ja|en|ve|și|şi|és|dan|και|&)\s+")
_INITIALED = re.compile(r"(?:[^\W\d_]\.\s?){1,3}[^\W\d_][\w’'-]+")
# What stands between a byline and the date behind it.
_BETWEEN = " ,;|·•●–—-("
_ENDS = (".", "!", "?", "…", ":", "»", "”", '"')
# A line that goes on greets the readers: "Signor Direttore, cari amici,".
_NO_NAME = (*_ENDS, ",")
_NO_SENTENCE = (*_ENDS, ",", ";", "。")
# A caption's mark before it, in brackets behind it, or behind its sentence; and the Chinese words behind a name.
_NUMBERED = re.compile(r"[(（\[【]([^\W\d_]{1,15}) ?\d{1,2}[)）\]】]")
_BRACKETED_END = re.compile(r"[(（\[【]([^()（）\[\]【】]{3,60})[)）\]】]\.?$")
_BEHIND_SENTENCE = re.compile(r"(?:\.| [–—-]) ([^\W\d_]{3,15}\.?: [^.:]{2,40})\.?$")
# The holder of the rights in a picture, beside it: no year, as in the line at the foot of a page.
_HOLDER = re.compile(r"© ?[^\W\d_][^\d|]{1,59}")
_GIVEN = re.compile(r"(?:供图|供圖|摄|攝|摄影|攝影)$")
_PHOTO = ("foto", "photo", "фото")
_BULLETS = "*•· "
_BRACKETS = "()[]（）【】"
_MAX_CAPTION = 160
_FOOT = 15
# "More pictures (14)" is a link.
_COUNTED = re.compile(r"\(\d+\)$")
# "Picha: © Harbour Authority": the sign tells it in any language. And "Bildtext: The pier in spring."
_SIGNED_CREDIT = re.compile(r"(?P<label>[^\W\d_]{3,15}): ?© ?[^\W\d_][^\d|]{2,}")
_LABELLED_CAPTION = re.compile(r"[^\W\d_]{3,15}(?: [^\W\d_]{1,12}){0,2}: \S.{7,}")
_BELOW_CAPTION = 2
# "(TGH/ABD)", "AK/SKS": who wrote and edited.
_INITIALS = re.compile(r"(?P<open>[(（])?[^\W\d_]{2,4}(?:/[^\W\d_]{2,4}){1,4}(?(open)[)）])")
_LONGEST_INITIALS = 24


def byline_names(text: str, reading: Reading) -> tuple[str, ...]:
    """Return the names in a byline, in order; () if it is none. What follows the names is a role and left out."""
    if not 4 <= len(text) <= _MAX_LINE:
        return ()
    label, names = _labelled(text.strip(_BRACKETS), reading.words.bylines)
    if label is None or (label and text.endswith(("!", "?", "…"))):
        return ()
    # Words of scripts without capitals name someone if a label stands before one alone: "작성자 홍길동".
    return _names(names, bare=bool(label) and (" " in names or label.upper() != label.lower()))


def are_writers(text: str) -> bool:
    """Tell whether a text is nothing but two names or more with initials: `A. Holm and J. L. Reed`."""
    names = _AND.split(text) if len(text) <= _MAX_LINE else []
    return len(names) > 1 and all(_INITIALED.fullmatch(name) for name in names)


def is_initialed(text: str) -> bool:
    """Tell whether a text is a name with initials and nothing else: `A. B. Holm`."""
    return _INITIALED.fullmatch(text) is not None


def byline(reading: Reading, index: int) -> bool:
    """`By Anna Holm`, `Автор: ...`, `文／...`, `Posted by Anna Holm on 4 May 2021 at 11:00`."""
    text = reading.text(index)
    if byline_names(text, reading):
        return True
    names, found = dated_byline(text, reading)
    return found is not None and bool(names) and is_facts(text[found.end :], reading)


def is_editor(text: str, reading: Reading) -> bool:
    """Tell whether a byline names who edited the text, not who wrote it."""
    return _labelled(text.strip(_BRACKETS), reading.words.editors)[0] is not None


def author(reading: Reading, index: int) -> bool:
    """`Author: Anna Holm`, away from the headline: the colon tells it from a sentence."""
    return _is_parted(reading.text(index), _COLON, reading)


def byline_below(reading: Reading, index: int) -> bool:
    """`Text – Anna Holm` below the text: no record writes its fields with a dash."""
    return _is_parted(reading.text(index), _DASHED, reading)


def _is_parted(text: str, sign: re.Pattern[str], reading: Reading) -> bool:
    """Tell whether a text is a byline in which a sign stands between label and names."""
    return len(text) <= _MAX_LINE and sign.search(text, 0, _MAX_LABEL) is not None and bool(byline_names(text, reading))


def dated_byline(text: str, reading: Reading) -> tuple[tuple[str, ...], Found | None]:
    """Return the names in a byline and the date behind them: `By Anna Holm, 4 May 2021`; nothing if it is none."""
    found = reading.date_in(text[:_MAX_LINE])
    if found is None:
        return (), None
    names = byline_names(BEFORE_DAY.sub("", text[: found.start].rstrip(_BETWEEN)).rstrip(_BETWEEN), reading)
    return (names, reading.dates.timed(found, text, day_first=reading.day_first)) if names else ((), None)


def bare_names(text: str, reading: Reading) -> tuple[str, ...]:
    """Return the names that a text is, a role behind them left out; () if it is none."""
    if not 5 <= len(text) <= _MAX_LINE or text.isupper() or text.endswith(_NO_NAME) or has_digit(text):
        return ()
    names = _names(text, bare=True)
    return () if any(name.casefold() in reading.words.lines for name in names) else names


def author_name(reading: Reading, index: int) -> bool:
    """`Anna Holm` alone, right above or below the line that dates the item."""
    if not bare_names(reading.text(index), reading) or label_row(reading, index):
        return False
    return any(dated(reading, near) is not None for near in (index - 2, index - 1, index + 1))


def credit(reading: Reading, index: int) -> bool:
    """`Photo: Anna Holm / Press service`, `Fot. Anna Holm`, `(Foto: ...)`."""
    text = reading.text(index).lstrip(_BULLETS)
    if not 5 <= len(text) <= _MAX_CREDIT:
        return False
    return _is_credit(text, reading) or _has_credit(text, reading)


def picture_holder(reading: Reading, index: int) -> bool:
    """`© Harbour Authority`, near the headline and without a year: whose a picture is."""
    text = reading.text(index)
    return _HOLDER.fullmatch(text) is not None and not text.endswith(_ENDS)


def captioned(reading: Reading, index: int) -> bool:
    """A short line right above the line of a credit that is no sentence, or one behind a label: `Bildtext: ...`."""
    text = reading.text(index)
    segments = reading.segments
    if not 8 <= len(text) <= _MAX_CAPTION or index + 1 >= len(segments):
        return False
    below = segments[index + 1]
    apart = below.n - segments[index].n
    if apart > _BELOW_CAPTION or len(below.folded) > _MAX_CREDIT:
        return False
    unended = apart == 1 and not text.endswith(_NO_SENTENCE) and _COUNTED.search(text) is None
    if not unended and _LABELLED_CAPTION.fullmatch(text) is None:
        return False
    if reading.line_class(index) is not None or text[0] == "[" or not reading.traits(index + 1) & CREDITED:
        return False
    if _is_credit(below.folded, reading):
        return True
    # The last lines of a page name the holder of its rights too.
    return len(segments) - index > _FOOT and picture_holder(reading, index + 1)


def initials(reading: Reading, index: int) -> bool:
    """`(TGH/ABD)`, `AK/SKS` below the text: who wrote and edited it."""
    text = reading.text(index)
    if len(text) > _LONGEST_INITIALS or "/" not in text or not text.isupper() or _INITIALS.fullmatch(text) is None:
        return False
    return not any(part in reading.words.languages for part in text.casefold().split("/"))


def _is_credit(text: str, reading: Reading) -> bool:
    label, rest = _labelled(text.strip(_BRACKETS), reading.words.credits)
    if label is None:
        signed = _SIGNED_CREDIT.fullmatch(text)
        return signed is not None and signed["label"].casefold() not in reading.words.lines
    if not rest:
        return False
    if not label or rest.startswith("©"):
        return True
    # "Image Classification Models" is no credit; "Fot. Anna Holm" and "Photo by Anna Holm" are.
    telling = " " in label or label.endswith(".") or label.startswith(_PHOTO)
    # The press service behind a name: "Fot. Anna Holm / MSZ".
    return telling and bool(_names(rest.split("/", 1)[0], bare=True))


def _has_credit(text: str, reading: Reading) -> bool:
    """Tell whether a caption bears a mark: `(Photo 2) The pier`, `The pier (Photo: Anna Holm)`, `（使馆供图）`."""
    number = _NUMBERED.match(text)
    if number is not None:
        return number[1].casefold() in reading.words.credits
    behind = _BRACKETED_END.search(text) or _BEHIND_SENTENCE.search(text)
    if behind is None:
        return False
    return _GIVEN.search(behind[1]) is not None or (
        _COLON.search(behind[1]) is not None and _is_credit(behind[1], reading)
    )


def _labelled(text: str, labels: frozenset[str]) -> tuple[str | None, str]:
    """Split a label off: "" where a colon parts it, the label where only a space does, None where there is none."""
    colon = _COLON.search(text, 0, _MAX_LABEL)
    if colon is not None:
        return ("", text[colon.end() :].strip()) if text[: colon.start()].strip().casefold() in labels else (None, "")
    words = text.split(" ", _MAX_LABEL_WORDS)
    for size in range(min(len(words) - 1, _MAX_LABEL_WORDS), 0, -1):
        label = " ".join(words[:size]).casefold()
        if label in labels or label.rstrip(".") in labels:
            rest = text.split(" ", size)[size].strip()
            return ("", rest.lstrip(_DASHES)) if rest.startswith(("– ", "— ", "- ")) else (label, rest)
    return None, ""


def _names(text: str, *, bare: bool) -> tuple[str, ...]:
    names: list[str] = []
    for part in map(str.strip, _AND.split(text)):
        if _CASED_NAME.fullmatch(part) is not None and part[0].isupper():
            names.append(part.rstrip("."))
        elif not bare and _OTHER_NAME.fullmatch(part) is not None:
            names.append(part)
        else:
            break
    return tuple(names)
