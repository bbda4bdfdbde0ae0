//! Parts of sentences: who, when, where.

use std::collections::HashSet;

use jiff::civil::{Date, Weekday};

use crate::digest::desk::Desk;
use crate::digest::draft::Draft;
use crate::digest::forms::Forms;
use crate::digest::introduction::with_article;
use crate::digest::prove;
use crate::knowledge::Knowledge;
use crate::record::{Contact, Mode, Party, Precision, Source, Span, Status};
use crate::weave::{Account, Lands, Paper, PersonName, Who};

/// Longest stretch that is cited whole, in words; longer sentences are cut to what tells.
const CITED_WORDS: usize = 90;

/// The words that an account of a contact is cited by: the sentence that tells it.
pub fn telling_span(paper: &Paper, account: Account) -> Span {
    let contact = account.contact;
    let whole = paper.sentences_around(contact.evidence);
    if paper.words(whole).split_whitespace().count() <= CITED_WORDS {
        return whole;
    }
    let parties = contact.parties.iter().map(|party| party.span).filter(|span| whole.contains(*span));
    parties.fold(contact.evidence, |hull, span| Span {
        start: hull.start.min(span.start),
        end: hull.end.max(span.end),
    })
}

/// The words of a stretch in small letters.
pub fn word_set(words: &str) -> HashSet<String> {
    prove::folded_words(words).into_iter().collect()
}

/// The parties of a contact, without a state beside a person of it.
pub fn parties<'c>(paper: &Paper, contact: &'c Contact) -> Vec<&'c Party> {
    let who: Vec<(Who, &Party)> =
        contact.parties.iter().map(|party| (Who::of(party, paper), party)).collect();
    let person_of = |code: &str| {
        who.iter().any(|(who, party)| matches!(who, Who::Person(_)) && party.country.as_deref() == Some(code))
    };
    let stands_for_itself = |who: &Who| !matches!(who, Who::State(code) if person_of(code));
    who.iter().filter(|(who, _)| stands_for_itself(who)).map(|(_, party)| *party).collect()
}

/// The parties of a contact in one phrase, which names none of them: "the foreign ministers of
/// Ruritania and Sylvania".
pub fn in_one(paper: &Paper, contact: &Contact) -> Option<String> {
    let mut parties: Vec<&Party> = contact.parties.iter().collect();
    parties.sort_by_key(|party| party.span.start);
    let (first, last) = (parties.first()?, parties.last()?);
    let is_named = |party: &&Party| {
        let name = PersonName::new(&party.name, party.country.as_deref());
        name.is_none_or(|name| party.text.split_whitespace().any(|word| name.is_called(word)))
    };
    let joined = |two: &[&Party]| {
        let gap = Span { start: two[0].span.end.min(two[1].span.start), end: two[1].span.start };
        two[0].span == two[1].span || matches!(paper.words(gap).trim(), "and" | "," | ", and")
    };
    let of_several = parties.iter().any(|party| party.country != first.country);
    let opens = first.text.to_lowercase().starts_with("the ");
    if !of_several || !opens || parties.iter().any(is_named) || !parties.windows(2).all(joined) {
        return None;
    }
    described(paper.words(Span { start: first.span.start, end: last.span.end }))
}

/// A party as a sentence names it; `None` where the document does not let one say who it is.
pub fn party(desk: &Desk, account: Account, party: &Party, draft: &mut Draft) -> Option<String> {
    let paper = &desk.papers[account.paper];
    match Who::of(party, paper) {
        Who::Person(_) => {
            let person = desk.cast.find(&party.name, party.country.as_deref());
            match person {
                Some(person) => desk.name(person, account.paper, party.span, draft),
                None => described(&party.text),
            }
        }
        // "We" of a state's official is too much to say of the state; "talks" only mean its own.
        Who::State(_) if is_one_small_word(&party.text) || is_we(&party.text) => None,
        // "Moscow" stays Moscow.
        Who::State(code) if !prove::names_country_in(&party.text, &code) => described(&party.text),
        Who::State(code) => Lands::get().land(&code).map(|land| with_article(land.name)),
        // Delegations go by many words; their states are what a reader looks for.
        Who::Words(_) | Who::Counterpart(_) if account.contact.mode == Mode::NegotiationRound => party
            .country
            .as_deref()
            .and_then(|code| Lands::get().land(code))
            .map(|land| with_article(land.name)),
        Who::Words(_) | Who::Body(_) | Who::Counterpart(_) => described(&party.text),
    }
}

fn is_we(words: &str) -> bool {
    matches!(words.to_lowercase().as_str(), "we" | "us" | "our")
}

fn is_one_small_word(words: &str) -> bool {
    words.starts_with(char::is_lowercase) && !words.contains(' ')
}

/// How many words may explain what "that decision" points at.
const EXPLAINED: usize = 12;

/// Whether words point early at something told before them: "that decision".
pub fn points_back(folded: &[String]) -> bool {
    let lists = &Forms::get().words;
    folded.windows(2).take(EXPLAINED).any(|two| {
        // "that steps …" opens a clause.
        let opens = two[0] == "that" && two[1].ends_with('s');
        lists.pointing.has(&two[0]) && lists.pointed_at.has(&two[1]) && !opens
    })
}

/// Whether a sentence takes up somebody or something told before it: "the two leaders", "all
/// three", "those terms", "dismissed the offer", "such a unit", "she said".
pub fn takes_up(words: &str) -> bool {
    let folded = prove::folded_words(words);
    let lists = &Forms::get().words;
    let taken_up = folded.windows(2).enumerate().any(|(i, two)| {
        let after = |at: usize| folded.get(i + at).map(String::as_str);
        // "The step to leave", and not "linked the step to what happened".
        let described = match after(2) {
            Some("to") => !after(3).is_some_and(|next| lists.small.has(next) || next == "what"),
            Some(next) => next == "that" || lists.prepositions.has(next),
            None => false,
        };
        two[0] == "the" && lists.pointed_at.has(&two[1]) && !described
    });
    taken_up || counts_them(&folded) || points_back(&folded) || leans(&folded)
}

/// Whether a pronoun stands in words before any name that it may take up: "opposite **them** were
/// Ann Alder and Boris Birk". The capital of the first word shows no name.
pub fn opens_with_pronoun(words: &str) -> bool {
    let lists = &Forms::get().words;
    let mut told = words.split_whitespace().enumerate().map(|(i, word)| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let own = bare.split(['’', '\'']).next().unwrap_or(bare);
        (i > 0 && own.starts_with(char::is_uppercase), lists.taking_up.has(&own.to_lowercase()))
    });
    told.find(|(name, pronoun)| *name || *pronoun).is_some_and(|(name, _)| !name)
}

/// Whether words lean on a sentence before them: "such a unit", "she said".
fn leans(folded: &[String]) -> bool {
    folded.windows(2).any(|two| {
        let such = two[0] == "such" && matches!(two[1].as_str(), "a" | "an");
        let someone = matches!(two[0].as_str(), "he" | "she" | "they");
        such || someone && Forms::get().is_saying(&two[1])
    })
}

/// Whether words count those of whom somebody has told before: "the two countries", "both
/// sides".
pub fn counts_them(folded: &[String]) -> bool {
    let lists = &Forms::get().words;
    let counted = folded.windows(2).any(|two| lists.counting.has(&two[0]) && lists.counted.has(&two[1]));
    counted || folded.first().is_some_and(|first| first == "both")
}

/// Words that describe somebody, fit to stand inside a sentence; `None` where they lean on
/// words before them ("his counterpart"), name an office and not whose ("the President"),
/// or lack their article ("speaker of the house").
pub fn described(words: &str) -> Option<String> {
    let words = words.trim();
    let folded = prove::folded_words(words);
    let first = folded.first()?.as_str();
    let words_of = &Forms::get().words;
    let odd = words.contains([',', '\n', '"', '“', '”', ':', '(', '—']) || folded.len() > 12;
    let shouted =
        words.chars().any(char::is_alphabetic) && !words.chars().any(char::is_lowercase) && words.len() > 5;
    let vague = is_bare_office(&folded) || has_known_thing(words) || !has_article(words, &folded);
    if odd || shouted || is_adjective(words) || words_of.description_leaning.has(first) || vague {
        return None;
    }
    Some(match words.split_once(' ') {
        // "the Americans" are those of the sentence before; here they are only Americans.
        Some(("The" | "the", people)) if is_people(people) => people.to_owned(),
        Some((article @ ("The" | "A" | "An"), rest)) => format!("{} {rest}", article.to_lowercase()),
        _ => words.to_owned(),
    })
}

/// "the group", "members of the group in Rome": words for something told before. After
/// "the" a name must come before any preposition but "of".
pub fn has_known_thing(words: &str) -> bool {
    let parts: Vec<&str> = words.split_whitespace().collect();
    let Some(the) = parts.iter().rposition(|word| word.eq_ignore_ascii_case("the")) else { return false };
    let lists = &Forms::get().words;
    let thing = parts[the + 1..].iter().take_while(|word| **word == "of" || !lists.prepositions.has(word));
    !thing.into_iter().any(|word| word.starts_with(char::is_uppercase))
}

/// Whether words are only of which country something is: "Ukrainian".
fn is_adjective(words: &str) -> bool {
    let countries = &Knowledge::get().countries;
    countries.iter().any(|country| country.adjectives.contains(&words)) && !is_people(words)
}

/// Whether a word is a country's people: "Americans".
fn is_people(word: &str) -> bool {
    Knowledge::get().countries.iter().any(|country| country.people.contains(&word))
}

/// "the President": an office, and nothing that tells whose.
fn is_bare_office(folded: &[String]) -> bool {
    folded
        .iter()
        .all(|word| prove::is_office_word(word) || matches!(word.as_str(), "the" | "a" | "of" | "mr" | "mr."))
}

/// Whether a noun phrase is complete: it opens with an article or a number, is a plural,
/// or is a name throughout.
fn has_article(words: &str, folded: &[String]) -> bool {
    let lists = &Forms::get().words;
    let head = folded.iter().take_while(|word| !lists.prepositions.has(word)).last();
    let plural = head.is_some_and(|head| head.ends_with('s') && !head.ends_with("ss"));
    let named = words.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
    let office = folded.iter().any(|word| prove::is_office_word(word));
    lists.determiners.has(&folded[0]) || plural || (named && !office)
}

/// The source of a statement as a sentence names it.
pub fn speaker(desk: &Desk, paper: usize, source: &Source, draft: &mut Draft) -> Option<String> {
    if let Some(person) = desk.cast.find(&source.name, source.country.as_deref()) {
        return desk.name(person, paper, source.span, draft);
    }
    let words = desk.papers[paper].words(source.span);
    described(words)
}

/// Whether a noun phrase is of several: "Russian negotiators", but not "the United States".
pub fn is_plural(phrase: &str) -> bool {
    let capital = phrase.split_whitespace().last().is_some_and(|word| word.starts_with(char::is_uppercase));
    !capital && phrase.ends_with('s')
}

/// When a contact was, with a space before it; empty where that is not sure.
pub fn when(desk: &Desk, account: Account) -> String {
    let contact = account.contact;
    let Some(when) = desk.papers[account.paper].sure_when(contact) else { return String::new() };
    match (when.precision, &when.text) {
        (Precision::Day, None) => on_day(desk, when.date),
        (Precision::Day, Some(text)) => day_of(desk, when.date, text, contact.status == Status::Planned),
        (_, Some(text)) => longer(text),
        (_, None) => String::new(),
    }
}

/// " on Tuesday" for a day of the week that the digest covers, else " on March 1".
pub fn on_day(desk: &Desk, date: Date) -> String {
    match desk.week.contains(date) {
        true => format!(" on {}", weekday(date.weekday())),
        false => format!(" on {}", date.strftime("%B %-d")),
    }
}

/// A day that the words tell: a weekday within the week or next to it, else a date where
/// the words have one.
fn day_of(desk: &Desk, date: Date, text: &str, ahead: bool) -> String {
    if desk.week.contains(date) {
        return on_day(desk, date);
    }
    let folded = prove::folded_words(text);
    let name = weekday(date.weekday());
    let apart = (date - desk.week.first()).get_days();
    match folded.contains(&name.to_lowercase()) {
        true if ahead && (7..14).contains(&apart) => format!(" on the following {name}"),
        true if (-7..0).contains(&apart) => format!(" on the previous {name}"),
        _ => month_day(text).map(|date| format!(" on {date}")).unwrap_or_default(),
    }
}

/// The month and day in the words of a date: "April 24", "24 April".
fn month_day(text: &str) -> Option<String> {
    let text = text.trim().trim_start_matches("on ").trim_end_matches('.');
    prove::is_month_and_day(text).then(|| text.to_owned())
}

/// A week, month or year in the document's words.
fn longer(text: &str) -> String {
    let text = text.trim();
    let folded = text.to_lowercase();
    let opens = |words: &[&str]| words.iter().any(|word| folded.starts_with(word));
    if opens(&["in ", "last ", "earlier ", "this ", "next ", "during ", "over "]) {
        return format!(" {}{}", text[..1].to_lowercase(), &text[1..]);
    }
    if prove::is_month(text) { format!(" in {text}") } else { String::new() }
}

/// A weekday's name.
pub fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

/// Where it was, with the preposition that the words have and a space before it; empty
/// where the words do not say it that way.
pub fn place(words: &str, place: Option<&str>) -> String {
    let Some(place) = place else { return String::new() };
    for preposition in ["in", "at", "on"] {
        for article in ["", "the "] {
            let phrase = format!("{preposition} {article}{place}");
            if prove::has_phrase(words, &phrase) {
                return format!(" {phrase}");
            }
        }
    }
    String::new()
}

/// Which sitting words name: "third" of "the third round of talks".
pub fn nth(words: &str) -> Option<String> {
    let folded = prove::folded_words(words);
    let at = folded
        .windows(2)
        .position(|pair| matches!(pair[1].as_str(), "round" | "rounds") && prove::is_ordinal(&pair[0]))?;
    Some(folded[at].clone())
}

/// The weekdays on which, by the words, something was: "on Monday", "Monday", but not
/// "Monday's visits" nor "since Monday"; with the byte at which each starts.
pub fn weekdays(words: &str) -> impl Iterator<Item = (usize, Weekday)> {
    prove::weekdays(words).into_iter()
}

#[cfg(test)]
mod tests {
    use super::{opens_with_pronoun, takes_up};

    #[test]
    fn a_pronoun_before_any_name_is_of_the_sentence_before() {
        assert!(opens_with_pronoun("Opposite them were Ann Alder and Boris Birk."));
        assert!(!opens_with_pronoun("On Monday Ann Alder received him in Oslo."));
        assert!(!opens_with_pronoun("The harbour was closed."));
    }

    #[test]
    fn what_leans_on_a_sentence_before_stands_not_alone() {
        assert!(takes_up("Opening such a bank would take months, she said."));
        assert!(takes_up("They dismissed the offer."));
        assert!(takes_up("Oslo linked the step to what it called a failure."));
        assert!(!takes_up("Ankara said that it ruled out the export of gas."));
    }
}
