//! Who is held to have done a deed that the text tells without its doer: who claims responsibility, and who is blamed.

use truceline_syntax::{Deprel, Upos, View};

use crate::{frames, matching::Scene, who::participant};

/// Verbs of taking responsibility.
const CLAIMING: [&str; 6] = ["claim", "accept", "admit", "assume", "acknowledge", "take"];
/// Verbs of laying a deed to somebody's charge.
const BLAMING: [&str; 15] = [
    "blame",
    "accuse",
    "suspect",
    "implicate",
    "charge",
    "condemn",
    "denounce",
    "censure",
    "criticise",
    "criticize",
    "rebuke",
    "castigate",
    "fault",
    "indict",
    "prosecute",
];
/// Verbs of making somebody pay for a deed.
const PUNISHING: [&str; 16] = [
    "convict",
    "sentence",
    "jail",
    "imprison",
    "arrest",
    "detain",
    "try",
    "seek",
    "want",
    "extradite",
    "execute",
    "hang",
    "sanction",
    "acquit",
    "hunt",
    "question",
];
/// Verbs by which their subject owns to a deed.
const OWNING: [&str; 6] = ["apologise", "apologize", "confess", "admit", "atone", "own"];
/// Verbs of tracing a deed back to somebody.
const TRACING: [&str; 6] = ["attribute", "ascribe", "blame", "trace", "impute", "pin"];
/// What a deed is called whose doer is told by `of`.
const WORK: [&str; 3] = ["work", "handiwork", "doing"];

/// Tokens of those to whom the words around `deed` ascribe it.
pub(crate) fn doers(scene: Scene, deed: u32) -> Vec<u32> {
    let view = scene.view;
    let deed = series(view, deed);
    let told = view.children_by(deed, &[Deprel::Acl, Deprel::AclRelcl]).find_map(|c| told_of(view, c));
    // "the murder of ten nuns, which X attributed to Y": the clause may hang on the victims.
    let below = || view.children_by(deed, &[Deprel::Nmod]).flat_map(|n| view.children_by(n, &[Deprel::AclRelcl]).collect::<Vec<_>>());
    let told = told.or_else(|| below().find_map(|c| traced_in(view, c)));
    let found = told.or_else(|| ascribed(view, deed)).or_else(|| behind(view, deed)).unwrap_or_default();
    found.into_iter().map(|t| antecedent(view, t)).filter(|&t| participant(scene, t)).collect()
}

/// `the man, whom the court accuses`: the noun that a relative pronoun stands for.
fn antecedent(view: &View, token: u32) -> u32 {
    let relative = matches!(view.lemma(token), "who" | "whom" | "which" | "that");
    let clause = view.head(token).filter(|&v| relative && view.deprel(v) == Deprel::AclRelcl);
    clause.and_then(|v| view.head(v)).unwrap_or(token)
}

/// `a series of bombings`: the word that stands in the clause.
fn series(view: &View, deed: u32) -> u32 {
    let counts = |h: u32| matches!(view.lemma(h), "series" | "string" | "wave" | "spate" | "number" | "dozen" | "rash" | "round");
    let over = view.head(deed).filter(|_| view.preposition(deed).as_deref() == Some("of"));
    over.filter(|&h| counts(h)).unwrap_or(deed)
}

/// Whom a clause that describes the deed has do it: `carried out by X`, `believed to have been carried out by X`, `claimed by X`,
/// `blamed on X`, `that X launched`.
fn told_of(view: &View, clause: u32) -> Option<Vec<u32>> {
    const CARRYING: [&str; 18] = [
        "carry",
        "launch",
        "stage",
        "mount",
        "conduct",
        "perpetrate",
        "commit",
        "execute",
        "orchestrate",
        "mastermind",
        "organise",
        "organize",
        "plan",
        "unleash",
        "make",
        "wage",
        "lead",
        "undertake",
    ];
    const SAYING: [&str; 9] = ["believe", "think", "suspect", "allege", "report", "say", "know", "presume", "understand"];
    let mut verb = clause;
    if SAYING.contains(&view.lemma(verb)) {
        verb = view.child(verb, &[Deprel::Xcomp, Deprel::Ccomp])?;
    }
    let towards = |p: &str| -> Vec<u32> {
        view.children_by(verb, &[Deprel::Obl, Deprel::OblAgent]).filter(|&c| view.preposition(c).as_deref() == Some(p)).collect()
    };
    let passive = frames::is_passive(view, verb);
    let found = match view.lemma(verb) {
        lemma if CARRYING.contains(&lemma) && passive => towards("by"),
        lemma if CARRYING.contains(&lemma) => frames::subjects(view, verb, 0),
        lemma if CLAIMING.contains(&lemma) && passive => towards("by"),
        _ if !passive && TRACING.contains(&view.lemma(verb)) => traced_in(view, clause)?,
        "blame" | "pin" if passive => towards("on"),
        "attribute" | "ascribe" if passive => towards("to"),
        _ => Vec::new(),
    };
    let deed = view.head(clause);
    let found: Vec<u32> = found.into_iter().filter(|t| Some(*t) != deed).collect();
    (!found.is_empty()).then_some(found)
}

/// `which X has attributed to Y`, `that police blame on Y`: Y.
fn traced_in(view: &View, clause: u32) -> Option<Vec<u32>> {
    let which = view.children_by(clause, &[Deprel::Obj]).any(|t| t < clause && matches!(view.lemma(t), "which" | "that"));
    let traces = TRACING.contains(&view.lemma(clause)) && !frames::is_passive(view, clause);
    let to = |c: &u32| *c > clause && matches!(view.preposition(*c).as_deref(), Some("to" | "on"));
    let found: Vec<u32> = view.children_by(clause, &[Deprel::Obl]).filter(to).collect();
    (which && traces && !found.is_empty()).then_some(found)
}

fn ascribed(view: &View, deed: u32) -> Option<Vec<u32>> {
    let governor = view.head(deed)?;
    let preposition = view.preposition(deed);
    let objects = |verb: u32| view.children_by(verb, &[Deprel::Obj, Deprel::NsubjPass]).filter(move |&t| t != deed);
    match view.lemma(governor) {
        // "claimed responsibility for the attack"
        "responsibility" => {
            let verb = view.head(governor)?;
            // "accused X of responsibility for the attacks"
            let charged = || (BLAMING.contains(&view.lemma(verb))).then(|| objects(verb).filter(|&t| t != governor).collect());
            claimants(view, governor, verb).or_else(charged).or_else(|| charged_below(view, governor, verb))
        }
        verb if CLAIMING.contains(&verb) && preposition.as_deref() == Some("for") => {
            let responsibility = objects(governor).find(|&t| view.lemma(t) == "responsibility")?;
            claimants(view, responsibility, governor)
        }
        // "responsible for the attack", "held X responsible for the attack"
        "responsible" if preposition.as_deref() == Some("for") => {
            let own: Vec<u32> = view.children_by(governor, &[Deprel::Nsubj]).collect();
            let held = view.head(governor).filter(|&h| own.is_empty() && view.lemma(h) == "hold");
            Some(held.map_or(own, |h| objects(h).collect()))
        }
        verb if BLAMING.contains(&verb) && matches!(preposition.as_deref(), Some("for" | "of" | "in" | "with")) => {
            Some(objects(governor).collect())
        }
        // "jailed two men for the abduction", "apologised for the killing"
        verb if PUNISHING.contains(&verb) && matches!(preposition.as_deref(), Some("for" | "of" | "over")) => Some(charged(view, governor)),
        verb if OWNING.contains(&verb)
            && matches!(preposition.as_deref(), Some("for" | "to") | None)
            && view.deprel(deed) != Deprel::Nsubj =>
        {
            Some(frames::subjects(view, governor, 2))
        }
        // "his role in the bombing", "denied involvement in the killing"
        "role" | "involvement" | "part" | "complicity" | "participation" | "hand" if preposition.as_deref() == Some("in") => {
            Some(partakers(view, governor))
        }
        "implicate" | "involve" if preposition.as_deref() == Some("in") && frames::is_passive(view, governor) => {
            Some(frames::passive_objects(view, governor))
        }
        // "charged in connection with the bombing"
        "connection" if preposition.as_deref() == Some("with") => {
            let verb = view.head(governor).filter(|&v| matches!(view.lemma(v), "charge" | "want" | "convict" | "indict" | "sentence"))?;
            Some(charged(view, verb))
        }
        // "sentenced two men to life in prison for the abduction"
        "prison" | "jail" | "life" | "year" | "death" | "custody" if matches!(preposition.as_deref(), Some("for" | "over")) => {
            let verb = std::iter::successors(Some(governor), |&t| view.head(t)).take(4).find(|&t| PUNISHING.contains(&view.lemma(t)))?;
            Some(charged(view, verb))
        }
        // "pointed the finger at X for the killing"
        "point" if preposition.as_deref() == Some("for") && objects(governor).any(|o| view.lemma(o) == "finger") => {
            let at = |c: &u32| view.preposition(*c).as_deref() == Some("at");
            Some(view.children_by(governor, &[Deprel::Obl]).filter(at).collect())
        }
        // "the attack was the work of X"
        work if WORK.contains(&work) && view.deprel(deed) == Deprel::Nsubj => {
            Some(view.children_by(governor, &[Deprel::Nmod]).filter(|&c| view.preposition(c).as_deref() == Some("of")).collect())
        }
        _ => {
            let charged = charged_by_clause(view, deed, governor).or_else(|| charged_below(view, deed, governor));
            charged.or_else(|| traced(view, deed, governor))
        }
    }
}

/// Whose part in a deed a noun tells: its owner, else who has or denies it, or is accused of it.
fn partakers(view: &View, part: u32) -> Vec<u32> {
    if let Some(owner) = view.child(part, &[Deprel::NmodPoss]) {
        return vec![owner];
    }
    let Some(verb) = view.head(part).filter(|&v| view.upos(v) == Upos::Verb) else { return Vec::new() };
    match view.lemma(verb) {
        lemma if BLAMING.contains(&lemma) || PUNISHING.contains(&lemma) => charged(view, verb),
        "deny" | "have" | "play" | "admit" | "take" | "reject" | "disclaim" | "confess" => frames::subjects(view, verb, 4),
        _ => Vec::new(),
    }
}

/// Whom a verb of punishing is about.
fn charged(view: &View, verb: u32) -> Vec<u32> {
    if frames::is_passive(view, verb) {
        return frames::passive_objects(view, verb);
    }
    view.children_by(verb, &[Deprel::Obj]).collect()
}

/// Those who take the responsibility that a noun names.
pub(crate) fn claimants_of(view: &View, responsibility: u32) -> Option<Vec<u32>> {
    claimants(view, responsibility, view.head(responsibility)?)
}

/// `suspect X of having planted the bomb`: the clause of a verb of blame is about its object, wherever the parser hangs either.
fn charged_by_clause(view: &View, deed: u32, governor: u32) -> Option<Vec<u32>> {
    let marked = view.children_by(deed, &[Deprel::Mark]).any(|m| m < deed && matches!(view.lemma(m), "of" | "for" | "with"));
    if !marked {
        return None;
    }
    let blames = |v: u32| BLAMING.contains(&view.lemma(v));
    if blames(governor) {
        let inside = view.children_by(deed, &[Deprel::Obj]).filter(|&t| t < deed);
        return Some(view.children_by(governor, &[Deprel::Obj, Deprel::NsubjPass]).chain(inside).collect());
    }
    let object = matches!(view.deprel(governor), Deprel::Obj | Deprel::NsubjPass);
    view.head(governor).filter(|&v| object && blames(v)).map(|_| vec![governor])
}

/// `accused the army of the attack`, the phrase hung on the army.
fn charged_below(view: &View, deed: u32, governor: u32) -> Option<Vec<u32>> {
    let of = matches!(view.preposition(deed).as_deref(), Some("for" | "of")) && view.deprel(deed) == Deprel::Nmod;
    let blamed = of && matches!(view.deprel(governor), Deprel::Obj | Deprel::NsubjPass);
    let verb = view.head(governor).filter(|_| blamed)?;
    BLAMING.contains(&view.lemma(verb)).then(|| vec![governor])
}

/// `blamed the attack on rebels`, `the attack was attributed to rebels`, `the attack was claimed by rebels`, however low the parser
/// hangs the phrase.
fn traced(view: &View, deed: u32, verb: u32) -> Option<Vec<u32>> {
    if !matches!(view.deprel(deed), Deprel::Obj | Deprel::NsubjPass) {
        return None;
    }
    if view.lemma(verb) == "claim" {
        let agents: Vec<u32> = view.children_by(verb, &[Deprel::OblAgent]).collect();
        return (!agents.is_empty()).then_some(agents);
    }
    let to = |t: &u32| *t > verb.min(deed) && matches!(view.preposition(*t).as_deref(), Some("on" | "to"));
    let inner = view.subtree(deed).filter(|_| view.lemma(verb) == "blame");
    let found = inner.chain(view.children_by(verb, &[Deprel::Obl, Deprel::Nmod])).filter(to).last();
    found.filter(|_| TRACING.contains(&view.lemma(verb))).map(|t| vec![t])
}

/// `X is behind the attack`, `X is believed to be behind the attack`.
fn behind(view: &View, deed: u32) -> Option<Vec<u32>> {
    if view.preposition(deed).as_deref() != Some("behind") {
        return None;
    }
    let own: Vec<u32> = view.children_by(deed, &[Deprel::Nsubj]).collect();
    if !own.is_empty() {
        return Some(own);
    }
    let above = view.head(deed)?;
    if BLAMING.contains(&view.lemma(above)) && !frames::is_passive(view, above) {
        return Some(view.children_by(above, &[Deprel::Obj]).collect()); // "accused X of being behind the attacks"
    }
    Some(match frames::is_passive(view, above) {
        true => frames::passive_objects(view, above),
        false => frames::subjects(view, above, 2),
    })
}

/// Subject, or agent of the passive, of the verb that takes responsibility.
fn claimants(view: &View, responsibility: u32, verb: u32) -> Option<Vec<u32>> {
    let taken = CLAIMING.contains(&view.lemma(verb)) && matches!(view.deprel(responsibility), Deprel::Obj | Deprel::NsubjPass);
    let negated = view.children(verb).iter().any(|&c| matches!(view.lemma(c), "not" | "n't" | "never"));
    let mut who: Vec<u32> = if frames::is_passive(view, verb) {
        view.children_by(verb, &[Deprel::OblAgent]).collect()
    } else {
        frames::subjects(view, verb, 4)
    };
    // "no group claimed responsibility"
    who.retain(|&t| view.children_by(t, &[Deprel::Det]).all(|d| view.lemma(d) != "no"));
    let who = who.into_iter().map(|t| spoken_for(view, t)).collect();
    (taken && !negated).then_some(who)
}

/// `a man claiming to be a rebel spokesman`, `a caller claiming to speak for X`: for whom he says that he speaks.
fn spoken_for(view: &View, caller: u32) -> u32 {
    let says = |c: &u32| matches!(view.lemma(*c), "claim" | "purport" | "profess" | "say");
    let mut clauses = view.children_by(caller, &[Deprel::Acl, Deprel::AclRelcl]).filter(says);
    let for_whom = |c: u32| {
        let told = view.child(c, &[Deprel::Xcomp, Deprel::Ccomp])?;
        match view.lemma(told) {
            "represent" => view.child(told, &[Deprel::Obj]),
            "speak" | "act" | "call" => view
                .children_by(told, &[Deprel::Obl])
                .find(|&o| view.preposition(o).is_some_and(|p| p.ends_with("for") || p.ends_with("of"))),
            _ => Some(told).filter(|&t| view.upos(t) == Upos::Noun),
        }
    };
    clauses.find_map(for_whom).unwrap_or(caller)
}
