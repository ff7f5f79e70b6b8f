//! The places of a dateline, which stands outside the sentences: `TRIPOLI, Libya, May 3 (Agency) -`.

use truceline_knowledge::folded;
use truceline_syntax::View;
use truceline_text::BlockKind;

use crate::containers::Container;

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
