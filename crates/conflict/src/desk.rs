//! What all lists of the picture are drawn from: the reports in order, with their claims read once.

use std::rc::Rc;

use compact_str::CompactString;
use jiff::{ToSpan, civil::Date};
use rustc_hash::{FxHashMap, FxHashSet};
use truceline_knowledge::Knowledge;

use crate::{
    Claim, Days, Fact, Party, Report,
    cast::{Cast, Who},
    conflicts::Atlas,
    picture::{Base, Told},
    places::{Places, Where},
    sketch::mix,
};

/// Reports, everybody and every place in them.
pub(crate) struct Desk<'a> {
    pub knowledge: &'a Knowledge,
    /// By day and id.
    pub reports: &'a [Report],
    /// For each the first of its near-copies.
    pub copies: &'a [usize],
    pub cast: Cast<'a>,
    pub places: Places<'a>,
    pub atlas: Atlas<'a>,
    /// Those whom a report names, with the bodies that they act for.
    pub named: FxHashMap<u32, Rc<FxHashSet<Who>>>,
    /// Blocks to which reports add, whether a row tells that or not.
    pub blocks: Vec<(u32, String)>,
}

impl<'a> Desk<'a> {
    pub fn new(knowledge: &'a Knowledge, reports: &'a [Report], copies: &'a [usize]) -> Self {
        let (cast, places, atlas) = (Cast::new(knowledge), Places::new(knowledge), Atlas::new(knowledge));
        Self { knowledge, reports, copies, cast, places, atlas, named: FxHashMap::default(), blocks: Vec::new() }
    }

    pub fn report(&self, told: Told) -> &'a Report {
        &self.reports[told.report as usize]
    }

    pub fn claim(&self, told: Told) -> &'a Claim {
        &self.report(told).claims[told.claim as usize]
    }

    /// Claims in canonical order that `wanted` takes.
    pub fn claims<F: Fn(&Fact) -> bool + Copy + 'a>(&self, wanted: F) -> impl Iterator<Item = (Told, &'a Claim)> + use<'a, F> {
        let reports = self.reports;
        reports.iter().enumerate().flat_map(move |(r, report)| {
            let claims = report.claims.iter().enumerate().filter(move |(_, c)| wanted(&c.fact));
            claims.map(move |(c, claim)| (Told { report: r as u32, claim: c as u32 }, claim))
        })
    }

    /// The parties' numbers, each once, in order.
    pub fn whos(&mut self, parties: &[Party], day: Date) -> Vec<Who> {
        let mut out: Vec<Who> = parties.iter().map(|p| self.cast.who(p, day)).collect();
        out.sort_unstable();
        out.dedup();
        out
    }

    /// The sides that parties stand for, each once, in the order in which they are named.
    pub fn bodies(&mut self, parties: &[Party], day: Date) -> Vec<Who> {
        let mut out: Vec<Who> = Vec::new();
        for party in parties {
            let body = self.body(party, day);
            if !out.contains(&body) {
                out.push(body);
            }
        }
        out
    }

    /// As [`Desk::whos`]; those without an id (`the foreign ministers of Egypt`) as the state or body that they speak for, where there is one.
    pub fn speakers(&mut self, parties: &[Party], day: Date) -> Vec<Who> {
        let mut out = self.whos(parties, day);
        for who in &mut out {
            if self.cast.member(*who).party.id.is_none() {
                *who = self.cast.body(*who, day);
            }
        }
        out.sort_unstable();
        out.dedup();
        out
    }

    pub fn body(&mut self, party: &Party, day: Date) -> Who {
        let who = self.cast.who(party, day);
        self.cast.body(who, day)
    }

    /// True where a conflict has both on one side, by themselves or by whom they act for.
    pub fn on_one_side(&mut self, conflict: Option<&str>, a: Who, b: Who, day: Date) -> bool {
        let Some(conflict) = self.knowledge.conflicts.iter().find(|c| Some(c.id.as_str()) == conflict) else { return false };
        let mut sides = [a, b].map(|who| {
            let line = self.cast.line(who, day);
            let ids = line.iter().filter_map(|w| self.cast.member(*w).party.id.as_deref());
            let on = |id: &str| conflict.sides.iter().position(|side| side.iter().any(|m| m == id));
            ids.into_iter().find_map(on)
        });
        sides[0].take().is_some_and(|side| sides[1] == Some(side))
    }

    /// True where the known conflict of a fight between the two has them on different sides.
    pub fn on_two_sides(&mut self, a: Who, b: Who, day: Date) -> bool {
        let Some(conflict) = self.conflict(&[a, b], None, day, true) else { return false };
        let [one, other] = [a, b].map(|who| self.sides_of(&conflict, &[who], day));
        !one.is_empty() && !other.is_empty() && !one.iter().any(|(side, _)| other.iter().any(|(s, _)| s == side))
    }

    /// True where all are known by name.
    pub fn are_named(&self, list: &[Who]) -> bool {
        list.iter().all(|w| self.cast.member(*w).specific)
    }

    pub fn party(&self, who: Who) -> Party {
        self.cast.member(who).party.clone()
    }

    pub fn parties(&self, list: &[Who]) -> Vec<Party> {
        let mut out: Vec<Party> = list.iter().map(|&w| self.party(w)).collect();
        out.sort();
        out.dedup();
        out
    }

    pub fn place(&mut self, place: &Option<crate::PlaceName>) -> Option<Where> {
        place.as_ref().map(|p| self.places.at(p))
    }

    /// Those whom a report names, with the bodies that they act for.
    pub fn named_in(&mut self, report: u32) -> Rc<FxHashSet<Who>> {
        if let Some(named) = self.named.get(&report) {
            return named.clone();
        }
        let Report { claims, known, .. } = &self.reports[report as usize];
        let mut named: FxHashSet<Who> = FxHashSet::default();
        for party in claims.iter().flat_map(|c| c.fact.parties()) {
            let who = self.cast.who(party, *known);
            named.extend(self.cast.line(who, *known).iter().copied());
        }
        let named = Rc::new(named);
        self.named.insert(report, named.clone());
        named
    }

    /// What every merged fact has: its id, made of `kind` and `identity`, and who told it.
    pub fn base(&self, kind: &str, identity: &[&str], mut told: Vec<Told>) -> Base {
        told.sort_unstable();
        told.dedup();
        let days = told.iter().map(|t| self.report(*t).known);
        Base {
            id: short_id(kind, identity),
            conflict: None,
            first_reported: days.clone().min().unwrap_or(Date::ZERO),
            last_reported: days.max().unwrap_or(Date::ZERO),
            sources: self.sources(&told),
            who: Vec::new(),
            sides: Vec::new(),
            block: None,
            told,
        }
    }

    /// What standing facts have in common that are drawn from each other's reports.
    pub fn block(&self, kind: &str, of: &[&str]) -> Option<String> {
        Some(short_id(kind, of))
    }

    /// As [`Desk::base`] for facts that have no name of their own: they are known by who told them first.
    pub fn base_of_first(&self, kind: &str, mut told: Vec<Told>) -> Base {
        told.sort_unstable();
        let Some(first) = told.first().copied() else { return self.base(kind, &[], told) };
        let (claim, report) = (self.claim(first), self.report(first));
        let (from, to) = claim.evidence.trigger;
        let place = format!("{}-{}-{from}-{to}", claim.evidence.start, claim.evidence.end);
        // Two facts of one span: coordinated counts, a word that is two events.
        let same = report.claims[..first.claim as usize].iter().filter(|c| c.evidence == claim.evidence).count().to_string();
        self.base(kind, &[&report.id, &place, &same], told)
    }

    /// Independent sources: outlets, near-copies of one text counting once.
    fn sources(&self, told: &[Told]) -> u32 {
        let mut seen: Vec<(&str, usize)> = Vec::new();
        for t in told {
            let first = self.copies[t.report as usize];
            let outlet = self.reports[first].source.as_deref();
            seen.push((outlet.unwrap_or_default(), if outlet.is_some() { 0 } else { first }));
        }
        seen.sort_unstable();
        seen.dedup();
        seen.len() as u32
    }

    /// The words around a claim: of the event's sentence that holds its quote where there is one, else the quote.
    pub fn sentence(&self, told: Told) -> std::borrow::Cow<'a, str> {
        let evidence = &self.claim(told).evidence;
        let longest = self.events_beside(told).map(|(_, c)| c.evidence.quote.as_str()).max_by_key(|q| q.len());
        longest.filter(|q| q.len() > evidence.quote.len()).unwrap_or(&evidence.quote).into()
    }

    /// Events of a claim's report whose sentence touches the claim's quote.
    pub fn events_beside(&self, told: Told) -> impl Iterator<Item = (Told, &'a Claim)> + use<'a> {
        let evidence = &self.claim(told).evidence;
        let (start, end) = (evidence.start, evidence.end);
        let claims = self.report(told).claims.iter().enumerate();
        let beside = move |c: &Claim| matches!(c.fact, Fact::Event { .. }) && c.evidence.start < end && start < c.evidence.end;
        claims.filter(move |(_, c)| beside(c)).map(move |(i, c)| (Told { claim: i as u32, ..told }, c))
    }
}

/// Days before a date; the earliest date there is where it has none.
pub(crate) fn back(date: Date, days: i64) -> Date {
    date.checked_sub(days.days()).unwrap_or(Date::MIN)
}

/// Days after a date.
pub(crate) fn ahead(date: Date, days: i64) -> Date {
    date.checked_add(days.days()).unwrap_or(Date::MAX)
}

impl Days {
    /// True where the two may be one day.
    pub fn meets(&self, other: &Days) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    /// One day and no more.
    pub fn is_day(&self) -> bool {
        self.first == self.last
    }

    /// Days covered, 1 for a single day.
    pub fn length(&self) -> i64 {
        self.first.until(self.last).map_or(1, |s| i64::from(s.get_days()) + 1)
    }
}

/// Ten letters and digits that stand for a fact whenever and wherever it is drawn.
pub(crate) fn short_id(kind: &str, identity: &[&str]) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for part in std::iter::once(&kind).chain(identity) {
        for byte in part.bytes().chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let mut rest = mix(hash);
    let mut out = String::with_capacity(kind.len() + 11);
    out.push_str(kind);
    out.push('-');
    for _ in 0..10 {
        out.push(char::from(LETTERS[(rest & 31) as usize]));
        rest >>= 5;
    }
    out
}

/// The value told most often, the least of those in case of a tie.
pub(crate) fn commonest<'v>(values: impl Iterator<Item = &'v CompactString>) -> Option<CompactString> {
    let mut list: Vec<&CompactString> = values.collect();
    list.sort_unstable();
    let runs = list.chunk_by(|a, b| a == b).map(|run| (run.len(), std::cmp::Reverse(run[0])));
    runs.max().map(|(_, value)| value.0.clone())
}
