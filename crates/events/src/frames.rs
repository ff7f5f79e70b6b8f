//! Predicate-argument frames: the tree with passive, relative clauses, participles, control, raising,
//! coordination and light verbs undone, so that patterns need not know of them.

use compact_str::CompactString;
use truceline_knowledge::{Knowledge, Role, WordClass};
use truceline_syntax::{Deprel, Upos, View, Xpos};

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
        Upos::Adj if matches!(view.xpos(head), Xpos::Vbn | Xpos::Vbg) => Some(verb(view, knowledge, head)),
        Upos::Noun | Upos::Propn => Some(noun(view, knowledge, head)),
        _ => None,
    }
}

/// `Shelling by the army killed four`: an event noun that the model reads as a clause before its verb.
fn is_gerund_noun(view: &View, knowledge: &Knowledge, head: u32) -> bool {
    let bare = view.child(head, &[Deprel::Aux, Deprel::Mark, Deprel::Nsubj, Deprel::Obj]).is_none();
    let subject = match view.deprel(head) {
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
    if view.child(verb, &[Deprel::AuxPass, Deprel::NsubjPass, Deprel::OblAgent]).is_some() {
        return true;
    }
    let bare = view.child(verb, &[Deprel::Aux, Deprel::Nsubj]).is_none();
    if view.xpos(verb) != Xpos::Vbn || !bare {
        return false;
    }
    match view.deprel(verb) {
        Deprel::Acl | Deprel::Amod | Deprel::Advcl => true,
        Deprel::Conj => view.head(verb).is_some_and(|h| view.upos(h) == Upos::Verb && is_passive(view, h)),
        _ => false,
    }
}

/// True for `did not`, `never`, `no longer` at the verb.
pub fn negated(view: &View, verb: u32) -> bool {
    view.children(verb).iter().any(|&c| match view.lemma(c) {
        "not" | "n't" | "never" => true,
        "longer" => c > 0 && view.lemma(c - 1) == "no",
        _ => false,
    })
}

/// True for a refusal: `will not`, `would never`, `cannot`.
pub fn will_not(view: &View, verb: u32) -> bool {
    let wills =
        |&c: &u32| view.deprel(c) == Deprel::Aux && matches!(view.lemma(c), "will" | "wo" | "'ll" | "shall" | "would" | "can" | "ca");
    view.children(verb).iter().any(wills) && negated(view, verb)
}

fn verb(view: &View, knowledge: &Knowledge, head: u32) -> Frame {
    let passive = is_passive(view, head);
    let mut f = Frame { head, is_verb: true, passive, ..Frame::default() };
    for &c in view.children(head) {
        match view.deprel(c) {
            Deprel::CompoundPrt => f.particle = Some(c),
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
            }
            Deprel::Ccomp | Deprel::Xcomp => f.clause = Some(c),
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
        if f.subjects.is_empty() {
            // "was shot dead by gunmen": the agent may hang on the adjective.
            let inner: Vec<u32> = view.children_by(head, &[Deprel::Xcomp, Deprel::Advmod]).collect();
            f.subjects.extend(inner.into_iter().flat_map(|x| agents(view, x)));
        }
    } else {
        f.subjects = subjects(view, head, DEPTH);
        f.objects = objects(view, head);
        if f.objects.is_empty() {
            // "asked Canada to send troops"
            f.objects.extend(view.child(head, &[Deprel::Iobj]));
        }
        if f.objects.is_empty() {
            f.objects.extend(object_of_particle(view, knowledge, &f));
        }
    }
    inner_phrases(view, knowledge, &mut f);
    f
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
    let mut holders: Vec<u32> = f.objects.iter().copied().filter(|&o| o > f.head || f.passive).collect();
    let nested: Vec<u32> = f.obliques.iter().map(|o| o.1).collect();
    holders.extend(&nested);
    for at in 0..holders.len() {
        holders.extend(view.children_by(holders[at], &[Deprel::Nmod]).filter(|&c| view.preposition(c).as_deref() == Some("of")));
    }
    // An event noun in a prepositional phrase keeps all but its partners: "an inquiry into an attack on X".
    let is_event = |t: u32| nested.contains(&t) && knowledge.patterns_of(WordClass::Noun, view.lemma(t)).next().is_some();
    for holder in holders {
        for c in view.children_by(holder, &[Deprel::Nmod, Deprel::Obl]) {
            let Some(p) = view.preposition(c) else { continue };
            if is_event(holder) && !matches!(p.as_str(), "with" | "between" | "against") {
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

/// The noun that a relative pronoun, or a gap, in the clause of `verb` stands for.
fn antecedent(view: &View, verb: u32) -> Option<u32> {
    matches!(view.deprel(verb), Deprel::AclRelcl).then(|| view.head(verb)).flatten()
}

fn is_relative_pronoun(view: &View, i: u32) -> bool {
    matches!(view.xpos(i), Xpos::Wdt | Xpos::Wp) || (view.lemma(i) == "that" && view.upos(i) == Upos::Pron)
}

/// Logical subjects of an active verb.
pub fn subjects(view: &View, verb: u32, depth: u32) -> Vec<u32> {
    if let Some(own) = own_subject(view, verb) {
        if is_relative_pronoun(view, own)
            && let Some(noun) = antecedent(view, verb)
        {
            return vec![noun];
        }
        return vec![own];
    }
    let (Some(governor), true) = (view.head(verb), depth > 0) else { return Vec::new() };
    match view.deprel(verb) {
        Deprel::Conj if view.upos(governor) == Upos::Verb || view.upos(governor) == Upos::Adj => {
            if is_passive(view, governor) {
                passive_objects(view, governor)
            } else {
                subjects(view, governor, depth - 1)
            }
        }
        Deprel::Xcomp => controller(view, governor, depth - 1),
        Deprel::Advcl => adverbial_subject(view, verb, governor, depth - 1),
        Deprel::Acl => participle_subject(view, verb, governor, depth - 1),
        Deprel::AclRelcl if view.child(verb, &[Deprel::NsubjPass]).is_none() => vec![governor],
        Deprel::Ccomp if view.xpos(verb) == Xpos::Vbg || marked_to(view, verb) => controller(view, governor, depth - 1),
        Deprel::Parataxis if view.xpos(verb) == Xpos::Vbg => subjects(view, governor, depth - 1),
        Deprel::Ccomp => clause_before(view, verb, governor).map_or_else(Vec::new, |first| subjects(view, first, 0)),
        _ => Vec::new(),
    }
}

/// `said troops crossed the border, set fire to houses`: the clause beside this one, in which the subject stands.
fn clause_before(view: &View, verb: u32, governor: u32) -> Option<u32> {
    view.children_by(governor, &[Deprel::Ccomp]).filter(|&c| c < verb && view.child(verb, &[Deprel::Mark]).is_none()).last()
}

/// The subject that hangs on the verb; of two the second where the first is a noun before its name or a dateline (`the charity
/// Oxfam said`, `ACCRA -- Troops fired`).
fn own_subject(view: &View, verb: u32) -> Option<u32> {
    let first = view.child(verb, &[Deprel::Nsubj, Deprel::NsubjOuter])?;
    let last = view.children_by(verb, &[Deprel::Nsubj]).filter(|&c| c < verb).last().filter(|&l| l > first);
    let Some(last) = last else { return Some(first) };
    let capital = |t: u32| view.form(t).starts_with(char::is_uppercase);
    let parted = (first + 1..last).any(|t| matches!(view.form(t), "-" | "--" | "–" | "—" | "\""));
    Some(if parted || capital(last) && !capital(first) && !is_relative_pronoun(view, first) { last } else { first })
}

fn marked_to(view: &View, verb: u32) -> bool {
    view.children_by(verb, &[Deprel::Mark]).any(|m| view.lemma(m) == "to")
}

/// Who does what an open complement says: the governor's object if there is one, else its subject.
fn controller(view: &View, governor: u32, depth: u32) -> Vec<u32> {
    if view.upos(governor) == Upos::Noun {
        return participle_subject(view, governor, governor, depth);
    }
    let promise = matches!(view.lemma(governor), "promise" | "vow" | "pledge" | "threaten");
    if is_passive(view, governor) {
        return passive_objects(view, governor);
    }
    match view.child(governor, &[Deprel::Obj, Deprel::Iobj]) {
        Some(object) if !promise && object > governor => vec![object],
        _ => subjects(view, governor, depth),
    }
}

/// `accused Israel of bombing` has the object as its doer; `after meeting X, he said` the subject.
fn adverbial_subject(view: &View, verb: u32, governor: u32, depth: u32) -> Vec<u32> {
    let mark = view.child(verb, &[Deprel::Mark]).map_or("", |m| view.lemma(m));
    if matches!(mark, "of" | "for" | "from" | "into" | "against") {
        let passive = is_passive(view, governor);
        let object = if passive { passive_objects(view, governor).first().copied() } else { view.child(governor, &[Deprel::Obj]) };
        if let Some(object) = object {
            return vec![object];
        }
    }
    if view.upos(governor) == Upos::Verb && is_passive(view, governor) {
        return passive_objects(view, governor);
    }
    subjects(view, governor, depth)
}

/// `forces backing X` has the noun as its doer; `a plan to attack` the noun's owner or the clause's subject.
fn participle_subject(view: &View, verb: u32, noun: u32, depth: u32) -> Vec<u32> {
    let mark = view.child(verb, &[Deprel::Mark]).map(|m| view.lemma(m));
    if verb != noun && view.xpos(verb) == Xpos::Vbg && mark.is_none() {
        return vec![noun];
    }
    // "suspect the men of planning attacks": the clause hangs on the object.
    let object = matches!(view.deprel(noun), Deprel::Obj | Deprel::NsubjPass);
    if verb != noun && object && matches!(mark, Some("of" | "from")) && view.head(noun).is_some_and(|g| view.upos(g) == Upos::Verb) {
        return vec![noun];
    }
    let owner = view
        .child(noun, &[Deprel::NmodPoss])
        .or_else(|| view.children_by(noun, &[Deprel::Nmod]).find(|&c| view.preposition(c).as_deref() == Some("by")));
    match (owner, view.head(noun)) {
        (Some(o), _) => vec![o],
        (None, Some(g)) if depth > 0 && view.upos(g) == Upos::Verb => {
            if is_passive(view, g) {
                agents(view, g)
            } else {
                subjects(view, g, depth - 1)
            }
        }
        _ => Vec::new(),
    }
}

fn agents(view: &View, verb: u32) -> Vec<u32> {
    view.children_by(verb, &[Deprel::OblAgent, Deprel::Obl]).filter(|&c| view.preposition(c).as_deref() == Some("by")).collect()
}

fn objects(view: &View, verb: u32) -> Vec<u32> {
    let own: Vec<u32> = view.children_by(verb, &[Deprel::Obj]).collect();
    if let Some(&first) = own.first() {
        if is_relative_pronoun(view, first)
            && let Some(noun) = antecedent(view, verb)
        {
            return vec![noun];
        }
        return own;
    }
    if let Some(noun) = antecedent(view, verb)
        && view.child(verb, &[Deprel::Nsubj]).is_some_and(|s| !is_relative_pronoun(view, s))
        && !view.children(verb).iter().any(|&c| view.children(c).iter().any(|&k| is_relative_pronoun(view, k)))
    {
        return vec![noun];
    }
    if view.deprel(verb) == Deprel::Conj
        && let Some(first) = view.head(verb)
        && view.upos(first) == Upos::Verb
    {
        // "attacked and killed two soldiers": the object after both belongs to both.
        return view.children_by(first, &[Deprel::Obj]).filter(|&o| o > verb).collect();
    }
    // "troops attacked and captured ...": the object may hang on the second verb only.
    let later = view.children_by(verb, &[Deprel::Conj]).find(|&c| view.upos(c) == Upos::Verb && c <= verb + 3);
    later.map(|c| view.children_by(c, &[Deprel::Obj]).collect()).unwrap_or_default()
}

/// Logical objects of a passive verb.
pub fn passive_objects(view: &View, verb: u32) -> Vec<u32> {
    if let Some(own) = view.child(verb, &[Deprel::NsubjPass, Deprel::Nsubj]) {
        if is_relative_pronoun(view, own)
            && let Some(noun) = antecedent(view, verb)
        {
            return vec![noun];
        }
        return vec![own];
    }
    let Some(governor) = view.head(verb) else { return Vec::new() };
    match view.deprel(verb) {
        Deprel::Acl | Deprel::Amod | Deprel::AclRelcl => vec![governor],
        Deprel::Conj if view.upos(governor) == Upos::Verb => {
            if is_passive(view, governor) {
                passive_objects(view, governor)
            } else {
                subjects(view, governor, DEPTH)
            }
        }
        Deprel::Xcomp => controller(view, governor, DEPTH),
        Deprel::Advcl => subjects(view, governor, DEPTH),
        _ => Vec::new(),
    }
}

fn noun(view: &View, knowledge: &Knowledge, head: u32) -> Frame {
    let mut f = Frame { head, ..Frame::default() };
    noun_arguments(view, head, &mut f);
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
    while let Some(h) = view.head(top).filter(|&h| {
        view.deprel(top) == Deprel::Nmod
            && view.preposition(top).as_deref() == Some("of")
            && matches!(view.lemma(h), "series" | "wave" | "string" | "round" | "number" | "spate" | "campaign" | "act")
    }) {
        noun_arguments(view, h, &mut f);
        f.obliques.retain(|(_, t)| *t != top);
        top = h;
    }
    let Some(governor) = view.head(top) else { return f };
    let relation = view.deprel(top);
    let carries = matches!(relation, Deprel::Obj | Deprel::NsubjPass)
        || (relation == Deprel::Obl
            && matches!(view.preposition(top).as_deref(), Some("in" | "under" | "into"))
            && matches!(view.lemma(governor), "engage" | "participate" | "take" | "join" | "come" | "involve" | "break"));
    if carries && view.upos(governor) == Upos::Verb && knowledge.lexicon.is_light(&verb_lemma(view, governor)) {
        let v = verb(view, knowledge, governor);
        f.light = Some(governor);
        if matches!(view.lemma(governor), "suffer" | "sustain" | "receive" | "face" | "undergo" | "come" | "experience") {
            // Whoever suffers an attack is its target.
            f.obliques.extend(v.subjects.into_iter().map(|s| ("on".into(), s)));
        } else {
            f.subjects = v.subjects;
        }
        f.passive = v.passive;
        f.obliques.extend(v.obliques.into_iter().filter(|(_, t)| *t != top));
    } else if relation == Deprel::Nsubj && view.upos(governor) == Upos::Verb {
        // "the talks will take place in X", "the attack happened near Y"
        f.obliques.extend(
            verb(view, knowledge, governor)
                .obliques
                .into_iter()
                .filter(|(p, _)| matches!(p.as_str(), "in" | "at" | "near" | "between" | "outside")),
        );
    }
    f
}

fn noun_arguments(view: &View, head: u32, f: &mut Frame) {
    for &c in view.children(head) {
        match view.deprel(c) {
            Deprel::NmodPoss => f.possessives.push(c),
            Deprel::Compound | Deprel::Amod | Deprel::NmodDesc => f.modifiers.push(c),
            Deprel::Nmod | Deprel::Obl | Deprel::OblAgent => {
                if let Some(p) = view.preposition(c) {
                    f.obliques.push((p.into(), c));
                }
            }
            Deprel::Acl if f.clause.is_none() && marked_to(view, c) => f.clause = Some(c),
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
}

/// A verb's lemma with its particle: `carry_out`.
pub fn verb_lemma(view: &View, verb: u32) -> String {
    match view.child(verb, &[Deprel::CompoundPrt]) {
        Some(p) => format!("{}_{}", view.lemma(verb), view.lemma(p)),
        None => view.lemma(verb).to_owned(),
    }
}
