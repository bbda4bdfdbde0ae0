//! Plain text, with or without a head.

use crate::record::Article;

use super::{Problem, head};

/// A problem with the line that it is on, where it is known.
pub(super) type Located = (Option<u64>, Problem);

/// The text byte for byte.
pub(super) fn plain(bytes: &[u8]) -> Result<Article, Located> {
    Ok(Article { text: decode(bytes)?.to_owned(), ..Article::default() })
}

/// The fields of the head, where there is one, and the text after it.
pub(super) fn headed(bytes: &[u8]) -> Result<Article, Located> {
    let text = decode(bytes)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    head::parse(text)
}

fn decode(bytes: &[u8]) -> Result<&str, Located> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let offset = error.valid_up_to();
        (Some(line_of(bytes, offset)), Problem::NotUtf8 { offset })
    })?;
    match text.find('\0') {
        Some(at) => Err((Some(line_of(bytes, at)), Problem::NotText("a binary file"))),
        None => Ok(text),
    }
}

/// The line on which a byte stands, from 1.
fn line_of(bytes: &[u8], offset: usize) -> u64 {
    1 + bytes[..offset].iter().filter(|&&byte| byte == b'\n').count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_is_kept_byte_for_byte() {
        let text = "\u{feff}  \r\n---\ntitle: x\n---\n\tKyiv — «Мир»\n\n";
        assert_eq!(plain(text.as_bytes()).unwrap().text, text);
    }

    #[test]
    fn what_is_not_utf8_is_placed() {
        let got = plain(b"one\ntwo \xe9 three").unwrap_err();
        assert_eq!(got, (Some(2), Problem::NotUtf8 { offset: 8 }));
        assert_eq!(plain(b"one\0").unwrap_err(), (Some(1), Problem::NotText("a binary file")));
    }
}
