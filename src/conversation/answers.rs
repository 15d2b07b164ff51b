//! Free text, numbers from a list, and what waits for a yes or no.

use std::sync::Arc;

use crate::base::decimal::Decimal;
use crate::conversation::ask::answer;
use crate::conversation::matching::{self, Picked};
use crate::conversation::{Asked, Chat, Pending, Reply};
use crate::engine::{Event, QuestionKind};
use crate::model::condition::Comparison;
use crate::model::fact::{FactKind, RedFlag, Slot};
use crate::model::finding::{Finding, Statement};
use crate::model::interface::Phrase;
use crate::model::urgency::Urgency;
use crate::render::block::Block;
use crate::render::page::{emergency_words_card, slots_in_words};
use crate::render::question::Options;
use crate::render::sources::claim;
use crate::understand::outcome::{Context, Intent, Range, Reply as Answer, Understanding, Unsure};

/// How many guesses are put to the person at once.
const MOST_GUESSES: usize = 3;

impl Chat<'_> {
    /// Takes words that are no slash command.
    pub(super) fn words(&mut self, text: &str) -> Reply {
        if let Some(Pending::Change(fact, slots)) = self.pending.clone() {
            let of_fact = |slot: Slot| self.model().slots[slot.index()].fact == fact;
            if !self.alarming(text).is_some_and(|slots| slots.iter().any(|slot| !of_fact(*slot))) {
                return self.changed_to(fact, &slots, text);
            }
        }
        let understood = self.understand(text, &self.asking());
        self.follow_language(&understood);
        if self.pending.is_some()
            && let Some(reply) = self.settle_pending(&understood, text)
        {
            return reply;
        }
        self.pending = None;
        if let Some(reply) = self.picked(text) {
            return reply;
        }
        let takes_words = !understood.statement.is_empty() || !understood.unsure.is_empty();
        if let Some(command) = understood.command
            && !takes_words
        {
            return self.word_command(command);
        }
        self.understood(&understood, text)
    }

    /// Whether words tell of an emergency, whatever they were meant for.
    pub(super) fn raises_alarm(&self, text: &str) -> bool {
        self.alarming(text).is_some()
    }

    /// The emergencies that words tell of; empty for those that belong to no fact.
    fn alarming(&self, text: &str) -> Option<Vec<Slot>> {
        if text.is_empty() {
            return None;
        }
        let understood = self.understand(text, &[]);
        let affirmed = understood.statement.iter().filter(|said| said.1 == Finding::Affirmed);
        let is_emergency =
            |slot: &Slot| self.red_flag(*slot).is_some_and(|flag| flag.least == Urgency::Emergency);
        let slots: Vec<Slot> = affirmed.map(|said| said.0).filter(is_emergency).collect();
        (!slots.is_empty() || understood.emergency_words.is_some()).then_some(slots)
    }

    /// The slots that the open question shows.
    fn asking(&self) -> Vec<Slot> {
        if let Some(Pending::Choose(slot, _)) = self.pending {
            return vec![slot];
        }
        match self.session.question() {
            Some(question) if question.kind != QuestionKind::Listen => question.show.clone(),
            _ => Vec::new(),
        }
    }

    pub(super) fn understand(&self, text: &str, asking: &[Slot]) -> Arc<Understanding> {
        let known = self.settings.language_chosen || !self.session.events().is_empty();
        let context = Context { language: known.then_some(self.settings.language), asking };
        self.manner.shared.understand(self.reader, self.model(), text, &context)
    }

    /// The first message decides the language where nobody has chosen one.
    fn follow_language(&mut self, understood: &Understanding) {
        let first = self.session.events().is_empty() && !self.settings.language_chosen;
        let speaks = self.model().manifest.languages.contains(&understood.language);
        if first && speaks && !understood.statement.is_empty() {
            self.set_language(understood.language);
        }
    }

    /// A pure list of numbers, or the word or beginning of an option.
    fn picked(&mut self, text: &str) -> Option<Reply> {
        let options = self.options()?;
        let and = self.speech().phrase(Phrase::And, &[]);
        let picked = matching::numbers(&text.replace(&format!(" {and} "), ", "))?;
        let range = |most: usize| Some(self.out_of_list(most));
        match (options, picked) {
            (Options::Value(_), _) => None,
            (_, Picked::DontKnow) => Some(self.event(Event::Skip, Vec::new())),
            (Options::Members(slots), Picked::None) => {
                let denied = slots.into_iter().map(|slot| (slot, Finding::Denied)).collect();
                Some(self.take(denied, Vec::new()))
            }
            (Options::Members(slots), Picked::Numbers(numbers)) => {
                let chosen: Option<Vec<Slot>> =
                    numbers.iter().map(|n| slots.get(n.checked_sub(1)?).copied()).collect();
                let Some(chosen) = chosen else { return range(slots.len()) };
                let affirmed = chosen.into_iter().map(|slot| (slot, Finding::Affirmed)).collect();
                Some(self.take(affirmed, Vec::new()))
            }
            (Options::YesNo(slot), Picked::Numbers(numbers)) => match numbers.as_slice() {
                [1] => Some(self.take(vec![(slot, Finding::Affirmed)], Vec::new())),
                [2] => Some(self.take(vec![(slot, Finding::Denied)], Vec::new())),
                _ => range(2),
            },
            (Options::Choices(slot, count), Picked::Numbers(numbers)) => {
                let chosen = numbers.first().filter(|n| (1..=count).contains(*n));
                let chosen = chosen.and_then(|n| u16::try_from(n - 1).ok());
                let Some(chosen) = chosen else { return range(count) };
                Some(self.take(vec![(slot, Finding::Choice(chosen))], Vec::new()))
            }
            (Options::YesNo(_) | Options::Choices(..), Picked::None) => range(2),
        }
    }

    fn out_of_list(&self, most: usize) -> Reply {
        let values = [("min", "1"), ("max", &most.to_string())];
        let note = Block::Text(self.speech().phrase(Phrase::NumberOutOfList, &values));
        self.with_question(vec![note])
    }

    /// Takes findings as said, and repeats back what was volunteered.
    pub(super) fn take(&mut self, statement: Statement, mut blocks: Vec<Block>) -> Reply {
        let noted = self.noted(&statement);
        blocks.extend(noted);
        self.event(Event::Answer(statement), blocks)
    }

    /// "Noted: …": everything that was affirmed or given a value.
    fn noted(&self, statement: &Statement) -> Option<Block> {
        if self.manner.silent {
            return None;
        }
        let speech = self.speech();
        let items: Vec<String> = statement
            .iter()
            .filter(|(_, finding)| !matches!(finding, Finding::Unknown | Finding::Open))
            .filter(|(slot, finding)| *finding != Finding::Denied || !self.asking().contains(slot))
            .map(|(slot, finding)| speech.statement(*slot, *finding))
            .collect();
        let items = items.join("; ");
        (!items.is_empty()).then(|| Block::Note(speech.phrase(Phrase::Noted, &[("items", &items)])))
    }

    fn understood(&mut self, understood: &Understanding, text: &str) -> Reply {
        if understood.emergency_words.is_none() {
            return self.answered(understood, text);
        }
        if understood.statement.is_empty() {
            return self.emergency_words(understood.about_other);
        }
        // whatever else a message says, the words of an emergency in it are answered first
        let mut reply = self.answered(understood, text);
        if self.session.level(self.engine) != Some(Urgency::Emergency) {
            reply.blocks.insert(0, emergency_words_card(&self.speech()));
        }
        reply
    }

    fn answered(&mut self, understood: &Understanding, text: &str) -> Reply {
        let parted = self.parted(understood);
        let understood = parted.as_ref().unwrap_or(understood);
        let asking = self.asking();
        let flags = asking.iter().filter(|slot| self.red_flag(**slot).is_some()).count();
        let no = match understood.reply {
            Some(Answer::No { exact }) => Some(exact && flags < 2),
            Some(Answer::NoneOfThese { exact }) => Some(exact || flags == 0),
            _ => None,
        };
        if no == Some(false) && !asking.is_empty() {
            let open = |slot: &Slot| self.session.findings().get(*slot) == Finding::Open;
            let slots = asking.iter().copied().filter(open).collect::<Vec<_>>();
            return self.confirm(slots.into_iter().map(|slot| (slot, Finding::Denied)).collect());
        }
        if let Some(reply) = self.implausible(&understood.statement) {
            return reply;
        }
        if let Some(doubtful) = self.doubtful(understood, &asking) {
            return self.confirm(doubtful);
        }
        if understood.about_other && understood.statement.is_empty() {
            self.pending = Some(Pending::AboutOther);
            let question = self.speech().phrase(Phrase::AboutOther, &[]);
            return Reply { blocks: vec![Block::Text(question)], ..Reply::default() };
        }
        let unsure = Self::unsure(understood);
        if !understood.statement.is_empty() {
            return self.take_and_confirm(understood, unsure, text);
        }
        if !unsure.is_empty() {
            return self.confirm(unsure);
        }
        self.nothing_understood(understood, text)
    }

    /// Ranges whose ends the pack tells apart are asked about: their middle counts only where nothing hangs on it.
    fn parted(&self, understood: &Understanding) -> Option<Understanding> {
        let is_cut = |range: &&Range| {
            let comparisons = self.model().comparisons(range.slot);
            let differs = |(comparison, bound): &(Comparison, Decimal)| {
                comparison.holds(range.low, *bound) != comparison.holds(range.high, *bound)
            };
            comparisons.iter().any(differs)
        };
        let cut: Vec<&Range> = understood.ranges.iter().filter(is_cut).collect();
        if cut.is_empty() {
            return None;
        }
        let mut parted = understood.clone();
        parted.statement.retain(|(slot, _)| !cut.iter().any(|range| range.slot == *slot));
        parted.notes.retain(|note| !cut.iter().any(|range| range.slot == note.slot));
        for range in cut {
            for end in [range.low, range.high] {
                let (slot, finding) = (range.slot, Finding::Number(end));
                parted.unsure.push(Unsure {
                    slot,
                    finding,
                    from: 0,
                    to: understood.read,
                    score: 79,
                });
            }
        }
        Some(parted)
    }

    /// A bare number that is too small to be meant in the fact's unit.
    fn doubtful(&self, understood: &Understanding, asking: &[Slot]) -> Option<Statement> {
        let [(slot, Finding::Number(number))] = understood.statement.as_slice() else {
            return None;
        };
        let FactKind::Number(kind) = &self.model().fact_of(*slot).kind else { return None };
        let counted = understood.notes.iter().any(|note| note.slot == *slot);
        let small = kind.doubt_below.is_some_and(|below| *number < below);
        (asking.contains(slot) && small && *number > Decimal::ZERO && !counted)
            .then(|| understood.statement.clone())
    }

    /// What was read, but not surely, and does not count yet: at most three guesses.
    fn unsure(understood: &Understanding) -> Statement {
        let taken = |slot: Slot| understood.statement.iter().any(|(taken, _)| *taken == slot);
        let mut guesses: Vec<_> = understood.unsure.iter().filter(|u| !taken(u.slot)).collect();
        guesses.sort_by_key(|guess| std::cmp::Reverse(guess.score));
        guesses.iter().take(MOST_GUESSES).map(|u| (u.slot, u.finding)).collect()
    }

    fn take_and_confirm(
        &mut self,
        understood: &Understanding,
        unsure: Statement,
        text: &str,
    ) -> Reply {
        let mut notes: Vec<Block> = self.assumptions(understood, text).into_iter().collect();
        let shaky: Vec<Slot> = understood
            .unsure
            .iter()
            .map(|u| u.slot)
            .filter(|slot| understood.statement.iter().any(|(s, _)| s == slot))
            .collect();
        if matches!(understood.reply, Some(Answer::DontKnow)) {
            notes.clear();
        }
        let mut reply = self.take(understood.statement.clone(), notes);
        if !shaky.is_empty() {
            self.pending = Some(Pending::ConfirmEmergency(shaky.clone()));
            let items = slots_in_words(&self.speech(), &shaky);
            let question = self.speech().phrase(Phrase::ConfirmMember, &[("items", &items)]);
            if reply.asked.is_some() {
                reply.blocks.pop();
            }
            reply.blocks.push(Block::Text(question));
            reply.asked = Some(Asked { manner: Some("confirm"), name: self.name_of(&shaky) });
        } else if !unsure.is_empty() {
            if reply.asked.is_some() {
                reply.blocks.pop();
            }
            let confirm = self.confirm(unsure);
            reply.blocks.extend(confirm.blocks);
            reply.asked = confirm.asked;
        }
        reply
    }

    /// The sums behind an amount, in the person's words: "six coffees: 6 × 90 mg".
    fn assumptions(&self, understood: &Understanding, text: &str) -> Option<Block> {
        if self.manner.silent {
            return None;
        }
        let speech = self.speech();
        let mut sums: Vec<String> = Vec::new();
        for note in &understood.notes {
            for piece in &note.pieces {
                let words = text.get(piece.from..piece.to).unwrap_or_default().trim();
                let (count, each) = (speech.number(piece.count), speech.number(piece.each));
                let amount = speech.amount(note.slot, piece.amount);
                let values =
                    [("words", words), ("count", &count), ("each", &each), ("amount", &amount)];
                sums.push(speech.phrase(Phrase::Assumed, &values));
            }
        }
        (!sums.is_empty()).then(|| Block::Note(sums.join(" ")))
    }

    /// Repeats findings back; they count after a yes.
    fn confirm(&mut self, statement: Statement) -> Reply {
        let of = |slot: Slot| statement.iter().filter(move |said| said.0 == slot);
        let rivals = statement.iter().map(|said| said.0).find(|slot| of(*slot).count() > 1);
        if let Some(slot) = rivals {
            // "yes" would take them all: which one?
            let values: Vec<Finding> = of(slot).map(|said| said.1).collect();
            let reply = self.choose_reply(Vec::new(), slot, &values);
            self.pending = Some(Pending::Choose(slot, values));
            return reply;
        }
        let reply = self.confirm_reply(Vec::new(), &statement);
        self.pending = Some(Pending::Confirm(statement));
        reply
    }

    pub(super) fn choose_reply(
        &self,
        mut blocks: Vec<Block>,
        slot: Slot,
        values: &[Finding],
    ) -> Reply {
        let speech = self.speech();
        let asked = Some(Asked { manner: Some("confirm"), name: self.name_of(&[slot]) });
        if !self.manner.silent {
            let options = values.iter().map(|value| speech.statement(slot, *value));
            blocks.push(Block::Question {
                text: speech.phrase(Phrase::ConfirmWhich, &[]),
                options: options.chain([speech.phrase(Phrase::NoneOfThese, &[])]).collect(),
                marked: Vec::new(),
                hint: None,
            });
        }
        Reply { blocks, asked, ..Reply::default() }
    }

    /// Takes the value that was chosen, or another one that was told instead.
    fn settle_choice(
        &mut self,
        (slot, values): (Slot, &[Finding]),
        understood: &Understanding,
        text: &str,
    ) -> Option<Reply> {
        let told = |slot: Slot| understood.statement.iter().find(|said| said.0 == slot).copied();
        let is_none = |n: usize| n == values.len() + 1;
        let chosen = match matching::numbers(text) {
            Some(Picked::Numbers(numbers)) => match numbers.as_slice() {
                [n] if is_none(*n) => return Some(self.not_confirmed(&[])),
                [n] if (1..=values.len()).contains(n) => Some((slot, values[n - 1])),
                _ => told(slot),
            },
            Some(Picked::None) => return Some(self.not_confirmed(&[])),
            Some(Picked::DontKnow) => Some((slot, Finding::Unknown)),
            None if matches!(understood.reply, Some(Answer::DontKnow)) => {
                Some((slot, Finding::Unknown))
            }
            None if matches!(
                understood.reply,
                Some(Answer::No { .. } | Answer::NoneOfThese { .. })
            ) =>
            {
                return Some(self.not_confirmed(&[]));
            }
            None => None,
        }?;
        Some(self.take(vec![chosen], Vec::new()))
    }

    pub(super) fn confirm_reply(&self, mut blocks: Vec<Block>, statement: &Statement) -> Reply {
        let speech = self.speech();
        let slots: Vec<Slot> = statement.iter().map(|(slot, _)| *slot).collect();
        let asked = Some(Asked { manner: Some("confirm"), name: self.name_of(&slots) });
        if self.manner.silent {
            return Reply { blocks, asked, ..Reply::default() };
        }
        let denies = statement.iter().all(|(_, finding)| *finding == Finding::Denied);
        let labels: Vec<String> = slots.iter().map(|slot| speech.slot_in_sentence(*slot)).collect();
        if denies && slots.len() > 1 {
            blocks.push(Block::Heading(speech.phrase(Phrase::ConfirmNone, &[])));
            blocks.extend(labels.iter().cloned().map(Block::Item));
        }
        let (phrase, items) = if denies && slots.len() > 1 {
            (Phrase::ConfirmAll, String::new())
        } else if denies {
            (Phrase::ConfirmNoOne, labels.join("; "))
        } else {
            let stated = statement.iter().map(|(slot, f)| speech.statement(*slot, *f));
            (Phrase::ConfirmValue, stated.collect::<Vec<_>>().join("; "))
        };
        blocks.push(Block::Question {
            text: speech.phrase(phrase, &[("items", &items)]),
            options: if phrase == Phrase::ConfirmAll {
                vec![
                    speech.phrase(Phrase::ConfirmAllYes, &[]),
                    speech.phrase(Phrase::ConfirmAllNo, &[]),
                ]
            } else {
                vec![speech.phrase(Phrase::Yes, &[]), speech.phrase(Phrase::No, &[])]
            },
            marked: Vec::new(),
            hint: None,
        });
        Reply { blocks, asked, ..Reply::default() }
    }

    /// Settles what waits for a yes or no; none where the person said something else.
    fn settle_pending(&mut self, understood: &Understanding, text: &str) -> Option<Reply> {
        if let Some(Pending::Choose(slot, values)) = self.pending.clone() {
            self.pending = None;
            return self.settle_choice((slot, &values), understood, text);
        }
        // "none" agrees with "no to all of these?"
        let denies = matches!(&self.pending, Some(Pending::Confirm(statement))
            if statement.iter().all(|(_, finding)| *finding == Finding::Denied));
        // "yes, none of them": what stands before the comma answers
        let bare = understood.statement.is_empty() && understood.unsure.is_empty();
        let first = text.split_once(',').filter(|_| bare);
        let first = first.map(|(first, _)| self.understand(first, &[]).reply);
        let reply = understood.reply.or_else(|| first.flatten());
        let yes_no = match (matching::numbers(text), reply) {
            (Some(Picked::None), _) | (None, Some(Answer::NoneOfThese { exact: true }))
                if denies =>
            {
                Some(true)
            }
            (Some(Picked::Numbers(numbers)), _) if numbers == [1] => Some(true),
            (Some(Picked::Numbers(numbers)), _) if numbers == [2] => Some(false),
            // what denies a red flag must be said plainly: no slip and no "a bit"
            (None, Some(Answer::Yes { sure })) if sure || !denies => Some(true),
            (None, Some(Answer::WeakYes)) => Some(!denies),
            (None, Some(Answer::No { exact } | Answer::NoneOfThese { exact }))
                if exact || !matches!(self.pending, Some(Pending::ConfirmEmergency(_))) =>
            {
                Some(false)
            }
            _ => None,
        };
        match (self.pending.take()?, yes_no) {
            (Pending::Confirm(statement), Some(true)) => Some(self.take(statement, Vec::new())),
            (Pending::Confirm(statement), Some(false)) => Some(self.not_confirmed(&statement)),
            (Pending::ConfirmEmergency(_), Some(true)) => Some(self.with_question(Vec::new())),
            (Pending::ConfirmEmergency(slots), Some(false)) => {
                let taken_back = slots.into_iter().map(|slot| (slot, Finding::Denied)).collect();
                Some(self.event(Event::Answer(taken_back), Vec::new()))
            }
            (Pending::AboutOther, Some(true)) => Some(self.say_and_ask(Phrase::AboutYouAgain)),
            (Pending::AboutOther, Some(false)) => Some(self.say_and_ask(Phrase::AboutOtherNotYou)),
            (_, None) | (Pending::Change(..) | Pending::Choose(..), _) => None,
        }
    }

    /// A "no" to "did you mean no to all of these?" means that something is there: which?
    fn not_confirmed(&self, statement: &[(Slot, Finding)]) -> Reply {
        let denies = statement.iter().all(|(_, finding)| *finding == Finding::Denied);
        let phrase =
            if denies && statement.len() > 1 { Phrase::WhichOne } else { Phrase::NotConfirmed };
        self.say_and_ask(phrase)
    }

    pub(super) fn say_and_ask(&self, phrase: Phrase) -> Reply {
        if self.manner.silent {
            return self.with_question(Vec::new());
        }
        let text = self.speech().phrase(phrase, &[]);
        self.with_question(vec![Block::Text(text)])
    }

    /// A number outside its plausible range is asked again.
    fn implausible(&self, statement: &Statement) -> Option<Reply> {
        let speech = self.speech();
        statement.iter().find_map(|(slot, finding)| {
            let FactKind::Number(kind) = &self.model().fact_of(*slot).kind else { return None };
            let Finding::Number(number) = finding else { return None };
            if (kind.min..=kind.max).contains(number) {
                return None;
            }
            let value = speech.amount(*slot, *number);
            let (min, max) = (speech.number(kind.min), speech.number(kind.max));
            let values = [("value", value.as_str()), ("min", &min), ("max", &max)];
            let text = speech.phrase(Phrase::NumberOutOfRange, &values);
            Some(self.with_question(vec![Block::Text(text)]))
        })
    }

    fn nothing_understood(&mut self, understood: &Understanding, text: &str) -> Reply {
        if let Some(reply) = self.option_by_word(text) {
            return reply;
        }
        let speech = self.speech();
        let asks_list = matches!(self.options(), Some(Options::Members(_)));
        if asks_list && matches!(understood.reply, Some(Answer::Yes { .. } | Answer::WeakYes)) {
            return self.say_and_ask(Phrase::WhichOne);
        }
        let listening =
            self.session.question().is_some_and(|question| question.kind == QuestionKind::Listen);
        if listening {
            return self.event(Event::Answer(Vec::new()), Vec::new());
        }
        if self.session.level(self.engine) == Some(Urgency::Emergency) {
            let text = speech.phrase(Phrase::EmergencyStays, &[]);
            return self.with_question(vec![Block::Text(text)]);
        }
        if understood.intent == Intent::Question {
            let blocks = self.said_by_the_articles(text);
            return self.with_question(blocks);
        }
        let text = match self.options() {
            Some(Options::Value(slot)) => {
                let example = self.example(slot);
                speech.phrase(Phrase::NotUnderstoodNumber, &[("example", &example)])
            }
            _ => speech.phrase(Phrase::NotUnderstood, &[]),
        };
        self.with_question(vec![Block::Text(text)])
    }

    /// What the articles say to a question that the person asks back, or that they do not say.
    fn said_by_the_articles(&self, question: &str) -> Vec<Block> {
        if self.manner.silent {
            return Vec::new();
        }
        let library = self.manner.shared.library(self.model());
        let language = self.settings.language;
        let answer = answer(self.engine, self.reader, library, question, language);
        let speech = self.speech();
        if answer.claims.is_empty() {
            return vec![Block::Text(speech.phrase(Phrase::ArticlesDoNotSay, &[]))];
        }
        let claims = answer.claims.iter().take(MOST_GUESSES);
        claims.flat_map(|position| claim(&speech, &self.model().claims[*position])).collect()
    }

    /// An example of a number for a fact: seven of its steps, if its range has them.
    fn example(&self, slot: Slot) -> String {
        let FactKind::Number(kind) = &self.model().fact_of(slot).kind else { return String::new() };
        let seven = kind.step.checked_mul(Decimal::whole(7)).unwrap_or(kind.max);
        self.speech().amount(slot, seven.clamp(kind.min, kind.max.max(kind.min)))
    }

    /// The word, the beginning or a slip of one option; a slip is asked back.
    fn option_by_word(&mut self, text: &str) -> Option<Reply> {
        let options = self.options()?;
        let speech = self.speech();
        let (labels, findings): (Vec<String>, Vec<(Slot, Finding)>) = match &options {
            Options::Members(slots) => slots
                .iter()
                .map(|slot| (speech.slot_label(*slot), (*slot, Finding::Affirmed)))
                .unzip(),
            Options::Choices(slot, count) => (0..*count)
                .filter_map(|n| u16::try_from(n).ok())
                .map(|n| {
                    let finding = Finding::Choice(n);
                    (speech.finding_in_words(*slot, finding), (*slot, finding))
                })
                .unzip(),
            _ => return None,
        };
        let found = matching::by_word(text, &labels)?;
        let finding = findings[found.position];
        let flag = self.red_flag(finding.0).is_some();
        if found.exact || flag {
            return Some(self.take(vec![finding], Vec::new()));
        }
        Some(self.confirm(vec![finding]))
    }

    pub(super) fn red_flag(&self, slot: Slot) -> Option<&RedFlag> {
        match self.model().member_of(slot) {
            Some(member) => member.red_flag.as_ref(),
            None => self.model().fact_of(slot).red_flag.as_ref(),
        }
    }
}
