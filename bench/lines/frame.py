"""The furniture of invented sites: what stands around every item of theirs."""

import random
import textwrap
from collections.abc import Sequence

from bench.lines.pseudo import Tongue, capital, vocabulary

Line = tuple[str, str]  # letter, text
Bodies = dict[str, list[tuple[str, list[str]]]]  # language -> headline and paragraphs of real items

NETWORKS = (
    "Facebook", "Twitter", "VKontakte", "ВКонтакте", "Telegram", "WhatsApp", "LinkedIn", "Одноклассники",
    "Мой мир", "Pinterest", "E-mail", "X", "LiveJournal", "Viber", "YouTube", "Instagram", "Flickr", "RSS",
)  # fmt: skip
UNITS = {
    "ru": ("КБ", "Кб", "МБ", "Мб"), "uk": ("КБ", "Кб", "МБ"), "bg": ("KB", "МБ"), "fr": ("Ko", "Mo", "ko"),
    "ar": ("كيلوبايت", "ميجابايت", "KB"),
}  # fmt: skip
PHONES = (
    "+## # #### ####", "(0##) ###-##-##", "+## ### ### ###", "+### (##) ######", "## ## ## ## ##", "0### / ## ## - ###",
    "+# (###) ###-##-##", "###-####",
)  # fmt: skip
SMALL = 0.12  # share of the pages that have little on them
LOCALES = ("en-GB", "ru-RU", "de-DE", "fr-FR", "es-ES", "uk-UA", "ar-SA", "zh-CN", "pt-BR")


class Frame:
    """One site's furniture, all of it labelled F."""

    def __init__(self, pick: random.Random, tongue: Tongue) -> None:
        """Draws the habits that the furniture shares."""
        self.pick = pick
        self.tongue = tongue
        self.bullet = pick.choice(("", "", "", "  • ", "* ", "- ", "  * ", "• ", "» ", "· ", "– ", "    "))
        self.timed = pick.random() < 0.3

    def label(self, group: str) -> str:
        """A real label word of the site's language."""
        return self.pick.choice(self.tongue.labels.get(group) or vocabulary("en")[group])

    def _labels(self, group: str, most: int) -> list[Line]:
        found = self.tongue.labels.get(group) or vocabulary("en")[group]
        return [("F", text) for text in self.pick.sample(found, min(len(found), self.pick.randint(1, most)))]

    def _menu(self, size: int) -> list[Line]:
        items = [self.label("menu") if self.pick.random() < 0.55 else self.tongue.item() for _ in range(size)]
        return [("F", self.bullet + item) for item in items]

    def _form(self, size: int) -> list[Line]:
        """Labels of a search form's fields, known ones and others."""
        pick = self.pick
        texts = [self.label("form") if pick.random() < 0.55 else self.tongue.item() for _ in range(size)]
        return [("F", text + pick.choice(("", "", ":", "*"))) for text in texts]

    def _share(self) -> list[Line]:
        pick = self.pick
        names = pick.sample(NETWORKS, pick.randint(1, 5)) + [text for _, text in self._labels("share", 3)]
        if pick.random() < 0.15:
            return [("F", "".join(names[:4]))]
        bullet = pick.choice(("", "  • ", ""))
        return [("F", bullet + name) for name in names]

    def _phone(self) -> str:
        pick = self.pick
        lead = pick.choice(("Tel.: ", "Phone: ", "Тел.: ", "Tel ", "", "Fax: "))
        area, number = pick.randint(10, 999), f"{pick.randint(100, 999)} {pick.randint(1000, 9999)}"
        return f"{lead}+{pick.randint(1, 99)} ({area}) {number}"

    def _mail(self) -> str:
        name = Tongue("en", self.pick).word()
        return self.pick.choice(
            (f"info@{name}.org", f"press@{name}.gov", "[email protected]", f"E-mail: office@{name}.int")
        )

    def reference(self, what: str) -> str:
        """A made-up `url`, `mail`, `phone`, `size` of a file or `docno`, without its label."""
        pick = self.pick
        host = Tongue("en", pick).word()
        match what:
            case "url":
                path = pick.choice(("", f"/{self.pick.randint(1, 9999)}", f"/{host}", "/en/news", "/index.php?id=12"))
                lead = pick.choice(("https://", "https://", "http://", "")) + pick.choice(("www.", "www.", ""))
                return f"{lead}{host}.{pick.choice(('gov', 'org', 'int', 'net'))}{path}"
            case "mail":
                name = pick.choice(("info", "press", "office", "contact", host[:4]))
                return pick.choice(
                    (f"{name}@{host}.org", f"{name}@{host}.gov", "[email protected]", f"{name}(at){host}.int")
                )
            case "phone":
                form = pick.choice(PHONES)
                return "".join(str(pick.randint(1, 9)) if char == "#" else char for char in form)
            case "size":
                unit = pick.choice(UNITS.get(self.tongue.language, ("KB", "MB", "kB")))
                amount = pick.choice(
                    (
                        f"{pick.randint(10, 990)}",
                        f"{pick.randint(1, 9)}.{pick.randint(1, 99)}",
                        f"{pick.randint(1, 9)},{pick.randint(1, 9)}",
                    )
                )
                kind = pick.choice(("PDF", "PDF", "pdf", "DOC", "DOCX", "XLSX", "ZIP", "JPG"))
                return pick.choice(
                    ("{k}, {a} {u}", "{k}, {a} {u}", "{k} - {a} {u}", "{k} {a} {u}", "{a} {u}", "{k}")
                ).format(k=kind, a=amount, u=unit)
            case _:
                year, first, second = pick.randint(1995, 2026), pick.randint(1, 999), pick.randint(1, 99)
                mark = self.tongue.word()[:2].upper()
                return pick.choice(
                    (
                        "{a}/{y}",
                        "{y}/{a}",
                        "{a}-{b}/{y}",
                        "{m}/{a}/{b}",
                        "{a}-{m}",
                        "{y}-{a}",
                        "{a}",
                        "{m} {a}/{y}",
                        "{b}.{a}-{b}",
                    )
                ).format(a=first, b=second, y=year, m=mark)

    def _toggle(self) -> list[Line]:
        pick = self.pick
        names = vocabulary("und")["language_names"]
        form = pick.random()
        if form < 0.35:
            return [
                (
                    "F",
                    pick.choice(("  • ", "")) + " ".join(f"{c}{pick.randint(1, 3)}" for c in pick.sample(LOCALES, 2)),
                )
            ]
        if form < 0.6:
            return [("F", pick.choice((", ", " | ", " ")).join(pick.sample(names, pick.randint(2, 4))))]
        return [("F", self.bullet + name) for name in pick.sample(names, pick.randint(2, 6))]

    def _updated(self) -> str:
        """When the page, not the item, was changed."""
        time = f" {self.tongue.clock()}" if self.timed else ""
        return f"{self.label('updated')}{self.pick.choice((': ', ' ', ' - '))}{self.tongue.date()}{time}"

    def _about_page(self) -> list[Line]:
        """Tags, views, rating: what the site says of the page."""
        pick, tongue, out = self.pick, self.tongue, []
        for _ in range(pick.randint(1, 3)):
            label = self.label("about_page")
            tags = pick.choice((", ", " ", "; ", " #")).join(tongue.item() for _ in range(pick.randint(1, 6)))
            value = tags if pick.random() < 0.5 else f"{pick.randint(1, 99_999):,}".replace(",", pick.choice("  ,."))
            out += [("F", text) for text in f"{label}{pick.choice((': ', ' ', chr(10)))}{value}".split("\n")]
        return out

    def _attachments(self) -> list[Line]:
        """Files to download."""
        pick, tongue = self.pick, self.tongue
        out = [("F", self.label("about_page"))] if pick.random() < 0.4 else []
        form = pick.choice(
            ("{t} (PDF, {n} kB)", "{t} [PDF – {n} KB]", "{w}.pdf", "{t} (.docx, {n} KB)", "{t}, PDF ({n} MB)",
             "{w}_{n}.jpg", "[{w}.jpg]", "PDF {t}", "{t} ({n} kB)")
        )  # fmt: skip
        for _ in range(pick.randint(1, 6)):
            word = Tongue("en", pick).word()
            name = form.format(t=tongue.headline(pick.randint(1, 9)), n=pick.randint(1, 990), w=word)
            out.append(("F", self.bullet + name))
        return out

    def _counter(self) -> list[Line]:
        def one() -> str:
            first, second = (self.tongue.phrase(self.pick.randint(4, 12)) for _ in range(2))
            joint = self.pick.choice((" - ", " – ", " ", ", "))
            return f"{self.pick.randint(50, 4000)} {self.tongue.join(first)}{joint}{self.tongue.join(second)}"

        return [("F", one() + ("\u00a0 " * 12 + one() if self.pick.random() < 0.5 else ""))]

    def _head(self) -> list[Line]:
        pick, tongue, out = self.pick, self.tongue, []
        if pick.random() < 0.25:
            out += self._labels("form", 2)
        if pick.random() < 0.5:
            out.append(("F", tongue.headline(pick.randint(2, 7))))
        if pick.random() < 0.35:
            out += self._toggle()
        if pick.random() < 0.35:
            out += self._labels("form", 4)
        if pick.random() < 0.75:
            out += self._menu(pick.choice((3, 5, 8, 12, 20, 40)))
        if pick.random() < 0.12:
            out += [line for line in out if pick.random() < 0.8]
        if pick.random() < 0.15:
            out.append(("F", self._phone()))
        if pick.random() < 0.12:
            out.append(("F", self._mail()))
        if pick.random() < 0.22:  # a banner in sentences
            out.append(
                (
                    "F",
                    " ".join(tongue.sentence(pick.randint(10, 40)) for _ in range(pick.choice((1, 1, 2, 3)))),
                )
            )
        if pick.random() < 0.08:  # rates, weather
            out += [("F", f"{code} {pick.randint(1, 99)}.{pick.randint(10, 99)}") for code in ("USD", "EUR", "GBP")]
        if pick.random() < 0.1:
            out += self._consent()
        if pick.random() < 0.3:
            pick.shuffle(out)
        return out

    def _consent(self) -> list[Line]:
        tongue = self.tongue
        notice = tongue.sentence(8)[:-1] + " cookies " + tongue.sentence(self.pick.randint(8, 25))
        return [("F", notice), *self._labels("form", 2)]

    def _tail(self) -> list[Line]:
        pick, tongue, out = self.pick, self.tongue, []
        if pick.random() < 0.55:
            out += self._menu(pick.choice((2, 4, 6, 12, 20)))
        if pick.random() < 0.4:
            out += self._labels("legal", 4)
        if pick.random() < 0.3:
            out += self._labels("share", 5)
        if pick.random() < 0.3:
            street = tongue.join([capital(tongue.word()), str(pick.randint(1, 200))])
            out += [
                ("F", f"{street}, {pick.randint(10000, 99999)} {capital(tongue.word())}"),
                ("F", self._phone()),
            ]
            if pick.random() < 0.4:
                out.append(("F", self._mail()))
        if pick.random() < 0.22:  # a mission sentence
            out.append(("F", tongue.sentence(pick.randint(8, 40))))
        if pick.random() < 0.4:
            form = pick.choice(("© {y} {n}", "{n} © 2008–{y}", "Copyright © {y} {n}", "© {n}, {y}. {r}"))
            out.append(("F", form.format(y=pick.randint(2005, 2026), n=tongue.headline(3), r=self.label("legal"))))
        if pick.random() < 0.15:
            out.append(("F", self._updated()))
        if pick.random() < 0.3:
            out += self._labels("pager", 1)
        if pick.random() < 0.2:
            out = self._consent() + out if pick.random() < 0.5 else out + self._consent()
        if pick.random() < 0.25:
            pick.shuffle(out)
        return out


class Writer(Frame):
    """One site's items and the habits in which it prints them."""

    def __init__(self, pick: random.Random, tongue: Tongue, bodies: Bodies) -> None:
        """Draws the habits; `bodies` are real items that the site may print."""
        super().__init__(pick, tongue)
        pool = bodies.get(tongue.language, [])
        self.pool = pool if len(pool) >= 3 and pick.random() < 0.35 else []
        self.gap = pick.choice((0, 1, 1, 1, 2))
        self.dash = pick.choice((" - ", " – ", " — ", " ", " | ", ": "))
        self.wrap = pick.randint(58, 80) if pick.random() < 0.08 else 0
        self.real: tuple[str, list[str]] | None = None

    def turn(self) -> None:
        """Begins another item, real or made up; headline, teaser and text are of one piece."""
        self.real = self.pick.choice(self.pool) if self.pool else None
        self.tongue.turn()

    def headline(self) -> str:
        """Headline of the item."""
        if self.real and self.real[0]:
            return self.real[0]
        if self.real and self.pick.random() < 0.5:
            return self.real[1][0][: self.pick.randint(40, 110)].rsplit(" ", 1)[0]
        return self.tongue.headline()

    def teaser(self) -> str:
        """First words of the item, often cut."""
        pick = self.pick
        lead = "" if pick.random() < 0.85 else pick.choice((self.tongue.name() + ": ", self.tongue.headline(3) + ", "))
        text = lead + (self.real[1][0] if self.real else self.tongue.paragraph())
        return text[: pick.randint(80, 700)].rstrip() + pick.choice(("", "", "...", "…", " […]"))

    def stamp(self) -> str:
        """A date, with the time where the site prints it."""
        gap = self.pick.choice((" ", ", ", " - "))
        return self.tongue.date() + (gap + self.tongue.clock() if self.timed else "")

    def paragraphs(self) -> list[str]:
        """The text of an item."""
        if self.real:
            return self.real[1][: self.pick.randint(4, 60)] + self._close()
        return [*self._open(), *(self._interview() if self.pick.random() < 0.15 else self._prose()), *self._close()]

    def _open(self) -> list[str]:
        pick, tongue = self.pick, self.tongue
        if pick.random() < 0.85:
            return []
        return [tongue.headline(pick.randint(1, 4)) + pick.choice((",", "!", ":"))]

    def _interview(self) -> list[str]:
        """Questions, short ones too, and answers; who speaks is said always, at first or never."""
        pick, tongue = self.pick, self.tongue
        mark = {"zh": "？", "ja": "？", "ar": "؟", "fa": "؟", "el": ";"}.get(tongue.language, "?")
        asks = pick.choice(("Question", "Q", "Вопрос", "Frage", tongue.name()))
        answers = pick.choice(("Answer", "A", "Ответ", "Antwort", tongue.name()))
        said, dash = pick.choice((0, 0, 1, 100)), pick.choice(("", "", "– ", "— ", "- "))
        out: list[str] = []
        for turn in range(pick.choice((2, 4, 6, 10, 15))):
            question = dash + tongue.headline(pick.choice((1, 2, 3, 5, 8, 14, 20))) + mark
            answer = tongue.paragraph() if pick.random() < 0.8 else tongue.sentence(pick.randint(1, 6))
            names = (f"{asks}: ", f"{answers}: ") if turn < said else ("", "")
            out += [names[0] + question, names[1] + answer]
            out += [tongue.paragraph() for _ in range(pick.choice((0, 0, 1, 2)))]
            if pick.random() < 0.08:
                out.append(tongue.headline(pick.randint(1, 4)))
        return out

    def _prose(self) -> list[str]:
        """Paragraphs, with sub-heads, lists, chronologies and small tables between them."""
        pick, tongue = self.pick, self.tongue
        heads, lists = pick.random() < 0.4, pick.random() < 0.3
        out: list[str] = []
        for _ in range(pick.choice((1, 2, 3, 5, 8, 12, 20, 30))):
            out.append(tongue.paragraph())
            if heads and pick.random() < 0.25:
                out.append(tongue.headline(pick.choice((1, 1, 2, 2, 3, 4, 6))) + pick.choice(("", "", "", ":", "?")))
            if lists and pick.random() < 0.15:
                mark = pick.choice(("• ", "- ", "", "– ", "{}. ", "{}) ", "  • "))
                end = pick.choice(("", ";", ".", ","))
                dated = pick.random() < 0.2
                for k in range(pick.randint(2, 7)):
                    lead = f"{tongue.date()}{pick.choice((' - ', ' – ', ': '))}" if dated else mark.format(k + 1)
                    out.append(lead + tongue.headline(pick.randint(2, 14)) + end)
            if lists and pick.random() < 0.03:
                out += [f"{tongue.item()} {pick.randint(1, 9999)} {pick.randint(1, 99)}" for _ in range(4)]
            if pick.random() < 0.04:
                out.append(pick.choice(("* * *", "***", "* * *", "—", "I.", "II.", f"({tongue.headline(3)})")))
        return out

    def _close(self) -> list[str]:
        """What an item may end with: thanks, an end mark, who signed, where and when."""
        pick, tongue = self.pick, self.tongue
        chance = 0.4 if self.real else 1.0
        out: list[str] = []
        if pick.random() < 0.12 * chance:
            out.append(tongue.sentence(pick.randint(1, 4)))
        if pick.random() < 0.1 * chance:
            out += [tongue.name(), f"{capital(tongue.word())}, {tongue.date()}"]
        elif pick.random() < 0.22 * chance:
            # Who signed, one below the other.
            if pick.random() < 0.3:
                out.append(tongue.headline(pick.randint(1, 6)) + pick.choice((":", ",", "")))
            form, mark = pick.choice(("", "", ", ", " (", " – ", "\n")), pick.choice(("", "", "- ", "• "))
            for _ in range(pick.choice((1, 2, 3, 4, 5, 8, 15, 30))):
                role = form + tongue.headline(pick.randint(1, 5)) if form else ""
                out += (mark + tongue.name() + role + (")" if form == " (" else "")).split("\n")
        if pick.random() < 0.05 * chance:
            out.append(
                pick.choice(("ENDS", "###", "***", "- 30 -", "(END)", f"{capital(tongue.word())}, {tongue.date()}"))
            )
        return out

    def small(self, lines: Sequence[Line]) -> list[Line]:
        """A page with little on it: the beginning of the item between a few lines of furniture, or none."""
        pick = self.pick
        text = [at for at, (letter, _) in enumerate(lines) if letter in "TKE"]
        if not text:
            return list(lines)
        head, tail = (pick.choice((0, 0, 1, 2, 3, 5)) for _ in range(2))
        size = min(len(text), pick.choice((2, 3, 3, 4, 5, 6, 8)))
        begin = pick.randint(0, max(0, text[0] - head))
        after = pick.randint(min(text[-1] + 1, len(lines) - 1), len(lines) - 1)
        return [
            *lines[begin : min(begin + head, text[0])],
            *lines[text[0] : text[size - 1] + 1],
            *lines[after : after + tail],
        ]

    def layout(self, lines: Sequence[Line]) -> tuple[str, str]:
        """The text with blank lines as one of the habits of renderers, and a letter a line."""
        pick = self.pick
        style = pick.random()
        out: list[str] = []
        letters = ""
        previous: Line = ("", "")
        if self.wrap:
            lines = [
                (letter, part)
                for letter, text in lines
                for part in ([text] if letter == "T" else textwrap.wrap(text, self.wrap) or [text])
            ]
        wrapped = False
        for letter, text in lines:
            if letter == "B":
                out.append("")
                letters += "B"
                continue
            text = text.rstrip() or "-"
            menu = letter == previous[0] == "F" and len(text) < 40 and len(previous[1]) < 40
            gap = 0
            if out and style >= 0.15 and not wrapped:
                usual = self.gap if pick.random() < 0.9 else pick.randint(0, 3)
                gap = 1 if style < 0.45 else 0 if menu else usual
                if style >= 0.45 and letter != previous[0] and pick.random() < 0.15:
                    gap += pick.randint(1, 3)
            out += [""] * gap + [text]
            letters += "B" * gap + letter
            previous = (letter, text)
            # A line near the full width goes on below it.
            wrapped = bool(self.wrap) and self.wrap - 14 <= len(text) <= self.wrap
        return "\n".join(out), letters
