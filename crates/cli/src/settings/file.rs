//! The settings file, TOML.

use std::{ffi::OsString, ops::Range, path::Path};

use toml::de::{DeTable, DeValue};
use truceline_knowledge::Position;

use super::{KEYS, Key, Layers, Origin, nearest};
use crate::trouble::Trouble;

/// Adds the file's values.
///
/// # Errors
/// A file that cannot be read, or a mistake in it, with its place.
pub(super) fn read(path: &Path, layers: &mut Layers) -> Result<(), Trouble> {
    let text =
        std::fs::read_to_string(path).map_err(|source| Trouble::Unreadable { what: "settings file", path: path.to_owned(), source })?;
    let name = path.display().to_string();
    let mistake = |span: Range<usize>, message: String, expected: Option<String>, nearest: Option<&str>| {
        let at = Box::new(position(&name, &text, span));
        Trouble::Mistake { at, message, expected, nearest: nearest.map(str::to_owned) }
    };
    let table = DeTable::parse(&text).map_err(|e| mistake(e.span().unwrap_or(0..0), e.message().to_owned(), None, None))?;
    for (written, value) in table.get_ref() {
        let Some(key) = KEYS.iter().find(|k| k.name == written.get_ref().as_ref()) else {
            let known = KEYS.map(|k| k.name).join(", ");
            let message = format!("unknown setting `{}`", written.get_ref());
            return Err(mistake(written.span(), message, Some(format!("one of {known}")), nearest(written.get_ref())));
        };
        let wrong = |expected| mistake(value.span(), format!("wrong value for `{}`", key.name), Some(expected), None);
        let plain = plain(value.get_ref()).ok_or_else(|| wrong("a string, a whole number, true or false".to_owned()))?;
        (key.check)(plain.as_ref()).map_err(wrong)?;
        let line = position(&name, &text, written.span()).line;
        layers.insert(key.name, (resolved(key, plain, path), Origin::File(path.to_owned(), line)));
    }
    Ok(())
}

fn plain(value: &DeValue) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Integer(number) => Some(number.as_str().to_owned()),
        DeValue::Boolean(truth) => Some(truth.to_string()),
        _ => None,
    }
}

/// A relative path counts from the file's folder, so that the file means the same from everywhere.
fn resolved(key: &Key, value: String, file: &Path) -> OsString {
    match file.parent() {
        Some(folder) if key.is_path => folder.join(value).into_os_string(),
        _ => value.into(),
    }
}

/// The place of a byte range.
fn position(file: &str, text: &str, span: Range<usize>) -> Position {
    let start = text.floor_char_boundary(span.start);
    let begin = text[..start].rfind('\n').map_or(0, |i| i + 1);
    let source = text[begin..].lines().next().unwrap_or_default();
    let end = span.end.clamp(start, (begin + source.len()).max(start));
    Position {
        file: file.to_owned(),
        line: text[..begin].matches('\n').count() as u32 + 1,
        column: text[begin..start].chars().count() as u32 + 1,
        length: text.get(start..end).map_or(1, |t| t.chars().count().max(1) as u32),
        source: source.to_owned(),
    }
}
