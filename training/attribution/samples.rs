//! Our own sentences with chain, anonymity, stance and hedge
//! (`tests/labelled/attributions.jsonl`), and how many of them the reader gets right.

use diplomacy_watch::read::Reader;
use diplomacy_watch::record::{Article, Attribution, Span, Stance};
use serde::Deserialize;

/// One sentence with what a careful reader takes from it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sample {
    /// `dev` to work with, `test` for the report.
    pub part: String,
    pub text: String,
    /// The words of the content, or of its first part.
    pub content: String,
    /// From the first speaker to the outlet.
    pub chain: Vec<String>,
    pub anonymous: bool,
    pub stance: Stance,
    pub hedged: bool,
    /// Why the name is kept back, in the words of the text.
    #[serde(default)]
    pub reason: Option<String>,
}

/// How many are right, of how many.
#[derive(Debug, Clone, Copy, Default)]
pub struct Right {
    pub all: usize,
    pub found: usize,
    pub chain: usize,
    pub anonymous: usize,
    pub stance: usize,
    pub hedged: usize,
    /// How many give a reason for keeping the name back.
    pub reasons: usize,
    pub reason: usize,
    /// How many are given a reason without one.
    pub made_up: usize,
}

/// The sentences of the repository.
pub fn samples() -> Vec<Sample> {
    let lines = include_str!("../../tests/labelled/attributions.jsonl").lines();
    lines
        .map(|line| serde_json::from_str(line).expect("tests/labelled/attributions.jsonl is well formed"))
        .collect()
}

/// Reads the sentences of a part; `tell` hears of each that is not right in all.
pub fn score(reader: &Reader, samples: &[Sample], part: &str, tell: &mut dyn FnMut(String)) -> Right {
    let mut right = Right::default();
    for sample in samples.iter().filter(|sample| sample.part == part) {
        right.all += 1;
        right.reasons += usize::from(sample.reason.is_some());
        let outlet = sample.chain.last().cloned();
        let article = Article { text: sample.text.clone(), outlet, ..Article::default() };
        let found = reader.read(article).attributions;
        let Some(one) = nearest(sample, &found) else {
            tell(format!("not found: {}", sample.text));
            continue;
        };
        let reason =
            one.source.as_ref().and_then(|source| source.reason).map(|span| words(&sample.text, span));
        let checks = [
            same_chain(&one.chain, &sample.chain),
            one.source.as_ref().is_some_and(|source| source.anonymous) == sample.anonymous,
            one.stance == sample.stance,
            one.hedged == sample.hedged,
            reason == sample.reason,
        ];
        right.found += 1;
        right.chain += usize::from(checks[0]);
        right.anonymous += usize::from(checks[1]);
        right.stance += usize::from(checks[2]);
        right.hedged += usize::from(checks[3]);
        right.reason += usize::from(checks[4] && sample.reason.is_some());
        right.made_up += usize::from(reason.is_some() && sample.reason.is_none());
        if checks.contains(&false) {
            let got = (
                &one.chain,
                one.source.as_ref().is_some_and(|s| s.anonymous),
                one.stance,
                one.hedged,
                &one.rule,
                reason,
            );
            tell(format!("{}\n    got {got:?}", sample.text));
        }
    }
    right
}

/// The record whose content shares most with the sample's, at least half of both; of a
/// speaker's and that of a hedge in what he says, the speaker's.
fn nearest<'a>(sample: &Sample, found: &'a [Attribution]) -> Option<&'a Attribution> {
    let start = sample.text[..sample.text.find(&sample.content)?].chars().count();
    let wanted = Span::new(start, start + sample.content.chars().count())?;
    let share = |one: &Attribution| {
        let covered: usize = one.content.iter().map(|part| shared(*part, wanted)).sum();
        let length: usize = one.content.iter().map(|part| part.end - part.start).sum();
        // What goes on after the sample's words does not count against it.
        let reach = wanted.end - wanted.start;
        covered as f64 / (reach + length.min(2 * reach) - covered).max(1) as f64
    };
    let rank = |one: &Attribution| (share(one), one.source.is_some());
    let better = |a: (f64, bool), b: (f64, bool)| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1));
    let best = found.iter().max_by(|a, b| better(rank(a), rank(b)))?;
    (share(best) >= 0.5).then_some(best)
}

fn words(text: &str, span: Span) -> String {
    text.chars().skip(span.start).take(span.end - span.start).collect()
}

fn shared(a: Span, b: Span) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

/// Whether two chains name the same, capitals aside; of a name and a longer form of it
/// one holds the other.
fn same_chain(found: &[String], wanted: &[String]) -> bool {
    let same = |(a, b): (&String, &String)| {
        let (a, b) = (a.to_lowercase(), b.to_lowercase());
        a.contains(&b) || b.contains(&a)
    };
    found.len() == wanted.len() && found.iter().zip(wanted).all(same)
}

impl Right {
    /// The shares in a line.
    pub fn say(&self) -> String {
        let share = |n: usize| 100.0 * n as f64 / self.all.max(1) as f64;
        format!(
            "{} sentences: found {:.1}  chain {:.1}  anonymity {:.1}  stance {:.1}  hedge {:.1}  reasons {} of {}, made up {}",
            self.all,
            share(self.found),
            share(self.chain),
            share(self.anonymous),
            share(self.stance),
            share(self.hedged),
            self.reason,
            self.reasons,
            self.made_up
        )
    }
}
