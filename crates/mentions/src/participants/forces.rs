//! Armed forces behind what acts for them: the military of whoever flies the jets, troops told by where they come from; and who is
//! police by the words beside a noun.

use truceline_knowledge::{Knowledge, Referent};
use truceline_syntax::{Deprel, View};

use super::naming::owner;
use crate::{Mentions, things::Participant};

impl Mentions {
    /// The armed forces that the report names as a whole, of a state by its ISO 3166-1 alpha-3 code or of the only one whose forces
    /// it names: `Israel's military`, `the army`.
    pub fn military(&self, view: &View, knowledge: &Knowledge, iso3: Option<&str>) -> Option<Participant> {
        let whole =
            |t: &u32| matches!(view.lemma(*t), "military" | "army" | "air-force") || view.lemma(*t) == "force" && is_air_or_armed(view, *t);
        let heads = (0..view.len()).filter(whole).filter(|&t| !matches!(view.deprel(t), Deprel::Compound | Deprel::Amod));
        let found = heads.flat_map(|t| self.participants(view, knowledge, t));
        let mut found = found.filter(|p| {
            p.codes.iter().any(|c| c.strip_suffix("MIL").is_some_and(|state| state.len() == 3 && iso3.is_none_or(|i| i == state)))
        });
        let first = found.next()?;
        // Of several states' forces, nobody's.
        found.all(|p| p.codes == first.codes).then_some(first)
    }

    /// `forces from Chad`: how the report calls that state's troops elsewhere, else by the state's adjective.
    pub(super) fn troops_from(&self, view: &View, knowledge: &Knowledge, head: u32) -> Option<String> {
        let lexicon = &knowledge.lexicon;
        if !lexicon.in_class("troops", view.lemma(head)) || owner(view, self, head).is_some() {
            return None;
        }
        let from = view.children_by(head, &[Deprel::Nmod]).find(|&c| view.preposition(c).as_deref() == Some("from"))?;
        let entity = self.name_headed_by(from)?.entity;
        let Some(Referent::Country(country)) = self.entities.get(entity as usize)?.referent else { return None };
        if !self.conjuncts_of(view, from).is_empty() {
            return None;
        }
        let same = |t: &u32| lexicon.in_class("troops", view.lemma(*t)) && owner(view, self, *t) == Some(entity);
        if let Some(known) = (0..view.len()).find(same) {
            return Some(super::naming::phrase(view, knowledge, self, known));
        }
        let country = knowledge.countries.get(country as usize)?;
        Some(format!("{} {}", country.adjectives.first().unwrap_or(&country.name), view.form(head)))
    }
}

fn is_air_or_armed(view: &View, head: u32) -> bool {
    view.children_by(head, &[Deprel::Compound, Deprel::Amod]).any(|c| matches!(view.lemma(c), "air" | "armed"))
}

/// `special branch officers`, `a police party`, `the assistant commissioner of police`: a noun for forces, or for a post or body of
/// any kind, that the words beside it make police.
pub(super) fn is_police_by_others(view: &View, knowledge: &Knowledge, head: u32, own: &str) -> bool {
    let lexicon = &knowledge.lexicon;
    let police = |words: &str| lexicon.agent(words) == Some("COP");
    let beside = |c: u32| {
        let before = view.children_by(c, &[Deprel::Compound, Deprel::Amod]).chain(c.checked_sub(1));
        police(view.lemma(c)) || before.into_iter().any(|b| police(&format!("{} {}", view.lemma(b), view.lemma(c))))
    };
    let kind = matches!(own, "MIL" | "") || own == "PTY" && view.lemma(head) == "party";
    let post = || {
        matches!(view.lemma(head), "commissioner" | "superintendent" | "inspector" | "director" | "general" | "chief" | "head" | "prefect")
            && view.children_by(head, &[Deprel::Nmod]).any(|c| view.lemma(c) == "police" && view.preposition(c).as_deref() == Some("of"))
    };
    kind && view.children_by(head, &[Deprel::Compound]).any(beside) || post()
}
