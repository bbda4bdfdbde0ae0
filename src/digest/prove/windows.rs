//! An absence that rests on what was expected of a channel and on what was seen of it.

use super::calendar;
use super::words::{Word, stands_in, words};
use super::{Basis, Fault, Lexicon};
use crate::record::{Verdict, Window};

/// Proves a sentence against the windows of its basis: each must be one of those given,
/// the sentence must say what their verdict is, name each of their days and no other, and
/// otherwise have only the names of channel and expectation and words that claim nothing.
pub(super) fn prove(own: &[Word], basis: &Basis, given: &[Window], lexicon: &Lexicon) -> Result<(), Fault> {
    let windows = &basis.windows;
    if !windows.iter().all(|window| given.contains(window)) {
        return Err(Fault::Baseless);
    }
    verdict(own, windows)?;
    let names: Vec<Vec<Word>> =
        windows.iter().flat_map(|window| [words(&window.channel), words(&window.expected)]).collect();
    let mut told = Vec::new();
    let mut i = 0;
    while i < own.len() {
        let word = &own[i];
        let is_name = |name: &&Vec<Word>| {
            !name.is_empty() && own.len() - i >= name.len() && stands_in(name, &own[i..i + name.len()])
        };
        if let Some(name) = names.iter().find(is_name) {
            i += name.len();
            continue;
        }
        i += 1;
        if let Some(weekday) = calendar::weekday(&word.folded) {
            let is_one = windows.iter().any(|window| window.day.weekday() == weekday);
            if !is_one {
                return Err(Fault::Day(word.text.clone()));
            }
        } else if let Some(month) = calendar::month(word) {
            if !windows.iter().any(|window| window.day.month() == month) {
                return Err(Fault::Day(word.text.clone()));
            }
        } else if let Some(day) = calendar::day_of_month(word) {
            told.push(day);
        } else if !lexicon.is_absence_word(&word.folded) {
            return Err(Fault::Word(word.text.clone()));
        }
    }
    let is_told = |window: &Window| told.contains(&window.day.day());
    let is_window = |day: &i8| windows.iter().any(|window| window.day.day() == *day);
    match (windows.iter().find(|window| !is_told(window)), told.iter().find(|day| !is_window(day))) {
        (Some(window), _) => Err(Fault::Day(window.day.to_string())),
        (None, Some(day)) => Err(Fault::Day(day.to_string())),
        (None, None) => Ok(()),
    }
}

/// Whether the sentence says what was judged: that nothing came, or that nothing is known.
fn verdict(own: &[Word], windows: &[Window]) -> Result<(), Fault> {
    let has = |wanted: &str| own.iter().any(|word| word.folded == wanted);
    let says_unknown = own.windows(2).any(|two| two[0].folded == "not" && two[1].folded == "observed");
    let says_none = has("no") && has("came") && !has("not") && !has("observed");
    let is_as_said = windows.iter().all(|window| match window.verdict {
        Verdict::Came { .. } => false,
        Verdict::DidNotCome { .. } => says_none,
        Verdict::NotObserved { .. } => says_unknown && !has("no"),
    });
    if is_as_said { Ok(()) } else { Err(Fault::Baseless) }
}

#[cfg(test)]
mod tests {
    use super::super::Checker;
    use super::*;
    use crate::digest::model::{Kind, Sentence};

    fn window(day: &str, verdict: Verdict) -> Window {
        let day: jiff::civil::Date = day.parse().unwrap();
        let noon = "2022-03-08T12:00:00Z".parse().unwrap();
        Window {
            channel: "US Department of State".to_owned(),
            country: Some("USA".to_owned()),
            expected: "press briefing".to_owned(),
            day,
            opens: noon,
            closes: noon,
            verdict,
        }
    }

    #[track_caller]
    fn check(text: &str, window: &Window, is_proved: bool) {
        let basis = Basis { windows: vec![window.clone()], ..Basis::default() };
        let sentence = Sentence {
            text: text.to_owned(),
            kind: Kind::Absence,
            citations: Vec::new(),
            basis: Some(basis),
            edit: None,
            rephrased: None,
        };
        let given = [window.clone()];
        let got = Checker::new([]).expecting(&given).prove(&sentence);
        assert_eq!(got.is_ok(), is_proved, "{text}: {got:?}");
        assert!(Checker::new([]).prove(&sentence).is_err(), "a window that was not given proves nothing");
    }

    #[test]
    fn a_silence_is_told_as_it_was_judged() {
        let silent =
            window("2022-03-08", Verdict::DidNotCome { listed: jiff::Timestamp::UNIX_EPOCH, others: 2 });
        let unknown = window("2022-03-08", Verdict::NotObserved { why: "404".to_owned() });
        let came = window("2022-03-08", Verdict::Came { url: "u".to_owned(), title: None });
        let none = "No press briefing of the US Department of State came on Tuesday, March 8.";
        let not_seen = "Whether a press briefing of the US Department of State came on Tuesday, March 8, was not observed.";
        check(none, &silent, true);
        check(not_seen, &unknown, true);
        check(none, &unknown, false);
        check(not_seen, &silent, false);
        check(none, &came, false);
        check("No press briefing of the US Department of State came on Wednesday, March 8.", &silent, false);
        check("No press briefing of the US Department of State came on Tuesday, March 9.", &silent, false);
        check("No press briefing of the US Department of State came.", &silent, false);
        check("No press briefing of the Kremlin came on Tuesday, March 8.", &silent, false);
        check(
            "No press briefing of the US Department of State ever came on Tuesday, March 8.",
            &silent,
            false,
        );
    }
}
