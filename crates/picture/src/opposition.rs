//! Sides said to fight or oppose each other: stated fights first, then what deeds of force tell.

use truceline_events::{Event, Scene, Status, frames, status};
use truceline_mentions::Participant;
use truceline_syntax::{Deprel, Upos, Xpos};
use truceline_text::Span;

use crate::{
    attacks, contested, enmity, held, hostilities,
    picture::{Ceasefire, Control, Opposition},
    quote,
    sides::{self, Sides, akin, one_side, only_speaks},
};

/// How far up the sentence the owner of a fight is looked for.
const REACH: usize = 5;

/// All pairs in text order, each once.
pub(crate) fn find(scene: Scene, events: &[Event], sides: &Sides) -> Vec<Opposition> {
    let mut pairs = Pairs { scene, found: Vec::new() };
    let words = &scene.knowledge.lexicon.picture;
    for i in 0..scene.view.len() {
        match scene.view.upos(i) {
            Upos::Verb => fighting_verb(scene, i, sides, &mut pairs),
            Upos::Noun if words.fighting.contains(scene.view.lemma(i)) || words.beaten.contains(scene.view.lemma(i)) => {
                fighting_noun(scene, i, sides, &mut pairs);
            }
            _ => {}
        }
        if matches!(scene.view.upos(i), Upos::Adj | Upos::Noun | Upos::Propn | Upos::Verb) {
            rivals(scene, i, &mut pairs);
            against_by_name(scene, i, &mut pairs);
            divided(scene, i, &mut pairs);
            enmity::find(scene, i, &mut pairs);
            hostilities::find(scene, i, sides, &mut pairs);
        }
    }
    attacks::find(scene, events, sides, &mut pairs);
    for attempt in contested::attempts(scene, sides) {
        let insurgent = || sides.insurgent.clone().filter(|i| !attempt.attackers.iter().any(|a| one_side(scene, a, i)));
        let enemy = attempt.defender.clone().or_else(insurgent);
        let enemy = enemy.or_else(|| sides::other_side(scene, attempt.attackers.first()?));
        for (a, b) in attempt.attackers.iter().zip(enemy.iter().cycle()) {
            pairs.show(a, b, attempt.quote);
        }
    }
    enmity::comrades(scene, &mut pairs);
    enmity::of_the_war(scene, events, &mut pairs);
    pairs.found
}

/// Whoever takes a place opposes whoever loses it.
pub(crate) fn of_control(scene: Scene, out: &mut Vec<Opposition>, control: &[Control]) {
    let mut pairs = Pairs { scene, found: std::mem::take(out) };
    for c in control.iter().filter(|c| matches!(c.event, "captured" | "lost")) {
        if let (Some(holder), Some(from)) = (&c.holder, &c.from) {
            pairs.show(holder, from, c.quote);
        }
    }
    *out = pairs.found;
}

/// The parties of a truce oppose each other, unless the text pairs them with others.
pub(crate) fn of_ceasefires(scene: Scene, out: &mut Vec<Opposition>, ceasefires: &[Ceasefire]) {
    let mut pairs = Pairs { scene, found: std::mem::take(out) };
    for c in ceasefires.iter().filter(|c| !matches!(c.event, "breached" | "proposed")) {
        if let [a, b] = c.parties.as_slice()
            && pairs.enemies_of(a).is_empty()
            && pairs.enemies_of(b).is_empty()
        {
            pairs.show(a, b, c.quote);
        }
    }
    *out = pairs.found;
}

/// The pairs found so far.
pub(crate) struct Pairs<'s, 'a> {
    scene: Scene<'s, 'a>,
    found: Vec<Opposition>,
}

impl Pairs<'_, '_> {
    /// A pair that the text states as such; two names of one side make two pairs.
    pub(crate) fn state(&mut self, a: &Participant, b: &Participant, quote: Span) {
        let same = |o: &Opposition| (o.a.name == b.name && o.b.name == a.name) || (o.a.name == a.name && o.b.name == b.name);
        if may_oppose(self.scene, a, b) && !self.found.iter().any(same) {
            self.found.push(Opposition { a: a.clone(), b: b.clone(), quote });
        }
    }

    /// A pair that deeds show: left out where the pair is stated under another name of the same side.
    pub(crate) fn show(&mut self, a: &Participant, b: &Participant, quote: Span) {
        let scene = self.scene;
        let (a, b) = (&sides::army_of(scene, a), &sides::army_of(scene, b));
        let bare = |x: &Participant, y: &Participant| sides::is_bare_force(scene, x) && sides::nation(scene, y).is_some();
        let alike = |x: &Participant, y: &Participant| akin(scene, x, y) || bare(x, y) || bare(y, x);
        let same = |o: &Opposition| alike(&o.a, a) && alike(&o.b, b) || alike(&o.a, b) && alike(&o.b, a);
        if may_oppose(scene, a, b) && !self.found.iter().any(same) {
            self.found.push(Opposition { a: a.clone(), b: b.clone(), quote });
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Those told so far to be against a side.
    pub(crate) fn enemies_of(&self, side: &Participant) -> Vec<Participant> {
        let scene = self.scene;
        let other = |o: &Opposition| match (one_side(scene, &o.a, side), one_side(scene, &o.b, side)) {
            (true, false) => Some(o.b.clone()),
            (false, true) => Some(o.a.clone()),
            _ => None,
        };
        self.found.iter().filter_map(other).collect()
    }

    fn cross(&mut self, left: &[Participant], right: &[Participant], quote: Span) {
        for a in left.iter().filter(|a| right.iter().all(|b| !one_side(self.scene, a, b))).cloned().collect::<Vec<_>>() {
            right.iter().for_each(|b| self.state(&a, b, quote));
        }
    }
}

/// Two sides of their own, neither of which only speaks for others.
fn may_oppose(scene: Scene, a: &Participant, b: &Participant) -> bool {
    !one_side(scene, a, b) && ![a, b].iter().any(|p| only_speaks(scene, p))
}

/// `X fights Y`, `efforts to defeat Y`, `is committed to defeating Y`.
fn fighting_verb(scene: Scene, verb: u32, sides: &Sides, pairs: &mut Pairs) {
    let view = scene.view;
    let words = &scene.knowledge.lexicon.picture;
    let lemma = frames::verb_lemma(view, verb);
    let finite = !matches!(view.xpos(verb), Xpos::Vb | Xpos::Vbg) || view.child(verb, &[Deprel::Nsubj]).is_some();
    let topples = words.toppling.contains(lemma.as_str()) && !finite;
    let fights = words.beating.contains(lemma.as_str());
    if !(fights || topples) || view.deprel(verb) == Deprel::Amod {
        return;
    }
    let Some(f) = frames::frame(view, scene.knowledge, verb) else { return };
    let reading = status::read(scene, &f);
    let negated = view.children_by(verb, &[Deprel::Advmod]).any(|a| matches!(view.lemma(a), "not" | "never" | "n't"));
    if negated || reading.status == Status::Denied || finite && reading.status == Status::Negated {
        return;
    }
    let with = |names: &[&str]| -> Vec<u32> { f.obliques.iter().filter(|(p, _)| names.contains(&p.as_str())).map(|o| o.1).collect() };
    let against = if lemma == "rid" { with(&["of"]) } else { with(&["against"]) };
    let with_enemy =
        if matches!(lemma.as_str(), "fight" | "battle" | "clash") && f.objects.is_empty() { with(&["with"]) } else { Vec::new() };
    let objects = if lemma == "rid" { Vec::new() } else { f.objects.clone() };
    let right = sides.named(&objects.into_iter().chain(against).chain(with_enemy).collect::<Vec<_>>());
    if right.is_empty() {
        return;
    }
    let mut left = owner_of_purpose(scene, verb, sides);
    if left.is_empty() {
        left = hostilities::stood_by(scene, verb, sides);
    }
    if left.is_empty() {
        left = sides.named(&all_subjects(scene, &f.subjects));
    }
    left.extend(sides.named(&with(&["alongside"])));
    if left.is_empty() {
        left = enmity::owner_of_fight(scene, verb, sides, &right);
    }
    if left.iter().all(|p| p.entity.is_none() && matches!(view.lemma(p.token), "troop" | "soldier" | "force" | "adviser"))
        && let Some(sender) = enmity::sender(scene, verb)
    {
        left = vec![sender];
    }
    if left.is_empty() {
        let tellers = truceline_events::sources(scene, &reading);
        left.extend(tellers.into_iter().filter(|p| sides::can_fight(scene, p)));
    }
    pairs.cross(&left, &right, quote::clause(scene, verb));
}

/// All coordinated subjects, also those that the tree hangs on the verb one by one.
fn all_subjects(scene: Scene, subjects: &[u32]) -> Vec<u32> {
    let view = scene.view;
    let mut out = subjects.to_vec();
    for &s in subjects {
        let relation = view.deprel(s);
        if let (Some(verb), Deprel::Nsubj | Deprel::NsubjPass) = (view.head(s), relation) {
            out.extend(view.children_by(verb, &[relation]).filter(|c| !subjects.contains(c)).collect::<Vec<_>>());
        }
    }
    out
}

/// `the UK's commitment to defeating X`, `supported the army in its efforts to defeat X`: who owns the aim.
fn owner_of_purpose(scene: Scene, clause: u32, sides: &Sides) -> Vec<Participant> {
    let view = scene.view;
    let aim = |n: u32| {
        matches!(
            view.lemma(n),
            "effort"
                | "campaign"
                | "operation"
                | "plan"
                | "strategy"
                | "bid"
                | "commitment"
                | "mission"
                | "fight"
                | "struggle"
                | "attempt"
                | "resolve"
                | "determination"
                | "drive"
                | "war"
                | "pledge"
                | "goal"
                | "aim"
                | "work"
        )
    };
    // The noun right before "to", wherever the tree hangs the clause.
    let mark = view.children_by(clause, &[Deprel::Mark]).next();
    let before = mark.and_then(|m| m.checked_sub(1)).filter(|&n| view.upos(n) == Upos::Noun && aim(n));
    let Some(noun) = before.or_else(|| view.head(clause).filter(|&n| view.deprel(clause) == Deprel::Acl && aim(n))) else {
        return Vec::new();
    };
    let owners: Vec<u32> = view.children_by(noun, &[Deprel::NmodPoss, Deprel::Compound, Deprel::Amod]).collect();
    // "supported the army in its efforts": the pronoun is the army's.
    let helped = view.head(noun).filter(|&v| {
        owners.iter().any(|&o| view.upos(o) == Upos::Pron)
            && (scene.knowledge.lexicon.picture.backing.contains(view.lemma(v))
                || matches!(view.lemma(v), "help" | "commend" | "praise" | "thank" | "join"))
    });
    let object = helped.and_then(|v| view.child(v, &[Deprel::Obj]));
    sides.named(&object.map_or(owners, |o| vec![o]))
}

/// `the fight against ISIL`, `a war between X and Y`, `Iraq's campaign against Z`, `an offensive to retake Mosul`.
fn fighting_noun(scene: Scene, noun: u32, sides: &Sides, pairs: &mut Pairs) {
    let view = scene.view;
    let words = &scene.knowledge.lexicon.picture;
    let Some(f) = frames::frame(view, scene.knowledge, noun) else { return };
    let beaten = words.beaten.contains(view.lemma(noun));
    let by = |names: &[&str]| -> Vec<u32> { f.obliques.iter().filter(|(p, _)| names.contains(&p.as_str())).map(|o| o.1).collect() };
    let quote = quote::clause(scene, noun);
    // "a joint operation between X and Y"
    let joint = matches!(view.lemma(noun), "operation" | "mission" | "drive" | "position");
    let mut between = if joint { Vec::new() } else { hostilities::between(scene, noun, &by(&["between"]), sides) };
    between.dedup_by(|a, b| akin(scene, a, b));
    if let [a, rest @ ..] = between.as_slice() {
        rest.iter().for_each(|b| pairs.state(a, b, quote));
    }
    let mut right = sides.named(&if beaten { by(&["of"]) } else { by(&["against"]) });
    if right.is_empty() && !beaten && view.lemma(noun + 1) == "against" {
        // The name after "against", wherever the tree hangs it.
        let near = (noun + 2..noun + 5).find_map(|t| scene.mentions.name_at(t)).map(|n| scene.mentions.of_name(view, scene.knowledge, n));
        right.extend(near.filter(|p| sides::can_fight(scene, p)));
    }
    let several = matches!(view.xpos(noun), Xpos::Nns | Xpos::Nnps);
    if matches!(view.lemma(noun), "attack" | "assault" | "strike" | "airstrike" | "raid") {
        if !several {
            return;
        }
        right.extend(sides.named(&by(&["on"])));
    }
    if right.is_empty()
        && matches!(view.lemma(noun), "war" | "battle" | "fight" | "fighting" | "conflict" | "combat" | "standoff" | "feud" | "struggle")
    {
        right = sides.named(&by(&["with"]));
    }
    if right.is_empty() && view.lemma(noun) == "war" {
        right = sides.named(&by(&["on"]));
    }
    let for_place = right.is_empty() && !beaten && fights_for_place(scene, noun, &f);
    if for_place {
        right.extend(sides.insurgent.clone());
    }
    if right.is_empty() {
        return;
    }
    let mut left: Vec<u32> = f.subjects.iter().chain(&f.possessives).chain(&f.modifiers).copied().collect();
    left.extend(by(&["by"]));
    if !beaten {
        left.extend(by(&["of"]));
    }
    let mut left = sides.named(&left);
    left.extend(executed_by(scene, noun, sides));
    if left.is_empty() {
        left = waged_by(scene, noun, sides, &right);
    }
    if left.is_empty() && matches!(view.lemma(noun), "fight" | "war" | "battle" | "campaign" | "struggle") {
        left = hostilities::state_of_fight(scene, noun, &f);
    }
    pairs.cross(&left, &right, quote);
}

/// `an operation executed by X`.
fn executed_by(scene: Scene, noun: u32, sides: &Sides) -> Vec<Participant> {
    let view = scene.view;
    let done = |v: &u32| scene.knowledge.lexicon.picture.waging.contains(frames::verb_lemma(view, *v).as_str());
    let verbs = view.children_by(noun, &[Deprel::Acl]).filter(done);
    let agents = verbs.flat_map(|v| view.children_by(v, &[Deprel::OblAgent]).collect::<Vec<_>>());
    sides.named(&agents.collect::<Vec<_>>())
}

/// `the fight for Mosul`, `the offensive to retake Mosul`.
fn fights_for_place(scene: Scene, noun: u32, f: &frames::Frame) -> bool {
    let view = scene.view;
    let place = |t: u32| truceline_events::slots::place_in(scene, t).is_some();
    let battle = matches!(view.lemma(noun), "fight" | "battle" | "struggle");
    let takes = |c: &u32| scene.knowledge.lexicon.picture.taking.contains(frames::verb_lemma(view, *c).as_str());
    let purpose = f.clause.into_iter().chain(view.children_by(noun, &[Deprel::Acl])).find(takes);
    battle && f.obliques.iter().any(|(p, t)| p == "for" && place(*t))
        || purpose.and_then(|c| frames::frame(view, scene.knowledge, c)).is_some_and(|p| p.objects.iter().any(|&o| place(o)))
}

/// Whoever stands in the fight: the noun that the phrase hangs on, the subject of a verb of waging, whoever is backed in it.
pub(crate) fn waged_by(scene: Scene, noun: u32, sides: &Sides, enemies: &[Participant]) -> Vec<Participant> {
    let view = scene.view;
    let words = &scene.knowledge.lexicon.picture;
    let mut at = noun;
    for _ in 0..REACH {
        let Some(head) = view.head(at) else { break };
        let tokens: Vec<u32> = match view.upos(head) {
            Upos::Verb | Upos::Adj => {
                let lemma = frames::verb_lemma(view, head);
                let backs = words.backing.contains(lemma.as_str());
                let noun_of_backing =
                    view.children_by(head, &[Deprel::Obj]).find(|&o| matches!(view.lemma(o), "support" | "backing" | "help"));
                if let Some(support) = noun_of_backing {
                    view.children_by(support, &[Deprel::Nmod])
                        .filter(|&c| matches!(view.preposition(c).as_deref(), Some("for" | "of" | "to")))
                        .collect()
                } else if backs || matches!(lemma.as_str(), "help" | "assist") {
                    view.children_by(head, &[Deprel::Obj]).collect()
                } else if words.waging.contains(lemma.as_str()) || words.beating.contains(lemma.as_str()) {
                    frames::frame(view, scene.knowledge, head).map(|f| f.subjects).unwrap_or_default()
                } else {
                    Vec::new()
                }
            }
            Upos::Noun | Upos::Propn => {
                let own = sides.named(&[head]);
                if own.is_empty() {
                    view.children_by(head, &[Deprel::NmodPoss, Deprel::Nmod]).filter(|&c| c < at).collect()
                } else {
                    vec![head]
                }
            }
            _ => Vec::new(),
        };
        let mut found = sides.named(&tokens);
        found.retain(|p| enemies.iter().all(|e| !akin(scene, p, e)));
        if !found.is_empty() {
            return found;
        }
        at = head;
    }
    Vec::new()
}

/// `rival leaders X and Y`, `warring sides X and Y`.
fn rivals(scene: Scene, word: u32, pairs: &mut Pairs) {
    let view = scene.view;
    let rival = &scene.knowledge.lexicon.picture.rival;
    if !rival.contains(view.lemma(word)) && !rival.contains(view.form(word).to_lowercase().as_str()) {
        return;
    }
    let Some(noun) = view.head(word).filter(|&n| n > word && view.xpos(n) == Xpos::Nns) else { return };
    let named: Vec<u32> = std::iter::once(noun)
        .chain(
            view.children_by(noun, &[Deprel::Appos, Deprel::Flat, Deprel::NmodDesc, Deprel::NmodUnmarked, Deprel::Conj, Deprel::Compound]),
        )
        .collect();
    let people = scene.people(&named);
    let named: Vec<&Participant> = people.iter().filter(|p| p.entity.is_some()).collect();
    if let [a, b, ..] = named.as_slice() {
        let quote = view.span_of(noun.min(word)..a.token.max(b.token).max(noun) + 1);
        pairs.state(a, b, quote);
    }
}

/// `the counter-ISIL coalition`, `anti-Taliban forces`.
fn against_by_name(scene: Scene, word: u32, pairs: &mut Pairs) {
    let view = scene.view;
    let written = view.form(word).to_lowercase();
    let named = if matches!(written.as_str(), "counter" | "anti") && view.form(word + 1) == "-" {
        scene.mentions.name_at(word + 2)
    } else {
        let rest = written.strip_prefix("counter-").or_else(|| written.strip_prefix("anti-")).unwrap_or("");
        let rest = if view.form(word).contains(|c: char| c.is_uppercase()) { rest } else { "" };
        scene.mentions.names.iter().find(|n| !rest.is_empty() && view.text_of(n.tokens.clone()).to_lowercase() == rest)
    };
    let Some(enemy) = named else { return };
    let written_here = enemy.tokens.start == word + 2;
    let last = if written_here { enemy.tokens.end } else { word + 1 };
    let Some(noun) = (last..last + 3).find(|&i| matches!(view.upos(i), Upos::Noun | Upos::Propn)) else { return };
    let enemy = scene.mentions.of_name(view, scene.knowledge, enemy);
    let name = view.text_of(word..noun + 1);
    let a = Participant { name, span: view.span_of(word..noun + 1), token: noun, entity: None, id: None, codes: vec!["MIL".into()] };
    if sides::can_fight(scene, &enemy) && sides::can_fight(scene, &a) {
        pairs.state(&a, &enemy, a.span);
    }
}

/// `divided into a rebel-held north and a government-controlled south`.
fn divided(scene: Scene, word: u32, pairs: &mut Pairs) {
    let view = scene.view;
    if view.upos(word) != Upos::Verb || !matches!(view.lemma(word), "divide" | "split" | "partition") {
        return;
    }
    let tree = view.subtree(word);
    let mut holders: Vec<Participant> = Vec::new();
    for (holder, _) in tree.clone().filter_map(|t| held::holder_in_compound(scene, t)) {
        if !holders.iter().any(|h| akin(scene, h, &holder)) {
            holders.push(holder);
        }
    }
    if let [a, b] = holders.as_slice() {
        pairs.state(a, b, quote::clause(scene, word));
    }
}
