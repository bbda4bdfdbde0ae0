//! Trains the coder of events: `cargo run --release --example train-events -- ../shared/data/events`.
//! It learns from PLV's training sentences and writes `models/events.bin`. First it states
//! how well it does on folds of four fifths of them, by which features and settings were
//! chosen, and on the last fifth, which nothing was chosen by; the model that is written
//! learns from all. With a second argument it also writes there, for
//! `training/encoder/pairs.py`, what models say of sentences that they did not learn from.

mod learn;
#[path = "../linear.rs"]
mod linear;
#[path = "../language/random.rs"]
mod random;
mod score;

use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use diplomacy_watch::read::event::{Hints, Model, Pairs, ROOTS, Root, Scene, features, most, root};
use diplomacy_watch::record::EventType;

use random::Random;
use score::Score;

const FOLDS: usize = 5;

/// A labelled sentence.
#[derive(Clone)]
struct Example {
    id: String,
    sentence: String,
    /// Code points of who acts and of who is acted upon.
    parties: [Option<(usize, usize)>; 2],
    features: Vec<u32>,
    root: Root,
}

fn main() -> Result<()> {
    let folder =
        std::env::args().nth(1).context("name the folder of events, such as ../shared/data/events")?;
    let examples = read(&Path::new(&folder).join("plv_train.tsv"))?;
    let (kept, dev): (Vec<Example>, Vec<Example>) = examples.iter().cloned().partition(is_kept);
    let mut opinions = folds(&dev);
    println!("folds of {} sentences: {}", dev.len(), score(&opinions));
    let unseen = asked(&Model::write(learn::weights(&dev)), &kept);
    println!("{} kept sentences: {}", kept.len(), score(&unseen));
    opinions.extend(unseen);
    if let Some(path) = std::env::args().nth(2) {
        let lines: String = opinions.iter().map(|opinion| format!("{}\n", line(opinion))).collect();
        std::fs::write(&path, lines).with_context(|| format!("cannot write {path}"))?;
    }
    let bytes = Model::write(learn::weights(&examples));
    std::fs::write("models/events.bin", &bytes)?;
    println!("models/events.bin: {} sentences, {} bytes", examples.len(), bytes.len());
    Ok(())
}

/// Whether a sentence is of the fifth that nothing is chosen by: a matter of its id alone.
fn is_kept(example: &Example) -> bool {
    let digest =
        example.id.bytes().fold(17_u32, |hash, byte| hash.wrapping_mul(31).wrapping_add(u32::from(byte)));
    (digest >> 3).is_multiple_of(5)
}

/// What a model says of a sentence that it did not learn from.
type Opinion<'e> = (&'e Example, [f32; ROOTS]);

/// Each example as a model of the other folds has it.
fn folds(examples: &[Example]) -> Vec<Opinion<'_>> {
    let mut order: Vec<&Example> = examples.iter().collect();
    Random::new(3).shuffle(&mut order);
    let mut all = Vec::new();
    for fold in 0..FOLDS {
        let part = |is_test: bool| {
            let of = order.iter().enumerate().filter(move |(i, _)| (i % FOLDS == fold) == is_test);
            of.map(|(_, example)| *example)
        };
        let train: Vec<Example> = part(false).cloned().collect();
        let model = Model::write(learn::weights(&train));
        all.extend(asked(&model, part(true)));
    }
    all
}

fn asked<'e>(model: &[u8], examples: impl IntoIterator<Item = &'e Example>) -> Vec<Opinion<'e>> {
    let model = Model::read(model).expect("just written");
    examples.into_iter().map(|example| (example, model.opinion(&example.features))).collect()
}

fn score(opinions: &[Opinion]) -> Score {
    let mut score = Score::default();
    for (example, opinion) in opinions {
        score.count(example.root, most(opinion));
    }
    score
}

fn line((example, opinion): &Opinion) -> serde_json::Value {
    serde_json::json!({
        "id": example.id,
        "kept": is_kept(example),
        "sentence": example.sentence,
        "parties": example.parties,
        "root": example.root,
        "quad": score::quad(example.root),
        "opinion": opinion,
    })
}

fn read(path: &Path) -> Result<Vec<Example>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let (hints, rows) = (Hints::known(), Pairs::new(&text)?);
    let column =
        |name: &str| rows.column(name).with_context(|| format!("{} has no column {name}", path.display()));
    let [id, sentence, source, target, label] =
        [column("id")?, column("sentence")?, column("source")?, column("target")?, column("root")?];
    let mut examples = Vec::new();
    for row in rows {
        let fields = row?.fields;
        let scene = Scene::new(&fields[sentence], &fields[source], &fields[target]);
        let points = |at: usize| fields[sentence][..at].chars().count();
        let parties =
            scene.parties.clone().map(|party| party.map(|party| (points(party.start), points(party.end))));
        examples.push(Example {
            id: fields[id].to_string(),
            sentence: fields[sentence].to_string(),
            parties,
            features: features(&scene, &hints),
            root: labelled(&fields[label])?,
        });
    }
    ensure!(!examples.is_empty(), "{} has no rows", path.display());
    Ok(examples)
}

/// The root of a label as the data has it, where CONCEDE and RETREAT are YIELD.
fn labelled(label: &str) -> Result<Root> {
    match (label, EventType::named(label)) {
        ("YIELD", _) => Ok(root(EventType::Retreat)),
        (_, Some(kind)) => Ok(root(kind)),
        _ => bail!("{label} is no type of event"),
    }
}
