//! The XML that PETRARCH reads: `<Sentence date="YYYYMMDD" id="..." source="..."><Text>...</Text></Sentence>`, or
//! `<Article>` in its place, in `<Sentences>` or `<Articles>`. Trees in `<Parse>` are passed over.

use jiff::civil::Date;

use super::input::Input;
use super::lines::{Lines, Stop};
use super::{Place, ReadError};
use crate::document::Document;

/// Tags that hold a record each.
const RECORDS: [(&str, &str); 2] = [("<Sentence", "</Sentence>"), ("<Article", "</Article>")];

/// The roots by which such a file is known.
pub(super) const ROOTS: [&str; 5] = ["<Sentences", "<Sentence ", "<Articles", "<Article ", "<Validation"];

/// Reads records; holds one at a time and never more than the limit.
pub(super) struct Records {
    lines: Lines<Input>,
    /// What was read and not yet used.
    rest: String,
    /// Line on which the record in hand begins.
    begun: Option<u64>,
    any: bool,
}

impl Records {
    pub(super) fn new(input: Input) -> Self {
        Self { lines: Lines::new(input), rest: String::new(), begun: None, any: false }
    }

    /// The next record with its line.
    pub(super) fn next(&mut self, name: &str, limit: usize) -> Result<Option<(Document, u64)>, Stop> {
        loop {
            if let Some(record) = self.take() {
                let line = self.begun.take().unwrap_or_default();
                self.any = true;
                let place = Place { name: name.to_owned(), line: Some(line) };
                if record.len() > limit {
                    return Err(Stop::Line(ReadError::TooLong { place, limit }));
                }
                return document(&record, place).map(|doc| Some((doc, line))).map_err(Stop::Line);
            }
            let place = |line| Place { name: name.to_owned(), line };
            if self.rest.len() > limit {
                self.rest.clear();
                return Err(Stop::Line(ReadError::TooLong { place: place(self.begun.take()), limit }));
            }
            match self.lines.next(name, limit) {
                Ok(Some(line)) => {
                    self.rest.push_str(line.text);
                    self.rest.push('\n');
                    let number = self.lines.number();
                    if self.begun.is_none() && opening(&self.rest).is_some() {
                        self.begun = Some(number);
                    }
                }
                Ok(None) => return self.ended(name),
                Err(stop) => {
                    self.rest.clear();
                    self.begun = None;
                    return Err(stop);
                }
            }
        }
    }

    /// A whole record, if one has been read: from its opening tag to its end.
    fn take(&mut self) -> Option<String> {
        let Some((start, end_tag)) = opening(&self.rest) else {
            // Nothing of a record; a tag may have begun.
            let keep = self.rest.rfind('<').unwrap_or(self.rest.len());
            self.rest.drain(..keep);
            return None;
        };
        self.rest.drain(..start);
        if self.begun.is_none() {
            self.begun = Some(self.lines.number());
        }
        // An article of sentences: each is a record.
        let inner = self.rest[1..].find("<Sentence").map(|at| at + 1);
        let end = self.rest.find(end_tag).map(|at| at + end_tag.len());
        match (inner, end) {
            (Some(inner), _) if end_tag != RECORDS[0].1 && end.is_none_or(|e| inner < e) => {
                self.rest.drain(..inner);
                self.begun = Some(self.lines.number());
                self.take()
            }
            (_, Some(end)) => Some(self.rest.drain(..end).collect()),
            _ => None,
        }
    }

    fn ended(&mut self, name: &str) -> Result<Option<(Document, u64)>, Stop> {
        let place = |line| Place { name: name.to_owned(), line };
        if let Some(line) = self.begun.take() {
            self.rest.clear();
            let reason = "the file ends inside a record; it was cut short".to_owned();
            return Err(Stop::Input(ReadError::Markup { place: place(Some(line)), reason }));
        }
        if !self.any {
            self.any = true;
            let reason = "there is no <Sentence> or <Article> in it".to_owned();
            return Err(Stop::Input(ReadError::Markup { place: place(None), reason }));
        }
        Ok(None)
    }
}

/// Where the first record begins, and the tag that ends it.
fn opening(text: &str) -> Option<(usize, &'static str)> {
    let found = RECORDS.iter().filter_map(|&(open, close)| {
        let starts = text.match_indices(open).map(|(at, _)| at);
        let whole = |at: &usize| text[at + open.len()..].starts_with([' ', '\t', '\n', '\r', '>']);
        starts.filter(whole).map(|at| (at, close)).next()
    });
    found.min()
}

fn document(record: &str, place: Place) -> Result<Document, ReadError> {
    let (tag, body) = record.split_once('>').unwrap_or((record, ""));
    let attribute = |name: &str| attribute(tag, name).map(|v| plain(v).trim().to_owned()).filter(|v| !v.is_empty());
    let Some(id) = attribute("id") else { return Err(ReadError::Missing { place, field: "id" }) };
    let text = body.split_once("<Text>").and_then(|(_, rest)| rest.split_once("</Text>"));
    let Some((text, _)) = text else { return Err(ReadError::Missing { place, field: "Text" }) };
    let published = match attribute("date") {
        Some(date) => match day(&date) {
            Some(day) => Some(day),
            None => return Err(ReadError::Markup { place, reason: format!("the date {date:?} is not of the form YYYYMMDD") }),
        },
        None => None,
    };
    // The file wraps its lines anyhow.
    let text = plain(text).split_whitespace().collect::<Vec<_>>().join(" ");
    Ok(Document { id, published, source: attribute("source"), url: attribute("url"), text, ..Document::default() })
}

/// The value of an attribute in a tag; blanks may stand around the `=`.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    tag.match_indices(name).find_map(|(at, _)| {
        let alone = tag[..at].ends_with(char::is_whitespace);
        let rest = tag[at + name.len()..].trim_start().strip_prefix('=')?.trim_start();
        let quote = rest.chars().next().filter(|c| alone && matches!(c, '"' | '\''))?;
        rest[1..].split_once(quote).map(|(value, _)| value)
    })
}

/// `YYYYMMDD` or `YYYY-MM-DD`.
fn day(text: &str) -> Option<Date> {
    let digits: String = text.chars().filter(|c| *c != '-').collect();
    if digits.len() != 8 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    Date::new(digits[..4].parse().ok()?, digits[4..6].parse().ok()?, digits[6..].parse().ok()?).ok()
}

/// Text with XML's entities replaced; an `&` that begins none stands for itself.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let entity = after.split_once(';').filter(|(name, _)| name.len() <= 8).and_then(|(name, tail)| Some((entity(name)?, tail)));
        match entity {
            Some((character, tail)) => {
                out.push(character);
                rest = tail;
            }
            None => {
                out.push('&');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

fn entity(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)
        }
    }
}
