//! The list that the coder must beat: keywords with the nearest names before and after. No syntax, no knowledge.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};
use truceline_text::{Document, Sentence, Span, Token, segment};

const KEYWORDS: &str = include_str!("keywords.txt");

/// Words that begin sentences and name nobody.
const OPENERS: [&str; 44] = [
    "the",
    "a",
    "an",
    "in",
    "on",
    "at",
    "by",
    "for",
    "from",
    "with",
    "after",
    "before",
    "during",
    "since",
    "as",
    "when",
    "while",
    "but",
    "and",
    "or",
    "if",
    "it",
    "its",
    "he",
    "she",
    "they",
    "we",
    "his",
    "her",
    "their",
    "this",
    "that",
    "these",
    "those",
    "there",
    "some",
    "many",
    "several",
    "two",
    "three",
    "more",
    "most",
    "earlier",
    "meanwhile",
];

/// Codes a document into the form of `truceline code --format jsonl`, with an empty picture.
pub fn code(document: &Document) -> Value {
    let segmented = segment(document);
    let mut seen = BTreeSet::new();
    let mut events = Vec::new();
    for sentence in &segmented.sentences {
        let tokens = words(&segmented.tokens, sentence);
        let names = names(&document.text, tokens);
        for token in tokens {
            let trigger = token.span.of(&document.text);
            let Some(kind) = kind_of(&trigger.to_lowercase()) else { continue };
            if names.iter().any(|n| n.contains(token.span)) {
                continue;
            }
            let before = names.iter().rfind(|n| n.end <= token.span.start);
            let after = names.iter().find(|n| n.start >= token.span.end);
            if seen.insert((kind, trigger.to_lowercase(), before.map(|n| n.of(&document.text)), after.map(|n| n.of(&document.text)))) {
                events.push(json!({"type": kind, "mode": null, "status": "occurred", "historical": false, "trigger": trigger,
                    "actors": side(&document.text, before), "recipients": side(&document.text, after), "place": null,
                    "date": null, "attributed_to": [], "denied_by": []}));
            }
        }
    }
    json!({"id": document.id, "published": document.published.map(|d| d.to_string()), "published_inferred": null,
        "events": events, "picture": Map::new()})
}

fn words<'t>(tokens: &'t [Token], sentence: &Sentence) -> &'t [Token] {
    tokens.get(sentence.tokens.start as usize..sentence.tokens.end as usize).unwrap_or_default()
}

fn side(text: &str, name: Option<&Span>) -> Value {
    match name {
        Some(n) => json!([{"name": n.of(text), "text": n.of(text), "start": n.start, "end": n.end}]),
        None => json!([]),
    }
}

/// Runs of capitalised words.
fn names(text: &str, tokens: &[Token]) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    let mut open = false;
    for (n, token) in tokens.iter().enumerate() {
        let form = token.span.of(text);
        let opener = n == 0 && OPENERS.contains(&form.to_lowercase().as_str());
        if !form.starts_with(char::is_uppercase) || opener {
            open = false;
        } else if let Some(last) = out.last_mut().filter(|_| open) {
            *last = last.join(token.span);
        } else {
            out.push(token.span);
            open = true;
        }
    }
    out
}

/// The type of the first keyword that the lower-case word fits.
fn kind_of(word: &str) -> Option<&'static str> {
    KEYWORDS.lines().filter(|line| !line.starts_with('#')).find_map(|line| {
        let (kind, keywords) = line.split_once(' ')?;
        let fits = |keyword: &str| keyword.strip_suffix('*').map_or(word == keyword, |stem| word.starts_with(stem));
        keywords.split(' ').any(fits).then_some(kind)
    })
}

#[cfg(test)]
mod tests {
    use truceline_text::Document;

    use super::code;
    use crate::values::text;

    #[test]
    fn nearest_names_before_and_after() {
        let document = Document { text: "The Harbour Guard attacked Tarn and met Ana Belo.".to_owned(), ..Document::default() };
        let coded = code(&document);
        let told: Vec<String> = coded["events"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|e| format!("{} {} {}", text(&e["type"]), text(&e["actors"]), text(&e["recipients"])))
            .collect();
        assert_eq!(told, ["ASSAULT Harbour Guard Tarn", "CONSULT Tarn Ana Belo"]);
    }
}
