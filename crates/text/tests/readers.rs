//! Readers: what they yield, and what they say of broken input.

use std::io::{self, Read, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use jiff::civil::date;
use truceline_text::{Document, Format, Ids, ReadError, Reader};

fn read(name: &str, bytes: impl Into<Vec<u8>>, format: Option<Format>) -> Vec<Result<Document, ReadError>> {
    match Reader::from_read(name, io::Cursor::new(bytes.into()), format) {
        Ok(reader) => reader.collect(),
        Err(error) => vec![Err(error)],
    }
}

fn lines(bytes: impl Into<Vec<u8>>) -> Vec<Result<Document, ReadError>> {
    read("feed.jsonl", bytes, Some(Format::JsonLines))
}

/// The message of the one result, which must be an error.
#[track_caller]
fn message(results: Vec<Result<Document, ReadError>>) -> String {
    assert_eq!(results.len(), 1, "{results:?}");
    results.into_iter().next().and_then(Result::err).map(|e| e.to_string()).unwrap_or_default()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).unwrap_or_default()
}

#[test]
fn a_plain_file_is_one_document_with_its_own_offsets() {
    let text = "\u{feff}Army takes Oldport\r\n\r\nJanuary 12, 2020\r\n\r\nThe army took the town.\r\n";
    let docs = read("news/oldport.txt", text, None);
    let doc = docs[0].as_ref().unwrap();
    assert_eq!(doc.id, "oldport");
    assert_eq!(doc.text, text);
    assert_eq!(doc.title, None);
    assert_eq!(doc.published, Some(date(2020, 1, 12)));
}

#[test]
fn a_dateline_gives_the_date_only_with_a_year() {
    let published = |text: &str| read("a.txt", text, None)[0].as_ref().unwrap().published;
    assert_eq!(published("OLDPORT, Jan 13, 2020 (Agency) - The army left."), Some(date(2020, 1, 13)));
    assert_eq!(published("OLDPORT, Jan 13 (Agency) - The army left in 2020."), None);
    assert_eq!(published("Headline\n\nPublished: 12 January 2020\n\nThe army left."), Some(date(2020, 1, 12)));
    assert_eq!(published("The army left on January 12, 2020."), None);
}

#[test]
fn json_lines_give_a_document_a_line() {
    let docs = lines(
        "\u{feff}{\"id\":\"a\",\"title\":\"T\",\"published\":\"2020-01-13\",\"source\":\"S\",\"url\":\"u\",\"text\":\"One.\",\"x\":[1]}\r\n\
         \n  {\"id\":7,\"published\":\"2020-01-13T23:30:00-05:00\",\"title\":null,\"source\":\"\",\"text\":\"Two.\"}",
    );
    let first = docs[0].as_ref().unwrap();
    assert_eq!((first.id.as_str(), first.title.as_deref()), ("a", Some("T")));
    assert_eq!((first.source.as_deref(), first.url.as_deref()), (Some("S"), Some("u")));
    assert_eq!(first.published, Some(date(2020, 1, 13)));
    let second = docs[1].as_ref().unwrap();
    assert_eq!((second.id.as_str(), second.title.as_deref()), ("7", None));
    assert_eq!((second.published, second.source.as_deref()), (Some(date(2020, 1, 13)), None));
    assert_eq!(docs.len(), 2);
}

#[test]
fn broken_lines_are_located_and_the_others_are_read() {
    let docs = lines(
        "{\"id\":\"a\",\"text\":\"One.\"}\n\
         {\"id\":\"b\",\"text\":\"Two.\"\n\
         [\"c\"]\n\
         {\"id\":\"a\",\"text\":\"Three.\"}\n\
         {\"text\":\"Four.\"}\n\
         {\"id\":\"e\"}\n\
         {\"id\":\"f\",\"text\":\" \\n\"}\n\
         {\"id\":\"g\",\"text\":5}\n\
         {\"id\":{\"x\":1},\"text\":\"x\"}\n\
         {\"id\":\"h\",\"published\":\"13.01.2020\",\"text\":\"x\"}\n\
         {\"id\":\"i\",\"published\":\"2020-02-30\",\"text\":\"x\"}\n\
         {\"id\":\"j\",\"published\":\"2020-01-13Tnoon\",\"text\":\"x\"}\n\
         {\"id\":\"k\",\"published\":2020,\"text\":\"x\"}\n\
         {\"id\":\"z\",\"text\":\"Last.\"}\n",
    );
    let told: Vec<String> = docs.iter().map(|doc| doc.as_ref().map_or_else(ToString::to_string, |doc| doc.id.clone())).collect();
    let expected = [
        "a",
        "feed.jsonl:2: not a JSON object: EOF while parsing an object (column 23)",
        "feed.jsonl:3: not a JSON object: a line must begin with { (column 1)",
        "feed.jsonl:4: the id \"a\" was given to an earlier document",
        "feed.jsonl:5: field \"id\" is missing or empty",
        "feed.jsonl:6: field \"text\" is missing or empty",
        "feed.jsonl:7: the text is empty",
        "feed.jsonl:8: field \"text\" must be a string, not a number",
        "feed.jsonl:9: field \"id\" must be a string, not an object",
        "feed.jsonl:10: field \"published\" must be a date such as 2020-01-13 or an RFC 3339 time, not \"13.01.2020\"",
        "feed.jsonl:11: field \"published\" must be a date such as 2020-01-13 or an RFC 3339 time, not \"2020-02-30\"",
        "feed.jsonl:12: field \"published\" must be a date such as 2020-01-13 or an RFC 3339 time, not \"2020-01-13Tnoon\"",
        "feed.jsonl:13: field \"published\" must be a string, not a number",
        "z",
    ];
    assert_eq!(told, expected);
}

#[test]
fn broken_utf8_is_told_with_its_byte() {
    let docs = lines(b"{\"id\":\"a\",\"text\":\"One.\"}\n{\"id\":\"\xff\"}\n{\"id\":\"b\",\"text\":\"Two.\"}\n".to_vec());
    assert_eq!(docs.len(), 3);
    let error = docs[1].as_ref().unwrap_err();
    assert!(matches!(error, ReadError::NotUtf8 { byte: 32, .. }), "{error}");
    assert_eq!(error.place().line, Some(2));
    let error = message(read("a.txt", b"One.\nTw\xc3.".to_vec(), None));
    assert_eq!(error, "a.txt:2: not UTF-8 at byte 7 of the file; convert the file to UTF-8");
}

#[test]
fn what_is_no_text_is_refused() {
    assert_eq!(message(read("a.txt", b"a\0b\0c\0d\0".to_vec(), None)), "a.txt: the text is UTF-16; convert it to UTF-8");
    assert!(message(read("a.txt", b"\xff\xfeT\0e\0".to_vec(), None)).contains("UTF-16"));
    assert!(message(read("a.bin", b"\x7fELF\x02\0\0\0\x01".to_vec(), None)).contains("binary data, not text"));
    assert!(message(read("a.txt", b"%PDF-1.4 ...".to_vec(), None)).contains("a PDF file"));
    let page = message(read("a.html", "\n <!DOCTYPE html><html><p>The army left.</p></html>", None));
    assert_eq!(page, "a.html: looks like a web page (HTML); web pages are not read yet in this version, save the article as plain text");
    assert!(message(read("a.txt", " \n\t\n", None)).contains("the text is empty"));
}

#[test]
fn the_format_goes_by_the_name_else_by_the_first_character() {
    let of = |name: &str| Format::of_path(std::path::Path::new(name));
    assert_eq!(of("a.TXT"), Some(Format::Plain));
    assert_eq!(of("a.jsonl.gz"), Some(Format::JsonLines));
    assert_eq!(of("b/a.ndjson"), Some(Format::JsonLines));
    assert_eq!(of("a.XML"), Some(Format::Petrarch));
    assert_eq!(of("a.csv"), None);
    assert_eq!(of("jsonl"), None);
    assert_eq!(read("stdin", "\n {\"id\":\"a\",\"text\":\"One.\"}", None)[0].as_ref().unwrap().id, "a");
    assert_eq!(read("stdin", "The army left.", None)[0].as_ref().unwrap().id, "stdin");
}

#[test]
fn xml_of_petrarch_gives_a_document_a_record() {
    let file = "<?xml version=\"1.0\"?>\n<Sentences>\n\n\
        <Sentence date = \"20150304\" id = \"A_1\" source = \"Desk\" sentence = \"True\">\n<Text>\nThe army\n left &lt;Oldport&gt; &amp; fled, A&B said.\n</Text>\n\
        <Parse>\n(ROOT (S))\n</Parse>\n</Sentence>\n\
        <Sentence id='A_2'><Text>It &#8217; came.</Text></Sentence><Sentence id='A_3' date='2015-03-05'><Text>Three.</Text></Sentence>\n</Sentences>\n";
    let docs: Vec<Document> = read("old.xml", file, None).into_iter().map(Result::unwrap).collect();
    assert_eq!(docs.iter().map(|d| d.id.as_str()).collect::<Vec<_>>(), ["A_1", "A_2", "A_3"]);
    assert_eq!(docs[0].text, "The army left <Oldport> & fled, A&B said.");
    assert_eq!((docs[0].published, docs[0].source.as_deref()), (Some(date(2015, 3, 4)), Some("Desk")));
    assert_eq!((docs[1].text.as_str(), docs[1].published), ("It ’ came.", None));
    assert_eq!(docs[2].published, Some(date(2015, 3, 5)));
    let articles = "<Articles><Article id=\"B\" date=\"20150304\"><Text>One. Two.</Text></Article>\n\
        <Article id=\"C\"><Sentence id=\"C_1\"><Text>Three.</Text></Sentence></Article></Articles>";
    let ids: Vec<String> = read("-", articles, None).into_iter().map(|d| d.unwrap().id).collect();
    assert_eq!(ids, ["B", "C_1"]);
}

#[test]
fn broken_records_of_petrarch_are_located_and_the_others_are_read() {
    let file = "<Sentences>\n<Sentence date=\"20150304\">\n<Text>No id.</Text></Sentence>\n\
        <Sentence id=\"a\"></Sentence>\n<Sentence id=\"b\" date=\"4 March\"><Text>x</Text></Sentence>\n\
        <Sentence id=\"c\"><Text>  </Text></Sentence>\n<Sentence id=\"d\"><Text>One.</Text></Sentence>\n\
        <Sentence id=\"d\"><Text>Two.</Text></Sentence>\n<Sentence id=\"e\">\n<Text>Cut";
    let told: Vec<String> = read("old.xml", file, None).into_iter().map(|d| d.map_or_else(|e| e.to_string(), |d| d.id)).collect();
    let expected = [
        "old.xml:2: field \"id\" is missing or empty",
        "old.xml:4: field \"Text\" is missing or empty",
        "old.xml:5: not the XML that PETRARCH reads: the date \"4 March\" is not of the form YYYYMMDD",
        "old.xml:6: the text is empty",
        "d",
        "old.xml:8: the id \"d\" was given to an earlier document",
        "old.xml:9: not the XML that PETRARCH reads: the file ends inside a record; it was cut short",
    ];
    assert_eq!(told, expected);
    let other = message(read("a.xml", "<list>\n<item/>\n</list>", Some(Format::Petrarch)));
    assert_eq!(other, "a.xml: not the XML that PETRARCH reads: there is no <Sentence> or <Article> in it");
    assert!(message(read("a.xml", "<?xml version=\"1.0\"?>\n<rss><channel/></rss>", None)).contains("looks like XML"));
    let long = format!("<Sentences>\n<Sentence id=\"a\"><Text>{}\n{}</Text></Sentence>\n", "x ".repeat(400), "x ".repeat(400));
    let reader = Reader::from_read("a.xml", io::Cursor::new(long), None).unwrap().with_limit(1000);
    assert!(matches!(reader.collect::<Vec<_>>()[0], Err(ReadError::TooLong { .. })));
}

#[test]
fn lines_of_ngec_are_read() {
    let docs = lines(
        "{\"id\":\"n1\",\"date\":\"2019-08-01\",\"event_type\":[\"ACCUSE\"],\"event_text\":\"The army left.\",\
         \"publisher\":\"Desk\",\"headline\":\"\\nArmy leaves\",\"pub_date\":\"2019-08-02\"}\n\
         {\"id\":\"n2\",\"date\":\"1 August\",\"event_text\":\"x\"}\n{\"id\":\"n3\",\"event_text\":[]}\n",
    );
    let first = docs[0].as_ref().unwrap();
    assert_eq!((first.id.as_str(), first.text.as_str(), first.published), ("n1", "The army left.", Some(date(2019, 8, 2))));
    assert_eq!((first.title.as_deref(), first.source.as_deref()), (Some("Army leaves"), Some("Desk")));
    let told: Vec<String> = docs[1..].iter().map(|d| d.as_ref().unwrap_err().to_string()).collect();
    let expected = [
        "feed.jsonl:2: field \"date\" must be a date such as 2020-01-13 or an RFC 3339 time, not \"1 August\"",
        "feed.jsonl:3: field \"event_text\" must be a string, not a list",
    ];
    assert_eq!(told, expected);
}

#[test]
fn gzip_is_unpacked_and_a_cut_is_told_after_the_complete_lines() {
    let text: String = (0..3000).map(|n| format!("{{\"id\":\"{n}\",\"text\":\"Report {} of the army.\"}}\n", n * 7919)).collect();
    let packed = gzip(text.as_bytes());
    assert_eq!(read("a.jsonl.gz", packed.clone(), None).len(), 3000);
    let docs = lines(packed[..packed.len() / 2].to_vec());
    let (errors, read_docs): (Vec<_>, Vec<_>) = docs.into_iter().partition(Result::is_err);
    assert_eq!(errors.len(), 1);
    assert!(read_docs.len() > 500);
    let error = errors.into_iter().next().unwrap().unwrap_err();
    assert!(matches!(error, ReadError::GzipTruncated { .. }), "{error}");
    assert_eq!(error.place().line, Some(read_docs.len() as u64 + 1));
    let plain = message(read("a.txt.gz", gzip(b"The army left.")[..20].to_vec(), None));
    assert!(plain.contains("the gzip data end early"), "{plain}");
    assert!(message(read("a.txt.gz", "no gzip", None)).contains("does not begin as gzip data do"));
    assert_eq!(read("b/a.txt.gz", gzip(b"The army left."), None)[0].as_ref().unwrap().id, "a");
}

#[test]
fn ids_are_unique_over_several_inputs() {
    let one = |ids: Ids| {
        let input = io::Cursor::new("The army left.");
        Reader::from_read("a/report.txt", input, Some(Format::Plain)).unwrap().with_ids(ids)
    };
    let mut first = one(Ids::default());
    assert!(first.next().is_some_and(|doc| doc.is_ok()));
    let mut second = one(first.into_ids());
    let error = second.next().unwrap().unwrap_err();
    assert_eq!(error.to_string(), "a/report.txt: the id \"report\" was given to an earlier document");
}

/// Yields `count` times the byte `a`, then `tail`.
struct Long {
    count: usize,
    tail: io::Cursor<&'static [u8]>,
}

impl Read for Long {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.count == 0 {
            return self.tail.read(into);
        }
        let n = into.len().min(self.count);
        into[..n].fill(b'a');
        self.count -= n;
        Ok(n)
    }
}

#[test]
fn a_line_over_the_limit_is_skipped_without_being_held() {
    let tail: &[u8] = b"\n{\"id\":\"a\",\"text\":\"One.\"}\n";
    let long = Long { count: 100 << 20, tail: io::Cursor::new(tail) };
    let docs: Vec<_> = Reader::from_read("a.jsonl", long, Some(Format::JsonLines)).unwrap().with_limit(1 << 16).collect();
    assert_eq!(docs.len(), 2);
    assert_eq!(docs[0].as_ref().unwrap_err().to_string(), "a.jsonl:1: longer than 65536 bytes; skipped");
    assert_eq!(docs[1].as_ref().unwrap().id, "a");
}

#[test]
fn a_line_without_end_is_given_up_at_the_limit() {
    let endless = || Long { count: usize::MAX, tail: io::Cursor::new(b"") };
    let mut reader = Reader::from_read("-", endless(), Some(Format::JsonLines)).unwrap().with_limit(1 << 20);
    assert!(matches!(reader.next(), Some(Err(ReadError::TooLong { .. }))));
    let mut reader = Reader::from_read("-", endless(), None).unwrap().with_limit(1 << 20);
    assert!(matches!(reader.next(), Some(Err(ReadError::TooLong { .. }))));
    assert!(reader.next().is_none());
}

#[test]
fn a_file_that_cannot_be_opened_is_named() {
    let error = Reader::open(std::path::Path::new("no/such/file.txt")).err().unwrap();
    assert!(error.to_string().starts_with("no/such/file.txt: cannot be opened: "), "{error}");
    let folder = std::env::temp_dir();
    assert!(matches!(Reader::open(&folder), Err(ReadError::Open { .. })));
}

#[test]
fn a_stream_that_breaks_off_is_told_and_ends() {
    struct Broken(bool);
    impl Read for Broken {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            if std::mem::replace(&mut self.0, true) {
                return Err(io::Error::other("cable pulled"));
            }
            let line = b"{\"id\":\"a\",\"text\":\"One.\"}\n{\"id\"";
            into[..line.len()].copy_from_slice(line);
            Ok(line.len())
        }
    }
    let docs: Vec<_> = Reader::from_read("-", Broken(false), None).unwrap().collect();
    assert_eq!(docs.len(), 2);
    assert!(docs[0].is_ok());
    assert_eq!(docs[1].as_ref().unwrap_err().to_string(), "-:2: cannot be read on from here: cable pulled");
}
