//! Whom a pronoun stands for, inside the document.

mod pointers;

use truceline_knowledge::{Knowledge, Referent};
use truceline_syntax::{Deprel, Upos, View, Xpos};
use truceline_text::BlockKind;

use crate::{Mentions, things::NameKind};

/// How many sentences back a pronoun may reach.
const REACH: u32 = 3;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Man,
    Woman,
    Thing,
    Several,
}

fn wanted_at(view: &View, token: u32) -> Option<Wanted> {
    if view.upos(token) == Upos::Pron { wanted(view.lemma(token), view.form(token)) } else { None }
}

fn wanted(lemma: &str, form: &str) -> Option<Wanted> {
    Some(match form.to_lowercase().as_str() {
        "he" | "him" | "his" | "himself" => Wanted::Man,
        "she" | "her" | "hers" | "herself" => Wanted::Woman,
        "it" | "its" | "itself" => Wanted::Thing,
        "they" | "them" | "their" | "themselves" => Wanted::Several,
        _ if lemma == "he" => Wanted::Man,
        _ => return None,
    })
}

/// The head token of the phrase that the pronoun at `token` stands for.
pub(crate) fn antecedent(view: &View, knowledge: &Knowledge, mentions: &Mentions, token: u32) -> Option<u32> {
    let wanted = wanted(view.lemma(token), view.form(token))?;
    let sentence = view.sentence_index(token);
    if let Some(earlier) = repeated(view, token, wanted) {
        return antecedent(view, knowledge, mentions, earlier);
    }
    if let Some(earlier) = said_before(view, token, wanted) {
        return if wanted_at(view, earlier).is_some() { antecedent(view, knowledge, mentions, earlier) } else { Some(earlier) };
    }
    if judged_before(view, knowledge, mentions, token, wanted)
        || wanted == Wanted::Thing && taken_up_thing(view, knowledge, mentions, token)
        || wanted == Wanted::Thing && pointers::is_agreement(view, knowledge, token)
    {
        return None;
    }
    if let Some(author) = pointers::stated_by(view, knowledge, mentions, token, wanted) {
        return Some(author);
    }
    if let Some(judged) = pointers::judged_for(view, knowledge, mentions, token, wanted) {
        return Some(judged);
    }
    for back in 0..=REACH {
        let index = sentence.checked_sub(back)?;
        let range = view.segmented.sentences.get(index as usize)?.tokens.clone();
        let limit = if back == 0 { token } else { range.end };
        let mut candidates: Vec<u32> = (range.start..limit).filter(|&i| i != token && fits(view, knowledge, mentions, i, wanted)).collect();
        if back == 0 {
            let own = own_subject(view, token).or_else(|| demander(view, token)).or_else(|| pointers::receiver(view, token));
            let quoted = quoted_before(view, token);
            let said = |c: u32| quoted.is_some_and(|end| c < end);
            candidates.retain(|&c| {
                !same_clause(view, c, token)
                    && !owns_subject(view, c, token)
                    && !said(c)
                    && own.is_none_or(|o| c != o && !names_again(view, c, o))
            });
        }
        // A plural pronoun stands for several people rather than for a body that is spoken of in the plural.
        let plural = |c: u32| is_plural(view, c) && (has_conjunct(view, c) || !is_state(mentions, c));
        if wanted == Wanted::Several && candidates.iter().any(|&c| plural(c)) {
            candidates.retain(|&c| plural(c));
        }
        // "He fled in May. He was arrested on Sunday": the subject that goes on.
        let main =
            |i: &u32| matches!(view.deprel(*i), Deprel::Nsubj | Deprel::NsubjPass) && view.head(*i).is_some_and(|v| view.head(v).is_none());
        if back > 0 && matches!(wanted, Wanted::Man | Wanted::Woman) && !candidates.iter().any(main) {
            let same = |i: &u32| main(i) && wanted_at(view, *i) == Some(wanted);
            if let Some(earlier) = range.clone().find(same) {
                return antecedent(view, knowledge, mentions, earlier);
            }
        }
        let subject = |c: &u32| matches!(view.deprel(*c), Deprel::Nsubj | Deprel::NsubjPass);
        // "The shells fell on a town of 9,000 people. They tore through": the things told of, and nobody beside them.
        if back == 1
            && wanted == Wanted::Several
            && subject(&token)
            && !candidates.iter().any(subject)
            && tells_of_things(view, range.clone())
        {
            return None;
        }
        let object = |c: &u32| matches!(view.deprel(*c), Deprel::Obj | Deprel::Iobj);
        let around = || if back == 0 { subject_around(view, token, &candidates) } else { None };
        // `X, whose police beat Y, said`: who is told of in the main clause before those told of beside it.
        let beside = |c: u32| view.head(c).is_some_and(|v| matches!(view.deprel(v), Deprel::AclRelcl | Deprel::Advcl));
        let leads = |c: &u32| subject(c) && !beside(*c);
        let nested = || candidates.iter().copied().find(subject).or_else(|| candidates.iter().copied().rev().find(object));
        let core = || candidates.iter().copied().find(leads).or_else(nested);
        let found = around().or_else(core).or_else(|| candidates.last().copied());
        if found.is_some() {
            return found;
        }
    }
    None
}

/// True where a clause of the sentence has things in the plural as its subject.
fn tells_of_things(view: &View, sentence: std::ops::Range<u32>) -> bool {
    let things = |t: &u32| matches!(view.deprel(*t), Deprel::Nsubj | Deprel::NsubjPass) && view.xpos(*t) == Xpos::Nns;
    let clause =
        |t: u32| view.head(t).is_some_and(|v| matches!(view.deprel(v), Deprel::Root | Deprel::Advcl | Deprel::Conj | Deprel::AclRelcl));
    sentence.into_iter().filter(things).any(clause)
}

/// `"The town is free of X," its spokesman said`: the end of the quotation before the pronoun, which speaks of others.
fn quoted_before(view: &View, token: u32) -> Option<u32> {
    let close = token.checked_sub(1).filter(|&q| matches!(view.form(q), "\"" | "”" | "''" | "’" | "'"))?;
    close.checked_sub(1).filter(|&c| matches!(view.form(c), "," | "." | "!" | "?"))
}

/// `It thanked Ankara, and its men held on`: a pronoun before in the sentence that is a subject stands for the same.
fn repeated(view: &View, token: u32, wanted: Wanted) -> Option<u32> {
    let first = view.segmented.sentences.get(view.sentence_index(token) as usize)?.tokens.start;
    let subject = |i: &u32| view.deprel(*i) == Deprel::Nsubj && wanted_at(view, *i) == Some(wanted) && !same_clause(view, *i, token);
    let main = |i: &u32| view.head(*i).is_some_and(|v| view.head(v).is_none());
    (first..token).rev().filter(|_| wanted != Wanted::Several).filter(main).find(subject)
}

/// `Petra says ... It says`: whoever opens a sentence by saying more is the one who said the sentence before.
fn said_before(view: &View, token: u32, wanted: Wanted) -> Option<u32> {
    let says = |v: u32| view.head(v).is_none() && matches!(view.lemma(v), "say" | "report" | "add");
    let verb = view.head(token).filter(|&v| says(v) && view.deprel(token) == Deprel::Nsubj)?;
    let sentence = view.sentence(verb)?;
    let index = view.sentence_index(verb).checked_sub(1).filter(|_| sentence.tokens.start == token)?;
    let before = view.segmented.sentences.get(index as usize)?.tokens.clone();
    let sayer = before.clone().find(|&v| says(v)).and_then(|v| view.child(v, &[Deprel::Nsubj]))?;
    let plural = is_plural(view, sayer);
    let person = matches!(wanted_at(view, sayer), Some(Wanted::Man | Wanted::Woman));
    let fits = match wanted {
        Wanted::Thing => !plural && !person && wanted_at(view, sayer) != Some(Wanted::Several),
        Wanted::Several => plural || wanted_at(view, sayer) == Some(Wanted::Several),
        Wanted::Man | Wanted::Woman => false,
    };
    fits.then_some(sayer)
}

/// `criticised the measures, saying they violate the law`: what is judged, which is nobody.
fn judged_before(view: &View, knowledge: &Knowledge, mentions: &Mentions, token: u32, wanted: Wanted) -> bool {
    let says = |v: &u32| view.deprel(*v) == Deprel::Advcl && view.xpos(*v) == Xpos::Vbg && view.lemma(*v) == "say";
    let clause = view.head(token).filter(|_| view.deprel(token) == Deprel::Nsubj);
    let Some(judges) = clause.and_then(|c| view.head(c)).filter(says).and_then(|v| view.head(v)) else { return false };
    const JUDGES: [&str; 14] = [
        "criticize",
        "criticise",
        "condemn",
        "denounce",
        "reject",
        "oppose",
        "welcome",
        "praise",
        "dismiss",
        "defend",
        "slam",
        "blast",
        "hail",
        "attack",
    ];
    let Some(thing) = view.child(judges, &[Deprel::Obj]).filter(|_| JUDGES.contains(&view.lemma(judges))) else { return false };
    let plural = is_plural(view, thing);
    let nobody = !mentions.is_participant(view, knowledge, thing);
    nobody && (wanted == Wanted::Several && plural || wanted == Wanted::Thing && !plural)
}

/// `criticised the plan, called it cruel and ...`: the thing that the verb before has as its object.
fn taken_up_thing(view: &View, knowledge: &Knowledge, mentions: &Mentions, token: u32) -> bool {
    let verb = view.head(token).filter(|_| view.deprel(token) == Deprel::Obj);
    let Some(before) = verb.and_then(|v| view.head(v).filter(|_| view.deprel(v) == Deprel::Conj)) else { return false };
    let thing = view.child(before, &[Deprel::Obj]).filter(|&o| o < token && view.xpos(o) == Xpos::Nn);
    thing.is_some_and(|o| !mentions.is_participant(view, knowledge, o))
}

/// The subject of the nearest clause around the pronoun that has one which can be meant; of a relative clause, the noun that it
/// is about.
fn subject_around(view: &View, pronoun: u32, candidates: &[u32]) -> Option<u32> {
    let above = std::iter::successors(view.head(pronoun), |&t| view.head(t)).take(view.len() as usize);
    let about = |t: u32| view.head(t).filter(|_| view.deprel(t) == Deprel::AclRelcl);
    above.flat_map(|t| [view.child(t, &[Deprel::Nsubj, Deprel::NsubjPass]), about(t)]).flatten().find(|s| candidates.contains(s))
}

fn same_clause(view: &View, candidate: u32, pronoun: u32) -> bool {
    let possessive = view.deprel(pronoun) == Deprel::NmodPoss;
    // "the hostages they hold": whoever holds them is somebody else.
    let clause = view.head(pronoun).filter(|&v| view.deprel(v) == Deprel::AclRelcl && view.deprel(pronoun) == Deprel::Nsubj);
    if clause.and_then(|v| view.head(v)) == Some(candidate) {
        return true;
    }
    !possessive && view.head(candidate).is_some() && view.head(candidate) == view.head(pronoun)
}

/// `X's envoy voiced support for it`: whose the subject is, is not what the same clause speaks of.
fn owns_subject(view: &View, candidate: u32, pronoun: u32) -> bool {
    if view.deprel(candidate) != Deprel::NmodPoss || !matches!(view.deprel(pronoun), Deprel::Obj | Deprel::Obl | Deprel::Nmod) {
        return false;
    }
    let subject = view.head(candidate).filter(|&s| view.deprel(s) == Deprel::Nsubj);
    let verb = subject.and_then(|s| view.head(s));
    verb.is_some() && [view.head(pronoun), view.head(pronoun).and_then(|h| view.head(h))].contains(&verb)
}

/// The subject of the verb that has the pronoun as its object, its own or that of the verb it is coordinated with.
fn own_subject(view: &View, pronoun: u32) -> Option<u32> {
    if !matches!(view.deprel(pronoun), Deprel::Obj | Deprel::Iobj | Deprel::Obl) {
        return None;
    }
    let mut verb = view.head(pronoun)?;
    for _ in 0..view.len() {
        if let Some(subject) = view.child(verb, &[Deprel::Nsubj, Deprel::NsubjPass]) {
            return Some(subject);
        }
        verb = view.head(verb).filter(|_| matches!(view.deprel(verb), Deprel::Conj | Deprel::Xcomp | Deprel::Advcl))?;
    }
    None
}

/// True for the words that name whoever `subject` names: an apposition, a title.
fn names_again(view: &View, token: u32, subject: u32) -> bool {
    let again = |t: u32| matches!(view.deprel(t), Deprel::Appos | Deprel::NmodDesc | Deprel::Flat | Deprel::Compound);
    let chain = std::iter::successors(Some(token), |&t| view.head(t).filter(|_| again(t)));
    token != subject && chain.take(6).any(|t| t == subject)
}

/// `X demanded that he resign`: whoever demands, which is somebody else.
fn demander(view: &View, pronoun: u32) -> Option<u32> {
    let clause = view.head(pronoun).filter(|&v| view.deprel(pronoun) == Deprel::Nsubj && view.deprel(v) == Deprel::Ccomp)?;
    let verb = view.head(clause)?;
    let asks = matches!(view.lemma(verb), "demand" | "insist" | "ask" | "urge" | "request" | "order" | "recommend" | "propose" | "suggest");
    let bare = matches!(view.xpos(clause), Xpos::Vb | Xpos::Vbp) && view.child(clause, &[Deprel::Aux]).is_none();
    view.child(verb, &[Deprel::Nsubj]).filter(|_| asks && (bare || view.lemma(verb) == "demand"))
}

fn is_plural(view: &View, i: u32) -> bool {
    matches!(view.xpos(i), Xpos::Nns | Xpos::Nnps) || has_conjunct(view, i) || view.lemma(i) == "police"
}

fn fits(view: &View, knowledge: &Knowledge, mentions: &Mentions, i: u32, wanted: Wanted) -> bool {
    if matches!(view.deprel(i), Deprel::Flat | Deprel::Compound | Deprel::Amod) {
        return false;
    }
    match mentions.name_headed_by(i) {
        Some(name) => {
            let entity = &mentions.entities[name.entity as usize];
            let gender = match entity.referent {
                Some(Referent::Person(p)) => knowledge.people.get(p as usize).map_or("", |p| p.gender.as_str()),
                _ => "",
            };
            match wanted {
                Wanted::Man => name.kind == NameKind::Person && gender != "f",
                Wanted::Woman => name.kind == NameKind::Person && gender != "m",
                Wanted::Thing => matches!(name.kind, NameKind::Body | NameKind::Country | NameKind::Seat),
                Wanted::Several => {
                    view.xpos(i) == Xpos::Nnps && name.kind != NameKind::Country
                        || has_conjunct(view, i)
                        || (name.kind == NameKind::Body && view.deprel(i) == Deprel::Nsubj)
                }
            }
        }
        None => {
            // "a truce in three provinces": where, not who.
            let site = knowledge.lexicon.in_class("territory", view.lemma(i))
                && matches!(view.preposition(i).as_deref(), Some("in" | "near" | "across" | "around" | "throughout" | "from"));
            let agent = view.upos(i) == Upos::Noun && knowledge.lexicon.agent(view.lemma(i)).is_some() && !site;
            match wanted {
                Wanted::Several => agent && (view.xpos(i) == Xpos::Nns || view.lemma(i) == "police"),
                Wanted::Thing => agent && view.xpos(i) == Xpos::Nn && is_collective(view.lemma(i)) && view.lemma(i) != "police",
                Wanted::Man | Wanted::Woman => agent && view.xpos(i) == Xpos::Nn && !is_collective(view.lemma(i)),
            }
        }
    }
}

/// `the United States` is one.
fn is_state(mentions: &Mentions, i: u32) -> bool {
    mentions.name_headed_by(i).is_some_and(|n| n.kind == NameKind::Country)
}

fn has_conjunct(view: &View, i: u32) -> bool {
    view.child(i, &[Deprel::Conj]).is_some()
}

fn is_collective(lemma: &str) -> bool {
    matches!(
        lemma,
        "government"
            | "group"
            | "ministry"
            | "army"
            | "military"
            | "organization"
            | "organisation"
            | "party"
            | "movement"
            | "agency"
            | "coalition"
            | "militia"
            | "union"
            | "council"
            | "court"
            | "alliance"
            | "parliament"
            | "navy"
            | "company"
            | "front"
            | "police"
            | "force"
            | "staff"
            | "personnel"
            | "media"
            | "jury"
            | "regime"
            | "administration"
            | "committee"
            | "commission"
            | "newspaper"
            | "magazine"
            | "broadcaster"
            | "channel"
            | "network"
            | "federation"
            | "association"
            | "league"
            | "tribunal"
            | "senate"
            | "assembly"
            | "cabinet"
            | "junta"
            | "bank"
            | "firm"
            | "charity"
            | "faction"
            | "bloc"
            | "institution"
            | "body"
    )
}

impl Mentions {
    /// The token of whoever speaks in the first person in a sentence, and whether a verb of saying tells so, in the sentence or
    /// around it; else it is the author of the statement. `None` where nobody does or the speaker is not told.
    pub fn speaker_in(&self, view: &View, knowledge: &Knowledge, sentence: u32) -> Option<(u32, bool)> {
        let tokens = view.segmented.sentences.get(sentence as usize)?.tokens.clone();
        if let Some(author) = statement_by(view, knowledge, self, sentence) {
            return Some((author, true));
        }
        let pronoun = tokens.clone().find(|&t| is_first_person(view, t))?;
        match told_speaker(view, knowledge, self, pronoun) {
            Some(told) => Some((told, true)),
            None => speaker(view, knowledge, self, pronoun).map(|author| (author, false)),
        }
    }
}

pub(crate) fn is_first_person(view: &View, t: u32) -> bool {
    view.upos(t) == Upos::Pron && matches!(view.form(t).to_lowercase().as_str(), "i" | "we" | "us" | "our" | "my" | "me")
}

/// How many sentences a statement behind a colon is followed.
const STATEMENT: u32 = 40;

/// `Minister X said:` and a statement that goes on in the first person, in which nobody else is told to speak: X, for all its
/// sentences.
fn statement_by(view: &View, knowledge: &Knowledge, mentions: &Mentions, sentence: u32) -> Option<u32> {
    let tokens = |i: u32| view.segmented.sentences.get(i as usize).map_or(0..0, |s| s.tokens.clone());
    let mut first_person = tokens(sentence).any(|t| is_first_person(view, t));
    for index in (sentence.saturating_sub(STATEMENT)..sentence).rev() {
        let range = tokens(index);
        let opens = range.clone().next_back().is_some_and(|last| view.form(last) == ":");
        let tellers = range.clone().filter(|&i| view.upos(i) == Upos::Verb && matches!(view.lemma(i), "say" | "tell" | "add" | "provide"));
        let mut named = tellers.filter_map(|v| view.child(v, &[Deprel::Nsubj])).filter(|&s| !is_first_person(view, s));
        if opens {
            first_person |= (sentence..sentence + 3).flat_map(tokens).any(|t| is_first_person(view, t));
            return named.find(|&s| view.upos(s) != Upos::Pron && mentions.is_participant(view, knowledge, s)).filter(|_| first_person);
        }
        if named.next().is_some() {
            return None;
        }
        first_person |= range.clone().any(|t| is_first_person(view, t));
    }
    None
}

/// The subject of the verb of saying in a first-person sentence, or of the nearest one around it.
fn told_speaker(view: &View, knowledge: &Knowledge, mentions: &Mentions, token: u32) -> Option<u32> {
    let here = view.sentence_index(token) as i64;
    let reports = |i: u32| {
        view.upos(i) == Upos::Verb
            && matches!(view.lemma(i), "say" | "tell" | "add" | "state" | "declare" | "write" | "comment" | "announce")
    };
    for distance in [0, -1, 1, -2, -3, -4, -5, 2] {
        let Ok(index) = usize::try_from(here + distance) else { continue };
        let Some(sentence) = view.segmented.sentences.get(index) else { continue };
        for verb in sentence.tokens.clone().filter(|&i| reports(i)) {
            let subject = view.child(verb, &[Deprel::Nsubj]);
            if let Some(s) = subject.filter(|&s| s != token && view.upos(s) != Upos::Pron && mentions.is_participant(view, knowledge, s)) {
                return Some(s);
            }
        }
    }
    None
}

/// Who says `I` or `we`: whom a verb of saying names, else the author of the statement.
pub(crate) fn speaker(view: &View, knowledge: &Knowledge, mentions: &Mentions, token: u32) -> Option<u32> {
    if let Some(told) = told_speaker(view, knowledge, mentions, token) {
        return Some(told);
    }
    if matches!(view.form(token).to_lowercase().as_str(), "we" | "us" | "our") {
        // A statement: the body that its first sentence is about.
        let opening = view.segmented.sentences.iter().find(|s| view.segmented.kind(s) == BlockKind::Paragraph)?;
        let subject = opening.tokens.clone().find(|&i| view.deprel(i) == Deprel::Nsubj);
        let body = subject.and_then(|s| mentions.name_headed_by(s)).filter(|n| matches!(n.kind, NameKind::Body | NameKind::Country));
        if body.is_some() {
            return subject;
        }
    }
    let mut people = mentions.names.iter().filter(|n| n.kind == NameKind::Person);
    let first = people.next()?;
    // "as I told Minister X": whoever is spoken of in the first person is not who speaks.
    let addressed = view.sentence(first.tokens.start).is_some_and(|s| s.tokens.clone().any(|t| is_first_person(view, t)));
    (!addressed && people.all(|n| n.entity == first.entity))
        .then_some(first.tokens.end - 1)
        .map(|last| first.tokens.clone().find(|&t| mentions.name_headed_by(t).is_some()).unwrap_or(last))
}
