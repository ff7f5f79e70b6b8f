//! Word lists: nouns for participants, post nouns, selection classes, verbs that set status or report.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use crate::{
    KnowledgeError,
    files::{File, Files},
    picture_words::PictureWords,
    tables::read,
};

/// What becomes of an event that stands in the complement of a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Effect {
    /// It is meant to happen: `plan`, `intend`, `be set`.
    Planned,
    /// It may or may not happen: `hope`, `fear`, `consider`.
    Hypothetical,
    /// It did not happen: `fail`, `refuse`, `prevent`.
    Negated,
    /// Somebody says it did not happen: `deny`.
    Denied,
    /// It is going on: `continue`, `keep`.
    Ongoing,
    /// It happened, the verb only adds a phase or manner: `begin`, `manage`, `help`.
    Occurred,
    /// Somebody says so: `say`, `report`, `claim`.
    Reported,
    /// The text calls it a possibility that somebody is said to be behind: `be accused of`, `allegedly`.
    Alleged,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AgentFile {
    #[serde(default)]
    role: BTreeMap<String, String>,
    agent: Vec<AgentEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AgentEntry {
    nouns: Vec<String>,
    sector: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClassFile {
    class: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    naming: Naming,
}

/// Words that tell what a name or a noun mentions; lower case.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Naming {
    /// Nouns that in the singular name several people or a body.
    pub collective: FxHashSet<Box<str>>,
    /// Nouns for what stands on the ground.
    pub site: FxHashSet<Box<str>>,
    /// Last words of the names of bodies.
    pub body: FxHashSet<Box<str>>,
    /// Last words of the names of places.
    pub place: FxHashSet<Box<str>>,
    /// Nouns and adjectives behind a name that say that it is a people's: `Karen villagers`, `Moro separatists`.
    pub of_people: FxHashSet<Box<str>>,
    /// Words that narrow a post and name no body: `deputy`, `interior`, `district`.
    pub post_words: FxHashSet<Box<str>>,
    /// Verbs that put somebody into a post.
    pub appointing: FxHashSet<Box<str>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordFile {
    effect: BTreeMap<String, Vec<String>>,
    light: Vec<String>,
    reporting_nouns: Vec<String>,
    stances: Vec<String>,
    counts: FxHashSet<Box<str>>,
    happening: BTreeMap<String, FxHashSet<Box<str>>>,
    adverbs: BTreeMap<String, Vec<String>>,
    mode: Vec<ModeWords>,
    context: BTreeMap<String, Vec<String>>,
    irregular: BTreeMap<String, String>,
}

/// Words in an event's clause that tell its mode.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModeWords {
    /// Event type, in capitals.
    pub r#type: String,
    /// Mode of that type.
    pub mode: String,
    /// Lemmas, lower case.
    pub words: Vec<String>,
}

/// All word lists. Lemmas are lower case; words of several parts are joined by a space.
#[derive(Default)]
pub struct Lexicon {
    agents: FxHashMap<Box<str>, Box<str>>,
    roles: FxHashMap<Box<str>, Box<str>>,
    classes: FxHashMap<Box<str>, FxHashSet<Box<str>>>,
    effects: FxHashMap<Box<str>, Effect>,
    adverbs: FxHashMap<Box<str>, Effect>,
    light: FxHashSet<Box<str>>,
    reporting_nouns: FxHashSet<Box<str>>,
    stances: FxHashSet<Box<str>>,
    counts: FxHashSet<Box<str>>,
    happening: BTreeMap<String, FxHashSet<Box<str>>>,
    contexts: FxHashMap<Box<str>, Vec<Box<str>>>,
    irregular: FxHashMap<Box<str>, Box<str>>,
    /// What words tell about names.
    pub naming: Naming,
    /// Words from which the picture is drawn.
    pub picture: PictureWords,
    /// Mode words in file order: the first that fits decides.
    pub modes: Vec<ModeWords>,
}

impl Lexicon {
    pub(crate) fn load(files: &Files) -> Result<Self, KnowledgeError> {
        let mut out = Self::default();
        let agents: AgentFile = read(files.one("lexicon/agents.toml")?)?;
        for entry in agents.agent {
            for noun in entry.nouns {
                out.agents.insert(noun.into_boxed_str(), entry.sector.clone().into_boxed_str());
            }
        }
        out.roles = agents.role.into_iter().map(|(k, v)| (k.into_boxed_str(), v.into_boxed_str())).collect();
        let classes: ClassFile = read(files.one("lexicon/classes.toml")?)?;
        out.naming = classes.naming;
        for (name, words) in classes.class {
            out.classes.insert(name.into_boxed_str(), words.into_iter().map(String::into_boxed_str).collect());
        }
        out.picture = PictureWords::load(files.one("lexicon/picture.toml")?)?;
        let file = files.one("lexicon/words.toml")?;
        let words: WordFile = read(file)?;
        out.effects = effects(file, words.effect)?;
        out.adverbs = effects(file, words.adverbs)?;
        out.light = words.light.into_iter().map(String::into_boxed_str).collect();
        out.reporting_nouns = words.reporting_nouns.into_iter().map(String::into_boxed_str).collect();
        out.stances = words.stances.into_iter().map(String::into_boxed_str).collect();
        out.counts = words.counts;
        out.happening = words.happening;
        for (context, words) in words.context {
            for word in words {
                out.contexts.entry(word.into_boxed_str()).or_default().push(context.clone().into_boxed_str());
            }
        }
        out.irregular = words.irregular.into_iter().map(|(k, v)| (k.into_boxed_str(), v.into_boxed_str())).collect();
        out.modes = words.mode;
        Ok(out)
    }

    /// The sector of an agent noun; `Some("")` where the modifier decides it.
    pub fn agent(&self, lemma: &str) -> Option<&str> {
        self.agents.get(lemma).map(|s| &**s)
    }

    /// The sector that goes with a post noun such as `foreign minister`.
    pub fn role(&self, noun: &str) -> Option<&str> {
        self.roles.get(noun).map(|s| &**s)
    }

    /// True where the lemma belongs to the class.
    pub fn in_class(&self, class: &str, lemma: &str) -> bool {
        self.classes.get(class).is_some_and(|c| c.contains(lemma))
    }

    /// Names of all classes, sorted.
    pub fn class_names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.classes.keys().map(|k| &**k).collect();
        names.sort_unstable();
        names
    }

    /// What the verb or adjective does to events in its complement.
    pub fn effect(&self, lemma: &str) -> Option<Effect> {
        self.effects.get(lemma).copied()
    }

    /// What an adverb does to the event it modifies.
    pub fn adverb(&self, lemma: &str) -> Option<Effect> {
        self.adverbs.get(lemma).copied()
    }

    /// True for verbs that leave the event to their object: `launch`, `carry_out`.
    pub fn is_light(&self, lemma: &str) -> bool {
        self.light.contains(lemma)
    }

    /// True for nouns that stand for a source: `report`, `allegation`.
    pub fn is_reporting_noun(&self, lemma: &str) -> bool {
        self.reporting_nouns.contains(lemma)
    }

    /// True for verbs that tell what their subject says or thinks of something, and nothing of whether it happened: `refer`.
    pub fn is_stance(&self, lemma: &str) -> bool {
        self.stances.contains(lemma)
    }

    /// True for nouns that count or measure what follows `of`: `wave`, `mile`.
    pub fn is_count(&self, lemma: &str) -> bool {
        self.counts.contains(lemma)
    }

    /// True where the word tells that the deed which stands to it as `place` says (`subject`, `object` or `preposition`) happened.
    pub fn is_happening(&self, place: &str, lemma: &str) -> bool {
        self.happening.get(place).is_some_and(|words| words.contains(lemma))
    }

    /// The irregular forms of a dictionary form, sorted.
    pub fn irregular_forms(&self, lemma: &str) -> impl Iterator<Item = &str> {
        let mut forms: Vec<&str> = self.irregular.iter().filter(|(_, l)| &***l == lemma).map(|(f, _)| &**f).collect();
        forms.sort_unstable();
        forms.into_iter()
    }

    /// The dictionary form of an irregular form.
    pub fn irregular(&self, form: &str) -> Option<&str> {
        self.irregular.get(form).map(|s| &**s)
    }

    /// True where some list has the lemma as a verb of status or reporting, or as a light verb.
    pub(crate) fn has_verb(&self, lemma: &str) -> bool {
        self.effects.contains_key(lemma) || self.light.contains(lemma)
    }

    /// True where some list has the lemma as a noun.
    pub(crate) fn has_noun(&self, lemma: &str) -> bool {
        self.agents.contains_key(lemma) || self.roles.contains_key(lemma) || self.classes.values().any(|c| c.contains(lemma))
    }

    /// Contexts that a word suggests.
    pub fn contexts(&self, lemma: &str) -> &[Box<str>] {
        self.contexts.get(lemma).map_or(&[], Vec::as_slice)
    }
}

fn effects(file: &File, lists: BTreeMap<String, Vec<String>>) -> Result<FxHashMap<Box<str>, Effect>, KnowledgeError> {
    const NAMES: [(&str, Effect); 8] = [
        ("planned", Effect::Planned),
        ("hypothetical", Effect::Hypothetical),
        ("negated", Effect::Negated),
        ("denied", Effect::Denied),
        ("ongoing", Effect::Ongoing),
        ("occurred", Effect::Occurred),
        ("reported", Effect::Reported),
        ("alleged", Effect::Alleged),
    ];
    let mut out = FxHashMap::default();
    for (name, words) in lists {
        let Some((_, effect)) = NAMES.iter().find(|(n, _)| *n == name) else {
            let offset = file.text.find(&format!("\n{name}")).map_or(0, |i| i + 1);
            return Err(KnowledgeError::mistake(&file.path, &file.text, offset, name.len(), format!("unknown effect `{name}`"))
                .expecting(NAMES.map(|(n, _)| n).join(", "))
                .nearest_of(&name, NAMES.map(|(n, _)| n)));
        };
        out.extend(words.into_iter().map(|w| (w.into_boxed_str(), *effect)));
    }
    Ok(out)
}
