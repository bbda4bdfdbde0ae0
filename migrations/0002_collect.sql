-- What a source announced: the pages to fetch, and what silences are judged by.
CREATE TABLE item (
    source    TEXT    NOT NULL,             -- its name in watch.toml; '' for addresses given by hand
    url       TEXT    NOT NULL,
    title     TEXT,
    published TEXT,                         -- as the source states it
    updated   TEXT,                         -- as the source states it
    found     TEXT    NOT NULL,             -- UTC, when it was first announced to us
    state     TEXT    NOT NULL CHECK (state IN ('waiting', 'done', 'failed')),
    tries     INTEGER NOT NULL,             -- since it last went well
    checked   TEXT,                         -- UTC, when it was last asked for
    problem   TEXT,
    PRIMARY KEY (source, url)
) WITHOUT ROWID;
CREATE INDEX item_state ON item (source, state);

-- Every time a source's list was asked for, and how that went.
CREATE TABLE listing (
    key     INTEGER PRIMARY KEY,
    source  TEXT NOT NULL,
    at      TEXT NOT NULL,                  -- UTC
    outcome TEXT NOT NULL CHECK (outcome IN ('fetched', 'unchanged', 'failed')),
    problem TEXT,
    since   TEXT                            -- UTC: what was published from then on was on it or is known
);
CREATE INDEX listing_source ON listing (source, at);

-- What an address gave last, to ask only for what has changed.
CREATE TABLE address (
    url      TEXT PRIMARY KEY,
    etag     TEXT,
    modified TEXT,
    body     BLOB NOT NULL,                 -- BLAKE3 of the body, unpacked
    checked  TEXT NOT NULL                  -- UTC
) WITHOUT ROWID;

-- Sites that asked to be left alone or fail.
CREATE TABLE rest (
    site  TEXT PRIMARY KEY,                 -- scheme, host and port
    until TEXT NOT NULL                     -- UTC
) WITHOUT ROWID;

-- Where the answer that a revision was read from is kept, byte for byte.
CREATE TABLE proof (
    revision INTEGER PRIMARY KEY REFERENCES revision (key) ON DELETE CASCADE,
    address  TEXT    NOT NULL,              -- that was asked
    fetched  TEXT    NOT NULL,              -- UTC
    archive  TEXT    NOT NULL,              -- a WARC file, from the ledger's folder on
    "offset" INTEGER NOT NULL,              -- of the record's gzip member
    length   INTEGER NOT NULL,              -- of the member
    hash     BLOB    NOT NULL               -- BLAKE3 of status line, head and body
);
