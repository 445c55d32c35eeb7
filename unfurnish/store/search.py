"""Full text search: what a user typed, made into a safe FTS5 expression, and the ranked documents it finds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from unfurnish.store.unspaced import LANGUAGES, apart, together

MARK_START = "\x02"
MARK_END = "\x03"
"""Around each found word in `Hit.title` and `Hit.snippet`; no text of a document holds control characters."""

_TITLE_WEIGHT = 5.0
_SNIPPET_WORDS = 30
_SNIPPET_CHARACTERS = 60  # where each is a word; FTS5 allows 64

# A phrase in quotation marks, which may lack the last one, or a word. FTS5 itself drops the marks inside a word.
_TERM = re.compile(r'"([^"]*)"?|“([^”]*)”?|«([^»]*)»?|([^\s"“«]+)')

# An ISO date of any precision is the start of every finer one, and "~" sorts after all that can follow: so a date
# known by its year alone is found by every month of that year.
_WHERE = """
WHERE documents_fts MATCH :match
    AND (:site IS NULL OR d.site = :site)
    AND (:language IS NULL OR v.language = :language)
    AND (:kind IS NULL OR :kind IN (d.kind, v.doc_type))
    AND (:since IS NULL OR coalesce(v.published, v.event) || '~' >= :since)
    AND (:until IS NULL OR coalesce(v.published, v.event) <= :until || '~')
"""
_FROM = """
FROM documents_fts JOIN documents AS d ON d.id = documents_fts.rowid JOIN versions AS v ON v.id = d.version
"""
# Snippets are made for the rows that are shown only: the ranking comes first. The plus keeps SQLite from asking the
# index once for each of them, which takes long for a beginning of many words.
_HITS = f"""
SELECT d.id AS document_id, d.site, d.kind, v.language, v.doc_type, coalesce(v.published, v.event) AS date,
    highlight(documents_fts, 0, :start, :end) AS title,
    snippet(
        documents_fts, 1, :start, :end, '…',
        iif(v.language IN {LANGUAGES}, {_SNIPPET_CHARACTERS}, {_SNIPPET_WORDS})
    ) AS snippet
{_FROM}
WHERE documents_fts MATCH :match AND +documents_fts.rowid IN (
    SELECT d.id {_FROM} {_WHERE} ORDER BY bm25(documents_fts, {_TITLE_WEIGHT}, 1.0), d.id LIMIT :limit
)
ORDER BY bm25(documents_fts, {_TITLE_WEIGHT}, 1.0), d.id
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that was found."""

    document_id: int
    site: str | None
    kind: str
    language: str | None
    doc_type: str | None
    date: str | None
    """Of publication, else of what is reported; ISO 8601."""
    title: str | None
    snippet: str
    """Part of the body, around the found words if they are in it."""


@dataclass(frozen=True, slots=True)
class Found:
    """The best hits, and how many documents there are in all."""

    total: int
    hits: list[Hit]


@dataclass(frozen=True, slots=True)
class Filter:
    """What a document must be; None leaves it open."""

    site: str | None = None
    language: str | None = None
    kind: str | None = None
    """A kind of page (article, record, other) or a type of statement (press_release, ...)."""
    since: str | None = None
    until: str | None = None
    """ISO 8601 dates of any precision, both inclusive; a document without date is in no span of time."""


def search(db: Database, query: str, only: Filter, limit: int) -> Found:
    """Find the documents that hold all words and phrases of the query, best first. Any string is a valid query."""
    match = match_expression(query)
    if match is None:
        return Found(0, [])
    parameters = {
        "match": match,
        "site": only.site,
        "language": only.language,
        "kind": only.kind,
        "since": only.since,
        "until": only.until,
        "limit": limit,
        "start": MARK_START,
        "end": MARK_END,
    }
    total = db.execute(f"SELECT count(*) {_FROM} {_WHERE}", parameters).fetchone()[0]
    return Found(total, [_hit(row) for row in db.query(_HITS, parameters)] if total else [])


def _hit(row: dict[str, Any]) -> Hit:
    title = row["title"] and together(row["title"])
    return Hit(**row | {"title": title, "snippet": together(row["snippet"])})


def match_expression(query: str) -> str | None:
    """Return the FTS5 expression for a query: all words and quoted phrases must occur, `word*` is a beginning.

    A word of a script without spaces is the phrase of its characters. None if there is nothing to look for.

    >>> match_expression('visa "joint statement" 13:42 consul* 大使館')
    '"visa" "joint statement" "13:42" "consul"* "大  使  館"'
    """
    terms = []
    for match in _TERM.finditer(query.replace("\0", " ").encode(errors="replace").decode()):
        term = next(group for group in match.groups() if group is not None)
        if any(character.isalnum() for character in term):
            beginning = "*" if match[4] and term.endswith("*") else ""
            words = apart(term.rstrip("*").replace('"', " "))
            terms.append(f'"{words.strip()}"{beginning}')
    return " ".join(terms) or None
