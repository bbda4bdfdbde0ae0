//! Learns `models/attribution.bin` from PolNeAR's train part.
//!
//! usage: train-attribution POLNEAR [--epochs N] [--out FILE] [--final]
//!
//! Holds a tenth of the train part back and chooses the threshold there. With
//! `--final` it then learns from all of train. `dev` is never read.

mod brat;
mod score;
mod weights;

use std::path::PathBuf;

use anyhow::{Result, ensure};
use clap::Parser;
use diplomacy_watch::read::attribution::draft::head_of;
use diplomacy_watch::read::attribution::learned::decode::{self, LABELS};
use diplomacy_watch::read::attribution::learned::model::Model;
use diplomacy_watch::read::attribution::learned::scene::Scene;
use diplomacy_watch::read::attribution::learned::{self, Prepared, cue_features, span_features};
use diplomacy_watch::read::attribution::{Cues, Draft, Row};
use diplomacy_watch::read::{Analyser, Reading};
use diplomacy_watch::record::{Article, Span};
use score::{Counts, Pair};
use std::ops::Range;
use weights::Learner;

#[derive(Parser)]
struct Options {
    /// PolNeAR's folder, with train/ in it.
    polnear: PathBuf,
    #[arg(long, default_value_t = 8)]
    epochs: usize,
    #[arg(long, default_value = "models/attribution.bin")]
    out: PathBuf,
    /// Learn from the held-out tenth too before writing the model.
    #[arg(long = "final")]
    all: bool,
    #[arg(long, default_value_t = 0.1)]
    rate: f32,
    #[arg(long, default_value_t = 1.0)]
    margin: f32,
}

/// An article that has been read, with what people marked in it as places.
struct Text<'r> {
    row: Row<'r>,
    prepared: Prepared,
    gold: Vec<Marked>,
}

/// A marked attribution in places of the row.
struct Marked {
    anchor: Option<usize>,
    cue: Vec<Range<usize>>,
    source: Vec<Range<usize>>,
    content: Vec<Range<usize>>,
}

fn main() -> Result<()> {
    let options = Options::parse();
    let cues = Cues::known();
    let analyser = Analyser::fast();
    let articles = brat::load(&options.polnear.join("train"))?;
    ensure!(!articles.is_empty(), "{} holds no articles", options.polnear.join("train").display());
    let inputs: Vec<Article> =
        articles.iter().map(|one| Article { text: one.text.clone(), ..Article::default() }).collect();
    let readings: Vec<Reading> = inputs.iter().map(|input| analyser.analyse(input)).collect();
    let texts: Vec<Text> =
        readings.iter().zip(&articles).map(|(reading, article)| read(reading, article, &cues)).collect();
    eprintln!(
        "{} articles, {} attributions",
        texts.len(),
        texts.iter().map(|text| text.gold.len()).sum::<usize>()
    );
    let held = |i: usize| i % 10 == 7;
    let train: Vec<&Text> =
        texts.iter().enumerate().filter(|(i, _)| !held(*i)).map(|(_, text)| text).collect();
    let check: Vec<&Text> =
        texts.iter().enumerate().filter(|(i, _)| held(*i)).map(|(_, text)| text).collect();

    let mut run = Run::new(&options);
    for epoch in 1..=options.epochs {
        run.epoch(&train, epoch);
        let (threshold, counts) = run.choose(&check);
        eprintln!("epoch {epoch}: threshold {threshold:.2}  held out {}", counts.say());
    }
    let (threshold, counts) = run.choose(&check);
    eprintln!("chosen {threshold:.2}  {}", counts.say());
    if options.all {
        let everything: Vec<&Text> = texts.iter().collect();
        run = Run::new(&options);
        (1..=options.epochs).for_each(|epoch| run.epoch(&everything, epoch));
    }
    std::fs::write(&options.out, run.packed(threshold))?;
    Ok(())
}

/// Reads what people marked into places.
fn read<'r>(reading: &'r Reading<'r>, article: &brat::Article, cues: &Cues) -> Text<'r> {
    let row = Row::new(reading);
    let prepared = Prepared::new(&row, cues);
    let places = |ranges: &[Range<usize>]| -> Vec<Range<usize>> {
        let bytes = ranges.iter().filter_map(|range| reading.text.bytes(Span::new(range.start, range.end)?));
        bytes.map(|bytes| row.places(&bytes)).filter(|places| !places.is_empty()).collect()
    };
    let mark = |gold: &brat::Gold| {
        let cue = places(&gold.cue);
        let anchor = cue.first().map(|cue| head_of(&row, cue.clone()));
        Marked { anchor, cue, source: places(&gold.source), content: places(&gold.content) }
    };
    let gold = article.gold.iter().map(mark).collect();
    if article.gold.is_empty() {
        eprintln!("{}: nothing is marked", article.path.display());
    }
    Text { row, prepared, gold }
}

/// Learning.
struct Run {
    learner: Learner,
    tokens: f32,
    scenes: f32,
    margin: f32,
}

impl Run {
    fn new(options: &Options) -> Self {
        Self { learner: Learner::new(options.rate), tokens: 1.0, scenes: 1.0, margin: options.margin }
    }

    fn epoch(&mut self, texts: &[&Text], epoch: usize) {
        let mut order: Vec<usize> = (0..texts.len()).collect();
        shuffle(&mut order, epoch as u64);
        for i in order {
            self.learn_cues(texts[i]);
            self.learn_spans(texts[i]);
        }
    }

    /// A logistic step per token.
    fn learn_cues(&mut self, text: &Text) {
        let mut is_anchor = vec![false; text.row.len()];
        text.gold.iter().filter_map(|gold| gold.anchor).for_each(|at| is_anchor[at] = true);
        let mut keys = Vec::new();
        for (at, &right) in is_anchor.iter().enumerate() {
            if !cue_features::is_candidate(&text.row.cells[at]) {
                continue;
            }
            keys.clear();
            cue_features::put(&text.row, &text.prepared.known, &text.prepared.beside, at, &mut keys);
            let sure = 1.0 / (1.0 + (-self.learner.cue(&keys)).exp());
            let gradient = f32::from(u8::from(right)) - sure;
            self.tokens += 1.0;
            if gradient.abs() > 0.001 {
                for &key in &keys {
                    let slot = learned::model::slot(key, learned::model::CUE_SLOTS);
                    self.learner.cues.step(slot, gradient, self.tokens);
                }
            }
        }
    }

    /// A step per marked cue towards the right labels.
    fn learn_spans(&mut self, text: &Text) {
        for gold in &text.gold {
            let Some(anchor) = gold.anchor else { continue };
            let scene = Scene::new(&text.row, anchor, &text.prepared.says);
            let right = labels(&scene, gold);
            let (known, beside) = (text.prepared.known[anchor], &text.prepared.beside[anchor]);
            let guess = decode::labels(&scene, known, beside, &self.learner, Some((&right, self.margin)));
            self.scenes += 1.0;
            if guess != right {
                self.correct(&scene, known, beside.bits(), &right, &guess);
            }
        }
    }

    fn correct(&mut self, scene: &Scene, known: u32, bits: u64, right: &[u8], guess: &[u8]) {
        let common = span_features::common(scene, known, bits);
        let mut keys = Vec::new();
        for (i, at) in scene.window.clone().enumerate() {
            let (good, bad) = (usize::from(right[i]), usize::from(guess[i]));
            if good != bad {
                keys.clear();
                span_features::put(scene, &common, at, &mut keys);
                for &key in &keys {
                    let at = learned::model::slot(key, learned::model::LABEL_SLOTS) * LABELS;
                    self.learner.labels.step(at + good, 1.0, self.scenes);
                    self.learner.labels.step(at + bad, -1.0, self.scenes);
                }
            }
            let step = |labels: &[u8]| usize::from(labels[i - 1]) * LABELS + usize::from(labels[i]);
            if i > 0 && step(right) != step(guess) {
                keys.clear();
                span_features::put_step(scene, &common, at, &mut keys);
                for &key in &keys {
                    let at = learned::model::slot(key, learned::model::STEP_SLOTS) * learned::model::STEPS;
                    self.learner.steps.step(at + step(right), 1.0, self.scenes);
                    self.learner.steps.step(at + step(guess), -1.0, self.scenes);
                }
            }
        }
    }

    /// The threshold that serves best on held-out texts, and what it reaches.
    fn choose(&self, texts: &[&Text]) -> (f32, Counts) {
        let bytes = self.packed(0.0);
        let model = Model::parse(&bytes).expect("it was packed just now");
        let scored: Vec<Vec<(f32, Draft)>> = texts.iter().map(|text| scored(&model, text)).collect();
        let thresholds = (-30..=20).map(|step| step as f32 * 0.1);
        let results = thresholds.map(|threshold| (threshold, count(texts, &scored, threshold)));
        results.max_by(|a, b| a.1.f1().total_cmp(&b.1.f1())).unwrap_or_default()
    }

    fn packed(&self, threshold: f32) -> Vec<u8> {
        weights::pack(&self.learner, self.tokens, self.scenes, threshold)
    }
}

/// Every likely cue with its draft.
fn scored(model: &Model, text: &Text) -> Vec<(f32, Draft)> {
    let mut keys = Vec::new();
    let mut found = Vec::new();
    for at in 0..text.row.len() {
        if !cue_features::is_candidate(&text.row.cells[at]) {
            continue;
        }
        keys.clear();
        cue_features::put(&text.row, &text.prepared.known, &text.prepared.beside, at, &mut keys);
        let score = model.cue(&keys);
        if score > LEAST {
            found.extend(learned::draft(&text.row, &text.prepared, at, model).map(|draft| (score, draft)));
        }
    }
    found
}

/// Least score that a threshold is looked for above.
const LEAST: f32 = -3.0;

fn count(texts: &[&Text], scored: &[Vec<(f32, Draft)>], threshold: f32) -> Counts {
    let mut counts = Counts::default();
    for (text, drafts) in texts.iter().zip(scored) {
        let drafts: Vec<(f32, &Draft)> = drafts
            .iter()
            .filter(|(score, _)| *score >= threshold)
            .map(|(score, draft)| (*score, draft))
            .collect();
        let found: Vec<Pair> =
            learned::outermost(&drafts).into_iter().map(|draft| score::pair(&text.row, draft)).collect();
        let gold: Vec<Pair> = text
            .gold
            .iter()
            .map(|gold| Pair {
                source: score::words(&text.row, gold.source.iter().cloned()),
                content: score::words(&text.row, gold.content.iter().cloned()),
            })
            .collect();
        counts.add(&found, &gold);
    }
    counts
}

/// What each place of a scene is in a marked attribution.
fn labels(scene: &Scene, gold: &Marked) -> Vec<u8> {
    let mut labels = vec![decode::OUTSIDE as u8; scene.window.len()];
    for (parts, label) in
        [(&gold.content, decode::CONTENT), (&gold.source, decode::SOURCE), (&gold.cue, decode::CUE)]
    {
        for at in parts.iter().cloned().flatten().filter(|at| scene.window.contains(at)) {
            labels[at - scene.window.start] = label as u8;
        }
    }
    labels[scene.anchor - scene.window.start] = decode::CUE as u8;
    labels
}

/// A shuffle that is the same every time.
fn shuffle(order: &mut [usize], seed: u64) {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    for i in (1..order.len()).rev() {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        order.swap(i, (state % (i as u64 + 1)) as usize);
    }
}
