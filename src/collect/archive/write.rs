//! Writing an archive: WARC 1.1, a gzip member for each record.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use jiff::Timestamp;

use crate::collect::fetch::{Address, Answer};

/// A file that has grown to this is followed by another one.
const FILE_BYTES: u64 = 1 << 30;

/// Where an answer is kept.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Kept {
    /// The address that was asked.
    pub address: String,
    /// UTC.
    pub fetched: Timestamp,
    /// The file, from the ledger's folder on.
    pub archive: String,
    /// Where in the file the record's gzip member begins.
    pub offset: u64,
    /// The member's bytes.
    pub length: u64,
    /// BLAKE3 of the answer: status line, head and body.
    pub hash: [u8; 32],
}

/// The folder of archives beside a ledger. Each run writes files of its own, the first
/// when there is something to keep; what a killed run left is never written to again.
pub struct Archive {
    folder: PathBuf,
    open: Option<Open>,
}

struct Open {
    file: File,
    name: String,
    length: u64,
}

impl Archive {
    /// The archives of the ledger at `path`: for `watch.db` the folder `watch.warc`.
    pub fn beside(ledger: &Path) -> Self {
        Self { folder: ledger.with_extension("warc"), open: None }
    }

    /// Keeps an answer. When this returns, the bytes have been handed to the system.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn keep(&mut self, asked: &Address, answer: &Answer, now: Timestamp) -> io::Result<Kept> {
        let hash = blake3::hash(&answer.raw);
        let head = format!(
            "WARC-Type: response\r\nWARC-Target-URI: {}\r\nContent-Type: application/http; msgtype=response\r\n",
            answer.address
        );
        let identity =
            [asked.as_str().as_bytes(), &now.as_nanosecond().to_le_bytes(), hash.as_bytes()].concat();
        let record = member(&head, &identity, now, &answer.raw)?;
        let open = self.open(now)?;
        let offset = open.length;
        open.write(&record)?;
        let (name, length) = (open.name.clone(), record.len() as u64);
        let folder = self.folder.file_name().unwrap_or_default().to_string_lossy();
        let archive = format!("{folder}/{name}");
        Ok(Kept {
            address: asked.as_str().to_owned(),
            fetched: now,
            archive,
            offset,
            length,
            hash: hash.into(),
        })
    }

    /// Keeps a record of another archive, as it is. In which file, and where in it.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn take_over(&mut self, member: &[u8], now: Timestamp) -> io::Result<(String, u64)> {
        let open = self.open(now)?;
        let offset = open.length;
        open.write(member)?;
        let name = open.name.clone();
        let folder = self.folder.file_name().unwrap_or_default().to_string_lossy();
        Ok((format!("{folder}/{name}"), offset))
    }

    /// The file that is being written, a new one where there is none or it is full.
    fn open(&mut self, now: Timestamp) -> io::Result<&mut Open> {
        if self.open.as_ref().is_some_and(|open| open.length >= FILE_BYTES) {
            self.open = None;
        }
        match &mut self.open {
            Some(open) => Ok(open),
            empty => Ok(empty.insert(Open::create(&self.folder, now)?)),
        }
    }
}

impl Open {
    fn create(folder: &Path, now: Timestamp) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        let stamp = now.strftime("%Y%m%dT%H%M%SZ");
        for number in 0.. {
            let name = format!("{stamp}-{number:02}.warc.gz");
            match OpenOptions::new().append(true).create_new(true).open(folder.join(&name)) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                file => {
                    let mut open = Self { file: file?, name, length: 0 };
                    open.introduce(now)?;
                    return Ok(open);
                }
            }
        }
        unreachable!("there is always another number")
    }

    /// The first record of a file says what wrote it.
    fn introduce(&mut self, now: Timestamp) -> io::Result<()> {
        let head = format!(
            "WARC-Type: warcinfo\r\nWARC-Filename: {}\r\nContent-Type: application/warc-fields\r\n",
            self.name
        );
        let block = concat!(
            "software: diplomacy-watch/",
            env!("CARGO_PKG_VERSION"),
            "\r\nformat: WARC File Format 1.1\r\nrobots: obey\r\n"
        );
        let record = member(&head, self.name.as_bytes(), now, block.as_bytes())?;
        self.write(&record)
    }

    fn write(&mut self, record: &[u8]) -> io::Result<()> {
        // Half a record, where the disk is full, must not stand before the next one.
        if let Err(error) = self.file.write_all(record) {
            self.file.set_len(self.length)?;
            return Err(error);
        }
        self.length += record.len() as u64;
        Ok(())
    }
}

/// A record as a gzip member of its own.
fn member(head: &str, identity: &[u8], now: Timestamp, block: &[u8]) -> io::Result<Vec<u8>> {
    let mut packer = GzEncoder::new(Vec::with_capacity(block.len() / 2 + 512), Compression::default());
    write!(
        packer,
        "WARC/1.1\r\n{head}WARC-Record-ID: <urn:uuid:{}>\r\nWARC-Date: {}\r\nContent-Length: {}\r\n\r\n",
        uuid(identity),
        now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        block.len()
    )?;
    packer.write_all(block)?;
    packer.write_all(b"\r\n\r\n")?;
    packer.finish()
}

/// A UUID of version 8 (RFC 9562): a digest in the form of a UUID.
fn uuid(identity: &[u8]) -> String {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&blake3::hash(identity).as_bytes()[..16]);
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use flate2::read::GzDecoder;

    use super::*;

    fn answer(words: &str) -> (Address, Answer) {
        let address: Address = "https://example.org/a".parse().unwrap();
        let raw = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{words}", words.len()).into_bytes();
        let answer =
            Answer { address: address.clone(), headers: Default::default(), body: words.into(), raw };
        (address, answer)
    }

    #[test]
    fn each_record_can_be_unpacked_where_it_is_said_to_be() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = folder.path().join("watch.db");
        let now = "2022-03-07T10:00:00Z".parse().unwrap();
        let mut archive = Archive::beside(&ledger);
        for words in ["They met.", "They met again."] {
            let (address, answer) = answer(words);
            let kept = archive.keep(&address, &answer, now).unwrap();
            assert_eq!(kept.archive, "watch.warc/20220307T100000Z-00.warc.gz");
            let bytes = fs::read(folder.path().join(&kept.archive)).unwrap();
            let member = &bytes[kept.offset as usize..(kept.offset + kept.length) as usize];
            let mut record = String::new();
            GzDecoder::new(member).read_to_string(&mut record).unwrap();
            assert!(record.starts_with(
                "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/a\r\n"
            ));
            assert!(record.contains("WARC-Date: 2022-03-07T10:00:00Z\r\n"), "{record}");
            assert!(record.ends_with(&format!("\r\n\r\n{words}\r\n\r\n")));
        }
        // Another run never writes to the file.
        let (address, answer) = answer("They parted.");
        let kept = Archive::beside(&ledger).keep(&address, &answer, now).unwrap();
        assert_eq!(kept.archive, "watch.warc/20220307T100000Z-01.warc.gz");
    }
}
