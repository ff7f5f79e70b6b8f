//! Tolls that verbs tell only with their arguments: leaving home, mass arrests, people taken and freed.

use truceline_events::{Scene, frames};
use truceline_mentions::quantities;
use truceline_syntax::{Deprel, Upos, View, Xpos};

/// From how many people on arrests are a mass detention.
const MASS: u64 = 10;

/// Who is counted, as what, and the smallest number that is a toll.
pub(crate) struct Act {
    pub(crate) kind: &'static str,
    pub(crate) counted: Vec<u32>,
    pub(crate) least: u64,
}

/// What the verb tells of people who had to go, were rounded up or were taken.
pub(crate) fn of_verb(scene: Scene, verb: u32, frame: &frames::Frame) -> Option<Act> {
    let view = scene.view;
    let words = &scene.knowledge.lexicon.picture;
    let lemma = frames::verb_lemma(view, verb);
    if words.detaining.contains(lemma.as_str()) || lemma == "take" && view.form(verb + 1) == "away" {
        return Some(Act { kind: "captured", counted: frame.objects.clone(), least: MASS });
    }
    let armed =
        |t: &u32| matches!(view.lemma(*t), "soldier" | "troop" | "fighter" | "force" | "rebel" | "policeman" | "militant" | "officer");
    if leaves_home(view, verb, frame) && !frame.subjects.iter().any(armed) {
        return Some(Act { kind: "displaced", counted: frame.subjects.clone(), least: 2 });
    }
    if words.evacuating.contains(lemma.as_str()) && moved_from_home(view, frame) {
        return Some(Act { kind: "displaced", counted: frame.objects.clone(), least: 2 });
    }
    let takes =
        matches!(lemma.as_str(), "seize" | "snatch" | "grab" | "nab" | "take") && !crate::toll_words::takes_captive(scene, verb, frame);
    let from = frame.obliques.iter().any(|(p, _)| matches!(p.as_str(), "from" | "at" | "near" | "in" | "off"));
    let people: Vec<u32> = frame.objects.iter().copied().filter(|&o| is_human(scene, o)).collect();
    if takes && (lemma != "take") && (from || frame.passive) && !people.is_empty() {
        return Some(Act { kind: "captured", counted: people, least: 1 });
    }
    was_captive(view, verb).map(|t| Act { kind: "captured", counted: vec![t], least: 2 })
}

/// `were hacked to death`, `burned to death`, `were treated in hospital`, `are being treated for wounds`.
pub(crate) fn by_its_phrase(view: &View, verb: u32, frame: &frames::Frame) -> Option<&'static str> {
    let phrase =
        |names: &[&str], words: &[&str]| frame.obliques.iter().any(|(p, t)| names.contains(&p.as_str()) && words.contains(&view.lemma(*t)));
    let violent = matches!(
        view.lemma(verb),
        "hack"
            | "burn"
            | "stab"
            | "beat"
            | "stone"
            | "club"
            | "bludgeon"
            | "crush"
            | "trample"
            | "torture"
            | "starve"
            | "freeze"
            | "shoot"
            | "knife"
    );
    if violent && phrase(&["to"], &["death"]) {
        return Some("killed");
    }
    let wounds = || phrase(&["for"], &["injury", "wound", "burn"]) || phrase(&["in", "at"], &["hospital", "clinic"]);
    let carried = matches!(
        view.lemma(verb),
        "take" | "rush" | "bring" | "carry" | "admit" | "transfer" | "evacuate" | "ferry" | "airlift" | "fly" | "send"
    );
    let to_hospital = phrase(&["to", "into"], &["hospital", "clinic", "infirmary"]);
    let hurt = view.lemma(verb) == "treat" && wounds() || carried && to_hospital;
    (frame.passive && hurt).then_some("injured")
}

fn is_human(scene: Scene, token: u32) -> bool {
    let view = scene.view;
    let lemma = view.lemma(token);
    let lexicon = &scene.knowledge.lexicon;
    lexicon.in_class("people", lemma)
        || view.upos(token) == Upos::Noun && lexicon.agent(lemma).is_some() && !lexicon.naming.collective.contains(lemma)
        || view.children_by(token, &[Deprel::Conj]).any(|c| lexicon.in_class("people", view.lemma(c)))
}

/// `freed two engineers who had been held for a month`: those who were captives until then.
fn was_captive(view: &View, verb: u32) -> Option<u32> {
    let held = matches!(view.lemma(verb), "hold" | "seize" | "detain" | "take") && view.xpos(verb) == Xpos::Vbn;
    let who = view.head(verb).filter(|_| held && matches!(view.deprel(verb), Deprel::Acl | Deprel::AclRelcl))?;
    let freed = view.head(who).is_some_and(|h| matches!(view.lemma(h), "free" | "release" | "rescue" | "exchange" | "swap"));
    freed.then_some(who)
}

fn is_home(view: &View, t: u32) -> bool {
    matches!(
        view.lemma(t),
        "home" | "house" | "village" | "camp" | "town" | "settlement" | "hometown" | "shelter" | "neighbourhood" | "neighborhood" | "farm"
    )
}

/// `abandoned their homes`, `left their villages`, `sought refuge`, `poured across the border`.
fn leaves_home(view: &View, verb: u32, frame: &frames::Frame) -> bool {
    let object = |words: &[&str]| frame.objects.iter().any(|&o| words.contains(&view.lemma(o)));
    let to = |names: &[&str]| frame.obliques.iter().any(|(p, _)| names.contains(&p.as_str()));
    match view.lemma(verb) {
        "abandon" | "desert" | "vacate" => frame.objects.iter().any(|&o| is_home(view, o)),
        "leave" | "quit" => object(&["home", "house", "village", "camp", "hometown", "country"]),
        "seek" | "take" | "find" => object(&["refuge", "shelter", "sanctuary", "safety"]),
        "cross" => to(&["into", "to", "over"]) || object(&["border", "frontier"]),
        "pour" | "stream" | "flood" | "spill" | "escape" => to(&["into", "across", "over", "to"]),
        "run" => object(&["life"]) || to(&["for"]) && frame.obliques.iter().any(|(_, t)| matches!(view.lemma(*t), "life" | "safety")),
        _ => false,
    }
}

/// `were moved from their homes`, `residents were evacuated`.
fn moved_from_home(view: &View, frame: &frames::Frame) -> bool {
    let area = |t: u32| {
        is_home(view, t)
            || matches!(
                view.lemma(t),
                "zone" | "area" | "district" | "region" | "province" | "city" | "valley" | "island" | "line" | "border"
            )
    };
    let away = frame.obliques.iter().any(|(p, t)| matches!(p.as_str(), "from" | "out of") && area(*t));
    let locals = frame.objects.iter().any(|&o| {
        matches!(view.lemma(o), "resident" | "villager" | "people" | "person" | "civilian" | "family" | "inhabitant" | "household")
    });
    away || locals && matches!(view.lemma(frame.head), "evacuate" | "resettle")
}

/// `shot dead three women`, `shot 17 of the attackers dead`.
pub(crate) fn shot_dead(view: &View, verb: u32) -> bool {
    if view.lemma(verb) != "shoot" {
        return false;
    }
    let after = |t: &u32| view.form(*t) == "dead" && view.upos(t + 1) != Upos::Noun;
    view.form(verb + 1) == "dead" || view.subtree(verb).filter(|&t| t > verb && t < verb + 10).any(|t| after(&t))
}

/// `with 76 killed`: a participle with its own subject.
pub(crate) fn is_absolute(view: &View, verb: u32) -> bool {
    let helped = view.child(verb, &[Deprel::Aux, Deprel::AuxPass]).is_some();
    view.xpos(verb) == Xpos::Vbn && !helped && view.children_by(verb, &[Deprel::Mark, Deprel::Case]).any(|m| view.lemma(m) == "with")
}

/// `a farmer` beside counted people.
pub(crate) fn is_single(scene: Scene, token: u32) -> bool {
    let view = scene.view;
    let one = view.children_by(token, &[Deprel::Det]).any(|d| matches!(view.lemma(d), "a" | "an" | "another"));
    one && view.xpos(token) == Xpos::Nn
        && quantities::of_noun(view, token).is_none()
        && scene.mentions.is_participant(view, scene.knowledge, token)
}
