//! Why a sentence is coded as it is: the entries that were tried for each of its words.

use std::fmt;

use compact_str::CompactString;
use truceline_events::{
    Scene, Status, code_all,
    frames::{Frame, frame, verb_lemma},
    matching::{Coded, Trial, coded_by, trials},
    status,
};
use truceline_knowledge::WordClass;
use truceline_syntax::View;
use truceline_text::Document;

use crate::{Engine, examples::told};

/// A verb or noun with the entries that list it.
#[derive(Clone, Debug)]
pub struct Explained {
    /// The word as it stands.
    pub word: String,
    /// `verb attack`: class and lemma under which entries are looked for.
    pub predicate: String,
    /// Its arguments by role: `subject Rebels`.
    pub arguments: Vec<String>,
    /// The entries that list it, those tried first first.
    pub tried: Vec<Tried>,
    /// The events that it makes, or why it makes none.
    pub outcome: Vec<String>,
}

/// An entry that lists the word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tried {
    /// `attack.pattern:12`.
    pub entry: CompactString,
    /// The name under which it lists the word, with particle or modifier.
    pub key: String,
    /// Type and mode that it codes.
    pub code: String,
    /// Number of its conditions.
    pub conditions: usize,
    /// `if` lines that do not hold; none where it fits.
    pub failed: Vec<String>,
    /// True for the entry that coded the word.
    pub chosen: bool,
}

/// Explains every verb of a text, and every noun that some entry lists.
pub fn why(engine: &Engine, document: Document) -> Vec<Explained> {
    let coded_document = engine.code(document);
    let view = coded_document.view();
    let scene = Scene { view: &view, knowledge: engine.knowledge(), mentions: &coded_document.mentions, coded: &[] };
    let coded = code_all(scene);
    let scene = Scene { coded: &coded, ..scene };
    let mut out = Vec::new();
    for token in 0..view.len() {
        let Some(frame) = frame(&view, scene.knowledge, token) else { continue };
        let trials = trials(scene, &frame);
        if trials.is_empty() && !frame.is_verb {
            continue;
        }
        let chosen = coded_by(scene, token);
        let events = coded_document.events.iter().filter(|e| e.head == token);
        let mut outcome: Vec<String> = events.map(|e| told(&coded_document, e)).collect();
        if outcome.is_empty() {
            outcome.push(chosen.map_or_else(|| "no entry fits".to_owned(), |c| unmade(scene, c)));
        }
        let class = if frame.class() == WordClass::Verb { "verb" } else { "noun" };
        let lemma = if frame.is_verb { verb_lemma(&view, token) } else { view.lemma(token).to_owned() };
        out.push(Explained {
            word: view.form(token).to_owned(),
            predicate: format!("{class} {lemma}"),
            arguments: arguments(&view, &frame),
            tried: trials.into_iter().map(|t| tried(t, chosen)).collect(),
            outcome,
        });
    }
    out
}

fn tried(trial: Trial, chosen: Option<&Coded>) -> Tried {
    let pattern = trial.pattern;
    let mode = pattern.mode.as_deref().map(|m| format!(" {m}")).unwrap_or_default();
    Tried {
        entry: pattern.name.clone(),
        key: trial.key,
        code: format!("{}{mode}", pattern.event_type),
        conditions: pattern.conditions.len(),
        failed: trial.failed.iter().map(ToString::to_string).collect(),
        chosen: chosen.is_some_and(|c| c.pattern.name == pattern.name),
    }
}

/// Why a word that an entry codes makes no event.
fn unmade(scene: Scene, coded: &Coded) -> String {
    let reading = status::read(scene, &coded.frame);
    let because = if reading.reasons.is_empty() { String::new() } else { format!(" ({})", reading.reasons.join(", ")) };
    if reading.absorbed {
        format!("no event of its own: part of another{because}")
    } else if matches!(reading.status, Status::Hypothetical | Status::Negated) {
        format!("no event: {}{because}", reading.status.as_str())
    } else {
        format!("no event of its own: merged with another, or no side is found{because}")
    }
}

fn arguments(view: &View, frame: &Frame) -> Vec<String> {
    let named = |role: &str, tokens: &[u32]| tokens.iter().map(|&t| format!("{role} {}", view.form(t))).collect::<Vec<_>>();
    let mut out = named("subject", &frame.subjects);
    out.extend(named("object", &frame.objects));
    out.extend(frame.obliques.iter().map(|(p, t)| format!("{p} {}", view.form(*t))));
    out.extend(named("possessive", &frame.possessives));
    out.extend(named("modifier", &frame.modifiers));
    out.extend(frame.clause.map(|c| format!("clause {}", view.form(c))));
    out
}

impl fmt::Display for Explained {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} ({})", self.word, self.predicate)?;
        if !self.arguments.is_empty() {
            writeln!(f, "    {}", self.arguments.join("; "))?;
        }
        for tried in &self.tried {
            let verdict = match (tried.chosen, tried.failed.is_empty()) {
                (true, _) => "codes it".to_owned(),
                (false, true) => {
                    format!("fits too, but yields to one tried before it or with more than its {} conditions", tried.conditions)
                }
                (false, false) => format!("fails: {}", tried.failed.join("; ")),
            };
            writeln!(f, "    {:<24} {:<16} {:<20} {verdict}", tried.entry, tried.key, tried.code)?;
        }
        for outcome in &self.outcome {
            writeln!(f, "    -> {outcome}")?;
        }
        Ok(())
    }
}
