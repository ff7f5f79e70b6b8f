//! Which place a name means: from the country the text speaks of, what it says the place lies in, the other places it
//! names, and the number of people.

use std::ops::Range;

use rustc_hash::FxHashMap;
use truceline_knowledge::{Knowledge, Place, PlaceKind, Referent, folded, push_folded};
use truceline_syntax::{EntityKind, View};

use crate::{
    containers::{self, Container, contains, distance},
    countries::{Countries, share},
    datelines::datelines,
    names::{Candidate as Found, key},
    peoples,
    place_words::{Sort, shorter_forms},
    things::NameKind,
};

/// Candidates that are weighed for one name at most.
const MOST: usize = 40;
/// Rounds in which the names of a document settle each other.
const ROUNDS: usize = 3;

/// A place that a name may mean.
struct Candidate<'k> {
    index: u32,
    place: Place<'k>,
    /// Folded first-level region.
    admin1: String,
    prior: f32,
    chance: f32,
    /// The text says that the place lies in one that it does lie in.
    contained: bool,
}

/// All mentions of one name in a document.
struct Name<'k> {
    key: String,
    candidates: Vec<Candidate<'k>>,
    containers: Vec<Container>,
}

/// Gives the names of places, states, peoples and seats their place in the gazetteer, by all evidence in the document, and
/// drops names that only the gazetteer speaks for where the text does not bear them out.
pub(crate) fn settle(view: &View, knowledge: &Knowledge, mut found: Vec<Found>) -> Vec<Found> {
    let on_map = |c: &Found| !matches!(c.kind, NameKind::Person | NameKind::Body);
    let given: Vec<Range<u32>> = found.iter().filter(|c| on_map(c)).map(|c| c.tokens.clone()).collect();
    let mut resolver = Resolver::new(view, knowledge, &given);
    resolver.settle();
    for c in found.iter_mut().filter(|c| on_map(c)) {
        c.place = resolver.best(&c.tokens).filter(|p| peoples::may_lie_at(knowledge, c.referent, *p));
    }
    found.retain(|c| c.sure || resolver.believes(c));
    for c in found.iter_mut().filter(|c| on_map(c)) {
        c.place = c.place.filter(|p| resolver.candidate(&c.tokens, *p).is_none_or(|(n, place)| !resolver.out_of_the_way(n, place)));
    }
    found
}

struct Resolver<'v, 'k> {
    view: &'v View<'v>,
    knowledge: &'k Knowledge,
    names: Vec<Name<'k>>,
    by_key: FxHashMap<String, usize>,
    countries: Countries<'k>,
    anchors: Vec<Anchor<'k>>,
}

/// A likely place of a name.
struct Anchor<'k> {
    name: usize,
    place: Place<'k>,
    chance: f32,
}

impl<'v, 'k> Resolver<'v, 'k> {
    fn new(view: &'v View<'v>, knowledge: &'k Knowledge, given: &[Range<u32>]) -> Self {
        let countries = Countries::of(view, knowledge);
        let mut out = Self { view, knowledge, names: Vec::new(), by_key: FxHashMap::default(), countries, anchors: Vec::new() };
        for tokens in given {
            let containers = containers::of(view, knowledge, tokens.clone());
            let sort = Sort::of(&view.form(tokens.end).to_lowercase()).filter(|s| *s == Sort::Region);
            out.add(key(view, tokens.clone()), sort, containers);
        }
        for (key, container) in datelines(view) {
            out.add(key, None, container.into_iter().collect());
        }
        out.weigh_alone();
        out
    }

    fn add(&mut self, key: String, sort: Option<Sort>, containers: Vec<Container>) {
        let at = match self.by_key.get(&key) {
            Some(&at) => at,
            None => {
                let candidates = candidates(self.knowledge, &key, sort);
                self.names.push(Name { candidates, key: key.clone(), containers: Vec::new() });
                self.by_key.insert(key, self.names.len() - 1);
                self.names.len() - 1
            }
        };
        let name = &mut self.names[at];
        for container in containers {
            if !name.containers.contains(&container) {
                name.containers.push(container);
            }
        }
    }

    /// What can be said of each candidate without the other names: its prior and what contains it.
    fn weigh_alone(&mut self) {
        for name in &mut self.names {
            for container in &name.containers {
                let outer = containers::places(self.knowledge, container);
                for c in &mut name.candidates {
                    if outer.iter().any(|o| contains(o, &c.place, &c.admin1)) {
                        c.prior += weights::CONTAINED;
                        c.contained = true;
                    }
                }
            }
            name.candidates.sort_by(|a, b| b.prior.total_cmp(&a.prior).then(a.index.cmp(&b.index)));
            name.candidates.truncate(MOST);
        }
    }

    /// Lets the names of the document settle each other.
    fn settle(&mut self) {
        for round in 0..=ROUNDS {
            self.anchors = self.likely();
            let scores: Vec<Vec<f32>> = (0..self.names.len())
                .map(|n| {
                    let name = &self.names[n];
                    let speaks = self.spoken_of_beside(n);
                    let score = |c: &Candidate| {
                        let near = if round > 0 { nearness(&self.anchors, n, &c.place) } else { 0.0 };
                        c.prior + weights::COUNTRY * share(&speaks, c.place.iso3) + self.region(n, c) + near
                    };
                    name.candidates.iter().map(score).collect()
                })
                .collect();
            for (name, scores) in self.names.iter_mut().zip(scores) {
                let top = scores.iter().copied().fold(f32::MIN, f32::max);
                let sum: f32 = scores.iter().map(|s| (s - top).exp()).sum();
                for (c, s) in name.candidates.iter_mut().zip(scores) {
                    c.chance = (s - top).exp() / sum;
                }
            }
        }
    }

    /// How much the document speaks of each country, by its name and by places that are likely there; one name's part is left
    /// out, since a name is no evidence for its own reading.
    fn spoken_of_beside(&self, n: usize) -> FxHashMap<&'k str, f32> {
        let mut speaks = self.countries.beside(&self.names[n].key);
        for a in self.anchors.iter().filter(|a| a.name != n && a.chance > 0.5 && !a.place.iso3.is_empty()) {
            *speaks.entry(a.place.iso3).or_default() += 0.5 * a.chance;
        }
        speaks
    }

    /// Whether the document names the first-level region of a candidate.
    fn region(&self, n: usize, c: &Candidate) -> f32 {
        let own = c.admin1 == self.names[n].key;
        let named = !c.admin1.is_empty() && !own && self.by_key.contains_key(&c.admin1);
        if named { weights::REGION } else { 0.0 }
    }

    /// The likely places of all names, by which others are judged; the likeliest where there are too many.
    fn likely(&self) -> Vec<Anchor<'k>> {
        const MOST_ANCHORS: usize = 150;
        let mut out: Vec<Anchor> = Vec::new();
        for (name, n) in self.names.iter().zip(0..) {
            let likely = name.candidates.iter().filter(|c| c.chance > 0.05 && c.place.kind != PlaceKind::Country);
            out.extend(likely.map(|c| Anchor { name: n, place: c.place, chance: c.chance }));
        }
        out.sort_by(|a, b| b.chance.total_cmp(&a.chance).then(a.name.cmp(&b.name)));
        out.truncate(MOST_ANCHORS);
        out
    }

    /// Whether a name that the model did not mark is one of a place: where it stands as only places do, a town will do; else
    /// it is a large place or one of several words, and more than its name speaks for it.
    fn believes(&self, name: &Found) -> bool {
        const TOWN: u64 = 5_000;
        const LARGE: u64 = 1_000_000;
        let view = self.view;
        let before = name.tokens.start.checked_sub(1).map_or("", |b| view.lemma(b));
        let inside = matches!(before, "in" | "at" | "near" | "outside" | "around" | "toward" | "towards");
        let perhaps = matches!(before, "from" | "to" | "into" | "of");
        let in_person = |e: &truceline_syntax::Entity| {
            e.kind == EntityKind::Person && e.tokens.clone().any(|t| view.form(t) == view.form(name.tokens.start))
        };
        if name.tokens.len() == 1 && view.parse.entities.iter().any(in_person) {
            return false;
        }
        let Some((n, c)) = name.place.and_then(|p| self.candidate(&name.tokens, p)) else { return false };
        if inside && c.place.population >= TOWN {
            return true;
        }
        let several = name.tokens.len() > 1 && (c.place.population >= 50_000 || is_own(&c.place));
        self.supported(n, c) && (inside || perhaps || several || c.place.population >= LARGE)
    }

    fn candidate(&self, tokens: &Range<u32>, index: u32) -> Option<(usize, &Candidate<'k>)> {
        let n = *self.by_key.get(&key(self.view, tokens.clone()))?;
        Some((n, self.names[n].candidates.iter().find(|c| c.index == index)?))
    }

    /// True for a village in a country that the document does not speak of, where nothing speaks for the place.
    fn out_of_the_way(&self, n: usize, c: &Candidate) -> bool {
        const SMALL: u64 = 10_000;
        !self.countries.named.is_empty() && c.place.population < SMALL && !self.supported(n, c)
    }

    /// Whether anything but its name speaks for a place.
    fn supported(&self, n: usize, c: &Candidate) -> bool {
        const LARGE: u64 = 100_000;
        c.contained
            || c.place.population >= LARGE
            || is_own(&c.place)
            || !matches!(c.place.kind, PlaceKind::City)
            || share(&self.spoken_of_beside(n), c.place.iso3) > 0.2
            || self.region(n, c) > 0.0
            || nearness(&self.anchors, n, &c.place) > 0.3 * weights::NEAR
    }

    /// The best candidate for one mention: what the text says of this very mention comes first.
    fn best(&self, tokens: &Range<u32>) -> Option<u32> {
        let name = &self.names[*self.by_key.get(&key(self.view, tokens.clone()))?];
        let outer: Vec<Place> = if name.containers.len() > 1 {
            let here = containers::of(self.view, self.knowledge, tokens.clone());
            here.iter().flat_map(|c| containers::places(self.knowledge, c)).collect()
        } else {
            Vec::new()
        };
        let inside = |c: &&Candidate| outer.iter().any(|o| contains(o, &c.place, &c.admin1));
        let likeliest = |a: &&Candidate, b: &&Candidate| a.chance.total_cmp(&b.chance).then(b.index.cmp(&a.index));
        let found = name.candidates.iter().filter(inside).max_by(likeliest);
        found.or_else(|| name.candidates.iter().max_by(likeliest)).map(|c| c.index)
    }
}

/// What each kind of evidence weighs, in the logarithm of people (base e).
mod weights {
    /// The text says what the place lies in.
    pub const CONTAINED: f32 = 8.0;
    /// The document speaks of nothing but the country.
    pub const COUNTRY: f32 = 6.0;
    /// The document names the region.
    pub const REGION: f32 = 3.0;
    /// Other places of the document lie close by.
    pub const NEAR: f32 = 5.0;
    /// The name is the place's main one.
    pub const MAIN_NAME: f32 = 1.0;
    /// The words at the name say what kind of place it is.
    pub const SORT: f32 = 4.0;
    /// The seat of a government.
    pub const SEAT: f32 = 2.0;
}

/// All that a folded name may mean.
fn candidates<'k>(knowledge: &'k Knowledge, key: &str, sort: Option<Sort>) -> Vec<Candidate<'k>> {
    let mut out = exact(knowledge, key, sort);
    if out.is_empty() {
        let mut shorter = shorter_forms(key).into_iter().map(|(short, said)| exact(knowledge, short, sort.or(said)));
        out = shorter.find(|found| !found.is_empty()).unwrap_or_default();
    }
    if out.is_empty() {
        out = exact(knowledge, &format!("{key} county"), None);
    }
    out
}

fn exact<'k>(knowledge: &'k Knowledge, key: &str, sort: Option<Sort>) -> Vec<Candidate<'k>> {
    let gazetteer = &knowledge.gazetteer;
    let mut out = Vec::new();
    let mut seat = false;
    for referent in knowledge.names.get(key) {
        match referent {
            Referent::Country(c) | Referent::Nationality(c) => {
                let country = knowledge.countries.get(*c as usize);
                out.extend(country.and_then(|c| gazetteer.country(&c.iso3)).and_then(|i| Some((i, gazetteer.place(i)?))));
            }
            Referent::Seat(c) => {
                seat = true;
                let capital = knowledge.countries.get(*c as usize).map(|c| c.capital.as_str()).unwrap_or_default();
                if gazetteer.get(key).is_empty() {
                    out.extend(gazetteer.get(&folded(capital)).into_iter().filter(|(_, p)| p.kind == PlaceKind::Capital));
                }
            }
            _ => {}
        }
    }
    out.extend(gazetteer.get(key));
    out.dedup_by_key(|(index, _)| *index);
    let mut name = String::new();
    out.into_iter()
        .map(|(index, place)| {
            name.clear();
            push_folded(&mut name, place.name);
            let mut prior = importance(&place);
            prior += if name == key { weights::MAIN_NAME } else { 0.0 };
            prior += if seat && place.kind == PlaceKind::Capital { weights::SEAT } else { 0.0 };
            prior += match sort {
                Some(sort) if sort.fits(&place) => weights::SORT,
                Some(_) => -weights::SORT,
                None => 0.0,
            };
            Candidate { index, place, admin1: folded(place.admin1), prior, chance: 0.0, contained: false }
        })
        .collect()
}

/// How near the likely places of the other names are, 0 to [`weights::NEAR`].
fn nearness(anchors: &[Anchor], n: usize, place: &Place) -> f32 {
    const FARTHEST: f32 = 9.0; // degrees of latitude in 1,000 km
    if place.kind == PlaceKind::Country {
        return 0.0;
    }
    let near = |a: &&Anchor| a.name != n && (a.place.lat - place.lat).abs() < FARTHEST;
    let weigh = |a: &Anchor| match distance(place, &a.place) {
        d if d < 60.0 => a.chance,
        d if d < 160.0 => 0.7 * a.chance,
        d if d < 400.0 => 0.3 * a.chance,
        d if d < 1000.0 => 0.1 * a.chance,
        _ => 0.0,
    };
    let sum: f32 = anchors.iter().filter(near).map(weigh).sum();
    weights::NEAR * (1.0 - (-sum).exp())
}

/// Places that the project itself lists are in the news.
fn is_own(place: &Place) -> bool {
    place.id.starts_with("TL.")
}

/// How often news means a place, other things equal: the logarithm of its people, or of as many as its kind is worth.
fn importance(place: &Place) -> f32 {
    let least: f32 = match place.kind {
        PlaceKind::Country => return 18.0,
        PlaceKind::Capital => 100_000.0,
        PlaceKind::City => 300.0,
        PlaceKind::District => 5_000.0,
        PlaceKind::Region => 3_000.0,
        PlaceKind::Sea | PlaceKind::River | PlaceKind::Mountain => 100_000.0,
        _ => 20_000.0,
    };
    0.8 * least.max(place.population as f32).ln()
}
