//! What the network sees of a word; training/features.py computes the same numbers.

/// Number of affix and shape tables: prefixes of 1, 2, 3 characters, suffixes of 2, 3, 4, then shape.
pub(crate) const AFFIXES: usize = 7;

/// Number of classes of [`case_class`].
pub(crate) const CASE_CLASSES: usize = 4;

/// FNV-1a over a seed byte and `data`, finished with a 64-bit mix.
pub(crate) fn hash64(data: &[u8], seed: u8) -> u64 {
    let mut h = step(0xCBF2_9CE4_8422_2325, seed);
    for &byte in data {
        h = step(h, byte);
    }
    h ^= h >> 33;
    h = h.wrapping_mul(0xFF51_AFD7_ED55_8CCD);
    h ^ (h >> 33)
}

fn step(h: u64, byte: u8) -> u64 {
    (h ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3)
}

/// Reusable buffers for the folded form and the shape of one word.
#[derive(Default)]
pub(crate) struct Features {
    folded: String,
    shape: String,
}

impl Features {
    /// The key in the word table.
    pub(crate) fn key(&mut self, form: &str) -> u64 {
        fold(form, &mut self.folded);
        hash64(self.folded.as_bytes(), 0)
    }

    /// The key in the word table and one hash for each affix table.
    pub(crate) fn of(&mut self, form: &str) -> (u64, [u64; AFFIXES]) {
        fold(form, &mut self.folded);
        shape(form, &mut self.shape);
        let f = self.folded.as_str();
        let parts = [head(f, 1), head(f, 2), head(f, 3), tail(f, 2), tail(f, 3), tail(f, 4), self.shape.as_str()];
        let mut hashes = [0; AFFIXES];
        for (seed, (hash, part)) in (1..).zip(hashes.iter_mut().zip(parts)) {
            *hash = hash64(part.as_bytes(), seed);
        }
        (hash64(f.as_bytes(), 0), hashes)
    }
}

fn plain(c: char) -> char {
    match c {
        '‘' | '’' | 'ʼ' | '`' => '\'',
        '“' | '”' | '„' => '"',
        _ => c,
    }
}

/// Lower case character by character, plain quotes, digits as 0.
pub(crate) fn fold(form: &str, out: &mut String) {
    out.clear();
    for c in form.chars() {
        match plain(c) {
            '0'..='9' => out.push('0'),
            c => out.extend(c.to_lowercase()),
        }
    }
}

/// `Xx`, `X.X.`, `dddd`: runs longer than two letters (four digits) are cut.
fn shape(form: &str, out: &mut String) {
    out.clear();
    let (mut last, mut run) = ('\0', 0);
    for c in form.chars() {
        let s = match plain(c) {
            '0'..='9' => 'd',
            c if c.is_uppercase() => 'X',
            c if c.is_lowercase() => 'x',
            c => c,
        };
        run = if s == last { run + 1 } else { 1 };
        last = s;
        if run <= if s == 'd' { 4 } else { 2 } {
            out.push(s);
        }
    }
}

fn head(s: &str, characters: usize) -> &str {
    s.char_indices().nth(characters).map_or(s, |(i, _)| &s[..i])
}

fn tail(s: &str, characters: usize) -> &str {
    s.char_indices().nth_back(characters - 1).map_or(s, |(i, _)| &s[i..])
}

/// How a sentence is capitalised: 0 not at all, 1 all capitals, 2 as a title, 3 as usual.
pub(crate) fn case_class<'t>(forms: impl Iterator<Item = &'t str>) -> usize {
    let (mut capitals, mut longer, mut titles, mut upper, mut wide) = (0, 0, 0, 0, 0);
    for form in forms {
        let (mut cased, mut large, mut first) = (0, 0, false);
        for c in form.chars() {
            let is_upper = c.is_uppercase();
            if is_upper || c.is_lowercase() {
                first |= cased == 0 && is_upper;
                cased += 1;
                large += usize::from(is_upper);
            }
        }
        capitals += usize::from(large > 0);
        if cased >= 2 {
            wide += 1;
            upper += usize::from(large == cased);
        }
        if cased >= 4 {
            longer += 1;
            titles += usize::from(first);
        }
    }
    match () {
        () if capitals == 0 => 0,
        () if wide >= 2 && upper * 10 >= wide * 6 => 1,
        () if longer >= 3 && titles * 10 >= longer * 7 => 2,
        () => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_fold_and_have_a_shape() {
        let mut features = Features::default();
        features.of("O’Brien-2024");
        assert_eq!((features.folded.as_str(), features.shape.as_str()), ("o'brien-0000", "X'Xxx-dddd"));
    }

    #[test]
    fn affixes_end_at_characters() {
        assert_eq!((head("čšž", 2), tail("čšž", 2), head("a", 3), tail("", 4)), ("čš", "šž", "a", ""));
    }

    #[test]
    fn hashes_are_those_of_the_trainer() {
        assert_eq!(hash64(b"ceasefire", 0), 0x5d1ef7bbbcf5987f);
        assert_eq!(hash64("čs".as_bytes(), 4), 0xa5e4e7869d9eae33);
    }

    #[test]
    fn capitals_are_classed() {
        let class = |s: &str| case_class(s.split(' '));
        assert_eq!(class("no capitals 12"), 0);
        assert_eq!(class("ARMY SEIZES 3 towns"), 1);
        assert_eq!(class("Army Seizes Three Towns in North"), 2);
        assert_eq!(class("The army took three towns ."), 3);
        assert_eq!(class(""), 0);
    }
}
