//! Who a noun phrase stands for: the codes of its actors with their agents, of several side by side.

use std::ops::Range;

use compact_str::CompactString;
use jiff::civil::Date;
use truceline_syntax::{Deprel, Upos, Xpos};

use crate::{
    Dictionaries,
    actors::NULL,
    coding::row::{Entry, Row},
};

/// Prepositional phrases that may stand between an agent and its actor: `the head of the office of X`.
const CHAIN: usize = 4;

/// The code of an agent that is no more: TABARI's "former elites".
const FORMER: &str = "ELI";

/// Actors side by side.
#[derive(Clone, Debug, Default)]
pub(crate) struct Side {
    pub parts: Vec<Part>,
}

/// One of them.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    /// Codes; empty where nobody is known.
    pub codes: Vec<CompactString>,
    /// The words that stand for it where it has no code: in capitals, in quotation marks.
    pub words: Option<CompactString>,
    /// Its tokens.
    pub tokens: Range<u32>,
}

impl Side {
    /// True where one of the parts has a code of the dictionary.
    pub(crate) fn is_coded(&self) -> bool {
        self.parts.iter().any(|p| !p.codes.is_empty())
    }

    /// Every code with the tokens it stands for; words where no part has a code or all have one or the other.
    pub(crate) fn codes(&self) -> Vec<(CompactString, Range<u32>)> {
        let of = |p: &Part| {
            let list = if p.codes.is_empty() { p.words.iter().cloned().collect() } else { p.codes.clone() };
            list.into_iter().map(|code| (code, p.tokens.clone())).collect::<Vec<_>>()
        };
        self.parts.iter().flat_map(of).collect()
    }
}

/// The sides of a sentence: by chunk the list in which it begins a part.
pub(crate) struct Sides {
    all: Vec<Side>,
    of_chunk: Vec<usize>,
}

impl Sides {
    pub(crate) fn find(row: &Row, dictionaries: &Dictionaries, day: Option<Date>) -> Self {
        let reader = Reader { row, dictionaries, day };
        let mut of_chunk: Vec<Option<usize>> = vec![None; row.chunks.len()];
        let mut all = Vec::new();
        for chunk in 0..row.chunks.len() {
            if of_chunk[chunk].is_some() {
                continue;
            }
            let (side, starts) = reader.side(chunk);
            for start in starts {
                of_chunk[start].get_or_insert(all.len());
            }
            all.push(side);
        }
        Self { all, of_chunk: of_chunk.into_iter().map(Option::unwrap_or_default).collect() }
    }

    /// Whom a chunk stands for, with those side by side with it.
    pub(crate) fn of(&self, chunk: usize) -> &Side {
        &self.all[self.of_chunk[chunk]]
    }
}

/// How a chunk goes on in the next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Link {
    Preposition,
    And,
    Comma,
    None,
}

/// What one chunk says by itself.
struct Content {
    actor: Vec<CompactString>,
    agents: Vec<Affix>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Affix {
    code: CompactString,
    before: bool,
}

struct Reader<'r, 'v, 'a> {
    row: &'r Row<'v, 'a>,
    dictionaries: &'r Dictionaries,
    day: Option<Date>,
}

impl Reader<'_, '_, '_> {
    /// The side that begins at a chunk, and the chunks where its parts begin.
    fn side(&self, first: usize) -> (Side, Vec<usize>) {
        let (mut side, mut starts) = (Side::default(), Vec::new());
        let mut spread: Vec<Affix> = Vec::new();
        let mut next = Some(first);
        while let Some(start) = next {
            let own = self.content(start);
            let (last, content) = self.with_phrases(start, own);
            let bare = content.agents.is_empty() && !content.actor.is_empty();
            let agents = if bare { spread.clone() } else { content.agents.clone() };
            if last > start && !content.agents.is_empty() {
                spread = content.agents;
            }
            side.parts.push(self.part(start, last, &content.actor, &agents));
            starts.push(start);
            next = self.conjunct(last);
        }
        self.share_last_agents(&mut side, &starts);
        (side, starts)
    }

    /// "Tarn and Vale soldiers": coordinated names before one noun share its agents.
    fn share_last_agents(&self, side: &mut Side, starts: &[usize]) {
        let (Some(&last), Some(part)) = (starts.last(), side.parts.last()) else { return };
        let agents = self.content(last).agents;
        let head = self.row.chunks[last].head;
        if agents.is_empty() || part.tokens.end > self.row.chunks[last].tokens.end {
            return;
        }
        for (part, &start) in side.parts.iter_mut().zip(starts) {
            let own = self.content(start);
            let top = self.row.chunks[start].head;
            let modifies = matches!(self.row.view.deprel(top), Deprel::Compound | Deprel::Amod) && self.row.view.head(top) == Some(head);
            if start != last && modifies && own.agents.is_empty() && !own.actor.is_empty() {
                part.codes = own.actor.iter().map(|a| composed(Some(a), &agents)).collect();
            }
        }
    }

    fn part(&self, start: usize, last: usize, actor: &[CompactString], agents: &[Affix]) -> Part {
        let codes = match (actor, agents) {
            ([], []) => Vec::new(),
            ([], agents) => vec![composed(None, agents)],
            (actor, agents) => actor.iter().map(|a| composed(Some(a), agents)).collect(),
        };
        let chunks = &self.row.chunks;
        let words = if codes.is_empty() { self.new_actor(start) } else { None };
        Part { codes, words, tokens: chunks[start].tokens.start..chunks[last].tokens.end }
    }

    /// A noun phrase with its `of` phrases, short enough to stand for itself.
    fn new_actor(&self, first: usize) -> Option<CompactString> {
        let view = self.row.view;
        let chunks = &self.row.chunks;
        if view.upos(chunks[first].head) == Upos::Pron {
            return None;
        }
        let is_of = |at: usize| view.form(chunks[at].tokens.end) == "of" && chunks[at].tokens.end + 1 == chunks[at + 1].tokens.start;
        let mut last = first;
        while self.link(last) == Link::Preposition && is_of(last) {
            last += 1;
        }
        let is_word = |w: &usize| view.upos(self.row.token_of[*w]) != Upos::Punct;
        let all = (chunks[first].words.start..chunks[last].words.end).filter(is_word);
        let words: Vec<&str> =
            all.skip_while(|&w| view.upos(self.row.token_of[w]) == Upos::Det).map(|w| self.row.words[w].as_str()).collect();
        (1..=self.dictionaries.options.new_actor_length).contains(&words.len()).then(|| format!("\"{}\"", words.join(" ")).into())
    }

    /// A chunk's first actor and its agents.
    fn content(&self, chunk: usize) -> Content {
        let mut out = Content { actor: Vec::new(), agents: Vec::new() };
        for name in self.row.names_in(chunk) {
            match name.entry {
                Entry::Actor(i) if out.actor.is_empty() => {
                    let codes = self.dictionaries.actors[i as usize].codes_on(self.day);
                    out.actor = codes.map(CompactString::from).collect();
                }
                Entry::Actor(_) => {}
                Entry::Agent(i) => {
                    let agent = &self.dictionaries.agents[i as usize];
                    let former = self.dictionaries.options.former_agents && self.is_former(chunk, name.words.start);
                    let code = if former { FORMER.into() } else { agent.code.clone() };
                    let affix = Affix { code, before: agent.before && !former };
                    if !out.agents.contains(&affix) {
                        out.agents.push(affix);
                    }
                }
            }
        }
        out
    }

    fn is_former(&self, chunk: usize, before: usize) -> bool {
        let words = self.row.chunks[chunk].words.start..before;
        self.row.words[words].iter().any(|w| matches!(w.as_str(), "FORMER" | "EX"))
    }

    /// A chunk without an actor takes the first in the prepositional phrases behind it: `soldiers from Tarn`.
    fn with_phrases(&self, start: usize, mut content: Content) -> (usize, Content) {
        let mut at = start;
        if !content.actor.is_empty() {
            return (at, content);
        }
        for _ in 0..CHAIN {
            if self.link(at) != Link::Preposition {
                break;
            }
            at += 1;
            let next = self.content(at);
            if !next.actor.is_empty() {
                let agents = next.agents.into_iter().filter(|a| !content.agents.contains(a)).collect::<Vec<_>>();
                content.agents.extend(agents);
                content.actor = next.actor;
                return (at, content);
            }
            // "the government of the people": the first agent tells who it is.
            if content.agents.is_empty() && !next.agents.is_empty() {
                content.agents = next.agents;
            }
        }
        (if content.agents.is_empty() { start } else { self.agent_end(start) }, content)
    }

    /// The chunk where an agent without an actor ends.
    fn agent_end(&self, start: usize) -> usize {
        let mut at = start;
        while self.row.names_in(at).next().is_none() && self.link(at) == Link::Preposition && at < start + CHAIN {
            at += 1;
        }
        at
    }

    /// The chunk after `and`, or after a comma where an `and` comes later.
    fn conjunct(&self, last: usize) -> Option<usize> {
        match self.link(last) {
            Link::And => Some(last + 1),
            Link::Comma => {
                let mut at = last + 1;
                loop {
                    let (end, _) = self.with_phrases(at, self.content(at));
                    match self.link(end) {
                        Link::And => return Some(last + 1),
                        Link::Comma => at = end + 1,
                        _ => return None,
                    }
                }
            }
            _ => None,
        }
    }

    /// What stands between a chunk and the next; what is in round brackets does not count.
    fn link(&self, chunk: usize) -> Link {
        let view = self.row.view;
        let Some(next) = self.row.chunks.get(chunk + 1) else { return Link::None };
        let mut between = self.row.chunks[chunk].tokens.end..next.tokens.start;
        if view.xpos(between.start) == Xpos::Lrb {
            return Link::None;
        }
        let comma = view.form(between.start) == "," && between.start < between.end;
        if comma {
            between.start += 1;
        }
        let all = |f: &dyn Fn(u32) -> bool| between.clone().all(f);
        let any = |f: &dyn Fn(u32) -> bool| between.clone().any(f);
        let is_and = |t: u32| view.upos(t) == Upos::Cconj && !matches!(view.lemma(t), "but" | "nor");
        let adposition = |t: u32| view.upos(t) == Upos::Adp || matches!(view.xpos(t), Xpos::In | Xpos::To);
        // "years after crowds burned": that begins a clause.
        let preposition = |t: u32| adposition(t) && view.deprel(t) != Deprel::Mark;
        if between.is_empty() {
            return if comma && !self.begins_clause(chunk) { Link::Comma } else { Link::None };
        }
        if any(&is_and) && all(&|t| is_and(t) || view.upos(t) == Upos::Adv) {
            return if self.begins_clause(chunk) { Link::None } else { Link::And };
        }
        if !comma && all(&preposition) { Link::Preposition } else { Link::None }
    }

    /// True where the next chunk is the subject of a clause of its own: `attacked Tarn and Vale fled`.
    fn begins_clause(&self, chunk: usize) -> bool {
        let view = self.row.view;
        let next = self.row.chunks[chunk + 1].head;
        let is_subject = |t: u32| matches!(view.deprel(t), Deprel::Nsubj | Deprel::NsubjPass);
        let own = self.row.chunks[chunk].head;
        is_subject(next) && !is_subject(own) && view.head(own).is_some_and(|h| h < own && view.head(next) != Some(h))
    }
}

/// An actor's code with agents' codes added; none twice, three letters being one.
fn composed(actor: Option<&CompactString>, agents: &[Affix]) -> CompactString {
    let mut out = actor.cloned().unwrap_or_else(|| NULL.into());
    for agent in agents {
        let parts: Vec<&str> = match agent.code.len() % 3 {
            0 => agent.code.as_bytes().chunks(3).filter_map(|p| std::str::from_utf8(p).ok()).collect(),
            _ => vec![agent.code.as_str()],
        };
        let own = out.clone();
        let has = |part: &str| own.as_bytes().chunks(3).any(|c| c == part.as_bytes());
        let fresh: String = parts.into_iter().filter(|p| !has(p)).collect();
        if agent.before { out.insert_str(0, &fresh) } else { out.push_str(&fresh) }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(actor: Option<&str>, agents: &[(&str, bool)]) -> String {
        let agents: Vec<Affix> = agents.iter().map(|&(code, before)| Affix { code: code.into(), before }).collect();
        composed(actor.map(CompactString::from).as_ref(), &agents).to_string()
    }

    #[test]
    fn agents_are_added_once() {
        assert_eq!(code(Some("TAR"), &[("GOV", false)]), "TARGOV");
        assert_eq!(code(Some("TARGOV"), &[("GOVMED", false)]), "TARGOVMED");
        assert_eq!(code(Some("TAR"), &[("NGO", true), ("HRI", false)]), "NGOTARHRI");
        assert_eq!(code(None, &[("MIL", false)]), "---MIL");
        // Letters across two codes are no code.
        assert_eq!(code(Some("XNGOXX"), &[("NGO", false)]), "XNGOXXNGO");
    }
}
