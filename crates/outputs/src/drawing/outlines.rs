//! The outlines of states behind the map.

/// `ISO3<tab>name<tab>north<tab>east<tab>rings`; the head of `training/gazetteer/outlines.py` describes the form.
const OUTLINES: &str = include_str!("outlines.tsv");

/// One closed line around land, in degrees.
pub struct Ring {
    /// The state's ISO3, or `-`.
    pub state: &'static str,
    /// Corners: degrees east and north.
    pub corners: Vec<(f64, f64)>,
}

/// A state as the map names it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct State {
    /// Its name.
    pub name: &'static str,
    /// Degrees north of a point near its centre.
    pub lat: f64,
    /// Degrees east of it.
    pub lon: f64,
}

/// The state with this ISO3, where it is large enough to be drawn.
pub fn state(iso3: &str) -> Option<State> {
    let line = OUTLINES.lines().find(|l| l.strip_prefix(iso3).is_some_and(|rest| rest.starts_with('\t')))?;
    let mut cells = line.split('\t').skip(1);
    Some(State { name: cells.next()?, lat: cells.next()?.parse().ok()?, lon: cells.next()?.parse().ok()? })
}

/// A box in degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Window {
    /// Degrees east, least and greatest.
    pub east: (f64, f64),
    /// Degrees north, least and greatest.
    pub north: (f64, f64),
}

impl Window {
    fn meets(&self, corners: &[(f64, f64)]) -> bool {
        let range = |pick: fn(&(f64, f64)) -> f64| {
            corners.iter().map(pick).fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)))
        };
        let (east, north) = (range(|c| c.0), range(|c| c.1));
        east.0 <= self.east.1 && east.1 >= self.east.0 && north.0 <= self.north.1 && north.1 >= self.north.0
    }
}

/// The rings that may be seen in a window, in file order.
pub fn within(window: Window) -> Vec<Ring> {
    let rings = OUTLINES.lines().filter(|l| !l.starts_with('#')).filter_map(|l| Some((l.split_once('\t')?.0, l.rsplit_once('\t')?.1)));
    let rings = rings.flat_map(|(state, rings)| rings.split(' ').map(move |ring| Ring { state, corners: corners(ring) }));
    rings.filter(|ring| window.meets(&ring.corners)).collect()
}

fn corners(ring: &str) -> Vec<(f64, f64)> {
    let (mut east, mut north) = (0_i32, 0_i32);
    let steps = ring.split(';').filter_map(|step| {
        let (x, y) = step.split_once(',')?;
        Some((x.parse::<i32>().ok()?, y.parse::<i32>().ok()?))
    });
    let points = steps.map(|(x, y)| {
        east += x;
        north += y;
        (f64::from(east) / 100.0, f64::from(north) / 100.0)
    });
    points.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn libya_and_its_neighbours_are_seen_from_sirte() {
        let rings = within(Window { east: (10.0, 22.0), north: (24.0, 34.0) });
        let states: Vec<&str> = rings.iter().map(|r| r.state).collect();
        for state in ["LBY", "TUN", "DZA"] {
            assert!(states.contains(&state), "{state} is missing in {states:?}");
        }
        assert!(!states.contains(&"BRA"));
    }

    #[test]
    fn states_are_found_by_their_code() {
        let libya = state("LBY").expect("Libya");
        assert!(libya.name == "Libya" && (20.0..33.0).contains(&libya.lat) && (9.0..25.0).contains(&libya.lon));
        assert_eq!((state("LB"), state("-")), (None, None));
    }

    #[test]
    fn every_ring_is_read_whole() {
        for line in OUTLINES.lines().filter(|l| !l.starts_with('#')) {
            let (_, rings) = line.rsplit_once('\t').expect("a tab");
            for ring in rings.split(' ') {
                let read = corners(ring);
                assert_eq!(read.len(), ring.split(';').count());
                assert!(read.iter().all(|(x, y)| x.abs() <= 180.01 && y.abs() <= 90.01), "{line:.40}");
            }
        }
    }
}
