//! Names that stand where only places do: `captured Goma`, `Lashio fell`, `control of Mariupol`.

use std::ops::Range;

use rustc_hash::FxHashSet;
use truceline_knowledge::Knowledge;
use truceline_syntax::{Deprel, Upos, View};

use crate::{
    names::{Candidate, key},
    things::NameKind,
};

/// People of a town that is known well enough to be meant without a word for it.
const TOWN: u64 = 5_000;

/// Makes places of names that the model took for something else, that stand on the map, and that are used as a place somewhere
/// in the document.
pub(crate) fn settle(view: &View, knowledge: &Knowledge, marked: &mut [Candidate]) {
    let unknown = |c: &Candidate| c.referent.is_none() && c.kind != NameKind::Place;
    let used = marked.iter().filter(|c| unknown(c) && is_used_as_place(view, knowledge, &c.tokens));
    let mut places: FxHashSet<String> = used.map(|c| key(view, c.tokens.clone())).collect();
    if places.is_empty() {
        return;
    }
    // The end of a person's longer name is that person.
    for c in marked.iter().filter(|c| c.kind == NameKind::Person && c.tokens.len() > 1) {
        for end in [c.tokens.start, c.tokens.end - 1] {
            places.remove(&key(view, end..end + 1));
        }
    }
    for c in marked.iter_mut().filter(|c| unknown(c)) {
        if places.contains(&key(view, c.tokens.clone())) {
            c.kind = NameKind::Place;
        }
    }
}

/// True for a name of a town or site on the map that stands where only places do, and for any other that is taken as only towns
/// are.
pub(crate) fn is_used_as_place(view: &View, knowledge: &Knowledge, tokens: &Range<u32>) -> bool {
    let outside = |t: u32| view.head(t).is_none_or(|h| !tokens.contains(&h));
    let Some(head) = tokens.clone().find(|&t| outside(t)) else { return false };
    let name = key(view, tokens.clone());
    if name.len() < 4 || !knowledge.names.get(&name).is_empty() {
        return false;
    }
    let on_map = || knowledge.gazetteer.get(&name).iter().any(|(_, p)| p.population >= TOWN || p.id.starts_with("TL."));
    is_named_by_noun(view, head)
        || opens_near(view, tokens)
        || stands_as_place(view, knowledge, head) && on_map()
        || tokens.len() <= 2 && is_fought_over(view, knowledge, head)
}

/// `Near Ayn Isa, two strikes destroyed ...`: a sentence that opens with where it was.
fn opens_near(view: &View, tokens: &Range<u32>) -> bool {
    let Some(before) = tokens.start.checked_sub(1).filter(|_| view.form(tokens.end) == ",") else { return false };
    let Some(sentence) = view.sentence(before) else { return false };
    let first = sentence.tokens.clone().find(|&t| view.upos(t) != Upos::Punct);
    matches!(view.form(before), "Near" | "Outside" | "Around") && first == Some(before)
}

/// `the district of Bab al-Tabbaneh`: the noun says what the name is of.
fn is_named_by_noun(view: &View, head: u32) -> bool {
    const SETTLEMENTS: [&str; 10] =
        ["city", "town", "village", "district", "hamlet", "settlement", "suburb", "neighbourhood", "neighborhood", "township"];
    let of = view.deprel(head) == Deprel::Nmod && view.preposition(head).as_deref() == Some("of");
    of && view.head(head).is_some_and(|h| h < head && head - h <= 3 && SETTLEMENTS.contains(&view.lemma(h)))
}

/// `overran Namhsan`, `seized Wargadud from the army`: a name that no list has, taken by a band or an army as nobody is.
fn is_fought_over(view: &View, knowledge: &Knowledge, head: u32) -> bool {
    let Some(verb) = view.head(head).filter(|&v| view.upos(v) == Upos::Verb && view.deprel(head) == Deprel::Obj) else { return false };
    let from = |v: u32| {
        let phrases = view.children_by(v, &[Deprel::Obl]).filter(|&c| view.preposition(c).as_deref() == Some("from"));
        phrases.into_iter().any(|c| is_armed(view, knowledge, c) || view.upos(c) == Upos::Propn)
    };
    let sure = matches!(view.lemma(verb), "overrun" | "retake" | "recapture" | "re-take" | "reconquer" | "besiege" | "storm");
    let taken = matches!(view.lemma(verb), "seize" | "take" | "capture" | "occupy" | "conquer");
    let town = || {
        view.children_by(head, &[Deprel::Appos])
            .any(|a| matches!(view.lemma(a), "town" | "city" | "village" | "capital" | "stronghold" | "port" | "base"))
    };
    (sure || taken && (from(verb) || town())) && fights(view, knowledge, verb)
}

fn stands_as_place(view: &View, knowledge: &Knowledge, head: u32) -> bool {
    let Some(above) = view.head(head) else { return false };
    let lemma = view.lemma(above);
    let words = &knowledge.lexicon.picture;
    // "Wad Madani, which they have held since December"
    let held = |c: u32| {
        let thing = view.children_by(c, &[Deprel::Obj]).any(|o| view.lemma(o) == "which");
        thing && (words.taking.contains(view.lemma(c)) || words.control.contains_key(view.lemma(c)))
    };
    if view.children_by(head, &[Deprel::AclRelcl]).any(held) {
        return true;
    }
    match view.deprel(head) {
        Deprel::Obj | Deprel::NsubjPass if view.upos(above) == Upos::Verb => {
            let taken = words.taking.contains(lemma) || words.control.contains_key(lemma);
            // People are captured, held and seized, too: by the police, or by nobody who is named.
            if matches!(lemma, "capture" | "hold" | "seize" | "take" | "recover" | "snatch" | "isolate" | "lose" | "transfer") {
                let by = view.children_by(above, &[Deprel::Obl, Deprel::OblAgent]).find(|&c| view.preposition(c).as_deref() == Some("by"));
                return match view.deprel(head) {
                    Deprel::Obj => fights(view, knowledge, above),
                    _ => by.is_some_and(|b| is_armed(view, knowledge, b)),
                };
            }
            if changes_hands(view, above) {
                return true;
            }
            if matches!(lemma, "leave" | "abandon" | "clear") {
                return view.deprel(head) == Deprel::Obj && fights(view, knowledge, above) && !is_pronoun(view, above);
            }
            let attacked = matches!(lemma, "bomb" | "shell" | "bombard" | "pound" | "besiege" | "enter" | "flee" | "surround" | "evacuate");
            taken && !matches!(lemma, "free" | "liberate" | "run" | "command" | "dominate") || attacked
        }
        Deprel::Nsubj => view.upos(above) == Upos::Verb && lemma == "fall" || is_under(view, above),
        Deprel::Obl | Deprel::Nmod => after_preposition(view, knowledge, head, above),
        _ => false,
    }
}

/// True where a pronoun is the verb's subject.
fn is_pronoun(view: &View, verb: u32) -> bool {
    view.child(verb, &[Deprel::Nsubj]).is_some_and(|s| view.upos(s) == Upos::Pron)
}

/// `is under siege`, `remains under rebel control`.
fn is_under(view: &View, above: u32) -> bool {
    let held = |t: u32| {
        view.preposition(t).as_deref() == Some("under") && matches!(view.lemma(t), "siege" | "control" | "blockade" | "attack" | "fire")
    };
    held(above) || matches!(view.lemma(above), "remain" | "be" | "come" | "stay") && view.children_by(above, &[Deprel::Obl]).any(held)
}

/// True where the verb's subject is a band or an army, or what stands for one, and no police.
fn fights(view: &View, knowledge: &Knowledge, verb: u32) -> bool {
    let subject = view.child(verb, &[Deprel::Nsubj]).or_else(|| view.head(verb).and_then(|v| view.child(v, &[Deprel::Nsubj])));
    let Some(subject) = subject else { return false };
    let named = view.upos(subject) == Upos::Propn || view.upos(subject) == Upos::Pron;
    named || is_armed(view, knowledge, subject)
}

fn is_armed(view: &View, knowledge: &Knowledge, token: u32) -> bool {
    let (lexicon, lemma) = (&knowledge.lexicon, view.lemma(token));
    matches!(lexicon.agent(lemma), Some("REB" | "MIL" | "PRM" | "TER")) || lexicon.in_class("faction", lemma) || lemma == "government"
}

/// `handed over`, `gave up`, `won back`, `took over`.
fn changes_hands(view: &View, verb: u32) -> bool {
    let particle = |words: &[&str]| (verb + 1..verb + 3).any(|t| words.contains(&view.form(t)) && view.head(t) == Some(verb));
    match view.lemma(verb) {
        "hand" | "turn" | "take" => particle(&["over", "back"]),
        "give" => particle(&["up", "back"]),
        "win" | "pull" => particle(&["back"]),
        _ => false,
    }
}

fn after_preposition(view: &View, knowledge: &Knowledge, head: u32, above: u32) -> bool {
    let lemma = view.lemma(above);
    match view.preposition(head).as_deref() {
        Some("in" | "near" | "outside" | "around" | "into" | "toward" | "towards") => true,
        Some("from" | "out of") => knowledge.lexicon.picture.leaving_place.contains(lemma),
        Some("on") => matches!(lemma, "advance" | "march" | "offensive" | "shelling" | "bombardment"),
        Some("for") => matches!(lemma, "battle" | "fight" | "fighting"),
        Some("of") => is_of_place(lemma),
        _ => false,
    }
}

/// Nouns whose `of` phrase names a place.
fn is_of_place(lemma: &str) -> bool {
    matches!(
        lemma,
        "control"
            | "recapture"
            | "fall"
            | "loss"
            | "siege"
            | "shelling"
            | "bombing"
            | "bombardment"
            | "outskirt"
            | "outskirts"
            | "resident"
            | "most"
            | "half"
            | "part"
            | "suburb"
            | "city"
            | "town"
            | "village"
            | "port"
            | "street"
            | "centre"
            | "center"
            | "edge"
            | "gate"
            | "mayor"
            | "governor"
            | "north"
            | "south"
            | "east"
            | "west"
    )
}
