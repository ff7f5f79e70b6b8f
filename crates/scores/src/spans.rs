//! Spans of gold, in characters, as spans of the program, in bytes.

use serde_json::Value;
use truceline_text::Span;

/// The byte of each character of a text.
pub struct Offsets(Vec<u32>);

impl Offsets {
    /// Of a text of at most 4 GiB.
    pub fn of(text: &str) -> Self {
        Self(text.char_indices().map(|(byte, _)| byte as u32).chain([text.len() as u32]).collect())
    }

    /// The bytes of the characters from `begin` to `end`; `None` where these are no numbers or lie behind the text.
    pub fn span(&self, begin: &Value, end: &Value) -> Option<Span> {
        let byte = |value: &Value| self.0.get(usize::try_from(value.as_u64()?).ok()?).copied();
        Some(Span { start: byte(begin)?, end: byte(end)? }).filter(|s| s.start < s.end)
    }

    /// The bytes of a list `[begin, end, ...]`.
    pub fn listed(&self, list: &Value) -> Option<Span> {
        self.span(list.get(0)?, list.get(1)?)
    }
}

/// True where two spans share a byte.
pub fn overlap(a: Span, b: Span) -> bool {
    a.start < b.end && b.start < a.end
}

/// The span of a mention in coded output.
pub fn mention(coded: &Value) -> Option<Span> {
    let byte = |key: &str| u32::try_from(coded.get(key)?.as_u64()?).ok();
    Some(Span { start: byte("start")?, end: byte("end")? })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn characters_become_bytes() {
        let offsets = Offsets::of("Malmö är");
        assert_eq!(offsets.span(&json!(6), &json!(8)), Some(Span { start: 7, end: 10 }));
        assert_eq!(offsets.listed(&json!([0, 5, "Malmö"])), Some(Span { start: 0, end: 6 }));
        assert_eq!(offsets.span(&json!(6), &json!(9)), None);
        assert_eq!(offsets.span(&json!(null), &json!(2)), None);
    }

    #[test]
    fn spans_overlap_in_a_byte() {
        let span = |start, end| Span { start, end };
        assert!(overlap(span(0, 4), span(3, 9)));
        assert!(!overlap(span(0, 4), span(4, 9)));
        assert_eq!(mention(&json!({"start": 2, "end": 5})), Some(span(2, 5)));
    }
}
