//! Sentences with one CAMEO event each: its class of five, and the spans of its parties.

use serde_json::Value;
use truceline_engine::Coded;
use truceline_events::{Event, Status};
use truceline_knowledge::{EventType, Knowledge};
use truceline_mentions::Participant;
use truceline_syntax::{Upos, View};
use truceline_text::Span;

use crate::{
    error::ScoreError,
    figure::Figure,
    gold::{self, Gold},
    spans::{Offsets, overlap},
    table::{Measure, Table},
    tally::{Tally, Task},
    values::{as_list, field, number, text},
};

/// The classes, by their number in gold.
const CLASSES: [&str; 5] = ["statement", "verbal cooperation", "material cooperation", "verbal conflict", "material conflict"];

/// The slots whose spans are scored, as gold names them.
const SLOTS: [&str; 3] = ["source", "target", "reciprocal"];

/// Adds the rows of the classes: accuracy, and each class.
pub fn score_classes(task: &Task, table: &mut Table) -> Result<(), ScoreError> {
    let records = task.records()?;
    let figures: [Figure; CLASSES.len()] = task.tally(&records, table, |record| {
        let coded = task.engine.code(record.document.clone());
        compare_classes(record, class_of(&coded), &coded)
    });
    let right = figures.iter().map(|f| f.found).sum();
    table.add(task.set, "accuracy", Measure::Share { right, whole: records.len() as u64 }, records.len());
    for (class, figure) in CLASSES.iter().zip(figures) {
        table.push(task.set, format!("  {class}"), figure, records.len());
    }
    Ok(())
}

/// The class of the sentence's main event, passing over statements; a statement where there is no other.
fn class_of(coded: &Coded) -> usize {
    let view = coded.view();
    main_event(&view, coded.events.iter().filter(|e| class(e) > 0)).map_or(0, class)
}

/// The event whose trigger stands highest in its tree, the first of equals.
fn main_event<'e>(view: &View, events: impl Iterator<Item = &'e Event>) -> Option<&'e Event> {
    let depth = |e: &&Event| std::iter::successors(view.head(e.head), |&t| view.head(t)).take(view.len() as usize).count();
    events.min_by_key(depth)
}

/// CAMEO's class of an event, by the first two digits of its code, else by its type. What is planned counts as agreed.
fn class(event: &Event) -> usize {
    use EventType as T;
    let agreed = matches!(event.event_type, T::Consult | T::Support | T::Cooperate | T::Aid) && event.status == Status::Planned;
    let root: Option<u8> = event.cameo.as_deref().and_then(|c| c.get(..2)?.parse().ok());
    match (root, event.event_type) {
        _ if agreed => 1,
        (Some(1..=2), _) => 0,
        (Some(3..=5), _) | (None, T::Agree | T::Consult | T::Support) => 1,
        (Some(6..=8), _) | (None, T::Cooperate | T::Aid | T::Concede | T::Retreat) => 2,
        (Some(9..=13 | 16), _) | (None, T::Request | T::Accuse | T::Reject | T::Threaten | T::Sanction) => 3,
        _ => 4,
    }
}

fn compare_classes(record: &Gold, coded: usize, events: &Coded) -> Tally<{ CLASSES.len() }> {
    let mut tally = Tally::default();
    let wanted = number(field(&record.value, "label")).map_or(CLASSES.len(), |n| n as usize);
    if let Some(figure) = tally.figures.get_mut(wanted) {
        figure.add(Figure { gold: 1, found: u64::from(wanted == coded), ..Figure::default() });
    }
    tally.figures[coded].add(Figure { coded: 1, right: u64::from(wanted == coded), ..Figure::default() });
    if wanted != coded {
        let name = |class: usize| CLASSES.get(class).copied().unwrap_or("?");
        let told = told(events);
        tally.misses.push(format!(
            "WRONG {} {} is coded {} | {told} | {}",
            record.document.id,
            name(wanted),
            name(coded),
            record.document.text
        ));
    }
    tally
}

/// Events on one line: type and trigger.
fn told(coded: &Coded) -> String {
    let event = |e: &Event| format!("{} `{}`", e.event_type, e.trigger.of(&coded.document.text));
    coded.events.iter().map(event).collect::<Vec<_>>().join("; ")
}

/// Adds the rows of the spans: exact, then overlapping, together and by slot.
pub fn score_spans(task: &Task, table: &mut Table) -> Result<(), ScoreError> {
    let records = gold::read_seen(task.path, visible)?;
    let figures: [Figure; 2 * SLOTS.len()] = task.tally(&records, table, |record| {
        let coded = task.engine.code(record.document.clone());
        compare_spans(record, &wanted(record), &found(&coded, task.engine.knowledge()))
    });
    for (manner, figures) in ["exact", "overlap"].into_iter().zip(figures.chunks(SLOTS.len())) {
        table.push(task.set, format!("{manner}, all three"), figures.iter().copied().sum(), records.len());
        for (slot, figure) in SLOTS.iter().zip(figures) {
            table.push(task.set, format!("  {slot}"), *figure, records.len());
        }
    }
    Ok(())
}

/// What the coder sees: the raw text, or where gold has none the words with blanks between them.
fn visible(value: &Value) -> Value {
    let mut seen = gold::visible(value);
    if let Some(object) = seen.as_object_mut().filter(|o| !o.contains_key("text")) {
        object.insert("text".to_owned(), Value::from(joined(value)));
    }
    seen
}

fn words(value: &Value) -> Vec<String> {
    as_list(field(value, "tokens")).into_iter().map(|t| text(t).into_owned()).collect()
}

fn joined(value: &Value) -> String {
    words(value).join(" ")
}

/// The spans of gold by slot.
fn wanted(record: &Gold) -> [Vec<Span>; SLOTS.len()] {
    let places: Vec<Option<Span>> = if field(&record.value, "text").is_string() {
        let offsets = Offsets::of(&record.document.text);
        as_list(field(&record.value, "token_offsets")).into_iter().map(|o| offsets.listed(o)).collect()
    } else {
        let mut start = 0;
        let place = |word: String| {
            let span = Span::new(start, start + word.len());
            start += word.len() + 1;
            Some(span)
        };
        words(&record.value).into_iter().map(place).collect()
    };
    SLOTS.map(|slot| {
        let span = |s: &Value| {
            let index = |n: usize| s.get(n).and_then(Value::as_u64).and_then(|t| usize::try_from(t).ok());
            Some((*places.get(index(0)?)?)?.join((*places.get(index(1)?.checked_sub(1)?)?)?))
        };
        as_list(field(&record.value, &format!("{slot}_spans"))).into_iter().filter_map(span).collect()
    })
}

/// The phrases of the main event's parties by slot. Actors without a recipient who are several are reciprocal; coordinated
/// ones make one span.
fn found(coded: &Coded, knowledge: &Knowledge) -> [Vec<Span>; SLOTS.len()] {
    let view = coded.view();
    let Some(event) = main_event(&view, coded.events.iter()) else { return Default::default() };
    let phrase = |p: &Participant| view.span_of(coded.mentions.phrase(&view, knowledge, &named(&view, p)));
    let actors = distinct(event.actors.iter().map(phrase));
    let recipients = distinct(event.recipients.iter().map(phrase));
    match (actors.len(), recipients.len()) {
        (2.., 0) => [Vec::new(), Vec::new(), compounds(&coded.document.text, actors)],
        _ => [actors, recipients, Vec::new()],
    }
}

/// A participant that a pronoun mentions, as what the pronoun stands for mentions it in the same sentence.
fn named(view: &View, participant: &Participant) -> Participant {
    let pronoun = view.segmented.tokens.partition_point(|t| t.span.end <= participant.span.start) as u32;
    let here = view.upos(pronoun) == Upos::Pron && view.sentence_index(pronoun) == view.sentence_index(participant.token);
    let span = if here { view.span(participant.token) } else { participant.span };
    Participant { span, ..participant.clone() }
}

fn distinct(spans: impl Iterator<Item = Span>) -> Vec<Span> {
    let mut out: Vec<Span> = spans.collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// Joins spans with nothing but `and` and commas between them.
fn compounds(text: &str, spans: Vec<Span>) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    for span in spans {
        let joint = |last: &Span| {
            let between = Span { start: last.end.min(span.start), end: span.start }.of(text);
            between.split_whitespace().all(|word| matches!(word, "and" | "," | "&"))
        };
        match out.last_mut().filter(|last| joint(last)) {
            Some(last) => *last = last.join(span),
            None => out.push(span),
        }
    }
    out
}

/// Figures of one sentence: exact by slot, then overlapping by slot.
fn compare_spans(record: &Gold, gold: &[Vec<Span>; SLOTS.len()], coded: &[Vec<Span>; SLOTS.len()]) -> Tally<{ 2 * SLOTS.len() }> {
    let mut tally = Tally::default();
    let words = |spans: &[Span]| spans.iter().map(|s| format!("`{}`", s.of(&record.document.text))).collect::<Vec<_>>().join(", ");
    for (slot, (gold, coded)) in gold.iter().zip(coded).enumerate() {
        let exact = gold.iter().filter(|g| coded.contains(g)).count();
        let meets = |span: &Span, list: &[Span]| list.iter().any(|other| overlap(*span, *other));
        let found = gold.iter().filter(|g| meets(g, coded)).count() as u64;
        let right = coded.iter().filter(|c| meets(c, gold)).count() as u64;
        tally.figures[slot] = Figure::aligned(exact, coded.len(), gold.len());
        tally.figures[SLOTS.len() + slot] = Figure { gold: gold.len() as u64, coded: coded.len() as u64, found, right };
        if exact < gold.len().max(coded.len()) {
            let (id, text) = (&record.document.id, &record.document.text);
            tally.misses.push(format!("WRONG {id} {} {} is coded {} | {text}", SLOTS[slot], words(gold), words(coded)));
        }
    }
    tally
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use truceline_text::Document;

    use super::*;

    fn record(value: Value) -> Gold {
        let text = text(field(&visible(&value), "text")).into_owned();
        Gold { value, document: Document { text, ..Document::default() } }
    }

    #[test]
    fn gold_spans_are_found_with_and_without_raw_text() {
        let tokens = json!(["Tarn", "'s", "army", "hit", "Oslo", "."]);
        let spans = json!([[0, 3, "Tarn 's army"]]);
        let raw = record(json!({"text": "Tarn's army hit Oslo.", "tokens": tokens, "source_spans": spans,
            "token_offsets": [[0, 4], [4, 6], [7, 11], [12, 15], [16, 20], [20, 21]]}));
        let bare = record(json!({"text": null, "tokens": tokens, "source_spans": spans}));
        assert_eq!(wanted(&raw)[0], [Span { start: 0, end: 11 }]);
        assert_eq!(wanted(&bare)[0], [Span { start: 0, end: 12 }]);
        assert_eq!(bare.document.text, "Tarn 's army hit Oslo .");
    }

    #[test]
    fn coordinated_parties_are_one_span() {
        let text = "Chad, Mali and Niger met while Togo waited.";
        let span = |start, end| Span { start, end };
        let joined = compounds(text, vec![span(0, 4), span(6, 10), span(15, 20), span(31, 35)]);
        assert_eq!(joined, [span(0, 20), span(31, 35)]);
    }

    #[test]
    fn overlap_is_looser_than_exact() {
        let record = record(json!({"text": "The army hit Oslo.", "tokens": []}));
        let span = |start, end| vec![Span { start, end }];
        let figures = compare_spans(&record, &[span(0, 8), span(13, 17), vec![]], &[span(4, 8), span(13, 17), vec![]]).figures;
        assert_eq!((figures[0].found, figures[3].found), (0, 1));
        assert_eq!((figures[1].found, figures[4].found), (1, 1));
    }
}
