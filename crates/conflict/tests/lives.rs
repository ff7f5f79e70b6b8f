//! Ceasefires, talks, control and toll over time.

mod common;

use common::{With, control, days, event, opposition, picture, report, talks, toll, truce};
use truceline_conflict::{Fact, Report};

/// A report that also says who fights, so that its conflict is known.
fn libya(id: &str, known: &str, mut claims: Vec<truceline_conflict::Claim>) -> Report {
    claims.push(opposition("LBY-LNA", "LBY-GNA"));
    report(id, known, claims)
}

#[test]
fn a_ceasefire_lives_from_proposal_to_end() {
    let both = "LBY-LNA, LBY-GNA";
    let p = picture(&[
        libya("a", "2020-01-09", vec![truce("proposed", "both sides").on("2020-01-08")]),
        libya(
            "b",
            "2020-01-11",
            vec![truce("in force", both).on("2020-01-12").being("planned"), truce("declared", "LBY-LNA").on("2020-01-11")],
        ),
        libya("c", "2020-01-13", vec![truce("in force", both).on("2020-01-12")]),
        libya("d", "2020-02-20", vec![truce("ended", both).on("2020-02-19").quoted("the truce collapsed")]),
    ]);
    assert_eq!(p.ceasefires.len(), 1);
    let c = &p.ceasefires[0];
    let steps: Vec<_> = c.events.iter().map(|s| (s.event.as_str(), s.status.as_str(), s.told.len())).collect();
    assert_eq!(steps, [("proposed", "occurred", 1), ("declared", "occurred", 1), ("in force", "occurred", 2), ("ended", "occurred", 1)]);
    assert_eq!((c.state.as_str(), c.how_ended.as_deref(), c.kind.as_str(), c.parties.len()), ("ended", Some("collapsed"), "bilateral", 2));
    assert_eq!(c.base.conflict.as_deref(), Some("libya"));
}

#[test]
fn a_new_ceasefire_after_the_end_is_another_and_may_take_the_old_ones_place() {
    let both = "LBY-LNA, LBY-GNA";
    let p = picture(&[
        libya("a", "2020-01-13", vec![truce("in force", both).on("2020-01-12")]),
        libya("b", "2020-02-01", vec![truce("ended", both).on("2020-02-01")]),
        libya("c", "2020-02-03", vec![truce("agreed", both).on("2020-02-03")]),
    ]);
    let states: Vec<_> = p.ceasefires.iter().map(|c| (c.state.as_str(), c.how_ended.as_deref())).collect();
    assert_eq!(states, [("ended", Some("superseded")), ("agreed", None)]);
}

#[test]
fn breaches_have_accuser_accused_place_and_denial() {
    let mut shelling = event("ASSAULT shell", "LBY-LNA", "").on("2020-01-14").at("Tripoli", "LBY").by("LBY-GNA");
    if let Fact::Event { denied_by, .. } = &mut shelling.fact {
        *denied_by = common::parties("LBY-LNA");
    }
    shelling.evidence = truceline_conflict::Evidence { start: 10, end: 90, quote: "broke the truce".into(), trigger: (20, 30) };
    let mut breach = truce("breached", "LBY-LNA").on("2020-01-14");
    breach.evidence = truceline_conflict::Evidence { start: 15, end: 80, ..shelling.evidence.clone() };
    let p = picture(&[
        libya("a", "2020-01-13", vec![truce("in force", "LBY-LNA, LBY-GNA").on("2020-01-12")]),
        libya("b", "2020-01-15", vec![shelling, breach]),
    ]);
    let c = &p.ceasefires[0];
    assert_eq!((c.state.as_str(), c.breaches.len()), ("in force", 1));
    let b = &c.breaches[0];
    let id = |p: &Option<truceline_conflict::Party>| p.as_ref().and_then(|p| p.id.clone()).unwrap_or_default();
    assert_eq!((id(&b.accuser), id(&b.accused)), ("LBY-GNA".into(), "LBY-LNA".into()));
    assert_eq!((b.place.as_ref().map(|p| p.name.as_str()), b.denied_by.len()), (Some("Tripoli"), 1));
}

#[test]
fn talks_planned_held_and_without_result_are_one_row() {
    let p = picture(&[
        libya("a", "2020-01-11", vec![talks("LBY-LNA, LBY-GNA").on("2020-01-13").at("Moscow", "RUS").being("planned")]),
        libya(
            "b",
            "2020-01-14",
            vec![talks("khalifa-haftar, fayez-al-sarraj").on("2020-01-13").at("Moscow", "RUS").quoted("the talks ended without a deal")],
        ),
        libya("c", "2020-01-14", vec![talks("DEU, LBY-GNA").on("2020-01-19").at("Berlin", "DEU").being("planned")]),
    ]);
    assert_eq!(p.talks.len(), 2);
    let held = &p.talks[0];
    assert_eq!((held.status.as_str(), held.outcome.as_deref()), ("held", Some("no agreement")));
    assert_eq!(held.history.iter().map(|h| h.1.as_str()).collect::<Vec<_>>(), ["planned", "held"]);
    assert_eq!(p.talks[1].status, "planned");
}

#[test]
fn talks_put_off_are_so_until_they_are_held() {
    let off = talks("LBY-LNA, LBY-GNA").on("2020-01-13").at("Geneva", "CHE").being("planned").quoted("The talks were postponed.");
    let p = picture(&[
        libya("a", "2020-01-10", vec![talks("LBY-LNA, LBY-GNA").on("2020-01-13").at("Geneva", "CHE").being("planned")]),
        libya("b", "2020-01-12", vec![off]),
    ]);
    assert_eq!((p.talks.len(), p.talks[0].status.as_str()), (1, "postponed"));
}

#[test]
fn a_town_taken_by_the_other_side_ends_the_hold() {
    let p = picture(&[
        report("a", "2020-01-07", vec![control("captured", "Sirte", "LBY", "LBY-LNA").on("2020-01-06")]),
        report("b", "2020-02-08", vec![control("captured", "Sirte", "LBY", "khalifa-haftar").on("2020-01-01/2020-01-31")]),
        report("c", "2020-06-06", vec![control("captured", "Sirte", "LBY", "LBY-GNA").on("2020-06-05")]),
    ]);
    let rows: Vec<_> = p.control.iter().map(|c| (c.base.told.len(), c.until, c.status.as_str())).collect();
    assert_eq!(rows, [(2, Some(common::day("2020-06-05")), "asserted"), (1, None, "asserted")]);
    assert_eq!(p.control[0].base.conflict.as_deref(), Some("libya"));
}

#[test]
fn rival_claims_to_a_town_name_each_other() {
    let p = picture(&[
        report("a", "2020-01-07", vec![control("captured", "Sirte", "LBY", "LBY-LNA").on("2020-01-07").being("claimed")]),
        report("b", "2020-01-07", vec![control("held", "Sirte", "LBY", "LBY-GNA").on("2020-01-07").being("claimed")]),
    ]);
    assert_eq!(p.control.len(), 2);
    assert!(p.control.iter().all(|c| c.status == "contested"));
    assert_eq!(p.control[0].contradicts, [p.control[1].base.id.clone()]);
}

#[test]
fn counts_of_one_incident_stand_side_by_side_and_are_not_summed() {
    let strike = || event("ASSAULT strike", "", "academy").on("2020-01-04").at("Tripoli", "LBY");
    let p = picture(&[
        report("a", "2020-01-05", vec![strike(), toll("killed", 30, "exact", Some(0)), toll("injured", 33, "exact", Some(0))]),
        report("b", "2020-01-05", vec![strike(), toll("killed", 28, "at_least", Some(0))]),
        report("c", "2020-01-06", vec![strike(), toll("killed", 30, "exact", Some(0))]),
    ]);
    let killed = p.toll.iter().find(|t| t.kind == "killed").unwrap_or_else(|| panic!("no killed"));
    assert_eq!((p.toll.len(), killed.low, killed.best, killed.high), (2, Some(28), Some(30), Some(30)));
    assert_eq!((killed.counts.len(), killed.bound.as_str(), killed.base.sources), (3, "range", 3));
}

#[test]
fn a_reckoning_is_best_at_its_latest_count_and_keeps_the_earlier() {
    let cumulative = |low| {
        let mut claim = toll("displaced", low, "more_than", None);
        if let Fact::Toll { scope, .. } = &mut claim.fact {
            *scope = "cumulative".into();
        }
        claim
    };
    let p = picture(&[libya("a", "2020-01-05", vec![cumulative(146_000)]), libya("b", "2020-02-19", vec![cumulative(150_000)])]);
    assert_eq!((p.toll.len(), p.toll[0].low, p.toll[0].best, p.toll[0].counts.len()), (1, Some(146_000), Some(150_000), 2));
}

#[test]
fn a_breach_told_in_general_has_what_is_told_around_it() {
    let mut breach = truce("breached", "").quoted("the worst breach of the truce");
    breach.evidence = truceline_conflict::Evidence { start: 10, end: 60, ..breach.evidence };
    let mut accusation = event("ACCUSE accuse", "LBY-GNA", "LBY-LNA");
    accusation.evidence = truceline_conflict::Evidence { start: 70, end: 120, ..accusation.evidence };
    let start = libya("a", "2020-01-13", vec![truce("in force", "LBY-LNA, LBY-GNA").on("2020-01-12")]);
    let p = picture(&[start, libya("b", "2020-01-15", vec![breach, accusation])]);
    let b = &p.ceasefires[0].breaches[0];
    assert_eq!(b.accused.as_ref().and_then(|p| p.id.as_deref()), Some("LBY-LNA"));
    assert_eq!(b.date, Some(days("2020-01-12/2020-01-15")), "between the start and the report");
}

#[test]
fn a_truce_that_rebels_declare_alone_binds_them_towards_the_state() {
    let declared = truce("declared", "MMR-MNDAA").on("2024-07-14");
    let held = truce("in force", "MMR-AA, MMR").on("2022-11-01/2023-11-13");
    let p = picture(&[report("a", "2024-07-15", vec![declared]), report("b", "2023-11-15", vec![held])]);
    let of = |kind: &str| p.ceasefires.iter().find(|c| c.kind == kind).map(|c| (c.parties.len(), c.events[0].date));
    assert_eq!(of("unilateral"), Some((2, Some(days("2024-07-14")))));
    assert_eq!(of("bilateral"), Some((2, Some(days("2022-11-01/2023-11-13")))));
}
