//! Bytes of an input: unpacked, looked at, and put back.

use std::io::{self, BufRead, BufReader, Read};

use flate2::read::MultiGzDecoder;

use super::{Format, Place, ReadError, petrarch};

/// How many bytes are looked at to tell what an input is.
const HEAD: usize = 4096;

const BUFFER: usize = 64 << 10;

/// A stream whose beginning is known.
pub(super) struct Input {
    stream: BufReader<Box<dyn Read + Send>>,
    packed: bool,
}

impl Input {
    /// Looks at the beginning, sets up unpacking, and refuses what is no UTF-8 text.
    pub(super) fn new(name: &str, read: Box<dyn Read + Send>) -> Result<(Self, Format), ReadError> {
        let (head, mut stream) = peek(read);
        let packed = head.starts_with(&[0x1f, 0x8b]);
        if !packed && name.to_ascii_lowercase().ends_with(".gz") && !head.is_empty() {
            let reason = "it does not begin as gzip data do".to_owned();
            return Err(ReadError::Gzip { place: whole(name), reason });
        }
        let head = if packed {
            let (head, unpacked) = peek(Box::new(MultiGzDecoder::new(stream)));
            stream = unpacked;
            head
        } else {
            head
        };
        refuse(name, &head)?;
        let text = String::from_utf8_lossy(&head);
        let format = match beginning(&text) {
            text if text.starts_with('{') => Format::JsonLines,
            text if is_petrarch(text) => Format::Petrarch,
            _ => Format::Plain,
        };
        Ok((Self { stream: BufReader::with_capacity(BUFFER, stream), packed }, format))
    }

    /// The error for input that broke off at `line`.
    pub(super) fn broken(&self, name: &str, line: Option<u64>, source: io::Error) -> ReadError {
        let place = Place { name: name.to_owned(), line };
        match source.kind() {
            io::ErrorKind::UnexpectedEof if self.packed => ReadError::GzipTruncated { place },
            io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData if self.packed => {
                ReadError::Gzip { place, reason: source.to_string() }
            }
            _ => ReadError::Io { place, source },
        }
    }
}

impl Read for Input {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.stream.read(into)
    }
}

impl BufRead for Input {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.stream.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.stream.consume(amount);
    }
}

fn whole(name: &str) -> Place {
    Place { name: name.to_owned(), line: None }
}

/// Reads up to [`HEAD`] bytes, no further than the first line needs, and returns them with a stream
/// that begins with them. An error met on the way comes up again when the stream gets there.
fn peek(mut read: Box<dyn Read + Send>) -> (Vec<u8>, Box<dyn Read + Send>) {
    let mut head = vec![0; HEAD];
    let mut filled = 0;
    let mut error = None;
    while filled < HEAD {
        match read.read(&mut head[filled..]) {
            Ok(0) => break,
            Ok(n) => filled += n,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => {
                error = Some(e);
                break;
            }
        }
        if head[..filled].contains(&b'\n') && !is_declaration(&head[..filled]) {
            break;
        }
    }
    head.truncate(filled);
    let stream = io::Cursor::new(head.clone()).chain(Pending { error, rest: read });
    (head, Box::new(stream))
}

/// True where nothing but `<?xml ... ?>` has come.
fn is_declaration(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head);
    let text = beginning(&text).trim_end();
    text.starts_with("<?xml") && text.find("?>").is_none_or(|end| end + 2 == text.len())
}

/// A stream that fails once before it goes on.
struct Pending {
    error: Option<io::Error>,
    rest: Box<dyn Read + Send>,
}

impl Read for Pending {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self.error.take() {
            Some(error) => Err(error),
            None => self.rest.read(into),
        }
    }
}

/// Errors for what begins as no UTF-8 text does.
fn refuse(name: &str, head: &[u8]) -> Result<(), ReadError> {
    let place = || whole(name);
    if let Some(encoding) = wide_encoding(head) {
        return Err(ReadError::Encoding { place: place(), encoding });
    }
    if let Some(what) = binary(head) {
        return Err(ReadError::Binary { place: place(), what });
    }
    let text = String::from_utf8_lossy(head);
    let text = beginning(&text);
    if is_petrarch(text) {
        return Ok(());
    }
    if let Some(what) = markup(text) {
        return Err(ReadError::WebPage { place: place(), what });
    }
    Ok(())
}

/// Text without white space and a byte order mark before it.
fn beginning(text: &str) -> &str {
    text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n'])
}

/// True for the XML that PETRARCH reads.
fn is_petrarch(text: &str) -> bool {
    let body = text.strip_prefix("<?xml").and_then(|t| t.split_once("?>")).map_or(text, |(_, body)| beginning(body));
    petrarch::ROOTS.iter().any(|root| body.starts_with(root))
}

fn wide_encoding(head: &[u8]) -> Option<&'static str> {
    match head {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => Some("UTF-32"),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Some("UTF-16"),
        // Without a mark: Latin letters, every other byte zero.
        [a, 0, b, 0, c, 0, ..] | [0, a, 0, b, 0, c, ..] if [a, b, c].iter().all(|b| b.is_ascii() && **b != 0) => Some("UTF-16"),
        _ => None,
    }
}

fn binary(head: &[u8]) -> Option<&'static str> {
    const KINDS: [(&[u8], &str); 8] = [
        (b"%PDF-", "a PDF file"),
        (b"PK\x03\x04", "a ZIP archive or office document"),
        (b"\x28\xb5\x2f\xfd", "zstd data"),
        (b"BZh", "bzip2 data"),
        (b"\xfd7zXZ", "xz data"),
        (b"\x89PNG", "an image"),
        (b"\xff\xd8\xff", "an image"),
        (b"{\\rtf", "a rich text document"),
    ];
    let known = KINDS.iter().find(|(magic, _)| head.starts_with(magic)).map(|&(_, what)| what);
    known.or_else(|| head.contains(&0).then_some("binary data"))
}

fn markup(text: &str) -> Option<&'static str> {
    let head: String = text.chars().take(512).collect::<String>().to_ascii_lowercase();
    let page = ["<!doctype html", "<html", "<head", "<body", "<meta", "<script", "<div", "<!--"];
    if page.iter().any(|tag| head.starts_with(tag)) {
        return Some("a web page (HTML)");
    }
    if head.starts_with("<?xml") || head.starts_with("<!doctype") || head.starts_with("<rss") || head.starts_with("<feed") {
        return Some(if head.contains("<html") { "a web page (HTML)" } else { "XML" });
    }
    None
}
