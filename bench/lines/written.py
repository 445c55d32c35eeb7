"""Dumps of pages of invented institutions, firms and forums, written line by line with letters, and dumps like them.

    python -m bench.lines.written FILE...

checks files and prints what is wrong with them. A file begins with the lines `kind: article` and `language: en` and an
empty one; then come the lines of the dump, each after one of the letters of `bench.lines.invent` and a space. What is
made up by rule repeats its rules: these pages are each a shape of its own, furniture as real sites word it between
text in sentences of the language.
"""

import argparse
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.lines.frame import Line
from bench.lines.invent import Invented
from bench.lines.template import KINDS, MUST

FOLDER = Path(__file__).with_name("pages")
# Of each page, the first as it is written. On 140 pages that were not learned from, the mean line F1 of one net alone
# was .842 without any, .880 with 280 pages, three dumps of each alike, .884 with three that differ, .909 with 673
# pages and four dumps of each (2026-11-23).
COPIES = 4
TRIMMED = 0.24  # share of the dumps that begin right above the item, or end right below it, as scrapers trim them
AROUND = (0, 0, 1, 2, 4, 8)  # lines of furniture that these keep there
DENSE, SPACED = 0.3, 0.15  # share of the dumps without blank lines, and with one below each line
PLAIN = 0.3  # share of the dumps without the signs of lists
PREFIX = "page-"  # of their sites' names
_LETTERS = frozenset("TKEMRF")
_BULLET = re.compile(r"^\s*[•*·▪–-]\s+")


def load(path: Path) -> Invented:
    """Read a page. Raises ValueError where the file is none."""
    head, _, body = path.read_text("utf-8").partition("\n\n")
    facts = dict(line.split(": ", 1) for line in head.split("\n") if ": " in line)
    kind = facts.get("kind", "")
    if kind not in KINDS or facts.keys() != {"kind", "language"}:
        raise ValueError(f"{path.name}: no `kind: ` or `language: ` above the first empty line")
    lines, letters = [], ""
    for number, line in enumerate(body.rstrip("\n").split("\n"), 1):
        letter, text = line[:1] or "B", line[2:]
        if line and (letter not in _LETTERS or line[1:2] != " " or not text.strip()):
            raise ValueError(f"{path.name}: line {number} of the dump has no letter: {line[:40]!r}")
        lines.append(text)
        letters += letter
    if letters.count("T") > 1 or ("E" in letters) > (kind == "listing") or MUST.get(kind, "") not in letters:
        raise ValueError(f"{path.name}: two headlines, entries of no listing, or nothing of a page of the kind")
    return Invented(f"{PREFIX}{path.stem}", facts["language"], kind, "\n".join(lines), letters)


def written(folder: Path = FOLDER, copies: int = COPIES) -> Iterator[Invented]:
    """Yield all pages, so many dumps of each; those of one page have its name."""
    for path in sorted(folder.glob("*.txt")):
        page = load(path)
        yield page
        for copy in range(1, copies):
            yield varied(page, random.Random(f"{page.site} {copy}"))


def varied(page: Invented, pick: random.Random) -> Invented:
    """Return the dump of another page like this one, all of its own text in it: less furniture, other blank lines."""
    rows = _less(list(zip(page.letters, page.text.split("\n"), strict=True)), pick)
    rows = _spaced(_trimmed(rows, pick), pick)
    if pick.random() < PLAIN:
        rows = [(letter, _BULLET.sub("", text)) for letter, text in rows]
    letters, lines = zip(*rows, strict=True)
    return Invented(page.site, page.language, page.kind, "\n".join(lines), "".join(letters))


def _less(rows: Sequence[Line], pick: random.Random) -> list[Line]:
    """Leave out runs of one to five lines of furniture."""
    chance = pick.choice((0.03, 0.07, 0.13, 0.2))
    out: list[Line] = []
    skip = 0
    for letter, text in rows:
        if letter == "F" and not skip and pick.random() < chance:
            skip = pick.choice((1, 2, 3, 5))
        if letter == "F" and skip:
            skip -= 1
        else:
            out.append((letter, text))
    return out


def _trimmed(rows: list[Line], pick: random.Random) -> list[Line]:
    """Cut off what stands above or below the item, all but a few lines."""
    item = [at for at, (letter, _) in enumerate(rows) if letter in "TKE"]
    if not item or pick.random() >= TRIMMED:
        return rows
    around = pick.choice(AROUND)
    return rows[max(0, item[0] - around) :] if pick.random() < 0.5 else rows[: item[-1] + 1 + around]


def _spaced(rows: list[Line], pick: random.Random) -> list[Line]:
    """Take the blank lines out, or set one below each line."""
    style = pick.random()
    if style >= DENSE + SPACED:
        return rows
    lines = [row for row in rows if row[0] != "B"]
    return lines if style < DENSE else [part for row in lines for part in (row, ("B", ""))]


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    bad = 0
    for path in parser.parse_args().files:
        try:
            load(path)
        except (OSError, ValueError) as error:
            print(error)
            bad += 1
    return 1 if bad else 0


if __name__ == "__main__":
    raise SystemExit(main())
