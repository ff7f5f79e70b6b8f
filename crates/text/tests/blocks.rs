//! Blocks, on reports written for it.

use truceline_text::{BlockKind, Document, segment};

use BlockKind::{Caption, Dateline, Heading, Paragraph, Residue, Title};

/// Kind and first words of every block.
fn blocks(title: Option<&str>, text: &str) -> Vec<(BlockKind, String)> {
    let doc = Document { title: title.map(str::to_owned), text: text.to_owned(), ..Document::default() };
    let segmented = segment(&doc);
    let head = |s: &str| s.split_whitespace().take(3).collect::<Vec<_>>().join(" ");
    segmented.blocks.iter().map(|b| (b.kind, head(b.span.of(&doc.text)))).collect()
}

#[track_caller]
fn are(text: &str, expected: &[(BlockKind, &str)]) {
    let expected: Vec<_> = expected.iter().map(|(kind, head)| (*kind, (*head).to_owned())).collect();
    assert_eq!(blocks(None, text), expected);
}

#[test]
fn headline_second_headline_heading_and_residue() {
    are(
        "Rivals to meet in Oldport\n\nObservers hope for a lasting truce\n\n\
         The rival leaders will meet in Oldport on Monday.\n\nForeign hands\n\n\
         Two neighbours back the opposing sides in the war.\n\nRelated Articles\n\nBack to top button",
        &[
            (Title, "Rivals to meet"),
            (Title, "Observers hope for"),
            (Paragraph, "The rival leaders"),
            (Heading, "Foreign hands"),
            (Paragraph, "Two neighbours back"),
            (Residue, "Related Articles"),
            (Residue, "Back to top"),
        ],
    );
}

#[test]
fn a_first_sentence_is_no_headline() {
    are(
        "The army took Oldport on Monday, the ministry said.\nRebels left the town the same night.",
        &[(Paragraph, "The army took"), (Paragraph, "Rebels left the")],
    );
    are("Army takes Oldport", &[(Paragraph, "Army takes Oldport")]);
}

#[test]
fn a_headline_given_as_metadata_is_found_in_the_text() {
    let text = "Army takes Oldport.\nThe army took Oldport on Monday, the ministry said.";
    let found = blocks(Some("Army takes Oldport"), text);
    assert_eq!(found[0], (Title, "Army takes Oldport.".to_owned()));
    let text = "Army takes Oldport. The army took Oldport on Monday, the ministry said.";
    let found = blocks(Some("Army takes Oldport"), text);
    assert_eq!(found[0], (Title, "Army takes Oldport.".to_owned()));
    assert_eq!(found[1], (Paragraph, "The army took".to_owned()));
    let found = blocks(Some("Quite another headline"), "The army took Oldport on Monday, it said.");
    assert_eq!(found.len(), 1);
}

#[test]
fn datelines_bylines_and_credits_are_cut_off() {
    are(
        "By Ada Smith and Omar Khan\n\nOLDPORT, Jan 13 (Agency) - The army took the town on Monday.\n\n\
         Nobody was hurt in the attack. (Reporting by Ada Smith; Editing by Omar Khan)",
        &[
            (Residue, "By Ada Smith"),
            (Dateline, "OLDPORT, Jan 13"),
            (Paragraph, "The army took"),
            (Paragraph, "Nobody was hurt"),
            (Residue, "(Reporting by Ada"),
        ],
    );
    are(
        "By Ada Smith. OLDPORT (Reuters) - The army took the town on Monday.",
        &[(Residue, "By Ada Smith."), (Dateline, "OLDPORT (Reuters) -"), (Paragraph, "The army took")],
    );
}

#[test]
fn captions_and_page_furniture() {
    are(
        "Skip to content\nHome\nWorld\nSport\nWeather\n\nArmy takes Oldport\n\nPublished: 12 January 2020\n\n\
         Image copyright Some Agency\n\nPhoto: The harbour of Oldport before the war.\n\n\
         The army took Oldport on Monday, the ministry said.\n\nAdvertisement\n\n\
         Rebels left the town the same night, witnesses said.\n\nFollow us on Twitter\n\
         We use cookies to improve this site.\n© 2020 Example News. All rights reserved.",
        &[
            (Residue, "Skip to content"),
            (Residue, "Home"),
            (Residue, "World"),
            (Residue, "Sport"),
            (Residue, "Weather"),
            (Title, "Army takes Oldport"),
            (Dateline, "Published: 12 January"),
            (Caption, "Image copyright Some"),
            (Caption, "Photo: The harbour"),
            (Paragraph, "The army took"),
            (Residue, "Advertisement"),
            (Paragraph, "Rebels left the"),
            (Residue, "Follow us on"),
            (Residue, "We use cookies"),
            (Residue, "© 2020 Example"),
        ],
    );
}

#[test]
fn links_after_a_related_line_are_residue_until_text_returns() {
    are(
        "The army took Oldport on Monday, the ministry said.\n\nRead also:\n\nMinister visits Newport\n\n\
         Two hurt in market blast\n\nThe ministry gave no further details on the attack.",
        &[
            (Paragraph, "The army took"),
            (Residue, "Read also:"),
            (Residue, "Minister visits Newport"),
            (Residue, "Two hurt in"),
            (Paragraph, "The ministry gave"),
        ],
    );
}

#[test]
fn running_text_that_begins_like_residue_stays() {
    are(
        "Read more than a hundred letters and you will know the war, the editor said.\n\
         Watch towers were built along the border, the army said.\n\
         Share of blame goes to both sides, the envoy said.\n\
         Top officials met in Oldport on Monday.",
        &[(Paragraph, "Read more than"), (Paragraph, "Watch towers were"), (Paragraph, "Share of blame"), (Paragraph, "Top officials met")],
    );
}

#[test]
fn lines_in_capitals_are_one_paragraph_whatever_their_width() {
    are(
        "THE\nHARBOUR GUARD TODAY FOUGHT OFF A RAID ON TARN, WHICH LIES ON THE\nCOAST OF THE LAKE AND WAS CALM UNTIL\n\
         MONDAY.  A WATCHMAN WAS KILLED.\n\n   THE RAIDERS CAME BY BOAT FROM OLDPORT AND LEFT\nAT DAWN, WITNESSES SAID.",
        &[(Paragraph, "THE HARBOUR GUARD"), (Paragraph, "THE RAIDERS CAME")],
    );
}

#[test]
fn hard_wrapped_lines_are_one_paragraph() {
    let text = "The army said on Monday that its forces had taken the port town of\n\
                Oldport after two days of fighting. Rebels had held the town since\n\
                March. Aid groups said that hundreds of families had fled from it.\n\n\
                Talks are to begin next week in Newport, the capital, an envoy said\n\
                in a statement.";
    are(text, &[(Paragraph, "The army said"), (Paragraph, "Talks are to")]);
    let doc = Document { text: text.to_owned(), ..Document::default() };
    assert_eq!(segment(&doc).sentences.len(), 4);
}

#[test]
fn a_sentence_broken_over_lines_is_joined() {
    are("Five strikes by the U.S.-led\n coalition\n hit the town on Sunday.", &[(Paragraph, "Five strikes by")]);
    are(
        "The army took the town on Monday.\r\nRebels left the same night, it said.\r\n",
        &[(Paragraph, "The army took"), (Paragraph, "Rebels left the")],
    );
}

#[test]
fn residue_and_datelines_have_no_sentences() {
    let text = "OLDPORT (Agency) — The army took the town on Monday.\n\nBack to top";
    let doc = Document { text: text.to_owned(), ..Document::default() };
    let segmented = segment(&doc);
    assert_eq!(segmented.sentences.len(), 1);
    assert_eq!(segmented.kind(&segmented.sentences[0]), Paragraph);
    assert_eq!(segmented.sentences[0].span.of(text), "The army took the town on Monday.");
}
