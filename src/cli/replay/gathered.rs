//! What a replay gathers beside the verdicts: coverage, and what reports need.

use crate::base::files::SourceFiles;
use crate::check::unreachable;
use crate::cli::replay::told::failure;
use crate::conversation::{Chat, Reply};
use crate::exchange::html;
use crate::exchange::report::{Entry, github, json, junit, tap};
use crate::graph::picture;
use crate::model::Model;
use crate::transcript::coverage::{Report, Seen, Survey, Watcher};
use crate::transcript::format::Turn;
use crate::transcript::replay::Onlooker;
use crate::transcript::story::{Story, Teller};
use crate::transcript::verdict::{Judged, Totals, Verdict};

/// Looks on while a transcript is replayed, for whoever wants to know.
#[derive(Debug)]
pub(super) struct Looker<'s, 'm> {
    watcher: Option<Watcher<'s, 'm>>,
    teller: Option<Teller>,
}

/// What was looked at.
#[derive(Debug, Default)]
pub(super) struct Looked {
    seen: Option<Seen>,
    story: Option<Story>,
}

impl<'s, 'm> Looker<'s, 'm> {
    /// With coverage where there is a survey, with a story where one is told.
    pub(super) fn new(survey: Option<&'s Survey<'m>>, tells: bool) -> Self {
        Self { watcher: survey.map(Survey::watcher), teller: tells.then(Teller::default) }
    }

    /// What it has seen.
    pub(super) fn looked(self) -> Looked {
        Looked {
            seen: self.watcher.map(|watcher| watcher.seen),
            story: self.teller.map(|teller| teller.story),
        }
    }
}

impl Onlooker for Looker<'_, '_> {
    fn reads(&self) -> bool {
        self.teller.is_some()
    }

    fn turn(&mut self, turn: Option<&Turn<'_>>, chat: &Chat<'_>, reply: &Reply) {
        if let Some(watcher) = &mut self.watcher {
            watcher.turn(turn, chat, reply);
        }
        if let Some(teller) = &mut self.teller {
            teller.turn(turn, chat, reply);
        }
    }
}

/// What all transcripts came to.
#[derive(Debug)]
pub(super) struct Gathered {
    seen: Option<(Seen, Seen)>,
    entries: Option<Vec<Entry>>,
}

impl Gathered {
    /// Nothing yet; entries are kept where a report lists them.
    pub(super) fn new(survey: Option<&Survey<'_>>, lists: bool) -> Self {
        Self {
            seen: survey.map(|survey| (survey.nothing(), survey.nothing())),
            entries: lists.then(Vec::new),
        }
    }

    /// Takes what was seen of a transcript.
    pub(super) fn take(&mut self, judged: &Judged, looked: Looked) {
        if let (Some((passing, failing)), Some(seen)) = (&mut self.seen, &looked.seen) {
            match judged.verdict {
                Verdict::Passed => passing.add(seen),
                _ => failing.add(seen),
            }
        }
        if let Some(entries) = &mut self.entries {
            let words = match &judged.verdict {
                Verdict::Passed => String::new(),
                Verdict::Failed(failed) => failure(failed),
                Verdict::Unreadable(troubles) => {
                    let lines: Vec<String> = troubles.iter().map(ToString::to_string).collect();
                    lines.join("\n") + "\n"
                }
            };
            entries.push(Entry { judged: judged.clone(), words, story: looked.story });
        }
    }

    /// Coverage, where it was watched.
    pub(super) fn coverage(&self, survey: &Survey<'_>, files: &SourceFiles) -> Option<Report> {
        let (passing, failing) = self.seen.as_ref()?;
        let missing = (0..survey.points().len()).filter(|point| !passing.has(*point));
        let out_of_reach = unreachable(survey.engine(), survey, missing);
        Some(survey.report(files, (passing, failing), &out_of_reach))
    }

    /// The report of a kind.
    pub(super) fn report(
        &self,
        kind: &str,
        totals: &Totals,
        (survey, coverage): (Option<&Survey<'_>>, Option<&Report>),
    ) -> String {
        let entries = self.entries.as_deref().unwrap_or_default();
        match (kind, survey, coverage) {
            ("junit", ..) => junit(entries),
            ("tap", ..) => tap(entries),
            ("github", ..) => github(entries),
            ("html", Some(survey), Some(coverage)) => {
                let pictures = self.pictures(survey);
                html::report::page(entries, totals, coverage, &pictures)
            }
            _ => json(entries, totals, coverage),
        }
    }

    /// The dialogues by coverage: the default one with those that it calls, then what is left.
    fn pictures(&self, survey: &Survey<'_>) -> Vec<crate::graph::Picture> {
        let model: &Model = survey.model();
        let first = model.manifest.default_dialogue;
        let mut pictures: Vec<crate::graph::Picture> = Vec::new();
        for dialogue in std::iter::once(first).chain(0..model.dialogues.len()) {
            let id = model.dialogues[dialogue].id.as_str();
            let is_drawn = pictures.iter().flat_map(|p| &p.clusters).any(|c| c.id == id);
            if !is_drawn {
                let mut drawn = picture(model, dialogue, model.manifest.source_language);
                if let Some((passing, failing)) = &self.seen {
                    survey.colour(&mut drawn, passing, failing);
                }
                pictures.push(drawn);
            }
        }
        pictures
    }
}
