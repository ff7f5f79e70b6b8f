//! Counts of people killed, injured, displaced, captured or missing.

use truceline_events::{Scene, Status, frames, slots, sources, status};
use truceline_mentions::{Bound, NameKind, Quantity, quantities};
use truceline_syntax::{Deprel, Upos, View};

use crate::{picture::Toll, quote, toll_acts, toll_figures, toll_scope, toll_words};

/// All tolls in text order; the same count of the same kind once.
pub(crate) fn find(scene: Scene) -> Vec<Toll> {
    let mut out: Vec<Toll> = Vec::new();
    for i in 0..scene.view.len() {
        let found = match scene.view.upos(i) {
            Upos::Verb => toll_figures::spoken_of(scene, i, &out).map_or_else(|| of_verb(scene, i), |toll| vec![toll]),
            Upos::Noun | Upos::Num | Upos::Adj => of_noun(scene, i, &out),
            _ => Vec::new(),
        };
        for mut toll in found.into_iter().filter(|_| !toll_words::by_accident(scene, i)) {
            toll_figures::take_up_number(scene, &mut toll, i, &out);
            if !out.iter().any(|t| t.kind == toll.kind && t.low == toll.low && t.high == toll.high) {
                out.push(toll);
            }
        }
    }
    toll_scope::share(scene, &mut out);
    out
}

/// Numbers of the verb's counted argument.
fn of_verb(scene: Scene, verb: u32) -> Vec<Toll> {
    let view = scene.view;
    let lemma = frames::verb_lemma(view, verb);
    let words = &scene.knowledge.lexicon.picture;
    let Some(frame) = frames::frame(view, scene.knowledge, verb) else { return Vec::new() };
    let mut out = Vec::new();
    if let Some(kind) = words.toll_object.get(lemma.as_str()) {
        out.extend(counted(scene, kind, &frame));
    }
    if let Some(kind) = toll_acts::by_its_phrase(view, verb, &frame) {
        let tokens = if frame.objects.is_empty() { &frame.subjects } else { &frame.objects };
        out.extend(together(scene, kind, tokens, &frame));
    }
    if toll_acts::shot_dead(view, verb) {
        out.extend(counted(scene, "killed", &frame));
    }
    if let Some(act) = toll_acts::of_verb(scene, verb, &frame) {
        let mut told = together(scene, act.kind, &act.counted, &frame);
        told.retain(|t| t.low.or(t.high).unwrap_or(0) >= act.least);
        out.extend(told);
    }
    if let Some(kind) = words.toll_subject.get(lemma.as_str()) {
        out.extend(together(scene, kind, &frame.subjects, &frame));
    }
    match view.lemma(verb) {
        "leave" | "make" | "render" | "fear" | "confirm" | "presume" | "declare" | "pronounce" | "believe" => {
            out.extend(left_dead(scene, verb, &frame));
        }
        "take" | "hold" | "seize" if toll_words::takes_captive(scene, verb, &frame) => out.extend(counted(scene, "captured", &frame)),
        "find" | "discover" | "recover" | "unearth" | "exhume" => {
            out.extend(toll_words::bodies(scene, &frame).and_then(|t| toll(scene, "killed", t, &frame)))
        }
        "miss" if frame.objects.is_empty() && view.form(verb).eq_ignore_ascii_case("missing") => {
            out.extend(together(scene, "missing", &frame.subjects, &frame))
        }
        "lose" if toll_words::fighters(scene, &frame) => out.extend(counted(scene, "killed", &frame)),
        "claim" | "cost" | "lose" => out.extend(lives(scene, &frame)),
        "drive" | "force" => out.extend(from_home(scene, &frame)),
        _ => {}
    }
    out
}

/// Tolls of the verb's objects; the number may hang on the verb as a bare phrase: `displaced 120,000 more`.
fn counted(scene: Scene, kind: &'static str, frame: &frames::Frame) -> Vec<Toll> {
    let view = scene.view;
    let number =
        |c: &u32| view.upos(*c) == Upos::Num || view.child(*c, &[Deprel::Nummod]).is_some() || quantities::vague(view.form(*c)).is_some();
    let timed = |c: u32| scene.mentions.time_at(c).is_some();
    // "with 76 killed"
    let absolute = view.children_by(frame.head, &[Deprel::Nsubj]).filter(|_| toll_acts::is_absolute(view, frame.head));
    let bare = view
        .children_by(frame.head, &[Deprel::Obl, Deprel::OblUnmarked, Deprel::Iobj])
        .filter(|&c| c > frame.head && view.preposition(c).is_none() && number(&c) && !timed(c))
        // "80 were killed and 11,000 displaced"
        .filter(|&c| !(view.deprel(c + 1) == Deprel::Conj && view.head(c + 1) == Some(frame.head)));
    if let Some(own) = gapped(scene, frame.head) {
        return toll(scene, kind, own, frame).into_iter().collect();
    }
    let tokens: Vec<u32> = frame.objects.iter().copied().chain(bare).chain(absolute).collect();
    together(scene, kind, &tokens, frame)
}

/// `18 people were killed and 106 wounded`: the number in place of the second participle's subject.
fn gapped(scene: Scene, participle: u32) -> Option<u32> {
    let view = scene.view;
    let number = participle.checked_sub(1).filter(|&n| view.upos(n) == Upos::Num)?;
    // Or on the first participle: "80 were killed and 11,000 displaced".
    let own = view.head(number) == Some(participle) || view.head(participle).is_some_and(|v| view.head(number) == Some(v));
    // "left 12 dead and 40 wounded": the number may hang on the first count.
    let listed = view.deprel(number) == Deprel::Conj && number.checked_sub(1).is_some_and(|t| matches!(view.form(t), "and" | ","));
    let fits = own && matches!(view.deprel(number), Deprel::Nummod | Deprel::Obl | Deprel::OblUnmarked | Deprel::Nsubj | Deprel::NsubjPass);
    let fits = fits || listed;
    (fits && view.deprel(participle) == Deprel::Conj && scene.mentions.time_at(number).is_none()).then_some(number)
}

/// Tolls of coordinated phrases: exact counts of people who met one fate are one sum.
fn together(scene: Scene, kind: &'static str, tokens: &[u32], frame: &frames::Frame) -> Vec<Toll> {
    let view = scene.view;
    let mut out: Vec<Toll> = Vec::new();
    for &t in tokens {
        // "twelve farmers, among them two women": those are counted already.
        let counted = |c: &u32| (t..*c).any(|w| matches!(view.form(w), "including" | "among" | "amongst"));
        let members: Vec<u32> = std::iter::once(t).chain(view.children_by(t, &[Deprel::Conj]).filter(|c| !counted(c))).collect();
        let mut tolls: Vec<Toll> = members.iter().filter_map(|&t| toll(scene, kind, t, frame)).collect();
        let exact = |t: &Toll| t.bound == Bound::Exact && t.low.is_some_and(|n| n > 0);
        // "a farmer and two of his workers": one more.
        let single = members.iter().filter(|&&m| toll_acts::is_single(scene, m)).count() as u64;
        if let [only] = tolls.as_mut_slice()
            && single > 0
            && exact(only)
        {
            let sum = only.low.map(|n| n.saturating_add(single));
            (only.low, only.high) = (sum, sum);
        }
        if tolls.len() > 1 && tolls.iter().all(exact) && !are_enemies(scene, &members) {
            let sum: u64 = tolls.iter().filter_map(|t| t.low).sum();
            let mut first = tolls.swap_remove(0);
            (first.low, first.high) = (Some(sum), Some(sum));
            tolls = vec![first];
        }
        out.extend(tolls);
    }
    out
}

/// `23 soldiers and 50 gunmen`: counts of two sides are no sum.
fn are_enemies(scene: Scene, members: &[u32]) -> bool {
    let codes: Vec<_> = scene.people(members).into_iter().flat_map(|p| p.codes).collect();
    let any = |sectors: &[&str]| codes.iter().any(|c| sectors.iter().any(|s| c.ends_with(s)));
    any(&["MIL", "COP", "GOV"]) && any(&["REB", "TER", "UAF", "PRM", "SEP", "CRM"])
}

/// `claimed 200 lives`, `claimed the lives of 200 people`, `200 people lost their lives`.
fn lives(scene: Scene, frame: &frames::Frame) -> Vec<Toll> {
    let view = scene.view;
    let Some(&life) = frame.objects.iter().find(|&&o| view.lemma(o) == "life") else { return Vec::new() };
    let of = view.children_by(life, &[Deprel::Nmod]).find(|&c| view.preposition(c).as_deref() == Some("of"));
    let lost = (view.lemma(frame.head) == "lose").then(|| frame.subjects.first().copied()).flatten();
    toll(scene, "killed", of.or(lost).unwrap_or(life), frame).into_iter().collect()
}

/// `drove 5,000 people from their homes`.
fn from_home(scene: Scene, frame: &frames::Frame) -> Vec<Toll> {
    let home = |t: u32| matches!(scene.view.lemma(t), "home" | "house" | "village" | "land");
    let flight = frame.clause.is_some_and(|c| matches!(scene.view.lemma(c), "flee" | "leave" | "abandon"));
    // "forced more than a million from their homes": a bare number, and the homes may hang on it.
    let number = |c: &u32| scene.view.upos(*c) == Upos::Num && scene.view.preposition(*c).is_none() && *c > frame.head;
    let bare: Vec<u32> = scene.view.children_by(frame.head, &[Deprel::Obl, Deprel::OblUnmarked]).filter(number).collect();
    let left = |t: u32| scene.view.children_by(t, &[Deprel::Nmod]).any(|c| home(c) && scene.view.preposition(c).as_deref() == Some("from"));
    let from = frame.obliques.iter().any(|(p, t)| matches!(p.as_str(), "from" | "out of") && home(*t));
    if !flight && !from && !bare.iter().chain(&frame.objects).any(|&t| left(t)) {
        return Vec::new();
    }
    frame.objects.iter().chain(&bare).filter_map(|&t| toll(scene, "displaced", t, frame)).collect()
}

/// `left 70,000 people dead and 200 wounded`.
fn left_dead(scene: Scene, verb: u32, frame: &frames::Frame) -> Vec<Toll> {
    let view = scene.view;
    let kind = view.children_by(verb, &[Deprel::Xcomp, Deprel::Advcl, Deprel::Advmod]).find_map(|c| kind_by_adjective(scene, c));
    let Some(kind) = kind else { return Vec::new() };
    frame.objects.iter().filter_map(|&o| toll(scene, kind, o, frame)).collect()
}

pub(crate) fn kind_by_adjective(scene: Scene, token: u32) -> Option<&'static str> {
    scene.knowledge.lexicon.picture.toll_adjectives.get(scene.view.lemma(token)).copied()
}

pub(crate) fn kind_by_noun(scene: Scene, token: u32) -> Option<&'static str> {
    scene.knowledge.lexicon.picture.toll_nouns.get(scene.view.lemma(token)).copied()
}

/// What a noun or a number tells by itself, or of what was counted before.
fn of_noun(scene: Scene, noun: u32, before: &[Toll]) -> Vec<Toll> {
    match toll_figures::told(scene, noun, before) {
        told if told.is_empty() => counted_noun(scene, noun).into_iter().collect(),
        told => told,
    }
}

/// `13 deaths`, `no casualties`, `six dead`, `six policemen were missing`.
fn counted_noun(scene: Scene, noun: u32) -> Option<Toll> {
    let view = scene.view;
    let frame = frames::Frame { head: noun, ..frames::Frame::default() };
    if let Some(kind) = kind_by_adjective(scene, noun)
        && let Some(subject) = view.child(noun, &[Deprel::Nsubj, Deprel::NsubjPass])
    {
        return toll(scene, kind, subject, &frame);
    }
    if let Some(number) = toll_words::bare(view, noun) {
        let kind = kind_by_adjective(scene, noun)?;
        return quantities::of_number(view, number).map(|q| entry(scene, kind, q, None, noun, &frame));
    }
    if let Some(t) = toll_words::victims_of_killing(scene, noun).or_else(|| toll_words::bodies_of(scene, noun)) {
        return toll(scene, "killed", t, &frame);
    }
    if let Some(t) = toll_words::victims_of_capture(scene, noun) {
        return toll(scene, "captured", t, &frame);
    }
    if let Some(kind) = toll_words::described(scene, noun) {
        return toll(scene, kind, noun, &frame);
    }
    if toll_words::costs_lives(view, noun) {
        return toll(scene, "killed", noun, &frame);
    }
    let kind = kind_by_noun(scene, noun)?;
    // "two of the wounded have died"
    let of_number = view.preposition(noun).as_deref() == Some("of") && view.head(noun).is_some_and(|h| view.upos(h) == Upos::Num);
    if of_number && kind == "injured" {
        return None;
    }
    let none = view.children_by(noun, &[Deprel::Det]).any(|d| view.lemma(d) == "no") || toll_words::no_reports_of(scene, noun);
    if none && kind != "displaced" && kind != "captured" {
        let q = Quantity { low: Some(0), high: Some(0), bound: Bound::Exact };
        return Some(entry(scene, kind, q, None, noun, &frame));
    }
    let settled = kind == "displaced"
        && view.child(noun, &[Deprel::Acl]).is_some_and(|c| matches!(view.lemma(c), "live" | "stay" | "shelter" | "camp"));
    let frame = if settled { frames::Frame { is_verb: true, ..frame } } else { frame };
    toll(scene, kind, noun, &frame).map(|mut t| {
        t.victims = None;
        t
    })
}

/// A toll from a counted phrase; a named person counts one.
fn toll(scene: Scene, kind: &'static str, token: u32, frame: &frames::Frame) -> Option<Toll> {
    let view = scene.view;
    // "killed 20, among them six children": those are counted already.
    let counted =
        (token.saturating_sub(4)..token).any(|t| view.lemma(t) == "among" && matches!(view.form(t + 1), "them" | "these" | "whom"));
    if counted {
        return None;
    }
    let token = toll_words::innermost(view, token);
    let q =
        quantities::of_noun(view, token).or_else(|| (view.upos(token) == Upos::Num).then(|| quantities::of_number(view, token)).flatten());
    let person = |t: u32| scene.mentions.name_headed_by(t).is_some_and(|n| n.kind == NameKind::Person);
    // "killing the group's leader, X"
    let named = person(token) || view.children_by(token, &[Deprel::Appos]).any(person);
    let q = match q {
        Some(q) => q,
        None if quantities::vague(view.form(token)).is_some() => quantities::of_number(view, token)?,
        None if toll_words::nobody(scene, token) => Quantity { low: Some(0), high: Some(0), bound: Bound::Exact },
        None if named && kind == "killed" => Quantity { low: Some(1), high: Some(1), bound: Bound::Exact },
        None => return None,
    };
    let people = named
        || scene.mentions.is_participant(view, scene.knowledge, token)
        || matches!(view.upos(token), Upos::Num)
        || kind_by_noun(scene, token).is_some()
        || toll_words::nobody(scene, token)
        || matches!(view.lemma(token), "other" | "life" | "victim" | "body" | "corpse" | "one" | "kidnapping" | "abduction")
        || quantities::vague(view.form(token)).is_some();
    if !people {
        return None;
    }
    let victims = Some(victims(scene, token)).filter(|v| !v.is_empty());
    let reading = status::read(scene, frame);
    let none = q.high == Some(0) && reading.status == Status::Negated;
    // One victim without a name is no toll.
    let unnamed_one = q.low == Some(1) && q.bound == Bound::Exact && !named;
    if unnamed_one && !view.children_by(token, &[Deprel::Conj]).any(|c| quantities::of_noun(view, c).is_some()) && !is_member(view, token) {
        return None;
    }
    let hurt = q.high == Some(0) && matches!(view.lemma(frame.head), "hurt" | "harm");
    let kind = if hurt { "casualties" } else { kind };
    if matches!(reading.status, Status::Negated | Status::Hypothetical | Status::Planned) && !none {
        return None;
    }
    Some(entry(scene, kind, q, victims, frame.head, frame))
}

/// One of several that are counted together: `two men and one woman`.
fn is_member(view: &View, token: u32) -> bool {
    view.deprel(token) == Deprel::Conj
}

pub(crate) fn victims(scene: Scene, token: u32) -> String {
    scene.mentions.participants(scene.view, scene.knowledge, token).first().map(|p| p.name.clone()).unwrap_or_default()
}

pub(crate) fn entry(scene: Scene, kind: &'static str, q: Quantity, victims: Option<String>, head: u32, frame: &frames::Frame) -> Toll {
    let reading = status::read(scene, frame);
    let date = slots::date(scene, frame, Status::Occurred, false).map(|d| d.when).or_else(|| toll_scope::day_of_incident(scene, frame));
    let count = toll_scope::Count { kind, least: q.low.or(q.high).unwrap_or(0), date };
    Toll {
        kind,
        low: q.low,
        high: q.high,
        bound: q.bound,
        victims,
        scope: if toll_scope::is_cumulative(scene, head, frame, &count) { "cumulative" } else { "incident" },
        date,
        place: toll_scope::place(scene, head, frame),
        again: false,
        head,
        attributed_to: sources(scene, &reading),
        quote: quote::clause(scene, head),
    }
}
