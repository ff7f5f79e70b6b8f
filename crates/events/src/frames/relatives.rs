//! What relative pronouns and gaps in relative clauses stand for.

use truceline_syntax::{Deprel, Upos, View, Xpos};

/// The noun that a relative pronoun, or a gap, in the clause of `verb` stands for.
pub(super) fn antecedent(view: &View, verb: u32) -> Option<u32> {
    matches!(view.deprel(verb), Deprel::AclRelcl).then(|| modified(view, verb)).flatten()
}

/// The noun that a clause describes. `A truce between the two sides that has held`: what follows `between` and its nouns describes
/// the noun before it, unless the clause is plural and that noun is not.
pub(super) fn modified(view: &View, verb: u32) -> Option<u32> {
    let noun = view.head(verb)?;
    let first = view.head(noun).filter(|_| view.deprel(noun) == Deprel::Conj).unwrap_or(noun);
    let outer = view
        .head(first)
        .filter(|&o| o < first && view.upos(o) == Upos::Noun && matches!(view.preposition(first).as_deref(), Some("between" | "among")));
    let plural = || {
        let auxiliary = view.children_by(verb, &[Deprel::Aux, Deprel::AuxPass]).any(|a| matches!(view.form(a), "have" | "are" | "were"));
        let active = view.deprel(verb) == Deprel::AclRelcl && view.xpos(verb) == Xpos::Vbp;
        auxiliary || active
    };
    let singular = |o: u32| matches!(view.xpos(o), Xpos::Nn | Xpos::Nnp);
    outer.filter(|&o| !(plural() && singular(o))).or(Some(noun))
}

pub(super) fn is_relative_pronoun(view: &View, i: u32) -> bool {
    matches!(view.xpos(i), Xpos::Wdt | Xpos::Wp) || (view.lemma(i) == "that" && view.upos(i) == Upos::Pron)
}

/// `the town in which`, `the men of whom`, `the day when`: a word by which a relative clause has its noun somewhere else than as
/// its object.
pub(super) fn fills_gap(view: &View, child: u32) -> bool {
    let pronoun = |t: u32| is_relative_pronoun(view, t) || matches!(view.form(t), "where" | "when" | "why" | "whose");
    pronoun(child) || view.children(child).iter().any(|&c| pronoun(c))
}

/// The noun for which an argument of a relative clause stands: `who`, `with whom`, `several of whom`.
pub(super) fn meant_by_relative(view: &View, verb: u32, argument: u32) -> Option<u32> {
    let counted = || matches!(view.upos(argument), Upos::Num | Upos::Pron | Upos::Adj | Upos::Det | Upos::Noun);
    let of = |&c: &u32| matches!(view.form(c), "whom" | "which") && view.preposition(c).as_deref() == Some("of");
    let part = || counted() && view.children_by(argument, &[Deprel::Nmod]).any(|c| of(&c));
    antecedent(view, verb).filter(|_| is_relative_pronoun(view, argument) || part())
}

/// The noun whose place a clause with `where` tells of.
pub(super) fn place_of_relative(view: &View, verb: u32) -> Option<u32> {
    antecedent(view, verb).filter(|_| view.children_by(verb, &[Deprel::Advmod]).any(|c| view.form(c) == "where"))
}
