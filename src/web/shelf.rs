//! What takes long to make of the ledger, kept for as long as the ledger says the same.

use std::collections::{HashMap, HashSet};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::digest::days_of;
use crate::ledger::Ledger;
use crate::weave::Week;

use super::fault::Fault;
use super::pool::Pool;

/// How long a page waits for what is made anew, where there is an older one to show.
const PATIENCE: Duration = Duration::from_secs(2);

/// How many weeks are kept at hand.
const AT_HAND: usize = 64;

/// Makes one of a week, of what the ledger says of it and of the weeks on which a digest
/// of it looks back.
pub(super) type Make<T> = Arc<dyn Fn(&Ledger, Week) -> Result<T, Fault> + Send + Sync>;

/// Things of one kind, one for each week.
pub(super) struct Shelf<T> {
    /// Under which name the ledger keeps them, before that of the week.
    name: &'static str,
    /// What they depend on besides the ledger.
    edition: String,
    make: Make<T>,
    pool: Arc<Pool>,
    copies: Mutex<HashMap<Week, Copy<T>>>,
    /// The weeks of which one is being made beside the requests.
    under_way: Mutex<HashSet<Week>>,
    /// Held while something is made, of whichever kind: making takes memory.
    making: Arc<Mutex<()>>,
    patience: Duration,
}

struct Copy<T> {
    /// Of the ledger and the edition of which it was made.
    stamp: String,
    /// When its making began; `None` where the ledger had kept it.
    begun: Option<Instant>,
    thing: Arc<T>,
}

impl<T> Clone for Copy<T> {
    fn clone(&self) -> Self {
        Self { stamp: self.stamp.clone(), begun: self.begun, thing: self.thing.clone() }
    }
}

/// A thing of a shelf.
pub(super) struct Recent<T> {
    pub thing: Arc<T>,
    /// Whether the ledger has changed since, and it is being made anew.
    pub is_old: bool,
}

impl<T: Serialize + DeserializeOwned + Send + Sync + 'static> Shelf<T> {
    pub fn new(
        name: &'static str,
        edition: &str,
        make: Make<T>,
        pool: &Arc<Pool>,
        making: &Arc<Mutex<()>>,
    ) -> Self {
        Self {
            name,
            edition: edition.to_owned(),
            make,
            pool: pool.clone(),
            copies: Mutex::default(),
            under_way: Mutex::default(),
            making: making.clone(),
            patience: PATIENCE,
        }
    }

    /// The one of a week as the ledger is now, made where there is none yet. Who asks
    /// while it is made waits, and has what was begun after he asked.
    pub fn now(&self, ledger: &Ledger, week: Week) -> Result<Arc<T>, Fault> {
        let asked = Instant::now();
        if let Some(thing) = self.kept(ledger, week, &self.stamp(ledger, week)?)? {
            return Ok(thing);
        }
        let _making = lock(&self.making);
        let is_after = |copy: &&Copy<T>| copy.begun.is_some_and(|begun| begun >= asked);
        if let Some(copy) = lock(&self.copies).get(&week).filter(is_after) {
            return Ok(copy.thing.clone());
        }
        let (begun, stamp) = (Some(Instant::now()), self.stamp(ledger, week)?);
        if let Some(thing) = self.kept(ledger, week, &stamp)? {
            return Ok(thing);
        }
        let thing = (self.make)(ledger, week)?;
        ledger.keep(&self.named(week), &stamp, &serde_json::to_string(&thing)?)?;
        Ok(self.put(week, Copy { stamp, begun, thing: Arc::new(thing) }))
    }

    /// The one of a week as the ledger is now, or, where making it takes long, as the
    /// ledger was before; then it is made anew meanwhile.
    pub fn recent(self: &Arc<Self>, ledger: &Ledger, week: Week) -> Result<Recent<T>, Fault> {
        let stamp = self.stamp(ledger, week)?;
        let is_new = |thing| Recent { thing, is_old: false };
        if let Some(thing) = self.kept(ledger, week, &stamp)? {
            return Ok(is_new(thing));
        }
        let Some(old) = self.old(ledger, week)? else {
            return self.now(ledger, week).map(is_new);
        };
        if let Some(made) = self.begin(week) {
            match made.recv_timeout(self.patience) {
                Ok(made) => return made.map(is_new),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(Fault::Broken(format!("making the {} of {week} broke off", self.name)));
                }
            }
        }
        let copies = lock(&self.copies);
        let newest = copies.get(&week).unwrap_or(&old);
        Ok(Recent { thing: newest.thing.clone(), is_old: newest.stamp != stamp })
    }

    /// Begins to make one beside the requests; `None` where that is under way.
    fn begin(self: &Arc<Self>, week: Week) -> Option<Receiver<Result<Arc<T>, Fault>>> {
        if !lock(&self.under_way).insert(week) {
            return None;
        }
        let (done, made) = channel();
        let shelf = self.clone();
        std::thread::spawn(move || {
            let made = {
                let _ended = Ended { shelf: &shelf, week };
                shelf.pool.with(|ledger| shelf.now(ledger, week))
            };
            if let Err(unheard) = done.send(made)
                && let Err(fault) = unheard.0
            {
                eprintln!("the {} of {week} could not be made anew: {fault}", shelf.name);
            }
        });
        Some(made)
    }

    /// The one that was made at this stamp.
    fn kept(&self, ledger: &Ledger, week: Week, stamp: &str) -> Result<Option<Arc<T>>, Fault> {
        let is_it = |copy: &Copy<T>| copy.stamp == stamp;
        if let Some(copy) = lock(&self.copies).get(&week).filter(|copy| is_it(copy)) {
            return Ok(Some(copy.thing.clone()));
        }
        Ok(self.in_ledger(ledger, week)?.filter(is_it).map(|copy| self.put(week, copy)))
    }

    /// The one that was made last, of whichever state of the ledger.
    fn old(&self, ledger: &Ledger, week: Week) -> Result<Option<Copy<T>>, Fault> {
        if let Some(copy) = lock(&self.copies).get(&week) {
            return Ok(Some(copy.clone()));
        }
        self.in_ledger(ledger, week)
    }

    /// The one that the ledger keeps, where this edition made it.
    fn in_ledger(&self, ledger: &Ledger, week: Week) -> Result<Option<Copy<T>>, Fault> {
        let Some((stamp, content)) = ledger.kept(&self.named(week))? else { return Ok(None) };
        if !stamp.ends_with(&self.edition) {
            return Ok(None);
        }
        Ok(Some(Copy { stamp, begun: None, thing: Arc::new(serde_json::from_str(&content)?) }))
    }

    fn put(&self, week: Week, copy: Copy<T>) -> Arc<T> {
        let mut copies = lock(&self.copies);
        if copies.len() >= AT_HAND {
            copies.clear();
        }
        let thing = copy.thing.clone();
        copies.insert(week, copy);
        thing
    }

    fn named(&self, week: Week) -> String {
        format!("{} {week}", self.name)
    }

    /// Of what the ledger says of a week and those before it, and of the edition.
    fn stamp(&self, ledger: &Ledger, week: Week) -> Result<String, Fault> {
        let (first, last) = days_of(week);
        Ok(format!("{} {}", ledger.stamp(first, last)?, self.edition))
    }
}

/// The end of a making, however it ends.
struct Ended<'a, T> {
    shelf: &'a Shelf<T>,
    week: Week,
}

impl<T> Drop for Ended<'_, T> {
    fn drop(&mut self) {
        lock(&self.shelf.under_way).remove(&self.week);
    }
}

fn lock<T>(one: &Mutex<T>) -> MutexGuard<'_, T> {
    one.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use jiff::Timestamp;

    use super::*;
    use crate::digest::Sample;
    use crate::ledger::Incoming;

    const WEEK: &str = "2022-W10";

    /// A ledger, and a shelf whose things are numbered as they are made; each waits for a
    /// word before it is done.
    fn shelf(patience: Duration) -> (tempfile::TempDir, Arc<Shelf<usize>>, std::sync::mpsc::Sender<()>) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.db");
        Ledger::open_or_create(&path).unwrap();
        let (go, wait) = channel();
        let (wait, made) = (Mutex::new(wait), AtomicUsize::new(0));
        let make: Make<usize> = Arc::new(move |_, _| {
            let _ = lock(&wait).recv();
            Ok(made.fetch_add(1, Ordering::SeqCst))
        });
        let pool = Arc::new(Pool::open(path.into()).unwrap());
        let mut shelf = Shelf::new("thing", "1", make, &pool, &Arc::default());
        shelf.patience = patience;
        (folder, Arc::new(shelf), go)
    }

    fn recent(shelf: &Arc<Shelf<usize>>) -> (usize, bool) {
        let recent = shelf.pool.with(|ledger| shelf.recent(ledger, WEEK.parse().unwrap())).unwrap();
        (*recent.thing, recent.is_old)
    }

    /// A document comes in.
    fn change(shelf: &Shelf<usize>, text: &str) {
        let document = Sample::official("White House", "USA", "2022-03-08", text).done();
        let incoming = Incoming { document, original: text.as_bytes().to_vec() };
        shelf.pool.with(|ledger| ledger.store(&[incoming], "fast", Timestamp::UNIX_EPOCH)).unwrap();
    }

    #[test]
    fn what_takes_long_is_shown_as_it_was_until_it_is_made() {
        let (_folder, shelf, go) = shelf(Duration::from_millis(20));
        go.send(()).unwrap();
        assert_eq!(recent(&shelf), (0, false));
        assert_eq!(recent(&shelf), (0, false), "it was made again though nothing changed");
        change(&shelf, "One.");
        assert_eq!(recent(&shelf), (0, true));
        assert_eq!(recent(&shelf), (0, true));
        go.send(()).unwrap();
        let until = Instant::now() + Duration::from_secs(20);
        while recent(&shelf) == (0, true) && Instant::now() < until {
            std::thread::sleep(Duration::from_millis(5));
        }
        assert_eq!(recent(&shelf), (1, false));
    }

    #[test]
    fn what_is_ready_soon_is_waited_for() {
        let (_folder, shelf, go) = shelf(Duration::from_secs(60));
        for made in 0..3 {
            change(&shelf, &format!("Text {made}."));
            go.send(()).unwrap();
            assert_eq!(recent(&shelf), (made, false));
        }
    }

    #[test]
    fn who_asks_while_one_is_made_has_one_that_was_begun_after() {
        let (_folder, shelf, go) = shelf(Duration::from_millis(20));
        let now = |shelf: &Arc<Shelf<usize>>| {
            *shelf.pool.with(|ledger| shelf.now(ledger, WEEK.parse().unwrap())).unwrap()
        };
        std::thread::scope(|scope| {
            let first = scope.spawn(|| now(&shelf));
            std::thread::sleep(Duration::from_millis(50));
            change(&shelf, "One.");
            let later: Vec<_> = (0..4).map(|_| scope.spawn(|| now(&shelf))).collect();
            std::thread::sleep(Duration::from_millis(50));
            go.send(()).unwrap();
            go.send(()).unwrap();
            assert_eq!(first.join().unwrap(), 0);
            // One making is enough for all four.
            later.into_iter().for_each(|one| assert_eq!(one.join().unwrap(), 1));
        });
    }
}
