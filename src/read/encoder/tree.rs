//! Heads from scores: each word's best head, and where these make no tree the best
//! tree without crossing arcs (Eisner's algorithm).

/// The head of each word, `None` for the one root. `scores[d][h]` is how well `h`
/// suits as the head of `d`, `scores[d][d]` how well `d` suits as the root.
pub(super) fn heads(scores: &[Vec<f32>]) -> Vec<Option<usize>> {
    let best: Vec<Option<usize>> =
        scores.iter().enumerate().map(|(d, row)| Some(best(row)).filter(|&h| h != d)).collect();
    if is_tree(&best) { best } else { projective(scores) }
}

/// The first of the highest.
fn best(row: &[f32]) -> usize {
    (0..row.len()).fold(0, |best, i| if row[i] > row[best] { i } else { best })
}

/// Whether there is one root and every word stands under it.
fn is_tree(heads: &[Option<usize>]) -> bool {
    let mut sound: Vec<bool> = heads.iter().map(Option::is_none).collect();
    if sound.iter().filter(|&&root| root).count() != 1 {
        return false;
    }
    let mut path = Vec::new();
    for start in 0..heads.len() {
        let mut at = start;
        while !sound[at] {
            if path.len() > heads.len() {
                return false;
            }
            path.push(at);
            match heads[at] {
                Some(head) => at = head,
                None => break,
            }
        }
        path.drain(..).for_each(|passed| sound[passed] = true);
    }
    true
}

/// A stretch of words as Eisner's algorithm has it.
#[derive(Clone, Copy)]
struct Span {
    score: f32,
    split: usize,
}

const NONE: Span = Span { score: f32::NEG_INFINITY, split: 0 };

/// A table of stretches from one word to another.
struct Table {
    count: usize,
    spans: Vec<Span>,
}

impl Table {
    fn new(count: usize) -> Self {
        let mut table = Self { count, spans: vec![NONE; count * count] };
        (0..count).for_each(|i| table.spans[i * count + i].score = 0.0);
        table
    }

    fn at(&self, from: usize, to: usize) -> Span {
        self.spans[from * self.count + to]
    }

    fn set(&mut self, from: usize, to: usize, span: Span) {
        self.spans[from * self.count + to] = span;
    }
}

/// The first of the best.
fn best_of(spans: impl Iterator<Item = Span>) -> Span {
    spans.fold(NONE, |best, one| if one.score > best.score { one } else { best })
}

/// The best tree without crossing arcs; time grows with the cube of the words, which
/// a window bounds.
fn projective(scores: &[Vec<f32>]) -> Vec<Option<usize>> {
    let count = scores.len();
    if count == 0 {
        return Vec::new();
    }
    // Headed by its first word or its last; closed, or open where the other end still
    // takes what depends on it.
    let [mut right, mut left] = [Table::new(count), Table::new(count)];
    let [mut right_open, mut left_open] = [Table::new(count), Table::new(count)];
    for length in 1..count {
        for from in 0..count - length {
            let to = from + length;
            let joined = |split: usize, (dependent, head): (usize, usize)| Span {
                score: right.at(from, split).score + left.at(split + 1, to).score + scores[dependent][head],
                split,
            };
            right_open.set(from, to, best_of((from..to).map(|split| joined(split, (to, from)))));
            left_open.set(from, to, best_of((from..to).map(|split| joined(split, (from, to)))));
            let closed = |a: Span, b: Span, split: usize| Span { score: a.score + b.score, split };
            let to_right = |s: usize| closed(right_open.at(from, s), right.at(s, to), s);
            right.set(from, to, best_of((from + 1..=to).map(to_right)));
            let to_left = |s: usize| closed(left.at(from, s), left_open.at(s, to), s);
            left.set(from, to, best_of((from..to).map(to_left)));
        }
    }
    let whole = |root: usize| left.at(0, root).score + right.at(root, count - 1).score + scores[root][root];
    let root = (0..count).fold(0, |best, root| if whole(root) > whole(best) { root } else { best });
    let mut heads = vec![None; count];
    // What is still to be taken apart: whether it is headed by its first word, whether
    // it is open, from, to.
    let mut rest = vec![(false, false, 0, root), (true, false, root, count - 1)];
    while let Some((is_right, is_open, from, to)) = rest.pop() {
        if from == to {
            continue;
        }
        let tables = if is_right { [&right, &right_open] } else { [&left, &left_open] };
        let split = tables[usize::from(is_open)].at(from, to).split;
        if is_open {
            let (dependent, head) = if is_right { (to, from) } else { (from, to) };
            heads[dependent] = Some(head);
            rest.extend([(true, false, from, split), (false, false, split + 1, to)]);
        } else if is_right {
            rest.extend([(true, true, from, split), (true, false, split, to)]);
        } else {
            rest.extend([(false, false, from, split), (false, true, split, to)]);
        }
    }
    heads
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(scores: &[&[f32]], expected: &[Option<usize>]) {
        let scores: Vec<Vec<f32>> = scores.iter().map(|row| row.to_vec()).collect();
        assert_eq!(heads(&scores), expected);
    }

    #[test]
    fn the_best_heads_where_they_make_a_tree() {
        check(&[], &[]);
        check(&[&[0.0]], &[None]);
        check(&[&[0.0, 2.0], &[0.0, 1.0]], &[Some(1), None]);
        // Arcs may cross where the scores say so.
        let crossing: [&[f32]; 4] =
            [&[9.0, 0.0, 0.0, 0.0], &[0.0, 0.0, 0.0, 9.0], &[9.0, 0.0, 0.0, 0.0], &[9.0, 0.0, 0.0, 0.0]];
        check(&crossing, &[None, Some(3), Some(0), Some(0)]);
    }

    #[test]
    fn circles_and_second_roots_are_mended() {
        check(&[&[0.0, 5.0], &[4.0, 0.0]], &[Some(1), None]);
        check(&[&[5.0, 1.0], &[0.0, 5.0]], &[Some(1), None]);
        check(&[&[1.0, 0.0, 3.0], &[0.0, 1.0, 3.0], &[2.5, 0.0, 1.0]], &[Some(2), Some(2), None]);
    }

    /// Every tree of a few words, by counting through all heads.
    fn trees(count: usize) -> Vec<Vec<Option<usize>>> {
        let all = (0..count.pow(count as u32)).map(|mut number| {
            let digits = (0..count).map(|d| {
                let head = number % count;
                number /= count;
                Some(head).filter(|&head| head != d)
            });
            digits.collect::<Vec<_>>()
        });
        all.filter(|heads| is_tree(heads)).collect()
    }

    fn crosses(heads: &[Option<usize>]) -> bool {
        let arcs: Vec<(usize, usize)> =
            heads.iter().enumerate().filter_map(|(d, h)| h.map(|h| (d.min(h), d.max(h)))).collect();
        let root = heads.iter().position(Option::is_none).unwrap_or(0);
        arcs.iter().any(|&(a, b)| a < root && root < b)
            || arcs.iter().any(|&(a, b)| arcs.iter().any(|&(c, d)| a < c && c < b && b < d))
    }

    fn score(scores: &[Vec<f32>], heads: &[Option<usize>]) -> f32 {
        heads.iter().enumerate().map(|(d, h)| scores[d][h.unwrap_or(d)]).sum()
    }

    #[test]
    fn no_tree_without_crossing_arcs_is_better() {
        let mut state = 7_u64;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 40) as f32 / 1e6
        };
        for count in 1..=5 {
            let flat: Vec<_> = trees(count).into_iter().filter(|heads| !crosses(heads)).collect();
            for _ in 0..40 {
                let scores: Vec<Vec<f32>> =
                    (0..count).map(|_| (0..count).map(|_| next()).collect()).collect();
                let found = projective(&scores);
                assert!(is_tree(&found) && !crosses(&found), "{found:?}");
                let best = flat.iter().map(|heads| score(&scores, heads)).fold(f32::MIN, f32::max);
                assert!((score(&scores, &found) - best).abs() < 1e-3);
            }
        }
    }

    #[test]
    fn a_long_chain_is_a_tree_and_a_long_circle_none() {
        let chain: Vec<Option<usize>> = (0..5000_usize).map(|i| i.checked_sub(1)).collect();
        assert!(is_tree(&chain));
        let mut circle = chain;
        circle[1] = Some(4999);
        assert!(!is_tree(&circle));
    }
}
