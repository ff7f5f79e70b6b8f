//! Events of different reports that are one event.
//!
//! Claims that say the same are one node. Nodes of one known day, or of a day and the one before, are joined best match first, never two that one report
//! tells apart; what is vague about its day joins the one group that it fits, if there is only one. All of this depends on
//! the set of claims, not on their order.

mod fit;
mod row;

pub(crate) use row::{narrowest, place};

use compact_str::CompactString;
use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    Days, Fact,
    cast::Who,
    desk::{Desk, back},
    groups::Groups,
    picture::{MergedEvent, Told},
    places::Where,
};

/// Longest date, in days, that tells an event from the next: news of today may be of last night.
const SHARP: i64 = 2;
/// Longest interval, in days, that may join an event of one day.
const VAGUEST: i64 = 31;
/// Nodes of a block that one is compared with; blocks are far smaller but for floods of like reports.
const COMPARED: usize = 64;

/// Whether it happened, as far as merging goes: what differs in this is never one event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Class {
    Real,
    Planned,
    Negated,
    Supposed,
}

fn class(status: &str) -> Class {
    match status {
        "planned" => Class::Planned,
        "negated" => Class::Negated,
        "hypothetical" => Class::Supposed,
        _ => Class::Real,
    }
}

/// Type and family: events of different kinds are never one.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Kind {
    pub event_type: CompactString,
    pub family: u8,
}

/// Claims that say the same.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Saying {
    pub kind: Kind,
    pub class: Class,
    pub window: Days,
    pub dated: bool,
    pub actors: Vec<Who>,
    pub recipients: Vec<Who>,
    pub place: Option<Where>,
    pub mode: Option<CompactString>,
    pub lemma: CompactString,
    /// Without a day and without both sides, equal words tell of one event only in copies of one text: the first of them.
    pub copy: Option<usize>,
}

pub(crate) struct Node {
    pub saying: Saying,
    pub told: Vec<Told>,
    /// Reports that tell it, sorted.
    pub reports: Vec<u32>,
    /// Day on which posts are read.
    pub day: Date,
}

impl Node {
    fn is_precise(&self) -> bool {
        self.saying.dated && self.saying.window.length() <= SHARP
    }

    /// Days on which it may have been, of a precise node.
    fn days(&self) -> impl Iterator<Item = Date> {
        let Days { first, last } = self.saying.window;
        std::iter::once(first).chain((last != first).then_some(last))
    }
}

/// Whom or what a node is found by.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Anchor {
    Who(Who),
    Country(CompactString),
}

/// The tellings of all events, and which are of one.
pub(crate) struct Merger {
    nodes: Vec<Node>,
    anchors: Vec<Vec<Anchor>>,
    node_of: FxHashMap<Told, usize>,
    groups: Groups,
    members: Members,
    /// Tellings of a plan and of what came of it that other lists show to be one thing.
    plans: Vec<(Told, Told)>,
}

impl Merger {
    pub fn new(desk: &mut Desk) -> Self {
        let nodes = nodes(desk);
        let anchors: Vec<Vec<Anchor>> = nodes.iter().map(|n| anchors(desk, n)).collect();
        let node_of = nodes.iter().enumerate().flat_map(|(i, n)| n.told.iter().map(move |t| (*t, i))).collect();
        let members = Members(nodes.iter().map(|n| n.reports.iter().copied().collect()).collect());
        let mut out = Self { groups: Groups::new(nodes.len()), nodes, anchors, node_of, members, plans: Vec::new() };
        out.join_precise(desk);
        out.attach_vague(desk);
        out
    }

    /// Joins two tellings that another list shows to be of one thing, where nothing speaks against it; true where that is new.
    pub fn join(&mut self, a: Told, b: Told) -> bool {
        let (Some(&x), Some(&y)) = (self.node_of.get(&a), self.node_of.get(&b)) else { return false };
        let (p, q) = (&self.nodes[x].saying, &self.nodes[y].saying);
        match (p.class, q.class) {
            _ if p.kind != q.kind => false,
            (Class::Planned, Class::Real) => {
                self.plans.push((a, b));
                true
            }
            (Class::Real, Class::Planned) => {
                self.plans.push((b, a));
                true
            }
            (one, other) => one == other && self.unite(x, y),
        }
    }

    fn unite(&mut self, a: usize, b: usize) -> bool {
        let (a, b) = (self.groups.first(a), self.groups.first(b));
        let apart = a != b && self.members.disjoint(a, b);
        if apart {
            self.groups.join(a, b);
            self.members.join(a.min(b), a.max(b));
        }
        apart
    }

    /// Merged events, and for each claim of an event the merged event's index.
    pub fn rows(&self, desk: &mut Desk) -> (Vec<MergedEvent>, FxHashMap<Told, usize>) {
        let lists = self.groups.clone().lists();
        let mut rows: Vec<MergedEvent> = lists.iter().map(|list| row::draw(desk, &self.nodes, list)).collect();
        link_plans(desk, &self.nodes, &self.anchors, &lists, &mut rows);
        let mut of_claim = FxHashMap::default();
        for (i, list) in lists.iter().enumerate() {
            list.iter().flat_map(|&n| &self.nodes[n].told).for_each(|t| {
                of_claim.insert(*t, i);
            });
        }
        for (planned, real) in &self.plans {
            link(&mut rows, of_claim[planned], of_claim[real]);
        }
        (rows, of_claim)
    }
}

/// A plan and what came of it know each other.
fn link(rows: &mut [MergedEvent], planned: usize, real: usize) {
    let (plan, outcome) = (rows[planned].base.id.clone(), rows[real].base.id.clone());
    rows[planned].outcome.get_or_insert(outcome);
    rows[real].planned_as.get_or_insert(plan);
}

fn nodes(desk: &mut Desk) -> Vec<Node> {
    let mut by_saying: FxHashMap<Saying, Vec<Told>> = FxHashMap::default();
    let claims: Vec<_> = desk.claims(|f| matches!(f, Fact::Event { .. })).collect();
    for (told, claim) in claims {
        let Fact::Event { event_type, mode, status, lemma, actors, recipients, place, .. } = &claim.fact else { continue };
        let known = desk.report(told).known;
        // Undated: the calendar week of the report, so that the same words a week apart are told apart.
        let week = || {
            let monday = back(known, i64::from(known.weekday().to_monday_zero_offset()));
            Days { first: monday, last: known.max(crate::desk::ahead(monday, 6)) }
        };
        let sided = !actors.is_empty() && !recipients.is_empty();
        let saying = Saying {
            copy: (claim.date.is_none() && !sided).then(|| desk.copies[told.report as usize]),
            kind: Kind { event_type: event_type.clone(), family: fit::family(desk.knowledge, event_type, mode.as_deref(), lemma) },
            class: class(status),
            window: claim.date.unwrap_or_else(week),
            dated: claim.date.is_some(),
            actors: desk.whos(actors, known),
            recipients: desk.whos(recipients, known),
            place: desk.place(place),
            mode: mode.clone(),
            lemma: lemma.clone(),
        };
        by_saying.entry(saying).or_default().push(told);
    }
    let node = |(saying, told): (Saying, Vec<Told>)| {
        let mut reports: Vec<u32> = told.iter().map(|t| t.report).collect();
        reports.dedup();
        let day = desk.report(told[0]).known;
        Node { saying, told, reports, day }
    };
    let mut out: Vec<Node> = by_saying.into_iter().map(node).collect();
    out.sort_by(|a, b| a.told[0].cmp(&b.told[0]));
    out
}

fn anchors(desk: &mut Desk, node: &Node) -> Vec<Anchor> {
    let mut out: Vec<Anchor> = Vec::new();
    for &who in node.saying.actors.iter().chain(&node.saying.recipients) {
        if desk.cast.member(who).specific {
            out.extend(desk.cast.line(who, node.day).iter().map(|&w| Anchor::Who(w)));
        } else {
            out.push(Anchor::Who(who));
        }
    }
    out.extend(node.saying.place.and_then(|p| desk.places.country(p)).map(|c| Anchor::Country(c.clone())));
    out.sort_unstable();
    out.dedup();
    out
}

/// Reports of a group, to keep apart what one report tells apart.
struct Members(Vec<FxHashSet<u32>>);

impl Members {
    fn disjoint(&self, a: usize, b: usize) -> bool {
        let (few, many) = if self.0[a].len() < self.0[b].len() { (a, b) } else { (b, a) };
        self.0[few].iter().all(|r| !self.0[many].contains(r))
    }

    fn join(&mut self, into: usize, from: usize) {
        let mut moved = std::mem::take(&mut self.0[from]);
        if moved.len() > self.0[into].len() {
            std::mem::swap(&mut moved, &mut self.0[into]);
        }
        self.0[into].extend(moved);
    }
}

impl Merger {
    fn join_precise(&mut self, desk: &mut Desk) {
        let mut blocks: FxHashMap<(&Kind, Class, Date, &Anchor), Vec<usize>> = FxHashMap::default();
        for (i, node) in self.nodes.iter().enumerate().filter(|(_, n)| n.is_precise()) {
            for anchor in &self.anchors[i] {
                for day in node.days() {
                    blocks.entry((&node.saying.kind, node.saying.class, day, anchor)).or_default().push(i);
                }
            }
        }
        let mut pairs: Vec<(usize, usize)> = Vec::new();
        for block in blocks.values() {
            for (n, &b) in block.iter().enumerate() {
                pairs.extend(block[n.saturating_sub(COMPARED)..n].iter().map(|&a| (a, b)));
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        let scored = |(a, b): (usize, usize)| fit::score(desk, &self.nodes[a], &self.nodes[b]).map(|s| (s, a, b));
        let mut edges: Vec<(u32, usize, usize)> = pairs.into_iter().filter_map(scored).collect();
        edges.sort_unstable_by_key(|&(score, a, b)| (std::cmp::Reverse(score), a, b));
        edges.into_iter().for_each(|(_, a, b)| {
            self.unite(a, b);
        });
    }

    fn attach_vague(&mut self, desk: &mut Desk) {
        let index = by_day(&self.nodes, &self.anchors);
        let mut joins: Vec<(usize, usize)> = Vec::new();
        for (i, node) in self.nodes.iter().enumerate().filter(|(_, n)| !n.is_precise()) {
            let window = if node.saying.dated { node.saying.window } else { Days { first: back(node.day, 6), last: node.day } };
            if window.length() > VAGUEST {
                continue;
            }
            let mut found: Vec<usize> = Vec::new();
            for c in near(&index, node, node.saying.class, &self.anchors[i], window) {
                if fit::score(desk, node, &self.nodes[c]).is_some() {
                    found.push(self.groups.first(c));
                }
            }
            found.sort_unstable();
            found.dedup();
            if let [only] = found.as_slice() {
                joins.push((i, *only));
            }
        }
        for (vague, group) in joins {
            let first = self.groups.first(group);
            self.groups.join(vague, first);
            let merged = self.groups.first(vague);
            self.members.join(merged, if merged == first { vague } else { first });
        }
    }
}

/// Precise nodes by kind and anchor, in order of their day.
type ByDay<'n> = FxHashMap<(&'n Kind, Class, &'n Anchor), Vec<(Date, usize)>>;

fn by_day<'n>(nodes: &'n [Node], anchors: &'n [Vec<Anchor>]) -> ByDay<'n> {
    let mut out: ByDay = FxHashMap::default();
    for (i, node) in nodes.iter().enumerate().filter(|(_, n)| n.is_precise()) {
        for anchor in &anchors[i] {
            out.entry((&node.saying.kind, node.saying.class, anchor)).or_default().extend(node.days().map(|day| (day, i)));
        }
    }
    out.values_mut().for_each(|list| list.sort_unstable());
    out
}

/// Precise nodes that may be what a node speaks of, each once.
fn near<'n>(index: &ByDay<'n>, node: &'n Node, class: Class, anchors: &'n [Anchor], window: Days) -> Vec<usize> {
    let mut out: Vec<usize> = Vec::new();
    for anchor in anchors {
        let Some(list) = index.get(&(&node.saying.kind, class, anchor)) else { continue };
        let start = list.partition_point(|(day, _)| *day < window.first);
        out.extend(list[start..].iter().take_while(|(day, _)| *day <= window.last).take(COMPARED).map(|(_, i)| *i));
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// Finds for each plan the event that fits it best.
fn link_plans(desk: &mut Desk, nodes: &[Node], anchors: &[Vec<Anchor>], lists: &[Vec<usize>], rows: &mut [MergedEvent]) {
    let index = by_day(nodes, anchors);
    let mut row_of = vec![0; nodes.len()];
    lists.iter().enumerate().for_each(|(row, list)| list.iter().for_each(|&n| row_of[n] = row));
    for (row, list) in lists.iter().enumerate() {
        if nodes[list[0]].saying.class != Class::Planned {
            continue;
        }
        let mut best: Option<(u32, std::cmp::Reverse<usize>)> = None;
        for &n in list.iter().filter(|&&n| nodes[n].saying.dated && nodes[n].saying.window.length() <= VAGUEST) {
            for class in [Class::Real, Class::Negated] {
                for c in near(&index, &nodes[n], class, &anchors[n], nodes[n].saying.window) {
                    let later = nodes[c].day >= nodes[n].day;
                    if let Some(score) = fit::score(desk, &nodes[n], &nodes[c]).filter(|_| later) {
                        best = best.max(Some((score, std::cmp::Reverse(row_of[c]))));
                    }
                }
            }
        }
        if let Some((_, std::cmp::Reverse(other))) = best {
            link(rows, row, other);
        }
    }
}

/// Finds the conflict of each event.
pub(crate) fn place_in_conflicts(desk: &mut Desk, events: &mut [MergedEvent]) {
    for e in events {
        let day = e.date.map_or(e.base.first_reported, |d| d.last);
        let parties: Vec<Who> = e.actors.iter().chain(&e.recipients).map(|p| desk.cast.who(p, e.base.first_reported)).collect();
        let place = desk.place(&e.place);
        e.base.conflict = desk.conflict(&parties, place, day, e.event_type == "ASSAULT");
    }
}

/// News that names no side of any conflict belongs to the one that its reports are about, unless it lies far from it.
pub(crate) fn place_by_context(desk: &mut Desk, events: &mut [MergedEvent], contexts: &[Option<String>]) {
    for e in events.iter_mut().filter(|e| e.base.conflict.is_none() && !e.historical) {
        let Some(context) = e.base.told.iter().find_map(|t| contexts[t.report as usize].as_ref()) else { continue };
        let inside = |country: &CompactString| desk.countries_of(context).iter().any(|c| c == country.as_str());
        let country = e.place.as_ref().and_then(|p| p.country.as_ref());
        // Force elsewhere is of another conflict; talks and speeches elsewhere are about this one.
        if e.event_type != "ASSAULT" || country.is_none_or(inside) {
            e.base.conflict = Some(context.clone());
        }
    }
}
