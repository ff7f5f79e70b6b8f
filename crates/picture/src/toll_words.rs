//! Who is counted in a toll that no verb of killing or wounding tells, and what is no toll of a conflict.

use truceline_events::{Scene, frames};
use truceline_syntax::{Deprel, Upos, View, Xpos};

/// The noun of the phrase that a preposition right after a word opens: trees often hang it one noun too high.
pub(crate) fn phrase_after(view: &View, word: u32, preposition: &str) -> Option<u32> {
    let case = word + 1;
    let opens =
        view.form(case).eq_ignore_ascii_case(preposition) && matches!(view.deprel(case), Deprel::Case | Deprel::Mark | Deprel::Fixed);
    let same_sentence = view.sentence_index(case) == view.sentence_index(word);
    view.head(case).filter(|&n| opens && same_sentence && n > case)
}

/// `the murder of hundreds of people`, `the assassination of X`, `the bodies of 70 civilians`.
pub(crate) fn victims_of_killing(scene: Scene, noun: u32) -> Option<u32> {
    let view = scene.view;
    let kills = matches!(
        view.lemma(noun),
        "murder" | "killing" | "massacre" | "assassination" | "execution" | "death" | "slaughter" | "slaying" | "beheading"
    );
    phrase_after(view, noun, "of").filter(|_| kills && view.upos(noun) == Upos::Noun)
}

/// `discovered the bodies of 70 civilians`, `found 12 bodies`.
pub(crate) fn bodies(scene: Scene, frame: &frames::Frame) -> Option<u32> {
    let view = scene.view;
    let body = frame.objects.iter().copied().find(|&o| matches!(view.lemma(o), "body" | "corpse" | "remains"))?;
    Some(phrase_after(view, body, "of").unwrap_or(body))
}

/// `the bodies of 24 people were brought to the hospital`.
pub(crate) fn bodies_of(scene: Scene, noun: u32) -> Option<u32> {
    let view = scene.view;
    let of = phrase_after(view, noun, "of").filter(|_| matches!(view.lemma(noun), "body" | "corpse" | "remains"))?;
    let found = view.head(noun).is_some_and(|h| matches!(view.lemma(h), "find" | "discover" | "recover" | "unearth" | "exhume"));
    (!found && truceline_mentions::quantities::of_noun(view, of).is_some()).then_some(of)
}

/// `the abduction of two nurses`, `the capture of 60 soldiers`.
pub(crate) fn victims_of_capture(scene: Scene, noun: u32) -> Option<u32> {
    let view = scene.view;
    let takes = matches!(view.lemma(noun), "abduction" | "kidnapping" | "kidnap" | "capture" | "hostage-taking" | "seizure");
    let of = (noun..noun + 4).find_map(|w| phrase_after(view, w, "of")).filter(|_| takes && view.upos(noun) == Upos::Noun)?;
    let person = scene.mentions.is_participant(view, scene.knowledge, of);
    (person && truceline_mentions::quantities::of_noun(view, of).is_some()).then_some(of)
}

/// `200,000 displaced people`, `43 missing students`, `more than 1,000 kidnappings`.
pub(crate) fn described(scene: Scene, noun: u32) -> Option<&'static str> {
    let view = scene.view;
    if view.upos(noun) != Upos::Noun || truceline_mentions::quantities::of_noun(view, noun).is_none() {
        return None;
    }
    let counted_deeds = matches!(view.lemma(noun), "kidnapping" | "abduction") && view.xpos(noun) == Xpos::Nns;
    if counted_deeds {
        return Some("captured");
    }
    let table = &scene.knowledge.lexicon.picture.toll_adjectives;
    let people = scene.mentions.is_participant(view, scene.knowledge, noun);
    let adjective = view.children_by(noun, &[Deprel::Amod]).filter(|&c| c < noun).find_map(|c| {
        let written = view.form(c).to_lowercase();
        table.get(written.as_str()).copied().filter(|kind| *kind != "killed" || is_reckoned(view, noun))
    });
    // "30 people still missing"
    let next = if view.form(noun + 1) == "still" { noun + 2 } else { noun + 1 };
    let after = || (view.form(next) == "missing" && view.sentence_index(next) == view.sentence_index(noun)).then_some("missing");
    adjective.or_else(after).filter(|_| people)
}

/// `at a cost of hundreds of lives`, `the loss of 40 lives`.
pub(crate) fn costs_lives(view: &View, noun: u32) -> bool {
    let loss = |t: u32| matches!(view.lemma(t), "cost" | "loss" | "expense" | "price");
    let above = view.head(noun);
    view.form(noun) == "lives" && above.is_some_and(|h| loss(h) || view.head(h).is_some_and(loss))
}

/// `lost 12 fighters`: those who bear arms.
pub(crate) fn fighters(scene: Scene, frame: &frames::Frame) -> bool {
    let armed = |t: u32| matches!(scene.knowledge.lexicon.agent(scene.view.lemma(t)), Some("MIL" | "REB" | "PRM" | "COP"));
    frame.objects.iter().any(|&o| armed(o) || matches!(scene.view.lemma(o), "man" | "comrade"))
}

/// `counts 174 dead civilians`, `confirmed 40 dead soldiers`.
fn is_reckoned(view: &View, noun: u32) -> bool {
    let verb = view.head(noun).filter(|_| view.deprel(noun) == Deprel::Obj);
    verb.is_some_and(|v| {
        matches!(
            view.lemma(v),
            "count" | "report" | "record" | "document" | "confirm" | "list" | "tally" | "register" | "acknowledge" | "admit"
        )
    })
}

/// `counted at least 20 dead`, `with 54 wounded`: the number right before an adjective that no noun follows.
pub(crate) fn bare(view: &View, adjective: u32) -> Option<u32> {
    let number =
        adjective.checked_sub(1).filter(|&n| view.upos(n) == Upos::Num && view.sentence_index(n) == view.sentence_index(adjective))?;
    let alone = view.upos(adjective) == Upos::Adj && !matches!(view.upos(adjective + 1), Upos::Noun | Upos::Propn | Upos::Adj);
    (alone && view.head(number) != Some(adjective)).then_some(number)
}

/// `hundreds of thousands of people`, `a total of 84 workers`: the noun that is counted.
pub(crate) fn innermost(view: &View, token: u32) -> u32 {
    let mut at = token;
    for _ in 0..3 {
        let counts = truceline_mentions::quantities::vague(view.form(at)).is_some() || view.lemma(at) == "total";
        match phrase_after(view, at, "of").filter(|_| counts) {
            Some(inner) => at = inner,
            None => break,
        }
    }
    at
}

/// `took 256 prisoners`, `held 40 people hostage`.
pub(crate) fn takes_captive(scene: Scene, verb: u32, frame: &frames::Frame) -> bool {
    let view = scene.view;
    let captive = |t: u32| matches!(view.lemma(t), "prisoner" | "captive" | "hostage");
    frame.objects.iter().any(|&o| captive(o)) || view.subtree(verb).any(captive)
}

/// `there were no reports of injuries`.
pub(crate) fn no_reports_of(scene: Scene, noun: u32) -> bool {
    let view = scene.view;
    let report =
        view.head(noun).filter(|&h| matches!(view.lemma(h), "report" | "sign" | "indication") && view.deprel(noun) == Deprel::Nmod);
    report.is_some_and(|r| view.children_by(r, &[Deprel::Det]).any(|d| view.lemma(d) == "no"))
}

/// `no one`, `nobody`, `no prisoners`.
pub(crate) fn nobody(scene: Scene, token: u32) -> bool {
    let view = scene.view;
    let none = |t: u32| view.lemma(t) == "no" && view.deprel(t) == Deprel::Det;
    matches!(view.form(token).to_lowercase().as_str(), "nobody" | "none") || view.children(token).iter().any(|&c| none(c))
}

/// True where an accident or a disease killed: the subject of the verb, what the deaths come from.
pub(crate) fn by_accident(scene: Scene, word: u32) -> bool {
    let view = scene.view;
    let lexicon = &scene.knowledge.lexicon;
    let mild = |t: u32| {
        let lemma = view.lemma(t);
        let attack =
            view.children_by(t, &[Deprel::Compound, Deprel::Amod]).any(|c| matches!(view.lemma(c), "bomb" | "suicide" | "missile"));
        let of = view.children_by(t, &[Deprel::Nmod]).any(|c| lexicon.in_class("incident", view.lemma(c)));
        let calamity = lexicon.in_class("calamity", lemma) || matches!(lemma, "cave-in" | "strain" | "mishap");
        calamity && !attack && !of && !matches!(lemma, "bus" | "dog" | "collapse" | "crash" | "wave" | "fire")
    };
    let told = if view.upos(word) == Upos::Verb {
        let Some(frame) = frames::frame(view, scene.knowledge, word) else { return false };
        let by = frame.obliques.iter().filter(|(p, _)| matches!(p.as_str(), "in" | "by" | "from" | "of")).map(|o| o.1);
        frame.subjects.iter().copied().chain(by).collect::<Vec<_>>()
    } else {
        view.children_by(word, &[Deprel::Nmod]).filter(|&c| matches!(view.preposition(c).as_deref(), Some("from" | "in"))).collect()
    };
    told.iter().any(|&t| mild(t) || view.children_by(t, &[Deprel::Conj, Deprel::Nmod]).any(mild))
}
