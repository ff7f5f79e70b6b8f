//! What nouns for bodies tell of the body that they stand for: `the group`, `the 15-member body`, `the oil company X`.

use truceline_knowledge::Knowledge;
use truceline_syntax::{Deprel, View};

/// True where a body's name says that it is of this kind: `Three Brotherhood Alliance`, `Movement for Change`, not an `Alliance Army`.
pub(super) fn is_kind_of(name: &str, kind: &str) -> bool {
    let words: Vec<&str> = name.split(' ').collect();
    let head = |i: usize| words.get(i + 1).is_none_or(|next| next.starts_with(char::is_lowercase) || next.starts_with('('));
    words.iter().enumerate().any(|(i, w)| w.to_lowercase().trim_end_matches('s') == kind && head(i))
}

/// `the 15-member body`, `the world body`: words that tell how large it is.
fn counts_members(view: &View, word: u32) -> bool {
    match view.lemma(word) {
        "member" | "nation" | "state" | "country" => word.checked_sub(1).is_some_and(|h| view.form(h) == "-"),
        "world" | "regional" | "global" | "international" => true,
        lemma => ["-member", "-nation", "-state", "-country"].iter().any(|s| lemma.ends_with(s)),
    }
}

/// `the group`, `the Islamist group`: a definite noun without owner or name, at most with a word for people in arms.
pub(super) fn bare_definite(view: &View, knowledge: &Knowledge, head: u32) -> bool {
    let mut definite = false;
    let arms = |c: u32| {
        view.form(c).eq_ignore_ascii_case("Islamist")
            || matches!(knowledge.lexicon.agent(view.lemma(c)), Some("REB" | "TER" | "PRM"))
            || view.lemma(c) == "armed"
    };
    for &c in view.children(head) {
        match view.deprel(c) {
            Deprel::Det => definite = matches!(view.lemma(c), "the" | "this" | "that"),
            Deprel::Compound | Deprel::Amod if arms(c) || counts_members(view, c) => {}
            Deprel::AclRelcl => return false,
            Deprel::Compound | Deprel::NmodPoss | Deprel::Nmod => return false,
            Deprel::Amod if view.form(c).starts_with(char::is_uppercase) => return false,
            _ => {}
        }
    }
    definite
}

/// Nouns for bodies that are followed by the body's name.
pub(super) fn bears_name(lemma: &str) -> bool {
    matches!(
        lemma,
        "company"
            | "firm"
            | "charity"
            | "newspaper"
            | "daily"
            | "magazine"
            | "broadcaster"
            | "airline"
            | "bank"
            | "giant"
            | "monopoly"
            | "watchdog"
            | "agency"
            | "group"
            | "organisation"
            | "organization"
            | "movement"
            | "militia"
            | "party"
            | "network"
            | "union"
            | "site"
            | "website"
            | "gang"
            | "cartel"
    )
}

pub(super) fn is_group_noun(lemma: &str) -> bool {
    matches!(
        lemma,
        "group"
            | "organization"
            | "organisation"
            | "movement"
            | "militia"
            | "party"
            | "agency"
            | "alliance"
            | "coalition"
            | "faction"
            | "network"
            | "bloc"
            | "body"
            | "opposition"
            | "gang"
            | "cartel"
    )
}
