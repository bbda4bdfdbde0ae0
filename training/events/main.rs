//! Trains the coder of events: `cargo run --release --example train-events -- ../shared/data/events`.
//! It learns from PLV's training sentences and writes `models/events.bin`. First it states
//! how well it does on folds of four fifths of them, by which features and settings were
//! chosen, and on the last fifth, which nothing was chosen by; the model that is written
//! learns from all.

mod learn;
#[path = "../language/random.rs"]
mod random;
mod score;

use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use diplomacy_watch::read::event::{Hints, Model, Pairs, Root, Scene, features, root};
use diplomacy_watch::record::EventType;

use random::Random;
use score::Score;

const FOLDS: usize = 5;

/// A labelled sentence.
#[derive(Clone)]
struct Example {
    id: String,
    features: Vec<u32>,
    root: Root,
}

fn main() -> Result<()> {
    let folder =
        std::env::args().nth(1).context("name the folder of events, such as ../shared/data/events")?;
    let examples = read(&Path::new(&folder).join("plv_train.tsv"))?;
    let (kept, dev): (Vec<Example>, Vec<Example>) = examples.iter().cloned().partition(is_kept);
    println!("folds of {} sentences: {}", dev.len(), folds(&dev));
    println!("{} kept sentences: {}", kept.len(), score(&Model::write(learn::weights(&dev)), &kept));
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

/// The score on each fold by a model of the others, together.
fn folds(examples: &[Example]) -> Score {
    let mut examples = examples.to_vec();
    Random::new(3).shuffle(&mut examples);
    let mut score = Score::default();
    for fold in 0..FOLDS {
        let (test, train): (Vec<_>, Vec<_>) =
            examples.iter().cloned().enumerate().partition(|(i, _)| i % FOLDS == fold);
        let only =
            |part: Vec<(usize, Example)>| part.into_iter().map(|(_, example)| example).collect::<Vec<_>>();
        score.add(&self::score(&Model::write(learn::weights(&only(train))), &only(test)));
    }
    score
}

fn score(model: &[u8], examples: &[Example]) -> Score {
    let model = Model::read(model).expect("just written");
    let mut score = Score::default();
    for example in examples {
        score.count(example.root, model.root(&example.features));
    }
    score
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
        examples.push(Example {
            id: fields[id].to_string(),
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
