//! What police did, in sentences and whole documents on riots in Gujarat in 2002: five questions, answered from coded events.

use serde_json::Value;

use crate::{
    error::ScoreError,
    figure::Figure,
    gold::{self, Gold},
    names::words,
    table::Table,
    tally::{Tally, Task},
    values::{as_list, field, number, text},
};

/// The questions, as gold names them.
const QUESTIONS: [&str; 5] = ["kill", "arrest", "fail", "force", "any_action"];

/// Words that say that somebody died.
const DEADLY: [&str; 12] =
    ["kill", "killed", "killing", "killings", "dead", "death", "deaths", "died", "fatal", "slain", "murder", "murdered"];

/// Adds a row a question.
pub fn score(task: &Task, table: &mut Table) -> Result<(), ScoreError> {
    let records = gold::read_seen(task.path, visible)?;
    let figures: [Figure; QUESTIONS.len()] =
        task.tally(&records, table, |record| compare(record, &answers(&task.coder.code(record.document.clone()))));
    for (question, figure) in QUESTIONS.iter().zip(figures) {
        table.push(task.set, *question, figure, records.len());
    }
    Ok(())
}

/// What the coder sees: the text with its encoding repaired.
fn visible(value: &Value) -> Value {
    let mut seen = gold::visible_dated(value, "date");
    if let Some((object, repaired)) = seen.as_object_mut().zip(field(value, "text_fixed").as_str()) {
        object.insert("text".to_owned(), Value::from(repaired));
    }
    seen
}

/// The coded answers in the order of [`QUESTIONS`].
fn answers(code: &Value) -> [bool; QUESTIONS.len()] {
    let events = as_list(field(code, "events"));
    let dead = as_list(field(field(code, "picture"), "toll"));
    let any = |right: &dyn Fn(&Value) -> bool| events.iter().any(|e| right(e));
    let kind = |e: &Value, name: &str| field(e, "type") == name;
    let real = |e: &Value| matches!(field(e, "status").as_str(), Some("occurred" | "ongoing"));
    let deadly = |e: &Value| {
        let told = |t: &&Value| field(t, "kind") == "killed" && text(field(e, "sentence")).contains(&*text(field(t, "quote")));
        // One incident is one event: those whom an act kills are told beside its trigger.
        words(field(e, "sentence")).iter().any(|w| DEADLY.contains(&w.as_str())) || dead.iter().any(told)
    };
    let by_police = |e: &Value| as_list(field(e, "actors")).into_iter().any(is_police);
    let unnamed = |e: &Value| as_list(field(e, "actors")).is_empty();
    let arrest = |e: &Value| real(e) && kind(e, "COERCE") && field(e, "mode") == "arrest" && (unnamed(e) || by_police(e));
    // Whoever sends out police or imposes a curfew does so through police.
    let sent_out = |e: &Value| {
        let police = field(e, "mode") == "police" || as_list(field(e, "recipients")).into_iter().any(is_police);
        real(e) && (kind(e, "MOBILIZE") && police || field(e, "mode") == "curfew")
    };
    let force = |e: &Value| real(e) && kind(e, "ASSAULT") && by_police(e);
    let left_undone = |e: &Value| by_police(e) && (field(e, "status") == "negated" || kind(e, "REJECT"));
    [
        any(&|e| force(e) && deadly(e)),
        any(&arrest),
        any(&left_undone),
        any(&force),
        any(&|e| arrest(e) || sent_out(e) || real(e) && by_police(e) || left_undone(e)),
    ]
}

/// True for police by their code or their name.
fn is_police(participant: &Value) -> bool {
    let code = as_list(field(participant, "codes")).into_iter().any(|c| text(c).ends_with("COP"));
    let name = |word: &String| word == "police" || word == "cop" || word.starts_with("policem") || word.starts_with("constable");
    code || words(field(participant, "name")).iter().any(name)
}

fn compare(record: &Gold, coded: &[bool; QUESTIONS.len()]) -> Tally<{ QUESTIONS.len() }> {
    let mut tally = Tally::default();
    let labels = field(&record.value, "labels");
    for ((question, figure), coded) in QUESTIONS.iter().zip(&mut tally.figures).zip(coded) {
        let wanted = number(field(labels, question)).is_some_and(|n| n > 0.0);
        *figure = Figure::aligned(usize::from(wanted && *coded), usize::from(*coded), usize::from(wanted));
        if wanted != *coded {
            let what = if wanted { "MISSED" } else { "EXTRA" };
            let start: String = record.document.text.split_whitespace().take(60).collect::<Vec<_>>().join(" ");
            tally.misses.push(format!("{what} {} {question} | {start}", record.document.id));
        }
    }
    tally
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use truceline_text::Document;

    use super::*;

    fn event(kind: &str, mode: Value, status: &str, actors: Value) -> Value {
        json!({"type": kind, "mode": mode, "status": status, "trigger": "hit", "actors": actors, "sentence": "Two died in police fire."})
    }

    #[test]
    fn an_unnamed_arrester_is_police() {
        let arrest = |actors| answers(&json!({"events": [event("COERCE", json!("arrest"), "occurred", actors)]}));
        assert_eq!(arrest(json!([])), [false, true, false, false, true]);
        assert_eq!(arrest(json!([{"name": "customs officers"}])), [false; 5]);
    }

    #[test]
    fn force_kills_where_the_sentence_counts_dead() {
        let guard = json!([{"name": "Riot Guard", "codes": ["TARCOP"]}]);
        let fired = event("ASSAULT", json!("firearms"), "occurred", guard.clone());
        assert_eq!(answers(&json!({"events": [fired]})), [true, false, false, true, true]);
        let mut harmless = fired;
        harmless["sentence"] = json!("Police fired at two men.");
        assert_eq!(answers(&json!({"events": [harmless]})), [false, false, false, true, true]);
        let toll = json!([{"kind": "killed", "quote": "two men"}]);
        assert_eq!(answers(&json!({"events": [harmless], "picture": {"toll": toll}})), [true, false, false, true, true]);
        let stood_by = event("AID", Value::Null, "negated", guard);
        assert_eq!(answers(&json!({"events": [stood_by]})), [false, false, true, false, true]);
        let mut told = event("PROTEST", Value::Null, "occurred", json!([]));
        told["attributed_to"] = json!([{"name": "city police"}]);
        assert_eq!(answers(&json!({"events": [told]})), [false; 5], "what police say is no act of theirs");
    }

    #[test]
    fn the_repaired_text_is_read() {
        let value = json!({"id": "1", "text": "policeâ€™s", "text_fixed": "police’s", "labels": {"kill": 1}, "date": "2002-03-01"});
        assert_eq!(visible(&value), json!({"id": "1", "text": "police’s", "published": "2002-03-01"}));
        let record = Gold { value, document: Document::default() };
        let figures = compare(&record, &[true, true, false, false, false]).figures;
        assert_eq!((figures[0], figures[1]), (Figure::aligned(1, 1, 1), Figure::aligned(0, 1, 0)));
    }
}
