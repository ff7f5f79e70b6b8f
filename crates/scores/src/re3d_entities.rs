//! Entities of re3d: exact spans, and beside them spans that overlap, by type.
//!
//! The set's own conventions are followed here: mentions by common nouns and pronouns count; an article and titles before a name
//! belong to the mention; of mentions within each other the longest stands; and a state that acts is an organisation.

use truceline_engine::Analysed;
use truceline_mentions::{NameKind, NameMention, TimeValue, quantities};
use truceline_syntax::{Deprel, View};
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

/// The types that are scored, those of names first.
const TYPES: [&str; 9] =
    ["Person", "Organisation", "Location", "Nationality", "Temporal", "Quantity", "Money", "Weapon", "MilitaryPlatform"];
const PERSON: usize = 0;
const ORGANISATION: usize = 1;
const LOCATION: usize = 2;
const NATIONALITY: usize = 3;
const TEMPORAL: usize = 4;
const QUANTITY: usize = 5;
const WEAPON: usize = 7;
const PLATFORM: usize = 8;

/// A span and an index into [`TYPES`].
type Entity = (Span, usize);

/// Adds the rows: exact by type and together, then overlapping.
pub fn score(task: &Task, table: &mut Table) -> Result<(), ScoreError> {
    let records = task.records()?;
    let figures: [Figure; 18] = task.tally(&records, table, |record| {
        let analysed = task.engine.analyse(record.document.clone(), &[]);
        compare(record, &wanted(record), &found(&analysed, task.engine.knowledge()))
    });
    for (manner, figures) in ["exact", "overlap"].into_iter().zip(figures.chunks(TYPES.len())) {
        table.push(task.set, format!("{manner}, nine types"), figures.iter().copied().sum(), records.len());
        table.push(task.set, format!("{manner}, three types"), figures[..=LOCATION].iter().copied().sum(), records.len());
        for (kind, figure) in TYPES.iter().zip(figures) {
            table.push(task.set, format!("  {kind}"), *figure, records.len());
        }
    }
    Ok(())
}

fn wanted(record: &Gold) -> Vec<Entity> {
    let offsets = Offsets::of(&record.document.text);
    let entity = |e| {
        let kind = TYPES.iter().position(|t| *t == text(field(e, "type")))?;
        Some((offsets.span(field(e, "begin"), field(e, "end"))?, kind))
    };
    as_list(field(&record.value, "entities")).into_iter().filter_map(entity).collect()
}

fn found(analysed: &Analysed, knowledge: &truceline_knowledge::Knowledge) -> Vec<Entity> {
    let (view, mentions) = (analysed.view(), &analysed.mentions);
    // Numbers and arms may stand within a longer mention, but not within a name or a time.
    let mut taken: Vec<Span> = mentions.names.iter().map(|n| view.span_of(n.tokens.clone())).collect();
    let mut out = mentioned(analysed, knowledge);
    for time in mentions.times.iter().filter(|t| !matches!(t.value, TimeValue::Reference(_))) {
        let span = view.span_of(time.tokens.clone());
        taken.push(span);
        out.push((span, TEMPORAL));
    }
    let numbers = quantities::all(&view).into_iter().map(|(tokens, _)| (tokens, QUANTITY));
    let arms = [("aircraft", PLATFORM), ("weapon", WEAPON)];
    let arms =
        arms.into_iter().flat_map(|(class, kind)| mentions.nouns_of_class(&view, knowledge, class).into_iter().map(move |t| (t, kind)));
    for (tokens, kind) in numbers.chain(arms) {
        let span = view.span_of(tokens);
        if !taken.iter().any(|other| overlap(*other, span)) {
            taken.push(span);
            out.push((span, kind));
        }
    }
    out
}

/// People, organisations, places and nationalities, those within others left out.
fn mentioned(analysed: &Analysed, knowledge: &truceline_knowledge::Knowledge) -> Vec<Entity> {
    let (view, mentions) = (analysed.view(), &analysed.mentions);
    let mut out: Vec<Entity> = Vec::new();
    for name in &mentions.names {
        let kind = if acts(&view, name) { ORGANISATION } else { type_of(name.kind) };
        let start = if kind == NATIONALITY { name.tokens.start } else { with_article(&view, name.tokens.start) };
        out.push((view.span_of(start..name.tokens.end), kind));
    }
    for nominal in mentions.nominals(&view, knowledge) {
        let titled = mentions.name_at(nominal.tokens.end).filter(|n| n.kind == NameKind::Person && nominal.kind == NameKind::Person);
        let end = titled.map_or(nominal.tokens.end, |n| n.tokens.end);
        out.push((view.span_of(nominal.tokens.start..end), type_of(nominal.kind)));
    }
    out.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
    let mut reached = 0;
    out.retain(|(span, _)| {
        let outermost = span.end > reached;
        reached = reached.max(span.end);
        outermost
    });
    out
}

fn type_of(kind: NameKind) -> usize {
    match kind {
        NameKind::Person => PERSON,
        NameKind::Body => ORGANISATION,
        NameKind::Country | NameKind::Seat | NameKind::Place => LOCATION,
        NameKind::Nationality => NATIONALITY,
    }
}

/// True for a state's name where it is no place: not after a preposition of place, nor beside the name of a place.
fn acts(view: &View, name: &NameMention) -> bool {
    let heads = |t: &u32| view.head(*t).is_none_or(|h| !name.tokens.contains(&h));
    let Some(mut head) = name.tokens.clone().find(heads).filter(|_| name.kind == NameKind::Country) else { return false };
    while let Some(first) = view.head(head).filter(|_| view.deprel(head) == Deprel::Conj) {
        head = first;
    }
    let beside = matches!(view.deprel(head), Deprel::Appos | Deprel::NmodDesc | Deprel::NmodUnmarked | Deprel::List);
    let of_place = [
        "in",
        "inside",
        "outside",
        "from",
        "into",
        "to",
        "at",
        "near",
        "across",
        "within",
        "on",
        "over",
        "through",
        "of",
        "throughout",
        "around",
        "toward",
        "towards",
    ];
    !beside && !view.preposition(head).is_some_and(|p| of_place.contains(&p.as_str()))
}

fn with_article(view: &View, first: u32) -> u32 {
    first.checked_sub(1).filter(|&b| view.form(b).eq_ignore_ascii_case("the")).unwrap_or(first)
}

/// Figures of one document: exact by type, then overlapping by type.
fn compare(record: &Gold, gold: &[Entity], coded: &[Entity]) -> Tally<18> {
    let mut tally = Tally::default();
    for (kind, name) in TYPES.iter().enumerate() {
        let of = |list: &[Entity]| list.iter().filter(|e| e.1 == kind).map(|e| e.0).collect::<Vec<Span>>();
        let (gold, coded) = (of(gold), of(coded));
        let exact = gold.iter().filter(|g| coded.contains(g)).count();
        let meets = |span: &Span, list: &[Span]| list.iter().any(|other| overlap(*span, *other));
        let found = gold.iter().filter(|g| meets(g, &coded)).count() as u64;
        let right = coded.iter().filter(|c| meets(c, &gold)).count() as u64;
        tally.figures[kind] = Figure::aligned(exact, coded.len(), gold.len());
        tally.figures[TYPES.len() + kind] = Figure { gold: gold.len() as u64, coded: coded.len() as u64, found, right };
        for (what, list, others) in [("MISSED", &gold, &coded), ("EXTRA", &coded, &gold)] {
            for span in list.iter().filter(|s| !others.contains(s)) {
                let near = others.iter().find(|o| overlap(**o, *span)).map_or(String::new(), |o| format!(" ~ `{}`", line(record, *o)));
                tally.misses.push(format!("{what} {} {} `{}`{near}", record.document.id, name, line(record, *span)));
            }
        }
    }
    tally
}

fn line(record: &Gold, span: Span) -> String {
    span.of(&record.document.text).split_whitespace().collect::<Vec<_>>().join(" ")
}
