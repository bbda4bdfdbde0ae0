//! Sentences with the names that they must give. Tokens and parts of speech come from
//! a plain splitter, so that these tests rest on the namer alone.

use crate::read::Reader;
use crate::read::syntax::{Rel, Sentence, Token, Upos};
use crate::record::{Article, SourceKind};

use super::{Namer, Names};

/// Splits a sentence at blanks and marks and guesses parts of speech.
pub fn split(text: &str) -> Sentence {
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let length = token_length(rest);
        if length == 0 {
            at += rest.chars().next().map_or(1, char::len_utf8);
            continue;
        }
        let word = &rest[..length];
        tokens.push(Token {
            start: at,
            end: at + length,
            lemma: word.into(),
            upos: guess(word),
            xpos: "".into(),
            head: None,
            rel: Rel::Root,
        });
        at += length;
    }
    Sentence { start: 0, end: text.len(), paragraph: 0, tokens }
}

fn token_length(rest: &str) -> usize {
    for mark in ["'s", "’s"] {
        if let Some(after) = rest.strip_prefix(mark)
            && !after.starts_with(char::is_alphanumeric)
        {
            return mark.len();
        }
    }
    let first = rest.chars().next().unwrap_or(' ');
    if first.is_whitespace() {
        return 0;
    }
    if !first.is_alphanumeric() {
        return first.len_utf8();
    }
    let mut end = 0;
    for (i, c) in rest.char_indices() {
        let possessive = rest[i..].starts_with("'s") || rest[i..].starts_with("’s");
        let dot =
            c == '.' && (is_short(&rest[..i]) || rest[i + 1..].starts_with(|c: char| c.is_alphanumeric()));
        if possessive || !(c.is_alphanumeric() || matches!(c, '\'' | '’') || dot) {
            break;
        }
        end = i + c.len_utf8();
    }
    end
}

fn is_short(word: &str) -> bool {
    matches!(word, "Mr" | "Ms" | "Mrs" | "Dr" | "Sen" | "Sens" | "Gen" | "St" | "Lt")
        || word.len() <= 3 && word.contains('.')
}

fn guess(word: &str) -> Upos {
    match word.to_lowercase().as_str() {
        "the" | "a" | "an" | "this" => Upos::Det,
        "of" | "in" | "to" | "with" | "from" | "for" | "at" | "on" | "by" | "between" => Upos::Adp,
        "and" | "or" => Upos::Cconj,
        "he" | "she" | "they" | "it" | "his" | "her" | "who" => Upos::Pron,
        "is" | "was" | "has" | "have" | "had" | "will" | "were" => Upos::Aux,
        "said" | "met" | "told" | "spoke" | "arrived" | "held" | "called" | "visited" | "warned" => {
            Upos::Verb
        }
        w if !w.starts_with(char::is_alphanumeric) => Upos::Punct,
        w if w.len() > 4 && (w.ends_with("ed") || w.ends_with("ing")) => Upos::Verb,
        _ if word.starts_with(char::is_uppercase) => Upos::Propn,
        _ => Upos::Noun,
    }
}

/// The mentions of a text, one a line: words = kind: name, state, role.
pub fn show(text: &str, sentences: &[Sentence], names: &Names) -> Vec<String> {
    let line = |mention: &super::Mentioned| {
        let words = &text[sentences[mention.sentence].span_of(mention.tokens.clone())];
        let actor = &names.actors[mention.actor];
        let kind = format!("{:?}", actor.kind).to_lowercase();
        let mut line = format!("{words} = {kind}: {}", actor.name);
        for more in [&actor.country, &actor.role].into_iter().flatten() {
            line.push_str(&format!(", {more}"));
        }
        line
    };
    names.mentions.iter().map(line).collect()
}

/// Reads a text as a whole and asks whom words in it stand for: name, state, role.
#[track_caller]
fn check_told(outlet: Option<(&str, &str)>, text: &str, expected: &[(&str, &str)]) {
    let article = Article {
        text: text.to_owned(),
        outlet: outlet.map(|(name, _)| name.to_owned()),
        country: outlet.map(|(_, country)| country.to_owned()),
        kind: outlet.map(|_| SourceKind::Official),
        published: "2023-03-18".parse().ok(),
        ..Article::default()
    };
    let reader = Reader::fast();
    let reading = reader.analyse(&article);
    let shown = show(text, &reading.sentences, &reading.names);
    for (words, actor) in expected {
        let wanted = format!("{words} = {actor}");
        assert!(shown.contains(&wanted), "\n{wanted}\n{shown:#?}");
    }
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let sentences = [split(text)];
    let names = Namer::new().find(text, &sentences, &());
    let shown = show(text, &sentences, &names);
    assert_eq!(shown, expected, "\n{text}\n{shown:#?}");
}

#[test]
fn a_day_is_no_part_of_an_office() {
    check(
        "The Secretary General on Tuesday said so.",
        &["The Secretary General = office: Secretary General, Secretary General"],
    );
}

#[test]
fn what_a_president_speaks_on_is_no_part_of_the_office() {
    check(
        "The statement of the President on the NATO summit was short.",
        &["the President = office: President, President", "NATO = organisation: NATO"],
    );
}

#[test]
fn titles_before_names() {
    check(
        "Secretary of State Antony Blinken met Foreign Minister Ararat Mirzoyan of Armenia.",
        &[
            "Secretary of State Antony Blinken = person: Antony Blinken, Secretary of State",
            "Foreign Minister Ararat Mirzoyan of Armenia = person: Ararat Mirzoyan, ARM, Foreign Minister",
        ],
    );
    check(
        "President of the Republic of Ghana Nana Akufo-Addo arrived.",
        &["President of the Republic of Ghana Nana Akufo-Addo = person: Nana Akufo-Addo, GHA, President"],
    );
    check(
        "He called the Chairperson of the African Union, President of the Republic of Angola João Lourenço.",
        &[
            "the Chairperson of the African Union, President of the Republic of Angola João Lourenço = person: \
           João Lourenço, AGO, Chairperson of the African Union, President",
        ],
    );
    check(
        "Kremlin spokesman Dmitry Peskov said so.",
        &["Kremlin spokesman Dmitry Peskov = person: Dmitry Peskov, RUS, Kremlin Spokesperson"],
    );
    check(
        "Mr Pashinyan spoke with Sheikh Tamim bin Hamad Al Thani of Qatar.",
        &[
            "Mr Pashinyan = person: Pashinyan",
            "Sheikh Tamim bin Hamad Al Thani of Qatar = person: Tamim bin Hamad Al Thani, QAT",
        ],
    );
    check(
        "Former Deputy Prime Minister Anna Kowalska was there.",
        &["Former Deputy Prime Minister Anna Kowalska = person: Anna Kowalska, former Deputy Prime Minister"],
    );
    check(
        "Presidents Emmanuel Macron and Ilham Aliyev held talks.",
        &[
            "Presidents Emmanuel Macron = person: Emmanuel Macron, President",
            "Ilham Aliyev = person: Ilham Aliyev, President",
        ],
    );
}

#[test]
fn an_ambassador_is_not_the_adviser_of_the_same_name() {
    check_told(
        None,
        "National Security Advisor Jake Sullivan spoke. Ambassador Sullivan met officials in Moscow. Mr. Sullivan left.",
        &[
            (
                "National Security Advisor Jake Sullivan",
                "person: Jake Sullivan, USA, National Security Adviser",
            ),
            ("Ambassador Sullivan", "person: Ambassador Sullivan, Ambassador"),
        ],
    );
    check_told(
        None,
        "Linda Thomas-Greenfield spoke. Ambassador Thomas-Greenfield left.",
        &[("Ambassador Thomas-Greenfield", "person: Linda Thomas-Greenfield, USA, Ambassador")],
    );
}

#[test]
fn a_person_may_bear_the_name_of_a_place() {
    check(
        "Prime Minister Sofia Lindgren met King Jordan Okello of Uganda.",
        &[
            "Prime Minister Sofia Lindgren = person: Sofia Lindgren, Prime Minister",
            "King Jordan Okello of Uganda = person: Jordan Okello, UGA, King",
        ],
    );
    check("The mayor of Sofia spoke.", &["The mayor of Sofia = office: Mayor of Sofia, BGR, Mayor of Sofia"]);
}

#[test]
fn offices_without_names() {
    check(
        "The Russian foreign minister met Sweden's prime minister.",
        &[
            "The Russian foreign minister = office: Foreign Minister of Russia, RUS, Foreign Minister",
            "Sweden's prime minister = office: Prime Minister of Sweden, SWE, Prime Minister",
        ],
    );
    check(
        "He spoke with the Prime Minister of Poland and the Czech Republic.",
        &[
            "the Prime Minister of Poland = office: Prime Minister of Poland, POL, Prime Minister",
            "Czech Republic = office: Prime Minister of Czechia, CZE, Prime Minister",
        ],
    );
    check(
        "The foreign ministers of Armenia and Azerbaijan met in Vienna.",
        &[
            "The foreign ministers of Armenia = office: Foreign Minister of Armenia, ARM, Foreign Minister",
            "Azerbaijan = office: Foreign Minister of Azerbaijan, AZE, Foreign Minister",
            "Vienna = place: Vienna, AUT",
        ],
    );
    check(
        "The NATO Secretary General called the president-elect of Panama.",
        &[
            "The NATO Secretary General = office: NATO Secretary General, NATO Secretary General",
            "the president-elect of Panama = office: President-elect of Panama, PAN, President-elect",
        ],
    );
}

#[test]
fn groups_and_bodies() {
    check(
        "Russian negotiators met former senior U.S. officials in Doha.",
        &[
            "Russian negotiators = group: Russian negotiators, RUS",
            "former senior U.S. officials = group: former senior U.S. officials, USA",
            "Doha = place: Doha, QAT",
        ],
    );
    check(
        "Delegations of Ukraine and Russia held talks.",
        &[
            "Delegations of Ukraine = group: Ukrainian Delegations, UKR",
            "Russia = group: Russian Delegations, RUS",
        ],
    );
    check(
        "Military planners in Kyiv told the Polish Foreign Ministry.",
        &[
            "Military planners in Kyiv = group: Military planners in Kyiv, UKR",
            "the Polish Foreign Ministry = organisation: Polish Foreign Ministry, POL",
        ],
    );
    check(
        "Russian and Ukrainian diplomats met Russians.",
        &[
            "Russian = group: Russian diplomats, RUS",
            "Ukrainian diplomats = group: Ukrainian diplomats, UKR",
            "Russians = group: Russians, RUS",
        ],
    );
}

#[test]
fn a_full_name_tells_the_last_name() {
    check_told(
        None,
        "Azerbaijani President Ilham Aliyev received Anna Kowalska, an envoy. Kowalska thanked Aliyev.",
        &[
            ("Kowalska", "person: Anna Kowalska, Special Envoy"),
            ("Aliyev", "person: Ilham Aliyev, AZE, President"),
        ],
    );
    check_told(
        None,
        "Hillary Clinton spoke first and Bill Clinton spoke after her. Mr. Clinton smiled.",
        &[("Mr. Clinton", "person: Bill Clinton")],
    );
}

#[test]
fn spellings_of_one_person_are_one() {
    let told = "person: Volodymyr Zelensky, UKR, President";
    check_told(
        None,
        "Zelenskiy thanked the donors. Volodymyr Zelenskyy will travel.",
        &[("Zelenskiy", told), ("Volodymyr Zelenskyy", told)],
    );
}

#[test]
fn an_office_is_its_holder() {
    check_told(
        None,
        "Armenian Foreign Minister Ararat Mirzoyan went to Oslo. The foreign minister met Oman's foreign minister.",
        &[
            ("The foreign minister", "person: Ararat Mirzoyan, ARM, Foreign Minister"),
            ("Oman's foreign minister", "person: Badr al-Busaidi, OMN, Foreign Minister"),
        ],
    );
    check_told(
        Some(("Office of the President", "UKR")),
        "The Head of State visited Odesa.",
        &[("The Head of State", "person: Volodymyr Zelensky, UKR, Head of State")],
    );
}

#[test]
fn a_name_beside_an_office_holds_it() {
    check_told(
        None,
        "The Iranian foreign minister, Hossein Amir-Abdollahian, met Osama Karimi, a Hamas spokesman, in Doha.",
        &[
            ("Osama Karimi", "person: Osama Karimi, PSE, Hamas Spokesperson"),
            ("The Iranian foreign minister", "person: Hossein Amir-Abdollahian, IRN, Foreign Minister"),
        ],
    );
}

#[test]
fn pronouns_are_told_where_one_person_is_left() {
    check_told(
        None,
        "Albin Kurti came to Ohrid. He signed nothing.",
        &[("He", "person: Albin Kurti, XKX, Prime Minister")],
    );
    let text = "Emmanuel Macron met Olaf Scholz. They agreed that his plan was sound.";
    let article = Article { text: text.to_owned(), ..Article::default() };
    let reader = Reader::fast();
    let reading = reader.analyse(&article);
    let shown = show(text, &reading.sentences, &reading.names);
    assert!(!shown.iter().any(|line| line.starts_with("his =")), "{shown:#?}");
}

/// A surname may stand first in a full name.
#[test]
fn east_asian_surnames_are_told_again() {
    let text = "Choe Son Hui came to Vladivostok in May. After lunch Choe saw the harbour.";
    let article = Article { text: text.to_owned(), ..Article::default() };
    let reader = Reader::fast();
    let reading = reader.analyse(&article);
    let shown = show(text, &reading.sentences, &reading.names);
    assert_eq!(shown.iter().filter(|line| line.contains("Choe Son-hui")).count(), 2, "{shown:#?}");
}

/// Who holds an office is asked of the document's day.
#[test]
fn an_office_is_of_its_holder_on_the_day() {
    let reader = Reader::fast();
    let named = |text: &str, day: &str| -> Vec<String> {
        let article =
            Article { text: text.to_owned(), published: Some(day.parse().unwrap()), ..Article::default() };
        reader.read(article).mentions.into_iter().map(|mention| mention.name).collect()
    };
    let check = |office: &str, day: &str, name: &str| {
        let got = named(&format!("{office} arrived in Geneva."), day);
        assert!(got.iter().any(|one| one == name), "{office} on {day}: {got:?}");
    };
    check("The Ukrainian defence minister", "2023-08-30", "Oleksii Reznikov");
    check("The Ukrainian defence minister", "2023-09-30", "Rustem Umerov");
    check("The British prime minister", "2022-07-01", "Boris Johnson");
    check("The British prime minister", "2022-12-01", "Rishi Sunak");
    check("The Chinese foreign minister", "2023-06-20", "Qin Gang");
    check("The Chinese foreign minister", "2023-08-20", "Wang Yi");
    check("The Russian foreign minister", "2022-03-07", "Sergey Lavrov");
}

#[test]
fn a_comma_of_a_headline_parts_a_state_from_the_next_office() {
    let article = Article {
        title: Some("Call with Chancellor Scholz of Germany, Prime Minister Draghi of Italy".to_owned()),
        text: "They spoke. Prime Minister Mario Draghi of Italy thanked Chancellor Olaf Scholz of Germany."
            .to_owned(),
        published: Some("2022-03-21".parse().unwrap()),
        ..Article::default()
    };
    let mentions = Reader::fast().read(article).mentions;
    let draghi = mentions.iter().find(|mention| mention.name == "Mario Draghi").unwrap();
    assert_eq!(draghi.country.as_deref(), Some("ITA"));
}

#[test]
fn one_of_many_holders_is_not_who_was_just_named() {
    let reader = Reader::fast();
    let named = |text: &str| -> Vec<String> {
        let article = Article { text: text.to_owned(), ..Article::default() };
        let document = reader.read(article);
        let words = |m: &crate::record::Mention| document.article.text[m.span.start..m.span.end].to_owned();
        document.mentions.iter().map(|mention| format!("{} = {}", words(mention), mention.name)).collect()
    };
    let told = "President Barack Obama has family in Kenya. ";
    for (sentence, is_he) in [
        ("The president visited Nairobi in 2015.", true),
        ("He is our first African-American president to visit Nairobi.", false),
        ("It was the president who visited Nairobi in 1978.", false),
    ] {
        let shown = named(&format!("{told}{sentence}"));
        let found = shown.iter().any(|line| line.contains("president = ") && line.ends_with("Barack Obama"));
        assert_eq!(found, is_he, "{sentence} {shown:#?}");
    }
}

#[test]
fn an_office_held_to_another_is_of_its_state() {
    check_told(
        Some(("White House", "USA")),
        "National Security Advisor Jake Sullivan spoke with State Secretary for Foreign Affairs to the Prime Minister of Sweden Lars Berg. He met Deputy Chief of Staff to the Prime Minister of Japan Akira Mori.",
        &[
            (
                "State Secretary for Foreign Affairs to the Prime Minister of Sweden",
                "office: State Secretary for Foreign Affairs to the Prime Minister of Sweden, SWE, State Secretary for Foreign Affairs to the Prime Minister of Sweden",
            ),
            (
                "Deputy Chief of Staff to the Prime Minister of Japan Akira Mori",
                "person: Akira Mori, JPN, Deputy Chief of Staff to the Prime Minister of Japan",
            ),
        ],
    );
}

#[test]
fn an_adviser_for_foreign_affairs_is_not_of_the_journal() {
    let article = Article {
        text: "In Oslo Jake Sullivan spoke with Karin Berg, Adviser for Foreign Affairs to the Prime Minister of Sweden.".to_owned(),
        country: Some("USA".to_owned()),
        kind: Some(crate::record::SourceKind::Official),
        ..Article::default()
    };
    let document = Reader::careful().read(article);
    let found = document.mentions.iter().find(|mention| mention.name == "Karin Berg").expect("she is named");
    assert_eq!(found.country.as_deref(), Some("SWE"));
}
