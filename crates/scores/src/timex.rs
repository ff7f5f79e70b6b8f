//! Time expressions: their extent, and the day, week, month, year, decade or century that they mean.

use truceline_engine::Analysed;
use truceline_text::Span;

use crate::{
    error::ScoreError,
    gold::Gold,
    spans::{Offsets, overlap},
    table::Table,
    tally::{Tally, Task},
    values::{as_list, field, is_nothing, text},
};

/// A span and its ISO value, where there is one.
type Expression = (Span, Option<String>);

/// Adds the rows: extent, and value.
pub fn score(task: &Task, table: &mut Table) -> Result<(), ScoreError> {
    let records = task.records_dated("dct")?;
    let [extent, value] =
        task.tally(&records, table, |record| compare(record, &wanted(record), &found(&task.engine.analyse(record.document.clone(), &[]))));
    table.push(task.set, "extent, overlap", extent, records.len());
    table.push(task.set, "value", value, records.len());
    Ok(())
}

fn wanted(record: &Gold) -> Vec<Expression> {
    let offsets = Offsets::of(&record.document.text);
    let expression = |t| {
        let value = Some(field(t, "value")).filter(|v| !is_nothing(v)).map(|v| text(v).into_owned());
        Some((offsets.span(field(t, "begin"), field(t, "end"))?, value))
    };
    as_list(field(&record.value, "timexes")).into_iter().filter_map(expression).collect()
}

fn found(analysed: &Analysed) -> Vec<Expression> {
    let view = analysed.view();
    let value = |t| analysed.mentions.timex(&view, t);
    analysed.mentions.times.iter().map(|t| (view.span_of(t.tokens.clone()), value(t))).collect()
}

/// Figures of one document: extent, then value. Gold without a value asks for none.
fn compare(record: &Gold, gold: &[Expression], coded: &[Expression]) -> Tally<2> {
    let mut tally = Tally::default();
    let meets = |a: &Expression, b: &Expression| overlap(a.0, b.0);
    let agrees = |a: &Expression, b: &Expression| meets(a, b) && a.1.is_some() && a.1 == b.1;
    let [extent, value] = &mut tally.figures;
    (extent.gold, extent.coded, value.coded) = (gold.len() as u64, coded.len() as u64, coded.len() as u64);
    let told = |e: &Expression| format!("`{}` {}", e.0.of(&record.document.text), e.1.as_deref().unwrap_or("-"));
    for g in gold {
        extent.found += u64::from(coded.iter().any(|c| meets(g, c)));
        value.gold += u64::from(g.1.is_some());
        value.found += u64::from(coded.iter().any(|c| agrees(g, c)));
        match coded.iter().find(|c| meets(g, c)) {
            None => tally.misses.push(format!("MISSED {} {}", record.document.id, told(g))),
            Some(c) if g.1.is_some() && !coded.iter().any(|c| agrees(g, c)) => {
                tally.misses.push(format!("WRONG {} {} is coded {}", record.document.id, told(g), told(c)));
            }
            Some(_) => {}
        }
    }
    for c in coded {
        extent.right += u64::from(gold.iter().any(|g| meets(g, c)));
        value.right += u64::from(gold.iter().any(|g| agrees(g, c)));
        if !gold.iter().any(|g| meets(g, c)) {
            tally.misses.push(format!("EXTRA {} {}", record.document.id, told(c)));
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
    fn extents_overlap_and_values_are_equal() {
        let text = "Since May the siege of Tarn, laid in 1914, has worn on for weeks.";
        let value = json!({"timexes": [{"begin": 0, "end": 9, "value": "1915-05"}, {"begin": 37, "end": 41, "value": "1914"},
            {"begin": 55, "end": 64}]});
        let record = Gold { value, document: Document { text: text.to_owned(), ..Document::default() } };
        let coded = |start, end, value: &str| (Span { start, end }, Some(value.to_owned()));
        let tally = compare(&record, &wanted(&record), &[coded(6, 9, "2009-05"), coded(37, 41, "1914"), coded(23, 27, "2009")]);
        let [extent, value] = tally.figures;
        assert_eq!((extent.found, extent.gold, extent.right, extent.coded), (2, 3, 2, 3));
        assert_eq!((value.found, value.gold, value.right, value.coded), (1, 2, 1, 3));
        assert_eq!(tally.misses.len(), 3, "{:?}", tally.misses);
    }
}
