//! How participants are named, and their ids and codes.

use compact_str::{CompactString, ToCompactString, format_compact};
use rustc_hash::FxHashMap;
use truceline_knowledge::{Knowledge, Referent, folded};
use truceline_syntax::{Deprel, Upos, View, Xpos};

use super::{noun_is_agent, noun_sector, of_phrase};
use crate::{
    Mentions,
    things::{NameKind, NameMention, Participant},
};

impl Mentions {
    /// A participant from a name.
    pub fn of_name(&self, view: &View, knowledge: &Knowledge, name: &NameMention) -> Participant {
        let entity = &self.entities[name.entity as usize];
        let last = name.tokens.end - 1;
        // "shot the Palestinian": an adjective with an article and no noun behind it.
        let article =
            || view.children_by(last, &[Deprel::Det]).next().is_some() && !matches!(view.deprel(last), Deprel::Amod | Deprel::Compound);
        let noun = view.upos(last) != Upos::Adj && view.xpos(last) != Xpos::Jj;
        let people = name.kind == NameKind::Nationality && (noun || article());
        // "Washington" of a report that never writes of the United States: its longest name there.
        let own = |n: &NameMention| match n.kind {
            NameKind::Country => true,
            NameKind::Nationality => view.form(n.tokens.start).chars().all(|c| c.is_uppercase() || c == '.'), // "U.S. troops"
            _ => false,
        };
        let told = || self.names.iter().any(|n| n.entity == name.entity && own(n));
        let named = || view.document.text.contains(entity.name.as_str()) || told();
        let seat = name.kind == NameKind::Seat && !named();
        let text = view.text_of(name.tokens.clone());
        let government = || self.government_phrase(view, name.entity).filter(|_| name.kind == NameKind::Seat);
        let own = if people { text } else { government().unwrap_or(if seat { text } else { entity.name.clone() }) };
        let nation = matches!(entity.referent, Some(Referent::Community(_))).then(|| self.nation_before(name)).flatten();
        let first = nation.map_or(name.tokens.start, |n| n.tokens.start);
        Participant {
            name: nation.map_or(own.clone(), |n| format!("{} {own}", view.text_of(n.tokens.clone()))),
            span: view.span_of(first..name.tokens.end),
            token: name.tokens.end - 1,
            entity: Some(name.entity),
            id: entity.referent.map(|r| id_of(knowledge, r)),
            codes: match entity.referent {
                Some(Referent::Community(c)) if nation.is_some() => self.codes_abroad(knowledge, nation, c),
                Some(referent) => self.codes(knowledge, referent, name.kind),
                None => code_in_name(view, knowledge, name).or_else(|| self.code_of_post(knowledge, name)).into_iter().collect(),
            },
        }
    }

    /// How the report first calls the government of a state that its seat stands for: `the Sudanese government` of `Khartoum`.
    fn government_phrase(&self, view: &View, state: u32) -> Option<String> {
        let forms = self.noun_phrases.get("government")?;
        let plain = |text: &str| text.split(' ').count() == 2;
        forms.iter().find(|(at, text)| owner(view, self, *at) == Some(state) && plain(text)).map(|(_, text)| text.clone())
    }

    /// `Iraqi Christians`: the state that an adjective right before a people's name tells.
    fn nation_before(&self, people: &NameMention) -> Option<&NameMention> {
        let nation = self.name_at(people.tokens.start.checked_sub(1)?).filter(|n| n.kind == NameKind::Nationality)?;
        (self.entities[nation.entity as usize].kind == NameKind::Country).then_some(nation)
    }

    /// The code of a people of the state that the text names with it.
    fn codes_abroad(&self, knowledge: &Knowledge, nation: Option<&NameMention>, people: u16) -> Vec<CompactString> {
        let state = nation.and_then(|n| self.entities[n.entity as usize].referent);
        let state = state.map_or_else(CompactString::default, |r| id_of(knowledge, r));
        let sector = knowledge.communities.get(people as usize).map_or("", |c| c.sector.as_str());
        vec![format_compact!("{state}{sector}")]
    }

    /// The code of the post that the text gives to a person whom the knowledge does not know: `Inspector Belo`.
    fn code_of_post(&self, knowledge: &Knowledge, name: &NameMention) -> Option<CompactString> {
        let post = self.posts.iter().find(|p| p.person == name.entity)?;
        let sector = knowledge.lexicon.role(&post.role).filter(|s| !s.is_empty())?;
        let country = post.of.and_then(|of| match self.entities[self.name_at(of.0)?.entity as usize].referent? {
            Referent::Country(c) | Referent::Nationality(c) | Referent::Seat(c) => {
                knowledge.countries.get(c as usize).map(|c| c.iso3.as_str())
            }
            Referent::Actor(a) => knowledge.actors.get(a as usize).and_then(|a| a.country.as_deref()),
            Referent::Person(_) | Referent::Community(_) => None,
        });
        Some(format_compact!("{}{sector}", country.unwrap_or("")))
    }

    pub(super) fn codes(&self, knowledge: &Knowledge, referent: Referent, kind: NameKind) -> Vec<CompactString> {
        match referent {
            Referent::Country(c) | Referent::Nationality(c) | Referent::Seat(c) => {
                let iso3 = knowledge.countries.get(c as usize).map_or("", |c| c.iso3.as_str());
                vec![if kind == NameKind::Seat { format_compact!("{iso3}GOV") } else { iso3.to_compact_string() }]
            }
            Referent::Actor(a) => {
                let Some(actor) = knowledge.actors.get(a as usize) else { return Vec::new() };
                let made = || format!("{}{}", actor.country.as_deref().unwrap_or(""), actor.sector);
                vec![actor.code.clone().unwrap_or_else(made).into()]
            }
            Referent::Community(c) => {
                let Some(community) = knowledge.communities.get(c as usize) else { return Vec::new() };
                vec![format_compact!("{}{}", self.home_of(c).unwrap_or(""), community.sector)]
            }
            Referent::Person(p) => {
                let Some(person) = knowledge.people.get(p as usize) else { return Vec::new() };
                let date = self.report_date();
                let mut codes: Vec<CompactString> = Vec::new();
                for post in person.posts.iter().filter(|post| date.is_some_and(|d| post.covers(d))) {
                    let code = match knowledge.actor(&post.of) {
                        Some(body) => {
                            body.code.clone().unwrap_or_else(|| format!("{}{}", body.country.as_deref().unwrap_or(""), body.sector))
                        }
                        None => format!("{}{}", post.of, knowledge.lexicon.role(&post.role).unwrap_or("GOV")),
                    };
                    if !codes.iter().any(|c| *c == code) {
                        codes.push(code.into());
                    }
                }
                if codes.is_empty() {
                    // Out of office on that day, or a day that is not known.
                    codes.extend(person.country.as_deref().map(|c| {
                        if date.is_some() && !person.posts.is_empty() { format_compact!("{c}ELI") } else { c.to_compact_string() }
                    }));
                }
                codes
            }
        }
    }

    /// A participant from a common noun: the phrase without determiners, counts and evaluative words.
    pub(super) fn of_noun(&self, view: &View, knowledge: &Knowledge, head: u32) -> Participant {
        let mut name = phrase(view, knowledge, self, head);
        if !name.contains(' ')
            && let Some(longer) = self.longer_form(view, head)
        {
            name = longer;
        }
        let owner = self.owner_of(view, knowledge, head);
        if let Some(first) = owner.and_then(|o| self.first_form(view, head, o)) {
            name = first;
        } else if let Some(troops) = self.troops_from(view, knowledge, head) {
            name = troops;
        } else if let Some(owned) = self.with_owner(view, knowledge, head, &name) {
            name = owned;
        }
        let mut sector = noun_sector(view, knowledge, head);
        let country = owner.and_then(|e| match self.entities[e as usize].referent {
            Some(Referent::Country(c)) => knowledge.countries.get(c as usize).map(|c| c.iso3.as_str()),
            Some(Referent::Community(c)) => self.home_of(c),
            Some(Referent::Actor(a)) if matches!(sector, None | Some("MIL" | "")) || view.lemma(head) == "official" => {
                // "CRPF personnel": the men of a police body are police.
                let body = knowledge.actors.get(a as usize).filter(|a| a.sector == "COP")?;
                sector = Some("COP");
                body.country.as_deref()
            }
            _ => None,
        });
        let code = format_compact!("{}{}", country.unwrap_or(""), sector.unwrap_or(""));
        Participant {
            name,
            span: view.span_of(phrase_tokens(view, self, head)).join(view.span(named_of(view, knowledge, self, head).unwrap_or(head))),
            token: head,
            entity: None,
            id: None,
            codes: if code.is_empty() { Vec::new() } else { vec![code] },
        }
    }

    /// How the document first writes the same noun with the same owner: `Sudan's government` for `the Sudanese government`.
    pub(super) fn first_form(&self, view: &View, head: u32, of: u32) -> Option<String> {
        let forms = self.noun_phrases.get(view.form(head).to_lowercase().as_str())?;
        let words = phrase_words(view, self, head).max(2);
        let same = |text: &str, at: u32| owner(view, self, at) == Some(of) && text.split(' ').count() == words;
        forms.iter().find(|(at, text)| same(text, *at)).map(|(_, text)| text.clone())
    }

    /// The one longer phrase with the same noun elsewhere in the document.
    pub(super) fn longer_form(&self, view: &View, head: u32) -> Option<String> {
        let described = [Deprel::Amod, Deprel::Compound, Deprel::Nmod, Deprel::NmodPoss, Deprel::Acl, Deprel::AclRelcl];
        let asked = |c: u32| view.deprel(c) == Deprel::Acl && view.xpos(c) == Xpos::Vb; // "told the rebels to leave"
        let indefinite = view
            .children(head)
            .iter()
            .any(|&c| matches!(view.lemma(c), "a" | "an" | "another" | "other" | "no") || described.contains(&view.deprel(c)) && !asked(c));
        // "scores of people" are not the people told of before.
        let definite = view.children_by(head, &[Deprel::Det]).any(|d| matches!(view.lemma(d), "the" | "these" | "those"));
        let anybody = !definite && matches!(view.lemma(head), "people" | "person" | "man" | "woman" | "child" | "civilian");
        let forms = self.noun_phrases.get(view.form(head).to_lowercase().as_str()).filter(|_| !indefinite && !anybody)?;
        // "The army" is the state's, whatever "an ethnic army" did before.
        let of_state = matches!(view.lemma(head), "army" | "military" | "government" | "regime" | "police" | "parliament");
        let any = |at: u32| of_state && view.children_by(at, &[Deprel::Det]).any(|d| matches!(view.lemma(d), "a" | "an" | "another"));
        let forms: Vec<&(u32, String)> = forms.iter().filter(|(at, _)| !any(*at)).collect();
        // The nearest before it that names an owner, the nearest before it, else the one form that comes after.
        let owned = |form: &str| form.starts_with(char::is_uppercase);
        let mut earlier = forms.iter().rev().filter(|(i, _)| *i < head).map(|(_, f)| f.clone());
        let before = earlier.clone().find(|f| owned(f)).or_else(|| earlier.next());
        // "Rebels fired", and later of others "the Saudi-backed rebels": some people are not yet those.
        let settled = definite || view.xpos(head) != Xpos::Nns;
        let first = forms.first()?;
        before.or_else(|| (settled && forms.iter().all(|(_, f)| *f == first.1)).then(|| first.1.clone()))
    }
}

/// The code of a body that its own name tells: `Government of Iraq`, `Iraqi Ministry of Culture`, `State Reserve Police`.
fn code_in_name(view: &View, knowledge: &Knowledge, name: &NameMention) -> Option<CompactString> {
    if name.kind != NameKind::Body {
        return None;
    }
    let of = name.tokens.clone().skip(1).find(|&t| view.form(t) == "of");
    let sector = knowledge.lexicon.agent(view.lemma(of.unwrap_or(name.tokens.end) - 1)).filter(|s| !s.is_empty())?;
    let country = |t: u32| {
        knowledge.names.get(&folded(view.form(t))).iter().find_map(|r| match r {
            Referent::Country(c) | Referent::Nationality(c) => knowledge.countries.get(*c as usize),
            _ => None,
        })
    };
    match name.tokens.clone().find_map(country) {
        Some(country) => Some(format_compact!("{}{sector}", country.iso3)),
        None => (sector == "COP").then(|| sector.into()),
    }
}

pub(super) fn id_of(knowledge: &Knowledge, referent: Referent) -> CompactString {
    match referent {
        Referent::Country(c) | Referent::Nationality(c) | Referent::Seat(c) => {
            knowledge.countries.get(c as usize).map_or("", |c| c.iso3.as_str()).into()
        }
        Referent::Actor(a) => knowledge.actors.get(a as usize).map_or("", |a| a.id.as_str()).into(),
        Referent::Person(p) => knowledge.people.get(p as usize).map_or("", |p| p.id.as_str()).into(),
        Referent::Community(c) => knowledge.communities.get(c as usize).map_or("", |c| c.id.as_str()).into(),
    }
}

/// The entity that owns a noun: possessive, demonym or name before it, `of` phrase.
pub(super) fn owner(view: &View, mentions: &Mentions, head: u32) -> Option<u32> {
    let before = view.children_by(head, &[Deprel::NmodPoss, Deprel::Amod, Deprel::Compound, Deprel::NmodDesc]);
    before.chain(of_phrase(view, head)).filter_map(|c| mentions.name_headed_by(c)).map(|n| n.entity).next()
}

pub(super) fn keeps_adjective(view: &View, knowledge: &Knowledge, adjective: u32, head: u32) -> bool {
    // "Angry youths", "Several farmers": at the head of a sentence a capital tells nothing.
    let opens =
        view.sentence(adjective).is_some_and(|s| s.tokens.start == adjective) && view.lemma(adjective).starts_with(char::is_lowercase);
    view.form(adjective).starts_with(char::is_uppercase) && !opens
        || knowledge.lexicon.agent(view.lemma(adjective)).is_some()
        || knowledge.lexicon.in_class("identifying", view.lemma(adjective))
        || knowledge.lexicon.agent(&format!("{} {}", view.lemma(adjective), view.lemma(head))).is_some()
}

/// Words of the phrase that names an owner and a noun, a possessive's mark not counted.
pub(super) fn phrase_words(view: &View, mentions: &Mentions, head: u32) -> usize {
    phrase_tokens(view, mentions, head).filter(|&t| view.xpos(t) != Xpos::Pos).count()
}

/// First and last token of the phrase that `phrase` writes out.
pub(super) fn phrase_tokens(view: &View, mentions: &Mentions, head: u32) -> std::ops::Range<u32> {
    let start = view
        .children_by(head, &[Deprel::NmodPoss, Deprel::Amod, Deprel::Compound])
        .map(|c| mentions.name_headed_by(c).map_or(c, |n| n.tokens.start))
        .min()
        .map_or(head, |c| c.min(head));
    start..head + 1
}

/// A common noun's phrase: names, nouns and identifying adjectives before it, and an `of` phrase that holds a name.
pub(super) fn phrase(view: &View, knowledge: &Knowledge, mentions: &Mentions, head: u32) -> String {
    let mut pieces: Vec<(u32, u32)> = Vec::new();
    // What a verb parts from the noun belongs to another phrase, whatever the tree says.
    let parted = |c: u32| (c + 1..head).any(|t| matches!(view.xpos(t), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md));
    for &c in view.children(head).iter().filter(|&&c| c < head && !parted(c)) {
        match view.deprel(c) {
            Deprel::NmodPoss if mentions.name_headed_by(c).is_some() => {
                let name = mentions.name_headed_by(c).map_or(c..c + 1, |n| n.tokens.clone());
                let clitic = Some(name.end).filter(|&k| view.xpos(k) == Xpos::Pos);
                pieces.push((name.start, clitic.unwrap_or(name.end - 1)));
            }
            Deprel::Compound | Deprel::Amod | Deprel::NmodDesc => {
                if let Some(name) = mentions.name_headed_by(c) {
                    // "West African leaders"
                    let part = |t: &u32| matches!(view.form(*t), "West" | "East" | "North" | "South" | "Central" | "Southern" | "Northern");
                    let start = name.tokens.start.checked_sub(1).filter(part).unwrap_or(name.tokens.start);
                    pieces.push((start, name.tokens.end - 1));
                } else if let Some(first) = led_by(view, mentions, c) {
                    pieces.push((first, c));
                } else if mentions.time_at(c).is_some() {
                    // "on Wednesday troops": no part of who they are
                } else if view.deprel(c) == Deprel::Compound || keeps_adjective(view, knowledge, c, head) {
                    let inner = view.children_by(c, &[Deprel::Compound, Deprel::Amod]).filter(|&k| k < c).min().unwrap_or(c);
                    pieces.push((inner, c));
                }
            }
            _ => {}
        }
    }
    pieces.push((head, head));
    pieces.extend(loyalty(view, mentions, head).map(|last| (head + 1, last)));
    pieces.extend(named_of(view, knowledge, mentions, head).map(|last| (head + 1, last)));
    let mut out = String::new();
    let mut next = 0;
    for (first, last) in pieces {
        let first = first.max(next);
        if first > last {
            continue;
        }
        next = last + 1;
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&view.text_of(first..last + 1));
    }
    out
}

/// `U.S.-led`, `Saudi-backed`: the first token of a name with such a participle behind it.
fn led_by(view: &View, mentions: &Mentions, participle: u32) -> Option<u32> {
    let name = participle.checked_sub(2).filter(|_| view.form(participle - 1) == "-").and_then(|t| mentions.name_at(t))?;
    matches!(view.form(participle), "led" | "backed" | "aligned" | "allied" | "dominated").then_some(name.tokens.start)
}

/// The last token of `loyal to the unity government` behind a noun.
fn loyalty(view: &View, mentions: &Mentions, head: u32) -> Option<u32> {
    const LONGEST: u32 = 6;
    if view.lemma(head + 1) != "loyal" || view.form(head + 2) != "to" {
        return None;
    }
    let end = view.sentence(head)?.tokens.end.min(head + 3 + LONGEST);
    let noun = |t: u32| matches!(view.upos(t), Upos::Noun | Upos::Propn);
    let inside = |t: u32| noun(t) || matches!(view.upos(t), Upos::Adj | Upos::Det) || view.form(t) == "-";
    let last = (head + 3..end).take_while(|&t| inside(t)).filter(|&t| noun(t)).last()?;
    // Forces loyal to a person are his, or keep their own noun.
    match mentions.name_at(last) {
        Some(name) => (name.kind != NameKind::Person).then_some(name.tokens.end - 1),
        None => Some(last),
    }
}

/// The last token of an `of` phrase that belongs to a noun's name: `head of the commission`.
fn named_of(view: &View, knowledge: &Knowledge, mentions: &Mentions, head: u32) -> Option<u32> {
    let to = |c: &u32| *c > head && view.preposition(*c).as_deref() == Some("to");
    if let Some(to) = view.children_by(head, &[Deprel::Nmod]).find(|c| view.lemma(head) == "party" && to(c)) {
        return Some(mentions.name_at(to).map_or(to, |n| n.tokens.end - 1)); // "the parties to the conflict"
    }
    let of = of_phrase(view, head).filter(|&of| of > head)?;
    let part = knowledge.lexicon.role(view.lemma(head)).is_some() && noun_is_agent(view, knowledge, of);
    mentions.name_at(of).map(|n| n.tokens.end - 1).or(part.then_some(of))
}

/// Every agent noun's longer phrases by the noun's form, in text order.
pub(crate) fn noun_phrases(view: &View, knowledge: &Knowledge, mentions: &Mentions) -> FxHashMap<Box<str>, Vec<(u32, String)>> {
    let mut out: FxHashMap<Box<str>, Vec<(u32, String)>> = FxHashMap::default();
    for i in 0..view.len() {
        if view.upos(i) != Upos::Noun || mentions.name_at(i).is_some() || !noun_is_agent(view, knowledge, i) {
            continue;
        }
        let text = phrase(view, knowledge, mentions, i);
        if text.contains(' ') {
            out.entry(view.form(i).to_lowercase().into_boxed_str()).or_default().push((i, text));
        }
    }
    out
}
