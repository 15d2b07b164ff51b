//! Commands: showing, going back, changing, settings.

use crate::base::country::Country;
use crate::base::language::Language;
use crate::conversation::matching;
use crate::conversation::{Asked, Chat, Pending, Reply, Save, Settings};
use crate::engine::{Event, Session};
use crate::model::fact::{FactId, FactKind, Slot};
use crate::model::finding::{Finding, Statement};
use crate::model::interface::Phrase;
use crate::model::vocabulary::CommandWord;
use crate::render::block::Block;
use crate::render::handover::handover;
use crate::render::page;
use crate::render::question::question;
use crate::render::sources::sources;
use crate::render::why::{why, why_not};

impl Chat<'_> {
    /// A command with a slash; its name may be in any of the four languages.
    pub(super) fn slash(&mut self, command: &str) -> Reply {
        let (name, rest) = match command.trim().split_once(char::is_whitespace) {
            Some((name, rest)) => (name.to_lowercase(), rest.trim()),
            None => (command.trim().to_lowercase(), ""),
        };
        let heard = self.heard_behind(&name, rest);
        if self.raises_alarm(heard) {
            self.pending = None;
            return self.words(heard);
        }
        match name.as_str() {
            "help" => self.show_help(),
            "why" => self.show_why(rest),
            "back" => self.go_back(),
            "change" => self.change(rest),
            "skip" => self.skip(),
            "summary" if !rest.is_empty() => self.save_summary(rest),
            "summary" => self.show_summary(),
            "sources" => self.show_sources(),
            "more" => self.show_more(),
            "restart" => self.restart(),
            "save" => self.save(rest),
            "lang" => self.change_language(rest),
            "country" => self.change_country(rest),
            "quit" | "exit" => self.quit(),
            _ => match self.understand(&name, &[]).command {
                Some(CommandWord::Why) => self.show_why(rest),
                Some(CommandWord::Change) => self.change(rest),
                Some(CommandWord::Save) => self.save(rest),
                Some(word) => self.word_command(word),
                None => {
                    let name = format!("/{name}");
                    let text = self.speech().phrase(Phrase::UnknownCommand, &[("name", &name)]);
                    self.with_question(vec![Block::Text(text)])
                }
            },
        }
    }

    /// What a person says behind a command, in which an emergency must be heard: the names of files and facts are no
    /// words of theirs.
    fn heard_behind<'r>(&self, command: &str, rest: &'r str) -> &'r str {
        let names_a_file = matches!(command, "save" | "summary")
            || matches!(
                self.understand(command, &[]).command,
                Some(CommandWord::Save | CommandWord::Summary)
            );
        if names_a_file {
            return "";
        }
        let (first, behind) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        let model = self.model();
        let names_a_fact = model.slot(first).is_some() || model.names.facts.contains_key(first);
        if names_a_fact { behind.trim() } else { rest }
    }

    /// A command as a plain word.
    pub(super) fn word_command(&mut self, command: CommandWord) -> Reply {
        match command {
            CommandWord::Back => self.go_back(),
            CommandWord::Why => self.show_why(""),
            CommandWord::Skip => self.skip(),
            CommandWord::Stop => self.quit(),
            CommandWord::Help => self.show_help(),
            CommandWord::Summary => self.show_summary(),
            CommandWord::Sources => self.show_sources(),
            CommandWord::More => self.show_more(),
            CommandWord::Restart => self.restart(),
            CommandWord::Save => self.save(""),
            CommandWord::Wrong => self.wrong(),
            CommandWord::Change => self.change(""),
        }
    }

    /// `/save [FILE]`: nothing is written here.
    fn save(&self, name: &str) -> Reply {
        let name = (!name.is_empty()).then(|| name.to_owned());
        let reply = self.ask_again_as_it_stood(Vec::new());
        Reply { save: Some(Save::Transcript(name)), ..reply }
    }

    fn show_help(&self) -> Reply {
        self.say_and_ask(Phrase::Help)
    }

    fn show_summary(&self) -> Reply {
        let mut blocks = page::summary(&self.speech(), self.findings());
        let not_used: Vec<String> = self
            .session
            .not_used()
            .map(|(slot, finding)| self.speech().statement(slot, finding))
            .collect();
        if !not_used.is_empty() && self.session.has_ended() {
            let items = not_used.join("; ");
            blocks.push(Block::Note(self.speech().phrase(Phrase::NotUsed, &[("items", &items)])));
        }
        blocks.push(Block::Note(self.speech().phrase(Phrase::SummaryHowToSave, &[])));
        self.with_question(blocks)
    }

    /// `/summary FILE`: the pages for the doctor and for the person, as a file.
    fn save_summary(&self, file: &str) -> Reply {
        let file = file.trim_matches(['"', '\'']).to_owned();
        let ending = file.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        if !matches!(ending.as_deref(), Some("html" | "md")) {
            return self.say_and_ask(Phrase::SummaryWhichFile);
        }
        let handover = handover(&self.speech(), self.engine, &self.outcome());
        let save = Some(Save::Summary { file, handover: Box::new(handover) });
        Reply { save, ..self.with_question(Vec::new()) }
    }

    fn show_sources(&self) -> Reply {
        let outcome = self.given().cloned().unwrap_or_else(|| {
            // before the advice only what was shown: the referrals
            let mut outcome = self.outcome();
            outcome.advice.clear();
            outcome
        });
        self.with_question(sources(&self.speech(), &outcome))
    }

    fn show_more(&self) -> Reply {
        match self.given() {
            Some(outcome) => self.with_question(page::more(&self.speech(), outcome)),
            None => self.say_and_ask(Phrase::MoreNothing),
        }
    }

    fn show_why(&self, rest: &str) -> Reply {
        let speech = self.speech();
        if !rest.is_empty() {
            return self.show_why_not(rest);
        }
        let Some(open) = self.session.question() else {
            return self.say_and_ask(Phrase::WhyNothing);
        };
        let reason = open.show.first().and_then(|slot| match self.model().member_of(*slot) {
            Some(member) if open.show.len() == 1 => member.why,
            _ => self.model().fact_of(*slot).why,
        });
        let reason = reason.map(|reason| speech.text(reason));
        let (referrals, advice) = self.engine.why(&self.session, &open.show);
        self.with_question(why(&speech, reason, (&referrals, &advice)))
    }

    /// `/why not X` and `/why X`: the conditions of an advice or a referral, part by part.
    fn show_why_not(&self, rest: &str) -> Reply {
        let speech = self.speech();
        let name = rest.strip_prefix("not ").unwrap_or(rest).trim();
        let model = self.model();
        let ids = model.advice.iter().map(|rule| rule.id.to_string());
        let ids: Vec<String> =
            ids.chain(model.referrals.iter().map(|rule| rule.id.to_string())).collect();
        let titles = model.advice.iter().map(|rule| speech.text(rule.title));
        let titles: Vec<String> =
            titles.chain(model.referrals.iter().map(|rule| speech.text(rule.title))).collect();
        let by_id = ids.iter().position(|id| id == name);
        let found = by_id.or_else(|| matching::by_word(name, &titles).map(|found| found.position));
        let Some(position) = found else {
            let text = speech.phrase(Phrase::WhyNotUnknown, &[("name", name)]);
            return self.with_question(vec![Block::Text(text)]);
        };
        let explanation = match position.checked_sub(model.advice.len()) {
            None => self.engine.explain_advice(self.findings(), position),
            Some(referral) => self.engine.explain_referral(self.findings(), referral),
        };
        self.with_question(why_not(&speech, &titles[position], &explanation))
    }

    fn skip(&mut self) -> Reply {
        if self.pending.take().is_none() && self.session.question().is_none() {
            return self.say_and_ask(Phrase::NothingToSkip);
        }
        self.event(Event::Skip, Vec::new())
    }

    /// Takes back the last event with all its findings.
    fn go_back(&mut self) -> Reply {
        if self.pending.take().is_some() {
            return self.say_and_ask(Phrase::WentBack);
        }
        let Some(earlier) = self.session.back(self.engine) else {
            return self.say_and_ask(Phrase::NothingToGoBack);
        };
        self.session = earlier;
        let text = self.speech().phrase(Phrase::WentBack, &[]);
        let mut blocks = vec![Block::Note(text)];
        if self.session.level(self.engine) == Some(crate::model::urgency::Urgency::Emergency) {
            blocks.extend(self.emergency_card());
        }
        self.with_question(blocks)
    }

    /// "Wrong": takes back what raised the card.
    fn wrong(&mut self) -> Reply {
        self.pending = None;
        if self.session.level(self.engine) >= Some(crate::model::urgency::Urgency::Urgent) {
            return self.event(Event::Correct, Vec::new());
        }
        if self.session.events().is_empty() {
            return self.say_and_ask(Phrase::NothingToCorrect);
        }
        self.go_back()
    }

    fn restart(&mut self) -> Reply {
        let (session, effects) = Session::start(self.engine, self.settings.dialogue);
        self.session = session;
        self.pending = None;
        let text = self.speech().phrase(Phrase::Restarted, &[]);
        let mut blocks = vec![Block::Note(text)];
        blocks.extend(self.effect_blocks(&effects));
        self.with_question(blocks)
    }

    /// `/change FACT [ANSWER]`.
    fn change(&mut self, rest: &str) -> Reply {
        if rest.is_empty() {
            let example = self
                .model()
                .facts
                .iter()
                .find(|fact| fact.slots().any(|slot| self.findings().get(slot).is_known()));
            let example = example.or(self.model().facts.first());
            let example = example.map_or_else(String::new, |fact| self.speech().text(fact.title));
            let example = example.to_lowercase();
            let text = self.speech().phrase(Phrase::ChangeWhat, &[("example", &example)]);
            return self.with_question(vec![Block::Text(text)]);
        }
        let Some((fact, slots, answer)) = self.fact_named(rest) else {
            let text = self.speech().phrase(Phrase::ChangeUnknown, &[("name", rest)]);
            return self.with_question(vec![Block::Text(text)]);
        };
        if !answer.is_empty() {
            return self.changed_to(fact, &slots, &answer);
        }
        let asked = crate::engine::Question {
            kind: crate::engine::QuestionKind::Plain,
            show: slots.clone(),
            lead: None,
        };
        let block = question(&self.speech(), &asked);
        let name = self.name_of(&slots);
        self.pending = Some(Pending::Change(fact, slots));
        let asked = Some(Asked { manner: None, name });
        Reply { blocks: vec![block], asked, ..Reply::default() }
    }

    /// The fact or member that the first words name, and the words behind them.
    fn fact_named(&self, text: &str) -> Option<(FactId, Vec<Slot>, String)> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let speech = self.speech();
        let model = self.model();
        let askable = |position: &usize| !model.facts[*position].is_derived();
        let facts: Vec<usize> = (0..model.facts.len()).filter(askable).collect();
        let titles: Vec<String> =
            facts.iter().map(|fact| speech.text(model.facts[*fact].title)).collect();
        for count in (1..=words.len()).rev() {
            let name = words[..count].join(" ");
            let answer = words[count..].join(" ");
            if let Some(slot) = model.slot(&name) {
                let fact = model.slots[slot.index()].fact;
                return (!model.facts[fact.index()].is_derived())
                    .then(|| (fact, vec![slot], answer));
            }
            let by_id = facts.iter().position(|fact| model.facts[*fact].id.as_str() == name);
            let by_title = || matching::exactly(&name, &titles);
            if let Some(position) = by_id.or_else(by_title) {
                let fact = FactId::at(facts[position]);
                return Some((fact, self.changeable(fact), answer));
            }
        }
        let found = matching::by_word(text, &titles)?;
        let fact = FactId::at(facts[found.position]);
        Some((fact, self.changeable(fact), String::new()))
    }

    /// The slots of a fact that `/change` shows: of a set those that are known, or else all.
    fn changeable(&self, fact: FactId) -> Vec<Slot> {
        let fact = &self.model().facts[fact.index()];
        let known: Vec<Slot> =
            fact.slots().filter(|slot| self.findings().get(*slot) != Finding::Open).collect();
        if known.is_empty() || !matches!(fact.kind, FactKind::Set(_)) {
            return fact.slots().collect();
        }
        known
    }

    /// Reads the new answer and changes it; asks again where it was not understood.
    pub(super) fn changed_to(&mut self, fact: FactId, slots: &[Slot], text: &str) -> Reply {
        let of_fact = |slot: Slot| self.model().slots[slot.index()].fact == fact;
        let statement: Statement = match self.picked_statement(slots, text) {
            Some(statement) => statement,
            None => self
                .understand(text, slots)
                .statement
                .iter()
                .copied()
                .filter(|(slot, _)| of_fact(*slot))
                .collect(),
        };
        self.pending = None;
        if statement.is_empty() {
            return self.say_and_ask(Phrase::NotUnderstood);
        }
        self.replace(fact, statement)
    }

    fn picked_statement(&self, slots: &[Slot], text: &str) -> Option<Statement> {
        let picked = matching::numbers(text)?;
        let numeric = matches!(self.model().fact_of(slots[0]).kind, FactKind::Number(_));
        match (picked, slots) {
            (matching::Picked::DontKnow, slots) => {
                Some(slots.iter().map(|slot| (*slot, Finding::Unknown)).collect())
            }
            (matching::Picked::None, slots) if !numeric => {
                Some(slots.iter().map(|slot| (*slot, Finding::Denied)).collect())
            }
            (matching::Picked::Numbers(numbers), [only]) if !numeric => {
                match (numbers.as_slice(), &self.model().fact_of(*only).kind) {
                    ([n], FactKind::OneOf(choices)) if (1..=choices.len()).contains(n) => {
                        Some(vec![(*only, Finding::Choice(u16::try_from(n - 1).ok()?))])
                    }
                    ([1], _) => Some(vec![(*only, Finding::Affirmed)]),
                    ([2], _) => Some(vec![(*only, Finding::Denied)]),
                    _ => None,
                }
            }
            (matching::Picked::Numbers(numbers), slots) if !numeric => numbers
                .iter()
                .map(|n| Some((*slots.get(n.checked_sub(1)?)?, Finding::Affirmed)))
                .collect(),
            _ => None,
        }
    }

    fn change_language(&mut self, rest: &str) -> Reply {
        let chosen = rest.parse::<Language>().ok();
        match chosen.filter(|language| self.model().manifest.languages.contains(language)) {
            None => self.say_and_ask(Phrase::LanguageWhich),
            Some(language) => {
                self.settings.language_chosen = true;
                self.set_language(language);
                self.say_and_ask(Phrase::LanguageNow)
            }
        }
    }

    /// Speaks another language from here on; the country follows where nobody has chosen it.
    pub(super) fn set_language(&mut self, language: Language) {
        self.settings.language = language;
        if !self.settings.country_chosen {
            self.settings.country = Country::of_language(language);
            self.settings.region = None;
        }
    }

    fn change_country(&mut self, rest: &str) -> Reply {
        match Settings::country_and_region(self.model(), rest) {
            Some((country, region)) => {
                let name = match &region {
                    Some(region) => format!("{country} {region}"),
                    None => country.to_string(),
                };
                self.settings.country = country;
                self.settings.region = region;
                self.settings.country_chosen = true;
                let text = self.speech().phrase(Phrase::CountryNow, &[("name", &name)]);
                self.with_question(vec![Block::Text(text)])
            }
            None => {
                let regions: Vec<&str> =
                    self.model().contacts.iter().filter_map(|c| c.region.as_deref()).collect();
                let mut known: Vec<&str> = Vec::new();
                for region in regions {
                    if !known.contains(&region) {
                        known.push(region);
                    }
                }
                let regions = known.join(", ");
                let text = self.speech().phrase(Phrase::CountryWhich, &[("regions", &regions)]);
                self.with_question(vec![Block::Text(text)])
            }
        }
    }
}

impl Settings {
    /// Reads `dk`, `dk capital` or `dk-capital`; the region must be one that the pack has lines for.
    #[must_use]
    pub fn country_and_region(
        model: &crate::model::Model,
        text: &str,
    ) -> Option<(Country, Option<String>)> {
        let (code, region) = match text.trim().split_once([' ', '-', '/']) {
            Some((code, region)) => (code, Some(region.trim().to_lowercase())),
            None => (text.trim(), None),
        };
        let country = code.parse::<Country>().ok()?;
        let Some(region) = region else { return Some((country, None)) };
        let known = model.contacts.iter().any(|contact| {
            contact.country == country && contact.region.as_deref() == Some(region.as_str())
        });
        known.then_some((country, Some(region)))
    }
}
