"""Scripts that are written without spaces: to the search, each of their characters is a word.

FTS5 takes a run of letters for one word, so that it would find no word within a Chinese sentence. The index therefore
reads a text in which such characters stand apart, a query is taken apart likewise, and a word of several characters
is then a phrase. SQLite makes the index's text by its own functions, as people write into archives with any client.
"""

from typing import Final

APART: Final = "\u200b"
"""Zero width space: ends a word of the index, and is not seen where somebody else shows a snippet."""

# UTF-8 of Thai and Lao, Myanmar, Khmer, kana and Han, Hangul (words of it bear their particles), and Han beyond
# U+FFFF. A first byte that stands alone takes in rarer scripts too, which does no harm: a query is cut as the text.
_BEGINNINGS: Final = tuple(
    bytes.fromhex(code)
    for code in "e0b8 e0b9 e0ba e0bb e180 e181 e19e e19f e3 e4 e5 e6 e7 e8 e9 ea eb ec ed f0".split()
)

LANGUAGES: Final = ("zh", "ja", "ko", "th", "lo", "my", "km")
"""ISO 639-1: those that are written so."""


def apart(text: str) -> str:
    """Return a text with such characters between spaces.

    >>> apart("G20峰会")
    'G20 峰  会 '
    """
    return "".join(f" {character} " if character.encode().startswith(_BEGINNINGS) else character for character in text)


def together(text: str) -> str:
    """Return what SQLite gives of the index's text as it stands in the document."""
    return text.replace(APART, "")


def apart_sql(column: str) -> str:
    """Return the SQL expression for the text of a column with APART around such characters; NULL stays NULL.

    Part of a step of the schema that is published: what it returns never changes.
    """
    # A JSON array of pieces, each but the first with such a character at its beginning. `replace` compares bytes,
    # and no byte that a character begins with stands within another one; 222c22 is '","'.
    pieces = f"json_quote({column})"
    for code in (beginning.hex() for beginning in _BEGINNINGS):
        pieces = f"replace({pieces}, x'{code}', x'222c22{code}')"
    mark = f"char({ord(APART)})"
    piece = f"iif(key > 0 AND length(value) > 1, substr(value, 1, 1) || {mark} || substr(value, 2), value)"
    return f"(SELECT group_concat({piece}, {mark}) FROM json_each('[' || {pieces} || ']'))"
