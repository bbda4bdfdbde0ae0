//! A table as an Apache Parquet file: one row group, plain pages, no compression.
//! The library for the whole format would lengthen every build; what is needed of it is this.

use super::{Cell, Kind, Table};

const MAGIC: &[u8; 4] = b"PAR1";

/// Codes of the format, as its Thrift definition numbers them.
mod code {
    pub const INT64: i32 = 2;
    pub const DOUBLE: i32 = 5;
    pub const BYTE_ARRAY: i32 = 6;
    pub const OPTIONAL: i32 = 1;
    pub const UTF8: i32 = 0;
    pub const PLAIN: i32 = 0;
    pub const RLE: i32 = 3;
    pub const UNCOMPRESSED: i32 = 0;
    pub const DATA_PAGE: i32 = 0;
}

/// The bytes of the file.
pub fn parquet(table: &Table) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    let mut chunks = Vec::new();
    for (i, (name, kind)) in table.columns.iter().enumerate() {
        let cells = table.rows.iter().map(|row| &row[i]);
        let page = page(cells, table.rows.len());
        let offset = out.len();
        out.extend(header(page.len(), table.rows.len()));
        out.extend(page);
        chunks.push(Chunk { name, kind: *kind, offset, bytes: out.len() - offset });
    }
    let footer = footer(table, &chunks);
    out.extend(&footer);
    out.extend(size(footer.len()).to_le_bytes());
    out.extend(MAGIC);
    out
}

/// Where a column's only page stands.
struct Chunk<'t> {
    name: &'t str,
    kind: Kind,
    offset: usize,
    bytes: usize,
}

/// Which cells are filled, then those that are.
fn page<'c>(cells: impl Iterator<Item = &'c Cell> + Clone, rows: usize) -> Vec<u8> {
    // Levels in one run of bits, eight a byte, the lowest first.
    let mut levels = Vec::new();
    varint(((rows.div_ceil(8) as u64) << 1) | 1, &mut levels);
    let from = levels.len();
    levels.resize(from + rows.div_ceil(8), 0);
    for (i, cell) in cells.clone().enumerate() {
        levels[from + i / 8] |= u8::from(*cell != Cell::Empty) << (i % 8);
    }
    let mut page = size(levels.len()).to_le_bytes().to_vec();
    page.extend(levels);
    for cell in cells {
        match cell {
            Cell::Empty => {}
            Cell::Words(words) => {
                page.extend(size(words.len()).to_le_bytes());
                page.extend(words.as_bytes());
            }
            Cell::Whole(number) => page.extend(number.to_le_bytes()),
            Cell::Real(number) => page.extend(number.to_le_bytes()),
        }
    }
    page
}

fn header(bytes: usize, rows: usize) -> Vec<u8> {
    let mut header = Struct::default();
    header.int(1, code::DATA_PAGE);
    header.int(2, size(bytes));
    header.int(3, size(bytes));
    header.inner(5, |page| {
        page.int(1, size(rows));
        page.int(2, code::PLAIN);
        page.int(3, code::RLE);
        page.int(4, code::RLE);
    });
    header.end()
}

fn footer(table: &Table, chunks: &[Chunk]) -> Vec<u8> {
    let rows = table.rows.len() as i64;
    let mut file = Struct::default();
    file.int(1, 1);
    let mut schema = vec![{
        let mut root = Struct::default();
        root.words(4, "events");
        root.int(5, size(chunks.len()));
        root.end()
    }];
    schema.extend(chunks.iter().map(|chunk| {
        let mut column = Struct::default();
        column.int(1, physical(chunk.kind));
        column.int(3, code::OPTIONAL);
        column.words(4, chunk.name);
        if chunk.kind == Kind::Words {
            column.int(6, code::UTF8);
        }
        column.end()
    }));
    file.structs(2, &schema);
    file.long(3, rows);
    let columns: Vec<Vec<u8>> = chunks.iter().map(|chunk| column(chunk, rows)).collect();
    let mut group = Struct::default();
    group.structs(1, &columns);
    group.long(2, chunks.iter().map(|chunk| chunk.bytes as i64).sum());
    group.long(3, rows);
    // A file without rows has no group of them.
    let groups = if table.rows.is_empty() { Vec::new() } else { vec![group.end()] };
    file.structs(4, &groups);
    file.words(6, concat!("diplomacy-watch ", env!("CARGO_PKG_VERSION")));
    file.end()
}

fn column(chunk: &Chunk, rows: i64) -> Vec<u8> {
    let mut column = Struct::default();
    column.long(2, chunk.offset as i64);
    column.inner(3, |about| {
        about.int(1, physical(chunk.kind));
        about.ints(2, &[code::PLAIN, code::RLE]);
        about.strings(3, &[chunk.name]);
        about.int(4, code::UNCOMPRESSED);
        about.long(5, rows);
        about.long(6, chunk.bytes as i64);
        about.long(7, chunk.bytes as i64);
        about.long(9, chunk.offset as i64);
    });
    column.end()
}

fn physical(kind: Kind) -> i32 {
    match kind {
        Kind::Words => code::BYTE_ARRAY,
        Kind::Whole => code::INT64,
        Kind::Real => code::DOUBLE,
    }
}

/// A length as the format counts it.
///
/// # Panics
/// Where it is beyond two gigabytes, which no page of a list of events reaches.
fn size(length: usize) -> i32 {
    i32::try_from(length).expect("a page of less than two gigabytes")
}

fn varint(mut number: u64, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn zigzag(number: i64, out: &mut Vec<u8>) {
    varint(((number << 1) ^ (number >> 63)) as u64, out);
}

/// A struct in Thrift's compact protocol, field by field in the order of their numbers.
#[derive(Default)]
struct Struct {
    bytes: Vec<u8>,
    last: u8,
}

const I32: u8 = 5;
const I64: u8 = 6;
const BINARY: u8 = 8;
const LIST: u8 = 9;
const STRUCT: u8 = 12;

impl Struct {
    fn field(&mut self, number: u8, kind: u8) {
        self.bytes.push(((number - self.last) << 4) | kind);
        self.last = number;
    }

    fn int(&mut self, number: u8, value: i32) {
        self.field(number, I32);
        zigzag(value.into(), &mut self.bytes);
    }

    fn long(&mut self, number: u8, value: i64) {
        self.field(number, I64);
        zigzag(value, &mut self.bytes);
    }

    fn words(&mut self, number: u8, words: &str) {
        self.field(number, BINARY);
        string(words, &mut self.bytes);
    }

    fn inner(&mut self, number: u8, fill: impl FnOnce(&mut Self)) {
        self.field(number, STRUCT);
        let mut inner = Self::default();
        fill(&mut inner);
        self.bytes.extend(inner.end());
    }

    fn list(&mut self, number: u8, kind: u8, length: usize) {
        self.field(number, LIST);
        match u8::try_from(length) {
            Ok(short @ 0..15) => self.bytes.push((short << 4) | kind),
            _ => {
                self.bytes.push(0xF0 | kind);
                varint(length as u64, &mut self.bytes);
            }
        }
    }

    fn structs(&mut self, number: u8, all: &[Vec<u8>]) {
        self.list(number, STRUCT, all.len());
        all.iter().for_each(|one| self.bytes.extend(one));
    }

    fn ints(&mut self, number: u8, all: &[i32]) {
        self.list(number, I32, all.len());
        all.iter().for_each(|&one| zigzag(one.into(), &mut self.bytes));
    }

    fn strings(&mut self, number: u8, all: &[&str]) {
        self.list(number, BINARY, all.len());
        all.iter().for_each(|one| string(one, &mut self.bytes));
    }

    fn end(mut self) -> Vec<u8> {
        self.bytes.push(0);
        self.bytes
    }
}

fn string(words: &str, out: &mut Vec<u8>) {
    varint(words.len() as u64, out);
    out.extend(words.as_bytes());
}
