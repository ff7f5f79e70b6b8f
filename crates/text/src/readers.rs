//! Readers: from files and streams to documents.
//!
//! One file a format; [`FORMATS`] is the list. Input may be compressed with gzip.

mod input;
mod jsonl;
mod lines;
mod ngec;
mod petrarch;
mod plain;

use std::fmt;
use std::fs::File;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Read};
use std::path::Path;

use rustc_hash::FxHashSet;

use crate::document::Document;
use input::Input;
use lines::Lines;
use petrarch::Records;

/// Longest line of JSON Lines and longest plain text file that is read, in bytes, unless
/// [`Reader::with_limit`] says otherwise: 64 MiB.
pub const DEFAULT_LIMIT: usize = 64 << 20;

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// One report in UTF-8.
    Plain,
    /// A JSON object a line, a report each; lines of NGEC too.
    JsonLines,
    /// The XML that PETRARCH reads.
    Petrarch,
}

/// File name endings and what they stand for. Each may be followed by `.gz`.
pub const FORMATS: [(&str, Format); 4] =
    [("txt", Format::Plain), ("jsonl", Format::JsonLines), ("ndjson", Format::JsonLines), ("xml", Format::Petrarch)];

impl Format {
    /// The format by a file's name; `None` where the ending is not in [`FORMATS`].
    pub fn of_path(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_string_lossy().to_ascii_lowercase();
        let name = name.strip_suffix(".gz").unwrap_or(&name);
        let (_, ending) = name.rsplit_once('.')?;
        FORMATS.iter().find(|(known, _)| *known == ending).map(|&(_, format)| format)
    }
}

/// Where in the input something is wrong. Prints as `file:line` or `file`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// File name as given.
    pub name: String,
    /// Line from 1; `None` where the whole file is meant.
    pub line: Option<u64>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}", self.name),
            None => f.write_str(&self.name),
        }
    }
}

/// Why a document could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The file cannot be opened.
    #[error("{place}: cannot be opened: {source}")]
    Open {
        /// Which file.
        place: Place,
        /// What the system says.
        source: io::Error,
    },
    /// Reading broke off; nothing more comes from this input.
    #[error("{place}: cannot be read on from here: {source}")]
    Io {
        /// The line in hand.
        place: Place,
        /// What the system says.
        source: io::Error,
    },
    /// Compressed data end before their time; complete lines before were read.
    #[error("{place}: the gzip data end early, inside this line; the file was cut short, fetch or make it again")]
    GzipTruncated {
        /// The line in hand.
        place: Place,
    },
    /// Compressed data are damaged, or a file named `.gz` is not compressed.
    #[error("{place}: not readable as gzip: {reason}")]
    Gzip {
        /// The line in hand.
        place: Place,
        /// What is wrong.
        reason: String,
    },
    /// A byte that is not UTF-8.
    #[error("{place}: not UTF-8 at byte {byte} of the file; convert the file to UTF-8")]
    NotUtf8 {
        /// The line with the byte.
        place: Place,
        /// Offset of the first bad byte from the start of the (unpacked) file, from 0.
        byte: u64,
    },
    /// UTF-16 or UTF-32.
    #[error("{place}: the text is {encoding}; convert it to UTF-8")]
    Encoding {
        /// Which file.
        place: Place,
        /// `UTF-16` or `UTF-32`.
        encoding: &'static str,
    },
    /// Something that is no text.
    #[error("{place}: {what}, not text")]
    Binary {
        /// Which file.
        place: Place,
        /// What it looks like.
        what: &'static str,
    },
    /// HTML or XML.
    #[error("{place}: looks like {what}; web pages are not read yet in this version, save the article as plain text")]
    WebPage {
        /// Which file.
        place: Place,
        /// `a web page (HTML)` or `XML`.
        what: &'static str,
    },
    /// A line, or a plain text file, that is longer than the limit.
    #[error("{place}: longer than {limit} bytes; skipped")]
    TooLong {
        /// Which line or file.
        place: Place,
        /// The limit in bytes.
        limit: usize,
    },
    /// A line that is not a JSON object.
    #[error("{place}: not a JSON object: {reason} (column {column})")]
    NotJson {
        /// Which line.
        place: Place,
        /// Byte in the line, from 1.
        column: usize,
        /// What is wrong.
        reason: String,
    },
    /// A field that every document needs is missing or empty.
    #[error("{place}: field \"{field}\" is missing or empty")]
    Missing {
        /// Which line.
        place: Place,
        /// The field's name.
        field: &'static str,
    },
    /// A field of the wrong type.
    #[error("{place}: field \"{field}\" must be a string, not {found}")]
    WrongType {
        /// Which line.
        place: Place,
        /// The field's name.
        field: &'static str,
        /// What stands there.
        found: &'static str,
    },
    /// XML that is not PETRARCH's.
    #[error("{place}: not the XML that PETRARCH reads: {reason}")]
    Markup {
        /// Line of the record, or the file.
        place: Place,
        /// What is wrong.
        reason: String,
    },
    /// A field that should be a date is none.
    #[error("{place}: field \"{field}\" must be a date such as 2020-01-13 or an RFC 3339 time, not {value:?}")]
    WrongDate {
        /// Which line.
        place: Place,
        /// The field's name.
        field: &'static str,
        /// What stands there.
        value: String,
    },
    /// An `id` that an earlier document had.
    #[error("{place}: the id {id:?} was given to an earlier document")]
    DuplicateId {
        /// Which line or file.
        place: Place,
        /// The id.
        id: String,
    },
    /// A text without anything but white space.
    #[error("{place}: the text is empty")]
    EmptyText {
        /// Which line or file.
        place: Place,
    },
}

impl ReadError {
    /// Where it went wrong.
    pub fn place(&self) -> &Place {
        match self {
            Self::Open { place, .. }
            | Self::Io { place, .. }
            | Self::GzipTruncated { place }
            | Self::Gzip { place, .. }
            | Self::NotUtf8 { place, .. }
            | Self::Encoding { place, .. }
            | Self::Binary { place, .. }
            | Self::WebPage { place, .. }
            | Self::TooLong { place, .. }
            | Self::NotJson { place, .. }
            | Self::Missing { place, .. }
            | Self::WrongType { place, .. }
            | Self::Markup { place, .. }
            | Self::WrongDate { place, .. }
            | Self::DuplicateId { place, .. }
            | Self::EmptyText { place } => place,
        }
    }
}

/// The ids of the documents read so far, 16 bytes each whatever their length.
#[derive(Clone, Debug)]
pub struct Ids(Option<FxHashSet<u128>>);

impl Default for Ids {
    fn default() -> Self {
        Self(Some(FxHashSet::default()))
    }
}

impl Ids {
    /// Ids that may come again: a later document of the same id is a later version of it.
    pub fn repeatable() -> Self {
        Self(None)
    }

    /// Notes an id; false where it was noted before and may not come again.
    pub fn insert(&mut self, id: &str) -> bool {
        self.0.as_mut().is_none_or(|seen| seen.insert(digest(id)))
    }
}

/// 128 bits of two differently seeded 64-bit hashes.
fn digest(id: &str) -> u128 {
    let half = |seed: u8| {
        let mut hasher = DefaultHasher::new();
        (seed, id).hash(&mut hasher);
        hasher.finish()
    };
    u128::from(half(0)) << 64 | u128::from(half(1))
}

/// Reads documents from one input. An iterator: a document or an error at a time; after an error
/// that concerns one line the next line follows.
///
/// Never holds more of the input than one line (JSON Lines), record (XML) or file (plain text), and never
/// more than the limit.
pub struct Reader {
    name: String,
    limit: usize,
    ids: Ids,
    state: State,
}

enum State {
    Plain(Input),
    Lines(Lines<Input>),
    Records(Records),
    Done,
}

impl Reader {
    /// Opens a file. The format goes by the name's ending, else by what it begins with: `{` begins
    /// JSON Lines, `<Sentences>` the XML that PETRARCH reads.
    ///
    /// # Errors
    /// Where the file cannot be opened, is binary, in UTF-16, or a web page.
    pub fn open(path: &Path) -> Result<Self, ReadError> {
        let name = path.display().to_string();
        let open = |source| ReadError::Open { place: Place { name: name.clone(), line: None }, source };
        let file = File::open(path).map_err(open)?;
        if file.metadata().map_err(open)?.is_dir() {
            return Err(open(io::Error::from(io::ErrorKind::IsADirectory)));
        }
        Self::from_read(&name, file, Format::of_path(path))
    }

    /// Reads from a stream. `name` stands in errors and gives a plain text its id (without folders
    /// and endings). Without `format` the beginning decides, as for [`Reader::open`].
    ///
    /// # Errors
    /// Where the stream is binary, in UTF-16, or a web page.
    pub fn from_read(name: &str, read: impl Read + Send + 'static, format: Option<Format>) -> Result<Self, ReadError> {
        let (input, found) = Input::new(name, Box::new(read))?;
        let state = match format.unwrap_or(found) {
            Format::Plain => State::Plain(input),
            Format::JsonLines => State::Lines(Lines::new(input)),
            Format::Petrarch => State::Records(Records::new(input)),
        };
        Ok(Self { name: name.to_owned(), limit: DEFAULT_LIMIT, ids: Ids::default(), state })
    }

    /// Takes over the ids of inputs read before, so that an id counts as double over all of them.
    pub fn with_ids(mut self, ids: Ids) -> Self {
        self.ids = ids;
        self
    }

    /// Sets the most bytes that a line or plain text file may have.
    pub fn with_limit(mut self, bytes: usize) -> Self {
        self.limit = bytes;
        self
    }

    /// The ids seen so far, for the next reader.
    pub fn into_ids(self) -> Ids {
        self.ids
    }

    fn checked(&mut self, doc: Document, line: Option<u64>) -> Result<Document, ReadError> {
        let place = || Place { name: self.name.clone(), line };
        if doc.text.chars().all(crate::chars::is_blank) {
            return Err(ReadError::EmptyText { place: place() });
        }
        if !self.ids.insert(&doc.id) {
            return Err(ReadError::DuplicateId { place: place(), id: doc.id });
        }
        Ok(doc)
    }
}

impl Iterator for Reader {
    type Item = Result<Document, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        match std::mem::replace(&mut self.state, State::Done) {
            State::Done => None,
            State::Plain(mut input) => {
                let read = plain::read(&self.name, &mut input, self.limit);
                Some(read.and_then(|doc| self.checked(doc, None)))
            }
            State::Lines(mut lines) => {
                let (item, more) = match lines.next(&self.name, self.limit) {
                    Ok(None) => return None,
                    Ok(Some(line)) => (jsonl::document(&line), true),
                    Err(lines::Stop::Line(error)) => (Err(error), true),
                    Err(lines::Stop::Input(error)) => (Err(error), false),
                };
                let line = lines.number();
                if more {
                    self.state = State::Lines(lines);
                }
                Some(item.and_then(|doc| self.checked(doc, Some(line))))
            }
            State::Records(mut records) => {
                let (item, more) = match records.next(&self.name, self.limit) {
                    Ok(None) => return None,
                    Ok(Some((doc, line))) => (self.checked(doc, Some(line)), true),
                    Err(lines::Stop::Line(error)) => (Err(error), true),
                    Err(lines::Stop::Input(error)) => (Err(error), false),
                };
                if more {
                    self.state = State::Records(records);
                }
                Some(item)
            }
        }
    }
}
