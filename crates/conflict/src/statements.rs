//! Standing facts: who backs whom, who fights whom, who belongs to what. Known by the parties, with the days on which they
//! were told.

use std::collections::BTreeMap;

use compact_str::CompactString;

use crate::{
    Days, Fact,
    cast::Who,
    desk::{Desk, commonest},
    picture::{MergedMembership, MergedOpposition, MergedSupport, Told},
};

/// First and last day on which one of these was told or, where a date is told, was so.
fn told_days(desk: &Desk, told: &[Told]) -> Days {
    let first = told.iter().map(|t| desk.claim(*t).date.map_or(desk.report(*t).known, |d| d.first)).min();
    let last = told.iter().map(|t| desk.report(*t).known).max();
    let (first, last) = (first.unwrap_or_default(), last.unwrap_or_default());
    Days { first: first.min(last), last }
}

pub(crate) fn support(desk: &mut Desk) -> Vec<MergedSupport> {
    let mut groups: BTreeMap<(Who, Who, bool), Vec<Told>> = BTreeMap::new();
    for (told, claim) in desk.claims(|f| matches!(f, Fact::Support { .. })) {
        let Fact::Support { backer, backed, status, .. } = &claim.fact else { continue };
        let day = desk.report(told).known;
        let (backer, backed) = (desk.body(backer, day), desk.body(backed, day));
        // Nouns (`the government`, `forces`) say nothing that holds across reports.
        if backer != backed && desk.are_named(&[backer, backed]) {
            groups.entry((backer, backed, status == "denied")).or_default().push(told);
        }
    }
    let denials: Vec<(Who, Who)> = groups.keys().filter(|k| k.2).map(|k| (k.0, k.1)).collect();
    let mut out = Vec::new();
    for ((backer, backed, denied), told) in groups {
        let (mut kinds, mut statuses) = (Vec::new(), Vec::new());
        for t in &told {
            let Fact::Support { kind, status, .. } = &desk.claim(*t).fact else { continue };
            kinds.push(kind.clone());
            statuses.push(status.clone());
        }
        let any = |list: &[CompactString], value: &str| list.iter().any(|v| v == value);
        let kind = ["military", "political"].into_iter().find(|k| any(&kinds, k)).unwrap_or("unspecified");
        // What others say and the backer denies is an allegation.
        let disputed = !denied && denials.contains(&(backer, backed)) && told.iter().all(|t| is_others_word(desk, *t));
        let status = if denied {
            "denied"
        } else if disputed {
            "alleged"
        } else {
            ["asserted"].into_iter().find(|s| any(&statuses, s)).unwrap_or("alleged")
        };
        let identity = [&*desk.cast.key(backer), &*desk.cast.key(backed), if denied { "denied" } else { "told" }].map(CompactString::from);
        let date = told_days(desk, &told);
        let mut base = desk.base("s", &[&identity[0], &identity[1], &identity[2]], told);
        base.block = desk.block("s", &[&identity[0], &identity[1]]);
        base.conflict = desk.conflict(&[backer, backed], None, date.last, false);
        let denied_by = if !denied && denials.contains(&(backer, backed)) { vec![desk.party(backer)] } else { Vec::new() };
        out.push(MergedSupport {
            base,
            backer: desk.party(backer),
            backed: desk.party(backed),
            kind: kind.into(),
            status: status.into(),
            date,
            denied_by,
        });
    }
    out
}

/// True where the report does not say so in its own voice.
fn is_others_word(desk: &Desk, told: Told) -> bool {
    let alleged = matches!(&desk.claim(told).fact, Fact::Support { status, .. } if status == "alleged");
    alleged || desk.events_beside(told).any(|(_, c)| !c.attributed_to.is_empty())
}

pub(crate) fn opposition(desk: &mut Desk) -> Vec<MergedOpposition> {
    let mut groups: BTreeMap<(Who, Who), Vec<Told>> = BTreeMap::new();
    for (told, claim) in desk.claims(|f| matches!(f, Fact::Opposition { .. })) {
        let Fact::Opposition { a, b } = &claim.fact else { continue };
        let day = desk.report(told).known;
        let (a, b) = (desk.body(a, day), desk.body(b, day));
        // Two names of one side are no enemies.
        if !desk.cast.fits(a, b, day) && desk.are_named(&[a, b]) {
            groups.entry((a.min(b), a.max(b))).or_default().push(told);
        }
    }
    of_force(desk, &mut groups);
    against_state(desk, &mut groups);
    let mut out = Vec::new();
    for ((a, b), mut told) in groups {
        told.sort_unstable();
        let mut keys = [desk.cast.key(a), desk.cast.key(b)];
        keys.sort_unstable();
        let date = told_days(desk, &told);
        let mut base = desk.base("o", &[&keys[0], &keys[1]], told);
        base.block = desk.block("o", &[&keys[0], &keys[1]]);
        base.conflict = desk.conflict(&[a, b], None, date.last, true);
        let (mut a, mut b) = (desk.party(a), desk.party(b));
        if (&b.name, &b.id) < (&a.name, &a.id) {
            std::mem::swap(&mut a, &mut b);
        }
        out.push(MergedOpposition { base, a, b, date });
    }
    out
}

/// Who use force against each other, or bind themselves to stop, are enemies where a known conflict has them on two sides.
fn of_force(desk: &mut Desk, groups: &mut BTreeMap<(Who, Who), Vec<Told>>) {
    for (told, claim) in desk.claims(|f| matches!(f, Fact::Event { .. } | Fact::Ceasefire { .. })) {
        let (doers, others) = match &claim.fact {
            Fact::Event { event_type, actors, recipients, status, historical: false, .. }
                if event_type == "ASSAULT" && matches!(status.as_str(), "occurred" | "ongoing") =>
            {
                (actors, recipients)
            }
            Fact::Ceasefire { parties, status, .. } if matches!(status.as_str(), "occurred" | "ongoing") => (parties, parties),
            _ => continue,
        };
        let day = desk.report(told).known;
        let (doers, others) = (desk.bodies(doers, day), desk.bodies(others, day));
        for (&a, &b) in doers.iter().flat_map(|a| others.iter().map(move |b| (a, b))) {
            let pair = (a.min(b), a.max(b));
            if a != b && groups.get(&pair).is_none_or(|list| !list.contains(&told)) && desk.on_two_sides(a, b, day) {
                groups.entry(pair).or_default().push(told);
            }
        }
    }
}

/// Whoever rises in a known conflict and fights there, or takes places, where nobody says against whom, fights its state.
fn against_state(desk: &mut Desk, groups: &mut BTreeMap<(Who, Who), Vec<Told>>) {
    for (told, claim) in desk.claims(|f| matches!(f, Fact::Event { .. } | Fact::Control { .. })) {
        let (doers, place): (Vec<&crate::Party>, _) = match &claim.fact {
            Fact::Event { event_type, actors, recipients, status, historical: false, place, .. }
                if event_type == "ASSAULT" && matches!(status.as_str(), "occurred" | "ongoing") =>
            {
                let day = desk.report(told).known;
                let others = desk.bodies(recipients, day);
                if others.iter().any(|w| desk.cast.member(*w).specific) {
                    continue;
                }
                (actors.iter().collect(), place.clone())
            }
            Fact::Control { event, holder: Some(holder), from: None, place, .. } if event == "captured" => {
                (vec![holder], Some(place.clone()))
            }
            _ => continue,
        };
        let day = desk.report(told).known;
        for party in doers {
            let who = desk.body(party, day);
            if let Some(state) = state_risen_against(desk, who, &place, day) {
                let list = groups.entry((who.min(state), who.max(state))).or_default();
                if !list.contains(&told) {
                    list.push(told);
                }
            }
        }
    }
}

/// The state on another side of the conflict that an armed body fights in that state's country.
fn state_risen_against(desk: &mut Desk, who: Who, place: &Option<crate::PlaceName>, day: jiff::civil::Date) -> Option<Who> {
    let member = desk.cast.member(who);
    if !member.specific || member.person || member.kind == "country" {
        return None;
    }
    let at = desk.place(place);
    let conflict = desk.conflict(&[who], at, day, true)?;
    let conflict = desk.knowledge.conflicts.iter().find(|c| c.id == conflict)?;
    let [country] = conflict.countries.as_slice() else { return None };
    let fights = conflict.sides.iter().flatten().any(|m| m == country);
    let state = desk.cast.of_id(country);
    let elsewhere = at.and_then(|p| desk.places.country(p)).is_some_and(|c| *c != *country);
    (fights && !elsewhere && desk.on_two_sides(who, state, day)).then_some(state)
}

/// What the holder of a role is to the body: all words for the head of a side (`junta chief`, `rebel leader`) are one.
fn office(desk: &Desk, role: &CompactString) -> CompactString {
    let (of, head) = role.rsplit_once(' ').unwrap_or_default();
    let plain = matches!(role.as_str(), "head" | "chief" | "leader");
    let of_side = matches!(head, "head" | "chief" | "leader" | "boss") && desk.knowledge.lexicon.agent(of).is_some_and(|s| !s.is_empty());
    if plain || of_side { "head".into() } else { role.clone() }
}

pub(crate) fn membership(desk: &mut Desk) -> Vec<MergedMembership> {
    let mut groups: BTreeMap<(Who, CompactString), BTreeMap<Option<Who>, Vec<Told>>> = BTreeMap::new();
    for (told, claim) in desk.claims(|f| matches!(f, Fact::Membership { .. })) {
        let Fact::Membership { member, of, role } = &claim.fact else { continue };
        let day = desk.report(told).known;
        let member = desk.cast.who(member, day);
        let of = of.as_ref().map(|p| desk.cast.who(p, day)).filter(|of| *of != member);
        groups.entry((member, office(desk, role))).or_default().entry(of).or_default().push(told);
    }
    fold_offices(desk, &mut groups);
    let mut out = Vec::new();
    for ((member, office), mut by_body) in groups {
        fold_names(desk, &mut by_body);
        fold_bodies(desk, &mut by_body);
        for (of, mut told) in by_body {
            told.sort_unstable();
            let role_of = |t: &Told| if let Fact::Membership { role, .. } = &desk.claim(*t).fact { Some(role) } else { None };
            let own = told.iter().filter_map(role_of).filter(|r| crate::statements::office(desk, r) == office);
            let role = commonest(own).unwrap_or_else(|| office.clone());
            let key = of.map(|o| desk.cast.key(o)).unwrap_or_default();
            let date = told_days(desk, &told);
            let mut base = desk.base("m", &[&desk.cast.key(member), &office, &key], told);
            base.block = desk.block("m", &[&desk.cast.key(member)]);
            let parties: Vec<Who> = std::iter::once(member).chain(of).collect();
            base.conflict = desk.conflict(&parties, None, date.last, false);
            let of = of.map(|o| desk.party(o));
            out.push(MergedMembership { base, member: desk.party(member), of, role, date });
        }
    }
    out
}

type Posts = BTreeMap<(Who, CompactString), BTreeMap<Option<Who>, Vec<Told>>>;

/// `Part of` a body, and `head` of one whose secretary-general or president somebody is, say what the post says that is told besides.
fn fold_offices(desk: &mut Desk, groups: &mut Posts) {
    let keys: Vec<(Who, CompactString)> = groups.keys().filter(|k| matches!(k.1.as_str(), "part of" | "head")).cloned().collect();
    for key in keys {
        let core = |role: &str| role.rsplit(' ').next().unwrap_or(role).to_owned();
        let fits = |role: &str| match key.1.as_str() {
            "part of" => desk.knowledge.lexicon.role(&core(role)).is_some(),
            _ => matches!(role, "secretary-general" | "general secretary" | "chairman" | "chairperson" | "director-general"),
        };
        let all = groups.range((key.0, CompactString::default())..).take_while(|(k, _)| k.0 == key.0).map(|(k, _)| k.clone());
        let others: Vec<(Who, CompactString)> = all.filter(|k| k.1 != key.1 && k.1 != "part of" && fits(&k.1)).collect();
        let bodies: Vec<Option<Who>> = groups[&key].keys().copied().collect();
        for of in bodies.into_iter().flatten() {
            let day = groups[&key][&Some(of)].first().map(|t| desk.report(*t).known).unwrap_or_default();
            let mut fits = |k: &&(Who, CompactString)| groups[*k].keys().flatten().any(|o| desk.cast.fits(*o, of, day));
            let Some(other) = others.iter().find(|k| fits(k)).cloned() else { continue };
            let Some(told) = groups.get_mut(&key).and_then(|g| g.remove(&Some(of))) else { continue };
            let Some(body) = groups[&other].keys().flatten().copied().find(|o| desk.cast.fits(*o, of, day)) else { continue };
            groups.entry(other).or_default().entry(Some(body)).or_default().extend(told);
        }
    }
    groups.retain(|_, by_body| !by_body.is_empty());
}

/// One post under several names of one side (`junta`, `army`, `military council`) is of the name told most often.
fn fold_names(desk: &mut Desk, by_body: &mut BTreeMap<Option<Who>, Vec<Told>>) {
    let mut names: Vec<(usize, CompactString, Who, Who)> = Vec::new();
    for (of, told) in by_body.iter().filter_map(|(of, told)| Some(((*of)?, told))) {
        let side = desk.cast.body(of, desk.report(told[0]).known);
        if desk.are_named(&[of, side]) {
            names.push((told.len(), desk.cast.key(of), of, side));
        }
    }
    names.sort_by(|a, b| (b.0, &a.1).cmp(&(a.0, &b.1)));
    for i in 1..names.len() {
        let (_, _, name, side) = names[i];
        let Some(first) = names[..i].iter().find(|n| n.3 == side).map(|n| n.2) else { continue };
        if let Some(told) = by_body.remove(&Some(name)) {
            by_body.entry(Some(first)).or_default().extend(told);
        }
    }
}

/// The same post told without its body, or with a wider or unnamed one, is the one that is told in full.
fn fold_bodies(desk: &mut Desk, by_body: &mut BTreeMap<Option<Who>, Vec<Told>>) {
    let mut named: Vec<Who> = by_body.keys().flatten().copied().filter(|w| desk.cast.member(*w).specific).collect();
    // Whichever was seen first, the same one is the fuller.
    named.sort_by_cached_key(|w| desk.cast.key(*w));
    let keys: Vec<Option<Who>> = by_body.keys().copied().collect();
    for key in keys {
        let day = by_body.get(&key).and_then(|t| t.first()).map(|t| desk.report(*t).known).unwrap_or_default();
        let full = match key {
            Some(w) if desk.cast.member(w).specific => named.iter().find(|n| **n != w && desk.cast.line(**n, day).contains(&w)),
            _ if named.len() == 1 => named.first(),
            _ => None,
        };
        if let Some(full) = full.copied().filter(|f| key != Some(*f))
            && let Some(told) = by_body.remove(&key)
        {
            by_body.entry(Some(full)).or_default().extend(told);
        }
    }
}
