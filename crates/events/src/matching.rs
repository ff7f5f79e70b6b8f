//! Finds the pattern that codes a predicate.

mod clauses;

use truceline_knowledge::{Actor, Condition, Filler, Knowledge, Pattern, Referent, Role};
use truceline_mentions::{Mentions, NameKind, Participant};
use truceline_syntax::{Deprel, Upos, View, Xpos};

use crate::{
    frames::{self, Frame, frame},
    matter::is_public,
};

/// What matching needs to see.
#[derive(Clone, Copy)]
pub struct Scene<'s, 'a> {
    /// Text and syntax.
    pub view: &'s View<'a>,
    /// Patterns and words.
    pub knowledge: &'s Knowledge,
    /// Names, times, places.
    pub mentions: &'s Mentions,
    /// What codes each token; empty while that is being found out.
    pub coded: &'s [Option<Coded<'s>>],
}

impl Scene<'_, '_> {
    /// Those whom the words name, for the words that may head the name of somebody who acts.
    pub fn people(self, tokens: &[u32]) -> Vec<Participant> {
        let named = tokens.iter().filter(|&&t| self.mentions.is_participant(self.view, self.knowledge, t));
        named.flat_map(|&t| self.mentions.participants(self.view, self.knowledge, t)).collect()
    }

    /// True where one of the two is a person who leads the other, a body, by the text or by what is known.
    pub fn leads_either(self, a: &Participant, b: &Participant) -> bool {
        let leads = |(person, body)| self.mentions.leads(self.knowledge, person, body);
        a.entity.zip(b.entity).is_some_and(|(a, b)| leads((a, b)) || leads((b, a)))
    }

    /// True for the name of a place that is no state.
    pub fn is_plain_place(self, token: u32) -> bool {
        self.mentions.name_headed_by(token).is_some_and(|n| n.kind == NameKind::Place)
    }
}

/// The first pattern whose conditions the frame meets.
pub fn first_match<'k>(scene: Scene<'k, '_>, frame: &Frame) -> Option<(u32, &'k Pattern)> {
    first_of(scene, frame, &keys(scene.view, frame))
}

fn first_of<'k>(scene: Scene<'k, '_>, frame: &Frame, keys: &[String]) -> Option<(u32, &'k Pattern)> {
    let mut best: Option<(u32, &Pattern)> = None;
    for key in keys {
        for (index, pattern) in scene.knowledge.patterns_of(frame.class(), key) {
            let better = best.is_none_or(|(_, b)| pattern.weight() > b.weight());
            if better && pattern.conditions.iter().all(|c| holds(scene, frame, c)) {
                best = Some((index, pattern));
            }
        }
        // A particle verb or compound that has patterns of its own is not read by its plain word.
        if best.is_some() {
            break;
        }
    }
    best
}

/// The frame of an idiom, with the noun that belongs to the predicate as its particle, and the idiom's names: `gave ground`,
/// `joined forces`, where patterns list one of them.
fn idiom(scene: Scene, frame: &Frame) -> Option<(Frame, Vec<String>)> {
    if !frame.is_verb || frame.particle.is_some() {
        return None;
    }
    let view = scene.view;
    frame.objects.iter().filter(|&&o| view.upos(o) == Upos::Noun && o > frame.head).find_map(|&object| {
        let mut keys = idiom_keys(view, frame.head, object);
        keys.retain(|k| scene.knowledge.patterns_of(frame.class(), k).next().is_some());
        let objects = frame.objects.iter().copied().filter(|&o| o != object).collect();
        (!keys.is_empty()).then(|| (Frame { objects, particle: Some(object), ..frame.clone() }, keys))
    })
}

fn idiom_keys(view: &View, verb: u32, noun: u32) -> Vec<String> {
    let (lemma, form, own) = (view.lemma(verb), view.form(noun), view.lemma(noun));
    let mut keys = vec![format!("{lemma}_{own}")];
    if form != own {
        keys.push(format!("{lemma}_{}", form.to_lowercase()));
    }
    keys
}

/// The names under which patterns may list the predicate, the most specific first.
fn keys(view: &View, frame: &Frame) -> Vec<String> {
    let lemma = view.lemma(frame.head);
    let mut keys = Vec::new();
    if frame.is_verb && frames::is_predicative(view, frame.head) {
        keys.push(frames::said_of(view, frame.head));
        if !matches!(view.xpos(frame.head), Xpos::Vbn | Xpos::Vbg) {
            return keys;
        }
    }
    if frame.is_verb {
        if let Some(p) = frame.particle {
            keys.extend(idiom_keys(view, frame.head, p));
        }
        let behind = |c: u32| c > frame.head || view.lemma(c) == "jointly"; // "will jointly patrol"
        for &c in view.children(frame.head).iter().filter(|&&c| behind(c) && view.deprel(c) == Deprel::Advmod) {
            keys.push(format!("{lemma}_{}", view.lemma(c)));
        }
        keys.extend(frames::outcome(view, frame.head, &frame.objects).map(|a| format!("{lemma}_{}", view.lemma(a))));
        for (p, _) in &frame.obliques {
            keys.push(format!("{lemma}_{}", p.split(' ').next().unwrap_or(p)));
        }
        // "test-fired", wherever the tree hangs its first part
        if let Some(first) =
            frame.head.checked_sub(2).filter(|&f| view.form(f + 1) == "-" && view.sentence_index(f) == view.sentence_index(frame.head))
        {
            keys.push(format!("{}-{lemma}", view.lemma(first)));
        }
    } else {
        for &c in view.children(frame.head).iter().filter(|&&c| c < frame.head && matches!(view.deprel(c), Deprel::Compound | Deprel::Amod))
        {
            keys.push(format!("{}_{lemma}", view.lemma(c)));
            keys.push(format!("{}{lemma}", view.lemma(c)));
            keys.push(format!("{}-{lemma}", view.lemma(c)));
        }
        if lemma.contains('-') {
            keys.push(lemma.replace('-', ""));
            keys.push(lemma.replace('-', "_"));
        }
    }
    keys.push(lemma.to_owned());
    let form = view.form(frame.head);
    // "roundups", "hostilities": nouns that are listed as they stand
    if !frame.is_verb && form != lemma {
        keys.push(form.to_lowercase());
    }
    keys
}

/// The names under which patterns do list the predicate, as an idiom with its noun too.
pub fn listed_keys(scene: Scene, frame: &Frame) -> Vec<String> {
    let idioms = idiom(scene, frame).map_or_else(Vec::new, |(_, keys)| keys);
    let all = idioms.into_iter().chain(keys(scene.view, frame));
    all.filter(|k| scene.knowledge.patterns_of(frame.class(), k).next().is_some()).collect()
}

/// An entry that was tried for a predicate.
#[derive(Clone, Debug)]
pub struct Trial<'k> {
    /// The name under which the entry lists the predicate.
    pub key: String,
    /// The entry.
    pub pattern: &'k Pattern,
    /// Conditions that do not hold; none where the entry fits.
    pub failed: Vec<&'k Condition>,
}

/// Every entry that lists the predicate under one of its names, in the order in which they are tried.
pub fn trials<'k>(scene: Scene<'k, '_>, frame: &Frame) -> Vec<Trial<'k>> {
    let of_key = |frame: &Frame, key: String| {
        let patterns = scene.knowledge.patterns_of(frame.class(), &key);
        let tried = patterns.map(|(_, pattern)| {
            let failed = pattern.conditions.iter().filter(|c| !holds(scene, frame, c)).collect();
            Trial { key: key.clone(), pattern, failed }
        });
        tried.collect::<Vec<_>>()
    };
    let idiom = idiom(scene, frame);
    let idioms = idiom.into_iter().flat_map(|(frame, keys)| keys.into_iter().map(move |k| (frame.clone(), k)));
    let mut trials: Vec<Trial> = idioms.flat_map(|(frame, key)| of_key(&frame, key)).collect();
    trials.extend(keys(scene.view, frame).into_iter().flat_map(|key| of_key(frame, key)));
    trials
}

/// The name under which a predicate's entry lists it.
pub fn key_of(view: &View, coded: &Coded) -> Option<String> {
    keys(view, &coded.frame).into_iter().find(|k| coded.pattern.lemmas.iter().any(|l| l == k))
}

fn holds(scene: Scene, frame: &Frame, condition: &Condition) -> bool {
    let filled = |role: &Role, fillers: &[Filler]| frame.role(role).iter().any(|&t| fillers.iter().any(|f| fits(scene, t, f)));
    match condition {
        Condition::Is(roles, fillers) => roles.iter().any(|r| filled(r, fillers)),
        Condition::IsNot(roles, fillers) => !roles.iter().any(|r| filled(r, fillers)),
        Condition::Present(roles) => roles.iter().any(|r| !frame.role(r).is_empty()),
        // "Stepped down last year": a time that stands where an object would is none.
        Condition::Absent(Role::Object) => frame.role(&Role::Object).iter().all(|&t| scene.mentions.time_at(t).is_some()),
        Condition::Absent(role) => frame.role(role).is_empty(),
        Condition::Particle(p) => frame.particle.is_some_and(|t| scene.view.lemma(t) == p),
        Condition::Clause => frame.clause.is_some(),
        Condition::NoClause => frame.clause.is_none(),
        Condition::Negated => frames::negated(scene.view, frame.head) || frames::negated_by_no(scene.view, frame.head),
        Condition::ClauseVerb(lemmas) => clauses::verb_is(scene, frame, lemmas, false),
        Condition::Participle(lemmas) => clauses::participle_is(scene.view, frame.head, lemmas),
        Condition::NegatedClauseVerb(lemmas) => clauses::verb_is(scene, frame, lemmas, true),
        Condition::NotClauseVerb(lemmas) => !clauses::verb_is(scene, frame, lemmas, false),
        Condition::ClauseIs(fillers) => clauses::is_said(scene, frame, fillers),
        Condition::Conditional => clauses::is_conditional(scene.view, frame),
        Condition::OrElse => frame.clause.is_some_and(|c| clauses::has_alternative(scene.view, c)),
        Condition::WillNot => frame.is_verb && frames::will_not(scene.view, frame.head),
        Condition::ClauseModal(words) => frame.clause.is_some_and(|c| clauses::has_modal(scene.view, c, words)),
        Condition::NotClauseModal(words) => !frame.clause.is_some_and(|c| clauses::has_auxiliary(scene.view, c, words)),
        Condition::ClauseSubject(fillers) => {
            clauses::subjects(scene.view, frame).iter().any(|&s| fillers.iter().any(|f| fits(scene, s, f)))
        }
        Condition::ClauseInfinitive => frame.clause.is_some_and(|c| frames::marked_to(scene.view, c)),
        Condition::ClauseSubjunctive => frame.clause.is_some_and(|c| clauses::is_subjunctive(scene.view, c)),
        Condition::ClauseSubjectOwn => clauses::speaks_of_own(scene, frame),
        Condition::ClauseSubjectOther => frame.clause.is_some() && !clauses::speaks_of_own(scene, frame),
        Condition::ClauseObject(fillers) => clauses::object_is(scene, frame, fillers),
        Condition::ClauseObjectIsNot(fillers) => !clauses::object_is(scene, frame, fillers),
    }
}

/// True where the phrase headed by `token`, or one coordinated with it, is what a filler asks for.
pub fn fits(scene: Scene, token: u32, filler: &Filler) -> bool {
    let view = scene.view;
    if is_reciprocal(view, token) && !matches!(filler, Filler::Lemma(_)) {
        let subjects = view.head(token).map_or_else(Vec::new, |verb| frames::subjects(view, verb, 2));
        return subjects.into_iter().any(|s| !is_reciprocal(view, s) && fits(scene, s, filler));
    }
    if view.upos(token) == Upos::Pron
        && let Filler::Class(class) = filler
    {
        return stands_for(scene, token, class);
    }
    let one = |t: u32| match filler {
        Filler::Actor => scene.mentions.is_participant(view, scene.knowledge, t) || owned_by_participant(scene, t),
        Filler::Person => is_person(scene, t),
        Filler::Official => is_official(scene, t),
        Filler::Several => {
            let pair = || frames::dashed_before(view, t).is_some_and(|f| scene.people(&[f, t]).len() > 1);
            scene.mentions.participants(view, scene.knowledge, t).len() > 1 || pair()
        }
        Filler::Place => is_place(scene, t),
        Filler::Date => scene.mentions.time_at(t).is_some(),
        Filler::Number => view.upos(t) == Upos::Num || view.child(t, &[Deprel::Nummod]).is_some(),
        Filler::Lemma(l) => {
            view.lemma(t) == l || compound(view, t).is_some_and(|c| c == l.as_str()) || of_name(view, t).is_some_and(|c| c == l.as_str())
        }
        // "The Arab League met": a body of the knowledge is no club.
        Filler::Class(c) if c == "sport" && known_body(scene, t).is_some() => false,
        Filler::Class(c) => is_of_class(scene, t, c),
    };
    one(token)
        || view.children_by(token, &[Deprel::Conj]).any(one)
        || view
            .children_by(token, &[Deprel::Nmod])
            .filter(|&c| view.preposition(c).as_deref() == Some("of"))
            .any(|c| counts(scene, token) && one(c))
}

/// `each other`, `one another`: those who are the subject.
fn is_reciprocal(view: &View, token: u32) -> bool {
    matches!((view.lemma(token), view.lemma(token + 1)), ("each", "other") | ("one", "another"))
}

/// True for a noun of a class of the lexicon, by itself or with the word before it.
pub(crate) fn is_of_class(scene: Scene, token: u32, class: &str) -> bool {
    let (view, lexicon) = (scene.view, &scene.knowledge.lexicon);
    lexicon.in_class(class, view.lemma(token))
        || compound(view, token).is_some_and(|w| lexicon.in_class(class, &w))
        || of_name(view, token).is_some_and(|w| lexicon.in_class(class, &w))
        || class == "calamity" && is_named_storm(scene, token)
        || sectors_of(class).is_some_and(|sectors| known_body(scene, token).is_some_and(|a| sectors.contains(&a.sector.as_str())))
}

/// `Cyclone Nadia`, `Hurricane Stan`: a calamity that has a name.
fn is_named_storm(scene: Scene, token: u32) -> bool {
    let view = scene.view;
    let kinds = || view.children_by(token, &[Deprel::Compound, Deprel::Flat, Deprel::NmodDesc]);
    view.upos(token) == Upos::Propn && kinds().any(|c| scene.knowledge.lexicon.in_class("calamity", &view.form(c).to_lowercase()))
}

/// The sectors whose bodies belong to a class of nouns: `Boko Haram` is `armed` as `rebels` are.
fn sectors_of(class: &str) -> Option<&'static [&'static str]> {
    match class {
        "lawmen" => Some(&["COP", "SPY"]),
        "policing" => Some(&["COP"]),
        "troops" => Some(&["MIL"]),
        "armed" => Some(&["REB", "TER", "PRM", "UAF"]),
        "outlet" => Some(&["MED"]),
        _ => None,
    }
}

/// The body of the knowledge that a name stands for.
fn known_body<'s>(scene: Scene<'s, '_>, token: u32) -> Option<&'s Actor> {
    let entity = scene.mentions.name_headed_by(token).and_then(|n| scene.mentions.entities.get(n.entity as usize))?;
    let Some(Referent::Actor(actor)) = entity.referent else { return None };
    scene.knowledge.actors.get(actor as usize)
}

/// `declared a truce and the army accepted it`: the nearest noun of the sentence before a pronoun that can be meant.
fn stands_for(scene: Scene, pronoun: u32, class: &str) -> bool {
    let view = scene.view;
    if matches!(class, "armed" | "troops") {
        let forces = |c: &str| ["REB", "PRM", "UAF", "TER", "MIL"].iter().any(|sector| c.contains(sector));
        return scene.mentions.participants(view, scene.knowledge, pronoun).iter().any(|p| p.codes.iter().any(|c| forces(c)));
    }
    let neuter = matches!(view.form(pronoun).to_lowercase().as_str(), "it" | "them" | "this" | "that");
    let start = view.sentence(pronoun).map_or(pronoun, |s| s.tokens.start);
    let argument =
        |t: &u32| matches!(view.deprel(*t), Deprel::Obj | Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obl | Deprel::Root | Deprel::Nmod);
    neuter
        && (start..pronoun)
            .filter(argument)
            .any(|t| view.upos(t) == Upos::Noun && scene.knowledge.lexicon.in_class(class, view.lemma(t)) && class == "ceasefire")
}

fn counts(scene: Scene, token: u32) -> bool {
    let view = scene.view;
    truceline_mentions::quantities::vague(view.form(token)).is_some()
        || view.upos(token) == Upos::Num
        || scene.knowledge.lexicon.is_count(view.lemma(token))
}

fn compound(view: &View, token: u32) -> Option<String> {
    let before = view.children_by(token, &[Deprel::Compound, Deprel::Amod]).filter(|&c| c < token).last()?;
    let hyphen = view.form(before + 1) == "-";
    Some(format!("{}{}{}", view.lemma(before), if hyphen { "-" } else { " " }, view.lemma(token)))
}

/// `state of emergency`, `cessation of hostilities` (with the plural's lemma).
fn of_name(view: &View, token: u32) -> Option<String> {
    let of = view.children_by(token, &[Deprel::Nmod]).find(|&c| view.preposition(c).as_deref() == Some("of"))?;
    Some(format!("{} of {}", view.lemma(token), view.form(of).to_lowercase()))
}

/// `government positions`, `the army's base`: things that stand for those who own them.
fn owned_by_participant(scene: Scene, token: u32) -> bool {
    let owned = [Deprel::NmodPoss, Deprel::Compound, Deprel::Amod];
    scene.view.upos(token) == Upos::Noun
        && scene.view.children_by(token, &owned).any(|c| scene.mentions.is_participant(scene.view, scene.knowledge, c))
}

fn is_person(scene: Scene, t: u32) -> bool {
    match scene.mentions.name_headed_by(t) {
        Some(n) => n.kind == NameKind::Person,
        None => {
            let view = scene.view;
            matches!(view.form(t).to_lowercase().as_str(), "he" | "she" | "him" | "her" | "who")
                || (view.upos(t) == Upos::Noun && scene.knowledge.lexicon.role(view.lemma(t)).is_some())
                || (view.upos(t) == Upos::Noun && scene.knowledge.lexicon.agent(view.lemma(t)).is_some())
        }
    }
}

fn is_official(scene: Scene, t: u32) -> bool {
    let (view, lexicon) = (scene.view, &scene.knowledge.lexicon);
    match scene.mentions.name_headed_by(t) {
        Some(n) if !matches!(n.kind, NameKind::Place | NameKind::Country | NameKind::Seat) => {
            let coded = scene.mentions.participants(view, scene.knowledge, t).iter().any(|p| p.codes.iter().any(|c| is_public(c)));
            coded || holds_public_post(scene, n.entity)
        }
        None if view.upos(t) == Upos::Pron => scene
            .mentions
            .participants(view, scene.knowledge, t)
            .iter()
            .any(|p| p.codes.iter().any(|c| is_public(c)) || p.entity.is_some_and(|e| holds_public_post(scene, e))),
        _ => {
            let post = |noun: &str| lexicon.role(noun).is_some_and(is_public);
            let heads = || matches!(view.lemma(t), "head" | "chief" | "boss" | "chairman" | "director") && leads_public(scene, t);
            matches!(view.upos(t), Upos::Noun | Upos::Propn)
                && (post(view.lemma(t)) || compound(view, t).is_some_and(|c| post(&c)) || heads())
        }
    }
}

/// `the UN rights chief`, `the head of the election commission`: who leads a public body.
fn leads_public(scene: Scene, noun: u32) -> bool {
    let view = scene.view;
    let of = view.children_by(noun, &[Deprel::Nmod]).filter(|&c| view.preposition(c).as_deref() == Some("of"));
    let words: Vec<u32> = view.children_by(noun, &[Deprel::Compound, Deprel::NmodPoss]).chain(of).collect();
    scene.people(&words).iter().any(|p| p.codes.iter().any(|c| is_public(c)))
}

/// `President X`: the text gives the post, or the knowledge where the report has no date by which to look it up.
fn holds_public_post(scene: Scene, entity: u32) -> bool {
    let (mentions, lexicon) = (scene.mentions, &scene.knowledge.lexicon);
    let public = |role: &str| lexicon.role(role).is_some_and(is_public);
    if mentions.posts.iter().any(|p| p.person == entity && public(&p.role)) {
        return true;
    }
    let Some(Referent::Person(person)) = mentions.entities.get(entity as usize).and_then(|e| e.referent) else { return false };
    let posts = scene.knowledge.people.get(person as usize).map_or(&[][..], |p| &p.posts);
    mentions.report_date().is_none() && posts.iter().any(|p| public(&p.role))
}

fn is_place(scene: Scene, t: u32) -> bool {
    match scene.mentions.name_headed_by(t) {
        Some(n) => matches!(n.kind, NameKind::Place | NameKind::Country | NameKind::Seat),
        None if scene.view.upos(t) == Upos::Pron => {
            let of = |p: &Participant| p.entity.and_then(|e| scene.mentions.entities.get(e as usize)).map(|e| e.kind);
            scene
                .mentions
                .participants(scene.view, scene.knowledge, t)
                .iter()
                .any(|p| matches!(of(p), Some(NameKind::Country | NameKind::Seat)))
        }
        None => scene.knowledge.lexicon.in_class("territory", scene.view.lemma(t)) || is_part_of_place(scene, t),
    }
}

/// `the outskirts of Aden`, `Tripoli's streets`: a part of a place that is named.
fn is_part_of_place(scene: Scene, noun: u32) -> bool {
    let view = scene.view;
    let whole = |c: u32| view.deprel(c) != Deprel::Nmod || matches!(view.preposition(c).as_deref(), Some("of" | "in"));
    scene.knowledge.lexicon.in_class("place_part", view.lemma(noun))
        && view.children_by(noun, &[Deprel::Nmod, Deprel::NmodPoss, Deprel::Compound]).any(|c| whole(c) && is_place(scene, c))
}

/// A predicate that some pattern codes.
#[derive(Clone, Debug)]
pub struct Coded<'k> {
    /// Its arguments.
    pub frame: Frame,
    /// Index of the pattern.
    pub index: u32,
    /// The pattern.
    pub pattern: &'k Pattern,
}

/// Every token's pattern, for tokens in sentence order.
pub fn code_all<'s>(scene: Scene<'s, '_>) -> Vec<Option<Coded<'s>>> {
    (0..scene.view.len())
        .map(|token| {
            let frame = frame(scene.view, scene.knowledge, token)?;
            if let Some((idiom, keys)) = idiom(scene, &frame)
                && let Some((index, pattern)) = first_of(scene, &idiom, &keys)
            {
                return Some(Coded { frame: idiom, index, pattern });
            }
            let (index, pattern) = first_match(scene, &frame)?;
            Some(Coded { frame, index, pattern })
        })
        .collect()
}

/// What codes a token, once [`code_all`] has run.
pub fn coded_by<'s>(scene: Scene<'s, '_>, token: u32) -> Option<&'s Coded<'s>> {
    scene.coded.get(token as usize)?.as_ref()
}
