"""Invented sites as HTML pages, labelled by construction: the lines of `bench.lines.invent` in markup of many habits.

The benchmarks hold hardly any page of an institution: no registers, no records, few listings. These do, and they
name teasers and datelines, which the benchmarks do not.
"""

from __future__ import annotations

import html
import json
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from bench.lines.frame import Bodies, Line
from bench.lines.invent import SHARES, Invented, Site
from bench.lines.template import KINDS, shipped
from bench.lines.templates import Templated

_MARK = re.compile(r"^\s*(?:[•*»·–-]\s+)?")
_FIELD = re.compile(r"^([^:：]{1,60}[^\W\d_][:：])\s+(\S.*)$")
_ENDS = (".", "!", "?", "。", "！", "？", "…", ":", ";", "”", '"')
# What authors call the parts of a page, for those who speak.
_NAMES: dict[str, tuple[str, ...]] = {
    "page": ("wrapper", "page", "container", "site", "layout", "outer", "l-page"),
    "header": ("header", "site-header", "top", "masthead", "page-header", "kopf"),
    "menu": ("menu", "nav", "main-menu", "navigation", "topnav", "navbar", "nav-list"),
    "main": ("content", "main", "main-content", "center", "col-main", "inhalt", "page-content", "content_block"),
    "item": ("article", "news-item", "node", "document", "detail", "view-item", "post", "entry", "news-detail"),
    "text": ("text", "body", "article-body", "field-body", "news-text", "entry-content", "copy", "rte", "content-text"),
    "title": ("title", "headline", "page-title", "news-title", "entry-title", "name"),
    "meta": ("date", "meta", "news-date", "info", "published", "byline", "datum", "details"),
    "list": ("list", "news-list", "items", "archive", "view-content", "results", "feed", "listing"),
    "entry": ("item", "news-item", "list-item", "views-row", "row", "card", "teaser", "entry"),
    "teaser": ("teaser", "text", "summary", "lead", "announce", "description", "preview"),
    "related": ("related", "more-news", "sidebar", "other-news", "latest", "right-col", "see-also", "block-news"),
    "share": ("share", "social", "tools", "buttons", "links", "actions"),
    "side": ("sidebar", "aside", "left", "col-left", "widgets"),
    "footer": ("footer", "site-footer", "bottom", "page-footer", "foot", "contacts"),
    "fields": ("fields", "table", "data", "details", "card-data", "properties", "dl-horizontal"),
}
_MOST_LINKS = 12  # of one line
_LONGEST_CELL = 100


@dataclass(frozen=True, slots=True)
class Dressed:
    """One invented page."""

    site: str
    language: str
    kind: str
    title: str
    raw: bytes
    letters: str
    """One a rendered line that has text: see `bench.lines.invent`."""


class _Unlaid:
    """Takes a page's lines before they are laid out as a dump."""

    lines: Sequence[Line] = ()

    def layout(self, lines: Sequence[Line]) -> tuple[str, str]:
        self.lines = [(letter, text) for letter, text in lines if letter != "B"]
        return "", ""


class _Site(_Unlaid, Site):
    pass


class _Templated(_Unlaid, Templated):
    pass


@dataclass(slots=True)
class _Page:
    """A page that is being written."""

    parts: list[str] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)

    def line(self, letter: str, before: str, text: str, after: str) -> None:
        """Write what becomes one rendered line."""
        self.parts += (before, text, after)
        self.letters.append(letter)


class _Habits:
    """How a site writes its pages."""

    def __init__(self, pick: random.Random) -> None:
        self.pick = pick
        self.era = pick.choices(("html5", "div", "table"), (5, 4, 2))[0]
        self.speaks = pick.choices(("words", "coded", "never"), (6, 2, 2))[0]
        self.names = {part: pick.choice(names) for part, names in _NAMES.items()}
        if self.speaks == "coded":
            self.names = {part: f"c{pick.getrandbits(24):x}" for part in _NAMES}
        self.prefix = pick.choice(("", "", "", "b-", "site-", "x_")) if self.speaks == "words" else ""
        self.says_all = pick.random() < 0.5
        self.wrappers = pick.choice((0, 1, 1, 2, 3))
        self.heading = pick.choices(("h1", "h2", "h3", "div"), (8, 2, 1, 2))[0]
        self.entry_heading = pick.choice(("h2", "h3", "h3", "h4", "div", "p", "a"))
        self.paragraph = pick.choices(("p", "div", "br"), (8, 1, 1))[0]
        self.subhead = pick.choice(("h2", "h3", "strong", "strong", "p"))
        self.fields = pick.choice(("p", "dl", "tr", "tr", "li", "div"))
        self.cards = pick.choice(("li", "div", "div", "article" if self.era == "html5" else "div", "tr"))
        self.menu = pick.choice(("ul", "ul", "ul", "div", "inline"))
        self.linked_dates = pick.random() < 0.1
        self.timed = pick.random() < 0.3 and self.era == "html5"
        self.shares_inside = pick.random() < 0.5
        self.side_first = pick.random() < 0.3
        self.lists_alike = pick.random() < 0.5
        self.og, self.claims = pick.random() < 0.6, pick.random() < 0.15
        self.title_first = pick.random() < 0.8

    def name(self, part: str) -> str:
        """Return a class or id attribute, or nothing."""
        if self.speaks == "never" or (not self.says_all and part in ("text", "teaser", "page", "fields")):
            return ""
        key = "id" if part in ("page", "header", "footer", "main") and self.pick.random() < 0.4 else "class"
        return f' {key}="{self.prefix}{self.names[part]}"'

    def tag(self, meant: str) -> str:
        """Return the element for a part that HTML5 has one for."""
        return meant if self.era == "html5" else "div"


class _Writer:
    """Writes one page of a site."""

    def __init__(self, habits: _Habits, lines: Sequence[Line], kind: str) -> None:
        self.habits, self.pick = habits, habits.pick
        self.lines = lines
        self.kind = kind
        self.page = _Page()

    def write(self) -> None:
        """Write the whole body."""
        habits, out = self.habits, self.page.parts
        core = [at for at, (letter, _) in enumerate(self.lines) if letter in "TKEM"]
        first, last = (core[0], core[-1] + 1) if core else (len(self.lines) // 2,) * 2
        head, main, tail = self.lines[:first], self.lines[first:last], self.lines[last:]
        # Share rows and teasers of other items often stand in the element of the item.
        inside = 0
        if habits.shares_inside:
            inside = self.pick.randint(0, min(len(tail), 12))
        out.append(f"<div{habits.name('page')}>" * (habits.wrappers > 0) + "<div>" * max(0, habits.wrappers - 1))
        header = habits.tag("header")
        out.append(f"<{header}{habits.name('header')}>")
        self._chrome(head)
        out.append(f"</{header}>")
        if habits.era == "table":
            out.append("<table><tr><td>")
        region, item = habits.tag("main"), habits.tag("article" if self.kind == "article" else "section")
        out.append(f"<{region}{habits.name('main')}><{item}{habits.name('item')}>")
        self._main(main)
        self._chrome(tail[:inside])
        out.append(f"</{item}>")
        rest = tail[inside:]
        related = next((at for at, (letter, _) in enumerate(rest) if letter == "F" and at), len(rest))
        if any(letter == "R" for letter, _ in rest[:related]) and self.pick.random() < 0.5:
            self._chrome(rest[:related])
            rest = rest[related:]
        out.append(f"</{region}>")
        if habits.era == "table":
            out.append("</td></tr></table>")
        at = max((at + 1 for at, (letter, _) in enumerate(rest) if letter == "R"), default=0)
        if at:
            side = habits.tag("aside")
            out.append(f"<{side}{habits.name('related')}>")
            self._chrome(rest[:at])
            out.append(f"</{side}>")
        footer = habits.tag("footer")
        out.append(f"<{footer}{habits.name('footer')}>")
        self._chrome(rest[at:])
        out.append(f"</{footer}>" + "</div>" * habits.wrappers)

    # -- parts -----------------------------------------------------------------------------------------------

    def _main(self, lines: Sequence[Line]) -> None:
        runs = [(kind, list(run)) for kind, run in groupby(self._marked(lines), key=lambda line: line[0])]
        for kind, run in runs:
            rows = [row for _, row in run]
            match kind:
                case "entries":
                    self._cards(rows, "list")
                case "T":
                    self._headline(rows)
                case "K":
                    self._text([text for _, text in rows])
                case "M":
                    for letter, text in rows:
                        self._meta(letter, text)
                case _:
                    self._chrome(rows)

    @staticmethod
    def _marked(lines: Sequence[Line]) -> Iterator[tuple[str, Line]]:
        """Yield each line with what it is part of: dates and links between entries are part of these."""
        entries = [at for at, (letter, _) in enumerate(lines) if letter == "E"]
        for at, (letter, text) in enumerate(lines):
            near = entries and entries[0] - 1 <= at <= entries[-1] + 1
            within = near and (letter == "E" or (letter in "MF" and entries[0] <= at <= entries[-1]))
            yield ("entries" if within or (near and letter == "M") else letter, (letter, text))

    def _headline(self, rows: Sequence[Line]) -> None:
        tag = self.habits.heading
        for letter, text in rows:
            name = self.habits.name("title") if tag == "div" or self.pick.random() < 0.5 else ""
            self.page.line(letter, f"<{tag}{name}>", self._escaped(text), f"</{tag}>")

    def _meta(self, letter: str, text: str) -> None:
        habits = self.habits
        if habits.timed and any(char.isdigit() for char in text):
            self.page.line(letter, f"<div{habits.name('meta')}><time>", self._escaped(text), "</time></div>")
            return
        tag = self.pick.choice(("div", "p", "div"))
        self.page.line(letter, f"<{tag}{habits.name('meta')}>", self._escaped(text), f"</{tag}>")

    def _text(self, texts: Sequence[str]) -> None:
        habits, out = self.habits, self.page.parts
        out.append(f"<div{habits.name('text')}>")
        fielded = [_FIELD.match(text) for text in texts]
        form = habits.fields if sum(found is not None for found in fielded) >= 3 else "p"
        opening, closing = {"tr": ("<table%s>", "</table>"), "dl": ("<dl%s>", "</dl>"), "li": ("<ul%s>", "</ul>")}.get(
            form, ("", "")
        )
        for index, (text, found) in enumerate(zip(texts, fielded, strict=True)):
            if found is not None and form != "p":
                before = index and fielded[index - 1] is not None
                if not before and opening:
                    out.append(opening % habits.name("fields"))
                self._field(form, found[1], found[2])
                if closing and (index + 1 == len(texts) or fielded[index + 1] is None):
                    out.append(closing)
                continue
            self._paragraph(text, index + 1 < len(texts))
        out.append("</div>")

    def _field(self, form: str, label: str, value: str) -> None:
        own, given = self._escaped(label), self._escaped(value)
        match form:
            case "tr":
                cell = self.pick.choice(("th", "td"))
                self.page.line("K", f"<tr><{cell}>", f"{own}</{cell}><td>{given}", "</td></tr>")
            case "dl":
                self.page.line("K", "<dt>", own, "</dt>")
                self.page.line("K", "<dd>", given, "</dd>")
            case "li":
                self.page.line("K", "<li>", f"<b>{own}</b> {given}", "</li>")
            case _:
                self.page.line("K", "<div>", f"<span>{own}</span> <span>{given}</span>", "</div>")

    def _paragraph(self, text: str, goes_on: bool) -> None:
        habits = self.habits
        own = self._escaped(text)
        if _MARK.match(text)[0].strip():  # type: ignore[index]
            self.page.line("K", "<ul><li>", self._escaped(_MARK.sub("", text)), "</li></ul>")
        elif goes_on and len(text) < 80 and not text.rstrip().endswith(_ENDS):
            tag = habits.subhead
            before, after = ("<p><strong>", "</strong></p>") if tag == "strong" else (f"<{tag}>", f"</{tag}>")
            self.page.line("K", before, own, after)
        elif habits.paragraph == "br":
            self.page.line("K", "", own, "<br><br>")
        else:
            if self.pick.random() < 0.06 and " " in own:
                word = own.rsplit(" ", 1)
                own = f'{word[0]} <a href="/p/{self.pick.randint(1, 9999)}">{word[1]}</a>'
            self.page.line("K", f"<{habits.paragraph}>", own, f"</{habits.paragraph}>")

    def _cards(self, rows: Sequence[Line], part: str) -> None:
        """Entries or teasers, a card each; a new one begins with what the first begins with."""
        habits, out = self.habits, self.page.parts
        form = habits.cards if part == "list" or habits.lists_alike else "li"
        if form == "tr" and any(len(text) > _LONGEST_CELL for _, text in rows):
            form = "div"
        shapes = [self._shape(text) for _, text in rows]
        begins = [index == 0 or shape == shapes[0] != shapes[index - 1] for index, shape in enumerate(shapes)]
        if len(set(shapes)) == 1:
            begins = [True] * len(rows)
        starts = [index for index, begin in enumerate(begins) if begin]
        outer, inner = {"li": ("ul", "li"), "tr": ("table", "tr")}.get(form, ("div", form))
        entry = "" if form == "tr" else habits.name("entry")
        out.append(f"<{outer}{habits.name(part)}>")
        for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
            out.append(f"<{inner}{entry}>")
            card = rows[start:end]
            if form == "tr":
                letters = {letter for letter, _ in card}
                letter = next(letter for letter in "ERMF" if letter in letters)
                cells = [f"<td>{self._linked(text) if index == 0 else self._escaped(text)}</td>"
                         for index, (_, text) in enumerate(card)]  # fmt: skip
                self.page.line(letter, "", "".join(cells), "")
            else:
                self._card(card)
            out.append(f"</{inner}>")
        out.append(f"</{outer}>")

    def _card(self, card: Sequence[Line]) -> None:
        habits = self.habits
        headed = False
        for letter, text in card:
            shape = self._shape(text)
            if letter == "M" or shape == "date":
                tag = "time" if habits.timed else "span"
                self.page.line(letter, f"<div{habits.name('meta')}><{tag}>", self._escaped(text), f"</{tag}></div>")
            elif letter == "F" or (not headed and shape == "short"):
                tag = "div" if letter == "F" or habits.entry_heading == "a" else habits.entry_heading
                headed |= letter != "F"
                name = habits.name("title") if letter != "F" else ""
                self.page.line(letter, f"<{tag}{name}>", self._linked(text), f"</{tag}>")
            else:
                tag = self.pick.choice(("p", "div"))
                own = self._escaped(text) if headed or shape == "long" else self._linked(text)
                self.page.line(letter, f"<{tag}{habits.name('teaser')}>", own, f"</{tag}>")

    @staticmethod
    def _shape(text: str) -> str:
        letters = sum(char.isalpha() for char in text)
        if len(text) < 40 and sum(char.isdigit() for char in text) >= 4 and letters < 14:
            return "date"
        return "long" if len(text) > 130 or text.rstrip().endswith((".", "…", "。")) else "short"

    def _chrome(self, lines: Sequence[Line]) -> None:
        """Furniture, and boxes of other items in it."""
        for letter, run in groupby(lines, key=lambda line: "R" if line[0] == "R" else "F"):
            rows = list(run)
            if letter == "R":
                self._cards(rows, "related")
                continue
            while rows:
                short = next((at for at, (_, text) in enumerate(rows) if len(text) > 45), len(rows))
                if short >= 3:
                    self._menu(rows[:short])
                    rows = rows[short:]
                    continue
                tag = self.pick.choice(("div", "div", "p", "span"))
                own = self._escaped(rows[0][1])
                if len(rows[0][1]) < 60 and self.pick.random() < 0.4:
                    own = self._linked(rows[0][1])
                before, after = (f"<div><{tag}>", f"</{tag}></div>") if tag == "span" else (f"<{tag}>", f"</{tag}>")
                self.page.line(rows[0][0], before, own, after)
                rows = rows[1:]

    def _menu(self, rows: Sequence[Line]) -> None:
        habits, out = self.habits, self.page.parts
        nav = habits.tag("nav") if self.pick.random() < 0.5 else "div"
        out.append(f"<{nav}{habits.name(self.pick.choice(('menu', 'menu', 'share')))}>")
        if habits.menu == "inline":
            for at in range(0, len(rows), _MOST_LINKS):
                joint = self.pick.choice((" ", " | ", " · "))
                part = rows[at : at + _MOST_LINKS]
                self.page.line(part[0][0], "<div>", joint.join(self._linked(text) for _, text in part), "</div>")
        else:
            outer, inner = ("ul", "li") if habits.menu == "ul" else ("div", "div")
            out.append(f"<{outer}>")
            for letter, text in rows:
                self.page.line(letter, f"<{inner}>", self._linked(text), f"</{inner}>")
            out.append(f"</{outer}>")
        out.append(f"</{nav}>")

    def _escaped(self, text: str) -> str:
        return html.escape(" ".join(text.split()), quote=False) or "-"

    def _linked(self, text: str) -> str:
        own = self._escaped(_MARK.sub("", text)) or "-"
        return f'<a href="/{self.pick.choice(("news", "item", "page", "doc"))}/{self.pick.randint(1, 99999)}">{own}</a>'


def _head(habits: _Habits, title: str, site: str, kind: str, language: str) -> str:
    """The page's head: its title in one of the usual forms, and what it says to networks and search engines."""
    own, name = html.escape(title), html.escape(site)
    full = (f"{own} - {name}" if habits.title_first else f"{name} | {own}") if own else name
    parts = [f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>{full}</title>']
    if habits.og and own:
        parts.append(f'<meta property="og:title" content="{own}"><meta property="og:site_name" content="{name}">')
        parts.append(f'<meta property="og:type" content="{"article" if kind == "article" else "website"}">')
    if habits.claims and own and kind == "article":
        claim = json.dumps({"@context": "https://schema.org", "@type": "NewsArticle", "headline": title})
        parts.append(f'<script type="application/ld+json">{claim}</script>'.replace("</s", "<\\/s", 0))
    return "".join([*parts, "</head><body>"])


def dress(sites: int, seed: int, bodies: Bodies) -> Iterator[Dressed]:
    """Yield pages of `sites` invented sites, one to three each; every other one is after a template, and named for it.

    `bodies` are real items by language, to mix in.
    """
    templates = shipped()
    for number in range(sites):
        pick = random.Random(seed * 100_019 + number)
        site: _Site | _Templated
        if number % 2:
            template = pick.choice(templates)
            site, name, kinds = _Templated(pick, template, bodies), template.name, template.kinds
        else:
            site, name, kinds = _Site(pick, bodies), f"dressed-{seed}-{number}", list(KINDS)
        language = site.tongue.language
        habits = _Habits(pick)
        for kind in pick.choices(kinds, [SHARES[kind] for kind in kinds], k=pick.choice((1, 1, 2, 3))):
            site.page(kind)
            yield _dressed(name, language, kind, site.lines, site.tongue.headline(2), habits)


def dress_written(pages: Iterable[Invented]) -> Iterator[Dressed]:
    """Yield the pages that were written by hand, each in markup of habits of its own."""
    for number, page in enumerate(pages):
        lines = list(zip(page.letters, page.text.split("\n"), strict=True))
        name = next((text for letter, text in lines if letter == "F"), page.site)
        habits = _Habits(random.Random(f"{page.site} {number}"))
        yield _dressed(page.site, page.language, page.kind, [line for line in lines if line[0] != "B"], name, habits)


def _dressed(site: str, language: str, kind: str, lines: Sequence[Line], name: str, habits: _Habits) -> Dressed:
    """Write the lines of one page of a site that calls itself by a name."""
    writer = _Writer(habits, lines, kind)
    writer.write()
    title = next((" ".join(text.split()) for letter, text in lines if letter == "T"), "")
    head = _head(habits, title, name, kind, language)
    text = head + "".join(writer.page.parts) + "</body></html>"
    return Dressed(site, language, kind, title, text.encode(), "".join(writer.page.letters))
