//! Sides of a conflict and who backs them.

use maud::{Markup, html};

use super::{fitted, px};

/// A side: a name, and those who back it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// The party that leads it.
    pub name: String,
    /// Further parties of it.
    pub members: Vec<String>,
    /// Who backs it.
    pub backers: Vec<Backer>,
}

/// Who backs a side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backer {
    /// Its name.
    pub name: String,
    /// `military`, `political` or `unspecified`.
    pub kind: String,
    /// True where somebody denies it.
    pub denied: bool,
}

/// Pixels.
const WIDTH: f64 = 820.0;
/// Height of a box, and of the gap below it.
const ROW: (f64, f64) = (30.0, 12.0);
/// Width of a backer's box and of a side's.
const BOX: (f64, f64) = (150.0, 180.0);

/// Draws the sides in two columns, each with its backers outside; lines between those that oppose each other (indices of
/// sides). Nothing where there is no side.
pub fn network(sides: &[Side], opposed: &[(usize, usize)]) -> Option<Markup> {
    if sides.is_empty() {
        return None;
    }
    let spots = placed(sides);
    let height = spots.iter().map(|s| s.bottom).fold(0.0, f64::max);
    Some(html! {
        svg.network viewBox=(format!("0 0 {WIDTH} {}", px(height))) role="img" aria-label="Sides and their backers" {
            @for &(a, b) in opposed {
                @if let (Some(from), Some(to)) = (spots.get(a), spots.get(b)) {
                    path.opposes d=(format!("M{} {}L{} {}", px(from.inner), px(from.middle), px(to.inner), px(to.middle))) {}
                }
            }
            @for (i, (side, spot)) in sides.iter().zip(&spots).enumerate() {
                @for (backer, y) in side.backers.iter().zip(rows(spot, side.backers.len())) {
                    path class=(if backer.denied { "backs denied" } else { "backs" })
                        d=(format!("M{} {}L{} {}", px(spot.backer_edge), px(y), px(spot.outer), px(spot.middle))) {}
                    (boxed(spot.backer_left, y, BOX.0, &backer.name, "backer", &described(backer)))
                }
                (boxed(spot.left, spot.middle, BOX.1, &side.name, &format!("side side{}", i % 6), &side.members.join(", ")))
                @if !side.members.is_empty() {
                    text.members x=(px(spot.left + BOX.1 / 2.0)) y=(px(spot.middle + ROW.0 / 2.0 + 13.0)) text-anchor="middle" {
                        (fitted(&format!("with {}", side.members.join(", ")), 34))
                    }
                }
            }
        }
    })
}

fn described(backer: &Backer) -> String {
    let kind = if backer.kind == "unspecified" { "backs" } else { backer.kind.as_str() };
    if backer.denied { format!("{kind}; denied") } else { kind.to_owned() }
}

/// Where a side and its backers stand.
struct Spot {
    left: f64,
    /// The edges that face the other column and the backers.
    inner: f64,
    outer: f64,
    middle: f64,
    backer_left: f64,
    backer_edge: f64,
    bottom: f64,
}

/// Sides by turns in the left and the right column.
fn placed(sides: &[Side]) -> Vec<Spot> {
    let mut tops = [8.0, 8.0];
    let place = |(i, side): (usize, &Side)| {
        let column = i % 2;
        let rows = side.backers.len().max(1) as f64;
        let tall = (rows * (ROW.0 + ROW.1)).max(ROW.0 + ROW.1 + 14.0);
        let top = tops[column];
        tops[column] += tall + 16.0;
        let (left, backer_left) = if column == 0 { (BOX.0 + 30.0, 4.0) } else { (WIDTH - BOX.0 - 30.0 - BOX.1, WIDTH - BOX.0 - 4.0) };
        let (inner, outer, backer_edge) =
            if column == 0 { (left + BOX.1, left, backer_left + BOX.0) } else { (left, left + BOX.1, backer_left) };
        Spot { left, inner, outer, middle: top + tall / 2.0, backer_left, backer_edge, bottom: top + tall + 8.0 }
    };
    sides.iter().enumerate().map(place).collect()
}

/// The middles of a side's backers.
fn rows(spot: &Spot, count: usize) -> impl Iterator<Item = f64> {
    let first = spot.middle - (count as f64 - 1.0) * (ROW.0 + ROW.1) / 2.0;
    (0..count).map(move |i| first + i as f64 * (ROW.0 + ROW.1))
}

fn boxed(left: f64, middle: f64, width: f64, name: &str, class: &str, about: &str) -> Markup {
    let most = (width / 7.2) as usize;
    html! {
        g {
            title { (name) @if !about.is_empty() { ": " (about) } }
            rect class=(class) x=(px(left)) y=(px(middle - ROW.0 / 2.0)) width=(px(width)) height=(px(ROW.0)) rx="5" {}
            text class=(format!("in-{}", class.split(' ').next().unwrap_or(class))) x=(px(left + width / 2.0)) y=(px(middle + 4.5)) text-anchor="middle" {
                (fitted(name, most))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn side(name: &str, backers: &[&str]) -> Side {
        let backer = |b: &&str| Backer { name: (*b).to_owned(), kind: "military".to_owned(), denied: *b == "Ord" };
        Side { name: name.to_owned(), members: Vec::new(), backers: backers.iter().map(backer).collect() }
    }

    #[test]
    fn sides_backers_and_lines_are_drawn() {
        let sides = [side("Northern Guard", &["Tarn", "Ord"]), side("Harbour Council", &[])];
        let drawn = network(&sides, &[(0, 1)]).expect("a picture").into_string();
        assert_eq!(drawn.matches("class=\"opposes\"").count(), 1);
        assert_eq!(drawn.matches("class=\"backs\"").count(), 1);
        assert_eq!(drawn.matches("class=\"backs denied\"").count(), 1);
    }

    #[test]
    fn boxes_do_not_overlap() {
        let sides: Vec<Side> = (0..5).map(|_| side("S", &["a", "b", "c"])).collect();
        let spots = placed(&sides);
        for column in 0..2 {
            let bottoms: Vec<&Spot> = spots.iter().skip(column).step_by(2).collect();
            assert!(bottoms.windows(2).all(|w| rows(w[1], 3).next() > rows(w[0], 3).last().map(|y| y + ROW.0)));
        }
    }

    #[test]
    fn no_side_is_no_picture() {
        assert!(network(&[], &[]).is_none());
    }
}
