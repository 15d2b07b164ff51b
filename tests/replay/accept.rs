//! `--bless` and `--review`.

use crate::replay::{Folder, english};

const RAGGED: &str = "\u{feff}# about\r\nsamtale transcript 1\r\nlang: en\r\n\r\n# first\r\n  > my calf has twitched for 14 days  \r\n  = refer nothing_like_it\r\n# between\r\n\r\n= fact twitch_days 14\r\n= urgency urgent";

#[test]
fn what_came_is_written_and_all_else_stays() {
    let folder =
        Folder::new().with("t/a.txt", RAGGED).with("t/b.txt", english(&["> hello", "= refer -"]));
    let ran = folder.replay(&["--bless", "t"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{}", ran.stdout);
    assert_eq!(ran.stdout, "2 passed, 0 failed, 2 blessed\n");
    let blessed = folder.text("t/a.txt");
    let kept = "\u{feff}# about\r\nsamtale transcript 1\r\nlang: en\r\n\r\n# first\r\n  > my calf has twitched for 14 days  \r\n  ? symptoms\r\n  = refer twitching_for_weeks\r\n# between\r\n\r\n= fact twitch_days 14\r\n= urgency routine\r\n";
    assert!(blessed.starts_with(kept), "{blessed:?}");
    assert!(blessed[kept.len()..].lines().all(|line| line.starts_with("= fact ")), "{blessed:?}");
    assert_eq!(
        folder.text("t/b.txt"),
        english(&["> hello", "? symptoms", "= refer -", "= urgency none"])
    );
    // a second time there is nothing to write
    let again = folder.replay(&["--bless", "t"]);
    assert_eq!((again.code, again.stdout.as_str()), (0, "2 passed, 0 failed\n"));
    assert_eq!(folder.text("t/a.txt"), blessed);
}

#[test]
fn shown_lines_are_written_where_they_stand_or_are_asked_for() {
    let lines = ["> /quit", "< Take care of nobody.", "# c", "= refer -", "= urgency none"];
    let folder = Folder::new().with("a.txt", english(&lines)).with("b.txt", english(&["> /quit"]));
    assert_eq!(folder.replay(&["--bless", "a.txt"]).code, 0);
    let lines = ["> /quit", "< Take care of yourself.", "# c", "= refer -", "= urgency none"];
    assert_eq!(folder.text("a.txt"), english(&lines));
    assert_eq!(folder.replay(&["--bless", "--exact", "b.txt"]).code, 0);
    let lines = ["> /quit", "< Take care of yourself.", "= urgency none", "= refer -"];
    assert_eq!(folder.text("b.txt"), english(&lines));
    // a pattern that fits stays
    let lines = ["> /quit", "< Take [..]", "= refer -", "= urgency none"];
    let folder = Folder::new().with("c.txt", english(&lines));
    assert_eq!(folder.replay(&["--bless", "--exact", "c.txt"]).code, 0);
    assert_eq!(folder.text("c.txt"), english(&lines));
}

#[test]
fn an_included_file_is_not_touched() {
    let opening = english(&["> my calf twitches", "= urgency urgent"]);
    let folder = Folder::new()
        .with("o.txt", &opening)
        .with("a.txt", "samtale transcript 1\ninclude: o.txt\n> /quit\n= refer x\n");
    let ran = folder.replay(&["--bless", "a.txt"]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    assert!(ran.stdout.starts_with("o.txt:4:1: differs"), "{}", ran.stdout);
    assert_eq!(folder.text("o.txt"), opening);
    assert!(folder.text("a.txt").contains("= refer -\n"));
}

#[test]
fn what_the_pack_does_not_have_cannot_be_accepted() {
    let text = english(&["> hello", "= fact twich_days 3"]);
    let folder = Folder::new().with("a.txt", &text);
    let ran = folder.replay(&["--bless", "a.txt"]);
    assert_eq!(ran.code, 1);
    assert!(folder.text("a.txt").contains("= fact twich_days 3"));
}

#[test]
fn one_at_a_time() {
    let text = english(&[
        "> my calf twitches",
        "= urgency urgent",
        "> none of these",
        "= urgency soon",
        "> none of these",
        "= urgency emergency",
    ]);
    let folder = Folder::new().with("a.txt", &text);
    let run = |input: &str| folder.samtale(&["replay", "--review", "a.txt"]).stdin(input).run();
    for input in ["q\n", "n\nn\nn\n", "", "what\nq\n"] {
        let ran = run(input);
        assert_eq!(ran.code, 1, "{input:?}");
        assert_eq!(folder.text("a.txt"), text, "{input:?}");
        assert!(ran.stdout.contains("a.txt:3: > my calf twitches\n  -    4  = urgency urgent\n  +    4  = urgency none\n"), "{}", ran.stdout);
    }
    // what is not written down is not filled in
    assert_eq!(run("y\nn\ny\n").code, 1);
    let now = folder.text("a.txt");
    assert_eq!(now.lines().count(), text.lines().count());
    assert!(now.contains("= urgency none\n> none of these\n= urgency soon\n> none"), "{now}");
    assert_eq!(run("y\n").code, 0);
    assert!(run("").stdout.starts_with("1 passed"));
}

#[cfg(unix)]
#[test]
fn permissions_and_links_stay() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    let folder = Folder::new().with("a.txt", english(&["> hello", "= urgency urgent"]));
    let mode = std::fs::Permissions::from_mode(0o640);
    std::fs::set_permissions(folder.path("a.txt"), mode).unwrap();
    symlink(folder.path("a.txt"), folder.path("link.txt")).unwrap();
    assert_eq!(folder.replay(&["--bless", "link.txt"]).code, 0);
    assert!(folder.path("link.txt").is_symlink());
    assert_eq!(folder.path("a.txt").metadata().unwrap().permissions().mode() & 0o777, 0o640);
    assert!(folder.text("a.txt").contains("= urgency none"));
    assert_eq!(std::fs::read_dir(folder.folder()).unwrap().count(), 2);
}
