//! A speaker's label before what he says, in a transcript: "MS. PSAKI:  Well, the President
//! spoke". It is no part of the sentence's grammar: a parser that sees both takes the
//! speaker for the one who acts.

use super::{Rel, Token, Upos};

/// Most tokens of a label, its colon among them.
const LONGEST: usize = 8;

/// How many tokens a sentence opens with that are a label, its colon among them; none
/// where it opens with words in small letters, or nothing follows.
pub(crate) fn label(text: &str, tokens: &[Token]) -> usize {
    let colon = tokens.iter().take(LONGEST).position(|token| &text[token.bytes()] == ":");
    let is_label = |colon: &usize| {
        let words = || tokens[..*colon].iter().map(|token| &text[token.bytes()]);
        let capital = |word: &str| word.chars().filter(|c| c.is_uppercase()).count() >= 2;
        colon + 1 < tokens.len()
            && words().any(capital)
            && !words().any(|word| word.contains(char::is_lowercase))
    };
    colon.filter(is_label).map_or(0, |colon| colon + 1)
}

/// Hangs a label on the root of what follows it, and lets nothing of that hang on the label.
pub(crate) fn set_apart(tokens: &mut [Token], label: usize) {
    let Some(speaker) = (0..label).rev().find(|&at| tokens[at].upos != Upos::Punct) else { return };
    let is_in = |at: usize| at < label;
    let outside = || label..tokens.len();
    let hangs = |at: &usize| tokens[*at].head.is_none_or(is_in);
    let is_verb = |at: &usize| tokens[*at].upos == Upos::Verb;
    let root = outside().filter(hangs).find(is_verb).or_else(|| outside().find(hangs));
    let Some(root) = root else { return };
    (tokens[root].head, tokens[root].rel) = (None, Rel::Root);
    for (at, token) in tokens.iter_mut().enumerate() {
        let rel = match token.upos {
            _ if at == speaker => Rel::Parataxis,
            Upos::Punct => Rel::Punct,
            Upos::Det => Rel::Det,
            _ => Rel::Compound,
        };
        if is_in(at) {
            (token.head, token.rel) = (Some(if at == speaker { root } else { speaker }), rel);
        } else if token.head.is_some_and(is_in) {
            token.head = Some(root);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::language::Language;

    fn parsed(text: &str) -> Vec<Token> {
        let language = Language::new();
        let mut sentence = language.tag(text).remove(0);
        language.parse(text, &mut sentence, &[]);
        sentence.tokens
    }

    #[track_caller]
    fn check(text: &str, expected: usize) {
        let sentence = Language::new().tag(text).remove(0);
        assert_eq!(label(text, &sentence.tokens), expected, "{text}");
    }

    #[test]
    fn a_label_is_in_capitals_before_a_colon() {
        check("MS. ALDER: We met them.", 3);
        check("THE PRESIDENT:  Good morning.", 3);
        check("The aim is clear: peace.", 0);
        check("Alder: We met them.", 0);
        check("KYIV is calm: no one left.", 0);
    }

    #[test]
    fn the_speaker_is_not_who_acts() {
        let text = "MS. ALDER: Well, as you know, the President spoke with President Birk.";
        let tokens = parsed(text);
        let at = |word: &str| tokens.iter().position(|token| &text[token.bytes()] == word).unwrap();
        let (speaker, verb) = (at("ALDER"), at("spoke"));
        assert_eq!((tokens[speaker].head, tokens[speaker].rel), (Some(verb), Rel::Parataxis));
        let subject = tokens.iter().position(|token| token.head == Some(verb) && token.rel.is_subject());
        assert_eq!(subject, Some(at("President")));
    }

    #[test]
    fn what_hung_on_a_label_hangs_on_the_root() {
        let text = "MR. BIRK: They came.";
        let mut tokens = parsed(text);
        let came = tokens.iter().position(|token| &text[token.bytes()] == "came").unwrap();
        for (at, token) in tokens.iter_mut().enumerate() {
            (token.head, token.rel) = if at == 1 { (None, Rel::Root) } else { (Some(1), Rel::Dep) };
        }
        set_apart(&mut tokens, 3);
        let roots: Vec<usize> = (0..tokens.len()).filter(|&at| tokens[at].head.is_none()).collect();
        assert_eq!(roots.len(), 1);
        assert!(roots == [came] && tokens[1].head == Some(roots[0]));
        assert!(tokens[3..].iter().all(|token| token.head.is_none_or(|head| head >= 3)));
    }
}
