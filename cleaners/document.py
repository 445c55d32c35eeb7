"""Labelled segments -> Document: every field from the segments that a rule said feed it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from cleaners.dates import day_after, days_between
from cleaners.decide import Decision
from cleaners.decode import Decoded, overruled
from cleaners.fields import Fields
from cleaners.language import LanguageJudge
from cleaners.lines import Segment, fold
from cleaners.reading import Reading
from cleaners.rules import Verdict
from cleaners.structure import banner, bylines, counters, heads, labels, toggles
from cleaners.structure.dateline import CITY
from cleaners.structure.entries import Item
from schemas import Counter, Document, Label, Note, Page, PartialDate, Related, precision_of
from schemas.rules import Profile

if TYPE_CHECKING:  # text dumps have no use for the parser
    from cleaners.rendered import Rendered

_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_LINE_MARKS = re.compile("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029\r]+")

# A place is one to four capitalised words between a comma (or bracket, or the start) and the date.
_CAPITAL = r"[^\W\d_a-zа-яёæӕß-öø-ÿ][\w.'’]*"
_PLACE = re.compile(
    rf"{_CAPITAL}(?:-(?:on|sur|am|an|на|upon|de|la|le)-{_CAPITAL}|-{_CAPITAL})?"
    rf"(?:(?: |-)(?:{_CAPITAL}|de|del|la|el|der|am|on|upon|на)){{0,3}}"
)
_MAX_PLACE = 40
_ARTICLE = re.compile(rf"(?<=,) {heads.ARTICLE}$")
# A date that begins the text says when the event was: "On 25 March 2021, the minister ...".
_OPENING = re.compile(
    r"\s*(?:On |Am |Le |El |Il |W dniu |[^\W\d_]+day,? )?(?=\d|[^\W\d_]{3,12} \d{1,2}, \d{4}|[令平昭]\w\d)"
)
# Between a date that opens a text and its first word: "12 March 2024 – ", "March 12, 2024 /Harbour News/ -- ".
_BEFORE_TEXT = re.compile(
    r"[)\]）]?\s*(?:/[^/]{2,30}/|\((?P<place>[^()]{2,40})\))?\s*(?:--|[–—-])\s*(?=[^\W\d_]|[\"“„«])"
)
_OPEN, _CLOSED = "([（", (")", "]", "）")
_SIGNATURE_LINES = 3
_MAX_SIGNATURE = 80


def assemble(
    page: Page, site: str | None, profile: Profile | None, reading: Reading, decision: Decision, judge: LanguageJudge,
    decoded: Decoded | Rendered,
) -> Document:  # fmt: skip
    """Build the document of a page whose segments were labelled."""
    fields = Fields(reading, decision)
    listing = decision.kind == "listing"
    notes = list(_how_it_came(page, decoded))
    # The entries of a listing are its text; on other pages they are furniture that became rows.
    paragraphs = _paragraphs(reading.segments, decision.verdicts, ("body", "related") if listing else ("body",))
    body = "\n\n".join(paragraphs)
    title = next((segment.folded for segment, verdict in fields.pairs if verdict.label == "title"), None)
    section = fields.section()
    expected = profile.languages if profile else ()
    language = judge.of_text(body or title or "", expected=expected, page=reading.texts)
    if language is None and not body:
        language = judge.of_page(reading.texts)
    page_counters = tuple(_counters(fields.of("counter"), reading, profile))
    published, event, place = fields.published(notes), None, None
    if listing:
        published = None
    else:
        event, place = _event(title, paragraphs, reading, notes)
        signed, signed_at = _dateline(paragraphs, reading)
        if event is None and (held := fields.event()) is not None:
            event, place = held[0], place or held[1]
        published, place = published or signed, place or signed_at or fields.place()
    if clocks := [segment.folded for segment in fields.of("clock")]:
        notes.append(Note(code="clock", detail="; ".join(clocks)))
    return Document(
        source=page.source,
        url=page.url,
        site=site,
        kind=decision.kind,
        title=title,
        alt_titles=tuple(segment.folded for segment in fields.of("alt_title")),
        authors=fields.authors(),
        published=published,
        event=event,
        captured=_captured(page, fields, page_counters, notes),
        language=language,
        paragraph_languages=judge.of_paragraphs(paragraphs, language),
        translations=_translations(fields.of("translations"), language, reading),
        section=section,
        place=place,
        doc_type=_doc_type(language, title, section, reading),
        source_url=_source_url(fields.of("source_url"), reading),
        body=body,
        related=tuple(_related(decision.items, reading)),
        counters=page_counters,
        notes=tuple(notes),
        number=fields.number(),
    )


def _how_it_came(page: Page, decoded: Decoded | Rendered) -> Iterator[Note]:
    """Yield what is to be said of the bytes of a page."""
    if decoded.damaged:
        detail = f"{decoded.damaged} characters could not be decoded and stand as U+FFFD."
        yield Note(code="undecodable_bytes", detail=detail)
    if overruled(page.charset, decoded.text, decoded.encoding):
        detail = f"Declared to be in {page.charset}; the bytes are UTF-8, and were read so."
        yield Note(code="charset_overruled", detail=detail)
    if page.truncated is not None:
        yield Note(code="cut_short", detail=f"Only the beginning of the page was kept ({page.truncated}).")


def _paragraphs(segments: Sequence[Segment], verdicts: Sequence[Verdict], text_labels: Sequence[Label]) -> list[str]:
    """Return the body's lines as paragraphs; the parts of a line that was cut come together again."""
    parts: list[list[str]] = []
    last_line = 0
    for segment, verdict in zip(segments, verdicts, strict=True):
        if verdict.label not in text_labels:
            continue
        text = _record_text(segment.text)
        if segment.n == last_line:
            parts[-1].append(text)
        elif text:
            parts.append([text])
            last_line = segment.n
    return [" ".join(line) for line in parts]


def _record_text(text: str) -> str:
    """Return text as it may stand in a record: white space inside kept, control characters and line marks not."""
    # Nearly every line is clean, and isprintable is ten times as fast as a search for what is not.
    if text.isprintable() or text.replace("\u00a0", " ").isprintable():
        return text
    return _CONTROL.sub("", _LINE_MARKS.sub(" ", text)).strip()


def _counters(segments: Iterable[Segment], reading: Reading, profile: Profile | None) -> Iterable[Counter]:
    for segment in segments:
        reckoning = counters.read(segment.folded, reading.words)
        if reckoning is None:
            continue
        for known in profile.counters if profile else ():
            if re.search(known.pattern, segment.folded, re.IGNORECASE):
                yield Counter(days=reckoning.days, event=known.event, since=known.since)
                break
        else:
            yield Counter(days=reckoning.days, event=reckoning.event, since=None)


def _captured(page: Page, fields: Fields, page_counters: Sequence[Counter], notes: list[Note]) -> PartialDate | None:
    """Return when the page was captured: http before banner before counter. A disagreement is a note."""
    candidates: list[PartialDate] = []
    if page.fetched_at is not None:
        candidates.append(PartialDate(value=page.fetched_at, precision="second", source="http", raw=page.fetched_at))
    for index in fields.indices("captured"):
        found = banner.day(fields.reading, index)
        if found is not None and precision_of(found.value) is not None:
            candidates.append(found.partial("banner"))
            break
    for counter in page_counters:
        day = day_after(counter.since, counter.days) if counter.since else None
        if day is not None and precision_of(day) is not None:
            candidates.append(
                PartialDate(
                    value=day, precision="day", source="counter", raw=f"{counter.days} days since {counter.event}"
                )
            )
    if not candidates:
        return None
    best = candidates[0]
    for other in candidates[1:]:
        # A day is not yet over in London when the clock of Moscow shows the next one.
        comparable = "-" in best.value[5:] and "-" in other.value[5:]
        if comparable and days_between(best.value, other.value) > 1:
            detail = f"{best.source} says {best.value[:10]}, {other.source} ({other.raw}) says {other.value[:10]}."
            notes.append(Note(code="capture_conflict", detail=detail))
    return best


def _event(
    title: str | None, paragraphs: Sequence[str], reading: Reading, notes: list[Note]
) -> tuple[PartialDate | None, str | None]:
    """Return date and place of what is reported: from the title, else the date that the text begins with."""
    if title is not None:
        for found in reading.dates.find(title):
            precision = precision_of(found.value)
            if precision is None or precision == "year":
                continue
            if found.doubt is not None:
                notes.append(Note(code="several_days", detail=f"{found.raw}: only the month is one."))
            return found.partial("title"), _place_before(title[: found.start], reading)
    if paragraphs and (opening := _OPENING.match(paragraphs[0])) is not None:
        found_first = next(reading.dates.find(fold(paragraphs[0][: opening.end() + _MAX_SIGNATURE])), None)
        if found_first is not None and found_first.start <= opening.end() and precision_of(found_first.value) == "day":
            dates_text = _BEFORE_TEXT.match(fold(paragraphs[0]), found_first.end) is not None
            return (None if dates_text else found_first.partial("body")), None
    return None, None


def _dateline(paragraphs: Sequence[str], reading: Reading) -> tuple[PartialDate | None, str | None]:
    """Return date and place by which the text itself is dated: `Place, date` that opens it or signs it."""
    # `12 March 2024 - Ferries sail` is an entry, a paragraph none.
    if paragraphs and len(paragraphs[0]) > _MAX_SIGNATURE:
        opening = _opening(fold(paragraphs[0][:_MAX_SIGNATURE]), reading)
        if opening is not None:
            return opening
    for paragraph in [*paragraphs[:1], *paragraphs[: -_SIGNATURE_LINES - 1 : -1]]:
        text = fold(paragraph[:_MAX_SIGNATURE])
        found = next(reading.dates.find(text), None)
        if found is None or found.doubt is not None or precision_of(found.value) is None:
            continue
        place = _place_before(text[: found.start], reading, whole=True)
        alone = len(paragraph) < _MAX_SIGNATURE and not text[found.end :].strip(" .,")
        behind = text[found.end :].lstrip()
        opens = paragraph is paragraphs[0] and (behind[:1] in ("–", "—", "-", ".") or _BEFORE_TEXT.match(behind))
        if place is not None and (alone or opens):
            return found.partial("body"), place
    return None, None


def _opening(text: str, reading: Reading) -> tuple[PartialDate, str | None] | None:
    """Return date and place that open a text otherwise: `12 March 2024 – `, `OSLO (12 March) – `, `(Oslo, ...)`."""
    found = next(reading.dates.find(text), None)
    if found is None or found.doubt is not None or not found.has_day:
        return None
    before, behind = text[: found.start].rstrip(), _BEFORE_TEXT.match(text, found.end)
    if before[:1] and before[0] in _OPEN and text.startswith(_CLOSED, found.end):
        place = _place_before(before[1:], reading, whole=True)
        return (found.partial("body"), place) if place is not None or before in _OPEN else None
    if behind is None:
        return None
    if not before or before.rstrip(",.").casefold() in reading.words.weekdays:
        place = behind["place"]
        return found.partial("body"), place if place and _PLACE.fullmatch(place) else None
    place = _place_before(before[:-1].rstrip() + ",", reading, whole=True) if before[-1] in _OPEN else None
    return (found.partial("body"), place) if place is not None else None


def _place_before(text: str, reading: Reading, *, whole: bool = False) -> str | None:
    """Return the place that stands right before a date, after a comma or bracket; `whole` if nothing may precede it.

    A weekday, a label and a byline stand there too, and are none.
    """
    before = _ARTICLE.sub("", text.rstrip())
    if not before.endswith((",", "،")):
        return None
    parts = re.split(r"[,،(;]|\s[-–—]\s", before[:-1])
    if whole and len(parts) > 1:
        return None
    place = CITY.sub("", parts[-1].strip(" \"'«»“”"))
    if len(place) > _MAX_PLACE or _PLACE.fullmatch(place) is None or bylines.byline_names(place, reading):
        return None
    words, name = reading.words, place.casefold()
    known = (words.weekdays, words.lines, words.published, words.bylines, words.credits)
    return None if any(name in labels for labels in known) else place


def _translations(toggled: Iterable[Segment], language: str | None, reading: Reading) -> tuple[str, ...]:
    """Return the languages that toggles name, and that of the page with them."""
    codes = {code for segment in toggled for code in toggles.read(segment.folded, reading.words) or ()}
    return tuple(sorted({*codes, *((language,) if language else ())})) if codes else ()


def _source_url(named: Iterable[Segment], reading: Reading) -> str | None:
    """Return the first address that a page names as its source."""
    addresses = (labels.source_address(segment.folded, reading) for segment in named)
    return next((address for address in addresses if address), None)


def _doc_type(language: str | None, title: str | None, section: str | None, reading: Reading) -> str | None:
    """Return the type of statement that the title names first, else the section head."""
    pattern = reading.words.doc_types.get(language or "")
    for text in (title, section):
        if pattern is not None and text is not None and (match := pattern.search(text.casefold())) is not None:
            return match.lastgroup
    return None


def _related(items: Iterable[Item], reading: Reading) -> Iterable[Related]:
    for item in items:
        title = fold(item.title)
        teaser = "\n".join(_record_text(reading.segments[index].text) for index in item.teaser_at)
        if title:
            url = reading.links.get(reading.segments[item.title_at].n)
            yield Related(date=item.date, title=title, teaser=teaser or None, url=url)
