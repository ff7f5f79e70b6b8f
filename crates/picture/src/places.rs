//! The named places that a phrase holds.

use truceline_events::{EventPlace, Scene, slots};
use truceline_knowledge::PlaceKind;
use truceline_mentions::{NameKind, NameMention};
use truceline_syntax::{Deprel, Upos, Xpos};

use crate::toll_words::phrase_after;

/// Every place that the phrase headed by `token` names: `the towns of A and B`, `most of X`, `key towns including A and B`.
pub(crate) fn named(scene: Scene, token: u32) -> Vec<EventPlace> {
    let view = scene.view;
    let mut out: Vec<EventPlace> = Vec::new();
    let mut add = |place: Option<EventPlace>| {
        if let Some(p) = place.filter(|p| !out.iter().any(|o| o.name == p.name)) {
            out.push(p);
        }
    };
    let examples: Vec<u32> = view
        .subtree(token)
        .filter(|&c| c > token && view.children_by(c, &[Deprel::Case]).any(|k| view.lemma(k) == "include" || view.form(k) == "including"))
        .collect();
    if !examples.is_empty() {
        examples.iter().flat_map(|&e| with_conjuncts(scene, e)).for_each(|t| add(written(scene, t)));
        return out;
    }
    let beside = among_them(scene, token);
    if !beside.is_empty() {
        beside.into_iter().for_each(|t| add(written(scene, t)));
        return out;
    }
    for t in with_conjuncts(scene, token) {
        let share = matches!(view.form(t).to_lowercase().as_str(), "most" | "much" | "all" | "half" | "part" | "parts" | "some");
        let several = (view.upos(t) == Upos::Noun || share) && scene.mentions.name_headed_by(t).is_none();
        let of = view.children_by(t, &[Deprel::Nmod, Deprel::Appos]).filter(|&c| view.preposition(c).as_deref().is_none_or(|p| p == "of"));
        let inner: Vec<u32> = if several { of.collect() } else { Vec::new() };
        add(direct(scene, t));
        for i in inner.into_iter().flat_map(|i| with_conjuncts(scene, i)) {
            add(direct(scene, i));
        }
    }
    if !out.is_empty() {
        as_well_as(scene, token).into_iter().for_each(|t| out.extend(direct(scene, t)));
    }
    out
}

/// `holds A, a border town, as well as B and C`: B and C.
fn as_well_as(scene: Scene, token: u32) -> Vec<u32> {
    let view = scene.view;
    let Some(sentence) = view.sentence(token).filter(|_| view.deprel(token) == Deprel::Obj) else { return Vec::new() };
    let adds = |&t: &u32| view.form(t) == "as" && view.form(t + 1) == "well" && view.form(t + 2) == "as";
    let Some(at) = (token + 1..sentence.tokens.end).find(adds) else { return Vec::new() };
    let passed = |t: u32| scene.mentions.name_at(t).is_some() || matches!(view.form(t), "," | "and");
    (at + 3..sentence.tokens.end).take_while(|&t| passed(t)).filter(|&t| is_place(scene, t)).collect()
}

/// `captured three towns, among them A and B`, `took a dozen towns, A among them`: the names.
fn among_them(scene: Scene, token: u32) -> Vec<u32> {
    let view = scene.view;
    let several =
        view.upos(token) == Upos::Noun && view.xpos(token) == Xpos::Nns && scene.knowledge.lexicon.in_class("territory", view.lemma(token));
    let Some(sentence) = view.sentence(token).filter(|_| several) else { return Vec::new() };
    let among = |&t: &u32| view.lemma(t) == "among" && matches!(view.form(t + 1), "them" | "these" | "which");
    let Some(at) = (token + 1..sentence.tokens.end).find(among) else { return Vec::new() };
    let headed = |t: u32| scene.mentions.name_headed_by(t).is_some() || view.upos(t) == Upos::Propn;
    let passed = |t: u32| {
        headed(t)
            || matches!(view.form(t), "," | "and" | "the" | "of" | "-")
            || matches!(view.lemma(t), "city" | "town" | "village" | "port")
    };
    let after: Vec<u32> =
        (at + 2..sentence.tokens.end).take_while(|&t| passed(t)).filter(|&t| scene.mentions.name_headed_by(t).is_some()).collect();
    if !after.is_empty() {
        return after;
    }
    let before: Vec<u32> = (token + 1..at)
        .rev()
        .take_while(|&t| passed(t) && view.form(t) != "of")
        .filter(|&t| scene.mentions.name_headed_by(t).is_some())
        .collect();
    before.into_iter().rev().collect()
}

/// A place by its own name or by a noun for a settlement that stands for it; what only lies in a named place has no name.
fn direct(scene: Scene, token: u32) -> Option<EventPlace> {
    let view = scene.view;
    if let Some(before) = taken_up(scene, token) {
        return Some(before);
    }
    if let Some(site) = site_of(scene, token) {
        return Some(site);
    }
    let place = slots::place_in(scene, token)?;
    if scene.mentions.name_headed_by(token).is_some() {
        return Some(place).filter(|_| is_place(scene, token));
    }
    let beside = (token..token + 6).any(|t| {
        matches!(view.form(t), "north" | "south" | "east" | "west" | "km" | "miles" | "kilometres" | "outskirts")
            && view.span(t).start < place.span.start
    });
    let within = beside
        || view.children_by(token, &[Deprel::Nmod]).any(|c| {
            matches!(view.preposition(c).as_deref(), Some("in" | "near" | "at" | "outside"))
                && view.span_of(view.subtree(c)).contains(place.span)
        });
    let settled = scene.knowledge.lexicon.in_class("territory", view.lemma(token))
        || matches!(
            view.lemma(token),
            "settlement" | "camp" | "complex" | "crossing" | "part" | "most" | "half" | "much" | "all" | "swathe"
        )
        || view.upos(token) == Upos::Propn;
    let generic = matches!(view.lemma(token), "territory" | "position" | "checkpoint" | "outpost");
    Some(place).filter(|_| settled && !within && !generic)
}

/// `Tarn's airport` by that name; `the army base at Tarn` by the place where it is.
fn site_of(scene: Scene, token: u32) -> Option<EventPlace> {
    let view = scene.view;
    if view.upos(token) != Upos::Noun
        || !matches!(
            view.lemma(token),
            "airport" | "base" | "airbase" | "airfield" | "port" | "garrison" | "outpost" | "barracks" | "refinery" | "university"
        )
    {
        return None;
    }
    let town = |c: &u32| is_of_kind(scene, *c, &[NameKind::Place, NameKind::Seat]);
    if let Some(owner) = view.children_by(token, &[Deprel::NmodPoss]).find(town) {
        let name = scene.mentions.name_headed_by(owner)?;
        let (first, place) = (name.tokens.start, slots::place_in(scene, owner)?);
        return Some(EventPlace { name: view.text_of(first..token + 1), span: view.span_of(first..token + 1), ..place });
    }
    phrase_after(view, token, "at").filter(town).and_then(|c| slots::place_in(scene, c))
}

/// `X is the last province held by Y`, `X, a town held by Y`: the place that a noun describes.
pub(crate) fn described(scene: Scene, noun: u32) -> Vec<EventPlace> {
    let view = scene.view;
    let settled = scene.knowledge.lexicon.in_class("territory", view.lemma(noun)) || view.lemma(noun) == "stronghold";
    let subject = || view.child(noun, &[Deprel::Cop]).and(view.child(noun, &[Deprel::Nsubj]));
    let apposed = view.head(noun).filter(|_| view.deprel(noun) == Deprel::Appos);
    apposed.or_else(subject).filter(|_| settled).map(|t| named(scene, t)).unwrap_or_default()
}

/// `the city`, `the eastern town`: the settlement named last before, in this sentence or the one before it.
fn taken_up(scene: Scene, token: u32) -> Option<EventPlace> {
    let view = scene.view;
    let settlement = matches!(view.lemma(token), "city" | "town" | "village" | "port" | "settlement" | "hamlet" | "airport");
    let definite = view.children_by(token, &[Deprel::Det]).any(|d| matches!(view.lemma(d), "the" | "this"));
    let plain = view.children(token).iter().all(|&c| {
        let told = scene.mentions.name_headed_by(c).is_some_and(|n| matches!(n.kind, NameKind::Place | NameKind::Seat));
        !told && !matches!(view.deprel(c), Deprel::Nmod | Deprel::Appos | Deprel::Compound | Deprel::AclRelcl | Deprel::Flat)
    });
    // "handing it over": what was named last.
    if view.upos(token) == Upos::Pron && view.lemma(token) == "it" && view.deprel(token) == Deprel::Obj {
        return told_last(scene, token);
    }
    let site = scene.knowledge.lexicon.picture.garrisons.contains(view.lemma(token));
    if !settlement && !site || !definite || !plain || view.upos(token) != Upos::Noun {
        return None;
    }
    let near = |at: u32| view.sentence_index(token) - view.sentence_index(at) <= 1;
    if site {
        let before = (0..token).rev().take_while(|&t| near(t)).filter(|&t| view.lemma(t) == view.lemma(token));
        return before.into_iter().find_map(|t| slots::place_in(scene, t));
    }
    if view.lemma(token) == "airport" {
        return (0..token)
            .rev()
            .take_while(|&t| near(t))
            .filter(|&t| view.lemma(t) == "airport")
            .find_map(|t| site_of(scene, t).or_else(|| slots::place_in(scene, t)));
    }
    told_last(scene, token).filter(|p| p.coordinates.is_some())
}

/// The settlement named last before a word, in its sentence or the one before it.
pub(crate) fn told_last(scene: Scene, token: u32) -> Option<EventPlace> {
    let view = scene.view;
    let near = |at: u32| view.sentence_index(token) - view.sentence_index(at) <= 1;
    let town = |at: u32| scene.mentions.name_at(at).is_some_and(|n| n.kind == NameKind::Place || n.kind == NameKind::Seat);
    // "Nyala, the capital of South Darfur": the city is no region; nor is what only describes a noun.
    let region = |n: &NameMention| {
        let place = n.place.and_then(|p| scene.knowledge.gazetteer.place(p));
        let last = n.tokens.end - 1;
        let subject = matches!(view.deprel(last), Deprel::Nsubj | Deprel::NsubjPass);
        let describes = !subject && view.head(last).is_some_and(|h| h >= n.tokens.end && view.upos(h) == Upos::Noun);
        place.is_some_and(|p| p.kind == PlaceKind::Region) || describes
    };
    // "the road to X", "8 km from X": X is not what is spoken of, where another is named.
    let on_way = |n: &&NameMention| {
        let way = n.tokens.start.checked_sub(1).map(|t| view.form(t).to_lowercase()).unwrap_or_default();
        matches!(way.as_str(), "to" | "from" | "towards" | "toward" | "near" | "via")
    };
    let here = |n: &&NameMention| n.tokens.end <= token && town(n.tokens.start) && !region(n) && near(n.tokens.start);
    let named = || scene.mentions.names.iter().rev().filter(here);
    let name = named().find(|n| !on_way(n)).or_else(|| named().next())?;
    let head = name.tokens.clone().find(|&t| scene.mentions.name_headed_by(t).is_some())?;
    slots::place_in(scene, head).filter(|_| near(name.tokens.start))
}

fn is_place(scene: Scene, token: u32) -> bool {
    is_of_kind(scene, token, &[NameKind::Place, NameKind::Country, NameKind::Seat])
}

fn is_of_kind(scene: Scene, token: u32, kinds: &[NameKind]) -> bool {
    scene.mentions.name_headed_by(token).is_some_and(|n| kinds.contains(&n.kind))
}

/// A place name, also one that no list knows, where the words around it say that it is a place.
fn written(scene: Scene, token: u32) -> Option<EventPlace> {
    let view = scene.view;
    slots::place_in(scene, token).or_else(|| {
        let last = (token..token + 3).take_while(|&t| view.upos(t) == Upos::Propn).last()?;
        let unnamed = scene.mentions.name_at(token).is_none();
        let span = view.span_of(token..last + 1);
        let text = view.text_of(token..last + 1);
        unnamed.then_some(EventPlace { name: text, span, id: None, coordinates: None, country: None, kind: None })
    })
}

fn with_conjuncts(scene: Scene, token: u32) -> Vec<u32> {
    let view = scene.view;
    let mut out = vec![token];
    let mut next = 0;
    while next < out.len() {
        let noun = |c: &u32| matches!(view.upos(*c), Upos::Noun | Upos::Propn | Upos::Adj);
        // "Raqqa, Syria": the state that a town lies in is no second place.
        let small = is_of_kind(scene, out[next], &[NameKind::Place]);
        let state = |c: &u32| small && is_of_kind(scene, *c, &[NameKind::Country]) && view.child(*c, &[Deprel::Cc]).is_none();
        out.extend(view.children_by(out[next], &[Deprel::Conj]).filter(|c| noun(c) && !state(c)).collect::<Vec<_>>());
        next += 1;
    }
    out
}
