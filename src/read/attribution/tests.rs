//! Attribution as a whole, over the reader's own language layer and names.

use std::time::{Duration, Instant};

use super::*;
use crate::read::Reader;
use crate::record::{Article, Form, Stance};

fn read(text: &str) -> Vec<Attribution> {
    read_from(text, "Harbour Daily")
}

fn read_from(text: &str, outlet: &str) -> Vec<Attribution> {
    read_by(&Reader::fast(), text, outlet)
}

fn both() -> [Reader; 2] {
    [Reader::careful(), Reader::fast()]
}

fn read_by(reader: &Reader, text: &str, outlet: &str) -> Vec<Attribution> {
    let article = Article { text: text.to_owned(), outlet: Some(outlet.to_owned()), ..Article::default() };
    let document = reader.read(article);
    for one in &document.attributions {
        let spans = one.cue.iter().chain(&one.content).copied().chain(one.source.as_ref().map(|s| s.span));
        spans.for_each(|span| assert!(span.end <= text.chars().count() && span.start < span.end, "{one:?}"));
        assert!(!one.content.is_empty());
    }
    document.attributions
}

/// The words of the content of an attribution.
fn content(text: &str, one: &Attribution) -> String {
    let words = |span: &Span| text.chars().skip(span.start).take(span.end - span.start).collect::<String>();
    one.content.iter().map(words).collect::<Vec<_>>().join(" … ")
}

/// Checks that someone says something, and hands the record on.
fn check(text: &str, source: &str, said: &str) -> Attribution {
    let found = read(text);
    let name = |one: &Attribution| one.source.as_ref().map_or(String::new(), |source| source.name.clone());
    let one = found.iter().find(|one| name(one) == source && content(text, one).contains(said));
    one.unwrap_or_else(|| {
        let all: Vec<(String, String)> = found.iter().map(|one| (name(one), content(text, one))).collect();
        panic!("nobody called \"{source}\" says \"{said}\" in \"{text}\": {all:?}")
    })
    .clone()
}

/// "Deny" says something of a claim, or takes something from somebody.
#[test]
fn who_denies_somebody_something_says_nothing() {
    let denials = |text: &str| read(text).iter().filter(|one| one.stance == Stance::Denies).count();
    for text in [
        "The envoy denied the report.",
        "The envoy denied that he had met Ann Alder.",
        "The report was denied by the minister.",
        "Asked about it, she denied it.",
        "The envoy denied having met the minister.",
        "The minister also denied the claims, and the talks went on.",
        "The minister denied any links to the attack.",
    ] {
        assert_eq!(denials(text), 1, "{text}");
    }
    for text in [
        "The new controls deny him the technologies that he needs.",
        "We will deny these officials their ability to hide the money.",
        "This will deny Ruritania more than two billion in revenues.",
        "They have been denied access to the ports.",
        "In both cases we are denying something to Ruritania that it needs.",
        "The envoy was denied a visa.",
    ] {
        assert_eq!(denials(text), 0, "{text}");
    }
}

#[test]
fn a_source_begins_with_its_office_and_not_with_by() {
    let text = "The treaty will be new. This was stated by Head of the Office of the President of Ukraine Andriy Yermak on Monday.";
    let statements = read(text);
    assert!(!statements.is_empty());
    for one in &statements {
        let name = &one.source.as_ref().unwrap().name;
        assert!(!name.starts_with("by "), "{name}");
    }
}

#[test]
fn what_somebody_retells_is_a_statement_of_its_own() {
    let text = "Ann Alder said that Boris Birk had told her that Carl Cedar denied the report.";
    for reader in both() {
        let chains: Vec<String> =
            read_by(&reader, text, "Harbour Daily").iter().map(|one| one.chain.join(" > ")).collect();
        let expected = [
            "Ann Alder > Harbour Daily",
            "Boris Birk > Ann Alder > Harbour Daily",
            "Carl Cedar > Boris Birk > Ann Alder > Harbour Daily",
        ];
        assert_eq!(chains, expected);
    }
    let denial = read(text).pop().unwrap();
    assert_eq!(denial.stance, Stance::Denies);
    for text in [
        "Ann Alder said that Boris Birk would say that the talks were dead.",
        "Ann Alder said that she had told him that the talks were dead if he said that they were not.",
        "Ann Alder said that Boris Birk never said that the talks were dead.",
        "Ann Alder said that you told her that the talks were dead.",
    ] {
        for reader in both() {
            let found = read_by(&reader, text, "Harbour Daily");
            let source = |one: &Attribution| one.source.as_ref().map(|source| source.name.clone());
            let others = found.iter().filter(|one| source(one).is_some_and(|name| name != "Ann Alder"));
            assert_eq!(others.count(), 0, "{text}: {found:?}");
        }
    }
}

#[test]
fn every_rule_holds_where_it_should_and_nowhere_else() {
    let reader = Reader::fast();
    let attributor = Attributor::new();
    let rules = |text: &str| -> Vec<String> {
        let article = Article { text: text.to_owned(), ..Article::default() };
        let reading = reader.analyse(&article);
        let drafts = attributor.rules.drafts(&Row::new(&reading), &attributor.speakers);
        drafts.into_iter().map(|draft| draft.rule).collect()
    };
    let mut wrong = Vec::new();
    for rule in attributor.rules().rules() {
        let missed = rule.yes.iter().filter(|text| !rules(text).contains(&rule.id));
        wrong
            .extend(missed.map(|text| format!("{} misses \"{text}\"; there are {:?}", rule.id, rules(text))));
        let caught = rule.no.iter().filter(|text| rules(text).contains(&rule.id));
        wrong.extend(caught.map(|text| format!("{} holds in \"{text}\"", rule.id)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_quotation_runs_over_paragraphs() {
    let text = "Ann Alder said on Monday: “We have talked for weeks.\n\n“Nobody has answered us.\n\n“So we close the road.”\n\n\
                “No road was closed,” Boris Birk said.";
    for reader in both() {
        let found = read_by(&reader, text, "Harbour Daily");
        let told: Vec<(String, String)> = found
            .iter()
            .map(|one| (one.source.as_ref().map(|s| s.name.clone()).unwrap_or_default(), content(text, one)))
            .collect();
        let [(ann, hers), (boris, his)] = &told[..] else { panic!("{told:?}") };
        assert_eq!((ann.as_str(), boris.as_str()), ("Ann Alder", "Boris Birk"));
        assert!(
            hers.contains("talked for weeks")
                && hers.contains("answered us")
                && hers.contains("close the road")
        );
        assert!(!hers.contains("No road") && his.contains("No road was closed"), "{told:?}");
    }
}

/// Quotations far from the end of a long text are held once.
#[test]
fn a_long_text_tells_each_statement_once() {
    let text = "“The talks go on,” Ann Alder said. “They are slow.”\n\n".repeat(150);
    let found = read(&text);
    let mut cues: Vec<_> = found.iter().map(|one| one.cue.clone()).collect();
    cues.dedup();
    assert_eq!((cues.len(), found.len()), (150, 150));
}

#[test]
fn a_quotation_runs_over_sentences() {
    let text = "“We will hold the line,” Olena Marchuk said. “Nobody should doubt that. We are many.”";
    let one = check(text, "Olena Marchuk", "We will hold the line");
    assert!(content(text, &one).contains("We are many"));
    assert_eq!(one.form, Form::Direct);
    assert_eq!(one.chain, ["Olena Marchuk", "Harbour Daily"]);
}

#[test]
fn a_pronoun_is_the_speaker_and_not_who_is_spoken_of() {
    let text =
        "Attorney Maria Bell said Senator Paul Grant took money. “Senator Grant sold his office,” she said.";
    check(text, "Maria Bell", "sold his office");
}

#[test]
fn a_refusal_to_speak_says_nothing() {
    let text = "The spokesman declined to comment on the visit.";
    assert!(read(text).iter().any(|one| one.stance == Stance::Declines));
    let text = "The ministry did not confirm that the envoy had left.";
    assert!(read(text).iter().all(|one| one.stance != Stance::Confirms));
}

#[test]
fn a_hedge_is_the_writers() {
    let text = "The envoy reportedly left Geneva on Monday.";
    assert!(read(text).iter().any(|one| one.hedged && one.source.is_none()));
    let text = "Foreign Minister Ivan Petrov said that the envoy had reportedly left Geneva.";
    assert!(!check(text, "Ivan Petrov", "the envoy").hedged);
}

#[test]
fn a_transcript_has_turns() {
    let text = "MS. PSAKI:  Hello, everyone.  We have news today.\n\nQ  Did the President call him?\n\nMS. PSAKI:  He did not.";
    let turns: Vec<String> =
        read(text).iter().filter(|one| one.rule == turns::RULE).map(|one| content(text, one)).collect();
    assert_eq!(turns.len(), 3, "{turns:?}");
    assert!(turns[1].contains("Did the President call him?"));
}

#[test]
fn a_speaker_through_an_interpreter_has_a_turn() {
    let text = "President of Ghana Nana Akufo-Addo: Welcome to Accra. We have much to speak about. Chancellor of \
                Germany Olaf Scholz (as interpreted): Thank you. My visit to Accra comes at a good time. President of \
                Ghana Nana Akufo-Addo: It does.";
    let turns: Vec<String> = read(text)
        .iter()
        .filter(|one| one.rule == turns::RULE)
        .map(|one| {
            format!("{}: {}", one.source.as_ref().map_or("", |source| &source.name), content(text, one))
        })
        .collect();
    assert_eq!(turns.len(), 3, "{turns:?}");
    assert!(turns[1].starts_with("Olaf Scholz: Thank you."), "{turns:?}");
}

#[test]
fn odd_texts_are_read_without_a_panic() {
    let readers = both();
    for text in [
        "",
        "”",
        "“",
        "“““ ””",
        "\" ' ' \"\" said",
        "said",
        "Q",
        "Q  ",
        "A:",
        ":",
        "X: ",
        "MS. A:\n\nMR. B:",
        "According to",
        "reportedly",
        "“We will go. Then we said no one",
        "Він сказав: «Ми не відступимо», — і пішов.",
        "外交部发言人表示：“我们反对。”",
        "قال الوزير: «لن نتراجع».",
        "ᠮᠣᠩᠭᠣᠯ 𒀀𒁀 ⴰⵣⵓⵍ said ⴰⵣⵓⵍ",
        "he said he said he said he said he said",
        "\u{0}\u{feff}“\u{200b}”",
    ] {
        readers.iter().for_each(|reader| drop(read_by(reader, text, "Harbour Daily")));
    }
}

/// Who says what by a reader.
fn told_by(reader: &Reader, text: &str) -> Vec<(String, String)> {
    let found = read_by(reader, text, "Harbour Daily");
    let name = |one: &Attribution| one.source.as_ref().map_or(String::new(), |source| source.name.clone());
    found.iter().map(|one| (name(one), content(text, one))).collect()
}

/// Checks that by both readers somebody says something.
#[track_caller]
fn check_both(text: &str, source: &str, said: &str) {
    for reader in both() {
        let told = told_by(&reader, text);
        let right = told.iter().any(|(name, words)| name == source && words.contains(said));
        assert!(right, "{}: {told:?}", reader.version());
    }
}

#[test]
fn quotation_marks_of_other_scripts_are_quotation_marks() {
    for (open, close) in [("«", "»"), ("„", "“"), ("‘", "’"), ("“", "”"), ("\"", "\"")] {
        let text = format!("{open}We will hold the line,{close} said Olena Marchuk.");
        check_both(&text, "Olena Marchuk", "We will hold the line");
    }
}

#[test]
fn a_quotation_without_an_end_does_not_swallow_the_next_paragraph() {
    let text = "“We will hold the line, Olena Marchuk said.\n\nSnow fell on the pass at noon.";
    for reader in both() {
        let told = told_by(&reader, text);
        assert!(told.iter().all(|(_, words)| !words.contains("Snow fell")), "{told:?}");
    }
    // The fast reader passes such a quotation over.
    let told = told_by(&Reader::careful(), text);
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].0, "Olena Marchuk");
}

#[test]
fn questions_and_answers_are_turns() {
    let text =
        "OLENA MARCHUK: We have news today.\n\nQ: Did the envoy leave?\n\nOLENA MARCHUK: He did not leave.";
    check_both(text, "Olena Marchuk", "He did not leave");
    check_both(text, "Q", "Did the envoy leave");
}

#[test]
fn a_text_without_an_end_of_a_sentence_is_read() {
    let text = "Olena Marchuk said that the bridge would be open again by the end of the week";
    check_both(text, "Olena Marchuk", "the bridge would be open again");
}

#[test]
fn time_grows_with_the_text_and_not_with_its_square() {
    let time = |reader: &Reader, text: String| -> Duration {
        let article = Article { text, ..Article::default() };
        let start = Instant::now();
        reader.read(article);
        start.elapsed()
    };
    let [careful, fast] = both();
    let grows = |reader: &Reader, piece: &str, times: usize| {
        let (short, long) = (time(reader, piece.repeat(times)), time(reader, piece.repeat(8 * times)));
        assert!(long < short * 40 + Duration::from_millis(500), "{piece}: {short:?}, then {long:?}");
    };
    for piece in ["he said “no” and ", "“said ", "Q: he said that \n", "word said, "] {
        grows(&fast, piece, 200);
    }
    // 10,000 words without an end of a sentence.
    grows(&fast, "the envoy said that they met and ", 1_430 / 8);
    grows(&careful, "the envoy said that they met and ", 1_430 / 8);
}

#[test]
fn the_speaker_before_goes_on_and_not_whom_he_named() {
    let text = "President Recep Tayyip Erdogan spoke in Ankara. He said that the pact should be renewed. \
                Russian President Vladimir Putin will come in August, Erdogan said.\n\n\
                On prisoners, he said that work was under way.";
    check(text, "Recep Tayyip Erdoğan", "work was under way");
}

#[test]
fn where_it_was_said_is_no_source() {
    let text =
        "President Recep Tayyip Erdogan said after meeting his guest in Istanbul that talks should resume.";
    let named = |one: &Attribution| one.source.as_ref().is_some_and(|source| source.name == "Istanbul");
    assert!(!read(text).iter().any(named));
}

/// The words of the reason for which a name is kept back.
fn reason(text: &str, source: &str, said: &str) -> Option<String> {
    let words = |span: Span| text.chars().skip(span.start).take(span.end - span.start).collect();
    let one = check(text, source, said);
    let source = one.source.unwrap();
    assert!(source.anonymous, "{text}");
    source.reason.map(words)
}

#[test]
fn why_a_name_is_kept_back_is_told() {
    let check = |text: &str, source: &str, said: &str, expected: Option<&str>| {
        assert_eq!(reason(text, source, said).as_deref(), expected, "{text}");
    };
    check(
        "A senior official, who spoke on condition of anonymity because he was not authorized to speak publicly, \
         said that talks had begun in Oslo.",
        "A senior official",
        "talks had begun",
        Some("he was not authorized to speak publicly"),
    );
    check(
        "“We are close,” the official said. He spoke on condition of anonymity, citing the secrecy of the talks.",
        "the official",
        "We are close",
        Some("the secrecy of the talks"),
    );
    check(
        "Two diplomats said that the truce would hold. They asked not to be named to protect the channel.",
        "Two diplomats",
        "the truce would hold",
        Some("to protect the channel"),
    );
    check(
        "A diplomat, speaking on condition of anonymity, said that the border was calm.",
        "A diplomat",
        "the border was calm",
        None,
    );
    check("Two officials said that the border was calm.", "Two officials", "the border was calm", None);
}

#[test]
fn a_reason_is_nobodys_statement() {
    let text =
        "Two diplomats said that the truce would hold. They asked not to be named to protect the channel.";
    assert_eq!(read(text).len(), 1, "{:?}", read(text));
}

#[test]
fn an_interpreter_is_told() {
    let text = "Speaking through an interpreter, Olena Marchuk told reporters that peace was possible.";
    let one = check(text, "Olena Marchuk", "peace was possible");
    assert!(one.interpreted && one.audience.as_deref() == Some("reporters"), "{one:?}");
    assert!(
        !check("Olena Marchuk told reporters that peace was possible.", "Olena Marchuk", "peace").interpreted
    );
}

/// An office of no state is nobody's in particular.
#[test]
fn an_envoy_without_a_state_is_not_somebody_known() {
    let article = Article {
        text: "The special envoy said that talks would go on. The president said nothing.".to_owned(),
        published: Some("2023-07-07".parse().unwrap()),
        ..Article::default()
    };
    let known = |name: &str| matches!(name, "Li Hui" | "Joe Biden");
    assert!(!Reader::fast().read(article).mentions.iter().any(|mention| known(&mention.name)));
}

/// A part of a text by its words, in bytes.
fn part(text: &str, words: &str) -> std::ops::Range<usize> {
    let start = text.find(words).unwrap_or_else(|| panic!("{words}"));
    start..start + words.len()
}

/// What is said and by whom, from what the encoder would have found.
fn completed(text: &str, found: &[(Option<&str>, &str, &[&str])]) -> Vec<(Option<String>, String)> {
    let article = Article { text: text.to_owned(), ..Article::default() };
    let reader = Reader::fast();
    let reading = reader.analyse(&article);
    let row = Row::new(&reading);
    let finding = |(source, cue, content): &(Option<&str>, &str, &[&str])| crate::read::encoder::Finding {
        source: source.map(|words| part(text, words)),
        cue: part(text, cue),
        content: content.iter().map(|words| part(text, words)).collect(),
        score: 1.0,
    };
    let findings: Vec<_> = found.iter().map(finding).collect();
    let mut drafts = encoded::drafts(&row, &findings);
    speech::complete(&row, &mut drafts);
    let words = |places: &std::ops::Range<usize>| row.words(places.clone()).to_owned();
    let told = drafts.iter().map(|draft| {
        let content: Vec<String> = draft.content.iter().map(words).collect();
        (draft.source.as_ref().map(words), content.join(" … "))
    });
    told.collect()
}

#[test]
fn whoever_says_most_of_a_quotation_says_it_whole() {
    let text = "\"We want the corridor open, all of us, and the bridge repaired by May,\" the mayor said.";
    let whole = "\"We want the corridor open, all of us, and the bridge repaired by May,\"";
    let of = |parts: &[&str]| completed(text, &[(Some("the mayor"), "said", parts)])[0].1.clone();
    assert_eq!(of(&["We want the corridor open", "the bridge repaired by May"]), whole);
    assert_eq!(of(&["repaired by May"]), "repaired by May");
    let two = "\"We want the corridor open and the envoy claims that it is,\" the mayor said.";
    let found = completed(
        two,
        &[
            (Some("the mayor"), "said", &["We want the corridor open and the envoy claims"]),
            (Some("the envoy"), "claims", &["that it is"]),
        ],
    );
    assert_eq!(found[1].1, "\"We want the corridor open and the envoy claims that it is,\"");
}

#[test]
fn the_subject_of_a_saying_word_is_its_source() {
    let source =
        |text: &str, cue: &str, content: &str| completed(text, &[(None, cue, &[content])])[0].0.clone();
    let told = "The minister toured the port, calling the blockade a crime.";
    assert_eq!(source(told, "calling", "the blockade a crime").as_deref(), Some("The minister"));
    let asked = "Asked whether the port was open, the minister laughed.";
    assert_eq!(source(asked, "Asked", "whether the port was open"), None);
    let passive = "It was reported that the port was open.";
    assert_eq!(source(passive, "was reported", "that the port was open"), None);
}

/// What is said may come through others' hands.
#[test]
fn the_press_tells_by_whose_account() {
    let chain = |reader: &Reader, text: &str, said: &str| {
        let found = read_by(reader, text, "Harbour Daily");
        let one = found.iter().find(|one| content(text, one).contains(said));
        one.map(|one| one.chain.join(" > ")).unwrap_or_default()
    };
    let [careful, fast] = both();
    let text = "Vladimir Putin, by the Kremlin's account, repeated that Russia would return to the deal.";
    assert_eq!(chain(&careful, text, "Russia would return"), "Vladimir Putin > Kremlin > Harbour Daily");
    let text = "In a letter to the other leaders, seen by the German magazine Der Spiegel, Carl Cole writes that the truce is near.";
    assert_eq!(
        chain(&careful, text, "the truce is near"),
        "Carl Cole > the German magazine Der Spiegel > Harbour Daily"
    );
    let text = "By haggling, Carl Cole writes in the Spectator, the Kremlin keeps the others talking.";
    assert_eq!(chain(&careful, text, "keeps the others"), "Carl Cole > Spectator > Harbour Daily");
    let text = "A visit is being prepared, according to the Wall Street Journal, whose sources caution that no date has been fixed.";
    assert_eq!(chain(&careful, text, "no date"), "sources > Wall Street Journal > Harbour Daily");
    let text = "An Egyptian official told the Arabic-language daily Al-Mina that the talks had failed.";
    assert!(chain(&fast, text, "the talks had failed").contains("Al-Mina > Harbour Daily"));
}

#[test]
fn a_relative_pronoun_is_the_noun_before_it() {
    let text = "Ann Alder telephoned the general on Monday, according to the State Department, which said the minister had pressed him to attend.";
    for reader in both() {
        let found = read_by(&reader, text, "Harbour Daily");
        let names: Vec<&str> =
            found.iter().filter_map(|one| one.source.as_ref()).map(|s| s.name.as_str()).collect();
        assert!(!names.contains(&"which"), "{names:?}");
    }
}

#[test]
fn what_describes_a_report_is_not_what_it_says() {
    let text = "According to the Harbour Daily story, which cites “diplomats briefed on the visit,” the envoys argued about gas.";
    let found = read_by(&Reader::careful(), text, "Example Post");
    let [one] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(content(text, one), "the envoys argued about gas");
    assert_eq!(one.chain[0], "diplomats briefed on the visit", "{:?}", one.chain);
}

#[test]
fn she_is_no_man() {
    let text = "\u{201c}The plan is superfluous,\u{201d} Jake Sullivan, the national security adviser, remarked on CNN. More cutting still was the verdict of the European Commission\u{2019}s president, Ursula von der Leyen, in Tallinn: no peace plan at all, she told reporters.";
    let found = read_by(&Reader::careful(), text, "Harbour Daily");
    let said = found.iter().find(|one| content(text, one).contains("no peace plan")).expect("a statement");
    assert_eq!(said.source.as_ref().map(|source| source.name.as_str()), Some("Ursula von der Leyen"));
}
