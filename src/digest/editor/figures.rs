//! The table of the week's contacts and the chart of the weeks before.

use crate::digest::choose::{are_alike, is_touched_on, may_be_one};
use crate::digest::desk::WEEKS;
use crate::digest::model::{Chart, ChartRow, Item, Section, SectionForm};
use crate::digest::weights::Weights;
use crate::digest::write;
use crate::record::{Place, Status};
use crate::weave::{Dealing, Traffic};

use super::Editor;

impl Editor<'_, '_> {
    /// A row for each contact, by day; what may be one contact has one row. What is only
    /// touched on has one where no other row is of the same countries.
    pub(super) fn table(&mut self) -> Vec<Item> {
        let mut order: Vec<usize> = (0..self.dealings.len()).collect();
        order.truncate(Weights::get().length.table);
        order.sort_by_key(|&i| (self.dealings[i].day().is_none(), self.dealings[i].day(), i));
        let mut merged: Vec<Dealing> = Vec::new();
        for i in order {
            let dealing = self.dealings[i].clone();
            let same = |row: &&mut Dealing| {
                are_alike(self.desk, row, &dealing)
                    || row.status() == dealing.status() && may_be_one(self.desk, row, &dealing)
            };
            let is_known = || merged.iter().any(|row| row.countries() == dealing.countries());
            if is_touched_on(self.desk, &dealing) && is_known() {
                continue;
            }
            match merged.iter_mut().find(same) {
                Some(row) if row.day() == dealing.day() => {
                    let firmer = row.status() == Status::Reported && dealing.status() != Status::Reported;
                    let (mut first, second) =
                        if firmer { (dealing, row.clone()) } else { (row.clone(), dealing) };
                    first.accounts.extend(second.accounts);
                    *row = first;
                }
                // It may be this one, or one of another day: no row says which.
                Some(_) => {}
                None => merged.push(dealing),
            }
        }
        let mut rows: Vec<Item> = Vec::new();
        for dealing in merged {
            let Some((cells, draft)) = write::row(self.desk, &dealing) else { continue };
            if rows.iter().any(|row| row.cells == cells) {
                continue;
            }
            if let Some(sentence) = self.desk.try_sentence(Place::Row, draft.claim()) {
                rows.push(Item { sentences: vec![sentence], cells, ..Item::default() });
            }
        }
        rows
    }

    /// The contacts of country pairs over the last weeks, where more than one week was read:
    /// those that had most this week, then over all weeks.
    pub(super) fn chart(&mut self, heading: &str) -> Option<Section> {
        let traffic = Traffic::of(&self.desk.papers, &self.desk.concern, self.desk.week, WEEKS);
        if traffic.weeks_read() < 2 {
            return None;
        }
        let mut pairs: Vec<(String, Vec<usize>)> = traffic
            .pairs
            .into_iter()
            .filter_map(|((a, b), counts)| Some((write::pair_label(&[&a, &b])?, counts)))
            .collect();
        pairs.sort_by_key(|(label, counts)| {
            let all: usize = counts.iter().sum();
            (std::cmp::Reverse((counts.last().copied(), all)), label.clone())
        });
        pairs.truncate(Weights::get().length.pairs);
        if pairs.is_empty() {
            return None;
        }
        let sentence = write::counted(self.desk).and_then(|sentence| self.desk.say_absence(sentence))?;
        let chart = Chart {
            weeks: traffic.weeks.iter().map(|(week, _)| week.to_string()).collect(),
            documents: traffic.weeks.iter().map(|(_, read)| *read).collect(),
            rows: pairs.into_iter().map(|(label, counts)| ChartRow { label, counts }).collect(),
        };
        Some(Section {
            heading: heading.to_owned(),
            form: SectionForm::Chart,
            columns: Vec::new(),
            items: vec![Item { sentences: vec![sentence], ..Item::default() }],
            chart: Some(chart),
        })
    }
}
