//! Makers of invented reports.
#![allow(dead_code, reason = "each test file uses some of them")]

use std::sync::LazyLock;

use jiff::civil::Date;
use truceline_conflict::{Claim, Days, Evidence, Fact, Party, Picture, PlaceName, Report};
use truceline_knowledge::Knowledge;

/// The knowledge inside the program.
pub static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::builtin().unwrap_or_else(|e| panic!("{e}")));

/// The picture by the built-in knowledge.
pub fn picture(reports: &[Report]) -> Picture {
    truceline_conflict::picture(reports, &KNOWLEDGE)
}

/// A day written as `2020-01-31`.
pub fn day(text: &str) -> Date {
    text.parse().unwrap_or_else(|e| panic!("{text}: {e}"))
}

/// A day or an interval with a slash.
pub fn days(text: &str) -> Days {
    let (first, last) = text.split_once('/').unwrap_or((text, text));
    Days { first: day(first), last: day(last) }
}

/// A party by its id, or by a name with a code in brackets: `Tarn Front [LBYREB]`, `rebels`.
pub fn party(text: &str) -> Party {
    if let Some((name, code)) = text.split_once(" [") {
        return Party { name: name.into(), id: None, codes: vec![code.trim_end_matches(']').into()] };
    }
    let known = KNOWLEDGE.actor(text).is_some() || KNOWLEDGE.country(text).is_some() || KNOWLEDGE.people.iter().any(|p| p.id == text);
    Party { name: text.into(), id: known.then(|| text.into()), codes: Vec::new() }
}

/// Parties of a list with commas; empty text gives none.
pub fn parties(text: &str) -> Vec<Party> {
    text.split(", ").filter(|t| !t.is_empty()).map(party).collect()
}

/// A town of the gazetteer by its name and country, else a place with a name only.
pub fn place(name: &str, country: &str) -> PlaceName {
    let found = KNOWLEDGE.gazetteer.get(&truceline_knowledge::folded(name));
    let found = found.iter().map(|(_, p)| p).find(|p| p.iso3 == country);
    PlaceName {
        name: name.into(),
        id: found.map(|p| p.id.into()),
        coordinates: found.map(|p| (p.lat, p.lon)),
        country: Some(country.into()),
    }
}

/// A claim without date and source.
pub fn claim(fact: Fact) -> Claim {
    let evidence = Evidence { start: 0, end: 1, quote: String::new(), trigger: (0, 1) };
    Claim { fact, date: None, attributed_to: Vec::new(), evidence }
}

/// An event that occurred: `ASSAULT attack`, who, to whom.
pub fn event(what: &str, actors: &str, recipients: &str) -> Claim {
    let (event_type, lemma) = what.split_once(' ').unwrap_or((what, "do"));
    claim(Fact::Event {
        event_type: event_type.into(),
        mode: None,
        status: "occurred".into(),
        historical: false,
        trigger: lemma.into(),
        lemma: lemma.into(),
        actors: parties(actors),
        recipients: parties(recipients),
        place: None,
        denied_by: Vec::new(),
        contexts: Vec::new(),
        cameo: None,
        score: 0.0,
        pattern: "x.pattern:1".into(),
    })
}

/// Small changes to a claim, to be chained.
pub trait With: Sized {
    /// With a date.
    fn on(self, date: &str) -> Self;
    /// With a place.
    fn at(self, name: &str, country: &str) -> Self;
    /// With another status.
    fn being(self, status: &str) -> Self;
    /// With a quote.
    fn quoted(self, quote: &str) -> Self;
    /// Named as its source.
    fn by(self, source: &str) -> Self;
}

impl With for Claim {
    fn on(mut self, date: &str) -> Self {
        self.date = Some(days(date));
        self
    }

    fn at(mut self, name: &str, country: &str) -> Self {
        match &mut self.fact {
            Fact::Event { place: p, .. } | Fact::Talks { place: p, .. } => *p = Some(place(name, country)),
            other => panic!("{other:?} has no place"),
        }
        self
    }

    fn being(mut self, new: &str) -> Self {
        match &mut self.fact {
            Fact::Event { status, .. }
            | Fact::Ceasefire { status, .. }
            | Fact::Talks { status, .. }
            | Fact::Support { status, .. }
            | Fact::Control { status, .. } => *status = new.into(),
            other => panic!("{other:?} has no status"),
        }
        self
    }

    fn quoted(mut self, quote: &str) -> Self {
        self.evidence.quote = quote.to_owned();
        self
    }

    fn by(mut self, source: &str) -> Self {
        self.attributed_to = parties(source);
        self
    }
}

/// A step of a ceasefire.
pub fn truce(step: &str, of: &str) -> Claim {
    claim(Fact::Ceasefire { parties: parties(of), step: step.into(), status: "occurred".into() })
}

/// Talks that took place.
pub fn talks(of: &str) -> Claim {
    claim(Fact::Talks { participants: parties(of), host: None, place: None, status: "occurred".into(), topic: None })
}

/// Control of a town.
pub fn control(event: &str, town: &str, country: &str, holder: &str) -> Claim {
    let holder = parties(holder).pop();
    claim(Fact::Control { place: place(town, country), holder, from: None, event: event.into(), status: "asserted".into() })
}

/// A count of an incident; `of_event` is the index of its event in the report.
pub fn toll(kind: &str, low: u64, bound: &str, of_event: Option<u32>) -> Claim {
    let high = (bound == "exact").then_some(low);
    claim(Fact::Toll {
        kind: kind.into(),
        low: Some(low),
        high,
        bound: bound.into(),
        victims: Some("people".into()),
        scope: "incident".into(),
        place: None,
        again: false,
        of_event,
    })
}

/// Backing, asserted.
pub fn support(backer: &str, backed: &str) -> Claim {
    claim(Fact::Support { backer: party(backer), backed: party(backed), kind: "military".into(), status: "asserted".into() })
}

/// Two that fight.
pub fn opposition(a: &str, b: &str) -> Claim {
    claim(Fact::Opposition { a: party(a), b: party(b) })
}

/// A report of an outlet named after its id; each claim gets bytes of its own.
pub fn report(id: &str, known: &str, mut claims: Vec<Claim>) -> Report {
    for (i, claim) in claims.iter_mut().enumerate() {
        let start = 100 * i as u32;
        let bare = claim.evidence.start == 0;
        if bare {
            (claim.evidence.start, claim.evidence.end, claim.evidence.trigger) = (start, start + 50, (start, start + 5));
        }
    }
    Report { id: id.into(), known: day(known), source: Some(format!("Outlet {id}")), url: None, title: None, sketch: Vec::new(), claims }
}

/// Parties by their numbers.
pub const WHO: [&str; 9] = [
    "LBY-LNA",
    "LBY-GNA",
    "khalifa-haftar",
    "fayez-al-sarraj",
    "TUR",
    "RUS",
    "rebels",
    "Tarn Front [LBYREB]",
    "Tripoli government [LBYGOV]",
];
const TOWNS: [&str; 4] = ["Tripoli", "Sirte", "Benghazi", "Misrata"];
const KINDS: [&str; 6] = ["ASSAULT shell", "ASSAULT capture", "CONSULT meet", "ACCUSE condemn", "REQUEST call", "RETREAT withdraw"];
const STEPS: [&str; 5] = ["proposed", "agreed", "in force", "breached", "ended"];

/// A claim from five small numbers.
pub fn numbered(what: usize, a: usize, b: usize, date: usize, place: usize) -> Claim {
    let (x, y) = (WHO[a % WHO.len()], WHO[b % WHO.len()]);
    let town = TOWNS[place % TOWNS.len()];
    let made = match what % 12 {
        0 => truce(STEPS[place % STEPS.len()], x),
        1 => talks(&format!("{x}, {y}")),
        2 => talks(&format!("{x}, {y}")).at(town, "LBY").being("planned"),
        3 => control(["captured", "held", "lost"][b % 3], town, "LBY", x),
        4 => toll("killed", (a * 5 + b) as u64, "exact", None),
        5 => support(x, y),
        6 => opposition(x, y),
        n => event(KINDS[n % KINDS.len()], x, y).at(town, "LBY"),
    };
    match date % 4 {
        0 => made,
        1 => made.on("2020-01-01/2020-01-20"),
        _ => made.on(&format!("2020-01-{:02}", 1 + date % 20)),
    }
}
