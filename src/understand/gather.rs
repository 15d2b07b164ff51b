//! From the parts of an understanding to the whole.

use crate::base::decimal::Decimal;
use crate::base::language::Language;
use crate::model::Model;
use crate::model::fact::{FactKind, Slot, Unit};
use crate::model::finding::Finding;
use crate::model::vocabulary::{CommandWord, Cue};
use crate::understand::LONGEST;
use crate::understand::amounts::{Counted, with_counted};
use crate::understand::answers::{Whole, whole};
use crate::understand::choose::{Asked, Chosen, choose};
use crate::understand::clauses::{Denial, Stretch};
use crate::understand::outcome::{
    Context, Intent, Note, NotePiece, Range, Reply, Span, Understanding, Unsure,
};
use crate::understand::piece::{Pieces, cut};
use crate::understand::quantity::Quantity;
use crate::understand::reading::{Reading, read};
use crate::understand::said::{Statement, is_emergency, is_flag, statements};
use crate::understand::tongue::{Said as SaidBy, Tongue};
use crate::understand::tongues;
use crate::understand::values::{Value, Values, number_kind};

/// Foreign words count only when they are read this surely.
const SURE_FOREIGN: u8 = 95;

/// Reads a message in the language that fits best, and red flags in all.
pub(crate) fn understand(
    tongues: &[Tongue],
    model: &Model,
    text: &str,
    context: &Context<'_>,
) -> Understanding {
    let end = (0..=LONGEST.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    let shown = &text[..end.unwrap_or(0)];
    let pieces = cut(shown);
    let asked = Asked { model, slots: context.asking };
    if tongues.is_empty() {
        return Gathering::new(context.language.unwrap_or(Language::En), shown.len()).done(model);
    }
    let home = tongues::best(tongues, &pieces, context.language);
    let mut gathering = Gathering::new(tongues[home].language, shown.len());
    gathering.read(&tongues[home], model, &pieces, asked);
    for (position, tongue) in tongues.iter().enumerate() {
        if position != home {
            gathering.read_foreign((tongue, &tongues[home]), model, &pieces, asked);
        }
    }
    gathering.done(model)
}

/// An understanding as it grows.
struct Gathering {
    result: Understanding,
    values: Vec<Value>,
    said: Vec<Said>,
    asks: bool,
    answered: bool,
    greeting: bool,
}

/// A finding with its place in the text.
struct Said {
    statement: Statement,
    from: usize,
    to: usize,
}

impl Gathering {
    fn new(language: Language, read: usize) -> Self {
        let result = Understanding {
            language,
            statement: Vec::new(),
            unsure: Vec::new(),
            reply: None,
            command: None,
            intent: Intent::Other,
            spans: Vec::new(),
            quantities: Vec::new(),
            ranges: Vec::new(),
            notes: Vec::new(),
            emergency_words: None,
            about_other: false,
            correction: false,
            read,
        };
        Self {
            result,
            values: Vec::new(),
            said: Vec::new(),
            asks: false,
            answered: false,
            greeting: false,
        }
    }

    fn read(&mut self, tongue: &Tongue, model: &Model, pieces: &Pieces, asked: Asked<'_>) {
        let vocabulary = &model.vocabulary;
        let words = &vocabulary.languages[tongue.position];
        let reading = read(tongue, &vocabulary.amounts, pieces, true);
        let mut chosen = choose(tongue, words, &reading, asked);
        let whole = whole(tongue, &reading);
        if let Some(reply) = whole.reply.filter(|reply| denies_all(*reply)) {
            // "ingenting" to a list is none of it, though by itself it may name one: to eat nothing
            let denied = |slot: Slot| reply_to(model, slot, reply, asked.slots.len()).is_some();
            chosen
                .hits
                .retain(|hit| hit.said != SaidBy::Answer || !denied(words.facts[hit.entry].says.0));
        }
        if whole.reply == Some(Reply::DontKnow) && !asked.slots.is_empty() {
            // "I don't remember" tells of no bad memory
            chosen.hits.retain(|hit| asked.asks(words.facts[hit.entry].says.0));
        }
        let said = statements(model, words, &chosen, asked);
        let mut spent = chosen.spent.clone();
        let values = Values { model, tongue, words, reading: &reading, chosen: &chosen, asked };
        let counted = values.counted(&mut spent);
        let mut numbers = values.read(&said, &counted, &mut spent);
        with_counted(&mut numbers, &counted, &chosen.clauses);
        self.result.quantities = listed(&reading);
        self.result.correction = chosen.clauses.any(Cue::Correction);
        self.note(model, &reading, &counted);
        self.emergencies(&reading, &chosen);
        for number in numbers {
            let (from, to) = bytes(&reading, number.at);
            self.values.push(Value { at: Stretch::of(from, to), ..number });
        }
        for statement in said {
            let (from, to) = bytes(&reading, statement.at);
            self.said.push(Said { statement, from, to });
        }
        self.asks = chosen.clauses.asks();
        self.answer(model, &whole, asked);
        if chosen.verdicts.no_others {
            self.deny_others(model, asked);
        }
        self.result.reply = whole.reply;
        self.result.command = whole.command;
        self.greeting = whole.greeting;
    }

    fn note(&mut self, model: &Model, reading: &Reading, counted: &[Counted]) {
        for one in counted {
            let thing = &model.vocabulary.amounts.things[one.thing];
            let (from, to) = bytes(reading, one.at);
            let piece = NotePiece {
                count: one.count,
                thing: thing.id.clone(),
                each: thing.each.unwrap_or_default(),
                amount: one.amount,
                from,
                to,
            };
            match self.result.notes.iter_mut().find(|note| note.slot == one.slot) {
                Some(note) => note.pieces.push(piece),
                None => self.result.notes.push(Note { slot: one.slot, pieces: vec![piece] }),
            }
        }
    }

    /// Emergencies that are no facts, and not denied, asked or over.
    fn emergencies(&mut self, reading: &Reading, chosen: &Chosen) {
        for found in &chosen.emergencies {
            let at = Stretch::of(found.from(), found.to());
            let clauses = &chosen.clauses;
            let denied = clauses.denial(at, &[]) == Denial::Yes;
            let past = clauses.long_ago(at, &[]);
            if !denied
                && !past
                && !clauses.supposed(at.from)
                && self.result.emergency_words.is_none()
            {
                self.result.emergency_words = Some(bytes(reading, at));
            }
        }
    }

    /// Red flags in another language, in words that the language of the message does not know; and commands, which are
    /// known in all languages.
    fn read_foreign(
        &mut self,
        (tongue, home): (&Tongue, &Tongue),
        model: &Model,
        pieces: &Pieces,
        asked: Asked<'_>,
    ) {
        let strange = |word: &str| !home.lexicon.knows(word);
        let any = pieces
            .list
            .iter()
            .any(|piece| strange(&piece.word) && tongue.lexicon.uses(&piece.word));
        if !any {
            return;
        }
        let vocabulary = &model.vocabulary;
        let words = &vocabulary.languages[tongue.position];
        let reading = read(tongue, &vocabulary.amounts, pieces, false);
        let mut chosen = choose(tongue, words, &reading, asked);
        let list = &reading.lattice.pieces;
        let foreign = |from: usize, to: usize| list[from..to].iter().any(|p| strange(&p.word));
        chosen.hits.retain(|hit| {
            hit.found.score >= SURE_FOREIGN && foreign(hit.found.from(), hit.found.to())
        });
        chosen
            .emergencies
            .retain(|found| found.score >= SURE_FOREIGN && foreign(found.from(), found.to()));
        self.emergencies(&reading, &chosen);
        for statement in statements(model, words, &chosen, asked) {
            let flag = is_flag(model, statement.slot) && statement.finding == Finding::Affirmed;
            let known = self.said.iter().any(|said| said.statement.slot == statement.slot);
            if flag && !known {
                let (from, to) = bytes(&reading, statement.at);
                self.said.push(Said { statement, from, to });
            }
        }
        // a slip of a symptom's word gives way to a command of another language that is spelt just so
        let is_nothing_else = self.said.iter().all(|said| said.statement.score < SURE_FOREIGN)
            && self.values.is_empty()
            && self.result.reply.is_none()
            && self.result.command.is_none();
        if is_nothing_else {
            let Whole { command, .. } = whole(tongue, &reading);
            if command.is_some() {
                self.said.clear();
                self.result.command = command;
                self.answer(model, &Whole { command, ..Whole::default() }, asked);
            }
        }
    }

    /// What an answer says of the slots that are asked.
    fn answer(&mut self, model: &Model, whole: &Whole, asked: Asked<'_>) {
        // to pass a question says as much as "don't know"
        let skipped = (whole.command == Some(CommandWord::Skip)).then_some(Reply::DontKnow);
        let Some(reply) = whole.reply.or(skipped).or(whole.leading) else { return };
        let led = whole.reply.or(skipped).is_none();
        let stated = |slot: Slot, this: &Self| {
            this.said.iter().any(|said| said.statement.slot == slot)
                || this.values.iter().any(|value| value.slot == slot)
        };
        let any = asked.slots.iter().any(|slot| stated(*slot, self));
        let none = led && matches!(reply, Reply::NoneOfThese { .. });
        // "none of these, only tired": what else is said is no case of what is asked, and is understood
        let besides = || {
            self.said.iter().any(|said| said.statement.finding == Finding::Affirmed)
                && !self.said.iter().any(|said| said.statement.unsure)
        };
        if led && if none { !besides() } else { any || asked.slots.len() > 1 } {
            return;
        }
        for slot in asked.slots {
            if stated(*slot, self) {
                continue;
            }
            if let Some((finding, unsure)) = reply_to(model, *slot, reply, asked.slots.len()) {
                self.answered = true;
                let at = Stretch::of(0, 0);
                let score = if unsure { 60 } else { 100 };
                let (slot, finding) = (*slot, finding);
                let (of_others, detail) = (false, false);
                let statement = Statement { slot, finding, at, score, unsure, detail, of_others };
                self.said.push(Said { statement, from: 0, to: self.result.read });
            }
        }
    }

    /// "Numb feet, nothing else": the others that the question shows are denied, where all that stands before is understood.
    fn deny_others(&mut self, model: &Model, asked: Asked<'_>) {
        let sure = |said: &Said| {
            let one = &said.statement;
            asked.slots.contains(&one.slot)
                && one.finding == Finding::Affirmed
                && !one.unsure
                && !one.of_others
        };
        if asked.slots.len() > 1
            && self.said.iter().any(sure)
            && !self.said.iter().any(|s| s.statement.unsure)
        {
            let reply = Reply::NoneOfThese { exact: true };
            self.answer(model, &Whole { reply: Some(reply), ..Whole::default() }, asked);
        }
    }

    fn done(mut self, model: &Model) -> Understanding {
        self.take_statements(model);
        self.take_values(model);
        self.result.unsure.sort_by_key(|u| (std::cmp::Reverse(u.score), u.slot, u.from));
        let statement = &self.result.statement;
        self.result.unsure.dedup_by(|a, b| a.slot == b.slot && a.finding == b.finding);
        self.result
            .unsure
            .retain(|u| is_flag(model, u.slot) || !statement.contains(&(u.slot, u.finding)));
        self.result.intent = self.intent();
        self.result
    }

    fn take_statements(&mut self, model: &Model) {
        let corrected = self.result.correction;
        let said = std::mem::take(&mut self.said);
        for (number, one) in said.iter().enumerate() {
            let Said { statement, from, to } = one;
            if statement.of_others {
                self.result.about_other = true;
                let threat = is_emergency(model, statement.slot);
                if threat && statement.finding == Finding::Affirmed {
                    self.result.emergency_words.get_or_insert((*from, *to));
                }
                continue;
            }
            let (slot, finding) = (statement.slot, statement.finding);
            let flag = is_flag(model, slot);
            let contrary = |other: &Said| {
                other.statement.slot == slot
                    && other.statement.finding != finding
                    && !other.statement.of_others
            };
            let replaced = corrected && said[number + 1..].iter().any(contrary);
            if replaced {
                continue;
            }
            let disputed = !corrected && said.iter().any(contrary);
            let taken = (!statement.unsure && !disputed) || flag && finding == Finding::Affirmed;
            if statement.unsure || disputed {
                let score = statement.score.min(79);
                self.result.unsure.push(Unsure { slot, finding, from: *from, to: *to, score });
            }
            if taken {
                self.state(slot, finding, (*from, *to), statement.score);
            }
        }
    }

    fn state(&mut self, slot: Slot, finding: Finding, (from, to): (usize, usize), score: u8) {
        self.result.spans.push(Span { slot, finding, from, to, score });
        if !self.result.statement.iter().any(|known| known.0 == slot) {
            self.result.statement.push((slot, finding));
        }
    }

    fn take_values(&mut self, model: &Model) {
        let values = std::mem::take(&mut self.values);
        for value in &values {
            let slot = value.slot;
            let finding = Finding::Number(value.value);
            let rival = values.iter().any(|other| other.slot == slot && other.value != value.value);
            if number_kind(model, slot).is_none() {
                continue;
            }
            if rival {
                let (from, to) = (value.at.from, value.at.to);
                let score = value.score.min(79);
                self.result.unsure.push(Unsure { slot, finding, from, to, score });
            } else {
                let ends = self.ends(value);
                self.result.ranges.extend(ends);
                self.state(slot, finding, (value.at.from, value.at.to), value.score);
            }
        }
    }

    /// The range that a value is the middle of: ends that stand to it as those of its only quantity to their middle.
    fn ends(&self, value: &Value) -> Option<Range> {
        let inside = |q: &&Quantity| value.at.from <= q.from && q.to <= value.at.to;
        let mut quantities = self.result.quantities.iter().filter(inside);
        let (Some(only), None) = (quantities.next(), quantities.next()) else { return None };
        let high = only.to_value?;
        let both = only.value.checked_add(high)?;
        let part = |end: Decimal| {
            let twice = end.checked_mul(Decimal::whole(2))?.checked_mul(value.value)?;
            twice.checked_div(both)
        };
        Some(Range { slot: value.slot, low: part(only.value)?, high: part(high)? })
    }

    fn intent(&self) -> Intent {
        let result = &self.result;
        if result.command.is_some() && !self.answered {
            Intent::Command
        } else if result.correction && !(result.statement.is_empty() && result.unsure.is_empty()) {
            Intent::Correction
        } else if self.asks && result.statement.is_empty() {
            Intent::Question
        } else if self.answered || result.reply.is_some() {
            Intent::Answer
        } else if !result.statement.is_empty() || !result.unsure.is_empty() {
            Intent::Statement
        } else if self.greeting {
            Intent::Greeting
        } else {
            Intent::Other
        }
    }
}

fn bytes(reading: &Reading, at: Stretch) -> (usize, usize) {
    let pieces = &reading.lattice.pieces;
    let from = pieces.get(at.from).map_or(0, |piece| piece.from);
    let to = at.to.checked_sub(1).and_then(|last| pieces.get(last)).map_or(from, |piece| piece.to);
    (from, to.max(from))
}

fn listed(reading: &Reading) -> Vec<Quantity> {
    let mut listed: Vec<Quantity> = Vec::new();
    for parsed in reading.listed.iter().filter_map(|number| reading.quantities.get(*number)) {
        let Some(kind) = parsed.kind() else { continue };
        let (from, to) = bytes(reading, Stretch::of(parsed.from, parsed.to));
        let sign = reading.lattice.pieces.get(parsed.from).and_then(|piece| piece.minus);
        let from = sign.filter(|_| parsed.value < Decimal::ZERO).unwrap_or(from);
        // the parts of one word stand at one place: the first is listed
        if listed.last().is_none_or(|last| last.to <= from) {
            listed.push(Quantity {
                kind,
                value: parsed.value,
                to_value: parsed.to_value,
                from,
                to,
            });
        }
    }
    listed
}

/// Whether a reply is a sure no to everything that is shown.
fn denies_all(reply: Reply) -> bool {
    matches!(reply, Reply::No { exact: true } | Reply::NoneOfThese { exact: true })
}

/// What an answer says of one slot of `shown`, and whether it is asked back.
fn reply_to(model: &Model, slot: Slot, reply: Reply, shown: usize) -> Option<(Finding, bool)> {
    let fact = model.fact_of(slot);
    let flag = is_flag(model, slot);
    match (&fact.kind, reply) {
        (FactKind::Derived(_), _) | (_, Reply::Heard) => None,
        (_, Reply::DontKnow) => Some((Finding::Unknown, false)),
        (FactKind::YesNo | FactKind::Set(_), Reply::Yes { .. } | Reply::WeakYes) => {
            (shown == 1).then_some((Finding::Affirmed, false))
        }
        (
            FactKind::YesNo | FactKind::Set(_),
            Reply::No { exact } | Reply::NoneOfThese { exact },
        ) => Some((Finding::Denied, flag && !exact)),
        (FactKind::Number(kind), Reply::NoneOfThese { exact } | Reply::No { exact }) => {
            let amount = matches!(kind.unit, Unit::Milligrams | Unit::DaysPerWeek);
            amount.then_some((Finding::Number(Decimal::ZERO), !exact))
        }
        _ => None,
    }
}
