//! Proving that an archive still holds an answer as it was kept.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use flate2::bufread::GzDecoder;

use super::Kept;

/// The most bytes that a record's head may have.
const HEAD: u64 = 64 << 10;

/// Why an answer is not proved.
#[derive(Debug, thiserror::Error)]
pub enum Unproved {
    #[error("{archive} cannot be read ({error}); bring it back beside the ledger")]
    Unreadable { archive: String, error: io::Error },
    #[error("{archive} has no record at byte {offset}")]
    NoRecord { archive: String, offset: u64 },
    #[error("the record in {archive} at byte {offset} is not the answer that was fetched")]
    Altered { archive: String, offset: u64 },
}

/// Proves that the record of an answer is where the ledger says and holds the bytes that
/// came off the wire. `ledger` is the ledger's path, beside which archives lie.
///
/// # Errors
/// Where the record is not there, or not what was kept.
pub fn verify(ledger: &Path, kept: &Kept) -> Result<(), Unproved> {
    let path = ledger.parent().unwrap_or(Path::new("")).join(&kept.archive);
    let (archive, offset) = (kept.archive.clone(), kept.offset);
    let unreadable = |error| Unproved::Unreadable { archive: kept.archive.clone(), error };
    let mut file = File::open(path).map_err(unreadable)?;
    file.seek(SeekFrom::Start(offset)).map_err(unreadable)?;
    match hash(GzDecoder::new(BufReader::new(file.take(kept.length)))) {
        Err(_) => Err(Unproved::NoRecord { archive, offset }),
        Ok(hash) if hash == kept.hash => Ok(()),
        Ok(_) => Err(Unproved::Altered { archive, offset }),
    }
}

/// The BLAKE3 of a record's block.
fn hash(record: impl Read) -> io::Result<[u8; 32]> {
    let mut record = BufReader::new(record);
    let length = length(&mut record)?;
    let mut hasher = blake3::Hasher::new();
    let read = io::copy(&mut record.by_ref().take(length), &mut hasher)?;
    if read < length {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(hasher.finalize().into())
}

/// The length of the block, by the head before it.
fn length(record: &mut impl BufRead) -> io::Result<u64> {
    let mut head = record.take(HEAD);
    let mut length = None;
    loop {
        let mut line = String::new();
        if head.read_line(&mut line)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        match line.trim_end().split_once(':') {
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                length = value.trim().parse().ok();
            }
            None if line.trim_end().is_empty() => {
                return length.ok_or_else(|| io::ErrorKind::InvalidData.into());
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::collect::archive::Archive;
    use crate::collect::fetch::{Address, Answer};

    #[test]
    fn what_was_kept_is_proved_and_what_was_altered_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = folder.path().join("watch.db");
        let address: Address = "https://example.org/a".parse().unwrap();
        let raw = b"HTTP/1.1 200 OK\r\n\r\nThey met.".to_vec();
        let answer = Answer { address: address.clone(), headers: Default::default(), body: Vec::new(), raw };
        let mut archive = Archive::beside(&ledger);
        let now = "2022-03-07T10:00:00Z".parse().unwrap();
        let kept = archive.keep(&address, &answer, now).unwrap();
        verify(&ledger, &kept).unwrap();
        let other = Kept { hash: [0; 32], ..kept.clone() };
        assert!(matches!(verify(&ledger, &other), Err(Unproved::Altered { .. })));
        let elsewhere = Kept { offset: kept.offset + 1, ..kept.clone() };
        assert!(matches!(verify(&ledger, &elsewhere), Err(Unproved::NoRecord { .. })));
        let file = folder.path().join(&kept.archive);
        let bytes = fs::read(&file).unwrap();
        fs::write(&file, &bytes[..bytes.len() - 20]).unwrap();
        assert!(verify(&ledger, &kept).is_err());
        fs::remove_file(&file).unwrap();
        assert!(matches!(verify(&ledger, &kept), Err(Unproved::Unreadable { .. })));
    }
}
