//! A coded document as the claims that it makes, free of its text's analysis.

use jiff::civil::Date;
use truceline_conflict::{Claim, Days, Evidence, Fact, Party, PlaceName, Report, settle, sketch};
use truceline_events::{Event, EventPlace};
use truceline_knowledge::EventType;
use truceline_mentions::{Participant, When};
use truceline_text::{Sentence, Span};

use crate::{Coded, Engine};

/// Sentences before a count in which its cause may stand.
const CAUSE_REACH: u32 = 2;

impl Engine {
    /// What a document claims. `ingested` is the day from which a report without a date, given or inferred, counts as known.
    pub fn report(&self, coded: &Coded, ingested: Date) -> Report {
        let mut report = read(coded, ingested);
        settle(&mut report, self.knowledge());
        report
    }
}

fn read(coded: &Coded, ingested: Date) -> Report {
    let document = &coded.document;
    let text = |s: &Option<String>| s.clone().filter(|s| !s.is_empty());
    let mut claims: Vec<Claim> = coded.events.iter().map(|e| event(coded, e)).collect();
    claims.extend(picture(coded));
    Report {
        id: document.id.clone(),
        known: coded.mentions.report_date().unwrap_or(ingested),
        source: text(&document.source),
        url: text(&document.url),
        title: text(&document.title),
        sketch: sketch(&document.text),
        claims,
    }
}

fn party(p: &Participant) -> Party {
    Party { name: p.name.as_str().into(), id: p.id.clone(), codes: p.codes.clone() }
}

fn parties(list: &[Participant]) -> Vec<Party> {
    list.iter().map(party).collect()
}

fn place(p: &EventPlace) -> PlaceName {
    PlaceName { name: p.name.as_str().into(), id: p.id.clone(), coordinates: p.coordinates, country: p.country.clone() }
}

fn days(when: When) -> Days {
    Days { first: when.first, last: when.last }
}

/// News without a time of its own is of the report's day or of the one before.
fn or_the_day_before(when: When) -> Days {
    Days { first: when.first.yesterday().unwrap_or(when.first), last: when.last }
}

fn evidence(coded: &Coded, span: Span, trigger: Span) -> Evidence {
    let quote = span.of(&coded.document.text).to_owned();
    Evidence { start: span.start, end: span.end, quote, trigger: (trigger.start, trigger.end) }
}

fn event(coded: &Coded, e: &Event) -> Claim {
    let sentence = coded.segmented.sentences.get(e.sentence as usize).map_or(e.trigger, |s| s.span);
    let lemma = coded.parse.words.get(e.head as usize).map(|w| w.lemma.to_lowercase()).unwrap_or_default();
    Claim {
        fact: Fact::Event {
            event_type: e.event_type.as_str().into(),
            mode: e.mode.clone(),
            status: e.status.as_str().into(),
            historical: e.historical,
            trigger: e.trigger.of(&coded.document.text).into(),
            lemma,
            actors: parties(&e.actors),
            recipients: parties(&e.recipients),
            place: e.place.as_ref().map(place),
            denied_by: parties(&e.denied_by),
            contexts: e.contexts.clone(),
            cameo: e.cameo.clone(),
            score: e.score,
            pattern: e.pattern.clone(),
        },
        date: e.date.as_ref().map(|d| if d.span.is_some() { days(d.when) } else { or_the_day_before(d.when) }),
        attributed_to: parties(&e.attributed_to),
        evidence: evidence(coded, sentence, e.trigger),
    }
}

fn picture(coded: &Coded) -> Vec<Claim> {
    let p = &coded.picture;
    let claim = |fact, date: Option<When>, attributed_to: &[Participant], quote| Claim {
        fact,
        date: date.map(days),
        attributed_to: parties(attributed_to),
        evidence: evidence(coded, quote, quote),
    };
    let some = |x: &Option<Participant>| x.as_ref().map(party);
    let mut out = Vec::new();
    for s in &p.support {
        let fact = Fact::Support { backer: party(&s.backer), backed: party(&s.backed), kind: s.kind.into(), status: s.status.into() };
        out.push(claim(fact, None, &[], s.quote));
    }
    out.extend(p.opposition.iter().map(|o| claim(Fact::Opposition { a: party(&o.a), b: party(&o.b) }, None, &[], o.quote)));
    for m in &p.membership {
        let fact = Fact::Membership { member: party(&m.member), of: some(&m.of), role: m.role.as_str().into() };
        // A post whose body has no name is told by what follows: "the deputy commander of the paramilitaries".
        let rest = |s: &Sentence| Span { start: m.quote.start, end: s.span.end };
        let sentence = coded.segmented.sentences.iter().find(|s| s.span.contains(m.quote));
        let quote = sentence.filter(|_| m.of.is_none()).map_or(m.quote, rest);
        out.push(claim(fact, None, &[], quote));
    }
    for c in &p.ceasefire {
        let fact = Fact::Ceasefire { parties: parties(&c.parties), step: c.event.into(), status: c.status.as_str().into() };
        out.push(claim(fact, c.date, &[], c.quote));
    }
    for t in &p.talks {
        let fact = Fact::Talks {
            participants: parties(&t.participants),
            host: some(&t.host),
            place: t.place.as_ref().map(place),
            status: t.status.as_str().into(),
            topic: t.topic.clone(),
        };
        out.push(claim(fact, t.date, &[], t.quote));
    }
    for c in &p.control {
        let fact = Fact::Control {
            place: place(&c.place),
            holder: some(&c.holder),
            from: some(&c.from),
            event: c.event.into(),
            status: c.status.into(),
        };
        out.push(claim(fact, c.date, &[], c.quote));
    }
    for t in &p.toll {
        let fact = Fact::Toll {
            kind: t.kind.into(),
            low: t.low,
            high: t.high,
            bound: t.bound.as_str().into(),
            victims: t.victims.clone(),
            scope: t.scope.into(),
            place: t.place.as_ref().map(place),
            again: t.again,
            of_event: cause(coded, t.quote),
        };
        out.push(claim(fact, t.date, &t.attributed_to, t.quote));
    }
    out
}

/// The event that a count belongs to: the use of force told nearest in its own sentence, else the last one told in the two
/// sentences before.
fn cause(coded: &Coded, quote: Span) -> Option<u32> {
    let sentence = coded.segmented.sentences.iter().position(|s| s.span.contains(quote))? as u32;
    let force = || coded.events.iter().enumerate().filter(|(_, e)| e.event_type == EventType::Assault);
    let apart = |e: &Event| e.trigger.start.abs_diff(quote.start);
    let here = force().filter(|(_, e)| e.sentence == sentence).min_by_key(|(_, e)| apart(e));
    let before = || force().rfind(|(_, e)| e.sentence < sentence && e.sentence + CAUSE_REACH >= sentence);
    here.or_else(before).map(|(i, _)| i as u32)
}
