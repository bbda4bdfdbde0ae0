-- Lists, counts and searches over a large ledger; alerts of kept searches.

-- What an actor takes part in, and when, so that one party's records are found by day.
ALTER TABLE actor ADD COLUMN kind TEXT;     -- of the record
ALTER TABLE actor ADD COLUMN day TEXT;      -- of the record
UPDATE actor SET (kind, day) = (SELECT record.kind, record.day FROM record WHERE record.key = actor.record);
DROP INDEX actor_country;
CREATE INDEX actor_country ON actor (country, kind, day, record);
DROP INDEX actor_name;
CREATE INDEX actor_name ON actor (name, kind, day, record);

-- Records in the order of lists, with what lists and counts ask of them.
DROP INDEX record_day;
CREATE INDEX record_day ON record (kind, day, key, last, state, form, domestic, dropped, revision);

-- The names that take part in records, each once.
CREATE TABLE named (
    name    TEXT PRIMARY KEY,
    folded  TEXT    NOT NULL,               -- as in actor
    country TEXT,
    records INTEGER NOT NULL                -- in how many it takes part
) WITHOUT ROWID;
INSERT INTO named (name, folded, country, records)
SELECT name, max(folded), max(country), count(*) FROM actor GROUP BY name;
CREATE TRIGGER actor_named_insert AFTER INSERT ON actor BEGIN
    INSERT INTO named (name, folded, country, records) VALUES (new.name, new.folded, new.country, 1)
    ON CONFLICT DO UPDATE SET records = records + 1, country = ifnull(country, new.country);
END;
CREATE TRIGGER actor_named_delete AFTER DELETE ON actor BEGIN
    UPDATE named SET records = records - 1 WHERE name = old.name;
    DELETE FROM named WHERE name = old.name AND records = 0;
END;

-- Which office a document gives a person, each once for a current revision.
CREATE TABLE office (
    name     TEXT    NOT NULL,
    role     TEXT    NOT NULL,              -- '' where only the country is told
    country  TEXT    NOT NULL,              -- '' where none is told
    day      TEXT    NOT NULL,              -- of publication; '' where it is not known
    revision INTEGER NOT NULL REFERENCES revision (key) ON DELETE CASCADE,
    PRIMARY KEY (name, role, country, day, revision)
) WITHOUT ROWID;
CREATE INDEX office_revision ON office (revision);
INSERT INTO office (name, role, country, day, revision)
SELECT DISTINCT mention.name, ifnull(role, ''), ifnull(mention.country, ''), ifnull(day, ''), revision.key
FROM mention JOIN revision ON revision.key = mention.revision
WHERE revision.current AND mention.kind IN ('person', 'office');
CREATE TRIGGER revision_office_update AFTER UPDATE OF current ON revision WHEN old.current AND NOT new.current BEGIN
    DELETE FROM office WHERE revision = old.key;
END;

-- The full text knows, besides the words, who speaks, to whom, on what, who publishes and
-- when, so that all of a query is answered in one place. Countries are words such as
-- codeukr, days words such as d20220307, m202203 and y2022.
ALTER TABLE revision ADD COLUMN voices TEXT NOT NULL DEFAULT '';    -- who speaks or takes a position
ALTER TABLE revision ADD COLUMN addressed TEXT NOT NULL DEFAULT ''; -- toward whom
ALTER TABLE revision ADD COLUMN issues TEXT NOT NULL DEFAULT '';    -- of its positions

DROP TRIGGER revision_search_insert;
DROP TRIGGER revision_search_delete;
DROP TRIGGER revision_search_update;
DROP TABLE search;

UPDATE revision SET
    voices = (SELECT ifnull(group_concat(DISTINCT folded || ifnull(' code' || lower(actor.country), '')), '')
              FROM record JOIN actor ON actor.record = record.key
              WHERE record.revision = revision.key AND NOT dropped AND part IN ('source', 'holder')),
    addressed = (SELECT ifnull(group_concat(DISTINCT folded || ifnull(' code' || lower(actor.country), '')), '')
                 FROM record JOIN actor ON actor.record = record.key
                 WHERE record.revision = revision.key AND NOT dropped AND part IN ('toward', 'recipient')),
    issues = (SELECT ifnull(group_concat(DISTINCT form), '') FROM record
              WHERE record.revision = revision.key AND NOT dropped AND kind = 'position')
WHERE current;

-- The current revisions, each once it is whole: its reader is written last.
CREATE VIEW searched AS
SELECT key, title, text, names, voices, addressed, issues, ifnull(outlet, '') AS outlet,
    ifnull('code' || lower(country), '') || ifnull(' kind' || replace(kind, '-', ''), '') AS marks,
    ifnull('d' || replace(day, '-', '') || ' m' || replace(substr(day, 1, 7), '-', '') || ' y' || substr(day, 1, 4), '')
        AS days
FROM revision WHERE current AND reader != '';
CREATE VIRTUAL TABLE search USING fts5 (
    title, text, names, voices, addressed, issues, outlet, marks, days,
    content = 'searched', content_rowid = 'key',
    tokenize = "porter unicode61 remove_diacritics 2"
);
INSERT INTO search (rowid, title, text, names, voices, addressed, issues, outlet, marks, days)
SELECT * FROM searched;
CREATE TRIGGER revision_search_insert AFTER INSERT ON revision BEGIN
    INSERT INTO search (rowid, title, text, names, voices, addressed, issues, outlet, marks, days)
    SELECT * FROM searched WHERE key = new.key;
END;
CREATE TRIGGER revision_search_delete BEFORE DELETE ON revision BEGIN
    INSERT INTO search (search, rowid, title, text, names, voices, addressed, issues, outlet, marks, days)
    SELECT 'delete', * FROM searched WHERE key = old.key;
END;
CREATE TRIGGER revision_search_before
BEFORE UPDATE OF current, reader, title, text, names, voices, addressed, issues, outlet, kind, country, day ON revision BEGIN
    INSERT INTO search (search, rowid, title, text, names, voices, addressed, issues, outlet, marks, days)
    SELECT 'delete', * FROM searched WHERE key = old.key;
END;
CREATE TRIGGER revision_search_after
AFTER UPDATE OF current, reader, title, text, names, voices, addressed, issues, outlet, kind, country, day ON revision BEGIN
    INSERT INTO search (rowid, title, text, names, voices, addressed, issues, outlet, marks, days)
    SELECT * FROM searched WHERE key = new.key;
END;

-- By which alert of watch.toml what a search finds is told.
ALTER TABLE saved ADD COLUMN alert TEXT;
