"""The archive's tables as they were first published; `unfurnish.store.migrations` has what came since."""

FIRST = """
CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    command TEXT NOT NULL,
    started_at TEXT NOT NULL,               -- RFC 3339, UTC
    finished_at TEXT,                       -- NULL: still at work, or killed
    engine TEXT NOT NULL,                   -- version of rules, profiles and vocabulary
    arguments TEXT NOT NULL CHECK (json_valid(arguments)),
    totals TEXT CHECK (totals IS NULL OR json_valid(totals))
) STRICT;

CREATE TABLE sites (
    id TEXT NOT NULL PRIMARY KEY,           -- such as rusemb.org.uk
    name TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE documents (
    id INTEGER PRIMARY KEY,
    site TEXT REFERENCES sites (id),
    identity TEXT NOT NULL UNIQUE,          -- what makes two captures the same item: see rows.identity
    url TEXT,
    number TEXT,                            -- the publisher's own document number
    kind TEXT NOT NULL CHECK (kind IN ('article', 'listing', 'record', 'other')),
    version INTEGER REFERENCES versions (id),       -- the text to read; NULL: a listing
    first_capture INTEGER NOT NULL REFERENCES captures (id),    -- in the order of ingest
    last_capture INTEGER NOT NULL REFERENCES captures (id)      -- by date of capture, else in that order
) STRICT;

CREATE TABLE versions (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents (id),
    n INTEGER NOT NULL CHECK (n > 0),       -- 1, 2, ... in the order of ingest
    capture INTEGER NOT NULL REFERENCES captures (id),      -- the first that showed this body
    title TEXT,
    body_sha256 TEXT NOT NULL,              -- hexadecimal, of the body as UTF-8
    body_chars INTEGER NOT NULL,            -- code points
    published TEXT,                         -- ISO 8601 at the precision that is known
    published_precision TEXT,
    published_source TEXT,
    published_raw TEXT,
    event TEXT,
    event_precision TEXT,
    event_source TEXT,
    event_raw TEXT,
    language TEXT,                          -- ISO 639-1
    section TEXT,
    place TEXT,
    doc_type TEXT,
    source_url TEXT,                        -- the address that the page itself names
    alt_titles TEXT NOT NULL,               -- JSON array
    authors TEXT NOT NULL,                  -- JSON array
    paragraph_languages TEXT NOT NULL,      -- JSON array, one entry a paragraph of the body
    body TEXT NOT NULL,                     -- paragraphs joined by a blank line
    UNIQUE (document, n)
) STRICT;

CREATE TABLE captures (
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES runs (id),      -- the run that stored it
    sha256 TEXT NOT NULL,                   -- hexadecimal, of the raw bytes
    source TEXT NOT NULL,                   -- path as given, or PATH#N
    site TEXT REFERENCES sites (id),
    site_named INTEGER NOT NULL CHECK (site_named IN (0, 1)),       -- 1: the user named the site
    url TEXT,
    media_type TEXT,
    charset TEXT,                           -- declared outside the page
    encoding TEXT NOT NULL,                 -- that the bytes were decoded with
    fetched_at TEXT,                        -- RFC 3339
    cleaned_by INTEGER REFERENCES runs (id),        -- the run that labelled it; NULL: still to do
    document INTEGER REFERENCES documents (id),
    version INTEGER REFERENCES versions (id),
    -- NULL until it is cleaned, and where cleaning rejected it.
    kind TEXT CHECK (kind IN ('article', 'listing', 'record', 'other')),
    language TEXT,
    captured TEXT,                          -- when the page was captured, ISO 8601
    captured_precision TEXT,
    captured_source TEXT,
    captured_raw TEXT,
    chars_kept INTEGER,                     -- code points, without the white space around each segment
    chars_removed INTEGER,
    notes TEXT NOT NULL DEFAULT '[]',       -- JSON array of {code, detail}
    raw_length INTEGER NOT NULL,            -- bytes
    raw BLOB NOT NULL,                      -- zlib
    text TEXT                               -- rendered from HTML; NULL where the decoded bytes are the text
) STRICT;
CREATE UNIQUE INDEX captures_same_bytes ON captures (sha256, ifnull(url, ''));
CREATE INDEX captures_by_document ON captures (document);
CREATE INDEX captures_by_version ON captures (version);
CREATE INDEX captures_by_cleaning ON captures (cleaned_by, site, id);

CREATE TABLE spans (
    capture INTEGER NOT NULL REFERENCES captures (id),
    n INTEGER NOT NULL,                     -- 0, 1, ... in page order
    "start" INTEGER NOT NULL,               -- code points of the text, half-open
    "end" INTEGER NOT NULL,
    first_line INTEGER NOT NULL,            -- 1-based
    last_line INTEGER NOT NULL,
    label TEXT NOT NULL CHECK (label IN ('title', 'body', 'meta', 'related', 'furniture', 'blank')),
    reason TEXT NOT NULL,
    score REAL NOT NULL,
    chars INTEGER NOT NULL,                 -- code points, without the white space around each segment
    text TEXT,                              -- of title, meta and furniture only: see spans.py
    PRIMARY KEY (capture, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE related (
    capture INTEGER NOT NULL REFERENCES captures (id),
    n INTEGER NOT NULL,                     -- 0, 1, ... in page order
    date TEXT,                              -- ISO 8601
    title TEXT NOT NULL,
    teaser TEXT,
    url TEXT,
    PRIMARY KEY (capture, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE counters (
    capture INTEGER NOT NULL REFERENCES captures (id),
    n INTEGER NOT NULL,                     -- 0, 1, ... in page order
    days INTEGER NOT NULL,
    event TEXT NOT NULL,
    since TEXT,                             -- ISO 8601 day
    PRIMARY KEY (capture, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE translations (
    document INTEGER NOT NULL REFERENCES documents (id),
    language TEXT NOT NULL,                 -- ISO 639-1; its own language among them
    PRIMARY KEY (document, language)
) STRICT, WITHOUT ROWID;

CREATE TABLE rejects (
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES runs (id),
    source TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    reason TEXT NOT NULL,                   -- snake_case code: empty, binary, unreadable, ...
    detail TEXT NOT NULL,
    at TEXT NOT NULL,                       -- RFC 3339, UTC
    raw BLOB NOT NULL,                      -- zlib; of nothing where the file could not be read
    UNIQUE (source, sha256)
) STRICT;

-- How many pages of a site hold a line, by where they hold it. The text is kept from the second one on.
CREATE TABLE site_lines (
    site TEXT NOT NULL REFERENCES sites (id),
    line INTEGER NOT NULL,                  -- 64-bit hash: cleaners.repetition
    head INTEGER NOT NULL,
    middle INTEGER NOT NULL,
    tail INTEGER NOT NULL,
    text TEXT,
    PRIMARY KEY (site, line)
) STRICT, WITHOUT ROWID;

CREATE VIEW current_texts AS
    SELECT d.id AS id, v.title AS title, v.body AS body
    FROM documents AS d JOIN versions AS v ON v.id = d.version;

CREATE VIRTUAL TABLE documents_fts USING fts5 (
    title, body, content='current_texts', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
);

-- To forget a text, FTS5 wants it back word for word: so each trigger runs while it can still be read.
CREATE TRIGGER documents_version_changes AFTER UPDATE OF version ON documents
WHEN OLD.version IS NOT NEW.version
BEGIN
    INSERT INTO documents_fts (documents_fts, rowid, title, body)
        SELECT 'delete', OLD.id, title, body FROM versions WHERE id = OLD.version;
    INSERT INTO documents_fts (rowid, title, body)
        SELECT NEW.id, title, body FROM versions WHERE id = NEW.version;
END;

CREATE TRIGGER documents_deleted BEFORE DELETE ON documents
BEGIN
    INSERT INTO documents_fts (documents_fts, rowid, title, body)
        SELECT 'delete', OLD.id, title, body FROM versions WHERE id = OLD.version;
END;

CREATE TRIGGER versions_text_changes AFTER UPDATE OF title, body ON versions
WHEN OLD.id = (SELECT version FROM documents WHERE id = OLD.document)
BEGIN
    INSERT INTO documents_fts (documents_fts, rowid, title, body)
        VALUES ('delete', OLD.document, OLD.title, OLD.body);
    INSERT INTO documents_fts (rowid, title, body) VALUES (OLD.document, NEW.title, NEW.body);
END;

CREATE VIEW items AS
    SELECT d.id, d.site, d.kind, v.title, v.published, v.event, v.language, v.place, v.section, v.doc_type,
        d.number, d.url, v.source_url, v.body_chars, substr(v.body, 1, 200) AS beginning,
        (SELECT count(*) FROM captures AS c WHERE c.document = d.id) AS captures,
        (SELECT count(*) FROM versions AS o WHERE o.document = d.id) AS versions,
        (SELECT min(c.captured) FROM captures AS c WHERE c.document = d.id) AS first_captured,
        (SELECT max(c.captured) FROM captures AS c WHERE c.document = d.id) AS last_captured
    FROM documents AS d LEFT JOIN versions AS v ON v.id = d.version;

-- Entries of a listing are its content, not removed. The words of `related` lines are in the table `related`.
CREATE VIEW removed_lines AS
    SELECT s.capture, c.document, v.title, c.source, s.first_line, s.last_line, s."start", s."end",
        s.label, s.reason, s.score, s.chars, s.text
    FROM spans AS s JOIN captures AS c ON c.id = s.capture LEFT JOIN versions AS v ON v.id = c.version
    WHERE s.label IN ('furniture', 'meta') OR s.label = 'related' AND c.kind <> 'listing';
"""
