//! What can go wrong on the way to a document.

use std::io;

/// Why an input could not be had. Each message names the input and, where there
/// is one, the remedy.
#[derive(Debug, thiserror::Error)]
pub enum CollectError {
    #[error("{path}: no such file or folder; check the path")]
    Missing { path: String },
    #[error(
        "{path}: the folder holds no document; documents end in .txt, .md, .html, .htm, .jsonl, .warc or one of these with .gz or .zst"
    )]
    EmptyFolder { path: String },
    #[error("{path}: cannot be read: {error}")]
    Unreadable { path: String, error: io::Error },
    #[error("{path}: the gzip data are broken or end early ({error}); fetch the file again")]
    Gzip { path: String, error: io::Error },
    #[error("{path}: the Zstandard data are broken or end early ({error}); fetch the file again")]
    Zstd { path: String, error: io::Error },
    #[error("{path}: is larger than {limit} bytes when unpacked; split it into smaller documents")]
    TooLarge { path: String, limit: u64 },
    #[error("{path}:{line}: the line is longer than {limit} bytes; split the document")]
    LongLine { path: String, line: u64, limit: u64 },
}
