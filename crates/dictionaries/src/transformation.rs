//! PETRARCH-2's transformations: `~ a (a b ATTACK) SAY = a b 015` makes of "A says A attacked B" one event of its own.

use compact_str::CompactString;

/// Who stands at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Slot {
    /// The same actor wherever the same letter stands.
    Actor(char),
    /// `.`: anybody or nobody.
    Anybody,
    /// `_`: nobody.
    Nobody,
}

/// One transformation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Transformation {
    /// Subject of the governing verb.
    pub speaker: Slot,
    /// Source and target of the governed event.
    pub inner: (Slot, Slot),
    /// The governed verb; `None` for any.
    pub inner_verb: Option<CompactString>,
    /// The governing verb.
    pub outer_verb: CompactString,
    /// Source and target of the event that both become.
    pub result: (Slot, Slot),
    /// Its code; `None` for that of the governed event.
    pub code: Option<CompactString>,
    /// `FILE:LINE`.
    pub entry: CompactString,
}

/// The form that a transformation must have.
pub(crate) const FORM: &str = "`~ a (b c VERB) VERB = a b CODE`, with `.` for anybody, `_` for nobody and `Q` for any event";

/// Reads what follows the `~`; `None` where it is no transformation.
pub(crate) fn parse(text: &str, entry: CompactString) -> Option<Transformation> {
    let (left, right) = text.split_once('=')?;
    let (speaker, rest) = left.split_once('(')?;
    let (inner, outer) = rest.split_once(')')?;
    let mut inner = inner.split_whitespace();
    let (source, target, verb) = (slot(inner.next()?)?, slot(inner.next()?)?, inner.next()?);
    let mut right = right.split_whitespace();
    let result = (slot(right.next()?)?, slot(right.next()?)?);
    let code = right.next()?;
    let outer = outer.trim();
    if inner.next().is_some() || right.next().is_some() || outer.is_empty() || outer.contains(' ') {
        return None;
    }
    Some(Transformation {
        speaker: slot(speaker.trim())?,
        inner: (source, target),
        inner_verb: (verb != "Q").then(|| verb.into()),
        outer_verb: outer.into(),
        result,
        code: (code != "Q").then(|| code.into()),
        entry,
    })
}

fn slot(text: &str) -> Option<Slot> {
    let mut chars = text.chars();
    let only = chars.next().filter(|_| chars.as_str().is_empty())?;
    match only {
        '.' => Some(Slot::Anybody),
        '_' => Some(Slot::Nobody),
        c if c.is_ascii_alphabetic() => Some(Slot::Actor(c)),
        _ => None,
    }
}

impl Transformation {
    /// Source, target and code of the event that `speaker`'s speech about an event from `source` to `target` becomes.
    pub(crate) fn apply<'c>(
        &'c self,
        speaker: Option<&'c str>,
        inner: (Option<&'c str>, Option<&'c str>),
        code: &'c str,
    ) -> Option<(&'c str, &'c str, &'c str)> {
        let mut bound: Vec<(char, &str)> = Vec::new();
        for (slot, actor) in [(&self.speaker, speaker), (&self.inner.0, inner.0), (&self.inner.1, inner.1)] {
            match (slot, actor) {
                (Slot::Anybody, _) | (Slot::Nobody, None) => {}
                (Slot::Nobody, Some(_)) | (Slot::Actor(_), None) => return None,
                (Slot::Actor(letter), Some(actor)) => match bound.iter().find(|(l, _)| l == letter) {
                    Some((_, other)) if *other != actor => return None,
                    Some(_) => {}
                    // Two letters are two actors.
                    None if bound.iter().any(|(_, other)| *other == actor) => return None,
                    None => bound.push((*letter, actor)),
                },
            }
        }
        let actor = |slot: &Slot| match slot {
            Slot::Actor(letter) => bound.iter().find(|(l, _)| l == letter).map(|(_, actor)| *actor),
            _ => None,
        };
        Some((actor(&self.result.0)?, actor(&self.result.1)?, self.code.as_deref().unwrap_or(code)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claims_and_accusations() {
        let claim = parse(" a (a b ATTACK) SAY = a b 015", "x:1".into()).unwrap();
        assert_eq!(claim.apply(Some("TAR"), (Some("TAR"), Some("VAL")), "190"), Some(("TAR", "VAL", "015")));
        assert_eq!(claim.apply(Some("TAR"), (Some("VAL"), Some("TAR")), "190"), None);
        let blame = parse("a (b . ATTACK) SAY = a b 112", "x:2".into()).unwrap();
        assert_eq!(blame.apply(Some("TAR"), (Some("VAL"), None), "190"), Some(("TAR", "VAL", "112")));
        assert_eq!(blame.apply(Some("TAR"), (Some("TAR"), None), "190"), None);
        let any = parse("a (a b Q) SAY = a b Q", "x:3".into()).unwrap();
        assert_eq!(any.apply(Some("TAR"), (Some("TAR"), Some("VAL")), "057"), Some(("TAR", "VAL", "057")));
    }

    #[test]
    fn other_forms_are_refused() {
        for text in ["a (a b) SAY = a b 015", "a a b ATTACK SAY = a b 015", "ab (a b X) SAY = a b 015", "a (a b X) SAY = a b"] {
            assert_eq!(parse(text, "x:1".into()), None, "{text}");
        }
    }
}
