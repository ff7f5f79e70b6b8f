//! The brief as a page that stands alone: no script, no font, no address is fetched; it prints as it stands.

use std::io::{self, Write};

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::{Brief, Section, Source, Statement};
use crate::drawing::{map, network, timeline};

/// The page's style sheet, without `<`.
const STYLE: &str = include_str!("page.css");

/// Writes the brief.
///
/// # Errors
/// What the writer reports.
pub fn write(brief: &Brief, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(page(brief).into_string().as_bytes())?;
    out.write_all(b"\n")
}

fn page(brief: &Brief) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
                title { (brief.title()) " · Truceline" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                header { h1 { (brief.title()) } (summary(brief)) }
                main {
                    (drawings(brief))
                    @for section in brief.sections.iter().filter(|s| !s.statements.is_empty()) { (shown(section, &brief.sources)) }
                    (reports(&brief.sources))
                }
                footer {
                    p { "Drawn by Truceline from the reports listed. What is claimed is marked as claimed, what is denied as disputed. "
                        "Places: GeoNames (CC BY 4.0). Outlines: Natural Earth, which shows who holds a territory, not who claims it." }
                }
            }
        }
    }
}

fn summary(brief: &Brief) -> Markup {
    html! {
        @if !brief.summary.is_empty() {
            ul.summary { @for s in &brief.summary { li { (told(s)) (against(s)) } } }
        }
    }
}

/// The pictures that there is something to draw for.
fn drawings(brief: &Brief) -> Markup {
    let days = (jiff::civil::Date::MIN, jiff::civil::Date::MAX);
    let line = timeline(&brief.lanes, brief.window.unwrap_or(days));
    html! {
        @if let Some(line) = line { figure.wide { figcaption { "Timeline" } (line) } }
        div.pair {
            @if let Some(map) = map(&brief.markers, &brief.states) {
                figure {
                    figcaption { "Map" }
                    (map)
                    p.key { (key("held", "held by a side, in its colour")) (key("contested", "contested")) (key("force", "force used, by number of events")) (key("talks", "talks")) }
                }
            }
            @if let Some(network) = network(&brief.sides, &brief.opposed) {
                figure {
                    figcaption { "Sides and backers" }
                    (network)
                    p.key { (key("opposes", "oppose each other")) (key("backs", "backs")) (key("denied", "said to back, denied")) }
                }
            }
        }
    }
}

fn key(class: &str, text: &str) -> Markup {
    html! { span.entry { span class=(format!("swatch {class}")) {} (text) } " " }
}

fn shown(section: &Section, sources: &[Source]) -> Markup {
    html! {
        section {
            h2 { (section.title) }
            @if let Some(about) = &section.about { p.about { (about) } }
            ul.facts {
                @for s in &section.statements {
                    li id=(format!("f-{}", s.id)) {
                        @if let Some(date) = &s.date { time { (date) } }
                        div {
                            (told(s))
                            (against(s))
                            (quotes(s, sources))
                        }
                    }
                }
            }
        }
    }
}

fn told(s: &Statement) -> Markup {
    html! {
        span.told { (s.text) }
        @if let Some(mark) = s.mark() { " " span class=(format!("mark {mark}")) { (mark) } }
        @for n in s.numbers() { " " a.ref href=(format!("#r{n}")) { (n) } }
        @if let Some(rest) = s.rest() { " " span.rest { (rest) } }
    }
}

fn against(s: &Statement) -> Markup {
    html! { @if !s.against.is_empty() { ul.against { @for line in &s.against { li { (line) } } } } }
}

fn quotes(s: &Statement, sources: &[Source]) -> Markup {
    html! {
        @if !s.evidence.is_empty() {
            details {
                summary { "What the " (if s.evidence.len() == 1 { "report says" } else { "reports say" }) }
                @for quote in &s.evidence {
                    blockquote { (quote.text) @if let Some(source) = sources.get(quote.source) { footer { (source.line()) } } }
                }
            }
        }
    }
}

fn reports(sources: &[Source]) -> Markup {
    html! {
        @if !sources.is_empty() {
            section {
                h2 { "Reports" }
                ol.reports {
                    @for (i, source) in sources.iter().enumerate() {
                        li id=(format!("r{}", i + 1)) {
                            // Addresses come with the reports; only those of the web may become links.
                            @match source.url.as_deref().filter(|u| u.starts_with("https://") || u.starts_with("http://")) {
                                Some(url) => a href=(url) rel="noreferrer" { (source.line()) },
                                None => (source.line()),
                            }
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::tests::sample, *};

    #[test]
    fn the_page_has_every_part_and_fetches_nothing() {
        let page = page(&sample()).into_string();
        for part in ["class=\"timeline\"", "class=\"map\"", "class=\"network\"", "id=\"f-p1\"", "href=\"#r2\"", "id=\"r2\"", "blockquote"] {
            assert!(page.contains(part), "{part} is missing");
        }
        assert!(!page.contains("<script") && !page.contains("src=") && !page.contains("@import") && !page.contains("url("));
        assert!(!page.contains("javascript:"), "an address of a report is no link unless it is of the web");
        assert!(page.contains("&lt;since&gt;"), "what reports say is escaped");
    }

    #[test]
    fn an_empty_brief_is_a_page() {
        let page = page(&Brief { conflict: "X".to_owned(), ..Brief::default() }).into_string();
        assert!(page.contains("<h1>X</h1>") && !page.contains("<svg"));
    }
}
