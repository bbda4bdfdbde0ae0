//! Has the writer of `watch.toml` rephrase a digest, where there is one.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context;

use crate::collect::chat::Chat;
use crate::collect::fetch::{Address, Limits, SystemNames};
use crate::digest::{Digest, rephrase};
use crate::publish::visible;
use crate::record::Document;

use super::collecting;
use super::configured::Configured;
use super::interrupt;

/// The environment variable that holds the key of the writer.
const KEY: &str = "DIPLOMACY_WATCH_WRITER_KEY";

/// After so many failures in a row it is not asked any more for a digest.
const PATIENCE: usize = 3;

/// How many characters are shown of an answer that was refused.
const SHOWN: usize = 300;

/// How many answers are remembered, so that `run` does not ask twice.
const REMEMBERED: usize = 10_000;

/// The writer of `watch.toml`.
pub(super) struct Writer {
    chat: Chat,
    name: String,
    seconds: Duration,
    seconds_in_all: Duration,
    /// What it made of sentences.
    answers: RefCell<HashMap<String, String>>,
}

impl Writer {
    /// Checks all that asking needs; `None` where the configuration has no writer.
    pub(super) fn open(
        configured: &Configured,
        private_hosts: &[String],
    ) -> Result<Option<Self>, anyhow::Error> {
        let Some(writer) = &configured.config.writer else { return Ok(None) };
        let limits = collecting::settings(configured, private_hosts)?.limits;
        let (seconds, seconds_in_all) = (writer.seconds.duration(), writer.seconds_in_all.duration());
        let limits = Limits { deadline: seconds, ..limits };
        let named = || format!("{}: [writer]", configured.name);
        let address: Address = writer.address.parse().with_context(named)?;
        let key = match (std::env::var(KEY), &writer.key_file) {
            (Ok(key), _) => Some(key),
            (Err(_), Some(path)) => {
                let path = configured.path(path);
                let key = std::fs::read_to_string(&path)
                    .with_context(|| format!("cannot read the writer's key in {}", path.display()))?;
                Some(key.trim_end_matches(['\r', '\n']).to_owned())
            }
            (Err(_), None) => None,
        };
        let chat =
            Chat::new(address, &writer.model, key, limits, Arc::new(SystemNames)).with_context(named)?;
        let answers = RefCell::default();
        Ok(Some(Self { chat, name: writer.model.clone(), seconds, seconds_in_all, answers }))
    }

    /// Has a digest rephrased that has at most `words` words, and tells on standard error
    /// what came of it. Where no answer comes, the sentences stay ours.
    pub(super) fn rephrase(&self, digest: &mut Digest, documents: &[Document], words: usize, verbose: bool) {
        let started = Instant::now();
        let mut failures = 0;
        let mut problem = None;
        let ask = |ours: &str| {
            let time = self.seconds.min(self.seconds_in_all.saturating_sub(started.elapsed()));
            if let Some(answer) = self.answers.borrow().get(ours) {
                return Some(answer.clone());
            }
            if failures >= PATIENCE || interrupt::is_asked() {
                return None;
            }
            if time.is_zero() {
                problem.get_or_insert_with(|| {
                    format!("{} seconds were over", self.seconds_in_all.as_secs_f32())
                });
                return None;
            }
            match self.chat.ask(rephrase::instructions(), ours, time) {
                Ok(answer) => {
                    failures = 0;
                    let mut answers = self.answers.borrow_mut();
                    if answers.len() >= REMEMBERED {
                        answers.clear();
                    }
                    answers.insert(ours.to_owned(), answer.clone());
                    Some(answer)
                }
                Err(error) => {
                    failures += 1;
                    problem.get_or_insert_with(|| error.to_string());
                    None
                }
            }
        };
        let departures = rephrase::rephrase(digest, documents, words, &self.name, ask);
        let Some(writing) = &digest.writing else { return };
        eprintln!(
            "{}: the writer rephrased {} sentences and left {} as they were; {} of its sentences were refused, \
             {} did not come, for which ours stand",
            digest.week, writing.rephrased, writing.unchanged, writing.refused, writing.unanswered
        );
        if let Some(problem) = problem {
            eprintln!("the writer: {problem}");
        }
        if verbose {
            for (words, departure) in departures {
                eprintln!("refused: {} — {departure}", shown(&words));
            }
        }
    }
}

/// Words of somebody else for a terminal: one line, not without end, no signs that steer it.
fn shown(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    visible(&line.chars().take(SHOWN).collect::<String>()).into_owned()
}
