//! What people say for each fact value, by language, and how it is read.
//!
//! All knowledge of words stands here as data; `understand/` holds only mechanisms.

pub mod phrase;

use crate::base::decimal::Decimal;
use crate::base::language::Language;
use crate::model::fact::Slot;
use crate::model::finding::Finding;
use crate::model::vocabulary::phrase::Phrase;

/// The vocabulary of a pack.
#[derive(Debug, Default)]
pub struct Vocabulary {
    /// One for each language that has any words loaded, in the order of [`Language::ALL`].
    pub languages: Vec<Words>,
    /// What is the same in every language.
    pub amounts: Amounts,
}

/// The words of one language.
#[derive(Debug)]
pub struct Words {
    /// The language.
    pub language: Language,
    /// Phrases that stand for one another.
    pub classes: Vec<Class>,
    /// What is said of facts.
    pub facts: Vec<FactWords>,
    /// Phrases that mean nothing.
    pub ignore: Vec<Phrase>,
    /// Words of an emergency that belong to no fact.
    pub emergency: Vec<Phrase>,
    /// Readings of number facts.
    pub readings: Vec<Reading>,
    /// Words for things that hold an amount.
    pub things: Vec<ThingWords>,
    /// Words of numbers, units, times and rates, with the part they play.
    pub numeric: Vec<NumericWords>,
    /// Words that say something about what is said.
    pub cues: Vec<CueWords>,
    /// Answers that are a whole message.
    pub replies: Vec<ReplyWords>,
    /// Commands that are a whole message.
    pub commands: Vec<CommandWords>,
    /// Words that may stand inside phrases.
    pub fillers: Vec<Box<str>>,
    /// Phrases that may lead or follow a reply.
    pub tails: Vec<Phrase>,
    /// Short forms and what they stand for.
    pub abbreviations: Vec<(Box<str>, Box<str>)>,
    /// Short forms behind which a point ends no sentence.
    pub pointed: Vec<Box<str>>,
    /// Words that only this language has.
    pub markers: Vec<Box<str>>,
    /// Words that this language shares with one other.
    pub shared_markers: Vec<Box<str>>,
    /// Common words that are spelt as they should be.
    pub plain: Vec<Box<str>>,
    /// How numbers are built.
    pub grammar: NumberGrammar,
}

impl Words {
    /// A language without words.
    #[must_use]
    pub fn none(language: Language) -> Self {
        Self {
            language,
            classes: Vec::new(),
            facts: Vec::new(),
            ignore: Vec::new(),
            emergency: Vec::new(),
            readings: Vec::new(),
            things: Vec::new(),
            numeric: Vec::new(),
            cues: Vec::new(),
            replies: Vec::new(),
            commands: Vec::new(),
            fillers: Vec::new(),
            tails: Vec::new(),
            abbreviations: Vec::new(),
            pointed: Vec::new(),
            markers: Vec::new(),
            shared_markers: Vec::new(),
            plain: Vec::new(),
            grammar: NumberGrammar::default(),
        }
    }
}

/// Phrases that stand for one another.
#[derive(Debug, Clone)]
pub struct Class {
    /// Its name in phrases.
    pub id: Box<str>,
    /// Its phrases.
    pub phrases: Vec<Phrase>,
}

/// What is said of one fact value.
#[derive(Debug, Clone)]
pub struct FactWords {
    /// What the phrases say.
    pub says: (Slot, Finding),
    /// Other things that they say as well.
    pub also: Vec<(Slot, Finding)>,
    /// They count only beside one of these, if there are any, or when asked.
    pub with: Vec<Slot>,
    /// They count also inside phrases of these: the calf of "my calf is thinner and twitches".
    pub inside: Vec<Slot>,
    /// They count only after a wish, or when asked.
    pub wish: bool,
    /// A negation makes nothing of them.
    pub not_denied: bool,
    /// Phrases that say it.
    pub phrases: Vec<Phrase>,
    /// Phrases that deny it.
    pub denied: Vec<Phrase>,
    /// Phrases that say it only as an answer.
    pub answers: Vec<Phrase>,
    /// Phrases that deny it only as an answer.
    pub answers_no: Vec<Phrase>,
    /// Phrases that may say it: asked back.
    pub unsure: Vec<Phrase>,
    /// Phrases whose words do not say it.
    pub not: Vec<Phrase>,
}

impl FactWords {
    /// Phrases that say that the person cannot tell a fact.
    #[must_use]
    pub fn unknown(slot: Slot, phrases: Vec<Phrase>) -> Self {
        Self {
            says: (slot, Finding::Unknown),
            also: Vec::new(),
            with: Vec::new(),
            inside: Vec::new(),
            wish: false,
            not_denied: true,
            phrases,
            denied: Vec::new(),
            answers: Vec::new(),
            answers_no: Vec::new(),
            unsure: Vec::new(),
            not: Vec::new(),
        }
    }
}

/// How a number fact is read.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The fact.
    pub slot: Slot,
    /// A fixed value, where the phrase holds none.
    pub value: Option<Decimal>,
    /// Whether of two times of day the first is that of rising: "up at six, in bed by eleven".
    pub up_first: bool,
    /// Whether what is told has not been reached, so that the value is one less: "I turn fifty in May".
    pub not_yet: bool,
    /// It counts only beside one of these, if there are any, or when asked.
    pub with: Vec<Slot>,
    /// Phrases with the quantity in them.
    pub phrases: Vec<Phrase>,
    /// Phrases that count only as an answer.
    pub answers: Vec<Phrase>,
}

/// Words for a thing.
#[derive(Debug, Clone)]
pub struct ThingWords {
    /// The thing, by its position in [`Amounts::things`].
    pub thing: usize,
    /// Its names.
    pub phrases: Vec<Phrase>,
    /// What it is had in, which names it where nothing else is named: "four cups a day".
    pub containers: Vec<Phrase>,
    /// Names that count only when the fact that it adds to is asked.
    pub answers: Vec<Phrase>,
}

/// Words of numbers with the part they play.
#[derive(Debug, Clone)]
pub struct NumericWords {
    /// The part.
    pub role: NumericRole,
    /// The words.
    pub phrases: Vec<Phrase>,
}

/// The part that a word plays in a quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumericRole {
    /// A number below a hundred.
    Value(Decimal),
    /// One before a unit or a scale.
    Article,
    /// An article that is the number one where it stands alone.
    One,
    /// Hundred, thousand, dozen.
    Scale(Decimal),
    /// A scale that is one only as a capital letter behind digits: the M of "3M".
    Capital(Decimal),
    /// Stands inside a number.
    Joiner,
    /// The place in a row that also names a part: "third".
    Ordinal(Decimal),
    /// Between a part and what it is a part of.
    Of,
    /// Between a number and what it is divided by: "over", "out of".
    Over,
    /// May stand between a number and its unit: "more", "extra".
    Padding,
    /// One before a unit, where nothing else would count it: "full", "whole".
    Entire,
    /// After it "one" counts nothing: "this one".
    Pronoun,
    /// A month: the number of a date beside it counts nothing.
    Month,
    /// A half, a quarter.
    Fraction(Decimal),
    /// Leads to a fraction: "and a".
    AndFraction,
    /// A fixed number that nothing is added to: "a couple".
    Whole(Decimal),
    /// The decimal mark as a word.
    Point,
    /// A minus as a word.
    Minus,
    /// Between the ends of a range.
    Range,
    /// Before what may be the upper end of a range: "3 days, maybe 4".
    Perhaps,
    /// Before a range.
    BetweenOpen,
    /// Before what it was, in place of the beginning of a range: "went from 2 to 8".
    RisenFrom,
    /// Between the ends of a range that has been opened.
    BetweenAnd,
    /// Says that a number is not exact.
    About,
    /// A bound: more than.
    MoreThan,
    /// A bound: less than.
    LessThan,
    /// A bound that holds its value.
    AtLeast,
    /// A bound from above that says nothing.
    AtMost,
    /// A unit, by its position in [`Amounts::units`].
    Unit(usize),
    /// A moment: how many seconds ago it is where days count, and where hours do.
    Moment(Decimal, Decimal),
    /// Before a duration: since.
    AgoBefore,
    /// After a duration: ago.
    AgoAfter,
    /// Times, after a number.
    Times,
    /// Once, twice.
    Count(Decimal),
    /// A day, a week; so many days.
    Per(Decimal),
    /// So many days a week.
    Fixed(Decimal),
    /// A day of the week.
    Weekday,
    /// Before a time of day.
    ClockAt,
    /// After a time of day.
    ClockMark,
    /// After a time of day before noon.
    ClockAm,
    /// After a time of day past noon.
    ClockPm,
    /// When in the day something is had: "in the morning", "after lunch".
    Occasion,
    /// Before how many more of the same: "another two".
    Another,
    /// Behind how many more of the same: "two more".
    More,
    /// What one of something is had in: "cup".
    Vessel,
    /// Between minutes and the hour that they follow: "ten past six".
    MinutesPast,
    /// Between minutes and the hour that they stand before: "ten to six".
    MinutesTo,
    /// Half an hour before the hour that follows.
    HalfTo,
    /// Half an hour past the hour that follows.
    HalfPast,
    /// A quarter past the hour that follows.
    QuarterPast,
    /// A quarter before the hour that follows.
    QuarterTo,
}

/// How numbers are built.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct NumberGrammar {
    /// Ones stand before tens, with a joiner.
    pub ones_first: bool,
    /// A point behind digits makes them a place in a row: "7. maj".
    pub ordinal_points: bool,
    /// Number words may be written as one word.
    pub fused: bool,
}

/// Words that say something about what is said.
#[derive(Debug, Clone)]
pub struct CueWords {
    /// What they say.
    pub cue: Cue,
    /// The words.
    pub phrases: Vec<Phrase>,
}

/// What a word says about what is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cue {
    /// Denies.
    Negation,
    /// Denies, and runs on over a list.
    NegationDeterminer,
    /// Denies what follows only.
    NegationBeforeOnly,
    /// Denies what it directly follows: "weakness: no".
    NegationAfter,
    /// Holds a word that denies and denies nothing: "not only", "no doubt".
    NoNegation,
    /// May stand between what is denied and its negation, or after that: "have", "noticed".
    Carrier,
    /// May stand between a negation and what it denies, and means something after it: "sudden", "signs of".
    Kind,
    /// The person cannot say: makes what follows unknown.
    DontKnow,
    /// Ends the reach of cues.
    Terminator,
    /// Ends the reach of cues, and what follows is so: "except", "apart from".
    Except,
    /// After a negation, what follows is so instead (Swedish "utan"); elsewhere it means nothing.
    Rather,
    /// Ends the time of a denial: "never fainted until yesterday" is a faint.
    Until,
    /// A denial of the time before may speak of what is new: "never had chest pain before".
    Earlier,
    /// Ends the time of a denial where nothing follows it in its clause: "no chest pain before, but now I do".
    NowSo,
    /// As `Earlier`, where nothing follows it in its clause: "never before", but not "none before meals".
    EarlierLast,
    /// Behind "and" it begins a clause of its own, which a negation before it does not reach: "no pain and can't …".
    Opens,
    /// Between two quantities it corrects the first ("6, no 7"); elsewhere it means nothing.
    NoBut,
    /// Stands between the items of a list.
    List,
    /// Stands between the items of a list that a negation runs on over.
    Or,
    /// Makes unsure.
    Hedge,
    /// Says that it is over.
    Over,
    /// Says that it is long ago.
    LongAgo,
    /// Says since when: a longer phrase than those of `LongAgo`, which it takes the words from.
    Since,
    /// Says that something began: a word of `LongAgo` beside it tells since when, not that it is over.
    Onset,
    /// Somebody else.
    Others,
    /// The person who writes.
    Myself,
    /// Of the person who writes: what a question that takes something for granted asks about.
    Possessive,
    /// Supposes.
    WhatIf,
    /// Begins what follows from a condition: "if I run, *my chest* hurts".
    Main,
    /// Begins a question.
    Question,
    /// Begins a question that ends in a question mark.
    QuestionMarked,
    /// Behind it a question takes for granted what it says of the person who asks: "why does my chest hurt".
    Granted,
    /// Wishes.
    Wish,
    /// Corrects.
    Correction,
    /// The number after it is the wrong one.
    Rejected,
    /// As a rule.
    Usual,
    /// Only just now.
    Lately,
    /// Of now, where something before was of another time.
    Now,
    /// Anyone, not the person who writes: "man" of the Scandinavian languages.
    Anyone,
    /// A part of one's own body without "my": the definite forms of the Scandinavian languages.
    OwnBody,
    /// Begins a clause that goes on with the one before over a comma: "jeg ved ikke, om …".
    Subordinate,
    /// A negation behind it goes on over a comma in what "I" begin: "jeg tror ikke, jeg …".
    Opinion,
    /// What is not, or not yet, is only hoped: "I hope I don't faint".
    Hope,
    /// Stands on a negation that denies all of the list behind it, also without "or": "denies".
    Denying,
    /// Denies each item of a list, also behind words that are nothing known: "neither dizzy, swollen nor breathless".
    Neither,
    /// Behind a number that begins a message it shows that this is an age: "51 with diabetes", "34 and run a lot".
    AfterAge,
    /// Of all together, which is no part beside others: "400 mg in all".
    Total,
    /// Greets.
    Greeting,
}

/// Answers that are a whole message.
#[derive(Debug, Clone)]
pub struct ReplyWords {
    /// What they answer.
    pub reply: ReplyKind,
    /// Whether these are slips of the real words.
    pub typo: bool,
    /// The words.
    pub phrases: Vec<Phrase>,
}

/// What a whole message can answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReplyKind {
    /// Yes.
    Yes,
    /// Yes, weakly.
    WeakYes,
    /// No.
    No,
    /// None of these.
    NoneOfThese,
    /// None but what is said: "nothing else".
    NoneElse,
    /// The person cannot say.
    DontKnow,
    /// Heard: neither yes nor no.
    Heard,
}

/// Commands that are a whole message.
#[derive(Debug, Clone)]
pub struct CommandWords {
    /// The command.
    pub command: CommandWord,
    /// Its words, slips among them.
    pub phrases: Vec<Phrase>,
}

/// A command in plain words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CommandWord {
    /// Takes back the last answer.
    Back,
    /// Why this is asked.
    Why,
    /// Passes the question.
    Skip,
    /// Ends.
    Stop,
    /// Says what can be written.
    Help,
    /// What is known so far.
    Summary,
    /// Where it comes from.
    Sources,
    /// The rest.
    More,
    /// From the beginning.
    Restart,
    /// A page to keep.
    Save,
    /// That was misread.
    Wrong,
    /// Changes an answer.
    Change,
}

/// What is the same in every language.
#[derive(Debug, Default)]
pub struct Amounts {
    /// Units of quantities.
    pub units: Vec<QuantityUnit>,
    /// Things that hold an amount.
    pub things: Vec<Thing>,
    /// Slots that state something even when it is over.
    pub over: Vec<(Slot, OverReading)>,
    /// Symptoms and how long they have lasted.
    pub lasting: Vec<(Slot, Slot)>,
    /// Numbers in years that stand alone between commas.
    pub alone: Vec<Alone>,
    /// What a bare amount is at least to be a value, where it stands behind words that are nothing known.
    pub least_bare: Vec<(Slot, Decimal)>,
    /// Slots that are read from answers only.
    pub only_answers: Vec<Slot>,
    /// Slots that only an answer to their question denies: their question asks for more than one thing.
    pub denied_in_answers: Vec<Slot>,
}

/// A number in years that stands alone between commas: years, or a bare number.
#[derive(Debug, Clone)]
pub struct Alone {
    /// The number.
    pub slot: Slot,
    /// The fewest years that are read so.
    pub from: Decimal,
    /// The most that a bare number is.
    pub to: Decimal,
    /// The fewest years that any words tell unasked.
    pub told_from: Decimal,
}

/// A unit of quantities.
#[derive(Debug, Clone)]
pub struct QuantityUnit {
    /// Its name in the files of the languages.
    pub id: Box<str>,
    /// What it measures.
    pub kind: QuantityKind,
    /// How many seconds, millilitres or grams it is.
    pub is: Decimal,
    /// Volume instead of mass where a drink follows: so many millilitres.
    pub as_volume: Option<Decimal>,
    /// What a number right after it counts: "11 stone 4", "1h30".
    pub then: Option<Decimal>,
    /// A short word that such a number may carry though it is no unit by itself: "1h 30m".
    pub then_word: Option<Box<str>>,
    /// Whether its word alone counts one: a half-hour.
    pub alone: bool,
}

/// What a quantity measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QuantityKind {
    /// A plain number.
    Number,
    /// Time, in seconds.
    Duration,
    /// Volume, in millilitres.
    Volume,
    /// Mass, in grams.
    Mass,
}

/// A thing that holds an amount of something.
#[derive(Debug, Clone)]
pub struct Thing {
    /// Its name in the files of the languages.
    pub id: Box<str>,
    /// The number fact that it adds to.
    pub slot: Slot,
    /// How much one adds; `None`: it has no size.
    pub each: Option<Decimal>,
    /// How many millilitres one is.
    pub millilitres: Option<Decimal>,
}

/// What is stated by something that is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OverReading {
    /// It states all the same.
    States,
    /// It states unless it is long ago.
    Recent,
}
