//! Plain text in UTF-8, one report a file.

use std::io::Read;

use super::input::Input;
use super::{Place, ReadError};
use crate::blocks;
use crate::document::Document;

/// Reads a whole file. The id is the file's name without folders and endings; headline, dateline
/// and a byte order mark stay in the text, so that offsets are the file's own.
pub(super) fn read(name: &str, input: &mut Input, limit: usize) -> Result<Document, ReadError> {
    let mut bytes = Vec::new();
    let read = input.by_ref().take(limit as u64 + 1).read_to_end(&mut bytes);
    if let Err(source) = read {
        return Err(input.broken(name, Some(line_of(&bytes)), source));
    }
    if bytes.len() > limit {
        return Err(ReadError::TooLong { place: Place { name: name.to_owned(), line: None }, limit });
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = line_of(&error.as_bytes()[..at]);
        ReadError::NotUtf8 { place: Place { name: name.to_owned(), line: Some(line) }, byte: at as u64 }
    })?;
    let published = blocks::published(&text);
    Ok(Document { id: stem(name).to_owned(), published, text, ..Document::default() })
}

/// The line, from 1, on which the byte after `head` stands.
fn line_of(head: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', head).count() as u64 + 1
}

/// A file's name without folders, `.gz` and the format's ending.
fn stem(name: &str) -> &str {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let plain = file.strip_suffix(".gz").unwrap_or(file);
    match plain.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ => plain,
    }
}
