//! Discards and issues: phrases looked for in the text as it stands.

use compact_str::CompactString;
use rustc_hash::FxHashMap;
use truceline_knowledge::KnowledgeError;

use crate::{
    source::{Line, Source},
    tally::Tally,
    words::{capitals, plural_of, verb_forms},
};

/// A phrase that stops coding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Discard {
    /// In capitals, single blanks between words.
    text: String,
    /// It must end where a word ends.
    bound: bool,
    /// The whole story is not coded.
    pub story: bool,
}

impl Discard {
    /// `TEXT`, `TEXT_` or `+TEXT`.
    pub(crate) fn new(text: &str) -> Option<Self> {
        let (text, story) = text.trim().strip_prefix('+').map_or((text.trim(), false), |t| (t, true));
        let bound = text.ends_with('_');
        let text = folded(&text.replace('_', " "));
        (!text.is_empty()).then_some(Self { text, bound, story })
    }

    /// True where the text, in the form of [`folded`], has the phrase at the head of a word.
    pub(crate) fn is_in(&self, text: &str) -> bool {
        text.match_indices(&self.text).any(|(at, found)| {
            let before = text[..at].chars().next_back();
            let after = text[at + found.len()..].chars().next();
            before.is_none_or(|c| !c.is_alphanumeric()) && (!self.bound || after.is_none_or(|c| !c.is_alphanumeric()))
        })
    }
}

/// Capitals, any white space as one blank.
pub(crate) fn folded(text: &str) -> String {
    capitals(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(crate) fn read(source: &Source, tally: &mut Tally) -> Vec<Discard> {
    let out: Vec<Discard> = source.lines().filter_map(|line| Discard::new(line.text)).collect();
    tally.read(source.kind, out.len());
    out
}

/// Phrases that are counted in a sentence, and those that stop the counting.
#[derive(Clone, Debug, Default)]
pub(crate) struct Issues {
    phrases: Vec<(String, CompactString)>,
    stops: Vec<String>,
}

impl Issues {
    pub(crate) fn read(&mut self, source: &Source, tally: &mut Tally) {
        for line in source.lines().filter(|l| !l.text.starts_with('<')) {
            match self.line(source, line) {
                Ok(()) => tally.read(source.kind, 1),
                Err(error) => tally.complain(source, line.number, error),
            }
        }
    }

    fn line(&mut self, source: &Source, line: Line<'_>) -> Result<(), KnowledgeError> {
        if let Some(stop) = line.text.strip_prefix('~') {
            self.stops.extend(variants(stop.trim_start_matches('~')));
            return Ok(());
        }
        let code = line.text.split_once('[').and_then(|(phrase, rest)| Some((phrase.trim(), rest.strip_suffix(']')?.trim())));
        match code.filter(|(phrase, code)| !phrase.is_empty() && !code.is_empty()) {
            Some((phrase, code)) => {
                self.phrases.extend(variants(phrase).into_iter().map(|p| (p, code.into())));
                Ok(())
            }
            None => Err(source.mistake(line, line.text, "an issue that cannot be read").expecting("`PHRASE [CODE]` or `~PHRASE`")),
        }
    }

    /// Codes and how many of their phrases a sentence has, in the order of the codes.
    pub(crate) fn count(&self, sentence: &str) -> Vec<(CompactString, u32)> {
        // Marks count as blanks here.
        let words: String = capitals(sentence).chars().map(|c| if c.is_alphanumeric() || "-'.".contains(c) { c } else { ' ' }).collect();
        let text = format!(" {} ", words.split_whitespace().map(|w| w.trim_end_matches('.')).collect::<Vec<_>>().join(" "));
        let has = |phrase: &str| text.contains(&format!(" {phrase} "));
        if self.phrases.is_empty() || self.stops.iter().any(|s| has(s)) {
            return Vec::new();
        }
        let mut counts: FxHashMap<&CompactString, u32> = FxHashMap::default();
        for (_, code) in self.phrases.iter().filter(|(phrase, _)| has(phrase)) {
            *counts.entry(code).or_default() += 1;
        }
        let mut out: Vec<(CompactString, u32)> = counts.into_iter().map(|(code, n)| (code.clone(), n)).collect();
        out.sort();
        out
    }
}

/// `n:` singular and plural, `v:` the forms of a verb, `a+b` with a blank and a hyphen.
fn variants(phrase: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    for word in phrase.split_whitespace() {
        let (forms, word) = match word.split_once(':') {
            Some(("n", noun)) => ('n', noun),
            Some(("v", verb)) => ('v', verb),
            _ => (' ', word),
        };
        let base = capitals(word);
        let joined = if base.contains('+') { vec![base.replace('+', " "), base.replace('+', "-")] } else { vec![base] };
        let words: Vec<String> = joined
            .into_iter()
            .flat_map(|w| match forms {
                'n' => vec![w.clone(), plural_of(&w).into_string()],
                'v' => verb_forms(&w).into_iter().map(CompactString::into_string).collect(),
                _ => vec![w],
            })
            .collect();
        out = out
            .iter()
            .flat_map(|head| words.iter().map(move |w| if head.is_empty() { w.clone() } else { format!("{head} {w}") }))
            .collect();
    }
    out.retain(|p| !p.is_empty());
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{source::Kind, words::Style};

    #[test]
    fn discards_are_stems_unless_bound() {
        let text = folded("A baseballer  of the Cup final");
        assert!(Discard::new("BASEBALL").is_some_and(|d| d.is_in(&text) && !d.story));
        assert!(Discard::new("BASEBALL_").is_some_and(|d| !d.is_in(&text)));
        assert!(Discard::new("+cup_FINAL_").is_some_and(|d| d.is_in(&text) && d.story));
        assert!(Discard::new("ALL").is_some_and(|d| !d.is_in(&text)));
    }

    #[test]
    fn issues_are_counted_in_their_forms() {
        let text = "<ISSUE>\nn:levy [TAX]\nv:tax [TAX]\npre+war n:debt [DEBT]\n~Levy Bridge\nbad line\n".to_owned();
        let source = Source::new(Kind::Issues, Style::Petrarch, "x", text);
        let (mut issues, mut tally) = (Issues::default(), Tally::default());
        issues.read(&source, &mut tally);
        assert_eq!(tally.faults().count(), 1);
        assert_eq!(issues.count("They taxed levies, and pre-war debts."), [("DEBT".into(), 1), ("TAX".into(), 2)]);
        assert_eq!(issues.count("Levies at Levy Bridge."), []);
    }
}
