//! Words as dictionaries write them: capitals, no diacritics, joined by `_`; and the forms that English grammar gives
//! them.

use compact_str::CompactString;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// A word of a dictionary phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// In capitals.
    pub text: CompactString,
    /// Any word that begins so.
    pub stem: bool,
    /// Nothing may stand between the word before and this one.
    pub tight: bool,
}

impl Word {
    pub(crate) fn matches(&self, text: &str) -> bool {
        if self.stem { text.starts_with(self.text.as_str()) } else { self.text == text }
    }
}

/// How a file takes words: TABARI's are the beginnings of words, PETRARCH's are whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Style {
    /// A word without `_` behind it is a beginning.
    Tabari,
    /// Every word is whole.
    #[default]
    Petrarch,
}

/// Capitals without diacritics, typewriter apostrophes.
pub(crate) fn capitals(text: &str) -> String {
    let plain = |c: char| if matches!(c, '’' | '‘' | 'ʼ' | '`') { '\'' } else { c };
    if text.is_ascii() {
        return text.chars().map(plain).collect::<String>().to_ascii_uppercase();
    }
    text.nfkd().filter(|c| !is_combining_mark(*c)).map(plain).flat_map(char::to_uppercase).collect()
}

/// The words of a piece of text in capitals, hyphens and underscores taken as blanks, clitics split off.
pub(crate) fn pieces(text: &str) -> impl Iterator<Item = CompactString> {
    let text = capitals(text);
    let parts: Vec<CompactString> =
        text.split(|c: char| c.is_whitespace() || c == '_' || is_hyphen(c)).filter(|p| !p.is_empty()).flat_map(clitics).collect();
    parts.into_iter()
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑' | '–' | '—')
}

/// `IRAQ'S` as `IRAQ` and `'S`, `DON'T` as `DO` and `N'T`.
fn clitics(part: &str) -> impl Iterator<Item = CompactString> {
    let cut = ["'S", "N'T", "'RE", "'VE", "'LL", "'D", "'"].iter().find_map(|end| part.strip_suffix(end)).filter(|stem| !stem.is_empty());
    let (stem, end) = cut.map_or((part, ""), |stem| part.split_at(stem.len()));
    [stem, end].into_iter().filter(|p| !p.is_empty()).map(CompactString::from).collect::<Vec<_>>().into_iter()
}

/// The words of a phrase: `_` and hyphens bind a word to the one before; a blank leaves room for others.
pub(crate) fn phrase(text: &str, style: Style) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::new();
    for part in text.split_whitespace() {
        let open = !part.ends_with('_');
        let mut tight = false;
        let words: Vec<CompactString> = pieces(part).collect();
        let last = words.len().saturating_sub(1);
        for (i, word) in words.into_iter().enumerate() {
            out.push(Word { text: word, stem: style == Style::Tabari && open && i == last, tight });
            tight = true;
        }
    }
    out
}

/// The regular plural of the last word of a phrase.
pub(crate) fn plural(words: &[Word]) -> Vec<Word> {
    let mut out = words.to_vec();
    if let Some(last) = out.last_mut() {
        last.text = plural_of(&last.text);
    }
    out
}

/// `-S`, `-IES` for `-Y`, `-ES` for `-SS`, as the dictionaries' documentation has it.
pub(crate) fn plural_of(word: &str) -> CompactString {
    match word.strip_suffix('Y') {
        Some(stem) => format!("{stem}IES").into(),
        None if word.ends_with("SS") => format!("{word}ES").into(),
        None => format!("{word}S").into(),
    }
}

/// The regular forms of a verb, itself first.
pub(crate) fn verb_forms(verb: &str) -> Vec<CompactString> {
    let hisses = ["S", "X", "Z", "CH", "SH"].iter().any(|e| verb.ends_with(e));
    let consonant_y = verb.strip_suffix('Y').filter(|s| !s.ends_with(['A', 'E', 'I', 'O', 'U']) && !s.is_empty());
    let (third, past, present) = match (consonant_y, verb.strip_suffix('E')) {
        (Some(stem), _) => (format!("{stem}IES"), format!("{stem}IED"), format!("{verb}ING")),
        (None, Some(stem)) => {
            let stem = if verb.ends_with("EE") { verb } else { stem };
            (format!("{verb}S"), format!("{verb}D"), format!("{stem}ING"))
        }
        (None, None) if hisses => (format!("{verb}ES"), format!("{verb}ED"), format!("{verb}ING")),
        (None, None) => (format!("{verb}S"), format!("{verb}ED"), format!("{verb}ING")),
    };
    [verb, &third, &past, &present].into_iter().map(CompactString::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(words: &[Word]) -> Vec<String> {
        words.iter().map(|w| format!("{}{}{}", if w.tight { "_" } else { "" }, w.text, if w.stem { "…" } else { "" })).collect()
    }

    #[test]
    fn underscores_bind_and_open_ends_are_stems_in_tabari_only() {
        assert_eq!(texts(&phrase("Tarn_army GUARD", Style::Petrarch)), ["TARN", "_ARMY", "GUARD"]);
        assert_eq!(texts(&phrase("TARN_ARM GUARD_", Style::Tabari)), ["TARN", "_ARM…", "GUARD"]);
        assert_eq!(texts(&phrase("Väl-Dur'S_HOST", Style::Petrarch)), ["VAL", "_DUR", "_'S", "_HOST"]);
    }

    #[test]
    fn english_forms() {
        assert_eq!(plural_of("DEPUTY"), "DEPUTIES");
        assert_eq!(plural_of("HOSTESS"), "HOSTESSES");
        assert_eq!(verb_forms("DENY"), ["DENY", "DENIES", "DENIED", "DENYING"]);
        assert_eq!(verb_forms("FREE"), ["FREE", "FREES", "FREED", "FREEING"]);
        assert_eq!(verb_forms("CLASH"), ["CLASH", "CLASHES", "CLASHED", "CLASHING"]);
    }
}
