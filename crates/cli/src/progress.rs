//! How far a long run has come, on standard error where that is a terminal.

use std::{
    io::{self, IsTerminal, Read},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A run shorter than this shows no progress.
const PATIENCE: Duration = Duration::from_secs(2);

/// Progress of a run. Draws nothing before two seconds have passed.
pub struct Progress {
    bar: Option<ProgressBar>,
    began: Instant,
    read: Arc<AtomicU64>,
    reports: u64,
}

impl Progress {
    /// Begins. `total` is the input's size in bytes where that is known. `shown` is false where results go to the
    /// same terminal: they show the progress themselves.
    pub fn start(total: Option<u64>, shown: bool) -> Self {
        let bar = (shown && io::stderr().is_terminal()).then(|| {
            let bar = ProgressBar::with_draw_target(total, ProgressDrawTarget::hidden());
            let template = match total {
                Some(_) => "{wide_bar} {percent}%  {msg}  {elapsed} gone, {eta} to go",
                None => "{spinner} {msg}  {elapsed} gone",
            };
            bar.with_style(ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()))
        });
        Self { bar, began: Instant::now(), read: Arc::default(), reports: 0 }
    }

    /// The count of bytes read so far, for [`Counted`].
    pub fn counter(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.read)
    }

    /// One more report is done.
    pub fn advance(&mut self) {
        self.reports += 1;
        let Some(bar) = &self.bar else { return };
        let elapsed = self.began.elapsed();
        if elapsed < PATIENCE {
            return;
        }
        let rate = self.reports as f64 / elapsed.as_secs_f64();
        bar.set_position(self.read.load(Ordering::Relaxed));
        bar.set_message(format!("{} reports, {rate:.0} a second", self.reports));
        if bar.is_hidden() {
            bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }

    /// Writes messages with the bar out of the way.
    pub fn aside(&self, tell: impl FnOnce()) {
        match &self.bar {
            Some(bar) => bar.suspend(tell),
            None => tell(),
        }
    }

    /// Takes the bar off the screen.
    pub fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

/// Shows on a terminal that something is being done whose end is not known, until it is finished.
pub fn spinner(what: &'static str) -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new_spinner();
    let style = ProgressStyle::with_template("{spinner} {msg}  {elapsed} gone").unwrap_or_else(|_| ProgressStyle::default_spinner());
    bar.set_style(style);
    bar.set_message(what);
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

/// A stream that counts its bytes.
pub struct Counted<R> {
    inner: R,
    count: Arc<AtomicU64>,
}

impl<R> Counted<R> {
    /// Counts `inner`'s bytes onto `count`.
    pub fn new(inner: R, count: Arc<AtomicU64>) -> Self {
        Self { inner, count }
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(into)?;
        self.count.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}
