//! What the words of a name say about where it ends and what it names, whatever the model made of it.

use std::ops::Range;

use truceline_knowledge::{Knowledge, PlaceKind, Referent};
use truceline_syntax::{Deprel, View, Xpos};

use crate::{
    names::{Candidate, key},
    place_words::is_direction,
    things::NameKind,
};

/// True for addresses (`desk@example.org`, `example.org`) and for words without a letter, which name nobody.
pub(crate) fn is_no_name(form: &str) -> bool {
    const ENDINGS: [&str; 5] = [".com", ".org", ".net", ".gov", ".edu"];
    let address = form.contains('@') || form.contains("://") || form.starts_with("www.");
    address || ENDINGS.iter().any(|e| form.ends_with(e)) || !form.contains(char::is_alphanumeric)
}

/// True for an acronym that is an ordinary word in a sentence of capitals (`WHO IS IN CHARGE`).
pub(crate) fn is_shouted_word(view: &View, token: u32) -> bool {
    use truceline_syntax::Upos::{Adp, Adv, Aux, Cconj, Det, Intj, Part, Pron, Sconj, Verb};
    let shouted = |i: u32| view.form(i).len() > 1 && view.form(i).chars().all(char::is_uppercase);
    let ordinary = matches!(view.upos(token), Adp | Adv | Aux | Cconj | Det | Intj | Part | Pron | Sconj | Verb);
    ordinary && shouted(token) && (shouted(token + 1) || token.checked_sub(1).is_some_and(shouted))
}

/// Where a place's name holds a second one: `San Rafael California` is a town and its state.
pub(crate) fn second_place(view: &View, knowledge: &Knowledge, tokens: &Range<u32>) -> Option<u32> {
    if tokens.len() < 2
        || knowledge.gazetteer.has(&key(view, tokens.clone()))
        || !knowledge.names.get(&key(view, tokens.clone())).is_empty()
    {
        return None;
    }
    if let Some(comma) = tokens.clone().find(|&i| view.form(i) == ",") {
        return Some(comma);
    }
    (tokens.start + 1..tokens.end).find(|&second| {
        let front = view.form(second - 1).to_lowercase();
        let parts = is_direction(&front)
            || matches!(front.as_str(), "new" | "of" | "the" | "saint" | "st." | "st" | "-" | "and" | "port" | "lake" | "fort");
        !parts && view.form(second) != "'s" && holds_towns(knowledge, &key(view, second..tokens.end))
    })
}

/// States and regions of the first level that stand behind the names of their towns.
fn holds_towns(knowledge: &Knowledge, key: &str) -> bool {
    knowledge.names.get(key).iter().any(|r| matches!(r, Referent::Country(_)))
        || knowledge.gazetteer.get(key).iter().any(|(_, p)| p.kind == PlaceKind::Region && p.population > 500_000)
}

/// Goes on over `of` and the name behind it where a body's name ends in a noun for bodies: `Housing Authority` `of` `Oslo`.
pub(crate) fn with_seat(view: &View, knowledge: &Knowledge, body: &Candidate, all: &[Candidate]) -> Option<u32> {
    let last = body.tokens.end - 1;
    let heads = body.kind == NameKind::Body && body.referent.is_none() && knowledge.lexicon.naming.collective.contains(view.lemma(last));
    if !heads || view.form(body.tokens.end) != "of" {
        return None;
    }
    let at = body.tokens.end + 1;
    let at = if view.form(at) == "the" { at + 1 } else { at };
    let seat = all.iter().find(|c| c.tokens.start == at && c.kind != NameKind::Person)?;
    (view.sentence_index(at) == view.sentence_index(last)).then_some(seat.tokens.end)
}

/// What stands where only people do names one, whatever the model made of it: `kidnapped Barrera`; a plural that is on no map
/// names a people: `the Kurds`.
pub(crate) fn kind_by_use(view: &View, knowledge: &Knowledge, tokens: &Range<u32>) -> Option<NameKind> {
    const TO_PEOPLE: [&str; 22] = [
        "abduct",
        "arrest",
        "assassinate",
        "behead",
        "convict",
        "detain",
        "execute",
        "extradite",
        "hang",
        "imprison",
        "indict",
        "injure",
        "interrogate",
        "jail",
        "kidnap",
        "kill",
        "marry",
        "murder",
        "question",
        "rape",
        "sentence",
        "wound",
    ];
    let head = tokens.clone().find(|&t| view.head(t).is_none_or(|h| !tokens.contains(&h)))?;
    let done_to = matches!(view.deprel(head), Deprel::Obj | Deprel::NsubjPass);
    if done_to && view.head(head).is_some_and(|v| TO_PEOPLE.contains(&view.lemma(v))) {
        return Some(NameKind::Person);
    }
    let definite = || head.checked_sub(1).is_some_and(|b| view.form(b) == "the");
    let plural = tokens.len() == 1 && (view.xpos(head) == Xpos::Nnps || definite()) && view.form(head).ends_with('s');
    (plural && !knowledge.gazetteer.has(&key(view, tokens.clone()))).then_some(NameKind::Nationality)
}

/// What the last word of a name, or the one before its `of`, says it names: `University of Oslo`, `El Paso Energy`, `Abbey Road`.
pub(crate) fn kind_by_head(view: &View, knowledge: &Knowledge, tokens: &Range<u32>) -> Option<NameKind> {
    let of = tokens.clone().skip(1).find(|&i| view.form(i) == "of");
    let head = of.map_or(tokens.end, |of| of) - 1;
    if tokens.len() < 2 || !view.form(head).starts_with(char::is_uppercase) {
        return None;
    }
    let word = view.form(head).to_lowercase();
    let naming = &knowledge.lexicon.naming;
    if naming.body.contains(word.as_str()) { Some(NameKind::Body) } else { naming.place.contains(word.as_str()).then_some(NameKind::Place) }
}
