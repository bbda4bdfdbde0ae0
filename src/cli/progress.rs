//! How far long work is, on a terminal.

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

/// How often the line is written.
const PERIOD: Duration = Duration::from_millis(200);

/// A line on standard error that is written over and over; nothing where standard
/// error is no terminal.
pub(super) struct Progress {
    what: &'static str,
    done: u64,
    since: Instant,
    /// When it was last written; `None` where there is no terminal.
    shown: Option<Instant>,
}

impl Progress {
    /// Counts things called `what`. Where results run over the same terminal they
    /// are progress enough: then `beside_results` is true.
    pub(super) fn new(what: &'static str, beside_results: bool) -> Self {
        let is_wanted =
            std::io::stderr().is_terminal() && !(beside_results && std::io::stdout().is_terminal());
        let now = Instant::now();
        Self { what, done: 0, since: now, shown: is_wanted.then_some(now) }
    }

    /// One more is done.
    pub(super) fn step(&mut self) {
        self.reach(self.done + 1);
    }

    /// So many are done.
    pub(super) fn reach(&mut self, done: u64) {
        self.done = done;
        let Some(shown) = self.shown else { return };
        if shown.elapsed() >= PERIOD {
            let speed = self.done as f64 / self.since.elapsed().as_secs_f64();
            eprint!("\r\x1b[K{} {}, {speed:.0} a second", self.done, self.what);
            // A terminal that cannot be written is no reason to stop.
            let _ = std::io::stderr().flush();
            self.shown = Some(Instant::now());
        }
    }

    /// Takes the line away, for what is written next.
    pub(super) fn clear(&self) {
        if self.shown.is_some() {
            eprint!("\r\x1b[K");
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.clear();
    }
}
