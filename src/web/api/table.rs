//! Which addresses the API has, what they take, what they give.

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;

use crate::digest::Digest;
use crate::ledger::{Decision, Filter, Hit, Listable, Listed, Role, Stand, WeekCount};
use crate::publish;
use crate::record::{Attribution, Contact, Document, Event, Position, Silence};
use crate::weave::{Paper, dealing_with};
use crate::web::answer::Answer;
use crate::web::ask::Ask;
use crate::web::fault::Fault;
use crate::web::house::House;
use crate::web::page::filter::{after, filter};

/// An address of the API.
pub(in crate::web) struct Call {
    /// After `/api/v1`; gaps in braces.
    pub path: &'static str,
    pub says: &'static str,
    pub takes: &'static [Taken],
    /// The form of what it gives.
    pub(super) form: fn(&mut SchemaGenerator) -> Schema,
    pub(super) give: fn(&House, &Ask) -> Result<Answer, Fault>,
}

/// Something that an address takes after the question mark.
pub(in crate::web) struct Taken {
    pub name: &'static str,
    pub says: &'static str,
    pub(super) kind: Kind,
}

/// What a value is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Words,
    /// May be given several times.
    List,
    Day,
    Number,
}

const fn taken(name: &'static str, kind: Kind, says: &'static str) -> Taken {
    Taken { name, says, kind }
}

/// The most records on a page, and how many where nothing is said.
const MOST: usize = 500;
const USUAL: usize = 50;

const SINCE: Taken = taken("since", Kind::Day, "The first day.");
const UNTIL: Taken = taken("until", Kind::Day, "The last day.");
const ACTOR: Taken = taken("actor", Kind::Words, "Takes part: a country's code (USA) or words of a name.");
const WITH: Taken = taken("with", Kind::Words, "Takes part too: a country's code or words of a name.");
const OUTLET: Taken = taken("outlet", Kind::Words, "The outlet of the document, whole.");
const LIMIT: Taken = taken("limit", Kind::Number, "The most on a page, up to 500; 50 where nothing is said.");
const AFTER: Taken = taken("after", Kind::Words, "Where the page begins: next of the page before.");

pub(in crate::web) const TABLE: &[Call] = &[
    Call {
        path: "/contacts",
        says: "Accounts of contacts, the latest first.",
        takes: &[
            SINCE,
            UNTIL,
            ACTOR,
            WITH,
            taken(
                "status",
                Kind::List,
                "held, confirmed, reported, planned, proposed, denied, refused, cancelled or postponed.",
            ),
            taken(
                "mode",
                Kind::List,
                "meeting, call, visit, talks, summit, letter, message or negotiation round.",
            ),
            taken("track", Kind::List, "1, 1.5, 2 or unknown."),
            OUTLET,
            LIMIT,
            AFTER,
        ],
        form: form::<Page<Contact>>,
        give: |house, ask| records::<Contact>(house, ask, "status", "mode"),
    },
    Call {
        path: "/contacts/{id}",
        says: "One contact with all its accounts, the fullest first.",
        takes: &[],
        form: form::<Merged>,
        give: contact,
    },
    Call {
        path: "/contacts-per-week",
        says: "How many accounts of contacts each week has.",
        takes: &[SINCE, UNTIL, ACTOR, WITH],
        form: form::<Vec<WeekCount>>,
        give: |house, ask| {
            let filter = filter(ask, "status", "mode")?;
            Answer::json(&house.ledger.with(|ledger| ledger.contacts_per_week(&filter))?)
        },
    },
    Call {
        path: "/statements",
        says: "Who said what, the latest first.",
        takes: &[
            SINCE,
            UNTIL,
            ACTOR,
            taken(
                "stance",
                Kind::List,
                "says, confirms, denies, declines, demands, offers, warns, predicts or promises.",
            ),
            taken("form", Kind::List, "direct, indirect or mixed."),
            OUTLET,
            LIMIT,
            AFTER,
        ],
        form: form::<Page<Attribution>>,
        give: |house, ask| records::<Attribution>(house, ask, "stance", "form"),
    },
    Call {
        path: "/positions",
        says: "What parties offer, demand, refuse, the latest first.",
        takes: &[
            SINCE,
            UNTIL,
            ACTOR,
            taken(
                "act",
                Kind::List,
                "offer, demand, condition, acceptance, refusal, threat, support or proposal.",
            ),
            taken("issue", Kind::List, "Such as ceasefire or security guarantees."),
            OUTLET,
            LIMIT,
            AFTER,
        ],
        form: form::<Page<Position>>,
        give: |house, ask| records::<Position>(house, ask, "act", "issue"),
    },
    Call {
        path: "/stands",
        says: "The present stand of each country on each issue.",
        takes: &[SINCE, UNTIL],
        form: form::<Vec<Stand>>,
        give: |house, ask| {
            let filter = filter(ask, "act", "issue")?;
            Answer::json(&house.ledger.with(|ledger| ledger.stands(&filter))?)
        },
    },
    Call {
        path: "/events",
        says: "What one party does to another, the latest first.",
        takes: &[
            SINCE,
            UNTIL,
            ACTOR,
            taken("status", Kind::List, "happened, planned, hypothetical, negated or historical."),
            taken("type", Kind::List, "A type of PLOVER, such as CONSULT."),
            OUTLET,
            LIMIT,
            AFTER,
        ],
        form: form::<Page<Event>>,
        give: |house, ask| records::<Event>(house, ask, "status", "type"),
    },
    Call {
        path: "/silences",
        says: "Silences that documents report, the latest first.",
        takes: &[SINCE, UNTIL, OUTLET, LIMIT, AFTER],
        form: form::<Page<Silence>>,
        give: |house, ask| records::<Silence>(house, ask, "state", "expected"),
    },
    Call {
        path: "/search",
        says: "Documents that hold all words of a query, the best first.",
        takes: &[
            taken(
                "q",
                Kind::Words,
                "The query, with quotes, from: to: country: issue: before: after: and the other operators.",
            ),
            SINCE,
            UNTIL,
            LIMIT,
        ],
        form: form::<Vec<Hit>>,
        give: search,
    },
    Call {
        path: "/documents/{id}",
        says: "A document with all that was read in it, as `read` prints it.",
        takes: &[],
        form: form::<Document>,
        give: document,
    },
    Call {
        path: "/actors/{name}/roles",
        says: "The offices of somebody, as documents tell.",
        takes: &[],
        form: form::<Vec<Role>>,
        give: |house, ask| Answer::json(&house.ledger.with(|ledger| ledger.roles(&ask.path[..1]))?),
    },
    Call {
        path: "/digests/{week}",
        says: "The digest of an ISO week, such as 2022-W10.",
        takes: &[],
        form: form::<Digest>,
        give: digest,
    },
    Call {
        path: "/decisions",
        says: "What people decided about records, the latest first.",
        takes: &[LIMIT],
        form: form::<Vec<Decision>>,
        give: |house, ask| {
            let limit = limit(ask)?;
            Answer::json(&house.ledger.with(|ledger| ledger.decisions(limit))?)
        },
    },
];

fn form<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<T>()
}

/// A page of records.
#[derive(Serialize, JsonSchema)]
struct Page<R> {
    rows: Vec<Listed<R>>,
    /// To give as `after` for the page that follows; absent on the last.
    next: Option<String>,
}

/// A contact with its accounts.
#[derive(Serialize, JsonSchema)]
struct Merged {
    accounts: Vec<Account>,
}

/// One document's telling of a contact.
#[derive(Serialize, JsonSchema)]
struct Account {
    document: String,
    outlet: Option<String>,
    url: Option<String>,
    /// The sentences that tell it.
    words: String,
    contact: Contact,
}

fn limit(ask: &Ask) -> Result<usize, Fault> {
    let limit: usize = ask.parsed("limit", "a number")?.unwrap_or(USUAL);
    if (1..=MOST).contains(&limit) {
        Ok(limit)
    } else {
        Err(Fault::Bad(format!("limit is {limit}; it must be from 1 to {MOST}")))
    }
}

fn records<R: Listable + Serialize>(
    house: &House,
    ask: &Ask,
    state: &str,
    form: &str,
) -> Result<Answer, Fault> {
    let filter: Filter = filter(ask, state, form)?;
    let (after, limit) = (after(ask)?, limit(ask)?);
    let page = house.ledger.with(|ledger| ledger.page::<R>(&filter, after, limit))?;
    Answer::json(&Page { rows: page.rows, next: page.next.map(|next| next.to_string()) })
}

fn contact(house: &House, ask: &Ask) -> Result<Answer, Fault> {
    let documents = house.ledger.with(|ledger| publish::contact::around(ledger, &ask.path[0]))?;
    let papers: Vec<Paper> = documents.iter().map(Paper::new).collect();
    let dealing = dealing_with(&papers, &ask.path[0]).ok_or(Fault::NotFound)?;
    let account = |account: &crate::weave::Account| {
        let paper = &papers[account.paper];
        Account {
            document: paper.document.article.id.clone(),
            outlet: paper.document.article.outlet.clone(),
            url: paper.document.article.url.clone(),
            words: paper.words(paper.sentences_around(account.contact.evidence)).to_owned(),
            contact: account.contact.clone(),
        }
    };
    Answer::json(&Merged { accounts: dealing.accounts.iter().map(account).collect() })
}

fn search(house: &House, ask: &Ask) -> Result<Answer, Fault> {
    let query = ask.one("q").ok_or_else(|| Fault::Bad("give the query: ?q=…".to_owned()))?;
    let (since, until, limit) = (ask.day("since")?, ask.day("until")?, limit(ask)?);
    let hits =
        house.ledger.with(|ledger| ledger.search(query, since, until, Some(limit)).map_err(Fault::from))?;
    Answer::json(&hits)
}

fn document(house: &House, ask: &Ask) -> Result<Answer, Fault> {
    let found = house.ledger.with(|ledger| ledger.current(&ask.path[0]))?;
    Answer::json(&found.ok_or(Fault::NotFound)?)
}

fn digest(house: &House, ask: &Ask) -> Result<Answer, Fault> {
    let week = ask.path[0].parse().map_err(|_| Fault::NotFound)?;
    let digest = house.ledger.with(|ledger| house.digests.now(ledger, week))?;
    Answer::json(&*digest)
}
