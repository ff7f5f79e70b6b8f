//! Steps in the life of a ceasefire, from the words around its noun.

use truceline_events::{Event, Scene, Status, frames, slots, status};
use truceline_knowledge::EventType;
use truceline_mentions::{Participant, TimeExpression, When};
use truceline_syntax::{Deprel, Upos, View, Xpos};

use crate::{
    belligerents::{self, Bound},
    picture::{Ceasefire, Opposition},
    quote,
    truce_mentions::{self, is_truce},
};

/// All steps in text order; the same step of the same parties once.
pub(crate) fn find(scene: Scene, events: &[Event], opposition: &[Opposition]) -> Vec<Ceasefire> {
    let truces: Vec<u32> = (0..scene.view.len()).filter(|&i| is_truce(scene, i)).collect();
    let bound = Bound::new(scene, &truces, opposition);
    let mut out: Vec<Ceasefire> = Vec::new();
    for i in 0..scene.view.len() {
        if truces.binary_search(&i).is_ok() || truce_mentions::is_taken_up(scene, i, &truces) {
            for (event, word) in steps(scene, i) {
                // "obtained its extension"
                let longer = matches!(scene.view.lemma(i), "extension" | "renewal") && matches!(event, "agreed" | "declared");
                let event = if longer { "extended" } else { event };
                if let Some(entry) = entry(scene, i, word, event, &bound, events) {
                    match is_earlier(scene.view, i) {
                        // Of one of the past that no day tells nothing can be said.
                        true if entry.date.is_some() => out.push(entry),
                        true => {}
                        false => add(&mut out, entry),
                    }
                }
            }
        }
        if let Some(verb) = flouted(scene, i, &truces, events)
            && let Some(entry) = entry(scene, i, verb, "breached", &bound, events)
        {
            add(&mut out, entry);
        }
        let taken_up = truce_mentions::by_pronoun(scene, i, &truces).or_else(|| truce_mentions::bare_breach(scene, i, &truces));
        if let Some((truce, event, verb)) = taken_up
            && let Some(entry) = entry(scene, truce, verb, event, &bound, events)
        {
            add(&mut out, entry);
        }
        for entry in [halted(scene, i, events), agreed_to_stop(scene, i, &bound), guns_silent(scene, i, &bound)].into_iter().flatten() {
            add(&mut out, entry);
        }
    }
    background(scene, &truces, &bound, &mut out);
    // The steps of one truce have the same parties.
    let known = out.iter().filter(|c| c.event != "breached" || c.parties.len() > 1).map(|c| &c.parties).find(|p| !p.is_empty());
    let known = known.cloned().unwrap_or_default();
    let known = if known.is_empty() { bound.fill(Vec::new()) } else { known };
    out.iter_mut().filter(|c| c.parties.is_empty() && c.event != "proposed").for_each(|c| c.parties.clone_from(&known));
    out
}

/// Adds a step; groups named later stand in for `four groups`, and the same step of the same parties is no second one.
fn add(out: &mut Vec<Ceasefire>, entry: Ceasefire) {
    let unnamed = |p: &Participant| p.entity.is_none();
    let within = |small: &[Participant], large: &[Participant]| small.iter().all(|p| large.iter().any(|q| q.name == p.name));
    for known in out.iter_mut().filter(|c| c.event == entry.event) {
        let one_sided = matches!(known.event, "ended" | "declared") && entry.parties.iter().all(|p| p.entity.is_some());
        let groups = known
            .parties
            .iter()
            .all(|p| unnamed(p) && p.name.ends_with("groups") || p.name.ends_with("factions") || p.name.ends_with("militias"));
        if one_sided && !known.parties.is_empty() && !entry.parties.is_empty() && groups {
            known.parties = entry.parties;
            return;
        }
        if known.date.zip(entry.date).is_some_and(|(a, b)| apart(&a, &b)) {
            continue;
        }
        if within(&entry.parties, &known.parties) {
            known.date = known.date.or(entry.date);
            return;
        }
        if within(&known.parties, &entry.parties) || one_sided && known.event == "ended" {
            for p in entry.parties {
                if !known.parties.iter().any(|k| k.name == p.name) {
                    known.parties.push(p);
                }
            }
            return;
        }
    }
    out.push(entry);
}

/// `An earlier truce`, `the previous ceasefire`: not the one that the report is about.
fn is_earlier(view: &View, noun: u32) -> bool {
    let word = |c: u32| matches!(view.form(c).to_lowercase().as_str(), "earlier" | "previous" | "prior" | "former" | "past" | "old");
    view.children_by(noun, &[Deprel::Amod]).any(word)
}

/// Days so far apart that the same step on both is of two truces.
fn apart(a: &When, b: &When) -> bool {
    let gap = |x: &When, y: &When| x.last.until(y.first).map_or(0, |s| s.get_days());
    gap(a, b) > RENEWED || gap(b, a) > RENEWED
}

/// Days between the same steps of two truces.
const RENEWED: i32 = 10;

/// The words that tell what became of the truce: its verb, a noun it is part of, a participle on it.
pub(crate) fn steps(scene: Scene, noun: u32) -> Vec<(&'static str, u32)> {
    let view = scene.view;
    let mut words: Vec<u32> = Vec::new();
    let mut top = noun;
    // "a ceasefire agreement", "violations of the truce": the noun that takes the truce along.
    while let Some(h) = view.head(top) {
        if governs(view, top, h) {
            words.push(h);
        }
        let carried = matches!(view.deprel(top), Deprel::Compound | Deprel::Nmod | Deprel::NmodPoss) && view.upos(h) == Upos::Noun;
        if !carried || words.len() > 3 {
            break;
        }
        top = h;
    }
    // What hangs on "between X and Y", or on "of 24 hours", is said of the truce.
    let unit = |c: u32| matches!(view.lemma(c), "hour" | "day" | "week" | "month" | "hostility" | "hostilities" | "fighting");
    let within = view.children_by(noun, &[Deprel::Nmod]).filter(|&c| view.preposition(c).as_deref() == Some("between") || unit(c));
    let holders: Vec<u32> = [noun, top].into_iter().chain(within).collect();
    for h in holders {
        words.extend(view.children_by(h, &[Deprel::Acl, Deprel::AclRelcl]).filter(|c| !words.contains(c)).collect::<Vec<_>>());
    }
    for w in words.clone() {
        let more = view.children_by(w, &[Deprel::Advcl, Deprel::Conj]);
        words.extend(more.filter(|&c| view.upos(c) == Upos::Verb && c > noun && speaks_of_truce(scene, c)).collect::<Vec<_>>());
    }
    let mut out: Vec<(&'static str, u32)> = Vec::new();
    for w in words {
        if let Some(event) = step(scene, w, top)
            // The day on which it began may be told beside that it holds.
            && (!out.iter().any(|(e, _)| *e == event) || event == "in force" && begins(view.lemma(w)))
        {
            out.push((event, w));
        }
    }
    out
}

/// `bombed the town despite the truce`: the use of force that breaks it.
fn flouted(scene: Scene, noun: u32, truces: &[u32], events: &[Event]) -> Option<u32> {
    let view = scene.view;
    let despite = truces.binary_search(&noun).is_ok()
        && matches!(view.preposition(noun).as_deref(), Some("despite" | "in spite of" | "in spite" | "notwithstanding"));
    let above = view.head(noun).filter(|_| despite)?;
    let force = |v: u32| events.iter().any(|e| e.head == v && e.event_type == EventType::Assault);
    std::iter::successors(Some(above), |&t| view.head(t)).take(3).find(|&v| force(v))
}

/// True under a verb of settling what is then done: `agreed to`, `decided to`.
fn decided(view: &View, word: u32) -> bool {
    let up = view.head(word).filter(|_| matches!(view.deprel(word), Deprel::Xcomp | Deprel::Ccomp | Deprel::Advcl));
    up.is_some_and(|h| matches!(view.lemma(h), "agree" | "decide" | "vote" | "choose") && !frames::negated(view, h))
}

/// Words that set a truce going.
fn begins(lemma: &str) -> bool {
    matches!(lemma, "begin" | "start" | "implement" | "enter")
}

/// What a side does that keeps a truce.
fn keeps(lemma: &str) -> bool {
    matches!(lemma, "observe" | "respect" | "honour" | "honor" | "uphold" | "keep")
}

/// What a word makes of the truce.
fn step(scene: Scene, word: u32, top: u32) -> Option<&'static str> {
    let view = scene.view;
    let lemma = frames::verb_lemma(view, word);
    let preposition = view.preposition(top).unwrap_or_default();
    let under = view.head(top) == Some(word);
    if view.lemma(word) == "bind" && view.children_by(word, &[Deprel::Advmod]).any(|a| view.form(a) == "longer") {
        return Some("ended");
    }
    if under && preposition == "for" {
        return matches!(view.lemma(word), "call" | "appeal" | "press" | "push" | "plead" | "ask" | "proposal" | "plan")
            .then_some("proposed");
    }
    if lemma.starts_with("pull") && under && matches!(preposition.as_str(), "out of" | "from" | "of" | "out") {
        return Some("ended");
    }
    let table = &scene.knowledge.lexicon.picture.ceasefire;
    let event = *table.get(lemma.as_str()).or_else(|| table.get(view.lemma(word)))?;
    // "truces have come and gone"
    if matches!(view.lemma(word), "come" | "go") && !(word + 1..word + 4).any(|t| view.form(t) == "into") {
        return None;
    }
    // "a truce ended weeks of fighting"
    if under && event == "ended" && view.deprel(top) == Deprel::Nsubj && view.child(word, &[Deprel::Obj]).is_some() {
        return Some("agreed");
    }
    // "the war ended with a truce": the truce began then.
    if under && event == "ended" && matches!(preposition.as_str(), "with" | "in") {
        return Some("agreed");
    }
    // "call a truce", but not "welcomed the truce and called on both sides".
    if view.lemma(word) == "call" && event == "declared" && !(under && matches!(view.deprel(top), Deprel::Obj | Deprel::NsubjPass)) {
        return None;
    }
    // "held before the truce" says nothing of it; "observe the truce", "the truce holds" do.
    let oblique = under && matches!(view.deprel(top), Deprel::Obl | Deprel::Nmod);
    (!(oblique && event == "in force") || matches!(preposition.as_str(), "to" | "with" | "by")).then_some(event)
}

/// True where the word above a noun can tell what became of it.
fn governs(view: &View, noun: u32, head: u32) -> bool {
    if !matches!(view.deprel(noun), Deprel::Obl | Deprel::Nmod) {
        return true;
    }
    let preposition = view.preposition(noun).unwrap_or_default();
    let toward = matches!(preposition.as_str(), "of" | "to" | "on" | "with" | "by" | "for" | "from" | "out of" | "into" | "out" | "about");
    toward || view.upos(head) == Upos::Noun && preposition.is_empty()
}

/// `since the army announced it`, `before being called off`: a clause beside, of the truce and nothing else.
fn speaks_of_truce(scene: Scene, verb: u32) -> bool {
    let view = scene.view;
    let Some(frame) = frames::frame(view, scene.knowledge, verb) else { return false };
    let own = view.children_by(verb, &[Deprel::Obj]).next();
    match own {
        Some(o) => view.upos(o) == Upos::Pron || is_truce(scene, o),
        None => frame.passive || view.child(verb, &[Deprel::Nsubj]).is_none(),
    }
}

fn entry(scene: Scene, noun: u32, word: u32, event: &'static str, bound: &Bound, events: &[Event]) -> Option<Ceasefire> {
    let view = scene.view;
    let frame = frames::frame(view, scene.knowledge, word)?;
    let reading = status::read(scene, &frame);
    let noun_reading = frames::frame(view, scene.knowledge, noun).map(|f| status::read(scene, &f));
    // "had proclaimed a truce": what is declared is not asked for.
    let own = view.head(noun) == Some(word) && matches!(event, "declared" | "agreed") && is_past(view, word);
    let asked_for = !own && noun_reading.is_some_and(|r| r.absorbed) || reading.absorbed;
    // "rejected the truce that X had declared": what the clause tells was so, whatever is done with the truce.
    let told_of = view.deprel(word) == Deprel::AclRelcl && view.head(word) == Some(noun) && is_past(view, word);
    let wished = !told_of && (asked_for || reading.status == Status::Hypothetical);
    let reached = if told_of && reading.absorbed { Status::Occurred } else { reading.status };
    let (event, status) = match (event, reached) {
        // "it can be renewed" renews nothing.
        ("extended" | "declared" | "agreed", _) if may_be(view, word) => return None,
        ("agreed" | "extended" | "declared", _) if fails(view, word) => return None,
        // "declared a truce, to begin on Tuesday"
        ("in force", Status::Hypothetical | Status::Planned) if begins(view.lemma(word)) && view.head(word) == Some(noun) => {
            (event, Status::Planned)
        }
        // "said that they would observe a truce"
        ("in force", Status::Planned) if keeps(view.lemma(word)) && view.deprel(noun) == Deprel::Obj => ("declared", Status::Occurred),
        ("in force", _) if view.upos(word) == Upos::Verb && was_to_come(view, word) => (event, Status::Planned),
        ("proposed", Status::Negated) => return None,
        ("proposed", _) => (event, Status::Occurred),
        ("ended", Status::Negated) if view.lemma(word) == "bind" => (event, Status::Occurred),
        (_, Status::Negated | Status::Denied) => return None,
        // "called on both to begin a truce": one is proposed; "to respect the truce": nothing new is.
        ("in force", _) if wished && begins(view.lemma(word)) && view.deprel(noun) == Deprel::Obj => ("proposed", Status::Occurred),
        ("in force" | "breached" | "ended", _) if wished => return None,
        // "agreed to extend the truce"
        ("extended", _) if decided(view, word) => (event, Status::Occurred),
        ("extended" | "declared", _) if wished => ("proposed", Status::Occurred),
        ("agreed", Status::Planned | Status::Hypothetical) => ("formalisation planned", Status::Planned),
        ("agreed", _) if reading.absorbed && !told_of => ("formalisation planned", Status::Planned),
        ("formalisation planned", _) => (event, Status::Planned),
        ("in force", Status::Occurred) => (event, Status::Ongoing),
        (_, s) => (event, s),
    };
    // The day on which a truce is to begin is not the day of the call for it.
    let asked = if event == "proposed" && begins(view.lemma(word)) { view.head(word) } else { None };
    let frame = asked.and_then(|v| frames::frame(view, scene.knowledge, v)).unwrap_or(frame);
    let date = own_date(scene, &frame, status, (noun, word, event));
    let parties = belligerents::parties(scene, noun, word, event, bound, events);
    let (event, parties) = match belligerents::announced_for(scene, noun, word) {
        Some(between) if event == "declared" => ("agreed", between),
        _ if event == "declared" && belligerents::is_mutual(scene, word) => ("agreed", parties),
        _ => (event, parties),
    };
    Some(Ceasefire { parties, event, date, status, quote: quote::clause(scene, word) })
}

/// `can be renewed`, `may extend`.
fn may_be(view: &View, verb: u32) -> bool {
    view.children_by(verb, &[Deprel::Aux]).any(|a| matches!(view.lemma(a), "can" | "could" | "may" | "might"))
}

/// `failed to agree on`, `refused to extend`.
fn fails(view: &View, verb: u32) -> bool {
    let above = view.head(verb).filter(|_| matches!(view.deprel(verb), Deprel::Xcomp | Deprel::Ccomp | Deprel::Advcl));
    above.is_some_and(|h| matches!(view.lemma(h), "fail" | "refuse" | "decline" | "struggle"))
}

/// `had declared`, `announced`, but not `would declare`.
fn is_past(view: &View, verb: u32) -> bool {
    let helped = view.children_by(verb, &[Deprel::Aux]).map(|a| view.lemma(a));
    match view.xpos(verb) {
        Xpos::Vbd => true,
        Xpos::Vbn => helped.into_iter().all(|a| matches!(a, "have" | "be")),
        _ => false,
    }
}

/// `was to have begun`, `was due to take effect`: nobody says that it did.
fn was_to_come(view: &View, verb: u32) -> bool {
    let to = view.children_by(verb, &[Deprel::Mark, Deprel::Aux]).any(|m| view.lemma(m) == "to");
    let before = |t: u32| matches!(view.lemma(t), "be" | "due" | "supposed" | "suppose" | "mean" | "schedule" | "expect" | "set");
    let start = view.subtree(verb).start.min(verb);
    to && (start.saturating_sub(2)..verb).any(before)
}

/// The day of a step, not the one that tells which truce is meant (`the truce of 12 January`) nor the one since which a breach is
/// `the worst`.
fn own_date(scene: Scene, frame: &frames::Frame, status: Status, (noun, word, event): (u32, u32, &str)) -> Option<When> {
    let view = scene.view;
    let date = slots::date(scene, frame, status, false)?;
    let time = date.span.and_then(|span| scene.mentions.times.iter().find(|t| view.span_of(t.tokens.clone()) == span));
    let of_noun = |t: &TimeExpression| {
        let own = view.subtree(noun);
        event != "in force" && t.tokens.start > noun && own.contains(&t.tokens.start) && !own.contains(&word)
    };
    let until = |t: &TimeExpression| {
        let before = (t.tokens.start.saturating_sub(2)..t.tokens.start).map(|b| view.form(b).to_lowercase());
        event != "ended" && before.into_iter().any(|w| matches!(w.as_str(), "until" | "till" | "through"))
    };
    let ranks = |c: u32| view.xpos(c) == Xpos::Jjs || matches!(view.lemma(c), "first" | "most" | "second" | "third" | "latest");
    let ranked = |t: &TimeExpression| event == "breached" && t.since && view.subtree(word).any(ranks);
    (!time.is_some_and(|t| of_noun(t) || ranked(t) || until(t))).then_some(date.when)
}

/// `X and Y agreed to stop fighting`, `agreed to end hostilities`: a truce without the word.
fn agreed_to_stop(scene: Scene, verb: u32, bound: &Bound) -> Option<Ceasefire> {
    let view = scene.view;
    if view.upos(verb) != Upos::Verb || view.lemma(verb) != "agree" {
        return None;
    }
    let fights = |t: u32| {
        scene.knowledge.lexicon.in_class("hostility", view.lemma(t))
            || matches!(view.lemma(t), "war" | "fight" | "fighting" | "conflict" | "hostility" | "shoot" | "shell" | "attack")
    };
    let stops = view.children_by(verb, &[Deprel::Xcomp, Deprel::Advcl, Deprel::Ccomp]).find(|&c| {
        matches!(view.lemma(c), "stop" | "end" | "halt" | "cease" | "suspend")
            && view.children_by(c, &[Deprel::Obj, Deprel::Xcomp, Deprel::Ccomp, Deprel::Advcl]).any(fights)
    })?;
    let frame = frames::frame(view, scene.knowledge, verb)?;
    let reading = status::read(scene, &frame);
    if reading.absorbed || reading.status != Status::Occurred {
        return None;
    }
    let who = scene.people(&frame.subjects).into_iter().map(|p| crate::sides::sent_by(scene, p));
    let who: Vec<Participant> = who.filter(|p| !belligerents::is_generic(scene, p)).collect();
    let parties = if who.len() < 2 { bound.fill(who) } else { who };
    let date = slots::date(scene, &frame, Status::Occurred, false).map(|d| d.when);
    let quote = quote::clause(scene, verb).join(quote::clause(scene, stops));
    (parties.len() > 1).then_some(Ceasefire { parties, event: "agreed", date, status: Status::Occurred, quote })
}

/// `the guns fell silent`.
fn guns_silent(scene: Scene, verb: u32, bound: &Bound) -> Option<Ceasefire> {
    let view = scene.view;
    let silent = view.upos(verb) == Upos::Verb
        && matches!(view.lemma(verb), "fall" | "go" | "be" | "remain")
        && (verb + 1..verb + 3).any(|t| matches!(view.form(t), "silent" | "quiet"));
    let frame = frames::frame(view, scene.knowledge, verb).filter(|_| silent)?;
    let guns = frame.subjects.iter().any(|&s| matches!(view.lemma(s), "gun" | "weapon" | "artillery" | "front" | "frontline"));
    if !guns || !matches!(status::read(scene, &frame).status, Status::Occurred | Status::Ongoing) {
        return None;
    }
    let date = slots::date(scene, &frame, Status::Occurred, false).map(|d| d.when);
    Some(Ceasefire { parties: bound.fill(Vec::new()), event: "in force", date, status: Status::Ongoing, quote: quote::clause(scene, verb) })
}

/// `ordered its troops to end attacks`: a side halts its fighting on its own.
fn halted(scene: Scene, verb: u32, events: &[Event]) -> Option<Ceasefire> {
    let view = scene.view;
    let concedes = |e: &&Event| e.head == verb && e.event_type == EventType::Concede && !e.historical;
    let event = events.iter().find(concedes).filter(|e| !e.actors.is_empty())?;
    let ends = |v: u32| matches!(view.lemma(v), "end" | "stop" | "halt" | "cease" | "suspend");
    let shoots = |t: u32| matches!(view.lemma(t), "shoot" | "fire" | "fight" | "attack" | "shell" | "bomb" | "bombard");
    let hostility = |v: u32| {
        view.children_by(v, &[Deprel::Obj]).any(|o| scene.knowledge.lexicon.in_class("hostility", view.lemma(o)) || shoots(o))
            || view.children_by(v, &[Deprel::Xcomp, Deprel::Ccomp, Deprel::Advcl]).any(|c| view.xpos(c) == Xpos::Vbg && shoots(c))
    };
    let own = |v: u32| {
        let up = view.head(v).filter(|_| matches!(view.deprel(v), Deprel::Xcomp | Deprel::Ccomp | Deprel::Advcl | Deprel::Acl));
        v == verb || up == Some(verb) || up.and_then(|h| view.head(h)) == Some(verb) && up.is_some_and(|h| view.upos(h) == Upos::Noun)
    };
    let purpose =
        |v: u32| v == verb || view.children_by(v, &[Deprel::Mark, Deprel::Aux]).any(|m| matches!(view.lemma(m), "to" | "will" | "would"));
    let stops = view.subtree(verb).find(|&v| own(v) && purpose(v) && view.upos(v) == Upos::Verb && ends(v) && hostility(v))?;
    let quote = quote::clause(scene, verb).join(quote::clause(scene, stops));
    let date = event.date.as_ref().filter(|d| d.span.is_some()).map(|d| d.when);
    Some(Ceasefire { parties: event.actors.clone(), event: "declared", date, status: Status::Occurred, quote })
}

/// `the April truce`, `the 2002 ceasefire`: a truce of a time past was agreed then.
fn background(scene: Scene, truces: &[u32], bound: &Bound, out: &mut Vec<Ceasefire>) {
    let view = scene.view;
    if out.iter().any(|c| matches!(c.event, "agreed" | "declared") && c.parties.len() > 1) {
        return;
    }
    let before = [Deprel::Compound, Deprel::NmodPoss, Deprel::Amod, Deprel::Nummod, Deprel::NmodUnmarked];
    let timed = |t: u32| view.children_by(t, &before).find(|&c| c < t && scene.mentions.time_at(c).is_some());
    let Some((truce, at)) = truces.iter().find_map(|&t| Some((t, timed(t)?))) else { return };
    let parties = bound.fill(Vec::new());
    if parties.is_empty() || view.children_by(truce, &[Deprel::Amod]).any(|a| matches!(view.lemma(a), "propose" | "proposed" | "planned")) {
        return;
    }
    let time = scene.mentions.time_at(at).filter(|x| x.is_dated());
    let Some(time) = time else { return }; // "a week-long truce" says nothing of when
    let date = time.resolve(scene.mentions.report_date(), false);
    out.push(Ceasefire { parties, event: "agreed", date, status: Status::Occurred, quote: view.span_of(at..truce + 1) });
}
