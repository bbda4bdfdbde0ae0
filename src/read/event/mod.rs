//! Events: what one party did to another, coded after PLOVER.

mod coder;
mod features;
mod hints;
mod model;
mod rows;
mod scene;

pub use coder::Coder;
pub use features::features;
pub use hints::{Hints, ROOTS, Root, root};
pub use model::Model;
pub use rows::{BadRow, BadTable, Pairs, Row};
pub use scene::Scene;
