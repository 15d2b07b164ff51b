//! All conditions of a model, those of its properties too.

use crate::model::Model;
use crate::model::condition::Condition;
use crate::model::rule::PropertyStatement;

/// Calls `visit` with every condition of a model.
pub(super) fn for_each_condition(model: &Model, visit: &mut dyn FnMut(&Condition)) {
    model.for_each_condition(visit);
    for property in &model.properties {
        match &property.statement {
            PropertyStatement::Never(_, when) | PropertyStatement::Always(when, _) => visit(when),
            PropertyStatement::Whenever(when, then) => {
                visit(when);
                visit(then);
            }
            PropertyStatement::Before(..) | PropertyStatement::Within(..) => {}
        }
    }
}
