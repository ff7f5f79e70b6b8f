//! Talks: planned, held or called off, and what came of them.

use compact_str::CompactString;
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use truceline_knowledge::{Place, PlaceKind, WordClass, folded};

use crate::{
    Days, Fact, PlaceName,
    cast::Who,
    desk::{Desk, ahead, back, commonest},
    groups::Groups,
    picture::{MergedTalks, Told},
    places::{Relation, Where},
};

/// Longest date, in days, that tells one meeting from the next.
const SHARP: i64 = 7;
/// Days before and after a report in which talks lie that it tells without a date.
const UNDATED: (i64, i64) = (30, 60);
/// Days before the report of a postponement from which on the talks may have been planned.
const PUT_OFF: i64 = 7;
/// People of a town that talks are called by.
const WELL_KNOWN: u64 = 50_000;
/// Bytes after talks within which `the meeting` is still these.
const ECHO: u32 = 600;
/// Earlier claims with a party or place in common that one is compared with.
const COMPARED: usize = 32;

/// Months of a window in which one is compared with others.
const MONTHS: i64 = 12;

/// Status of talks that did not take place, of which nobody says why.
const NOT_HELD: &str = "not held";

/// What the meeting of a body asked of others.
const JOINT_CALL: &str = "joint call";

/// Longest round of talks, in days.
const ROUND: i64 = 31;

struct Meeting {
    told: Told,
    known: Date,
    /// `opened` or `closed`, where the report says so.
    phase: Option<&'static str>,
    status: CompactString,
    date: Option<Days>,
    parties: Vec<Who>,
    host: Option<Who>,
    place: Option<Where>,
}

impl Meeting {
    fn is_sharp(&self) -> bool {
        self.date.is_some_and(|d| d.length() <= SHARP)
    }

    fn window(&self) -> Days {
        let window = window(self.date, self.known);
        // What is put off was planned for days before the new one.
        let first = match (self.status.as_str(), self.phase) {
            ("postponed", _) => window.first.min(back(self.known, PUT_OFF)),
            (_, Some("closed")) if self.date.is_some() => back(window.first, ROUND),
            _ => window.first,
        };
        Days { first, ..window }
    }
}

/// Days on which talks of that date, or of a report of that day, may be.
pub(crate) fn window(date: Option<Days>, known: Date) -> Days {
    date.unwrap_or_else(|| Days { first: back(known, UNDATED.0), last: ahead(known, UNDATED.1) })
}

/// All talks. `contexts` is the conflict that each report is about, where one can be told.
pub(crate) fn draw(desk: &mut Desk, contexts: &[Option<String>]) -> Vec<MergedTalks> {
    let list = meetings(desk, contexts);
    let pairs = pairs(desk, &list);
    let mut edges: Vec<(u32, usize, usize)> = Vec::new();
    let mut vague: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    for (a, b) in pairs {
        let Some(score) = score(desk, &list[a], &list[b]) else { continue };
        match (list[a].is_sharp(), list[b].is_sharp()) {
            (true, true) => edges.push((score, a, b)),
            (true, false) => vague.entry(b).or_default().push(a),
            (false, true) => vague.entry(a).or_default().push(b),
            (false, false) => {}
        }
    }
    edges.sort_unstable_by_key(|&(score, a, b)| (std::cmp::Reverse(score), a, b));
    let mut groups = Groups::new(list.len());
    let mut reports: Vec<Vec<u32>> = list.iter().map(|m| vec![m.told.report]).collect();
    for (_, a, b) in edges {
        let (a, b) = (groups.first(a), groups.first(b));
        if a != b && reports[a].iter().all(|r| !reports[b].contains(r)) {
            groups.join(a, b);
            let moved = std::mem::take(&mut reports[a.max(b)]);
            reports[a.min(b)].extend(moved);
        }
    }
    let mut joins = Vec::new();
    for (v, found) in vague {
        // Of several meetings the one is meant that lies nearest to the report, for a plan the next to come.
        let distance = |at: usize| {
            let days = list[at].date.map_or(UNDATED.1, |d| list[v].known.until(d.first).map_or(0, |s| i64::from(s.get_days())));
            days.abs() + i64::from(list[v].status == "planned" && days < 0) * UNDATED.1
        };
        let mut near: Vec<(i64, usize)> = found.into_iter().map(|at| (distance(at), groups.first(at))).collect();
        near.sort_unstable();
        let Some(&(least, first)) = near.first() else { continue };
        if near.iter().all(|&(days, other)| days > least || other == first) {
            joins.push((v, first));
        }
    }
    joins.sort_unstable();
    joins.into_iter().for_each(|(a, b)| groups.join(a, b));
    for (echo, of) in echoes(desk, &list) {
        groups.join(echo, of);
    }
    // That two did not meet is told by the events; it calls nothing off that nobody had planned.
    let held = |group: &Vec<usize>| group.iter().any(|&i| list[i].status != NOT_HELD);
    groups.lists().into_iter().filter(held).map(|group| row(desk, &list, &group, contexts)).collect()
}

/// `Italy took part in the meeting`: one party alone, without day and place, of the talks told just before.
fn echoes(desk: &Desk, list: &[Meeting]) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    for (i, m) in list.iter().enumerate().filter(|(_, m)| m.date.is_none() && m.place.is_none() && m.parties.len() < 2) {
        let start = |m: &Meeting| desk.claim(m.told).evidence.start;
        let earlier = list[..i].iter().enumerate().rev().take_while(|(_, o)| o.told.report == m.told.report);
        let near = earlier.filter(|(_, o)| o.date.is_some() || o.place.is_some()).find(|(_, o)| start(m).saturating_sub(start(o)) <= ECHO);
        out.extend(near.map(|(o, _)| (i, o)));
    }
    out
}

fn meetings(desk: &mut Desk, contexts: &[Option<String>]) -> Vec<Meeting> {
    let mut out = Vec::new();
    for (told, claim) in desk.claims(|f| matches!(f, Fact::Talks { .. })) {
        let Fact::Talks { participants, host, place, status, .. } = &claim.fact else { continue };
        let known = desk.report(told).known;
        let text = desk.sentence(told);
        let status = match (status.as_str(), desk.knowledge.outcomes.talks_status.told(&text)) {
            ("planned" | "negated", Some(status)) => status.into(),
            ("planned", None) => "planned".into(),
            ("negated", None) => NOT_HELD.into(),
            ("ongoing", _) => "ongoing".into(),
            ("hypothetical", _) => continue,
            _ => "held".into(),
        };
        let host = host.as_ref().map(|h| desk.body(h, known));
        let named = if place.is_none() { named_place(desk, &claim.evidence.quote) } else { None };
        let place = desk.place(place).or_else(|| named.map(|p| desk.places.at(&p)));
        let mut parties = desk.speakers(participants, known);
        if speaks_of_both(&folded(&claim.evidence.quote)) {
            parties = both_sides(desk, contexts[told.report as usize].as_deref(), &parties, told);
        }
        let phase = match desk.knowledge.outcomes.talks_phase.told(&text) {
            Some("opened") => Some("opened"),
            Some("closed") => Some("closed"),
            _ => None,
        };
        out.push(Meeting { told, known, phase, status, date: claim.date, parties, host, place });
    }
    out
}

/// Claims that share a named party or lie in one place, of about one time: claims of other times change nothing.
fn pairs(desk: &mut Desk, list: &[Meeting]) -> Vec<(usize, usize)> {
    let mut blocks: FxHashMap<(bool, u32, i64), Vec<usize>> = FxHashMap::default();
    for (i, m) in list.iter().enumerate() {
        let times = times(m.window());
        for &who in m.parties.iter().chain(&m.host).filter(|w| desk.cast.member(**w).specific).collect::<Vec<_>>() {
            for &w in desk.cast.line(who, m.known).iter() {
                times.clone().for_each(|t| blocks.entry((true, w, t)).or_default().push(i));
            }
        }
        if let Some(p) = m.place {
            times.for_each(|t| blocks.entry((false, p, t)).or_default().push(i));
        }
    }
    let mut out = Vec::new();
    for block in blocks.values() {
        for (n, &b) in block.iter().enumerate() {
            out.extend(block[n.saturating_sub(COMPARED)..n].iter().map(|&a| (a, b)));
        }
    }
    out.sort_unstable();
    out.dedup();
    out.retain(|(a, b)| a != b);
    out
}

/// Numbers of the months that a window touches, the last ones of a long window.
pub(crate) fn times(window: Days) -> std::ops::RangeInclusive<i64> {
    let month = |d: Date| i64::from(d.year()) * 12 + i64::from(d.month());
    month(window.first).max(month(window.last) - MONTHS)..=month(window.last)
}

/// Points for two claims of one meeting.
fn score(desk: &mut Desk, a: &Meeting, b: &Meeting) -> Option<u32> {
    let exactly = window(a.date, a.known).meets(&window(b.date, b.known)) || a.status == "postponed" || b.status == "postponed";
    let round = a.phase != b.phase && a.phase.is_some() && b.phase.is_some();
    if a.told.report == b.told.report || !a.window().meets(&b.window()) || !exactly && !round {
        return None;
    }
    let place = match a.place.zip(b.place).map(|(p, q)| desk.places.relation(p, q)) {
        Some(Relation::Apart) => return None,
        Some(Relation::Meets) => 2,
        // In the one town of a small state.
        Some(Relation::Vague) if a.place == b.place => 1,
        Some(Relation::Vague) | None => 0,
    };
    let day = a.known.min(b.known);
    let named = |desk: &Desk, m: &Meeting| -> Vec<Who> {
        let all = m.parties.iter().chain(&m.host).copied();
        all.filter(|w| desk.cast.member(*w).specific).collect()
    };
    let (p, q) = (named(desk, a), named(desk, b));
    let mut shared = 0;
    for &x in &p {
        shared += u32::from(q.iter().any(|&y| desk.cast.fits(x, y, day)));
    }
    let few = p.len() < 2 || q.len() < 2;
    let same_day = a.date.is_some() && a.date == b.date;
    if !exactly {
        return (shared >= 2 && place > 0).then_some(2 * shared + place);
    }
    let one = shared >= 2 || (place > 0 && (shared >= 1 || few) && (a.is_sharp() && b.is_sharp() || shared >= 1));
    let put_off = (a.status == "postponed") != (b.status == "postponed") && (a.status == "planned") != (b.status == "planned");
    let one = one || (shared >= 1 && few && same_day) || put_off && place > 0 && few;
    one.then_some(2 * shared + place + u32::from(same_day))
}

/// `The Berlin conference`, `the Geneva military talks`: talks are called by their town.
fn named_place(desk: &Desk, quote: &str) -> Option<PlaceName> {
    let words: Vec<&str> = quote.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|w| !w.is_empty()).collect();
    let is_talks = |w: &&str| {
        let lower = w.to_lowercase();
        let noun = desk.knowledge.lemma_of(WordClass::Noun, &lower).unwrap_or(lower);
        desk.knowledge.lexicon.picture.talks.contains(noun.as_str())
    };
    let capital = |w: &str| w.chars().next().is_some_and(char::is_uppercase);
    words.iter().enumerate().filter(|(_, w)| capital(w)).find_map(|(i, word)| {
        let next = words.get(i + 1..).unwrap_or_default();
        let before_talks = next.iter().take(2).any(is_talks) && !next.first().is_some_and(|w| capital(w));
        let town = |p: &Place| matches!(p.kind, PlaceKind::City | PlaceKind::Capital) && p.population >= WELL_KNOWN;
        let places = desk.knowledge.gazetteer.get(&folded(word));
        let place = places.iter().map(|(_, p)| p).find(|p| town(p)).filter(|_| before_talks)?;
        Some(PlaceName {
            name: place.name.into(),
            id: Some(place.id.into()),
            coordinates: Some((place.lat, place.lon)),
            country: Some(place.iso3.into()),
        })
    })
}

fn row(desk: &mut Desk, list: &[Meeting], group: &[usize], contexts: &[Option<String>]) -> MergedTalks {
    let mut meetings: Vec<&Meeting> = group.iter().map(|&i| &list[i]).collect();
    meetings.sort_by_key(|m| m.told);
    let told: Vec<Told> = meetings.iter().map(|m| m.told).collect();
    let day = meetings[0].known;
    let mut history: Vec<(Date, CompactString)> = meetings.iter().map(|m| (m.known, m.status.clone())).collect();
    history.iter_mut().filter(|h| h.1 == NOT_HELD).for_each(|h| h.1 = "cancelled".into());
    history.dedup_by(|a, b| a.1 == b.1);
    let has = |s: &str| meetings.iter().any(|m| m.status == s);
    let status = if has("held") { "held".into() } else { history.last().map(|h| h.1.clone()).unwrap_or_default() };
    let topics: Vec<CompactString> = meetings
        .iter()
        .filter_map(|m| match &desk.claim(m.told).fact {
            Fact::Talks { topic, .. } => topic.as_deref().map(Into::into),
            _ => None,
        })
        .collect();
    let mut parties: Vec<Who> = meetings.iter().flat_map(|m| m.parties.iter().copied()).collect();
    parties.sort_unstable();
    parties.dedup();
    let context = contexts[told[0].report as usize].clone();
    if parties.iter().any(|w| desk.cast.member(*w).specific) {
        parties.retain(|w| desk.cast.member(*w).specific);
    }
    // Whoever is there stands for the body or state that others name.
    let all = parties.clone();
    parties.retain(|w| !all.iter().any(|o| o != w && desk.cast.line(*o, day).contains(w)));
    let hosts: Vec<CompactString> = meetings.iter().filter_map(|m| m.host).map(|h| desk.cast.key(h)).collect();
    let host = commonest(hosts.iter()).and_then(|key| meetings.iter().filter_map(|m| m.host).find(|h| desk.cast.key(*h) == key));
    let sharp = meetings.iter().filter(|m| m.status != "planned" || status == "planned").filter_map(|m| m.date);
    let phase = |p: &'static str| meetings.iter().filter(move |m| m.phase == Some(p)).filter_map(|m| m.date);
    let round = phase("opened").map(|d| d.first).min().zip(phase("closed").map(|d| d.last).max()).filter(|(a, b)| a < b);
    let round = round.map(|(first, last)| Days { first, last });
    let date =
        round.or_else(|| crate::events::narrowest(sharp)).or_else(|| crate::events::narrowest(meetings.iter().filter_map(|m| m.date)));
    // News of a meeting that gives no day is of its report's day or the one before.
    let date = date.or_else(|| (status == "held").then(|| Days { first: back(day, 1), last: day }));
    let outcome = matches!(status.as_str(), "held" | "ongoing").then(|| outcome(desk, &meetings, date)).flatten();
    let own = desk.conflict(&parties, None, date.map_or(day, |d| d.first), true);
    let mut base = desk.base_of_first("k", told);
    base.conflict = own.or(context);
    let place = crate::events::place(desk, meetings.iter().filter_map(|m| m.place));
    MergedTalks {
        base,
        participants: desk.parties(&parties),
        host: host.map(|h| desk.party(h)),
        place,
        date,
        status,
        outcome,
        topic: commonest(topics.iter()).map(Into::into),
        history,
    }
}

/// `The parties`, `the warring generals`, `both leaders`: the sides of the war without their names.
fn speaks_of_both(text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').collect();
    let both = |pair: &[&str]| {
        let two = matches!(pair[0], "two" | "both" | "warring" | "rival" | "opposing");
        two && matches!(
            pair[1],
            "generals" | "leaders" | "armies" | "commanders" | "governments" | "camps" | "delegations" | "foes" | "enemies"
        )
    };
    words.iter().any(|w| matches!(*w, "sides" | "parties" | "rivals" | "factions" | "belligerents")) || words.windows(2).any(both)
}

/// Both sides of the war where a report names neither or one of them.
fn both_sides(desk: &mut Desk, context: Option<&str>, parties: &[Who], told: Told) -> Vec<Who> {
    let day = desk.report(told).known;
    let sides = context.map(|c| desk.sides_of(c, parties, day)).unwrap_or_default();
    let one = sides.iter().all(|s| s.0 == sides[0].0);
    desk.sides_meant(context, if one { &[] } else { parties }, told)
}

/// What the latest report that says so tells of the outcome: in the sentence of the talks, or in one of what their parties
/// agreed or refused in those days.
fn outcome(desk: &mut Desk, meetings: &[&Meeting], date: Option<Days>) -> Option<CompactString> {
    let known = desk.knowledge;
    for m in meetings.iter().rev().filter(|m| m.status != "planned") {
        // Only bodies of states call on others with one voice.
        let bodies = !m.parties.is_empty() && m.parties.iter().all(|w| matches!(desk.cast.member(*w).kind.as_str(), "igo" | "alliance"));
        let fits = |found: &&str| bodies || *found != JOINT_CALL;
        if let Some(found) = known.outcomes.talks_outcome.told(&desk.sentence(m.told)).filter(fits) {
            return Some(found.into());
        }
        let after = date.map(|d| Days { first: d.first, last: ahead(d.last, 2) });
        for claim in &desk.report(m.told).claims {
            let Fact::Event { event_type, actors, status, .. } = &claim.fact else { continue };
            let speech = bodies && matches!(event_type.as_str(), "REQUEST" | "ACCUSE");
            let told = (speech || matches!(event_type.as_str(), "AGREE" | "REJECT" | "SUPPORT")) && status == "occurred";
            let near = claim.evidence.start.abs_diff(desk.claim(m.told).evidence.start) < 800;
            let then = after.zip(claim.date).is_none_or(|(a, b)| a.meets(&b));
            if !told || !near || !then {
                continue;
            }
            let whos = desk.whos(actors, m.known);
            let theirs = whos.iter().any(|w| m.parties.iter().any(|p| desk.cast.fits(*p, *w, m.known)));
            if let Some(found) = known.outcomes.talks_outcome.told(&claim.evidence.quote).filter(fits).filter(|_| theirs) {
                return Some(found.into());
            }
        }
    }
    None
}
