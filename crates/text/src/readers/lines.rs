//! Lines of bounded length.

use std::io::BufRead;

use super::input::Input;
use super::{Place, ReadError};

/// A line with its place.
pub(super) struct Line<'a> {
    /// Without its line break.
    pub text: &'a str,
    /// File and line.
    pub place: Place,
}

/// Why there is no line.
pub(super) enum Stop {
    /// This line is skipped; more may follow.
    Line(ReadError),
    /// Nothing more can be read.
    Input(ReadError),
}

/// Reads lines; holds one at a time and never more than the limit.
pub(super) struct Lines<R> {
    input: R,
    buffer: Vec<u8>,
    /// Number of the line in hand, from 1.
    number: u64,
    /// Offset of the first byte that was not yet taken from the input.
    offset: u64,
    /// The rest of the line in hand is to be passed over.
    skipping: bool,
}

impl Lines<Input> {
    pub(super) fn new(input: Input) -> Self {
        Self { input, buffer: Vec::new(), number: 0, offset: 0, skipping: false }
    }

    /// The number of the line that came last, from 1.
    pub(super) fn number(&self) -> u64 {
        self.number
    }

    /// The next line that holds more than white space.
    pub(super) fn next(&mut self, name: &str, limit: usize) -> Result<Option<Line<'_>>, Stop> {
        loop {
            if self.skipping {
                self.take_line(name, None)?;
                self.skipping = false;
            }
            self.buffer.clear();
            self.number += 1;
            let start = self.offset;
            let (complete, any) = self.take_line(name, Some(limit))?;
            if !complete {
                self.skipping = true;
                return Err(Stop::Line(ReadError::TooLong { place: self.place(name), limit }));
            }
            if !any {
                return Ok(None);
            }
            if !self.buffer.trim_ascii().is_empty() {
                return self.line(name, start).map(Some);
            }
        }
    }

    fn line(&mut self, name: &str, start: u64) -> Result<Line<'_>, Stop> {
        let place = self.place(name);
        let mark = if start == 0 && self.buffer.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        match std::str::from_utf8(&self.buffer[mark..]) {
            Ok(text) => Ok(Line { text, place }),
            Err(error) => {
                let byte = start + (mark + error.valid_up_to()) as u64;
                Err(Stop::Line(ReadError::NotUtf8 { place, byte }))
            }
        }
    }

    fn place(&self, name: &str) -> Place {
        Place { name: name.to_owned(), line: Some(self.number) }
    }

    /// Moves bytes up to the next line break into the buffer, or nowhere where `limit` is `None`.
    /// Returns whether the line came to its end within the limit, and whether there was any byte.
    fn take_line(&mut self, name: &str, limit: Option<usize>) -> Result<(bool, bool), Stop> {
        let mut any = false;
        loop {
            let bytes = match self.input.fill_buf() {
                Ok(bytes) => bytes,
                Err(e) if e.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(e) => return Err(Stop::Input(self.input.broken(name, Some(self.number), e))),
            };
            if bytes.is_empty() {
                return Ok((true, any));
            }
            any = true;
            let found = memchr::memchr(b'\n', bytes);
            let piece = found.unwrap_or(bytes.len());
            if let Some(limit) = limit {
                if self.buffer.len() + piece > limit {
                    return Ok((false, any));
                }
                self.buffer.extend_from_slice(&bytes[..piece]);
            }
            let taken = piece + usize::from(found.is_some());
            self.input.consume(taken);
            self.offset += taken as u64;
            if found.is_some() {
                return Ok((true, any));
            }
        }
    }
}
