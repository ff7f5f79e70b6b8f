//! By what two readings of one report are known to be the same.

/// 128 bits over a document's id and all that was read of it (FNV-1a). Stays the same over versions of the program, so that
/// it may stand in files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Digest(pub u128);

const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;

impl Digest {
    /// The digest of fields, each ended by a byte that no UTF-8 text has; a missing field differs from an empty one.
    pub fn of(fields: &[Option<&str>]) -> Self {
        let mut state = BASIS;
        let mut take = |byte: u8| state = (state ^ u128::from(byte)).wrapping_mul(PRIME);
        for field in fields {
            take(if field.is_some() { 0xfe } else { 0xfd });
            field.unwrap_or_default().bytes().for_each(&mut take);
            take(0xff);
        }
        Self(state)
    }

    /// The digest of bytes.
    pub(crate) fn of_bytes(bytes: impl Iterator<Item = u8>) -> Self {
        Self(bytes.fold(BASIS, |state, byte| (state ^ u128::from(byte)).wrapping_mul(PRIME)))
    }

    /// As it stands in the file.
    pub(crate) fn bytes(self) -> [u8; 16] {
        self.0.to_be_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::Digest;

    #[test]
    fn is_fnv_1a_and_tells_fields_apart() {
        // Stored databases hold these values: they may never change.
        assert_eq!(Digest::of(&[]).0, super::BASIS);
        assert_eq!(format!("{:032x}", Digest::of(&[Some("a"), None]).0), "cd141ffdd783d94f707ff0eb1bfd426d");
        let all = [
            Digest::of(&[Some("ab"), Some("c")]),
            Digest::of(&[Some("a"), Some("bc")]),
            Digest::of(&[Some("ab"), None]),
            Digest::of(&[Some("ab"), Some("")]),
        ];
        for (i, a) in all.iter().enumerate() {
            assert!(all[i + 1..].iter().all(|b| a != b));
        }
    }
}
