//! Tables of events and of the picture, as wide as the terminal.

use std::io::{self, Write};

use anstyle::AnsiColor;
use comfy_table::{Attribute, Cell, CellAlignment, Color, ColumnConstraint, ContentArrangement, LineStyle, Table, TableStyle, Width};
use truceline_engine::Coded;
use truceline_events::{Event, Status};
use truceline_picture::Picture;

use crate::{
    formats::Look,
    phrases::{BOLD, DIM, clean, counts, date, entries, heading, kind, list, painted, score_colour},
};

/// Narrower terminals get this many columns and wrap.
const NARROWEST: usize = 40;
/// The columns of the table of events; the last two only where there is room.
const COLUMNS: [&str; 7] = ["event", "who", "to whom", "when", "where", "according to", "trigger"];
/// Words up to this length, in characters, are not broken over two lines.
const LONGEST_WORD: usize = 16;
/// Where columns are many, words are broken down to this length, in characters.
const SHORTEST_BREAK: usize = 6;
/// Blanks beside a cell.
const PADDING: u16 = 2;
/// From this width on, events show their trigger and source too.
const WIDE: usize = 110;

/// Writes one document: heading, events, picture.
///
/// # Errors
/// What the writer reports.
pub fn write(coded: &Coded, look: &Look, out: &mut dyn Write) -> io::Result<()> {
    write_events(coded, look, out)?;
    if !coded.dictionary_events.is_empty() {
        writeln!(out)?;
        print(dictionary_events(coded, look), out)?;
    }
    if let Some(picture) = picture(coded, look) {
        writeln!(out)?;
        print(picture, out)?;
    }
    writeln!(out)
}

/// Writes one document's heading and events, without the picture.
///
/// # Errors
/// What the writer reports.
pub fn write_events(coded: &Coded, look: &Look, out: &mut dyn Write) -> io::Result<()> {
    let (line, headline) = heading(coded);
    writeln!(out, "{}", painted(&line, BOLD, look.colour))?;
    if let Some(headline) = headline {
        for line in textwrap::wrap(&headline, look.width.max(NARROWEST)) {
            writeln!(out, "{line}")?;
        }
    }
    for complaint in &coded.segmented.complaints {
        writeln!(out, "note: {}", clean(complaint))?;
    }
    if coded.events.is_empty() {
        if !coded.dictionary_events.is_empty() {
            return Ok(());
        }
        return writeln!(out, "{}", painted("no events", DIM, look.colour));
    }
    let mut table = empty(look);
    // Columns without any content are left out.
    let rows: Vec<[Part; 7]> = coded.events.iter().map(|e| row(coded, e)).collect();
    let shown: Vec<usize> = (0..if look.width >= WIDE { 7 } else { 5 })
        .filter(|&column| column < 2 || rows.iter().any(|row| !row[column].0.is_empty()))
        .collect();
    table.set_header(shown.iter().map(|&column| heading_cell(COLUMNS[column])));
    for row in &rows {
        table.add_row(shown.iter().map(|&column| row[column].cell()));
    }
    let columns: Vec<Vec<&str>> = shown.iter().map(|&column| rows.iter().map(|row| row[column].0.as_str()).collect()).collect();
    keep_words_whole(&mut table, columns.iter().map(|cells| ("", cells.as_slice())), look.width.max(NARROWEST));
    print(table, out)
}

/// Keeps columns, each with its heading and cells, wide enough for their words as far as `width` allows; words that are very
/// long are broken all the same.
pub(crate) fn keep_words_whole<'c>(table: &mut Table, columns: impl Iterator<Item = (&'c str, &'c [&'c str])>, width: usize) {
    let longest = |(heading, cells): (&str, &[&str])| {
        let words = cells.iter().copied().chain([heading]).flat_map(str::split_whitespace);
        words.map(|w| w.chars().count()).max().unwrap_or(0)
    };
    let longest: Vec<usize> = columns.map(longest).collect();
    let fits = |most: &usize| longest.iter().map(|l| l.min(most) + usize::from(PADDING) + 1).sum::<usize>() <= width;
    let most = (SHORTEST_BREAK..=LONGEST_WORD).rev().find(fits).unwrap_or(SHORTEST_BREAK);
    for (at, longest) in longest.into_iter().enumerate() {
        if let Some(column) = table.column_mut(at) {
            column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(longest.min(most) as u16 + PADDING)));
        }
    }
}

/// Writes a table of how many documents, events and picture entries there are, a column each group, with their sums.
///
/// # Errors
/// What the writer reports.
pub fn write_counts(groups: &[Counts], look: &Look, out: &mut dyn Write) -> io::Result<()> {
    let mut table = empty(look);
    let sum = if groups.len() > 1 { Some("all") } else { None };
    let names = groups.iter().map(|c| clean(&c.name)).chain(sum.map(str::to_owned));
    table.set_header(std::iter::once(heading_cell("")).chain(names.map(|n| right(heading_cell(&n)))));
    let lists = counts(&Picture::default()).map(|(name, _)| name);
    for (row, name) in ["reports", "events"].into_iter().chain(lists).enumerate() {
        let numbers: Vec<usize> = groups.iter().map(|c| c.numbers()[row]).collect();
        let total = sum.map(|_| numbers.iter().sum());
        let cells = numbers.iter().copied().chain(total).map(|n| right(Cell::new(n)));
        table.add_row(std::iter::once(Cell::new(name)).chain(cells));
    }
    print(table, out)
}

/// How many documents, events and picture entries a group of documents has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// The group's name.
    pub name: String,
    documents: usize,
    events: usize,
    picture: [usize; 7],
}

impl Counts {
    /// A group without documents.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    fn numbers(&self) -> [usize; 9] {
        let [a, b, c, d, e, f, g] = self.picture;
        [self.documents, self.events, a, b, c, d, e, f, g]
    }

    /// Counts one more document.
    pub fn add(&mut self, coded: &Coded) {
        self.documents += 1;
        self.events += coded.events.len();
        self.picture.iter_mut().zip(counts(&coded.picture)).for_each(|(sum, (_, n))| *sum += n);
    }
}

pub(crate) fn heading_cell(text: &str) -> Cell {
    Cell::new(text).add_attribute(Attribute::Bold)
}

pub(crate) fn right(cell: Cell) -> Cell {
    cell.set_alignment(CellAlignment::Right)
}

/// A table with a line under its header and no others.
pub(crate) fn empty(look: &Look) -> Table {
    let mut table = Table::new();
    let width = look.width.clamp(NARROWEST, usize::from(u16::MAX)) as u16;
    let style = TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));
    table.load_style(style).set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    if look.colour {
        table.enforce_styling();
    } else {
        table.force_no_tty();
    }
    table
}

/// Writes a table that begins at the left margin, without blanks at the ends of its lines.
pub(crate) fn print(mut table: Table, out: &mut dyn Write) -> io::Result<()> {
    for column in table.column_iter_mut() {
        column.set_padding((0, PADDING));
    }
    table.lines().try_for_each(|line| writeln!(out, "{}", line.trim_end()))
}

/// What stands in a cell, and its colour.
struct Part(String, Option<AnsiColor>);

impl Part {
    fn cell(&self) -> Cell {
        let cell = Cell::new(&self.0);
        self.1.map_or_else(|| cell.clone(), |colour| cell.clone().fg(table_colour(colour)))
    }
}

/// An event's cells, in the order of [`COLUMNS`].
fn row(coded: &Coded, event: &Event) -> [Part; 7] {
    let mut what = kind(event);
    let mut remarks = Vec::new();
    if event.status != Status::Occurred {
        remarks.push(event.status.as_str());
    }
    if event.historical {
        remarks.push("historical");
    }
    if !event.denied_by.is_empty() && event.status != Status::Denied {
        remarks.push("denied");
    }
    if !remarks.is_empty() {
        what.push_str(&format!("\n({})", remarks.join(", ")));
    }
    let plain = |text: String| Part(text, None);
    [
        Part(what, Some(score_colour(event.score))),
        plain(list(&event.actors)),
        plain(list(&event.recipients)),
        plain(event.date.as_ref().map(|d| date(&d.when)).unwrap_or_default()),
        plain(event.place.as_ref().map(|p| clean(&p.name)).unwrap_or_default()),
        plain(list(&event.attributed_to)),
        plain(clean(event.trigger.of(&coded.document.text))),
    ]
}

fn table_colour(colour: AnsiColor) -> Color {
    match colour {
        AnsiColor::Red => Color::DarkRed,
        AnsiColor::Green => Color::DarkGreen,
        _ => Color::DarkYellow,
    }
}

/// What dictionaries code: a line a pair of source and target.
fn dictionary_events(coded: &Coded, look: &Look) -> Table {
    let mut table = empty(look);
    table.set_header(["dictionary", "source", "target", "when", "where", "trigger"].map(heading_cell));
    for event in &coded.dictionary_events {
        let when = event.date.as_ref().map(|d| date(&d.when)).unwrap_or_default();
        let place = event.place.as_ref().map(|p| clean(&p.name)).unwrap_or_default();
        let trigger = clean(event.trigger.of(&coded.document.text));
        for dyad in &event.dyads {
            table.add_row([clean(&dyad.code), clean(&dyad.source), clean(&dyad.target), when.clone(), place.clone(), trigger.clone()]);
        }
    }
    table
}

fn picture(coded: &Coded, look: &Look) -> Option<Table> {
    let mut table = empty(look);
    table.set_header(["picture", "", "when"].map(heading_cell));
    let mut last = "";
    for entry in entries(&coded.picture) {
        let list = if entry.list == last { "" } else { entry.list };
        last = entry.list;
        table.add_row([list.to_owned(), entry.says, entry.when]);
    }
    (!last.is_empty()).then_some(table)
}
