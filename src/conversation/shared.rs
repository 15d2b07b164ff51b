//! What conversations with one pack can share: what was understood before, and the index of claims.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::base::language::Language;
use crate::model::Model;
use crate::model::fact::Slot;
use crate::understand::Reader;
use crate::understand::ask::Library;
use crate::understand::outcome::{Context, Understanding};

/// How many messages are remembered; then all are forgotten, so that memory does not grow.
const MOST: usize = 4096;

/// The longest message that is remembered, in bytes.
const LONGEST: usize = 256;

/// How a conversation is held beside its settings: what it shares, and whether it is shown to anybody.
#[derive(Debug, Clone, Default)]
pub struct Manner {
    /// What it shares with others on the same pack.
    pub shared: Arc<Shared>,
    /// Nobody reads it: replies carry no blocks.
    pub silent: bool,
}

/// What conversations with one pack share. Understanding is a pure function, so that remembering changes
/// nothing but the time that it takes.
#[derive(Debug, Default)]
pub struct Shared {
    understood: Mutex<Remembered>,
    library: OnceLock<Library>,
}

#[derive(Debug, Default)]
struct Remembered {
    by_message: HashMap<Vec<u8>, Arc<Understanding>>,
    key: Vec<u8>,
}

impl Shared {
    /// What a message says.
    pub(super) fn understand(
        &self,
        reader: &Reader,
        model: &Model,
        text: &str,
        context: &Context<'_>,
    ) -> Arc<Understanding> {
        if text.len() > LONGEST {
            return Arc::new(reader.understand(model, text, context));
        }
        let mut remembered = self.understood.lock().unwrap_or_else(PoisonError::into_inner);
        let Remembered { by_message, key } = &mut *remembered;
        write_key(key, text, context);
        if let Some(known) = by_message.get(key.as_slice()) {
            return Arc::clone(known);
        }
        let understanding = Arc::new(reader.understand(model, text, context));
        if by_message.len() >= MOST {
            by_message.clear();
        }
        by_message.insert(key.clone(), Arc::clone(&understanding));
        understanding
    }

    /// The claims, indexed when the first question is asked back.
    pub(super) fn library(&self, model: &Model) -> &Library {
        self.library.get_or_init(|| Library::new(model))
    }
}

/// The message with all that its understanding hangs on.
fn write_key(key: &mut Vec<u8>, text: &str, context: &Context<'_>) {
    key.clear();
    key.extend_from_slice(context.language.map_or("", Language::code).as_bytes());
    for Slot(slot) in context.asking {
        key.push(1);
        key.extend_from_slice(&slot.to_le_bytes());
    }
    key.push(0);
    key.extend_from_slice(text.as_bytes());
}
