//! JSON Lines: one coded document a line, with the codebook's names.

use std::io::{self, Write};

use serde_json::{Map, Value, json};
use truceline_engine::Coded;
use truceline_events::{Event, EventPlace};
use truceline_mentions::{Participant, When};
use truceline_text::Span;

use crate::dictionary;

/// Writes one document and a line feed.
///
/// # Errors
/// What the writer reports.
pub fn write(coded: &Coded, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &document(coded))?;
    out.write_all(b"\n")
}

/// A coded document as a JSON object.
pub fn document(coded: &Coded) -> Value {
    let mut object = Map::new();
    object.insert("id".into(), json!(coded.document.id));
    object.insert("published".into(), json!(coded.mentions.published.map(|d| d.to_string())));
    object.insert("published_inferred".into(), json!(coded.mentions.published_inferred.map(|d| d.to_string())));
    let ours = coded.events.iter().map(|e| (e.trigger.start, event(coded, e)));
    let mut events: Vec<(u32, Value)> =
        ours.chain(dictionary::alone(coded).map(|e| (e.trigger.start, dictionary::event(coded, e)))).collect();
    if !coded.dictionary_events.is_empty() {
        events.sort_by_key(|(at, _)| *at);
    }
    object.insert("events".into(), events.into_iter().map(|(_, event)| event).collect());
    object.insert("picture".into(), picture(coded));
    if !coded.segmented.complaints.is_empty() {
        object.insert("complaints".into(), json!(coded.segmented.complaints));
    }
    Value::Object(object)
}

fn participant(coded: &Coded, p: &Participant) -> Value {
    let mut object = Map::new();
    object.insert("name".into(), json!(p.name));
    object.insert("text".into(), json!(p.span.of(&coded.document.text)));
    object.insert("start".into(), json!(p.span.start));
    object.insert("end".into(), json!(p.span.end));
    if let Some(id) = &p.id {
        object.insert("id".into(), json!(id.as_str()));
    }
    if !p.codes.is_empty() {
        object.insert("codes".into(), json!(p.codes.iter().map(|c| c.as_str()).collect::<Vec<_>>()));
    }
    Value::Object(object)
}

pub(crate) fn participants(coded: &Coded, list: &[Participant]) -> Value {
    Value::Array(list.iter().map(|p| participant(coded, p)).collect())
}

fn span(s: Span) -> Value {
    json!([s.start, s.end])
}

pub(crate) fn when(w: Option<&When>) -> Value {
    json!(w.map(When::iso))
}

fn event(coded: &Coded, e: &Event) -> Value {
    let text = &coded.document.text;
    let sentence = coded.segmented.sentences.get(e.sentence as usize).map(|s| s.span).unwrap_or_default();
    let mut evidence = Map::new();
    evidence.insert("trigger".into(), span(e.trigger));
    evidence.insert("sentence".into(), span(sentence));
    if let Some(p) = &e.place {
        evidence.insert("place".into(), span(p.span));
    }
    if let Some(s) = e.date.as_ref().and_then(|d| d.span) {
        evidence.insert("date".into(), span(s));
    }
    let mut object = Map::new();
    object.insert("type".into(), json!(e.event_type.as_str()));
    object.insert("mode".into(), json!(e.mode.as_deref()));
    object.insert("status".into(), json!(e.status.as_str()));
    object.insert("historical".into(), json!(e.historical));
    object.insert("trigger".into(), json!(e.trigger.of(text)));
    object.insert("actors".into(), participants(coded, &e.actors));
    object.insert("recipients".into(), participants(coded, &e.recipients));
    object.insert("place".into(), json!(e.place.as_ref().map(|p| &p.name)));
    object.insert("date".into(), when(e.date.as_ref().map(|d| &d.when)));
    object.insert("attributed_to".into(), participants(coded, &e.attributed_to));
    object.insert("denied_by".into(), participants(coded, &e.denied_by));
    object.insert("contexts".into(), json!(e.contexts.iter().map(|c| c.as_str()).collect::<Vec<_>>()));
    object.insert("cameo".into(), json!(e.cameo.as_deref()));
    object.insert("score".into(), json!(e.score));
    if let Some(p) = &e.place {
        located(p, &mut object);
    }
    object.insert("sentence".into(), json!(sentence.of(text)));
    object.insert("pattern".into(), json!(e.pattern.as_str()));
    object.insert("evidence".into(), Value::Object(evidence));
    if let Some(found) = dictionary::beside(coded, e) {
        object.insert("dictionary".into(), dictionary::codes(found));
    }
    Value::Object(object)
}

pub(crate) fn located(place: &EventPlace, object: &mut Map<String, Value>) {
    if let Some(id) = &place.id {
        object.insert("place_id".into(), json!(id.as_str()));
    }
    if let Some((lat, lon)) = place.coordinates {
        object.insert("lat".into(), degrees(lat));
        object.insert("lon".into(), degrees(lon));
    }
}

/// Four decimals are about ten metres; the shortest decimal form keeps the bytes stable.
pub(crate) fn degrees(value: f32) -> Value {
    json!((f64::from(value) * 10_000.0).round() / 10_000.0)
}

fn picture(coded: &Coded) -> Value {
    let p = &coded.picture;
    let text = |s: Span| json!(s.of(&coded.document.text));
    let who = |x: &Participant| participant(coded, x);
    let some = |x: &Option<Participant>| x.as_ref().map_or(Value::Null, |x| participant(coded, x));
    let many = |x: &[Participant]| participants(coded, x);
    json!({
        "support": p.support.iter().map(|s| json!({"backer": who(&s.backer), "backed": who(&s.backed), "kind": s.kind,
            "status": s.status, "quote": text(s.quote)})).collect::<Vec<_>>(),
        "opposition": p.opposition.iter().map(|o| json!({"a": who(&o.a), "b": who(&o.b), "quote": text(o.quote)})).collect::<Vec<_>>(),
        "membership": p.membership.iter().map(|m| json!({"member": who(&m.member), "of": some(&m.of), "role": m.role,
            "quote": text(m.quote)})).collect::<Vec<_>>(),
        "ceasefire": p.ceasefire.iter().map(|c| json!({"parties": many(&c.parties), "event": c.event, "date": when(c.date.as_ref()),
            "status": c.status.as_str(), "quote": text(c.quote)})).collect::<Vec<_>>(),
        "talks": p.talks.iter().map(|t| json!({"participants": many(&t.participants), "host": some(&t.host),
            "place": t.place.as_ref().map(|p| &p.name), "date": when(t.date.as_ref()), "status": t.status.as_str(),
            "topic": t.topic, "quote": text(t.quote)})).collect::<Vec<_>>(),
        "control": p.control.iter().map(|c| json!({"place": c.place.name, "holder": some(&c.holder), "from": some(&c.from),
            "event": c.event, "date": when(c.date.as_ref()), "status": c.status, "quote": text(c.quote)})).collect::<Vec<_>>(),
        "toll": p.toll.iter().map(|t| json!({"kind": t.kind, "low": t.low, "high": t.high, "bound": t.bound.as_str(),
            "victims": t.victims, "scope": t.scope, "date": when(t.date.as_ref()), "attributed_to": many(&t.attributed_to),
            "quote": text(t.quote)})).collect::<Vec<_>>(),
    })
}
