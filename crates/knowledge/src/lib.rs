//! What the program knows before it reads: ontology, words, patterns, actors and places, from the files in
//! `knowledge/` that people edit.

mod communities;
mod conflicts;
mod error;
mod files;
mod gazetteer;
mod inflection;
mod lexicon;
mod names;
mod ontology;
mod outcomes;
mod pattern;
mod pattern_file;
mod picture_words;
mod search;
mod soundness;
mod tables;

use std::path::Path;

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

pub use communities::Community;
pub use conflicts::Conflict;
pub use error::{KnowledgeError, Position};
pub use gazetteer::{Gazetteer, Place, PlaceKind};
pub use inflection::Form;
pub use lexicon::{Effect, Lexicon, ModeWords, Naming};
pub use names::{NameIndex, Referent, folded, push_folded};
pub use ontology::{CameoCode, EventType, Ontology, Sector, TypeInfo};
pub use outcomes::{Outcomes, Phrases};
pub use pattern::{Complement, Condition, Example, Filler, Pattern, Role, Turn, WordClass};
pub use picture_words::{CEASEFIRE_EVENTS, CONTROL_EVENTS, PictureWords, TOLL_KINDS};
pub use search::{Found, search};
pub use tables::{Actor, Country, PartialDate, Person, Post};

use communities::Communities;
use files::{File, Files};

/// Everything that is known.
pub struct Knowledge {
    /// Types, modes, contexts, codes.
    pub ontology: Ontology,
    /// Word lists.
    pub lexicon: Lexicon,
    /// States and territories, in file order.
    pub countries: Vec<Country>,
    /// Bodies, in file order.
    pub actors: Vec<Actor>,
    /// People, in file order.
    pub people: Vec<Person>,
    /// Peoples, tribes, clans, castes and faiths, in file order.
    pub communities: Vec<Community>,
    /// Names of all of these.
    pub names: NameIndex,
    /// Places.
    pub gazetteer: Gazetteer,
    /// Phrases that tell what became of ceasefires and talks.
    pub outcomes: Outcomes,
    /// Armed conflicts, in file order.
    pub conflicts: Vec<Conflict>,
    /// Event patterns; `patterns_of` finds them by word.
    pub patterns: Vec<Pattern>,
    patterns_by_word: FxHashMap<(WordClass, Box<str>), Vec<u32>>,
    country_by_code: FxHashMap<Box<str>, u16>,
    actor_by_id: FxHashMap<Box<str>, u16>,
    person_by_id: FxHashMap<Box<str>, u16>,
    people_by_surname: FxHashMap<Box<str>, Vec<u16>>,
    community_by_id: FxHashMap<Box<str>, u16>,
    mistakable: FxHashSet<Box<str>>,
    verb_heads: FxHashSet<Box<str>>,
    asked_nouns: FxHashSet<Box<str>>,
    doubts: Vec<KnowledgeError>,
    fingerprint: u64,
}

impl Knowledge {
    /// The knowledge inside the program.
    ///
    /// # Errors
    /// Only where the program was built with a mistake in `knowledge/`.
    pub fn builtin() -> Result<Self, KnowledgeError> {
        Self::from_files(&Files::builtin())
    }

    /// The knowledge of a folder laid out as `knowledge/` in the program's source.
    ///
    /// # Errors
    /// A file that is missing, unreadable or holds a mistake, with its place.
    pub fn of_folder(folder: &Path) -> Result<Self, KnowledgeError> {
        Self::from_files(&Files::of_folder(folder)?)
    }

    fn from_files(files: &Files) -> Result<Self, KnowledgeError> {
        let ontology = Ontology::load(files)?;
        let lexicon = Lexicon::load(files)?;
        let outcomes = Outcomes::load(files.one("lexicon/outcomes.toml")?)?;
        let countries = tables::countries(files.one("countries.toml")?)?;
        let actor_files: Vec<&File> = files.many("actors", "toml").collect();
        let (actors, people) = tables::actors(&actor_files)?;
        let doubts = soundness::check(&actor_files, &countries, &ontology, &actors, &people)?;
        let conflicts = {
            let codes = countries.iter().map(|c| c.iso3.as_str()).collect();
            let bodies = actors.iter().map(|a| a.value.id.as_str()).collect();
            conflicts::load(files.many("conflicts", "toml"), &codes, &bodies)?
        };
        let gazetteer = Gazetteer::load(files, &countries)?;
        let peoples_file = files.one("peoples.toml")?;
        let communities = Communities::load(peoples_file, &countries, &ontology)?;
        let mut patterns = Vec::new();
        for file in files.many("patterns", "pattern") {
            patterns.extend(pattern_file::read(file, &ontology, &lexicon)?);
        }
        let mut knowledge = Self {
            ontology,
            lexicon,
            countries,
            actors: actors.into_iter().map(|a| a.value).collect(),
            people: people.into_iter().map(|p| p.value).collect(),
            communities: communities.list.clone(),
            names: NameIndex::default(),
            gazetteer,
            conflicts,
            outcomes,
            patterns,
            patterns_by_word: FxHashMap::default(),
            country_by_code: FxHashMap::default(),
            actor_by_id: FxHashMap::default(),
            person_by_id: FxHashMap::default(),
            people_by_surname: FxHashMap::default(),
            community_by_id: FxHashMap::default(),
            mistakable: FxHashSet::default(),
            verb_heads: FxHashSet::default(),
            asked_nouns: FxHashSet::default(),
            doubts,
            fingerprint: files.fingerprint(),
        };
        knowledge.index();
        let doubts = communities.doubts(peoples_file, &knowledge.names, &knowledge.gazetteer);
        knowledge.doubts.extend(doubts);
        Ok(knowledge)
    }

    fn index(&mut self) {
        for (i, c) in self.countries.iter().enumerate() {
            let i = i as u16;
            self.country_by_code.insert(c.iso3.as_str().into(), i);
            std::iter::once(&c.name).chain(&c.aliases).for_each(|n| self.names.add(n, Referent::Country(i)));
            c.adjectives.iter().chain(&c.people).for_each(|n| self.names.add(n, Referent::Nationality(i)));
            c.government.iter().chain([&c.capital]).for_each(|n| self.names.add(n, Referent::Seat(i)));
        }
        for (i, a) in self.actors.iter().enumerate() {
            self.actor_by_id.insert(a.id.as_str().into(), i as u16);
            std::iter::once(&a.name).chain(&a.aliases).for_each(|n| self.names.add(n, Referent::Actor(i as u16)));
        }
        for (i, p) in self.people.iter().enumerate() {
            self.person_by_id.insert(p.id.as_str().into(), i as u16);
            std::iter::once(&p.name).chain(&p.aliases).for_each(|n| self.names.add(n, Referent::Person(i as u16)));
            for name in std::iter::once(&p.name).chain(&p.aliases) {
                let surname = folded(name.rsplit(' ').next().unwrap_or(name));
                let list = self.people_by_surname.entry(surname.into_boxed_str()).or_default();
                if !list.contains(&(i as u16)) {
                    list.push(i as u16);
                }
            }
        }
        for (i, c) in self.communities.iter().enumerate() {
            self.community_by_id.insert(c.id.as_str().into(), i as u16);
            c.names().for_each(|n| self.names.add(n, Referent::Community(i as u16)));
            self.mistakable.extend(c.mistakable.iter().map(|n| folded(n).into_boxed_str()));
        }
        for condition in self.patterns.iter().flat_map(|p| &p.conditions) {
            if let Condition::Is(_, fillers)
            | Condition::IsNot(_, fillers)
            | Condition::ClauseIs(fillers)
            | Condition::ClauseObject(fillers)
            | Condition::ClauseObjectIsNot(fillers)
            | Condition::ClauseSubject(fillers) = condition
            {
                self.asked_nouns.extend(fillers.iter().filter_map(|f| match f {
                    Filler::Lemma(l) => Some(Box::from(l.as_str())),
                    _ => None,
                }));
            }
        }
        for (i, p) in self.patterns.iter().enumerate() {
            for lemma in &p.lemmas {
                if p.word_class == WordClass::Verb {
                    let head = lemma.split('_').next().unwrap_or(lemma);
                    self.verb_heads.insert(head.rsplit('-').next().unwrap_or(head).into());
                }
                let key = (p.word_class, Box::from(lemma.as_str()));
                self.patterns_by_word.entry(key).or_default().push(i as u32);
            }
        }
        let patterns = &self.patterns;
        for list in self.patterns_by_word.values_mut() {
            list.sort_by_key(|&i| (std::cmp::Reverse(patterns[i as usize].weight()), i));
        }
    }

    /// Patterns of a word, those with more conditions first, then in file order.
    pub fn patterns_of(&self, class: WordClass, lemma: &str) -> impl Iterator<Item = (u32, &Pattern)> {
        let list = self.patterns_by_word.get(&(class, Box::from(lemma)) as &(WordClass, Box<str>));
        list.into_iter().flatten().map(|&i| (i, &self.patterns[i as usize]))
    }

    /// The state with this ISO3 code.
    pub fn country(&self, iso3: &str) -> Option<&Country> {
        self.country_by_code.get(iso3).map(|&i| &self.countries[i as usize])
    }

    /// The body with this id.
    pub fn actor(&self, id: &str) -> Option<&Actor> {
        self.actor_by_id.get(id).map(|&i| &self.actors[i as usize])
    }

    /// The person with this id.
    pub fn person(&self, id: &str) -> Option<&Person> {
        self.person_by_id.get(id).map(|&i| &self.people[i as usize])
    }

    /// The people, tribe, clan, caste or faith with this id.
    pub fn community(&self, id: &str) -> Option<&Community> {
        self.community_by_id.get(id).map(|&i| &self.communities[i as usize])
    }

    /// True for the folded name of a people that is also a place, a person's name or a word.
    pub fn is_mistakable(&self, folded: &str) -> bool {
        self.mistakable.contains(folded)
    }

    /// People one of whose names ends in this surname, in file order.
    pub fn people_of_surname(&self, surname: &str) -> impl Iterator<Item = &Person> {
        let found = self.people_by_surname.get(folded(surname).as_str());
        found.into_iter().flatten().map(|&i| &self.people[i as usize])
    }

    /// The one person with this surname who held this post on a day, or ever where no day is given.
    pub fn by_surname(&self, surname: &str, role: &str, date: Option<Date>) -> Option<u16> {
        let held = |i: &&u16| {
            let posts = &self.people[**i as usize].posts;
            posts.iter().any(|p| p.role == role && date.is_none_or(|d| p.covers(d)))
        };
        let mut found = self.people_by_surname.get(folded(surname).as_str())?.iter().filter(held);
        let first = *found.next()?;
        found.next().is_none().then_some(first)
    }

    /// Who holds a post on a day: the first person in file order, where any term covers it.
    pub fn holder(&self, role: &str, of: &str, date: Date) -> Option<&Person> {
        self.people.iter().find(|p| p.posts_on(date).any(|t| t.of == of && t.role == role && t.from.first().is_some()))
    }

    /// What looks wrong but may be right: two holders of one post at one time, a people's name that is also a place's.
    pub fn doubts(&self) -> &[KnowledgeError] {
        &self.doubts
    }

    /// Version of the knowledge: its contents' fingerprint, 8 hexadecimal digits.
    pub fn version(&self) -> String {
        format!("{:08x}", self.fingerprint >> 32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn builtin_knowledge_is_sound() {
        let knowledge = Knowledge::builtin().unwrap_or_else(|e| panic!("{e}"));
        assert!(knowledge.countries.len() >= 195);
        assert!(knowledge.gazetteer.len() >= 25_000);
    }
}
