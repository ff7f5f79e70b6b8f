//! JSON values compared as the scoring rules do: `null`, `""`, `[]`, `{}`, `false` and 0 are all nothing, and a list may
//! stand as a single value.

use std::borrow::Cow;

use serde_json::Value;

/// A field's value; `null` where it is missing.
pub fn field<'v>(record: &'v Value, name: &str) -> &'v Value {
    record.get(name).unwrap_or(&Value::Null)
}

/// True for every form of nothing.
pub fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Bool(b) => !b,
        Value::Number(n) => n.as_f64() == Some(0.0),
        Value::String(s) => s.is_empty(),
        Value::Array(a) => a.is_empty(),
        Value::Object(o) => o.is_empty(),
    }
}

/// `null` or the empty string.
pub fn is_blank(value: &Value) -> bool {
    value.is_null() || value.as_str() == Some("")
}

/// A list's items; one item for anything else that is not blank.
pub fn as_list(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(items) => items.iter().collect(),
        blank if is_blank(blank) => Vec::new(),
        single => vec![single],
    }
}

/// The number that a value is; true and false count as 1 and 0.
pub fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Bool(b) => Some(f64::from(u8::from(*b))),
        Value::Number(n) => n.as_f64(),
        _ => None,
    }
}

/// Equal, numbers by value.
pub fn equal(a: &Value, b: &Value) -> bool {
    match (number(a), number(b)) {
        (Some(a), Some(b)) => a == b,
        (None, None) => a == b,
        _ => false,
    }
}

/// A value as text; of an object its `name`, else its `text`.
pub fn text(value: &Value) -> Cow<'_, str> {
    match value {
        Value::String(s) => Cow::Borrowed(s),
        Value::Object(o) => {
            let part = ["name", "text"].iter().filter_map(|k| o.get(*k)).find(|v| !is_nothing(v));
            part.map_or(Cow::Borrowed(""), text)
        }
        Value::Array(items) => Cow::Owned(items.iter().map(text).collect::<Vec<_>>().join(", ")),
        nothing if is_nothing(nothing) => Cow::Borrowed(""),
        other => Cow::Owned(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn nothing_has_many_forms() {
        for value in [json!(null), json!(""), json!([]), json!({}), json!(false), json!(0)] {
            assert!(is_nothing(&value), "{value}");
            assert_eq!(text(&value), "");
        }
        assert!(as_list(&json!("")).is_empty() && as_list(&json!("x")).len() == 1);
    }

    #[test]
    fn numbers_are_equal_by_value() {
        assert!(equal(&json!(3), &json!(3.0)));
        assert!(!equal(&json!(1), &json!("1")));
        assert!(!equal(&json!(null), &json!(0)));
    }

    #[test]
    fn an_object_is_its_name() {
        assert_eq!(text(&json!({"name": "Northern Front", "text": "the Front"})), "Northern Front");
        assert_eq!(text(&json!({"name": "", "text": "the Front"})), "the Front");
    }
}
