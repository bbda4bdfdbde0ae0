//! Small documents with records, built by hand for the tests of the digest.

use crate::record::{
    Article, Attribution, Contact, Document, Form, Mention, MentionKind, Mode, Party, Precision, Silence,
    Source, SourceKind, Span, Stance, Status, Text, Track, When, record_id,
};

/// A document that is being built. Words are found where they first stand in the text.
pub struct Sample(Document);

impl Sample {
    /// An official document.
    pub fn official(outlet: &str, country: &str, published: &str, text: &str) -> Self {
        Self::new(outlet, SourceKind::Official, Some(country), published, text)
    }

    /// A report by the press.
    pub fn press(outlet: &str, published: &str, text: &str) -> Self {
        Self::new(outlet, SourceKind::Press, None, published, text)
    }

    fn new(outlet: &str, kind: SourceKind, country: Option<&str>, published: &str, text: &str) -> Self {
        let id = format!("{}-{published}", outlet.to_lowercase().replace(' ', "-"));
        let article = Article {
            url: Some(format!("https://example.org/{id}")),
            id,
            outlet: Some(outlet.to_owned()),
            kind: Some(kind),
            country: country.map(str::to_owned),
            published: Some(published.parse().expect("a date")),
            text: text.to_owned(),
            ..Article::default()
        };
        let sentences = sentences(text);
        Self(Document { article, sentences, ..Document::default() })
    }

    /// Every mention of a person by these words.
    pub fn person(self, words: &str, name: &str, country: &str) -> Self {
        self.mention(words, name, MentionKind::Person, Some(country))
    }

    /// Every mention of an organisation by its name.
    pub fn organisation(self, name: &str) -> Self {
        self.mention(name, name, MentionKind::Organisation, None)
    }

    fn mention(mut self, words: &str, name: &str, kind: MentionKind, country: Option<&str>) -> Self {
        let text = Text::new(self.0.article.text.as_str());
        for (at, _) in self.0.article.text.clone().match_indices(words) {
            let span = text.span(at..at + words.len()).expect("not empty");
            if self.0.mentions.iter().any(|mention| mention.span.overlaps(span)) {
                continue;
            }
            let id = record_id("m", &self.0.article.id, span, &[]);
            let country = country.map(str::to_owned);
            self.0.mentions.push(Mention { id, span, name: name.to_owned(), kind, country, role: None });
        }
        self.0.mentions.sort_by_key(|mention| mention.span);
        self
    }

    /// A contact told by these words between parties given by their words and country.
    pub fn contact(mut self, evidence: &str, parties: &[(&str, &str)], mode: Mode, status: Status) -> Self {
        let span = self.span(evidence);
        let parties = parties.iter().map(|(words, country)| self.party(words, country)).collect();
        let published = self.0.article.published.as_ref().expect("given").date();
        self.0.contacts.push(Contact {
            id: record_id("c", &self.0.article.id, span, &[]),
            evidence: span,
            parties,
            mode,
            track: Track::Unknown,
            status,
            secret: false,
            domestic: false,
            initiator: None,
            host: None,
            mediator: None,
            when: Some(When { text: None, date: published, precision: Precision::Day }),
            place: None,
            topics: Vec::new(),
            attribution: None,
            rule: "test".into(),
            bonds: Default::default(),
        });
        self
    }

    /// Changes the contact added last.
    pub fn with(mut self, change: impl FnOnce(&mut Contact)) -> Self {
        change(self.0.contacts.last_mut().expect("a contact"));
        self
    }

    /// A statement: who, the saying word, what.
    pub fn said(mut self, source: &str, cue: &str, content: &str, form: Form) -> Self {
        let span = self.span(source);
        let mention = self.0.mentions.iter().find(|mention| mention.span.overlaps(span));
        let source = Source {
            span,
            name: mention.map_or(source, |mention| &mention.name).to_owned(),
            role: None,
            country: mention.and_then(|mention| mention.country.clone()),
            anonymous: mention.is_none() && source.starts_with(char::is_lowercase),
            reason: None,
        };
        let content = self.span(content);
        self.0.attributions.push(Attribution {
            id: record_id("a", &self.0.article.id, content, &[]),
            source: Some(source),
            cue: vec![self.span(cue)],
            content: vec![content],
            form,
            stance: Stance::Says,
            hedged: false,
            chain: Vec::new(),
            audience: None,
            medium: None,
            interpreted: false,
            rule: "test".into(),
        });
        self
    }

    /// A silence that the document reports.
    pub fn silence(mut self, evidence: &str, channel: &str) -> Self {
        let evidence = self.span(evidence);
        let id = record_id("s", &self.0.article.id, evidence, &[]);
        self.0.silences.push(Silence {
            id,
            channel: channel.into(),
            expected: "briefing".into(),
            period: None,
            evidence,
            rule: "test".into(),
        });
        self
    }

    /// The finished document.
    pub fn done(self) -> Document {
        self.0
    }

    /// Where words stand.
    pub fn span(&self, words: &str) -> Span {
        let at = self.0.article.text.find(words).unwrap_or_else(|| panic!("{words} stands in the text"));
        Text::new(self.0.article.text.as_str()).span(at..at + words.len()).expect("not empty")
    }

    fn party(&self, words: &str, country: &str) -> Party {
        let span = self.span(words);
        let mention = self.0.mentions.iter().find(|mention| mention.span.overlaps(span));
        let name = mention.map_or(words, |mention| &mention.name).to_owned();
        Party { span, text: words.to_owned(), name, role: None, country: Some(country.to_owned()) }
    }
}

/// Sentences end with a stop before a capital or at a line's end: enough for samples.
fn sentences(text: &str) -> Vec<Span> {
    let letters: Vec<char> = text.chars().collect();
    let mut spans = Vec::new();
    let mut start = 0;
    for i in 0..letters.len() {
        let stop = |c: char| matches!(c, '.' | '!' | '?');
        let ends = (stop(letters[i]) || (letters[i] == '"' && i > 0 && stop(letters[i - 1])))
            && letters.get(i + 1).is_none_or(|c| c.is_whitespace())
            && letters.get(i + 2).is_none_or(|c| c.is_uppercase() || *c == '"');
        if ends {
            spans.extend(Span::new(start, i + 1));
            start = i + 2;
        }
    }
    spans.extend(Span::new(start, letters.len()));
    spans
}
