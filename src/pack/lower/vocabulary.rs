//! Vocabulary: phrases are parsed, and the facts, classes, things and units that they name looked up.

use std::collections::BTreeSet;

use crate::base::decimal::Decimal;
use crate::base::language::Language;
use crate::model::fact::Slot;
use crate::model::finding::Finding;
use crate::model::vocabulary::phrase::{Phrase, QuantityAtom};
use crate::model::vocabulary::{
    Alone, Amounts, Class, CommandWords, Cue, CueWords, FactWords, NumericRole, NumericWords,
    QuantityUnit, Reading, ReplyKind, ReplyWords, Thing, ThingWords, Vocabulary, Words,
};
use crate::pack::extend::is_of_base;
use crate::pack::lower::Lowering;
use crate::pack::lower::facts::ShapeKind;
use crate::pack::place::At;
use crate::pack::vocabulary::{
    RawAgo, RawAlone, RawAmounts, RawClock, RawCues, RawFact, RawMoment, RawNumbers, RawRates,
    RawReading, RawReplies, RawThingWords, RawUnitWords, RawVocabulary, RawWords, RawWordsFile,
};

const HOUR: i32 = 3_600;
const DAY: i32 = 86_400;

impl Lowering<'_> {
    /// Lowers the vocabulary.
    pub(super) fn vocabulary(&mut self, raw: RawVocabulary) -> Vocabulary {
        let mut amounts = Amounts::default();
        for (file, raw) in &raw.amounts {
            self.amounts(&At::file(*file), raw, &mut amounts);
        }
        let mut files: [Vec<RawWordsFile>; Language::ALL.len()] = Default::default();
        for file in raw.words {
            files[file.language.index()].push(file);
        }
        let mut languages = Vec::new();
        for (language, files) in Language::ALL.into_iter().zip(files) {
            if files.is_empty() {
                continue;
            }
            let classes = files.iter().flat_map(|file| &file.words.classes);
            let classes = classes.filter(|_| !self.trusted).map(|class| class.id.clone());
            let classes: BTreeSet<String> = classes.collect();
            let mut words = Words::none(language);
            for file in files {
                // of the embedded pack only a part may be taken: classes that its words name may be in another
                let taken = self.files.get(file.file).is_some_and(|file| is_of_base(&file.path));
                self.classes = (!taken).then(|| classes.clone());
                self.words(&At::file(file.file), file.words, &amounts, &mut words);
            }
            languages.push(words);
        }
        Vocabulary { languages, amounts }
    }

    fn amounts(&mut self, file: &At<'_>, raw: &RawAmounts, into: &mut Amounts) {
        for unit in &raw.units {
            into.units.push(QuantityUnit {
                id: unit.id.as_str().into(),
                kind: unit.kind.kind(),
                is: unit.is,
                as_volume: unit.as_volume,
                then: unit.then,
                then_word: unit.then_word.as_deref().map(Into::into),
                alone: unit.alone,
            });
        }
        let list = file.field("things");
        for (position, thing) in raw.things.iter().enumerate() {
            let at = list.index(position);
            if let Some(slot) = self.told_number(&at.field("fact"), &thing.fact) {
                let id = thing.id.as_str().into();
                into.things.push(Thing { id, slot, each: thing.each, millilitres: thing.ml });
            }
        }
        let list = file.field("over");
        for (position, over) in raw.over.iter().enumerate() {
            let at = list.index(position);
            let reads = over.reads.reading();
            let slots = self.slots_of(&at.field("slot"), &over.slot);
            into.over.extend(slots.into_iter().map(|slot| (slot, reads)));
        }
        let list = file.field("alone");
        for (position, alone) in raw.alone.iter().enumerate() {
            let at = list.index(position);
            let slot = self.told_number(&at.field("fact"), &alone.fact);
            let RawAlone { from, to, told_from, .. } = *alone;
            into.alone.extend(slot.map(|slot| Alone { slot, from, to, told_from }));
        }
        let list = file.field("least_bare");
        for (position, bare) in raw.least_bare.iter().enumerate() {
            let slot = self.told_number(&list.index(position).field("fact"), &bare.fact);
            into.least_bare.extend(slot.map(|slot| (slot, bare.least)));
        }
        let list = file.field("only_answers");
        for (position, name) in raw.only_answers.iter().enumerate() {
            into.only_answers.extend(self.slots_of(&list.index(position), name));
        }
        let list = file.field("denied_in_answers");
        for (position, name) in raw.denied_in_answers.iter().enumerate() {
            into.denied_in_answers.extend(self.slots_of(&list.index(position), name));
        }
        let list = file.field("lasting");
        for (position, lasting) in raw.lasting.iter().enumerate() {
            let at = list.index(position);
            let days = self.told_number(&at.field("days"), &lasting.days);
            let slots = self.slots_of(&at.field("slot"), &lasting.slot);
            if let Some(days) = days {
                into.lasting.extend(slots.into_iter().map(|slot| (slot, days)));
            }
        }
    }

    /// One slot, or all members of a set: `conditions.*`.
    fn slots_of(&mut self, at: &At<'_>, name: &str) -> Vec<Slot> {
        if let Some(set) = name.strip_suffix(".*") {
            let shape = self.shape_of(set);
            if let Some((first, ShapeKind::Set(members))) = shape.map(|s| (s.first_slot, &s.kind)) {
                return (0..members.len()).map(|n| Slot::at(first.index() + n)).collect();
            }
        }
        let shape = self.shape_of(name);
        if let Some(shape) = shape.filter(|shape| matches!(shape.kind, ShapeKind::OneOf { .. })) {
            return vec![shape.first_slot];
        }
        self.said(at, name).map(|said| said.0).into_iter().collect()
    }

    /// The slot and finding that `fact`, `fact.member` or `fact.option` says.
    fn said(&mut self, at: &At<'_>, name: &str) -> Option<(Slot, Finding)> {
        let (fact, rest) = name.split_once('.').map_or((name, None), |(f, r)| (f, Some(r)));
        let shape = self.shape_of(fact);
        if let (Some(shape), Some(option)) = (shape, rest)
            && let ShapeKind::OneOf { options, .. } = &shape.kind
        {
            let first = shape.first_slot;
            let position = options.iter().position(|known| known == option);
            if let Some(position) = position.and_then(|p| u16::try_from(p).ok()) {
                return Some((first, Finding::Choice(position)));
            }
            let known = options.clone();
            let what = format!("option of `{fact}` called");
            self.unknown(at, "unknown_option", &what, option, known.iter().map(String::as_str));
            return None;
        }
        self.member_slot(at, name).map(|slot| (slot, Finding::Affirmed))
    }

    fn told_number(&mut self, at: &At<'_>, name: &str) -> Option<Slot> {
        let Some(shape) = self.shape_of(name) else {
            self.unknown_fact(at, name);
            return None;
        };
        if let ShapeKind::Number { .. } = shape.kind {
            return Some(shape.first_slot);
        }
        self.error(at, "wrong_type", format!("`{name}` is no number that people tell"));
        None
    }

    fn phrases(&mut self, list: &At<'_>, raw: Vec<String>) -> Vec<Phrase> {
        if self.trusted {
            return raw.into_iter().map(Phrase::trusted).collect();
        }
        let mut phrases = Vec::with_capacity(raw.len());
        for (position, text) in raw.into_iter().enumerate() {
            self.known_classes(&list.index(position), &text);
            match Phrase::parse(text) {
                Ok(phrase) => phrases.push(phrase),
                Err(error) => self.error(&list.index(position), "bad_phrase", error.to_string()),
            }
        }
        phrases
    }

    /// Reports a class that a phrase names and no loaded file of the language has.
    fn known_classes(&mut self, at: &At<'_>, text: &str) {
        let Some(known) = &self.classes else { return };
        let unknown = named_classes(text).find(|name| !known.contains(*name));
        if let Some(class) = unknown {
            let known = known.clone();
            self.unknown(at, "unknown_class", "class", class, known.iter().map(String::as_str));
        }
    }

    fn words(&mut self, file: &At<'_>, raw: RawWords, amounts: &Amounts, into: &mut Words) {
        let list = file.field("classes");
        for (position, class) in raw.classes.into_iter().enumerate() {
            let at = list.index(position);
            let phrases = self.phrases(&at.field("phrases"), class.phrases);
            into.classes.push(Class { id: class.id.into(), phrases });
        }
        let list = file.field("facts");
        for (position, fact) in raw.facts.into_iter().enumerate() {
            into.facts.extend(self.fact_words(&list.index(position), fact));
        }
        into.ignore.extend(self.phrases(&file.field("ignore"), raw.ignore));
        into.emergency.extend(self.phrases(&file.field("emergency"), raw.emergency));
        let list = file.field("readings");
        for (position, mut reading) in raw.readings.into_iter().enumerate() {
            let at = list.index(position);
            let unknown = std::mem::take(&mut reading.unknown);
            let unknown = self.phrases(&at.field("unknown"), unknown);
            if let Some(reading) = self.reading(&at, reading) {
                if !unknown.is_empty() {
                    into.facts.push(FactWords::unknown(reading.slot, unknown));
                }
                into.readings.push(reading);
            }
        }
        self.things(&file.field("things"), raw.things, amounts, into);
        self.units(&file.field("units"), raw.units, amounts, into);
        self.numbers(&file.field("numbers"), raw.numbers, into);
        self.moments(&file.field("moments"), raw.moments, into);
        self.times(file, (raw.ago, raw.rates, raw.clock), into);
        self.cues(&file.field("cues"), raw.cues, into);
        self.replies(&file.field("replies"), raw.replies, into);
        let list = file.field("commands");
        for (position, command) in raw.commands.into_iter().enumerate() {
            let at = list.index(position);
            let mut phrases = self.phrases(&at.field("words"), command.words);
            phrases.extend(self.phrases(&at.field("typos"), command.typos));
            into.commands.push(CommandWords { command: command.command.command(), phrases });
        }
        let abbreviations = raw.abbreviations.into_iter();
        into.abbreviations.extend(abbreviations.map(|(short, long)| (short.into(), long.into())));
        into.pointed.extend(raw.pointed.into_iter().map(Into::into));
        into.markers.extend(raw.markers.into_iter().map(Into::into));
        into.shared_markers.extend(raw.shared_markers.into_iter().map(Into::into));
        into.plain.extend(raw.plain.split_whitespace().map(Into::into));
    }

    fn slots(&mut self, list: &At<'_>, names: &[String]) -> Vec<Slot> {
        let said = names.iter().enumerate();
        said.filter_map(|(n, name)| self.said(&list.index(n), name)).map(|said| said.0).collect()
    }

    fn fact_words(&mut self, at: &At<'_>, raw: RawFact) -> Option<FactWords> {
        let says = self.said(&at.field("say"), &raw.say)?;
        let list = at.field("also");
        let also = raw.also.iter().enumerate();
        let also = also.filter_map(|(n, name)| self.said(&list.index(n), name)).collect();
        let with = self.slots(&at.field("with"), &raw.with);
        let inside = self.slots(&at.field("inside"), &raw.inside);
        Some(FactWords {
            says,
            also,
            with,
            inside,
            wish: raw.wish,
            not_denied: raw.not_denied,
            phrases: self.phrases(&at.field("phrases"), raw.phrases),
            denied: self.phrases(&at.field("denied"), raw.denied),
            answers: self.phrases(&at.field("answers"), raw.answers),
            answers_no: self.phrases(&at.field("answers_no"), raw.answers_no),
            unsure: self.phrases(&at.field("unsure"), raw.unsure),
            not: self.phrases(&at.field("not"), raw.not),
        })
    }

    fn reading(&mut self, at: &At<'_>, raw: RawReading) -> Option<Reading> {
        let slot = self.told_number(&at.field("fact"), &raw.fact)?;
        let list = at.field("with");
        let with = raw.with.iter().enumerate();
        let with =
            with.filter_map(|(n, name)| self.said(&list.index(n), name)).map(|s| s.0).collect();
        let phrases = self.phrases(&at.field("phrases"), raw.phrases);
        let answers = self.phrases(&at.field("answers"), raw.answers);
        let RawReading { value, up_first, not_yet, .. } = raw;
        Some(Reading { slot, value, up_first, not_yet, with, phrases, answers })
    }

    fn things(
        &mut self,
        list: &At<'_>,
        raw: Vec<RawThingWords>,
        amounts: &Amounts,
        into: &mut Words,
    ) {
        for (position, words) in raw.into_iter().enumerate() {
            let at = list.index(position);
            let phrases = self.phrases(&at.field("phrases"), words.phrases);
            let containers = self.phrases(&at.field("containers"), words.containers);
            let answers = self.phrases(&at.field("answers"), words.answers);
            let thing = amounts.things.iter().position(|thing| *thing.id == *words.thing);
            if let Some(thing) = thing {
                into.things.push(ThingWords { thing, phrases, containers, answers });
            } else {
                let known = amounts.things.iter().map(|thing| thing.id.as_ref());
                self.unknown(&at.field("thing"), "unknown_thing", "thing", &words.thing, known);
            }
        }
    }

    fn units(
        &mut self,
        list: &At<'_>,
        raw: Vec<RawUnitWords>,
        amounts: &Amounts,
        into: &mut Words,
    ) {
        for (position, words) in raw.into_iter().enumerate() {
            let at = list.index(position);
            let phrases = self.phrases(&at.field("words"), words.words);
            if let Some(unit) = amounts.units.iter().position(|unit| *unit.id == *words.unit) {
                into.numeric.push(NumericWords { role: NumericRole::Unit(unit), phrases });
            } else {
                let known = amounts.units.iter().map(|unit| unit.id.as_ref());
                self.unknown(&at.field("unit"), "unknown_unit", "unit", &words.unit, known);
            }
        }
    }

    fn numeric(&mut self, list: &At<'_>, raw: Vec<String>, role: NumericRole, into: &mut Words) {
        let phrases = self.phrases(list, raw);
        if !phrases.is_empty() {
            into.numeric.push(NumericWords { role, phrases });
        }
    }

    fn valued(
        &mut self,
        list: &At<'_>,
        raw: Vec<(Decimal, Vec<String>)>,
        role: impl Fn(Decimal) -> NumericRole,
        into: &mut Words,
    ) {
        for (position, (value, words)) in raw.into_iter().enumerate() {
            let at = list.index(position);
            self.numeric(&at.index(1), words, role(value), into);
        }
    }

    fn numbers(&mut self, at: &At<'_>, raw: RawNumbers, into: &mut Words) {
        into.grammar.ones_first |= raw.ones_first;
        into.grammar.ordinal_points |= raw.ordinal_points;
        into.grammar.fused |= raw.fused;
        self.valued(&at.field("words"), raw.words, NumericRole::Value, into);
        self.valued(&at.field("scales"), raw.scales, NumericRole::Scale, into);
        self.valued(&at.field("capitals"), raw.capitals, NumericRole::Capital, into);
        self.valued(&at.field("ordinals"), raw.ordinals, NumericRole::Ordinal, into);
        self.valued(&at.field("fractions"), raw.fractions, NumericRole::Fraction, into);
        self.valued(&at.field("whole"), raw.whole, NumericRole::Whole, into);
        for (name, words, role) in [
            ("articles", raw.articles, NumericRole::Article),
            ("ones", raw.ones, NumericRole::One),
            ("joiners", raw.joiners, NumericRole::Joiner),
            ("of", raw.of, NumericRole::Of),
            ("over", raw.over, NumericRole::Over),
            ("padding", raw.padding, NumericRole::Padding),
            ("entire", raw.entire, NumericRole::Entire),
            ("pronouns", raw.pronouns, NumericRole::Pronoun),
            ("months", raw.months, NumericRole::Month),
            ("and_fraction", raw.and_fraction, NumericRole::AndFraction),
            ("point", raw.point, NumericRole::Point),
            ("minus", raw.minus, NumericRole::Minus),
            ("perhaps", raw.perhaps, NumericRole::Perhaps),
            ("risen_from", raw.risen_from, NumericRole::RisenFrom),
            ("range", raw.range, NumericRole::Range),
            ("about", raw.about, NumericRole::About),
            ("more_than", raw.more_than, NumericRole::MoreThan),
            ("less_than", raw.less_than, NumericRole::LessThan),
            ("at_least", raw.at_least, NumericRole::AtLeast),
            ("at_most", raw.at_most, NumericRole::AtMost),
        ] {
            self.numeric(&at.field(name), words, role, into);
        }
        let list = at.field("between");
        for (position, (open, and)) in raw.between.into_iter().enumerate() {
            let at = list.index(position);
            self.numeric(&at, vec![open], NumericRole::BetweenOpen, into);
            self.numeric(&at, vec![and], NumericRole::BetweenAnd, into);
        }
    }

    fn moments(&mut self, list: &At<'_>, raw: Vec<RawMoment>, into: &mut Words) {
        for (position, moment) in raw.into_iter().enumerate() {
            let at = list.index(position);
            let times =
                |value: Option<Decimal>, unit: i32| value?.checked_mul(Decimal::whole(unit));
            let (days, hours) = (times(moment.days, DAY), times(moment.hours, HOUR));
            match (days.or(hours), hours.or(days)) {
                (Some(days), Some(hours)) => {
                    let role = NumericRole::Moment(days, hours);
                    self.numeric(&at.field("phrases"), moment.phrases, role, into);
                }
                _ => self.error(&at, "no_time", "a moment needs `days` or `hours`".to_owned()),
            }
        }
    }

    fn times(
        &mut self,
        file: &At<'_>,
        (raw_ago, raw_rates, raw_clock): (RawAgo, RawRates, RawClock),
        into: &mut Words,
    ) {
        let ago = file.field("ago");
        self.numeric(&ago.field("before"), raw_ago.before, NumericRole::AgoBefore, into);
        self.numeric(&ago.field("after"), raw_ago.after, NumericRole::AgoAfter, into);
        let rates = file.field("rates");
        self.numeric(&rates.field("times"), raw_rates.times, NumericRole::Times, into);
        self.valued(&rates.field("counts"), raw_rates.counts, NumericRole::Count, into);
        self.valued(&rates.field("fixed"), raw_rates.fixed, NumericRole::Fixed, into);
        self.numeric(&rates.field("weekdays"), raw_rates.weekdays, NumericRole::Weekday, into);
        let occasions = rates.field("occasions");
        self.numeric(&occasions, raw_rates.occasions, NumericRole::Occasion, into);
        self.numeric(&rates.field("another"), raw_rates.another, NumericRole::Another, into);
        self.numeric(&rates.field("more"), raw_rates.more, NumericRole::More, into);
        self.numeric(&rates.field("vessel"), raw_rates.vessel, NumericRole::Vessel, into);
        let list = rates.field("per");
        for (position, (per, words)) in raw_rates.per.into_iter().enumerate() {
            let at = list.index(position);
            let role = NumericRole::Per(Decimal::whole(per.days()));
            self.numeric(&at.index(1), words, role, into);
        }
        let clock = file.field("clock");
        for (name, words, role) in [
            ("at", raw_clock.at, NumericRole::ClockAt),
            ("hour_marks", raw_clock.hour_marks, NumericRole::ClockMark),
            ("half_to", raw_clock.half_to, NumericRole::HalfTo),
            ("half_past", raw_clock.half_past, NumericRole::HalfPast),
            ("quarter_past", raw_clock.quarter_past, NumericRole::QuarterPast),
            ("quarter_to", raw_clock.quarter_to, NumericRole::QuarterTo),
            ("minutes_past", raw_clock.minutes_past, NumericRole::MinutesPast),
            ("minutes_to", raw_clock.minutes_to, NumericRole::MinutesTo),
            ("am", raw_clock.am, NumericRole::ClockAm),
            ("pm", raw_clock.pm, NumericRole::ClockPm),
        ] {
            self.numeric(&clock.field(name), words, role, into);
        }
    }

    fn cues(&mut self, at: &At<'_>, raw: RawCues, into: &mut Words) {
        into.fillers.extend(raw.fillers.into_iter().map(Into::into));
        for (name, words, cue) in [
            ("negation", raw.negation, Cue::Negation),
            ("negation_determiners", raw.negation_determiners, Cue::NegationDeterminer),
            ("negation_before_only", raw.negation_before_only, Cue::NegationBeforeOnly),
            ("negation_after", raw.negation_after, Cue::NegationAfter),
            ("no_negation", raw.no_negation, Cue::NoNegation),
            ("carriers", raw.carriers, Cue::Carrier),
            ("kinds", raw.kinds, Cue::Kind),
            ("dont_know", raw.dont_know, Cue::DontKnow),
            ("terminators", raw.terminators, Cue::Terminator),
            ("except", raw.except, Cue::Except),
            ("rather", raw.rather, Cue::Rather),
            ("opens", raw.opens, Cue::Opens),
            ("until", raw.until, Cue::Until),
            ("now_so", raw.now_so, Cue::NowSo),
            ("earlier", raw.earlier, Cue::Earlier),
            ("earlier_last", raw.earlier_last, Cue::EarlierLast),
            ("no_but", raw.no_but, Cue::NoBut),
            ("list", raw.list, Cue::List),
            ("or", raw.or, Cue::Or),
            ("hedges", raw.hedges, Cue::Hedge),
            ("over", raw.over, Cue::Over),
            ("long_ago", raw.long_ago, Cue::LongAgo),
            ("since", raw.since, Cue::Since),
            ("onset", raw.onset, Cue::Onset),
            ("others", raw.others, Cue::Others),
            ("myself", raw.myself, Cue::Myself),
            ("what_if", raw.what_if, Cue::WhatIf),
            ("question", raw.question, Cue::Question),
            ("question_marked", raw.question_marked, Cue::QuestionMarked),
            ("wish", raw.wish, Cue::Wish),
            ("correction", raw.correction, Cue::Correction),
            ("rejected", raw.rejected, Cue::Rejected),
            ("usual", raw.usual, Cue::Usual),
            ("lately", raw.lately, Cue::Lately),
            ("now", raw.now, Cue::Now),
            ("neither", raw.neither, Cue::Neither),
            ("denying", raw.denying, Cue::Denying),
            ("hopes", raw.hopes, Cue::Hope),
            ("subordinate", raw.subordinate, Cue::Subordinate),
            ("opinions", raw.opinions, Cue::Opinion),
            ("own_body", raw.own_body, Cue::OwnBody),
            ("anyone", raw.anyone, Cue::Anyone),
            ("after_age", raw.after_age, Cue::AfterAge),
            ("total", raw.total, Cue::Total),
            ("granted", raw.granted, Cue::Granted),
            ("main", raw.main, Cue::Main),
            ("possessive", raw.possessive, Cue::Possessive),
            ("greeting", raw.greeting, Cue::Greeting),
        ] {
            let phrases = self.phrases(&at.field(name), words);
            into.cues.push(CueWords { cue, phrases });
        }
    }

    fn replies(&mut self, at: &At<'_>, raw: RawReplies, into: &mut Words) {
        for (name, words, reply, typo) in [
            ("yes", raw.yes, ReplyKind::Yes, false),
            ("yes_typos", raw.yes_typos, ReplyKind::Yes, true),
            ("weak_yes", raw.weak_yes, ReplyKind::WeakYes, false),
            ("weak_yes_typos", raw.weak_yes_typos, ReplyKind::WeakYes, true),
            ("no", raw.no, ReplyKind::No, false),
            ("no_typos", raw.no_typos, ReplyKind::No, true),
            ("none", raw.none, ReplyKind::NoneOfThese, false),
            ("none_typos", raw.none_typos, ReplyKind::NoneOfThese, true),
            ("none_else", raw.none_else, ReplyKind::NoneElse, false),
            ("dont_know", raw.dont_know, ReplyKind::DontKnow, false),
            ("dont_know_typos", raw.dont_know_typos, ReplyKind::DontKnow, true),
            ("heard", raw.heard, ReplyKind::Heard, false),
        ] {
            let phrases = self.phrases(&at.field(name), words);
            into.replies.push(ReplyWords { reply, typo, phrases });
        }
        into.tails.extend(self.phrases(&at.field("tails"), raw.tails));
    }
}

/// The classes that a phrase names, read off without parsing it again.
fn named_classes(text: &str) -> impl Iterator<Item = &str> {
    text.split('<').skip(1).filter_map(|rest| {
        let name = &rest[..rest.find('>')?];
        let quantity = QuantityAtom::ALL.iter().any(|(_, known)| *known == name);
        let part = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
        let word = !name.is_empty() && name.bytes().all(part);
        (word && !quantity).then_some(name)
    })
}
