use std::ops::Range;

use rten_tensor::prelude::*;
use serde::Deserialize;

use super::*;
use crate::read::event::ROOTS;
use crate::read::language::Language;
use crate::read::names::{Namer, tagger};
use crate::read::position::learned::model::CLASSES;

/// How far a score may be from ONNX Runtime's, and how far on the average; scores run from
/// -15 to 15. Both compute in bytes, but sum floats in another order, and what falls on
/// the other side of a byte's edge in one layer goes on through the next. ONNX Runtime is no
/// nearer to itself: weights of the first norm changed by a hundred-thousandth move its scores
/// by 0.7, 0.27 on the average. Bytes in place of floats move scores as far.
const TOLERANCE: f32 = 0.8;
const MEAN_TOLERANCE: f32 = 0.2;
/// The same of arcs, products of two vectors that run from -27 to 18, and of relations: ONNX
/// Runtime moves arcs by 2.2, 0.47 on the average.
const ARC_TOLERANCE: f32 = 2.0;
const MEAN_ARC_TOLERANCE: f32 = 0.4;

#[derive(Deserialize)]
struct Expected {
    text: String,
    units: Vec<(usize, usize)>,
    ids: Vec<i32>,
    shapes: Vec<i32>,
    cue: Vec<f32>,
    tags: Vec<Vec<[f32; decode::TAGS]>>,
    scores: Vec<f32>,
    word_tags: Vec<Vec<f32>>,
    arcs: Vec<Vec<f32>>,
    relations: Vec<Vec<f32>>,
    /// Of each unit as of a word, a bit for each clue.
    clues: Vec<u64>,
    names: Vec<Vec<f32>>,
    /// Code points of two parties, and the scores of what the first does to the second.
    parties: [(usize, usize); 2],
    roots: Vec<f32>,
    /// Of each unit as of a predicate, the scores of no stand and of each act.
    stands: Vec<Vec<f32>>,
    /// Of each unit, the scores of no word of dealing and of each form of contact.
    dealings: Vec<Vec<f32>>,
}

fn expected() -> Vec<Expected> {
    let lines = include_str!("../../../training/encoder/expected.jsonl").lines();
    lines.map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[track_caller]
fn near(found: impl IntoIterator<Item = f32>, wanted: impl IntoIterator<Item = f32>) {
    near_within(found, wanted, TOLERANCE, MEAN_TOLERANCE);
}

#[track_caller]
fn near_within(
    found: impl IntoIterator<Item = f32>,
    wanted: impl IntoIterator<Item = f32>,
    most: f32,
    most_on_average: f32,
) {
    let (found, wanted): (Vec<f32>, Vec<f32>) = (found.into_iter().collect(), wanted.into_iter().collect());
    assert_eq!(found.len(), wanted.len());
    let off: Vec<f32> = found.iter().zip(&wanted).map(|(a, b)| (a - b).abs()).collect();
    let worst = off.iter().copied().fold(0.0, f32::max);
    let mean = off.iter().sum::<f32>() / off.len().max(1) as f32;
    assert!(worst < most && mean < most_on_average, "worst {worst}, mean {mean}");
}

#[test]
fn texts_are_cut_as_in_training() {
    let encoder = Encoder::known();
    for row in expected() {
        let units = Units::of(&row.text, &encoder.vocabulary);
        let points = |byte| row.text[..byte].chars().count();
        let spans: Vec<_> = units.units.iter().map(|u| (points(u.start), points(u.end))).collect();
        assert_eq!(spans, row.units);
        let window = window::encode(&units, 0..units.units.len());
        assert_eq!(window.ids, row.ids);
        assert_eq!(window.shapes, row.shapes);
    }
}

#[test]
fn the_numbers_are_those_of_training() {
    let network = &Encoder::known().network;
    for row in expected() {
        let units = Units::of(&row.text, &Encoder::known().vocabulary);
        let count = units.units.len();
        let window = window::encode(&units, 0..count);
        let view = network.view(&window);
        near(view.cue.clone(), row.cue);
        let seen = network.read(&view);
        near(seen.iter().map(|s| s.score), row.scores);
        for (seen, tags) in seen.iter().zip(&row.tags) {
            near(seen.tags.as_flattened().to_vec(), tags.as_flattened().to_vec());
        }
        let words = network.words(&view, &window.place, &vec![0; count]);
        near(words.tags.iter().copied(), row.word_tags.concat());
        near_within(words.arcs(0..count).concat(), row.arcs.concat(), ARC_TOLERANCE, MEAN_ARC_TOLERANCE);
        near(network.names(&view, &window.place, &row.clues).iter().copied(), row.names.concat());
        near(network.stands(&view, &window.place).iter().copied(), row.stands.concat());
        // Their scores are far apart, so that what is made of them is compared.
        let likely = |scores: &[f32]| -> Vec<f32> {
            let classes = scores.as_chunks::<DEALINGS>().0.iter();
            classes.flat_map(|&scores| log_likelihoods(scores).map(f32::exp)).collect()
        };
        let seen: Vec<f32> = network.dealings(&view, &window.place).iter().copied().collect();
        near_within(likely(&seen), likely(&row.dealings.concat()), 0.2, 0.01);
        let best = |row: &Vec<f32>| (0..count).fold(0, |best, h| if row[h] > row[best] { h } else { best });
        let pairs: Vec<(usize, usize)> = row.arcs.iter().map(best).enumerate().collect();
        let relations = network.relations(&words, &pairs);
        near_within(relations.iter().copied(), row.relations.concat(), ARC_TOLERANCE, MEAN_TOLERANCE);
        let byte = |point| row.text.char_indices().nth(point).map_or(row.text.len(), |(at, _)| at);
        let parties = row.parties.map(|(start, end)| Some(byte(start)..byte(end)));
        near(Encoder::known().pair::<ROOTS>(&row.text, &parties), row.roots);
    }
}

fn clues(text: &str, sentences: &[Sentence]) -> Vec<Vec<u64>> {
    Namer::new().clues(text, sentences)
}

#[test]
fn classes_are_those_of_their_users() {
    assert_eq!((CLUES, NAMES), (tagger::CLUES, tagger::LABELS));
    assert_eq!(STANDS, CLASSES);
}

fn see(text: &str) -> Sight {
    let sentences = Language::new().tag(text);
    Encoder::known().see(text, &sentences, &clues(text, &sentences))
}

/// Source, cue and content of each finding, as words.
#[track_caller]
fn check(text: &str, wanted: &[(&str, &str, &str)]) {
    let words = |range: Range<usize>| text[range].to_owned();
    let found = see(text).findings.into_iter();
    let found: Vec<(String, String, String)> = found
        .map(|f| {
            let content: Vec<String> = f.content.into_iter().map(words).collect();
            (f.source.map(words).unwrap_or_default(), words(f.cue), content.join(" … "))
        })
        .collect();
    let found: Vec<_> = found.iter().map(|(a, b, c)| (a.as_str(), b.as_str(), c.as_str())).collect();
    assert_eq!(found, wanted);
}

#[test]
fn who_says_what() {
    check(
        "The minister said on Monday that the talks would resume in Geneva.",
        &[("The minister", "said", "that the talks would resume in Geneva")],
    );
    check(
        "The visit was called off, according to two aides.",
        &[("two aides", "according to", "The visit was called off")],
    );
    check("The river froze in January.", &[]);
}

/// The head and relation of each token.
#[track_caller]
fn check_tree(text: &str, wanted: &str) {
    let sentences = Language::new().tag(text);
    let words = see(text).words.remove(0).unwrap();
    let form = |at: usize| &text[sentences[0].tokens[at].bytes()];
    let arc = |word: &Word| format!("{}:{}", word.head.map_or("", form), word.rel);
    assert_eq!(words.iter().map(arc).collect::<Vec<_>>().join(" "), wanted);
}

#[test]
fn words_have_tags_and_heads() {
    check_tree("The envoy left.", "envoy:det left:nsubj :root left:punct");
    check_tree("They cannot meet him.", "meet:nsubj meet:aux meet:advmod :root meet:obj meet:punct");
}

#[test]
fn what_came_nearest_is_told() {
    let text = "The minister said that the talks would resume.";
    let rivals = Encoder::known().rivals(text, &Language::new().tag(text), &(0..text.len()));
    let said = rivals.iter().find(|rival| rival.stands).unwrap();
    let (next, behind) = said.next.as_ref().unwrap();
    assert!(*behind > 0.0 && next != &said.finding && said.finding.score >= said.threshold);
}

#[test]
fn odd_texts_are_read() {
    let long = "word ".repeat(2_000);
    let said = "he said that ".repeat(100);
    let unbalanced = "“He said «no „yes\" and ‘so on".repeat(40);
    let turns = "Q: Will he go?\nA: “No,” he said. I don't know\n".repeat(20);
    let unknown = "ⴰⵣⵓⵍ ᠮᠣᠩᠭᠣᠯ 𒀀𒁀 סגן השר 外交部长说".repeat(8);
    for text in [
        "",
        "\n\n\u{200b}",
        "。",
        "“”«»\"\"",
        "\u{1}\u{feff}\u{301}",
        &unknown,
        &long,
        &said,
        &unbalanced,
        &turns,
    ] {
        let sight = see(text);
        for finding in sight.findings {
            assert!(text.get(finding.cue).is_some());
            assert!(finding.content.iter().all(|c| text.get(c.clone()).is_some()));
        }
        for words in sight.words.iter().flatten() {
            assert_eq!(words.iter().filter(|word| word.head.is_none()).count(), 1);
        }
    }
}

#[test]
fn a_sentence_longer_than_a_window_has_no_tree() {
    let text = format!("A short one. The talks {} and on.", "went on and ".repeat(300));
    let words = see(&text).words;
    assert_eq!(words.iter().map(Option::is_some).collect::<Vec<_>>(), [true, false]);
}

#[test]
fn any_thread_sees_the_same() {
    let text = "Two aides told the paper that the envoy had left. “Not so,” his office said.";
    let alone = see(text);
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(|| see(text))).collect();
        for thread in threads {
            assert_eq!(thread.join().unwrap(), alone);
        }
    });
}
