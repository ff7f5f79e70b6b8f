//! Places with coordinates.

use std::{borrow::Cow, hash::Hasher};

use rustc_hash::{FxHashSet, FxHasher};

use crate::{Country, KnowledgeError, files::Files, names::push_folded};

/// What a place is; the names are those of the column `kind`.
macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $name:literal,)*) => {
        /// What a place is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum PlaceKind { $($(#[$doc])* $kind,)* }

        impl PlaceKind {
            /// All kinds.
            pub const ALL: &[Self] = &[$(Self::$kind,)*];

            /// The name in the column `kind`.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$kind => $name,)* }
            }

            fn of(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$kind),)* _ => None }
            }
        }
    };
}

kinds! {
    /// A state or territory of `countries.toml`.
    Country = "country",
    /// The town that is a country's capital.
    Capital = "capital",
    /// A town or village.
    City = "city",
    /// A part of a town.
    District = "district",
    /// A province, an area, a continent.
    Region = "region",
    /// An island or a group of them.
    Island = "island",
    /// A sea, bay, strait or lake.
    Sea = "sea",
    /// A river.
    River = "river",
    /// A mountain or a range.
    Mountain = "mountain",
    /// A valley, gorge, forest, desert or plain.
    Valley = "valley",
    /// A border crossing.
    Crossing = "crossing",
    /// A camp of refugees or displaced people.
    Camp = "camp",
    /// A front line, buffer zone or corridor.
    Front = "front",
    /// An air base.
    AirBase = "air base",
    /// An airport.
    Airport = "airport",
    /// A base, barracks or training ground other than of aircraft.
    Base = "base",
    /// A harbour, naval base or terminal.
    Port = "port",
    /// A dam or barrage.
    Dam = "dam",
    /// A prison or camp of detainees.
    Prison = "prison",
    /// A field, refinery or pipeline of oil or gas.
    OilField = "oil field",
    /// A mine or quarry.
    Mine = "mine",
    /// A power station, nuclear plant or laboratory.
    Plant = "plant",
    /// A building, bridge, square, shrine or other site.
    Facility = "facility",
}

/// A place of the gazetteer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place<'k> {
    /// GeoNames id, an id of our own, or a country's ISO3.
    pub id: &'k str,
    /// Main name.
    pub name: &'k str,
    /// ISO3 of the country; empty for seas and world regions.
    pub iso3: &'k str,
    /// Degrees north, -90 to 90.
    pub lat: f32,
    /// Degrees east, -180 to 180.
    pub lon: f32,
    /// People, 0 where not known.
    pub population: u64,
    /// What it is.
    pub kind: PlaceKind,
    /// First-level administrative region.
    pub admin1: &'k str,
}

/// All places by folded name. Rows stay as text and are read when they are asked for; beside them stands only a table from
/// the hashes of names to rows.
#[derive(Default)]
pub struct Gazetteer {
    /// Each file's text, and the offset at which it begins when all are laid end to end.
    texts: Vec<(u32, Cow<'static, str>)>,
    /// Offset of each row.
    rows: Vec<u32>,
    /// States, which come after the rows.
    countries: Vec<CountryPlace>,
    /// For each bucket of hashes where its entries begin; one more than there are buckets.
    buckets: Vec<u32>,
    /// Part of a name's hash, and its row.
    entries: Vec<(u32, u32)>,
    longest: usize,
}

struct CountryPlace {
    iso3: Box<str>,
    name: Box<str>,
    lat: f32,
    lon: f32,
}

impl Gazetteer {
    pub(crate) fn load(files: &Files, countries: &[Country]) -> Result<Self, KnowledgeError> {
        let mut out = Self {
            countries: countries
                .iter()
                .map(|c| CountryPlace { iso3: c.iso3.as_str().into(), name: c.name.as_str().into(), lat: c.lat as f32, lon: c.lon as f32 })
                .collect(),
            ..Self::default()
        };
        let codes: FxHashSet<&str> = countries.iter().map(|c| c.iso3.as_str()).collect();
        let mut named: Vec<(u64, u32)> = Vec::new();
        let mut key = String::new();
        let mut base = 0;
        for file in files.many("gazetteer", "tsv") {
            for (start, line) in lines(&file.text) {
                let (place, alternates) = read_place(line).and_then(|read| of_known_country(read, &codes)).map_err(|(column, what)| {
                    let at = start + line.split('\t').take(column).map(|c| c.len() + 1).sum::<usize>();
                    let length = line.split('\t').nth(column).map_or(1, str::len);
                    KnowledgeError::mistake(&file.path, &file.text, at, length, format!("bad {what}"))
                        .expecting("id, name, alternates, iso3, lat, lon, population, kind, admin1, separated by tabs")
                })?;
                let row = out.rows.len() as u32;
                out.rows.push(base + start as u32);
                for name in names_of(place.name, alternates) {
                    key.clear();
                    push_folded(&mut key, name);
                    if !key.is_empty() {
                        out.longest = out.longest.max(key.bytes().filter(|b| *b == b' ').count() + 1);
                        named.push((hash(&key), row));
                    }
                }
            }
            out.texts.push((base, file.text.clone()));
            base += file.text.len() as u32;
        }
        out.index(&named);
        Ok(out)
    }

    /// Sorts the entries into buckets, by counting.
    fn index(&mut self, named: &[(u64, u32)]) {
        let bits = usize::BITS - named.len().leading_zeros();
        self.buckets = vec![0; (1 << bits) + 1];
        let bucket = |hash: u64| (hash >> 32) as usize & ((1 << bits) - 1);
        named.iter().for_each(|n| self.buckets[bucket(n.0) + 1] += 1);
        for i in 1..self.buckets.len() {
            self.buckets[i] += self.buckets[i - 1];
        }
        let mut next = self.buckets.clone();
        self.entries = vec![(0, 0); named.len()];
        for &(hash, row) in named {
            let slot = &mut next[bucket(hash)];
            self.entries[*slot as usize] = (hash as u32, row);
            *slot += 1;
        }
    }

    /// Rows that may bear the folded name: those that share its hash.
    fn bearers(&self, folded: &str) -> impl Iterator<Item = u32> {
        let hash = hash(folded);
        let mask = self.buckets.len().saturating_sub(2);
        let bucket = (hash >> 32) as usize & mask;
        let range = match self.buckets.get(bucket..bucket + 2) {
            Some([from, to]) => *from as usize..*to as usize,
            _ => 0..0,
        };
        self.entries[range].iter().filter(move |e| e.0 == hash as u32).map(|e| e.1)
    }

    /// Places that bear the folded name, most people first. States are not among them.
    pub fn get(&self, folded: &str) -> Vec<(u32, Place<'_>)> {
        let mut found = Vec::new();
        let mut key = String::new();
        for row in self.bearers(folded) {
            let Some((place, alternates)) = self.row(row) else { continue };
            let bears = names_of(place.name, alternates).any(|name| {
                key.clear();
                push_folded(&mut key, name);
                key == folded
            });
            if bears {
                found.push((row, place));
            }
        }
        found.sort_by_key(|(row, place)| (std::cmp::Reverse(place.population), *row));
        found.dedup_by_key(|(row, _)| *row);
        found
    }

    /// True where a place bears the folded name, for all but one name in a million.
    pub fn has(&self, folded: &str) -> bool {
        self.bearers(folded).next().is_some()
    }

    /// The place at an index that [`Gazetteer::get`] or [`Gazetteer::country`] gave.
    pub fn place(&self, index: u32) -> Option<Place<'_>> {
        if let Some(country) = (index as usize).checked_sub(self.rows.len()) {
            let c = self.countries.get(country)?;
            let (lat, lon, kind) = (c.lat, c.lon, PlaceKind::Country);
            return Some(Place { id: &c.iso3, name: &c.name, iso3: &c.iso3, lat, lon, population: 0, kind, admin1: "" });
        }
        self.row(index).map(|(place, _)| place)
    }

    /// Index of the state with this ISO3 code.
    pub fn country(&self, iso3: &str) -> Option<u32> {
        self.countries.iter().position(|c| &*c.iso3 == iso3).map(|i| (self.rows.len() + i) as u32)
    }

    /// Indices of a country's towns, most people first. Reads every row.
    pub fn towns(&self, iso3: &str) -> Vec<u32> {
        let is_town = |p: &Place| p.iso3 == iso3 && matches!(p.kind, PlaceKind::City | PlaceKind::Capital);
        let rows = 0..self.rows.len() as u32;
        let mut towns: Vec<(u64, u32)> =
            rows.filter_map(|i| self.row(i).map(|(p, _)| p).filter(is_town).map(|p| (p.population, i))).collect();
        towns.sort_by_key(|(population, i)| (std::cmp::Reverse(*population), *i));
        towns.into_iter().map(|(_, i)| i).collect()
    }

    /// A row and its alternate names.
    fn row(&self, row: u32) -> Option<(Place<'_>, &str)> {
        let offset = *self.rows.get(row as usize)?;
        let file = self.texts.partition_point(|(base, _)| *base <= offset).checked_sub(1)?;
        let (base, text) = &self.texts[file];
        let text = text.get((offset - base) as usize..)?;
        let line = text.lines().next()?;
        read_place(line).ok()
    }

    /// Number of places, states not counted.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// True where no file was found.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Number of words of the longest name.
    pub fn longest(&self) -> usize {
        self.longest
    }
}

/// The rows of a file with their offsets; without header, comments and empty lines.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut offset = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let start = offset;
        offset += line.len();
        let line = line.trim_end_matches(['\n', '\r']);
        (!line.is_empty() && !line.starts_with('#') && !line.starts_with("id\t")).then_some((start, line))
    })
}

/// A row with its alternate names, or its faulty column and what should stand there.
type Read<'t> = Result<(Place<'t>, &'t str), (usize, &'static str)>;

fn of_known_country<'t>(read: (Place<'t>, &'t str), codes: &FxHashSet<&str>) -> Read<'t> {
    if read.0.iso3.is_empty() || codes.contains(read.0.iso3) { Ok(read) } else { Err((3, "country")) }
}

fn names_of<'t>(name: &'t str, alternates: &'t str) -> impl Iterator<Item = &'t str> {
    std::iter::once(name).chain(Cells { rest: Some(alternates), separator: b'|' })
}

/// The parts of a text between separators. `str::split` does the same, but prepares each step for long parts.
struct Cells<'t> {
    rest: Option<&'t str>,
    /// An ASCII character.
    separator: u8,
}

impl<'t> Iterator for Cells<'t> {
    type Item = &'t str;

    fn next(&mut self) -> Option<&'t str> {
        let rest = self.rest?;
        let cell = rest.bytes().position(|b| b == self.separator).and_then(|at| Some((rest.get(..at)?, rest.get(at + 1..)?)));
        self.rest = cell.map(|(_, after)| after);
        Some(cell.map_or(rest, |(cell, _)| cell))
    }
}

/// The upper half picks the bucket, the lower half is kept.
fn hash(folded: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(folded.as_bytes());
    hasher.finish()
}

fn read_place(line: &str) -> Read<'_> {
    let mut cells = Cells { rest: Some(line), separator: b'\t' };
    let mut next = |i: usize, what| cells.next().ok_or((i, what));
    let id = next(0, "id")?;
    let name = next(1, "name")?;
    let alternates = next(2, "alternates")?;
    let iso3 = next(3, "country")?;
    let lat = degrees(next(4, "latitude")?, 90.0).ok_or((4, "latitude"))?;
    let lon = degrees(next(5, "longitude")?, 180.0).ok_or((5, "longitude"))?;
    let population = next(6, "population")?;
    let population = if population.is_empty() { 0 } else { population.parse().map_err(|_| (6, "population"))? };
    let kind = PlaceKind::of(next(7, "kind")?).filter(|k| *k != PlaceKind::Country).ok_or((7, "kind"))?;
    let admin1 = cells.next().unwrap_or("");
    Ok((Place { id, name, iso3, lat, lon, population, kind, admin1 }, alternates))
}

/// Degrees as `-12.345`: at most six digits after the point, no exponent.
fn degrees(cell: &str, limit: f32) -> Option<f32> {
    let (sign, digits) = cell.strip_prefix('-').map_or((1.0, cell), |rest| (-1.0, rest));
    let (mut value, mut whole, mut fraction) = (0u32, 0, None);
    for b in digits.bytes() {
        match (b, &mut fraction) {
            (b'.', None) => fraction = Some(0),
            (b'0'..=b'9', count) => {
                value = value.checked_mul(10)?.checked_add(u32::from(b - b'0'))?;
                *count.as_mut().unwrap_or(&mut whole) += 1;
            }
            _ => return None,
        }
    }
    if whole == 0 || whole > 3 || fraction.is_some_and(|f| f == 0 || f > 6) {
        return None;
    }
    let degrees = sign * (f64::from(value) / f64::from(10u32.pow(fraction.unwrap_or(0)))) as f32;
    (degrees.abs() <= limit).then_some(degrees)
}
