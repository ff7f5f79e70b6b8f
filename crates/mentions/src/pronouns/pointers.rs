//! Pronouns whose clause tells what they stand for: `sanctions on X over its tests`, `the truce ... it took effect`.

use truceline_knowledge::Knowledge;
use truceline_syntax::{Deprel, View};

use super::{Wanted, fits};
use crate::{Mentions, things::NameKind};

/// How many sentences back the agreement may be told that `it` stands for.
const TREATY_REACH: u32 = 2;

/// `sanctions on X over its tests`, `condemned X for its raids`: the head of the phrase that stands right before `over`, `for` or
/// `because of`.
pub(super) fn judged_for(view: &View, knowledge: &Knowledge, mentions: &Mentions, pronoun: u32, wanted: Wanted) -> Option<u32> {
    let deed = view.head(pronoun).filter(|_| view.deprel(pronoun) == Deprel::NmodPoss)?;
    let preposition =
        view.children_by(deed, &[Deprel::Case]).find(|&c| c < pronoun && matches!(view.lemma(c), "over" | "for" | "because" | "due"))?;
    let last = preposition.checked_sub(1).filter(|&t| view.sentence_index(t) == view.sentence_index(pronoun))?;
    let head = match mentions.name_at(last) {
        Some(name) => name.tokens.clone().find(|&t| mentions.name_headed_by(t).is_some())?,
        None => last,
    };
    let cuts = |v: u32| {
        matches!(view.lemma(v), "cut" | "halt" | "stop" | "suspend" | "end" | "withhold" | "ban" | "sever" | "break" | "freeze" | "block")
    };
    let judges = |v: u32| knowledge.lexicon.in_class("judging", view.lemma(v));
    let judged = match view.deprel(head) {
        Deprel::Obj | Deprel::NsubjPass => view.head(head).is_some_and(judges),
        _ => match view.preposition(head).as_deref() {
            Some("on" | "against" | "upon") => true,
            // "halted arms exports to X because of its offensive"
            Some("to" | "with" | "from") => std::iter::successors(view.head(head), |&t| view.head(t)).take(3).any(cuts),
            _ => false,
        },
    };
    (judged && fits(view, knowledge, mentions, head, wanted)).then_some(head)
}

/// `it took effect`, `it commits the rebels to disarm`, `has violated it`: an agreement told of before, which is nobody.
pub(super) fn is_agreement(view: &View, knowledge: &Knowledge, pronoun: u32) -> bool {
    let Some(verb) = view.head(pronoun) else { return false };
    let lemma = view.lemma(verb);
    let inner = |words: &[&str]| view.children_by(verb, &[Deprel::Obj, Deprel::Obl]).any(|c| words.contains(&view.lemma(c)));
    let meant = match view.deprel(pronoun) {
        Deprel::Nsubj => match lemma {
            "take" => inner(&["effect"]),
            "come" | "enter" | "go" => inner(&["force", "effect"]),
            "commit" | "oblige" | "bind" | "stipulate" | "provide" | "envisage" | "expire" | "lapse" => true,
            _ => false,
        },
        Deprel::NsubjPass | Deprel::Obj => {
            matches!(lemma, "violate" | "breach" | "break" | "sign" | "broker" | "ratify" | "honour" | "honor" | "observe" | "infringe")
        }
        _ => false,
    };
    let treaty = |t: u32| ["ceasefire", "agreement"].iter().any(|c| knowledge.lexicon.in_class(c, view.lemma(t)));
    let first = view.sentence_index(pronoun).saturating_sub(TREATY_REACH);
    let start = view.segmented.sentences.get(first as usize).map_or(pronoun, |s| s.tokens.start);
    meant && (start..pronoun).any(treaty)
}

/// `a statement by X saying it did so`: whoever speaks through a text speaks of himself.
pub(super) fn stated_by(view: &View, knowledge: &Knowledge, mentions: &Mentions, pronoun: u32, wanted: Wanted) -> Option<u32> {
    let says = |v: &u32| matches!(view.lemma(*v), "say" | "claim" | "state" | "announce" | "declare" | "admit" | "deny" | "warn");
    let clause = view.head(pronoun).filter(|_| view.deprel(pronoun) == Deprel::Nsubj)?;
    let verb = view.head(clause).filter(says).filter(|&v| matches!(view.deprel(v), Deprel::Acl | Deprel::Advcl | Deprel::AclRelcl))?;
    let spoken = |t: &u32| {
        matches!(view.lemma(*t), "statement" | "letter" | "message" | "communique" | "video" | "videotape" | "tape" | "note" | "email")
    };
    let above = view.head(verb)?;
    let text = Some(above).filter(spoken).or_else(|| view.child(above, &[Deprel::Obj]).filter(spoken))?;
    let before = view.children_by(text, &[Deprel::NmodPoss, Deprel::Compound, Deprel::Amod]);
    let from = view.children_by(text, &[Deprel::Nmod]).filter(|&c| matches!(view.preposition(c).as_deref(), Some("by" | "from" | "of")));
    before.chain(from).find(|&t| fits_beside(view, knowledge, mentions, t, wanted))
}

/// As [`fits`], for the name of a body before a noun too.
fn fits_beside(view: &View, knowledge: &Knowledge, mentions: &Mentions, token: u32, wanted: Wanted) -> bool {
    let body = mentions.name_headed_by(token).is_some_and(|n| matches!(n.kind, NameKind::Body | NameKind::Country | NameKind::Nationality));
    body && matches!(wanted, Wanted::Thing | Wanted::Several) || fits(view, knowledge, mentions, token, wanted)
}

/// `met X and obtained his promise`, `rejected his offer`: who is given or judges something, which is somebody else's.
pub(super) fn receiver(view: &View, pronoun: u32) -> Option<u32> {
    let thing = view.head(pronoun).filter(|_| view.deprel(pronoun) == Deprel::NmodPoss)?;
    let own = view.children_by(thing, &[Deprel::Amod]).any(|c| view.lemma(c) == "own");
    let gets = |v: &u32| {
        matches!(
            view.lemma(*v),
            "obtain"
                | "accept"
                | "reject"
                | "receive"
                | "secure"
                | "dismiss"
                | "condemn"
                | "criticise"
                | "criticize"
                | "welcome"
                | "praise"
        )
    };
    let verb = view.head(thing).filter(gets).filter(|_| view.deprel(thing) == Deprel::Obj && !own)?;
    let above = std::iter::successors(Some(verb), |&v| view.head(v).filter(|_| view.deprel(v) == Deprel::Conj)).take(4);
    above.flat_map(|v| view.child(v, &[Deprel::Nsubj])).next()
}
