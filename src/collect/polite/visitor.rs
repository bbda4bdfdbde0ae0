//! A visitor: asks for an address with leave, in turn, and follows where it leads.

use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::Timestamp;

use crate::collect::fetch::{Address, Answer, Ask, FetchError, Fetcher, Response, Validators};

use super::{Robots, Sites};

/// How this program is called in a robots.txt.
const PROGRAM: &str = "diplomacy-watch";

/// How many redirects are followed.
const REDIRECTS: usize = 10;

/// A rest that is this short is waited for; for a longer one the site is left.
const PATIENCE: Duration = Duration::from_secs(30);

/// How often a wait looks whether it is to end.
const GLANCE: Duration = Duration::from_millis(100);

/// What is visited.
#[derive(Debug, Clone)]
pub struct Visit<'a> {
    pub address: &'a Address,
    pub validators: &'a Validators,
    /// Whether the address comes from whoever runs the program.
    pub trusted: bool,
}

/// What a visit found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    Answer(Answer),
    /// It is as it was when the validators were given.
    Unchanged,
}

/// Visits addresses. Serves one thread; the sites are shared.
pub struct Visitor<'a> {
    fetcher: Fetcher,
    sites: &'a Sites,
    /// Between two requests to one site.
    pause: Duration,
    is_stopped: &'a (dyn Fn() -> bool + Sync),
}

impl<'a> Visitor<'a> {
    pub fn new(
        fetcher: Fetcher,
        sites: &'a Sites,
        pause: Duration,
        is_stopped: &'a (dyn Fn() -> bool + Sync),
    ) -> Self {
        Self { fetcher, sites, pause, is_stopped }
    }

    /// Fetches an address. Where a site asks for a short rest, it is waited for once.
    ///
    /// # Errors
    /// Where it may not be fetched or gives no usable answer.
    pub fn visit(&self, visit: &Visit) -> Result<Found, FetchError> {
        match self.follow(visit) {
            Err(FetchError::Status { rest: Some(rest), .. }) if rest <= PATIENCE => {
                self.wait(rest)?;
                self.follow(visit)
            }
            found => found,
        }
    }

    /// Follows redirects; each step asks for leave anew. The time of all requests counts
    /// together, the time that politeness waits does not.
    fn follow(&self, visit: &Visit) -> Result<Found, FetchError> {
        let mut address = visit.address.clone();
        let mut left = self.fetcher.limits().deadline;
        let none = Validators::default();
        for step in 0..=REDIRECTS {
            // A redirect of another host is nobody's word for a private one.
            let trusted = visit.trusted && address.host() == visit.address.host();
            self.ask_leave(&address, trusted)?;
            let validators = if step == 0 { visit.validators } else { &none };
            let ask = Ask { address: &address, validators, trusted, post: None };
            let started = Instant::now();
            let response = self.request(&ask, left)?;
            left = left.saturating_sub(started.elapsed());
            match response.status {
                200..=299 => {
                    let Response { headers, body, raw, .. } = response;
                    return Ok(Found::Answer(Answer { address, headers, body, raw }));
                }
                304 if *validators != none => return Ok(Found::Unchanged),
                301 | 302 | 303 | 307 | 308 => {
                    let link = response.headers.get("location").ok_or(FetchError::RedirectNowhere)?;
                    address = address.join(link)?;
                }
                status => return Err(FetchError::Status { status, rest: None }),
            }
        }
        Err(FetchError::Redirects(REDIRECTS))
    }

    /// Whether the site lets this be fetched, as its robots.txt says and as it rests.
    fn ask_leave(&self, address: &Address, trusted: bool) -> Result<(), FetchError> {
        let robots = self.robots(address, trusted)?;
        if !robots.allows(address.path()) {
            return Err(FetchError::Robots(address.host().to_owned()));
        }
        self.take_turn(address.site(), robots.pause.unwrap_or_default().max(self.pause))
    }

    fn robots(&self, address: &Address, trusted: bool) -> Result<Arc<Robots>, FetchError> {
        let site = address.site();
        let robots = match self.sites.robots(site, Instant::now()) {
            Some(robots) => robots,
            None => {
                let robots = match self.fetch_robots(address, trusted) {
                    // The answer would be the same for the page itself.
                    Err(
                        error @ (FetchError::Private { .. }
                        | FetchError::Led(_)
                        | FetchError::NoHost(_)
                        | FetchError::Resting { .. }
                        | FetchError::Interrupted),
                    ) => return Err(error),
                    Err(error) => Err(error.to_string()),
                    Ok(robots) => Ok(Arc::new(robots)),
                };
                self.sites.keep_robots(site, robots.clone(), Instant::now());
                robots
            }
        };
        robots.map_err(|why| FetchError::NoRobots { site: site.to_owned(), why })
    }

    /// A file that is not there allows everything; one that cannot be had nothing.
    fn fetch_robots(&self, address: &Address, trusted: bool) -> Result<Robots, FetchError> {
        let host = address.host();
        let mut address = address.robots();
        let mut left = self.fetcher.limits().deadline;
        for _ in 0..=5 {
            self.take_turn(address.site(), self.pause)?;
            let trusted = trusted && address.host() == host;
            let ask = Ask { address: &address, validators: &Validators::default(), trusted, post: None };
            let started = Instant::now();
            let response = self.request(&ask, left)?;
            left = left.saturating_sub(started.elapsed());
            match (response.status, response.headers.get("location")) {
                (200..=299, _) => return Ok(Robots::parse(&response.body, PROGRAM)),
                (300..=399, Some(link)) => address = address.join(link)?,
                (400..=499, _) => return Ok(Robots::open()),
                (status, _) => return Err(FetchError::Status { status, rest: None }),
            }
        }
        // A file behind more redirects counts as not there.
        Ok(Robots::open())
    }

    /// Makes a request and keeps in mind how the site took it.
    fn request(&self, ask: &Ask, time: Duration) -> Result<Response, FetchError> {
        let site = ask.address.site();
        let response = match self.fetcher.request(ask, time) {
            Ok(response) => response,
            Err(error) => {
                if matches!(error, FetchError::Deadline(_) | FetchError::Connection(_) | FetchError::BrokeOff)
                {
                    self.sites.failed(site, Timestamp::now());
                }
                return Err(error);
            }
        };
        if matches!(response.status, 429 | 503) {
            let now = Timestamp::now();
            let asked = response.headers.get("retry-after").and_then(|value| retry_after(value, now));
            let until = self.sites.rest(site, asked, now);
            let rest = Duration::try_from(until - now).unwrap_or_default();
            return Err(FetchError::Status { status: response.status, rest: Some(rest) });
        }
        self.sites.went_well(site);
        Ok(response)
    }

    /// Waits for the turn at a site; one that rests for long is left.
    fn take_turn(&self, site: &str, pause: Duration) -> Result<(), FetchError> {
        let now = Timestamp::now();
        if let Some(until) = self.sites.resting(site, now) {
            let rest = Duration::try_from(until - now).unwrap_or_default();
            if rest > PATIENCE {
                let until = until.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
                return Err(FetchError::Resting { site: site.to_owned(), until });
            }
            self.wait(rest)?;
        }
        self.wait(self.sites.turn(site, pause, Instant::now()))
    }

    fn wait(&self, time: Duration) -> Result<(), FetchError> {
        let end = Instant::now() + time;
        loop {
            if (self.is_stopped)() {
                return Err(FetchError::Interrupted);
            }
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Ok(());
            }
            std::thread::sleep(left.min(GLANCE));
        }
    }
}

/// How long to wait, from the header: seconds or a date.
fn retry_after(value: &str, now: Timestamp) -> Option<Duration> {
    if let Ok(seconds) = value.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let at = jiff::fmt::rfc2822::parse(value).ok()?;
    Some(Duration::try_from(at.timestamp() - now).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_says_how_long_to_wait() {
        let now: Timestamp = "2022-03-07T10:00:00Z".parse().unwrap();
        let check = |value: &str, seconds| {
            assert_eq!(retry_after(value, now).map(|d| d.as_secs()), seconds, "{value}")
        };
        check("120", Some(120));
        check("Mon, 07 Mar 2022 10:01:00 GMT", Some(60));
        check("Mon, 07 Mar 2022 09:00:00 GMT", Some(0));
        check("soon", None);
    }
}
