//! A cursor over a model file's bytes; every refusal names the place.

use crate::model::ModelError;

pub(crate) struct Reader<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Reader<'b> {
    /// Starts at byte `at`.
    pub fn new(bytes: &'b [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    /// Offset of the next byte.
    pub fn at(&self) -> usize {
        self.at
    }

    /// An error about what was just read.
    pub fn wrong(&self, what: impl Into<String>) -> ModelError {
        ModelError::Content { at: self.at, what: what.into() }
    }

    pub fn take(&mut self, count: usize) -> Result<&'b [u8], ModelError> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        match rest.get(..count) {
            Some(taken) => {
                self.at += count;
                Ok(taken)
            }
            None => Err(self.wrong(format!("{count} bytes expected, {} left", rest.len()))),
        }
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], ModelError> {
        let mut out = [0; N];
        out.copy_from_slice(self.take(N)?);
        Ok(out)
    }

    pub fn u32(&mut self) -> Result<u32, ModelError> {
        Ok(u32::from_le_bytes(self.array()?))
    }

    pub fn u64(&mut self) -> Result<u64, ModelError> {
        Ok(u64::from_le_bytes(self.array()?))
    }

    pub fn f32(&mut self) -> Result<f32, ModelError> {
        Ok(f32::from_le_bytes(self.array()?))
    }

    /// A number of items of at least `size` bytes each, which must still fit into the file.
    pub fn count(&mut self, size: usize) -> Result<usize, ModelError> {
        let count = self.u32()? as usize;
        match count.checked_mul(size) {
            Some(bytes) if bytes <= self.bytes.len() - self.at => Ok(count),
            _ => Err(self.wrong(format!("{count} items are more than the file holds"))),
        }
    }

    /// Sizes of 1 up to `most`.
    pub fn sizes<const N: usize>(&mut self, most: usize) -> Result<[usize; N], ModelError> {
        let mut out = [0; N];
        for size in &mut out {
            *size = self.u32()? as usize;
            if *size == 0 || *size > most {
                return Err(self.wrong(format!("a size of {size} is outside 1 to {most}")));
            }
        }
        Ok(out)
    }

    pub fn text(&mut self) -> Result<String, ModelError> {
        let length = self.count(1)?;
        let raw = self.take(length)?;
        String::from_utf8(raw.to_vec()).map_err(|_| self.wrong("text is not UTF-8"))
    }

    pub fn texts(&mut self) -> Result<Vec<String>, ModelError> {
        let count = self.count(4)?;
        (0..count).map(|_| self.text()).collect()
    }

    /// Exactly `count` 16-bit floats behind their number.
    pub fn halves(&mut self, count: usize) -> Result<Vec<f32>, ModelError> {
        let found = self.count(2)?;
        if found != count {
            return Err(self.wrong(format!("{found} weights instead of {count}")));
        }
        let raw = self.take(2 * count)?;
        let weights: Vec<f32> = raw.chunks_exact(2).map(|b| half(u16::from_le_bytes([b[0], b[1]]))).collect();
        if weights.iter().all(|w| w.is_finite()) { Ok(weights) } else { Err(self.wrong("a weight is not a number")) }
    }
}

/// The value of an IEEE 754 half.
fn half(bits: u16) -> f32 {
    let (exponent, fraction) = (u32::from(bits >> 10 & 31), u32::from(bits & 0x3FF));
    let magnitude = match exponent {
        0 => fraction as f32 / 16_777_216.0,
        31 => f32::NAN,
        _ => f32::from_bits((exponent + 112) << 23 | fraction << 13),
    };
    if bits >> 15 == 1 { -magnitude } else { magnitude }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_have_their_values() {
        let cases = [(0x0000, 0.0), (0x3C00, 1.0), (0xC000, -2.0), (0x0001, 5.960_464_5e-8), (0x7BFF, 65504.0)];
        for (bits, value) in cases {
            assert_eq!(half(bits), value);
        }
        assert!(half(0x7C00).is_nan());
    }
}
