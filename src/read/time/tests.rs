//! Words for times and the days they come to.

use super::*;
use crate::record::Precision;

/// Reads `sentence` as published on `published` and expects one time in it.
#[track_caller]
fn check(sentence: &str, published: &str, tense: Tense, words: &str, expected: &str) {
    let tokens: Vec<&str> = split(sentence);
    let phrases = Calendar::new().phrases(&tokens);
    let [phrase] = phrases.as_slice() else { panic!("{sentence}: {phrases:?}") };
    assert_eq!(tokens[phrase.tokens.clone()].join(" "), words, "{sentence}");
    let frame = Frame { published: published.parse().unwrap(), tense, named: "2022-03-10".parse().ok() };
    let got = phrase.meaning.resolve(frame).map(|(date, precision)| format!("{date} {precision:?}"));
    assert_eq!(got.as_deref(), Some(expected), "{sentence}");
}

#[track_caller]
fn check_none(sentence: &str) {
    assert_eq!(Calendar::new().phrases(&split(sentence)), [], "{sentence}");
}

/// Tokens as the language layer makes them, near enough.
fn split(sentence: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    for word in sentence.split(' ') {
        match word.strip_suffix(',') {
            Some(rest) => tokens.extend([rest, ","]),
            None => tokens.push(word),
        }
    }
    tokens
}

const THURSDAY: &str = "2022-03-10";

#[test]
fn days_around_publication() {
    check("They met today", THURSDAY, Tense::Past, "today", "2022-03-10 Day");
    check("They met yesterday evening", THURSDAY, Tense::Past, "yesterday evening", "2022-03-09 Day");
    check("They meet tomorrow", THURSDAY, Tense::Future, "tomorrow", "2022-03-11 Day");
    check("They spoke this morning", THURSDAY, Tense::Past, "this morning", "2022-03-10 Day");
    check("They spoke last night", THURSDAY, Tense::Past, "last night", "2022-03-09 Day");
    check(
        "It was the day before yesterday",
        THURSDAY,
        Tense::Past,
        "the day before yesterday",
        "2022-03-08 Day",
    );
    check("They met three days ago", THURSDAY, Tense::Past, "three days ago", "2022-03-07 Day");
    check("They met 12 days ago", THURSDAY, Tense::Past, "12 days ago", "2022-02-26 Day");
}

#[test]
fn weekdays_follow_the_tense() {
    check("They met on Thursday", THURSDAY, Tense::Past, "Thursday", "2022-03-10 Day");
    check("They met on Friday", THURSDAY, Tense::Past, "Friday", "2022-03-04 Day");
    check("They will meet on Friday", THURSDAY, Tense::Future, "Friday", "2022-03-11 Day");
    check("They met last Thursday", THURSDAY, Tense::Past, "last Thursday", "2022-03-03 Day");
    check("They met last Monday", THURSDAY, Tense::Past, "last Monday", "2022-03-07 Day");
    check("They meet next Thursday", THURSDAY, Tense::Future, "next Thursday", "2022-03-17 Day");
    check("He spoke late on Tuesday evening", THURSDAY, Tense::Past, "Tuesday evening", "2022-03-08 Day");
    check("He goes this coming Monday", THURSDAY, Tense::Future, "this coming Monday", "2022-03-14 Day");
}

#[test]
fn weeks_months_and_years() {
    check("It was earlier this week", THURSDAY, Tense::Past, "this week", "2022-03-07 Week");
    check("It was last week", THURSDAY, Tense::Past, "last week", "2022-02-28 Week");
    check("It is at next week's summit", THURSDAY, Tense::Future, "next week's", "2022-03-14 Week");
    check("He went last month", THURSDAY, Tense::Past, "last month", "2022-02-01 Month");
    check("It was two weeks ago", THURSDAY, Tense::Past, "two weeks ago", "2022-02-21 Week");
    check("It was a year ago", THURSDAY, Tense::Past, "a year ago", "2021-01-01 Year");
    check("They spoke over the weekend", THURSDAY, Tense::Past, "the weekend", "2022-02-28 Week");
    check("They met at the weekend", "2022-03-13", Tense::Past, "the weekend", "2022-03-07 Week");
    check("He went last year", THURSDAY, Tense::Past, "last year", "2021-01-01 Year");
}

#[test]
fn months_take_the_nearest_year() {
    check("They met in April", "2023-07-07", Tense::Past, "April", "2023-04-01 Month");
    check("They met in November", "2023-07-07", Tense::Past, "November", "2022-11-01 Month");
    check("They will meet in November", "2023-07-07", Tense::Future, "November", "2023-11-01 Month");
    check("They will meet in April", "2023-07-07", Tense::Future, "April", "2024-04-01 Month");
    check(
        "Talks ended in March of last year",
        "2023-07-07",
        Tense::Past,
        "March of last year",
        "2022-03-01 Month",
    );
    check("They met last July", "2023-07-07", Tense::Past, "last July", "2022-07-01 Month");
    check("They met in May 2021", "2023-07-07", Tense::Past, "May 2021", "2021-05-01 Month");
    check("They met in Geneva in June, 2021", "2023-07-07", Tense::Past, "June , 2021", "2021-06-01 Month");
}

#[test]
fn dates_in_every_order() {
    check("They met on March 7", THURSDAY, Tense::Past, "March 7", "2022-03-07 Day");
    check("They met on 7 March 2021", THURSDAY, Tense::Past, "7 March 2021", "2021-03-07 Day");
    check("They met on March 7th, 2021", THURSDAY, Tense::Past, "March 7th , 2021", "2021-03-07 Day");
    check("They met on Dec. 30", THURSDAY, Tense::Past, "Dec. 30", "2021-12-30 Day");
    check("They will meet on March 11", THURSDAY, Tense::Future, "March 11", "2022-03-11 Day");
    check("They will meet on January 9", THURSDAY, Tense::Future, "January 9", "2023-01-09 Day");
    check("They met on Monday, March 7", THURSDAY, Tense::Past, "Monday , March 7", "2022-03-07 Day");
    check(
        "They met on the 24th of February",
        THURSDAY,
        Tense::Past,
        "the 24th of February",
        "2022-02-24 Day",
    );
    check("They met on the 24th", THURSDAY, Tense::Past, "the 24th", "2022-02-24 Day");
    check("On the 24th Lavrov flew home", THURSDAY, Tense::Past, "the 24th", "2022-02-24 Day");
    check("They conferred on 7-8 March", THURSDAY, Tense::Past, "7-8 March", "2022-03-07 Day");
    check("They met on March 11", THURSDAY, Tense::Past, "March 11", "2022-03-11 Day");
    check("They met on 2021-06-16", THURSDAY, Tense::Past, "2021-06-16", "2021-06-16 Day");
}

#[test]
fn days_counted_from_the_last_named() {
    check("They met the same day", "2022-03-20", Tense::Past, "the same day", "2022-03-10 Day");
    check("They dined that evening", "2022-03-20", Tense::Past, "that evening", "2022-03-10 Day");
    check("They left the next day", "2022-03-20", Tense::Past, "the next day", "2022-03-11 Day");
}

#[test]
fn other_words_are_no_times() {
    check_none("They may meet and march on");
    check_none("March on the capital");
    check_none("May they speak");
    check_none("The next step is a sun meeting");
    check_none("It cost 2022 dollars");
    check_none("He spoke on the 30th anniversary of the treaty");
    check_none("");
}

#[test]
fn a_day_that_does_not_exist_is_no_date() {
    let frame = Frame { published: "2022-03-10".parse().unwrap(), tense: Tense::Past, named: None };
    let leap = Meaning::Date { month: 2, day: 30, year: YearRef::Unsaid };
    assert_eq!(leap.resolve(frame), None);
    assert_eq!(Meaning::AfterNamed(0).resolve(frame), None);
    let far = Meaning::Date { month: 2, day: 29, year: YearRef::Stated(2020) };
    assert_eq!(far.resolve(frame).map(|(_, precision)| precision), Some(Precision::Day));
}
