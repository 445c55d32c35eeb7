"""What the metadata of an HTML page claims of its kind and its text, as columns."""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt

from cleaners.model.lines import Columns
from cleaners.pages import HtmlPage

_KINDS = {
    "article": re.compile(r"Article|Posting|Report|^article$"),
    "shop": re.compile(r"Product|Offer|^product"),
    "talk": re.compile(r"Discussion|Question|QAPage|Comment"),
    "list": re.compile(r"ItemList|Collection|SearchResults"),
    "page": re.compile(r"Page$|WebSite|^website$"),
    "guide": re.compile(r"Recipe|HowTo|FAQ"),
    "place": re.compile(r"Organization|Business|Service|Place"),
}
_SPACE = re.compile(r"[^\S\n]+")
# Characters of a line that prove it to be of the text or its summary; of a text given that can be believed.
_SHORTEST_PROOF, _LONGEST_PROOF = 20, 48
_SHORTEST_BODY = 100


def claims(columns: Columns, page: HtmlPage, size: int) -> None:
    """What the page claims to be, and which lines stand in the text and the summary that it gives."""
    facts = page.metadata
    kind = facts.type or ""
    columns |= {f"page_is_{name}": np.full(size, float(bool(pattern.search(kind)))) for name, pattern in _KINDS.items()}
    body, summary = _squeezed(facts.article_body or ""), _squeezed(facts.description or "")
    proven: npt.NDArray[np.float64] = np.full(size, -1.0)
    summed: npt.NDArray[np.float64] = np.zeros(size)
    if body or summary:
        rows = page.rendered.rows
        # What a line begins with proves it as well as all of it.
        begins = [rows[number][:_LONGEST_PROOF] for number in page.rendered.facts.number.tolist()]
        own = _SPACE.sub("", "\n".join(begins).replace(" ", "")).casefold().split("\n")
        if len(body) > _SHORTEST_BODY:
            proven = np.array([text in body for text in own], np.float64)
        summed = np.array([len(text) > _SHORTEST_PROOF and text in summary for text in own], np.float64)
    columns |= {
        "in_article_body": proven,
        "page_article_body": np.full(size, np.log1p(len(body))),
        "in_summary": summed,
    }


def _squeezed(text: str) -> str:
    return "".join(text.split()).casefold()
