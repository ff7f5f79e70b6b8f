//! Words that say what kind of place a name names, and forms of a name that leave such words out.

use truceline_knowledge::{Place, PlaceKind};

/// What the words around a name, or in it, say it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    /// `province`, `county`, `state`.
    Region,
    /// `city`, `town`, `village`.
    Town,
    /// Any other kind.
    Of(PlaceKind),
}

impl Sort {
    /// The sort that a lower-case word names.
    pub fn of(word: &str) -> Option<Self> {
        Some(match word {
            "province" | "provinces" | "governorate" | "region" | "county" | "counties" | "district" | "state" | "oblast"
            | "prefecture" | "parish" | "department" | "division" | "raion" | "republic" | "territory" | "canton" | "shire"
            | "voivodeship" | "borough" | "enclave" => Self::Region,
            "city" | "town" | "village" | "municipality" | "suburb" | "township" | "hamlet" | "settlement" | "neighbourhood"
            | "neighborhood" | "community" | "outskirts" => Self::Town,
            "river" => Self::Of(PlaceKind::River),
            "sea" | "lake" | "gulf" | "bay" | "strait" | "ocean" => Self::Of(PlaceKind::Sea),
            "island" | "islands" | "archipelago" => Self::Of(PlaceKind::Island),
            "mount" | "mountain" | "mountains" | "hills" => Self::Of(PlaceKind::Mountain),
            "valley" | "desert" | "forest" => Self::Of(PlaceKind::Valley),
            "airport" => Self::Of(PlaceKind::Airport),
            "airbase" | "airfield" => Self::Of(PlaceKind::AirBase),
            "crossing" => Self::Of(PlaceKind::Crossing),
            "camp" => Self::Of(PlaceKind::Camp),
            "dam" => Self::Of(PlaceKind::Dam),
            "port" | "harbour" | "harbor" => Self::Of(PlaceKind::Port),
            "prison" | "jail" => Self::Of(PlaceKind::Prison),
            "oilfield" | "refinery" => Self::Of(PlaceKind::OilField),
            _ => return None,
        })
    }

    /// True where a place is of this sort.
    pub fn fits(self, place: &Place) -> bool {
        match self {
            Self::Region => matches!(place.kind, PlaceKind::Region | PlaceKind::Island | PlaceKind::Country),
            Self::Town => matches!(place.kind, PlaceKind::City | PlaceKind::Capital | PlaceKind::District),
            Self::Of(kind) => place.kind == kind || place.kind == PlaceKind::Facility,
        }
    }
}

/// Words before a name that pick a part of the place.
pub(crate) fn is_direction(word: &str) -> bool {
    const DIRECTIONS: [&str; 5] = ["north", "south", "east", "west", "mid"];
    const PARTS: [&str; 12] =
        ["central", "upper", "lower", "greater", "inner", "outer", "downtown", "coastal", "rural", "metropolitan", "central-", "far"];
    let word = word.trim_end_matches('-');
    let stem = word.strip_suffix("ern").unwrap_or(word);
    let second = ["north", "south"].iter().find_map(|n| stem.strip_prefix(n)).map(|rest| rest.trim_start_matches('-'));
    PARTS.contains(&word) || DIRECTIONS.contains(&stem) || second.is_some_and(|rest| matches!(rest, "east" | "west" | ""))
}

/// Shorter forms of a folded name to try where the gazetteer does not have it, with what the word left out says.
pub(crate) fn shorter_forms(key: &str) -> Vec<(&str, Option<Sort>)> {
    let mut out = Vec::new();
    if let Some((head, last)) = key.rsplit_once(' ') {
        if last == "base" {
            out.extend(head.strip_suffix(" air").map(|h| (h, Some(Sort::Of(PlaceKind::AirBase)))));
        }
        if let Some(sort) = Sort::of(last) {
            let kind_before = [" refugee", " international", " border", " city"].iter().find_map(|m| head.strip_suffix(m));
            out.extend(kind_before.map(|h| (h, Some(sort))));
            out.push((head, Some(sort)));
        }
    }
    if let Some((first, rest)) = key.split_once(' ') {
        let of = rest.strip_prefix("of ").filter(|_| Sort::of(first).is_some());
        if let Some(rest) = of {
            out.push((rest, Sort::of(first)));
        } else if first == "the" || is_direction(first) || matches!(first, "al" | "el" | "ar" | "as" | "ash" | "at" | "az" | "ad" | "an") {
            out.push((rest, None));
        } else if let Some(sort @ Sort::Of(_)) = Sort::of(first) {
            out.push((rest, Some(sort)));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directions_in_one_word_or_two() {
        for word in ["northern", "south", "northeast", "south-western", "central", "greater"] {
            assert!(is_direction(word), "{word}");
        }
        for word in ["norther", "eastwood", "province", ""] {
            assert!(!is_direction(word), "{word}");
        }
    }

    #[test]
    fn words_of_kind_are_left_out() {
        assert_eq!(shorter_forms("anbar province"), [("anbar", Some(Sort::Region))]);
        assert_eq!(shorter_forms("city of gao"), [("gao", Some(Sort::Town))]);
        assert_eq!(shorter_forms("eastern ghouta"), [("ghouta", None)]);
        assert_eq!(shorter_forms("kweiris air base"), [("kweiris", Some(Sort::Of(PlaceKind::AirBase)))]);
        assert_eq!(shorter_forms("yida refugee camp")[0], ("yida", Some(Sort::Of(PlaceKind::Camp))));
        assert!(shorter_forms("mosul").is_empty());
    }
}
