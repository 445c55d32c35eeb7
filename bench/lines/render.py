"""HTML to text dumps, the ways in which dumps are met in the wild.

A dump is what is left when somebody scraped a page to text years ago: no tags, one of many habits of line
breaking. The model must not learn one habit, so each training page is rendered in several.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import lxml.html
from inscriptis import get_text
from inscriptis.css_profiles import CSS_PROFILES
from inscriptis.model.config import ParserConfig
from lxml.html import HtmlElement
from resiliparse.extract.html2text import extract_plain_text

BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "option",
        "caption",
        "legend",
    ]
)
SPACED = frozenset(
    [
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "pre",
        "table",
        "ul",
        "ol",
        "dl",
        "article",
        "section",
        "header",
        "footer",
        "nav",
        "form",
        "figure",
    ]
)
HIDDEN = frozenset(
    ["script", "style", "noscript", "head", "template", "iframe", "svg", "object", "textarea", "link", "meta"]
)
UNREAD = frozenset(["script", "style", "template"])
SILENT = re.compile(r"<(script|style|noscript|svg|template)\b.*?</\1>", re.IGNORECASE | re.DOTALL)
SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Habit:
    """How one of our own renderings breaks lines."""

    bullet: str = ""
    spaced: bool = False  # a blank line around paragraphs, lists and sections
    cells: bool = True  # a line for each table cell, not for each row
    skip: frozenset[str] = frozenset()
    between: str | None = None  # what joins the lines that have text; None leaves blank lines as they fall


def blocks(html: str, habit: Habit) -> str:
    """The page's text with a line for each block-level element."""
    lines = [""]
    # An explicit stack: real pages nest deeper than Python recurses.
    stack: list[tuple[HtmlElement, Iterator[HtmlElement]]] = []

    def cut(gap: bool) -> None:
        if lines[-1].strip():
            lines.append("")
        if gap and habit.spaced and len(lines) > 1 and lines[-2].strip():
            lines.append("")

    def add(text: str | None) -> None:
        folded = SPACE.sub(" ", text or "")
        if not folded or (folded == " " and (not lines[-1] or lines[-1].endswith(" "))):
            return
        lines[-1] += folded if lines[-1] else folded.lstrip()

    def enter(node: HtmlElement) -> None:
        tag = node.tag
        if tag == "br":
            lines.append("")
        elif breaks(tag):
            cut(tag in SPACED)
            if tag == "li" and habit.bullet:
                lines[-1] = habit.bullet
        elif tag in ("td", "th"):
            add(" ")
        add(node.text)
        stack.append((node, iter(node)))

    def breaks(tag: str) -> bool:
        return tag in BLOCKS and (habit.cells or tag not in ("td", "th"))

    enter(lxml.html.document_fromstring(html))
    while stack:
        node, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            if breaks(node.tag):
                cut(node.tag in SPACED)
            if stack:
                add(node.tail)
        elif not isinstance(child.tag, str) or child.tag in HIDDEN or child.tag in habit.skip:
            add(child.tail)
        else:
            enter(child)
    if habit.between is None:
        return "\n".join(lines)
    return habit.between.join(line.strip() for line in lines if line.strip())


def strings(html: str, between: str) -> str:
    """The page's text with `between` after each run of text in it, whatever its element.

    It is what `get_text` of Beautiful Soup gives with a separator, the commonest of all ways to make a dump, but for
    the title that the head of the page names: that it is no headline, here, must not be learned of the first line.
    """
    lines: list[str] = []
    root = lxml.html.document_fromstring(html)
    body = root.find("body")
    for node in (root if body is None else body).iter():
        shown = isinstance(node.tag, str) and node.tag not in UNREAD
        lines += [folded for text in (node.text if shown else None, node.tail) if (folded := _folded(text))]
    return between.join(lines)


def _folded(text: str | None) -> str:
    return SPACE.sub(" ", text or "").strip()


def _inscriptis(html: str, profile: str) -> str:
    text: str = get_text(SILENT.sub(" ", html), ParserConfig(css=CSS_PROFILES[profile]))
    return text


RENDERINGS: Mapping[str, Callable[[str], str]] = {
    "inscriptis": lambda html: _inscriptis(html, "strict"),
    "inscriptis-relaxed": lambda html: _inscriptis(html, "relaxed"),
    "resiliparse": lambda html: extract_plain_text(html, main_content=False, alt_texts=False),
    "resiliparse-alt": lambda html: extract_plain_text(html, main_content=False, alt_texts=True),
    "resiliparse-main": lambda html: extract_plain_text(html, main_content=True, alt_texts=False),
    "bullets": lambda html: blocks(html, Habit(bullet="  • ", spaced=True)),
    "no-menus": lambda html: blocks(html, Habit(bullet="- ", spaced=True, skip=frozenset(("nav", "select")))),
    "plain": lambda html: blocks(html, Habit(between="\n")),
    "strings": lambda html: strings(html, "\n"),
    "joined": lambda html: strings(html, " "),
    "double": lambda html: blocks(html, Habit(between="\n\n", cells=False, skip=frozenset(("button",)))),
}
