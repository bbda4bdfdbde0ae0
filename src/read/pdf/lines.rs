//! Runs of characters to lines of words.

use super::show::Run;

/// From what gap on words are apart, in parts of the size of the characters.
const GAP: f32 = 0.17;
/// From what height on a run is of another line.
const RISE: f32 = 0.4;

/// A line of a page.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) size: f32,
}

/// The lines of a page in the order in which they are written.
pub(super) fn lines(runs: Vec<Run>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut end = 0.0;
    for run in runs {
        let size = run.size.max(1.0);
        match lines.last_mut().filter(|line| (line.y - run.y).abs() < size * RISE) {
            Some(line) => {
                let gap = run.x - end;
                if gap > size * GAP || gap < -size {
                    line.text.push(' ');
                }
                line.text.push_str(&run.text);
                line.size = line.size.max(run.size);
            }
            None => lines.push(Line { text: run.text, x: run.x, y: run.y, size: run.size }),
        }
        end = run.end;
    }
    for line in &mut lines {
        line.text = tidy(&line.text);
    }
    lines.retain(|line| !line.text.is_empty());
    lines
}

/// The words with one space between them, letters that are drawn as one taken apart, and
/// no control characters.
fn tidy(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            'ﬀ' => plain.push_str("ff"),
            'ﬁ' => plain.push_str("fi"),
            'ﬂ' => plain.push_str("fl"),
            'ﬃ' => plain.push_str("ffi"),
            'ﬄ' => plain.push_str("ffl"),
            c if c.is_whitespace() => plain.push(' '),
            c if c.is_control() => {}
            c => plain.push(c),
        }
    }
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(x: f32, y: f32, end: f32, text: &str) -> Run {
        Run { x, y, end, size: 10.0, text: text.to_owned() }
    }

    #[test]
    fn runs_of_one_height_are_a_line() {
        let runs = vec![
            run(10.0, 100.0, 30.0, "En"),
            run(30.2, 100.0, 50.0, "voys"),
            run(54.0, 102.0, 70.0, "of ﬁve"),
            run(10.0, 88.0, 40.0, "  states "),
            run(10.0, 70.0, 40.0, "   "),
        ];
        let got: Vec<String> = lines(runs).into_iter().map(|line| line.text).collect();
        assert_eq!(got, ["Envoys of five", "states"]);
    }
}
