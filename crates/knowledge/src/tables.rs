//! TOML knowledge files: countries, actors, people, and their checks.

use std::{collections::BTreeMap, ops::Range};

use jiff::civil::Date;
use serde::{Deserialize, de::DeserializeOwned};
use toml::Spanned;

use crate::{KnowledgeError, files::File};

/// A state or territory.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Country {
    /// ISO 3166-1 alpha-3, also the PLOVER country code.
    pub iso3: String,
    /// ISO 3166-1 alpha-2.
    #[serde(default)]
    pub iso2: String,
    /// Short English name.
    pub name: String,
    /// Other names of the state.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Demonym adjectives.
    #[serde(default)]
    pub adjectives: Vec<String>,
    /// What the state is called where only this adjective tells of it, if not by its short name: `British` of `Britain`.
    #[serde(default)]
    pub called: BTreeMap<String, String>,
    /// Nouns for its people.
    #[serde(default)]
    pub people: Vec<String>,
    /// Seat of government.
    #[serde(default)]
    pub capital: String,
    /// Further names that stand for the government.
    #[serde(default)]
    pub government: Vec<String>,
    /// Latitude of the rough centre, degrees north.
    pub lat: f64,
    /// Longitude of the rough centre, degrees east.
    pub lon: f64,
}

/// A body: armed group, institution, organisation, party, medium.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Actor {
    /// Unique over all actor files.
    pub id: String,
    /// Name most used in English news.
    pub name: String,
    /// Other names, acronyms, transliterations.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// `armed group`, `igo`, `media` and so on.
    #[serde(default)]
    pub kind: String,
    /// ISO 3166-1 alpha-3; `None` for international bodies.
    pub country: Option<String>,
    /// PLOVER sector.
    #[serde(default)]
    pub sector: String,
    /// A whole CAMEO/PLOVER code where the body has one of its own.
    pub code: Option<String>,
    /// First day of existence, open where not known.
    #[serde(default)]
    pub from: PartialDate,
    /// Last day of existence, open where it still exists or is not known.
    #[serde(default)]
    pub until: PartialDate,
    /// Id of the body it belongs to.
    pub parent: Option<String>,
    /// Month up to which the entry is believed right.
    #[serde(skip)]
    pub as_of: String,
}

/// A term of office.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Post {
    /// `president`, `foreign minister`, `commander` and so on.
    pub role: String,
    /// ISO3 of a country or id of an actor.
    pub of: String,
    /// Start, open where not known.
    #[serde(default)]
    pub from: PartialDate,
    /// End; open while in office, `?` where it is over and the end is not known.
    #[serde(default)]
    pub until: PartialDate,
}

/// A person.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Unique over all actor files.
    pub id: String,
    /// Name most used in English news.
    pub name: String,
    /// Full names and transliterations.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// `m` or `f`.
    #[serde(default)]
    pub gender: String,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Terms of office.
    #[serde(default)]
    pub posts: Vec<Post>,
    /// Month up to which the entry is believed right.
    #[serde(skip)]
    pub as_of: String,
}

impl Person {
    /// The terms that cover `date`, in file order.
    pub fn posts_on(&self, date: Date) -> impl Iterator<Item = &Post> {
        self.posts.iter().filter(move |p| p.covers(date))
    }
}

impl Actor {
    /// True where it may exist on `date`; open ends count as unbounded.
    pub fn is_there(&self, date: Date) -> bool {
        self.from.first().is_none_or(|f| f <= date) && self.until.last().is_none_or(|u| date <= u)
    }
}

impl Post {
    /// True where `date` may lie in the term; an open end counts as unbounded, an unknown one as over.
    pub fn covers(&self, date: Date) -> bool {
        self.from.first().is_none_or(|f| f <= date) && !self.until.unknown && self.until.last().is_none_or(|u| date <= u)
    }
}

/// A date known to the year, month or day, or open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartialDate {
    days: Option<(Date, Date)>,
    /// Over, but when is not known.
    pub unknown: bool,
}

impl PartialDate {
    /// First day it may mean; `None` where open.
    pub fn first(&self) -> Option<Date> {
        self.days.map(|d| d.0)
    }

    /// Last day it may mean; `None` where open.
    pub fn last(&self) -> Option<Date> {
        self.days.map(|d| d.1)
    }

    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let year: i16 = parts.next().filter(|y| y.len() == 4)?.parse().ok()?;
        let month: Option<i8> = parts.next().map(str::parse).transpose().ok()?;
        let day: Option<i8> = parts.next().map(str::parse).transpose().ok()?;
        if parts.next().is_some() {
            return None;
        }
        let first = Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()?;
        let last = match (month, day) {
            (_, Some(_)) => first,
            (Some(_), None) => first.last_of_month(),
            (None, None) => Date::new(year, 12, 31).ok()?,
        };
        Some(Self { days: Some((first, last)), unknown: false })
    }
}

impl<'de> Deserialize<'de> for PartialDate {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = String::deserialize(d)?;
        match text.as_str() {
            "" => Ok(Self::default()),
            "?" => Ok(Self { days: None, unknown: true }),
            t => {
                Self::parse(t).ok_or_else(|| serde::de::Error::custom(format!("`{t}` is not a date; expected YYYY, YYYY-MM or YYYY-MM-DD")))
            }
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CountryFile {
    country: Vec<Spanned<Country>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ActorFile {
    as_of: String,
    #[serde(rename = "source")]
    _source: String,
    #[serde(default)]
    actor: Vec<Spanned<Actor>>,
    #[serde(default)]
    person: Vec<Spanned<Person>>,
}

/// Reads one TOML file, turning its errors into located mistakes.
pub(crate) fn read<T: DeserializeOwned>(file: &File) -> Result<T, KnowledgeError> {
    toml::from_str(&file.text).map_err(|e| located(file, &e))
}

fn located(file: &File, error: &toml::de::Error) -> KnowledgeError {
    let Range { start, end } = error.span().unwrap_or(0..0);
    let message = error.message().lines().next().unwrap_or("not valid TOML").to_owned();
    let mistake = KnowledgeError::mistake(&file.path, &file.text, start, end.saturating_sub(start), message.clone());
    let Some((unknown, names)) = message.strip_prefix("unknown field `").and_then(|r| r.split_once('`')) else {
        return mistake;
    };
    let names: Vec<&str> = names.split('`').skip(1).step_by(2).collect();
    mistake.nearest_of(unknown, names)
}

/// A value with its place in its file.
pub(crate) struct Located<T> {
    pub file: usize,
    pub span: Range<usize>,
    pub value: T,
}

pub(crate) fn countries(file: &File) -> Result<Vec<Country>, KnowledgeError> {
    let list: CountryFile = read(file)?;
    let mut out: Vec<Country> = Vec::with_capacity(list.country.len());
    for entry in list.country {
        let span = entry.span();
        let country = entry.into_inner();
        if country.iso3.len() != 3 || out.iter().any(|c| c.iso3 == country.iso3) {
            let message = format!("country code `{}` is not three letters or stands twice", country.iso3);
            return Err(KnowledgeError::mistake(&file.path, &file.text, span.start, 11, message));
        }
        out.push(country);
    }
    Ok(out)
}

/// Bodies and people of all files, with their places for later checks.
pub(crate) type ActorTables = (Vec<Located<Actor>>, Vec<Located<Person>>);

pub(crate) fn actors(files: &[&File]) -> Result<ActorTables, KnowledgeError> {
    let (mut actors, mut people) = (Vec::new(), Vec::new());
    for (index, file) in files.iter().enumerate() {
        let list: ActorFile = read(file)?;
        for entry in list.actor {
            let span = entry.span();
            let mut value = entry.into_inner();
            value.as_of.clone_from(&list.as_of);
            actors.push(Located { file: index, span, value });
        }
        for entry in list.person {
            let span = entry.span();
            let mut value = entry.into_inner();
            value.as_of.clone_from(&list.as_of);
            people.push(Located { file: index, span, value });
        }
    }
    Ok((actors, people))
}
