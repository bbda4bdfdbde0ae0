//! The network itself, run by `rten` with weights of a byte each: one part sees a
//! window and says where cues start, one takes a cue and says what each unit is to it,
//! two take words and tell tags, heads and relations, one tells names, one by which act a
//! predicate takes a stand.

use std::sync::OnceLock;

use rten::NodeId;
use rten_tensor::NdTensor;
use rten_tensor::prelude::*;
use serde::Deserialize;

use super::decode::{Moves, TAGS};
use super::graph::Graph;
use super::window::Window;

/// How many clues to names a word has.
pub const CLUES: usize = 59;
/// How many labels of names there are.
pub const NAMES: usize = 7;
/// How many classes of stands there are: none, and the acts.
pub const STANDS: usize = 9;
/// How many classes of words of dealing there are: none, and the forms of contacts.
pub const DEALINGS: usize = 9;

/// The states after the third layer, as the encoder's file names them.
const EARLY: &str = "/layers.2/after_inner/LayerNormalization_output_0";

/// A head's vector as each relation turns it, and what a word and its head say each alone,
/// as the file of relations names them. What remains to be done is a product of short
/// vectors for each word, which costs less outside of the graph; and a head is turned once
/// for all its words.
const TURNED: &str = "/pairs/Gemm_output_0";
const ALONE: &str = "/alone/Gemm_output_0";

const FORM: &str = "the encoder's outputs are tested";

/// What training chose, beside the weights.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Settings {
    /// Log-odds from which a cue is read at all.
    pub(super) floor: f32,
    /// Log-odds, the mean of both opinions, from which a cue counts.
    pub(super) threshold: f32,
    /// Units; distances from the cue are told apart up to it.
    reach: usize,
    /// What the words' opinion of an event counts beside the network's.
    pub(super) words: f32,
    pub(super) stands: Mixed,
    pub(super) dealings: Weights,
    /// How well a tag follows a tag.
    pub(super) moves: Moves,
    /// Part of speech and Penn tag, in the order of the scores.
    pub(super) tags: Vec<String>,
    /// In the order of the scores.
    pub(super) relations: Vec<String>,
}

/// What is made of the network's opinion of a stand and of the words'.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mixed {
    /// What the network's opinion counts.
    pub network: f32,
    /// What the words' opinion counts.
    pub words: f32,
    /// How likely a stand must be to count in the press, of 1.
    pub in_press: f32,
    /// How likely it must be on an official channel, of 1.
    pub on_channel: f32,
    /// How likely the act itself must be in the press, of 1.
    pub act_in_press: f32,
    /// How likely it must be on an official channel, of 1.
    pub act_on_channel: f32,
    /// How likely a stand must be where nothing else says that it is about an affair of states, of 1.
    pub vague: f32,
    /// How likely it must be where words say that it is only supposed or thought of, of 1.
    pub idle: f32,
    /// How likely a demand must be that may fall to the holder's own, of 1.
    pub at_home: f32,
    /// Up to which likelihood, of 1, what a rule takes for a stand on an official channel is none.
    pub overruled: f32,
}

/// What is made of the network's opinion of a word of dealing and of the words' of two parties
/// at it: weights of both in log-odds.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    /// What the network's opinion counts.
    pub network: f32,
    /// What the words' opinion counts.
    pub words: f32,
    /// Added to both.
    pub bias: f32,
    /// How likely a word must be one of dealing to be weighed at all, of 1.
    pub floor: f32,
    /// How likely a contact must be to count, of 1.
    pub threshold: f32,
}

/// The parts of the network with their settings.
pub(super) struct Network {
    encoder: Graph<2, 4>,
    reader: Graph<3, 2>,
    words: Graph<2, 6>,
    relations: Graph<2, 1>,
    names: Graph<2, 1>,
    stands: Graph<1, 1>,
    dealings: Graph<1, 1>,
    /// Loaded when it is first asked for: reading documents does without.
    pairs: OnceLock<Graph<2, 1>>,
    /// The encoder's states of the layer from which `pairs` goes on.
    early: NodeId,
    /// What `relations` makes of a head.
    turned: NodeId,
    pub(super) settings: Settings,
}

/// A window as the network sees it.
pub(super) struct View {
    /// For each unit, the log-odds that a cue starts there.
    pub(super) cue: Vec<f32>,
    read: NdTensor<f32, 3>,
    ask: NdTensor<f32, 2>,
    state: NdTensor<f32, 3>,
}

/// One cue with what its window is to it.
pub(super) struct Seen {
    /// The unit of the window where the cue starts.
    pub(super) cue: usize,
    /// Log-odds, the mean of both opinions.
    pub(super) score: f32,
    /// For each unit, a score for each tag.
    pub(super) tags: Vec<[f32; TAGS]>,
}

/// Some words of a window, a row for each.
pub(super) struct Words {
    /// Scores of the tags.
    pub(super) tags: NdTensor<f32, 2>,
    dep: NdTensor<f32, 2>,
    head: NdTensor<f32, 2>,
    root: NdTensor<f32, 1>,
    below: NdTensor<f32, 2>,
    above: NdTensor<f32, 2>,
}

impl Network {
    /// The network that is part of the binary.
    ///
    /// # Panics
    /// Never in a tested build: a test loads it.
    pub(super) fn known() -> Self {
        let encoder = include_bytes!("../../../models/encoder.onnx");
        let reader = include_bytes!("../../../models/encoder-reader.onnx");
        let words = include_bytes!("../../../models/encoder-words.onnx");
        let relations = include_bytes!("../../../models/encoder-relations.onnx");
        let names = include_bytes!("../../../models/encoder-names.onnx");
        let stands = include_bytes!("../../../models/encoder-stands.onnx");
        let dealings = include_bytes!("../../../models/encoder-dealings.onnx");
        let settings = include_str!("../../../models/encoder.toml");
        let told = ["tags", "dep", "head", "root", "below", "above"];
        let encoder = Graph::load(encoder, ["ids", "shapes"], ["cue", "read", "ask", "state"]);
        let relations = Graph::load(relations, ["below_in", "above_in"], [ALONE]);
        Self {
            early: encoder.node(EARLY),
            encoder,
            reader: Graph::load(reader, ["read_in", "asked", "offset"], ["tags", "doubt"]),
            words: Graph::load(words, ["words", "again"], told),
            turned: relations.node(TURNED),
            relations,
            names: Graph::load(names, ["words", "clues"], ["names"]),
            stands: Graph::load(stands, ["words"], ["stands"]),
            dealings: Graph::load(dealings, ["words"], ["dealings"]),
            pairs: OnceLock::new(),
            settings: toml::from_str(settings).expect("models/encoder.toml is tested"),
        }
    }

    /// Sees a window.
    pub(super) fn view(&self, window: &Window) -> View {
        let shape = [1, window.ids.len()];
        let ids = NdTensor::from_data(shape, window.ids.clone());
        let shapes = NdTensor::from_data(shape, window.shapes.clone());
        let [cue, read, ask, state] = self.encoder.run([ids.view().into(), shapes.view().into()]);
        let cue: NdTensor<f32, 2> = cue.try_into().expect(FORM);
        let [read, ask, state] = [read, ask, state].map(|rows| NdTensor::try_from(rows).expect(FORM));
        let (count, width) = (window.place.len(), read.size(2));
        View {
            cue: window.place.iter().map(|&at| cue[[0, at]]).collect(),
            read: NdTensor::from_data([1, count, width], rows(&read, &window.place)),
            ask: NdTensor::from_data([count, width], rows(&ask, &window.place)),
            state,
        }
    }

    /// Reads every cue of a window.
    pub(super) fn read(&self, view: &View) -> Vec<Seen> {
        let cues: Vec<usize> = (0..view.cue.len()).filter(|&u| view.cue[u] > self.settings.floor).collect();
        cues.chunks(CUES).flat_map(|cues| self.read_cues(view, cues)).collect()
    }

    fn read_cues(&self, view: &View, cues: &[usize]) -> Vec<Seen> {
        let (count, width) = (view.cue.len(), view.ask.size(1));
        let asked = NdTensor::from_data([cues.len(), width], taken(&view.ask, cues.iter().copied()));
        let offsets = cues.iter().flat_map(|&cue| (0..count).map(move |u| self.offset(u, cue)));
        let offsets = NdTensor::from_data([cues.len(), count], offsets.collect::<Vec<i32>>());
        let inputs = [view.read.view().into(), asked.view().into(), offsets.view().into()];
        let [tags, doubt] = self.reader.run(inputs);
        let tags: NdTensor<f32, 3> = tags.try_into().expect(FORM);
        let doubt: NdTensor<f32, 1> = doubt.try_into().expect(FORM);
        let scores = tags.data().unwrap_or_default();
        let seen = cues.iter().enumerate().map(|(row, &cue)| Seen {
            cue,
            score: f32::midpoint(view.cue[cue], doubt[[row]]),
            tags: scores[row * count * TAGS..][..count * TAGS].as_chunks().0.to_vec(),
        });
        seen.collect()
    }

    /// The distance of a unit from the cue, from 0 to twice the reach.
    fn offset(&self, unit: usize, cue: usize) -> i32 {
        let reach = self.settings.reach;
        (unit + reach).saturating_sub(cue).min(2 * reach) as i32
    }

    /// Sees words. `place` is where each stands in the window's pieces; one is `again`
    /// where the word before stands at the same piece.
    pub(super) fn words(&self, view: &View, place: &[usize], again: &[i32]) -> Words {
        let state = NdTensor::from_data([1, place.len(), view.state.size(2)], rows(&view.state, place));
        let again = NdTensor::from_data([1, place.len()], again.to_vec());
        let told = self.words.run([state.view().into(), again.view().into()]);
        let [tags, dep, head, root, below, above] = told;
        let table = |value: rten::Value| {
            let table: NdTensor<f32, 3> = value.try_into().expect(FORM);
            let (rows, width) = (table.size(1), table.size(2));
            table.into_shape([rows, width])
        };
        let root: NdTensor<f32, 2> = root.try_into().expect(FORM);
        let root = root.into_shape([place.len()]);
        let [tags, dep, head, below, above] = [tags, dep, head, below, above].map(table);
        Words { tags, dep, head, root, below, above }
    }

    /// Scores of the labels of names of words. `clues` has for each word a bit for each
    /// clue, the lowest first.
    pub(super) fn names(&self, view: &View, place: &[usize], clues: &[u64]) -> NdTensor<f32, 2> {
        let state = NdTensor::from_data([1, place.len(), view.state.size(2)], rows(&view.state, place));
        let bits = |clues: u64| (0..CLUES).map(move |bit| (clues >> bit & 1) as f32);
        let clues: Vec<f32> = clues.iter().copied().flat_map(bits).collect();
        let clues = NdTensor::from_data([1, place.len(), CLUES], clues);
        let [names] = self.names.run([state.view().into(), clues.view().into()]);
        let names: NdTensor<f32, 3> = names.try_into().expect(FORM);
        names.into_shape([place.len(), NAMES])
    }

    /// Scores of no stand and of each act, of words as predicates.
    pub(super) fn stands(&self, view: &View, place: &[usize]) -> NdTensor<f32, 2> {
        classed(&self.stands, view, place)
    }

    /// Scores of no word of dealing and of a word of each form of contact.
    pub(super) fn dealings(&self, view: &View, place: &[usize]) -> NdTensor<f32, 2> {
        classed(&self.dealings, view, place)
    }

    /// Scores of what one party does to another in a window. `marks` says of each unit which
    /// of them it is of: 0 neither, 1 who acts, 2 who is acted upon, 3 both.
    pub(super) fn pair<const ROOTS: usize>(&self, window: &Window, marks: &[i32]) -> [f32; ROOTS] {
        let count = window.ids.len();
        let ids = NdTensor::from_data([1, count], window.ids.clone());
        let shapes = NdTensor::from_data([1, count], window.shapes.clone());
        let [states] = self.encoder.run_to([ids.view().into(), shapes.view().into()], [self.early]);
        let states: NdTensor<f32, 3> = states.try_into().expect(FORM);
        let mut all = vec![0; count];
        for (unit, &mark) in marks.iter().enumerate() {
            let end = window.place.get(unit + 1).map_or(count - 1, |&next| next);
            all[window.place[unit]..end].fill(mark);
        }
        let marks = NdTensor::from_data([1, count], all);
        let file = include_bytes!("../../../models/encoder-pairs.onnx");
        let pairs = self.pairs.get_or_init(|| Graph::load(file, ["states", "marks"], ["roots"]));
        let [roots] = pairs.run([states.view().into(), marks.view().into()]);
        let roots: NdTensor<f32, 2> = roots.try_into().expect(FORM);
        std::array::from_fn(|root| roots[[0, root]])
    }

    /// Scores of the relations of words to their heads.
    pub(super) fn relations(&self, words: &Words, pairs: &[(usize, usize)]) -> NdTensor<f32, 2> {
        let width = words.below.size(1);
        let mut heads: Vec<usize> = pairs.iter().map(|pair| pair.1).collect();
        heads.sort_unstable();
        heads.dedup();
        let table = |rows: Vec<f32>| NdTensor::from_data([rows.len() / width, width], rows);
        let below = table(taken(&words.below, pairs.iter().map(|pair| pair.0)));
        let above = table(taken(&words.above, pairs.iter().map(|pair| pair.1)));
        let each = table(taken(&words.above, heads.iter().copied()));
        let [alone] = self.relations.run([below.view().into(), above.view().into()]);
        let [turned] = self.relations.run_to([below.view().into(), each.view().into()], [self.turned]);
        let [mut scores, turned]: [NdTensor<f32, 2>; 2] =
            [alone, turned].map(|value| value.try_into().expect(FORM));
        let count = scores.size(1);
        let rows = scores.data_mut().unwrap_or_default().chunks_exact_mut(count);
        for ((at, scores), (_, head)) in rows.enumerate().zip(pairs) {
            let turned = row(&turned, heads.partition_point(|other| other < head)).chunks_exact(width);
            scores.iter_mut().zip(turned).for_each(|(score, turned)| *score += dot(turned, row(&below, at)));
        }
        scores
    }
}

/// How many cues are read at once: a window that is nothing but cues costs no more memory.
const CUES: usize = 16;

impl Words {
    /// How well each of some words in a row suits each as its head; on the diagonal,
    /// how well it suits as the root.
    pub(super) fn arcs(&self, words: std::ops::Range<usize>) -> Vec<Vec<f32>> {
        let arcs = words.clone().map(|at| {
            let dep = row(&self.dep, at);
            let mut scores: Vec<f32> = words.clone().map(|head| dot(dep, row(&self.head, head))).collect();
            scores[at - words.start] = self.root[[at]];
            scores
        });
        arcs.collect()
    }
}

/// A row of a table.
pub(super) fn row(table: &NdTensor<f32, 2>, at: usize) -> &[f32] {
    let width = table.size(1);
    &table.data().unwrap_or_default()[at * width..][..width]
}

/// Some rows of a table, one after another.
fn taken(table: &NdTensor<f32, 2>, rows: impl ExactSizeIterator<Item = usize>) -> Vec<f32> {
    let mut taken = Vec::with_capacity(rows.len() * table.size(1));
    rows.for_each(|at| taken.extend_from_slice(row(table, at)));
    taken
}

/// Scores of the classes of words by their states.
fn classed(part: &Graph<1, 1>, view: &View, place: &[usize]) -> NdTensor<f32, 2> {
    let state = NdTensor::from_data([1, place.len(), view.state.size(2)], rows(&view.state, place));
    let [scores] = part.run([state.view().into()]);
    let scores: NdTensor<f32, 3> = scores.try_into().expect(FORM);
    let classes = scores.size(2);
    scores.into_shape([place.len(), classes])
}

/// The rows of a window's pieces at some places.
fn rows(states: &NdTensor<f32, 3>, place: &[usize]) -> Vec<f32> {
    let width = states.size(2);
    let data = states.data().unwrap_or_default();
    let mut rows = Vec::with_capacity(place.len() * width);
    place.iter().for_each(|&at| rows.extend_from_slice(&data[at * width..][..width]));
    rows
}

/// The product of two rows of one length, summed side by side: one sum after another
/// would wait for each.
fn dot(a: &[f32], b: &[f32]) -> f32 {
    const SIDES: usize = 8;
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<SIDES>(), b.as_chunks::<SIDES>());
    let mut sums = [0.0; SIDES];
    for (a, b) in a.iter().zip(b) {
        // By index: zipped, this is compiled to calls in place of vectors.
        for side in 0..SIDES {
            sums[side] += a[side] * b[side];
        }
    }
    let rest: f32 = a_rest.iter().zip(b_rest).map(|(a, b)| a * b).sum();
    sums.iter().sum::<f32>() + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_product_of_rows_takes_every_place() {
        for count in [0_u8, 3, 8, 19] {
            let row: Vec<f32> = (0..count).map(f32::from).collect();
            let wanted: u16 = (0..count).map(|i| u16::from(i) * u16::from(i)).sum();
            assert_eq!(dot(&row, &row), f32::from(wanted));
        }
    }
}
