//! When each site may be asked again: pace, back-off and rest. Shared by all threads.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::Robots;

/// A site that fails is left alone for this long, twice as long each time.
const FIRST_REST: Duration = Duration::from_secs(60);
/// So many requests in a row may fail before a site counts as failing.
const FAILURES: u32 = 3;
/// And never longer than this, whatever it asks for.
const LONGEST_REST: Duration = Duration::from_secs(24 * 3600);

/// How long a robots.txt holds.
const ROBOTS_HOLD: Duration = Duration::from_secs(24 * 3600);

/// A site that is to be left alone.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Rest {
    /// Scheme, host and port.
    pub site: String,
    pub until: Timestamp,
}

/// What is known of all sites.
#[derive(Debug, Default)]
pub struct Sites {
    sites: Mutex<HashMap<String, Site>>,
}

#[derive(Debug, Default)]
struct Site {
    /// When the next request may go out.
    next: Option<Instant>,
    rest_until: Option<Timestamp>,
    failures: u32,
    robots: Option<(Instant, Result<Arc<Robots>, String>)>,
}

impl Sites {
    /// With the rests that an earlier run left.
    pub fn new(rests: impl IntoIterator<Item = Rest>) -> Self {
        let site = |rest: Rest| (rest.site, Site { rest_until: Some(rest.until), ..Site::default() });
        Self { sites: Mutex::new(rests.into_iter().map(site).collect()) }
    }

    /// The sites that are to be left alone after `now`, for the next run.
    pub fn rests(&self, now: Timestamp) -> Vec<Rest> {
        let sites = self.sites.lock().unwrap_or_else(PoisonError::into_inner);
        let rest = |(name, site): (&String, &Site)| {
            Some(Rest { site: name.clone(), until: site.rest_until.filter(|until| is_rest(*until, now))? })
        };
        let mut rests: Vec<Rest> = sites.iter().filter_map(rest).collect();
        rests.sort_by(|a, b| a.site.cmp(&b.site));
        rests
    }

    /// Until when a site is to be left alone, where that is later than `now`.
    pub(super) fn resting(&self, site: &str, now: Timestamp) -> Option<Timestamp> {
        self.with(site, |site| site.rest_until.filter(|until| is_rest(*until, now)))
    }

    /// Takes the next turn at a site: how long to wait for it.
    pub(super) fn turn(&self, site: &str, pause: Duration, now: Instant) -> Duration {
        self.with(site, |site| {
            let turn = site.next.unwrap_or(now).max(now);
            site.next = Some(turn + pause);
            turn - now
        })
    }

    /// The site has answered as it should.
    pub(super) fn went_well(&self, site: &str) {
        self.with(site, |site| {
            site.failures = 0;
            site.rest_until = None;
        });
    }

    /// The site asks for quiet, or fails: it rests for as long as it asks, else longer
    /// each time. Until when.
    pub(super) fn rest(&self, site: &str, asked: Option<Duration>, now: Timestamp) -> Timestamp {
        self.with(site, |site| {
            let own = FIRST_REST.saturating_mul(1 << site.failures.saturating_sub(FAILURES).min(12));
            site.failures = site.failures.max(FAILURES) + 1;
            let rest = asked.unwrap_or(own).min(LONGEST_REST);
            let until = now.checked_add(rest).unwrap_or(now);
            site.rest_until = Some(until);
            until
        })
    }

    /// A request to the site failed: when several in a row do, it rests.
    pub(super) fn failed(&self, site: &str, now: Timestamp) {
        let failures = self.with(site, |site| {
            site.failures += 1;
            site.failures
        });
        if failures >= FAILURES {
            self.rest(site, None, now);
        }
    }

    /// What the site's robots.txt says, or why it cannot be had; `None` where it is to be
    /// fetched.
    pub(super) fn robots(&self, site: &str, now: Instant) -> Option<Result<Arc<Robots>, String>> {
        self.with(site, |site| {
            let (at, robots) = site.robots.as_ref()?;
            (now.saturating_duration_since(*at) < ROBOTS_HOLD).then(|| robots.clone())
        })
    }

    pub(super) fn keep_robots(&self, site: &str, robots: Result<Arc<Robots>, String>, now: Instant) {
        self.with(site, |site| site.robots = Some((now, robots)));
    }

    /// Forgets which robots.txt could not be had, so that a new round tries again.
    pub fn begin_round(&self) {
        let mut sites = self.sites.lock().unwrap_or_else(PoisonError::into_inner);
        for site in sites.values_mut() {
            site.robots.take_if(|(_, robots)| robots.is_err());
        }
    }

    fn with<T>(&self, site: &str, change: impl FnOnce(&mut Site) -> T) -> T {
        let mut sites = self.sites.lock().unwrap_or_else(PoisonError::into_inner);
        match sites.get_mut(site) {
            Some(known) => change(known),
            None => change(sites.entry(site.to_owned()).or_default()),
        }
    }
}

/// Whether a site still rests. No rest is longer than the longest: where it seems so, the
/// clock was set back since.
fn is_rest(until: Timestamp, now: Timestamp) -> bool {
    Duration::try_from(until.duration_since(now)).is_ok_and(|left| !left.is_zero() && left <= LONGEST_REST)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SITE: &str = "https://example.org";

    #[test]
    fn turns_follow_each_other() {
        let (sites, now, pause) = (Sites::default(), Instant::now(), Duration::from_secs(2));
        let waits: Vec<_> = (0..3).map(|_| sites.turn(SITE, pause, now).as_secs()).collect();
        assert_eq!(waits, [0, 2, 4]);
        assert_eq!(sites.turn("https://example.net", pause, now), Duration::ZERO);
        assert_eq!(sites.turn(SITE, pause, now + Duration::from_secs(60)), Duration::ZERO);
    }

    #[test]
    fn one_failure_is_none_and_three_are() {
        let (sites, now) = (Sites::default(), Timestamp::UNIX_EPOCH);
        sites.failed(SITE, now);
        sites.failed(SITE, now);
        assert_eq!(sites.resting(SITE, now), None);
        sites.failed(SITE, now);
        assert_eq!(sites.resting(SITE, now).unwrap().as_second(), 60);
    }

    #[test]
    fn a_failing_site_rests_longer_each_time_and_as_long_as_it_asks() {
        let (sites, now) = (Sites::default(), Timestamp::UNIX_EPOCH);
        let seconds: Vec<_> = (0..3).map(|_| sites.rest(SITE, None, now).as_second()).collect();
        assert_eq!(seconds, [60, 120, 240]);
        assert_eq!(sites.rest(SITE, Some(Duration::from_secs(7)), now).as_second(), 7);
        assert_eq!(sites.rest(SITE, Some(Duration::from_secs(1 << 40)), now).as_second(), 86400);
        assert!(sites.resting(SITE, now).is_some());
        let before = now - jiff::SignedDuration::from_hours(1);
        assert!(sites.resting(SITE, before).is_none(), "the clock was set back");
        let again = Sites::new(sites.rests(now));
        assert_eq!(again.rests(now), sites.rests(now));
        sites.went_well(SITE);
        assert_eq!((sites.resting(SITE, now), sites.rests(now)), (None, Vec::new()));
    }
}
