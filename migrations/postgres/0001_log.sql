-- What a newsroom shares: everything that was ever done to its ledger, in its order.
CREATE SCHEMA diplomacy_watch;

-- Which ledger this is, and how many of these steps it has taken.
CREATE TABLE diplomacy_watch.ledger (
    one    boolean PRIMARY KEY DEFAULT true CHECK (one),
    id     text    NOT NULL,                -- by which each machine knows its mirror
    schema integer NOT NULL
);

-- What was done, only ever added to. Whoever adds holds the turn until the end of its
-- transaction, so that numbers are taken and seen in their order and without gaps: who has
-- read up to a number has missed none before it.
CREATE TABLE diplomacy_watch.entry (
    number  bigint      PRIMARY KEY CHECK (number > 0),
    at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    role    text        NOT NULL DEFAULT session_user,
    deed    text        NOT NULL,           -- of which kind: store, decide, note-sent …
    body    bytea       NOT NULL,           -- what was done: JSON, deflated (zlib)
    outcome text        NOT NULL,           -- what came of it, as JSON; so everywhere
    chain   bytea       NOT NULL            -- BLAKE3 of the chain before, the number, body and outcome
);

-- The bytes that documents were read from.
CREATE TABLE diplomacy_watch.original (
    hash     bytea PRIMARY KEY,             -- BLAKE3 of the bytes
    deflated bytea NOT NULL                 -- zlib
);

-- The answers that documents were fetched with: members of WARC files, byte for byte.
CREATE TABLE diplomacy_watch.answer (
    archive  text   NOT NULL,               -- as the collector that fetched it calls the file
    "offset" bigint NOT NULL,               -- in that file
    hash     bytea  NOT NULL,               -- BLAKE3 of status line, head and body
    member   bytea  NOT NULL,               -- gzip
    PRIMARY KEY (archive, "offset", hash)
);

-- All of these bytes are packed already.
ALTER TABLE diplomacy_watch.entry ALTER COLUMN body SET STORAGE EXTERNAL;
ALTER TABLE diplomacy_watch.original ALTER COLUMN deflated SET STORAGE EXTERNAL;
ALTER TABLE diplomacy_watch.answer ALTER COLUMN member SET STORAGE EXTERNAL;
