//! The last pass over drawn rows: how parties are called, and what rows are found by.
//!
//! A party that the knowledge does not know is shown as the first report of the row calls it. So a row is a function of the
//! reports that tell it, whatever else was read.

use crate::{
    Fact, Party, PlaceName, actors,
    cast::Who,
    desk::Desk,
    picture::{
        Base, MergedActor, MergedCeasefire, MergedControl, MergedEvent, MergedMembership, MergedOpposition, MergedSupport, MergedTalks,
        MergedToll, Picture, Told,
    },
};

/// A row of the picture with its parties.
trait Row {
    fn base(&mut self) -> &mut Base;
    /// Those who take part.
    fn parties(&mut self) -> Vec<&mut Party>;
    /// Those who are named besides: who denies, mediates, counts.
    fn others(&mut self) -> Vec<&mut Party> {
        Vec::new()
    }
    /// Where it is, or its parts are.
    fn places(&mut self) -> Vec<&mut PlaceName> {
        Vec::new()
    }
    /// Puts lists of parties in order again.
    fn settle(&mut self) {}
}

/// Gives parties their names and codes, and rows the actors and sides that they show.
pub(crate) fn finish(desk: &mut Desk, picture: &mut Picture) {
    picture.actors.iter_mut().for_each(|x| spell(desk, x));
    picture.events.iter_mut().for_each(|x| finish_row(desk, x));
    picture.support.iter_mut().for_each(|x| finish_row(desk, x));
    picture.opposition.iter_mut().for_each(|x| finish_row(desk, x));
    picture.membership.iter_mut().for_each(|x| finish_row(desk, x));
    picture.ceasefires.iter_mut().for_each(|x| finish_row(desk, x));
    picture.talks.iter_mut().for_each(|x| finish_row(desk, x));
    picture.control.iter_mut().for_each(|x| finish_row(desk, x));
    picture.toll.iter_mut().for_each(|x| finish_row(desk, x));
}

fn finish_row(desk: &mut Desk, row: &mut impl Row) {
    spell(desk, row);
    let mut whos: Vec<Who> = row.parties().into_iter().map(|p| desk.cast.shown(p)).collect();
    whos.sort_unstable();
    whos.dedup();
    let mut ids: Vec<String> = whos.iter().map(|w| actors::id(desk, *w)).collect();
    ids.sort_unstable();
    let (conflict, day, told) = (row.base().conflict.clone(), row.base().first_reported, row.base().told.clone());
    let mut sides: Vec<(u32, Party)> = Vec::new();
    for (side, who) in conflict.iter().flat_map(|c| desk.sides_of(c, &whos, day)).collect::<Vec<_>>() {
        let mut party = desk.party(who);
        spell_party(desk, &mut party, &told);
        sides.push((side, party));
    }
    sides.sort_unstable();
    sides.dedup();
    (row.base().who, row.base().sides) = (ids, sides);
}

fn spell(desk: &mut Desk, row: &mut impl Row) {
    let told = std::mem::take(&mut row.base().told);
    row.parties().into_iter().for_each(|p| spell_party(desk, p, &told));
    row.others().into_iter().for_each(|p| spell_party(desk, p, &told));
    row.places().into_iter().for_each(|p| spell_place(desk, p, &told));
    row.base().told = told;
    row.settle();
}

/// A place is called as the first of its reports calls it, not by the spelling of the list that has its coordinates.
fn spell_place(desk: &mut Desk, place: &mut PlaceName, told: &[Told]) {
    let Some(id) = place.id.clone().filter(|id| desk.knowledge.country(id).is_none()) else { return };
    let named = told.iter().flat_map(|t| std::iter::once(desk.claim(*t)).chain(&desk.report(*t).claims));
    let mut names = named.filter_map(|c| c.fact.place()).filter(|p| p.id.as_ref() == Some(&id)).map(|p| &p.name);
    if let Some(name) = names.find(|n| !crate::places::is_part(n) && n.chars().next().is_some_and(|c| !c.is_lowercase())) {
        place.name.clone_from(name);
    }
}

fn spell_party(desk: &mut Desk, party: &mut Party, told: &[Told]) {
    if party.id.as_deref().is_some_and(|id| desk.cast.is_body(id)) {
        return;
    }
    let who = desk.cast.shown(party);
    let mut found: Option<Party> = None;
    for &t in told {
        let (claim, known) = (desk.claim(t), desk.report(t).known);
        let denied: &[Party] = if let Fact::Event { denied_by, .. } = &claim.fact { denied_by } else { &[] };
        for named in claim.fact.parties().into_iter().chain(denied).chain(&claim.attributed_to) {
            if named.id == party.id && desk.cast.who(named, known) == who {
                found = better(found, named);
            }
        }
        if found.as_ref().is_some_and(|p| !p.codes.is_empty()) {
            break;
        }
    }
    let found = found.or_else(|| told.iter().find_map(|t| named_beside(desk, *t, party, who)));
    let found = found.unwrap_or_else(|| Party { codes: Vec::new(), ..party.clone() });
    if party.id.is_none() {
        party.name = found.name;
    }
    party.codes = found.codes;
}

/// The party as a report names it beside what tells the fact: an accuser in the sentence before.
fn named_beside(desk: &mut Desk, told: Told, party: &Party, who: Who) -> Option<Party> {
    let report = desk.report(told);
    let mut all = report.claims.iter().flat_map(|c| c.fact.parties().into_iter().chain(&c.attributed_to));
    all.find(|p| p.id == party.id && desk.cast.who(p, report.known) == who).cloned()
}

/// The first name, and the first codes that are any.
fn better(found: Option<Party>, named: &Party) -> Option<Party> {
    match found {
        Some(old) if old.codes.is_empty() => Some(Party { codes: named.codes.clone(), ..old }),
        Some(old) => Some(old),
        None => Some(named.clone()),
    }
}

fn in_order(list: &mut Vec<Party>) {
    list.sort();
    list.dedup();
}

impl Row for MergedActor {
    fn base(&mut self) -> &mut Base {
        &mut self.base
    }
    fn parties(&mut self) -> Vec<&mut Party> {
        vec![&mut self.party]
    }
}

impl Row for MergedEvent {
    fn base(&mut self) -> &mut Base {
        &mut self.base
    }
    fn places(&mut self) -> Vec<&mut PlaceName> {
        self.place.iter_mut().collect()
    }
    fn parties(&mut self) -> Vec<&mut Party> {
        self.actors.iter_mut().chain(&mut self.recipients).collect()
    }
    fn others(&mut self) -> Vec<&mut Party> {
        self.denied_by.iter_mut().chain(&mut self.attributed_to).collect()
    }
    fn settle(&mut self) {
        [&mut self.actors, &mut self.recipients, &mut self.denied_by, &mut self.attributed_to].into_iter().for_each(in_order);
    }
}

impl Row for MergedSupport {
    fn base(&mut self) -> &mut Base {
        &mut self.base
    }
    fn parties(&mut self) -> Vec<&mut Party> {
        vec![&mut self.backer, &mut self.backed]
    }
    fn others(&mut self) -> Vec<&mut Party> {
        self.denied_by.iter_mut().collect()
    }
}

impl Row for MergedOpposition {
    fn base(&mut self) -> &mut Base {
        &mut self.base
    }
    fn parties(&mut self) -> Vec<&mut Party> {
        vec![&mut self.a, &mut self.b]
    }
    fn settle(&mut self) {
        if (&self.b.name, &self.b.id) < (&self.a.name, &self.a.id) {
            std::mem::swap(&mut self.a, &mut self.b);
        }
    }
}

impl Row for MergedMembership {
    fn base(&mut self) -> &mut Base {
        &mut self.base
    }
    fn parties(&mut self) -> Vec<&mut Party> {
        std::iter::once(&mut self.member).chain(&mut self.of).collect()
    }
}

impl Row for MergedCeasefire {
    fn base(&mut self) -> &mut Base {
        &mut self.base
    }
    fn places(&mut self) -> Vec<&mut PlaceName> {
        self.breaches.iter_mut().filter_map(|b| b.place.as_mut()).collect()
    }
    fn parties(&mut self) -> Vec<&mut Party> {
        self.parties.iter_mut().collect()
    }
    fn others(&mut self) -> Vec<&mut Party> {
        let breaches = self.breaches.iter_mut().flat_map(|b| b.accuser.iter_mut().chain(&mut b.accused).chain(&mut b.denied_by));
        self.brokers.iter_mut().chain(self.conditions.iter_mut().map(|c| &mut c.by)).chain(breaches).collect()
    }
    fn settle(&mut self) {
        in_order(&mut self.parties);
        in_order(&mut self.brokers);
        self.breaches.iter_mut().for_each(|b| in_order(&mut b.denied_by));
    }
}

impl Row for MergedTalks {
    fn base(&mut self) -> &mut Base {
        &mut self.base
    }
    fn places(&mut self) -> Vec<&mut PlaceName> {
        self.place.iter_mut().collect()
    }
    fn parties(&mut self) -> Vec<&mut Party> {
        self.participants.iter_mut().chain(&mut self.host).collect()
    }
    fn settle(&mut self) {
        in_order(&mut self.participants);
    }
}

impl Row for MergedControl {
    fn base(&mut self) -> &mut Base {
        &mut self.base
    }
    fn places(&mut self) -> Vec<&mut PlaceName> {
        vec![&mut self.place]
    }
    fn parties(&mut self) -> Vec<&mut Party> {
        self.holder.iter_mut().chain(&mut self.from).collect()
    }
}

impl Row for MergedToll {
    fn base(&mut self) -> &mut Base {
        &mut self.base
    }
    fn places(&mut self) -> Vec<&mut PlaceName> {
        self.place.iter_mut().collect()
    }
    fn parties(&mut self) -> Vec<&mut Party> {
        Vec::new()
    }
    fn others(&mut self) -> Vec<&mut Party> {
        self.counts.iter_mut().flat_map(|c| &mut c.by).collect()
    }
    fn settle(&mut self) {
        self.counts.iter_mut().for_each(|c| in_order(&mut c.by));
    }
}
