//! Fonts: which characters a string shows, and how wide it is.

use lopdf::{Dictionary, Document as Pdf, Encoding, Object, ObjectId};
use rustc_hash::FxHashMap;

/// The most bytes of a table that says what codes mean.
const TABLE: usize = 4 << 20;
/// The width of a character where its font says nothing, in thousandths of its size.
const WIDTH: f32 = 500.0;
/// The most codes whose widths are kept.
const CODES: usize = 1 << 16;
/// The most fonts that are prepared, and the most names for fonts on all pages.
const FONTS: usize = 500;
const NAMES: usize = 100_000;

/// The fonts of a file, each prepared once.
pub(super) struct Fonts<'a> {
    pdf: &'a Pdf,
    known: FxHashMap<*const Dictionary, Option<Font<'a>>>,
    named: usize,
}

/// A font that is ready.
pub(super) struct Font<'a> {
    encoding: Encoding<'a>,
    widths: FxHashMap<u32, f32>,
    usual: f32,
    /// How many bytes a code has.
    bytes: usize,
}

/// The names that a page has for its fonts.
pub(super) type Names<'a> = FxHashMap<Vec<u8>, &'a Dictionary>;

impl<'a> Fonts<'a> {
    pub(super) fn new(pdf: &'a Pdf) -> Self {
        Self { pdf, known: FxHashMap::default(), named: 0 }
    }

    /// The fonts of a page by their names.
    pub(super) fn of_page(&mut self, page: ObjectId) -> Names<'a> {
        if self.named > NAMES {
            return Names::default();
        }
        let names: Names = self.pdf.get_page_fonts(page).unwrap_or_default().into_iter().collect();
        self.named += names.len();
        names
    }

    /// A font; `None` where its codes cannot be understood.
    pub(super) fn get(&mut self, font: &'a Dictionary) -> Option<&Font<'a>> {
        let (pdf, is_full) = (self.pdf, self.known.len() >= FONTS);
        let prepare = || if is_full { None } else { Font::new(pdf, font) };
        self.known.entry(std::ptr::from_ref(font)).or_insert_with(prepare).as_ref()
    }
}

impl<'a> Font<'a> {
    fn new(pdf: &'a Pdf, font: &'a Dictionary) -> Option<Self> {
        let encoding = font.get_font_encoding_with_limit(pdf, TABLE).ok()?;
        let descendant = font.get_deref(b"DescendantFonts", pdf).and_then(Object::as_array).ok();
        let descendant = descendant.and_then(|fonts| pdf.dereference(fonts.first()?).ok()?.1.as_dict().ok());
        let mut one = Self { encoding, widths: FxHashMap::default(), usual: WIDTH, bytes: 1 };
        match descendant {
            Some(descendant) => one.compose(pdf, descendant),
            None => one.simple(pdf, font),
        }
        Some(one)
    }

    /// The widths of a font of one byte a code.
    fn simple(&mut self, pdf: &Pdf, font: &Dictionary) {
        let first = font.get_deref(b"FirstChar", pdf).and_then(Object::as_i64).unwrap_or(0);
        let Ok(widths) = font.get_deref(b"Widths", pdf).and_then(Object::as_array) else { return };
        for (code, width) in (first..).zip(widths).take(256) {
            self.add(pdf, u32::try_from(code).unwrap_or_default(), width);
        }
    }

    /// The widths of a font of two bytes a code: runs as `code [width …]` or
    /// `first last width`.
    fn compose(&mut self, pdf: &Pdf, font: &Dictionary) {
        self.bytes = 2;
        self.usual = font.get_deref(b"DW", pdf).and_then(Object::as_float).unwrap_or(1000.0);
        let Ok(runs) = font.get_deref(b"W", pdf).and_then(Object::as_array) else { return };
        let mut runs = runs.iter().map(|run| pdf.dereference(run).map_or(run, |(_, run)| run));
        while let (Some(first), Some(next)) = (runs.next(), runs.next()) {
            let first = first.as_i64().ok().and_then(|first| u32::try_from(first).ok()).unwrap_or_default();
            if let Ok(widths) = next.as_array() {
                for (code, width) in (first..).zip(widths) {
                    self.add(pdf, code, width);
                }
                continue;
            }
            let last = next.as_i64().ok().and_then(|last| u32::try_from(last).ok()).unwrap_or_default();
            let Some(width) = runs.next() else { return };
            for code in (first..=last).take(CODES) {
                self.add(pdf, code, width);
            }
        }
    }

    fn add(&mut self, pdf: &Pdf, code: u32, width: &Object) {
        let width = pdf.dereference(width).and_then(|(_, width)| width.as_float());
        if let Ok(width) = width
            && self.widths.len() < CODES
        {
            self.widths.insert(code, width);
        }
    }

    /// The characters that a string shows; codes that are not known are left out.
    pub(super) fn characters(&self, string: &[u8]) -> String {
        Pdf::decode_text(&self.encoding, string).unwrap_or_default()
    }

    /// How wide a string is, in thousandths of the size, how many codes it has, and how
    /// many of them are spaces that are widened.
    pub(super) fn measure(&self, string: &[u8]) -> (f32, usize, usize) {
        let codes = string.chunks(self.bytes);
        let count = codes.len();
        let code = |bytes: &[u8]| bytes.iter().fold(0, |code, &byte| code << 8 | u32::from(byte));
        let width = codes.map(|bytes| self.widths.get(&code(bytes)).copied().unwrap_or(self.usual)).sum();
        let spaces = if self.bytes == 1 { string.iter().filter(|&&byte| byte == b' ').count() } else { 0 };
        (width, count, spaces)
    }
}
