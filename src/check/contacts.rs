//! `contact_unchecked`, `contact_stale`: phone numbers that nobody has looked at lately.

use crate::check::context::{Context, Spot};
use crate::check::date::Date;
use crate::diagnostic::Severity;

/// How old a check of a number may be.
const LONGEST_DAYS: i64 = 365;

/// Reports numbers that were never checked and, when the day is known, those checked too long ago.
pub(super) fn check(context: &mut Context<'_>, today: Option<Date>) {
    let model = context.model;
    let with_places = model.contacts.iter().zip(&model.origins.contacts);
    for (contact, origin) in with_places.filter(|(contact, _)| contact.number.is_some()) {
        let spot = Spot::entry(*origin);
        let Some(checked) = &contact.checked else {
            let message = format!("nobody has checked the number of `{}`", contact.id);
            let spot = spot.field("number");
            context.report("contact_unchecked", Severity::Warning, &spot, message).help =
                Some("look it up, then add `checked: \"YYYY-MM-DD\"`".to_owned());
            continue;
        };
        let date: Date = match checked.parse() {
            Ok(date) => date,
            Err(bad) => {
                let spot = spot.field("checked");
                context.report("bad_date", Severity::Error, &spot, format!("{bad}"));
                continue;
            }
        };
        let Some(today) = today else { continue };
        let age = today.days_after(date);
        let spot = spot.field("checked");
        if age > LONGEST_DAYS {
            let message = format!("the number of `{}` was checked {age} days ago", contact.id);
            context.report("contact_stale", Severity::Warning, &spot, message).help =
                Some("look it up again, then set `checked` to that day".to_owned());
        } else if age < 0 {
            let message =
                format!("the number of `{}` is said to be checked in the future", contact.id);
            context.report("contact_stale", Severity::Warning, &spot, message).help =
                Some("set `checked` to the day on which it was looked up".to_owned());
        }
    }
}
