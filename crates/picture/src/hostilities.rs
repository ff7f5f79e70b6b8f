//! Fights told by whom they are between, for what cause they are fought, who is forced to yield, and who is called an enemy.

use truceline_events::{Scene, Status, frames, status};
use truceline_knowledge::Referent;
use truceline_mentions::{NameKind, Participant};
use truceline_syntax::{Deprel, Upos};

use crate::{
    opposition::Pairs,
    quote,
    sides::{Sides, can_fight, is_people, other_side},
    toll_words::phrase_after,
};

/// How many words a side's phrase may take after `between`.
const SPAN: u32 = 9;

/// What the word at `i` tells.
pub(crate) fn find(scene: Scene, i: u32, sides: &Sides, pairs: &mut Pairs) {
    let words = &scene.knowledge.lexicon.picture;
    match scene.view.upos(i) {
        Upos::Verb => {
            fighting_between(scene, i, sides, pairs);
            rises(scene, i, sides, pairs);
            for_cause(scene, i, sides, pairs);
            forces_to_yield(scene, i, sides, pairs);
            disputed(scene, i, sides, pairs);
        }
        Upos::Noun if words.foes.contains(scene.view.lemma(i)) => foe(scene, i, pairs),
        _ => {}
    }
}

fn real(scene: Scene, frame: &frames::Frame) -> bool {
    !matches!(status::read(scene, frame).status, Status::Negated | Status::Denied | Status::Hypothetical)
}

/// `clashes between X and Y`, `fighting broke out between X and Y`; two peoples where no armed side is named.
pub(crate) fn between(scene: Scene, noun: u32, own: &[u32], sides: &Sides) -> Vec<Participant> {
    let view = scene.view;
    let mut tokens = own.to_vec();
    if tokens.is_empty()
        && let Some(verb) = view.head(noun).filter(|&v| view.upos(v) == Upos::Verb && view.deprel(noun) == Deprel::Nsubj)
    {
        tokens.extend(view.children_by(verb, &[Deprel::Obl]).filter(|&c| view.preposition(c).as_deref() == Some("between")));
    }
    let named = sides.named(&tokens);
    if named.len() > 1 || tokens.is_empty() {
        return named;
    }
    if let Some(written) = as_written(scene, tokens[0]) {
        return written;
    }
    let people: Vec<Participant> = scene.people(&tokens);
    let group = |p: &Participant| {
        let kind = p.entity.and_then(|e| scene.mentions.entities.get(e as usize)).map(|e| e.kind);
        let peoples = matches!(view.lemma(p.token), "community" | "tribe" | "clan" | "herder" | "farmer" | "villager" | "gang" | "faction");
        matches!(kind, Some(NameKind::Body | NameKind::Nationality | NameKind::Country))
            || peoples
            || is_people(scene, p)
            || can_fight(scene, p)
    };
    if people.len() == 2 && people.iter().all(group) { people } else { named }
}

/// `between the Libyan National Army and government forces` where the tree makes one phrase of it: a name, `and`, a phrase.
fn as_written(scene: Scene, head: u32) -> Option<Vec<Participant>> {
    let view = scene.view;
    let opens = view.children_by(head, &[Deprel::Case]).find(|&c| view.form(c) == "between")?;
    let and = (opens + 2..opens + SPAN).find(|&t| view.form(t) == "and")?;
    let first = scene.mentions.name_at(and - 1).map(|n| scene.mentions.of_name(view, scene.knowledge, n))?;
    let phrase = |t: &u32| matches!(view.upos(*t), Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num);
    let start = (and + 1..and + 3).find(|t| phrase(t))?;
    let last = (start..and + SPAN).take_while(phrase).last()?;
    let name = view.text_of(start..last + 1);
    let second = Participant { name, span: view.span_of(start..last + 1), token: last, entity: None, id: None, codes: Vec::new() };
    (can_fight(scene, &first) && can_fight(scene, &second)).then(|| vec![first, second])
}

/// `Fighting broke out between X and Y` where the model takes the first word for a verb.
fn fighting_between(scene: Scene, verb: u32, sides: &Sides, pairs: &mut Pairs) {
    let view = scene.view;
    if !view.form(verb).eq_ignore_ascii_case("fighting") {
        return;
    }
    let own = view.children_by(verb, &[Deprel::Obl, Deprel::Nmod]).filter(|&c| view.preposition(c).as_deref() == Some("between"));
    let found = between(scene, verb, &own.collect::<Vec<_>>(), sides);
    if let [a, b] = found.as_slice() {
        pairs.state(a, b, quote::clause(scene, verb));
    }
}

/// `X took up arms against Y`, `X rose up against Y`.
fn rises(scene: Scene, verb: u32, sides: &Sides, pairs: &mut Pairs) {
    let view = scene.view;
    let lemma = frames::verb_lemma(view, verb);
    let arms = lemma == "take_up" && view.child(verb, &[Deprel::Obj]).is_some_and(|o| matches!(view.lemma(o), "arms" | "arm" | "weapon"));
    let name = if arms { "take_up_arms" } else { lemma.as_str() };
    if !scene.knowledge.lexicon.picture.rising.contains(name) {
        return;
    }
    let Some(frame) = frames::frame(view, scene.knowledge, verb).filter(|f| !f.passive && real(scene, f)) else { return };
    let against = frame.obliques.iter().filter(|(p, _)| p == "against").map(|o| o.1);
    let mut against: Vec<u32> = against.collect();
    against.extend(frame.objects.iter().filter_map(|&o| phrase_after(view, o, "against")));
    let left: Vec<Participant> = scene.people(&frame.subjects).into_iter().filter(|p| can_fight(scene, p)).collect();
    let mut right = sides.named(&against);
    if right.is_empty() && arms {
        right.extend(left.first().and_then(|p| adversary(scene, p)));
    }
    let quote = quote::clause(scene, verb);
    left.iter().for_each(|a| right.iter().for_each(|b| pairs.state(a, b, quote)));
}

/// `X has fought for independence from Y`, `X is waging a campaign for a separate homeland`.
fn for_cause(scene: Scene, verb: u32, sides: &Sides, pairs: &mut Pairs) {
    let view = scene.view;
    let words = &scene.knowledge.lexicon.picture;
    let Some(frame) = frames::frame(view, scene.knowledge, verb).filter(|f| !f.passive) else { return };
    let fight = frame.objects.iter().copied().find(|&o| words.fighting.contains(view.lemma(o)) && words.waging.contains(view.lemma(verb)));
    if !matches!(view.lemma(verb), "fight" | "struggle" | "battle") && fight.is_none() || !real(scene, &frame) {
        return;
    }
    let cause = frame.obliques.iter().filter(|(p, _)| p == "for").map(|o| o.1);
    let cause = cause.chain(fight.and_then(|f| phrase_after(view, f, "for"))).find(|&t| words.causes.contains(view.lemma(t)));
    let Some(cause) = cause else { return };
    let from = phrase_after(view, cause, "from").into_iter();
    let against = frame.obliques.iter().filter(|(p, _)| matches!(p.as_str(), "from" | "against")).map(|o| o.1);
    let enemies = sides.named(&from.chain(against).collect::<Vec<_>>());
    for a in sides.named(&frame.subjects) {
        let known = if enemies.is_empty() { adversary(scene, &a) } else { None };
        enemies.iter().chain(&known).for_each(|b| pairs.show(&a, b, quote::clause(scene, verb)));
    }
}

/// Whom an armed group fights as far as is known: the other side of its war, else its state, where the report names it.
fn adversary(scene: Scene, p: &Participant) -> Option<Participant> {
    let rebels = p.codes.iter().any(|c| c.ends_with("REB") || c.ends_with("TER"));
    let code = || p.codes.iter().find_map(|c| c.get(..3)).filter(|_| rebels);
    other_side(scene, p).or_else(|| {
        let code = code()?;
        let of_state = |n: &&truceline_mentions::NameMention| match scene.mentions.entities[n.entity as usize].referent {
            Some(Referent::Country(c)) => scene.knowledge.countries.get(c as usize).is_some_and(|c| c.iso3 == code),
            _ => false,
        };
        let name = scene.mentions.names.iter().find(of_state)?;
        let entity = &scene.mentions.entities[name.entity as usize];
        Some(Participant { name: entity.name.clone(), ..scene.mentions.of_name(scene.view, scene.knowledge, name) })
    })
}

/// `forcing government soldiers to flee`.
fn forces_to_yield(scene: Scene, verb: u32, sides: &Sides, pairs: &mut Pairs) {
    let view = scene.view;
    if !matches!(view.lemma(verb), "force" | "compel") {
        return;
    }
    let Some(frame) = frames::frame(view, scene.knowledge, verb).filter(|f| real(scene, f)) else { return };
    let yields = |c: u32| scene.knowledge.lexicon.picture.yielding.contains(frames::verb_lemma(view, c).as_str());
    if !view.children_by(verb, &[Deprel::Xcomp, Deprel::Advcl, Deprel::Ccomp]).any(yields) {
        return;
    }
    let quote = quote::clause(scene, verb);
    for a in sides.named(&frame.subjects) {
        sides.named(&frame.objects).iter().for_each(|b| pairs.show(&a, b, quote));
    }
}

/// `the area is disputed by X, Y and Z`.
fn disputed(scene: Scene, verb: u32, sides: &Sides, pairs: &mut Pairs) {
    if !scene.knowledge.lexicon.picture.disputing.contains(scene.view.lemma(verb)) {
        return;
    }
    let Some(frame) = frames::frame(scene.view, scene.knowledge, verb).filter(|f| f.passive && real(scene, f)) else { return };
    let rivals = sides.named(&frame.subjects);
    for (i, a) in rivals.iter().enumerate() {
        rivals[i + 1..].iter().for_each(|b| pairs.state(a, b, quote::clause(scene, verb)));
    }
}

/// `Y's arch-foe X`, `X, the enemy of Y`, `X and Y are bitter rivals`.
fn foe(scene: Scene, noun: u32, pairs: &mut Pairs) {
    let view = scene.view;
    let of = view.children_by(noun, &[Deprel::Nmod]).filter(|&c| view.preposition(c).as_deref() == Some("of"));
    let owners: Vec<u32> = of.chain(view.children_by(noun, &[Deprel::NmodPoss])).collect();
    let name = |t: &u32| scene.mentions.name_headed_by(*t).is_some();
    let subject = || view.child(noun, &[Deprel::Cop]).and(view.child(noun, &[Deprel::Nsubj]));
    let who = match view.deprel(noun) {
        Deprel::Appos => view.head(noun),
        Deprel::Compound | Deprel::NmodDesc => view.head(noun).filter(name),
        _ => {
            let beside = [Deprel::Appos, Deprel::Flat, Deprel::NmodDesc, Deprel::NmodUnmarked];
            subject().or_else(|| view.children_by(noun, &beside).find(name))
        }
    };
    let Some(who) = who else { return };
    let side = |p: &Participant| p.entity.is_some() || can_fight(scene, p);
    let people: Vec<Participant> = scene.people(&[who]).into_iter().filter(side).collect();
    let others: Vec<Participant> = scene.people(&owners).into_iter().filter(side).collect();
    let quote = quote::clause(scene, noun);
    match (people.as_slice(), others.as_slice()) {
        ([a, b], []) if owners.is_empty() => pairs.state(a, b, quote),
        (left, right) => left.iter().for_each(|a| right.iter().for_each(|b| pairs.state(a, b, quote))),
    }
}

/// `X stands by Y to defeat Z`: the fight is Y's.
pub(crate) fn stood_by(scene: Scene, clause: u32, sides: &Sides) -> Vec<Participant> {
    let view = scene.view;
    let Some(verb) = view.head(clause).filter(|_| matches!(view.deprel(clause), Deprel::Advcl | Deprel::Xcomp)) else { return Vec::new() };
    let Some(frame) = frames::frame(view, scene.knowledge, verb) else { return Vec::new() };
    let standing = &scene.knowledge.lexicon.picture.standing;
    let beside = frame.obliques.iter().filter(|(p, _)| standing.contains(format!("{} {p}", view.lemma(verb)).as_str())).map(|o| o.1);
    sides.named(&beside.collect::<Vec<_>>())
}

/// `the fight against X in Y`: the state in which it is fought.
pub(crate) fn state_of_fight(scene: Scene, noun: u32, frame: &frames::Frame) -> Vec<Participant> {
    let view = scene.view;
    let end = view.sentence(noun).map_or(noun, |s| s.tokens.end);
    let within = |t: u32| view.preposition(t).as_deref() == Some("in") && t > noun && t < end;
    let country = |t: u32| scene.mentions.name_headed_by(t).filter(|n| n.kind == NameKind::Country && within(t));
    let enemies = frame.obliques.iter().filter(|(p, _)| p == "against").map(|o| o.1);
    let below = enemies.flat_map(|e| view.children_by(e, &[Deprel::Nmod]).collect::<Vec<_>>());
    let near = frame.obliques.iter().map(|o| o.1).chain(below).find_map(country);
    near.map(|n| scene.mentions.of_name(view, scene.knowledge, n)).into_iter().collect()
}
