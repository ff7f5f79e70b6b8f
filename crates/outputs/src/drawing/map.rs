//! Places of a conflict on a map.

use maud::{Markup, html};

use super::{
    fitted, label_width,
    outlines::{Ring, Window, state, within},
    px,
};

/// What stands at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkerKind {
    /// A side holds it: index of the side.
    Held(usize),
    /// Sides contest it.
    Contested,
    /// Force was used there so many times.
    Force(usize),
    /// People met there.
    Talks,
}

/// A place to mark.
#[derive(Clone, Debug, PartialEq)]
pub struct Marker {
    /// Its name.
    pub name: String,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// What stands there.
    pub kind: MarkerKind,
    /// What a reader sees when pointing at it.
    pub about: String,
}

/// Pixels.
const WIDTH: f64 = 720.0;
/// Pixels.
const HEIGHT: f64 = 460.0;
/// The least window, in degrees of latitude.
const LEAST: f64 = 2.5;
/// Pixels.
const FONT: f64 = 12.0;

/// Draws the markers over the outlines of states; those whose ISO3 is given are set off and named. Nothing where there is no
/// marker.
pub fn map(markers: &[Marker], states: &[String]) -> Option<Markup> {
    let view = View::around(markers)?;
    let rings = within(view.window);
    let mut taken: Vec<[f64; 4]> = markers.iter().map(|m| around(view.at(m.lon, m.lat), radius(m.kind))).collect();
    let places: Vec<_> = markers.iter().map(|m| (m, view.at(m.lon, m.lat), label_spot(m, view.at(m.lon, m.lat), &mut taken))).collect();
    let named = states.iter().filter_map(|iso3| state(iso3));
    let labels = named.filter(|s| view.sees(s.lon, s.lat)).filter_map(|state| {
        let (x, y) = view.at(state.lon, state.lat);
        let half = label_width(state.name, FONT) / 2.0;
        let spot = [x - half, y - FONT, x + half, y + 2.0];
        free(&spot, &taken).then(|| {
            taken.push(spot);
            (state.name, x, y)
        })
    });
    let labels: Vec<_> = labels.collect();
    let focus = |ring: &Ring| states.iter().any(|s| s == ring.state);
    Some(html! {
        svg.map viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="img" aria-label="Map of the places named" {
            rect.sea width=(px(WIDTH)) height=(px(HEIGHT)) {}
            @for ring in &rings { path class=(if focus(ring) { "land focus" } else { "land" }) d=(path(ring, &view)) {} }
            @for (name, x, y) in &labels { text.state x=(px(*x)) y=(px(*y)) text-anchor="middle" { (name) } }
            @for (marker, (x, y), spot) in &places {
                g {
                    title { (marker.name) ": " (marker.about) }
                    (symbol(marker.kind, *x, *y))
                    @if let Some((left, base, anchor)) = spot {
                        text.place x=(px(*left)) y=(px(*base)) text-anchor=(anchor) { (fitted(&marker.name, 24)) }
                    }
                }
            }
            (scale_bar(&view))
        }
    })
}

/// Equirectangular projection, true to scale at the window's middle latitude.
struct View {
    window: Window,
    /// Pixels a degree of latitude.
    scale: f64,
    /// Degrees of longitude look so much narrower than those of latitude.
    narrowing: f64,
}

impl View {
    fn around(markers: &[Marker]) -> Option<Self> {
        let range = |pick: fn(&Marker) -> f64| {
            let values = markers.iter().map(pick);
            values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)))
        };
        let (east, north) = (range(|m| m.lon), range(|m| m.lat));
        if markers.is_empty() || !(east.0.is_finite() && north.1.is_finite()) {
            return None;
        }
        let middle = ((east.0 + east.1) / 2.0, (north.0 + north.1) / 2.0);
        let narrowing = cosine(middle.1).max(0.1);
        let tall = ((north.1 - north.0) * 1.35).max(LEAST);
        let wide = ((east.1 - east.0) * 1.35).max(LEAST);
        let scale = (HEIGHT / tall).min(WIDTH / (wide * narrowing));
        let (half_east, half_north) = (WIDTH / scale / narrowing / 2.0, HEIGHT / scale / 2.0);
        let window = Window { east: (middle.0 - half_east, middle.0 + half_east), north: (middle.1 - half_north, middle.1 + half_north) };
        Some(Self { window, scale, narrowing })
    }

    fn at(&self, lon: f64, lat: f64) -> (f64, f64) {
        ((lon - self.window.east.0) * self.narrowing * self.scale, (self.window.north.1 - lat) * self.scale)
    }

    fn sees(&self, lon: f64, lat: f64) -> bool {
        let (x, y) = self.at(lon, lat);
        (30.0..WIDTH - 30.0).contains(&x) && (15.0..HEIGHT - 15.0).contains(&y)
    }
}

/// The cosine of degrees, by its series: the system's may differ in the last digit from machine to machine.
fn cosine(degrees: f64) -> f64 {
    let x = degrees * std::f64::consts::PI / 180.0;
    let square = x * x;
    let (mut term, mut sum) = (1.0, 1.0);
    for n in 1..12 {
        term *= -square / f64::from((2 * n - 1) * (2 * n));
        sum += term;
    }
    sum
}

fn path(ring: &Ring, view: &View) -> String {
    let mut out = String::with_capacity(ring.corners.len() * 10);
    for (i, (lon, lat)) in ring.corners.iter().enumerate() {
        let (x, y) = view.at(*lon, *lat);
        // Far outside the picture the exact corner does not matter, and short numbers keep the page small.
        let (x, y) = (x.clamp(-2.0 * WIDTH, 3.0 * WIDTH), y.clamp(-2.0 * HEIGHT, 3.0 * HEIGHT));
        out.push(if i == 0 { 'M' } else { 'L' });
        out.push_str(&format!("{} {}", px(x), px(y)));
    }
    out.push('Z');
    out
}

fn radius(kind: MarkerKind) -> f64 {
    match kind {
        MarkerKind::Force(times) => (3.0 + (times as f64).sqrt() * 2.0).min(16.0),
        MarkerKind::Held(_) | MarkerKind::Contested => 7.0,
        MarkerKind::Talks => 6.0,
    }
}

fn symbol(kind: MarkerKind, x: f64, y: f64) -> Markup {
    let r = radius(kind);
    let (left, top) = (x - r, y - r);
    match kind {
        MarkerKind::Held(side) => html! { circle class=(format!("side{}", side % 6)) cx=(px(x)) cy=(px(y)) r=(px(r)) {} },
        MarkerKind::Contested => html! {
            circle.contested cx=(px(x)) cy=(px(y)) r=(px(r)) {}
            path.cross d=(format!("M{} {}L{} {}M{} {}L{} {}", px(x - 4.0), px(y - 4.0), px(x + 4.0), px(y + 4.0), px(x - 4.0), px(y + 4.0), px(x + 4.0), px(y - 4.0))) {}
        },
        MarkerKind::Force(_) => html! { circle.force cx=(px(x)) cy=(px(y)) r=(px(r)) {} },
        MarkerKind::Talks => html! { rect.talks x=(px(left)) y=(px(top)) width=(px(2.0 * r)) height=(px(2.0 * r)) rx="2" {} },
    }
}

fn around((x, y): (f64, f64), r: f64) -> [f64; 4] {
    [x - r, y - r, x + r, y + r]
}

fn free(spot: &[f64; 4], taken: &[[f64; 4]]) -> bool {
    taken.iter().all(|t| spot[0] > t[2] || spot[2] < t[0] || spot[1] > t[3] || spot[3] < t[1])
}

/// Where a label finds room beside its symbol: its start, base line and anchor; `None` where there is no room.
fn label_spot(marker: &Marker, (x, y): (f64, f64), taken: &mut Vec<[f64; 4]>) -> Option<(f64, f64, &'static str)> {
    let (r, w) = (radius(marker.kind) + 3.0, label_width(&fitted(&marker.name, 24), FONT));
    let spots = [
        (x + r, y + 4.0, "start", [x + r, y - 7.0, x + r + w, y + 6.0]),
        (x - r, y + 4.0, "end", [x - r - w, y - 7.0, x - r, y + 6.0]),
        (x, y - r - 2.0, "middle", [x - w / 2.0, y - r - FONT, x + w / 2.0, y - r]),
        (x, y + r + FONT, "middle", [x - w / 2.0, y + r, x + w / 2.0, y + r + FONT + 2.0]),
    ];
    let inside = |spot: &[f64; 4]| spot[0] >= 0.0 && spot[2] <= WIDTH && spot[1] >= 0.0 && spot[3] <= HEIGHT;
    let (left, base, anchor, spot) = spots.into_iter().find(|(.., spot)| inside(spot) && free(spot, taken))?;
    taken.push(spot);
    Some((left, base, anchor))
}

/// A bar of a round number of kilometres at the lower left.
fn scale_bar(view: &View) -> Markup {
    /// Kilometres a degree of latitude.
    const DEGREE: f64 = 111.2;
    let most = 160.0 / view.scale * DEGREE;
    let km = [1000.0, 500.0, 200.0, 100.0, 50.0, 20.0, 10.0].into_iter().find(|km| *km <= most).unwrap_or(5.0);
    let length = km / DEGREE * view.scale;
    html! {
        path.bar d=(format!("M16 {y}H{}", px(16.0 + length), y = px(HEIGHT - 16.0))) {}
        text.bar x="16" y=(px(HEIGHT - 22.0)) { (km) " km" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marker(name: &str, lat: f64, lon: f64) -> Marker {
        Marker { name: name.to_owned(), lat, lon, kind: MarkerKind::Held(0), about: "held".to_owned() }
    }

    #[test]
    fn markers_lie_in_the_picture_and_keep_their_order() {
        let markers = [marker("West", 32.9, 13.2), marker("East", 32.1, 20.1)];
        let view = View::around(&markers).expect("two markers");
        let (west, east) = (view.at(13.2, 32.9), view.at(20.1, 32.1));
        assert!(west.0 > 0.0 && west.0 < east.0 && east.0 < WIDTH);
        assert!(west.1 < east.1, "north is up");
        let drawn = map(&markers, &["LBY".to_owned()]).expect("a map").into_string();
        assert!(drawn.contains("class=\"land focus\"") && drawn.contains("West: held") && drawn.contains("km</text>"));
    }

    #[test]
    fn nothing_to_mark_is_no_map() {
        assert!(map(&[], &[]).is_none());
        assert!(map(&[marker("Nowhere", f64::NAN, 1.0)], &[]).is_none());
    }

    #[test]
    fn labels_do_not_cover_each_other() {
        let crowd: Vec<Marker> = (0..30).map(|i| marker("Somewhere", 32.0 + f64::from(i) * 0.001, 13.0)).collect();
        let drawn = map(&crowd, &[]).expect("a map").into_string();
        assert!(drawn.matches("class=\"place\"").count() < 10);
    }

    #[test]
    fn names_are_escaped() {
        let drawn = map(&[marker("<script>alert(1)</script>", 1.0, 1.0)], &[]).expect("a map").into_string();
        assert!(!drawn.contains("<script>"));
    }

    #[test]
    fn the_cosine_is_right() {
        for degrees in [-80, -33, 0, 15, 47, 89] {
            let degrees = f64::from(degrees);
            assert!((cosine(degrees) - degrees.to_radians().cos()).abs() < 1e-12);
        }
    }
}
