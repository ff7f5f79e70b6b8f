//! Options of coding, from `PETR_config.ini` and from TABARI's `.options`.

use std::collections::BTreeMap;

use compact_str::CompactString;
use truceline_knowledge::KnowledgeError;

use crate::{
    source::{Line, Source},
    tally::Tally,
};

/// How dictionaries code. The defaults are PETRARCH's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Longest noun phrase, in words, that stands for itself as an actor where it has no code; 0 for none.
    pub new_actor_length: usize,
    /// Only events with source and target.
    pub require_dyad: bool,
    /// Words that a clause between two commas may have to be left out, from and to; a largest number of 0 leaves none out.
    pub comma: (usize, usize),
    /// The same for a clause before the first comma.
    pub comma_begin: (usize, usize),
    /// The same for a clause behind the last comma.
    pub comma_end: (usize, usize),
    /// `former` before an agent makes its code ELI.
    pub former_agents: bool,
    /// Codes for sources and targets that are missing, from TABARI's `DEFAULT`.
    pub default_source: Option<CompactString>,
    /// As `default_source`.
    pub default_target: Option<CompactString>,
    /// What codes mean, from TABARI's `LABEL` lines.
    pub labels: BTreeMap<CompactString, String>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            new_actor_length: 0,
            require_dyad: true,
            comma: (2, 8),
            comma_begin: (0, 0),
            comma_end: (2, 8),
            former_agents: true,
            default_source: None,
            default_target: None,
            labels: BTreeMap::new(),
        }
    }
}

/// The options of PETRARCH that change what is coded.
pub(crate) const NAMES: [&str; 8] =
    ["new_actor_length", "require_dyad", "comma_min", "comma_max", "comma_bmin", "comma_bmax", "comma_emin", "comma_emax"];

impl Options {
    /// Sets one of PETRARCH's options by its name.
    ///
    /// # Errors
    /// What was expected: a known name, a whole number, true or false.
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), String> {
        let number = || value.parse::<usize>().map_err(|_| "a whole number".to_owned());
        match name {
            "new_actor_length" => self.new_actor_length = number()?,
            "require_dyad" => {
                self.require_dyad = truth(value).ok_or("true or false")?;
            }
            "comma_min" => self.comma.0 = number()?,
            "comma_max" => self.comma.1 = number()?,
            "comma_bmin" => self.comma_begin.0 = number()?,
            "comma_bmax" => self.comma_begin.1 = number()?,
            "comma_emin" => self.comma_end.0 = number()?,
            "comma_emax" => self.comma_end.1 = number()?,
            _ => return Err(format!("one of {}", NAMES.join(", "))),
        }
        Ok(())
    }
}

fn truth(value: &str) -> Option<bool> {
    match value.to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" | "1" => Some(true),
        "false" | "no" | "off" | "0" => Some(false),
        _ => None,
    }
}

/// What a configuration of PETRARCH says.
#[derive(Debug, Default)]
pub(crate) struct Config {
    /// Key and value of the section `Dictionaries`.
    pub files: Vec<(String, String)>,
}

/// Reads `PETR_config.ini`: its options that change coding, and the names of its dictionaries.
pub(crate) fn read_config(source: &Source, options: &mut Options, tally: &mut Tally) -> Config {
    let mut out = Config::default();
    let mut section = String::new();
    for line in source.lines() {
        if let Some(name) = line.text.strip_prefix('[') {
            section = name.trim_end_matches(']').trim().to_ascii_lowercase();
            continue;
        }
        let Some((key, value)) = line.text.split_once(['=', ':']).map(|(k, v)| (k.trim(), v.trim())) else { continue };
        match section.as_str() {
            "dictionaries" => out.files.push((key.to_ascii_lowercase(), value.to_owned())),
            "options" if NAMES.contains(&key) => match options.set(key, value) {
                Ok(()) => tally.read(source.kind, 1),
                Err(expected) => {
                    let error = source.mistake(line, value, format!("wrong value for `{key}`")).expecting(expected);
                    tally.complain(source, line.number, error);
                }
            },
            "options" => tally.skip(source.kind, "options that do not change what is coded"),
            _ => {}
        }
    }
    out
}

/// Reads TABARI's `.options`.
pub(crate) fn read_tabari(source: &Source, options: &mut Options, tally: &mut Tally) {
    for line in source.lines() {
        if line.text.starts_with("~~~") {
            return;
        }
        match tabari_line(source, line, options) {
            Ok(true) => tally.read(source.kind, 1),
            Ok(false) => tally.skip(source.kind, "options of TABARI that have no counterpart here"),
            Err(error) => tally.complain(source, line.number, error),
        }
    }
}

/// True where the option was taken.
fn tabari_line(source: &Source, line: Line<'_>, options: &mut Options) -> Result<bool, KnowledgeError> {
    let Some((key, value)) = line.text.split_once(':').map(|(k, v)| (k.trim(), v.trim())) else { return Ok(false) };
    match key.to_ascii_uppercase().as_str() {
        "LABEL" => {
            let Some((code, text)) = value.split_once('=') else {
                return Err(source.mistake(line, value, "a label without `=`").expecting("`LABEL: CODE= TEXT`"));
            };
            options.labels.insert(code.trim().into(), text.trim().to_owned());
        }
        "SET" => {
            let (name, setting) = value.split_once('=').map_or((value, ""), |(n, s)| (n.trim(), s.trim()));
            if !name.eq_ignore_ascii_case("CONVERT AGENT") {
                return Ok(false);
            }
            let wrong = || source.mistake(line, value, "wrong value for `CONVERT AGENT`").expecting("TRUE or FALSE");
            options.former_agents = truth(setting).ok_or_else(wrong)?;
        }
        "DEFAULT" => {
            let code = |name: &str| {
                let rest = &value[value.to_ascii_uppercase().find(name)? + name.len()..];
                rest.split_once('[')?.1.split_once(']').map(|(code, _)| CompactString::from(code.trim()))
            };
            (options.default_source, options.default_target) = (code("SOURCE"), code("TARGET"));
            if options.default_source.is_none() && options.default_target.is_none() {
                return Err(source.mistake(line, value, "defaults without a code").expecting("`DEFAULT: SOURCE [CODE] TARGET [CODE]`"));
            }
        }
        "COMMA" if value.eq_ignore_ascii_case("OFF") => {
            (options.comma.1, options.comma_begin.1, options.comma_end.1) = (0, 0, 0);
        }
        _ => return Ok(false),
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{source::Kind, words::Style};

    #[test]
    fn petrarchs_options_are_read() {
        let text = "[Dictionaries]\nverbfile_name = v.txt\n[Options]\nrequire_dyad = False\ncomma_max = x\nstop_on_error = True\n";
        let source = Source::new(Kind::Config, Style::Petrarch, "PETR_config.ini", text.to_owned());
        let (mut options, mut tally) = (Options::default(), Tally::default());
        let config = read_config(&source, &mut options, &mut tally);
        assert_eq!(config.files, [("verbfile_name".to_owned(), "v.txt".to_owned())]);
        assert!(!options.require_dyad && options.comma == (2, 8));
        let told: Vec<String> = tally.faults().map(ToString::to_string).collect();
        assert_eq!(told, ["PETR_config.ini:5:13: wrong value for `comma_max`; expected a whole number"]);
    }

    #[test]
    fn tabaris_options_are_read() {
        let text = "DEFAULT: SOURCE [UNK] TARGET: [UNT]\nSET: CONVERT AGENT = FALSE // old\nLABEL: 064= Share\nCOMMA: OFF\nOUTPUT: ID\n~~~~~\nLABEL: x\n";
        let source = Source::new(Kind::Options, Style::Tabari, "x.options", text.to_owned());
        let (mut options, mut tally) = (Options::default(), Tally::default());
        read_tabari(&source, &mut options, &mut tally);
        assert_eq!((options.default_source.as_deref(), options.default_target.as_deref()), (Some("UNK"), Some("UNT")));
        assert!(!options.former_agents && options.comma.1 == 0 && options.labels["064"] == "Share");
        assert!(tally.faults().next().is_none());
    }
}
