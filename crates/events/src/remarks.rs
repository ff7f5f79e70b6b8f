//! Words that tell no event though a pattern codes them: habits, qualities, counts of years, what somebody is there for.

use truceline_knowledge::{EventType, Pattern};
use truceline_mentions::NameKind;
use truceline_syntax::{Deprel, Upos, View, Xpos};
use truceline_text::BlockKind;

use crate::{
    alone::is_under_way,
    frames::{self, Frame, is_passive},
    matching::{Scene, coded_by, is_of_class},
};

/// Adverbs for what is done time and again.
const HABITUAL: [&str; 13] = [
    "usually",
    "often",
    "regularly",
    "frequently",
    "routinely",
    "sometimes",
    "typically",
    "generally",
    "commonly",
    "always",
    "traditionally",
    "normally",
    "habitually",
];

/// True where the predicate tells no deed of its own.
pub(crate) fn is_remark(scene: Scene, frame: &Frame, pattern: &Pattern) -> bool {
    let view = scene.view;
    if pattern.event_type == EventType::Assault && frame.is_verb && frame.subjects.iter().any(|&s| is_state_of_war(view.lemma(s))) {
        return true; // "the war has killed thousands" is a toll, no event
    }
    pattern.event_type == EventType::Support && is_standing(view, frame)
        || pattern.event_type == EventType::Assault && frame.is_verb && is_mishap(scene, frame)
        || is_credit(view, frame)
        || is_general(view, frame)
        || is_attribute(view, frame)
        || is_label(view, frame)
        || is_habit(scene, frame, pattern)
        || pattern.event_type == EventType::Assault && (is_long_war(scene, frame) || is_trend(view, frame))
        || is_name(scene, frame, pattern)
}

/// `the party supports a federal state`, `is recognised by most states`: a standing view, which headlines alone tell as news.
fn is_standing(view: &View, frame: &Frame) -> bool {
    let lemma = view.lemma(frame.head);
    let views = matches!(lemma, "support" | "back" | "favour" | "favor" | "recognise" | "recognize") || lemma == "stand" && !frame.passive;
    let plain = matches!(view.xpos(frame.head), Xpos::Vbp | Xpos::Vbz) && view.child(frame.head, &[Deprel::Aux]).is_none();
    let holds = frame.passive
        && view.children_by(frame.head, &[Deprel::AuxPass]).any(|a| matches!(view.form(a), "is" | "are"))
        && view.child(frame.head, &[Deprel::Aux]).is_none();
    let ends = |s: &truceline_text::Sentence| matches!(view.form(s.tokens.end.saturating_sub(1)), "." | "!" | "?" | "\"" | "”");
    frame.is_verb && views && (plain && !frame.passive || holds) && view.sentence(frame.head).is_some_and(ends)
}

/// `the deal, brokered by X`: who helped to bring about an agreement, told beside it.
fn is_credit(view: &View, frame: &Frame) -> bool {
    let beside = matches!(view.deprel(frame.head), Deprel::Acl | Deprel::AclRelcl);
    frame.is_verb && frame.passive && beside && view.lemma(frame.head) == "broker"
}

/// `gangs threaten whoever pays nothing`, `police have been known to sell arms`: the simple present of deeds, outside headlines.
fn is_habit(scene: Scene, frame: &Frame, pattern: &Pattern) -> bool {
    use EventType as T;
    let view = scene.view;
    if !frame.is_verb {
        return false;
    }
    let deed = matches!(
        pattern.event_type,
        T::Assault | T::Coerce | T::Threaten | T::Cooperate | T::Mobilize | T::Protest | T::Consult | T::Retreat | T::Sanction
    );
    let adverb = |&c: &u32| view.deprel(c) == Deprel::Advmod && HABITUAL.contains(&view.lemma(c));
    let known = || {
        let verb = view.head(frame.head).filter(|_| view.deprel(frame.head) == Deprel::Xcomp);
        // "police used to arrest beggars", but "tanks used to crush the revolt"
        let once = |v: u32| view.lemma(v) == "use" && view.child(v, &[Deprel::Obj]).is_none() && !is_passive(view, v);
        verb.is_some_and(|v| view.lemma(v) == "know" || once(v))
    };
    deed && (view.children(frame.head).iter().any(adverb) || known() || is_timeless(scene, frame) || is_whatever(view, frame))
}

/// `all fighters they capture`, `people who are kidnapped`: the plain present in a clause that tells which people are meant.
fn is_whatever(view: &View, frame: &Frame) -> bool {
    let plain = matches!(view.xpos(frame.head), Xpos::Vbp | Xpos::Vbz) && view.child(frame.head, &[Deprel::Aux, Deprel::AuxPass]).is_none();
    let suffer = || {
        view.children_by(frame.head, &[Deprel::AuxPass]).any(|a| view.form(a) == "are") && view.child(frame.head, &[Deprel::Aux]).is_none()
    };
    let anybody =
        |h: u32| view.xpos(h) == Xpos::Nns && view.children_by(h, &[Deprel::Det, Deprel::Nummod, Deprel::NmodPoss]).next().is_none();
    if frame.passive && view.deprel(frame.head) == Deprel::AclRelcl && suffer() {
        return view.head(frame.head).is_some_and(anybody);
    }
    let someone = |&s: &u32| matches!(view.lemma(s), "they" | "we" | "he" | "she" | "it" | "you");
    // "reports they torture prisoners" has an object of its own.
    let relative = view.deprel(frame.head) == Deprel::AclRelcl && view.child(frame.head, &[Deprel::Obj]).is_none_or(|o| o < frame.head);
    plain && relative && !frame.passive && !frame.subjects.is_empty() && frame.subjects.iter().all(someone)
}

/// `has been fighting to topple the king since 1996`, `have fought for decades`: a war told as a state.
fn is_long_war(scene: Scene, frame: &Frame) -> bool {
    let view = scene.view;
    let aim = view.children_by(frame.head, &[Deprel::Mark]).any(|m| view.lemma(m) == "to");
    let above = view.head(frame.head).filter(|_| aim && matches!(view.deprel(frame.head), Deprel::Xcomp | Deprel::Advcl));
    let wages = |v: &u32| matches!(view.lemma(*v), "fight" | "battle" | "wage" | "struggle" | "war");
    let Some(verb) = [Some(frame.head), above].into_iter().flatten().find(wages).filter(|_| frame.is_verb) else { return false };
    let perfect = view.children_by(verb, &[Deprel::Aux]).any(|a| view.lemma(a) == "have");
    let year = |t: u32| view.form(t).len() == 4 && view.form(t).bytes().all(|b| b.is_ascii_digit());
    let long = |c: &u32| match view.preposition(*c).as_deref() {
        Some("since") => year(*c) || view.children(*c).iter().any(|&k| year(k)),
        Some("for" | "over") => matches!(view.lemma(*c), "year" | "decade" | "generation" | "century"),
        _ => false,
    };
    // "fighting to topple the king since 1996": the time may hang on the purpose.
    let spans = |v: u32| view.children(v).iter().any(long);
    perfect && (spans(verb) || spans(frame.head) || view.children_by(verb, &[Deprel::Xcomp, Deprel::Advcl]).any(spans))
}

/// `gangs threaten ...`: a plain present of people in general, with no time in its sentence; the first sentence and headlines tell
/// news in it.
fn is_timeless(scene: Scene, frame: &Frame) -> bool {
    let view = scene.view;
    let plain = matches!(view.xpos(frame.head), Xpos::Vbp | Xpos::Vbz) && view.child(frame.head, &[Deprel::Aux, Deprel::AuxPass]).is_none();
    let Some(sentence) = view.sentence(frame.head).filter(|_| plain && !frame.passive) else { return false };
    let paragraph = view.segmented.kind(sentence) == BlockKind::Paragraph && view.sentence_index(frame.head) > 0;
    let ends = matches!(view.form(sentence.tokens.end.saturating_sub(1)), "." | "!" | "?" | "\"" | "”");
    let general = |&s: &u32| {
        view.xpos(s) == Xpos::Nns
            && view.children_by(s, &[Deprel::Det, Deprel::Nummod, Deprel::NmodPoss, Deprel::Amod, Deprel::Compound]).next().is_none()
    };
    let quoted = || scene.mentions.speaker_in(view, scene.knowledge, view.sentence_index(frame.head)).is_some();
    let people = !frame.subjects.is_empty() && frame.subjects.iter().all(general);
    people && paragraph && ends && !sentence.tokens.clone().any(|t| scene.mentions.time_at(t).is_some()) && !quoted()
}

/// `Homeland Security Investigations`, `the Conference of Bishops`: part of a body's name.
fn is_name(scene: Scene, frame: &Frame, pattern: &Pattern) -> bool {
    let named = || scene.mentions.name_at(frame.head).is_some_and(|n| n.kind == NameKind::Body && n.tokens.len() > 1);
    !frame.is_verb && pattern.event_type != EventType::Assault && named()
}

fn is_state_of_war(lemma: &str) -> bool {
    matches!(
        lemma,
        "conflict"
            | "war"
            | "violence"
            | "insurgency"
            | "crisis"
            | "unrest"
            | "rebellion"
            | "disease"
            | "virus"
            | "accident"
            | "earthquake"
            | "flood"
            | "storm"
            | "fire"
            | "crash"
    )
}

/// `a truck overturned, killing nine`, `died when their boat capsized`: an accident did it, and no hand.
fn is_mishap(scene: Scene, frame: &Frame) -> bool {
    let view = scene.view;
    let lexicon = &scene.knowledge.lexicon;
    if !matches!(view.lemma(frame.head), "kill" | "wound" | "injure" | "hurt" | "maim" | "die") {
        return false;
    }
    let accident = |&v: &u32| {
        let Some(own) = frames::frame(view, scene.knowledge, v).filter(|f| f.is_verb) else { return false };
        let hazard = || own.subjects.iter().chain(&own.objects).any(|&s| lexicon.in_class("hazard", view.lemma(s)));
        let meant = || own.subjects.iter().any(|&s| is_of_class(scene, s, "armed") || lexicon.in_class("weapon", view.lemma(s)));
        let goes_wrong = lexicon.in_class("mishap", view.lemma(v)) && !meant();
        let bursts = matches!(view.lemma(v), "explode" | "burst" | "blow" | "catch");
        let storm = own.subjects.iter().any(|&s| is_of_class(scene, s, "calamity"));
        (goes_wrong || storm || bursts && hazard()) && coded_by(scene, v).is_none()
    };
    // "killed by days of heavy rain", "a gas explosion killed ten": an explosion that no entry takes for a deed
    let of_calamity = |t: u32| {
        let of = view.children_by(t, &[Deprel::Nmod]).filter(|&c| view.preposition(c).as_deref() == Some("of"));
        of.into_iter().any(|c| is_of_class(scene, c, "calamity"))
    };
    let bursting = |&s: &u32| matches!(view.lemma(s), "explosion" | "blast") && coded_by(scene, s).is_none();
    let inside = |p: &str| matches!(p, "in" | "by" | "after" | "during" | "from" | "following");
    if frame.subjects.iter().any(bursting)
        || frame
            .obliques
            .iter()
            .any(|(p, t)| inside(p) && (of_calamity(*t) || bursting(t) && matches!(view.lemma(frame.head), "kill" | "injure" | "wound")))
    {
        return true;
    }
    let opens = |c: u32| view.children_by(c, &[Deprel::Mark, Deprel::Advmod]).any(|m| matches!(view.lemma(m), "when" | "after" | "as"));
    let suffers = frame.passive || view.lemma(frame.head) == "die";
    if suffers && frame.subjects.is_empty() && (is_beside_calamity(scene, frame) || is_told_of_calamity(scene, frame)) {
        return true;
    }
    let mut told_in = view.children_by(frame.head, &[Deprel::Advcl]).filter(|&c| suffers && opens(c));
    let trails = view.xpos(frame.head) == Xpos::Vbg && view.deprel(frame.head) == Deprel::Advcl;
    told_in.any(|v| accident(&v)) || view.head(frame.head).filter(|_| trails).as_ref().is_some_and(accident)
}

/// `killed after the storm ripped through the region`
fn is_beside_calamity(scene: Scene, frame: &Frame) -> bool {
    let view = scene.view;
    let calamity = |t: u32| scene.knowledge.lexicon.in_class("calamity", view.lemma(t));
    let clause = |c: u32| view.children_by(c, &[Deprel::Nsubj, Deprel::NsubjPass]).any(calamity);
    view.children_by(frame.head, &[Deprel::Advcl]).any(clause)
}

/// Sentences before the harm in which an accident is told.
const BEFORE: u32 = 2;

/// `A train derailed. More than 200 were injured.`: in a report of an accident with no word of force nearby.
fn is_told_of_calamity(scene: Scene, frame: &Frame) -> bool {
    let (view, lexicon) = (scene.view, &scene.knowledge.lexicon);
    let here = view.sentence_index(frame.head);
    let near = (here.saturating_sub(BEFORE)..=here).filter_map(|s| view.segmented.sentences.get(s as usize));
    let mut calamity = false;
    for token in near.flat_map(|s| s.tokens.clone()).filter(|&t| t != frame.head) {
        let lemma = view.lemma(token);
        let harm = matches!(lemma, "kill" | "wound" | "injure" | "hurt" | "die");
        if !harm && coded_by(scene, token).is_some_and(|c| c.pattern.event_type == EventType::Assault) {
            return false;
        }
        calamity |= match view.upos(token) {
            Upos::Verb => lexicon.in_class("mishap", lemma) && coded_by(scene, token).is_none(),
            Upos::Noun => lexicon.in_class("calamity", lemma) && !is_beast_or_thing(lemma),
            _ => false,
        };
    }
    calamity
}

/// Causes of harm that are told of in other reports too.
fn is_beast_or_thing(lemma: &str) -> bool {
    matches!(
        lemma,
        "bear" | "bus" | "dog" | "elephant" | "lion" | "shark" | "snake" | "wave" | "wind" | "fever" | "collapse" | "outbreak" | "eruption"
    )
}

/// `the outlawed party`, `wounded soldiers`: a participle before its noun tells a state.
fn is_attribute(view: &View, frame: &Frame) -> bool {
    // "the murdered lawmaker" tells of his murder.
    let fate = matches!(view.lemma(frame.head), "assassinate" | "murder" | "slay" | "kidnap" | "abduct" | "behead");
    let definite = |h: u32| view.child(h, &[Deprel::Det]).is_some_and(|d| view.lemma(d) == "the");
    // "the visiting president"
    let visits = view.lemma(frame.head) == "visit" && view.xpos(frame.head) == Xpos::Vbg;
    frame.is_verb
        && view.deprel(frame.head) == Deprel::Amod
        && view.head(frame.head).is_some_and(|h| h > frame.head && !visits && !(fate && definite(h)))
}

/// `murder charges against X`: a noun that tells what a case at law is about.
fn is_label(view: &View, frame: &Frame) -> bool {
    let case = |h: u32| matches!(view.lemma(h), "charge" | "trial" | "case" | "suspect" | "conviction" | "rap" | "count" | "verdict");
    // "an enemy fighting position"
    let site = |h: u32| matches!(view.lemma(h), "position" | "hole" | "vehicle" | "age" | "spirit" | "season" | "strength" | "capability");
    if view.lemma(frame.head) == "fighting" || view.lemma(frame.head) == "fight" {
        return matches!(view.deprel(frame.head), Deprel::Compound | Deprel::Amod) && view.head(frame.head).is_some_and(site);
    }
    !frame.is_verb && view.deprel(frame.head) == Deprel::Compound && view.head(frame.head).is_some_and(|h| h > frame.head && case(h))
}

/// `an increase in attacks on police`, `the rising attacks`: how often such deeds are done; `clashes between` sides are told beside it.
fn is_trend(view: &View, frame: &Frame) -> bool {
    const TRENDS: [&str; 16] = [
        "increase",
        "rise",
        "surge",
        "spike",
        "upsurge",
        "uptick",
        "upswing",
        "decline",
        "drop",
        "decrease",
        "reduction",
        "fall",
        "frequency",
        "rate",
        "lull",
        "level",
    ];
    let above = view.head(frame.head).filter(|_| matches!(view.preposition(frame.head).as_deref(), Some("in" | "of")));
    let counted = above.is_some_and(|n| view.upos(n) == Upos::Noun && TRENDS.contains(&view.lemma(n)));
    let often =
        |a: u32| matches!(view.form(a), "rising" | "increasing" | "frequent" | "recurrent" | "recurring" | "declining" | "commonplace");
    let sides = frame.obliques.iter().any(|(p, _)| p == "between");
    !frame.is_verb && !sides && (counted || view.children_by(frame.head, &[Deprel::Amod]).any(often))
}

/// `attacks on aid workers are common`: nouns of which a quality is said tell no event.
fn is_general(view: &View, frame: &Frame) -> bool {
    // "miners are killed each year"
    let habit = |c: u32| {
        matches!(view.lemma(c), "year" | "month" | "day" | "week")
            && view.children_by(c, &[Deprel::Det]).any(|d| matches!(view.lemma(d), "each" | "every"))
    };
    if frame.is_verb && view.children(frame.head).iter().any(|&c| habit(c)) {
        return true;
    }
    // "thousands die every year in explosions"
    if !frame.is_verb && view.head(frame.head).is_some_and(|v| view.upos(v) == Upos::Verb && view.children(v).iter().any(|&c| habit(c))) {
        return true;
    }
    if frame.is_verb && view.deprel(frame.head) == Deprel::Acl && (is_counted(view, frame.head) || is_occupation(view, frame.head)) {
        return true;
    }
    !frame.is_verb
        && view.deprel(frame.head) == Deprel::Nsubj
        && view.head(frame.head).is_some_and(|h| {
            view.upos(h) == Upos::Adj && view.child(h, &[Deprel::Cop]).is_some() && !is_ordinal(view, h) && !is_under_way(view, h)
        })
}

/// `the visit was the first by`, `the attack was the deadliest since`: one deed among others.
fn is_ordinal(view: &View, adjective: u32) -> bool {
    matches!(view.lemma(adjective), "first" | "second" | "third" | "fourth" | "fifth" | "last" | "latest")
        || view.xpos(adjective) == Xpos::Jjs
}

/// `the number of people killed`: a participle that says who is counted.
fn is_counted(view: &View, participle: u32) -> bool {
    let count =
        |n: u32| matches!(view.lemma(n), "number" | "toll" | "total" | "count" | "figure" | "percentage" | "proportion" | "estimate");
    let counted = view.head(participle).filter(|_| view.xpos(participle) == Xpos::Vbn);
    counted.and_then(|n| view.head(n).filter(|_| view.preposition(n).as_deref() == Some("of"))).is_some_and(count)
}

/// `soldiers guarding the border`: what somebody is there for.
fn is_occupation(view: &View, participle: u32) -> bool {
    view.xpos(participle) == Xpos::Vbg && matches!(view.lemma(participle), "guard" | "protect" | "escort" | "secure" | "patrol")
}
