//! Predicate-argument frames: the tree with passive, relative clauses, participles, control, raising,
//! coordination and light verbs undone, so that patterns need not know of them.

mod control;
mod core;
mod double;
mod nouns;
mod partakers;
mod passive;
mod relatives;

use compact_str::CompactString;
use truceline_knowledge::{Knowledge, Role, WordClass};
use truceline_syntax::{Deprel, Upos, View, Xpos};

pub use self::{
    control::maker,
    core::{marked_to, outcome, passive_objects, subjects},
    nouns::dashed_before,
    passive::{is_caused, is_passive},
};
use self::{
    core::{GIVING, agents, objects, shared_agents},
    nouns::noun,
    passive::causers,
    relatives::{meant_by_relative, place_of_relative},
};

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

/// True for `did not`, `never`, `no longer` at the verb.
pub fn negated(view: &View, verb: u32) -> bool {
    view.children(verb).iter().any(|&c| is_not(view, c) || no_longer(view, c))
}

fn is_not(view: &View, adverb: u32) -> bool {
    matches!(view.lemma(adverb), "not" | "n't" | "never")
}

/// True for the `longer` of `no longer`.
pub fn no_longer(view: &View, adverb: u32) -> bool {
    adverb > 0 && view.form(adverb) == "longer" && view.lemma(adverb - 1) == "no"
}

/// True for `made no effort`, `no arrest was made`, `there was no response`: a word that is negated by the `no` before it or
/// before its object or subject.
pub fn negated_by_no(view: &View, head: u32) -> bool {
    let no = |t: u32| view.children_by(t, &[Deprel::Det]).any(|d| view.lemma(d) == "no");
    let arguments = [Deprel::Obj, Deprel::Nsubj, Deprel::NsubjPass];
    no(head) || view.upos(head) == Upos::Verb && view.children_by(head, &arguments).any(no)
}

/// True for a refusal: `will not`, `would never`, `cannot`; who `will no longer` do something refuses nobody.
pub fn will_not(view: &View, verb: u32) -> bool {
    let wills =
        |&c: &u32| view.deprel(c) == Deprel::Aux && matches!(view.lemma(c), "will" | "wo" | "'ll" | "shall" | "would" | "can" | "ca");
    view.children(verb).iter().any(wills) && view.children(verb).iter().any(|&c| is_not(view, c))
}

/// Verbs by which somebody is given a name or a standing.
const NAMING: [&str; 4] = ["designate", "declare", "proscribe", "classify"];

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
            // "spoke highly of the envoy": the phrase may hang on the adverb.
            Deprel::Advmod if matches!(view.lemma(c), "highly" | "warmly" | "well" | "ill") => {
                let behind = view.children_by(c, &[Deprel::Obl]).filter(|&o| view.preposition(o).as_deref() == Some("of"));
                f.obliques.extend(behind.map(|o| ("of".into(), o)));
            }
            // "ordered two men arrested": an arrest of theirs, nothing that is asked of them.
            Deprel::Xcomp if is_caused(view, head, c) => {}
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
                && view.children(c).iter().any(|&m| {
                    view.deprel(m) == Deprel::Mark
                        && matches!(view.lemma(m), "of" | "for" | "from" | "to" | "on" | "against" | "at" | "about" | "into")
                })
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
    if f.clause.is_none() && f.objects.len() == 2 && NAMING.contains(&view.lemma(head)) {
        // "designated the militia a terrorist group": the second is what is said of the first.
        f.objects.sort_unstable();
        f.clause = f.objects.pop();
    }
    for (_, token) in &mut f.obliques {
        *token = meant_by_relative(view, head, *token).unwrap_or(*token);
    }
    f.obliques.extend(place_of_relative(view, head).map(|t| ("in".into(), t)));
    f.obliques.extend(double::receiver(view, knowledge, &f).map(|t| ("to".into(), t)));
    f.objects.extend(double::retained(view, &f));
    if let Some(c) = bounded_subject(view, knowledge, &f) {
        f.obliques.retain(|(_, t)| *t != c);
        if passive { f.objects.push(c) } else { f.subjects.push(c) }
    }
    inner_phrases(view, knowledge, &mut f);
    f.obliques.extend(against_past_place(view, &f).map(|t| ("against".into(), t)));
    f
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
