//! JSON Lines of NGEC: `{"id", "date"?, "pub_date"?, "headline"?, "publisher"?, "event_text"}`, one object a line. A line
//! with `event_text` and without `text` is one of these.

use super::jsonl::{Object, date_field, id, optional, string};
use super::{Place, ReadError};
use crate::blocks;
use crate::document::Document;

/// The document of one line. Whether its text is empty and its id new is the caller's to check.
pub(super) fn document(object: Object, place: impl Fn() -> Place + Copy) -> Result<Document, ReadError> {
    let text = string(object.event_text, "event_text", place)?;
    let dates = date_field(object.pub_date, "pub_date", place)?.or(date_field(object.date, "date", place)?);
    let title = optional(object.headline, "headline", place)?.map(|t| t.split_whitespace().collect::<Vec<_>>().join(" "));
    Ok(Document {
        id: id(object.id, place)?,
        title,
        published: dates.or_else(|| blocks::published(&text)),
        source: optional(object.publisher, "publisher", place)?,
        url: optional(object.url, "url", place)?,
        text,
    })
}
