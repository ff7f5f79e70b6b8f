//! Predicate-argument frames: the tree with passive, relative clauses, participles, control, raising,
//! coordination and light verbs undone, so that patterns need not know of them.

mod core;
mod double;
mod partakers;

use compact_str::CompactString;
use truceline_knowledge::{Knowledge, Role, WordClass};
use truceline_syntax::{Deprel, Upos, View, Xpos};

use self::core::{
    GIVING, agents, between_past_place, is_harm, is_judged, meant_by_relative, objects, place_of_relative, shared_agents, told_behind,
};
pub use self::core::{maker, marked_to, outcome, passive_objects, subjects};
use self::partakers::partakers;

/// How far subjects are looked for through governing clauses.
const DEPTH: u32 = 6;

/// One predicate with its arguments. Tokens are heads of phrases, in text order.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    /// The predicate.
    pub head: u32,
    /// Verb or noun.
    pub is_verb: bool,
    /// Logical subjects.
    pub subjects: Vec<u32>,
    /// Logical objects.
    pub objects: Vec<u32>,
    /// Phrases with a preposition.
    pub obliques: Vec<(CompactString, u32)>,
    /// Owners before a noun.
    pub possessives: Vec<u32>,
    /// Adjectives and nouns before a noun.
    pub modifiers: Vec<u32>,
    /// Head of the complement clause.
    pub clause: Option<u32>,
    /// Verb particle.
    pub particle: Option<u32>,
    /// Passive voice or a passive participle.
    pub passive: bool,
    /// The verb that leaves the event to this noun.
    pub light: Option<u32>,
}

impl Frame {
    /// The fillers of a role.
    pub fn role(&self, role: &Role) -> Vec<u32> {
        match role {
            Role::Subject => self.subjects.clone(),
            Role::Object => self.objects.clone(),
            Role::Possessive => self.possessives.clone(),
            Role::Modifier => self.modifiers.clone(),
            Role::Preposition(p) => self.obliques.iter().filter(|(q, _)| q == p).map(|(_, t)| *t).collect(),
        }
    }

    /// The word class that patterns ask for.
    pub fn class(&self) -> WordClass {
        if self.is_verb { WordClass::Verb } else { WordClass::Noun }
    }
}

/// The frame of the predicate at `head`: a verb, participle or noun; `None` for other words.
pub fn frame(view: &View, knowledge: &Knowledge, head: u32) -> Option<Frame> {
    match view.upos(head) {
        Upos::Verb if is_gerund_noun(view, knowledge, head) => Some(noun(view, knowledge, head)),
        Upos::Verb => Some(verb(view, knowledge, head)),
        Upos::Adj if matches!(view.xpos(head), Xpos::Vbn | Xpos::Vbg) || is_predicative(view, head) => Some(verb(view, knowledge, head)),
        Upos::Noun if is_said_of_somebody(view, knowledge, head) => Some(verb(view, knowledge, head)),
        Upos::Noun | Upos::Propn => Some(noun(view, knowledge, head)),
        _ => None,
    }
}

/// `were mute spectators`: a noun that an entry reads as what somebody is.
fn is_said_of_somebody(view: &View, knowledge: &Knowledge, head: u32) -> bool {
    is_predicative(view, head) && knowledge.patterns_of(WordClass::Verb, &said_of(view, head)).next().is_some()
}

/// The name under which patterns list what is said of somebody: `be_ready`, `be_on_trial`.
pub fn said_of(view: &View, head: u32) -> String {
    match view.preposition(head).filter(|_| view.upos(head) == Upos::Noun) {
        Some(p) => format!("be_{p}_{}", view.lemma(head)),
        None => format!("be_{}", view.lemma(head)),
    }
}

/// `is ready to help`, `were spectators`: an adjective or noun that is said of somebody.
pub fn is_predicative(view: &View, head: u32) -> bool {
    matches!(view.upos(head), Upos::Adj | Upos::Noun) && view.child(head, &[Deprel::Cop]).is_some_and(|c| view.lemma(c) == "be")
}

/// `Shelling by the army killed four`: an event noun that the model reads as a clause before its verb.
fn is_gerund_noun(view: &View, knowledge: &Knowledge, head: u32) -> bool {
    let bare = view.child(head, &[Deprel::Aux, Deprel::Nsubj, Deprel::Obj]).is_none();
    let mark = view.child(head, &[Deprel::Mark]).map(|m| view.lemma(m));
    let subject = match view.deprel(head) {
        // "killed in shelling by the army"
        Deprel::Advcl | Deprel::Acl if mark.is_some() => matches!(mark, Some("in" | "during" | "from" | "under" | "amid" | "by")),
        _ if mark.is_some() => false,
        Deprel::Csubj => true,
        Deprel::Advcl => view.head(head).is_some_and(|v| v > head && view.child(v, &[Deprel::Nsubj, Deprel::NsubjPass]).is_none()),
        _ => false,
    };
    bare && subject
        && view.xpos(head) == Xpos::Vbg
        && knowledge.patterns_of(WordClass::Noun, &view.form(head).to_lowercase()).next().is_some()
}

/// True for a passive verb or a bare passive participle.
pub fn is_passive(view: &View, verb: u32) -> bool {
    // "called on X" is no passive, whatever the tree makes of X.
    let agent = |c: u32| view.deprel(c) == Deprel::AuxPass || view.preposition(c).is_none_or(|p| p == "by");
    if view.children_by(verb, &[Deprel::AuxPass, Deprel::OblAgent]).any(agent) {
        return true;
    }
    if view.child(verb, &[Deprel::NsubjPass]).is_some() {
        // "India, whose minister was killed, called on both sides": no auxiliary, and no verb that headlines use so.
        let active = view.child(verb, &[Deprel::Obj]).is_some()
            || !DONE_TO.contains(&view.lemma(verb)) && view.child(verb, &[Deprel::Xcomp]).is_none();
        return !active || is_headline_passive(view, verb);
    }
    let bare = view.child(verb, &[Deprel::Aux, Deprel::Nsubj]).is_none();
    if view.xpos(verb) != Xpos::Vbn || !bare {
        return is_headline_passive(view, verb);
    }
    match view.deprel(verb) {
        Deprel::Acl | Deprel::Amod | Deprel::Advcl => true,
        Deprel::Csubj => told_behind(view, verb).is_some(),
        // "were found shot dead"
        Deprel::Xcomp => view.head(verb).is_some_and(|g| matches!(view.lemma(g), "find" | "see" | "leave") || is_caused(view, g, verb)),
        Deprel::Conj => view.head(verb).is_some_and(|h| view.upos(h) == Upos::Verb && is_passive(view, h)),
        _ => false,
    }
}

/// Verbs that headlines use as passives without an auxiliary.
const DONE_TO: [&str; 24] = [
    "abduct",
    "accuse",
    "arrest",
    "assassinate",
    "charge",
    "convict",
    "deport",
    "detain",
    "displace",
    "evacuate",
    "execute",
    "expel",
    "free",
    "hang",
    "hurt",
    "imprison",
    "injure",
    "jail",
    "kidnap",
    "kill",
    "murder",
    "rescue",
    "sentence",
    "wound",
];

/// `Two Soldiers Killed in Ambush`, `Mayor Accused of Fraud`: a headline leaves the auxiliary out. `The rebel leader killed in June by
/// a drone`: a participle that the tree takes for a verb in the past has nobody to act on, and somebody by whom it was done.
fn is_headline_passive(view: &View, verb: u32) -> bool {
    let by = |c: u32| view.deprel(c) == Deprel::Obl && view.preposition(c).as_deref() == Some("by") && view.upos(c) != Upos::Num;
    if matches!(view.xpos(verb), Xpos::Vbn | Xpos::Vbd)
        && DONE_TO.contains(&view.lemma(verb))
        && view.child(verb, &[Deprel::Aux, Deprel::AuxPass, Deprel::Obj, Deprel::Ccomp, Deprel::Xcomp]).is_none()
        && view.child(verb, &[Deprel::Nsubj]).is_some_and(|s| s < verb)
        && view.children(verb).iter().any(|&c| c > verb && by(c) && view.child(c, &[Deprel::Det]).is_some())
    {
        return true;
    }
    let after = verb + 1;
    let alone = matches!(view.upos(after), Upos::Adp | Upos::Punct) || view.sentence_index(after) != view.sentence_index(verb);
    matches!(view.xpos(verb), Xpos::Vbn | Xpos::Vbd)
        && alone
        && DONE_TO.contains(&view.lemma(verb))
        && view.child(verb, &[Deprel::Nsubj, Deprel::NsubjPass]).is_some_and(|s| s < verb)
        && view.child(verb, &[Deprel::Aux, Deprel::Obj, Deprel::Ccomp, Deprel::Xcomp]).is_none()
        && view.sentence(verb).is_some_and(|s| !matches!(view.form(s.tokens.end.saturating_sub(1)), "." | "!" | "?" | "\""))
}

/// True for `did not`, `never`, `no longer` at the verb.
pub fn negated(view: &View, verb: u32) -> bool {
    view.children(verb).iter().any(|&c| match view.lemma(c) {
        "not" | "n't" | "never" => true,
        "longer" => c > 0 && view.lemma(c - 1) == "no",
        _ => false,
    })
}

/// True for `made no effort`, `no arrest was made`, `there was no response`: a word that is negated by the `no` before it or
/// before its object or subject.
pub fn negated_by_no(view: &View, head: u32) -> bool {
    let no = |t: u32| view.children_by(t, &[Deprel::Det]).any(|d| view.lemma(d) == "no");
    let arguments = [Deprel::Obj, Deprel::Nsubj, Deprel::NsubjPass];
    no(head) || view.upos(head) == Upos::Verb && view.children_by(head, &arguments).any(no)
}

/// True for a refusal: `will not`, `would never`, `cannot`.
pub fn will_not(view: &View, verb: u32) -> bool {
    let wills =
        |&c: &u32| view.deprel(c) == Deprel::Aux && matches!(view.lemma(c), "will" | "wo" | "'ll" | "shall" | "would" | "can" | "ca");
    view.children(verb).iter().any(wills) && negated(view, verb)
}

fn verb(view: &View, knowledge: &Knowledge, head: u32) -> Frame {
    let passive = is_passive(view, head);
    let mut f = Frame { head, is_verb: true, passive, particle: particle(view, head), ..Frame::default() };
    for &c in view.children(head) {
        match view.deprel(c) {
            Deprel::Iobj if view.child(head, &[Deprel::Obj]).is_some() => f.obliques.push(("to".into(), c)),
            Deprel::Obl | Deprel::OblAgent | Deprel::Nmod => {
                let p = view.preposition(c).unwrap_or_default();
                if passive && p == "by" {
                    f.subjects.push(c);
                } else if p == "out of" {
                    // "pulled out of talks", "pushed X out of the valley"
                    f.obliques.extend(["out of", "of", "from"].map(|p| (p.into(), c)));
                } else if !p.is_empty() {
                    f.obliques.push((p.into(), c));
                }
                if view.lemma(c) == "hand" && view.preposition(c).as_deref() == Some("at") {
                    // "died at the hands of the police"
                    let of = view.children_by(c, &[Deprel::Nmod]).filter(|&t| view.preposition(t).as_deref() == Some("of"));
                    f.obliques.extend(of.map(|t| ("by".into(), t)));
                }
                if view.lemma(c) == "front" {
                    // "in front of the embassy": outside it
                    let of = view.children_by(c, &[Deprel::Nmod]).filter(|&t| view.preposition(t).as_deref() == Some("of"));
                    f.obliques.extend(of.map(|t| ("outside".into(), t)));
                }
            }
            Deprel::Ccomp | Deprel::Xcomp => f.clause = Some(c),
            Deprel::Advcl if is_gerund_noun(view, knowledge, c) => {
                f.obliques.extend(view.child(c, &[Deprel::Mark]).map(|m| (view.lemma(m).into(), c)));
            }
            _ => {}
        }
    }
    if f.clause.is_none() {
        f.clause = view.children_by(head, &[Deprel::Advcl]).find(|&c| {
            c > head
                && view
                    .children(c)
                    .iter()
                    .any(|&m| view.deprel(m) == Deprel::Mark && matches!(view.lemma(m), "of" | "for" | "from" | "to" | "on" | "against"))
        });
    }
    if f.clause.is_none() {
        // "call on X to withdraw", "pressure on X to do so": the infinitive may hang on the noun.
        let nouns = view.children_by(head, &[Deprel::Obj, Deprel::Iobj, Deprel::Obl, Deprel::OblUnmarked, Deprel::NsubjPass]);
        f.clause = nouns.flat_map(|n| view.children_by(n, &[Deprel::Acl]).collect::<Vec<_>>()).find(|&c| c > head && marked_to(view, c));
    }
    if passive {
        f.objects = passive_objects(view, head);
        // "was granted asylum": what the verb gives to its passive subject.
        f.objects.extend(view.children_by(head, &[Deprel::Obj]).filter(|&c| c > head));
        // "were given refuge": where the tree takes what is given for a clause.
        let bare = |c: &u32| view.upos(*c) == Upos::Noun && view.child(*c, &[Deprel::Mark, Deprel::Cop, Deprel::Nsubj]).is_none();
        if let Some(given) = f.clause.filter(|_| GIVING.contains(&view.lemma(head))).filter(bare) {
            f.objects.push(given);
            f.clause = None;
        }
        if f.subjects.is_empty() {
            // "was shot dead by gunmen": the agent may hang on the adjective.
            let to_death = |&x: &u32| view.deprel(x) != Deprel::Obl || view.lemma(x) == "death";
            let inner: Vec<u32> = view.children_by(head, &[Deprel::Xcomp, Deprel::Advmod, Deprel::Obl]).filter(to_death).collect();
            f.subjects.extend(inner.into_iter().flat_map(|x| agents(view, x)));
        }
        if f.subjects.is_empty() {
            f.subjects = shared_agents(view, head);
        }
        if f.subjects.is_empty() {
            f.subjects = causers(view, head);
        }
    } else {
        f.subjects = subjects(view, head, DEPTH);
        f.obliques.retain(|(_, t)| !f.subjects.contains(t));
        f.objects = objects(view, head);
        if f.objects.is_empty() {
            // "asked Canada to send troops"
            f.objects.extend(view.child(head, &[Deprel::Iobj]));
        }
        if f.objects.is_empty() {
            f.objects.extend(object_of_particle(view, knowledge, &f));
        }
        if f.objects.is_empty() {
            // "kidnapped up to 16 villagers": the number has the preposition.
            let counted = |c: u32| {
                // "at least 20 of the protesters"
                view.upos(c) == Upos::Num && matches!(view.lemma(c.saturating_sub(1)), "least" | "to" | "than")
                    || view.child(c, &[Deprel::Nummod]).is_some_and(|n| matches!(view.lemma(n.saturating_sub(1)), "least" | "to" | "than"))
            };
            let people =
                |c: u32| (knowledge.lexicon.agent(view.lemma(c)).is_some() || counted(c)) && view.child(c, &[Deprel::Cc]).is_none();
            f.objects.extend(view.children_by(head, &[Deprel::Obl]).find(|&c| c > head && view.preposition(c).is_none() && people(c)));
        }
    }
    for (_, token) in &mut f.obliques {
        *token = meant_by_relative(view, head, *token).unwrap_or(*token);
    }
    f.obliques.extend(place_of_relative(view, head).map(|t| ("in".into(), t)));
    f.obliques.extend(double::receiver(view, knowledge, &f).map(|t| ("to".into(), t)));
    if let Some(c) = bounded_subject(view, knowledge, &f) {
        f.obliques.retain(|(_, t)| *t != c);
        if passive { f.objects.push(c) } else { f.subjects.push(c) }
    }
    inner_phrases(view, knowledge, &mut f);
    f.obliques.extend(against_past_place(view, &f).map(|t| ("against".into(), t)));
    f
}

/// `had three officers arrested`: who has it done. Harm is suffered, not ordered, so.
fn causers(view: &View, participle: u32) -> Vec<u32> {
    let object = view.head(participle).filter(|_| view.deprel(participle) == Deprel::Acl);
    let verb = match view.deprel(participle) {
        Deprel::Acl => object.filter(|&o| view.deprel(o) == Deprel::Obj).and_then(|o| view.head(o)),
        Deprel::Xcomp => view.head(participle),
        _ => None,
    };
    let causes = verb.filter(|&v| is_caused(view, v, participle) && !is_harm(view.lemma(participle)));
    causes.map_or_else(Vec::new, |v| subjects(view, v, DEPTH))
}

/// `had him arrested`: a participle behind the object of `have` or `get`.
fn is_caused(view: &View, verb: u32, participle: u32) -> bool {
    view.upos(verb) == Upos::Verb
        && matches!(view.lemma(verb), "have" | "get")
        && view.child(verb, &[Deprel::Obj]).is_some_and(|o| o > verb && o < participle)
}

/// `At least 15 civilians, including eight children, died`: people before the verb that the parser takes for a phrase with `at`.
fn bounded_subject(view: &View, knowledge: &Knowledge, f: &Frame) -> Option<u32> {
    let bound = |c: u32| {
        let first = view.subtree(c).next()?;
        let words = (view.form(first).to_lowercase(), view.form(first + 1));
        matches!((words.0.as_str(), words.1), ("at", "least" | "most") | ("up", "to") | ("as", "many") | ("more" | "fewer", "than"))
            .then_some(c)
    };
    if view.child(f.head, &[Deprel::Nsubj, Deprel::NsubjPass, Deprel::Expl]).is_some() {
        return None;
    }
    let before = view.children_by(f.head, &[Deprel::Obl]).filter(|&c| c < f.head && view.child(c, &[Deprel::Nummod]).is_some());
    before.filter(|&c| knowledge.lexicon.agent(view.lemma(c)).is_some()).find_map(bound)
}

/// `handed over a suspect`, `took in refugees`: the particle of a verb that patterns know, read as a preposition.
fn object_of_particle(view: &View, knowledge: &Knowledge, f: &Frame) -> Option<u32> {
    let lemma = view.lemma(f.head);
    let known = |p: &str| knowledge.patterns_of(WordClass::Verb, &format!("{lemma}_{p}")).next().is_some();
    if let Some(p) = f.particle {
        return view.children_by(f.head, &[Deprel::Obl, Deprel::OblUnmarked]).find(|&c| c > p && view.preposition(c).is_none());
    }
    f.obliques
        .iter()
        .find(|(p, t)| *t > f.head && matches!(p.as_str(), "over" | "in" | "off" | "up" | "out" | "down" | "back" | "away") && known(p))
        .map(|o| o.1)
}

/// Phrases that may hang one noun too low: `took the city of X from Y`, `reached an agreement with Z`.
fn inner_phrases(view: &View, knowledge: &Knowledge, f: &mut Frame) {
    let head = f.head;
    let mut holders: Vec<u32> = f.objects.iter().copied().filter(|&o| o > f.head || f.passive).collect();
    // "suspended food supplies and flights to X": the phrase hangs on the last of the objects; that of an event is its own.
    let acts = |t: u32| {
        let gift = knowledge.lexicon.in_class("aid", view.lemma(t));
        !gift && knowledge.patterns_of(WordClass::Noun, view.lemma(t)).next().is_some()
    };
    // "a grant and a loan to X"
    let available = outcome(view, f.head, &f.objects);
    let given = (GIVING.contains(&view.lemma(f.head)) || available.is_some()) && f.obliques.iter().all(|(p, _)| p != "to");
    for at in 0..holders.len() {
        holders.extend(view.children_by(holders[at], &[Deprel::Conj]).filter(|&c| {
            let lasting = matches!(view.lemma(c), "deal" | "contact" | "freeze" | "ban" | "sanction" | "embargo" | "restriction" | "cut");
            given || lasting || !acts(c)
        }));
    }
    let nested: Vec<u32> = f.obliques.iter().map(|o| o.1).collect();
    holders.extend(&nested);
    holders.extend(available);
    for at in 0..holders.len() {
        holders.extend(view.children_by(holders[at], &[Deprel::Nmod]).filter(|&c| view.preposition(c).as_deref() == Some("of")));
    }
    // An event noun in a prepositional phrase keeps all but its partners: "an inquiry into an attack on X".
    // But "$20 million in aid to X" has one receiver.
    let amount = f.objects.iter().any(|&o| view.upos(o) == Upos::Sym || view.child(o, &[Deprel::Nummod]).is_some());
    let amount_of = |t: u32| amount && view.preposition(t).as_deref() == Some("in");
    // "came under attack from X"
    let suffered = |t: u32| view.lemma(head) == "come" && view.preposition(t).as_deref() == Some("under");
    let is_event = |t: u32| nested.contains(&t) && !amount_of(t) && !suffered(t) && acts(t);
    for holder in holders {
        for c in view.children_by(holder, &[Deprel::Nmod, Deprel::Obl]) {
            let Some(p) = view.preposition(c) else { continue };
            // "took a town near the border with X", but not "closed its border with X"
            let bounds = nested.contains(&holder)
                && matches!(view.lemma(holder), "border" | "frontier" | "boundary")
                && matches!(p.as_str(), "with" | "between");
            // "in a speech to parliament": who listened
            let speech =
                nested.contains(&holder) && p == "to" && matches!(view.lemma(holder), "speech" | "address" | "interview" | "lecture");
            // "said after talks with X": the partner of the talks is not that of the saying.
            let apart =
                |t: u32| view.preposition(t).is_some_and(|p| matches!(p.as_str(), "after" | "before" | "following" | "during" | "since"));
            let own = is_event(holder)
                && (!matches!(p.as_str(), "with" | "between" | "against") || matches!(view.lemma(head), "speak" | "talk") && apart(holder));
            if bounds || speech || own {
                continue;
            }
            if f.passive && p == "by" && f.subjects.is_empty() {
                f.subjects.push(c);
            } else if !f.obliques.iter().any(|(_, t)| *t == c) {
                f.obliques.push((p.into(), c));
            }
        }
    }
}

/// `filed a suit in a court in X against Y`: the phrase with `against` behind the object, hung on a place in between.
fn against_past_place(view: &View, f: &Frame) -> Option<u32> {
    const REACH: u32 = 14;
    let object = f.objects.first().copied().filter(|&o| o > f.head && f.obliques.iter().all(|(p, _)| p != "against"))?;
    let end = view.sentence(f.head)?.tokens.end.min(object + REACH);
    let mut clause = (object + 1..end).take_while(|&t| !matches!(view.upos(t), Upos::Verb | Upos::Punct));
    let case = clause.find(|&t| view.lemma(t) == "against" && view.deprel(t) == Deprel::Case)?;
    let against = view.head(case)?;
    let place = view.head(against).filter(|_| view.deprel(against) == Deprel::Nmod)?;
    let phrases = std::iter::successors(Some(place), |&t| view.head(t)).take(4).take_while(|&t| t > object);
    let inside = |t: u32| matches!(view.preposition(t).as_deref(), Some("in" | "at" | "with"));
    phrases.into_iter().all(inside).then_some(against)
}

fn noun(view: &View, knowledge: &Knowledge, head: u32) -> Frame {
    let mut f = Frame { head, ..Frame::default() };
    noun_arguments(view, head, &mut f);
    // "a Saudi-led raid"
    let led = f.modifiers.iter().copied().filter(|&m| view.form(m).eq_ignore_ascii_case("led") && m > 0 && view.form(m - 1) == "-");
    f.subjects = led.filter_map(|m| view.child(m, &[Deprel::Compound, Deprel::Amod, Deprel::Nsubj, Deprel::Obl])).collect();
    let inner: Vec<u32> = f.obliques.iter().filter(|(p, _)| matches!(p.as_str(), "of" | "by")).map(|o| o.1).collect();
    for of in inner {
        for c in view.children_by(of, &[Deprel::Nmod]) {
            if let Some(p) = view.preposition(c).filter(|p| p != "of") {
                f.obliques.push((p.into(), c));
            }
        }
    }
    // "a series of attacks on X": what the count noun has, the event noun has too.
    let mut top = head;
    while let Some(h) = view
        .head(top)
        .filter(|&h| view.deprel(top) == Deprel::Nmod && view.preposition(top).as_deref() == Some("of") && RUNS.contains(&view.lemma(h)))
    {
        noun_arguments(view, h, &mut f);
        f.obliques.retain(|(_, t)| *t != top);
        if matches!(view.lemma(h), "hour" | "day" | "week" | "month" | "year") {
            // "21 years of civil war": how long, not which.
            f.modifiers.retain(|&m| view.head(m) != Some(h) || view.deprel(m) != Deprel::Nummod);
        }
        top = h;
    }
    // "launched raids and air strikes": what the verb does to the first it does to all.
    let mut first = top;
    while let Some(h) = view.head(first).filter(|&h| view.deprel(first) == Deprel::Conj && h < first && view.upos(h) == Upos::Noun) {
        first = h;
    }
    f.subjects.extend(partakers(view, head, top));
    if f.subjects.is_empty() {
        carried_out(view, knowledge, head, &mut f);
    }
    let Some(governor) = view.head(first) else { return f };
    let relation = if matches!(view.deprel(first), Deprel::Obj | Deprel::NsubjPass) { view.deprel(first) } else { view.deprel(top) };
    let governor = if relation == view.deprel(first) { governor } else { view.head(top).unwrap_or(governor) };
    let carries = matches!(relation, Deprel::Obj | Deprel::NsubjPass)
        || (relation == Deprel::Obl
            && matches!(view.preposition(top).as_deref(), Some("in" | "under" | "into"))
            && matches!(view.lemma(governor), "engage" | "participate" | "take" | "join" | "come" | "involve" | "break"));
    // "called the attack an act of war": a name for the deed, by somebody who did not do it.
    let named = relation == Deprel::Obj
        && view.lemma(governor) == "call"
        && (view.child(governor, &[Deprel::Xcomp, Deprel::Iobj]).is_some()
            || view.children_by(governor, &[Deprel::Obj]).count() > 1
            || view.children(governor).iter().any(|&c| view.lemma(c) == "what")
            || view.head(governor).is_some_and(|h| view.deprel(governor) == Deprel::AclRelcl && view.lemma(h) == "what"));
    if carries && !named && view.upos(governor) == Upos::Verb && knowledge.lexicon.is_light(&verb_lemma(view, governor)) {
        let v = verb(view, knowledge, governor);
        f.light = Some(governor);
        if matches!(view.lemma(governor), "suffer" | "sustain" | "receive" | "face" | "undergo" | "come" | "experience") {
            // Whoever suffers an attack is its target.
            f.obliques.extend(v.subjects.into_iter().map(|s| ("on".into(), s)));
        } else if !is_judged(view, governor, first) {
            f.subjects.extend(v.subjects);
        }
        f.passive = v.passive;
        f.obliques.extend(v.obliques.into_iter().filter(|(_, t)| *t != top && *t != first));
    } else if relation == Deprel::Nsubj && view.upos(governor) == Upos::Verb {
        // "the talks will take place in X", "the attack happened near Y"
        f.obliques.extend(
            verb(view, knowledge, governor)
                .obliques
                .into_iter()
                .filter(|(p, _)| matches!(p.as_str(), "in" | "at" | "near" | "between" | "outside")),
        );
        if f.obliques.iter().all(|(p, _)| p != "between") {
            f.obliques.extend(between_past_place(view, governor).map(|t| ("between".into(), t)));
        }
    }
    if f.light.is_some() && f.obliques.iter().all(|(p, _)| !matches!(p.as_str(), "against" | "on")) {
        f.obliques.extend(against_by_means(view, head).map(|t| ("against".into(), t)));
    }
    f
}

/// Nouns for how long or how often a deed was done, or for a part of it: `weeks of criticism from X`, `the start of a visit`.
const RUNS: [&str; 37] = [
    "series",
    "wave",
    "string",
    "round",
    "number",
    "spate",
    "campaign",
    "act",
    "hour",
    "day",
    "night",
    "week",
    "month",
    "year",
    "chorus",
    "torrent",
    "volley",
    "litany",
    "barrage",
    "flurry",
    "succession",
    "stream",
    "storm",
    "bout",
    "deluge",
    "hail",
    "outpouring",
    "beginning",
    "end",
    "leg",
    "outset",
    "phase",
    "set",
    "spell",
    "stage",
    "start",
    "weekend",
];

/// `a strike called by the unions`, `sanctions imposed by X on Y`: a light verb behind the noun lends it what it has.
fn carried_out(view: &View, knowledge: &Knowledge, head: u32, f: &mut Frame) {
    let Some(carrier) = view.children_by(head, &[Deprel::Acl]).find(|&c| {
        c > head
            && is_passive(view, c)
            && knowledge.lexicon.is_light(&verb_lemma(view, c))
            && !matches!(view.lemma(c), "suffer" | "sustain" | "receive" | "face")
            && view.child(c, &[Deprel::Xcomp]).is_none()
    }) else {
        return;
    };
    let v = verb(view, knowledge, carrier);
    f.subjects.extend(v.subjects.into_iter().filter(|&s| s > carrier));
    f.obliques.extend(v.obliques.into_iter().filter(|(_, t)| *t > carrier));
}

fn noun_arguments(view: &View, head: u32, f: &mut Frame) {
    for &c in view.children(head) {
        match view.deprel(c) {
            Deprel::NmodPoss => f.possessives.push(c),
            Deprel::Compound | Deprel::Amod | Deprel::NmodDesc | Deprel::Nummod => {
                // "a Greek-Turkish meeting"
                f.modifiers.extend(dashed_before(view, c));
                f.modifiers.push(c);
            }
            Deprel::Nmod | Deprel::Obl | Deprel::OblAgent => {
                if let Some(p) = view.preposition(c) {
                    f.obliques.push((p.into(), c));
                }
            }
            Deprel::Acl | Deprel::Ccomp if f.clause.is_none() && (marked_to(view, c) || marked_that(view, c)) => f.clause = Some(c),
            _ => {}
        }
    }
    if f.clause.is_none() {
        // "a call on both sides to respect the truce"
        let nouns: Vec<u32> = f.obliques.iter().map(|o| o.1).collect();
        f.clause = nouns
            .into_iter()
            .flat_map(|n| view.children_by(n, &[Deprel::Acl]).collect::<Vec<_>>())
            .find(|&c| c > head && marked_to(view, c));
    }
    if f.clause.is_none() && view.deprel(head) == Deprel::Obj {
        // "began their advance to isolate X": the clause of purpose may hang on the verb.
        let verb = view.head(head).into_iter();
        f.clause = verb
            .flat_map(|v| view.children_by(v, &[Deprel::Xcomp, Deprel::Advcl]).collect::<Vec<_>>())
            .find(|&c| c > head && marked_to(view, c));
    }
}

/// `conducted strikes in support of X using drones against Y`: whom the means are used against.
fn against_by_means(view: &View, noun: u32) -> Option<u32> {
    let used = |t: u32| std::iter::successors(Some(t), |&t| view.head(t)).take_while(|&t| t != noun).any(|t| view.lemma(t) == "use");
    view.subtree(noun).find(|&t| t > noun && view.preposition(t).as_deref() == Some("against") && used(t))
}

/// `a Greek-Turkish meeting`: the first of two words that a dash joins.
pub fn dashed_before(view: &View, second: u32) -> Option<u32> {
    let first = second.checked_sub(2).filter(|&t| view.form(t + 1) == "-" && view.head(t) == Some(second))?;
    matches!(view.deprel(first), Deprel::Amod | Deprel::Compound).then_some(first)
}

/// `claims that X did it`.
fn marked_that(view: &View, verb: u32) -> bool {
    view.children_by(verb, &[Deprel::Mark]).any(|m| view.lemma(m) == "that")
}

/// A verb's particle, also where the tree takes it for a preposition of the object right after it: `broke off talks`.
fn particle(view: &View, verb: u32) -> Option<u32> {
    let own = view.child(verb, &[Deprel::CompoundPrt]);
    own.or_else(|| {
        let next = verb + 1;
        let stray = matches!(view.form(next), "off" | "up" | "out" | "down" | "back" | "aside" | "away")
            && matches!(view.deprel(next), Deprel::Case | Deprel::Amod | Deprel::Advmod);
        let object = view.head(next).filter(|&o| stray && view.deprel(o) == Deprel::Obj && view.head(o) == Some(verb));
        object.map(|_| next)
    })
}

/// `gathered in the square, demanding reforms`: clauses in -ing behind a verb that have its subject and no conjunction.
pub fn participles<'v>(view: &'v View, verb: u32) -> impl Iterator<Item = u32> + 'v {
    view.children_by(verb, &[Deprel::Advcl, Deprel::Xcomp])
        .filter(move |&c| c > verb && view.xpos(c) == Xpos::Vbg)
        .filter(|&c| view.child(c, &[Deprel::Mark, Deprel::Nsubj, Deprel::NsubjPass, Deprel::Aux]).is_none())
}

/// A verb's lemma with its particle: `carry_out`.
pub fn verb_lemma(view: &View, verb: u32) -> String {
    match particle(view, verb) {
        Some(p) => format!("{}_{}", view.lemma(verb), view.lemma(p)),
        None => view.lemma(verb).to_owned(),
    }
}
