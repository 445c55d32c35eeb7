"""Invented sites after a template: their chrome in real words, their items made up.

    python -m bench.lines.templates FILE... [--show FILE] [--kind article] [--seed 1]

checks template files and prints what is wrong with them; --show prints a page of one, with a letter a line.
"""

import argparse
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.lines.frame import NETWORKS, SMALL, Bodies, Line, Writer
from bench.lines.pseudo import Tongue, capital
from bench.lines.template import KINDS, Choice, Rule, Rules, Slot, Template, Text, load, real_words

RELATED = ("", "title", "date title", "title date", "title teaser", "date title teaser", "title date teaser")


@dataclass(slots=True)
class Item:
    """One item: what a page shows or links to."""

    title: str
    real: tuple[str, list[str]] | None
    topic: list[str]
    titled: bool = False
    teased: bool = False
    read: int = 0  # paragraphs of its real text that were printed


class Templated(Writer):
    """A site after a template, with habits of its own: another of the same template differs in many lines."""

    def __init__(self, pick: random.Random, template: Template, bodies: Bodies) -> None:
        """Draws the habits, and which lines of the furniture this site does without or words otherwise."""
        super().__init__(pick, Tongue(template.language, pick), bodies)
        self.tongue.learn(real_words(template.language))
        self.template = template
        self.seed = pick.getrandbits(32)
        fixed = dict.fromkeys(rule for rule in template.rules() if rule.letter == "F")
        self.dropped = {rule for rule in fixed if pick.random() < 0.08}
        self.joint = pick.choice((" | ", " · ", " / ", " • ", "  ", " ", "")) if pick.random() < 0.2 else None
        self.splits = pick.random() < 0.2
        self.fuses = pick.random() < 0.15
        self.shares = pick.choice(("", " ")) if pick.random() < 0.2 else None
        self.shouts = pick.random() < 0.06
        self.related = pick.choice(RELATED).split()
        self.letter = "F"

    def page(self, kind: str) -> tuple[str, str]:
        """Text of one dump of the given kind, and a letter a line."""
        pick = self.pick
        rules = pick.choice([rules for name, rules in self.template.pages if name == kind])
        self.own = self.item = self._begin()
        cut = pick.random()  # some dumps were trimmed by the scraper
        head = self._same(self.template.head, 0) if cut > 0.12 else []
        if cut > 0.95:
            head = head[len(head) // 2 :]
        self.item = self.own
        main = self._fill(rules)
        if kind == "article" and self.related and not any(letter == "R" for letter, _ in main):
            main += self._others()
        tail = self._same(self.template.tail, 1) if cut < 0.9 else []
        # The menu names the page that is open.
        titles = [text for letter, text in main if letter == "T"]
        if head and titles and pick.random() < (0.3 if kind == "listing" else 0.07):
            head.insert(pick.randint(0, len(head)), ("F", titles[0]))
        lines = [*head, *main, *tail]
        return self.layout(self._vary(self.small(lines) if pick.random() < SMALL else lines))

    def _others(self) -> list[Line]:
        """Teasers of other items below the page's own, where the template has none."""
        pick = self.pick
        out: list[Line] = [("F", self.label("related"))] if pick.random() < 0.7 else []
        for _ in range(pick.choice((2, 3, 3, 4, 5, 6, 8, 10, 15))):
            title = self._begin().title
            parts = {"title": title, "date": self.stamp(), "teaser": self.teaser()}
            out += [("R", parts[name]) for name in self.related]
        return out

    def _same(self, rules: Rules, part: int) -> list[Line]:
        """What stands around each page: drawn alike for all pages of the site."""
        state = self.pick.getstate()
        self.pick.seed(self.seed + part)
        lines = self._fill(rules)
        self.pick.setstate(state)
        return [line for line in lines if self.pick.random() < 0.985]

    def _begin(self) -> Item:
        self.turn()
        return Item(self.headline(), self.real, self.tongue.topic)

    def _fill(self, rules: Rules) -> list[Line]:
        pick, out = self.pick, []
        for rule in rules:
            if rule in self.dropped or (rule.chance < 1 and pick.random() >= rule.chance):
                continue
            for _ in range(pick.randint(rule.low, rule.high)):
                if isinstance(rule, Rule):
                    out += self._line(rule)
                    continue
                if rule.high > 1 and (self.item.titled or self.item.teased):
                    self.item = self._begin()
                out += self._fill(rule.rules)
        return out

    def _line(self, rule: Rule) -> list[Line]:
        self.letter = rule.letter
        if rule.letter == "B":
            return [("B", "")]
        if rule.letter in "TK":
            self.item = self.own
        self._turn_to(self.item)
        if rule.letter == "F":
            self.tongue.topic = []
        text = self._text(rule.text)
        return [(rule.letter, part.strip()) for part in text.split("\n") if part.strip()]

    def _turn_to(self, item: Item) -> None:
        self.real, self.tongue.topic = item.real, item.topic

    def _text(self, text: Text) -> str:
        out = ""
        for part in text:
            match part:
                case Slot():
                    out += self._value(part)
                case Choice():
                    out += self._text(self.pick.choice(part.texts))
                case _:
                    out += part
        return out

    def _other(self, used: bool) -> Item:
        """The item that an entry tells of: another one where the last was told of already."""
        if used or self.item is self.own:
            self.item = self._begin()
        return self.item

    def _value(self, slot: Slot) -> str:
        pick, tongue = self.pick, self.tongue
        match slot.name:
            case "title":
                if self.letter in "TK":
                    return self.own.title if self.letter == "T" else tongue.headline()
                item = self._other(self.item.titled)
                item.titled = True
                return item.title
            case "own":
                return self.own.title
            case "same":
                return self.item.title
            case "teaser":
                if self.letter not in "TKM":
                    self._other(self.item.teased).teased = True
                return self.teaser()
            case "date":
                return tongue.date()
            case "time":
                return tongue.clock()
            case "sentence":
                return tongue.sentence()
            case "paragraph":
                return self._paragraph()
            case "paragraphs":
                return "\n".join(self._rest())
            case "item":
                return self.label("menu") if self.letter == "F" and pick.random() < 0.3 else tongue.item()
            case "phrase":
                return tongue.join(tongue.phrase(pick.randint(slot.low, slot.high)))
            case "name":
                return tongue.name()
            case "place":
                return capital(tongue.word())
            case "word":
                return pick.choice(tongue.words)
            case "n":
                return str(pick.randint(slot.low, slot.high))
            case "year":
                return str(pick.randint(1995, 2026))
            case _:
                return self.reference(slot.name)

    def _paragraph(self) -> str:
        item = self.item
        if item.real and item.read < len(item.real[1]):
            item.read += 1
            return item.real[1][item.read - 1]
        return self.tongue.paragraph()

    def _rest(self) -> list[str]:
        """The item's text, from where the page stopped printing it."""
        item = self.item
        if not item.real:
            return self.paragraphs()
        rest = item.real[1][item.read : item.read + self.pick.randint(4, 60)]
        item.read += len(rest)
        return (rest or [self.tongue.paragraph()]) + self._close()

    # -- habits ----------------------------------------------------------------------------------------------

    def _vary(self, lines: Sequence[Line]) -> list[Line]:
        """The lines as this site, or what made the dump of it, prints them."""
        out: list[Line] = []
        run: list[str] = []
        for letter, text in [*self._fused(lines), ("", "")]:
            if letter == "F" and len(text) <= 40:
                run.append(text)
                continue
            out += [("F", text) for text in self._run(run)]
            run = []
            if letter == "F" and self.splits and text.count(" | ") > 1:
                out += [("F", part) for part in text.split(" | ")]
            elif letter:
                out.append((letter, text))
        return out

    def _run(self, texts: list[str]) -> list[str]:
        """Neighbouring short lines of furniture: share buttons, menus."""
        if self.shares is not None:
            glued: list[str] = []
            buttons = False
            for text in texts:
                button = text in NETWORKS
                if button and buttons:
                    glued[-1] += self.shares + text
                else:
                    glued.append(text)
                buttons = button
            texts = glued
        if self.splits:
            texts = [part for text in texts for part in text.split(" | ")]
        if len(texts) < 3:
            return texts
        if self.shouts:
            texts = [text.upper() for text in texts]
        if self.joint is not None and len(texts[0]) % 3:  # not each menu, but the same on all pages
            size = 60 if len(texts[0]) % 2 else 8
            return [self.joint.join(texts[at : at + size]) for at in range(0, len(texts), size)]
        return [self.bullet + text for text in texts]

    def _fused(self, lines: Sequence[Line]) -> list[Line]:
        """The lines, with an entry's date on the line of its title if that is a habit."""
        out: list[Line] = []
        for letter, text in lines:
            last, words = out[-1] if out else ("", "")
            dated = len(words) <= 30 and any(map(str.isdigit, words))
            if self.fuses and letter in "ER" and last in ("M", letter) and dated:
                out[-1] = letter, f"{words}{self.dash}{text}"
            else:
                out.append((letter, text))
        return out


# -- command line --------------------------------------------------------------------------------------------------


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--show", type=Path, metavar="FILE", help="print a page of this template")
    parser.add_argument("--kind", choices=KINDS, help="of the page to show; each kind without it")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    bad = 0
    for path in given.files:
        try:
            template = load(path)
        except (OSError, ValueError) as error:
            print(error)
            bad += 1
        else:
            count = sum(1 for _ in template.rules())
            print(f"{path.name}: {len(template.pages)} pages ({' '.join(template.kinds)}), {count} lines")
    if given.show:
        template = load(given.show)
        for kind in [given.kind] if given.kind else template.kinds:
            text, letters = Templated(random.Random(given.seed), template, {}).page(kind)
            print(f"\n== {kind}")
            for letter, line in zip(letters, text.split("\n"), strict=True):
                print(letter, line)
    return 1 if bad else 0


if __name__ == "__main__":
    raise SystemExit(main())
