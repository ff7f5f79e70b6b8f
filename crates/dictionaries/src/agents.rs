//! Agents: nouns such as `minister`, whose code is added to the code of the actor beside them.

use compact_str::CompactString;
use rustc_hash::FxHashMap;
use truceline_knowledge::KnowledgeError;

use crate::{
    source::{Line, Source},
    tally::Tally,
    words::{Style, Word, phrase, pieces, plural},
};

/// A noun for people or bodies.
#[derive(Clone, Debug)]
pub(crate) struct Agent {
    /// Singular and plural.
    pub phrases: Vec<Vec<Word>>,
    /// Without its `~`.
    pub code: CompactString,
    /// The code stands before the actor's.
    pub before: bool,
}

/// An agent's code.
pub(crate) struct Affix {
    pub code: CompactString,
    pub before: bool,
}

/// `~GOV` or `NGO~`.
pub(crate) fn affix(text: &str) -> Option<Affix> {
    let text = text.trim();
    let (code, before) = match (text.strip_prefix('~'), text.strip_suffix('~')) {
        (Some(code), _) => (code, false),
        (None, Some(code)) => (code, true),
        (None, None) => return None,
    };
    let sound = !code.is_empty() && code.chars().all(|c| c.is_ascii_alphanumeric());
    sound.then(|| Affix { code: code.into(), before })
}

pub(crate) fn read(source: &Source, tally: &mut Tally) -> Vec<Agent> {
    let mut out = Vec::new();
    let mut sets = Sets::default();
    for line in source.lines() {
        let read = if line.text.starts_with('!') && line.text.contains('=') {
            sets.define(source, line)
        } else {
            agents(source, &sets, line).map(|list| {
                tally.read(source.kind, 1);
                out.extend(list);
            })
        };
        if let Err(error) = read {
            tally.complain(source, line.number, error);
        }
    }
    out
}

/// `!PERSON! = MAN, WOMAN`: markers that stand for each of a list of words.
#[derive(Default)]
struct Sets(FxHashMap<String, Vec<String>>);

impl Sets {
    fn define(&mut self, source: &Source, line: Line<'_>) -> Result<(), KnowledgeError> {
        let form = || source.mistake(line, line.text, "a substitution marker that cannot be read").expecting("`!MARKER! = WORD, WORD`");
        let (marker, words) = line.text.split_once('=').ok_or_else(form)?;
        let name = marker.trim().strip_prefix('!').and_then(|m| m.strip_suffix('!')).ok_or_else(form)?;
        let words: Vec<String> = words.split(',').map(|w| w.trim().replace(' ', "")).filter(|w| !w.is_empty()).collect();
        if words.is_empty() {
            return Err(form());
        }
        self.0.insert(name.to_owned(), words);
        Ok(())
    }

    /// The phrases that a phrase with a marker stands for; itself where it has none.
    fn filled(&self, source: &Source, line: Line<'_>, phrase: &str) -> Result<Vec<String>, KnowledgeError> {
        let marker = phrase.split_once('!').and_then(|(head, rest)| Some((head, rest.split_once('!')?)));
        let Some((head, (name, tail))) = marker else { return Ok(vec![phrase.to_owned()]) };
        let words = self.0.get(name).ok_or_else(|| {
            let error = source.mistake(line, line.text, format!("unknown substitution marker `!{name}!`"));
            let mut known: Vec<&str> = self.0.keys().map(String::as_str).collect();
            known.sort_unstable();
            error.expecting("a line `!MARKER! = WORD, WORD` above").nearest_of(name, known)
        })?;
        Ok(words.iter().map(|w| format!("{head}{w}{tail}")).collect())
    }
}

fn agents(source: &Source, sets: &Sets, line: Line<'_>) -> Result<Vec<Agent>, KnowledgeError> {
    let expected = "`NOUN [~CODE]` or `NOUN [CODE~]`, perhaps with `{PLURAL}` before the code";
    let Some((head, code)) = line.text.split_once('[') else {
        return Err(source.mistake(line, line.text, "an agent without a code").expecting(expected));
    };
    let body = code.strip_suffix(']').map_or(code, str::trim);
    let Some(Affix { code, before }) = affix(body).filter(|_| code.ends_with(']')) else {
        return Err(source.mistake(line, code, format!("`[{code}` is no code of an agent")).expecting(expected));
    };
    let (singular, given) = match head.split_once('{') {
        Some((singular, rest)) => match rest.trim().strip_suffix('}') {
            Some(forms) => (singular.trim(), Some(forms.trim())),
            None => return Err(source.mistake(line, rest, "a plural without its end").expecting("`}`")),
        },
        None => (head.trim(), None),
    };
    if pieces(singular).next().is_none() {
        return Err(source.mistake(line, line.text, "an agent without a noun").expecting(expected));
    }
    let substituted = singular.contains('!');
    let words = |text: &str| phrase(text, source.style);
    let mut phrases = Vec::new();
    for text in sets.filled(source, line, singular)? {
        phrases.push(words(&text));
        match given {
            Some(forms) => phrases.extend(forms.split([' ', ',']).filter(|f| !f.is_empty()).map(words)),
            // A stem matches its plural anyway; the words of a marker are listed with their plurals.
            None if substituted || source.style == Style::Tabari && !text.ends_with('_') => {}
            None => phrases.push(plural(&words(&text))),
        }
    }
    Ok(vec![Agent { phrases, code, before }])
}
