//! Answers as values instead of words: for programs that show the questions themselves.

use crate::conversation::{Chat, Pending, Reply};
use crate::engine::{Event, Question, QuestionKind};
use crate::model::fact::{FactId, Slot};
use crate::model::finding::{Finding, Statement};
use crate::model::interface::Phrase;
use crate::render::block::Block;

/// What the next answer belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Open {
    /// Nothing is asked.
    Nothing,
    /// A question of the dialogue, or the new answer of a change.
    Question(Question),
    /// Whether something was read as it was meant: yes or no.
    Confirm,
}

impl Chat<'_> {
    /// What the next answer belongs to.
    #[must_use]
    pub fn open(&self) -> Open {
        match &self.pending {
            Some(Pending::Change(_, slots)) => Open::Question(Question {
                kind: QuestionKind::Plain,
                show: slots.clone(),
                lead: None,
            }),
            Some(_) => Open::Confirm,
            None => self.session.question().cloned().map_or(Open::Nothing, Open::Question),
        }
    }

    /// Whether the dialogue has come to its end.
    #[must_use]
    pub fn has_finished(&self) -> bool {
        self.session.has_ended()
    }

    /// Takes findings as they are. They answer what is open, and what waited for a yes or no is dropped.
    pub fn answer(&mut self, statement: Statement) -> Reply {
        let model = self.model();
        let is_of =
            |fact: FactId| statement.iter().all(|(slot, _)| model.slots[slot.index()].fact == fact);
        match self.pending.take() {
            Some(Pending::Change(fact, _)) if is_of(fact) => self.replace(fact, statement),
            _ => self.event(Event::Answer(statement), Vec::new()),
        }
    }

    /// Leaves what waits for a yes or no: what counts already stays, the rest does not count.
    pub fn leave_unconfirmed(&mut self) -> Reply {
        self.pending = None;
        self.with_question(Vec::new())
    }

    /// Replaces an earlier answer, as `/change` does.
    pub fn replace(&mut self, fact: FactId, statement: Statement) -> Reply {
        self.pending = None;
        let speech = self.speech();
        let items: Vec<String> =
            statement.iter().map(|(slot, finding)| speech.statement(*slot, *finding)).collect();
        let text = speech.phrase(Phrase::Changed, &[("items", &items.join("; "))]);
        self.event(Event::Change(fact, statement), vec![Block::Note(text)])
    }

    /// The same finding for all that the open question shows and that is open.
    #[must_use]
    pub fn all_shown(&self, finding: Finding) -> Statement {
        let Open::Question(question) = self.open() else { return Statement::new() };
        let changes = self.pending.is_some();
        let open = |slot: &Slot| changes || self.findings().get(*slot) == Finding::Open;
        question.show.into_iter().filter(open).map(|slot| (slot, finding)).collect()
    }
}
