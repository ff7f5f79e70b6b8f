//! Who backs whom: states, acts of help to a side in its fight, and `X-backed Y`.

use truceline_events::{Event, Scene, Status, frames, status};
use truceline_knowledge::EventType;
use truceline_mentions::{NameKind, Participant};
use truceline_syntax::{Deprel, Upos, Xpos};
use truceline_text::Span;

use crate::{
    backers,
    kin::spoken_for,
    patrons,
    picture::Support,
    pledges, quote,
    sides::{Sides, akin, can_fight, people_or_owners},
    supplies,
};

/// All support entries in text order, each pair and status once.
pub(crate) fn find(scene: Scene, events: &[Event], sides: &Sides) -> Vec<Support> {
    let mut list = List { scene, sides, found: Vec::new() };
    for i in 0..scene.view.len() {
        match scene.view.upos(i) {
            Upos::Verb | Upos::Adj => {
                backing_verb(scene, i, &mut list);
                patrons::backed_compound(scene, i, &mut list);
                patrons::loyal(scene, i, &mut list);
                pledges::allegiance(scene, i, &mut list);
                supplies::delivered(scene, i, &mut list);
                supplies::allied(scene, i, &mut list);
            }
            Upos::Noun if is_backing_noun(scene.view.lemma(i)) || scene.view.form(i) == "backing" => backing_noun(scene, i, &mut list),
            _ => {}
        }
        backers::find(scene, i, &mut list);
    }
    for e in events.iter().filter(|e| e.event_type == EventType::Aid && matches!(e.status, Status::Occurred | Status::Ongoing)) {
        let clause = quote::clause(scene, e.head);
        // "sent troops to X to bolster Y": the clause of backing tells who is backed.
        let told = scene.view.subtree(e.head).any(|v| {
            v != e.head
                && scene.knowledge.lexicon.picture.backing.contains(frames::verb_lemma(scene.view, v).as_str())
                && scene.view.upos(v) == Upos::Verb
        });
        if is_armed(scene, clause) && !told && !alleged(scene, e.head) {
            let fighting: Vec<Participant> = e.recipients.iter().filter(|r| can_fight(scene, r)).cloned().collect();
            let noun = scene.view.upos(e.head) == Upos::Noun;
            let actors: Vec<Participant> = e.actors.iter().map(|p| if noun { plain_state(scene, p.clone()) } else { p.clone() }).collect();
            list.add(&actors, &fighting, "asserted", clause);
        }
    }
    pledges::denials(scene, &mut list);
    list.found
}

/// The entries found so far.
pub(crate) struct List<'r, 's, 'a> {
    scene: Scene<'s, 'a>,
    sides: &'r Sides<'s, 'a>,
    pub(crate) found: Vec<Support>,
}

impl List<'_, '_, '_> {
    /// Backing of a known kind: by fighting for a side, by recognition.
    pub(crate) fn add_kind(&mut self, backers: &[Participant], backed: &[Participant], kind: &'static str, quote: Span) {
        let before = self.found.len();
        self.add(backers, backed, "asserted", quote);
        self.found[before..].iter_mut().for_each(|s| s.kind = kind);
    }

    pub(crate) fn add(&mut self, backers: &[Participant], backed: &[Participant], status: &'static str, quote: Span) {
        let scene = self.scene;
        let backed: Vec<Participant> = backed.iter().map(|s| self.sides.plainly(s.clone())).collect();
        let backers: Vec<Participant> = backers.iter().map(|b| spoken_for(scene, b).unwrap_or_else(|| b.clone())).collect();
        for backer in backers.iter().filter(|b| can_back(scene, b)) {
            for side in backed.iter().filter(|s| !akin(scene, s, backer) && can_be_backed(scene, s)) {
                let same = |s: &Support| same_side(scene, &s.backer, backer) && same_side(scene, &s.backed, side) && s.status == status;
                if self.found.iter().any(same) {
                    continue;
                }
                let political = backer.codes.iter().any(|c| c.starts_with("IGO"));
                let kind = if is_armed(scene, quote) {
                    "military"
                } else if political {
                    "political"
                } else {
                    "unspecified"
                };
                self.found.push(Support { backer: backer.clone(), backed: side.clone(), kind, status, quote });
            }
        }
    }
}

/// The same body under another name: `the Iraqi government`, `the Government of Iraq`.
fn same_side(scene: Scene, a: &Participant, b: &Participant) -> bool {
    let government = |p: &Participant| p.codes.iter().any(|c| c.ends_with("GOV")) && !p.codes.is_empty();
    a.name == b.name || a.entity.is_some() && a.entity == b.entity || government(a) && government(b) && akin(scene, a, b)
}

pub(crate) fn kind_of(scene: Scene, p: &Participant) -> Option<NameKind> {
    p.entity.and_then(|e| scene.mentions.entities.get(e as usize)).map(|e| e.kind)
}

/// Firms, soldiers and private people back nobody; states, bodies, leaders and groups do.
fn can_back(scene: Scene, p: &Participant) -> bool {
    let code = |s: &str| p.codes.iter().any(|c| c.ends_with(s));
    match kind_of(scene, p) {
        Some(NameKind::Person) => code("GOV") || code("REB") || code("TER") || code("OPP") || code("PTY") || code("ELI"),
        Some(_) => !code("MED"),
        None => {
            p.id.is_some()
                || can_fight(scene, p)
                || code("IGO")
                || code("OPP")
                || code("PTY")
                || code("INT")
                || !p.codes.is_empty() && code("GOV")
        }
    }
}

/// Sides and their leaders are backed; civilians, relief bodies and bare places are not.
fn can_be_backed(scene: Scene, p: &Participant) -> bool {
    let code = |s: &str| p.codes.iter().any(|c| c.ends_with(s));
    match kind_of(scene, p) {
        Some(NameKind::Place) => false,
        Some(NameKind::Body) => {
            !(code("NGO") || code("MED") || code("BUS") || p.codes.iter().any(|c| c.starts_with("IGO") || c.starts_with("NGO")))
        }
        Some(_) => true,
        None => {
            can_fight(scene, p)
                || code("OPP")
                || code("PTY")
                || code("GOV")
                || matches!(scene.view.lemma(p.token), "uprising" | "community" | "tribe" | "clan" | "faction" | "side" | "camp")
                    && is_one(scene, p)
        }
    }
}

/// `one side`, not `opposing sides`, of whom each has another backer.
fn is_one(scene: Scene, p: &Participant) -> bool {
    !matches!(scene.view.xpos(p.token), Xpos::Nns | Xpos::Nnps)
}

/// `X backs Y`, `Y, assisted by X's air strikes`, `supported the efforts of Y`.
fn backing_verb(scene: Scene, verb: u32, list: &mut List) {
    let view = scene.view;
    if view.upos(verb) != Upos::Verb || !scene.knowledge.lexicon.picture.backing.contains(frames::verb_lemma(view, verb).as_str()) {
        return;
    }
    let Some(frame) = frames::frame(view, scene.knowledge, verb) else { return };
    let Some(status) = stated(scene, verb, &frame) else { return };
    let mut objects = frame.objects.clone();
    if objects.is_empty() && frame.passive && view.deprel(verb) == Deprel::Advcl {
        // "Backed by X, the army advanced": whoever the main clause is about.
        objects.extend(view.head(verb).map(|h| frames::subjects(view, h, 4)).unwrap_or_default());
    }
    let acts = |t: u32| scene.mentions.is_participant(view, scene.knowledge, t);
    let mut backed = if frame.passive { coordinated(scene, &objects) } else { scene.people(&objects) };
    if !objects.iter().any(|&o| acts(o)) {
        // "supported the liberation of X by Y"
        let by = |c: &u32| view.preposition(*c).as_deref() == Some("by") && acts(*c);
        let doer = |o: u32| view.children_by(o, &[Deprel::Nmod, Deprel::Obl]).find(by).map(|t| scene.people(&[t]));
        backed = objects.iter().flat_map(|&o| doer(o).unwrap_or_else(|| crate::sides::owners(scene, o))).collect();
    }
    // "backed by Russian air power"
    let power = |t: &u32| view.lemma(*t) == "power" && view.child(*t, &[Deprel::Compound]).is_some();
    let mut backers = match frame.subjects.iter().copied().find(power) {
        Some(t) => crate::sides::owners(scene, t),
        None => people_or_owners(scene, &frame.subjects),
    };
    if backers.is_empty() || frame.subjects.is_empty() {
        backers.extend(owner_of_aim(scene, verb));
    }
    if status == "alleged" {
        backers = accused(scene, verb).unwrap_or(backers);
    }
    list.add(&backers, &backed, status, quote::clause(scene, verb));
}

/// Whether the backing is told as a fact, a denial or an allegation; `None` where it is not told at all.
pub(crate) fn stated(scene: Scene, verb: u32, frame: &frames::Frame) -> Option<&'static str> {
    let view = scene.view;
    let reading = status::read(scene, frame);
    let aim =
        matches!(view.deprel(verb), Deprel::Advcl | Deprel::Acl) && view.children_by(verb, &[Deprel::Mark]).any(|m| view.lemma(m) == "to");
    let denied = reading.status == Status::Denied || rejected_claim(scene, verb);
    if denied {
        return Some("denied");
    }
    if alleged(scene, verb) {
        return Some("alleged");
    }
    let told = match reading.status {
        Status::Negated | Status::Denied => false,
        Status::Hypothetical => aim,
        _ => !wished(scene, verb),
    };
    told.then_some("asserted")
}

/// `called on the world to support X`, `urged Y to back X`: a wish is no support.
fn wished(scene: Scene, verb: u32) -> bool {
    let view = scene.view;
    let wishes = |h: u32| {
        matches!(
            view.lemma(h),
            "call" | "urge" | "ask" | "want" | "demand" | "appeal" | "press" | "invite" | "encourage" | "beg" | "implore"
        )
    };
    matches!(view.deprel(verb), Deprel::Xcomp | Deprel::Advcl | Deprel::Ccomp | Deprel::Acl) && view.head(verb).is_some_and(wishes)
}

/// `accused Iran of arming the rebels`, `alleges that X funds Y`.
fn alleged(scene: Scene, verb: u32) -> bool {
    accusing(scene, verb).is_some()
}

fn accusing(scene: Scene, verb: u32) -> Option<u32> {
    let view = scene.view;
    let accuses =
        |h: u32| matches!(view.lemma(h), "accuse" | "allege" | "suspect" | "charge" | "claim" | "blame") && view.upos(h) == Upos::Verb;
    let head = view.head(verb)?;
    if accuses(head) {
        return Some(head);
    }
    // "accused X of arming Y": the clause may hang on the object.
    view.head(head).filter(|&h| view.deprel(verb) == Deprel::Acl && accuses(h))
}

/// Whom the accusation is against.
fn accused(scene: Scene, verb: u32) -> Option<Vec<Participant>> {
    let view = scene.view;
    let accuses = accusing(scene, verb).filter(|&a| matches!(view.lemma(a), "accuse" | "suspect" | "charge" | "blame"))?;
    let frame = frames::frame(view, scene.knowledge, accuses)?;
    let found = scene.people(&frame.objects);
    (!found.is_empty()).then_some(found)
}

/// `rejected accusations that it finances X`.
fn rejected_claim(scene: Scene, verb: u32) -> bool {
    let view = scene.view;
    let claim = view.head(verb).filter(|&n| {
        matches!(view.lemma(n), "accusation" | "claim" | "allegation" | "charge" | "report" | "suggestion")
            && matches!(view.deprel(verb), Deprel::Acl | Deprel::AclRelcl | Deprel::Ccomp)
    });
    let rejects = |v: u32| matches!(view.lemma(v), "reject" | "deny" | "dismiss" | "refute" | "repudiate");
    claim.and_then(|n| view.head(n)).is_some_and(rejects)
}

/// `Tarn's lasting commitment to support Ord`: whose aim it is.
fn owner_of_aim(scene: Scene, verb: u32) -> Vec<Participant> {
    let view = scene.view;
    let noun = view.head(verb).filter(|&n| view.upos(n) == Upos::Noun && view.deprel(verb) == Deprel::Acl);
    let aim =
        |n: &u32| matches!(view.lemma(*n), "commitment" | "pledge" | "decision" | "effort" | "promise" | "policy" | "campaign" | "mission");
    noun.filter(aim).map(|n| crate::sides::owners(scene, n)).unwrap_or_default()
}

/// A passive participle after a list describes the whole list: `X, Y and Z, assisted by A`.
fn coordinated(scene: Scene, objects: &[u32]) -> Vec<Participant> {
    let view = scene.view;
    let mut out = Vec::new();
    for &o in objects {
        let comma = view.children(o).iter().any(|&c| c > o && view.deprel(c) == Deprel::Acl && view.form(c.saturating_sub(1)) == ",");
        let first = view.head(o).filter(|_| view.deprel(o) == Deprel::Conj && comma);
        out.extend(scene.people(&[first.unwrap_or(o)]));
    }
    out
}

fn is_backing_noun(lemma: &str) -> bool {
    matches!(lemma, "support" | "backing" | "assistance" | "help")
}

/// `Russian military support for Haftar`, `in support of the army, U.S. aircraft struck X`, `with the help of Y's air strikes`.
fn backing_noun(scene: Scene, noun: u32, list: &mut List) {
    let view = scene.view;
    let Some(frame) = frames::frame(view, scene.knowledge, noun) else { return };
    let by = |names: &[&str]| -> Vec<u32> { frame.obliques.iter().filter(|(p, _)| names.contains(&p.as_str())).map(|o| o.1).collect() };
    if is_cut(scene, noun) {
        return;
    }
    let reading = status::read(scene, &frame);
    let real = matches!(reading.status, Status::Occurred | Status::Ongoing);
    let preposition = view.preposition(noun).unwrap_or_default();
    // "enjoys the backing of Russia"
    let gains = view.head(noun).filter(|&v| matches!(view.lemma(v), "enjoy" | "have" | "receive" | "win" | "get" | "secure"));
    if let Some(verb) = gains.filter(|_| view.deprel(noun) == Deprel::Obj && real) {
        let givers = people_or_owners(scene, &by(&["of", "from"]));
        if !givers.is_empty() {
            list.add(&givers, &scene.people(&frames::subjects(view, verb, 4)), "asserted", quote::clause(scene, verb));
            return;
        }
    }
    let verb = view.head(noun).filter(|&v| view.upos(v) == Upos::Verb);
    let supplies = verb.filter(|&v| matches!(view.lemma(v), "provide" | "supply" | "furnish") && preposition == "with");
    if let Some(giving) = supplies.and_then(|v| frames::frame(view, scene.knowledge, v)) {
        // "provides X with military support"
        list.add(&people_or_owners(scene, &giving.subjects), &scene.people(&giving.objects), "asserted", quote::clause(scene, noun));
        return;
    }
    if preposition == "with" && real {
        // "retook the town with the help of coalition strikes"
        let givers = [people_or_owners(scene, &by(&["of", "from"])), owned_support(scene, &frame)].concat();
        if let Some(v) = verb {
            list.add(&givers, &scene.people(&frames::subjects(view, v, 4)), "asserted", quote::clause(scene, v));
        }
        return;
    }
    let gives = |v: &u32| {
        matches!(
            view.lemma(*v),
            "provide" | "give" | "lend" | "offer" | "send" | "deliver" | "extend" | "reiterate" | "pledge" | "throw" | "supply"
        )
    };
    let mut backed = people_or_owners(scene, &by(&["for", "of", "to"]));
    if backed.is_empty()
        && let Some(giving) = verb.filter(gives).and_then(|v| frames::frame(view, scene.knowledge, v))
    {
        // "provides support to X"
        let to = giving.obliques.iter().filter(|(p, _)| matches!(p.as_str(), "to" | "for" | "behind")).map(|o| o.1);
        backed = scene.people(&to.collect::<Vec<_>>());
    }
    if preposition == "in" && !view.children(noun).iter().any(|&c| view.deprel(c) == Deprel::NmodPoss) {
        // "in support of the army, U.S. aircraft struck X"
        let doers = verb.map(|v| if frames::is_passive(view, v) { Vec::new() } else { frames::subjects(view, v, 4) }).unwrap_or_default();
        list.add(
            &people_or_owners(scene, &doers),
            &backed,
            "asserted",
            verb.map_or_else(|| quote::clause(scene, noun), |v| quote::clause(scene, v)),
        );
        return;
    }
    let mut owners = owned_support(scene, &frame);
    if owners.is_empty() && view.deprel(noun) == Deprel::Obj {
        owners = verb.filter(gives).map(|v| scene.people(&frames::subjects(view, v, 4))).unwrap_or_default();
    }
    if matches!(reading.status, Status::Negated | Status::Hypothetical | Status::Denied)
        || reading.absorbed && verb.is_some_and(|v| wished(scene, v))
    {
        return;
    }
    list.add(&owners, &backed, "asserted", quote::clause(scene, noun));
}

/// `cut part of their support to X`, `an end to support for X`.
fn is_cut(scene: Scene, noun: u32) -> bool {
    let view = scene.view;
    let words = &scene.knowledge.lexicon.picture.unbacking;
    let mut at = noun;
    for _ in 0..3 {
        let Some(head) = view.head(at) else { break };
        if words.contains(view.lemma(head)) && matches!(view.deprel(at), Deprel::Obj | Deprel::Nmod | Deprel::Obl | Deprel::NsubjPass) {
            return true;
        }
        if view.upos(head) != Upos::Noun {
            break;
        }
        at = head;
    }
    false
}

fn owned_support(scene: Scene, frame: &frames::Frame) -> Vec<Participant> {
    let acts =
        |t: &u32| scene.mentions.is_participant(scene.view, scene.knowledge, *t) && !matches!(scene.view.lemma(*t), "military" | "popular");
    let tokens: Vec<u32> = frame.possessives.iter().chain(&frame.modifiers).chain(&frame.subjects).copied().filter(acts).collect();
    scene.people(&tokens).into_iter().map(|p| plain_state(scene, p)).collect()
}

/// `Russian military [support]`: the state, where the word for its forces tells the kind of support.
fn plain_state(scene: Scene, p: Participant) -> Participant {
    let told = p.name.split(' ').count() == 2 && p.name.ends_with(" military");
    let within = |n: &&truceline_mentions::NameMention| p.span.contains(scene.view.span_of(n.tokens.clone()));
    let state = scene.mentions.names.iter().filter(|n| n.kind == NameKind::Nationality).find(within);
    match state.and_then(|n| scene.mentions.entities.get(n.entity as usize)) {
        Some(entity) if told => Participant { name: entity.name.clone(), entity: state.map(|n| n.entity), ..p },
        _ => p,
    }
}

pub(crate) fn is_armed(scene: Scene, span: Span) -> bool {
    (0..scene.view.len())
        .filter(|&i| span.contains(scene.view.span(i)))
        .any(|i| scene.knowledge.lexicon.picture.armed.contains(scene.view.lemma(i)))
}
