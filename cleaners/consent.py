"""Sentences in which a site speaks of itself: of consent to cookies, its licence, its forms and files."""

from __future__ import annotations

from collections.abc import Sequence

from cleaners.vocabulary import Words

_MIN_SENTENCE = 40
_MAX_SENTENCE = 900
_NOTICE_WORDS = 2
_MIN_REMARK = 25
# Visible lines at the ends of a page where banners and footers stand.
_TOP, _BOTTOM = 20, 40


def notices(lines: Sequence[str], words: Words) -> frozenset[int]:
    """Return which lines of a page, case folded, are sentences that name cookies and consent."""
    at = [index for index, line in enumerate(lines) if _MIN_SENTENCE <= len(line) <= _MAX_SENTENCE]
    cookies = words.cookies.on("\n".join(lines[index] for index in at))
    return frozenset(
        index
        for index in (at if cookies else ())
        if any(map(lines[index].__contains__, cookies)) and len(set(words.notices.find(lines[index]))) >= _NOTICE_WORDS
    )


def remarks(lines: Sequence[str], words: Words) -> frozenset[int]:
    """Return which lines near the ends of a page say what sites say of themselves; `lines` are case folded."""
    top = min(_TOP, len(lines))
    ends = (*range(top), *range(max(top, len(lines) - _BOTTOM), len(lines)))
    at = [index for index in ends if _MIN_REMARK <= len(lines[index]) <= _MAX_SENTENCE]
    page = "\n".join(lines[index] for index in at)
    # Most pages have few of the first words, and need be asked about no other parts.
    firsts = words.sentences.keys() & {*page.replace("(", " ").split()}
    parts = [part for first in firsts for part in words.sentences[first] if part in page]
    parts += words.sentence_words.on(page)
    return frozenset(index for index in at if any(part in lines[index] for part in parts))
