"""What stands below the last sentence of a text and is none of it: contacts for the press, tags, other items."""

from __future__ import annotations

from collections import Counter
from itertools import takewhile

from cleaners.label_value import label_value
from cleaners.lines import IDEOGRAPHIC_ENDS, SENTENCE_ENDS, has_digit
from cleaners.reading import Reading
from cleaners.rules import Verdict
from cleaners.structure.contact import reaches
from cleaners.structure.labels import heads_others, is_tag
from schemas import Kind

_CONTACT = Verdict("furniture", "structure/contact-below", 0.8)
_HEAD = Verdict("furniture", "structure/related-head", 0.8)
_TAGS = Verdict("furniture", "structure/about-page-below", 0.8)
_MENU = Verdict("furniture", "structure/menu-below", 0.8)
_FORM = Verdict("furniture", "structure/comment-form", 0.8)
_OTHERS = Verdict("related", "structure/related-title", 0.8)
_EDITOR = Verdict("furniture", "structure/editor-below", 0.8)
_FOOT = Verdict("furniture", "structure/foot", 0.8)
_PAGE = Verdict("furniture", "structure/about-page", 0.8)
_BELOW_BUTTONS = Verdict("furniture", "structure/below-buttons", 0.8)
_GALLERY = Verdict("furniture", "structure/gallery", 0.8)
_CAPTION = Verdict("meta", "structure/captioned", 0.8)
_BUTTONS = frozenset(
    {"structure/share", "structure/all-items", "structure/button", "structure/label-row", "structure/label-run"}
)
# The name of an office, lines at the top of the page that bear it, and lines below it that say how to reach it.
_SHORTEST_NAME, _LONGEST_NAME, _TOP, _REACH = 10, 80, 12, 3
# A sentence is as long, or a line that may be a part of one; scripts without spaces need fewer characters.
_SENTENCE, _IDEOGRAPHIC_SENTENCE, _PARAGRAPH = 40, 20, 100
# Lines of text above a form, and words that its head has at least.
_FEW, _WORDS = 4, 3
# A table or a list of so many lines is no block beside a text.
_MOST, _MOST_TAGS = 20, 10
_LONGEST_EDITOR, _AROUND_EDITOR = 40, "()（）[]【】"
# A button of each file of a record stands there so often.
_OFTEN = 3
# So many lines of a record without any sentence are its fields, and no head of others stands above.
_FIELDS = 6
# Captions below the head of pictures, and what tells them.
_CAPTIONS, _OF_PICTURES = 4, frozenset({"structure/captioned", "structure/credit"})
# Lines one below the other that say who made a page and when.
_FACTS, _MOST_FACTS, _LONGEST_FACT = 3, 8, 120
_OF_PAGE = frozenset({"updated", "about_page"})


def close(reading: Reading, verdicts: list[Verdict], kind: Kind) -> None:
    """End the text of a page that lists nothing at the first such head below its last sentence.

    What stands there that only the model takes for text goes with the head. Records have fields that say how to reach
    somebody, and may have no sentence: then other fields below the head are the record's too. A form that asks for
    opinions ends the text as well, and buttons end a record.
    """
    _close_at_form(reading, verdicts)
    if kind == "article":
        _close_at_pictures(reading, verdicts)
    _close_at_head(reading, verdicts, kind)
    if kind == "record":
        _close_at_buttons(reading, verdicts)


def _close_at_head(reading: Reading, verdicts: list[Verdict], kind: Kind) -> None:
    """End the text at the first head of others, office, contact or the like below its last sentence."""
    body = [index for index, verdict in enumerate(verdicts) if verdict.label == "body"]
    last = next((at for at in range(len(body) - 1, -1, -1) if is_sentence(reading.text(body[at]))), None)
    most, bare = _MOST, last is None
    if bare and kind == "record" and len(body) > _FIELDS:
        last, most = _FIELDS - 1, min(_MOST, len(body) // 2)
    if last is None:
        return
    top = map(reading.text, range(min(_TOP, body[last] // 2)))
    names = tuple(name for name in top if len(name) >= _SHORTEST_NAME and " " in name)
    for index in range(body[last] + 1, len(verdicts)):
        if verdicts[index].label != "furniture" and verdicts[index].reason != "model/body":
            continue
        if kind == "article" and reading.lower[index].rstrip(" :") in reading.words.tags:
            _label_tags(reading, verdicts, index)
        if heads_others(reading, index):
            head, rest = _HEAD, _OTHERS
        elif _is_foot(reading, index, names):
            head, rest = _FOOT, _FOOT
        elif kind == "article" and _names_editor(reading, index):
            head, rest = _EDITOR, _EDITOR
        elif _tells_of_page(reading, index):
            head, rest = _PAGE, _PAGE
        elif kind == "article" and reading.line_class(index) == "contact":
            head, rest = _CONTACT, _CONTACT
        elif reading.lower[index].rstrip(" :") in reading.words.menu_heads:
            head, rest = _MENU, _MENU
        else:
            continue
        below = [other for other in body[last + 1 :] if other >= index and verdicts[other].reason == "model/body"]
        goes_on = (
            bare
            and head is _HEAD
            and any(label_value(reading.text(other)) is not None for other in below if other != index)
        )
        if len(below) <= most and not goes_on:
            for other in below:
                verdicts[other] = head if other == index else rest
        return


def _close_at_pictures(reading: Reading, verdicts: list[Verdict]) -> None:
    """End the text at a word that menus have right above the captions of its pictures: `Gallery`, `The new boat`.

    What else stands between the word and the one that a credit tells is a caption too.
    """
    end = next((index for index in range(len(verdicts) - 1, -1, -1) if verdicts[index].label == "body"), 0)
    first = end
    while first > max(0, end - _CAPTIONS) and not _heads_pictures(reading, verdicts, first):
        first -= 1
    below = verdicts[end + 1].reason if end + 1 < len(verdicts) else ""
    if below not in _OF_PICTURES or not _heads_pictures(reading, verdicts, first):
        return
    if any(_is_told(reading, verdicts, at) for at in range(first + 1, end + 1)):
        return
    verdicts[first] = _GALLERY
    verdicts[first + 1 : end + 1] = [_CAPTION] * (end - first)


def _heads_pictures(reading: Reading, verdicts: list[Verdict], index: int) -> bool:
    return verdicts[index].reason == "model/body" and reading.line_class(index) == "menu"


def _is_told(reading: Reading, verdicts: list[Verdict], index: int) -> bool:
    """Tell whether a line between the head of pictures and their captions is a sentence, or a rule has it for text."""
    return is_sentence(reading.text(index)) or verdicts[index].reason != "model/body"


def _names_editor(reading: Reading, index: int) -> bool:
    """Tell whether a line says who edited the page, in brackets or not: what follows is the page's."""
    label, colon, name = reading.lower[index].strip(_AROUND_EDITOR).replace("：", ":").partition(":")
    return bool(colon and name) and len(name) <= _LONGEST_EDITOR and label.strip() in reading.words.editors


def _tells_of_page(reading: Reading, index: int) -> bool:
    """Tell whether lines say what a site knows of its page: `Created: 2 May 2024`, `Updated: 3 May 2024`.

    They are three or more below each other, and one at least is about the page, not about what stands on it.
    """
    facts = (_fact(reading, at) for at in range(index, min(index + _MOST_FACTS, len(reading))))
    classes = [*takewhile(lambda fact: fact is not None, facts)]
    return len(classes) >= _FACTS and not _OF_PAGE.isdisjoint(classes)


def _fact(reading: Reading, index: int) -> str | None:
    """Return the class of the label of such a line, or of a label above them, `published` for what else they say."""
    line_class = reading.line_class(index)
    if line_class in _OF_PAGE:
        return line_class
    label, colon, value = reading.lower[index].replace("\uff1a", ":").partition(":")
    if not (colon and value) or len(label) + len(value) > _LONGEST_FACT:
        return None
    words, label = reading.words, label.strip()
    if words.lines.get(label) in _OF_PAGE:
        return words.lines[label]
    return "published" if any(label in known for known in (words.published, words.bylines, words.offices)) else None


def _label_tags(reading: Reading, verdicts: list[Verdict], head: int) -> None:
    """Label the short lines right below a head such as `Topics`, and itself, if the model alone says what they are."""
    for index in range(head, min(head + 1 + _MOST_TAGS, len(verdicts))):
        # Tags are what menus lead to, too.
        if index > head and reading.line_class(index) != "menu" and not is_tag(reading, index):
            return
        if verdicts[index].reason in ("model/body", "model/teaser"):
            verdicts[index] = _TAGS


def _is_foot(reading: Reading, index: int, names: tuple[str, ...]) -> bool:
    """Tell whether a segment is the office that the page names at its top, right above how to reach it."""
    text = reading.text(index)
    if not text.startswith(names) or len(text) > _LONGEST_NAME or has_digit(text) or text.endswith(SENTENCE_ENDS):
        return False
    # What signs the text has the day above it.
    if reading.date(index - 1) is not None:
        return False
    return any(reaches(reading, below) for below in range(index + 1, min(index + 1 + _REACH, len(reading))))


def _close_at_form(reading: Reading, verdicts: list[Verdict]) -> None:
    """End the text where readers are asked what they think of the page, if the model alone takes the form for text."""
    body = [index for index, verdict in enumerate(verdicts) if verdict.label == "body"]
    first = body[_FEW] if len(body) > _FEW else len(verdicts)
    form = next((index for index in range(first, len(verdicts)) if _asks(reading, index)), len(verdicts))
    below = [index for index in body if index >= form]
    if len(below) <= _MOST and all(verdicts[index].reason == "model/body" for index in below):
        for index in below:
            verdicts[index] = _FORM


def _close_at_buttons(reading: Reading, verdicts: list[Verdict]) -> None:
    """End a record at the first button below its last sentence, where the model alone takes what is below for text.

    One that stands there several times belongs to single files or steps of the record: `Download`.
    """
    body = [index for index, verdict in enumerate(verdicts) if verdict.label == "body"]
    last = next((index for index in reversed(body) if is_sentence(reading.text(index))), len(verdicts))
    rest = range(last + 1, len(verdicts))
    often = Counter(reading.lower[last + 1 :])
    ends = (at for at in rest if verdicts[at].reason in _BUTTONS and often[reading.lower[at]] < _OFTEN)
    button = next(ends, len(verdicts))
    below = [index for index in body if index > button and verdicts[index].reason == "model/body"]
    if len(below) <= min(_MOST, len(body) // 2):
        for index in below:
            verdicts[index] = _BELOW_BUTTONS


def _asks(reading: Reading, index: int) -> bool:
    """Tell whether a line heads a form for opinions on the page: `Was this page helpful?`, `Leave a comment`."""
    line_class = reading.line_class(index)
    if line_class not in ("buttons", "comments"):
        return False
    text = reading.text(index)
    return text.endswith(("?", "？")) or (line_class == "comments" and text.count(" ") >= _WORDS - 1)


def is_sentence(text: str) -> bool:
    """Tell whether a folded line is as long as a sentence and ends like one, or is a paragraph."""
    if len(text) >= _PARAGRAPH:
        return True
    if text.endswith(IDEOGRAPHIC_ENDS):
        return len(text) >= _IDEOGRAPHIC_SENTENCE
    return len(text) >= _SENTENCE and text.endswith(SENTENCE_ENDS)
