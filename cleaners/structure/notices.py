"""What stands between or around texts and belongs to the page: consent, forms, adverts, players, runs of labels."""

import re
from datetime import date
from itertools import groupby

from cleaners.lines import has_digit
from cleaners.reading import Reading
from cleaners.structure.labels import label_row
from schemas import precision_of

_MIN_SENTENCE = 40
_MAX_BUTTON = 40
_REACH = 4
_RUN = frozenset({"menu", "form", "comments", "contact", "share", "pager", "legal", "settings", "advert", "meta"})
_RUN_REACH = 3
_RUN_SIZE = 3
_FORM_HEADS = 2
_MONTH_LENGTH = len("2024-03")
# Lines below a table of days where the buttons stand that turn its leaves, and days that make a row.
_BESIDE = 2
_TURNING = frozenset({"buttons", "form", "pager"})
_DAY_TABS, _LONGEST_DAY = 3, 40
_YEARS, _LONGEST_YEAR = 3, 12
_YEAR = re.compile(r"(?:[*•·-] )?((?:19|20)\d\d)(?: ?[-–/] ?(?:(?:19|20)\d\d|\d\d))?")
_PLAYER = re.compile(r"\d{1,2}:\d\d(?::\d\d)? ?[/|] ?-?\d{1,2}:\d\d(?::\d\d)?")
# "Video 0:00 / 11:26".
_PLAYED = re.compile(r"[^\W\d_]{3,20} \d{1,2}:\d\d(?::\d\d)? ?/ ?\d{1,2}:\d\d(?::\d\d)?")
# "Photo 1/6", "Foto 2 von 6".
_GALLERY = re.compile(r"(?P<label>[^\W\d_]{3,15})\.? (?P<at>\d{1,3}) ?(?:/|[^\W\d_]{1,4}) ?(?P<all>\d{1,3})")
# The mark that makers of dumps put in place of a picture, and its words.
_PICTURE_WORD = (
    r"(?:image|img|picture|icon|logo|bild|imagen|imagem|immagine|imatge|obraz|obrázek|obrázok|afbeelding|billede|bilde|kuva|kép"
    r"|resim|görsel|εικόνα|изображение|зображення|画像|图片|圖片|이미지|gambar|تصویر|صورة|תמונה)"
)
_PICTURE = re.compile(rf"\[{_PICTURE_WORD}(?:[:：].{{0,200}})?\]", re.IGNORECASE)
_BARE_PICTURE = re.compile(_PICTURE_WORD, re.IGNORECASE)
_TEXT_SIZE = re.compile(
    r"(?:[^\W\d_][\w ]{2,20}: ?)?(?:[AАaа][+-]{0,3}[ |/]?){2,5}|[AА][+-]{1,3}|\[?大[ |/]?中[ |/]?小\]?"
)
_LIMIT = re.compile(r"\s*[(（][^()（）]{0,40}\d[^()（）]{0,40}[)）]$")
_MAX_LABEL = 120
_HASHTAGS = re.compile(r"#[^\W\d]\w*(?:[ ,;]+#\w+)*")
_VIEWS = re.compile(r"\d{1,3}[ .,]\d{3}|\d{2,6}")
_LONGEST_COUNT, _FEWEST, _NO_COUNTS = 7, 61, range(1900, 2101)
_STARS = frozenset("★☆⭐")
_RATED = re.compile(r"[★☆⭐](?: ?[★☆⭐]){2,9}(?: ?[(\d][\d.,/() ]*)?")
# The choices of a table that shows so many rows a page, words before and behind them.
_PAGE_SIZES = re.compile(r"(?:[^\W\d_]+:? ){1,3}(?P<sizes>\d{1,3}(?:(?: |, ?| ?\| ?)\d{2,3}){2,6})(?: [^\W\d_]+){0,3}")
_SIZES = frozenset({5, 10, 12, 15, 20, 24, 25, 30, 40, 48, 50, 60, 75, 96, 100, 150, 200, 250, 500})
_FORM = frozenset({"comments", "form", "contact"})
_COMMENTS = frozenset({"comments"})


def consent(reading: Reading, index: int) -> bool:
    """A sentence that names cookies and consent, or a button under one: `Accept all`."""
    if len(reading.text(index)) >= _MIN_SENTENCE:
        below = range(index + 1, index + 1 + _REACH)
        return index in reading.notices and any(_is_button(reading, near) for near in below)
    return not reading.notices.isdisjoint(range(index - _REACH, index)) and _is_button(reading, index)


def remark(reading: Reading, index: int) -> bool:
    """`Content is available under a free licence.`, `This field is for robots only`: the site speaks of itself."""
    return index in reading.remarks


def advert(reading: Reading, index: int) -> bool:
    """`Advertisement`."""
    return reading.line_class(index) == "advert"


def comment_form(reading: Reading, index: int) -> bool:
    """`Your comment (400 at most)`, `E-mail`, `Submit` among labels of a form, two of them about comments."""
    own = reading.line_class(index) or _limited(reading, index)
    if own not in _FORM or _near(reading, index, _FORM) < _RUN_SIZE - 1:
        return False
    return (own in _COMMENTS) + _near(reading, index, _COMMENTS) >= _FORM_HEADS


def form(reading: Reading, index: int) -> bool:
    """`Name *`, one of three fields or more that have to be filled in, and what stands between them: `0/2000`."""
    return index in reading.form_lines


def visits(reading: Reading, index: int) -> bool:
    """`Today: 41`, `This week: 388` and `Total: 204 118` below each other, or number below label: how many came."""
    return index in reading.visits


def views(reading: Reading, index: int) -> bool:
    """`1 412` right above or below the day of the item: how often it was read."""
    text = reading.text(index)
    if not text[:1].isdigit() or len(text) > _LONGEST_COUNT or _VIEWS.fullmatch(text) is None:
        return False
    count = int("".join(filter(str.isdecimal, text)))
    # Days, hours and years stand beside dates too.
    if count < _FEWEST or count in _NO_COUNTS:
        return False
    near = (reading.date(beside) for beside in (index - 1, index + 1))
    return any(found is not None and found.has_day for found in near)


def hashtags(reading: Reading, index: int) -> bool:
    """`#ports #tides`: nothing but words behind a hash."""
    text = reading.text(index)
    return text.startswith("#") and len(text) <= _MAX_LABEL and _HASHTAGS.fullmatch(text) is not None


def stars(reading: Reading, index: int) -> bool:
    """`★ ★ ★ ★ ☆`, `★★★★☆ 4.2 (31)`: what readers think of the page."""
    text = reading.text(index)
    return text[:1] in _STARS and len(text) <= _MAX_BUTTON and _RATED.fullmatch(text) is not None


def page_sizes(reading: Reading, index: int) -> bool:
    """`Show 10 25 50 100 entries`: how long the pages of a table are to be."""
    text = reading.text(index)
    if len(text) > _MAX_BUTTON or "5" not in text or (shown := _PAGE_SIZES.fullmatch(text)) is None:
        return False
    sizes = [int(size) for size in shown["sizes"].replace("|", " ").replace(",", " ").split()]
    return sizes == sorted(set(sizes)) and _SIZES.issuperset(sizes)


def _limited(reading: Reading, index: int) -> str | None:
    """Return the class of the label before a number in brackets: how long a comment may be, how many there are."""
    text = reading.text(index)
    match = _LIMIT.search(text) if len(text) <= _MAX_LABEL else None
    return reading.words.lines.get(text[: match.start()].casefold().rstrip(" :")) if match is not None else None


def label_run(reading: Reading, index: int) -> bool:
    """`About us`, one of at least three lines out of seven that are labels of menus and forms."""
    return reading.line_class(index) in _RUN and _near(reading, index, _RUN) >= _RUN_SIZE - 1


def calendar(reading: Reading, index: int) -> bool:
    """`Mo Tu We Th Fr Sa Su` over `1 2 3 4 5 6 7`, month and buttons beside them; days to choose from."""
    tables = reading.month_tables
    if tables and (index in tables or _is_beside(reading, index)):
        return True
    text = reading.text(index)
    return len(text) <= _LONGEST_DAY and has_digit(text) and _is_day_tab(reading, index)


def years(reading: Reading, index: int) -> bool:
    """`2024`, `2023` and `2022` or `2023-2024` and so on below each other, the newest first: years to choose from."""
    if (own := _year(reading, index)) is None:
        return False
    around = range(index - _YEARS + 1, index + _YEARS)
    expected = (own + index - near == _year(reading, near) for near in around)
    return any(sum(1 for _ in run) >= _YEARS for is_next, run in groupby(expected) if is_next)


def _year(reading: Reading, index: int) -> int | None:
    text = reading.text(index)
    found = _YEAR.fullmatch(text) if len(text) <= _LONGEST_YEAR else None
    return int(found[1]) if found is not None else None


def _is_beside(reading: Reading, index: int) -> bool:
    """Tell whether a segment is the month beside a table of days, or a button below it."""
    tables = reading.month_tables
    if index - 1 in tables or index + 1 in tables:
        found = reading.date(index)
        if found is not None and len(found.value) == _MONTH_LENGTH:
            return True
    below = not tables.isdisjoint(range(index - _BESIDE, index))
    return below and (reading.line_class(index) in _TURNING or label_row(reading, index))


def _is_day_tab(reading: Reading, index: int) -> bool:
    """Tell whether a segment is one of three dates or more that stand below each other and follow each other."""
    if (own := _ordinal(reading, index)) is None:
        return False
    first = last = 0
    while last < _DAY_TABS and _ordinal(reading, index + last + 1) == own + last + 1:
        last += 1
    while last - first < _DAY_TABS and _ordinal(reading, index + first - 1) == own + first - 1:
        first -= 1
    return last - first + 1 >= _DAY_TABS


def _ordinal(reading: Reading, index: int) -> int | None:
    found = reading.date(index)
    if found is None or found.doubt is not None or precision_of(found.value) != "day":
        return None
    return date.fromisoformat(found.value).toordinal()


def player(reading: Reading, index: int) -> bool:
    """`00:00 / 06:14`, `Video 0:00 / 11:26`, `Photo 1/6`."""
    text = reading.text(index)
    if len(text) <= _MAX_BUTTON and _PLAYED.fullmatch(text) is not None:
        return True
    if text[:1].isdigit():
        return len(text) <= 20 and _PLAYER.fullmatch(text) is not None
    shown = _GALLERY.fullmatch(text) if len(text) <= _MAX_BUTTON else None
    if shown is None or shown["label"].casefold() not in reading.words.credits:
        return False
    return 0 < int(shown["at"]) <= int(shown["all"])


def picture(reading: Reading, index: int) -> bool:
    """`[Image: the old quay]`."""
    return _PICTURE.fullmatch(reading.text(index)) is not None


def is_bare_picture(text: str) -> bool:
    """Tell whether a text is what some dumps put in place of a picture without brackets: `Image`."""
    return len(text) <= _MAX_BUTTON and _BARE_PICTURE.fullmatch(text) is not None


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
    return 0 < len(text) <= _MAX_BUTTON and any(reading.words.notices.find(text.casefold()))
