//! `cargo xtask corpus-diff OLD NEW`: what a change does on coded text.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt, fs,
    path::Path,
};

use serde_json::Value;

use crate::Outcome;

/// What identifies an event within a document: type and place of the trigger.
type Key = (String, String, u64);

/// One coded event, as far as it is shown.
#[derive(Clone, PartialEq, Eq)]
struct Told {
    trigger: String,
    slots: String,
    sentence: String,
    pattern: String,
}

/// Prints counts by type, and every event that was gained, lost or changed with its sentence. Always true.
pub fn run(old: &Path, new: &Path) -> Outcome {
    let ((old_ids, old), (new_ids, new)) = (read(old)?, read(new)?);
    print!("{}", Difference::of(&old, &new));
    for (name, count) in [("OLD", old_ids.difference(&new_ids).count()), ("NEW", new_ids.difference(&old_ids).count())] {
        if count > 0 {
            println!("{count} documents are in {name} only; their events count as lost or gained");
        }
    }
    Ok(true)
}

#[derive(Default)]
struct Difference {
    /// By type: old, new.
    counts: BTreeMap<String, (usize, usize)>,
    lost: Vec<(Key, Told)>,
    gained: Vec<(Key, Told)>,
    changed: Vec<(Key, Told, Told)>,
}

impl Difference {
    fn of(old: &BTreeMap<Key, Told>, new: &BTreeMap<Key, Told>) -> Self {
        let mut out = Self::default();
        for key in old.keys().chain(new.keys()).collect::<BTreeSet<_>>() {
            let count = out.counts.entry(key.1.clone()).or_default();
            count.0 += usize::from(old.contains_key(key));
            count.1 += usize::from(new.contains_key(key));
            match (old.get(key), new.get(key)) {
                (Some(o), None) => out.lost.push((key.clone(), o.clone())),
                (None, Some(n)) => out.gained.push((key.clone(), n.clone())),
                (Some(o), Some(n)) if o.slots != n.slots => out.changed.push((key.clone(), o.clone(), n.clone())),
                _ => {}
            }
        }
        out
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (title, list) in [("lost", &self.lost), ("gained", &self.gained)] {
            for ((document, kind, _), told) in list {
                writeln!(f, "{title:<8}{kind} `{}` {}   [{document}, {}]", told.trigger, told.slots, told.pattern)?;
                writeln!(f, "        {}", told.sentence)?;
            }
        }
        for ((document, kind, _), old, new) in &self.changed {
            writeln!(f, "changed {kind} `{}`   [{document}, {}]", new.trigger, new.pattern)?;
            writeln!(f, "        - {}\n        + {}\n        {}", old.slots, new.slots, new.sentence)?;
        }
        writeln!(f, "{:<12}{:>8}{:>8}{:>8}", "type", "old", "new", "change")?;
        let mut total = (0, 0);
        for (kind, (old, new)) in &self.counts {
            total = (total.0 + old, total.1 + new);
            writeln!(f, "{kind:<12}{old:>8}{new:>8}{:>+8}", *new as i64 - *old as i64)?;
        }
        writeln!(f, "{:<12}{:>8}{:>8}{:>+8}", "all", total.0, total.1, total.1 as i64 - total.0 as i64)?;
        writeln!(f, "{} lost, {} gained, {} changed", self.lost.len(), self.gained.len(), self.changed.len())
    }
}

/// The ids of a file's documents, and their events.
fn read(path: &Path) -> Result<(BTreeSet<String>, BTreeMap<Key, Told>), String> {
    let content = fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let (mut ids, mut out) = (BTreeSet::new(), BTreeMap::new());
    for (number, line) in (1..).zip(content.lines()).filter(|(_, l)| !l.trim().is_empty()) {
        let document: Value = serde_json::from_str(line).map_err(|e| format!("{}:{number}: {e}", path.display()))?;
        let id = document["id"].as_str().unwrap_or_default();
        ids.insert(id.to_owned());
        for event in document["events"].as_array().into_iter().flatten() {
            let kind = text(&event["type"]);
            let mut at = event["evidence"]["trigger"][0].as_u64().unwrap_or_default();
            // Two events of one type on one trigger (a verb over two places) are told apart by their order.
            while out.contains_key(&(id.to_owned(), kind.clone(), at)) {
                at += 1;
            }
            out.insert((id.to_owned(), kind, at), told(event));
        }
    }
    Ok((ids, out))
}

fn told(event: &Value) -> Told {
    let names = |side: &str| event[side].as_array().into_iter().flatten().map(|p| text(&p["name"])).collect::<Vec<_>>().join(", ");
    let mut slots = format!("{} > {}", names("actors"), names("recipients"));
    for slot in ["mode", "place", "date", "cameo"] {
        if !event[slot].is_null() {
            slots += &format!(", {slot} {}", text(&event[slot]));
        }
    }
    slots += &format!(", {}{}", text(&event["status"]), if event["historical"] == true { ", historical" } else { "" });
    for side in ["attributed_to", "denied_by"] {
        if !names(side).is_empty() {
            slots += &format!(", {side} {}", names(side));
        }
    }
    Told {
        trigger: text(&event["trigger"]),
        slots,
        sentence: text(&event["sentence"]).split_whitespace().collect::<Vec<_>>().join(" "),
        pattern: text(&event["pattern"]),
    }
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn lost_gained_and_changed() {
        let event = |actor: &str| told(&json!({"type": "ASSAULT", "trigger": "hit", "status": "occurred", "actors": [{"name": actor}]}));
        let key = |at| ("d".to_owned(), "ASSAULT".to_owned(), at);
        let old = BTreeMap::from([(key(1), event("Chad")), (key(2), event("Mali"))]);
        let new = BTreeMap::from([(key(2), event("Niger")), (key(3), event("Chad"))]);
        let difference = Difference::of(&old, &new);
        assert_eq!((difference.lost.len(), difference.gained.len(), difference.changed.len()), (1, 1, 1));
        assert_eq!(difference.counts["ASSAULT"], (2, 2));
        assert!(difference.to_string().ends_with("1 lost, 1 gained, 1 changed\n"));
    }
}
