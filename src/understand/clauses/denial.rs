//! How far a negation reaches.
//!
//! Forward it reaches over small words only (those that carry it: "have", "felt any"); a word in between that it may be
//! about instead makes it doubtful. Over commas it runs on in a list that says so. Backward it looks only where
//! nothing else follows it: pain that does *not go away* is pain.

use crate::model::vocabulary::Cue;
use crate::understand::clauses::lists::{Joined, LONGEST_LIST};
use crate::understand::clauses::{Clauses, Stretch, WINDOW};
use crate::understand::reading::CueAt;

/// How far a negation reaches, in words that it may be about instead.
const REACH: usize = 8;
/// A cue that is read less surely than this denies no red flag.
const SURE_CUE: u8 = 94;
/// What is not known, an item of a list or where something is, has so many words at most.
pub(crate) const LONGEST_UNKNOWN: usize = 3;
/// What may stand behind "or" before the item that it joins.
const CARRIES: [Cue; 2] = [Cue::Carrier, Cue::Kind];
/// An item of a list has at most so many words.
const LONGEST_ITEM: usize = 4;

/// Whether something is denied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Denial {
    /// It is not.
    No,
    /// It is.
    Yes,
    /// It is, by a word that may be a slip or in a way that may mean something else.
    Unsure,
    /// It is, for the time before: for something new, a word of the present.
    Earlier,
    /// Something before it is, which may be another thing.
    Stray,
    /// The person cannot say.
    Unknown,
}

/// How surely a negation reaches a place, the surest last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Hold {
    /// Over words that it may be about instead.
    Stray,
    /// Over one such word, or in a list that may be none.
    Loose,
    /// Over small words only.
    Firm,
}

impl Clauses {
    /// Whether a stretch is denied; `others` are the other things said, `self` not among them.
    pub(crate) fn denial(&self, said: Stretch, others: &[Stretch]) -> Denial {
        self.denied(said, others, false)
    }

    /// Whether the person says that they cannot say, right before: "not sure if my grip is weak" asks nothing.
    pub(crate) fn in_doubt(&self, said: Stretch, others: &[Stretch]) -> bool {
        let doubts = |cue: &&CueAt| cue.cue == Cue::DontKnow;
        let firm = |cue: &CueAt| self.hold(cue, said, others) == Some(Hold::Firm);
        self.around(said.from).iter().filter(doubts).any(firm)
    }

    /// "Don't know if my chest pain is from the gym": what is one's own and has more said of it is in no doubt itself. "Not
    /// sure if my grip is weak" and "… or just tired" leave it open.
    fn is_granted_in_doubt(&self, said: Stretch) -> bool {
        let (from, end) = self.segment_around(said.from);
        let own = |at: usize| self.starts.possessives.binary_search(&at).is_ok();
        let (leads, follows) =
            (said.from > from && own(said.from - 1), said.to < end && own(said.to));
        let behind = said.to + usize::from(follows);
        let goes_on = (behind..end).find(|at| !self.fillers[*at]);
        let or = goes_on.and_then(|at| self.list_word(at)).is_some_and(|word| word.cue == Cue::Or);
        (leads || follows || own(said.from)) && goes_on.is_some() && !or
    }

    /// Whether a stretch that denies by itself is denied: a list reaches it only by "or". "No cramps, can swallow fine"
    /// and "no cramps and memory is fine" say that all is well.
    pub(crate) fn denial_of_fine(&self, said: Stretch, others: &[Stretch]) -> Denial {
        self.denied(said, others, true)
    }

    fn denied(&self, said: Stretch, others: &[Stretch], fine: bool) -> Denial {
        let mut found: Option<(Hold, u8)> = None;
        for cue in self.around(said.from) {
            let doubts = || cue.cue == Cue::DontKnow && self.hold(cue, said, others).is_some();
            if doubts() && !self.is_granted_in_doubt(said) {
                return Denial::Unknown;
            }
            let denies = matches!(
                cue.cue,
                Cue::Negation
                    | Cue::NegationDeterminer
                    | Cue::NegationBeforeOnly
                    | Cue::NegationAfter
            );
            if !denies || self.answers_before(cue, said) {
                continue;
            }
            let back = || {
                let list = || self.looks_back_over(cue, said, others);
                self.looks_back(cue, said, others).or_else(list)
            };
            let forward = || {
                self.hold(cue, said, others).filter(|_| !fine || self.runs_to(cue, said, others))
            };
            if let Some(hold) = back().or_else(forward) {
                found = found.max(Some((hold, cue.score)));
            }
        }
        for first in others.iter().filter(|o| o.denies && o.to <= said.from) {
            if let Some(hold) = self.goes_on_with(*first, said, others).filter(|_| !fine) {
                found = found.max(Some((hold, SURE_CUE)));
            }
        }
        let of_before = found.map_or(Denial::Yes, |_| self.of_before(said, others));
        match found {
            None => Denial::No,
            // "no swelling, except round one ankle"
            Some(_) if self.is_excepted(said) || self.save_when(said, others) => Denial::No,
            Some((Hold::Stray, _)) => Denial::Stray,
            Some(_) if of_before != Denial::Yes => of_before,
            Some((Hold::Firm, score)) if score >= SURE_CUE => Denial::Yes,
            Some(_) => Denial::Unsure,
        }
    }

    /// "Fainting? no dark urine? yes": a no between two questions is of the first.
    fn answers_before(&self, cue: &CueAt, said: Stretch) -> bool {
        cue.from > 0
            && cue.to <= said.from
            && self.questions.contains(&(cue.from - 1))
            && self.same_sentence(cue.from, said.from)
            && self.is_question(said.from)
    }

    /// What a denial comes to where it is of the time before: nothing, doubtful, or a denial all the same.
    pub(crate) fn of_before(&self, said: Stretch, others: &[Stretch]) -> Denial {
        // "before or after training" says when, not since when
        let says_since = |cue: &CueAt| self.list_word(cue.to).is_none();
        if self.holds_no_more(said, others) {
            Denial::No
        } else if self.in_segment(said.from, Cue::Earlier).any(says_since) {
            Denial::Earlier
        } else {
            Denial::Yes
        }
    }

    /// Whether a denial is of the time before only: "never fainted until yesterday".
    fn holds_no_more(&self, said: Stretch, others: &[Stretch]) -> bool {
        let segment = self.segment[said.from];
        self.around(said.from).iter().any(|c| {
            let there = self.segment[c.from];
            let speaks_of_another = || others.iter().any(|other| self.segment[other.from] == there);
            c.cue == Cue::Until
                && self.same_sentence(c.from, said.from)
                && (there == segment || there.abs_diff(segment) == 1 && !speaks_of_another())
        })
    }

    /// Whether what is said reaches over an exception: in "no pain except in my chest" the chest is not denied.
    fn is_excepted(&self, said: Stretch) -> bool {
        (said.from..said.to).any(|at| self.on(at, &[Cue::Except]))
    }

    /// Whether it is denied but for a case: "no chest pain, except when I run".
    pub(crate) fn save_when(&self, said: Stretch, others: &[Stretch]) -> bool {
        let segment = self.segment[said.from];
        let first = self.starts.exceptions.partition_point(|at| *at < said.to);
        self.starts.exceptions[first..].iter().take_while(|at| **at < said.to + WINDOW).any(|at| {
            self.segment[*at] == segment + 1
                && self.same_sentence(*at, said.from)
                && !others
                    .iter()
                    .any(|other| self.segment[other.from] == segment + 1 && other.fact == said.fact)
        })
    }

    /// How a cue before a stretch reaches it.
    fn hold(&self, cue: &CueAt, said: Stretch, others: &[Stretch]) -> Option<Hold> {
        let before = cue.to <= said.from && cue.cue != Cue::NegationAfter;
        if !before || !self.same_sentence(cue.from, said.from) {
            return None;
        }
        if self.neither(cue, said) {
            return Some(Hold::Firm);
        }
        // "no can't breathe" is an answer, and then something else
        let determines = cue.cue == Cue::NegationDeterminer;
        if determines && self.holds_negation(said.from, said.to) {
            return None;
        }
        // "ved ikke, om urinen er mørk": words of the cue itself stand behind a comma
        if !self.same_segment(cue.to - 1, said.from) {
            return self.over_commas(cue, said, others);
        }
        let before = others.iter().filter(|o| cue.to <= o.from && o.to <= said.from);
        let first = before.clone().min_by_key(|other| other.from);
        let last = before.max_by_key(|other| other.to);
        let to = first.map_or_else(|| begins(cue, said, others), |first| first.from);
        let mut hold = self.directly(cue, to)?;
        if first.is_none() && to < said.from {
            // "no pain face is drooping": "face pain" and the drooping share a word, the denial may be of the first only
            hold = hold.min(Hold::Loose);
        }
        let carried = first.is_some_and(|o| o.fact == said.fact && self.carried(cue, o.from));
        let runs_on = cue.cue != Cue::Negation || carried && self.closes(said, others);
        match last {
            // "sover ikke eller har ondt i brystet": what is denied stands before the negation
            None if self.has_or(cue.to, said.from) && hold == Hold::Firm => None,
            None => Some(self.behind_strange(cue, said).map_or(hold, |other| other.max(hold))),
            Some(last) if self.listed(last.to, said.from, runs_on) => {
                // "no swelling or pleuritic chest pain": which one it is may be all that is denied
                if self.strange_in_list(last.to, said.from) > 0 {
                    return (cue.cue != Cue::Negation).then_some(Hold::Loose);
                }
                let (_, end) = self.segment_around(said.from);
                let parted = (last.to..said.from).any(|at| self.list_word(at).is_some())
                    || self.has_or(said.to, end);
                let anew = (last.to..said.from).any(|at| self.on(at, &[Cue::Myself]));
                match (parted, anew) {
                    // "neither weak nor numb and dark urine": behind the end of the list
                    (true, _) if self.ended(cue.to, last.to, said) => Some(hold.min(Hold::Loose)),
                    (true, _) => Some(hold),
                    // "no cramps I can't breathe"
                    (false, true) => None,
                    // "no pain my face is drooping" or "no pain numbness cramps": who can tell
                    (false, false) => Some(Hold::Loose),
                }
            }
            Some(_) => None,
        }
    }

    /// "No trouble swallowing, numbness or cramps": how a phrase that denies by a word of its own leads a list.
    fn goes_on_with(&self, first: Stretch, said: Stretch, others: &[Stretch]) -> Option<Hold> {
        if !self.same_sentence(first.from, said.from) {
            return None;
        }
        let at = self.starts.negations.partition_point(|at| *at < first.from);
        let from = *self.starts.negations.get(at).filter(|at| **at < first.to)?;
        let leads = (first.from..from).all(|at| self.fillers[at]);
        let determines = self.starts.determiners.binary_search(&from).is_ok();
        let cue = if determines { Cue::NegationDeterminer } else { Cue::Negation };
        let cue = CueAt { from, to: from + 1, cue, score: SURE_CUE };
        if !leads {
            return None;
        }
        if !self.same_segment(first.from, said.from) {
            return self.over_commas(&cue, said, others);
        }
        let between = others.iter().filter(|o| first.to <= o.from && o.to <= said.from);
        let last = between.map(|o| o.to).max().unwrap_or(first.to);
        let alike = first.fact == said.fact;
        // "without trouble and have pain": only what stands right behind "and" belongs to the list
        let bare = (last..said.from).all(|at| self.list_word(at).is_some());
        let or = self.only_or(last, said.from);
        let and = determines && alike && bare && last < said.from;
        (or || and).then_some(Hold::Firm)
    }

    /// Whether only items of a list follow a stretch in its segment: not in "no fever and numbness is worse".
    fn closes(&self, said: Stretch, others: &[Stretch]) -> bool {
        let (_, end) = self.segment_around(said.from);
        let mut at = said.to;
        while at < end {
            let item = others.iter().filter(|o| o.from == at).map(|o| o.to).max();
            match item.or_else(|| self.list_word(at).map(|word| word.to)) {
                Some(to) => at = to,
                None if self.small[at] => at += 1,
                None => return false,
            }
        }
        true
    }

    /// Whether a verb carries a negation to what it denies: "I don't have", "jeg har ikke".
    fn carried(&self, cue: &CueAt, to: usize) -> bool {
        cue.from > 0 && self.on(cue.from - 1, &[Cue::Carrier])
            || (cue.to..to).any(|at| self.on(at, &[Cue::Carrier]))
    }

    /// "Neither dizzy, swollen nor short of breath": whether a stretch is an item of such a list, whatever the others are.
    fn neither(&self, cue: &CueAt, said: Stretch) -> bool {
        if !self.on(cue.from, &[Cue::Neither]) {
            return false;
        }
        let (first, last) = (self.segment[cue.from], self.segment[said.from]);
        let ends = (cue.to..self.segment.len().min(said.to + WINDOW))
            .find(|at| self.list_word(*at).is_some_and(|word| word.cue == Cue::Or));
        let Some(or) = ends else { return false };
        let turned = (first + 1..=last).any(|segment| self.turned[segment]);
        let near = self.segment[or] - first <= LONGEST_LIST
            && or <= cue.to + WINDOW
            && self.same_sentence(cue.from, or);
        let items = (first..=self.segment[or]).all(|segment| {
            let words = (cue.to..or).filter(|at| self.segment[*at] == segment);
            let words = words.filter(|at| !self.fillers[*at]);
            words.count() <= LONGEST_ITEM
        });
        let small = |from: usize, to: usize| (from..to).all(|at| self.small[at]);
        let begins_item = if or < said.from {
            self.same_segment(or, said.from) && small(or + 1, said.from)
        } else {
            let (begins, _) = self.segment_around(said.from);
            said.to <= or && small(begins.max(cue.to), said.from)
        };
        near && !turned && items && begins_item
    }

    /// Whether nothing else stands between a cue and a stretch, or "or" stands before that.
    fn runs_to(&self, cue: &CueAt, said: Stretch, others: &[Stretch]) -> bool {
        let between = others.iter().filter(|o| cue.to <= o.from && o.to <= said.from);
        between.max_by_key(|other| other.to).is_none_or(|last| self.only_or(last.to, said.from))
    }

    fn has_or(&self, from: usize, to: usize) -> bool {
        (from..to).any(|at| self.list_word(at).is_some_and(|word| word.cue == Cue::Or))
    }

    /// How a cue reaches the first thing after it.
    fn directly(&self, cue: &CueAt, to: usize) -> Option<Hold> {
        let determines = cue.cue == Cue::NegationDeterminer;
        if determines && (cue.to..to).any(|at| self.on(at, &[Cue::Myself])) {
            // "no my chest hurts" is an answer, and then something else
            return None;
        }
        let strange = (cue.to..to).filter(|at| !self.passed[*at]).count();
        match strange {
            0 => Some(Hold::Firm),
            1 if cue.cue != Cue::Negation => Some(Hold::Loose),
            _ => (strange <= REACH).then_some(Hold::Stray),
        }
    }

    /// Whether a list that ended in "or" between two places goes on with "and" to a stretch.
    fn ended(&self, from: usize, to: usize, said: Stretch) -> bool {
        let joined = |at| self.list_word(at).is_some_and(|word| word.cue == Cue::List);
        self.has_or(from, to) && !self.has_or(to, said.from) && (to..said.from).any(joined)
    }

    /// Whether only words of a list stand between two places, and behind "or" at most one that is not known.
    fn listed(&self, from: usize, to: usize, runs_on: bool) -> bool {
        let mut at = from;
        let mut or = false;
        while at < to {
            if let Some(word) = self.list_word(at) {
                or |= word.cue == Cue::Or;
                at = word.to;
            } else if self.fillers[at] || or && (self.on(at, &CARRIES) || self.is_strange(at)) {
                at += 1;
            } else {
                return false;
            }
        }
        (or || runs_on) && self.strange_in_list(from, to) <= 1
    }

    /// How many words of a list say what they are said of more closely, in a way that is not known.
    fn strange_in_list(&self, from: usize, to: usize) -> usize {
        (from..to).filter(|at| self.is_strange(*at)).count()
    }

    /// Whether a word is nothing known.
    fn is_strange(&self, at: usize) -> bool {
        !self.passed[at] && self.list_word(at).is_none() && !self.says_more(at)
    }

    /// "No nausea or chest pain": how a cue reaches what "or" joins to something that is not known.
    fn behind_strange(&self, cue: &CueAt, said: Stretch) -> Option<Hold> {
        let or = (cue.to..said.from).find(|at| self.has_or(*at, at + 1))?;
        let strange = (cue.to..or).filter(|at| self.is_strange(*at)).count();
        let joined = (or + 1..said.from).all(|at| self.fillers[at] || self.on(at, &CARRIES));
        let plain = (cue.to..said.from).all(|at| !self.says_more(at));
        let item = strange > 0 && strange <= LONGEST_UNKNOWN && cue.cue != Cue::Negation;
        (item && joined && plain).then_some(if strange == 1 { Hold::Firm } else { Hold::Loose })
    }

    /// Whether "or", and nothing else but fillers, stands between two places.
    pub(crate) fn only_or(&self, from: usize, to: usize) -> bool {
        let or = (from..to).any(|at| self.list_word(at).is_some_and(|word| word.cue == Cue::Or));
        let bare = self.strange_in_list(from, to) == 0;
        or && bare && self.same_segment(from, to) && self.listed(from, to, false)
    }

    pub(super) fn list_word(&self, at: usize) -> Option<&CueAt> {
        let here = |c: &&CueAt| c.from == at && matches!(c.cue, Cue::List | Cue::Or);
        self.around(at).iter().find(here)
    }

    /// "No weakness, numbness or cramps": what stands behind a comma is an item of the list that the cue begins.
    fn over_commas(&self, cue: &CueAt, said: Stretch, others: &[Stretch]) -> Option<Hold> {
        let first = self.segment[cue.from];
        let denied = others
            .iter()
            .filter(|o| o.to > cue.to && self.segment[o.from] == first)
            .min_by_key(|other| other.from);
        let Some(denied) = denied else { return self.behind_unknown(cue, said, others) };
        let hold = self.directly(cue, denied.from)?;
        let list = self.list_behind(cue, said, others)?;
        let all = self.announces(cue, denied.from) || self.on(cue.from, &[Cue::Denying]);
        // "symptoms: no cramps; weak arm or hand"
        let parted = self.semicolons.iter().any(|at| (cue.to..=said.from).contains(at));
        if parted && !all {
            return None;
        }
        // "no pain or stiffness, arm suddenly limp or numb": a list that has ended
        let (_, ends) = self.segment_around(cue.from);
        let hold = if self.has_or(cue.to, ends) { hold.min(Hold::Loose) } else { hold };
        // "not weak, numb and cold": without a verb it is as likely that only the first is denied
        let carried = self.carried(cue, denied.from);
        let one_kind = denied.fact == said.fact;
        let alike = one_kind && (all || list.strange == 0);
        let determines = cue.cue != Cue::Negation && alike;
        match list.joined {
            Joined::By(Cue::Or) => Some(hold),
            Joined::By(_) => (determines || carried && alike).then_some(hold),
            Joined::Not | Joined::Before if all => Some(hold),
            Joined::Before => Some(hold.min(Hold::Loose)),
            // a list of three without "or" may be one; of two, it is as likely something else
            Joined::Not => {
                let goes_on = self.list_goes_on(self.segment[said.from], Cue::Negation);
                // "no weakness, nausea, wasting"
                let items = cue.cue != Cue::Negation && one_kind && list.strange <= 1;
                (items && (list.long || goes_on)).then_some(Hold::Loose)
            }
        }
    }

    /// "No nausea, numbness or weakness": a list that begins with what is not known, and ends in "or".
    fn behind_unknown(&self, cue: &CueAt, said: Stretch, others: &[Stretch]) -> Option<Hold> {
        let (_, to) = self.segment_around(cue.from);
        let strange = (cue.to..to).filter(|at| !self.passed[*at]).count();
        let plain = (cue.to..to).all(|at| !self.says_more(at));
        let item = strange > 0 && strange <= LONGEST_UNKNOWN && plain;
        let able = cue.cue != Cue::Negation || self.carried(cue, to);
        let list = self.list_behind(cue, said, others).filter(|_| item && able)?;
        // "no idea, chest pain or heartburn"
        let known =
            others.iter().filter(|o| o.from > cue.to && self.same_sentence(o.from, cue.from));
        let announced = self.announces(cue, to);
        let firm = announced || known.count() >= strange;
        let hold = if firm { Hold::Firm } else { Hold::Loose };
        (announced || matches!(list.joined, Joined::By(Cue::Or))).then_some(hold)
    }

    /// "I don't have: …": whether a colon stands between a cue and a place.
    fn announces(&self, cue: &CueAt, to: usize) -> bool {
        self.colons.iter().any(|at| (cue.to..=to).contains(at))
    }

    /// Whether the next segment of a sentence begins with such a word: "not weak, numb, or tired".
    fn list_goes_on(&self, segment: usize, cue: Cue) -> bool {
        self.cues.iter().any(|c| {
            c.cue == cue
                && self.segment[c.from] == segment + 1
                && c.from > 0
                && self.segment[c.from - 1] == segment
                && self.same_sentence(c.from - 1, c.from)
        })
    }

    /// "Weakness, numbness and swelling denied", "svullnad och smärta har jag inte": a list that words behind it deny.
    fn looks_back_over(&self, cue: &CueAt, said: Stretch, others: &[Stretch]) -> Option<Hold> {
        let able = matches!(cue.cue, Cue::NegationAfter | Cue::Negation);
        if !able || cue.from < said.to || !self.same_sentence(said.from, cue.from) {
            return None;
        }
        let (begins, own_end) = self.segment_around(said.from);
        let (cue_begins, ends) = self.segment_around(cue.from);
        let small = |from: usize, to: usize| (from..to).all(|at| self.small[at]);
        if self.turns_between(said.from, cue.from) || !small(cue.to, ends) {
            return None;
        }
        let within = others.iter().filter(|o| cue_begins <= o.from && o.to <= cue.from);
        // "numbness and weakness, the doctor says it's nothing"
        let begins_with = |o: &&Stretch| small(cue_begins, o.from);
        if own_end <= cue.from && !within.clone().any(|o| begins_with(&o)) {
            return None;
        }
        let last = within.chain([&said]).map(|o| o.to).max()?;
        // "I have cramps and weakness I don't"
        let verbs = [Cue::Carrier, Cue::Myself];
        let verbless = (begins..last).all(|at| !self.on(at, &verbs));
        let strange = (last..cue.from).filter(|at| !self.small[*at]).count();
        let mut words = Vec::new();
        let unknown = self.items((begins, last), said, others, &mut words)?;
        // "chest pain since monday, fainting and numbness denied"
        let own = own_end > cue.from
            || self.items((begins, own_end), said, others, &mut Vec::new()) == Some(0);
        // "numbness or dizziness I don't have"
        let goes_on = (last..cue.from).any(|at| self.list_word(at).is_some());
        let listed = goes_on || words.iter().any(|word| word.from > said.from);
        let fits = verbless && own && listed && strange <= LONGEST_UNKNOWN;
        let firm = (strange == 0 || goes_on) && (unknown == 0 || cue.cue == Cue::NegationAfter);
        fits.then_some(if firm { Hold::Firm } else { Hold::Loose })
    }

    /// "Smerter har jeg ikke": small words only stand between, and nothing else follows the negation in its segment; or
    /// where, behind them, as in "smerter i armen har jeg ikke".
    fn looks_back(&self, cue: &CueAt, said: Stretch, others: &[Stretch]) -> Option<Hold> {
        let able = cue.cue != Cue::NegationBeforeOnly;
        if !able || cue.from < said.to || !self.same_segment(cue.from, said.from) {
            return None;
        }
        let (from, to) = self.segment_around(cue.from);
        let small = |from: usize, to: usize| (from..to).all(|at| self.small[at]);
        let excepted = (from..said.from).any(|at| self.on(at, &[Cue::Except]));
        let own = |at: &Stretch| at.from >= said.to && at.to <= to;
        let alone = !others.iter().any(own);
        if !alone || excepted || !small(cue.to, to) {
            return None;
        }
        let strange = (said.to..cue.from).filter(|at| !self.small[*at]);
        let strange: Vec<usize> = strange.take(LONGEST_UNKNOWN + 1).collect();
        let Some(last) = strange.last() else { return Some(Hold::Firm) };
        // "suicidal thoughts, and joy in life I have not": what stands behind "and" is another thing
        let joined = (said.to..cue.from).any(|at| self.list_word(at).is_some());
        let carried = (last + 1..cue.from).any(|at| self.on(at, &[Cue::Carrier]));
        let named = (last + 1..cue.from).any(|at| self.on(at, &[Cue::Myself]));
        (strange.len() <= LONGEST_UNKNOWN && !joined && carried && named).then_some(Hold::Loose)
    }
}

/// Where what is said begins: phrases that overlap with it say it together.
fn begins(cue: &CueAt, said: Stretch, others: &[Stretch]) -> usize {
    let with = |o: &&Stretch| cue.to <= o.from && o.from < said.from && said.from < o.to;
    others.iter().filter(with).map(|other| other.from).min().unwrap_or(said.from)
}
