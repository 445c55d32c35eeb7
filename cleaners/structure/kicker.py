"""The line above a headline that names its section or the kind of item: `News`, `Speech from the Ministry of Roads`."""

import re

from cleaners.lines import has_digit
from cleaners.reading import Reading
from cleaners.structure.heads import is_kind_of_item, number
from cleaners.structure.published import dated

_MAX_SECTION = 60
_ENDS = (".", "!", "?", "…", ":", ";", ",", "»", "”", '"', ")")
# Between the steps of a path through the site.
_STEPS = re.compile(r"\s*(?:[>＞›»→<|]+|/)\s*")
_NEAR_PATH = 4
# A step names all items, the line one of them: "News stories > News story".
_STEM, _ENDING = 4, 3
_BULLETS = "*•·-–+» "
_MARK = re.compile(r"(?:[*•·○□▪–+»-]|\d{1,2}\.)\s+")
_NEAR_DATE = 3
_FROM = re.compile(
    r" (?:from|of|by|från|av|fra|af|von|vom|des|der|van|du|de|del|della|do|da|от|від|од|z|ze|dari|από|του|της)(?: |$)"
)


def kicker(reading: Reading, index: int, title: int) -> bool:
    """A name of a section or of a kind of item right above the headline, or above date and number above it.

    A step of the path above it names a section; so do a label above a date, a line of the menu that stands here once
    more, and a kind that is not the last of a menu.
    """
    text = reading.text(index)
    folded = text.casefold()
    if len(text) > _MAX_SECTION or text.endswith(_ENDS) or has_digit(text) or not text[:1].isalpha():
        return False
    if not all(_is_fact(reading, between) for between in range(index + 1, title)):
        return False
    near = [reading.text(above).casefold() for above in range(max(0, index - _NEAR_PATH), index)]
    if any(_is_step(folded, step) for path in near for step in _STEPS.split(path)[1:]):
        return True
    # A path of one step a line, each behind its bullet or number.
    if any(step != folded and _MARK.sub("", step) == folded for step in near):
        return True
    line_class = reading.line_class(index)
    if line_class not in (None, "menu"):
        return False
    named = is_kind_of_item(folded, reading)
    if index + 1 < title:
        named = named or line_class is not None
    elif index > 0 and reading.line_class(index - 1) is not None:
        named = False
    return named or _is_again(reading, index, title) or _is_from_office(folded, reading)


def kicker_below(reading: Reading, index: int) -> bool:
    """The name of a kind of item below the headline, two lines at most above the one that dates the item."""
    text = reading.text(index)
    if len(text) > _MAX_SECTION or reading.line_class(index) not in (None, "menu", "meta"):
        return False
    if not is_kind_of_item(text.casefold(), reading):
        return False
    # The entries of a listing each have their kind.
    if any(reading.text(other) == text for other in range(index + 1, len(reading))):
        return False
    return any(dated(reading, below) is not None for below in range(index + 1, index + 1 + _NEAR_DATE))


def _is_fact(reading: Reading, index: int) -> bool:
    return dated(reading, index) is not None or number(reading, index)


def _is_step(folded: str, step: str) -> bool:
    """Tell whether a line is a step of a path, or one of the items that the step names."""
    pairs = zip(folded, step, strict=False)
    same = next((at for at, (own, its) in enumerate(pairs) if own != its), min(len(folded), len(step)))
    return folded == step or (same >= _STEM and max(len(folded), len(step)) - same <= _ENDING)


def _is_again(reading: Reading, index: int, title: int) -> bool:
    """Tell whether a line stands in the menu above too, and not because the menu itself stands there twice."""
    text = reading.text(index)
    if text == reading.text(title):
        return False
    first = next((at for at in range(index) if reading.text(at).lstrip(_BULLETS) == text), None)
    return first is not None and 0 < first < index - 1 and reading.text(first - 1) != reading.text(index - 1)


def _is_from_office(folded: str, reading: Reading) -> bool:
    """Tell whether a text is a kind of item and whom it comes from."""
    office = _FROM.search(folded)
    return office is not None and is_kind_of_item(folded[: office.start()], reading)
