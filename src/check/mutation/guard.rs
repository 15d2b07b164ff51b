//! Transcripts about branches: which way one goes, seen by what is asked then.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::base::country::Country;
use crate::base::language::Language;
use crate::check::LIMIT;
use crate::check::harmless::harmless;
use crate::check::mutation::Site;
use crate::check::mutation::altered::{Altered, Branch};
use crate::check::mutation::bench::Bench;
use crate::check::mutation::difference::difference;
use crate::check::mutation::scenario::in_words;
use crate::check::mutation::stand::Stand;
use crate::check::mutation::steps::altered;
use crate::check::mutation::weighing::Weighing;
use crate::check::proof::{Case, Prover, Sought, slots_of};
use crate::conversation::{Chat, Manner, Settings};
use crate::engine::{Engine, Event, QuestionKind, Session};
use crate::model::condition::Condition;
use crate::model::finding::{Finding, Findings, Statement};
use crate::model::urgency::Urgency;
use crate::understand::Reader;

/// How many questions a chat is followed at most.
const MOST_QUESTIONS: usize = 60;

/// A chat that shows where a branch leads.
struct Walk {
    lines: String,
    /// What was known at its end.
    findings: Findings,
}

impl Weighing<'_, '_> {
    /// The turns of a transcript about a branch: a conversation for each change that no other notices.
    pub(super) fn branch_turns(
        &self,
        (d, s): (usize, usize),
        stands: &[Stand],
        bench: &mut Bench<'_>,
    ) -> Option<String> {
        let model = self.engine.model();
        let own = Branch::of(&model.dialogues[d].steps[s].kind)?;
        let steps = altered(self.engine, Site::Branch(d, s));
        let conditions: Vec<&Condition> =
            steps.iter().flat_map(|(_, altered)| altered.conditions()).collect();
        let mut prover = Prover::with_bounds_of(self.engine, LIMIT, &conditions);
        let mut turns = String::new();
        let mut told: Vec<(Case, Findings)> = Vec::new();
        for (what, altered) in &steps {
            let Altered::Branch(_, _, branch) = altered else { continue };
            let files: BTreeSet<usize> =
                stands.iter().filter(|stand| stand.asked).map(|stand| stand.file).collect();
            if bench.first_failing(altered, files.into_iter()).is_some() {
                continue;
            }
            let differs = |findings: &Findings| own.target(findings) != branch.target(findings);
            let is_told = told
                .iter()
                .filter(|(_, findings)| differs(findings))
                .any(|(case, _)| self.parting(bench, altered, case).is_some());
            if is_told {
                continue;
            }
            for case in self.cases(&mut prover, altered) {
                if let Some(walk) = self.parting(bench, altered, &case) {
                    if !turns.is_empty() {
                        turns.push_str("> /restart\n");
                    }
                    let _ = write!(turns, "# noticed: {what}\n{}", walk.lines);
                    told.push((case, walk.findings));
                    break;
                }
            }
        }
        (!turns.is_empty()).then_some(turns)
    }

    /// Cases in which a changed branch may lead elsewhere.
    fn cases(&self, prover: &mut Prover<'_, '_>, altered: &Altered) -> Vec<Case> {
        let mut slots = BTreeSet::new();
        for condition in altered.conditions() {
            slots_of(self.engine.model(), condition, &mut slots);
        }
        let closed: Vec<_> = slots.into_iter().collect();
        let mut cases: Vec<Case> = Vec::new();
        for below in [None, Some((Urgency::Emergency, None)), Some((Urgency::SelfCare, None))] {
            for closed in [Vec::new(), closed.clone()] {
                let sought = Sought { closed, below, ..Sought::default() };
                let found = difference(prover, self.engine, altered, &sought);
                if let Ok(Some(case)) = found
                    && !cases.contains(&case)
                {
                    cases.push(case);
                }
            }
        }
        cases
    }

    /// The chat in which a case is told, up to where something else is asked on a changed pack.
    fn parting(&self, bench: &mut Bench<'_>, altered: &Altered, case: &Case) -> Option<Walk> {
        let reader = bench.reader;
        let Altered::Branch(d, s, changed) = altered else { return None };
        let own = Branch::of(&self.engine.model().dialogues[*d].steps[*s].kind)?;
        let targets = own.targets().chain(changed.targets()).collect();
        let to = (*d, &targets);
        bench.with(altered, |changed| walk_apart((self.engine, changed), reader, to, case))
    }
}

fn walk_apart(
    (engine, changed): (&Engine<'_>, &Engine<'_>),
    reader: &Reader,
    (of, targets): (usize, &BTreeSet<usize>),
    case: &Case,
) -> Option<Walk> {
    let model = engine.model();
    let dialogue = model.manifest.default_dialogue;
    let settings = || Settings {
        language: Language::En,
        language_chosen: true,
        country: Country::of_language(Language::En),
        region: None,
        country_chosen: false,
        dialogue,
    };
    let manner = || Manner { silent: true, ..Manner::default() };
    let (mut here, _) = Chat::begin_in(engine, reader, settings(), manner());
    let (mut there, _) = Chat::begin_in(changed, reader, settings(), manner());
    let (mut session, _) = Session::start(engine, dialogue);
    let mut statement: Statement = case.iter().map(|(slot, finding)| (*slot, *finding)).collect();
    let mut lines = String::new();
    let targets = |chat: &Chat<'_>| -> Vec<(usize, bool)> {
        targets.iter().map(|step| (*step, chat.came_by(of, *step, None))).collect()
    };
    for _ in 0..MOST_QUESTIONS {
        let _ = writeln!(lines, "~ {}", in_words(model, &statement));
        session = session.step(engine, Event::Answer(statement.clone())).0;
        let asked = here.findings_said(statement.clone()).asked.map(|asked| asked.to_string());
        let other = there.findings_said(statement).asked.map(|asked| asked.to_string());
        let _ = writeln!(lines, "? {}", asked.as_deref().unwrap_or("-"));
        let (passed, elsewhere) = (targets(&here), targets(&there));
        if asked != other || passed != elsewhere {
            for (step, came) in passed {
                let word = if came { "" } else { "not " };
                let dialogue = &model.dialogues[of];
                let _ = writeln!(lines, "= came {word}{}.{}", dialogue.id, dialogue.steps[step].id);
            }
            return Some(Walk { lines, findings: session.findings().clone() });
        }
        let question = session.question()?;
        let open = question.show.iter().filter(|slot| {
            question.kind == QuestionKind::Again || session.findings().get(**slot) == Finding::Open
        });
        statement = open
            .map(|slot| match question.kind {
                QuestionKind::Again => (*slot, Finding::Unknown),
                _ => (*slot, harmless(engine, *slot, session.findings())),
            })
            .collect();
    }
    None
}
