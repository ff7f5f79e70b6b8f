//! Whom a word with `anti-` is against.

use truceline_knowledge::{Knowledge, Referent, folded};
use truceline_syntax::View;

use super::naming::id_of;
use crate::{Mentions, things::Participant};

impl Mentions {
    /// `anti-Taliban offensive`, `anti-government protests`: the body, state or kind of people behind `anti-` in one word; `None`
    /// for a cause (`anti-war`).
    pub fn opposed(&self, view: &View, knowledge: &Knowledge, token: u32) -> Option<Participant> {
        let form = view.form(token);
        let named = form.get(5..).filter(|n| !n.is_empty() && form.get(..5).is_some_and(|a| a.eq_ignore_ascii_case("anti-")))?;
        let mut span = view.span(token);
        span.start += 5;
        let key = folded(named);
        let same = |n: &&crate::NameMention| folded(&view.text_of(n.tokens.clone())) == key;
        if let Some(name) = self.names.iter().find(same) {
            let p = self.of_name(view, knowledge, name);
            return Some(Participant { name: self.entities[name.entity as usize].name.clone(), span, token, ..p });
        }
        let known = knowledge.names.get(&key).iter().copied().find(|r| !matches!(r, Referent::Person(_) | Referent::Seat(_)));
        let (name, id, code) = match known {
            Some(Referent::Country(c) | Referent::Nationality(c)) => {
                let country = knowledge.countries.get(c as usize)?;
                (country.name.clone(), known.map(|r| id_of(knowledge, r)), country.iso3.clone())
            }
            Some(Referent::Actor(a)) => {
                (named.to_owned(), known.map(|r| id_of(knowledge, r)), knowledge.actors.get(a as usize)?.sector.clone())
            }
            Some(Referent::Community(c)) => {
                let people = knowledge.communities.get(c as usize)?;
                (people.name.clone(), known.map(|r| id_of(knowledge, r)), people.sector.clone())
            }
            _ => (named.to_owned(), None, knowledge.lexicon.agent(&named.to_lowercase())?.to_owned()),
        };
        let codes = if code.is_empty() { Vec::new() } else { vec![code.into()] };
        Some(Participant { name, span, token, entity: None, id, codes })
    }
}
