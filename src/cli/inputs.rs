//! From paths to documents: the way that every verb takes that reads.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::collect::CollectError;
use crate::collect::archive::{Record, Records, RecordsError};
use crate::collect::local::{self, Place, Stream};
use crate::read::input::{self, Fill, Format, InputError, Origin};
use crate::record::Article;

use super::args::InputArgs;
use super::complaints::Complaints;
use super::failure::Failure;
use super::pool;
use super::progress::Progress;

/// The bytes of a document, or of several that stand in one file that cannot be
/// taken apart without reading it.
pub(super) struct Raw {
    format: Format,
    origin: Origin,
    /// As they came in, unpacked.
    pub(super) bytes: Vec<u8>,
    /// Where they were fetched, and what the server called them, where that is known.
    address: Option<String>,
    content_type: Option<String>,
}

impl Raw {
    /// The articles that the bytes hold.
    pub(super) fn articles(&self, fill: &Fill) -> Result<Vec<Article>, InputError> {
        match &self.address {
            None => input::articles(self.format, &self.origin, &self.bytes, fill),
            Some(address) => {
                let content_type = self.content_type.clone();
                let fill = Fill { address: Some(address.clone()), content_type, ..fill.clone() };
                input::articles(self.format, &self.origin, &self.bytes, &fill)
            }
        }
    }
}

/// An input that could not be had or makes no sense.
#[derive(Debug, thiserror::Error)]
pub(super) enum BadInput {
    #[error(transparent)]
    Collect(#[from] CollectError),
    #[error(transparent)]
    Input(#[from] InputError),
    #[error("{path}: {error}")]
    Archive { path: String, error: RecordsError },
    #[error("{0}: the reader broke off here, which is a fault of this program; please report it")]
    Fault(Origin),
}

impl BadInput {
    /// The file, where only a line of it is wrong.
    pub(super) fn line_of(&self) -> Option<&str> {
        let origin = match self {
            Self::Input(error) => &error.origin,
            Self::Fault(origin) => origin,
            Self::Collect(_) | Self::Archive { .. } => return None,
        };
        origin.line.map(|_| origin.path.as_deref().unwrap_or("standard input"))
    }
}

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
        // A fault on one document must not cost the others.
        let made = catch_unwind(AssertUnwindSafe(|| {
            Ok(raw.articles(&fill)?.into_iter().map(|article| work(article, &raw.bytes)).collect())
        }));
        made.unwrap_or_else(|_| Err(BadInput::Fault(raw.origin)))
    };
    let mut complaints = Complaints::default();
    pool::in_order(args.how.threads(), raws(args), one, |made| match made {
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

/// The bytes of all inputs; files are opened one at a time.
fn raws(args: &InputArgs) -> impl Iterator<Item = Result<Raw, BadInput>> + Send + use<> {
    let format = args.how.format();
    local::list(&args.paths).flat_map(move |place| {
        place.map_err(BadInput::from).and_then(|place| of_place(&place, format)).unwrap_or_else(only)
    })
}

type Raws = Box<dyn Iterator<Item = Result<Raw, BadInput>> + Send>;

fn only(error: BadInput) -> Raws {
    Box::new(std::iter::once(Err(error)))
}

fn of_place(place: &Place, format: Option<Format>) -> Result<Raws, BadInput> {
    let stream = local::open(place)?;
    let origin = Origin { path: place.path(), line: None };
    let format = match format {
        Some(format) => format,
        None => input::detect(&place.name(), stream.head())
            .map_err(|problem| InputError { origin: origin.clone(), problem })?,
    };
    match format {
        Format::Jsonl => Ok(Box::new(lines(stream, origin))),
        Format::Page | Format::Text | Format::Headed | Format::Pdf => {
            let bytes = stream.whole()?;
            Ok(Box::new(std::iter::once(Ok(Raw {
                format,
                origin,
                bytes,
                address: None,
                content_type: None,
            }))))
        }
        Format::Warc => Ok(Box::new(answers(stream, origin))),
    }
}

/// The documents in a web archive; its pictures, scripts and the like are passed over.
fn answers(stream: Stream, origin: Origin) -> impl Iterator<Item = Result<Raw, BadInput>> + Send {
    let path = origin.path.clone().unwrap_or_else(|| "standard input".to_owned());
    Records::new(stream.into_read(), local::MAX_BYTES).filter_map(move |record| {
        let Record { address, headers, body, .. } = match record {
            Ok(record) => record,
            Err(error) => return Some(Err(BadInput::Archive { path: path.clone(), error })),
        };
        let head = &body[..body.len().min(8 << 10)];
        let format = input::detect_answer(head, headers.media_type().as_deref()).ok()??;
        let content_type = headers.get("content-type").map(str::to_owned);
        Some(Ok(Raw { format, origin: origin.clone(), bytes: body, address: Some(address), content_type }))
    })
}

fn lines(stream: Stream, origin: Origin) -> impl Iterator<Item = Result<Raw, BadInput>> + Send {
    stream.lines().map(move |line| {
        let line = line?;
        let origin = Origin { line: Some(line.number), ..origin.clone() };
        Ok(Raw { format: Format::Jsonl, origin, bytes: line.bytes, address: None, content_type: None })
    })
}
