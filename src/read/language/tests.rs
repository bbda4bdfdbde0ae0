//! What the language layer promises, whatever the text.

use std::time::{Duration, Instant};

use super::*;
use crate::read::syntax::Upos;

fn read(text: &str) -> Vec<Sentence> {
    let language = Language::new();
    let mut sentences = language.tag(text);
    sentences.iter_mut().for_each(|sentence| language.parse(text, sentence, &[]));
    sentences
}

/// Checks what every sentence of every text must have, and returns the sentences.
fn sound(text: &str) -> Vec<Sentence> {
    let sentences = read(text);
    let mut at = 0;
    for sentence in &sentences {
        assert!(!sentence.tokens.is_empty(), "an empty sentence");
        assert_eq!(sentence.start, sentence.tokens[0].start);
        assert_eq!(Some(sentence.end), sentence.tokens.last().map(|token| token.end));
        for token in &sentence.tokens {
            assert!(at <= token.start && token.start < token.end, "tokens out of order at {}", token.start);
            assert!(!text[token.bytes()].contains(char::is_whitespace));
            at = token.end;
        }
        tree(sentence);
    }
    let spaces = |text: &str| text.chars().filter(|&c| !tokens::is_space(c)).collect::<String>();
    let kept: String = sentences.iter().flat_map(|s| &s.tokens).map(|token| &text[token.bytes()]).collect();
    assert_eq!(spaces(&kept), spaces(text), "a text loses nothing but space");
    sentences
}

/// Checks that the sentence is one tree.
fn tree(sentence: &Sentence) {
    let roots = sentence.tokens.iter().filter(|token| token.head.is_none());
    assert!(roots.clone().all(|token| token.rel == Rel::Root));
    assert_eq!(roots.count(), 1, "one root");
    let mut reached = vec![false; sentence.tokens.len()];
    let mut dependents = vec![Vec::new(); sentence.tokens.len()];
    for (i, token) in sentence.tokens.iter().enumerate() {
        if let Some(head) = token.head {
            assert_ne!(token.rel, Rel::Root);
            dependents[head].push(i);
        }
    }
    let mut open: Vec<usize> = sentence.root().into_iter().collect();
    while let Some(i) = open.pop() {
        assert!(!std::mem::replace(&mut reached[i], true), "a cycle");
        open.extend(&dependents[i]);
    }
    assert!(reached.iter().all(|&reached| reached), "every token hangs under the root");
}

#[test]
fn every_text_gives_sound_sentences() {
    for text in [
        "",
        " \n\n ",
        "Yes",
        ".",
        "\u{feff}\u{200b}",
        "’’’’ “ ” ... !!! ?",
        "Envoys of both states met in Ankara. They didn't sign — not yet.",
        "«Да», — сказал он. 他说好。 مرحبا بالعالم؟ नमस्ते।",
        "e\u{301}te\u{301} 🙂🙂 👩‍👩‍👧 \u{1F1FA}\u{1F1E6}",
        "http://<http://<www.www. a@ @ a@b a@b.c",
        "It's's's's's's's's's's O'O'O'O'n't n't 't 's",
        "1.2.3.4.5. 5pm5pm $$$ -- - – — ––",
        "A\u{0}B\u{1}C",
    ] {
        sound(text);
    }
    assert!(sound(" \n ").is_empty());
}

#[test]
fn mangled_texts_give_sound_sentences() {
    let base = "“We can’t agree,” said Mr. Doe (Acme Inc.), 5.5% of $3bn at 9:30 p.m.—in the U.S.! See www.a.org; x-y.";
    let chars: Vec<char> = base.chars().collect();
    let mut seed = 7u64;
    for _ in 0..300 {
        let text: String = (0..60)
            .map(|_| {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                chars[(seed >> 33) as usize % chars.len()]
            })
            .collect();
        sound(&text);
    }
}

#[test]
fn reading_twice_gives_the_same() {
    let text =
        "The minister, who had flown in from Astana, said that talks would go on if both sides agreed.";
    assert_eq!(read(text), read(text));
}

#[test]
fn time_grows_with_the_text_and_no_faster() {
    for piece in
        ["word ", "talks.", "! ? ", "'s", "http://<", "a@", "\n", "(", "“", "A.", "-", "non-", "1-", "x\n"]
    {
        let time = |count: usize| {
            let text = piece.repeat(count);
            let start = Instant::now();
            sound_count(&text);
            start.elapsed()
        };
        let (short, long) = (time(2_000), time(40_000));
        // Twenty times the text; a square would take four hundred times as long.
        let limit = short.max(Duration::from_millis(5)) * 120;
        assert!(long < limit, "{piece:?}: {short:?}, then {long:?}");
    }
}

fn sound_count(text: &str) -> usize {
    read(text).len()
}

#[test]
fn a_sentence_of_ten_thousand_words_is_read() {
    let text = "The envoys of the two states, who had met before, spoke again, ".repeat(800);
    assert!(sound(&text).len() > 5);
}

#[test]
fn units_are_one_word_to_the_parser() {
    let language = Language::new();
    let text = "In Rome, Secretary of State Jane Doe met Foreign Minister Ali Kaya.";
    let mut sentence = language.tag(text).remove(0);
    let all = [3..8, 9..13];
    language.parse(text, &mut sentence, &all);
    tree(&sentence);
    for unit in all {
        let last = unit.end - 1;
        assert!(
            !unit.contains(&sentence.tokens[last].head.unwrap_or(usize::MAX)),
            "the last token is the head"
        );
        for inner in unit.start..last {
            assert!(unit.contains(&sentence.tokens[inner].head.unwrap()), "inner tokens hang inside");
            assert!(sentence.is_under(inner, last));
        }
    }
    assert_eq!(sentence.tokens[7].head, Some(8));
    assert_eq!(sentence.tokens[7].rel, Rel::Nsubj);
    assert_eq!(sentence.tokens[12].rel, Rel::Obj);
}

#[test]
fn units_out_of_bounds_are_left_out() {
    let language = Language::new();
    let text = "Envoys met in Ankara.";
    let mut sentence = language.tag(text).remove(0);
    language.parse(text, &mut sentence, &[3..90, 2..2, 0..2, 1..3]);
    tree(&sentence);
}

#[test]
fn quotes_of_every_kind_are_read_alike() {
    let tags = |text: &str| {
        let read = read(text);
        let tokens = read.into_iter().flat_map(|s| s.tokens);
        tokens.map(|token| (token.lemma, token.upos, token.xpos, token.head, token.rel)).collect::<Vec<_>>()
    };
    let curly = tags("He didn’t say it’s over.");
    assert_eq!(curly, tags("He didn't say it's over."));
}

#[test]
fn words_of_diplomacy_have_their_lemmas() {
    for (text, word, lemma) in [
        ("The two presidents met in Astana.", "met", "meet"),
        ("They spoke for an hour.", "spoke", "speak"),
        ("Ankara denies that talks were held.", "denies", "deny"),
        ("Ankara denies that talks were held.", "held", "hold"),
        ("The countries’ envoys said so.", "countries", "country"),
        ("He isn’t here.", "n’t", "not"),
    ] {
        let read = read(text);
        let token = read[0].tokens.iter().find(|token| &text[token.bytes()] == word).unwrap();
        assert_eq!(token.lemma, lemma, "{word} in {text}");
    }
}

#[test]
fn headlines_keep_their_verbs() {
    let read = read("Ministers Discuss Grain Deal in Ankara");
    assert_eq!(read[0].tokens[1].upos, Upos::Verb);
}

/// The treebank folder; `None` where the development data are not there.
fn treebank() -> Option<std::path::PathBuf> {
    let shared = std::env::var_os("DIPLOMACY_WATCH_SHARED")
        .map_or_else(|| "../shared".into(), std::path::PathBuf::from);
    let folder = shared.join("data/treebank");
    if !folder.is_dir() {
        println!("skipped: no {}; set DIPLOMACY_WATCH_SHARED", folder.display());
        return None;
    }
    Some(folder)
}

#[test]
fn scores_hold_their_floors() {
    let Some(folder) = treebank() else { return };
    let language = Language::new();
    for (file, tags, trees) in [("ewt-test.conllu", 0.94, 0.77), ("gum-test.conllu", 0.94, 0.77)] {
        let treebank = std::fs::read_to_string(folder.join(file)).unwrap();
        let (mut words, mut tagged, mut labelled) = (0, 0, 0);
        for block in treebank.split("\n\n") {
            let rows = block.lines().map(|line| line.split('\t').collect::<Vec<_>>());
            let rows: Vec<_> =
                rows.filter(|row| row.len() == 10 && row[0].parse::<usize>().is_ok()).collect();
            let (mut text, mut ranges) = (String::new(), Vec::new());
            for row in &rows {
                let start = text.len();
                text += row[1];
                ranges.push(start..text.len());
                text.push(' ');
            }
            let mut sentence = language.tag_tokens(&text, 0, &ranges);
            language.parse(&text, &mut sentence, &[]);
            for (token, row) in sentence.tokens.iter().zip(&rows) {
                words += 1;
                tagged += usize::from(token.upos.as_str() == row[3]);
                let head = token.head.map_or(0, |head| head + 1).to_string();
                labelled += usize::from(head == row[6] && token.rel.as_str() == row[7]);
            }
        }
        let (tagged, labelled) = (tagged as f64 / words as f64, labelled as f64 / words as f64);
        assert!(tagged > tags && labelled > trees, "{file}: UPOS {tagged:.4}, LAS {labelled:.4}");
    }
}
