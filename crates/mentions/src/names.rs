//! Names in the text: from the model, the knowledge and the gazetteer, the longest winning.

use std::ops::Range;

use truceline_knowledge::{Knowledge, Referent, folded, push_folded};
use truceline_syntax::{EntityKind, Upos, View, Xpos};
use truceline_text::is_calendar_name;

use crate::{
    acronyms, apposed, halves, peoples, place_use,
    place_words::is_direction,
    repeats::Repeats,
    shapes::{is_no_name, is_shouted_word, kind_by_head, kind_by_use, second_place, with_seat},
    things::NameKind,
};

/// A name before it is joined with the other names of its entity.
#[derive(Clone)]
pub(crate) struct Candidate {
    pub tokens: Range<u32>,
    pub kind: NameKind,
    pub referent: Option<Referent>,
    /// True where more than the gazetteer says that this is a name of its kind.
    pub sure: bool,
    /// Index into the gazetteer, once settled.
    pub place: Option<u32>,
    /// The folded acronym that the text gives it.
    pub acronym: Option<Box<str>>,
}

impl Candidate {
    pub fn new(tokens: Range<u32>, kind: NameKind, referent: Option<Referent>) -> Self {
        Self { tokens, kind, referent, sure: true, place: None, acronym: None }
    }

    pub fn of_body(tokens: Range<u32>, referent: Option<Referent>) -> Self {
        Self::new(tokens, NameKind::Body, referent)
    }
}

/// All names in text order, not overlapping.
pub(crate) fn find(view: &View, knowledge: &Knowledge) -> Vec<Candidate> {
    let mut found = Vec::new();
    for sentence in &view.segmented.sentences {
        known(view, knowledge, sentence.tokens.clone(), &mut found);
    }
    let mut marked = Vec::new();
    for entity in &view.parse.entities {
        put(view, knowledge, entity.tokens.clone(), entity.kind, &mut marked);
    }
    marked.extend(apposed::unmarked(view, knowledge, &marked));
    acronyms::long_forms(view, &mut marked);
    place_use::settle(view, knowledge, &mut marked);
    let repeats = Repeats::of(view, &marked);
    repeats.settle(view, &knowledge.gazetteer, &mut marked);
    marked.extend(repeats.missed(view, &marked));
    peoples::without_surnames(view, &marked, &mut found);
    found.extend(marked);
    found.extend(halves::find(view, knowledge, &found));
    let mut out = resolve(view, found);
    for i in 0..out.len() {
        if let Some(end) = with_seat(view, knowledge, &out[i], &out) {
            out[i].tokens.end = end;
        }
    }
    let mut reached = 0;
    out.retain(|c| {
        let free = c.tokens.start >= reached;
        reached = reached.max(c.tokens.end);
        free
    });
    acronyms::tie(view, &mut out);
    out
}

/// Adds what the model marked as one name: no name, one, or two places.
fn put(view: &View, knowledge: &Knowledge, tokens: Range<u32>, kind: EntityKind, marked: &mut Vec<Candidate>) {
    let tokens = without_role(view, knowledge, with_members(view, trimmed(view, tokens, kind != EntityKind::Place), kind));
    let direction = tokens.len() == 1 && view.form(tokens.start).starts_with(char::is_lowercase) && is_direction(view.form(tokens.start));
    if direction || tokens.is_empty() || tokens.clone().all(|t| is_no_name(view.form(t))) {
        return;
    }
    if let Some(second) = (kind == EntityKind::Place).then(|| second_place(view, knowledge, &tokens)).flatten() {
        put(view, knowledge, tokens.start..second, kind, marked);
        put(view, knowledge, second..tokens.end, kind, marked);
        return;
    }
    let mut name = from_model(view, knowledge, tokens, kind);
    if name.referent.is_none() && name.kind != NameKind::Nationality {
        let by_head = kind_by_head(view, knowledge, &name.tokens);
        let voiced = by_head.is_none() && follows_post(view, knowledge, &name.tokens);
        name.kind = by_head.unwrap_or(if voiced { NameKind::Person } else { name.kind });
    }
    if name.kind == NameKind::Place && name.referent.is_none() {
        name.kind = kind_by_use(view, knowledge, &name.tokens).unwrap_or(NameKind::Place);
    }
    marked.push(name);
}

/// `a ministry spokesman, Sok Dara,`: two or three words right after a post for one person name that person.
fn follows_post(view: &View, knowledge: &Knowledge, tokens: &Range<u32>) -> bool {
    let plain = |t: u32| view.upos(t) == Upos::Propn && view.form(t).chars().skip(1).all(|c| c.is_lowercase() || c == '-');
    let closed = matches!(view.form(tokens.end), "," | "." | ")");
    let Some(noun) = tokens.start.checked_sub(2).filter(|_| view.form(tokens.start - 1) == ",") else { return false };
    let post = view.upos(noun) == Upos::Noun
        && view.lemma(noun) == view.form(noun).to_lowercase()
        && knowledge.lexicon.role(view.lemma(noun)).is_some_and(|sector| !sector.is_empty());
    post && closed && (2..=3).contains(&tokens.len()) && tokens.clone().all(plain)
}

/// `People` `'s` before `Front of Libya`, and a nationality before that: whose body it is belongs to its name.
fn with_members(view: &View, mut tokens: Range<u32>, kind: EntityKind) -> Range<u32> {
    const MEMBERS: [&str; 18] = [
        "People", "Peoples", "Peasants", "Workers", "Farmers", "Students", "Teachers", "Women", "Children", "Mothers", "Lord", "Men",
        "Soldiers", "Veterans", "Lawyers", "Doctors", "Writers", "Youth",
    ];
    let possessive = |t: u32| matches!(view.form(t), "'s" | "’s" | "'" | "’");
    let Some(members) = tokens.start.checked_sub(2).filter(|&m| possessive(m + 1) && MEMBERS.contains(&view.form(m))) else {
        return tokens;
    };
    if kind == EntityKind::Organisation && view.form(tokens.start).starts_with(char::is_uppercase) {
        tokens.start = members;
        let before = members.checked_sub(1).filter(|&b| matches!(view.upos(b), Upos::Adj | Upos::Propn));
        if let Some(b) = before.filter(|&b| view.form(b).starts_with(char::is_uppercase)) {
            tokens.start = b;
        }
    }
    tokens
}

/// A name without the words around it that are none; `ranked` where words of rank may stand before it, as before no town (`Sheikh Zuweid`).
fn trimmed(view: &View, mut tokens: Range<u32>, ranked: bool) -> Range<u32> {
    let edge = |i: u32| {
        matches!(view.upos(i), Upos::Det | Upos::Punct | Upos::Sym | Upos::Adp | Upos::Cconj)
            || matches!(view.form(i), "'s" | "’s" | ":)" | ":(")
    };
    // "Tripoli-based Government of National Accord"
    if let Some(based) =
        tokens.clone().find(|&i| matches!(view.form(i), "based" | "backed" | "led") && i > tokens.start + 1 && view.form(i - 1) == "-")
        && view.form(based) != "led"
    {
        tokens.start = based + 1;
    }
    while tokens.len() > 1 && (edge(tokens.start) || ranked && is_rank(view.form(tokens.start))) {
        tokens.start += 1;
    }
    while !tokens.is_empty() && edge(tokens.start) {
        tokens.start += 1;
    }
    // "the Front of responsibility": a plain noun behind a preposition is no part of a name.
    let plain = |i: u32| view.form(i).starts_with(|c: char| c.is_lowercase()) && matches!(view.upos(i), Upos::Noun | Upos::Propn);
    let joins = |i: u32| matches!(view.form(i), "of" | "for" | "in" | "over" | "from");
    while tokens.len() > 2 && plain(tokens.end - 1) && joins(tokens.end - 2) {
        tokens.end -= 2;
    }
    let opened = tokens.clone().any(|i| view.form(i) == "(");
    while !tokens.is_empty() && edge(tokens.end - 1) && !(opened && view.form(tokens.end - 1) == ")") {
        tokens.end -= 1;
    }
    tokens
}

/// Words of rank before a name: `Field Marshal Khalifa Haftar`.
fn is_rank(form: &str) -> bool {
    matches!(
        form,
        "Mr."
            | "Mr"
            | "Mrs."
            | "Mrs"
            | "Ms."
            | "Dr."
            | "Sir"
            | "Gen."
            | "General"
            | "Col."
            | "Colonel"
            | "Lt."
            | "Lieutenant"
            | "Maj."
            | "Major"
            | "Brig."
            | "Brigadier"
            | "Monsignor"
            | "Msgr"
            | "Msgr."
            | "Archbishop"
            | "Bishop"
            | "Comrade"
            | "Judge"
            | "Ambassador"
            | "Gen"
            | "Col"
            | "Lt"
            | "Maj"
            | "Capt"
            | "Dr"
            | "MSGR"
            | "LT"
            | "MR"
            | "MRS"
            | "DR"
            | "Capt."
            | "Captain"
            | "Adm."
            | "Admiral"
            | "Field"
            | "Marshal"
            | "Sheikh"
            | "Ayatollah"
            | "President"
            | "Chancellor"
    )
}

/// `U.N. Secretary-General` names the U.N.; `Foreign Secretary` names nobody.
fn without_role(view: &View, knowledge: &Knowledge, tokens: Range<u32>) -> Range<u32> {
    let role = tokens.clone().find(|&start| {
        let text: Vec<String> = (start..tokens.end).map(|i| view.form(i).to_lowercase()).collect();
        knowledge.lexicon.role(&text.join(" ").replace(" - ", "-")).is_some()
    });
    tokens.start..role.unwrap_or(tokens.end)
}

/// The folded form of a run of tokens.
pub(crate) fn key(view: &View, tokens: Range<u32>) -> String {
    let mut out = String::new();
    tokens.for_each(|i| push_token(&mut out, view.form(i)));
    out
}

/// Adds a token to a folded name. The tokenizer parts `People` and `'s`; in a name they are one word.
fn push_token(out: &mut String, form: &str) {
    if form.starts_with(['\'', '’']) {
        out.push_str(&folded(form));
    } else {
        push_folded(out, form);
    }
}

pub(crate) fn from_model(view: &View, knowledge: &Knowledge, tokens: Range<u32>, kind: EntityKind) -> Candidate {
    let key = key(view, tokens.clone());
    let referents = knowledge.names.get(&key);
    let fits = |r: &&Referent| match kind {
        EntityKind::Person => matches!(r, Referent::Person(_)),
        EntityKind::Organisation => matches!(r, Referent::Actor(_)),
        EntityKind::Place => matches!(r, Referent::Country(_) | Referent::Seat(_)),
        EntityKind::Nationality => matches!(r, Referent::Nationality(_) | Referent::Community(_)),
    };
    let referent = referents.iter().find(fits).copied();
    let kind = match (referent, kind) {
        (Some(r), EntityKind::Place) => place_or_country(r),
        (_, EntityKind::Person) => NameKind::Person,
        (_, EntityKind::Organisation) => NameKind::Body,
        (_, EntityKind::Place) => NameKind::Place,
        (_, EntityKind::Nationality) => NameKind::Nationality,
    };
    Candidate::new(tokens, kind, referent)
}

fn place_or_country(referent: Referent) -> NameKind {
    match referent {
        Referent::Country(_) => NameKind::Country,
        Referent::Nationality(_) | Referent::Community(_) => NameKind::Nationality,
        Referent::Seat(_) => NameKind::Seat,
        Referent::Actor(_) => NameKind::Body,
        Referent::Person(_) => NameKind::Person,
    }
}

/// Names of the knowledge and the gazetteer in one sentence: at each token the longest.
fn known(view: &View, knowledge: &Knowledge, sentence: Range<u32>, found: &mut Vec<Candidate>) {
    let mut key = String::new();
    for start in sentence.clone() {
        if !may_start(view, start) {
            continue;
        }
        key.clear();
        let mut best = None;
        let longest = knowledge.names.longest().min(10) as u32;
        for end in start + 1..=(start + longest * 2).min(sentence.end) {
            push_token(&mut key, view.form(end - 1));
            if key.len() > 80 {
                break;
            }
            let tokens = start..end;
            let referents = knowledge.names.get(&key);
            let people = peoples::meant(view, knowledge, &tokens, &key, referents);
            if people.is_none() && !spelled_as_name(view, tokens.clone(), &key) {
                continue;
            }
            let believed = |r: &Referent| !may_be_demonym(view, start) || matches!(r, Referent::Nationality(_) | Referent::Community(_));
            if let Some(r) = choose(view, referents, tokens.clone()).or(people).filter(believed) {
                best = Some(Candidate::new(tokens, place_or_country(r), Some(r)));
            } else if best.is_none() || end > start + 1 {
                best = gazetteer(view, knowledge, tokens, &key).or(best);
            }
        }
        found.extend(
            best.map(|b| Candidate { tokens: trimmed(view, b.tokens.clone(), b.kind != NameKind::Place), ..b })
                .filter(|b| !b.tokens.is_empty()),
        );
    }
}

fn may_start(view: &View, i: u32) -> bool {
    let form = view.form(i);
    form.starts_with(char::is_uppercase)
        || matches!(form, "al" | "el" | "ash" | "so")
        || form.starts_with("al-")
        || form.starts_with("so-")
        || may_be_demonym(view, i)
}

/// A word that the model takes for no name, in a sentence whose capitals say nothing.
fn may_be_demonym(view: &View, i: u32) -> bool {
    view.in_capitals(i) && matches!(view.upos(i), Upos::Adj | Upos::Noun) && view.form(i).starts_with(char::is_lowercase)
}

/// Short names must be in capitals (`US`, not `us`), and some word of a name has a capital.
fn spelled_as_name(view: &View, tokens: Range<u32>, key: &str) -> bool {
    let last = tokens.end - 1;
    if matches!(view.upos(last), Upos::Punct) && view.form(last) != ")" {
        return false;
    }
    if view.form(last) == "'s" || view.form(last) == "’s" || tokens.len() > 1 && view.xpos(last) == Xpos::Pos {
        return false;
    }
    let upper = |i: u32| view.form(i).chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    if tokens.len() == 1 && (is_shouted_word(view, tokens.start) || view.form(tokens.end).starts_with('@')) {
        return false;
    }
    if key.len() <= 3 && tokens.len() == 1 {
        return upper(tokens.start) || view.form(tokens.start).contains('.');
    }
    tokens.clone().any(|i| view.form(i).starts_with(char::is_uppercase)) || tokens.len() == 1 && may_be_demonym(view, last)
}

/// What a name means that is not a people's; for these see [`peoples::meant`].
fn choose(view: &View, referents: &[Referent], tokens: Range<u32>) -> Option<Referent> {
    let adjective = view.upos(tokens.end - 1) == Upos::Adj;
    let rank = |r: &Referent| match r {
        Referent::Nationality(_) if adjective => Some(0),
        Referent::Country(_) => Some(1),
        Referent::Actor(_) => Some(2),
        Referent::Person(_) => Some(3),
        Referent::Nationality(_) => Some(4),
        Referent::Seat(_) => Some(5),
        Referent::Community(_) => None,
    };
    referents.iter().filter_map(|r| Some((rank(r)?, r))).min_by_key(|(rank, _)| *rank).map(|(_, r)| *r)
}

/// A name in the gazetteer that the model did not mark; whether it is believed is settled by [`crate::places::settle`].
fn gazetteer(view: &View, knowledge: &Knowledge, tokens: Range<u32>, key: &str) -> Option<Candidate> {
    let month = tokens.len() == 1 && is_calendar_name(view.form(tokens.start));
    let named = view.upos(tokens.end - 1) == Upos::Propn && key.len() >= 4 && !month;
    (named && knowledge.gazetteer.has(key)).then(|| {
        let sure = place_use::is_used_as_place(view, knowledge, &tokens);
        Candidate { sure, ..Candidate::new(tokens, NameKind::Place, None) }
    })
}

/// Keeps the longest of overlapping names; of equally long ones the known, then what the model marked. What only the gazetteer
/// has gives way to any other name that it touches, unless that is a place.
fn resolve(view: &View, mut found: Vec<Candidate>) -> Vec<Candidate> {
    let marked: Vec<Range<u32>> = found.iter().filter(|c| c.sure && c.kind != NameKind::Place).map(|c| c.tokens.clone()).collect();
    found.retain(|c| c.sure || !marked.iter().any(|m| m.start < c.tokens.end && c.tokens.start < m.end));
    let rank = |c: &Candidate| (std::cmp::Reverse(c.tokens.len()), c.referent.is_none(), !c.sure, c.tokens.start);
    found.sort_by_key(rank);
    let mut taken = vec![false; view.len() as usize];
    let mut out: Vec<Candidate> = Vec::new();
    for candidate in found {
        let range = candidate.tokens.start as usize..candidate.tokens.end as usize;
        let Some(slots) = taken.get_mut(range) else { continue };
        if slots.iter().any(|t| *t) {
            continue;
        }
        slots.fill(true);
        out.push(candidate);
    }
    out.sort_by_key(|c| c.tokens.start);
    out
}
