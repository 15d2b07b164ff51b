//! Replay: the same conversation again, compared line by line with what is expected.

use std::sync::Arc;

use crate::base::decimal::Decimal;
use crate::conversation::{Chat, Manner, Reply, Shared};
use crate::engine::{Engine, GivenReferral, WithheldReason};
use crate::model::urgency::Urgency;
use crate::render::block::set;
use crate::transcript::behind::claims_behind;
use crate::transcript::cause;
use crate::transcript::format::{
    Expectation, Expected, Extent, Ids, Kind, Transcript, Turn, Value,
};
use crate::transcript::names::Names;
use crate::transcript::parse::parse;
use crate::transcript::place::{Place, Trouble};
use crate::transcript::player::Player;
use crate::transcript::record::outcome_ids;
use crate::transcript::shown::parting;
use crate::transcript::sources::Sources;
use crate::transcript::value::value_in_transcript;
use crate::transcript::verdict::{Difference, Failure, Judged, Step, Verdict};
use crate::understand::Reader;

/// The width at which shown lines are compared.
pub const WIDTH: usize = 80;

/// How a replay compares.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Whether shown lines (`<`) are compared.
    pub exact: bool,
}

/// What a replay works with: one for each thread.
#[derive(Debug, Clone)]
pub struct Stage<'m> {
    /// The pack's rules.
    pub engine: &'m Engine<'m>,
    /// The pack's words.
    pub reader: &'m Reader,
    /// What transcripts share: most say the same.
    pub shared: Arc<Shared>,
}

impl<'m> Stage<'m> {
    /// A stage for a pack.
    #[must_use]
    pub fn new(engine: &'m Engine<'m>, reader: &'m Reader) -> Self {
        Self { engine, reader, shared: Arc::default() }
    }

    /// The manner of a conversation here that nobody reads, or that somebody does.
    #[must_use]
    pub fn manner(&self, silent: bool) -> Manner {
        Manner { shared: Arc::clone(&self.shared), silent }
    }
}

/// Somebody who looks on while a transcript is replayed: for coverage and for reports.
pub trait Onlooker {
    /// What came back, before anything was said (`None`) and after each turn up to the one that differs.
    fn turn(&mut self, turn: Option<&Turn<'_>>, chat: &Chat<'_>, reply: &Reply);

    /// Whether what is shown is read; if not, replies may carry no blocks.
    fn reads(&self) -> bool {
        true
    }
}

/// Nobody.
impl Onlooker for () {
    fn reads(&self) -> bool {
        false
    }

    fn turn(&mut self, _: Option<&Turn<'_>>, _: &Chat<'_>, _: &Reply) {}
}

/// Replays a transcript up to the first turn that differs.
#[must_use]
pub fn judge(
    stage: &Stage<'_>,
    sources: &Sources,
    comparison: Comparison,
    onlooker: &mut dyn Onlooker,
) -> Judged {
    let mut judged = Judged {
        file: sources.name(0).to_owned(),
        turns: 0,
        compared: 0,
        verdict: Verdict::Passed,
    };
    judged.verdict = match replay(stage, sources, comparison, onlooker, &mut judged) {
        Ok(None) => Verdict::Passed,
        Ok(Some(failure)) => Verdict::Failed(failure),
        Err(troubles) => Verdict::Unreadable(troubles),
    };
    judged
}

fn replay(
    stage: &Stage<'_>,
    sources: &Sources,
    comparison: Comparison,
    onlooker: &mut dyn Onlooker,
    judged: &mut Judged,
) -> Result<Option<Failure>, Vec<Trouble>> {
    let transcript = parse(sources)?;
    let silent = !comparison.exact && !onlooker.reads();
    let (mut player, mut reply) = Player::begin(stage, sources, &transcript, silent)?;
    onlooker.turn(None, &player.chat, &reply);
    let mut ended: Option<Place> = None;
    for number in 0..=transcript.turns.len() {
        let turn = number.checked_sub(1).map(|number| &transcript.turns[number]);
        if let Some(turn) = turn {
            if let Some(end) = ended {
                let miss = never_said(sources, turn, end);
                return explained(stage, sources, (&transcript, number), vec![miss]);
            }
            reply = player.say(turn)?;
            judged.turns += 1;
            onlooker.turn(Some(turn), &player.chat, &reply);
            ended = reply.ended.then_some(turn.place);
        }
        let expected = turn.map_or(transcript.opening(), |turn| transcript.expected(turn));
        let (count, misses) =
            compare(&mut player, &reply, expected, comparison, transcript.unfinished);
        judged.compared += count;
        if !misses.is_empty() {
            return explained(stage, sources, (&transcript, number), misses);
        }
    }
    Ok(None)
}

/// A turn behind the end of the conversation, which nobody could have typed.
fn never_said<'t>(sources: &Sources, turn: &Turn<'t>, end: Place) -> Miss<'t> {
    let end = sources.spot(end);
    Miss {
        place: turn.place,
        what: Missed::End,
        expected: format!("{} {}", turn.said.mark(), turn.said.text()),
        got: format!(
            "(the conversation ended at {end}: nothing can be said or expected behind it)"
        ),
    }
}

/// What differs, with what led there and why: the conversation once more, up to this turn.
fn explained(
    stage: &Stage<'_>,
    sources: &Sources,
    (transcript, count): (&Transcript<'_>, usize),
    misses: Vec<Miss<'_>>,
) -> Result<Option<Failure>, Vec<Trouble>> {
    let (mut player, mut reply) = Player::begin(stage, sources, transcript, true)?;
    let mut led_there = Vec::new();
    let mut before = player.chat.findings().clone();
    for turn in transcript.turns.iter().take(count) {
        let said = format!("{} {}", turn.said.mark(), player.words(turn));
        let asked = reply.asked.as_ref().map(ToString::to_string);
        led_there.push(Step { at: sources.spot(turn.place), said, asked });
        before.clone_from(player.chat.findings());
        // what is said behind the end of a conversation changes nothing
        if reply.ended {
            break;
        }
        reply = player.say(turn)?;
        // only for the names that it binds
        let expected = transcript.expected(turn);
        compare(&mut player, &reply, expected, Comparison::default(), None);
    }
    let differences = misses.into_iter().map(|miss| Difference {
        at: sources.spot(miss.place),
        causes: cause::of(&player.chat, &miss.what),
        expected: miss.expected,
        got: miss.got,
    });
    Ok(Some(Failure {
        differences: differences.collect(),
        changed: cause::changed(player.chat.model(), &before, player.chat.findings()),
        led_there,
    }))
}

/// How many expectations of a turn were compared, and those that are not met.
pub(super) fn compare<'t>(
    player: &mut Player<'_, 't>,
    reply: &Reply,
    expected: &[Expectation<'t>],
    comparison: Comparison,
    unfinished: Option<Place>,
) -> (usize, Vec<Miss<'t>>) {
    let Player { chat, names, .. } = player;
    Compared { chat, names, reply, unfinished, referrals: None }.all(expected, comparison)
}

/// An expectation that is not met.
pub(super) struct Miss<'t> {
    pub(super) place: Place,
    pub(super) what: Missed<'t>,
    pub(super) expected: String,
    pub(super) got: String,
}

/// What kind of expectation it is, for finding out why.
pub(super) enum Missed<'t> {
    /// Another question, or none.
    Question(&'t str),
    /// Ids that should be there and are not, and that are there and should not.
    Ids(Kind, Vec<String>, Vec<String>),
    /// Another level.
    Urgency(Option<Urgency>),
    /// Another value, or no such fact.
    Fact(&'t str),
    /// Other words.
    Shown,
    /// Something that is there is there otherwise.
    Detail,
    /// Something behind the end.
    End,
}

/// A turn as it came, beside what is expected of it.
struct Compared<'a, 'm, 't> {
    chat: &'a Chat<'m>,
    names: &'a mut Names<'t>,
    reply: &'a Reply,
    unfinished: Option<Place>,
    /// The referrals that hold, worked out when they are first asked for.
    referrals: Option<Vec<GivenReferral>>,
}

impl<'t> Compared<'_, '_, 't> {
    /// How many expectations were compared, and those that are not met.
    fn all(
        &mut self,
        expected: &[Expectation<'t>],
        comparison: Comparison,
    ) -> (usize, Vec<Miss<'t>>) {
        let (mut count, mut misses) = (0, Vec::new());
        for expectation in expected {
            if matches!(expectation.what, Expected::Shown(_)) {
                continue;
            }
            count += 1;
            let Some((what, expected, got)) = self.missed(&expectation.what) else { continue };
            let place = expectation.place;
            let cut_off =
                self.unfinished.is_some_and(|cut| cut.line == place.line && cut.file == place.file);
            // the beginning of what holds: the recording was stopped here
            if !(cut_off && got.starts_with(&expected)) {
                misses.push(Miss { place, what, expected, got });
            }
        }
        if comparison.exact {
            let shown: Vec<&Expectation<'t>> =
                expected.iter().filter(|e| matches!(e.what, Expected::Shown(_))).collect();
            count += shown.len();
            misses.extend(self.shown_missed(&shown));
        }
        (count, misses)
    }

    /// The first line shown that is not as expected.
    fn shown_missed(&self, shown: &[&Expectation<'t>]) -> Option<Miss<'t>> {
        let last = shown.last()?;
        let lines = shown_lines(self.reply);
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let patterns: Vec<&str> = shown
            .iter()
            .map(|expectation| match expectation.what {
                Expected::Shown(text) => text.trim_end(),
                _ => "",
            })
            .collect();
        let parting = parting(&patterns, &lines)?;
        let line = |text: Option<&&str>| format!("< {}", text.unwrap_or(&"(nothing more)"));
        Some(Miss {
            place: shown.get(parting.pattern).unwrap_or(last).place,
            what: Missed::Shown,
            expected: line(patterns.get(parting.pattern)),
            got: line(lines.get(parting.line)),
        })
    }

    fn referrals(&mut self) -> &[GivenReferral] {
        self.referrals.get_or_insert_with(|| self.chat.referrals())
    }

    /// What was expected and what came, where they differ.
    fn missed(&mut self, expected: &Expected<'t>) -> Option<(Missed<'t>, String, String)> {
        match *expected {
            Expected::Asked(wanted) => {
                let got =
                    self.reply.asked.as_ref().map_or_else(|| "-".to_owned(), ToString::to_string);
                let wanted_words = wanted.split_whitespace();
                let same = wanted_words.eq(got.split_whitespace());
                (!same)
                    .then(|| (Missed::Question(wanted), format!("? {wanted}"), format!("? {got}")))
            }
            Expected::Urgency(wanted) => {
                let got = self.referrals().first().map(GivenReferral::urgency);
                let line = |level: Option<Urgency>| {
                    format!("= urgency {}", level.map_or("none", Urgency::as_str))
                };
                (got != wanted).then(|| (Missed::Urgency(wanted), line(wanted), line(got)))
            }
            Expected::UrgencyOf(id, wanted) => self.urgency_missed(id, wanted),
            Expected::Reason(id, wanted) => self.reason_missed(id, wanted),
            Expected::Claim(id, wanted) => self.claim_missed(id, wanted),
            Expected::Came(step, wanted) => self.step_missed(step, wanted),
            Expected::Beside(id, wanted) => self.caveat_beside_missed(id, wanted),
            Expected::Fact(name, wanted) => self.fact_missed(name, wanted),
            Expected::Ids(kind, extent, wanted) => self.ids_missed(kind, extent, wanted),
            Expected::Shown(_) => None,
        }
    }

    fn urgency_missed(
        &mut self,
        id: &'t str,
        wanted: Option<Urgency>,
    ) -> Option<(Missed<'t>, String, String)> {
        let model = self.chat.model();
        let held = self.referrals().iter().find(|referral| referral.id(model) == id);
        let held = held.map(GivenReferral::urgency);
        let cautions = || self.chat.outcome().cautions.into_iter();
        let got = held.or_else(|| cautions().find(|c| c.id(model) == id).map(|c| c.urgency));
        let line = |level: Option<Urgency>| {
            format!("= urgency {id} {}", level.map_or("none", Urgency::as_str))
        };
        let what = match (got, wanted) {
            (None, Some(_)) => Missed::Ids(Kind::Refer, vec![id.to_owned()], Vec::new()),
            (Some(_), None) => Missed::Ids(Kind::Refer, Vec::new(), vec![id.to_owned()]),
            _ => Missed::Detail,
        };
        (got != wanted).then(|| (what, line(wanted), line(got)))
    }

    fn reason_missed(
        &mut self,
        id: &'t str,
        wanted: &'t str,
    ) -> Option<(Missed<'t>, String, String)> {
        let model = self.chat.model();
        let held = self.chat.given().into_iter().flat_map(|given| &given.withheld);
        let held = held.into_iter().find(|held| model.advice[held.rule].id.as_str() == id);
        let got = held.map_or_else(|| "-".to_owned(), |held| reason_in_words(&held.reason));
        let what = match (got.as_str(), wanted) {
            ("-", _) => Missed::Ids(Kind::Withhold, vec![id.to_owned()], Vec::new()),
            (_, "-") => Missed::Ids(Kind::Withhold, Vec::new(), vec![id.to_owned()]),
            _ => Missed::Detail,
        };
        let line = |why: &str| format!("= reason {id} {why}");
        (got != wanted).then(|| (what, line(wanted), line(&got)))
    }

    fn step_missed(&self, name: &'t str, wanted: bool) -> Option<(Missed<'t>, String, String)> {
        let model = self.chat.model();
        let place = name.split_once('.').and_then(|(dialogue, step)| {
            let dialogue = *model.names.dialogues.get(dialogue)?;
            let steps = &model.dialogues[dialogue].steps;
            Some((dialogue, steps.iter().position(|known| known.id.as_str() == step)?))
        });
        let line = |came: bool| format!("= came {}{name}", if came { "" } else { "not " });
        let Some((dialogue, step)) = place else {
            let got = format!("(the pack has no step {name})");
            return Some((Missed::Detail, line(wanted), got));
        };
        let got = self.chat.came_by(dialogue, step, None);
        (got != wanted).then(|| (Missed::Detail, line(wanted), line(got)))
    }

    fn claim_missed(
        &mut self,
        id: &'t str,
        wanted: Ids<'t>,
    ) -> Option<(Missed<'t>, String, String)> {
        let (model, chat) = (self.chat.model(), self.chat);
        let line = |caveats: &[&str]| {
            let caveats = if caveats.is_empty() { "-".to_owned() } else { caveats.join(" ") };
            format!("= claim {id} {caveats}")
        };
        let wanted: Vec<&str> = wanted.iter().collect();
        let behind = claims_behind(model, self.referrals(), chat.given());
        let claim = behind.iter().map(|claim| &model.claims[*claim]);
        let Some(claim) = claim.into_iter().find(|claim| claim.id.as_str() == id) else {
            let got = format!("(the claim {id} stands behind nothing that is given)");
            return Some((Missed::Detail, line(&wanted), got));
        };
        let got: Vec<&str> =
            claim.caveats.iter().map(|caveat| model.caveats[*caveat].id.as_str()).collect();
        let same = got.len() == wanted.len() && got.iter().all(|caveat| wanted.contains(caveat));
        (!same).then(|| (Missed::Detail, line(&wanted), line(&got)))
    }

    fn caveat_beside_missed(
        &mut self,
        id: &'t str,
        wanted: &'t str,
    ) -> Option<(Missed<'t>, String, String)> {
        let model = self.chat.model();
        let given = self.chat.given().into_iter().flat_map(|given| &given.advice);
        let mut given = given.into_iter().map(|given| &model.advice[given.rule]);
        let line = |caveat: &str| format!("= beside {id} {caveat}");
        let Some(advice) = given.find(|advice| advice.id.as_str() == id) else {
            let missed = Missed::Ids(Kind::Advise, vec![id.to_owned()], Vec::new());
            return Some((missed, line(wanted), format!("(the advice {id} is not given)")));
        };
        let got = advice.caveat.map_or("-", |caveat| model.caveats[caveat].id.as_str());
        (got != wanted).then(|| (Missed::Detail, line(wanted), line(got)))
    }

    fn fact_missed(
        &mut self,
        name: &'t str,
        wanted: Value<'t>,
    ) -> Option<(Missed<'t>, String, String)> {
        let got = fact_value(self.chat, name);
        let line = |value: &str| format!("= fact {name} {value}");
        let miss = |wanted: &str| Some((Missed::Fact(name), line(wanted), line(&got)));
        match wanted {
            Value::Plain(wanted) if same_value(&got, wanted) => None,
            Value::Plain(wanted) => miss(wanted),
            Value::Named(bound) => match self.names.get(bound) {
                Some(value) if same_value(&got, value) => None,
                Some(value) => miss(&format!("${bound} ({value})")),
                None if matches!(got.as_str(), "open" | "unknown" | NO_SUCH_FACT) => {
                    miss(&format!("${bound} (a value to take)"))
                }
                None => {
                    self.names.bind(bound, got);
                    None
                }
            },
        }
    }

    fn ids_missed(
        &mut self,
        kind: Kind,
        extent: Extent,
        wanted: Ids<'t>,
    ) -> Option<(Missed<'t>, String, String)> {
        let got = match kind {
            Kind::Refer => {
                let model = self.chat.model();
                self.referrals().iter().map(|referral| referral.id(model)).collect()
            }
            Kind::Caution => self.cautions(extent, wanted),
            Kind::Advise | Kind::Withhold => self
                .chat
                .given()
                .map_or_else(Vec::new, |given| outcome_ids(self.chat.model(), given, kind)),
        };
        let is_wanted = |id: &&String| wanted.iter().any(|wanted| wanted == *id);
        let missing = wanted.iter().filter(|id| !got.iter().any(|got| got == id));
        let (went, came): (Vec<String>, Vec<String>) = match extent {
            Extent::Among => (missing.map(str::to_owned).collect(), Vec::new()),
            Extent::Only => (
                missing.map(str::to_owned).collect(),
                got.iter().filter(|id| !is_wanted(id)).cloned().collect(),
            ),
            Extent::Not => (Vec::new(), got.iter().filter(is_wanted).cloned().collect()),
        };
        if went.is_empty() && came.is_empty() {
            return None;
        }
        let word = kind.as_str();
        let expected = if wanted.is_empty() {
            format!("= {word} -")
        } else {
            let wanted = wanted.iter().collect::<Vec<_>>().join(" ");
            format!("= {word} {}{wanted}", extent.as_prefix())
        };
        let got = match extent {
            Extent::Not => came.join(" "),
            _ if got.is_empty() => "-".to_owned(),
            _ => format!("{}{}", extent.as_prefix(), got.join(" ")),
        };
        Some((Missed::Ids(kind, went, came), expected, format!("= {word} {got}")))
    }
}

impl Compared<'_, '_, '_> {
    /// The ids of the cautions. What is still to be asked is worked out only where it counts.
    fn cautions(&self, extent: Extent, wanted: Ids<'_>) -> Vec<String> {
        let model = self.chat.model();
        let said = self.chat.cautions_about_said();
        let said: Vec<String> = said.iter().map(|caution| caution.id(model)).collect();
        let met = wanted.iter().all(|id| said.iter().any(|said| said == id));
        if extent == Extent::Among && met {
            return said;
        }
        outcome_ids(model, &self.chat.outcome(), Kind::Caution)
    }
}

/// Why an advice is held back, as it stands after `= reason ID`.
#[must_use]
pub fn reason_in_words(reason: &WithheldReason) -> String {
    match reason {
        WithheldReason::Urgency(_) => "urgency".to_owned(),
        WithheldReason::Contraindication(number) => (number + 1).to_string(),
        WithheldReason::Unknown(..) => "unknown".to_owned(),
    }
}

/// The lines that a reply shows, as they are compared.
#[must_use]
pub fn shown_lines(reply: &Reply) -> Vec<String> {
    set(&reply.blocks, WIDTH).into_iter().map(|line| line.text.trim_end().to_owned()).collect()
}

fn same_value(got: &str, wanted: &str) -> bool {
    let number = |text: &str| text.parse::<Decimal>().ok();
    got == wanted || number(got).is_some_and(|got| Some(got) == number(wanted))
}

/// What stands for the value of a fact that the pack does not have.
const NO_SUCH_FACT: &str = "(no such fact)";

/// The value of `fact` or `fact.member` as transcripts write it; a name that the pack does not have
/// says so.
fn fact_value(chat: &Chat<'_>, name: &str) -> String {
    let model = chat.model();
    let Some(slot) = model.slot(name) else { return NO_SUCH_FACT.to_owned() };
    value_in_transcript(model, slot, chat.findings().get(slot))
}
