//! JSON Lines: `{"id", "title"?, "published"?, "source"?, "url"?, "text"}`, one object a line.
//! Other fields are passed over; `null` and empty optional fields count as left out.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::lines::Line;
use super::{Place, ReadError, ngec};
use crate::blocks;
use crate::document::Document;

/// The fields of a report, and those that NGEC gives it.
#[derive(Deserialize)]
pub(super) struct Object {
    pub(super) id: Option<Value>,
    title: Option<Value>,
    published: Option<Value>,
    source: Option<Value>,
    pub(super) url: Option<Value>,
    text: Option<Value>,
    pub(super) event_text: Option<Value>,
    pub(super) date: Option<Value>,
    pub(super) pub_date: Option<Value>,
    pub(super) headline: Option<Value>,
    pub(super) publisher: Option<Value>,
}

/// A field's value, as far as it matters here.
pub(super) enum Value {
    Text(String),
    Integer(String),
    Other(&'static str),
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_str<E>(self, v: &str) -> Result<Value, E> {
        Ok(Value::Text(v.to_owned()))
    }

    fn visit_string<E>(self, v: String) -> Result<Value, E> {
        Ok(Value::Text(v))
    }

    fn visit_u64<E>(self, v: u64) -> Result<Value, E> {
        Ok(Value::Integer(v.to_string()))
    }

    fn visit_i64<E>(self, v: i64) -> Result<Value, E> {
        Ok(Value::Integer(v.to_string()))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Value, E> {
        Ok(Value::Other("a number"))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Value, E> {
        Ok(Value::Other("true or false"))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Value::Other("a list"))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Value::Other("an object"))
    }
}

/// The document of one line. Whether its text is empty and its id new is the caller's to check.
pub(super) fn document(line: &Line<'_>) -> Result<Document, ReadError> {
    let place = || line.place.clone();
    let start = line.text.len() - line.text.trim_start().len();
    if line.text.as_bytes().get(start) != Some(&b'{') {
        let reason = "a line must begin with {".to_owned();
        return Err(ReadError::NotJson { place: place(), column: start + 1, reason });
    }
    let object: Object = serde_json::from_str(line.text).map_err(|e| not_json(place(), &e))?;
    if object.text.is_none() && object.event_text.is_some() {
        return ngec::document(object, place);
    }
    let text = string(object.text, "text", place)?;
    let (id, title) = (id(object.id, place)?, optional(object.title, "title", place)?);
    let published = date_field(object.published, "published", place)?.or_else(|| blocks::published(&text));
    Ok(Document { id, title, published, source: optional(object.source, "source", place)?, url: optional(object.url, "url", place)?, text })
}

fn not_json(place: Place, error: &serde_json::Error) -> ReadError {
    let message = error.to_string();
    let reason = message.rsplit_once(" at line ").map_or(message.as_str(), |(reason, _)| reason).to_owned();
    ReadError::NotJson { place, column: error.column(), reason }
}

fn wrong_type(value: Value, field: &'static str, place: Place) -> ReadError {
    let found = match value {
        Value::Text(_) => "a string",
        Value::Integer(_) => "a number",
        Value::Other(found) => found,
    };
    ReadError::WrongType { place, field, found }
}

/// A string that must be there.
pub(super) fn string(value: Option<Value>, field: &'static str, place: impl Fn() -> Place) -> Result<String, ReadError> {
    match value {
        Some(Value::Text(text)) => Ok(text),
        None => Err(ReadError::Missing { place: place(), field }),
        Some(other) => Err(wrong_type(other, field, place())),
    }
}

/// A string, or a whole number as archives have them.
pub(super) fn id(value: Option<Value>, place: impl Fn() -> Place) -> Result<String, ReadError> {
    match value {
        Some(Value::Text(id)) if !id.trim().is_empty() => Ok(id),
        Some(Value::Integer(id)) => Ok(id),
        None | Some(Value::Text(_)) => Err(ReadError::Missing { place: place(), field: "id" }),
        Some(other) => Err(wrong_type(other, "id", place())),
    }
}

pub(super) fn optional(value: Option<Value>, field: &'static str, place: impl Fn() -> Place) -> Result<Option<String>, ReadError> {
    match value {
        None => Ok(None),
        Some(Value::Text(text)) => Ok(Some(text).filter(|t| !t.trim().is_empty())),
        Some(other) => Err(wrong_type(other, field, place())),
    }
}

/// A day that may be left out.
pub(super) fn date_field(value: Option<Value>, field: &'static str, place: impl Fn() -> Place) -> Result<Option<Date>, ReadError> {
    match optional(value, field, &place)? {
        None => Ok(None),
        Some(value) => match date(value.trim()) {
            Some(date) => Ok(Some(date)),
            None => Err(ReadError::WrongDate { place: place(), field, value: value.chars().take(80).collect() }),
        },
    }
}

/// `YYYY-MM-DD`, or the day of a timestamp as it is written there, in its own time zone.
fn date(value: &str) -> Option<Date> {
    let day = value.get(..10)?;
    let shape = |(at, b): (usize, u8)| {
        if at == 4 || at == 7 { b == b'-' } else { b.is_ascii_digit() }
    };
    if !day.bytes().enumerate().all(shape) {
        return None;
    }
    let is_time = || value.parse::<Timestamp>().is_ok() || value.parse::<DateTime>().is_ok();
    (value.len() == 10 || is_time()).then(|| day.parse().ok()).flatten()
}
