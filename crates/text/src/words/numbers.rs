//! Numbers, and what is written together with them.

/// Units and nouns that are written against their number.
const UNITS: &[&str] = &[
    "km", "m", "cm", "mm", "nm", "kg", "g", "mg", "lb", "lbs", "oz", "ft", "yd", "mi", "ha", "k", "K", "M", "MM", "bn", "b", "tn", "mn",
    "mln", "bln", "am", "pm", "AM", "PM", "mph", "kph", "hr", "hrs", "min", "mins", "sec", "secs", "yr", "yrs", "kW", "MW", "GW", "kWh",
    "MWh", "mw", "GB", "MB", "TB", "Hz", "MHz", "GHz", "kB", "kt", "mt", "bpd", "million", "billion", "x", "p", "hours", "days", "people",
    "men", "GMT",
];

fn digits(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit())
}

/// True where a comma between `before` and `after` groups digits: `1,000`, `1,00,000`. `after` may
/// go on beyond the group.
pub(super) fn is_grouped(before: &str, after: &str) -> bool {
    let leading = |s: &str| s.bytes().take(8).take_while(u8::is_ascii_digit).count();
    let trailing = before.bytes().rev().take(8).take_while(u8::is_ascii_digit).count();
    match leading(after) {
        3 => (1..=3).contains(&trailing),
        // Lakhs and crores: groups of two before the last of three.
        2 => trailing <= 2 && after[2..].strip_prefix(',').is_some_and(|rest| is_grouped("00", rest)),
        _ => false,
    }
}

/// True where the slash between `before` and `next` stands in a date, a fraction or a short form
/// such as `w/o`; `word` is the chunk from the word's first byte.
pub(super) fn is_slashed(word: &str, before: &str, next: &str) -> bool {
    let word = head(word);
    let short = |w: &str| matches!(w.len(), 1 | 2) && digits(w);
    if digits(before) && digits(next) {
        let groups = word.split(|c: char| c != '/' && !c.is_ascii_digit()).next().unwrap_or("").split('/').count();
        return groups == 3 || (short(before) && short(next)) || is_telephone(word);
    }
    matches!((before, next), ("w", "o" | "out") | ("n", "a") | ("N", "A") | ("l", "c") | ("L", "C"))
}

/// True where `word`, the chunk from the word's first byte, begins with a telephone number, a
/// postal code or an ISO date, whose hyphens are not words.
pub(super) fn is_hyphened(word: &str) -> bool {
    let head = head(word).split(|c: char| !c.is_ascii_digit() && c != '-' && c != '/').next().unwrap_or("");
    is_telephone(head) || is_iso_date(head) || is_postal_code(head)
}

/// As much of a word as any number takes, so that no long chunk is read twice.
fn head(word: &str) -> &str {
    &word[..word.floor_char_boundary(24)]
}

fn lengths(head: &str) -> impl Iterator<Item = usize> + '_ {
    head.split(['-', '/']).map(str::len)
}

fn is_telephone(word: &str) -> bool {
    let head = word.split(|c: char| !c.is_ascii_digit() && c != '-' && c != '/').next().unwrap_or("");
    let head = head.trim_end_matches(['-', '/']);
    matches(head, &[3, 4]) || matches(head, &[3, 3, 4]) || matches(head, &[1, 3, 3, 4])
}

fn is_iso_date(head: &str) -> bool {
    matches(head, &[4, 2, 2]) || matches(head, &[2, 2, 4]) || matches(head, &[2, 2, 2])
}

fn is_postal_code(head: &str) -> bool {
    matches(head, &[5, 4])
}

fn matches(head: &str, shape: &[usize]) -> bool {
    lengths(head).eq(shape.iter().copied())
}

/// Where a number ends and the unit written against it begins: `30km`, `5pm`, `$3bn`, `48hrs`.
pub(super) fn unit(word: &str) -> Option<usize> {
    let at = word.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',' | ':'))?;
    let number = word.get(..at)?;
    if !number.bytes().next_back()?.is_ascii_digit() {
        return None;
    }
    UNITS.contains(&word.get(at..)?).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digit_groups_are_told_from_lists() {
        assert!(is_grouped("1", "000"));
        assert!(is_grouped("120", "000"));
        assert!(is_grouped("1", "00,000"));
        assert!(is_grouped("12", "34,56,789"));
        assert!(!is_grouped("18", "19,20"));
        assert!(!is_grouped("13", "4"));
        assert!(!is_grouped("2019", "000"));
    }

    #[test]
    fn telephone_numbers_and_dates_keep_their_hyphens() {
        assert!(is_hyphened("713-555-0100"));
        assert!(is_hyphened("2020-01-13"));
        assert!(!is_hyphened("10-12"));
        assert!(!is_hyphened("1914-1918"));
    }

    #[test]
    fn units_are_cut_from_their_numbers() {
        assert_eq!(unit("30km"), Some(2));
        assert_eq!(unit("10:30pm"), Some(5));
        assert_eq!(unit("3.5bn"), Some(3));
        assert_eq!(unit("20th"), None);
        assert_eq!(unit("1970s"), None);
    }
}
