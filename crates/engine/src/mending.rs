//! Mistakes of the model that follow a rule, mended before anything is read off the trees.

mod appositions;
mod clauses;
mod coordination;
mod force;
mod gerunds;
mod insertions;
mod peoples;
mod relatives;
mod sayers;
mod sentence;
mod subjects;
mod verbs_of_two_parts;
mod visitors;

use truceline_knowledge::{Knowledge, WordClass};
use truceline_syntax::{Deprel, Parse, Upos, Word, Xpos};
use truceline_text::{Document, Segmented, is_calendar_name, plain};

/// How the subject of a clause may hang on its verb.
const SUBJECTS: [Deprel; 4] = [Deprel::Nsubj, Deprel::NsubjPass, Deprel::Expl, Deprel::Csubj];

/// Mends what the model is known to misread.
pub(crate) fn mend(knowledge: &Knowledge, document: &Document, segmented: &Segmented, parse: &mut Parse) {
    let read: Vec<(Option<u32>, Deprel)> = parse.words.iter().map(|w| (w.head, w.deprel)).collect();
    mend_lemmas(knowledge, document, segmented, parse);
    mend_noun_heads(knowledge, segmented, parse);
    peoples::mend_names_beside_people(knowledge, document, segmented, parse);
    visitors::mend_visitors(knowledge, document, segmented, parse);
    force::mend_hostages(segmented, parse);
    force::mend(knowledge, document, segmented, parse);
    gerunds::mend_nouns_in_ing(knowledge, document, segmented, parse);
    gerunds::mend_charges(segmented, parse);
    verbs_of_two_parts::mend(knowledge, document, segmented, parse);
    mend_acronyms(document, segmented, parse);
    mend_names_like_auxiliaries(document, segmented, parse);
    mend_fronted_days(document, segmented, parse);
    appositions::mend_appositions(document, segmented, parse);
    appositions::mend_joined_offices(knowledge, segmented, parse);
    clauses::mend_noun_clauses(segmented, parse);
    clauses::mend_asked_infinitives(segmented, parse);
    clauses::mend_believed_subjects(segmented, parse);
    subjects::mend_swallowed_subjects(document, segmented, parse);
    coordination::mend_auxiliaries(segmented, parse);
    coordination::mend_tenses(segmented, parse);
    coordination::mend_agreement(segmented, parse);
    coordination::mend_denials(segmented, parse);
    coordination::mend_coordinated_people(knowledge, segmented, parse);
    sayers::mend_shared_sayers(knowledge, segmented, parse);
    sayers::mend_swallowed_sayers(knowledge, document, segmented, parse);
    sayers::mend_apposed_sayers(knowledge, document, segmented, parse);
    sayers::mend_trailing_sayers(knowledge, document, segmented, parse);
    insertions::mend_inserted_sayers(knowledge, document, segmented, parse);
    insertions::mend_joined_subjects(segmented, parse);
    subjects::mend_lost_subjects(segmented, parse);
    relatives::mend_clauses_behind_prepositions(segmented, parse);
    relatives::mend_names_beside(knowledge, document, segmented, parse);
    relatives::mend_what_it_is_called(segmented, parse);
    relatives::mend_things_called(segmented, parse);
    relatives::mend_far_relatives(document, segmented, parse);
    relatives::mend_who(knowledge, document, segmented, parse);
    relatives::mend_unclosed_relatives(document, segmented, parse);
    relatives::mend_coordinated_past_relatives(document, segmented, parse);
    mend_objects_in_front(segmented, parse);
    keep_trees(segmented, parse, &read);
}

/// Gives back the model's tree to a sentence that has lost its one root or got a circle: mendings that fit each alone may not fit
/// together.
fn keep_trees(segmented: &Segmented, parse: &mut Parse, read: &[(Option<u32>, Deprel)]) {
    for sentence in &segmented.sentences {
        let tokens = sentence.tokens.start as usize..sentence.tokens.end as usize;
        let Some((words, before)) = parse.words.get_mut(tokens.clone()).zip(read.get(tokens)) else { continue };
        if !is_tree(words, sentence.tokens.start) {
            for (word, &(head, deprel)) in words.iter_mut().zip(before) {
                (word.head, word.deprel) = (head, deprel);
            }
        }
    }
}

/// True where one word has no head and every other comes to it.
fn is_tree(words: &[Word], first: u32) -> bool {
    let head = |i: usize| words.get(i).and_then(|w| w.head).and_then(|h| h.checked_sub(first)).map(|h| h as usize);
    let ends = |i: usize| std::iter::successors(Some(i), |&t| head(t)).take(words.len() + 1).count() <= words.len();
    words.iter().filter(|w| w.head.is_none()).count() == 1 && (0..words.len()).all(ends)
}

/// Where the model's lemma is no word that the knowledge has, regular inflection may lead to one that it has.
fn mend_lemmas(knowledge: &Knowledge, document: &Document, segmented: &Segmented, parse: &mut Parse) {
    let firsts: Vec<u32> = segmented.sentences.iter().map(|s| s.tokens.start).collect();
    let named: Vec<bool> = firsts.iter().map(|f| parse.entities.iter().any(|e| e.tokens.contains(f))).collect();
    // "overran the town": what takes an object is no adjective.
    let mut governs = vec![false; parse.words.len()];
    // "was overthrown": nor is what has the auxiliary of a passive.
    let mut suffers = governs.clone();
    for word in parse.words.iter().filter(|w| matches!(w.deprel, Deprel::Obj | Deprel::AuxPass)) {
        let marks = if word.deprel == Deprel::Obj { &mut governs } else { &mut suffers };
        if let Some(g) = word.head.and_then(|h| marks.get_mut(h as usize)) {
            *g = true;
        }
    }
    for (i, (word, token)) in parse.words.iter_mut().zip(&segmented.tokens).enumerate() {
        if word.upos == Upos::Adj && (governs[i] || suffers[i]) && is_past(knowledge, &plain(token.span.of(&document.text)).to_lowercase())
        {
            (word.upos, word.xpos) = (Upos::Verb, if suffers[i] { Xpos::Vbn } else { Xpos::Vbd });
        }
        // "is involved in talks"
        if word.upos == Upos::Adj && word.xpos == Xpos::Vbn && suffers[i] {
            word.upos = Upos::Verb;
        }
        let class = match word.upos {
            Upos::Verb => WordClass::Verb,
            Upos::Noun => WordClass::Noun,
            // "Militiamen": a capital at the head of a sentence makes no name.
            Upos::Propn if firsts.binary_search(&(i as u32)).is_ok_and(|s| !named[s]) => WordClass::Noun,
            _ => continue,
        };
        let form = plain(token.span.of(&document.text)).to_lowercase();
        let misread = class == WordClass::Verb && knowledge.misread(&form, &word.lemma);
        if knowledge.has_word(class, &word.lemma) && !misread {
            continue;
        }
        if let Some(lemma) = knowledge.lemma_of(class, &form) {
            word.lemma = lemma.into();
        }
    }
}

/// A form that a verb of the knowledge takes and that is no verb's plain form: `overran`.
fn is_past(knowledge: &Knowledge, form: &str) -> bool {
    !knowledge.has_word(WordClass::Verb, form) && knowledge.lemma_of(WordClass::Verb, form).is_some_and(|l| l != form)
}

/// `IS had carried out an attack`: in a sentence with small letters an auxiliary in capitals before another one, or beside a
/// verb that has no subject, is a name.
fn mend_acronyms(document: &Document, segmented: &Segmented, parse: &mut Parse) {
    let form = |i: u32| segmented.tokens.get(i as usize).map_or("", |t| t.span.of(&document.text));
    for sentence in &segmented.sentences {
        let shouted = !sentence.tokens.clone().any(|i| form(i).len() > 3 && form(i).starts_with(char::is_lowercase));
        for i in sentence.tokens.clone().filter(|&i| form(i) == "IS" && !shouted) {
            let Some(word) = parse.words.get(i as usize).filter(|w| w.upos == Upos::Aux) else { continue };
            let subject = |w: &Word| w.head == word.head && matches!(w.deprel, Deprel::Nsubj | Deprel::NsubjPass);
            let Some(words) = parse.words.get(sentence.tokens.start as usize..sentence.tokens.end as usize) else { continue };
            let helps = matches!(word.deprel, Deprel::Aux | Deprel::AuxPass | Deprel::Cop);
            if word.head.is_none_or(|h| h < i) || helps && words.iter().any(subject) {
                continue;
            }
            if let Some(word) = parse.words.get_mut(i as usize) {
                let deprel = if helps { Deprel::Nsubj } else { word.deprel };
                *word = Word { upos: Upos::Propn, xpos: Xpos::Nnp, lemma: "IS".into(), head: word.head, deprel };
            }
        }
    }
}

/// `the US military trains pilots`: an adjective with an article and a name before it that is a noun for people or a body, where
/// only a noun can stand.
fn mend_noun_heads(knowledge: &Knowledge, segmented: &Segmented, parse: &mut Parse) {
    let stands = |w: &Word| matches!(w.deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj | Deprel::Obl | Deprel::Conj);
    for sentence in &segmented.sentences {
        let first = sentence.tokens.start;
        let Some(words) = parse.words.get_mut(first as usize..sentence.tokens.end as usize) else { continue };
        let described: Vec<usize> = words
            .iter()
            .filter(|w| matches!(w.deprel, Deprel::Compound | Deprel::NmodPoss))
            .filter_map(|w| w.head.and_then(|h| h.checked_sub(first)).map(|h| h as usize))
            .collect();
        for i in described {
            if let Some(word) = words.get_mut(i).filter(|w| w.upos == Upos::Adj && stands(w) && knowledge.lexicon.agent(&w.lemma).is_some())
            {
                (word.upos, word.xpos) = (Upos::Noun, Xpos::Nn);
            }
        }
    }
}

/// `Theresa May will hold talks`: an auxiliary with a capital right after a name ends the name.
fn mend_names_like_auxiliaries(document: &Document, segmented: &Segmented, parse: &mut Parse) {
    let form = |i: u32| segmented.tokens.get(i as usize).map_or("", |t| t.span.of(&document.text));
    for sentence in &segmented.sentences {
        for i in sentence.tokens.clone().skip(1).filter(|&i| matches!(form(i), "May" | "Will")) {
            let named = parse.words.get(i as usize - 1).is_some_and(|w| w.upos == Upos::Propn) && !is_calendar_name(form(i - 1));
            let helps = parse.words.get(i as usize).is_some_and(|w| w.upos == Upos::Aux);
            if let Some(word) = parse.words.get_mut(i as usize).filter(|_| named && helps) {
                let name = Word { upos: Upos::Propn, xpos: Xpos::Nnp, lemma: form(i).into(), head: Some(i - 1), deprel: Deprel::Flat };
                *word = name;
                if let Some(entity) = parse.entities.iter_mut().find(|e| e.tokens.end == i) {
                    entity.tokens.end = i + 1;
                }
            }
        }
    }
}

/// `the man, who Israel accuses`: a relative pronoun before a verb's subject is its object. `warned the party not to try`: a noun
/// between a verb of telling and the infinitive's `to` is the object of the telling.
fn mend_objects_in_front(segmented: &Segmented, parse: &mut Parse) {
    const TELLS: [&str; 12] =
        ["warn", "tell", "urge", "ask", "order", "advise", "press", "force", "allow", "command", "remind", "instruct"];
    const HEARD: [&str; 7] = ["tell", "inform", "assure", "warn", "remind", "convince", "show"];
    for sentence in &segmented.sentences {
        let first = sentence.tokens.start;
        let Some(words) = parse.words.get_mut(first as usize..sentence.tokens.end as usize) else { continue };
        let seen: &[Word] = words;
        let at = |h: Option<u32>| h.and_then(|h| h.checked_sub(first)).map(|h| h as usize).filter(|&h| h < seen.len());
        let child = |of: usize, rel: Deprel| {
            let here = first + of as u32;
            (0..seen.len()).filter(move |&i| seen[i].head == Some(here) && seen[i].deprel == rel)
        };
        let mut moved: Vec<(usize, Option<usize>, Deprel)> = Vec::new();
        for verb in (0..seen.len()).filter(|&v| seen[v].upos == Upos::Verb) {
            match seen[verb].deprel {
                Deprel::AclRelcl if child(verb, Deprel::Obj).next().is_none() => {
                    let mut subjects = child(verb, Deprel::Nsubj);
                    let pronoun = subjects.next().filter(|&s| matches!(seen[s].lemma.as_str(), "who" | "whom" | "that" | "which"));
                    if let (Some(pronoun), Some(_)) = (pronoun, subjects.next()) {
                        moved.push((pronoun, Some(verb), Deprel::Obj));
                    }
                }
                // "told the court he had been beaten", "told reporters police had fired": whoever is told is no subject
                Deprel::Ccomp if child(verb, Deprel::Nsubj).chain(child(verb, Deprel::NsubjPass)).count() > 1 => {
                    let mut subjects: Vec<usize> = child(verb, Deprel::Nsubj).chain(child(verb, Deprel::NsubjPass)).collect();
                    subjects.sort_unstable();
                    let teller = at(seen[verb].head).filter(|&t| t < subjects[0] && HEARD.contains(&seen[t].lemma.as_str()));
                    let open = |t: usize| child(t, Deprel::Obj).chain(child(t, Deprel::AuxPass)).next().is_none();
                    let marked = child(verb, Deprel::Mark).any(|m| m < subjects[0]);
                    if let Some(teller) = teller.filter(|&t| subjects[1] < verb && !marked && open(t)) {
                        moved.push((subjects[0], Some(teller), Deprel::Obj));
                    }
                }
                Deprel::Ccomp | Deprel::Xcomp => {
                    let Some(teller) = at(seen[verb].head).filter(|&t| t < verb && TELLS.contains(&seen[t].lemma.as_str())) else {
                        continue;
                    };
                    let to = child(verb, Deprel::Mark).find(|&m| seen[m].lemma == "to");
                    let told = child(verb, Deprel::Obj).find(|&o| o > teller && to.is_some_and(|m| o < m));
                    if let Some(told) = told.filter(|_| child(teller, Deprel::Obj).next().is_none()) {
                        moved.extend([(told, Some(teller), Deprel::Obj), (verb, Some(teller), Deprel::Xcomp)]);
                    }
                }
                _ => {}
            }
        }
        for (word, head, deprel) in moved {
            (words[word].head, words[word].deprel) = (head.map(|h| first + h as u32), deprel);
        }
    }
}

/// `On Wednesday troops overran the town`: a day before a subject without a comma is no part of its name.
fn mend_fronted_days(document: &Document, segmented: &Segmented, parse: &mut Parse) {
    for sentence in &segmented.sentences {
        let range = sentence.tokens.start as usize..sentence.tokens.end as usize;
        let (Some(words), Some(tokens)) = (parse.words.get_mut(range.clone()), segmented.tokens.get(range)) else { continue };
        let forms: Vec<&str> = tokens.iter().map(|t| t.span.of(&document.text)).collect();
        for day in (0..words.len()).filter(|&i| is_calendar_name(forms[i])) {
            let first = sentence.tokens.start;
            if let Some((subject, verb)) = swallowing(words, &forms, first, day).or_else(|| beside(words, first, day)) {
                set_apart(words, first, day, subject, verb);
            }
        }
    }
}

/// Nouns that a day before them narrows: `on Monday evening`, `in May elections`.
const NARROWED: [&str; 22] = [
    "morning",
    "afternoon",
    "evening",
    "night",
    "noon",
    "midnight",
    "dawn",
    "dusk",
    "day",
    "week",
    "weekend",
    "month",
    "year",
    "election",
    "vote",
    "poll",
    "referendum",
    "attack",
    "clash",
    "talk",
    "summit",
    "meeting",
];

/// The noun that has a day as part of its name and its preposition as its own, and the verb whose subject it should be. All
/// counted from `first`, the sentence's first word.
fn swallowing(words: &[Word], forms: &[&str], first: u32, day: usize) -> Option<(usize, usize)> {
    let head = |i: usize| words[i].head.and_then(|h| (h as usize).checked_sub(first as usize)).filter(|&h| h < words.len());
    let noun = head(day).filter(|&n| n > day && words[day].deprel == Deprel::Compound)?;
    let narrowed = NARROWED.contains(&words[noun].lemma.as_str()) || is_calendar_name(forms[noun]) || words[noun].upos == Upos::Num;
    let verb = head(noun).filter(|&v| v > noun && matches!(words[v].upos, Upos::Verb | Upos::Aux) && !narrowed)?;
    let cased = (0..day).rev().take(2).find(|&c| words[c].upos == Upos::Adp && [Some(noun), Some(day)].contains(&head(c)))?;
    let between = (cased + 1..day).all(|i| matches!(forms[i], "late" | "early" | "mid"));
    let own = |i: usize| head(i) == Some(verb) && matches!(words[i].deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::Csubj);
    let lacks = match words[noun].deprel {
        Deprel::Nsubj | Deprel::NsubjPass => true,
        // After a comma it was meant as it stands: `In July talks, they agreed`.
        Deprel::Obl => !(0..words.len()).any(own) && !forms[noun..verb].contains(&","),
        _ => false,
    };
    (between && lacks).then_some((noun, verb))
}

/// The noun right after a day that the tree has as a phrase of the verb, too, though it has no preposition and the verb no
/// subject.
fn beside(words: &[Word], first: u32, day: usize) -> Option<(usize, usize)> {
    let of = |i: usize, head: usize| words[i].head == Some(first + head as u32);
    let verb = words[day].head.and_then(|h| (h as usize).checked_sub(first as usize)).filter(|&v| v > day && v < words.len())?;
    let noun = (day + 1..verb.min(day + 5)).find(|&n| of(n, verb))?;
    let bare = words[noun].deprel == Deprel::Obl && !(day..noun).any(|c| of(c, noun) && words[c].deprel == Deprel::Case);
    let whole = (day + 1..noun).all(|i| of(i, noun));
    let subject = |i: usize| of(i, verb) && matches!(words[i].deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::Csubj);
    let lacks = words[day].deprel == Deprel::Obl && !(0..words.len()).any(subject);
    let names = matches!(words[noun].upos, Upos::Noun | Upos::Propn);
    (bare && whole && lacks && names).then_some((noun, verb))
}

/// Makes the day a phrase of the verb, with all that stands before it, and the noun its subject.
fn set_apart(words: &mut [Word], first: u32, day: usize, subject: usize, verb: usize) {
    let at = |i: usize| Some(first + i as u32);
    let passive = words.iter().any(|w| w.head == at(verb) && w.deprel == Deprel::AuxPass);
    for word in words[..day].iter_mut().filter(|w| w.head == at(subject)) {
        word.head = at(day);
    }
    (words[day].head, words[day].deprel) = (at(verb), Deprel::Obl);
    words[subject].deprel = if passive { Deprel::NsubjPass } else { Deprel::Nsubj };
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(heads: &[Option<u32>]) -> Vec<Word> {
        let word = |&head| Word { upos: Upos::Noun, xpos: Xpos::Nn, lemma: "x".into(), head, deprel: Deprel::Dep };
        heads.iter().map(word).collect()
    }

    #[test]
    fn circles_and_second_roots_are_no_trees() {
        assert!(is_tree(&words(&[Some(8), None, Some(8)]), 7));
        assert!(!is_tree(&words(&[Some(9), None, Some(7)]), 7));
        assert!(!is_tree(&words(&[None, None, Some(8)]), 7));
    }
}
