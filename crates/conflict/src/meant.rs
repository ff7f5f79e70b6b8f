//! Whom a report means by `the army`, `the rebels`, `Houthi fighters` or a surname: the side of the conflict that it is about.
//!
//! What is read here depends on one report and the knowledge, and on nothing that other reports say.

use compact_str::CompactString;
use jiff::civil::Date;
use truceline_knowledge::{Actor, Conflict, Knowledge, Referent, WordClass, folded};

use crate::{Claim, Fact, Party, Report, context, desk::Desk};

/// Words of a noun phrase that may stand for a side, at most.
const WORDS: usize = 4;
/// Bytes within which `the group` is one that was named before.
const REACH: u32 = 600;

/// Gives parties that a report calls by nouns or surnames the ids of the bodies and people that it means.
pub fn settle(report: &mut Report, knowledge: &Knowledge) {
    rename(report, |_, party| by_name_within(knowledge, &party.name));
    let (conflict, named, at) = {
        let copies = [0];
        let mut desk = Desk::new(knowledge, std::slice::from_ref(report), &copies);
        let id = context::of(&mut desk, report);
        let named = desk.named_in(0);
        let mut ids: Vec<CompactString> = named.iter().filter_map(|w| desk.cast.member(*w).party.id.clone()).collect();
        ids.sort_unstable();
        (knowledge.conflicts.iter().find(|c| Some(&c.id) == id.as_ref()), ids, mentions(report))
    };
    let Some(conflict) = conflict else { return };
    let sides = Sides { knowledge, conflict, day: report.known, named, at };
    rename(report, |start, party| sides.meant(start, party));
    for claim in &mut report.claims {
        if let Fact::Membership { of: of @ None, role, .. } = &mut claim.fact {
            *of = sides.body_of_post(role, claim.evidence.start, &claim.evidence.quote);
        }
    }
}

/// Where each body that the report names is named, in text order.
fn mentions(report: &Report) -> Vec<(u32, CompactString)> {
    let named = |c: &Claim| {
        let parties = c.fact.parties().into_iter().chain(&c.attributed_to);
        parties.filter_map(|p| Some((c.evidence.start, p.id.clone()?))).collect::<Vec<_>>()
    };
    let mut out: Vec<(u32, CompactString)> = report.claims.iter().flat_map(named).collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// Gives each party without an id the one that `find` tells, and the codes of that.
fn rename(report: &mut Report, find: impl Fn(u32, &Party) -> Option<CompactString>) {
    for claim in &mut report.claims {
        let start = claim.evidence.start;
        for party in claim.fact.parties_mut().chain(&mut claim.attributed_to).filter(|p| p.id.is_none()) {
            party.id = find(start, party);
        }
    }
}

/// `Houthi fighters`, `M23 rebel group`, `envoys of the Sudanese army`: the body whose name is in the phrase.
fn by_name_within(knowledge: &Knowledge, name: &str) -> Option<CompactString> {
    let words: Vec<&str> = name.split(' ').collect();
    if words.len() < 2 {
        return None;
    }
    let lemma = |word: &str| {
        let lower = word.to_lowercase();
        knowledge.lemma_of(WordClass::Noun, &lower).unwrap_or(lower)
    };
    if let Some(of) = words.iter().position(|w| *w == "of") {
        let noun = if of > 0 { lemma(words[of - 1]) } else { String::new() };
        let armed = matches!(knowledge.lexicon.agent(&noun), Some("REB" | "PRM" | "MIL")) || knowledge.lexicon.in_class("faction", &noun);
        let sent = knowledge.lexicon.in_class("delegate", &noun) || armed || matches!(noun.as_str(), "member" | "leader" | "mediator");
        let whose = words[of + 1..].join(" ");
        return body(knowledge, whose.strip_prefix("the ").unwrap_or(&whose)).filter(|_| sent);
    }
    // "ASEAN foreign ministers", "EU envoys"
    let post = words.last().is_some_and(|w| lemma(w) != w.to_lowercase() && knowledge.lexicon.role(&lemma(w)) == Some("GOV"));
    let first = words.iter().position(|w| !w.starts_with(char::is_uppercase)).filter(|&n| n > 0 && post);
    let members = first.and_then(|n| body(knowledge, &words[..n].join(" "))).filter(|id| is_league(knowledge, id));
    if members.is_some() {
        return members;
    }
    // "M23 leaders", "Houthi negotiators"
    let many = |word: &str| lemma(word) != word.to_lowercase();
    let men = |word: &str| {
        let lemma = lemma(word);
        let speaks = many(word)
            && (knowledge.lexicon.in_class("delegate", &lemma) || matches!(lemma.as_str(), "leader" | "commander" | "official" | "chief"));
        speaks || knowledge.lexicon.in_class("faction", &lemma) || matches!(knowledge.lexicon.agent(&lemma), Some("REB" | "PRM" | "MIL"))
    };
    // "President X's envoys": those of whoever sent them.
    if let [owner @ .., last] = words.as_slice()
        && let Some(sender) = owner.join(" ").strip_suffix("'s").map(str::to_owned)
        && many(last)
        && knowledge.lexicon.in_class("delegate", &lemma(last))
    {
        return only(knowledge.names.get(&folded(&sender)).iter().filter_map(|r| match r {
            Referent::Actor(i) => Some(knowledge.actors[*i as usize].id.as_str().into()),
            Referent::Person(i) => Some(knowledge.people[*i as usize].id.as_str().into()),
            Referent::Country(i) => Some(knowledge.countries[*i as usize].iso3.as_str().into()),
            _ => None,
        }));
    }
    let tail = words.iter().rev().take_while(|w| w.chars().all(|c| !c.is_uppercase())).take_while(|w| men(w)).count();
    let several = words.last().is_some_and(|w| w.ends_with('s') || knowledge.lexicon.naming.collective.contains(lemma(w).as_str()));
    if tail == 0 || !several {
        return None;
    }
    body(knowledge, &words[..words.len() - tail].join(" "))
}

/// A body whose members are states.
fn is_league(knowledge: &Knowledge, id: &str) -> bool {
    knowledge.actor(id).is_some_and(|a| matches!(a.kind.as_str(), "igo" | "alliance"))
}

/// The one body of that name.
fn body(knowledge: &Knowledge, name: &str) -> Option<CompactString> {
    let bodies = knowledge.names.get(&folded(name)).iter().filter_map(|r| match r {
        Referent::Actor(i) => Some(&knowledge.actors[*i as usize]),
        _ => None,
    });
    only(bodies.map(|a| a.id.as_str().into()))
}

/// The item where there is no other.
fn only<T: PartialEq>(mut list: impl Iterator<Item = T>) -> Option<T> {
    let first = list.next()?;
    list.all(|other| other == first).then_some(first)
}

/// The sides of a report's conflict.
struct Sides<'a> {
    knowledge: &'a Knowledge,
    conflict: &'a Conflict,
    day: Date,
    /// Ids of all whom the report names, with those for whom they act; sorted.
    named: Vec<CompactString>,
    /// Where they are named.
    at: Vec<(u32, CompactString)>,
}

/// What a noun for a side says that it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Army {
        /// The phrase says that it is the government's.
        of_government: bool,
    },
    Government,
    Paramilitary,
    Rebels,
    /// `The rebel alliance`, `the coalition`.
    Alliance,
    /// `The group`: whichever armed body is spoken of.
    Faction,
}

impl<'a> Sides<'a> {
    fn meant(&self, start: u32, party: &Party) -> Option<CompactString> {
        if let Some(body) = self.namesake(&party.name) {
            return Some(body);
        }
        // `Junta spokesman` opens a sentence; `Forces` there may be anybody's.
        let one_body = || self.knowledge.lexicon.naming.collective.contains(party.name.to_lowercase().as_str());
        if party.codes.is_empty() && is_surname(&party.name) && !one_body() {
            return self.person(&party.name);
        }
        match self.kind(party)? {
            Kind::Army { of_government } => self.army(of_government),
            Kind::Government => self.government().map(Into::into),
            Kind::Paramilitary => self.armed_body(start, |a| a.sector == "PRM"),
            Kind::Rebels => self.armed_body(start, |_| true),
            Kind::Faction => self.armed_body(start, |_| true).filter(|id| self.is_named(id)),
            Kind::Alliance => self.alliance(),
        }
    }

    /// `The deputy commander of the paramilitaries`, `a spokesman for the army`: the side whose post the quote tells.
    fn body_of_post(&self, role: &str, start: u32, text: &str) -> Option<Party> {
        // "an army spokesman"
        if let Some((first, _)) = role.split_once(' ')
            && let Some(sector) = self.knowledge.lexicon.agent(first).filter(|s| matches!(*s, "MIL" | "GOV" | "REB" | "PRM"))
        {
            let party = Party { name: first.into(), id: None, codes: vec![sector.into()] };
            return self.meant(start, &party).map(|id| Party { id: Some(id), ..party });
        }
        let text = text.to_lowercase();
        let after = &text[text.find(role)? + role.len()..];
        let after = [" of the ", " for the "].iter().find_map(|p| after.strip_prefix(p))?;
        let name = after.split([',', '.', ';', ':']).next()?.trim();
        let last = name.rsplit(' ').next()?;
        let noun = self.knowledge.lemma_of(WordClass::Noun, last).unwrap_or_else(|| last.to_owned());
        let codes = self.knowledge.lexicon.agent(&noun).filter(|s| !s.is_empty()).map(Into::into);
        let party = Party { name: name.into(), id: None, codes: codes.into_iter().collect() };
        let id = self.meant(start, &party);
        id.map(|id| Party { id: Some(id), ..party })
    }

    /// `National Unity Government`, `Armed Forces`: the only body of the conflict whose name is this with that of its country.
    fn namesake(&self, name: &str) -> Option<CompactString> {
        let words: Vec<&str> = name.split(' ').filter(|w| w.starts_with(char::is_uppercase)).collect();
        if words.len() < 2 {
            return None;
        }
        let short = folded(&words.join(" "));
        let of_country = |rest: &str| {
            let countries = self.conflict.countries.iter().filter_map(|c| self.knowledge.country(c));
            countries.flat_map(|c| c.adjectives.iter().chain([&c.name])).any(|n| folded(n) == rest)
        };
        let fits = |full: &str| {
            let full = folded(full);
            let after = full.strip_prefix(short.as_str()).and_then(|rest| rest.strip_prefix(" of "));
            after.or_else(|| full.strip_suffix(short.as_str()).map(str::trim_end)).is_some_and(of_country)
        };
        only(
            self.bodies()
                .map(|(_, a)| a)
                .filter(|a| std::iter::once(&a.name).chain(&a.aliases).any(|n| fits(n)))
                .map(|a| a.id.as_str().into()),
        )
    }

    /// What the phrase says of a side, where it is one and nothing in it says that it is another.
    fn kind(&self, party: &Party) -> Option<Kind> {
        let abroad = |code: &CompactString| {
            let country = code.get(..3).filter(|c| self.knowledge.country(c).is_some());
            country.is_some_and(|c| !self.conflict.countries.iter().any(|x| x == c))
        };
        let words: Vec<&str> = party.name.split([' ', '-']).filter(|w| !w.is_empty()).collect();
        let (last, before) = words.split_last()?;
        let country =
            !party.codes.is_empty() && party.codes.iter().any(|c| self.knowledge.country(c.get(..3).unwrap_or_default()).is_some());
        let backed = party.name.contains("-backed");
        let owned = !country && words.iter().any(|w| w.ends_with("'s") || w.ends_with("’s"));
        if words.len() > WORDS || owned || words.contains(&"of") || !backed && party.codes.iter().any(abroad) {
            return None;
        }
        let lexicon = &self.knowledge.lexicon;
        let plain = |w: &&str| {
            let lower = w.to_lowercase();
            lexicon.in_class("side_word", &lower)
                || lexicon.agent(&lower).is_some_and(|s| !s.is_empty())
                || w.chars().next().is_some_and(char::is_uppercase)
        };
        // `National Salvation Government` is the name of one body.
        let part_of_name = |w: &&str| w.starts_with(char::is_uppercase) && !self.is_described_by(w);
        if last.starts_with(char::is_uppercase) && before.iter().any(part_of_name) {
            return None;
        }
        let last = last.to_lowercase();
        let noun = self.knowledge.lemma_of(WordClass::Noun, &last).unwrap_or_else(|| last.clone());
        let collective = lexicon.naming.collective.contains(noun.as_str());
        // `armed groups` may be any, `rebels` and `the group` are those of whom the report tells.
        let one_side = if last == noun { collective } else { !collective || noun == "authority" || noun == "troop" || noun == "force" };
        let post = lexicon.role(&noun).is_some();
        if !one_side || post || !before.iter().all(plain) {
            return None;
        }
        self.kind_of_noun(party, &noun, before, last == noun)
    }

    /// A word that tells which government or army is meant without being part of its name: `Federal`, `Syrian`.
    fn is_described_by(&self, word: &str) -> bool {
        let place = self.knowledge.names.get(&folded(word));
        place.iter().any(|r| matches!(r, Referent::Nationality(_) | Referent::Country(_) | Referent::Seat(_)))
            || matches!(
                word.to_lowercase().as_str(),
                "government" | "rebel" | "army" | "state" | "federal" | "central" | "junta" | "regime"
            )
    }

    fn kind_of_noun(&self, party: &Party, noun: &str, before: &[&str], singular: bool) -> Option<Kind> {
        let lexicon = &self.knowledge.lexicon;
        let told = |w: &str| lexicon.agent(w).filter(|s| !s.is_empty());
        let two_words = before.last().map(|w| format!("{} {noun}", w.to_lowercase()));
        let faction = lexicon.in_class("faction", noun);
        let coded = || party.codes.first().map(|c| c.get(c.len().saturating_sub(3)..).unwrap_or_default()).filter(|_| faction);
        let sector = two_words.as_deref().and_then(told).or_else(|| told(noun)).or_else(coded);
        let of_state = before.iter().any(|w| lexicon.in_class("ruler", &w.to_lowercase()) || w.eq_ignore_ascii_case("federal"));
        match sector {
            _ if matches!(noun, "alliance" | "coalition") => Some(Kind::Alliance),
            _ if of_state && faction => Some(Kind::Army { of_government: true }),
            Some("MIL") => Some(Kind::Army { of_government: false }),
            Some("GOV") if lexicon.in_class("ruler", noun) => Some(Kind::Government),
            Some("PRM") => Some(Kind::Paramilitary),
            // `Fighters armed by X` may be anybody's.
            Some("REB") if faction && before.is_empty() => None,
            Some("REB") => Some(Kind::Rebels),
            _ if faction && singular && before.is_empty() && lexicon.naming.collective.contains(noun) => Some(Kind::Faction),
            _ => None,
        }
    }

    fn is_named(&self, id: &str) -> bool {
        self.named.binary_search_by(|n| n.as_str().cmp(id)).is_ok()
    }

    fn bodies(&self) -> impl Iterator<Item = (usize, &'a Actor)> {
        let (knowledge, day) = (self.knowledge, self.day);
        let sides = self.conflict.sides.iter().enumerate().flat_map(|(s, side)| side.iter().map(move |id| (s, id)));
        sides.filter_map(move |(s, id)| Some((s, knowledge.actor(id).filter(|a| a.is_there(day))?)))
    }

    /// The state that fights in its own country, else the government body that heads a side, where only one does.
    fn government(&self) -> Option<&'a str> {
        let members = self.conflict.sides.iter().flatten();
        let mut states = members.filter(|m| self.conflict.countries.contains(m));
        if let Some(state) = states.next() {
            return states.next().is_none().then_some(state.as_str());
        }
        let sides = 0..self.conflict.sides.len();
        let heads = sides.filter_map(|side| self.bodies().find(|(s, _)| *s == side)).filter(|(_, a)| a.sector == "GOV");
        only(heads.map(|(_, a)| a.id.as_str()))
    }

    /// The armed forces of the government's state: those that the report names, else the first in the knowledge. A government
    /// that is no state has the army where no other side calls itself one.
    fn army(&self, of_government: bool) -> Option<CompactString> {
        let government = self.government()?;
        if self.knowledge.country(government).is_none() {
            let other = self.bodies().any(|(_, a)| a.id != government && a.name.contains("Army"));
            return (of_government || !other).then(|| government.into());
        }
        let forces = || {
            let armed = |a: &&Actor| a.kind == "armed forces" && a.sector == "MIL" && a.country.as_deref() == Some(government);
            self.knowledge.actors.iter().filter(armed).filter(|a| a.is_there(self.day))
        };
        let named = only(forces().map(|a| a.id.as_str()).filter(|id| self.is_named(id)));
        let found = named.or_else(|| forces().map(|a| a.id.as_str()).next());
        Some(found.unwrap_or(government).into())
    }

    /// Of the armed bodies that do not fight for the government and fit, the first that the report names, where all that it
    /// names are on one side; of several the one named last before; where it names none, the first of the only other side.
    fn armed_body(&self, start: u32, fits: impl Fn(&Actor) -> bool) -> Option<CompactString> {
        let government = self.government();
        let ours = |side: usize| self.conflict.sides[side].iter().any(|m| Some(m.as_str()) == government);
        let others: Vec<(usize, &Actor)> = self.bodies().filter(|(s, a)| !ours(*s) && a.sector != "GOV" && fits(a)).collect();
        let named: Vec<&(usize, &Actor)> = others.iter().filter(|(_, a)| self.is_named(&a.id)).collect();
        let many = self.conflict.sides.len() > 2;
        match named.as_slice() {
            [] => only(others.iter().map(|(s, _)| *s)).and_then(|_| others.first()).map(|(_, a)| a.id.as_str().into()),
            [(_, one)] => Some(one.id.as_str().into()),
            [(_, first), ..] if !many && only(named.iter().map(|(s, _)| *s)).is_some() => Some(first.id.as_str().into()),
            several => self.last_before(start, |id| several.iter().any(|(_, a)| a.id == id)),
        }
    }

    /// The one body named last in a sentence before.
    fn last_before(&self, start: u32, fits: impl Fn(&str) -> bool) -> Option<CompactString> {
        let before = self.at.iter().filter(|(at, id)| *at < start && start - *at <= REACH && fits(id));
        let last = before.clone().map(|(at, _)| *at).max()?;
        only(before.filter(|(at, _)| *at == last).map(|(_, id)| id.clone()))
    }

    /// The only alliance on a side, of those that the report names if it names any.
    fn alliance(&self) -> Option<CompactString> {
        let is_one = |a: &Actor| a.kind == "alliance" || a.name.ends_with("Alliance") || a.name.ends_with("Coalition");
        let all = || self.bodies().map(|(_, a)| a).filter(|a| is_one(a)).map(|a| a.id.as_str());
        let named = only(all().filter(|id| self.is_named(id)));
        named.or_else(|| only(all())).map(Into::into)
    }

    /// The person of that surname who holds a post of a side or of a state that takes part, or the foremost of several.
    fn person(&self, surname: &str) -> Option<CompactString> {
        let sides = || self.conflict.sides.iter().flatten().chain(&self.conflict.countries);
        let ranked = self.knowledge.people_of_surname(surname).filter_map(|p| {
            let posts = p.posts_on(self.day).filter(|post| sides().any(|s| *s == post.of));
            posts.map(|post| crate::cast::rank_of(&post.role)).min().map(|rank| (rank, p.id.as_str()))
        });
        let mut found: Vec<(usize, &str)> = ranked.collect();
        found.sort_unstable();
        let first = found.first()?;
        found.iter().skip(1).all(|other| other.0 > first.0).then(|| first.1.into())
    }
}

/// One word with a capital, or a hyphenated one.
fn is_surname(name: &str) -> bool {
    !name.contains(' ') && name.chars().next().is_some_and(char::is_uppercase)
}
