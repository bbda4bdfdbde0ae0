//! How a party's stand on an issue has changed.

use std::cmp::Reverse;

use super::{Gist, Paper};
use crate::record::{Act, Issue, Position};

/// Stands this much alike say the same.
const SAME: f64 = 0.6;

/// Stands this much alike are on the same matter.
const RELATED: f64 = 0.34;

/// A stand that is turned round is told in much the same words, and few others.
const TURNED: f64 = 0.5;

/// And have so many words in common.
const SHARED: usize = 2;

/// A position where it stands.
#[derive(Debug, Clone, Copy)]
pub struct Stand<'a> {
    /// Index of the paper.
    pub paper: usize,
    pub position: &'a Position,
}

/// What became of a stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// What was refused is offered, accepted or supported now, or the other way round.
    Reversed,
    /// Another condition is made than before.
    Condition,
}

/// A stand of before and the one that it has turned into.
#[derive(Debug, Clone, Copy)]
pub struct Change<'a> {
    pub before: Stand<'a>,
    pub now: Stand<'a>,
    pub turn: Turn,
}

/// Which way an act goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Yes,
    Asks,
    No,
    Threat,
}

impl Way {
    fn of(act: Act) -> Self {
        match act {
            Act::Offer | Act::Acceptance | Act::Support | Act::Proposal => Self::Yes,
            Act::Demand | Act::Condition => Self::Asks,
            Act::Refusal => Self::No,
            Act::Threat => Self::Threat,
        }
    }

    fn is_contrary(self, other: Self) -> bool {
        matches!((self, other), (Self::Yes, Self::No) | (Self::No, Self::Yes))
    }
}

/// The stands of the first `of_week` papers that differ from what the same party said on
/// the same matter in the later ones, which are of the weeks before. What is only said in
/// other words, or stands on a new matter, is no change.
pub fn changes<'a>(papers: &[Paper<'a>], of_week: usize) -> Vec<Change<'a>> {
    let stand = |paper: usize| {
        let all = papers[paper].document.positions.iter();
        let own =
            all.filter(move |position| position.issue != Issue::Other && is_own(&papers[paper], position));
        own.map(move |position| Stand { paper, position })
    };
    let now: Vec<Stand> = (0..of_week).flat_map(stand).collect();
    let gist = |stand: &Stand| Gist::of(papers[stand.paper].words(stand.position.content));
    let before = (of_week..papers.len()).flat_map(stand);
    let before: Vec<(Stand, Gist)> = before.map(|stand| (stand, gist(&stand))).collect();
    let mut found: Vec<Change> = Vec::new();
    for now in now {
        let own = gist(&now);
        let mut near: Vec<(f64, &(Stand, Gist))> = before
            .iter()
            .filter(|(before, _)| is_one_matter(before, &now))
            .filter(|(_, gist)| gist.shared(&own) >= SHARED && gist.likeness(&own) >= RELATED)
            .map(|before| (before.1.likeness(&own), before))
            .collect();
        let is_repeated = near
            .iter()
            .any(|(likeness, (before, _))| *likeness >= SAME && turn(papers, before, &now).is_none());
        if is_repeated {
            continue;
        }
        near.retain(|(_, (before, gist))| match turn(papers, before, &now) {
            Some(Turn::Reversed) => gist.sameness(&own) >= TURNED,
            Some(Turn::Condition) => true,
            None => false,
        });
        // The nearest; of those the latest.
        near.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| b.1.0.paper.cmp(&a.1.0.paper)));
        if let Some((_, (before, _))) = near.first() {
            let turn = turn(papers, before, &now).expect("kept for it");
            found.push(Change { before: *before, now, turn });
        }
    }
    found.sort_by_key(|change| (change.turn, Reverse(change.now.paper), change.now.position.evidence.start));
    found
}

/// Whether a stand is not told by another country: what an opponent or a mediator says of
/// somebody's stand is no stand of his.
fn is_own(paper: &Paper, position: &Position) -> bool {
    let is_other =
        |country: &str| !position.holders.iter().any(|holder| holder.country.as_deref() == Some(country));
    let document = paper.document;
    let told = position.attribution.and_then(|i| document.attributions.get(i)?.source.as_ref());
    let speaker = told.and_then(|source| source.country.as_deref());
    let publisher = document.article.country.as_deref().filter(|_| paper.is_official());
    !speaker.is_some_and(is_other) && !publisher.is_some_and(is_other)
}

/// Whether two stands are of one party on one issue.
fn is_one_matter(a: &Stand, b: &Stand) -> bool {
    let is_one = |a: &crate::record::Holder, b: &crate::record::Holder| match (&a.country, &b.country) {
        (Some(a), Some(b)) => a == b,
        _ => a.name == b.name,
    };
    let (a, b) = (a.position, b.position);
    a.issue == b.issue && a.holders.iter().any(|one| b.holders.iter().any(|other| is_one(one, other)))
}

fn turn(papers: &[Paper], before: &Stand, now: &Stand) -> Option<Turn> {
    let (was, is) = (Way::of(before.position.act), Way::of(now.position.act));
    if was.is_contrary(is) {
        return Some(Turn::Reversed);
    }
    let condition = |stand: &Stand| {
        stand.position.condition.map(|condition| Gist::of(papers[stand.paper].words(condition)))
    };
    // A condition that is not repeated may only be left unsaid.
    let differ = match (condition(before), condition(now)) {
        (Some(a), Some(b)) => a.likeness(&b) < RELATED,
        _ => false,
    };
    (was == is && differ).then_some(Turn::Condition)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::Sample;
    use crate::record::{Document, Holder, record_id};

    fn stand(day: &str, text: &str, act: Act, content: &str, condition: Option<&str>) -> Document {
        let sample = Sample::official("Office", "UKR", day, text);
        let (content, condition) = (sample.span(content), condition.map(|words| sample.span(words)));
        let mut document = sample.done();
        document.positions.push(Position {
            id: record_id("p", day, content, &[]),
            holders: vec![Holder { name: "Boris Birk".into(), country: Some("UKR".into()) }],
            toward: Vec::new(),
            act,
            issue: Issue::Territory,
            content,
            condition,
            evidence: content,
            attribution: None,
            rule: "test".into(),
        });
        document
    }

    #[track_caller]
    fn check(now: &Document, before: &Document, expected: Option<Turn>) {
        let papers = [Paper::new(now), Paper::new(before)];
        let got: Vec<Turn> = changes(&papers, 1).iter().map(|change| change.turn).collect();
        assert_eq!(got, Vec::from_iter(expected));
    }

    #[test]
    fn a_change_is_one_of_content_or_condition_not_of_wording() {
        let refused = stand(
            "2022-03-01",
            "Birk refused to discuss the future of the island.",
            Act::Refusal,
            "to discuss the future of the island",
            None,
        );
        let ready = |condition: Option<&str>| {
            let text = "Birk is ready to discuss the island's future if the troops leave.";
            stand("2022-03-08", text, Act::Offer, "to discuss the island's future", condition)
        };
        check(&ready(None), &refused, Some(Turn::Reversed));
        check(&ready(None), &ready(None), None);
        check(&ready(Some("if the troops leave")), &ready(None), None);
        check(&ready(Some("if the troops leave")), &ready(Some("Birk is ready")), Some(Turn::Condition));
        let again = stand(
            "2022-03-08",
            "Birk will not talk of the island's future; it is no matter to discuss.",
            Act::Refusal,
            "talk of the island's future; it is no matter to discuss",
            None,
        );
        check(&again, &refused, None);
        let other =
            stand("2022-03-08", "Birk offers a new grain port.", Act::Offer, "a new grain port", None);
        check(&other, &refused, None);
    }

    #[test]
    fn what_others_say_of_a_stand_is_no_stand() {
        let refused = stand(
            "2022-03-01",
            "Birk refused to discuss the future of the island.",
            Act::Refusal,
            "to discuss the future of the island",
            None,
        );
        let mut ready = stand(
            "2022-03-08",
            "Birk is ready to discuss the island's future.",
            Act::Offer,
            "to discuss the island's future",
            None,
        );
        check(&ready, &refused, Some(Turn::Reversed));
        ready.article.country = Some("FRA".to_owned());
        check(&ready, &refused, None);
    }

    #[test]
    fn another_matter_of_the_same_name_is_not_turned_round() {
        let opposed = stand(
            "2022-03-01",
            "Birk opposes the island bridge, a project that hurts the fishermen of the whole northern coast.",
            Act::Refusal,
            "the island bridge, a project that hurts the fishermen of the whole northern coast",
            None,
        );
        let ensured = stand(
            "2022-03-08",
            "Birk will ensure that the island bridge stays closed to trucks.",
            Act::Offer,
            "that the island bridge stays closed to trucks",
            None,
        );
        check(&ensured, &opposed, None);
    }
}
