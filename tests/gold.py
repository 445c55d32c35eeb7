"""Pages with gold: the invented ones of fixtures/dumps, and the real dumps where UNFURNISH_SEEDS names their folder."""

import json
import os
from pathlib import Path
from typing import Any, NamedTuple

from schemas import Cleaned

ROOT = Path(__file__).parent.parent
DUMPS = ROOT / "fixtures" / "dumps"
SEEDS = Path(os.environ["UNFURNISH_SEEDS"]) if os.environ.get("UNFURNISH_SEEDS") else None
NO_SEEDS = "UNFURNISH_SEEDS does not name the folder of the real dumps"

LETTERS = {"title": "T", "body": "K", "meta": "M", "related": "R", "furniture": "F", "blank": "B"}


class GoldPage(NamedTuple):
    """One page: its file and what must come out of it, as gold.json says."""

    path: Path
    gold: dict[str, Any]

    @property
    def id(self) -> str:
        return f"{self.path.parent.name}/{self.path.name}"


def pages(folder: Path) -> list[GoldPage]:
    """Read the gold of a folder's pages."""
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    return [GoldPage(folder / name, gold[name]) for name in sorted(gold)]


INVENTED = [page for folder in sorted(DUMPS.iterdir()) for page in pages(folder)]
REAL = pages(SEEDS) if SEEDS else []
PLAIN = [page for page in INVENTED if page.path.parent.name == "plain"]
PROFILED = [page for page in INVENTED if page.gold["site"]]


def letters(cleaned: Cleaned) -> str:
    """Return one letter a line: the label of its longest segment."""
    longest: dict[int, tuple[int, str]] = {}
    for line in cleaned.lines:
        size = len(cleaned.text[line.start : line.end].strip())
        if line.n not in longest or size > longest[line.n][0]:
            longest[line.n] = (size, LETTERS[line.label])
    return "".join(letter for _, (_, letter) in sorted(longest.items()))


def lines_of(cleaned: Cleaned) -> dict[int, str]:
    """Return the text of each line, without its end mark."""
    lines: dict[int, str] = {}
    for line in cleaned.lines:
        lines[line.n] = lines.get(line.n, "") + cleaned.text[line.start : line.end]
    return {n: text.rstrip("\r\n") for n, text in lines.items()}
