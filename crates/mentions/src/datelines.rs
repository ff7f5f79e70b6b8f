//! The places of a dateline, which stands outside the sentences: `TRIPOLI, Libya, May 3 (Agency) -`.

use truceline_knowledge::{Knowledge, folded};
use truceline_syntax::View;
use truceline_text::{BlockKind, Span};

use crate::{Mentions, containers::Container};

impl Mentions {
    /// The town of the first dateline: its name's bytes, and its index in the gazetteer. Of several towns of that name it is the
    /// one in the state that the dateline adds, else in one that the document names, else the largest.
    pub fn dateline(&self, view: &View, knowledge: &Knowledge) -> Option<(Span, u32)> {
        let block = view.segmented.blocks.iter().find(|b| b.kind == BlockKind::Dateline)?;
        let line = block.span.of(&view.document.text);
        let (key, container) = places(line).into_iter().next()?;
        let name = line.split([',', '(', '/']).next().and_then(|n| n.split(" -").next()).unwrap_or_default().trim();
        let start = block.span.start + (line.len() - line.trim_start().len()) as u32;
        let iso3 = container.and_then(|c| knowledge.countries.iter().find(|state| folded(&state.name) == c.key)).map(|c| c.iso3.as_str());
        let named = |iso: &str| {
            let place = |e: &crate::Entity| e.place.and_then(|p| knowledge.gazetteer.place(p));
            self.entities.iter().filter_map(place).any(|p| p.iso3 == iso)
        };
        let found = knowledge.gazetteer.get(&key);
        let best = found.iter().max_by_key(|(_, p)| (iso3 == Some(p.iso3), named(p.iso3), p.population))?;
        Some((Span { start, end: start + name.len() as u32 }, best.0))
    }
}

/// Folded names of places in the document's datelines, each with the name after it, which may contain it.
pub(crate) fn datelines(view: &View) -> Vec<(String, Option<Container>)> {
    let blocks = view.segmented.blocks.iter().filter(|b| b.kind == BlockKind::Dateline);
    blocks.flat_map(|b| places(b.span.of(&view.document.text))).collect()
}

fn places(line: &str) -> Vec<(String, Option<Container>)> {
    let head = line.split(['(', '—', '–', '_']).next().unwrap_or_default();
    let head = head.split(" -").next().unwrap_or_default();
    let named = |part: &&str| part.starts_with(char::is_uppercase) && !part.chars().any(|c| c.is_ascii_digit());
    let parts: Vec<String> = head.split([',', '/']).map(str::trim).filter(named).map(folded).collect();
    let mut out = Vec::new();
    for (i, key) in parts.iter().enumerate() {
        let container = parts.get(i + 1).map(|key| Container { key: key.clone(), sort: None });
        out.push((key.clone(), container));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_without_dates_and_agencies() {
        let found = places("TRIPOLI, Libya, May 3 (Agency) - ");
        let keys: Vec<&str> = found.iter().map(|(k, _)| k.as_str()).collect();
        assert_eq!(keys, ["tripoli", "libya"]);
        assert_eq!(found[0].1.as_ref().map(|c| c.key.as_str()), Some("libya"));
    }
}
