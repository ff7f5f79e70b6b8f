//! Checks that no single file can make: unknown codes, dead references, overlapping terms of office.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    Country, KnowledgeError, Ontology,
    files::File,
    tables::{Actor, Located, PartialDate, Person, Post},
};

/// A role and what it is of.
type Office<'a> = (&'a str, &'a str);
/// Who holds an office, and when.
type Term<'a> = (&'a Located<Person>, &'a Post);

/// Posts that one person holds at a time.
const SINGLE: [&str; 4] = ["president", "prime minister", "foreign minister", "secretary-general"];

/// Mistakes end the loading; rival holders of one post, which civil wars have, are returned as doubts.
pub(crate) fn check(
    files: &[&File],
    countries: &[Country],
    ontology: &Ontology,
    actors: &[Located<Actor>],
    people: &[Located<Person>],
) -> Result<Vec<KnowledgeError>, KnowledgeError> {
    let codes: FxHashSet<&str> = countries.iter().map(|c| c.iso3.as_str()).collect();
    let mut ids: FxHashSet<&str> = FxHashSet::default();
    let at = |located_file: usize, span: &std::ops::Range<usize>, word: &str, message: String| {
        let file = files[located_file];
        let inside = file.text.get(span.clone()).and_then(|t| t.find(&format!("\"{word}\""))).map_or(0, |i| i + 1);
        KnowledgeError::mistake(&file.path, &file.text, span.start + inside, word.len(), message)
    };
    for a in actors {
        let v = &a.value;
        if !ids.insert(&v.id) {
            return Err(at(a.file, &a.span, &v.id, format!("id `{}` stands twice", v.id)));
        }
        if let Some(c) = v.country.as_deref().filter(|c| !codes.contains(c)) {
            return Err(at(a.file, &a.span, c, format!("unknown country `{c}`")).nearest_of(c, codes.iter().copied()));
        }
        if !v.sector.is_empty() && !ontology.sectors.iter().any(|s| s.code == v.sector) {
            return Err(at(a.file, &a.span, &v.sector, format!("unknown sector `{}`", v.sector))
                .nearest_of(&v.sector, ontology.sectors.iter().map(|s| s.code.as_str())));
        }
        if later(&v.from, &v.until) {
            return Err(at(a.file, &a.span, &v.id, "`from` lies after `until`".to_owned()));
        }
    }
    for a in actors {
        if let Some(parent) = a.value.parent.as_deref().filter(|p| !ids.contains(p)) {
            return Err(at(a.file, &a.span, parent, format!("unknown body `{parent}`")).nearest_of(parent, ids.iter().copied()));
        }
    }
    let mut terms: FxHashMap<Office, Vec<Term>> = FxHashMap::default();
    for p in people {
        if !ids.insert(&p.value.id) {
            return Err(at(p.file, &p.span, &p.value.id, format!("id `{}` stands twice", p.value.id)));
        }
        for post in &p.value.posts {
            if !codes.contains(post.of.as_str()) && !ids.contains(post.of.as_str()) {
                return Err(at(p.file, &p.span, &post.of, format!("unknown country or body `{}`", post.of))
                    .nearest_of(&post.of, ids.iter().chain(&codes).copied()));
            }
            if later(&post.from, &post.until) {
                return Err(at(p.file, &p.span, &post.role, "`from` lies after `until`".to_owned()));
            }
            if SINGLE.contains(&post.role.as_str()) {
                terms.entry((&post.role, &post.of)).or_default().push((p, post));
            }
        }
    }
    let mut doubts = Vec::new();
    let mut terms: Vec<_> = terms.into_iter().collect();
    terms.sort_unstable_by_key(|t| t.0);
    for ((role, of), list) in terms {
        for (i, (p, a)) in list.iter().enumerate() {
            if let Some((q, _)) = list[..i].iter().find(|(q, b)| q.value.id != p.value.id && overlap(a, b)) {
                let message = format!("{} and {} are both {role} of {of} at one time", p.value.name, q.value.name);
                doubts.push(at(p.file, &p.span, role, message));
            }
        }
    }
    Ok(doubts)
}

fn later(from: &PartialDate, until: &PartialDate) -> bool {
    matches!((from.first(), until.last()), (Some(f), Some(u)) if f > u)
}

/// True where two terms surely share more than a handover: both ends of each are known and cross.
fn overlap(a: &Post, b: &Post) -> bool {
    let surely_before = |x: &Post, y: &Post| matches!((x.until.first(), y.from.last()), (Some(u), Some(f)) if u <= f);
    let known = |x: &Post| x.from.last().is_some() && x.until.first().is_some();
    known(a) && known(b) && !surely_before(a, b) && !surely_before(b, a)
}
