//! Runs of both programs, one after the other on the same processors, and what they come to.

use std::{
    fs,
    path::Path,
    process::{Child, Command, Stdio},
};

use serde::{Deserialize, Serialize};

use crate::{Outcome, machine, peer::Peer, sample::Sample, worker::Task};

/// What is measured: a task on some processors.
const PARTS: [(Task, usize); 6] =
    [(Task::Words, 1), (Task::Words, 2), (Task::Text, 1), (Task::Text, 2), (Task::Program, 1), (Task::Program, 2)];

/// Both programs at one task on so many processors.
pub struct Speed {
    /// What was done.
    pub task: Task,
    /// On how many processors.
    pub cores: usize,
    /// Truceline.
    pub own: Summary,
    /// The peer, where there is one that has the task.
    pub peer: Option<Summary>,
}

/// Several runs of one program.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Summary {
    /// Median; without loading.
    pub words_per_second: f64,
    /// Half the range of the runs over their median, in per cent.
    pub spread: f64,
    /// The largest of the runs, in MiB; over all of the program's processes.
    pub peak_mib: Option<f64>,
    /// Median, in milliseconds.
    pub load_ms: f64,
}

/// What a worker prints: seconds to load, seconds of work, peak memory in KiB.
#[derive(Clone, Debug, PartialEq, Deserialize)]
struct Run {
    load: f64,
    work: f64,
    peak_kib: Option<u64>,
}

/// Measures every part for which the machine has the processors.
pub fn measure(sample: &Sample, peer: Option<&Peer>, runs: u32) -> Outcome<Vec<Speed>> {
    let folder = tempfile::tempdir()?;
    let (words, texts) = (folder.path().join("words.conllu"), folder.path().join("texts.jsonl"));
    fs::write(&words, sample.conllu())?;
    fs::write(&texts, sample.jsonl())?;
    let processors = machine::processors();
    let count = processors.as_ref().map_or_else(|| std::thread::available_parallelism().map_or(1, usize::from), Vec::len);
    let mut out = Vec::new();
    for (task, cores) in PARTS.into_iter().filter(|(_, cores)| *cores <= count) {
        let input = if task == Task::Words { &words } else { &texts };
        let pinned = processors.as_ref().map(|p| &p[..cores]);
        let peer = peer.filter(|_| task != Task::Program);
        out.push(speed(task, cores, sample.words(), runs, |side| match side {
            Side::Own => own(task, input, cores, pinned).map(Some),
            Side::Peer => peer.map(|p| beside(p, task, input, cores, pinned)).transpose(),
        })?);
    }
    Ok(out)
}

/// Whose turn it is.
#[derive(Clone, Copy)]
enum Side {
    Own,
    Peer,
}

/// The two take turns, and who begins changes too, so that a machine that slows down slows both.
fn speed(task: Task, cores: usize, words: usize, runs: u32, mut run: impl FnMut(Side) -> Outcome<Option<Run>>) -> Outcome<Speed> {
    let (mut own, mut peer) = (Vec::new(), Vec::new());
    for number in 0..runs {
        eprintln!("{}, {cores} of the processors: run {} of {runs}", task.name(), number + 1);
        for side in if number % 2 == 0 { [Side::Own, Side::Peer] } else { [Side::Peer, Side::Own] } {
            match side {
                Side::Own => own.extend(run(side)?),
                Side::Peer => peer.extend(run(side)?),
            }
        }
    }
    let own = summary(words, &own).ok_or("no run")?;
    Ok(Speed { task, cores, own, peer: summary(words, &peer) })
}

/// Truceline works on as many threads as it has processors.
fn own(task: Task, input: &Path, cores: usize, pinned: Option<&[usize]>) -> Outcome<Run> {
    let program = std::env::current_exe()?.to_string_lossy().into_owned();
    let command = [&program, "worker", task.name(), &input.to_string_lossy(), &cores.to_string()].map(str::to_owned);
    finish(start(&command, pinned)?)
}

/// The peer knows no threads: on two processors two of it share the reports. The slower one counts.
fn beside(peer: &Peer, task: Task, input: &Path, cores: usize, pinned: Option<&[usize]>) -> Outcome<Run> {
    let one = |part: usize| start(&peer.worker(task, input, part, cores), pinned.map(|p| &p[part..=part]));
    let started = (0..cores).map(one).collect::<Outcome<Vec<Child>>>()?;
    let runs = started.into_iter().map(finish).collect::<Outcome<Vec<Run>>>()?;
    Ok(together(&runs))
}

/// What processes that work side by side come to.
fn together(runs: &[Run]) -> Run {
    let slowest = |part: fn(&Run) -> f64| runs.iter().map(part).fold(0.0, f64::max);
    Run { load: slowest(|r| r.load), work: slowest(|r| r.work), peak_kib: runs.iter().map(|r| r.peak_kib).sum() }
}

/// Starts a command on the processors named.
fn start(command: &[String], pinned: Option<&[usize]>) -> Outcome<Child> {
    let list = pinned.map(|p| p.iter().map(usize::to_string).collect::<Vec<_>>().join(","));
    let pin = list.into_iter().flat_map(|list| ["taskset".to_owned(), "--cpu-list".to_owned(), list]);
    let words: Vec<String> = pin.chain(command.iter().cloned()).collect();
    let child = Command::new(&words[0]).args(&words[1..]).stdout(Stdio::piped()).spawn();
    child.map_err(|e| format!("{}: cannot be started: {e}", words[0]).into())
}

fn finish(child: Child) -> Outcome<Run> {
    let output = child.wait_with_output()?;
    if !output.status.success() {
        return Err(format!("a run failed: {}", output.status).into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// `None` where there was no run.
fn summary(words: usize, runs: &[Run]) -> Option<Summary> {
    let rates: Vec<f64> = runs.iter().map(|r| words as f64 / r.work).collect();
    let middle = median(&rates)?;
    let (low, high) = rates.iter().fold((f64::INFINITY, 0.0_f64), |(l, h), r| (l.min(*r), h.max(*r)));
    let loads: Vec<f64> = runs.iter().map(|r| r.load * 1e3).collect();
    Some(Summary {
        words_per_second: middle,
        spread: 50.0 * (high - low) / middle,
        peak_mib: runs.iter().filter_map(|r| r.peak_kib).max().map(|kib| kib as f64 / 1024.0),
        load_ms: median(&loads)?,
    })
}

/// The middle one, or the mean of the middle two; `None` of nothing.
fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    match sorted.len() % 2 {
        1 => sorted.get(middle).copied(),
        _ => Some((sorted.get(middle.checked_sub(1)?)? + sorted.get(middle)?) / 2.0),
    }
}

#[cfg(test)]
mod tests {
    use super::{Run, median, summary, together};

    fn run(load: f64, work: f64, peak_kib: Option<u64>) -> Run {
        Run { load, work, peak_kib }
    }

    #[test]
    fn the_middle_counts() {
        assert_eq!([median(&[3.0, 1.0, 2.0]), median(&[4.0, 1.0]), median(&[])], [Some(2.0), Some(2.5), None]);
    }

    #[test]
    fn runs_come_to_a_summary() {
        let runs = [run(0.02, 2.0, Some(1024)), run(0.04, 1.0, Some(2048)), run(0.03, 4.0, None)];
        let found = summary(1000, &runs).unwrap();
        assert_eq!((found.words_per_second, found.peak_mib, found.load_ms), (500.0, Some(2.0), 30.0));
        assert_eq!(found.spread, 75.0, "from 250 to 1000 words a second round 500");
        assert_eq!(summary(1000, &[]), None);
    }

    #[test]
    fn side_by_side_the_slower_counts_and_memory_adds_up() {
        let both = together(&[run(1.0, 5.0, Some(10)), run(2.0, 4.0, Some(20))]);
        assert_eq!(both, run(2.0, 5.0, Some(30)));
        assert_eq!(together(&[run(1.0, 5.0, None), run(2.0, 4.0, Some(20))]).peak_kib, None);
    }

    #[test]
    fn reads_what_a_worker_prints() {
        let found: Run = serde_json::from_str(r#"{"load": 0.5, "work": 2, "peak_kib": null}"#).unwrap();
        assert_eq!(found, run(0.5, 2.0, None));
    }
}
