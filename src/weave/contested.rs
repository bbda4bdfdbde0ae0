//! What one source tells and another denies.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::{Account, Dealing, Gist, Paper};
use crate::record::{Attribution, Span, Stance, Status};

/// So much of what is denied must be found in what is claimed.
const LIKE: f64 = 0.5;

/// And so many words at least.
const SHARED: usize = 3;

/// A statement where it stands.
#[derive(Debug, Clone, Copy)]
pub struct Said<'a> {
    /// Index of the paper.
    pub paper: usize,
    pub attribution: &'a Attribution,
}

impl<'a> Said<'a> {
    /// The statements of some papers.
    fn all<'p>(papers: &'p [Paper<'a>]) -> impl Iterator<Item = Said<'a>> + use<'a, 'p> {
        papers.iter().enumerate().flat_map(|(paper, sheet)| {
            sheet.document.attributions.iter().map(move |attribution| Said { paper, attribution })
        })
    }

    fn content(&self) -> Span {
        let content = &self.attribution.content;
        Span { start: content[0].start, end: content[content.len() - 1].end }
    }

    /// Whether both are known to have one source.
    fn is_of_one_source(&self, other: &Said) -> bool {
        match (&self.attribution.source, &other.attribution.source) {
            (Some(a), Some(b)) => a.name == b.name,
            _ => false,
        }
    }
}

/// A claim and its denial.
#[derive(Debug, Clone, Copy)]
pub struct Contested<'a> {
    pub claim: Said<'a>,
    pub denial: Said<'a>,
}

/// The claims that somebody denies, each with the denial that comes nearest to it, in the
/// order of the denials.
pub fn contested<'a>(papers: &[Paper<'a>]) -> Vec<Contested<'a>> {
    let gist = |said: &Said| Gist::of(papers[said.paper].words(said.content()));
    let claims: Vec<(Said, Gist)> = Said::all(papers)
        .filter(|said| !matches!(said.attribution.stance, Stance::Denies | Stance::Declines))
        .map(|said| (said, gist(&said)))
        .collect();
    // Which claims have a stem: a denial is held against those alone that share some.
    let mut having: HashMap<&str, Vec<usize>> = HashMap::new();
    for (i, (_, gist)) in claims.iter().enumerate() {
        gist.stems().for_each(|stem| having.entry(stem).or_default().push(i));
    }
    let denials = Said::all(papers).filter(|said| said.attribution.stance == Stance::Denies);
    let pairs = denials.filter_map(|denial| {
        let denied = gist(&denial);
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for claim in denied.stems().filter_map(|stem| having.get(stem)).flatten() {
            *shared.entry(*claim).or_default() += 1;
        }
        let near = shared.into_iter().filter(|(i, shared)| {
            let (claim, gist) = &claims[*i];
            let is_itself = claim.paper == denial.paper && claim.content().overlaps(denial.content());
            !is_itself
                && !claim.is_of_one_source(&denial)
                && *shared >= SHARED
                && gist.likeness(&denied) >= LIKE
        });
        let nearest = near.max_by_key(|(i, shared)| {
            let claim = &claims[*i].0;
            (*shared, Reverse((claim.paper, claim.content())), *i)
        });
        nearest.map(|(claim, _)| Contested { claim: claims[claim].0, denial })
    });
    pairs.collect()
}

/// The accounts that say of a dealing that it was not: its own that do, and denials between
/// the same countries.
pub fn denials_of<'a>(dealing: &Dealing<'a>, all: &[Dealing<'a>]) -> Vec<Account<'a>> {
    let is_claimed = matches!(dealing.status(), Status::Held | Status::Confirmed | Status::Reported);
    let denies = |other: &&Dealing<'a>| {
        let days = match (dealing.day(), other.day()) {
            (Some(a), Some(b)) => a == b,
            _ => true,
        };
        other.status() == Status::Denied && days && other.countries() == dealing.countries()
    };
    if !is_claimed {
        return Vec::new();
    }
    let own = dealing.accounts.iter().filter(|account| account.contact.status == Status::Denied);
    own.chain(all.iter().filter(denies).flat_map(|other| &other.accounts)).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::Sample;
    use crate::record::{Document, Form, Mode};

    fn claim() -> Document {
        Sample::press(
            "Example Post",
            "2022-03-08",
            "Ann Alder said that Birk promised to hand over the captured pilots.",
        )
        .person("Ann Alder", "Ann Alder", "USA")
        .said("Ann Alder", "said", "Birk promised to hand over the captured pilots", Form::Indirect)
        .done()
    }

    fn denial(text: &str, content: &str) -> Document {
        let mut document = Sample::press("Example Times", "2022-03-09", text)
            .person("Boris Birk", "Boris Birk", "UKR")
            .said("Boris Birk", "denied", content, Form::Indirect)
            .done();
        document.attributions[0].stance = Stance::Denies;
        document
    }

    #[track_caller]
    fn check(denied: &str, found: usize) {
        let documents = [claim(), denial(&format!("Boris Birk denied {denied}."), denied)];
        let papers: Vec<Paper> = documents.iter().map(Paper::new).collect();
        assert_eq!(contested(&papers).len(), found, "{denied}");
    }

    #[test]
    fn a_denial_finds_what_it_denies() {
        check("that he had promised to hand over the pilots", 1);
        check("that he had promised to resign", 0);
    }

    #[test]
    fn a_contact_that_is_told_and_denied_is_contested() {
        let document = |outlet: &str, status: Status| {
            let text = "Ann Alder met Boris Birk.";
            Sample::press(outlet, "2022-03-08", text)
                .person("Ann Alder", "Ann Alder", "USA")
                .person("Boris Birk", "Boris Birk", "UKR")
                .contact(text, &[("Ann Alder", "USA"), ("Boris Birk", "UKR")], Mode::Meeting, status)
                .done()
        };
        let documents =
            [document("Example Post", Status::Reported), document("Example Times", Status::Denied)];
        let papers: Vec<Paper> = documents.iter().map(Paper::new).collect();
        let all = crate::weave::dealings_of(&papers);
        let found: Vec<usize> = all.iter().map(|dealing| denials_of(dealing, &all).len()).collect();
        assert_eq!(found, [1]);
    }
}
