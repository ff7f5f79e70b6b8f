//! Work on several threads, results in input order.

use std::{
    collections::BTreeMap,
    sync::{Mutex, mpsc},
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
    let source = Mutex::new(items.enumerate());
    let (sender, results) = mpsc::sync_channel::<(usize, O)>(threads * 4);
    thread::scope(|scope| {
        for _ in 0..threads {
            let (sender, source, work) = (sender.clone(), &source, &work);
            scope.spawn(move || {
                loop {
                    let next = source.lock().unwrap_or_else(|e| e.into_inner()).next();
                    let Some((index, item)) = next else { return };
                    if sender.send((index, work(item))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        let mut waiting = BTreeMap::new();
        let mut next = 0;
        for (index, result) in results {
            waiting.insert(index, result);
            while let Some(result) = waiting.remove(&next) {
                next += 1;
                if !done(result) {
                    return;
                }
            }
        }
    });
}

#[cfg(test)]
mod tests {
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
