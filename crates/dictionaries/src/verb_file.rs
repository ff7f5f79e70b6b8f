//! Reads files of verbs: PETRARCH's, with `---` before each block, and TABARI's, where each verb begins one.

use compact_str::CompactString;
use truceline_knowledge::KnowledgeError;

use crate::{
    codes::Codes,
    pattern::{self, Sets},
    source::{Line, Source},
    tally::Tally,
    transformation,
    verbs::{Block, Form, Verbs, regular_forms},
    words::{Style, Word, phrase},
};

/// Reads all files of verbs; a set of synonyms may be used in any of them. Returns phrases that stop coding, which
/// TABARI keeps among the verbs, beside the verbs.
pub(crate) fn read(sources: &[&Source], tally: &mut Tally) -> (Verbs, Vec<String>) {
    let mut verbs = Verbs::default();
    let mut sets = Sets::default();
    let mut discards = Vec::new();
    let mut waiting = Vec::new();
    for source in sources {
        let mut reader = Reader {
            source,
            sets: &mut sets,
            verbs: &mut verbs,
            tally,
            block: None,
            set: None,
            lost: false,
            waiting: Vec::new(),
            discards: Vec::new(),
        };
        for line in source.lines() {
            if let Err(error) = reader.line(line) {
                reader.tally.complain(source, line.number, error);
            }
        }
        discards.append(&mut reader.discards);
        waiting.extend(reader.waiting.into_iter().map(|w| (*source, w)));
    }
    for (source, Waiting { line, block, text, codes }) in waiting {
        match pattern::parse(text, &sets, source.style, codes, source.entry(line.number)) {
            Ok(pattern) => {
                tally.read(source.kind, 1);
                verbs.blocks[block].patterns.push(pattern);
            }
            Err(fault) => {
                let error = source.mistake(line, fault.part, fault.message).expecting(fault.expected);
                let names = if fault.is_set { sets.names() } else { Vec::new() };
                tally.complain(source, line.number, error.nearest_of(fault.part.trim_start_matches('&'), names));
            }
        }
    }
    verbs.finish();
    (verbs, discards)
}

struct Reader<'s, 'r> {
    source: &'s Source,
    sets: &'r mut Sets,
    verbs: &'r mut Verbs,
    tally: &'r mut Tally,
    block: Option<Open>,
    /// The set of synonyms whose members follow; empty for one without a name.
    set: Option<CompactString>,
    /// The verb above has a mistake: its patterns would go to the verb before.
    lost: bool,
    waiting: Vec<Waiting<'s>>,
    discards: Vec<String>,
}

/// The block whose lines are being read.
struct Open {
    index: usize,
    codes: Codes,
    /// Patterns came: a verb now begins another block.
    full: bool,
}

/// A pattern that waits until all sets are known.
struct Waiting<'s> {
    line: Line<'s>,
    block: usize,
    text: &'s str,
    codes: Codes,
}

impl<'s> Reader<'s, '_> {
    fn line(&mut self, line: Line<'s>) -> Result<(), KnowledgeError> {
        let text = line.text;
        if let Some(title) = text.strip_prefix("---") {
            self.set = None;
            return self.title(line, title.trim_matches(['-', ' ', '\t']));
        }
        match text.as_bytes().first() {
            Some(b'&') => {
                let name = text[1..].split_whitespace().next().unwrap_or_default();
                if name.is_empty() {
                    self.set = Some(CompactString::default());
                    return Err(self.source.mistake(line, text, "a set of synonyms without a name").expecting("`&NAME`"));
                }
                self.set = Some(self.sets.define(name));
                self.tally.read(self.source.kind, 1);
                Ok(())
            }
            Some(b'+') if self.set.is_some() => {
                let set = self.set.clone().unwrap_or_default();
                if set.is_empty() {
                    self.tally.replace(self.source, line.number, "");
                }
                self.sets.add(&set, text[1..].trim(), self.source.style);
                Ok(())
            }
            Some(b'-') => {
                self.set = None;
                self.pattern(line, text[1..].trim())
            }
            Some(b'~') => {
                self.set = None;
                let read = transformation::parse(&text[1..], self.source.entry(line.number));
                let form = || self.source.mistake(line, text, "a transformation that cannot be read").expecting(transformation::FORM);
                self.verbs.transformations.push(read.ok_or_else(form)?);
                self.tally.read(self.source.kind, 1);
                Ok(())
            }
            _ => {
                self.set = None;
                let read = self.verb(line);
                // In a block with a title the patterns are its other verbs' too.
                self.lost = read.is_err() && (self.source.style == Style::Tabari || self.block.as_ref().is_none_or(|b| b.full));
                read
            }
        }
    }

    fn title(&mut self, line: Line<'s>, title: &'s str) -> Result<(), KnowledgeError> {
        let (name, code) = title.split_once('[').map_or((title, None), |(name, rest)| (name, rest.split(']').next()));
        self.begin(Codes::default(), name.trim());
        self.lost = false;
        let Some(code) = code else { return Ok(()) };
        match (self.codes(line, code), &mut self.block) {
            (Ok(codes), Some(open)) => open.codes = codes,
            (Err(error), _) => {
                self.tally.complain(self.source, line.number, error);
                self.tally.replace(self.source, line.number, &format!("--- {} ---", name.trim()));
            }
            (Ok(_), None) => {}
        }
        Ok(())
    }

    fn begin(&mut self, codes: Codes, name: &str) {
        let index = self.verbs.blocks.len();
        let names = if name.is_empty() { Vec::new() } else { vec![CompactString::from(name.to_ascii_uppercase())] };
        self.verbs.blocks.push(Block { names, patterns: Vec::new() });
        self.block = Some(Open { index, codes, full: false });
    }

    /// A code; `+++`, by which TABARI left a sentence to people, codes nothing.
    fn codes(&mut self, line: Line<'s>, text: &'s str) -> Result<Codes, KnowledgeError> {
        if text.trim() == "+++" {
            self.tally.skip(self.source.kind, "codes `+++`, by which TABARI leaves a sentence to people");
            return Ok(Codes::default());
        }
        Codes::parse(text).ok_or_else(|| {
            let error = self.source.mistake(line, text, format!("`[{text}]` is no code"));
            error.expecting("letters and digits, `---` for none, or two codes with `:` between")
        })
    }

    fn pattern(&mut self, line: Line<'s>, text: &'s str) -> Result<(), KnowledgeError> {
        if self.lost {
            self.tally.skip(self.source.kind, "patterns of a verb with a mistake");
            self.tally.replace(self.source, line.number, "");
            return Ok(());
        }
        let expected = "`- WORDS * WORDS [CODE]`";
        let cut = text.rfind('[').and_then(|i| Some((text[..i].trim(), text[i + 1..].split_once(']')?)));
        let Some((words, (code, rest))) = cut else {
            return Err(self.source.mistake(line, text, "a pattern without a code").expecting(expected));
        };
        if !rest.trim().is_empty() {
            return Err(self.source.mistake(line, rest.trim(), "text after the code").expecting("a comment behind `#` or `;`"));
        }
        let Some(block) = self.block.as_mut().map(|open| {
            open.full = true;
            open.index
        }) else {
            return Err(self.source.mistake(line, line.text, "a pattern before the first verb").expecting("a verb above"));
        };
        if code.trim() == "+++" {
            self.tally.skip(self.source.kind, "codes `+++`, by which TABARI leaves a sentence to people");
            return Ok(());
        }
        let codes = self.codes(line, code)?;
        self.waiting.push(Waiting { line, block, text: words, codes });
        Ok(())
    }

    fn verb(&mut self, line: Line<'s>) -> Result<(), KnowledgeError> {
        let text = line.text;
        let end = text.find(['{', '[']).unwrap_or(text.len());
        let (name, rest) = (text[..end].trim(), &text[end..]);
        let code = rest.split_once('[').map(|(_, r)| r.split(']').next().unwrap_or(r));
        let forms = rest.strip_prefix('{').map(|r| r.split('}').next().unwrap_or(r));
        if name.is_empty() {
            return Err(self.source.mistake(line, text, "a line that is neither verb, pattern nor set").expecting("`VERB {FORMS} [CODE]`"));
        }
        if forms.is_some() && !rest.contains('}') {
            return Err(self.source.mistake(line, rest, "forms without their end").expecting("`}`"));
        }
        if code.is_some() && !rest.contains(']') {
            return Err(self.source.mistake(line, rest, "a code without its end").expecting("`]`"));
        }
        let own = code.map(|c| self.codes(line, c)).transpose()?;
        if self.source.style == Style::Tabari || self.block.as_ref().is_none_or(|b| b.full) {
            self.begin(Codes::default(), name);
        }
        let codes = own.or_else(|| self.block.as_ref().map(|b| b.codes.clone())).unwrap_or_default();
        if codes.discard {
            self.discards.push(name.to_owned());
        }
        self.tally.read(self.source.kind, 1);
        self.forms(line, name, forms.unwrap_or_default(), codes);
        Ok(())
    }

    /// Adds a verb in all its forms: regular ones, and those given.
    fn forms(&mut self, line: Line<'s>, name: &str, given: &str, codes: Codes) {
        let Some(block) = self.block.as_ref().map(|b| b.index) else { return };
        let (words, verb) = self.row(name);
        if let Some(word) = words.get(verb) {
            self.verbs.blocks[block].names.push(word.text.clone());
        }
        let mut rows = match self.source.style {
            Style::Petrarch => regular_forms(&words, verb).into_iter().map(|row| (row, verb)).collect(),
            Style::Tabari => vec![(words, verb)],
        };
        rows.extend(given.split_whitespace().map(|form| self.row(form)));
        let entry = self.source.entry(line.number);
        for (words, verb) in rows {
            self.verbs.add(Form { words, verb, block: block as u32, codes: codes.clone(), entry: entry.clone() });
        }
    }

    /// The words of a verb and the place of the one that changes its form: that behind `+`, else the first.
    fn row(&self, text: &str) -> (Vec<Word>, usize) {
        let head = text.find('+').map_or(0, |at| phrase(&text[..at], Style::Petrarch).len());
        let mut words = phrase(&text.replace('+', ""), Style::Petrarch);
        let stems = self.source.style == Style::Tabari;
        let last = words.len().saturating_sub(1);
        for (i, word) in words.iter_mut().enumerate() {
            word.stem = stems && i == head.min(last) && !(i == last && text.ends_with('_'));
        }
        (words, head.min(last))
    }
}
