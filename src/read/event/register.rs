//! The events of a document found so far, by where they stand.

use std::collections::BTreeMap;

use crate::record::Event;

/// Events with a way to those whose words overlap some others.
#[derive(Default)]
pub(super) struct Register {
    events: Vec<Event>,
    by_start: BTreeMap<usize, Vec<usize>>,
    /// The length of the longest evidence.
    longest: usize,
}

impl Register {
    pub fn add(&mut self, event: Event) {
        let span = event.evidence;
        self.by_start.entry(span.start).or_default().push(self.events.len());
        self.longest = self.longest.max(span.end - span.start);
        self.events.push(event);
    }

    /// Those known already whose words overlap an event's.
    pub fn beside<'r>(&'r self, event: &Event) -> impl Iterator<Item = &'r Event> {
        let span = event.evidence;
        let near = self.by_start.range(span.start.saturating_sub(self.longest)..span.end);
        let near = near.flat_map(|(_, places)| places.iter().map(|&i| &self.events[i]));
        near.filter(move |known| known.evidence.overlaps(span))
    }

    /// All of them, in the order of the text.
    pub fn finish(mut self) -> Vec<Event> {
        self.events.sort_by_key(|event| (event.evidence.start, event.evidence.end));
        self.events
    }
}
