//! A kept fact and its reports are put together as text: reading them as values would take most of the time of a question.

use std::{io, iter};

/// The field in question, as our JSON has it.
const FIELD: &[u8] = b"\"reports\":";

/// A fact from its JSON with nothing as its reports, and the first `number` reports of the JSON that holds these.
///
/// # Errors
/// JSON without such a field.
pub(crate) fn joined(head: &[u8], number: u32, holder: &[u8]) -> io::Result<Vec<u8>> {
    let parts = || {
        let at = place(head)?;
        let rest = head[at..].strip_prefix(b"null")?;
        Some((&head[..at], elements(&holder[place(holder)?..], number)?, rest))
    };
    let (before, list, rest) = parts().ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "a fact's reports are not there"))?;
    Ok([before, b"[", list, b"]", rest].concat())
}

/// Where the value of the field begins.
fn place(json: &[u8]) -> Option<usize> {
    let field = |(at, mark, depth): &(usize, u8, u32)| *mark == b'"' && *depth == 1 && json[*at..].starts_with(FIELD);
    marks(json).find(field).map(|(at, ..)| at + FIELD.len())
}

/// The first so many elements of the list with which a text begins, without its brackets.
fn elements(list: &[u8], number: u32) -> Option<&[u8]> {
    let mut left = number;
    for (at, mark, depth) in marks(list) {
        match (mark, depth) {
            (b'[', 1) if left == 0 => return Some(&[]),
            (b',', 1) if left == 1 => return list.get(1..at),
            (b',', 1) => left -= 1,
            (b']', 0) => return list.get(1..at),
            (_, 0) => return None,
            _ => {}
        }
    }
    None
}

/// The signs of JSON outside of strings, and the quotes that open these; each with its place and how many brackets are open
/// after it.
fn marks(json: &[u8]) -> impl Iterator<Item = (usize, u8, u32)> {
    let (mut at, mut depth) = (0, 0_u32);
    iter::from_fn(move || {
        while let Some(&byte) = json.get(at) {
            let place = at;
            at += 1;
            match byte {
                b'"' => at = past_string(json, at),
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth = depth.saturating_sub(1),
                b',' => {}
                _ => continue,
            }
            return Some((place, byte, depth));
        }
        None
    })
}

/// One past the quote that closes the string inside of which a place is.
fn past_string(json: &[u8], mut at: usize) -> usize {
    while let Some(&byte) = json.get(at) {
        at += match byte {
            b'"' => return at + 1,
            b'\\' => 2,
            _ => 1,
        };
    }
    at
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::joined;

    #[test]
    fn a_fact_gets_the_first_reports_of_its_holder() {
        let head = json!({"id": "a", "events": [{"reports": [1]}], "reports": null, "note": "\"reports\":null, [\\"}).to_string();
        let reports = [json!({"quote": "\"}],\\", "spans": [1, 2]}), json!({"quote": "[", "by": []}), json!({})];
        let holder = json!({"breaches": [{"reports": []}], "reports": reports, "id": "a"}).to_string();
        for number in 0..5 {
            let whole = joined(head.as_bytes(), number, holder.as_bytes()).unwrap();
            let told = &reports[..reports.len().min(number as usize)];
            let expected = head.replacen("\"reports\":null", &format!("\"reports\":{}", json!(told)), 1);
            assert_eq!(String::from_utf8(whole).unwrap(), expected);
        }
    }

    #[test]
    fn what_is_no_fact_is_refused() {
        for (head, holder) in [
            ("", "{\"reports\":[1]}"),
            ("{\"reports\":null}", "{}"),
            ("{\"reports\":null}", "{\"reports\":[1"),
            ("{\"reports\":null}", "{\"reports\":7}"),
        ] {
            assert!(joined(head.as_bytes(), 3, holder.as_bytes()).is_err(), "{head} {holder}");
        }
    }
}
