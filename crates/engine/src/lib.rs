//! Runs the rooms in order: text, syntax, mentions, events, picture.

mod attributions;
pub mod coverage;
mod dictionaries;
pub mod examples;
mod mending;
pub mod near;
mod ordered;
mod report;
pub mod substitution;
pub mod uncoded;
pub mod why;

use std::path::Path;

use truceline_dictionaries::DictionaryEvent;
use truceline_events::{Event, Scene, code_all};
use truceline_knowledge::{Knowledge, KnowledgeError};
use truceline_mentions::{GivenName, Mentions};
use truceline_picture::Picture;
use truceline_syntax::{Model, ModelError, Parse, View};
use truceline_text::{Document, Segmented, segment};

pub use attributions::Attribution;
pub use ordered::in_order;

/// The model that ships with the program.
const MODEL: &[u8] = include_bytes!("../../../models/en.model");

/// Why the engine could not be built.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The knowledge has a mistake or is missing.
    #[error(transparent)]
    Knowledge(#[from] KnowledgeError),
    /// The model is not one that this program reads.
    #[error("model {path}: {source}")]
    Model {
        /// Its path, or `(built in)`.
        path: String,
        /// What is wrong with it.
        source: ModelError,
    },
    /// The model file could not be read.
    #[error("cannot read model {path}: {source}")]
    Unreadable {
        /// The path tried.
        path: String,
        /// The system's reason.
        source: std::io::Error,
    },
}

/// Knowledge and model, loaded once. Coding does not change it, so threads share it.
pub struct Engine {
    knowledge: Knowledge,
    model: Model,
    dictionaries: Option<dictionaries::Chosen>,
}

/// A document with everything that the rooms found in it.
pub struct Coded {
    /// The document as read.
    pub document: Document,
    /// Its blocks, sentences and words.
    pub segmented: Segmented,
    /// Its trees.
    pub parse: Parse,
    /// Its names, times and posts.
    pub mentions: Mentions,
    /// Its events, in text order.
    pub events: Vec<Event>,
    /// What dictionaries code in it, in text order; empty without dictionaries.
    pub dictionary_events: Vec<DictionaryEvent>,
    /// The conflict as it tells it.
    pub picture: Picture,
}

/// A document with what it mentions, not coded.
pub struct Analysed {
    /// The document as read.
    pub document: Document,
    /// Its blocks, sentences and words.
    pub segmented: Segmented,
    /// Its trees.
    pub parse: Parse,
    /// Its names, times and posts.
    pub mentions: Mentions,
}

impl Analysed {
    /// Text and syntax, seen together.
    pub fn view(&self) -> View<'_> {
        View::new(&self.document, &self.segmented, &self.parse)
    }
}

impl Coded {
    /// Text and syntax, seen together.
    pub fn view(&self) -> View<'_> {
        View::new(&self.document, &self.segmented, &self.parse)
    }
}

impl Engine {
    /// The engine with the model and knowledge inside the program.
    ///
    /// # Errors
    /// Only where the program was built with a broken model or a mistake in `knowledge/`.
    pub fn builtin() -> Result<Self, EngineError> {
        Self::with(None, None)
    }

    /// The engine with a model file and a knowledge folder, each the built-in one where `None`.
    ///
    /// # Errors
    /// A file that cannot be read, is of another version, or holds a mistake.
    pub fn with(model: Option<&Path>, knowledge: Option<&Path>) -> Result<Self, EngineError> {
        let knowledge = match knowledge {
            Some(folder) => Knowledge::of_folder(folder)?,
            None => Knowledge::builtin()?,
        };
        let model = match model {
            Some(path) => {
                let path_text = path.display().to_string();
                let bytes = std::fs::read(path).map_err(|source| EngineError::Unreadable { path: path_text.clone(), source })?;
                Model::load(&bytes).map_err(|source| EngineError::Model { path: path_text, source })?
            }
            None => Model::load(MODEL).map_err(|source| EngineError::Model { path: "(built in)".to_owned(), source })?,
        };
        Ok(Self { knowledge, model, dictionaries: None })
    }

    /// What the engine knows.
    pub fn knowledge(&self) -> &Knowledge {
        &self.knowledge
    }

    /// The syntax model.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Text and syntax only.
    pub fn parse(&self, document: &Document) -> (Segmented, Parse) {
        let segmented = segment(document);
        let mut parse = self.model.parse(document, &segmented);
        mending::mend(&self.knowledge, document, &segmented, &mut parse);
        (segmented, parse)
    }

    /// Names, times and places of a document without its events. Names that are known beforehand stand in the place of those
    /// that would be found there.
    pub fn analyse(&self, document: Document, given: &[GivenName]) -> Analysed {
        let (segmented, parse) = self.parse(&document);
        let mentions = Mentions::find_given(&View::new(&document, &segmented, &parse), &self.knowledge, given);
        Analysed { document, segmented, parse, mentions }
    }

    /// Codes one document. Never fails: text that makes no sense gives no events and complaints in `segmented`.
    pub fn code(&self, document: Document) -> Coded {
        self.code_given(document, &[])
    }

    /// Codes one document in which some names are known beforehand; they stand in the place of those that would be found there.
    pub fn code_given(&self, document: Document, given: &[GivenName]) -> Coded {
        let analysed = self.analyse(document, given);
        self.code_analysed(analysed)
    }

    /// Codes a document whose syntax is given.
    pub fn code_parsed(&self, document: Document, segmented: Segmented, parse: Parse) -> Coded {
        let mentions = Mentions::find(&View::new(&document, &segmented, &parse), &self.knowledge);
        self.code_analysed(Analysed { document, segmented, parse, mentions })
    }

    fn code_analysed(&self, analysed: Analysed) -> Coded {
        let alone = self.dictionaries.as_ref().is_some_and(|d| d.alone);
        let (events, dictionary_events, picture) = {
            let (view, mentions) = (analysed.view(), &analysed.mentions);
            let scene = Scene { view: &view, knowledge: &self.knowledge, mentions, coded: &[] };
            let coded = code_all(scene);
            let scene = Scene { coded: &coded, ..scene };
            let dictionary_events = self.dictionary_events(&analysed, scene);
            let events = if alone { Vec::new() } else { truceline_events::code(scene) };
            let picture = if alone { Picture::default() } else { truceline_picture::draw(scene, &events) };
            (events, dictionary_events, picture)
        };
        let Analysed { document, segmented, parse, mentions } = analysed;
        Coded { document, segmented, parse, mentions, events, dictionary_events, picture }
    }
}
