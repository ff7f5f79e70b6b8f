//! The picture across reports as JSON rows, one list a kind of fact, with the names of `truceline query`.

use serde_json::{Map, Value, json};
use truceline_conflict::{
    Base, Breach, Count, Days, Demand, MergedActor, MergedCeasefire, MergedConflict, MergedControl, MergedEvent, MergedMembership,
    MergedOpposition, MergedSupport, MergedTalks, MergedToll, Party, Picture, PlaceName, Step, Told,
};
use truceline_mentions::When;
use truceline_store::shown_party as party;

/// The lists, in the order in which [`rows`] gives them.
pub const LISTS: [&str; 10] =
    ["conflicts", "events", "actors", "support", "opposition", "membership", "ceasefires", "talks", "control", "toll"];

/// Every row with its list's name; in each list in the picture's order.
pub fn rows(picture: &Picture) -> Vec<(&'static str, Value)> {
    let p = picture;
    let mut out: Vec<(&'static str, Value)> = Vec::new();
    out.extend(p.conflicts.iter().map(|x| ("conflicts", conflict(p, x))));
    out.extend(p.events.iter().map(|x| ("events", event(p, x))));
    out.extend(p.actors.iter().map(|x| ("actors", actor(p, x))));
    out.extend(p.support.iter().map(|x| ("support", support(p, x))));
    out.extend(p.opposition.iter().map(|x| ("opposition", opposition(p, x))));
    out.extend(p.membership.iter().map(|x| ("membership", membership(p, x))));
    out.extend(p.ceasefires.iter().map(|x| ("ceasefires", ceasefire(p, x))));
    out.extend(p.talks.iter().map(|x| ("talks", talks(p, x))));
    out.extend(p.control.iter().map(|x| ("control", control(p, x))));
    out.extend(p.toll.iter().map(|x| ("toll", toll(p, x))));
    out
}

/// A row: what all have, with a list's own fields between.
fn row(picture: &Picture, base: &Base, fields: Value) -> Value {
    let mut object = Map::new();
    object.insert("id".into(), json!(base.id));
    object.insert("conflict".into(), json!(base.conflict));
    if let Value::Object(fields) = fields {
        object.extend(fields);
    }
    object.insert("first_reported".into(), json!(base.first_reported.to_string()));
    object.insert("last_reported".into(), json!(base.last_reported.to_string()));
    object.insert("sources".into(), json!(base.sources));
    object.insert("reports".into(), reports(picture, &base.told));
    Value::Object(object)
}

/// Who tells it, and with which words.
fn reports(picture: &Picture, told: &[Told]) -> Value {
    told.iter().map(|t| report(picture, *t)).collect()
}

fn report(picture: &Picture, told: Told) -> Value {
    let (report, claim) = (picture.report(told), picture.claim(told));
    let evidence = &claim.evidence;
    json!({"document": report.id, "source": report.source, "published": report.known.to_string(), "quote": evidence.quote,
        "start": evidence.start, "end": evidence.end, "attributed_to": parties(&claim.attributed_to)})
}

fn parties(list: &[Party]) -> Value {
    list.iter().map(party).collect()
}

fn some(p: &Option<Party>) -> Value {
    p.as_ref().map_or(Value::Null, party)
}

/// ISO 8601, as for events of one report.
pub fn iso(days: Days) -> String {
    When { first: days.first, last: days.last }.iso()
}

fn date(days: &Option<Days>) -> Value {
    json!(days.map(iso))
}

/// `place`, and where known `place_id`, `lat`, `lon`, `country`.
fn place(at: &Option<PlaceName>) -> Map<String, Value> {
    let mut object = Map::new();
    object.insert("place".into(), json!(at.as_ref().map(|p| p.name.as_str())));
    let Some(place) = at else { return object };
    if let Some(id) = &place.id {
        object.insert("place_id".into(), json!(id.as_str()));
    }
    if let Some((lat, lon)) = place.coordinates {
        object.insert("lat".into(), crate::jsonl::degrees(lat));
        object.insert("lon".into(), crate::jsonl::degrees(lon));
    }
    if let Some(country) = &place.country {
        object.insert("country".into(), json!(country.as_str()));
    }
    object
}

/// An object of the fields before a place, the place's, and those after it.
fn with_place(before: Value, at: &Option<PlaceName>, after: Value) -> Value {
    let mut object = Map::new();
    let fields = |v: Value| match v {
        Value::Object(fields) => fields,
        _ => Map::new(),
    };
    object.extend(fields(before));
    object.extend(place(at));
    object.extend(fields(after));
    Value::Object(object)
}

fn event(p: &Picture, e: &MergedEvent) -> Value {
    let before = json!({"type": e.event_type.as_str(), "mode": e.mode.as_deref(), "status": e.status.as_str(),
        "historical": e.historical, "trigger": e.trigger.as_str(), "actors": parties(&e.actors), "recipients": parties(&e.recipients)});
    let after = json!({"date": date(&e.date), "denied_by": parties(&e.denied_by), "attributed_to": parties(&e.attributed_to),
        "contexts": e.contexts.iter().map(|c| c.as_str()).collect::<Vec<_>>(), "cameo": e.cameo.as_deref(), "score": e.score,
        "planned_as": e.planned_as, "outcome": e.outcome});
    row(p, &e.base, with_place(before, &e.place, after))
}

fn actor(p: &Picture, a: &MergedActor) -> Value {
    let names: Vec<&str> = a.names.iter().map(|n| n.as_str()).collect();
    let codes: Vec<&str> = a.party.codes.iter().map(|c| c.as_str()).collect();
    let fields = json!({"name": a.party.name.as_str(), "actor": party(&a.party), "names": names, "kind": a.kind.as_deref(),
        "country": a.country.as_deref(), "codes": codes, "events": a.events});
    row(p, &a.base, fields)
}

fn support(p: &Picture, s: &MergedSupport) -> Value {
    let fields = json!({"backer": party(&s.backer), "backed": party(&s.backed), "kind": s.kind.as_str(), "status": s.status.as_str(),
        "date": iso(s.date), "denied_by": parties(&s.denied_by)});
    row(p, &s.base, fields)
}

fn opposition(p: &Picture, o: &MergedOpposition) -> Value {
    row(p, &o.base, json!({"a": party(&o.a), "b": party(&o.b), "date": iso(o.date)}))
}

fn membership(p: &Picture, m: &MergedMembership) -> Value {
    let fields = json!({"member": party(&m.member), "of": some(&m.of), "role": m.role.as_str(), "date": iso(m.date)});
    row(p, &m.base, fields)
}

fn step(p: &Picture, s: &Step) -> Value {
    json!({"event": s.event.as_str(), "date": date(&s.date), "status": s.status.as_str(), "reports": reports(p, &s.told)})
}

fn breach(p: &Picture, b: &Breach) -> Value {
    let after = json!({"accuser": some(&b.accuser), "accused": some(&b.accused), "denied_by": parties(&b.denied_by),
        "reports": reports(p, &b.told)});
    with_place(json!({"date": date(&b.date)}), &b.place, after)
}

fn demand(p: &Picture, d: &Demand) -> Value {
    json!({"by": party(&d.by), "text": p.evidence(d.told).quote, "reports": reports(p, &[d.told])})
}

fn ceasefire(p: &Picture, c: &MergedCeasefire) -> Value {
    // The first day of a step that took place, for tables.
    let day = |name: &str| {
        let real = |s: &&Step| s.event == name && matches!(s.status.as_str(), "occurred" | "ongoing");
        date(&c.events.iter().find(real).and_then(|s| s.date))
    };
    let fields = json!({"parties": parties(&c.parties), "brokers": parties(&c.brokers), "state": c.state.as_str(),
        "type": c.kind.as_str(), "proposed": day("proposed"), "declared": day("declared"), "agreed": day("agreed"),
        "in_force": day("in force"), "ended": day("ended"), "how_ended": c.how_ended.as_deref(), "suspended": suspensions(c), "eth_prio": eth_prio(p, c),
        "events": c.events.iter().map(|s| step(p, s)).collect::<Vec<_>>(),
        "conditions": c.conditions.iter().map(|d| demand(p, d)).collect::<Vec<_>>(),
        "breaches": c.breaches.iter().map(|b| breach(p, b)).collect::<Vec<_>>()});
    row(p, &c.base, fields)
}

fn happened(step: &Step) -> bool {
    matches!(step.status.as_str(), "occurred" | "ongoing")
}

/// Intervals of suspension, ISO 8601: each until the next step that takes the ceasefire up again or ends it, `..` while there
/// is none.
fn suspensions(c: &MergedCeasefire) -> Vec<String> {
    let mut out = Vec::new();
    for (i, step) in c.events.iter().enumerate().filter(|(_, s)| s.event == "suspended" && happened(s)) {
        let Some(from) = step.date.map(|d| d.first) else { continue };
        let later = c.events[i + 1..].iter().filter(|s| happened(s) && s.event != "suspended" && s.event != "proposed");
        let until = later.filter_map(|s| s.date).map(|d| d.first).find(|day| *day >= from);
        out.push(format!("{from}/{}", until.map_or_else(|| "..".to_owned(), |day| day.to_string())));
    }
    out
}

/// The fields of the ETH/PRIO ceasefire data set that reports give, with its names. Fields whose values are codes of its own
/// coders are left out.
fn eth_prio(p: &Picture, c: &MergedCeasefire) -> Value {
    let mut object = Map::new();
    let conflict = p.conflicts.iter().find(|x| x.base.conflict == c.base.conflict && x.base.conflict.is_some());
    if let Some(conflict) = conflict {
        object.insert("location".into(), json!(conflict.countries.iter().map(|c| c.as_str()).collect::<Vec<_>>().join(", ")));
    }
    object.insert("actor_name".into(), c.parties.iter().map(|p| p.name.as_str()).collect());
    for (field, steps) in [("cf_dec", ["declared", "agreed"]), ("cf_effect", ["in force", "in force"]), ("end", ["ended", "ended"])] {
        let found = c.events.iter().filter(|s| happened(s) && steps.contains(&s.event.as_str())).find_map(|s| s.date);
        let Some(Days { first, last }) = found else { continue };
        let year = first.year() == last.year();
        let month = year && first.month() == last.month();
        let mut put = |part: &str, value: Option<i64>| value.map(|v| object.insert(format!("{field}_{part}"), json!(v)));
        put("yr", year.then(|| i64::from(first.year())));
        put("month", month.then(|| i64::from(first.month())));
        put("day", (first == last).then(|| i64::from(first.day())));
    }
    Value::Object(object)
}

fn talks(p: &Picture, t: &MergedTalks) -> Value {
    let history: Vec<Value> =
        t.history.iter().map(|(day, status)| json!({"published": day.to_string(), "status": status.as_str()})).collect();
    let before = json!({"participants": parties(&t.participants), "host": some(&t.host)});
    let after = json!({"date": date(&t.date), "status": t.status.as_str(), "outcome": t.outcome.as_deref(), "topic": t.topic,
        "history": history});
    row(p, &t.base, with_place(before, &t.place, after))
}

fn control(p: &Picture, c: &MergedControl) -> Value {
    let after = json!({"holder": some(&c.holder), "from": some(&c.from), "event": c.event.as_str(), "date": date(&c.date),
        "until": c.until.map(|d| d.to_string()), "status": c.status.as_str(), "contradicts": c.contradicts});
    row(p, &c.base, with_place(json!({}), &Some(c.place.clone()), after))
}

fn count(p: &Picture, c: &Count) -> Value {
    let report = p.report(c.told);
    json!({"by": parties(&c.by), "low": c.low, "high": c.high, "bound": c.bound.as_str(), "published": report.known.to_string(),
        "document": report.id})
}

fn toll(p: &Picture, t: &MergedToll) -> Value {
    let before = json!({"kind": t.kind.as_str(), "scope": t.scope.as_str(), "low": t.low, "best": t.best, "high": t.high,
        "bound": t.bound.as_str(), "victims": t.victims});
    let after = json!({"date": date(&t.date), "event": t.event, "counts": t.counts.iter().map(|c| count(p, c)).collect::<Vec<_>>()});
    row(p, &t.base, with_place(before, &t.place, after))
}

fn conflict(p: &Picture, c: &MergedConflict) -> Value {
    let backers: Vec<Value> = c.backers.iter().map(|(b, side)| json!({"backer": party(b), "side": side})).collect();
    let fields = json!({"name": c.name, "countries": c.countries.iter().map(|c| c.as_str()).collect::<Vec<_>>(),
        "sides": c.sides.iter().map(|s| parties(s)).collect::<Vec<_>>(), "backers": backers, "events": c.events});
    row(p, &c.base, fields)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use truceline_conflict::{Claim, Evidence, Fact, Report, picture};
    use truceline_knowledge::Knowledge;

    use super::*;

    fn report(id: &str, fact: Fact) -> Report {
        let evidence = Evidence { start: 3, end: 9, quote: "words".into(), trigger: (3, 9) };
        let claims = vec![Claim { fact, date: None, attributed_to: Vec::new(), evidence }];
        let known = date(2020, 1, 5);
        Report { id: id.into(), known, source: None, url: None, title: None, sketch: Vec::new(), claims }
    }

    #[test]
    fn rows_have_what_the_contract_names_and_do_not_depend_on_order() {
        let party = |id: &str| Party { name: id.into(), id: Some(id.into()), codes: Vec::new() };
        let support = Fact::Support { backer: party("TUR"), backed: party("LBY-GNA"), kind: "military".into(), status: "asserted".into() };
        let opposition = Fact::Opposition { a: party("LBY-LNA"), b: party("LBY-GNA") };
        let mut reports = vec![report("a", support.clone()), report("b", support), report("c", opposition)];
        let knowledge = Knowledge::builtin().unwrap_or_else(|e| panic!("{e}"));
        let drawn = rows(&picture(&reports, &knowledge));
        reports.reverse();
        assert_eq!(drawn, rows(&picture(&reports, &knowledge)));
        for (list, row) in &drawn {
            assert!(LISTS.contains(list));
            for field in ["id", "conflict", "first_reported", "last_reported", "sources", "reports"] {
                assert!(row.get(field).is_some(), "{list} has no {field}");
            }
        }
        let (_, row) = drawn.iter().find(|(list, _)| *list == "support").unwrap_or_else(|| panic!("no support"));
        assert_eq!((&row["backer"]["name"], &row["conflict"], &row["sources"]), (&json!("Turkey"), &json!("libya"), &json!(2)));
        assert_eq!(
            row["reports"][0],
            json!({"document": "a", "source": null, "published": "2020-01-05", "quote": "words",
            "start": 3, "end": 9, "attributed_to": []})
        );
    }
}
