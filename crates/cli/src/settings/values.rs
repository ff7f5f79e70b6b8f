//! The types of settings.

use std::{ffi::OsStr, path::PathBuf, thread};

/// Most threads that may be asked for.
const MOST_THREADS: usize = 1024;

/// A setting's type.
pub(super) trait Value: Sized {
    /// Reads a value; the error says what was expected.
    fn parse(text: &OsStr) -> Result<Self, String>;
}

/// A type with a few named values.
pub trait Named: Copy + 'static {
    /// Names and values, the default first.
    const ALL: &'static [(&'static str, Self)];
}

/// The names of a type's values.
pub fn names<T: Named>() -> impl Iterator<Item = &'static str> {
    T::ALL.iter().map(|(name, _)| *name)
}

fn named<T: Named>(text: &OsStr) -> Result<T, String> {
    let found = T::ALL.iter().find(|(name, _)| text.to_str() == Some(name));
    found.map(|(_, value)| *value).ok_or_else(|| one_of(names::<T>()))
}

impl Value for Color {
    fn parse(text: &OsStr) -> Result<Self, String> {
        named(text)
    }
}

impl Value for LogFormat {
    fn parse(text: &OsStr) -> Result<Self, String> {
        named(text)
    }
}

fn one_of(names: impl Iterator<Item = &'static str>) -> String {
    format!("one of {}", names.collect::<Vec<_>>().join(", "))
}

/// When to use colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Named for Color {
    const ALL: &'static [(&'static str, Self)] = &[("auto", Self::Auto), ("always", Self::Always), ("never", Self::Never)];
}

/// How messages are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LogFormat {
    /// Lines for people.
    #[default]
    Text,
    /// JSON objects, one a line.
    Json,
}

impl Named for LogFormat {
    const ALL: &'static [(&'static str, Self)] = &[("text", Self::Text), ("json", Self::Json)];
}

/// An output format by name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OutputFormat(pub &'static str);

impl Value for Option<OutputFormat> {
    fn parse(text: &OsStr) -> Result<Self, String> {
        let found = text.to_str().and_then(truceline_outputs::formats::find);
        let known = || one_of(truceline_outputs::FORMATS.iter().map(|f| f.name));
        found.map(|f| Some(OutputFormat(f.name))).ok_or_else(known)
    }
}

/// Number of threads, at least 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Threads(pub usize);

impl Default for Threads {
    fn default() -> Self {
        Self(thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS))
    }
}

impl Value for Threads {
    fn parse(text: &OsStr) -> Result<Self, String> {
        let number = text.to_str().and_then(|t| t.parse().ok()).filter(|n| (1..=MOST_THREADS).contains(n));
        number.map(Self).ok_or_else(|| format!("a whole number from 1 to {MOST_THREADS}"))
    }
}

impl Value for bool {
    fn parse(text: &OsStr) -> Result<Self, String> {
        text.to_str().and_then(|t| t.parse().ok()).ok_or_else(|| "true or false".to_owned())
    }
}

impl Value for Option<PathBuf> {
    fn parse(text: &OsStr) -> Result<Self, String> {
        if text.is_empty() { Err("a path".to_owned()) } else { Ok(Some(PathBuf::from(text))) }
    }
}
