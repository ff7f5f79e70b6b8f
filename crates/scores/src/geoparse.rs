//! Toponyms: how many are found, and how many are placed within 161 km (100 miles) of where gold has them; the latter also
//! with gold's spans handed to the coder.

use truceline_engine::Engine;
use truceline_mentions::{GivenName, Mentions, NameKind, Toponym};
use truceline_syntax::View;
use truceline_text::Span;

use crate::{
    error::ScoreError,
    figure::Figure,
    gold::Gold,
    spans::{Offsets, overlap},
    table::{Measure, Table},
    tally::{Tally, Task},
    values::{as_list, field, number, text},
};

/// The corpora, as records name them and as they are printed.
const CORPORA: [(&str, &str); 4] = [("gwn", "GeoWebNews"), ("lgl", "LGL"), ("trnews", "TR-News"), (WITHOUT_PEOPLES, "GeoVirus")];

/// The corpus that takes words for peoples (`Peruvian`) for no toponyms.
const WITHOUT_PEOPLES: &str = "geovirus";

/// Figures of a corpus: spans, places of what was found, places with spans given.
const FIGURES: usize = 3;

/// How far from gold a place may lie, in kilometres.
const NEAR: f64 = 161.0;

/// Radius of the earth in kilometres.
const EARTH: f64 = 6371.0;

/// A toponym of gold, with degrees north and east where gold has them.
struct Wanted {
    span: Span,
    place: Option<(f64, f64)>,
}

/// Adds the rows of each corpus and of all.
pub fn score(task: &Task, table: &mut Table) -> Result<(), ScoreError> {
    let records = task.records_dated("date")?;
    let figures: [Figure; FIGURES * CORPORA.len()] = task.tally(&records, table, |record| one(task.engine, record));
    let all: Vec<Figure> = (0..FIGURES).map(|f| figures.iter().skip(f).step_by(FIGURES).copied().sum()).collect();
    let corpora = CORPORA.iter().map(|c| c.1).chain(["all"]);
    for ((corpus, name), figures) in CORPORA.iter().map(|c| c.0).chain([""]).zip(corpora).zip(figures.chunks(FIGURES).chain([&all[..]])) {
        let documents = records.iter().filter(|r| corpus.is_empty() || text(field(&r.value, "corpus")) == corpus).count();
        table.push(task.set, format!("{name} toponyms"), figures[0], documents);
        let share = |f: Figure| Measure::Share { right: f.found, whole: f.gold };
        table.add(task.set, format!("{name} within 161 km"), share(figures[1]), documents);
        table.add(task.set, format!("{name} same, spans given"), share(figures[2]), documents);
    }
    Ok(())
}

fn one(engine: &Engine, record: &Gold) -> Tally<{ FIGURES * CORPORA.len() }> {
    let wanted = wanted(record);
    let (segmented, parse) = engine.parse(&record.document);
    let view = View::new(&record.document, &segmented, &parse);
    let corpus = text(field(&record.value, "corpus"));
    let mut found = Mentions::find(&view, engine.knowledge()).toponyms(&view, engine.knowledge());
    found.retain(|t| t.kind != NameKind::Nationality || corpus != WITHOUT_PEOPLES);
    let given: Vec<GivenName> = wanted.iter().map(|w| GivenName { span: w.span, kind: Some(NameKind::Place) }).collect();
    let handed = Mentions::find_given(&view, engine.knowledge(), &given).toponyms(&view, engine.knowledge());
    let mut tally = Tally::default();
    if let Some(at) = CORPORA.iter().position(|c| c.0 == corpus) {
        let (figures, misses) = compare(record, &wanted, &found, &handed);
        tally.figures[at * FIGURES..][..FIGURES].copy_from_slice(&figures);
        tally.misses = misses;
    }
    tally
}

/// The toponyms of a record. GeoWebNews also marks other nouns of place and names that are no toponyms.
fn wanted(record: &Gold) -> Vec<Wanted> {
    let offsets = Offsets::of(&record.document.text);
    let is_toponym =
        |kind: &str| matches!(kind, "" | "Literal" | "Metonymic" | "Mixed" | "Demonym" | "Language") || kind.ends_with("_Modifier");
    let toponyms = as_list(field(&record.value, "toponyms")).into_iter().filter(|t| is_toponym(&text(field(t, "type"))));
    let wanted = |t| {
        let place = number(field(t, "lat")).zip(number(field(t, "lon")));
        Some(Wanted { span: offsets.span(field(t, "begin"), field(t, "end"))?, place })
    };
    toponyms.filter_map(wanted).collect()
}

/// Figures of a document and its misses: spans, places of what was found, places with spans given.
fn compare(record: &Gold, wanted: &[Wanted], found: &[Toponym], handed: &[Toponym]) -> ([Figure; FIGURES], Vec<String>) {
    let touching = |list: &'_ [Toponym], span: Span| list.iter().find(|t| overlap(t.span, span)).cloned();
    let mut figures =
        [Figure { gold: wanted.len() as u64, coded: found.len() as u64, ..Figure::default() }, Figure::default(), Figure::default()];
    figures[0].right = found.iter().filter(|f| wanted.iter().any(|w| overlap(w.span, f.span))).count() as u64;
    let mut misses = Vec::new();
    let mut miss = |what: &str, span: Span| misses.push(format!("{what} {} `{}`", record.document.id, span.of(&record.document.text)));
    for w in wanted {
        let coded = touching(found, w.span);
        figures[0].found += u64::from(coded.is_some());
        if coded.is_none() {
            miss("MISSED", w.span);
        }
        let Some(place) = w.place else { continue };
        for (figure, toponym) in [(1, coded), (2, touching(handed, w.span))] {
            let kilometres = toponym.as_ref().and_then(|t| t.coordinates).map(|c| distance(c, place));
            let near = kilometres.is_some_and(|k| k <= NEAR);
            figures[figure].add(Figure { gold: 1, found: u64::from(near), ..Figure::default() });
            if figure == 2 && !near {
                miss(&kilometres.map_or("WRONG unknown place".to_owned(), |k| format!("WRONG by {k:.0} km")), w.span);
            }
        }
    }
    for extra in found.iter().filter(|f| !wanted.iter().any(|w| overlap(w.span, f.span))) {
        miss("EXTRA", extra.span);
    }
    (figures, misses)
}

/// Kilometres along the great circle between two points in degrees, by the haversine formula.
fn distance(a: (f64, f64), b: (f64, f64)) -> f64 {
    let half_chord = |x: f64, y: f64| ((x - y).to_radians() / 2.0).sin().powi(2);
    let h = half_chord(a.0, b.0) + a.0.to_radians().cos() * b.0.to_radians().cos() * half_chord(a.1, b.1);
    2.0 * EARTH * h.sqrt().min(1.0).asin()
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use truceline_text::Document;

    use super::*;

    #[test]
    fn distances_on_the_globe() {
        assert!((distance((0.0, 0.0), (0.0, 1.0)) - 111.2).abs() < 0.1);
        assert!((distance((52.52, 13.405), (48.857, 2.352)) - 878.0).abs() < 3.0, "Berlin to Paris");
        assert!((distance((10.0, 179.5), (10.0, -179.5)) - 109.5).abs() < 0.1, "across the date line");
    }

    #[test]
    fn near_places_count_and_missed_ones_are_wrong() {
        let document = Document { text: "Guards left Tarn for Oslo and Lima, Peruvian papers say.".to_owned(), ..Document::default() };
        let value = json!({"toponyms": [
            {"begin": 21, "end": 25, "lat": 59.9, "lon": 10.7, "type": "Literal"},
            {"begin": 30, "end": 34, "lat": -12.0, "lon": -77.0},
            {"begin": 36, "end": 44, "type": "Non_Literal_Modifier"},
            {"begin": 45, "end": 51, "type": "Non_Toponym"}]});
        let record = Gold { value, document };
        let toponym =
            |start, end, coordinates| Toponym { span: Span { start, end }, kind: NameKind::Place, id: None, country: None, coordinates };
        let found = [toponym(12, 16, None), toponym(21, 25, Some((60.0, 11.0)))];
        let handed = [toponym(21, 25, Some((60.0, 11.0))), toponym(30, 34, Some((30.0, 11.0)))];
        let (figures, misses) = compare(&record, &wanted(&record), &found, &handed);
        assert_eq!((figures[0].found, figures[0].gold, figures[0].right, figures[0].coded), (1, 3, 1, 2));
        assert_eq!((figures[1].found, figures[1].gold), (1, 2));
        assert_eq!((figures[2].found, figures[2].gold), (1, 2));
        assert_eq!(misses.len(), 4, "{misses:?}");
    }
}
