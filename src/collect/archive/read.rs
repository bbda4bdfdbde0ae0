//! Reading an archive of anybody's, record by record, up to where it breaks off.

use std::io::{self, BufRead, Read};

use crate::collect::fetch::{Headers, Parsed};

/// The most bytes that a record's head may have.
const HEAD: u64 = 64 << 10;

/// An answer in an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Its place among the records of the file, counted from 1.
    pub number: u64,
    pub address: String,
    /// When it was fetched, as the archive writes it.
    pub date: Option<String>,
    pub headers: Headers,
    /// Unpacked.
    pub body: Vec<u8>,
}

/// Why an archive gives no more records, or why one of them is left out.
#[derive(Debug, thiserror::Error)]
pub enum RecordsError {
    #[error("breaks off in record {number} ({error}); what stands before it was read")]
    BreaksOff { number: u64, error: io::Error },
    #[error("record {number} is no WARC record; what stands before it was read")]
    NoRecord { number: u64 },
    #[error("record {number} ({address}) is left out: {why}")]
    LeftOut { number: u64, address: String, why: String },
}

/// The answers of success in an archive that hold a document, and its files (`resource`). After an archive breaks
/// off there is one error and then no more.
pub struct Records<R> {
    bytes: R,
    limit: u64,
    number: u64,
    is_over: bool,
}

impl<R: BufRead> Records<R> {
    /// Reads unpacked bytes; a body of more than `limit` bytes is left out.
    pub fn new(bytes: R, limit: u64) -> Self {
        Self { bytes, limit, number: 0, is_over: false }
    }

    /// The next record; `None` at the end, `Some(Ok(None))` for one of another kind.
    fn record(&mut self) -> Option<Result<Option<Record>, RecordsError>> {
        let number = self.number + 1;
        let broken = |error| RecordsError::BreaksOff { number, error };
        let head = match self.head() {
            Ok(head) => head?,
            Err(error) => return Some(Err(broken(error))),
        };
        self.number = number;
        let Some(fields) = head.strip_prefix("WARC/").and_then(|head| head.split_once('\n')) else {
            return Some(Err(RecordsError::NoRecord { number }));
        };
        let fields = Headers::parse(fields.1);
        let Some(length) = fields.get("content-length").and_then(|length| length.parse::<u64>().ok()) else {
            return Some(Err(RecordsError::NoRecord { number }));
        };
        let content_type = fields.get("content-type");
        let is_answer = fields.get("warc-type") == Some("response")
            && content_type.is_some_and(|kind| kind.starts_with("application/http"));
        // A file as it lay on the server. A `revisit` has no words of its own: they stand in
        // the record that it repeats.
        let is_file = fields.get("warc-type") == Some("resource");
        let address = fields.get("warc-target-uri").unwrap_or_default();
        let address = address.trim_start_matches('<').trim_end_matches('>').to_owned();
        if !is_answer && !is_file {
            return Some(self.skip(length).map(|()| None).map_err(broken));
        }
        // A body of the limit may have a head and the framing of chunks around it.
        if length > self.limit.saturating_mul(2) {
            if let Err(error) = self.skip(length) {
                return Some(Err(broken(error)));
            }
            let why = format!("it is larger than {} bytes", self.limit);
            return Some(Err(RecordsError::LeftOut { number, address, why }));
        }
        let mut block = Vec::new();
        match self.bytes.by_ref().take(length).read_to_end(&mut block) {
            Ok(read) if read as u64 == length => {}
            Ok(_) => return Some(Err(broken(io::ErrorKind::UnexpectedEof.into()))),
            Err(error) => return Some(Err(broken(error))),
        }
        if is_file {
            let date = fields.get("warc-date").map(str::to_owned);
            let head = content_type.map_or(String::new(), |kind| format!("Content-Type: {kind}"));
            let headers = Headers::parse(&head);
            return Some(Ok(Some(Record { number, address, date, headers, body: block })));
        }
        Some(self.answer(number, address, fields.get("warc-date"), &block))
    }

    fn answer(
        &self,
        number: u64,
        address: String,
        date: Option<&str>,
        block: &[u8],
    ) -> Result<Option<Record>, RecordsError> {
        let left_out = |why: String| RecordsError::LeftOut { number, address: address.clone(), why };
        let parsed = Parsed::new(block).ok_or_else(|| left_out("it holds no HTTP answer".to_owned()))?;
        if !(200..300).contains(&parsed.status) {
            return Ok(None);
        }
        let body = parsed.body(self.limit).map_err(|error| left_out(error.to_string()))?;
        let date = date.map(str::to_owned);
        Ok(Some(Record { number, address, date, headers: parsed.headers, body }))
    }

    /// The head of the next record, without the empty lines before it; `None` at the end.
    fn head(&mut self) -> io::Result<Option<String>> {
        let mut head = Vec::new();
        let mut bounded = self.bytes.by_ref().take(HEAD);
        loop {
            let before = head.len();
            if bounded.read_until(b'\n', &mut head)? == 0 {
                let is_end = head.is_empty() && bounded.limit() > 0;
                return if is_end { Ok(None) } else { Err(io::ErrorKind::UnexpectedEof.into()) };
            }
            let is_empty_line = head[before..].iter().all(|byte| matches!(byte, b'\r' | b'\n'));
            match (is_empty_line, before) {
                (true, 0) => {
                    head.clear();
                    bounded.set_limit(HEAD);
                }
                (true, _) => return Ok(Some(String::from_utf8_lossy(&head).into_owned())),
                (false, _) => {}
            }
        }
    }

    fn skip(&mut self, length: u64) -> io::Result<()> {
        let skipped = io::copy(&mut self.bytes.by_ref().take(length), &mut io::sink())?;
        if skipped == length { Ok(()) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
    }
}

impl<R: BufRead> Iterator for Records<R> {
    type Item = Result<Record, RecordsError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.is_over {
            match self.record() {
                None => self.is_over = true,
                Some(Ok(None)) => {}
                Some(Ok(Some(record))) => return Some(Ok(record)),
                Some(Err(error)) => {
                    self.is_over = !matches!(error, RecordsError::LeftOut { .. });
                    return Some(Err(error));
                }
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: &str, block: &str) -> String {
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: <https://example.org/{kind}>\r\nWARC-Date: 2022-03-07T10:00:00Z\r\n\
             Content-Type: application/http; msgtype={kind}\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
            block.len()
        )
    }

    fn read(bytes: &str) -> Vec<Result<Record, RecordsError>> {
        Records::new(bytes.as_bytes(), 1000).collect()
    }

    #[test]
    fn answers_of_success_are_read_and_others_passed_over() {
        let bytes = record("request", "GET / HTTP/1.1\r\n\r\n")
            + &record(
                "response",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nThey \r\n3\r\nmet\r\n0\r\n\r\n",
            )
            + &record("response", "HTTP/1.1 404 Not Found\r\n\r\nno")
            + &record("response", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nThey parted");
        let got: Vec<Record> = read(&bytes).into_iter().map(Result::unwrap).collect();
        let got: Vec<_> = got.iter().map(|one| (one.number, String::from_utf8_lossy(&one.body))).collect();
        assert_eq!(got, [(2, "They met".into()), (4, "They parted".into())]);
    }

    #[test]
    fn files_are_read_and_repetitions_passed_over() {
        let file = record("resource", "They met").replace(
            "Content-Type: application/http; msgtype=resource",
            "Content-Type: text/plain; charset=utf-8",
        );
        let repeated = record("revisit", "HTTP/1.1 200 OK\r\n\r\n");
        let got: Vec<Record> = read(&(repeated + &file)).into_iter().map(Result::unwrap).collect();
        let [one] = got.as_slice() else { panic!("{got:?}") };
        assert_eq!((one.number, one.body.as_slice()), (2, &b"They met"[..]));
        assert_eq!(one.headers.media_type().as_deref(), Some("text/plain"));
    }

    #[test]
    fn what_stands_before_a_break_is_read() {
        let whole = record("response", "HTTP/1.1 200 OK\r\n\r\nThey met");
        for cut in [30, whole.len() - 6] {
            let got = read(&(whole.clone() + &whole[..cut]));
            assert_eq!(got[0].as_ref().unwrap().address, "https://example.org/response");
            assert!(matches!(got[1..], [Err(RecordsError::BreaksOff { number: 2, .. })]), "{cut} {got:?}");
        }
        assert!(matches!(read("words\n\n")[..], [Err(RecordsError::NoRecord { number: 1 })]));
        assert!(read("").is_empty());
    }

    #[test]
    fn one_answer_that_is_too_large_costs_only_itself() {
        let large = record("response", &format!("HTTP/1.1 200 OK\r\n\r\n{}", "x".repeat(1500)));
        let huge = record("response", &format!("HTTP/1.1 200 OK\r\n\r\n{}", "x".repeat(5000)));
        let good = record("response", "HTTP/1.1 200 OK\r\n\r\nThey met");
        let got = read(&(large + &huge + &good));
        assert!(matches!(
            got[..],
            [Err(RecordsError::LeftOut { .. }), Err(RecordsError::LeftOut { .. }), Ok(_)]
        ));
    }
}
