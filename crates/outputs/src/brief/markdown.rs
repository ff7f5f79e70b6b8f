//! The brief as Markdown, with its evidence as footnotes.

use std::io::{self, Write};

use super::{Brief, Statement};
use crate::phrases::clean;

/// Writes the brief.
///
/// # Errors
/// What the writer reports.
pub fn write(brief: &Brief, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# {}\n", escaped(&brief.title()))?;
    for statement in &brief.summary {
        writeln!(out, "- {}", line(statement))?;
    }
    for section in brief.sections.iter().filter(|s| !s.statements.is_empty()) {
        writeln!(out, "\n## {}\n", escaped(&section.title))?;
        if let Some(about) = &section.about {
            writeln!(out, "{}\n", escaped(about))?;
        }
        for statement in &section.statements {
            writeln!(out, "- {}", line(statement))?;
            for against in &statement.against {
                writeln!(out, "  - {}", escaped(against))?;
            }
        }
    }
    if !brief.sources.is_empty() {
        writeln!(out, "\n## Reports\n")?;
    }
    for (i, source) in brief.sources.iter().enumerate() {
        let url = source.url.as_deref().filter(|u| u.starts_with("http://") || u.starts_with("https://"));
        let url = url.map(|u| format!(" <{}>", clean(u).replace(['<', '>', ' '], ""))).unwrap_or_default();
        writeln!(out, "{}. {}{url}", i + 1, escaped(&source.line()))?;
    }
    Ok(())
}

fn line(statement: &Statement) -> String {
    let date = statement.date.as_ref().map(|d| format!("**{}** ", escaped(d))).unwrap_or_default();
    let mark = statement.mark().map(|m| format!(" *({m})*")).unwrap_or_default();
    let numbers = statement.numbers().iter().map(usize::to_string).collect::<Vec<_>>().join(", ");
    let numbers = if numbers.is_empty() { numbers } else { format!(" \\[{numbers}\\]") };
    let rest = statement.rest().map(|rest| format!(" {rest}")).unwrap_or_default();
    format!("{date}{}{mark}{numbers}{rest}", escaped(&statement.text))
}

/// Text on one line in which no character is Markdown.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in clean(text).chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{super::tests::sample, *};

    #[test]
    fn statements_have_marks_numbers_and_no_stray_markup() {
        let mut out = Vec::new();
        write(&sample(), &mut out).expect("memory");
        let text = String::from_utf8(out).expect("UTF-8");
        assert!(text.starts_with("# War in Tarn as of 2020-01-20\n"));
        assert!(text.contains("- **2020-01-12** A truce is in force \\[1\\]"));
        assert!(text.contains("\\<since\\> Sunday *(disputed)* \\[2\\] and 1,200 more reports\n  - Harbour Council denies it"));
        assert!(text.contains("1. Sample Wire, 2020-01-13: Truce holds <https://wire.example/a>\n2. b\n"));
        assert!(!text.contains("Empty") && !text.contains("javascript"));
    }
}
