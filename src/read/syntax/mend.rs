//! What grammar knows better than a parser: repairs of trees, whoever made them.

use super::{Rel, Sentence, Upos};

/// Repairs a sentence's tree. It stays a tree.
pub(crate) fn mend(sentence: &mut Sentence) {
    for noun in 0..sentence.tokens.len() {
        if let Some((verb, above)) = false_subject(sentence, noun) {
            let nominal = matches!(sentence.tokens[above].upos, Upos::Noun | Upos::Propn | Upos::Pron);
            let [noun_token, verb_token] = pair(sentence, noun, verb);
            (noun_token.head, noun_token.rel) = (Some(above), if nominal { Rel::Nmod } else { Rel::Obl });
            (verb_token.head, verb_token.rel) = (Some(noun), Rel::Acl);
        }
    }
}

/// A subject takes no preposition: in "talks with Russians believed to be close to him",
/// what was taken for the subject of a participle is what the participle describes.
/// Gives the participle and what stands above it.
fn false_subject(sentence: &Sentence, noun: usize) -> Option<(usize, usize)> {
    let tokens = &sentence.tokens;
    let verb = tokens[noun].head.filter(|&verb| verb > noun && tokens[noun].rel.is_subject())?;
    let above = tokens[verb].head.filter(|&above| above < noun)?;
    let participle = tokens[verb].rel == Rel::Acl && matches!(tokens[verb].xpos.as_str(), "VBN" | "VBG");
    let governed = || sentence.children(noun).any(|i| i < noun && tokens[i].rel == Rel::Case);
    let finite = || sentence.child(verb, &[Rel::Aux, Rel::AuxPass, Rel::Mark]).is_some();
    (participle && governed() && !finite()).then_some((verb, above))
}

fn pair(sentence: &mut Sentence, noun: usize, verb: usize) -> [&mut super::Token; 2] {
    let (before, after) = sentence.tokens.split_at_mut(verb);
    [&mut before[noun], &mut after[0]]
}

#[cfg(test)]
mod tests {
    use super::super::Token;
    use super::*;

    /// A sentence from "word tag head relation" lines; heads count from 1, 0 is the root.
    fn sentence(lines: &str) -> Sentence {
        let token = |line: &str| {
            let mut fields = line.split(' ');
            let mut next = || fields.next().expect("four fields");
            let (word, xpos, head, rel) = (next(), next(), next(), next());
            let upos = if xpos.starts_with("NN") { Upos::Noun } else { Upos::X };
            let head = head.parse::<usize>().expect("a number").checked_sub(1);
            let rel = Rel::parse(rel).expect("a relation");
            Token { start: 0, end: 0, lemma: word.into(), upos, xpos: xpos.into(), head, rel }
        };
        Sentence { start: 0, end: 0, paragraph: 0, tokens: lines.lines().map(token).collect() }
    }

    fn check(before: &str, after: &str) {
        let mut mended = sentence(before);
        mend(&mut mended);
        assert_eq!(mended, sentence(after));
    }

    #[test]
    fn a_noun_with_a_preposition_is_no_subject() {
        check(
            "held VBD 0 root\ntalks NNS 1 obj\nwith IN 4 case\nmen NNS 5 nsubj\nbelieved VBN 2 acl",
            "held VBD 0 root\ntalks NNS 1 obj\nwith IN 4 case\nmen NNS 2 nmod\nbelieved VBN 4 acl",
        );
    }

    #[test]
    fn real_subjects_stay() {
        let clause = "hoped VBD 0 root\nwith IN 3 case\nmen NNS 5 nsubj\nwere VBD 5 aux\nseen VBN 1 ccomp";
        check(clause, clause);
        let bare = "saw VBD 0 root\ntalks NNS 1 obj\nmen NNS 4 nsubj\nheld VBN 2 acl";
        check(bare, bare);
    }
}
