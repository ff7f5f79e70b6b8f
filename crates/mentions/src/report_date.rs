//! The report's own date, inferred from its text where it is not given.

use jiff::{
    ToSpan,
    civil::{Date, Weekday},
};
use truceline_syntax::{View, Xpos};

use crate::times::{TimeExpression, TimeValue};

/// The date on which the report was most likely published, from its own dates and weekdays.
///
/// A weekday beside a day and month (`Monday, January 13`) leaves a few years; the latest year that the text names
/// in full leaves the first of them that does not lie before it. Without such a pair there is no inference.
pub(crate) fn infer(view: &View, times: &[TimeExpression]) -> Option<Date> {
    let latest = times
        .iter()
        .filter_map(|t| match t.value {
            TimeValue::Fixed(when) => Some(when.first),
            _ => None,
        })
        .max()?;
    if let Some(day) = recent_full_date(view, times, latest) {
        return Some(day);
    }
    let anchors: Vec<(Date, bool)> = times
        .iter()
        .filter_map(|t| match (t.value, t.weekday) {
            (TimeValue::MonthDay(month, Some(day)), Some(weekday)) => {
                let year = (latest.year()..latest.year() + 7)
                    .find(|&y| Date::new(y, month, day).is_ok_and(|d| d.weekday() == weekday && d >= latest))?;
                Some((Date::new(year, month, day).ok()?, speaks_of_future(view, t.tokens.start)))
            }
            _ => None,
        })
        .collect();
    let &(anchor, future) = anchors.first()?;
    let past: Vec<Weekday> = times
        .iter()
        .filter_map(|t| match t.value {
            TimeValue::Weekday(w) if !speaks_of_future(view, t.tokens.start) => Some(w),
            _ => None,
        })
        .collect();
    Some(if future { before(anchor, &past) } else { after(anchor, &past) })
}

/// A full day in the text that no later date contradicts is close to the report's own.
fn recent_full_date(view: &View, times: &[TimeExpression], latest: Date) -> Option<Date> {
    times.iter().find_map(|t| match (t.value, t.weekday) {
        (TimeValue::Fixed(w), Some(_)) if w.first == w.last && w.first == latest && !speaks_of_future(view, t.tokens.start) => {
            Some(w.first)
        }
        _ => None,
    })
}

/// The day after the latest past weekday in the week before a planned day; at most that day.
fn before(planned: Date, past: &[Weekday]) -> Date {
    let days_back = past
        .iter()
        .map(|w| match i32::from(planned.weekday().since(*w)) {
            0 => 7,
            n => n,
        })
        .min();
    match days_back {
        Some(n) => planned.checked_sub((n - 1).days()).unwrap_or(planned),
        None => planned,
    }
}

/// The latest past weekday in the six days from a past day on.
fn after(happened: Date, past: &[Weekday]) -> Date {
    let days = past.iter().map(|w| i32::from(w.since(happened.weekday()))).max().unwrap_or(0);
    happened.checked_add(days.days()).unwrap_or(happened)
}

/// True where the clause that a token stands in speaks of what is to come.
pub(crate) fn speaks_of_future(view: &View, token: u32) -> bool {
    let mut at = Some(token);
    for _ in 0..40 {
        let Some(i) = at else { return false };
        if is_put_off_to(view, token, i) {
            return true;
        }
        if let Some(answer) = future_of_verb(view, i) {
            return answer;
        }
        at = view.head(i);
    }
    false
}

/// True where an expression is the day to which something is put off.
pub fn is_put_off(view: &View, time: u32) -> bool {
    std::iter::successors(view.head(time), |&t| view.head(t)).take(4).any(|v| is_put_off_to(view, time, v))
}

/// `was postponed to early January`, `has been adjourned until Monday`: the new day is to come.
fn is_put_off_to(view: &View, token: u32, verb: u32) -> bool {
    let delays = matches!(
        view.lemma(verb),
        "postpone" | "delay" | "defer" | "adjourn" | "put" | "push" | "reschedule" | "suspend" | "extend" | "move"
    );
    let to = |t: u32| matches!(view.form(t).to_lowercase().as_str(), "to" | "until" | "till");
    delays && verb < token && (verb + 1..token).rev().take(3).any(to)
}

/// `Some(true)` for `will meet`, `is to meet`, `plans to meet`; `Some(false)` for a finite past verb; `None` where
/// the word does not tell.
fn future_of_verb(view: &View, i: u32) -> Option<bool> {
    let planned = |l: &str| {
        matches!(
            l,
            "plan"
                | "set"
                | "due"
                | "schedule"
                | "expect"
                | "intend"
                | "slate"
                | "will"
                | "shall"
                | "hope"
                | "aim"
                | "prepare"
                | "ready"
                | "planned"
                | "upcoming"
                | "scheduled"
        )
    };
    let children = view.children(i);
    let has = |f: &dyn Fn(u32) -> bool| children.iter().any(|&c| f(c));
    if has(&|c| view.xpos(c) == Xpos::Md && matches!(view.lemma(c), "will" | "shall" | "'ll" | "wo")) {
        return Some(true);
    }
    if planned(view.lemma(i)) || has(&|c| view.deprel(c) == truceline_syntax::Deprel::Amod && planned(view.lemma(c))) {
        return Some(true);
    }
    match view.xpos(i) {
        Xpos::Vbd => Some(false),
        Xpos::Vbn if has(&|c| matches!(view.form(c), "was" | "were" | "has" | "have" | "had")) => Some(false),
        Xpos::Vbz | Xpos::Vbp if matches!(view.lemma(i), "say" | "report" | "tell") => Some(false),
        _ => None,
    }
}
