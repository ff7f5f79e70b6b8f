//! What was measured, as tables that fit a terminal of 80 columns and as JSON.

use std::fmt;

use serde_json::{Value, json};

use crate::{
    accuracy::{Accuracy, Figures, LAYERS},
    machine,
    peer::Peer,
    runs::{Speed, Summary},
    sample::Sample,
    worker::Task,
};

/// All that a run of the benchmark found.
pub struct Report<'a> {
    /// What was read.
    pub sample: &'a Sample,
    /// The program beside Truceline.
    pub peer: Option<&'a Peer>,
    /// Runs of each program.
    pub runs: u32,
    /// By task and processors.
    pub speed: Vec<Speed>,
    /// Where there was a treebank.
    pub accuracy: Option<Accuracy>,
}

impl Report<'_> {
    /// The same as JSON. `ratio` is Truceline's words a second over the peer's.
    pub fn json(&self) -> Value {
        let speed = |s: &Speed| json!({"task": s.task.name(), "cores": s.cores, "truceline": s.own, "peer": s.peer, "ratio": ratio(s)});
        let figures = |f: &Figures| json!({"gold_words": layers(&f.words), "raw_text": layers(&f.texts)});
        let accuracy = |a: &Accuracy| json!({"set": a.set, "truceline": figures(&a.own), "peer": a.peer.as_ref().map(figures)});
        json!({
            "processor": machine::processor(),
            "text": self.sample.path,
            "documents": self.sample.documents.len(),
            "drawn_from": self.sample.drawn_from,
            "words": self.sample.words(),
            "runs": self.runs,
            "peer": self.peer.map(|p| json!({"name": p.name, "model": p.model})),
            "speed": self.speed.iter().map(speed).collect::<Vec<_>>(),
            "accuracy": self.accuracy.as_ref().map(accuracy),
        })
    }

    fn write_speed(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let head = format!("{:>9}{:>4}{:>6}{:>6}", "words/s", "±%", "MiB", "ms");
        let peer = self.peer.map_or("", |p| &p.name);
        writeln!(f, "{:<22}{:^25}{peer:^25}", "", "Truceline")?;
        writeln!(f, "{:<22}{head}{}", "", if peer.is_empty() { String::new() } else { format!("{head}{:>7}", "ratio") })?;
        for speed in &self.speed {
            let task = match speed.task {
                Task::Words => "syntax, given words",
                Task::Text => "syntax, raw text",
                Task::Program => "whole program",
            };
            write!(f, "{task:<20}{:>2}{}", speed.cores, cells(&speed.own))?;
            match (&speed.peer, ratio(speed)) {
                (Some(peer), Some(ratio)) => writeln!(f, "{}{ratio:>7.2}", cells(peer))?,
                _ => writeln!(f)?,
            }
        }
        writeln!(f, "2nd column: processors; ±: half the range of runs; MiB: peak memory; ms: to load")
    }

    fn write_accuracy(&self, accuracy: &Accuracy, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "\n{:<36}{}", accuracy.set, LAYERS.map(|l| format!("{l:>8}")).concat())?;
        let mut line = |words: &str, who: &str, figures: &[f64]| {
            let figures: String = figures.iter().map(|v| format!("{v:>8.1}")).collect();
            writeln!(f, "{words:<14}{who:<22}{figures}")
        };
        for (words, of) in [("gold words", (|f| f.words) as fn(&Figures) -> [f64; 4]), ("raw text", |f| f.texts)] {
            line(words, "Truceline", &of(&accuracy.own))?;
            if let (Some(figures), Some(peer)) = (&accuracy.peer, self.peer) {
                line("", &peer.name, &of(figures))?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sample = self.sample;
        writeln!(f, "text       {}", sample.path.display())?;
        writeln!(f, "           {} of {} reports, {} words", sample.documents.len(), sample.drawn_from, sample.words())?;
        writeln!(f, "processor  {}; median of {} runs", machine::processor(), self.runs)?;
        match self.peer {
            Some(peer) => writeln!(f, "peer       {}, {}", peer.name, peer.model.display())?,
            None => writeln!(f, "peer       none; benches/README.md tells how to make one for --peer")?,
        }
        writeln!(f)?;
        self.write_speed(f)?;
        match &self.accuracy {
            Some(accuracy) => self.write_accuracy(accuracy, f),
            None => writeln!(f, "\naccuracy left out: no treebank (--gold)"),
        }
    }
}

fn cells(summary: &Summary) -> String {
    let peak = summary.peak_mib.map_or("?".to_owned(), |mib| format!("{mib:.0}"));
    format!("{:>9.0}{:>4.0}{peak:>6}{:>6.0}", summary.words_per_second, summary.spread, summary.load_ms)
}

/// Truceline's words a second over the peer's.
fn ratio(speed: &Speed) -> Option<f64> {
    speed.peer.as_ref().map(|peer| speed.own.words_per_second / peer.words_per_second)
}

fn layers(figures: &[f64; 4]) -> Value {
    LAYERS.iter().zip(figures).map(|(layer, figure)| (layer.to_lowercase(), json!(figure))).collect::<serde_json::Map<_, _>>().into()
}

#[cfg(test)]
mod tests {
    use super::{Report, ratio};
    use crate::{
        root,
        runs::{Speed, Summary},
        sample::Sample,
        worker::Task,
    };

    fn summary(words_per_second: f64) -> Summary {
        Summary { words_per_second, spread: 12.0, peak_mib: Some(120.4), load_ms: 1234.0 }
    }

    #[test]
    fn a_ratio_needs_both() {
        let both = Speed { task: Task::Words, cores: 1, own: summary(30_000.0), peer: Some(summary(8_000.0)) };
        assert_eq!(ratio(&both), Some(3.75));
        assert_eq!(ratio(&Speed { peer: None, ..both }), None);
    }

    #[test]
    fn tables_fit_a_terminal() {
        let sample = Sample::draw(&root().join("samples"), 100).unwrap();
        let speed = vec![Speed { task: Task::Words, cores: 2, own: summary(123_456.0), peer: Some(summary(8_000.0)) }];
        let report = Report { sample: &sample, peer: None, runs: 3, speed, accuracy: None };
        let printed = report.to_string();
        assert!(printed.lines().skip(1).all(|line| line.chars().count() <= 80), "{printed}");
        assert!(printed.contains("syntax, given words  2   123456  12   120  1234"), "{printed}");
        assert!(printed.contains("accuracy left out"));
        assert_eq!(report.json()["speed"][0]["ratio"], 15.432);
    }
}
