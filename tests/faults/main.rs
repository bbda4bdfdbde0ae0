//! What must hold when the program or the machine fails.

#[cfg(unix)]
mod calls;
#[cfg(target_os = "linux")]
mod clock;
#[path = "../cli/common.rs"]
#[allow(dead_code)]
mod common;
#[cfg(unix)]
mod kill;
#[cfg(unix)]
mod mount;
#[path = "../collect/server.rs"]
#[allow(dead_code)]
mod server;
mod storage;
