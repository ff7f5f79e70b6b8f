//! Mentions of people, bodies and places by common nouns: `the coalition`, `government forces`, `the foreign secretary`,
//! `the city of Raqqa`.

use std::ops::Range;

use truceline_knowledge::Knowledge;
use truceline_syntax::{Deprel, Upos, View, Xpos};

use crate::{Mentions, participants::noun_is_agent, phrases::noun_phrase, things::NameKind};

/// A noun phrase, pronoun or title that mentions somebody or some place without being a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nominal {
    /// The whole phrase, with its article, what stands before the noun and what it is of or for.
    pub tokens: Range<u32>,
    /// A person, a body (also several people), or a place.
    pub kind: NameKind,
}

impl Mentions {
    /// Phrases of nouns for people, bodies and places, and personal pronouns in the subject's case, in text order. One may lie
    /// within another or hold names.
    pub fn nominals(&self, view: &View, knowledge: &Knowledge) -> Vec<Nominal> {
        (0..view.len())
            .filter_map(|t| {
                if view.upos(t) == Upos::Pron {
                    return pronoun(view.form(t)).map(|kind| Nominal { tokens: t..t + 1, kind });
                }
                let kind = self.kind_of_noun(view, knowledge, t)?;
                Some(Nominal { tokens: noun_phrase(view, t), kind })
            })
            .collect()
    }

    /// What the noun at the head of a phrase mentions; `None` for other words, for nouns that only describe another one and for
    /// words within names.
    fn kind_of_noun(&self, view: &View, knowledge: &Knowledge, token: u32) -> Option<NameKind> {
        let describes = matches!(view.deprel(token), Deprel::Compound | Deprel::Amod | Deprel::Flat | Deprel::Fixed);
        if !matches!(view.upos(token), Upos::Noun | Upos::Propn) || describes || self.name_at(token).is_some() {
            return None;
        }
        let lemma = view.lemma(token);
        let lexicon = &knowledge.lexicon;
        let collective = lexicon.naming.collective.contains(lemma);
        let is_place = view.upos(token) == Upos::Noun && (lexicon.in_class("territory", lemma) || lexicon.naming.site.contains(lemma));
        if is_place && !collective {
            return Some(NameKind::Place);
        }
        if noun_is_agent(view, knowledge, token) {
            let several = collective || matches!(view.xpos(token), Xpos::Nns | Xpos::Nnps);
            return Some(if several { NameKind::Body } else { NameKind::Person });
        }
        is_place.then_some(NameKind::Place)
    }
}

fn pronoun(form: &str) -> Option<NameKind> {
    match form.to_lowercase().as_str() {
        "i" | "he" | "she" => Some(NameKind::Person),
        "we" | "us" | "they" => Some(NameKind::Body),
        _ => None,
    }
}
