-- What people decided about records. Records are made anew when a document is read
-- again; decisions stay and are carried out on what was read.
CREATE TABLE decision (
    key       INTEGER PRIMARY KEY,
    at        TEXT NOT NULL,                -- UTC
    who       TEXT NOT NULL,
    note      TEXT,
    act       TEXT NOT NULL CHECK (act IN ('drop', 'correct', 'join', 'split')),
    field     TEXT,                         -- of a correction: such as status or parties.0.name
    before    TEXT,                         -- JSON: what the correction replaces
    value     TEXT,                         -- JSON: by what
    undone    TEXT,                         -- UTC, when it was taken back
    undone_by TEXT
);

-- The records that a decision is about. Of a split the first is the account split off.
CREATE TABLE decided (
    decision INTEGER NOT NULL REFERENCES decision (key),
    ordinal  INTEGER NOT NULL,
    record   TEXT    NOT NULL,              -- its id; another one where reading anew has changed it
    kind     TEXT    NOT NULL,
    document TEXT    NOT NULL,
    words    TEXT    NOT NULL,              -- that it rests on, to know it again by
    PRIMARY KEY (decision, ordinal)
) WITHOUT ROWID;
CREATE INDEX decided_record ON decided (record);
CREATE INDEX decided_document ON decided (document);

ALTER TABLE record ADD COLUMN dropped INTEGER NOT NULL DEFAULT 0; -- by a decision
ALTER TABLE record ADD COLUMN was TEXT;     -- JSON: as it was read, where a decision corrected it

-- How often what the ledger says of a day has changed; '' for documents without a day.
CREATE TABLE change (
    day    TEXT PRIMARY KEY,
    number INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO change (day, number) SELECT ifnull(day, ''), count(*) FROM revision GROUP BY 1;
CREATE TRIGGER revision_change_insert AFTER INSERT ON revision BEGIN
    INSERT INTO change (day, number) VALUES (ifnull(new.day, ''), 1)
    ON CONFLICT DO UPDATE SET number = number + 1;
END;
CREATE TRIGGER revision_change_update AFTER UPDATE ON revision BEGIN
    INSERT INTO change (day, number) VALUES (ifnull(old.day, ''), 1)
    ON CONFLICT DO UPDATE SET number = number + 1;
    INSERT INTO change (day, number) VALUES (ifnull(new.day, ''), 1)
    ON CONFLICT DO UPDATE SET number = number + 1;
END;
CREATE TRIGGER revision_change_delete AFTER DELETE ON revision BEGIN
    INSERT INTO change (day, number) VALUES (ifnull(old.day, ''), 1)
    ON CONFLICT DO UPDATE SET number = number + 1;
END;

CREATE INDEX mention_name ON mention (name);
CREATE INDEX actor_name ON actor (name, record);
CREATE INDEX revision_outlet ON revision (outlet, day, number) WHERE current;

-- What was made from the ledger, kept until the ledger says something else.
CREATE TABLE kept (
    name    TEXT PRIMARY KEY,
    stamp   TEXT NOT NULL,
    content TEXT NOT NULL
) WITHOUT ROWID;

-- Who may log in to the web page.
CREATE TABLE person (
    name     TEXT PRIMARY KEY,
    password TEXT NOT NULL                  -- Argon2id, in PHC's form
) WITHOUT ROWID;

-- Searches that people keep, each with a feed under a secret address.
CREATE TABLE saved (
    key   INTEGER PRIMARY KEY,
    name  TEXT NOT NULL,
    query TEXT NOT NULL,
    feed  TEXT NOT NULL UNIQUE,             -- the secret part of its address
    who   TEXT NOT NULL,
    at    TEXT NOT NULL                     -- UTC
);

-- Digests that anyone with the link may read, as they were when they were shared.
CREATE TABLE shared (
    hash   BLOB PRIMARY KEY,                -- BLAKE3 of the secret part of the address
    week   TEXT NOT NULL,
    digest TEXT NOT NULL,                   -- JSON
    who    TEXT NOT NULL,
    at     TEXT NOT NULL,                   -- UTC
    until  TEXT NOT NULL                    -- UTC
) WITHOUT ROWID;
