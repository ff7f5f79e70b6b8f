//! What the word that governs an event's clause or noun makes of it.

use truceline_knowledge::{Complement, Effect, EventType};
use truceline_syntax::{Deprel, Upos, View, Xpos};

use super::{Reading, Source, marked_infinitive, own_verb, set, sources_of};
use crate::{
    event::Status,
    frames::{self, Frame},
    matching::{Coded, Scene, coded_by},
};

/// The trigger's clause is the complement of `governor`.
pub(super) fn complement(scene: Scene, clause: u32, governor: u32, r: &mut Reading) {
    let view = scene.view;
    let lemma = frames::verb_lemma(view, governor);
    let plain = view.lemma(governor);
    let infinitive = marked_infinitive(view, clause) || view.deprel(clause) == Deprel::Xcomp;
    if is_idea(view, clause, governor) {
        r.absorbed = true;
        r.reasons.push(format!("only `{lemma}`"));
        return;
    }
    if let Some(pattern) = coded_by(scene, governor).map(|c| c.pattern) {
        match pattern.complement {
            Complement::Absorbed => {
                r.absorbed = true;
                r.reasons.push(format!("part of `{lemma}`"));
                return;
            }
            Complement::Planned => set(r, Status::Planned, lemma.clone()),
            Complement::Negated => set(r, Status::Negated, lemma.clone()),
            Complement::Alleged => {
                accusers(scene, governor, r);
                return;
            }
            Complement::Real => {}
        }
    }
    let effect = scene.knowledge.lexicon.effect(&lemma).or_else(|| scene.knowledge.lexicon.effect(plain));
    match effect {
        Some(Effect::Planned) => set(r, Status::Planned, lemma),
        // "has yet to grant access"
        _ if plain == "have" && infinitive && view.children_by(governor, &[Deprel::Advmod]).any(|a| view.lemma(a) == "yet") => {
            set(r, Status::Negated, "yet to");
        }
        // "ordered two men arrested": what is decided counts as done.
        Some(Effect::Hypothetical) if frames::is_caused(view, governor, clause) => {}
        // What somebody had to do, or was able to do, was done.
        Some(Effect::Hypothetical) if plain == "have" && matches!(view.xpos(governor), Xpos::Vbd | Xpos::Vbn) => {}
        Some(Effect::Hypothetical) if plain == "able" && was_able(view, governor) => {}
        Some(Effect::Hypothetical)
            if infinitive
                || view.deprel(clause) == Deprel::Ccomp && !matches!(plain, "warn" | "agree" | "insist" | "suggest" | "promise") =>
        {
            set(r, Status::Hypothetical, lemma);
        }
        Some(Effect::Negated) => set(r, Status::Negated, lemma),
        Some(Effect::Denied) => {
            r.deniers.extend(frames::subjects(view, governor, 4));
            set(r, Status::Denied, lemma);
        }
        Some(Effect::Ongoing) => set(r, Status::Ongoing, lemma),
        Some(Effect::Reported) => {
            if infinitive && frames::is_passive(view, governor) && perfect(view, clause) {
                r.sources.push(Source::Unnamed);
            } else if !infinitive || frames::is_passive(view, governor) {
                sources_of(scene, governor, r);
            }
        }
        Some(Effect::Alleged) => sources_of(scene, governor, r),
        Some(Effect::Occurred) => {}
        None if infinitive && view.upos(governor) != Upos::Verb => set(r, Status::Hypothetical, lemma),
        None => {}
        Some(Effect::Hypothetical) => {}
    }
    // `did not agree to X`, `will begin to X`: the governor's own auxiliaries carry over, except a reporter's.
    if infinitive && effect != Some(Effect::Reported) {
        own_verb(scene, governor, r);
    }
}

/// `were able`, `have been able`: not `are able`, nor `will be able`.
fn was_able(view: &View, adjective: u32) -> bool {
    let supposed = view.children_by(adjective, &[Deprel::Aux]).any(|a| view.lemma(a) != "have");
    !supposed && view.children_by(adjective, &[Deprel::Cop]).any(|c| matches!(view.form(c), "was" | "were" | "been"))
}

/// Who accuses: the subject, or the agent of a passive; nobody who is named where that has none.
fn accusers(scene: Scene, verb: u32, r: &mut Reading) {
    let view = scene.view;
    if !frames::is_passive(view, verb) {
        r.sources.extend(frames::subjects(view, verb, 4).into_iter().map(Source::Token));
        return;
    }
    let agents: Vec<Source> = view.children_by(verb, &[Deprel::OblAgent]).map(Source::Token).collect();
    let nobody = agents.is_empty() && matches!(view.lemma(verb), "accuse" | "allege" | "suspect");
    r.sources.extend(agents);
    r.sources.extend(nobody.then_some(Source::Accusers(verb)));
}

/// `suggested giving the army more power`, `attacking farms does not help`: a deed that is only thought of.
fn is_idea(view: &View, clause: u32, governor: u32) -> bool {
    let gerund = view.xpos(clause) == Xpos::Vbg && view.child(clause, &[Deprel::Nsubj, Deprel::Aux, Deprel::AuxPass]).is_none();
    let mooted = || {
        matches!(
            view.lemma(governor),
            "suggest" | "recommend" | "propose" | "consider" | "advocate" | "contemplate" | "mull" | "discuss" | "avoid"
        ) && matches!(view.deprel(clause), Deprel::Xcomp | Deprel::Ccomp | Deprel::Advcl)
    };
    let general = || {
        let modal = view
            .children_by(governor, &[Deprel::Aux])
            .any(|a| matches!(view.lemma(a), "will" | "would" | "can" | "could" | "may" | "might"));
        let did = view
            .children_by(governor, &[Deprel::Aux, Deprel::Cop])
            .any(|a| matches!(view.form(a), "did" | "was" | "were" | "had" | "has" | "have"));
        let past = matches!(view.xpos(governor), Xpos::Vbd | Xpos::Vbn) || did;
        view.deprel(clause) == Deprel::Csubj && (modal || !past)
    };
    gerund && (mooted() || general())
}

/// `is reported to have killed`.
fn perfect(view: &View, clause: u32) -> bool {
    view.children_by(clause, &[Deprel::Aux]).any(|a| view.lemma(a) == "have")
}

/// `plans to attack`, `the decision to withdraw`.
pub(super) fn noun_complement(scene: Scene, noun: u32, r: &mut Reading) {
    let lemma = scene.view.lemma(noun);
    match lemma {
        "decision" | "vote" | "move" if is_taken(scene.view, noun) => r.reasons.push(format!("{lemma} to")),
        "plan" | "intention" | "plot" => set(r, Status::Planned, lemma.to_owned()),
        "failure" => set(r, Status::Negated, lemma.to_owned()),
        _ => r.absorbed = true,
    }
}

/// `the decision to cut ties`, `Ghana's vote to abolish`: a decision that is spoken of as taken, like the verb `decided`.
fn is_taken(view: &View, noun: u32) -> bool {
    let whose = view.children_by(noun, &[Deprel::NmodPoss]).next().is_some() || frames::maker(view, noun).is_some();
    let vague = |d: u32| matches!(view.lemma(d), "a" | "an" | "any" | "no");
    let sought = view.head(noun).is_some_and(|g| matches!(view.lemma(g), "await" | "expect" | "urge" | "demand" | "delay" | "postpone"));
    !sought && (whose || !view.children_by(noun, &[Deprel::Det]).any(vague) && view.child(noun, &[Deprel::Det]).is_some())
}

/// `reports that X attacked Y`.
pub(super) fn reported_by_noun(scene: Scene, noun: u32, r: &mut Reading) {
    let view = scene.view;
    let denied = || view.children_by(noun, &[Deprel::Det]).any(|d| view.lemma(d) == "no");
    if coded_by(scene, noun).is_some_and(|c| c.pattern.event_type == EventType::Request) || is_ground(view.lemma(noun)) && denied() {
        r.absorbed = true;
        r.reasons.push(format!("{} that", view.lemma(noun)));
    } else if scene.knowledge.lexicon.is_reporting_noun(view.lemma(noun)) {
        let owner = view.child(noun, &[Deprel::NmodPoss]).filter(|&o| scene.mentions.is_participant(view, scene.knowledge, o));
        r.sources.push(owner.map_or(Source::Noun(noun), Source::Token));
    } else if matches!(
        view.lemma(noun),
        "hope"
            | "aim"
            | "goal"
            | "intention"
            | "view"
            | "possibility"
            | "risk"
            | "fear"
            | "chance"
            | "prospect"
            | "idea"
            | "threat"
            | "danger"
            | "way"
            | "means"
            | "purpose"
            | "demand"
            | "request"
            | "call"
            | "appeal"
            | "plea"
            | "proposal"
            | "recommendation"
            | "insistence"
            | "condition"
            | "requirement"
            | "likelihood"
    ) {
        r.absorbed = true;
        r.reasons.push(format!("{} of", view.lemma(noun)));
    }
}

/// `there is no evidence that X did it`: nouns without which nothing is known.
fn is_ground(noun: &str) -> bool {
    matches!(noun, "evidence" | "proof" | "indication" | "sign" | "suggestion" | "information" | "record")
}

/// Clauses of purpose and condition are no events of their own.
pub(super) fn adverbial(scene: Scene, clause: u32, governor: u32, r: &mut Reading) {
    let view = scene.view;
    let marks: Vec<&str> = view.children_by(clause, &[Deprel::Mark]).map(|m| view.lemma(m)).collect();
    if marks.iter().any(|m| matches!(*m, "if" | "unless" | "lest" | "whether")) {
        set(r, Status::Hypothetical, "condition");
    } else if marks.contains(&"to") && scene.knowledge.lexicon.effect(view.lemma(governor)) == Some(Effect::Planned) {
        set(r, Status::Planned, view.lemma(governor).to_owned()); // "is due to meet"
    } else if view.lemma(governor) == "vote" && marks.contains(&"to") {
        r.reasons.push("voted for".to_owned()); // "voted unanimously to impose sanctions": done by the vote
    } else if marks.contains(&"to") && there_for_talks(view, clause, governor) {
        set(r, Status::Planned, "is there to".to_owned());
    } else if marks.contains(&"to") && came_to_say(scene, clause, governor) {
        r.reasons.push("came to say".to_owned());
    } else if marks.contains(&"to") && goes_on(view, governor) {
        r.reasons.push("went on to".to_owned());
    } else if marks.contains(&"to") && acted(view, governor) {
        r.reasons.push("acted to".to_owned());
    } else if marks.contains(&"to") && is_brought_about(view, governor) {
        r.reasons.push("brought about".to_owned());
    } else if marks.contains(&"to") || view.lemma(clause.saturating_sub(1)) == "to" && view.xpos(clause) == Xpos::Vb {
        r.absorbed = true;
        r.reasons.push("purpose".to_owned());
    } else if marks.iter().any(|m| matches!(*m, "of" | "for" | "from" | "against")) {
        if let Some(pattern) = coded_by(scene, governor).map(|c| c.pattern) {
            match pattern.complement {
                Complement::Alleged => accusers(scene, governor, r),
                Complement::Absorbed => r.absorbed = true,
                _ => {}
            }
        }
        // "called for deporting them", "campaigned for lifting the ban"
        let sought = matches!(view.lemma(governor), "call" | "push" | "press" | "argue" | "campaign" | "lobby" | "plead" | "appeal");
        if marks.contains(&"for") && sought {
            r.absorbed = true;
            r.reasons.push(format!("{} for", view.lemma(governor)));
        }
        match scene.knowledge.lexicon.effect(view.lemma(governor)) {
            Some(Effect::Negated) => set(r, Status::Negated, view.lemma(governor).to_owned()),
            // "are capable of attacking"
            Some(Effect::Hypothetical) if view.upos(governor) == Upos::Adj => {
                set(r, Status::Hypothetical, view.lemma(governor).to_owned());
            }
            _ => {}
        }
    } else if marks.iter().any(|m| matches!(*m, "before" | "until")) && (view.xpos(governor) == Xpos::Vb || is_held_out(scene, governor)) {
        set(r, Status::Hypothetical, "before");
    }
}

/// `gathered to call on the king to go`, `is in Chad to urge a truce`, `phoned to thank X`: whoever came to say it is taken to have said it.
fn came_to_say(scene: Scene, clause: u32, governor: u32) -> bool {
    use EventType as T;
    let view = scene.view;
    let spoken = |t: u32| coded_by(scene, t).is_some_and(|c| matches!(c.pattern.event_type, T::Request | T::Threaten));
    // "to try to persuade"
    let says = spoken(clause) || view.children_by(clause, &[Deprel::Xcomp]).any(spoken);
    let there = view.child(governor, &[Deprel::Cop]).is_some() && matches!(view.preposition(governor).as_deref(), Some("in" | "at"));
    says && (there || scene.knowledge.lexicon.in_class("coming", view.lemma(governor)))
}

/// `threatened more attacks until X leaves`: what ends a threat, refusal or demand has not come.
fn is_held_out(scene: Scene, governor: u32) -> bool {
    use EventType as T;
    coded_by(scene, governor).is_some_and(|c| matches!(c.pattern.event_type, T::Threaten | T::Reject | T::Request))
}

/// `went on to capture the port`
fn goes_on(view: &View, verb: u32) -> bool {
    view.lemma(verb) == "go" && view.form(verb) == "went" && view.form(verb + 1) == "on"
}

/// `acted swiftly to arrest the gang`, `joined hands to drive back the crowd`: the act is what it was for.
fn acted(view: &View, verb: u32) -> bool {
    let joined = || view.lemma(verb) == "join" && view.children_by(verb, &[Deprel::Obj]).any(|o| matches!(view.lemma(o), "hand" | "force"));
    matches!(view.xpos(verb), Xpos::Vbd | Xpos::Vbn) && (view.lemma(verb) == "act" || joined())
}

/// `got the rebels to sign`, `persuaded X to free Y`: what somebody was made to do was done.
pub(super) fn is_brought_about(view: &View, verb: u32) -> bool {
    matches!(view.lemma(verb), "get" | "persuade" | "convince" | "induce" | "prompt" | "compel" | "coax")
        && matches!(view.xpos(verb), Xpos::Vbd | Xpos::Vbn)
        && (view.child(verb, &[Deprel::Obj]).is_some() || frames::is_passive(view, verb))
}

/// `detained nine men in a raid`: how people or goods were seized is no deed besides.
fn is_means_of_arrest(scene: Scene, noun: u32, verb: u32, preposition: &str) -> bool {
    let arrest = |c: &Coded| c.pattern.event_type == EventType::Coerce && matches!(c.pattern.mode.as_deref(), Some("arrest" | "seize"));
    matches!(preposition, "in" | "during")
        && matches!(
            scene.view.lemma(noun),
            "raid" | "operation" | "sweep" | "swoop" | "search" | "crackdown" | "roundup" | "round-up" | "sting"
        )
        && coded_by(scene, verb).is_some_and(arrest)
}

/// `is at the prison to lead negotiations`: whoever is somewhere to talk is about to.
pub(super) fn there_for_talks(view: &View, clause: u32, governor: u32) -> bool {
    let there = view.child(governor, &[Deprel::Cop]).is_some() && matches!(view.preposition(governor).as_deref(), Some("in" | "at"));
    there
        && matches!(
            view.lemma(clause),
            "lead" | "head" | "hold" | "attend" | "chair" | "meet" | "mediate" | "negotiate" | "discuss" | "resume" | "begin"
        )
}

/// The trigger noun is the object of a verb: `condemned the attack`, `cancelled the meeting`, `plans a summit`.
pub(super) fn object_of(scene: Scene, noun: u32, verb: u32, r: &mut Reading) {
    let view = scene.view;
    let lemma = frames::verb_lemma(view, verb);
    if let Some(pattern) = coded_by(scene, verb).map(|c| c.pattern)
        && matches!(pattern.complement, Complement::Absorbed)
    {
        r.absorbed = true;
        r.reasons.push(format!("object of `{lemma}`"));
        return;
    }
    let lexicon = &scene.knowledge.lexicon;
    // "set off riots" sets no date for them.
    let plain = || lexicon.effect(view.lemma(verb)).filter(|_| !lexicon.is_happening("object", &lemma));
    match lexicon.effect(&lemma).or_else(plain) {
        Some(Effect::Planned) => set(r, Status::Planned, lemma.clone()),
        Some(Effect::Hypothetical) if !matches!(view.lemma(verb), "support" | "discuss" | "press" | "order" | "have" | "offer") => {
            set(r, Status::Hypothetical, lemma.clone());
        }
        Some(Effect::Negated) if !matches!(view.lemma(verb), "stop" | "end" | "halt" | "escape") => set(r, Status::Negated, lemma.clone()),
        Some(Effect::Denied) => {
            r.deniers.extend(frames::subjects(view, verb, 4));
            // "denied reports that X attacked Y": the reports say so.
            if !scene.knowledge.lexicon.is_reporting_noun(view.lemma(noun)) {
                set(r, Status::Denied, lemma.clone());
            }
        }
        _ => {}
    }
    if scene.knowledge.lexicon.is_light(&lemma) || matches!(view.deprel(noun), Deprel::NsubjPass) {
        own_verb(scene, verb, r);
    }
}

/// `spoke about the release of prisoners`: a deed that is still being talked about.
fn is_topic(scene: Scene, noun: u32, governor: u32) -> bool {
    use EventType as T;
    let view = scene.view;
    let talks = |t: u32| coded_by(scene, t).is_some_and(|c| c.pattern.event_type == T::Consult);
    let open = |t: u32| {
        coded_by(scene, t).is_some_and(|c| {
            matches!(c.pattern.event_type, T::Retreat | T::Aid | T::Cooperate | T::Concede | T::Support | T::Agree | T::Mobilize)
        })
    };
    // "spoke with his counterpart about the release"
    let partner = || view.deprel(governor) != Deprel::Root && view.head(governor).is_some_and(talks);
    (talks(governor) || scene.mentions.is_participant(view, scene.knowledge, governor) && partner()) && open(noun)
}

/// `call for talks`, `fears of an attack`, `the possibility of a strike`, `ahead of the meeting`.
pub(super) fn preposition_phrase(scene: Scene, at: u32, governor: u32, r: &mut Reading) {
    let view = scene.view;
    let preposition = view.preposition(at).unwrap_or_default();
    if matches!(
        view.lemma(governor),
        "fear"
            | "possibility"
            | "risk"
            | "threat"
            | "danger"
            | "prospect"
            | "likelihood"
            | "chance"
            | "hope"
            | "case"
            | "event"
            | "warning"
            | "call"
            | "calls"
            | "demand"
            | "proposal"
    ) && matches!(preposition.as_str(), "of" | "for" | "to")
    {
        r.absorbed = true;
        r.reasons.push(format!("{} {preposition}", view.lemma(governor)));
        return;
    }
    if is_means_of_arrest(scene, at, governor, &preposition) {
        r.absorbed = true;
        r.reasons.push("how an arrest was made".to_owned());
        return;
    }
    // "there were no reports of attacks"
    if preposition == "of"
        && matches!(view.lemma(governor), "report" | "evidence" | "sign" | "record" | "case" | "incident" | "word")
        && view.children_by(governor, &[Deprel::Det]).any(|d| view.lemma(d) == "no")
    {
        r.absorbed = true;
        r.reasons.push(format!("no {} of", view.lemma(governor)));
        return;
    }
    if matches!(preposition.as_str(), "on" | "over" | "about" | "regarding" | "concerning") && is_topic(scene, at, governor) {
        r.absorbed = true;
        r.reasons.push("what is talked about".to_owned());
        return;
    }
    // "will travel to X for talks": planned as the journey is.
    let meets = |t: u32| coded_by(scene, t).is_some_and(|c| c.pattern.event_type == EventType::Consult);
    if preposition == "for" && meets(at) && meets(governor) && view.upos(governor) == Upos::Verb {
        own_verb(scene, governor, r);
    }
    let ahead = preposition == "ahead of" || preposition == "of" && view.lemma(governor) == "eve";
    if ahead && meets(at) {
        set(r, Status::Planned, "ahead of");
    }
    if matches!(view.lemma(governor), "plan" | "preparation") && matches!(preposition.as_str(), "of" | "for" | "to") {
        set(r, Status::Planned, format!("{} {preposition}", view.lemma(governor)));
    }
    if view.upos(governor) == Upos::Verb
        && matches!(preposition.as_str(), "for" | "to" | "on" | "against" | "from" | "with")
        && let Some(pattern) = coded_by(scene, governor).map(|c| c.pattern)
        && pattern.complement == Complement::Absorbed
    {
        r.absorbed = true;
        r.reasons.push(format!("{} {preposition}", view.lemma(governor)));
    }
}

/// `halted its offensive`, `voted to end the embargo`: what is given up is no deed beside that. `Ended the violence` of others is.
pub(super) fn gives_up_own(scene: Scene, frame: &Frame) -> bool {
    let view = scene.view;
    let ends = |v: u32| matches!(view.lemma(v), "halt" | "end" | "stop" | "suspend" | "cease" | "lift" | "call" | "pause");
    let own = || view.children_by(frame.head, &[Deprel::NmodPoss]).any(|o| view.upos(o) == Upos::Pron);
    frame.light.is_some_and(ends)
        && match coded_by(scene, frame.head).map(|c| c.pattern.event_type) {
            Some(EventType::Assault) => own(),
            Some(EventType::Sanction) => true,
            _ => false,
        }
}
