//! Did it happen? From tense, modality, negation, conditionals, plans and denials around the trigger.

mod governors;

use governors::{
    adverbial, complement, gives_up_own, is_brought_about, noun_complement, object_of, preposition_phrase, reported_by_noun,
    there_for_talks,
};
use truceline_knowledge::{Condition, Effect, EventType};
use truceline_syntax::{Deprel, Upos, View, Xpos};

use crate::{
    alone::is_under_way,
    asked::is_answer,
    event::Status,
    frames::{self, Frame},
    matching::{Scene, coded_by},
    who::actors,
};

/// What the words around a trigger make of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The status.
    pub status: Status,
    /// Not an event of its own: part of a demand, promise, purpose or condition.
    pub absorbed: bool,
    /// Tokens of those who are said to be its source, innermost first: subjects of reporting verbs.
    pub sources: Vec<Source>,
    /// Tokens of those who deny it.
    pub deniers: Vec<u32>,
    /// Why, for `explain`.
    pub reasons: Vec<String>,
}

/// Who says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The head token of a participant.
    Token(u32),
    /// A reporting noun with no name (`reports`).
    Noun(u32),
    /// `reportedly`, `allegedly`: nobody is named.
    Unnamed,
    /// The verb of an accusation by nobody who is named: `was accused of looting`.
    Accusers(u32),
}

/// How many governing words are looked at.
const DEPTH: usize = 12;

/// Reads the status of the predicate of `frame`.
pub fn read(scene: Scene, frame: &Frame) -> Reading {
    let mut r = Reading { status: Status::Occurred, absorbed: false, sources: Vec::new(), deniers: Vec::new(), reasons: Vec::new() };
    if frame.is_verb && coded_by(scene, frame.head).is_some_and(|c| c.pattern.conditions.contains(&Condition::WillNot)) {
        // `will not lift` is the refusal itself; only a condition unmakes it.
        scene.view.children(frame.head).iter().for_each(|&c| condition(scene.view, c, &mut r));
    } else if frame.is_verb {
        own_verb(scene, frame.head, &mut r);
    } else {
        own_noun(scene, frame, &mut r);
    }
    let is_type = |t: u32, wanted: EventType| coded_by(scene, t).is_some_and(|c| c.pattern.event_type == wanted);
    if frame.light.is_some_and(|v| is_type(v, EventType::Agree)) && is_type(frame.head, EventType::Aid) {
        r.absorbed = true; // "offered aid": the offer is the event
    }
    if frame.light.is_some_and(|v| is_type(v, EventType::Retreat) || is_type(v, EventType::Concede)) && gives_up_own(scene, frame) {
        r.absorbed = true;
    }
    let said_by = |speech: EventType, deed: EventType| frame.light.is_some_and(|v| is_type(v, speech)) && is_type(frame.head, deed);
    if said_by(EventType::Reject, EventType::Consult)
        || said_by(EventType::Accuse, EventType::Assault) && frame.light.is_some_and(|v| scene.view.lemma(v) == "come")
    {
        r.absorbed = true; // "will not attend the summit", "came under attack from its critics": what is said is the event
    }
    climb(scene, frame, &mut r);
    r
}

fn set(r: &mut Reading, status: Status, why: impl Into<String>) {
    // The strongest word wins: a negated plan is negated, a plan under `if` is hypothetical.
    let weight = |s: Status| match s {
        Status::Occurred => 0,
        Status::Ongoing => 1,
        Status::Planned => 2,
        Status::Negated => 3,
        Status::Denied => 4,
        Status::Hypothetical => 5,
    };
    if weight(status) > weight(r.status) {
        r.status = status;
    }
    r.reasons.push(why.into());
}

/// Auxiliaries and adverbs of the verb itself.
fn own_verb(scene: Scene, verb: u32, r: &mut Reading) {
    let view = scene.view;
    for &c in view.children(verb) {
        match view.deprel(c) {
            Deprel::Aux | Deprel::AuxPass | Deprel::Cop => match view.lemma(c) {
                "will" | "shall" | "wo" | "'ll" => set(r, Status::Planned, "will"),
                "would" if told_future(scene, verb) => set(r, Status::Planned, "would"),
                "could" if is_left_undone(scene, verb) => set(r, Status::Negated, "could not"),
                l @ ("would" | "could" | "may" | "might" | "should" | "must" | "can" | "ca" | "ought") => {
                    set(r, Status::Hypothetical, format!("modal {l}"));
                }
                "be" if is_arranged(view, c, verb) => set(r, Status::Planned, "is to"),
                "be" if view.form(c) == "being" && is_now(view, verb) => set(r, Status::Ongoing, "is being"),
                "be" if view.xpos(verb) == Xpos::Vbg && !matches!(view.form(c), "was" | "were") => set(r, Status::Ongoing, "progressive"),
                _ => {}
            },
            Deprel::Advmod | Deprel::Det => adverb(scene, c, r),
            // "spare no effort": the two cancel each other.
            Deprel::Obj if view.lemma(verb) == "spare" => {}
            Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj
                if view.children_by(c, &[Deprel::Det]).any(|d| matches!(view.lemma(d), "no" | "neither")) =>
            {
                set(r, Status::Negated, "no")
            }
            _ => condition(view, c, r),
        }
    }
}

/// `could not stop the mob`, `could do little`: what somebody was unable to do was not done.
fn is_left_undone(scene: Scene, verb: u32) -> bool {
    let view = scene.view;
    let supposed = view.children_by(verb, &[Deprel::Aux]).any(|a| view.lemma(a) == "have");
    let undone = || coded_by(scene, verb).is_some_and(|c| c.pattern.undone);
    !supposed && (frames::negated(view, verb) || undone())
}

/// `is being held`, not `was being held`.
fn is_now(view: &View, verb: u32) -> bool {
    view.children_by(verb, &[Deprel::Aux, Deprel::AuxPass])
        .any(|a| matches!(view.form(a), "is" | "are" | "'s" | "’s" | "remains" | "remain"))
}

/// `is to meet`, `were to be released`: what is arranged.
fn is_arranged(view: &View, be: u32, verb: u32) -> bool {
    let finite = matches!(view.form(be), "is" | "are" | "was" | "were" | "'s" | "’s");
    let passive = view.children_by(verb, &[Deprel::AuxPass]).any(|p| view.form(p) == "be" && p > be);
    let infinitive = view.xpos(verb) == Xpos::Vb || view.xpos(verb) == Xpos::Vbn && passive;
    finite && infinitive && be < verb && view.children_by(verb, &[Deprel::Mark]).any(|m| view.lemma(m) == "to" && m > be)
}

/// `said it would meet the rebels`: what was to come when it was told. Of force and repression only what the doers say themselves.
fn told_future(scene: Scene, verb: u32) -> bool {
    use EventType as T;
    let view = scene.view;
    let said = |g: u32| matches!(view.xpos(g), Xpos::Vbd | Xpos::Vbn) && reports(scene, g);
    // "would send more men, the minister said"
    let before = || view.children_by(verb, &[Deprel::Parataxis]).any(said);
    let told = view.deprel(verb) == Deprel::Ccomp && view.head(verb).is_some_and(said) || before();
    let subjects = [Deprel::Nsubj, Deprel::NsubjPass];
    let own = view.children_by(verb, &subjects).any(|s| matches!(view.lemma(s), "it" | "he" | "she" | "they" | "we"));
    let conditional = view
        .children_by(verb, &[Deprel::Advcl])
        .any(|c| view.children_by(c, &[Deprel::Mark]).any(|m| matches!(view.lemma(m), "if" | "unless" | "provided")));
    let deed = coded_by(scene, verb)
        .is_none_or(|c| !matches!(c.pattern.event_type, T::Assault | T::Coerce | T::Sanction | T::Protest | T::Accuse));
    told && !conditional && (own || deed)
}

/// `if`, `unless` before the clause.
fn condition(view: &View, word: u32, r: &mut Reading) {
    if view.deprel(word) == Deprel::Mark && matches!(view.lemma(word), "if" | "unless" | "whether" | "lest") {
        set(r, Status::Hypothetical, view.lemma(word).to_owned());
    }
}

fn adverb(scene: Scene, adverb: u32, r: &mut Reading) {
    let lemma = scene.view.lemma(adverb);
    if matches!(lemma, "not" | "n't" | "never" | "no") || frames::no_longer(scene.view, adverb) {
        set(r, Status::Negated, "negated");
        return;
    }
    match scene.knowledge.lexicon.adverb(lemma) {
        Some(Effect::Alleged) => r.sources.push(Source::Unnamed),
        Some(Effect::Hypothetical) => set(r, Status::Hypothetical, lemma.to_owned()),
        Some(Effect::Negated) => set(r, Status::Negated, lemma.to_owned()),
        _ => {}
    }
}

/// Adjectives, determiners and light verbs of an event noun.
fn own_noun(scene: Scene, frame: &Frame, r: &mut Reading) {
    let view = scene.view;
    // "in the future", not "talks on the future of Kosovo"
    for &c in view.children(frame.head).iter().filter(|&&c| view.preposition(c).is_none_or(|p| p == "in")) {
        let lemma = view.lemma(c);
        match lemma {
            "plan" | "planned" | "schedule" | "scheduled" | "upcoming" | "propose" | "proposed" | "future" | "forthcoming"
            | "impending" | "expect" => set(r, Status::Planned, lemma.to_owned()),
            // "launched further strikes" tells of strikes.
            "further" if frame.light.is_some() => {}
            "possible" | "potential" | "any" | "further" | "threaten" | "threatened" | "imminent" | "hypothetical" | "would-be" => {
                set(r, Status::Hypothetical, lemma.to_owned())
            }
            "allege" | "alleged" | "purported" | "suspect" | "suspected" | "reported" => {}
            "no" if view.deprel(c) == Deprel::Det => set(r, Status::Negated, "no"),
            "ongoing" | "continue" | "continuing" | "continued" => set(r, Status::Ongoing, lemma.to_owned()),
            "fail" | "failed" | "foiled" | "thwarted" | "abortive" | "attempted" => set(r, Status::Negated, lemma.to_owned()),
            _ => {}
        }
    }
    if let Some(light) = frame.light {
        let lemma = frames::verb_lemma(view, light);
        match lemma.as_str() {
            "plan" | "plot" | "prepare" => set(r, Status::Planned, lemma),
            "continue" | "pursue" => set(r, Status::Ongoing, lemma),
            _ => {}
        }
        own_verb(scene, light, r);
    }
}

/// Governing clauses: reporting, planning, demanding, denying verbs.
fn climb(scene: Scene, frame: &Frame, r: &mut Reading) {
    let view = scene.view;
    let mut at = frame.light.unwrap_or(frame.head);
    // Past a noun that the clause describes, what governs the noun says nothing of the clause but who tells it.
    let mut described = false;
    for _ in 0..DEPTH {
        quoted_aside(scene, at, r);
        let Some(governor) = view.head(at) else { break };
        if view.deprel(at) == Deprel::Nsubj && reports(scene, governor) {
            break; // "X, whose troops seized the town, said": who describes the speaker is not the speaker
        }
        if described {
            if view.deprel(at) == Deprel::Ccomp && reports(scene, governor) {
                sources_of(scene, governor, r);
            }
            at = governor;
            continue;
        }
        if view.deprel(at) == Deprel::Nsubj && is_under_way(view, governor) {
            set(r, Status::Ongoing, "under way");
        }
        let participle = view.deprel(at) == Deprel::Acl && view.child(at, &[Deprel::Mark]).is_none();
        described = (participle || view.deprel(at) == Deprel::AclRelcl) && view.upos(at) == Upos::Verb;
        if at == frame.head && (is_presumed(scene, at, governor) || is_answered(scene, at, governor)) {
            described = true;
            at = governor;
            continue;
        }
        match view.deprel(at) {
            Deprel::Xcomp | Deprel::Ccomp | Deprel::Csubj | Deprel::CsubjPass => complement(scene, at, governor, r),
            Deprel::Acl if marked_infinitive(view, at) && there_for_talks(view, at, governor) => set(r, Status::Planned, "is there to"),
            Deprel::Acl if marked_infinitive(view, at) && is_ranked(view, governor) => {} // "the first state to recognise it"
            // "got the leaders to sign"
            Deprel::Acl
                if marked_infinitive(view, at)
                    && view.deprel(governor) == Deprel::Obj
                    && view.head(governor).is_some_and(|v| is_brought_about(view, v)) => {}
            Deprel::Acl if marked_infinitive(view, at) => noun_complement(scene, governor, r),
            Deprel::Acl if accused_verb(view, at, governor).is_some() => {
                // "accused X of bombing": the clause hangs on the object.
                adverbial(scene, at, accused_verb(view, at, governor).unwrap_or(governor), r);
            }
            Deprel::Acl if view.child(at, &[Deprel::Mark]).is_some_and(|m| matches!(view.lemma(m), "that" | "of")) => {
                reported_by_noun(scene, governor, r)
            }
            Deprel::Advcl => adverbial(scene, at, governor, r),
            Deprel::Obj | Deprel::NsubjPass if view.upos(governor) == Upos::Verb => object_of(scene, at, governor, r),
            Deprel::Obl | Deprel::Nmod => preposition_phrase(scene, at, governor, r),
            Deprel::Parataxis | Deprel::AclRelcl | Deprel::Conj | Deprel::Nsubj | Deprel::Appos | Deprel::Acl => {}
            _ => {}
        }
        if view.deprel(at) == Deprel::Conj {
            shared_auxiliaries(scene, at, governor, r);
        }
        at = governor;
    }
}

/// `to break up a march`, `an inquiry into the shelling`: what is done or said to a deed that has happened, whatever becomes of that.
fn is_presumed(scene: Scene, noun: u32, governor: u32) -> bool {
    use EventType as T;
    let (view, lexicon) = (scene.view, &scene.knowledge.lexicon);
    let coded = coded_by(scene, noun).map(|c| c.pattern.event_type);
    // "promised help after talks with X", whatever becomes of the promise
    let met = coded == Some(T::Consult) && view.upos(noun) == Upos::Noun && view.xpos(governor) == Xpos::Vb;
    if met && view.preposition(noun).is_some_and(|p| matches!(p.as_str(), "after" | "following" | "during")) {
        return frames::marked_to(view, governor);
    }
    if !coded.is_some_and(|t| matches!(t, T::Assault | T::Protest | T::Coerce)) {
        return false;
    }
    match view.deprel(noun) {
        Deprel::Obj | Deprel::NsubjPass => lexicon.is_happening("presumed_object", &frames::verb_lemma(view, governor)),
        Deprel::Nmod => {
            matches!(view.preposition(noun).as_deref(), Some("of" | "into" | "to" | "for" | "over"))
                && lexicon.is_happening("presumed_of", view.lemma(governor))
        }
        _ => false,
    }
}

/// `turned down a request by X`, `has yet to answer a demand by X`: whoever is named as asking or offering has done so, whatever is
/// answered.
fn is_answered(scene: Scene, noun: u32, verb: u32) -> bool {
    use EventType as T;
    if scene.view.upos(noun) != Upos::Noun || !is_answer(scene, noun, verb) {
        return false;
    }
    coded_by(scene, noun).is_some_and(|asked| {
        let offer = || matches!(scene.view.lemma(noun), "offer" | "proposal" | "pledge" | "promise" | "overture" | "initiative");
        let speech = asked.pattern.event_type == T::Request || asked.pattern.event_type == T::Agree && offer();
        speech && !actors(scene, &asked.frame, asked.pattern).0.is_empty()
    })
}

/// The verb whose object has the clause `of bombing`.
fn accused_verb(view: &View, clause: u32, noun: u32) -> Option<u32> {
    let marked = view.children_by(clause, &[Deprel::Mark]).any(|m| matches!(view.lemma(m), "of" | "for" | "from"));
    let object = matches!(view.deprel(noun), Deprel::Obj | Deprel::NsubjPass) && view.xpos(clause) == Xpos::Vbg;
    view.head(noun).filter(|&v| marked && object && view.upos(v) == Upos::Verb)
}

/// `will meet and sign`: the second verb has the first one's auxiliaries.
fn shared_auxiliaries(scene: Scene, verb: u32, first: u32, r: &mut Reading) {
    let view = scene.view;
    let bare = view.child(verb, &[Deprel::Aux, Deprel::Nsubj, Deprel::AuxPass, Deprel::NsubjPass]).is_none();
    if bare
        && view.upos(verb) == Upos::Verb
        && view.upos(first) == Upos::Verb
        && matches!(view.xpos(verb), Xpos::Vb | Xpos::Vbg | Xpos::Vbn)
    {
        let mut own = Reading { status: Status::Occurred, absorbed: false, sources: Vec::new(), deniers: Vec::new(), reasons: Vec::new() };
        own_verb(scene, first, &mut own);
        if matches!(own.status, Status::Planned | Status::Hypothetical | Status::Ongoing) {
            set(r, own.status, "shared auxiliary");
        }
    }
}

/// `the first leader`, `the only state`: whoever is the first to do something does it.
fn is_ranked(view: &View, noun: u32) -> bool {
    let ranked = |t: u32| {
        let rank = matches!(view.lemma(t), "first" | "second" | "third" | "fourth" | "fifth" | "last" | "only" | "latest" | "sole");
        let later = view.form(t).eq_ignore_ascii_case("latest") || view.upos(t) == Upos::Adj && view.form(t).ends_with("th");
        (rank || later) && view.xpos(t) != Xpos::Nn
    };
    view.children_by(noun, &[Deprel::Amod, Deprel::Nummod, Deprel::Advmod]).any(ranked) || ranked(noun)
}

fn marked_infinitive(view: &View, i: u32) -> bool {
    view.children_by(i, &[Deprel::Mark]).any(|m| view.lemma(m) == "to")
}

/// `..., the ministry said.` beside or inside the clause.
fn quoted_aside(scene: Scene, clause: u32, r: &mut Reading) {
    let view = scene.view;
    for aside in view.children_by(clause, &[Deprel::Parataxis]) {
        if reports(scene, aside) {
            sources_of(scene, aside, r);
        }
    }
    // "killing ten, according to X" tells of the whole clause.
    let outcomes = view.children_by(clause, &[Deprel::Advcl]).filter(|&c| view.xpos(c) == Xpos::Vbg);
    let within: Vec<u32> = outcomes.chain([clause]).collect();
    for c in within.into_iter().flat_map(|v| view.children_by(v, &[Deprel::Obl, Deprel::Advcl, Deprel::Advmod, Deprel::Nmod])) {
        // "according to X"
        if view.preposition(c).is_some_and(|p| p.starts_with("accord")) {
            r.sources.push(Source::Token(author(scene, c).unwrap_or(c)));
        } else if view.lemma(c) == "accord" || view.form(c).eq_ignore_ascii_case("according") {
            let named = view.children_by(c, &[Deprel::Obl, Deprel::Nmod, Deprel::Fixed]);
            r.sources.extend(named.map(|t| Source::Token(author(scene, t).unwrap_or(t))));
        }
    }
}

pub(crate) fn reports(scene: Scene, verb: u32) -> bool {
    scene.view.upos(verb) == Upos::Verb && scene.knowledge.lexicon.effect(scene.view.lemma(verb)) == Some(Effect::Reported)
}

fn sources_of(scene: Scene, verb: u32, r: &mut Reading) {
    let view = scene.view;
    let tokens = if frames::is_passive(view, verb) {
        // "was quoted as saying", "is reported to have": the quoted one for `quote`, else the agent.
        if view.lemma(verb) == "quote" {
            frames::passive_objects(view, verb)
        } else {
            view.children_by(verb, &[Deprel::OblAgent]).collect()
        }
    } else {
        frames::subjects(view, verb, 4)
    };
    if tokens.is_empty() && frames::is_passive(view, verb) {
        r.sources.push(Source::Unnamed);
    }
    for t in tokens {
        let author = author(scene, t);
        if author.is_some() || scene.mentions.is_participant(view, scene.knowledge, t) {
            r.sources.push(Source::Token(author.unwrap_or(t)));
        } else if scene.knowledge.lexicon.is_reporting_noun(view.lemma(t)) {
            r.sources.push(Source::Noun(t));
        }
    }
}

/// How many sentences back a statement is looked for that is told again without its author.
const WRITTEN: u32 = 6;

/// `an army statement said`, `the release said` after `a Defense Department news release`: whose words a text gives.
fn author(scene: Scene, text: u32) -> Option<u32> {
    let view = scene.view;
    let owner = |t: u32| {
        let after = view.children_by(t, &[Deprel::Nmod]).filter(|&c| view.preposition(c).as_deref() == Some("by"));
        let before = view.children_by(t, &[Deprel::NmodPoss, Deprel::Compound]);
        let kind = |c: &u32| matches!(view.lemma(*c), "press" | "news" | "media" | "video" | "television" | "internet");
        before.chain(after).filter(|c| !kind(c)).find(|&c| scene.mentions.is_participant(view, scene.knowledge, c))
    };
    if !scene.knowledge.lexicon.in_class("writing", view.lemma(text)) {
        return None;
    }
    if let Some(own) = owner(text) {
        return Some(own);
    }
    let definite = view.children_by(text, &[Deprel::Det]).any(|d| matches!(view.lemma(d), "the" | "this"));
    let near = |&t: &u32| view.sentence_index(text) - view.sentence_index(t) <= WRITTEN;
    (0..text).rev().filter(|_| definite).take_while(near).filter(|&t| view.lemma(t) == view.lemma(text)).find_map(owner)
}
