"""The archive's tables, in numbered steps.

How the tables hang together:

- A `captures` row is one page as it was found. Its `cleaned_by` is NULL until the second phase of ingest has
  labelled it.
- A `documents` row is one item, to which its captures point. A `versions` row is one text of it, and
  `documents.version` is the text to read: that of `last_capture`. A listing with a URL has a `documents` row
  without versions; one without a URL has none, and is found as a capture of that kind.
- `spans` hold the labels of a capture in runs; `unfurnish.store.spans.expand` makes segments of them again.
- `related.document` is the item of the same site that bears, or once bore, the title of the teaser.
- `site_lines` counts lines over the different pages of a site, which are in `site_pages`. `sites.snapshot` is what
  the site's captures are labelled with from now on, `captures.snapshot` what one was labelled with.
- A `sightings` row is one more time at which the bytes of a capture were met at its address.
- A `frontier` row is one address of a site that is crawled, a `fetches` row one answer to it, or one refusal to ask.
- `documents_fts` indexes title and body of the current version of each document, as `searched_texts` has them; its
  rowid is `documents.id`.
"""

from unfurnish.store.first_schema import FIRST
from unfurnish.store.unspaced import apart_sql

_SECOND = """
-- What a site's pages hold at one time. Labels are made against a snapshot, which only `unfurnish reclean` moves.
CREATE TABLE snapshots (
    id TEXT NOT NULL PRIMARY KEY,           -- hash of the counts: cleaners.repetition
    site TEXT NOT NULL REFERENCES sites (id),
    pages INTEGER NOT NULL,                 -- different pages that were counted
    run INTEGER NOT NULL REFERENCES runs (id),
    taken_at TEXT NOT NULL                  -- RFC 3339, UTC
) STRICT, WITHOUT ROWID;

-- The lines that three different pages held at least; their text is in site_lines.
CREATE TABLE snapshot_lines (
    snapshot TEXT NOT NULL REFERENCES snapshots (id) ON DELETE CASCADE,
    line INTEGER NOT NULL,
    head INTEGER NOT NULL,
    middle INTEGER NOT NULL,
    tail INTEGER NOT NULL,
    PRIMARY KEY (snapshot, line)
) STRICT, WITHOUT ROWID;

-- The different pages of a site that were counted: captures of one page have one signature.
CREATE TABLE site_pages (
    site TEXT NOT NULL REFERENCES sites (id),
    signature INTEGER NOT NULL,             -- 64-bit hash: cleaners.repetition
    PRIMARY KEY (site, signature)
) STRICT, WITHOUT ROWID;

ALTER TABLE sites ADD COLUMN snapshot TEXT REFERENCES snapshots (id);       -- NULL: under three different pages

ALTER TABLE captures ADD COLUMN snapshot TEXT REFERENCES snapshots (id);    -- that it was labelled with
ALTER TABLE captures ADD COLUMN counted_by TEXT;    -- the engine that read its lines; NULL: not counted yet
CREATE INDEX captures_by_snapshot ON captures (snapshot);

-- A title is found by a hash of it, white space and case folded: titles.title_key.
ALTER TABLE versions ADD COLUMN title_key INTEGER;
CREATE INDEX versions_by_title ON versions (title_key);

ALTER TABLE related ADD COLUMN title_key INTEGER;
ALTER TABLE related ADD COLUMN document INTEGER REFERENCES documents (id) ON DELETE SET NULL;  -- of the same title
CREATE INDEX related_by_title ON related (title_key);
CREATE INDEX related_by_document ON related (document);
UPDATE versions SET title_key = title_key(title);
UPDATE related SET title_key = title_key(title);

-- Lines were counted once for each capture: `unfurnish reclean` counts them anew.
DELETE FROM site_lines;

DROP TRIGGER versions_text_changes;
CREATE TRIGGER versions_text_changes AFTER UPDATE OF title, body ON versions
WHEN OLD.id = (SELECT version FROM documents WHERE id = OLD.document)
    AND (OLD.title IS NOT NEW.title OR OLD.body IS NOT NEW.body)
BEGIN
    INSERT INTO documents_fts (documents_fts, rowid, title, body)
        VALUES ('delete', OLD.document, OLD.title, OLD.body);
    INSERT INTO documents_fts (rowid, title, body) VALUES (OLD.document, NEW.title, NEW.body);
END;
"""

# HTML pages: what made the text of a capture, and what is kept of the tree beside the words.
_THIRD = """
ALTER TABLE captures ADD COLUMN renderer TEXT;  -- version of what rendered `text`; NULL where the bytes are the text
ALTER TABLE versions ADD COLUMN forms TEXT NOT NULL DEFAULT '[]';       -- JSON array, one entry a paragraph, or empty
ALTER TABLE versions ADD COLUMN links TEXT NOT NULL DEFAULT '[]';       -- JSON array of {paragraph, text, url}
ALTER TABLE versions ADD COLUMN images TEXT NOT NULL DEFAULT '[]';      -- JSON array of {paragraph, url, alt, caption}
ALTER TABLE versions ADD COLUMN provenance TEXT NOT NULL DEFAULT '[]';  -- JSON array of {field, source}
"""

# Crawling: what is still to be asked for, what became of each address, and what hosts said of robots.
_FOURTH = """
CREATE TABLE crawls (
    run INTEGER PRIMARY KEY REFERENCES runs (id),
    site TEXT NOT NULL REFERENCES sites (id),
    rules TEXT NOT NULL                     -- hash of what decides which links are followed
) STRICT;

CREATE TABLE frontier (
    id INTEGER PRIMARY KEY,
    site TEXT NOT NULL REFERENCES sites (id),
    address TEXT NOT NULL,                  -- the URL without what makes no other page: addresses.py
    url TEXT NOT NULL,                      -- to be asked for
    host TEXT NOT NULL,                     -- and port, if it is named
    role TEXT NOT NULL CHECK (role IN ('item', 'listing', 'sitemap', 'feed')),
    state TEXT NOT NULL CHECK (state IN ('queued', 'done', 'moved', 'gone', 'refused', 'failed')),
    rank INTEGER NOT NULL,                  -- lower ones first
    start TEXT,                             -- the start that it belongs to, as the profile writes it
    place INTEGER,                          -- 0, 1, ... in the order of that start
    found_on INTEGER REFERENCES frontier (id),      -- the first page with a link to it
    listed TEXT,                            -- ISO 8601, beside the last link to it
    hops INTEGER NOT NULL DEFAULT 0,        -- redirects that led here
    attempts INTEGER NOT NULL DEFAULT 0,    -- that failed, since it was queued
    not_before REAL,                        -- Unix time
    run INTEGER REFERENCES runs (id),       -- the last one in which it was asked for, or refused
    reason TEXT,                            -- of its state, snake_case
    detail TEXT,
    status INTEGER,                         -- HTTP, of the last answer
    etag TEXT,                              -- of the last answer with a body that was used
    last_modified TEXT,
    capture INTEGER REFERENCES captures (id),       -- the last one
    asked_at TEXT,                          -- RFC 3339, UTC
    UNIQUE (site, address)
) STRICT;
CREATE INDEX frontier_queue ON frontier (site, state, host, rank, id);

-- Which pages of listings, sitemaps and feeds link to what.
CREATE TABLE frontier_links (
    page INTEGER NOT NULL REFERENCES frontier (id),
    target INTEGER NOT NULL REFERENCES frontier (id),
    run INTEGER NOT NULL REFERENCES runs (id),      -- the last one in which the link was seen
    listed TEXT,                            -- ISO 8601, beside the link
    PRIMARY KEY (page, target)
) STRICT, WITHOUT ROWID;
CREATE INDEX frontier_links_by_target ON frontier_links (target);

-- How many addresses of a start that counts items, or walks a calendar, are in the frontier.
CREATE TABLE frontier_starts (
    site TEXT NOT NULL REFERENCES sites (id),
    start TEXT NOT NULL,
    taken INTEGER NOT NULL,
    PRIMARY KEY (site, start)
) STRICT, WITHOUT ROWID;

CREATE TABLE fetches (
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES runs (id),
    frontier INTEGER NOT NULL REFERENCES frontier (id),
    at TEXT NOT NULL,                       -- RFC 3339, UTC
    outcome TEXT NOT NULL CHECK (
        outcome IN ('new', 'changed', 'unchanged', 'links', 'moved', 'gone', 'refused', 'failed', 'later')
    ),
    reason TEXT,
    status INTEGER,                         -- NULL: nothing was asked for, or nothing answered
    bytes INTEGER NOT NULL,                 -- of the body, as received
    capture INTEGER REFERENCES captures (id)
) STRICT;
CREATE INDEX fetches_by_run ON fetches (run, outcome);

CREATE TABLE hosts (
    host TEXT NOT NULL PRIMARY KEY,         -- scheme, name, and port if it is named
    robots_status INTEGER,
    robots BLOB,                            -- robots.txt as received
    robots_at REAL,                         -- Unix time
    not_before REAL                         -- Unix time: asked for by Retry-After
) STRICT, WITHOUT ROWID;
"""

# Words are found in scripts without spaces too.
_FIFTH = f"""
CREATE VIEW searched_versions AS
    SELECT id, {apart_sql("title")} AS title, {apart_sql("body")} AS body FROM versions;

CREATE VIEW searched_texts AS
    SELECT d.id AS id, v.title AS title, v.body AS body
    FROM documents AS d JOIN searched_versions AS v ON v.id = d.version;

DROP TRIGGER documents_version_changes;
DROP TRIGGER documents_deleted;
DROP TRIGGER versions_text_changes;
DROP TABLE documents_fts;
CREATE VIRTUAL TABLE documents_fts USING fts5 (
    title, body, content='searched_texts', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
);
-- Not by FTS5's own 'rebuild', which takes no table functions, and `searched_versions` has one.
INSERT INTO documents_fts (rowid, title, body) SELECT id, title, body FROM searched_texts;

-- To forget a text, FTS5 wants it back word for word: so each trigger runs while it can still be read.
CREATE TRIGGER documents_version_changes AFTER UPDATE OF version ON documents
WHEN OLD.version IS NOT NEW.version
BEGIN
    INSERT INTO documents_fts (documents_fts, rowid, title, body)
        SELECT 'delete', OLD.id, title, body FROM searched_versions WHERE id = OLD.version;
    INSERT INTO documents_fts (rowid, title, body)
        SELECT NEW.id, title, body FROM searched_versions WHERE id = NEW.version;
END;

CREATE TRIGGER documents_deleted BEFORE DELETE ON documents
BEGIN
    INSERT INTO documents_fts (documents_fts, rowid, title, body)
        SELECT 'delete', OLD.id, title, body FROM searched_versions WHERE id = OLD.version;
END;

CREATE TRIGGER versions_text_changes BEFORE UPDATE OF title, body ON versions
WHEN OLD.id = (SELECT version FROM documents WHERE id = OLD.document)
    AND (OLD.title IS NOT NEW.title OR OLD.body IS NOT NEW.body)
BEGIN
    INSERT INTO documents_fts (documents_fts, rowid, title, body)
        SELECT 'delete', OLD.document, title, body FROM searched_versions WHERE id = OLD.id;
END;

CREATE TRIGGER versions_text_changed AFTER UPDATE OF title, body ON versions
WHEN OLD.id = (SELECT version FROM documents WHERE id = OLD.document)
    AND (OLD.title IS NOT NEW.title OR OLD.body IS NOT NEW.body)
BEGIN
    INSERT INTO documents_fts (rowid, title, body)
        SELECT OLD.document, title, body FROM searched_versions WHERE id = NEW.id;
END;
"""

# Of what web archives hold that is no page, the beginning is kept; it was nothing before.
_SIXTH = """
ALTER TABLE rejects ADD COLUMN cut INTEGER NOT NULL DEFAULT 0 CHECK (cut IN (0, 1));    -- 1: raw is but the beginning
UPDATE rejects SET cut = 1
    WHERE reason IN ('media_type', 'http_status', 'redirect', 'robots') AND raw = x'789c030000000001';  -- of nothing
"""

# The same bytes at the same address at another time: archives of later crawls, and revisits.
_SEVENTH = """
CREATE TABLE sightings (
    capture INTEGER NOT NULL REFERENCES captures (id),
    fetched_at TEXT NOT NULL,               -- RFC 3339; not that of the capture
    source TEXT NOT NULL,                   -- where the bytes were met again: path as given, or PATH#N
    run INTEGER NOT NULL REFERENCES runs (id),
    PRIMARY KEY (capture, fetched_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX sightings_by_run ON sightings (run);

DROP VIEW items;
CREATE VIEW items AS
    SELECT d.id, d.site, d.kind, v.title, v.published, v.event, v.language, v.place, v.section, v.doc_type,
        d.number, d.url, v.source_url, v.body_chars, substr(v.body, 1, 200) AS beginning,
        (SELECT count(*) FROM captures AS c WHERE c.document = d.id) AS captures,
        (SELECT count(*) FROM versions AS o WHERE o.document = d.id) AS versions,
        (SELECT min(captured) FROM (
            SELECT c.captured FROM captures AS c WHERE c.document = d.id
            UNION ALL
            SELECT s.fetched_at FROM captures AS c JOIN sightings AS s ON s.capture = c.id WHERE c.document = d.id
        )) AS first_captured,
        (SELECT max(captured) FROM (
            SELECT c.captured FROM captures AS c WHERE c.document = d.id
            UNION ALL
            SELECT s.fetched_at FROM captures AS c JOIN sightings AS s ON s.capture = c.id WHERE c.document = d.id
        )) AS last_captured
    FROM documents AS d LEFT JOIN versions AS v ON v.id = d.version;
"""

# Crawlers that stop early say so.
_EIGHTH = """
ALTER TABLE captures ADD COLUMN truncated TEXT;     -- why there is only the beginning, as WARC-Truncated says; or NULL
"""

# Reclean removes versions: SQLite then looks for documents that show them.
_NINTH = """
CREATE INDEX documents_by_version ON documents (version);
"""

MIGRATIONS: tuple[str, ...] = (FIRST, _SECOND, _THIRD, _FOURTH, _FIFTH, _SIXTH, _SEVENTH, _EIGHTH, _NINTH)
"""Step n takes a database of `user_version` n to n + 1. A step that is published never changes."""
