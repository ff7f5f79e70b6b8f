//! Peoples, tribes, clans and faiths: where a name is theirs, and of which state's the document speaks.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};
use truceline_knowledge::{Knowledge, PlaceKind, Referent, folded};
use truceline_syntax::{EntityKind, Upos, View, Xpos};

use crate::{Mentions, names::Candidate, things::NameKind};

/// How many words may stand between a people's name and the noun that says whom it names: `Karen ethnic rebels`.
const REACH: u32 = 2;

/// The people that a known name names here. A plural always does; `Kachin` does where it is not said of a place, and a name that is
/// also a town's, a person's or a word only where the words around it speak of people.
pub(crate) fn meant(view: &View, knowledge: &Knowledge, tokens: &Range<u32>, key: &str, referents: &[Referent]) -> Option<Referent> {
    let people = referents.iter().find(|r| matches!(r, Referent::Community(_))).copied()?;
    let (first, last) = (view.form(tokens.start), tokens.end - 1);
    let capital = first.starts_with(char::is_uppercase) || view.in_capitals(tokens.start);
    if !capital || matches!(view.form(last), "'s" | "’s") || view.upos(last) == Upos::Punct {
        return None;
    }
    let named = if knowledge.is_mistakable(key) {
        is_shown(view, knowledge, tokens)
    } else {
        tokens.len() > 1 || is_plural(view, last) || view.upos(last) == Upos::Adj || !is_place(view, knowledge, last)
    };
    named.then_some(people)
}

fn is_plural(view: &View, token: u32) -> bool {
    matches!(view.xpos(token), Xpos::Nns | Xpos::Nnps) && view.form(token).ends_with('s')
}

/// `in Kachin`, `Kachin state`, `from Kachin and Shan states`: the land, not the people.
fn is_place(view: &View, knowledge: &Knowledge, token: u32) -> bool {
    let land = knowledge.lexicon.in_class("territory", view.lemma(token + 1)) || view.lemma(token + 1) == "state";
    let inside = matches!(view.preposition(token).as_deref(), Some("in" | "at" | "near" | "around" | "across" | "throughout" | "outside"));
    land || inside || is_marked_place(view, token) && knowledge.gazetteer.has(&folded(view.form(token)))
}

/// True where the model takes the word for a place.
fn is_marked_place(view: &View, token: u32) -> bool {
    let entities = &view.parse.entities;
    let after = entities.partition_point(|e| e.tokens.start <= token);
    after.checked_sub(1).and_then(|i| entities.get(i)).is_some_and(|e| e.kind == EntityKind::Place && e.tokens.contains(&token))
}

/// `ethnic Karen`, `Karen villagers`, `the Karen`.
fn is_shown(view: &View, knowledge: &Knowledge, tokens: &Range<u32>) -> bool {
    let before = tokens.start.checked_sub(1).map_or("", |b| view.form(b));
    if matches!(before, "ethnic" | "Ethnic" | "indigenous" | "Indigenous" | "tribal" | "nomadic" | "fellow" | "native") {
        return true;
    }
    let next = tokens.end;
    let plain = |t: &u32| view.form(*t).starts_with(char::is_lowercase) && matches!(view.upos(*t), Upos::Noun | Upos::Adj | Upos::Propn);
    let of_people = &knowledge.lexicon.naming.of_people;
    if (next..next + REACH).take_while(plain).any(|t| of_people.contains(view.lemma(t)) || of_people.contains(view.form(t))) {
        return true;
    }
    // "between Kikuyu and Luo"
    let people = |t: u32| {
        let referents = knowledge.names.get(&folded(view.form(t)));
        view.form(t).starts_with(char::is_uppercase) && referents.iter().any(|r| matches!(r, Referent::Community(_)))
    };
    let joined = |t: u32| matches!(view.form(t), "and" | "or");
    if joined(next) && people(next + 1) || tokens.start.checked_sub(2).is_some_and(|t| joined(t + 1) && people(t)) {
        return true;
    }
    let alone = !matches!(view.upos(next), Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num) && view.form(next) != "-";
    matches!(before, "the" | "The") && alone && tokens.len() == 1
}

/// False for a town that only has a people's name; their own land is theirs.
pub(crate) fn may_lie_at(knowledge: &Knowledge, referent: Option<Referent>, place: u32) -> bool {
    let land = || knowledge.gazetteer.place(place).is_some_and(|p| matches!(p.kind, PlaceKind::Region | PlaceKind::Country));
    !matches!(referent, Some(Referent::Community(_))) || land()
}

/// Takes out what is the surname of somebody whom the text names in full: `Hazara` after `Asif Hazara`.
pub(crate) fn without_surnames(view: &View, marked: &[Candidate], found: &mut Vec<Candidate>) {
    let full = |c: &&Candidate| c.kind == NameKind::Person && c.tokens.len() > 1;
    let surnames: FxHashSet<&str> = marked.iter().filter(full).map(|c| view.form(c.tokens.end - 1)).collect();
    found.retain(|c| {
        let people = matches!(c.referent, Some(Referent::Community(_)));
        !people || c.tokens.len() > 1 || is_plural(view, c.tokens.start) || !surnames.contains(view.form(c.tokens.start))
    });
}

/// Of peoples of several states, that which the document names most; none where it names several of them as often.
pub(crate) fn homes(knowledge: &Knowledge, mentions: &Mentions) -> FxHashMap<u16, Box<str>> {
    let mut out = FxHashMap::default();
    let mut named: FxHashMap<&str, u32> = FxHashMap::default();
    if !mentions.entities.iter().any(|e| matches!(e.referent, Some(Referent::Community(_)))) {
        return out;
    }
    for name in &mentions.names {
        if let Some(Referent::Country(c)) = mentions.entities.get(name.entity as usize).and_then(|e| e.referent)
            && let Some(country) = knowledge.countries.get(c as usize)
        {
            *named.entry(country.iso3.as_str()).or_default() += 1;
        }
    }
    for entity in &mentions.entities {
        let Some(Referent::Community(c)) = entity.referent else { continue };
        let Some(community) = knowledge.communities.get(c as usize) else { continue };
        let times = |iso3: &&String| named.get(iso3.as_str()).copied().unwrap_or(0);
        let most = community.states.iter().map(|s| times(&s)).max().unwrap_or(0);
        let mut likely = community.states.iter().filter(|s| times(s) == most);
        if let (Some(state), None) = (likely.next(), likely.next()) {
            out.insert(c, state.as_str().into());
        }
    }
    out
}

impl Mentions {
    /// The ISO3 of the state in which a people lives, as far as the document tells.
    pub(crate) fn home_of(&self, community: u16) -> Option<&str> {
        self.homes.get(&community).map(|s| &**s)
    }
}
