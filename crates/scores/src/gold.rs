//! Gold files: records, each with the document that the coder sees.

use std::{collections::BTreeSet, fs, io::Cursor, path::Path};

use jiff::civil::Date;
use serde_json::Value;
use truceline_text::{Document, Format, ReadError, Reader};

use crate::{
    error::ScoreError,
    values::{field, text},
};

/// A gold record.
#[derive(Clone, Debug)]
pub struct Gold {
    /// The record as it stands in the file.
    pub value: Value,
    /// What is coded.
    pub document: Document,
}

/// Reads JSON Lines, or a file with one printed JSON object.
pub fn read(path: &Path) -> Result<Vec<Gold>, ScoreError> {
    read_seen(path, visible)
}

/// As [`read`], for sets that keep a text or date under other names: `see` gives what the coder may see of a record, with
/// the names of the program's input.
pub fn read_seen(path: &Path, see: impl Fn(&Value) -> Value) -> Result<Vec<Gold>, ScoreError> {
    let name = path.display().to_string();
    let content = fs::read_to_string(path).map_err(|source| ScoreError::Unreadable { path: name.clone(), source })?;
    let parse =
        |line: usize, text: &str| serde_json::from_str(text).map_err(|source| ScoreError::NotJson { path: name.clone(), line, source });
    let values: Vec<(usize, Value)> = if content.trim_start().starts_with("{\n") || content.trim_start().starts_with("{\r\n") {
        vec![(1, parse(1, &content)?)]
    } else {
        let lines = (1..).zip(content.lines()).filter(|(_, l)| !l.trim().is_empty());
        lines.map(|(n, l)| Ok((n, parse(n, l)?))).collect::<Result<_, ScoreError>>()?
    };
    let mut ids = BTreeSet::new();
    let mut out = Vec::with_capacity(values.len());
    for (line, value) in values {
        let id = text(field(&value, "id")).into_owned();
        if id.is_empty() {
            return Err(ScoreError::Record { path: name, line, what: "an `id`" });
        }
        let document = document(path, line, &see(&value))?;
        if !ids.insert(id.clone()) {
            return Err(ScoreError::DuplicateId { path: name, id });
        }
        out.push(Gold { document: Document { id, ..document }, value });
    }
    Ok(out)
}

/// The records without their documents.
pub fn values(records: &[Gold]) -> Vec<Value> {
    records.iter().map(|g| g.value.clone()).collect()
}

/// The document of a record, read as the program reads documents.
fn document(path: &Path, line: usize, seen: &Value) -> Result<Document, ScoreError> {
    let name = path.display().to_string();
    if let Some(blank) = field(seen, "text").as_str().filter(|t| t.trim().is_empty()) {
        // The program's reader refuses it; a set may hold such a sentence, in which there is nothing to find.
        return Ok(Document { text: blank.to_owned(), ..Document::default() });
    }
    let mut reader = if field(seen, "text").is_string() {
        Reader::from_read(&name, Cursor::new(seen.to_string()), Some(Format::JsonLines))?
    } else {
        Reader::open(&path.with_file_name("report.txt"))?
    };
    let missing = ScoreError::Record { path: name.clone(), line, what: "a `text`, or report.txt beside the file" };
    match reader.next().ok_or(missing)? {
        // A record without words has nothing to code.
        Err(ReadError::EmptyText { .. }) => Ok(Document::default()),
        read => read.map_err(|error| located(error, line).into()),
    }
}

/// The fields that the coder may see; a set may use one of their names for a gold field of another type.
pub fn visible(value: &Value) -> Value {
    let of_document = |name: &&str| field(value, name).is_string();
    let names = ["id", "title", "published", "source", "url", "text"].into_iter().filter(of_document);
    names.map(|name| (name.to_owned(), field(value, name).clone())).collect()
}

/// What the coder may see, dated by the field `date` where that begins with an ISO day.
pub fn visible_dated(value: &Value, date: &str) -> Value {
    let mut seen = visible(value);
    let day = field(value, date).as_str().and_then(|d| d.get(..10)).filter(|d| d.parse::<Date>().is_ok());
    if let Some((seen, day)) = seen.as_object_mut().zip(day) {
        seen.insert("published".to_owned(), Value::from(day));
    }
    seen
}

/// The error with the record's own line: each record is read by itself.
fn located(mut error: ReadError, line: usize) -> ReadError {
    if let ReadError::WrongType { place, .. } | ReadError::WrongDate { place, .. } = &mut error {
        place.line = Some(line as u64);
    }
    error
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_coder_sees_no_gold() {
        let record = json!({"id": "1", "text": "Tarn fell.", "source": [{"text": "Tarn"}], "events": [], "day": "2019-03-20T10:00"});
        assert_eq!(visible(&record), json!({"id": "1", "text": "Tarn fell."}));
        assert_eq!(visible_dated(&record, "day"), json!({"id": "1", "text": "Tarn fell.", "published": "2019-03-20"}));
        assert_eq!(visible_dated(&record, "id"), visible(&record));
    }
}
