//! Effects → blocks.

use crate::conversation::{Chat, Pending, Reply};
use crate::engine::Effect;
use crate::model::interface::Phrase;
use crate::model::urgency::Urgency;
use crate::render::block::Block;
use crate::render::page;

impl Chat<'_> {
    /// What the effects of an event have to say. An outcome page shows the cards itself, so that none
    /// stands twice.
    pub(super) fn effect_blocks(&self, effects: &[Effect]) -> Vec<Block> {
        if self.manner.silent {
            return Vec::new();
        }
        let assessed = effects.contains(&Effect::Assessed);
        let mut blocks = Vec::new();
        for effect in effects {
            match effect {
                Effect::Say(text) => blocks.push(Block::Text(self.speech().text(*text))),
                Effect::Emergency => blocks.extend(self.emergency_card()),
                Effect::Urgent if !assessed => {
                    blocks.extend(page::cards(&self.speech(), &self.outcome()));
                }
                // what is left for today shows at once: nothing has been taken back then, only lowered
                Effect::EmergencyOver if self.outcome().urgency() == Some(Urgency::Urgent) => {
                    if !assessed {
                        blocks.extend(page::cards(&self.speech(), &self.outcome()));
                    }
                }
                Effect::EmergencyOver => {
                    blocks.push(Block::Note(self.speech().phrase(Phrase::Corrected, &[])));
                }
                Effect::Assessed => {
                    if let Some(outcome) = self.given() {
                        blocks.extend(page::first_screen(&self.speech(), outcome));
                    }
                }
                Effect::Urgent | Effect::Ended => {}
            }
        }
        blocks
    }

    /// The card of the emergency that holds, with the way to take it back.
    pub(super) fn emergency_card(&self) -> Vec<Block> {
        let speech = self.speech();
        let mut blocks = page::cards(&speech, &self.outcome());
        if let Some(Block::Card { foot, .. }) = blocks.first_mut() {
            foot.push(speech.phrase(Phrase::DidIGetYouRight, &[]));
        }
        blocks
    }

    /// Words of an emergency that belong to no fact, or that are said of somebody else: the card, and no
    /// judgement.
    pub(super) fn emergency_words(&mut self, about_other: bool) -> Reply {
        let card = page::emergency_words_card(&self.speech());
        if about_other {
            self.pending = Some(Pending::AboutOther);
            let question = Block::Text(self.speech().phrase(Phrase::AboutOther, &[]));
            return Reply { blocks: vec![card, question], ..Reply::default() };
        }
        self.with_question(vec![card])
    }

    /// The end before the end: the referrals so far and what was not asked, no advice.
    pub(super) fn quit(&mut self) -> Reply {
        self.over = true;
        self.pending = None;
        let speech = self.speech();
        let outcome = self.outcome();
        let mut blocks = Vec::new();
        if self.given().is_none() && !self.session.events().is_empty() {
            blocks.extend(page::cards(&speech, &outcome));
            let line = speech.level_line(outcome.urgency());
            blocks.push(Block::Text(speech.phrase(Phrase::GoodbyeEarly, &[("line", &line)])));
            blocks.extend(page::not_asked(&speech, &outcome));
        } else if outcome.urgency() >= Some(Urgency::Urgent) {
            blocks.extend(page::cards(&speech, &outcome));
        }
        blocks.push(Block::Text(speech.phrase(Phrase::Goodbye, &[])));
        Reply { blocks, ended: true, ..Reply::default() }
    }
}
