//! Where things are across reports: one number a place, and which lies in which.

use compact_str::{CompactString, format_compact};
use rustc_hash::FxHashMap;
use truceline_knowledge::{Knowledge, PlaceKind, folded};

use crate::PlaceName;

/// A place's number in [`Places`]; good within one picture only.
pub(crate) type Where = u32;

/// Kilometres within which two places may be one, or a site lies in a town.
const NEAR: f64 = 3.0;
const IN_TOWN: f64 = 25.0;

/// Words before a town's name that tell a part of it.
const PARTS: [&str; 14] = [
    "southern", "northern", "eastern", "western", "central", "south", "north", "east", "west", "inner", "outer", "downtown", "greater",
    "old",
];

/// How two places stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Relation {
    /// The same, one in the other, or side by side.
    Meets,
    /// One is the whole country of the other, or a country's part that cannot be told: says little.
    Vague,
    /// Apart.
    Apart,
}

/// `southern Tripoli`, `central Hodeidah`: a part of the town.
pub(crate) fn is_part(name: &str) -> bool {
    name.split_once(' ').is_some_and(|(first, _)| PARTS.contains(&first.to_lowercase().as_str()))
}

pub(crate) struct Spot {
    pub place: PlaceName,
    kind: Option<PlaceKind>,
    admin1: String,
    name: String,
}

/// All places of a set of reports.
pub(crate) struct Places<'k> {
    knowledge: &'k Knowledge,
    numbers: FxHashMap<CompactString, Where>,
    by_spelling: FxHashMap<(Option<CompactString>, CompactString, Option<CompactString>), Where>,
    spots: Vec<Spot>,
}

impl<'k> Places<'k> {
    pub fn new(knowledge: &'k Knowledge) -> Self {
        Self { knowledge, numbers: FxHashMap::default(), by_spelling: FxHashMap::default(), spots: Vec::new() }
    }

    pub fn at(&mut self, place: &PlaceName) -> Where {
        let spelling = (place.id.clone(), place.name.clone(), place.country.clone());
        if let Some(&number) = self.by_spelling.get(&spelling) {
            return number;
        }
        let spot = self.read(place);
        // What the gazetteer does not know by that name is known by it, so that what else was read does not matter.
        let key = match &spot.place.id {
            Some(id) if spot.kind.is_some() => id.clone(),
            id => format_compact!("{}|{}|{}", id.as_deref().unwrap_or_default(), place.name, place.country.as_deref().unwrap_or_default()),
        };
        let number = *self.numbers.entry(key).or_insert(self.spots.len() as Where);
        if number as usize == self.spots.len() {
            self.spots.push(spot);
        }
        self.by_spelling.insert(spelling, number);
        number
    }

    fn read(&self, place: &PlaceName) -> Spot {
        let name = folded(&place.name);
        let bearers = self.knowledge.gazetteer.get(&name);
        let of_id = |p: &&truceline_knowledge::Place| place.id.as_deref() == Some(p.id);
        let found = bearers.iter().map(|(_, p)| p).find(of_id);
        // "southern Tripoli" is told of Tripoli.
        let rest = name.split_once(' ').filter(|(part, _)| PARTS.contains(part)).map(|(_, rest)| rest);
        let inner = rest.map(|rest| self.knowledge.gazetteer.get(rest)).unwrap_or_default();
        let found = found.or_else(|| inner.iter().map(|(_, p)| p).find(of_id));
        let country = place.id.as_deref().and_then(|id| self.knowledge.country(id));
        let kind = if country.is_some() { Some(PlaceKind::Country) } else { found.map(|p| p.kind) };
        let admin1 = found.map_or_else(String::new, |p| folded(p.admin1));
        let mut place = place.clone();
        if let Some(name) = country.map(|c| c.name.as_str()).or(found.map(|p| p.name)) {
            place.name = name.into();
        }
        let name = folded(&place.name);
        Spot { place, kind, admin1, name }
    }

    pub fn spot(&self, at: Where) -> &Spot {
        &self.spots[at as usize]
    }

    /// ISO3 of the country.
    pub fn country(&self, at: Where) -> Option<&CompactString> {
        self.spots[at as usize].place.country.as_ref()
    }

    /// Id, or the name where it has none.
    pub fn key(&self, at: Where) -> CompactString {
        let spot = self.spot(at);
        spot.place.id.clone().unwrap_or_else(|| spot.name.as_str().into())
    }

    pub fn relation(&self, a: Where, b: Where) -> Relation {
        if a == b {
            return if self.spot(a).kind == Some(PlaceKind::Country) { Relation::Vague } else { Relation::Meets };
        }
        let (x, y) = (self.spot(a), self.spot(b));
        if let (Some(p), Some(q)) = (&x.place.country, &y.place.country)
            && p != q
        {
            return Relation::Apart;
        }
        if x.kind == Some(PlaceKind::Country) || y.kind == Some(PlaceKind::Country) {
            return Relation::Vague;
        }
        if x.name == y.name || contains(x, y) || contains(y, x) {
            return Relation::Meets;
        }
        match distance(x, y) {
            Some(d) if d <= NEAR => Relation::Meets,
            Some(_) if x.place.id.is_some() && y.place.id.is_some() => Relation::Apart,
            _ => Relation::Vague,
        }
    }

    /// True where the place is one of these areas.
    pub fn is_one_of(&self, at: Where, areas: &[String]) -> bool {
        areas.iter().any(|a| folded(a) == self.spot(at).name)
    }

    /// True where the place is one of these areas or lies in one.
    pub fn lies_in(&self, at: Where, areas: &[String]) -> bool {
        let spot = self.spot(at);
        areas.iter().map(|a| folded(a)).any(|a| a == spot.name || (!spot.admin1.is_empty() && a == spot.admin1))
    }
}

/// True where `a` is a region that holds `b`, or a town near whose middle the site `b` lies.
fn contains(a: &Spot, b: &Spot) -> bool {
    match (a.kind, b.kind) {
        (Some(PlaceKind::Region), _) => !b.admin1.is_empty() && b.admin1 == a.name,
        (Some(PlaceKind::City | PlaceKind::Capital), Some(k)) if !is_wide(k) => distance(a, b).is_some_and(|d| d <= IN_TOWN),
        _ => false,
    }
}

fn is_wide(kind: PlaceKind) -> bool {
    use PlaceKind::{Capital, City, Country, Mountain, Region, River, Sea, Valley};
    matches!(kind, Country | Capital | City | Region | Sea | River | Mountain | Valley)
}

/// Kilometres on a sphere, by the plane tangent between the two: right to a few per cent where it is short.
fn distance(a: &Spot, b: &Spot) -> Option<f64> {
    let ((lat1, lon1), (lat2, lon2)) = a.place.coordinates.zip(b.place.coordinates)?;
    let middle = f64::from(lat1 + lat2).to_radians() / 2.0;
    let (dy, dx) = (f64::from(lat1 - lat2), f64::from(lon1 - lon2) * middle.cos());
    Some(111.2 * dx.hypot(dy))
}
