"""Writes labels of captures that were labelled before: in place, so that documents keep their ids.

The captures of a site are gone through in the order of ingest. The first that shows a document renews it: the
document takes the capture's identity and facts, and its versions are set aside, from where captures take them up
again: those whose body is unchanged as they are, others with the text that the rules make of them now. What no
capture shows any more is removed. So the site's documents end as if its captures had been ingested today.
"""

from collections.abc import Sequence

from sqlite_utils import Database

from unfurnish.store.rows import Dropped, Labelled, Version
from unfurnish.store.schema import transaction
from unfurnish.store.statements import first
from unfurnish.store.write import ASIDE, PARTS, Shown, attach, drop, finish

_SCOPE = "(:site IS NULL OR c.site = :site)"
# A site is done when all of its captures were labelled by this engine with the snapshot that holds. One that a
# rewriting was interrupted in is not done; there the run that goes on leaves out what it has labelled itself.
_UNDONE = f"""
WITH state AS (
    SELECT c.id, c.site, c.cleaned_by,
        r.engine IS :engine AND c.snapshot IS s.snapshot
            AND NOT (r.command = 'reclean' AND r.finished_at IS NULL) AS done
    FROM captures AS c LEFT JOIN sites AS s ON s.id = c.site LEFT JOIN runs AS r ON r.id = c.cleaned_by
    WHERE {_SCOPE}
)
SELECT id FROM state WHERE cleaned_by IS NOT :run AND ifnull(site, '') IN (
    SELECT ifnull(site, '') FROM state GROUP BY site HAVING min(done) = 0
) ORDER BY site, id
"""
_RENEW = """
UPDATE documents SET site = ?, identity = ?, url = ?, number = ?, kind = ?, first_capture = ?, last_capture = ?
WHERE id = ?
"""
_TAKE_BACK = """
DELETE FROM rejects WHERE (source, sha256) = (SELECT source, sha256 FROM captures WHERE id = ?)
    AND (reason, detail) IS NOT (?, ?)
"""
_NOTHING = """
UPDATE captures SET document = NULL, version = NULL, kind = NULL, language = NULL, captured = NULL,
    captured_precision = NULL, captured_source = NULL, captured_raw = NULL, chars_kept = NULL, chars_removed = NULL,
    notes = '[]', text = NULL, renderer = NULL
WHERE id = ?
"""
_TEXT = ", ".join(f"{name} = ?" for name in Version._fields)
_TAKE_UP = f"UPDATE versions SET n = ?, capture = ?, {_TEXT} WHERE id = ?"
# Last of all a text set aside with another body: the one that this capture showed before.
_TO_TAKE_UP = f"""
SELECT id, n < {ASIDE} FROM versions
WHERE document = ?1 AND (body_sha256 = ?2 OR id = ?3 AND n >= {ASIDE})
ORDER BY body_sha256 = ?2 DESC, n LIMIT 1
"""
_SHOWN_BY_ANOTHER = """
SELECT 1 FROM documents AS d JOIN captures AS c ON c.id = d.last_capture WHERE d.id = ?1 AND c.document IS NOT ?1
"""


def undone(db: Database, run: int, engine: str, site: str | None = None) -> list[int]:
    """Return the ids of the captures to be labelled anew, of one site or of all: site by site, in order of ingest."""
    return [id_ for (id_,) in db.conn.execute(_UNDONE, {"run": run, "engine": engine, "site": site})]


class Rewriting:
    """A run that labels the captures of one site or of all anew."""

    def __init__(self, db: Database, run: int, engine: str, site: str | None = None) -> None:
        self._db = db
        self._run = run
        self.captures = undone(db, run, engine, site)
        """Ids of the captures that are still to be labelled: site by site, in the order of ingest."""
        self._todo = frozenset(self.captures)

    def write(self, batch: Sequence[Labelled | Dropped]) -> None:
        """Write the labels of a batch of captures in place of those that they had, in the order of the batch."""
        done: list[Labelled] = []
        shown: dict[int, Shown] = {}
        left: set[int] = set()
        with transaction(self._db):
            for item in batch:
                sql = "SELECT cleaned_by, site, document, version FROM captures WHERE id = ?"
                cleaned_by, site, document, version = first(self._db, sql, (item.capture,))
                if cleaned_by == self._run:
                    continue
                if document is not None:
                    left.add(document)
                _clear(self._db, item)
                if isinstance(item, Dropped):
                    drop(self._db, self._run, item)
                else:
                    self._make_room(item, site, document, version, shown)
                    attach(self._db, self._run, item, site, shown)
                    done.append(item)
            finish(self._db, done, shown)
            for document in left:
                _tidy(self._db, document)

    def _make_room(
        self, item: Labelled, site: str | None, document: int | None, version: int | None, shown: dict[int, Shown]
    ) -> None:
        """See to it that a document with the item's identity was renewed, and has the item's text if it ever had it.

        `document` and `version` are those that the capture showed before.
        """
        if item.identity is None:
            return
        known = first(self._db, "SELECT id FROM documents WHERE identity = ?", (item.identity,))
        target = known[0] if known else document
        if target is None:
            return
        if not self._renewed(target):
            facts = (site, item.identity, item.url, item.number, item.kind, item.capture, item.capture)
            self._db.conn.execute(_RENEW, (*facts, target))
            self._db.conn.execute("DELETE FROM translations WHERE document = ?", (target,))
            self._db.conn.execute(f"UPDATE versions SET n = {ASIDE} + id WHERE document = ?", (target,))
            shown[target] = Shown(item.kind, None, item.capture)
        elif known is None:
            return
        if item.version is not None:
            _take_up(self._db, item.capture, item.version, target, version)

    def _renewed(self, document: int) -> bool:
        """Tell whether a capture shows the document that this run has labelled, or leaves as it is."""
        captures = self._db.conn.execute("SELECT id, cleaned_by FROM captures WHERE document = ?", (document,))
        return any(cleaned_by == self._run or id_ not in self._todo for id_, cleaned_by in captures)


def _clear(db: Database, item: Labelled | Dropped) -> None:
    for table in ("spans", *PARTS):
        db.conn.execute(f"DELETE FROM {table} WHERE capture = ?", (item.capture,))
    # Said again in the same words, a reject stays the one that it was.
    words = (item.reason, item.detail) if isinstance(item, Dropped) else (None, None)
    db.conn.execute(_TAKE_BACK, (item.capture, *words))
    if isinstance(item, Dropped):
        db.conn.execute(_NOTHING, (item.capture,))


def _take_up(db: Database, capture: int, text: Version, document: int, before: int | None) -> None:
    """Take up a version that was set aside, unless the document has one with this body."""
    found = first(db, _TO_TAKE_UP, (document, text.body_sha256, before))
    if found is None or found[1]:
        return
    (last,) = first(db, f"SELECT ifnull(max(n), 0) FROM versions WHERE document = ? AND n < {ASIDE}", (document,))
    db.conn.execute(_TAKE_UP, (last + 1, capture, *text, found[0]))


def _tidy(db: Database, document: int) -> None:
    """Remove the versions of a document that no capture shows, and the document if none shows it."""
    last, earliest = first(db, "SELECT max(id), min(id) FROM captures WHERE document = ?", (document,))
    if last is None:
        db.conn.execute("UPDATE documents SET version = NULL WHERE id = ?", (document,))
    elif first(db, _SHOWN_BY_ANOTHER, (document,)):
        # The capture that it was shown by has left it, and those that stay are still to be gone through.
        db.conn.execute(
            "UPDATE documents SET first_capture = ?1, last_capture = ?2,"
            " (kind, version) = (SELECT kind, version FROM captures WHERE id = ?2) WHERE id = ?3",
            (earliest, last, document),
        )
    db.conn.execute(
        "DELETE FROM versions WHERE document = ?"
        " AND NOT EXISTS (SELECT 1 FROM captures AS c WHERE c.version = versions.id)",
        (document,),
    )
    if last is None:
        db.conn.execute("DELETE FROM translations WHERE document = ?", (document,))
        db.conn.execute("DELETE FROM documents WHERE id = ?", (document,))
