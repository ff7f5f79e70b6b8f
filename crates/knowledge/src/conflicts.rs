//! Conflicts that are known by name: where, when, and between whom.

use rustc_hash::FxHashSet;
use serde::Deserialize;
use toml::Spanned;

use crate::{
    KnowledgeError,
    files::File,
    tables::{PartialDate, read},
};

/// An armed conflict.
#[derive(Clone, Debug, Default)]
pub struct Conflict {
    /// Unique over all files (`libya`).
    pub id: String,
    /// What it is called.
    pub name: String,
    /// ISO3 of the states where it is fought.
    pub countries: Vec<String>,
    /// Parts of these outside which it is not fought; empty where it may be anywhere in them.
    pub regions: Vec<String>,
    /// First day.
    pub from: PartialDate,
    /// Last day; open while it goes on.
    pub until: PartialDate,
    /// Ids of bodies and countries, a list for each side.
    pub sides: Vec<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ConflictFile {
    conflict: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: Spanned<String>,
    name: String,
    countries: Vec<Spanned<String>>,
    #[serde(default)]
    regions: Vec<String>,
    from: Spanned<PartialDate>,
    #[serde(default)]
    until: PartialDate,
    sides: Spanned<Vec<Vec<Spanned<String>>>>,
}

/// Reads the files; `countries` and `bodies` are the ids that may stand in them.
pub(crate) fn load<'f>(
    files: impl Iterator<Item = &'f File>,
    countries: &FxHashSet<&str>,
    bodies: &FxHashSet<&str>,
) -> Result<Vec<Conflict>, KnowledgeError> {
    let mut out: Vec<Conflict> = Vec::new();
    for file in files {
        let list: ConflictFile = read(file)?;
        for entry in list.conflict {
            check(file, &entry, countries, bodies)?;
            if out.iter().any(|c| c.id == *entry.id.get_ref()) {
                return Err(at(file, &entry.id, format!("id `{}` stands twice", entry.id.get_ref())));
            }
            let plain = |list: Vec<Spanned<String>>| list.into_iter().map(Spanned::into_inner).collect();
            out.push(Conflict {
                id: entry.id.into_inner(),
                name: entry.name,
                countries: plain(entry.countries),
                regions: entry.regions,
                from: entry.from.into_inner(),
                until: entry.until,
                sides: entry.sides.into_inner().into_iter().map(plain).collect(),
            });
        }
    }
    Ok(out)
}

fn check(file: &File, entry: &Entry, countries: &FxHashSet<&str>, bodies: &FxHashSet<&str>) -> Result<(), KnowledgeError> {
    for c in &entry.countries {
        if !countries.contains(c.get_ref().as_str()) {
            return Err(unknown(file, c, "country", countries.iter().copied()));
        }
    }
    let mut seen: FxHashSet<&str> = FxHashSet::default();
    for member in entry.sides.get_ref().iter().flatten() {
        let id = member.get_ref().as_str();
        if !bodies.contains(id) && !countries.contains(id) {
            return Err(unknown(file, member, "body or country", bodies.iter().chain(countries).copied()));
        }
        if !seen.insert(id) {
            return Err(at(file, member, format!("`{id}` stands on two sides, or twice on one")));
        }
    }
    if entry.sides.get_ref().len() < 2 {
        return Err(at(file, &entry.sides, "a conflict has two sides or more"));
    }
    if matches!((entry.from.get_ref().first(), entry.until.last()), (Some(f), Some(u)) if f > u) {
        return Err(at(file, &entry.from, "`from` lies after `until`"));
    }
    Ok(())
}

fn unknown<'n>(file: &File, word: &Spanned<String>, what: &str, names: impl Iterator<Item = &'n str>) -> KnowledgeError {
    at(file, word, format!("unknown {what} `{}`", word.get_ref())).nearest_of(word.get_ref(), names)
}

/// A mistake at a value, its quotes left out.
fn at<T>(file: &File, value: &Spanned<T>, message: impl Into<String>) -> KnowledgeError {
    let span = value.span();
    let quoted = file.text.get(span.clone()).is_some_and(|t| t.starts_with('"') && t.ends_with('"') && t.len() > 2);
    let (start, end) = if quoted { (span.start + 1, span.end - 1) } else { (span.start, span.end) };
    KnowledgeError::mistake(&file.path, &file.text, start, end.saturating_sub(start).max(1), message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn loaded(text: &str) -> Result<Vec<Conflict>, String> {
        let file = File { path: "conflicts/x.toml".into(), text: text.to_owned().into() };
        let (countries, bodies) = (FxHashSet::from_iter(["TAR"]), FxHashSet::from_iter(["TAR-GUARD", "TAR-FRONT"]));
        load([&file].into_iter(), &countries, &bodies).map_err(|e| e.to_string())
    }

    const HEAD: &str = "[[conflict]]\nid = \"tarn\"\nname = \"War in Tarn\"\ncountries = [\"TAR\"]\n";

    #[test]
    fn a_sound_file_is_read() {
        let text = format!("{HEAD}from = \"2001-05\"\nsides = [[\"TAR-GUARD\", \"TAR\"], [\"TAR-FRONT\"]]\n");
        let list = loaded(&text).unwrap();
        assert_eq!((list[0].id.as_str(), list[0].sides.len(), list[0].sides[0].len()), ("tarn", 2, 2));
    }

    #[test]
    fn mistakes_have_their_place_and_the_nearest_name() {
        let text = format!("{HEAD}from = \"2001\"\nsides = [[\"TAR-GUARDS\"], [\"TAR-FRONT\"]]\n");
        let fault = loaded(&text).unwrap_err();
        assert_eq!(fault, "conflicts/x.toml:6:12: unknown body or country `TAR-GUARDS`; did you mean `TAR-GUARD`?");
        let text = format!("{HEAD}from = \"2001\"\nsides = [[\"TAR-GUARD\"]]\n");
        assert!(loaded(&text).unwrap_err().contains("two sides"));
        let text = format!("{HEAD}from = \"2001\"\nuntil = \"1999\"\nsides = [[\"TAR-GUARD\"], [\"TAR-FRONT\"]]\n");
        assert!(loaded(&text).unwrap_err().contains("lies after"));
    }
}
