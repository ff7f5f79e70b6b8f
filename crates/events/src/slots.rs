//! When: the time expressions that belong to a trigger; and what it hangs on in its clause.

use jiff::ToSpan;
use truceline_mentions::{TimeExpression, TimeValue, Unit, When, is_put_off};
use truceline_syntax::{Deprel, Upos};

use crate::{
    coding::is_verbal,
    event::{EventDate, Status},
    frames::Frame,
    matching::{Scene, coded_by},
    status,
};
pub use crate::{
    place_names::{of_name, place_in},
    places::place,
};

/// How far up a place or time may be attached.
const REACH: usize = 5;

/// The time that belongs to the trigger, resolved against the report's date.
pub fn date(scene: Scene, frame: &Frame, status: Status, lead: bool) -> Option<EventDate> {
    let report = scene.mentions.report_date();
    if let Some(counted) = counted_from(scene, frame) {
        return Some(counted);
    }
    if let Some(when) = relative_to(scene, frame).and_then(|t| TimeExpression { since: false, ..t.clone() }.resolve(report, false)) {
        return Some(EventDate { when, span: relative_to(scene, frame).map(|t| scene.view.span_of(t.tokens.clone())) });
    }
    let best = attached_time(scene, frame);
    if let Some(time) = best {
        let will = scene.view.children(frame.head).iter().any(|&c| scene.view.lemma(c) == "will");
        let planned = status == Status::Planned && !was_ahead(scene, frame, time);
        let future = planned || will || is_put_off(scene.view, time.tokens.start);
        let span = scene.view.span_of(time.tokens.clone());
        let when =
            time.resolve(report, future).map(|w| joined_by_and(scene, time).filter(|l| *l > w.last).map_or(w, |last| When { last, ..w }));
        return when.map(|when| EventDate { when, span: Some(span) });
    }
    if let Some(lasting) = (status == Status::Ongoing).then(|| lasting(scene, frame)).flatten() {
        return Some(lasting);
    }
    let undated = (lead && status != Status::Planned).then_some(report).flatten()?;
    let deed = coded_by(scene, frame.head).is_some_and(|c| frame.is_verb && !is_verbal(c.pattern.event_type));
    let told = if deed { only_day(scene, frame) } else { None };
    told.or(Some(EventDate { when: When::day(undated), span: None }))
}

/// The last day of `on Thursday and Friday`.
fn joined_by_and(scene: Scene, time: &TimeExpression) -> Option<jiff::civil::Date> {
    let and = scene.view.lemma(time.tokens.end) == "and";
    let next = scene.mentions.time_at(time.tokens.end + 1).filter(|n| and && n.is_day() && time.is_day())?;
    next.resolve(scene.mentions.report_date(), false).map(|w| w.last)
}

/// The one day that a sentence of the lead tells, just before the report, where it hangs on no deed of its own:
/// `arrested dozens at rallies for the release of prisoners on Sunday`.
fn only_day(scene: Scene, frame: &Frame) -> Option<EventDate> {
    let view = scene.view;
    let report = scene.mentions.report_date()?;
    let sentence = view.sentence(frame.head)?.tokens.clone();
    let mut times = scene.mentions.times.iter().filter(|t| sentence.contains(&t.tokens.start) && t.is_dated());
    let time = times.next().filter(|t| t.is_day() && times.next().is_none() && counts_from(scene, t).is_none())?;
    let when = time.resolve(report.into(), false)?;
    let recent = when.last <= report && report.checked_sub(7.days()).is_ok_and(|d| d <= when.first);
    let heads = std::iter::successors(Some(time.tokens.end - 1), |&t| view.head(t)).take(sentence.len());
    let ours = |t: u32| t == frame.head || view.deprel(t) == Deprel::Conj && view.head(t) == Some(frame.head);
    let others = |t: u32| view.deprel(t) == Deprel::NmodPoss || deed_at(scene, t) || status::reports(scene, t);
    let first = heads.into_iter().find(|&t| ours(t) || others(t))?;
    (recent && ours(first)).then(|| EventDate { when, span: Some(view.span_of(time.tokens.clone())) })
}

/// True for a word that tells a deed, and no speech.
fn deed_at(scene: Scene, token: u32) -> bool {
    coded_by(scene, token).is_some_and(|c| !is_verbal(c.pattern.event_type))
}

/// `a day after rebels seized it`, `two weeks before the vote`: the word for what the units are counted from.
fn counts_from(scene: Scene, time: &TimeExpression) -> Option<u32> {
    let view = scene.view;
    let last = time.tokens.end - 1;
    let counted = matches!(time.value, TimeValue::FromTold(..)) && matches!(view.lemma(last), "after" | "before");
    let marks = matches!(view.deprel(last), Deprel::Mark | Deprel::Case);
    view.head(last).filter(|&h| counted && marks && h > last)
}

/// The day of what another deed is told to have come so long after: `withdrew on Tuesday, a day after rebels seized the city`.
fn counted_from(scene: Scene, frame: &Frame) -> Option<EventDate> {
    let view = scene.view;
    let time = scene.mentions.times.iter().find(|t| counts_from(scene, t) == Some(frame.head))?;
    let TimeValue::FromTold(Some(n), unit) = time.value else { return None };
    let told = time.told.or_else(|| scene.mentions.report_date().map(When::day))?;
    let span = match unit {
        Unit::Day => n.days(),
        Unit::Week => n.weeks(),
        Unit::Month => n.months(),
        Unit::Year => n.years(),
        _ => return None,
    };
    let back = |d: jiff::civil::Date| d.checked_sub(span).ok();
    let when = When { first: back(told.first)?, last: back(told.last)? };
    Some(EventDate { when, span: Some(view.span_of(time.tokens.clone())) })
}

/// `were due to meet in December`, told when that is over: the December before.
fn was_ahead(scene: Scene, frame: &Frame, time: &TimeExpression) -> bool {
    let view = scene.view;
    let month = matches!(time.value, TimeValue::MonthDay(..) | TimeValue::Season(_));
    let past =
        |v: u32| view.children_by(v, &[Deprel::Aux, Deprel::AuxPass, Deprel::Cop]).any(|a| matches!(view.form(a), "was" | "were" | "had"));
    let carries = |t: u32| matches!(view.deprel(t), Deprel::Xcomp | Deprel::Ccomp | Deprel::Advcl);
    month && (past(frame.head) || view.head(frame.head).is_some_and(|h| carries(frame.head) && past(h)))
}

/// `since 1991, when rebels seized the capital`: the clause describes the time, and so tells its own.
fn relative_to<'s>(scene: Scene<'s, '_>, frame: &Frame) -> Option<&'s TimeExpression> {
    let view = scene.view;
    let mut clause = frame.light.unwrap_or(frame.head);
    if view.deprel(clause) == Deprel::Conj {
        clause = view.head(clause)?;
    }
    let when = view.children(clause).iter().copied().find(|&c| c < clause && view.lemma(c) == "when")?;
    let before = when.checked_sub(1)?;
    let comma = u32::from(view.form(before) == ",");
    scene.mentions.time_at(before.checked_sub(comma)?).filter(|t| t.is_dated())
}

/// `has been fighting for two months`: what goes on reaches back from the report by that long.
fn lasting(scene: Scene, frame: &Frame) -> Option<EventDate> {
    const BOUNDS: [&str; 9] = ["more", "than", "about", "at", "least", "over", "nearly", "almost", "the"];
    let (view, last) = (scene.view, scene.mentions.report_date()?);
    let sentence = view.sentence(frame.head)?.tokens.clone();
    let top = frame.light.unwrap_or(frame.head);
    let lasts = |t: &&TimeExpression| {
        let lead = (sentence.start..t.tokens.start).rev().find(|&b| !BOUNDS.contains(&view.form(b)));
        lead.is_some_and(|b| view.lemma(b) == "for") && attachment(scene, t.tokens.clone()).is_some_and(|at| at == frame.head || at == top)
    };
    let inside = scene.mentions.times.iter().filter(|t| sentence.contains(&t.tokens.start));
    let time = inside.filter(|t| matches!(t.value, TimeValue::Length(Some(_), _))).find(lasts)?;
    let TimeValue::Length(Some(tenths), unit) = time.value else { return None };
    let n = i64::from(tenths / 10);
    let first = match unit {
        Unit::Day => last.checked_sub(n.days()),
        Unit::Week => last.checked_sub(n.weeks()),
        Unit::Month => last.first_of_month().checked_sub(n.months()),
        Unit::Year => last.first_of_year().checked_sub(n.years()),
        _ => return None,
    };
    Some(EventDate { when: When { first: first.ok()?, last }, span: Some(view.span_of(time.tokens.clone())) })
}

/// True where an expression belongs to the trigger itself or to a clause that carries it.
fn attached_time<'s>(scene: Scene<'s, '_>, frame: &Frame) -> Option<&'s TimeExpression> {
    let sentence = scene.view.sentence_index(frame.head);
    let anchors = anchors(scene, frame);
    let mut best: Option<(usize, u32, &TimeExpression)> = None;
    let here = |t: &&TimeExpression| t.is_dated() && scene.view.sentence_index(t.tokens.start) == sentence;
    for time in scene.mentions.times.iter().filter(here).filter(|t| counts_from(scene, t).is_none()) {
        let Some(at) = attachment(scene, time.tokens.clone()) else { continue };
        let Some(rank) = anchors.iter().position(|a| *a == at) else { continue };
        let distance = time.tokens.start.abs_diff(frame.head);
        if best.is_none_or(|(r, d, _)| (rank, distance) < (r, d)) {
            best = Some((rank, distance, time));
        }
    }
    best.map(|b| b.2)
}

/// The word outside the expression that it hangs on; nouns of places and times in between are passed.
fn attachment(scene: Scene, tokens: std::ops::Range<u32>) -> Option<u32> {
    let view = scene.view;
    let mut at = tokens.clone().find(|&t| view.head(t).is_none_or(|h| !tokens.contains(&h)))?;
    for _ in 0..3 {
        let head = view.head(at)?;
        let passes = matches!(
            view.deprel(at),
            Deprel::Nmod | Deprel::NmodUnmarked | Deprel::NmodPoss | Deprel::Appos | Deprel::Compound | Deprel::Flat | Deprel::Advmod
        ) && view.upos(head) != Upos::Verb
            || matches!(view.deprel(at), Deprel::Nummod | Deprel::Amod) && is_occasion(scene, head);
        let passes = passes && scene.coded.get(head as usize).is_none_or(Option::is_none);
        at = head;
        if !passes {
            return Some(head);
        }
    }
    Some(at)
}

/// `boycotted the 2006 vote` was in 2006; `criticised the 2006 vote`, `broke the 2006 accord` may have been at any time since.
fn is_occasion(scene: Scene, noun: u32) -> bool {
    let view = scene.view;
    let occasion = matches!(
        view.lemma(noun),
        "election"
            | "vote"
            | "poll"
            | "polls"
            | "ballot"
            | "balloting"
            | "referendum"
            | "summit"
            | "conference"
            | "ceremony"
            | "parade"
            | "war"
            | "campaign"
            | "uprising"
            | "revolution"
            | "coup"
            | "offensive"
            | "siege"
            | "battle"
    );
    let judged = || view.head(noun).and_then(|v| coded_by(scene, v)).is_some_and(|c| is_verbal(c.pattern.event_type));
    view.upos(noun) == Upos::Noun && occasion && !judged()
}

/// The trigger, then the words above it that carry it in the same clause.
pub(crate) fn anchors(scene: Scene, frame: &Frame) -> Vec<u32> {
    let view = scene.view;
    let mut out = vec![frame.head];
    out.extend(frame.light);
    // "an offensive to take Tripoli in April": the infinitive carries the noun's time and place.
    out.extend(
        view.children_by(frame.head, &[Deprel::Acl])
            .filter(|&c| !frame.is_verb && view.children_by(c, &[Deprel::Mark]).any(|m| view.lemma(m) == "to")),
    );
    let mut at = frame.light.unwrap_or(frame.head);
    for _ in 0..REACH {
        let Some(head) = view.head(at) else { break };
        match view.deprel(at) {
            Deprel::Xcomp
            | Deprel::Obj
            | Deprel::NsubjPass
            | Deprel::Nsubj
            | Deprel::Nmod
            | Deprel::Obl
            | Deprel::NmodPoss
            | Deprel::Conj
            | Deprel::Compound
            | Deprel::Acl => out.push(head),
            Deprel::Advcl if view.child(at, &[Deprel::Mark]).is_none_or(|m| !matches!(view.lemma(m), "if" | "because" | "while")) => {
                out.push(head)
            }
            _ => break,
        }
        at = head;
    }
    // "a bombing that killed ten in the capital": what the noun is said to have done was there.
    let does = |c: &u32| view.children_by(*c, &[Deprel::Nsubj]).any(|n| matches!(view.lemma(n), "that" | "which"));
    out.extend(view.children_by(frame.head, &[Deprel::AclRelcl]).filter(|c| !frame.is_verb && does(c)));
    // "killed when a jet bombed the market on Sunday": what happened then tells when and where, if nothing else does.
    let own = view.children_by(frame.head, &[Deprel::Conj]).chain([frame.head]);
    let then = own.flat_map(|v| view.children_by(v, &[Deprel::Advcl])).filter(|&c| c > frame.head && frame.is_verb);
    out.extend(then.filter(|&c| view.children_by(c, &[Deprel::Mark, Deprel::Advmod]).any(|m| m < c && view.lemma(m) == "when")));
    out
}

/// True where the event lies more than about three months before the report, or its year is plainly past.
pub fn historical(scene: Scene, date: Option<&EventDate>, frame: &Frame) -> bool {
    let time = attached_time(scene, frame);
    match (date, scene.mentions.report_date()) {
        (Some(d), Some(report)) => d.when.last < report.checked_sub(92.days()).unwrap_or(report) || long_interval(d.when),
        (Some(d), None) => d.span.is_some() && d.when.first != d.when.last,
        (None, None) => {
            time.is_some_and(|t| matches!(t.value, TimeValue::MonthDay(_, None)) || matches!(t.value, TimeValue::Years(n) if n < 0))
        }
        (None, Some(_)) => false,
    }
}

/// An interval of over a year.
pub(crate) fn long_interval(when: When) -> bool {
    when.first.checked_add(366.days()).is_ok_and(|d| d < when.last)
}
