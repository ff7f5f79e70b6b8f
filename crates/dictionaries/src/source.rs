//! A dictionary file's text: its encoding, its comments, its lines, and where in it something is wrong.

use truceline_knowledge::KnowledgeError;

use crate::words::Style;

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Names with codes.
    Actors,
    /// Nouns whose code is added to an actor's.
    Agents,
    /// Verbs, their patterns and sets of synonyms.
    Verbs,
    /// Phrases that stop a sentence or story from being coded.
    Discards,
    /// Phrases that are counted.
    Issues,
    /// Options of TABARI.
    Options,
    /// Options of PETRARCH.
    Config,
}

impl Kind {
    /// Every kind, in the order in which they are read: options first, for they tell how to read the others.
    pub const ALL: [Kind; 7] = [Kind::Config, Kind::Options, Kind::Actors, Kind::Agents, Kind::Verbs, Kind::Discards, Kind::Issues];

    /// Its name in the plural.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Actors => "actors",
            Kind::Agents => "agents",
            Kind::Verbs => "verbs",
            Kind::Discards => "discards",
            Kind::Issues => "issues",
            Kind::Options => "options",
            Kind::Config => "config",
        }
    }
}

/// A dictionary file.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    pub kind: Kind,
    pub style: Style,
    /// The dictionary's own file name; entries are named by it.
    pub name: String,
    /// Where mistakes are told to be: the file read, relative to the folder given.
    pub file: String,
    /// Lines of that file before this text.
    pub lines_before: u32,
    /// The text as it stands.
    pub text: String,
    /// The text with every comment turned into blanks, so that offsets are the same.
    pub plain: String,
}

/// A line without its comments.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line<'t> {
    /// From 1, in the dictionary's own file.
    pub number: u32,
    /// Offset of `text` in the file.
    pub at: usize,
    /// Without white space around it.
    pub text: &'t str,
}

impl Source {
    pub(crate) fn new(kind: Kind, style: Style, name: &str, text: String) -> Self {
        let plain = without_comments(kind, &text);
        Self { kind, style, name: name.to_owned(), file: name.to_owned(), lines_before: 0, text, plain }
    }

    /// The lines that hold more than comments.
    pub(crate) fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        let mut offset = 0;
        self.plain.split_inclusive('\n').zip(1..).filter_map(move |(line, number)| {
            let start = offset;
            offset += line.len();
            let text = line.trim();
            (!text.is_empty()).then(|| Line { number, at: start + (line.len() - line.trim_start().len()), text })
        })
    }

    /// A mistake in `part`, a piece of a line of this source.
    pub(crate) fn mistake(&self, line: Line<'_>, part: &str, message: impl Into<String>) -> KnowledgeError {
        let within = part.as_ptr() as usize;
        let start = line.text.as_ptr() as usize;
        let shift = if (start..=start + line.text.len()).contains(&within) { within - start } else { 0 };
        self.mistake_at(line.at + shift, part.len(), message)
    }

    /// A mistake at a byte of this source.
    pub(crate) fn mistake_at(&self, at: usize, length: usize, message: impl Into<String>) -> KnowledgeError {
        let mut error = KnowledgeError::mistake(&self.file, &self.text, at, length, message);
        if let KnowledgeError::Mistake { at, .. } = &mut error {
            at.line += self.lines_before;
        }
        error
    }

    /// `NAME:LINE`, by which events tell their entry.
    pub(crate) fn entry(&self, line: u32) -> compact_str::CompactString {
        compact_str::format_compact!("{}:{line}", self.name)
    }
}

/// The text of bytes, and the first byte that is not UTF-8: text of old dictionaries is Windows-1252 then.
pub(crate) fn decoded(bytes: Vec<u8>) -> (String, Option<usize>) {
    match String::from_utf8(bytes) {
        Ok(mut text) => {
            let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
            (text.split_off(mark), None)
        }
        Err(error) => {
            let bad = error.utf8_error().valid_up_to();
            let text: String = error.as_bytes().iter().map(|&b| windows_1252(b)).collect();
            // The bytes before the first bad one may hold characters of several bytes.
            let at = error.as_bytes()[..bad].iter().map(|&b| windows_1252(b).len_utf8()).sum();
            (text, Some(at))
        }
    }
}

fn windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•',
        '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9f => HIGH[usize::from(byte - 0x80)],
        other => char::from(other),
    }
}

/// Turns comments into blanks: `<!-- -->` over several lines, `#` and `;` (`//` in options) to the end of the line. A
/// `#` between brackets is part of a code.
fn without_comments(kind: Kind, text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        if markup_comment(rest) {
            let end = rest.find("-->").map_or(rest.len(), |e| e + 3);
            blank(&rest[..end], &mut out);
            rest = &rest[end..];
            continue;
        }
        let line = rest.split_inclusive('\n').next().unwrap_or(rest);
        let stop = comment_start(kind, line);
        let markup = line[..stop].char_indices().find(|(i, _)| *i > 0 && markup_comment(&line[*i..])).map(|(i, _)| i);
        let taken = markup.unwrap_or(line.len());
        out.push_str(&line[..stop.min(taken)]);
        blank(&line[stop.min(taken)..taken], &mut out);
        rest = &rest[taken..];
    }
    out
}

fn markup_comment(text: &str) -> bool {
    text.starts_with("<!--") || text.starts_with("<! --")
}

fn comment_start(kind: Kind, line: &str) -> usize {
    let mut bracket = false;
    for (i, c) in line.char_indices() {
        match c {
            '[' => bracket = true,
            ']' => bracket = false,
            '#' if !bracket => return i,
            ';' if kind != Kind::Issues => return i,
            '/' if kind == Kind::Options && line[i..].starts_with("//") => return i,
            _ => {}
        }
    }
    line.len()
}

fn blank(text: &str, out: &mut String) {
    text.chars().for_each(|c| if c == '\n' { out.push('\n') } else { (0..c.len_utf8()).for_each(|_| out.push(' ')) });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_become_blanks() {
        let text = "TARN [###] # a town\n<!-- gone\nand gone --> VALE ; old\n+EAST <!-- x --> SIDE\n";
        let source = Source::new(Kind::Actors, Style::Petrarch, "x", text.to_owned());
        assert_eq!(source.plain.len(), text.len());
        let lines: Vec<(u32, String)> =
            source.lines().map(|l| (l.number, l.text.split_whitespace().collect::<Vec<_>>().join(" "))).collect();
        assert_eq!(lines, [(1, "TARN [###]".to_owned()), (3, "VALE".to_owned()), (4, "+EAST SIDE".to_owned())]);
    }

    #[test]
    fn old_bytes_are_read_as_windows_1252() {
        let (text, bad) = decoded(b"V\xe4l \x93x\x94".to_vec());
        assert_eq!((text.as_str(), bad), ("Väl “x”", Some(1)));
        assert_eq!(decoded("\u{feff}Väl".into()), ("Väl".to_owned(), None));
    }
}
