//! Keeps everything that was read in one SQLite file. The only code that knows SQL.
