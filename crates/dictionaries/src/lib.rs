//! Dictionaries of TABARI and PETRARCH: read as they are, and coded with on our syntax.
//!
//! The formats are those of TABARI 0.8 (`.actors`, `.agents`, `.verbs`, `.options`), PETRARCH and PETRARCH-2, as their
//! documentation has them. An entry with a mistake is left out and told; the others are read.

mod actors;
mod agents;
mod codes;
mod coding;
mod dates;
mod discards;
mod error;
mod event;
mod folder;
mod options;
mod pattern;
mod phrases;
mod source;
mod tally;
mod transformation;
mod verb_file;
mod verbs;
mod words;

use std::{io::Write, path::Path};

pub use coding::Dyad;
pub use error::DictionaryError;
pub use event::DictionaryEvent;
pub use options::Options;
pub use source::Kind;
pub use tally::Tally;

use actors::Actor;
use agents::Agent;
use discards::{Discard, Issues};
use phrases::PhraseIndex;
use source::Source;
use verbs::Verbs;

/// Dictionaries ready to code with.
#[derive(Debug)]
pub struct Dictionaries {
    /// How they code; from their configuration, and free to change.
    pub options: Options,
    actors: Vec<Actor>,
    agents: Vec<Agent>,
    actor_index: PhraseIndex,
    agent_index: PhraseIndex,
    verbs: Verbs,
    discards: Vec<Discard>,
    issues: Issues,
    sources: Vec<Source>,
    passed_over: Vec<(String, &'static str)>,
    tally: Tally,
}

impl Dictionaries {
    /// Reads the dictionaries of a folder, of a file that [`Dictionaries::write`] wrote, or of one dictionary file.
    ///
    /// In a folder a `PETR_config.ini` or `.project` names them; without one, files are known by name and content.
    ///
    /// # Errors
    /// Nothing that can be read, or nothing that is a dictionary. Mistakes in entries are no error: see
    /// [`Dictionaries::tally`].
    pub fn read(path: &Path) -> Result<Self, DictionaryError> {
        let mut tally = Tally::default();
        let found = folder::find(path, &mut tally)?;
        Ok(Self::of(found, tally))
    }

    /// Reads files given by name and content.
    pub fn of_files(files: Vec<(String, Vec<u8>)>) -> Self {
        let mut tally = Tally::default();
        let found = folder::of_files(files.into_iter().map(|(name, bytes)| (None, name, bytes)).collect(), &mut tally);
        Self::of(found, tally)
    }

    fn of(found: folder::Found, mut tally: Tally) -> Self {
        let folder::Found { sources, passed_over } = found;
        let of_kind = |kind| sources.iter().filter(move |s| s.kind == kind);
        let mut options = Options::default();
        of_kind(Kind::Config).for_each(|s| drop(options::read_config(s, &mut options, &mut tally)));
        of_kind(Kind::Options).for_each(|s| options::read_tabari(s, &mut options, &mut tally));
        let (mut actors, mut agents, mut stops) = (Vec::new(), Vec::new(), Vec::new());
        for source in of_kind(Kind::Actors) {
            let file = actors::read(source, &mut tally);
            actors.extend(file.actors);
            agents.extend(file.agents);
            stops.extend(file.discards);
        }
        of_kind(Kind::Agents).for_each(|s| agents.extend(agents::read(s, &mut tally)));
        let (verbs, verb_stops) = verb_file::read(&of_kind(Kind::Verbs).collect::<Vec<_>>(), &mut tally);
        let mut discards: Vec<Discard> = stops.iter().chain(&verb_stops).filter_map(|s| Discard::new(s)).collect();
        of_kind(Kind::Discards).for_each(|s| discards.extend(discards::read(s, &mut tally)));
        let mut issues = Issues::default();
        of_kind(Kind::Issues).for_each(|s| issues.read(s, &mut tally));
        let (mut actor_index, mut agent_index) = (PhraseIndex::default(), PhraseIndex::default());
        for (actor, i) in actors.iter().zip(0..) {
            actor.names.iter().for_each(|n| actor_index.add(n.clone(), i));
        }
        for (agent, i) in agents.iter().zip(0..) {
            agent.phrases.iter().for_each(|p| agent_index.add(p.clone(), i));
        }
        Self { options, actors, agents, actor_index, agent_index, verbs, discards, issues, sources, passed_over, tally }
    }

    /// Writes what could be read into one file, which [`Dictionaries::read`] reads without complaints.
    ///
    /// # Errors
    /// What the writer reports.
    pub fn write(&self, out: &mut dyn Write) -> Result<(), DictionaryError> {
        folder::write(&self.sources, &self.tally, out)
    }

    /// What was read, what was left out, and what is wrong.
    pub fn tally(&self) -> &Tally {
        &self.tally
    }

    /// The files read, by their names.
    pub fn files(&self) -> impl Iterator<Item = (Kind, &str)> {
        self.sources.iter().map(|s| (s.kind, s.name.as_str()))
    }

    /// Files beside them that were not read, with the reason.
    pub fn passed_over(&self) -> &[(String, &'static str)] {
        &self.passed_over
    }

    /// True where the codes are of one kind with those of a list: at least nineteen in twenty are known to it.
    pub fn mostly(&self, is_known: impl Fn(&str) -> bool) -> bool {
        let (known, all) = self.verbs.codes().fold((0, 0), |(known, all), code| (known + usize::from(is_known(code)), all + 1));
        all > 0 && known * 20 >= all * 19
    }
}
