//! Relations of re3d, from events and picture: right where the type is the same and both arguments overlap.

use std::collections::BTreeSet;

use truceline_engine::Coded;
use truceline_knowledge::EventType;
use truceline_mentions::Participant;
use truceline_text::Span;

use crate::{
    error::ScoreError,
    figure::Figure,
    gold::Gold,
    spans::{Offsets, overlap},
    table::Table,
    tally::{Tally, Task},
    values::{as_list, field, text},
};

/// The relations that are scored.
const TYPES: [&str; 5] = ["FightingAgainst", "AlliesOf", "InChargeOf", "BelongsTo", "CommWith"];
const FIGHTING: usize = 0;
const ALLIES: usize = 1;
const IN_CHARGE: usize = 2;
const BELONGS: usize = 3;
const TALKING: usize = 4;

/// Words for posts whose holder leads the body; holders of other posts belong to it.
const LEADING: [&str; 24] = [
    "head",
    "chief",
    "leader",
    "commander",
    "commander-in-chief",
    "president",
    "prime minister",
    "premier",
    "chancellor",
    "king",
    "queen",
    "emir",
    "sultan",
    "ruler",
    "chairman",
    "chairwoman",
    "chair",
    "director",
    "governor",
    "mayor",
    "secretary-general",
    "founder",
    "general",
    "warlord",
];

/// An index into [`TYPES`], and the spans of the arguments.
type Relation = (usize, Span, Span);

/// Adds the rows: by type and together.
pub fn score(task: &Task, table: &mut Table) -> Result<(), ScoreError> {
    let records = task.records()?;
    let figures: [Figure; TYPES.len()] =
        task.tally(&records, table, |record| compare(record, &wanted(record), &found(&task.engine.code(record.document.clone()))));
    table.push(task.set, "all five", figures.into_iter().sum(), records.len());
    for (kind, figure) in TYPES.iter().zip(figures) {
        table.push(task.set, format!("  {kind}"), figure, records.len());
    }
    Ok(())
}

fn wanted(record: &Gold) -> Vec<Relation> {
    let offsets = Offsets::of(&record.document.text);
    let relation = |r| {
        let kind = TYPES.iter().position(|t| *t == text(field(r, "type")))?;
        let argument = |begin, end| offsets.span(field(r, begin), field(r, end));
        Some((kind, argument("source_begin", "source_end")?, argument("target_begin", "target_end")?))
    };
    as_list(field(&record.value, "relations")).into_iter().filter_map(relation).collect()
}

/// What events and picture say in the terms of this set.
fn found(coded: &Coded) -> BTreeSet<Relation> {
    use EventType as T;
    let mut out = BTreeSet::new();
    for event in &coded.events {
        let kind = match event.event_type {
            T::Assault => FIGHTING,
            T::Support | T::Aid | T::Cooperate => ALLIES,
            T::Consult | T::Agree | T::Request | T::Threaten => TALKING,
            _ => continue,
        };
        out.extend(pairs(&event.actors, &event.recipients).map(|(a, b)| (kind, a, b)));
    }
    let picture = &coded.picture;
    out.extend(picture.opposition.iter().map(|o| (FIGHTING, o.a.span, o.b.span)));
    out.extend(picture.support.iter().map(|s| (ALLIES, s.backer.span, s.backed.span)));
    for member in &picture.membership {
        let kind = if LEADING.iter().any(|l| member.role.ends_with(l)) { IN_CHARGE } else { BELONGS };
        out.extend(member.of.iter().map(|of| (kind, member.member.span, of.span)));
    }
    for control in &picture.control {
        out.extend(control.holder.iter().map(|holder| (IN_CHARGE, holder.span, control.place.span)));
    }
    for talks in &picture.talks {
        out.extend(pairs(&talks.participants, &[]).map(|(a, b)| (TALKING, a, b)));
    }
    // `Minister X` says of what X is a minister by no words of its own.
    out.retain(|(_, a, b)| !overlap(*a, *b));
    out
}

/// Each actor with each recipient; where there are no recipients, the actors with each other.
fn pairs<'p>(actors: &'p [Participant], recipients: &'p [Participant]) -> impl Iterator<Item = (Span, Span)> + 'p {
    let among = recipients.is_empty();
    actors.iter().enumerate().flat_map(move |(i, a)| {
        let others = if among { &actors[i + 1..] } else { recipients };
        others.iter().map(move |b| (a.span, b.span))
    })
}

fn compare(record: &Gold, gold: &[Relation], coded: &BTreeSet<Relation>) -> Tally<{ TYPES.len() }> {
    let mut tally = Tally::default();
    let told = |what: &str, r: &Relation| {
        let words = |s: Span| s.of(&record.document.text).split_whitespace().collect::<Vec<_>>().join(" ");
        format!("{what} {} {} `{}` > `{}`", record.document.id, TYPES[r.0], words(r.1), words(r.2))
    };
    for g in gold {
        let found = coded.iter().any(|c| agree(g, c));
        tally.figures[g.0].add(Figure { gold: 1, found: u64::from(found), ..Figure::default() });
        if !found {
            tally.misses.push(told("MISSED", g));
        }
    }
    for c in coded {
        let right = gold.iter().any(|g| agree(g, c));
        tally.figures[c.0].add(Figure { coded: 1, right: u64::from(right), ..Figure::default() });
        if !right {
            tally.misses.push(told("EXTRA", c));
        }
    }
    tally
}

/// The same type, and arguments that overlap; those of fighting, alliance and communication in either order.
fn agree(gold: &Relation, coded: &Relation) -> bool {
    let symmetric = matches!(gold.0, FIGHTING | ALLIES | TALKING);
    let straight = overlap(gold.1, coded.1) && overlap(gold.2, coded.2);
    let crossed = symmetric && overlap(gold.1, coded.2) && overlap(gold.2, coded.1);
    gold.0 == coded.0 && (straight || crossed)
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use truceline_text::Document;

    use super::*;

    fn relation(kind: usize, a: (u32, u32), b: (u32, u32)) -> Relation {
        (kind, Span { start: a.0, end: a.1 }, Span { start: b.0, end: b.1 })
    }

    #[test]
    fn symmetric_relations_hold_in_either_order() {
        let text = "The Harbour Guard fights Tarn's militia, which Ana Belo leads.";
        let value = json!({"relations": [
            {"type": "FightingAgainst", "source_begin": 0, "source_end": 17, "target_begin": 25, "target_end": 39},
            {"type": "InChargeOf", "source_begin": 47, "source_end": 55, "target_begin": 25, "target_end": 39},
            {"type": "Likes", "source_begin": 47, "source_end": 55, "target_begin": 25, "target_end": 39}]});
        let record = Gold { value, document: Document { text: text.to_owned(), ..Document::default() } };
        let coded = [relation(FIGHTING, (25, 39), (4, 17)), relation(IN_CHARGE, (25, 39), (47, 55))].into_iter().collect();
        let figures = compare(&record, &wanted(&record), &coded).figures;
        assert_eq!(figures[FIGHTING], Figure::aligned(1, 1, 1));
        assert_eq!(figures[IN_CHARGE], Figure::aligned(0, 1, 1), "who leads whom is not symmetric");
    }
}
