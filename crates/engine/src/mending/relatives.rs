//! Mistakes of the tree around relative clauses and appositions in long sentences.

use std::ops::Range;

use truceline_knowledge::Knowledge;
use truceline_syntax::{Deprel, EntityKind, Parse, Upos, Word, Xpos};
use truceline_text::{Document, Segmented};

use super::{
    SUBJECTS,
    sentence::{Sentence, rehang, rehang_in_each},
};

/// `He named Y, who fled abroad and was arrested`: what is coordinated behind a relative clause that no comma has closed goes on
/// with that clause. Without a comma before it, it does so where its tense is the clause's and not that of the verb above.
pub(super) fn mend_unclosed_relatives(document: &Document, segmented: &Segmented, parse: &mut Parse) {
    rehang_in_each(document, segmented, parse, |seen, is_comma| {
        let words = seen.words;
        (0..words.len())
            .filter(|&verb| words[verb].upos == Upos::Verb && words[verb].deprel == Deprel::Conj && !seen.has(verb, &SUBJECTS))
            .filter_map(|verb| Some((verb, unclosed_before(seen, verb, is_comma)?)))
            .collect()
    });
}

/// `The defection angered Seoul, which responded`, `land held by the Farc, who signed an accord`: a relative clause behind a comma
/// describes the noun before the comma, not one on the far side of a verb; of a noun within that one's own clause only `who` does so.
pub(super) fn mend_far_relatives(document: &Document, segmented: &Segmented, parse: &mut Parse) {
    rehang_in_each(document, segmented, parse, |seen, is_comma| {
        let words = seen.words;
        (0..words.len())
            .filter(|&c| words[c].deprel == Deprel::AclRelcl && words[c].upos == Upos::Verb)
            .filter_map(|clause| {
                let far = seen.head(clause).filter(|&h| h < clause)?;
                let pronoun = (far + 1..clause)
                    .find(|&p| matches!(words[p].lemma.as_str(), "which" | "who") && seen.above(p).nth(1) == Some(clause))?;
                let last = pronoun.checked_sub(2).filter(|&l| is_comma(pronoun - 1) && l > far)?;
                let part = |t: &usize| matches!(words[*t].deprel, Deprel::Flat | Deprel::Compound);
                let near = seen.above(last).find(|t| !part(t)).filter(|&n| n > far && matches!(words[n].upos, Upos::Noun | Upos::Propn))?;
                let verbs_between = seen.above(near).skip(1).take_while(|&t| t != far).any(|t| words[t].upos == Upos::Verb);
                let crosses = !seen.above(near).any(|t| t == far);
                (verbs_between && (crosses || words[pronoun].lemma == "who")).then_some((clause, near))
            })
            .collect()
    });
}

/// The relative clause that a coordinated verb goes on with, though it hangs on a verb above.
fn unclosed_before(sentence: &Sentence, verb: usize, is_comma: impl Fn(usize) -> bool) -> Option<usize> {
    let words = sentence.words;
    let outer = sentence.head(verb).filter(|&o| o < verb && words[o].upos == Upos::Verb)?;
    let cc = sentence.children(verb).find(|&c| words[c].deprel == Deprel::Cc && c < verb)?;
    let clause = (outer + 1..cc).rev().find(|&r| words[r].deprel == Deprel::AclRelcl && words[r].upos == Upos::Verb)?;
    let pronoun = (outer + 1..clause).rev().find(|&p| is_relative(&words[p]) && sentence.above(p).skip(1).take(3).any(|h| h == clause))?;
    let inside = sentence.above(clause).skip(1).any(|h| h == outer);
    let open = !(clause + 1..cc).any(&is_comma);
    let noun = sentence.head(clause).filter(|&n| n < pronoun)?;
    let comma = pronoun.checked_sub(1).is_some_and(&is_comma) && noun > outer;
    let tense = |v: usize| tense_of(sentence, v);
    let same = tense(verb) == tense(clause) && tense(verb) != tense(outer);
    (inside && open && (comma || same)).then_some(clause)
}

/// `The army, which backs the president, and the rebels agreed`: what is coordinated behind the comma that closes a relative clause
/// goes with the noun before the clause.
pub(super) fn mend_coordinated_past_relatives(document: &Document, segmented: &Segmented, parse: &mut Parse) {
    rehang_in_each(document, segmented, parse, |seen, is_comma| {
        let words = seen.words;
        (0..words.len())
            .filter(|&n| words[n].deprel == Deprel::Conj && matches!(words[n].upos, Upos::Noun | Upos::Propn))
            .filter_map(|noun| {
                let inner = seen.head(noun).filter(|&i| matches!(words[i].upos, Upos::Noun | Upos::Propn))?;
                let cc = seen.children(noun).find(|&c| words[c].deprel == Deprel::Cc && c < noun && c > 0 && is_comma(c - 1))?;
                let listed = seen.children(inner).any(|c| words[c].deprel == Deprel::Conj && c != noun);
                let clause = seen.above(inner).find(|&t| words[t].deprel == Deprel::AclRelcl)?;
                let outer = seen.head(clause).filter(|&o| o < clause && (o + 1..clause).any(is_comma))?;
                let verb = seen.head(outer).filter(|&v| v > noun && words[v].upos == Upos::Verb)?;
                let subject = SUBJECTS.contains(&words[outer].deprel);
                let before = (cc..noun).all(|t| words[t].upos != Upos::Verb);
                (subject && !listed && before && verb > cc).then_some((noun, outer))
            })
            .collect()
    });
}

fn is_relative(word: &Word) -> bool {
    matches!(word.xpos, Xpos::Wdt | Xpos::Wp | Xpos::WpS) && word.lemma != "what"
}

/// True for the present, false for the past; none where neither the verb nor an auxiliary tells.
fn tense_of(sentence: &Sentence, verb: usize) -> Option<bool> {
    let auxiliary = sentence.children(verb).find(|&c| matches!(sentence.words[c].deprel, Deprel::Aux | Deprel::AuxPass | Deprel::Cop));
    match sentence.words.get(auxiliary.unwrap_or(verb))?.xpos {
        Xpos::Vbz | Xpos::Vbp => Some(true),
        Xpos::Vbd => Some(false),
        _ => None,
    }
}

/// `a leader of the party who fled`, `the government of X, whom they accuse`: `who` stands for somebody.
pub(super) fn mend_who(knowledge: &Knowledge, document: &Document, segmented: &Segmented, parse: &mut Parse) {
    for sentence in &segmented.sentences {
        let first = sentence.tokens.start;
        let range = first as usize..sentence.tokens.end as usize;
        let Some(words) = parse.words.get(range.clone()) else { continue };
        let kinds = |i: usize| parse.entities.iter().find(|e| e.tokens.contains(&(first + i as u32))).map(|e| e.kind);
        let seen = Sentence { words, first };
        let moved: Vec<(usize, usize)> = (0..words.len())
            .filter(|&clause| words[clause].deprel == Deprel::AclRelcl)
            .filter_map(|clause| {
                let pronoun = seen.children(clause).find(|&c| matches!(words[c].lemma.as_str(), "who" | "whom"))?;
                let noun = seen.head(clause).filter(|&n| n < pronoun)?;
                let comma = pronoun.checked_sub(1).is_some_and(|c| words[c].upos == Upos::Punct);
                let auxiliary = seen.children(clause).find(|&c| matches!(words[c].deprel, Deprel::Aux | Deprel::AuxPass | Deprel::Cop));
                let singular =
                    is_singular(document, segmented, first as usize + auxiliary.unwrap_or(clause), &words[auxiliary.unwrap_or(clause)]);
                Some((clause, somebody(knowledge, &seen, kinds, noun, pronoun, comma, singular)?))
            })
            .collect();
        let Some(words) = parse.words.get_mut(range) else { continue };
        for (clause, noun) in moved {
            rehang(words, first, clause, noun);
        }
    }
}

/// `was`, `has`, `says`: said of one.
fn is_singular(document: &Document, segmented: &Segmented, token: usize, word: &Word) -> bool {
    let form = segmented.tokens.get(token).map_or("", |t| t.span.of(&document.text));
    matches!(form, "was" | "is" | "has") || word.xpos == Xpos::Vbz
}

/// Whom `who` stands for, where the noun that the tree gives it is nobody: the nearest person between them, else the person that
/// the noun is a part of.
fn somebody(
    knowledge: &Knowledge,
    sentence: &Sentence,
    kinds: impl Fn(usize) -> Option<EntityKind>,
    noun: usize,
    pronoun: usize,
    comma: bool,
    singular: bool,
) -> Option<usize> {
    let words = sentence.words;
    let agent = |i: usize| words[i].upos == Upos::Noun && is_agent(knowledge, &words[i].lemma);
    let several = |i: usize| matches!(words[i].xpos, Xpos::Nns | Xpos::Nnps);
    let person = |i: usize| match kinds(i) {
        Some(EntityKind::Person | EntityKind::Nationality) => true,
        Some(_) => false,
        None => agent(i),
    };
    // "X, a lawyer and one of the organisers, who called": the one, and so X.
    let one = sentence.head(noun).filter(|&o| comma && several(noun) && words[o].lemma == "one" && words[noun].deprel == Deprel::Nmod);
    if let Some(one) = one {
        let named = |t: &usize| sentence.head(*t).filter(|&h| h < *t && matches!(words[*t].deprel, Deprel::Conj | Deprel::Appos));
        return std::iter::successors(Some(one), named).take(4).last();
    }
    // "the Taliban, who have": a body may be told of as its people, but not "X of the party, who was shot".
    let body = kinds(noun) == Some(EntityKind::Organisation) && (comma || several(noun)) && !singular;
    let counted = matches!(words[noun].upos, Upos::Num | Upos::Pron | Upos::Adj | Upos::Det);
    if person(noun) || agent(noun) || body || counted || several(noun) {
        return None;
    }
    let whole = |i: usize| sentence.above(i).find(|&t| !matches!(words[t].deprel, Deprel::Flat | Deprel::Compound));
    let between = (noun + 1..pronoun).rev().find(|&i| person(i)).and_then(whole).filter(|&t| t > noun && t < pronoun);
    let phrases = sentence.above(noun).skip(1).take(3).take_while(|&t| matches!(words[t].upos, Upos::Noun | Upos::Propn));
    let mut above = phrases.filter(|&t| t < noun);
    let held = |t: usize| words[t].deprel == Deprel::Nmod;
    // "X of the Popular Front (PF), who"
    let inside = held(noun) || words[noun].deprel == Deprel::Appos && sentence.head(noun).is_some_and(held);
    between.or_else(|| above.find(|&t| person(t)).filter(|_| inside))
}

fn is_agent(knowledge: &Knowledge, lemma: &str) -> bool {
    knowledge.lexicon.role(lemma).is_some() || knowledge.lexicon.agent(lemma).is_some()
}

/// `a judge of the Supreme Court, X, ruled`: a person's name behind a comma names the person and not the body or place beside it.
pub(super) fn mend_names_beside(knowledge: &Knowledge, document: &Document, segmented: &Segmented, parse: &mut Parse) {
    for sentence in &segmented.sentences {
        let first = sentence.tokens.start;
        let range = first as usize..sentence.tokens.end as usize;
        let Some(words) = parse.words.get(range.clone()) else { continue };
        let form = |i: usize| segmented.tokens.get(first as usize + i).map_or("", |t| t.span.of(&document.text));
        let seen = Sentence { words, first };
        let entity = |i: usize| parse.entities.iter().find(|e| e.tokens.contains(&(first + i as u32)));
        let local = |r: &Range<u32>| r.start.checked_sub(first).map(|s| s as usize);
        let mut moved: Vec<(usize, usize)> = Vec::new();
        for name in (0..words.len()).filter(|&i| words[i].deprel == Deprel::Appos) {
            let Some(start) = entity(name).filter(|e| e.kind == EntityKind::Person).and_then(|e| local(&e.tokens)) else { continue };
            let Some(beside) = seen.head(name).filter(|&b| b < start) else { continue };
            let behind_comma = start.checked_sub(1).is_some_and(|c| form(c) == ",");
            let thing = match entity(beside).map(|e| e.kind) {
                Some(kind) => kind != EntityKind::Person,
                None => !is_agent(knowledge, &words[beside].lemma),
            };
            let phrases = seen.above(beside).skip(1).take(4).take_while(|&t| matches!(words[t].upos, Upos::Noun | Upos::Propn));
            let one = |t: usize| matches!(words[t].xpos, Xpos::Nn | Xpos::Nnp) && entity(t).is_none();
            let mut people = phrases.filter(|&t| t < beside && one(t) && knowledge.lexicon.role(&words[t].lemma).is_some());
            if let Some(person) = people.next().filter(|_| behind_comma && thing && words[beside].deprel == Deprel::Nmod) {
                moved.push((name, person));
            }
        }
        let Some(words) = parse.words.get_mut(range) else { continue };
        for (name, person) in moved {
            rehang(words, first, name, person);
        }
    }
}

/// `called the vote a farce`: a noun with an article behind the object of a verb of calling is what the object is called.
pub(super) fn mend_what_it_is_called(segmented: &Segmented, parse: &mut Parse) {
    const CALLS: [&str; 8] = ["call", "label", "brand", "dub", "term", "deem", "consider", "declare"];
    for sentence in &segmented.sentences {
        let first = sentence.tokens.start;
        let Some(words) = parse.words.get_mut(first as usize..sentence.tokens.end as usize) else { continue };
        let seen = Sentence { words, first };
        let called: Vec<usize> = (0..words.len())
            .filter(|&n| words[n].deprel == Deprel::OblUnmarked && words[n].upos == Upos::Noun)
            .filter(|&n| {
                let Some(verb) = seen.head(n).filter(|&v| v < n && CALLS.contains(&words[v].lemma.as_str())) else { return false };
                let object = seen.children(verb).any(|o| words[o].deprel == Deprel::Obj && o > verb && o < n);
                let some = seen.children(n).any(|d| matches!(words[d].lemma.as_str(), "a" | "an"));
                object && some && !matches!(words[n].lemma.as_str(), "day" | "week" | "month" | "year" | "hour" | "time" | "minute")
            })
            .collect();
        for noun in called {
            words[noun].deprel = Deprel::Obj;
        }
    }
}

/// `He listened as the prosecutor, X, charged him`: a noun behind `as` or `after` right before a verb that has no subject is its
/// subject.
pub(super) fn mend_clauses_behind_prepositions(segmented: &Segmented, parse: &mut Parse) {
    const OPENS: [&str; 6] = ["as", "after", "before", "since", "until", "while"];
    for sentence in &segmented.sentences {
        let first = sentence.tokens.start;
        let Some(words) = parse.words.get_mut(first as usize..sentence.tokens.end as usize) else { continue };
        let seen = Sentence { words, first };
        let mut moved: Vec<(usize, usize, usize)> = Vec::new();
        for verb in (0..words.len()).filter(|&v| words[v].deprel == Deprel::Advcl && words[v].upos == Upos::Verb) {
            let finite = matches!(words[verb].xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp);
            if !finite || seen.has(verb, &SUBJECTS) || seen.has(verb, &[Deprel::Mark]) {
                continue;
            }
            let opens = |&c: &usize| words[c].deprel == Deprel::Case && OPENS.contains(&words[c].lemma.as_str());
            let Some(case) = (0..verb).rev().find(opens) else { continue };
            let Some(noun) = seen.head(case).filter(|&n| n > case && n < verb) else { continue };
            let inside = |t: usize| words[t].upos == Upos::Punct || seen.above(t).any(|h| h == noun);
            if matches!(words[noun].upos, Upos::Noun | Upos::Propn) && (noun + 1..verb).all(inside) {
                moved.push((case, noun, verb));
            }
        }
        for (case, noun, verb) in moved {
            (words[noun].head, words[noun].deprel) = (Some(first + verb as u32), Deprel::Nsubj);
            (words[case].head, words[case].deprel) = (Some(first + verb as u32), Deprel::Mark);
        }
    }
}

/// `launched what it called an inquiry`, `condemned what he says is an invasion`: what is called so is what the verb is about, and
/// the calling is said of it.
pub(super) fn mend_things_called(segmented: &Segmented, parse: &mut Parse) {
    for sentence in &segmented.sentences {
        let first = sentence.tokens.start;
        let Some(words) = parse.words.get_mut(first as usize..sentence.tokens.end as usize) else { continue };
        let seen = Sentence { words, first };
        let called: Vec<(usize, usize, usize)> = (0..words.len())
            .filter(|&what| words[what].lemma == "what" && words[what].upos == Upos::Pron)
            .filter(|&what| matches!(words[what].deprel, Deprel::Obj | Deprel::NsubjPass | Deprel::Obl | Deprel::Nmod))
            // "was killed in what X called an attack": a name for the deed that the verb tells; "marched against what X called
            // meddling": X's judgement beside theirs.
            .filter(|&what| {
                !seen.children(what).any(|c| words[c].deprel == Deprel::Case && matches!(words[c].lemma.as_str(), "in" | "against"))
            })
            .filter_map(|what| {
                let verb = seen.children(what).find(|&v| v > what && words[v].deprel == Deprel::AclRelcl)?;
                Some((what, verb, named_by(&seen, what, verb)?))
            })
            .collect();
        for (what, verb, noun) in called {
            put_in_place(words, first, what, verb, noun);
        }
    }
}

/// The noun by which the clause `what X calls ...` names its thing.
fn named_by(seen: &Sentence, what: usize, verb: usize) -> Option<usize> {
    const CALLS: [&str; 7] = ["call", "term", "label", "dub", "brand", "consider", "deem"];
    const DESCRIBES: [&str; 7] = ["describe", "see", "regard", "characterise", "characterize", "view", "perceive"];
    const SAYS: [&str; 8] = ["say", "claim", "believe", "insist", "allege", "maintain", "think", "argue"];
    let words = seen.words;
    let noun = |n: &usize| *n > verb && matches!(words[*n].upos, Upos::Noun | Upos::Propn);
    let has = |n: usize, deprel: Deprel, lemma: &str| seen.children(n).any(|c| words[c].deprel == deprel && words[c].lemma == lemma);
    match words[verb].lemma.as_str() {
        calls if CALLS.contains(&calls) => {
            seen.children(verb).filter(noun).find(|&n| matches!(words[n].deprel, Deprel::Obj | Deprel::Xcomp | Deprel::OblUnmarked))
        }
        describes if DESCRIBES.contains(&describes) => seen.children(verb).filter(noun).find(|&n| has(n, Deprel::Case, "as")),
        says if SAYS.contains(&says) => {
            let above = seen.head(what)?;
            let clause = seen.children(verb).chain(seen.children(above)).filter(noun);
            clause.filter(|&n| words[n].deprel == Deprel::Ccomp).find(|&n| has(n, Deprel::Cop, "be"))
        }
        _ => None,
    }
}

/// Hangs the noun where `what` stood, and the clause of naming on the noun.
fn put_in_place(words: &mut [Word], first: u32, what: usize, verb: usize, noun: usize) {
    let at = |i: usize| Some(first + i as u32);
    let (head, deprel) = (words[what].head, words[what].deprel);
    for (i, word) in words.iter_mut().enumerate() {
        if word.head == at(what) && i != verb {
            word.head = at(noun); // its preposition
        } else if word.head == at(verb) && i > noun && word.deprel == Deprel::Obl {
            (word.head, word.deprel) = (at(noun), Deprel::Nmod);
        } else if word.head == at(noun) && (word.deprel == Deprel::Cop || word.deprel == Deprel::Case && word.lemma == "as") {
            (word.head, word.deprel) = (at(verb), Deprel::Dep);
        }
    }
    (words[noun].head, words[noun].deprel) = (head, deprel);
    (words[verb].head, words[verb].deprel) = (at(noun), Deprel::Acl);
    (words[what].head, words[what].deprel) = (at(verb), Deprel::Obj);
}
