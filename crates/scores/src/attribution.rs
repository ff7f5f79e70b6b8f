//! Who is said to have said what: source spans whose content meets gold's content.

use truceline_engine::Engine;
use truceline_text::Span;

use crate::{
    error::ScoreError,
    figure::Figure,
    gold::Gold,
    matching::{Pair, matching},
    spans::{Offsets, overlap},
    table::Table,
    tally::{Tally, Task},
    values::{as_list, field},
};

/// Pieces of a source, and pieces of what it says.
struct Wanted {
    source: Vec<Span>,
    content: Vec<Span>,
}

/// A source and what it says.
type Found = (Span, Span);

/// Adds the rows: attributions with an overlapping source, and all content whatever its source.
pub fn score(task: &Task, table: &mut Table) -> Result<(), ScoreError> {
    let records = task.records_dated("date")?;
    let [sources, content] = task.tally(&records, table, |record| compare(record, &wanted(record), &found(task.engine, record)));
    table.push(task.set, "source of content", sources, records.len());
    table.push(task.set, "content alone", content, records.len());
    Ok(())
}

/// The attributions of gold that name a source.
fn wanted(record: &Gold) -> Vec<Wanted> {
    let offsets = Offsets::of(&record.document.text);
    let wanted = |a| {
        let spans = |part| as_list(field(a, part)).into_iter().filter_map(|s| offsets.listed(s)).collect();
        Wanted { source: spans("source"), content: spans("content") }
    };
    as_list(field(&record.value, "attributions")).into_iter().map(wanted).filter(|w| !w.source.is_empty()).collect()
}

fn found(engine: &Engine, record: &Gold) -> Vec<Found> {
    let analysed = engine.analyse(record.document.clone(), &[]);
    engine.attributions(&analysed).into_iter().map(|a| (a.source.span, a.content)).collect()
}

/// Figures of one document: gold and coded attributions are paired one to one.
fn compare(record: &Gold, gold: &[Wanted], coded: &[Found]) -> Tally<2> {
    let meets = |spans: &[Span], span: Span| spans.iter().any(|s| overlap(*s, span));
    let shared = |w: &Wanted, content: Span| {
        w.content.iter().map(|c| i64::from(c.end.min(content.end)) - i64::from(c.start.max(content.start))).max().unwrap_or(0)
    };
    let mut tally = Tally::default();
    for (figure, with_source) in tally.figures.iter_mut().zip([true, false]) {
        let mut pairs = Vec::new();
        for (g, wanted) in gold.iter().enumerate() {
            let fits = |f: &Found| meets(&wanted.content, f.1) && (!with_source || meets(&wanted.source, f.0));
            let fitting = coded.iter().enumerate().filter(|(_, f)| fits(f));
            pairs.extend(fitting.map(|(c, f)| Pair { score: shared(wanted, f.1), nearness: 0, gold: g, coded: c }));
        }
        let owner = matching(pairs, gold.len());
        *figure = Figure::aligned(owner.len(), coded.len(), gold.len());
        if with_source {
            let told = |what: &str, source: Span, content: Span| {
                let words = |s: Span| s.of(&record.document.text).split_whitespace().take(12).collect::<Vec<_>>().join(" ");
                format!("{what} {} `{}`: {}", record.document.id, words(source), words(content))
            };
            let lost = gold.iter().enumerate().filter(|(g, _)| !owner.values().any(|o| o == g));
            tally.misses.extend(lost.map(|(_, w)| told("MISSED", w.source[0], w.content.first().copied().unwrap_or_default())));
            let extra = coded.iter().enumerate().filter(|(c, _)| !owner.contains_key(c));
            tally.misses.extend(extra.map(|(_, f)| told("EXTRA", f.0, f.1)));
        }
    }
    tally
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use truceline_text::Document;

    use super::*;

    #[test]
    fn source_and_content_must_both_overlap() {
        let text = "Ana Belo said Tarn had fallen. It had not, the guards said.";
        let value = json!({"attributions": [
            {"source": [[0, 8, "Ana Belo"]], "cue": [[9, 13, "said"]], "content": [[14, 29, "Tarn had fallen"]]},
            {"source": [[43, 53, "the guards"]], "cue": [[54, 58, "said"]], "content": [[31, 41, "It had not"]]},
            {"source": [], "cue": [[9, 13, "said"]], "content": [[14, 18, "Tarn"]]}]});
        let record = Gold { value, document: Document { text: text.to_owned(), ..Document::default() } };
        let span = |start, end| Span { start, end };
        let coded = [(span(4, 8), span(14, 29)), (span(4, 8), span(31, 41)), (span(0, 8), span(19, 29))];
        let [sources, content] = compare(&record, &wanted(&record), &coded).figures;
        assert_eq!(sources, Figure::aligned(1, 3, 2));
        assert_eq!(content, Figure::aligned(2, 3, 2));
    }
}
