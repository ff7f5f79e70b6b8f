//! What dictionaries of TABARI and PETRARCH code, beside our own fields.

use serde_json::{Map, Value, json};
use truceline_dictionaries::{DictionaryEvent, Dyad};
use truceline_engine::Coded;
use truceline_events::Event;
use truceline_text::Span;

use crate::{jsonl, phrases::clean};

/// What dictionaries code for the word that one of our events hangs on.
pub(crate) fn beside<'c>(coded: &'c Coded, event: &Event) -> Option<&'c DictionaryEvent> {
    coded.dictionary_events.iter().find(|d| d.head == event.head)
}

/// What dictionaries code where we have no event.
pub(crate) fn alone(coded: &Coded) -> impl Iterator<Item = &DictionaryEvent> {
    coded.dictionary_events.iter().filter(|d| !coded.events.iter().any(|e| e.head == d.head))
}

/// `TAR -> VAL 064 (Share intelligence)`, one a dyad.
pub(crate) fn dyads(event: &DictionaryEvent) -> Vec<String> {
    let label = |d: &Dyad| d.label.as_ref().map(|l| format!(" ({l})")).unwrap_or_default();
    event.dyads.iter().map(|d| clean(&format!("{} -> {} {}{}", d.source, d.target, d.code, label(d)))).collect()
}

/// The dyads of a verb, for programs.
pub(crate) fn codes(event: &DictionaryEvent) -> Value {
    let dyad = |d: &Dyad| {
        let mut dyad = json!({"source_code": d.source, "target_code": d.target, "event_code": d.code, "entry": d.entry});
        if let Some(label) = &d.label {
            dyad["label"] = json!(label);
        }
        dyad
    };
    let mut out = json!({"dyads": event.dyads.iter().map(dyad).collect::<Vec<_>>()});
    if !event.issues.is_empty() {
        out["issues"] = event.issues.iter().map(|(code, n)| (code.to_string(), json!(n))).collect::<Map<_, _>>().into();
    }
    out
}

/// An event that only dictionaries code, with the fields of ours.
pub(crate) fn event(coded: &Coded, e: &DictionaryEvent) -> Value {
    let text = &coded.document.text;
    let sentence = coded.segmented.sentences.get(e.sentence as usize).map(|s| s.span).unwrap_or_default();
    let side = |of: fn(&Dyad) -> (&str, Option<Span>)| {
        let mut seen: Vec<(&str, Option<Span>)> = Vec::new();
        for dyad in &e.dyads {
            let (code, span) = of(dyad);
            if span.is_some() && !seen.contains(&(code, span)) {
                seen.push((code, span));
            }
        }
        let participant = |(code, span): (&str, Option<Span>)| {
            let span = span.unwrap_or_default();
            let name = span.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
            json!({"name": name, "text": span.of(text), "start": span.start, "end": span.end, "codes": [code]})
        };
        Value::Array(seen.into_iter().map(participant).collect())
    };
    let mut evidence = Map::new();
    evidence.insert("trigger".into(), json!([e.trigger.start, e.trigger.end]));
    evidence.insert("sentence".into(), json!([sentence.start, sentence.end]));
    let mut object = Map::new();
    object.insert("type".into(), json!(e.event_type.map(|t| t.as_str())));
    object.insert("mode".into(), json!(e.mode.as_deref()));
    object.insert("status".into(), json!(e.status.as_str()));
    object.insert("historical".into(), json!(e.historical));
    object.insert("trigger".into(), json!(e.trigger.of(text)));
    object.insert("actors".into(), side(|d| (&d.source, d.source_span)));
    object.insert("recipients".into(), side(|d| (&d.target, d.target_span)));
    object.insert("place".into(), json!(e.place.as_ref().map(|p| &p.name)));
    object.insert("date".into(), jsonl::when(e.date.as_ref().map(|d| &d.when)));
    object.insert("attributed_to".into(), jsonl::participants(coded, &e.attributed_to));
    object.insert("denied_by".into(), json!([]));
    object.insert("contexts".into(), json!(e.contexts.iter().map(|c| c.as_str()).collect::<Vec<_>>()));
    let code = e.dyads.first().map(|d| d.code.as_str()).filter(|_| e.event_type.is_some());
    object.insert("cameo".into(), json!(code));
    object.insert("score".into(), json!(e.score));
    if let Some(place) = &e.place {
        jsonl::located(place, &mut object);
        evidence.insert("place".into(), json!([place.span.start, place.span.end]));
    }
    if let Some(span) = e.date.as_ref().and_then(|d| d.span) {
        evidence.insert("date".into(), json!([span.start, span.end]));
    }
    object.insert("sentence".into(), json!(sentence.of(text)));
    object.insert("pattern".into(), json!(e.dyads.first().map(|d| d.entry.as_str())));
    object.insert("evidence".into(), Value::Object(evidence));
    object.insert("dictionary".into(), codes(e));
    Value::Object(object)
}
