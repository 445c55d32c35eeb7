"""Invented sites and their dumps, labelled by construction.

The benchmarks are English news for the most part and name no teasers, datelines or record fields. These pages
do, in every language of the vocabulary: articles, listings, records and pages without any content, in the
shapes of public institutions' sites. Half of the sites are made up as a whole, half follow a template.

Letters: T title, K body, E entry of a listing, M meta, R teaser of another item, F furniture, B blank.
"""

import random
from dataclasses import dataclass

from bench.lines.frame import SMALL, Bodies, Line, Writer
from bench.lines.offices import offices
from bench.lines.pseudo import Tongue, capital, languages
from bench.lines.template import KINDS, real_words, shipped
from bench.lines.templates import Templated

# Sites are more often in these.
COMMON = (
    "en",
    "en",
    "en",
    "en",
    "ru",
    "ru",
    "ru",
    "de",
    "de",
    "de",
    "es",
    "fr",
    "uk",
    "pt",
    "ar",
    "zh",
    "ja",
    "ko",
    "ar",
    "fa",
    "he",
    "zh",
    "ja",
)
TEASERS = (
    "none", "titles", "titles", "date-title", "date-title teaser", "date-title teaser", "title date",
    "date title teaser", "title teaser", "teaser", "item", "item", "title+date",
)  # fmt: skip
LISTINGS = (
    "date-title teaser", "date-title teaser", "date-title", "titles", "date title teaser",
    "title date teaser", "title date", "date+title", "title teaser", "date title", "title teaser more",
    "date title teaser more", "section title date", "record", "record", "teaser", "title+date",
    "section date title teaser",
)  # fmt: skip
OFFICES = 0.15  # share of the records that say where an office is and when it is open
SHARES = {"article": 10, "listing": 6, "record": 4, "other": 2}


@dataclass(frozen=True, slots=True)
class Invented:
    """One invented dump."""

    site: str
    language: str
    kind: str
    text: str
    letters: str  # one a line


class Site(Writer):
    """An invented site: its furniture and habits stay, its items change."""

    def __init__(self, pick: random.Random, bodies: Bodies) -> None:
        """Draws the site's habits; `bodies` are real items that it may print."""
        super().__init__(pick, Tongue(pick.choice((*languages(), *COMMON)), pick), bodies)
        self.tongue.learn(real_words(self.tongue.language))
        self.clock = pick.random() < 0.18
        self.counter = pick.random() < 0.15
        self.sections = [self.label("menu") if pick.random() < 0.5 else self.tongue.item() for _ in range(4)]
        self.fields = [self.label("meta") if pick.random() < 0.2 else self.tongue.item() for _ in range(6)]
        self.more = self.label("pager")
        self.share = self._share() if pick.random() < 0.55 else []
        self.teasers = pick.choice(TEASERS)
        # A whole other item above the first could not be told from it.
        self.teasers_at = "tail" if self.teasers == "item" or pick.random() < 0.8 else "head"
        self.listing = pick.choice(LISTINGS)
        self.order = pick.choice(
            ("section date title", "date title", "title date", "title", "title date", "date title", "title",
             "title lead date", "date+title", "title+date", "title enddate", "section title byline date",
             "title byline", "title caption date", "date title caption")
        )  # fmt: skip
        self.advert = pick.random() < 0.15
        self.credit = pick.random() < 0.3
        self.inline = pick.random() < 0.25
        self.files = pick.random() < 0.2
        self.about = pick.random() < 0.3
        self.head = self._head()
        self.tail = self._tail()

    def entries(self, form: str, size: int, letter: str) -> list[Line]:
        """`size` other items in the shape `form`; each line that has an item's words gets `letter`."""
        pick, out = self.pick, []
        date_letter = "M" if letter == "E" else letter
        for _ in range(size):
            self.turn()
            title, date = self.headline(), self.stamp()
            for part in form.split():
                match part:
                    case "titles":
                        out.append((letter, self.bullet + title))
                    case "date-title":
                        out.append((letter, date + self.dash + title))
                    case "date+title":
                        out.append((letter, f"{date} {title}"))
                    case "title+date":
                        out.append((letter, title + pick.choice((" {}", " ({})", " | {}")).format(date)))
                    case "title":
                        out.append((letter, title))
                    case "date":
                        out.append((date_letter, date))
                    case "teaser":
                        out.append((letter, self.teaser()))
                    case "more":
                        out.append(("F", self.more))
                    case "section":
                        out.append(("M" if letter == "E" else "F", pick.choice(self.sections)))
                    case "item":  # a whole other item below the first
                        paragraphs = self.paragraphs()[: pick.randint(1, 6)]
                        out += [
                            (letter, title),
                            (date_letter, date),
                            *((letter, text) for text in paragraphs),
                        ]
                    case "record":
                        number = f"{pick.randint(1, 20)}/{pick.randint(10, 19999)} " if pick.random() < 0.6 else ""
                        out.append((letter, number + title))
                        for name in self.fields[: pick.randint(1, len(self.fields))]:
                            value = date if pick.random() < 0.3 else self.tongue.headline(pick.randint(1, 10))
                            out.append((letter, f"{name}: {value}"))
        return out

    # -- pages -----------------------------------------------------------------------------------------------

    def page(self, kind: str) -> tuple[str, str]:
        """Text of one dump of the given kind, and a letter a line."""
        pick, tongue = self.pick, self.tongue
        tongue.topic = []
        self.real = None
        lines: list[Line] = []
        if self.clock:
            lines.append(("F", tongue.date("{d} {M} {y}")))
            lines += [("F", f"{capital(tongue.word())}: {tongue.clock()}") for _ in range(pick.randint(0, 2))]
        if self.counter:
            lines += self._counter()
        cut = pick.random()  # some dumps were trimmed by the scraper
        top = len(lines)
        if cut > 0.12:
            lines += self.head
        foot = len(lines)
        match kind:
            case "article":
                lines += self._article()
            case "listing":
                lines += self._listing()
            case "record":
                lines += self._offices() if pick.random() < OFFICES else self._record()
            case _:
                lines += self._other()
        # The menu names the page that is open.
        heads = [text for letter, text in lines if letter == "T"]
        if heads and top < foot and pick.random() < (0.5 if kind == "listing" else 0.1):
            lines.insert(pick.randint(top, foot), ("F", self.bullet + heads[0]))
        if cut < 0.9:
            lines += self.tail
        return self.layout(self.small(lines) if pick.random() < SMALL else lines)

    def _crumbs(self, title: str) -> Line:
        joint = self.pick.choice((" > ", " » ", " / ", "  ", " › "))
        last = [title] if self.pick.random() < 0.5 else []
        return "F", joint.join(self.sections[: self.pick.randint(1, 3)] + last)

    def _others(self) -> list[Line]:
        """Teasers of other items, under a heading more often than not."""
        pick = self.pick
        if self.teasers == "none":
            return []
        size = (
            pick.choice((1, 1, 2, 3)) if self.teasers == "item" else pick.choice((2, 3, 3, 4, 5, 6, 8, 10, 10, 12, 20))
        )
        headed = pick.random() < (0.85 if self.teasers == "item" else 0.65)
        head = [("F", self.label("related") if pick.random() < 0.7 else self.tongue.item())] if headed else []
        return head + self.entries(self.teasers, size, "R") + ([("F", self.more)] if pick.random() < 0.4 else [])

    def _article(self) -> list[Line]:
        pick, tongue, out = self.pick, self.tongue, []
        others = self._others()
        self.turn()
        title = self.headline()
        date = self.stamp()
        if pick.random() < 0.3:
            date = f"{self.label('meta')}{pick.choice((': ', ' '))}{date}"
        elif pick.random() < 0.1:
            date = f"{date} {pick.randint(10, 3000)}-{pick.randint(1, 31):02d}-{pick.randint(1, 12):02d}"
        if pick.random() < 0.3:
            out.append(self._crumbs(title))
        if pick.random() < 0.12:
            out.append(("F", title))
        if self.teasers_at == "head":
            out += others
        for part in self.order.split():
            match part:
                case "section":
                    section = pick.choice(self.sections)
                    out.append(("M", section.upper() if pick.random() < 0.4 else section))
                case "date":
                    out.append(("M", date))
                case "title":
                    out.append(("T", title))
                case "date+title":
                    out.append(("T", f"{date} {title}"))
                case "title+date":
                    out.append(("T", title + pick.choice((" {}", " ({})", " | {}", " - {}")).format(date)))
                case "caption":
                    out.append(("M", self._caption()))
                case "lead":
                    out.append(("K", tongue.sentence()))
                case "byline":
                    out.append(("M", pick.choice(("", "Author: ", "By ", "Von ", "Автор: ")) + tongue.name()))
        if pick.random() < 0.05:  # the title in another language
            out.append(("M", Tongue(pick.choice(languages()), pick).headline()))
        if pick.random() < 0.15:
            out += self._toggle()
        if self.share and pick.random() < 0.35:
            out += self.share
        if self.credit and pick.random() < 0.5:
            out.append(
                (
                    "F",
                    pick.choice(("Photo: ", "Foto: ", "Фото: ", "© ", "Bild: ", "Source: ", "Quelle: "))
                    + tongue.name(),
                )
            )
        if self.credit and pick.random() < 0.3:
            out.append(("M", self._caption()))
        paragraphs = self.paragraphs()
        for index, paragraph in enumerate(paragraphs):
            out.append(("K", paragraph))
            if index < len(paragraphs) - 1:
                if self.advert and pick.random() < 0.1:
                    out.append(("F", self.label("advert")))
                if self.inline and pick.random() < 0.1:
                    out += self._inline()
                if self.credit and pick.random() < 0.05:
                    out.append(("M", self._caption()))
                if self.credit and pick.random() < 0.04:
                    out.append(("F", pick.choice(("Photo: ", "Foto: ", "Фото: ", "© ")) + tongue.name()))
        out += self._foot(date)
        if self.teasers_at == "tail":
            out += others
        return out

    def _caption(self) -> str:
        """Words under a picture, with whose it is more often than not."""
        pick, tongue = self.pick, self.tongue
        words = tongue.headline(pick.randint(4, 18)) if pick.random() < 0.7 else tongue.sentence(pick.randint(6, 20))
        lead = pick.choice(("Photo", "Foto", "Фото", "Bild", "©", "Image"))
        form = pick.choice(("{w}", "{w}. {l}: {n}", "{w} ({l}: {n})", "{w} / {l} {n}", "{w} ({n})", "{l}: {w} © {n}"))
        return form.format(w=words.rstrip(".") if form != "{w}" else words, l=lead, n=tongue.name())

    def _inline(self) -> list[Line]:
        """Between paragraphs: what else to read, on one line or two."""
        label, pick = self.label("read_also"), self.pick
        topic, self.tongue.topic = self.tongue.topic, []
        titles = [self.tongue.headline() for _ in range(pick.choice((1, 1, 1, 2, 3)))]
        self.tongue.topic = topic
        if pick.random() < 0.6:
            return [("R", f"{label}{pick.choice((': ', ' – ', ' '))}{titles[0]}")]
        return [("F", label + pick.choice(("", ":"))), *(("R", self.bullet + title) for title in titles)]

    def _foot(self, date: str) -> list[Line]:
        pick, tongue, out = self.pick, self.tongue, []
        if pick.random() < 0.08:
            word = Tongue("en", pick).word()
            out.append(
                (
                    "M",
                    pick.choice(("", "Source: ", "Источник: ")) + f"https://{word}.org/{pick.randint(1, 9999)}",
                )
            )
        if "enddate" in self.order:
            out.append(("M", date))
        if self.credit and pick.random() < 0.3:
            out.append(("F", pick.choice(("Photo: ", "Foto: ", "Фото: ", "Text: ")) + tongue.name()))
        if self.files and pick.random() < 0.7:
            out += self._attachments()
        if self.about:
            out += self._about_page()
        if pick.random() < 0.12:
            out.append(("F", self._updated()))
        out += self.share
        if pick.random() < 0.25:
            out += self._labels("pager", 2)
        if pick.random() < 0.12:
            tongue.topic = []
            out += [("R", f"{mark} {tongue.headline()}") for mark in ("«", "»")]
        if pick.random() < 0.12:
            out += self._labels("comments", 3)
            if pick.random() < 0.3:
                out.append(("F", tongue.sentence(pick.randint(8, 25))))
        return out

    def _listing(self) -> list[Line]:
        pick, tongue, out = self.pick, self.tongue, []
        if pick.random() < 0.3:
            out.append(self._crumbs(pick.choice(self.sections)))
        if pick.random() < 0.8:
            section = pick.choice(self.sections) if pick.random() < 0.7 else self.label("related")
            out.append(
                (
                    "T" if pick.random() < 0.9 else "M",
                    section if pick.random() < 0.7 else f"{section} - {pick.randint(1, 12)}/{pick.randint(2005, 2026)}",
                )
            )
        if pick.random() < 0.08:
            out.append(("K", tongue.paragraph()))
        size = pick.choice((1, 3, 5, 10, 10, 15, 20, 30))
        if self.listing == "record":
            size = pick.choice((1, 1, 2, 5, 10))
            out += self._form(pick.randint(0, 12))
            if pick.random() < 0.6:
                out.append(("F", f"{tongue.item()}: {pick.randint(1, 4000)}"))
        elif pick.random() < 0.15:
            out += self._labels("form", 4)
        out += self.entries(self.listing, size, "E")
        if pick.random() < 0.6:
            pager = (
                "1 2 3 4 5",
                "123456789",
                "« 1 2 3 … 27 »",
                "1 | 2 | 3 | 4",
                "< 1 2 3 >",
                "««« :: 12345678910 :: »»»",
            )
            out.append(("F", pick.choice(("", "", "Pages: ", self.more + " ")) + pick.choice(pager)))
        if pick.random() < 0.5:
            out += self._labels("pager", 3)
        return out

    def _value(self) -> list[str]:
        pick, tongue = self.pick, self.tongue
        chance = pick.random()
        if chance < 0.2:
            return [tongue.date()]
        if chance < 0.35:
            size = pick.choice((" (PDF)", f" ({pick.randint(1, 90)} S.)", f" PDF, {pick.randint(20, 900)} KB", ""))
            return [f"{pick.randint(1, 20)}/{pick.randint(10, 29999)}{size}"]
        if chance < 0.5:
            return [tongue.name() + pick.choice(("", f" ({tongue.word().upper()})", ", " + tongue.item()))]
        if chance < 0.6:
            return [tongue.item()]
        if chance < 0.65:
            return [pick.choice((self._phone(), self._mail(), f"https://{Tongue('en', pick).word()}.org"))]
        if chance < 0.7:
            opens, ends = sorted((tongue.clock(), tongue.clock()))
            return [f"{opens}–{ends}", *(f"{opens}–{ends}" for _ in range(pick.randint(0, 4)))]
        if chance < 0.8:
            return [tongue.item() for _ in range(pick.randint(2, 8))]
        if chance < 0.88:
            return ["; ".join(tongue.item() for _ in range(pick.randint(2, 9)))]
        return [tongue.headline() if chance < 0.96 else tongue.paragraph()]

    def _record(self) -> list[Line]:
        pick, tongue, out = self.pick, self.tongue, []
        self.turn()
        title = self.headline() if pick.random() < 0.7 else tongue.name()

        def actions(most: int) -> list[Line]:
            return [("F", self.label(pick.choice(("pager", "share", "form")))) for _ in range(pick.randint(0, most))]

        if pick.random() < 0.5:
            out.append(self._crumbs(title))
        if pick.random() < 0.5:
            out += self._form(pick.randint(1, 14))
            if pick.random() < 0.3:
                out.append(("F", tongue.sentence(pick.randint(8, 40))))
        if pick.random() < 0.5:
            form = pick.choice(("{item}: {all}", "1 - 1 {item} {all}", "{all} {item}"))
            out.append(("F", form.format(item=tongue.item(), all=pick.randint(1, 4000))))
        out += actions(4)
        if pick.random() < 0.7:
            out.append(("T", title))
        form = pick.choice((": ", ":\n", "\n", "\n", "", " ", "   "))
        acts = pick.random() < 0.3
        career = pick.random() < 0.15
        for group in range(pick.choice((1, 1, 1, 2, 3, 5))):
            if group or pick.random() < 0.3:
                out.append(("K", tongue.item()))
            for _ in range(pick.choice((2, 4, 6, 8, 12, 20))):
                name = self.label("meta") if pick.random() < 0.25 else pick.choice((tongue.item(), *self.fields))
                if career:
                    begin = pick.randint(1960, 2020)
                    name = pick.choice((f"{begin}–{begin + pick.randint(0, 6)}", f"{begin} -", str(begin)))
                values = [tongue.headline(pick.randint(3, 14))] if career else self._value()
                joined = f"{name}{form}{values[0]}" if form else values[0]
                out += [("K", text) for text in (*joined.split("\n"), *values[1:])]
            if acts:
                out += actions(2)
        out += actions(4)
        if self.teasers in ("titles", "date-title") and pick.random() < 0.3:
            out += [("F", self.label("related")), *self.entries(self.teasers, pick.randint(2, 6), "R")]
        return out

    def _offices(self) -> list[Line]:
        """Where to reach whom: what is furniture elsewhere is the text here."""
        crumbs = [self._crumbs(self.label("contact"))] if self.pick.random() < 0.4 else []
        return crumbs + offices(self)

    def _other(self) -> list[Line]:
        """A page with nothing of its own: an error, a form, a bare menu."""
        pick, tongue, out = self.pick, self.tongue, []
        if pick.random() < 0.6:
            out.append(("T", self.label("menu") if pick.random() < 0.5 else tongue.item()))
        if pick.random() < 0.5:
            out += self._menu(pick.choice((5, 12, 30)))
        if pick.random() < 0.5:
            out += [("F", tongue.item() + pick.choice(("", ":", " *"))) for _ in range(pick.randint(2, 10))]
            out += self._labels("form", 5)
        if pick.random() < 0.4:
            out.append(("F", tongue.sentence(pick.randint(4, 14))))
        return out


def invent(sites: int, seed: int, bodies: Bodies) -> list[Invented]:
    """Dumps of `sites` invented sites, one to four each; two of three are after a template, and named for it.

    `bodies` are real items by language, to mix in.
    """
    templates = shipped()
    out: list[Invented] = []
    for number in range(sites):
        pick = random.Random(seed * 100_003 + number)
        if number % 3:
            template = pick.choice(templates)
            templated = Templated(pick, template, bodies)
            for kind in _kinds(pick, template.kinds):
                # All its sites have one name, so that none is held out while another is learned from.
                out.append(Invented(template.name, template.language, kind, *templated.page(kind)))
            continue
        site = Site(pick, bodies)
        for kind in _kinds(pick, list(KINDS)):
            name = f"invented-{seed}-{number}"
            out.append(Invented(name, site.tongue.language, kind, *site.page(kind)))
    return out


def _kinds(pick: random.Random, kinds: list[str]) -> list[str]:
    """Kinds of the one to four pages of a site, often the same."""
    out: list[str] = []
    for _ in range(pick.choice((1, 2, 3, 4))):
        again = bool(out) and pick.random() >= 0.4
        out.append(out[-1] if again else pick.choices(kinds, [SHARES[kind] for kind in kinds])[0])
    return out
