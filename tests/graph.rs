//! Dialogues as graphs: flaws with their shortest way, and pictures.

use crate::support::Samtale;
use crate::support::pack::Pack;

/// What is wrong with the way that the steps lead; that a branch lacks `unsure` is another matter.
fn findings(steps: &str) -> Vec<String> {
    let mut findings = Pack::new().with_steps(steps).check_findings();
    findings.retain(|finding| !finding.contains("[guard_gap]"));
    findings
}

fn drawn(pack: &Pack, format: &str) -> String {
    pack.run(&["graph", "--format", format]).fine().stdout
}

#[test]
fn an_unreachable_step_is_an_error() {
    let found = findings(
        "        ask(id: \"signs\", show: [\"signs\"], next: \"advise\"),
        ask(id: \"sleep\", show: [\"sleep_hours\", \"mood\"]),
        assess(id: \"advise\"),",
    );
    assert_eq!(
        found,
        [
            "dialogues/intake.ron:5:17: error [unreachable_step] nothing leads to the step `sleep` of `intake` | lead a step to it, or remove it"
        ]
    );
}

#[test]
fn a_loop_without_a_way_out_names_the_shortest_way_round() {
    let found = findings(
        "        ask(id: \"a\", show: [\"signs\", \"mood\"]),
        ask(id: \"b\", show: [\"sleep_hours\"]),
        branch(id: \"c\", ways: [(when: has(\"signs.cough\"), to: \"b\")], otherwise: \"a\"),",
    );
    assert_eq!(
        found,
        [
            "dialogues/intake.ron:5:17: error [endless_loop] this goes round and nothing leads out: b → c → b | lead one of these steps out of the loop"
        ]
    );
}

#[test]
fn a_loop_without_a_question_is_found_though_it_has_a_way_out() {
    let found = findings(
        "        ask(id: \"signs\", show: [\"signs\", \"mood\", \"sleep_hours\"]),
        say(id: \"again\", text: \"Again.\"),
        branch(id: \"more\", ways: [(when: has(\"signs.cough\"), to: \"again\")], otherwise: \"bye\"),
        end(id: \"bye\"),",
    );
    assert_eq!(
        found,
        [
            "dialogues/intake.ron:5:17: error [endless_loop] this goes round without asking anything: again → more → again | put an `ask` or `listen` step into the loop, or lead it on"
        ]
    );
}

#[test]
fn a_loop_with_a_question_and_a_way_out_is_fine() {
    let found = findings(
        "        ask(id: \"signs\", show: [\"signs\", \"mood\", \"sleep_hours\"]),
        branch(id: \"more\", ways: [(when: has(\"signs.cough\"), to: \"signs\")], otherwise: \"bye\"),
        end(id: \"bye\"),",
    );
    assert_eq!(found, [""; 0]);
}

#[test]
fn a_way_into_a_trap_is_a_dead_end() {
    let found = findings(
        "        ask(id: \"signs\", show: [\"signs\", \"mood\", \"sleep_hours\"]),
        branch(id: \"way\", ways: [(when: has(\"signs.cough\"), to: \"in\")], otherwise: \"bye\"),
        say(id: \"in\", text: \"In.\"),
        ask(id: \"trap\", show: [\"mood\"], next: \"trap\"),
        end(id: \"bye\"),",
    );
    assert_eq!(
        found,
        [
            "dialogues/intake.ron:6:17: error [dead_end] no end is reached from the step `in`: in → trap | lead its way to an `end` step or past the last step",
            "dialogues/intake.ron:7:17: error [endless_loop] this goes round and nothing leads out: trap → trap | lead one of these steps out of the loop",
        ]
    );
}

#[test]
fn a_call_that_never_comes_back_is_a_dead_end() {
    let found = Pack::new()
        .with_steps(
            "        ask(id: \"signs\", show: [\"signs\", \"mood\", \"sleep_hours\"]),
        call(id: \"more\", dialogue: \"round\"),
        end(id: \"bye\"),",
        )
        .with(
            "dialogues/round.ron",
            "(id: \"round\", title: \"Round\", steps: [ask(id: \"a\", show: [\"mood\"], next: \"a\")])",
        )
        .check_findings();
    assert_eq!(
        found,
        [
            "dialogues/intake.ron:4:17: error [dead_end] no end is reached from the step `signs`: signs → more | lead its way to an `end` step or past the last step",
            "dialogues/intake.ron:5:18: error [dead_end] the step `more` calls `round`, which never ends | give `round` a way to its end",
            "dialogues/round.ron:1:47: error [endless_loop] this goes round and nothing leads out: a → a | lead one of these steps out of the loop",
        ]
    );
}

#[test]
fn an_outline_shows_where_ways_meet_again() {
    let pack = Pack::new().with_steps(
        "        ask(id: \"signs\", show: [\"signs\"]),
        branch(id: \"way\", ways: [(when: has(\"signs.cough\"), to: \"cough\")], unsure: \"cough\", otherwise: \"sleep\"),
        say(id: \"cough\", text: \"You \\\"cough\\\".\"),
        ask(id: \"sleep\", show: [\"sleep_hours\", \"mood\"]),
        branch(id: \"again\", ways: [(when: is(\"mood\", \"bad\"), to: \"signs\")], otherwise: \"advise\"),
        assess(id: \"advise\"),",
    );
    assert_eq!(
        drawn(&pack, "outline"),
        "\
intake (Intake)
  ask signs [! SAME DAY]: signs
  branch way
    signs.cough: -> cough (below)
    not known: -> cough (below)
    otherwise: -> sleep (below)
  say cough: You \"cough\".
  ask sleep: sleep_hours, mood
  branch again
    mood = bad: -> signs (above)
    otherwise:
      assess advise: all topics
"
    );
}

#[test]
fn pictures_escape_what_is_theirs() {
    let pack = Pack::new().edit("dialogues/intake.ron", "\"Bye.\"", "\"Say \\\"bye\\\" <now>.\"");
    let dot = drawn(&pack, "dot");
    assert!(dot.contains(r#"label="end: bye\nSay \"bye\" <now>.""#), "{dot}");
    let mermaid = drawn(&pack, "mermaid");
    assert!(mermaid.contains("\"end: bye<br/>Say #quot;bye#quot; #lt;now#gt;.\""), "{mermaid}");
    assert!(mermaid.contains("! SAME DAY") && dot.contains("! SAME DAY"));
}

#[test]
fn the_embedded_dialogues_are_drawn_alike_each_time() {
    for format in ["dot", "mermaid", "outline", "svg"] {
        let draw = || Samtale::new().args(["graph", "--format", format]).run().fine().stdout;
        let first = draw();
        assert_eq!(first, draw());
        for dialogue in ["intake", "red_flags", "twitching", "mood"] {
            assert!(first.contains(dialogue), "{dialogue} in {format}");
        }
    }
}

#[test]
fn an_unknown_dialogue_has_a_suggestion() {
    let ran = Pack::new().run(&["graph", "intak"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
    assert_eq!(ran.stderr, "error: there is no dialogue `intak` (did you mean `intake`?)\n");
}

#[test]
fn an_svg_says_in_words_what_it_shows() {
    let pack =
        Pack::new().edit("dialogues/intake.ron", "\"Bye.\"", "\"Say \\\"bye\\\" <now> & \u{1}.\"");
    let svg = drawn(&pack, "svg");
    assert!(svg.starts_with("<svg xmlns=") && svg.ends_with("</svg>\n"), "{svg}");
    assert!(svg.contains("<title id=\"title\">Intake</title>"), "{svg}");
    // the whole outline for screen readers
    let outline = drawn(&pack, "outline").replace('"', "&quot;").replace('\u{1}', " ");
    let outline = outline.replace('&', "&amp;").replace("&amp;quot;", "&quot;");
    let outline = outline.replace('<', "&lt;").replace('>', "&gt;");
    assert!(svg.contains(&outline), "{svg}\n{outline}");
    assert!(svg.contains("<text class=\"strong\"") && svg.contains("! SAME DAY"), "{svg}");
    assert!(svg.contains("Say &quot;bye&quot; &lt;now&gt; &amp;"), "{svg}");
}

#[test]
fn a_part_shows_what_leads_to_one_rule() {
    let pack = Pack::new();
    let run = |arguments: &[&str]| pack.run(arguments);
    assert_eq!(
        run(&["graph", "--to", "faint"]).fine().stdout,
        "\
faint (Faint)
  rule referral faint [! SAME DAY]: Faint
    finding signs.faint [! SAME DAY]
      ask intake.signs [! SAME DAY]: signs
"
    );
    let svg = run(&["graph", "--to", "faint", "--format", "svg"]).fine().stdout;
    assert!(svg.contains("rule: referral faint"), "{svg}");
    let unknown = run(&["graph", "--to", "fainz"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.stderr.contains("did you mean `faint`?"), "{}", unknown.stderr);
    assert_eq!(run(&["graph", "intake", "--to", "faint"]).code, 2);
}

#[test]
fn every_rule_of_the_embedded_pack_can_be_traced_back() {
    let claims = Samtale::new().args(["claims", "--format", "json"]).run().fine().stdout;
    let claims: serde_json::Value = serde_json::from_str(&claims).unwrap();
    let used =
        claims.as_array().unwrap().iter().flat_map(|claim| claim["used_by"].as_array().unwrap());
    let rules: std::collections::BTreeSet<&str> = used.filter_map(|rule| rule.as_str()).collect();
    for rule in rules.iter().filter(|rule| !rule.contains('.')).step_by(12) {
        let ran = Samtale::new().args(["graph", "--format", "svg", "--to", rule]).run();
        // some used_by name week plans
        if ran.code == 0 {
            assert!(ran.stdout.contains("rule: ") && ran.stdout.contains(rule), "{rule}");
        } else {
            assert!(ran.stderr.contains("there is no referral or advice"), "{}", ran.stderr);
        }
    }
}
