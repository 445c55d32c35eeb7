"""Write invented text dumps, as many as wanted, in the shapes of the four sites that have a profile.

    python bench/pages.py FOLDER --pages 1000

The same seed gives the same bytes. Words are made of syllables, among real stop words in about the share that running
text has, so that languages are told as on real pages; who reads them reads nothing. Items and listings, English and
Russian; clocks, day counters, contact blocks, teaser lists that roll, and now and then an item that comes twice with
only its banner changed. Every page has 8,000 to 10,000 bytes.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache, cached_property
from itertools import accumulate
from pathlib import Path

SEED = 20210325
_LEAST, _MOST = 8_000, 10_000
_NBSP = "\u00a0"
_STOP_WORD_SHARE = 0.42
_LISTING_SHARE = 0.1
_AGAIN = 20
"""Each page of this number may be the one before, captured again."""
_TEASERS = 10
_BEGIN = datetime(2018, 6, 1, 9, 0)
_SALISBURY, _GLUSHKOV = datetime(2018, 3, 4), datetime(2018, 3, 12)


@dataclass(frozen=True)
class Language:
    """What it takes to write something that looks like a language."""

    code: str
    onsets: str
    vowels: str
    codas: str
    stop_words: str
    """Most frequent first."""
    months: str
    days: str
    """Short names, Monday first."""

    @cached_property
    def lexicon(self) -> tuple[list[str], list[float]]:
        """Words and their cumulated weights, which fall with the rank as those of real words do."""
        random_ = random.Random(f"{SEED} {self.code}")
        syllable = [self.onsets.split(), self.vowels.split(), [*self.codas.split(), "", "", ""]]
        words = ["".join(map(random_.choice, syllable * random_.choice((2, 2, 3, 3, 4)))) for _ in range(8_000)]
        stop_words = self.stop_words.split()
        return stop_words + words, list(
            accumulate(
                [*_falling(len(stop_words), _STOP_WORD_SHARE), *_falling(len(words), 1 - _STOP_WORD_SHARE)],
            )
        )

    @cached_property
    def sentences(self) -> list[str]:
        """A stock of sentences; paragraphs are drawn from it."""
        return list(self._sentences(random.Random(f"{SEED} {self.code} sentences")))

    def _sentences(self, random_: random.Random) -> Iterator[str]:
        for _ in range(4_000):
            words = self.words(random_, random_.randrange(8, 25))
            if len(words) > 12:
                words[6] += ","
            yield f"{' '.join(words).capitalize()}."

    def words(self, random_: random.Random, count: int) -> list[str]:
        """Draw some words."""
        words, weights = self.lexicon
        return random_.choices(words, cum_weights=weights, k=count)

    def date(self, day: datetime) -> str:
        """Write a date in words."""
        return f"{day.day} {self.months.split()[day.month - 1]} {day.year}"


ENGLISH = Language(
    "en",
    onsets="b br c ch d f fl g gr h j l m n p pl pr qu r s sh st t th tr v w",
    vowels="a e i o u ea ou ai",
    codas="n r s t l m ck nd nt st rd ng",
    stop_words="the of and to in a is that for it on was with as be by this at from are have not which or has an were "
    "been their its they also who would had will we but more other between after than there all his",
    months="January February March April May June July August September October November December",
    days="Mon Tue Wed Thu Fri Sat Sun",
)
RUSSIAN = Language(
    "ru",
    onsets="б в г д ж з к кр л м н п пр р с ст т тр ф х ц ч ш",
    vowels="а е и о у ы ю я э",
    codas="й л м н р с т в к нт ст ль",
    stop_words="и в на с по не что как для из за к от о это его был до при мы так все также или а но у после между "
    "который они он уже их чтобы которые была только может",
    months="января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    days="пн вт ср чт пт сб вс",
)


@dataclass(frozen=True)
class Story:
    """One item of a site; its teaser on other pages is made of the same words as its own page."""

    title: str
    lead: str
    published: datetime
    seed: str


@dataclass(frozen=True)
class Capture:
    """What a page is made of."""

    number: int
    site: str
    language: Language
    listing: bool
    size: int
    """Bytes to reach."""
    later: timedelta = timedelta(0)
    """How long after the first capture of the same item."""

    @property
    def captured(self) -> datetime:
        """When it was captured: hours after the site's `number`-th item appeared, or `later`."""
        return _published(self.number) + timedelta(hours=7) + self.later

    @property
    def story(self) -> Story | None:
        """The item that it shows, None for a listing."""
        return None if self.listing else _story(self.site, self.language, self.number)

    def latest(self, count: int) -> list[Story]:
        """The items before this one, the latest first."""
        return [_story(self.site, self.language, max(0, self.number - 1 - back)) for back in range(count)]

    def paragraphs(self, story: Story, size: int) -> list[str]:
        """The body of a story, in `size` bytes or a sentence more."""
        random_ = random.Random(story.seed)
        paragraphs = [story.lead]
        size -= _bytes(story.lead)
        while size > 0:
            sentences = random_.choices(self.language.sentences, k=random_.randrange(1, 5))
            while sum(map(_bytes, sentences[:-1])) > size:
                sentences.pop()
            paragraphs.append(" ".join(sentences))
            size -= _bytes(paragraphs[-1]) + 2
        return paragraphs


def embassy(page: Capture) -> list[str]:
    """An item or listing of rusemb.org.uk."""
    english = page.language is ENGLISH
    moment = page.captured
    salisbury, glushkov = (moment - _SALISBURY).days, (moment - _GLUSHKOV).days
    moscow, london = ("Moscow", "London") if english else ("Москва", "Лондон")
    contact, section, latest, everything, pages = (
        ("Consular queries:", "PRESS RELEASES AND NEWS", "LATEST EVENTS", "all messages", "Pages")
        if english
        else ("Консульские вопросы:", "ПРЕСС-РЕЛИЗЫ И НОВОСТИ", "ПОСЛЕДНИЕ СОБЫТИЯ", "все сообщения", "Страницы")
    )
    counters = (
        f"{salisbury} days have passed since the Salisbury incident - no answer has come{_NBSP * 120} {_NBSP * 30}"
        f"{glushkov} days have passed since the death of Nikolay Glushkov - no answer has come"
        if english
        else f"{salisbury} дней прошло со дня инцидента в Солсбери - ответа нет{_NBSP * 60}"
    )
    head = [
        *(page.language.date(moment), f"{moscow}: {moment:%H:%M}", f"{london}: {moment - timedelta(hours=2):%H:%M}"),
        *("", f"{contact}{_NBSP * 2}", f"+44 (0) 20 7946 0182{_NBSP * 2}", f"info@rusemb.org.uk{_NBSP * 2}", ""),
        *(_NBSP, counters, "", ""),
    ]
    if (story := page.story) is None:
        head += [f"{pages}: ««« :: 123456789101112131415 :: »»»{_NBSP * 2}", ""]
        return [*head, *_fill(page, page.size - _size(head), _dash_entry)]
    teasers = [line for each in page.latest(_TEASERS) for line in _dash_entry(each)]
    head += [section, "", f"{story.published:%d.%m.%Y}", "", story.title, ""]
    tail = ["", "", latest, "", *teasers, everything]
    return [*head, *_spaced(page.paragraphs(story, page.size - _size(head) - _size(tail))), *tail]


def ministry(page: Capture) -> list[str]:
    """An item or listing of mid.ru, date and time fused."""
    english = page.language is ENGLISH

    def fused(moment: datetime) -> str:
        return f"{page.language.date(moment)}{moment:%H:%M}"

    if (story := page.story) is None:
        head = ["News" if english else "Новости", ""]
        return [*head, *_fill(page, page.size - _size(head), lambda each: [fused(each.published), "", each.title, ""])]
    toggle = "  • en-GB1 ru-RU1" if english else "  • ru-RU1 en-GB1"
    head = [fused(story.published), "", story.title, "", "", toggle, "", ""]
    tail = (
        ["", "", "Additional materials", "", "", "Advanced settings"]
        if english
        else ["", "", "Дополнительные материалы", "", "", "Расширенные настройки"]
    )
    return [*head, *_spaced(page.paragraphs(story, page.size - _size(head) - _size(tail))), *tail]


def agency(page: Capture) -> list[str]:
    """An item or listing of cominf.org."""

    def stamp(moment: datetime) -> str:
        return f"{page.language.days.split()[moment.weekday()]}, {moment:%d/%m/%Y - %H:%M}"

    if (story := page.story) is None:
        month = page.captured
        head = [f"{'Archive' if page.language is ENGLISH else 'Архив'} - {month.month}/{month.year}", "", ""]
        return [
            *head,
            *_fill(
                page, page.size - _size(head), lambda each: [stamp(each.published), "", each.title, "", each.lead, ""]
            ),
        ]
    head = [story.title, "", stamp(story.published), ""]
    tail = ["", "Мой мир"]
    return [*head, *_spaced(page.paragraphs(story, page.size - _size(head) - _size(tail))), *tail]


def republic(page: Capture) -> list[str]:
    """An item or listing of mfa.rsogov.org."""
    english = page.language is ENGLISH
    land = "South Ossetia" if english else "Южной Осетии"
    if (story := page.story) is None:
        head = ["News" if english else "Новости", "", "Archive" if english else "Архив"]
        of_land = f"{'On' if english else 'О'} {land}: "
        return [*head, *_fill(page, page.size - _size(head), lambda each: [of_land + each.title, "", each.lead, ""])]
    head = [f"{'The Ministry of Foreign Affairs of' if english else 'МИД'} {land}: {story.title}", ""]
    tail = ["", f"https://res-vestnik.example/politika/{page.number}", "", f"{story.published:%d.%m.%Y}"]
    return [*head, *_spaced(page.paragraphs(story, page.size - _size(head) - _size(tail))), *tail]


_SITES: Mapping[str, tuple[Callable[[Capture], list[str]], float]] = {
    "rusemb.org.uk": (embassy, 0.4),
    "mid.ru": (ministry, 0.25),
    "cominf.org": (agency, 0.2),
    "mfa.rsogov.org": (republic, 0.15),
}
"""The shape of each site's pages and its share of all pages."""


def dump(number: int) -> str:
    """Return the page with this number."""
    page = _capture(number)
    # Only the embassy's pages change when nothing but time passes.
    if number % _AGAIN == _AGAIN - 1 and (before := _capture(number - 1)).site == "rusemb.org.uk":
        page = replace(before, later=timedelta(days=20))
    shape, _ = _SITES[page.site]
    return "\n".join(shape(page)) + "\n"


def _capture(number: int) -> Capture:
    random_ = random.Random(f"{SEED} {number}")
    (site,) = random_.choices(list(_SITES), weights=[share for _, share in _SITES.values()])
    return Capture(
        number,
        site,
        language=ENGLISH if random_.random() < 0.65 else RUSSIAN,
        listing=random_.random() < _LISTING_SHARE,
        size=random_.randrange(_LEAST + 100, _MOST - 800),
    )


def write(folder: Path, pages: int) -> None:
    """Write so many pages, one a file, a hundred a folder."""
    for number in range(pages):
        path = folder / f"{number // 100:04}" / f"{number:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = dump(number).encode()
        if not _LEAST <= len(text) <= _MOST:
            raise AssertionError(f"page {number} has {len(text)} bytes")
        path.write_bytes(text)


@cache
def _story(site: str, language: Language, number: int) -> Story:
    seed = f"{SEED} {site} {language.code} {number}"
    random_ = random.Random(seed)
    title = " ".join(language.words(random_, random_.randrange(6, 16))).capitalize()
    lead = " ".join(random_.choices(language.sentences, k=random_.randrange(1, 3)))
    return Story(title, lead, _published(number), seed)


def _published(number: int) -> datetime:
    return _BEGIN + timedelta(hours=4 * number, minutes=number * 7 % 60)


def _dash_entry(story: Story) -> list[str]:
    return [f"{story.published:%d.%m.%Y} - {story.title}", "", story.lead, ""]


def _fill(page: Capture, size: int, entry: Callable[[Story], list[str]]) -> Iterator[str]:
    """Yield the lines of a listing's entries until `size` bytes are reached."""
    back = 0
    while size > 0:
        lines = entry(_story(page.site, page.language, max(0, page.number - back)))
        size -= _size(lines)
        back += 1
        yield from lines


def _spaced(paragraphs: list[str]) -> list[str]:
    return [line for paragraph in paragraphs for line in (paragraph, "")]


def _size(lines: list[str]) -> int:
    return sum(map(_bytes, lines)) + len(lines)


def _bytes(text: str) -> int:
    return len(text.encode())


def _falling(count: int, share: float) -> list[float]:
    """Return weights that sum to `share` and fall as 1 over the rank, the first few less steeply."""
    weights = [1 / (rank + 4) for rank in range(count)]
    return [share * weight / sum(weights) for weight in weights]


def main() -> None:
    """Write the pages that the command line asks for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("folder", type=Path, help="where to write; made if it is not there")
    parser.add_argument("--pages", type=int, default=1_000, help="how many (default: 1000)")
    arguments = parser.parse_args()
    write(arguments.folder, arguments.pages)


if __name__ == "__main__":
    main()
