"""Lines that are furniture by their words alone: share labels, heads of teaser lists, pagers, source lines.

Whole lines only: `Print`, `PDF` or `Newsletter` also stand inside body lines.
"""

import re
from itertools import pairwise

from cleaners.lines import has_digit
from cleaners.phrases import Phrases
from cleaners.reading import Reading

_NUMBER = re.compile(r"\d+")
_PAGE_NUMBERS = re.compile(r"(?<![\d.])\d{1,4}(?:[ |,]+(?:\.{2,3}|…|\d{1,4})){2,}")
_PAGE_STRIP = re.compile(r"[\d\s«»‹›<>←→|:.…/-]*")
_PAGE_MARK = re.compile("[«»‹›<>]")
_ROW = frozenset("|•·,:/&-")
_CRUMB = re.compile(r"\s(?:>{1,2}|[＞›»→])\s")
_CRUMB_LABEL = re.compile("^[^:：]{1,30}[:：] ?")
# Of a page or a floor: longer numbers are of days, hours and prices, which entries and fields have.
_LINKED_NUMBER = re.compile(r"(?:\D*[^\W\d]:? )?\d{1,3}")
_CODE = re.compile(r"[\[\]{}<>=_()]")
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright\b).{0,200}", re.IGNORECASE)
_FILE = re.compile(
    r"[(（\[][^()（）]{0,20}\b(?:pdf|docx?|xlsx?|odt|rtf|zip|vcard|pptx?)\b[^()（）]{0,25}[)）\]]\s*$", re.IGNORECASE
)
# A size tells a file by itself: "Tables (Excel: 87 KB)", "Form PDF：98KB", "Site plan PDF 20-Mar-2024 1.2 MB".
_SIZED_FILE = re.compile(
    r"(?:[(（\[][^()（）]{0,25}|\b(?:pdf|docx?|xlsx?|csv|zip|excel|word)(?:[：:] ?| (?:[\w./-]{8,12} )?))"
    r"\d[\d.,]*\s?(?:[kmg]i?b|[km]o|кб|мб)[)）\]]?\s*$",
    re.IGNORECASE,
)
_FILE_NAME = re.compile(r"\[?(?:\d{1,2}\. ?)?[\w -]{1,80}\.(?:jpe?g|png|gif|pdf|docx?|xlsx?|mp3|mp4)\]?", re.IGNORECASE)
CHROME = ("menu", "form", "contact", "comments", "share", "buttons", "pager", "legal", "settings", "advert")
"""Classes of label words that stand side by side in rows of links and buttons."""
_IS_CHROME = frozenset(CHROME)
_BETWEEN = frozenset("|•·/-–—>›»")
# What stands in rows beside labels: counts and pages, and letters of two sizes.
_COUNT = re.compile(r"\(?\d[\d.,]*(?:[-–]\d+)?\)?")
_SIZE = re.compile("[aа][+-]{0,3}")
# Classes whose labels have counts beside them.
_COUNTED = frozenset({"pager", "share", "comments", "buttons"})
# Four words and 25 characters, or 12 of a script without spaces.
_HEADLINE = re.compile(r"(?=.{25})(?:\S+\s+){3}\S|.{0,3}[\u3040-\u30ff\u4e00-\u9fff].{11}")
_MAX_HEADLINE = 250
BELOW_HEAD = 3
"""Lines below a head of teasers that may be their headlines."""
_AROUND_HEAD = " :：•*>»←→"
_SENTENCE_ENDS = (".", "!", "?", ",", ";", "。", "！", "？", "؟")
_MAX_OTHERS_HEAD = 50
# Scripts without spaces between words, and how many characters such words of theirs have.
_UNSPACED, _UNSPACED_SIZES = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u4e00-\u9fff]"), (2, 3, 4, 5)
_MENU_ROW = 3
_CHOICES = re.compile(r"\s*[|/,•·]\s*")
_CHOSEN = frozenset({"form", "meta", "updated", "pager"})
_KNOWN_ROW, _MAX_OTHERS = 4, 0.4
_MAX_LABELS = 150
_MAX_LABEL_WORDS = 7
_MAX_FACT = 8
_MAX_ROW = 300
_MAX_CRUMB = 25
# Code points and words of `Back to the search results`.
_MAX_BACK, _BACK_WORDS = 50, 4
_ARROWS = "←‹«<◄◀⟵⇦→›»> "
_MAX_LABEL = 60
_COLON = re.compile("[:：]")
_MAX_PAGE, _PAGES, _TURNS = 3, 3, "«»‹›<>←→…"
_CALENDAR_FILE = re.compile(r"[(（\[]\.?(?:ics|ical|vcs)[)）\]]$", re.IGNORECASE)
# "1 to 10 of 214", and how the counts of Chinese and Japanese pages begin or end.
_SHOWN = re.compile(
    r"(?<![\d.,])(\d{1,5}) ?(?:[-–—~〜]|[^\W\d_]{1,4}) ?(\d{1,5}) [^\W\d_]{1,5} (?:[^\W\d_]{1,10} ){0,3}"
    r"(\d[\d., ]{0,8})(?![\d.])"
)
_COUNT_OF = re.compile(
    r"共(?:找到|检索到|檢索到|有|计|計)? ?\d[\d,]* ?(?:条|條|筆|项|項|个|個)|\d ?件中 ?\d|^全? ?\d[\d,]* ?件$"
    r"|(?:총|전체) ?\d[\d,]* ?건"
)
# "8 of 214", with what is shown before or behind it; "1 of 9", a page.
_OF = r"(?:of|von|van|de|di|do|din|sur|out of|av|af|av totalt|z|ze|od|iz|из|з|із|от|од|από|dari|trong|از|من|מתוך)"
_SHOWN_OF = re.compile(
    rf"(?:[^\W\d_]{{2,15}} )?(\d{{1,4}}) {_OF} (\d[\d., ]{{0,8}}\d)(?: [^\W\d_]+){{0,2}}", re.IGNORECASE
)
_PAGE_OF = re.compile(rf" ?:? ?(\d{{1,4}}) ?(?:{_OF}|/) ?(\d{{1,4}})(?!\d)")
_BARE_PAGE_OF = re.compile(rf"(\d{{1,3}}) ?(?:{_OF}|/) ?(\d{{1,3}})", re.IGNORECASE)
_COUNTED_WORDS = re.compile(r"[^\W\d_]+")
_MAX_COUNTED, _MAX_SHOWN_WORDS, _MAX_SHOWN = 6, 10, 200
_MAX_TAG, _MOST_TAGS = 30, 10
_COLONS = (":", "\uff1a")
_NO_TAG = (*_COLONS, ".", "!", "?", "…", "。")
_READ_ALSO, _BRACKETS = ("read_also", "related"), {"【": "】", "[": "]", "(": ")", "（": "）"}
_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)


def share(reading: Reading, index: int) -> bool:
    """`Share`, the name of a network, or a row of them, run together too."""
    return reading.line_class(index) == "share" or _is_row(reading, index, "share")


def button(reading: Reading, index: int) -> bool:
    """`Add to calendar`, `Export (.ics)`, `Was this page helpful?`."""
    if reading.line_class(index) == "buttons":
        return True
    text = reading.text(index)
    return len(text) <= _MAX_LABEL and text.endswith((")", "]")) and _CALENDAR_FILE.search(text) is not None


def result_count(reading: Reading, index: int) -> bool:
    """`214 results`, `Showing 1-10 of 214`, `7 of 214 notices`, `共找到36条结果`: how many entries a search found."""
    text = reading.text(index)
    if len(text) > _MAX_LABEL or not has_digit(text):
        return False
    if not text.isascii() and _COUNT_OF.search(text) is not None:
        return True
    words = _COUNTED_WORDS.findall(reading.lower[index])
    if len(words) > _MAX_SHOWN_WORDS or text.endswith("."):
        return False
    if len(words) <= _MAX_COUNTED and not reading.words.counted.isdisjoint(words):
        return True
    if reading.date(index) is not None:
        return False
    if (out_of := _SHOWN_OF.fullmatch(text)) is not None:
        return 0 < int(out_of[1]) <= int(re.sub(r"\D", "", out_of[2]))
    shown = _SHOWN.search(text)
    if shown is None:
        return False
    first, last, total = (int(re.sub(r"\D", "", part)) for part in shown.groups())
    return 0 < first <= last <= total and last - first < _MAX_SHOWN


def related_head(reading: Reading, index: int) -> bool:
    """`Latest events`."""
    return reading.line_class(index) == "related"


def heads_others(reading: Reading, index: int) -> bool:
    """`Latest events`, and what is made so: `Other notices`, `Avis similaires`, `関連情報`."""
    if (line_class := reading.line_class(index)) is not None:
        return line_class == "related"
    text = reading.text(index).casefold().strip(_AROUND_HEAD)
    if not 0 < len(text) <= _MAX_OTHERS_HEAD or text.endswith(_SENTENCE_ENDS) or has_digit(text):
        return False
    words = text.split(" ")
    if len(words) > 1:
        ends = (words[0], words[-1], " ".join(words[:2]), " ".join(words[-2:]))
        if not reading.words.others.isdisjoint(ends):
            return True
    if _UNSPACED.match(text) is None:
        return False
    return any(text[:size] in reading.words.others or text[-size:] in reading.words.others for size in _UNSPACED_SIZES)


def related_title(reading: Reading, index: int) -> bool:
    """A line as long as a headline, one of the first three below `Latest events`."""
    above = (reading.line_class(near) for near in range(index, max(-1, index - 1 - BELOW_HEAD), -1))
    if next(filter(None, above), None) != "related" or reading.line_class(index) is not None:
        return False
    text = reading.text(index)
    if len(text) > _MAX_HEADLINE or _HEADLINE.match(text) is None:
        return False
    return _label_class(reading, index) is None and not attachment(reading, index)


def all_items(reading: Reading, index: int) -> bool:
    """`All messages`, `Next page`, `Back`, `‹ Back to the register`."""
    return reading.line_class(index) == "pager" or _leads_back(reading, index)


def _leads_back(reading: Reading, index: int) -> bool:
    """Tell whether a short line begins with words that lead back to another page, and is no sentence or headline."""
    text = reading.text(index)
    if len(text) > _MAX_BACK or text.endswith(_SENTENCE_ENDS) or has_digit(text):
        return False
    folded = reading.lower[index].lstrip(_ARROWS)
    if not folded.startswith(reading.words.back):
        return False
    stem = max((stem for stem in reading.words.back if folded.startswith(stem)), key=len)
    rest = folded[len(stem) :]
    return bool(rest) and not (rest[0].isalpha() and stem[-1].isalpha()) and rest.count(" ") <= _BACK_WORDS


def settings(reading: Reading, index: int) -> bool:
    """`Advanced settings`."""
    return reading.line_class(index) == "settings"


def pager(reading: Reading, index: int) -> bool:
    """`Pages: ««« :: 123 :: »»»`, `« 1 2 3 … »`, `« May June »`; beside `Next »` lines `1`, `2`, `3` or `Page 1`.

    Also which page of how many it is, with buttons behind it: `Page 1 of 9  Next  Last`.
    """
    text = reading.text(index)
    if len(text) > _MAX_ROW or not has_digit(text):
        return False
    folded, words = reading.lower[index], reading.words.glued["pager"]
    # Most lines that get here are sentences and entries, and begin with another word; those of a letter are not found.
    if folded[0].isalpha() and folded[1] != " " and folded[-1] not in _ARROWS and words.at(folded) is None:
        return False
    if _page(reading, index) is not None:
        return _is_page(reading, index)
    if _are_months(reading, text) or _are_turned(text) or _is_picture_of(reading, index):
        return True
    begins = _PAGE_STRIP.match(folded)
    if begins is not None and begins.end() < len(folded) and words.at(folded, begins.end()) is None:
        return False
    if _is_page_of(folded, words):
        return True
    # Dates, scores and telephone numbers are numbers between points and dashes; pages stand apart.
    numbers = _PAGE_NUMBERS.search(text)
    pages = list(map(int, _NUMBER.findall(numbers[0]))) if numbers is not None else []
    marked = (len(pages) > 1 and pages == sorted(pages)) or _PAGE_MARK.search(text) is not None
    if not marked and ":" not in text:
        return False
    strip = words.without(folded)
    return _PAGE_STRIP.fullmatch(strip) is not None and (marked or len(strip) < len(folded))


def _are_turned(text: str) -> bool:
    """Tell whether a line has numbers that count on between marks at both ends: `<< First < Back 1 2 3 Next > Last >>`.

    What the buttons say is told by where they stand.
    """
    if text[0] not in _TURNS or text[-1] not in _TURNS or (found := _PAGE_NUMBERS.search(text)) is None:
        return False
    pages = list(map(int, _NUMBER.findall(found[0])))
    return all(above + 1 == below for above, below in pairwise(pages[:_PAGES]))


def _is_picture_of(reading: Reading, index: int) -> bool:
    """Tell whether a line says which of several is shown, right above or below what turns to the next: `1 of 6`."""
    found = _BARE_PAGE_OF.fullmatch(reading.text(index))
    if found is None or not 0 < int(found[1]) <= int(found[2]):
        return False
    return any(reading.line_class(near) == "pager" for near in (index - 1, index + 1) if 0 <= near < len(reading))


def _is_page_of(folded: str, words: Phrases) -> bool:
    """Tell whether a folded line is a word of pagers, the number of a page, that of the last, and words of pagers."""
    label = words.at(folded)
    found = _PAGE_OF.match(folded, len(label)) if label is not None else None
    if found is None or not 0 < int(found[1]) <= int(found[2]):
        return False
    rest = words.without(folded[found.end() :])
    return _PAGE_STRIP.fullmatch(rest) is not None


def _is_page(reading: Reading, index: int) -> bool:
    """Tell whether a number is one of three or more that count on from line to line, up or down to a button."""
    first = last = index
    while _counts_on(reading, first - 1):
        first -= 1
    while _counts_on(reading, last):
        last += 1
    return last - first + 1 >= _PAGES and any(_turns(reading, beside) for beside in (first - 1, last + 1))


def _counts_on(reading: Reading, index: int) -> bool:
    """Tell whether a segment and the one below it are a number and the next."""
    above, below = _page(reading, index), _page(reading, index + 1)
    return above is not None and below is not None and above + 1 == below


def _page(reading: Reading, index: int) -> int | None:
    """Return the number of a page that is all of a segment but for words of pagers: `Page 3`, `2 Current page`."""
    text = reading.text(index)
    if len(text) <= _MAX_PAGE and text.isdecimal():
        return int(text)
    folded = text.casefold() if len(text) <= _MAX_CRUMB else ""
    for word, number in (folded.rpartition(" ")[::2], folded.partition(" ")[::-2]):
        if word and len(number) <= _MAX_PAGE and number.isdecimal() and reading.words.lines.get(word) == "pager":
            return int(number)
    return None


def _are_months(reading: Reading, text: str) -> bool:
    """Tell whether a line leads to the months before and after, and says nothing else: `« May 2019 July 2019 »`."""
    rest = text.strip(_ARROWS)
    if len(rest) == len(text) or len(text) > _MAX_LABEL:
        return False
    months = [*reading.dates.find(rest)]
    for month in months:
        rest = rest.replace(month.raw, "", 1)
    return bool(months) and not any(month.has_day for month in months) and not any(map(str.isalnum, rest))


def _turns(reading: Reading, index: int) -> bool:
    """Tell whether a segment is a button beside the numbers of pages: `Next`, `« Back`, `…`."""
    text = reading.text(index)
    if not 0 < len(text) <= _MAX_CRUMB:
        return False
    return text[0] in _TURNS or text[-1] in _TURNS or reading.line_class(index) == "pager"


def breadcrumbs(reading: Reading, index: int) -> bool:
    """`Home > News > Press releases`, `Home / News`: chevrons between short parts, or slashes behind a menu word."""
    text = reading.text(index)
    if len(text) > _MAX_ROW:
        return False
    if " / " in text:
        first = _CRUMB_LABEL.sub("", text.split(" / ", 1)[0]).casefold()
        return reading.words.lines.get(first) == "menu" and not text.endswith((".", "!", "?"))
    if ">" not in text and "›" not in text and "»" not in text and "→" not in text:
        return False
    parts = _CRUMB.split(text)
    if len(parts) != 2:
        return len(parts) > 2
    if reading.date(index + 1) is not None or has_digit(text):
        return False
    return all(len(part) < _MAX_CRUMB for part in parts)


def about_page(reading: Reading, index: int) -> bool:
    """`Last updated: 2 April 2024`, `Tags: ferries`, `Views: 9 008`: what the site says of the page."""
    return _label_class(reading, index) in ("updated", "about_page")


def about_page_below(reading: Reading, index: int) -> bool:
    """`Views` above `214`, or `214` itself; a date below `Last updated:`; one of the short lines below `Tags:`."""
    text = reading.text(index)
    if index > 0 and reading.line_class(index - 1) == "updated" and reading.text(index - 1).endswith(_COLONS):
        return reading.date(index) is not None
    if reading.line_class(index) == "about_page":
        return _COUNT.fullmatch(reading.text(index + 1)) is not None
    if _COUNT.fullmatch(text) is not None and index > 0 and reading.line_class(index - 1) == "about_page":
        return True
    reach = range(index - 1, max(0, index - _MOST_TAGS) - 1, -1)
    label = next((above for above in reach if reading.line_class(above) == "about_page"), None)
    if label is None or not reading.text(label).endswith(_COLONS):
        return False
    return all(is_tag(reading, tag) for tag in range(label + 1, index + 1))


def is_tag(reading: Reading, index: int) -> bool:
    """Tell whether a segment is as short as a tag and nothing else that is known."""
    text = reading.text(index)
    if not 0 < len(text) <= _MAX_TAG or text.endswith(_NO_TAG) or reading.date(index) is not None:
        return False
    if any(colon in text for colon in _COLONS):  # A field: label and value.
        return False
    return reading.line_class(index) is None and not text[0].isdigit()


def read_also(reading: Reading, index: int) -> bool:
    """`Read also: ...` with the headline of another item behind it, not an address; all of it in brackets or not."""
    text = reading.text(index)
    if len(text) <= _MAX_ROW and text[:1] in _BRACKETS and text.endswith(_BRACKETS[text[0]]):
        label, colon_sign, headline = text[1:-1].replace("：", ":").partition(":")
        return bool(colon_sign and headline) and reading.words.lines.get(label.strip().casefold()) in _READ_ALSO
    colon = _COLON.search(text, 0, _MAX_LABEL)
    if colon is None or reading.line_class(index) is not None:
        return False
    # `Learn more: pilots@harbour.example` says whom to ask.
    headline = text[colon.end() :].strip()
    return bool(headline) and "@" not in headline and _label_class(reading, index) in _READ_ALSO


def attachment(reading: Reading, index: int) -> bool:
    """`Minutes (PDF, 88 kB)`, `[pier.jpg]`: a file, not a sentence."""
    text = reading.text(index)
    if len(text) > _MAX_ROW:
        return False
    bracketed = text.endswith((")", "）", "]"))
    sized = text.rstrip(")）]")[-1:] in "bBoOбБ" and _SIZED_FILE.search(text) is not None
    if sized or (bracketed and _FILE.search(text) is not None):
        return True
    return "." in text[-6:] and _FILE_NAME.fullmatch(text) is not None


def _label_class(reading: Reading, index: int) -> str | None:
    """Return the class of the label before a colon, or of the label that a line with a number begins with."""
    text = reading.text(index)
    if len(text) > _MAX_ROW:
        return None
    label, colon, _ = text.replace("\uff1a", ":").partition(":")
    if colon:
        return reading.words.lines.get(label.strip().casefold())
    # Without a colon only a number or date may follow: "Updated rules come into force on 2 April" is a sentence.
    if text.endswith(".") or not has_digit(text):
        return None
    words = text.casefold().split(" ")
    starts = (" ".join(words[:size]) for size in range(min(4, len(words)), 0, -1) if len(words) <= _MAX_FACT)
    return next((found for start in starts if (found := reading.words.lines.get(start))), None)


def legal(reading: Reading, index: int) -> bool:
    """`© 2024 ...`, `Imprint | Privacy`."""
    if reading.line_class(index) == "legal" or _is_row(reading, index, "legal"):
        return True
    return _COPYRIGHT.fullmatch(reading.text(index)) is not None


def link_row(reading: Reading, index: int) -> bool:
    """`Legal notice | Site map | Accessibility`: short parts between bars, no sentence, day, hour or price."""
    text = reading.text(index).replace("\uff5c", "|")
    if text.count("|") < 2 or len(text) > _MAX_ROW or _CODE.search(text) is not None:
        return False
    parts = [part.strip() for part in text.split("|")]
    if not all(0 < len(part) <= 30 and not part.endswith((".", "!", "?")) for part in parts):
        return False
    return not has_digit(text) or all(_LINKED_NUMBER.fullmatch(part) for part in parts if has_digit(part))


def _is_row(reading: Reading, index: int, line_class: str) -> bool:
    """Tell whether a segment is made of words of one class and separators only."""
    text = reading.lower[index]
    words = reading.words.glued[line_class]
    return 4 <= len(text) <= _MAX_ROW and words.at(text) is not None and words.make(text, _ROW) > 1


def label_row(reading: Reading, index: int) -> bool:
    """`Print  Share`, `Home / News / Contacts`: labels side by side, of menus three, else two; or most of a row.

    Of a form also what there is to choose from: `Sort by: Date | Relevance`.
    """
    text = reading.lower[index]
    if len(text) > _MAX_LABELS or " " not in text or text.endswith((".", "!", "?")) or text in reading.words.kinds:
        return False
    if _is_choice(text, reading):
        return True
    words = [word for word in text.split(" ") if word not in _BETWEEN]
    longest = reading.words.longest
    found: list[str] = []
    known: set[str] = set()
    counted = False
    at = others = sizes = 0
    most = len(words) * _MAX_OTHERS if len(words) > _KNOWN_ROW else 0
    while at < len(words):
        if _COUNT.fullmatch(words[at]) or (found and _SIZE.fullmatch(words[at])):
            counted = counted or words[at][-1] not in "aа+-"
            sizes += words[at] in "aа"
            at += 1
            continue
        # Most words begin no label.
        label = " ".join(words[at : at + min(longest.get(words[at], 0), _MAX_LABEL_WORDS)])
        while label and reading.words.lines.get(label) not in _IS_CHROME:
            label = label.rpartition(" ")[0]
        if label:
            found.append(reading.words.lines[label])
            known.add(label)
            at += label.count(" ") + 1
        else:
            others += 1
            at += 1
            # Names of pages that no list knows may stand in a row of those that it does.
            if not found or others > most:
                return False
    # Of letters to choose a size by there are several; one alone is a word.
    if sizes == 1:
        return False
    if others:
        return len(known) >= _KNOWN_ROW and {*found} != {"menu"}
    if counted and not _COUNTED.issuperset(found):
        return False
    return len(found) >= (_MENU_ROW if {*found} == {"menu"} else 2)


def _is_choice(text: str, reading: Reading) -> bool:
    """Tell whether a case-folded text is the label of a field in a form, and what may be chosen there."""
    if ":" not in text and "：" not in text:
        return False
    label, _, values = text.replace("：", ":").partition(":")
    if reading.words.lines.get(label.strip()) != "form":
        return False
    parts = _CHOICES.split(values.strip())
    return len(parts) > 1 and all(reading.words.lines.get(part) in _CHOSEN for part in parts)


def source_address(text: str, reading: Reading) -> str | None:
    """Return the address that a source line names, or None if the text is no source line."""
    label, colon, value = text.partition(":")
    if colon and reading.words.lines.get(label.strip().casefold()) == "source":
        text = value.strip()
    return text if len(text) < 2_000 and _URL.fullmatch(text) else None


def source(reading: Reading, index: int) -> bool:
    """An address alone on its line, or behind `Source:`."""
    return source_address(reading.text(index), reading) is not None
