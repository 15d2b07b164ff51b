//! Passages held against the articles.

use samtale::base::digest::sha256_hex;
use samtale::check::{Article, Options, run};

use crate::support::pack::Pack;

const ARTICLE: &str = "Overskrift\nMan bør sove  \nsyv timer.\r\nSlut\n";

fn found(pack: &Pack, name: &str) -> Vec<String> {
    let article = Article::of_file(name, ARTICLE.to_owned()).unwrap();
    let options = Options { articles: Some(vec![article]), ..Options::default() };
    let findings = run(&pack.files(), &pack.model(), &options);
    findings
        .iter()
        .map(|finding| {
            let help = finding.help.as_deref().unwrap_or_default();
            format!("{} {} {} | {help}", finding.position.line, finding.code, finding.message)
        })
        .collect()
}

fn right() -> Pack {
    let hash = sha256_hex(["Man bør sove\nsyv timer.".as_bytes()]);
    let wrong = "d4ae2f3ea9fa2a8dcce8fa7a0bd3c9c92fdd94bc3f4b7ed1e2b4ba8bd2ffe9f3";
    Pack::new().edit("rules/claims/paper.ron", wrong, &hash)
}

#[test]
fn a_right_hash_and_a_number_in_words_are_fine() {
    assert_eq!(found(&right(), "paper.da.txt"), [""; 0]);
}

#[test]
fn a_wrong_hash_is_told_the_right_one() {
    let hash = sha256_hex(["Man bør sove\nsyv timer.".as_bytes()]);
    assert_eq!(
        found(&Pack::new(), "paper.da.txt"),
        [format!(
            "4 passage_changed the claim `sleep_helps` does not point at the passage it was written from: lines 2 to 3 of `paper` have another hash | read the lines again, then write their hash: \"{hash}\""
        )]
    );
}

#[test]
fn lines_past_the_end_are_an_error() {
    let pack = Pack::new().edit("rules/claims/paper.ron", "lines: (2, 3)", "lines: (4, 5)");
    assert_eq!(
        found(&pack, "paper.da.txt"),
        [
            "4 passage_missing the claim `sleep_helps` points at line 5 of `paper`, which has 4 | point at the lines that say it"
        ]
    );
}

#[test]
fn a_number_that_the_passage_does_not_have_is_a_warning() {
    let pack = right().edit("rules/claims/paper.ron", "numbers: [7]", "numbers: [7, 9]");
    assert_eq!(
        found(&pack, "paper.da.txt"),
        [
            "5 number_not_in_passage the number 9 of the claim `sleep_helps` stands neither in its passage nor in its study or guideline | widen the lines, or remove the number"
        ]
    );
}

#[test]
fn an_article_that_is_not_at_hand_is_said() {
    assert_eq!(
        found(&right(), "other.da.txt"),
        [
            "2 article_missing the article `paper` is not at hand: its passages are not verified | put it into the folder as `paper.LANG.txt`"
        ]
    );
}
