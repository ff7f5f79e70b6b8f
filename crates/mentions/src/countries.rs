//! Which countries a document speaks of, and how much.

use rustc_hash::FxHashMap;
use truceline_knowledge::{Knowledge, Referent, push_folded};
use truceline_syntax::View;

/// The most words of a country's name that are looked for.
const LONGEST: usize = 5;

/// How often a document names each country, by name, nationality or seat of government.
#[derive(Default)]
pub(crate) struct Countries<'k> {
    /// By ISO3.
    pub named: FxHashMap<&'k str, f32>,
    /// The country of each folded name, and how much that name alone adds.
    pub by_name: FxHashMap<String, (&'k str, f32)>,
}

impl<'k> Countries<'k> {
    /// Counts; a headline counts twice, a seat half, since it may be the town that is meant.
    pub fn of(view: &View, knowledge: &'k Knowledge) -> Self {
        let mut out = Self::default();
        let forms: Vec<&str> = (0..view.len()).map(|i| view.form(i)).collect();
        out.count(knowledge, &forms, 1.0);
        let title: Vec<&str> = view.document.title.as_deref().unwrap_or_default().split([' ', ',', ':', '’', '\'']).collect();
        out.count(knowledge, &title, 2.0);
        out
    }

    /// The counts without what one name adds.
    pub fn beside(&self, key: &str) -> FxHashMap<&'k str, f32> {
        let mut out = self.named.clone();
        if let Some((country, part)) = self.by_name.get(key)
            && let Some(n) = out.get_mut(country)
        {
            *n = (*n - part).max(0.0);
        }
        out
    }

    fn count(&mut self, knowledge: &'k Knowledge, forms: &[&str], weight: f32) {
        let mut at = 0;
        while at < forms.len() {
            let Some((key, country, part, length)) = longest(knowledge, &forms[at..]) else {
                at += 1;
                continue;
            };
            if let Some(country) = knowledge.countries.get(country as usize) {
                *self.named.entry(&country.iso3).or_default() += weight * part;
                self.by_name.entry(key).or_insert((&country.iso3, 0.0)).1 += weight * part;
            }
            at += length;
        }
    }
}

/// The longest name of a country that the words begin with: its key, its index, what it counts, its length in words.
fn longest(knowledge: &Knowledge, forms: &[&str]) -> Option<(String, u16, f32, usize)> {
    let first = forms.first()?;
    let shouted = first.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    if !first.starts_with(char::is_uppercase) {
        return None;
    }
    let mut key = String::new();
    let mut best = None;
    for (i, form) in forms.iter().take(LONGEST).enumerate() {
        push_folded(&mut key, form);
        if key.len() <= 3 && !shouted {
            continue;
        }
        let country = knowledge.names.get(&key).iter().find_map(|r| match r {
            Referent::Country(c) | Referent::Nationality(c) => Some((*c, 1.0)),
            Referent::Seat(c) => Some((*c, 0.5)),
            Referent::Actor(_) | Referent::Person(_) | Referent::Community(_) => None,
        });
        if let Some((c, part)) = country {
            best = Some((key.clone(), c, part, i + 1));
        }
    }
    best
}

/// A country's part in what a document speaks of, 0 to 1, on a scale on which small parts rise fast.
pub(crate) fn share(speaks: &FxHashMap<&str, f32>, iso3: &str) -> f32 {
    const STEEP: f32 = 20.0;
    let total: f32 = speaks.values().sum();
    let part = speaks.get(iso3).copied().unwrap_or(0.0);
    if total > 0.0 { (STEEP * part / total).ln_1p() / STEEP.ln_1p() } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_no_evidence_for_itself() {
        let countries = Countries {
            named: FxHashMap::from_iter([("GEO", 3.0), ("USA", 1.0)]),
            by_name: FxHashMap::from_iter([("georgia".to_owned(), ("GEO", 3.0)), ("us".to_owned(), ("USA", 1.0))]),
        };
        assert!(share(&countries.named, "GEO") > share(&countries.named, "USA"));
        assert_eq!(share(&countries.beside("georgia"), "GEO"), 0.0);
        assert_eq!(share(&countries.beside("georgia"), "USA"), 1.0);
    }
}
