//! Where people meet, and what they say there: `Envoys met in Oslo. They agreed to talk again`.

use truceline_knowledge::EventType;
use truceline_mentions::Participant;

use crate::{
    coding::is_verbal,
    event::{Event, Status},
    matching::Scene,
    merge::{dates_agree, days_agree},
};

/// How many sentences from a meeting what is said there may be told.
const MEETING: u32 = 2;
/// The same for what several who met say together.
const TOGETHER: u32 = 6;

/// Gives meetings the place of the visit or the meeting beside them, and what is said at them their place.
pub(crate) fn fill(scene: Scene, events: &mut [Event]) {
    meetings(scene, events);
    said_there(scene, events);
}

/// `The two sides held talks in Oslo on Monday. Their envoys met again`, `He is visiting Peru. He met the Peruvian minister`: a meeting
/// of those who met, or of a visitor with his hosts, told in the sentences beside it.
fn meetings(scene: Scene, events: &mut [Event]) {
    let met = |e: &Event| e.event_type == EventType::Consult && !e.historical && e.mode.as_deref() != Some("phone");
    for i in 0..events.len() {
        let e = &events[i];
        if e.place.is_some() || !met(e) || e.mode.as_deref() == Some("visit") {
            continue;
        }
        let same = |o: &&Event| {
            let near = o.sentence.abs_diff(e.sentence) <= 1 && days_agree(o.date.as_ref(), e.date.as_ref()) && is_in_a_state(o);
            let planned = |e: &Event| e.status == Status::Planned;
            let same_day = e.date.is_some() && e.date.as_ref().map(|d| d.when) == o.date.as_ref().map(|d| d.when);
            let talks = || o.mode.as_deref() != Some("visit") && (all_take_part(scene, e, o) || same_states(scene, e, o));
            let again = planned(e) == planned(o) && (same_day && !planned(e) || talks());
            met(o) && near && (again || hosted(scene, o, e))
        };
        if let Some(place) = events.iter().find(same).and_then(|o| o.place.clone()) {
            events[i].place = Some(place);
            events[i].reasons.push("place of the meeting told beside it".to_owned());
        }
    }
}

/// A tour of the Middle East has no one place.
fn is_in_a_state(e: &Event) -> bool {
    e.place.as_ref().is_some_and(|p| p.country.as_ref().is_none_or(|c| !c.is_empty()))
}

/// The visitor meets somebody of the state that he visits.
fn hosted(scene: Scene, visit: &Event, meeting: &Event) -> bool {
    let Some(state) = visit.place.as_ref().and_then(|p| p.country.as_ref()).filter(|_| visit.mode.as_deref() == Some("visit")) else {
        return false;
    };
    let of = |p: &Participant| p.state(scene.knowledge).map(|s| s.iso3.as_str());
    let guest =
        |p: &&Participant| visit.actors.iter().any(|v| v.name == p.name || of(v).is_some_and(|s| s != state.as_str() && of(p) == Some(s)));
    let (guests, rest): (Vec<&Participant>, Vec<&Participant>) = meeting.actors.iter().chain(&meeting.recipients).partition(guest);
    !guests.is_empty() && !rest.is_empty() && rest.iter().all(|p| of(p) == Some(state.as_str()))
}

/// `Ministers of Chad and Niger held talks. X and his counterpart Y met`: those who meet are of the same states.
fn same_states(scene: Scene, e: &Event, o: &Event) -> bool {
    let states = |e: &Event| {
        let mut of: Vec<&str> = e.actors.iter().filter_map(|p| p.state(scene.knowledge)).map(|s| s.iso3.as_str()).collect();
        of.sort_unstable();
        of.dedup();
        of
    };
    let ours = states(e);
    ours.len() > 1 && ours == states(o)
}

/// Everybody of one event takes part in the other, themselves or by those whom they lead.
fn all_take_part(scene: Scene, e: &Event, meeting: &Event) -> bool {
    let there = |a: &Participant| meeting.actors.iter().chain(&meeting.recipients).any(|p| p.name == a.name || scene.leads_either(p, a));
    meeting.actors.len() + meeting.recipients.len() > 1 && !e.actors.is_empty() && e.actors.iter().all(there)
}

/// `Envoys met in Oslo. They agreed to talk again`: what those who meet say to each other is said there.
fn said_there(scene: Scene, events: &mut [Event]) {
    let spoken = |e: &Event| is_verbal(e.event_type) && e.place.is_none() && !e.historical && !e.actors.is_empty();
    for i in 0..events.len() {
        let e = &events[i];
        if !spoken(e) || e.status != Status::Occurred {
            continue;
        }
        let several = e.actors.len() > 1;
        let told = |m: &&Event| {
            let by_most = || several && m.actors.len() > 1 && m.actors.iter().all(|p| e.actors.iter().any(|a| a.name == p.name));
            let reach = if several { TOGETHER } else { MEETING };
            // "gathered outside the embassy to call on Moscow": what a crowd demands it demands there.
            if m.event_type == EventType::Protest {
                let crowd = m.actors.iter().map(|p| &p.name).eq(e.actors.iter().map(|p| &p.name));
                return e.event_type == EventType::Request
                    && crowd
                    && m.place.is_some()
                    && !m.historical
                    && m.sentence.abs_diff(e.sentence) <= 1
                    && dates_agree(m, e);
            }
            m.event_type == EventType::Consult
                && m.mode.as_deref() != Some("phone")
                && is_in_a_state(m)
                && matches!(m.status, Status::Occurred | Status::Ongoing)
                && m.sentence.abs_diff(e.sentence) <= reach
                && dates_agree(m, e)
                && (m.mode.as_deref() != Some("visit") || m.sentence == e.sentence)
                && (all_take_part(scene, e, m) || by_most())
        };
        if let Some(place) = events.iter().filter(told).min_by_key(|m| m.sentence.abs_diff(e.sentence)).and_then(|m| m.place.clone()) {
            events[i].place = Some(place);
            events[i].reasons.push("said at the meeting told beside it".to_owned());
        }
    }
}
