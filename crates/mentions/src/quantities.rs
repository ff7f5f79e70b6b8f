//! Numbers with their bounds.

use std::ops::Range;

use truceline_syntax::{Deprel, Upos, View};

use crate::things::{Bound, Quantity};

const UNITS: [(&str, u64); 29] = [
    ("zero", 0),
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
    ("both", 2),
];

const SCALES: [(&str, u64); 5] = [("hundred", 100), ("thousand", 1_000), ("million", 1_000_000), ("billion", 1_000_000_000), ("dozen", 12)];

/// Nouns that are a vague count by themselves, with the least they mean.
const VAGUE: [(&str, u64); 8] = [
    ("dozens", 24),
    ("scores", 40),
    ("hundreds", 200),
    ("thousands", 2_000),
    ("millions", 2_000_000),
    ("tens", 20),
    ("dozen", 12),
    ("score", 20),
];

/// The value of one number word or figure: `1,000`, `seven`, `3.5` (rounded down), `fifty-two`.
pub fn value(form: &str) -> Option<u64> {
    let lower = form.to_lowercase();
    if lower.starts_with(|c: char| c.is_ascii_digit()) {
        let digits: String = lower.chars().filter(|c| *c != ',').collect();
        let whole = digits.split('.').next().unwrap_or("");
        return whole.parse().ok();
    }
    if let Some((tens, units)) = lower.split_once('-') {
        return value(tens)?.checked_add(value(units)?);
    }
    UNITS.iter().chain(&SCALES).find(|(w, _)| *w == lower).map(|(_, v)| *v)
}

/// Every number of a document that is no part of a longer one, in text order: its words without the bounding ones, and its
/// value. Numbers inside dates are among them.
pub fn all(view: &View) -> Vec<(Range<u32>, Quantity)> {
    let part_of = [Deprel::Compound, Deprel::Nummod, Deprel::Flat];
    let counts = |t: u32| view.upos(t) == Upos::Num || vague(view.form(t)).is_some();
    let inner = |t: u32| part_of.contains(&view.deprel(t)) && view.head(t).is_some_and(|h| h != t && counts(h));
    (0..view.len())
        .filter(|&t| counts(t) && !inner(t))
        .filter_map(|t| Some((view.pruned_subtree(t, &|c| c < t && inner(c)), of_number(view, t)?)))
        .collect()
}

/// A vague count word's least value: `dozens`, `hundreds`.
pub fn vague(form: &str) -> Option<u64> {
    let lower = form.to_lowercase();
    VAGUE.iter().find(|(w, _)| *w == lower).map(|(_, v)| *v)
}

/// The number that modifies the noun `head`, with its bounds.
pub fn of_noun(view: &View, head: u32) -> Option<Quantity> {
    if let Some(number) = view.children_by(head, &[Deprel::Nummod]).next() {
        return of_number(view, number);
    }
    // "dozens of people", "hundreds of thousands of people": the count word heads the phrase.
    let mut count = view.head(head).filter(|_| view.preposition(head).as_deref() == Some("of"))?;
    let mut least = vague(view.form(count)).or_else(|| (view.upos(count) == Upos::Num).then(|| value(view.form(count)))?)?;
    if let Some(own) = vague(view.form(head)) {
        least = multiplied(least, own); // "hundreds of thousands had fled"
    }
    if let Some(outer) = view.head(count).filter(|_| view.preposition(count).as_deref() == Some("of"))
        && let Some(scale) = vague(view.form(outer))
    {
        least = multiplied(scale, least);
        count = outer;
    }
    let mut q = bounded(view, count, least);
    if q.bound == Bound::Exact && vague(view.form(count)).is_some() {
        q = Quantity { low: Some(least), high: None, bound: Bound::AtLeast };
    }
    Some(q)
}

/// The number written at token `number` and around it.
pub fn of_number(view: &View, number: u32) -> Option<Quantity> {
    if let Some((low, high)) = range(view, number) {
        return Some(Quantity { low: Some(low), high: Some(high), bound: Bound::Range });
    }
    let mut total = value(view.form(number)).or_else(|| vague(view.form(number)))?;
    let parts: Vec<u32> = view.children_by(number, &[Deprel::Compound, Deprel::Nummod, Deprel::Flat]).collect();
    // "hundreds of thousands had fled"
    let of = |c: u32| vague(view.form(c)).filter(|_| view.preposition(c).as_deref() == Some("of"));
    if let (Some(_), Some(inner)) = (vague(view.form(number)), view.children_by(number, &[Deprel::Nmod]).find_map(of)) {
        total = multiplied(total, inner);
    }
    for part in parts {
        if let Some(v) = view.form(part).parse::<f64>().ok().filter(|_| view.form(part).contains('.') && scale(view.form(number))) {
            total = (v * total as f64).round() as u64; // "5.6 million"
            continue;
        }
        let Some(v) = value(view.form(part)) else { continue };
        let multiplied = v >= total && scale(view.form(part)) || total >= 100 && scale(view.form(number));
        total = if multiplied { v.checked_mul(total)? } else { total.checked_add(v)? };
    }
    if is_half(view, number) {
        total /= 2;
    }
    let q = bounded(view, number, total);
    let plain_dozens = vague(view.form(number)).is_some() && q.bound == Bound::Exact && view.form(number).ends_with('s');
    Some(if plain_dozens { Quantity { low: Some(total), high: None, bound: Bound::AtLeast } } else { q })
}

/// `half a million`.
fn is_half(view: &View, number: u32) -> bool {
    let before = |n: u32, word: &str| number.checked_sub(n).is_some_and(|t| view.form(t).eq_ignore_ascii_case(word));
    scale(view.form(number)) && before(1, "a") && before(2, "half")
}

/// `tens of thousands`, `hundreds of thousands`: the least that two vague counts mean together.
fn multiplied(outer: u64, inner: u64) -> u64 {
    let product = (inner / 2).saturating_mul(outer);
    if outer == 20 { product } else { product.max(outer) }
}

fn scale(form: &str) -> bool {
    SCALES.iter().any(|(w, _)| form.eq_ignore_ascii_case(w))
}

/// `between 20 and 30`, `20 to 30`, `20-30`.
fn range(view: &View, number: u32) -> Option<(u64, u64)> {
    let low = value(view.form(number))?;
    let second = [1u32, 2].into_iter().map(|d| number + d).find(|&i| value(view.form(i)).is_some())?;
    let joint = view.lemma(number + 1);
    let before = number.checked_sub(1).map_or("", |i| view.lemma(i));
    let joined = matches!(joint, "to" | "-" | "–") || (joint == "and" && before == "between");
    let high = value(view.form(second))?;
    (second == number + 2 && joined && low < high).then_some((low, high))
}

/// Applies the bounding words before a number.
fn bounded(view: &View, number: u32, v: u64) -> Quantity {
    let sentence = view.sentence(number).map_or(0..0, |s| s.tokens.clone());
    // "more than six million": the bound stands before all of the number.
    let parts = view.children_by(number, &[Deprel::Compound, Deprel::Nummod, Deprel::Flat]).filter(|&c| value(view.form(c)).is_some());
    let start = if is_half(view, number) { number - 2 } else { parts.min().unwrap_or(number).min(number) };
    let first = start.saturating_sub(4).max(sentence.start);
    let mut before: Vec<&str> = (first..start).map(|i| view.lemma(i)).collect();
    if before.last().is_some_and(|w| *w == "a") && scale(view.form(number)) {
        before.pop(); // "more than a million"
    }
    let ends = |words: &[&str]| before.ends_with(words);
    let near = |word: &str| before.iter().rev().take(2).any(|w| *w == word);
    let after = [view.lemma(number + 1), view.lemma(number + 2)];
    if ends(&["more", "than"]) || ends(&["over"]) || ends(&["above"]) || ends(&["exceed"]) || ends(&["much", "as"]) {
        return Quantity { low: Some(v), high: None, bound: Bound::MoreThan };
    }
    if ends(&["at", "least"]) || ends(&["minimum", "of"]) || after == ["or", "more"] || near("least") {
        return Quantity { low: Some(v), high: None, bound: Bound::AtLeast };
    }
    let no_fewer = [["no", "few", "than"], ["no", "less", "than"], ["not", "less", "than"], ["not", "few", "than"]];
    if no_fewer.iter().any(|words| ends(words)) {
        return Quantity { low: Some(v), high: None, bound: Bound::AtLeast };
    }
    if ends(&["less", "than"]) || ends(&["few", "than"]) || ends(&["up", "to"]) || ends(&["as", "many", "as"]) || ends(&["under"]) {
        return Quantity { low: None, high: Some(v), bound: Bound::LessThan };
    }
    let about = ["about", "around", "nearly", "almost", "some", "approximately", "roughly", "estimated", "estimate", "close"];
    if before.last().is_some_and(|w| about.contains(w)) || ends(&["close", "to"]) || ends(&["an", "estimated"]) {
        return Quantity { low: Some(v), high: Some(v), bound: Bound::About };
    }
    Quantity { low: Some(v), high: Some(v), bound: Bound::Exact }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_figures_and_words() {
        assert_eq!(value("120,000"), Some(120_000));
        assert_eq!(value("Twenty-five"), Some(25));
        assert_eq!(value("dozen"), Some(12));
        assert_eq!(value("convoy"), None);
        assert_eq!(vague("Hundreds"), Some(200));
        assert_eq!(vague("thousand"), None);
    }
}
