//! Actors: names with codes, each code perhaps for a time only.

use compact_str::CompactString;
use jiff::civil::Date;
use truceline_knowledge::KnowledgeError;

use crate::{
    agents::{Affix, Agent, affix},
    dates::{Span, restriction},
    source::{Line, Source},
    tally::Tally,
    words::{Style, Word, phrase},
};

/// The code of nobody.
pub(crate) const NULL: &str = "---";

/// A named actor.
#[derive(Clone, Debug)]
pub(crate) struct Actor {
    /// Its names.
    pub names: Vec<Vec<Word>>,
    /// Codes with restrictions, in the file's order: the first that holds counts.
    pub codes: Vec<DatedCode>,
    /// The code where no other holds.
    pub default: Option<CompactString>,
}

/// A code and when it holds.
#[derive(Clone, Debug)]
pub(crate) struct DatedCode {
    pub code: CompactString,
    pub span: Span,
}

impl Actor {
    /// The codes on a day, `FRO/BIL` being two; none for the null code. Without a day the default, else the latest.
    pub(crate) fn codes_on(&self, day: Option<Date>) -> impl Iterator<Item = &str> {
        let dated = match day {
            Some(day) => self.codes.iter().find(|c| c.span.covers(day)),
            None if self.default.is_some() => None,
            None => self.codes.iter().max_by_key(|c| (c.span.from, c.span.until.is_none())),
        };
        let code = dated.map(|d| &d.code).or(self.default.as_ref());
        code.into_iter().flat_map(|c| c.split('/')).filter(|c| !matches!(*c, NULL | "" | "+++"))
    }
}

/// What a file of actors holds.
#[derive(Debug, Default)]
pub(crate) struct ActorFile {
    pub actors: Vec<Actor>,
    /// Agents, which TABARI keeps among the actors.
    pub agents: Vec<Agent>,
    /// Names with the code `###`: sentences with them are not coded.
    pub discards: Vec<String>,
}

pub(crate) fn read(source: &Source, tally: &mut Tally) -> ActorFile {
    let mut reader = Reader { source, tally, out: ActorFile::default(), open: None, section: false };
    for line in source.lines() {
        if let Err(error) = reader.line(line) {
            reader.tally.complain(source, line.number, error);
        }
    }
    reader.close();
    reader.out
}

struct Reader<'s, 't> {
    source: &'s Source,
    tally: &'t mut Tally,
    out: ActorFile,
    open: Option<Open<'s>>,
    /// Inside a list of nouns or pronouns.
    section: bool,
}

/// The actor whose lines are being read.
struct Open<'s> {
    line: Line<'s>,
    names: Vec<(String, Vec<Word>)>,
    codes: Vec<(String, Span)>,
    default: Option<CompactString>,
    /// All its lines.
    lines: Vec<u32>,
    /// Lines with a wrong code, and what stands before that.
    broken: Vec<(u32, &'s str)>,
}

impl<'s> Reader<'s, '_> {
    fn line(&mut self, line: Line<'s>) -> Result<(), KnowledgeError> {
        if let Some(tag) = line.text.strip_prefix('<') {
            // TABARI needs lists of nouns to tell them from verbs; the parser knows.
            self.close();
            self.section = !tag.starts_with('/');
            return Ok(());
        }
        if self.section {
            self.tally.skip(self.source.kind, "nouns that TABARI lists so as to tell them from verbs");
            return Ok(());
        }
        let (name, codes) = line.text.split_at(line.text.find('[').unwrap_or(line.text.len()));
        let name = name.trim();
        match name.strip_prefix('+') {
            Some(synonym) => self.synonym(line, synonym.trim())?,
            None if name.is_empty() => {}
            None => self.head(line, name)?,
        }
        if name.is_empty() && self.open.is_none() {
            return Err(self.source.mistake(line, line.text, "a code before the first actor").expecting("a line with a name first"));
        }
        if let Some(open) = &mut self.open {
            open.lines.push(line.number);
        }
        self.codes(line, codes)
    }

    fn head(&mut self, line: Line<'s>, name: &str) -> Result<(), KnowledgeError> {
        self.close();
        let words = phrase(name, self.source.style);
        if words.is_empty() {
            return Err(self.source.mistake(line, line.text, "an actor without a name").expecting("`NAME [CODE]`"));
        }
        let names = vec![(name.to_owned(), words)];
        self.open = Some(Open { line, names, codes: Vec::new(), default: None, lines: Vec::new(), broken: Vec::new() });
        Ok(())
    }

    fn synonym(&mut self, line: Line<'s>, name: &str) -> Result<(), KnowledgeError> {
        let words = phrase(name, self.source.style);
        let Some(open) = &mut self.open else {
            let error = self.source.mistake(line, line.text, "another name before the first actor");
            return Err(error.expecting("a line with a name without `+` first"));
        };
        if words.is_empty() {
            return Err(self.source.mistake(line, line.text, "`+` without a name").expecting("`+NAME`"));
        }
        open.names.push((name.to_owned(), words));
        Ok(())
    }

    /// The codes of a line, each in brackets of its own.
    fn codes(&mut self, line: Line<'s>, text: &'s str) -> Result<(), KnowledgeError> {
        let mut rest = text;
        while let Some(inner) = rest.strip_prefix('[') {
            let result = self.code(line, inner);
            if result.is_err()
                && let Some(open) = &mut self.open
            {
                open.broken.push((line.number, line.text[..line.text.len() - rest.len()].trim_end()));
            }
            rest = result?.trim_start();
        }
        if rest.is_empty() {
            return Ok(());
        }
        Err(self.source.mistake(line, rest, format!("`{rest}` after the code")).expecting("a comment behind `#` or `;`"))
    }

    /// One code; returns what follows it.
    fn code(&mut self, line: Line<'s>, inner: &'s str) -> Result<&'s str, KnowledgeError> {
        let Some((body, rest)) = inner.split_once([']', '}']) else {
            return Err(self.source.mistake(line, inner, "a code without its end").expecting("`]`"));
        };
        let body = body.trim();
        let cut = body.find([' ', '\t', '<', '>']).unwrap_or(body.len());
        let (code, dates) = body.split_at(cut);
        if code.is_empty() || !code.chars().all(|c| c.is_ascii_alphanumeric() || "-+#/~?".contains(c)) {
            let error = self.source.mistake(line, inner.get(..body.len().max(1)).unwrap_or(inner), format!("`{code}` is no code"));
            return Err(error.expecting("letters and digits, then perhaps `<DAY`, `>DAY` or `DAY-DAY`"));
        }
        let span = restriction(dates).map_err(|wrong| {
            let error = self.source.mistake(line, wrong, format!("`{wrong}` is no restriction of dates"));
            error.expecting("`<DAY`, `>DAY` or `DAY-DAY`, days as YYMMDD or YYYYMMDD, the earlier first")
        })?;
        if let Some(open) = &mut self.open {
            if span.is_always() {
                open.default.get_or_insert_with(|| code.into());
            } else {
                open.codes.push((code.to_owned(), span));
            }
        }
        Ok(rest)
    }

    /// Keeps the actor in hand.
    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        let all: Vec<&str> = open.codes.iter().map(|c| c.0.as_str()).chain(open.default.as_deref()).collect();
        if all.is_empty() {
            if open.broken.is_empty() {
                let error = self.source.mistake(open.line, open.line.text, "an actor without a code");
                self.tally.complain(self.source, open.line.number, error.expecting("`[CODE]` behind the name or below it"));
            }
            // Other names of it would go to the actor before.
            open.lines.iter().for_each(|&line| self.tally.replace(self.source, line, ""));
            return;
        }
        for (line, sound) in &open.broken {
            self.tally.replace(self.source, *line, sound);
        }
        if all.contains(&"###") {
            self.tally.read(self.source.kind, 1);
            let bound = |n: String| if self.source.style == Style::Petrarch && !n.ends_with('_') { n + "_" } else { n };
            self.out.discards.extend(open.names.into_iter().map(|(name, _)| bound(name)));
            return;
        }
        self.tally.read(self.source.kind, 1);
        let names: Vec<Vec<Word>> = open.names.into_iter().map(|(_, words)| words).collect();
        if let Some(Affix { code, before }) = all.iter().find_map(|c| affix(c)) {
            self.out.agents.push(Agent { phrases: names, code, before });
            return;
        }
        let codes = open.codes.into_iter().map(|(code, span)| DatedCode { code: code.into(), span }).collect();
        self.out.actors.push(Actor { names, codes, default: open.default });
    }
}
