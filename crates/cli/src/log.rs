//! Messages on standard error: a line each, for people or as JSON.

use std::{fmt, io};

use anstyle::{AnsiColor, Style};
use tracing::{
    Event, Level, Subscriber,
    field::{Field, Visit},
};
use tracing_subscriber::{
    fmt::{FmtContext, FormatEvent, FormatFields, format::Writer},
    registry::LookupSpan,
};

use crate::settings::LogFormat;

/// Sets up logging for the whole run, from `level` upward.
pub fn start(format: LogFormat, level: Level, colour: bool) {
    let builder = tracing_subscriber::fmt().with_max_level(level).with_writer(io::stderr);
    match format {
        LogFormat::Text => builder.event_format(Plain { colour }).init(),
        LogFormat::Json => builder.json().flatten_event(true).with_current_span(false).with_span_list(false).init(),
    }
}

/// `error: what is wrong`.
struct Plain {
    colour: bool,
}

impl<S, N> FormatEvent<S, N> for Plain
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
{
    fn format_event(&self, _: &FmtContext<'_, S, N>, mut out: Writer<'_>, event: &Event<'_>) -> fmt::Result {
        let (label, colour) = match *event.metadata().level() {
            Level::ERROR => ("error", AnsiColor::Red),
            Level::WARN => ("warning", AnsiColor::Yellow),
            Level::INFO => ("note", AnsiColor::Cyan),
            _ => ("debug", AnsiColor::BrightBlack),
        };
        let style = if self.colour { colour.on_default().bold() } else { Style::new() };
        let mut message = Message(String::new());
        event.record(&mut message);
        writeln!(out, "{style}{label}{style:#}: {}", message.0)
    }
}

/// An event's message, without what could move the terminal's cursor.
struct Message(String);

impl Visit for Message {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        if field.name() == "message" {
            self.0 = format!("{value:?}").chars().filter(|c| !c.is_control()).collect();
        }
    }
}
