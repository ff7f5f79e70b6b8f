//! Word splitting, on sentences written for it.

use truceline_text::{plain, segment_paragraphs};

fn words(text: &str) -> Vec<&str> {
    segment_paragraphs(text).tokens.iter().map(|token| token.span.of(text)).collect()
}

/// Asserts that `text` splits at the spaces of `expected`; `expected` shows every word apart.
#[track_caller]
fn splits(text: &str, expected: &str) {
    assert_eq!(words(text).join(" "), expected);
}

#[test]
fn contractions_and_possessives_are_words_of_their_own() {
    splits("They don't say it's over.", "They do n't say it 's over .");
    splits("We'll see what they've won't they?", "We 'll see what they 've wo n't they ?");
    splits("The rebels’ camp wasn’t Kidal’s.", "The rebels ’ camp was n’t Kidal ’s .");
    splits("He wouldn't've gone.", "He would n't 've gone .");
    splits("I'd say I'm done; you're not.", "I 'd say I 'm done ; you 're not .");
    splits("DON'T GO", "DO N'T GO");
    splits("They cannot win and are gonna lose", "They can not win and are gon na lose");
}

#[test]
fn apostrophes_inside_names_stay() {
    splits("Sana'a and N'Djamena", "Sana'a and N'Djamena");
    splits("a coup d'etat at ten o'clock", "a coup d'etat at ten o'clock");
    splits("the 1990's and the '90s", "the 1990's and the '90s");
}

#[test]
fn hyphens_are_words_except_after_prefixes() {
    splits("the U.N.-backed government", "the U.N. - backed government");
    splits("Haftar's al-Rajma base", "Haftar 's al - Rajma base");
    splits("a long-running, on-the-ground war", "a long - running , on - the - ground war");
    splits("anti-government, non-state and pre-war", "anti-government , non-state and pre-war");
    splits("a sit-in, two walk-outs and a three-in-one", "a sit-in , two walk-outs and a three - in - one");
    splits("by e-mail in mid-January", "by e-mail in mid-January");
    splits("an AK-47 and 12-14 shells", "an AK - 47 and 12 - 14 shells");
    splits("the war — or truce – of 1914–1918", "the war — or truce – of 1914 – 1918");
    splits("it failed--again", "it failed -- again");
}

#[test]
fn numbers_keep_their_points_and_lose_their_units() {
    splits("1,000 or 120,000 people", "1,000 or 120,000 people");
    splits("3.5 to 4.25 percent", "3.5 to 4.25 percent");
    splits("at 10:30 on 2020-01-13", "at 10:30 on 2020-01-13");
    splits("$5 and US$3.2bn, 50% of €7m", "$ 5 and US$ 3.2 bn , 50 % of € 7 m");
    splits("30km away by 5pm", "30 km away by 5 pm");
    splits("the 21st of 1,00,000", "the 21st of 1,00,000");
    splits("rooms 18,19,20", "rooms 18 , 19 , 20");
    splits("on 9/11 and 11/28/2000", "on 9/11 and 11/28/2000");
    splits("and/or the Army/Navy", "and / or the Army / Navy");
    splits("call +44 20 or 713-555-0100", "call +44 20 or 713-555-0100");
}

#[test]
fn abbreviations_keep_their_stops() {
    splits("Gen. Omar of the U.S. Army met Mr. Adan.", "Gen. Omar of the U.S. Army met Mr. Adan .");
    splits("at 3 p.m. on Jan. 13", "at 3 p.m. on Jan. 13");
    splits("John F. K. Doe of Acme Inc. left.", "John F. K. Doe of Acme Inc. left .");
    splits("Resolution No. 5, i.e. the ban, etc.", "Resolution No. 5 , i.e. the ban , etc.");
    splits("She said no. Five left.", "She said no . Five left .");
    splits("gen. of men", "gen . of men");
    splits("in Salem, Mass., after Mass.", "in Salem , Mass. , after Mass .");
}

#[test]
fn quotes_brackets_and_dots_are_words() {
    splits("\"Go,\" he said (twice).", "\" Go , \" he said ( twice ) .");
    splits("“Go,” he said [twice]…", "“ Go , ” he said [ twice ] …");
    splits("``Go,'' he said... no?!", "`` Go , '' he said ... no ?!");
    splits("the 'green' line", "the ' green ' line");
    splits("«Stop», they cried!!!", "« Stop » , they cried !!!");
}

#[test]
fn addresses_tags_and_faces_are_one_word() {
    splits("See https://example.org/a?b=1&c.", "See https://example.org/a?b=1&c .");
    splits("(www.example.com)", "( www.example.com )");
    splits("mail ada@example.org, now", "mail ada@example.org , now");
    splits("visit example.com today", "visit example.com today");
    splits("#Ceasefire @ada :-) 🇸🇩 👍🏽", "#Ceasefire @ada :-) 🇸🇩 👍🏽");
}

#[test]
fn a_forgotten_space_does_not_glue_sentences() {
    splits("The town fell.The army left.", "The town fell . The army left .");
}

#[test]
fn spaces_without_breaks_separate_and_invisible_characters_do_not_count() {
    splits("5\u{a0}soldiers of\u{202f}Mali", "5 soldiers of Mali");
    let text = "\u{feff}cease\u{ad}fire\u{200b} held\u{200e} .";
    assert_eq!(words(text), ["cease\u{ad}fire", "held", "."]);
    assert_eq!(plain("cease\u{ad}fire"), "ceasefire");
    assert_eq!(plain("didn’t"), "didn't");
    assert_eq!(plain("held"), "held");
}

#[test]
fn space_after_is_told_from_the_text() {
    let text = "It's over.\nNow";
    let spaces: Vec<bool> = segment_paragraphs(text).tokens.iter().map(|t| t.space_after).collect();
    assert_eq!(spaces, [false, true, false, true, false]);
}

#[test]
fn accents_and_other_scripts_are_words() {
    splits("José met Đoko in Çorum", "José met Đoko in Çorum");
    splits("the word سلام means peace", "the word سلام means peace");
    splits("cafe\u{301} society", "cafe\u{301} society");
}
