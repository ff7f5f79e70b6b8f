//! What the terminal can show.

use std::io::{self, IsTerminal};

use truceline_outputs::Look;

use crate::settings::Color;

/// Columns where the terminal does not tell.
const WIDTH: usize = 80;

/// How output for people on standard output looks.
pub fn look(color: Color) -> Look {
    let width = terminal_size::terminal_size().map(|(w, _)| usize::from(w.0));
    let named = || std::env::var("COLUMNS").ok()?.parse().ok();
    let colour = wants(color, &io::stdout());
    Look { width: width.or_else(named).unwrap_or(WIDTH), colour }
}

/// Whether messages are coloured.
pub fn colour_on_stderr(color: Color) -> bool {
    wants(color, &io::stderr())
}

/// `auto` asks the stream and the usual variables (`NO_COLOR`, `CLICOLOR`, `TERM`).
fn wants(color: Color, stream: &impl anstream::stream::RawStream) -> bool {
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => anstream::AutoStream::choice(stream) != anstream::ColorChoice::Never,
    }
}

/// Whether standard output is a terminal.
pub fn stdout_is_terminal() -> bool {
    io::stdout().is_terminal()
}
