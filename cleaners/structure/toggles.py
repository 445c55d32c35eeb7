"""Language toggles: `EN RU`, `English | Русский`, `• en-GB1 ru-RU1`."""

import re

from cleaners.reading import Reading
from cleaners.vocabulary import Words

_TOKEN = re.compile(r"[^\s•·|/,:]+")
_BARS = ("|", "•", "·")
_BAR = re.compile(f"[{''.join(_BARS)}]")
# The languages of the European Union by their own names are two hundred code points. Of nine one may be unknown.
_LONGEST, _KNOWN = 240, 8
# A locale with the number of versions behind it, as Liferay prints it; 0 is a version that does not exist.
_LOCALE = re.compile(r"([a-z]{2})-[A-Z]{2}(\d?)")


def read(text: str, words: Words) -> tuple[str, ...] | None:
    """Return the language codes of a toggle, as they stand, or None if the text is no toggle.

    `• en-GB1 ru-RU1` is ("en", "ru").
    """
    if not 2 <= len(text) <= _LONGEST:
        return None
    if text.casefold() in words.endonyms:
        return (words.endonyms[text.casefold()],)
    text = text.lstrip("•·| ")
    codes: list[str] = []
    unknown = bare = 0
    barred = any(map(text.__contains__, _BARS))
    tokens = map(str.strip, _BAR.split(text)) if barred else (match[0] for match in _TOKEN.finditer(text))
    for token in filter(None, tokens):
        locale = _LOCALE.fullmatch(token) if "-" in token else None
        if locale is not None:
            if locale[2] != "0":
                codes.append(locale[1])
        elif token.casefold() in words.endonyms:
            codes.append(words.endonyms[token.casefold()])
        elif token.casefold() in words.languages and (token.isupper() or token.islower()):
            codes.append(token.casefold())
            bare += 1
        elif not barred and not codes:
            return None
        else:
            unknown += 1
    # Between bars a language without a vocabulary of its own may stand (`English | Cymraeg`), and among many a few
    # may; but beside one bare code anything may: `Distance | km`.
    doubtful = unknown and bare == len(codes) < 2
    few = unknown <= len(codes) / (1 if barred else _KNOWN)
    return tuple(codes) if codes and few and not doubtful else None


def toggle(reading: Reading, index: int) -> bool:
    """A segment of nothing but language names or codes, two at least unless it is a locale or a name in full."""
    text = reading.text(index)
    codes = read(text, reading.words)
    return codes is not None and (len(codes) > 1 or len(text) > 3)
