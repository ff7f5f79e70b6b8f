//! What an event pattern is; `pattern_file` reads them.

use std::fmt;

use compact_str::CompactString;

use crate::EventType;

/// Which words a pattern speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum WordClass {
    /// Verbs, with participles.
    Verb,
    /// Event nouns.
    Noun,
}

/// A place in a predicate's frame.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Logical subject: also the `by` phrase of a passive.
    Subject,
    /// Logical object: also the subject of a passive.
    Object,
    /// Owner: `Libya's`, `of`-less possessive before the word.
    Possessive,
    /// Adjective or noun before the word: `rebel attack`, `Israeli raid`.
    Modifier,
    /// Phrase with this preposition (lemma, lower case).
    Preposition(CompactString),
}

/// What a condition asks of a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filler {
    /// Any participant.
    Actor,
    /// A named person or a noun for a person.
    Person,
    /// A named place or a noun for one.
    Place,
    /// A number.
    Number,
    /// Somebody with a post: a noun for one, or a named person who is known to hold one.
    Official,
    /// Two participants or more in one phrase.
    Several,
    /// A class of `lexicon/classes.toml`.
    Class(CompactString),
    /// A time expression: `in 1994`, `last May`.
    Date,
    /// This lemma.
    Lemma(CompactString),
}

/// One `if` line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// `if ROLE, ROLE is X, Y`: one of the roles is filled by one of these.
    Is(Vec<Role>, Vec<Filler>),
    /// `if not ROLE, ROLE is X`: none of the roles is filled by any of these.
    IsNot(Vec<Role>, Vec<Filler>),
    /// `if ROLE, ROLE`: one of these is there.
    Present(Vec<Role>),
    /// `if no ROLE`.
    Absent(Role),
    /// `if particle up`.
    Particle(CompactString),
    /// `if clause`.
    Clause,
    /// `if no clause`.
    NoClause,
    /// `if negated`: the word itself is negated.
    Negated,
    /// `if clause verb is withdraw, release`.
    ClauseVerb(Vec<CompactString>),
    /// `if participle is demand`: a clause in -ing beside the verb has one of these verbs.
    Participle(Vec<CompactString>),
    /// `if clause is CLASS`: what the complement says of its subject, an adjective, a noun or a preposition, not negated.
    ClauseIs(Vec<Filler>),
    /// `if conditional`: the complement, or the verb itself, holds under an `if` or `unless`.
    Conditional,
    /// `if or else`: what is said to follow unless the complement comes true: `told them to leave or be evicted`.
    OrElse,
    /// `if clause object is CLASS`: object of the complement's verb.
    ClauseObject(Vec<Filler>),
    /// `if not clause object is CLASS`.
    ClauseObjectIsNot(Vec<Filler>),
    /// `if not clause verb is meet`.
    NotClauseVerb(Vec<CompactString>),
    /// `if clause modal must`: the complement's verb has one of these auxiliaries and is not negated.
    ClauseModal(Vec<CompactString>),
    /// `if not clause modal may`: the complement's verb has none of these auxiliaries.
    NotClauseModal(Vec<CompactString>),
    /// `if clause subject is actor`: a subject of the complement's own verb.
    ClauseSubject(Vec<Filler>),
    /// The complement is an infinitive with `to`.
    ClauseInfinitive,
    /// `if clause subjunctive`: `asked that the army leave`, not `insisted that the army has left`.
    ClauseSubjunctive,
    /// `if clause subject is own`: the complement speaks of the subject itself, or of somebody or something that it owns.
    ClauseSubjectOwn,
    /// `if not clause subject is own`.
    ClauseSubjectOther,
    /// `if negated clause verb is meet`: `vowed not to meet`.
    NegatedClauseVerb(Vec<CompactString>),
    /// `if will not`: the verb is refused, `will not lift`, `would never accept`, `cannot agree`.
    WillNot,
}

/// When an entry of a word is tried, whatever its conditions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Turn {
    /// As one of the word's own entries.
    #[default]
    First,
    /// `fallback`: only where none of the first fits.
    Fallback,
    /// `last`: only where no fallback fits either.
    Last,
}

impl Pattern {
    /// How early an entry is tried among those of a word: the number of its conditions, after those that ask for a refusal,
    /// since what is refused is no deed, and after those of an earlier turn.
    pub fn weight(&self) -> usize {
        const REFUSAL: usize = 100;
        const TURN: usize = 1000;
        let refused = if self.conditions.contains(&Condition::WillNot) { REFUSAL } else { 0 };
        let turn = match self.turn {
            Turn::First => 2 * TURN,
            Turn::Fallback => TURN,
            Turn::Last => 0,
        };
        self.conditions.len() + refused + turn
    }
}

/// As a pattern file writes it.
impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Role::Subject => "subject",
            Role::Object => "object",
            Role::Possessive => "possessive",
            Role::Modifier => "modifier",
            Role::Preposition(p) => p,
        })
    }
}

/// As a pattern file writes it.
impl fmt::Display for Filler {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Filler::Actor => f.write_str("actor"),
            Filler::Person => f.write_str("person"),
            Filler::Place => f.write_str("place"),
            Filler::Number => f.write_str("number"),
            Filler::Official => f.write_str("official"),
            Filler::Several => f.write_str("several"),
            Filler::Date => f.write_str("date"),
            Filler::Class(class) => f.write_str(class),
            Filler::Lemma(lemma) => write!(f, "\"{lemma}\""),
        }
    }
}

/// The `if` line, without its indentation.
impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Condition::Is(roles, fillers) => write!(f, "if {} is {}", listed(roles), listed(fillers)),
            Condition::IsNot(roles, fillers) => write!(f, "if not {} is {}", listed(roles), listed(fillers)),
            Condition::Present(roles) => write!(f, "if {}", listed(roles)),
            Condition::Absent(role) => write!(f, "if no {role}"),
            Condition::Particle(particle) => write!(f, "if particle {particle}"),
            Condition::Clause => f.write_str("if clause"),
            Condition::NoClause => f.write_str("if no clause"),
            Condition::ClauseVerb(lemmas) => write!(f, "if clause verb is {}", listed(lemmas)),
            Condition::Participle(lemmas) => write!(f, "if participle is {}", listed(lemmas)),
            Condition::ClauseIs(fillers) => write!(f, "if clause is {}", listed(fillers)),
            Condition::Conditional => f.write_str("if conditional"),
            Condition::OrElse => f.write_str("if or else"),
            Condition::ClauseObject(fillers) => write!(f, "if clause object is {}", listed(fillers)),
            Condition::ClauseObjectIsNot(fillers) => write!(f, "if not clause object is {}", listed(fillers)),
            Condition::NotClauseVerb(lemmas) => write!(f, "if not clause verb is {}", listed(lemmas)),
            Condition::NegatedClauseVerb(lemmas) => write!(f, "if negated clause verb is {}", listed(lemmas)),
            Condition::WillNot => f.write_str("if will not"),
            Condition::NotClauseModal(words) => write!(f, "if not clause modal {}", listed(words)),
            Condition::ClauseModal(words) => write!(f, "if clause modal {}", listed(words)),
            Condition::ClauseSubject(fillers) => write!(f, "if clause subject is {}", listed(fillers)),
            Condition::ClauseInfinitive => f.write_str("if clause infinitive"),
            Condition::ClauseSubjunctive => f.write_str("if clause subjunctive"),
            Condition::ClauseSubjectOwn => f.write_str("if clause subject is own"),
            Condition::ClauseSubjectOther => f.write_str("if not clause subject is own"),
            Condition::Negated => f.write_str("if negated"),
        }
    }
}

fn listed<T: fmt::Display>(items: &[T]) -> String {
    items.iter().map(T::to_string).collect::<Vec<_>>().join(", ")
}

/// What becomes of events in the complement or object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Complement {
    /// Not recorded.
    Absorbed,
    /// Recorded as planned.
    Planned,
    /// Recorded, attributed to the actor.
    Alleged,
    /// Recorded as told.
    Real,
    /// Recorded as not having happened.
    Negated,
}

/// A sentence that must be coded by a pattern, or must not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The sentence.
    pub sentence: String,
    /// Must it fire?
    pub fires: bool,
    /// Expected actors and recipients, where given.
    pub who: Option<(Vec<String>, Vec<String>)>,
    /// Line in the pattern's file, from 1.
    pub line: u32,
}

/// One entry of a pattern file.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// `attack.pattern:12`: file and line, the name that events carry.
    pub name: CompactString,
    /// Verb or noun.
    pub word_class: WordClass,
    /// Lemmas; particle verbs as `call_off`.
    pub lemmas: Vec<CompactString>,
    /// Conditions, all of which must hold.
    pub conditions: Vec<Condition>,
    /// PLOVER type.
    pub event_type: EventType,
    /// PLOVER mode that the word itself fixes.
    pub mode: Option<CompactString>,
    /// CAMEO code, two to four digits.
    pub cameo: Option<CompactString>,
    /// Where to look for the actor, in order; empty for the defaults.
    pub actor: Vec<Role>,
    /// Where to look for the recipient, in order; empty for the defaults.
    pub recipient: Vec<Role>,
    /// Symmetric events: the roles whose names join the subject's; empty where it is not symmetric.
    pub together: Vec<Role>,
    /// The event is planned whatever its tense: `agreed to meet`.
    pub planned: bool,
    /// The word itself says that the act was left undone: `stood by`.
    pub undone: bool,
    /// The argument that is the event's place.
    pub place: Option<Role>,
    /// What becomes of events in the complement.
    pub complement: Complement,
    /// Contexts that the word implies.
    pub contexts: Vec<CompactString>,
    /// The trigger runs from the word to its object's head.
    pub trigger_with_object: bool,
    /// The trigger is the verb of the complement with its auxiliaries.
    pub trigger_clause: bool,
    /// When it is tried.
    pub turn: Turn,
    /// Sentences that test it.
    pub examples: Vec<Example>,
}
