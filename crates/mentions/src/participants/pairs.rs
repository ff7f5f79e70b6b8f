//! Nouns that point back to a pair: `the two sides`, `both countries`, `the two leaders`.

use truceline_syntax::{Deprel, Upos, View};

/// `the two sides`, `both countries`, `the two leaders`: nouns that point back to a pair.
pub(super) fn is_pair_noun(view: &View, head: u32) -> bool {
    let definite = || view.children(head).iter().any(|&c| matches!(view.lemma(c), "the" | "these" | "both" | "each"));
    (matches!(
        view.lemma(head),
        "side"
            | "country"
            | "nation"
            | "party"
            | "camp"
            | "neighbour"
            | "neighbor"
            | "rival"
            | "faction"
            | "state"
            | "delegation"
            | "capital"
            | "movement"
    ) || is_person_of_pair(view, head) && definite())
        && words_of(view, head).any(|c| {
            matches!(view.lemma(c), "two" | "both" | "each" | "warring" | "rival" | "opposing")
                || is_person_of_pair(view, head) && matches!(view.lemma(c), "three" | "four")
        })
        && view.children(head).iter().all(|&c| {
            !matches!(view.deprel(c), Deprel::Appos | Deprel::NmodPoss | Deprel::Compound | Deprel::Amod)
                // "Ord's warring sides"
                || view.deprel(c) == Deprel::NmodPoss && matches!(view.lemma(head), "side" | "party" | "camp" | "rival" | "faction")
                || matches!(view.lemma(c), "two" | "both" | "warring" | "rival" | "opposing")
                || view.lemma(c) == view.lemma(head)
        })
}

/// What hangs on a word, and on its double where it was written twice: `the two sides sides`.
fn words_of<'v>(view: &'v View, head: u32) -> impl Iterator<Item = u32> + use<'v> {
    let double = head.checked_sub(1).filter(|&d| view.lemma(d) == view.lemma(head) && view.head(d) == Some(head));
    view.children(head).iter().chain(double.map_or(&[][..], |d| view.children(d))).copied()
}

pub(super) fn is_person_of_pair(view: &View, head: u32) -> bool {
    matches!(
        view.lemma(head),
        "man"
            | "woman"
            | "leader"
            | "president"
            | "minister"
            | "official"
            | "politician"
            | "statesman"
            | "diplomat"
            | "candidate"
            | "contender"
            | "commander"
            | "general"
            | "premier"
    )
}

/// `the two`, `the pair` without a noun.
pub(super) fn is_bare_pair(view: &View, head: u32) -> bool {
    let alone = view.lemma(head) == "two" && view.upos(head) == Upos::Num || view.lemma(head) == "pair" && view.upos(head) == Upos::Noun;
    let definite = |c: u32| view.deprel(c) == Deprel::Det && view.lemma(c) == "the";
    let plain = |c: u32| matches!(view.deprel(c), Deprel::Det | Deprel::Case | Deprel::Punct);
    alone
        && !matches!(view.deprel(head), Deprel::Nummod | Deprel::Compound)
        && view.children(head).iter().any(|&c| definite(c))
        && view.children(head).iter().all(|&c| plain(c))
}
