//! People and bodies that a report describes and names in another sentence.

use truceline_knowledge::{Knowledge, Referent};
use truceline_syntax::{Deprel, Upos, View, Xpos};
use truceline_text::BlockKind;

use super::{kinds::is_group_noun, naming::owner, noun_is_agent};
use crate::{
    Mentions,
    things::{NameKind, NameMention},
};

/// Sentences at the head of a report that describe before they name.
const LEAD: u32 = 2;
/// How many sentences apart the same noun may tell of one person or body.
const INTRODUCED: u32 = 5;
/// How many sentences back the person may be told of whom a noun takes up.
const REACH: u32 = 2;

impl Mentions {
    /// `A rights group says ...`, and in the next sentence `Human Rights Watch said`: whom the lead describes and the sentence after it
    /// names for the first time, in the same part.
    pub(super) fn named_next(&self, view: &View, knowledge: &Knowledge, head: u32) -> Option<&NameMention> {
        let wanted = kind_of(view, knowledge, head).or_else(|| is_somebody(view, head).then_some(NameKind::Person))?;
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
            // "The militant, X, had escaped"
            let token = view.head(token).filter(|_| view.deprel(token) == Deprel::Appos).unwrap_or(token);
            let verb = view.head(token).filter(|_| matches!(view.deprel(token), Deprel::Nsubj | Deprel::NsubjPass))?;
            Some((verb, speaks(view, knowledge, verb)))
        };
        let told = matches!(view.deprel(head), Deprel::Nsubj | Deprel::NsubjPass).then(|| view.head(head)).flatten();
        let found = match told {
            // Whoever says it goes on to say it; whoever does it is told of in the main clause.
            Some(verb) => {
                let says = speaks(view, knowledge, verb);
                named.find(|n| subject(n).is_some_and(|s| says && s.1 || view.head(s.0).is_none()))
            }
            None => {
                let mut others = named.filter(|n| is_aged(view, n) || !subject(n).is_some_and(|s| s.1));
                others.next().filter(|_| others.next().is_none())
            }
        }?;
        let fits = self.post_fits(view, knowledge, found, head)
            && self.country_fits(view, knowledge, found, head)
            && !(is_group_noun(view.lemma(head)) && self.is_of_government(knowledge, found))
            && !(is_firm(view.lemma(head)) && (self.is_of_government(knowledge, found) || is_called_ministry(view, found)));
        fits.then_some(found)
    }

    /// `one of its journalists`, of whom the next sentences name one for the first time.
    pub(super) fn one_named(&self, view: &View, knowledge: &Knowledge, one: u32, noun: u32) -> Option<&NameMention> {
        let here = view.sentence_index(one);
        let first = view.segmented.sentences.iter().position(|s| view.segmented.kind(s) == BlockKind::Paragraph)? as u32;
        let people = view.upos(noun) == Upos::Noun
            && noun_is_agent(view, knowledge, noun)
            && !knowledge.lexicon.naming.collective.contains(view.lemma(noun));
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
        let known = self.country_of(knowledge, name.entity).zip(owner(view, self, head).and_then(|o| self.country_of(knowledge, o)));
        known.is_none_or(|(a, b)| a == b)
    }

    /// `blogger X was freed ... the blogger`, `A rights group ... X said ... the rights group`: whom the text told of with the same
    /// noun and named with it, or right after.
    pub(super) fn introduced(&self, view: &View, knowledge: &Knowledge, head: u32) -> Option<&NameMention> {
        if !is_takeup(view, self, head) || !(noun_is_agent(view, knowledge, head) || is_somebody(view, head)) {
            return None;
        }
        let here = view.sentence_index(head);
        let earlier = (0..head).rev().take_while(|&t| here - view.sentence_index(t) <= INTRODUCED);
        for t in earlier.filter(|&t| view.lemma(t) == view.lemma(head) && view.xpos(t) == Xpos::Nn) {
            let was = view.children(t).iter().any(|&c| matches!(view.lemma(c), "former" | "ex" | "late" | "another" | "other" | "deputy"));
            if let Some(name) = self.named_with(view, knowledge, t) {
                return Some(name).filter(|n| !was && matches!(n.kind, NameKind::Person | NameKind::Body));
            }
            if view.children_by(t, &[Deprel::Det]).any(|d| matches!(view.lemma(d), "a" | "an")) {
                return self.named_next(view, knowledge, t);
            }
        }
        None
    }

    /// The name that stands with a noun: `the activist, X`, `X, an activist`, `opposition activist X`.
    fn named_with(&self, view: &View, knowledge: &Knowledge, noun: u32) -> Option<&NameMention> {
        let modified = || {
            let head = view.head(noun).filter(|&h| h > noun && matches!(view.deprel(noun), Deprel::Compound | Deprel::NmodDesc))?;
            self.name_at(head).filter(|n| !n.tokens.contains(&noun))
        };
        self.set_to(view, noun).or_else(|| self.name_beside(view, knowledge, noun)).or_else(modified)
    }

    /// `freed a British man ... the man, X`: whom a later sentence names with the same noun.
    pub(super) fn named_later(&self, view: &View, knowledge: &Knowledge, head: u32) -> Option<&NameMention> {
        let some = view.children_by(head, &[Deprel::Det]).any(|d| matches!(view.lemma(d), "a" | "an"));
        if !some || view.xpos(head) != Xpos::Nn || !(noun_is_agent(view, knowledge, head) || is_somebody(view, head)) {
            return None;
        }
        let here = view.sentence_index(head);
        let later = (head + 1..view.len()).take_while(|&t| view.sentence_index(t) - here <= INTRODUCED);
        let mut same = later.filter(|&t| view.lemma(t) == view.lemma(head) && view.xpos(t) == Xpos::Nn);
        let again = same.find(|&t| view.sentence_index(t) > here)?;
        let definite = view.children_by(again, &[Deprel::Det]).any(|d| view.lemma(d) == "the");
        let new = |n: &&NameMention| self.entities.get(n.entity as usize).is_some_and(|e| e.first > head);
        self.named_with(view, knowledge, again).filter(|_| definite).filter(new)
    }

    /// `the Briton`, `the fugitive`, `questioned the businessman`: the one person of whom the sentences before tell.
    pub(super) fn only_person(&self, view: &View, knowledge: &Knowledge, head: u32) -> Option<&NameMention> {
        let nation = self.name_headed_by(head).filter(|n| n.kind == NameKind::Nationality && n.tokens.len() == 1);
        let epithet = || view.upos(head) == Upos::Noun && knowledge.lexicon.in_class("epithet", view.lemma(head));
        let one = matches!(view.xpos(head), Xpos::Nn | Xpos::Nnp) && !view.form(head).ends_with('s');
        if !one || !is_takeup(view, self, head) || !(nation.is_some() || epithet()) {
            return None;
        }
        let used = (0..head).any(|t| view.lemma(t) == view.lemma(head) && view.upos(t) == Upos::Noun && nation.is_none());
        let here = view.sentence_index(head);
        let near = |n: &&NameMention| n.tokens.end <= head && here - view.sentence_index(n.tokens.start) <= REACH;
        let speaks_only = |n: &NameMention| {
            let token = n.tokens.clone().find(|&t| self.name_headed_by(t).is_some());
            token.is_some_and(|t| view.deprel(t) == Deprel::Nsubj && view.head(t).is_some_and(|v| speaks(view, knowledge, v)))
        };
        let mut people = self.names.iter().rev().filter(near).filter(|n| n.kind == NameKind::Person).filter(|n| !speaks_only(n));
        let last = people.next()?;
        let alone = people.all(|n| n.entity == last.entity);
        let acts = |t: u32| view.head(head).is_some_and(|v| view.child(v, &[Deprel::Nsubj]) == Some(t));
        let itself = last.tokens.clone().any(acts);
        // Who held a post may be a fugitive or a writer, but no diplomat is a judge.
        let organ = |s: &str| matches!(s, "GOV" | "MIL" | "LEG" | "JUD" | "COP");
        let official = knowledge.lexicon.role(view.lemma(head)).or_else(|| knowledge.lexicon.agent(view.lemma(head))).is_some_and(organ);
        let fits = (!official || self.post_fits(view, knowledge, last, head)) && self.country_fits_name(knowledge, last, nation);
        (alone && !used && !itself && fits).then_some(last)
    }

    /// False where the person is known to be of another nation than the one named.
    fn country_fits_name(&self, knowledge: &Knowledge, person: &NameMention, nation: Option<&NameMention>) -> bool {
        let known = nation.and_then(|n| self.country_of(knowledge, n.entity)).zip(self.country_of(knowledge, person.entity));
        known.is_none_or(|(a, b)| a == b)
    }

    /// The state of an entity, as far as the knowledge has it.
    fn country_of<'k>(&self, knowledge: &'k Knowledge, entity: u32) -> Option<&'k str> {
        match self.entities.get(entity as usize)?.referent? {
            Referent::Country(c) | Referent::Nationality(c) | Referent::Seat(c) => {
                knowledge.countries.get(c as usize).map(|c| c.iso3.as_str())
            }
            Referent::Actor(a) => knowledge.actors.get(a as usize).and_then(|a| a.country.as_deref()),
            Referent::Person(p) => knowledge.people.get(p as usize).and_then(|p| p.country.as_deref()),
            Referent::Community(_) => None,
        }
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
        let past = is_of_past(view, head);
        if !plain || !definite || closed || (post || !subject) && !past || before {
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
        let mut people = self.names.iter().rev().filter(near).filter(|n| n.kind == NameKind::Person);
        let found = people.clone().find(main).or_else(|| {
            let last = people.next().filter(|_| past)?;
            people.all(|n| n.entity == last.entity).then_some(last)
        })?;
        ((past || self.post_fits(view, knowledge, found, head)) && self.country_fits(view, knowledge, found, head)).then_some(found)
    }
}

/// `the 74-year-old former prime minister`: an age or a post of the past takes somebody up who holds another now.
fn is_of_past(view: &View, head: u32) -> bool {
    let aged = |c: u32| view.lemma(c) == "old" && c > 0 && view.form(c - 1) == "-";
    view.children(head).iter().any(|&c| c < head && (view.lemma(c) == "former" || aged(c)))
}

/// `X, 36, said`: of whom the report tells the age, it has told before.
fn is_aged(view: &View, name: &NameMention) -> bool {
    let end = name.tokens.end;
    view.form(end) == "," && view.upos(end + 1) == Upos::Num && view.form(end + 1).len() == 2 && view.form(end + 2) == ","
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
    let person = noun_is_agent(view, knowledge, head) && (lemma == "commander" || !lexicon.in_class("troops", lemma));
    let nobody = sector == Some("UAF") && lemma != "bombmaker" || matches!(lemma, "bomber" | "attacker" | "gunman" | "suspect" | "victim");
    let collective = ["government", "army", "military", "police", "force", "court", "ministry", "parliament", "country", "nation", "state"];
    let vague =
        ["man", "woman", "person", "spokesman", "spokeswoman", "spokesperson", "source", "witness", "resident", "soldier", "civilian"];
    (person && !nobody && !collective.contains(&lemma) && !vague.contains(&lemma)).then_some(NameKind::Person)
}

fn is_called_ministry(view: &View, name: &NameMention) -> bool {
    let tells = |t: u32| matches!(view.form(t).to_lowercase().as_str(), "ministry" | "government" | "police" | "court" | "parliament");
    name.tokens.clone().any(tells)
}

fn is_firm(lemma: &str) -> bool {
    matches!(lemma, "company" | "firm" | "newspaper" | "daily" | "station" | "institute")
}

/// `a man`, `a woman`: somebody of whom nothing is known.
fn is_somebody(view: &View, head: u32) -> bool {
    view.upos(head) == Upos::Noun && matches!(view.lemma(head), "man" | "woman" | "boy" | "girl" | "teenager" | "person")
}

/// `the jailed activist`: a noun in the singular that points back, with nothing behind it that tells who is meant, and no owner.
fn is_takeup(view: &View, mentions: &Mentions, head: u32) -> bool {
    let definite = view.children_by(head, &[Deprel::Det]).any(|d| matches!(view.lemma(d), "the" | "this" | "that"));
    let told = [Deprel::NmodPoss, Deprel::Appos, Deprel::Flat, Deprel::Acl, Deprel::NmodDesc];
    // "try the fugitive for genocide", "accuse the writer of blackmail" tell nothing more of them.
    let charged = || view.head(head).is_some_and(|v| matches!(view.lemma(v), "accuse" | "convict" | "acquit" | "suspect" | "clear"));
    let whose = |c: u32| match view.preposition(c).as_deref() {
        Some("for" | "in" | "on" | "after" | "before" | "over" | "with") => false,
        Some("of") => !charged(),
        _ => true,
    };
    definite
        && matches!(view.xpos(head), Xpos::Nn | Xpos::Nnp)
        && view.children_by(head, &told).next().is_none()
        && !view.children_by(head, &[Deprel::Nmod]).any(whose)
        && mentions.name_at(head + 1).is_none_or(|n| n.tokens.start != head + 1)
        && owner(view, mentions, head).is_none()
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
