//! Takes off what a body is wrapped in for its way, within a bound.

use std::io::Read;

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use super::FetchError;

/// Unpacks a body. `encoding` is the header `Content-Encoding`; several are taken off
/// from the last to the first.
///
/// # Errors
/// Where an encoding is not known, the body is broken, or it is larger than `limit`.
pub fn decode(body: Vec<u8>, encoding: Option<&str>, limit: u64) -> Result<Vec<u8>, FetchError> {
    let mut body = body;
    for one in encoding.unwrap_or_default().split(',').rev() {
        body = match one.trim().to_ascii_lowercase().as_str() {
            "" | "identity" | "none" => body,
            "gzip" | "x-gzip" => unpack(MultiGzDecoder::new(body.as_slice()), limit)?,
            // Some servers send it without the frame that the standard asks for.
            "deflate" => match unpack(ZlibDecoder::new(body.as_slice()), limit) {
                Err(FetchError::Packed(_)) => unpack(DeflateDecoder::new(body.as_slice()), limit)?,
                unpacked => unpacked?,
            },
            other => return Err(FetchError::Encoding(other.to_owned())),
        };
    }
    if body.len() as u64 > limit { Err(FetchError::TooLarge { limit }) } else { Ok(body) }
}

fn unpack(packed: impl Read, limit: u64) -> Result<Vec<u8>, FetchError> {
    let mut body = Vec::new();
    let mut bounded = packed.take(limit + 1);
    bounded.read_to_end(&mut body).map_err(|error| FetchError::Packed(error.to_string()))?;
    if body.len() as u64 > limit { Err(FetchError::TooLarge { limit }) } else { Ok(body) }
}

/// Joins the chunks of a body that was sent in chunks; `None` where it was not.
pub fn unchunk(body: &[u8]) -> Option<Vec<u8>> {
    let mut joined = Vec::with_capacity(body.len());
    let mut rest = body;
    loop {
        let end = rest.windows(2).take(64).position(|two| two == b"\r\n")?;
        let line = std::str::from_utf8(&rest[..end]).ok()?;
        let size = usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()?;
        rest = &rest[end + 2..];
        if size == 0 {
            return Some(joined);
        }
        joined.extend_from_slice(rest.get(..size)?);
        rest = rest[size..].strip_prefix(b"\r\n")?;
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

    use super::*;

    const WORDS: &[u8] = b"They met, and met, and met again.";

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut packer = GzEncoder::new(Vec::new(), Compression::default());
        packer.write_all(bytes).unwrap();
        packer.finish().unwrap()
    }

    #[test]
    fn bodies_are_unpacked() {
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::default());
        zlib.write_all(WORDS).unwrap();
        let mut raw = DeflateEncoder::new(Vec::new(), Compression::default());
        raw.write_all(WORDS).unwrap();
        let check = |body: Vec<u8>, encoding| assert_eq!(decode(body, encoding, 1000).unwrap(), WORDS);
        check(WORDS.to_vec(), None);
        check(gzip(WORDS), Some("GZIP"));
        check(gzip(&gzip(WORDS)), Some("gzip, gzip"));
        check(zlib.finish().unwrap(), Some("deflate"));
        check(raw.finish().unwrap(), Some("deflate"));
    }

    #[test]
    fn a_bomb_is_too_large_and_a_broken_body_is_broken() {
        let bomb = gzip(&vec![0; 10 << 20]);
        assert_eq!(decode(bomb, Some("gzip"), 1 << 20), Err(FetchError::TooLarge { limit: 1 << 20 }));
        let cut = gzip(WORDS);
        assert!(matches!(
            decode(cut[..cut.len() - 9].to_vec(), Some("gzip"), 1000),
            Err(FetchError::Packed(_))
        ));
        assert_eq!(decode(WORDS.to_vec(), Some("br"), 1000), Err(FetchError::Encoding("br".to_owned())));
    }

    #[test]
    fn chunks_are_joined() {
        assert_eq!(unchunk(b"3\r\nThe\r\n4;x=y\r\ny me\r\n0\r\n\r\n").unwrap(), b"They me");
        assert_eq!(unchunk(b"They met"), None);
        assert_eq!(unchunk(b"ff\r\nshort\r\n"), None);
    }
}
