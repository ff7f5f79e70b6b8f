//! People and bodies that a report describes and names in another sentence.

use truceline_knowledge::{Knowledge, Referent};
use truceline_syntax::{Deprel, Upos, View, Xpos};
use truceline_text::BlockKind;

use super::{bodies::is_group_noun, naming::owner, noun_is_agent};
use crate::{
    Mentions,
    things::{NameKind, NameMention},
};

/// Sentences at the head of a report that describe before they name.
const LEAD: u32 = 2;
/// How many sentences back the person may be told of whom a noun takes up.
const REACH: u32 = 2;

impl Mentions {
    /// `A rights group says ...`, and in the next sentence `Human Rights Watch said`: whom the lead describes and the sentence after it
    /// names for the first time, in the same part.
    pub(super) fn named_next(&self, view: &View, knowledge: &Knowledge, head: u32) -> Option<&NameMention> {
        let wanted = kind_of(view, knowledge, head)?;
        let here = view.sentence_index(head);
        let first = view.segmented.sentences.iter().position(|s| view.segmented.kind(s) == BlockKind::Paragraph)? as u32;
        if here >= first + LEAD || !self.is_description(view, head) {
            return None;
        }
        let next = view.segmented.sentences.get(here as usize + 1)?.tokens.clone();
        let new =
            |n: &&NameMention| n.kind == wanted && !self.names.iter().any(|m| m.entity == n.entity && m.tokens.start < n.tokens.start);
        let mut named = self.names.iter().filter(|n| next.contains(&n.tokens.start)).filter(new);
        let subject = |n: &NameMention| {
            let token = n.tokens.clone().find(|&t| self.name_headed_by(t).is_some())?;
            let verb = view.head(token).filter(|_| matches!(view.deprel(token), Deprel::Nsubj | Deprel::NsubjPass))?;
            Some((verb, speaks(view, knowledge, verb)))
        };
        let told = (view.deprel(head) == Deprel::Nsubj).then(|| view.head(head)).flatten();
        let found = match told {
            // Whoever says it goes on to say it; whoever does it is told of in the main clause.
            Some(verb) => {
                let says = speaks(view, knowledge, verb);
                named.find(|n| subject(n).is_some_and(|s| says && s.1 || view.head(s.0).is_none()))
            }
            None => {
                let mut others = named.filter(|n| !subject(n).is_some_and(|s| s.1));
                others.next().filter(|_| others.next().is_none())
            }
        }?;
        let fits = self.post_fits(view, knowledge, found, head)
            && self.country_fits(view, knowledge, found, head)
            && !(is_group_noun(view.lemma(head)) && self.is_of_government(knowledge, found));
        fits.then_some(found)
    }

    /// `one of its journalists`, of whom the next sentences name one for the first time.
    pub(super) fn one_named(&self, view: &View, knowledge: &Knowledge, one: u32, noun: u32) -> Option<&NameMention> {
        let here = view.sentence_index(one);
        let first = view.segmented.sentences.iter().position(|s| view.segmented.kind(s) == BlockKind::Paragraph)? as u32;
        let people = view.upos(noun) == Upos::Noun && noun_is_agent(view, knowledge, noun) && !is_group_noun(view.lemma(noun));
        if view.lemma(one) != "one" || here >= first + LEAD || !people {
            return None;
        }
        let after = |n: &&NameMention| (here + 1..=here + REACH).contains(&view.sentence_index(n.tokens.start));
        let new = |n: &&NameMention| {
            n.kind == NameKind::Person && self.entities.get(n.entity as usize).is_some_and(|e| e.first == n.tokens.start)
        };
        let tells = |n: &NameMention| {
            let token = n.tokens.clone().find(|&t| self.name_headed_by(t).is_some());
            token.is_some_and(|t| view.deprel(t) == Deprel::Nsubj && view.head(t).is_some_and(|v| speaks(view, knowledge, v)))
        };
        let mut named = self.names.iter().filter(after).filter(new).filter(|n| !tells(n));
        named.next().filter(|n| named.all(|m| m.entity == n.entity))
    }

    /// A ministry, an army or a court: no `alliance` and no `group`.
    fn is_of_government(&self, knowledge: &Knowledge, name: &NameMention) -> bool {
        let referent = self.entities.get(name.entity as usize).and_then(|e| e.referent);
        let organ = |code: &compact_str::CompactString| ["GOV", "MIL", "JUD", "LEG"].iter().any(|s| code.ends_with(s));
        referent.is_some_and(|r| self.codes(knowledge, r, name.kind).iter().any(organ))
    }

    /// A noun that tells who somebody is: `a former general`, `Iran's top negotiator`; not `a man`, and no name beside it.
    fn is_description(&self, view: &View, head: u32) -> bool {
        let singular = view.xpos(head) == Xpos::Nn;
        let named = view.children_by(head, &[Deprel::Appos, Deprel::Flat]).any(|c| self.name_at(c).is_some());
        let some = |t: u32| view.children_by(t, &[Deprel::Det]).any(|d| matches!(view.lemma(d), "a" | "an"));
        // "a reporters' group"
        let indefinite = some(head) || view.children_by(head, &[Deprel::NmodPoss]).any(some);
        // "the owner of a television channel"
        let of = || view.children_by(head, &[Deprel::Nmod]).any(|c| view.preposition(c).as_deref() == Some("of"));
        let owned = || owner(view, self, head).is_some() || of();
        singular && !named && (indefinite || owned())
    }

    /// False where the report gives the person a post that the noun is not.
    fn post_fits(&self, view: &View, knowledge: &Knowledge, name: &NameMention, head: u32) -> bool {
        let lexicon = &knowledge.lexicon;
        let lemma = view.lemma(head);
        let sector = lexicon.role(lemma).or_else(|| lexicon.agent(lemma)).filter(|s| !s.is_empty());
        self.posts.iter().filter(|p| p.person == name.entity).all(|p| {
            let core = p.role.rsplit([' ', '-']).next().unwrap_or("");
            let other = lexicon.role(&p.role).or_else(|| lexicon.role(core)).filter(|s| !s.is_empty());
            let voice = matches!(core, "spokesman" | "spokeswoman" | "spokesperson") && !matches!(lemma, "official" | "spokesman");
            p.role.split([' ', '-']).any(|w| w == lemma) || !voice && (sector.is_none() || other.is_none() || sector == other)
        })
    }

    /// False where the noun is of another country than the one known for the name.
    fn country_fits(&self, view: &View, knowledge: &Knowledge, name: &NameMention, head: u32) -> bool {
        let country = |e: u32| match self.entities.get(e as usize)?.referent? {
            Referent::Country(c) | Referent::Nationality(c) | Referent::Seat(c) => {
                knowledge.countries.get(c as usize).map(|c| c.iso3.as_str())
            }
            Referent::Actor(a) => knowledge.actors.get(a as usize).and_then(|a| a.country.as_deref()),
            Referent::Person(p) => knowledge.people.get(p as usize).and_then(|p| p.country.as_deref()),
            Referent::Community(_) => None,
        };
        let known = country(name.entity).zip(owner(view, self, head).and_then(country));
        known.is_none_or(|(a, b)| a == b)
    }

    /// `The alleged bombmaker`, `the tycoon`, `the 66-year-old leader`: the person whom the sentences before are about.
    pub(super) fn taken_up(&self, view: &View, knowledge: &Knowledge, head: u32) -> Option<&NameMention> {
        let plain = view.xpos(head) == Xpos::Nn && kind_of(view, knowledge, head) == Some(NameKind::Person);
        let definite = view.children_by(head, &[Deprel::Det]).any(|d| view.lemma(d) == "the");
        let told = [Deprel::Nmod, Deprel::NmodPoss, Deprel::Appos, Deprel::Flat, Deprel::Acl, Deprel::NmodDesc];
        let closed = view.children_by(head, &told).next().is_some() || owner(view, self, head).is_some();
        // A post is taken up by its own word only, and so is who was told of with the same noun.
        let post = knowledge.lexicon.role(view.lemma(head)) == Some("GOV") || is_office(view.lemma(head));
        let subject = matches!(view.deprel(head), Deprel::Nsubj | Deprel::NsubjPass);
        let before = (0..head).any(|t| view.lemma(t) == view.lemma(head) && view.upos(t) == Upos::Noun);
        if !plain || !definite || closed || post || !subject || before {
            return None;
        }
        let here = view.sentence_index(head);
        let main = |n: &&NameMention| {
            let token = n.tokens.clone().find(|&t| self.name_headed_by(t).is_some());
            token.is_some_and(|t| {
                matches!(view.deprel(t), Deprel::Nsubj | Deprel::NsubjPass) && view.head(t).is_some_and(|v| view.head(v).is_none())
            })
        };
        let near = |n: &&NameMention| n.tokens.end <= head && (1..=REACH).contains(&(here - view.sentence_index(n.tokens.start)));
        let found = self.names.iter().rev().filter(near).filter(|n| n.kind == NameKind::Person).find(main)?;
        (self.post_fits(view, knowledge, found, head) && self.country_fits(view, knowledge, found, head)).then_some(found)
    }
}

/// What kind of name a noun for somebody may stand for; none for people of whom nothing is known and for victims.
fn kind_of(view: &View, knowledge: &Knowledge, head: u32) -> Option<NameKind> {
    let lemma = view.lemma(head);
    if view.upos(head) != Upos::Noun {
        return None;
    }
    if is_group_noun(lemma)
        || matches!(
            lemma,
            "panel" | "commission" | "watchdog" | "newspaper" | "institute" | "committee" | "station" | "company" | "firm" | "daily"
        )
    {
        return Some(NameKind::Body);
    }
    let lexicon = &knowledge.lexicon;
    let sector = lexicon.role(lemma).or_else(|| lexicon.agent(lemma));
    let person = noun_is_agent(view, knowledge, head) && !lexicon.in_class("troops", lemma);
    let nobody = sector == Some("UAF") && lemma != "bombmaker" || matches!(lemma, "bomber" | "attacker" | "gunman" | "suspect" | "victim");
    let collective = ["government", "army", "military", "police", "force", "court", "ministry", "parliament", "country", "nation", "state"];
    let vague =
        ["man", "woman", "person", "spokesman", "spokeswoman", "spokesperson", "source", "witness", "resident", "soldier", "civilian"];
    (person && !nobody && !collective.contains(&lemma) && !vague.contains(&lemma)).then_some(NameKind::Person)
}

fn is_office(lemma: &str) -> bool {
    matches!(
        lemma,
        "president" | "minister" | "secretary" | "ambassador" | "governor" | "general" | "king" | "premier" | "senator" | "chief"
    )
}

fn speaks(view: &View, knowledge: &Knowledge, verb: u32) -> bool {
    view.upos(verb) == Upos::Verb && knowledge.lexicon.in_class("speech", view.lemma(verb))
}
