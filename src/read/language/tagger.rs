//! The tagger: a part of speech and a Penn tag for every token, left to right.

use compact_str::CompactString;

use super::bytes::{Bytes, put_section, put_string};
use super::form::{Casing, Form};
use super::key::Key;
use super::parser::best;
use super::table::{MOST_LABELS, Table};
use crate::read::syntax::Upos;

/// A pair of tags that the tagger gives.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Tag {
    pub upos: Upos,
    pub xpos: CompactString,
}

/// The tagger with its learned tables.
#[derive(Debug, Clone)]
pub struct Tagger<'a> {
    tags: Vec<Tag>,
    /// Word in lower case → the class of tags that it was seen with.
    classes: Table<'a>,
    weights: Table<'a>,
}

impl<'a> Tagger<'a> {
    /// Reads what [`write()`] wrote.
    pub fn read(bytes: &'a [u8]) -> Option<Self> {
        let mut bytes = Bytes::new(bytes);
        let count = bytes.u8()?;
        let mut tags = Vec::new();
        for _ in 0..count {
            tags.push(Tag { upos: Upos::parse(bytes.string()?)?, xpos: bytes.string()?.into() });
        }
        let classes = Table::read(bytes.section()?)?;
        let weights = Table::read(bytes.section()?)?;
        (1..=MOST_LABELS).contains(&tags.len()).then_some(Self { tags, classes, weights })
    }

    /// The tags of a sentence, as indices for [`Tagger::name`].
    pub fn tag(&self, forms: &[Form]) -> Vec<u8> {
        let sentence = Context::new(forms, |lower| self.classes.first(lower));
        let mut tags = Vec::with_capacity(forms.len());
        let mut keys = Vec::with_capacity(64);
        for at in 0..forms.len() {
            keys.clear();
            sentence.features(at, &tags, &mut keys);
            tags.push(best(&self.weights.scores(&keys)[..self.tags.len()]) as u8);
        }
        tags
    }

    /// The tag of an index.
    pub fn name(&self, tag: u8) -> &Tag {
        &self.tags[usize::from(tag)]
    }
}

/// Writes a tagger; `classes` and `weights` are written tables.
pub fn write(tags: &[Tag], classes: &[u8], weights: &[u8]) -> Vec<u8> {
    let mut out = vec![u8::try_from(tags.len()).expect("under 128 tags")];
    for tag in tags {
        put_string(&mut out, tag.upos.as_str());
        put_string(&mut out, &tag.xpos);
    }
    put_section(&mut out, classes);
    put_section(&mut out, weights);
    out
}

/// A sentence as the tagger sees it.
pub struct Context {
    words: Vec<Word>,
    casing: u64,
}

/// What a neighbour shows of a word.
#[derive(Clone, Copy)]
struct Word {
    form: Form,
    class: u64,
}

/// Tag index that stands for "before the sentence".
const NO_TAG: u64 = u64::MAX;
/// Hash that stands for "no word".
const NO_WORD: u64 = 0;

impl Context {
    /// A sentence whose words' classes a lexicon knows.
    pub fn new(forms: &[Form], class: impl Fn(u64) -> Option<u8>) -> Self {
        let casing = Casing::of(forms);
        let word = |form: &Form| {
            let mut form = *form;
            if casing == Casing::Upper {
                form.cased = form.lower;
            }
            Word { form, class: class(form.lower).map_or(NO_WORD, |class| u64::from(class) + 1) }
        };
        Self { words: forms.iter().map(word).collect(), casing: casing as u64 }
    }

    /// The keys of the features of a word, given the tags before it.
    pub fn features(&self, at: usize, tags: &[u8], keys: &mut Vec<u64>) {
        let word = &self.words[at];
        let near = |offset: isize| at.checked_add_signed(offset).and_then(|i| self.words.get(i));
        let lower = |offset| near(offset).map_or(NO_WORD, |w| w.form.lower);
        let class = |offset| {
            near(offset).map_or(NO_WORD, |w| if w.class == 0 { w.form.suffixes[2] } else { w.class })
        };
        let tag = |back: usize| at.checked_sub(back).map_or(NO_TAG, |i| u64::from(tags[i]));
        let form = &word.form;
        let first = u64::from(at == 0);
        let mut template = 0;
        let mut put = |values: &[u64]| {
            keys.push(values.iter().fold(Key::new(template), |key, &value| key.with(value)).finish());
            template += 1;
        };
        let shape = Key::new(90).with(form.shape).with(self.casing).with(first).finish();
        put(&[]);
        put(&[form.lower]);
        put(&[form.cased, self.casing]);
        put(&[shape]);
        for prefix in form.prefixes {
            put(&[prefix]);
        }
        for suffix in form.suffixes {
            put(&[suffix]);
        }
        put(&[form.suffixes[2], shape]);
        put(&[form.suffixes[1], tag(1)]);
        put(&[form.suffixes[2], tag(1), class(1)]);
        put(&[shape, tag(1)]);
        put(&[shape, near(1).map_or(0, |w| w.form.shape)]);
        put(&[word.class, shape]);
        put(&[tag(1)]);
        put(&[tag(1), tag(2)]);
        put(&[tag(1), form.lower]);
        put(&[tag(1), tag(2), form.lower]);
        put(&[tag(1), tag(2), word.class]);
        put(&[tag(1), tag(2), tag(3)]);
        put(&[lower(-1)]);
        put(&[lower(-1), form.lower]);
        put(&[lower(-2)]);
        put(&[lower(1)]);
        put(&[lower(1), form.lower]);
        put(&[lower(2)]);
        put(&[lower(-1), lower(1)]);
        put(&[class(1)]);
        put(&[class(1), form.lower]);
        put(&[class(1), word.class]);
        put(&[class(1), tag(1)]);
        put(&[class(1), tag(1), word.class]);
        put(&[class(1), tag(1), form.lower]);
        put(&[class(1), class(2)]);
        put(&[class(1), class(2), word.class]);
        put(&[class(2)]);
        put(&[lower(-1), tag(2), word.class]);
        put(&[lower(1), tag(1)]);
        put(&[lower(1), word.class]);
        put(&[lower(1), lower(2)]);
        put(&[lower(-1), lower(-2)]);
    }
}
