"""Where to cut a line that a page was run together into: some tools leave no line break in the text of a page.

Such a line goes on for long without any mark, since menus have none. It is cut where its sentences end, and between a
menu and the sentence behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

SHORTEST = 1_000
"""Code points of a line that a page may have been run together into."""
_LONGEST = 1_000_000  # No page is longer; a line of noise stays one segment.
# So many code points without any mark stand in no sentence. Thai and its neighbours part sentences by spaces.
_UNMARKED = 200
_MARK = re.compile(r"[.,;:!?…。，、；：！？।۔؟،\u0e00-\u109f\u1780-\u17ff]")
_SMALL = "a-zà-öø-ÿа-яё-џґα-ωά-ώ"
_CAPITAL = rf"[^\W\d_{_SMALL}]"
# The space behind a sentence may be lost too: "the islands.She thanked". "12. März" and "J. Holm" go on. Signs of lists
# and between entries of a menu part as sentences do, and so does a day with a dash behind it, which begins an entry.
_END = re.compile(
    rf"(?<!\b\d)(?<!\b\d\d)(?<!\b{_CAPITAL})[.!?…।۔؟]++[\"'’”»)\]]*+\s++(?=[\"'‘“«„(\[¿¡]?{_CAPITAL})|[。！？][」』”）]*+"
    rf"|(?<=[{_SMALL}])[.!?…]++[\"'’”»)\]]*+(?={_CAPITAL}[{_SMALL}])"
    r"|\s(?=[*+•▪◦‣|]\s|\d{1,2}[./]\d{1,2}[./]\d{4} [-–—] )"
)
# A word with a capital before three without: a sentence behind names of entries.
_SENTENCE = re.compile(rf"(?<!\S){_CAPITAL}[\w’'-]*(?:\s+[{_SMALL}][\w’'-]*){{3}}")
_MENU = 40  # code points of a menu


def cuts(line: str) -> Iterator[int]:
    """Yield the offsets, in order, at which a line is cut that a page was run together into; none of another line.

    Of 375 pages of WCXB in one line each the word F1 of the body, out of fold, is .80; .706 for the whole text
    (`bench.ablation`, 2026-11-23). Without cuts it was .648 on a third of them.
    """
    if not SHORTEST <= len(line) <= _LONGEST or max(map(len, _MARK.split(line))) < _UNMARKED:
        return
    for start, end in pairwise((0, *(match.end() for match in _END.finditer(line)), len(line))):
        if start:
            yield start
        menu = next((match.start() for match in _MARK.finditer(line, start, end)), end)
        if menu - start >= _UNMARKED and (found := _SENTENCE.search(line, start + _MENU, end)) is not None:
            yield found.start()
