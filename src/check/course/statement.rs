//! The courses of a model, and how they read.

use crate::check::demand::red_flags;
use crate::model::Model;
use crate::model::fact::Slot;
use crate::model::rule::{Mark, PropertyStatement};

/// What must hold on every way through the dialogue.
#[derive(Debug, Clone, Copy)]
pub(in crate::check) enum Course<'m> {
    /// All of these come before that.
    Before(&'m [Mark], Mark),
    /// Each slot is among the first so many questions, unless it was told.
    Within(u32, &'m [Slot]),
    /// No advice is given while the red flag of a slot is open, may be asked and matters.
    Flag(Slot),
}

/// Where a course comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::check) enum CourseOrigin {
    /// A property of the pack, as a position.
    Property(usize),
    /// The red flag of a slot.
    Flag(Slot),
}

/// All courses of a model: those that it states, and those that follow from red flags.
pub(in crate::check) fn courses(model: &Model) -> Vec<(Course<'_>, CourseOrigin)> {
    let mut courses = Vec::new();
    for (n, property) in model.properties.iter().enumerate() {
        let course = match &property.statement {
            PropertyStatement::Before(first, then) => Course::Before(first, *then),
            PropertyStatement::Within(questions, asked) => Course::Within(*questions, asked),
            _ => continue,
        };
        courses.push((course, CourseOrigin::Property(n)));
    }
    for (slot, _) in red_flags(model) {
        courses.push((Course::Flag(slot), CourseOrigin::Flag(slot)));
    }
    courses
}

/// A course that follows from an attribute, in words; a property says itself what it means.
pub(in crate::check) fn in_words(model: &Model, course: &Course<'_>) -> String {
    match course {
        Course::Flag(slot) => format!(
            "No advice is given while `{}` is open, may be asked and could change something",
            model.slot_name(*slot)
        ),
        Course::Before(..) | Course::Within(..) => String::new(),
    }
}

/// A mark as it is spoken of.
pub(super) fn mark_in_words(model: &Model, mark: Mark) -> String {
    match mark {
        Mark::Asked(slot) => format!("`{}` is asked", model.slot_name(slot)),
        Mark::Given(advice) => format!("`{}` is given", model.advice[advice].id),
        Mark::Passed(dialogue, step) => {
            let dialogue = &model.dialogues[dialogue];
            format!("`{}.{}` is passed", dialogue.id, dialogue.steps[step].id)
        }
    }
}
