//! Short clauses between commas, which TABARI and PETRARCH leave out before they code.

use std::ops::Range;

use truceline_syntax::{Deprel, Upos, View, Xpos};
use truceline_text::{Segmented, Sentence};

use crate::options::Options;

/// The document's words without those clauses; `None` where nothing is left out.
///
/// A clause between two commas, before the first or behind the last is left out where its number of words lies within
/// the options' bounds. Parts of a list stay, and so does the main clause.
pub(crate) fn shortened(view: &View, options: &Options) -> Option<Segmented> {
    let mut dropped = vec![false; view.segmented.tokens.len()];
    for sentence in &view.segmented.sentences {
        let ranges = clauses(view, sentence, options);
        let left = sentence.tokens.clone().any(|t| view.upos(t) != Upos::Punct && !ranges.iter().any(|r| r.contains(&t)));
        for range in ranges.into_iter().filter(|_| left) {
            range.for_each(|t| dropped[t as usize] = true);
        }
    }
    if !dropped.contains(&true) {
        return None;
    }
    let mut out = view.segmented.clone();
    out.tokens.clear();
    for (sentence, old) in out.sentences.iter_mut().zip(&view.segmented.sentences) {
        let first = out.tokens.len() as u32;
        let kept = old.tokens.clone().filter(|&t| !dropped[t as usize]);
        out.tokens.extend(kept.filter_map(|t| view.segmented.tokens.get(t as usize)));
        sentence.tokens = first..out.tokens.len() as u32;
    }
    Some(out)
}

/// The tokens to leave out, commas with them.
fn clauses(view: &View, sentence: &Sentence, options: &Options) -> Vec<Range<u32>> {
    let tokens = sentence.tokens.clone();
    let commas: Vec<u32> = tokens.clone().filter(|&t| view.form(t) == ",").collect();
    let (Some(&first), Some(&last)) = (commas.first(), commas.last()) else { return Vec::new() };
    let fits = |range: Range<u32>, (least, most): (usize, usize)| {
        let words = range.filter(|&t| view.form(t).starts_with(char::is_alphanumeric)).count();
        most > 0 && (least..=most).contains(&words)
    };
    let mut out = Vec::new();
    if fits(tokens.start..first, options.comma_begin) && !is_main(view, tokens.start..first) && !lists(view, tokens.start..first) {
        out.push(tokens.start..first + 1);
    }
    let mut in_list = false;
    for pair in commas.windows(2) {
        let clause = pair[0] + 1..pair[1];
        let tail = in_list && view.upos(clause.start) == Upos::Cconj;
        in_list = lists(view, clause.clone());
        if !in_list && !tail && fits(clause.clone(), options.comma) && !is_main(view, clause.clone()) {
            out.push(pair[0]..pair[1]);
        }
    }
    let end = (last + 1..tokens.end).rev().find(|&t| view.upos(t) != Upos::Punct).map_or(last, |t| t + 1);
    let clause = last + 1..end;
    let tail = in_list && view.upos(clause.start) == Upos::Cconj;
    if !tail && !lists(view, clause.clone()) && fits(clause.clone(), options.comma_end) && !is_main(view, clause.clone()) {
        out.push(last..end);
    }
    out
}

/// True where the clause holds the sentence's root, unless that only reports the rest: `..., an official said`.
fn is_main(view: &View, clause: Range<u32>) -> bool {
    let Some(root) = clause.clone().find(|&t| view.deprel(t) == Deprel::Root) else { return false };
    let subject = |&c: &u32| matches!(view.deprel(c), Deprel::Nsubj | Deprel::NsubjPass);
    let own_subject = view.children(root).iter().any(|c| subject(c) && clause.contains(c));
    let reported = |c: &u32| match view.deprel(*c) {
        Deprel::Ccomp | Deprel::Parataxis => true,
        // Two subjects: the parser took the reported clause for one of them.
        Deprel::Nsubj | Deprel::NsubjPass => own_subject,
        _ => false,
    };
    !view.children(root).iter().any(|c| !clause.contains(c) && reported(c))
}

/// True where what stands between commas is a part of a list: `A, B, C and D`.
fn lists(view: &View, clause: Range<u32>) -> bool {
    let Some(before) = clause.start.checked_sub(2) else { return false };
    if !is_noun(view, before) && view.upos(before) != Upos::Num {
        return false;
    }
    let end = nominal_end(view, clause.start);
    if end == clause.start || !(clause.start..end).any(|t| is_noun(view, t)) {
        return false;
    }
    let Some(sentence) = view.sentence(clause.start) else { return false };
    if end < clause.end {
        // `..., Fornost and Bree met`: the list's last two; where a verb came before, a clause of its own.
        let joined = view.upos(end) == Upos::Cconj && nominal_end(view, end + 1) > end + 1;
        let is_verb = |t: u32| matches!(view.upos(t), Upos::Verb | Upos::Aux);
        return joined && (!clause.clone().any(is_verb) || !(sentence.tokens.start..clause.start).any(is_verb));
    }
    let mut at = clause.end;
    // Further parts up to the `and`.
    while at < sentence.tokens.end && view.form(at) == "," {
        if view.upos(at + 1) == Upos::Cconj {
            return nominal_end(view, at + 2) > at + 2;
        }
        let next = nominal_end(view, at + 1);
        if next == at + 1 {
            return false;
        }
        at = next;
    }
    at > clause.end && view.upos(at) == Upos::Cconj && nominal_end(view, at + 1) > at + 1
}

fn is_noun(view: &View, t: u32) -> bool {
    matches!(view.upos(t), Upos::Noun | Upos::Propn | Upos::Pron)
}

/// One past the nouns, adjectives and determiners that begin at `t`, `of` among them.
fn nominal_end(view: &View, t: u32) -> u32 {
    let nominal = |t: u32| match view.upos(t) {
        Upos::Noun | Upos::Propn | Upos::Adj | Upos::Det | Upos::Num | Upos::Pron => true,
        Upos::Adp => view.form(t) == "of",
        _ => view.xpos(t) == Xpos::Pos || view.xpos(t) == Xpos::Hyph || view.deprel(t) == Deprel::Amod,
    };
    (t..view.len()).find(|&t| !nominal(t)).unwrap_or(view.len())
}
