//! Words from which the picture's lists are drawn.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use crate::{KnowledgeError, files::File, tables::read};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PictureFile {
    backing: Vec<Box<str>>,
    armed: Vec<Box<str>>,
    backers: Vec<Box<str>>,
    standing: Vec<Box<str>>,
    sending: Vec<Box<str>>,
    defending: Vec<Box<str>>,
    receiving: Vec<Box<str>>,
    fighting: Vec<Box<str>>,
    rising: Vec<Box<str>>,
    causes: Vec<Box<str>>,
    yielding: Vec<Box<str>>,
    foes: Vec<Box<str>>,
    disputing: Vec<Box<str>>,
    beating: Vec<Box<str>>,
    toppling: Vec<Box<str>>,
    beaten: Vec<Box<str>>,
    waging: Vec<Box<str>>,
    taking: Vec<Box<str>>,
    driving: Vec<Box<str>>,
    talks: Vec<Box<str>>,
    rival: Vec<Box<str>>,
    no_post: Vec<Box<str>>,
    composing: Vec<Box<str>>,
    wholes: Vec<Box<str>>,
    parts: Vec<Box<str>>,
    post_bodies: BTreeMap<Box<str>, Box<str>>,
    regional: BTreeMap<Box<str>, Box<str>>,
    leading: Vec<Leading>,
    leaving_place: Vec<Box<str>>,
    attacking_place: Vec<Box<str>>,
    entering_place: Vec<Box<str>>,
    garrisons: Vec<Box<str>>,
    banners: Vec<Box<str>>,
    flying: Vec<Box<str>>,
    raising: Vec<Box<str>>,
    grips: Vec<Box<str>>,
    giving_in: Vec<Box<str>>,
    unbacking: Vec<Box<str>>,
    at_odds: Vec<Box<str>>,
    evacuating: Vec<Box<str>>,
    detaining: Vec<Box<str>>,
    ceasefire: Vec<Step>,
    control: Vec<Step>,
    control_of: Vec<Step>,
    control_noun: Vec<Step>,
    toll: Vec<Toll>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Leading {
    role: Box<str>,
    words: Vec<Box<str>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Step {
    event: String,
    words: Vec<Box<str>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Toll {
    kind: String,
    object: Vec<Box<str>>,
    subject: Vec<Box<str>>,
    adjectives: Vec<Box<str>>,
    nouns: Vec<Box<str>>,
}

/// A step in a ceasefire's life, in the codebook's words.
pub const CEASEFIRE_EVENTS: [&str; 8] =
    ["proposed", "declared", "agreed", "in force", "breached", "extended", "ended", "formalisation planned"];
/// What may become of a place.
pub const CONTROL_EVENTS: [&str; 6] = ["captured", "held", "lost", "besieged", "contested", "handed over"];
/// What a toll counts.
pub const TOLL_KINDS: [&str; 6] = ["killed", "injured", "casualties", "displaced", "captured", "missing"];

type Table = FxHashMap<Box<str>, &'static str>;

/// Word lists of `lexicon/picture.toml`. Lemmas are lower case, a particle joined with `_`.
#[derive(Default)]
pub struct PictureWords {
    /// Verbs by which somebody backs a side.
    pub backing: FxHashSet<Box<str>>,
    /// Words that make a backing military.
    pub armed: FxHashSet<Box<str>>,
    /// Nouns for whoever backs a side.
    pub backers: FxHashSet<Box<str>>,
    /// Verb and preposition of standing by a side: `stand by`.
    pub standing: FxHashSet<Box<str>>,
    /// Verbs of sending forces.
    pub sending: FxHashSet<Box<str>>,
    /// Verbs of what forces are sent for.
    pub defending: FxHashSet<Box<str>>,
    /// Verbs of getting arms or money.
    pub receiving: FxHashSet<Box<str>>,
    /// Verbs of taking up arms against somebody.
    pub rising: FxHashSet<Box<str>>,
    /// What an armed group fights for.
    pub causes: FxHashSet<Box<str>>,
    /// What beaten forces are forced to do.
    pub yielding: FxHashSet<Box<str>>,
    /// Nouns for an enemy.
    pub foes: FxHashSet<Box<str>>,
    /// Verbs of what several sides do over a place.
    pub disputing: FxHashSet<Box<str>>,
    /// Nouns that name a fight.
    pub fighting: FxHashSet<Box<str>>,
    /// Verbs that say one side is against another.
    pub beating: FxHashSet<Box<str>>,
    /// Verbs that say so only where they tell an aim: `fighting to overthrow X`.
    pub toppling: FxHashSet<Box<str>>,
    /// Nouns whose `of` phrase names the side that is fought.
    pub beaten: FxHashSet<Box<str>>,
    /// Verbs whose subject fights the fight that is their object.
    pub waging: FxHashSet<Box<str>>,
    /// Verbs of taking a place by force.
    pub taking: FxHashSet<Box<str>>,
    /// Verbs of driving a side out of a place.
    pub driving: FxHashSet<Box<str>>,
    /// Nouns for talks and meetings.
    pub talks: FxHashSet<Box<str>>,
    /// Adjectives that make two named parties enemies.
    pub rival: FxHashSet<Box<str>>,
    /// Roles that are no post.
    pub no_post: FxHashSet<Box<str>>,
    /// Verbs that tell what a body consists of.
    pub composing: FxHashSet<Box<str>>,
    /// Nouns for bodies that others make up.
    pub wholes: FxHashSet<Box<str>>,
    /// Nouns for bodies that belong to others.
    pub parts: FxHashSet<Box<str>>,
    /// The body of a post that only one body has.
    pub post_bodies: FxHashMap<Box<str>, Box<str>>,
    /// The region by its adjective: `Chechen`.
    pub regional: FxHashMap<Box<str>, Box<str>>,
    /// Verbs of arresting: many arrests at once are a toll.
    pub detaining: FxHashSet<Box<str>>,
    /// Verbs of moving people away.
    pub evacuating: FxHashSet<Box<str>>,
    /// Two words for a state of enmity: `at odds`.
    pub at_odds: FxHashSet<Box<str>>,
    /// Words that end or cut a backing.
    pub unbacking: FxHashSet<Box<str>>,
    /// Verbs of moving on a place to take it.
    pub attacking_place: FxHashSet<Box<str>>,
    /// Verbs of moving into a place.
    pub entering_place: FxHashSet<Box<str>>,
    /// Nouns for sites and their men with which the place where they are changes hands: `the garrison in X`.
    pub garrisons: FxHashSet<Box<str>>,
    /// Nouns for a flag, which tells who holds the place under it.
    pub banners: FxHashSet<Box<str>>,
    /// Verbs of flags that are up.
    pub flying: FxHashSet<Box<str>>,
    /// Verbs of putting a flag up.
    pub raising: FxHashSet<Box<str>>,
    /// Nouns for rule over a place: `under X's administration`, `its grip on Y`.
    pub grips: FxHashSet<Box<str>>,
    /// Verbs by which defenders give in.
    pub giving_in: FxHashSet<Box<str>>,
    /// Verbs by which forces give a place up.
    pub leaving_place: FxHashSet<Box<str>>,
    /// The post of whoever leads a body, by the verb.
    pub leading: FxHashMap<Box<str>, Box<str>>,
    /// Step of a ceasefire by the word around its noun.
    pub ceasefire: Table,
    /// Control of a place by the verb that has it as object.
    pub control: Table,
    /// Control of a place by the verb that has the noun `control` as object.
    pub control_of: Table,
    /// Control of a place by the noun whose `of` phrase names it.
    pub control_noun: Table,
    /// Kind of a toll by the verb whose object is counted.
    pub toll_object: Table,
    /// Kind of a toll by the verb whose subject is counted.
    pub toll_subject: Table,
    /// Kind of a toll by an adjective.
    pub toll_adjectives: Table,
    /// Kind of a toll by a noun.
    pub toll_nouns: Table,
}

impl PictureWords {
    pub(crate) fn load(file: &File) -> Result<Self, KnowledgeError> {
        let lists: PictureFile = read(file)?;
        let mut out = Self {
            backing: lists.backing.into_iter().collect(),
            armed: lists.armed.into_iter().collect(),
            backers: lists.backers.into_iter().collect(),
            standing: lists.standing.into_iter().collect(),
            sending: lists.sending.into_iter().collect(),
            defending: lists.defending.into_iter().collect(),
            receiving: lists.receiving.into_iter().collect(),
            fighting: lists.fighting.into_iter().collect(),
            rising: lists.rising.into_iter().collect(),
            causes: lists.causes.into_iter().collect(),
            yielding: lists.yielding.into_iter().collect(),
            foes: lists.foes.into_iter().collect(),
            disputing: lists.disputing.into_iter().collect(),
            beating: lists.beating.into_iter().collect(),
            toppling: lists.toppling.into_iter().collect(),
            beaten: lists.beaten.into_iter().collect(),
            waging: lists.waging.into_iter().collect(),
            taking: lists.taking.into_iter().collect(),
            driving: lists.driving.into_iter().collect(),
            talks: lists.talks.into_iter().collect(),
            rival: lists.rival.into_iter().collect(),
            no_post: lists.no_post.into_iter().collect(),
            composing: lists.composing.into_iter().collect(),
            wholes: lists.wholes.into_iter().collect(),
            parts: lists.parts.into_iter().collect(),
            post_bodies: lists.post_bodies.into_iter().collect(),
            regional: lists.regional.into_iter().collect(),
            detaining: lists.detaining.into_iter().collect(),
            evacuating: lists.evacuating.into_iter().collect(),
            at_odds: lists.at_odds.into_iter().collect(),
            unbacking: lists.unbacking.into_iter().collect(),
            attacking_place: lists.attacking_place.into_iter().collect(),
            entering_place: lists.entering_place.into_iter().collect(),
            garrisons: lists.garrisons.into_iter().collect(),
            banners: lists.banners.into_iter().collect(),
            flying: lists.flying.into_iter().collect(),
            raising: lists.raising.into_iter().collect(),
            grips: lists.grips.into_iter().collect(),
            giving_in: lists.giving_in.into_iter().collect(),
            leaving_place: lists.leaving_place.into_iter().collect(),
            leading: lists.leading.into_iter().flat_map(|l| l.words.into_iter().map(move |w| (w, l.role.clone()))).collect(),
            ceasefire: table(file, lists.ceasefire, &CEASEFIRE_EVENTS)?,
            control: table(file, lists.control, &CONTROL_EVENTS)?,
            control_of: table(file, lists.control_of, &CONTROL_EVENTS)?,
            control_noun: table(file, lists.control_noun, &CONTROL_EVENTS)?,
            ..Self::default()
        };
        for toll in lists.toll {
            let kind = known(file, &toll.kind, &TOLL_KINDS)?;
            out.toll_object.extend(toll.object.into_iter().map(|w| (w, kind)));
            out.toll_subject.extend(toll.subject.into_iter().map(|w| (w, kind)));
            out.toll_adjectives.extend(toll.adjectives.into_iter().map(|w| (w, kind)));
            out.toll_nouns.extend(toll.nouns.into_iter().map(|w| (w, kind)));
        }
        Ok(out)
    }
}

/// The first list that has a word decides.
fn table(file: &File, steps: Vec<Step>, names: &[&'static str]) -> Result<Table, KnowledgeError> {
    let mut out = Table::default();
    for step in steps {
        let event = known(file, &step.event, names)?;
        for word in step.words {
            out.entry(word).or_insert(event);
        }
    }
    Ok(out)
}

fn known(file: &File, name: &str, names: &[&'static str]) -> Result<&'static str, KnowledgeError> {
    names.iter().copied().find(|n| *n == name).ok_or_else(|| {
        let offset = file.text.find(&format!("\"{name}\"")).map_or(0, |i| i + 1);
        KnowledgeError::mistake(&file.path, &file.text, offset, name.len(), format!("`{name}` is not a name of the codebook"))
            .expecting(names.join(", "))
            .nearest_of(name, names.iter().copied())
    })
}
