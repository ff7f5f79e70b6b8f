//! One fact with all its evidence, or one document, for people.

use std::io::{self, Write};

use serde_json::Value;
use truceline_store::What;

use crate::{
    Look,
    fact_table::line,
    phrases::{BOLD, DIM, clean, painted},
};

/// Narrower terminals get this many columns and wrap.
const NARROWEST: usize = 40;

/// Writes a fact as `show` gives it: `what`, `fact`, `contradicted_by`.
///
/// # Errors
/// What the writer reports.
pub fn fact(shown: &Value, look: &Look, out: &mut dyn Write) -> io::Result<()> {
    heading(shown, look, out)?;
    let fact = &shown["fact"];
    for (key, value) in fact.as_object().into_iter().flatten().filter(|(key, _)| !["reports", "id", "contradicts"].contains(&key.as_str()))
    {
        let said = inline(value);
        if !said.is_empty() {
            field(key, &said, look, out)?;
        }
    }
    writeln!(out)?;
    for report in fact["reports"].as_array().into_iter().flatten() {
        evidence(report, look, out)?;
    }
    for dispute in shown["contradicted_by"].as_array().into_iter().flatten() {
        writeln!(out, "{}", painted("contradicted by", BOLD, look.colour))?;
        heading(dispute, look, out)?;
        for report in dispute["fact"]["reports"].as_array().into_iter().flatten() {
            evidence(report, look, out)?;
        }
    }
    Ok(())
}

/// Writes a document as `show` gives it: `document`, `revisions`, `coded_by`, `text`, `tells`.
///
/// # Errors
/// What the writer reports.
pub fn document(shown: &Value, look: &Look, out: &mut dyn Write) -> io::Result<()> {
    let text = |value: &Value| clean(value.as_str().unwrap_or_default());
    let document = &shown["document"];
    writeln!(out, "{}", painted(&line(What::Documents, document), BOLD, look.colour))?;
    let revisions = shown["revisions"].as_array().map_or(&[][..], Vec::as_slice);
    if revisions.len() > 1 || !document["known_until"].is_null() {
        for revision in revisions {
            let until = revision["known_until"].as_str().map_or_else(|| "on".to_owned(), |day| format!("to before {day}"));
            writeln!(out, "  revision {}: seen from {} {until}", revision["revision"], text(&revision["known_from"]))?;
        }
    }
    writeln!(out)?;
    for paragraph in shown["text"].as_str().unwrap_or_default().lines() {
        for line in textwrap::wrap(&clean(paragraph), look.width.max(NARROWEST)) {
            writeln!(out, "{line}")?;
        }
    }
    writeln!(out)?;
    for told in shown["tells"].as_array().into_iter().flatten() {
        let says = format!("{}: {}", text(&told["what"]), text(&told["says"]));
        wrapped(&says, "  ", look, out)?;
        writeln!(out, "    {}", painted(&text(&told["id"]), DIM, look.colour))?;
    }
    Ok(())
}

fn heading(shown: &Value, look: &Look, out: &mut dyn Write) -> io::Result<()> {
    let name = shown["what"].as_str().unwrap_or_default();
    let what = What::of_name(name).unwrap_or(What::Events);
    let id = shown["fact"]["id"].as_str().unwrap_or_default();
    writeln!(out, "{}", painted(&format!("{name} {id}"), BOLD, look.colour))?;
    wrapped(&line(what, &shown["fact"]), "  ", look, out)
}

fn evidence(report: &Value, look: &Look, out: &mut dyn Write) -> io::Result<()> {
    let text = |key: &str| report[key].as_str().map(clean).filter(|t| !t.is_empty());
    let said_by = inline(&report["attributed_to"]);
    let by = (!said_by.is_empty()).then(|| format!("according to {said_by}"));
    let parts = [text("published"), text("source"), text("document"), by];
    let head = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    writeln!(out, "  {}", painted(&head, DIM, look.colour))?;
    wrapped(&format!("“{}”", text("quote").unwrap_or_default()), "    ", look, out)
}

fn field(key: &str, said: &str, look: &Look, out: &mut dyn Write) -> io::Result<()> {
    wrapped(&format!("{:<15} {said}", key.replace('_', " ")), "  ", look, out)
}

fn wrapped(text: &str, indent: &str, look: &Look, out: &mut dyn Write) -> io::Result<()> {
    let options = textwrap::Options::new(look.width.max(NARROWEST)).initial_indent(indent).subsequent_indent(indent);
    textwrap::wrap(text, options).iter().try_for_each(|line| writeln!(out, "{line}"))
}

/// A value in a line: names of parties, values of objects.
fn inline(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => clean(text),
        Value::Array(items) => items.iter().map(inline).filter(|i| !i.is_empty()).collect::<Vec<_>>().join(", "),
        Value::Object(object) => match object.get("name") {
            Some(name) => inline(name),
            None => {
                let said = object.iter().filter(|(key, _)| *key != "reports").map(|(_, value)| inline(value));
                said.filter(|s| !s.is_empty()).collect::<Vec<_>>().join(" ")
            }
        },
        other => other.to_string(),
    }
}
