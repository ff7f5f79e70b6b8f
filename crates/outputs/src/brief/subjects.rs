//! What a brief states on each subject.

use jiff::civil::Date;
use serde_json::Value;

use super::{
    Section, Standing, Statement,
    draft::{Draft, and, days, entry, field, inner, names, shortened, text},
};
use crate::phrases::group_digits;

/// Events of force that are told at most, the best attested and latest first.
const FORCE: usize = 20;

/// All sections in the order of reading; those without a statement are left out.
pub(super) fn sections(draft: &mut Draft) -> Vec<Section> {
    let parts: [fn(&mut Draft) -> Option<Section>; 8] = [ceasefires, breaches, talks, control, force, toll, support, denials];
    parts.iter().filter_map(|part| part(draft)).collect()
}

/// The few things to know first, one of each subject.
pub(super) fn summary(draft: &mut Draft, as_of: Option<Date>) -> Vec<Statement> {
    let mut out = Vec::new();
    if let Some(row) = latest(draft.all("ceasefires")) {
        let told = state(row);
        out.push(draft.statement(row, told));
        if let Some(breach) = latest(inner(row, "breaches").iter()) {
            let told = format!("Last breach reported: {}{}", breached(breach), on(breach));
            out.push(draft.statement(&entry(breach, row), told));
        }
    }
    let ahead = |row: &&Value| text(row, "status") == "planned" && as_of.is_none_or(|day| days(row).is_none_or(|d| d.1 >= day));
    let held = |row: &&Value| text(row, "status") != "planned";
    for (row, head) in [(latest(draft.all("talks").filter(ahead)), "Next talks"), (latest(draft.all("talks").filter(held)), "Last talks")] {
        if let Some(row) = row {
            let told = format!("{head}: {}{}", meeting(row), on(row));
            out.push(draft.statement(row, told));
        }
    }
    if let Some(row) = latest(draft.all("control").filter(|row| matches!(text(row, "event"), "captured" | "lost" | "handed over"))) {
        let told = format!("Last change of hands: {}{}", holding(row), on(row));
        out.push(draft.statement(row, told));
    }
    let cumulative = draft.all("toll").filter(|row| text(row, "scope") == "cumulative" && text(row, "kind") == "killed");
    if let Some(row) = cumulative.max_by_key(|row| (most(row), text(row, "last_reported"))) {
        let told = counted(row);
        out.push(draft.statement(row, told));
    }
    out
}

/// The row whose date, or last report, is the latest.
fn latest<'v>(rows: impl Iterator<Item = &'v Value>) -> Option<&'v Value> {
    rows.max_by_key(|row| (days(row).map(|d| d.1), text(row, "last_reported"), text(row, "id")))
}

fn on(row: &Value) -> String {
    super::draft::date(row).map(|d| format!(", {d}")).unwrap_or_default()
}

fn ceasefires(draft: &mut Draft) -> Option<Section> {
    let mut out = Vec::new();
    for row in draft.recent("ceasefires") {
        let mut whole = draft.statement(row, state(row));
        let brokers = names(row, "brokers");
        if !brokers.is_empty() {
            whole.against.insert(0, format!("brokered by {}", and(&brokers)));
        }
        for condition in inner(row, "conditions") {
            whole.against.push(format!("condition of {}: {}", and(&names(condition, "by")), text(condition, "text")));
        }
        whole.against = shortened(whole.against);
        out.push(whole);
        for step in inner(row, "events").iter().filter(|s| text(s, "event") != "breached") {
            let planned = if text(step, "status") == "planned" { " (planned)" } else { "" };
            let by = names(step, "by");
            let by = if by.is_empty() { String::new() } else { format!(" by {}", and(&by)) };
            out.push(draft.statement(&entry(step, row), format!("{}{by}{planned}", capital(text(step, "event")))));
        }
    }
    draft.section("Ceasefires", None, "ceasefires", out)
}

fn state(row: &Value) -> String {
    let between = and(&names(row, "parties"));
    let between = if between.is_empty() { String::new() } else { format!(" between {between}") };
    let state = match (text(row, "state"), text(row, "how_ended")) {
        ("", _) => "is told of".to_owned(),
        ("ended", how) if !matches!(how, "" | "unknown") => format!("ended ({how})"),
        ("in force", _) => match text(row, "in_force") {
            "" => "is in force".to_owned(),
            since => format!("is in force since {since}"),
        },
        (state, _) => format!("is {state}"),
    };
    format!("A ceasefire{between} {state}")
}

fn breaches(draft: &mut Draft) -> Option<Section> {
    let mut out = Vec::new();
    for row in draft.recent("ceasefires") {
        for breach in inner(row, "breaches") {
            let accused = !names(breach, "accuser").is_empty();
            let mut told = draft.statement(&entry(breach, row), capital(&breached(breach)));
            if accused && told.standing == Standing::Told {
                told.standing = Standing::Claimed;
            }
            out.push(told);
        }
    }
    draft.section("Breaches alleged", Some("Each as its accuser tells it."), "ceasefires", out)
}

fn breached(breach: &Value) -> String {
    let (accuser, accused) = (and(&names(breach, "accuser")), and(&names(breach, "accused")));
    let place = match text(breach, "place") {
        "" => String::new(),
        place => format!(" at {place}"),
    };
    match (accuser.is_empty(), accused.is_empty()) {
        (false, false) => format!("{accuser} accuses {accused} of breaking the truce{place}"),
        (false, true) => format!("{accuser} says that the truce was broken{place}"),
        (true, false) => format!("{accused} is said to have broken the truce{place}"),
        (true, true) => format!("the truce was broken{place}"),
    }
}

fn talks(draft: &mut Draft) -> Option<Section> {
    let out = draft.recent("talks").into_iter().map(|row| draft.statement(row, capital(&meeting(row)))).collect();
    draft.section("Talks", None, "talks", out)
}

fn meeting(row: &Value) -> String {
    let mut told = match and(&names(row, "participants")) {
        who if who.is_empty() => "talks".to_owned(),
        who => format!("{who}: talks"),
    };
    if !text(row, "place").is_empty() {
        told += &format!(" in {}", text(row, "place"));
    }
    let host = and(&names(row, "host"));
    if !host.is_empty() {
        told += &format!(", hosted by {host}");
    }
    if !text(row, "status").is_empty() {
        told += &format!(", {}", text(row, "status"));
    }
    if !text(row, "outcome").is_empty() {
        told += &format!("; {}", text(row, "outcome"));
    }
    if !text(row, "topic").is_empty() {
        told += &format!(" (on {})", text(row, "topic"));
    }
    told
}

fn control(draft: &mut Draft) -> Option<Section> {
    let rows = draft.recent("control");
    let all: Vec<&Value> = draft.all("control").collect();
    let mut out = Vec::new();
    for row in rows {
        let mut told = draft.statement(row, holding(row));
        for id in inner(row, "contradicts").iter().filter_map(Value::as_str) {
            if let Some(other) = all.iter().find(|o| text(o, "id") == id) {
                told.standing = Standing::Disputed;
                told.against.push(format!("but: {}{}", holding(other), on(other)));
            }
        }
        out.push(told);
    }
    draft.section("Control of places", None, "control", out)
}

fn holding(row: &Value) -> String {
    let (place, holder, from) = (text(row, "place"), and(&names(row, "holder")), and(&names(row, "from")));
    let by = if holder.is_empty() { String::new() } else { format!(" by {holder}") };
    let from = if from.is_empty() { String::new() } else { format!(" from {from}") };
    match text(row, "event") {
        "lost" if holder.is_empty() => format!("{place} lost{}", from.replacen(" from", " by", 1)),
        "handed over" if !holder.is_empty() => format!("{place} handed over to {holder}{from}"),
        event => format!("{place} {event}{by}{from}"),
    }
}

fn force(draft: &mut Draft) -> Option<Section> {
    let rows = draft
        .recent("events")
        .into_iter()
        .filter(|row| text(row, "type") == "ASSAULT" && field(row, "historical") != &Value::Bool(true) && text(row, "status") != "negated");
    let mut rows: Vec<&Value> = rows.collect();
    rows.sort_by_key(|row| (std::cmp::Reverse(field(row, "sources").as_u64()), std::cmp::Reverse(days(row)), text(row, "id")));
    let left_out = rows.len().saturating_sub(FORCE);
    rows.truncate(FORCE);
    rows.sort_by_key(|row| (days(row), text(row, "id")));
    let out = rows.into_iter().map(|row| draft.statement(row, attacked(row))).collect();
    let about = (left_out > 0).then(|| format!("The {FORCE} with the most sources; {left_out} more are in `truceline query events`."));
    draft.section("Use of force", about.as_deref(), "events", out)
}

fn attacked(row: &Value) -> String {
    let (actors, recipients) = (and(&names(row, "actors")), and(&names(row, "recipients")));
    let mut told = match (actors.is_empty(), recipients.is_empty()) {
        (false, false) => format!("{actors} against {recipients}"),
        (false, true) => actors,
        (true, false) => format!("Against {recipients}"),
        (true, true) => "Nobody named".to_owned(),
    };
    told += &format!(": “{}”", text(row, "trigger"));
    if !text(row, "place").is_empty() {
        told += &format!(", {}", text(row, "place"));
    }
    match text(row, "status") {
        "" | "occurred" => told,
        status => format!("{told} ({status})"),
    }
}

fn toll(draft: &mut Draft) -> Option<Section> {
    let mut out = Vec::new();
    for row in draft.recent("toll") {
        let mut told = draft.statement(row, counted(row));
        let counts = inner(row, "counts");
        if counts.len() > 1 {
            let differ = counts.iter().any(|c| field(c, "low") != field(&counts[0], "low"));
            told.standing = if differ { Standing::Disputed } else { told.standing };
            told.against.extend(shortened(counts.iter().map(by_count).collect()));
        }
        out.push(told);
    }
    draft.section("The human toll", Some("Figures of different sources are never added: they may count the same people."), "toll", out)
}

fn counted(row: &Value) -> String {
    let mut told = format!("{}: {}", capital(text(row, "kind")), range(row));
    if !text(row, "victims").is_empty() {
        told += &format!(" ({})", text(row, "victims"));
    }
    if !text(row, "place").is_empty() {
        told += &format!(", {}", text(row, "place"));
    }
    if text(row, "scope") == "cumulative" { format!("{told}, in all") } else { told }
}

/// `28 to 30`, `at least 28`, `up to 20`.
fn range(row: &Value) -> String {
    match (field(row, "low").as_u64(), field(row, "high").as_u64()) {
        (Some(low), Some(high)) if low == high => group_digits(low),
        (Some(low), Some(high)) => format!("{} to {}", group_digits(low), group_digits(high)),
        (Some(low), None) if text(row, "bound") == "more_than" => format!("more than {}", group_digits(low)),
        (Some(low), None) => format!("at least {}", group_digits(low)),
        (None, Some(high)) => format!("up to {}", group_digits(high)),
        (None, None) => "not known".to_owned(),
    }
}

fn by_count(count: &Value) -> String {
    let by = and(&names(count, "by"));
    let by = if by.is_empty() { String::new() } else { format!(" by {by}") };
    let published = text(count, "published");
    let day = if published.is_empty() { String::new() } else { format!(", told {published}") };
    format!("{}{by}{day}", range(count))
}

fn most(row: &Value) -> u64 {
    ["high", "best", "low"].iter().find_map(|name| field(row, name).as_u64()).unwrap_or_default()
}

fn support(draft: &mut Draft) -> Option<Section> {
    let backs = |row: &Value| {
        let kind = match text(row, "kind") {
            "" | "unspecified" => String::new(),
            kind => format!(" ({kind})"),
        };
        format!("{} backs {}{kind}", and(&names(row, "backer")), and(&names(row, "backed")))
    };
    let out = draft.recent("support").into_iter().map(|row| draft.statement(row, backs(row))).collect();
    draft.section("Backers", None, "support", out)
}

/// Events that somebody denies, of every type but force, which stands above.
fn denials(draft: &mut Draft) -> Option<Section> {
    let denied = |row: &&Value| text(row, "type") != "ASSAULT" && !names(row, "denied_by").is_empty();
    let out = draft.recent("events").into_iter().filter(denied).map(|row| {
        let told = format!("{} {}", text(row, "type"), attacked(row));
        draft.statement(row, told)
    });
    let out = out.collect();
    draft.section("Denied", None, "events", out)
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
