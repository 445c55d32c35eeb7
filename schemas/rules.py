"""The TOML files that hold what the engine knows: one vocabulary a language, one profile a site."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from schemas.base import Record
from schemas.crawl import Crawl
from schemas.document import Label
from schemas.tables import Day, Pattern, Patterns, Strings, Tuple

RuleId = Annotated[str, Field(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")]
Zone = Literal["head", "lead", "body", "tail"]
"""head: before the title; lead: between title and body; body: inside it; tail: after it."""

FieldName = Literal[
    "captured", "clock", "counter", "number", "published", "section", "source_url", "time", "translations",
    "alt_title", "author",
]  # fmt: skip


class Rule(Record):
    """One row of a profile: segments that match get the label, and may feed a field."""

    id: RuleId = Field(description="Name of the rule; with the site's id it is the reason of the label.")
    label: Label = Field(description="Label of the segments that match.")
    zones: Annotated[tuple[Zone, ...], Tuple] = Field(min_length=1, description="Where the rule is looked for.")
    pattern: Pattern | None = Field(default=None, description="Whole-segment pattern; this or `grammar`.")
    grammar: str | None = Field(default=None, description="Name of a grammar of cleaners.structure.")
    field: FieldName | None = Field(default=None, description="Field of the document that the segment feeds.")
    first: bool = Field(default=False, description="Only for the first non-blank segment of the page.")
    last: bool = Field(default=False, description="Only for the last non-blank segment of the page.")

    @model_validator(mode="after")
    def _one_matcher(self) -> Rule:
        if (self.pattern is None) == (self.grammar is None):
            raise ValueError(f"rule {self.id!r}: give either pattern or grammar")
        return self


class KnownCounter(Record):
    """A day counter of the site whose start is known: its number dates the capture."""

    event: str = Field(min_length=1, description="Name of the event, as in the document's counters.")
    pattern: Pattern = Field(description="Searched in the counter's text, case ignored.")
    since: Day = Field(description="ISO 8601 day that is counted from.")


class Listing(Record):
    """How a listing of the site is told from an item, and in which shape its entries come."""

    entries: Literal["date-dash-title", "date-above-title", "title-and-lead"] = Field(
        description="Shape of an entry: how its date, title and lead follow each other."
    )
    patterns: Patterns = Field(default=(), description="A segment that only listings have; any one decides.")
    url: Pattern | None = Field(default=None, description="Searched in the page's URL.")
    title: Pattern | None = Field(default=None, description="The first segment that is the listing's own headline.")


class Fingerprint(Record):
    """Signs by which a page without URL is recognised: every pattern must be found."""

    lines: Patterns = Field(default=(), description="Each must match a whole segment of the page.")
    words: Patterns = Field(default=(), description="Each must be found somewhere in the first 4,000 code points.")

    @model_validator(mode="after")
    def _some(self) -> Fingerprint:
        if not self.lines and not self.words:
            raise ValueError("a fingerprint needs lines or words")
        return self


class Profile(Record):
    """What is known of one site. `cleaners/profiles/<id>.toml`."""

    id: str = Field(pattern=r"^[a-z0-9.-]+$", description="The site's id: its main host.")
    name: str = Field(min_length=1, description="What people call the site.")
    hosts: Strings = Field(min_length=1, description="Hosts that serve it, mirrors too; `www.` is implied.")
    languages: Strings = Field(min_length=1, description="ISO 639-1 codes of the site's languages.")
    day_first: bool = Field(default=False, description="Whether 10/09/2023 is 10 September on this site.")
    cuts: Patterns = Field(default=(), description="Searched in each line, which is cut where a match ends.")
    without: Strings = Field(default=(), description="Ids of structure rules that do not hold on this site.")
    fingerprints: Annotated[tuple[Fingerprint, ...], Tuple] = Field(
        default=(), description="How a page without URL is recognised; any one is enough."
    )
    counters: Annotated[tuple[KnownCounter, ...], Tuple] = Field(
        default=(), description="Day counters whose start is known."
    )
    listing: Listing | None = Field(default=None, description="How listings are told and read, if the site has any.")
    rules: Annotated[tuple[Rule, ...], Tuple] = Field(
        default=(), description="The site's own rules, in order of precedence, before those of structure."
    )
    crawl: Crawl | None = Field(default=None, description="How the site is crawled, if it is: crawl.md.")

    @model_validator(mode="after")
    def _distinct(self) -> Profile:
        ids = [rule.id for rule in self.rules]
        if twice := {name for name in ids if ids.count(name) > 1}:
            raise ValueError(f"rule ids stand twice: {', '.join(sorted(twice))}")
        return self


class LabelWords(Record):
    """Lines that say by their words alone what they are, where they stand as a whole line."""

    menu: Strings = Field(default=(), description="Home, About us, Site map.")
    home: Strings = Field(default=(), description="What a breadcrumb trail begins with: Home.")
    menu_heads: Strings = Field(default=(), description="Heads of menus: Main menu, Quick links.")
    form: Strings = Field(default=(), description="Search, log in, skip to content.")
    share: Strings = Field(default=(), description="Share and print labels, names of networks.")
    buttons: Strings = Field(default=(), description="What a text never says: Add to calendar, Show on map.")
    related: Strings = Field(default=(), description="Heads of teaser lists: Latest events.")
    others: Strings = Field(default=(), description="What such a head begins or ends with: Other, similar.")
    pager: Strings = Field(default=(), description="All messages, next page, back, archive.")
    back: Strings = Field(default=(), description="Beginnings of what leads back, any page: Back to the.")
    legal: Strings = Field(default=(), description="Imprint, privacy, rights reserved.")
    advert: Strings = Field(default=(), description="Advertising labels.")
    comments: Strings = Field(default=(), description="Comment and feedback forms.")
    meta: Strings = Field(default=(), description="Labels of facts about the item: Published, Tags, Views.")
    contact: Strings = Field(default=(), description="Labels of contact blocks: Phone, Consular queries.")
    settings: Strings = Field(default=(), description="Leftovers of search and viewing forms.")
    source: Strings = Field(default=(), description="The word before a source address.")
    updated: Strings = Field(default=(), description="Before the date of the last change: Last updated.")
    about_page: Strings = Field(default=(), description="Before tags, counts and attachments: Tags, Views.")
    openings: Strings = Field(default=(), description="Formulas that open a text: In the name of God.")
    ends: Strings = Field(default=(), description="What says that a text ends here, alone on its line: End.")
    tags: Strings = Field(default=(), description="Above the tags of an item, a line each: Tags, Topics.")
    read_also: Strings = Field(default=(), description="Before the headline of another item: Read also.")
    outside: Strings = Field(
        default=(), description="In brackets behind a link that leads to another site: opens in a new window."
    )
    kinds: Strings = Field(default=(), description="Above a headline, what the item is: News story, Speech.")
    published: Strings = Field(default=(), description="Before the date that the item bears: Published.")
    dated: Strings = Field(
        default=(), description="Those of `published` that may stand before another date too: Date, Delivered on."
    )
    other_days: Strings = Field(
        default=(), description="Above a day of which an item tells, not its own: Date of birth, Closing date."
    )
    fields: Strings = Field(
        default=(), description="Other labels of fields of tenders, vacancies and services: Estimated value, Salary."
    )
    places: Strings = Field(default=(), description="Before the place of an event: Venue.")
    numbers: Strings = Field(default=(), description="Before the number of a document or case: Reference.")
    offices: Strings = Field(default=(), description="Before the office or subject of an item: Department, Topic.")
    counted: Strings = Field(default=(), description="What stands beside the number of entries found: results.")
    nothing_found: Strings = Field(default=(), description="Parts of what a search without results says: no results.")
    today: Strings = Field(default=(), description="Before the day on which a page is shown, in its banner: Today is.")
    visits: Strings = Field(
        default=(), description="Before the counts of a site's visitors, or over them: Today, Online, Visitors."
    )
    passwords: Strings = Field(default=(), description="Label of the field for the password in a form.")
    required: Strings = Field(default=(), description="In brackets behind a field of a form: required.")
    missing: Strings = Field(default=(), description="Parts of what a missing page says: page not found.")
    authors: Strings = Field(default=(), description="Before the names of who wrote or asked: Text, Interview.")
    editors: Strings = Field(default=(), description="Those of `authors` before the names of who edited: Edited by.")
    credits: Strings = Field(default=(), description="Before the maker of a picture: Photo.")
    cookies: Strings = Field(default=(), description="Words, or their beginnings, that a consent notice names.")
    notices: Strings = Field(default=(), description="Beginnings of words that consent notices and buttons use.")
    sentences: Strings = Field(
        default=(), description="Parts of what sites say of themselves, from a word's beginning on: under the licence."
    )
    release: Strings = Field(default=(), description="What a text says of its delivery: Check against delivery.")
    embargo: Strings = Field(default=(), description="Before the time until which a text was held back: Embargo.")


class Vocabulary(Record):
    """Words of one language, `cleaners/vocabulary/<language>.toml`; `und` holds those of no one language."""

    language: str = Field(pattern=r"^(?:[a-z]{2}|und)$", description="ISO 639-1 code, or und.")
    endonyms: Strings = Field(default=(), description="The language's own names, as language toggles show them.")
    months: Annotated[tuple[Strings, ...], Tuple] = Field(
        default=(),
        description="Names of the twelve months, January first; empty where months are written in digits. A name that "
        "is another month's in another language bears a point before it if it is met behind an ordinal only.",
    )
    solar_months: Annotated[tuple[Strings, ...], Tuple] = Field(
        default=(), description="Names of the twelve months of the Solar Hijri calendar, Farvardin first."
    )
    weekdays: Annotated[tuple[Strings, ...], Tuple] = Field(
        default=(), description="Names of the seven days, Monday first."
    )
    date_words: Strings = Field(default=(), description="Small words inside dates: of, de, Uhr.")
    stop_words: Strings = Field(default=(), description="Frequent words that mark the language.")
    language_names: Strings = Field(default=(), description="Names and codes of languages, as toggles show them.")
    social: Strings = Field(default=(), description="Names of networks as words.")
    consent: Strings = Field(default=(), description="Words of consent notices.")
    copyright: Strings = Field(default=(), description="Words of copyright lines.")
    counters: Patterns = Field(default=(), description="Day counters; groups `days` and `event`; case ignored.")
    bylines: Strings = Field(default=(), description="Words before an author's name.")
    labels: LabelWords = Field(default=LabelWords(), description="Whole lines that are known by their words.")
    doc_types: dict[str, Pattern] = Field(default={}, description="Type of statement -> words of its title.")

    @model_validator(mode="after")
    def _complete(self) -> Vocabulary:
        if {len(self.months), len(self.solar_months)} - {0, 12} or len(self.weekdays) not in (0, 7):
            raise ValueError("expected twelve months and seven weekdays, or none")
        return self
