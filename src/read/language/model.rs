//! The model file: `models/language.bin`, part of the binary and read in place.

use super::bytes::{Bytes, put_section};
use super::lemma::Lemmatizer;
use super::parser::Parser;
use super::tagger::Tagger;

/// First bytes of a model file: its kind and version.
const MAGIC: &[u8] = b"DWLANG02";

/// The learned parts of the language layer.
#[derive(Debug, Clone)]
pub struct Model<'a> {
    pub tagger: Tagger<'a>,
    pub lemmatizer: Lemmatizer<'a>,
    pub parser: Parser<'a>,
}

impl Model<'static> {
    /// The model that is part of the binary.
    ///
    /// # Panics
    /// Where the file was no model before the build; a test reads it.
    pub fn embedded() -> Self {
        Self::read(include_bytes!("../../../models/language.bin")).expect("models/language.bin is a model")
    }
}

impl<'a> Model<'a> {
    /// Reads what [`write()`] wrote; `None` where the bytes are no model.
    pub fn read(bytes: &'a [u8]) -> Option<Self> {
        let mut bytes = Bytes::new(bytes);
        bytes.take(MAGIC.len()).filter(|&magic| magic == MAGIC)?;
        Some(Self {
            tagger: Tagger::read(bytes.section()?)?,
            lemmatizer: Lemmatizer::read(bytes.section()?)?,
            parser: Parser::read(bytes.section()?)?,
        })
    }
}

/// Writes a model of its three written parts.
pub fn write(tagger: &[u8], lemmatizer: &[u8], parser: &[u8]) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    [tagger, lemmatizer, parser].iter().for_each(|part| put_section(&mut out, part));
    out
}
