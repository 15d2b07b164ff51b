//! Writing a conversation down while it goes on.

use crate::conversation::{Chat, Reply};
use crate::model::finding::Findings;
use crate::transcript::record::{answered, header};
use crate::transcript::redact::Retold;

/// A conversation written down so far.
#[derive(Debug)]
pub struct Scribe<'m> {
    text: String,
    /// What is written instead of the person's words, if they are not to be written.
    retold: Option<Retold<'m>>,
}

impl<'m> Scribe<'m> {
    /// Begins with a conversation's first reply; with the person's words, or without.
    #[must_use]
    pub fn begin(chat: &Chat<'m>, reply: &Reply, redact: bool) -> Self {
        if redact {
            let (retold, text) =
                Retold::begin(chat.engine(), chat.reader(), chat.settings().clone());
            return Self { text, retold: Some(retold) };
        }
        Self { text: header(chat) + &answered(chat, reply, None), retold: None }
    }

    /// Writes down a turn, its mark before its words, and gives the lines that it came to.
    pub fn turn(&mut self, said: &str, chat: &Chat<'_>, reply: &Reply, before: &Findings) -> &str {
        let from = self.text.len();
        match &mut self.retold {
            Some(retold) => {
                let words = said.trim_start_matches(['>', '~']).trim_start();
                self.text.push_str(&retold.line(words, chat, reply));
            }
            None => {
                self.text.push_str(said.trim_end());
                self.text.push('\n');
                self.text.push_str(&answered(chat, reply, Some(before)));
            }
        }
        &self.text[from..]
    }

    /// All that was written down.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}
