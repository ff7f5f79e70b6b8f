//! Phrases that tell what became of ceasefires and talks.

use serde::Deserialize;

use crate::{KnowledgeError, files::File, names::folded, tables::read};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OutcomeFile {
    truce_end: Vec<Entry>,
    talks_outcome: Vec<Entry>,
    talks_status: Vec<Entry>,
    talks_phase: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    how: String,
    phrases: Vec<String>,
}

/// Word lists of `lexicon/outcomes.toml`.
#[derive(Default)]
pub struct Outcomes {
    /// How a ceasefire ended.
    pub truce_end: Phrases,
    /// What came of talks.
    pub talks_outcome: Phrases,
    /// Talks that did not take place as planned.
    pub talks_status: Phrases,
    /// Whether a sentence tells of talks that they begin (`opened`) or are over (`closed`).
    pub talks_phase: Phrases,
}

/// Names, each with the phrases that tell it.
#[derive(Default)]
pub struct Phrases(Vec<(String, Vec<Phrase>)>);

/// Words; those that may have any ending are marked.
type Phrase = Vec<(String, bool)>;

impl Outcomes {
    pub(crate) fn load(file: &File) -> Result<Self, KnowledgeError> {
        let lists: OutcomeFile = read(file)?;
        Ok(Self {
            truce_end: Phrases::of(lists.truce_end),
            talks_outcome: Phrases::of(lists.talks_outcome),
            talks_status: Phrases::of(lists.talks_status),
            talks_phase: Phrases::of(lists.talks_phase),
        })
    }
}

impl Phrases {
    fn of(entries: Vec<Entry>) -> Self {
        let word = |w: &str| (folded(w), w.ends_with('*'));
        let phrase = |p: &String| p.split(' ').map(word).collect();
        Self(entries.into_iter().map(|e| (e.how, e.phrases.iter().map(phrase).collect())).collect())
    }

    /// The name of the first entry with a phrase in the sentence.
    pub fn told(&self, sentence: &str) -> Option<&str> {
        let folded = folded(sentence);
        let words: Vec<&str> = folded.split(' ').collect();
        let is = |(wanted, open): &(String, bool), word: &str| if *open { word.starts_with(wanted.as_str()) } else { word == wanted };
        let found = |p: &Phrase| words.windows(p.len()).any(|w| p.iter().zip(w).all(|(a, b)| is(a, b)));
        self.0.iter().find(|(_, phrases)| phrases.iter().any(found)).map(|(how, _)| how.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_whole_words_with_open_ends_where_marked() {
        let entry = |how: &str, phrases: &[&str]| Entry { how: how.into(), phrases: phrases.iter().map(|p| (*p).into()).collect() };
        let phrases = Phrases::of(vec![entry("expired", &["expir*", "ran out"]), entry("signed", &["signed"])]);
        assert_eq!(phrases.told("The truce has expired."), Some("expired"));
        assert_eq!(phrases.told("Time ran out; nothing was signed"), Some("expired"));
        assert_eq!(phrases.told("It was unsigned."), None);
    }
}
