"""The headline by its place: the first line below the breadcrumb trail that nothing else explains.

What stands between them is known: buttons, days, the kind of item, and the section, which the trail or the menu names.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from cleaners.field_rows import pairs
from cleaners.forms import log_in
from cleaners.label_value import label_value
from cleaners.lines import has_digit
from cleaners.model.lines import Floats
from cleaners.model.predict import YEAR_END
from cleaners.names import is_capital, is_name, is_person
from cleaners.reading import Reading
from cleaners.rivals import is_aside, is_headline
from cleaners.scripts import ideographs
from cleaners.structure.heads import is_kind_of_item
from cleaners.structure.published import labelled
from cleaners.structure.trail import in_menu
from cleaners.structure.values import is_labelled_number
from cleaners.trails import BULLETS, CUTS, Trail
from cleaners.vocabulary import WORD
from schemas import Kind

# Segments below the trail in which the headline stands, and above it, where a listing may have its name.
_REACH, _ABOVE = 10, 2
_LONGEST = 300
# Code points of the name of a listing that has the step that the trail ends in.
_LONGEST_NAME = 60
# Words of a line that may be a sentence.
_SENTENCE_WORDS = 6
_SENTENCE_ENDS = (".", "。", "।", "۔")
_NO_BEGINNING = ("* ", "• ", "- ", "+ ", "<", "« ", "««", "‹", "←", "(", "[", "|")
# Probabilities that the line below a section is the headline: of the page's, and as a share of the section's own.
_SEEN, _LEAST, _AS_MUCH, _MUCH_MORE = 0.05, 0.08, 0.5, 2
# Segments below a section that the trail does not name, and times as likely as it that the headline is.
_SECTIONS, _FAR_MORE = 2, 4
# So likely is a line the headline that stands below what says what kind of thing a record is of.
_LIKELY = 0.5
_LETTERS, _TWO_BARS = 2, 2
# Letters of a word that tells what a page is about.
_TELLING = 4
# Segments right below a trail among which its last step stands again as a headline.
_HEAD_REACH = 2
# Words of a section, and code points of a headline below one.
_KICKER, _LONGEST_BELOW = 2, 120
_BUTTONS = frozenset({"share", "buttons"})
_COLON = re.compile("[:：]")
# Labels of a menu side by side in a script without spaces.
_ROW, _ROW_WORD = 4, 6
# Signs that a headline in quotes begins and ends with.
_OPENING, _CLOSING = ("„", "“", "”", "«", "»", "「", "『", '"'), ("“", "”", "»", "«", "」", "』", '"')
# A reference: `Code: CU-0417`, `Notice no. 124587`, `YL0010-2024-00418`.
_NUMBER = re.compile(
    r"[^:：]{1,30}[:：] ?(?:[^\W\d_]{0,6}[-/. ]?)?\d[\w./-]*|[^:：.!?]{1,40} n[ro.°º]{1,2}\.? ?\d+|\S*\d\S*",
    re.IGNORECASE,
)
_CODED = re.compile(r"[^:：.!?]{1,40} n[ro.°º]{1,2}\.? ?\S*\d\S*", re.IGNORECASE)
_REFERENCE = re.compile(r"\S+ \S*\d\S*[-/]\S*\d\S*")


def headline_below(reading: Reading, kind: Kind, *, sure: bool = False) -> int | None:
    """Return the segment that must be the headline of a page of a kind, if the page has a trail and that tells.

    `sure`: only if it is certain where the trail ends, or buttons stand right below the line that is below it.
    """
    found = reading.trail
    if found is None or (sure and not found.told and not is_over_buttons(reading, found.end)):
        return None
    fields = frozenset() if kind == "listing" else _fields(reading, found.end)
    below = [
        index for index in range(found.end, min(found.end + _REACH + len(fields), len(reading))) if index not in fields
    ]
    if kind == "other" and (asked := log_in(reading.texts, reading.words)) is not None:
        below = [index for index in below if index < asked]  # Below the field for the password stands the button.
    last = next((index for index in below if _says(reading.lower[index], found.steps[-1])), None)
    if last is None and kind == "other" and below[:1] and found.steps[-1] in reading.lower[below[0]]:
        last = below[0]
    if last is not None and (
        kind in ("listing", "other") or not (is_section(reading, last, found, kind) or _is_kicker(reading, last))
    ):
        return last
    if kind == "listing":
        above = range(max(0, found.start - _ABOVE), found.start)
        # Twice: in the menu, and as the head.
        own = next((index for index in above if reading.lower[index] == found.steps[-1]), None)
        if own is not None and in_menu(reading, own):
            return own
    first: int | None = None
    for index in below:
        text = reading.text(index)
        if text.endswith(_SENTENCE_ENDS) and text.count(" ") >= _SENTENCE_WORDS and YEAR_END.search(text) is None:
            break
        if index == last or not may_be(reading, index, kind):
            continue
        if kind == "listing" or not is_section(reading, index, found, kind):
            if _is_like(reading.lower[index], found.steps[-1]):
                return index
            if first is not None:
                break
            first = index
    return last if first is None else first


def below_steps(reading: Reading, end: int, titles: Floats, kind: Kind, none: Collection[int] = ()) -> int:
    """Return the segment that is the headline where `end` is the first one below the trail that may be it.

    One more step may stand between them, if nothing tells where the trail ends; or, above the fields of a record, a
    section that the trail does not name: `Details of the service`. Then the headline is longer, and by far likelier by
    `titles`, the probabilities of each segment to be it. Those in `none` are not.
    """
    path = reading.trail
    if path is None or (path.told and kind != "record"):
        return end
    below = range(end + 1, min(end + 1 + (_SECTIONS if path.told else 1), len(reading)))
    likely = kind == "record" and end + 1 in below and end + 1 not in none and titles[end + 1] >= _LIKELY
    if likely and titles[end + 1] > _MUCH_MORE * titles[end] and is_section_above(reading, end):
        return end + 1
    longer = _letters(reading.text(end)) if path.told else 0
    rest = [at for at in below if at not in none and _letters(reading.text(at)) > longer and may_be(reading, at, kind)]
    best = max(rest, key=lambda at: float(titles[at]), default=end)
    return best if titles[best] > titles[end] * (_FAR_MORE if path.told else 1) else end


def again_below(reading: Reading, index: int, titles: Floats) -> int:
    """Return the segment that is the headline of a record where the one at `index`, below the trail, is its last step.

    It stands there again, a few lines below: `Home`, `Permits`, `Permit 12`, `Register`, `Permit 12`. `titles` are the
    probabilities of each segment to be the headline.
    """
    path = reading.trail
    if path is None or index != path.end:
        return index
    below = range(index + 1, min(index + 1 + _REACH, len(reading)))
    again = next((at for at in below if reading.lower[at] == reading.lower[index]), index)
    return again if titles[again] > titles[index] else index


def above_number(reading: Reading, index: int) -> int:
    """Return the segment that is the headline of a record where the model takes the one at `index` for it.

    A number behind its label stands below the headline: `Harbour pilot (full time)`, `Reference 2024-18`.
    """
    path, above = reading.trail, index - 1
    if path is None or above < path.end or not _is_reference(reading.text(index)):
        return index
    if not is_labelled_number(reading.lower[index], reading):
        return index
    return above if may_be(reading, above, "record") and not is_section(reading, above, path, "record") else index


def is_told(reading: Reading, index: int, kind: Kind) -> bool:
    """Tell whether the segment at `index` has the words of the step that the trail ends in, and no menu has them.

    Menus have the names of listings: right below the trail it says there what is listed, `All news` below `News`. What
    stands between the item's own day and the buttons that are done with the page needs none of them.
    """
    path = reading.trail
    if path is None or not path.told or index < path.end:
        return False
    if is_over_buttons(reading, index) and labelled(reading, index - 1) is not None:
        return True
    line, step = reading.lower[index], path.steps[-1]
    if kind == "listing" and index == path.end and _names(line, step):
        return True
    if step in reading.words.lines or any(at < path.start for at in in_menu(reading, index)):
        return False
    return step.count(" ") > 1 and (_says(line, step) or _is_like(line, step))


def named_below(reading: Reading, end: int, titles: Floats) -> int:
    """Return the segment from `end` on, which says what the trail ends in, that names it and is likeliest by `titles`.

    A menu beside the text says the step too, and the headline below that more: `Staff`, `Staff of the quay`.
    """
    step = reading.lower[end]
    near = range(end, min(end + _REACH, len(reading)))
    return max((at for at in near if _names(reading.lower[at], step)), key=lambda at: float(titles[at]), default=end)


def own_step(reading: Reading) -> int | None:
    """Return the last step of a trail that has a line a step: over the entries of a listing that is the headline.

    Only if the page does not say it again as its head.
    """
    path = reading.trail
    if path is None or not path.told or path.end - path.start == 1:
        return None
    return path.end - 1 if reading.lower[path.end - 1] == path.steps[-1] else None


def is_over_buttons(reading: Reading, index: int) -> bool:
    """Tell whether what stands right below a line is done with the page that it heads: `Print`, `Share`."""
    return index + 1 < len(reading) and reading.line_class(index + 1) in _BUTTONS


def over_section(reading: Reading, likely: Floats) -> range:
    """Return the segments between the trail of an article and the section that it ends in, said again over the text.

    What stands there is what the site shows over all its articles: `Highlights`, headlines with their days. Below the
    section stands a segment that is as `likely` a headline.
    """
    path = reading.trail
    if path is None or not path.told:
        return range(0)
    near = range(path.end + _ABOVE, min(path.end + _REACH, len(reading) - 1))
    section = next((index for index in near if reading.lower[index] == path.steps[-1]), None)
    if section is None or likely[section + 1] < _LIKELY or not may_be(reading, section + 1, "article"):
        return range(0)
    return range(path.end, section + 1)


def whole_above(reading: Reading, index: int) -> int:
    """Return the segment that is the headline of a document where the model takes the one at `index` for it.

    The document says below its number what the page says in full above: `Decree on the ferries`, `No. 12`,
    `On the ferries`. And its own name, in capitals, may stand above the meeting that it is from.
    """
    begin = max(reading.trail.end if reading.trail is not None else 0, index - _REACH)
    line = f" {reading.lower[index]}"
    if line.count(" ") > _KICKER:
        for above in range(begin, index):
            kind = reading.lower[above].removesuffix(line)
            if kind != reading.lower[above] and kind.isalpha() and may_be(reading, above, "article"):
                return above
    name, own = reading.text(index - 1), reading.text(index)
    if index <= begin or reading.trail is None or not name.isupper() or own.isupper() or has_digit(name):
        return index
    words = reading.lower[index - 1].split()
    named = len(words) > _KICKER and is_kind_of_item(words[0], reading) and may_be(reading, index - 1, "article")
    return index - 1 if named and not is_section(reading, index - 1, reading.trail, "article") else index


def quoted_above(reading: Reading, index: int) -> int:
    """Return the segment that is the headline of an article where the model takes the one at `index` for it.

    Right below the trail stands what somebody said, in quotes, and below that who said it: `“Ice is patient”`,
    `Interview with the captain of the ferry`.
    """
    path, above = reading.trail, reading.text(index - 1)
    if path is None or index - 1 != path.end or not (above.startswith(_OPENING) and above.endswith(_CLOSING)):
        return index
    return index - 1 if may_be(reading, index - 1, "article") else index


def below_section(reading: Reading, index: int, likely: Floats, titles: Floats) -> int:
    """Return the segment that is the headline of a record where the model takes the one at `index` for it.

    Where the trail ends in that, it may be the section or a number, and the headline the line below: that is about as
    `likely` one by itself then, or, if nothing else tells the section, much more so. So it may be where it is the last
    step of a trail without signs, or a number below one. `titles` are the probabilities of each segment to be the one
    headline of the page.
    """
    path, below = reading.trail, index + 1
    if path is None or below >= len(reading) or path.start > index:
        return index
    if path.steps[-1] != reading.lower[index]:
        numbered = likely[below] >= _LIKELY and _is_numbered(reading, index, path)
        section = numbered or _is_last_step(reading, index, path)
        told = section and likely[below] >= _AS_MUCH * likely[index] and titles[below] >= _AS_MUCH * titles[index]
        return below if told and may_be(reading, below, "record") else index
    named = is_capital(reading.text(index)) and not is_name(reading.text(below))
    menu = in_menu(reading, index)
    if named and reading.line_class(index) is None and not menu:
        return index  # A person or a company, and below it what that is.
    only_trail = bool(menu) and menu[0] >= path.start and not is_kind_of_item(reading.lower[index], reading)
    if only_trail and (likely[below] < likely[index] or titles[below] < titles[index]):
        return index  # No menu has it: the trail has a line a step.
    least = _AS_MUCH if _is_reference(reading.text(index)) or menu else _MUCH_MORE
    # Where nothing tells that it is the section, what the trail ends in is the headline unless the page as a whole
    # speaks for the line below: `Letters to the mayor`, `Before you write`.
    seen = _SEEN if least == _AS_MUCH else max(_SEEN, _MUCH_MORE * titles[index])
    if titles[below] < seen or likely[below] < max(_LEAST, least * likely[index]):
        return index
    return below if may_be(reading, below, "record") and not reading.text(below).endswith(_SENTENCE_ENDS) else index


def own_head(reading: Reading, index: int, likely: Floats, titles: Floats) -> int:
    """Return the segment that is the headline of a record where the model takes the one at `index` for it.

    Below the trail its last step stands again: that heads the record if it is at least as likely to by `titles`, and by
    itself about as `likely` a headline, whether or not a menu leads to it: `Opening hours`, `General opening hours`.
    """
    path = reading.trail
    if path is None or path.start > index:
        return index
    near = range(path.end, min(path.end + _HEAD_REACH, index))
    head = next((at for at in near if reading.lower[at] == path.steps[-1]), None)
    if head is None or titles[head] < titles[index] or _MUCH_MORE * likely[head] < likely[index]:
        return index
    section = is_kind_of_item(reading.lower[head], reading) or _is_reference(reading.text(head))
    return index if section or is_person(reading.text(index)) else head


def is_section_above(reading: Reading, index: int) -> bool:
    """Tell whether a line of a record says what kind of thing it is, and a longer one right below may be the headline.

    The last step of the trail stands in it, `Details` in `Details of the procedure`, or a field says it again.
    """
    path, line = reading.trail, reading.lower[index]
    if path is None or len(reading.text(index + 1)) <= len(line):
        return False
    if path.steps[-1] == line and not in_menu(reading, index):
        return False
    return path.steps[-1] in line or reading.lower.count(line) > 1


def _is_last_step(reading: Reading, index: int, path: Trail) -> bool:
    """Tell whether a line is one more step of a trail that has a line a step: it alone is in a block with the others.

    A blank line stands above the first step and below the last, and none between.
    """
    if path.told or index != path.end or not reading.is_parted(index + 1) or not path.start:
        return False
    return not any(reading.is_parted(at) for at in range(path.start + 1, index + 1))


def _is_numbered(reading: Reading, index: int, path: Trail) -> bool:
    """Tell whether a line right below the trail says what kind of item it is, and its number: `Tender no. LP-7`."""
    return index == path.end and _CODED.fullmatch(reading.text(index)) is not None


def _is_reference(text: str) -> bool:
    """Tell whether a line is a number, of a kind of item or by itself: `Notice no. 124587`, `Reference 2024-31`."""
    return has_digit(text) and (_NUMBER.fullmatch(text) is not None or _REFERENCE.fullmatch(text) is not None)


def _fields(reading: Reading, end: int) -> frozenset[int]:
    """Return the segments of the fields that stand between trail and headline, as documents of offices in China have.

    `Number:` above `HB-12`, or `Number: HB-12`, one of two at least on lines side by side.
    """
    found = {index for index in pairs(reading) if index >= end}
    at = end
    while at < len(reading) and (at in found or label_value(reading.text(at)) is not None):
        at += 1
    return frozenset(found.union(range(end, at) if at > end + 1 else ()))


def _says(line: str, step: str) -> bool:
    """Tell whether a line says the words of a step, which may be cut."""
    if step.endswith(CUTS):
        return line.startswith(step.rstrip("… .")) and len(line) <= _LONGEST
    return line == step


def _names(line: str, step: str) -> bool:
    """Tell whether a line of the length of a name has all words of a step: `All news`, `News`."""
    return step in line and len(line) <= _LONGEST_NAME and not set(WORD.findall(step)).difference(WORD.findall(line))


def _is_like(line: str, step: str) -> bool:
    """Tell whether a line has most of the words of a step that tell something: `Supply of ropes` in a longer title."""
    telling = {word for word in WORD.findall(step) if len(word) >= _TELLING}
    return len(telling) > 1 and 2 * len(telling.intersection(WORD.findall(line))) > len(telling)


def _is_kicker(reading: Reading, index: int) -> bool:
    """Tell whether a line of a word or two has a longer one below it that may be the headline, a day at most between.

    `Stories`, `The harbour in winter`: a trail may end in the section, or in a number.
    """
    words = reading.text(index).count(" ") + 1
    if words > _KICKER or ideographs(reading.text(index)):
        return False
    below = index + 2 if labelled(reading, index + 1) is not None else index + 1
    text = reading.text(below)
    if text.endswith(_SENTENCE_ENDS) or _COLON.search(text) is not None or text.count(" ") < _KICKER:
        return False
    return bool(text) and len(text) <= _LONGEST_BELOW and may_be(reading, below, "record")


def is_section(reading: Reading, index: int, found: Trail, kind: Kind) -> bool:
    """Tell whether a line is a step of the trail, or stands in the menu above, or says what the item is."""
    line = reading.lower[index]
    if line in found.steps[:-1] or (kind == "article" and reading.line_class(index) is not None):
        return True
    above = (other.strip(BULLETS) for other in reading.lower[: found.start])
    return line in above or is_kind_of_item(line, reading)


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def may_be(reading: Reading, index: int, kind: Kind) -> bool:
    """Tell whether a line may be a headline: words, and no rule has it for something else."""
    text = reading.text(index)
    if len(text) > _LONGEST or text.startswith(_NO_BEGINNING) or text.count(" | ") >= _TWO_BARS:
        return False
    words = text.split()
    if _letters(text) < _LETTERS or 2 * sum(len(word) == 1 for word in words) > len(words):
        return False
    if len(words) >= _ROW and ideographs(text) and all(len(word) <= _ROW_WORD for word in words):
        return False
    if kind != "listing" and has_digit(text) and _NUMBER.fullmatch(text) is not None:
        return False
    if kind != "listing" and reading.line_class(index) is not None:
        return False
    if is_aside(reading, index) or not is_headline(reading, index, kind):
        return False
    return labelled(reading, index) is None
