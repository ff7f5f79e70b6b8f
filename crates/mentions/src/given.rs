//! Names that the caller knows before the text is read: marked by hand, or by another program.

use std::ops::Range;

use truceline_knowledge::{Knowledge, Referent, folded};
use truceline_syntax::{EntityKind, View};
use truceline_text::Span;

use crate::{
    names::{Candidate, from_model},
    things::NameKind,
};

/// A name that is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GivenName {
    /// Bytes of the document; every word that it touches belongs to the name.
    pub span: Span,
    /// What it names; `None` for somebody who takes part in what is told, of the kind of the name found inside, and a body where
    /// there is none or a mere place that nothing is said to be in.
    pub kind: Option<NameKind>,
}

/// Puts given names in the place of those found that they touch. Of given names that share a word the first stands; one
/// that touches no word is left out.
pub(crate) fn put_in(view: &View, knowledge: &Knowledge, mut found: Vec<Candidate>, given: &[GivenName]) -> Vec<Candidate> {
    let mut put: Vec<Candidate> = Vec::with_capacity(given.len());
    for name in given {
        let tokens = touched(view, name.span);
        if !tokens.is_empty() && !put.iter().any(|p| shares(&p.tokens, &tokens)) {
            put.push(candidate(view, knowledge, &found, name, tokens));
        }
    }
    found.retain(|c| !put.iter().any(|p| shares(&p.tokens, &c.tokens)));
    found.extend(put);
    found.sort_by_key(|c| c.tokens.start);
    found
}

fn shares(a: &Range<u32>, b: &Range<u32>) -> bool {
    a.start < b.end && b.start < a.end
}

/// The words that share a byte with a span.
fn touched(view: &View, span: Span) -> Range<u32> {
    let tokens = &view.segmented.tokens;
    let first = tokens.partition_point(|t| t.span.end <= span.start);
    let last = tokens.partition_point(|t| t.span.start < span.end);
    first as u32..last.max(first) as u32
}

fn candidate(view: &View, knowledge: &Knowledge, found: &[Candidate], name: &GivenName, tokens: Range<u32>) -> Candidate {
    let kind = match name.kind {
        Some(NameKind::Person) => EntityKind::Person,
        Some(NameKind::Body) => EntityKind::Organisation,
        Some(NameKind::Nationality) => EntityKind::Nationality,
        Some(NameKind::Country | NameKind::Seat | NameKind::Place) if is_people(knowledge, &view.text_of(tokens.clone())) => {
            EntityKind::Nationality
        }
        Some(NameKind::Country | NameKind::Seat | NameKind::Place) => EntityKind::Place,
        None => return of_head(view, found, tokens),
    };
    from_model(view, knowledge, tokens, kind)
}

/// True for `Syrian`, which names a people and no place.
fn is_people(knowledge: &Knowledge, text: &str) -> bool {
    let key = folded(text);
    let referents = knowledge.names.get(&key);
    referents.iter().any(|r| matches!(r, Referent::Nationality(_) | Referent::Community(_)))
        && !referents.iter().any(|r| matches!(r, Referent::Country(_) | Referent::Seat(_)))
        && !knowledge.gazetteer.has(&key)
}

/// A name of the kind, and for what is known, of the name found at the head of its words.
fn of_head(view: &View, found: &[Candidate], tokens: Range<u32>) -> Candidate {
    let heads = |t: &u32| view.head(*t).is_none_or(|h| !tokens.contains(&h));
    let head = tokens.clone().find(heads).unwrap_or(tokens.start);
    // "in Idlib": where something happens takes no part in it.
    let inside = || matches!(view.preposition(head).as_deref(), Some("in" | "at" | "near" | "across" | "throughout"));
    match found.iter().find(|c| c.tokens.contains(&head) && (c.kind != NameKind::Place || inside())) {
        Some(inner) => Candidate { tokens, sure: true, ..inner.clone() },
        None => Candidate::of_body(tokens, None),
    }
}
