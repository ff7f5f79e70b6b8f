//! The thing this room yields: every fact once, with all who tell it.

use std::collections::BTreeSet;

use compact_str::CompactString;
use jiff::civil::Date;
use truceline_knowledge::Knowledge;

use crate::{Claim, Contacts, Days, Evidence, Party, PlaceName, Report};

/// A claim by its place in a picture's reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Told {
    /// Index into `Picture::reports`.
    pub report: u32,
    /// Index into that report's claims.
    pub claim: u32,
}

/// What every merged fact has.
#[derive(Clone, Debug, PartialEq)]
pub struct Base {
    /// Short, stable: depends on the fact, or on who told it first, not on what else was read.
    pub id: String,
    /// Id of the conflict that it belongs to.
    pub conflict: Option<String>,
    /// Who tells it, in order of the reports' days.
    pub told: Vec<Told>,
    /// Day of the earliest report that tells it.
    pub first_reported: Date,
    /// Day of the latest.
    pub last_reported: Date,
    /// Number of independent sources: outlets, near-copies of one text counting once.
    pub sources: u32,
    /// Ids of the actors' rows of those who take part, sorted.
    pub who: Vec<String>,
    /// Who of them, or whose body, is on which side of the conflict, where the knowledge has that; sorted.
    pub sides: Vec<(u32, Party)>,
    /// Of standing facts: what those have in common that are drawn from each other's reports, whatever their days.
    pub block: Option<String>,
}

/// An event with all reports of it.
#[derive(Clone, Debug, PartialEq)]
pub struct MergedEvent {
    /// Id, conflict, sources.
    pub base: Base,
    /// PLOVER type.
    pub event_type: CompactString,
    /// PLOVER mode.
    pub mode: Option<CompactString>,
    /// The strongest told: `occurred` before `ongoing` before `denied`; `planned`, `negated` and `hypothetical` stand apart.
    pub status: CompactString,
    /// Told as background by all.
    pub historical: bool,
    /// The first report's word.
    pub trigger: CompactString,
    /// Who did it.
    pub actors: Vec<Party>,
    /// To whom.
    pub recipients: Vec<Party>,
    /// Where.
    pub place: Option<PlaceName>,
    /// When: the narrowest told.
    pub date: Option<Days>,
    /// Who denies it.
    pub denied_by: Vec<Party>,
    /// Whom reports name as the source.
    pub attributed_to: Vec<Party>,
    /// PLOVER contexts.
    pub contexts: Vec<CompactString>,
    /// CAMEO code.
    pub cameo: Option<CompactString>,
    /// Conflict to cooperation, -10 to +10.
    pub score: f64,
    /// Id of the event by which it was planned.
    pub planned_as: Option<String>,
    /// Id of what came of the plan.
    pub outcome: Option<String>,
    /// Of a use of force outside all known conflicts: the country, and the two named parties where there are such. Three of one
    /// pair make a conflict of the country.
    pub fight: Option<(CompactString, Option<CompactString>)>,
}

/// Anybody who takes part.
#[derive(Clone, Debug, PartialEq)]
pub struct MergedActor {
    /// Id, conflict (where all its facts are of one), sources.
    pub base: Base,
    /// Name, id, codes.
    pub party: Party,
    /// Names by which reports call it, sorted.
    pub names: Vec<CompactString>,
    /// `person`, `country`, or the knowledge's kind of body.
    pub kind: Option<CompactString>,
    /// ISO3.
    pub country: Option<CompactString>,
    /// Events in which it acts or is acted on.
    pub events: u32,
}

/// Who backs whom.
#[derive(Clone, Debug, PartialEq)]
pub struct MergedSupport {
    /// Id, conflict, sources.
    pub base: Base,
    /// Who backs.
    pub backer: Party,
    /// Who is backed.
    pub backed: Party,
    /// `military`, `political` or `unspecified`.
    pub kind: CompactString,
    /// `asserted`, `alleged` or `denied`.
    pub status: CompactString,
    /// From the first day told to the last.
    pub date: Days,
    /// Who denies it.
    pub denied_by: Vec<Party>,
}

/// Who fights whom.
#[derive(Clone, Debug, PartialEq)]
pub struct MergedOpposition {
    /// Id, conflict, sources.
    pub base: Base,
    /// One side.
    pub a: Party,
    /// The other.
    pub b: Party,
    /// From the first day told to the last.
    pub date: Days,
}

/// Who belongs to what.
#[derive(Clone, Debug, PartialEq)]
pub struct MergedMembership {
    /// Id, conflict, sources.
    pub base: Base,
    /// The person or body.
    pub member: Party,
    /// The body, where told.
    pub of: Option<Party>,
    /// `head`, `foreign minister`, `part of` and so on.
    pub role: CompactString,
    /// From the first day told to the last.
    pub date: Days,
}

/// A step in a ceasefire's life.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// `proposed`, `declared`, `agreed`, `in force`, `extended`, `ended`, `suspended` or `formalisation planned`.
    pub event: CompactString,
    /// When.
    pub date: Option<Days>,
    /// `occurred`, `planned` and so on.
    pub status: CompactString,
    /// Who tells it.
    pub told: Vec<Told>,
}

/// A breach that somebody alleges.
#[derive(Clone, Debug, PartialEq)]
pub struct Breach {
    /// When.
    pub date: Option<Days>,
    /// Where.
    pub place: Option<PlaceName>,
    /// Who says so.
    pub accuser: Option<Party>,
    /// Who is said to have broken it.
    pub accused: Option<Party>,
    /// Who denies it.
    pub denied_by: Vec<Party>,
    /// Who tells it.
    pub told: Vec<Told>,
}

/// What a side asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct Demand {
    /// Who asks.
    pub by: Party,
    /// The report's sentence.
    pub told: Told,
}

/// A ceasefire from its proposal to its end.
#[derive(Clone, Debug, PartialEq)]
pub struct MergedCeasefire {
    /// Id, conflict, sources.
    pub base: Base,
    /// The belligerents.
    pub parties: Vec<Party>,
    /// Who brought it about.
    pub brokers: Vec<Party>,
    /// `proposed`, `declared`, `agreed`, `in force`, `suspended` or `ended`.
    pub state: CompactString,
    /// Steps but for breaches, in order of their days.
    pub events: Vec<Step>,
    /// `expired`, `called off`, `collapsed`, `superseded` or `unknown`, where it ended.
    pub how_ended: Option<CompactString>,
    /// Conditions asked by a side.
    pub conditions: Vec<Demand>,
    /// Alleged breaches.
    pub breaches: Vec<Breach>,
    /// `unilateral`, `bilateral` or `multilateral`.
    pub kind: CompactString,
}

/// A meeting, planned or held.
#[derive(Clone, Debug, PartialEq)]
pub struct MergedTalks {
    /// Id, conflict, sources.
    pub base: Base,
    /// Who talks.
    pub participants: Vec<Party>,
    /// Who hosts.
    pub host: Option<Party>,
    /// Where.
    pub place: Option<PlaceName>,
    /// When.
    pub date: Option<Days>,
    /// `planned`, `ongoing`, `held`, `postponed` or `cancelled`.
    pub status: CompactString,
    /// What came of it, where told: `signed`, `agreed`, `no agreement`, `left without signing`, `suspended`.
    pub outcome: Option<CompactString>,
    /// About what.
    pub topic: Option<String>,
    /// Status by day of report.
    pub history: Vec<(Date, CompactString)>,
}

/// Who holds a place from when to when.
#[derive(Clone, Debug, PartialEq)]
pub struct MergedControl {
    /// Id, conflict, sources.
    pub base: Base,
    /// The place.
    pub place: PlaceName,
    /// Who holds it.
    pub holder: Option<Party>,
    /// Who held it before.
    pub from: Option<Party>,
    /// `captured`, `held`, `lost`, `besieged`, `contested` or `handed over`.
    pub event: CompactString,
    /// When.
    pub date: Option<Days>,
    /// First day of the next holder.
    pub until: Option<Date>,
    /// `asserted`, `claimed` or `contested`.
    pub status: CompactString,
    /// Ids of the claims to the place that cannot be true beside this one.
    pub contradicts: Vec<String>,
}

/// One count.
#[derive(Clone, Debug, PartialEq)]
pub struct Count {
    /// Whose: whom the text names, else empty.
    pub by: Vec<Party>,
    /// Lowest number.
    pub low: Option<u64>,
    /// Highest number.
    pub high: Option<u64>,
    /// How it is bounded.
    pub bound: CompactString,
    /// Who tells it.
    pub told: Told,
}

/// People hurt in one incident, or by one reckoning over time.
#[derive(Clone, Debug, PartialEq)]
pub struct MergedToll {
    /// Id, conflict, sources.
    pub base: Base,
    /// `killed`, `injured`, `casualties`, `displaced`, `captured` or `missing`.
    pub kind: CompactString,
    /// `incident` or `cumulative`.
    pub scope: CompactString,
    /// Lowest of all counts.
    pub low: Option<u64>,
    /// Of an incident the value told most often, of a reckoning that of its last week.
    pub best: Option<u64>,
    /// Highest number told; none where no count has an upper bound.
    pub high: Option<u64>,
    /// The count's bound, `range` where counts differ.
    pub bound: CompactString,
    /// Who they are.
    pub victims: Option<String>,
    /// Where.
    pub place: Option<PlaceName>,
    /// When.
    pub date: Option<Days>,
    /// Id of the event that caused it.
    pub event: Option<String>,
    /// Every count, in order of its report's day. Never summed: they may count the same people.
    pub counts: Vec<Count>,
}

/// A conflict as the reports show it.
#[derive(Clone, Debug, PartialEq)]
pub struct MergedConflict {
    /// Id, its own id as conflict, sources.
    pub base: Base,
    /// What it is called.
    pub name: String,
    /// ISO3 codes.
    pub countries: Vec<CompactString>,
    /// Parties that reports name, a list for each side.
    pub sides: Vec<Vec<Party>>,
    /// Who backs a party of which side (index into `sides`).
    pub backers: Vec<(Party, u32)>,
    /// Number of its events.
    pub events: u32,
}

/// What reports say together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Picture {
    /// All reports, by day and id, each once.
    pub reports: Vec<Report>,
    /// For each report the index of the earliest of its near-copies, its own where it stands alone.
    pub copies: Vec<usize>,
    /// Conflicts, by id.
    pub conflicts: Vec<MergedConflict>,
    /// Events, by date and id.
    pub events: Vec<MergedEvent>,
    /// Actors, by name.
    pub actors: Vec<MergedActor>,
    /// Who backs whom.
    pub support: Vec<MergedSupport>,
    /// Who fights whom.
    pub opposition: Vec<MergedOpposition>,
    /// Who belongs to what.
    pub membership: Vec<MergedMembership>,
    /// Ceasefires.
    pub ceasefires: Vec<MergedCeasefire>,
    /// Talks.
    pub talks: Vec<MergedTalks>,
    /// Control of places.
    pub control: Vec<MergedControl>,
    /// The human toll.
    pub toll: Vec<MergedToll>,
    /// Countries where there is fighting that no known conflict covers, and that makes a conflict of its own.
    pub grounds: BTreeSet<CompactString>,
    /// Blocks of ceasefires to which reports add, by index into `reports`, whether a row tells it or not.
    pub blocks: BTreeSet<(u32, String)>,
}

impl Picture {
    /// The report that tells it.
    pub fn report(&self, told: Told) -> &Report {
        &self.reports[told.report as usize]
    }

    /// What it tells.
    pub fn claim(&self, told: Told) -> &Claim {
        &self.report(told).claims[told.claim as usize]
    }

    /// Where it stands.
    pub fn evidence(&self, told: Told) -> &Evidence {
        &self.claim(told).evidence
    }

    /// By what each report is found that another may have to be compared with.
    pub fn contacts(&self) -> Vec<Contacts> {
        let mut out: Vec<Contacts> = self.reports.iter().map(Contacts::of).collect();
        for (report, block) in &self.blocks {
            out[*report as usize].blocks.insert(block.clone());
        }
        out
    }

    /// The picture of both pictures' reports.
    pub fn merge(&self, other: &Self, knowledge: &Knowledge) -> Self {
        let all: Vec<Report> = self.reports.iter().chain(&other.reports).cloned().collect();
        crate::picture(&all, knowledge)
    }
}
