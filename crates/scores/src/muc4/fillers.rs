//! The names that fill the roles of an incident, from a document's acts of force.

use std::collections::BTreeSet;

use truceline_engine::Coded;
use truceline_events::{Event, frames};
use truceline_knowledge::{EventType, Knowledge};
use truceline_mentions::{Mentions, NameKind, Participant};
use truceline_syntax::{Deprel, Upos, View};

use super::ROLES;

/// Adjectives that only count.
const COUNTING: [&str; 7] = ["several", "various", "other", "many", "numerous", "same", "different"];
/// Prepositions before what an act hits.
const HIT: [&str; 6] = ["on", "against", "at", "into", "onto", "upon"];
/// Prepositions before what a bomb damages.
const BESIDE: [&str; 7] = ["in", "inside", "outside", "under", "beneath", "near", "opposite"];

/// The names that fill each role.
pub(super) type Fillers = [BTreeSet<String>; ROLES.len()];

pub(super) const INDIVIDUAL: usize = 0;
pub(super) const ORGANISATION: usize = 1;
const TARGET: usize = 2;
const VICTIM: usize = 3;
pub(super) const WEAPON: usize = 4;

/// Sectors of those who fight each other: what they do to each other is war, and no incident.
const COMBATANTS: [&str; 4] = ["MIL", "REB", "UAF", "PRM"];
/// Sectors of those who are made out as perpetrators by their name alone.
const VIOLENT: [&str; 5] = ["REB", "UAF", "PRM", "TER", "CRM"];
/// Sectors of the state, whose use of force is an incident where it hits people or things that are not armed.
const STATE: [&str; 3] = ["MIL", "COP", "SPY"];
/// Words for war between two sides.
const BATTLE: [&str; 12] = [
    "battle",
    "campaign",
    "clash",
    "combat",
    "confrontation",
    "counteroffensive",
    "fight",
    "fighting",
    "invasion",
    "offensive",
    "operation",
    "war",
];
/// Nouns that name a body by themselves.
const BODIES: [&str; 14] = [
    "army",
    "cartel",
    "force",
    "forces",
    "front",
    "government",
    "guard",
    "mafia",
    "military",
    "movement",
    "navy",
    "party",
    "police",
    "regime",
];
/// People of whom nothing is known but what they did.
const UNKNOWN: [&str; 9] = ["assailant", "attacker", "commando", "individual", "man", "person", "people", "subject", "woman"];
/// Weapons by a word that says nothing of their kind, and what is told in no other way than as shots.
const VAGUE: [&str; 9] = ["ammunition", "arm", "arms", "firearm", "mine", "munition", "shot", "weapon", "weaponry"];

/// What a document's incidents fill: doers, things hit, people hit by name, and weapons.
pub(super) fn fillers(coded: &Coded, knowledge: &Knowledge) -> Fillers {
    let view = coded.view();
    let reader = Reader { view: &view, knowledge, mentions: &coded.mentions };
    let mut out = Fillers::default();
    for event in coded.events.iter().filter(|e| reader.is_incident(e)) {
        reader.perpetrators(event, &mut out);
        for recipient in &event.recipients {
            reader.hit(recipient, &mut out);
        }
        reader.things(event, &mut out[TARGET]);
        reader.weapons(event, &mut out[WEAPON]);
    }
    out
}

struct Reader<'r, 'a> {
    view: &'r View<'a>,
    knowledge: &'r Knowledge,
    mentions: &'r Mentions,
}

impl Reader<'_, '_> {
    /// An act of force that is no battle between armed sides.
    fn is_incident(&self, event: &Event) -> bool {
        let armed = |p: &Participant| COMBATANTS.contains(&sector(p)) && self.kind(p) != Some(NameKind::Person);
        let mutual = event.recipients.is_empty() && event.actors.len() > 1;
        let battle = BATTLE.contains(&self.view.lemma(event.head));
        let among_armed = !event.recipients.is_empty() && event.recipients.iter().all(armed);
        event.event_type == EventType::Assault && !mutual && !battle && !among_armed
    }

    fn kind(&self, participant: &Participant) -> Option<NameKind> {
        self.mentions.entities.get(participant.entity? as usize).map(|e| e.kind)
    }

    fn perpetrators(&self, event: &Event, out: &mut Fillers) {
        let unarmed = |p: &Participant| !COMBATANTS.contains(&sector(p)) || self.kind(p) == Some(NameKind::Person);
        for actor in &event.actors {
            let lemma = self.view.lemma(actor.token);
            let state = STATE.contains(&sector(actor));
            if state && !event.recipients.iter().any(unarmed) {
                continue;
            }
            match self.kind(actor) {
                Some(NameKind::Person) => {
                    out[INDIVIDUAL].insert(actor.name.clone());
                }
                Some(NameKind::Body) => {
                    out[ORGANISATION].insert(actor.name.clone());
                }
                None if BODIES.contains(&lemma) && (state || VIOLENT.contains(&sector(actor)) || lemma == "government") => {
                    out[ORGANISATION].insert(actor.name.clone());
                }
                None if state || VIOLENT.contains(&sector(actor)) || UNKNOWN.contains(&lemma) => {
                    out[INDIVIDUAL].insert(self.phrase(actor.token));
                    out[ORGANISATION].extend(self.bodies_of(actor.token));
                }
                _ => {}
            }
        }
    }

    /// `FMLN guerrillas`, `guerrillas of the FMLN`: the body that a noun for people names as theirs.
    fn bodies_of(&self, head: u32) -> Option<String> {
        let owners = [Deprel::Compound, Deprel::Nmod, Deprel::NmodPoss, Deprel::NmodDesc, Deprel::Amod];
        let mut names = self.view.children_by(head, &owners).filter_map(|c| self.mentions.name_at(c));
        let name = names.find(|n| n.kind == NameKind::Body)?;
        self.mentions.entities.get(name.entity as usize).map(|e| e.name.clone())
    }

    fn hit(&self, recipient: &Participant, out: &mut Fillers) {
        if self.kind(recipient) == Some(NameKind::Person) {
            out[VICTIM].insert(recipient.name.clone());
        }
    }

    /// Buildings, vehicles and works that the act hits, or that a bomb goes off at.
    fn things(&self, event: &Event, out: &mut BTreeSet<String>) {
        let Some(frame) = frames::frame(self.view, self.knowledge, event.head) else { return };
        let bomb = event.mode.as_deref() == Some("explosives");
        let people = frame.is_verb && frame.objects.iter().any(|&o| self.mentions.is_participant(self.view, self.knowledge, o));
        let hit_at = |p: &str| !people && (HIT.contains(&p) || p == "of" && !frame.is_verb || bomb && BESIDE.contains(&p));
        let beside = frame.obliques.iter().filter(|(p, _)| hit_at(p)).map(|o| o.1);
        let mut hit: Vec<u32> = frame.objects.iter().copied().filter(|_| frame.is_verb).chain(beside).collect();
        for at in 0..hit.len() {
            hit.extend(self.view.children_by(hit[at], &[Deprel::Conj]));
        }
        hit.extend(event.recipients.iter().map(|r| r.token));
        for t in hit.into_iter().filter(|&t| self.is_property(t, self.view.lemma(t)) && !self.is_military(t)) {
            match self.mentions.name_at(t) {
                Some(name) if name.kind == NameKind::Person => {}
                Some(name) => drop(out.insert(self.view.text_of(name.tokens.clone()))),
                None => drop(out.insert(self.kind_of_thing(t))),
            }
        }
    }

    /// `armoured vehicle`, `army base`: what those who fight each other use.
    fn is_military(&self, token: u32) -> bool {
        let lexicon = &self.knowledge.lexicon;
        let sector = |t: u32| lexicon.agent(self.view.lemma(t)).is_some_and(|s| COMBATANTS.contains(&s));
        let pair = |t: u32| format!("{} {}", self.view.lemma(t), self.view.lemma(token));
        let mut before = self.view.children_by(token, &[Deprel::Compound, Deprel::Amod, Deprel::NmodPoss]);
        before.any(|t| sector(t) || lexicon.in_class("troops", &pair(t)))
    }

    /// The noun with the words before it that tell its kind.
    fn kind_of_thing(&self, head: u32) -> String {
        self.phrase_with(head, &[Deprel::Compound, Deprel::Amod, Deprel::NmodDesc])
    }

    fn is_property(&self, token: u32, lemma: &str) -> bool {
        let lexicon = &self.knowledge.lexicon;
        let before = self.view.children_by(token, &[Deprel::Compound, Deprel::Amod]);
        let pairs = before.map(|c| format!("{} {lemma}", self.view.lemma(c)));
        !lexicon.in_class("territory", lemma) && ["property", "building"].iter().any(|class| lexicon.in_class(class, lemma))
            || pairs.into_iter().any(|p| lexicon.in_class("building", &p))
    }

    /// The noun with the words before it that tell its kind and number.
    fn phrase(&self, head: u32) -> String {
        self.phrase_with(head, &[Deprel::Compound, Deprel::Amod, Deprel::Nummod, Deprel::NmodDesc])
    }

    fn phrase_with(&self, head: u32, modifiers: &[Deprel]) -> String {
        let counts = |t: u32| !modifiers.contains(&Deprel::Nummod) && COUNTING.contains(&self.view.lemma(t));
        let hyphen = |t: u32| self.view.form(t) == "-";
        let before = |t: u32| {
            (modifiers.contains(&self.view.deprel(t)) && !counts(t) || hyphen(t) || hyphen(t + 1) && t + 1 < head)
                && self.view.sentence_index(t) == self.view.sentence_index(head)
        };
        let mut start = head;
        while start > 0 && before(start - 1) {
            start -= 1;
        }
        self.view.text_of(start..head + 1)
    }

    /// Weapons of the event's sentence: those that stand for themselves, and those that tell the kind of an attack.
    fn weapons(&self, event: &Event, out: &mut BTreeSet<String>) {
        let Some(sentence) = self.view.sentence(event.head) else { return };
        let lexicon = &self.knowledge.lexicon;
        for t in sentence.tokens.clone().filter(|&t| matches!(self.view.upos(t), Upos::Noun | Upos::Propn)) {
            let lemma = self.view.lemma(t);
            let pair = t.checked_sub(1).map(|b| format!("{} {lemma}", self.view.lemma(b)));
            let paired = pair.is_some_and(|p| lexicon.in_class("weapon", &p));
            let known = paired || lexicon.in_class("weapon", lemma) && !VAGUE.contains(&lemma);
            let tells_kind = || self.view.head(t).is_some_and(|h| lexicon.in_class("incident", self.view.lemma(h)));
            if known && self.mentions.name_at(t).is_none() && (self.view.deprel(t) != Deprel::Compound || tells_kind()) {
                out.insert(self.phrase(t));
            }
        }
    }
}

/// The last three letters of the code: the sector, or the state of a code without one.
fn sector(participant: &Participant) -> &str {
    participant.codes.first().and_then(|code| code.get(code.len().checked_sub(3)?..)).unwrap_or("")
}
