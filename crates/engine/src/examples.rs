//! Codes the examples that pattern files carry, and tells which of them are not coded as they say.

use std::{collections::BTreeMap, fmt};

use compact_str::CompactString;
use jiff::civil::{Date, date};
use truceline_events::Event;
use truceline_knowledge::{Example, Pattern, folded};
use truceline_mentions::Participant;
use truceline_text::Document;

use crate::{Coded, Engine};

/// The day on which every example is published.
pub(crate) const PUBLISHED: Date = date(2020, 1, 15);

/// In which way an example fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FailureKind {
    /// A `fires` sentence without an event by its pattern.
    NotFired,
    /// The pattern fired, but an actor or recipient named in the example is missing.
    WrongNames,
    /// A `silent` sentence with an event by its pattern.
    NotSilent,
}

impl FailureKind {
    /// The name printed for people.
    pub fn as_str(self) -> &'static str {
        match self {
            FailureKind::NotFired => "not fired",
            FailureKind::WrongNames => "wrong names",
            FailureKind::NotSilent => "not silent",
        }
    }
}

/// An example that is not coded as its pattern file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// File and line of the example (`attack.pattern:17`).
    pub at: String,
    /// Name of the pattern (`attack.pattern:12`).
    pub pattern: CompactString,
    /// In which way it fails.
    pub kind: FailureKind,
    /// The example's sentence.
    pub sentence: String,
    /// What was expected; empty for `silent`.
    pub expected: String,
    /// The events coded, one a line; empty where there is none.
    pub coded: Vec<String>,
    /// Another entry that coded the same type from one of this pattern's words.
    pub instead: Option<CompactString>,
}

/// Codes every example of every pattern and returns those that fail, in file order.
pub fn check(engine: &Engine) -> Vec<Failure> {
    check_only(engine, |_| true)
}

/// As [`check`], for the patterns that `wanted` picks.
pub fn check_only(engine: &Engine, wanted: impl Fn(&Pattern) -> bool) -> Vec<Failure> {
    let patterns = engine.knowledge().patterns.iter().filter(|p| wanted(p));
    patterns.flat_map(|p| p.examples.iter().filter_map(move |e| failure(engine, p, e))).collect()
}

/// The examples of one file or word, or of all, and how they fared.
#[derive(Clone, Debug)]
pub struct Report {
    /// Examples that were coded.
    pub total: usize,
    /// Those that are not coded as they say, in file order.
    pub failures: Vec<Failure>,
}

/// Codes the examples of the pattern file or word named, or all.
pub fn report(engine: &Engine, word: Option<&str>) -> Report {
    let wanted = |p: &Pattern| is_named(p, word);
    let total = engine.knowledge().patterns.iter().filter(|p| wanted(p)).map(|p| p.examples.len()).sum();
    Report { total, failures: check_only(engine, wanted) }
}

/// True for a pattern of the file or with the word named, and for each where none is.
pub fn is_named(pattern: &Pattern, word: Option<&str>) -> bool {
    let file = pattern.name.split_once(".pattern").map_or(pattern.name.as_str(), |(stem, _)| stem);
    word.is_none_or(|w| file == w || pattern.lemmas.iter().any(|l| l == w))
}

/// The failures under the names of their files, then how many there are of each kind.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut kinds: BTreeMap<FailureKind, usize> = BTreeMap::new();
        let mut files: Vec<(&str, usize)> = Vec::new();
        for failure in &self.failures {
            let file = failure.at.split(':').next().unwrap_or_default();
            match files.last_mut().filter(|(last, _)| *last == file) {
                Some((_, count)) => *count += 1,
                None => {
                    writeln!(f, "{file}")?;
                    files.push((file, 1));
                }
            }
            *kinds.entry(failure.kind).or_default() += 1;
            writeln!(f, "{failure}")?;
        }
        for (file, count) in files.iter().filter(|_| files.len() > 1) {
            writeln!(f, "    {file:<28}{count:5}")?;
        }
        for (kind, count) in kinds {
            writeln!(f, "  {:<12}{count:5}", kind.as_str())?;
        }
        let passing = self.total - self.failures.len();
        write!(f, "{passing} of {} examples pass ({:.1} %)", self.total, 100.0 * passing as f64 / self.total.max(1) as f64)
    }
}

fn failure(engine: &Engine, pattern: &Pattern, example: &Example) -> Option<Failure> {
    let document = Document { text: example.sentence.clone(), published: Some(PUBLISHED), ..Document::default() };
    let coded = engine.code(document);
    let kind = verdict(&coded, pattern, example)?;
    let file = pattern.name.split(':').next().unwrap_or_default();
    let other = |e: &&Event| e.pattern != pattern.name && e.event_type == pattern.event_type && is_word_of(&coded, e, pattern);
    let instead = match kind {
        FailureKind::NotFired => coded.events.iter().find(other).map(|e| e.pattern.clone()),
        FailureKind::WrongNames | FailureKind::NotSilent => None,
    };
    Some(Failure {
        at: format!("{file}:{}", example.line),
        pattern: pattern.name.clone(),
        kind,
        sentence: example.sentence.clone(),
        expected: if example.fires { expected(pattern, example) } else { String::new() },
        coded: coded.events.iter().map(|e| told(&coded, e)).collect(),
        instead,
    })
}

fn verdict(coded: &Coded, pattern: &Pattern, example: &Example) -> Option<FailureKind> {
    let mut fired = coded.events.iter().filter(|e| e.pattern == pattern.name).peekable();
    if !example.fires {
        return fired.peek().map(|_| FailureKind::NotSilent);
    }
    if fired.peek().is_none() {
        return Some(FailureKind::NotFired);
    }
    let (actors, recipients) = example.who.as_ref()?;
    let as_told = |e: &Event| all_in(coded, actors, &e.actors) && all_in(coded, recipients, &e.recipients);
    (!fired.any(as_told)).then_some(FailureKind::WrongNames)
}

/// True where every expected name is part of a coded one, by its longest form or as it stands in the sentence.
fn all_in(coded: &Coded, expected: &[String], participants: &[Participant]) -> bool {
    expected.iter().all(|name| {
        let wanted = folded(name);
        participants.iter().any(|p| folded(&p.name).contains(&wanted) || folded(p.span.of(&coded.document.text)).contains(&wanted))
    })
}

/// True where the event's trigger is one of the pattern's words.
fn is_word_of(coded: &Coded, event: &Event, pattern: &Pattern) -> bool {
    let Some(word) = coded.parse.words.get(event.head as usize) else { return false };
    let lemma = word.lemma.to_lowercase();
    pattern.lemmas.iter().any(|l| l.split('_').any(|part| part == lemma))
}

fn expected(pattern: &Pattern, example: &Example) -> String {
    match &example.who {
        Some((actors, recipients)) => format!("{} {} > {}", pattern.event_type.as_str(), actors.join(", "), recipients.join(", ")),
        None => pattern.event_type.as_str().to_owned(),
    }
}

/// An event on one line: its entry, type, trigger, status and sides.
pub(crate) fn told(coded: &Coded, e: &Event) -> String {
    let names = |list: &[Participant]| list.iter().map(|p| p.name.as_str()).collect::<Vec<_>>().join(", ");
    let trigger = e.trigger.of(&coded.document.text);
    format!("{} {} `{trigger}` {}: {} > {}", e.pattern, e.event_type.as_str(), e.status.as_str(), names(&e.actors), names(&e.recipients))
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "  {} ({}): {}: {}", self.at, self.pattern, self.kind.as_str(), self.sentence)?;
        if !self.expected.is_empty() {
            writeln!(f, "      expected {}", self.expected)?;
        }
        if let Some(other) = &self.instead {
            writeln!(f, "      coded by {other} instead")?;
        }
        for line in &self.coded {
            writeln!(f, "      coded    {line}")?;
        }
        Ok(())
    }
}
