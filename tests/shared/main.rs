//! A ledger that a newsroom shares on a PostgreSQL server, as it is used. Where PostgreSQL is
//! not installed the tests say so and prove nothing.

#![cfg(unix)]

#[path = "../faults/calls.rs"]
mod calls;
mod cluster;
#[path = "../cli/common.rs"]
#[allow(dead_code)]
mod common;
mod copies;
mod errors;
mod machine;
mod rough;
mod together;
#[path = "../collect/server.rs"]
#[allow(dead_code)]
mod web;
