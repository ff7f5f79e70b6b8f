//! Reads `.pattern` files; the format is told in CONTRIBUTING.md.

use compact_str::CompactString;

use crate::{
    EventType, KnowledgeError, Lexicon, Ontology,
    files::File,
    pattern::{Complement, Condition, Example, Filler, Pattern, Role, Turn, WordClass},
};

const PROPERTIES: [&str; 15] = [
    "if",
    "code",
    "cameo",
    "actor",
    "recipient",
    "together",
    "place",
    "complement",
    "context",
    "trigger",
    "status",
    "fires",
    "silent",
    "fallback",
    "last",
];

pub(crate) fn read(file: &File, ontology: &Ontology, lexicon: &Lexicon) -> Result<Vec<Pattern>, KnowledgeError> {
    let mut reader = Reader { file, ontology, lexicon, patterns: Vec::new(), coded: true, complement: None, head: 0 };
    let mut offset = 0;
    for (number, line) in file.text.split_inclusive('\n').enumerate() {
        let start = offset;
        offset += line.len();
        let text = line.trim_end();
        if text.trim_start().is_empty() || text.trim_start().starts_with('#') {
            continue;
        }
        let indent = text.len() - text.trim_start().len();
        if indent == 0 {
            reader.entry(text, start, number as u32 + 1)?;
        } else {
            reader.property(&text[indent..], start + indent, number as u32 + 1)?;
        }
    }
    reader.finish_entry()?;
    Ok(reader.patterns)
}

struct Reader<'k> {
    file: &'k File,
    ontology: &'k Ontology,
    lexicon: &'k Lexicon,
    patterns: Vec<Pattern>,
    coded: bool,
    /// A complement that stood before the code.
    complement: Option<Complement>,
    head: usize,
}

impl Reader<'_> {
    fn mistake(&self, at: usize, length: usize, message: impl Into<String>) -> KnowledgeError {
        KnowledgeError::mistake(&self.file.path, &self.file.text, at, length, message)
    }

    fn finish_entry(&self) -> Result<(), KnowledgeError> {
        if self.coded { Ok(()) } else { Err(self.mistake(self.head, 4, "this entry has no code").expecting("a line `code TYPE`")) }
    }

    fn entry(&mut self, text: &str, at: usize, line: u32) -> Result<(), KnowledgeError> {
        self.finish_entry()?;
        let (keyword, rest) = split_word(text);
        let word_class = match keyword {
            "verb" => WordClass::Verb,
            "noun" => WordClass::Noun,
            other => {
                return Err(self
                    .mistake(at, other.len(), format!("unknown word class `{other}`"))
                    .expecting("`verb` or `noun` at the line's start, properties indented")
                    .nearest_of(other, ["verb", "noun"]));
            }
        };
        let lemmas: Vec<CompactString> = list(rest).map(|l| l.to_lowercase().replace(' ', "_").into()).collect();
        if lemmas.is_empty() {
            return Err(self.mistake(at, text.len(), "no word given").expecting(format!("`{keyword} WORD, WORD`")));
        }
        let stem = self.file.path.rsplit('/').next().unwrap_or(&self.file.path);
        self.patterns.push(Pattern {
            name: format!("{stem}:{line}").into(),
            word_class,
            lemmas,
            conditions: Vec::new(),
            event_type: EventType::Consult,
            mode: None,
            cameo: None,
            actor: Vec::new(),
            recipient: Vec::new(),
            together: Vec::new(),
            planned: false,
            undone: false,
            place: None,
            complement: Complement::Real,
            contexts: Vec::new(),
            trigger_with_object: false,
            trigger_clause: false,
            turn: Turn::First,
            examples: Vec::new(),
        });
        (self.coded, self.complement, self.head) = (false, None, at);
        Ok(())
    }

    fn property(&mut self, text: &str, at: usize, line: u32) -> Result<(), KnowledgeError> {
        let (keyword, rest) = split_word(text);
        let rest_at = at + (text.len() - rest.len());
        let Some(mut pattern) = self.patterns.pop() else {
            return Err(self.mistake(at, text.len(), "a property before the first entry").expecting("`verb` or `noun`"));
        };
        match keyword {
            "if" => pattern.conditions.push(self.condition(rest, rest_at)?),
            "code" => self.code(&mut pattern, rest, rest_at)?,
            "cameo" => pattern.cameo = Some(self.cameo(rest, rest_at)?),
            "actor" => pattern.actor = list(rest).map(role).collect(),
            "recipient" => pattern.recipient = list(rest).map(role).collect(),
            "together" => pattern.together = list(rest).map(role).collect(),
            "status" => self.status(&mut pattern, rest, rest_at)?,
            "place" => pattern.place = Some(role(rest)),
            "complement" => {
                let complement = self.complement_named(rest, rest_at)?;
                pattern.complement = complement;
                self.complement = (!self.coded).then_some(complement);
            }
            "context" => pattern.contexts = self.contexts(rest, rest_at)?,
            "fallback" if rest.is_empty() => pattern.turn = Turn::Fallback,
            "last" if rest.is_empty() => pattern.turn = Turn::Last,
            "trigger" if rest == "with object" => pattern.trigger_with_object = true,
            "trigger" if rest == "clause" => pattern.trigger_clause = true,
            "trigger" => {
                return Err(self
                    .mistake(rest_at, rest.len(), format!("unknown trigger `{rest}`"))
                    .expecting("`trigger with object` or `trigger clause`"));
            }
            "fires" | "silent" => pattern.examples.push(example(rest, keyword == "fires", line)),
            other => {
                return Err(self
                    .mistake(at, other.len(), format!("unknown property `{other}`"))
                    .expecting(PROPERTIES.join(", "))
                    .nearest_of(other, PROPERTIES));
            }
        }
        self.patterns.push(pattern);
        Ok(())
    }

    fn code(&mut self, pattern: &mut Pattern, rest: &str, at: usize) -> Result<(), KnowledgeError> {
        let (name, mode) = split_word(rest);
        pattern.event_type = name.parse().map_err(|()| {
            self.mistake(at, name.len(), format!("unknown event type `{name}`")).nearest_of(name, EventType::ALL.iter().map(|t| t.as_str()))
        })?;
        if !mode.is_empty() {
            if !self.ontology.has_mode(pattern.event_type, mode) {
                let known: Vec<&str> = self.ontology.modes(pattern.event_type).collect();
                return Err(self
                    .mistake(at + rest.len() - mode.len(), mode.len(), format!("{name} has no mode `{mode}`"))
                    .expecting(known.join(", "))
                    .nearest_of(mode, known.iter().copied()));
            }
            pattern.mode = Some(mode.into());
        }
        let default = match pattern.event_type {
            EventType::Agree | EventType::Request | EventType::Reject | EventType::Threaten | EventType::Concede => Complement::Absorbed,
            EventType::Accuse => Complement::Alleged,
            _ => Complement::Real,
        };
        pattern.complement = self.complement.take().unwrap_or(default);
        self.coded = true;
        Ok(())
    }

    fn cameo(&self, rest: &str, at: usize) -> Result<CompactString, KnowledgeError> {
        if !(2..=4).contains(&rest.len()) || !self.ontology.has_cameo(rest) {
            return Err(self
                .mistake(at, rest.len(), format!("unknown CAMEO code `{rest}`"))
                .expecting("two to four digits from ontology/cameo.tsv"));
        }
        Ok(rest.into())
    }

    fn complement_named(&self, rest: &str, at: usize) -> Result<Complement, KnowledgeError> {
        const NAMES: [(&str, Complement); 5] = [
            ("absorbed", Complement::Absorbed),
            ("planned", Complement::Planned),
            ("alleged", Complement::Alleged),
            ("real", Complement::Real),
            ("negated", Complement::Negated),
        ];
        NAMES.iter().find(|(n, _)| *n == rest).map(|(_, c)| *c).ok_or_else(|| {
            self.mistake(at, rest.len(), format!("unknown complement `{rest}`"))
                .expecting(NAMES.map(|(n, _)| n).join(", "))
                .nearest_of(rest, NAMES.map(|(n, _)| n))
        })
    }

    fn status(&self, pattern: &mut Pattern, rest: &str, at: usize) -> Result<(), KnowledgeError> {
        match rest {
            "planned" => pattern.planned = true,
            "negated" => pattern.undone = true,
            _ => {
                let expected = "`status planned` or `status negated`";
                return Err(self.mistake(at, rest.len(), format!("unknown status `{rest}`")).expecting(expected));
            }
        }
        Ok(())
    }

    fn contexts(&self, rest: &str, at: usize) -> Result<Vec<CompactString>, KnowledgeError> {
        list(rest)
            .map(|name| {
                if self.ontology.contexts.iter().any(|c| c == name) {
                    Ok(CompactString::from(name))
                } else {
                    let here = at + rest.find(name).unwrap_or(0);
                    Err(self
                        .mistake(here, name.len(), format!("unknown context `{name}`"))
                        .nearest_of(name, self.ontology.contexts.iter().map(CompactString::as_str)))
                }
            })
            .collect()
    }

    fn condition(&self, rest: &str, at: usize) -> Result<Condition, KnowledgeError> {
        if rest == "clause" {
            return Ok(Condition::Clause);
        }
        if rest == "no clause" {
            return Ok(Condition::NoClause);
        }
        if rest == "negated" {
            return Ok(Condition::Negated);
        }
        if rest == "will not" {
            return Ok(Condition::WillNot);
        }
        if rest == "conditional" {
            return Ok(Condition::Conditional);
        }
        if rest == "or else" {
            return Ok(Condition::OrElse);
        }
        if let Some(fillers) = rest.strip_prefix("clause is ") {
            return Ok(Condition::ClauseIs(self.fillers(fillers, at + rest.len() - fillers.len())?));
        }
        let lemmas = |words: &str| list(words).map(|w| w.trim_matches('"').into()).collect();
        if let Some(words) = rest.strip_prefix("clause verb is ") {
            return Ok(Condition::ClauseVerb(lemmas(words)));
        }
        if let Some(words) = rest.strip_prefix("participle is ") {
            return Ok(Condition::Participle(lemmas(words)));
        }
        if let Some(words) = rest.strip_prefix("negated clause verb is ") {
            return Ok(Condition::NegatedClauseVerb(lemmas(words)));
        }
        if let Some(fillers) = rest.strip_prefix("clause object is ") {
            return Ok(Condition::ClauseObject(self.fillers(fillers, at + rest.len() - fillers.len())?));
        }
        if let Some(fillers) = rest.strip_prefix("not clause object is ") {
            return Ok(Condition::ClauseObjectIsNot(self.fillers(fillers, at + rest.len() - fillers.len())?));
        }
        match rest {
            "clause infinitive" => return Ok(Condition::ClauseInfinitive),
            "clause subjunctive" => return Ok(Condition::ClauseSubjunctive),
            "clause subject is own" => return Ok(Condition::ClauseSubjectOwn),
            "not clause subject is own" => return Ok(Condition::ClauseSubjectOther),
            _ => {}
        }
        if let Some(fillers) = rest.strip_prefix("clause subject is ") {
            return Ok(Condition::ClauseSubject(self.fillers(fillers, at + rest.len() - fillers.len())?));
        }
        if let Some(words) = rest.strip_prefix("clause modal ") {
            return Ok(Condition::ClauseModal(list(words).map(Into::into).collect()));
        }
        if let Some(words) = rest.strip_prefix("not clause modal ") {
            return Ok(Condition::NotClauseModal(list(words).map(Into::into).collect()));
        }
        if let Some(words) = rest.strip_prefix("not clause verb is ") {
            return Ok(Condition::NotClauseVerb(lemmas(words)));
        }
        if let Some(particle) = rest.strip_prefix("particle ") {
            return Ok(Condition::Particle(particle.trim().into()));
        }
        let (negative, body) = rest.strip_prefix("not ").map_or((false, rest), |b| (true, b));
        if let Some((name, fillers)) = body.split_once(" is ") {
            let fillers_at = at + rest.len() - fillers.len();
            let fillers = self.fillers(fillers, fillers_at)?;
            let roles_at = at + rest.len() - body.len();
            let roles = list(name).map(|r| self.checked_role(r, roles_at)).collect::<Result<_, _>>()?;
            return Ok(if negative { Condition::IsNot(roles, fillers) } else { Condition::Is(roles, fillers) });
        }
        match body.strip_prefix("no ") {
            Some(name) => Ok(Condition::Absent(self.checked_role(name, at + 3)?)),
            None if negative => Ok(Condition::Absent(self.checked_role(body, at + 4)?)),
            None => Ok(Condition::Present(list(body).map(|r| self.checked_role(r, at)).collect::<Result<_, _>>()?)),
        }
    }

    fn checked_role(&self, name: &str, at: usize) -> Result<Role, KnowledgeError> {
        let name = name.trim();
        if name.is_empty() || name.contains(' ') {
            return Err(self
                .mistake(at, name.len(), format!("`{name}` is not a role"))
                .expecting("subject, object, possessive, modifier or one preposition, then perhaps `is` and what it must be"));
        }
        Ok(role(name))
    }

    fn fillers(&self, text: &str, at: usize) -> Result<Vec<Filler>, KnowledgeError> {
        let mut out = Vec::new();
        for name in list(text) {
            out.push(match name {
                "actor" => Filler::Actor,
                "person" => Filler::Person,
                "place" => Filler::Place,
                "number" => Filler::Number,
                "official" => Filler::Official,
                "several" => Filler::Several,
                "date" => Filler::Date,
                quoted if quoted.starts_with('"') => Filler::Lemma(quoted.trim_matches('"').to_lowercase().into()),
                class if self.lexicon.class_names().contains(&class) => Filler::Class(class.into()),
                other => {
                    let here = at + text.find(other).unwrap_or(0);
                    return Err(self
                        .mistake(here, other.len(), format!("unknown class `{other}`"))
                        .expecting("actor, person, official, several, place, number, date, a \"lemma\" or a class of lexicon/classes.toml")
                        .nearest_of(other, self.lexicon.class_names()));
                }
            });
        }
        Ok(out)
    }
}

fn split_word(text: &str) -> (&str, &str) {
    text.split_once(char::is_whitespace).map_or((text, ""), |(a, b)| (a, b.trim()))
}

fn list(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|w| !w.is_empty())
}

fn role(name: &str) -> Role {
    match name.trim() {
        "subject" => Role::Subject,
        "object" => Role::Object,
        "possessive" => Role::Possessive,
        "modifier" => Role::Modifier,
        other => Role::Preposition(other.to_lowercase().into()),
    }
}

fn example(rest: &str, fires: bool, line: u32) -> Example {
    let (sentence, who) = match rest.rsplit_once("=>") {
        Some((sentence, who)) => {
            let (actors, recipients) = who.split_once('>').unwrap_or((who, ""));
            let names = |s: &str| list(s).map(str::to_owned).collect();
            (sentence.trim(), Some((names(actors), names(recipients))))
        }
        None => (rest, None),
    };
    Example { sentence: sentence.trim_matches('"').to_owned(), fires, who, line }
}
