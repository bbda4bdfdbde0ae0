//! The program as it is called: inputs, outputs, exits.

mod code;
mod common;
mod digest;
mod ledger;
mod read;
mod stories;
