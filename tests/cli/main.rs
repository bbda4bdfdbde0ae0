//! The program as it is called: inputs, outputs, exits.

mod common;
mod ledger;
mod read;
