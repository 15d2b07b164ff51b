//! Changes of the rules that nothing notices, and the transcripts that would.

use std::path::Path;

use crate::support::pack::Pack;
use crate::support::{Ran, Samtale};

/// It holds the pack to the advice where sleep is just short, and says nothing of the other bound.
const ADVISED: &str = "samtale transcript 1
# pack small 1
~ sleep_hours 6.5, kidney_disease no
> no
> 6.5
= advise sleep_more
";

fn ran(folder: &Path, arguments: &[&str]) -> Ran {
    Samtale::new().args(arguments).in_folder(folder).args(["--pack", "."]).run()
}

#[test]
fn a_change_that_nothing_notices_is_named_with_its_place_and_others_are_not() {
    let folder = Pack::new().written();
    let shorter = "rules/advice.ron:2: advice sleep_more: `sleep_hours < 6.5`";
    let longer = "rules/advice.ron:2: advice sleep_more: `sleep_hours < 7.5`";
    let held = "rules/advice.ron:6: contraindication 1 of sleep_more: left out";

    let without = ran(folder.path(), &["mutate"]);
    assert_eq!((without.code, without.stderr.as_str()), (1, ""));
    assert!(without.stdout.contains(shorter), "{}", without.stdout);
    assert!(without.stdout.contains(longer), "{}", without.stdout);
    // the red flag alone proves that its referral is needed, but not that it is no stronger
    assert!(!without.stdout.contains("referral faint: left out"), "{}", without.stdout);
    assert!(without.stdout.contains("referral faint: urgency emergency"), "{}", without.stdout);
    assert!(without.stdout.contains("referral rules: 3 of 4 changes noticed (75.0 %)"));

    std::fs::write(folder.path().join("advised.txt"), ADVISED).unwrap();
    let with = ran(folder.path(), &["mutate", "advised.txt", "--jobs", "1"]);
    assert_eq!(with.code, 1);
    assert!(!with.stdout.contains(shorter), "{}", with.stdout);
    assert!(with.stdout.contains(longer), "{}", with.stdout);
    assert!(with.stdout.contains(held), "{}", with.stdout);
    let two = ran(folder.path(), &["mutate", "advised.txt", "--jobs", "2"]);
    assert_eq!(with.stdout, two.stdout);
}

#[test]
fn the_transcripts_that_cover_writes_pass_and_notice_what_survived() {
    let folder = Pack::new().written();
    let covered = ran(folder.path(), &["cover", "--write", "missing"]).fine();
    assert!(covered.stdout.contains("advise_sleep_more.transcript"), "{}", covered.stdout);
    let replayed = ran(folder.path(), &["replay", "missing"]);
    assert_eq!(replayed.code, 0, "{}", replayed.stdout);
    let after = ran(folder.path(), &["mutate", "missing"]).fine();
    assert!(after.stdout.contains("(100.0 %), 0 not, 0 not decided"), "{}", after.stdout);
    // what is there already is left as it is
    assert_eq!(ran(folder.path(), &["cover", "--write", "missing"]).code, 2);
}
