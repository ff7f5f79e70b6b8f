//! Who holds a place: captures, losses, sieges, transfers, contested places.

use truceline_events::{Event, EventPlace, Scene, Status, frames, slots, status, who};
use truceline_knowledge::{EventType, Role};
use truceline_mentions::Participant;
use truceline_syntax::{Deprel, Upos, View};

use crate::{
    contested::{self, Attempt},
    held,
    picture::{Control, Opposition},
    places, quote,
    sides::{Sides, can_fight, one_side},
    signs, taken,
};

/// All entries in text order; the same place and step once.
pub(crate) fn find(scene: Scene, events: &[Event], opposition: &[Opposition], sides: &Sides) -> Vec<Control> {
    let view = scene.view;
    let mut found: Vec<Control> = Vec::new();
    let mut entries: Vec<taken::Entry> = Vec::new();
    for i in 0..view.len() {
        entries.extend(taken::entered(scene, i, sides));
        let told = match view.upos(i) {
            Upos::Verb | Upos::Adj => {
                let mut list = captured(scene, i, events, sides);
                if list.is_empty() {
                    list = taken::by_verb(scene, i, sides);
                }
                if list.is_empty() {
                    list = fallen(scene, i, sides);
                }
                if list.is_empty() {
                    list = driven_out(scene, i, sides);
                }
                if list.is_empty() {
                    list = held_by_verb(scene, i, sides);
                }
                if list.is_empty() {
                    list = given_up(scene, i, sides);
                }
                if list.is_empty() {
                    list = signs::of_verb(scene, i, sides);
                }
                list
            }
            Upos::Noun => [
                taken::in_hands(scene, i, sides),
                held::stronghold(scene, i, sides),
                held::control_noun(scene, i, sides),
                taking_noun(scene, i, sides),
                taken::under_siege(scene, i, sides),
                signs::of_noun(scene, i, sides),
            ]
            .concat(),
            _ => Vec::new(),
        };
        found.extend(told.into_iter().map(|entry| by_holder(scene, entry, &found)).collect::<Vec<_>>());
        found.extend(held::compound(scene, i));
    }
    // Who marched in holds the place where nobody resisted or its defenders left.
    for entry in entries {
        let left = |c: &Control| c.event == "lost" && c.place.name == entry.control.place.name && c.holder.is_none();
        if entry.unopposed || found.iter().any(left) {
            found.push(entry.control);
        }
    }
    let attempts = contested::attempts(scene, sides);
    for entry in &mut found {
        complete(scene, entry, &attempts, sides);
    }
    let mut out = Vec::new();
    found.into_iter().for_each(|entry| add(&mut out, entry));
    for attempt in &attempts {
        // A stronghold under attack is contested.
        let attacked = |c: &&mut Control| c.event == "held" && c.place.name == attempt.place.name;
        if let Some(entry) = out.iter_mut().find(attacked)
            && entry.holder.as_ref().is_some_and(|h| !attempt.attackers.iter().any(|a| one_side(scene, a, h)))
            && attempt.attacked
            && !attempt.attackers.is_empty()
        {
            (entry.event, entry.date, entry.quote) = ("contested", attempt.date, attempt.quote);
        }
        if !out.iter().any(|c| c.place.name == attempt.place.name) {
            out.push(contested::entry(scene, attempt, opposition, sides));
        }
    }
    out
}

/// `X has been in Y's hands since May, when they drove the army out`: who holds the place took it.
fn by_holder(scene: Scene, mut entry: Control, before: &[Control]) -> Control {
    let view = scene.view;
    let sentence = |c: &Control| scene.view.sentence_index(first_token(view, c));
    let holds = |c: &&Control| c.event == "held" && c.place.name == entry.place.name && sentence(c) == sentence(&entry);
    if entry.event == "lost"
        && let Some(holder) = before.iter().find(holds).and_then(|c| c.holder.clone())
        && entry.from.as_ref().is_some_and(|f| !one_side(scene, f, &holder))
    {
        (entry.event, entry.holder) = ("captured", Some(holder));
    }
    entry
}

/// The first token of an entry's quote.
fn first_token(view: &View, entry: &Control) -> u32 {
    (0..view.len()).collect::<Vec<_>>().partition_point(|&t| view.span(t).start < entry.quote.start) as u32
}

/// Adds an entry; a capture tells more of a place than that somebody held it before.
fn add(out: &mut Vec<Control>, entry: Control) {
    // "their last stronghold, X", which they have lost.
    let lost = |c: &Control| {
        let (Some(from), Some(holder)) = (&c.from, &entry.holder) else { return false };
        c.event == "captured" && c.place.name == entry.place.name && (from.name == holder.name || from.name.ends_with(&holder.name))
    };
    if entry.event == "held" && out.iter().any(lost) {
        return;
    }
    let taken = |e: &Control| matches!(e.event, "captured" | "lost" | "handed over");
    if let Some(same) = out.iter_mut().find(|c| c.place.name == entry.place.name && c.event == entry.event) {
        // `the rebels` tells less than a name.
        let named = |c: &Control| c.holder.as_ref().is_some_and(|h| h.entity.is_some());
        if same.holder.is_none() && entry.holder.is_some() || named(&entry) && !named(same) && same.event == "held" {
            *same = entry;
        }
        return;
    }
    if let Some(other) = out.iter_mut().find(|c| c.place.name == entry.place.name && taken(c) && taken(&entry)) {
        if other.event == "lost" && entry.event == "captured" {
            let from = other.from.take();
            *other = entry;
            other.from = other.from.take().or(from);
        } else if other.from.is_none() {
            other.from = entry.from;
        }
        return;
    }
    if taken(&entry)
        && let Some(before) = out.iter().position(|c| c.place.name == entry.place.name && c.event == "held")
        && entry.holder.is_some()
    {
        let mut entry = entry;
        let held = out.remove(before);
        if held.holder.as_ref().map(|h| &h.name) != entry.holder.as_ref().map(|h| &h.name) {
            entry.from = entry.from.or(held.holder);
        }
        out.push(entry);
        return;
    }
    out.push(entry);
}

/// Fills what the entry leaves open: the one armed group loses what is freed, and whoever set out to free it is the victor.
fn complete(scene: Scene, entry: &mut Control, attempts: &[Attempt], sides: &Sides) {
    if entry.event == "lost" && entry.holder.is_none() {
        let victor = attempts.iter().filter(|a| a.place.name == entry.place.name).find_map(|a| a.attackers.first());
        if let Some(victor) = victor.cloned() {
            entry.holder = Some(victor);
            entry.event = "captured";
        }
    }
    if matches!(entry.event, "captured" | "lost") && entry.from.is_none() {
        let rebels = |h: &Participant| h.codes.iter().any(|c| ["REB", "TER", "PRM"].iter().any(|s| c.ends_with(s)));
        let victor = entry.holder.as_ref();
        let loser = sides.insurgent.clone().filter(|i| victor.is_none_or(|h| !one_side(scene, h, i) && !rebels(h)));
        entry.from = loser;
    }
}

/// Verbs whose pattern takes the place as its own argument: capture, retake, seize, overrun.
fn captured(scene: Scene, verb: u32, events: &[Event], plain: &Sides) -> Vec<Control> {
    let Some(coded) = scene.coded.get(verb as usize).and_then(Option::as_ref) else { return Vec::new() };
    let takes_place = coded.pattern.place == Some(Role::Object) && coded.pattern.event_type == EventType::Assault;
    if !takes_place {
        return Vec::new();
    }
    let places: Vec<EventPlace> = coded.frame.objects.iter().flat_map(|&o| taken::with_garrison(scene, o)).collect();
    let reading = status::read(scene, &coded.frame);
    if places.is_empty() || reading.absorbed || !matches!(reading.status, Status::Occurred | Status::Ongoing) {
        return Vec::new();
    }
    if aims(scene, verb) {
        return Vec::new();
    }
    let sides = who::sides(scene, &coded.frame, coded.pattern);
    let event = events.iter().find(|e| e.head == verb);
    let freed = matches!(scene.view.lemma(verb), "liberate" | "free");
    let holder = sides.actors.first().cloned().map(|p| plain.plainly(p));
    let told_by = |h: &Participant| event.is_some_and(|e| e.attributed_to.iter().any(|a| one_side(scene, a, h)));
    let claimed = holder.as_ref().is_some_and(told_by);
    let from = sides.recipients.iter().find(|r| can_fight(scene, r)).cloned();
    let date = taken::day(scene, &coded.frame, reading.status);
    let quote = quote::clause(scene, verb);
    let entry = |place| Control {
        place,
        event: if freed && holder.is_none() { "lost" } else { "captured" },
        holder: holder.clone(),
        from: from.clone(),
        date,
        status: if claimed { "claimed" } else { "asserted" },
        quote,
    };
    places.into_iter().map(entry).collect()
}

/// `tried to take X`: an infinitive tells a deed only under a verb of success.
fn aims(scene: Scene, verb: u32) -> bool {
    let view = scene.view;
    let infinitive = view.children_by(verb, &[Deprel::Mark]).any(|m| view.lemma(m) == "to");
    let succeeds = |h: u32| matches!(view.lemma(h), "manage" | "succeed" | "go" | "help" | "say" | "report" | "claim" | "know" | "believe");
    infinitive && !view.head(verb).is_some_and(succeeds)
}

/// `X fell to Y`, `X fell into the hands of Y`.
fn fallen(scene: Scene, verb: u32, sides: &Sides) -> Vec<Control> {
    let view = scene.view;
    if view.lemma(verb) != "fall" || view.upos(verb) != Upos::Verb {
        return Vec::new();
    }
    let Some(frame) = frames::frame(view, scene.knowledge, verb) else { return Vec::new() };
    let reading = status::read(scene, &frame);
    let mut places: Vec<EventPlace> = frame.subjects.iter().flat_map(|&s| places::named(scene, s)).collect();
    if places.is_empty() {
        places = frame.subjects.iter().flat_map(|&s| taken::of_garrison(scene, s)).collect();
    }
    if places.is_empty() || !matches!(reading.status, Status::Occurred | Status::Ongoing) {
        return Vec::new();
    }
    let to = frame.obliques.iter().filter(|(p, _)| matches!(p.as_str(), "to" | "into" | "under")).map(|o| o.1);
    let hands = to.flat_map(|t| {
        if view.lemma(t) == "hand" || view.lemma(t) == "control" { crate::sides::owners(scene, t) } else { scene.people(&[t]) }
    });
    let holder = hands.map(|p| sides.plainly(p)).find(|p| can_fight(scene, p));
    if holder.is_none()
        && !frame.obliques.is_empty()
        && !frame
            .obliques
            .iter()
            .all(|(p, _)| matches!(p.as_str(), "on" | "in" | "after" | "without" | "within" | "amid" | "during" | "before" | "by"))
    {
        return Vec::new();
    }
    let date = slots::date(scene, &frame, reading.status, false).map(|d| d.when);
    let event = if holder.is_some() { "captured" } else { "lost" };
    let quote = quote::clause(scene, verb);
    places.into_iter().map(|p| Control { date, ..held::holding(p, holder.clone(), event, quote) }).collect()
}

/// `drove X out of Y`, `pushed X from Y`, `cleared Y of X`.
fn driven_out(scene: Scene, verb: u32, sides: &Sides) -> Vec<Control> {
    let view = scene.view;
    let words = &scene.knowledge.lexicon.picture;
    let lemma = frames::verb_lemma(view, verb);
    if view.upos(verb) != Upos::Verb || !(words.driving.contains(lemma.as_str()) || words.driving.contains(view.lemma(verb))) {
        return Vec::new();
    }
    let Some(frame) = frames::frame(view, scene.knowledge, verb) else { return Vec::new() };
    let reading = status::read(scene, &frame);
    if reading.absorbed || !matches!(reading.status, Status::Occurred | Status::Ongoing) {
        return Vec::new();
    }
    let out_of = frame.obliques.iter().filter(|(p, _)| matches!(p.as_str(), "out of" | "from")).map(|o| o.1);
    let left: Vec<EventPlace> = out_of.flat_map(|t| places::named(scene, t)).collect();
    let clears = matches!(view.lemma(verb), "clear" | "rid" | "purge");
    let losers = |tokens: &[u32]| sides.named(tokens).into_iter().next();
    let (places, from) = if clears {
        let of: Vec<u32> = frame.obliques.iter().filter(|(p, _)| p == "of" || p == "from").map(|o| o.1).collect();
        match losers(&frame.objects) {
            // "cleared the rebels from X"
            Some(loser) if !left.is_empty() => (left, Some(loser)),
            _ => (frame.objects.iter().flat_map(|&o| places::named(scene, o)).collect(), losers(&of)),
        }
    } else {
        let from = losers(&frame.objects);
        let out = frames::verb_lemma(view, verb).ends_with("_out") || view.lemma(verb) == "oust";
        let left = if left.is_empty() && out { places::told_last(scene, verb).into_iter().collect() } else { left };
        (if from.is_some() { left } else { Vec::new() }, from)
    };
    let we = frame.subjects.iter().any(|&s| matches!(view.form(s).to_lowercase().as_str(), "we" | "i" | "us"));
    let holder = if we { None } else { sides.named(&frame.subjects).into_iter().next() };
    if clears && from.is_none() && holder.is_none() {
        return Vec::new();
    }
    let date = slots::date(scene, &frame, reading.status, false).map(|d| d.when);
    let event = if holder.is_some() { "captured" } else { "lost" };
    let quote = quote::clause(scene, verb);
    places.into_iter().map(|p| Control { from: from.clone(), date, ..held::holding(p, holder.clone(), event, quote) }).collect()
}

/// `X controls Y`, `a town held by X`, `besieging Y`, `lost Y`, `handed Y over to X`.
fn held_by_verb(scene: Scene, verb: u32, sides: &Sides) -> Vec<Control> {
    let view = scene.view;
    let lemma = frames::verb_lemma(view, verb);
    let table = &scene.knowledge.lexicon.picture.control;
    let Some(&event) = table.get(lemma.as_str()).or_else(|| table.get(view.lemma(verb))) else { return Vec::new() };
    let Some(frame) = frames::frame(view, scene.knowledge, verb) else { return Vec::new() };
    let mut places: Vec<EventPlace> = frame.objects.iter().flat_map(|&o| places::named(scene, o)).collect();
    if places.is_empty() && event == "lost" {
        places = frame.objects.iter().flat_map(|&o| taken::of_garrison(scene, o)).collect();
    }
    if places.is_empty() && frame.passive {
        places = frame.objects.iter().flat_map(|&o| places::described(scene, o)).collect();
    }
    let reading = status::read(scene, &frame);
    let real = !reading.absorbed && matches!(reading.status, Status::Occurred | Status::Ongoing);
    // "before they leave X, which they have held since May"
    let told_of = view.deprel(verb) == Deprel::AclRelcl && event == "held" && has_perfect(view, verb);
    if places.is_empty() || !real && !told_of {
        return Vec::new();
    }
    let state = |p: &EventPlace| p.coordinates.is_none() && scene.knowledge.countries.iter().any(|c| c.name == p.name);
    let governs = matches!(view.lemma(verb), "run" | "govern" | "rule" | "administer" | "command");
    if governs && places.iter().any(state) {
        return Vec::new();
    }
    let subject = scene.people(&frame.subjects).into_iter().map(|p| sides.plainly(p)).next();
    // "lost the town of X to Y": the tree may hang Y on the town.
    let behind =
        frame.objects.iter().flat_map(|&o| view.subtree(o).filter(|&t| view.preposition(t).as_deref() == Some("to")).collect::<Vec<_>>());
    let to: Vec<u32> = frame.obliques.iter().filter(|(p, _)| p == "to").map(|o| o.1).chain(behind).collect();
    let to = scene.people(&to).into_iter().next();
    let (holder, from) = match event {
        "lost" => (to, subject),
        "handed over" => (to, subject),
        _ => (subject, None),
    };
    // A place lost to somebody named is his.
    let event = if event == "lost" && holder.is_some() { "captured" } else { event };
    // "X has been encircled for weeks" says enough.
    if holder.is_none() && from.is_none() && event != "besieged" || event == "handed over" && view.lemma(verb) == "hand" && holder.is_none()
    {
        return Vec::new();
    }
    let date = slots::date(scene, &frame, reading.status, false).map(|d| d.when);
    let quote = quote::clause(scene, verb);
    places.into_iter().map(|p| Control { from: from.clone(), date, ..held::holding(p, holder.clone(), event, quote) }).collect()
}

fn has_perfect(view: &View, verb: u32) -> bool {
    view.children_by(verb, &[Deprel::Aux]).any(|a| view.lemma(a) == "have")
        && view.child(verb, &[Deprel::Advmod]).is_none_or(|a| view.lemma(a) != "never")
}

/// `the army withdrew from X`, `X's forces abandoned Y`: lost, to nobody named.
fn given_up(scene: Scene, verb: u32, sides: &Sides) -> Vec<Control> {
    let view = scene.view;
    let words = &scene.knowledge.lexicon.picture.leaving_place;
    if view.upos(verb) != Upos::Verb || !(words.contains(frames::verb_lemma(view, verb).as_str()) || words.contains(view.lemma(verb))) {
        return Vec::new();
    }
    let Some(frame) = frames::frame(view, scene.knowledge, verb).filter(|f| !f.passive) else { return Vec::new() };
    let reading = status::read(scene, &frame);
    if reading.absorbed || reading.status != Status::Occurred {
        return Vec::new();
    }
    let foreign = |p: &Participant| p.codes.iter().any(|c| c.starts_with("IGO")) || scene.view.lemma(p.token) == "peacekeeper";
    let Some(loser) = sides.named(&frame.subjects).into_iter().next().filter(|p| !foreign(p)) else { return Vec::new() };
    // People and states leave towns, too.
    let troops = loser.entity.is_none() || loser.codes.iter().any(|c| ["REB", "PRM", "MIL", "TER"].iter().any(|s| c.ends_with(s)));
    if view.lemma(verb) == "leave" && !troops {
        return Vec::new();
    }
    let left = frame.obliques.iter().filter(|(p, _)| matches!(p.as_str(), "from" | "out of")).map(|o| o.1);
    let objects = frame.objects.iter().copied().filter(|_| matches!(view.lemma(verb), "abandon" | "evacuate" | "flee" | "leave"));
    let state = |p: &EventPlace| scene.knowledge.countries.iter().any(|c| c.name == p.name);
    let places: Vec<EventPlace> = left.chain(objects).flat_map(|t| places::named(scene, t)).filter(|p| !state(p)).collect();
    let date = slots::date(scene, &frame, reading.status, false).map(|d| d.when);
    let quote = quote::clause(scene, verb);
    places.into_iter().map(|p| Control { from: Some(loser.clone()), date, ..held::holding(p, None, "lost", quote) }).collect()
}

/// `the government's liberation of X`, `the capture of X by Y`, `the fall of X to Y`, `the siege of X`.
fn taking_noun(scene: Scene, noun: u32, sides: &Sides) -> Vec<Control> {
    let view = scene.view;
    let Some(&event) = scene.knowledge.lexicon.picture.control_noun.get(view.lemma(noun)) else { return Vec::new() };
    let Some(frame) = frames::frame(view, scene.knowledge, noun) else { return Vec::new() };
    if !happened(scene, noun, event) {
        return Vec::new();
    }
    let of: Vec<u32> = view.children_by(noun, &[Deprel::Nmod]).filter(|&c| view.preposition(c).as_deref() == Some("of")).collect();
    let places: Vec<EventPlace> = of.into_iter().flat_map(|t| places::named(scene, t)).collect();
    let by = frame.obliques.iter().filter(|(p, _)| p == "by" || p == "to").map(|o| o.1);
    let owners: Vec<u32> = frame.subjects.iter().chain(&frame.possessives).chain(&frame.modifiers).copied().chain(by).collect();
    let holder = scene.people(&owners).into_iter().map(|p| sides.plainly(p)).next();
    let holder = holder.or_else(|| (event == "captured").then(|| taken::announced_by(scene, noun, sides)).flatten());
    let given = scene.people(&frame.obliques.iter().filter(|(p, _)| p == "from").map(|o| o.1).collect::<Vec<_>>()).into_iter().next();
    let event = if event != "besieged" && holder.is_some() {
        "captured"
    } else if event == "captured" {
        "lost"
    } else {
        event
    };
    let date = slots::date(scene, &frame, Status::Occurred, false).map(|d| d.when);
    let quote = quote::clause(scene, noun);
    places.into_iter().map(|p| Control { from: given.clone(), date, ..held::holding(p, holder.clone(), event, quote) }).collect()
}

/// True where the words around the noun have it done: it is welcomed, it is told of as past, or things followed it.
fn happened(scene: Scene, noun: u32, event: &str) -> bool {
    let view = scene.view;
    let Some(frame) = frames::frame(view, scene.knowledge, noun) else { return false };
    let reading = status::read(scene, &frame);
    let future = view
        .children_by(noun, &[Deprel::Amod])
        .any(|a| matches!(view.lemma(a), "ultimate" | "eventual" | "future" | "planned" | "complete"));
    if reading.absorbed || future || !matches!(reading.status, Status::Occurred | Status::Ongoing) {
        return false;
    }
    let Some(head) = view.head(noun) else { return true };
    let lemma = frames::verb_lemma(view, head);
    if event == "besieged" {
        return !matches!(lemma.as_str(), "break" | "lift" | "end" | "relieve" | "raise" | "break_up");
    }
    let relation = view.deprel(noun);
    if matches!(relation, Deprel::Nsubj) {
        let ahead = view.children_by(head, &[Deprel::Aux]).any(|a| matches!(view.lemma(a), "will" | "would" | "could" | "may" | "might"));
        return !ahead && !matches!(view.lemma(head), "begin" | "start" | "continue" | "require" | "proceed");
    }
    if matches!(view.preposition(noun).as_deref(), Some("for" | "to" | "of" | "until" | "before" | "in" | "towards" | "toward")) {
        return false;
    }
    let begun = matches!(view.lemma(head), "begin" | "start" | "plan" | "enable" | "allow" | "prepare" | "continue" | "launch" | "seek");
    let ahead = view.children_by(head, &[Deprel::Aux, Deprel::Mark]).any(|a| matches!(view.lemma(a), "will" | "would" | "to"));
    !(begun || ahead && matches!(relation, Deprel::Obj))
}
