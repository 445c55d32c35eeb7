"""Teasers and the items that they tease: a teaser links to the document of its site that bears its title."""

from sqlite_utils import Database

from unfurnish.store.schema import transaction

# Of several items of one title, the one that was published on the teaser's date, else the first in the archive.
_LINK = """
UPDATE related SET document = (
    SELECT id FROM (
        SELECT d.id, d.first_capture, substr(v.published, 1, length(related.date)) IS NOT related.date AS other_date
        FROM captures AS c JOIN versions AS v ON v.title_key = related.title_key
            JOIN documents AS d ON d.id = v.document AND d.site = c.site AND d.id IS NOT c.document
        WHERE c.id = related.capture
    ) ORDER BY other_date, first_capture LIMIT 1
)
"""
# An interrupted run never came to its links.
_RUNS = "SELECT id FROM runs WHERE id = :run OR finished_at IS NULL"


def link(db: Database, run: int) -> None:
    """Link the teasers of the captures that a run labelled, and older ones to the titles that it brought."""
    own = f"WHERE capture IN (SELECT id FROM captures WHERE cleaned_by IN ({_RUNS}))"
    older = f"""
    WHERE title_key IN (
        SELECT v.title_key FROM captures AS c JOIN versions AS v ON v.capture = c.id AND v.id = c.version
        WHERE c.cleaned_by IN ({_RUNS})
    )
    """
    with transaction(db):
        for which in (own, older):
            db.conn.execute(_LINK + which, {"run": run})


def link_all(db: Database) -> None:
    """Link all teasers anew."""
    with transaction(db):
        db.conn.execute(_LINK)
