//! Mistakes of the tree that hide who did what to whom in news of force: reduced relative clauses, sides that are joined by `and`,
//! victims behind their attackers.

use truceline_knowledge::{Knowledge, WordClass};
use truceline_syntax::{Deprel, Parse, Upos, Word, Xpos};
use truceline_text::{Document, Segmented, plain};

use super::SUBJECTS;

/// Sectors of people who suffer force rather than use it.
const UNARMED: [&str; 12] = ["CVL", "MED", "EDU", "BUS", "LAB", "REL", "NGO", "REF", "AGR", "LEG", "JUD", "OPP"];

pub(super) fn mend(knowledge: &Knowledge, document: &Document, segmented: &Segmented, parse: &mut Parse) {
    for sentence in &segmented.sentences {
        let first = sentence.tokens.start;
        let range = first as usize..sentence.tokens.end as usize;
        let (Some(words), Some(tokens)) = (parse.words.get_mut(range.clone()), segmented.tokens.get(range)) else { continue };
        let forms: Vec<&str> = tokens.iter().map(|t| t.span.of(&document.text)).collect();
        mend_shot_and_killed(words, &forms, first);
        mend_more_casualties(words, first);
        mend_reduced_relatives(words, first);
        mend_captives(words, first);
        mend_joined_sides(words, first);
        mend_offensives(words, first);
        mend_victims_behind_doers(knowledge, words, &forms, first);
    }
}

fn at(i: usize, first: u32) -> Option<u32> {
    Some(first + i as u32)
}

fn has(words: &[Word], first: u32, of: usize, rels: &[Deprel]) -> bool {
    words.iter().any(|w| w.head == at(of, first) && rels.contains(&w.deprel))
}

/// The place in the sentence of a word's head.
fn head(words: &[Word], first: u32, i: usize) -> Option<usize> {
    words[i].head.and_then(|h| h.checked_sub(first)).map(|h| h as usize).filter(|&h| h < words.len())
}

/// `took 60 Muslims hostage`: those who are taken are the object, and not a word before it.
pub(super) fn mend_hostages(segmented: &Segmented, parse: &mut Parse) {
    for sentence in &segmented.sentences {
        let first = sentence.tokens.start;
        let Some(words) = parse.words.get_mut(first as usize..sentence.tokens.end as usize) else { continue };
        for at in 1..words.len() {
            let state = matches!(words[at].lemma.as_str(), "hostage" | "captive" | "prisoner") && words[at].xpos == Xpos::Nn;
            let taken = words[at - 1].head == Some(first + at as u32) && matches!(words[at - 1].xpos, Xpos::Nns | Xpos::Nnps | Xpos::Nnp);
            let phrase = matches!(words[at].deprel, Deprel::Obj | Deprel::Obl | Deprel::OblUnmarked);
            if !(state && taken && phrase && words[at - 1].deprel == Deprel::Compound) {
                continue;
            }
            let verb = words[at].head;
            for word in words[..at - 1].iter_mut().filter(|w| w.head == Some(first + at as u32)) {
                word.head = Some(first + at as u32 - 1);
            }
            (words[at - 1].head, words[at - 1].deprel) = (verb, Deprel::Obj);
            words[at].deprel = Deprel::Xcomp;
        }
    }
}

/// `was taken hostage`, `took three nurses hostage`: the state into which somebody is brought, beside whom it is said of.
fn mend_captives(words: &mut [Word], first: u32) {
    for i in 1..words.len() {
        let state = matches!(words[i].lemma.as_str(), "hostage" | "captive" | "prisoner") && words[i].xpos != Xpos::Nns;
        let loose = matches!(words[i].deprel, Deprel::Advmod | Deprel::Obl | Deprel::OblUnmarked | Deprel::Obj);
        let Some(verb) = head(words, first, i).filter(|&v| v < i && state && loose) else { continue };
        let takes = matches!(words[verb].lemma.as_str(), "take" | "hold" | "keep");
        let bare = !has(words, first, i, &[Deprel::Case, Deprel::Det, Deprel::NmodPoss, Deprel::Amod, Deprel::Nummod]);
        let another = |w: &Word| w.head == at(verb, first) && matches!(w.deprel, Deprel::Obj | Deprel::NsubjPass);
        let said_of = words.iter().enumerate().any(|(j, w)| j != i && another(w));
        let participle = words[verb].xpos == Xpos::Vbn && matches!(words[verb].deprel, Deprel::Acl | Deprel::Amod);
        if takes && bare && (said_of || participle) {
            words[i].deprel = Deprel::Xcomp;
        }
    }
}

/// `Police shot and killed two`: before `and` and a verb of harm in the past, `shot` is a verb, and the noun before it its subject.
fn mend_shot_and_killed(words: &mut [Word], forms: &[&str], first: u32) {
    for i in 1..words.len().saturating_sub(2) {
        let noun = forms[i].eq_ignore_ascii_case("shot") && words[i].upos == Upos::Noun && words[i + 1].lemma == "and";
        let harms = matches!(words[i + 2].lemma.as_str(), "kill" | "wound" | "injure") && words[i + 2].xpos == Xpos::Vbd;
        if !(noun && harms && words[i + 2].deprel == Deprel::Conj) {
            continue;
        }
        (words[i].upos, words[i].xpos, words[i].lemma) = (Upos::Verb, Xpos::Vbd, "shoot".into());
        let subject = i - 1;
        let before = matches!(words[subject].upos, Upos::Noun | Upos::Propn) && words[subject].head == at(i, first);
        if before && !has(words, first, i, &SUBJECTS) {
            for word in words[..subject].iter_mut().filter(|w| w.head == at(i, first)) {
                word.head = at(subject, first);
            }
            words[subject].deprel = Deprel::Nsubj;
        }
    }
}

/// `three were killed and five others wounded by gunmen`: the second of two subjects of a passive has the participle behind it as
/// its own verb.
fn mend_more_casualties(words: &mut [Word], first: u32) {
    for later in 2..words.len() {
        let participle = words[later].xpos == Xpos::Vbn && words[later].deprel == Deprel::Acl;
        let Some(noun) = head(words, first, later).filter(|&n| participle && n + 1 == later) else { continue };
        let subject = matches!(words[noun].deprel, Deprel::NsubjPass | Deprel::Nsubj) && has(words, first, noun, &[Deprel::Cc]);
        let Some(verb) = head(words, first, noun).filter(|&v| v < noun && subject && words[v].upos == Upos::Verb) else { continue };
        let own = (0..verb).any(|s| words[s].head == at(verb, first) && words[s].deprel == Deprel::NsubjPass);
        if !own || !has(words, first, verb, &[Deprel::AuxPass]) {
            continue;
        }
        for word in words.iter_mut().filter(|w| w.head == at(noun, first) && w.deprel == Deprel::Cc) {
            word.head = at(later, first);
        }
        (words[later].head, words[later].deprel) = (at(verb, first), Deprel::Conj);
        (words[noun].head, words[noun].deprel) = (at(later, first), Deprel::NsubjPass);
    }
}

/// `a teacher held by rebels was freed`: where a finite verb with an auxiliary and no subject hangs on a verb in the past that has
/// one, the earlier is a participle, and its subject is that of the later.
fn mend_reduced_relatives(words: &mut [Word], first: u32) {
    for later in 2..words.len() {
        let clause = matches!(words[later].deprel, Deprel::Advcl | Deprel::Ccomp | Deprel::Parataxis | Deprel::Xcomp);
        let Some(earlier) = head(words, first, later).filter(|&e| e < later && clause) else { continue };
        let finite = |w: &Word| {
            w.head == at(later, first)
                && matches!(w.deprel, Deprel::Aux | Deprel::AuxPass)
                && matches!(w.xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp)
        };
        let ambiguous = matches!(words[earlier].xpos, Xpos::Vbd | Xpos::Vbn) && words[earlier].upos == Upos::Verb;
        let opens = has(words, first, later, &[Deprel::Mark, Deprel::Cc]) || has(words, first, later, &SUBJECTS);
        let helped = has(words, first, earlier, &[Deprel::Aux, Deprel::AuxPass, Deprel::Cc, Deprel::Mark]);
        let subject = (0..earlier).find(|&s| words[s].head == at(earlier, first) && words[s].deprel == Deprel::Nsubj);
        let (Some(subject), true) = (subject, ambiguous && !opens && !helped && words.iter().any(finite)) else { continue };
        // A wh-word or a comma between them would open a clause of its own.
        if words[earlier..later].iter().any(|w| matches!(w.xpos, Xpos::Wdt | Xpos::Wp | Xpos::Wrb) || w.lemma == ",") {
            continue;
        }
        let passive = has(words, first, later, &[Deprel::AuxPass]);
        (words[later].head, words[later].deprel) = (words[earlier].head, words[earlier].deprel);
        (words[earlier].head, words[earlier].deprel, words[earlier].xpos) = (at(subject, first), Deprel::Acl, Xpos::Vbn);
        (words[subject].head, words[subject].deprel) = (at(later, first), if passive { Deprel::NsubjPass } else { Deprel::Nsubj });
        for word in words[later + 1..].iter_mut().filter(|w| w.head == at(earlier, first)) {
            word.head = at(later, first);
        }
        for word in words[..subject].iter_mut().filter(|w| w.head == at(earlier, first)) {
            word.head = at(later, first);
        }
    }
}

/// `between the army and M23 rebels`: a noun with `and` and no preposition, beside a phrase that has one, is joined to that.
fn mend_joined_sides(words: &mut [Word], first: u32) {
    for i in 2..words.len() {
        let phrase = matches!(words[i].deprel, Deprel::Nmod | Deprel::Obl) && matches!(words[i].upos, Upos::Noun | Upos::Propn);
        // The parser may hang `and` on the first word of the phrase.
        let opener = (0..i).find(|&j| words[j].head == at(i, first)).unwrap_or(i);
        let joined = [i, opener].iter().any(|&j| has(words, first, j, &[Deprel::Cc]));
        if !phrase || !joined || has(words, first, i, &[Deprel::Case]) {
            continue;
        }
        let beside =
            |&j: &usize| words[j].head == words[i].head && words[j].deprel == words[i].deprel && has(words, first, j, &[Deprel::Case]);
        if let Some(j) = (0..i).rev().find(beside) {
            (words[i].head, words[i].deprel) = (at(j, first), Deprel::Conj);
        }
    }
}

/// `the ground offensive by rebels`: behind a noun, and before a preposition or a verb, `offensive` is no adjective.
fn mend_offensives(words: &mut [Word], first: u32) {
    for i in 1..words.len() {
        let adjective = words[i].lemma == "offensive" && words[i].upos == Upos::Adj;
        let before = i - 1;
        if !adjective || words[i].deprel != Deprel::Amod || words[i].head != at(before, first) || words[before].upos != Upos::Noun {
            continue;
        }
        (words[i].head, words[i].deprel) = (words[before].head, words[before].deprel);
        (words[i].upos, words[i].xpos) = (Upos::Noun, Xpos::Nn);
        for word in words.iter_mut().filter(|w| w.head == at(before, first)) {
            word.head = at(i, first);
        }
        for word in words[i + 1..].iter_mut().filter(|w| w.head == at(i, first) && w.deprel == Deprel::Obl) {
            word.deprel = Deprel::Nmod;
        }
        (words[before].head, words[before].deprel) = (at(i, first), Deprel::Compound);
    }
}

/// `the killing by troops of 15 civilians`: the phrase with `of` tells whom the deed hit, not whose the troops are.
fn mend_victims_behind_doers(knowledge: &Knowledge, words: &mut [Word], forms: &[&str], first: u32) {
    let cased =
        |words: &[Word], i: usize, case: &str| words.iter().any(|w| w.head == at(i, first) && w.deprel == Deprel::Case && w.lemma == case);
    for victim in 3..words.len() {
        let noun = words[victim].upos == Upos::Noun && words[victim].deprel == Deprel::Nmod;
        let Some(doer) = head(words, first, victim).filter(|&d| d < victim && noun && cased(words, victim, "of")) else { continue };
        let by = matches!(words[doer].deprel, Deprel::Nmod | Deprel::Obl | Deprel::OblAgent) && cased(words, doer, "by");
        let Some(deed) = head(words, first, doer).filter(|&d| d < doer && by && words[d].upos == Upos::Noun) else { continue };
        let suffers = knowledge.lexicon.agent(&words[victim].lemma).is_some_and(|s| UNARMED.contains(&s))
            || has(words, first, victim, &[Deprel::Nummod]);
        let form = plain(forms[deed]).to_lowercase();
        let deeds =
            || [form.as_str(), words[deed].lemma.as_str()].iter().any(|w| knowledge.patterns_of(WordClass::Noun, w).next().is_some());
        if suffers && deeds() {
            (words[victim].head, words[victim].deprel) = (at(deed, first), Deprel::Nmod);
        }
    }
}
