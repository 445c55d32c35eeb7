"""What is inside an archive, in numbers."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from unfurnish.store.counts import Outgrown, outgrown

# Not those that were refused when they were cleaned: they count as rejects.
_PAGES = "(cleaned_by IS NULL OR kind IS NOT NULL)"


@dataclass(frozen=True, slots=True)
class SiteSummary:
    """One site, or the pages of none (`site` is None)."""

    site: str | None
    documents: int
    captures: int
    listings: int
    """Captures that are lists of items."""
    first_captured: str | None
    last_captured: str | None
    """ISO 8601; None where no page tells."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many documents have one value of a field; None is unknown."""

    name: str | None
    documents: int


@dataclass(frozen=True, slots=True)
class Removed:
    """What one reason removed."""

    reason: str
    label: str
    captures: int
    characters: int


@dataclass(frozen=True, slots=True)
class CounterRange:
    """A day counter over all captures that show it."""

    event: str
    since: str | None
    captures: int
    lowest: int
    highest: int


@dataclass(frozen=True, slots=True)
class Teasers:
    """The teasers and listing entries of all captures."""

    entries: int
    titles: int
    """Different ones."""
    in_archive: int
    """Titles that are the title of a document."""
    links: int
    """Entries that link to a document of their site."""


@dataclass(frozen=True, slots=True)
class Summary:
    """An archive in numbers."""

    documents: int
    versions: int
    captures: int
    waiting: int
    """Captures that are stored but not cleaned yet."""
    rejects: int
    characters_kept: int
    characters_removed: int
    """Code points over all captures, white space around lines not counted."""
    sites: list[SiteSummary]
    languages: list[Share]
    types: list[Share]
    years: list[Share]
    removed: list[Removed]
    counters: list[CounterRange]
    teasers: Teasers
    outgrown: list[Outgrown]
    """Sites that `reclean` would label better, for much more is known of them by now."""


def summarise(db: Database) -> Summary:
    """Count what an archive holds."""
    captures, waiting, kept, removed = db.execute(
        "SELECT count(*), count(*) - count(cleaned_by), total(chars_kept), total(chars_removed) "
        f"FROM captures WHERE {_PAGES}"
    ).fetchone()
    return Summary(
        documents=_count(db, "documents"),
        versions=_count(db, "versions"),
        captures=captures,
        waiting=waiting,
        rejects=_count(db, "rejects"),
        characters_kept=int(kept),
        characters_removed=int(removed),
        sites=_sites(db),
        languages=_shares(db, "v.language"),
        types=_shares(db, "v.doc_type"),
        years=_shares(db, "substr(coalesce(v.published, v.event), 1, 4)", order="name"),
        removed=_removed(db),
        counters=_counters(db),
        teasers=_teasers(db),
        outgrown=outgrown(db),
    )


def _count(db: Database, table: str) -> int:
    return int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def _sites(db: Database) -> list[SiteSummary]:
    sql = f"""
    SELECT site, count(DISTINCT document) AS documents, count(*) AS captures, total(kind = 'listing') AS listings,
        min(captured) AS first_captured, max(captured) AS last_captured
    FROM captures WHERE {_PAGES} GROUP BY site ORDER BY site IS NULL, captures DESC, site
    """
    return [SiteSummary(**row | {"listings": int(row["listings"])}) for row in db.query(sql)]


def _shares(db: Database, column: str, order: str = "documents DESC, name") -> list[Share]:
    sql = f"""
    SELECT {column} AS name, count(*) AS documents
    FROM documents AS d JOIN versions AS v ON v.id = d.version
    GROUP BY name ORDER BY name IS NULL, {order}
    """
    return [Share(**row) for row in db.query(sql)]


def _removed(db: Database) -> list[Removed]:
    sql = """
    SELECT reason, label, count(DISTINCT capture) AS captures, sum(chars) AS characters
    FROM removed_lines GROUP BY reason, label ORDER BY characters DESC, reason, label
    """
    return [Removed(**row) for row in db.query(sql)]


def _counters(db: Database) -> list[CounterRange]:
    sql = """
    SELECT event, since, count(DISTINCT capture) AS captures, min(days) AS lowest, max(days) AS highest
    FROM counters GROUP BY event, since ORDER BY captures DESC, event, since
    """
    return [CounterRange(**row) for row in db.query(sql)]


def _teasers(db: Database) -> Teasers:
    sql = """
    SELECT count(*) AS entries, count(DISTINCT title) AS titles,
        (SELECT count(DISTINCT title) FROM related WHERE title IN (SELECT title FROM versions)) AS in_archive,
        count(document) AS links
    FROM related
    """
    return Teasers(**next(iter(db.query(sql))))
