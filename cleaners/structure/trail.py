"""The line that a breadcrumb trail ends in: `Home > News > The ferry line opens`, and below it the headline.

Or the section's name, where the trail ends in that: then the menu above has the same words too.
"""

import re
from itertools import islice

from cleaners.reading import Reading
from cleaners.trails import BULLETS, CUTS, Trail

_PART = re.compile(r"\s*[>＞›»→]\s*|\s/\s")
_MARKS = frozenset({">", "＞", "›", "»", "→", " / "})
_LEAST = 4  # code points that are a headline, in any script
_MOST = 300
_REACH = 12  # segments below the trail: share buttons, a kicker and a date stand between


def trail_end(reading: Reading) -> int | None:
    """Return the first segment that the trail above it ends in, white space, case and a cut aside; None if none is."""
    # Most pages have two of the marks at most, and their lines need be asked about no others.
    marks = [sign for sign in reading.signs.separators if sign in _MARKS]
    for index, text in enumerate(reading.texts if marks else ()):
        if len(text) > _MOST or not any(map(text.__contains__, marks)):
            continue
        *above, last = _PART.split(text)
        cut = last.endswith(CUTS)
        last = last.rstrip("….").rstrip().casefold() if cut else last.casefold()
        if not any(above) or len(last) < _LEAST or last in reading.words.lines:
            continue
        for below in islice(range(index + 1, len(reading)), _REACH):
            line = reading.text(below).casefold()
            if line == last or (cut and line.startswith(last)):
                return below
    return None


def in_menu(reading: Reading, end: int) -> list[int]:
    """Return the segments above the one that a trail ends in that say the same words, bullets aside."""
    text = reading.lower[end]
    return [index for index, line in enumerate(reading.lower[:end]) if line.strip(BULLETS) == text]


def steps_in_menu(reading: Reading, path: Trail) -> list[int]:
    """Return the segments above a trail that are steps of it: the menu names the sections that it leads through."""
    return [index for index, line in enumerate(reading.lower[: path.start]) if line.strip(BULLETS) in path.steps[:-1]]
