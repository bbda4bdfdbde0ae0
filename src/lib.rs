//! Diplomacy Watch reads what the press and official channels publish, keeps a
//! sourced ledger of the diplomacy in it, and writes the weekly watch, in which
//! every sentence is cited down to the words it rests on.
//!
//! The modules stand in the order of the flow:
//! `collect → read → ledger → weave → digest → publish`.

pub mod record;

pub mod config;
pub mod knowledge;

pub mod collect;
pub mod read;

pub mod intake;

pub mod ledger;
pub mod rounds;

pub mod weave;

pub mod digest;
pub mod publish;
pub mod web;

pub mod cli;
