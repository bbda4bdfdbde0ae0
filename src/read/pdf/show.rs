//! What a page's instructions show, and where.

use lopdf::content::{Content, Operation};
use lopdf::{Document as Pdf, Error, Object, ObjectId};

use super::STREAM;
use super::font::{Font, Fonts};

/// How deep the states of a page may be put by.
const STATES: usize = 256;

/// Characters shown in one go, in the page's own units.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Run {
    pub(super) x: f32,
    pub(super) y: f32,
    /// Where the next run would begin.
    pub(super) end: f32,
    pub(super) size: f32,
    pub(super) text: String,
}

/// A transformation of the plane: x' = a x + c y + e, y' = b x + d y + f.
#[derive(Debug, Clone, Copy)]
struct Matrix([f32; 6]);

impl Matrix {
    const SAME: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    fn of(operands: &[Object]) -> Option<Self> {
        let mut values = [0.0; 6];
        for (value, operand) in values.iter_mut().zip(operands.get(..6)?) {
            *value = operand.as_float().ok()?;
        }
        Some(Self(values))
    }

    /// First this one, then the other.
    fn then(self, Self(o): Self) -> Self {
        let [a, b, c, d, e, f] = self.0;
        Self([
            a * o[0] + b * o[2],
            a * o[1] + b * o[3],
            c * o[0] + d * o[2],
            c * o[1] + d * o[3],
            e * o[0] + f * o[2] + o[4],
            e * o[1] + f * o[3] + o[5],
        ])
    }

    fn moved(self, x: f32, y: f32) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y]).then(self)
    }
}

/// What instructions change.
#[derive(Clone, Copy)]
struct State<'a> {
    page: Matrix,
    font: Option<&'a lopdf::Dictionary>,
    size: f32,
    leading: f32,
    between_codes: f32,
    between_words: f32,
    /// In parts of the usual width.
    stretch: f32,
}

/// The runs of a page in the order of its instructions; `left` is how many bytes of
/// instructions may still be read.
///
/// # Errors
/// Where the instructions cannot be unpacked, or are too many.
pub(super) fn runs<'a>(
    pdf: &'a Pdf,
    page: ObjectId,
    fonts: &mut Fonts<'a>,
    left: &mut usize,
) -> Result<Vec<Run>, Error> {
    let content = pdf.get_page_content_with_limit(page, STREAM.min(*left))?;
    *left -= content.len().min(*left);
    let names = fonts.of_page(page);
    let state = State {
        page: Matrix::SAME,
        font: None,
        size: 0.0,
        leading: 0.0,
        between_codes: 0.0,
        between_words: 0.0,
        stretch: 1.0,
    };
    let mut writer =
        Writer { fonts, state, states: Vec::new(), text: Matrix::SAME, line: Matrix::SAME, runs: Vec::new() };
    for operation in &Content::decode(&content)?.operations {
        match operation.operator.as_str() {
            "Tf" => {
                let name = operation.operands.first().and_then(|name| name.as_name().ok());
                writer.state.font = name.and_then(|name| names.get(name).copied());
                writer.state.size = number(operation, 1);
            }
            _ => writer.follow(operation),
        }
    }
    Ok(writer.runs)
}

struct Writer<'a, 'f> {
    fonts: &'f mut Fonts<'a>,
    state: State<'a>,
    states: Vec<State<'a>>,
    text: Matrix,
    /// Where the line began.
    line: Matrix,
    runs: Vec<Run>,
}

impl Writer<'_, '_> {
    fn follow(&mut self, operation: &Operation) {
        let operands = &operation.operands;
        match operation.operator.as_str() {
            "q" if self.states.len() < STATES => self.states.push(self.state),
            "Q" => self.state = self.states.pop().unwrap_or(self.state),
            "cm" => {
                if let Some(matrix) = Matrix::of(operands) {
                    self.state.page = matrix.then(self.state.page);
                }
            }
            "BT" => (self.text, self.line) = (Matrix::SAME, Matrix::SAME),
            "Tm" => {
                if let Some(matrix) = Matrix::of(operands) {
                    (self.text, self.line) = (matrix, matrix);
                }
            }
            "Td" => self.next_line(number(operation, 0), number(operation, 1)),
            "TD" => {
                self.state.leading = -number(operation, 1);
                self.next_line(number(operation, 0), number(operation, 1));
            }
            "TL" => self.state.leading = number(operation, 0),
            "Tc" => self.state.between_codes = number(operation, 0),
            "Tw" => self.state.between_words = number(operation, 0),
            "Tz" => self.state.stretch = number(operation, 0) / 100.0,
            "T*" => self.next_line(0.0, -self.state.leading),
            "Tj" => self.show_first(operands.first()),
            "'" => {
                self.next_line(0.0, -self.state.leading);
                self.show_first(operands.first());
            }
            "\"" => {
                self.state.between_words = number(operation, 0);
                self.state.between_codes = number(operation, 1);
                self.next_line(0.0, -self.state.leading);
                self.show_first(operands.get(2));
            }
            "TJ" => self.show_all(operands.first()),
            _ => {}
        }
    }

    fn next_line(&mut self, x: f32, y: f32) {
        self.line = self.line.moved(x, y);
        self.text = self.line;
    }

    fn show_first(&mut self, string: Option<&Object>) {
        if let Some(Object::String(string, _)) = string {
            self.show(string);
        }
    }

    /// Strings with moves between them.
    fn show_all(&mut self, list: Option<&Object>) {
        for object in list.and_then(|list| list.as_array().ok()).into_iter().flatten() {
            match object {
                Object::String(string, _) => self.show(string),
                object => {
                    let back = object.as_float().unwrap_or_default() / 1000.0;
                    self.text = self.text.moved(-back * self.state.size * self.state.stretch, 0.0);
                }
            }
        }
    }

    fn show(&mut self, string: &[u8]) {
        let State { size, stretch, between_codes, between_words, .. } = self.state;
        let font: Option<&Font> = self.state.font.and_then(|font| self.fonts.get(font));
        let Some(font) = font else { return };
        let text = font.characters(string);
        let (width, codes, spaces) = font.measure(string);
        let advance =
            (width / 1000.0 * size + between_codes * codes as f32 + between_words * spaces as f32) * stretch;
        let start = self.text.then(self.state.page).0;
        self.text = self.text.moved(advance, 0.0);
        let end = self.text.then(self.state.page).0;
        // What is written upwards or slanted is a stamp or stands in the margin.
        let is_level = start[1].abs() < start[0].abs() * 0.1;
        if is_level && !text.is_empty() {
            let size = (size * start[3]).abs();
            self.runs.push(Run { x: start[4], y: start[5], end: end[4], size, text });
        }
    }
}

fn number(operation: &Operation, at: usize) -> f32 {
    operation.operands.get(at).and_then(|operand| operand.as_float().ok()).unwrap_or_default()
}
