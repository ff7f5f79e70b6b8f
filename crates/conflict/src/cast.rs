//! Who is who across reports: one number for each person, body and country, and whom each stands for.

use std::rc::Rc;

use compact_str::{CompactString, format_compact};
use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};
use truceline_knowledge::{Actor, Knowledge, Person, Post, WordClass, folded};

use crate::Party;

/// A participant's number in a [`Cast`]; good within one picture only.
pub(crate) type Who = u32;

/// Sectors whose bodies act for their state.
const STATE_SECTORS: [&str; 7] = ["GOV", "MIL", "LEG", "JUD", "SPY", "COP", ""];
/// Roles whose holder stands for the body before other roles do.
const HEADS: [&str; 14] = [
    "president",
    "prime minister",
    "chancellor",
    "king",
    "emir",
    "sultan",
    "supreme leader",
    "leader",
    "head",
    "chairman",
    "commander",
    "secretary-general",
    "crown prince",
    "chief",
];

/// The place of a role among those whose holder stands for the body; lower comes first.
pub(crate) fn rank_of(role: &str) -> usize {
    HEADS.iter().position(|h| *h == role).unwrap_or(HEADS.len())
}

/// What is known of one participant.
pub(crate) struct Member {
    /// Name, id, codes: those of the knowledge, else of the report that names it first.
    pub party: Party,
    /// The state whose organ it is, of one without an id.
    state: Option<CompactString>,
    /// False for `rebels`, `both sides` and the like, who may be anybody.
    pub specific: bool,
    /// True for people.
    pub person: bool,
    /// What it is: the knowledge's kind of body, `person`, `country`, or empty.
    pub kind: CompactString,
    /// ISO3 where it belongs to a country.
    pub country: Option<CompactString>,
}

/// By what one without an id is known, whatever else was read.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Name {
    folded: CompactString,
    country: Option<CompactString>,
    state: Option<CompactString>,
    specific: bool,
}

/// A government body with the terms of those who led it.
type Government<'k> = (&'k Actor, Vec<&'k Post>);

/// Everybody named in a set of reports.
pub(crate) struct Cast<'k> {
    knowledge: &'k Knowledge,
    /// Government bodies that are a side of a conflict, by country, with the terms of those who led them; of countries that were
    /// asked for.
    governments: FxHashMap<CompactString, Rc<[Government<'k>]>>,
    /// Bodies and countries that are a side somewhere.
    sided: FxHashSet<&'k str>,
    /// Governments and armies that always stand on the side of their own state.
    organs: FxHashMap<&'k str, &'k str>,
    by_id: FxHashMap<CompactString, Who>,
    by_name: FxHashMap<Name, Who>,
    /// Those without an id by what a report calls them and by their codes.
    by_spelling: FxHashMap<(CompactString, Vec<CompactString>), Who>,
    lines: FxHashMap<(Who, Date), Rc<[Who]>>,
    members: Vec<Member>,
}

impl<'k> Cast<'k> {
    pub fn new(knowledge: &'k Knowledge) -> Self {
        let sided: FxHashSet<&str> = knowledge.conflicts.iter().flat_map(|c| &c.sides).flatten().map(String::as_str).collect();
        Self {
            knowledge,
            governments: FxHashMap::default(),
            sided,
            organs: organs(knowledge),
            by_id: FxHashMap::default(),
            by_name: FxHashMap::default(),
            by_spelling: FxHashMap::default(),
            lines: FxHashMap::default(),
            members: Vec::new(),
        }
    }

    /// What is known of one.
    pub fn member(&self, who: Who) -> &Member {
        &self.members[who as usize]
    }

    /// The number of a party as a report of that day names it.
    pub fn who(&mut self, party: &Party, day: Date) -> Who {
        match &party.id {
            Some(id) => self.of_id(id),
            None => match self.government_meant(party, day) {
                Some(id) => self.of_id(&id),
                None => self.of_name(party),
            },
        }
    }

    /// True for bodies and countries of the knowledge, which are called alike by everybody.
    pub fn is_body(&self, id: &str) -> bool {
        self.knowledge.person(id).is_none() && (self.knowledge.actor(id).is_some() || self.knowledge.country(id).is_some())
    }

    /// The number of a party that a row shows.
    pub fn shown(&mut self, party: &Party) -> Who {
        match &party.id {
            Some(id) => self.of_id(id),
            None => self.of_name(party),
        }
    }

    /// `The Tripoli government` of a country whose conflict has a body for it.
    fn government_meant(&mut self, party: &Party, day: Date) -> Option<CompactString> {
        let country = party.codes.iter().find_map(|c| c.strip_suffix("GOV")).filter(|c| c.len() == 3)?;
        let name = folded(&party.name);
        if !name.split(' ').any(|w| matches!(w, "government" | "cabinet")) {
            return None;
        }
        let bodies = self.governments_of(country);
        let ruling = bodies.iter().filter(|(a, terms)| a.is_there(day) && terms.iter().any(|t| t.covers(day)));
        let mut here: Vec<&str> = ruling.map(|(a, _)| a.id.as_str()).collect();
        let capital = &self.knowledge.country(country)?.capital;
        // Of rival governments the one in the capital is meant, which the files of conflicts name first.
        let sides = self.knowledge.conflicts.iter().flat_map(|c| &c.sides).flatten();
        here.sort_by_key(|id| sides.clone().position(|s| s == id));
        let sure = here.len() == 1 || name.contains(&folded(capital));
        here.first().filter(|_| sure).map(|id| (*id).into())
    }

    fn governments_of(&mut self, country: &str) -> Rc<[Government<'k>]> {
        if let Some(found) = self.governments.get(country) {
            return found.clone();
        }
        let knowledge = self.knowledge;
        let of_country = |a: &&Actor| a.country.as_deref() == Some(country) && a.sector == "GOV" && self.sided.contains(a.id.as_str());
        let with_terms = |actor: &'k Actor| {
            let leads = |p: &&Post| p.of == actor.id && matches!(p.role.as_str(), "prime minister" | "president");
            (actor, knowledge.people.iter().flat_map(|p| &p.posts).filter(leads).collect())
        };
        let found: Rc<[Government]> = knowledge.actors.iter().filter(of_country).map(with_terms).collect();
        self.governments.insert(country.into(), found.clone());
        found
    }

    /// The number of a body, person or country of the knowledge, or of any other id.
    pub fn of_id(&mut self, id: &str) -> Who {
        if let Some(&who) = self.by_id.get(id) {
            return who;
        }
        let who = self.members.len() as Who;
        self.by_id.insert(id.into(), who);
        let mut member = Member {
            party: Party { name: id.into(), id: Some(id.into()), codes: Vec::new() },
            state: None,
            specific: true,
            person: false,
            kind: CompactString::default(),
            country: None,
        };
        if let Some(person) = self.knowledge.person(id) {
            (member.party.name, member.person, member.kind) = (person.name.as_str().into(), true, "person".into());
            member.country = person.country.as_deref().map(Into::into);
        } else if let Some(actor) = self.knowledge.actor(id) {
            (member.party.name, member.kind) = (actor.name.as_str().into(), actor.kind.as_str().into());
            member.country = actor.country.as_deref().map(Into::into);
            let country = actor.country.as_deref().unwrap_or_default();
            let code = actor.code.clone().unwrap_or_else(|| format!("{country}{}", actor.sector));
            member.party.codes.extend(Some(code).filter(|c| !c.is_empty()).map(Into::into));
        } else if let Some(country) = self.knowledge.country(id) {
            (member.party.name, member.kind) = (country.name.as_str().into(), "country".into());
            member.country = Some(id.into());
            member.party.codes.push(id.into());
        } else if let Some(people) = self.knowledge.community(id) {
            (member.party.name, member.kind) = (people.name.as_str().into(), people.kind.as_str().into());
            member.party.codes.push(people.sector.as_str().into());
        }
        self.members.push(member);
        who
    }

    fn of_name(&mut self, party: &Party) -> Who {
        let spelling = (party.name.clone(), party.codes.clone());
        if let Some(&who) = self.by_spelling.get(&spelling) {
            return who;
        }
        let name = folded(&party.name);
        let country = party.codes.iter().find_map(|c| c.get(..3).filter(|c| self.knowledge.country(c).is_some()));
        let name = Name {
            folded: name.strip_prefix("the ").unwrap_or(&name).into(),
            country: country.map(Into::into),
            state: self.state_of(&party.codes),
            specific: self.is_name(&party.name),
        };
        let who = self.of_key(name, party);
        self.by_spelling.insert(spelling, who);
        who
    }

    fn of_key(&mut self, name: Name, party: &Party) -> Who {
        if let Some(&who) = self.by_name.get(&name) {
            return who;
        }
        let who = self.members.len() as Who;
        let Name { country, state, specific, .. } = name.clone();
        let kind = CompactString::default();
        self.members.push(Member { party: party.clone(), state, specific, person: false, kind, country });
        self.by_name.insert(name, who);
        who
    }

    /// True for a name, false for nouns: `Sirte Protection Force`, but not `Government forces`.
    fn is_name(&self, name: &str) -> bool {
        let mut words = name.split([' ', '-']).filter(|w| !w.is_empty());
        let Some(first) = words.next() else { return false };
        let capital = |w: &str| w.chars().next().is_some_and(char::is_uppercase);
        let rest: Vec<&str> = words.collect();
        // `commander of the Guard` is a noun, `al-Nusra` a name.
        if rest.iter().any(|w| capital(w)) {
            return capital(first) || first.len() <= 3;
        }
        let lower = first.to_lowercase();
        let noun = self.knowledge.lemma_of(WordClass::Noun, &lower).unwrap_or(lower);
        capital(first) && rest.is_empty() && !self.knowledge.has_word(WordClass::Noun, &noun)
    }

    /// Who acts where one acts on a day: itself, then the body of a person's post, the bodies that these belong to, and the
    /// state.
    pub fn line(&mut self, who: Who, day: Date) -> Rc<[Who]> {
        if let Some(line) = self.lines.get(&(who, day)) {
            return line.clone();
        }
        let mut line = vec![who];
        let mut ids: Vec<CompactString> = Vec::new();
        let member = &self.members[who as usize];
        match member.party.id.clone() {
            Some(id) => {
                if let Some(person) = self.knowledge.person(&id) {
                    ids.extend(self.posts(person, day));
                } else {
                    ids.push(id);
                }
            }
            None => ids.extend(member.state.clone()),
        }
        let mut next = 0;
        while next < ids.len() && ids.len() < 16 {
            let id = ids[next].clone();
            next += 1;
            if let Some(actor) = self.knowledge.actor(&id) {
                let state = actor.country.as_deref().filter(|_| STATE_SECTORS.contains(&actor.sector.as_str()));
                ids.extend(actor.parent.as_deref().into_iter().chain(state).map(CompactString::from));
            }
        }
        for id in ids {
            let above = self.of_id(&id);
            if !line.contains(&above) {
                line.push(above);
            }
        }
        let line: Rc<[Who]> = line.into();
        self.lines.insert((who, day), line.clone());
        line
    }

    /// Bodies and countries of a person's posts, those first that the person leads, countries before parties.
    fn posts(&self, person: &Person, day: Date) -> Vec<CompactString> {
        let mut posts: Vec<_> = person.posts_on(day).collect();
        let party = |of: &str| self.knowledge.actor(of).is_some_and(|a| a.kind == "party" && !self.sided.contains(of));
        posts.sort_by_key(|p| (party(&p.of), !self.sided.contains(p.of.as_str()), rank_of(&p.role)));
        posts.into_iter().map(|p| p.of.as_str().into()).collect()
    }

    /// The state whose organ the codes name.
    fn state_of(&self, codes: &[CompactString]) -> Option<CompactString> {
        codes.iter().find_map(|code| {
            let (country, sector) = (code.get(..3)?, code.get(3..)?);
            (STATE_SECTORS.contains(&sector) && self.knowledge.country(country).is_some()).then(|| country.into())
        })
    }

    /// The side that one stands for: for a person or an organ without an id the body or state that it acts for.
    pub fn body(&mut self, who: Who, day: Date) -> Who {
        let member = &self.members[who as usize];
        let line = (member.person || member.party.id.is_none()).then(|| self.line(who, day));
        let body = line.and_then(|l| l.get(1).copied()).unwrap_or(who);
        let name = self.members[body as usize].party.id.clone();
        // A ministry or an army stands for the side that it belongs to, where a conflict names that.
        match name {
            Some(id) if self.organs.contains_key(id.as_str()) => self.of_id(self.organs[id.as_str()]),
            Some(id) if !self.sided.contains(id.as_str()) => {
                let line = self.line(body, day);
                let sided = |w: &&Who| self.members[**w as usize].party.id.as_deref().is_some_and(|i| self.sided.contains(i));
                let state = |w: &Who| self.members[*w as usize].kind != "country" || self.acts_for_state(body);
                line.iter().find(sided).copied().filter(state).unwrap_or(body)
            }
            _ => body,
        }
    }

    /// An organ of a state's government, as its sector tells.
    fn acts_for_state(&self, who: Who) -> bool {
        let id = self.members[who as usize].party.id.as_deref().unwrap_or_default();
        self.knowledge.actor(id).is_some_and(|a| matches!(a.sector.as_str(), "GOV" | "MIL" | "LEG"))
    }

    /// True where one may be meant by the other on a day: the same, or one acts for the other.
    pub fn fits(&mut self, a: Who, b: Who, day: Date) -> bool {
        a == b || self.line(a, day).contains(&b) || self.line(b, day).contains(&a)
    }

    /// A key that does not depend on what else was read: the id, or the name with its country.
    pub fn key(&self, who: Who) -> CompactString {
        let member = &self.members[who as usize];
        match &member.party.id {
            Some(id) => id.clone(),
            None => {
                let name = folded(&member.party.name);
                let name = name.strip_prefix("the ").unwrap_or(&name);
                let noun = if member.specific { "" } else { "|noun" };
                let [country, state] = [&member.country, &member.state].map(|c| c.as_deref().unwrap_or_default());
                format_compact!("{name}|{country}|{state}{noun}")
            }
        }
    }
}

/// Ruling and armed bodies with their state, where every conflict that has them on a side has the state beside them: one side
/// under several names.
fn organs(knowledge: &Knowledge) -> FxHashMap<&str, &str> {
    let mut out: FxHashMap<&str, &str> = FxHashMap::default();
    let mut apart: FxHashSet<&str> = FxHashSet::default();
    for side in knowledge.conflicts.iter().flat_map(|c| &c.sides) {
        for actor in side.iter().filter_map(|m| knowledge.actor(m)).filter(|a| matches!(a.sector.as_str(), "GOV" | "MIL")) {
            match actor.country.as_deref().filter(|c| side.iter().any(|m| m == c)) {
                Some(state) => _ = out.insert(&actor.id, state),
                None => _ = apart.insert(&actor.id),
            }
        }
    }
    out.retain(|id, _| !apart.contains(id));
    out
}
