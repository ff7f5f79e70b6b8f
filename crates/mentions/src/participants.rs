//! From the head of an argument to the names that stand in a record.

use compact_str::{CompactString, ToCompactString, format_compact};
use rustc_hash::FxHashMap;
use truceline_knowledge::{Knowledge, Referent};
use truceline_syntax::{Deprel, Upos, View, Xpos};

use crate::{
    Mentions, pronouns,
    quantities::vague,
    things::{NameKind, NameMention, Participant},
};

/// How deep phrases such as `members of the group of ...` are followed.
const DEPTH: u32 = 6;

/// Nouns that only count or part what their `of` phrase names.
const PARTITIVE: [&str; 24] = [
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
];

/// Nouns whose owner is meant where the owner is a person: `Haftar's forces`.
const FOLLOWING: [&str; 12] =
    ["force", "troop", "fighter", "side", "man", "supporter", "soldier", "camp", "militia", "gunman", "militant", "army"];

/// Nouns that speak for the body they belong to.
const VOICES: [&str; 8] = ["spokesman", "spokeswoman", "spokesperson", "statement", "spokespeople", "communique", "website", "web site"];

impl Mentions {
    /// True where the word may head the name of somebody who acts: a name, a noun for people, a personal pronoun.
    pub fn is_participant(&self, view: &View, knowledge: &Knowledge, token: u32) -> bool {
        if let Some(name) = self.name_headed_by(token) {
            return name.kind != NameKind::Place || self.acts(name);
        }
        match view.upos(token) {
            Upos::Pron => matches!(
                view.form(token).to_lowercase().as_str(),
                "he" | "she" | "they" | "him" | "her" | "them" | "we" | "us" | "i" | "it" | "who" | "his" | "their" | "its"
            ),
            Upos::Noun | Upos::Propn => {
                noun_is_agent(view, knowledge, token)
                    || self.counts_agents(view, knowledge, token)
                    || is_machine(view, knowledge, token) && !self.machine_owners(view, knowledge, token).is_empty()
            }
            Upos::Adj | Upos::Num => self.counts_agents(view, knowledge, token),
            _ => false,
        }
    }

    /// A place that the gazetteer knows as a region or a town may stand for those who hold it.
    fn acts(&self, name: &NameMention) -> bool {
        self.entities.get(name.entity as usize).is_some_and(|e| e.referent.is_some() || e.kind != NameKind::Place)
    }

    /// `dozens of rebels`, `members of the group`.
    fn counts_agents(&self, view: &View, knowledge: &Knowledge, token: u32) -> bool {
        (PARTITIVE.contains(&view.lemma(token)) || vague(view.form(token)).is_some() || view.upos(token) == Upos::Num)
            && self.counted(view, token).is_some_and(|o| {
                noun_is_agent(view, knowledge, o) || self.name_headed_by(o).is_some() || o > token && self.counts_agents(view, knowledge, o)
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
        for conjunct in self.conjuncts_of(view, head) {
            if self.is_participant(view, knowledge, conjunct) || view.upos(conjunct) == Upos::Noun {
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

    fn collect(&self, view: &View, knowledge: &Knowledge, head: u32, depth: u32, out: &mut Vec<Participant>) {
        if depth == 0 {
            return;
        }
        if let Some(name) = self.name_headed_by(head) {
            out.push(self.of_name(view, knowledge, name));
            return;
        }
        if view.upos(head) == Upos::Pron {
            if matches!(view.form(head).to_lowercase().as_str(), "i" | "we" | "us" | "our" | "my" | "me") {
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
                    for c in self.conjuncts_of(view, antecedent) {
                        self.collect(view, knowledge, c, depth - 1, out);
                    }
                }
                for p in &mut out[from..] {
                    p.span = view.span(head);
                }
            }
            return;
        }
        if let Some(inner) = self.counted(view, head).filter(|_| self.counts_agents(view, knowledge, head)) {
            self.collect(view, knowledge, inner, depth - 1, out);
            return;
        }
        if is_pair_noun(view, head) {
            let pair = self.pair_before(view, knowledge, head);
            if !pair.is_empty() {
                out.extend(pair);
                return;
            }
        }
        if is_machine(view, knowledge, head) {
            let owners = self.machine_owners(view, knowledge, head);
            match owners[..] {
                // "Sudanese government helicopters": one owner in two words.
                [of, body] if of + 1 == body && self.name_headed_by(of).is_some() && noun_is_agent(view, knowledge, body) => {
                    let mut p = self.of_noun(view, knowledge, body);
                    p.name = view.text_of(of..body + 1);
                    out.push(p);
                }
                _ => owners.iter().for_each(|&o| self.collect(view, knowledge, o, depth - 1, out)),
            }
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
        if self.delegated(view, knowledge, head, depth, out) || self.coordinated_owners(view, knowledge, head, out) {
            return;
        }
        if let Some(body) = self.generic_for(view, knowledge, head) {
            out.push(body);
            return;
        }
        out.push(self.of_noun(view, knowledge, head));
    }

    /// Those named before arms and aircraft as their owners.
    fn machine_owners(&self, view: &View, knowledge: &Knowledge, head: u32) -> Vec<u32> {
        let owned = [Deprel::Compound, Deprel::Amod, Deprel::NmodPoss];
        let kind = |c: &u32| matches!(view.lemma(*c), "fighter" | "bomber" | "suicide");
        view.children_by(head, &owned).filter(|c| !kind(c) && self.is_participant(view, knowledge, *c)).collect()
    }

    /// Whom `the two sides`, `both countries` stand for: the names last coordinated before, else nobody.
    fn pair_before(&self, view: &View, knowledge: &Knowledge, head: u32) -> Vec<Participant> {
        let countries = matches!(view.lemma(head), "country" | "nation" | "neighbour" | "neighbor" | "state");
        let party = |n: &NameMention| match n.kind {
            NameKind::Country | NameKind::Nationality => true,
            NameKind::Person | NameKind::Body => !countries,
            _ => false,
        };
        for (i, second) in self.names.iter().enumerate().rev().filter(|(_, n)| n.tokens.end <= head && party(n)) {
            let Some(first) = self.names[..i].last().filter(|n| party(n) && n.entity != second.entity) else { continue };
            let joined = (first.tokens.end..second.tokens.start).len() <= 2
                && (first.tokens.end..second.tokens.start).any(|t| matches!(view.form(t), "and" | "," | "with"));
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

    /// The name that stands beside a noun: `the Russian president, Vladimir Putin`, `long-time leader X`.
    fn name_beside<'m>(&'m self, view: &View, knowledge: &Knowledge, head: u32) -> Option<&'m NameMention> {
        if view.upos(head) != Upos::Noun && view.upos(head) != Upos::Propn {
            return None;
        }
        let plural = view.xpos(head) == Xpos::Nns;
        let next = self.name_at(head + 1).filter(|n| n.tokens.start == head + 1);
        let fits = |n: &&NameMention| {
            n.kind == NameKind::Person || n.kind == NameKind::Body && plural && !self.conjuncts_of(view, n.tokens.start).is_empty()
        };
        if let Some(name) =
            next.filter(fits).filter(|_| knowledge.lexicon.role(view.lemma(head)).is_some() || noun_is_agent(view, knowledge, head))
        {
            return Some(name);
        }
        let beside = [Deprel::Appos, Deprel::Flat, Deprel::NmodDesc, Deprel::NmodUnmarked];
        view.children_by(head, &beside).filter_map(|c| self.name_headed_by(c)).find(|n| matches!(n.kind, NameKind::Person | NameKind::Body))
    }

    /// `the Russian and Turkish governments`, `Kurdish and Yezidi fighters`: one participant an owner.
    fn coordinated_owners(&self, view: &View, knowledge: &Knowledge, head: u32, out: &mut Vec<Participant>) -> bool {
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
        let governments = matches!(view.lemma(head), "government" | "administration" | "leader" | "side");
        for owner in owners {
            let base = self.of_noun(view, knowledge, head);
            match self.name_headed_by(owner) {
                Some(name) if governments => {
                    let mut p = self.of_name(view, knowledge, name);
                    p.name.clone_from(&self.entities[name.entity as usize].name);
                    out.push(p);
                }
                _ => {
                    let text = self.name_headed_by(owner).map_or(owner..owner + 1, |n| n.tokens.clone());
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
    fn generic_for(&self, view: &View, knowledge: &Knowledge, head: u32) -> Option<Participant> {
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
        let name = view.children_by(head, &owned).filter_map(|c| self.name_headed_by(c)).next()?;
        let state = || {
            view.lemma(head) == "government"
                && self.names.iter().any(|n| {
                    n.entity == name.entity && n.kind == NameKind::Country && n.tokens.clone().any(|t| view.deprel(t) == Deprel::Nsubj)
                })
        };
        let mut p = match name.kind {
            NameKind::Body if OF_BODY.contains(&view.lemma(head)) => self.of_name(view, knowledge, name),
            NameKind::Nationality | NameKind::Country if state() => self.of_name(view, knowledge, name),
            _ => return None,
        };
        p.name.clone_from(&self.entities[name.entity as usize].name);
        p.span = p.span.join(view.span(head));
        Some(p)
    }

    /// The person that the document elsewhere gives this post: `Iran's defense minister`.
    fn holder(&self, view: &View, knowledge: &Knowledge, head: u32) -> Option<Participant> {
        if view.xpos(head) == Xpos::Nns || view.children(head).iter().any(|&c| matches!(view.lemma(c), "a" | "an" | "another" | "former")) {
            return None;
        }
        let role = role_phrase(view, knowledge, head)?;
        let owner = owner(view, self, head);
        let last = |text: &str| text.rsplit([' ', '-']).next().unwrap_or("").to_owned();
        let mut found = self.posts.iter().filter(|p| p.role == role || last(&p.role) == last(&role) && role == last(&role)).filter(|p| {
            match (owner, p.of.and_then(|of| self.name_at(of.0))) {
                (Some(o), Some(of)) => o == of.entity || self.of_one_country(knowledge, o, of.entity),
                (Some(_), None) => self.posts.len() == 1,
                (None, _) => true,
            }
        });
        let first = found.next()?;
        if found.any(|p| p.person != first.person) {
            return None;
        }
        let name = self.name_at(first.name)?;
        let mut p = self.of_name(view, knowledge, name);
        p.span = view.span(head);
        Some(p)
    }

    /// The state or body that a person speaks for: that of the post which the text or, on the report's date, the knowledge
    /// gives, if the report names it.
    fn body_of(&self, view: &View, knowledge: &Knowledge, person: &NameMention) -> Option<Participant> {
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
    fn of_one_country(&self, knowledge: &Knowledge, a: u32, b: u32) -> bool {
        let country = |e: u32| match self.entities.get(e as usize)?.referent? {
            Referent::Country(c) => knowledge.countries.get(c as usize).map(|c| c.iso3.as_str()),
            Referent::Actor(a) => knowledge.actors.get(a as usize).and_then(|a| a.country.as_deref()),
            _ => None,
        };
        country(a).is_some() && country(a) == country(b)
    }

    /// Nouns that pass their deeds on: `Haftar's forces`, `forces loyal to X`, `the group`, `a government spokesman`.
    fn delegated(&self, view: &View, knowledge: &Knowledge, head: u32, depth: u32, out: &mut Vec<Participant>) -> bool {
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
                        return true;
                    }
                }
            }
        }
        if matches!(lemma, "official" | "representative" | "delegate" | "delegation" | "diplomat" | "envoy" | "leader" | "counterpart") {
            let from = view.children_by(head, &[Deprel::Nmod]).find(|&c| view.preposition(c).as_deref() == Some("from"));
            if let Some(body) = from.filter(|&c| self.name_headed_by(c).is_some()) {
                self.collect(view, knowledge, body, depth - 1, out);
                for c in self.conjuncts_of(view, body) {
                    self.collect(view, knowledge, c, depth - 1, out);
                }
                return !out.is_empty();
            }
        }
        if VOICES.contains(&lemma) {
            let body = view
                .children_by(head, &[Deprel::NmodPoss, Deprel::Compound, Deprel::Amod, Deprel::Nmod])
                .find(|&c| self.name_headed_by(c).is_some() || noun_is_agent(view, knowledge, c));
            if let Some(body) = body {
                let before = out.len();
                self.collect(view, knowledge, body, depth - 1, out);
                return out.len() > before;
            }
        }
        if bare_definite(view, head) && is_group_noun(lemma) {
            let fits = |n: &&NameMention| {
                let entity = &self.entities[n.entity as usize];
                let armed = |code: &CompactString| ["REB", "TER", "PRM", "NGO", "SEP", "CRM"].iter().any(|s| code.ends_with(s));
                let group_or_unknown = entity.referent.is_none_or(|r| self.codes(knowledge, r, n.kind).iter().any(armed));
                let of_kind = entity.name.to_lowercase().contains(lemma);
                let any_group = matches!(lemma, "group" | "organization" | "organisation" | "movement" | "militia" | "faction" | "network");
                n.tokens.end <= head && n.kind == NameKind::Body && (of_kind || any_group && group_or_unknown)
            };
            let near = |n: &&NameMention| view.sentence_index(head) - view.sentence_index(n.tokens.start) <= 3;
            let earlier = self.names.iter().rev().filter(fits).find(near);
            if let Some(name) = earlier {
                let mut p = self.of_name(view, knowledge, name);
                p.span = view.span(head);
                out.push(p);
                return true;
            }
        }
        false
    }

    /// A participant from a name.
    pub fn of_name(&self, view: &View, knowledge: &Knowledge, name: &NameMention) -> Participant {
        let entity = &self.entities[name.entity as usize];
        let people =
            name.kind == NameKind::Nationality && view.upos(name.tokens.end - 1) != Upos::Adj && view.xpos(name.tokens.end - 1) != Xpos::Jj;
        let text = view.text_of(name.tokens.clone());
        Participant {
            name: if people { text } else { entity.name.clone() },
            span: view.span_of(name.tokens.clone()),
            token: name.tokens.end - 1,
            entity: Some(name.entity),
            id: entity.referent.map(|r| id_of(knowledge, r)),
            codes: entity.referent.map(|r| self.codes(knowledge, r, name.kind)).unwrap_or_default(),
        }
    }

    fn codes(&self, knowledge: &Knowledge, referent: Referent, kind: NameKind) -> Vec<CompactString> {
        match referent {
            Referent::Country(c) | Referent::Nationality(c) | Referent::Seat(c) => {
                let iso3 = knowledge.countries.get(c as usize).map_or("", |c| c.iso3.as_str());
                vec![if kind == NameKind::Seat { format_compact!("{iso3}GOV") } else { iso3.to_compact_string() }]
            }
            Referent::Actor(a) => {
                let Some(actor) = knowledge.actors.get(a as usize) else { return Vec::new() };
                let made = || format!("{}{}", actor.country.as_deref().unwrap_or(""), actor.sector);
                vec![actor.code.clone().unwrap_or_else(made).into()]
            }
            Referent::Person(p) => {
                let Some(person) = knowledge.people.get(p as usize) else { return Vec::new() };
                let date = self.report_date();
                let mut codes: Vec<CompactString> = Vec::new();
                for post in person.posts.iter().filter(|post| date.is_some_and(|d| post.covers(d))) {
                    let code = match knowledge.actor(&post.of) {
                        Some(body) => {
                            body.code.clone().unwrap_or_else(|| format!("{}{}", body.country.as_deref().unwrap_or(""), body.sector))
                        }
                        None => format!("{}{}", post.of, knowledge.lexicon.role(&post.role).unwrap_or("GOV")),
                    };
                    if !codes.iter().any(|c| *c == code) {
                        codes.push(code.into());
                    }
                }
                if codes.is_empty() {
                    // Out of office on that day, or a day that is not known.
                    codes.extend(person.country.as_deref().map(|c| {
                        if date.is_some() && !person.posts.is_empty() { format_compact!("{c}ELI") } else { c.to_compact_string() }
                    }));
                }
                codes
            }
        }
    }

    /// A participant from a common noun: the phrase without determiners, counts and evaluative words.
    fn of_noun(&self, view: &View, knowledge: &Knowledge, head: u32) -> Participant {
        let mut name = phrase(view, knowledge, self, head);
        if !name.contains(' ')
            && let Some(longer) = self.longer_form(view, head)
        {
            name = longer;
        }
        let owner = owner(view, self, head);
        if let Some(first) = owner.and_then(|o| self.first_form(view, head, o)) {
            name = first;
        }
        let sector = noun_sector(view, knowledge, head);
        let country = owner.and_then(|e| match self.entities[e as usize].referent {
            Some(Referent::Country(c)) => knowledge.countries.get(c as usize).map(|c| c.iso3.as_str()),
            _ => None,
        });
        let code = format_compact!("{}{}", country.unwrap_or(""), sector.unwrap_or(""));
        Participant {
            name,
            span: view.span_of(phrase_tokens(view, self, head)),
            token: head,
            entity: None,
            id: None,
            codes: if code.is_empty() { Vec::new() } else { vec![code] },
        }
    }

    /// How the document first writes the same noun with the same owner: `Sudan's government` for `the Sudanese government`.
    fn first_form(&self, view: &View, head: u32, of: u32) -> Option<String> {
        let forms = self.noun_phrases.get(view.form(head).to_lowercase().as_str())?;
        let same = |text: &str, at: u32| owner(view, self, at) == Some(of) && text.split(' ').count() == phrase_words(view, self, head);
        forms.iter().find(|(at, text)| same(text, *at)).map(|(_, text)| text.clone())
    }

    /// The one longer phrase with the same noun elsewhere in the document.
    fn longer_form(&self, view: &View, head: u32) -> Option<String> {
        let described = [Deprel::Amod, Deprel::Compound, Deprel::Nmod, Deprel::NmodPoss, Deprel::Acl, Deprel::AclRelcl];
        let indefinite = view
            .children(head)
            .iter()
            .any(|&c| matches!(view.lemma(c), "a" | "an" | "another" | "other" | "no") || described.contains(&view.deprel(c)));
        let forms = self.noun_phrases.get(view.form(head).to_lowercase().as_str()).filter(|_| !indefinite)?;
        // The nearest before it that names an owner, the nearest before it, else the one form that comes after.
        let owned = |form: &str| form.starts_with(char::is_uppercase);
        let mut earlier = forms.iter().rev().filter(|(i, _)| *i < head).map(|(_, f)| f.clone());
        let before = earlier.clone().find(|f| owned(f)).or_else(|| earlier.next());
        before.or_else(|| forms.iter().all(|(_, f)| *f == forms[0].1).then(|| forms[0].1.clone()))
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
    if lexicon.in_class("territory", view.lemma(token))
        || (counted && matches!(view.lemma(token), "nation" | "party" | "member" | "man" | "country"))
    {
        return None;
    }
    let compound = view
        .children_by(token, &[Deprel::Compound, Deprel::Amod])
        .filter_map(|c| lexicon.agent(&format!("{} {}", view.lemma(c), view.lemma(token))))
        .find(|s| !s.is_empty());
    let own = compound.or_else(|| lexicon.agent(view.lemma(token))).or_else(|| lexicon.role(view.lemma(token)));
    if own == Some("") {
        return view
            .children_by(token, &[Deprel::Compound, Deprel::Amod])
            .filter_map(|c| lexicon.agent(view.lemma(c)))
            .find(|s| !s.is_empty())
            .or(own);
    }
    own
}

fn id_of(knowledge: &Knowledge, referent: Referent) -> CompactString {
    match referent {
        Referent::Country(c) | Referent::Nationality(c) | Referent::Seat(c) => {
            knowledge.countries.get(c as usize).map_or("", |c| c.iso3.as_str()).into()
        }
        Referent::Actor(a) => knowledge.actors.get(a as usize).map_or("", |a| a.id.as_str()).into(),
        Referent::Person(p) => knowledge.people.get(p as usize).map_or("", |p| p.id.as_str()).into(),
    }
}

/// The words coordinated with a head, nouns and pronouns only.
fn conjuncts(view: &View, head: u32) -> Vec<u32> {
    let nominal = |i: &u32| matches!(view.upos(*i), Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Adj);
    let mut out: Vec<u32> = view.children_by(head, &[Deprel::Conj]).filter(nominal).collect();
    for i in 0..out.len() {
        out.extend(view.children_by(out[i], &[Deprel::Conj]).filter(nominal));
    }
    out
}

/// The noun of a head's `of` phrase.
fn of_phrase(view: &View, head: u32) -> Option<u32> {
    view.children_by(head, &[Deprel::Nmod, Deprel::Obl]).find(|&c| view.preposition(c).as_deref() == Some("of"))
}

/// The entity that owns a noun: possessive, demonym or name before it, `of` phrase.
fn owner(view: &View, mentions: &Mentions, head: u32) -> Option<u32> {
    let before = view.children_by(head, &[Deprel::NmodPoss, Deprel::Amod, Deprel::Compound, Deprel::NmodDesc]);
    before.chain(of_phrase(view, head)).filter_map(|c| mentions.name_headed_by(c)).map(|n| n.entity).next()
}

/// The known role that the noun and the words before it make: `defense minister`.
fn role_phrase(view: &View, knowledge: &Knowledge, head: u32) -> Option<String> {
    let first = head.saturating_sub(3).max(view.sentence(head).map_or(0, |s| s.tokens.start));
    (first..=head).find_map(|start| {
        let words: Vec<String> = (start..=head).map(|i| view.form(i).to_lowercase()).collect();
        let text = words.join(" ").replace(" - ", "-");
        knowledge.lexicon.role(&text).map(|_| text)
    })
}

fn bare_definite(view: &View, head: u32) -> bool {
    let mut definite = false;
    for &c in view.children(head) {
        match view.deprel(c) {
            Deprel::Det => definite = matches!(view.lemma(c), "the" | "this" | "that"),
            Deprel::Compound | Deprel::NmodPoss | Deprel::Nmod => return false,
            Deprel::Amod if view.form(c).starts_with(char::is_uppercase) => return false,
            _ => {}
        }
    }
    definite
}

/// `the two sides`, `both countries`: nouns that point back to a pair.
fn is_pair_noun(view: &View, head: u32) -> bool {
    matches!(view.lemma(head), "side" | "country" | "nation" | "party" | "camp" | "neighbour" | "neighbor" | "rival" | "state")
        && view.children(head).iter().any(|&c| matches!(view.lemma(c), "two" | "both" | "warring" | "rival"))
        && view.children(head).iter().all(|&c| {
            !matches!(view.deprel(c), Deprel::Appos | Deprel::NmodPoss | Deprel::Compound | Deprel::Amod)
                || matches!(view.lemma(c), "two" | "both" | "warring" | "rival" | "opposing")
                || view.lemma(c) == view.lemma(head)
        })
}

/// Arms and aircraft act for those who own them.
fn is_machine(view: &View, knowledge: &Knowledge, head: u32) -> bool {
    let lemma = view.lemma(head);
    let manned = view
        .children_by(head, &[Deprel::Compound, Deprel::Amod])
        .any(|c| knowledge.lexicon.agent(&format!("{} {lemma}", view.lemma(c))).is_some());
    view.upos(head) == Upos::Noun
        && !manned
        && (knowledge.lexicon.in_class("aircraft", lemma) || knowledge.lexicon.in_class("weapon", lemma))
}

fn is_group_noun(lemma: &str) -> bool {
    matches!(
        lemma,
        "group"
            | "organization"
            | "organisation"
            | "movement"
            | "militia"
            | "party"
            | "agency"
            | "alliance"
            | "coalition"
            | "faction"
            | "network"
            | "bloc"
            | "body"
    )
}

fn keeps_adjective(view: &View, knowledge: &Knowledge, adjective: u32, head: u32) -> bool {
    view.form(adjective).starts_with(char::is_uppercase)
        || knowledge.lexicon.agent(view.lemma(adjective)).is_some()
        || knowledge.lexicon.in_class("identifying", view.lemma(adjective))
        || knowledge.lexicon.agent(&format!("{} {}", view.lemma(adjective), view.lemma(head))).is_some()
}

/// Words of the phrase that names an owner and a noun, a possessive's mark not counted.
fn phrase_words(view: &View, mentions: &Mentions, head: u32) -> usize {
    phrase_tokens(view, mentions, head).filter(|&t| view.xpos(t) != Xpos::Pos).count()
}

/// First and last token of the phrase that `phrase` writes out.
fn phrase_tokens(view: &View, mentions: &Mentions, head: u32) -> std::ops::Range<u32> {
    let start = view
        .children_by(head, &[Deprel::NmodPoss, Deprel::Amod, Deprel::Compound])
        .map(|c| mentions.name_headed_by(c).map_or(c, |n| n.tokens.start))
        .min()
        .map_or(head, |c| c.min(head));
    start..head + 1
}

/// A common noun's phrase: names, nouns and identifying adjectives before it, and an `of` phrase that holds a name.
fn phrase(view: &View, knowledge: &Knowledge, mentions: &Mentions, head: u32) -> String {
    let mut pieces: Vec<(u32, u32)> = Vec::new();
    for &c in view.children(head).iter().filter(|&&c| c < head) {
        match view.deprel(c) {
            Deprel::NmodPoss if mentions.name_headed_by(c).is_some() => {
                let name = mentions.name_headed_by(c).map_or(c..c + 1, |n| n.tokens.clone());
                let clitic = Some(name.end).filter(|&k| view.xpos(k) == Xpos::Pos);
                pieces.push((name.start, clitic.unwrap_or(name.end - 1)));
            }
            Deprel::Compound | Deprel::Amod | Deprel::NmodDesc => {
                if let Some(name) = mentions.name_headed_by(c) {
                    pieces.push((name.tokens.start, name.tokens.end - 1));
                } else if view.deprel(c) == Deprel::Compound || keeps_adjective(view, knowledge, c, head) {
                    let inner = view.children_by(c, &[Deprel::Compound, Deprel::Amod]).filter(|&k| k < c).min().unwrap_or(c);
                    pieces.push((inner, c));
                }
            }
            _ => {}
        }
    }
    pieces.push((head, head));
    if let Some(of) = of_phrase(view, head) {
        if let Some(name) = mentions.name_at(of) {
            pieces.push((head + 1, name.tokens.end - 1));
        } else if knowledge.lexicon.role(view.lemma(head)).is_some() && noun_is_agent(view, knowledge, of) {
            pieces.push((head + 1, of));
        }
    }
    let mut out = String::new();
    let mut next = 0;
    for (first, last) in pieces {
        let first = first.max(next);
        if first > last {
            continue;
        }
        next = last + 1;
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&view.text_of(first..last + 1));
    }
    out
}

/// Every agent noun's longer phrases by the noun's form, in text order.
pub(crate) fn noun_phrases(view: &View, knowledge: &Knowledge, mentions: &Mentions) -> FxHashMap<Box<str>, Vec<(u32, String)>> {
    let mut out: FxHashMap<Box<str>, Vec<(u32, String)>> = FxHashMap::default();
    for i in 0..view.len() {
        if view.upos(i) != Upos::Noun || mentions.name_at(i).is_some() || !noun_is_agent(view, knowledge, i) {
            continue;
        }
        let text = phrase(view, knowledge, mentions, i);
        if text.contains(' ') {
            out.entry(view.form(i).to_lowercase().into_boxed_str()).or_default().push((i, text));
        }
    }
    out
}
