//! Nouns that pass their deeds on: `Haftar's forces`, `forces loyal to X`, `the group`, `a government spokesman`.

use compact_str::CompactString;
use truceline_knowledge::Knowledge;
use truceline_syntax::{Deprel, View, Xpos};

use super::{
    kinds::{bare_definite, is_group_noun, is_kind_of},
    naming::id_of,
    noun_is_agent,
};
use crate::{
    Mentions,
    things::{NameKind, NameMention, Participant},
};

/// Nouns whose owner is meant where the owner is a person: `Haftar's forces`.
const FOLLOWING: [&str; 11] = ["force", "troop", "fighter", "side", "man", "soldier", "camp", "militia", "gunman", "militant", "army"];

/// Nouns that speak for the body they belong to.
const VOICES: [&str; 8] = ["spokesman", "spokeswoman", "spokesperson", "statement", "spokespeople", "communique", "website", "web site"];

/// What states have of their own, which acts for each of those that are listed behind its plural.
const ORGANS: [&str; 18] = [
    "army",
    "navy",
    "force",
    "guard",
    "coastguard",
    "parliament",
    "government",
    "police",
    "authority",
    "ministry",
    "embassy",
    "senate",
    "congress",
    "troop",
    "soldier",
    "warship",
    "regulator",
    "prosecutor",
];

impl Mentions {
    /// Adds those for whom the noun acts; false where it acts for itself.
    pub(super) fn delegated(&self, view: &View, knowledge: &Knowledge, head: u32, depth: u32, out: &mut Vec<Participant>) -> bool {
        if let Some(done) = self.of_leader(view, knowledge, head, depth, out).or_else(|| self.sent_by(view, knowledge, head, depth, out)) {
            return done;
        }
        let of_states = || knowledge.lexicon.role(view.lemma(head)).is_some() || ORGANS.contains(&view.lemma(head));
        if view.xpos(head) == Xpos::Nns && of_states() && self.states_sent(view, knowledge, head, depth, out) {
            return true;
        }
        self.voice_of(view, knowledge, head, depth, out).or_else(|| self.group_before(view, knowledge, head, out)).unwrap_or(false)
    }

    /// `Haftar's forces`, `troops loyal to X`: the leader.
    fn of_leader(&self, view: &View, knowledge: &Knowledge, head: u32, depth: u32, out: &mut Vec<Participant>) -> Option<bool> {
        let lemma = view.lemma(head);
        if FOLLOWING.contains(&lemma) {
            let poss = view.children_by(head, &[Deprel::NmodPoss]).next();
            let loyal = view.children_by(head, &[Deprel::Amod, Deprel::Acl]).find(|&c| view.lemma(c) == "loyal");
            let to = loyal.and_then(|l| view.children_by(l, &[Deprel::Obl, Deprel::Nmod]).next());
            for leader in poss.into_iter().chain(to) {
                let person = self.name_headed_by(leader).is_some_and(|n| n.kind == NameKind::Person);
                let he = matches!(view.form(leader).to_lowercase().as_str(), "his" | "her");
                if person || he || lemma == "side" {
                    let before = out.len();
                    self.collect(view, knowledge, leader, depth - 1, out);
                    if out.len() > before {
                        return Some(true);
                    }
                }
            }
        }
        None
    }

    /// `officials from X`, `rebels from the X movement`: the state or body.
    fn sent_by(&self, view: &View, knowledge: &Knowledge, head: u32, depth: u32, out: &mut Vec<Participant>) -> Option<bool> {
        let lemma = view.lemma(head);
        let armed = matches!(
            lemma,
            "rebel" | "militant" | "fighter" | "gunman" | "insurgent" | "guerrilla" | "member" | "extremist" | "separatist"
        );
        if armed
            || matches!(
                lemma,
                "official"
                    | "representative"
                    | "delegate"
                    | "delegation"
                    | "diplomat"
                    | "envoy"
                    | "leader"
                    | "negotiator"
                    | "counterpart"
                    | "minister"
                    | "president"
            )
        {
            let from = view.children_by(head, &[Deprel::Nmod]).find(|&c| view.preposition(c).as_deref() == Some("from"));
            let body = |c: &u32| self.name_headed_by(*c).is_some_and(|n| !armed || n.kind == NameKind::Body);
            if let Some(body) = from.filter(body) {
                self.collect(view, knowledge, body, depth - 1, out);
                for c in self.conjuncts_of(view, body) {
                    self.collect(view, knowledge, c, depth - 1, out);
                }
                return Some(!out.is_empty());
            }
        }
        None
    }

    /// `the foreign ministers of Egypt, France and Greece`, `the navies of Japan and India`: each acts for a state of the list.
    fn states_sent(&self, view: &View, knowledge: &Knowledge, head: u32, depth: u32, out: &mut Vec<Participant>) -> bool {
        let state = |c: u32| self.name_headed_by(c).is_some_and(|n| n.kind == NameKind::Country);
        let sent = |c: u32| matches!(view.preposition(c).as_deref(), Some("of" | "from"));
        let of = view.children_by(head, &[Deprel::Nmod]).find(|&c| sent(c) && state(c));
        let Some(first) = of else { return false };
        let rest: Vec<u32> = self.conjuncts_of(view, first).into_iter().filter(|&c| state(c)).collect();
        if !rest.is_empty() {
            std::iter::once(first).chain(rest).for_each(|c| self.collect(view, knowledge, c, depth - 1, out));
            return true;
        }
        false
    }

    /// `a spokesman for the movement, X, said`: the person between commas behind the body, whatever the tree hangs him on.
    fn voice_named(&self, view: &View, body: u32) -> Option<&NameMention> {
        let comma = self.name_at(body).map_or(body + 1, |n| n.tokens.end);
        let name = self.name_at(comma + 1).filter(|n| n.tokens.start == comma + 1 && n.kind == NameKind::Person)?;
        (view.form(comma) == "," && view.form(name.tokens.end) == ",").then_some(name)
    }

    /// `a government spokesman`, `its statement`: whoever speaks so.
    fn voice_of(&self, view: &View, knowledge: &Knowledge, head: u32, depth: u32, out: &mut Vec<Participant>) -> Option<bool> {
        let lemma = view.lemma(head);
        if VOICES.contains(&lemma) {
            let its = |c: u32| matches!(view.form(c).to_lowercase().as_str(), "its" | "their" | "his" | "her");
            let body = view
                .children_by(head, &[Deprel::NmodPoss, Deprel::Compound, Deprel::Amod, Deprel::Nmod])
                .find(|&c| self.name_headed_by(c).is_some() || noun_is_agent(view, knowledge, c) || its(c));
            if let Some(body) = body {
                if let Some(name) = self.voice_named(view, body) {
                    out.push(self.of_name(view, knowledge, name));
                    return Some(true);
                }
                let before = out.len();
                self.collect(view, knowledge, body, depth - 1, out);
                return Some(out.len() > before);
            }
        }
        None
    }

    /// `the Palestinian group`: the nation told before a noun for a group, where nothing else tells which group it is.
    fn national_group(&self, view: &View, head: u32) -> Option<u32> {
        let definite = view.children_by(head, &[Deprel::Det]).any(|d| view.lemma(d) == "the");
        let mut words =
            view.children_by(head, &[Deprel::Amod, Deprel::Compound, Deprel::Nmod, Deprel::NmodPoss, Deprel::Appos, Deprel::AclRelcl]);
        let nation =
            words.next().and_then(|w| self.name_headed_by(w)).filter(|n| n.kind == NameKind::Nationality && n.tokens.end == head)?;
        (definite && view.xpos(head) == Xpos::Nn && is_group_noun(view.lemma(head)) && words.next().is_none()).then_some(nation.entity)
    }

    /// `the group`, `the Islamist militia`: the body told before.
    fn group_before(&self, view: &View, knowledge: &Knowledge, head: u32, out: &mut Vec<Participant>) -> Option<bool> {
        let lemma = view.lemma(head);
        let short = matches!(
            lemma,
            "army" | "military" | "navy" | "police" | "ministry" | "parliament" | "court" | "commission" | "council" | "junta" | "front"
        );
        let nation = self.national_group(view, head);
        let gangs = matches!(lemma, "gang" | "cartel") && view.xpos(head) == Xpos::Nns;
        if (nation.is_some() || bare_definite(view, knowledge, head))
            && !gangs
            && (is_group_noun(lemma) || short && self.longer_form(view, head).is_none())
        {
            let fits = |n: &&NameMention| {
                let entity = &self.entities[n.entity as usize];
                let sectors: &[&str] = match lemma {
                    "party" | "opposition" => &["PTY", "OPP", "LEG"],
                    "bloc" | "alliance" | "body" => &["IGO"],
                    _ => &["REB", "TER", "PRM", "NGO", "SEP", "CRM"],
                };
                let of_sector = |code: &CompactString| sectors.iter().any(|s| code.ends_with(s) || *s == "IGO" && code.starts_with(s));
                // "the opposition" is no party of which nothing is known.
                let unknown = !matches!(lemma, "opposition" | "body" | "gang" | "cartel");
                let group_or_unknown = entity.referent.map_or(unknown, |r| self.codes(knowledge, r, n.kind).iter().any(of_sector));
                let of_kind = is_kind_of(&entity.name, lemma);
                let any_group = matches!(
                    lemma,
                    "party"
                        | "opposition"
                        | "group"
                        | "organization"
                        | "organisation"
                        | "movement"
                        | "militia"
                        | "faction"
                        | "network"
                        | "bloc"
                        | "body"
                        | "gang"
                        | "cartel"
                );
                // "the Palestinian group"
                let own = |of: u32| {
                    let known = entity.referent.map(|r| self.codes(knowledge, r, n.kind)).unwrap_or_default();
                    let state = self.entities.get(of as usize).and_then(|e| e.referent).map(|r| id_of(knowledge, r));
                    known.iter().all(|c| state.as_ref().is_none_or(|s| c.starts_with(s.as_str())))
                };
                n.tokens.end <= head && n.kind == NameKind::Body && (of_kind || any_group && group_or_unknown) && nation.is_none_or(own)
            };
            // "the Islamist group" tells more than "the group", and reaches farther back.
            let reach = if view.child(head, &[Deprel::Amod, Deprel::Compound]).is_some() { 10 } else { 6 };
            let near = |n: &&NameMention| view.sentence_index(head) - view.sentence_index(n.tokens.start) <= reach;
            let earlier = self.names.iter().rev().filter(fits).find(near);
            if let Some(name) = earlier {
                let mut p = self.of_name(view, knowledge, name);
                p.span = view.span(head);
                out.push(p);
                return Some(true);
            }
        }
        None
    }
}
