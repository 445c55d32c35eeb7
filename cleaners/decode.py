"""Bytes -> text, with the encoding that was used; or the reason why there is no text in them."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from typing import NamedTuple

from charset_normalizer import from_bytes

# Longest first: the BOM of UTF-32-LE begins with that of UTF-16-LE.
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# First bytes of formats that are met among text dumps (their published specifications).
_MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b\x08", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "a SQLite database"),
)

# Legacy encodings of the web (WHATWG Encoding Standard) that charset-normalizer may choose from; its other
# candidates (EBCDIC, DOS and Mac pages) only bring wrong answers on short pages.
_LEGACY = [
    *(f"cp125{n}" for n in range(9)),
    *("cp866", "cp874", "koi8_r", "koi8_u"),
    *(f"iso8859_{n}" for n in (2, 5, 6, 7, 8, 15)),
    *("gb18030", "big5", "shift_jis", "euc_jp", "euc_kr"),
]

# Code pages of the Latin script give most western pages some sense; what tells them apart is that the letters beyond
# ASCII are those of one language (Unicode CLDR 47, main exemplars; of languages with the same letters the first).
_LATIN = frozenset({"cp1250", "cp1252", "cp1254", "cp1257", "cp1258", "iso8859_2", "iso8859_15"})
_ALPHABETS = (
    "àâæçéèêëîïôœùûüÿ",  # French
    "äöüß",  # German
    "áéíñóúüªº",  # Spanish
    "áàâãçéêíóôõú",  # Portuguese
    "àèéìòóù",  # Italian
    "áäéëíïóöúü",  # Dutch
    "åäöà",  # Swedish, Finnish
    "æøå",  # Danish, Norwegian
    "áæðéíóöþúý",  # Icelandic
    "ąćęłńóśźż",  # Polish
    "áčďéěíňóřšťúůýž",  # Czech
    "áäčďéíĺľňóôŕšťúýž",  # Slovak
    "čćđšž",  # Croatian, Serbian, Slovene
    "áéíóöőúüű",  # Hungarian
    "ăâîșțşţ",  # Romanian
    "çğıöşüâîû",  # Turkish
    "äõöšüž",  # Estonian
    "āčēģīķļņšūž",  # Latvian
    "ąčęėįšųūž",  # Lithuanian
)
_NEAR = 0.1

# Codecs that Python knows and no page is written in: they make other characters of plain ASCII, or take quadratic time.
_NO_CHARSETS = frozenset({"idna", "mbcs", "oem", "punycode", "raw-unicode-escape", "unicode-escape", "utf-7"})

SAMPLE = 64_000
"""Bytes that are looked at to guess an encoding."""

_HTML = re.compile(
    # Each comment is atomic: it ends at its first mark, or a page of many comments would take for ever.
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:(?><!--.{0,2000}?-->)\s*)*<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>])",
    re.IGNORECASE | re.DOTALL,
)
# Bytes beyond ASCII that stand in a one-byte charset hardly ever form three characters of UTF-8 and nothing else.
_PLAINLY_UTF8 = 3
_BEYOND_ASCII = bytes(range(0x80, 0x100))
_NO_LEADS = bytes(range(0xC0))

_SURROGATE = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
_UNPRINTABLE = bytes([*range(0x09), *range(0x0E, 0x20), 0x7F])


class Decoded(NamedTuple):
    """Text of a page; `damaged` counts what could not be decoded and stands as U+FFFD."""

    text: str
    encoding: str
    damaged: int


class Undecodable(NamedTuple):
    """Why there is no text: a stable reason code and a sentence for the user."""

    reason: str
    detail: str


def decode(raw: bytes, charset: str | None = None) -> Decoded | Undecodable:
    """Decode the bytes of a page: BOM, declared charset, UTF-8, else the best guess among legacy encodings.

    A declared one-byte charset makes sense of any bytes, so it is not believed where they are UTF-8. Never raises. A
    UTF-8 text with a few broken bytes stays UTF-8. The BOM is not part of the text.
    """
    if not raw.strip():
        return Undecodable("empty", "the file has no text in it")
    for magic, name in _MAGIC:
        if raw.startswith(magic):
            return Undecodable("binary", f"this is {name}, not a text dump")
    decoded = _decode(raw, charset)
    if decoded is None:
        return Undecodable("undecodable", "no known encoding fits these bytes; convert the file to UTF-8 first")
    text = decoded.text
    sample = text[:SAMPLE]
    if not text.strip() or not text.strip("\x00\ufeff \t\r\n"):
        return Undecodable("empty", "the file has no text in it")
    if _unprintable(sample) > len(sample) // 10 + 2:
        return Undecodable("binary", "most of it is not text; give text dumps only")
    return decoded


def overruled(charset: str | None, text: str, encoding: str) -> bool:
    """Tell whether a text that is UTF-8 was declared to be in a one-byte charset."""
    return charset is not None and encoding == "utf-8" and not text.isascii() and _is_one_byte(charset)


def is_html(raw: bytes) -> bool:
    """Tell whether the bytes begin as an HTML page does."""
    return _HTML.match(raw[:4096].lstrip(codecs.BOM_UTF8)) is not None


def _decode(raw: bytes, charset: str | None) -> Decoded | None:
    for bom, encoding in _BOMS:
        if raw.startswith(bom):
            return _tolerant(raw[len(bom) :], encoding)
    # Before all others: wide text without a BOM is valid in most encodings, full of control characters.
    if (wide := _utf16_without_bom(raw)) is not None:
        return wide
    utf8 = _strict(raw, "utf-8")
    if charset is not None and not (utf8 is not None and _is_one_byte(charset) and _is_plainly_utf8(raw)):
        declared = _strict(raw, charset)
        if declared is not None:
            return declared
    if utf8 is not None:
        return utf8
    return _broken_utf8(raw) or _guess(raw)


def _unprintable(text: str) -> int:
    # One pass over the bytes; a count for each character, or a search for any of them, takes several times as long.
    raw = text.encode(errors="surrogatepass")
    return len(raw) - len(raw.translate(None, _UNPRINTABLE)) + text.count("\ufffd")


def _strict(raw: bytes, encoding: str) -> Decoded | None:
    try:
        name = codecs.lookup(encoding).name
        return Decoded(raw.decode(encoding), name, 0) if name not in _NO_CHARSETS else None
    except (UnicodeError, LookupError):
        return None


def _is_one_byte(charset: str) -> bool:
    try:
        each = len(_BEYOND_ASCII.decode(charset, errors="replace")) == len(_BEYOND_ASCII)
        return each and codecs.lookup(charset).name not in ("utf-8", "ascii")
    except (UnicodeError, LookupError):
        return False


def _is_plainly_utf8(raw: bytes) -> bool:
    return len(raw.translate(None, _NO_LEADS)) >= _PLAINLY_UTF8


def _tolerant(raw: bytes, encoding: str) -> Decoded:
    text = raw.decode(encoding, errors="replace")
    return Decoded(text, encoding, text.count("\ufffd"))


def _utf16_without_bom(raw: bytes) -> Decoded | None:
    # Latin, Cyrillic and Greek text in UTF-16 has the same few high bytes in every second place.
    sample = raw[: SAMPLE // 2 * 2]
    if 4 * sum(map(sample.count, b"\x00\x03\x04")) < len(sample):
        return None
    for encoding, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        common = sum(high.count(byte) for byte in (0, 3, 4))
        if len(high) >= 8 and common > 0.9 * len(high):
            return _tolerant(raw, encoding)
    return None


def _broken_utf8(raw: bytes) -> Decoded | None:
    # A page cut at a byte limit, or with one legacy quotation mark, is still UTF-8: multi-byte characters hardly
    # ever form by chance, so ten good ones for each bad byte decide. A character that is cut off at the end is no
    # bad byte, and the half of a surrogate pair has a form of its own, which only UTF-8 gives it.
    raw, surrogates = _SURROGATE.subn("\ufffd".encode(), raw)
    text = raw.decode("utf-8", errors="replace")
    damaged = text.count("\ufffd")
    good = len(text) - len(raw.decode("ascii", errors="ignore")) - damaged + surrogates
    bad = codecs.getincrementaldecoder("utf-8")("replace").decode(raw).count("\ufffd") - surrogates
    return Decoded(text, "utf-8", damaged) if good >= max(1, 10 * bad) else None


def _guess(raw: bytes) -> Decoded | None:
    # The sample, or the page itself, may end inside a character; those of East Asia have up to four bytes.
    for missing in range(4):
        sample = raw[: min(len(raw), SAMPLE) - missing]
        if matches := list(from_bytes(sample, cp_isolation=_LEGACY, threshold=0.4)):
            break
    else:
        return None
    # On short western pages several code pages tie; the web's default wins a tie (WHATWG: windows-1252).
    matches.sort(key=lambda match: (round(match.chaos, 2), -round(match.coherence, 1), match.encoding != "cp1252"))
    best = matches[0]
    if best.encoding in _LATIN:
        rivals = [match for match in matches if match.encoding in _LATIN and match.chaos - best.chaos < _NEAR]
        best = max(rivals, key=lambda match: _of_one_language(str(match)))
    return _tolerant(raw, best.encoding)


def _of_one_language(text: str) -> float:
    """Return the share of letters beyond ASCII that one language has together: `č`, `ą` and `ź` are of three."""
    letters = Counter(letter for letter in text.casefold() if not letter.isascii() and letter.isalpha())
    return max(sum(letters[letter] for letter in alphabet) for alphabet in _ALPHABETS) / max(1, letters.total())
