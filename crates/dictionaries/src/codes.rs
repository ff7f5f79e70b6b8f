//! Codes of verbs and patterns: `[064]`, `[031:032]`, `[:071]`, `[---]`, with TABARI's marks `?` and `!`.

use compact_str::CompactString;

/// What a verb or pattern codes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Codes {
    /// From source to target.
    pub forward: Option<CompactString>,
    /// From target to source.
    pub backward: Option<CompactString>,
    /// Beside other events of the sentence.
    pub rank: Rank,
    /// The sentence is not coded.
    pub discard: bool,
}

/// Which events of a sentence count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rank {
    /// `?`: only where there is no other.
    Subordinate,
    #[default]
    Usual,
    /// `!`: no other counts.
    Dominant,
}

impl Codes {
    /// Codes no event.
    pub(crate) fn is_null(&self) -> bool {
        self.forward.is_none() && self.backward.is_none()
    }

    /// Reads what stands between brackets; `None` where it is no code. `+++`, by which TABARI left a sentence to
    /// people, is no code here.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text == "###" {
            return Some(Self { discard: true, ..Self::default() });
        }
        let (text, rank) = match (text.strip_suffix('?'), text.strip_suffix('!')) {
            (Some(text), _) => (text, Rank::Subordinate),
            (None, Some(text)) => (text, Rank::Dominant),
            (None, None) => (text, Rank::Usual),
        };
        let (forward, backward) = text.split_once(':').map_or((text, None), |(f, b)| (f, Some(b)));
        if forward.is_empty() && backward.is_none() {
            return None;
        }
        Some(Self { forward: single(forward)?, backward: backward.map_or(Some(None), single)?, rank, discard: false })
    }
}

/// One code; the inner `None` is the null code.
fn single(text: &str) -> Option<Option<CompactString>> {
    let text = text.trim();
    if matches!(text, "" | "---") {
        return Some(None);
    }
    text.chars().all(|c| c.is_ascii_alphanumeric()).then(|| Some(text.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(forward: Option<&str>, backward: Option<&str>, rank: Rank) -> Option<Codes> {
        Some(Codes { forward: forward.map(Into::into), backward: backward.map(Into::into), rank, discard: false })
    }

    #[test]
    fn codes_in_all_forms() {
        assert_eq!(Codes::parse("064"), codes(Some("064"), None, Rank::Usual));
        assert_eq!(Codes::parse("031:032"), codes(Some("031"), Some("032"), Rank::Usual));
        assert_eq!(Codes::parse(":071"), codes(None, Some("071"), Rank::Usual));
        assert_eq!(Codes::parse("025?"), codes(Some("025"), None, Rank::Subordinate));
        assert_eq!(Codes::parse("100!"), codes(Some("100"), None, Rank::Dominant));
        assert!(Codes::parse("---").is_some_and(|c| c.is_null()) && Codes::parse("---:---").is_some_and(|c| c.is_null()));
        assert!(Codes::parse("###").is_some_and(|c| c.discard));
        assert!(Codes::parse("").is_none() && Codes::parse("+++").is_none() && Codes::parse("0 1").is_none());
    }
}
