"""What stands between or around texts and belongs to the page: consent, forms, adverts, players, runs of labels."""

import re

from cleaners.lines import has_digit
from cleaners.reading import Reading
from schemas import precision_of

_MIN_SENTENCE = 40
_MAX_BUTTON = 40
_REACH = 4
_RUN = frozenset({"menu", "form", "comments", "contact", "share", "pager", "legal", "settings", "advert", "meta"})
_RUN_REACH = 3
_RUN_SIZE = 3
_FORM_HEADS = 2
_PLAYER = re.compile(r"\d{1,2}:\d\d(?::\d\d)? ?[/|] ?-?\d{1,2}:\d\d(?::\d\d)?")
# "Photo 1/6", "Foto 2 von 6".
_GALLERY = re.compile(r"(?P<label>[^\W\d_]{3,15})\.? (?P<at>\d{1,3}) ?(?:/|[^\W\d_]{1,4}) ?(?P<all>\d{1,3})")
# The mark that makers of dumps put in place of a picture, and its words.
_PICTURE = re.compile(
    r"\[(?:image|img|picture|icon|logo|bild|imagen|imagem|immagine|imatge|obraz|obrázek|obrázok|afbeelding|billede|bilde|kuva|kép"
    r"|resim|görsel|εικόνα|изображение|зображення|画像|图片|圖片|이미지|gambar|تصویر|صورة|תמונה)(?:[:：].{0,200})?\]",
    re.IGNORECASE,
)
_MAX_COUNT = 60
_NUMBER = re.compile(r"\d[\d.,]*(?:\s?[-–—~]\s?\d[\d.,]*)?")
_SMALL = frozenset(
    "of from to van von de di da do du sur av af od z ze iz из из до от із з від dari hingga sampai a à e y و من i"
    " til till bis tot –".split()
)
_TEXT_SIZE = re.compile(
    r"(?:[^\W\d_][\w ]{2,20}: ?)?(?:[AАaа][+-]{0,3}[ |/]?){2,5}|[AА][+-]{1,3}|\[?大[ |/]?中[ |/]?小\]?"
)
_FORM = frozenset({"comments", "form", "contact"})
_COMMENTS = frozenset({"comments"})


def consent(reading: Reading, index: int) -> bool:
    """A sentence that names cookies and consent, or a button under one: `Accept all`."""
    notices = reading.notices
    if not notices:
        return False
    if len(reading.text(index)) >= _MIN_SENTENCE:
        below = range(index + 1, index + 1 + _REACH)
        return index in notices and any(_is_button(reading, near) for near in below)
    return not notices.isdisjoint(range(index - _REACH, index)) and _is_button(reading, index)


def remark(reading: Reading, index: int) -> bool:
    """`Content is available under a free licence.`, `This field is for robots only`: the site speaks of itself."""
    return index in reading.remarks


def advert(reading: Reading, index: int) -> bool:
    """`Advertisement`."""
    return reading.line_class(index) == "advert"


def comment_form(reading: Reading, index: int) -> bool:
    """`Your comment`, `E-mail`, `Submit` among labels of a form, two of them about comments."""
    own = reading.line_class(index)
    if own not in _FORM or _near(reading, index, _FORM) < _RUN_SIZE - 1:
        return False
    return (own in _COMMENTS) + _near(reading, index, _COMMENTS) >= _FORM_HEADS


def label_run(reading: Reading, index: int) -> bool:
    """`About us`, one of at least three lines out of seven that are labels of menus and forms."""
    return reading.line_class(index) in _RUN and _near(reading, index, _RUN) >= _RUN_SIZE - 1


def calendar(reading: Reading, index: int) -> bool:
    """`Mo Tu We Th Fr Sa Su` over `1 2 3 4 5 6 7`, the days of a month to choose from, and the month beside them."""
    tables = reading.month_tables
    if not tables or index in tables:
        return index in tables
    found = reading.date(index) if index - 1 in tables or index + 1 in tables else None
    return found is not None and precision_of(found.value) == "month"


def player(reading: Reading, index: int) -> bool:
    """`00:00 / 06:14`, `Photo 1/6`."""
    text = reading.text(index)
    if text[:1].isdigit():
        return len(text) <= 20 and _PLAYER.fullmatch(text) is not None
    shown = _GALLERY.fullmatch(text) if len(text) <= _MAX_BUTTON else None
    if shown is None or shown["label"].casefold() not in reading.words.credits:
        return False
    return 0 < int(shown["at"]) <= int(shown["all"])


def picture(reading: Reading, index: int) -> bool:
    """`[Image: the old quay]`."""
    return _PICTURE.fullmatch(reading.text(index)) is not None


def results(reading: Reading, index: int) -> bool:
    """`Showing 1-10 of 234 results`, `Найдено: 7`."""
    text = reading.text(index)
    if len(text) > _MAX_COUNT or not has_digit(text):
        return False
    words = _NUMBER.sub(" ", text.casefold()).replace(":", " ").replace("：", " ").split()
    known = [word in reading.words.results for word in words]
    return any(known) and all(its or word in _SMALL for its, word in zip(known, words, strict=True))


def text_size(reading: Reading, index: int) -> bool:
    """`A- A A+`, `Text size: A A+ A++`."""
    text = reading.text(index)
    return 2 <= len(text) <= _MAX_BUTTON and text[-1] in "+-AАaа小]" and _TEXT_SIZE.fullmatch(text) is not None


def _near(reading: Reading, index: int, classes: frozenset[str]) -> int:
    """Return how many different lines around a line are labels of these classes; a table repeats its `Yes`."""
    around = range(max(0, index - _RUN_REACH), min(len(reading), index + _RUN_REACH + 1))
    labels = {reading.text(near) for near in around if reading.line_class(near) in classes}
    return len(labels - {reading.text(index)})


def _is_button(reading: Reading, index: int) -> bool:
    text = reading.text(index)
    return 0 < len(text) <= _MAX_BUTTON and reading.words.notices.search(text.casefold()) is not None
