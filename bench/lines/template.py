"""Templates of invented institutions' sites: what a file says, and the words in it.

A file's first line is `language: en`; sections `== article|listing|record|other|head|tail` hold lines
`[?[.2]] [*3-10] LETTER text` and blocks of lines between `{`, with the same marks behind it, and `}`.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bench.lines.pseudo import UNSPACED, languages

FOLDER = Path(__file__).with_name("templates")
KINDS = ("article", "listing", "record", "other")
MUST = {"article": "T", "listing": "E", "record": "K"}  # what a page of the kind cannot be without
SLOTS = frozenset(
    "title own same teaser date time sentence paragraph paragraphs item phrase name place word n year url mail phone "
    "size docno".split()
)
RANGED = frozenset(("phrase", "n"))
_MARK = re.compile(r"\s*(?:\?(?P<chance>[01]?\.\d+|1)?|\*(?P<low>\d+)(?:-(?P<high>\d+))?)")
_LINE = re.compile(r"\s*(?P<letter>[TKEMRFB])(?: +(?P<text>.*))?")
_SLOT = re.compile(r"(?P<name>[a-z]+)(?: (?P<low>\d+)-(?P<high>\d+))?")
_NESTED = re.compile(r"\{\{(?P<name>[a-z]+)(?: \d+-\d+)?\}(?!\})")


@dataclass(frozen=True, slots=True)
class Slot:
    """A placeholder; `low` and `high` bound a number or a count of words."""

    name: str
    low: int = 0
    high: int = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several texts."""

    texts: tuple["Text", ...]


Text = tuple[str | Slot | Choice, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A line with its letter: printed with `chance`, then `low` to `high` times."""

    letter: str
    text: Text
    chance: float
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that repeat, or are there, together."""

    rules: tuple["Rule | Block", ...]
    chance: float
    low: int
    high: int


Rules = tuple[Rule | Block, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """One institution's site; `pages` has a kind and its lines for each variant."""

    name: str
    language: str
    head: Rules
    tail: Rules
    pages: tuple[tuple[str, Rules], ...]

    @property
    def kinds(self) -> list[str]:
        """Kinds of its pages, in the usual order."""
        found = {kind for kind, _ in self.pages}
        return [kind for kind in KINDS if kind in found]

    def rules(self) -> Iterator[Rule]:
        """All its lines."""
        for part in (self.head, self.tail, *(rules for _, rules in self.pages)):
            yield from _each(part)


# -- reading -----------------------------------------------------------------------------------------------------


def parse_text(text: str) -> Text:
    """A line's text with its placeholders and alternatives found. Raises ValueError."""
    parts, end = _parts(text, 0, False)
    assert end == len(text)
    return parts[0]


def _parts(text: str, at: int, inside: bool) -> tuple[list[Text], int]:
    """Alternatives from `at` to the closing brace, `inside` one, or to the end of the text."""
    texts: list[Text] = []
    parts: list[str | Slot | Choice] = []
    while at < len(text):
        char = text[at]
        if not inside and text[at : at + 2] in ("{{", "}}") and not _nested(text, at):
            parts.append(char)
            at += 2
        elif char == "{":
            texts_within, end = _parts(text, at + 1, True)
            parts.append(Choice(tuple(texts_within)) if len(texts_within) > 1 else _slot(text[at + 1 : end - 1]))
            at = end
        elif char == "}":
            if not inside:
                raise ValueError("a } without its {")
            texts.append(tuple(parts))
            for (word,) in (within for within in texts if len(within) == 1 and len(texts) > 1):
                if word in SLOTS:
                    raise ValueError(f"a placeholder among alternatives has braces of its own: {{{word}}}")
            return texts, at + 1
        elif char == "|" and inside:
            texts.append(tuple(parts))
            parts = []
            at += 1
        else:
            run = re.compile(r"[^{}|]+" if inside else r"[^{}]+").match(text, at)
            assert run
            parts.append(run[0])
            at = run.end()
    if inside:
        raise ValueError("a { without its }")
    return [tuple(parts)], at


def _nested(text: str, at: int) -> bool:
    """Whether two braces at `at` are not an escape but an alternative that begins with a placeholder."""
    found = _NESTED.match(text, at)
    return bool(found and found["name"] in SLOTS)


def _slot(text: str) -> Slot:
    found = _SLOT.fullmatch(text.strip())
    if not found or found["name"] not in SLOTS:
        raise ValueError(f"no such placeholder: {{{text}}}")
    name = found["name"]
    if (name in RANGED) != bool(found["low"]):
        raise ValueError(f"{{{text}}} {'needs a range such as 3-8' if name in RANGED else 'takes no range'}")
    low, high = int(found["low"] or 0), int(found["high"] or 0)
    if low > high:
        raise ValueError(f"{{{text}}} begins above its end")
    return Slot(name, low, high)


def _marks(line: str) -> tuple[float, int, int, str]:
    """Chance, least and most times, and what follows the marks."""
    chance, low, high = 1.0, 1, 1
    while found := _MARK.match(line):
        if found["low"]:
            low, high = int(found["low"]), int(found["high"] or found["low"])
            if low > high:
                raise ValueError(f"*{low}-{high} begins above its end")
        else:
            chance = float(found["chance"] or 0.5)
        line = line[found.end() :]
    return chance, low, high, line


def _rule(line: str) -> Rule:
    chance, low, high, rest = _marks(line)
    found = _LINE.fullmatch(rest)
    if not found:
        raise ValueError(f"not `LETTER text` with one of T K E M R F B: {line[:60]!r}")
    letter, text = found["letter"], found["text"] or ""
    if letter != "B" and not text:
        raise ValueError(f"{letter} without a text")
    if "{paragraphs}" in text and letter not in "KER":
        raise ValueError("{paragraphs} is for K lines")
    return Rule(letter, parse_text(text), chance, low, high)


def parse(text: str, name: str, file: str) -> Template:
    """Reads a template. Raises ValueError that begins with `file:line:`."""
    number = 1
    sections: list[tuple[str, list[Rule | Block]]] = []
    open_blocks: list[tuple[int, float, int, int, list[Rule | Block]]] = []

    def close(what: str) -> None:
        if open_blocks:
            raise ValueError(f"{what} inside the block of line {open_blocks[-1][0]}")

    try:
        lines = text.lstrip("\ufeff").splitlines()
        found = re.fullmatch(r"language: *([a-z]+)\s*", lines[0] if lines else "")
        if not found or found[1] not in languages():
            raise ValueError(f"the first line must be `language: ` and one of {' '.join(languages())}")
        for number, line in enumerate(lines[1:], 2):
            line = line.strip()
            if not line or line.startswith("#"):
                continue
            if line.startswith("=="):
                close("a section")
                section = line.strip("= ").split(" ")[0]
                if section not in (*KINDS, "head", "tail"):
                    raise ValueError(f"no such section: {line[:40]!r}")
                sections.append((section, []))
            elif not sections:
                raise ValueError("a line before the first section")
            elif line == "}":
                if not open_blocks:
                    raise ValueError("a } without its {")
                _, chance, low, high, rules = open_blocks.pop()
                if not rules:
                    raise ValueError("an empty block")
                (open_blocks[-1][4] if open_blocks else sections[-1][1]).append(Block(tuple(rules), chance, low, high))
            elif line.startswith("{"):
                chance, low, high, rest = _marks(line[1:])
                if rest.strip():
                    raise ValueError(f"a block opens with a {{ and its marks alone: {line[:40]!r}")
                open_blocks.append((number, chance, low, high, []))
            else:
                (open_blocks[-1][4] if open_blocks else sections[-1][1]).append(_rule(line))
        close("the end")
        pages = tuple((kind, tuple(rules)) for kind, rules in sections if kind in KINDS)
        if not pages:
            raise ValueError("no page")
        for kind, body in pages:
            if kind in MUST and MUST[kind] not in {rule.letter for rule in _each(body)}:
                raise ValueError(f"a page `{kind}` without a line {MUST[kind]}")
    except ValueError as error:
        raise ValueError(f"{file}:{number}: {error}") from None
    head, tail = (tuple(rule for kind, rules in sections if kind == end for rule in rules) for end in ("head", "tail"))
    return Template(name, found[1], head, tail, pages)


def _each(rules: Rules) -> Iterator[Rule]:
    for rule in rules:
        if isinstance(rule, Rule):
            yield rule
        else:
            yield from _each(rule.rules)


def load(path: Path) -> Template:
    """Reads a template's file. Raises ValueError with file and line."""
    return parse(path.read_text("utf-8"), path.stem, str(path))


@cache
def shipped() -> tuple[Template, ...]:
    """The templates of this folder, by name."""
    return tuple(load(path) for path in sorted(FOLDER.glob("*.txt")))


@cache
def real_words(language: str) -> tuple[str, ...]:
    """Words of the language's shipped templates.

    Were they on lines of furniture only, a model that looks at words would take a ministry's subjects for a menu.
    """
    texts = [
        part
        for template in shipped()
        if template.language == language
        for rule in template.rules()
        for part in _literals(rule.text)
    ]
    found = {word for text in texts for word in "".join(map(_letter, text)).split() if len(word) > 1}
    ideographs = language in UNSPACED  # there a run of them is a phrase: the short ones are words
    words = (word for word in found if (len(word) <= 6 if ideographs else len(word) > 3))
    return tuple(sorted(word if language == "de" else word.lower() for word in words))


def _letter(char: str) -> str:
    """The character, or a space if it is of no word: signs for vowels are marks, no letters."""
    return char if char.isalpha() or unicodedata.category(char)[0] == "M" else " "


def _literals(text: Text) -> Iterator[str]:
    for part in text:
        if isinstance(part, str):
            yield part
        elif isinstance(part, Choice):
            for within in part.texts:
                yield from _literals(within)
