//! When two names are the same for scoring: without case, accents, articles and titles; a surname stands for the whole.

use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

use crate::values::{as_list, text};

/// Words left out of a name, unless it has no others.
const STOP: [&str; 27] = [
    "the",
    "a",
    "an",
    "of",
    "for",
    "in",
    "on",
    "and",
    "to",
    "by",
    "with",
    "will",
    "al",
    "el",
    "mr",
    "mrs",
    "ms",
    "dr",
    "sir",
    "general",
    "gen",
    "field",
    "marshal",
    "president",
    "prime",
    "minister",
    "secretary",
];

/// Abbreviations in the order in which they are tried.
const ABBREVIATIONS: [(&str, &str); 8] = [
    ("U.S.", "united states"),
    ("U.N.", "united nations"),
    ("U.K.", "united kingdom"),
    ("US", "united states"),
    ("UN", "united nations"),
    ("UK", "united kingdom"),
    ("EU", "european union"),
    ("AU", "african union"),
];

/// Words that make another place or body of a name: `Sudan`, `South Sudan`.
const DIRECTIONS: [&str; 9] = ["north", "south", "east", "west", "northern", "southern", "eastern", "western", "new"];

/// The comparable words of a name, in order.
pub fn words_in_order(name: &Value) -> Vec<String> {
    let name: Vec<char> = text(name).chars().map(|c| if matches!(c, '’' | '‘') { '\'' } else { c }).collect();
    let name = without_possessives(&with_full_names(&name));
    let folded: String = name.into_iter().nfkd().filter(char::is_ascii).map(|c| c.to_ascii_lowercase()).collect();
    let words = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty());
    let words: Vec<&str> = words.map(|w| if w.len() > 5 { w.strip_suffix('s').unwrap_or(w) } else { w }).collect();
    let telling: Vec<String> = words.iter().filter(|w| !STOP.contains(w)).map(|w| (*w).to_owned()).collect();
    if telling.is_empty() { words.into_iter().map(str::to_owned).collect() } else { telling }
}

/// The comparable words of a name, sorted, each once.
pub fn words(name: &Value) -> Vec<String> {
    as_set(&words_in_order(name))
}

fn as_set(words: &[String]) -> Vec<String> {
    let mut set = words.to_vec();
    set.sort_unstable();
    set.dedup();
    set
}

fn is_word_char(c: Option<&char>) -> bool {
    c.is_some_and(|c| c.is_alphanumeric() || *c == '_')
}

fn with_full_names(name: &[char]) -> Vec<char> {
    let mut out = Vec::with_capacity(name.len());
    let mut at = 0;
    while at < name.len() {
        let starts = !is_word_char(at.checked_sub(1).and_then(|before| name.get(before)));
        let fits =
            |short: &str| short.chars().eq(name[at..].iter().copied().take(short.len())) && !is_word_char(name.get(at + short.len()));
        match ABBREVIATIONS.iter().find(|(short, _)| starts && fits(short)) {
            Some((short, full)) => {
                out.extend(full.chars());
                at += short.len();
            }
            None => {
                out.push(name[at]);
                at += 1;
            }
        }
    }
    out
}

fn without_possessives(name: &[char]) -> Vec<char> {
    let mut out = Vec::with_capacity(name.len());
    let mut at = 0;
    while at < name.len() {
        let ends = !is_word_char(name.get(at + 2));
        match (name[at], name.get(at + 1)) {
            ('\'', Some('s')) if ends => at += 2,
            ('s', Some('\'')) if ends => {
                out.push('s');
                at += 2;
            }
            (c, _) => {
                out.push(c);
                at += 1;
            }
        }
    }
    out
}

/// Equal but for titles and order; or one holds the other and is at most twice as long; or a surname.
pub fn same(a: &Value, b: &Value) -> bool {
    let (a, b) = (words_in_order(a), words_in_order(b));
    let (set_a, set_b) = (as_set(&a), as_set(&b));
    if set_a.is_empty() || set_b.is_empty() {
        return false;
    }
    let shared = set_a.iter().filter(|w| set_b.contains(w)).count();
    let all = set_a.len() + set_b.len() - shared;
    let one_holds_other = shared == set_a.len() || shared == set_b.len();
    let odd = set_a.iter().filter(|w| !set_b.contains(w)).chain(set_b.iter().filter(|w| !set_a.contains(w)));
    let directed = odd.into_iter().any(|w| DIRECTIONS.contains(&w.as_str()));
    if 2 * shared > all || (2 * shared == all && one_holds_other && !directed) {
        return !directed || shared == all;
    }
    let (short, long) = if b.len() < a.len() { (&b, &a) } else { (&a, &b) };
    let is_surname = short.len() == 1 && long.len() <= 4 && short.first() == long.last();
    is_surname && !long.iter().any(|w| DIRECTIONS.contains(&w.as_str()))
}

/// True where some name of one list is the same as some name of the other.
pub fn overlap(xs: &Value, ys: &Value) -> bool {
    as_list(xs).iter().any(|x| as_list(ys).iter().any(|y| same(x, y)))
}

/// True where half of the names agree, counted as F1 over a one-to-one matching; both empty agree.
pub fn side_agrees(gold: &Value, coded: &Value) -> bool {
    let (gold, mut rest) = (as_list(gold), as_list(coded));
    let total = gold.len() + rest.len();
    let mut hits = 0;
    for name in gold {
        if let Some(at) = rest.iter().position(|c| same(name, c)) {
            rest.remove(at);
            hits += 1;
        }
    }
    4 * hits >= total
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn is_same(a: &str, b: &str) -> bool {
        same(&json!(a), &json!(b))
    }

    #[test]
    fn titles_possessives_and_accents_do_not_count() {
        assert_eq!(words_in_order(&json!("President José Marín’s guards")), ["jose", "marin", "guard"]);
        assert_eq!(words_in_order(&json!("the rebels' U.S. allies")), ["rebel", "united", "state", "allie"]);
        assert_eq!(words_in_order(&json!("The Field Marshal")), ["the", "field", "marshal"], "a name of titles alone keeps them");
    }

    #[test]
    fn abbreviations_stand_alone() {
        assert!(is_same("UN", "United Nations"));
        assert!(is_same("the U.S.", "United States"));
        assert!(!is_same("US-x", "x-USA"));
        assert_eq!(words_in_order(&json!("AUS")), ["aus"]);
    }

    #[test]
    fn surnames_and_parts() {
        assert!(is_same("Ana Maria Belo", "Belo"));
        assert!(!is_same("Ana Maria Belo", "Ana"));
        assert!(is_same("Harbour Guard", "Harbour Guard of Tarn"), "three words hold two");
        assert!(!is_same("Sudan", "South Sudan"));
        assert!(!is_same("", ""));
    }

    #[test]
    fn sides_agree_by_half() {
        let agree = |a: Value, b: Value| side_agrees(&a, &b);
        assert!(agree(json!([]), json!([])) && agree(json!(null), json!("")));
        assert!(agree(json!(["Chad", "Mali"]), json!(["Mali"])));
        assert!(agree(json!(["Chad", "Mali", "Niger"]), json!([{"name": "Chad"}])));
        assert!(!agree(json!(["Chad", "Mali", "Niger", "Togo"]), json!(["Chad"])));
        assert!(!agree(json!([]), json!(["Chad"])));
    }
}
