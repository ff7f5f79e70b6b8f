//! Character classes that more than one step needs.

/// True for characters that have no width and mark no word boundary: soft hyphen, zero-width
/// characters, direction marks, byte order mark.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// True for what separates words: white space, no-break spaces, control characters.
pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

/// True for white space and for what takes no room; both are trimmed from the ends of spans.
pub(crate) fn is_blank(c: char) -> bool {
    is_space(c) || is_invisible(c)
}

/// True for marks that combine with the letter before them.
pub(crate) fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}')
}

/// True for characters that words are made of.
pub(crate) fn is_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || c == '_';
    }
    c.is_alphanumeric() || is_combining(c) || is_invisible(c)
}

/// True for apostrophes and single quotes, straight, curly and backtick.
pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2018}' | '\u{2019}' | '\u{201b}' | '`' | '\u{b4}' | '\u{2bc}' | '\u{ff07}')
}

/// True for pictographs; text symbols such as arrows and check marks count too.
pub(crate) fn is_emoji(c: char) -> bool {
    matches!(c, '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}'
        | '\u{2190}'..='\u{21ff}' | '\u{2300}'..='\u{23ff}')
}

/// True for quotation marks and brackets that close.
pub(crate) fn is_closer(c: char) -> bool {
    matches!(c, ')' | ']' | '}' | '\u{201d}' | '\u{2019}' | '\u{bb}' | '\u{203a}' | '\u{300d}' | '\u{ff09}')
}

/// True for quotation marks and brackets that open.
pub(crate) fn is_opener(c: char) -> bool {
    matches!(
        c,
        '(' | '[' | '{' | '\u{201c}' | '\u{201e}' | '\u{2018}' | '\u{ab}' | '\u{2039}' | '\u{300c}' | '\u{ff08}' | '\u{bf}' | '\u{a1}'
    )
}

/// The first character of `text` at byte `at`; `None` at the end.
pub(crate) fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..).and_then(|rest| rest.chars().next())
}

/// The character that ends at byte `at`; `None` at the start.
pub(crate) fn char_before(text: &str, at: usize) -> Option<char> {
    text.get(..at).and_then(|head| head.chars().next_back())
}

/// A word of at most 24 ASCII bytes in lower case, on the stack, for table look-ups.
pub(crate) struct Lower {
    bytes: [u8; 24],
    len: usize,
}

impl Lower {
    /// `None` for a word that is longer or not ASCII; no table holds such a word. Curly
    /// apostrophes become straight ones.
    pub(crate) fn of(word: &str) -> Option<Self> {
        let mut lower = Self { bytes: [0; 24], len: 0 };
        for c in word.chars() {
            let c = if is_apostrophe(c) { '\'' } else { c };
            if !c.is_ascii() || lower.len == lower.bytes.len() {
                return None;
            }
            lower.bytes[lower.len] = c.to_ascii_lowercase() as u8;
            lower.len += 1;
        }
        Some(lower)
    }

    /// The word.
    pub(crate) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.len]).unwrap_or("")
    }
}
