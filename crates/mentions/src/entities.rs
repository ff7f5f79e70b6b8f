//! Joins the names of a document into entities.

use rustc_hash::FxHashMap;
use truceline_knowledge::{Knowledge, Referent, folded};
use truceline_syntax::{Upos, View, Xpos};

use crate::{
    names::Candidate,
    things::{Entity, NameKind, NameMention},
};

/// Entities in the order of their first mention, and every mention's entity.
pub(crate) fn join(view: &View, knowledge: &Knowledge, candidates: Vec<Candidate>) -> (Vec<Entity>, Vec<NameMention>) {
    let mut joiner =
        Joiner { view, knowledge, entities: Vec::new(), keys: Vec::new(), known: FxHashMap::default(), acronyms: FxHashMap::default() };
    // Longer names first, so that short forms find the entity they shorten.
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    order.sort_by_key(|&i| (std::cmp::Reverse(candidates[i].tokens.len()), candidates[i].tokens.start));
    let mut entity_of = vec![0u32; candidates.len()];
    for i in order {
        entity_of[i] = joiner.place(&candidates[i]);
    }
    let mut mentions: Vec<NameMention> = candidates
        .into_iter()
        .zip(entity_of)
        .map(|(c, entity)| NameMention { tokens: c.tokens, kind: c.kind, entity, place: c.place })
        .collect();
    joiner.name_entities(&mentions);
    joiner.settle_kinds(&mut mentions);
    (joiner.entities, mentions)
}

struct Joiner<'v, 'a> {
    view: &'v View<'a>,
    knowledge: &'v Knowledge,
    entities: Vec<Entity>,
    keys: Vec<String>,
    known: FxHashMap<Referent, u32>,
    /// Entities by the acronyms that the text gives them.
    acronyms: FxHashMap<Box<str>, u32>,
}

impl Joiner<'_, '_> {
    fn place(&mut self, c: &Candidate) -> u32 {
        let entity = self.entity(c);
        if let Some(acronym) = &c.acronym {
            self.acronyms.insert(acronym.clone(), entity);
        }
        entity
    }

    fn entity(&mut self, c: &Candidate) -> u32 {
        let text = self.view.text_of(c.tokens.clone());
        let key = folded(&text);
        let referent = c.referent.map(same_country);
        if let Some(&e) = referent.and_then(|r| self.known.get(&r)) {
            return e;
        }
        if referent.is_none()
            && let Some(e) = self.acronyms.get(key.as_str()).copied().or_else(|| self.shortened(&key, &text, c.kind))
        {
            return e;
        }
        let index = self.entities.len() as u32;
        let kind = match c.kind {
            NameKind::Nationality | NameKind::Seat if matches!(referent, Some(Referent::Country(_))) => NameKind::Country,
            k => k,
        };
        let state = match referent {
            Some(Referent::Country(c)) => self.knowledge.countries.get(c as usize).and_then(|c| self.knowledge.gazetteer.country(&c.iso3)),
            _ => None,
        };
        self.entities.push(Entity { name: text, kind, referent, place: state.or(c.place), first: c.tokens.start });
        self.keys.push(key);
        if let Some(r) = referent {
            self.known.insert(r, index);
        }
        index
    }

    /// The entity whose longer or equal name this is a short form of.
    fn shortened(&self, key: &str, text: &str, kind: NameKind) -> Option<u32> {
        let acronym = text.len() >= 2 && text.chars().all(|c| c.is_uppercase() || matches!(c, '.' | '-'));
        let fits = |i: usize| {
            let (entity, long) = (&self.entities[i], &self.keys[i]);
            if long == key {
                return kind == entity.kind || entity.kind != NameKind::Country;
            }
            match (kind, entity.kind) {
                (NameKind::Person, NameKind::Person) => surname_of(key, long) || fewer_names_of(key, long),
                (NameKind::Body | NameKind::Place, NameKind::Body) if acronym => initials(&entity.name) == folded(text),
                (NameKind::Body, NameKind::Body) => long.split(' ').count() > 1 && begins_with_words(long, key),
                (NameKind::Place | NameKind::Body, NameKind::Person) => surname_of(key, long) && long.split(' ').count() > 1,
                _ => false,
            }
        };
        (0..self.entities.len()).find(|&i| fits(i)).map(|i| i as u32).or_else(|| self.called_by_noun(key, kind))
    }

    /// `the Tigers` of the Liberation Tigers of Tamil Eelam, `the Front` of the Polisario Front: the one body that has the word as its
    /// noun.
    fn called_by_noun(&self, key: &str, kind: NameKind) -> Option<u32> {
        if kind != NameKind::Body || key.contains(' ') || key.len() < 4 {
            return None;
        }
        let noun = |long: &str| {
            let own = long.split(" of ").next().unwrap_or(long).split(" for ").next().unwrap_or(long);
            own.rsplit(' ').next() == Some(key) && own.contains(' ')
        };
        let mut found = (0..self.entities.len()).filter(|&i| self.entities[i].kind == NameKind::Body && noun(&self.keys[i]));
        let first = found.next()?;
        found.next().is_none().then_some(first as u32)
    }

    /// Gives each entity the longest form among its mentions, by characters; the first of equals.
    fn name_entities(&mut self, mentions: &[NameMention]) {
        let mut best: Vec<Option<(u8, usize, String)>> = vec![None; self.entities.len()];
        for m in mentions {
            let e = m.entity as usize;
            let text = self.view.text_of(m.tokens.clone());
            // A state's own name beats the name of its people or its seat.
            let people = matches!(self.entities[e].referent, Some(Referent::Community(_)));
            let borrowed = match m.kind {
                NameKind::Nationality if people => is_adjective(self.view, m.tokens.end - 1),
                NameKind::Country => describes(&text),
                kind => matches!(kind, NameKind::Nationality | NameKind::Seat),
            };
            let borrowed = borrowed || matches!(text.as_str(), "North" | "South");
            let rank = u8::from(!borrowed);
            // "Doctors Without Borders (Medecins Sans Frontieres)": the name that is told first.
            let before = m.tokens.start.checked_sub(1).filter(|&b| self.view.form(b) == "(");
            let alias = before.is_some_and(|b| mentions.iter().any(|o| o.entity == m.entity && o.tokens.end == b && o.tokens.len() > 1));
            let length = if alias { 0 } else { text.chars().count() };
            if best[e].as_ref().is_none_or(|(r, l, _)| (rank, length) > (*r, *l)) {
                best[e] = Some((rank, length, text));
            }
            self.entities[e].first = self.entities[e].first.min(m.tokens.start);
        }
        for (entity, best) in self.entities.iter_mut().zip(best) {
            match (entity.referent, best) {
                (Some(Referent::Country(c)), best @ (Some((0, ..)) | None)) => {
                    if let Some(country) = self.knowledge.countries.get(c as usize) {
                        let called = best.and_then(|(.., text)| country.called.get(&text));
                        entity.name.clone_from(called.unwrap_or(&country.name));
                    }
                }
                (Some(Referent::Community(c)), Some((0, ..))) => {
                    if let Some(people) = self.knowledge.communities.get(c as usize) {
                        entity.name.clone_from(&people.name);
                    }
                }
                (_, Some((_, _, text))) => entity.name = text,
                (_, None) => {}
            }
        }
    }

    /// A mention takes its entity's kind where a short form alone looked like something else.
    fn settle_kinds(&self, mentions: &mut [NameMention]) {
        for m in mentions {
            let kind = self.entities[m.entity as usize].kind;
            if !matches!(m.kind, NameKind::Nationality | NameKind::Seat) {
                m.kind = kind;
            }
        }
    }
}

/// `Kurdish villages`: a people by its adjective.
fn is_adjective(view: &View, token: u32) -> bool {
    view.upos(token) == Upos::Adj || view.xpos(token) == Xpos::Jj
}

/// `the Jewish state`: what a state is called beside its name.
fn describes(text: &str) -> bool {
    text == "Islamic Republic"
        || text.split(' ').any(|w| w.starts_with(char::is_lowercase) && !matches!(w, "of" | "the" | "and" | "de" | "la"))
}

/// Name, nationality and seat all stand for the state.
fn same_country(referent: Referent) -> Referent {
    match referent {
        Referent::Nationality(c) | Referent::Seat(c) => Referent::Country(c),
        other => other,
    }
}

/// `serraj` of `fayez al serraj`, `al serraj` too, `conte` of `giuseppe conte`.
fn surname_of(short: &str, long: &str) -> bool {
    let short = short.strip_prefix("al ").unwrap_or(short);
    long.strip_suffix(short).is_some_and(|rest| rest.is_empty() || rest.ends_with(' '))
}

/// `gustavo leigh` and `leigh` of `gustavo leigh guzman`: people with several names and surnames are called by some of them, in
/// their order and with the given name, or by a surname.
fn fewer_names_of(short: &str, long: &str) -> bool {
    let mut left = long.split(' ');
    let in_order = short.split(' ').all(|word| left.any(|l| l == word));
    let given = short.split(' ').next() == long.split(' ').next();
    let surname = !short.contains(' ') && short.len() > 3 && long.split(' ').count() == 3 && !given;
    in_order && (surname || given && short.contains(' '))
}

fn begins_with_words(long: &str, short: &str) -> bool {
    long.strip_prefix(short).is_some_and(|rest| rest.starts_with(' ')) && short.contains(' ')
}

fn initials(name: &str) -> String {
    name.split([' ', '-'])
        .filter(|w| w.starts_with(char::is_uppercase))
        .filter_map(|w| w.chars().next())
        .flat_map(char::to_lowercase)
        .collect()
}
