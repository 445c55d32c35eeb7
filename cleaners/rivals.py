"""What rules say of the lines that the model may take for the headline."""

from __future__ import annotations

import re

from cleaners.calendars import numbered
from cleaners.decide import GENERAL
from cleaners.letter_row import is_row
from cleaners.lines import has_digit
from cleaners.reading import Reading
from cleaners.rules import Rules
from cleaners.scripts import ideographs
from cleaners.structure.bylines import are_writers
from cleaners.structure.release import release
from schemas import Kind

# Capitals above a date and label words head articles and listings, numbers decrees.
_MAY_BE_HEADLINES = frozenset({"structure/number", "structure/section", "structure/related-head", "structure/remark"})
_ALL_ITEMS = "structure/all-items"  # leads from elsewhere to the listing that it names
_BELOW_HEADLINES = frozenset({"structure/about-page", "structure/credit", "structure/published"})
# Ends of a line that leads in what stands below it: "The offices will be closed as follows:".
_LEADS_IN = (":", "：")
# Whom a page comes from, as some print it above the headline: "From: Ministry of Harbours".
_FROM = re.compile(r"(?:from|de|von|da|od|от|від) ?[:：] ", re.IGNORECASE)
_LONGEST_DAY = 120
# A number by itself, and words of a line that it may stand below.
_NUMBER_ALONE, _NUMBERED_WORDS = re.compile(r"(?:№|n[ro.°º]{1,2})\s?\d[\w./-]*", re.IGNORECASE), 3
_NUMBERED = re.compile(r"(\d{1,2})\. \S")
_LABELS = 2
# Lines of a page that has head and foot, the share of them that each makes, and lines of a menu below the site's name.
_WHOLE_PAGE, _EDGE = 30, 0.25
_MENU, _MENU_REACH = 5, 10
_ENDS = ".!,،"
_AROUND = " :*•·☰≡▼-–"
# Bullets of menus, items above and below a head in one, and their characters.
_LISTED, _ITEMS, _ITEM = frozenset({"• ", "* ", "- ", "· ", "+ ", "» ", "o "}), 2, 40
_BULLETS = "*•·-–» "
# Parts of a page side by side in a script without spaces, above the first of them.
_TABS, _TAB = 3, 8
# Labels of a menu side by side in such a script, none with other letters or digits as names of goods have them, and
# with what a subtitle begins in Chinese.
_ROW, _LABEL, _SUBTITLE = 4, 6, "——"
# What stands around the words of a picture.
_PICTURE = ("[", "]")
# A label with its value behind it, a tab between, and lines side by side of that make.
_FIELD, _FIELDS = re.compile(r"[^\W\d_][^:：.!?\t]{1,40}?\t\s*\S.*"), 3


def is_aside(reading: Reading, index: int) -> bool:
    """Tell whether a line cannot be the headline: it tells of the delivery, names writers or a menu, or leads in."""
    text, lower = reading.text(index), reading.lower[index].strip(_AROUND)
    if lower in reading.words.menu_heads or lower.rstrip(_ENDS) in reading.words.openings:
        return True
    if _is_in_menu(reading, index) or _is_field(reading, index):
        return True
    if is_row(text) or _is_in_picture(reading, index) or is_tab(reading, index) or _is_label_row(text):
        return True
    if index and text.startswith(_SUBTITLE):
        return True
    if text.endswith(_LEADS_IN) or _FROM.match(text) is not None or are_writers(text):
        return True
    if (
        _is_number_below(reading, index)
        or _is_step(reading, index)
        or _names_site(reading, index)
        or _tells_day(reading, index)
    ):
        return True
    lines, heads, _ = reading.contents
    over_contents = index + 1 in lines and reading.line_class(index) is not None
    below = GENERAL.verdict(reading, index, "lead")
    if below is not None and below.reason in _BELOW_HEADLINES:
        return True
    return over_contents or index in lines or index in heads or release(reading, index)


def _is_label_row(text: str) -> bool:
    """Tell whether a line is labels side by side in a script without spaces: `概要 手続 様式 窓口`."""
    labels = text.split()
    return len(labels) >= _ROW and all(1 < len(label) == ideographs(label) <= _LABEL for label in labels)


def _is_in_picture(reading: Reading, index: int) -> bool:
    """Tell whether a line is what the words of a picture right above end with: `[Logo of the Bank]`, `the Bank`.

    So the name of the site stands beside its mark, above the menu.
    """
    opens, closes = _PICTURE
    text, above = reading.text(index), reading.text(index - 1) if index else ""
    if not (above.startswith(opens) and above.endswith(f"{text}{closes}")):
        return False
    return len(above) > len(text) + len(_PICTURE) and index < _EDGE * len(reading)


def is_tab(reading: Reading, index: int) -> bool:
    """Tell whether a line is the first of the parts side by side right above it: `概要 手続 様式`, `概要`."""
    parts = reading.text(index - 1).split() if index else []
    if len(parts) < _TABS or parts[0] != reading.text(index) or not ideographs(parts[0]):
        return False
    return max(map(len, parts)) <= _TAB


def _tells_day(reading: Reading, index: int) -> bool:
    """Tell whether a line begins with a label and a day that is not the item's own: `Valid from 1 March 2024`."""
    text = reading.text(index)
    if len(text) > _LONGEST_DAY or not numbered(text):
        return False
    found = reading.date_in(text)
    label = text[: found.start].casefold().rstrip(" :：") if found is not None else ""
    return label in reading.words.other_days or reading.words.lines.get(label) == "updated"


def _names_site(reading: Reading, index: int) -> bool:
    """Tell whether a line stands above the menu and at the foot of the page, and nowhere between."""
    text, lines = reading.text(index), len(reading)
    if lines < _WHOLE_PAGE or _EDGE * lines <= index < (1 - _EDGE) * lines:
        return False
    at = [other for other, line in enumerate(reading.texts) if line == text]
    if len(at) < _LABELS or any(_EDGE * lines <= other < (1 - _EDGE) * lines for other in at):
        return False
    below = range(at[0] + 1, min(lines, at[0] + 1 + _MENU_REACH))
    menu = sum(reading.line_class(near) is not None or reading.text(near).startswith(("•", "*", "-")) for near in below)
    return at[-1] >= (1 - _EDGE) * lines and menu >= _MENU


def _is_in_menu(reading: Reading, index: int) -> bool:
    """Tell whether a line without a bullet stands between lists of two short items or more, as heads in menus do."""
    bullet = reading.text(index - 1)[:2]
    if bullet not in _LISTED or index < _ITEMS or reading.text(index).startswith(bullet):
        return False
    around = (*range(index - _ITEMS, index), *range(index + 1, index + 1 + _ITEMS))
    items = [reading.text(near) for near in around]
    return all(item.startswith(bullet) and len(item) <= _ITEM and not has_digit(item) for item in items)


def _is_field(reading: Reading, index: int) -> bool:
    """Tell whether a line is one of several side by side that are a label and its value, a tab between."""
    if not _is_label_and_value(reading, index):
        return False
    first, end = index, index + 1
    while first > max(0, index - _FIELDS) and _is_label_and_value(reading, first - 1):
        first -= 1
    while end < min(len(reading), index + _FIELDS) and _is_label_and_value(reading, end):
        end += 1
    return end - first >= _FIELDS


def _is_label_and_value(reading: Reading, index: int) -> bool:
    return _FIELD.fullmatch(reading.segments[index].text.strip()) is not None


def _is_number_below(reading: Reading, index: int) -> bool:
    """Tell whether a line is a number and nothing else, and the one right above it words, as a headline is."""
    if index < 1 or _NUMBER_ALONE.fullmatch(reading.text(index)) is None:
        return False
    above = reading.text(index - 1)
    return above.count(" ") + 1 >= _NUMBERED_WORDS and not has_digit(above) and not above.endswith(_LEADS_IN)


def _is_step(reading: Reading, index: int) -> bool:
    """Tell whether a line bears the number that follows that of the line above: a path or a list of one step a line."""
    above, own = _NUMBERED.match(reading.text(index - 1)), _NUMBERED.match(reading.text(index))
    return above is not None and own is not None and index > 0 and int(above[1]) + 1 == int(own[1])


def is_headline(reading: Reading, index: int, kind: Kind, rules: Rules = GENERAL) -> bool:
    """Tell whether no rule takes what the model has for the headline for something else.

    A label word names a listing; an article bears it in its menu or breadcrumbs only, and a row of them is a menu.
    """
    if kind == "other" and _says_step(reading, index):
        return True
    if kind == "listing" and _is_step_again(reading, index):
        return True
    hit = rules.verdict(reading, index, "head")
    if hit is not None and hit.reason not in _MAY_BE_HEADLINES and not (kind == "listing" and hit.reason == _ALL_ITEMS):
        return False
    text = reading.text(index).lstrip(_BULLETS).casefold()
    if text not in reading.words.lines:
        # Labels side by side, as menus have them, none of them twice.
        words = text.split()
        row = _LABELS <= len(set(words)) == len(words) and all(word in reading.words.lines for word in words)
        return kind == "listing" or not row
    row = index + 1 < len(reading) and reading.line_class(index + 1) is not None
    return kind == "listing" or (kind != "article" and (not row or _says_step(reading, index)))


def _is_step_again(reading: Reading, index: int) -> bool:
    """Tell whether a line right below the breadcrumb trail is what that ends in: `June 2019`, whose news are listed."""
    path = reading.trail
    return path is not None and path.told and index == path.end and path.steps[-1] == reading.lower[index]


def _says_step(reading: Reading, index: int) -> bool:
    """Tell whether a line right below the breadcrumb trail has what that ends in: `Search results`."""
    path = reading.trail
    return path is not None and index == path.end and path.steps[-1] in reading.lower[index]
