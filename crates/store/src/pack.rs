//! Texts and claims as they stand in the file: packed with zlib, whose checksum shows damage that SQLite cannot see.

use std::io::{self, Read, Write};

use flate2::{Compression, read::ZlibDecoder, write::ZlibEncoder};
use truceline_conflict::{Claim, Report};

/// Packs bytes. Writing to memory does not fail.
pub(crate) fn pack(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(bytes.len() / 2), Compression::new(6));
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

/// Unpacks bytes.
///
/// # Errors
/// Damaged data.
pub(crate) fn unpack(packed: &[u8]) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(packed.len() * 3);
    ZlibDecoder::new(packed).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Whether a fact is packed, and not JSON as it is: an object's bracket does not begin what zlib packs.
pub(crate) fn is_packed(fact: &[u8]) -> bool {
    fact.first() != Some(&b'{')
}

/// The JSON of a fact, packed or not.
///
/// # Errors
/// Damaged data.
pub(crate) fn json(fact: Vec<u8>) -> io::Result<Vec<u8>> {
    if is_packed(&fact) { unpack(&fact) } else { Ok(fact) }
}

/// Unpacks a text.
///
/// # Errors
/// Damaged data, or data that are no UTF-8.
pub(crate) fn unpack_text(packed: &[u8]) -> io::Result<String> {
    String::from_utf8(unpack(packed)?).map_err(|e| io::Error::new(io::ErrorKind::InvalidData, e))
}

/// Packs a report's claims. Their quotes are left out: offsets into the text give them again.
pub(crate) fn pack_claims(report: &Report) -> Vec<u8> {
    pack(&serde_json::to_vec(&report.claims).unwrap_or_default())
}

/// Unpacks claims and puts the quotes of `text` into them.
///
/// # Errors
/// Damaged data.
pub(crate) fn unpack_claims(packed: &[u8], text: &str) -> io::Result<Vec<Claim>> {
    let mut claims: Vec<Claim> = serde_json::from_slice(&unpack(packed)?)?;
    for claim in &mut claims {
        let evidence = &mut claim.evidence;
        evidence.quote = text.get(evidence.start as usize..evidence.end as usize).unwrap_or_default().to_owned();
    }
    Ok(claims)
}

/// A sketch as bytes, four a number.
pub(crate) fn pack_sketch(sketch: &[u32]) -> Vec<u8> {
    sketch.iter().flat_map(|n| n.to_le_bytes()).collect()
}

/// A sketch from its bytes.
pub(crate) fn unpack_sketch(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect()
}

#[cfg(test)]
mod tests {
    use super::{pack, pack_sketch, unpack, unpack_sketch};

    #[test]
    fn comes_back_and_shows_damage() {
        let text = "Rebels took the town. ".repeat(20);
        let mut packed = pack(text.as_bytes());
        assert!(packed.len() < text.len() / 2);
        assert_eq!(unpack(&packed).unwrap(), text.as_bytes());
        let middle = packed.len() / 2;
        packed[middle] ^= 0x55;
        assert!(unpack(&packed).is_err());
        assert_eq!(unpack_sketch(&pack_sketch(&[1, u32::MAX])), [1, u32::MAX]);
    }
}
