-- The bytes that documents were read from, unpacked, then deflated (zlib).
CREATE TABLE original (
    hash     BLOB PRIMARY KEY, -- BLAKE3 of the bytes
    deflated BLOB NOT NULL
) WITHOUT ROWID;

-- A document as it read at one time. A document whose text changes gets another
-- revision; lists and digests use the current one.
CREATE TABLE revision (
    key       INTEGER PRIMARY KEY,
    document  TEXT    NOT NULL,
    number    INTEGER NOT NULL,             -- from 1
    current   INTEGER NOT NULL CHECK (current IN (0, 1)),
    content   BLOB    NOT NULL,             -- BLAKE3 of the fields from url to text
    original  BLOB    NOT NULL REFERENCES original (hash),
    collected TEXT    NOT NULL,             -- UTC, when it came into the ledger
    reader    TEXT    NOT NULL,             -- which reader took the records
    path      TEXT,
    url       TEXT,
    outlet    TEXT,
    kind      TEXT,
    country   TEXT,
    title     TEXT,
    deck      TEXT,
    section   TEXT,
    authors   TEXT    NOT NULL,             -- JSON
    published TEXT,                         -- as stated
    day       TEXT,                         -- of publication, ISO 8601
    language  TEXT,
    part      TEXT    NOT NULL,
    text      TEXT    NOT NULL,
    warnings  TEXT    NOT NULL,             -- JSON
    sentences TEXT    NOT NULL,             -- JSON: [[start, end], …]
    names     TEXT    NOT NULL,             -- whom the records name, for the search
    UNIQUE (document, number),
    UNIQUE (document, content)
);
CREATE UNIQUE INDEX revision_current ON revision (document) WHERE current;
CREATE INDEX revision_day ON revision (day) WHERE current;
CREATE INDEX revision_original ON revision (document, original);

-- Names where they stand. Spans are code points of the revision's text.
CREATE TABLE mention (
    revision INTEGER NOT NULL REFERENCES revision (key) ON DELETE CASCADE,
    ordinal  INTEGER NOT NULL,              -- in the order of the document, from 0
    id       TEXT    NOT NULL,
    "start"  INTEGER NOT NULL,
    "end"    INTEGER NOT NULL,
    words    TEXT    NOT NULL,              -- the text from start to end
    name     TEXT    NOT NULL,
    kind     TEXT    NOT NULL,
    country  TEXT,
    role     TEXT,
    PRIMARY KEY (revision, ordinal)
) WITHOUT ROWID;
CREATE INDEX mention_id ON mention (id);

-- Attributions, contacts, positions, events, silences.
CREATE TABLE record (
    key      INTEGER PRIMARY KEY,
    revision INTEGER NOT NULL REFERENCES revision (key) ON DELETE CASCADE,
    kind     TEXT    NOT NULL CHECK (kind IN ('attribution', 'contact', 'position', 'event', 'silence')),
    ordinal  INTEGER NOT NULL,              -- in the order of the document, from 0
    id       TEXT    NOT NULL,
    day      TEXT,                          -- when it was, else when it was published: the first day
    last     TEXT,                          -- the last day, where it is known by the week, month or year
    state    TEXT,                          -- a contact's or event's status, a statement's stance, a position's act
    form     TEXT,                          -- a contact's mode, a statement's form, a position's issue, an event's type
    domestic INTEGER NOT NULL,
    json     TEXT    NOT NULL,
    UNIQUE (revision, kind, ordinal)
);
CREATE INDEX record_id ON record (id);
CREATE INDEX record_day ON record (kind, day);

-- Who takes part in a record.
CREATE TABLE actor (
    record  INTEGER NOT NULL REFERENCES record (key) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    part    TEXT    NOT NULL,               -- source, party, holder, toward, actor, recipient, channel
    name    TEXT    NOT NULL,
    folded  TEXT    NOT NULL,               -- the name without case and accents, after a space
    country TEXT,
    PRIMARY KEY (record, ordinal)
) WITHOUT ROWID;
CREATE INDEX actor_country ON actor (country, record);

-- The words that a record rests on.
CREATE TABLE evidence (
    record  INTEGER NOT NULL REFERENCES record (key) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    field   TEXT    NOT NULL,               -- evidence, source, cue, content, condition, party
    "start" INTEGER NOT NULL,
    "end"   INTEGER NOT NULL,
    words   TEXT    NOT NULL,               -- the text from start to end
    PRIMARY KEY (record, ordinal)
) WITHOUT ROWID;

CREATE VIRTUAL TABLE search USING fts5 (
    title, text, names,
    content = 'revision', content_rowid = 'key',
    tokenize = "porter unicode61 remove_diacritics 2"
);
CREATE TRIGGER revision_search_insert AFTER INSERT ON revision BEGIN
    INSERT INTO search (rowid, title, text, names) VALUES (new.key, new.title, new.text, new.names);
END;
CREATE TRIGGER revision_search_delete AFTER DELETE ON revision BEGIN
    INSERT INTO search (search, rowid, title, text, names)
    VALUES ('delete', old.key, old.title, old.text, old.names);
END;
CREATE TRIGGER revision_search_update AFTER UPDATE OF title, text, names ON revision BEGIN
    INSERT INTO search (search, rowid, title, text, names)
    VALUES ('delete', old.key, old.title, old.text, old.names);
    INSERT INTO search (rowid, title, text, names) VALUES (new.key, new.title, new.text, new.names);
END;
