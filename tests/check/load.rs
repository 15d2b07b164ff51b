//! Every kind of error of a pack: its exact message, place and mend.

use samtale::base::hash::text_lock;

use crate::support::pack::Pack;

const FACTS: &str = "rules/facts.ron";
const ADVICE: &str = "rules/advice.ron";
const REFERRALS: &str = "rules/referrals.ron";
const CLAIMS: &str = "rules/claims/paper.ron";
const INTAKE: &str = "dialogues/intake.ron";

/// Exactly these findings, as `place: severity [code] message | mend`.
#[track_caller]
fn expect(pack: &Pack, findings: &[&str]) {
    assert_eq!(pack.load_findings(), findings);
}

#[test]
fn syntax_says_what_to_mend() {
    // missing comma
    expect(
        &Pack::new().edit(FACTS, "title: \"Sleep\",", "title: \"Sleep\""),
        &[
            "rules/facts.ron:2:40: error [syntax] a comma is missing before this | put a `,` before it",
        ],
    );
    // missing paren
    expect(
        &Pack::new().edit(FACTS, "step: 0.5)),", "step: 0.5),"),
        &[
            "rules/facts.ron:4:5: error [syntax] a field name was expected here | close the `(` of line 2, column 5",
        ],
    );
    // missing bracket
    expect(
        &Pack::new().edit(
            REFERRALS,
            "claims: [\"faint_is_urgent\"]),\n]",
            "claims: [\"faint_is_urgent\"]),\n",
        ),
        &[
            "rules/referrals.ron:3:88: error [syntax] the file ends in the middle of something | close the `[` of line 1, column 1",
        ],
    );
    // extra
    expect(
        &Pack::new().edit(
            REFERRALS,
            "claims: [\"faint_is_urgent\"]),\n]",
            "claims: [\"faint_is_urgent\"]),\n]]",
        ),
        &[
            "rules/referrals.ron:4:2: error [syntax] there is more after the end of the file's list or entry | remove it, or the closing bracket before it that is one too many",
        ],
    );
    // equals
    expect(
        &Pack::new().edit(FACTS, "title: \"Sleep\"", "title = \"Sleep\""),
        &["rules/facts.ron:2:30: error [syntax] a `:` was expected here | write `name: value`"],
    );
    // unquoted
    expect(
        &Pack::new().edit(FACTS, "title: \"Sleep\"", "title: Sleep"),
        &[
            "rules/facts.ron:2:31: error [syntax] a text in quotes was expected here | put it in quotes: `\"…\"`",
        ],
    );
    // missing open quote
    expect(
        &Pack::new().edit(FACTS, "title: \"Sleep\"", "title: Sleep\""),
        &[
            "rules/facts.ron:2:31: error [syntax] a text in quotes was expected here | put it in quotes: `\"…\"`",
        ],
    );
    // urgency quoted
    expect(
        &Pack::new().edit(REFERRALS, "urgency: urgent", "urgency: \"urgent\""),
        &[
            "rules/referrals.ron:2:44: error [syntax] a word without quotes was expected here | remove the quotes",
        ],
    );
    // comment
    expect(
        &Pack::new().edit(FACTS, "[\n    (id: \"sleep_hours\"", "/* [\n    (id: \"sleep_hours\""),
        &["rules/facts.ron:1:1: error [syntax] this comment is never closed | end it with `*/`"],
    );
    // list for text
    expect(
        &Pack::new().edit(
            REFERRALS,
            "claims: [\"faint_is_urgent\"]",
            "claims: \"faint_is_urgent\"",
        ),
        &[
            "rules/referrals.ron:3:66: error [syntax] a list was expected here | put it in brackets: `[…]`",
        ],
    );
    // semicolon
    expect(
        &Pack::new().edit(FACTS, "title: \"Sleep\",", "title: \"Sleep\";"),
        &[
            "rules/facts.ron:2:39: error [syntax] a comma was expected here | write `,` in place of `;`",
        ],
    );
    // no manifest
    expect(
        &Pack::new().with("rules/pack.ron", ""),
        &["rules/pack.ron:1:1: error [syntax] the file is empty"],
    );
    // windows
    expect(
        &Pack::new().edit(
            FACTS,
            "[\n    (id: \"sleep_hours\", title: \"Sleep\"",
            "[\r\n    (id: \"sleep_hours\", title: Sleep",
        ),
        &[
            "rules/facts.ron:2:31: error [syntax] a text in quotes was expected here | put it in quotes: `\"…\"`",
        ],
    );
    // very deep
    expect(
        &Pack::new().edit(
            ADVICE,
            "has(\"kidney_disease\")",
            &format!("{}has(\"kidney_disease\"){}", "not(".repeat(400), ")".repeat(400)),
        ),
        &[
            "rules/advice.ron:6:273: error [too_deep] the file is nested too deeply | flatten the condition or name its parts in rules/conditions.ron",
        ],
    );
}

#[test]
fn mistakes_of_nordic_authors_are_known() {
    // decimal comma
    expect(
        &Pack::new().edit(FACTS, "step: 0.5", "step: 0,5"),
        &[
            "rules/facts.ron:3:60: error [syntax] a number with a comma: `0,5` | write it with a point: `0.5`",
        ],
    );
    // decimal comma 2
    expect(
        &Pack::new().edit(
            ADVICE,
            "below(\"sleep_hours\", 7, \"hours\")",
            "below(\"sleep_hours\", 6,5, \"hours\")",
        ),
        &[
            "rules/advice.ron:4:36: error [syntax] a number with a comma: `6,5` | write it with a point: `6.5`",
        ],
    );
    // curly
    expect(
        &Pack::new().edit(FACTS, "title: \"Sleep\"", "title: “Sleep”"),
        &[
            "rules/facts.ron:2:32: error [syntax] a curly quote, as word processors write it | use the straight quote `\"`",
        ],
    );
    // curly german
    expect(
        &Pack::new().edit(FACTS, "title: \"Sleep\"", "title: „Sleep“"),
        &[
            "rules/facts.ron:2:32: error [syntax] a curly quote, as word processors write it | use the straight quote `\"`",
        ],
    );
    // missing closing quote
    expect(
        &Pack::new().edit(FACTS, "title: \"Sleep\"", "title: \"Sleep"),
        &[
            "rules/facts.ron:2:32: error [syntax] a quote `\"` is missing at the end of this text | close the text with `\"`",
        ],
    );
    // missing closing quote last
    expect(
        &Pack::new().edit(INTAKE, "\"Bye.\"", "\"Bye."),
        &[
            "dialogues/intake.ron:7:30: error [syntax] a quote `\"` is missing at the end of this text | close the text with `\"`",
        ],
    );
    // bom
    expect(
        &Pack::new().edit(
            FACTS,
            "[\n    (id: \"sleep_hours\"",
            "\u{feff}[\n    (id: \"sleep_hours\"",
        ),
        &[
            "rules/facts.ron:1:1: warning [byte_order_mark] the file begins with a byte-order mark | save it as UTF-8 without a byte-order mark",
        ],
    );
    // nbsp
    expect(
        &Pack::new().edit(FACTS, "title: \"Sleep\"", "title:\u{a0}\"Sleep\""),
        &[
            "rules/facts.ron:2:31: error [syntax] an invisible character that is no ordinary space | write an ordinary space in its place",
        ],
    );
}

#[test]
fn unknown_names_have_a_suggestion() {
    // unknown field
    expect(
        &Pack::new().edit(FACTS, "question: \"How long", "qestion: \"How long"),
        &[
            "rules/facts.ron:2:41: error [unknown_field] there is no field `qestion` here | did you mean `question`?",
        ],
    );
    // unknown variant
    expect(
        &Pack::new().edit(FACTS, "kind: yes_no", "kind: yesno"),
        &[
            "rules/facts.ron:4:93: error [unknown_value] `yesno` is none of the values that can stand here | did you mean `yes_no`?",
        ],
    );
    // unknown variant condition
    expect(
        &Pack::new().edit(ADVICE, "when: below", "when: belo"),
        &[
            "rules/advice.ron:4:15: error [unknown_value] `belo` is none of the values that can stand here | did you mean `below`?",
        ],
    );
    // unknown urgency
    expect(
        &Pack::new().edit(REFERRALS, "urgency: urgent", "urgency: urgnt"),
        &[
            "rules/referrals.ron:2:44: error [unknown_value] `urgnt` is none of the values that can stand here | did you mean `urgent`?",
        ],
    );
    // unknown fact
    expect(
        &Pack::new().edit(ADVICE, "below(\"sleep_hours\"", "below(\"sleep_hour\""),
        &[
            "rules/advice.ron:4:21: error [unknown_fact] there is no fact `sleep_hour` | did you mean `sleep_hours`?",
        ],
    );
    // unknown member
    expect(
        &Pack::new().edit(REFERRALS, "signs.faint", "signs.feint"),
        &[
            "rules/referrals.ron:2:78: error [unknown_member] there is no member of `signs` called `feint` | did you mean `faint`?",
        ],
    );
    // unknown option
    expect(
        &Pack::new().edit(REFERRALS, "has(\"signs.faint\")", "is(\"mood\", \"god\")"),
        &[
            "rules/referrals.ron:2:85: error [unknown_option] there is no option of `mood` called `god` | did you mean `good`?",
        ],
    );
    // unknown claim
    expect(
        &Pack::new().edit(ADVICE, "\"sleep_helps\"", "\"sleep_help\""),
        &[
            "rules/advice.ron:4:58: error [unknown_claim] there is no claim `sleep_help` | did you mean `sleep_helps`?",
        ],
    );
    // unknown source
    expect(
        &Pack::new().edit(CLAIMS, "source: \"paper\"", "source: \"papr\""),
        &[
            "rules/claims/paper.ron:2:13: error [unknown_source] there is no source `papr` | did you mean `paper`?",
        ],
    );
    // unknown topic
    expect(
        &Pack::new().edit(ADVICE, "topic: \"sleep\"", "topic: \"slep\""),
        &[
            "rules/advice.ron:2:31: error [unknown_topic] there is no topic `slep` | did you mean `sleep`?",
        ],
    );
    // unknown step
    expect(
        &Pack::new().edit(INTAKE, "show: [\"signs\"]", "show: [\"signs\"], next: \"advis\""),
        &[
            "dialogues/intake.ron:4:49: error [unknown_step] there is no step `advis` | did you mean `advise`?",
        ],
    );
    // unknown dialogue
    expect(
        &Pack::new().edit(
            INTAKE,
            "assess(id: \"advise\")",
            "call(id: \"advise\", dialogue: \"intak\")",
        ),
        &[
            "dialogues/intake.ron:6:38: error [unknown_dialogue] there is no dialogue `intak` | did you mean `intake`?",
        ],
    );
    // unknown referral
    expect(
        &Pack::new().edit(ADVICE, "kind: block", "kind: block, refer: \"fant\""),
        &[
            "rules/advice.ron:6:34: error [unknown_referral] there is no referral rule `fant` | did you mean `faint`?",
        ],
    );
    // unknown caveat
    expect(
        &Pack::new().edit(CLAIMS, "numbers: [7]", "numbers: [7], caveats: [\"x\"]"),
        &["rules/claims/paper.ron:5:92: error [unknown_caveat] there is no caveat `x`"],
    );
    // unknown condition
    expect(
        &Pack::new().edit(ADVICE, "has(\"kidney_disease\")", "meets(\"kidneys\")"),
        &["rules/advice.ron:6:39: error [unknown_condition] there is no condition `kidneys`"],
    );
    // unknown placeholder
    expect(
        &Pack::new().edit(ADVICE, "{sleep_hours}", "{sleep_hour}"),
        &[
            "rules/advice.ron:3:15: error [bad_placeholder] there is no placeholder `sleep_hour` | did you mean `sleep_hours`?",
        ],
    );
    // unknown unit
    expect(
        &Pack::new().edit(FACTS, "unit: \"hours\"", "unit: \"hour\""),
        &[
            "rules/facts.ron:3:28: error [unknown_unit] there is no unit `hour` | did you mean `hours`?",
        ],
    );
    // points
    expect(
        &Pack::new().edit(
            REFERRALS,
            "points: [\"Call {doctor}.\"]",
            "points: [(txt: \"Call {doctor}.\")]",
        ),
        &[
            "rules/referrals.ron:3:41: error [unknown_field] there is no field `txt` here | did you mean `text`?",
        ],
    );
    // default dialogue
    expect(
        &Pack::new().edit(
            "rules/pack.ron",
            "default_dialogue: \"intake\"",
            "default_dialogue: \"intak\"",
        ),
        &[
            "rules/pack.ron:3:61: error [unknown_dialogue] there is no dialogue `intak` | did you mean `intake`?",
        ],
    );
    // stray
    expect(
        &Pack::new().with("rules/fakts.ron", "[]"),
        &[
            "rules/fakts.ron:1:1: warning [stray_file] nothing reads a file of this name | see docs/pack-format.md for the names of files",
        ],
    );
}

#[test]
fn what_stands_twice() {
    // dup field
    expect(
        &Pack::new().edit(REFERRALS, " title: \"Faint\",", " title: \"Faint\", title: \"Faint\","),
        &[
            "rules/referrals.ron:2:68: error [duplicate_field] the field `title` stands twice | keep one of them",
        ],
    );
    // dup id
    expect(
        &Pack::new().edit(FACTS, "id: \"kidney_disease\"", "id: \"sleep_hours\""),
        &[
            "rules/advice.ron:4:21: error [wrong_type] `sleep_hours` is not a number",
            "rules/advice.ron:6:37: error [unknown_fact] there is no fact `kidney_disease` | known: sleep_hours, sleep_hours, signs, mood",
            "rules/facts.ron:4:10: error [duplicate_id] the fact `sleep_hours` stands twice | rename or remove one of them",
        ],
    );
    // dup claim
    expect(
        &Pack::new().edit(CLAIMS, "id: \"faint_is_urgent\"", "id: \"sleep_helps\""),
        &[
            "rules/claims/paper.ron:6:14: error [duplicate_id] the claim `sleep_helps` stands twice | rename or remove one of them",
            "rules/referrals.ron:3:68: error [unknown_claim] there is no claim `faint_is_urgent` | known: sleep_helps",
        ],
    );
    // dup step
    expect(
        &Pack::new().edit(INTAKE, "ask(id: \"sleep\"", "ask(id: \"signs\""),
        &[
            "dialogues/intake.ron:5:17: error [duplicate_id] the step `signs` stands twice | rename or remove one of them",
        ],
    );
    // dup member
    expect(
        &Pack::new().with("rules/contradictions.ron", "[]").edit(
            FACTS,
            "(id: \"cough\"",
            "(id: \"faint\"",
        ),
        &[
            "rules/facts.ron:7:14: error [duplicate_id] the member `faint` stands twice | rename or remove one of them",
        ],
    );
}

#[test]
fn wrong_types() {
    // number quoted
    expect(
        &Pack::new().edit(FACTS, "min: 0", "min: \"0\""),
        &[
            "rules/facts.ron:3:43: error [wrong_type] a number was expected here, but the string \"0\" was found | write it without quotes",
        ],
    );
    // text bare number
    expect(
        &Pack::new().edit(FACTS, "title: \"Sleep\"", "title: 7"),
        &[
            "rules/facts.ron:2:31: error [syntax] a text in quotes was expected here | put it in quotes: `\"…\"`",
        ],
    );
    // bool
    expect(
        &Pack::new().edit("rules/sources.ron", "(id: \"house\", kind: house", "(id: \"s\", kind: study, title: \"S\", design: \"d\", population: \"p\", traced: yes),\n    (id: \"house\", kind: house"),
        &["rules/sources.ron:4:77: error [wrong_type] true or false was expected here | write `true` or `false`"],
    );
    // some
    expect(
        &Pack::new().edit(FACTS, "hours\", min", "hours\", min: Some(0), mx"),
        &[
            "rules/facts.ron:3:47: error [wrong_type] a number was expected here, but an optional value was found | write the value bare, without `Some(…)`",
        ],
    );
    // wrong type has number
    expect(
        &Pack::new().edit(ADVICE, "has(\"kidney_disease\")", "has(\"sleep_hours\")"),
        &[
            "rules/advice.ron:6:37: error [wrong_type] `sleep_hours` is a number, not yes or no | compare it: `above(…)`, `at_or_above(…)`, `below(…)`, `at_or_below(…)`",
        ],
    );
    // wrong type has set
    expect(
        &Pack::new().edit(ADVICE, "has(\"kidney_disease\")", "has(\"signs\")"),
        &[
            "rules/advice.ron:6:37: error [wrong_type] `signs` is a set: name a member | such as `signs.faint`",
        ],
    );
    // wrong type has one_of
    expect(
        &Pack::new().edit(ADVICE, "has(\"kidney_disease\")", "has(\"mood\")"),
        &[
            "rules/advice.ron:6:37: error [wrong_type] `mood` is one of some options, not yes or no | test it with `is(…, …)`",
        ],
    );
    // wrong type is
    expect(
        &Pack::new().edit(ADVICE, "has(\"kidney_disease\")", "is(\"kidney_disease\", \"yes\")"),
        &[
            "rules/advice.ron:6:36: error [wrong_type] `kidney_disease` is not one of some options | test it with `has(…)`",
        ],
    );
    // wrong type compare
    expect(
        &Pack::new().edit(ADVICE, "below(\"sleep_hours\", 7", "below(\"kidney_disease\", 7"),
        &["rules/advice.ron:4:21: error [wrong_type] `kidney_disease` is not a number"],
    );
    // member of none
    expect(
        &Pack::new().edit(ADVICE, "has(\"kidney_disease\")", "has(\"kidney_disease.bad\")"),
        &[
            "rules/advice.ron:6:37: error [wrong_type] `kidney_disease` is no set and has no members",
        ],
    );
    // too many decimals
    expect(
        &Pack::new().edit(ADVICE, "7, \"hours\")", "7.1234567, \"hours\")"),
        &["rules/advice.ron:4:36: error [wrong_type] a number has at most six decimals"],
    );
    // bad id
    expect(
        &Pack::new().with("rules/contradictions.ron", "[]").edit(
            FACTS,
            "id: \"mood\"",
            "id: \"humør\"",
        ),
        &[
            "dialogues/intake.ron:5:48: error [unknown_fact] there is no fact `mood` | known: sleep_hours, kidney_disease, signs, humør",
            "rules/facts.ron:9:10: error [bad_id] `humør` is no id: use lower-case letters, digits and `_`, starting with a letter",
        ],
    );
}

#[test]
fn units_and_bounds() {
    // wrong unit
    expect(
        &Pack::new().edit(ADVICE, "7, \"hours\")", "7, \"days\")"),
        &[
            "rules/advice.ron:4:39: error [wrong_unit] `sleep_hours` is in hours, not in days | write the bound in hours",
        ],
    );
    // bound range
    expect(
        &Pack::new().edit(ADVICE, "7, \"hours\")", "25, \"hours\")"),
        &[
            "rules/advice.ron:4:36: error [bound_out_of_range] 25 is outside the range of `sleep_hours` | `sleep_hours` goes from 0 to 24",
        ],
    );
    // empty range
    expect(
        &Pack::new().edit(FACTS, "min: 0, max: 24", "min: 24, max: 0"),
        &[
            "rules/advice.ron:4:36: error [bound_out_of_range] 7 is outside the range of `sleep_hours` | `sleep_hours` goes from 24 to 0",
            "rules/facts.ron:3:42: error [empty_range] the range is empty: 24 is more than 0",
        ],
    );
}

#[test]
fn what_is_missing() {
    // missing field
    expect(
        &Pack::new().edit(REFERRALS, " title: \"Faint\",", ""),
        &[
            "rules/referrals.ron:3:86: error [missing_field] the field `title` is missing | add `title: …`",
        ],
    );
    // missing question
    expect(
        &Pack::new().edit(FACTS, " question: \"Do you have kidney disease?\",", ""),
        &[
            "rules/facts.ron:4:10: error [missing_question] the fact `kidney_disease` has no question | add `question: \"…\"`",
        ],
    );
    // empty text
    expect(
        &Pack::new().edit(ADVICE, "title: \"Sleep more\"", "title: \" \""),
        &["rules/advice.ron:2:47: error [empty_text] this text is empty"],
    );
    // no claim
    expect(
        &Pack::new().edit(ADVICE, "claims: [\"sleep_helps\"]", "claims: []"),
        &[
            "rules/advice.ron:4:57: error [no_claim] the advice `sleep_more` rests on no claim | name the claims it rests on",
        ],
    );
    // no hash
    expect(
        &Pack::new().edit(
            CLAIMS,
            "d4ae2f3ea9fa2a8dcce8fa7a0bd3c9c92fdd94bc3f4b7ed1e2b4ba8bd2ffe9f3",
            "",
        ),
        &[
            "rules/claims/paper.ron:4:36: error [missing_hash] the passage has no SHA-256 of its lines | write 64 zeros; `samtale check --articles DIR` then tells the hash",
        ],
    );
    // long passage
    expect(
        &Pack::new().edit(CLAIMS, "(2, 3)", "(2, 6)"),
        &[
            "rules/claims/paper.ron:4:36: error [bad_passage] 2 to 6 is no passage of one to 4 lines | lines count from 1; point at the one or two lines that say it",
        ],
    );
    // open placeholder
    expect(
        &Pack::new().edit(ADVICE, "{sleep_hours}", "{sleep_hours"),
        &[
            "rules/advice.ron:3:15: error [bad_placeholder] a `{` is never closed | close it with `}`",
        ],
    );
    // branch unsure
    expect(
        &Pack::new().with_steps("branch(id: \"b\", ways: [(when: has(\"signs.faint\"), to: \"e\")], otherwise: \"e\"),\nend(id: \"e\"),"),
        &["dialogues/intake.ron:4:1: error [branch_without_unsure] this branch reads a red flag or a contraindication and has no way for an answer that is not known | add `unsure: \"…\"`, the careful way"],
    );
    // property
    expect(
        &Pack::new().with("rules/properties.ron", "[(id: \"p\", means: \"m\")]"),
        &[
            "rules/properties.ron:1:7: error [bad_property] the property `p` needs `never`, `always`, `whenever`, `before` or `within`, one of them",
        ],
    );
    // control
    expect(
        &Pack::new().with("rules/hazards.ron", "[(id: \"h\", cause: \"c\", harm: \"h\", severity: 1, likelihood: 6, controls: [referral(\"fant\")], residual: \"r\")]"),
        &["rules/hazards.ron:1:60: error [bad_rating] likelihood goes from 1 to 5, not 6", "rules/hazards.ron:1:73: error [uncontrolled_hazard] nothing controls the hazard `h`", "rules/hazards.ron:1:83: error [unknown_referral] there is no referral rule `fant` | did you mean `faint`?"],
    );
}

#[test]
fn rings() {
    // call cycle
    expect(
        &Pack::new()
            .edit(INTAKE, "assess(id: \"advise\")", "call(id: \"advise\", dialogue: \"more\")")
            .with(
                "dialogues/more.ron",
                "(id: \"more\", title: \"More\", steps: [call(id: \"a\", dialogue: \"intake\")])",
            ),
        &[
            "dialogues/intake.ron:3:12: error [call_cycle] dialogue calls go round in a ring: intake → more → intake | break the ring at one of them",
        ],
    );
    // condition cycle
    expect(
        &Pack::new().with("rules/conditions.ron", "[(id: \"a\", means: \"A\", when: meets(\"b\")), (id: \"b\", means: \"B\", when: not(meets(\"a\")))]"),
        &["rules/conditions.ron:1:30: error [condition_cycle] named conditions go round in a ring: a → b → a | break the ring at one of them"],
    );
}

#[test]
fn a_key_that_stands_twice() {
    let lock = text_lock("Small");
    let entry = format!("    \"pack.title\": (\"{lock}\", \"Lille\"),\n");
    let pack = Pack::new()
        .edit("rules/pack.ron", "[en]", "[en, da]")
        .with("rules/texts/da/a.ron", &format!("{{\n{entry}{entry}}}\n"));
    let found: Vec<String> =
        pack.load_findings().into_iter().filter(|f| !f.contains("missing_translation")).collect();
    assert_eq!(
        found,
        [
            "rules/texts/da/a.ron:3:19: error [duplicate_key] the key `pack.title` stands twice | keep one of them"
        ]
    );
}

#[test]
fn a_missing_text_of_a_referral_is_an_error_and_of_a_title_a_warning() {
    let pack = Pack::new().edit("rules/pack.ron", "[en]", "[en, da]");
    let found = pack.load_findings();
    let referral = format!(
        "rules/pack.ron:1:1: error [missing_translation] the text `referral.faint.text` is missing in da | add `\"referral.faint.text\": (\"{}\", \"…\")` to rules/texts/da/",
        text_lock("You fainted.")
    );
    assert!(found.contains(&referral), "{found:#?}");
    let title = format!(
        "rules/pack.ron:1:1: warning [missing_translation] the text `pack.title` is missing in da | add `\"pack.title\": (\"{}\", \"…\")` to rules/texts/da/",
        text_lock("Small")
    );
    assert!(found.contains(&title), "{found:#?}");
}

#[test]
fn all_problems_are_told_at_once() {
    let pack = Pack::new()
        .edit(FACTS, "title: \"Sleep\"", "title: „Sleep“")
        .edit(REFERRALS, "urgency: urgent", "urgency: urgnt")
        .edit(INTAKE, "show: [\"signs\"]", "show: [\"signs\"], next: \"advis\"");
    // what the rules read in the broken files is no finding of its own
    expect(
        &pack,
        &[
            "dialogues/intake.ron:4:49: error [unknown_step] there is no step `advis` | did you mean `advise`?",
            "rules/facts.ron:2:32: error [syntax] a curly quote, as word processors write it | use the straight quote `\"`",
            "rules/referrals.ron:2:44: error [unknown_value] `urgnt` is none of the values that can stand here | did you mean `urgent`?",
        ],
    );
}
