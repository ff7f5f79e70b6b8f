//! Who, where, when and how many: names and their entities, posts, participants, time expressions, quantities.

mod acronyms;
mod apposed;
mod containers;
mod countries;
mod datelines;
mod described;
mod entities;
mod given;
mod halves;
mod names;
mod nominals;
mod nouns;
mod participants;
mod peoples;
mod phrases;
mod place_use;
mod place_words;
mod places;
mod posts;
mod pronouns;
pub mod quantities;
mod repeats;
mod report_date;
mod shapes;
mod things;
mod times;
mod toponyms;

use std::sync::OnceLock;

use jiff::civil::Date;
use rustc_hash::FxHashMap;
use truceline_knowledge::{Knowledge, Referent};
use truceline_syntax::{Upos, View};

pub use given::GivenName;
pub use nominals::Nominal;
pub use posts::{Post, is_rank};
pub use report_date::is_put_off;
pub use things::{Bound, Entity, NameKind, NameMention, Participant, Quantity, When};
pub use times::{DayPart, Era, TimeExpression, TimeValue, Unit, YearFrom};
pub use toponyms::Toponym;

/// All that a document mentions.
pub struct Mentions {
    /// Entities in the order in which they were joined.
    pub entities: Vec<Entity>,
    /// Names in text order.
    pub names: Vec<NameMention>,
    /// Posts that the text gives to people.
    pub posts: Vec<Post>,
    /// Time expressions in text order.
    pub times: Vec<TimeExpression>,
    /// The date given with the report.
    pub published: Option<Date>,
    /// The date inferred where none is given.
    pub published_inferred: Option<Date>,
    name_of_token: FxHashMap<u32, u32>,
    name_by_head: FxHashMap<u32, u32>,
    noun_phrases: FxHashMap<Box<str>, Vec<(u32, String)>>,
    /// By the index of a community the ISO3 of the state of whose members the document speaks.
    homes: FxHashMap<u16, Box<str>>,
    /// The entities at war with each other, once somebody has asked.
    warring: OnceLock<Option<[u32; 2]>>,
}

impl Mentions {
    /// Reads a document's mentions.
    pub fn find(view: &View, knowledge: &Knowledge) -> Self {
        Self::find_given(view, knowledge, &[])
    }

    /// As [`Mentions::find`], with names that are known beforehand in the place of those that would be found there.
    pub fn find_given(view: &View, knowledge: &Knowledge, given: &[GivenName]) -> Self {
        let found = given::put_in(view, knowledge, names::find(view, knowledge), given);
        let (mut entities, names) = entities::join(view, knowledge, places::settle(view, knowledge, found));
        let posts = posts::find(view, knowledge, &entities, &names);
        for post in &posts {
            // "President Obama": the surname and the post tell who it is.
            if let Some(e) = entities.get_mut(post.person as usize).filter(|e| e.referent.is_none()) {
                let surname = e.name.rsplit(' ').next().unwrap_or(&e.name);
                let core = post.role.rsplit(' ').next().unwrap_or(&post.role);
                let known = |role: &str| knowledge.by_surname(surname, role, view.document.published);
                e.referent = known(&post.role).or_else(|| known(core)).map(Referent::Person);
            }
        }
        let mut times = times::find(view);
        let published = view.document.published;
        let published_inferred = published.is_none().then(|| report_date::infer(view, &times)).flatten();
        times::anchor(view, &mut times, published.or(published_inferred));
        let mut out = Self {
            entities,
            names,
            posts,
            times,
            published,
            published_inferred,
            name_of_token: FxHashMap::default(),
            name_by_head: FxHashMap::default(),
            noun_phrases: FxHashMap::default(),
            homes: FxHashMap::default(),
            warring: OnceLock::new(),
        };
        for (n, name) in out.names.iter().enumerate() {
            for t in name.tokens.clone() {
                out.name_of_token.insert(t, n as u32);
            }
            let outside = |t: &u32| view.upos(*t) != Upos::Punct && view.head(*t).is_none_or(|h| !name.tokens.contains(&h));
            let head = name.tokens.clone().find(outside).unwrap_or(name.tokens.end - 1);
            out.name_by_head.insert(head, n as u32);
        }
        out.homes = peoples::homes(knowledge, &out);
        out.noun_phrases = participants::noun_phrases(view, knowledge, &out);
        out
    }

    /// The date against which times are resolved.
    pub fn report_date(&self) -> Option<Date> {
        self.published.or(self.published_inferred)
    }

    /// The name that a token is part of.
    pub fn name_at(&self, token: u32) -> Option<&NameMention> {
        self.name_of_token.get(&token).map(|&n| &self.names[n as usize])
    }

    /// The name whose head the token is.
    pub fn name_headed_by(&self, token: u32) -> Option<&NameMention> {
        self.name_by_head.get(&token).map(|&n| &self.names[n as usize])
    }

    /// The days that a time expression covers, by the report's date and the tense around it; `None` where they cannot be told.
    pub fn when(&self, view: &View, time: &TimeExpression) -> Option<When> {
        time.resolve(self.report_date(), Self::speaks_of_future(view, time.tokens.start))
    }

    /// The time expression that a token is part of.
    pub fn time_at(&self, token: u32) -> Option<&TimeExpression> {
        let after = self.times.partition_point(|t| t.tokens.start <= token);
        after.checked_sub(1).map(|i| &self.times[i]).filter(|t| t.tokens.contains(&token))
    }

    /// The value of a time expression as TIMEX3 writes it (`P3W`, `1917-SU`); `None` where it cannot be told.
    pub fn timex(&self, view: &View, time: &TimeExpression) -> Option<String> {
        time.timex(self.report_date(), Self::speaks_of_future(view, time.tokens.start))
    }

    /// True where the clause around a token speaks of what is to come.
    pub fn speaks_of_future(view: &View, token: u32) -> bool {
        report_date::speaks_of_future(view, token)
    }
}
