"""The invented HTML pages of fixtures/html: their bytes, and what must come out of each line."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

FOLDER = Path(__file__).parents[1] / "fixtures" / "html"
_PAGE = re.compile(r"\+\+\+\n(?P<facts>.*?)\+\+\+\n(?P<lines>.*)", re.DOTALL)
_PARSER = etree.HTMLParser(encoding="utf-8")


@dataclass(frozen=True)
class HtmlGold:
    """One page; `texts` are (letter, words) of each source line that has words to judge."""

    id: str
    raw: bytes
    facts: dict[str, Any]
    texts: list[tuple[str, str]]


def _words(html: str) -> list[str]:
    """Words of each block of a source line, or of all of it if it has none."""
    root = etree.fromstring(html.encode(), _PARSER)
    parts = list(root.iter("p", "li", "dt", "dd", "h1", "h2", "h3", "td")) or [root]
    return [text for part in parts if (text := _text(part))]


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def read(path: Path) -> HtmlGold:
    """Read a page as people write it."""
    match = _PAGE.fullmatch(path.read_text("utf-8"))
    assert match is not None, f"{path}: expected TOML between +++ and +++, then lines"
    facts = tomllib.loads(match["facts"])
    rows = [row.partition("\t") for row in match["lines"].splitlines()]
    assert all(letter in "-TKMRF" and tab for letter, tab, _ in rows), f"{path}: a line needs its letter and a tab"
    html = "\n".join(row for _, _, row in rows).replace("{nest}", "<font>" * facts.get("nest", 0))
    texts = [(letter, words) for letter, _, row in rows if letter != "-" for words in _words(row)]
    return HtmlGold(path.stem, html.encode(facts.get("encoding", "utf-8")), facts, texts)


PAGES = [read(path) for path in sorted(FOLDER.glob("*.page"))]
