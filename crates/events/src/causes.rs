//! Whom a march is to reach, whose doing is answered, who had to flee: recipients that phrases beside the predicate name.

use truceline_knowledge::{EventType, Pattern};
use truceline_mentions::{NameKind, Participant};
use truceline_syntax::{Deprel, Upos, Xpos};

use crate::{
    enemies::same_party,
    frames::{self, Frame},
    lent::take,
    matching::{Scene, is_of_class},
    targets::concerned,
    who::{Sides, participant, people},
};

/// `marched on parliament`, `marched to the health ministry`, `to the mayor's office`: whom a march is to reach.
pub(crate) fn towards_body(scene: Scene, frame: &Frame, pattern: &Pattern, out: &mut Sides) {
    let towards = frame.obliques.iter().filter(|(p, _)| matches!(p.as_str(), "on" | "to" | "towards" | "toward")).map(|o| o.1);
    let organ =
        |t: u32| people(scene, &[t]).iter().any(|p| p.codes.iter().any(|c| ["GOV", "LEG", "JUD", "MIL"].iter().any(|s| c.ends_with(s))));
    let mut found: Vec<u32> = Vec::new();
    for t in towards {
        if participant(scene, t) && organ(t) {
            found.push(t);
        } else if !scene.is_plain_place(t) {
            found.extend(concerned(scene, pattern, t, 1).into_iter().filter(|&o| organ(o)));
        }
    }
    out.add_recipients(people(scene, &found));
}

/// `threatens retaliation over US chip curbs`, `imposed sanctions after X's test`: whose doing the phrase names as the cause.
pub(crate) fn over_whose(scene: Scene, frame: &Frame, pattern: &Pattern, prepositions: &[&str], out: &mut Sides) {
    if !out.recipients.is_empty() || out.actors.is_empty() {
        return;
    }
    let view = scene.view;
    let causes = frame.obliques.iter().filter(|(p, t)| prepositions.contains(&p.as_str()) && view.upos(*t) == Upos::Noun).map(|o| o.1);
    let party = |t: &u32| scene.mentions.name_headed_by(*t).is_some_and(|n| n.kind != NameKind::Place) && participant(scene, *t);
    let whose = |t: u32| view.children_by(t, &[Deprel::NmodPoss, Deprel::Amod, Deprel::Compound]).find(party);
    let Some(owner) = causes.filter(|&t| !participant(scene, t)).find_map(whose) else { return };
    let found = people(scene, &[owner]);
    let own = |p: &Participant| out.actors.iter().any(|a| same_party(scene, a, p));
    if !found.iter().any(own) && pattern.event_type != EventType::Accuse {
        out.add_recipients(found);
    }
}

/// `took the town, forcing soldiers to flee`: those in arms who had to leave.
pub(crate) fn routed(scene: Scene, frame: &Frame, pattern: &Pattern, out: &mut Sides) {
    let view = scene.view;
    let forces = |c: &u32| {
        view.xpos(*c) == Xpos::Vbg && matches!(view.lemma(*c), "force" | "send" | "drive" | "push" | "compel" | "oust" | "expel" | "chase")
    };
    let armed = |t: &u32| ["troops", "armed", "lawmen"].iter().any(|class| is_of_class(scene, *t, class));
    let clause = view.children_by(frame.head, &[Deprel::Advcl]).find(forces);
    if let Some(f) = clause.and_then(|c| frames::frame(view, scene.knowledge, c)) {
        let fled: Vec<u32> = f.objects.iter().copied().filter(armed).collect();
        take(scene, &f, pattern, &fled, out);
    }
}
