//! Whom nouns stand for: holders of posts, bodies behind their forces and voices, pairs, owners side by side.

use truceline_knowledge::{Knowledge, Referent};
use truceline_syntax::{Deprel, Upos, View, Xpos};

use super::{
    kinds::{bare_definite, bears_name},
    naming::id_of,
    noun_is_agent,
};
use crate::{
    Mentions,
    posts::Post,
    things::{NameKind, NameMention, Participant},
};

/// Titles as they stand before names, and in full.
const ABBREVIATED: [(&str, &str); 8] = [
    ("gen", "general"),
    ("col", "colonel"),
    ("maj", "major"),
    ("capt", "captain"),
    ("lt", "lieutenant"),
    ("rev", "reverend"),
    ("sen", "senator"),
    ("gov", "governor"),
];

impl Mentions {
    /// Whom `the two sides`, `both countries` stand for: the names last coordinated before, at most so many sentences back, else
    /// nobody.
    pub(super) fn pair_before(&self, view: &View, knowledge: &Knowledge, head: u32, back: u32) -> Vec<Participant> {
        let countries = matches!(view.lemma(head), "country" | "nation" | "neighbour" | "neighbor" | "state" | "capital");
        let party = |n: &NameMention| match n.kind {
            NameKind::Country | NameKind::Nationality => true,
            NameKind::Person | NameKind::Body => !countries,
            _ => false,
        };
        for (i, second) in self.names.iter().enumerate().rev().filter(|(_, n)| n.tokens.end <= head && party(n)) {
            let Some(first) = self.names[..i].last().filter(|n| party(n) && n.entity != second.entity) else { continue };
            if view.sentence_index(head) - view.sentence_index(second.tokens.start) > back {
                break;
            }
            // "in A and B": these are places.
            let at = first.tokens.clone().find(|&t| self.name_headed_by(t).is_some()).and_then(|t| view.preposition(t));
            if matches!(at.as_deref(), Some("in" | "at" | "near" | "around" | "outside")) {
                continue;
            }
            let joined = (first.tokens.end..second.tokens.start).len() <= 2
                && (first.tokens.end..second.tokens.start).any(|t| matches!(view.form(t), "and" | "with"));
            if joined {
                return [first, second]
                    .map(|n| {
                        let mut p = self.of_name(view, knowledge, n);
                        p.name.clone_from(&self.entities[n.entity as usize].name);
                        p.span = view.span(head);
                        p
                    })
                    .into();
            }
        }
        Vec::new()
    }

    /// The two people named last before `the two leaders`, up to two sentences back; nobody where three are.
    pub(super) fn people_before(&self, view: &View, knowledge: &Knowledge, head: u32) -> Vec<Participant> {
        let counts = |c: &u32| match view.lemma(*c) {
            "three" | "3" => Some(3),
            "four" | "4" => Some(4),
            _ => None,
        };
        let wanted = view.children(head).iter().find_map(counts).unwrap_or(2);
        let here = view.sentence_index(head);
        let mut found: Vec<&NameMention> = Vec::new();
        for back in 0..=2 {
            let within = |n: &&NameMention| n.tokens.end <= head && view.sentence_index(n.tokens.start) + back == here;
            for name in self.names.iter().filter(|n| n.kind == NameKind::Person).filter(within) {
                if !found.iter().any(|f| f.entity == name.entity) {
                    found.push(name);
                }
            }
            if found.len() >= wanted {
                break;
            }
        }
        if found.len() != wanted {
            return Vec::new();
        }
        let mut out: Vec<Participant> = found.into_iter().map(|n| self.of_name(view, knowledge, n)).collect();
        out.iter_mut().for_each(|p| p.span = view.span(head));
        out
    }

    /// The name that stands beside a noun: `the Russian president, Vladimir Putin`, `long-time leader X`.
    pub(super) fn name_beside<'m>(&'m self, view: &View, knowledge: &Knowledge, head: u32) -> Option<&'m NameMention> {
        if view.upos(head) != Upos::Noun && view.upos(head) != Upos::Propn {
            return None;
        }
        let plural = view.xpos(head) == Xpos::Nns;
        let next = self.name_at(head + 1).filter(|n| n.tokens.start == head + 1);
        let unknown = |n: &NameMention| n.kind == NameKind::Place && self.entities[n.entity as usize].place.is_none();
        let fits = |n: &&NameMention| {
            n.kind == NameKind::Person
                || matches!(n.kind, NameKind::Body | NameKind::Country) && plural && !self.conjuncts_of(view, n.tokens.start).is_empty()
                // "the state oil company X"
                || (n.kind == NameKind::Body || unknown(n)) && !plural && bears_name(view.lemma(head))
        };
        if let Some(name) =
            next.filter(fits).filter(|_| knowledge.lexicon.role(view.lemma(head)).is_some() || noun_is_agent(view, knowledge, head))
        {
            return Some(name);
        }
        if let Some(name) = self.person_behind_title(view, knowledge, head) {
            return Some(name);
        }
        let beside = [Deprel::Appos, Deprel::Flat, Deprel::NmodDesc, Deprel::NmodUnmarked];
        view.children_by(head, &beside).filter_map(|c| self.name_headed_by(c)).find(|n| matches!(n.kind, NameKind::Person | NameKind::Body))
    }

    /// `Secretary of State X`, `Attorney General X`, `the ambassador to Bolivia, X,`: the person whom the words of a title lead up to.
    fn person_behind_title(&self, view: &View, knowledge: &Knowledge, head: u32) -> Option<&NameMention> {
        const REACH: u32 = 8;
        let title = view.form(head).to_lowercase();
        if view.xpos(head) == Xpos::Nns || knowledge.lexicon.role(&title).is_none() && title != "attorney" {
            return None;
        }
        let end = view.sentence(head)?.tokens.end.min(head + REACH);
        let person = |t: u32| self.name_at(t).filter(|n| n.kind == NameKind::Person && n.tokens.start == t);
        let start = (head + 2..end).find(|&t| person(t).is_some())?;
        let name = person(start)?;
        let links = |t: u32| matches!(view.form(t), "of" | "for" | "to" | "in" | "and" | "the" | "-");
        let capital = |t: u32| view.form(t).starts_with(char::is_uppercase);
        if view.form(start - 1) == "," {
            let phrase = head + 1..start - 1;
            let set_off = matches!(view.form(name.tokens.end), "," | ".") && links(head + 1);
            return (set_off && !phrase.is_empty() && phrase.clone().all(|t| links(t) || capital(t))).then_some(name);
        }
        let whole = capital(head) && (head + 1..start).all(|t| links(t) || capital(t)) && capital(start - 1);
        whole.then_some(name)
    }

    /// `the Russian and Turkish governments`, `Kurdish and Yezidi fighters`: one participant an owner.
    pub(super) fn coordinated_owners(&self, view: &View, knowledge: &Knowledge, head: u32, out: &mut Vec<Participant>) -> bool {
        let before = [Deprel::Amod, Deprel::Compound, Deprel::NmodPoss];
        let Some(first) = view.children_by(head, &before).find(|&c| c < head && view.child(c, &[Deprel::Conj]).is_some()) else {
            return false;
        };
        let mut owners = vec![first];
        owners.extend(view.children_by(first, &[Deprel::Conj]).filter(|&c| c < head));
        let named = |t: u32| self.name_headed_by(t).is_some() || view.upos(t) == Upos::Propn || noun_is_agent(view, knowledge, t);
        if owners.len() < 2 || !owners.iter().all(|&o| named(o)) {
            return false;
        }
        let governments =
            matches!(view.lemma(head), "government" | "administration" | "leader" | "side" | "community" | "tribe" | "clan" | "people");
        for owner in owners {
            let base = self.of_noun(view, knowledge, head);
            match self.name_headed_by(owner) {
                Some(name) if governments => {
                    let mut p = self.of_name(view, knowledge, name);
                    p.name.clone_from(&self.entities[name.entity as usize].name);
                    out.push(p);
                }
                _ => {
                    // "the Defence and Foreign Affairs Committee": the noun that all share may be part of the last one's name.
                    let text = self.name_headed_by(owner).map_or(owner..owner + 1, |n| n.tokens.start..n.tokens.end.min(head));
                    if governments && view.upos(owner) == Upos::Propn {
                        out.push(Participant { name: view.text_of(text), ..base });
                        continue;
                    }
                    out.push(Participant { name: format!("{} {}", view.text_of(text), view.form(head)), ..base });
                }
            }
        }
        true
    }

    /// `ISIL fighters`, `the Hezbollah movement`: the body itself; `the Israeli government`, where the report
    /// elsewhere lets the state act under its own name: the state.
    pub(super) fn generic_for(&self, view: &View, knowledge: &Knowledge, head: u32) -> Option<Participant> {
        const OF_BODY: [&str; 12] = [
            "fighter",
            "militant",
            "movement",
            "group",
            "insurgent",
            "member",
            "extremist",
            "terrorist",
            "organization",
            "organisation",
            "guerrilla",
            "gunman",
        ];
        let owned = [Deprel::Compound, Deprel::Amod, Deprel::NmodPoss, Deprel::NmodDesc];
        let named = view.children_by(head, &owned).find_map(|c| self.name_headed_by(c));
        // "its fighters"
        let meant = || self.pronoun_owner(view, knowledge, head).and_then(|t| self.name_headed_by(t));
        let own = named.is_none();
        let name = named.or_else(meant)?;
        let state = || {
            view.lemma(head) == "government"
                && self.names.iter().any(|n| {
                    n.entity == name.entity && n.kind == NameKind::Country && n.tokens.clone().any(|t| view.deprel(t) == Deprel::Nsubj)
                })
        };
        // "a U.N. staff member" is no member state.
        let beside = own || (name.tokens.end..head).all(|t| view.upos(t) != Upos::Noun);
        let mut p = match name.kind {
            NameKind::Body if beside && OF_BODY.contains(&view.lemma(head)) => self.of_name(view, knowledge, name),
            NameKind::Nationality | NameKind::Country if state() => self.of_name(view, knowledge, name),
            _ => return None,
        };
        p.name.clone_from(&self.entities[name.entity as usize].name);
        p.span = if own { view.span(head) } else { p.span.join(view.span(head)) };
        Some(p)
    }

    /// The person that the document elsewhere gives this post: `Iran's defense minister`.
    pub(super) fn holder(&self, view: &View, knowledge: &Knowledge, head: u32) -> Option<Participant> {
        if view.xpos(head) == Xpos::Nns || view.children(head).iter().any(|&c| matches!(view.lemma(c), "a" | "an" | "another" | "former")) {
            return None;
        }
        let role = role_phrase(view, knowledge, head)?;
        let owner = self.owner_of(view, knowledge, head);
        // "the secretary" for the secretary of state
        let last = |text: &str| text.split(" of ").next().unwrap_or(text).rsplit([' ', '-']).next().unwrap_or("").to_owned();
        let deputy = |r: &str| ["vice", "deputy", "former", "acting"].iter().any(|d| r.starts_with(d));
        // "the president" is the vice president only where the text has no president.
        let exact = self.posts.iter().any(|p| p.role == role);
        // No text calls a vice president "the president".
        let sole = matches!(role.as_str(), "president" | "prime minister" | "governor");
        let fits = |p: &&Post| p.role == role || last(&p.role) == role && !((exact || sole) && deputy(&p.role));
        let mut found = self.posts.iter().filter(fits).filter(|p| match (owner, p.of.and_then(|of| self.name_at(of.0))) {
            (Some(o), Some(of)) => o == of.entity || self.of_one_country(knowledge, o, of.entity),
            (Some(_), None) => self.posts.len() == 1,
            (None, _) => true,
        });
        let name = match found.next() {
            Some(first) if found.any(|p| p.person != first.person) => return None,
            Some(first) => self.name_at(first.name)?,
            None => self.known_holder(knowledge, &role, owner)?,
        };
        let mut p = self.of_name(view, knowledge, name);
        p.span = view.span(head);
        Some(p)
    }

    /// The one person named in the document who by the knowledge holds a post, on the report's date where that is known.
    fn known_holder(&self, knowledge: &Knowledge, role: &str, owner: Option<u32>) -> Option<&NameMention> {
        let of = owner.and_then(|o| self.entities.get(o as usize)?.referent).map(|r| id_of(knowledge, r));
        if owner.is_some() && of.is_none() {
            return None;
        }
        let holds = |n: &&NameMention| {
            let Some(Referent::Person(p)) = self.entities.get(n.entity as usize).and_then(|e| e.referent) else { return false };
            let posts = knowledge.people.get(p as usize).map_or(&[][..], |p| &p.posts);
            let then = |post: &truceline_knowledge::Post| self.report_date().is_none_or(|d| post.covers(d));
            posts.iter().any(|post| post.role == role && of.as_ref().is_none_or(|of| post.of == *of) && then(post))
        };
        let mut found = self.names.iter().filter(holds);
        let first = found.next()?;
        found.all(|n| n.entity == first.entity).then_some(first)
    }

    /// The state or body that a person speaks for: that of the post which the text or, on the report's date, the knowledge
    /// gives, if the report names it.
    pub(super) fn body_of(&self, view: &View, knowledge: &Knowledge, person: &NameMention) -> Option<Participant> {
        let told = self.posts.iter().filter(|p| p.person == person.entity).find_map(|p| self.name_at(p.of?.0)).map(|n| n.entity);
        let held = || {
            let Some(Referent::Person(p)) = self.entities.get(person.entity as usize)?.referent else { return None };
            let posts = &knowledge.people.get(p as usize)?.posts;
            let post = match self.report_date() {
                Some(date) => posts.iter().find(|post| post.covers(date))?,
                None => posts.last()?,
            };
            self.entities.iter().position(|e| e.referent.is_some_and(|r| id_of(knowledge, r) == post.of)).map(|i| i as u32)
        };
        let entity = told.or_else(held)?;
        let name = self.names.iter().find(|n| n.entity == entity && matches!(n.kind, NameKind::Country | NameKind::Body))?;
        let mut p = self.of_name(view, knowledge, name);
        p.span = view.span_of(person.tokens.clone());
        Some(p)
    }

    /// True where two entities belong to one state: `Palestinian` and `Palestinian Authority`.
    pub(super) fn of_one_country(&self, knowledge: &Knowledge, a: u32, b: u32) -> bool {
        let country = |e: u32| match self.entities.get(e as usize)?.referent? {
            Referent::Country(c) => knowledge.countries.get(c as usize).map(|c| c.iso3.as_str()),
            Referent::Actor(a) => knowledge.actors.get(a as usize).and_then(|a| a.country.as_deref()),
            _ => None,
        };
        country(a).is_some() && country(a) == country(b)
    }

    /// `the general`, `the cleric`: the one person whom the text before gives that title.
    pub(super) fn titled(&self, view: &View, knowledge: &Knowledge, head: u32) -> Option<&NameMention> {
        if view.xpos(head) == Xpos::Nns || !bare_definite(view, knowledge, head) || self.name_at(head).is_some() {
            return None;
        }
        let title = view.lemma(head);
        let borne = |t: u32| {
            let form = view.form(t).trim_end_matches('.').to_lowercase();
            form == title || ABBREVIATED.iter().any(|(short, long)| *long == title && *short == form)
        };
        let bears =
            |n: &&NameMention| n.kind == NameKind::Person && n.tokens.end <= head && n.tokens.start.checked_sub(1).is_some_and(borne);
        let mut found = self.names.iter().rev().filter(bears);
        let last = found.next()?;
        found.all(|n| n.entity == last.entity).then_some(last)
    }
}

/// The known role that the noun and the words before it make: `defense minister`.
pub(super) fn role_phrase(view: &View, knowledge: &Knowledge, head: u32) -> Option<String> {
    let first = head.saturating_sub(3).max(view.sentence(head).map_or(0, |s| s.tokens.start));
    (first..=head).find_map(|start| {
        let words: Vec<String> = (start..=head).map(|i| view.form(i).to_lowercase()).collect();
        let text = words.join(" ").replace(" - ", "-");
        knowledge.lexicon.role(&text).map(|_| text)
    })
}
