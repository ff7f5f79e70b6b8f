//! What verbs of saying, asking, wanting and judging tell of their subjects, whatever the kind of the subject and of what is
//! said: a clause, a quotation beside or before it, an object.

use std::ops::Range;

use truceline_events::{Scene, frames, is_verbal};
use truceline_knowledge::Effect;
use truceline_mentions::Participant;
use truceline_syntax::{Deprel, Upos, View};
use truceline_text::Span;

use super::Attribution;

/// Verbs that set a status without telling what their subject says or thinks.
const NO_STANCE: [&str; 36] = [
    "have",
    "let",
    "permit",
    "allow",
    "able",
    "design",
    "require",
    "oblige",
    "attempt",
    "risk",
    "capable",
    "likely",
    "unlikely",
    "possible",
    "may",
    "might",
    "could",
    "would",
    "should",
    "must",
    "can",
    "will",
    "shall",
    "need",
    "entitle",
    "prompt",
    "set",
    "due",
    "schedule",
    "slate",
    "about",
    "going",
    "poise",
    "mean",
    "push",
    "authorize",
];

/// Verbs that name whom they address as their object.
const ADDRESSING: [&str; 8] = ["tell", "inform", "remind", "assure", "notify", "warn", "ask", "brief"];

/// The statements of one sentence that `known` does not hold yet.
pub(super) fn add(scene: Scene, tokens: Range<u32>, quotes: &[Range<u32>], known: &mut Vec<Attribution>) {
    for verb in tokens.clone().filter(|&t| scene.view.upos(t) == Upos::Verb) {
        let Some(says) = stance(scene, verb) else { continue };
        let Some(source) = subject(scene, verb, says) else { continue };
        let Some(content) = content(scene, verb, says, source.token, quotes) else { continue };
        let meets = |a: Span, b: Span| a.start < b.end && b.start < a.end;
        if !known.iter().any(|k| (meets(k.source.span, source.span) || k.source.name == source.name) && meets(k.content, content)) {
            known.push(Attribution { source, content });
        }
    }
}

/// True for verbs of saying, false for other stances; `None` for verbs that tell no stance.
fn stance(scene: Scene, verb: u32) -> Option<bool> {
    let view = scene.view;
    let lemma = frames::verb_lemma(view, verb);
    let known = scene.knowledge.lexicon.effect(&lemma).or_else(|| scene.knowledge.lexicon.effect(view.lemma(verb)));
    let speech_act = || scene.coded.get(verb as usize).is_some_and(|c| c.as_ref().is_some_and(|c| is_verbal(c.pattern.event_type)));
    match known.filter(|_| !NO_STANCE.contains(&view.lemma(verb))) {
        Some(Effect::Reported) => Some(true),
        Some(Effect::Alleged | Effect::Denied | Effect::Hypothetical | Effect::Planned) => Some(false),
        _ if beside_quotation(view, verb) => Some(true),
        _ => (speech_act() || scene.knowledge.lexicon.is_stance(view.lemma(verb))).then_some(false),
    }
}

/// `"...," she continued`: whatever the verb is, it goes with what is quoted.
fn beside_quotation(view: &View, verb: u32) -> bool {
    let quoted = |head: u32| matches!(view.form(view.subtree(head).start), "“" | "\"" | "''" | "``");
    let own = view.child(verb, &[Deprel::Nsubj]).is_some();
    own && (view.deprel(verb) == Deprel::Parataxis && view.head(verb).is_some_and(quoted)
        || view.child(verb, &[Deprel::Ccomp]).is_some_and(quoted))
}

/// Who says it: the subject, and for verbs of saying also one that is no name and no noun for people (`the survey`); pronouns
/// that stand for nobody whom the text names, too.
fn subject(scene: Scene, verb: u32, says: bool) -> Option<Participant> {
    let view = scene.view;
    let own = match frames::is_passive(view, verb) {
        true => view.child(verb, &[Deprel::OblAgent])?,
        false => {
            let teller = view.child(verb, &[Deprel::Nsubj]).is_none().then(|| teller_between(scene, verb)).flatten();
            let relative = view.child(verb, &[Deprel::Nsubj]).filter(|&s| is_relative(view, s));
            relative.or_else(|| frames::subjects(view, teller.unwrap_or(verb), 3).first().copied())?
        }
    };
    let relative = is_relative(view, own);
    let named = if relative { frames::subjects(view, verb, 1).first().copied().unwrap_or(own) } else { own };
    let people = scene.mentions.participants(view, scene.knowledge, named);
    let nominal = matches!(view.upos(own), Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Adj | Upos::Det);
    let plain = || {
        let phrase =
            view.pruned_subtree(own, &|c| matches!(view.deprel(c), Deprel::Compound | Deprel::Amod | Deprel::Flat | Deprel::Nummod));
        Participant {
            name: view.text_of(phrase.clone()),
            span: view.span_of(phrase),
            token: own,
            entity: None,
            id: None,
            codes: Vec::new(),
        }
    };
    let expletive = matches!(view.lemma(own), "there" | "what");
    let personal = view.upos(own) == Upos::Pron && !matches!(view.lemma(own), "it" | "this" | "that" | "which");
    let found = people.into_iter().next().or_else(|| (nominal && !expletive && (says || personal)).then(plain))?;
    Some(if relative { Participant { span: view.span(own), token: own, ..found } } else { found })
}

fn is_relative(view: &View, token: u32) -> bool {
    matches!(view.lemma(token), "who" | "which" | "that")
}

/// `"The port is open," Belo said, citing the guards`: the participle hangs on what is said, but tells of the teller between.
fn teller_between(scene: Scene, participle: u32) -> Option<u32> {
    let view = scene.view;
    let said = view.head(participle).filter(|h| *h < participle)?;
    let between = |t: &u32| (said..participle).contains(t) && stance(scene, *t) == Some(true);
    view.head(said).filter(between).or_else(|| view.children_by(said, &[Deprel::Parataxis]).find(between))
}

/// What is said, judged or wanted.
fn content(scene: Scene, verb: u32, says: bool, source: u32, quotes: &[Range<u32>]) -> Option<Span> {
    let view = scene.view;
    let phrase = |t: u32| view.span_of(view.pruned_subtree(t, &|c| !view.is_under(source, c) && !view.is_under(verb, c)));
    if let Some(clause) = view.child(verb, &[Deprel::Ccomp]) {
        return Some(phrase(clause));
    }
    if says
        && view.deprel(verb) == Deprel::Parataxis
        && let Some(head) = view.head(verb)
    {
        return Some(phrase(head));
    }
    if let Some(clause) = view.child(verb, &[Deprel::Xcomp]).filter(|&x| view.upos(x) == Upos::Verb) {
        return Some(phrase(clause));
    }
    if says && let Some(quote) = quote_beside(view, verb, quotes) {
        return Some(view.span_of(quote));
    }
    let addressed = ADDRESSING.contains(&view.lemma(verb));
    if let Some(object) = view.child(verb, &[Deprel::Obj]) {
        // "told the guards that ...": the clause may hang on whom it is told.
        let told = view.child(object, &[Deprel::Acl, Deprel::Ccomp, Deprel::AclRelcl]).filter(|_| addressed);
        return if addressed { told.map(phrase) } else { Some(phrase(object)) };
    }
    let topic =
        |o: &u32| matches!(view.preposition(*o).as_deref(), Some("about" | "of" | "on" | "for" | "to" | "against" | "over" | "with"));
    view.children_by(verb, &[Deprel::Obl]).find(topic).map(phrase)
}

/// The quotation in the verb's sentence, else the one that ends right before it.
fn quote_beside(view: &View, verb: u32, quotes: &[Range<u32>]) -> Option<Range<u32>> {
    let sentence = view.sentence(verb)?.tokens.clone();
    let here = quotes.iter().filter(|q| q.start < sentence.end && q.end > sentence.start && !q.contains(&verb));
    let nearest = here.min_by_key(|q| if q.start > verb { q.start - verb } else { verb.saturating_sub(q.end) });
    nearest.cloned().or_else(|| quotes.iter().rfind(|q| q.end <= sentence.start && sentence.start - q.end <= 1).cloned())
}

/// The words inside quotation marks, paragraph by paragraph, in text order. A mark that is not closed reaches to the end of its
/// paragraph.
pub(super) fn quotations(view: &View) -> Vec<Range<u32>> {
    let mut out = Vec::new();
    let mut open: Option<u32> = None;
    let mut block = u32::MAX;
    let mut end = 0;
    for sentence in &view.segmented.sentences {
        if sentence.block != block {
            out.extend(open.take().map(|from| from..end));
            block = sentence.block;
        }
        for t in sentence.tokens.clone() {
            match (view.form(t), open) {
                ("“" | "\"" | "''" | "``", None) => open = Some(t + 1),
                ("”" | "\"" | "''", Some(from)) => {
                    out.push(from..t);
                    open = None;
                }
                _ => {}
            }
        }
        end = sentence.tokens.end;
    }
    out.extend(open.map(|from| from..end));
    out.retain(|q| !q.is_empty());
    out
}
