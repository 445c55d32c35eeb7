"""Reading dates out of text, without guessing: what is ambiguous stays a year.

Rules (DESIGN): dotted dates are day first; a date with slashes needs a weekday, the site's own order or a day over 12,
there or in another of the page, otherwise only its year counts; a range of days is its month. dateparser 1.5.0 was
measured against this in November 2026 and left out: it fills missing parts from today ("March 2021" becomes the 22nd),
reads 10/09/2023 month first without a word, cannot read the fused date above a statement, and takes 1.2 ms a date line
where this takes 17 µs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from cleaners.calendars import ERAS, is_solar, number, solar_day, western_year
from cleaners.vocabulary import Words
from schemas import PartialDate, precision_of
from schemas.dates import EARLIEST_YEAR, LATEST_YEAR, DateSource

_WORD = r"[^\W\d_]"
# Letters and marks of the scripts from Devanagari to Sinhala, of Lao, Burmese and Khmer; a joiner in Sinhala.
_MARKED = r"(?!\d)[\u0900-\u0963\u0970-\u0dff\u0e81-\u0edf\u1000-\u109f\u1780-\u17d3\u200d]"
_NAME = rf"(?:{_WORD}|{_MARKED}|[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u200c])"  # Thai vowel signs, the Persian non-joiner
SIXTY = r"[0-5٠-٥۰-۵]\d"
_TIME = rf"(?:[01٠١۰۱]?\d|[2٢۲][0-3٠-٣۰-۳])(?:[:.h]{SIXTY}(?:[:.]{SIXTY})?|\s?[時时點点시]\s?[0-5]?\d\s?[分분])"
_YEAR = rf"\d{{4}}(?:(?!\d)|(?={_TIME}))"
# Small words between the parts of a date: of, de, del, di; "г.", "года", "р.", "r." after it.
_OF = r"(?:(?:of|de|del|di|da|do|den|del|ng|ta[’']|соли)\s+|d[’'])?"
_AFTER_YEAR = (
    r"(?:\s*(?:года|году|год|г\.|р\.|року|roku|r\.|ء|م|ж\.|წ\.|թ\.|թվական\w*)(?!\w)|-c[iıuü]\sil(?!\w)"
    r"|-?\s?(?:yil|йил|жыл)(?!\w))?"
)
# Arabic has months of two words, and of two letters; Irish has two of two words.
_MONTH = rf"(?:(?:كانون|تشرين|Meán|Deireadh)\s{_WORD}{{4,7}}|[\u0621-\u06cc\u1200-\u137f]{{2}}(?!\w)|{_WORD}{{3,15}}+)"
# A month that has two names in its language is given with both: تشرين الأول/أكتوبر.
_OTHER_NAME = rf"{_WORD}{{2,15}}(?:\s{_WORD}{{3,15}})?"
_THAI_MONTH = r"[\u0e01-\u0e2e\u0e40-\u0e44][\u0e01-\u0e4e.]{3,12}"
_MARKED_MONTH = rf"(?:{_MARKED}){{2,16}}\.?"
_NUMERALS = "〇○零一二三四五六七八九"
_SMALL = rf"(?:\d{{1,2}}|[{_NUMERALS}十廿卅]{{1,3}})"
# Between the year and the day before its month: Latvian, Kazakh, Kyrgyz, Uzbek, Georgian, Turkmen.
_YEAR_OF = r"(?:\.\sgada|\s(?:жылғы|жылдың|ж\.|йил|წლის)|-(?:жылдын|йил|yil|nj[iy]\sýylyň))"
_OTHER_YEAR = r"(?:\s?[(（][^()（）]{3,10}[)）])?"

# Years of the Republic of China, 2011 to 2030, of which only the page tells that they are that.
_REPUBLIC = r"1[01]\d"

# Where a date may begin though a letter stands before it.
_INSIDE_WORDS = rf"\dNn{_NUMERALS}{''.join(sorted({era[0] for era in ERAS}))}"
# One look tells at most characters of a text that no date begins there; a word is never tried again a letter shorter.
_DATE = re.compile(
    rf"""
    (?<![a-zа-яё](?=[^{_INSIDE_WORDS}]))(?:
      (?=[\d{_NUMERALS}])(?:
          (?P<d1>\d{{1,2}})(?:\s*[-–]\s*(?P<r1>\d{{1,2}}))?(?:st|nd|rd|th|er|ú|-nj[iy]|(?P<o1>\.)|[ºª]|-?го|-?е)?(?:\s+|[-.](?={_WORD}))
            {_OF}(?:{_OTHER_NAME}\s?/\s?)?(?P<m1>{_MONTH})(?:\s?/\s?{_OTHER_NAME}|\sماه)?\.?[,،]?(?:\s+|[-.])
            {_OF}(?:(?P<t1>{_TIME})\s+)?(?P<y1>{_YEAR}){_AFTER_YEAR}
        | (?P<d3>\d{{1,2}})\.(?P<s3>\s?)(?P<n3>\d{{1,2}})\.(?P=s3)(?P<y3>{_YEAR}){_AFTER_YEAR}
        | (?P<y4>\d{{4}})(?P<s4>[-/]|\.\s?|(?<!\d\s\d{{4}})\s(?=[01]\d\s[0-3]\d(?!\s?\d(?!\d?:))))
            (?P<n4>\d\d?)(?P=s4)(?P<d4>\d\d?)(?:(?!\d)|(?<=[-/.]\d\d)(?={_TIME}))
        | (?<![\d-])(?P<d5>\d{{1,2}})(?P<s5>[/-])(?P<n5>\d{{1,2}})(?P=s5)(?P<y5>{_YEAR})
        | (?P<y6>\d{{4}}|[{_NUMERALS}]{{4}}){_OTHER_YEAR}\s*[年년]{_OTHER_YEAR}\s*(?P<n6>{_SMALL})\s*[月월]
            \s*(?:(?P<d6>{_SMALL})\s*[日號号일])?
        | (?P<yL>\d{{4}}){_YEAR_OF}\s(?P<dL>\d{{1,2}})(?:-nj[iy]|[.-])?\s?(?P<mL>{_WORD}{{3,15}})
        | (?P<yM>\d{{4}})\sоны\s(?P<nM>\d{{1,2}})(?:\s?-?\s?(?:р|д[үу]г[эа]{{2}}р))?\sсарын
            \s(?P<dM>\d{{1,2}})(?:-?н[ыи]й?)?(?:\sөдөр)?
        | (?P<y8>\d{{4}})(?:\.|\sm\.|\s?ခုနှစ်၊?|\sթ\.|\sթվականի|ko)?\s+(?P<m8>{_WORD}{{3,15}}|{_MARKED_MONTH})
            \s+(?P<d8>\d{{1,2}})(?!\d)\.?
            (?:\sd\.|\s?ရက်(?:နေ့)?|an?\b|-ին)?
        | (?P<dT>\d{{1,2}})\s(?P<mT>{_THAI_MONTH}|{_MARKED_MONTH}),?\s(?:พ\.ศ\.\s?|ค\.ศ\.\s?)?(?P<yT>\d{{4}})(?!\d)
        | (?<![\d./-])(?P<yR>{_REPUBLIC})(?P<sR>[-/.])(?P<nR>\d\d?)(?P=sR)(?P<dR>\d\d?)(?![\d/-]|\.\d)
        | (?<!\d)(?P<yC>{_REPUBLIC})\s?年\s?(?P<nC>\d\d?)\s?月\s?(?P<dC>\d\d?)\s?日
        | (?P<dW>\d{{1,2}})\s[Tt]háng\s(?P<nW>\d{{1,2}})(?:,|\snăm)\s(?P<yW>\d{{4}})(?!\d)
      )
    | (?P<era>{"|".join(sorted(ERAS, key=len, reverse=True))})\s?(?P<y9>\d{{1,3}}|元|[{_NUMERALS}十百]{{1,6}})
        {_OTHER_YEAR}\s?年{_OTHER_YEAR}\s?(?P<n9>{_SMALL})\s?月\s?(?:(?P<d9>{_SMALL})\s?[日號号])?
    | [Nn]gày\s(?P<dV>\d{{1,2}})\s[Tt]háng\s(?P<nV>\d{{1,2}})(?:,|\snăm)\s(?P<yV>\d{{4}})(?!\d)
    | (?=[\u0900-\u17d3])(?:
          (?:ថ្ងៃ)?ទី\s?(?P<dK>\d{{1,2}})\s?ខែ\s?(?P<mK>(?:{_MARKED}){{3,9}}?)\s?ឆ្នាំ\s?(?P<yK>\d{{4}})(?!\d)
        | (?<!{_WORD})(?P<mI>{_MARKED_MONTH})\s(?P<dI>\d{{1,2}})(?:\s?ရက်)?[,၊]?\s(?P<yI>\d{{4}})(?!\d)
      )
    | (?<!{_WORD})(?:
          (?P<m2>{_WORD}{{3,15}}+)\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?
            (?:\s*[-–]\s*(?P<r2>\d{{1,2}}))?,?\s+(?:(?P<t2>{_TIME})\s+)?(?P<y2>{_YEAR})
        | (?P<m7>{_MONTH}|{_THAI_MONTH})\.?,?\s+{_OF}(?P<y7>{_YEAR}){_AFTER_YEAR}
      )
    )
    """,
    re.VERBOSE,
)
_NAMED_MONTH = "1278LTKI"
_REPUBLICAN = "RC"
_FIRST_OF_REPUBLIC = 1911
_REPUBLIC_DATE = re.compile(rf"(?<![\d./-]){_REPUBLIC}(?:[-/.]\d\d?[-/.]\d|\s?年)")
# Forms of ideographs that only traditional Chinese has, on most of its pages.
_TRADITIONAL = "發佈臺網點覽關閱區體號繫辦總務員會"
_TRADITIONAL_SIGNS = 10
_PERSIAN_DIGIT = re.compile("[۰-۹]")
# A weekday has an apostrophe behind its first letter in Ukrainian, `п’ятниця`.
_FIRST_WORD = re.compile(
    rf"(?P<word>{_NAME}{{2,16}}(?:-{_WORD}{{2,6}})?|{_WORD}['’ʼ]{_WORD}{{3,9}})\.?(?P<comma>[,،]?)\s+"
)
_FIRST_WORDS = re.compile(rf"(?P<word>{_NAME}{{1,5}} {_NAME}{{2,13}})(?P<comma>[,،]?)\s+")
_ARTICLE = re.compile(r"(?:am|den|el|il|le|on|ngày|(?:ณ |เมื่อ)?วันที่|ວັນທີ|ថ្ងៃទី)\s+", re.IGNORECASE)
_AFTER_WEEKDAY = re.compile(
    rf"\.?\s*[(（]\s?(?P<bracketed>{_WORD}{{1,13}})\.?\s?[)）]|\s*,?\s*(?P<bare>(?:{_WORD}['’ʼ])?{_WORD}{{2,13}})"
)
_ZONES = (
    "MSK|МСК|GMT|UTC|Z|[ECMP][SD]?T|W?EST|WET|CES?T|EES?T|BST|IST|TRT|JST|KST|HKT|SGT|WIB|WITA|WIT|SAST|AE[SD]T|NZ[SD]T"
)
# At, between a date and the time of day; o'clock, behind it.
_AT = (
    r"at|um|à|a|às|as|alle(?:\s+ore)?|ore|ora|la\s+ora|a\s+las?|a\s+les|kl\.?|klo|kello|kell|klokken|klokka|klockan|om"
    r"|o(?:\s+godz(?:\.|inie))?|godz\.?|godzina|v|ve|u|ob|о|об|в|во|у|а|plkst\.?|saat|pukul|jam|lúc|στις|ώρα|เวลา|ساعت|الساعة"
    r"|בשעה|соат|soat|сағат|саат|ժամը|цаг|соати"
)
_O_CLOCK = r"Uhr|uur|hrs?|h|hod\.|horas?|val\.|ч\.?|часа|น\."
_AFTER = re.compile(
    rf"""(?:T|[\s.,،;|/–—-]*)
    (?:(?={_WORD})(?:(?:{_AT})\s+|(?:(?P<before>午前|上午|오전)|(?P<past>午後|下午|오후))\s?))?
    (?P<time>{_TIME})(?:\s*(?:(?P<half>[ap])\.?\s?m\b\.?|(?P<am>ص|صباحا?ً?)(?!\w)|(?P<pm>م|مساءً?)(?!\w)))?
    (?:[.,]\d{{1,3}}(?!\d))?(?:\s*(?:{_O_CLOCK}|(?-i:{_ZONES}))(?!\w))?(?:\s?\((?-i:{_ZONES})\))?(?:\s?[+-]\d{{1,2}}(?::?\d\d)?(?!\d))?""",
    re.IGNORECASE | re.VERBOSE,
)
# "14:15 (МСК), on Friday, 12 March 2024": the time of day before the date.
_BEFORE = re.compile(
    rf"""(?P<time>{_TIME})(?:[.,]\d{{1,3}}(?!\d))?(?:\s*(?P<half>[ap])\.?\s?m\b\.?)?(?:\s*(?:{_O_CLOCK}|(?-i:{_ZONES}))(?!\w))?
    (?:\s?\((?-i:{_ZONES})\))?\s*(?:[,،;|•·/–—-]\s*)?(?:on\s+)?(?=[^\W_])""",
    re.IGNORECASE | re.VERBOSE,
)
_SLASHED = re.compile(r"(?<![\d/-])(\d{1,2})([/-])(\d{1,2})\2(?:19|20)\d\d")
_BEFORE_YEAR = ("/20", "/19", "-20", "-19")
_LONGEST_DAY = len("10/09")
_MONTHS = 12
# Four digits or a sign for year, written so that it is looked for by its first character.
_YEAR_IN = re.compile(r"[\d年년](?:(?<!\d)|\d\d\d)")
# What a date has that names no month: numbers parted by signs. Beyond the alphabets that part words by spaces, and in
# Vietnamese, months are numbers or stand in words of more.
_SHAPED = re.compile(r"\d[./-]\s?\d|\d{4} \d\d \d|tháng|[^\x00-\u024f\u2000-\u206f]")
_WORDS = re.compile(rf"{_WORD}+")
SEVERAL_DAYS = "several days"
"""The doubt of a date that names a range of days, of which only the month is read."""
TIME = re.compile(_TIME)
_DAY_LENGTH = len("2024-03-12")


class Found(NamedTuple):
    """A date in a text: where it stands, its value at the known precision, and what was doubtful about it."""

    start: int
    end: int
    value: str
    raw: str
    doubt: str | None

    def is_all_of(self, text: str) -> bool:
        """Tell whether nothing but signs stands behind the date in the text that it was read in."""
        return not text[self.end :].strip(" .,;:|")

    @property
    def has_day(self) -> bool:
        """Whether the value is a day, with the time of day or without, not a month or year."""
        return len(self.value) >= _DAY_LENGTH

    @property
    def day(self) -> str | None:
        """The day without the time of day, None where only a month or year is known."""
        return self.value[:_DAY_LENGTH] if self.has_day else None

    def partial(self, source: DateSource) -> PartialDate:
        """Return the date as a record that names its source."""
        precision = precision_of(self.value)
        assert precision is not None
        return PartialDate(value=self.value, precision=precision, source=source, raw=self.raw)


@dataclass(frozen=True)
class DateReader:
    """Reads dates with the month and weekday names of all languages.

    `months` and `weekdays` map case-folded names to 1-12 and 0-6 (Monday first); `solar_months` are those of the
    Solar Hijri calendar. A name with a point before it is read behind an ordinal only.
    """

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    solar_months: Mapping[str, int] = field(default_factory=dict)
    republican: bool = False
    """Whether years such as 112 are those of the Republic of China."""

    @classmethod
    def of(cls, words: Words) -> DateReader:
        """Return the reader for the languages of a vocabulary."""
        return cls(words.months, words.weekdays, words.solar_months)

    def find(self, text: str, *, day_first: bool = False) -> Iterator[Found]:
        """Yield the dates that stand in a text, in order, without weekdays and times."""
        at = 0 if self._has_year(text) and self._may_hold(text) else len(text)
        while (match := _DATE.search(text, at)) is not None:
            found = self._value(match, None, day_first)
            if found is None:
                at = match.start() + 1
                while at < match.end() and text[at - 1].isalnum() and text[at].isalnum():
                    at += 1
                continue
            yield Found(match.start(), match.end(), found[0], match[0].strip(), found[1])
            at = match.end()

    def timed(self, found: Found, text: str, *, day_first: bool = False) -> Found:
        """Return a date that `find` found in a text with the time of day behind it, if there is one."""
        longer = self.leading(text[found.start :], day_first=day_first)
        if longer is None:
            return found
        return Found(found.start, found.start + longer.end, longer.value, longer.raw, longer.doubt)

    def _has_year(self, text: str) -> bool:
        """Tell whether a text has what may be a year."""
        return _YEAR_IN.search(text) is not None or (self.republican and _REPUBLIC_DATE.search(text) is not None)

    def _may_hold(self, text: str) -> bool:
        """Tell whether a text may hold a date: it has digits parted by signs, the name of a month, or another script.

        The search for dates takes ten times as long, and half of the texts with a year in them have no more than that.
        """
        if _SHAPED.search(text) is not None:
            return True
        words = _WORDS.findall(text.casefold())
        return not (self.months.keys().isdisjoint(words) and self.solar_months.keys().isdisjoint(words))

    def whole(self, text: str, *, day_first: bool = False) -> Found | None:
        """Return the date that the whole text is, weekday and time included, or None."""
        found = self.leading(text, day_first=day_first)
        return found if found is not None and found.is_all_of(text) else None

    def leading(self, text: str, *, day_first: bool = False) -> Found | None:
        """Return the date that a text begins with, weekday and time included, or None."""
        if _YEAR_IN.search(text) is None and not self.republican:
            return None
        found = self._leading(text, day_first)
        if found is not None or (before := _BEFORE.match(text)) is None:
            return found
        found = self._leading(text[before.end() :], day_first)
        if found is None or "T" in found.value:
            return None
        value = f"{found.value}T{clock(before['time'], before['half'])}" if found.has_day else found.value
        end = before.end() + found.end
        return Found(0, end, value, text[:end].strip(), found.doubt)

    def _leading(self, text: str, day_first: bool) -> Found | None:
        """Return the date that a text begins with, a weekday before it and a time behind it included, or None."""
        start, weekday, known = self._start(text)
        match = _DATE.match(text, start)
        # A weekday that no vocabulary has (Ossetian ones are met) is believed before a date in digits only.
        if match is None or not (known or match["d5"]):
            return None
        end = match.end()
        goes_on = end < len(text)
        named = _AFTER_WEEKDAY.match(text, end) if goes_on else None
        name = (named["bracketed"] or named["bare"]).casefold() if named is not None else ""
        if named is not None and name in self.weekdays:
            weekday, end = self.weekdays[name], named.end()
        found = self._value(match, weekday, day_first)
        if found is None:
            return None
        value, doubt = found
        # "Apr 17 11:20:00 2024": programs write the time before the year.
        if (between := match["t1"] or match["t2"]) is not None and precision_of(value) == "day":
            value += "T" + clock(between)
        elif goes_on and (after := _AFTER.match(text, end)) is not None:
            end = after.end()
            if precision_of(value) == "day":
                half = after["half"] or (
                    "a" if after["before"] or after["am"] else "p" if after["past"] or after["pm"] else None
                )
                value += "T" + clock(after["time"], half)
        return Found(0, end, value, text[:end].strip(), doubt)

    def _start(self, text: str) -> tuple[int, int | None, bool]:
        """Return where the date itself may start, the weekday before it, and whether all before it is known."""
        if text[:1].isdigit():
            return 0, None, True
        first = _FIRST_WORDS.match(text)
        if first is None or first["word"].casefold() not in self.weekdays:
            first = _FIRST_WORD.match(text)
        if first is None or first["word"].casefold() in self.months:
            return 0, None, True
        weekday = self.weekdays.get(first["word"].casefold().removesuffix("ที่"))
        article = _ARTICLE.match(text, first.end() if weekday is not None or first["comma"] else 0)
        if article is None and weekday is None and not first["comma"]:
            return 0, None, True
        known = weekday is not None or not first["comma"]
        return article.end() if article is not None else first.end(), weekday, known

    def _value(self, match: re.Match[str], weekday: int | None, day_first: bool) -> tuple[str, str | None] | None:
        """Return (ISO value, doubt) of a match, or None if it is no date of the calendar."""
        form = str(match.lastgroup)[-1]
        year = number(match[f"y{form}"])
        if year is None:
            return None
        if form == "9":
            year += ERAS[match["era"]]
        elif form in _REPUBLICAN:
            year = year + _FIRST_OF_REPUBLIC if self.republican else 0
        else:
            year = western_year(year)
        if is_solar(year):
            return self._solar(match, form, year, weekday)
        if not EARLIEST_YEAR <= year <= LATEST_YEAR:
            return None
        if form == "5":
            return self._slashes(int(match["d5"]), int(match["n5"]), year, weekday, day_first)
        month = self._month(match, form) if form in _NAMED_MONTH else number(match[f"n{form}"])
        if month is None or not 1 <= month <= 12:
            return None
        day = match[f"d{form}"] if form != "7" else None
        if day is None:
            return f"{year:04}-{month:02}", None
        if form in "12" and match[f"r{form}"] is not None:
            return f"{year:04}-{month:02}", SEVERAL_DAYS
        value = _iso(year, month, number(day) or 0)
        return (value, None) if value is not None else None

    def _month(self, match: re.Match[str], form: str) -> int | None:
        name = match[f"m{form}"].casefold()
        after_point = self.months.get(f". {name}") if form == "1" and match["o1"] else None
        return after_point or self.months.get(name)

    def _solar(self, match: re.Match[str], form: str, year: int, weekday: int | None) -> tuple[str, str | None] | None:
        """Return the day of a Solar Hijri date; in numbers it could be a lunar one unless digits or weekday tell."""
        if form == "1" and match["r1"] is None:
            value = solar_day(year, self.solar_months.get(match["m1"].casefold(), 0), int(match["d1"]))
        elif form == "4":
            value = solar_day(year, int(match["n4"]), int(match["d4"]))
            proven = value is not None and date.fromisoformat(value).weekday() == weekday
            if not proven and _PERSIAN_DIGIT.match(match["y4"]) is None:
                return None
        else:
            return None
        return (value, None) if value is not None else None

    @staticmethod
    def _slashes(
        first: int, second: int, year: int, weekday: int | None, day_first: bool
    ) -> tuple[str, str | None] | None:
        day_month, month_day = _iso(year, second, first), _iso(year, first, second)
        possible = {value for value in (day_month, month_day) if value is not None}
        if not possible:
            return None
        if weekday is not None:
            proven = {day for day in possible if date.fromisoformat(day).weekday() == weekday}
            if len(proven) == 1:
                return proven.pop(), None
        if day_first and day_month is not None:
            return day_month, None
        if len(possible) == 1:
            return possible.pop(), None
        return f"{year:04}", "day and month cannot be told apart"


def counts_from_republic(text: str) -> bool:
    """Tell whether a page writes 112-08-22 for a day of 2023: it is in traditional Chinese, and has such dates.

    >>> counts_from_republic("發布日期：112-08-22 點閱數 網站導覽 關於本署 辦公區 總務處 會員 聯繫我們")
    True
    """
    # Of most pages their alphabet tells that already, in no time; one sign after the other is found sooner than any.
    signs = () if text.isascii() else tuple(filter(text.__contains__, _TRADITIONAL))
    if len(signs) <= 1 or _REPUBLIC_DATE.search(text) is None:
        return False
    return sum(map(text.count, signs)) >= _TRADITIONAL_SIGNS


def proves_day_first(text: str) -> bool:
    """Tell whether a page writes 10/09/2023 for 10 September: one of its dates shows it, and none the contrary.

    >>> proves_day_first("Posted 10/09/2023. Until 25/09/2023.")
    True
    """
    pairs = [pair for mark in _BEFORE_YEAR for pair in _before(mark, text)]
    return any(12 < first <= 31 for first, _ in pairs) and all(second <= 12 for _, second in pairs)


def may_be_day_first(text: str) -> bool:
    """Tell whether a page has dates such as 10/09/2023, none of which shows that the month stands first.

    >>> may_be_day_first("10/09/2023"), may_be_day_first("10/09/2023, 09/25/2023"), may_be_day_first("2023")
    (True, False, False)
    """
    seconds = [second for mark in _BEFORE_YEAR for _, second in _before(mark, text)]
    return bool(seconds) and max(seconds) <= _MONTHS


def _before(mark: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield the first two numbers of each date in numbers whose year begins with a mark of _BEFORE_YEAR."""
    # Hardly any page has many: to look for a mark takes a hundredth of the time of looking for a date.
    at = text.find(mark)
    while at >= 0:
        if (match := _SLASHED.search(text, max(0, at - _LONGEST_DAY), at + len(_BEFORE_YEAR[0]) + 2)) is not None:
            yield int(match[1]), int(match[3])
        at = text.find(mark, at + 1)


def clock(time: str, half: str | None = None) -> str:
    """Return a time of day as ISO 8601 (`7.57` -> `07:57`); `half` is the `a` or `p` of a twelve-hour clock."""
    hour, *rest = map(int, re.findall(r"\d+", time))
    if half is not None and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half.casefold() == "p" else 0)
    return ":".join(f"{part:02}" for part in (hour, *rest))


def day_after(since: str, days: int) -> str | None:
    """Return the ISO day that lies `days` after `since`, or None beyond the calendar.

    >>> day_after("2018-03-04", 1135)
    '2021-04-12'
    """
    try:
        return (date.fromisoformat(since) + timedelta(days=days)).isoformat()
    except OverflowError:
        return None


def days_between(one: str, other: str) -> int:
    """Return the distance of two ISO days in days."""
    return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days)


def _iso(year: int, month: int, day: int) -> str | None:
    """Return a day as ISO 8601, or None if the calendar has no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
