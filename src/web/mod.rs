//! The ledger in a browser: pages, a JSON API and feeds, from the same program.
//!
//! Every page is a plain function from what is asked to an answer; `listen` alone
//! touches the network, and the door (`door`) decides who comes in. Nothing here needs
//! a script: `web.js` only spares the reader some loading of whole pages.

mod account;
mod answer;
mod api;
mod ask;
mod door;
mod fault;
mod feed;
mod house;
mod listen;
mod page;
mod pool;
mod routes;
mod shelf;
mod show;

pub use account::hash_password;
pub use house::Settings;
pub use listen::{Listen, serve};
