//! People and bodies that are counted first and named afterwards: `two rebel groups`, `three reservists`.

use truceline_knowledge::Knowledge;
use truceline_syntax::{Deprel, View, Xpos};

use super::{kinds::is_group_noun, noun_sector};
use crate::{
    Mentions,
    things::{NameKind, NameMention, Participant},
};

/// How many sentences on those are named who are counted.
const AHEAD: u32 = 4;
/// Most tokens between two names of one list: `Sergeant Anna Maro, a cook, and`.
const GAP: u32 = 5;

impl Mentions {
    /// Those whom the report names who are only counted here: as many bodies in arms, or a list of as many people.
    pub(super) fn counted_and_named(&self, view: &View, knowledge: &Knowledge, head: u32) -> Vec<Participant> {
        let Some(count) = count(view, head).filter(|_| view.xpos(head) == Xpos::Nns) else { return Vec::new() };
        let named = if is_group_noun(view.lemma(head)) || view.lemma(head) == "militia" {
            self.groups_meant(view, knowledge, head, count)
        } else if is_of_persons(view, knowledge, head) {
            self.list_ahead(view, head, count)
        } else {
            Vec::new()
        };
        let meant = |n: &&NameMention| Participant { span: view.span(head), token: head, ..self.of_name(view, knowledge, n) };
        named.iter().map(meant).collect()
    }

    /// As many bodies in arms as are counted: all that the report names, else all that the next sentences name first.
    fn groups_meant(&self, view: &View, knowledge: &Knowledge, head: u32, count: usize) -> Vec<&NameMention> {
        let arms = view
            .children_by(head, &[Deprel::Compound, Deprel::Amod])
            .any(|c| matches!(knowledge.lexicon.agent(view.lemma(c)), Some("REB" | "TER" | "PRM")) || view.lemma(c) == "armed");
        if !arms {
            return Vec::new();
        }
        let all = self.distinct(self.names.iter().filter(|n| self.is_armed_body(view, knowledge, n)));
        if all.len() == count {
            return all;
        }
        let here = view.sentence_index(head);
        let ahead = |n: &&NameMention| {
            let entity = self.entities.get(n.entity as usize);
            n.kind == NameKind::Body
                && n.tokens.start > head
                && view.sentence_index(n.tokens.start) <= here + AHEAD
                && entity.is_some_and(|e| e.first == n.tokens.start)
                && (entity.is_some_and(|e| e.referent.is_none()) || self.is_armed_body(view, knowledge, n))
        };
        let next = self.distinct(self.names.iter().filter(ahead));
        if next.len() == count { next } else { Vec::new() }
    }

    /// The first list of as many people, named here for the first time.
    fn list_ahead(&self, view: &View, head: u32, count: usize) -> Vec<&NameMention> {
        let here = view.sentence_index(head);
        let ahead = |n: &&NameMention| {
            n.kind == NameKind::Person
                && n.tokens.start > head
                && view.sentence_index(n.tokens.start) <= here + AHEAD
                && self.entities.get(n.entity as usize).is_some_and(|e| e.first == n.tokens.start)
        };
        let people: Vec<&NameMention> = self.names.iter().filter(ahead).collect();
        let joined = |pair: &[&NameMention]| {
            let between = pair[0].tokens.end..pair[1].tokens.start;
            between.len() <= GAP as usize
                && view.sentence_index(pair[0].tokens.start) == view.sentence_index(pair[1].tokens.start)
                && between.clone().any(|t| matches!(view.form(t), "," | "and" | ";"))
        };
        let lists = people.chunk_by(|a, b| joined(&[a, b]));
        let found = lists.filter(|l| l.len() > 1).map(<[_]>::to_vec).next();
        found.filter(|l| l.len() == count).unwrap_or_default()
    }

    /// The first mention of each entity.
    fn distinct<'m>(&'m self, names: impl Iterator<Item = &'m NameMention>) -> Vec<&'m NameMention> {
        let mut out: Vec<&NameMention> = Vec::new();
        for name in names {
            if !out.iter().any(|o| o.entity == name.entity) {
                out.push(name);
            }
        }
        out
    }
}

/// `reservists`, `officials`; no bodies and no troops.
fn is_of_persons(view: &View, knowledge: &Knowledge, head: u32) -> bool {
    let lemma = view.lemma(head);
    let body = knowledge.lexicon.in_class("troops", lemma) || knowledge.lexicon.naming.collective.contains(lemma) || lemma == "service";
    !body && noun_sector(view, knowledge, head).is_some_and(|s| !s.is_empty())
}

/// A small number before a noun, with nothing that singles out some of them.
fn count(view: &View, head: u32) -> Option<usize> {
    let number = view.child(head, &[Deprel::Nummod]).filter(|&n| n < head)?;
    let part =
        view.children_by(head, &[Deprel::Amod, Deprel::Det]).any(|c| matches!(view.lemma(c), "other" | "more" | "another" | "further"));
    let bounded = view.children_by(number, &[Deprel::Advmod]).next().is_some();
    let of =
        view.preposition(head).as_deref() == Some("of") && view.head(head).is_some_and(|h| matches!(view.lemma(h), "one" | "some" | "two"));
    let value = match view.form(number).to_lowercase().as_str() {
        "two" | "2" => 2,
        "three" | "3" => 3,
        "four" | "4" => 4,
        "five" | "5" => 5,
        "six" | "6" => 6,
        _ => return None,
    };
    (!part && !bounded && !of).then_some(value)
}
