//! From the head of an argument to the names that stand in a record.

mod anaphors;
mod bodies;
mod delegated;
mod descriptions;
mod forces;
mod kinds;
mod naming;
mod numbered;
mod opposed;
mod pairs;
mod warring;

use truceline_knowledge::{Knowledge, WordClass};
use truceline_syntax::{Deprel, Upos, View};

pub(crate) use naming::noun_phrases;

use pairs::{is_bare_pair, is_pair_noun, is_person_of_pair};

use crate::{
    Mentions, pronouns,
    quantities::vague,
    things::{NameKind, NameMention, Participant},
};

/// How deep phrases such as `members of the group of ...` are followed.
const DEPTH: u32 = 6;

/// Nouns that only count or part what their `of` phrase names.
const PARTITIVE: [&str; 28] = [
    "member",
    "group",
    "number",
    "handful",
    "series",
    "majority",
    "dozen",
    "hundred",
    "thousand",
    "score",
    "ten",
    "million",
    "lot",
    "part",
    "rest",
    "element",
    "thousands",
    "pair",
    "couple",
    "crowd",
    "team",
    "remnant",
    "list",
    "batch",
    "column",
    "contingent",
    "swarm",
    "throng",
];

/// Words that say how many of those whom their `of` phrase names.
const QUANTIFIERS: [&str; 10] = ["some", "many", "most", "several", "all", "few", "both", "each", "more", "any"];

impl Mentions {
    /// True where the word may head the name of somebody who acts: a name, a noun for people, a personal pronoun.
    pub fn is_participant(&self, view: &View, knowledge: &Knowledge, token: u32) -> bool {
        if let Some(name) = self.name_headed_by(token) {
            return name.kind != NameKind::Place || self.acts(name);
        }
        if self.name_at(token).is_some_and(|n| n.kind == NameKind::Nationality) {
            return false; // "Ngok" beside "Dinka", which heads the name
        }
        if is_residue(view, token) {
            return self.counted_on(view, knowledge, token).is_some();
        }
        if is_bare_pair(view, token) {
            return true;
        }
        match view.upos(token) {
            Upos::Pron if QUANTIFIERS.contains(&view.lemma(token)) => self.counts_agents(view, knowledge, token),
            Upos::Pron => matches!(
                view.form(token).to_lowercase().as_str(),
                "he" | "she" | "they" | "him" | "her" | "them" | "we" | "us" | "i" | "it" | "who" | "his" | "their" | "its"
            ),
            Upos::Noun | Upos::Propn => {
                noun_is_agent(view, knowledge, token)
                    || self.counts_agents(view, knowledge, token)
                    || is_machine(view, knowledge, token) && !self.machine_owners(view, knowledge, token).is_empty()
            }
            Upos::Adj | Upos::Num | Upos::Det => self.counts_agents(view, knowledge, token),
            _ => false,
        }
    }

    /// A place that the gazetteer knows as a region or a town may stand for those who hold it.
    fn acts(&self, name: &NameMention) -> bool {
        self.entities.get(name.entity as usize).is_some_and(|e| e.referent.is_some() || e.kind != NameKind::Place)
    }

    /// `dozens of rebels`, `members of the group`.
    fn counts_agents(&self, view: &View, knowledge: &Knowledge, token: u32) -> bool {
        let lemma = view.lemma(token);
        let counts = PARTITIVE.contains(&lemma) || QUANTIFIERS.contains(&lemma) || vague(view.form(token)).is_some();
        (counts || view.upos(token) == Upos::Num)
            && self.counted(view, token).is_some_and(|o| {
                let them = view.upos(o) == Upos::Pron && matches!(view.form(o).to_lowercase().as_str(), "them" | "whom");
                them || noun_is_agent(view, knowledge, o)
                    || self.name_headed_by(o).is_some()
                    || o > token && self.counts_agents(view, knowledge, o)
            })
    }

    /// The noun of the `of` phrase; a name right after `of` counts even where the tree hangs it elsewhere.
    fn counted(&self, view: &View, token: u32) -> Option<u32> {
        of_phrase(view, token).or_else(|| {
            let name = self.name_at(token + 2).filter(|n| n.tokens.start == token + 2 && view.form(token + 1) == "of")?;
            name.tokens.clone().find(|&t| self.name_headed_by(t).is_some())
        })
    }

    /// Everybody that an argument names: the word itself and what is coordinated with it.
    pub fn participants(&self, view: &View, knowledge: &Knowledge, head: u32) -> Vec<Participant> {
        let mut out = Vec::new();
        self.collect(view, knowledge, head, DEPTH, &mut out);
        for part in self.included(view, head) {
            if self.is_participant(view, knowledge, part) {
                self.collect(view, knowledge, part, DEPTH, &mut out);
            }
        }
        for conjunct in self.conjuncts_of(view, head) {
            // "the shutdown of a station and the detention of two reporters": a deed is nobody.
            let thing =
                || view.upos(conjunct) == Upos::Noun && knowledge.patterns_of(WordClass::Noun, view.lemma(conjunct)).next().is_none();
            if self.is_participant(view, knowledge, conjunct) || thing() {
                self.collect(view, knowledge, conjunct, DEPTH, &mut out);
            }
        }
        let mut seen: Vec<String> = Vec::new();
        out.retain(|p| {
            !p.name.is_empty() && !seen.contains(&p.name) && {
                seen.push(p.name.clone());
                true
            }
        });
        out
    }

    /// What is coordinated with a word, or with any word of the name that it is part of.
    fn conjuncts_of(&self, view: &View, head: u32) -> Vec<u32> {
        let Some(name) = self.name_at(head) else { return conjuncts(view, head) };
        let all = name.tokens.clone().flat_map(|t| conjuncts(view, t));
        all.filter(|c| !name.tokens.contains(c)).collect()
    }

    /// `the African country of Ghana`: the country that is named behind its kind.
    fn named_country(&self, view: &View, head: u32) -> Option<u32> {
        let kind = matches!(view.lemma(head), "country" | "nation" | "kingdom" | "republic" | "state" | "emirate" | "sultanate");
        let named =
            |&c: &u32| view.preposition(c).as_deref() == Some("of") && self.name_headed_by(c).is_some_and(|n| n.kind == NameKind::Country);
        view.children_by(head, &[Deprel::Nmod]).filter(|_| kind && view.upos(head) == Upos::Noun).find(named)
    }

    fn collect(&self, view: &View, knowledge: &Knowledge, head: u32, depth: u32, out: &mut Vec<Participant>) {
        if depth == 0 {
            return;
        }
        if let Some(name) = self.name_headed_by(head) {
            match self.only_person(view, knowledge, head) {
                Some(person) => {
                    out.push(Participant { span: view.span(head), token: head, ..self.of_name(view, knowledge, person) });
                }
                None => out.push(self.of_name(view, knowledge, name)),
            }
            return;
        }
        if let Some(country) = self.named_country(view, head) {
            return self.collect(view, knowledge, country, depth - 1, out);
        }
        if view.upos(head) == Upos::Pron && !QUANTIFIERS.contains(&view.lemma(head)) {
            if pronouns::is_first_person(view, head) {
                let Some(speaker) = pronouns::speaker(view, knowledge, self, head) else { return };
                let several = matches!(view.form(head).to_lowercase().as_str(), "we" | "us" | "our");
                match self.name_headed_by(speaker).filter(|_| several).and_then(|n| self.body_of(view, knowledge, n)) {
                    Some(body) => out.push(body),
                    None => self.collect(view, knowledge, speaker, depth - 1, out),
                }
                return;
            }
            if let Some(antecedent) = pronouns::antecedent(view, knowledge, self, head) {
                let from = out.len();
                self.collect(view, knowledge, antecedent, depth - 1, out);
                if matches!(view.form(head).to_lowercase().as_str(), "they" | "them" | "their") {
                    for c in self.included(view, antecedent).into_iter().chain(self.conjuncts_of(view, antecedent)) {
                        self.collect(view, knowledge, c, depth - 1, out);
                    }
                }
                for p in &mut out[from..] {
                    p.span = view.span(head);
                }
            }
            return;
        }
        if let Some(rebels) = self.insurgents_before(view, knowledge, head) {
            out.push(rebels);
            return;
        }
        if let Some(inner) = self.counted(view, head).filter(|_| self.counts_agents(view, knowledge, head)) {
            if let Some(name) = self.one_named(view, knowledge, head, inner) {
                out.push(Participant { span: view.span(head), token: head, ..self.of_name(view, knowledge, name) });
                return;
            }
            self.collect(view, knowledge, inner, depth - 1, out);
            // "members of the police and army"
            for c in self.conjuncts_of(view, inner) {
                if self.is_participant(view, knowledge, c) {
                    self.collect(view, knowledge, c, depth - 1, out);
                }
            }
            return;
        }
        if is_residue(view, head) {
            if let Some(noun) = self.counted_on(view, knowledge, head) {
                self.collect(view, knowledge, noun, depth - 1, out);
            }
            return;
        }
        if is_bare_pair(view, head) {
            let named = self.pair_before(view, knowledge, head, 1);
            out.extend(if named.is_empty() { self.people_before(view, knowledge, head) } else { named });
            return;
        }
        if is_pair_noun(view, head) {
            let people = is_person_of_pair(view, head);
            let pair = match view.lemma(head) {
                _ if people => self.people_before(view, knowledge, head),
                "side" | "party" | "camp" | "rival" | "faction" | "delegation" => self.sides_meant(view, knowledge, head),
                _ => self.pair_before(view, knowledge, head, u32::MAX),
            };
            if !pair.is_empty() {
                out.extend(pair);
                return;
            }
        }
        let owners = self.machine_owners(view, knowledge, head);
        let man =
            |c: u32| matches!(view.lemma(c), "suspected" | "alleged" | "would-be" | "suicide" | "first" | "second" | "female" | "young");
        // "the suspected bomber" is a man.
        if is_machine(view, knowledge, head)
            && !(owners.is_empty() && view.lemma(head) == "bomber" && view.children(head).iter().any(|&c| man(c)))
        {
            match owners[..] {
                // "Sudanese government helicopters": one owner in two words.
                [of, body] if of + 1 == body && self.name_headed_by(of).is_some() && noun_is_agent(view, knowledge, body) => {
                    let mut p = self.of_noun(view, knowledge, body);
                    let entity = self.name_headed_by(of).map_or(0, |n| n.entity);
                    p.name = self.first_form(view, body, entity).unwrap_or_else(|| view.text_of(of..body + 1));
                    out.push(p);
                }
                _ => owners.iter().for_each(|&o| self.collect(view, knowledge, o, depth - 1, out)),
            }
            return;
        }
        let meant = self.called(view, head).or_else(|| self.set_to(view, head)).or_else(|| self.neighbour(view, knowledge, head));
        let meant = meant.or_else(|| self.own_country(view, knowledge, head));
        if let Some(name) = meant {
            out.push(self.of_name(view, knowledge, name));
            return;
        }
        if let Some(name) = self.name_beside(view, knowledge, head) {
            out.push(self.of_name(view, knowledge, name));
            for c in self.conjuncts_of(view, name.tokens.start) {
                self.collect(view, knowledge, c, depth - 1, out);
            }
            return;
        }
        if let Some(holder) = self.holder(view, knowledge, head) {
            out.push(holder);
            return;
        }
        if let Some(name) = self.titled(view, knowledge, head) {
            out.push(Participant { span: view.span(head), ..self.of_name(view, knowledge, name) });
            return;
        }
        if self.delegated(view, knowledge, head, depth, out) || self.coordinated_owners(view, knowledge, head, out) {
            return;
        }
        let listed = self.counted_and_named(view, knowledge, head);
        if !listed.is_empty() {
            out.extend(listed);
            return;
        }
        let described = self.introduced(view, knowledge, head).or_else(|| self.named_next(view, knowledge, head));
        let described = described.or_else(|| self.named_later(view, knowledge, head)).or_else(|| self.taken_up(view, knowledge, head));
        let described = described.or_else(|| self.only_person(view, knowledge, head));
        if let Some(name) = described {
            out.push(Participant { span: view.span(head), token: head, ..self.of_name(view, knowledge, name) });
            return;
        }
        if let Some(body) = self.government_meant(view, knowledge, head).or_else(|| self.generic_for(view, knowledge, head)) {
            out.push(body);
            return;
        }
        if let Some(body) = self.fighters_of(view, knowledge, head) {
            out.push(Participant { span: view.span(head), token: head, ..self.of_name(view, knowledge, body) });
            return;
        }
        out.push(self.of_noun(view, knowledge, head));
    }

    /// Those named before arms and aircraft as their owners.
    fn machine_owners(&self, view: &View, knowledge: &Knowledge, head: u32) -> Vec<u32> {
        let owned = [Deprel::Compound, Deprel::Amod, Deprel::NmodPoss];
        let kind = |c: &u32| matches!(view.lemma(*c), "fighter" | "bomber" | "suicide");
        // "U.S. and coalition aircraft"
        let joined = |c: u32| std::iter::once(c).chain(view.children_by(c, &[Deprel::Conj]).filter(move |&j| j < head));
        // "Saudi-led coalition jets": a word within a name is not one more owner.
        let inside = |c: &u32| self.name_at(*c).is_some() && self.name_headed_by(*c).is_none();
        view.children_by(head, &owned)
            .flat_map(joined)
            .filter(|c| !kind(c) && !inside(c) && self.is_participant(view, knowledge, *c))
            .collect()
    }
}

/// Whether the noun, alone or with the word before it, is a noun for people or bodies.
pub(crate) fn noun_is_agent(view: &View, knowledge: &Knowledge, token: u32) -> bool {
    noun_sector(view, knowledge, token).is_some()
}

fn noun_sector<'k>(view: &View, knowledge: &'k Knowledge, token: u32) -> Option<&'k str> {
    if !matches!(view.upos(token), Upos::Noun | Upos::Propn) {
        return None;
    }
    let lexicon = &knowledge.lexicon;
    let counted = token.checked_sub(1).is_some_and(|b| view.form(b) == "-") || view.form(token + 1) == "-";
    // "a mockery of justice"
    let ideal = view.form(token) == "justice" && view.child(token, &[Deprel::Det]).is_none();
    if ideal
        || lexicon.in_class("territory", view.lemma(token))
        || (counted && matches!(view.lemma(token), "nation" | "party" | "member" | "man" | "country"))
    {
        return None;
    }
    let compound = view
        .children_by(token, &[Deprel::Compound, Deprel::Amod])
        .filter_map(|c| lexicon.agent(&format!("{} {}", view.lemma(c), view.lemma(token))))
        .find(|s| !s.is_empty());
    let own = compound.or_else(|| lexicon.agent(view.lemma(token))).or_else(|| lexicon.role(view.lemma(token)));
    if own.is_some_and(|own| forces::is_police_by_others(view, knowledge, token, own)) {
        return Some("COP");
    }
    if own == Some("") {
        return view
            .children_by(token, &[Deprel::Compound, Deprel::Amod])
            .filter_map(|c| lexicon.agent(view.lemma(c)))
            .find(|s| !s.is_empty())
            .or(own);
    }
    own
}

/// The words coordinated with a head, and those that `including` singles out, nouns and pronouns only.
fn conjuncts(view: &View, head: u32) -> Vec<u32> {
    // "abducted children and burned houses": what a verb parts from the head is not coordinated with it.
    let parted = |i: u32| {
        i > head && (head + 1..i).any(|v| view.upos(v) == Upos::Verb && view.deprel(v) == Deprel::Conj && view.head(v) < Some(head))
    };
    let nominal = |i: &u32| matches!(view.upos(*i), Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Adj) && !parted(*i);
    let mut out: Vec<u32> = view.children_by(head, &[Deprel::Conj]).filter(nominal).collect();
    let singled_out = |&c: &u32| c > head && view.preposition(c).is_some_and(|p| p.starts_with("includ"));
    out.extend(view.children_by(head, &[Deprel::Nmod, Deprel::Obl]).filter(nominal).filter(singled_out));
    for i in 0..out.len() {
        out.extend(view.children_by(out[i], &[Deprel::Conj]).filter(nominal));
    }
    out
}

/// `two others`, `a third`, `60 more`: words that go on counting what a noun before them names.
fn is_residue(view: &View, head: u32) -> bool {
    let object = matches!(view.deprel(head), Deprel::Obj | Deprel::NsubjPass);
    let bare = || view.child(head, &[Deprel::Nmod, Deprel::Amod, Deprel::Compound]).is_none();
    let more = || view.lemma(head + 1) == "more" || view.child(head, &[Deprel::Nummod]).is_some_and(|n| n < head);
    let counts = match view.lemma(head) {
        "other" | "others" => view.upos(head) == Upos::Noun,
        "another" | "second" | "third" | "fourth" => view.upos(head) != Upos::Noun || view.child(head, &[Deprel::Det]).is_some(),
        "more" => more(),
        _ => view.upos(head) == Upos::Num && view.lemma(head + 1) == "more",
    };
    object && counts && bare()
}

/// The noun of a head's `of` phrase. After `the government and leaders of the Front` it is that of the last noun, whatever the
/// tree hangs it on.
fn of_phrase(view: &View, head: u32) -> Option<u32> {
    let of = |owner: u32| view.children_by(owner, &[Deprel::Nmod, Deprel::Obl]).filter(|&c| view.preposition(c).as_deref() == Some("of"));
    let last = |owner: u32| view.children_by(owner, &[Deprel::Conj]).filter(|&c| view.upos(c) == Upos::Noun).max();
    match last(head) {
        Some(conjunct) => of(head).find(|&c| c < conjunct),
        None => of(head).next().or_else(|| {
            let first = view.head(head).filter(|&h| view.deprel(head) == Deprel::Conj && last(h) == Some(head))?;
            of(first).find(|&c| c > head)
        }),
    }
}

/// Arms and aircraft act for those who own them.
fn is_machine(view: &View, knowledge: &Knowledge, head: u32) -> bool {
    let lemma = view.lemma(head);
    let manned = view
        .children_by(head, &[Deprel::Compound, Deprel::Amod])
        .any(|c| knowledge.lexicon.agent(&format!("{} {lemma}", view.lemma(c))).is_some());
    view.upos(head) == Upos::Noun
        && !manned
        && (knowledge.lexicon.in_class("aircraft", lemma) || knowledge.lexicon.in_class("weapon", lemma) || lemma == "tank")
}
