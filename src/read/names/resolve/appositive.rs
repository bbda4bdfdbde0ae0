//! "Mykhailo Podoliak, an adviser in the president's office", "Israel's prime
//! minister, Naftali Bennett": one person, named and described.

use crate::read::names::{Level, Mentioned, Names};
use crate::record::MentionKind;

use super::Context;

impl Context<'_> {
    /// Joins a name and the office that stands beside it between commas.
    pub(super) fn join_appositives(&self, names: &mut Names) {
        let mut joined_before = false;
        for i in 1..names.mentions.len() {
            let beside = self.are_beside(&names.mentions[i - 1], &names.mentions[i]);
            let joined = beside && !joined_before && self.join_pair(names, i - 1, i);
            joined_before = joined;
        }
    }

    /// Whether two mentions stand side by side with a comma, a bracket or a dash
    /// between, and the second ends its part of the sentence.
    fn are_beside(&self, first: &Mentioned, second: &Mentioned) -> bool {
        let gap = first.tokens.end..second.tokens.start;
        if first.sentence != second.sentence || gap.is_empty() || gap.len() > 2 {
            return false;
        }
        let mark = self.word(first.sentence, gap.start);
        let filler = gap.len() == 1
            || matches!(
                self.word(first.sentence, gap.start + 1),
                "now" | "currently" | "then" | "himself" | "herself"
            );
        matches!(mark, "," | "(" | "–" | "—") && filler
    }

    fn join_pair(&self, names: &mut Names, first: usize, second: usize) -> bool {
        let kinds =
            [first, second].map(|m| (names.actors[names.mentions[m].actor].kind, names.mentions[m].level));
        let (person, office) = match kinds {
            [(MentionKind::Office, Level::Nominal), (_, Level::Name)]
                if self.after(&names.mentions[second]) == "," && self.may_be_person(names, second) =>
            {
                (second, first)
            }
            [
                (MentionKind::Person, Level::Name),
                (MentionKind::Office | MentionKind::Person, Level::Nominal),
            ] => (first, second),
            [
                (MentionKind::Office | MentionKind::Person, Level::Nominal),
                (MentionKind::Person, Level::Name),
            ] => (second, first),
            _ => return false,
        };
        let last = &names.mentions[second];
        let ends = matches!(
            self.after(last),
            "" | ","
                | "."
                | ";"
                | ":"
                | ")"
                | "–"
                | "—"
                | "who"
                | "said"
                | "told"
                | "!"
                | "?"
                | "has"
                | "is"
                | "was"
                | "\""
                | "”"
        );
        // "the president, Smith and the minister" is a list.
        let in_list = second == person && self.after(last) == "and";
        let before = self.before(&names.mentions[first]);
        let listed = second == office && matches!(before, "and") && self.after(last) == ",";
        // "According to a spokesperson, Smith was there": the comma ends what opens the sentence.
        let clause = matches!(self.after(last), "said" | "told" | "has" | "is" | "was");
        let opens = second == person
            && clause
            && matches!(before, "to" | "with" | "by" | "from" | "of" | "for" | "at");
        if !ends || in_list || listed || opens {
            return false;
        }
        let (named, held) = (names.mentions[person].actor, names.mentions[office].actor);
        let (who, what) = (&names.actors[named], &names.actors[held]);
        let differ = matches!((&who.country, &what.country), (Some(a), Some(b)) if a != b);
        let owned = matches!(
            self.word(names.mentions[office].sentence, names.mentions[office].tokens.start),
            "his" | "her" | "their"
        );
        // A name with its own title beside another office is a list of two.
        let titled = who.role.is_some() && names.mentions[person].tokens.len() > who.name.split(' ').count();
        let foreign = what.country.as_deref().is_some_and(|country| self.never_of(&who.name, country));
        if differ || foreign || (titled && who.role != what.role) || (owned && second == office) {
            return false;
        }
        let (country, role) = (what.country.clone(), what.role.clone());
        let who = &mut names.actors[named];
        who.kind = MentionKind::Person;
        who.country = who.country.take().or(country);
        who.role = who.role.take().or(role);
        names.mentions[office].actor = named;
        true
    }

    /// Whether a name that the tagger took for a place or body may be a person's: two
    /// words or more that the knowledge does not have.
    fn may_be_person(&self, names: &Names, mention: usize) -> bool {
        let mention = &names.mentions[mention];
        let actor = &names.actors[mention.actor];
        let other = matches!(actor.kind, MentionKind::Place | MentionKind::Organisation);
        let two = (2..=4).contains(&mention.tokens.len());
        other && actor.country.is_none() && two && actor.name.split(' ').count() == mention.tokens.len()
    }
}
