//! Inputs taken apart into documents, one in memory at a time.

use std::path::PathBuf;

use crate::collect::archive::{Record, Records};
use crate::collect::local::{self, MAX_BYTES, Place, Stream};
use crate::read::input::{self, Format, InputError, Origin};

use super::raw::{BadInput, Raw};

type Raws = Box<dyn Iterator<Item = Result<Raw, BadInput>> + Send>;

/// The documents in files, folders and standard input (`-`); files are opened one at a time.
/// What they are is told by name and content where `format` is not given.
pub fn of_paths(
    paths: &[PathBuf],
    format: Option<Format>,
) -> impl Iterator<Item = Result<Raw, BadInput>> + Send + use<> {
    local::list(paths).flat_map(move |place| {
        place.map_err(BadInput::from).and_then(|place| of_place(&place, format)).unwrap_or_else(only)
    })
}

fn only(error: BadInput) -> Raws {
    Box::new(std::iter::once(Err(error)))
}

fn of_place(place: &Place, format: Option<Format>) -> Result<Raws, BadInput> {
    let stream = local::open(place)?;
    of_stream(stream, Origin { path: place.path(), line: None }, format)
}

/// The documents in one open input; lines and web archives are read as the iterator advances.
///
/// # Errors
/// Where it is told what it is and that is not read, or where reading fails.
pub fn of_stream(
    stream: Stream,
    origin: Origin,
    format: Option<Format>,
) -> Result<Box<dyn Iterator<Item = Result<Raw, BadInput>> + Send>, BadInput> {
    let format = match format {
        Some(format) => format,
        None => input::detect(&origin.to_string(), stream.head())
            .map_err(|problem| InputError { origin: origin.clone(), problem })?,
    };
    match format {
        Format::Jsonl => Ok(Box::new(lines(stream, origin))),
        Format::Page | Format::Text | Format::Headed | Format::Pdf => {
            let bytes = stream.whole()?;
            let raw = Raw { format, origin, bytes, address: None, content_type: None };
            Ok(Box::new(std::iter::once(Ok(raw))))
        }
        Format::Warc => Ok(Box::new(answers(stream, origin))),
    }
}

/// The documents in a web archive; its pictures, scripts and the like are passed over.
fn answers(stream: Stream, origin: Origin) -> impl Iterator<Item = Result<Raw, BadInput>> + Send {
    let path = origin.to_string();
    Records::new(stream.into_read(), MAX_BYTES).filter_map(move |record| {
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
