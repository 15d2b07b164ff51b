//! What is asked or supposed, and what a question takes for granted.
//!
//! A question or a condition states nothing, as far as it reaches: not over "but", not over a comma before which it says
//! nothing, and not into the main clause behind a condition. What it takes for granted of the person who asks is said.

use crate::model::vocabulary::Cue;
use crate::understand::clauses::Clauses;
use crate::understand::reading::CueAt;

impl Clauses {
    /// Whether what stands at a place is asked or supposed, not said.
    pub(crate) fn supposed(&self, place: usize) -> bool {
        self.around(place).iter().any(|c| {
            if !self.same_sentence(c.from, place) || c.from > place {
                return false;
            }
            let turned = self.turns_between(c.from, place);
            let supposes = || {
                let (first, last) = (self.segment[c.from], self.segment[place]);
                (first + 1..=last).all(|at| !self.turned[at] || self.alternative[at])
            };
            let asks = || {
                !turned && self.leads(c.from) && self.runs_on(c, place) && !self.granted(c, place)
            };
            match c.cue {
                Cue::WhatIf => supposes() && !self.follows(c, place),
                Cue::Question => asks(),
                Cue::QuestionMarked => asks() && self.is_question(place) && !self.asked_later(c),
                _ => false,
            }
        })
    }

    /// "If I drink coffee my eye twitches": what follows from a condition, and is not asked, is said.
    fn follows(&self, condition: &CueAt, place: usize) -> bool {
        let main = self.starts.mains.partition_point(|at| *at <= condition.to);
        let asked = self.starts.asking.partition_point(|at| *at < condition.from);
        // "what if one day I faint"
        let asks = self.starts.asking.get(asked).is_some_and(|at| *at < condition.to);
        self.starts.mains.get(main).is_some_and(|at| *at <= place)
            && !asks
            && !self.is_question(place)
    }

    /// Whether a question reaches a place: in "can anyone explain, my arm went limp" it ends before it says anything.
    fn runs_on(&self, question: &CueAt, place: usize) -> bool {
        let (first, last) = (self.segment[question.from], self.segment[place]);
        let before = self.said.partition_point(|said| *said < question.from);
        let said = self.said[before..].iter().take_while(|said| **said < place);
        first == last || said.into_iter().any(|said| self.segment[*said] < last)
    }

    /// "Why does my chest hurt": a question takes for granted what it says of the person who asks.
    fn granted(&self, question: &CueAt, place: usize) -> bool {
        let (from, end) = self.segment_around(place);
        let anyone = self.starts.anyone.iter().any(|at| (from..end).contains(at));
        self.around(place).iter().any(|c| {
            let first = |list: &[usize]| list.get(list.partition_point(|at| *at < c.from)).copied();
            let starts = &self.starts;
            // "varför domnar handen" is of one's own hand
            let body = first(&starts.bodies).filter(|_| !anyone);
            let own = [first(&starts.own), first(&starts.possessives), body];
            c.cue == Cue::Granted
                && question.from <= c.from
                && c.from <= place
                && self.same_sentence(c.from, place)
                && own.into_iter().flatten().any(|own| own < end)
        })
    }

    /// Whether a later segment of the sentence asks, so that the question mark is its own.
    fn asked_later(&self, cue: &CueAt) -> bool {
        self.around(cue.from).iter().any(|c| {
            matches!(c.cue, Cue::Question | Cue::QuestionMarked)
                && self.segment[c.from] > self.segment[cue.from]
                && self.same_sentence(c.from, cue.from)
                && self.leads(c.from)
        })
    }

    /// Whether only small words stand before a place in its segment.
    fn leads(&self, place: usize) -> bool {
        let mut at = place;
        while at > 0 && self.segment[at - 1] == self.segment[place] {
            let near = self.around(at);
            let mine = near.iter().any(|c| c.cue == Cue::Myself && c.to > at - 1 && c.from < at);
            let small = !mine
                && near.iter().any(|c| {
                    c.to > at - 1
                        && c.from < at
                        && matches!(c.cue, Cue::List | Cue::Terminator | Cue::Greeting | Cue::Or)
                });
            if !small {
                return false;
            }
            at -= 1;
        }
        true
    }

    /// Whether the sentence of a place ends in a question mark.
    pub(super) fn is_question(&self, place: usize) -> bool {
        self.questions.iter().any(|q| {
            self.sentence.get(*q).is_some_and(|sentence| *sentence == self.sentence[place])
        })
    }

    /// Whether any sentence asks something.
    pub(crate) fn asks(&self) -> bool {
        self.cues.iter().any(|c| match c.cue {
            Cue::WhatIf => true,
            Cue::Question => self.leads(c.from),
            Cue::QuestionMarked => self.leads(c.from) && self.is_question(c.from),
            _ => false,
        })
    }
}
