//! Event types, their modes and scores, contexts and CAMEO codes.

use std::{fmt, str::FromStr};

use compact_str::CompactString;
use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::{
    KnowledgeError,
    files::{File, Files},
    tables::read,
};

macro_rules! event_types {
    ($($variant:ident = $text:literal),+ $(,)?) => {
        /// The 16 event types of PLOVER 2021.
        #[allow(missing_docs)]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum EventType { $($variant),+ }

        impl EventType {
            /// All types, in the order of PLOVER's manual.
            pub const ALL: &'static [EventType] = &[$(EventType::$variant),+];

            /// The name in capitals.
            pub fn as_str(self) -> &'static str {
                match self { $(EventType::$variant => $text),+ }
            }
        }

        impl FromStr for EventType {
            type Err = ();
            fn from_str(s: &str) -> Result<Self, ()> {
                match s { $($text => Ok(EventType::$variant),)+ _ => Err(()) }
            }
        }
    };
}

event_types!(
    Agree = "AGREE",
    Consult = "CONSULT",
    Support = "SUPPORT",
    Concede = "CONCEDE",
    Cooperate = "COOPERATE",
    Aid = "AID",
    Retreat = "RETREAT",
    Request = "REQUEST",
    Accuse = "ACCUSE",
    Reject = "REJECT",
    Threaten = "THREATEN",
    Protest = "PROTEST",
    Sanction = "SANCTION",
    Mobilize = "MOBILIZE",
    Coerce = "COERCE",
    Assault = "ASSAULT",
);

impl fmt::Display for EventType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

#[derive(Deserialize)]
struct TypesFile {
    r#type: Vec<TypeEntry>,
    contexts: Names,
    sector: Vec<Sector>,
}

#[derive(Deserialize)]
struct TypeEntry {
    name: String,
    description: String,
    quad: String,
    score: f64,
    modes: Vec<ModeEntry>,
}

#[derive(Deserialize)]
struct ModeEntry {
    name: CompactString,
    score: Option<f64>,
}

#[derive(Deserialize)]
struct Names {
    names: Vec<CompactString>,
}

/// A sector code and what it stands for.
#[derive(Clone, Debug, Deserialize)]
pub struct Sector {
    /// Three capitals.
    pub code: CompactString,
    /// In our words.
    pub description: String,
}

/// What the ontology says of one type.
#[derive(Clone, Debug)]
pub struct TypeInfo {
    /// In our words.
    pub description: String,
    /// `verbal cooperation`, `material cooperation`, `verbal conflict` or `material conflict`.
    pub quad: String,
    /// Score without a mode, -10 (conflict) to +10 (cooperation).
    pub score: f64,
    modes: Vec<(CompactString, f64)>,
}

/// A CAMEO code's reading in PLOVER.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CameoCode {
    /// PLOVER type.
    pub event_type: EventType,
    /// PLOVER mode.
    pub mode: Option<CompactString>,
    /// PLOVER contexts.
    pub contexts: Vec<CompactString>,
}

/// The whole ontology.
pub struct Ontology {
    types: Vec<TypeInfo>,
    /// Names of all contexts.
    pub contexts: Vec<CompactString>,
    /// All sectors.
    pub sectors: Vec<Sector>,
    cameo: FxHashMap<CompactString, CameoCode>,
}

impl Ontology {
    pub(crate) fn load(files: &Files) -> Result<Self, KnowledgeError> {
        let file = files.one("ontology/types.toml")?;
        let read_types: TypesFile = read(file)?;
        let mut types = Vec::with_capacity(EventType::ALL.len());
        for t in EventType::ALL {
            let Some(entry) = read_types.r#type.iter().find(|e| e.name == t.as_str()) else {
                let message = format!("type {t} is missing");
                return Err(KnowledgeError::mistake(&file.path, &file.text, 0, 1, message));
            };
            types.push(TypeInfo {
                description: entry.description.clone(),
                quad: entry.quad.clone(),
                score: entry.score,
                modes: entry.modes.iter().map(|m| (m.name.clone(), m.score.unwrap_or(entry.score))).collect(),
            });
        }
        let mut out = Self { types, contexts: read_types.contexts.names, sectors: read_types.sector, cameo: FxHashMap::default() };
        out.cameo = out.read_cameo(files.one("ontology/cameo.tsv")?)?;
        Ok(out)
    }

    fn read_cameo(&self, file: &File) -> Result<FxHashMap<CompactString, CameoCode>, KnowledgeError> {
        let mut table = FxHashMap::default();
        let mut offset = 0;
        for line in file.text.split_inclusive('\n') {
            let start = offset;
            offset += line.len();
            let cells: Vec<&str> = line.trim_end().split('\t').collect();
            if line.starts_with('#') || cells[0].is_empty() || !cells[0].starts_with(|c: char| c.is_ascii_digit()) {
                continue;
            }
            let cell = |i: usize| cells.get(i).copied().unwrap_or("");
            let event_type = cell(1).parse().map_err(|()| {
                let at = start + cells[0].len() + 1;
                KnowledgeError::mistake(&file.path, &file.text, at, cell(1).len(), format!("unknown event type `{}`", cell(1)))
                    .nearest_of(cell(1), EventType::ALL.iter().map(|t| t.as_str()))
            })?;
            let mode = Some(cell(2)).filter(|m| !m.is_empty()).map(CompactString::from);
            if let Some(m) = mode.as_ref().filter(|m| !self.has_mode(event_type, m)) {
                let at = start + cells[0].len() + cells[1].len() + 2;
                return Err(KnowledgeError::mistake(&file.path, &file.text, at, m.len(), format!("{event_type} has no mode `{m}`"))
                    .nearest_of(m, self.modes(event_type)));
            }
            let contexts = cell(3).split(',').map(str::trim).filter(|c| !c.is_empty()).map(CompactString::from).collect();
            table.insert(cells[0].into(), CameoCode { event_type, mode, contexts });
        }
        Ok(table)
    }

    /// What is known of a type.
    pub fn info(&self, event_type: EventType) -> &TypeInfo {
        &self.types[event_type as usize]
    }

    /// Names of a type's modes.
    pub fn modes(&self, event_type: EventType) -> impl Iterator<Item = &str> {
        self.info(event_type).modes.iter().map(|m| m.0.as_str())
    }

    /// True where the type has the mode.
    pub fn has_mode(&self, event_type: EventType, mode: &str) -> bool {
        self.modes(event_type).any(|m| m == mode)
    }

    /// Score of a type with an optional mode, -10 to +10.
    pub fn score(&self, event_type: EventType, mode: Option<&str>) -> f64 {
        let info = self.info(event_type);
        mode.and_then(|m| info.modes.iter().find(|(n, _)| n == m)).map_or(info.score, |m| m.1)
    }

    /// True where the table has this very code.
    pub fn has_cameo(&self, code: &str) -> bool {
        self.cameo.contains_key(code)
    }

    /// A CAMEO code's reading in PLOVER, by the longest prefix that the table has.
    pub fn cameo(&self, code: &str) -> Option<&CameoCode> {
        (2..=code.len()).rev().find_map(|n| self.cameo.get(code.get(..n)?))
    }
}
