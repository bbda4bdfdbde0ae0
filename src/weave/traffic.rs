//! How often countries dealt with each other, week by week, as far as documents were read.

use std::collections::BTreeMap;

use super::{Concern, Dealing, Paper, Week, dealings_of};
use crate::record::Status;

/// The contacts of some weeks by the two countries that dealt with each other.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Traffic {
    /// The weeks in their order, each with the number of its documents that were read.
    pub weeks: Vec<(Week, usize)>,
    /// Two countries (ISO 3166-1 alpha-3, in order of the alphabet) and how many contacts
    /// they had in each of the weeks.
    pub pairs: BTreeMap<(String, String), Vec<usize>>,
}

impl Traffic {
    /// Counts what the papers tell of the weeks up to `last`. A contact counts in the week
    /// of its day; one without a day in the week of the report.
    pub fn of(papers: &[Paper], concern: &Concern, last: Week, weeks: usize) -> Self {
        let mut traffic = Self::default();
        for back in (0..weeks).rev() {
            let week = last.before(i32::try_from(back).expect("a few weeks"));
            let at = traffic.weeks.len();
            let (from, to) = papers_in(papers, week);
            let read = &papers[from..to];
            traffic.weeks.push((week, read.len()));
            for dealing in dealings_of(read).iter().filter(|dealing| counts(dealing, week)) {
                let concerns =
                    |account: &super::Account| concern.has_contact(account.contact, &read[account.paper]);
                if !dealing.accounts.iter().any(concerns) {
                    continue;
                }
                let scope = concern.scope;
                let watched = |(a, b): &(String, String)| scope.is_open() || scope.has(a) || scope.has(b);
                for pair in pairs(dealing).into_iter().filter(watched) {
                    traffic.pairs.entry(pair).or_insert_with(|| vec![0; weeks])[at] += 1;
                }
            }
        }
        traffic
    }

    /// In how many of the weeks documents were read.
    pub fn weeks_read(&self) -> usize {
        self.weeks.iter().filter(|(_, read)| *read > 0).count()
    }
}

/// Where the papers of a week stand, which are next to each other.
fn papers_in(papers: &[Paper], week: Week) -> (usize, usize) {
    let is_in = |paper: &Paper| paper.date().is_some_and(|date| week.contains(date));
    let from = papers.iter().position(is_in).unwrap_or(papers.len());
    let len = papers[from..].iter().take_while(|paper| is_in(paper)).count();
    (from, from + len)
}

/// Whether a dealing took place in a week, or is told in it as one that did.
fn counts(dealing: &Dealing, week: Week) -> bool {
    let came_about = matches!(dealing.status(), Status::Held | Status::Confirmed | Status::Reported);
    came_about && dealing.when.is_none_or(|(day, _)| week.contains(day))
}

/// Every two of the countries of a dealing.
fn pairs(dealing: &Dealing) -> Vec<(String, String)> {
    let countries = dealing.countries();
    let mut pairs = Vec::new();
    for (i, one) in countries.iter().enumerate() {
        pairs.extend(countries[i + 1..].iter().map(|other| ((*one).to_owned(), (*other).to_owned())));
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::Sample;
    use crate::record::{Document, Mode};
    use crate::weave::Scope;

    fn call(outlet: &str, day: &str) -> Document {
        let text = "Ann Alder spoke with Boris Birk.";
        Sample::official(outlet, "USA", day, text)
            .person("Ann Alder", "Ann Alder", "USA")
            .person("Boris Birk", "Boris Birk", "UKR")
            .contact(text, &[("Ann Alder", "USA"), ("Boris Birk", "UKR")], Mode::Call, Status::Held)
            .done()
    }

    #[test]
    fn contacts_are_counted_once_by_the_week_of_their_day() {
        let documents = [
            call("White House", "2022-03-08"),
            call("Office", "2022-03-08"),
            call("White House", "2022-02-22"),
        ];
        let mut papers: Vec<Paper> = documents.iter().map(Paper::new).collect();
        papers.sort_by_key(Paper::date);
        let scope = Scope::default();
        let last: Week = "2022-W10".parse().unwrap();
        let traffic = Traffic::of(&papers, &Concern::new(&scope, &papers), last, 3);
        assert_eq!(traffic.weeks.iter().map(|(_, read)| *read).collect::<Vec<_>>(), [1, 0, 2]);
        let pair = ("UKR".to_owned(), "USA".to_owned());
        assert_eq!(traffic.pairs, BTreeMap::from([(pair, vec![1, 0, 1])]));
        assert_eq!(traffic.weeks_read(), 2);
    }
}
