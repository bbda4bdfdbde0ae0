//! From paths to documents: the way that every verb takes that reads.

use crate::intake::{self, BadInput, Raw};
use crate::record::Article;

use super::args::InputArgs;
use super::complaints::Complaints;
use super::failure::Failure;
use super::progress::Progress;

/// Reads all inputs on several threads; `work` makes something of an article's
/// bytes, `take` gets what it made in the order of the inputs. Bad inputs are told
/// on standard error and left out, and make the verb fail in the end.
pub(super) fn each<R: Send>(
    args: &InputArgs,
    mut progress: Progress,
    work: impl Fn(Article, &[u8]) -> R + Sync,
    mut take: impl FnMut(R) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let fill = args.how.fill();
    let one = |raw: Result<Raw, BadInput>| -> Result<Vec<R>, BadInput> {
        let raw = raw?;
        raw.each(&fill, |article| work(article, &raw.bytes))
    };
    let mut complaints = Complaints::default();
    let raws = intake::of_paths(&args.paths, args.how.format());
    intake::in_order(args.how.threads(), raws, one, |made| match made {
        Ok(made) => made.into_iter().try_for_each(|made| {
            progress.step();
            take(made)
        }),
        Err(error) => {
            progress.clear();
            complaints.tell(&error);
            Ok(())
        }
    })?;
    complaints.end()
}
