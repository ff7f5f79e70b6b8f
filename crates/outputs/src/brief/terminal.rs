//! The brief on a terminal.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use textwrap::{Options, WordSplitter};

use super::{Brief, Standing, Statement};
use crate::{
    formats::Look,
    phrases::{BOLD, DIM, LABEL, clean, painted},
};

/// Narrower terminals get this many columns and wrap.
const NARROWEST: usize = 40;
/// Columns of the dates.
const DATES: usize = 27;

/// Writes the brief.
///
/// # Errors
/// What the writer reports.
pub fn write(brief: &Brief, look: &Look, out: &mut dyn Write) -> io::Result<()> {
    let sheet = Sheet { width: look.width.max(NARROWEST), colour: look.colour };
    sheet.wrapped(&sheet.paint(&clean(&brief.title()), BOLD), "", "", out)?;
    writeln!(out)?;
    for statement in &brief.summary {
        sheet.statement(statement, false, out)?;
    }
    for section in brief.sections.iter().filter(|s| !s.statements.is_empty()) {
        writeln!(out)?;
        sheet.wrapped(&sheet.paint(&clean(&section.title).to_uppercase(), LABEL), "", "", out)?;
        if let Some(about) = &section.about {
            sheet.wrapped(&sheet.paint(&clean(about), DIM), "  ", "  ", out)?;
        }
        for statement in &section.statements {
            sheet.statement(statement, true, out)?;
        }
    }
    if !brief.sources.is_empty() {
        writeln!(out, "\n{}", sheet.paint("REPORTS", LABEL))?;
    }
    for (i, source) in brief.sources.iter().enumerate() {
        sheet.wrapped(&clean(&source.line()), &format!("{:>4}  ", i + 1), "      ", out)?;
    }
    Ok(())
}

struct Sheet {
    width: usize,
    colour: bool,
}

impl Sheet {
    fn paint(&self, text: &str, style: Style) -> String {
        painted(text, style, self.colour)
    }

    fn wrapped(&self, text: &str, first: &str, others: &str, out: &mut dyn Write) -> io::Result<()> {
        let options = Options::new(self.width).word_splitter(WordSplitter::NoHyphenation);
        for line in textwrap::wrap(text, options.initial_indent(first).subsequent_indent(others)) {
            writeln!(out, "{}", line.trim_end())?;
        }
        Ok(())
    }

    /// A statement behind its date; on a narrow terminal the date stands above it.
    fn statement(&self, statement: &Statement, dated: bool, out: &mut dyn Write) -> io::Result<()> {
        let date = statement.date.as_deref().filter(|_| dated).unwrap_or_default();
        let narrow = self.width < 70;
        let indent = if !dated || narrow { "  ".to_owned() } else { " ".repeat(DATES) };
        let first = match (dated, narrow) {
            (true, true) if !date.is_empty() => {
                writeln!(out, "  {}", self.paint(date, DIM))?;
                indent.clone()
            }
            (true, false) => format!("  {date:<width$}", width = DATES - 2),
            _ => indent.clone(),
        };
        self.wrapped(&self.told(statement), &first, &indent, out)?;
        for against in &statement.against {
            self.wrapped(&self.paint(&clean(against), DIM), &format!("{indent}- "), &format!("{indent}  "), out)?;
        }
        Ok(())
    }

    fn told(&self, statement: &Statement) -> String {
        let mark = statement.mark().map(|mark| {
            let colour = if statement.standing == Standing::Disputed { AnsiColor::Red } else { AnsiColor::Yellow };
            format!(" ({})", self.paint(mark, colour.on_default()))
        });
        let numbers = statement.numbers().iter().map(usize::to_string).collect::<Vec<_>>().join(",");
        let numbers = if numbers.is_empty() { numbers } else { format!(" {}", self.paint(&format!("[{numbers}]"), DIM)) };
        let rest = statement.rest().map(|rest| format!(" {}", self.paint(&rest, DIM))).unwrap_or_default();
        format!("{}{}{numbers}{rest}", clean(&statement.text), mark.unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::{super::tests::sample, *};

    fn written(width: usize) -> String {
        let mut out = Vec::new();
        write(&sample(), &Look { width, colour: false }, &mut out).expect("memory");
        String::from_utf8(out).expect("UTF-8")
    }

    #[test]
    fn lines_fit_and_say_where_they_come_from() {
        for width in [40, 80, 120] {
            let text = written(width);
            assert!(text.lines().all(|l| l.chars().count() <= width), "{text}");
            assert!(text.contains("A truce is in force [1]") && text.contains("(disputed)"), "{text}");
            assert!(text.contains("- Harbour Council denies it") && !text.contains("EMPTY"), "{text}");
        }
    }
}
