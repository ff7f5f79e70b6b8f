//! Records in plain English, shared by the outputs for people.

use anstyle::{AnsiColor, Style};
use truceline_engine::Coded;
use truceline_events::{Event, EventPlace, Status};
use truceline_mentions::{Bound, Participant, When};
use truceline_picture::{Ceasefire, Control, Membership, Opposition, Picture, Support, Talks, Toll};
use truceline_text::Span;

/// Names, headings.
pub(crate) const BOLD: Style = Style::new().bold();
/// What matters less.
pub(crate) const DIM: Style = Style::new().dimmed();
/// Labels.
pub(crate) const LABEL: Style = AnsiColor::Cyan.on_default();

/// `text` in a style, or as it is without colours.
pub(crate) fn painted(text: &str, style: Style, colour: bool) -> String {
    if colour && !text.is_empty() { format!("{style}{text}{style:#}") } else { text.to_owned() }
}

/// Text from a report that is safe and tidy on one line of a terminal: white space runs become a space; control
/// characters, which could carry escape sequences, and marks that turn the writing direction are left out.
pub(crate) fn clean(text: &str) -> String {
    let kept: String = text
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|&c| !c.is_control() && !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'))
        .collect();
    kept.split(' ').filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}

/// `A`, `A and B`, `A, B and C`.
pub(crate) fn list(names: &[Participant]) -> String {
    let names: Vec<String> = names.iter().map(|p| clean(&p.name)).collect();
    match names.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}

/// The day, month, year or interval; an interval with spaces, so that it may be broken over two lines.
pub(crate) fn date(when: &When) -> String {
    when.iso().replace('/', " – ")
}

/// `ASSAULT aerial`.
pub(crate) fn kind(event: &Event) -> String {
    match &event.mode {
        Some(mode) => format!("{} {mode}", event.event_type.as_str()),
        None => event.event_type.as_str().to_owned(),
    }
}

/// The status, with `historical` where told as background.
pub(crate) fn status(event: &Event) -> String {
    let status = event.status.as_str();
    if event.historical { format!("{status}, historical") } else { status.to_owned() }
}

/// Red for conflict, green for cooperation, yellow between.
pub(crate) fn score_colour(score: f64) -> AnsiColor {
    match score {
        s if s < -4.0 => AnsiColor::Red,
        s if s > 0.0 => AnsiColor::Green,
        _ => AnsiColor::Yellow,
    }
}

/// The lines above a report: id, date and outlet; then the headline where the report's metadata give one.
pub(crate) fn heading(coded: &Coded) -> (String, Option<String>) {
    let document = &coded.document;
    let mut parts = vec![clean(&document.id)];
    match (coded.mentions.published, coded.mentions.published_inferred) {
        (Some(day), _) => parts.push(day.to_string()),
        (None, Some(day)) => parts.push(format!("{day} (inferred)")),
        (None, None) => parts.push("no date".to_owned()),
    }
    parts.extend(document.source.as_deref().map(clean));
    (parts.join(" · "), document.title.as_deref().map(clean))
}

/// An entry of the picture for people.
pub(crate) struct Entry {
    /// Name of its list.
    pub list: &'static str,
    /// What it says.
    pub says: String,
    /// When, or empty.
    pub when: String,
    /// The text that it rests on.
    pub quote: Span,
}

/// The names of the picture's lists with the number of entries of each.
pub(crate) fn counts(p: &Picture) -> [(&'static str, usize); 7] {
    [
        ("support", p.support.len()),
        ("opposition", p.opposition.len()),
        ("membership", p.membership.len()),
        ("ceasefire", p.ceasefire.len()),
        ("talks", p.talks.len()),
        ("control", p.control.len()),
        ("toll", p.toll.len()),
    ]
}

/// All entries, list by list.
pub(crate) fn entries(p: &Picture) -> Vec<Entry> {
    let entry = |list, says, when: Option<&When>, quote| Entry { list, says, when: when.map(date).unwrap_or_default(), quote };
    let support = p.support.iter().map(|s| entry("support", support(s), None, s.quote));
    let opposition = p.opposition.iter().map(|o| entry("opposition", opposition(o), None, o.quote));
    let membership = p.membership.iter().map(|m| entry("membership", membership(m), None, m.quote));
    let ceasefire = p.ceasefire.iter().map(|c| entry("ceasefire", ceasefire(c), c.date.as_ref(), c.quote));
    let talks = p.talks.iter().map(|t| entry("talks", talks(t), t.date.as_ref(), t.quote));
    let control = p.control.iter().map(|c| entry("control", control(c), c.date.as_ref(), c.quote));
    let toll = p.toll.iter().map(|t| entry("toll", toll(t), t.date.as_ref(), t.quote));
    support.chain(opposition).chain(membership).chain(ceasefire).chain(talks).chain(control).chain(toll).collect()
}

fn in_brackets(remarks: &[&str], plain: &str) -> String {
    let remarks: Vec<&str> = remarks.iter().copied().filter(|r| !r.is_empty() && *r != plain).collect();
    if remarks.is_empty() { String::new() } else { format!(" ({})", remarks.join(", ")) }
}

fn happened(status: Status) -> &'static str {
    if status == Status::Occurred { "" } else { status.as_str() }
}

fn place(place: Option<&EventPlace>) -> String {
    place.map(|p| format!(" in {}", clean(&p.name))).unwrap_or_default()
}

fn support(s: &Support) -> String {
    let kind = if s.kind == "unspecified" { "" } else { s.kind };
    format!("{} backs {}{}", clean(&s.backer.name), clean(&s.backed.name), in_brackets(&[kind, s.status], "asserted"))
}

fn opposition(o: &Opposition) -> String {
    format!("{} against {}", clean(&o.a.name), clean(&o.b.name))
}

fn membership(m: &Membership) -> String {
    let role = clean(&m.role);
    let joint = if role.ends_with(" of") { "" } else { " of" };
    let of = m.of.as_ref().map(|of| format!("{joint} {}", clean(&of.name))).unwrap_or_default();
    format!("{}: {role}{of}", clean(&m.member.name))
}

fn ceasefire(c: &Ceasefire) -> String {
    let parties = list(&c.parties);
    let parties = if parties.is_empty() { parties } else { format!(": {parties}") };
    format!("{}{}{parties}", c.event, in_brackets(&[happened(c.status)], ""))
}

fn talks(t: &Talks) -> String {
    let host = t.host.as_ref().map(|h| format!(", host {}", clean(&h.name))).unwrap_or_default();
    let topic = t.topic.as_ref().map(|t| format!(", on {}", clean(t))).unwrap_or_default();
    let who = if t.participants.is_empty() { "talks".to_owned() } else { list(&t.participants) };
    format!("{who}{}{host}{topic}{}", place(t.place.as_ref()), in_brackets(&[happened(t.status)], ""))
}

fn control(c: &Control) -> String {
    let holder = c.holder.as_ref().map(|h| format!(" by {}", clean(&h.name))).unwrap_or_default();
    let from = c.from.as_ref().map(|f| format!(", from {}", clean(&f.name))).unwrap_or_default();
    let claimed = in_brackets(&[c.status], "asserted");
    // A place is lost to somebody and captured by somebody.
    let (event, holder) = match c.event {
        "lost" => ("lost", holder.replacen(" by ", " to ", 1)),
        "handed over" => ("handed over", holder.replacen(" by ", " to ", 1)),
        event => (event, holder),
    };
    format!("{} {event}{holder}{from}{claimed}", clean(&c.place.name))
}

fn toll(t: &Toll) -> String {
    let victims = t.victims.as_ref().map(|v| format!(" ({})", clean(v))).unwrap_or_default();
    let scope = if t.scope == "cumulative" { " in all" } else { "" };
    let by = list(&t.attributed_to);
    let by = if by.is_empty() { by } else { format!(", says {by}") };
    format!("{} {}{victims}{scope}{by}", figure(t.low, t.high, t.bound), t.kind)
}

fn figure(low: Option<u64>, high: Option<u64>, bound: Bound) -> String {
    let grouped = |n: Option<u64>| n.map_or_else(|| "?".to_owned(), group_digits);
    let one = || grouped(low.or(high));
    match bound {
        Bound::Exact => one(),
        Bound::MoreThan => format!("more than {}", one()),
        Bound::AtLeast => format!("at least {}", one()),
        Bound::LessThan => format!("at most {}", grouped(high.or(low))),
        Bound::About => format!("about {}", one()),
        Bound::Range => format!("{} to {}", grouped(low), grouped(high)),
    }
}

/// `12345` as `12,345`.
pub(crate) fn group_digits(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + 4);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escape_sequences_do_not_reach_the_terminal() {
        assert_eq!(clean("a \u{1b}[31mb\t\n c\u{202e}d"), "a [31mb cd");
    }

    #[test]
    fn digits_are_grouped() {
        assert_eq!([0, 999, 1000, 1_234_567].map(group_digits), ["0", "999", "1,000", "1,234,567"]);
    }
}
