//! Judges what was expected of channels by what was seen of them.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use crate::config::{Holidays, Schedule};
use crate::record::{Announced, Listing, Outcome, Published, Verdict, Window};

/// What was seen of a channel.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    /// The source's name.
    pub channel: &'a str,
    pub country: Option<&'a str>,
    /// Every time that its list was asked for, in order.
    pub listings: &'a [Listing],
    /// What it announced, and when that was first seen.
    pub announced: &'a [(Announced, Timestamp)],
}

/// The times from `first` to `last`, days of the channel, in which something was expected
/// and which were over by `now`, each judged only by what was seen.
pub fn judge(
    schedule: &Schedule,
    holidays: &Holidays,
    seen: Seen<'_>,
    (first, last): (Date, Date),
    now: Timestamp,
) -> Vec<Window> {
    let zone = &schedule.zone.0;
    let days = first.series(jiff::Span::new().days(1)).take_while(|day| *day <= last);
    let expected = days.filter(|day| schedule.days.contains(day.weekday()) && !holidays.contains(*day));
    expected
        .filter_map(|day| {
            let opens = instant(day.to_datetime(schedule.from.0), zone)?;
            let closes = instant(day.to_datetime(schedule.until.0), zone)?;
            (closes < now).then(|| Window {
                channel: seen.channel.to_owned(),
                country: seen.country.map(str::to_owned),
                expected: schedule.expects.clone(),
                day,
                opens,
                closes,
                verdict: verdict(schedule, seen, (opens, closes), now),
            })
        })
        .collect()
}

fn instant(at: DateTime, zone: &TimeZone) -> Option<Timestamp> {
    zone.to_timestamp(at).ok()
}

/// It came where anything that counts may have been published in the time; it did not
/// where a list that covers the whole time does not have it; else nothing is known.
fn verdict(
    schedule: &Schedule,
    seen: Seen<'_>,
    (opens, closes): (Timestamp, Timestamp),
    now: Timestamp,
) -> Verdict {
    let within = |one: &&(Announced, Timestamp)| {
        let (from, to) = published(&one.0, one.1, seen.listings, &schedule.zone.0);
        from <= closes && to >= opens
    };
    let (counts, others): (Vec<_>, Vec<_>) =
        seen.announced.iter().filter(within).partition(|(one, _)| is_expected(schedule, one));
    if let Some((one, _)) = counts.first() {
        return Verdict::Came { url: one.url.clone(), title: one.title.clone() };
    }
    // What seems to have been asked after now was asked by a clock that was set back since.
    let later = seen.listings.iter().filter(|listing| listing.at >= closes && listing.at <= now);
    let covers = |listing: &&Listing| listing.since.is_some_and(|since| since <= opens);
    if let Some(listing) = later.clone().filter(|listing| was_had(listing)).find(covers) {
        return Verdict::DidNotCome { listed: listing.at, others: others.len() };
    }
    let failed = later.clone().find_map(|listing| match &listing.outcome {
        Outcome::Failed(why) => Some(why.clone()),
        _ => None,
    });
    let why = match (later.clone().any(was_had), failed) {
        (true, _) => "the list that was had afterwards does not reach back so far".to_owned(),
        (false, Some(why)) => format!("the fetch failed: {why}"),
        (false, None) => "its list was not asked for afterwards".to_owned(),
    };
    Verdict::NotObserved { why }
}

fn was_had(listing: &Listing) -> bool {
    !matches!(listing.outcome, Outcome::Failed(_))
}

/// Whether a page is of what is expected, by the words of its title. One without a title
/// may be: no silence is told on its account.
fn is_expected(schedule: &Schedule, one: &Announced) -> bool {
    let Some(title) = &one.title else { return true };
    let title = title.to_lowercase();
    schedule.words.is_empty() || schedule.words.iter().any(|word| title.contains(&word.to_lowercase()))
}

/// The earliest and the latest moment at which a page may have been published. One that
/// does not say it came between the list that first had it and the one before.
fn published(
    one: &Announced,
    found: Timestamp,
    listings: &[Listing],
    zone: &TimeZone,
) -> (Timestamp, Timestamp) {
    let Some(published) = &one.published else {
        let before = listings.iter().filter(|listing| listing.at < found && was_had(listing));
        return (before.map(|listing| listing.at).max().unwrap_or(Timestamp::MIN), found);
    };
    stated(published, zone).unwrap_or((Timestamp::MIN, found))
}

/// A day without a time is the whole day, a time without a zone is the channel's own.
fn stated(published: &Published, zone: &TimeZone) -> Option<(Timestamp, Timestamp)> {
    let words = published.as_str();
    if let Ok(exact) = words.parse::<Timestamp>() {
        return Some((exact, exact));
    }
    if words.len() > 10 {
        let local = instant(words.parse().ok()?, zone)?;
        return Some((local, local));
    }
    let day = published.date();
    Some((instant(day.at(0, 0, 0, 0), zone)?, instant(day.at(23, 59, 59, 0), zone)?))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn schedule(words: &str) -> Schedule {
        toml::from_str(&format!(
            "expects = \"press briefing\"\ndays = [\"tuesday\", \"thursday\"]\nfrom = \"12:00\"\nuntil = \"18:00\"\n\
             zone = \"America/New_York\"\nwords = [{words}]"
        ))
        .unwrap()
    }

    fn time(stated: &str) -> Timestamp {
        stated.parse().unwrap()
    }

    fn listing(at: &str, since: Option<&str>) -> Listing {
        Listing { at: time(at), outcome: Outcome::Fetched, since: since.map(time) }
    }

    fn failed(at: &str) -> Listing {
        Listing { at: time(at), outcome: Outcome::Failed("404".to_owned()), since: None }
    }

    fn page(title: &str, published: Option<&str>, found: &str) -> (Announced, Timestamp) {
        let published = published.map(|stated| stated.parse().unwrap());
        let title = Some(title.to_owned());
        (Announced { url: "u".to_owned(), title, published, updated: None }, time(found))
    }

    /// What is said of Tuesday, 8 March 2022: "came", "not", or why nothing is known.
    #[track_caller]
    fn check(listings: &[Listing], announced: &[(Announced, Timestamp)], expected: &str) {
        let seen = Seen { channel: "State", country: Some("USA"), listings, announced };
        let week = (date(2022, 3, 7), date(2022, 3, 9));
        let now = time("2022-03-20T00:00:00Z");
        let windows = judge(&schedule("\"Briefing\""), &Holidays::default(), seen, week, now);
        let [window] = windows.as_slice() else { panic!("{windows:?}") };
        let got = match &window.verdict {
            Verdict::Came { .. } => "came",
            Verdict::DidNotCome { .. } => "not",
            Verdict::NotObserved { why } => why.as_str(),
        };
        assert!(got.contains(expected), "{got}");
    }

    const COVERS: Option<&str> = Some("2022-03-01T00:00:00Z");

    #[test]
    fn what_came_came_however_it_was_fetched() {
        let briefing = |published| [page("Press briefing of 8 March", published, "2022-03-09T00:00:00Z")];
        check(&[], &briefing(Some("2022-03-08T15:00:00-05:00")), "came");
        check(&[], &briefing(Some("2022-03-08")), "came");
        check(&[], &briefing(Some("2022-03-08T13:00:00")), "came");
        check(&[listing("2022-03-08T13:00:00Z", None)], &briefing(None), "came");
    }

    #[test]
    fn a_list_that_covers_the_time_shows_a_silence() {
        let after = listing("2022-03-09T08:00:00Z", COVERS);
        check(std::slice::from_ref(&after), &[], "not");
        let other = page("Sanctions", Some("2022-03-08T15:00:00-05:00"), "2022-03-09T08:00:00Z");
        check(std::slice::from_ref(&after), &[other], "not");
        let earlier = page("Briefing", Some("2022-03-08T09:00:00-05:00"), "2022-03-09T08:00:00Z");
        check(&[failed("2022-03-08T23:30:00Z"), after], &[earlier], "not");
    }

    #[test]
    fn where_nothing_was_seen_nothing_is_said() {
        check(&[], &[], "not asked for");
        check(&[listing("2022-03-08T22:00:00Z", COVERS)], &[], "not asked for");
        check(
            &[listing("2022-03-08T22:00:00Z", COVERS), failed("2022-03-09T08:00:00Z")],
            &[],
            "the fetch failed: 404",
        );
        check(&[listing("2022-03-12T00:00:00Z", Some("2022-03-10T00:00:00Z"))], &[], "does not reach back");
        check(&[listing("2022-03-09T08:00:00Z", None)], &[], "does not reach back");
        let untitled = (
            Announced { title: None, ..page("", Some("2022-03-08"), "2022-03-09T08:00:00Z").0 },
            time("2022-03-09T08:00:00Z"),
        );
        check(&[listing("2022-03-09T08:00:00Z", COVERS)], &[untitled], "came");
    }

    #[test]
    fn holidays_and_what_is_still_open_are_left_out() {
        let seen = Seen { channel: "State", country: None, listings: &[], announced: &[] };
        let judged = |holidays: &str, now: &str| {
            let holidays = Holidays::parse(holidays).unwrap();
            let week = (date(2022, 3, 7), date(2022, 3, 13));
            judge(&schedule(""), &holidays, seen, week, time(now))
                .iter()
                .map(|one| one.day.day())
                .collect::<Vec<_>>()
        };
        assert_eq!(judged("", "2022-03-20T00:00:00Z"), [8, 10]);
        assert_eq!(judged("03-10", "2022-03-20T00:00:00Z"), [8]);
        assert_eq!(judged("", "2022-03-10T22:59:00Z"), [8]);
        assert_eq!(judged("", "2022-03-10T23:01:00Z"), [8, 10]);
    }
}
