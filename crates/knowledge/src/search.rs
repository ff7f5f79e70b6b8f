//! Finds the entries of knowledge files that have a word.

use std::path::Path;

use crate::{
    KnowledgeError,
    files::{File, Files},
    folded,
};

/// An entry that has the word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Path below the knowledge folder, with `/`.
    pub path: String,
    /// Line of the word, from 1.
    pub line: u32,
    /// The entry, in short.
    pub entry: String,
}

/// Entries of a folder, or of the built-in knowledge, that have the word or words, in file order. Case and diacritics do not
/// count. Names of places must be equal; elsewhere the word may be a part of a term.
///
/// # Errors
/// A folder or file that cannot be read.
pub fn search(folder: Option<&Path>, word: &str) -> Result<Vec<Found>, KnowledgeError> {
    let files = folder.map_or_else(|| Ok(Files::builtin()), Files::of_folder)?;
    let wanted = folded(&word.replace('_', " "));
    let mut found = Vec::new();
    for file in files.all() {
        match file.path.rsplit_once('.').map(|(_, ending)| ending) {
            Some("pattern") => in_patterns(file, &wanted, &mut found),
            Some("toml") => in_tables(file, &wanted, &mut found),
            _ => in_rows(file, &wanted, &mut found),
        }
    }
    Ok(found)
}

/// True where the term is the word or has it among its words.
fn has(term: &str, wanted: &str) -> bool {
    let term = folded(&term.replace('_', " "));
    term == wanted || format!(" {term} ").contains(&format!(" {wanted} "))
}

fn in_patterns(file: &File, wanted: &str, found: &mut Vec<Found>) {
    // Findings of the entry that is being read still lack its type.
    let (mut head, mut first) = (String::new(), found.len());
    for (number, line) in file.text.lines().enumerate() {
        let text = line.trim();
        let mut hit = |entry: String| found.push(Found { path: file.path.clone(), line: number as u32 + 1, entry });
        if line.starts_with("verb ") || line.starts_with("noun ") {
            let (class, words) = text.split_once(' ').unwrap_or((text, ""));
            let mut words = words.split(',').map(str::trim);
            head = format!("{class} {}", words.clone().next().unwrap_or_default());
            let matching: Vec<&str> = words.by_ref().filter(|w| has(w, wanted)).collect();
            if !matching.is_empty() {
                hit(format!("{class} {}", matching.join(", ")));
            }
        } else if let Some(condition) = text.strip_prefix("if ") {
            if asked(condition).any(|w| has(w, wanted)) {
                hit(format!("{head}: if {condition}"));
            }
        } else if let Some(code) = text.strip_prefix("code ") {
            found[first..].iter_mut().for_each(|f| f.entry.insert_str(0, &format!("{code}: ")));
            first = found.len();
        }
    }
}

/// What a condition asks for, without its roles.
fn asked(condition: &str) -> impl Iterator<Item = &str> {
    let fillers = condition.split_once(" is ").map_or("", |(_, f)| f);
    fillers.split(',').map(|w| w.trim().trim_matches('"'))
}

fn in_tables(file: &File, wanted: &str, found: &mut Vec<Found>) {
    let (mut table, mut key, mut id) = (String::new(), String::new(), String::new());
    for (number, line) in file.text.lines().enumerate() {
        let text = line.trim();
        if text.starts_with('#') {
            continue;
        }
        if text.starts_with('[') && !text.contains('"') && text.ends_with(']') {
            table = text.trim_matches(['[', ']']).to_owned();
            id.clear();
            continue;
        }
        let strings = text.split('"').skip(1).step_by(2);
        let mut matching: Vec<&str> = strings.clone().filter(|s| has(s, wanted)).collect();
        if let Some((k, _)) = text.split_once(" = ").filter(|(k, _)| !k.contains(['"', '{'])) {
            k.clone_into(&mut key);
            if matches!(k, "id" | "name" | "iso3") && id.is_empty() {
                id = strings.clone().next().unwrap_or_default().to_owned();
            }
            if has(k, wanted) {
                matching.insert(0, k);
            }
        }
        if !matching.is_empty() {
            let place = [table.as_str(), id.as_str(), key.as_str()].into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" ");
            let entry = format!("{place}: {}", matching.join(", "));
            found.push(Found { path: file.path.clone(), line: number as u32 + 1, entry });
        }
    }
}

fn in_rows(file: &File, wanted: &str, found: &mut Vec<Found>) {
    for (number, line) in file.text.lines().enumerate().filter(|(_, l)| !l.starts_with('#')) {
        if line.split(['\t', '|']).any(|cell| cell.len() >= wanted.len() && folded(cell) == wanted) {
            let entry = line.split('\t').filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join("  ");
            found.push(Found { path: file.path.clone(), line: number as u32 + 1, entry });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_classes_and_places_are_found_with_their_lines() {
        let found = search(None, "convoy").unwrap_or_default();
        assert!(found.iter().any(|f| f.path == "lexicon/classes.toml" && f.entry.contains("troops") && f.line > 1));
        let found = search(None, "attack").unwrap_or_default();
        assert!(found.iter().any(|f| f.path == "patterns/attack.pattern" && f.entry.starts_with("ASSAULT: verb attack")));
        let found = search(None, "kidal").unwrap_or_default();
        assert!(found.iter().any(|f| f.path.starts_with("gazetteer/") && f.entry.contains("MLI")));
        assert!(search(None, "no such word").unwrap_or_default().is_empty());
    }
}
