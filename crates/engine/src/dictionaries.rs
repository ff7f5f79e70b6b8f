//! Coding with dictionaries of TABARI and PETRARCH, alone or beside our patterns.

use truceline_dictionaries::{Dictionaries, DictionaryEvent, Dyad};
use truceline_events::Scene;
use truceline_syntax::View;

use crate::{Analysed, Engine};

/// Dictionaries to code with.
pub(crate) struct Chosen {
    pub dictionaries: Dictionaries,
    /// Nothing else codes.
    pub alone: bool,
    /// Their codes are CAMEO's.
    cameo: bool,
}

impl Engine {
    /// Codes with dictionaries too, or with nothing else.
    pub fn with_dictionaries(mut self, dictionaries: Dictionaries, alone: bool) -> Self {
        let cameo = dictionaries.codes_cameo(&self.knowledge.ontology);
        self.dictionaries = Some(Chosen { dictionaries, alone, cameo });
        self
    }

    /// What dictionaries code in a document: who does what to whom. The clauses that they leave out are left out before
    /// the sentences are parsed.
    pub fn dyads(&self, analysed: &Analysed, dictionaries: &Dictionaries) -> Vec<Dyad> {
        let day = analysed.mentions.report_date();
        let view = analysed.view();
        match dictionaries.shortened(&view) {
            Some(short) => {
                let parse = self.model.parse(&analysed.document, &short);
                dictionaries.code(&View::new(&analysed.document, &short, &parse), day)
            }
            None => dictionaries.code(&view, day),
        }
    }

    /// The events of the engine's own dictionaries.
    pub(crate) fn dictionary_events(&self, analysed: &Analysed, scene: Scene) -> Vec<DictionaryEvent> {
        let Some(Chosen { dictionaries, cameo, .. }) = &self.dictionaries else { return Vec::new() };
        dictionaries.events(scene, self.dyads(analysed, dictionaries), *cameo)
    }
}
