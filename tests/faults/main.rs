//! What must hold when the program or the machine fails.

#[path = "../cli/common.rs"]
#[allow(dead_code)]
mod common;
#[cfg(unix)]
mod kill;
#[path = "../collect/server.rs"]
#[allow(dead_code)]
mod server;
mod storage;
