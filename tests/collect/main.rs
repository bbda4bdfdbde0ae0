//! Collecting, against a real HTTP server on this machine.

mod archives;
mod backup;
mod by_hand;
#[path = "../cli/common.rs"]
#[allow(dead_code)]
mod common;
mod fetch;
mod secure;
mod server;
mod sources;
