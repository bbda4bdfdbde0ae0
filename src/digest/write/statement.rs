//! Sentences that tell what somebody said.

use std::cmp::Reverse;

use crate::digest::desk::Desk;
use crate::digest::draft::Draft;
use crate::digest::forms::Forms;
use crate::digest::prove;
use crate::digest::weights::{Rank, Weights};
use crate::knowledge::{Knowledge, Sort};
use crate::record::{Attribution, Form, Mention, MentionKind, Source, Span, Stance};
use crate::weave::{Account, Dealing, Paper};

use super::detail::{is_quotable, is_vacuous};
use super::phrase;
use super::telling::{Telling, interview, telling};

/// Within this many words a pronoun stands for something said before.
const EARLY: usize = 9;

/// A description of so many words says who speaks, though without a name.
const PLACED: usize = 4;

/// With more dashes a quotation is no sentence.
const DASHES: usize = 2;

/// A word that comes again after a dash stands within so many words before it.
const AGAIN: usize = 4;

/// A document up to this many sentences is a notice, all of one day.
pub(super) const NOTICE: usize = 40;

/// How many lines back the label of a turn is looked for.
const TURN_LINES: usize = 40;

/// A statement that may be worth telling.
#[derive(Debug, Clone)]
pub struct Candidate<'a> {
    pub paper: usize,
    pub attribution: &'a Attribution,
    /// Index into the cast, where the speaker is named in full this week.
    pub person: Option<usize>,
    /// Whom the record names.
    pub speaker: String,
    /// The words to be told, a part of the content.
    pub words: Span,
    /// The weightiest topic of the words.
    pub topic: Option<&'static str>,
    /// The weight of all its topics.
    topics: i32,
    rank: Rank,
    pub weight: i32,
}

impl Candidate<'_> {
    /// Whether it is worth telling for itself.
    pub fn is_weighty(&self) -> bool {
        self.weighs(Weights::get().statement.at_least)
    }

    /// Whether it weighs so much and is on some topic of the conflict.
    pub fn weighs(&self, least: i32) -> bool {
        let topics = if self.rank == Rank::Principal { 1 } else { Weights::get().statement.topics_at_least };
        self.topics >= topics && self.weight >= least
    }
}

/// Whether a statement speaks of a contact, which others may tell too: it stands near words
/// that name all its countries, itself has a word for a contact, and its paper is of the same
/// story or names one of the people nearby.
pub fn speaks_of(desk: &Desk, candidate: &Candidate, dealing: &Dealing, others: &[Dealing]) -> bool {
    let paper = &desk.papers[candidate.paper];
    let sentence = paper.sentences_around(candidate.words);
    let near = paper.sentence_at(sentence.start).map_or(sentence, |i| Span {
        start: paper.document.sentences[i.saturating_sub(2)].start,
        end: sentence.end,
    });
    let own = prove::tells_of_contact(paper.words(candidate.words));
    let named: Vec<&str> = paper
        .document
        .mentions
        .iter()
        .filter(|mention| near.contains(mention.span))
        .flat_map(|mention| [Some(mention.name.as_str()), mention.country.as_deref()])
        .flatten()
        .collect();
    let countries = dealing.countries().iter().all(|country| named.contains(country));
    let told_there = dealing.accounts.iter().any(|account| {
        account.paper == candidate.paper && candidate.words.overlaps(account.contact.evidence)
    });
    let all = || [dealing].into_iter().chain(others).flat_map(|dealing| &dealing.accounts);
    let story = desk.story(candidate.paper);
    let one_story = all().any(|account| desk.story(account.paper) == story);
    let someone = all().any(|account| {
        let people =
            account.contact.parties.iter().filter(|party| party.country.as_ref() != Some(&party.name));
        people.into_iter().any(|party| party.name.contains(' ') && named.contains(&party.name.as_str()))
    });
    own && countries && !told_there && (one_story || someone)
}

/// The statements of the week that concern the conflict, the weightiest first.
pub fn candidates<'a>(desk: &Desk<'a>) -> Vec<Candidate<'a>> {
    let mut found: Vec<Candidate> = Vec::new();
    for (i, paper) in desk.of_week().iter().enumerate() {
        let document = paper.document;
        found.extend(document.attributions.iter().filter_map(|attribution| candidate(desk, i, attribution)));
    }
    found.sort_by_key(|candidate| (Reverse(candidate.weight), candidate.paper, candidate.words.start));
    found
}

/// A statement, told by the weightiest of its passages; `None` where none can stand alone or
/// concerns the conflict.
pub fn candidate<'a>(desk: &Desk<'a>, i: usize, attribution: &'a Attribution) -> Option<Candidate<'a>> {
    let paper = &desk.papers[i];
    let source = attribution.source.as_ref()?;
    let words = attribution.content.iter().flat_map(|&content| passages(desk, i, content, attribution.form));
    let telling = words.filter(|span| !is_vacuous(paper.words(*span)));
    let best = telling.max_by_key(|&span| (topic_weight(paper.words(span)), Reverse(span.start)))?;
    let concerns = desk.concern.has_words(best, source.country.as_deref(), paper);
    if concerns { told_by_words(desk, i, attribution, best) } else { None }
}

/// A statement, told by the passage that has some words of it.
pub fn candidate_of<'a>(
    desk: &Desk<'a>,
    i: usize,
    attribution: &'a Attribution,
    words: Span,
) -> Option<Candidate<'a>> {
    let mut passages =
        attribution.content.iter().flat_map(|&content| passages(desk, i, content, attribution.form));
    let passage = passages.find(|span| span.overlaps(words))?;
    told_by_words(desk, i, attribution, passage)
}

fn told_by_words<'a>(
    desk: &Desk<'a>,
    i: usize,
    attribution: &'a Attribution,
    best: Span,
) -> Option<Candidate<'a>> {
    let paper = &desk.papers[i];
    let source = attribution.source.as_ref()?;
    if source.anonymous && !is_placed(paper, source) {
        return None;
    }
    let mentions = &paper.document.mentions;
    let is_person = mentions.iter().any(|m| m.span.overlaps(source.span) && m.kind == MentionKind::Person);
    let person = desk.cast.find(&source.name, source.country.as_deref());
    // Nobody but people speaks in quotation marks.
    let words = prove::folded_words(paper.words(source.span));
    let is_office = words.iter().any(|word| prove::is_office_word(word));
    if attribution.form == Form::Direct && !(person.is_some() && is_person || is_office || source.anonymous) {
        return None;
    }
    if person.is_some_and(|person| !desk.cast.person(person).is_introduced()) {
        return None;
    }
    // What an article is called, its author does not say.
    let is_title = |cue: &Span| {
        prove::folded_words(paper.words(*cue)).iter().any(|word| Forms::get().words.titling.has(word))
    };
    if attribution.cue.iter().any(is_title) {
        return None;
    }
    let topic = Weights::get().topics(paper.words(best)).max_by_key(|topic| topic.weight);
    let topics = topic_weight(paper.words(best));
    let rank = rank(desk, source, person);
    let weight = topics
        + standing(desk, source, rank)
        + direct_weight(attribution.form)
        + aside(desk, paper, source, best);
    let speaker = source.name.clone();
    Some(Candidate {
        paper: i,
        attribution,
        person,
        speaker,
        words: best,
        topic: topic.map(|topic| topic.name.as_str()),
        topics,
        rank,
        weight,
    })
}

/// Whether words describe a speaker without a name well enough to be told: of which country
/// or house, or in some words more: "a Western diplomat", "people familiar with the talks".
fn is_placed(paper: &Paper, source: &Source) -> bool {
    let words = paper.words(source.span);
    let is_name = |word: &str| word.starts_with(char::is_uppercase);
    let placed = words.split_whitespace().skip(1).any(is_name) || words.split_whitespace().count() >= PLACED;
    !paper.is_official() && (source.country.is_some() || placed)
}

/// What it counts against a passage of a long transcript that it names no other party to the
/// conflict than the speaker's own; where the scope is open, nobody of another country and
/// no body of several: presidents speak of much else.
fn aside(desk: &Desk, paper: &Paper, source: &Source, passage: Span) -> i32 {
    let (words, scope) = (paper.words(passage), &desk.concern.scope);
    let own = source.country.as_deref();
    let mut parties = scope.parties().filter(|code| own != Some(code));
    let is_foreign = |mention: &Mention| match mention.country.as_deref() {
        Some(country) => own != Some(country),
        None => Knowledge::get()
            .organisations
            .iter()
            .any(|one| one.sort == Sort::Body && one.name == mention.name),
    };
    let mut mentions = paper.document.mentions.iter().filter(|mention| mention.span.overlaps(passage));
    let is_named = match scope.is_open() {
        true => mentions.any(is_foreign),
        false => parties.any(|code| prove::names_country_in(words, code)),
    };
    let is_long = paper.document.sentences.len() > NOTICE;
    if is_long && !is_named { Weights::get().statement.aside } else { 0 }
}

fn topic_weight(words: &str) -> i32 {
    Weights::get().topics(words).map(|topic| topic.weight).sum()
}

fn direct_weight(form: Form) -> i32 {
    if form == Form::Direct { Weights::get().statement.direct } else { 0 }
}

/// The rank that the speaker's office gives.
fn rank(desk: &Desk, source: &Source, person: Option<usize>) -> Rank {
    let office = person.map_or("", |person| desk.cast.person(person).office());
    Weights::get().rank(if office.is_empty() { source.role.as_deref().unwrap_or_default() } else { office })
}

/// What the speaker's rank and country count for.
fn standing(desk: &Desk, source: &Source, rank: Rank) -> i32 {
    let weights = &Weights::get().statement;
    let rank = match rank {
        Rank::Principal => weights.principal,
        Rank::Minister => weights.minister,
        Rank::Spokesperson => weights.spokesperson,
        Rank::Local => weights.local,
        Rank::Other => 0,
    };
    let party = source.country.as_deref().is_some_and(|country| desk.concern.scope.has(country));
    rank + if party { weights.scope } else { 0 }
}

/// The passages of a content that can stand alone: the whole, where it fits, or its
/// sentences one by one.
fn passages(desk: &Desk, i: usize, content: Span, form: Form) -> Vec<Span> {
    let paper = &desk.papers[i];
    let fits = |span: &Span| {
        let words = paper.words(*span);
        is_quotable(words) && !words.contains('\n')
    };
    let whole = trimmed(paper.words(content), content);
    if form != Form::Direct {
        let fit = |span: &Span| fits(span) && is_whole_clause(paper, *span) && !is_question(paper, *span);
        return whole.into_iter().filter(fit).collect();
    }
    let inside = paper.document.sentences.iter().filter(|sentence| sentence.overlaps(content));
    let parts = inside.filter(|sentence| !is_question(paper, **sentence)).filter_map(|sentence| {
        let start = sentence.start.max(content.start);
        let part = Span::new(start, sentence.end.min(content.end))?;
        trimmed(paper.words(part), part)
    });
    let whole = parts.filter(|span| !is_cut_off(paper, *span));
    whole.filter(fits).filter(|span| stands_alone(paper.words(*span))).collect()
}

/// Whether words lie in one sentence and are not cut off in the middle of it.
fn is_whole_clause(paper: &Paper, span: Span) -> bool {
    let (first, last) = (paper.sentence_at(span.start), paper.sentence_at(span.end - 1));
    let rest = last.map_or("", |i| {
        let end = paper.document.sentences[i].end;
        if end > span.end { paper.words(Span { start: span.end, end }) } else { "" }
    });
    let rest = rest.trim_start_matches(['"', '”', '’', ' ']);
    first == last && (rest.is_empty() || rest.starts_with(['.', ',', ';', '!', '?', '—', '–']))
}

/// Whether a sentence has begun where quoted words of it begin, or goes on where they end.
fn is_cut_off(paper: &Paper, span: Span) -> bool {
    let Span { start, end } = paper.sentences_around(span);
    let before = if start < span.start { paper.words(Span { start, end: span.start }) } else { "" };
    let rest = if end > span.end { paper.words(Span { start: span.end, end }) } else { "" };
    let rest = rest.trim_start();
    let begun = before.trim_end().ends_with(|c: char| c.is_alphanumeric() || c == ',');
    begun || rest.starts_with(char::is_alphanumeric) || rest.starts_with(", ")
}

/// Whether a passage of a transcript is a reporter's question, or follows one before
/// anybody else is named as speaking.
fn is_question(paper: &Paper, passage: Span) -> bool {
    let head = paper.words(Span { start: 0, end: passage.start + 1 });
    let lines = head.lines().rev().take(TURN_LINES).map(str::trim_start);
    let question =
        |line: &&str| line.strip_prefix('Q').is_some_and(|rest| rest.starts_with(char::is_whitespace));
    let turn = |line: &&str| {
        let label = line.split(':').next().filter(|label| label.len() < line.len() && label.len() < 60);
        label.is_some_and(|label| label.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase))
    };
    lines.into_iter().find(|line| question(line) || turn(line)).is_some_and(|line| question(&line))
}

/// A span without the quotation marks and white space around its words.
fn trimmed(words: &str, span: Span) -> Option<Span> {
    let outer = |c: char| c.is_whitespace() || matches!(c, '"' | '“' | '”' | '—' | '–' | ',');
    let start = words.chars().take_while(|&c| outer(c)).count();
    let end = words.chars().rev().take_while(|&c| outer(c)).count();
    Span::new(span.start + start, span.end.saturating_sub(end))
}

/// Whether words open with what joins them to others: "in other words".
fn opens_with_filler(words: &str) -> bool {
    let words = words.to_lowercase();
    Forms::get().told.fillers.iter().any(|filler| words.starts_with(filler.as_str()))
}

/// Whether a word can be the verb of a clause.
fn is_finite(folded: &str) -> bool {
    Forms::get().words.finite.has(folded) || folded.ends_with("ed") || folded.ends_with('s')
}

/// "Remark: …": what a transcript has somebody else say.
fn is_labelled(words: &str) -> bool {
    words.split_once(':').is_some_and(|(label, rest)| {
        rest.starts_with(' ')
            && label.split_whitespace().count() <= 2
            && label.starts_with(char::is_uppercase)
    })
}

/// Whether a speaker begins anew: "is the one — is the country", "We are — you know".
fn is_false_start(words: &str) -> bool {
    let parts: Vec<&str> = words.split(['—', '–']).collect();
    let broken_off = parts.len() > 1 && parts[0].split_whitespace().count() <= AGAIN;
    if parts.len() > DASHES + 1 || broken_off || words.contains("I mean") {
        return true;
    }
    parts.windows(2).any(|two| {
        let before = prove::folded_words(two[0]);
        let next = prove::folded_words(two[1]).into_iter().next();
        let again =
            next.is_some_and(|next| before.iter().rev().take(AGAIN).any(|word| word.ends_with(&next)));
        again || before.last().is_some_and(|last| Forms::get().words.unfinished.has(last))
    })
}

/// Whether quoted words make sense without the words before them.
fn stands_alone(words: &str) -> bool {
    if is_false_start(words) || is_labelled(words) || opens_with_filler(words) {
        return false;
    }
    let lists = &Forms::get().words;
    let folded = prove::folded_words(words);
    let is_back =
        folded.get(1).is_some_and(|second| lists.leaning.has(second) || second == "that" || second == "this");
    if is_back && lists.prepositions_back.has(&folded[0]) || !folded.iter().any(|word| is_finite(word)) {
        return false;
    }
    let vocative = words.split_whitespace().next().is_some_and(|first| first.ends_with(','));
    let early = folded.iter().take(EARLY).any(|word| lists.leaning.has(word)) || phrase::points_back(&folded);
    let joint = folded.first().is_some_and(|first| first == "we")
        && folded.iter().skip(1).take(2).any(|word| lists.joint.has(word));
    let addressed = folded.iter().any(|word| lists.addressed.has(word));
    folded.first().is_some_and(|first| !lists.opening.has(first))
        && !early
        && !joint
        && !addressed
        && !vocative
        && folded.len() >= Weights::get().statement.words_at_least
        && !words.contains(['"', '“', '”', '[', '(', '?'])
}

/// A sentence that tells a statement; `None` where it cannot be told to the letter.
/// `again` where its speaker has just been told to say something else in the same paper.
pub fn spoken(desk: &Desk, candidate: &Candidate, again: bool) -> Option<Draft> {
    let mut draft = Draft::default();
    let source = candidate.attribution.source.as_ref()?;
    let speaker = phrase::speaker(desk, candidate.paper, source, &mut draft)?;
    cite(desk, candidate, source, &mut draft);
    let told = match candidate.attribution.form {
        Form::Direct if again => once_more(desk, candidate, &speaker, &mut draft),
        Form::Direct => direct(desk, candidate, &speaker, &mut draft),
        Form::Indirect | Form::Mixed => indirect(desk, candidate, &speaker, again, &mut draft),
    };
    draft.push(&told?);
    Some(draft)
}

/// The words told, and where they do not hold the speaker, the words that name the speaker.
fn cite(desk: &Desk, candidate: &Candidate, source: &Source, draft: &mut Draft) {
    let paper = &desk.papers[candidate.paper];
    let told = paper.sentences_around(candidate.words);
    draft.cite(desk.cite(candidate.paper, told, Some(&candidate.attribution.id)));
    for span in [Some(source.span), candidate.attribution.cue.first().copied()].into_iter().flatten() {
        if !told.contains(span) {
            draft.cite(desk.cite(candidate.paper, paper.sentences_around(span), None));
        }
    }
}

/// `President Zelenskyy said on Tuesday: "…"`.
fn direct(desk: &Desk, candidate: &Candidate, speaker: &str, draft: &mut Draft) -> Option<String> {
    let words = desk.papers[candidate.paper].words(candidate.words);
    let words = words.trim_end_matches(',').replace(['“', '”', '"'], "'");
    let reportedly = if candidate.attribution.hedged { "reportedly " } else { "" };
    let said = format!("{speaker} {reportedly}said{}", interview(desk, candidate, draft));
    Some(match telling(desk, candidate, draft)? {
        Telling::Own(on) => format!("{said}{on}: \"{words}\""),
        Telling::By(teller, on) => format!("{said}{on}, according to {teller}: \"{words}\""),
        Telling::On(teller, on) => format!("{said}, {teller} reported{on}: \"{words}\""),
        Telling::Through(other, teller, on) => {
            format!("{said}, according to {other}, {teller} reported{on}: \"{words}\"")
        }
    })
}

/// `Zelenskyy also said: "…"`, without the day, which has been told.
fn once_more(desk: &Desk, candidate: &Candidate, speaker: &str, draft: &mut Draft) -> Option<String> {
    if candidate.attribution.hedged {
        return direct(desk, candidate, speaker, draft);
    }
    let words = desk.papers[candidate.paper].words(candidate.words);
    let words = words.trim_end_matches(',').replace(['“', '”', '"'], "'");
    let teller = match telling(desk, candidate, draft)? {
        Telling::Own(_) => String::new(),
        Telling::By(teller, _) | Telling::On(teller, _) => format!(", according to {teller}"),
        Telling::Through(..) => return direct(desk, candidate, speaker, draft),
    };
    let form = &Forms::get().told.also;
    Some(form.replace("{speaker}", speaker).replace("{teller}", &teller).replace("{words}", &words))
}

/// `Foreign Minister Lavrov said on Friday that …, according to Reuters`.
fn indirect(
    desk: &Desk,
    candidate: &Candidate,
    speaker: &str,
    again: bool,
    draft: &mut Draft,
) -> Option<String> {
    let paper = &desk.papers[candidate.paper];
    let clause = clause(paper.words(candidate.words), candidate, desk)?;
    let verb = saying(desk, candidate)?;
    let reportedly = if candidate.attribution.hedged { "reportedly " } else { "" };
    let said = format!("{speaker} {reportedly}{verb}{}", interview(desk, candidate, draft));
    let told = match telling(desk, candidate, draft)? {
        // When somebody thinks so is not when it was told.
        Telling::Own(on) if Forms::get().is_thinking(&verb) => Telling::On(desk.teller(candidate.paper), on),
        Telling::On(teller, _) if verb == "reported" => Telling::By(teller, String::new()),
        told => told,
    };
    Some(match told {
        Telling::Own(_) if again && verb == "said" && reportedly.is_empty() => {
            Forms::get().told.also_that.replace("{speaker}", speaker).replace("{words}", &clause)
        }
        Telling::Own(on) => format!("{said}{on} that {clause}"),
        Telling::By(teller, on) => format!("{said}{on} that {clause}, according to {teller}"),
        Telling::On(teller, on) => format!("{said} that {clause}, {teller} reported{on}"),
        Telling::Through(other, teller, on) => {
            format!("{said} that {clause}, according to {other}, {teller} reported{on}")
        }
    })
}

/// The saying word, where it takes a clause: "said" where it says no more, and as it stands
/// what tells only a thought, or says more than "said".
fn saying(desk: &Desk, candidate: &Candidate) -> Option<String> {
    let paper = &desk.papers[candidate.paper];
    let cue = paper.words(*candidate.attribution.cue.first()?).to_lowercase();
    match candidate.attribution.stance {
        Stance::Denies if cue == "denied" || cue == "denies" => Some("denied".to_owned()),
        Stance::Denies | Stance::Declines => None,
        _ => match cue.split_whitespace().find(|word| Forms::get().is_kept(word)) {
            Some(kept) => Some(kept.to_owned()),
            None if cue.split_whitespace().any(|word| Forms::get().is_reporting(word)) => {
                Some("reported".to_owned())
            }
            None => {
                cue.split_whitespace().any(|word| Forms::get().is_saying(word)).then(|| "said".to_owned())
            }
        },
    }
}

/// The clause of an indirect statement, fit to stand after "that".
fn clause(words: &str, candidate: &Candidate, desk: &Desk) -> Option<String> {
    let words = words.trim().trim_end_matches(['.', ',']);
    let words = words.strip_prefix("that ").unwrap_or(words);
    let folded = prove::folded_words(words);
    let first = folded.first()?;
    let lists = &Forms::get().words;
    let finite = |word: &String| lists.finite.has(word) || word.ends_with("ed");
    if !is_clause(desk, candidate) || !folded.iter().any(finite) {
        return None;
    }
    let open =
        words.matches('"').count() % 2 == 1 || words.matches('“').count() != words.matches('”').count();
    // "the wording was …": of what, the words before have told.
    let known = first == "the" && folded.get(2).is_some_and(finite);
    // "Moscow said that it was open to …": of itself.
    let own = usize::from(is_of_the_speaker(desk, candidate, first));
    let leans = folded.iter().take(EARLY).skip(own).any(|word| lists.leaning.has(word))
        || phrase::points_back(&folded[own..])
        || phrase::counts_them(&folded);
    if known || leans {
        return None;
    }
    if open || own == 0 && lists.no_clause.has(first) || folded.iter().any(|word| lists.own_voice.has(word)) {
        return None;
    }
    let mentions = &desk.papers[candidate.paper].document.mentions;
    let named = mentions.iter().any(|mention| {
        mention.span.start.abs_diff(candidate.words.start) <= 5 && mention.span.overlaps(candidate.words)
    });
    let acronym = words
        .split_whitespace()
        .next()
        .is_some_and(|word| word.chars().filter(|c| c.is_uppercase()).count() > 1);
    let article = lists.small.has(first);
    Some(if article || !(named || acronym) {
        words[..1].to_lowercase() + &words[1..]
    } else {
        words.to_owned()
    })
}

/// Whether the pronoun that opens what is said stands for who says it: the source comes
/// before it in the sentence and nobody else is named between them.
fn is_of_the_speaker(desk: &Desk, candidate: &Candidate, pronoun: &str) -> bool {
    let paper = &desk.papers[candidate.paper];
    let Some(source) = candidate.attribution.source.as_ref() else { return false };
    let (start, end) = (source.span.end, candidate.words.start);
    let one_sentence = paper.sentences_around(candidate.words).contains(source.span) && start < end;
    let mentions = &paper.document.mentions;
    let others = mentions.iter().any(|mention| start <= mention.span.start && mention.span.start < end);
    let kind = mentions.iter().find(|mention| mention.span.overlaps(source.span)).map(|mention| mention.kind);
    let is_plural = phrase::is_plural(paper.words(source.span));
    let agrees = match pronoun {
        "they" => is_plural,
        "it" => matches!(kind, Some(MentionKind::Country | MentionKind::Organisation | MentionKind::Place)),
        "he" | "she" => !is_plural && matches!(kind, Some(MentionKind::Person | MentionKind::Office)),
        _ => false,
    };
    one_sentence && agrees && !others
}

/// Whether what is said is a clause, not a thing ("explained the reasons for …"): it opens
/// its sentence, or "that" stands before it, or a verb after which a thing can hardly stand.
fn is_clause(desk: &Desk, candidate: &Candidate) -> bool {
    let paper = &desk.papers[candidate.paper];
    let before = paper.words(Span {
        start: candidate.words.start.saturating_sub(5),
        end: candidate.words.start + "that ".len(),
    });
    let cue = candidate.attribution.cue.first().map(|&cue| prove::folded_words(paper.words(cue)));
    paper.sentences_around(candidate.words).start == candidate.words.start
        || prove::folded_words(before).iter().any(|word| word == "that")
        || cue.is_some_and(|cue| cue.iter().any(|word| Forms::get().is_bare_saying(word)))
}

/// The statements in the papers that tell a contact, where they tell little else: what
/// is said of it by those who were there.
pub fn beside<'c, 'a>(
    desk: &Desk,
    candidates: &'c [Candidate<'a>],
    dealing: &Dealing,
) -> Vec<&'c Candidate<'a>> {
    let told_in = |candidate: &&Candidate| {
        let paper = &desk.papers[candidate.paper];
        let about = |account: &Account| account.paper == candidate.paper && paper.is_about(account.contact);
        // What says no more than that the contact was.
        let tells_it = |account: &Account| {
            account.paper == candidate.paper && account.contact.evidence.overlaps(candidate.words)
        };
        let mut accounts = dealing.accounts.iter();
        paper.document.sentences.len() <= NOTICE / 4 && accounts.clone().any(about) && !accounts.any(tells_it)
    };
    let mut beside: Vec<&Candidate> = candidates.iter().filter(told_in).collect();
    beside.sort_by_key(|candidate| (candidate.paper, candidate.words.start));
    beside
}
