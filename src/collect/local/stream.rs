//! The bytes of one input: whole, or a line at a time.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::MultiGzDecoder;

use super::{Place, zstd};
use crate::collect::CollectError;

/// The most bytes that one document may have when it is unpacked: 256 MiB.
pub const MAX_BYTES: u64 = 256 << 20;

/// How many bytes are looked at to tell what an input is.
const HEAD: usize = 8 << 10;

/// An open input. Gzip and Zstandard are unpacked on the way.
pub struct Stream {
    name: String,
    packing: Packing,
    head: Vec<u8>,
    rest: Box<dyn BufRead + Send>,
}

/// How the bytes of an input are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Packing {
    None,
    Gzip,
    Zstd,
}

impl Packing {
    fn of(head: &[u8]) -> Self {
        match head {
            [0x1f, 0x8b, ..] => Self::Gzip,
            head if zstd::is_packed(head) => Self::Zstd,
            _ => Self::None,
        }
    }

    fn unpack(self, raw: Box<dyn BufRead + Send>) -> Box<dyn BufRead + Send> {
        match self {
            Self::None => raw,
            Self::Gzip => Box::new(BufReader::new(MultiGzDecoder::new(raw))),
            Self::Zstd => Box::new(BufReader::new(zstd::Frames::new(raw))),
        }
    }
}

/// Opens an input.
///
/// # Errors
/// Where the file cannot be opened or its first bytes cannot be read.
pub fn open(place: &Place) -> Result<Stream, CollectError> {
    match place {
        Place::StandardInput => Stream::new(place.name(), BufReader::new(io::stdin())),
        Place::File(path) => {
            let file =
                File::open(path).map_err(|error| CollectError::Unreadable { path: place.name(), error })?;
            Stream::new(place.name(), BufReader::with_capacity(1 << 16, file))
        }
    }
}

/// One line of an input.
#[derive(Debug)]
pub struct Line {
    /// Counted from 1.
    pub number: u64,
    /// Without its line end.
    pub bytes: Vec<u8>,
}

impl Stream {
    /// The input that `raw` gives, packed or not; `name` is how errors call it.
    ///
    /// # Errors
    /// Where its first bytes cannot be read.
    pub fn new(name: String, raw: impl BufRead + Send + 'static) -> Result<Self, CollectError> {
        let mut raw: Box<dyn BufRead + Send> = Box::new(raw);
        let packing = match raw.fill_buf() {
            Ok(head) => Packing::of(head),
            Err(error) => return Err(failed(name, Packing::None, error)),
        };
        let mut rest = packing.unpack(raw);
        let mut head = Vec::with_capacity(HEAD);
        if let Err(error) = rest.by_ref().take(HEAD as u64).read_to_end(&mut head) {
            // What was unpacked before the break is still worth a look.
            if packing == Packing::None || head.is_empty() {
                return Err(failed(name, packing, error));
            }
        }
        Ok(Self { name, packing, head, rest })
    }

    /// The first bytes, up to 8 KiB.
    pub fn head(&self) -> &[u8] {
        &self.head
    }

    /// All bytes, at most [`MAX_BYTES`].
    ///
    /// # Errors
    /// Where reading fails or there are more.
    pub fn whole(self) -> Result<Vec<u8>, CollectError> {
        let mut bytes = self.head;
        let left = (MAX_BYTES + 1).saturating_sub(bytes.len() as u64);
        self.rest
            .take(left)
            .read_to_end(&mut bytes)
            .map_err(|e| failed(self.name.clone(), self.packing, e))?;
        if bytes.len() as u64 > MAX_BYTES {
            return Err(CollectError::TooLarge { path: self.name, limit: MAX_BYTES });
        }
        Ok(bytes)
    }

    /// All bytes, without a bound.
    pub fn into_read(self) -> impl BufRead + Send {
        io::Cursor::new(self.head).chain(self.rest)
    }

    /// Its lines without blank ones, one in memory at a time. After an error there
    /// are no more.
    pub fn lines(self) -> impl Iterator<Item = Result<Line, CollectError>> + Send {
        let (name, packing) = (self.name, self.packing);
        let mut bytes = io::Cursor::new(self.head).chain(self.rest);
        let mut number = 0;
        let mut broken = false;
        std::iter::from_fn(move || {
            while !broken {
                number += 1;
                let mut line = Vec::new();
                match bytes.by_ref().take(MAX_BYTES + 1).read_until(b'\n', &mut line) {
                    Ok(0) => return None,
                    Ok(length) if length as u64 > MAX_BYTES => {
                        broken = true;
                        return Some(Err(CollectError::LongLine {
                            path: name.clone(),
                            line: number,
                            limit: MAX_BYTES,
                        }));
                    }
                    Ok(_) => {
                        trim_line_end(&mut line);
                        if !line.iter().all(u8::is_ascii_whitespace) {
                            return Some(Ok(Line { number, bytes: line }));
                        }
                    }
                    Err(error) => {
                        broken = true;
                        return Some(Err(failed(name.clone(), packing, error)));
                    }
                }
            }
            None
        })
    }
}

fn trim_line_end(line: &mut Vec<u8>) {
    if line.last() == Some(&b'\n') {
        line.pop();
        if line.last() == Some(&b'\r') {
            line.pop();
        }
    }
}

fn failed(path: String, packing: Packing, error: io::Error) -> CollectError {
    match packing {
        Packing::None => CollectError::Unreadable { path, error },
        Packing::Gzip => CollectError::Gzip { path, error },
        Packing::Zstd => CollectError::Zstd { path, error },
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::{Compression, write::GzEncoder};

    use super::*;

    fn zip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn stream(bytes: &[u8]) -> (tempfile::NamedTempFile, Result<Stream, CollectError>) {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        let stream = open(&Place::File(file.path().to_owned()));
        (file, stream)
    }

    #[test]
    fn gzip_is_unpacked_in_all_its_members() {
        let mut bytes = zip(b"one ");
        bytes.extend(zip(b"two"));
        let (_file, stream) = stream(&bytes);
        assert_eq!(stream.unwrap().whole().unwrap(), b"one two");
    }

    #[test]
    fn lines_keep_their_numbers_and_lose_their_ends() {
        let (_file, stream) = stream(b"a\r\n\n  \nb\nlast");
        let got: Vec<_> = stream.unwrap().lines().map(|line| line.unwrap()).collect();
        let got: Vec<_> = got.iter().map(|line| (line.number, line.bytes.as_slice())).collect();
        assert_eq!(got, [(1, &b"a"[..]), (4, b"b"), (5, b"last")]);
    }

    #[test]
    fn a_cut_gzip_file_gives_its_lines_and_then_an_error() {
        let text: Vec<u8> = (0..200_000u32)
            .flat_map(|i| format!("line {}\n", i.wrapping_mul(2_654_435_761)).into_bytes())
            .collect();
        let bytes = zip(&text);
        let (_file, stream) = stream(&bytes[..bytes.len() / 2]);
        let got: Vec<_> = stream.unwrap().lines().collect();
        assert!(got.len() > 1000);
        assert!(got[..got.len() - 1].iter().all(Result::is_ok));
        assert!(matches!(got.last(), Some(Err(CollectError::Gzip { .. }))));
    }

    #[test]
    fn a_whole_input_has_a_bound() {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        let zeros = vec![0; 1 << 20];
        for _ in 0..=(MAX_BYTES >> 20) {
            encoder.write_all(&zeros).unwrap();
        }
        let (_file, stream) = stream(&encoder.finish().unwrap());
        assert!(matches!(stream.unwrap().whole(), Err(CollectError::TooLarge { .. })));
    }
}
