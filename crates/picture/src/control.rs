//! Who holds a place, from captures, from `X-held Y`, and from words of holding, losing and besieging.

use truceline_events::{Event, EventPlace, Scene, Status, frames, slots, status, who};
use truceline_knowledge::{EventType, Role};
use truceline_mentions::{NameKind, Participant};
use truceline_syntax::{Deprel, Upos};

use crate::{
    picture::{Control, Opposition},
    quote,
};

/// All entries in text order; the same holder, place and step once.
pub(crate) fn find(scene: Scene, events: &[Event], opposition: &[Opposition]) -> Vec<Control> {
    let mut out: Vec<Control> = Vec::new();
    for i in 0..scene.view.len() {
        let found = match scene.view.upos(i) {
            Upos::Verb => captured(scene, i, events, opposition).or_else(|| held(scene, i)),
            Upos::Noun => stronghold(scene, i).or_else(|| liberation(scene, i)),
            _ => None,
        };
        for entry in found.into_iter().chain(held_compound(scene, i)) {
            let same = |c: &Control| c.place.name == entry.place.name && c.event == entry.event;
            if !out.iter().any(same) {
                out.push(entry);
            }
        }
    }
    out
}

/// A place that somebody can hold: named, and no state seen from outside.
fn place(scene: Scene, token: u32) -> Option<EventPlace> {
    slots::place_in(scene, token)
}

/// Verbs whose pattern takes the place as its own argument: capture, retake, seize, overrun.
fn captured(scene: Scene, verb: u32, events: &[Event], opposition: &[Opposition]) -> Option<Control> {
    let coded = scene.coded.get(verb as usize)?.as_ref()?;
    let takes_place = coded.pattern.place == Some(Role::Object) && coded.pattern.event_type == EventType::Assault;
    let object = *coded.frame.objects.first().filter(|_| takes_place)?;
    let place = place(scene, object)?;
    let sides = who::sides(scene, &coded.frame, coded.pattern);
    let reading = status::read(scene, &coded.frame);
    let event = events.iter().find(|e| e.head == verb);
    let date = slots::date(scene, &coded.frame, reading.status, false).map(|d| d.when);
    let quote = quote::clause(scene, verb);
    let liberated = scene.view.lemma(verb) == "liberate" || scene.view.lemma(verb) == "free";
    let done = matches!(reading.status, Status::Occurred | Status::Ongoing) && !reading.absorbed;
    if done {
        let holder = sides.actors.first().cloned();
        let claimed = holder.as_ref().is_some_and(|h| event.is_some_and(|e| e.attributed_to.iter().any(|a| a.name == h.name)));
        return Some(Control {
            place,
            event: if liberated && holder.is_none() { "lost" } else { "captured" },
            holder,
            from: sides.recipients.first().cloned(),
            date,
            status: if claimed { "claimed" } else { "asserted" },
            quote,
        });
    }
    if matches!(reading.status, Status::Negated | Status::Denied) {
        return None;
    }
    // An attempt: the defender still holds it.
    let attacker = sides.actors.first();
    let enemy = opposition.iter().find_map(|o| match attacker {
        Some(a) if o.a.name == a.name => Some(o.b.clone()),
        Some(a) if o.b.name == a.name => Some(o.a.clone()),
        _ => None,
    });
    let holder = sides.recipients.first().cloned().or(enemy);
    Some(Control { place, holder, from: None, event: "contested", date, status: "asserted", quote })
}

/// `X controls Y`, `Y is under X's control`, `besieging Y`, `lost Y`.
fn held(scene: Scene, verb: u32) -> Option<Control> {
    let view = scene.view;
    let event = *scene.knowledge.lexicon.picture.control.get(frames::verb_lemma(view, verb).as_str())?;
    let frame = frames::frame(view, scene.knowledge, verb)?;
    let named = |t: &u32| {
        scene.mentions.name_headed_by(*t).is_some_and(|n| matches!(n.kind, NameKind::Place))
            || scene.knowledge.lexicon.in_class("territory", view.lemma(*t))
    };
    let object = frame.objects.iter().copied().find(|t| named(t))?;
    let place = place(scene, object)?;
    let reading = status::read(scene, &frame);
    if !matches!(reading.status, Status::Occurred | Status::Ongoing) || reading.absorbed {
        return None;
    }
    let subject = scene.people(&frame.subjects).into_iter().next();
    let to = scene.people(&frame.obliques.iter().filter(|(p, _)| p == "to").map(|o| o.1).collect::<Vec<_>>()).into_iter().next();
    let (holder, from) = match event {
        "lost" => (to, subject),
        "handed over" => (to, subject),
        _ => (subject, None),
    };
    if holder.is_none() && from.is_none() {
        return None;
    }
    let date = slots::date(scene, &frame, reading.status, false).map(|d| d.when);
    Some(Control { place, holder, from, event, date, status: "asserted", quote: quote::clause(scene, verb) })
}

/// `the rebel-held town of Azaz`, `Kurdish-controlled Daquq`.
fn held_compound(scene: Scene, word: u32) -> Option<Control> {
    let view = scene.view;
    let written = view.form(word).to_lowercase();
    let (holder_end, held) = match written.as_str() {
        "held" | "controlled" | "occupied" | "ruled" if word >= 2 && view.form(word - 1) == "-" => (word - 2, true),
        _ => (word, ["-held", "-controlled", "-occupied", "-ruled"].iter().any(|s| written.ends_with(s))),
    };
    if !held {
        return None;
    }
    let noun = view.head(word).filter(|h| *h > word).unwrap_or(word + 1);
    let place = place(scene, noun)?;
    let (name, first) = if holder_end == word {
        (view.form(word).rsplit_once('-').map_or("", |s| s.0).to_owned(), word)
    } else {
        let first = scene.mentions.name_at(holder_end).map_or(holder_end, |n| n.tokens.start);
        (view.text_of(first..holder_end + 1), first)
    };
    let holder = Participant {
        name,
        span: view.span_of(first..word + 1),
        token: word,
        entity: scene.mentions.name_at(holder_end).map(|n| n.entity),
        id: None,
        codes: Vec::new(),
    };
    let quote = view.span_of(first..noun.max(word) + 1).join(place.span);
    Some(Control { place, holder: Some(holder), from: None, event: "held", date: None, status: "asserted", quote })
}

/// `Raqqa, the group's self-proclaimed capital`, `X's stronghold of Y`, `control of Mosul`.
fn stronghold(scene: Scene, noun: u32) -> Option<Control> {
    let view = scene.view;
    let frame = frames::frame(view, scene.knowledge, noun)?;
    match view.lemma(noun) {
        "stronghold" | "bastion" | "capital" => {
            let declared = view.lemma(noun) != "capital"
                || view.children_by(noun, &[Deprel::Amod]).any(|c| view.lemma(c).contains("proclaimed") || view.lemma(c) == "facto");
            let owner: Vec<u32> = frame.possessives.iter().chain(&frame.modifiers).copied().collect();
            let holder = scene.people(&owner).into_iter().next().filter(|_| declared)?;
            let apposed = (view.deprel(noun) == Deprel::Appos).then(|| view.head(noun)).flatten();
            let place = apposed.and_then(|h| place(scene, h)).or_else(|| place(scene, noun))?;
            Some(Control {
                place,
                holder: Some(holder),
                from: None,
                event: "held",
                date: None,
                status: "asserted",
                quote: quote::clause(scene, apposed.unwrap_or(noun)),
            })
        }
        "control" => {
            let of = frame.obliques.iter().find(|(p, _)| p == "of" || p == "over")?.1;
            let place = place(scene, of)?;
            let verb = view.head(noun).filter(|&v| view.upos(v) == Upos::Verb)?;
            let clause = frames::frame(view, scene.knowledge, verb)?;
            let subject = scene.people(&clause.subjects).into_iter().next()?;
            let event = *scene.knowledge.lexicon.picture.control_of.get(view.lemma(verb))?;
            let reading = status::read(scene, &clause);
            if !matches!(reading.status, Status::Occurred | Status::Ongoing) || reading.absorbed {
                return None;
            }
            let from = scene
                .people(&clause.obliques.iter().chain(&frame.obliques).filter(|(p, _)| p == "from").map(|o| o.1).collect::<Vec<_>>())
                .into_iter()
                .next();
            let (holder, from) = if event == "lost" { (None, Some(subject)) } else { (Some(subject), from) };
            let date = slots::date(scene, &clause, reading.status, false).map(|d| d.when);
            Some(Control { place, holder, from, event, date, status: "asserted", quote: quote::clause(scene, verb) })
        }
        _ => None,
    }
}

/// `the Iraqi government's liberation of Tikrit`, `the capture of X by Y`, `the fall of X`.
fn liberation(scene: Scene, noun: u32) -> Option<Control> {
    let view = scene.view;
    if !matches!(view.lemma(noun), "liberation" | "capture" | "recapture" | "fall" | "seizure" | "siege" | "re-taking" | "retaking") {
        return None;
    }
    let frame = frames::frame(view, scene.knowledge, noun)?;
    let of = frame.obliques.iter().find(|(p, _)| p == "of")?.1;
    let place = place(scene, of)?;
    let reading = status::read(scene, &frame);
    if !matches!(reading.status, Status::Occurred | Status::Ongoing) || reading.absorbed {
        return None;
    }
    let by: Vec<u32> = frame
        .subjects
        .iter()
        .chain(&frame.possessives)
        .chain(&frame.modifiers)
        .copied()
        .chain(frame.obliques.iter().filter(|(p, _)| p == "by" || p == "to").map(|o| o.1))
        .collect();
    let holder = scene.people(&by).into_iter().next();
    let from = scene.people(&frame.obliques.iter().filter(|(p, _)| p == "from").map(|o| o.1).collect::<Vec<_>>()).into_iter().next();
    let event = match (view.lemma(noun), &holder) {
        ("siege", _) => "besieged",
        (_, Some(_)) => "captured",
        (_, None) => "lost",
    };
    let date = slots::date(scene, &frame, reading.status, false).map(|d| d.when);
    Some(Control { place, holder, from, event, date, status: "asserted", quote: quote::clause(scene, noun) })
}
