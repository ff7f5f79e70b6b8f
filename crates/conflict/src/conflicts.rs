//! To which conflict a fact belongs, and what the conflicts are: those known by name, and those that fighting shows.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use compact_str::{CompactString, format_compact};
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use truceline_knowledge::{Conflict, Knowledge, folded};

use crate::{
    Party, Report,
    cast::Who,
    desk::{Desk, ahead},
    picture::{Base, MergedConflict, Picture, Told},
    places::{Relation, Where},
};

/// Days after its end in which a conflict is still spoken of.
const AFTERMATH: i64 = 180;
/// Uses of force between two named parties that make a conflict which nobody calls one.
pub const FIGHTS: usize = 3;

/// The known conflicts by side and country.
pub(crate) struct Atlas<'k> {
    conflicts: &'k [Conflict],
    by_member: FxHashMap<&'k str, Vec<(usize, usize)>>,
    by_country: FxHashMap<&'k str, Vec<usize>>,
}

/// How well a conflict fits a fact.
#[derive(Default)]
struct Fit {
    sides: BTreeSet<usize>,
    /// A body that is no state takes part.
    body: bool,
    parties: Vec<(usize, Who)>,
}

/// The conflict chosen so far.
struct Choice {
    /// Sides that take part, whether a body does, whether it is there, few countries: more is better.
    rank: (usize, bool, bool, Reverse<usize>),
    conflict: usize,
    /// Another fits as well.
    doubtful: bool,
}

impl Choice {
    /// The better of two; the earlier where they are alike.
    fn against(self, other: Option<Self>) -> Option<Self> {
        match other {
            Some(old) if old.rank > self.rank => Some(old),
            Some(old) if old.rank == self.rank => Some(Self { doubtful: true, ..old }),
            _ => Some(self),
        }
    }
}

/// Where the fact is, seen from a conflict.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ground {
    Inside,
    Unknown,
    Outside,
}

impl<'k> Atlas<'k> {
    pub fn new(knowledge: &'k Knowledge) -> Self {
        let (mut by_member, mut by_country) = (FxHashMap::<&str, Vec<_>>::default(), FxHashMap::<&str, Vec<_>>::default());
        for (c, conflict) in knowledge.conflicts.iter().enumerate() {
            for (s, side) in conflict.sides.iter().enumerate() {
                side.iter().for_each(|m| by_member.entry(m.as_str()).or_default().push((c, s)));
            }
            conflict.countries.iter().for_each(|i| by_country.entry(i.as_str()).or_default().push(c));
        }
        Self { conflicts: &knowledge.conflicts, by_member, by_country }
    }
}

pub(crate) fn active(conflict: &Conflict, day: Date) -> bool {
    conflict.from.first().is_none_or(|f| f <= day) && conflict.until.last().is_none_or(|u| day <= ahead(u, AFTERMATH))
}

impl Desk<'_> {
    /// The known conflict that a fact of that day belongs to. `armed` facts (fighting, ceasefires, control and the like) belong
    /// to the one conflict of their country even where they name no side.
    pub fn conflict(&mut self, parties: &[Who], place: Option<Where>, day: Date, armed: bool) -> Option<String> {
        let mut fits = self.fits_of_parties(parties, day);
        let told: Option<CompactString> = place.and_then(|p| self.places.country(p)).cloned();
        let mut areas: Vec<CompactString> = told.iter().cloned().collect();
        if armed {
            if told.is_none() {
                areas.extend(parties.iter().filter_map(|&w| self.cast.member(w).country.clone()));
            }
            for c in areas.iter().flat_map(|a| self.atlas.by_country.get(a.as_str()).into_iter().flatten()) {
                fits.entry(*c).or_default();
            }
        }
        let mut best: Option<Choice> = None;
        for (&c, fit) in &fits {
            let conflict = &self.atlas.conflicts[c];
            // Whose country a party is tells where it is, but for a state that also fights abroad.
            let abroad = |c: &&CompactString| conflict.countries.len() > 1 && conflict.sides.iter().flatten().any(|m| m == c.as_str());
            let here: Vec<CompactString> = areas.iter().filter(|a| told.is_some() || !abroad(a)).cloned().collect();
            let ground = self.ground(conflict, place, &here);
            if active(conflict, day) && belongs(fit, ground, armed) {
                let rank = (fit.sides.len(), fit.body, ground == Ground::Inside, Reverse(conflict.countries.len()));
                best = Choice { rank, conflict: c, doubtful: false }.against(best);
            }
        }
        // Two that fit alike: with both sides the first, else neither.
        let Choice { conflict, .. } = best.filter(|b| !b.doubtful || b.rank.0 >= 2)?;
        Some(self.atlas.conflicts[conflict].id.clone())
    }

    /// Who of a known conflict's sides the parties are or act for.
    pub fn sides_of(&mut self, conflict: &str, parties: &[Who], day: Date) -> Vec<(u32, Who)> {
        let Some(c) = self.atlas.conflicts.iter().position(|c| c.id == conflict) else { return Vec::new() };
        let fit = self.fits_of_parties(parties, day).remove(&c).unwrap_or_default();
        fit.parties.into_iter().map(|(side, who)| (side as u32, who)).collect()
    }

    /// The conflicts in which parties are on a side.
    fn fits_of_parties(&mut self, parties: &[Who], day: Date) -> BTreeMap<usize, Fit> {
        let mut fits: BTreeMap<usize, Fit> = BTreeMap::new();
        for &who in parties {
            for (at, &above) in self.cast.line(who, day).iter().enumerate() {
                let member = self.cast.member(above);
                let Some(id) = member.party.id.clone() else { continue };
                let state = member.kind == "country";
                for &(c, s) in self.atlas.by_member.get(id.as_str()).into_iter().flatten() {
                    let fit = fits.entry(c).or_default();
                    fit.sides.insert(s);
                    fit.body |= !state;
                    fit.parties.push((s, if at == 0 || state { above } else { self.cast.body(who, day) }));
                }
            }
        }
        fits
    }

    /// Named parties as they are; where only nouns or the country are told (`both sides`, `Libya`), the two main sides of a
    /// conflict in which the country is no side, as `told`'s report names them.
    pub fn sides_meant(&mut self, conflict: Option<&str>, parties: &[Who], told: Told) -> Vec<Who> {
        let conflict = self.knowledge.conflicts.iter().find(|c| Some(c.id.as_str()) == conflict);
        let named: Vec<Who> = parties.iter().copied().filter(|w| self.cast.member(*w).specific).collect();
        let Some(conflict) = conflict else { return named };
        let whole = |w: &Who| {
            let id = self.cast.member(*w).party.id.as_deref();
            let in_it = id.is_some_and(|i| conflict.countries.iter().any(|c| c == i));
            in_it && !conflict.sides.iter().flatten().any(|m| Some(m.as_str()) == id)
        };
        let rest: Vec<Who> = named.iter().copied().filter(|w| !whole(w)).collect();
        if !rest.is_empty() {
            return rest;
        }
        let sides = self.main_sides(conflict, told.report);
        if sides.is_empty() { named } else { sides }
    }

    /// Of each of a conflict's first two sides the first body that a report names, else the first that there is on its day. Of
    /// more than two sides those two are meant of which the report speaks most.
    fn main_sides(&mut self, conflict: &Conflict, report: u32) -> Vec<Who> {
        let (named, day) = (self.named_in(report), self.reports[report as usize].known);
        let spoken = if conflict.sides.len() > 2 { self.spoken_of(report) } else { FxHashMap::default() };
        let weight =
            |this: &mut Self, side: &[String]| side.iter().map(|m| spoken.get(&this.cast.of_id(m)).copied().unwrap_or(0)).sum::<usize>();
        let mut order: Vec<(Reverse<usize>, usize)> =
            conflict.sides.iter().enumerate().map(|(i, side)| (Reverse(weight(self, side)), i)).collect();
        order.sort_unstable();
        let mut out = Vec::new();
        for &(_, i) in order.iter().take(2) {
            let side = &conflict.sides[i];
            let bodies: Vec<Who> = side.iter().map(|m| self.cast.of_id(m)).collect();
            let there = |id: &String| self.knowledge.actor(id).is_none_or(|a| a.is_there(day));
            let first = || side.iter().position(there).map(|i| bodies[i]);
            let most = bodies.iter().copied().filter(|b| spoken.contains_key(b)).max_by_key(|b| (spoken[b], Reverse(*b)));
            out.extend(most.or_else(|| bodies.iter().copied().find(|b| named.contains(b))).or_else(first));
        }
        out
    }

    /// How many of a report's claims each party, or whom it acts for, takes part in.
    fn spoken_of(&mut self, report: u32) -> FxHashMap<Who, usize> {
        let Report { claims, known, .. } = &self.reports[report as usize];
        let mut out: FxHashMap<Who, usize> = FxHashMap::default();
        for party in claims.iter().flat_map(|c| c.fact.parties()) {
            let who = self.cast.who(party, *known);
            for &w in self.cast.line(who, *known).iter() {
                *out.entry(w).or_default() += 1;
            }
        }
        out
    }

    /// ISO3 of the states where a known conflict is fought.
    pub fn countries_of(&self, id: &str) -> &[String] {
        self.atlas.conflicts.iter().find(|c| c.id == id).map_or(&[], |c| &c.countries)
    }

    fn ground(&self, conflict: &Conflict, place: Option<Where>, areas: &[CompactString]) -> Ground {
        let inside = |a: &CompactString| conflict.countries.iter().any(|c| c == a.as_str());
        match (place, areas) {
            (_, []) => Ground::Unknown,
            (_, areas) if !areas.iter().any(inside) => Ground::Outside,
            _ if conflict.regions.is_empty() => Ground::Inside,
            (Some(p), _) if self.places.lies_in(p, &conflict.regions) => Ground::Inside,
            // A place that the gazetteer lacks may lie in the region.
            (Some(p), _) if self.places.country(p).is_none() || self.places.relation(p, p) == Relation::Vague => Ground::Unknown,
            (Some(_), _) => Ground::Outside,
            (None, _) => Ground::Unknown,
        }
    }
}

fn belongs(fit: &Fit, ground: Ground, armed: bool) -> bool {
    match (fit.sides.len(), fit.body, ground) {
        (0, _, ground) | (1, false, ground) => armed && ground == Ground::Inside,
        (1, true, ground) => ground != Ground::Outside || !armed,
        (_, true, _) => true,
        (_, false, ground) => ground != Ground::Outside,
    }
}

/// What one fact adds to its conflict.
struct Share<'p> {
    base: &'p Base,
    opposed: bool,
}

/// Draws all conflicts from the facts that belong to them.
pub(crate) fn draw(desk: &Desk, picture: &mut Picture) {
    let mut shares: BTreeMap<&str, Vec<Share>> = BTreeMap::new();
    let mut bases: Vec<(&Base, bool)> = picture.opposition.iter().map(|x| (&x.base, true)).collect();
    bases.extend(picture.events.iter().map(|x| (&x.base, false)));
    bases.extend(picture.support.iter().map(|x| (&x.base, false)));
    bases.extend(picture.ceasefires.iter().map(|x| (&x.base, false)));
    bases.extend(picture.talks.iter().map(|x| (&x.base, false)));
    bases.extend(picture.control.iter().map(|x| (&x.base, false)));
    bases.extend(picture.toll.iter().map(|x| (&x.base, false)));
    for (base, opposed) in bases {
        let Some(id) = &base.conflict else { continue };
        shares.entry(id).or_default().push(Share { base, opposed });
    }
    let rows: Vec<MergedConflict> = shares.iter().map(|(id, list)| row(desk, picture, id, list)).collect();
    picture.conflicts = rows;
}

fn row(desk: &Desk, picture: &Picture, id: &str, shares: &[Share]) -> MergedConflict {
    let told_of = |opposed: bool| shares.iter().filter(move |s| !opposed || s.opposed).flat_map(|s| s.base.told.iter().copied());
    // A conflict is shown by who is said to fight whom; only where nobody says so by all that belongs to it.
    let opposed: Vec<Told> = told_of(true).collect();
    let told = if opposed.is_empty() { told_of(false).collect() } else { opposed };
    let mut base = desk.base("c", &[id], told);
    base.first_reported = shares.iter().map(|s| s.base.first_reported).min().unwrap_or(base.first_reported);
    base.last_reported = shares.iter().map(|s| s.base.last_reported).max().unwrap_or(base.last_reported);
    base.sources = desk.base("c", &[id], told_of(false).collect()).sources;
    (base.id, base.conflict) = (id.to_owned(), Some(id.to_owned()));
    let events = picture.events.iter().filter(|e| e.base.conflict.as_deref() == Some(id)).count() as u32;
    let (name, countries, sides) = match desk.atlas.conflicts.iter().position(|c| c.id == id) {
        Some(c) => known(desk, c, shares),
        None => unnamed(desk, picture, id),
    };
    let told = picture.support.iter().filter(|s| s.base.conflict.as_deref() == Some(id) && s.status != "denied");
    let backers = backers(told.map(|s| (s.backer.clone(), s.backed.clone())), &sides);
    MergedConflict { base, name, countries, sides, backers, events }
}

fn known(desk: &Desk, c: usize, shares: &[Share]) -> (String, Vec<CompactString>, Vec<Vec<Party>>) {
    let conflict = &desk.atlas.conflicts[c];
    let sides = sides_shown(shares.iter().flat_map(|s| s.base.sides.iter().cloned()));
    (conflict.name.clone(), conflict.countries.iter().map(|c| c.as_str().into()).collect(), sides)
}

/// The sides of a known conflict from who is on which, each party once; sides that nobody is on are left out.
pub fn sides_shown(list: impl Iterator<Item = (u32, Party)>) -> Vec<Vec<Party>> {
    let all: BTreeSet<(u32, Party)> = list.collect();
    let mut sides: BTreeMap<u32, Vec<Party>> = BTreeMap::new();
    for (side, party) in all {
        let parties = sides.entry(side).or_default();
        if !parties.iter().any(|p| same(p, &party)) {
            parties.push(party);
        }
    }
    sides.into_values().collect()
}

fn unnamed(desk: &Desk, picture: &Picture, id: &str) -> (String, Vec<CompactString>, Vec<Vec<Party>>) {
    let countries: Vec<CompactString> = id.split('-').skip(1).map(Into::into).collect();
    let name = |c: &CompactString| desk.knowledge.country(c).map_or(c.to_string(), |c| c.name.clone());
    let name = format!("Fighting in {}", countries.iter().map(name).collect::<Vec<_>>().join(" and "));
    let opposed = picture.opposition.iter().filter(|o| o.base.conflict.as_deref() == Some(id));
    (name, countries, two_sides(opposed.map(|o| (o.a.clone(), o.b.clone()))))
}

/// Sides of a conflict that has no name: who opposes whom, two colours.
pub fn two_sides(opposed: impl Iterator<Item = (Party, Party)>) -> Vec<Vec<Party>> {
    let opposed: Vec<(Party, Party)> = opposed.collect();
    let mut shown: BTreeMap<(Option<CompactString>, String), &Party> = BTreeMap::new();
    let key = |p: &Party| (p.id.clone(), if p.id.is_some() { String::new() } else { folded(&p.name) });
    for party in opposed.iter().flat_map(|(a, b)| [a, b]) {
        shown.entry(key(party)).and_modify(|old| *old = (*old).min(party)).or_insert(party);
    }
    let pairs: BTreeSet<(&Party, &Party)> = opposed.iter().map(|(a, b)| (shown[&key(a)], shown[&key(b)])).collect();
    let mut colour: BTreeMap<&Party, usize> = BTreeMap::new();
    for _ in 0..=pairs.len() {
        let Some(&(a, b)) = pairs.iter().find(|(a, b)| colour.contains_key(a) != colour.contains_key(b)) else {
            let Some(&(a, _)) = pairs.iter().find(|(a, _)| !colour.contains_key(a)) else { break };
            colour.insert(a, 0);
            continue;
        };
        match (colour.get(a), colour.get(b)) {
            (Some(&c), _) => colour.insert(b, 1 - c),
            (None, Some(&c)) => colour.insert(a, 1 - c),
            (None, None) => None,
        };
    }
    let side = |c: usize| colour.iter().filter(|(_, x)| **x == c).map(|(p, _)| (*p).clone()).collect::<Vec<_>>();
    [side(0), side(1)].into_iter().filter(|s| !s.is_empty()).collect()
}

/// Who backs a party of which side, and is on none, from who backs whom.
pub fn backers(told: impl Iterator<Item = (Party, Party)>, sides: &[Vec<Party>]) -> Vec<(Party, u32)> {
    let on = |p: &Party| sides.iter().position(|s| s.iter().any(|q| same(p, q)));
    let found = told.filter(|(backer, _)| on(backer).is_none()).filter_map(|(backer, backed)| Some((backer, on(&backed)? as u32)));
    let unique: BTreeSet<(Party, u32)> = found.collect();
    unique.into_iter().collect()
}

fn same(a: &Party, b: &Party) -> bool {
    if a.id.is_some() || b.id.is_some() { a.id == b.id } else { a.name == b.name }
}

/// Opposition, or repeated force between two named parties, outside all known conflicts makes one of its own, one a country.
/// `grounds` are these countries where they are known from more reports than these.
pub(crate) fn find_unnamed(desk: &mut Desk, picture: &mut Picture, grounds: Option<&BTreeSet<CompactString>>) {
    let mut found: BTreeSet<CompactString> = BTreeSet::new();
    for o in picture.opposition.iter_mut().filter(|o| o.base.conflict.is_none()) {
        let whos = [&o.a, &o.b].map(|p| desk.cast.shown(p));
        if let Some(code) = area(desk, &whos, None).filter(|_| desk.are_named(&whos)) {
            o.base.conflict = Some(format!("found-{code}"));
            found.insert(code);
        }
    }
    let mut fights: BTreeMap<(CompactString, CompactString), usize> = BTreeMap::new();
    for e in picture.events.iter_mut().filter(|e| e.base.conflict.is_none() && e.event_type == "ASSAULT") {
        let whos: Vec<Who> = e.actors.iter().chain(&e.recipients).map(|p| desk.cast.shown(p)).collect();
        let country = e.place.as_ref().and_then(|p| p.country.as_ref());
        let Some(code) = area(desk, &whos, country) else { continue };
        let pair = match (e.actors.first().and_then(|a| a.id.as_ref()), e.recipients.first().and_then(|r| r.id.as_ref())) {
            (Some(a), Some(b)) => Some(format_compact!("{}|{}", a.min(b), a.max(b))),
            _ => None,
        };
        pair.iter().for_each(|p| *fights.entry((code.clone(), p.clone())).or_default() += 1);
        e.fight = Some((code, pair));
    }
    found.extend(fights.into_iter().filter(|(_, n)| *n >= FIGHTS).map(|((code, _), _)| code));
    let grounds = grounds.unwrap_or(&found);
    for e in &mut picture.events {
        if let Some((code, _)) = e.fight.as_ref().filter(|(code, _)| grounds.contains(code)) {
            e.base.conflict = Some(format!("found-{code}"));
        }
    }
    picture.grounds.clone_from(grounds);
}

/// Countries that a fact is of: the place's, else those of the bodies that take part, else those of all.
fn area(desk: &Desk, whos: &[Who], place: Option<&CompactString>) -> Option<CompactString> {
    if let Some(country) = place.filter(|country| !country.is_empty()) {
        return Some(country.clone());
    }
    let of = |list: &[Who]| {
        let mut codes: Vec<_> = list.iter().filter_map(|w| desk.cast.member(*w).country.clone()).filter(|c| !c.is_empty()).collect();
        codes.sort_unstable();
        codes.dedup();
        (!codes.is_empty()).then(|| codes.join("-").into())
    };
    let bodies: Vec<Who> = whos.iter().filter(|w| desk.cast.member(**w).kind != "country").copied().collect();
    of(&bodies).or_else(|| of(whos))
}
