//! Writes sentences from records by the forms of `knowledge/digest/forms.toml`.

mod channel;
mod contact;
mod detail;
mod headline;
mod phrase;
mod position;
mod readout;
mod row;
mod statement;
mod story;
mod telling;

pub use channel::channels;
pub use contact::{first_teller, has_source, in_words, missing_account, told, told_before, told_by};
pub use detail::{account_says, account_words, details, told_detail};
pub use headline::{headline, tally};
pub use phrase::has_known_thing;
pub use position::{stand, stand_label};
pub use readout::{counted, label, pair_label, silent_account};
pub use row::{COLUMNS, row};
pub use statement::{Candidate, beside, candidate, candidates, speaks_of, spoken};
pub use story::{origins, participants, unknown};
pub use telling::passed_on;
