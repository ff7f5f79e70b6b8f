//! From coded predicates to event records.

use truceline_knowledge::{Condition, EventType, Pattern};
use truceline_mentions::Participant;
use truceline_syntax::{Deprel, Upos, View};
use truceline_text::BlockKind;

use crate::{
    alone, apart, background, bearings, captives, denials, enemies,
    event::{Event, Status},
    frames::{self, Frame},
    hands, harm, homes, identified, judged,
    matching::{Coded, Scene, is_of_class},
    matter, merge, parties, raids, reactions, remarks, slots,
    status::{self, Reading, Source},
    topic, unrest, whereabouts, who, wording,
};

/// Sentences at the head of a report whose undated news is the report's own day's.
pub(crate) const LEAD: u32 = 2;

/// All events of a document, one record an event, in text order. `scene.coded` holds what [`crate::code_all`] gave.
pub fn code(scene: Scene) -> Vec<Event> {
    let view = scene.view;
    let lead = lead_sentences(view);
    let mut events = Vec::new();
    if topic::is_sport(scene) {
        return events;
    }
    for found in scene.coded.iter().flatten() {
        let sentence = view.sentence_index(found.frame.head);
        let Some(s) = view.segmented.sentences.get(sentence as usize) else { continue };
        if !matches!(view.segmented.kind(s), BlockKind::Paragraph | BlockKind::Title) {
            continue;
        }
        events.extend(event(scene, found, sentence < lead));
    }
    matter::keep_public(scene, &mut events);
    let mut events = merge::merge(scene, harm::fold(scene, events));
    identified::fill(scene, &mut events);
    bearings::fill(scene, &mut events);
    captives::fill(scene, &mut events);
    hands::fill(scene, &mut events);
    // Before places are lent: a place of its own tells a particular fight.
    enemies::fill(scene, &mut events);
    raids::fill(scene, &mut events);
    whereabouts::fill(scene, &mut events);
    judged::fill(scene, &mut events);
    reactions::fill(scene, &mut events);
    parties::fill(scene, &mut events);
    let mut events = apart::split(scene, events);
    unrest::settle(scene, &mut events);
    denials::attach(scene, &mut events);
    for e in &mut events {
        let actors = &e.actors;
        e.recipients.retain(|r| actors.iter().all(|a| a.name != r.name));
    }
    background::mark(scene, &mut events);
    events
}

/// The number of sentences up to the end of the lead.
pub fn lead_sentences(view: &View) -> u32 {
    let sentences = &view.segmented.sentences;
    let body = sentences.iter().position(|s| view.segmented.kind(s) == BlockKind::Paragraph).unwrap_or(0);
    body as u32 + LEAD
}

fn event(scene: Scene, found: &Coded, lead: bool) -> Option<Event> {
    let (frame, pattern) = (&found.frame, found.pattern);
    let in_name = frame.is_verb && scene.mentions.name_at(frame.head).is_some();
    if in_name || scene.mentions.time_at(frame.head).is_some() || remarks::is_remark(scene, frame, pattern) {
        return None;
    }
    let reading = status::read(scene, frame);
    let status = settled_status(pattern, &reading)?;
    let mut sides = who::sides(scene, frame, pattern);
    let verbal = is_verbal(pattern.event_type) && pattern.mode.as_deref() != Some("investigate");
    if sides.actors.is_empty() && sides.recipients.is_empty() && !alone::stands(scene, frame, pattern, &sides) {
        return None;
    }
    let mut attributed_to = sources(scene, &reading);
    let mut authored = false;
    if attributed_to.is_empty() && !(verbal && speaks_itself(scene.view, frame)) {
        // A statement in the first person: who makes it vouches for what it tells.
        let speaker = scene.mentions.speaker_in(scene.view, scene.knowledge, scene.view.sentence_index(frame.head));
        authored = speaker.is_some_and(|(_, told)| !told);
        attributed_to = speaker.map_or_else(Vec::new, |(token, _)| people(scene, &[token]));
    }
    // "the rights group says the new evidence implicates X": who says so accuses.
    let charged = who::is_about_subject(pattern) && scene.view.upos(frame.head) == Upos::Verb;
    let told = frame.is_verb && !frame.passive && !frame.subjects.is_empty() && !charged;
    let by_evidence = pattern.event_type == EventType::Accuse && told;
    // "it is vital that X stop, the envoy said"
    let said_of = frame.is_verb && scene.view.upos(frame.head) != Upos::Verb;
    let by_word = pattern.event_type == EventType::Request && said_of && !sides.recipients.is_empty();
    if (by_evidence || by_word) && verbal && sides.actors.is_empty() {
        sides.actors = std::mem::take(&mut attributed_to);
        let actors = &sides.actors;
        sides.recipients.retain(|r| actors.iter().all(|a| a.name != r.name));
    }
    if verbal {
        attributed_to.retain(|s| !sides.actors.iter().any(|a| a.name == s.name));
    }
    if pattern.event_type == EventType::Agree {
        // "in an interview with the BBC": whoever is told of a promise is not promised anything.
        sides.recipients.retain(|r| !r.codes.iter().any(|c| c.ends_with("MED")));
    }
    sides.actors.truncate(12);
    let date = slots::date(scene, frame, status, lead);
    let years_long = date.as_ref().is_some_and(|d| slots::long_interval(d.when));
    if pattern.event_type == EventType::Assault && status == Status::Ongoing && years_long {
        return None; // a war of years told as a state is the picture's
    }
    let historical = slots::historical(scene, date.as_ref(), frame);
    let argument = sides.place.or_else(|| whereabouts::journey(scene, frame, pattern, &sides));
    let place = slots::place(scene, frame, argument, !verbal)
        .or_else(|| whereabouts::acted_on(scene, frame, pattern, &sides))
        .or_else(|| homes::of_organ(scene, pattern, &sides));
    let mut mode = wording::mode(scene, frame, pattern);
    let mut cameo = pattern.cameo.clone();
    let trigger = wording::trigger(scene.view, frame, pattern);
    let (event_type, status) = spoken(scene, frame, pattern.event_type, status, &sides.actors, &attributed_to);
    let mut date = date;
    if event_type != pattern.event_type && matches!(pattern.event_type, EventType::Retreat | EventType::Aid) {
        // The promise is made when it is told.
        date = date.or_else(|| telling(scene, frame).and_then(|f| slots::date(scene, &f, status, lead)));
        // Whoever says what his side will do makes the promise.
        sides.actors = std::mem::take(&mut attributed_to);
        let actors = &sides.actors;
        sides.recipients.retain(|r| actors.iter().all(|a| a.name != r.name));
    }
    // "the union said on Friday that it was cutting aid": its own deed, announced that day.
    let own_word = date.is_none() && frame.is_verb && sides.actors.iter().any(|a| attributed_to.iter().any(|s| s.name == a.name));
    if own_word && status == Status::Occurred {
        date = telling(scene, frame).and_then(|f| slots::date(scene, &f, status, false));
    }
    if authored {
        attributed_to.clear(); // a statement as a whole has an author, and no source
    }
    if event_type == EventType::Threaten && pattern.event_type == EventType::Assault {
        attributed_to.retain(|s| !sides.actors.iter().any(|a| a.name == s.name));
        (mode, cameo) = (Some("violence".into()), Some("138".into()));
    }
    let mut reasons = vec![format!("{} codes `{}` as {}", pattern.name, trigger.of(&scene.view.document.text), pattern.event_type)];
    reasons.extend(reading.reasons);
    Some(Event {
        event_type,
        score: scene.knowledge.ontology.score(event_type, mode.as_deref()),
        mode,
        status,
        historical,
        trigger,
        sentence: scene.view.sentence_index(frame.head),
        head: frame.head,
        actors: sides.actors,
        recipients: sides.recipients,
        place,
        date,
        denied_by: people(scene, &reading.deniers),
        attributed_to,
        contexts: wording::contexts(scene, frame, pattern),
        cameo,
        pattern: pattern.name.clone(),
        reasons,
    })
}

/// Statuses that make a record; `None` where the text gives no event of its own.
fn settled_status(pattern: &Pattern, reading: &Reading) -> Option<Status> {
    use EventType as T;
    if reading.absorbed {
        return None;
    }
    let spoken = is_verbal(pattern.event_type) && pattern.mode.as_deref() != Some("investigate");
    let status = match reading.status {
        Status::Hypothetical => return None,
        Status::Occurred | Status::Ongoing if pattern.undone => return Some(Status::Negated),
        _ if pattern.undone => return None,
        // "did not rule out force": what is said includes the negation.
        Status::Negated if spoken && pattern.conditions.contains(&Condition::Negated) => Status::Occurred,
        // Who is asking has asked.
        Status::Ongoing if spoken => Status::Occurred,
        Status::Planned
            if matches!(
                pattern.event_type,
                T::Assault
                    | T::Coerce
                    | T::Sanction
                    | T::Protest
                    | T::Consult
                    | T::Cooperate
                    | T::Aid
                    | T::Retreat
                    | T::Mobilize
                    | T::Support
            ) =>
        {
            Status::Planned
        }
        // A planned speech act is its own promise; only deeds are planned.
        Status::Planned => Status::Occurred,
        Status::Negated if matches!(pattern.event_type, T::Aid | T::Retreat | T::Consult) => Status::Negated,
        // An attempt that failed is told; that nobody was attacked is not.
        Status::Negated if pattern.event_type == T::Assault && !reading.reasons.iter().any(|r| r == "negated" || r == "no") => {
            Status::Negated
        }
        Status::Negated => return None,
        s => s,
    };
    Some(if pattern.planned && status == Status::Occurred { Status::Planned } else { status })
}

/// `we condemn`: the speaker's own speech act.
pub(crate) fn speaks_itself(view: &View, frame: &Frame) -> bool {
    frame.subjects.iter().any(|&s| matches!(view.form(s).to_lowercase().as_str(), "i" | "we"))
}

/// What a side says it will do is its promise, concession or threat; a truce that two sides declare is their agreement.
fn spoken(
    scene: Scene,
    frame: &Frame,
    event_type: EventType,
    status: Status,
    actors: &[Participant],
    sources: &[Participant],
) -> (EventType, Status) {
    let told_by_itself = status == Status::Planned && sources.iter().any(|s| s.entity.is_some()) && frame.is_verb;
    let truce = |t: u32| is_of_class(scene, t, "ceasefire");
    match event_type {
        EventType::Retreat if told_by_itself => (EventType::Concede, Status::Occurred),
        EventType::Aid if told_by_itself => (EventType::Agree, Status::Occurred),
        EventType::Assault
            if status == Status::Planned && frame.is_verb && sources.iter().any(|s| actors.iter().any(|a| a.name == s.name)) =>
        {
            (EventType::Threaten, Status::Occurred)
        }
        EventType::Concede if actors.len() > 1 && (truce(frame.head) || frame.objects.iter().any(|&o| truce(o))) => {
            (EventType::Agree, status)
        }
        _ => (event_type, status),
    }
}

/// The verb that tells what the frame's clause says: `announced on Saturday that it would stop`.
fn telling(scene: Scene, frame: &Frame) -> Option<Frame> {
    let view = scene.view;
    let mut at = frame.head;
    while let Some(head) = view.head(at) {
        if view.deprel(at) == Deprel::Ccomp {
            return frames::frame(view, scene.knowledge, head);
        }
        at = head;
    }
    None
}

/// Types that are done by speaking.
pub fn is_verbal(event_type: EventType) -> bool {
    use EventType as T;
    matches!(event_type, T::Agree | T::Support | T::Concede | T::Request | T::Accuse | T::Reject | T::Threaten)
}

/// Those whom the text names as the source.
pub fn sources(scene: Scene, reading: &Reading) -> Vec<Participant> {
    let called = |token: u32, name: String| {
        let span = scene.view.span(token);
        Participant { name, span, token, entity: None, id: None, codes: Vec::new() }
    };
    let mut out: Vec<Participant> = Vec::new();
    for source in &reading.sources {
        let found = match source {
            Source::Token(t) => scene.mentions.participants(scene.view, scene.knowledge, *t),
            Source::Noun(t) => vec![called(*t, scene.view.form(*t).to_lowercase())],
            Source::Accusers(t) => vec![called(*t, "unnamed".to_owned())],
            Source::Unnamed => Vec::new(),
        };
        for p in found {
            if !p.name.is_empty() && !out.iter().any(|o| o.name == p.name) {
                out.push(p);
            }
        }
    }
    out
}

fn people(scene: Scene, tokens: &[u32]) -> Vec<Participant> {
    tokens.iter().flat_map(|&t| scene.mentions.participants(scene.view, scene.knowledge, t)).collect()
}
