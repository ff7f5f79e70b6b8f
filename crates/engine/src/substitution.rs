//! Each word that a pattern lists, put in the place of the one that its examples use: does the entry, or another of its type, code
//! it there?

use std::ops::Range;

use truceline_events::Event;
use truceline_knowledge::{Form, Pattern, WordClass};
use truceline_syntax::Xpos;
use truceline_text::Document;

use crate::{Coded, Engine, examples::PUBLISHED};

/// How far behind a verb its particle or the noun of its idiom may stand, in words.
const REACH: u32 = 6;

/// A listed word that no example of its entry fires with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dead {
    /// Name of the entry (`attack.pattern:12`).
    pub pattern: String,
    /// Verb or noun.
    pub word_class: WordClass,
    /// The word as the entry lists it.
    pub word: String,
    /// The sentence in which it was tried last.
    pub tried: String,
}

/// What became of the words of the entries that were looked at.
#[derive(Clone, Debug, Default)]
pub struct Substitutions {
    /// Words that were tried or stand in an example themselves.
    pub words: usize,
    /// Those that never fire, in file order.
    pub dead: Vec<Dead>,
    /// Words of entries of whose examples none shows where its own word stands.
    pub untried: usize,
}

/// Puts each word that the wanted entries list in the place of the word of their firing examples.
pub fn check(engine: &Engine, wanted: impl Fn(&Pattern) -> bool) -> Substitutions {
    let mut out = Substitutions::default();
    for pattern in engine.knowledge().patterns.iter().filter(|p| wanted(p)) {
        let slots: Vec<Slot> = pattern.examples.iter().filter(|e| e.fires).filter_map(|e| slot(engine, pattern, &e.sentence)).collect();
        if slots.is_empty() {
            out.untried += pattern.lemmas.len();
            continue;
        }
        for word in &pattern.lemmas {
            out.words += 1;
            if slots.iter().any(|s| s.word == word.as_str()) {
                continue;
            }
            let tried: Vec<Trial> = slots.iter().flat_map(|s| s.with(engine, pattern.word_class, word)).collect();
            if !tried.iter().any(|trial| fires(engine, pattern, trial)) {
                let tried = tried.into_iter().next_back().map(|t| t.text).unwrap_or_default();
                out.dead.push(Dead { pattern: pattern.name.to_string(), word_class: pattern.word_class, word: word.to_string(), tried });
            }
        }
    }
    out
}

/// A sentence with another word, and the form of that.
struct Trial {
    text: String,
    form: String,
}

/// An example with the place of its entry's word.
struct Slot {
    text: String,
    /// The word, as the entry lists it.
    word: String,
    /// Bytes of its head.
    head: Range<usize>,
    /// Bytes of its other words, each with a blank beside it.
    rest: Vec<Range<usize>>,
    xpos: Xpos,
}

/// Where the entry's word stands in an example that it codes.
fn slot(engine: &Engine, pattern: &Pattern, sentence: &str) -> Option<Slot> {
    let coded = code(engine, sentence);
    let event = coded.events.iter().find(|e| e.pattern == pattern.name)?;
    let span = |t: u32| coded.segmented.tokens.get(t as usize).map(|t| t.span.start as usize..t.span.end as usize);
    let lemma = |t: u32| coded.parse.words.get(t as usize).map_or("", |w| w.lemma.as_str());
    let (head, own) = (event.head, lemma(event.head).to_lowercase());
    pattern.lemmas.iter().find_map(|word| {
        let parts: Vec<&str> = word.split('_').collect();
        let verb = pattern.word_class == WordClass::Verb;
        let at = if verb { 0 } else { parts.len() - 1 };
        if parts[at] != own {
            return None;
        }
        let form = |t: u32| span(t).map_or("", |s| &coded.document.text[s]).to_lowercase();
        let mut rest = Vec::new();
        for (i, part) in parts.iter().enumerate().filter(|(i, _)| *i != at) {
            let near: Vec<u32> = if verb { (head + 1..head + REACH).collect() } else { vec![head.checked_sub((at - i) as u32)?] };
            let found = near.into_iter().find(|&t| lemma(t) == *part || form(t) == *part)?;
            let bytes = span(found)?;
            rest.push(if verb { bytes.start.saturating_sub(1)..bytes.end } else { bytes.start..bytes.end + 1 });
        }
        let xpos = coded.parse.words.get(head as usize)?.xpos;
        Some(Slot { text: sentence.to_owned(), word: word.to_string(), head: span(head)?, rest, xpos })
    })
}

impl Slot {
    /// The sentence with another word, in each form that the place may ask for.
    fn with(&self, engine: &Engine, class: WordClass, word: &str) -> Vec<Trial> {
        let (head, rest) = match class {
            WordClass::Verb => word.split_once('_').map_or((word, None), |(head, rest)| (head, Some(rest))),
            WordClass::Noun => word.rsplit_once('_').map_or((word, None), |(rest, head)| (head, Some(rest))),
        };
        let rest = rest.map(|r| r.replace('_', " "));
        let asked = match self.xpos {
            Xpos::Vbd | Xpos::Vbn => Form::Past,
            Xpos::Vbg => Form::Gerund,
            Xpos::Vbz => Form::Present,
            Xpos::Nns | Xpos::Nnps => Form::Plural,
            _ => Form::Plain,
        };
        let forms = engine.knowledge().forms(head, asked);
        forms.into_iter().map(|form| Trial { text: self.filled(class, &form, rest.as_deref()), form }).collect()
    }

    fn filled(&self, class: WordClass, form: &str, rest: Option<&str>) -> String {
        let phrase = match (class, rest) {
            (_, None) => form.to_owned(),
            (WordClass::Verb, Some(rest)) => format!("{form} {rest}"),
            (WordClass::Noun, Some(rest)) => format!("{rest} {form}"),
        };
        let mut pieces: Vec<(Range<usize>, String)> = self.rest.iter().map(|r| (r.clone(), String::new())).collect();
        let upper = self.text[self.head.clone()].starts_with(char::is_uppercase);
        let first = phrase.chars().next().map_or(String::new(), |c| if upper { c.to_uppercase().collect() } else { c.to_string() });
        pieces.push((self.head.clone(), format!("{first}{}", phrase.chars().skip(1).collect::<String>())));
        pieces.sort_by_key(|p| std::cmp::Reverse(p.0.start));
        let mut text = self.text.clone();
        for (range, new) in pieces.into_iter().filter(|(r, _)| r.end <= self.text.len()) {
            text.replace_range(range, &new);
        }
        with_article(&text, &phrase)
    }
}

/// `a` or `an`, as the phrase behind it asks.
fn with_article(text: &str, phrase: &str) -> String {
    let vowel = phrase.starts_with(['a', 'e', 'i', 'o', 'u']);
    let (wrong, right) = if vowel { ("a", "an") } else { ("an", "a") };
    text.replacen(&format!(" {wrong} {phrase}"), &format!(" {right} {phrase}"), 1)
}

/// True where the entry, or another of its type, codes the word in the sentence.
fn fires(engine: &Engine, pattern: &Pattern, trial: &Trial) -> bool {
    let coded = code(engine, &trial.text);
    let told = |e: &Event| e.trigger.of(&coded.document.text).to_lowercase().contains(&trial.form.to_lowercase());
    coded.events.iter().any(|e| e.event_type == pattern.event_type && (e.pattern == pattern.name || told(e)))
}

fn code(engine: &Engine, text: &str) -> Coded {
    engine.code(Document { text: text.to_owned(), published: Some(PUBLISHED), ..Document::default() })
}
