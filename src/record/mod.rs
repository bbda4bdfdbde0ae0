//! The words of the product as plain types: what a document says, kept with the
//! span of text that says it.

mod attribution;
mod contact;
mod document;
mod edit;
mod event;
mod id;
mod mention;
mod party;
mod plover;
mod position;
mod published;
mod script;
mod silence;
mod span;
mod text;
mod watch;

pub use attribution::{Attribution, Form, Source, Stance};
pub use contact::{Bonds, Contact, Mode, Precision, Status, Track, When};
pub use document::{Article, Document, NAMELESS, Part, SourceKind};
pub use edit::{Anchor, Edit, Place, Reworded, Target};
pub use event::{Event, EventStatus, Participant};
pub use id::{document_id, record_id, story_id};
pub use mention::{Mention, MentionKind};
pub use party::Party;
pub use plover::EventType;
pub use position::{Act, Holder, Issue, Position};
pub use published::{InvalidDate, Published};
pub use script::{disguised, looks_latin};
pub use silence::Silence;
pub use span::Span;
pub use text::Text;
pub use watch::{Announced, Listing, Outcome, Verdict, Window};
