//! Pictures drawn by the program, as SVG inside a page: a map, a timeline, a network of sides and backers.
//!
//! Colours are classes that the page's style sheet fills (`side0` to `side5`, `calm`, `force`), so that a page can be dark
//! or light. The same input gives the same bytes: positions are rounded to tenths of a pixel, and only sums, products and
//! square roots are used.

mod map;
mod network;
mod outlines;
mod timeline;

pub use map::{Marker, MarkerKind, map};
pub use network::{Backer, Side, network};
pub use timeline::{Lane, Mark, timeline};

/// A length or position in pixels as SVG takes it: tenths, without a needless `.0`.
fn px(value: f64) -> String {
    let tenths = (value * 10.0).round() / 10.0;
    if tenths == 0.0 { "0".to_owned() } else { format!("{tenths}") }
}

/// How wide a label is about, in pixels, at a font of `size` pixels.
fn label_width(label: &str, size: f64) -> f64 {
    label.chars().count() as f64 * size * 0.56
}

/// A label that fits into `most` characters, cut at a character with an ellipsis.
fn fitted(label: &str, most: usize) -> String {
    if label.chars().count() <= most {
        return label.to_owned();
    }
    let cut: String = label.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", cut.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tenths_of_pixels() {
        assert_eq!((px(3.16), px(2.0), px(-0.04)), ("3.2".to_owned(), "2".to_owned(), "0".to_owned()));
    }

    #[test]
    fn long_labels_are_cut_between_characters() {
        assert_eq!(fitted("Réunion du Caire", 8), "Réunion…");
        assert_eq!(fitted("Sirte", 8), "Sirte");
    }
}
