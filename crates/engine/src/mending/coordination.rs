//! Mistakes of the tree about what is coordinated with what, and about what hangs on an auxiliary.

use truceline_knowledge::Knowledge;
use truceline_syntax::{Deprel, EntityKind, Parse, Upos, Word, Xpos};
use truceline_text::Segmented;

use super::SUBJECTS;

const AUXILIARIES: [Deprel; 3] = [Deprel::Aux, Deprel::AuxPass, Deprel::Cop];

/// `denied having executed prisoners`: an auxiliary has no arguments, its verb has them.
pub(super) fn mend_auxiliaries(segmented: &Segmented, parse: &mut Parse) {
    for sentence in &segmented.sentences {
        let first = sentence.tokens.start;
        let Some(words) = parse.words.get_mut(first as usize..sentence.tokens.end as usize) else { continue };
        for i in 0..words.len() {
            let Some(auxiliary) = words[i].head.and_then(|h| h.checked_sub(first)).and_then(|h| words.get(h as usize)) else { continue };
            let helps = matches!(auxiliary.deprel, Deprel::Aux | Deprel::AuxPass) && auxiliary.upos == Upos::Aux;
            let argument = matches!(words[i].deprel, Deprel::Obj | Deprel::Iobj | Deprel::Obl | Deprel::Nsubj | Deprel::NsubjPass);
            if helps && argument {
                words[i].head = auxiliary.head;
            }
        }
    }
}

/// `accused Iran of arming them and demanded sanctions`: a verb in the past does not go on with a gerund or an infinitive, but with
/// the verb above that is in the past, too.
pub(super) fn mend_tenses(segmented: &Segmented, parse: &mut Parse) {
    for sentence in &segmented.sentences {
        let first = sentence.tokens.start;
        let Some(words) = parse.words.get_mut(first as usize..sentence.tokens.end as usize) else { continue };
        let at = |h: Option<u32>| h.and_then(|h| h.checked_sub(first)).map(|h| h as usize).filter(|&h| h < words.len());
        let has = |of: usize, rels: &[Deprel]| words.iter().any(|w| at(w.head) == Some(of) && rels.contains(&w.deprel));
        let past = |v: usize| words[v].upos == Upos::Verb && words[v].xpos == Xpos::Vbd;
        let moved: Vec<(usize, usize)> = (0..words.len())
            .filter(|&v| past(v) && words[v].deprel == Deprel::Conj && !has(v, &SUBJECTS) && !has(v, &AUXILIARIES))
            .filter_map(|verb| {
                let clause = at(words[verb].head).filter(|&c| c < verb && words[c].upos == Upos::Verb)?;
                let open = matches!(words[clause].xpos, Xpos::Vbg | Xpos::Vb) && !has(clause, &SUBJECTS) && !has(clause, &AUXILIARIES);
                let mut above = std::iter::successors(at(words[clause].head), |&t| at(words[t].head)).take(6);
                let outer = above.find(|&t| past(t)).filter(|&t| t < clause && open)?;
                Some((verb, outer))
            })
            .collect();
        for (verb, outer) in moved {
            words[verb].head = Some(first + outer as u32);
        }
    }
}

/// `says talks have failed and has called a strike`: a verb in the singular does not go on with a subject in the plural, where the
/// verb above has one in the singular; and the other way round.
pub(super) fn mend_agreement(segmented: &Segmented, parse: &mut Parse) {
    for sentence in &segmented.sentences {
        let first = sentence.tokens.start;
        let Some(words) = parse.words.get_mut(first as usize..sentence.tokens.end as usize) else { continue };
        let at = |h: Option<u32>| h.and_then(|h| h.checked_sub(first)).map(|h| h as usize).filter(|&h| h < words.len());
        let child = |of: usize, rels: &[Deprel]| words.iter().position(|w| at(w.head) == Some(of) && rels.contains(&w.deprel));
        let finite = |verb: usize| number(words.get(child(verb, &AUXILIARIES).unwrap_or(verb))?);
        let subject = |verb: usize| child(verb, &SUBJECTS).and_then(|s| words.get(s));
        let moved: Vec<(usize, usize)> = (0..words.len())
            .filter(|&v| words[v].upos == Upos::Verb && words[v].deprel == Deprel::Conj && child(v, &SUBJECTS).is_none())
            .filter_map(|verb| {
                let clause = at(words[verb].head).filter(|&c| c < verb && words[c].deprel == Deprel::Ccomp)?;
                let above = at(words[clause].head).filter(|&a| a < clause && words[a].upos == Upos::Verb)?;
                let plural = finite(verb)?;
                let inner = matches!(subject(clause)?.xpos, Xpos::Nns | Xpos::Nnps);
                (plural != inner && finite(above) == Some(plural) && subject(above).is_some()).then_some((verb, above))
            })
            .collect();
        for (verb, above) in moved {
            words[verb].head = Some(first + above as u32);
        }
    }
}

/// True for a plural form of the present, false for a singular one.
fn number(word: &Word) -> Option<bool> {
    match word.xpos {
        Xpos::Vbz => Some(false),
        Xpos::Vbp => Some(true),
        _ => None,
    }
}

/// `the editor of the paper and two of its reporters`: people are coordinated with a person, not with the thing that he is of.
pub(super) fn mend_coordinated_people(knowledge: &Knowledge, segmented: &Segmented, parse: &mut Parse) {
    for sentence in &segmented.sentences {
        let first = sentence.tokens.start;
        let range = first as usize..sentence.tokens.end as usize;
        let Some(words) = parse.words.get(range.clone()) else { continue };
        let at = |h: Option<u32>| h.and_then(|h| h.checked_sub(first)).map(|h| h as usize).filter(|&h| h < words.len());
        let of = |head: usize| {
            let phrase = |w: &&Word| at(w.head) == Some(head) && w.deprel == Deprel::Nmod;
            words.iter().find(phrase)
        };
        let kind = |i: usize| parse.entities.iter().find(|e| e.tokens.contains(&(first + i as u32))).map(|e| e.kind);
        let is_person = |i: usize, w: &Word| match kind(i) {
            Some(kind) => kind == EntityKind::Person,
            None => w.upos == Upos::Noun && is_person_noun(knowledge, &w.lemma),
        };
        let moved: Vec<(usize, usize)> = (0..words.len())
            .filter(|&i| words[i].deprel == Deprel::Conj)
            .filter_map(|i| {
                let thing = at(words[i].head).filter(|&t| t < i && words[t].deprel == Deprel::Nmod && !is_person(t, &words[t]))?;
                let named = matches!(kind(thing), Some(EntityKind::Person | EntityKind::Nationality));
                let person = at(words[thing].head).filter(|&p| p < thing && is_person(p, &words[p]) && kind(p).is_none())?;
                let counts = matches!(words[i].upos, Upos::Num | Upos::Adj | Upos::Pron | Upos::Det)
                    && of(i).is_some_and(|w| is_person_noun(knowledge, &w.lemma));
                let plural = words[thing].xpos == Xpos::Nns;
                ((is_person(i, &words[i]) || counts) && !named && !plural).then_some((i, person))
            })
            .collect();
        let Some(words) = parse.words.get_mut(range) else { continue };
        for (i, person) in moved {
            words[i].head = Some(first + person as u32);
        }
    }
}

/// A noun for people, one by one: no `army` and no `party`.
fn is_person_noun(knowledge: &Knowledge, lemma: &str) -> bool {
    let lexicon = &knowledge.lexicon;
    let person = lexicon.role(lemma).is_some() || lexicon.agent(lemma).is_some();
    person && !lexicon.naming.collective.contains(lemma)
}

/// `denies that it is behind the raid and blames X`: whoever denies one thing goes on to say another himself.
pub(super) fn mend_denials(segmented: &Segmented, parse: &mut Parse) {
    const SAYS: [&str; 9] = ["blame", "accuse", "say", "call", "insist", "claim", "urge", "demand", "condemn"];
    for sentence in &segmented.sentences {
        let first = sentence.tokens.start;
        let Some(words) = parse.words.get_mut(first as usize..sentence.tokens.end as usize) else { continue };
        let at = |h: Option<u32>| h.and_then(|h| h.checked_sub(first)).map(|h| h as usize).filter(|&h| h < words.len());
        let child = |of: usize, rels: &[Deprel]| words.iter().position(|w| at(w.head) == Some(of) && rels.contains(&w.deprel));
        let moved: Vec<(usize, usize)> = (0..words.len())
            .filter(|&v| words[v].deprel == Deprel::Conj && SAYS.contains(&words[v].lemma.as_str()) && child(v, &SUBJECTS).is_none())
            .filter_map(|verb| {
                let clause = at(words[verb].head).filter(|&c| c < verb && words[c].deprel == Deprel::Ccomp)?;
                let denial = at(words[clause].head).filter(|&d| matches!(words[d].lemma.as_str(), "deny" | "reject" | "dispute"))?;
                let alike = words[verb].xpos == words[denial].xpos && child(verb, &AUXILIARIES).is_none();
                (alike && child(denial, &SUBJECTS).is_some()).then_some((verb, denial))
            })
            .collect();
        for (verb, denial) in moved {
            words[verb].head = Some(first + denial as u32);
        }
    }
}
