//! Work on several threads with its results in order.

use std::num::NonZeroUsize;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};

/// How many items per thread may be done and not yet taken. It bounds the memory,
/// however many items there are.
const AHEAD: usize = 4;

/// An item with the place where its result goes.
type Job<T, R> = (T, SyncSender<R>);

/// Does `work` on all items with several threads and hands the results to `take`
/// in the order of the items.
///
/// # Errors
/// The first error of `take`, at which it stops.
///
/// # Panics
/// Where `work` does.
pub fn in_order<T: Send, R: Send, E>(
    threads: NonZeroUsize,
    items: impl Iterator<Item = T> + Send,
    work: impl Fn(T) -> R + Sync,
    mut take: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    if threads.get() == 1 {
        return items.map(work).try_for_each(&mut take);
    }
    let (to_workers, jobs) = sync_channel::<Job<T, R>>(threads.get());
    let (to_taker, results) = sync_channel::<Receiver<R>>(threads.get() * AHEAD);
    let jobs = Mutex::new(jobs);
    std::thread::scope(|scope| {
        // They own their ends of the channels, so that each stops when the next one has.
        let (jobs, work) = (&jobs, &work);
        scope.spawn(move || {
            for item in items {
                let (to_result, result) = sync_channel(1);
                if to_taker.send(result).is_err() || to_workers.send((item, to_result)).is_err() {
                    return;
                }
            }
        });
        for _ in 0..threads.get() {
            scope.spawn(move || {
                while let Some((item, to_result)) = next(jobs) {
                    // Where nobody waits for it any more, the result is not needed.
                    let _ = to_result.send(work(item));
                }
            });
        }
        // A result that never comes is that of a panic, which the scope passes on.
        results.into_iter().map_while(|result| result.recv().ok()).try_for_each(&mut take)
    })
}

fn next<J>(jobs: &Mutex<Receiver<J>>) -> Option<J> {
    jobs.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(threads: usize, count: u64, stop_at: u64) -> (Vec<u64>, Result<(), &'static str>) {
        let mut got = Vec::new();
        let work = |i: u64| {
            std::thread::sleep(std::time::Duration::from_micros(i * 7919 % 400));
            i * 2
        };
        let end = in_order(NonZeroUsize::new(threads).unwrap(), 0..count, work, |result| {
            if got.len() as u64 == stop_at {
                return Err("stopped");
            }
            got.push(result);
            Ok(())
        });
        (got, end)
    }

    #[test]
    fn results_come_in_the_order_of_the_items() {
        for threads in [1, 2, 5] {
            assert_eq!(run(threads, 100, 1000), ((0..100).map(|i| i * 2).collect(), Ok(())));
        }
    }

    #[test]
    fn the_first_error_ends_it_even_when_there_is_no_end_of_items() {
        for threads in [1, 3] {
            let (got, end) = run(threads, u64::MAX, 10);
            assert_eq!((got.len(), end), (10, Err("stopped")));
        }
    }

    #[test]
    #[should_panic(expected = "a scoped thread panicked")]
    fn a_panic_is_passed_on_and_hangs_nothing() {
        let work = |i: u64| assert!(i != 13, "on purpose");
        let _ = in_order(NonZeroUsize::new(2).unwrap(), 0..u64::MAX, work, |()| Ok::<_, ()>(()));
    }
}
