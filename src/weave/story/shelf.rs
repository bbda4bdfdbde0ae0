//! The documents so far with their stories, to which a week's are added.

use jiff::Unit;
use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::Sheet;
use super::cluster::grouped;
use super::copies::carriers;
use super::vector::Vector;
use super::vocabulary::Vocabulary;

/// How many days before a week the stories that still grow in it may have begun. What goes
/// on for longer is told anew, as another development of the same affair.
const OPEN_DAYS: f64 = 7.0;

/// Documents in their order, each by its place in it.
#[derive(Default)]
pub struct Shelf {
    vocabulary: Vocabulary,
    weeks: Vec<Option<Date>>,
    samples: Vec<Vec<u32>>,
    vectors: Vec<Vector>,
    /// The first document of each one's story.
    stories: Vec<usize>,
    /// The first document that carries each one's text.
    copied: Vec<usize>,
}

impl Shelf {
    /// The first document of the story of the one at a place.
    pub fn story(&self, i: usize) -> usize {
        self.stories[i]
    }

    /// The first document with the text of the one at a place; itself, where that is it.
    pub fn copied(&self, i: usize) -> usize {
        self.copied[i]
    }

    /// Adds the documents of a week, which comes after all that are here. The terms and
    /// shingles are taken out of the sheets.
    pub fn add(&mut self, week: &mut [Sheet]) {
        let start = self.weeks.len();
        for sheet in week.iter() {
            self.vocabulary.count(&sheet.terms);
        }
        for sheet in week {
            self.weeks.push(sheet.week());
            self.vectors.push(self.vocabulary.weigh(&std::mem::take(&mut sheet.terms)));
            self.samples.push(std::mem::take(&mut sheet.shingles));
        }
        let open = self.open(start);
        self.find_copies(open, start);
        self.find_stories(open, start);
    }

    /// The first document whose story may still grow. What has no day may belong to any story.
    fn open(&self, start: usize) -> usize {
        let Some(monday) = self.weeks[start] else { return 0 };
        self.weeks[..start].partition_point(|week| week.is_some_and(|week| days(week, monday) > OPEN_DAYS))
    }

    fn find_copies(&mut self, open: usize, start: usize) {
        let samples: Vec<&[u32]> = self.samples[open..].iter().map(Vec::as_slice).collect();
        // The first carrier may lie before what is open; then each copy stands for it.
        let known: Vec<usize> =
            (open..start).map(|i| self.copied[i].checked_sub(open).unwrap_or(i - open)).collect();
        for carrier in carriers(&samples, &known).into_iter().skip(start - open) {
            let carrier = carrier + open;
            self.copied.push(if carrier < start { self.copied[carrier] } else { carrier });
        }
    }

    /// Copies go with the first of them; the others are put together by what they tell.
    fn find_stories(&mut self, open: usize, start: usize) {
        let is_first = |i: &usize| self.copied[*i] == *i || self.copied[*i] < open;
        let may_grow = |i: &usize| *i >= start || self.stories[*i] >= open;
        let firsts: Vec<usize> = (open..self.weeks.len()).filter(is_first).filter(may_grow).collect();
        let mut begun: FxHashMap<usize, usize> = FxHashMap::default();
        let begun: Vec<usize> = firsts
            .iter()
            .take_while(|i| **i < start)
            .enumerate()
            .map(|(at, &i)| *begun.entry(self.stories[i]).or_insert(at))
            .collect();
        let vectors: Vec<&Vector> = firsts.iter().map(|&i| &self.vectors[i]).collect();
        let heads = grouped(&vectors, &begun);
        let head_of: FxHashMap<usize, usize> =
            firsts.iter().zip(heads).map(|(&i, head)| (i, firsts[head])).collect();
        for i in start..self.weeks.len() {
            let head = head_of.get(&self.copied[i]).copied().unwrap_or(self.copied[i]);
            self.stories.push(if head < start { self.stories[head] } else { head });
        }
    }
}

fn days(from: Date, to: Date) -> f64 {
    from.until(to).and_then(|span| span.total((Unit::Day, from))).unwrap_or(f64::MAX)
}
