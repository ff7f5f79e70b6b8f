//! The patterns of verbs: `* FOR_TALKS`, `+ WAS * IN $`, `* (TO {RELIEF CAMP})`.

use std::sync::Arc;

use compact_str::CompactString;
use rustc_hash::FxHashMap;

use crate::{
    codes::Codes,
    words::{Style, Word, phrase, pieces, plural},
};

/// What stands at one place of a pattern.
#[derive(Clone, Debug)]
pub(crate) enum Item {
    /// One of these rows of words.
    Words(Arc<[Vec<Word>]>),
    /// `$`
    Source,
    /// `+`
    Target,
    /// `^`: an actor that is passed over.
    Other,
    /// `%`: several actors side by side, who act on each other.
    Several,
}

/// How far an element may stand from its neighbour on the verb's side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// `_`: directly beside it.
    Next,
    /// In one noun phrase with it, or as the preposition of one.
    Phrase,
    /// Anywhere further off.
    Any,
}

/// One place of a pattern.
#[derive(Clone, Debug)]
pub(crate) struct Element {
    pub item: Item,
    pub reach: Reach,
}

/// A pattern, seen from its verb.
#[derive(Clone, Debug)]
pub(crate) struct Pattern {
    /// Before the verb, nearest first.
    pub before: Vec<Element>,
    /// After the verb, nearest first.
    pub after: Vec<Element>,
    pub codes: Codes,
    /// `FILE:LINE`.
    pub entry: CompactString,
    /// Elements and letters: longer patterns are tried first.
    pub length: (usize, usize),
}

/// Why a pattern cannot be read: the wrong part, what is wrong, what was expected.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Fault<'t> {
    pub part: &'t str,
    pub message: String,
    pub expected: &'static str,
    /// The name was looked for among those of the sets.
    pub is_set: bool,
}

/// Sets of synonyms by name, without the `&` and a final `_`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sets {
    raw: FxHashMap<CompactString, Set>,
}

#[derive(Clone, Debug, Default)]
struct Set {
    members: Vec<(String, Style)>,
    /// Plurals are members too.
    plurals: bool,
}

impl Sets {
    /// Begins a set, or goes on with it; returns its name. A final `_` says that its words have no plurals.
    pub(crate) fn define(&mut self, written: &str) -> CompactString {
        let plain = written.trim_end_matches('_');
        let name = CompactString::from(plain.to_ascii_uppercase());
        let set = self.raw.entry(name.clone()).or_default();
        set.plurals = plain.len() == written.len();
        name
    }

    pub(crate) fn add(&mut self, name: &str, member: &str, style: Style) {
        if let Some(set) = self.raw.get_mut(name) {
            set.members.push((member.to_owned(), style));
        }
    }

    pub(crate) fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.raw.keys().map(CompactString::as_str).collect();
        names.sort_unstable();
        names
    }

    /// The longest name of a set at the head of a text such as `TIES_OF_OLD`; what follows is empty or begins with `_`.
    fn named<'t>(&self, text: &'t str) -> Option<(CompactString, &'t str)> {
        let ends = text.match_indices('_').map(|(i, _)| i).chain([text.len()]);
        let mut found = ends.filter_map(|end| {
            let name = CompactString::from(text[..end].to_ascii_uppercase());
            self.raw.contains_key(&name).then_some((name, &text[end..]))
        });
        found.next_back()
    }

    /// The rows of words of a set; sets inside it are opened, but never one inside itself.
    fn rows(&self, name: &str, open: &mut Vec<CompactString>) -> Vec<Vec<Word>> {
        let Some(set) = self.raw.get(name) else { return Vec::new() };
        if open.iter().any(|o| o == name) {
            return Vec::new();
        }
        open.push(name.into());
        let mut out = Vec::new();
        for (member, style) in &set.members {
            if let Some((inner, _)) = member.strip_prefix('&').and_then(|m| self.named(m)) {
                out.extend(self.rows(&inner, open));
                continue;
            }
            let mut words = phrase(member, *style);
            // Members are rows of words without gaps.
            words.iter_mut().skip(1).for_each(|w| w.tight = true);
            if set.plurals && !member.ends_with('_') && !words.is_empty() {
                out.push(plural(&words));
            }
            out.push(words);
        }
        open.pop();
        out.retain(|w| !w.is_empty());
        out
    }
}

/// Reads a pattern without its code.
pub(crate) fn parse<'t>(text: &'t str, sets: &Sets, style: Style, codes: Codes, entry: CompactString) -> Result<Pattern, Fault<'t>> {
    let mut parser = Parser { sets, style, places: Vec::new(), groups: 0, open: Vec::new() };
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| !c.is_whitespace()) {
        rest = parser.next(&rest[start..])?;
    }
    if let Some((part, _)) = parser.open.last() {
        return Err(fault(part, "a bracket that is not closed", "a `)` or `}` for each `(` and `{`"));
    }
    parser.pattern(text, codes, entry)
}

fn fault<'t>(part: &'t str, message: impl Into<String>, expected: &'static str) -> Fault<'t> {
    Fault { part, message: message.into(), expected, is_set: false }
}

struct Parser<'t, 's> {
    sets: &'s Sets,
    style: Style,
    places: Vec<Place>,
    groups: u32,
    /// Open brackets with the group that each began.
    open: Vec<(&'t str, u32)>,
}

/// A place in order of the text; no item is the verb.
struct Place {
    item: Option<Item>,
    /// Bound to the place before by `_`.
    tight: bool,
    /// The outermost bracket it stands in.
    group: Option<u32>,
}

impl<'t> Parser<'t, '_> {
    /// Takes one piece off the head of `text` and returns the rest.
    fn next(&mut self, text: &'t str) -> Result<&'t str, Fault<'t>> {
        match text.as_bytes().first() {
            Some(b'{') if text.split('}').next().is_some_and(|inner| inner.contains('|')) => self.alternatives(text),
            Some(b'(' | b'{') => {
                self.groups += u32::from(self.open.is_empty());
                self.open.push((&text[..1], self.groups));
                Ok(&text[1..])
            }
            Some(b')' | b'}') => {
                let matching = if text.starts_with(')') { "(" } else { "{" };
                match self.open.pop() {
                    Some((open, _)) if open == matching => Ok(&text[1..]),
                    _ => Err(fault(&text[..1], "a bracket that was not opened", "`(` before `)`, `{` before `}`")),
                }
            }
            _ => {
                let end = text.find(|c: char| c.is_whitespace() || "(){}".contains(c)).unwrap_or(text.len());
                self.word(&text[..end])?;
                Ok(&text[end..])
            }
        }
    }

    /// `{ WAS | WERE }`, TABARI's way to write alternatives.
    fn alternatives(&mut self, text: &'t str) -> Result<&'t str, Fault<'t>> {
        let Some((inner, rest)) = text[1..].split_once('}') else {
            return Err(fault(text, "alternatives without their end", "`{ WORD | WORD }`"));
        };
        let rows: Vec<Vec<Word>> = inner.split('|').map(|a| phrase(a, self.style)).filter(|w| !w.is_empty()).collect();
        if rows.is_empty() {
            return Err(fault(&text[..1], "alternatives without words", "`{ WORD | WORD }`"));
        }
        self.push(Some(Item::Words(rows.into())), false);
        Ok(rest)
    }

    /// A stretch without blanks, such as `NEW_&TIES_RELATIONS` or `*_UP`.
    fn word(&mut self, text: &'t str) -> Result<(), Fault<'t>> {
        let mut rest = text;
        let mut tight = false;
        while !rest.is_empty() {
            if let Some(after) = rest.strip_prefix('_') {
                (rest, tight) = (after, true);
                continue;
            }
            if let Some(name) = rest.strip_prefix('&') {
                let Some((set, after)) = self.sets.named(name) else {
                    let part = &rest[..1 + name.find('_').unwrap_or(name.len())];
                    let message = format!("unknown set of synonyms `{part}`");
                    return Err(Fault { part, message, expected: "a set that some line `&NAME` begins", is_set: true });
                };
                let rows = self.sets.rows(&set, &mut Vec::new());
                self.push(Some(Item::Words(rows.into())), tight);
                rest = after;
                continue;
            }
            let end = rest.find('_').unwrap_or(rest.len());
            let (part, after) = rest.split_at(end);
            self.part(part, after.is_empty(), tight)?;
            rest = after;
        }
        Ok(())
    }

    fn part(&mut self, part: &'t str, last: bool, tight: bool) -> Result<(), Fault<'t>> {
        match part {
            "*" | "**" => self.push(None, tight),
            "$" => self.push(Some(Item::Source), tight),
            "+" => self.push(Some(Item::Target), tight),
            "^" => self.push(Some(Item::Other), tight),
            "%" => self.push(Some(Item::Several), tight),
            _ if pieces(part).next().is_none() || part.contains(['*', '$', '%', '^', '|']) => {
                return Err(fault(part, format!("`{part}` is neither a word nor a mark"), "words, `&SET`, `*`, `$`, `+`, `^`, `%`"));
            }
            _ => {
                let mut words = phrase(part, Style::Petrarch);
                if let Some(word) = words.last_mut() {
                    word.stem = self.style == Style::Tabari && last;
                }
                self.push(Some(Item::Words(vec![words].into())), tight);
            }
        }
        Ok(())
    }

    fn push(&mut self, item: Option<Item>, tight: bool) {
        let group = self.open.first().map(|(_, group)| *group);
        self.places.push(Place { item, tight, group });
    }

    fn pattern(self, text: &'t str, codes: Codes, entry: CompactString) -> Result<Pattern, Fault<'t>> {
        let verbs = self.places.iter().filter(|p| p.item.is_none()).count();
        let Some(verb) = self.places.iter().position(|p| p.item.is_none()).filter(|_| verbs == 1) else {
            return Err(fault(text, format!("{verbs} verbs in a pattern"), "one `*`, the verb's place"));
        };
        let elements = self.places.len();
        let reach = |left: &Place, right: &Place| match right.tight {
            true => Reach::Next,
            false if left.group.is_some() && left.group == right.group => Reach::Phrase,
            false => Reach::Any,
        };
        let reaches: Vec<Reach> = self.places.windows(2).map(|w| reach(&w[0], &w[1])).collect();
        let letters = text.chars().filter(|c| !c.is_whitespace()).count();
        let element = |place: Place, reach: Option<&Reach>| Some(Element { item: place.item?, reach: *reach? });
        let (mut before, mut after) = (Vec::new(), Vec::new());
        for (i, place) in self.places.into_iter().enumerate() {
            if i < verb {
                before.extend(element(place, reaches.get(i)));
            } else if i > verb {
                after.extend(element(place, reaches.get(i - 1)));
            }
        }
        before.reverse();
        Ok(Pattern { before, after, codes, entry, length: (elements, letters) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sets() -> Sets {
        let mut sets = Sets::default();
        let ties = sets.define("TIES");
        sets.add(&ties, "TRADE LINK", Style::Petrarch);
        let all = sets.define("ALL_TIES_");
        sets.add(&all, "&TIES", Style::Petrarch);
        sets.add(&all, "BOND_", Style::Petrarch);
        sets
    }

    fn shown(pattern: &Pattern) -> String {
        let element = |e: &Element| {
            let item = match &e.item {
                Item::Words(rows) => {
                    let row = |r: &Vec<Word>| r.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join("_");
                    rows.iter().map(row).collect::<Vec<_>>().join("/")
                }
                Item::Source => "$".to_owned(),
                Item::Target => "+".to_owned(),
                Item::Other => "^".to_owned(),
                Item::Several => "%".to_owned(),
            };
            format!("{:?}:{item}", e.reach)
        };
        let side = |s: &[Element]| s.iter().map(element).collect::<Vec<_>>().join(" ");
        format!("{} * {}", side(&pattern.before), side(&pattern.after))
    }

    fn read(text: &str) -> Result<String, String> {
        let found = parse(text, &sets(), Style::Petrarch, Codes::default(), "x:1".into());
        found.map(|p| shown(&p)).map_err(|f| format!("{}: {}", f.part, f.message))
    }

    #[test]
    fn patterns_are_seen_from_the_verb() {
        assert_eq!(read("+ WAS_* IN $").as_deref(), Ok("Next:WAS Any:+ * Any:IN Any:$"));
        assert_eq!(read("* NEW_&TIES_PLAN").as_deref(), Ok(" * Any:NEW Next:TRADE_LINKS/TRADE_LINK Next:PLAN"));
        assert_eq!(read("* &ALL_TIES").as_deref(), Ok(" * Any:TRADE_LINKS/TRADE_LINK/BOND"));
        assert_eq!(read("% * (TO {RELIEF CAMP})").as_deref(), Ok("Any:% * Any:TO Phrase:RELIEF Phrase:CAMP"));
        assert_eq!(read("{ WAS | WERE } *").as_deref(), Ok("Any:WAS/WERE * "));
    }

    #[test]
    fn faults_name_their_part() {
        assert_eq!(read("FOR TALKS").unwrap_err(), "FOR TALKS: 0 verbs in a pattern");
        assert_eq!(read("* &TEIS").unwrap_err(), "&TEIS: unknown set of synonyms `&TEIS`");
        assert_eq!(read("* (TO TALKS").unwrap_err(), "(: a bracket that is not closed");
        assert_eq!(read("* TALKS)").unwrap_err(), "): a bracket that was not opened");
        assert_eq!(read("* FOR$X").unwrap_err(), "FOR$X: `FOR$X` is neither a word nor a mark");
    }
}
