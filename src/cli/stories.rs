//! `stories`: which documents tell of one development, and where each has it from.

use serde::Serialize;

use super::args::InputArgs;
use super::failure::Failure;
use super::inputs;
use super::output::Output;
use super::progress::Progress;
use crate::record::Article;
use crate::weave::story::{Basis, Placed, Report, Sheet, stories_of};

/// Say which documents tell one story, and where each has it from
///
/// Prints a JSON line per document: its story, its origin (an outlet, or a document where
/// none is known) and what makes it the origin, and how many documents and how many
/// origins the story has. The order of the documents makes no difference.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    inputs: InputArgs,
}

/// What is printed of a document.
#[derive(Serialize)]
struct Line {
    path: Option<String>,
    id: String,
    story: String,
    origin: String,
    origin_basis: Basis,
    copy_of: Option<String>,
    story_documents: usize,
    story_origins: usize,
}

pub(super) fn run(args: Args) -> Result<(), Failure> {
    let reader = args.inputs.how.reader.load()?;
    let (mut names, mut sheets) = (Vec::new(), Vec::new());
    let sheet = |article: Article, _: &[u8]| {
        let sheet = Sheet::new(&article, Report::read(&reader, &article));
        ((article.path, article.id), sheet)
    };
    let read = inputs::each(&args.inputs, Progress::new("documents", false), sheet, |(name, sheet)| {
        names.push(name);
        sheets.push(sheet);
        Ok(())
    });
    let mut out = Output::new();
    for ((path, id), placed) in names.into_iter().zip(stories_of(sheets)) {
        out.json_line(&line(path, id, placed))?;
    }
    out.flush()?;
    read
}

fn line(path: Option<String>, id: String, placed: Placed) -> Line {
    Line {
        path,
        id,
        story: placed.story,
        origin: placed.origin.name,
        origin_basis: placed.origin.basis,
        copy_of: placed.copy_of,
        story_documents: placed.documents,
        story_origins: placed.origins,
    }
}
