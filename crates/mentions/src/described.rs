//! Places that the text gives by their relation to others: `the Libyan capital`, `the country's second city`, `40 km south
//! of Mosul`, `between Homs and Hama`.

use truceline_knowledge::{Country, Knowledge, PlaceKind, Referent, folded};
use truceline_syntax::{Deprel, View};

use crate::{
    Mentions,
    things::{NameKind, NameMention},
};

/// Kilometres in a degree of latitude.
const KM_PER_DEGREE: f32 = 111.2;

impl Mentions {
    /// The gazetteer's index of the place that a common noun describes.
    pub fn described_place(&self, view: &View, knowledge: &Knowledge, token: u32) -> Option<u32> {
        let rank = match view.lemma(token) {
            "capital" if !is_of_a_part(view, token) => 0,
            "city" => rank_of_city(view, token)?,
            _ => return None,
        };
        let country = self.country_at(view, knowledge, token)?;
        let gazetteer = &knowledge.gazetteer;
        if view.lemma(token) == "city" {
            return gazetteer.towns(&country.iso3).get(rank).copied();
        }
        let named = gazetteer.get(&folded(&country.capital));
        named.into_iter().find(|(_, p)| p.kind == PlaceKind::Capital && p.iso3 == country.iso3).map(|(i, _)| i)
    }

    /// Degrees north and east of what a name means here: of the place itself, moved by a distance and a direction where the
    /// text gives them, halfway where it says `between`.
    pub fn coordinates(&self, view: &View, knowledge: &Knowledge, name: &NameMention) -> Option<(f32, f32)> {
        let place = knowledge.gazetteer.place(name.place?)?;
        if let Some((km, north, east)) = offset(view, name.tokens.start) {
            let lat = (place.lat + km * north / KM_PER_DEGREE).clamp(-90.0, 90.0);
            let lon = place.lon + km * east / (KM_PER_DEGREE * place.lat.to_radians().cos().max(0.01));
            return Some((lat, (lon + 540.0).rem_euclid(360.0) - 180.0));
        }
        if let Some(other) = self.other_end(view, name).and_then(|o| knowledge.gazetteer.place(o.place?)) {
            let small = |k: PlaceKind| k != PlaceKind::Country;
            if small(place.kind) && small(other.kind) && (place.lon - other.lon).abs() < 180.0 {
                return Some(((place.lat + other.lat) / 2.0, (place.lon + other.lon) / 2.0));
            }
        }
        Some((place.lat, place.lon))
    }

    /// The second place of `between X and Y`, for X.
    fn other_end(&self, view: &View, name: &NameMention) -> Option<&NameMention> {
        let between = name.tokens.start.checked_sub(1).is_some_and(|b| view.lemma(b) == "between");
        let other = (between && view.lemma(name.tokens.end) == "and").then(|| self.name_at(name.tokens.end + 1))??;
        matches!(other.kind, NameKind::Place | NameKind::Seat).then_some(other)
    }

    /// The country that a noun is said to be of; for `the country's` and a bare `the capital` the one that the document speaks
    /// of more than of all others together.
    fn country_at<'k>(&self, view: &View, knowledge: &'k Knowledge, token: u32) -> Option<&'k Country> {
        const OF: [Deprel; 4] = [Deprel::Amod, Deprel::Compound, Deprel::NmodPoss, Deprel::Nmod];
        let country = |n: &NameMention| match self.entities.get(n.entity as usize)?.referent? {
            Referent::Country(c) => knowledge.countries.get(c as usize),
            _ => None,
        };
        let mut of =
            view.children_by(token, &OF).filter(|&c| view.deprel(c) != Deprel::Nmod || view.preposition(c).as_deref() == Some("of"));
        let named = of.find_map(|c| self.name_at(c).map(|n| (c, country(n))));
        match named {
            Some((_, found)) => found,
            None => {
                let bare =
                    view.children_by(token, &OF).all(|c| matches!(view.lemma(c), "country" | "nation" | "second" | "large" | "largest"));
                bare.then(|| self.main_country(&country)).flatten()
            }
        }
    }

    fn main_country<'k>(&self, country: &dyn Fn(&NameMention) -> Option<&'k Country>) -> Option<&'k Country> {
        let named: Vec<&Country> = self.names.iter().filter_map(country).collect();
        let count = |c: &&&Country| named.iter().filter(|n| n.iso3 == c.iso3).count();
        let main = named.iter().max_by_key(count)?;
        (2 * count(&main) > named.len()).then_some(*main)
    }
}

/// `the provincial capital` is that of a region.
fn is_of_a_part(view: &View, token: u32) -> bool {
    let part =
        |w: &str| matches!(w, "provincial" | "regional" | "state" | "district" | "county" | "cultural" | "commercial" | "former" | "de");
    view.children(token).iter().any(|&c| c < token && part(view.lemma(c)))
}

/// Which of a country's towns by people a phrase says: `second city`, `second-largest city`, `largest city`.
fn rank_of_city(view: &View, token: u32) -> Option<usize> {
    let words: Vec<String> = (token.saturating_sub(4)..token).map(|i| view.form(i).to_lowercase()).collect();
    let has = |w: &str| words.iter().any(|v| v.split('-').any(|part| part == w));
    let ordinal = ["second", "third", "fourth"].iter().position(|o| has(o)).map(|i| i + 1);
    let largest = ["largest", "biggest"].iter().any(|l| has(l));
    let second_city = words.last().is_some_and(|w| w == "second");
    match ordinal {
        Some(rank) if largest || (second_city && rank == 1) => Some(rank),
        None if largest => Some(0),
        _ => None,
    }
}

/// `40 km (25 miles) south-east of` before a name: kilometres, and the parts of it northwards and eastwards.
fn offset(view: &View, start: u32) -> Option<(f32, f32, f32)> {
    let word = |back: u32| start.checked_sub(back).map(|i| view.form(i).to_lowercase()).unwrap_or_default();
    if !matches!(word(1).as_str(), "of" | "from") {
        return None;
    }
    let (north, east, mut back) = direction(&word(2)).map(|(n, e)| (n, e, 3)).or_else(|| {
        // "south - east" is three words.
        let (a, b) = (direction(&word(4))?, direction(&word(2))?);
        (word(3) == "-").then_some((a.0 + b.0, a.1 + b.1, 5))
    })?;
    if word(back) == ")" {
        back = (back + 1..back + 6).find(|b| word(*b) == "(")? + 1;
    }
    let per_unit = match word(back).as_str() {
        "km" | "kms" | "kilometre" | "kilometres" | "kilometer" | "kilometers" => 1.0,
        "mile" | "miles" => 1.609,
        _ => return None,
    };
    let number: f32 = word(back + 1).replace(',', "").parse().ok().filter(|n: &f32| (0.0..2_000.0).contains(n))?;
    let length = north.hypot(east);
    Some((number * per_unit, north / length, east / length))
}

/// Parts northwards and eastwards of `south`, `northwest`, `southern`.
fn direction(word: &str) -> Option<(f32, f32)> {
    let along = |w: &str| match w {
        "north" => Some((1.0, 0.0)),
        "south" => Some((-1.0, 0.0)),
        "east" => Some((0.0, 1.0)),
        "west" => Some((0.0, -1.0)),
        _ => None,
    };
    along(word).or_else(|| {
        let (a, b) = (along(word.get(..5)?)?, along(word.get(5..)?.trim_start_matches('-'))?);
        Some((a.0 + b.0, a.1 + b.1))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directions() {
        assert_eq!(direction("south"), Some((-1.0, 0.0)));
        assert_eq!(direction("northwest"), Some((1.0, -1.0)));
        assert_eq!(direction("south-east"), Some((-1.0, 1.0)));
        assert_eq!(direction("southern"), None);
        assert_eq!(direction("so"), None);
    }
}
