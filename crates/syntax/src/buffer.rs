//! Room for numbers that is kept from one use to the next.

use std::ops::{Deref, DerefMut};

/// As a vector, but what a longer length brings in is whatever stood there before: nothing is cleared that is about to be
/// overwritten, and no room is given back.
#[derive(Default)]
pub struct Buffer {
    room: Vec<f32>,
    len: usize,
}

impl Buffer {
    /// Sets the length; numbers beyond the old one are arbitrary.
    pub fn resize(&mut self, len: usize) {
        if self.room.len() < len {
            self.room.resize(len, 0.0);
        }
        self.len = len;
    }

    /// As [`Buffer::resize`], but never shorter.
    pub fn reach(&mut self, len: usize) {
        self.resize(self.len.max(len));
    }

    /// Sets the length to none.
    pub fn clear(&mut self) {
        self.len = 0;
    }

    /// Puts numbers behind the last one.
    pub fn extend_from_slice(&mut self, numbers: &[f32]) {
        let from = self.len;
        self.resize(from + numbers.len());
        self[from..].copy_from_slice(numbers);
    }
}

impl Deref for Buffer {
    type Target = [f32];

    fn deref(&self) -> &[f32] {
        &self.room[..self.len]
    }
}

impl DerefMut for Buffer {
    fn deref_mut(&mut self) -> &mut [f32] {
        &mut self.room[..self.len]
    }
}
