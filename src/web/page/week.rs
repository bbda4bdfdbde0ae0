//! This week: the digest, each citation with the words it rests on beside it.

use askama::Template;
use jiff::{SignedDuration, Timestamp};

use crate::ledger::{Ledger, Shared};
use crate::record::Span;
use crate::weave::Week;
use crate::web::account::secret;
use crate::web::answer::Answer;
use crate::web::ask::Ask;
use crate::web::fault::Fault;
use crate::web::house::House;
use crate::web::shelf::Recent;

use super::beside::Beside;
use super::digest::DigestView;
use super::{Frame, decisions, html};

/// How long a link to a digest lasts.
const LINK: SignedDuration = SignedDuration::from_hours(30 * 24);

#[derive(Template)]
#[template(path = "web/week.html")]
struct WeekPage {
    frame: Frame,
    digest: Option<DigestView>,
    /// Whether documents have come since it was written.
    is_old: bool,
    week: String,
    earlier: Option<String>,
    later: Option<String>,
    /// The citation that is looked at, and its words.
    cited: usize,
    beside: Option<Beside>,
    shares: Vec<Shared>,
    /// The address of the feed of digests.
    feed: Option<String>,
    /// A link that was just made.
    link: Option<String>,
}

impl WeekPage {
    fn is_cited(&self, number: &usize) -> bool {
        self.cited == *number
    }
}

/// The latest week that has documents.
pub(in crate::web) fn latest(house: &House, ask: &Ask) -> Result<Answer, Fault> {
    house.ledger.with(|ledger| match ledger.latest_day()? {
        Some(day) => show(house, ledger, ask, Week::of(day), None),
        None => html(&WeekPage {
            frame: Frame::new(ask, "/", "This week"),
            digest: None,
            is_old: false,
            week: String::new(),
            earlier: None,
            later: None,
            cited: 0,
            beside: None,
            shares: Vec::new(),
            feed: None,
            link: None,
        }),
    })
}

/// A week by its name.
pub(in crate::web) fn one(house: &House, ask: &Ask) -> Result<Answer, Fault> {
    let week = week(ask)?;
    house.ledger.with(|ledger| show(house, ledger, ask, week, None))
}

fn week(ask: &Ask) -> Result<Week, Fault> {
    ask.path[0].parse().map_err(|_| Fault::NotFound)
}

fn show(
    house: &House,
    ledger: &mut Ledger,
    ask: &Ask,
    week: Week,
    link: Option<String>,
) -> Result<Answer, Fault> {
    let Recent { thing: digest, is_old } = house.digests.recent(ledger, week)?;
    let view = DigestView::of(&digest);
    let cited: usize = ask.parsed("cite", "the number of a citation")?.unwrap_or(0);
    let citation =
        crate::publish::notes::Notes::of(&digest).list.get(cited.wrapping_sub(1)).copied().cloned();
    let beside = citation
        .map(|citation| {
            let span = Span { start: citation.start, end: citation.end };
            Beside::of(ledger, &citation.document, span, Some(&citation.quote))
        })
        .transpose()?;
    let [earlier, later] = ledger.days_beside((week.first(), week.last()))?;
    let named = |day: Option<jiff::civil::Date>| day.map(|day| Week::of(day).to_string());
    let name = week.to_string();
    html(&WeekPage {
        frame: Frame::new(ask, "/", digest.title.clone()),
        digest: Some(view),
        is_old,
        earlier: named(earlier),
        later: named(later),
        cited,
        beside,
        shares: ledger.shares_of(&name, Timestamp::now())?,
        feed: ledger.digest_feed()?.map(|secret| format!("/feeds/{secret}.atom")),
        week: name,
        link,
    })
}

/// Makes a link under which anyone may read the digest as it is now.
pub(in crate::web) fn share(house: &House, ask: &Ask) -> Result<Answer, Fault> {
    let week = week(ask)?;
    let secret = secret()?;
    house.ledger.with(|ledger| {
        let digest = house.digests.now(ledger, week)?;
        let now = Timestamp::now();
        let shared = Shared {
            week: week.to_string(),
            who: decisions::who(house, ask),
            at: now.to_string(),
            until: (now + LINK).to_string(),
        };
        ledger.share(&secret, &serde_json::to_string(&*digest)?, &shared)?;
        show(house, ledger, ask, week, Some(format!("/shared/{secret}")))
    })
}

/// Gives the feed of digests an address that whoever knows it may read.
pub(in crate::web) fn make_feed(house: &House, ask: &Ask) -> Result<Answer, Fault> {
    let (secret, who) = (secret()?, decisions::who(house, ask));
    house.ledger.with(|ledger| ledger.set_digest_feed(Some(&secret), &who, Timestamp::now()))?;
    Ok(Answer::see("/#feed"))
}

/// Ends the address of the feed of digests.
pub(in crate::web) fn end_feed(house: &House, ask: &Ask) -> Result<Answer, Fault> {
    let who = decisions::who(house, ask);
    house.ledger.with(|ledger| ledger.set_digest_feed(None, &who, Timestamp::now()))?;
    Ok(Answer::see("/#feed"))
}

/// Ends all links to a digest.
pub(in crate::web) fn end_shares(house: &House, ask: &Ask) -> Result<Answer, Fault> {
    let week = week(ask)?;
    house.ledger.with(|ledger| ledger.end_shares(&week.to_string()))?;
    Ok(Answer::see(&format!("/weeks/{week}")))
}
