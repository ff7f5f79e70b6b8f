//! Posts that the text gives to people: `Italian Prime Minister Giuseppe Conte`, `X, head of the Y`.

use truceline_knowledge::Knowledge;
use truceline_syntax::{Upos, View, Xpos};
use truceline_text::Span;

use crate::things::{Entity, NameKind, NameMention};

/// A post held by a person, as the text states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    /// Index of the person in the entities.
    pub person: u32,
    /// `prime minister`, `head` and so on, as the text has it, lower case.
    pub role: String,
    /// First and last token of the body's phrase.
    pub of: Option<(u32, u32)>,
    /// Token at which the person's name starts.
    pub name: u32,
    /// Bytes that state it.
    pub quote: Span,
}

const RANKS: [&str; 38] = [
    "brig.",
    "brig",
    "capt.",
    "capt",
    "lieut.",
    "lt",
    "cmdr.",
    "sgt.",
    "sergeant",
    "col",
    "maj",
    "adm.",
    "rear",
    "navy",
    "general",
    "gen.",
    "gen",
    "colonel",
    "col.",
    "admiral",
    "brigadier",
    "major",
    "maj.",
    "lieutenant",
    "lt.",
    "captain",
    "field",
    "marshal",
    "mr.",
    "mr",
    "mrs.",
    "ms.",
    "dr.",
    "sheikh",
    "air",
    "vice",
    "sir",
    "staff",
];

/// True for a word of a rank or form of address that may stand between a post and a name: `Major`, `Mr.`.
pub fn is_rank(word: &str) -> bool {
    RANKS.contains(&word.to_lowercase().as_str())
}

/// The posts of every named person, in text order.
pub(crate) fn find(view: &View, knowledge: &Knowledge, entities: &[Entity], names: &[NameMention]) -> Vec<Post> {
    let mut finder = Finder { view, knowledge, names };
    let mut out: Vec<Post> = Vec::new();
    for m in names.iter().filter(|m| m.kind == NameKind::Person) {
        let told = [
            finder.title_before(m),
            finder.title_within(m),
            finder.shared_title(m),
            finder.apposition_after(m),
            finder.apposition_before(m),
            finder.stated_after(m),
        ];
        for post in told.into_iter().flatten() {
            let same = |p: &Post| p.person == post.person && p.role == post.role && p.of.is_some() >= post.of.is_some();
            if !out.iter().any(same) && (m.entity as usize) < entities.len() {
                out.push(post);
            }
        }
    }
    finder.drop_ranks(&mut out);
    out
}

struct Finder<'v, 'a> {
    view: &'v View<'a>,
    knowledge: &'v Knowledge,
    names: &'v [NameMention],
}

/// A role noun phrase: first and last token.
type RoleSpan = (u32, u32);

impl Finder<'_, '_> {
    fn sentence_start(&self, i: u32) -> u32 {
        self.view.sentence(i).map_or(i, |s| s.tokens.start)
    }

    fn sentence_end(&self, i: u32) -> u32 {
        self.view.sentence(i).map_or(i, |s| s.tokens.end)
    }

    fn is_rank(&self, i: u32) -> bool {
        is_rank(self.view.form(i))
    }

    /// The longest known role that ends at `last`, with the words before it that narrow it: `Vice Foreign Minister`.
    fn role_ending(&self, last: u32, floor: u32) -> Option<RoleSpan> {
        let (mut first, last) = self.known_role(last, floor)?;
        let rank = self.is_rank(last);
        while !rank && first > floor {
            let free = |t: u32| self.narrows(t) && !self.in_name(t);
            // "Fuel and Energy Minister"
            let joined = first < last && self.view.form(first - 1) == "and" && first >= floor + 2 && free(first - 2);
            match free(first - 1) {
                true => first -= 1,
                false if joined => first -= 2,
                false => break,
            }
        }
        Some((first, last))
    }

    fn known_role(&self, last: u32, floor: u32) -> Option<RoleSpan> {
        (floor.max(last.saturating_sub(4))..=last).filter(|&f| !self.in_name(f)).find_map(|first| {
            let text = self.role_text(first, last);
            let known = self.knowledge.lexicon.role(&text).is_some() || self.singular(last, &text).is_some();
            known.then_some((first, last))
        })
    }

    /// The role in lower case.
    fn role_text(&self, first: u32, last: u32) -> String {
        let words: Vec<String> = (first..=last).map(|i| self.view.form(i).to_lowercase()).collect();
        words.join(" ").replace(" - ", "-")
    }

    /// A plural before several names as it stands for one of them: `Presidents A and B`. Those who are called leaders or
    /// commanders of a land together hold no post of it.
    fn singular(&self, last: u32, text: &str) -> Option<String> {
        let one = text.strip_suffix('s').filter(|_| self.is_plural(last))?;
        self.knowledge.lexicon.role(one).filter(|sector| *sector == "GOV").map(|_| one.to_owned())
    }

    fn is_plural(&self, token: u32) -> bool {
        matches!(self.view.xpos(token), Xpos::Nns | Xpos::Nnps)
    }

    /// `deputy`, `interior`, `county`: a word of a post, which names no body even where it is taken for a name.
    fn narrows(&self, token: u32) -> bool {
        self.knowledge.lexicon.naming.post_words.contains(self.view.form(token).to_lowercase().as_str())
    }

    /// True inside a name that is more than words of posts.
    fn in_name(&self, token: u32) -> bool {
        self.names.iter().any(|n| n.tokens.contains(&token) && !n.tokens.clone().all(|t| self.narrows(t)))
    }

    /// Skips ranks leftwards: the token before them.
    fn before_ranks(&self, mut i: u32, floor: u32) -> u32 {
        while i > floor && self.is_rank(i - 1) {
            i -= 1;
        }
        i
    }

    fn after_ranks(&self, mut i: u32) -> u32 {
        while self.is_rank(i) {
            i += 1;
        }
        i
    }

    /// `Tripoli-based`, `U.N.-backed`.
    fn part_of_adjective(&self, n: &NameMention) -> bool {
        self.view.form(n.tokens.end) == "-" && matches!(self.view.form(n.tokens.end + 1), "based" | "backed" | "led" | "born" | "held")
    }

    /// `commander Haftar's Libyan National Army`.
    fn body_owned(&self, m: &NameMention) -> Option<(u32, u32)> {
        let after = m.tokens.end + 1;
        if !matches!(self.view.form(m.tokens.end), "'s" | "’s") {
            return None;
        }
        let body = self.names.iter().find(|n| n.kind == NameKind::Body && n.tokens.start >= after && n.tokens.start <= after + 4)?;
        let same_sentence = self.view.sentence_index(body.tokens.start) == self.view.sentence_index(m.tokens.start);
        same_sentence.then_some((body.tokens.start, body.tokens.end - 1))
    }

    /// `Italian Prime Minister [General] Giuseppe Conte`, `President X of Y`.
    fn title_before(&self, m: &NameMention) -> Option<Post> {
        let floor = self.sentence_start(m.tokens.start);
        let skipped = self.before_ranks(m.tokens.start, floor);
        let role = [skipped, m.tokens.start].into_iter().filter(|&end| end > floor).find_map(|end| self.role_ending(end - 1, floor))?;
        let of = self.body_before(role.0, floor).or_else(|| self.body_owned(m)).or_else(|| self.of_after(m));
        Some(self.post(m, role, of))
    }

    /// `King Zog` where the knowledge has the title in the name.
    fn title_within(&self, m: &NameMention) -> Option<Post> {
        let first = m.tokens.start;
        let title = self.view.form(first).to_lowercase();
        let public = self.knowledge.lexicon.role(&title) == Some("GOV");
        let of = || self.body_before(first, self.sentence_start(first)).or_else(|| self.of_after(m));
        (m.tokens.len() > 1 && public).then(|| self.post(m, (first, first), of()))
    }

    /// `Presidents A of X and B of Y`: the second name has the title of the first.
    fn shared_title(&self, m: &NameMention) -> Option<Post> {
        let floor = self.sentence_start(m.tokens.start);
        let before = m.tokens.start.checked_sub(1).filter(|&b| b > floor && matches!(self.view.form(b), "and" | ","))?;
        let names = self.names.iter().rev().filter(|n| n.tokens.end <= before && n.tokens.start > floor);
        let people = names.take_while(|n| before - n.tokens.end <= 12).filter(|n| n.kind == NameKind::Person);
        let (first, role) = people.filter_map(|n| Some((n, self.role_ending(n.tokens.start - 1, floor)?))).next()?;
        let list =
            |t: u32| matches!(self.view.form(t), "and" | "," | "of" | "the" | "'s") || self.names.iter().any(|n| n.tokens.contains(&t));
        if !self.is_plural(role.1) || !(first.tokens.end..m.tokens.start).all(list) {
            return None;
        }
        let of = self.of_after(m).or_else(|| self.body_before(role.0, floor));
        Some(self.post(m, role, of))
    }

    /// `[President X] of Y`.
    fn of_after(&self, m: &NameMention) -> Option<(u32, u32)> {
        let of = m.tokens.end;
        let start = of + 1 + u32::from(self.view.form(of + 1) == "the");
        let body = self.names.iter().find(|n| n.tokens.start == start && n.kind != NameKind::Person)?;
        (self.view.form(of) == "of").then_some((body.tokens.start, body.tokens.end - 1))
    }

    /// The body named before a role: `Turkey's president`, `U.S. military commander`; a body rather than a place.
    fn body_before(&self, role: u32, floor: u32) -> Option<(u32, u32)> {
        let mut nearest = None;
        let mut i = role;
        for _ in 0..7 {
            let Some(before) = i.checked_sub(1).filter(|b| *b >= floor) else { break };
            i = before;
            // "Field Marshal X": the first word of a rank is no body.
            if matches!(self.view.form(i), "Field" | "Vice" | "Rear" | "Staff") && self.is_rank(i + 1) {
                break;
            }
            if let Some(n) = self.names.iter().find(|n| n.tokens.contains(&i)) {
                if n.kind == NameKind::Person && !self.view.form(n.tokens.end).ends_with('s') {
                    break;
                }
                let found = (n.tokens.start, self.extended_body(n.tokens.end - 1, role));
                if n.kind != NameKind::Place {
                    return Some(found);
                }
                nearest = nearest.or(Some(found));
                i = n.tokens.start;
                continue;
            }
            let passes = matches!(self.view.upos(i), Upos::Adj | Upos::Noun | Upos::Propn | Upos::Part) || matches!(self.view.form(i), "-");
            if !passes {
                break;
            }
        }
        nearest
    }

    /// Takes in the nouns of a body between its name and the role: `U.S. military`, `Iraqi army`.
    fn extended_body(&self, last: u32, role: u32) -> u32 {
        let noun =
            |i: u32| self.view.upos(i) == Upos::Noun && self.knowledge.lexicon.agent(self.view.lemma(i)).is_some_and(|s| !s.is_empty());
        (last + 1..role).take_while(|&i| noun(i)).last().unwrap_or(last)
    }

    /// `X, [the] head of the Y`, `X, HRW's deputy director`.
    fn apposition_after(&self, m: &NameMention) -> Option<Post> {
        let end = self.sentence_end(m.tokens.start);
        let open = m.tokens.end;
        if open >= end || !matches!(self.view.form(open), "," | "(" | "-" | "–" | "—") {
            return None;
        }
        self.role_in(m, open + 1, end)
    }

    /// `X is the head of Y`, `X, named last week as Y's envoy`, `X, who has declared himself president`.
    fn stated_after(&self, m: &NameMention) -> Option<Post> {
        let end = self.sentence_end(m.tokens.start);
        let comma = self.view.form(m.tokens.end) == ",";
        let who = m.tokens.end + u32::from(comma);
        let first = who + u32::from(self.view.form(who) == "who");
        let verb = (first..end.min(first + 5)).find(|&t| !matches!(self.view.upos(t), Upos::Aux | Upos::Adv))?;
        let helps = |lemmas: &[&str]| (first..verb).any(|t| lemmas.contains(&self.view.lemma(t)));
        if helps(&["will", "would", "should", "could", "may", "might", "can", "not", "n't", "never"]) {
            return None;
        }
        let appoints = self.knowledge.lexicon.naming.appointing.contains(self.view.lemma(verb)) && self.view.upos(verb) == Upos::Verb;
        let swears = self.view.lemma(verb) == "swear" && self.view.form(verb + 1) == "in";
        let start = if appoints || swears {
            let himself = matches!(self.view.form(verb + 1), "himself" | "herself");
            if !(himself || helps(&["be"]) || comma && verb == who) {
                return None;
            }
            let after = verb + 1 + u32::from(swears || himself);
            (after..end.min(after + 5)).find(|&t| self.view.form(t) == "as").map_or(after, |t| t + 1)
        } else if matches!(self.view.lemma(verb), "become" | "remain") {
            verb + 1
        } else {
            if !helps(&["be"]) {
                return None;
            }
            verb
        };
        let noun_phrase = matches!(self.view.upos(start), Upos::Det | Upos::Noun | Upos::Propn | Upos::Adj | Upos::Pron);
        let post = noun_phrase.then(|| self.role_in(m, start, end)).flatten()?;
        // "was a key figure", "is an official": a description.
        let vague = matches!(post.role.rsplit([' ', '-']).next(), Some("figure" | "member" | "official" | "ally" | "delegate"));
        let public = self.knowledge.lexicon.role(&post.role).is_none_or(|sector| !matches!(sector, "CVL" | "EDU" | "MED" | "BUS" | "LAB"));
        (!vague && public).then_some(post)
    }

    /// The role that the noun phrase from `start` on names, with its body.
    fn role_in(&self, m: &NameMention, start: u32, end: u32) -> Option<Post> {
        let stop = (start..end.min(start + 13))
            .find(|&i| {
                (matches!(self.view.upos(i), Upos::Verb | Upos::Aux | Upos::Pron) && self.view.form(i - 1) != "-" && !self.narrows(i))
                    || matches!(self.view.form(i), "," | ")" | ";" | ".")
            })
            .unwrap_or(end.min(start + 13));
        let before_of = (start..stop).find(|&i| self.view.upos(i) == Upos::Adp).unwrap_or(stop);
        let role = (start..before_of).rev().find_map(|last| self.role_ending(last, start))?;
        if self.names.iter().any(|n| n.kind == NameKind::Person && n.tokens.start == self.after_ranks(role.1 + 1)) {
            return None; // the title of the next person: "..., President X said"
        }
        let role = self.with_complement(role, stop);
        let before_of = (role.1 + 1..stop).find(|&i| self.view.upos(i) == Upos::Adp).unwrap_or(stop);
        let of = if before_of < stop && matches!(self.view.form(before_of), "of" | "for" | "in" | "at" | "with" | "to") {
            self.body_within(before_of, stop)
        } else {
            None
        };
        let sender = self.body_before(role.0, start);
        Some(self.post(m, role, if self.is_sent(role.1) { sender.or(of) } else { of.or(sender) }))
    }

    /// `secretary [of state]`, `chief [of staff]`.
    fn with_complement(&self, role: RoleSpan, stop: u32) -> RoleSpan {
        let core = self.known_role(role.1, role.0).map_or(role.0, |r| r.0);
        // "leader of the opposition Unity Party": the words before the body's name are not the post's.
        let body = |t: u32| self.names.iter().any(|n| n.tokens.start == t && n.kind == NameKind::Body);
        let known = |last: &u32| self.knowledge.lexicon.role(&self.role_text(core, *last)).is_some() && !body(*last + 1);
        (role.0, (role.1 + 1..stop.min(role.1 + 5)).rev().find(known).unwrap_or(role.1))
    }

    /// `Chad's army chief, General X`.
    fn apposition_before(&self, m: &NameMention) -> Option<Post> {
        let floor = self.sentence_start(m.tokens.start);
        let start = self.before_ranks(m.tokens.start, floor);
        let mut comma = start.checked_sub(1).filter(|c| *c > floor)?;
        if self.view.form(comma) != "," {
            // "the AU's mediator, former Nigerian President X"
            let title = self.role_ending(comma, floor)?;
            let passes = |t: u32| matches!(self.view.upos(t), Upos::Adj | Upos::Propn | Upos::Noun | Upos::Det | Upos::Part);
            comma = (floor + 1..title.0).rev().find(|&t| !passes(t)).filter(|&t| self.view.form(t) == ",")?;
        }
        if let Some(role) = self.role_ending(comma - 1, floor).filter(|r| !self.is_plural(r.1)) {
            return Some(self.post(m, role, self.body_before(role.0, floor)));
        }
        // "a spokesman for the UN, X", "Norway's minister for trade, X"
        let of = (comma.saturating_sub(10).max(floor)..comma).rev().find(|&i| matches!(self.view.form(i), "of" | "for"))?;
        let role = self.role_ending(of.checked_sub(1)?, floor)?;
        let body = self.body_within(of, comma);
        let owner = self.body_before(role.0, floor);
        let owned =
            role.0.checked_sub(1).is_some_and(|b| b >= floor && (self.view.upos(b) == Upos::Pron || self.view.xpos(b) == Xpos::Pos));
        let told = match (self.is_sent(role.1), owned) {
            (true, true) => owner,
            (true, false) => owner.or(body),
            (false, _) => body.or(owner),
        };
        (told.is_some() || owned).then(|| self.post(m, role, told))
    }

    /// `Tripoli-based`, and `Foreign Affairs` of a minister: no body.
    fn is_portfolio(&self, n: &NameMention) -> bool {
        self.part_of_adjective(n) || n.tokens.clone().all(|t| self.narrows(t))
    }

    /// The body named between two tokens: `the head of the Russian oil firm X` is X's, not Russia's.
    fn body_within(&self, after: u32, stop: u32) -> Option<(u32, u32)> {
        let told =
            |n: &&NameMention| n.tokens.start > after && n.tokens.start < stop && n.kind != NameKind::Person && !self.is_portfolio(n);
        let first = self.names.iter().find(told)?;
        let phrase = |n: &&NameMention| {
            n.kind == NameKind::Body && (first.tokens.end..n.tokens.start).all(|t| matches!(self.view.upos(t), Upos::Noun | Upos::Adj))
        };
        // "the oil firm X": a body, whatever the model takes the name for.
        let called = |n: &&NameMention| {
            let noun = n.tokens.start.checked_sub(1).filter(|&t| t > after && n.tokens.start < stop);
            noun.is_some_and(|t| self.view.upos(t) == Upos::Noun && self.knowledge.lexicon.naming.collective.contains(self.view.lemma(t)))
        };
        let national = first.kind == NameKind::Nationality;
        let firm = if national { self.names.iter().find(|n| called(n) || told(n) && phrase(n)) } else { None };
        let body = firm.unwrap_or(first);
        Some((body.tokens.start, body.tokens.end - 1))
    }

    /// `the U.N. envoy for Ord`: who sends comes before the role, where he is sent after it.
    fn is_sent(&self, role: u32) -> bool {
        let of_state = role >= 2 && self.view.form(role - 1) == "of" && self.view.lemma(role - 2) == "secretary";
        let core = if of_state { role - 2 } else { role };
        matches!(
            self.view.lemma(core),
            "envoy"
                | "representative"
                | "ambassador"
                | "mediator"
                | "negotiator"
                | "coordinator"
                | "rapporteur"
                | "diplomat"
                | "secretary"
                | "commander"
        ) && matches!(self.view.form(role + 1), "for" | "to" | "in" | "on")
    }

    fn post(&self, m: &NameMention, role: RoleSpan, of: Option<(u32, u32)>) -> Post {
        let first = role.0.min(m.tokens.start).min(of.map_or(u32::MAX, |o| o.0));
        let last = role.1.max(m.tokens.end - 1).max(of.map_or(0, |o| o.1));
        let text = self.role_text(role.0, role.1);
        Post {
            person: m.entity,
            role: self.singular(role.1, &text).unwrap_or(text),
            of,
            name: m.tokens.start,
            quote: self.view.span_of(first..last + 1),
        }
    }

    /// A bare rank is no post where the person has another, or where no body is named.
    fn drop_ranks(&mut self, posts: &mut Vec<Post>) {
        let rank = |p: &Post| p.role.split(' ').all(|w| RANKS.contains(&w));
        let with_post: Vec<u32> = posts.iter().filter(|p| !rank(p)).map(|p| p.person).collect();
        posts.retain(|p| !rank(p) || (p.of.is_some() && !with_post.contains(&p.person)));
    }
}
