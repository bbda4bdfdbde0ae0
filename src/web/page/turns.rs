//! How stands changed in a week against the weeks before, each with its words.

use serde::{Deserialize, Serialize};

use crate::digest::days_of;
use crate::ledger::Ledger;
use crate::publish::label;
use crate::record::NAMELESS;
use crate::weave::{Change, Paper, Stand, Turn, Week, changes, papers_of};
use crate::web::fault::Fault;
use crate::web::show::words::{country, day, document_at, part};

/// A stand that changed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(in crate::web) struct TurnView {
    pub issue: String,
    /// The countries of those who hold it now, by their codes.
    pub countries: Vec<String>,
    pub holder: String,
    /// What became of it, in words.
    pub turn: String,
    pub before: StandView,
    pub now: StandView,
}

/// A stand and its words.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(in crate::web) struct StandView {
    pub act: String,
    pub day: String,
    pub outlet: String,
    pub words: String,
    pub condition: String,
    pub href: String,
}

/// The stands that changed in a week, against what the same parties said on the same
/// matters in the weeks before.
pub(in crate::web) fn turns(ledger: &Ledger, week: Week) -> Result<Vec<TurnView>, Fault> {
    let (back, last) = days_of(week);
    let documents = ledger.documents(Some(back), Some(last))?;
    let mut papers = papers_of((week.first(), last), &documents);
    let of_week = papers.len();
    let eve = week.first().yesterday().unwrap_or(back);
    papers.extend(papers_of((back, eve), &documents));
    Ok(changes(&papers, of_week).iter().map(|change| view(change, &papers)).collect())
}

fn view(change: &Change, papers: &[Paper]) -> TurnView {
    let now = change.now.position;
    let mut countries: Vec<String> = now.holders.iter().filter_map(|holder| holder.country.clone()).collect();
    countries.sort();
    countries.dedup();
    let holders = now.holders.iter().map(|holder| match holder.country.as_deref().map(country) {
        Some(country) if country != holder.name => format!("{} ({country})", holder.name),
        _ => holder.name.clone(),
    });
    TurnView {
        issue: label(&now.issue),
        countries,
        holder: holders.collect::<Vec<_>>().join(", "),
        turn: match change.turn {
            Turn::Reversed => format!("{}, after {}", label(&now.act), label(&change.before.position.act)),
            Turn::Condition => format!("{} on another condition", label(&now.act)),
        },
        before: stand(&change.before, papers),
        now: stand(&change.now, papers),
    }
}

fn stand(stand: &Stand, papers: &[Paper]) -> StandView {
    let (paper, position) = (&papers[stand.paper], stand.position);
    let article = &paper.document.article;
    let words = |span| paper.words(span).split_whitespace().collect::<Vec<_>>().join(" ");
    StandView {
        act: label(&position.act),
        day: paper.date().as_ref().map(day).unwrap_or_default(),
        outlet: article.outlet.clone().unwrap_or_else(|| NAMELESS.to_owned()),
        words: words(paper.sentences_around(position.evidence)),
        condition: position.condition.map(words).unwrap_or_default(),
        href: format!("{}?record={}#words", document_at(&article.id), part(&position.id)),
    }
}
