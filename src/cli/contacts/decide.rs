//! `contacts merge` and `contacts split`: a person decides which accounts are of one
//! contact.

use anyhow::anyhow;
use jiff::Timestamp;

use crate::cli::args::LedgerArgs;
use crate::cli::failure::Failure;
use crate::cli::output::Output;
use crate::ledger::{Act, Ledger, Verdict};
use crate::weave::accounts_of;

/// Decide that these contacts are one
///
/// Each is named by the id of any of its accounts. The decision is kept and counts in
/// every list and digest from then on, also when the documents are read again.
#[derive(Debug, clap::Args)]
pub(super) struct MergeArgs {
    /// Ids of contacts, as `contacts` lists them.
    #[arg(value_name = "ID", num_args = 2.., required = true)]
    ids: Vec<String>,

    #[command(flatten)]
    by: ByArgs,
}

/// Decide that an account tells of another contact than the others
#[derive(Debug, clap::Args)]
pub(super) struct SplitArgs {
    /// The id of any account of the contact.
    #[arg(value_name = "ID")]
    id: String,

    /// The id of the account that is of another.
    #[arg(value_name = "ACCOUNT")]
    account: String,

    #[command(flatten)]
    by: ByArgs,
}

/// Who decides, and where it is kept.
#[derive(Debug, clap::Args)]
struct ByArgs {
    /// Who decides; kept with the decision.
    #[arg(long, value_name = "NAME", env = "USER")]
    by: String,

    /// Why; kept with the decision.
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,

    #[command(flatten)]
    ledger: LedgerArgs,
}

pub(super) fn merge(args: MergeArgs) -> Result<(), Failure> {
    let mut ledger = args.by.ledger.open()?;
    let mut records = Vec::new();
    for id in &args.ids {
        records.extend(accounts(&ledger, id)?);
    }
    decide(&mut ledger, Act::Join, records, args.by)
}

pub(super) fn split(args: SplitArgs) -> Result<(), Failure> {
    let mut ledger = args.by.ledger.open()?;
    let mut records = accounts(&ledger, &args.id)?;
    let Some(at) = records.iter().position(|id| *id == args.account) else {
        let (id, account) = (&args.id, &args.account);
        return Err(anyhow!("{account} is no account of the contact {id}; see: contacts show {id}").into());
    };
    records[..=at].rotate_right(1);
    decide(&mut ledger, Act::Split, records, args.by)
}

/// The ids of the accounts of the contact that one of them names.
fn accounts(ledger: &Ledger, id: &str) -> Result<Vec<String>, Failure> {
    match accounts_of(&ledger.around(id)?, id) {
        none if none.is_empty() => Err(anyhow!("no contact has the id {id}").into()),
        accounts => Ok(accounts),
    }
}

fn decide(ledger: &mut Ledger, act: Act, records: Vec<String>, by: ByArgs) -> Result<(), Failure> {
    let first = records[0].clone();
    let verdict = Verdict { act, records, who: by.by, note: by.note };
    ledger.decide(&verdict, Timestamp::now())?;
    let accounts = accounts(ledger, &first)?;
    let mut out = Output::new();
    out.text(&format!("{first}: {} accounts: {}\n", accounts.len(), accounts.join(", ")))?;
    out.flush()
}
