//! Web and mail addresses, domains and file names, which are one word each.

use std::ops::Range;

use crate::chars::{is_closer, is_opener};

/// Last parts of domain and file names that are told from a sentence that lacks its space.
const ENDINGS: &[&str] = &[
    "com", "org", "net", "gov", "edu", "mil", "int", "info", "biz", "io", "ai", "tv", "uk", "eu", "ru", "ua", "fr", "il", "ir", "iq", "ly",
    "sy", "tr", "cn", "jp", "pk", "ke", "za", "ng", "au", "ca", "ch", "nl", "se", "dk", "html", "htm", "pdf", "doc", "docx", "xls", "xlsx",
    "csv", "txt", "jpg", "jpeg", "png", "gif", "zip", "mp3", "mp4", "exe", "aspx",
];

/// The address inside a chunk, without the brackets and marks around it.
pub(super) fn find(chunk: &str) -> Option<Range<usize>> {
    let inner_stop = || {
        let bytes = chunk.as_bytes();
        bytes.windows(3).any(|w| w[1] == b'.' && w[0].is_ascii_alphanumeric() && w[2].is_ascii_lowercase())
    };
    let sign = memchr::memchr2(b'@', b':', chunk.as_bytes()).is_some();
    if !sign && !inner_stop() {
        return None;
    }
    if let Some(at) = ["http://", "https://", "ftp://", "mailto:", "www."].iter().find_map(|s| find_start(chunk, s)) {
        return Some(at..trimmed_end(chunk, at));
    }
    let start = chunk.find(|c: char| c.is_ascii_alphanumeric())?;
    let end = trimmed_end(chunk, start);
    let core = chunk.get(start..end)?;
    (is_mail(core) || is_domain(core)).then_some(start..end)
}

/// Where `scheme` begins in `chunk`, if no letter stands right before it.
fn find_start(chunk: &str, scheme: &str) -> Option<usize> {
    let at = if chunk.is_ascii() {
        let head = chunk.get(..chunk.len().min(64))?;
        head.to_ascii_lowercase().find(scheme)?
    } else {
        chunk.find(scheme)?
    };
    let clear = !chunk.get(..at)?.ends_with(|c: char| c.is_alphanumeric());
    (clear && chunk.len() > at + scheme.len()).then_some(at)
}

/// The end of the address that begins at `start`: up to a quote or angle bracket, closing marks cut off.
fn trimmed_end(chunk: &str, start: usize) -> usize {
    let rest = chunk.get(start..).unwrap_or("");
    let rest = &rest[..rest.find(['<', '>', '"', '”', '“', '»', '|']).unwrap_or(rest.len())];
    let open = rest.contains('(');
    let trimmed = rest.trim_end_matches(|c: char| {
        matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '…' | '*') || (is_closer(c) && !(open && c == ')')) || is_opener(c)
    });
    start + trimmed.len()
}

fn is_mail(core: &str) -> bool {
    let Some((user, host)) = core.split_once('@') else {
        return false;
    };
    !user.is_empty()
        && host.starts_with(|c: char| c.is_ascii_alphanumeric())
        && host.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'))
        && user.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b'+' | b'%'))
}

fn is_domain(core: &str) -> bool {
    let host = core.split(['/', '?', '#']).next().unwrap_or("");
    let Some((name, ending)) = host.rsplit_once('.') else {
        return false;
    };
    let lower = ending.bytes().all(|b| b.is_ascii_lowercase()) || ending.bytes().all(|b| b.is_ascii_uppercase());
    lower
        && !name.is_empty()
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b'~'))
        && ENDINGS.contains(&ending.to_ascii_lowercase().as_str())
}
