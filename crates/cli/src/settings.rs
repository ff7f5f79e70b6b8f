//! Settings from the defaults, the settings file, the environment and the flags, each overriding those before.

mod file;
mod values;

use std::{
    collections::BTreeMap,
    ffi::{OsStr, OsString},
    fmt,
    path::{Path, PathBuf},
};

use etcetera::BaseStrategy;

use crate::{args::Args, trouble::Trouble};

use values::Value;
pub use values::{Color, LogFormat, Named, OutputFormat, Threads, names};

/// The settings file's name.
pub const FILE: &str = "truceline.toml";
/// The environment variables' common beginning; the rest is the key in capitals.
const PREFIX: &str = "TRUCELINE_";

/// A setting that may be given in the file and the environment.
struct Key {
    name: &'static str,
    /// Whether a relative value in the settings file counts from the file's folder.
    is_path: bool,
    /// Tells what would have been right where a value is not.
    check: fn(&OsStr) -> Result<(), String>,
}

const KEYS: [Key; 9] = [
    Key { name: "format", is_path: false, check: |v| Option::<OutputFormat>::parse(v).map(drop) },
    Key { name: "threads", is_path: false, check: |v| Threads::parse(v).map(drop) },
    Key { name: "model", is_path: true, check: |v| Option::<PathBuf>::parse(v).map(drop) },
    Key { name: "knowledge", is_path: true, check: |v| Option::<PathBuf>::parse(v).map(drop) },
    Key { name: "dictionaries", is_path: true, check: |v| Option::<PathBuf>::parse(v).map(drop) },
    Key { name: "only_dictionaries", is_path: false, check: |v| bool::parse(v).map(drop) },
    Key { name: "db", is_path: true, check: |v| Option::<PathBuf>::parse(v).map(drop) },
    Key { name: "color", is_path: false, check: |v| Color::parse(v).map(drop) },
    Key { name: "log_format", is_path: false, check: |v| LogFormat::parse(v).map(drop) },
];

/// Where a value comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// Nobody set it.
    #[default]
    Default,
    /// The settings file.
    File(PathBuf, u32),
    /// An environment variable.
    Variable(String),
    /// The command line.
    Flag(&'static str),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File(path, line) => write!(f, "{}:{line}", path.display()),
            Self::Variable(name) => write!(f, "environment, {name}"),
            Self::Flag(name) => write!(f, "flag --{}", name.replace('_', "-")),
        }
    }
}

/// A value and where it comes from.
#[derive(Clone, Debug, Default)]
pub struct Sourced<T> {
    /// The value.
    pub value: T,
    /// Where it comes from.
    pub origin: Origin,
}

/// All settings.
#[derive(Debug, Default)]
pub struct Settings {
    /// Output format of `code`; `None` leaves it to whether standard output is a terminal.
    pub format: Sourced<Option<OutputFormat>>,
    /// Number of threads.
    pub threads: Sourced<Threads>,
    /// Model file; `None` for the built-in one.
    pub model: Sourced<Option<PathBuf>>,
    /// Knowledge folder; `None` for the built-in one.
    pub knowledge: Sourced<Option<PathBuf>>,
    /// Dictionaries of TABARI or PETRARCH to code with.
    pub dictionaries: Sourced<Option<PathBuf>>,
    /// Nothing but the dictionaries codes.
    pub only_dictionaries: Sourced<bool>,
    /// The store's file; `None` for the one in the user's data folder.
    pub db: Sourced<Option<PathBuf>>,
    /// When to use colours.
    pub color: Sourced<Color>,
    /// How messages are written.
    pub log_format: Sourced<LogFormat>,
    /// The settings file that was read.
    pub file: Option<PathBuf>,
    /// What looks wrong and was passed over.
    pub doubts: Vec<String>,
}

type Layers = BTreeMap<&'static str, (OsString, Origin)>;

impl Settings {
    /// Puts the layers together.
    ///
    /// # Errors
    /// A settings file that cannot be read or holds a mistake; a wrong value in the environment.
    pub fn load(args: &Args) -> Result<Self, Trouble> {
        let mut layers = Layers::new();
        let file = settings_file(args.global.config.as_deref())?;
        if let Some(path) = &file {
            file::read(path, &mut layers)?;
        }
        let doubts = environment(&mut layers)?;
        for (name, value) in args.flags() {
            layers.insert(name, (value, Origin::Flag(name)));
        }
        Ok(Self {
            format: take(&layers, "format"),
            threads: take(&layers, "threads"),
            model: take(&layers, "model"),
            knowledge: take(&layers, "knowledge"),
            dictionaries: take(&layers, "dictionaries"),
            only_dictionaries: take(&layers, "only_dictionaries"),
            db: take(&layers, "db"),
            color: take(&layers, "color"),
            log_format: take(&layers, "log_format"),
            file,
            doubts,
        })
    }
}

fn take<T: Value + Default>(layers: &Layers, key: &str) -> Sourced<T> {
    let found = layers.get(key).and_then(|(text, origin)| Some((T::parse(text).ok()?, origin.clone())));
    found.map_or_else(Sourced::default, |(value, origin)| Sourced { value, origin })
}

/// Where a settings file is looked for when none is named, best first.
pub fn usual_places() -> Vec<PathBuf> {
    let user = etcetera::base_strategy::choose_native_strategy().ok();
    let user = user.map(|base| base.config_dir().join("truceline").join(FILE));
    std::iter::once(PathBuf::from(FILE)).chain(user).collect()
}

/// Where the store is when none is named; `None` where the system gives the user no data folder.
pub fn usual_store() -> Option<PathBuf> {
    let user = etcetera::base_strategy::choose_native_strategy().ok()?;
    Some(user.data_dir().join("truceline").join("store.db"))
}

/// The file named by flag or variable, which must be there, else the first of the usual places that is.
fn settings_file(flag: Option<&Path>) -> Result<Option<PathBuf>, Trouble> {
    let variable = std::env::var_os(format!("{PREFIX}CONFIG")).filter(|v| !v.is_empty());
    if let Some(named) = flag.map(Path::to_owned).or(variable.map(PathBuf::from)) {
        return match std::fs::metadata(&named) {
            Ok(_) => Ok(Some(named)),
            Err(source) => Err(Trouble::Unreadable { what: "settings file", path: named, source }),
        };
    }
    Ok(usual_places().into_iter().find(|p| p.is_file()))
}

/// Adds the environment's values. Returns what it finds odd.
fn environment(layers: &mut Layers) -> Result<Vec<String>, Trouble> {
    let mut doubts = Vec::new();
    let mut variables: Vec<(String, OsString)> = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value)))
        .filter(|(name, value)| name.starts_with(PREFIX) && !value.is_empty() && name != "TRUCELINE_CONFIG")
        .collect();
    variables.sort();
    for (variable, value) in variables {
        let name = variable[PREFIX.len()..].to_ascii_lowercase();
        let Some(key) = KEYS.iter().find(|k| k.name == name) else {
            let nearest = nearest(&name).map(|n| format!("; did you mean {PREFIX}{}?", n.to_ascii_uppercase()));
            doubts.push(format!("environment variable {variable} is no setting{}", nearest.unwrap_or_default()));
            continue;
        };
        if let Err(expected) = (key.check)(&value) {
            let value = value.to_string_lossy().into_owned();
            return Err(Trouble::Variable { variable, value, expected });
        }
        layers.insert(key.name, (value, Origin::Variable(variable)));
    }
    Ok(doubts)
}

/// The key that `written` was most likely meant to be.
fn nearest(written: &str) -> Option<&'static str> {
    let written = written.to_ascii_lowercase().replace('-', "_");
    let distance = |k: &Key| strsim::damerau_levenshtein(&written, k.name);
    let near = KEYS.iter().map(|k| (distance(k), k.name)).min()?;
    (near.0 <= 2.max(near.1.len() / 3)).then_some(near.1)
}
