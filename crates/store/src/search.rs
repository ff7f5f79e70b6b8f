//! From what a person types to a full-text question.

/// The question for SQLite's FTS5: all words must occur; `"several words"` side by side; `OR` between two words or groups
/// of words; `*` after the beginning of a word. `None` where there is no word in it.
pub(crate) fn question(typed: &str) -> Option<String> {
    let alternatives: Vec<String> = pieces(typed).split(|piece| piece == "OR").filter_map(all_of).collect();
    (!alternatives.is_empty()).then(|| alternatives.join(" OR "))
}

fn all_of(pieces: &[String]) -> Option<String> {
    let terms: Vec<String> = pieces.iter().filter(|p| p.chars().any(char::is_alphanumeric)).map(|p| term(p)).collect();
    (!terms.is_empty()).then(|| format!("({})", terms.join(" AND ")))
}

/// A piece as a phrase: what FTS5 would take for a sign of its own language is inside quotes.
fn term(piece: &str) -> String {
    let start = if piece.ends_with('*') { "*" } else { "" };
    format!("\"{}\"{start}", piece.trim_end_matches('*').replace('"', " "))
}

/// Words, and what stands in quotes as one piece.
fn pieces(typed: &str) -> Vec<String> {
    let parts = typed.split('"').enumerate();
    let piece = |(n, part): (usize, &str)| match n % 2 {
        0 => part.split_whitespace().map(str::to_owned).collect(),
        _ => vec![part.to_owned()],
    };
    parts.flat_map(piece).collect()
}

#[cfg(test)]
mod tests {
    use super::question;

    #[test]
    fn typed_words_become_a_question() {
        let cases = [
            ("truce", Some("(\"truce\")")),
            ("cease-fire Sirte", Some("(\"cease-fire\" AND \"Sirte\")")),
            ("\"cease fire\" OR truce", Some("(\"cease fire\") OR (\"truce\")")),
            ("withdr*", Some("(\"withdr\"*)")),
            ("NEAR( title:x", Some("(\"NEAR(\" AND \"title:x\")")),
            ("OR", None),
            ("\" - ' *", None),
        ];
        for (typed, expected) in cases {
            assert_eq!(question(typed).as_deref(), expected, "{typed}");
        }
    }
}
