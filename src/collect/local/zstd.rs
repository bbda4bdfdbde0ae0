//! Zstandard as web archives write it: frame after frame, with a dictionary before them
//! where there is one.

use std::io::{self, BufRead, Read};

use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, Dictionary, FrameDecoder, StreamingDecoder};

/// What a frame of packed bytes begins with.
const FRAME: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

/// The frame that holds the dictionary of a web archive (IIPC's WARC in Zstandard).
const DICTIONARY: u32 = 0x184d_2a5d;

/// The most bytes of a dictionary, packed or unpacked.
const LARGEST: u64 = 16 << 20;

/// Whether bytes are packed so.
pub(super) fn is_packed(head: &[u8]) -> bool {
    head.starts_with(&FRAME)
        || (head.len() >= 4 && (0x50..0x60).contains(&head[0]) && head[1..4] == [0x2a, 0x4d, 0x18])
}

/// The unpacked bytes of all frames.
pub(super) struct Frames<R> {
    source: R,
    decoder: FrameDecoder,
}

impl<R: BufRead> Frames<R> {
    pub(super) fn new(source: R) -> Self {
        Self { source, decoder: FrameDecoder::new() }
    }

    /// Goes on to the next frame; whether there is one.
    fn begin(&mut self) -> io::Result<bool> {
        while !self.source.fill_buf()?.is_empty() {
            match self.decoder.reset(&mut self.source) {
                Ok(()) => return Ok(true),
                Err(error) => match passed(&error) {
                    Some((magic, length)) => self.pass(magic, u64::from(length))?,
                    None => return Err(broken(error)),
                },
            }
        }
        Ok(false)
    }

    /// Passes over a frame without packed bytes; a dictionary is kept.
    fn pass(&mut self, magic: u32, length: u64) -> io::Result<()> {
        let mut frame = self.source.by_ref().take(length);
        if magic != DICTIONARY || length > LARGEST {
            let skipped = io::copy(&mut frame, &mut io::sink())?;
            return if skipped == length { Ok(()) } else { Err(io::ErrorKind::UnexpectedEof.into()) };
        }
        let mut dictionary = Vec::new();
        frame.read_to_end(&mut dictionary)?;
        if dictionary.starts_with(&FRAME) {
            let packed = std::mem::take(&mut dictionary);
            let unpacked = StreamingDecoder::new(packed.as_slice()).map_err(broken)?;
            unpacked.take(LARGEST).read_to_end(&mut dictionary)?;
        }
        let dictionary = Dictionary::decode_dict(&dictionary).map_err(broken)?;
        self.decoder.add_dict(dictionary).map_err(broken)
    }
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if self.decoder.can_collect() > 0 {
                return self.decoder.read(buffer);
            }
            if !self.decoder.is_finished() {
                let one = BlockDecodingStrategy::UptoBlocks(1);
                self.decoder.decode_blocks(&mut self.source, one).map_err(broken)?;
            } else if !self.begin()? {
                return Ok(0);
            }
        }
    }
}

/// Kind and length of a frame that holds no packed bytes.
fn passed(error: &FrameDecoderError) -> Option<(u32, u32)> {
    match error {
        FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { magic_number, length }) => {
            Some((*magic_number, *length))
        }
        _ => None,
    }
}

fn broken(error: impl std::error::Error + Send + Sync + 'static) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, error)
}

#[cfg(test)]
mod tests {
    use ruzstd::encoding::{CompressionLevel, compress_to_vec};

    use super::*;

    fn frame(words: &str) -> Vec<u8> {
        compress_to_vec(words.as_bytes(), CompressionLevel::Fastest)
    }

    fn unpack(packed: &[u8]) -> io::Result<String> {
        let mut words = String::new();
        Frames::new(packed).read_to_string(&mut words)?;
        Ok(words)
    }

    #[test]
    fn all_frames_are_unpacked_and_others_passed_over() {
        let passed = [&[0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0][..], b"abc"].concat();
        let packed = [passed.clone(), frame("They met. "), passed, frame("They parted.")].concat();
        assert!(is_packed(&packed) && is_packed(&frame("x")) && !is_packed(b"words"));
        assert_eq!(unpack(&packed).unwrap(), "They met. They parted.");
    }

    #[test]
    fn what_ends_early_is_broken() {
        let packed = frame(&"They met. ".repeat(1000));
        assert!(unpack(&packed[..packed.len() - 5]).is_err());
        assert!(unpack(&[packed.clone(), b"nonsense".to_vec()].concat()).is_err());
    }
}
