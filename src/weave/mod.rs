//! Joins what many documents say.
