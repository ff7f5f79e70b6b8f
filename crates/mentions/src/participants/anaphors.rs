//! Nouns whose bearer the text names elsewhere: `its troops`, `the rebels`, `a group known as X`.

use truceline_knowledge::{Knowledge, Referent};
use truceline_syntax::{Deprel, Upos, View, Xpos};

use super::{naming::owner, noun_sector};
use crate::{
    Mentions, pronouns,
    things::{NameKind, NameMention, Participant},
};

/// How many sentences back the body may be named that `the rebels` stands for.
const REACH: u32 = 4;

/// `X-linked militants`, `a group tied to X`: the body is named to tell of others.
fn is_tie(view: &View, name: &NameMention) -> bool {
    const TIES: [&str; 9] = ["linked", "allied", "affiliated", "inspired", "aligned", "tied", "connected", "style", "related"];
    let end = name.tokens.end;
    if view.form(end) == "-" {
        return TIES.contains(&view.form(end + 1));
    }
    let start = name.tokens.start;
    let before = |n: u32| start.checked_sub(n).map_or("", |t| view.form(t));
    matches!(before(1), "to" | "with") && (TIES.contains(&before(2)) || matches!(before(2), "ties" | "links" | "allegiance" | "loyalty"))
}

impl Mentions {
    /// `a group calling itself X`, `the gang known as X`: the name that the clause gives.
    pub(super) fn called(&self, view: &View, head: u32) -> Option<&NameMention> {
        let calls =
            |c: &u32| matches!(view.lemma(*c), "know" | "call" | "name" | "dub" | "nickname" | "style" | "brand" | "title" | "label");
        let named = |t: u32| self.name_headed_by(t).filter(|n| matches!(n.kind, NameKind::Body | NameKind::Person));
        let mut clauses = view.children_by(head, &[Deprel::Acl, Deprel::AclRelcl]).filter(|&c| c > head);
        let belongs = |c: u32| {
            let thought = matches!(view.lemma(c), "believe" | "suspect" | "think" | "say" | "presume" | "allege");
            let inner = view.child(c, &[Deprel::Xcomp, Deprel::Ccomp]).filter(|_| thought)?;
            matches!(view.lemma(inner), "belong" | "come").then(|| view.subtree(inner).find_map(|t| self.name_headed_by(t)))?
        };
        clauses.find_map(|c| belongs(c).or_else(|| calls(&c).then(|| view.subtree(c).find_map(named))?))
    }

    /// `X, a banker who fled`: the name to which a noun is set.
    pub(super) fn set_to(&self, view: &View, head: u32) -> Option<&NameMention> {
        let name = view.head(head).filter(|_| view.deprel(head) == Deprel::Appos).and_then(|h| self.name_headed_by(h))?;
        matches!(name.kind, NameKind::Person | NameKind::Body).then_some(name)
    }

    /// `wounded two others`, `arrested a third`, `captured 60 more`: the noun last used that a number or `other` counts on.
    pub(super) fn counted_on(&self, view: &View, knowledge: &Knowledge, head: u32) -> Option<u32> {
        let first = view.segmented.sentences.get(view.sentence_index(head).saturating_sub(1) as usize)?.tokens.start;
        let object = |t: &u32| matches!(view.deprel(*t), Deprel::Obj | Deprel::NsubjPass | Deprel::Nmod | Deprel::Conj);
        let people = |t: &u32| {
            let agent = view.lemma(*t) == "people" || super::noun_is_agent(view, knowledge, *t);
            view.upos(*t) == Upos::Noun && view.xpos(*t) == Xpos::Nns && agent
        };
        (first..head).rev().filter(people).find(object)
    }

    /// `its neighbour`: the state that the text speaks of beside the one whose neighbour it is.
    pub(super) fn neighbour(&self, view: &View, knowledge: &Knowledge, head: u32) -> Option<&NameMention> {
        if !matches!(view.lemma(head), "neighbour" | "neighbor") || view.xpos(head) == Xpos::Nns {
            return None;
        }
        let owner = self.owner_of(view, knowledge, head);
        let people = |n: &NameMention| matches!(self.entities[n.entity as usize].referent, Some(Referent::Community(_)));
        let state = |n: &&NameMention| {
            n.tokens.end <= head && matches!(n.kind, NameKind::Country | NameKind::Nationality | NameKind::Seat) && !people(n)
        };
        let owner = owner.or_else(|| self.names.iter().rev().find(state).map(|n| n.entity))?;
        self.names.iter().rev().filter(state).find(|n| n.entity != owner)
    }

    /// `his country`: the state of the one who is meant, where the text names it.
    pub(super) fn own_country(&self, view: &View, knowledge: &Knowledge, head: u32) -> Option<&NameMention> {
        if !matches!(view.lemma(head), "country" | "nation" | "homeland") {
            return None;
        }
        self.pronoun_owner(view, knowledge, head)?;
        let owner = self.owner_of(view, knowledge, head).and_then(|e| self.entities.get(e as usize))?;
        let codes = self.codes(knowledge, owner.referent?, owner.kind);
        let own = codes.first()?.get(..3)?;
        let is_own = |n: &&NameMention| match self.entities.get(n.entity as usize).and_then(|e| e.referent) {
            Some(Referent::Country(c) | Referent::Nationality(c)) => knowledge.countries.get(c as usize).is_some_and(|c| c.iso3 == own),
            _ => false,
        };
        self.names.iter().find(|n| n.kind == NameKind::Country && is_own(n)).or_else(|| self.names.iter().find(is_own))
    }

    /// The word that the pronoun before a noun stands for: of `its troops` whose they are.
    pub(super) fn pronoun_owner(&self, view: &View, knowledge: &Knowledge, head: u32) -> Option<u32> {
        let third = |c: &u32| matches!(view.form(*c).to_lowercase().as_str(), "his" | "her" | "its" | "their");
        let pronoun = view.children_by(head, &[Deprel::NmodPoss]).find(third)?;
        pronouns::antecedent(view, knowledge, self, pronoun)
    }

    /// The entity that owns a noun, also where a pronoun stands for it.
    pub(super) fn owner_of(&self, view: &View, knowledge: &Knowledge, head: u32) -> Option<u32> {
        owner(view, self, head).or_else(|| {
            let token = self.pronoun_owner(view, knowledge, head)?;
            self.name_headed_by(token).map(|n| n.entity).or_else(|| owner(view, self, token))
        })
    }

    /// `Ethiopian troops` for `its troops`, `Hamas leader` for `its leader`; `None` where the owner is a person or not named.
    pub(super) fn with_owner(&self, view: &View, knowledge: &Knowledge, head: u32, noun: &str) -> Option<String> {
        // "his Iranian counterpart" is another's; allies and enemies are not told better by whose they are.
        let apart =
            matches!(view.lemma(head), "counterpart" | "ally" | "enemy" | "rival" | "opponent" | "neighbour" | "neighbor" | "critic");
        if apart || owner(view, self, head).is_some() {
            return None;
        }
        let token = self.pronoun_owner(view, knowledge, head)?;
        let entity = self.owner_of(view, knowledge, head).and_then(|e| self.entities.get(e as usize))?;
        match entity.referent {
            Some(Referent::Country(c)) => {
                let country = knowledge.countries.get(c as usize)?;
                Some(format!("{} {noun}", country.adjectives.first().unwrap_or(&country.name)))
            }
            _ if entity.kind == NameKind::Body && self.name_headed_by(token).is_some() => Some(format!("{} {noun}", entity.name)),
            _ => None,
        }
    }

    /// The armed body that `the rebels`, `the militants` stands for: the one that the text names shortly before.
    pub(super) fn fighters_of(&self, view: &View, knowledge: &Knowledge, head: u32) -> Option<&NameMention> {
        let plain = view.children(head).iter().all(|&c| match view.deprel(c) {
            Deprel::Det => matches!(view.lemma(c), "the" | "these" | "those"),
            Deprel::Case | Deprel::Punct | Deprel::Cc | Deprel::Conj => true,
            // "told the rebels to leave"
            Deprel::Acl => c > head && view.xpos(c) == Xpos::Vb,
            // "The militants, who control the north, "
            Deprel::AclRelcl => view.form(head + 1) == ",",
            _ => false,
        });
        let definite = view.child(head, &[Deprel::Det]).is_some();
        let armed = || matches!(noun_sector(view, knowledge, head), Some("REB" | "TER" | "PRM"));
        if !plain
            || !definite
            || view.xpos(head) != Xpos::Nns
            || !armed()
            || self.longer_form(view, head).is_some_and(|f| f.contains(char::is_uppercase))
        {
            return None;
        }
        self.armed_body_before(view, knowledge, head)
    }

    /// The one armed body that the text names in the sentences before.
    fn armed_body_before(&self, view: &View, knowledge: &Knowledge, head: u32) -> Option<&NameMention> {
        let here = view.sentence_index(head);
        let near = |n: &&NameMention| n.tokens.end <= head && here - view.sentence_index(n.tokens.start) <= REACH;
        let armed = |n: &&NameMention| self.is_armed_body(view, knowledge, n) && !is_tie(view, n);
        let bodies: Vec<&NameMention> = self.names.iter().rev().filter(near).filter(armed).collect();
        let told = |n: &NameMention| self.names.iter().filter(|m| m.entity == n.entity).count();
        let main = *bodies.iter().rev().max_by_key(|n| told(n))?;
        // The one body that the report is about, whatever others it names beside it.
        bodies.iter().all(|n| n.entity == main.entity || told(main) > 2 * told(n)).then_some(main)
    }

    /// `rebel positions`, `insurgent-held`: the armed body named before, else the insurgents as the text calls them elsewhere.
    pub(super) fn insurgents_before(&self, view: &View, knowledge: &Knowledge, word: u32) -> Option<Participant> {
        let modifies = matches!(view.deprel(word), Deprel::Compound | Deprel::Amod);
        let single = view.upos(word) == Upos::Adj || view.upos(word) == Upos::Noun && view.xpos(word) == Xpos::Nn;
        let armed = matches!(knowledge.lexicon.agent(view.lemma(word)), Some("REB" | "TER" | "PRM"));
        if !modifies || !single || !armed || self.name_at(word).is_some() {
            return None;
        }
        if let Some(body) = self.armed_body_before(view, knowledge, word) {
            return Some(Participant { span: view.span(word), token: word, ..self.of_name(view, knowledge, body) });
        }
        let plural = format!("{}s", view.lemma(word));
        let forms = self.noun_phrases.get(plural.as_str()).map_or(&[][..], |f| f);
        let before = forms.iter().rev().find(|(at, _)| *at < word).or_else(|| forms.first());
        let mut p = self.of_noun(view, knowledge, word);
        p.name = before.map_or(plural, |(_, text)| text.clone());
        Some(p)
    }

    /// True for a body that the knowledge, or the noun beside its name, has in arms against a state.
    pub(super) fn is_armed_body(&self, view: &View, knowledge: &Knowledge, name: &NameMention) -> bool {
        if name.kind != NameKind::Body {
            return false;
        }
        let armed = |sector: &str| matches!(sector, "REB" | "TER" | "PRM");
        let referent = self.entities.get(name.entity as usize).and_then(|e| e.referent);
        match referent {
            Some(r) => self.codes(knowledge, r, name.kind).iter().any(|c| ["REB", "TER", "PRM"].iter().any(|s| c.ends_with(s))),
            None => name.tokens.clone().any(|t| {
                let above = view.head(t).filter(|h| !name.tokens.contains(h) && view.upos(*h) == Upos::Noun);
                let beside = view.children_by(t, &[Deprel::Compound, Deprel::Amod, Deprel::Appos, Deprel::NmodDesc]);
                above.into_iter().chain(beside).any(|n| {
                    noun_sector(view, knowledge, n).is_some_and(armed) || knowledge.lexicon.agent(view.lemma(n)).is_some_and(armed)
                })
            }),
        }
    }

    /// `six people, including two policemen and a nurse`: the nouns after the word, which the parser often hangs elsewhere.
    pub(super) fn included(&self, view: &View, head: u32) -> Vec<u32> {
        let end = view.pruned_subtree(head, &|c| !matches!(view.deprel(c), Deprel::AclRelcl | Deprel::Acl | Deprel::Conj)).end;
        let direct = |t: u32| view.form(t) == "including" && view.sentence_index(t) == view.sentence_index(head);
        let near = [head + 1, head + 2, end, end + 1];
        let Some(word) = near.into_iter().find(|&t| direct(t) && (view.form(t - 1) == "," || t == head + 1)) else {
            return Vec::new();
        };
        let noun = match view.deprel(word) {
            Deprel::Case | Deprel::Mark => view.head(word),
            _ => view.child(word, &[Deprel::Obj, Deprel::Obl]),
        };
        let Some(noun) = noun.filter(|&n| n > word) else { return Vec::new() };
        std::iter::once(noun).chain(self.conjuncts_of(view, noun)).collect()
    }
}
