//! One message read in one language: its pieces, quantities, cues and all phrases that stand in it.

use crate::base::decimal::Decimal;
use crate::model::vocabulary::phrase::QuantityAtom;
use crate::model::vocabulary::{Amounts, Cue, NumericRole};
use crate::understand::commas::join_clauses;
use crate::understand::compound::parted;
use crate::understand::lattice::Lattice;
use crate::understand::lexicon::sureness;
use crate::understand::measures::{ago, clock, quantity, rate};
use crate::understand::phrases::Found;
use crate::understand::piece::{Break, Mark, Piece, Pieces};
use crate::understand::quantity::{Bound, Measure, Parsed};
use crate::understand::roles::{Part, Roles, read_digits};
use crate::understand::tongue::{AtomTable, Sign, Tongue};

/// How often classes may build on one another.
const CLASS_DEPTH: usize = 3;
/// The fewest letters of a word that two pieces are joined to.
const JOINED_LETTERS: usize = 6;
/// The most words of a clause that the hours behind a comma go on with.
const SHORT: usize = 4;
/// The most words of a question that only names what a number is of: "coffee?", "hours of sleep?".
const LONGEST_TOPIC: usize = 3;
/// The largest place in a row that people write with a point, but for days of a month and weeks.
const LARGEST_PLACE: i32 = 12;
/// The most words between what is counted and how often it is: "cups of strong coffee".
const NOUNS: usize = 5;

/// A cue that stands in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct CueAt {
    /// The first piece.
    pub(crate) from: usize,
    /// The end of the last piece.
    pub(crate) to: usize,
    /// What it says.
    pub(crate) cue: Cue,
    /// How surely it stands there.
    pub(crate) score: u8,
}

/// Words that make a rate: from, to, days.
pub(crate) type Per = (usize, usize, Decimal);

/// Where small words stand that quantities are read by.
#[derive(Debug)]
pub(crate) struct Places {
    /// Words such as "a week" that make a rate of what stands before.
    pub(crate) pers: Vec<Per>,
    /// Pieces that are articles, which count one.
    pub(crate) articles: Vec<usize>,
    /// Words that say that a number is not exact: from, to.
    pub(crate) abouts: Vec<(usize, usize)>,
    /// Where what opens a range ends: "from", "between".
    pub(crate) opens: Vec<usize>,
    /// Words between the ends of a range: from, to.
    pub(crate) ranges: Vec<(usize, usize)>,
    /// Words that say when in the day: from, to.
    pub(crate) occasions: Vec<(usize, usize)>,
    /// Words before how many more of the same: from, to.
    pub(crate) another: Vec<(usize, usize)>,
    /// Words behind how many more of the same: from, to.
    pub(crate) more: Vec<(usize, usize)>,
    /// What one of something is had in.
    pub(crate) vessels: Vec<usize>,
    /// Days of the week.
    pub(crate) weekdays: Vec<usize>,
}

impl Places {
    fn new(parts: &[(usize, Part)]) -> Self {
        let pers = parts.iter().filter_map(|(from, part)| match part.role {
            NumericRole::Per(days) => Some((*from, part.to, days)),
            _ => None,
        });
        let mut pers: Vec<Per> = pers.collect();
        pers.sort_unstable();
        let of_role = |role| parts.iter().filter(move |(_, part)| part.role == role);
        let ranges_of = |role| {
            let mut found: Vec<(usize, usize)> =
                of_role(role).map(|(from, part)| (*from, part.to)).collect();
            found.sort_unstable();
            found
        };
        // "just the one can" is one as "a can" is
        let one = NumericRole::Value(Decimal::ONE);
        let articles = parts.iter().filter(|(from, part)| {
            part.to == from + 1
                && [NumericRole::Article, NumericRole::One, one].contains(&part.role)
        });
        let articles = articles.map(|(from, _)| *from).collect();
        let opens = of_role(NumericRole::BetweenOpen).map(|(_, part)| part.to).collect();
        let weekdays = of_role(NumericRole::Weekday).map(|(from, _)| *from).collect();
        Self {
            pers,
            articles,
            abouts: ranges_of(NumericRole::About),
            opens,
            ranges: ranges_of(NumericRole::Range),
            occasions: ranges_of(NumericRole::Occasion),
            another: ranges_of(NumericRole::Another),
            more: ranges_of(NumericRole::More),
            vessels: of_role(NumericRole::Vessel).map(|(from, _)| *from).collect(),
            weekdays,
        }
    }
}

/// A message read in one language.
#[derive(Debug)]
pub(crate) struct Reading {
    /// The pieces with all that they can be.
    pub(crate) lattice: Lattice,
    /// The quantities, by the numbers that edges carry.
    pub(crate) quantities: Vec<Parsed>,
    /// Their numbers by where they begin.
    begins: Vec<Vec<usize>>,
    /// Those of them that are listed: the longest ones.
    pub(crate) listed: Vec<usize>,
    /// Where small words stand that quantities are read by.
    pub(crate) places: Places,
    /// Numbers that are rather a time of day: "2 in the afternoon".
    pub(crate) hours: Vec<Parsed>,
    /// The cues in order.
    pub(crate) cues: Vec<CueAt>,
    /// The phrases of facts, readings and things.
    pub(crate) found: Vec<Found>,
    /// The phrases that can be whole messages.
    pub(crate) answers: Vec<Found>,
    /// Pieces after which a question mark stands.
    pub(crate) questions: Vec<usize>,
}

impl Reading {
    /// The quantities that begin in a stretch of pieces.
    pub(crate) fn beginning(&self, from: usize, to: usize) -> impl Iterator<Item = &Parsed> {
        let to = to.min(self.begins.len());
        let numbers = self.begins[from.min(to)..to].iter().flatten();
        numbers.filter_map(|number| self.quantities.get(*number))
    }
}

/// Reads a message in a language; `mend` also takes misspelt words for what they may be.
pub(crate) fn read(tongue: &Tongue, amounts: &Amounts, pieces: &Pieces, mend: bool) -> Reading {
    let pieces = parted(tongue, pieces);
    let mut lattice = Lattice::new(pieces.list);
    add_words(tongue, &mut lattice, mend);
    add_joined(tongue, &mut lattice);
    let (cues, parts, drinks) = signs(tongue, &mut lattice);
    end_sentences(tongue, &mut lattice, &parts, &drinks);
    join_clauses(&cues, &mut lattice);
    let places = Places::new(&parts);
    let Quantities { list: quantities, listed, hours } =
        add_quantities(tongue, amounts, &mut lattice, parts, (&drinks, &cues, &places.pers));
    for place in going_on(&lattice, &quantities, (&places.pers, &cues), &pieces.questions) {
        lattice.going_on[place] = true;
    }
    for place in answering(&lattice, &pieces.questions) {
        lattice.answering[place] = true;
    }
    for _ in 0..CLASS_DEPTH {
        let before = lattice.edges().len();
        for found in tongue.classes.find(&lattice) {
            if found.used.len() == 1 {
                lattice.add((found.from(), found.to()), found.owner, found.score, None);
            }
        }
        if lattice.edges().len() == before {
            break;
        }
    }
    let cues = with_late_cues(tongue, &mut lattice, cues);
    let found = tongue.meanings.find(&lattice);
    let mut begins = vec![Vec::new(); lattice.pieces.len() + 1];
    for (number, quantity) in quantities.iter().enumerate() {
        begins[quantity.from].push(number);
    }
    let answers = tongue.answers.find(&lattice);
    Reading {
        lattice,
        quantities,
        begins,
        listed,
        places,
        hours,
        cues,
        found,
        answers,
        questions: pieces.questions,
    }
}

fn add_words(tongue: &Tongue, lattice: &mut Lattice, mend: bool) {
    for at in 0..lattice.pieces.len() {
        let word = lattice.pieces[at].word.clone();
        let mut readings = tongue.lexicon.look_up(&word);
        if readings.is_empty()
            && let Some(stem) = word.strip_suffix('s').filter(|stem| stem.chars().count() > 2)
            && !tongue.lexicon.knows(&word)
        {
            readings = tongue.lexicon.look_up(stem);
            readings.retain(|reading| reading.1 == sureness::EXACT);
        }
        if readings.is_empty() && mend {
            readings = tongue.lexicon.mend(&word);
        }
        for (id, score) in readings {
            if let Some(atom) = tongue.atoms.of_word(id) {
                lattice.add((at, at + 1), atom, score, None);
            }
        }
        if let Some(atom) = tongue.atoms.of_exact(&word) {
            lattice.add((at, at + 1), atom, sureness::EXACT, None);
        }
        for atom in tongue.atoms.of_affixes(&word) {
            lattice.add((at, at + 1), atom, sureness::JOINED, None);
        }
        lattice.fillers[at] = tongue.fillers.contains(word.as_str());
    }
}

/// Two or three pieces that are one word when written together.
fn add_joined(tongue: &Tongue, lattice: &mut Lattice) {
    for at in 0..lattice.pieces.len() {
        let mut joined = lattice.pieces[at].word.clone();
        for end in at + 1..(at + 3).min(lattice.pieces.len()) {
            let next = &lattice.pieces[end];
            let letters = next.word.chars().all(char::is_alphabetic);
            if next.before > Break::Space || !letters || joined.len() > 40 {
                break;
            }
            joined.push_str(&next.word);
            if joined.chars().count() < JOINED_LETTERS {
                continue;
            }
            for (id, score) in tongue.lexicon.look_up(&joined) {
                if let Some(atom) = tongue.atoms.of_word(id) {
                    lattice.add((at, end + 1), atom, score.min(sureness::JOINED), None);
                }
            }
            for atom in tongue.atoms.of_affixes(&joined) {
                if lattice.pieces[at + 1].before == Break::Glued {
                    lattice.add((at, end + 1), atom, sureness::JOINED, None);
                }
            }
        }
    }
}

/// "I am 29. had it for years": behind so large a number, and before no month or unit, a point ends a sentence; so it
/// does before a drink.
fn end_sentences(tongue: &Tongue, lattice: &mut Lattice, parts: &[(usize, Part)], drinks: &[bool]) {
    for (at, drink) in drinks.iter().enumerate().skip(1) {
        let last = &lattice.pieces[at - 1];
        let value = read_digits(&last.word, tongue.language.decimal_mark() == '.');
        let large = value.is_some_and(|value| value > Decimal::whole(LARGEST_PLACE));
        let counts = |(from, part): &(usize, Part)| {
            *from == at && matches!(part.role, NumericRole::Month | NumericRole::Unit(_))
        };
        // "I sleep 6. coffee I don't drink"
        let ends = *drink || large;
        if last.ordinal && ends && !parts.iter().any(counts) {
            lattice.pieces[at - 1].ordinal = false;
            lattice.pieces[at].before = Break::Sentence;
        }
    }
}

type Signs = (Vec<CueAt>, Vec<(usize, Part)>, Vec<bool>);

/// The first pass: cues, parts of quantities, drinks.
fn signs(tongue: &Tongue, lattice: &mut Lattice) -> Signs {
    let mut cues = Vec::new();
    let mut parts = Vec::new();
    let mut drinks = vec![false; lattice.pieces.len()];
    for found in tongue.signs.find(lattice) {
        let (from, to) = (found.from(), found.to());
        match tongue.sign_owners[found.owner as usize] {
            Sign::Numeric(role) if found.used.len() == 1 => parts.push((from, Part { to, role })),
            Sign::Numeric(_) => {}
            Sign::Drink => drinks[from] = true,
            Sign::Cue(cue) => cues.push(CueAt { from, to, cue, score: found.score }),
        }
    }
    let cues = longest(cues);
    block(&cues, lattice);
    for cue in cues.iter().filter(|cue| cue.cue == Cue::List) {
        lattice.joining[cue.from..cue.to].fill(true);
    }
    (cues, parts, drinks)
}

/// Cues that hold a class or a quantity, which the first pass did not know yet: "when I was 15".
fn with_late_cues(tongue: &Tongue, lattice: &mut Lattice, mut cues: Vec<CueAt>) -> Vec<CueAt> {
    let known = cues.len();
    for found in tongue.signs.find(lattice) {
        if let Sign::Cue(cue) = tongue.sign_owners[found.owner as usize] {
            let at = CueAt { from: found.from(), to: found.to(), cue, score: found.score };
            let covered = cues[..known]
                .iter()
                .any(|one| one.cue == cue && one.from <= at.from && at.to <= one.to);
            if !covered {
                cues.push(at);
            }
        }
    }
    if cues.len() == known {
        return cues;
    }
    let cues = longest(cues);
    block(&cues, lattice);
    cues
}

/// The cues in order, those aside that a longer one of the kind holds. Of what states nothing and of what denies the
/// shorter stay: where a phrase takes "det" from "hvis det", "hvis" supposes all the same, and in "never had blackouts"
/// "never" denies.
fn longest(mut cues: Vec<CueAt>) -> Vec<CueAt> {
    cues.sort();
    cues.dedup();
    let all = cues.clone();
    cues.retain(|cue| {
        let denies = matches!(cue.cue, Cue::Negation | Cue::NegationDeterminer);
        let stays = denies || matches!(cue.cue, Cue::WhatIf | Cue::Others);
        stays
            || !all.iter().any(|other| {
                other.cue == cue.cue
                    && other.from <= cue.from
                    && cue.to <= other.to
                    && (other.from, other.to) != (cue.from, cue.to)
            })
    });
    cues
}

/// Lets no gap of a phrase pass over words that deny or part.
fn block(cues: &[CueAt], lattice: &mut Lattice) {
    let meant = |cue: &CueAt| {
        let covers = |c: &CueAt| c.cue == Cue::NoNegation && c.from <= cue.from && cue.to <= c.to;
        !cues.iter().any(covers)
    };
    for cue in cues.iter().filter(|cue| meant(cue)) {
        let blocks = matches!(
            cue.cue,
            Cue::Negation
                | Cue::NegationDeterminer
                | Cue::NegationBeforeOnly
                | Cue::Terminator
                | Cue::Or
        );
        if blocks {
            lattice.blocked[cue.from..cue.to].fill(true);
        }
    }
}

/// The quantities of a text.
struct Quantities {
    list: Vec<Parsed>,
    listed: Vec<usize>,
    hours: Vec<Parsed>,
}

fn add_quantities(
    tongue: &Tongue,
    amounts: &Amounts,
    lattice: &mut Lattice,
    parts: Vec<(usize, Part)>,
    (drinks, cues, pers): (&[bool], &[CueAt], &[Per]),
) -> Quantities {
    let order = (tongue.grammar.ones_first, tongue.language.decimal_mark() == '.');
    let flags = (lattice.fillers.as_slice(), drinks);
    let roles = Roles::new(&lattice.pieces, amounts, flags, order, parts);
    let mut quantities: Vec<Parsed> = Vec::new();
    let mut listed = Vec::new();
    let mut edges = Vec::new();
    let mut hours = Vec::new();
    let mut free = 0;
    for place in 0..lattice.pieces.len() {
        let main = quantity(&roles, place);
        let clock = clock(&roles, place);
        let often = rate(&roles, place);
        let since = ago(&roles, place);
        let sure_clock =
            clock.as_ref().is_some_and(|c| matches!(c.measure, Measure::Clock { sure: true }));
        let longest_clock = clock.as_ref().map_or(0, |clock| clock.to);
        let is_hour = |main: &Parsed| sure_clock && longest_clock >= main.to;
        hours.extend(main.clone().filter(is_hour));
        let main = main.filter(|m| !is_hour(m));
        if place >= free {
            if let Some(main) = main.as_ref() {
                let rated = is_rate(&roles, pers, main, free);
                let last = listed.last().map(|last: &usize| &quantities[*last]);
                let plain = main.bound == Bound::None && main.from >= free && !rated;
                if plain && !is_again(&lattice.pieces, last, main) {
                    listed.push(quantities.len());
                }
                free = main.to;
            } else if sure_clock {
                free = longest_clock;
            }
        }
        let bare = main.as_ref().and_then(|main| number_without_letter(&roles, pers, main));
        let covered =
            often.as_ref().is_some_and(|rate| main.as_ref().is_none_or(|main| rate.to > main.to));
        for (parsed, atom) in [
            (main, None),
            (often, Some(QuantityAtom::Rate)),
            (since, Some(QuantityAtom::Ago)),
            (clock, Some(QuantityAtom::Clock)),
        ] {
            let Some(parsed) = parsed else { continue };
            let hidden = atom.is_none() && covered && parsed.measure != Measure::Number;
            if parsed.bound != Bound::AtMost && !hidden && !parsed.vague {
                let atom = atom.unwrap_or(atom_of(parsed.measure));
                edges.push((parsed.from, parsed.to, atom, quantities.len()));
            }
            quantities.push(parsed);
        }
        if let Some(bare) = bare {
            edges.push((bare.from, bare.to, QuantityAtom::Number, quantities.len()));
            quantities.push(bare);
        }
    }
    inherit(lattice, &mut quantities, &mut edges, cues);
    for (from, to, atom, number) in edges {
        let atom = AtomTable::of_quantity(atom);
        lattice.add((from, to), atom, sureness::EXACT, u32::try_from(number).ok());
    }
    Quantities { list: quantities, listed, hours }
}

/// Where a sentence of a few words begins right behind a topic of a few words: "stress? medium".
fn answering(lattice: &Lattice, questions: &[usize]) -> Vec<usize> {
    let pieces = &lattice.pieces;
    let begins = |at: usize| pieces.get(at).is_none_or(|piece| piece.before == Break::Sentence);
    let topic = |last: usize| (0..=last).rev().take(LONGEST_TOPIC).any(begins);
    let short = |from: usize| (from + 1..=from + LONGEST_TOPIC).any(begins);
    let next = questions.iter().filter(|last| topic(**last)).map(|last| last + 1);
    next.filter(|from| *from < pieces.len() && short(*from)).collect()
}

/// "Forty-five (45)": the same once more, in brackets.
fn is_again(pieces: &[Piece], last: Option<&Parsed>, main: &Parsed) -> bool {
    last.is_some_and(|last| {
        last.to == main.from
            && pieces[main.from].mark == Mark::Bracket
            && (last.measure, last.value, last.to_value)
                == (main.measure, main.value, main.to_value)
    })
}

/// Where quantities begin that are said of what stands before the mark before them: "I sleep well, eight hours.",
/// "sleep? 6".
fn going_on(
    lattice: &Lattice,
    quantities: &[Parsed],
    (pers, cues): (&[Per], &[CueAt]),
    questions: &[usize],
) -> Vec<usize> {
    let pieces = &lattice.pieces;
    let ends = |at: usize| pieces.get(at).is_none_or(|piece| piece.before >= Break::Comma);
    let is_alone = |quantity: &Parsed| {
        let rate = pers.iter().filter(|(from, _, _)| *from == quantity.to);
        ends(quantity.to) || rate.into_iter().any(|(_, to, _)| ends(*to))
    };
    let first_of_sentence =
        |at: usize| (0..=at).rev().find(|at| pieces[*at].before == Break::Sentence).unwrap_or(0);
    let answers = |from: usize| {
        let asked = from.checked_sub(1).filter(|last| questions.contains(last));
        asked.is_some_and(|last| last - first_of_sentence(last) < LONGEST_TOPIC)
    };
    // "I sleep well, eight hours", but not "my chest hurts when I sleep, two hours"
    let says_little = |last: usize| {
        let begins = (0..=last).rev().take(SHORT + 1).find(|at| pieces[*at].before >= Break::Comma);
        begins.is_some_and(|first| last - first < SHORT)
    };
    let hours = |quantity: &Parsed| {
        quantity.measure == Measure::Duration && quantity.value <= Decimal::whole(24 * 3600)
    };
    // "sleep? maybe six": small words may lead
    let led = |quantity: &Parsed| {
        let small = |at: &usize| {
            let hedge = |c: &CueAt| c.cue == Cue::Hedge && c.from <= *at && *at < c.to;
            lattice.fillers[*at] || cues.iter().any(hedge)
        };
        let begins = |at: &usize| pieces[*at].before >= Break::Comma;
        let mut from = quantity.from;
        while !begins(&from) && from > 0 && small(&(from - 1)) {
            from -= 1;
        }
        from
    };
    let near = |quantity: &Parsed| {
        let from = led(quantity);
        let goes_on = from > 0
            && match pieces[from].before {
                // "slept? four hours if I'm lucky"
                Break::Sentence => answers(from),
                Break::Comma | Break::Dash => {
                    hours(quantity) && says_little(from - 1) && is_alone(quantity)
                }
                _ => false,
            };
        goes_on.then_some(from)
    };
    quantities.iter().filter_map(near).collect()
}

/// What phrases call a quantity.
fn atom_of(measure: Measure) -> QuantityAtom {
    match measure {
        Measure::Number => QuantityAtom::Number,
        Measure::Duration => QuantityAtom::Duration,
        Measure::Volume => QuantityAtom::Volume,
        Measure::Mass => QuantityAtom::Mass,
        Measure::Ago { .. } => QuantityAtom::Ago,
        Measure::Rate { .. } => QuantityAtom::Rate,
        Measure::Clock { .. } => QuantityAtom::Clock,
    }
}

/// "45m" are minutes and "34k" thousands, unless a phrase knows it for an age and a sex: the number by itself.
fn number_without_letter(roles: &Roles<'_>, pers: &[Per], main: &Parsed) -> Option<Parsed> {
    let often = pers.binary_search_by_key(&main.to, |per| per.0).is_ok();
    let letter = main.to.checked_sub(1).and_then(|last| roles.pieces.get(last))?;
    let minutes = main.measure == Measure::Duration
        && main.count.checked_mul(Decimal::whole(60)) == Some(main.value);
    // "34K": k, of a woman in Danish and Norwegian
    let digits = roles.digits(main.from);
    let thousands = main.measure == Measure::Number
        && digits.and_then(|digits| digits.checked_mul(Decimal::whole(1000))) == Some(main.value);
    let short = main.to - main.from == 2 && letter.word.chars().count() == 1;
    let value = if thousands { digits? } else { main.count };
    let fits = short && !often && (minutes || thousands) && main.to_value.is_none();
    let (measure, to) = (Measure::Number, main.to - 1);
    fits.then(|| Parsed { measure, value, count: value, to, ..main.clone() })
}

/// "Three cups a day": what stands right behind something counted says how often, not how long.
fn is_rate(
    roles: &Roles<'_>,
    pers: &[(usize, usize, Decimal)],
    main: &Parsed,
    free: usize,
) -> bool {
    let one = main.measure == Measure::Duration && main.count == Decimal::ONE;
    let per = pers.binary_search_by_key(&main.from, |per| per.0).is_ok();
    let behind = free > 0 && main.from >= free && main.from - free <= NOUNS;
    let near = || (free..=main.from).all(|at| !roles.parted(at));
    let led = || {
        let last = main.from - 1;
        let leads = |part: Part| {
            part.to == main.from
                && matches!(
                    part.role,
                    NumericRole::AgoBefore | NumericRole::Range | NumericRole::Joiner
                )
        };
        last >= free && roles.parts(last).any(leads)
    };
    one && per && behind && near() && !led()
}

/// "75 not 85 kg": the number before the rejected one takes its unit.
fn inherit(
    lattice: &Lattice,
    quantities: &mut Vec<Parsed>,
    edges: &mut Vec<(usize, usize, QuantityAtom, usize)>,
    cues: &[CueAt],
) {
    for cue in cues.iter().filter(|cue| cue.cue == Cue::Rejected) {
        let small = |at: usize| (cue.to..at).all(|piece| lattice.fillers[piece]);
        let wrong = quantities.iter().find(|q| {
            q.from >= cue.to
                && small(q.from)
                && matches!(q.measure, Measure::Mass | Measure::Duration)
        });
        let right = quantities.iter().find(|q| {
            let near = q.to <= cue.from && (q.to..cue.from).all(|piece| lattice.fillers[piece]);
            near && q.measure == Measure::Number
        });
        let (Some(wrong), Some(right)) = (wrong, right) else { continue };
        let factor = wrong.value.checked_div(wrong.count);
        let Some(value) = factor.and_then(|factor| right.value.checked_mul(factor)) else {
            continue;
        };
        let atom = match wrong.measure {
            Measure::Mass => QuantityAtom::Mass,
            _ => QuantityAtom::Duration,
        };
        let measure = wrong.measure;
        let parsed = Parsed { measure, value, ..right.clone() };
        edges.push((parsed.from, parsed.to, atom, quantities.len()));
        quantities.push(parsed);
    }
}
