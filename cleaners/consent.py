"""Sentences that ask for consent to cookies."""

from __future__ import annotations

from collections.abc import Sequence

from cleaners.vocabulary import Words

_MIN_SENTENCE = 40
_MAX_SENTENCE = 900
_NOTICE_WORDS = 2


def notices(lines: Sequence[str], words: Words) -> frozenset[int]:
    """Return which folded lines of a page name cookies and consent, as indices."""
    found: set[int] = set()
    for index, line in enumerate(lines):
        if _MIN_SENTENCE <= len(line) <= _MAX_SENTENCE:
            line = line.casefold()
            for word in words.cookies:  # Not any(), which takes twice the time.
                if word in line:
                    if len(set(words.notices.findall(line))) >= _NOTICE_WORDS:
                        found.add(index)
                    break
    return frozenset(found)
