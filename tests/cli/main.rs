//! The program as it is called: inputs, outputs, exits.

mod atom;
mod claims;
mod code;
mod common;
mod digest;
mod edit;
mod events;
mod hostile;
mod ledger;
mod read;
mod sending;
mod stories;
#[path = "../atom/valid.rs"]
mod valid;
mod writer;
