//! What stops a run, and how it is told.

use std::{
    io,
    ops::Range,
    path::{Path, PathBuf},
};

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use truceline_dictionaries::DictionaryError;
use truceline_engine::EngineError;
use truceline_knowledge::{KnowledgeError, Position};
use truceline_scores::ScoreError;
use truceline_store::StoreError;

use crate::{
    Outcome,
    settings::{LogFormat, Settings},
    terminal::colour_on_stderr,
};

/// Why nothing more can be done.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// The knowledge, of a folder or built in.
    #[error("{}{error}", folder.as_ref().map(|f| format!("knowledge folder {}: ", f.display())).unwrap_or_default())]
    Knowledge {
        /// What is wrong with it.
        error: KnowledgeError,
        /// The folder; `None` for the built-in knowledge.
        folder: Option<PathBuf>,
    },
    /// The model.
    #[error(transparent)]
    Model(EngineError),
    /// A mistake in the settings file.
    #[error("{at}: {message}{}{}", expected.as_ref().map(|e| format!("; expected {e}")).unwrap_or_default(), nearest.as_ref().map(|n| format!("; did you mean `{n}`?")).unwrap_or_default())]
    Mistake {
        /// Where.
        at: Box<Position>,
        /// What is wrong.
        message: String,
        /// What would be right.
        expected: Option<String>,
        /// The nearest valid name.
        nearest: Option<String>,
    },
    /// A wrong value in the environment.
    #[error("environment variable {variable} is {value:?}; expected {expected}")]
    Variable {
        /// Its name.
        variable: String,
        /// Its value.
        value: String,
        /// What would be right.
        expected: String,
    },
    /// A file that the program needs cannot be read.
    #[error("cannot read {what} {}: {source}", path.display())]
    Unreadable {
        /// What it is.
        what: &'static str,
        /// Where it was looked for.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// A file that cannot be written.
    #[error("cannot write {}: {source}", path.display())]
    Unwritable {
        /// Where it was to be written.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// Dictionaries of TABARI or PETRARCH.
    #[error(transparent)]
    Dictionaries(#[from] DictionaryError),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Gold reports cannot be read.
    #[error(transparent)]
    Gold(#[from] ScoreError),
    /// Standard output cannot be written.
    #[error("cannot write results to standard output: {0}; what was written so far is not complete")]
    Output(#[from] io::Error),
    /// Arguments that do not go together.
    #[error("{0}")]
    Usage(String),
}

impl Trouble {
    /// Why an engine with the knowledge of `folder` could not be built.
    pub fn of_engine(error: EngineError, folder: Option<&Path>) -> Self {
        match error {
            EngineError::Knowledge(error) => Self::Knowledge { error, folder: folder.map(Path::to_owned) },
            error => Self::Model(error),
        }
    }

    /// Tells it on standard error and says how the run ends. That nobody reads the results any more (`| head`) is no
    /// trouble.
    pub fn end(&self, settings: &Settings) -> Outcome {
        if matches!(self, Self::Output(e) if e.kind() == io::ErrorKind::BrokenPipe) {
            return Outcome::Done;
        }
        let drawn = match settings.log_format.value {
            LogFormat::Text => self.drawn(settings),
            LogFormat::Json => None,
        };
        match drawn {
            Some(drawn) => eprintln!("{drawn}"),
            None => tracing::error!("{self}"),
        }
        Outcome::Nothing
    }

    /// A mistake in a file, with its line.
    fn drawn(&self, settings: &Settings) -> Option<String> {
        let colour = colour_on_stderr(settings.color.value);
        match self {
            Self::Knowledge { error, folder } => draw_knowledge(error, folder.as_deref(), Level::ERROR, settings),
            Self::Mistake { at, message, expected, nearest } => {
                let mistake = Mistake { path: at.file.clone(), at, message, expected, nearest };
                Some(mistake.draw(Level::ERROR, colour))
            }
            _ => None,
        }
    }
}

/// A mistake or doubt in a knowledge file, with its line; `None` where the error has no line.
pub fn draw_knowledge(error: &KnowledgeError, folder: Option<&Path>, level: Level<'_>, settings: &Settings) -> Option<String> {
    let KnowledgeError::Mistake { at, message, expected, nearest } = error else { return None };
    let path = match folder {
        Some(folder) => folder.join(&at.file).display().to_string(),
        None => format!("(built in)/{}", at.file),
    };
    Some(Mistake { path, at, message, expected, nearest }.draw(level, colour_on_stderr(settings.color.value)))
}

struct Mistake<'a> {
    path: String,
    at: &'a Position,
    message: &'a str,
    expected: &'a Option<String>,
    nearest: &'a Option<String>,
}

impl Mistake<'_> {
    fn draw(&self, level: Level<'_>, colour: bool) -> String {
        let label = self.expected.as_ref().map(|e| format!("expected {e}"));
        let underlined = AnnotationKind::Primary.span(bytes(self.at)).label(label.as_deref());
        let snippet = Snippet::source(&self.at.source).line_start(self.at.line as usize).path(&self.path).annotation(underlined);
        let group = level.primary_title(self.message).element(snippet);
        let group = match self.nearest {
            Some(nearest) => group.element(Level::HELP.message(format!("did you mean `{nearest}`?"))),
            None => group,
        };
        let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
        renderer.render(&[group])
    }
}

/// The underlined bytes of the line, from columns in characters.
fn bytes(at: &Position) -> Range<usize> {
    let byte = |column: u32| {
        let from_0 = at.source.char_indices().nth(column.saturating_sub(1) as usize);
        from_0.map_or(at.source.len(), |(byte, _)| byte)
    };
    let start = byte(at.column);
    start..byte(at.column.saturating_add(at.length)).max(start)
}
