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
    let unreadable = |error| Unproved::Unreadable { archive: kept.archive.clone(), error };
    proved(BufReader::new(found(ledger, kept).map_err(unreadable)?), kept)
}

/// Proves that a member of an archive is the answer that was kept, wherever the member comes
/// from.
///
/// # Errors
/// Where it is not.
pub fn verify_member(member: &[u8], kept: &Kept) -> Result<(), Unproved> {
    proved(member, kept)
}

/// The member of an archive that holds an answer, byte for byte.
///
/// # Errors
/// Where the archive cannot be read, or ends before the member does.
pub fn member(ledger: &Path, kept: &Kept) -> io::Result<Vec<u8>> {
    let mut member = Vec::with_capacity(usize::try_from(kept.length).unwrap_or_default());
    found(ledger, kept)?.read_to_end(&mut member)?;
    match member.len() as u64 == kept.length {
        true => Ok(member),
        false => Err(io::ErrorKind::UnexpectedEof.into()),
    }
}

/// The place in an archive beside a ledger where an answer is kept, and no more than it.
fn found(ledger: &Path, kept: &Kept) -> io::Result<io::Take<File>> {
    let mut file = File::open(ledger.parent().unwrap_or(Path::new("")).join(&kept.archive))?;
    file.seek(SeekFrom::Start(kept.offset))?;
    Ok(file.take(kept.length))
}

fn proved(member: impl BufRead, kept: &Kept) -> Result<(), Unproved> {
    let (archive, offset) = (kept.archive.clone(), kept.offset);
    match hash(GzDecoder::new(member)) {
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
