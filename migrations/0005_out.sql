-- What editors changed in digests. A digest is written anew from the documents; changes
-- stay and are carried out on what is written.
CREATE TABLE edit (
    key       INTEGER PRIMARY KEY,
    at        TEXT NOT NULL,                -- UTC
    who       TEXT NOT NULL,
    note      TEXT,
    week      TEXT NOT NULL,                -- ISO 8601
    place     TEXT NOT NULL CHECK (place IN ('title', 'deck', 'text', 'row')),
    section   TEXT,                         -- the heading under which it stood
    sentence  TEXT NOT NULL,                -- as it was written
    anchors   TEXT NOT NULL,                -- JSON: the words that it rested on, to know it again by
    "text"    TEXT,                         -- the editor's words; null where it was taken out
    undone    TEXT,                         -- UTC, when it was taken back
    undone_by TEXT
);
CREATE INDEX edit_week ON edit (week);

-- The secret part of the address of the feed of digests.
CREATE TABLE digest_feed (
    one    INTEGER PRIMARY KEY CHECK (one = 1),
    secret TEXT NOT NULL,
    who    TEXT NOT NULL,
    at     TEXT NOT NULL                    -- UTC
);

-- What was sent, so that nobody is told twice.
CREATE TABLE sent (
    name   TEXT NOT NULL,                   -- of the alert; 'digest' for a week's digest
    way    TEXT NOT NULL,                   -- an address of mail or of the web
    matter TEXT NOT NULL,                   -- the id of a record or document; the ISO week of a digest
    at     TEXT NOT NULL,                   -- UTC
    PRIMARY KEY (name, way, matter)
) WITHOUT ROWID;
