//! Where a text speaks of a truce: by its noun, as `the deal` or `the extension`, and by a pronoun.

use truceline_events::{Scene, frames};
use truceline_syntax::{Deprel, Upos, View};

/// Sentences after a truce in which `the deal` is still this one.
const REACH: u32 = 2;

/// A noun for a truce.
pub(crate) fn is_truce(scene: Scene, i: u32) -> bool {
    let view = scene.view;
    if view.upos(i) != Upos::Noun && view.upos(i) != Upos::Propn {
        return false;
    }
    let lexicon = &scene.knowledge.lexicon;
    let hyphenated = || {
        let before = view.children_by(i, &[Deprel::Compound]).find(|&c| view.lemma(c) == "cease");
        before.is_some() && view.lemma(i) == "fire"
    };
    let hostilities = || {
        view.children_by(i, &[Deprel::Nmod])
            .any(|c| matches!(view.lemma(c), "hostility" | "hostilities" | "fighting" | "fight" | "violence"))
    };
    let humanitarian =
        || view.children_by(i, &[Deprel::Amod, Deprel::Compound]).any(|c| matches!(view.lemma(c), "humanitarian" | "tactical" | "truce"));
    let of_force = || {
        let phrases = view.children_by(i, &[Deprel::Nmod]).filter(|&c| matches!(view.preposition(c).as_deref(), Some("in" | "to" | "of")));
        phrases
            .into_iter()
            .any(|c| lexicon.in_class("hostility", view.lemma(c)) || matches!(view.lemma(c), "war" | "fire" | "fight" | "violence"))
    };
    let settled = || {
        view.head(i).is_some_and(|h| {
            matches!(
                view.lemma(h),
                "agree" | "declare" | "announce" | "order" | "accept" | "propose" | "call" | "extend" | "sign" | "broker" | "reach"
            )
        })
    };
    // "obtained a pause of 72 hours"
    let lasting = || {
        let unit =
            |c: u32| matches!(view.lemma(c), "hour" | "day" | "week") || view.form(c).ends_with("-hour") || view.form(c).ends_with("-day");
        view.children_by(i, &[Deprel::Nmod, Deprel::Compound, Deprel::Amod]).any(unit)
    };
    let obtained = || {
        let head = view.head(i).filter(|&h| view.upos(h) == Upos::Verb);
        head.is_some_and(|h| scene.knowledge.lexicon.picture.ceasefire.get(view.lemma(h)) == Some(&"agreed"))
    };
    match view.lemma(i) {
        "lull" => false,
        "halt" | "suspension" | "stop" | "freeze" => of_force() && settled(),
        "pause" if of_force() && settled() || lasting() && obtained() => true,
        "pause" => humanitarian() || hostilities(),
        "cessation" => hostilities(),
        lemma => lexicon.in_class("ceasefire", lemma) || hyphenated(),
    }
}

/// `scrapped the deal`, `the extension was broken`, `counted 21 breaches`, where a truce was told of just before.
pub(crate) fn is_taken_up(scene: Scene, i: u32, truces: &[u32]) -> bool {
    let view = scene.view;
    if view.upos(i) != Upos::Noun {
        return false;
    }
    let bare = view.children(i).iter().all(|&c| view.deprel(c) != Deprel::Amod && view.deprel(c) != Deprel::Compound);
    let own = view.children_by(i, &[Deprel::NmodPoss]).any(|d| view.form(d) == "its");
    let definite = bare && (own || view.children_by(i, &[Deprel::Det]).any(|d| matches!(view.lemma(d), "the" | "this")));
    let deal = definite && matches!(view.lemma(i), "deal" | "agreement" | "accord" | "pact" | "arrangement");
    let longer = definite && matches!(view.lemma(i), "extension" | "renewal" | "pause");
    let apart = |t: u32| view.sentence_index(i) - view.sentence_index(t);
    (deal || longer) && truces.iter().any(|&t| t < i && apart(t) <= REACH && (longer || apart(t) > 0))
}

/// `21 violations since Tuesday`, where a truce was told of just before: the truce, and the noun for the breach.
pub(crate) fn bare_breach(scene: Scene, i: u32, truces: &[u32]) -> Option<(u32, &'static str, u32)> {
    let view = scene.view;
    let breach = view.upos(i) == Upos::Noun && matches!(view.lemma(i), "breach" | "violation" | "infringement");
    let whole = view.children_by(i, &[Deprel::Nmod]).any(|c| matches!(view.preposition(c).as_deref(), Some("of" | "by")));
    let other = view.children_by(i, &[Deprel::Compound, Deprel::Amod]).any(|c| matches!(view.lemma(c), "right" | "human" | "security"));
    let told = view.head(i).is_some_and(|h| {
        matches!(view.lemma(h), "accuse" | "report" | "count" | "record" | "commit" | "allege" | "document" | "register" | "log" | "deny")
    });
    let truce = truces.iter().copied().rfind(|&t| t < i && view.sentence_index(i) - view.sentence_index(t) <= REACH)?;
    (breach && !whole && !other && told).then_some((truce, "breached", i))
}

/// `accused each other of breaking it`, `both sides had signed it`, `it took effect`: the pronoun stands for the truce told of
/// before.
pub(crate) fn by_pronoun(scene: Scene, pronoun: u32, truces: &[u32]) -> Option<(u32, &'static str, u32)> {
    let view = scene.view;
    let verb = view.head(pronoun).filter(|&v| view.upos(v) == Upos::Verb)?;
    if view.upos(pronoun) != Upos::Pron || !matches!(view.lemma(pronoun), "it" | "this") {
        return None;
    }
    let truce = truces.iter().copied().rfind(|&t| t < pronoun && view.sentence_index(pronoun) - view.sentence_index(t) <= 1)?;
    let table = &scene.knowledge.lexicon.picture.ceasefire;
    let event = *table.get(frames::verb_lemma(view, verb).as_str()).or_else(|| table.get(view.lemma(verb)))?;
    let here = view.sentence_index(truce) == view.sentence_index(pronoun);
    let about_truce = matches!(view.deprel(truce), Deprel::Nsubj | Deprel::NsubjPass) || is_own_word(view.lemma(verb));
    let fits = match view.deprel(pronoun) {
        Deprel::Obj | Deprel::NsubjPass if here => matches!(event, "breached" | "extended"),
        Deprel::Obj | Deprel::NsubjPass => about_truce && matches!(event, "breached" | "extended" | "agreed" | "declared"),
        Deprel::Nsubj => about_truce && comes_or_goes(view, verb),
        _ => false,
    };
    fits.then_some((truce, event, verb))
}

/// Verbs that are said of a truce and of little else.
fn is_own_word(lemma: &str) -> bool {
    matches!(lemma, "violate" | "breach" | "infringe" | "extend" | "renew" | "sign" | "expire" | "lapse" | "broker" | "mediate")
}

/// `took effect`, `came into force`, `is to last`, `expired`: what only agreements do.
fn comes_or_goes(view: &View, verb: u32) -> bool {
    let next = |word: &str| (verb + 1..verb + 3).any(|t| view.lemma(t) == word);
    match view.lemma(verb) {
        "take" => next("effect") || next("hold"),
        "come" | "go" | "enter" => next("into"),
        "begin" | "start" | "last" | "hold" | "expire" | "lapse" | "collapse" => true,
        _ => false,
    }
}
