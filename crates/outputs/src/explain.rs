//! The report's text with each event under its sentence, and why it was coded.

use std::{
    collections::BTreeSet,
    io::{self, Write},
};

use anstyle::Style;
use textwrap::{Options, WordSplitter};
use truceline_dictionaries::DictionaryEvent;
use truceline_engine::Coded;
use truceline_events::Event;
use truceline_text::{Block, BlockKind, Sentence, Span};

use crate::{
    dictionary,
    formats::Look,
    phrases::{BOLD, DIM, LABEL, clean, date, entries, heading, kind, list, painted, score_colour, status},
};

/// Narrower terminals get this many columns and wrap.
const NARROWEST: usize = 40;
/// Columns before an event's labels.
const INDENT: usize = 4;
/// Columns of an event's labels.
const LABELS: usize = 12;

/// Writes one document.
///
/// # Errors
/// What the writer reports.
pub fn write(coded: &Coded, look: &Look, out: &mut dyn Write) -> io::Result<()> {
    let page = Page { coded, colour: look.colour, width: look.width.max(NARROWEST) };
    page.heading(out)?;
    for (index, block) in (0..).zip(&coded.segmented.blocks) {
        page.block(index, block, out)?;
    }
    page.complaints(out)?;
    page.picture(out)
}

struct Page<'c> {
    coded: &'c Coded,
    colour: bool,
    width: usize,
}

impl Page<'_> {
    fn paint(&self, text: &str, style: Style) -> String {
        painted(text, style, self.colour)
    }

    fn text(&self, span: Span) -> String {
        clean(span.of(&self.coded.document.text))
    }

    /// Writes text wrapped, its first line behind `first`, the others behind `others`, which are as wide.
    fn wrapped(&self, text: &str, first: &str, others: &str, out: &mut dyn Write) -> io::Result<()> {
        let options = Options::new(self.width).word_splitter(WordSplitter::NoHyphenation);
        let options = options.initial_indent(first).subsequent_indent(others);
        for line in textwrap::wrap(text, options) {
            writeln!(out, "{}", line.trim_end())?;
        }
        Ok(())
    }

    fn heading(&self, out: &mut dyn Write) -> io::Result<()> {
        let (line, headline) = heading(self.coded);
        self.wrapped(&self.paint(&line, DIM), "", "", out)?;
        if let Some(headline) = headline {
            self.wrapped(&self.paint(&headline, BOLD), "", "", out)?;
        }
        writeln!(out)
    }

    /// Running text up to and with the next sentence that has events, then the events, and so on.
    fn block(&self, index: u32, block: &Block, out: &mut dyn Write) -> io::Result<()> {
        if matches!(block.kind, BlockKind::Residue | BlockKind::Dateline) {
            self.wrapped(&self.paint(&self.text(block.span), DIM), "", "", out)?;
            return writeln!(out);
        }
        let mut running: Vec<String> = Vec::new();
        for (number, sentence) in (0..).zip(&self.coded.segmented.sentences) {
            if sentence.block != index {
                continue;
            }
            let events: Vec<&Event> = self.coded.events.iter().filter(|e| e.sentence == number).collect();
            let by_dictionary: Vec<&DictionaryEvent> = dictionary::alone(self.coded).filter(|e| e.sentence == number).collect();
            running.push(self.sentence(block, sentence, &events));
            if !events.is_empty() || !by_dictionary.is_empty() {
                self.wrapped(&running.join(" "), "", "", out)?;
                writeln!(out)?;
                running.clear();
                for event in events {
                    self.event(event, out)?;
                }
                for event in by_dictionary {
                    self.by_dictionary(event, out)?;
                }
            }
        }
        if !running.is_empty() {
            self.wrapped(&running.join(" "), "", "", out)?;
            writeln!(out)?;
        }
        Ok(())
    }

    /// The sentence with its triggers marked in colour.
    fn sentence(&self, block: &Block, sentence: &Sentence, events: &[&Event]) -> String {
        let base = match block.kind {
            BlockKind::Title | BlockKind::Heading => BOLD,
            BlockKind::Caption => DIM,
            _ => Style::new(),
        };
        if !self.colour {
            return self.text(sentence.span);
        }
        let mut triggers: Vec<(Span, f64)> = events.iter().map(|e| (e.trigger, e.score)).collect();
        triggers.sort_by_key(|(span, _)| *span);
        let text = &self.coded.document.text;
        let mut out = String::new();
        let mut at = sentence.span.start;
        for (trigger, score) in triggers {
            if trigger.start < at || !sentence.span.contains(trigger) {
                continue;
            }
            let style = score_colour(score).on_default().bold();
            push_words(&mut out, Span { start: at, end: trigger.start }.of(text), base);
            push_words(&mut out, trigger.of(text), style);
            at = trigger.end;
        }
        push_words(&mut out, Span { start: at, end: sentence.span.end }.of(text), base);
        out.trim_end().to_owned()
    }

    fn event(&self, event: &Event, out: &mut dyn Write) -> io::Result<()> {
        let style = score_colour(event.score).on_default().bold();
        let head = format!("{}, {}", self.paint(&kind(event), style), status(event));
        let margin = " ".repeat(INDENT);
        self.wrapped(&head, &margin, &margin, out)?;
        let text = |span: Span| self.text(span);
        let when = event.date.as_ref().map(|d| match d.span {
            Some(span) if text(span) == date(&d.when) => date(&d.when),
            Some(span) => format!("{} ({})", date(&d.when), text(span)),
            None => format!("{} (the report's date)", date(&d.when)),
        });
        let place = event.place.as_ref().map(|p| match &p.country {
            Some(country) => format!("{} ({country})", clean(&p.name)),
            None => clean(&p.name),
        });
        let cameo = event.cameo.as_ref().map(|c| format!("CAMEO {c}, ")).unwrap_or_default();
        let contexts: Vec<&str> = event.contexts.iter().map(|c| c.as_str()).collect();
        let lines = [
            ("who", self.who(event)),
            ("when", when.unwrap_or_default()),
            ("where", place.unwrap_or_default()),
            ("says", list(&event.attributed_to)),
            ("denied by", list(&event.denied_by)),
            ("context", contexts.join(", ")),
            ("code", format!("{cameo}score {:+.1}", event.score)),
            ("pattern", format!("{} on “{}”", event.pattern, text(event.trigger))),
        ];
        for (label, value) in lines.iter().filter(|(_, value)| !value.is_empty()) {
            self.labelled(label, value, out)?;
        }
        for (at, reason) in event.reasons.iter().enumerate() {
            self.labelled(if at == 0 { "because" } else { "" }, &clean(reason), out)?;
        }
        if let Some(found) = dictionary::beside(self.coded, event) {
            self.labelled("dictionary", &dictionary::dyads(found).join("; "), out)?;
        }
        writeln!(out)
    }

    /// What only a dictionary codes.
    fn by_dictionary(&self, event: &DictionaryEvent, out: &mut dyn Write) -> io::Result<()> {
        let codes: BTreeSet<&str> = event.dyads.iter().map(|d| d.code.as_str()).collect();
        let codes: Vec<&str> = codes.into_iter().collect();
        let name = event.event_type.map(|t| format!(" ({t})")).unwrap_or_default();
        let head = format!("{}{name}, {}", self.paint(&clean(&codes.join(", ")), BOLD), event.status.as_str());
        let margin = " ".repeat(INDENT);
        self.wrapped(&head, &margin, &margin, out)?;
        let entries: BTreeSet<&str> = event.dyads.iter().map(|d| d.entry.as_str()).collect();
        let entries: Vec<&str> = entries.into_iter().collect();
        let lines = [
            ("dictionary", dictionary::dyads(event).join("; ")),
            ("when", event.date.as_ref().map(|d| date(&d.when)).unwrap_or_default()),
            ("where", event.place.as_ref().map(|p| clean(&p.name)).unwrap_or_default()),
            ("says", list(&event.attributed_to)),
            ("entry", format!("{} on “{}”", entries.join(", "), self.text(event.trigger))),
        ];
        for (label, value) in lines.iter().filter(|(_, value)| !value.is_empty()) {
            self.labelled(label, value, out)?;
        }
        writeln!(out)
    }

    /// `A -> B`, each with its codes.
    fn who(&self, event: &Event) -> String {
        let side = |list: &[truceline_mentions::Participant]| {
            let named = list.iter().map(|p| {
                let codes: Vec<&str> = p.codes.iter().map(|c| c.as_str()).collect();
                let name = clean(&p.name);
                if codes.is_empty() { name } else { format!("{name} [{}]", codes.join(" ")) }
            });
            named.collect::<Vec<_>>().join(", ")
        };
        let (actors, recipients) = (side(&event.actors), side(&event.recipients));
        match (actors.is_empty(), recipients.is_empty()) {
            (true, true) => "not said".to_owned(),
            (false, true) => actors,
            (true, false) => format!("not said -> {recipients}"),
            (false, false) => format!("{actors} -> {recipients}"),
        }
    }

    fn labelled(&self, label: &str, value: &str, out: &mut dyn Write) -> io::Result<()> {
        let indent = INDENT + 2;
        let first = format!("{:indent$}{}", "", self.paint(&format!("{label:<LABELS$}"), LABEL));
        self.wrapped(value, &first, &" ".repeat(indent + LABELS), out)
    }

    fn complaints(&self, out: &mut dyn Write) -> io::Result<()> {
        let complaints = &self.coded.segmented.complaints;
        for complaint in complaints {
            self.wrapped(&clean(complaint), &self.paint("complaint: ", LABEL), "           ", out)?;
        }
        if complaints.is_empty() { Ok(()) } else { writeln!(out) }
    }

    fn picture(&self, out: &mut dyn Write) -> io::Result<()> {
        let entries = entries(&self.coded.picture);
        if entries.is_empty() {
            return Ok(());
        }
        writeln!(out, "{}", self.paint("Picture", BOLD))?;
        writeln!(out)?;
        let margin = " ".repeat(2 + LABELS);
        let mut last = "";
        for entry in entries {
            let list = if entry.list == last { "" } else { entry.list };
            last = entry.list;
            let first = format!("  {}", self.paint(&format!("{list:<LABELS$}"), LABEL));
            let when = if entry.when.is_empty() { String::new() } else { format!(", {}", entry.when) };
            self.wrapped(&format!("{}{when}", entry.says), &first, &margin, out)?;
            let quote = format!("“{}”", self.text(entry.quote));
            self.wrapped(&self.paint(&quote, DIM), &margin, &margin, out)?;
        }
        writeln!(out)
    }
}

/// Appends each word in its own style, so that wrapping never splits a style. A space at the ends is kept.
fn push_words(out: &mut String, text: &str, style: Style) {
    let edge = |c: Option<char>| c.is_some_and(char::is_whitespace);
    if edge(text.chars().next()) && !out.is_empty() {
        out.push(' ');
    }
    let words = clean(text);
    let painted: Vec<String> = words.split(' ').map(|w| painted(w, style, style != Style::new())).collect();
    out.push_str(&painted.join(" "));
    if !words.is_empty() && edge(text.chars().next_back()) {
        out.push(' ');
    }
}
