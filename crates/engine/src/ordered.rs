//! Work on several threads, results in input order.

use std::{
    collections::BTreeMap,
    sync::{Condvar, Mutex, mpsc},
    thread,
};

/// Applies `work` to every item on `threads` threads (at least one) and hands the results to `done` in input
/// order, holding back at most a few items a thread. Stops early where `done` returns false.
pub fn in_order<I, O, W, D>(items: impl Iterator<Item = I> + Send, threads: usize, work: W, mut done: D)
where
    I: Send,
    O: Send,
    W: Fn(I) -> O + Sync,
    D: FnMut(O) -> bool,
{
    let threads = threads.max(1);
    if threads == 1 {
        for item in items {
            if !done(work(item)) {
                return;
            }
        }
        return;
    }
    let ahead = threads * 4;
    let source = Mutex::new(items.enumerate());
    let turn = Turn { next: Mutex::new(0), moved: Condvar::new() };
    let (sender, results) = mpsc::sync_channel::<(usize, O)>(ahead);
    thread::scope(|scope| {
        for _ in 0..threads {
            let (sender, source, work, turn) = (sender.clone(), &source, &work, &turn);
            scope.spawn(move || {
                let _open = OpenWhenPanicking(turn);
                loop {
                    let next = source.lock().unwrap_or_else(|e| e.into_inner()).next();
                    let Some((index, item)) = next else { return };
                    // One slow item must not let the results of all later ones pile up in memory.
                    turn.wait_until(index.saturating_sub(ahead));
                    if sender.send((index, work(item))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        let mut waiting = BTreeMap::new();
        let mut next = 0;
        'all: for (index, result) in &results {
            waiting.insert(index, result);
            while let Some(result) = waiting.remove(&next) {
                next += 1;
                if !done(result) {
                    break 'all;
                }
            }
            turn.advance(next);
        }
        turn.advance(usize::MAX);
        drop(results);
    });
}

/// How many results were handed on; threads that are too far ahead wait for it.
struct Turn {
    next: Mutex<usize>,
    moved: Condvar,
}

impl Turn {
    fn wait_until(&self, least: usize) {
        let mut next = self.next.lock().unwrap_or_else(|e| e.into_inner());
        while *next < least {
            next = self.moved.wait(next).unwrap_or_else(|e| e.into_inner());
        }
    }

    /// Hands on the turn; it never goes back.
    fn advance(&self, to: usize) {
        let mut next = self.next.lock().unwrap_or_else(|e| e.into_inner());
        *next = to.max(*next);
        self.moved.notify_all();
    }
}

/// Lets the others go where `work` panics, so that the panic is passed on and nobody waits for a turn that never comes.
struct OpenWhenPanicking<'t>(&'t Turn);

impl Drop for OpenWhenPanicking<'_> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.advance(usize::MAX);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{
        sync::atomic::{AtomicUsize, Ordering},
        thread,
        time::Duration,
    };

    use super::in_order;

    #[test]
    fn keeps_order_on_many_threads() {
        let mut out = Vec::new();
        in_order(
            0..500,
            4,
            |i| i * 2,
            |o| {
                out.push(o);
                true
            },
        );
        assert_eq!(out, (0..500).map(|i| i * 2).collect::<Vec<_>>());
    }

    #[test]
    fn fast_items_do_not_run_far_ahead_of_a_slow_one() {
        let (threads, most) = (4, AtomicUsize::new(0));
        let slow = |i: usize| {
            if i == 0 {
                thread::sleep(Duration::from_millis(200));
            }
            most.fetch_max(i, Ordering::Relaxed);
            // What was worked on when the first result is not out yet.
            most.load(Ordering::Relaxed)
        };
        let mut first = None;
        in_order(0..100_000, threads, slow, |seen| {
            first.get_or_insert(seen);
            true
        });
        assert!(first.is_some_and(|seen| seen <= threads * 5), "{first:?}");
    }

    #[test]
    #[should_panic]
    fn a_panic_is_passed_on() {
        in_order(0..1_000, 4, |i| assert_ne!(i, 3), |()| true);
    }

    #[test]
    fn stops_when_told() {
        let mut seen = 0;
        in_order(
            0..10_000,
            3,
            |i| i,
            |_| {
                seen += 1;
                seen < 10
            },
        );
        assert_eq!(seen, 10);
    }
}
