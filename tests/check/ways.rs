//! What must hold on every way through the dialogue: beside all answers to small packs, and by example.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use proptest::collection::vec;
use proptest::prelude::{
    Just, ProptestConfig, Strategy, prop_assert, prop_assert_eq, prop_oneof, proptest,
};
use proptest::sample::subsequence;
use samtale::check::{LIMIT, prove};
use samtale::diagnostic::Diagnostic;
use samtale::engine::{Engine, Event, QuestionKind, Session};
use samtale::graph::Way;
use samtale::model::Model;
use samtale::model::dialogue::StepKind;
use samtale::model::fact::Slot;
use samtale::model::finding::Finding;
use samtale::model::urgency::Urgency;
use samtale::transcript::replay::{Comparison, Stage, judge};
use samtale::transcript::sources::Sources;
use samtale::transcript::verdict::Verdict;
use samtale::understand::Reader;

use crate::support::pack::Pack;

fn with_property(pack: Pack, property: &str) -> Pack {
    let text = format!("[\n    (id: \"p\", means: \"It holds.\", {property}),\n]\n");
    pack.with("rules/properties.ron", &text)
}

fn replays(pack: &Pack, finding: &Diagnostic) -> String {
    let model = pack.model();
    replays_with(&model, finding)
}

fn replays_with(model: &Model, finding: &Diagnostic) -> String {
    let text = finding.transcript.clone().unwrap_or_else(|| panic!("{finding:#?}"));
    let (engine, reader) = (Engine::new(model), Reader::new(model));
    let sources = Sources::single("refuted.txt", text.clone());
    let judged = judge(&Stage::new(&engine, &reader), &sources, Comparison::default(), &mut ());
    assert!(judged.compared > 0, "{text}");
    assert_eq!(judged.verdict, Verdict::Passed, "{text}");
    text
}

/// The one finding of a code, with its transcript.
fn found(pack: &Pack, code: &str) -> (Diagnostic, String) {
    let mut findings = pack.diagnostics();
    findings.retain(|finding| finding.code == code);
    assert_eq!(findings.len(), 1, "{findings:#?}");
    let text = replays(pack, &findings[0]);
    (findings.remove(0), text)
}

#[test]
fn what_is_asked_on_every_way_comes_before_what_is_asked_after_it() {
    let pack = with_property(
        Pack::new(),
        "before: (first: [asked(\"signs\"), passed(\"intake.signs\")], then: asked(\"sleep_hours\"))",
    );
    assert_eq!(pack.check_findings(), [""; 0]);
    let turned = with_property(
        Pack::new(),
        "before: (first: [asked(\"mood\")], then: asked(\"signs.faint\"))",
    );
    let (finding, text) = found(&turned, "property_refuted");
    assert_eq!(
        finding.message,
        "the property `p` does not hold: `signs.faint` is asked before `mood` is asked"
    );
    assert_eq!((finding.position.line, finding.file.as_str()), (2, "rules/properties.ron"));
    let end = "lang: en\n= fact mood open\n? signs.faint\n";
    assert!(text.ends_with(end), "{text}");
}

#[test]
fn a_way_past_a_question_refutes_with_the_answers_that_take_it() {
    let pack = with_property(
        Pack::new().with_steps(
            "ask(id: \"sleep\", show: [\"sleep_hours\"]), branch(id: \"b\", ways: [(when: below(\"sleep_hours\", 5, \"hours\"), to: \"mood\")], unsure: \"signs\", otherwise: \"signs\"), ask(id: \"signs\", show: [\"signs\"]), ask(id: \"mood\", show: [\"mood\", \"kidney_disease\"]), assess(id: \"advise\"), end(id: \"bye\", text: \"Bye.\"),",
        ),
        "before: (first: [asked(\"signs.faint\")], then: asked(\"kidney_disease\"))",
    );
    let (_, text) = found(&pack, "property_refuted");
    assert!(text.contains("\n> 4.5\n"), "{text}");
    assert!(text.ends_with("= fact signs.faint open\n? kidney_disease\n"), "{text}");
}

#[test]
fn advice_waits_for_what_its_contraindication_reads_and_for_nothing_else() {
    let given =
        |first: &str| format!("before: (first: [asked(\"{first}\")], then: given(\"sleep_more\"))");
    assert_eq!(with_property(Pack::new(), &given("kidney_disease")).check_findings(), [""; 0]);
    // a red flag is asked before any advice, also where no contraindication reads it
    assert_eq!(with_property(Pack::new(), &given("signs.faint")).check_findings(), [""; 0]);
    // without the contraindication nobody is asked
    let forgotten = Pack::new().edit(
        "rules/advice.ron",
        "when: has(\"kidney_disease\"), reason",
        "when: all([has(\"kidney_disease\"), has(\"signs.cough\")]), reason",
    );
    let pack = with_property(forgotten, &given("kidney_disease"));
    let (finding, text) = found(&pack, "property_refuted");
    assert_eq!(
        finding.message,
        "the property `p` does not hold: `sleep_more` is given while `kidney_disease` has not been asked"
    );
    assert!(text.contains("= fact kidney_disease open\n= advise sleep_more\n"), "{text}");
}

#[test]
fn within_so_many_questions_is_on_the_number_and_not_below() {
    let asked = |questions: u32| {
        let property = format!("within: (questions: {questions}, asked: [\"sleep_hours\"])");
        with_property(Pack::new(), &property)
    };
    // the list of two signs may come in two questions, if one of them does not matter at first
    assert_eq!(asked(3).check_findings(), [""; 0]);
    let (finding, text) = found(&asked(1), "property_refuted");
    let message = "the property `p` does not hold: `sleep_hours` is not asked within 1 questions";
    assert_eq!(finding.message, message);
    assert!(text.ends_with("= fact sleep_hours open\n? signs.faint\n"), "{text}");
    let found = asked(2).check_findings();
    assert!(found.len() == 1 && found[0].contains("warning [not_proved]"), "{found:#?}");
    let never = with_property(Pack::new(), "within: (questions: 9, asked: [\"kidney_disease\"])");
    let (_, text) = self::found(&never, "property_refuted");
    assert!(text.contains("= fact kidney_disease open\n"), "{text}");
}

#[test]
fn properties_about_ways_are_checked_when_they_are_read() {
    let problems = |property: &str| with_property(Pack::new(), property).load_findings().concat();
    let first = "before: (first: [given(\"sleep_more\")], then: asked(\"mood\"))";
    assert!(problems(first).contains("[bad_property] `first` names what is asked or passed"));
    let whole = "before: (first: [asked(\"mood\")], then: asked(\"signs\"))";
    assert!(problems(whole).contains("[bad_property] `then` names one thing"));
    assert!(problems("within: (questions: 0, asked: [\"mood\"])").contains("[bad_property]"));
    assert!(problems("within: (questions: 1, asked: [])").contains("[empty_list]"));
    assert!(problems("before: (first: [], then: asked(\"mood\"))").contains("[empty_list]"));
    let step = "before: (first: [passed(\"intake.sings\")], then: asked(\"mood\"))";
    assert!(problems(step).contains("[unknown_step] there is no step `sings`"));
    let dialogue = "before: (first: [passed(\"intakes.signs\")], then: asked(\"mood\"))";
    assert!(problems(dialogue).contains("[unknown_dialogue]"), "{}", problems(dialogue));
    let both = "within: (questions: 1, asked: [\"mood\"]), always: (when: always, at_least: soon)";
    assert!(problems(both).contains("[bad_property] the property `p` needs"));
}

#[test]
fn a_loop_is_shown_as_a_chat_that_goes_round() {
    let pack = Pack::new().with_steps(
        "ask(id: \"signs\", show: [\"signs\"]), say(id: \"a\", text: \"A.\"), ask(id: \"sleep\", show: [\"sleep_hours\"]), say(id: \"b\", text: \"B.\", next: \"a\"),",
    );
    let (finding, text) = found(&pack, "endless_loop");
    assert!(finding.message.ends_with("a → sleep → b → a"), "{}", finding.message);
    assert!(text.contains("\n> "), "{text}");
    assert!(text.contains("? -\n# this goes round"), "{text}");
}

#[test]
fn a_guard_without_its_careful_way_shows_who_falls_through() {
    let files = Pack::new()
        .with_steps(
            "ask(id: \"signs\", show: [\"signs\"]), branch(id: \"b\", ways: [(when: has(\"kidney_disease\"), to: \"bye\")], otherwise: \"sleep\"), ask(id: \"sleep\", show: [\"sleep_hours\", \"mood\"]), assess(id: \"advise\"), end(id: \"bye\", text: \"Bye.\"),",
        )
        .files();
    let (model, found) = samtale::pack::load_for_check(&files);
    assert!(found.iter().any(|finding| finding.code == "branch_without_unsure"), "{found:#?}");
    let model = model.unwrap();
    let found = samtale::check::run(&files, &model, &samtale::check::Options::default());
    let gap = found.iter().find(|finding| finding.code == "guard_gap").unwrap();
    let text = replays_with(&model, gap);
    assert!(text.contains("= fact kidney_disease "), "{text}");
    // such a pack is for the check only
    assert!(samtale::pack::load(&files, samtale::pack::Languages::All).0.is_none());
}

#[test]
fn a_red_flag_that_is_never_asked_shows_the_advice_given_over_it() {
    let pack = Pack::new().edit(
        "rules/facts.ron",
        "label: \"Fainting\", red_flag",
        "label: \"Fainting\", ask_when: any([]), red_flag",
    );
    let (finding, text) = found(&pack, "never_asked");
    assert!(finding.message.starts_with("`signs.faint` is never asked"), "{}", finding.message);
    assert!(text.contains("= fact signs.faint open\n= advise sleep_more\n"), "{text}");
}

#[test]
fn an_open_red_flag_among_wishes_is_refuted() {
    let pack = Pack::new()
        .with_steps(
            "ask(id: \"signs\", show: [\"signs\"]), ask(id: \"sleep\", show: [\"sleep_hours\", \"mood\"]), listen(id: \"hear\", about: \"signs\", lead: \"Well?\"), assess(id: \"advise\"), end(id: \"bye\"),",
        )
        .edit(
            "rules/advice.ron",
            "when: below(\"sleep_hours\", 7, \"hours\")",
            "when: all([below(\"sleep_hours\", 7, \"hours\"), has(\"signs.cough\")])",
        );
    let (finding, text) = found(&pack, "open_red_flag");
    assert!(finding.message.contains("the red flag `signs.faint` does not hold"), "{finding:#?}");
    assert!(text.contains("= fact signs.faint open\n= advise sleep_more\n"), "{text}");
}

// Small packs beside all answers.

#[derive(Debug, Clone)]
struct Parts {
    steps: Vec<Piece>,
    sub: Vec<Vec<usize>>,
    advice: (String, String),
    ask_when: &'static str,
    first: usize,
    then: usize,
    questions: u32,
    asked: usize,
}

/// A step before its name.
#[derive(Debug, Clone)]
enum Piece {
    Ask(Vec<usize>),
    Branch(String, usize),
    Call,
    Listen,
}

/// What can be asked.
const NAMES: [&str; 5] = ["a", "b", "s.x", "s.y", "n"];

fn guard() -> impl Strategy<Value = String> {
    let has = prop_oneof![Just("a"), Just("b"), Just("s.x"), Just("s.y")];
    let has = has.prop_map(|name| format!("has(\"{name}\")"));
    let number = Just("at_or_above(\"n\", 2, \"days\")".to_owned());
    let leaf = prop_oneof![has, number];
    (leaf.clone(), leaf, 0..6_u8).prop_map(|(one, other, how)| match how {
        0 => format!("not({one})"),
        1 => format!("all([{one}, {other}])"),
        2 => format!("any([{one}, possibly({other})])"),
        _ => one,
    })
}

fn shown() -> impl Strategy<Value = Vec<usize>> {
    subsequence((0..NAMES.len()).collect::<Vec<_>>(), 1..3)
}

fn parts() -> impl Strategy<Value = Parts> {
    let step = prop_oneof![
        4 => shown().prop_map(Piece::Ask),
        2 => (guard(), 0..3_usize).prop_map(|(when, over)| Piece::Branch(when, over)),
        1 => Just(Piece::Call),
        1 => Just(Piece::Listen),
    ];
    let ask_when = prop_oneof![3 => Just("always"), 1 => Just("has(\"b\")"), 1 => Just("any([])")];
    (
        vec(step, 2..6),
        vec(shown(), 1..3),
        (guard(), guard()),
        ask_when,
        (0..NAMES.len(), 0..=NAMES.len()),
        (1..4_u32, 0..NAMES.len()),
    )
        .prop_map(|(steps, sub, advice, ask_when, (first, then), (questions, asked))| Parts {
            steps,
            sub,
            advice,
            ask_when,
            first,
            then,
            questions,
            asked,
        })
}

fn show(slots: &[usize]) -> String {
    let names: Vec<String> = slots.iter().map(|slot| format!("\"{}\"", NAMES[*slot])).collect();
    names.join(", ")
}

fn pack(parts: &Parts) -> Pack {
    let n = parts.steps.len();
    let of_piece = |(position, piece): (usize, &Piece)| match piece {
        Piece::Ask(slots) => format!("ask(id: \"k{position}\", show: [{}]), ", show(slots)),
        Piece::Call => format!("call(id: \"k{position}\", dialogue: \"sub\"), "),
        Piece::Listen => {
            format!("listen(id: \"k{position}\", about: \"w\", lead: \"Well?\"), ")
        }
        Piece::Branch(when, over) => {
            let next = position + 1;
            let to = (next + over).min(n);
            format!(
                "branch(id: \"k{position}\", ways: [(when: {when}, to: \"k{to}\")], unsure: \"k{next}\", otherwise: \"k{next}\"), "
            )
        }
    };
    let mut steps: Vec<String> = parts.steps.iter().enumerate().map(of_piece).collect();
    steps.push(format!("assess(id: \"k{n}\"), end(id: \"bye\"),"));
    let sub: Vec<String> = parts
        .sub
        .iter()
        .enumerate()
        .map(|(position, slots)| format!("ask(id: \"q{position}\", show: [{}])", show(slots)))
        .collect();
    let (when, block) = &parts.advice;
    let then = match NAMES.get(parts.then) {
        Some(name) => format!("asked(\"{name}\")"),
        None => "given(\"v\")".to_owned(),
    };
    let facts = format!(
        r#"[
    (id: "w", title: "W", question: "W?", kind: set([(id: "u", label: "U"), (id: "v", label: "V")])),
    (id: "a", title: "A", question: "A?", kind: yes_no, simpler: "Is it A?", red_flag: (least: urgent, if_unknown: [refer(soon)])),
    (id: "b", title: "B", question: "B?", kind: yes_no),
    (id: "s", title: "S", question: "S?", kind: set([(id: "x", label: "X", red_flag: (least: emergency)), (id: "y", label: "Y", ask_when: {})])),
    (id: "n", title: "N", question: "N?", kind: number(unit: "days", min: 0, max: 9, step: 1)),
]"#,
        parts.ask_when
    );
    let rule = |id: &str, urgency: &str, when: &str| {
        format!(
            "(id: \"{id}\", topic: \"sleep\", urgency: {urgency}, title: \"R\", when: {when}, text: \"R.\", points: [\"Call {{doctor}}.\"], claims: [\"faint_is_urgent\"]),\n"
        )
    };
    let referrals = [rule("ra", "urgent", "has(\"a\")"), rule("rx", "emergency", "has(\"s.x\")")];
    let advice = format!(
        "[(id: \"v\", topic: \"sleep\", title: \"V\", text: \"V.\", when: {when}, claims: [\"faint_is_urgent\"], contraindications: [(kind: block, when: {block}, reason: \"No.\", claims: [])])]"
    );
    let properties = format!(
        "[(id: \"p0\", means: \"P.\", before: (first: [asked(\"{}\")], then: {then})), (id: \"p1\", means: \"P.\", within: (questions: {}, asked: [\"{}\"]))]",
        NAMES[parts.first], parts.questions, NAMES[parts.asked]
    );
    Pack::new()
        .with("rules/facts.ron", &facts)
        .with("rules/contradictions.ron", "[]")
        .with("rules/referrals.ron", &format!("[\n{}]", referrals.concat()))
        .with("rules/advice.ron", &advice)
        .with("rules/properties.ron", &properties)
        .with_steps(&steps.concat())
        .with(
            "dialogues/sub.ron",
            &format!("(id: \"sub\", title: \"Sub\", steps: [{}])", sub.join(", ")),
        )
}

/// A chat, and what has happened in it: an account of its own, beside that of the proofs.
#[derive(Clone)]
struct Account {
    session: Session,
    told: BTreeSet<Slot>,
    shown: BTreeSet<Slot>,
    put: u32,
    waits: bool,
    /// How often each slot was asked by itself and answered, plainly and again.
    alone: BTreeMap<(Slot, QuestionKind), u32>,
}

struct World<'m> {
    engine: &'m Engine<'m>,
    model: &'m Model,
    slots: Vec<Slot>,
    parts: &'m Parts,
    wrong: BTreeSet<&'static str>,
    left: usize,
}

impl World<'_> {
    fn emergency(&self, session: &Session) -> bool {
        session.level(self.engine) == Some(Urgency::Emergency)
    }

    fn look(&mut self, at: &mut Account) {
        for (slot, finding) in at.session.findings().iter() {
            if finding != Finding::Open {
                at.told.insert(slot);
            }
        }
        let question = at.session.question().cloned();
        let emergency = self.emergency(&at.session);
        if let Some(question) = &question {
            let plain = matches!(question.kind, QuestionKind::Plain | QuestionKind::Listen);
            if question.kind != QuestionKind::Listen {
                at.shown.extend(question.show.iter().copied());
            }
            if plain && !emergency && !at.waits {
                at.put += 1;
                at.waits = true;
            }
        }
        let first = self.slots[self.parts.first];
        if let Some(given) = at.session.given().filter(|given| !given.advice.is_empty()) {
            if self.parts.then == NAMES.len()
                && given.findings.get(first) == Finding::Open
                && !at.shown.contains(&first)
            {
                self.wrong.insert("p0");
            }
            for slot in [self.slots[0], self.slots[2]] {
                if given.open.contains(&slot) {
                    self.wrong.insert("flag");
                }
            }
        }
        let plainly = question.as_ref().filter(|q| q.kind == QuestionKind::Plain && !emergency);
        if let (Some(then), Some(question)) = (self.slots.get(self.parts.then), plainly)
            && question.show.contains(then)
            && !self.had(at, first)
        {
            self.wrong.insert("p0");
        }
        let listens = question.as_ref().is_some_and(|q| q.kind == QuestionKind::Listen);
        let late = at.put >= self.parts.questions && (plainly.is_some() || listens && !emergency);
        let over = at.session.has_ended() && !emergency;
        if (late || over) && !self.had(at, self.slots[self.parts.asked]) {
            self.wrong.insert("p1");
        }
    }

    /// Told, asked, or passed by in a step that asks it, as docs/pack-format.md has it.
    fn had(&self, at: &Account, slot: Slot) -> bool {
        if at.told.contains(&slot) || at.shown.contains(&slot) {
            return true;
        }
        if slot == self.slots[3] && self.parts.ask_when != "always" {
            return false;
        }
        self.model.dialogues.iter().enumerate().any(|(d, dialogue)| {
            dialogue.steps.iter().enumerate().any(|(s, step)| {
                let StepKind::Ask { show, .. } = &step.kind else { return false };
                let Some(position) = show.iter().position(|shown| *shown == slot) else {
                    return false;
                };
                // a number stands alone in its question; all else goes into one list
                let listed = show[..=position].iter().all(|other| *other != self.slots[4]);
                let way = (!listed && position > 0).then_some(Way::Next);
                at.session.came_by(self.engine, d, s, way)
            })
        })
    }

    fn answers(&self, at: &Account) -> Vec<Event> {
        let Some(question) = at.session.question() else { return Vec::new() };
        let mut events = vec![Event::Skip];
        if question.kind == QuestionKind::Listen {
            return events;
        }
        let deny = |slots: &[Slot]| {
            Event::Answer(slots.iter().map(|slot| (*slot, Finding::Denied)).collect())
        };
        if question.show == [self.slots[4]] {
            let values = ["1", "2"].map(|value| Finding::Number(value.parse().unwrap()));
            events.extend(values.map(|value| Event::Answer(vec![(self.slots[4], value)])));
            return events;
        }
        events.push(deny(&question.show));
        for slot in &question.show {
            events.push(Event::Answer(vec![(*slot, Finding::Affirmed)]));
        }
        events
    }

    fn explore(&mut self, mut at: Account) {
        self.look(&mut at);
        if self.left == 0 {
            return;
        }
        self.left -= 1;
        for event in self.answers(&at) {
            let mut next = at.clone();
            let question = at.session.question().unwrap();
            let plain = matches!(question.kind, QuestionKind::Plain | QuestionKind::Listen);
            if plain && !self.emergency(&at.session) {
                next.waits = false;
            }
            if let [alone] = question.show[..]
                && question.kind != QuestionKind::Listen
            {
                let times = next.alone.entry((alone, question.kind)).or_default();
                *times += 1;
                if *times > 1 {
                    self.wrong.insert("twice");
                }
            }
            next.session = next.session.step(self.engine, event).0;
            self.explore(next);
        }
    }
}

/// What goes wrong in some chat, tried with all answers, also where one fact is told at once.
fn brute_force(model: &Model, parts: &Parts) -> BTreeSet<&'static str> {
    let engine = Engine::new(model);
    let slots: Vec<Slot> = NAMES.iter().map(|name| model.slot(name).unwrap()).collect();
    let (session, _) = Session::start(&engine, model.manifest.default_dialogue);
    let start = Account {
        session,
        told: BTreeSet::new(),
        shown: BTreeSet::new(),
        put: 0,
        waits: false,
        alone: BTreeMap::new(),
    };
    let mut world = World {
        engine: &engine,
        model,
        slots: slots.clone(),
        parts,
        wrong: BTreeSet::new(),
        left: 3_000,
    };
    world.explore(start.clone());
    for slot in &slots[..4] {
        for finding in [Finding::Affirmed, Finding::Denied, Finding::Unknown] {
            let mut told = start.clone();
            world.look(&mut told);
            let question = told.session.question().cloned();
            let answers =
                question.is_some_and(|q| q.kind == QuestionKind::Listen || q.show.contains(slot));
            told.waits &= !answers;
            told.session = told.session.step(&engine, Event::Answer(vec![(*slot, finding)])).0;
            world.left = 400;
            world.explore(told);
        }
    }
    world.wrong
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, max_shrink_iters: 40, ..ProptestConfig::default() })]

    #[test]
    fn all_answers_agree(parts in parts()) {
        let pack = pack(&parts);
        let model = pack.model();
        let wrong = brute_force(&model, &parts);
        prop_assert!(!wrong.contains("flag") && !wrong.contains("twice"), "{wrong:?}");
        let found = prove(&pack.files(), &model, &OnceCell::new(), LIMIT);
        let of = |name: &str| {
            let named = |finding: &&Diagnostic| finding.message.contains(&format!("property `{name}`"));
            found.iter().find(named)
        };
        for name in ["p0", "p1"] {
            match of(name) {
                // what is proved no chat goes against
                None => prop_assert!(!wrong.contains(name), "{name} {wrong:?}"),
                Some(finding) if finding.code == "property_refuted" => {
                    replays_with(&model, finding);
                }
                Some(finding) => prop_assert_eq!(finding.code, "not_proved"),
            }
        }
    }
}
