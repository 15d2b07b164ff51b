//! One language, indexed: built once from its vocabulary, read from for every message.

use crate::base::language::Language;
use crate::model::vocabulary::phrase::{Atom, Phrase, QuantityAtom};
use crate::model::vocabulary::{CommandWord, Cue, NumberGrammar, NumericRole, ReplyKind, Words};
use crate::understand::fold::{SteadyMap, SteadySet, folded};
use crate::understand::lexicon::{Lexicon, WordId};
use crate::understand::phrases::{AtomId, Atoms, PhraseIndex};

/// The class whose phrases make an ounce before them a volume.
const DRINK: &str = "drink";

/// What a phrase of the first pass is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sign {
    /// A part of a quantity.
    Numeric(NumericRole),
    /// A cue.
    Cue(Cue),
    /// The name of a drink.
    Drink,
}

/// How a phrase of a fact says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Said {
    /// Says it.
    Yes,
    /// Denies it.
    No,
    /// Says it as an answer.
    Answer,
    /// Denies it as an answer.
    AnswerNo,
    /// May say it.
    Unsure,
    /// Does not say it, though it holds its words.
    Not,
}

/// How a thing is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Named {
    /// By its name.
    Itself,
    /// By what it is had in, where nothing else is named.
    Container,
    /// In an answer only.
    Answer,
}

/// What a phrase of the last pass belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Owner {
    /// A fact entry.
    Fact(usize, Said),
    /// Nothing.
    Ignore,
    /// An emergency that is no fact.
    Emergency,
    /// A reading of a number fact; whether it counts only as an answer.
    Reading(usize, bool),
    /// A thing; how it is named.
    Thing(usize, Named),
}

/// What a phrase that is a whole message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    /// A reply; whether the phrase is a slip.
    Reply(ReplyKind, bool),
    /// A command.
    Command(CommandWord),
    /// What may lead or follow a reply.
    Tail,
}

/// Atoms with their ids.
#[derive(Debug, Default)]
pub(crate) struct AtomTable {
    next: AtomId,
    by_word: Vec<Option<AtomId>>,
    exactly: SteadyMap<Box<str>, AtomId>,
    begins: SteadyMap<Box<str>, AtomId>,
    ends: SteadyMap<Box<str>, AtomId>,
    classes: SteadyMap<Box<str>, AtomId>,
}

impl AtomTable {
    fn fresh(next: &mut AtomId) -> AtomId {
        *next += 1;
        *next
    }

    /// The atom of a word.
    pub(crate) fn of_word(&self, word: WordId) -> Option<AtomId> {
        self.by_word.get(word as usize).copied().flatten()
    }

    /// The atom of a word spelt just so.
    pub(crate) fn of_exact(&self, word: &str) -> Option<AtomId> {
        self.exactly.get(word).copied()
    }

    /// The atoms of the beginnings and ends of a word.
    pub(crate) fn of_affixes(&self, word: &str) -> Vec<AtomId> {
        let mut found = Vec::new();
        if self.begins.is_empty() && self.ends.is_empty() {
            return found;
        }
        let fold = folded(word);
        for (at, _) in fold.char_indices().skip(1) {
            found.extend(self.begins.get(&fold[..at]));
            found.extend(self.ends.get(&fold[at..]));
        }
        found.extend(self.begins.get(fold.as_str()));
        found.extend(self.ends.get(fold.as_str()));
        found
    }

    /// The atom of a quantity.
    pub(crate) fn of_quantity(atom: QuantityAtom) -> AtomId {
        QuantityAtom::ALL.iter().zip(0..).find(|((known, _), _)| *known == atom).map_or(0, |f| f.1)
    }
}

/// Adds phrases to an index and their words to the lexicon.
struct Builder<'a> {
    lexicon: &'a mut Lexicon,
    table: &'a mut AtomTable,
    mend: bool,
}

impl Atoms for Builder<'_> {
    fn atom(&mut self, atom: &Atom) -> AtomId {
        let Self { lexicon, table, mend } = self;
        let next = &mut table.next;
        match atom {
            Atom::Word(word) => {
                let id = lexicon.add(word, *mend) as usize;
                if table.by_word.len() <= id {
                    table.by_word.resize(id + 1, None);
                }
                *table.by_word[id].get_or_insert_with(|| AtomTable::fresh(next))
            }
            Atom::Exactly(word) => {
                lexicon.add_plain(word);
                *table.exactly.entry(word.clone()).or_insert_with(|| AtomTable::fresh(next))
            }
            Atom::Begins(part) => {
                let part = folded(part).into_boxed_str();
                *table.begins.entry(part).or_insert_with(|| AtomTable::fresh(next))
            }
            Atom::Ends(part) => {
                let part = folded(part).into_boxed_str();
                *table.ends.entry(part).or_insert_with(|| AtomTable::fresh(next))
            }
            Atom::Class(name) => {
                *table.classes.entry(name.clone()).or_insert_with(|| AtomTable::fresh(next))
            }
            Atom::Quantity(quantity) => AtomTable::of_quantity(*quantity),
        }
    }
}

/// One language, indexed.
#[derive(Debug)]
pub(crate) struct Tongue {
    /// The language.
    pub(crate) language: Language,
    /// Its position in the vocabulary of the model.
    pub(crate) position: usize,
    /// Its words.
    pub(crate) lexicon: Lexicon,
    /// Their atoms.
    pub(crate) atoms: AtomTable,
    /// How numbers are built.
    pub(crate) grammar: NumberGrammar,
    /// Words that phrases pass over.
    pub(crate) fillers: SteadySet<Box<str>>,
    /// Single words that play a part in numbers.
    pub(crate) number_words: SteadySet<Box<str>>,
    /// Those of them that are numbers or join them.
    pub(crate) counting_words: SteadySet<Box<str>>,
    /// Short forms.
    pub(crate) abbreviations: SteadyMap<Box<str>, Box<str>>,
    /// Short forms behind which a point ends no sentence.
    pub(crate) pointed: SteadySet<Box<str>>,
    /// How strongly a word shows that a message is in this language.
    pub(crate) markers: SteadyMap<Box<str>, u8>,
    /// The letters beyond a to z that its words use.
    pub(crate) alphabet: Vec<char>,
    /// First pass: cues and parts of quantities.
    pub(crate) signs: PhraseIndex,
    /// What their owners are.
    pub(crate) sign_owners: Vec<Sign>,
    /// Second pass: classes; owners are atoms.
    pub(crate) classes: PhraseIndex,
    /// Last pass: facts, readings, things.
    pub(crate) meanings: PhraseIndex,
    /// What their owners are.
    pub(crate) owners: Vec<Owner>,
    /// Whole messages.
    pub(crate) answers: PhraseIndex,
    /// What their owners are.
    pub(crate) answer_owners: Vec<Answer>,
}

impl Tongue {
    /// Indexes a language.
    pub(crate) fn new(words: &Words, position: usize) -> Self {
        let mut tongue = Self {
            language: words.language,
            position,
            lexicon: Lexicon::default(),
            atoms: AtomTable { next: 16, ..AtomTable::default() },
            grammar: words.grammar,
            fillers: words.fillers.iter().cloned().collect(),
            number_words: SteadySet::default(),
            counting_words: SteadySet::default(),
            abbreviations: words.abbreviations.iter().cloned().collect(),
            pointed: words.pointed.iter().cloned().collect(),
            markers: SteadyMap::default(),
            alphabet: Vec::new(),
            signs: PhraseIndex::default(),
            sign_owners: Vec::new(),
            classes: PhraseIndex::default(),
            meanings: PhraseIndex::default(),
            owners: Vec::new(),
            answers: PhraseIndex::default(),
            answer_owners: Vec::new(),
        };
        for word in words.fillers.iter().chain(&words.plain) {
            tongue.lexicon.add_plain(word);
        }
        for short in &words.pointed {
            tongue.lexicon.add_plain(short);
        }
        for (short, _) in &words.abbreviations {
            tongue.lexicon.add_plain(short);
        }
        for (list, weight) in [(&words.shared_markers, 1), (&words.markers, 2)] {
            for word in list {
                tongue.markers.insert(word.clone(), weight);
            }
        }
        tongue.add_classes(words);
        tongue.add_signs(words);
        tongue.add_meanings(words);
        tongue.add_answers(words);
        tongue.alphabet = tongue.lexicon.alphabet();
        tongue.signs.finish();
        tongue.classes.finish();
        tongue.meanings.finish();
        tongue.answers.finish();
        tongue
    }

    fn add_classes(&mut self, words: &Words) {
        let mut builder =
            Builder { lexicon: &mut self.lexicon, table: &mut self.atoms, mend: true };
        for class in &words.classes {
            let atom = builder.atom(&Atom::Class(class.id.clone()));
            for phrase in &class.phrases {
                self.classes.add(phrase, atom, &mut builder);
            }
        }
    }

    fn add_signs(&mut self, words: &Words) {
        let mut builder =
            Builder { lexicon: &mut self.lexicon, table: &mut self.atoms, mend: true };
        let owners = &mut self.sign_owners;
        let mut add = |sign: Sign, phrases: &[Phrase], builder: &mut Builder<'_>| {
            let owner = position(owners.len());
            owners.push(sign);
            for phrase in phrases {
                self.signs.add(phrase, owner, builder);
            }
        };
        for numeric in &words.numeric {
            add(Sign::Numeric(numeric.role), &numeric.phrases, &mut builder);
            if part_of_a_word(numeric.role) {
                for word in numeric.phrases.iter().filter_map(only_words).flatten() {
                    self.number_words.insert(folded(&word).into());
                    if counts(numeric.role) {
                        self.counting_words.insert(folded(&word).into());
                    }
                }
            }
        }
        for cue in &words.cues {
            add(Sign::Cue(cue.cue), &cue.phrases, &mut builder);
        }
        for class in words.classes.iter().filter(|class| class.id.as_ref() == DRINK) {
            add(Sign::Drink, &class.phrases, &mut builder);
        }
        for thing in &words.things {
            add(Sign::Drink, &thing.phrases, &mut builder);
        }
    }

    fn add_meanings(&mut self, words: &Words) {
        let mut builder =
            Builder { lexicon: &mut self.lexicon, table: &mut self.atoms, mend: true };
        let owners = &mut self.owners;
        let mut add = |owner: Owner, phrases: &[Phrase]| {
            let number = position(owners.len());
            owners.push(owner);
            for phrase in phrases {
                self.meanings.add(phrase, number, &mut builder);
            }
        };
        for (at, fact) in words.facts.iter().enumerate() {
            add(Owner::Fact(at, Said::Yes), &fact.phrases);
            add(Owner::Fact(at, Said::No), &fact.denied);
            add(Owner::Fact(at, Said::Answer), &fact.answers);
            add(Owner::Fact(at, Said::AnswerNo), &fact.answers_no);
            add(Owner::Fact(at, Said::Unsure), &fact.unsure);
            add(Owner::Fact(at, Said::Not), &fact.not);
        }
        add(Owner::Ignore, &words.ignore);
        add(Owner::Emergency, &words.emergency);
        for (at, reading) in words.readings.iter().enumerate() {
            add(Owner::Reading(at, false), &reading.phrases);
            add(Owner::Reading(at, true), &reading.answers);
        }
        for (at, thing) in words.things.iter().enumerate() {
            add(Owner::Thing(at, Named::Itself), &thing.phrases);
            add(Owner::Thing(at, Named::Container), &thing.containers);
            add(Owner::Thing(at, Named::Answer), &thing.answers);
        }
    }

    fn add_answers(&mut self, words: &Words) {
        let mut builder =
            Builder { lexicon: &mut self.lexicon, table: &mut self.atoms, mend: false };
        let owners = &mut self.answer_owners;
        let mut add = |answer: Answer, phrases: &[Phrase], mend: bool| {
            builder.mend = mend;
            let number = position(owners.len());
            owners.push(answer);
            for phrase in phrases {
                self.answers.add(phrase, number, &mut builder);
            }
        };
        for reply in &words.replies {
            add(Answer::Reply(reply.reply, reply.typo), &reply.phrases, !reply.typo);
        }
        for command in &words.commands {
            add(Answer::Command(command.command), &command.phrases, false);
        }
        add(Answer::Tail, &words.tails, false);
    }
}

fn position(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// Whether words of this part are written together with others.
fn part_of_a_word(role: NumericRole) -> bool {
    matches!(
        role,
        NumericRole::Value(_)
            | NumericRole::Scale(_)
            | NumericRole::Joiner
            | NumericRole::Fraction(_)
            | NumericRole::Whole(_)
            | NumericRole::One
            | NumericRole::Unit(_)
    )
}

/// Whether words of this part are numbers or join them.
fn counts(role: NumericRole) -> bool {
    matches!(role, NumericRole::Value(_) | NumericRole::Scale(_) | NumericRole::Joiner)
}

/// The words of a phrase that is one word long.
fn only_words(phrase: &Phrase) -> Option<Vec<Box<str>>> {
    let mut words = Vec::new();
    for sequence in &phrase.sequences() {
        let [only] = sequence.as_slice() else { return None };
        for atom in &only.any_of {
            if let Atom::Word(word) = atom {
                words.push(word.clone());
            }
        }
    }
    Some(words)
}
