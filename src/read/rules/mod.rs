//! Rules: what the reader knows about language, as patterns over the tree and the
//! surface. They are kept under `knowledge/rules/`, each with sentences that it must
//! and must not match; those sentences are its tests.
//!
//! A rule's `when` opens with what it looks for and then says what must stand around it:
//!
//! | written | meaning |
//! |---|---|
//! | `verb meet\|confer` | a verb by dictionary form; `noun talk\|meeting` a noun; `adjective ready` an adjective or participle |
//! | `<subject A>` | a slot: the word at the end of that path, with those joined to it by "and" |
//! | `[<with B>]` | a slot that may be empty |
//! | `<object\|with B = @party>` | a choice of paths; the word must be of that class, or one of the words given |
//! | `{object = talk\|meeting}` | must be there, is not a slot; `!{…}` must not be there |
//! | `object.with` | a path of two steps: the object's "with" |
//! | `words according to <S>` | words in a row; `[word]` may be missing, `..` is a gap of at most six tokens |
//!
//! Steps are `subject`, `passive` (subject of a passive verb), `object`, `agent` ("by"),
//! `owner` ("Burns's", "her"), `adjective`, `compound`, `adverb`, `particle`, `aux`, `clause`
//! ("that …"), `infinitive` ("to …", also of a noun: "the need to …"), `apposition`, `head`
//! (one step up), `expletive` (the empty "it"), `case` (the word's own preposition), `any`, and
//! every preposition by its own name. Classes are `@person @office @organisation @country @place @group @party` (all but
//! places), `@capital` (which may stand for its state), `@number`, by part of speech `@noun`
//! (no name) `@adjective @verb`, and in `words` patterns `@phrase`, any noun phrase. Words that
//! several rules share stand once in the file, under `[lists]`: `$name` in a pattern stands
//! for them.

mod book;
pub(crate) mod navigate;
mod pattern;
mod rule;
mod surface;
mod tree;

pub use book::{Match, RuleBook};
pub use pattern::{Lists, Pattern, PatternError};
pub use rule::{Rule, RuleError};
