//! Names of places with where they lie on the map.

use compact_str::CompactString;
use truceline_knowledge::Knowledge;
use truceline_syntax::View;
use truceline_text::Span;

use crate::{
    Mentions,
    things::{NameKind, NameMention},
};

/// A name that stands on the map: of a place, a state, its people or its seat of government.
#[derive(Clone, Debug, PartialEq)]
pub struct Toponym {
    /// Bytes of the name.
    pub span: Span,
    /// What it names.
    pub kind: NameKind,
    /// Gazetteer id of a place, ISO3 of a state.
    pub id: Option<CompactString>,
    /// ISO3 of the country.
    pub country: Option<CompactString>,
    /// Degrees north and east: a place's own, or the middle of a state.
    pub coordinates: Option<(f64, f64)>,
}

impl Mentions {
    /// The names of places, states and peoples in text order; without coordinates where the knowledge has no such place.
    pub fn toponyms(&self, view: &View, knowledge: &Knowledge) -> Vec<Toponym> {
        let on_map = |n: &&NameMention| !matches!(n.kind, NameKind::Person | NameKind::Body);
        self.names.iter().filter(on_map).map(|n| Self::toponym(view, knowledge, n)).collect()
    }

    fn toponym(view: &View, knowledge: &Knowledge, name: &NameMention) -> Toponym {
        let place = name.place.and_then(|p| knowledge.gazetteer.place(p));
        Toponym {
            span: view.span_of(name.tokens.clone()),
            kind: name.kind,
            id: place.map(|p| p.id.into()),
            country: place.map(|p| p.iso3.into()).filter(|c: &CompactString| !c.is_empty()),
            coordinates: place.map(|p| (f64::from(p.lat), f64::from(p.lon))),
        }
    }
}
