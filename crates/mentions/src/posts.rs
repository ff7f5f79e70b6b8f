//! Posts that the text gives to people: `Italian Prime Minister Giuseppe Conte`, `X, head of the Y`.

use truceline_knowledge::Knowledge;
use truceline_syntax::{Upos, View};
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

/// The posts of every named person, in text order.
pub(crate) fn find(view: &View, knowledge: &Knowledge, entities: &[Entity], names: &[NameMention]) -> Vec<Post> {
    let mut finder = Finder { view, knowledge, names };
    let mut out: Vec<Post> = Vec::new();
    for m in names.iter().filter(|m| m.kind == NameKind::Person) {
        for post in [finder.title_before(m), finder.apposition_after(m), finder.apposition_before(m)].into_iter().flatten() {
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
        RANKS.contains(&self.view.form(i).to_lowercase().as_str())
    }

    /// The longest known role that ends at `last`.
    fn role_ending(&self, last: u32, floor: u32) -> Option<RoleSpan> {
        (floor.max(last.saturating_sub(4))..=last).filter(|&f| !self.names.iter().any(|n| n.tokens.contains(&f))).find_map(|first| {
            let words: Vec<String> = (first..=last).map(|i| self.view.form(i).to_lowercase()).collect();
            let text = words.join(" ").replace(" - ", "-");
            self.knowledge.lexicon.role(&text).map(|_| (first, last))
        })
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

    /// `Italian Prime Minister [General] Giuseppe Conte`.
    fn title_before(&self, m: &NameMention) -> Option<Post> {
        let floor = self.sentence_start(m.tokens.start);
        let skipped = self.before_ranks(m.tokens.start, floor);
        let role = [skipped, m.tokens.start].into_iter().filter(|&end| end > floor).find_map(|end| self.role_ending(end - 1, floor))?;
        let of = self.body_before(role.0, floor).or_else(|| self.body_owned(m));
        Some(self.post(m, role, of))
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
        let stop = (open + 1..end.min(open + 14))
            .find(|&i| {
                (matches!(self.view.upos(i), Upos::Verb | Upos::Aux | Upos::Pron) && self.view.form(i - 1) != "-")
                    || matches!(self.view.form(i), "," | ")" | ";" | ".")
            })
            .unwrap_or(end.min(open + 14));
        let before_of = (open + 1..stop).find(|&i| self.view.upos(i) == Upos::Adp).unwrap_or(stop);
        let role = (open + 1..before_of).rev().find_map(|last| self.role_ending(last, open + 1))?;
        if self.names.iter().any(|n| n.kind == NameKind::Person && n.tokens.start == self.after_ranks(role.1 + 1)) {
            return None; // the title of the next person: "..., President X said"
        }
        let of = if before_of < stop && matches!(self.view.form(before_of), "of" | "for" | "in" | "at" | "with" | "to") {
            self.names
                .iter()
                .find(|n| n.tokens.start > before_of && n.tokens.start < stop && n.kind != NameKind::Person && !self.part_of_adjective(n))
                .map(|n| (n.tokens.start, n.tokens.end - 1))
        } else {
            None
        };
        let sender = self.body_before(role.0, open + 1);
        Some(self.post(m, role, if self.is_sent(role.1) { sender.or(of) } else { of.or(sender) }))
    }

    /// `Chad's army chief, General X`.
    fn apposition_before(&self, m: &NameMention) -> Option<Post> {
        let floor = self.sentence_start(m.tokens.start);
        let comma = self.before_ranks(m.tokens.start, floor).checked_sub(1).filter(|c| *c > floor)?;
        if self.view.form(comma) != "," {
            return None;
        }
        if let Some(role) = self.role_ending(comma - 1, floor) {
            return Some(self.post(m, role, self.body_before(role.0, floor)));
        }
        // "a spokesman for the UN, X"
        let of = (comma.saturating_sub(10).max(floor)..comma).rev().find(|&i| matches!(self.view.form(i), "of" | "for"))?;
        let role = self.role_ending(of.checked_sub(1)?, floor)?;
        let body = self.names.iter().find(|n| n.tokens.start > of && n.tokens.start < comma && n.kind != NameKind::Person)?;
        let sender = if self.is_sent(role.1) { self.body_before(role.0, floor) } else { None };
        Some(self.post(m, role, sender.or(Some((body.tokens.start, body.tokens.end - 1)))))
    }

    /// `the U.N. envoy for Ord`: who sends comes before the role, where he is sent after it.
    fn is_sent(&self, role: u32) -> bool {
        matches!(
            self.view.lemma(role),
            "envoy" | "representative" | "ambassador" | "mediator" | "negotiator" | "coordinator" | "rapporteur"
        ) && matches!(self.view.form(role + 1), "for" | "to" | "in" | "on")
    }

    fn post(&self, m: &NameMention, role: RoleSpan, of: Option<(u32, u32)>) -> Post {
        let first = role.0.min(m.tokens.start).min(of.map_or(u32::MAX, |o| o.0));
        let last = role.1.max(m.tokens.end - 1).max(of.map_or(0, |o| o.1));
        let words: Vec<String> = (role.0..=role.1).map(|i| self.view.form(i).to_lowercase()).collect();
        Post {
            person: m.entity,
            role: words.join(" ").replace(" - ", "-"),
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
