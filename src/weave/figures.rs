//! What accounts of one contact count, and where they come to other numbers.

use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

use super::{Account, Paper};
use crate::read::language::stem::{stem, words};
use crate::record::Span;

/// How many words may name what is counted: "long range air defence missiles".
const NAMED_BY: usize = 4;

/// By how much of the larger number a rough one may be off.
const ROUGH: f64 = 0.2;

/// The words of `knowledge/figures.toml`.
#[derive(Deserialize)]
struct File {
    numbers: BTreeMap<String, f64>,
    multiples: BTreeMap<String, f64>,
    units: BTreeMap<String, Unit>,
    words: Lists,
}

#[derive(Deserialize)]
struct Unit {
    of: String,
    size: f64,
}

#[derive(Deserialize)]
struct Lists {
    rough: String,
    least: Vec<String>,
    most: Vec<String>,
    named: String,
    ending: String,
}

struct Words {
    numbers: BTreeMap<String, f64>,
    multiples: BTreeMap<String, f64>,
    /// By the stem of the word.
    units: BTreeMap<String, Unit>,
    rough: HashSet<String>,
    least: Vec<String>,
    most: Vec<String>,
    named: HashSet<String>,
    ending: HashSet<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("../../knowledge/figures.toml")).expect("a test parses it");
    let set = |words: &str| words.split_whitespace().map(str::to_owned).collect();
    Words {
        rough: set(&file.words.rough),
        named: set(&file.words.named),
        ending: set(&file.words.ending),
        least: file.words.least,
        most: file.words.most,
        numbers: file.numbers,
        multiples: file.multiples,
        units: file.units.into_iter().map(|(word, unit)| (stem(&word), unit)).collect(),
    }
});

/// What the number is to the thing counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    Exact,
    Rough,
    Least,
    Most,
}

/// A number of things in a text.
#[derive(Debug, Clone, PartialEq)]
struct Figure {
    value: f64,
    reach: Reach,
    /// What is counted: its words as stems, the last the noun; of a unit what it measures.
    of: Vec<String>,
}

impl Figure {
    /// Whether both cannot be true of one thing.
    fn differs(&self, other: &Self) -> bool {
        let (low, high) = if self.value <= other.value { (self, other) } else { (other, self) };
        if low.value == high.value || low.reach == Reach::Least || high.reach == Reach::Most {
            return false;
        }
        let rough = low.reach == Reach::Rough || high.reach == Reach::Rough;
        !rough || (high.value - low.value) / high.value > ROUGH
    }

    /// Whether both count one thing: one's words end the other's.
    fn counts_as(&self, other: &Self) -> bool {
        self.of.ends_with(&other.of) || other.of.ends_with(&self.of)
    }
}

/// What two or more sides count and come to other numbers, each with the sentence in which
/// its account does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Differing {
    /// What is counted: "time", "tank".
    pub of: String,
    /// For each side; `None` where its account does not count it.
    pub by: Vec<Option<Span>>,
}

/// Where the accounts of one contact come to other numbers. An account that itself gives
/// several numbers of one thing is not compared by it.
pub(super) fn differing(sides: &[Account], papers: &[Paper]) -> Vec<Differing> {
    let told: Vec<Vec<(Figure, Span)>> = sides.iter().map(|side| told(&papers[side.paper], side)).collect();
    let mut found: Vec<Differing> = Vec::new();
    for (a, own) in told.iter().enumerate() {
        for (b, others) in told.iter().enumerate().skip(a + 1) {
            for (figure, here) in own {
                for (other, there) in others.iter().filter(|(other, _)| figure.counts_as(other)) {
                    let single = |all: &[(Figure, Span)]| {
                        let same =
                            all.iter().filter(|(one, _)| one.counts_as(figure) && one.counts_as(other));
                        same.count() == 1
                    };
                    if !figure.differs(other) || !single(own) || !single(others) {
                        continue;
                    }
                    let of = figure.of.last().cloned().unwrap_or_default();
                    let at = found.iter().position(|one| one.of == of).unwrap_or_else(|| {
                        found.push(Differing { of, by: vec![None; sides.len()] });
                        found.len() - 1
                    });
                    found[at].by[a] = Some(*here);
                    found[at].by[b] = Some(*there);
                }
            }
        }
    }
    found
}

fn told(paper: &Paper, side: &Account) -> Vec<(Figure, Span)> {
    let mut told: Vec<(Figure, Span)> = Vec::new();
    for sentence in paper.account_sentences(side.contact) {
        for figure in figures_of(paper.words(*sentence)) {
            if !told.iter().any(|(other, _)| *other == figure) {
                told.push((figure, *sentence));
            }
        }
    }
    told
}

/// The numbers of things in a text.
fn figures_of(text: &str) -> Vec<Figure> {
    let known = &*WORDS;
    let tokens: Vec<(usize, &str)> = words(text).collect();
    let lower: Vec<String> = tokens.iter().map(|(_, word)| word.to_lowercase()).collect();
    let mut figures = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        let Some((mut value, mut next)) = number(&lower, i) else {
            i += 1;
            continue;
        };
        let (start, sign) = (tokens[i].0, text[..tokens[i].0].chars().next_back());
        // "3,000" and "10:30" are several words.
        let mut end = tokens[next - 1].0 + tokens[next - 1].1.len();
        while text[end..].starts_with(',') && is_group(&tokens, next, end) {
            value = value * 1000.0 + lower[next].parse::<f64>().unwrap_or_default();
            next += 1;
            end = tokens[next - 1].0 + tokens[next - 1].1.len();
        }
        if let Some(multiple) = lower.get(next).and_then(|word| known.multiples.get(word)) {
            value *= multiple;
            next += 1;
            end = tokens[next - 1].0 + tokens[next - 1].1.len();
        }
        let is_time = text[end..].starts_with(':') || text[..start].ends_with(':');
        let symbol = sign.map(String::from).filter(|sign| known.units.contains_key(sign));
        let percent = text[end..].starts_with('%').then(|| "%".to_owned());
        let of = match symbol.or(percent) {
            Some(unit) => Some(vec![unit]),
            None => counted(text, &tokens, &lower, next, end),
        };
        if let Some(of) = of.filter(|_| !is_time && !is_year(value, next - i)) {
            figures.push(measured(value, reach(&lower[..i]), of));
        }
        i = next;
    }
    figures
}

/// A number that begins at a word, and the word after it. "An hour" is one hour.
fn number(words: &[String], at: usize) -> Option<(f64, usize)> {
    let known = &*WORDS;
    let word = words[at].as_str();
    if let Some(&tens) = known.numbers.get(word) {
        let ones = words.get(at + 1).and_then(|next| known.numbers.get(next)).filter(|ones| **ones < 10.0);
        return match ones.filter(|_| tens >= 20.0) {
            Some(ones) => Some((tens + ones, at + 2)),
            None => Some((tens, at + 1)),
        };
    }
    let follows = words.get(at + 1).map(String::as_str).unwrap_or_default();
    let is_unit = known.units.contains_key(&stem(follows));
    if matches!(word, "a" | "an" | "one") && (is_unit || known.multiples.contains_key(follows)) {
        return Some((1.0, at + 1));
    }
    word.parse().ok().filter(|_| word.starts_with(|c: char| c.is_ascii_digit())).map(|value| (value, at + 1))
}

/// Whether the word at `next` is a group of three digits after a comma that ends at `end`.
fn is_group(tokens: &[(usize, &str)], next: usize, end: usize) -> bool {
    tokens.get(next).is_some_and(|(start, word)| {
        *start == end + 1 && word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_digit())
    })
}

fn is_year(value: f64, words: usize) -> bool {
    words == 1 && value.fract() == 0.0 && (1900.0..2100.0).contains(&value)
}

/// What stands after a number up to where it ends, as stems; `None` where it counts nothing
/// that could be compared.
fn counted(
    text: &str,
    tokens: &[(usize, &str)],
    lower: &[String],
    from: usize,
    mut end: usize,
) -> Option<Vec<String>> {
    let known = &*WORDS;
    let mut of = Vec::new();
    for (at, (start, word)) in tokens.iter().enumerate().skip(from).take(NAMED_BY) {
        let between = &text[end..*start];
        let lower = &lower[at];
        let goes_on = between.chars().all(|c| c == ' ' || c == '-');
        if !goes_on || known.ending.contains(lower) || word.starts_with(|c: char| c.is_ascii_digit()) {
            break;
        }
        if known.named.contains(lower) {
            return None;
        }
        of.push(stem(lower));
        end = start + word.len();
        if known.units.contains_key(of.last()?) {
            break;
        }
    }
    (!of.is_empty()).then_some(of)
}

/// The figure in its smallest unit, where it has one.
fn measured(value: f64, reach: Reach, of: Vec<String>) -> Figure {
    match of.iter().find_map(|word| WORDS.units.get(word)) {
        Some(unit) => Figure { value: value * unit.size, reach, of: vec![unit.of.clone()] },
        None => Figure { value, reach, of },
    }
}

/// What the words before a number make of it.
fn reach(before: &[String]) -> Reach {
    let known = &*WORDS;
    let ends = |phrases: &[String]| {
        phrases.iter().any(|phrase| {
            let phrase: Vec<&str> = phrase.split(' ').collect();
            before.len() >= phrase.len() && before[before.len() - phrase.len()..] == phrase[..]
        })
    };
    if ends(&known.least) {
        Reach::Least
    } else if ends(&known.most) {
        Reach::Most
    } else if before.last().is_some_and(|word| known.rough.contains(word)) {
        Reach::Rough
    } else {
        Reach::Exact
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(f64, &str)]) {
        let got: Vec<(f64, String)> =
            figures_of(text).into_iter().map(|figure| (figure.value, figure.of.join(" "))).collect();
        let expected: Vec<(f64, String)> = expected.iter().map(|(n, of)| (*n, (*of).to_owned())).collect();
        assert_eq!(got, expected, "{text}");
    }

    #[test]
    fn numbers_are_read_with_what_they_count() {
        check("They spoke for 90 minutes.", &[(90.0, "time")]);
        check("The call took an hour; the talks two hours.", &[(60.0, "time"), (120.0, "time")]);
        check("a 60-minute call", &[(60.0, "time")]);
        check(
            "twenty-five tanks and 3,000 anti-tank missiles",
            &[(25.0, "tank"), (3000.0, "anti tank missil")],
        );
        check("$500 million in aid, 40% of it", &[(500_000_000.0, "dollars"), (40.0, "percent")]);
        check("500 million dollars", &[(500_000_000.0, "dollars")]);
        check("On 8 March 2022, at 10:30, the two leaders met in 2021.", &[]);
        check("", &[]);
    }

    #[track_caller]
    fn check_pair(one: &str, other: &str, differ: bool) {
        let figure = |text: &str| figures_of(text).remove(0);
        let (one, other) = (figure(one), figure(other));
        assert_eq!(one.counts_as(&other) && one.differs(&other), differ, "{one:?} / {other:?}");
        assert_eq!(other.counts_as(&one) && other.differs(&one), differ, "{other:?} / {one:?}");
    }

    #[test]
    fn numbers_that_cannot_both_be_true_differ() {
        check_pair("60 minutes", "90 minutes", true);
        check_pair("an hour", "60 minutes", false);
        check_pair("more than an hour", "90 minutes", false);
        check_pair("over two hours", "90 minutes", true);
        check_pair("about an hour", "65 minutes", false);
        check_pair("up to 50 tanks", "30 tanks", false);
        check_pair("50 tanks", "30 heavy tanks", true);
        check_pair("50 tanks", "30 trucks", false);
    }
}
