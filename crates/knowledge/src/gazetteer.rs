//! Places with coordinates.

use compact_str::CompactString;
use rustc_hash::FxHashMap;

use crate::{KnowledgeError, files::Files, names::folded};

/// A place of the gazetteer.
#[derive(Clone, Debug)]
pub struct Place {
    /// GeoNames id, or an id of our own.
    pub id: CompactString,
    /// Main name.
    pub name: CompactString,
    /// ISO3 of the country; empty for seas and world regions.
    pub iso3: CompactString,
    /// Degrees north, -90 to 90.
    pub lat: f32,
    /// Degrees east, -180 to 180.
    pub lon: f32,
    /// People, 0 where not known.
    pub population: u64,
    /// `city`, `capital`, `region`, `river`, `crossing` and so on.
    pub kind: CompactString,
    /// First-level administrative region.
    pub admin1: CompactString,
}

/// All places by folded name.
#[derive(Default)]
pub struct Gazetteer {
    places: Vec<Place>,
    by_name: FxHashMap<CompactString, Vec<u32>>,
    longest: usize,
}

impl Gazetteer {
    pub(crate) fn load(files: &Files) -> Result<Self, KnowledgeError> {
        let mut out = Self::default();
        for file in files.many("gazetteer", "tsv") {
            let mut offset = 0;
            for line in file.text.split_inclusive('\n') {
                let start = offset;
                offset += line.len();
                let line = line.trim_end_matches(['\n', '\r']);
                if line.is_empty() || line.starts_with('#') || line.starts_with("id\t") {
                    continue;
                }
                let (place, alternates) = read_place(line).map_err(|(column, what)| {
                    let at = start + line.split('\t').take(column).map(|c| c.len() + 1).sum::<usize>();
                    let length = line.split('\t').nth(column).map_or(1, str::len);
                    KnowledgeError::mistake(&file.path, &file.text, at, length, format!("bad {what}"))
                        .expecting("id, name, alternates, iso3, lat, lon, population, kind, admin1, separated by tabs")
                })?;
                out.add(place, alternates);
            }
        }
        let places = &out.places;
        for list in out.by_name.values_mut().filter(|l| l.len() > 1) {
            list.sort_by_key(|&i| (std::cmp::Reverse(places[i as usize].population), i));
            list.dedup();
        }
        Ok(out)
    }

    fn add(&mut self, place: Place, alternates: &str) {
        let index = self.places.len() as u32;
        for name in std::iter::once(place.name.as_str()).chain(alternates.split('|')) {
            let key = folded(name);
            if key.is_empty() {
                continue;
            }
            self.longest = self.longest.max(key.split(' ').count());
            self.by_name.entry(key.into()).or_default().push(index);
        }
        self.places.push(place);
    }

    /// Places that bear the folded name, most people first.
    pub fn get(&self, folded: &str) -> impl Iterator<Item = (u32, &Place)> {
        self.by_name.get(folded).into_iter().flatten().filter_map(|&i| Some((i, self.places.get(i as usize)?)))
    }

    /// The place at an index that [`Gazetteer::get`] gave.
    pub fn place(&self, index: u32) -> Option<&Place> {
        self.places.get(index as usize)
    }

    /// Number of places.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// True where no file was found.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Number of words of the longest name.
    pub fn longest(&self) -> usize {
        self.longest
    }
}

fn read_place(line: &str) -> Result<(Place, &str), (usize, &'static str)> {
    let mut cells = line.split('\t');
    let mut next = |i: usize, what| cells.next().ok_or((i, what));
    let id = next(0, "id")?;
    let name = next(1, "name")?;
    let alternates = next(2, "alternates")?;
    let iso3 = next(3, "country")?;
    let lat: f32 = next(4, "latitude")?.parse().ok().filter(|l: &f32| l.abs() <= 90.0).ok_or((4, "latitude"))?;
    let lon: f32 = next(5, "longitude")?.parse().ok().filter(|l: &f32| l.abs() <= 180.0).ok_or((5, "longitude"))?;
    let population = next(6, "population")?;
    let population = if population.is_empty() { 0 } else { population.parse().map_err(|_| (6, "population"))? };
    let kind = next(7, "kind")?;
    let admin1 = cells.next().unwrap_or("");
    let place =
        Place { id: id.into(), name: name.into(), iso3: iso3.into(), lat, lon, population, kind: kind.into(), admin1: admin1.into() };
    Ok((place, alternates))
}
