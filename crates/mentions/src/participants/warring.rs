//! `The two sides` of a report on a war: the bodies on either side of it, by the files of conflicts.

use jiff::civil::Date;
use truceline_knowledge::{Conflict, Knowledge, Referent, folded};
use truceline_syntax::{Deprel, View};

use crate::{
    Mentions,
    things::{NameKind, NameMention, Participant},
};

/// Sentences before `the two sides` in which the pair itself may be named.
const NEAR: u32 = 1;

impl Mentions {
    /// Whom `the two sides`, `both camps`, `the rivals` stand for: a pair named just before, each person as the body that he leads;
    /// else the bodies of the war that the report is about; nobody where there is neither.
    pub(super) fn sides_meant(&self, view: &View, knowledge: &Knowledge, head: u32) -> Vec<Participant> {
        let pair = self.pair_before(view, knowledge, head, NEAR);
        let from: Vec<Participant> = match pair.as_slice() {
            [] => self.at_war(view, knowledge).into_iter().map(|p| Participant { span: view.span(head), ..p }).collect(),
            _ => pair.into_iter().map(|p| self.led_by(view, knowledge, &p).unwrap_or(p)).collect(),
        };
        if from.is_empty() { self.pair_before(view, knowledge, head, u32::MAX) } else { from }
    }

    /// `the internationally recognised government in X`, `his government`: the one government that is a side of the report's war, or
    /// that the person leads.
    pub(super) fn government_meant(&self, view: &View, knowledge: &Knowledge, head: u32) -> Option<Participant> {
        if view.lemma(head) != "government" || self.name_headed_by(head).is_some() {
            return None;
        }
        let governs = |p: &Participant| {
            let referent = p.entity.and_then(|e| self.entities.get(e as usize)).and_then(|e| e.referent);
            matches!(referent, Some(Referent::Actor(a)) if knowledge.actors.get(a as usize).is_some_and(|a| a.sector == "GOV"))
        };
        let owner = view.children_by(head, &[Deprel::NmodPoss]).next();
        let his = owner.filter(|&o| matches!(view.form(o).to_lowercase().as_str(), "his" | "her"));
        let of = his.and_then(|o| crate::pronouns::antecedent(view, knowledge, self, o)).and_then(|t| self.name_headed_by(t));
        if let Some(person) = of {
            return self.body_of(view, knowledge, person).filter(governs);
        }
        let seat = |c: u32| view.preposition(c).as_deref() == Some("in") && self.name_headed_by(c).is_some();
        let seated = view.children_by(head, &[Deprel::Nmod]).any(seat);
        // "the Naypyidaw government", by the capital of the state whose it is
        let capital = |p: &Participant| {
            let before = view.children_by(head, &[Deprel::Compound, Deprel::Amod]).find_map(|c| self.name_headed_by(c));
            before.zip(p.state(knowledge)).is_some_and(|(n, s)| folded(&view.text_of(n.tokens.clone())) == folded(&s.capital))
        };
        let recognised = view.children_by(head, &[Deprel::Amod]).any(|c| matches!(view.form(c), "recognised" | "recognized" | "backed"));
        let mut found = self.at_war(view, knowledge).into_iter().filter(governs);
        let only = found.next().filter(|p| owner.is_none() && (seated || recognised || capital(p)))?;
        found.next().is_none().then(|| Participant { span: view.span(head), ..only })
    }

    /// The body that the text or the knowledge has a person lead.
    fn led_by(&self, view: &View, knowledge: &Knowledge, p: &Participant) -> Option<Participant> {
        let person = self.names.iter().find(|n| Some(n.entity) == p.entity && n.kind == NameKind::Person)?;
        let mut body = self.body_of(view, knowledge, person)?;
        body.span = p.span;
        Some(body)
    }

    /// The bodies on either side of the war that the report is about, where the files of conflicts tell, in text order.
    pub fn at_war(&self, view: &View, knowledge: &Knowledge) -> Vec<Participant> {
        let Some(pair) = self.warring.get_or_init(|| self.find_warring(knowledge)) else { return Vec::new() };
        let mut names: Vec<&NameMention> = pair.iter().filter_map(|&e| self.names.iter().find(|n| n.entity == e)).collect();
        names.sort_by_key(|n| n.tokens.start);
        let meant = |n: &NameMention| {
            let mut p = self.of_name(view, knowledge, n);
            p.name.clone_from(&self.entities[n.entity as usize].name);
            p
        };
        names.into_iter().map(meant).collect()
    }

    /// True where an entity is a person who leads the body that another is, by the text or by what is known.
    pub fn leads(&self, knowledge: &Knowledge, person: u32, body: u32) -> bool {
        let (Some(who), Some(of)) = (self.entities.get(person as usize), self.entities.get(body as usize)) else { return false };
        if who.kind != NameKind::Person || of.kind != NameKind::Body {
            return false;
        }
        let told = self.posts.iter().filter(|p| p.person == person).filter_map(|p| self.name_at(p.of?.0)).any(|n| n.entity == body);
        let known = || match (who.referent, of.referent) {
            (Some(Referent::Person(p)), Some(Referent::Actor(a))) => {
                let id = knowledge.actors.get(a as usize).map(|a| a.id.as_str());
                let posts = knowledge.people.get(p as usize).map_or(&[][..], |p| &p.posts);
                posts.iter().any(|post| Some(post.of.as_str()) == id && self.report_date().is_none_or(|d| post.covers(d)))
            }
            _ => false,
        };
        told || known()
    }

    /// The two bodies most named of the first two sides of the conflict whose sides the report names most.
    fn find_warring(&self, knowledge: &Knowledge) -> Option<[u32; 2]> {
        let mut counts = vec![0_usize; self.entities.len()];
        self.names.iter().for_each(|n| counts[n.entity as usize] += 1);
        let ids: Vec<(u32, &str)> =
            (0..).zip(&self.entities).flat_map(|(i, e)| sides_of(knowledge, e.referent).map(move |id| (i, id))).collect();
        let day = self.report_date();
        // Of a state and its ruling council on one side, the council.
        let rules = |id: &str| knowledge.actor(id).is_some_and(|a| a.sector == "GOV");
        let on = |side: &[String]| {
            let members = ids.iter().filter(|(_, id)| side.iter().any(|m| m == id));
            members.map(|&(i, id)| ((rules(id), counts[i as usize]), std::cmp::Reverse(i))).max()
        };
        let pairs = knowledge.conflicts.iter().filter(|c| active(c, day)).filter_map(|c| {
            let state = |side: &[String]| side.iter().any(|m| c.countries.contains(m));
            let mut found: Vec<_> = c.sides.iter().filter_map(|side| on(side).map(|f| (f, state(side)))).collect();
            found.sort_unstable_by_key(|&(((_, n), first), _)| std::cmp::Reverse((n, first)));
            // Of several groups that rise against one state each fights the state.
            let known = |side: &[String]| side.iter().any(|m| knowledge.country(m).is_some());
            let rebels = found.iter().take(2).all(|&(f, _)| c.sides.iter().any(|side| on(side) == Some(f) && !known(side)));
            if rebels && c.sides.iter().any(|side| state(side)) {
                let at = found.iter().position(|f| f.1)?;
                found.swap(1, at);
            }
            let [(((_, n), one), _), (((_, m), other), _), ..] = found[..] else { return None };
            Some((n + m, std::cmp::Reverse([one.0, other.0])))
        });
        pairs.max().map(|(_, pair)| pair.0)
    }
}

/// The ids under which the files of conflicts may have one on a side: its own, that of the body it is part of, for an army or a
/// government its state's.
fn sides_of(knowledge: &Knowledge, referent: Option<Referent>) -> impl Iterator<Item = &str> {
    let (own, parent, state) = match referent {
        Some(Referent::Actor(a)) => {
            let actor = knowledge.actors.get(a as usize);
            let organ = actor.filter(|a| matches!(a.sector.as_str(), "MIL" | "GOV"));
            (actor.map(|a| a.id.as_str()), actor.and_then(|a| a.parent.as_deref()), organ.and_then(|a| a.country.as_deref()))
        }
        Some(Referent::Country(c)) => (knowledge.countries.get(c as usize).map(|c| c.iso3.as_str()), None, None),
        _ => (None, None, None),
    };
    [own, parent, state].into_iter().flatten()
}

fn active(conflict: &Conflict, day: Option<Date>) -> bool {
    let Some(day) = day else { return true };
    conflict.from.first().is_none_or(|f| f <= day) && conflict.until.last().is_none_or(|u| day <= u)
}
