//! Whom nouns and surnames mean, and which counts are one reckoning.

mod common;

use common::{KNOWLEDGE, With, event, opposition, picture, report, toll};
use truceline_conflict::{Claim, Fact, Party, settle};

fn called(name: &str, codes: &[&str]) -> Party {
    Party { name: name.into(), id: None, codes: codes.iter().map(|c| (*c).into()).collect() }
}

/// The id that a party gets in a report of that day on the war of two bodies.
fn meant(day: &str, war: (&str, &str), party: Party) -> Option<String> {
    let mut claim = event("ASSAULT shell", "", "");
    if let Fact::Event { actors, .. } = &mut claim.fact {
        *actors = vec![party];
    }
    let mut made = report("r", day, vec![opposition(war.0, war.1), claim]);
    settle(&mut made, &KNOWLEDGE);
    let Claim { fact, .. } = &made.claims[1];
    fact.parties()[0].id.as_ref().map(ToString::to_string)
}

#[test]
fn nouns_mean_the_sides_of_the_reports_conflict() {
    let sudan = |party| meant("2023-06-01", ("SDN-SAF", "SDN-RSF"), party);
    assert_eq!(sudan(called("army", &["MIL"])).as_deref(), Some("SDN-SAF"));
    assert_eq!(sudan(called("paramilitaries", &["PRM"])).as_deref(), Some("SDN-RSF"));
    assert_eq!(sudan(called("government", &["GOV"])).as_deref(), Some("SDN"));
    assert_eq!(sudan(called("Rapid Support Forces fighters", &[])).as_deref(), Some("SDN-RSF"));
    assert_eq!(sudan(called("envoys of the Rapid Support Forces", &[])).as_deref(), Some("SDN-RSF"));
    assert_eq!(sudan(called("Dagalo", &[])).as_deref(), Some("mohamed-hamdan-dagalo"));
    let yemen = |party| meant("2019-06-01", ("YEM-HOUTHI", "YEM-IRG"), party);
    assert_eq!(yemen(called("rebels", &["REB"])).as_deref(), Some("YEM-HOUTHI"));
    assert_eq!(yemen(called("government troops", &["MIL"])).as_deref(), Some("YEM-IRG"));
    let myanmar = |party| meant("2024-01-06", ("MMR", "MMR-BROTHERHOOD"), party);
    assert_eq!(myanmar(called("Junta", &[])).as_deref(), Some("MMR-TATMADAW"));
    assert_eq!(myanmar(called("alliance", &[])).as_deref(), Some("MMR-BROTHERHOOD"));
    assert_eq!(myanmar(called("National Unity Government", &[])).as_deref(), Some("MMR-NUG"));
}

#[test]
fn nouns_that_may_mean_others_are_left_alone() {
    let sudan = |party| meant("2023-06-01", ("SDN-SAF", "SDN-RSF"), party);
    for (name, codes) in [("fighters", "REB"), ("armed groups", ""), ("Chadian rebels", "TCDREB"), ("officials", "GOV"), ("soldier", "MIL")]
    {
        assert_eq!(sudan(called(name, &[codes])), None, "{name}");
    }
    // Both have an army.
    assert_eq!(meant("2023-06-01", ("RUS", "UKR"), called("army", &["MIL"])), None);
}

fn reckoned(low: u64, town: Option<&str>) -> Claim {
    let mut claim = toll("killed", low, "at_least", None);
    if let Fact::Toll { scope, place, .. } = &mut claim.fact {
        *scope = "cumulative".into();
        *place = town.map(|t| common::place(t, "SDN"));
    }
    claim
}

#[test]
fn a_running_toll_is_one_row_and_that_of_a_town_another() {
    let war = || opposition("SDN-SAF", "SDN-RSF");
    let reports = [
        report("a", "2023-05-01", vec![war(), reckoned(550, None)]),
        report("b", "2023-06-01", vec![war(), reckoned(900, None), reckoned(280, Some("Nyala"))]),
        // A part that nobody names.
        report("c", "2023-12-01", vec![war(), reckoned(12_000, None), reckoned(60, None)]),
    ];
    let rows = picture(&reports).toll.into_iter().map(|t| (t.low, t.best, t.place.map(|p| p.name.to_string()), t.counts.len()));
    let mut rows: Vec<_> = rows.collect();
    rows.sort();
    let expected = [(Some(60), Some(60), None, 1), (Some(280), Some(280), Some("Nyala".to_owned()), 1), (Some(550), Some(12_000), None, 3)];
    assert_eq!(rows, expected);
}

#[test]
fn another_count_of_the_same_people_stands_beside_the_first() {
    let attack = event("ASSAULT bomb", "SDN-SAF", "").on("2023-12-28").at("Nyala", "SDN");
    let mut again = toll("killed", 118, "exact", Some(0));
    if let Fact::Toll { again, .. } = &mut again.fact {
        *again = true;
    }
    let made = report("r", "2023-12-28", vec![attack, toll("killed", 20, "at_least", Some(0)), again]);
    let rows = picture(&[made]).toll;
    assert_eq!(rows.iter().map(|t| (t.low, t.high)).collect::<Vec<_>>(), [(Some(20), Some(118))]);
}
