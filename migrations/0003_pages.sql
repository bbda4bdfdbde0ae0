-- Where the pages of a document begin that has any: a JSON list of places in its text.
ALTER TABLE revision ADD COLUMN pages TEXT NOT NULL DEFAULT '[]';
