"""Classes of characters, as tables indexed by code point."""

import unicodedata

import numpy as np
import numpy.typing as npt

Classes = npt.NDArray[np.uint8]  # of characters, numbered as in `Char`


class Char:
    """What kind of character it is; the model's features count these.

    Plain numbers: an enum's members would be compared with bytes as wide numbers, in five times the time.
    """

    OTHER = 0
    LOWER = 1
    UPPER = 2
    CASELESS = 3  # letters of scripts without case, Hangul among them
    IDEOGRAPH = 4  # scripts written without spaces: each character is a token
    DIGIT = 5
    SPACE = 6
    STOP = 7
    QUESTION = 8
    COMMA = 9
    COLON = 10
    QUOTE = 11
    BRACKET = 12
    DASH = 13
    BULLET = 14
    MARK = 15  # copyright, trade marks
    AT = 16
    NEWLINE = 17


CLASSES = Char.NEWLINE + 1
SIZE = 0x10000

_MEMBERS = {
    Char.SPACE: "\u200b\u200e\u200f\u202a\u202c\u2060\ufeff\u00ad",
    Char.STOP: ".!…。！։۔।။።។",
    Char.QUESTION: "?？؟;",
    Char.COMMA: ",、،，;；؛፣၊",
    Char.COLON: ":：",
    Char.QUOTE: "\"'“”„«»‘’‚‹›「」『』`",
    Char.BRACKET: "()[]{}（）【】《》〈〉",
    Char.DASH: "-–—―‒−",
    Char.BULLET: "•·▪■●◦►▶→←▲▼|*/\\>‣○★☆✓^~+=#<",
    Char.MARK: "©®™℗",
    Char.AT: "@",
    Char.NEWLINE: "\n",
}
_IDEOGRAPHS = (
    (0x0E00, 0x0EFF),
    (0x1000, 0x109F),
    (0x1780, 0x17FF),
    (0x3040, 0x30FF),
    (0x3400, 0x9FFF),
    (0xF900, 0xFAFF),
)


def _classify(code: int) -> int:
    char = chr(code)
    if any(low <= code <= high for low, high in _IDEOGRAPHS):
        return Char.IDEOGRAPH
    category = unicodedata.category(char)
    if char.isspace():
        return Char.SPACE
    if category == "Ll":
        return Char.LOWER
    if category in ("Lu", "Lt"):
        return Char.UPPER
    if category[0] in "LM":
        return Char.CASELESS
    if category[0] == "N":
        return Char.DIGIT
    return Char.OTHER


def _class_table() -> npt.NDArray[np.uint8]:
    table = np.array([_classify(code) for code in range(SIZE)], np.uint8)
    for kind, members in _MEMBERS.items():
        table[[ord(char) for char in members]] = kind
    return table


def _lower_table() -> npt.NDArray[np.uint16]:
    return np.array([ord(chr(code).lower()[0]) for code in range(SIZE)], np.uint16)


CLASS = _class_table()  # (65536,) class of each code point of the first plane
LOWER = _lower_table()  # (65536,) its lower-case form


def letters(kind: Classes) -> npt.NDArray[np.bool_]:
    """Characters that are letters, by their classes; these have the numbers from 1 to 4."""
    return np.asarray(kind - np.uint8(Char.LOWER) <= Char.IDEOGRAPH - Char.LOWER)


def words(kind: Classes) -> npt.NDArray[np.bool_]:
    """Characters that make tokens, by their classes: letters and digits."""
    return np.asarray(kind - np.uint8(Char.LOWER) <= Char.DIGIT - Char.LOWER)


def codes(text: str) -> npt.NDArray[np.uint16]:
    """Code points of `text`, those beyond the first plane folded to one that stands for their kind."""
    narrow = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), np.uint16)
    if narrow.size == len(text):
        return narrow
    wide = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    # Rare Chinese characters stay Chinese; the rest out there is pictures.
    folded = np.where(wide < SIZE, wide, np.where((wide >= 0x20000) & (wide < 0x40000), 0x4E00, 0xFFFF))
    return folded.astype(np.uint16)
